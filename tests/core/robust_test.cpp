// How far places hold while weights move within a band, against corners and draws worked out by hand.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// Rates of A 0.8, 0.6, 0.9; of B 0.6, 0.9, 1; of C 0.5 throughout, for 50, 30 and 20 points: 76, 77, 50.
Given office(const std::string& total = R"("full": "100", "children": ["x", "y", "z"])", const std::string& rank = "") {
  Given g;
  g.units = {"A", "B", "C"};
  g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"}, "c": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {)" + total + R"(},
    "x": {"full": "50", "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
    "y": {"full": "30", "rule": {"kind": "direct", "value": "b", "outOf": "100"}},
    "z": {"full": "20", "rule": {"kind": "direct", "value": "c", "outOf": "100"}})" + rank;
  g.readings = R"("a": {"2025": [80, 60, 50]}, "b": {"2025": [60, 90, 50]}, "c": {"2025": [90, 100, 50]})";
  return g;
}

std::string query(const std::string& rest) { return R"({"class": "office", "period": "2025", )" + rest + "}"; }
Part robust(const Board& board, const std::string& rest) { return Part(board.book.ask("robust", query(rest))); }
/// "A 2: 1–2, 3 kept", of each unit in order.
std::string places(const Part& reply) {
  std::string text;
  for (const Part& unit : reply["value"]["units"].items())
    text += (text.empty() ? "" : "; ") + unit["unit"].text() + " " + unit["place"].text() + ": " + unit["best"].text() + "–" + unit["worst"].text() + ", " + unit["kept"].text();
  return text;
}
std::string never(const Part& reply) {
  std::string text;
  for (const Part& pair : reply["value"]["never"].items()) text += (text.empty() ? "" : " ") + pair["ahead"].text() + pair["behind"].text();
  return text;
}

}  // namespace

TEST_SUITE("robust") {
  TEST_CASE("three weights have six corners; places are counted at each") {
    const Part reply = robust(Board(office()), R"("band": "5")");
    CHECK(reply["value"]["how"].text() == "corners");
    CHECK(reply["value"]["choices"].text() == "6");
    // A − B = 0.2x − 0.3y − 0.1z, −1 as it stands. (x, y, z) by (5, −5, 0): 1.5; (5, 0, −5): 0.5; (−5, 5, 0): −3.5; (−5, 0, 5): −2.5;
    // (0, 5, −5): −2; (0, −5, 5): 0, both are first. So A is second at three corners, and B first at four.
    CHECK(places(reply) == "B 1: 1–2, 4; A 2: 1–2, 3; C 3: 3–3, 6");
    CHECK(reply["value"]["units"][0]["keptShare"].text() == "0.6667");
    CHECK(reply["value"]["units"][0]["shown"].text() == "66.7%");
    CHECK(reply["value"]["units"][2]["keptShare"].text() == "1");
    CHECK(reply["value"]["weights"][2]["low"].text() == "15");
    CHECK(reply["value"]["weights"][2]["high"].text() == "25");
    CHECK(reply["value"]["node"].text() == "total");
  }
  TEST_CASE("what is proved: nothing puts C before the others, while A and B may change places") {
    const Part reply = robust(Board(office()), R"("band": "5")");
    CHECK(reply["value"]["linear"].text() == "true");
    CHECK(never(reply) == "BC AC");
    // The widest difference A − B inside ±2 is 0.2 × 2 + 0.3 × 2 − 1 = 0, at (2, −2, 0): A comes level, never before.
    CHECK(never(robust(Board(office()), R"("band": "2")")) == "BA BC AC");
    CHECK(never(robust(Board(office()), R"("band": "2.001")")) == "BC AC");
  }
  TEST_CASE("percent of each weight; a band of nothing leaves one choice; no weight falls below nothing") {
    const Part reply = robust(Board(office()), R"("band": "10%", "by": "percent")");
    CHECK(reply["value"]["weights"][0]["low"].text() == "45");
    CHECK(reply["value"]["weights"][2]["high"].text() == "22");
    CHECK(robust(Board(office()), R"("band": "10", "by": "percent")")["value"]["weights"][2]["high"].text() == "22");
    const Part still = robust(Board(office()), R"("band": "0")");
    CHECK(still["value"]["choices"].text() == "1");
    CHECK(places(still) == "B 1: 1–1, 1; A 2: 2–2, 1; C 3: 3–3, 1");
    CHECK(robust(Board(office()), R"("band": "40")")["value"]["weights"][2]["low"].text() == "0");
  }
  TEST_CASE("an even number of weights: corners where the last one is at an end too are counted once") {
    Given g = office();
    g.nodes = R"("total": {"full": "100", "children": ["x", "y"]}, "x": {"full": "50", "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
      "y": {"full": "50", "rule": {"kind": "direct", "value": "b", "outOf": "100"}})";
    const Part reply = robust(Board(g), R"("band": "5")");
    CHECK(reply["value"]["choices"].text() == "2");  // 55 : 45 and 45 : 55
    // A 70 and B 75; at 55 : 45 A 71, B 73.5.
    CHECK(places(reply) == "B 1: 1–1, 2; A 2: 2–2, 2; C 3: 3–3, 2");
  }
  TEST_CASE("with fewer choices than corners a sample is drawn, the same for the same seed") {
    const Part reply = robust(Board(office()), R"("band": "5", "choices": 5, "seed": 11)");
    CHECK(reply["value"]["how"].text() == "sample");
    CHECK(reply["value"]["choices"].text() == "5");
    // Worked out beside the engine: ten draws, five of which leave z outside 15 … 25; A is first in two of the others.
    CHECK(places(reply) == "B 1: 1–2, 3; A 2: 1–2, 3; C 3: 3–3, 5");
    CHECK(robust(Board(office()), R"("band": "5", "choices": 5, "seed": 11)")["value"]["units"][0]["kept"].text() == reply["value"]["units"][0]["kept"].text());
  }
  TEST_CASE("steps above are scored as they stand: a cap makes equals, and equals never turn round") {
    const Part reply = robust(Board(office(R"("full": "100", "children": ["x", "y", "z"], "steps": [{"cap": "76"}])")), R"("band": "5")");
    // As it stands both are capped, 76 each, and first.
    CHECK(reply["value"]["units"][0]["place"].text() == "1");
    CHECK(reply["value"]["units"][1]["place"].text() == "1");
    CHECK(reply["value"]["linear"].text() == "true");
    CHECK(never(reply) == "AC BC");
  }
  TEST_CASE("where equals are parted by something else, level is not enough to be never behind") {
    const std::string rank = R"(, "place": {"type": "rank", "of": "total", "ties": "competition", "tieBreak": ["x"]})";
    CHECK(never(robust(Board(office(R"("full": "100", "children": ["x", "y", "z"])", rank)), R"("band": "2")")) == "BC AC");
    CHECK(never(robust(Board(office(R"("full": "100", "children": ["x", "y", "z"])", rank)), R"("band": "1.9")")) == "BA BC AC");
    // Nor is anything under a rounding.
    CHECK(never(robust(Board(office(R"("full": "100", "children": ["x", "y", "z"], "steps": [{"round": {"places": 0, "mode": "half-up"}}])", rank)), R"("band": "1.9")")) == "");
  }
  TEST_CASE("a step that only some take: each is looked at with its own") {
    // B loses a tenth, 69.3; A 76. A − 0.9 B = 0.26x − 0.21y, at least 0.26 × 45 − 0.21 × 35 = 4.35.
    const Part reply = robust(Board(office(R"("full": "100", "children": ["x", "y", "z"], "steps": [{"multiply": "0.9", "when": "c > 95"}])")), R"("band": "5")");
    CHECK(reply["value"]["linear"].text() == "true");
    CHECK(never(reply) == "AB AC BC");
    CHECK(places(reply) == "A 1: 1–1, 6; B 2: 2–2, 6; C 3: 3–3, 6");
    // Under a cap that only one has, nothing is claimed of the two.
    CHECK(never(robust(Board(office(R"("full": "100", "children": ["x", "y", "z"], "steps": [{"cap": "90", "when": "c > 95"}])")), R"("band": "5")")) == "AC");
  }
  TEST_CASE("what is not linear is not claimed: a product of two parts") {
    const Part reply = robust(Board(office(R"("full": "100", "rule": {"kind": "formula", "points": "w * w / 100"})",
      R"(, "w": {"full": "100", "children": ["x", "y", "z"]})")), R"("band": "5", "node": "w")");
    CHECK(reply["value"]["choices"].text() == "6");
    CHECK(reply["value"]["linear"].text() == "false");
    CHECK(reply["value"]["never"].size() == 0);
    CHECK(places(reply) == "B 1: 1–2, 4; A 2: 1–2, 3; C 3: 3–3, 6");  // places are tried all the same
  }
  TEST_CASE("where the total is a mean of quarters, the weights are those of the quarter's parts") {
    Given g;
    g.units = {"A", "B"};
    g.facts = R"("a": {"type": "number", "grain": "quarter"}, "b": {"type": "number", "grain": "quarter"})";
    g.nodes = R"("total": {"full": "10", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
      "part": {"grain": "quarter", "full": "10", "children": ["x", "y"]},
      "x": {"grain": "quarter", "full": "6", "rule": {"kind": "direct", "value": "a", "outOf": "10"}},
      "y": {"grain": "quarter", "full": "4", "rule": {"kind": "direct", "value": "b", "outOf": "10"}})";
    g.readings = R"("a": {"2025-Q1": [10, 4], "2025-Q2": [10, 4], "2025-Q3": [5, 5], "2025-Q4": [5, 5]}, "b": {"2025-Q1": [0, 9], "2025-Q2": [0, 9], "2025-Q3": [0, 0], "2025-Q4": [0, 0]})";
    const Part reply = robust(Board(g), R"("band": "1")");
    CHECK(reply["value"]["node"].text() == "part");
    CHECK(reply["value"]["linear"].text() == "true");
    // Rates: A 0.75 and 0, B 0.45 and 0.45: A 0.75x, B 4.5 whatever the weights are. At 5 : 5, 3.75; at 7 : 3, 5.25.
    CHECK(places(reply) == "A 1: 1–2, 1; B 1: 1–2, 1");
    CHECK(never(robust(Board(g), R"("band": "0")")) == "");
  }
  TEST_CASE("weights of a part move the total; weighted folds by percentage points") {
    Given g = office();
    g.nodes = R"("total": {"full": "100", "children": ["w", "z"]}, "w": {"full": "80", "children": ["x", "y"], "fold": {"take": "weighted", "by": "rate"}},
      "x": {"full": "100", "weight": "60%", "rule": {"kind": "formula", "points": "a"}}, "y": {"full": "100", "weight": "40%", "rule": {"kind": "formula", "points": "b"}},
      "z": {"full": "20", "rule": {"kind": "direct", "value": "c", "outOf": "100"}})";
    const Part reply = robust(Board(g), R"("band": "5", "node": "w")");
    CHECK(reply["value"]["weights"][0]["low"].text() == "0.55");
    CHECK(reply["value"]["choices"].text() == "2");
    CHECK(reply["value"]["linear"].text() == "true");
    // A − B = 80 × (0.2p − 0.3q) − 2: −1.6 − … at most 80 × (0.13 − 0.105) − 2 = 0 at 65 : 35.
    CHECK(places(reply) == "B 1: 1–1, 2; A 2: 1–2, 1; C 3: 3–3, 2");
    CHECK(never(reply) == "BA BC AC");
  }
  TEST_CASE("it starts from the weights that are tried now") {
    Board board(office());
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "node": "total", "child": "x", "weight": 60}, {"class": "office", "node": "total", "child": "y", "weight": 20}])"))) == "");
    const Part reply = robust(board, R"("band": "0")");
    CHECK(reply["value"]["weights"][0]["own"].text() == "50");
    CHECK(reply["value"]["weights"][0]["now"].text() == "60");
    CHECK(places(reply) == "A 1: 1–1, 1; B 2: 2–2, 1; C 3: 3–3, 1");  // 48 + 12 + 18 = 78; 36 + 18 + 20 = 74
    CHECK(board.figure("total", "A") == "78");  // the board itself is left alone
  }
  TEST_CASE("a unit without points has no place and takes nobody's") {
    Given g = office();
    g.readings = R"("a": {"2025": [80, 60, null]}, "b": {"2025": [60, 90, 50]}, "c": {"2025": [90, 100, 50]})";
    const Part reply = robust(Board(g), R"("band": "5")");
    CHECK(places(reply) == "B 1: 1–2, 4; A 2: 1–2, 3; C : –, 0");
    CHECK(reply["value"]["units"][2]["best"].is_null());
  }
  TEST_CASE("as a job it tells how far it has come, and ends with the same answer; the board may be edited meanwhile") {
    Board board(office());
    const std::string at_once = board.book.ask("robust", query(R"("band": "5", "choices": 5, "seed": 11)"));
    const Part started(board.book.start(query(R"("do": "robust", "band": "5", "choices": 5, "seed": 11)")));
    const int id = std::stoi(started["value"].text());
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": 0}])"))) == "");
    std::string last;
    for (int i = 0; i < 100; ++i) {
      last = board.book.step(id, 1000);
      if (Part(last)["value"]["done"].text() == "true") break;
    }
    CHECK(places(Part(last)["value"]) == places(Part(at_once)));
  }
  TEST_CASE("faults are told at their places") {
    const Board board(office());
    const auto fault = [&](const std::string& rest) { return errors_of(robust(board, rest)); };
    CHECK(fault(R"("band": "-1")") == "value-domain /band");
    CHECK(fault(R"("by": "points")") == "missing-key ");
    CHECK(fault(R"("band": "5", "choices": 20001)") == "wrong-type /choices");
    CHECK(fault(R"("band": "5", "seed": "1.5")") == "wrong-type /seed");
    CHECK(fault(R"("band": "5", "node": "totl")") == "query-unknown /node");
    CHECK(fault(R"("band": "5", "node": "x")") == "weight-fixed /node");
  }
}
