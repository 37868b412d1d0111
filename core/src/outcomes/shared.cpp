// What the outcomes share: a state without a value, and names and sums as people read them.
#include <algorithm>

#include "../reading.h"
#include "outcome.h"

namespace yardstick {

Text OutcomeView::name_of(int unit) const {
  const Unit& named = data.classes[static_cast<std::size_t>(node.cls)].units[static_cast<std::size_t>(unit)];
  return named.name.empty() ? plain(named.id) : named.name;
}

OutcomeReading unsettled(const OutcomeView& view) {
  OutcomeReading reading;
  reading.because = view.node.node->clauses;
  const Column column = view.node.points;
  const Board board{view.plan, view.data, view.columns};
  if (view.status(column) == Status::exempt) {
    reading.state = "undecided";
    reading.label = say("不考核", "exempt");
    return reading;
  }
  const bool pending = view.status(column) == Status::missing && waits_for_decision(board, column, board.place(column, view.position));
  reading.state = pending ? "pending" : "undecided";
  reading.label = pending ? say("待决定", "awaiting a decision") : say("待定", "undecided");
  return reading;
}

Column lower_money(Builder& b, const Formula& formula) {
  const Typed typed = b.value(formula);
  if (typed.type == ValueType::number || typed.type == ValueType::money) return typed.column;
  if (typed.ok()) b.fault(Code::formula_type, formula.where, {formula.text, type_name(typed.type), type_name(ValueType::money)});
  return -1;
}

Column ByLevel::lower(Builder& b) const {
  const int target = b.node_named(of.id, of.where);
  if (target < 0) return -1;
  const auto* levels = b.at(target).levels;
  if (b.at(target).type != ValueType::level || !levels) {
    b.fault(Code::formula_type, of.where, {of.id, type_name(b.at(target).type), type_name(ValueType::level)});
    return -1;
  }
  Operation lookup;
  lookup.op = Op::lookup;
  lookup.shape = b.shape();
  lookup.in = {b.widen(b.at(target).points, of.id, of.where)};
  std::string known;
  for (const LevelLine& line : *levels) known += (known.empty() ? "" : ", ") + line.level;
  for (const auto& [level, value] : to) {
    std::size_t place = 0;
    while (place < levels->size() && (*levels)[place].level != level.id) ++place;
    if (place == levels->size()) b.fault(Code::bad_choice, level.where, {level.id, known});
    lookup.keys.push_back(static_cast<std::int64_t>(levels->size()) - 1 - static_cast<std::int64_t>(place));
    lookup.values.push_back(value);
  }
  for (const LevelLine& line : *levels)
    if (std::none_of(to.begin(), to.end(), [&](const auto& row) { return row.first.id == line.level; }))
      b.fault(Code::missing_key, of.where, {line.level});
  return b.op(std::move(lookup));
}

Text ByLevel::said(const Telling& t) const {
  std::vector<Text> parts;
  for (const auto& [level, value] : to) parts.push_back(say("{0}{1}", "{0} {1}", {title_of(t, level.id), plain(points_text(value))}));
  return joined(parts, "，", ", ");
}

Text ByLevel::title_of(const Telling& t, const std::string& level) const {
  const PlanNode* node = t.plan.find(t.node.cls, of.id);
  if (node && node->levels)
    for (const LevelLine& line : *node->levels)
      if (line.level == level) return line.title;
  return plain(level);
}

Text names_said(const OutcomeView& view, const std::vector<int>& units) {
  constexpr std::size_t most = 5;
  std::vector<Text> names;
  for (std::size_t i = 0; i < units.size() && i < most; ++i) names.push_back(view.name_of(units[i]));
  const Text few = joined(names, "、", ", ");
  if (units.size() <= most) return few;
  const Text count = plain(std::to_string(units.size()));
  return say("{0}等{1}个", "{0} … ({1} in all)", {few, count});
}

Text money_said(const Number& value) {
  const auto decimals = value.decimals();
  const Text text = plain(value.fixed(decimals && *decimals > 2 ? *decimals : 2));
  return say("{0}元", "{0} yuan", {text});
}

}  // namespace yardstick
