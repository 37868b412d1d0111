// For which values of one figure a goal is reached. The expected ends are worked out by hand.
#include "core/support.h"

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
