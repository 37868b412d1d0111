// 决定: what a body decides, entered by somebody named. Where it is due and not entered it is missing, and what reads it
// is pending; where it is not due, exempt.
#include <algorithm>

#include "../kernel.h"
#include "../reach.h"
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

/// Input: whether it is due. What is entered stands over this column.
struct Awaited final : Kernel {
  Span entered = Span::between({}, {});  // what may be decided

  bool opens() const override { return true; }
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span& due = view.input(0, cell);
    Span result = entered;
    result.known = due.can_hold();
    result.others = due.others;
    if (due.can_hold()) result.others |= bit(Status::missing);
    if (due.can_fail()) result.others |= bit(Status::exempt);
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i)
      view.fail(i, !view.known(0, i) ? view.status(0, i) : view.holds(0, i) ? Status::missing : Status::exempt);
  }
};

struct Form {
  const char* name;
  ValueType type;
  Written written;
};
constexpr Form forms[] = {{"number", ValueType::number, Written::plain}, {"flag", ValueType::flag, Written::flag},
                          {"date", ValueType::date, Written::date}, {"level", ValueType::level, Written::level}};
constexpr Form choice_form{"options", ValueType::choice, Written::option};

struct Decision final : Outcome {
  Form form = choice_form;
  std::vector<Option> options;
  Cited levels_of;
  Formula due;

  void declare(Builder& b) const override {
    b.here().type = form.type;
    b.here().written = form.written;
    if (form.type == ValueType::choice) b.here().options = &options;
    // The level is not lowered: it may well read this decision.
    if (form.type == ValueType::level)
      for (const Node& node : b.cls().nodes)
        if (node.id == levels_of.id && node.outcome) b.here().levels = node.outcome->levels();
  }

  Column lower(Builder& b) const override {
    if (form.type == ValueType::level && !b.here().levels) {
      b.fault(Code::unknown_reference, levels_of.where, {"level", levels_of.id, ""});
      return -1;
    }
    const Column is_due = due.given() ? b.flag(due) : b.constant(1);
    b.part("due", is_due);
    auto awaited = std::make_shared<Awaited>();
    const std::size_t choices = form.type == ValueType::flag ? 2 : form.type == ValueType::level ? b.here().levels->size() : form.type == ValueType::choice ? options.size() : 0;
    if (choices > 0) awaited->entered = Span::between(Number(0), Number(static_cast<std::int64_t>(choices) - 1));
    return b.kernel(std::move(awaited), {is_due});
  }

  Text sentence(const Telling& t) const override {
    std::vector<Text> titles;
    if (t.node.options)
      for (const Option& option : *t.node.options) titles.push_back(option.title);
    if (t.node.levels)
      for (const LevelLine& line : *t.node.levels) titles.push_back(line.title);
    Text text = titles.empty() ? say("由有权的人决定", "Decided by those entitled to")
                               : say("由有权的人决定：{0}", "Decided by those entitled to: {0}", {joined(titles, "、", ", ")});
    if (due.given()) text = say("{0}（限于{1}）", "{0} (where {1})", {text, t.value(due, false)});
    return say("{0}。", "{0}.", {text});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    if (!view.known(view.node.points)) return unsettled(view);
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    const Number& value = view.value(view.node.points);
    reading.value = value_text(view.node, value);
    reading.label = plain(reading.value);
    if (form.type == ValueType::flag) reading.label = value.is_zero() ? say("否", "no") : say("是", "yes");
    for (const Option& option : options)
      if (option.id == reading.value) reading.label = option.title;
    if (view.node.levels)
      for (const LevelLine& line : *view.node.levels)
        if (line.level == reading.value) reading.label = line.title;
    for (const Decided& entered : view.data.decisions) {
      if (&view.plan.nodes[static_cast<std::size_t>(entered.node)] != &view.node || entered.slot != view.position.slot || entered.unit != view.position.unit) continue;
      reading.figures.push_back({say("决定人", "Decided by"), entered.by});
      reading.figures.push_back({say("文件", "Document"), entered.document});
      reading.figures.push_back({say("日期", "Date"), plain(entered.date)});
      reading.reasons.push_back(say("{0}决定，{1}，{2}", "Decided by {0}: {1}, {2}", {entered.by, entered.document, plain(entered.date)}));
    }
    return reading;
  }

  std::optional<Number> value_from(const PlanNode& node, const std::string& text) const override {
    switch (form.type) {
      case ValueType::flag: return flag_from(text);
      case ValueType::date: {
        const auto day = parse_date(text);
        return day ? std::optional(Number(*day)) : std::nullopt;
      }
      case ValueType::choice:
        for (std::size_t i = 0; i < options.size(); ++i)
          if (options[i].id == text) return Number(static_cast<std::int64_t>(i));
        return std::nullopt;
      case ValueType::level:
        for (std::size_t i = 0; node.levels && i < node.levels->size(); ++i)
          if ((*node.levels)[i].level == text) return Number(static_cast<std::int64_t>(node.levels->size() - 1 - i));
        return std::nullopt;
      default: return Number::parse(text);
    }
  }

  std::string value_text(const PlanNode& node, const Number& value) const override {
    const auto index = value.to_int64().value_or(-1);
    const auto in = [&](std::size_t size) { return index >= 0 && index < static_cast<std::int64_t>(size); };
    switch (form.type) {
      case ValueType::flag: return value.is_zero() ? "false" : "true";
      case ValueType::date: return date_text(value.to_int64().value_or(0));
      case ValueType::choice: return in(options.size()) ? options[static_cast<std::size_t>(index)].id : value.exact();
      case ValueType::level:
        if (node.levels && in(node.levels->size())) return (*node.levels)[node.levels->size() - 1 - static_cast<std::size_t>(index)].level;
        return value.exact();
      default: return value.exact();
    }
  }
};

}  // namespace

std::shared_ptr<const Outcome> parse_decision(Fields& fields) {
  auto decision = std::make_shared<Decision>();
  const auto options = fields.get("options");
  const auto as = fields.get("as");
  if (options.has_value() == as.has_value()) fields.reader().fault(Code::wrong_format, {"decision", "options / as"});
  if (options) {
    if (options->json->is(Json::Kind::array)) {
      for (const Reader& item : options->items()) decision->options.push_back({item.string(), plain(item.json->text)});
    } else {
      for (const auto& [id, title] : options->members()) decision->options.push_back({id, title.text()});
    }
    if (decision->options.empty()) options->fault(Code::missing_key, {"options"});
    for (std::size_t i = 0; i < decision->options.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        if (decision->options[k].id == decision->options[i].id) options->fault(Code::duplicate_id, {decision->options[i].id});
  }
  if (as) {
    const std::string name = fields.choice("as", {"number", "flag", "date", "level"});
    decision->form = *std::find_if(std::begin(forms), std::end(forms), [&](const Form& form) { return name == form.name; });
    if (name == "level")
      if (const auto levels = fields.need("levels")) decision->levels_of = {levels->string(), levels->where()};
  }
  decision->due = fields.formula("due");
  return decision;
}

}  // namespace yardstick
