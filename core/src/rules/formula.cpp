// 公式: the last resort; check hints at it where another kind would serve.
#include "rule.h"

namespace yardstick {

namespace {

struct FormulaRule final : Rule {
  Formula points;
  std::string_view kind() const override { return "formula"; }
  Column lower(Builder& b) const override { return b.number(points); }
  Text sentence(const Telling& t) const override { return say("得分 = {0}。", "Points = {0}.", {t.value(points, false)}); }
  Text formula(const Telling& t) const override { return t.value(points, false); }
  std::optional<Number> best(const Number&) const override { return std::nullopt; }
};

}  // namespace

std::shared_ptr<const Rule> parse_formula_rule(Fields& fields) {
  auto rule = std::make_shared<FormulaRule>();
  rule->points = fields.need_formula("points");
  return rule;
}

}  // namespace yardstick
