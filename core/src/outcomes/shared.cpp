// What the outcomes share: a state without a value, and names and sums as people read them.
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
  const bool pending = view.status(column) == Status::missing && waits_for_decision(board, column, board.place(column, view.position));
  reading.state = pending ? "pending" : "undecided";
  reading.label = pending ? say("待决定", "awaiting a decision") : say("未定", "undecided");
  return reading;
}

Column lower_money(Builder& b, const Formula& formula) {
  const Typed typed = b.value(formula);
  if (typed.type == ValueType::number || typed.type == ValueType::money) return typed.column;
  if (typed.ok()) b.fault(Code::formula_type, formula.where, {formula.text, type_name(typed.type), type_name(ValueType::money)});
  return -1;
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
