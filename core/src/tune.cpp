#include "tune.h"

#include <algorithm>
#include <set>

#include "fold.h"
#include "standing.h"

namespace yardstick {

namespace {

/// Whether the scheme alone says what a column holds, for all units alike.
bool fixed_by_scheme(const Plan& plan, Column column) {
  if (column < 0) return false;
  const Operation& op = plan.operations[static_cast<std::size_t>(column)];
  switch (op.op) {
    case Op::fact: case Op::field: case Op::fold_children: case Op::fold_periods: case Op::fold_rows: case Op::node: case Op::level: case Op::gate:
    case Op::kernel: return false;
    default: return std::all_of(op.in.begin(), op.in.end(), [&](Column in) { return fixed_by_scheme(plan, in); });
  }
}

}  // namespace

const Weighed* WeighedFold::child(const std::string& id) const {
  for (const Weighed& one : children)
    if (one.node->id == id) return &one;
  return nullptr;
}

std::optional<Number> WeighedFold::own(const Board& board, const Weighed& child, int slot) {
  if (!board.known(child.weight, {slot, 0}) || board.value(child.weight, {slot, 0}).is_zero()) return std::nullopt;
  return board.value(child.weight, {slot, 0});
}

std::optional<Number> WeighedFold::now(const Board& board, const Weighed& child, int slot) const {
  const auto tried = board.data.tuned.weights.find({fold, child.member});
  const auto weight = own(board, child, slot);
  return weight && tried != board.data.tuned.weights.end() ? tried->second : weight;
}

WeighedFold weighed_children(const Plan& plan, const PlanNode& node) {
  WeighedFold result;
  if (node.unstepped < 0 || node.children.empty() || !node.node->contents.empty()) return result;
  const Operation& op = plan.operations[static_cast<std::size_t>(node.unstepped)];
  result.weighted = op.fold.take == Take::weighted;
  const bool sum = op.fold.take == Take::sum && !op.fold.by_rate;
  if (op.op != Op::fold_children || op.members.size() != node.children.size() || !(sum || result.weighted)) return result;
  result.fold = node.unstepped;
  for (std::size_t k = 0; k < op.members.size(); ++k) {
    const Member& member = op.members[k];
    const int place = result.weighted ? member.weight : member.full;
    if (member.apart || place < 0) continue;
    const Column weight = op.in[static_cast<std::size_t>(place)];
    if (fixed_by_scheme(plan, weight)) result.children.push_back({static_cast<int>(k), &plan.nodes[static_cast<std::size_t>(node.children[k])], weight});
  }
  return result;
}

Number weight_factor(const Board& board, const PlanNode& parent, std::size_t child, Position at) {
  const auto& weights = board.data.tuned.weights;
  const auto tried = weights.find({parent.unstepped, static_cast<int>(child)});
  if (tried == weights.end()) return 1;
  for (const Weighed& one : weighed_children(board.plan, parent).children)
    if (one.member == static_cast<int>(child))
      if (const auto own = WeighedFold::own(board, one, at.slot)) return tried->second / *own;
  return 1;
}

std::vector<int> slots_in(const Board& board, const PlanNode& node, const Period& period) {
  std::vector<int> result;
  const auto& slots = board.data.slots[static_cast<std::size_t>(node.grain)];
  for (std::size_t s = 0; s < slots.size(); ++s)
    if (contains(period, slots[s]) || contains(slots[s], period)) result.push_back(static_cast<int>(s));
  return result;
}

void write_clause_texts(JsonWriter& w, const Scheme& scheme, const std::vector<Cited>& clauses) {
  std::set<std::string> seen;
  w.array();
  for (const Cited& cited : clauses)
    for (const Clause& clause : scheme.clauses)
      if (clause.id == cited.id && seen.insert(clause.id).second) w.object().key("id").string(clause.id).key("text").text(clause.text).end_object();
  w.end_array();
}

namespace {

/// One unit of a number's last digit; of what has no last digit, a fiftieth.
Number last_digit(const Number& number) {
  const auto decimals = number.decimals();
  if (!decimals) return abs(number) / 50;
  Number unit = 1;
  for (int i = 0; i < *decimals; ++i) unit = unit / 10;
  return unit;
}

struct Slider {
  Number low, high, step;
};

/// From `low` to `high` in steps of which some number make `own`: its last digit's units, or more where those would be very many.
Slider slider(const Number& own, Number low, Number high, const Number& digit) {
  constexpr std::int64_t most = 200;
  Number step = digit;
  const Number grow[] = {2, Number::ratio(5, 2), 2};  // 1, 2, 5, 10 …
  const auto fits = [&] { return ((own - low) / step).is_integer(); };
  int k = 0;
  for (; k < 60 && ((high - low) / step > most || (!fits() && (high - low) / step > 2)); ++k) step = step * grow[k % 3];
  if (fits()) return {low, high, step};
  return {max(low, own - digit * (most / 2)), min(high, own + digit * (most / 2)), digit};
}

Slider parameter_slider(const Number& own, bool rate) {
  // A rate's last digit is that of its percentage.
  const Number digit = rate ? last_digit(own * 100) / 100 : last_digit(own);
  if (own.is_zero()) return {0, rate ? Number(1) : Number(10), rate ? Number::ratio(1, 100) : Number::ratio(1, 10)};
  if (own.is_negative()) return slider(own, own * 2, 0, digit);
  return slider(own, 0, rate && own <= 1 ? Number(1) : own * 2, digit);
}

void write_slider(JsonWriter& w, const Slider& slider) {
  w.key("low").string(slider.low.exact()).key("high").string(slider.high.exact()).key("step").string(slider.step.exact());
}

/// The columns that rest on a parameter; empty where none reads it.
std::vector<bool> resting_on(const Plan& plan, int parameter) {
  std::vector<bool> resting;
  for (std::size_t c = 0; c < plan.operations.size(); ++c)
    if (plan.operations[c].op == Op::parameter && plan.operations[c].index == parameter) {
      resting.resize(plan.operations.size(), false);
      resting[c] = true;
    }
  // What reads its own past is reached only by a second pass.
  for (int pass = 0; !resting.empty() && pass < (plan.stretches.empty() ? 1 : 2); ++pass)
    for (const Column column : plan.order)
      for (const Column in : plan.operations[static_cast<std::size_t>(column)].in)
        if (resting[static_cast<std::size_t>(in)]) resting[static_cast<std::size_t>(column)] = true;
  return resting;
}

void write_parameters(JsonWriter& w, const Board& board, int cls, const Period& period) {
  const Plan& plan = board.plan;
  w.array();
  for (std::size_t p = 0; p < plan.scheme->parameters.size(); ++p) {
    const Parameter& parameter = plan.scheme->parameters[p];
    const Dated* force = nullptr;
    for (const Dated& dated : parameter.values)
      if (dated.from <= last_day(period)) force = &dated;
    const std::vector<bool> resting = resting_on(plan, static_cast<int>(p));
    const bool any = std::any_of(plan.nodes.begin(), plan.nodes.end(), [&](const PlanNode& node) {
      return node.cls == cls && node.points >= 0 && !resting.empty() && resting[static_cast<std::size_t>(node.points)];
    });
    if (!force || !any) continue;
    const auto tried = board.data.tuned.parameters.find(static_cast<int>(p));
    w.object().key("parameter").string(parameter.id).key("title").text(parameter.title);
    w.key("value").string((tried == board.data.tuned.parameters.end() ? force->value : tried->second).exact()).key("own").string(force->value.exact());
    write_slider(w, parameter_slider(force->value, force->percent));
    w.key("rate").boolean(force->percent).key("unit").text({}).key("clauses");
    write_clause_texts(w, *plan.scheme, force->clauses);
    w.key("nodes").array();
    std::set<std::string> seen;
    for (const PlanNode& node : plan.nodes) {
      if (node.cls != cls || node.names.find(parameter.id) == node.names.end() || !seen.insert(asked_id(node)).second) continue;
      w.object().key("id").string(asked_id(node)).key("title").text(node.title).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

void write_node_weights(JsonWriter& w, const Board& board, const PlanNode& node, const Period& period) {
  const WeighedFold fold = weighed_children(board.plan, node);
  if (fold.children.size() < 2) return;
  const std::vector<int> slots = slots_in(board, node, period);
  // Those that count alike throughout the period.
  std::vector<std::pair<const Weighed*, Number>> children;
  Number sum;
  for (const Weighed& child : fold.children) {
    const auto own = slots.empty() ? std::nullopt : WeighedFold::own(board, child, slots[0]);
    if (!own || std::any_of(slots.begin(), slots.end(), [&](int slot) { return WeighedFold::own(board, child, slot) != own; })) continue;
    children.emplace_back(&child, *own);
    sum += *own;
  }
  if (children.size() < 2) return;
  const Number scale = fold.weighted ? Number::ratio(1, 100) : Number(1);
  w.object().key("node").string(node.id).key("title").text(node.title).key("sum").string(sum.exact()).key("rate").boolean(fold.weighted).key("children").array();
  for (const auto& [child, own] : children) {
    w.object().key("child").string(child->node->id).key("title").text(child->node->title);
    w.key("weight").string(fold.now(board, *child, slots[0])->exact()).key("own").string(own.exact());
    const Number most = min(sum, own * 2), digit = last_digit(own / scale) * scale;
    const Slider found = slider(own, 0, most, digit);
    write_slider(w, found.low.is_zero() ? found : Slider{0, most, digit});  // a weight can always go down to nothing
    w.end_object();
  }
  w.end_array().end_object();
}

}  // namespace

void write_tune(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, false);
  query.done();
  if (!ask.ok) {
    w.null();
    return;
  }
  const int total = board.plan.totals[static_cast<std::size_t>(ask.cls)];
  w.object().key("parameters");
  write_parameters(w, board, ask.cls, ask.period);
  w.key("weights").array();
  if (total >= 0) write_node_weights(w, board, board.plan.nodes[static_cast<std::size_t>(total)], ask.period);
  for (std::size_t n = 0; n < board.plan.nodes.size(); ++n) {
    const PlanNode& node = board.plan.nodes[n];
    if (node.cls == ask.cls && !node.hidden && static_cast<int>(n) != total) write_node_weights(w, board, node, ask.period);
  }
  w.end_array().end_object();
}

/// A weight as people read it: with two decimals where it has no end.
static std::string weight_shown(const Number& weight, bool rate) {
  const Number number = rate ? weight * 100 : weight;
  const auto decimals = number.decimals();
  return (decimals && *decimals <= 2 ? number.exact() : number.fixed(2)) + (rate ? "%" : "");
}

void write_weights(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, true);
  const auto set = query.need("set");
  const std::vector<Cited> keep = query.ids("keep");
  query.done();
  if (!ask.ok || !set) {
    w.null();
    return;
  }
  const WeighedFold fold = weighed_children(board.plan, *ask.node);
  struct Row {
    const Weighed* child;
    Number own, weight;
    bool free = true;
  };
  std::vector<Row> rows;
  Number sum;
  for (const Weighed& child : fold.children) {
    const auto own = WeighedFold::own(board, child, ask.slot);
    if (!own) continue;
    rows.push_back({&child, *own, *own});
    sum += *own;
  }
  const auto row_of = [&](const std::string& id, const auto& fault) -> Row* {
    for (Row& row : rows)
      if (row.child->node->id == id) return &row;
    const auto& children = ask.node->children;
    const bool there = std::any_of(children.begin(), children.end(), [&](int child) { return board.plan.nodes[static_cast<std::size_t>(child)].id == id; });
    fault(there);
    return nullptr;
  };
  bool ok = true;
  for (const auto& [id, value] : set->members()) {
    const std::string& named = id;
    const Reader& given = value;
    Row* row = row_of(named, [&](bool there) {
      if (there) given.fault(Code::weight_fixed, {ask.node->id, named});
      else given.fault(Code::query_unknown, {"child", named});
    });
    const std::size_t faults = given.sink->out.size();
    const Number weight = given.quantity();
    ok = ok && row && given.sink->out.size() == faults;
    if (!row) continue;
    if (weight.is_negative()) {
      given.fault(Code::value_domain, {weight.exact(), named, "≥ 0"});
      ok = false;
    }
    row->weight = weight;
    row->free = false;
  }
  for (const Cited& id : keep) {
    Row* row = row_of(id.id, [&](bool there) {
      if (there) query.reader().sink->add(Code::weight_fixed, id.where, {ask.node->id, id.id});
      else query.reader().sink->add(Code::query_unknown, id.where, {"child", id.id});
    });
    ok = ok && row;
    if (!row || !row->free) continue;
    row->weight = fold.now(board, *row->child, ask.slot).value_or(row->own);
    row->free = false;
  }
  if (!ok) {
    w.null();
    return;
  }
  Number fixed, free;
  for (const Row& row : rows) (row.free ? free : fixed) += row.free ? row.own : row.weight;
  const Number left = sum - fixed;
  if (left.is_negative() || (free.is_zero() && !left.is_zero())) {
    set->fault(Code::weights_off_whole, {fixed.exact(), sum.exact()});
    w.null();
    return;
  }
  w.object().key("weights").array();
  for (Row& row : rows) {
    if (row.free) row.weight = row.own * left / free;
    w.object().key("child").string(row.child->node->id).key("title").text(row.child->node->title);
    w.key("own").string(row.own.exact()).key("weight").string(row.weight.exact());
    w.key("shown").string(weight_shown(row.weight, fold.weighted)).end_object();
  }
  w.end_array().key("changes").array();
  const std::string& cls = board.cls(*ask.node).id;
  for (const Row& row : rows) {
    w.object().key("class").string(cls).key("node").string(ask.node->id).key("child").string(row.child->node->id).key("weight");
    if (row.weight == row.own) w.null();
    else w.string(row.weight.exact());
    w.end_object();
  }
  const bool moved = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.free; });
  const Text whole = plain(weight_shown(sum, fold.weighted));
  w.end_array().key("said").text(moved ? say("其余各项按比例调整，合计仍为{0}。", "The others change in proportion; the sum stays {0}.", {whole})
                                       : say("各项合计为{0}。", "Together they make {0}.", {whole}));
  w.end_object();
}

}  // namespace yardstick
