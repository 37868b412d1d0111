// Exact numbers: every quantity in a scheme, a dataset and a result. Never rounds unless asked;
// never throws. Most values live in two 64-bit integers; what does not fit moves to big integers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace yardstick {

/// How a value between two representable ones is decided. GB/T 8170-2008 is half_even;
/// 四舍五入 is half_up (away from zero).
enum class Rounding : std::uint8_t { half_up, half_even, half_down, up, down, ceiling, floor };

std::optional<Rounding> rounding_from(std::string_view name);  // "half-up" …
std::string_view name_of(Rounding mode);

/// An exact rational of unbounded size, always in lowest terms with a positive denominator.
class Number {
 public:
  Number() = default;  // 0
  Number(std::int64_t whole) : num_(whole) {}
  /// num / den; den must not be 0 (precondition).
  static Number ratio(std::int64_t num, std::int64_t den);

  /// Reads "85", "-0.10", "1/3", "95%", "1.5e3" (ASCII digits, no blanks, no plus sign in front, a digit on each side
  /// of a point); nothing for any other text, for a zero denominator, more than 1000 characters, or an exponent beyond
  /// ±1000.
  static std::optional<Number> parse(std::string_view text);

  bool is_zero() const;
  bool is_negative() const;
  bool is_integer() const;
  /// The value as int64 when it is a whole number that fits.
  std::optional<std::int64_t> to_int64() const;

  Number operator-() const;
  friend Number operator+(const Number& a, const Number& b);
  friend Number operator-(const Number& a, const Number& b);
  friend Number operator*(const Number& a, const Number& b);
  /// b must not be zero (precondition).
  friend Number operator/(const Number& a, const Number& b);
  Number& operator+=(const Number& b) {
    std::int64_t sum = 0;
    if (both_small(*this, b) && den_ == 1 && b.den_ == 1 && !__builtin_add_overflow(num_, b.num_, &sum)) {
      num_ = sum;
      return *this;
    }
    return *this = *this + b;
  }

  /// -1, 0 or 1.
  friend int compare(const Number& a, const Number& b) {
    if (both_small(a, b) && a.den_ == b.den_) return (a.num_ > b.num_) - (a.num_ < b.num_);
    return compare_general(a, b);
  }
  friend bool operator==(const Number& a, const Number& b) { return compare(a, b) == 0; }
  friend bool operator!=(const Number& a, const Number& b) { return compare(a, b) != 0; }
  friend bool operator<(const Number& a, const Number& b) { return compare(a, b) < 0; }
  friend bool operator<=(const Number& a, const Number& b) { return compare(a, b) <= 0; }
  friend bool operator>(const Number& a, const Number& b) { return compare(a, b) > 0; }
  friend bool operator>=(const Number& a, const Number& b) { return compare(a, b) >= 0; }

  /// The nearest multiple of `step` (> 0) under `mode`.
  friend Number round_to(const Number& value, const Number& step, Rounding mode);
  /// Rounded to `places` decimal places (may be negative: -2 is hundreds); places beyond ±1000 count as ±1000.
  friend Number round(const Number& value, int places, Rounding mode);

  /// "84.995" where the decimal form ends, "200/3" where it does not. parse(exact()) == *this up to parse's 1000
  /// characters.
  std::string exact() const;
  /// Rounded and written with exactly `places` (0 … 1000) decimals: "85.00", "-0.50"; never "-0.00".
  std::string fixed(int places, Rounding mode = Rounding::half_up) const;
  /// Fewest decimals that write the value exactly, or nothing where the decimal form does not end.
  std::optional<int> decimals() const;

 private:
  // Each value has one representation: num_/den_ in lowest terms where both fit, else big_ alone. Equality rests on it.
  struct Big;
  friend struct NumberAccess;
  static bool both_small(const Number& a, const Number& b) { return a.big_ == nullptr && b.big_ == nullptr; }
  static int compare_general(const Number& a, const Number& b);
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
  std::shared_ptr<const Big> big_;  // shared by copies, so that copying stays cheap; null almost always
};

Number abs(const Number& value);
/// References into the arguments; of equal ones the first.
const Number& min(const Number& a, const Number& b);
const Number& max(const Number& a, const Number& b);

/// What it takes to make a value whole: 4 for 1.75.
Number denominator(const Number& value);
/// Decimal digits of the longer of numerator and denominator, without sign; cheap, and so perhaps one too many.
std::size_t digits(const Number& value);
/// What the functions below neither take nor give, and what no score needs: numbers of more digits than this.
inline constexpr std::size_t longest_number = 10'000;

/// A result that is exact wherever it is rational, else rounded to 40 significant digits, halves to even.
struct Computed {
  Number value;
  bool exact = true;
};

// Nothing where there is no real result, or where argument or result is longer than longest_number.

/// Nothing for x < 0.
std::optional<Computed> square_root(const Number& x);
/// base^exponent; 1 for an exponent of 0, whatever the base. Nothing for 0 to a negative exponent, and for a negative
/// base unless the exponent is whole (odd roots of negative numbers too).
std::optional<Computed> power(const Number& base, const Number& exponent);
/// Nothing for x <= 0.
std::optional<Computed> natural_log(const Number& x);
/// ln x ÷ ln base: the exponent that makes x of the base. Nothing for x <= 0, base <= 0 or a base of 1.
std::optional<Computed> log_ratio(const Number& x, const Number& base);
/// e^x; nothing for |x| > 23026.
std::optional<Computed> exponential(const Number& x);

}  // namespace yardstick
