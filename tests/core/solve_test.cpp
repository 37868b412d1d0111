// For which values of one figure a goal is reached. The expected ends are worked out by hand.
#include "core/support.h"
#include "yardstick/number.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

std::string values(const Part& way) {
  std::string text;
  for (const Part& range : way["ranges"].items()) {
    text += text.empty() ? "" : ", ";
    text += range["above"].text() == "true" ? "(" : "[";
    text += (range["from"].is_null() ? "…" : range["from"].text()) + " " + (range["to"].is_null() ? "…" : range["to"].text());
    text += range["below"].text() == "true" ? ")" : "]";
  }
  if (way["exact"].text() != "true") text += " not exact";
  return text;
}

Given one(const std::string& fact, const std::string& node, const std::string& reading = "null") {
  Given g;
  g.facts = "\"x\": " + fact;
  g.nodes = "\"total\": " + node;
  g.readings = "\"x\": {\"2025\": [" + reading + "]}";
  return g;
}

Part solve(Board& board, const std::string& goal, const std::string& rest = "") {
  const Part reply = Part(board.book.ask("solve", R"({"class": "office", "unit": "A", "period": "2025", "goal": )" + goal + rest + "}"));
  REQUIRE(errors_of(reply) == "");
  return reply["value"];
}
std::string ways(const Given& given, const std::string& at_least) {
  Board board(given);
  return values(solve(board, R"({"node": "total", "atLeast": ")" + at_least + "\"}")["ways"][0]);
}

const char* const percentage = R"({"type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}})";
const char* const count = R"({"type": "count", "grain": "year", "domain": {"max": "100"}})";

}  // namespace

TEST_CASE("solve: below an end that does not count lies a figure with few digits") {
  Board board(one(R"({"type": "number", "grain": "year", "domain": {"max": "12"}})",
                  R"({"full": "10", "rule": {"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "12", "points": "0"}], "outside": "1"}})"));
  const Part way = solve(board, R"({"node": "total", "atLeast": "1"})")["ways"][0];
  CHECK(values(way) == "[… 12)");
  CHECK(way["nearest"].text() == "11");
  CHECK(way["then"]["exact"].text() == "1");
}

TEST_CASE("solve: each kind's own set of values") {
  SUBCASE("proportional: 9 of 10 at nine tenths of 90%") {
    CHECK(ways(one(percentage, R"({"full": "10", "rule": {"kind": "proportional", "actual": "x", "target": "0.9", "better": "higher", "over": "cap"}})"), "9") == "[81% …]");
  }
  SUBCASE("rounding moves the line half a step down") {
    CHECK(ways(one(percentage, R"({"full": "10", "rule": {"kind": "formula", "points": "10 * x"}, "steps": [{"round": {"places": 1, "mode": "half-up"}}]})"), "9") == "[89.5% …]");
  }
  SUBCASE("half-down leaves the half below") {
    CHECK(ways(one(percentage, R"({"full": "10", "rule": {"kind": "formula", "points": "10 * x"}, "steps": [{"round": {"places": 1, "mode": "half-down"}}]})"), "9") == "(89.5% …]");
  }
  SUBCASE("bands: a row in the middle") {
    CHECK(ways(one(count, R"({"full": "10", "rule": {"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "0", "points": "4"}, {"from": "20", "points": "10"}, {"from": "60", "points": "6"}], "outside": "0"}})"), "7") == "[20 59]");
  }
  SUBCASE("segments up and down: 6 points at 30 and again at 60") {
    CHECK(ways(one(R"({"type": "number", "grain": "year", "domain": {"min": "0", "max": "100"}})",
                   R"({"full": "10", "rule": {"kind": "segments", "value": "x", "rows": [{"from": "0", "to": "50", "points": ["0", "10"]}, {"from": "50", "to": "75", "points": ["10", "0"]}], "outside": "0"}})"), "6") == "[30 60]");
  }
  SUBCASE("deduction: at most 12 faults at a quarter point") {
    CHECK(ways(one(count, R"({"full": "10", "rule": {"kind": "deduction", "counts": [{"value": "x", "points": "0.25"}], "floor": "0"}})"), "7") == "[… 12]");
  }
  SUBCASE("started percentage points: 95% is three short of 98%, 94.99% a fourth one") {
    CHECK(ways(one(percentage, R"({"full": "10", "rule": {"kind": "deduction", "short": {"value": "x", "of": "98%"}, "per": {"percentagePoint": "1", "points": "1", "part": "started"}, "floor": "0"}})"), "7") == "[95% …]");
  }
  SUBCASE("a quotient: full marks × 30 ÷ (x + 10) is at least 6 up to 40") {
    CHECK(ways(one(count, R"x({"full": "10", "rule": {"kind": "formula", "points": "10 * 30 / (x + 10)"}})x"), "6") == "[… 40]");
  }
  SUBCASE("a parabola: x × (10 − x) is at least 21 from 3 to 7") {
    CHECK(ways(one(R"({"type": "count", "grain": "year", "domain": {"max": "1000"}})", R"x({"full": "10", "rule": {"kind": "formula", "points": "x * (10 - x)"}})x"), "21") == "[3 7]");
  }
}

TEST_CASE("solve: months that are left, a level, a place, and a consequence avoided") {
  Given g;
  g.units = {"A", "B", "C"};
  g.facts = R"("x": {"type": "number", "grain": "quarter", "domain": {"min": "0", "max": "100"}}, "veto": {"type": "count", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
    "part": {"grain": "quarter", "full": "100", "rule": {"kind": "formula", "points": "x"}},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "fair", "from": "60"}, {"level": "poor"}]},
      {"gate": {"when": "veto > 0", "atMost": "poor"}}]},
    "place": {"type": "rank", "of": "total", "ties": "competition"},
    "warned": {"type": "verdict", "when": "total < 70", "then": "warned", "effect": "notice"}, "out": {"type": "veto", "conditions": [{"id": "v", "title": "v", "when": "veto > 0"}]})";
  g.readings = R"("x": {"2025-Q1": ["80", "90", "60"], "2025-Q2": ["80", "90", "60"], "2025-Q3": [null, "90", "60"], "2025-Q4": [null, "90", "60"]}, "veto": {"2025": ["0", "0", "0"]})";
  Board board(g);
  const Part good = solve(board, R"({"node": "level", "level": "good"})");
  CHECK(good["goal"]["possible"].text() == "true");
  CHECK(good["ways"].size() == 1);  // what is given does not count while something is open
  CHECK(good["ways"][0]["cells"].size() == 2);
  CHECK(values(good["ways"][0]) == "[90 …]");  // (80 + 80 + 90 + 90) ÷ 4 = 85
  CHECK(good["ways"][0]["nearest"].text() == "90");
  CHECK(good["ways"][0]["then"]["exact"].text() == "85");
  CHECK(values(solve(board, R"({"node": "place", "place": "2"})")["ways"][0]) == "[40 …]");  // level with C at 60
  CHECK(values(solve(board, R"({"node": "place", "place": "1"})")["ways"][0]) == "[100 …]");
  CHECK(values(solve(board, R"({"node": "warned", "is": "false"})")["ways"][0]) == "[60 …]");
  const Part cannot = solve(board, R"({"node": "total", "atLeast": "91"})");
  CHECK(cannot["goal"]["possible"].text() == "false");
  CHECK(values(cannot["ways"][0]).empty());
  CHECK(cannot["ways"][0]["best"]["exact"].text() == "90");
  CHECK(cannot["ways"][0]["bestAt"].text() == "100");
  // A figure that is given is asked about by its name; once there is one fault, nothing helps.
  const std::string fault = R"(, "cells": [{"class": "office", "unit": "A", "fact": "veto", "period": "2025"}])";
  CHECK(values(solve(board, R"({"node": "level", "level": "fair"})", fault)["ways"][0]) == "[… 0]");
}

TEST_CASE("solve: what is given is asked about where no figure is open, and is not called out of reach") {
  Given g;
  g.units = {"A", "B", "C"};
  g.facts = R"("x": {"type": "count", "grain": "year", "domain": {"max": "9"}})";
  g.nodes = R"("total": {"full": "9", "rule": {"kind": "formula", "points": "x"}}, "lot": {"type": "decision", "as": "number"},
    "place": {"type": "rank", "of": "total", "ties": "competition", "tieBreak": ["lot"]})";
  g.readings = R"("x": {"2025": [5, 7, 5]})";
  Board board(g);
  // A and C are alike, so their lot is open; while none is drawn, who has as many as B shares the first place.
  const Part reply = solve(board, R"({"node": "place", "place": "1"})");
  CHECK(reply["goal"]["met"].text() == "false");
  CHECK(reply["goal"]["possible"].is_null());
  CHECK(values(reply["ways"][0]) == "[7 …]");
}

TEST_CASE("path: what yields most comes first, and no figure goes farther than it must") {
  Given g;
  g.facts = R"("a": {"type": "count", "grain": "year", "domain": {"max": "10"}}, "b": {"type": "count", "grain": "year", "domain": {"max": "10"}})";
  g.nodes = R"("total": {"full": "40", "rule": {"kind": "formula", "points": "3 * a + b"}})";
  g.readings = R"("a": {"2025": ["0"]}, "b": {"2025": ["0"]})";
  Board board(g);
  const auto path = [&](const std::string& goal, const std::string& rest = "") {
    const Part reply = Part(board.book.ask("path", R"({"class": "office", "unit": "A", "period": "2025", "goal": {"node": "total", "atLeast": ")" + goal + "\"}" + rest + "}"));
    REQUIRE(errors_of(reply) == "");
    return reply["value"];
  };
  const Part both = path("34");
  REQUIRE(both["paths"].size() == 1);  // neither alone comes so far
  CHECK(both["paths"][0]["changes"][0]["to"].text() == "10");
  CHECK(both["paths"][0]["changes"][1]["to"].text() == "4");
  CHECK(both["paths"][0]["cost"].text() == "14");
  const Part alone = path("9");
  CHECK(alone["paths"][0]["cost"].text() == "3");
  CHECK(alone["proof"].text() == "exact");  // no figure yields more than 3 for 1
  CHECK(alone["paths"][1]["cost"].text() == "9");
  CHECK(path("9", R"(, "frozen": [{"class": "office", "unit": "A", "fact": "a"}])")["paths"][0]["cost"].text() == "9");
  CHECK(path("9", R"(, "costs": [{"class": "office", "unit": "A", "fact": "a", "cost": "5"}])")["paths"][0]["cost"].text() == "9");
  CHECK(path("41")["paths"].size() == 0);
}

namespace {

Part path(Board& board, const std::string& goal, const std::string& rest = "") {
  const Part reply = Part(board.book.ask("path", R"({"class": "office", "unit": "A", "period": "2025", "goal": )" + goal + rest + "}"));
  REQUIRE(errors_of(reply) == "");
  return reply["value"];
}
std::string at_least(const std::string& points) { return R"({"node": "total", "atLeast": ")" + points + "\"}"; }
/// "a 3, b 10: 13", and whether it is proved.
std::string told(const Part& value, int place = 0) {
  if (static_cast<int>(value["paths"].size()) <= place) return value["proof"].text() == "exact" ? "none" : "none found";
  const Part one = value["paths"][place];
  std::string text;
  for (const Part& change : one["changes"].items())
    text += (text.empty() ? "" : ", ") + change["fact"].text() + " " + change["to"].text();
  return text + ": " + one["cost"].text() + (place > 0 ? "" : value["proof"].text() == "exact" ? " exact" : value["bound"].is_null() ? " open" : " above " + value["bound"].text());
}

/// Counts a, b, c … from 0 to 1000, all 0, and a total.
Given counts(const std::string& facts, const std::string& total, const std::string& more = "") {
  Given g;
  for (const char fact : facts) {
    g.facts += (g.facts.empty() ? "\"" : ", \"") + std::string(1, fact) + R"(": {"type": "count", "grain": "year", "domain": {"max": "1000"}})";
    g.readings += (g.readings.empty() ? "\"" : ", \"") + std::string(1, fact) + R"(": {"2025": ["0"]})";
  }
  g.nodes = "\"total\": " + total + more;
  return g;
}

}  // namespace

TEST_CASE("path: the least effort is found where the best yield alone misses it") {
  // Tiers: 6 points from a 5 on, 5 from b 4 on, half a point for each c.
  Board board(counts("abc", R"x({"full": "1000", "rule": {"kind": "formula", "points": "if(a >= 5, 6, 0) + if(b >= 4, 5, 0) + 0.5 * c"}})x"));
  CHECK(told(path(board, at_least("5"))) == "b 4: 4 exact");
  CHECK(told(path(board, at_least("7"))) == "a 5, c 2: 7 exact");  // by yield b comes first, 5 for 4, and a then to 9, or c to 8
  CHECK(told(path(board, at_least("11"))) == "a 5, b 4: 9 exact");
  CHECK(told(path(board, at_least("12"))) == "a 5, b 4, c 2: 11 exact");
}

TEST_CASE("path: a cap over a sum, and one over all") {
  // First: at most 6 from 2a + b; second: c ÷ 2. For 8: the cap is full with a 3, the rest takes c 4.
  Board board(counts("abc", R"({"full": "20", "children": ["first", "second"], "steps": [{"cap": "12"}]})", R"(,
    "first": {"full": "6", "rule": {"kind": "formula", "points": "2 * a + b"}, "steps": [{"cap": "6"}]},
    "second": {"full": "14", "rule": {"kind": "formula", "points": "c / 2"}})"));
  CHECK(told(path(board, at_least("8"))) == "a 3, c 4: 7 exact");
  CHECK(told(path(board, at_least("5"))) == "a 3: 3 exact");  // a 2 and b 1 take as much; what moves fewer comes first
  CHECK(told(path(board, at_least("12"))) == "a 3, c 12: 15 exact");
  const Part beyond = path(board, at_least("12.5"));
  CHECK(told(beyond) == "none");
  CHECK(beyond["goal"]["possible"].text() != "true");
}

TEST_CASE("path: figures without steps go as far as they must") {
  // 0.6 of x and 0.4 of y, each per hundred: three a step of x, and y from 90% on gives 5 more at once.
  Given g;
  g.facts = R"("x": {"type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}}, "y": {"type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}})";
  g.readings = R"("x": {"2025": ["50%"]}, "y": {"2025": ["80%"]})";
  g.nodes = R"x("total": {"full": "105", "children": ["first", "second"]}, "first": {"full": "60", "rule": {"kind": "formula", "points": "60 * x"}},
    "second": {"full": "45", "rule": {"kind": "formula", "points": "40 * y + if(y >= 0.9, 5, 0)"}})x";
  Board board(g);
  // It stands at 62. A hundredth of x gives 0.6; y to 90% gives 9 for 10. For 66.5: x alone, 4.5 ÷ 0.6 = 7.5 hundredths.
  CHECK(told(path(board, at_least("66.5"))) == "x 57.5%: 7.5 exact");
  // For 74: y to 90% gives 9, x 5% the other 3; y alone takes 17.5, x alone 20.
  CHECK(told(path(board, at_least("74"))) == "x 55%, y 90%: 15 exact");
  CHECK(told(path(board, at_least("74")), 1) == "y 97.5%: 17.5");
  CHECK(told(path(board, at_least("74")), 2) == "x 70%: 20");
}

TEST_CASE("path: months of one mean move together, a level stands above the sum") {
  Given g;
  g.facts = R"("x": {"type": "count", "grain": "quarter", "domain": {"min": "0", "max": "100"}}, "y": {"type": "count", "grain": "year", "domain": {"max": "300"}})";
  g.nodes = R"x("total": {"full": "110", "children": ["mean", "extra"], "steps": [{"round": {"places": 0, "mode": "half-up"}}]},
    "mean": {"full": "100", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
    "part": {"grain": "quarter", "full": "100", "rule": {"kind": "formula", "points": "x"}},
    "extra": {"full": "10", "rule": {"kind": "formula", "points": "min(y / 30, 10)"}},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "fair", "from": "60"}, {"level": "poor"}]}]})x";
  g.readings = R"("x": {"2025-Q1": ["80"], "2025-Q2": ["80"], "2025-Q3": [null], "2025-Q4": [null]}, "y": {"2025": [null]})";
  Board board(g);
  // The open ones stand at 0: (80 + 80 + 2x) ÷ 4 + y ÷ 30 ≥ 84.5 before it is rounded. One more in both quarters is 2 steps for
  // half a point; 30 of y one point. x 89 makes 84.5 for 178 steps.
  CHECK(told(path(board, R"({"node": "level", "level": "good"})")) == "x 89, x 89: 178 exact");
  // 94.5 needs both: x 100 makes 90 (200 steps), 4.5 more takes 135.
  CHECK(told(path(board, at_least("95"))) == "x 100, x 100, y 135: 335 exact");
}

TEST_CASE("path: where figures bear on each other it is said") {
  Board few(counts("ab", R"x({"full": "1000", "rule": {"kind": "formula", "points": "a * b"}})x"));
  const Part product = path(few, at_least("12"));
  CHECK(product["proof"].text() == "bound");
  CHECK(product["bound"].is_null());
  CHECK(product["why"].en() != "");
}

TEST_CASE("path: as a job it is the same, tells how far it is, and can be stopped") {
  Board board(counts("abc", R"x({"full": "1000", "rule": {"kind": "formula", "points": "if(a >= 5, 6, 0) + if(b >= 4, 5, 0) + 0.5 * c"}})x"));
  const std::string query = R"("class": "office", "unit": "A", "period": "2025", "goal": )" + at_least("7") + "}";
  for (const std::string& question : std::vector<std::string>{"path", "solve", "range"}) {
    const std::string own = question == "range" ? R"("class": "office", "unit": "A", "period": "2025"})" : query;
    const std::string id = Part(board.book.start("{\"do\": \"" + question + "\", " + own))["value"].text();
    std::string last = "0";
    int steps = 0;
    std::string text;
    Part state("{}");
    do {
      text = board.book.step(std::stoi(id), 1000);
      state = Part(text)["value"];
      CHECK(Number::parse(state["progress"].text()) >= Number::parse(last));
      last = state["progress"].text();
      ++steps;
    } while (state["done"].text() == "false" && steps < 1000);
    CHECK(steps > (question == "range" ? 1 : 4));
    CHECK(last == "1.000");
    const std::string asked = board.book.ask(question, "{" + own);
    CHECK(text.find(asked.substr(1, asked.rfind(",\"diagnostics\"") - 1)) != std::string::npos);
  }
  const std::string id = Part(board.book.start("{\"do\": \"path\", " + query))["value"].text();
  board.book.step(std::stoi(id), 1000);
  CHECK(Part(board.book.step(std::stoi(id), 1000))["value"]["done"].text() == "false");
  CHECK(board.book.stop(std::stoi(id)).find("true") != std::string::npos);
  CHECK(errors_of(Part(board.book.step(std::stoi(id), 1000))) != "");
}

TEST_CASE("ledger: what is lost, what can still be won back, what is past") {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "quarter", "domain": {"min": "0", "max": "100"}}, "y": {"type": "count", "grain": "year", "domain": {"max": "5"}})";
  g.nodes = R"("total": {"full": "100", "children": ["rate", "faults"]},
    "rate": {"full": "80", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
    "part": {"grain": "quarter", "full": "80", "rule": {"kind": "formula", "points": "x * 0.8"}},
    "faults": {"full": "20", "rule": {"kind": "deduction", "counts": [{"value": "y", "points": "3"}], "floor": "0"}})";
  g.readings = R"("x": {"2025-Q1": ["90"], "2025-Q2": ["50"], "2025-Q3": ["100"], "2025-Q4": [null]}, "y": {"2025": ["1"]})";
  Board board(g);
  const Part reply = Part(board.book.ask("ledger", R"({"class": "office", "unit": "A", "period": "2025"})"));
  REQUIRE(errors_of(reply) == "");
  const Part rows = reply["value"]["rows"];
  // Second quarter: 40 of 80, a quarter of it 10; the fault 3; first quarter 8 ÷ 4 = 2; the fourth may still bring 20.
  CHECK(reply["value"]["lost"]["exact"].text() == "15");
  CHECK(rows[0]["period"].text() == "2025-Q2");
  CHECK(rows[0]["lost"]["exact"].text() == "10");
  CHECK(rows[0]["past"].text() == "true");
  CHECK(rows[1]["node"].text() == "faults");
  CHECK(rows[1]["lost"]["exact"].text() == "3");
  CHECK(rows[2]["lost"]["exact"].text() == "2");
  CHECK(rows[3]["back"]["exact"].text() == "20");
  CHECK(rows[3]["cells"][0]["period"].text() == "2025-Q4");
}

TEST_CASE("differ: a card before and after, and what moved the total") {
  Given g;
  g.facts = R"("a": {"type": "count", "grain": "year"}, "b": {"type": "count", "grain": "year"})";
  g.nodes = R"("total": {"full": "40", "children": ["first", "second"], "steps": [{"cap": "30"}]}, "first": {"full": "20", "rule": {"kind": "formula", "points": "a"}}, "second": {"full": "20", "rule": {"kind": "formula", "points": "b"}})";
  g.readings = R"("a": {"2025": ["10"]}, "b": {"2025": ["12"]})";
  Board board(g);
  const Part reply = Part(board.book.ask("differ", R"({"class": "office", "unit": "A", "period": "2025", "from": [],
    "to": [{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": "19"}]})"));
  REQUIRE(errors_of(reply) == "");
  const Part value = reply["value"];
  CHECK(value["total"]["difference"]["exact"].text() == "8");  // 22 → 31, of which the cap leaves 30
  CHECK(value["steps"].size() == 2);
  CHECK(value["steps"][0]["difference"]["exact"].text() == "9");
  CHECK(value["steps"][1]["node"].text() == "total");
  CHECK(value["steps"][1]["difference"]["exact"].text() == "-1");
  CHECK(value["steps"][1]["after"]["exact"].text() == "30");
  CHECK(value["nodes"][2]["changed"].text() == "false");
  // The workbook is as it was.
  CHECK(Part(board.book.ask("card", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"]["tree"]["points"]["exact"].text() == "22");
}
