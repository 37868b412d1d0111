// Input that is meant to break something: each ends in a status or in diagnostics with their places.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given office(const std::string& facts, const std::string& nodes) {
  Given g;
  g.facts = facts;
  g.nodes = nodes + (nodes.empty() ? "" : ", ") + R"("total": {"full": "1", "rule": {"kind": "constant", "points": "1"}})";
  return g;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_SUITE("hostile input") {
  TEST_CASE("division by nothing, roots and logarithms of less are invalid, and say so") {
    Given g = office(R"("f": {"type": "number", "grain": "year"})", R"x("a": {"type": "number", "value": "1 / f"}, "b": {"type": "number", "value": "sqrt(f - 1)"}, "c": {"type": "number", "value": "ln(f)"})x");
    g.readings = R"("f": {"2025": ["0"]})";
    const Board board(g);
    CHECK(board.figure("a") == "invalid");
    CHECK(board.figure("b") == "invalid");
    CHECK(board.figure("c") == "invalid");
    CHECK(board.explain("a")["reason"].en() == "division by zero");
  }

  TEST_CASE("whoever's stratum is missing leaves the choice open, and nobody is chosen twice") {
    Given g = office(R"("kind": {"type": "choice", "grain": "year", "options": ["town", "village"]}, "f": {"type": "number", "grain": "year"})",
                     R"("best": {"type": "quota", "size": "2", "by": ["f"], "strata": {"by": "kind"}, "ties": "include"})");
    g.units = {"A", "B", "C"};
    g.readings = R"("kind": {"2025": ["town", null, "village"]}, "f": {"2025": ["3", "2", "1"]})";
    const Board board(g);
    for (const char* unit : {"A", "B", "C"}) CHECK(board.outcome("best", unit) != "true");
  }

  TEST_CASE("numbers of ten thousand digits and huge exponents are refused at their place") {
    const std::string digits = repeated("9", 10001);
    Given g = office(R"("f": {"type": "number", "grain": "year"})", R"("a": {"type": "number", "value": "f"})");
    g.parameters = "\"line\": {\"values\": [{\"from\": \"2025-01-01\", \"value\": \"" + digits + "\"}, {\"from\": \"2026-01-01\", \"value\": \"1e999999999\"}]}";
    CHECK(check_errors(g) == "bad-quantity /parameters/line/values/0/value; bad-quantity /parameters/line/values/1/value");
    g.parameters.clear();
    g.readings = "\"f\": {\"2025\": [\"" + digits + "\"]}";
    CHECK(load_errors(g) == "value-type /readings/office/f/2025/0");
    g.readings = R"("f": {"2025": ["1e999999999"]})";
    CHECK(load_errors(g) == "value-type /readings/office/f/2025/0");
  }

  TEST_CASE("a number that grows beyond ten thousand digits is invalid, and stops there") {
    Given g = office(R"("f": {"type": "number", "grain": "year"})", R"x("a": {"type": "number", "value": "pow(pow(pow(f, 99), 99), 99)"})x");
    g.readings = R"("f": {"2025": ["99"]})";
    const Board board(g);
    CHECK(board.figure("a") == "invalid");
  }

  TEST_CASE("brackets nested a thousand deep are refused in a formula as in a text") {
    Given g = office("", "\"a\": {\"type\": \"number\", \"value\": \"" + repeated("(", 1000) + "1" + repeated(")", 1000) + "\"}");
    CHECK(check_errors(g) == "formula-syntax /classes/office/nodes/a/value");
    g = office("", "\"a\": {\"type\": \"number\", \"value\": \"" + repeated("-", 1000) + "1\"}");
    CHECK(check_errors(g) == "formula-syntax /classes/office/nodes/a/value");
  }

  TEST_CASE("of thirty thousand faults ten thousand are told") {
    Given g = office(R"("f": {"type": "number", "grain": "year"})", R"("a": {"type": "number", "value": "f"})");
    g.units.clear();
    std::string values;
    for (int i = 0; i < 15000; ++i) {
      g.units.push_back("u" + std::to_string(i));
      values += (values.empty() ? "true" : ", true");
    }
    g.readings = "\"f\": {\"2025\": [" + values + "], \"2024\": [" + values + "]}";
    g.periods = "\"2025\", \"2024\"";
    Workbook book;
    const Part reply(book.load(scheme_text(g), dataset_text(g)));
    int errors = 0;
    for (const Part& d : reply["diagnostics"].items()) errors += d["severity"].text() == "error";
    CHECK(errors == 10000);
  }

  TEST_CASE("days of fifty years for a thousand units find no room") {
    Given g = office("", R"("daily": {"type": "number", "grain": "day", "value": "1"})");
    g.units.clear();
    for (int i = 0; i < 1200; ++i) g.units.push_back("u" + std::to_string(i));
    g.periods.clear();
    for (int year = 1976; year <= 2025; ++year) g.periods += (g.periods.empty() ? "\"" : ", \"") + std::to_string(year) + "\"";
    CHECK(load_errors(g) == "too-many-units /units/office");
  }

  TEST_CASE("twenty thousand units that lead to one, and records that all of them bear, are scored") {
    const std::string scheme = R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
      "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
      "links": {"at": {"from": "person", "to": ["office"], "count": "one"}},
      "classes": {
        "office": {"facts": {"events": {"type": "records", "grain": "year", "fields": {"date": "date", "bearer": {"type": "unit", "class": "person"}}}},
          "nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}, "staff": {"type": "number", "value": "count(at^)"}}, "total": "total"},
        "person": {"facts": {"mine": {"type": "records", "from": "office.events", "by": "bearer"}},
          "nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}, "borne": {"type": "number", "value": "count(mine)"}}, "total": "total"}}})x";
    std::string units, links, records;
    for (int i = 0; i < 20000; ++i) {
      const std::string id = "p" + std::to_string(i), comma = i ? ", " : "";
      units += comma + "{\"id\": \"" + id + "\"}";
      links += comma + "{\"from\": \"" + id + "\", \"to\": \"A\"}";
      records += comma + "{\"id\": \"r" + std::to_string(i) + "\", \"date\": \"2025-01-01\", \"bearer\": \"" + id + "\"}";
    }
    Workbook book;
    const Part loaded(book.load(scheme, R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
      "units": {"office": [{"id": "A"}], "person": [)" + units + R"(]}, "links": {"at": [)" + links + R"(]}, "records": {"office": {"events": {"A": [)" + records + "]}}}}"));
    REQUIRE(errors_of(loaded) == "");
    const auto exact = [&](const char* cls, const char* unit, const char* node) {
      const std::string query = std::string(R"({"class": ")") + cls + R"(", "unit": ")" + unit + R"(", "node": ")" + node + R"(", "period": "2025"})";
      return Part(book.ask("explain", query))["value"]["points"]["exact"].text();
    };
    CHECK(exact("office", "A", "staff") == "20000");
    CHECK(exact("person", "p19999", "borne") == "1");
  }
}
