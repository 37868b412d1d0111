// How low and how high figures can still come out, kind by kind, with the readings that bring them there. Every bound is worked
// out by hand from the rule's own lines.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// One node worth ten points over one figure that is missing.
Given one(const std::string& fact, const std::string& node) {
  Given g;
  g.facts = "\"x\": " + fact;
  g.nodes = "\"total\": " + node;
  g.readings = R"("x": {"2025": [null]})";
  return g;
}

/// "low … high", "tight" where readings were found that reach both.
std::string range(Board& board, const char* node = "total", const char* unit = "A") {
  const Part reply = Part(board.book.ask("range", std::string(R"({"class": "office", "period": "2025", "nodes": [")") + node + R"("], "unit": ")" + unit + "\"}"));
  REQUIRE(errors_of(reply) == "");
  const Part found = reply["value"]["units"][0]["nodes"][node];
  const auto end = [](const Part& bound) { return bound.is_null() ? std::string("…") : bound["exact"].text(); };
  std::string text = found["levels"].size() > 0 ? found["levels"]["low"].text() + " – " + found["levels"]["high"].text() : end(found["low"]) + " – " + end(found["high"]);
  if (found["tight"].text() == "true") text += " tight";
  const std::string others = found["mayBe"].words();
  return others.empty() ? text : text + " or " + others;
}
std::string range_of(const Given& given) {
  Board board(given);
  return range(board);
}

const char* const percentage = R"({"type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}})";
const char* const count = R"({"type": "count", "grain": "year", "domain": {"max": "20"}})";

}  // namespace

TEST_CASE("range: a figure that cannot be had is not had, however far another may go") {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "year"}, "y": {"type": "votes", "grain": "year", "options": ["good", "bad"]})";
  g.nodes = R"("a": {"full": "5", "rule": {"kind": "formula", "points": "x"}}, "b": {"full": "5", "rule": {"kind": "votes", "votes": "y", "satisfied": ["good"], "atLeast": "10"}},
               "total": {"full": "10", "children": ["a", "b"], "fold": {"take": "sum", "missing": "missing"}})";
  g.readings = R"("x": {"2025": [null]}, "y": {"2025": [{"good": 3, "bad": 1}]})";
  Board board(g);
  // Four votes are too few, and all are in: b has no points, and so the total has none.
  CHECK(range(board, "a") == "… – …");
  CHECK(range(board) == "… – … tight or missing");
}

TEST_CASE("range: each kind between its own ends") {
  SUBCASE("proportional, capped") {
    CHECK(range_of(one(percentage, R"({"full": "10", "rule": {"kind": "proportional", "actual": "x", "target": "0.9", "better": "higher", "over": "cap"}})")) == "0 – 10 tight");
  }
  SUBCASE("proportional, lower is better: nothing done divides by zero") {
    CHECK(range_of(one(R"({"type": "number", "grain": "year", "domain": {"min": "2", "max": "8"}})",
                       R"({"full": "10", "rule": {"kind": "proportional", "actual": "x", "target": "4", "better": "lower", "over": "allow"}})")) == "5 – 20 tight");
  }
  SUBCASE("bands") {
    CHECK(range_of(one(percentage, R"({"full": "10", "rule": {"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "60%", "points": "4"}, {"from": "90%", "points": "10"}], "outside": "1"}})")) == "1 – 10 tight");
  }
  SUBCASE("marginal bands: 10 at 0.5 each, the other 10 at 0.25") {
    CHECK(range_of(one(count, R"({"full": "10", "rule": {"kind": "bands", "value": "x", "take": "marginal", "rows": [{"from": "0", "points": "0.5"}, {"from": "10", "points": "0.25"}], "outside": "invalid"}})")) == "0 – 7.5 tight");
  }
  SUBCASE("segments that rise and fall: the top is inside") {
    CHECK(range_of(one(count, R"({"full": "10", "rule": {"kind": "segments", "value": "x", "rows": [{"from": "0", "to": "5", "points": ["0", "10"]}, {"from": "5", "to": "20", "points": ["10", "4"]}], "outside": "0"}})")) == "0 – 10 tight");
  }
  SUBCASE("deduction by count: 20 at 0.4 leave 2") {
    CHECK(range_of(one(count, R"({"full": "10", "rule": {"kind": "deduction", "counts": [{"value": "x", "points": "0.4"}], "floor": "0"}})")) == "2 – 10 tight");
  }
  SUBCASE("deduction below a line: at worst 98 points short") {
    CHECK(range_of(one(percentage, R"({"full": "10", "rule": {"kind": "deduction", "short": {"value": "x", "of": "98%"}, "per": {"percentagePoint": "1", "points": "0.05", "part": "started"}, "floor": "0"}})")) == "5.1 – 10 tight");
  }
  SUBCASE("map of options") {
    CHECK(range_of(one(R"({"type": "choice", "grain": "year", "options": ["good", "fair", "poor"]})",
                       R"({"full": "10", "rule": {"kind": "map", "value": "x", "to": {"good": "10", "fair": "7", "poor": "3"}, "else": "invalid"}})")) == "3 – 10 tight");
  }
  SUBCASE("checklist: the one or the other") {
    CHECK(range_of(one(R"({"type": "flag", "grain": "year"})", R"({"full": "10", "rule": {"kind": "checklist", "items": [{"value": "x", "points": "6"}, {"value": "not x", "points": "4"}]}})")) == "4 – 6 tight");
  }
  SUBCASE("direct") {
    CHECK(range_of(one(R"({"type": "number", "grain": "year", "domain": {"min": "0", "max": "100"}})", R"({"full": "10", "rule": {"kind": "direct", "value": "x", "outOf": "100"}})")) == "0 – 10 tight");
  }
  SUBCASE("power: 0.1 × 8²") {
    CHECK(range_of(one(count, R"({"full": "10", "rule": {"kind": "power", "value": "x", "a": "0.1", "b": "12", "c": "2", "side": "above"}})")) == "0 – 6.4 tight or invalid");
  }
  SUBCASE("growth: from nothing to twice the base") {
    Given g = one(count, R"({"full": "10", "rule": {"kind": "growth", "value": "x", "base": "10", "per": {"percentagePoint": "10", "points": "1", "part": "whole"}, "start": "6", "floor": "0", "cap": "10"}})");
    CHECK(range_of(g) == "0 – 10 tight");
  }
  SUBCASE("votes: whatever they are, between the worst level and the best") {
    Given g = one(R"({"type": "votes", "grain": "year", "options": ["good", "fair", "poor"]})",
                  R"({"full": "10", "rule": {"kind": "votes", "votes": "x", "values": {"good": "100", "fair": "80", "poor": "40"}, "outOf": "100"}})");
    CHECK(range_of(g) == "4 – 10 tight or invalid");
  }
  SUBCASE("a formula that uses a figure twice is bounded, if not tightly: x × (1 − x) is at most 1/4") {
    const std::string found = range_of(one(percentage, R"x({"full": "10", "rule": {"kind": "formula", "points": "10 * x * (1 - x)"}})x"));
    CHECK(found == "0 – 10");
  }
}

TEST_CASE("range: through steps, folds and levels") {
  Given g;
  g.facts = R"("x": {"type": "rate", "grain": "quarter", "domain": {"min": "0", "max": "1"}}, "y": {"type": "count", "grain": "year", "domain": {"max": "5"}})";
  g.nodes = R"("total": {"full": "100", "children": ["rate", "faults"]},
    "rate": {"full": "80", "fold": {"over": "quarter", "of": "part", "take": "mean"}, "steps": [{"round": {"places": 0, "mode": "half-up"}}]},
    "part": {"grain": "quarter", "full": "80", "rule": {"kind": "proportional", "actual": "x", "target": "1", "better": "higher", "over": "cap"}},
    "faults": {"full": "20", "rule": {"kind": "deduction", "counts": [{"value": "y", "points": "3"}], "floor": "0"}},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "fair", "from": "60"}, {"level": "poor"}]}]})";
  g.readings = R"("x": {"2025-Q1": ["90%"], "2025-Q2": ["81%"], "2025-Q3": [null], "2025-Q4": [null]}, "y": {"2025": ["1"]})";
  Board board(g);
  // Quarters 72 and 64.8: with nothing more the mean is 34.2, with all of it 74.2; rounded 34 and 74, and 17 besides.
  CHECK(range(board) == "51 – 91 tight");
  CHECK(range(board, "level") == "poor – good tight");
  const Part unit = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "A"})"))["value"]["units"][0];
  CHECK(unit["lowAt"]["changes"].size() == 2);
  CHECK(unit["lowAt"]["changes"][0]["period"].text() == "2025-Q3");
  CHECK(unit["highAt"]["changes"][1]["value"].text() == "100%");
  const Part lines = unit["nodes"]["level"]["lines"];
  CHECK(lines[0]["possible"].text() == "true");
  CHECK(lines[0]["sure"].text() == "false");
  CHECK(lines[0]["short"]["exact"].text() == "34");
  CHECK(lines[1]["short"]["exact"].text() == "9");
  CHECK(lines[2]["sure"].text() == "true");
}

TEST_CASE("range: a list that may still grow, and one that is complete") {
  Given g;
  g.facts = R"("claims": {"type": "records", "grain": "year", "fields": {"date": "date", "kind": {"type": "choice", "options": ["city", "county"]}}})";
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "bonus", "records": "claims", "price": {"of": "item.kind", "to": {"city": "2", "county": "1"}}, "cap": "3"}})";
  g.units = {"A", "B"};
  g.records = R"("claims": {"A": [{"id": "a", "date": "2025-03-01", "kind": "county"}]})";
  Board board(g);
  CHECK(range(board, "total", "A") == "1 – 1 tight");
  CHECK(range(board, "total", "B") == "0 – 3 tight");
  // 2 + 2 or 2 + 1: two records are enough, and nothing that is none.
  const Part unit = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "B"})"))["value"]["units"][0];
  CHECK(unit["lowAt"]["changes"].size() == 0);
  CHECK(unit["highAt"]["changes"].size() == 1);
  CHECK(unit["highAt"]["changes"][0]["fact"].text() == "claims");
  CHECK(unit["highAt"]["changes"][0]["records"].size() == 2);
  CHECK(unit["highAt"]["changes"][0]["records"][0]["kind"].text() == "city");
  const Part all = Part(board.book.ask("range", R"({"class": "office", "period": "2025"})"))["value"];
  CHECK(all["units"].size() == 1);
  CHECK(all["otherOpen"].text() == "true");
}

TEST_CASE("range: a rank moves with one's own figure and with those of others") {
  Given g;
  g.units = {"A", "B", "C"};
  g.facts = R"("x": {"type": "number", "grain": "year", "domain": {"min": "0", "max": "10"}})";
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "x"}}, "place": {"type": "rank", "of": "total", "ties": "competition"})";
  g.readings = R"("x": {"2025": ["4", null, "7"]})";
  Board board(g);
  CHECK(range(board, "place", "A") == "2 – 3 tight");
  CHECK(range(board, "place", "B") == "1 – 3 tight");
  CHECK(range(board, "place", "C") == "1 – 2 tight");
}

namespace {

const char* const mark = R"({"type": "number", "grain": "year", "domain": {"min": "0", "max": "10"}})";

/// Three offices, of which two or one have a figure.
Given compared(const std::string& rule, const std::string& readings) {
  Given g;
  g.units = {"A", "B", "C"};
  g.facts = "\"x\": " + std::string(mark);
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "relative", "value": "x", "better": "higher", )" + rule + "}}";
  g.readings = "\"x\": {\"2025\": [" + readings + "]}";
  return g;
}

}  // namespace

TEST_CASE("range: against others") {
  SUBCASE("the best: 0 of 7; 7 and more are the best") { CHECK(range_of(compared(R"("by": "best")", R"(null, "4", "7")")) == "0 – 10 tight"); }
  SUBCASE("the mean: 10 × 10 × 3 ÷ 21") { CHECK(range_of(compared(R"("by": "mean")", R"(null, "4", "7")")) == "0 – 100/7 tight"); }
  SUBCASE("the mean, another open as well: 10 × 7 × 3 ÷ 21 at 4 and 10, 10 × 7 × 3 ÷ 11 at 4 and 0") {
    CHECK(range_of(compared(R"("by": "mean")", R"("7", null, "4")")) == "10 – 210/11 tight");
  }
  SUBCASE("between worst and best: 4 between 0 and 7, 4 and 7, 2 and 10") {
    Board board(compared(R"("by": "minmax")", R"("4", null, "2")"));
    // (4 − 2) ÷ (10 − 2) of 10, and 10 where nobody has more.
    CHECK(range(board) == "2.5 – 10 tight");
  }
  SUBCASE("the share behind: none, or both") { CHECK(range_of(compared(R"("by": "percentile")", R"(null, "4", "7")")) == "0 – 10 tight"); }
  SUBCASE("deviations: beside one of three that lies elsewhere, √(1/2)") {
    // 4, y, 4 with y in 0 … 10: y < 4 gives 70 + 10 × √(1/2), y > 4 as much less, wherever y lies.
    Board board(compared(R"("by": "zscore", "mean": "70", "spread": "10")", R"("4", null, "4")"));
    const Part found = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "A"})"))["value"]["units"][0]["nodes"]["total"];
    CHECK(found["low"]["shown"].text() == "62.93");
    CHECK(found["high"]["shown"].text() == "77.07");
    CHECK(found["tight"].text() == "true");
  }
}

TEST_CASE("range: folds that do not only rise") {
  const auto quarterly = [](const std::string& fold, const std::string& readings) {
    Given g;
    g.facts = R"("x": {"type": "number", "grain": "quarter", "domain": {"min": "0", "max": "10"}})";
    g.nodes = R"("total": {"full": "10", "fold": {"over": "quarter", "of": "part", )" + fold + R"(}}, "part": {"grain": "quarter", "full": "10", "rule": {"kind": "direct", "value": "x", "outOf": "10"}})";
    g.readings = "\"x\": {" + readings + "}";
    return range_of(g);
  };
  // Without its highest the last is the third quarter where the fourth is dropped: 8, or the fourth below it, up to 8.
  SUBCASE("the last of those that are left") {
    CHECK(quarterly(R"("take": "last", "drop": {"highest": 1})", R"("2025-Q1": ["3"], "2025-Q2": ["5"], "2025-Q3": ["8"], "2025-Q4": [null])") == "0 – 8 tight");
  }
  // Two desks are known and a third may still be: of two one is dropped, of three two; one is counted either way.
  SUBCASE("how many are left") {
    Given g;
    g.facts = R"("x": {"type": "number", "grain": "year", "keys": {"a": "A", "b": "B", "c": "C"}, "domain": {"min": "50", "max": "95"}})";
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "proportional", "actual": "item.value", "target": "2.5", "better": "lower", "over": "allow", "floor": "1"},
      "fold": {"over": "x", "take": "count", "missing": "skip", "drop": {"lowest": {"share": "50%", "round": "half-up"}, "by": "item.value"}}})";
    g.readings = R"("x": {"2025": [{"a": "50", "b": "50"}]})";
    Board board(g);
    CHECK(board.figure("total", "A") == "1");
    const Part total = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "all": true})"))["value"]["units"][0]["nodes"]["total"];
    CHECK(std::stoi(total["low"]["exact"].text()) <= 1);
    CHECK(std::stoi(total["high"]["exact"].text()) >= 1);
  }
  SUBCASE("the product of one") {
    CHECK(quarterly(R"("take": "product")", R"("2025-Q1": ["2"], "2025-Q2": ["3"], "2025-Q3": [null], "2025-Q4": ["1"])") == "0 – 60 tight");
  }
}

TEST_CASE("range: how far figures lie apart") {
  Given g;
  g.facts = R"("marks": {"type": "records", "grain": "year", "fields": {"date": "date", "x": {"type": "number", "domain": {"min": "0", "max": "10"}}}})";
  g.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "deviation(marks : item.x)"}})x";
  g.records = R"("marks": {"A": [{"id": "a", "date": "2025-03-01", "x": null}, {"id": "b", "date": "2025-03-02", "x": "2"}, {"id": "c", "date": "2025-03-03", "x": "2"}]})";
  // 2, 2 and 2: nothing; 10, 2 and 2: mean 14/3, √((256 + 64 + 64) ÷ 9 ÷ 3) = √(128/9).
  Board board(g);
  const Part found = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "A"})"))["value"]["units"][0];
  CHECK(found["nodes"]["total"]["low"]["exact"].text() == "0");
  CHECK(found["nodes"]["total"]["high"]["shown"].text() == "3.77");
  CHECK(found["nodes"]["total"]["tight"].text() == "true");
  CHECK(found["highAt"]["changes"][0]["records"][0]["x"].text() == "10");
}

TEST_CASE("range: marks that may still come, though there are enough") {
  Given g;
  g.units = {"A", "B"};
  g.facts = R"("marks": {"type": "records", "grain": "year", "fields": {"date": "date", "x": {"type": "number", "domain": {"min": "0", "max": "10"}}}})";
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "judged", "marks": "marks", "value": "item.x", "outOf": "10"}})";
  g.records = R"("marks": {"A": [{"id": "a", "date": "2025-03-01", "x": "6"}], "B": []})";
  g.dataset_extra = R"(, "closedThrough": {"office": {"marks": "2025-06-30"}})";
  Board board(g);
  // Beside a 6 any number of noughts or tens: as near to them as one likes, and never there.
  CHECK(range(board, "total", "A") == "0 – 10");
  CHECK(range(board, "total", "B") == "0 – 10 tight or missing");
  const Part high = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "B"})"))["value"]["units"][0]["highAt"]["changes"];
  CHECK(high[0]["records"].size() == 1);
  CHECK(high[0]["records"][0]["x"].text() == "10");
  CHECK(high[0]["records"][0]["date"].text() == "2025-12-31");
}

TEST_CASE("range: a day is one that can be written") {
  Given g = one(R"({"type": "date", "grain": "year"})", R"x({"full": "10", "rule": {"kind": "formula", "points": "min(days(x, period.last), 3)"}})x");
  // From 9999-12-31 back to 2025-12-31 are 7 974 years: 2 912 443 days before the last of the period.
  CHECK(range_of(g) == "-2912443 – 3 tight");
}

TEST_CASE("range: a total that is settled is reached, whatever else is open") {
  Given g = one(mark, R"({"full": "10", "rule": {"kind": "constant", "points": "4"}})");
  g.nodes += R"(, "other": {"full": "10", "rule": {"kind": "direct", "value": "x", "outOf": "10"}})";
  Board board(g);
  const Part unit = Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "A", "all": true})"))["value"]["units"][0];
  CHECK(unit["settled"].text() == "false");
  CHECK(unit["nodes"]["total"]["tight"].text() == "true");
  CHECK(unit["lowAt"]["reached"].text() == "true");
  CHECK(unit["highAt"]["changes"].size() == 0);
  CHECK(range(board, "other") == "0 – 10 tight");
}

TEST_CASE("range: what a view does not look at yet is not open") {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "quarter", "domain": {"min": "0", "max": "10"}})";
  g.nodes = R"("total": {"full": "10", "fold": {"over": "quarter", "of": "part", "take": "mean"}}, "part": {"grain": "quarter", "full": "10", "rule": {"kind": "direct", "value": "x", "outOf": "10"}})";
  g.readings = R"("x": {"2025-Q1": ["3"], "2025-Q2": [null], "2025-Q3": [null], "2025-Q4": [null]})";
  g.scheme_extra = R"(, "views": {"current": {"title": "Now", "missing": "skip", "through": "asOf"}})";
  g.dataset_extra = R"(, "view": "current")";
  g.as_of = "2025-05-31";
  Board board(g);
  CHECK(range(board) == "1.5 – 6.5 tight");
  const Part ways = Part(board.book.ask("solve", R"({"class": "office", "unit": "A", "period": "2025", "goal": {"node": "total", "atLeast": "5"}})"))["value"]["ways"];
  CHECK(ways.size() == 1);
  CHECK(ways[0]["cells"].size() == 1);
  CHECK(ways[0]["cells"][0]["period"].text() == "2025-Q2");
}

TEST_CASE("range: what is asked wrongly is told at its place") {
  Board board(one(percentage, R"({"full": "10", "rule": {"kind": "formula", "points": "x"}})"));
  CHECK(errors_of(Part(board.book.ask("range", R"({"class": "office", "period": "2025", "nodes": ["nobody"]})"))) == "query-unknown /nodes/0");
  CHECK(errors_of(Part(board.book.ask("range", R"({"class": "office", "period": "2025", "unit": "Z"})"))) == "query-unknown /unit");
  CHECK(errors_of(Part(board.book.ask("range", R"({"class": "office", "period": "2031"})"))) == "query-unknown /period");
}
