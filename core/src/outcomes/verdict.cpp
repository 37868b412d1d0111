// 结果运用: when … then …, with the clause. A condition that stays missing is undecided, never false.
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Verdict final : Outcome {
  Formula when;
  Text then, bearer;
  std::string does;

  std::string_view effect() const override { return does; }

  Column lower(Builder& b) const override {
    b.here().type = ValueType::flag;
    b.here().written = Written::flag;
    return b.flag(when);
  }

  Text sentence(const Telling& t) const override {
    return say("{0}的，{1}{2}。", "Where {0}: {2}{1}.",
               {t.value(when, false), then, bearer.empty() ? Text{} : say("（{0}）", "({0}) ", {bearer})});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    reading.effect = does;
    reading.label = then;
    reading.bearer = bearer;
    reading.because = view.node.node->clauses;
    const Column column = view.node.points;
    if (view.columns.status(view.plan, view.data, column, view.position.slot, view.position.unit) != Status::known) {
      reading.state = unsettled(view).state;
      return reading;
    }
    reading.value = view.columns.value(view.plan, view.data, column, view.position.slot, view.position.unit).is_zero() ? "false" : "true";
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return flag_from(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.is_zero() ? "false" : "true"; }
};

}  // namespace

std::shared_ptr<const Outcome> parse_verdict(Fields& fields) {
  auto verdict = std::make_shared<Verdict>();
  verdict->when = fields.need_formula("when");
  if (const auto then = fields.need("then")) verdict->then = then->text();
  verdict->bearer = fields.text("bearer");
  verdict->does = fields.need_choice("effect", {"notice", "honour", "measure"});
  return verdict;
}

}  // namespace yardstick
