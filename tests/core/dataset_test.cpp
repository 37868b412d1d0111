// What is said of a dataset: every figure in its place, of its type and in its domain.
#include "core/support.h"

using namespace yardstick::test;

namespace {

Given base() {
  Given g;
  g.units = {"A", "B"};
  g.facts = R"("n": {"type": "count", "grain": "year"}, "r": {"type": "rate", "grain": "quarter", "domain": {"min": "0", "max": "1"}}, "c": {"type": "choice", "grain": "year", "options": ["x", "y"]}, "f": {"type": "flag", "grain": "year"}, "d": {"type": "date", "grain": "year"},
    "events": {"type": "records", "grain": "year", "fields": {"date": "date", "size": "number", "note": "text"}})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"x(, "x": {"type": "number", "value": "n"}, "e": {"type": "number", "value": "count(events)"})x";
  return g;
}
std::string with_readings(const std::string& readings) {
  Given g = base();
  g.readings = readings;
  return load_errors(g);
}
std::string with_records(const std::string& records) {
  Given g = base();
  g.records = records;
  return load_errors(g);
}
const std::string at = "/readings/office/";

}  // namespace

TEST_SUITE("dataset") {
  TEST_CASE("readings stand in the order of the units; null is missing, exempt is exempt, zero is zero") {
    Given g = base();
    g.units = {"A", "B", "C"};
    g.readings = R"("n": {"2025": [0, null, "exempt"]})";
    const Board board(g);
    CHECK(board.figure("x", "A") == "0");
    CHECK(board.figure("x", "B") == "missing");
    CHECK(board.figure("x", "C") == "exempt");
  }
  TEST_CASE("numbers are read digit for digit, as text or as JSON numbers") {
    Given g = base();
    g.facts = R"("n": {"type": "number", "grain": "year"})";
    g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "x": {"type": "number", "value": "n"})";
    g.readings = R"("n": {"2025": [0.1, "33.333333333333333333333"]})";
    const Board board(g);
    CHECK(board.figure("x", "A") == "0.1");
    CHECK(board.figure("x", "B") == "33.333333333333333333333");
  }
  TEST_CASE("too few and too many values are refused") {
    CHECK(with_readings(R"("n": {"2025": [1, 2]})") == "");
    CHECK(with_readings(R"("n": {"2025": [1]})") == "unit-count " + at + "n/2025");
    CHECK(with_readings(R"("n": {"2025": [1, 2, 3]})") == "unit-count " + at + "n/2025");
  }
  TEST_CASE("a value outside its domain is refused: below, on and above each limit") {
    CHECK(with_readings(R"("r": {"2025-Q1": ["-0.0001", 1]})") == "value-domain " + at + "r/2025-Q1/0");
    CHECK(with_readings(R"("r": {"2025-Q1": [0, 1]})") == "");
    CHECK(with_readings(R"("r": {"2025-Q1": [0, "100.01%"]})") == "value-domain " + at + "r/2025-Q1/1");
    CHECK(with_readings(R"("n": {"2025": [1.5, -1]})") == "value-domain " + at + "n/2025/0; value-domain " + at + "n/2025/1");
  }
  TEST_CASE("a value of another type is refused") {
    CHECK(with_readings(R"("n": {"2025": [true, "many"]})") == "value-type " + at + "n/2025/0; value-type " + at + "n/2025/1");
    CHECK(with_readings(R"("f": {"2025": ["yes", 1]})") == "value-type " + at + "f/2025/0; value-type " + at + "f/2025/1");
    CHECK(with_readings(R"("c": {"2025": ["z", "x"]})") == "bad-choice " + at + "c/2025/0");
    CHECK(with_readings(R"("d": {"2025": ["2025-02-29", "2025-02-28"]})") == "bad-date " + at + "d/2025/0");
  }
  TEST_CASE("an unknown fact, a period of another grain, none at all and one outside the dataset are refused") {
    CHECK(with_readings(R"("m": {"2025": [1, 2]})") == "unknown-reference " + at + "m");
    CHECK(with_readings(R"("n": {"2025-Q1": [1, 2]})") == "grain-clash " + at + "n/2025-Q1");
    CHECK(with_readings(R"("n": {"2025-13": [1, 2]})") == "bad-period " + at + "n/2025-13");
    CHECK(with_readings(R"("n": {"2024": [1, 2]})") == "record-outside-periods " + at + "n/2024");
  }
  TEST_CASE("records need ids of their own and a date inside the periods") {
    const std::string list = "/records/office/events/A/";
    CHECK(with_records(R"("events": {"A": [{"id": "1", "date": "2025-01-01"}, {"id": "2", "date": "2025-12-31"}], "B": []})") == "");
    CHECK(with_records(R"("events": {"A": [{"date": "2025-01-01"}]})") == "record-without-id " + list + "0");
    CHECK(with_records(R"("events": {"A": [{"id": "1", "date": "2025-01-01"}, {"id": "1", "date": "2025-01-01"}]})") == "duplicate-id " + list + "1/id");
    CHECK(with_records(R"("events": {"A": [{"id": "1", "date": "2024-12-31"}]})") == "record-outside-periods " + list + "0/date");
    CHECK(with_records(R"("events": {"A": [{"id": "1", "date": "2026-01-01"}]})") == "record-outside-periods " + list + "0/date");
    CHECK(with_records(R"("events": {"A": [{"id": "1"}]})") == "missing-key " + list + "0");
    CHECK(with_records(R"("events": {"A": [{"id": "1", "date": "2025-01-01", "sise": 1}]})") == "record-field " + list + "0/sise");
    CHECK(with_records(R"("events": {"Z": []})") == "unknown-reference /records/office/events/Z");
  }
  TEST_CASE("an empty list is known and an absent one is missing, whatever the order of the text") {
    Given g = base();
    g.units = {"A", "B", "C"};
    g.records = R"("events": {"C": [{"id": "1", "date": "2025-05-01"}, {"id": "2", "date": "2025-05-01"}], "A": []})";
    const Board board(g);
    CHECK(board.figure("e", "A") == "0");
    CHECK(board.figure("e", "B") == "missing");
    CHECK(board.figure("e", "C") == "2");
    CHECK(board.explain("e", "B")["reason"].en() == "the list of events is missing");
  }
  TEST_CASE("records fall into the periods of their dates over two years") {
    Given g = base();
    g.periods = "\"2025\", \"2024\"";
    g.nodes += R"x(, "q": {"type": "number", "grain": "quarter", "value": "count(events)"})x";
    g.records = R"("events": {"A": [{"id": "1", "date": "2024-12-31"}, {"id": "2", "date": "2025-01-01"}, {"id": "3", "date": "2025-03-31"}, {"id": "4", "date": "2025-04-01"}]})";
    const Board board(g);
    CHECK(board.figure("e", "A", "2024") == "1");
    CHECK(board.figure("e", "A", "2025") == "3");
    CHECK(board.figure("q", "A", "2024-Q4") == "1");
    CHECK(board.figure("q", "A", "2025-Q1") == "2");
    CHECK(board.figure("q", "A", "2025-Q2") == "1");
  }
  TEST_CASE("two units of one id, an undeclared group and another scheme are refused") {
    Given g = base();
    g.units = {"A", "A"};
    CHECK(load_errors(g) == "duplicate-id /units/office/1");
    g.units = {R"({"id": "A", "group": "twon"})", R"({"id": "B"})"};
    g.dataset_extra = R"(, "groups": {"office": {"town": "Town"}})";
    CHECK(load_errors(g) == "unknown-reference /units/office/0");
    g = base();
    g.periods = "";
    CHECK(load_errors(g) == "missing-key /periods");
    g.periods = "\"2025-H1\"";
    CHECK(load_errors(g) == "grain-clash /periods/0");
  }
  TEST_CASE("a board of no units loads, with and without a line from a parameter") {
    Given g = base();
    g.units = {};
    g.parameters = R"("line": {"values": [{"from": "2025-01-01", "value": "5"}]})";
    g.nodes += R"(, "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "ok", "from": "line"}, {"level": "no"}]}]})";
    const Board board(g);
    CHECK(board.rows()["total"].text() == "0");
    CHECK(board.rows()["lines"].size() == 2);
  }
}
