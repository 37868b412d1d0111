// 增长法: points for each unit by which growth over a base lies beyond a line, taken off likewise below it.
#include "../kernel.h"
#include "../reach.h"
#include "units.h"

namespace yardstick {

namespace {

/// A base that growth can be measured from.
struct PositiveBase final : CellKernel {
  Span span(const SpanView& view, std::size_t at) const override {
    Span result = view.input(0, at);
    if (!result.known) return result;
    const Span positive = view.algebra.less(Span::of(Number(0)), result, false);
    if (!positive.can_hold()) return Span::of(Status::invalid);
    if (positive.can_fail()) {
      result.others |= bit(Status::invalid);
      if (!result.form) result.low = Number(0);
    }
    return result;
  }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    out = view.value(0, at);
    return out > 0;
  }
  Text why(Status) const override { return say("基数不是正数", "the base is not positive"); }
};

struct Growth final : Rule {
  Formula value, base;
  Units per;
  Number from, start;
  std::optional<Number> cap, floor;

  std::string_view kind() const override { return "growth"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& b) const override {
    const Column now = b.number(value), before = b.kernel(std::make_shared<PositiveBase>(), {b.number(base)});
    const Column growth = b.op(Op::subtract, {b.op(Op::divide, {now, before}), b.constant(1)});
    b.part("growth", growth);
    Column points = b.op(Op::add, {b.constant(start), per.lower(b, b.op(Op::subtract, {growth, b.constant(from)}))});
    b.part("raw", points);
    if (floor) points = b.op(Op::greater, {points, b.constant(*floor)});
    if (cap) points = b.op(Op::lesser, {points, b.constant(*cap)});
    return points;
  }

  static std::string percent_text(const Number& number) { return points_text(number * 100) + "%"; }

  Text sentence(const Telling& t) const override {
    Text limits;
    if (cap) limits = say("，最高{0}分", ", never above {0}", {plain(points_text(*cap))});
    if (floor) limits = say("{0}，最低{1}分", "{0}, never below {1}", {limits, plain(points_text(*floor))});
    const Text what = say("{0}比{1}增长{2}得{3}分；每多增长{4}加{5}分", "{0} grown by {2} over {1} earns {3}; {5} more for each further {4}",
                          {t.value(value, false), t.value(base, false), plain(percent_text(from)), plain(points_text(start)), per.size_text(),
                           plain(points_text(per.points))});
    return say("{0}，少则照扣{1}{2}。", "{0}, and as much less below it{1}{2}.", {what, per.rounding_text(), limits});
  }

  Text formula(const Telling& t) const override {
    const Text exact = say("({0} ÷ {1} − 1)", "({0} ÷ {1} − 1)", {t.value(value), t.value(base)});
    const Text beyond = from.is_zero() ? exact : say("({0} − {1})", "({0} − {1})", {exact, plain(percent_text(from))});
    const Text counted = per.counted(beyond);
    const Text units = t.part("units", per.part == "proportional" ? say("({0})", "({0})", {counted}) : counted);
    Text points = say("{0} + {1} × {2}", "{0} + {1} × {2}", {plain(points_text(start)), units, plain(points_text(per.points))});
    if (floor) points = say("max({0}, {1})", "max({0}, {1})", {points, plain(points_text(*floor))});
    if (cap) points = say("min({0}, {1})", "min({0}, {1})", {points, plain(points_text(*cap))});
    if (t.in_figures() && t.node.part("units") >= 0)
      points = say("{0} = {1}；{2}", "{0} = {1}; {2}", {counted, units, points});
    return points;
  }

  std::optional<Number> best(const Number&) const override { return cap; }
};

}  // namespace

std::shared_ptr<const Rule> parse_growth(Fields& fields) {
  auto rule = std::make_shared<Growth>();
  rule->value = fields.need_formula("value");
  rule->base = fields.need_formula("base");
  if (const auto per = fields.need("per")) rule->per = parse_units(*per, false);
  rule->from = fields.quantity("from").value_or(0);
  rule->start = fields.quantity("start").value_or(0);
  rule->floor = fields.quantity("floor");
  rule->cap = fields.quantity("cap");
  check_limits(fields, rule->floor, rule->cap);
  return rule;
}

}  // namespace yardstick
