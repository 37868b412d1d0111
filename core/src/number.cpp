#include "yardstick/number.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>

#include "number_parts.h"

#ifdef BOOST_NO_EXCEPTIONS
#include <cstdlib>

// Boost asks for these where exceptions are off. Our calls meet its preconditions, so only a full memory leads here.
namespace boost {
void throw_exception(const std::exception&) { std::abort(); }
void throw_exception(const std::exception&, const source_location&) { std::abort(); }
}  // namespace boost
#endif

namespace yardstick {
namespace {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UWide;
using U64 = std::uint64_t;

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr int kMaxPlaces = 1000;
constexpr std::size_t kMaxText = 1000;

constexpr int kChunk = 18;  // decimal digits handled at a time; 10^18 fits an int64
constexpr std::array<U64, kChunk + 1> kPowersOfTen = [] {
  std::array<U64, kChunk + 1> powers{};
  U64 power = 1;
  for (U64& p : powers) {
    p = power;
    power *= 10;
  }
  return powers;
}();

// ---- rounding ----

/// Whether the magnitude grows by one, given where its remainder lies.
enum class Bump : std::uint8_t { never, always, if_odd, if_positive, if_negative };

struct RoundingRow {
  std::string_view name;
  Bump below, tie, above;  // remainder less than, exactly, more than one half; never asked where there is none
};

// In the order of Rounding.
constexpr RoundingRow kRounding[] = {
    {"half-up", Bump::never, Bump::always, Bump::always},
    {"half-even", Bump::never, Bump::if_odd, Bump::always},
    {"half-down", Bump::never, Bump::never, Bump::always},
    {"up", Bump::always, Bump::always, Bump::always},
    {"down", Bump::never, Bump::never, Bump::never},
    {"ceiling", Bump::if_positive, Bump::if_positive, Bump::if_positive},
    {"floor", Bump::if_negative, Bump::if_negative, Bump::if_negative},
};

bool holds(Bump bump, bool odd, bool negative) {
  return bump == Bump::always || (bump == Bump::if_odd && odd) || (bump == Bump::if_positive && !negative) ||
         (bump == Bump::if_negative && negative);
}

/// magnitude / den as a whole number; `negative` is the sign the caller will give it.
template <class T>
T divide_rounded(const T& magnitude, const T& den, bool negative, Rounding mode) {
  T quotient = magnitude / den;
  const T rest = magnitude - quotient * den;
  if (rest == 0) return quotient;
  const RoundingRow& row = kRounding[static_cast<std::size_t>(mode)];
  const T other = den - rest;  // rest against other is 2·rest against den, without the overflow
  const Bump bump = rest < other ? row.below : rest == other ? row.tie : row.above;
  if (holds(bump, (quotient & 1) != 0, negative)) quotient += 1;
  return quotient;
}

// ---- machine integers ----

constexpr U64 magnitude(std::int64_t n) { return n < 0 ? U64{0} - static_cast<U64>(n) : static_cast<U64>(n); }
constexpr UWide magnitude(Wide n) { return n < 0 ? UWide{0} - static_cast<UWide>(n) : static_cast<UWide>(n); }
constexpr bool fits(Wide n) { return n >= kMin && n <= kMax; }
constexpr bool is_narrow(UWide n) { return (n >> 64) == 0; }

/// a · b. Everyday figures fit 32 bits, and a 128-bit multiplication is a library call in wasm.
Wide product(std::int64_t a, std::int64_t b) {
  const bool small = a == static_cast<std::int32_t>(a) && b == static_cast<std::int32_t>(b);
  return small ? static_cast<Wide>(a * b) : static_cast<Wide>(a) * b;
}

/// Binary, after one remainder that brings a large and a small operand (a sum and a denominator) to the same size.
/// gcd(0, n) is n.
U64 gcd(U64 a, U64 b) {
  if (a < b) std::swap(a, b);
  if (b == 0) return a;
  if (b == 1) return 1;
  a %= b;
  if (a == 0) return b;
  const int twos = __builtin_ctzll(a | b);
  a >>= __builtin_ctzll(a);
  b >>= __builtin_ctzll(b);
  while (a != b) {
    // Selections, not branches: which one is larger cannot be predicted.
    const U64 difference = a > b ? a - b : b - a;
    b = a < b ? a : b;
    a = difference >> __builtin_ctzll(difference);
  }
  return a << twos;
}

// A 128-bit division is a library call everywhere; most wide values are in fact narrow.
U64 remainder(UWide n, U64 d) { return is_narrow(n) ? static_cast<U64>(n) % d : static_cast<U64>(n % d); }

Wide divide(Wide n, U64 d) {
  if (d == 1) return n;
  if (fits(n)) return static_cast<std::int64_t>(n) / static_cast<std::int64_t>(d);
  return n / static_cast<Wide>(d);
}

UWide divide_rounded_wide(UWide n, U64 d, bool negative, Rounding mode) {
  if (is_narrow(n)) return divide_rounded(static_cast<U64>(n), d, negative, mode);
  return divide_rounded(n, static_cast<UWide>(d), negative, mode);
}

// ---- big integers ----

Int to_int(Wide n) {
  if (fits(n)) return Int(static_cast<std::int64_t>(n));
  const UWide m = magnitude(n);
  Int result(static_cast<U64>(m >> 64));
  result <<= 64;
  result += static_cast<U64>(m);
  return n < 0 ? Int(-result) : result;
}

bool fits(const Int& n) { return n >= kMin && n <= kMax; }

/// |n| mod d.
U64 remainder(const Int& n, U64 d) {
  constexpr unsigned kLimbBits = sizeof(boost::multiprecision::limb_type) * 8;
  const auto* limbs = n.backend().limbs();
  UWide rest = 0;
  for (unsigned i = n.backend().size(); i-- > 0;) rest = remainder(rest << kLimbBits | limbs[i], d);
  return static_cast<U64>(rest);
}

bool is_word(const Int& n) { return n.backend().size() * sizeof(boost::multiprecision::limb_type) <= sizeof(U64); }
U64 to_word(const Int& n) { return static_cast<U64>(Int(abs(n))); }

/// Of magnitudes; b is not 0.
U64 gcd(const Int& a, U64 b) { return gcd(remainder(a, b), b); }

/// Of magnitudes. A full gcd of two big integers is slow; where one is a word, one remainder leaves two words.
Int gcd(const Int& a, const Int& b) {
  if (is_word(b) && b != 0) return Int(gcd(a, to_word(b)));
  if (is_word(a) && a != 0) return Int(gcd(b, to_word(a)));
  return boost::multiprecision::gcd(a, b);
}

Int power_of_ten(unsigned exponent) { return boost::multiprecision::pow(Int(10), exponent); }

/// How often `factor` divides n, which is divided by it.
int take_out(Int& n, unsigned factor) {
  // Squares of squares first: thousands of single divisions of a thousand-digit number would be slow.
  std::array<Int, 14> powers;  // factor^(2^i)
  std::size_t top = 0;
  powers[0] = factor;
  while (top + 1 < powers.size() && n % powers[top] == 0) {
    powers[top + 1] = powers[top] * powers[top];
    ++top;
  }
  int count = 0;
  for (std::size_t i = top + 1; i-- > 0;) {
    while (n % powers[i] == 0) {
      n /= powers[i];
      count += 1 << i;
    }
  }
  return count;
}

// ---- decimal text ----

/// The last `count` digits of `word`, lowest first.
void append_reversed(std::string& text, U64 word, int count) {
  for (int i = 0; i < count; ++i, word /= 10) text += static_cast<char>('0' + word % 10);
}

/// `reversed` holds the lower digits, lowest first; `top` what stands before them.
std::string finish_digits(U64 top, std::string reversed) {
  do append_reversed(reversed, top, 1);
  while ((top /= 10) != 0);
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

std::string digits_of(UWide n) {
  std::string reversed;
  for (; !is_narrow(n); n /= kPowersOfTen[kChunk]) {
    append_reversed(reversed, static_cast<U64>(n % kPowersOfTen[kChunk]), kChunk);
  }
  return finish_digits(static_cast<U64>(n), std::move(reversed));
}

std::string digits_of(Int n) {
  const Int chunk = kPowersOfTen[kChunk];
  std::string reversed;
  Int quotient, rest;
  while (n > kMax) {
    divide_qr(n, chunk, quotient, rest);
    append_reversed(reversed, static_cast<U64>(rest), kChunk);
    n.swap(quotient);
  }
  return finish_digits(static_cast<U64>(n), std::move(reversed));
}

/// The digits with a point `places` from the right, and a sign unless all of them are zero.
std::string with_point(std::string digits, int places, bool negative) {
  const std::size_t decimals = static_cast<std::size_t>(places);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
  if (negative && digits.find_first_not_of("0.") != std::string::npos) digits.insert(0, 1, '-');
  return digits;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Removes the leading digits from `text`; empty where there are none.
std::string_view take_digits(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  const std::string_view digits = text.substr(0, n);
  text.remove_prefix(n);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

Int read_digits(std::string_view digits) {
  Int value = 0;
  while (!digits.empty()) {
    const std::string_view chunk = digits.substr(0, kChunk);
    digits.remove_prefix(chunk.size());
    U64 word = 0;
    for (const char c : chunk) word = word * 10 + static_cast<U64>(c - '0');
    value *= kPowersOfTen[chunk.size()];
    value += word;
  }
  return value;
}

}  // namespace

/// A value one of whose parts does not fit an int64; in lowest terms, den > 0.
struct Number::Big {
  Int num;
  Int den;
};

/// The ways to make a Number and to look into one. Whoever makes one gives it in lowest terms.
struct NumberAccess {
  using Big = Number::Big;

  static Number small(std::int64_t num, std::int64_t den) {
    Number n(num);
    n.den_ = den;
    return n;
  }

  static Number make(Int num, Int den) {
    if (fits(num) && fits(den)) return small(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den));
    Number n;
    n.big_ = std::make_shared<const Big>(Big{std::move(num), std::move(den)});
    return n;
  }

  static Number make(Wide num, Wide den) {
    if (fits(num) && fits(den)) return small(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den));
    return make(to_int(num), to_int(den));
  }

  /// The same from parts that are not yet in lowest terms.
  static Number reduce(std::int64_t num, std::int64_t den) {
    const U64 g = gcd(magnitude(num), static_cast<U64>(den));
    if (g == 1) return small(num, den);
    return small(num / static_cast<std::int64_t>(g), den / static_cast<std::int64_t>(g));
  }

  static Number reduce(Wide num, U64 den) {
    const U64 g = gcd(remainder(magnitude(num), den), den);
    return make(divide(num, g), static_cast<Wide>(den / g));
  }

  static Number reduce(Int num, Int den) {
    const Int g = gcd(num, den);
    if (g != 1) {
      num /= g;
      den /= g;
    }
    return make(std::move(num), std::move(den));
  }

  static bool is_small(const Number& n) { return n.big_ == nullptr; }
  static std::int64_t num(const Number& n) { return n.num_; }
  static std::int64_t den(const Number& n) { return n.den_; }

  /// n's parts as big integers; `room` holds those of a small n.
  static const Big& big(const Number& n, Big& room) {
    if (n.big_ != nullptr) return *n.big_;
    room.num = n.num_;
    room.den = n.den_;
    return room;
  }
};

namespace {

using Access = NumberAccess;

// Sum and product in lowest terms with gcds of the denominators and of cross pairs only (Knuth, TAOCP 2, 4.5.1): these
// stay small where a gcd of the finished fraction would not.

/// p + num/den: the step of a long sum, with gcds of words only.
Number add_small(const Access::Big& p, std::int64_t num, std::int64_t den) {
  const U64 d = static_cast<U64>(den);
  const U64 g = gcd(p.den, d);
  Int sum = p.num * (d / g);
  Int sum_den = p.den;
  if (g != 1) sum_den /= g;
  sum += sum_den * num;
  const U64 common = g == 1 ? 1 : gcd(sum, g);
  if (common != 1) sum /= common;
  sum_den *= d / common;
  return Access::make(std::move(sum), std::move(sum_den));
}

Number add_big(const Number& a, const Number& b) {
  Access::Big room;
  if (Access::is_small(b)) return add_small(Access::big(a, room), Access::num(b), Access::den(b));
  if (Access::is_small(a)) return add_small(Access::big(b, room), Access::num(a), Access::den(a));
  const Access::Big& p = Access::big(a, room);
  const Access::Big& q = Access::big(b, room);
  const Int g = gcd(p.den, q.den);
  if (g == 1) return Access::make(Int(p.num * q.den + q.num * p.den), Int(p.den * q.den));
  const Int p_den = p.den / g;
  Int num = p.num * Int(q.den / g) + q.num * p_den;
  const Int common = gcd(num, g);
  if (common == 1) return Access::make(std::move(num), Int(p_den * q.den));
  return Access::make(Int(num / common), Int(p_den * Int(q.den / common)));
}

Number multiply_big(const Number& a, const Number& b) {
  Access::Big room_a, room_b;
  const Access::Big& p = Access::big(a, room_a);
  const Access::Big& q = Access::big(b, room_b);
  const Int g = gcd(p.num, q.den);
  const Int h = gcd(q.num, p.den);
  return Access::make(Int(Int(p.num / g) * Int(q.num / h)), Int(Int(p.den / h) * Int(q.den / g)));
}

int compare_big(const Number& a, const Number& b) {
  if (a.is_negative() != b.is_negative()) return a.is_negative() ? -1 : 1;
  Access::Big room_a, room_b;
  const Access::Big& p = Access::big(a, room_a);
  const Access::Big& q = Access::big(b, room_b);
  const int order = p.den == q.den ? p.num.compare(q.num) : Int(p.num * q.den).compare(Int(q.num * p.den));
  return (order > 0) - (order < 0);
}

/// 1 / n.
Number inverse(const Number& n) {
  if (Access::is_small(n)) {
    const Wide num = Access::num(n);
    const Wide den = Access::den(n);
    return num < 0 ? Access::make(-den, -num) : Access::make(den, num);
  }
  Access::Big room;
  const Access::Big& parts = Access::big(n, room);
  return parts.num < 0 ? Access::make(Int(-parts.den), Int(-parts.num)) : Access::make(parts.den, parts.num);
}

Number power_of_ten_number(int exponent) {
  const unsigned size = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  const Number power =
      size <= kChunk ? Number(static_cast<std::int64_t>(kPowersOfTen[size])) : Access::make(power_of_ten(size), Int(1));
  return exponent < 0 ? inverse(power) : power;
}

/// The nearest whole number under `mode`.
Number round_whole(const Number& n, Rounding mode) {
  const bool negative = n.is_negative();
  if (Access::is_small(n)) {
    const UWide whole =
        divide_rounded_wide(magnitude(Access::num(n)), static_cast<U64>(Access::den(n)), negative, mode);
    const Wide size = static_cast<Wide>(whole);
    return Access::make(negative ? -size : size, 1);
  }
  Access::Big room;
  const Access::Big& parts = Access::big(n, room);
  Int whole = divide_rounded(Int(abs(parts.num)), parts.den, negative, mode);
  if (negative) whole = -whole;
  return Access::make(std::move(whole), Int(1));
}

/// Whether n · 10^places fits the wide integers whatever n's small parts are.
bool is_quick(const Number& n, int places) { return Access::is_small(n) && places >= 0 && places <= kChunk; }

/// |n| · 10^places as a whole number; is_quick(n, places) holds.
UWide scaled(const Number& n, int places, Rounding mode) {
  const UWide product = static_cast<UWide>(magnitude(Access::num(n))) * kPowersOfTen[static_cast<std::size_t>(places)];
  return divide_rounded_wide(product, static_cast<U64>(Access::den(n)), n.is_negative(), mode);
}

std::string write_decimal(const Number& n, int places, Rounding mode) {
  if (is_quick(n, places)) return with_point(digits_of(scaled(n, places, mode)), places, n.is_negative());
  Access::Big room;
  const Access::Big& parts = Access::big(n, room);
  const Int product = abs(parts.num) * power_of_ten(static_cast<unsigned>(places));
  return with_point(digits_of(divide_rounded(product, parts.den, n.is_negative(), mode)), places, n.is_negative());
}

/// digits · 10^exponent.
Number read_decimal(std::string_view whole, std::string_view fraction, int exponent) {
  const std::size_t length = whole.size() + fraction.size();
  exponent -= static_cast<int>(fraction.size());
  if (length <= kChunk && exponent <= 0 && -exponent <= kChunk) {
    U64 value = 0;
    for (const char c : whole) value = value * 10 + static_cast<U64>(c - '0');
    for (const char c : fraction) value = value * 10 + static_cast<U64>(c - '0');
    return Access::reduce(static_cast<std::int64_t>(value),
                          static_cast<std::int64_t>(kPowersOfTen[static_cast<std::size_t>(-exponent)]));
  }
  Int value = read_digits(whole) * power_of_ten(static_cast<unsigned>(fraction.size())) + read_digits(fraction);
  return Access::make(std::move(value), Int(1)) * power_of_ten_number(exponent);
}

}  // namespace

std::optional<Rounding> rounding_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kRounding); ++i) {
    if (kRounding[i].name == name) return static_cast<Rounding>(i);
  }
  return std::nullopt;
}

std::string_view name_of(Rounding mode) { return kRounding[static_cast<std::size_t>(mode)].name; }

Number Number::ratio(std::int64_t num, std::int64_t den) {
  assert(den != 0);
  const U64 n = magnitude(num);
  const U64 d = magnitude(den);
  const U64 g = gcd(n, d);
  const Wide size = static_cast<Wide>(n / g);
  return Access::make((num < 0) != (den < 0) ? -size : size, static_cast<Wide>(d / g));
}

std::optional<Number> Number::parse(std::string_view text) {
  if (text.size() > kMaxText) return std::nullopt;
  const bool negative = take(text, '-');
  const std::string_view whole = take_digits(text);
  if (whole.empty()) return std::nullopt;
  Number value;
  if (take(text, '/')) {
    const std::string_view den = take_digits(text);
    if (den.find_first_not_of('0') == std::string_view::npos) return std::nullopt;  // no digits, or only zeros
    value = Access::reduce(read_digits(whole), read_digits(den));
  } else {
    std::string_view fraction;
    if (take(text, '.')) {
      fraction = take_digits(text);
      if (fraction.empty()) return std::nullopt;
    }
    int exponent = 0;
    if (take(text, '%')) {
      exponent = -2;
    } else if (take(text, 'e') || take(text, 'E')) {
      const bool below = take(text, '-');
      if (!below) take(text, '+');
      const std::string_view digits = take_digits(text);
      if (digits.empty()) return std::nullopt;
      for (const char c : digits) exponent = std::min(exponent * 10 + (c - '0'), kMaxPlaces + 1);
      if (exponent > kMaxPlaces) return std::nullopt;
      if (below) exponent = -exponent;
    }
    value = read_decimal(whole, fraction, exponent);
  }
  if (!text.empty()) return std::nullopt;
  return negative ? -value : value;
}

bool Number::is_zero() const { return big_ == nullptr && num_ == 0; }
bool Number::is_negative() const { return big_ == nullptr ? num_ < 0 : big_->num < 0; }
bool Number::is_integer() const { return big_ == nullptr ? den_ == 1 : big_->den == 1; }

std::optional<std::int64_t> Number::to_int64() const {
  if (big_ != nullptr || den_ != 1) return std::nullopt;
  return num_;
}

Number Number::operator-() const {
  if (big_ != nullptr) return Access::make(Int(-big_->num), big_->den);
  return num_ == kMin ? Access::make(-static_cast<Wide>(num_), static_cast<Wide>(den_)) : Access::small(-num_, den_);
}

Number operator+(const Number& a, const Number& b) {
  if (!Access::is_small(a) || !Access::is_small(b)) return add_big(a, b);
  if (a.den_ == b.den_) {
    std::int64_t num = 0;
    if (!__builtin_add_overflow(a.num_, b.num_, &num)) return a.den_ == 1 ? Number(num) : Access::reduce(num, a.den_);
    return Access::reduce(static_cast<Wide>(a.num_) + b.num_, static_cast<U64>(a.den_));
  }
  // |num| < 2^63 and den < 2^63, so that each product stays below 2^126 and their sum below 2^127.
  const U64 g = gcd(static_cast<U64>(a.den_), static_cast<U64>(b.den_));
  const std::int64_t a_den = a.den_ / static_cast<std::int64_t>(g);
  const std::int64_t b_den = b.den_ / static_cast<std::int64_t>(g);
  const Wide num = product(a.num_, b_den) + product(b.num_, a_den);
  const U64 common = g == 1 ? 1 : gcd(remainder(magnitude(num), g), g);
  return Access::make(divide(num, common), product(a_den, b.den_ / static_cast<std::int64_t>(common)));
}

Number operator-(const Number& a, const Number& b) { return a + -b; }

Number operator*(const Number& a, const Number& b) {
  if (!Access::is_small(a) || !Access::is_small(b)) return multiply_big(a, b);
  if (a.den_ == 1 && b.den_ == 1) {
    std::int64_t num = 0;
    if (!__builtin_mul_overflow(a.num_, b.num_, &num)) return Number(num);
    return Access::make(product(a.num_, b.num_), 1);
  }
  const std::int64_t g = static_cast<std::int64_t>(gcd(magnitude(a.num_), static_cast<U64>(b.den_)));
  const std::int64_t h = static_cast<std::int64_t>(gcd(magnitude(b.num_), static_cast<U64>(a.den_)));
  return Access::make(product(a.num_ / g, b.num_ / h), product(a.den_ / h, b.den_ / g));
}

Number operator/(const Number& a, const Number& b) {
  assert(!b.is_zero());
  return a * inverse(b);
}

int Number::compare_general(const Number& a, const Number& b) {
  if (!Access::is_small(a) || !Access::is_small(b)) return compare_big(a, b);
  const Wide left = product(a.num_, b.den_);
  const Wide right = product(b.num_, a.den_);
  return (left > right) - (left < right);
}

Number round_to(const Number& value, const Number& step, Rounding mode) {
  assert(step > 0);
  return round_whole(value / step, mode) * step;
}

Number round(const Number& value, int places, Rounding mode) {
  places = std::clamp(places, -kMaxPlaces, kMaxPlaces);
  if (places >= 0 && value.is_integer()) return value;
  if (!is_quick(value, places)) return round_to(value, power_of_ten_number(-places), mode);
  const Wide size = static_cast<Wide>(scaled(value, places, mode));
  return Access::reduce(value.is_negative() ? -size : size, kPowersOfTen[static_cast<std::size_t>(places)]);
}

std::string Number::exact() const {
  if (const std::optional<int> places = decimals()) return write_decimal(*this, *places, Rounding::down);
  if (big_ == nullptr) {
    return (num_ < 0 ? "-" : "") + digits_of(magnitude(num_)) + "/" + digits_of(magnitude(den_));
  }
  return (big_->num < 0 ? "-" : "") + digits_of(Int(abs(big_->num))) + "/" + digits_of(big_->den);
}

std::string Number::fixed(int places, Rounding mode) const {
  return write_decimal(*this, std::clamp(places, 0, kMaxPlaces), mode);
}

std::optional<int> Number::decimals() const {
  int twos = 0;
  int fives = 0;
  if (big_ == nullptr) {
    U64 rest = static_cast<U64>(den_);
    twos = __builtin_ctzll(rest);
    rest >>= twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    if (rest != 1) return std::nullopt;
  } else {
    Int rest = big_->den;
    twos = static_cast<int>(lsb(rest));
    rest >>= twos;
    fives = take_out(rest, 5);
    if (rest != 1) return std::nullopt;
  }
  return std::max(twos, fives);
}

Number abs(const Number& value) { return value.is_negative() ? -value : value; }
const Number& min(const Number& a, const Number& b) { return b < a ? b : a; }
const Number& max(const Number& a, const Number& b) { return a < b ? b : a; }

NumberParts parts_of(const Number& n) {
  Access::Big room;
  const Access::Big& parts = Access::big(n, room);
  return {parts.num, parts.den};
}

Number number_of(Int num, Int den) { return Access::reduce(std::move(num), std::move(den)); }

Number denominator(const Number& value) { return number_of(parts_of(value).den, 1); }

std::size_t digits(const Number& value) {
  unsigned bits = 0;
  if (Access::is_small(value)) {
    const U64 size = std::max(magnitude(Access::num(value)), magnitude(Access::den(value)));
    bits = 64 - static_cast<unsigned>(__builtin_clzll(size));
  } else {
    Access::Big room;
    const Access::Big& parts = Access::big(value, room);
    bits = 1 + static_cast<unsigned>(std::max(msb(Int(abs(parts.num))), msb(parts.den)));
  }
  return static_cast<std::size_t>(static_cast<U64>(bits) * 30103 / 100000 + 1);
}

}  // namespace yardstick
