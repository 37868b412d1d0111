#include "trial.h"

#include "dataset_fill.h"

namespace yardstick {

const Fact& fact_of(const Plan& plan, const ReadingAt& reading) {
  return plan.scheme->classes[static_cast<std::size_t>(reading.cls)].facts[static_cast<std::size_t>(reading.fact)];
}

Trial::Trial(const Board& board, bool complete) : plan_(&board.plan), data_(board.data) {
  if (!complete) {
    columns_ = board.columns;
    return;
  }
  for (Records& list : data_.lists) {
    list.known.assign(list.known.size(), true);
    list.closed_through.clear();
  }
  columns_ = score(*plan_, data_);
}

void Trial::set(const Tried& figures) {
  Touched touched;
  for (const auto& [reading, value] : figures) {
    if (!looks_at(board(), reading)) continue;
    ClassData& cls = data_.classes[static_cast<std::size_t>(reading.cls)];
    auto& columns = cls.readings[static_cast<std::size_t>(reading.fact)];
    const std::size_t cell = static_cast<std::size_t>(reading.slot) * cls.units.size() + static_cast<std::size_t>(reading.unit);
    // A vote that is not counted is none, once one of its options is.
    if (fact_of(*plan_, reading).type == FactType::votes)
      for (Cells& option : columns)
        if (option.statuses[cell] == Status::missing) option.set(cell, Number(0));
    columns[static_cast<std::size_t>(reading.column)].set(cell, value);
    touched.facts.emplace_back(reading.cls, reading.fact);
    const int list = plan_->list_of(reading.cls, reading.fact, -1);
    if (list < 0 || plan_->lists[static_cast<std::size_t>(list)].kind != RowList::Kind::keyed) continue;
    const std::size_t slots = data_.slots[static_cast<std::size_t>(plan_->lists[static_cast<std::size_t>(list)].grain)].size();
    const std::size_t row = (static_cast<std::size_t>(reading.unit) * slots + static_cast<std::size_t>(reading.slot)) * columns.size() + static_cast<std::size_t>(reading.column);
    data_.lists[static_cast<std::size_t>(list)].fields[1].set(row, value);
    touched.lists.push_back(list);
  }
  rescore(*plan_, data_, columns_, touched);
}

bool Trial::apply(const Reader& changes) {
  const auto touched = apply_changes(changes, *plan_, data_);
  if (touched) rescore(*plan_, data_, columns_, *touched);
  return touched.has_value();
}

Span Trial::at(Column column, std::size_t cell) const {
  const Cells& cells = columns_.cells[static_cast<std::size_t>(column)];
  return cells.statuses[cell] == Status::known ? Span::of(cells.values[cell]) : Span::of(cells.statuses[cell]);
}

}  // namespace yardstick
