// What can be said of a scheme beside what lowering it finds: sums that are off, references nobody follows, and hints.
#include <algorithm>
#include <set>

#include "outcomes/outcome.h"
#include "plan_builder.h"
#include "rules/rule.h"

namespace yardstick {

void Builder::check_full(int index) {
  const Node& node = *at(index).node;
  const bool apart = node.apart();
  if (!node.contents.empty()) {
    if (node.full) fault(Code::full_not_allowed, node.where, {at(index).id});
    return;
  }
  if (!node.full_marks.given() && !apart) fault(Code::full_missing, node.where, {at(index).id, node.children.empty() ? "rule" : "children"});
  if (!node.full) return;  // a formula's full marks are known only with figures
  const Fold fold = node.fold.value_or(Fold{});
  const int over = at(index).inner >= 0 ? at(index).inner : at(index).of;
  if (over >= 0 && fold.take == Take::sum && !fold.by_rate && at(over).node->full && !fold.trim.given) {
    const Period main{at(index).grain, 2001, 1};
    const Number sum = *at(over).node->full * Number(static_cast<std::int64_t>(parts(main, at(over).grain).size()));
    if (sum != *node.full) fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  }
  if (node.children.empty() || at(index).children.size() != node.children.size()) return;  // a child not found is told already
  Number sum, weights;
  bool weighed = true, marked_all = true, fault_without_weight = false;
  for (const int child : at(index).children) {
    const Node& member = *at(child).node;
    if (member.apart()) continue;
    marked_all = marked_all && member.full;
    sum += member.full.value_or(0);
    const auto weight = Number::parse(member.weight.text);
    if (!member.weight.given()) fault_without_weight = fault_without_weight || fold.take == Take::weighted;
    else weighed = weighed && weight;
    weights += weight.value_or(0);
  }
  if (fault_without_weight) fault(Code::weights_off_total, node.where, {at(index).id, weights.exact()});
  const bool trimmed = fold.trim.given;
  if (fold.take == Take::sum && !fold.by_rate && marked_all && !trimmed && sum != *node.full)
    fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  if (fold.take == Take::weighted && weighed && !fault_without_weight && weights != Number(1))
    fault(Code::weights_off_total, node.where, {at(index).id, weights.exact()});
}

/// What no node happens to read must still be there, and make sense.
void Builder::check_references() {
  const Scheme& scheme = *plan_.scheme;
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    shape_ = {static_cast<int>(c), scheme.main, -1, false};
    std::set<std::string> limited;
    for (const Limit& limit : cls.limits)
      for (const Cited& id : limit.nodes) {
        if (node_named(id.id, id.where) < 0) continue;
        if (!limited.insert(id.id).second) fault(Code::duplicate_id, id.where, {id.id});
      }
    for (std::size_t k = 0; k < cls.cohorts.size(); ++k)
      if (!cohort_used_[c][k]) try_cohort(static_cast<int>(c), cls.cohorts[k]);
  }
}

/// Lowers a cohort that nothing uses for the faults it may have, and takes its columns back.
void Builder::try_cohort(int cls, const Cohort& cohort) {
  const auto member = std::find_if(plan_.nodes.begin(), plan_.nodes.end(), [&](const PlanNode& node) { return node.cls == cls; });
  if (member == plan_.nodes.end()) return;
  const std::size_t operations = plan_.operations.size(), later = later_.size();
  const auto names = member->names;
  current_ = static_cast<int>(member - plan_.nodes.begin());
  cohort_part(cohort);
  plan_.operations.resize(operations);
  later_.resize(later);
  at(current_).names = names;
  current_ = -1;
}

namespace {

/// Whether a formula is a figure per full marks: a quotient, or the rate of a node.
bool is_rate(const Expr& expr) {
  if (expr.kind == Expr::Kind::binary && expr.text == "/") return true;
  if (expr.kind == Expr::Kind::name && expr.text.size() > 5 && expr.text.compare(expr.text.size() - 5, 5, ".rate") == 0) return true;
  return std::any_of(expr.args.begin(), expr.args.end(), [](const auto& arg) { return arg && is_rate(*arg); });
}

}  // namespace

/// Whether the members of a fold may differ in full marks (or in weight).
bool Builder::members_differ(const PlanNode& planned, bool in_weight) const {
  const Node& node = *planned.node;
  const Fold& fold = *node.fold;
  const auto fixed = [](const Formula& formula) { return Number::parse(formula.text).has_value(); };
  if (!node.children.empty()) {
    std::optional<Number> first;
    for (const int child : planned.children) {
      const Node& member = *plan_.nodes[static_cast<std::size_t>(child)].node;
      if (member.apart()) continue;
      const auto size = Number::parse((in_weight ? member.weight : member.full_marks).text);
      if (!size || (first && *size != *first)) return true;
      first = size;
    }
    return false;
  }
  if (in_weight) return fold.weight.given() && !fixed(fold.weight);
  if (fold.full.given()) return !fixed(fold.full);
  const int of = planned.of >= 0 ? planned.of : planned.inner;
  if (of >= 0) return !plan_.nodes[static_cast<std::size_t>(of)].node->full;
  return !fold.of.id.empty();  // over a link: as the units at the other end say
}

/// A mark that falls may change which members are left out; where they count differently, the result may then rise.
void Builder::hint_monotone(const PlanNode& planned) {
  const Fold& fold = *planned.node->fold;
  if (!fold.trim.given || (fold.trim.by.expr && !is_rate(*fold.trim.by.expr))) return;
  const bool pooled = fold.take == Take::pooled, weighted = fold.take == Take::weighted;
  const bool summed = fold.take == Take::sum && !fold.by_rate && fold.trim.by.given();
  if ((pooled || weighted || summed) && members_differ(planned, weighted))
    fault(Code::fold_not_monotone, fold.where, {planned.id, pooled ? "pooled" : weighted ? "weighted" : "sum"});
}

/// What nothing uses, and what may be meant otherwise.
void Builder::hints() {
  const Scheme& scheme = *plan_.scheme;
  for (const auto& clause : scheme.clauses)
    if (!clause_cited_[clause.id]) fault(Code::clause_without_node, clause.where, {clause.id});
  const auto unused = [&](Code code, const auto& things, const std::vector<bool>& used) {
    for (std::size_t i = 0; i < things.size(); ++i)
      if (!used[i]) fault(code, things[i].where, {things[i].id});
  };
  unused(Code::unused_parameter, scheme.parameters, parameter_used_);
  unused(Code::unused_table, scheme.tables, table_used_);
  unused(Code::unused_link, scheme.links, link_used_);
  const auto heeds_views = [](const PlanNode& planned) {
    const Node& node = *planned.node;
    return node.fold ? !node.fold->missing : !node.children.empty() || !node.contents.empty();
  };
  const bool heeded = std::any_of(plan_.nodes.begin(), plan_.nodes.end(), heeds_views);
  for (const View& view : scheme.views)
    if (!view.through_as_of && !(view.missing && heeded)) fault(Code::unused_view, view.where, {view.id});
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    unused(Code::unused_fact, scheme.classes[c].facts, fact_used_[c]);
    unused(Code::unused_cohort, scheme.classes[c].cohorts, cohort_used_[c]);
  }
  for (const PlanNode& planned : plan_.nodes) {
    const Node& node = *planned.node;
    if (planned.hidden) continue;
    if (node.fold) hint_monotone(planned);
    if ((node.rule || node.outcome) && citing_.count(&node) == 0) fault(Code::node_without_clause, node.where, {planned.id});
    // Where full marks are a formula, no constant in the points can be told to be them.
    if (const std::string_view kind = node.rule && !(node.full_marks.given() && !node.full) ? node.rule->served_by(node.full.value_or(0)) : std::string_view{}; !kind.empty())
      fault(Code::formula_where_kind_serves, node.where, {planned.id, std::string(kind)});
  }
}

}  // namespace yardstick
