// 直接评分: a mark entered within limits, converted to the node's full marks.
#include "rule.h"

namespace yardstick {

namespace {

struct Direct final : Rule {
  Formula value;
  Number out_of = 100;

  std::string_view kind() const override { return "direct"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& b) const override {
    if (!b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "direct"});
      return -1;
    }
    const Column mark = b.op(Op::within, {b.number(value), b.constant(0), b.constant(out_of)});
    return b.op(Op::multiply, {b.full(), b.op(Op::divide, {mark, b.constant(out_of)})});
  }
  Text sentence(const Telling& t) const override {
    return say("满分{0}分，由{1}（满分{2}）直接折算。", "Out of {0}, taken from {1} (out of {2}).",
               {t.full_marks(), t.value(value, false), plain(points_text(out_of))});
  }
  Text formula(const Telling& t) const override {
    return say("{0} × {1} ÷ {2}", "{0} × {1} ÷ {2}", {t.full(), t.value(value), plain(points_text(out_of))});
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_direct(Fields& fields) {
  auto rule = std::make_shared<Direct>();
  rule->value = fields.need_formula("value");
  if (const auto out_of = fields.need("outOf")) rule->out_of = out_of->quantity();
  if (!(rule->out_of > 0)) {
    fields.reader().fault(Code::bad_quantity, {rule->out_of.exact()});
    rule->out_of = 1;
  }
  return rule;
}

}  // namespace yardstick
