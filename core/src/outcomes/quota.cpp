// 名额与表彰: a flag for those who are chosen, with the arithmetic of the places in words.
#include "../reading.h"
#include "../selection.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Chosen : Outcome {
  Selection selection;

  Column lower(Builder& b) const override {
    b.here().type = ValueType::flag;
    b.here().written = Written::flag;
    return selection.lower(b, -1, "");
  }

  Text named(const Telling& t, const Text& what) const {
    const Text who = selection.who.given() ? say("符合{0}的，", "Of those with {0}, ", {t.value(selection.who, false)}) : Text{};
    Text sentence = say("{0}{1}{2}。", "{0}{1}{2}.", {who, selection.said(t), what});
    if (!sentence.en.empty() && sentence.en[0] >= 'a' && sentence.en[0] <= 'z') sentence.en[0] = static_cast<char>(sentence.en[0] - 'a' + 'A');
    return sentence;
  }

  OutcomeReading told(const OutcomeView& view, const Text& yes, const Text& no) const {
    if (!view.known(view.node.points)) {
      OutcomeReading reading = unsettled(view);
      if (!view.brief) selection.table(view, "", reading);
      return reading;
    }
    OutcomeReading reading;
    const bool chosen = view.holds(view.node.points);
    reading.value = chosen ? "true" : "false";
    reading.label = chosen ? yes : no;
    if (view.brief) return reading;
    reading.because = view.node.node->clauses;
    selection.table(view, "", reading);
    reading.of = selection.candidates(view, "");
    reading.reasons = selection.told(view, "");
    if (view.known(view.node.part("who")) && !view.holds(view.node.part("who")))
      reading.reasons.push_back(say("不符合{0}，不是候选", "not a candidate: {0} does not hold", {view.words().value(selection.who, false)}));
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return flag_from(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.is_zero() ? "false" : "true"; }
};

struct Quota final : Chosen {
  Text sentence(const Telling& t) const override { return named(t, {}); }
  OutcomeReading read(const OutcomeView& view) const override {
    return told(view, say("入选", "chosen"), say("未入选", "not chosen"));
  }
};

struct Honour final : Chosen {
  Text then;
  Text sentence(const Telling& t) const override {
    return named(t, then.empty() ? Text{} : say("：{0}", ": {0}", {then}));
  }
  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading = told(view, then.empty() ? say("受表彰", "honoured") : then, say("不在表彰之列", "not honoured"));
    if (reading.value == "true") reading.effect = "honour";
    return reading;
  }
};

}  // namespace

std::shared_ptr<const Outcome> parse_quota(Fields& fields) {
  auto quota = std::make_shared<Quota>();
  quota->selection = parse_selection(fields, "size");
  quota->selection.who = fields.formula("who");
  if (const auto strata = fields.get("strata")) {
    Fields inner(*strata);
    if (const auto by = inner.need("by")) quota->selection.strata = {by->string(), by->where()};
    inner.done();
  }
  quota->selection.round = rounding_from(fields.choice("round", {"down", "up", "half-up"})).value_or(Rounding::down);
  return quota;
}

std::shared_ptr<const Outcome> parse_honour(Fields& fields) {
  auto honour = std::make_shared<Honour>();
  honour->selection = parse_selection(fields, "first");
  honour->selection.who = fields.formula("who");
  honour->then = fields.text("then");
  return honour;
}

}  // namespace yardstick
