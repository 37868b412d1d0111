// 比例法: full × actual ÷ target.
#include "../kernel.h"
#include "../reach.h"
#include "rule.h"

namespace yardstick {

namespace {

/// How near the figure is to its target, as it was worked out (input 0): 1 − |actual ÷ target − 1|, where the target is positive.
/// Said so, each of the two is there once, and the bounds are those of the figure itself. Inputs: the rate, actual, target.
struct Near final : Kernel {
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.copy(cell, 0, cell);
  }
  Span span(const SpanView& view, std::size_t cell) const override {
    Span result = view.input(0, cell);
    const Span &actual = view.input(1, cell), &target = view.input(2, cell);
    SpanAlgebra& algebra = view.algebra;
    if (algebra.gap || !result.known || !target.low || !(*target.low > 0)) return result;
    const Span one = Span::of(Number(1)), near = algebra.subtract(one, algebra.absolute(algebra.subtract(algebra.divide(actual, target), one)));
    if (near.low && (!result.low || *result.low < *near.low)) result.low = near.low;
    if (near.high && (!result.high || *result.high > *near.high)) result.high = near.high;
    return result;
  }
};

struct Proportional final : Rule {
  Formula actual, target;
  std::string better;
  bool cap = true;
  std::optional<Number> floor;

  std::string_view kind() const override { return "proportional"; }

  Column lower(Builder& b) const override {
    const Column full = b.full();
    if (!b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "proportional"});
      return -1;
    }
    const Column a = b.number(actual), t = b.number(target);
    Column rate = -1;
    if (better == "higher") rate = b.op(Op::divide, {a, t});
    else if (better == "lower") rate = b.op(Op::divide, {t, a});
    else rate = b.op(Op::subtract, {b.constant(1), b.op(Op::divide, {b.op(Op::absolute, {b.op(Op::subtract, {a, t})}), t})});
    if (better == "near") rate = b.kernel(std::make_shared<Near>(), {rate, a, t});
    b.part("rate", rate);
    if (cap) rate = b.op(Op::lesser, {rate, b.constant(1)});
    Column points = b.op(Op::multiply, {full, rate});
    b.part("raw", points);
    if (floor) points = b.op(Op::greater, {points, b.constant(*floor)});
    return points;
  }

  Text sentence(const Telling& t) const override {
    const Text ratio = better == "near"    ? say("{0}与{1}的接近程度", "how near {0} comes to {1}", {t.value(actual, false), t.value(target, false)})
                       : better == "lower" ? say("{1}与{0}之比", "the ratio of {1} to {0}", {t.value(actual, false), t.value(target, false)})
                                           : say("{0}与{1}之比", "the ratio of {0} to {1}", {t.value(actual, false), t.value(target, false)});
    const Text least = floor ? say("，最低{0}分", ", never below {0}", {plain(points_text(*floor))}) : Text{};
    return say("满分{0}分，以{1}计分{2}{3}。", "Out of {0}, in proportion to {1}{2}{3}.",
               {t.full_marks(), ratio, cap ? say("，达到100%得满分，超过不再加分", "; 100% earns full marks and more earns no more")
                                           : say("，超过100%的部分照算", "; what lies over 100% counts"), least});
  }

  Text formula(const Telling& t) const override {
    Text ratio = better == "higher"  ? say("{0} ÷ {1}", "{0} ÷ {1}", {t.value(actual), t.value(target)})
                 : better == "lower" ? say("{1} ÷ {0}", "{1} ÷ {0}", {t.value(actual), t.value(target)})
                                     : say("(1 − |{0} − {1}| ÷ {1})", "(1 − |{0} − {1}| ÷ {1})", {t.value(actual), t.value(target)});
    if (cap) ratio = say("min({0}, 100%)", "min({0}, 100%)", {ratio});
    return say("{0} × {1}", "{0} × {1}", {t.full(), ratio});
  }

  std::optional<Number> best(const Number& full) const override { return cap ? std::optional(full) : std::nullopt; }
};

}  // namespace

std::shared_ptr<const Rule> parse_proportional(Fields& fields) {
  auto rule = std::make_shared<Proportional>();
  rule->actual = fields.need_formula("actual");
  rule->target = fields.need_formula("target");
  rule->better = fields.need_choice("better", {"higher", "lower", "near"});
  rule->cap = fields.need_choice("over", {"cap", "allow"}) == "cap";
  rule->floor = fields.quantity("floor");
  return rule;
}

}  // namespace yardstick
