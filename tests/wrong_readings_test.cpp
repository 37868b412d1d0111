// The shipped worked examples must fail under the readings of the rules that are wrong, or they would prove nothing.
#include <cmath>
#include <fstream>
#include <sstream>

#include "core/support.h"
#include "yardstick/number.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

std::string scheme(const std::string& id) {
  std::ifstream file(std::string(YARDSTICK_ROOT) + "/data/schemes/" + id + "/scheme.json", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Whether the case whose name begins so passes.
bool passes(const std::string& text, const std::string& name) {
  const Part run = Part(Workbook().cases_of(text))["value"]["cases"];
  for (const Part& example : run.items())
    if (example["name"].text().rfind(name, 0) == 0) return example["passed"].text() == "true";
  FAIL("no case " << name);
  return false;
}

}  // namespace

TEST_SUITE("wrong readings") {
  TEST_CASE("pooling points instead of averaging the periods' rates fails W01") {
    const std::string text = scheme("gs-district");
    CHECK(passes(text, "W01"));
    CHECK_FALSE(passes(with(text, R"("of": "quarter", "take": "mean", "by": "rate")", R"("of": "quarter", "take": "pooled")"), "W01"));
  }
  TEST_CASE("rounding before comparing fails W02") {
    const std::string text = scheme("gs-district");
    CHECK(passes(text, "W02"));
    CHECK_FALSE(passes(with(text, R"("children": ["key", "routine", "bonus"], )",
                            R"("children": ["key", "routine", "bonus"], "steps": [{"round": {"places": 2, "mode": "half-up"}}], )"), "W02"));
  }
  TEST_CASE("capping the total at its full marks fails W03") {
    const std::string text = scheme("gs-district");
    CHECK(passes(text, "W03"));
    CHECK_FALSE(passes(with(text, R"("children": ["key", "routine", "bonus"], )",
                            R"("children": ["key", "routine", "bonus"], "steps": [{"cap": "100"}], )"), "W03"));
  }
  TEST_CASE("binary floating point would take a point too many in W08") {
    CHECK(passes(scheme("gs-city"), "W08"));
    const double short_of = (0.98 - 1900.0 / 2000.0) * 100;  // 3.0000000000000027
    CHECK(std::ceil(short_of) == 4);
    CHECK(Number::parse("98%").value() - Number::ratio(1900, 2000) == Number::ratio(3, 100));
  }
}
