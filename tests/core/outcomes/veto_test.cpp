#include "core/support.h"

using namespace yardstick::test;

namespace {

Given vetoed(const std::string& a, const std::string& b, const std::string& excused = "false") {
  Given g;
  g.clauses = R"("c1": "safety", "c2": "fraud")";
  g.facts = R"("a": {"type": "flag", "grain": "year"}, "b": {"type": "flag", "grain": "year"}, "excused": {"type": "flag", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "9"})") +
            R"(, "veto": {"type": "veto", "conditions": [{"id": "safety", "title": {"zh-CN": "安全事故", "en": "Accident"}, "when": "a", "unless": "excused", "clauses": ["c1"]}, {"id": "fraud", "title": {"zh-CN": "弄虚作假", "en": "Fraud"}, "when": "b", "clauses": ["c2"]}]})";
  g.readings = R"("a": {"2025": [)" + a + R"(]}, "b": {"2025": [)" + b + R"(]}, "excused": {"2025": [)" + excused + "]}";
  return g;
}

}  // namespace

TEST_SUITE("outcomes.veto") {
  TEST_CASE("one condition that holds is enough, and its clause is named") {
    const Part both = Board(vetoed("true", "false")).explain("veto")["outcome"];
    CHECK(both["value"].text() == "true");
    CHECK(both["reasons"][0].zh() == "安全事故");
    CHECK(both["reasons"][1].en() == "points and place stay");  // nothing that makes the total reads the veto
    CHECK(both["reasons"].size() == 2);
    CHECK(both["because"].words() == "c1");
    CHECK(both["effect"].text() == "measure");
    CHECK(Board(vetoed("true", "true")).explain("veto")["outcome"]["because"].words() == "c1 c2");
    CHECK(Board(vetoed("false", "false")).outcome("veto") == "false");
  }
  TEST_CASE("an exemption lifts its own condition only") {
    CHECK(Board(vetoed("true", "false", "true")).outcome("veto") == "false");
    CHECK(Board(vetoed("true", "true", "true")).outcome("veto") == "true");
  }
  TEST_CASE("a condition that stays missing leaves it undecided, unless another settles it") {
    CHECK(Board(vetoed("null", "false")).outcome("veto") == "undecided");
    CHECK(Board(vetoed("null", "true")).outcome("veto") == "true");
    CHECK(Board(vetoed("null", "false", "true")).outcome("veto") == "false");
    CHECK(Board(vetoed("true", "false", "null")).outcome("veto") == "undecided");
    CHECK(Board(vetoed("false", "false", "null")).outcome("veto") == "false");
  }
  TEST_CASE("the veto changes no points by itself") { CHECK(Board(vetoed("true", "true")).figure("total") == "9"); }
  TEST_CASE("two conditions of one id, none at all and a number as a condition are refused") {
    const auto refusal = [](const std::string& conditions) {
      Given g = vetoed("true", "true");
      g.nodes = ten_points(R"({"kind": "constant", "points": "9"})") + R"(, "veto": {"type": "veto", "conditions": [)" + conditions + "]}";
      return check_errors(g);
    };
    const std::string at = " /classes/office/nodes/veto/conditions";
    CHECK(refusal(R"({"id": "x", "when": "a"}, {"id": "x", "when": "b"})") == "duplicate-id" + at + "/1");
    CHECK(refusal("") == "missing-key" + at);
    CHECK(refusal(R"({"id": "x", "when": "total"})") == "formula-type" + at + "/0/when");
  }
}
