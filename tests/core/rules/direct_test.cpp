#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& out_of, const std::string& mark) {
  Given g;
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "评分", "en": "Mark"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "direct", "value": "mark", "outOf": ")" + out_of + "\"}");
  g.readings = R"("mark": {"2025": [)" + mark + "]}";
  return g;
}
std::string points(const std::string& out_of, const std::string& mark) { return Board(rule(out_of, mark)).figure("total"); }

}  // namespace

TEST_SUITE("rules.direct") {
  TEST_CASE("a mark is converted to the node's full marks") {
    CHECK(points("100", "85") == "8.5");
    CHECK(points("30", "10") == "10/3");
    CHECK(points("10", "7.25") == "7.25");
  }
  TEST_CASE("the limits are inclusive and what lies beyond is invalid") {
    CHECK(points("100", "0") == "0");
    CHECK(points("100", "100") == "10");
    CHECK(points("100", "\"100.01\"") == "invalid");
    CHECK(points("100", "\"-0.01\"") == "invalid");
    CHECK(Board(rule("100", "101")).explain("total")["reason"].en() == "outside the permitted limits");
  }
  TEST_CASE("a missing mark is missing and an exempt one exempt") {
    CHECK(points("100", "null") == "missing");
    CHECK(points("100", "\"exempt\"") == "exempt");
  }
  TEST_CASE("the formula is told in words and in figures") {
    const Part told = Board(rule("100", "85")).explain("total");
    CHECK(told["formula"].zh() == "满分 × 评分 ÷ 100");
    CHECK(told["figures"].en() == "10 × 85 ÷ 100 = 8.5");
    CHECK(told["sentence"].en() == "Out of 10, taken from Mark (out of 100).");
  }
  TEST_CASE("a zero scale is refused, and so is a node without full marks") {
    CHECK(check_errors(rule("0", "1")) == "bad-quantity /classes/office/nodes/total/rule");
    Given g = rule("100", "1");
    g.nodes = R"("total": {"full": "10", "children": ["base", "x"]}, "base": {"full": "10", "rule": {"kind": "constant", "points": "1"}}, "x": {"outside": true, "rule": {"kind": "direct", "value": "mark", "outOf": "100"}})";
    CHECK(check_errors(g) == "full-missing /classes/office/nodes/x");
  }
}
