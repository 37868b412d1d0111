// Roots, powers, logarithms and exponentials. A result that is rational is found exactly; any other is irrational, so
// that it is never halfway between two numbers of 40 digits: enclosed ever more tightly it is decided at last (Ziv's
// strategy). The enclosures are whole numbers over a power of two, with an error that is counted, never guessed.
#include <algorithm>
#include <utility>

#include "number_parts.h"

namespace yardstick {
namespace {

using boost::multiprecision::msb;

constexpr int kDigits = 40;
constexpr unsigned kFirstPrecision = 256;  // bits: 133 for the digits, the rest for errors and to decide the rounding
constexpr int kLargestLog = 23026;         // e^23026 has more than 10^4 digits

Int power_of_ten(unsigned exponent) { return boost::multiprecision::pow(Int(10), exponent); }
unsigned bits(const Int& n) { return n == 0 ? 0 : static_cast<unsigned>(msb(n)) + 1; }

std::optional<Computed> computed(Number value, bool exact) {
  if (digits(value) > longest_number) return std::nullopt;
  return Computed{std::move(value), exact};
}

/// About middle / 2^precision: at most `error` / 2^precision away.
struct Enclosed {
  Int middle;
  Int error;
};

// ---- rounding ----

/// digits · 10^exponent with 10^39 <= digits < 10^40.
struct Decimal {
  Int digits;
  int exponent = 0;
};

/// n · 2^shift, n > 0, to 40 digits. Of a tie any neighbour would do: what is enclosed is never one.
Decimal to_decimal(const Int& n, int shift) {
  const Int num = shift > 0 ? Int(n << shift) : n;
  const Int den = shift < 0 ? Int(Int(1) << -shift) : Int(1);
  const Int limit = power_of_ten(kDigits);
  const std::int64_t log2 = static_cast<std::int64_t>(bits(n)) - 1 + shift;
  // A little low, so that the first try never has too few digits.
  int exponent = static_cast<int>(log2 * 30103 / 100000) - kDigits - 1;
  while (true) {
    const unsigned size = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
    const Int over = exponent < 0 ? Int(num * power_of_ten(size)) : num;
    const Int under = exponent < 0 ? den : Int(den * power_of_ten(size));
    Int nearest = (2 * over + under) / (2 * under);
    if (nearest < limit) return {std::move(nearest), exponent};
    ++exponent;
  }
}

/// `value` · 2^shift where 40 digits are decided, else nothing.
std::optional<Number> decided(const Enclosed& value, int shift) {
  const bool negative = value.middle < 0;
  const Int size = abs(value.middle);
  if (size <= value.error) return std::nullopt;
  const Decimal low = to_decimal(Int(size - value.error), shift);
  const Decimal high = to_decimal(Int(size + value.error), shift);
  if (low.exponent != high.exponent || low.digits != high.digits) return std::nullopt;
  Int num = negative ? Int(-low.digits) : low.digits;
  if (low.exponent >= 0) return number_of(Int(num * power_of_ten(static_cast<unsigned>(low.exponent))), Int(1));
  return number_of(std::move(num), power_of_ten(static_cast<unsigned>(-low.exponent)));
}

// ---- series ----

/// ln(num / den) of num, den > 0 and num / den between 1/2 and 2: 2 · (z + z³/3 + z⁵/5 + …), z = (num − den) / (num +
/// den). |z| is at most 1/3 and each power at most a ninth of the one before, so there are at most precision / 3 + 1
/// terms. What is cut off makes a term wrong by less than 3 and what lies beyond the last term is less than 2: together
/// less than 2 · (3 · terms + 2).
Enclosed ln_near_one(const Int& num, const Int& den, unsigned precision) {
  Int power = (Int(abs(Int(num - den))) << precision) / Int(num + den);
  const Int square = (power * power) >> precision;
  Int sum = power;
  for (unsigned i = 3; power != 0; i += 2) {
    power = (power * square) >> precision;
    sum += power / i;
  }
  return {Int((num < den ? -2 : 2) * sum), Int(3 * precision + 16)};
}

/// The same of 2, z = 1/3: with divisions by words only.
Enclosed ln_two(unsigned precision) {
  Int power = (Int(1) << precision) / 3;
  Int sum = power;
  for (unsigned i = 3; power != 0; i += 2) {
    power /= 9;
    sum += power / i;
  }
  return {Int(2 * sum), Int(3 * precision + 16)};
}

/// ln x = k · ln 2 + ln(x / 2^k).
Enclosed ln(const NumberParts& x, unsigned precision) {
  // x / 2^k is more than 1/2 and less than 2.
  const int k = static_cast<int>(bits(x.num)) - static_cast<int>(bits(x.den));
  const Int num = k < 0 ? Int(x.num << -k) : x.num;
  const Int den = k > 0 ? Int(x.den << k) : x.den;
  Enclosed result = ln_near_one(num, den, precision);
  if (k == 0) return result;
  const Enclosed two = ln_two(precision);
  result.middle += k * two.middle;
  result.error += (k < 0 ? -k : k) * two.error;
  return result;
}

/// e^x to 40 digits where they are decided, else nothing; |x| is not much above kLargestLog.
std::optional<Number> exp(const Enclosed& x, unsigned precision) {
  // e^x = 2^k · e^r with r between 0 and ln 2.
  const Int one = Int(1) << precision;
  if (x.error > (one >> 8)) return std::nullopt;
  const Enclosed two = ln_two(precision);
  const int k = static_cast<int>(Int(x.middle / two.middle)) - (x.middle < 0 ? 1 : 0);
  const Int r = x.middle - k * two.middle;
  const Int r_error = x.error + (k < 0 ? -k : k) * two.error;
  if (r_error > (one >> 8)) return std::nullopt;
  // 1 + r + r²/2 + r³/6 + …: what is cut off makes a term wrong by less than 3, and there are fewer terms than bits.
  Int term = one;
  Int sum = one;
  for (unsigned i = 1; term != 0; ++i) {
    term = ((term * r) >> precision) / i;
    sum += term;
  }
  // e^(r + d) − e^r is less than 3 · d for such r, and d of at most 1/256.
  return decided({std::move(sum), Int(3 * r_error + 3 * precision + 16)}, k - static_cast<int>(precision));
}

/// `tried` with more and more bits until it decides.
template <class Try>
std::optional<Computed> ziv(const Try& tried) {
  for (unsigned precision = kFirstPrecision;; precision *= 2) {
    if (const std::optional<Number> value = tried(precision)) return computed(*value, false);
  }
}

// ---- what is exact ----

/// The whole part of the q-th root of n >= 1, q >= 2.
Int whole_root(const Int& n, unsigned q) {
  const unsigned size = bits(n);
  if (size <= q) return 1;
  const unsigned half = size / (2 * q);
  // From above: the root of the upper half of the digits, or a power of two; then Newton's steps as long as they fall.
  Int root =
      half == 0 ? Int(Int(1) << ((size + q - 1) / q)) : Int(Int(whole_root(Int(n >> (q * half)), q) + 1) << half);
  while (true) {
    const Int next = ((q - 1) * root + n / boost::multiprecision::pow(root, q - 1)) / q;
    if (next >= root) return root;
    root = next;
  }
}

/// The q-th root of n >= 1 where it is whole.
std::optional<Int> exact_root(const Int& n, const Int& q) {
  if (n == 1) return n;
  if (q >= bits(n)) return std::nullopt;  // between 1 and 2
  const unsigned degree = static_cast<unsigned>(q);
  Int root = whole_root(n, degree);
  if (boost::multiprecision::pow(root, degree) != n) return std::nullopt;
  return root;
}

/// base^exponent; base is neither 0 nor 1.
std::optional<Computed> whole_power(const NumberParts& base, const Int& exponent) {
  const Int size = abs(exponent);
  const bool negative = base.num < 0 && (size & 1) != 0;
  Int num = abs(base.num);
  Int den = base.den;
  // The result has at least so many bits; a digit takes less than four.
  const Int least = size * (std::max(bits(num), bits(den)) - 1);
  if (least > 4 * longest_number) return std::nullopt;
  if (num != 1 || den != 1) {
    num = boost::multiprecision::pow(num, static_cast<unsigned>(size));
    den = boost::multiprecision::pow(den, static_cast<unsigned>(size));
  }
  if (exponent < 0) num.swap(den);
  return computed(number_of(negative ? Int(-num) : num, std::move(den)), true);
}

/// ln a ÷ ln b of a, b > 1 where it is rational. It is where both are powers of one number: Euclid's algorithm then
/// divides one by the other until 1 is left, and each quotient is a smaller power, with a smaller numerator and
/// denominator. Of any other pair some quotient is not.
std::optional<Number> rational_log(Number a, const Number& b) {
  Int whole = 0;
  while (a >= b) {
    const NumberParts before = parts_of(a);
    a = a / b;
    const NumberParts after = parts_of(a);
    if (after.num >= before.num || after.den > before.den) return std::nullopt;
    ++whole;
  }
  const Number times = number_of(std::move(whole), Int(1));
  if (a == 1) return times;
  if (a < 1) return std::nullopt;
  const std::optional<Number> rest = rational_log(b, a);
  return rest ? std::optional(times + 1 / *rest) : std::nullopt;
}

/// The quotient of two enclosed numbers; nothing while the divisor may be zero or negative.
std::optional<Enclosed> quotient(const Enclosed& a, const Enclosed& b, unsigned precision) {
  if (b.middle <= b.error || a.middle <= a.error) return std::nullopt;
  const Int middle = (a.middle << precision) / b.middle;
  const Int high = (Int(a.middle + a.error) << precision) / Int(b.middle - b.error) + 1;
  const Int low = (Int(a.middle - a.error) << precision) / Int(b.middle + b.error);
  return Enclosed{middle, std::max(Int(high - middle), Int(middle - low)) + 1};
}

bool too_long(const Number& n) { return digits(n) > longest_number; }

}  // namespace

std::optional<Computed> square_root(const Number& x) { return power(x, Number::ratio(1, 2)); }

std::optional<Computed> power(const Number& base, const Number& exponent) {
  if (too_long(base) || too_long(exponent)) return std::nullopt;
  if (exponent.is_zero() || base == 1) return Computed{1};
  if (base.is_zero()) return exponent.is_negative() ? std::nullopt : std::optional(Computed{0});
  const NumberParts x = parts_of(base);
  const NumberParts y = parts_of(exponent);
  if (y.den == 1) return whole_power(x, y.num);
  if (x.num < 0) return std::nullopt;
  if (const std::optional<Int> num = exact_root(x.num, y.den)) {
    if (const std::optional<Int> den = exact_root(x.den, y.den)) return whole_power({*num, *den}, y.num);
  }
  for (unsigned precision = kFirstPrecision;; precision *= 2) {
    Enclosed log = ln(x, precision);
    log.middle = log.middle * y.num / y.den;
    log.error = log.error * abs(y.num) / y.den + 2;
    const Int size = abs(log.middle);
    const Int limit = Int(kLargestLog) << precision;
    if (size > limit + log.error) return std::nullopt;
    if (size > limit) continue;
    if (const std::optional<Number> value = exp(log, precision)) return computed(*value, false);
  }
}

std::optional<Computed> natural_log(const Number& x) {
  if (x <= 0 || too_long(x)) return std::nullopt;
  if (x == 1) return Computed{0};
  const NumberParts parts = parts_of(x);
  return ziv([&](unsigned precision) { return decided(ln(parts, precision), -static_cast<int>(precision)); });
}

std::optional<Computed> log_ratio(const Number& x, const Number& base) {
  if (x <= 0 || base <= 0 || base == 1 || too_long(x) || too_long(base)) return std::nullopt;
  if (x == 1) return Computed{0};
  if (x < 1 || base < 1) {
    auto result = log_ratio(x < 1 ? 1 / x : x, base < 1 ? 1 / base : base);
    if (result && (x < 1) != (base < 1)) result->value = -result->value;
    return result;
  }
  if (auto exact = rational_log(x, base)) return Computed{std::move(*exact)};
  const NumberParts a = parts_of(x), b = parts_of(base);
  return ziv([&](unsigned precision) {
    const auto result = quotient(ln(a, precision), ln(b, precision), precision);
    return result ? decided(*result, -static_cast<int>(precision)) : std::nullopt;
  });
}

std::optional<Computed> exponential(const Number& x) {
  if (abs(x) > kLargestLog || too_long(x)) return std::nullopt;
  if (x.is_zero()) return Computed{1};
  const NumberParts parts = parts_of(x);
  return ziv([&](unsigned precision) {
    return exp({Int(Int(parts.num << precision) / parts.den), Int(1)}, precision);
  });
}

}  // namespace yardstick
