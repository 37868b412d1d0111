// A unit's form: the facts, its own and others', that its figures rest on, as fields with what stands in them.
#include <algorithm>
#include <map>
#include <set>

#include "facts.h"
#include "kernel.h"
#include "replies.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

/// Follows what columns read, from one unit to those it is linked to in a period.
class Rests {
 public:
  Rests(const Board& board, int cls, int unit, const Period& period)
      : plan_(board.plan), data_(board.data), period_(period), facts(plan_.scheme->classes.size()) {
    for (const PlanNode& node : plan_.nodes) {
      if (node.cls != cls) continue;
      for (const Column column : {node.points, node.full})
        if (column >= 0) open_.push_back({column, unit});
    }
    while (!open_.empty()) {
      const auto [column, of] = open_.back();
      open_.pop_back();
      if (seen_.insert({column, of}).second) look(plan_.operations[at(column)], of);
    }
  }

 private:
  const Plan& plan_;
  const Data& data_;
  const Period period_;
  std::set<std::pair<Column, int>> seen_;
  std::vector<std::pair<Column, int>> open_;
  std::map<Column, std::set<int>> first_;

 public:
  std::vector<std::set<std::pair<int, int>>> facts;      // by class: unit, fact
  std::map<std::array<int, 3>, std::set<int>> given;     // class, unit, node of other units that are read at once: slots

 private:
  void look(const Operation& op, int unit) {
    const int cls = op.shape.cls;
    if (op.op == Op::fact) facts[at(cls)].insert({unit, op.index});
    const bool linked = op.op == Op::kernel && op.kernel->reads() == Kernel::Reads::ends;
    for (const int list : {op.shape.uniform ? -1 : op.shape.list, op.op == Op::fold_rows ? op.index : -1, op.op == Op::kernel ? op.kernel->rows() : -1})
      if (list >= 0) rows(list, unit);
    for (const Column in : op.in) {
      const Shape& from = plan_.operations[at(in)].shape;
      if (from.uniform) continue;
      if (linked) {
        const Records& list = data_.lists[at(op.shape.list)];
        const Grain grain = plan_.lists[at(op.shape.list)].grain;
        for (std::size_t r = list.first[at(unit)]; r < list.first[at(unit) + 1]; ++r)
          if (list.rows[r].other_cls == from.cls && in_period(list.rows[r], grain)) {
            open_.push_back({in, list.rows[r].other});
            give(in, from.cls, list.rows[r].other, &list.rows[r], grain);
          }
      } else if (from.cls == cls) {
        open_.push_back({in, unit});
      } else if (plan_.scheme->classes[at(from.cls)].one) {
        if (data_.units(from.cls) == 0) continue;
        open_.push_back({in, 0});
        give(in, from.cls, 0, nullptr, from.grain);
      } else if (op.shape.list >= 0 && plan_.lists[at(op.shape.list)].kind == RowList::Kind::borrowed) {
        for (const int owner : owners(op.shape.list, unit)) open_.push_back({in, owner});
      }
    }
  }

  /// Whether a link's row lies in the period, or around it.
  bool in_period(const Record& row, Grain grain) const {
    const Grain coarser = std::min(grain, period_.grain);
    return row.slots[at(coarser)] == data_.slot(containing(period_, coarser));
  }

  /// The facts that a list's rows are.
  void rows(int list, int unit) {
    const RowList& model = plan_.lists[at(list)];
    if (model.kind == RowList::Kind::link) return;
    if (model.kind != RowList::Kind::borrowed) facts[at(model.cls)].insert({unit, model.fact});
    else
      for (const int owner : owners(list, unit)) facts[at(plan_.lists[at(model.source)].cls)].insert({owner, plan_.lists[at(model.source)].fact});
  }

  /// Whose records a unit borrows: of those that name it, those it is linked to, and those that have not said whom they name.
  std::set<int> owners(int list, int unit) const {
    const RowList& model = plan_.lists[at(list)];
    const RowList& source = plan_.lists[at(model.source)];
    const Records& rows = data_.lists[at(model.source)];
    std::set<int> result;
    for (std::size_t u = 0; u < rows.known.size(); ++u)
      if (!rows.known[u]) result.insert(static_cast<int>(u));
    const Cells& named = rows.fields[at(model.field)];
    for (std::size_t r = 0; r < rows.rows.size(); ++r)
      if (named.statuses[r] == Status::known && named.values[r] == Number(unit)) result.insert(rows.rows[r].unit);
    for (const auto& link : data_.links)
      for (const LinkRow& row : link)
        if (row.from_cls == model.cls && row.from == unit && row.to_cls == source.cls && row.since <= last_day(period_) && row.until >= first_day(period_))
          result.insert(row.to);
    return result;
  }

  /// The nodes of another unit that a column reads first: their figures may be given instead.
  void give(Column column, int cls, int unit, const Record* row, Grain grain) {
    for (const int index : first_nodes(column)) {
      const PlanNode& node = plan_.nodes[at(index)];
      const auto [first, last] = slots_of_period(data_, period_, node.grain);
      const auto& periods = data_.slots[at(node.grain)];
      for (int s = std::max(first, 0); s < last; ++s) {
        if (node.content_parent >= 0 && periods[at(s)].index != node.content_index) continue;
        if (row && (node.grain <= grain ? row->slots[at(node.grain)] != s : row->slots[at(grain)] != data_.slot(containing(periods[at(s)], grain)))) continue;
        given[{cls, unit, index}].insert(s);
      }
    }
  }
  const std::set<int>& first_nodes(Column column) {
    const auto [found, fresh] = first_.try_emplace(column);
    if (!fresh) return found->second;
    const int cls = plan_.operations[at(column)].shape.cls;
    std::set<Column> seen;
    std::vector<Column> open{column};
    while (!open.empty()) {
      const Column next = open.back();
      open.pop_back();
      const Operation& op = plan_.operations[at(next)];
      if (!seen.insert(next).second || op.shape.cls != cls) continue;
      if (op.op == Op::node && op.index >= 0) found->second.insert(op.index);
      else open.insert(open.end(), op.in.begin(), op.in.end());
    }
    return found->second;
  }
};

void write_list(JsonWriter& w, const Board& board, const Fact& fact, int list, int unit) {
  w.key("fields");
  write_fields(w, fact.fields);
  w.key("dated").string(fact.dated).key("known").boolean(board.data.lists[at(list)].known[at(unit)]).key("closedThrough");
  const std::string closed = closed_through(board, list, unit);
  if (closed.empty()) w.null();
  else w.string(closed);
  w.key("records");
  write_records_of(w, board, list, unit);
}

void write_cells(JsonWriter& w, const Board& board, int cls, int f, int unit, const Period& period) {
  const ClassData& data = board.data.classes[at(cls)];
  const Fact& fact = board.plan.scheme->classes[at(cls)].facts[at(f)];
  const auto& columns = data.readings[at(f)];
  const std::vector<Option>& keys = names_of(fact);
  const auto [first, last] = slots_of_period(board.data, period, fact.grain);
  for (int slot = std::max(first, 0); slot < last; ++slot) {
    const Period& own = board.data.slots[at(fact.grain)][at(slot)];
    const std::size_t cell = at(slot) * data.units.size() + at(unit);
    const auto reason = data.reasons.find({f, slot, unit});
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const Status status = columns[k].statuses[cell];
      w.object().key("period").string(to_string(own));
      if (!keys.empty()) w.key("key").string(keys[k].id);
      w.key("status");
      write_status(w, status);
      w.key("value").string(status == Status::known ? entered(fact, columns[k].values[cell]) : "");
      if (reason != data.reasons.end()) w.key("reason").string(fact.reasons[at(reason->second)].name.id);
      w.key("closed").boolean(board.data.is_closed(own)).end_object();
    }
  }
}

class Form {
 public:
  Form(JsonWriter& writer, const Board& b, const Asked& a) : w(writer), board(b), ask(a), readers_(b.plan) {}

  void write() {
    const Rests rests(board, ask.cls, ask.unit, ask.period);
    w.object().key("class").string(board.plan.scheme->classes[at(ask.cls)].id).key("unit").string(board.units(ask.cls)[at(ask.unit)].id);
    w.key("period").string(to_string(ask.period)).key("parts").array();
    part(rests, ask.cls, ask.unit);
    for (std::size_t c = 0; c < rests.facts.size(); ++c) {
      int before = -1;
      for (const auto& [unit, fact] : rests.facts[c]) {
        const int cls = static_cast<int>(c);
        if (unit != before && !(cls == ask.cls && unit == ask.unit)) part(rests, cls, unit);
        before = unit;
      }
    }
    w.end_array().key("given").array();
    for (const auto& [place, slots] : rests.given) given(place, slots);
    w.end_array().end_object();
  }

 private:
  void part(const Rests& rests, int cls, int unit) {
    const Class& model = board.plan.scheme->classes[at(cls)];
    const Unit& named = board.units(cls)[at(unit)];
    w.object().key("class").string(model.id).key("unit").string(named.id).key("name").text(named.name);
    w.key("own").boolean(cls == ask.cls && unit == ask.unit).key("facts").array();
    for (std::size_t f = 0; f < model.facts.size(); ++f)
      if (rests.facts[at(cls)].count({unit, static_cast<int>(f)})) fact(cls, unit, static_cast<int>(f));
    w.end_array().end_object();
  }

  void fact(int cls, int unit, int f) {
    const Fact& fact = board.plan.scheme->classes[at(cls)].facts[at(f)];
    readers_.write_fact(w, cls, f, ask.cls);
    w.key("cells").array();
    if (fact.type != FactType::records) write_cells(w, board, cls, f, unit, ask.period);
    w.end_array();
    if (fact.type == FactType::records) write_list(w, board, fact, board.plan.list_of(cls, f, -1), unit);
    w.end_object();
  }

  /// As a change may give it.
  std::string exact_text(const PlanNode& node, const Number& value) const {
    return node.node->type == NodeType::rate ? quantity_entered(value, true) : value_text(board, node, value);
  }

  void given(const std::array<int, 3>& place, const std::set<int>& slots) {
    const PlanNode& node = board.plan.nodes[at(place[2])];
    for (const int slot : slots) {
      const Position at_slot{slot, place[1]};
      const Status status = board.status(node.points, at_slot);
      const bool pinned = std::any_of(board.data.pins.begin(), board.data.pins.end(), [&](const Pin& pin) { return pin.node == place[2] && pin.slot == slot && pin.unit == place[1]; });
      w.object().key("class").string(board.cls(node).id).key("unit").string(board.units(place[0])[at(place[1])].id).key("node").string(node.id);
      w.key("period").string(to_string(board.period(node, slot))).key("title").text(node.title).key("status");
      write_status(w, status);
      w.key("value").string(status == Status::known ? exact_text(node, board.value(node.points, at_slot)) : "").key("given").boolean(pinned).end_object();
    }
  }

  JsonWriter& w;
  const Board& board;
  const Asked& ask;
  const Readers readers_;
};

}  // namespace

void write_form(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  query.done();
  if (!ask.ok || ask.slot < 0) w.null();
  else Form(w, board, ask).write();
}

}  // namespace yardstick
