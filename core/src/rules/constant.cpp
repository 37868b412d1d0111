// 常数: the same points for everybody.
#include "rule.h"

namespace yardstick {

namespace {

struct Constant final : Rule {
  Number points;
  std::string_view kind() const override { return "constant"; }
  Column lower(Builder& b) const override { return b.constant(points); }
  Text sentence(const Telling&) const override { return say("固定{0}分。", "Always {0}.", {plain(points_text(points))}); }
  Text formula(const Telling&) const override { return plain(points_text(points)); }
  std::optional<Number> best(const Number&) const override { return points; }
};

}  // namespace

std::shared_ptr<const Rule> parse_constant(Fields& fields) {
  auto rule = std::make_shared<Constant>();
  if (const auto points = fields.need("points")) rule->points = points->quantity();
  return rule;
}

}  // namespace yardstick
