#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Ten points in proportion to `done`; extra keys of the rule and the reading may be given.
Given rule(const std::string& keys, const std::string& done, const std::string& target = "120") {
  Given g;
  g.facts = R"("done": {"type": "number", "title": {"zh-CN": "完成", "en": "Done"}, "grain": "year"}, "target": {"type": "number", "title": {"zh-CN": "目标", "en": "Target"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "proportional", "actual": "done", "target": "target", )" + keys + "}");
  g.readings = R"("done": {"2025": [)" + done + R"(]}, "target": {"2025": [)" + target + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& done, const std::string& target = "120") {
  return Board(rule(keys, done, target)).figure("total");
}
const char* const capped = R"("better": "higher", "over": "cap")";

}  // namespace

TEST_SUITE("rules.proportional") {
  TEST_CASE("an actual below, on and above the target stops at full marks when capped") {
    CHECK(points(capped, "119") == "119/12");  // 10 × 119 ÷ 120
    CHECK(points(capped, "120") == "10");
    CHECK(points(capped, "121") == "10");
  }
  TEST_CASE("what lies over 100% counts where the rule allows it") {
    CHECK(points(R"("better": "higher", "over": "allow")", "121") == "121/12");
    CHECK(points(R"("better": "higher", "over": "allow")", "120") == "10");
  }
  TEST_CASE("lower is better: the target is divided by the actual") {
    const char* lower = R"("better": "lower", "over": "cap")";
    CHECK(points(lower, "150") == "8");  // 10 × 120 ÷ 150
    CHECK(points(lower, "120") == "10");
    CHECK(points(lower, "100") == "10");
    CHECK(points(R"("better": "lower", "over": "allow")", "100") == "12");
  }
  TEST_CASE("near is better: the distance on either side costs the same") {
    const char* near = R"("better": "near", "over": "cap")";
    CHECK(points(near, "108") == "9");  // 10 × (1 − 12/120)
    CHECK(points(near, "132") == "9");
    CHECK(points(near, "120") == "10");
  }
  TEST_CASE("a floor holds points up, and without one they go below zero") {
    CHECK(points(R"("better": "near", "over": "cap", "floor": "0")", "300") == "0");
    CHECK(points(R"("better": "near", "over": "cap")", "300") == "-5");  // 10 × (1 − 180/120)
  }
  TEST_CASE("a zero target is invalid, and so is a zero actual where lower is better") {
    const Board board(rule(capped, "5", "0"));
    CHECK(board.figure("total") == "invalid");
    CHECK(board.explain("total")["reason"].en() == "division by zero");
    CHECK(points(R"("better": "lower", "over": "cap")", "0") == "invalid");
    CHECK(points(capped, "0") == "0");
  }
  TEST_CASE("a missing reading is missing, an exempt one exempt, and missing outweighs exempt") {
    CHECK(points(capped, "null") == "missing");
    CHECK(points(capped, "\"exempt\"") == "exempt");
    CHECK(points(capped, "\"exempt\"", "null") == "missing");
  }
  TEST_CASE("the formula is told in words and in figures") {
    const Part told = Board(rule(capped, "119")).explain("total");
    CHECK(told["formula"].zh() == "满分 × min(完成 ÷ 目标, 100%)");
    CHECK(told["figures"].zh().rfind("10 × min(119 ÷ 120, 100%)", 0) == 0);
    CHECK(told["figures"].en().rfind("10 × min(119 ÷ 120, 100%)", 0) == 0);
    CHECK(told["sentence"].en() == "Out of 10, in proportion to the ratio of Done to Target; 100% earns full marks and more earns no more.");
  }
  TEST_CASE("an unknown direction, a missing key and an unknown name are refused at their place") {
    const auto refusal = [](const std::string& keys) { return check_errors(rule(keys, "1")); };
    CHECK(refusal(R"("better": "more", "over": "cap")") == "bad-choice /classes/office/nodes/total/rule/better");
    CHECK(refusal(R"("better": "higher")") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("better": "higher", "over": "cap", "bonus": "1")") == "unknown-key /classes/office/nodes/total/rule/bonus");
    Given g = rule(capped, "1");
    g.nodes = ten_points(R"({"kind": "proportional", "actual": "doen", "target": "target", "better": "higher", "over": "cap"})");
    CHECK(check_errors(g) == "unknown-reference /classes/office/nodes/total/rule/actual");
  }
}
