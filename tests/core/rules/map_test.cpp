#include <algorithm>

#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& type, const std::string& value) {
  Given g;
  g.facts = R"("mark": {"grain": "year", "title": {"zh-CN": "星级", "en": "Stars"}, )" + type + "}";
  g.nodes = ten_points(R"({"kind": "map", "value": "mark", )" + keys + "}");
  g.readings = R"("mark": {"2025": [)" + value + "]}";
  return g;
}
const char* const stars = R"("type": "choice", "options": {"5": "5★", "4.5": "4.5★", "4": "4★", "1": "1★"})";
const char* const table = R"("to": {"5": "10", "4.5": "9", "4": "8"}, "else": "invalid")";

std::string visits(const std::string& take, const std::string& none, const std::string& list) {
  Given g;
  g.facts = R"("visits": {"type": "records", "grain": "year", "fields": {"date": "date", "stars": {)" + std::string(stars) + "}}}";
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "map", "value": "item.stars", )" + std::string(table) + R"(}, "fold": {"over": "visits", "take": ")" + take + "\"" + none + "}}";
  std::string rows;
  int n = 0;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    rows += (rows.empty() ? "" : ", ") + (R"({"id": "v)" + std::to_string(++n) + R"(", "date": "2025-05-01", "stars": ")" + list.substr(at, end - at) + "\"}");
    at = end + 1;
  }
  g.records = R"("visits": {"A": [)" + rows + "]}";
  return Board(g).figure("total");
}

}  // namespace

TEST_SUITE("rules.map") {
  TEST_CASE("a choice gives the points of its row, half stars too") {
    CHECK(Board(rule(table, stars, "\"5\"")).figure("total") == "10");
    CHECK(Board(rule(table, stars, "\"4.5\"")).figure("total") == "9");
    CHECK(Board(rule(table, stars, "4.5")).figure("total") == "9");
    CHECK(Board(rule(table, stars, "\"4\"")).figure("total") == "8");
  }
  TEST_CASE("a value without a row is invalid, or what `else` gives") {
    const Board board(rule(table, stars, "\"1\""));
    CHECK(board.figure("total") == "invalid");
    CHECK(board.explain("total")["reason"].en() == "the table has no row for this value");
    CHECK(Board(rule(R"("to": {"5": "10"}, "else": "1.5")", stars, "\"4\"")).figure("total") == "1.5");
    CHECK(Board(rule(R"("to": {"5": "10"}, "else": "1.5")", stars, "null")).figure("total") == "missing");
    CHECK(Board(rule(R"("to": {"5": "10"}, "else": "1.5")", stars, "\"exempt\"")).figure("total") == "exempt");
  }
  TEST_CASE("flags and numbers have rows of their own, and numbers match exactly") {
    CHECK(Board(rule(R"("to": {"true": "10", "false": "2"}, "else": "invalid")", R"("type": "flag")", "false")).figure("total") == "2");
    CHECK(Board(rule(R"("to": {"0.5": "10"}, "else": "0")", R"("type": "number")", "\"1/2\"")).figure("total") == "10");
    CHECK(Board(rule(R"("to": {"0.5": "10"}, "else": "0")", R"("type": "number")", "\"0.5001\"")).figure("total") == "0");
  }
  TEST_CASE("a level has rows of its own, found by their ids and told by their titles") {
    const auto graded = [](const std::string& mark, const std::string& to) {
      Given g = rule(table, R"("type": "number")", mark);
      g.nodes = R"("stand": {"full": "100", "rule": {"kind": "direct", "value": "mark", "outOf": "100"}},
        "grade": {"type": "level", "of": "stand", "stages": [{"lines": [{"level": "good", "title": {"zh-CN": "好", "en": "Good"}, "from": "80"}, {"level": "fair", "title": {"zh-CN": "中", "en": "Fair"}, "from": "60"}, {"level": "poor"}]}]},
        "total": {"full": "10", "rule": {"kind": "map", "value": "grade", "to": {)" + to + R"(}, "else": "invalid"}})";
      return g;
    };
    const std::string to = R"("good": "10", "fair": "6")";
    CHECK(Board(graded("80", to)).figure("total") == "10");
    CHECK(Board(graded("\"79.9\"", to)).figure("total") == "6");
    CHECK(Board(graded("60", to)).figure("total") == "6");
    CHECK(Board(graded("\"59.9\"", to)).figure("total") == "invalid");
    CHECK(Board(graded("null", to)).figure("total") == "missing");
    CHECK(Board(graded("80", to)).explain("total")["sentence"].en() == "Out of 10, by grade: Good gives 10, Fair gives 6.");
    CHECK(check_errors(graded("80", R"("best": "10")")) == "bad-choice /classes/office/nodes/total/rule/to/best");
  }
  TEST_CASE("several visits are converted one by one and then averaged") {
    CHECK(visits("mean", "", "5 4.5 4.5") == "28/3");  // (10 + 9 + 9) ÷ 3
    CHECK(visits("mean", "", "4.5") == "9");
    CHECK(visits("min", "", "5 4 4.5") == "8");
    CHECK(visits("max", "", "4 4.5") == "9");
  }
  TEST_CASE("no visit at all is exempt, zero or full marks, as `none` says") {
    CHECK(visits("mean", "", "") == "exempt");
    CHECK(visits("mean", R"(, "none": "zero")", "") == "0");
    CHECK(visits("mean", R"(, "none": "full")", "") == "10");
  }
  TEST_CASE("one visit outside the table makes the whole invalid") { CHECK(visits("mean", "", "5 1") == "invalid"); }
  TEST_CASE("the rows are told with their titles") {
    const Part told = Board(rule(table, stars, "\"4.5\"")).explain("total");
    CHECK(told["sentence"].en() == "Out of 10, by Stars: 5★ gives 10, 4.5★ gives 9, 4★ gives 8.");
    CHECK(told["formula"].zh() == "按 星级 查对应表");
  }
  TEST_CASE("a row for what is no option is refused, and so is a text instead of a value") {
    CHECK(check_errors(rule(R"("to": {"6": "10"}, "else": "0")", stars, "null")) == "bad-choice /classes/office/nodes/total/rule/to/6");
    CHECK(check_errors(rule(R"("to": {"yes": "10"}, "else": "0")", R"("type": "flag")", "null")) == "bad-choice /classes/office/nodes/total/rule/to/yes");
    CHECK(check_errors(rule(R"("to": {"5": "10"})", stars, "null")) == "missing-key /classes/office/nodes/total/rule");
    Given literal = rule(table, stars, "null");
    literal.nodes = ten_points(R"({"kind": "map", "value": "'abc'", "to": {"1": "5"}, "else": "0"})");
    CHECK(check_errors(literal) == "formula-type /classes/office/nodes/total/rule/value");
  }
}
