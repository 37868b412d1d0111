#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "yardstick/number.h"

using yardstick::Computed;
using yardstick::digits;
using yardstick::exponential;
using yardstick::log_ratio;
using yardstick::natural_log;
using yardstick::Number;
using yardstick::power;
using yardstick::square_root;

namespace {

Number num(const std::string& text) {
  const std::optional<Number> value = Number::parse(text);
  CHECK_MESSAGE(value.has_value(), text);
  return value.value_or(Number());
}

/// "none", the exact value after "=", or the rounded one after "~".
std::string told(const std::optional<Computed>& result) {
  if (!result) return "none";
  return (result->exact ? "=" : "~") + result->value.exact();
}

std::string root(const std::string& x) { return told(square_root(num(x))); }
std::string ln(const std::string& x) { return told(natural_log(num(x))); }
std::string log_of(const std::string& x, const std::string& base) { return told(log_ratio(num(x), num(base))); }
std::string exp(const std::string& x) { return told(exponential(num(x))); }
std::string pow(const std::string& x, const std::string& y) { return told(power(num(x), num(y))); }

Number ten_to(int exponent) { return num("1e" + std::to_string(exponent)); }

/// Whether a and b differ by no more than 10^-places of b.
bool near(const Number& a, const Number& b, int places) { return abs(a - b) <= abs(b) * ten_to(-places); }

/// Positive fractions, ever the same: from 1/9999 to 9999, and a few that are large or close to 1.
std::vector<Number> sample() {
  std::vector<Number> values;
  std::uint32_t state = 20240607;
  const auto next = [&state] {
    state = state * 1664525u + 1013904223u;
    return static_cast<std::int64_t>((state >> 8) % 9999 + 1);
  };
  for (int i = 0; i < 60; ++i) {
    const std::int64_t a = next(), b = next();
    values.push_back(Number::ratio(a, b));
  }
  for (const char* text : {"1e12", "1e-12", "1000001/1000000", "999999/1000000", "123456789.125"})
    values.push_back(num(text));
  return values;
}

}  // namespace

TEST_SUITE("number functions") {
  TEST_CASE("a ratio of logarithms is exact where both are powers of one number") {
    CHECK(log_of("8", "2") == "=3");
    CHECK(log_of("2", "8") == "=1/3");
    CHECK(log_of("27/8", "9/4") == "=1.5");
    CHECK(log_of("10", "100") == "=0.5");
    CHECK(log_of("1", "7") == "=0");
    CHECK(log_of("1/2", "2") == "=-1");
    CHECK(log_of("2", "1/4") == "=-0.5");
    CHECK(log_of("1/8", "1/32") == "=0.6");
    CHECK(told(log_ratio(power(Number::ratio(12, 7), 35)->value, power(Number::ratio(12, 7), 55)->value)) == "=7/11");
  }
  TEST_CASE("a ratio of logarithms that is not rational has forty digits") {
    // Python: Decimal(a).ln() / Decimal(b).ln() with 60 and more digits, then rounded
    CHECK(log_of("2", "10") == "~0.3010299956639811952137388947244930267682");
    CHECK(log_of("10", "2") == "~3.321928094887362347870319429489390175865");
    CHECK(log_of("3", "1/2") == "~-1.58496250072115618145373894394781650876");
    CHECK(log_of("1.5", "1.25") == "~1.817059492511287331011477094134573666609");
    CHECK(told(log_ratio(1 + ten_to(-30), 7)) == "~" + (num("5.138983423697506930446493893699324374802") * ten_to(-31)).exact());
    CHECK(told(log_ratio(7, 1 + ten_to(-30))) == "~1945910149055313305105352743444.152684712");
  }
  TEST_CASE("there is no ratio of logarithms of nothing, and none to the base 1") {
    CHECK(log_of("0", "2") == "none");
    CHECK(log_of("-1", "2") == "none");
    CHECK(log_of("2", "0") == "none");
    CHECK(log_of("2", "-2") == "none");
    CHECK(log_of("2", "1") == "none");
  }
  TEST_CASE("roots of squares are exact") {
    CHECK(root("0") == "=0");
    CHECK(root("1") == "=1");
    CHECK(root("144") == "=12");
    CHECK(root("2.25") == "=1.5");
    CHECK(root("4/9") == "=2/3");
    CHECK(root("0.0001") == "=0.01");
    CHECK(root("15241578753238836750495351562536198787501905199875019052100") == "=123456789012345678901234567890");
  }

  TEST_CASE("other roots have 40 digits") {
    CHECK(root("2") == "~1.41421356237309504880168872420969807857");
    CHECK(root("3") == "~1.732050807568877293527446341505872366943");
    CHECK(root("10") == "~3.16227766016837933199889354443271853372");
    CHECK(root("0.1") == "~0.316227766016837933199889354443271853372");
    CHECK(root("1/3") == "~0.5773502691896257645091487805019574556476");
    CHECK(root("1000000007") == "~31622.77671236351123219270605688849574013");
    CHECK(root("1e-15") == "~0.0000000316227766016837933199889354443271853372");
    CHECK(root("12345678901234567890") == "~3513641828.820144253093654172555782217909");
  }

  TEST_CASE("a negative number has no root, of whatever degree") {
    CHECK(root("-1") == "none");
    CHECK(pow("-8", "1/3") == "none");
    CHECK(pow("-2", "0.5") == "none");
  }

  TEST_CASE("whole powers are exact") {
    CHECK(pow("2", "10") == "=1024");
    CHECK(pow("-2", "3") == "=-8");
    CHECK(pow("-2", "-3") == "=-0.125");
    CHECK(pow("-2/3", "-2") == "=2.25");
    CHECK(pow("1.08", "5") == "=1.4693280768");
    CHECK(pow("7", "1") == "=7");
    CHECK(pow("3", "-1") == "=1/3");
    CHECK(pow("-1", "1000000000000000000001") == "=-1");
    CHECK(pow("-1", "-1000000000000000000000") == "=1");
    CHECK(pow("1", "1e999") == "=1");
    CHECK(pow("1", "1/3") == "=1");
  }

  TEST_CASE("nothing to the power of nothing is one, and zero has no negative powers") {
    CHECK(pow("0", "0") == "=1");
    CHECK(pow("5", "0") == "=1");
    CHECK(pow("-1/3", "0") == "=1");
    CHECK(pow("0", "3") == "=0");
    CHECK(pow("0", "1/3") == "=0");
    CHECK(pow("0", "-1") == "none");
    CHECK(pow("0", "-1/2") == "none");
  }

  TEST_CASE("a power is exact where its root is") {
    CHECK(pow("27", "1/3") == "=3");
    CHECK(pow("8/27", "2/3") == "=4/9");
    CHECK(pow("8/27", "-2/3") == "=2.25");
    CHECK(pow("0.0256", "0.25") == "=0.4");
    CHECK(pow("32", "0.2") == "=2");
    CHECK(pow("32", "1.4") == "=128");
    CHECK(pow("10460353203", "1/21") == "=3");
    CHECK(pow("10460353202", "1/21").front() == '~');
    CHECK(pow("8", "1/6").front() == '~');
  }

  TEST_CASE("other powers have 40 digits") {
    CHECK(pow("10", "1/3") == "~2.154434690031883721759293566519350495259");
    CHECK(pow("2", "0.3") == "~1.231144413344916284499393069167743109876");
    CHECK(pow("1.08", "2.5") == "~1.212158437169003085102248047639469717281");
    CHECK(pow("0.3", "0.7") == "~0.4305116202499342240858662978790896945674");
    CHECK(pow("3", "-1/2") == "~0.5773502691896257645091487805019574556476");
    CHECK(pow("1000", "17/13") == "~8376.776400682918988347706577498353191241");
    CHECK(pow("0.99", "365/12") == "~0.7366092513321489849602638244438789684745");
    CHECK(pow("2", "1/1000") == "~1.000693387462580632537568639303859195708");
    CHECK(pow("8", "1/2") == "~2.828427124746190097603377448419396157139");
  }

  TEST_CASE("logarithms have 40 digits, but that of one is zero") {
    CHECK(ln("1") == "=0");
    CHECK(ln("2") == "~0.6931471805599453094172321214581765680755");
    CHECK(ln("10") == "~2.302585092994045684017991454684364207601");
    CHECK(ln("0.5") == "~-0.6931471805599453094172321214581765680755");
    CHECK(ln("1/3") == "~-1.098612288668109691395245236922525704647");
    CHECK(ln("3/2") == "~0.405465108108164381978013115464349136572");
    CHECK(ln("7/8") == "~-0.1335313926245226231463436209313499745894");
    CHECK(ln("0.9375") == "~-0.06453852113757117167292391568399292812891");
    CHECK(ln("1.000001") == "~0.0000009999995000003333330833335333331666668095");
    CHECK(ln("123456789.125") == "~18.63140176718051804189510529782539821392");
    CHECK(ln("1e30") == "~69.07755278982137052053974364053092622803");
    CHECK(ln("1e-30") == "~-69.07755278982137052053974364053092622803");
    CHECK(ln("0") == "none");
    CHECK(ln("-2") == "none");
  }

  TEST_CASE("exponentials have 40 digits, but that of zero is one") {
    CHECK(exp("0") == "=1");
    CHECK(exp("1") == "~2.718281828459045235360287471352662497757");
    CHECK(exp("-1") == "~0.3678794411714423215955237701614608674458");
    CHECK(exp("0.5") == "~1.648721270700128146848650787814163571654");
    CHECK(exp("1/3") == "~1.395612425086089528628125319602586837598");
    CHECK(exp("2/7") == "~1.330712197447349977303185336578298860614");
    CHECK(exp("-0.001") == "~0.9990004998333749916680553571676559747024");
    CHECK(exp("-20") == "~0.000000002061153622438557827965940380155820976376");
    CHECK(exp("100") == "~26881171418161354484126255515800135873610000");
    CHECK(exp("1e-20") == "~1.00000000000000000001");
  }

  TEST_CASE("what lies close to the middle of two neighbours goes to the right one") {
    // ln t and e^t of t = 1.5 + 5e-40, halfway between 1.5 and 1.5 + 1e-39, cut after 110 decimals below and above.
    const std::string even = "~1.5", above = "~1.500000000000000000000000000000000000001";
    CHECK(exp("0.4054651081081643819780131154643491365723237567958275309473476574774340"
              "0458224752904553020559509117902374632582") == even);
    CHECK(exp("0.4054651081081643819780131154643491365723237567958275309473476574774340"
              "0458224752904553020559509117902374632583") == above);
    CHECK(ln("4.4816890703380648226020554601192758190079907129048360891839511105159963"
             "1237621720812637245716894254168694183389") == even);
    CHECK(ln("4.4816890703380648226020554601192758190079907129048360891839511105159963"
             "1237621720812637245716894254168694183390") == above);
    const Number middle = num("1.5") + num("5e-40");
    CHECK(told(square_root(middle * middle)) == "=" + middle.exact());
    CHECK(told(square_root(middle * middle - ten_to(-150))) == even);
    CHECK(told(square_root(middle * middle + ten_to(-150))) == above);
    CHECK(told(power(middle * middle * middle + ten_to(-900), num("1/3"))) == above);
    CHECK(told(power(middle * middle * middle - ten_to(-900), num("1/3"))) == even);
  }

  TEST_CASE("what comes very close to one is told as one, and its logarithm keeps its digits") {
    CHECK(exp("1e-1000") == "~1");
    CHECK(exp("-1e-1000") == "~1");
    CHECK(told(power(1 + ten_to(-900), num("1/3"))) == "~1");
    const std::optional<Computed> small = natural_log(1 + ten_to(-900));
    REQUIRE(small);
    CHECK(small->value == ten_to(-900));
    CHECK_FALSE(small->exact);
    const std::optional<Computed> below = natural_log(1 - ten_to(-900));
    REQUIRE(below);
    CHECK(below->value == -ten_to(-900));
  }

  TEST_CASE("numbers of more than ten thousand digits are neither taken nor given") {
    CHECK(pow("10", "9998").size() == 10000);
    CHECK(pow("10", "10001") == "none");
    CHECK(pow("10", "-10001") == "none");
    CHECK(pow("1.0001", "1e9") == "none");
    CHECK(pow("2", "1e30") == "none");
    CHECK(pow("4", "33333333333333333333333333333333333.5") == "none");
    CHECK(pow("3", "33333333333333333333333333333333333.5") == "none");
    CHECK(pow("3", "-33333333333333333333333333333333333.5") == "none");
    CHECK(exp("23000").size() == 9990);
    CHECK(exp("23026") == "none");
    CHECK(exp("1e1000") == "none");
    CHECK(exp("-23026") == "none");
    const Number long_number = ten_to(1000) + 1;
    Number longer = 1;
    for (int i = 0; i < 11; ++i) longer = longer * long_number;
    CHECK(told(square_root(longer)) == "none");
    CHECK(told(natural_log(longer)) == "none");
    CHECK(told(exponential(1 / longer)) == "none");
    CHECK(told(power(2, 1 / longer)) == "none");
  }

  TEST_CASE("a large exponent of a base near one is computed all the same") {
    // (1 + 1e-30)^(1e30 + 1/3) is e less about e / 2e30: the first digits agree with e.
    const std::optional<Computed> result = power(1 + ten_to(-30), ten_to(30) + num("1/3"));
    REQUIRE(result);
    CHECK(near(result->value, num("2.718281828459045235360287471352662497757"), 29));
    CHECK(result->value < num("2.718281828459045235360287471352662497757"));
  }

  TEST_CASE("digits counts the longer part, at most one too many") {
    CHECK(digits(0) == 1);
    CHECK(digits(7) == 1);
    CHECK(digits(num("1/12345")) == 5);
    CHECK(digits(num("-123456/7")) == 6);
    CHECK(digits(std::numeric_limits<std::int64_t>::max()) == 19);
    CHECK(digits(std::numeric_limits<std::int64_t>::min()) == 20);
    for (const int places : {1, 17, 18, 19, 40, 100, 999}) {
      const std::size_t true_count = static_cast<std::size_t>(places) + 1;
      for (const Number& value : {ten_to(places), -ten_to(places), ten_to(-places), ten_to(places + 1) - 1}) {
        CHECK(digits(value) >= true_count);
        CHECK(digits(value) <= true_count + 1);
      }
    }
  }

  TEST_CASE("a result never has more than 40 digits unless it is exact") {
    for (const Number& x : sample()) {
      for (const std::optional<Computed>& result : {square_root(x), natural_log(x), power(x, num("3/7"))}) {
        REQUIRE(result);
        if (result->exact) continue;
        const std::string text = result->value.exact();
        const std::size_t first = text.find_first_of("123456789");
        std::size_t count = 0;
        for (std::size_t i = first; i < text.size(); ++i) count += text[i] != '.';
        CHECK_MESSAGE(count <= 40, text);
        CHECK(text.find('/') == std::string::npos);
      }
    }
  }

  TEST_CASE("roots, logarithms and exponentials undo squares and each other") {
    for (const Number& x : sample()) {
      const Number back = square_root(x)->value;
      CHECK(near(back * back, x, 38));
      CHECK(told(square_root(x * x)) == "=" + x.exact());
      CHECK(told(power(x * x * x * x * x, num("1/5"))) == "=" + x.exact());
      CHECK(near(exponential(natural_log(x)->value)->value, x, 37));
      CHECK(near(power(x, num("5/7"))->value, exponential(natural_log(x)->value * num("5/7"))->value, 37));
      CHECK(near(power(x, num("-5/7"))->value * power(x, num("5/7"))->value, 1, 38));
      CHECK(near(natural_log(x)->value, -natural_log(1 / x)->value, 39));
    }
  }

  TEST_CASE("a larger argument never has a smaller result") {
    const Number step = ten_to(-45);
    for (const Number& x : sample()) {
      Number up = x;
      for (int i = 0; i < 3; ++i) {
        const Number next = up + step * (i == 2 ? ten_to(10) : Number(1));
        CHECK(square_root(up)->value <= square_root(next)->value);
        CHECK(natural_log(up)->value <= natural_log(next)->value);
        CHECK(power(up, num("2/3"))->value <= power(next, num("2/3"))->value);
        CHECK(power(up, num("-2/3"))->value >= power(next, num("-2/3"))->value);
        if (x < 100) CHECK(exponential(up)->value <= exponential(next)->value);
        up = next;
      }
    }
    const std::vector<Number> all = sample();
    for (std::size_t i = 1; i < all.size(); ++i) {
      const bool falls = all[i] < all[i - 1];
      CHECK((natural_log(all[i])->value < natural_log(all[i - 1])->value) == falls);
      CHECK((square_root(all[i])->value < square_root(all[i - 1])->value) == falls);
    }
  }
}
