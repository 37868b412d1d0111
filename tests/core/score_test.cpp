// The fold, the steps and time: what is combined, in which order, and what missing and exempt members do.
#include <algorithm>

#include "core/support.h"

using namespace yardstick::test;

namespace {

/// A total of 100 over a (60), b (30) and c (10), each read from its own fact.
Given three(const std::string& fold, const std::string& a, const std::string& b, const std::string& c, const std::string& more = "") {
  Given g;
  g.facts = R"("fa": {"type": "number", "grain": "year"}, "fb": {"type": "number", "grain": "year"}, "fc": {"type": "number", "grain": "year"})";
  const auto node = [](const char* id, const char* full, const char* weight) {
    return std::string("\"") + id + R"(": {"full": ")" + full + R"(", "weight": ")" + weight + R"(", "rule": {"kind": "formula", "points": "f)" + id + "\"}}";
  };
  g.nodes = R"("total": {"full": "100", "children": ["a", "b", "c"], "fold": {)" + fold + "}" + more + "}, " + node("a", "60", "0.5") + ", " + node("b", "30", "0.3") + ", " + node("c", "10", "0.2");
  g.readings = R"("fa": {"2025": [)" + a + R"(]}, "fb": {"2025": [)" + b + R"(]}, "fc": {"2025": [)" + c + "]}";
  return g;
}
std::string total(const std::string& fold, const std::string& a, const std::string& b, const std::string& c, const std::string& more = "") {
  return Board(three(fold, a, b, c, more)).figure("total");
}

/// Quarters of ten points each read from `f`, folded into a year of 100.
Given quarters(const std::string& fold, const std::string& values, const std::string& more = "") {
  Given g;
  g.facts = R"("f": {"type": "number", "grain": "quarter"})";
  g.nodes = R"("q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "f"}}, "total": {"full": "100", "fold": {"over": "quarter", "of": "q", )" + fold + "}" + more + "}";
  int n = 0;
  for (std::size_t at = 0; at < values.size();) {
    const std::size_t end = std::min(values.find(' ', at), values.size());
    g.readings += (n ? ", " : "\"f\": {") + std::string("\"2025-Q") + std::to_string(n + 1) + "\": [" + values.substr(at, end - at) + "]";
    ++n;
    at = end + 1;
  }
  g.readings += n ? "}" : "";
  return g;
}
std::string year(const std::string& fold, const std::string& values, const std::string& more = "") { return Board(quarters(fold, values, more)).figure("total"); }

}  // namespace

TEST_SUITE("score") {
  TEST_CASE("children: sum, weighted, mean, pooled, min and max") {
    CHECK(total(R"("take": "sum")", "54", "24", "9") == "87");
    CHECK(total(R"("take": "weighted")", "54", "24", "9") == "36");                   // 27 + 7.2 + 1.8
    CHECK(total(R"("take": "weighted", "by": "rate")", "54", "24", "9") == "87");     // 100 × (0.45 + 0.24 + 0.18)
    CHECK(total(R"("take": "mean")", "54", "24", "9") == "29");
    CHECK(total(R"("take": "mean", "by": "rate")", "54", "24", "9") == "260/3");      // 100 × (0.9 + 0.8 + 0.9) ÷ 3
    CHECK(total(R"("take": "pooled")", "54", "24", "9") == "87");
    CHECK(total(R"("take": "min", "by": "rate")", "54", "24", "9") == "80");
    CHECK(total(R"("take": "max")", "54", "24", "9") == "54");
  }
  TEST_CASE("a missing child makes the whole missing, is skipped, or counts zero") {
    CHECK(total(R"("take": "sum")", "54", "null", "9") == "missing");
    CHECK(total(R"("take": "sum", "missing": "skip")", "54", "null", "9") == "90");   // 63 of 70 stand for 100
    CHECK(total(R"("take": "sum", "missing": "zero")", "54", "null", "9") == "63");
    CHECK(total(R"("take": "mean", "by": "rate", "missing": "zero")", "54", "null", "9") == "60");
  }
  TEST_CASE("an exempt child re-proportions the others, counts full, or counts zero") {
    const char* e = "\"exempt\"";
    CHECK(total(R"("take": "sum")", "54", e, "9") == "90");
    CHECK(total(R"("take": "sum", "exempt": "full")", "54", e, "9") == "93");
    CHECK(total(R"("take": "sum", "exempt": "zero")", "54", e, "9") == "63");
    CHECK(total(R"("take": "weighted", "by": "rate")", "54", e, "9") == "90");        // (0.45 + 0.18) ÷ 0.7
    CHECK(total(R"("take": "weighted", "by": "rate", "exempt": "full")", "54", e, "9") == "93");
    CHECK(total(R"("take": "pooled")", "54", e, "9") == "90");
    CHECK(total(R"("take": "mean")", "54", e, "9") == "31.5");
    CHECK(total(R"("take": "min")", "54", e, "9") == "9");
  }
  TEST_CASE("pooling is of points and full marks, whatever `by` says") { CHECK(total(R"("take": "pooled", "by": "rate")", "54", "24", "9") == "87"); }
  TEST_CASE("all children exempt: the whole is exempt, whatever `none` says of no children at all") {
    const char* e = "\"exempt\"";
    CHECK(total(R"("take": "sum")", e, e, e) == "exempt");
    CHECK(total(R"("take": "sum", "none": "zero")", e, e, e) == "exempt");
    CHECK(total(R"("take": "sum", "exempt": "full")", e, e, e) == "100");
  }
  TEST_CASE("an invalid child is worse than a missing one, and no policy hides it") {
    Given g = three(R"("take": "sum", "missing": "skip")", "54", "24", "9");
    g.nodes.replace(g.nodes.find("\"fa\"}"), 5, "\"fa / 0\"}");
    CHECK(Board(g).figure("total") == "invalid");
  }
  TEST_CASE("outside children are added after weighting; an exempt one adds nothing and a missing one is missing") {
    const auto with_bonus = [](const std::string& fold, const std::string& points, const std::string& kind) {
      Given g = three(fold, "54", "24", "9");
      g.nodes.replace(g.nodes.find("\"c\"]"), 4, "\"c\", \"plus\"]");
      g.facts += R"(, "fp": {"type": "number", "grain": "year"})";
      g.nodes += R"(, "plus": {")" + kind + R"(": true, "rule": {"kind": "formula", "points": "fp"}})";
      g.readings += R"(, "fp": {"2025": [)" + points + "]}";
      return Board(g).figure("total");
    };
    CHECK(with_bonus(R"("take": "sum")", "5", "outside") == "92");
    CHECK(with_bonus(R"("take": "weighted", "by": "rate")", "5", "outside") == "92");
    CHECK(with_bonus(R"("take": "sum")", "\"exempt\"", "outside") == "87");
    CHECK(with_bonus(R"("take": "sum")", "null", "outside") == "missing");
    CHECK(with_bonus(R"("take": "sum", "missing": "zero")", "null", "outside") == "87");
    CHECK(with_bonus(R"("take": "pooled")", "5", "outside") == "92");
    CHECK(with_bonus(R"("take": "pooled")", "5", "extra") == "92");
    CHECK(with_bonus(R"("take": "sum")", "5", "extra") == "92");
  }
  TEST_CASE("periods: mean of points, mean of rates, sum, pooled, min and max") {
    CHECK(year(R"("take": "mean")", "8 9 10 7") == "8.5");
    CHECK(year(R"("take": "mean", "by": "rate")", "8 9 10 7") == "85");
    Given sum = quarters(R"("take": "sum")", "8 9 10 7");
    const std::string hundred = R"("full": "100")";
    sum.nodes.replace(sum.nodes.find(hundred), hundred.size(), R"("full": "40")");
    CHECK(Board(sum).figure("total") == "34");
    CHECK(year(R"("take": "pooled")", "8 9 10 7") == "85");
    CHECK(year(R"("take": "min", "by": "rate")", "8 9 10 7") == "70");
    CHECK(year(R"("take": "max")", "8 9 10 7") == "10");
  }
  TEST_CASE("periods: missing and exempt quarters") {
    CHECK(year(R"("take": "mean", "by": "rate")", "8 9 10") == "missing");
    CHECK(year(R"("take": "mean", "by": "rate", "missing": "skip")", "8 9 10") == "90");
    CHECK(year(R"("take": "mean", "by": "rate", "missing": "zero")", "8 9 10") == "67.5");
    CHECK(year(R"("take": "mean", "by": "rate")", "8 9 10 \"exempt\"") == "90");
    CHECK(year(R"("take": "mean", "by": "rate", "exempt": "full")", "8 9 10 \"exempt\"") == "92.5");
    CHECK(year(R"("take": "mean", "by": "rate")", "\"exempt\" \"exempt\" \"exempt\" \"exempt\"") == "exempt");
  }
  TEST_CASE("steps run left to right: their order is the meaning") {
    const auto steps = [](const std::string& list) { return total(R"("take": "sum")", "54", "24", "9", R"(, "steps": [)" + list + "]"); };
    CHECK(steps(R"({"multiply": "1.2"}, {"cap": "100"})") == "100");
    CHECK(steps(R"({"cap": "80"}, {"multiply": "1.2"})") == "96");
    CHECK(steps(R"({"add": "-7"}, {"multiply": "1/3"}, {"round": {"places": 2, "mode": "half-up"}})") == "26.67");
    CHECK(steps(R"({"add": "0.005"}, {"round": {"places": 2, "mode": "half-even"}})") == "87");
    CHECK(steps(R"({"round": {"step": "5", "mode": "down"}})") == "85");
    CHECK(steps(R"({"floor": "90"})") == "90");
    CHECK(steps(R"({"cap": "fc * 9"})") == "81");
  }
  TEST_CASE("a step with a condition acts only while it holds, and a missing condition leaves the figure missing") {
    const auto when = [](const std::string& condition) { return total(R"("take": "sum")", "54", "24", "9", R"(, "steps": [{"add": "-10", "when": ")" + condition + "\"}]"); };
    CHECK(when("fb < 25") == "77");
    CHECK(when("fb < 24") == "87");
    Given g = three(R"("take": "sum")", "54", "24", "9", R"(, "steps": [{"add": "-10", "when": "flag"}])");
    g.facts += R"(, "flag": {"type": "flag", "grain": "year"})";
    CHECK(Board(g).figure("total") == "missing");
  }
  TEST_CASE("a condition that is exempt makes the figure exempt, and a missing figure stays missing") {
    Given g = three(R"("take": "sum")", "54", "24", "9", R"(, "steps": [{"add": "-10", "when": "flag"}])");
    g.facts += R"(, "flag": {"type": "flag", "grain": "year"})";
    g.readings += R"(, "flag": {"2025": ["exempt"]})";
    CHECK(Board(g).figure("total") == "exempt");
    g = three(R"("take": "sum")", "54", "null", "9", R"(, "steps": [{"add": "-10", "when": "flag"}])");
    g.facts += R"(, "flag": {"type": "flag", "grain": "year"})";
    g.readings += R"(, "flag": {"2025": ["exempt"]})";
    CHECK(Board(g).figure("total") == "missing");
  }
  TEST_CASE("steps for each period act before the fold, steps on the node after it") {
    CHECK(year(R"("take": "mean", "by": "points")", "8 9 10 7", R"(, "perPeriod": [{"cap": "8"}], "steps": [{"multiply": "10"}])") == "77.5");  // (8 + 8 + 8 + 7) ÷ 4 × 10
    CHECK(year(R"("take": "mean", "by": "points")", "8 9 10 7", R"(, "steps": [{"multiply": "10"}, {"cap": "80"}])") == "80");
  }
  TEST_CASE("a rule of its own is worked out in each period and then folded") {
    Given g;
    g.facts = R"("due": {"type": "count", "grain": "month"}, "done": {"type": "count", "grain": "month"})";
    g.nodes = R"("total": {"full": "12", "rule": {"kind": "proportional", "actual": "done", "target": "due", "better": "higher", "over": "cap"}, "fold": {"over": "month", "take": "mean", "missing": "skip"}})";
    g.readings = R"("due": {"2025-01": [10], "2025-02": [10], "2025-03": [4]}, "done": {"2025-01": [5], "2025-02": [20], "2025-03": [3]})";
    const Board board(g);
    CHECK(board.figure("total") == "9");  // (6 + 12 + 9) ÷ 3; pooling the counts would give 12
    CHECK(board.explain("total")["members"].size() == 12);
    CHECK(board.explain("total")["members"][0]["points"]["exact"].text() == "6");
  }
  TEST_CASE("contents: each quarter has full marks of its own, and rates are averaged") {
    Given g;
    g.facts = R"("fa": {"type": "number", "grain": "quarter"}, "fb": {"type": "number", "grain": "quarter"})";
    g.nodes = R"("total": {"full": "100", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}}, "q": {"grain": "quarter", "contents": {
      "Q1": {"full": "50", "children": {"a": {"full": "30", "rule": {"kind": "formula", "points": "fa"}}, "b": {"full": "20", "rule": {"kind": "formula", "points": "fb"}}}},
      "Q2": {"full": "20", "children": {"a": {"full": "20", "rule": {"kind": "formula", "points": "fa"}}}}}}, "first": {"type": "number", "grain": "quarter", "value": "q[Q1].a"})";
    g.readings = R"("fa": {"2025-Q1": [27], "2025-Q2": [10]}, "fb": {"2025-Q1": [18]})";
    const Board board(g);
    CHECK(board.figure("q", "A", "2025-Q1") == "45");
    CHECK(board.figure("q", "A", "2025-Q2") == "10");
    CHECK(board.figure("q", "A", "2025-Q3") == "exempt");
    CHECK(board.explain("q", "A", "2025-Q3")["reason"].en() == "nothing is assessed in Q3 2025");
    CHECK(board.figure("total") == "70");  // (90% + 50%) ÷ 2; pooled it would be 55 ÷ 70
    CHECK(board.figure("first", "A", "2025-Q1") == "27");
    g.nodes.replace(g.nodes.find("\"by\": \"rate\""), 12, R"("by": "rate", "exempt": "full")");
    CHECK(Board(g).figure("total") == "85");  // two quarters without content count 100%
  }
  TEST_CASE("contents: an outside child is added to its quarter, and one that is exempt takes nothing away") {
    Given g;
    g.facts = R"("events": {"type": "records", "grain": "year", "fields": {"date": "date"}})";
    g.nodes = R"("total": {"full": "10", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}}, "q": {"grain": "quarter", "children": ["plus"], "contents": {"Q1": {"full": "10", "children": {"a": {"full": "10", "rule": {"kind": "constant", "points": "8"}}}}}},
      "plus": {"grain": "quarter", "outside": true, "rule": {"kind": "constant", "points": "1"}, "fold": {"over": "events", "take": "sum"}})";
    g.units = {"A", "B"};
    g.records = R"("events": {"A": [{"id": "1", "date": "2025-02-01"}], "B": []})";
    const Board board(g);
    CHECK(board.figure("q", "A", "2025-Q1") == "9");
    CHECK(board.figure("q", "B", "2025-Q1") == "8");
    CHECK(board.figure("total", "B") == "8");
  }
  TEST_CASE("a parameter has the value in force on each period's last day") {
    Given g;
    g.parameters = R"("price": {"values": [{"from": "2025-03-31", "value": "2"}, {"from": "2025-07-01", "value": "3"}]})";
    g.nodes = R"("q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "price"}}, "m": {"grain": "month", "type": "number", "value": "price"}, "total": {"full": "10", "fold": {"over": "quarter", "of": "q", "take": "mean"}})";
    const Board board(g);
    CHECK(board.figure("q", "A", "2025-Q1") == "2");
    CHECK(board.figure("q", "A", "2025-Q2") == "2");
    CHECK(board.figure("q", "A", "2025-Q3") == "3");
    CHECK(board.figure("m", "A", "2025-02") == "missing");
    CHECK(board.explain("m", "A", "2025-02")["reason"].en() == "a parameter has no value for this period");
    CHECK(board.figure("m", "A", "2025-06") == "2");
    CHECK(board.figure("m", "A", "2025-07") == "3");
    CHECK(board.figure("total") == "2.5");
  }
  TEST_CASE("a coarser figure holds in each finer period, and a finer one is refused without a fold") {
    Given g;
    g.facts = R"("yearly": {"type": "number", "grain": "year"}, "monthly": {"type": "number", "grain": "month"})";
    g.nodes = R"("m": {"grain": "month", "type": "number", "value": "yearly + monthly"}, )" + ten_points(R"({"kind": "formula", "points": "yearly"})");
    g.readings = R"("yearly": {"2025": [3]}, "monthly": {"2025-02": [4]})";
    const Board board(g);
    CHECK(board.figure("m", "A", "2025-02") == "7");
    CHECK(board.figure("m", "A", "2025-03") == "missing");
    g.nodes = ten_points(R"({"kind": "formula", "points": "monthly"})");
    CHECK(check_errors(g) == "grain-clash /classes/office/nodes/total/rule/points");
  }
  TEST_CASE("a unit's own figure can be read for each of its records, from the record's own period") {
    Given g;
    g.facts = R"("price": {"type": "number", "grain": "quarter"}, "events": {"type": "records", "grain": "year", "fields": {"date": "date", "n": "count"}})";
    g.nodes = ten_points(R"x({"kind": "formula", "points": "sum(events where item.n > 0 : item.n * price)"})x");
    g.units = {"A", "B"};
    g.readings = R"("price": {"2025-Q1": [2, 1], "2025-Q3": [5, null]})";
    g.records = R"("events": {"A": [{"id": "1", "date": "2025-01-31", "n": 3}, {"id": "2", "date": "2025-07-01", "n": 1}, {"id": "3", "date": "2025-05-01", "n": 0}], "B": [{"id": "1", "date": "2025-08-01", "n": 1}]})";
    const Board board(g);
    CHECK(board.figure("total", "A") == "11");       // 3 × 2 + 1 × 5; the third is not asked for
    CHECK(board.figure("total", "B") == "missing");  // its quarter has no price
  }
  TEST_CASE("list functions over records: count, any, all, mean, with none and without a list") {
    const auto of = [](const std::string& formula, const std::string& records) {
      Given g;
      g.facts = R"("events": {"type": "records", "grain": "year", "fields": {"date": "date", "n": "number", "bad": "flag"}})";
      g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "x": {"type": "number", "value": ")" + formula + "\"}";
      g.records = records.empty() ? "" : R"("events": {"A": )" + records + "}";
      return Board(g).figure("x");
    };
    const std::string two = R"([{"id": "1", "date": "2025-01-01", "n": 1, "bad": true}, {"id": "2", "date": "2025-01-02", "n": 4, "bad": false}])";
    const std::string unsure = R"([{"id": "1", "date": "2025-01-01", "n": 1}, {"id": "2", "date": "2025-01-02", "n": 4, "bad": true}])";
    CHECK(of("count(events)", two) == "2");
    CHECK(of("count(events where item.bad)", two) == "1");
    CHECK(of("count(events where item.bad)", unsure) == "missing");
    CHECK(of("mean(events : item.n)", two) == "2.5");
    CHECK(of("if(any(events where item.bad), 1, 0)", two) == "1");
    CHECK(of("if(any(events : item.bad), 1, 0)", unsure) == "1");
    CHECK(of("if(all(events : item.bad), 1, 0)", unsure) == "missing");
    CHECK(of("if(all(events : item.n > 0), 1, 0)", two) == "1");
    CHECK(of("count(events)", "[]") == "0");
    CHECK(of("sum(events : item.n)", "[]") == "0");
    CHECK(of("mean(events : item.n)", "[]") == "exempt");
    CHECK(of("if(any(events), 1, 0)", "[]") == "0");
    CHECK(of("if(all(events : item.bad), 1, 0)", "[]") == "1");
    CHECK(of("count(events)", "") == "missing");
  }
  TEST_CASE("a year of which the dataset holds only some quarters is missing, unless the fold skips what is missing") {
    const auto partial = [](const std::string& policy, const std::string& periods, const std::string& readings) {
      Given g;
      g.main = "quarter";
      g.periods = periods;
      g.facts = R"("f": {"type": "number", "grain": "quarter"})";
      g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "f"}}, "y": {"grain": "year", "full": "10", "fold": {"over": "quarter", "of": "total", "take": "mean")" + policy + "}}";
      g.readings = R"("f": {)" + readings + "}";
      return Board(g).figure("y");
    };
    CHECK(partial("", "\"2025-Q2\"", R"("2025-Q2": [5])") == "missing");
    CHECK(partial(R"(, "missing": "skip")", "\"2025-Q2\", \"2025-Q4\"", R"("2025-Q2": [5], "2025-Q4": [8])") == "6.5");
    CHECK(partial(R"(, "missing": "zero")", "\"2025-Q2\"", R"("2025-Q2": [5])") == "1.25");
  }
}
