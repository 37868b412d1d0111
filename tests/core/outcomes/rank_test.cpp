#include <algorithm>

#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Units A, B, C … with these marks, and one rank with those keys.
Given ranked(const std::string& marks, const std::string& keys, const std::string& second = "") {
  Given g;
  g.units.clear();
  for (std::size_t i = 0, n = 1 + static_cast<std::size_t>(std::count(marks.begin(), marks.end(), ',')); i < n; ++i)
    g.units.push_back(std::string(1, static_cast<char>('A' + i)));
  g.facts = R"("mark": {"type": "number", "grain": "year"}, "second": {"type": "number", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(, "place": {"type": "rank", "of": "total", )" + keys + "}";
  g.readings = R"("mark": {"2025": [)" + marks + "]}";
  if (!second.empty()) g.readings += R"(, "second": {"2025": [)" + second + "]}";
  return g;
}
std::string places(const Given& g) {
  const Board board(g);
  std::string all;
  for (const std::string& unit : g.units) {
    const std::string id = unit[0] == '{' ? unit.substr(8, 1) : unit;
    all += (all.empty() ? "" : " ") + board.outcome("place", id);
  }
  return all;
}
const char* const competition = R"("ties": "competition")";

}  // namespace

TEST_SUITE("outcomes.rank") {
  TEST_CASE("competition: a tie uses up the places after it") { CHECK(places(ranked("9, 8, 8, 7", competition)) == "1 2 2 4"); }
  TEST_CASE("dense: the next place follows at once") { CHECK(places(ranked("9, 8, 8, 7", R"("ties": "dense")")) == "1 2 2 3"); }
  TEST_CASE("from the bottom the lowest is first") { CHECK(places(ranked("9, 8, 8, 7", R"("ties": "competition", "from": "bottom")")) == "4 2 2 1"); }
  TEST_CASE("figures that look alike but differ are no tie") {
    CHECK(places(ranked("\"8.001\", \"8.002\", \"8.001\"", competition)) == "2 1 2");
    CHECK(places(ranked("\"8.001\", \"8.002\", \"8.011\"", R"("ties": "competition", "compare": {"round": {"places": 2, "mode": "half-up"}})")) == "2 2 1");
  }
  TEST_CASE("units without a known value are left out and counted out") {
    const Given g = ranked("9, null, \"exempt\", 7", competition);
    CHECK(places(g) == "1 undecided undecided 2");
    const Board board(g);
    CHECK(board.explain("place", "A")["outcome"]["of"].text() == "2");
    CHECK(board.rows()["ranked"].text() == "2");
    CHECK(board.explain("place", "B")["outcome"]["label"].en() == "not ranked");
  }
  TEST_CASE("a tie is told as one") {
    const Board board(ranked("9, 9, 7", competition));
    CHECK(board.explain("place", "A")["outcome"]["state"].text() == "tied");
    CHECK(board.explain("place", "A")["outcome"]["label"].zh() == "第1名（并列）");
    CHECK(board.explain("place", "C")["outcome"]["state"].text() == "decided");
    CHECK(board.explain("place", "C")["outcome"]["label"].en() == "No. 3");
  }
  TEST_CASE("a tie-break parts equals, and only equals") {
    CHECK(places(ranked("8, 8, 9", R"("ties": "competition", "tieBreak": ["second"])", "1, 2, 0")) == "3 2 1");
    CHECK(places(ranked("8, 8, 9", R"("ties": "competition", "tieBreak": ["second", "-mark"])", "1, 1, 0")) == "2 2 1");
  }
  TEST_CASE("a missing tie-break key stands last, whatever the order of the units") {
    CHECK(places(ranked("8, 8, 8", R"("ties": "competition", "tieBreak": ["second"])", "3, null, 5")) == "2 3 1");
    CHECK(places(ranked("8, 8, 8", R"("ties": "competition", "tieBreak": ["second"])", "null, 3, 5")) == "3 2 1");
    CHECK(places(ranked("8, 8, 8", R"("ties": "competition", "tieBreak": ["second"])", "5, null, 3")) == "1 3 2");
    CHECK(places(ranked("8, 8, 8", R"("ties": "competition", "tieBreak": ["second"])", "null, 5, null")) == "2 1 2");
  }
  TEST_CASE("within groups each group has its own first, and units without a group make one of their own") {
    Given g = ranked("9, 8, 7, 6, 5, 4", R"("ties": "competition", "within": "group")");
    g.units = {R"({"id": "A", "group": "town"})", R"({"id": "B", "group": "rural"})", R"({"id": "C", "group": "town"})", R"({"id": "D"})", R"({"id": "E", "group": "rural"})", R"({"id": "F"})"};
    CHECK(places(g) == "1 1 2 1 2 2");
    CHECK(Board(g).explain("place", "A")["outcome"]["of"].text() == "2");
  }
  TEST_CASE("within a choice each option has its own first, and a unit without one has no place") {
    Given g = ranked("9, 8, 7", R"("ties": "competition", "within": "kind")");
    g.facts += R"(, "kind": {"type": "choice", "grain": "year", "options": ["x", "y"]})";
    g.readings += R"(, "kind": {"2025": ["x", null, "y"]})";
    CHECK(places(g) == "1 undecided 1");
  }
  TEST_CASE("a place can be read by a formula, and an unknown node cannot be ranked") {
    Given g = ranked("9, 8", competition);
    g.nodes += R"(, "first": {"type": "flag", "value": "place == 1"})";
    CHECK(Board(g).figure("first", "A") == "1");
    CHECK(Board(g).figure("first", "B") == "0");
    g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(, "place": {"type": "rank", "of": "totl", "ties": "competition"})";
    CHECK(check_errors(g) == "unknown-reference /classes/office/nodes/place/of");
  }
  TEST_CASE("a board without units has no places and can still be read") {
    Given g = ranked("9", competition);
    g.units = {};
    g.readings = "";
    const Board board(g);
    CHECK(board.rows()["total"].text() == "0");
    CHECK(board.rows()["rows"].size() == 0);
  }
}
