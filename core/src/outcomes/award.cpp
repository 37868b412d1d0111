// 奖金: base × coefficient − deductions, never below nothing, rounded half-up to the fen.
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Award final : Outcome {
  Formula base, coefficient, deduct;
  ByLevel by_level;

  Column lower(Builder& b) const override {
    b.here().type = ValueType::money;
    const Column paid = lower_money(b, base);
    const Column times = !by_level.of.id.empty() ? by_level.lower(b) : coefficient.given() ? b.number(coefficient) : b.constant(1);
    const Column off = deduct.given() ? lower_money(b, deduct) : b.constant(0);
    b.part("base", paid);
    b.part("coefficient", times);
    b.part("deduct", off);
    const Column exact = b.op(Op::subtract, {b.op(Op::multiply, {paid, times}), off});
    b.part("exact", exact);
    Operation rounding;
    rounding.op = Op::round;
    rounding.shape = b.shape();
    rounding.in = {b.op(Op::greater, {exact, b.constant(0)})};
    rounding.constant = Number::ratio(1, 100);
    return b.op(std::move(rounding));
  }

  Text coefficient_said(const Telling& t) const {
    if (by_level.of.id.empty()) return coefficient.given() ? say(" × {0}", " × {0}", {t.value(coefficient)}) : Text{};
    const PlanNode* level = t.plan.find(t.node.cls, by_level.of.id);
    return say(" × {0}系数（{1}）", " × the coefficient of {0} ({1})", {level ? level->title : plain(by_level.of.id), by_level.said(t)});
  }

  std::vector<Laid> tables(const Telling& t) const override {
    if (by_level.of.id.empty()) return {};
    Laid laid{say("系数", "Coefficients"), {say("等次", "grade"), say("系数", "coefficient")}, {}};
    for (const auto& [level, value] : by_level.to) laid.rows.push_back({by_level.title_of(t, level.id), plain(points_text(value))});
    return {laid};
  }

  Text sentence(const Telling& t) const override {
    const Text off = deduct.given() ? say(" − {0}", " − {0}", {t.value(deduct)}) : Text{};
    return say("{0}{1}{2}，最低为0，四舍五入到分。", "{0}{1}{2}, never below 0, rounded half-up to the fen.", {t.value(base), coefficient_said(t), off});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    if (!view.known(view.node.points)) return unsettled(view);
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    const Number& value = view.value(view.node.points);
    reading.value = value.exact();
    reading.label = money_said(value);
    if (view.brief || !view.known(view.node.part("exact"))) return reading;  // a figure that a case holds has no parts
    const Number& exact = view.value(view.node.part("exact"));
    const auto figure = [&](const char* part) {
      const Number& n = view.value(view.node.part(part));
      return plain(n.decimals().value_or(9) <= 6 ? n.exact() : n.fixed(4));
    };
    reading.figures.push_back({say("基数", "Base"), figure("base")});
    if (!by_level.of.id.empty() || coefficient.given()) reading.figures.push_back({say("系数", "Coefficient"), figure("coefficient")});
    if (deduct.given()) reading.figures.push_back({say("扣减", "Deduction"), figure("deduct")});
    Text sum = figure("base");
    if (!by_level.of.id.empty() || coefficient.given()) sum = say("{0} × {1}", "{0} × {1}", {sum, figure("coefficient")});
    if (deduct.given()) sum = say("{0} − {1}", "{0} − {1}", {sum, figure("deduct")});
    const bool cut = exact.decimals().value_or(9) > 6;
    sum = say(cut ? "{0} ≈ {1}" : "{0} = {1}", cut ? "{0} ≈ {1}" : "{0} = {1}", {sum, figure("exact")});
    if (exact.is_negative()) sum = say("{0}，低于0的按0计", "{0}; below 0 counts as 0", {sum});
    else if (value != exact) sum = say("{0}，四舍五入到分为{1}", "{0}, to the fen {1}", {sum, plain(value.exact())});
    reading.reasons.push_back(sum);
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return Number::parse(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.exact(); }
};

}  // namespace

std::shared_ptr<const Outcome> parse_award(Fields& fields) {
  auto award = std::make_shared<Award>();
  award->base = fields.need_formula("base");
  if (const auto coefficient = fields.get("coefficient")) {
    if (coefficient->json->is(Json::Kind::object)) {
      Fields inner(*coefficient);
      if (const auto of = inner.need("of")) award->by_level.of = {of->string(), of->where()};
      if (const auto to = inner.need("to"))
        for (const auto& [level, value] : to->members()) award->by_level.to.push_back({{level, value.where()}, value.quantity()});
      inner.done();
    } else {
      award->coefficient = coefficient->formula();
    }
  }
  award->deduct = fields.formula("deduct");
  return award;
}

}  // namespace yardstick
