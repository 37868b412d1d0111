// 公式: the last resort; check hints at it where another kind would serve.
#include "rule.h"

namespace yardstick {

namespace {

std::optional<Number> constant_of(const Expr& expr) {
  if (expr.kind == Expr::Kind::number) return expr.value;
  if (expr.kind == Expr::Kind::unary && expr.text == "-")
    if (const auto inner = constant_of(*expr.args[0])) return -*inner;
  return std::nullopt;
}

bool is_operator(const Expr& expr, std::string_view written) { return expr.kind == Expr::Kind::binary && expr.text == written; }

/// The other argument of min or max where one is that constant.
const Expr* limited_by(const Expr& expr, std::string_view function, const Number* limit = nullptr) {
  if (expr.kind != Expr::Kind::call || expr.text != function || expr.args.size() != 2) return nullptr;
  for (std::size_t i = 0; i < 2; ++i)
    if (const auto found = constant_of(*expr.args[i]); found && (!limit || *found == *limit)) return expr.args[1 - i].get();
  return nullptr;
}

/// A product taken apart: what is constant in it, and what is not, above and below the line.
struct Product {
  Number constant = 1;
  std::vector<const Expr*> above, below;

  void take(const Expr& expr, bool over) {
    static const Number whole = 1;
    if (is_operator(expr, "*") || is_operator(expr, "/")) {
      take(*expr.args[0], over);
      take(*expr.args[1], is_operator(expr, "*") ? over : !over);
    } else if (const auto number = constant_of(expr); number && !(number->is_zero() && !over)) {
      constant = over ? constant * *number : constant / *number;
    } else if (const Expr* ratio = over ? limited_by(expr, "min", &whole) : nullptr) {
      take(*ratio, over);
    } else {
      (over ? above : below).push_back(&expr);
    }
  }
};

/// "review.good + review.fair" over "review.valid"
bool are_votes(const Expr& above, const Expr& below) {
  if (below.kind != Expr::Kind::name || below.text.size() < 7 || below.text.compare(below.text.size() - 6, 6, ".valid") != 0) return false;
  if (is_operator(above, "+")) return are_votes(*above.args[0], below) && are_votes(*above.args[1], below);
  const std::size_t stem = below.text.size() - 5;
  return above.kind == Expr::Kind::name && above.text.compare(0, stem, below.text, 0, stem) == 0;
}

/// "full − 2 × a − b"
bool is_deduction(const Expr& expr, const Number& full) {
  const auto priced = [](const Expr& term) {
    Product product;
    product.take(term, true);
    return product.above.size() == 1 && product.below.empty() && product.constant > 0;
  };
  if (!is_operator(expr, "-") || !priced(*expr.args[1])) return false;
  const auto start = constant_of(*expr.args[0]);
  return start ? *start == full : is_deduction(*expr.args[0], full);
}

/// "sum(list : item.points)", "count(list) × 2"
bool is_bonus(const Expr& expr) {
  const auto whole_list = [](const Expr& list, std::string_view function) { return list.kind == Expr::Kind::list && list.text == function && !list.args[1]; };
  if (whole_list(expr, "sum")) return true;
  Product product;
  product.take(expr, true);
  return product.above.size() == 1 && product.below.empty() && whole_list(*product.above[0], "count");
}

struct FormulaRule final : Rule {
  Formula points;

  std::string_view served_by(const Number& full) const override {
    if (!points.expr) return {};
    const Expr* bare = points.expr.get();
    if (const Expr* floored = limited_by(*bare, "max")) bare = floored;
    if (is_deduction(*bare, full)) return "deduction";
    bare = points.expr.get();
    if (const Expr* capped = limited_by(*bare, "min")) bare = capped;
    if (is_bonus(*bare)) return "bonus";
    Product product;
    product.take(*bare, true);
    if (full.is_zero() || product.constant != full || product.above.size() != 1 || product.below.size() != 1) return {};
    return are_votes(*product.above[0], *product.below[0]) ? "votes" : "proportional";
  }
  std::string_view kind() const override { return "formula"; }
  Column lower(Builder& b) const override { return b.number(points); }
  Text sentence(const Telling& t) const override {
    return is_choice(points) ? say("得分：{0}。", "Points: {0}.", {t.value(points, false)}) : say("得分 = {0}。", "Points = {0}.", {t.value(points, false)});
  }
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
