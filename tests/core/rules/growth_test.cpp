#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& value, const std::string& base) {
  Given g;
  g.facts = R"("now": {"type": "number", "title": {"zh-CN": "今年", "en": "This year"}, "grain": "year"}, "then": {"type": "number", "title": {"zh-CN": "去年", "en": "Last year"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "growth", "value": "now", "base": "then", )" + keys + "}");
  g.readings = R"("now": {"2025": [)" + value + R"(]}, "then": {"2025": [)" + base + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& value, const std::string& base = "100") { return Board(rule(keys, value, base)).figure("total"); }

/// Half a point for each percentage point beyond 5%, which earns 6.
std::string half_each(const std::string& part, const std::string& rest = "") {
  return R"("per": {"percentagePoint": "1", "points": "0.5", "part": ")" + part + R"("}, "from": "5%", "start": "6")" + rest;
}

}  // namespace

TEST_SUITE("rules.growth") {
  TEST_CASE("growth: the line earns the start, more earns more and less takes off likewise") {
    CHECK(points(half_each("proportional"), "105") == "6");
    CHECK(points(half_each("proportional"), "107.5") == "7.25");  // 6 + 0.5 × 2.5
    CHECK(points(half_each("proportional"), "100") == "3.5");     // 6 − 0.5 × 5
    CHECK(points(half_each("proportional"), "4", "3") == "121/6");  // growth 1/3 = 100/3 %; 6 + 0.5 × (100/3 − 5)
  }
  TEST_CASE("growth in whole points: a part of one counts on neither side") {
    CHECK(points(half_each("whole"), "\"105.99\"") == "6");
    CHECK(points(half_each("whole"), "106") == "6.5");
    CHECK(points(half_each("whole"), "\"104.01\"") == "6");
    CHECK(points(half_each("whole"), "104") == "5.5");
  }
  TEST_CASE("growth in started points: a part of one counts as one on both sides") {
    CHECK(points(half_each("started"), "\"105.01\"") == "6.5");
    CHECK(points(half_each("started"), "106") == "6.5");
    CHECK(points(half_each("started"), "\"104.99\"") == "5.5");
    CHECK(points(half_each("started"), "104") == "5.5");
  }
  TEST_CASE("growth without a line and a start counts from nothing") {
    CHECK(points(R"("per": {"percentagePoint": "2", "points": "1", "part": "whole"})", "105") == "2");
  }
  TEST_CASE("growth: the cap and the floor, on and beyond them") {
    const std::string limits = half_each("proportional", R"(, "cap": "10", "floor": "1")");
    CHECK(points(limits, "\"112.9\"") == "9.95");
    CHECK(points(limits, "113") == "10");
    CHECK(points(limits, "114") == "10");
    CHECK(points(limits, "\"95.1\"") == "1.05");  // 6 − 0.5 × 9.9
    CHECK(points(limits, "95") == "1");
    CHECK(points(limits, "94") == "1");
  }
  TEST_CASE("growth: raw is what there would be without cap and floor") {
    Given g = rule(half_each("proportional", R"(, "cap": "10")"), "115", "100");
    g.nodes += R"(, "raw": {"type": "number", "value": "total.raw"})";
    CHECK(Board(g).figure("raw") == "11");
  }
  TEST_CASE("growth over a base that is not positive is invalid, and says so") {
    CHECK(points(half_each("whole"), "5", "0") == "invalid");
    CHECK(points(half_each("whole"), "5", "-1") == "invalid");
    CHECK(points(half_each("whole"), "1", "\"0.01\"") == "4953.5");  // growth 9900%; 6 + 0.5 × 9895
    const Part told = Board(rule(half_each("whole"), "5", "0")).explain("total");
    CHECK(told["reason"].zh() == "基数不是正数");
    CHECK(told["reason"].en() == "the base is not positive");
  }
  TEST_CASE("growth: what is missing or exempt stays so") {
    CHECK(points(half_each("whole"), "null") == "missing");
    CHECK(points(half_each("whole"), "5", "null") == "missing");
    CHECK(points(half_each("whole"), "\"exempt\"") == "exempt");
  }
  TEST_CASE("growth is told in words and in figures") {
    const Part told = Board(rule(half_each("whole", R"(, "cap": "10", "floor": "0")"), "107.5", "100")).explain("total");
    CHECK(told["sentence"].zh() == "今年比去年增长5%得6分；每多增长1个百分点加0.5分，少则照扣，不足一个单位的不计，最高10分，最低0分。");
    CHECK(told["sentence"].en() == "This year grown by 5% over Last year earns 6; 0.5 more for each further percentage point, and as much less below it; a part of one does not count, never above 10, never below 0.");
    CHECK(told["formula"].zh() == "min(max(6 + 取整(((今年 ÷ 去年 − 1) − 5%) ÷ 1%) × 0.5, 0), 10)");
    CHECK(told["figures"].en() == "floor(((107.5 ÷ 100 − 1) − 5%) ÷ 1%) = 2; min(max(6 + 2 × 0.5, 0), 10) = 7");
    const Part plain = Board(rule(R"("per": {"percentagePoint": "1", "points": "1", "part": "proportional"})", "103", "100")).explain("total");
    CHECK(plain["formula"].en() == "0 + ((This year ÷ Last year − 1) ÷ 1%) × 1");
  }
  TEST_CASE("growth with a cap below its floor, a unit of zero or an amount is refused") {
    CHECK(check_errors(rule(half_each("whole", R"(, "cap": "1", "floor": "2")"), "1", "1")) == "cap-below-floor /classes/office/nodes/total/rule");
    CHECK(check_errors(rule(R"("per": {"percentagePoint": "0", "points": "1", "part": "whole"})", "1", "1")) == "bad-quantity /classes/office/nodes/total/rule/per");
    CHECK(check_errors(rule(R"("per": {"amount": "1", "points": "1", "part": "whole"})", "1", "1")) ==
          "missing-key /classes/office/nodes/total/rule/per; unknown-key /classes/office/nodes/total/rule/per/amount");
    CHECK(check_errors(rule(R"("start": "6")", "1", "1")) == "missing-key /classes/office/nodes/total/rule");
  }
}
