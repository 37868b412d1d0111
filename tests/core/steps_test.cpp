// The order of a calculation: each node after all that it reads.
#include <set>

#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// "node@period" of the steps, in their order.
std::string order_of(const Part& steps) {
  std::string all;
  for (const Part& step : steps.items()) all += (all.empty() ? "" : " ") + step["node"].text() + "@" + step["period"].text();
  return all;
}
std::string from_of(const Part& steps, const std::string& node, const std::string& period = "2025") {
  std::string all;
  for (const Part& step : steps.items())
    if (step["node"].text() == node && step["period"].text() == period)
      for (const Part& from : step["from"].items()) all += (all.empty() ? "" : " ") + from["node"].text() + "@" + from["period"].text();
  return all;
}
Part steps_of(const Board& board) { return Part(board.book.ask("steps", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"]["steps"]; }

}  // namespace

TEST_SUITE("steps") {
  TEST_CASE("a mean of halves with a level and a verdict: parts before wholes, period by period") {
    Given g;
    g.facts = R"("x": {"type": "count", "grain": "half", "title": {"en": "Faults"}, "unit": {"en": "faults"}}, "y": {"type": "rate", "grain": "half"}, "bad": {"type": "flag", "grain": "year"},
      "notes": {"type": "records", "grain": "year", "fields": {"date": "date", "points": "number"}})";
    // `last` reads the level, which stands after it in the text.
    g.nodes = R"("total": {"full": "100", "children": ["work", "off"]}, "work": {"full": "100", "fold": {"over": "half", "of": "halfYear", "take": "mean"}},
      "halfYear": {"grain": "half", "full": "100", "children": ["a", "b"]}, "a": {"grain": "half", "full": "40", "rule": {"kind": "deduction", "counts": [{"value": "x", "points": "2"}], "floor": "0"}},
      "b": {"grain": "half", "full": "60", "rule": {"kind": "formula", "points": "60 * y"}}, "off": {"outside": true, "rule": {"kind": "deduction", "records": "notes", "price": {"value": "item.points"}, "floor": "none"}},
      "last": {"type": "verdict", "when": "level == 'poor' and bad", "then": "talk", "effect": "measure"}, "sum": {"type": "number", "value": "total + 1"}, "unread": {"type": "number", "value": "1"},
      "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "poor"}]}, {"gate": {"when": "sum > 90", "atMost": "poor"}}]},
      "place": {"type": "rank", "of": "total", "ties": "competition"})";
    g.readings = R"("x": {"2025-H1": ["3"], "2025-H2": ["1"]}, "y": {"2025-H1": ["0.9"], "2025-H2": ["1"]}, "bad": {"2025": [false]})";
    g.records = R"("notes": {"A": [{"id": "1", "date": "2025-03-01", "points": "1.5"}, {"id": "2", "date": "2025-04-01", "points": "0.5"}]})";
    Board board(g);
    const Part steps = steps_of(board);
    CHECK(order_of(steps) == "a@2025-H1 b@2025-H1 halfYear@2025-H1 a@2025-H2 b@2025-H2 halfYear@2025-H2 work@2025 off@2025 total@2025 sum@2025 level@2025 last@2025 place@2025");
    CHECK(from_of(steps, "halfYear", "2025-H2") == "a@2025-H2 b@2025-H2");
    CHECK(from_of(steps, "work") == "halfYear@2025-H1 halfYear@2025-H2");
    CHECK(from_of(steps, "total") == "work@2025 off@2025");
    CHECK(from_of(steps, "level") == "total@2025 sum@2025");
    CHECK(from_of(steps, "last") == "level@2025");
    CHECK(from_of(steps, "place") == "total@2025");
    // 40 − 2 × 3; 34 + 54 and 38 + 60 make 88 and 98, mean 93; two off.
    CHECK(steps[0]["points"]["exact"].text() == "34");
    CHECK(steps[0]["full"]["exact"].text() == "40");
    CHECK(steps[0]["depth"].text() == "3");
    CHECK(steps[0]["facts"][0]["title"].en() == "Faults");
    CHECK(steps[0]["facts"][0]["value"].en() == "3");
    CHECK(steps[0]["facts"][0]["unit"].en() == "faults");
    CHECK(steps[1]["facts"][0]["value"].en() == "90%");
    CHECK(steps[2]["from"][1]["points"]["exact"].text() == "54");
    CHECK(steps[7]["facts"][0]["value"].en() == "2");  // two notes
    CHECK(steps[8]["points"]["exact"].text() == "91");
    CHECK(steps[9]["points"]["shown"].text() == "92");
    CHECK(steps[10]["outcome"]["value"].text() == "poor");
    CHECK(steps[10]["points"].is_null());
    CHECK(steps[11]["facts"][0]["value"].en() == "no");
  }

  TEST_CASE("through a link and another class, and back to an earlier figure of the unit") {
    // A task's score rests on its office's own work; the office's total on the mean of its tasks' scores.
    const std::string scheme = R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
      "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
      "links": {"of": {"from": "task", "to": ["office"], "count": "one"}},
      "classes": {
        "office": {"facts": {"x": {"type": "number", "grain": "year"}}, "total": "total", "nodes": {"total": {"full": "20", "children": ["tasks", "own"]},
          "tasks": {"full": "10", "rule": {"kind": "formula", "points": "mean(of^ : item.score)"}}, "own": {"full": "10", "rule": {"kind": "formula", "points": "x"}}}},
        "task": {"facts": {}, "total": "score", "nodes": {"score": {"full": "10", "rule": {"kind": "formula", "points": "of.own / 2"}}}}}})x";
    const std::string dataset = R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
      "units": {"office": [{"id": "A"}, {"id": "B"}], "task": [{"id": "t"}]}, "links": {"of": [{"from": "t", "to": "A"}]}, "readings": {"office": {"x": {"2025": ["8", "6"]}}}})";
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme, dataset))) == "");
    const Part steps = Part(book.ask("steps", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"]["steps"];
    CHECK(order_of(steps) == "own@2025 tasks@2025 total@2025");
    CHECK(from_of(steps, "tasks") == "own@2025");
    CHECK(from_of(steps, "total") == "tasks@2025 own@2025");
    CHECK(steps[1]["points"]["exact"].text() == "4");
  }

  TEST_CASE("a unit or a period that is not there is refused") {
    Board board([] {
      Given g;
      g.facts = R"("x": {"type": "number", "grain": "year"})";
      g.nodes = ten_points(R"({"kind": "formula", "points": "x"})");
      return g;
    }());
    CHECK(errors_of(Part(board.book.ask("steps", R"({"class": "office", "unit": "Z", "period": "2025"})"))) == "query-unknown /unit");
    CHECK(errors_of(Part(board.book.ask("steps", R"({"class": "office", "unit": "A", "period": "2019"})"))) == "query-unknown /period");
    CHECK(steps_of(board)[0]["points"].is_null());
    CHECK(steps_of(board)[0]["status"].text() == "missing");
    CHECK(steps_of(board)[0]["facts"][0]["value"].is_null());
  }
}
