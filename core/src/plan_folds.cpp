// Folds lowered: children, contents, periods, rows.
#include <algorithm>
#include <set>

#include "plan_builder.h"
#include "rules/rule.h"

namespace yardstick {

Operation Builder::fold_operation(Op code, const Fold& fold) {
  Operation operation;
  operation.op = code;
  operation.shape = shape_;
  FoldHow& how = operation.fold;
  how.take = fold.take;
  how.by_rate = fold.by_rate;
  how.made_up = code != Op::fold_rows;
  how.shares = code == Op::fold_children;
  how.marked = node().type == NodeType::points;
  how.missing = fold.missing;
  how.exempt = fold.exempt;
  how.none = fold.none;
  how.at_least = fold.at_least;
  how.trim.given = fold.trim.given;
  how.trim.keep = fold.trim.keep;
  how.trim.has_key = fold.trim.by.given();
  how.trim.lowest = fold.trim.lowest;
  how.trim.highest = fold.trim.highest;
  const bool points = node().type == NodeType::points;
  how.flags = node().type == NodeType::flag || (!points && fold.take == Take::count);  // of numbers, known ones count
  const bool logical = fold.take == Take::any || fold.take == Take::all;
  const bool chosen = fold.take == Take::first || fold.take == Take::last || fold.take == Take::min || fold.take == Take::max;
  if (node().type == NodeType::date && !chosen) fault(Code::formula_type, fold.where, {here().id, "take", "first / last / min / max"});
  if (logical != (node().type == NodeType::flag))
    fault(Code::formula_type, fold.where, {here().id, logical ? "any / all" : "take", std::string(name_of(node().type))});
  if (!points && (fold.by_rate || fold.take == Take::pooled)) fault(Code::full_missing, fold.where, {here().id, fold.by_rate ? "by: rate" : "take: pooled"});
  return operation;
}

void Builder::take_child(Operation& fold, const Cited& child, bool beside_contents, std::vector<int>& children, bool& ok) {
  const int place = node_named(child.id, child.where);
  if (place < 0) {
    ok = false;
    return;
  }
  if (std::find(children.begin(), children.end(), place) != children.end()) fault(Code::duplicate_id, child.where, {child.id});
  children.push_back(place);
  const PlanNode& target = at(place);
  const bool apart = target.node->apart();
  if (target.node->type != NodeType::points) {
    fault(Code::formula_type, child.where, {child.id, std::string(name_of(target.node->type)), "points"});
    ok = false;
  } else if (target.grain != shape_.grain) {
    fault(Code::grain_clash, child.where, {here().id, std::string(name_of(shape_.grain)), child.id, std::string(name_of(target.grain))});
    ok = false;
  } else if (beside_contents && !apart) {
    fault(Code::full_not_allowed, child.where, {child.id});
    ok = false;
  } else if (target.points < 0) {
    ok = false;
  }
  if (!ok || target.points < 0 || target.grain != shape_.grain) return;
  Member member;
  member.apart = apart;
  member.pooled = target.node->extra;
  member.points = input(fold, target.points);
  if (marked(place)) {
    const Column full = full_of(place);
    if (full < 0) ok = false;
    member.full = input(fold, full);
  } else if (!apart) {
    ok = false;  // full-missing is reported at the child
    return;
  }
  if (target.node->weight.given()) {
    at(place).weight = number(at(place).node->weight);
    member.weight = input(fold, at(place).weight);
    fold.fold.weighed = true;
  }
  fold.members.push_back(member);
}

Column Builder::lower_children(int index) {
  const Node& node = *at(index).node;
  const Fold fold = node.fold.value_or(Fold{});
  Operation operation = fold_operation(Op::fold_children, fold);
  operation.inputs.own_full = input(operation, full());
  bool ok = true;
  std::vector<int> children;
  if (fold.by_rate && !has_full()) {
    fault(Code::full_missing, fold.where, {at(index).id, "by: rate"});
    ok = false;
  }
  for (const Cited& child : node.children) take_child(operation, child, false, children, ok);
  at(index).children = children;
  for (const auto& [to, share] : fold.move_to) {
    int place = -1, seen = 0;
    for (const Cited& child : node.children) {
      const int named = plan_.node_index[static_cast<std::size_t>(shape_.cls)].count(child.id) ? plan_.node_index[static_cast<std::size_t>(shape_.cls)].at(child.id) : -1;
      if (named < 0) continue;
      const bool apart = at(named).node->outside || at(named).node->extra;
      if (child.id == to.id && !apart) place = seen;
      if (!apart) ++seen;
    }
    if (place < 0) fault(Code::unknown_reference, to.where, {"child", to.id, ""});
    operation.fold.move_to.push_back({place, share});
    ok = ok && place >= 0;
  }
  if (fold.trim.given && fold.trim.by.given()) {
    fault(Code::not_supported, fold.trim.by.where, {"by, over children"});
    ok = false;
  }
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
  Fold added;
  if (node.fold) added.missing = node.fold->missing;
  Operation whole = fold_operation(Op::fold_children, added);
  whole.inputs.own_full = input(whole, full());
  Member content;
  content.points = input(whole, op(std::move(pick)));
  content.full = whole.inputs.own_full;
  whole.members.push_back(content);
  for (const Cited& child : node.children) take_child(whole, child, true, children, ok);
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
  const bool relative = fold.by_rate || fold.take == Take::pooled;
  if (relative && !marked(of)) {
    fault(Code::full_missing, fold.where, {at(of).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  if (relative && !marked(index)) {
    fault(Code::full_missing, fold.where, {at(index).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  if (fold.take == Take::weighted && !fold.weight.given()) {
    fault(Code::missing_key, fold.where, {"weight"});
    return -1;
  }
  const Shape inside{at(of).cls, at(of).grain, -1, false};
  Column points = at(of).points;
  if (!per_period.empty()) points = in_shape(inside, [&] { return lower_steps(points, per_period); });
  Operation operation = fold_operation(Op::fold_periods, fold);
  operation.fold.flags = operation.fold.flags && at(of).type == ValueType::flag;
  operation.inputs.value = input(operation, points);
  operation.inputs.full = input(operation, marked(of) ? full_of(of) : constant(0));
  operation.fold.marked = marked(of);
  operation.inputs.own_full = input(operation, full());
  in_shape(inside, [&] {
    operation.fold.weighed = fold.weight.given();
    if (fold.weight.given()) operation.inputs.weight = input(operation, number(fold.weight));
    if (fold.trim.by.given()) operation.inputs.key = input(operation, number(fold.trim.by));
    return 0;
  });
  return op(std::move(operation));
}

/// The node of the class (or classes) at the other end of a link, checked and lowered; its column follows the link.
Column Builder::lower_row_fold(int index, const Fold& fold) {
  const int rows = list(fold.over, fold.where);
  if (rows < 0) return -1;
  const bool points_node = node().type == NodeType::points;
  const bool linked = list_at(rows).kind == RowList::Kind::link;
  const bool relative = fold.by_rate || fold.take == Take::pooled;
  if (linked == fold.of.id.empty()) {
    fault(Code::wrong_format, fold.where, {at(index).id, linked ? "fold.of" : "rule"});
    return -1;
  }
  if (relative && !has_full()) {
    fault(Code::full_missing, fold.where, {at(index).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  if (fold.take == Take::weighted && !fold.weight.given()) {
    fault(Code::missing_key, fold.where, {"weight"});
    return -1;
  }
  Operation operation = fold_operation(Op::fold_rows, fold);
  operation.index = rows;
  Column points = -1, full = -1;
  in_shape({shape_.cls, shape_.grain, rows, false}, [&] {
    if (!linked) {
      if (fold.full.given()) member_full_ = number(fold.full);
      full = member_full_;
      points = points_node ? at(index).node->rule->lower(*this) : number(at(index).node->value);
    } else {
      const Formula formula = name_formula("item." + fold.of.id, fold.of.where);
      const Typed figure = value(formula);
      const bool counted = fold.take == Take::count && figure.type == ValueType::flag;
      const ValueType wanted = points_node ? ValueType::number : declared_type(node());
      operation.fold.flags = operation.fold.flags && (figure.type == ValueType::flag);
      if (figure.column >= 0 && figure.type != wanted && !counted) type_fault(formula, type_name(figure.type), type_name(wanted));
      else points = figure.column;
    }
    member_full_ = -1;
    if (full < 0 && fold.full.given()) full = number(fold.full);
    if (full >= 0) return 0;
    if (linked && relative) full = number(name_formula("item." + fold.of.id + ".full", fold.of.where));
    else if (has_full() && points_node) {
      full = this->full();
      operation.fold.own_marks = true;
    }
    return 0;
  });
  in_shape({shape_.cls, shape_.grain, rows, false}, [&] {
    operation.fold.weighed = fold.weight.given();
    if (fold.weight.given()) operation.inputs.weight = input(operation, number(fold.weight));
    if (fold.trim.by.given()) operation.inputs.key = input(operation, number(fold.trim.by));
    return 0;
  });
  at(index).list = rows;
  at(index).record_points = points;
  operation.inputs.value = input(operation, points);
  operation.fold.marked = full >= 0;
  if (full >= 0) operation.inputs.full = input(operation, full);
  else if (relative) return -1;
  if (has_full()) operation.inputs.own_full = input(operation, this->full());
  return op(std::move(operation));
}

/// What a fold with `of`, or over rows, gives.
Column Builder::lower_fold(int index, const std::vector<Step>& per_period) {
  const Node& node = *at(index).node;
  const Fold& fold = *node.fold;
  if (!grain_from(fold.over)) {
    if (fold.over == "children") {
      fault(Code::unknown_reference, fold.where, {"fold.over", fold.over, ""});
      return -1;
    }
    return lower_row_fold(index, fold);
  }
  if (fold.of.id.empty()) {
    fault(Code::missing_key, fold.where, {"of"});
    return -1;
  }
  const int of = node_named(fold.of.id, fold.of.where);
  if (of < 0 || at(of).points < 0) return -1;
  const bool flags = node.type == NodeType::flag || (node.type != NodeType::points && fold.take == Take::count && at(of).type == ValueType::flag);
  const bool points = node.type == NodeType::points;
  if (points != (at(of).node->type == NodeType::points) && (points || flags)) {
    fault(Code::formula_type, fold.of.where, {fold.of.id, std::string(name_of(at(of).node->type)), std::string(name_of(node.type))});
    return -1;
  }
  const ValueType wanted = flags ? ValueType::flag : declared_type(node);
  if (!points && at(of).type != wanted && !(wanted == ValueType::number && at(of).type == ValueType::money)) {
    fault(Code::formula_type, fold.of.where, {fold.of.id, type_name(at(of).type), std::string(name_of(node.type))});
    return -1;
  }
  return lower_period_fold(index, of, per_period);
}

}  // namespace yardstick
