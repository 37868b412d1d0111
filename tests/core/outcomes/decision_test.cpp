#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// Units A and B with equal marks and one decision `d` made of those keys.
Given decided(const std::string& keys, const std::string& more = "") {
  Given g;
  g.units = {"A", "B"};
  g.facts = R"("mark": {"type": "number", "grain": "year"}, "open": {"type": "flag", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(, "d": {"type": "decision", "title": {"zh-CN": "抽签", "en": "The draw"}, )" + keys + "}" + more;
  g.readings = R"("mark": {"2025": [5, 5]}, "open": {"2025": [true, false]})";
  return g;
}
/// What fails, "unit node: expected, actual;", in a case of units A, B and C with the marks 5, 5 and 9 and these entered.
std::string failed(Given g, const std::string& assume, const std::string& expect) {
  g.cases = R"({"name": "entered", "source": "invented", "period": "2025", "units": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
    "readings": {"A": {"mark": "5", "open": true}, "B": {"mark": "5", "open": true}, "C": {"mark": "9", "open": true}},
    "assume": {)" + assume + R"(}, "expect": {)" + expect + "}}";
  Workbook book;
  const Part reply(book.cases_of(scheme_text(g)));
  std::string all = errors_of(reply);
  for (const Part& f : reply["value"]["cases"][0]["failures"].items())
    all += f["unit"].text() + " " + f["node"].text() + ": " + f["expected"].text() + ", " + f["actual"].text() + ";";
  CHECK(reply["value"]["cases"].size() == 1);
  return all;
}
const char* const rank = R"(, "place": {"type": "rank", "of": "total", "ties": "competition", "tieBreak": ["-d"]})";

}  // namespace

TEST_SUITE("outcomes.decision") {
  TEST_CASE("due and not entered it is pending, not due exempt, and missing where that is not known") {
    const Board board(decided(R"("as": "flag", "due": "open")"));
    CHECK(board.explain("d", "A")["status"].text() == "missing");
    CHECK(board.outcome("d", "A") == "pending");
    CHECK(board.explain("d", "A")["reason"].zh() == "抽签（2025年）尚未作出决定");
    CHECK(board.explain("d", "B")["status"].text() == "exempt");
    CHECK(board.explain("d", "B")["outcome"]["label"].zh() == "不考核");
    Given g = decided(R"("as": "flag", "due": "open")");
    g.readings = R"("mark": {"2025": [5, 5]}, "open": {"2025": [null, false]})";
    CHECK(Board(g).outcome("d", "A") == "undecided");
    CHECK(Board(decided(R"("as": "flag")")).outcome("d", "B") == "pending");
  }
  TEST_CASE("what reads it is pending too, and what is missing for another reason is not") {
    Given g = decided(R"("as": "flag")", R"(, "then": {"type": "verdict", "effect": "measure", "when": "d and open", "then": "x"}, "out": {"type": "veto", "conditions": [{"id": "a", "when": "d"}]})");
    CHECK(Board(g).outcome("then", "A") == "pending");
    CHECK(Board(g).outcome("then", "B") == "false");
    CHECK(Board(g).outcome("out", "A") == "pending");
    g.readings = R"("mark": {"2025": [null, 5]}, "open": {"2025": [true, true]})";
    g.nodes += R"(, "place": {"type": "rank", "of": "total", "ties": "competition"})";
    CHECK(Board(g).outcome("place", "A") == "undecided");
  }
  TEST_CASE("entered values are read and written in their own form") {
    CHECK(failed(decided(R"("options": {"keep": "保留", "drop": "取消"})"), R"("A": {"d": "drop"})", R"("A": {"d": "drop"})") == "");
    CHECK(failed(decided(R"("options": ["keep", "drop"])"), R"("A": {"d": "keep"})", R"("A": {"d": "drop"})") == "A d: drop, keep;");
    CHECK(failed(decided(R"("as": "number")"), R"("A": {"d": "2.5"})", R"("A": {"d": "2.5"})") == "");
    CHECK(failed(decided(R"("as": "flag")"), R"("A": {"d": true})", R"("A": {"d": "true"})") == "");
    CHECK(failed(decided(R"("as": "date")"), R"("A": {"d": "2025-03-01"})", R"("A": {"d": "2025-03-01"})") == "");
    CHECK(failed(decided(R"("options": {"keep": "保留"})"), R"("A": {"d": "fly"})", R"("A": {"d": "keep"})") == "A d: assume, fly;A d: keep, missing;");
  }
  TEST_CASE("what the dataset enters stands, and only for its unit and period") {
    Given g = decided(R"("options": {"keep": "保留", "drop": "取消"})");
    g.dataset_extra = R"(, "decisions": [{"class": "office", "node": "d", "unit": "A", "period": "2025", "value": "drop", "by": "委员会", "document": "纪要第3号", "date": "2025-12-01"}])";
    CHECK(Board(g).outcome("d", "A") == "drop");
    CHECK(Board(g).explain("d", "A")["outcome"]["label"].zh() == "取消");
    CHECK(Board(g).outcome("d", "B") == "pending");
    g.dataset_extra = R"(, "decisions": [{"class": "office", "node": "d", "unit": "A", "period": "2025", "value": "fly", "by": "委员会", "document": "纪要第3号", "date": "2025-12-01"}])";
    CHECK(load_errors(g) == "value-type /decisions/0/value");
  }
  TEST_CASE("a choice that was decided compares with its options") {
    const Given g = decided(R"("options": {"keep": "保留", "drop": "取消"})", R"(, "kept": {"type": "flag", "value": "d == 'keep'"})");
    CHECK(failed(g, R"("A": {"d": "keep"}, "B": {"d": "drop"})", R"("A": {"kept": true}, "B": {"kept": false}, "C": {"kept": {"status": "missing"}})") == "");
    CHECK(check_errors(decided(R"("options": {"keep": "保留"})", R"(, "kept": {"type": "flag", "value": "d == 'fly'"})")) == "bad-choice /classes/office/nodes/kept/value");
  }
  TEST_CASE("an earlier decision, and an earlier level of what it rests on, are of their own type") {
    CHECK(check_errors(decided(R"("options": {"keep": "保留", "drop": "取消"}, "due": "earlier(d, 1) == 'keep'")")) == "");
    CHECK(check_errors(decided(R"x("as": "flag", "due": "not earlier(d, 1)")x")) == "");
    CHECK(check_errors(decided(R"x("as": "date", "due": "earlier(d, 1) < date('2025-01-01')")x")) == "");
    CHECK(check_errors(decided(R"("options": {"keep": "保留"}, "due": "earlier(d, 1) == 'fly'")")) == "bad-choice /classes/office/nodes/d/due");
    const auto resting = [](const std::string& level) {
      return R"(, "grade": {"type": "level", "of": "now", "stages": [{"lines": [{"level": "good", "from": "5"}, {"level": "poor"}]}]},
        "now": {"full": "10", "rule": {"kind": "formula", "points": "if(earlier(grade, 1) == ')" + level + R"x(', mark, 0)"}})x";
    };
    CHECK(check_errors(decided(R"("as": "flag")", resting("good"))) == "");
    CHECK(check_errors(decided(R"("as": "flag")", resting("fair"))) == "bad-choice /classes/office/nodes/now/rule/points");
  }
  TEST_CASE("as a rank's key it parts those who tie once all of them are entered") {
    const Given g = decided(R"("as": "number")", rank);
    CHECK(failed(g, R"("A": {"d": "2"}, "B": {"d": "1"})", R"("A": {"place": "3"}, "B": {"place": "2"}, "C": {"place": "1"})") == "");
    CHECK(failed(g, R"("A": {"d": "2"})", R"("A": {"place": {"points": "2", "state": "tied"}}, "B": {"place": {"points": "2", "state": "tied"}}, "C": {"place": "1"})") == "");
  }
  TEST_CASE("as a quota's further key it is awaited only by those at the edge") {
    const Given g = decided(R"("as": "number")", R"(, "best": {"type": "quota", "size": "2", "by": ["total", "-d"], "ties": "include"})");
    CHECK(failed(g, "", R"("A": {"best": {"state": "pending"}}, "B": {"best": {"state": "pending"}}, "C": {"best": "true"})") == "");
    CHECK(failed(g, R"("A": {"d": "2"}, "B": {"d": "1"})", R"("A": {"best": "false"}, "B": {"best": "true"}, "C": {"best": "true"})") == "");
  }
  TEST_CASE("a decision without a form, with two, or with levels of what is no level is refused") {
    CHECK(check_errors(decided(R"("due": "open")")) == "wrong-format /classes/office/nodes/d");
    CHECK(check_errors(decided(R"("as": "flag", "options": ["a"])")) == "wrong-format /classes/office/nodes/d");
    CHECK(check_errors(decided(R"("as": "level", "levels": "total")")) == "unknown-reference /classes/office/nodes/d/levels");
    CHECK(check_errors(decided(R"("options": {})")) == "missing-key /classes/office/nodes/d/options");
  }
}
