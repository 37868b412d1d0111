#include "yardstick/plan.h"

#include <algorithm>
#include <set>

#include "kernel.h"
#include "outcomes/outcome.h"
#include "plan_builder.h"
#include "reach.h"
#include "rules/rule.h"

namespace yardstick {

namespace {

/// A step with a condition. Inputs: the condition, the figure after the step, the figure before it.
struct Stepped final : Kernel {
  Chosen chosen() const override { return {0, 1, 2}; }
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span& condition = view.input(0, cell);
    Span result;
    bool any = false;
    const auto take = [&](const Span& span) {
      result = any ? join(result, span) : span;
      any = true;
    };
    if (condition.can_hold()) take(view.input(1, cell));
    if (condition.can_fail()) take(view.input(2, cell));
    if (condition.others) {
      Span unclear = view.input(2, cell);
      unclear.known = false;
      unclear.others |= condition.others;
      take(unclear);
    }
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      if (view.known(0, cell)) view.copy(cell, view.holds(0, cell) ? 1 : 2, cell);
      else view.fail(cell, std::max(view.status(0, cell), view.status(2, cell)));
    }
  }
};

/// Inputs: the points of all nodes under a limit in the order in which they are trimmed, then the limit.
struct Trimmed final : Kernel {
  std::size_t own = 0;
  /// What is cut from it: what those after it and itself have over the limit, once those before it are cut down to nothing.
  Span span(const SpanView& view, std::size_t cell) const override {
    SpanAlgebra& algebra = view.algebra;
    const std::size_t members = view.inputs() - 1;
    const Span zero = Span::of(Number(0));
    Span points = view.input(own, cell), later = zero, statuses = view.input(members, cell);
    bool positive = true;
    for (std::size_t k = 0; k < members; ++k) {
      const Span other = k == own ? points : instead_of(Status::exempt, view.input(k, cell), zero);
      if (k != own) take_statuses(statuses, other);
      positive = positive && (!other.known || (other.low && !other.low->is_negative()));
      if (k > own && other.known) later = algebra.add(later, other);
    }
    if (!points.known || !statuses.known) {
      points.known = false;
      points.others |= statuses.others;
      return points;
    }
    const std::uint8_t others = points.others | statuses.others;
    Span limit = view.input(members, cell);
    points.others = later.others = limit.others = 0;
    Span result;
    const auto left = [&](const Span& p, const Span& after, const Span& most) {
      const Span over = algebra.greater(algebra.subtract(algebra.add(p, after), most), zero);
      return algebra.subtract(p, algebra.lesser(over, algebra.greater(p, zero)));
    };
    const auto end = [](const std::optional<Number>& value) { return value ? Span::of(*value) : Span::between({}, {}); };
    if (positive && (points.form || later.form || (points.exact() && later.exact() && limit.exact()))) {
      result = left(points, later, limit);
    } else if (positive && points.low && limit.low) {
      const Number floor = later.high ? *left(end(points.low), end(later.high), end(limit.low)).low : Number(0);
      const Number cap = max(limit.high.value_or(points.high.value_or(0)) - later.low.value_or(0), 0);
      result = Span::between(floor, limit.high ? std::optional(points.high ? min(*points.high, cap) : cap) : points.high);
    } else {
      result = Span::between(points.low ? std::optional(min(*points.low, 0)) : std::nullopt, points.high);
    }
    result.others = others;
    return result;
  }
  void fill(KernelView& view) const override {
    const std::size_t members = view.inputs() - 1;
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      if (view.status(own, cell) == Status::exempt) {  // takes no part
        view.fail(cell, Status::exempt);
        continue;
      }
      Status worst = view.status(members, cell);
      Number sum;
      for (std::size_t k = 0; k < members; ++k) {
        if (view.known(k, cell)) sum += view.value(k, cell);
        else if (view.status(k, cell) != Status::exempt) worst = std::max(worst, view.status(k, cell));
      }
      if (worst == Status::known) worst = view.status(own, cell);
      if (worst != Status::known) {
        view.fail(cell, worst);
        continue;
      }
      Number over = max(sum - view.value(members, cell), 0), points;
      for (std::size_t k = 0; k <= own; ++k) {
        if (!view.known(k, cell)) continue;
        points = view.value(k, cell);
        const Number cut = min(over, max(points, 0));
        over = over - cut;
        points = points - cut;
      }
      view.put(cell, points);
    }
  }
};

}  // namespace

bool operator==(const Shape& a, const Shape& b) {
  return a.cls == b.cls && a.list == b.list && a.uniform == b.uniform && (a.list >= 0 || a.grain == b.grain);
}

Column PlanNode::part(const std::string& name) const {
  for (const auto& named : parts)
    if (named.name == name) return named.column;
  return -1;
}

const PlanNode* Plan::find(int cls, const std::string& id) const {
  const auto& index = node_index[static_cast<std::size_t>(cls)];
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &nodes[static_cast<std::size_t>(found->second)];
}

int Plan::class_of(const std::string& id) const {
  for (std::size_t i = 0; i < scheme->classes.size(); ++i)
    if (scheme->classes[i].id == id) return static_cast<int>(i);
  return -1;
}

void Builder::declare() {
  const Scheme& scheme = *plan_.scheme;
  for (const auto& clause : scheme.clauses) clause_cited_[clause.id] = false;
  parameter_used_.assign(scheme.parameters.size(), false);
  table_used_.assign(scheme.tables.size(), false);
  link_used_.assign(scheme.links.size(), false);
  for (const auto& parameter : scheme.parameters)
    for (const auto& dated : parameter.values) cite(dated.clauses);
  for (const auto& gap : scheme.gaps) cite(gap.clauses);
  for (const auto& example : scheme.cases) cite(example.clauses);
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    fact_used_.emplace_back(cls.facts.size(), false);
    cohort_used_.emplace_back(cls.cohorts.size(), false);
    plan_.node_index.emplace_back();
    const auto add = [&](const Node& node, Grain grain, int content_index, int content_parent) {
      PlanNode planned;
      planned.node = &node;
      planned.cls = static_cast<int>(c);
      planned.grain = grain;
      planned.id = node.id;
      planned.title = node.title;
      planned.content_index = content_index;
      planned.content_parent = content_parent;
      const int place = static_cast<int>(plan_.nodes.size());
      plan_.node_index.back()[node.id] = place;
      plan_.nodes.push_back(std::move(planned));
      return place;
    };
    for (const Node& node : cls.nodes) {
      const Grain grain = node.grain.value_or(scheme.main);
      const int parent = add(node, grain, 0, -1);
      for (const Content& content : node.contents)
        for (const Node& inner : content.nodes) add(inner, grain, content.index, parent);
    }
  }
  states_.assign(plan_.nodes.size(), State::waiting);
  declare_lists();
}

bool Builder::marked(int index) const {
  const Node& node = *plan_.nodes[static_cast<std::size_t>(index)].node;
  return node.full_marks.given() || !node.contents.empty();
}

Column Builder::own_full_of(int index) {
  if (at(index).own_full >= 0) return at(index).own_full;
  const Node& node = *at(index).node;
  const Shape own{at(index).cls, at(index).grain, -1, false};
  const Column column = in_shape(own, [&]() -> Column {
    if (node.full) return constant(*node.full);
    if (node.full_marks.given()) {
      const int before = current_;
      current_ = index;
      const Column marks = number(node.full_marks);
      current_ = before;
      return marks;
    }
    if (node.contents.empty()) return -1;
    Operation pick;
    pick.op = Op::pick;
    pick.shape = own;
    for (const Content& content : node.contents) {
      pick.keys.push_back(content.index);
      pick.in.push_back(constant(content.nodes[0].full.value_or(0)));
    }
    return op(std::move(pick));
  });
  at(index).own_full = column;
  return column;
}

Column Builder::full_of(int index) { return at(index).full >= 0 ? at(index).full : own_full_of(index); }

Column Builder::rate_of(int index) {
  if (at(index).rate < 0 && at(index).points >= 0 && full_of(index) >= 0)
    at(index).rate = in_shape({at(index).cls, at(index).grain, -1, false}, [&] { return op(Op::divide, {at(index).points, full_of(index)}); });
  return at(index).rate;
}

Column Builder::lost_of(int index) {
  if (at(index).lost < 0 && at(index).points >= 0 && full_of(index) >= 0)
    at(index).lost = in_shape({at(index).cls, at(index).grain, -1, false}, [&] { return op(Op::subtract, {full_of(index), at(index).points}); });
  return at(index).lost;
}

Column Builder::lower_steps(Column column, const std::vector<Step>& steps) {
  const bool own = &steps == &here().node->steps || here().hidden;
  std::optional<Number> low, high;
  for (const Step& step : steps) {
    cite(step.clauses);
    Column after = -1, operand = -1;
    if (step.kind == StepKind::round) {
      Operation rounding;
      rounding.op = Op::round;
      rounding.shape = shape_;
      rounding.in = {column};
      rounding.constant = step.unit;
      rounding.mode = step.mode;
      after = op(std::move(rounding));
    } else {
      operand = number(step.operand);
      const Op code = step.kind == StepKind::cap ? Op::lesser : step.kind == StepKind::floor ? Op::greater
                      : step.kind == StepKind::add ? Op::add : Op::multiply;
      after = op(code, {column, operand});
      if (step.operand.expr && is_constant(*step.operand.expr) && !step.when.given()) {
        const Number limit = Number::parse(step.operand.text).value_or(0);
        if (step.kind == StepKind::cap) high = limit;
        if (step.kind == StepKind::floor) low = limit;
        if (low && high && *high < *low) fault(Code::cap_below_floor, step.where, {high->exact(), low->exact()});
      }
    }
    const Column condition = step.when.given() ? flag(step.when) : -1;
    if (step.when.given()) after = kernel(std::make_shared<Stepped>(), {condition, after, column});
    if (step.kind == StepKind::scale && node().type == NodeType::points && has_full() && own) {  // full marks alike
      const Column before = full_of(current_);
      Column scaled = op(Op::multiply, {before, operand});
      if (step.when.given()) scaled = kernel(std::make_shared<Stepped>(), {condition, scaled, before});
      here().full = scaled;
    }
    if (own) here().steps.push_back({&step, column, after, operand});
    column = after;
  }
  return column;
}

void Builder::lower_points(int index) {
  const Node& node = *at(index).node;
  Column column = -1;
  const int sources = (node.rule ? 1 : 0) + (node.children.empty() && node.contents.empty() ? 0 : 1) +
                      (node.fold && !node.fold->of.id.empty() ? 1 : 0);
  const bool period_fold = node.fold && grain_from(node.fold->over).has_value();
  if (!node.per_period.empty() && !period_fold)
    fault(Code::wrong_format, node.per_period[0].where, {"perPeriod", "fold.over: half / quarter / month"});
  if (sources != 1) {
    if (sources == 0) fault(Code::fold_without_members, node.where, {at(index).id});
    else fault(Code::wrong_format, node.where, {at(index).id, "rule / children / fold.of"});
  } else if (!node.contents.empty()) {
    column = lower_contents(index);
  } else if (!node.children.empty()) {
    column = lower_children(index);
  } else if (node.rule && period_fold) {
    PlanNode inner = at(index);
    inner.grain = *grain_from(node.fold->over);
    inner.hidden = true;
    inner.id = at(index).id + "@" + node.fold->over;
    inner.full = inner.own_full = inner.unlimited = -1;
    const int place = static_cast<int>(plan_.nodes.size());
    plan_.nodes.push_back(std::move(inner));
    states_.push_back(State::done);
    const Shape before = shape_;
    shape_.grain = at(place).grain;
    const int previous = current_;
    current_ = place;
    at(place).raw = at(place).unstepped = node.rule->lower(*this);
    at(place).points = op(Op::node, {lower_steps(at(place).raw, node.per_period)});
    at(place).full = own_full_of(place);
    current_ = previous;
    shape_ = before;
    at(index).inner = place;
    column = lower_period_fold(index, place, {});
  } else if (node.rule && !(node.fold && node.fold->over != "children")) {
    column = node.rule->lower(*this);
  } else {
    column = lower_fold(index, node.per_period);
  }
  own_full_of(index);
  check_full(index);
  const Column uncapped = at(index).part("raw");
  at(index).raw = uncapped >= 0 && at(index).inner < 0 && !node.fold ? uncapped : column;
  at(index).unstepped = column;
  at(index).points = lower_steps(column, node.steps);
}

namespace {
constexpr std::size_t deepest_chain = 200;
}

Column Builder::unlimited_of(int index) {
  if (states_[static_cast<std::size_t>(index)] != State::waiting || at(index).unlimited >= 0) return at(index).unlimited;
  if (open_.size() >= deepest_chain) {  // each node read on the way costs stack, of which a browser has little
    fault(Code::not_supported, at(index).node->where, {at(index).id + ": > " + std::to_string(deepest_chain) + " nodes deep"});
    states_[static_cast<std::size_t>(index)] = State::done;
    return -1;
  }
  states_[static_cast<std::size_t>(index)] = State::open;
  open_.push_back(index);
  const Shape shape_before = shape_;
  const int current_before = current_;
  const bool cohort_before = in_cohort_;
  current_ = index;
  in_cohort_ = false;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  const Node& node = *at(index).node;
  cite(node.clauses);
  at(index).type = declared_type(node);
  if (node.type == NodeType::points) {
    lower_points(index);
  } else if (node.outcome) {
    node.outcome->declare(*this);
    const Column own = node.outcome->lower(*this);
    at(index).points = own;
  } else {
    const Column own = lower_value(index);
    at(index).points = own;
  }
  Column own = at(index).points;
  if (own >= 0 && cls().belongs.given()) own = kernel(std::make_shared<OnlyWhere>(), {own, flag(cls().belongs)});
  at(index).points = -1;
  at(index).unlimited = own;
  shape_ = shape_before;
  current_ = current_before;
  in_cohort_ = cohort_before;
  open_.pop_back();
  states_[static_cast<std::size_t>(index)] = State::waiting;
  return own;
}

Column Builder::lower_value(int index) {
  const Node& node = *at(index).node;
  const ValueType wanted = declared_type(node);
  at(index).written = wanted == ValueType::flag ? Written::flag : wanted == ValueType::date ? Written::date
                      : node.type == NodeType::rate ? Written::percent : Written::plain;
  if (node.fold) return lower_fold(index, {});
  const Typed typed = value(node.value);
  if (!typed.ok()) return -1;
  if (typed.type != wanted) {
    type_fault(node.value, type_name(typed.type), type_name(wanted));
    return -1;
  }
  at(index).unit = typed.unit;
  return widen(typed.column, at(index).id, node.where);
}

/// The points of a node under a limit, once those of all that share it are known.
Column Builder::limited(int index) {
  const Column own = at(index).unlimited;
  for (const Limit& limit : cls().limits) {
    std::vector<Column> in;
    int place = -1;
    for (const Cited& id : limit.nodes) {
      const auto& named = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
      const auto found = named.find(id.id);
      if (found == named.end()) continue;  // told by check_references
      if (found->second == index) place = static_cast<int>(in.size());
      in.push_back(found->second);
    }
    if (place < 0) continue;
    for (Column& member : in) {
      if (states_[static_cast<std::size_t>(member)] == State::open) report_cycle(member);
      else if (at(member).grain != at(index).grain)
        fault(Code::grain_clash, limit.where, {at(index).id, std::string(name_of(at(index).grain)), at(member).id, std::string(name_of(at(member).grain))});
      member = unlimited_of(member);
    }
    cite(limit.clauses);
    in.push_back(number(limit.max));
    auto trimmed = std::make_shared<Trimmed>();
    trimmed->own = static_cast<std::size_t>(place);
    at(index).limit = &limit;
    return kernel(std::move(trimmed), std::move(in));
  }
  return own;
}

void Builder::report_cycle(int index) {
  std::string members;
  const auto start = std::find(open_.begin(), open_.end(), index);
  for (auto it = start; it != open_.end(); ++it) members += at(*it).id + " → ";
  fault(Code::cycle, at(index).node->where, {members + at(index).id});
}

void Builder::lower(int index) {
  if (states_[static_cast<std::size_t>(index)] == State::done) return;
  if (states_[static_cast<std::size_t>(index)] == State::open) return report_cycle(index);
  const Column unlimited = unlimited_of(index);
  if (states_[static_cast<std::size_t>(index)] == State::done) return;
  const Shape shape_before = shape_;
  const int current_before = current_;
  const bool cohort_before = in_cohort_;
  current_ = index;
  in_cohort_ = false;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  const Column own = unlimited < 0 ? -1 : limited(index);
  if (own >= 0) {
    Operation operation;
    operation.op = Op::node;
    operation.shape = shape_;
    operation.in = {own};
    operation.index = index;
    at(index).points = op(std::move(operation));
  }
  if (at(index).node->type == NodeType::points) {
    at(index).full = full_of(index);
    rate_of(index);
    lost_of(index);
  }
  shape_ = shape_before;
  current_ = current_before;
  in_cohort_ = cohort_before;
  states_[static_cast<std::size_t>(index)] = State::done;
}

void Builder::build(bool sound) {
  declare();
  const Scheme& scheme = *plan_.scheme;
  const std::size_t declared = plan_.nodes.size();
  for (std::size_t i = 0; i < declared; ++i) lower(static_cast<int>(i));
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    shape_ = {static_cast<int>(c), scheme.main, -1, false};
    int total = -1;
    const auto found = plan_.node_index[c].find(cls.total.id);
    if (found != plan_.node_index[c].end() && at(found->second).node->type == NodeType::points) total = found->second;
    else if (!cls.total.id.empty()) fault(Code::missing_total, cls.total.where, {cls.id});
    plan_.totals.push_back(total);
    for (const Cited& id : cls.publish) node_named(id.id, id.where);
  }
  for (const Case& example : scheme.cases) {
    int cls = example.cls.empty() && scheme.classes.size() == 1 ? 0 : plan_.class_of(example.cls);
    if (cls < 0) {
      fault(Code::case_reference, example.where, {example.name, "class", example.cls});
      continue;
    }
    const auto somewhere = [&](const std::string& node) {
      for (std::size_t c = 0; c < scheme.classes.size(); ++c)
        if (plan_.find(static_cast<int>(c), node)) return true;
      return false;
    };
    for (const auto* figures : {&example.assume, &example.expect})
      for (const CaseFigure& figure : *figures)
        if (!somewhere(figure.node)) fault(Code::case_reference, figure.where, {example.name, "node", figure.node});
  }
  check_references();
  order();
  if (sound && !has_error(sink_.out)) hints();
  // Scoring relies on every node having a column: what slipped through unreported is reported here.
  for (const PlanNode& planned : plan_.nodes)
    if (planned.points < 0 && sound && !has_error(sink_.out)) fault(Code::not_supported, planned.node->where, {planned.id});
}

Checked<Plan> compile(std::shared_ptr<const Scheme> scheme, const Document& document, bool sound) {
  Checked<Plan> result;
  Plan plan;
  plan.scheme = std::move(scheme);
  const Sink sink{document, result.diagnostics};
  Builder(plan, sink).build(sound);
  if (!has_error(result.diagnostics)) result.value = std::move(plan);
  return result;
}

}  // namespace yardstick
