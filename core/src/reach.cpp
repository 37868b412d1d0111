#include "reach.h"

#include <algorithm>

#include "fold.h"
#include "kernel.h"

namespace yardstick {

namespace {

constexpr std::size_t grain_index(Grain grain) { return static_cast<std::size_t>(grain); }
constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

Span choice_of(std::size_t options) { return Span::between(Number(0), Number(static_cast<std::int64_t>(options) - 1)); }

/// Both, or either, of two conditions; statuses stay possible where neither side settles it.
Span logical(const Span& a, const Span& b, bool either) {
  const auto settles = [&](const Span& s) { return s.exact() && !s.low->is_zero() == either; };
  if (settles(a) || settles(b)) return Span::of(Number(either ? 1 : 0));
  const auto may_settle = [&](const Span& s) { return either ? s.can_hold() : s.can_fail(); };
  const auto may_not = [&](const Span& s) { return either ? s.can_fail() : s.can_hold(); };
  const bool yes = may_settle(a) || may_settle(b), no = may_not(a) && may_not(b);
  Span result;
  result.known = yes || no;
  result.others = a.others | b.others;
  if (result.known) {
    result.low = Number(either ? (no ? 0 : 1) : (yes ? 0 : 1));
    result.high = Number(either ? (yes ? 1 : 0) : (no ? 1 : 0));
  }
  return result;
}

}  // namespace

std::optional<std::int64_t> looks_through(const Board& board) {
  for (const View& view : board.plan.scheme->views)
    if (view.id == board.data.view && view.through_as_of) return parse_date(board.data.as_of);
  return std::nullopt;
}

bool looks_at(const Board& board, const ReadingAt& reading) {
  const auto through = looks_through(board);
  const Grain grain = board.plan.scheme->classes[at(reading.cls)].facts[at(reading.fact)].grain;
  return !through || first_day(board.data.slots[grain_index(grain)][at(reading.slot)]) <= *through;
}

Span domain_of(const Field& field) {
  if (field.type == FactType::flag) return Span::flag();
  if (field.type == FactType::choice) return choice_of(field.options.size());
  // Days as they can be written.
  if (field.type == FactType::date) return Span::between(Number(first_day({Grain::year, 1, 1})), Number(last_day({Grain::year, 9999, 1})));
  const bool counts = field.type == FactType::count || field.type == FactType::votes;
  Span result = Span::between(counts && (!field.min || field.min->is_negative()) ? Number(0) : field.min, field.max);
  // Steps count from the lower limit, or from nothing.
  if (const auto step = step_of(field); step && result.high) {
    const Number from = field.min.value_or(0);
    result.high = from + round_to(*result.high - from, *step, Rounding::floor);
  }
  return result;
}

std::optional<Number> step_of(const Field& field) {
  switch (field.type) {
    case FactType::flag: case FactType::choice: case FactType::count: case FactType::votes: case FactType::date:
      return field.step && field.type == FactType::count ? field.step : std::optional(Number(1));
    default: return field.step;
  }
}

SpanView::SpanView(Reach& reach, Column column)
    : plan(reach.board.plan), data(reach.board.data), op(reach.board.plan.operations[at(column)]), algebra(reach.algebra), reach_(reach) {}
const Span& SpanView::input(std::size_t k, std::size_t cell) const { return reach_.of(op.in[k], cell); }
std::optional<Span> SpanView::further(std::size_t k, int list, std::size_t cell) const {
  const auto row = reach_.further(list, op.shape.grain, cell / units(), cell % units());
  return row ? std::optional(reach_.of(op.in[k], *row)) : std::nullopt;
}
Span SpanView::scored(std::size_t k, std::size_t cell) const { return reach_.scored(op.in[k], cell); }

Reach::Reach(const Board& b) : board(b), all_open_(true) { mark(); }

Reach::Reach(const Board& b, const std::vector<ReadingAt>& moving) : board(b), moving_(moving) {
  std::sort(moving_.begin(), moving_.end());
  mark();
}

Reach::Reach(const Board& b, Column column, std::size_t cell) : board(b), moving_cell_(key_of(column, cell)) { mark(); }

void Reach::narrow(const std::map<ReadingAt, Span>& domains) {
  forget();
  narrowed_ = domains;
}

void Reach::forget() {
  found_.clear();
  open_.clear();
  open_rows_.clear();
  further_.clear();
  algebra.splits.clear();
}

void Reach::look(const Interval& through) {
  forget();
  algebra.gap = through;
  moved_ = algebra.moving();
}

void Reach::look(const Number& at) {
  forget();
  algebra.gap.reset();
  moved_ = Span::of(at);
}

void Reach::look_apart() {
  forget();
  algebra.gap.reset();
  apart_ = true;
}

void Reach::mark() {
  through_ = looks_through(board);
  const auto& operations = board.plan.operations;
  touched_.assign(operations.size(), false);
  const auto root = [&](std::size_t column) {
    const Operation& op = operations[column];
    if (moving_cell_ && column_of(*moving_cell_) == static_cast<Column>(column)) return true;
    const auto& statuses = board.columns.cells[column].statuses;
    const auto any_missing = [&] { return std::find(statuses.begin(), statuses.end(), Status::missing) != statuses.end(); };
    if (op.op == Op::fact) {
      if (all_open_) return any_missing();
      return std::any_of(moving_.begin(), moving_.end(), [&](const ReadingAt& r) {
        return r.cls == op.shape.cls && r.fact == op.index && r.column == std::max(op.option, 0);
      });
    }
    if (op.op == Op::field && op.option >= 0) {
      if (all_open_) return any_missing();
      const RowList& list = board.plan.lists[at(op.shape.list)];
      return list.kind == RowList::Kind::keyed && op.option == 1 &&
             std::any_of(moving_.begin(), moving_.end(), [&](const ReadingAt& r) { return r.cls == list.cls && r.fact == list.fact; });
    }
    if (!all_open_) return false;
    const int rows = op.op == Op::fold_rows && op.shape.list < 0 ? op.index : op.kernel ? op.kernel->rows() : -1;
    if (rows >= 0) {
      const Records& list = board.data.lists[at(rows)];
      if (board.plan.lists[at(rows)].kind == RowList::Kind::borrowed) return true;
      return list.known.empty() || std::find(list.known.begin(), list.known.end(), false) != list.known.end() || !list.closed_through.empty();
    }
    return op.kernel && op.kernel->opens() && any_missing();
  };
  // What reads its own past is reached only by a second pass.
  for (int pass = 0; pass < (board.plan.stretches.empty() ? 1 : 2); ++pass)
    for (const Column column : board.plan.order) {
      bool touched = touched_[at(column)] || root(at(column));
      for (const Column in : operations[at(column)].in) touched = touched || touched_[at(in)];
      touched_[at(column)] = touched;
    }
}

Span Reach::scored(Column column, std::size_t cell) const {
  const Cells& cells = board.columns.cells[at(column)];
  const std::size_t place = board.plan.operations[at(column)].shape.uniform ? 0 : cell;
  if (place >= cells.statuses.size()) return Span::anything();
  return cells.statuses[place] == Status::known ? Span::of(cells.values[place]) : Span::of(cells.statuses[place]);
}

const Span& Reach::of(Column column, std::size_t cell) {
  const std::uint64_t key = key_of(column, cell);
  if (trace_ && !asking_.empty() && touched_[at(column)]) (*trace_)[asking_.back()].push_back(key);
  if (const auto kept = found_.find(key); kept != found_.end()) return kept->second;
  // A row that may still come was never scored.
  const Shape& shape = board.plan.operations[at(column)].shape;
  const bool beyond = shape.list >= 0 && !shape.uniform && cell >= board.data.lists[at(shape.list)].rows.size();
  if (trace_) asking_.push_back(key);
  Span span = key == moving_cell_ ? moved_ : touched_[at(column)] || beyond ? find(column, cell) : scored(column, cell);
  if (trace_) asking_.pop_back();
  return found_.emplace(key, std::move(span)).first->second;
}

Span Reach::find(Column column, std::size_t cell) {
  const Operation& op = board.plan.operations[at(column)];
  switch (op.op) {
    case Op::constant: case Op::parameter: return scored(column, cell);
    case Op::fact: return fact(op, cell);
    case Op::field: return field(op, column, cell);
    case Op::widen: return widened(op, cell);
    case Op::pick: {
      const Number index(board.data.slots[grain_index(op.shape.grain)][cell / board.data.units(op.shape.cls)].index);
      const auto found = std::find(op.keys.begin(), op.keys.end(), index);
      return found == op.keys.end() ? Span::of(Status::exempt) : of(op.in[static_cast<std::size_t>(found - op.keys.begin())], cell);
    }
    case Op::node: {
      for (const Pin& pin : board.data.pins)
        if (pin.node == op.index && op.shape.list < 0 && static_cast<std::size_t>(pin.slot) * board.data.units(op.shape.cls) + at(pin.unit) == cell)
          return scored(column, cell);
      return of(op.in[0], cell);
    }
    case Op::fold_children: return children(op, cell);
    case Op::fold_periods: return over_periods(op, cell);
    case Op::fold_rows: return over_rows(op, cell);
    case Op::kernel: {
      const SpanView view(*this, column);
      const Kernel::Reads reads = op.kernel->reads();
      if (op.shape.list < 0 && (reads == Kernel::Reads::part || reads == Kernel::Reads::periods)) {
        // Where nothing that it rests on is open, it is what it was scored to be.
        bool open = false;
        const std::size_t units = view.units(), slot = cell / units, unit = cell % units;
        const std::size_t count = reads == Kernel::Reads::part ? units : view.slots();
        // All is looked at, so that what is open is met, but for those who surely stand in another part.
        const auto apart = [&](std::size_t other) {
          const Span &own = view.input(0, cell), &theirs = view.input(0, other);
          return own.exact() && theirs.exact() && *own.low != *theirs.low;
        };
        for (std::size_t k = 0; k < view.inputs(); ++k)
          if (touched_[at(op.in[k])])
            for (std::size_t n = 0; n < count; ++n) {
              const std::size_t other = reads == Kernel::Reads::part ? slot * units + n : n * units + unit;
              if (reads == Kernel::Reads::part && apart(other)) continue;
              const Span& input = view.input(k, other);
              const Span was = scored(op.in[k], other);
              open = open || !input.settled() || input.known != was.known || (input.known ? *input.low != *was.low : input.status() != was.status());
            }
        if (!open) return scored(column, cell);
      }
      if (op.kernel->opens() && all_open_ && scored(column, cell).may(Status::missing)) other_open_ = true;
      if (const int rows = op.kernel->rows(); rows >= 0 && op.shape.list < 0) {
        // It finds them by itself: those that are there, and whether there may be more.
        const Records& list = board.data.lists[at(rows)];
        const std::size_t slot = cell / view.units(), unit = cell % view.units();
        for (std::size_t r = list.first.empty() ? 0 : list.first[unit]; r < (list.first.empty() ? 0 : list.first[unit + 1]); ++r)
          if (list.rows[r].slots[grain_index(op.shape.grain)] == static_cast<int>(slot))
            for (const Column in : op.in)
              if (board.plan.operations[at(in)].shape.list == rows) of(in, r);
        further(rows, op.shape.grain, slot, unit);
      }
      Span found = op.kernel->span(view, cell);
      // What it did not look at to tell its bounds may still be what it rests on.
      if (all_open_ && !found.settled() && reads == Kernel::Reads::own)
        for (const Column in : op.in)
          if (const Shape& shape = board.plan.operations[at(in)].shape; shape.uniform || (shape.list == op.shape.list && shape.cls == op.shape.cls && shape.grain == op.shape.grain)) of(in, cell);
      return found;
    }
    default: return each(op, column, cell);
  }
}

Span Reach::fact(const Operation& op, std::size_t cell) {
  const std::size_t units = board.data.units(op.shape.cls);
  const ReadingAt place{op.shape.cls, op.index, std::max(op.option, 0), static_cast<int>(cell / units), static_cast<int>(cell % units)};
  const Cells& cells = board.data.classes[at(op.shape.cls)].readings[at(op.index)][at(place.column)];
  const bool later = this->later(op.shape.grain, place.slot);
  if (!all_open_ && !later && moves(place)) return apart_ ? domain_of(board.plan.scheme->classes[at(op.shape.cls)].facts[at(op.index)]) : moved_;
  if (!all_open_ || later || cells.statuses[cell] != Status::missing)
    return cells.statuses[cell] == Status::known ? Span::of(cells.values[cell]) : Span::of(cells.statuses[cell]);
  open_.push_back(place);
  if (const auto narrowed = narrowed_.find(place); narrowed != narrowed_.end()) return narrowed->second;
  return domain_of(board.plan.scheme->classes[at(op.shape.cls)].facts[at(op.index)]);
}

Span Reach::field(const Operation& op, Column column, std::size_t cell) {
  const Records& records = board.data.lists[at(op.shape.list)];
  const RowList& list = board.plan.lists[at(op.shape.list)];
  const bool further = cell >= records.rows.size();
  if (op.option < 0) return further ? Span::between({}, {}) : scored(column, cell);
  const Field* model = list.fields && at(op.option) < list.fields->size() ? &(*list.fields)[at(op.option)] : nullptr;
  if (further) return model ? domain_of(*model) : Span::anything();
  const Cells& cells = records.fields[at(op.option)];
  if (list.kind == RowList::Kind::keyed && op.option == 1) {
    const auto& readings = board.data.classes[at(list.cls)].readings[at(list.fact)];
    const std::size_t slots = board.data.slots[grain_index(list.grain)].size(), keys = readings.size();
    const ReadingAt place{list.cls, list.fact, static_cast<int>(cell % keys), static_cast<int>(cell / keys % slots), static_cast<int>(cell / keys / slots)};
    const bool later = this->later(list.grain, place.slot);
    if (!all_open_ && !later && moves(place)) return apart_ ? domain_of(board.plan.scheme->classes[at(list.cls)].facts[at(list.fact)]) : moved_;
    if (all_open_ && !later && cells.statuses[cell] == Status::missing) {
      open_.push_back(place);
      if (const auto narrowed = narrowed_.find(place); narrowed != narrowed_.end()) return narrowed->second;
      return domain_of(board.plan.scheme->classes[at(list.cls)].facts[at(list.fact)]);
    }
  }
  if (cell >= cells.statuses.size()) return Span::of(Status::missing);
  if (all_open_ && cells.statuses[cell] == Status::missing && model && list.kind != RowList::Kind::keyed) {
    other_open_ = true;
    open_rows_.push_back({op.shape.list, records.rows[cell].unit, list.grain, -1, static_cast<int>(cell), op.option});
    Span span = domain_of(*model);
    span.others |= bit(Status::missing);  // it may be left out for good
    return span;
  }
  return cells.statuses[cell] == Status::known ? Span::of(cells.values[cell]) : Span::of(cells.statuses[cell]);
}

Span Reach::widened(const Operation& op, std::size_t cell) {
  const Data& data = board.data;
  const Shape& from = board.plan.operations[at(op.in[0])].shape;
  if (from.uniform) return of(op.in[0], 0);
  const std::size_t width = data.units(from.cls);
  if (width == 0) return Span::of(Status::missing);
  const bool one = from.cls != op.shape.cls;
  const auto read = [&](int slot, std::size_t unit) -> Span {
    return slot < 0 ? Span::of(Status::missing) : of(op.in[0], static_cast<std::size_t>(slot) * width + (one ? 0 : unit));
  };
  if (op.shape.list < 0) {
    const std::size_t units = data.units(op.shape.cls);
    return read(data.containing(op.shape.grain, static_cast<int>(cell / units), from.grain), cell % units);
  }
  const Records& records = data.lists[at(op.shape.list)];
  if (cell < records.rows.size()) return read(records.rows[cell].slots[grain_index(from.grain)], at(records.rows[cell].unit));
  const Further& row = further_[cell - records.rows.size()];
  if (from.grain <= row.grain) return read(data.containing(row.grain, static_cast<int>(row.slot), from.grain), row.unit);
  const auto [first, last] = data.inside(row.grain, static_cast<int>(row.slot), from.grain);
  Span result = read(first < last ? first : -1, row.unit);
  for (int slot = first + 1; slot < last; ++slot) result = join(result, read(slot, row.unit));
  return result;
}

Span Reach::each(const Operation& op, Column column, std::size_t cell) {
  const auto in = [&](std::size_t k) -> const Span& { return of(op.in[k], cell); };
  const auto strict = [&](Span figure, std::initializer_list<std::size_t> from) {
    for (const std::size_t k : from) take_statuses(figure, in(k));
    return figure;
  };
  switch (op.op) {
    case Op::negate: return algebra.negate(in(0));
    case Op::absolute: return algebra.absolute(in(0));
    case Op::round_down: return algebra.round(in(0), 1, Rounding::floor);
    case Op::round_up: return algebra.round(in(0), 1, Rounding::ceiling);
    case Op::round: return algebra.round(in(0), op.constant, op.mode);
    case Op::add: return algebra.add(in(0), in(1));
    case Op::subtract: return algebra.subtract(in(0), in(1));
    case Op::multiply: return algebra.multiply(in(0), in(1));
    case Op::divide: return algebra.divide(in(0), in(1));
    case Op::lesser: return algebra.lesser(in(0), in(1));
    case Op::greater: return algebra.greater(in(0), in(1));
    case Op::less: return algebra.less(in(0), in(1), false);
    case Op::at_most: return algebra.less(in(0), in(1), true);
    case Op::more: return algebra.less(in(1), in(0), false);
    case Op::at_least: return algebra.less(in(1), in(0), true);
    case Op::equal: return algebra.equal(in(0), in(1));
    case Op::unequal: case Op::opposite: {
      const Span same = op.op == Op::unequal ? algebra.equal(in(0), in(1)) : in(0);
      if (!same.known) return same;
      Span result = Span::between(Number(same.can_hold() ? 0 : 1), Number(same.can_fail() ? 1 : 0));
      result.others = same.others;
      return result;
    }
    case Op::both: case Op::either: return logical(in(0), in(1), op.op == Op::either);
    case Op::choose: {
      const Span& condition = in(0);
      if (!condition.known) return condition;
      Span result = condition.can_hold() && condition.can_fail() ? join(in(1), in(2)) : condition.can_hold() ? in(1) : in(2);
      result.others |= condition.others;
      return result;
    }
    case Op::given: {
      const Span& a = in(0);
      return Span::between(Number(a.others ? 0 : 1), Number(a.known ? 1 : 0));
    }
    case Op::lookup: {
      const Span& key = in(0);
      if (!key.known) return key;
      Span result;
      bool any = false, all = !key.others && key.exact();
      std::size_t matched = 0;
      for (std::size_t k = 0; k < op.keys.size(); ++k) {
        if ((key.low && op.keys[k] < *key.low) || (key.high && op.keys[k] > *key.high)) continue;
        if (key.form) {
          const auto met = algebra.where(*key.form, op.keys[k]);
          if (!met) continue;
          algebra.propose(*met);
        }
        result = any ? join(result, Span::of(op.values[k])) : Span::of(op.values[k]);
        any = true;
        ++matched;
      }
      all = all && matched == 1;
      // A scale of options or levels is covered by its keys.
      const bool covered = key.low && key.high && !key.form && Number(static_cast<std::int64_t>(matched)) == *key.high - *key.low + 1;
      if (!all && !covered) {
        const Span other = op.in.size() > 1 ? in(1) : Span::of(Status::invalid);
        result = any ? join(result, other) : other;
      }
      result.others |= key.others;
      return result;
    }
    case Op::band: case Op::marginal: {
      const Span& value = in(0);
      if (!value.known) return value;
      const std::size_t rows = op.values.size();
      std::size_t first = 0, last = 0;
      algebra.clear_of(value, op.keys, first, last);
      const Span outside = op.in.size() > 1 ? in(1) : Span::of(Status::invalid);
      Span result;
      bool any = false;
      const auto take = [&](const Span& span) {
        result = any ? join(result, span) : span;
        any = true;
      };
      Number before;  // what the rows before are worth
      for (std::size_t k = 0; k <= last && k <= op.keys.size(); ++k) {
        // k edges lie at or below the value: row k − 1.
        const bool in_row = k > 0 && k - 1 < rows;
        if (k >= first) {
          if (!in_row) take(outside);
          else if (op.op == Op::band) take(Span::of(op.values[k - 1]));
          else {
            Span part = value;
            part.others = 0;
            const std::optional<Number> end = k < op.keys.size() ? std::optional(op.keys[k]) : std::nullopt;
            if (first != last) {
              part.form.reset();
              part.low = part.low ? max(*part.low, op.keys[k - 1]) : op.keys[k - 1];
              if (end) part.high = part.high ? min(*part.high, *end) : *end;
            }
            take(algebra.add(algebra.multiply(algebra.subtract(part, Span::of(op.keys[k - 1])), Span::of(op.values[k - 1])), Span::of(before)));
          }
        }
        if (op.op == Op::marginal && in_row && k < op.keys.size()) before += (op.keys[k] - op.keys[k - 1]) * op.values[k - 1];
      }
      result.others |= value.others;
      return result;
    }
    case Op::within: {
      Span result = in(0);
      if (!result.known) return result;
      const Span above = algebra.less(result, in(1), false), over = algebra.less(in(2), result, false);
      if (above.can_hold() || over.can_hold()) {
        result.others |= bit(Status::invalid);
        if (!above.can_fail() || !over.can_fail()) return strict(Span::of(Status::invalid), {0, 1, 2});
        if (in(1).low) result.low = result.low ? max(*result.low, *in(1).low) : *in(1).low;
        if (in(2).high) result.high = result.high ? min(*result.high, *in(2).high) : *in(2).high;
      }
      return strict(result, {1, 2});
    }
    case Op::require: {
      Span result = in(0);
      const Span& condition = in(1);
      take_statuses(result, condition);
      if (condition.can_fail()) result.others |= bit(Status::missing);
      if (!condition.can_hold()) result.known = false;
      return result;
    }
    case Op::level: {
      const std::size_t lines = op.in.size() - 1;
      const Span& value = in(0);
      Span result = value;
      std::vector<Number> froms;  // highest first
      for (std::size_t k = 0; k < lines; ++k) in(k + 1);
      for (std::size_t k = 0; k < lines; ++k) {
        take_statuses(result, in(k + 1));
        if (!in(k + 1).exact()) return strict(Span::between(Number(0), Number(static_cast<std::int64_t>(lines))), {0});
        froms.push_back(*in(k + 1).low);
      }
      if (!result.known) return result;
      std::reverse(froms.begin(), froms.end());
      std::size_t first = 0, last = lines;
      if (std::is_sorted(froms.begin(), froms.end())) algebra.clear_of(value, froms, first, last);
      else first = 0;
      const std::uint8_t others = result.others;
      result = Span::between(Number(static_cast<std::int64_t>(first)), Number(static_cast<std::int64_t>(last)));
      result.others = others;
      return result;
    }
    case Op::gate: {
      const Span &level = in(0), &condition = in(1);
      const Span capped = op.constant.is_zero() ? Span::of(Number(0)) : algebra.lesser(level, Span::of(op.constant));
      Span result;
      bool any = false;
      const auto take = [&](const Span& span) {
        result = any ? join(result, span) : span;
        any = true;
      };
      if (condition.can_fail()) take(level);
      if (condition.can_hold()) take(capped);
      if (condition.others) {
        Span open = level;
        open.others |= condition.others;
        if (level.known && level.low && *level.low <= op.constant) {
          open.high = level.high ? min(*level.high, op.constant) : op.constant;
          open.form.reset();
        } else {
          open.known = false;
        }
        take(open);
      }
      return result;
    }
    default: return scored(column, cell);
  }
}

Span Reach::children(const Operation& op, std::size_t cell) {
  std::vector<SpanMember> members;
  Span apart = Span::of(Number(0)), extra = apart;
  const auto in = [&](int place) { return place < 0 ? Span::of(Number(0)) : of(op.in[at(place)], cell); };
  const Policy missing = op.fold.missing.value_or(board.data.missing.value_or(Policy::missing));
  const auto tuned = tuned_weights(board.data, op, static_cast<Column>(&op - board.plan.operations.data()));
  for (std::size_t k = 0; k < op.members.size(); ++k) {
    const Member& member = op.members[k];
    Span points = in(member.points);
    if (!member.apart) {
      members.push_back({std::move(points), in(member.full), in(member.weight), Span::of(Number(0))});
      if (!tuned.empty() && tuned[k]) weigh(op.fold, members.back(), *tuned[k], algebra);
      continue;
    }
    // What is added beside takes no part: where it is exempt it adds nothing.
    points = instead_of(Status::exempt, points, Span::of(Number(0)));
    if (missing != Policy::missing) points = instead_of(Status::missing, points, Span::of(Number(0)));
    Span& sum = member.pooled && op.fold.take == Take::pooled ? extra : apart;
    sum = algebra.add(sum, points);
  }
  return algebra.add(folded(op.fold, missing, members, extra, in(op.inputs.own_full), std::nullopt, algebra), apart);
}

Span Reach::over_periods(const Operation& op, std::size_t cell) {
  const FoldInputs& in = op.inputs;
  const Shape& from = board.plan.operations[at(op.in[at(in.value)])].shape;
  const std::size_t units = board.data.units(op.shape.cls), unit = cell % units;
  const int slot = static_cast<int>(cell / units);
  const auto [first, last] = board.data.inside(op.shape.grain, slot, from.grain);
  const std::size_t whole = parts(board.data.slots[grain_index(op.shape.grain)][at(slot)], from.grain).size();
  std::vector<SpanMember> members;
  const auto part = [&](int place, std::size_t member) { return place < 0 ? Span::of(Number(0)) : of(op.in[at(place)], member); };
  for (int m = first; m < last; ++m) {
    const std::size_t member = from.uniform ? 0 : at(m) * units + unit;
    members.push_back({of(op.in[at(in.value)], member), part(in.full, member), part(in.weight, member), part(in.key, member)});
  }
  for (std::size_t absent = whole - static_cast<std::size_t>(last - first); absent > 0; --absent) {
    const bool fixed = in.full >= 0 && board.plan.operations[at(op.in[at(in.full)])].shape.uniform;
    const auto unknown = [](int place) { return place < 0 ? Span::of(Number(0)) : Span::of(Status::missing); };
    members.push_back({Span::of(Status::missing), fixed ? part(in.full, 0) : Span::of(Number(0)), unknown(in.weight), unknown(in.key)});
  }
  const Policy missing = op.fold.missing.value_or(board.data.missing.value_or(Policy::missing));
  return folded(op.fold, missing, members, Span::of(Number(0)), part(in.own_full, cell), std::nullopt, algebra);
}

bool Reach::lacks_rows(int index, Grain grain, std::size_t slot, std::size_t unit) const {
  const Records& list = board.data.lists[at(index)];
  const RowList& model = board.plan.lists[at(index)];
  // A record that does not say whom it names may name anybody.
  if (model.kind == RowList::Kind::borrowed && model.source >= 0 && model.field >= 0 && all_open_) {
    const auto& named = board.data.lists[at(model.source)].fields[at(model.field)].statuses;
    if (std::find(named.begin(), named.end(), Status::missing) != named.end()) return true;
  }
  return list.known.empty() || !list.known[unit] || list.open_on(unit, board.data.day_of(grain, static_cast<int>(slot)));
}

std::optional<std::size_t> Reach::further(int index, Grain grain, std::size_t slot, std::size_t unit) {
  const RowList::Kind kind = board.plan.lists[at(index)].kind;
  if (!all_open_ || kind == RowList::Kind::link || kind == RowList::Kind::keyed || !lacks_rows(index, grain, slot, unit)) return std::nullopt;
  other_open_ = true;
  open_rows_.push_back({index, static_cast<int>(unit), grain, static_cast<int>(slot), -1, -1});
  further_.push_back({grain, slot, unit});
  return board.data.lists[at(index)].rows.size() + further_.size() - 1;
}

Span Reach::over_rows(const Operation& op, std::size_t cell) {
  const Data& data = board.data;
  const Records& list = data.lists[at(op.index)];
  const FoldInputs& in = op.inputs;
  const bool logical = op.fold.take == Take::any || op.fold.take == Take::all;
  std::vector<SpanMember> members;
  const auto part = [&](int place, std::size_t row) { return place < 0 ? Span::of(Number(0)) : of(op.in[at(place)], row); };
  const auto member_of = [&](std::size_t r) -> std::optional<SpanMember> {
    SpanMember member{in.value < 0 ? Span::of(Number(1)) : of(op.in[at(in.value)], r), part(in.full, r), part(in.weight, r), part(in.key, r)};
    if (in.where < 0) return member;
    const Span& condition = of(op.in[at(in.where)], r);
    if (!condition.can_hold() && !condition.others) return std::nullopt;
    if (op.fold.leave_exempt && condition.settled() && condition.status() == Status::exempt) return std::nullopt;
    member.may_be_absent = condition.can_fail() || (op.fold.leave_exempt && condition.may(Status::exempt));
    take_statuses(member.points, condition);
    return member;
  };
  const auto add = [&](std::size_t r) {
    auto member = member_of(r);
    if (!member) return;
    if (op.fold.leave_exempt) {
      const Span& own = member->points;
      if (own.settled() && own.status() == Status::exempt) return;
      if (own.may(Status::exempt)) {
        member->points.others &= all_but(Status::exempt);
        member->may_be_absent = true;
      }
      // Whether it is an item or not, one that agrees with what is asked settles nothing.
      if (logical && own.exact() && own.low->is_zero() == (op.fold.take == Take::any)) return;
    }
    members.push_back(std::move(*member));
  };
  const Policy missing = op.fold.missing.value_or(data.missing.value_or(Policy::missing));
  std::optional<SpanMember> further;
  if (op.shape.list >= 0) {
    const Records& outer = data.lists[at(op.shape.list)];
    if (cell < outer.rows.size()) {
      for (std::size_t r = 0; r < list.rows.size(); ++r)
        if (list.rows[r].outer == static_cast<int>(cell)) add(r);
    } else {
      const Further around = further_[cell - outer.rows.size()];
      further_.push_back(around);
      further = member_of(list.rows.size() + further_.size() - 1);
      members.clear();
    }
    return folded(op.fold, missing, members, Span::of(Number(0)), part(in.own_full, cell), further, algebra);
  }
  const std::size_t units = data.units(op.shape.cls), unit = cell % units, slot = cell / units;
  std::vector<std::size_t> rows;
  for (std::size_t r = list.first.empty() ? 0 : list.first[unit]; r < (list.first.empty() ? 0 : list.first[unit + 1]); ++r)
    if (list.rows[r].slots[grain_index(op.shape.grain)] == static_cast<int>(slot)) rows.push_back(r);
  stable_order(rows, [&](std::size_t a, std::size_t b) { return list.rows[a].day < list.rows[b].day; });
  for (const std::size_t r : rows) add(r);
  if (const auto row = this->further(op.index, op.shape.grain, slot, unit)) {
    further = member_of(*row);
    if (op.fold.own_marks && further) further->full = part(in.own_full, cell);
  } else if (lacks_rows(op.index, op.shape.grain, slot, unit)) {
    const auto unknown = [](int place) { return place < 0 ? Span::of(Number(0)) : Span::of(Status::missing); };
    members.push_back({Span::of(Status::missing), op.fold.own_marks ? part(in.own_full, cell) : unknown(in.full), unknown(in.weight), unknown(in.key)});
  }
  return folded(op.fold, missing, members, Span::of(Number(0)), part(in.own_full, cell), further, algebra);
}

}  // namespace yardstick
