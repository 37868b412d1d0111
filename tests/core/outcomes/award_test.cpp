#include "core/support.h"

using namespace yardstick::test;

namespace {

Given awarded(const std::string& keys, const std::string& base = "2000", const std::string& off = "0", const std::string& mark = "9") {
  Given g;
  g.facts = R"("base": {"type": "number", "title": {"zh-CN": "基数", "en": "Base"}, "grain": "year"}, "off": {"type": "number", "title": {"zh-CN": "扣款", "en": "Off"}, "grain": "year"}, "mark": {"type": "number", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(, "level": {"type": "level", "title": {"zh-CN": "等次", "en": "Level"}, "of": "total", "stages": [{"lines": [{"level": "good", "from": "8"}, {"level": "poor"}]}]}, "pay": {"type": "award", "base": "base")" + keys + "}";
  g.readings = R"("base": {"2025": [)" + base + R"(]}, "off": {"2025": [)" + off + R"(]}, "mark": {"2025": [)" + mark + "]}";
  return g;
}
std::string paid(const Given& g) {
  const Part part = Board(g).explain("pay");
  return part["status"].text() == "known" ? part["outcome"]["value"].text() : part["status"].text();
}
std::string reason(const Given& g) { return Board(g).explain("pay")["outcome"]["reasons"][0].zh(); }
const char* const full = R"(, "coefficient": "1.2", "deduct": "off")";
const char* const by_level = R"(, "coefficient": {"of": "level", "to": {"good": "1.5", "poor": "0.8"}})";

}  // namespace

TEST_SUITE("outcomes.award") {
  TEST_CASE("base × coefficient − deductions") {
    CHECK(paid(awarded("")) == "2000");
    CHECK(paid(awarded(full, "2000", "300")) == "2100");
    CHECK(reason(awarded(full, "2000", "300")) == "2000 × 1.2 − 300 = 2100");
  }
  TEST_CASE("to the fen, half-up") {
    CHECK(paid(awarded(full, "\"0.0375\"")) == "0.05");
    CHECK(paid(awarded(full, "\"0.0374\"")) == "0.04");
    CHECK(paid(awarded(R"(, "coefficient": "1/3")", "100")) == "33.33");
    CHECK(reason(awarded(R"(, "coefficient": "1/3")", "100")) == "100 × 0.3333 ≈ 33.3333，四舍五入到分为33.33");
  }
  TEST_CASE("never below nothing") {
    CHECK(paid(awarded(full, "100", "120")) == "0");
    CHECK(paid(awarded(full, "100", "500")) == "0");
    CHECK(reason(awarded(full, "100", "500")) == "100 × 1.2 − 500 = -380，低于0的按0计");
  }
  TEST_CASE("a coefficient by level") {
    CHECK(paid(awarded(by_level)) == "3000");
    CHECK(paid(awarded(by_level, "2000", "0", "5")) == "1600");
    CHECK(Board(awarded(by_level)).explain("pay")["sentence"].zh() == "基数 × 等次系数（good1.5，poor0.8），最低为0，四舍五入到分。");
  }
  TEST_CASE("what is missing or exempt stays so") {
    CHECK(paid(awarded(full, "null")) == "missing");
    CHECK(paid(awarded(full, "\"exempt\"")) == "exempt");
    CHECK(paid(awarded(by_level, "2000", "0", "null")) == "missing");
    CHECK(paid(awarded(full, "100", "null")) == "missing");
  }
  TEST_CASE("a coefficient for a level that is not there, or not for all, is refused") {
    CHECK(check_errors(awarded(R"(, "coefficient": {"of": "level", "to": {"good": "1.5"}})")) == "missing-key /classes/office/nodes/pay/coefficient/of");
    CHECK(check_errors(awarded(R"(, "coefficient": {"of": "level", "to": {"good": "1", "poor": "1", "fine": "1"}})")) == "bad-choice /classes/office/nodes/pay/coefficient/to/fine");
    CHECK(check_errors(awarded(R"(, "coefficient": {"of": "total", "to": {"good": "1"}})")) == "formula-type /classes/office/nodes/pay/coefficient/of");
    CHECK(check_errors(awarded(R"(, "deduct": "level")")) == "formula-type /classes/office/nodes/pay/deduct");
  }
}
