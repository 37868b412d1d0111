// Parameters and weights that are tried in the scheme's place, and what can be moved.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

const char* const all = R"({"nodes": true})";

/// Marks a, b, c out of 100 for 50, 30 and 20 points: A 40 + 18 + 18 = 76, B 30 + 27 + 20 = 77.
Given office() {
  Given g;
  g.units = {"A", "B"};
  g.clauses = R"("c1": "合格线为60分。", "c2": "办件占50分。")";
  g.parameters = R"("line": {"title": "Line", "values": [{"from": "2025-01-01", "value": "60", "clauses": ["c1"]}]},
    "early": {"title": "Early", "values": [{"from": "2025-01-01", "value": "90%"}]})";
  g.facts = R"("a": {"type": "number", "grain": "year", "domain": {"min": "0", "max": "100"}}, "b": {"type": "number", "grain": "year", "domain": {"min": "0", "max": "100"}},
    "c": {"type": "number", "grain": "year"}, "plus": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "children": ["x", "y", "z", "bonus"]},
    "x": {"full": "50", "clauses": ["c2"], "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
    "y": {"full": "30", "rule": {"kind": "direct", "value": "b", "outOf": "100"}},
    "z": {"full": "20", "rule": {"kind": "direct", "value": "c", "outOf": "100"}},
    "bonus": {"outside": true, "rule": {"kind": "formula", "points": "plus"}},
    "place": {"type": "rank", "of": "total", "ties": "competition"},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "ok", "from": "line"}, {"level": "no"}]}]},
    "quick": {"type": "flag", "value": "a >= early * 100"})";
  g.publish = R"("total", "place", "level")";
  g.readings = R"("a": {"2025": [80, 60]}, "b": {"2025": [60, 90]}, "c": {"2025": [90, 100]}, "plus": {"2025": [0, 0]})";
  return g;
}

std::string weight(const std::string& child, const std::string& value, const std::string& node = "total") {
  return R"({"class": "office", "node": ")" + node + R"(", "child": ")" + child + R"(", "weight": )" + value + "}";
}
std::string parameter(const std::string& id, const std::string& value) { return R"({"parameter": ")" + id + R"(", "value": )" + value + "}"; }
std::string edit(Board& board, const std::string& changes) { return errors_of(Part(board.book.edit("[" + changes + "]"))); }
Part tune(const Board& board, const std::string& period = "2025") {
  return Part(board.book.ask("tune", R"({"class": "office", "period": ")" + period + "\"}"))["value"];
}
Part weights(const Board& board, const std::string& rest, const std::string& node = "total") {
  return Part(board.book.ask("weights", R"({"class": "office", "period": "2025", "node": ")" + node + "\", " + rest + "}"));
}
/// "x 60, y 24": the weights of an answer.
std::string weights_said(const Part& reply) {
  std::string text;
  for (const Part& one : reply["value"]["weights"].items()) text += (text.empty() ? "" : ", ") + one["child"].text() + " " + one["weight"].text();
  return text;
}
/// "low … high step" of a slider.
std::string slider(const Part& part) { return part["low"].text() + " … " + part["high"].text() + " by " + part["step"].text(); }

/// A weighted total: 60% of p and 40% of q, out of 100 each. A 80 and 50: 48 + 20 = 68.
Given weighted(const std::string& fold = R"("take": "weighted")") {
  Given g;
  g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "children": ["p", "q"], "fold": {)" + fold + R"(}},
    "p": {"full": "100", "weight": "60%", "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
    "q": {"full": "100", "weight": "40%", "rule": {"kind": "direct", "value": "b", "outOf": "100"}})";
  g.readings = R"("a": {"2025": [80]}, "b": {"2025": [50]})";
  return g;
}

}  // namespace

TEST_SUITE("tune") {
  TEST_CASE("under a sum a child's points count times its other weight by its own; its own card stays") {
    Board board(office());
    CHECK(board.figure("total", "A") == "76");
    CHECK(board.figure("total", "B") == "77");
    CHECK(board.outcome("place", "A") == "2");
    CHECK(edit(board, weight("x", "\"60\"")) == "");
    CHECK(board.figure("total", "A") == "84");  // 40 × 60 ÷ 50 + 18 + 18
    CHECK(board.figure("total", "B") == "83");  // 36 + 27 + 20
    CHECK(board.outcome("place", "A") == "1");
    CHECK(board.figure("x", "A") == "40");
    CHECK(board.explain("x", "A")["full"]["exact"].text() == "50");
    CHECK(board.explain("total", "A")["figures"].zh() == "48 + 18 + 18 + 0 = 84");
    // A point of x counts 1.2 in the total: what is lost of it likewise.
    const Part ledger = Part(board.book.ask("ledger", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"];
    CHECK(ledger["rows"][0]["node"].text() == "x");
    CHECK(ledger["rows"][0]["lost"]["exact"].text() == "12");
    CHECK(edit(board, weight("x", "0")) == "");
    CHECK(board.figure("total", "A") == "36");
  }
  TEST_CASE("null takes a weight or a parameter back, to the byte") {
    Board board(office());
    const std::string before = board.book.ask("result", all), rows = board.book.ask("rows", R"({"class": "office", "node": "total", "period": "2025", "columns": ["x", "total"]})");
    CHECK(edit(board, weight("x", "\"60\"") + "," + weight("y", "\"20/3\"") + "," + parameter("line", "\"77\"")) == "");
    CHECK(board.book.ask("result", all) != before);
    CHECK(edit(board, weight("y", "null") + "," + parameter("line", "null") + "," + weight("x", "null")) == "");
    CHECK(board.book.ask("result", all) == before);
    CHECK(board.book.ask("rows", R"({"class": "office", "node": "total", "period": "2025", "columns": ["x", "total"]})") == rows);
  }
  TEST_CASE("under a weighted fold the weight itself is another, and weights stay shares of the whole") {
    Board board(weighted());
    CHECK(board.figure("total") == "68");
    CHECK(edit(board, weight("p", "\"70%\"")) == "");
    CHECK(board.figure("total") == "76");  // 56 + 20: the other keeps its own
    CHECK(edit(board, weight("q", "\"0.3\"")) == "");
    CHECK(board.figure("total") == "71");
    CHECK(board.card()["losses"][0]["node"].text() == "q");
    CHECK(board.card()["losses"][0]["lost"]["exact"].text() == "15");  // 50 lost at 30%
    Board rated(weighted(R"("take": "weighted", "by": "rate")"));
    CHECK(edit(rated, weight("p", "\"70%\"") + "," + weight("q", "\"30%\"")) == "");
    CHECK(rated.figure("total") == "71");
  }
  TEST_CASE("what is exempt leaves its other weight to the rest") {
    Given g = weighted();
    g.readings = R"("a": {"2025": [80]}, "b": {"2025": ["exempt"]})";
    Board board(g);
    CHECK(board.figure("total") == "80");
    CHECK(edit(board, weight("p", "\"70%\"")) == "");
    CHECK(board.figure("total") == "88");  // 80 × 70% × (70% + 40%) ÷ 70%
    CHECK(edit(board, weight("q", "\"30%\"")) == "");
    CHECK(board.figure("total") == "80");
    Given sum = office();
    sum.readings = R"("a": {"2025": [80, 60]}, "b": {"2025": ["exempt", 90]}, "c": {"2025": [90, 100]}, "plus": {"2025": [0, 0]})";
    Board made_up(sum);
    CHECK(edit(made_up, weight("x", "\"60\"")) == "");
    CHECK(made_up.figure("total", "A") == "90.75");  // (48 + 18) × 110 ÷ 80
  }
  TEST_CASE("a weight counts in every period of its node") {
    Given g;
    g.facts = R"("a": {"type": "number", "grain": "quarter"}, "b": {"type": "number", "grain": "quarter"})";
    g.nodes = R"("total": {"full": "10", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
      "part": {"grain": "quarter", "full": "10", "children": ["x", "y"]},
      "x": {"grain": "quarter", "full": "6", "rule": {"kind": "direct", "value": "a", "outOf": "10"}},
      "y": {"grain": "quarter", "full": "4", "rule": {"kind": "direct", "value": "b", "outOf": "10"}})";
    g.readings = R"("a": {"2025-Q1": [10], "2025-Q2": [10], "2025-Q3": [5], "2025-Q4": [5]}, "b": {"2025-Q1": [0], "2025-Q2": [0], "2025-Q3": [0], "2025-Q4": [0]})";
    Board board(g);
    CHECK(board.figure("total") == "4.5");
    CHECK(edit(board, weight("x", "\"8\"", "part") + "," + weight("y", "\"2\"", "part")) == "");
    CHECK(board.figure("part", "A", "2025-Q1") == "8");
    CHECK(board.figure("total") == "6");
    CHECK(tune(board)["weights"][0]["node"].text() == "part");
    CHECK(tune(board)["weights"][0]["children"][0]["weight"].text() == "8");
  }
  TEST_CASE("a parameter counts the tried value in every period, and sentences say it") {
    Given g = office();
    g.periods = "\"2025\", \"2026\"";
    g.parameters = R"("line": {"title": "Line", "values": [{"from": "2025-01-01", "value": "60"}, {"from": "2026-01-01", "value": "70"}]}, "early": {"values": [{"from": "2025-01-01", "value": "90%"}]})";
    g.readings = R"("a": {"2025": [80, 60], "2026": [80, 60]}, "b": {"2025": [60, 90], "2026": [60, 90]}, "c": {"2025": [90, 100], "2026": [90, 100]}, "plus": {"2025": [0, 0], "2026": [0, 0]})";
    g.clauses = R"("c2": "x")";
    Board board(g);
    CHECK(board.outcome("level", "A", "2026") == "ok");
    CHECK(edit(board, parameter("line", "\"76.5\"")) == "");
    CHECK(board.outcome("level", "A") == "no");
    CHECK(board.outcome("level", "A", "2026") == "no");
    CHECK(board.outcome("level", "B", "2026") == "ok");
    CHECK(board.explain("level")["sentence"].en().find("76.5") != std::string::npos);
    CHECK(tune(board, "2026")["parameters"][0]["own"].text() == "70");
    CHECK(tune(board, "2026")["parameters"][0]["value"].text() == "76.5");
  }
  TEST_CASE("a batch with a fault changes nothing, and each fault is told at its place") {
    Board board(office());
    const std::string before = board.book.ask("result", all);
    CHECK(edit(board, weight("x", "60") + "," + parameter("line", "99") + "," + weight("bonus", "5")) == "weight-fixed /2/child");
    CHECK(board.book.ask("result", all) == before);
    CHECK(edit(board, weight("x", "\"-1\"")) == "value-domain /0/weight");
    CHECK(edit(board, weight("x", "\"many\"")) == "bad-quantity /0/weight");
    CHECK(edit(board, weight("w", "5")) == "query-unknown /0/child");
    CHECK(edit(board, weight("level", "5")) == "query-unknown /0/child");
    CHECK(edit(board, weight("x", "5", "totl")) == "query-unknown /0/node");
    CHECK(edit(board, parameter("lines", "5")) == "query-unknown /0/parameter");
    CHECK(edit(board, R"({"parameter": "line"})") == "missing-key /0");
    CHECK(edit(board, R"({"parameter": "line", "value": 1, "unit": "A"})") == "unknown-key /0/unit");
    CHECK(board.book.ask("result", all) == before);
  }
  TEST_CASE("only what the scheme fixes for all units has a weight to move") {
    Given g = office();
    g.facts += R"(, "load": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "100", "children": ["x", "y"]}, "x": {"full": "load", "rule": {"kind": "formula", "points": "a"}},
      "y": {"full": "line", "rule": {"kind": "formula", "points": "b"}}, "best": {"full": "50", "children": ["y", "v"], "fold": {"take": "max"}}, "v": {"full": "50", "rule": {"kind": "formula", "points": "c"}})";
    g.publish = "";
    g.parameters = R"("line": {"values": [{"from": "2025-01-01", "value": "40"}]})";
    g.clauses = "";
    g.readings += R"(, "load": {"2025": [60, 60]})";
    Board board(g);
    CHECK(edit(board, weight("x", "5")) == "weight-fixed /0/child");
    CHECK(edit(board, weight("v", "5", "best")) == "weight-fixed /0/child");
    CHECK(tune(board)["weights"].size() == 0);
    CHECK(edit(board, weight("y", "80")) == "");
    CHECK(board.figure("total", "A") == "200");  // 80 + 60 × 80 ÷ 40
  }
  TEST_CASE("ranges know of other weights") {
    Given g = office();
    g.readings = R"("a": {"2025": [80, 60]}, "b": {"2025": [null, 90]}, "c": {"2025": [90, 100]}, "plus": {"2025": [0, 0]})";
    Board board(g);
    CHECK(edit(board, weight("x", "\"60\"") + "," + weight("y", "\"20\"")) == "");
    const Part range = Part(board.book.ask("range", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"];
    const Part node = range["units"][0]["nodes"]["total"];
    CHECK(node["tight"].text() == "true");
    CHECK(node["low"]["exact"].text() == "66");   // 48 + 0 + 18
    CHECK(node["high"]["exact"].text() == "86");  // 48 + 20 + 18
  }
  TEST_CASE("what can be moved: parameters with their nodes and clauses, weights, and a slider for each") {
    Board board(office());
    const Part moved = tune(board);
    REQUIRE(moved["parameters"].size() == 2);
    const Part line = moved["parameters"][0];
    CHECK(line["parameter"].text() == "line");
    CHECK(line["value"].text() == "60");
    CHECK(line["rate"].text() == "false");
    CHECK(slider(line) == "0 … 120 by 1");
    CHECK(line["clauses"][0]["id"].text() == "c1");
    CHECK(line["clauses"][0]["text"].zh() == "合格线为60分。");
    CHECK(line["nodes"].size() == 1);
    CHECK(line["nodes"][0]["id"].text() == "level");
    CHECK(moved["parameters"][1]["rate"].text() == "true");
    CHECK(slider(moved["parameters"][1]) == "0 … 1 by 0.01");
    REQUIRE(moved["weights"].size() == 1);
    const Part total = moved["weights"][0];
    CHECK(total["sum"].text() == "100");
    CHECK(total["rate"].text() == "false");
    REQUIRE(total["children"].size() == 3);
    CHECK(total["children"][0]["own"].text() == "50");
    CHECK(slider(total["children"][0]) == "0 … 100 by 1");
    CHECK(slider(total["children"][2]) == "0 … 40 by 1");
    CHECK(edit(board, weight("z", "\"25\"")) == "");
    CHECK(tune(board)["weights"][0]["children"][2]["weight"].text() == "25");
    CHECK(tune(board)["weights"][0]["children"][2]["own"].text() == "20");
    CHECK(slider(tune(Board(weighted()))["weights"][0]["children"][0]) == "0 … 1 by 0.01");
  }
  TEST_CASE("a slider takes its own value in, in steps of its last digit or not too many") {
    const auto of = [](const std::string& value) {
      Given g = office();
      g.parameters = R"("line": {"values": [{"from": "2025-01-01", "value": ")" + value + R"("}]}, "early": {"values": [{"from": "2025-01-01", "value": "90%"}]})";
      g.clauses = R"("c2": "x")";
      return slider(tune(Board(g))["parameters"][0]);
    };
    CHECK(of("85") == "0 … 170 by 1");
    CHECK(of("1.5") == "0 … 3 by 0.1");
    CHECK(of("115") == "0 … 230 by 5");
    CHECK(of("1000000") == "0 … 2000000 by 10000");
    CHECK(of("0") == "0 … 10 by 0.1");
    CHECK(of("-5") == "-10 … 0 by 1");
    CHECK(of("84.995") == "84.895 … 85.095 by 0.001");
    CHECK(of("98.5%") == "0 … 1 by 0.005");
  }
  TEST_CASE("the others are rescaled in proportion so that the sum stays") {
    Board board(office());
    const Part set = weights(board, R"("set": {"x": "60"})");
    CHECK(weights_said(set) == "x 60, y 24, z 16");  // 40 among 30 : 20
    CHECK(set["value"]["said"].zh() == "其余各项按比例调整，合计仍为100。");
    CHECK(weights_said(weights(board, R"("set": {"x": "35"}, "keep": ["z"])")) == "x 35, y 45, z 20");
    CHECK(weights_said(weights(board, R"("set": {"x": "100"})")) == "x 100, y 0, z 0");
    CHECK(weights_said(weights(board, R"("set": {"x": "20"})")) == "x 20, y 48, z 32");
    // The changes are ready to be put in; what is as the scheme has it is taken back.
    Board moved(office());
    CHECK(edit(moved, weight("z", "7")) == "");
    const Part back = weights(moved, R"("set": {"y": "30"})");
    CHECK(weights_said(back) == "x 50, y 30, z 20");
    CHECK(back["value"]["changes"][2]["weight"].is_null());
    // What is kept stays as it now counts.
    CHECK(weights_said(weights(moved, R"("set": {}, "keep": ["z"])")) == "x 58.125, y 34.875, z 7");
    CHECK(weights_said(weights(Board(weighted()), R"("set": {"p": "75%"})")) == "p 0.75, q 0.25");
    CHECK(weights(Board(weighted()), R"("set": {"p": "75%"})")["value"]["said"].zh() == "其余各项按比例调整，合计仍为100%。");
  }
  TEST_CASE("weights that cannot make the whole are refused") {
    const Board board(office());
    const auto fault = [&](const std::string& rest, const std::string& node = "total") { return errors_of(weights(board, rest, node)); };
    CHECK(fault(R"("set": {"x": "101"})") == "weights-off-whole /set");
    CHECK(fault(R"("set": {"x": "90"}, "keep": ["z"])") == "weights-off-whole /set");
    CHECK(fault(R"("set": {"x": "50", "y": "20", "z": "20"})") == "weights-off-whole /set");  // nobody is left to follow
    CHECK(fault(R"("set": {"x": "50", "y": "25", "z": "25"})") == "");
    CHECK(fault(R"("set": {"x": "-1"})") == "value-domain /set/x");
    CHECK(fault(R"("set": {"bonus": "1"})") == "weight-fixed /set/bonus");
    CHECK(fault(R"("set": {"v": "1"})") == "query-unknown /set/v");
    CHECK(fault(R"("set": {"x": "1"}, "keep": ["v"])") == "query-unknown /keep/0");
    CHECK(fault(R"("set": {"x": "1"})", "x") == "query-unknown /set/x");
    CHECK(fault(R"("keep": ["x"])") == "missing-key ");
  }
}
