#include "core/support.h"

using namespace yardstick::test;

namespace {

Given talk(const std::string& when, const std::string& mark, const std::string& flag = "null") {
  Given g;
  g.clauses = R"("c1": "talk")";
  g.facts = R"("mark": {"type": "number", "grain": "year"}, "flag": {"type": "flag", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "title": {"zh-CN": "总分", "en": "Total"}, "rule": {"kind": "formula", "points": "mark"}}, "talk": {"type": "verdict", "effect": "measure", "when": ")" + when +
            R"(", "then": {"zh-CN": "约谈", "en": "Talk"}, "bearer": {"zh-CN": "主要负责人", "en": "the head"}, "clauses": ["c1"]})";
  g.readings = R"("mark": {"2025": [)" + mark + R"(]}, "flag": {"2025": [)" + flag + "]}";
  return g;
}
std::string verdict(const std::string& when, const std::string& mark, const std::string& flag = "null") { return Board(talk(when, mark, flag)).outcome("talk"); }

}  // namespace

TEST_SUITE("outcomes.verdict") {
  TEST_CASE("the line: below, on and above, on exact values") {
    CHECK(verdict("total < 85", "\"84.9999\"") == "true");
    CHECK(verdict("total < 85", "85") == "false");
    CHECK(verdict("total < 85", "\"85.0001\"") == "false");
    CHECK(verdict("total <= 85", "85") == "true");
  }
  TEST_CASE("a condition that stays missing is undecided, a settled one is not") {
    CHECK(verdict("total < 85", "null") == "undecided");
    CHECK(verdict("total < 85 and flag", "80", "null") == "undecided");
    CHECK(verdict("total < 85 and flag", "90", "null") == "false");
    CHECK(verdict("total < 85 or flag", "80", "null") == "true");
    CHECK(verdict("total < 85 or flag", "90", "null") == "undecided");
    CHECK(verdict("not flag", "90", "null") == "undecided");
    CHECK(verdict("total / 0 < 85", "90") == "undecided");
  }
  TEST_CASE("it names its effect, its bearer and its clause") {
    const Part told = Board(talk("total < 85", "80")).explain("talk");
    CHECK(told["outcome"]["effect"].text() == "measure");
    CHECK(told["outcome"]["label"].zh() == "约谈");
    CHECK(told["outcome"]["bearer"].en() == "the head");
    CHECK(told["outcome"]["because"].words() == "c1");
    CHECK(told["sentence"].zh() == "总分 < 85的，约谈（主要负责人）。");
    CHECK(told["points"].is_null());
  }
  TEST_CASE("a line of a verdict makes a figure show enough digits") {
    CHECK(Board(talk("total < 85", "\"84.995\"")).explain("total")["points"]["shown"].text() == "84.995");
    CHECK(Board(talk("total < 80", "\"84.995\"")).explain("total")["points"]["shown"].text() == "85.00");
  }
  TEST_CASE("a condition that is no flag and an unknown effect are refused") {
    CHECK(check_errors(talk("total", "1")) == "formula-type /classes/office/nodes/talk/when");
    Given g = talk("flag", "1");
    g.nodes.replace(g.nodes.find("measure"), 7, "praises");
    CHECK(check_errors(g) == "bad-choice /classes/office/nodes/talk/effect");
  }
}
