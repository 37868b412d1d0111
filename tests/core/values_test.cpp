// What formulas give: signs and their order, branches and statuses, days, tables, earlier periods; and what a view leaves out.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// A node `x` with that formula, beside a number f of 4, a number g and a flag h that are missing.
Given valued(const std::string& formula) {
  Given g;
  g.facts = R"("f": {"type": "number", "grain": "year"}, "g": {"type": "number", "grain": "year"}, "h": {"type": "flag", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "x": {"type": "number", "value": ")" + formula + "\"}";
  g.readings = R"("f": {"2025": [4]})";
  return g;
}
std::string value(const std::string& formula) { return Board(valued(formula)).figure("x"); }

/// Working days from one day to another around the national holiday of 2025, with two days made up for.
std::string workdays(const std::string& from, const std::string& to) {
  const Given g = valued("workdays(date('" + from + "'), date('" + to + "'))");
  std::string scheme = scheme_text(g);
  const std::string calendar = "\"calendar\": {";
  scheme.insert(scheme.find(calendar) + calendar.size(),
                R"("holidays": ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08"], "workingDays": ["2025-09-28", "2025-10-11"], )");
  Workbook book;
  CHECK(errors_of(Part(book.load(scheme, dataset_text(g)))) == "");
  return Part(book.ask("explain", R"({"class": "office", "unit": "A", "node": "x", "period": "2025"})"))["value"]["points"]["exact"].text();
}

}  // namespace

TEST_SUITE("values") {
  TEST_CASE("what binds as tightly is reckoned from the left, and signs before sums") {
    CHECK(value("10 - 3 - 2") == "5");
    CHECK(value("24 / f / 2") == "3");
    CHECK(value("10 - 3 + 2") == "9");
    CHECK(value("2 - 3 * f") == "-10");
    CHECK(value("-f + 6") == "2");
  }
  TEST_CASE("a branch that is not taken, and a side that cannot matter, are not waited for") {
    CHECK(value("if(f > 0, f, g)") == "4");
    CHECK(value("if(f < 0, f, g)") == "missing");
    CHECK(value("if(f > 0 or h, 1, 0)") == "1");
    CHECK(value("if(h or f > 0, 1, 0)") == "1");
    CHECK(value("if(f < 0 or h, 1, 0)") == "missing");
    CHECK(value("if(f < 0 and h, 1, 0)") == "0");
    CHECK(value("if(h and f > 0, 1, 0)") == "missing");
    CHECK(value("f / (f - 4)") == "invalid");
  }
  TEST_CASE("a year of age is complete on the birthday; for 29 February on 1 March in other years") {
    const auto age = [](const char* born, const char* on) { return value(std::string("age(date('") + born + "'), date('" + on + "'))"); };
    CHECK(age("1970-05-02", "2025-05-01") == "54");
    CHECK(age("1970-05-02", "2025-05-02") == "55");
    CHECK(age("1970-05-02", "2025-05-03") == "55");
    CHECK(age("2000-02-29", "2025-02-28") == "24");
    CHECK(age("2000-02-29", "2025-03-01") == "25");
    CHECK(age("2000-02-29", "2024-02-29") == "24");
  }
  TEST_CASE("working days count both ends, leave out holidays and have those that are made up for") {
    CHECK(workdays("2025-09-26", "2025-09-26") == "1");  // a Friday
    CHECK(workdays("2025-09-27", "2025-09-27") == "0");  // a Saturday
    CHECK(workdays("2025-09-26", "2025-09-30") == "4");  // Friday, Sunday the 28th, Monday, Tuesday
    CHECK(workdays("2025-09-26", "2025-10-08") == "4");
    CHECK(workdays("2025-10-08", "2025-10-10") == "2");
    CHECK(workdays("2025-10-09", "2025-10-12") == "3");  // and Saturday the 11th
    CHECK(workdays("2025-10-10", "2025-10-09") == "0");
  }
  TEST_CASE("a table's row holds from its key on, at its key, or up to it") {
    const auto found = [](const std::string& match, const std::string& key) {
      Given g = valued("fee[" + key + "]");
      g.scheme_extra = R"(, "tables": {"fee": {"title": "Fee", "keys": {"size": {"match": ")" + match + R"("}}, "columns": ["price"], "rows": [{"size": "0", "price": "1"}, {"size": "4", "price": "2"}, {"size": "9", "price": "3"}]}})";
      return Board(g).figure("x");
    };
    CHECK(found("from", "f - 0.1") == "1");
    CHECK(found("from", "f") == "2");
    CHECK(found("from", "f + 0.1") == "2");
    CHECK(found("from", "f - 5") == "invalid");
    CHECK(found("to", "f - 0.1") == "2");
    CHECK(found("to", "f") == "2");
    CHECK(found("to", "f + 0.1") == "3");
    CHECK(found("exact", "f") == "2");
    CHECK(found("exact", "f + 0.1") == "invalid");
  }
  TEST_CASE("a node that reads its own earlier periods is worked out up to the last of them") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "quarter"})";
    g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"x(, "sofar": {"type": "number", "grain": "quarter", "value": "if(given(earlier(sofar, 1)), earlier(sofar, 1), 0) + f"})x";
    g.readings = R"("f": {"2025-Q1": [1], "2025-Q2": [2], "2025-Q3": [3], "2025-Q4": [4]})";
    const Board board(g);
    CHECK(board.figure("sofar", "A", "2025-Q1") == "1");
    CHECK(board.figure("sofar", "A", "2025-Q2") == "3");
    CHECK(board.figure("sofar", "A", "2025-Q3") == "6");
    CHECK(board.figure("sofar", "A", "2025-Q4") == "10");
  }
  TEST_CASE("records belong to the unit they are listed under, in whatever order, and a view has those of its last day") {
    Given g;
    g.units = {"A", "B"};
    g.facts = R"("events": {"type": "records", "grain": "year", "fields": {"date": "date"}})";
    g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"x(, "n": {"type": "number", "value": "count(events)"})x";
    g.records = R"("events": {"B": [{"id": "1", "date": "2025-01-01"}, {"id": "2", "date": "2025-12-31"}], "A": [{"id": "3", "date": "2025-05-01"}]})";
    g.scheme_extra = R"(, "views": {"now": {"title": "Now", "through": "asOf"}})";
    g.dataset_extra = R"(, "view": "now")";
    const Board board(g);
    CHECK(board.figure("n", "A") == "1");
    CHECK(board.figure("n", "B") == "2");
  }
}
