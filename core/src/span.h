// What a cell can still be: while figures are missing, or while one figure moves through an interval.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "yardstick/dataset.h"

namespace yardstick {

/// (p·x + q) ÷ (r·x + s), x being the figure that moves; r is 0 and s is 1, or r is 1.
struct Fractional {
  Number p, q, r, s = 1;
  Number at(const Number& x) const { return (p * x + q) / (r * x + s); }
};

/// The figure that moves lies strictly between these; nothing: no end on that side.
struct Interval {
  std::optional<Number> from, to;
  bool holds(const Number& x) const { return (!from || x > *from) && (!to || x < *to); }
  /// Some x inside.
  Number sample() const;
};

/// A status as one of a set.
constexpr std::uint8_t bit(Status status) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(status)); }
constexpr std::uint8_t all_but(Status status) { return static_cast<std::uint8_t>(0xFFU & ~static_cast<unsigned>(bit(status))); }

struct Span {
  bool known = true;                // it may have a figure,
  std::uint8_t others = 0;          // and may have these statuses instead (a bit each)
  std::optional<Number> low, high;  // the figure lies between, both included; nothing: no bound
  std::optional<Fractional> form;   // exactly this throughout the gap

  static Span of(const Number& value) { return {true, 0, value, value, std::nullopt}; }
  static Span of(Status status);
  static Span between(std::optional<Number> low, std::optional<Number> high) { return {true, 0, std::move(low), std::move(high), std::nullopt}; }
  static Span flag() { return between(Number(0), Number(1)); }
  static Span anything() { return or_none({}); }
  /// The figure, or none for whatever reason.
  static Span or_none(Span figure);
  bool may(Status status) const { return status == Status::known ? known : (others >> static_cast<int>(status) & 1) != 0; }
  /// The statuses it may have, but for one.
  std::uint8_t but(Status status) const { return static_cast<std::uint8_t>(others & all_but(status)); }
  /// One figure, or one status without a figure.
  bool settled() const;
  bool exact() const { return known && others == 0 && low && high && *low == *high; }
  /// Of what is settled.
  Status status() const;
  bool can_hold() const { return known && (!high || !high->is_zero() || !low || !low->is_zero()); }
  bool can_fail() const { return known && (!low || !high || low->is_zero() || high->is_zero() || (low->is_negative() && !high->is_negative())); }
};

/// Either of the two.
Span join(const Span& a, const Span& b);
/// With a figure where it might have that status.
Span instead_of(Status status, const Span& a, const Span& figure);
/// The statuses of `a`, which a strict operation passes on.
void take_statuses(Span& to, const Span& a);

/// Operations on spans. In a gap, figures that are exactly a fraction of the moving one stay so; where an operation changes
/// its course inside the gap, it proposes the place as a `split`.
class SpanAlgebra {
 public:
  std::optional<Interval> gap;
  std::vector<Number> splits;

  Span constant(const Number& value) const { return Span::of(value); }
  /// The figure that moves itself.
  Span moving() const;
  Span with_form(const Fractional& form);

  Span negate(const Span& a);
  Span add(const Span& a, const Span& b);
  Span subtract(const Span& a, const Span& b);
  Span multiply(const Span& a, const Span& b);
  Span divide(const Span& a, const Span& b);
  Span lesser(const Span& a, const Span& b);
  Span greater(const Span& a, const Span& b);
  Span absolute(const Span& a);
  Span round(const Span& a, const Number& unit, Rounding mode);
  /// Whether a < b (or a ≤ b, where `or_equal`).
  Span less(const Span& a, const Span& b, bool or_equal);
  Span equal(const Span& a, const Span& b);
  /// -1, 0, 1 where a and b compare so throughout; nothing where that changes, or is not known.
  std::optional<int> order(const Span& a, const Span& b);
  /// Proposes where `a` passes one of the sorted edges; whether it stays clear of all of them. `first`: how many edges lie at or
  /// below it, and `last`: at most so many.
  bool clear_of(const Span& a, const std::vector<Number>& edges, std::size_t& first, std::size_t& last);
  /// The form of a span that has one figure or a form.
  static std::optional<Fractional> form_of(const Span& a);
  /// Where a form takes that value inside the gap.
  std::optional<Number> where(const Fractional& form, const Number& value) const;
  void propose(const Number& x) {
    if (gap && gap->holds(x)) splits.push_back(x);
  }
};

}  // namespace yardstick
