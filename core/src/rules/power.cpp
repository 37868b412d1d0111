// 幂函数: a price times a power of the distance from a line, on one side of it.
#include "../kernel.h"
#include "../reach.h"
#include "rule.h"

namespace yardstick {

namespace {

/// Input: the distance. Nothing on the line and on its other side.
struct Raised final : CellKernel {
  Number a, c;
  bool rounds() const override { return true; }
  int direction(std::size_t) const override { return (c < 0) != a.is_negative() ? -1 : 1; }
  /// A power below nothing goes beyond all bounds next to the line, and back to nothing on it.
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span& distance = view.input(0, cell);
    const bool near = c < 0 && distance.known && (!distance.low || !(*distance.low > 0)) && (!distance.high || *distance.high > 0);
    if (!near) return CellKernel::span(view, cell);
    Span result = a.is_negative() ? Span::between({}, Number(0)) : Span::between(Number(0), {});
    result.others = static_cast<std::uint8_t>(distance.others | bit(Status::invalid));
    return result;
  }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const Number& distance = view.value(0, at);
    if (!(distance > 0)) return true;
    const auto raised = power(distance, c);
    if (raised) out = a * raised->value;
    return raised.has_value();
  }
  Text why(Status) const override { return say("结果过大", "the result is too long a number"); }
};

struct Power final : Rule {
  Formula value;
  Number a, b, c;
  bool below = false;

  std::string_view kind() const override { return "power"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& builder) const override {
    const Column v = builder.number(value), line = builder.constant(b);
    const Column distance = below ? builder.op(Op::subtract, {line, v}) : builder.op(Op::subtract, {v, line});
    builder.part("distance", distance);
    auto kernel = std::make_shared<Raised>();
    kernel->a = a;
    kernel->c = c;
    return builder.kernel(std::move(kernel), {distance});
  }

  /// "0.5 × (a − 3)^2"
  Text raised(const Telling& t) const {
    const auto signed_text = [](const Number& number) { return plain(number.is_negative() ? "(" + points_text(number) + ")" : points_text(number)); };
    const char* pattern = below ? "{0} × ({1} − {2})^{3}" : "{0} × ({2} − {1})^{3}";
    return say(pattern, pattern, {plain(points_text(a)), signed_text(b), t.value(value), signed_text(c)});
  }

  Text sentence(const Telling& t) const override {
    const Text what = t.value(value, false), line = plain(points_text(b));
    const Text full = t.has_full() ? say("满分{0}分，", "Out of {0}; ", {t.full_marks()}) : Text{};
    return below ? say("{0}{1}低于{2}的，得分为 {3}；否则0分。", "{0}{3} where {1} lies below {2}, else 0.", {full, what, line, raised(t)})
                 : say("{0}{1}超过{2}的，得分为 {3}；否则0分。", "{0}{3} where {1} lies above {2}, else 0.", {full, what, line, raised(t)});
  }

  Text formula(const Telling& t) const override {
    const auto distance = t.number(t.node.part("distance"));
    return distance && !(*distance > 0) ? plain("0") : raised(t);
  }

  std::optional<Number> best(const Number&) const override { return a > 0 ? std::nullopt : std::optional(Number(0)); }
};

}  // namespace

std::shared_ptr<const Rule> parse_power(Fields& fields) {
  auto rule = std::make_shared<Power>();
  rule->value = fields.need_formula("value");
  const auto quantity = [&](const char* key, Number& out) {
    if (const auto value = fields.need(key)) out = value->quantity();
  };
  quantity("a", rule->a);
  quantity("b", rule->b);
  quantity("c", rule->c);
  rule->below = fields.need_choice("side", {"above", "below"}) == "below";
  return rule;
}

}  // namespace yardstick
