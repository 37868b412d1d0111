#include "yardstick/number.h"

#include <doctest/doctest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using yardstick::Number;
using yardstick::Rounding;

namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

constexpr Rounding kModes[] = {Rounding::half_up, Rounding::half_even, Rounding::half_down, Rounding::up,
                               Rounding::down,    Rounding::ceiling,   Rounding::floor};

Number num(std::string_view text) {
  const std::optional<Number> value = Number::parse(text);
  CHECK_MESSAGE(value.has_value(), std::string(text));
  return value.value_or(Number());
}

// ---- the oracle: a pair of big integers, never reduced, rounded by looking at both neighbours ----

using Int = boost::multiprecision::cpp_int;

struct Pair {
  Int num;
  Int den;  // > 0
};

Int power_of_ten(int exponent) { return boost::multiprecision::pow(Int(10), static_cast<unsigned>(exponent)); }

Pair oracle_read(const std::string& text) {
  Pair result{0, 1};
  bool after_point = false;
  bool negative = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-') {
      negative = true;
    } else if (text[i] == '.') {
      after_point = true;
    } else if (text[i] == '/') {
      result.den = oracle_read(text.substr(i + 1)).num;
      break;
    } else {
      result.num = result.num * 10 + (text[i] - '0');
      if (after_point) result.den *= 10;
    }
  }
  if (negative) result.num = -result.num;
  return result;
}

std::string oracle_text(const Pair& value) { return value.num.str() + "/" + value.den.str(); }

Pair oracle_add(const Pair& a, const Pair& b) { return {a.num * b.den + b.num * a.den, a.den * b.den}; }
Pair oracle_subtract(const Pair& a, const Pair& b) { return {a.num * b.den - b.num * a.den, a.den * b.den}; }
Pair oracle_multiply(const Pair& a, const Pair& b) { return {a.num * b.num, a.den * b.den}; }
Pair oracle_divide(const Pair& a, const Pair& b) {
  const Int num = a.num * b.den;
  const Int den = a.den * b.num;
  return den < 0 ? Pair{-num, -den} : Pair{num, den};
}
int oracle_compare(const Pair& a, const Pair& b) {
  const Int difference = a.num * b.den - b.num * a.den;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/// value rounded to a whole multiple of 10^-places.
Pair oracle_round(const Pair& value, int places, Rounding mode) {
  const Pair unit = places >= 0 ? Pair{1, power_of_ten(places)} : Pair{power_of_ten(-places), 1};
  const Pair steps = oracle_divide(value, unit);
  Int low = steps.num / steps.den;
  if (low * steps.den > steps.num) low -= 1;
  if (low * steps.den == steps.num) return value;
  const Int high = low + 1;
  const Pair twice{steps.num * 2, steps.den};
  const int to_middle = oracle_compare(twice, Pair{low + high, 1});  // below, on or above the middle
  const Int inner = value.num < 0 ? high : low;                      // nearer to zero
  const Int outer = value.num < 0 ? low : high;
  const Int nearest = to_middle < 0 ? low : high;
  Int chosen;
  if (mode == Rounding::up) chosen = outer;
  if (mode == Rounding::down) chosen = inner;
  if (mode == Rounding::ceiling) chosen = high;
  if (mode == Rounding::floor) chosen = low;
  if (mode == Rounding::half_up) chosen = to_middle == 0 ? outer : nearest;
  if (mode == Rounding::half_down) chosen = to_middle == 0 ? inner : nearest;
  if (mode == Rounding::half_even) chosen = to_middle == 0 ? (low % 2 == 0 ? low : high) : nearest;
  return oracle_multiply(Pair{chosen, 1}, unit);
}

bool agrees(const Number& value, const Pair& expected) {
  return oracle_compare(oracle_read(value.exact()), expected) == 0;
}

/// Seeded, and the same on every platform: the standard's distributions are not.
class Random {
 public:
  std::uint64_t bits() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(bound));
  }

  /// Text of a value: everyday figures, the edges of int64, and values far beyond.
  std::string value() {
    // One call a statement: the order of calls within an expression is the compiler's choice.
    const std::string sign = below(2) == 0 ? "-" : "";
    const std::int64_t kind = below(7);
    const std::int64_t first = below(1000);
    const std::int64_t second = below(1000);
    const std::string long_first = digits(1 + first % 60);
    const std::string long_second = digits(second % 60);
    switch (kind) {
      case 0:
        return sign + std::to_string(first / 5);
      case 1:
        return sign + std::to_string(first) + "." + std::to_string(second);
      case 2:
        return sign + std::to_string(first) + "/" + std::to_string(1 + second);
      case 3:
        return std::to_string(first % 2 == 0 ? kMax - second % 3 : kMin + second % 3);
      case 4:
        return sign + std::to_string(kMax - first) + "/" + std::to_string(kMax - second);
      case 5:
        return sign + long_first + "/" + std::to_string(1 + second % 12);
      default:
        return sign + long_first + "/1" + long_second;
    }
  }

 private:
  std::string digits(std::int64_t count) {
    std::string text;
    for (std::int64_t i = 0; i < count; ++i) text += static_cast<char>('0' + below(10));
    return text;
  }
  std::uint64_t state_ = 20081108;
};

}  // namespace

TEST_SUITE("number") {
  TEST_CASE("a number is small enough to be kept by the million") { CHECK(sizeof(Number) <= 32); }

  TEST_CASE("parse reads decimals, fractions, percentages and exponents exactly") {
    const std::pair<const char*, const char*> cases[] = {
        {"85", "85"},
        {"0", "0"},
        {"-0", "0"},
        {"-0.00", "0"},
        {"007", "7"},
        {"-0.10", "-0.1"},
        {"84.995", "84.995"},
        {"1/3", "1/3"},
        {"-2/6", "-1/3"},
        {"6/3", "2"},
        {"0/5", "0"},
        {"95%", "0.95"},
        {"-2.5%", "-0.025"},
        {"100%", "1"},
        {"1.5e3", "1500"},
        {"1.5E+3", "1500"},
        {"25e-1", "2.5"},
        {"0e1000", "0"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854775808"},
        {"123456789012345678901234567890.5", "123456789012345678901234567890.5"},
        {"0.000000000000000000000000000001", "0.000000000000000000000000000001"},
        {"100000000000000000000/300000000000000000000", "1/3"},
        {"1/100000000000000000000", "0.00000000000000000001"},
    };
    for (const auto& [text, exact] : cases) CHECK(num(text).exact() == exact);
    CHECK(num("1e1000").exact() == "1" + std::string(1000, '0'));
    CHECK(num("1e-1000").exact() == "0." + std::string(999, '0') + "1");
  }

  TEST_CASE("parse refuses whatever is not one number") {
    using std::string_literals::operator""s;
    const std::string refused[] = {
        "",      "-",        "+5",    " 5",   "5 ",     ".5",      "5.",
        "1/0",   "1/00",     "1/",    "/3",   "1/-3",   "1/+3",    "1.5/2",
        "1/2.5", "1/3%",     "1/2/3", "1e",   "1e+",    "1e2.5",   "e5",
        "1e2%",  "%",        "5%%",   "--1",  "1,000",  "0x10",    "NaN",
        "inf",   "Infinity", "1_000", "5\0"s, "1e1001", "1e-1001", "1e99999999999999999999",
        "８５",  "五",       "1 / 3", "-",    "1.2.3",  "1-2",
    };
    for (const std::string& text : refused) CHECK_MESSAGE(!Number::parse(text).has_value(), text);
  }

  TEST_CASE("parse takes texts up to 1000 characters") {
    CHECK(num(std::string(999, '9')).fixed(0) == std::string(999, '9'));
    CHECK(num(std::string(1000, '9')) + 1 == num("1e1000"));
    CHECK(!Number::parse(std::string(1001, '9')).has_value());
    CHECK(!Number::parse("0." + std::string(999, '0')).has_value());
  }

  TEST_CASE("a ratio is kept in lowest terms with a positive denominator") {
    CHECK(Number::ratio(200, 300).exact() == "2/3");
    CHECK(Number::ratio(200, -300).exact() == "-2/3");
    CHECK(Number::ratio(-200, -300).exact() == "2/3");
    CHECK(Number::ratio(0, -7).exact() == "0");
    CHECK(Number::ratio(kMin, kMin).exact() == "1");
    CHECK(Number::ratio(kMin, 2).exact() == "-4611686018427387904");
    CHECK(Number::ratio(kMin, -1).exact() == "9223372036854775808");
    CHECK(Number::ratio(-1, kMin) == Number(1) / num("9223372036854775808"));
    CHECK(Number::ratio(3, kMin) == Number(-3) / num("9223372036854775808"));
    CHECK(Number::ratio(kMax, kMin) == Number(kMax) / Number(kMin));
  }

  TEST_CASE("decimal arithmetic has no residue") {
    CHECK((num("0.98") - num("0.95")) * 100 == 3);
    CHECK(num("0.1") + num("0.2") == num("0.3"));
    CHECK(num("0.7") * num("90") + num("0.3") * num("80") == 87);
    Number total;
    for (int i = 0; i < 10; ++i) total += num("0.1");
    CHECK(total == 1);
  }

  TEST_CASE("84.995 is shown as 85.00 and is still below 85") {
    const Number total = num("84.995");
    CHECK(total.fixed(2) == "85.00");
    CHECK(total < num("85.00"));
    CHECK(round(total, 2, Rounding::half_up) == 85);
    CHECK(total != 85);
  }

  TEST_CASE("arithmetic leaves int64 and comes back") {
    const Number big = Number(kMax) + 1;
    CHECK(big.exact() == "9223372036854775808");
    CHECK(!big.to_int64().has_value());
    CHECK(big.is_integer());
    CHECK((big - 1).to_int64() == kMax);
    CHECK((-big).to_int64() == kMin);
    CHECK((-Number(kMin)).exact() == "9223372036854775808");
    CHECK((Number(kMin) - 1).exact() == "-9223372036854775809");
    CHECK((Number(kMin) - 1 + 1).to_int64() == kMin);
    CHECK((Number(kMin) * -1).exact() == "9223372036854775808");
    CHECK((Number(kMin) / -1).exact() == "9223372036854775808");
    CHECK((Number(kMin) / kMin).to_int64() == 1);
    CHECK((Number(kMin) * kMin).exact() == "85070591730234615865843651857942052864");
    CHECK((Number(kMin) * kMin / kMin).to_int64() == kMin);
    CHECK((Number(kMin) + kMin).exact() == "-18446744073709551616");
    CHECK(abs(Number(kMin)).exact() == "9223372036854775808");
    CHECK((big * 0).to_int64() == 0);
    CHECK((big - big).is_zero());
    CHECK((big / big).to_int64() == 1);
    CHECK((Number(1) / big * big).to_int64() == 1);
    CHECK((Number(1) / big + Number(-1) / big).is_zero());
    const Number half_of_odd = Number::ratio(kMax, 2);
    CHECK((half_of_odd + half_of_odd).to_int64() == kMax);
  }

  TEST_CASE("whole numbers, signs and zero are told apart in every size") {
    CHECK(Number().is_zero());
    CHECK(!num("0.001").is_zero());
    CHECK(!num("1e-40").is_zero());
    CHECK(num("-1e-40").is_negative());
    CHECK(num("-1e40").is_negative());
    CHECK(!Number().is_negative());
    CHECK(num("1e40").is_integer());
    CHECK(!num("1e-40").is_integer());
    CHECK(!num("1/2").to_int64().has_value());
    CHECK(!num("1e40").to_int64().has_value());
    CHECK(num("4/2").to_int64() == 2);
  }

  TEST_CASE("comparison is exact where the values are close") {
    CHECK(num("1/3") > num("0.333333333333333333"));
    CHECK(num("1/3") < num("0.333333333333333334"));
    CHECK(Number::ratio(kMax - 1, kMax) < 1);
    CHECK(Number::ratio(kMax - 2, kMax - 1) < Number::ratio(kMax - 1, kMax));
    CHECK(num("1e40") < num("1e40") + num("1e-40"));
    CHECK(num("-1e40") > num("-1e40") - num("1e-40"));
    CHECK(num("-1e40") < num("1e-40"));
    CHECK(num("-1e40") < Number(kMin));
    CHECK(num("-1e-40") < 0);
    CHECK(num("9223372036854775808") > kMax);
    CHECK(num("1e-40") <= num("1e-40"));
    CHECK(num("1e-40") >= num("1e-40"));
  }

  TEST_CASE("min, max and abs choose by value") {
    const Number low = num("-1/3");
    const Number high = num("0.25");
    CHECK(&min(low, high) == &low);
    CHECK(&min(high, low) == &low);
    CHECK(&max(low, high) == &high);
    CHECK(&max(high, low) == &high);
    CHECK(abs(low) == num("1/3"));
    CHECK(abs(high) == high);
    CHECK(abs(num("-1e30")) == num("1e30"));
    const Number same = high;
    CHECK(&min(high, same) == &high);
    CHECK(&max(high, same) == &high);
  }

  TEST_CASE("every rounding mode decides below, on and above a tie, on both sides of zero") {
    const char* values[] = {"2", "2.4", "2.5", "2.6", "3.5", "-2.4", "-2.5", "-2.6", "-3.5"};
    struct Row {
      Rounding mode;
      std::int64_t expected[9];
    };
    const Row rows[] = {
        {Rounding::half_up, {2, 2, 3, 3, 4, -2, -3, -3, -4}},   {Rounding::half_even, {2, 2, 2, 3, 4, -2, -2, -3, -4}},
        {Rounding::half_down, {2, 2, 2, 3, 3, -2, -2, -3, -3}}, {Rounding::up, {2, 3, 3, 3, 4, -3, -3, -3, -4}},
        {Rounding::down, {2, 2, 2, 2, 3, -2, -2, -2, -3}},      {Rounding::ceiling, {2, 3, 3, 3, 4, -2, -2, -2, -3}},
        {Rounding::floor, {2, 2, 2, 2, 3, -3, -3, -3, -4}},
    };
    const Number far = num("1e30");  // even, so that the same ties are decided alike on big integers
    for (const Row& row : rows) {
      for (std::size_t i = 0; i < 9; ++i) {
        const Number value = num(values[i]);
        CAPTURE(name_of(row.mode));
        CAPTURE(values[i]);
        CHECK(round(value, 0, row.mode) == row.expected[i]);
        CHECK(round(value / 1000, 3, row.mode) == Number::ratio(row.expected[i], 1000));
        CHECK(round(value * 1000, -3, row.mode) == Number(row.expected[i]) * 1000);
        CHECK(round_to(value * num("1/3"), num("1/3"), row.mode) == Number::ratio(row.expected[i], 3));
        CHECK(value.fixed(0, row.mode) == std::to_string(row.expected[i]));
        const Number shift = value.is_negative() ? -far : far;
        CHECK(round(shift + value, 0, row.mode) == shift + row.expected[i]);
      }
    }
  }

  TEST_CASE("a remainder next to a tie is not taken for one") {
    const Number hair = num("1e-60");
    CHECK(round(num("2.5") - hair, 0, Rounding::half_up) == 2);
    CHECK(round(num("2.5") + hair, 0, Rounding::half_down) == 3);
    CHECK(round(num("2.5") + hair, 0, Rounding::half_even) == 3);
    CHECK(round(Number(2) + hair, 0, Rounding::ceiling) == 3);
    CHECK(round(Number(-2) - hair, 0, Rounding::floor) == -3);
    CHECK(round(Number::ratio(kMax - 1, kMax), 0, Rounding::down) == 0);
    CHECK(round(Number::ratio(kMax / 2, kMax), 0, Rounding::half_up) == 0);        // one part in 2^63 below one half
    CHECK(round(Number::ratio(kMax / 2 + 1, kMax), 0, Rounding::half_down) == 1);  // and above
  }

  // The worked figures of GB/T 8170-2008, 3.2 to 3.4.
  TEST_CASE("half-even rounds as GB/T 8170 shows") {
    const Rounding mode = Rounding::half_even;
    CHECK(round(num("12.1498"), 0, mode) == 12);
    CHECK(round(num("12.1498"), 1, mode) == num("12.1"));
    CHECK(round(num("1268"), -2, mode) == 1300);
    CHECK(round(num("10.5002"), 0, mode) == 11);
    CHECK(round(num("1.050"), 1, mode) == num("1.0"));
    CHECK(round(num("0.35"), 1, mode) == num("0.4"));
    CHECK(round(num("2500"), -3, mode) == 2000);
    CHECK(round(num("3500"), -3, mode) == 4000);
    CHECK(round(num("-355"), -1, mode) == -360);
    CHECK(round(num("-325"), -1, mode) == -320);
    CHECK(round(num("-0.0365"), 3, mode) == num("-0.036"));
    CHECK(round_to(num("60.25"), num("0.5"), mode) == 60);
    CHECK(round_to(num("60.38"), num("0.5"), mode) == num("60.5"));
    CHECK(round_to(num("60.28"), num("0.5"), mode) == num("60.5"));
    CHECK(round_to(num("-60.75"), num("0.5"), mode) == -61);
    CHECK(round_to(num("830"), 20, mode) == 840);
    CHECK(round_to(num("842"), 20, mode) == 840);
    CHECK(round_to(num("-930"), 20, mode) == -920);
  }

  TEST_CASE("rounding leaves alone what needs none") {
    for (const Rounding mode : kModes) {
      CHECK(round(num("84.99"), 2, mode) == num("84.99"));
      CHECK(round(num("84.99"), 5, mode) == num("84.99"));
      CHECK(round(Number(), 2, mode).is_zero());
      CHECK(round(num("1e30"), 2, mode) == num("1e30"));
      CHECK(round(num("1e-30"), 30, mode) == num("1e-30"));
      CHECK(round_to(num("7.5"), num("2.5"), mode) == num("7.5"));
    }
  }

  TEST_CASE("places beyond a thousand count as a thousand") {
    const Number third = num("1/3");
    CHECK(round(third, 5000, Rounding::down) == round(third, 1000, Rounding::down));
    CHECK(round(num("7e999"), -5000, Rounding::half_up) == num("1e1000"));
    CHECK(third.fixed(5000) == "0." + std::string(1000, '3'));
    CHECK(third.fixed(-1) == "0");
  }

  TEST_CASE("fixed writes exactly the places asked for and no negative zero") {
    CHECK(num("85").fixed(2) == "85.00");
    CHECK(num("-0.5").fixed(2) == "-0.50");
    CHECK(num("-0.004").fixed(2) == "0.00");
    CHECK(num("-0.005").fixed(2) == "-0.01");
    CHECK(num("-0.005").fixed(2, Rounding::half_even) == "0.00");
    CHECK(num("0.05").fixed(1) == "0.1");
    CHECK(num("200/3").fixed(4) == "66.6667");
    CHECK(num("99.995").fixed(2) == "100.00");
    CHECK(num("0").fixed(3) == "0.000");
    CHECK(num("1/3").fixed(25) == "0.3333333333333333333333333");
    CHECK(Number(kMin).fixed(18) == "-9223372036854775808.000000000000000000");
    CHECK(Number(kMin).fixed(19) == "-9223372036854775808.0000000000000000000");
    CHECK(num("-123456789012345678901234567890.125").fixed(2, Rounding::half_even) ==
          "-123456789012345678901234567890.12");
    CHECK(num("1000000000000000000.05").fixed(1) == "1000000000000000000.1");
  }

  TEST_CASE("exact writes a decimal where it ends and a fraction where it does not") {
    CHECK(num("84.9950").exact() == "84.995");
    CHECK(Number::ratio(200, 3).exact() == "200/3");
    CHECK(Number::ratio(-200, 3).exact() == "-200/3");
    CHECK(Number::ratio(15, 16).exact() == "0.9375");
    CHECK(Number::ratio(-1, 8).exact() == "-0.125");
    CHECK(Number::ratio(1, 1024).exact() == "0.0009765625");
    CHECK(Number::ratio(1, 70).exact() == "1/70");
    CHECK(Number(kMin).exact() == "-9223372036854775808");
    CHECK(Number::ratio(kMin, kMax).exact() == "-9223372036854775808/9223372036854775807");
    CHECK(Number::ratio(1, std::int64_t{1} << 62).exact() ==
          "0.00000000000000000021684043449710088680149056017398834228515625");
    CHECK((num("1e30") / 3).exact() == "1" + std::string(30, '0') + "/3");
    CHECK((num("-1e30") / 16).exact() == "-62500000000000000000000000000");
  }

  TEST_CASE("decimals counts the places that the exact value needs") {
    CHECK(num("85").decimals() == 0);
    CHECK(num("85.10").decimals() == 1);
    CHECK(Number::ratio(1, 8).decimals() == 3);
    CHECK(Number::ratio(1, 125).decimals() == 3);
    CHECK(Number::ratio(1, 250).decimals() == 3);
    CHECK(!Number::ratio(1, 3).decimals().has_value());
    CHECK(!Number::ratio(1, 30).decimals().has_value());
    CHECK(num("1e40").decimals() == 0);
    CHECK(num("1e-40").decimals() == 40);
    CHECK(num("1e-1000").decimals() == 1000);
    CHECK((num("1e-40") * num("1e-1000")).decimals() == 1040);
    CHECK((Number(1) / num("1234567890123456789012345678901e3")).decimals() == std::nullopt);
  }

  TEST_CASE("rounding modes keep their names") {
    const char* names[] = {"half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"};
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK(name_of(kModes[i]) == names[i]);
      CHECK(yardstick::rounding_from(names[i]) == kModes[i]);
    }
    CHECK(!yardstick::rounding_from("half_up").has_value());
    CHECK(!yardstick::rounding_from("").has_value());
  }

  TEST_CASE("a sum of 400 unrounded ratios is exact in any order") {
    Number forward;
    Number backward;
    Pair expected{0, 1};
    for (int i = 1; i <= 400; ++i) {
      forward += Number::ratio(i, 1000 + 7 * i);
      backward += Number::ratio(401 - i, 1000 + 7 * (401 - i));
      expected = oracle_add(expected, Pair{i, 1000 + 7 * i});
    }
    CHECK(forward == backward);
    CHECK(agrees(forward, expected));
    for (int i = 1; i <= 400; ++i) forward = forward - Number::ratio(i, 1000 + 7 * i);
    CHECK(forward.to_int64() == 0);
  }

  TEST_CASE("arithmetic, comparison and text agree with plain big integers on random values") {
    Random random;
    for (int round_number = 0; round_number < 3000; ++round_number) {
      const std::string a_text = random.value();
      const std::string b_text = random.value();
      CAPTURE(a_text);
      CAPTURE(b_text);
      const Number a = num(a_text);
      const Number b = num(b_text);
      const Pair pa = oracle_read(a_text);
      const Pair pb = oracle_read(b_text);
      CHECK(agrees(a, pa));
      CHECK(agrees(a + b, oracle_add(pa, pb)));
      CHECK(agrees(a - b, oracle_subtract(pa, pb)));
      CHECK(agrees(a * b, oracle_multiply(pa, pb)));
      CHECK(compare(a, b) == oracle_compare(pa, pb));
      CHECK(compare(b, a) == -oracle_compare(pa, pb));
      CHECK((a == b) == (a.exact() == b.exact()));
      // One representation: the way back gives the same value, and int64 again where it was one.
      CHECK((a + b - b).exact() == a.exact());
      CHECK((a + b - b).to_int64() == a.to_int64());
      if (!b.is_zero()) {
        CHECK(agrees(a / b, oracle_divide(pa, pb)));
        CHECK((a * b / b).exact() == a.exact());
        CHECK((a * b / b).to_int64() == a.to_int64());
      }
      for (const Number& value : {a, a + b, a * b}) CHECK(num(value.exact()) == value);
    }
  }

  TEST_CASE("rounding agrees with looking at both neighbours on random values") {
    Random random;
    for (int round_number = 0; round_number < 1500; ++round_number) {
      const std::string text = random.value();
      const int places = static_cast<int>(random.below(50)) - 22;
      // Every other value is moved onto a tie or a multiple, which random ones hardly ever meet.
      Number value = num(text);
      if (round_number % 2 == 0) value = round(value * 2, places, Rounding::down) / 2;
      const Pair pair = oracle_read(value.exact());
      for (const Rounding mode : kModes) {
        CAPTURE(text);
        CAPTURE(places);
        CAPTURE(name_of(mode));
        const Pair expected = oracle_round(pair, places, mode);
        CHECK_MESSAGE(agrees(round(value, places, mode), expected), oracle_text(expected));
        if (places < 0) continue;
        const std::string shown = value.fixed(places, mode);
        CHECK(oracle_compare(oracle_read(shown), expected) == 0);
        const std::size_t point = shown.find('.');
        CHECK((point == std::string::npos ? 0 : shown.size() - point - 1) == static_cast<std::size_t>(places));
      }
    }
  }
}
