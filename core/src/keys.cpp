#include "keys.h"

#include <functional>

#include "kernel.h"
#include "reach.h"

namespace yardstick {

namespace {

void split(const KernelView& view, const KeyOrder& order, std::size_t key, const std::vector<std::size_t>& cells, std::vector<Tied>& out) {
  const std::size_t input = order.first + key;
  if (cells.size() < 2 || input >= order.last) {
    if (!cells.empty()) out.push_back({cells, false});
    return;
  }
  if (key < order.waits.size() && order.waits[key]) {
    for (const std::size_t cell : cells)
      if (view.status(input, cell) > Status::exempt) {
        out.push_back({cells, true});
        return;
      }
  }
  const auto compared = [&](std::size_t a, std::size_t b) {
    const bool known_a = view.known(input, a), known_b = view.known(input, b);
    if (known_a != known_b) return known_a ? -1 : 1;
    const int difference = known_a ? compare(view.value(input, a), view.value(input, b)) : 0;
    return order.smaller_first ? difference : -difference;
  };
  std::vector<std::size_t> sorted = cells;
  stable_order(sorted, [&](std::size_t a, std::size_t b) { return compared(a, b) < 0; });
  std::vector<std::size_t> same;
  for (const std::size_t cell : sorted) {
    if (!same.empty() && compared(same.back(), cell) != 0) {
      split(view, order, key + 1, same, out);
      same.clear();
    }
    same.push_back(cell);
  }
  split(view, order, key + 1, same, out);
}

struct ExemptIsNo final : Kernel {
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      if (view.status(0, i) == Status::exempt) view.put(i, false);
      else view.copy(i, 0, i);
    }
  }
  Span span(const SpanView& view, std::size_t cell) const override {
    return instead_of(Status::exempt, view.input(0, cell), Span::of(Number(0)));
  }
};

bool names_decision(Builder& b, const Expr& expr) {
  if (expr.kind == Expr::Kind::name) {
    const auto use = b.here().names.find(expr.text);
    return use != b.here().names.end() && use->second.node >= 0 && b.at(use->second.node).node->type == NodeType::decision;
  }
  for (const auto& part : expr.args)
    if (part && names_decision(b, *part)) return true;
  return false;
}

}  // namespace

std::vector<Tied> in_order(const KernelView& view, const KeyOrder& order, const std::vector<std::size_t>& cells) {
  std::vector<Tied> result;
  split(view, order, 0, cells, result);
  return result;
}

std::optional<int> compared_keys(const SpanView& view, const KeyOrder& order, std::size_t own, std::size_t other) {
  for (std::size_t k = order.first; k < order.last; ++k) {
    const Span a = view.input(k, own), b = view.input(k, other);
    if (!a.known && !b.known && a.settled() && b.settled() && (k >= order.waits.size() + order.first || !order.waits[k - order.first])) continue;
    if (a.others || b.others || !a.known || !b.known) return std::nullopt;
    const auto found = view.algebra.order(a, b);
    if (!found) return std::nullopt;
    if (*found != 0) return order.smaller_first ? -*found : *found;
  }
  return 0;
}

Rivals rivals_of(const SpanView& view, std::size_t part, const KeyOrder& order, std::size_t cell) {
  Rivals result;
  const Span& own = view.input(part, cell);
  const std::size_t slot = cell / view.units();
  for (std::size_t unit = 0; unit < view.units(); ++unit) {
    const std::size_t other = slot * view.units() + unit;
    if (other == cell) continue;
    const Span& theirs = view.input(part, other);
    const Span& figure = view.input(order.first, other);
    if (!theirs.known || !figure.known) continue;
    const bool same = own.exact() && theirs.exact();
    if (same && *own.low != *theirs.low) continue;
    const auto found = compared_keys(view, order, cell, other);
    const bool sure = same && figure.others == 0;
    ++result.others;
    if (!found || !sure) {
      if (!found || *found < 0) ++result.maybe_before;
      if (!found || *found == 0) ++result.maybe_level;
      if (!found || *found > 0) ++result.maybe_behind;
    } else if (*found < 0) {
      ++result.before;
    } else if (*found == 0) {
      ++result.level;
    }
  }
  return result;
}

Column lower_key(Builder& b, const Formula& key) {
  const Typed typed = b.value(key);
  if (typed.type != ValueType::choice && typed.type != ValueType::text) return typed.column;
  if (typed.ok()) b.fault(Code::formula_type, key.where, {key.text, type_name(typed.type), type_name(ValueType::number)});
  return -1;
}

Column exempt_is_no(Builder& b, Column condition) { return b.kernel(std::make_shared<ExemptIsNo>(), {condition}); }

bool reads_decision(Builder& b, const Formula& formula) { return formula.expr && names_decision(b, *formula.expr); }

bool is_preference(const Formula& key) {
  if (!is_choice(key)) return false;
  const Expr& yes = *key.expr->args[1];
  const Expr& no = *key.expr->args[2];
  return yes.kind == Expr::Kind::number && no.kind == Expr::Kind::number && yes.value > no.value;
}

Text key_said(const Telling& t, const Formula& key) {
  if (!is_preference(key)) return t.value(key, false);
  Formula condition;
  condition.text = key.text;
  condition.expr = std::shared_ptr<const Expr>(key.expr, key.expr->args[0].get());
  return say("是否{0}", "whether {0}", {t.value(condition, false)});
}

Text keys_said(const Telling& t, const std::vector<Formula>& keys) {
  std::vector<Text> parts;
  for (const Formula& key : keys) parts.push_back(key_said(t, key));
  return joined(parts, "、", ", then ");
}

std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<Number>& weights, bool larger_first) {
  std::vector<std::int64_t> seats(weights.size(), 0);
  Number sum;
  for (const Number& weight : weights) sum += weight;
  if (sum.is_zero() || total <= 0) return seats;
  std::vector<Number> remainders;
  std::vector<std::size_t> order;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Number share = Number(total) * weights[i] / sum;
    const Number whole = round_to(share, 1, Rounding::floor);
    seats[i] = whole.to_int64().value_or(0);
    left -= seats[i];
    remainders.push_back(share - whole);
    order.push_back(i);
  }
  stable_order(order, [&](std::size_t a, std::size_t b) {
    const int difference = compare(remainders[a], remainders[b]);
    return difference != 0 ? difference > 0 : larger_first && weights[a] > weights[b];
  });
  for (const std::size_t i : order)
    if (left > 0) {
      ++seats[i];
      --left;
    }
  return seats;
}

}  // namespace yardstick
