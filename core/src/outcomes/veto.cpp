// 一票否决: any of its conditions, unless exempted. What it does is said by the gates and verdicts that read it.
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Condition {
  std::string id;
  Text title;
  Formula when, unless;
  std::vector<Cited> clauses;
};

/// Whether a column is filled from another, at any distance.
bool rests_on(const Plan& plan, Column column, Column other) {
  std::vector<bool> read(plan.operations.size(), false);
  read[static_cast<std::size_t>(column)] = true;
  for (Column c = column; c > other; --c)
    if (read[static_cast<std::size_t>(c)])
      for (const Column in : plan.operations[static_cast<std::size_t>(c)].in) read[static_cast<std::size_t>(in)] = true;
  return read[static_cast<std::size_t>(other)];
}

struct Veto final : Outcome {
  std::vector<Condition> conditions;

  Column lower(Builder& b) const override {
    b.here().type = ValueType::flag;
    b.here().written = Written::flag;
    Column any = b.constant(0);
    for (const Condition& condition : conditions) {
      b.cite(condition.clauses);
      Column holds = b.flag(condition.when);
      if (condition.unless.given()) holds = b.op(Op::both, {holds, b.op(Op::opposite, {b.flag(condition.unless)})});
      b.part(condition.id, holds);
      any = b.op(Op::either, {any, holds});
    }
    return any;
  }

  Details details(const Telling& t) const override {
    Details result{say("有下列情形之一的，一票否决", "Vetoed by any of"), {}};
    for (const Condition& condition : conditions)
      result.parts.push_back({condition.unless.given() ? say("{0}（{1}的除外）", "{0} (unless {1})", {condition.title, t.value(condition.unless, false)}) : condition.title,
                              &condition.clauses});
    return result;
  }

  Text sentence(const Telling&) const override {
    std::vector<Text> parts;
    for (const Condition& condition : conditions) parts.push_back(condition.title);
    return say("有下列情形之一的一票否决：{0}。", "Vetoed by any of: {0}.", {joined(parts, "；", "; ")});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    const auto known = [&](Column c) { return view.columns.status(view.plan, view.data, c, view.position.slot, view.position.unit) == Status::known; };
    const auto holds = [&](Column c) { return known(c) && !view.columns.value(view.plan, view.data, c, view.position.slot, view.position.unit).is_zero(); };
    if (!known(view.node.points)) {
      reading.state = unsettled(view).state;
      reading.label = unsettled(view).label;
      return reading;
    }
    reading.value = holds(view.node.points) ? "true" : "false";
    reading.effect = reading.value == "true" ? "measure" : "";
    reading.label = reading.value == "true" ? say("一票否决", "vetoed") : say("无否决项", "no veto");
    for (const Condition& condition : conditions) {
      if (!holds(view.node.part(condition.id))) continue;
      reading.reasons.push_back(condition.title);
      for (const Cited& clause : condition.clauses) reading.because.push_back(clause);
    }
    const int total = view.plan.totals[static_cast<std::size_t>(view.node.cls)];
    if (reading.value == "true" && total >= 0 && !rests_on(view.plan, view.plan.nodes[static_cast<std::size_t>(total)].points, view.node.points))
      reading.reasons.push_back(say("得分与名次不变", "points and place stay"));
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return flag_from(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.is_zero() ? "false" : "true"; }
};

}  // namespace

std::optional<Number> flag_from(const std::string& text) {
  if (text != "true" && text != "false") return std::nullopt;
  return Number(text == "true" ? 1 : 0);
}

std::shared_ptr<const Outcome> parse_veto(Fields& fields) {
  auto veto = std::make_shared<Veto>();
  const auto conditions = fields.need("conditions");
  if (!conditions) return veto;
  for (const Reader& item : conditions->items()) {
    Fields row(item);
    Condition condition;
    condition.id = row.need_string("id");
    condition.title = row.text("title");
    if (condition.title.empty()) condition.title = plain(condition.id);
    condition.when = row.need_formula("when");
    condition.unless = row.formula("unless");
    condition.clauses = row.ids("clauses");
    row.done();
    for (const Condition& other : veto->conditions)
      if (other.id == condition.id) item.fault(Code::duplicate_id, {condition.id});
    veto->conditions.push_back(std::move(condition));
  }
  if (veto->conditions.empty()) conditions->fault(Code::missing_key, {"conditions"});
  return veto;
}

}  // namespace yardstick
