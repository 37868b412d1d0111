// One board beside another: who stands differently, by how much, and what did it.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// A 40 + 18 + 18 = 76, B 30 + 27 + 20 = 77, C 25 + 15 + 10 = 50.
Given office() {
  Given g;
  g.units = {"A", "B", "C"};
  g.clauses = R"("c1": "办件占50分。", "c2": "60分合格。", "c3": "违纪的一票否决。")";
  g.parameters = R"("line": {"title": "Line", "values": [{"from": "2025-01-01", "value": "60"}]})";
  g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"}, "c": {"type": "number", "grain": "year"}, "faults": {"type": "count", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "children": ["x", "y", "z"]},
    "x": {"full": "50", "clauses": ["c1"], "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
    "y": {"full": "30", "rule": {"kind": "direct", "value": "b", "outOf": "100"}},
    "z": {"full": "20", "rule": {"kind": "direct", "value": "c", "outOf": "100"}},
    "place": {"type": "rank", "of": "total", "ties": "competition"},
    "level": {"type": "level", "clauses": ["c2"], "of": "total", "stages": [{"lines": [{"level": "good", "from": "line"}, {"level": "poor"}]}]},
    "stop": {"type": "verdict", "clauses": ["c3"], "effect": "measure", "when": "faults > 2", "then": "Talk"})";
  g.publish = R"("total", "place", "level", "stop")";
  g.readings = R"("a": {"2025": [80, 60, 50]}, "b": {"2025": [60, 90, 50]}, "c": {"2025": [90, 100, 50]}, "faults": {"2025": [0, 0, 3]})";
  return g;
}

Part compare(const Board& board, const std::string& rest) {
  return Part(board.book.ask("compare", R"({"class": "office", "period": "2025")" + (rest.empty() ? "" : ", " + rest) + "}"));
}
Part unit(const Part& reply, const std::string& id) {
  for (const Part& one : reply["value"]["units"].items())
    if (one["unit"].text() == id) return one;
  return Part(nullptr);
}
/// "x 40 → 45 (5)": what did it.
std::string because(const Part& unit) {
  std::string text;
  for (const Part& one : unit["because"].items())
    text += (text.empty() ? "" : "; ") + one["node"].text() + " " + one["from"]["exact"].text() + " → " + one["to"]["exact"].text() + " (" + one["difference"]["exact"].text() + ")";
  return text;
}
std::string text_json(const std::string& text) { return JsonWriter().string(text).take(); }
std::string reading(const std::string& unit, const std::string& fact, const std::string& value) {
  return R"({"class": "office", "unit": ")" + unit + R"(", "fact": ")" + fact + R"(", "period": "2025", "value": ")" + value + "\"}";
}
/// The same class under a scheme of version 2.
std::string version_two(const Given& g) {
  std::string text = scheme_text(g);
  const std::string was = R"("version": "1")";
  return text.replace(text.find(was), was.size(), R"("version": "2")");
}

}  // namespace

TEST_SUITE("compare") {
  TEST_CASE("figures of some units: points, places, levels and verdicts, and which part of the card did it") {
    const Board board(office());
    const Part reply = compare(board, R"("to": [)" + reading("A", "a", "90") + "," + reading("A", "b", "50") + "," + reading("C", "a", "80") + "," + reading("C", "faults", "1") + "]");
    const Part value = reply["value"];
    CHECK(value["counts"]["units"].text() == "3");
    CHECK(value["counts"]["points"].text() == "2");
    CHECK(value["counts"]["places"].text() == "2");
    CHECK(value["counts"]["levels"].text() == "1");
    CHECK(value["counts"]["verdicts"].text() == "1");
    // In the order of the new places.
    CHECK(value["units"][0]["unit"].text() == "A");
    CHECK(value["units"][2]["unit"].text() == "C");
    const Part a = unit(reply, "A");
    CHECK(a["from"]["points"]["exact"].text() == "76");
    CHECK(a["to"]["points"]["exact"].text() == "78");
    CHECK(a["from"]["place"].text() == "2");
    CHECK(a["to"]["place"].text() == "1");
    CHECK(a["moved"].text() == "1");
    CHECK(a["difference"]["exact"].text() == "2");
    CHECK(because(a) == "x 40 → 45 (5); y 18 → 15 (-3)");
    CHECK(a["because"][0]["clauses"][0]["text"].zh() == "办件占50分。");
    const Part b = unit(reply, "B");
    CHECK(b["moved"].text() == "-1");
    CHECK(b["changed"].text() == "true");
    CHECK(b["because"].size() == 0);
    const Part c = unit(reply, "C");
    CHECK(c["from"]["level"]["id"].text() == "poor");
    CHECK(c["to"]["level"]["id"].text() == "good");
    CHECK(c["from"]["verdicts"][0]["node"].text() == "stop");
    CHECK(c["to"]["verdicts"].size() == 0);
    CHECK(value["parameters"].size() == 0);
    CHECK(value["rules"].size() == 0);
    CHECK(unit(compare(board, ""), "A")["changed"].text() == "false");
  }
  TEST_CASE("another weight and another parameter are named, and move who they move") {
    const Board board(office());
    const Part reply = compare(board, R"("to": [{"class": "office", "node": "total", "child": "x", "weight": "60"}, {"class": "office", "node": "total", "child": "z", "weight": "10"}, {"parameter": "line", "value": "80"}])");
    // A 48 + 18 + 9 = 75, B 36 + 27 + 10 = 73, C 30 + 15 + 5 = 50.
    CHECK(because(unit(reply, "A")) == "z 18 → 9 (-9); x 40 → 48 (8)");
    CHECK(because(unit(reply, "B")) == "z 20 → 10 (-10); x 30 → 36 (6)");
    CHECK(unit(reply, "A")["to"]["place"].text() == "1");
    CHECK(reply["value"]["counts"]["levels"].text() == "2");
    CHECK(reply["value"]["parameters"].size() == 1);
    CHECK(reply["value"]["parameters"][0]["from"].text() == "60");
    CHECK(reply["value"]["parameters"][0]["to"].text() == "80");
    CHECK(reply["value"]["weights"].size() == 2);
    CHECK(reply["value"]["weights"][0]["child"].text() == "x");
    CHECK(reply["value"]["weights"][0]["to"].text() == "60");
    REQUIRE(reply["value"]["rules"].size() == 1);  // the level says its line
    CHECK(reply["value"]["rules"][0]["node"].text() == "level");
  }
  TEST_CASE("the differences add up: parts under a mean count their share, and a cap is told of the node that has it") {
    Given g;
    g.facts = R"("a": {"type": "number", "grain": "quarter"}, "b": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "100", "children": ["x", "y"], "steps": [{"cap": "90"}]},
      "x": {"full": "60", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
      "part": {"grain": "quarter", "full": "60", "rule": {"kind": "formula", "points": "a"}},
      "y": {"full": "40", "rule": {"kind": "formula", "points": "b"}})";
    g.readings = R"("a": {"2025-Q1": [40], "2025-Q2": [50], "2025-Q3": [60], "2025-Q4": [50]}, "b": {"2025": [35]})";
    const Board board(g);
    const Part reply = compare(board, R"("to": [{"class": "office", "unit": "A", "fact": "a", "period": "2025-Q1", "value": "60"}, {"class": "office", "unit": "A", "fact": "b", "period": "2025", "value": "39"}])");
    // 50 + 35 = 85 becomes 55 + 39 = 94, of which 90 count.
    CHECK(because(unit(reply, "A")) == "part 10 → 15 (5); y 35 → 39 (4); total 85 → 90 (-4)");
    CHECK(unit(reply, "A")["because"][0]["period"].text() == "2025-Q1");
    CHECK(unit(reply, "A")["because"][0]["title"].en() == "part (Q1 2025)");
  }
  TEST_CASE("where the card is no sum, the parts that differ are told with their own figures") {
    Given g;
    g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "10", "children": ["x", "y"], "fold": {"take": "min"}},
      "x": {"full": "10", "rule": {"kind": "formula", "points": "a"}}, "y": {"full": "10", "rule": {"kind": "formula", "points": "b"}})";
    g.readings = R"("a": {"2025": [4]}, "b": {"2025": [6]})";
    const Board board(g);
    CHECK(because(unit(compare(board, R"("to": [)" + reading("A", "a", "9") + "]"), "A")) == "x 4 → 9 ()");
  }
  TEST_CASE("a figure that is missing on one side is no difference") {
    const Board board(office());
    const Part a = unit(compare(board, R"("from": [{"class": "office", "unit": "A", "fact": "b", "period": "2025", "value": null}])"), "A");
    CHECK(a["from"]["points"].is_null());
    CHECK(a["from"]["status"].text() == "missing");
    CHECK(a["from"]["place"].is_null());
    CHECK(a["moved"].is_null());
    CHECK(a["difference"].is_null());
    CHECK(because(a) == "y  → 18 ()");
  }
  TEST_CASE("another version of the scheme: its figures are taken over with a hint, and its rules told") {
    Given two = office();
    two.nodes = R"("total": {"full": "100", "children": ["x", "z", "w"]},
      "x": {"full": "50", "clauses": ["c1"], "rule": {"kind": "direct", "value": "a", "outOf": "80"}},
      "z": {"full": "20", "rule": {"kind": "direct", "value": "c", "outOf": "100"}},
      "w": {"full": "30", "rule": {"kind": "direct", "value": "b", "outOf": "90"}},
      "place": {"type": "rank", "of": "total", "ties": "competition"},
      "level": {"type": "level", "clauses": ["c2"], "of": "total", "stages": [{"lines": [{"level": "good", "from": "line"}, {"level": "poor"}]}]},
      "stop": {"type": "verdict", "clauses": ["c3"], "effect": "measure", "when": "faults > 2", "then": "Talk"})";
    const Board board(office());
    const std::string other = R"("other": {"scheme": )" + text_json(version_two(two)) + R"(, "dataset": )" + text_json(dataset_text(office())) + "}";
    const Part reply = compare(board, other);
    CHECK(errors_of(reply) == "");
    CHECK(hints_of(reply) == "dataset-scheme-mismatch /scheme");
    CHECK(reply["value"]["from"]["version"].text() == "1");
    CHECK(reply["value"]["to"]["version"].text() == "2");
    // A: x 40 → 50, y 18 gone, w 30 × 60 ÷ 90 = 20; z as before: 76 → 88.
    CHECK(because(unit(reply, "A")) == "w  → 20 (20); y 18 →  (-18); x 40 → 50 (10)");
    CHECK(unit(reply, "A")["difference"]["exact"].text() == "12");
    // C: x 50 × 50 ÷ 80 = 31.25, z 10, w 30 × 50 ÷ 90: 57.9166…, still under the line.
    CHECK(unit(reply, "C")["to"]["points"]["exact"].text() == "695/12");
    CHECK(reply["value"]["counts"]["levels"].text() == "0");
    std::string rules;
    for (const Part& rule : reply["value"]["rules"].items()) rules += rule["node"].text() + (rule["from"].is_null() ? "+" : rule["to"].is_null() ? "-" : "") + " ";
    CHECK(rules == "total x w+ y- ");
  }
  TEST_CASE("another dataset: units are matched by their ids") {
    const Board board(office());
    Given g = office();
    g.units = {"B", "D"};
    g.readings = R"("a": {"2025": [70, 100]}, "b": {"2025": [90, 100]}, "c": {"2025": [100, 100]}, "faults": {"2025": [0, 0]})";
    const Part reply = compare(board, R"("other": {"dataset": )" + text_json(dataset_text(g)) + R"(}, "to": [)" + reading("D", "a", "50") + "]");
    CHECK(errors_of(reply) == "");
    CHECK(hints_of(reply) == "");
    std::string order;
    for (const Part& one : reply["value"]["units"].items()) order += one["unit"].text() + " " + one["in"].text() + "; ";
    CHECK(order == "B both; D to; A from; C from; ");
    CHECK(unit(reply, "B")["difference"]["exact"].text() == "5");
    CHECK(unit(reply, "B")["to"]["place"].text() == "1");
    CHECK(unit(reply, "D")["from"].is_null());
    CHECK(unit(reply, "D")["to"]["points"]["exact"].text() == "75");
    CHECK(unit(reply, "A")["to"].is_null());
  }
  TEST_CASE("faults of the other documents carry their names; those of changes their places") {
    const Board board(office());
    const auto told = [&](const std::string& rest) {
      std::string text;
      for (const Part& d : compare(board, rest)["diagnostics"].items()) text += d["code"].text() + " " + d["document"].text() + d["pointer"].text() + "; ";
      return text;
    };
    CHECK(told(R"("other": {"scheme": "{}", "dataset": "{}"})").find("missing-key scheme") == 0);
    CHECK(told(R"("other": {"dataset": "["})").find("json-syntax dataset") == 0);
    CHECK(told(R"("other": {"scheme": "{}"})") == "missing-key query/other; ");
    CHECK(told(R"("to": [{"parameter": "none", "value": 1}])") == "query-unknown query/to/0/parameter; ");
    std::string foreign = dataset_text(office());
    foreign.replace(foreign.find(R"("id": "demo")"), 12, R"("id": "else")");
    CHECK(told(R"("other": {"dataset": )" + text_json(foreign) + "}") == "dataset-scheme-mismatch dataset/scheme; ");
    Given later = office();
    later.periods = "\"2026\"";
    later.readings = "";
    CHECK(told(R"("other": {"dataset": )" + text_json(dataset_text(later)) + "}") == "query-unknown query; ");
    CHECK(compare(board, R"("other": {"dataset": "["})")["value"].is_null());
  }
}
