#include "yardstick/plan.h"

#include <algorithm>
#include <set>

#include "outcomes/outcome.h"
#include "plan_builder.h"
#include "rules/rule.h"

namespace yardstick {

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
  for (const auto& parameter : scheme.parameters)
    for (const auto& dated : parameter.values) cite(dated.clauses);
  for (const auto& gap : scheme.gaps) cite(gap.clauses);
  for (const auto& example : scheme.cases) cite(example.clauses);
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    fact_used_.emplace_back(cls.facts.size(), false);
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
}

bool Builder::full_known() const {
  const PlanNode& planned = here();
  return planned.node->full.has_value() || !planned.node->contents.empty();
}

Column Builder::full_of(int index) {
  if (at(index).full >= 0) return at(index).full;
  const Node& node = *at(index).node;
  Column column = -1;
  const Shape before = shape_;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  if (node.full) {
    column = constant(*node.full);
  } else if (!node.contents.empty()) {
    Operation pick;
    pick.op = Op::pick;
    pick.shape = shape_;
    for (const Content& content : node.contents) {
      pick.keys.push_back(content.index);
      pick.in.push_back(constant(content.nodes[0].full.value_or(0)));
    }
    column = op(std::move(pick));
  }
  shape_ = before;
  at(index).full = column;
  return column;
}

Column Builder::rate_of(int index) {
  if (at(index).rate < 0 && at(index).points >= 0 && full_of(index) >= 0) {
    const Shape before = shape_;
    shape_ = {at(index).cls, at(index).grain, -1, false};
    const Column column = op(Op::divide, {at(index).points, at(index).full});
    shape_ = before;
    at(index).rate = column;
  }
  return at(index).rate;
}

Column Builder::lost_of(int index) {
  if (at(index).lost < 0 && at(index).points >= 0 && full_of(index) >= 0) {
    const Shape before = shape_;
    shape_ = {at(index).cls, at(index).grain, -1, false};
    const Column column = op(Op::subtract, {at(index).full, at(index).points});
    shape_ = before;
    at(index).lost = column;
  }
  return at(index).lost;
}

namespace {
FoldHow how_of(const Fold& fold) {
  FoldHow how;
  using Kind = FoldHow::Kind;
  constexpr Kind kinds[] = {Kind::sum, Kind::mean, Kind::weighted, Kind::pooled, Kind::min, Kind::max};
  how.take = kinds[static_cast<std::size_t>(fold.take)];
  how.by_rate = fold.by_rate && fold.take != Take::pooled;  // pooling is of points and full marks, never of rates
  how.missing = fold.missing;
  how.exempt = fold.exempt;
  how.none = fold.none;
  return how;
}
}  // namespace

Column Builder::lower_children(int index) {
  const Node& node = *at(index).node;
  Fold fold = node.fold.value_or(Fold{});
  Operation operation;
  operation.op = Op::fold_children;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.in.push_back(full());
  bool ok = true;
  std::vector<int> children;
  if (fold.by_rate && !node.full) {
    fault(Code::full_missing, fold.where, {at(index).id, "by: rate"});
    ok = false;
  }
  for (const Cited& child : node.children) {
    const int place = node_named(child.id, child.where);
    if (place < 0) {
      ok = false;
      continue;
    }
    if (std::find(children.begin(), children.end(), place) != children.end()) fault(Code::duplicate_id, child.where, {child.id});
    children.push_back(place);
    const PlanNode& target = at(place);
    if (target.node->type != NodeType::points) {
      fault(Code::formula_type, child.where, {child.id, std::string(name_of(target.node->type)), "points"});
      ok = false;
      continue;
    }
    if (target.grain != shape_.grain) {
      fault(Code::grain_clash, child.where, {at(index).id, std::string(name_of(shape_.grain)), child.id, std::string(name_of(target.grain))});
      ok = false;
      continue;
    }
    Member member;
    member.apart = target.node->outside || target.node->extra;
    member.pooled = target.node->extra;
    member.weight = target.node->weight.value_or(0);
    if (target.points < 0) {
      ok = false;
      continue;
    }
    member.points = static_cast<int>(operation.in.size());
    operation.in.push_back(target.points);
    const Column child_full = full_of(place);
    if (child_full >= 0) {
      member.full = static_cast<int>(operation.in.size());
      operation.in.push_back(child_full);
    } else if (!member.apart) {
      ok = false;  // full-missing is reported at the child
      continue;
    }
    operation.members.push_back(std::move(member));
  }
  at(index).children = children;
  return ok ? op(std::move(operation)) : -1;
}

Column Builder::lower_contents(int index) {
  const Node& node = *at(index).node;
  Operation pick;
  pick.op = Op::pick;
  pick.shape = shape_;
  std::vector<int> children;
  bool ok = true;
  std::set<int> seen;
  for (const Content& content : node.contents) {
    const auto period = parse_period("2000-" + content.key);
    if (!period || period->grain != at(index).grain || !seen.insert(content.index).second) {
      fault(Code::contents_clash, content.nodes[0].where, {content.key, std::string(name_of(at(index).grain))});
      ok = false;
      continue;
    }
    const int place = node_named(content.nodes[0].id, content.nodes[0].where);
    if (place < 0 || at(place).points < 0) {
      ok = false;
      continue;
    }
    children.push_back(place);
    pick.keys.push_back(content.index);
    pick.in.push_back(at(place).points);
  }
  // What is added to a period stands beside its content, as in any fold over children.
  Operation whole;
  whole.op = Op::fold_children;
  whole.shape = shape_;
  whole.in = {full(), op(std::move(pick)), full()};
  Member content;
  content.points = 1;
  content.full = 2;
  whole.members.push_back(content);
  for (const Cited& child : node.children) {
    const int place = node_named(child.id, child.where);
    if (place < 0) {
      ok = false;
      continue;
    }
    children.push_back(place);
    if (!at(place).node->outside && !at(place).node->extra)
      fault(Code::full_not_allowed, child.where, {child.id});
    if (at(place).grain != shape_.grain) {
      fault(Code::grain_clash, child.where, {at(index).id, std::string(name_of(shape_.grain)), child.id, std::string(name_of(at(place).grain))});
      ok = false;
      continue;
    }
    Member added;
    added.points = static_cast<int>(whole.in.size());
    added.apart = true;
    whole.in.push_back(at(place).points);
    whole.members.push_back(added);
  }
  at(index).children = children;
  return ok ? op(std::move(whole)) : -1;
}

Column Builder::lower_period_fold(int index, int of, const std::vector<Step>& per_period) {
  const Fold& fold = *at(index).node->fold;
  at(index).of = of;
  const auto grain = grain_from(fold.over);
  if (!grain || at(of).grain != *grain || *grain <= shape_.grain) {
    fault(Code::grain_clash, fold.where, {at(index).id, std::string(name_of(shape_.grain)), at(of).id, std::string(name_of(at(of).grain))});
    return -1;
  }
  if (fold.take == Take::weighted) {
    fault(Code::not_supported, fold.where, {"take: weighted over " + fold.over});
    return -1;
  }
  const bool relative = fold.by_rate || fold.take == Take::pooled;
  const Column member_full = full_of(of);
  if (relative && member_full < 0) {
    fault(Code::full_missing, fold.where, {at(of).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  if (relative && !at(index).node->full) {
    fault(Code::full_missing, fold.where, {at(index).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  Column points = at(of).points;
  if (!per_period.empty()) {
    const Shape before = shape_;
    shape_ = {at(of).cls, at(of).grain, -1, false};
    points = lower_steps(points, per_period);
    shape_ = before;
  }
  Operation operation;
  operation.op = Op::fold_periods;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.in = {points, member_full < 0 ? constant(0) : member_full, full()};
  return op(std::move(operation));
}

Column Builder::lower_record_fold(int index, const Fold& fold) {
  const int records = list(fold.over, fold.where);
  if (records < 0) return -1;
  if (fold.take == Take::weighted || fold.take == Take::pooled || fold.by_rate) {
    fault(Code::not_supported, fold.where, {"take: weighted / pooled, by: rate over " + fold.over});
    return -1;
  }
  const Column points = in_list(records, [&] { return at(index).node->rule->lower(*this); });
  at(index).list = records;
  at(index).record_points = points;
  Operation operation;
  operation.op = Op::fold_records;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.index = records;
  operation.option = 1;
  operation.in = {points};
  if (fold.none == Policy::full) operation.constant = at(index).node->full.value_or(0);
  return op(std::move(operation));
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
                      : step.kind == StepKind::multiply ? Op::multiply : Op::add;
      after = op(code, {column, operand});
      if (step.operand.expr && is_constant(*step.operand.expr) && !step.when.given()) {
        const Number limit = Number::parse(step.operand.text).value_or(0);
        if (step.kind == StepKind::cap) high = limit;
        if (step.kind == StepKind::floor) low = limit;
        if (low && high && *high < *low) fault(Code::cap_below_floor, step.where, {high->exact(), low->exact()});
      }
    }
    if (step.when.given()) after = op(Op::choose, {flag(step.when), after, column});
    if (own) here().steps.push_back({&step, column, after, operand});
    column = after;
  }
  return column;
}

void Builder::check_full(int index) {
  const Node& node = *at(index).node;
  const bool apart = node.outside || node.extra;
  if (!node.contents.empty()) {
    if (node.full) fault(Code::full_not_allowed, node.where, {at(index).id});
    return;
  }
  if (!node.full) {
    if (!apart) fault(Code::full_missing, node.where, {at(index).id, node.children.empty() ? "rule" : "children"});
    return;
  }
  const Fold fold = node.fold.value_or(Fold{});
  const int over = at(index).inner >= 0 ? at(index).inner : at(index).of;
  if (over >= 0 && fold.take == Take::sum && !fold.by_rate && at(over).node->full) {
    const Period main{at(index).grain, 2001, 1};
    const Number sum = *at(over).node->full * Number(static_cast<std::int64_t>(parts(main, at(over).grain).size()));
    if (sum != *node.full) fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  }
  if (node.children.empty() || at(index).children.size() != node.children.size()) return;  // a child not found is told already
  Number sum, weights;
  for (const int child : at(index).children) {
    const Node& member = *at(child).node;
    if (member.outside || member.extra) continue;
    if (!member.full && member.contents.empty()) return;
    sum += member.full.value_or(0);
    weights += member.weight.value_or(0);
  }
  if (fold.take == Take::sum && !fold.by_rate && sum != *node.full)
    fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  if (fold.take == Take::weighted && weights != Number(1))
    fault(Code::weights_off_total, node.where, {at(index).id, weights.exact()});
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
    inner.full = -1;
    const int place = static_cast<int>(plan_.nodes.size());
    plan_.nodes.push_back(std::move(inner));
    states_.push_back(State::done);
    const Shape before = shape_;
    shape_.grain = at(place).grain;
    const int previous = current_;
    current_ = place;
    at(place).raw = at(place).unstepped = node.rule->lower(*this);
    at(place).points = op(Op::node, {lower_steps(at(place).raw, node.per_period)});
    full_of(place);
    current_ = previous;
    shape_ = before;
    at(index).inner = place;
    column = lower_period_fold(index, place, {});
  } else if (node.rule && node.fold && node.fold->over != "children") {
    column = lower_record_fold(index, *node.fold);
  } else if (node.rule) {
    column = node.rule->lower(*this);
  } else if (period_fold) {
    const int of = node_named(node.fold->of.id, node.fold->of.where);
    if (of >= 0 && at(of).node->type != NodeType::points) fault(Code::formula_type, node.fold->of.where, {node.fold->of.id, std::string(name_of(at(of).node->type)), "points"});
    else if (of >= 0 && at(of).points >= 0) column = lower_period_fold(index, of, node.per_period);
  } else {
    fault(Code::unknown_reference, node.fold->where, {"fold.over", node.fold->over, ""});
  }
  full_of(index);
  check_full(index);
  const Column uncapped = at(index).part("raw");
  at(index).raw = uncapped >= 0 && at(index).inner < 0 && !node.fold ? uncapped : column;
  at(index).unstepped = column;
  at(index).points = lower_steps(column, node.steps);
}

namespace {
constexpr std::size_t deepest_chain = 200;
}

void Builder::lower(int index) {
  if (states_[static_cast<std::size_t>(index)] == State::done) return;
  if (states_[static_cast<std::size_t>(index)] == State::open) {
    std::string members;
    const auto start = std::find(open_.begin(), open_.end(), index);
    for (auto it = start; it != open_.end(); ++it) members += at(*it).id + " → ";
    fault(Code::cycle, at(index).node->where, {members + at(index).id});
    return;
  }
  if (open_.size() >= deepest_chain) {  // each node read on the way costs stack, of which a browser has little
    fault(Code::not_supported, at(index).node->where, {at(index).id + ": > " + std::to_string(deepest_chain) + " nodes deep"});
    states_[static_cast<std::size_t>(index)] = State::done;
    return;
  }
  states_[static_cast<std::size_t>(index)] = State::open;
  open_.push_back(index);
  const Shape shape_before = shape_;
  const int current_before = current_;
  current_ = index;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  const Node& node = *at(index).node;
  cite(node.clauses);
  if (node.type == NodeType::points) {
    lower_points(index);
  } else if (node.outcome) {
    at(index).points = node.outcome->lower(*this);
  } else {
    const Typed typed = value(node.value);
    const ValueType wanted = node.type == NodeType::flag ? ValueType::flag : node.type == NodeType::date ? ValueType::date : ValueType::number;
    at(index).type = wanted;
    at(index).written = wanted == ValueType::flag ? Written::flag : wanted == ValueType::date ? Written::date
                        : node.type == NodeType::rate ? Written::percent : Written::plain;
    if (typed.ok() && typed.type != wanted) type_fault(node.value, type_name(typed.type), type_name(wanted));
    else at(index).points = typed.column;
  }
  const Column own = at(index).points;
  at(index).points = own < 0 ? -1 : op(Operation{Op::node, shape_, {own}, {}, index, -1, {}, {}, {}, {}, {}, {}});
  if (node.type == NodeType::points) {
    rate_of(index);
    lost_of(index);
  }
  shape_ = shape_before;
  current_ = current_before;
  open_.pop_back();
  states_[static_cast<std::size_t>(index)] = State::done;
}

void Builder::hints() {
  const Scheme& scheme = *plan_.scheme;
  for (const auto& clause : scheme.clauses)
    if (!clause_cited_[clause.id]) fault(Code::clause_without_node, clause.where, {clause.id});
  for (std::size_t i = 0; i < scheme.parameters.size(); ++i)
    if (!parameter_used_[i]) fault(Code::unused_parameter, scheme.parameters[i].where, {scheme.parameters[i].id});
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    for (std::size_t f = 0; f < cls.facts.size(); ++f)
      if (!fact_used_[c][f]) fault(Code::unused_fact, cls.facts[f].where, {cls.facts[f].id});
  }
  for (const PlanNode& planned : plan_.nodes) {
    const Node& node = *planned.node;
    if (planned.hidden || node.type != NodeType::points) continue;
    if (node.clauses.empty() && node.rule) fault(Code::node_without_clause, node.where, {planned.id});
    if (node.rule && node.rule->kind() == "formula")
      fault(Code::formula_where_kind_serves, node.where, {planned.id, "proportional / deduction / bonus / votes"});
  }
}

void Builder::build() {
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
    for (const auto* figures : {&example.assume, &example.expect})
      for (const CaseFigure& figure : *figures)
        if (!plan_.find(cls, figure.node)) fault(Code::case_reference, figure.where, {example.name, "node", figure.node});
  }
  hints();
  // Scoring relies on every node having a column: what slipped through unreported is reported here.
  for (const PlanNode& planned : plan_.nodes)
    if (planned.points < 0 && !has_error(sink_.out)) fault(Code::not_supported, planned.node->where, {planned.id});
}

Checked<Plan> compile(std::shared_ptr<const Scheme> scheme, const Document& document) {
  Checked<Plan> result;
  Plan plan;
  plan.scheme = std::move(scheme);
  const Sink sink{document, result.diagnostics};
  Builder(plan, sink).build();
  if (!has_error(result.diagnostics)) result.value = std::move(plan);
  return result;
}

}  // namespace yardstick
