#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given with_case(const std::string& body) {
  Given g;
  g.facts = R"("f": {"type": "number", "grain": "quarter"}, "review": {"type": "votes", "grain": "year", "options": ["good", "poor"]}, "events": {"type": "records", "grain": "year", "fields": {"date": "date"}})";
  g.nodes = R"x("total": {"full": "100", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}}, "q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "f"}},
    "satisfied": {"full": "10", "rule": {"kind": "votes", "votes": "review", "satisfied": ["good"]}}, "n": {"type": "number", "value": "count(events)"}, "bad": {"type": "flag", "value": "total < 50"},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "poor"}]}, {"gate": {"when": "bad", "atMost": "poor"}}]},
    "place": {"type": "rank", "of": "total", "ties": "competition"})x";
  g.cases = R"({"name": "one", "source": "invented", )" + body + "}";
  return g;
}
/// "passed", or what failed: "unit node period: expected, actual".
std::string run(const std::string& body) {
  Workbook book;
  const Part reply(book.cases_of(scheme_text(with_case(body))));
  if (errors_of(reply) != "") return errors_of(reply);
  const Part example = reply["value"]["cases"][0];
  if (example["passed"].text() == "true") return "passed";
  std::string all;
  for (const Part& f : example["failures"].items())
    all += f["unit"].text() + " " + f["node"].text() + " " + f["period"].text() + ": " + f["expected"].text() + ", " + f["actual"].text() + ";";
  return all;
}

}  // namespace

TEST_SUITE("cases") {
  TEST_CASE("readings by period, a total, a level and a place that hold pass") {
    CHECK(run(R"("readings": {"A": {"f": {"2025-Q1": "8", "2025-Q2": "9", "2025-Q3": "9", "2025-Q4": "8"}}, "B": {"f": "9"}}, "expect": {"A": {"total": "85", "level": "good", "place": "2", "bad": false}, "B": {"total": "90", "place": "1"}})") == "passed");
  }
  TEST_CASE("one whose own figures are faulty says where and what, in both languages") {
    Workbook book;
    const Part reply(book.cases_of(scheme_text(with_case(R"("readings": {"A": {"f": "x"}}, "expect": {"A": {"total": "80"}})"))));
    const Part failure = reply["value"]["cases"][0]["failures"][0];
    CHECK(failure["actual"].text() == "/cases/0/readings/A/f");
    CHECK(failure["reason"]["en"].text().find("does not fit") != std::string::npos);
    CHECK(failure["reason"]["zh-CN"].text().find("不合要求") != std::string::npos);
  }
  TEST_CASE("one that does not hold tells what was expected and what came out") {
    CHECK(run(R"("readings": {"A": {"f": "8"}}, "expect": {"A": {"total": "81", "level": "good"}})") == "A total 2025: 81, 80;A level 2025: good, poor;");
    CHECK(run(R"("readings": {"A": {"f": "8"}}, "expect": {"A": {"total": {"status": "missing"}}})") == "A total 2025: missing, known;");
    CHECK(run(R"("expect": {"A": {"total": "0"}})") == "A total 2025: 0, missing;");
  }
  TEST_CASE("equal means exactly equal") {
    CHECK(run(R"("assume": {"A": {"total": "84.995"}}, "expect": {"A": {"total": "84.995", "level": "poor"}})") == "passed");
    CHECK(run(R"("assume": {"A": {"total": "84.995"}}, "expect": {"A": {"total": "85"}})") == "A total 2025: 85, 84.995;");
    CHECK(run(R"("assume": {"A": {"total": "200/3"}}, "expect": {"A": {"total": "66.67"}})") == "A total 2025: 66.67, 200/3;");
  }
  TEST_CASE("a pinned node holds in its period, and what rests on it follows") {
    CHECK(run(R"("assume": {"A": {"q": {"2025-Q1": "10", "2025-Q2": "9", "2025-Q3": "8", "2025-Q4": "7"}}}, "expect": {"A": {"total": "85", "q": {"2025-Q2": "9"}}})") == "passed");
    CHECK(run(R"("assume": {"A": {"total": "90", "bad": true}}, "expect": {"A": {"level": "poor"}})") == "passed");
    CHECK(run(R"("assume": {"A": {"level": "good"}}, "expect": {"A": {"level": "good"}})") == "passed");
  }
  TEST_CASE("points, rate, full, lost, shown and status can be expected") {
    CHECK(run(R"("assume": {"A": {"total": "84.995"}}, "expect": {"A": {"total": {"points": "84.995", "rate": "84.995%", "full": "100", "lost": "15.005", "shown": "84.995", "status": "known"}}})") == "passed");
    CHECK(run(R"("assume": {"A": {"total": "84.995"}}, "expect": {"A": {"total": {"shown": "85.00"}}})") == "A total 2025: 85.00, 84.995;");
  }
  TEST_CASE("votes and records of a case are read like those of a dataset") {
    CHECK(run(R"("readings": {"A": {"review": {"good": 3, "poor": 1}}}, "records": {"A": {"events": [{"id": "1", "date": "2025-02-03"}]}}, "expect": {"A": {"satisfied": "7.5", "n": "1"}})") == "passed");
    // A record of another year brings that year into the case, and does not count in the case's own.
    CHECK(run(R"("records": {"A": {"events": [{"id": "1", "date": "2024-02-03"}, {"id": "2", "date": "2025-02-03"}]}}, "expect": {"A": {"n": {"2024": "1", "2025": "1"}}})") == "passed");
  }
  TEST_CASE("an unknown node in a case is refused") {
    CHECK(run(R"("expect": {"A": {"totl": "1"}})") == "case-reference /cases/0/expect/A/totl");
  }
}
