#include "core/support.h"

using namespace yardstick::test;

namespace {

/// A total of a hundred read from `mark`, and one level with lines at 85 and 70.
Given levelled(const std::string& mark, const std::string& gates = "", const std::string& keys = "") {
  Given g;
  g.clauses = R"("c1": "line", "c2": "gate")";
  g.facts = R"("mark": {"type": "number", "grain": "year"}, "bad": {"type": "flag", "title": {"zh-CN": "事故", "en": "Accident"}, "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "rule": {"kind": "formula", "points": "mark"}}, "level": {"type": "level", "of": "total", )" + keys +
            R"("stages": [{"lines": [{"level": "good", "title": {"zh-CN": "达标", "en": "Good"}, "from": "85", "clauses": ["c1"]}, {"level": "fair", "title": {"zh-CN": "合格", "en": "Fair"}, "from": "70"}, {"level": "poor", "title": {"zh-CN": "不达标", "en": "Poor"}}]})" + gates + "]}";
  g.readings = R"("mark": {"2025": [)" + mark + "]}";
  return g;
}
Given gated(const std::string& mark, const std::string& bad, const std::string& at_most = "fair") {
  Given g = levelled(mark, R"(, {"gate": {"when": "bad", "atMost": ")" + at_most + R"(", "clauses": ["c2"]}})");
  g.readings += R"(, "bad": {"2025": [)" + bad + "]}";
  return g;
}
std::string level(const Given& g) { return Board(g).outcome("level"); }

}  // namespace

TEST_SUITE("outcomes.level") {
  TEST_CASE("each line: below, on and above") {
    CHECK(level(levelled("\"84.999999\"")) == "fair");
    CHECK(level(levelled("85")) == "good");
    CHECK(level(levelled("\"85.000001\"")) == "good");
    CHECK(level(levelled("\"69.999999\"")) == "poor");
    CHECK(level(levelled("70")) == "fair");
    CHECK(level(levelled("\"70.000001\"")) == "fair");
    CHECK(level(levelled("-5")) == "poor");
  }
  TEST_CASE("84.995 does not reach 85, is shown with the digits to tell, and says so") {
    const Board board(levelled("\"84.995\""));
    CHECK(board.outcome("level") == "fair");
    const Part told = board.explain("total");
    CHECK(told["points"]["exact"].text() == "84.995");
    CHECK(told["points"]["shown"].text() == "84.995");
    CHECK(told["crossing"].zh() == "84.995写成2位小数是85.00，但比较的是精确值，没有达到85。");
    CHECK(told["crossing"].en() == "84.995 written with 2 decimals is 85.00, but the exact value is compared, and it does not reach 85.");
    CHECK(told["next"]["level"].text() == "good");
    CHECK(told["next"]["distance"]["exact"].text() == "0.005");
  }
  TEST_CASE("84.994 needs no more digits, and 84.9951 needs three") {
    CHECK(Board(levelled("\"84.994\"")).explain("total")["points"]["shown"].text() == "84.99");
    CHECK(Board(levelled("\"84.994\"")).explain("total")["crossing"].en() == "");
    CHECK(Board(levelled("\"84.9951\"")).explain("total")["points"]["shown"].text() == "84.995");
    CHECK(Board(levelled("\"84.99995\"")).explain("total")["points"]["shown"].text() == "84.99995");
    CHECK(Board(levelled("85")).explain("total")["points"]["shown"].text() == "85.00");
  }
  TEST_CASE("compare rounded: 84.995 reaches 85, and the node stays as it is") {
    const std::string rounded = R"("compare": {"round": {"places": 2, "mode": "half-up"}}, )";
    const Board board(levelled("\"84.995\"", "", rounded));
    CHECK(board.outcome("level") == "good");
    CHECK(board.figure("total") == "84.995");
    CHECK(level(levelled("\"84.9949\"", "", rounded)) == "fair");
    CHECK(level(levelled("\"84.995\"", "", R"("compare": {"round": {"places": 2, "mode": "down"}}, )")) == "fair");
  }
  TEST_CASE("the distance to each line is told, reached or not") {
    const Part lines = Board(levelled("80")).explain("total")["lines"];
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["reached"].text() == "false");
    CHECK(lines[0]["distance"]["exact"].text() == "5");
    CHECK(lines[1]["reached"].text() == "true");
    CHECK(lines[1]["distance"]["exact"].text() == "10");
    CHECK(Board(levelled("90")).explain("total")["next"].is_null());
  }
  TEST_CASE("a gate holds a level down and lifts none up") {
    CHECK(level(gated("90", "true")) == "fair");
    CHECK(level(gated("90", "false")) == "good");
    CHECK(level(gated("75", "true")) == "fair");
    CHECK(level(gated("60", "true")) == "poor");
    const Part outcome = Board(gated("90", "true")).explain("level")["outcome"];
    CHECK(outcome["reasons"][0].en() == "Accident: at most Fair");
    CHECK(outcome["because"].words().find("c2") != std::string::npos);
  }
  TEST_CASE("a gate whose condition is missing is undecided only where it could matter") {
    CHECK(level(gated("90", "null")) == "undecided");
    CHECK(level(gated("75", "null")) == "fair");
    CHECK(level(gated("60", "null")) == "poor");
    CHECK(level(gated("null", "true")) == "undecided");
    CHECK(level(gated("null", "true", "poor")) == "poor");
    CHECK(level(gated("null", "false", "poor")) == "undecided");
  }
  TEST_CASE("a missing total has no level") {
    CHECK(level(levelled("null")) == "undecided");
    CHECK(level(levelled("\"exempt\"")) == "undecided");
  }
  TEST_CASE("levels compare in their order and with their ids in formulas") {
    Given g = levelled("75");
    g.nodes += R"(, "atLeastFair": {"type": "flag", "value": "level >= 'fair'"}, "isGood": {"type": "flag", "value": "level == 'good'"})";
    CHECK(Board(g).figure("atLeastFair") == "1");
    CHECK(Board(g).figure("isGood") == "0");
    g.nodes += R"(, "typo": {"type": "flag", "value": "level == 'fiar'"})";
    CHECK(check_errors(g) == "bad-choice /classes/office/nodes/typo/value");
  }
  TEST_CASE("lines not falling, the same level twice, an unknown gate level and no lines are refused") {
    const auto refusal = [](const std::string& stages) {
      Given g = levelled("1");
      g.nodes = R"("total": {"full": "100", "rule": {"kind": "formula", "points": "mark"}}, "level": {"type": "level", "of": "total", "stages": [)" + stages + "]}";
      return check_errors(g);
    };
    const std::string at = " /classes/office/nodes/level/stages";
    CHECK(refusal(R"({"lines": [{"level": "b", "from": "70"}, {"level": "a", "from": "85"}, {"level": "c"}]})") == "rows-unsorted" + at + "/0/lines/1");
    CHECK(refusal(R"({"lines": [{"level": "a", "from": "70"}, {"level": "b", "from": "70"}, {"level": "c"}]})") == "rows-unsorted" + at + "/0/lines/1");
    CHECK(refusal(R"({"lines": [{"level": "a", "from": "85"}, {"level": "a"}]})") == "duplicate-id" + at + "/0/lines/1");
    CHECK(refusal(R"({"lines": [{"level": "a", "from": "85"}, {"level": "b"}]}, {"gate": {"when": "bad", "atMost": "c"}})") == "unknown-reference" + at + "/1/gate/atMost");
    CHECK(refusal(R"({"lines": []})") == "missing-key" + at);
  }
  TEST_CASE("a line that nobody can reach is hinted at") {
    Given g = levelled("1");
    g.nodes.replace(g.nodes.find("\"full\": \"100\""), 13, "\"full\": \"80\"");
    CHECK(check_hints(g).find("unreachable-line /classes/office/nodes/level/stages/0/lines/0") != std::string::npos);
  }
}
