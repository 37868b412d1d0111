// A class's facts with all its units beside each other: columns by period and key, lists by unit, and values that a change takes.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Part grid_of(const Board& board, const std::string& rest = "", const std::string& period = "2025") {
  return Part(board.book.ask("grid", R"({"class": "office", "period": ")" + period + "\"" + rest + "}"))["value"];
}
/// "fact period key: value value", a column a line; "-" where there is none.
std::string columns_of(const Part& grid) {
  std::string all;
  for (const Part& column : grid["columns"].items()) {
    all += column["fact"].text() + " " + column["period"].text() + (column["key"].text().empty() ? "" : " " + column["key"].text()) + (column["closed"].text() == "true" ? " closed:" : ":");
    for (const Part& value : column["values"].items()) all += " " + (value.is_null() ? "-" : value.text());
    all += "\n";
  }
  return all;
}
Part column_of(const Part& grid, const std::string& fact) {
  for (const char* const kind : {"columns", "lists"})
    for (const Part& one : grid[kind].items())
      if (one["fact"].text() == fact) return one;
  return Part(nullptr);
}

Given all_types() {
  Given g;
  g.facts = R"("rate": {"type": "rate", "grain": "quarter", "title": "Rate", "domain": {"min": "0", "max": "1", "step": "0.0001"}, "reporter": "Registry", "proof": "Ledger", "basis": "stated"},
    "count": {"type": "count", "grain": "year", "unit": "cases", "reasons": {"leave": {"title": "On leave", "gives": "exempt"}, "none": {"gives": "7"}, "late": {"gives": "missing"}}},
    "kind": {"type": "choice", "grain": "year", "options": {"t": "Town", "v": "Village"}},
    "votes": {"type": "votes", "grain": "year", "options": ["good", "poor"]},
    "keyed": {"type": "money", "grain": "half", "keys": {"k": "K", "l": "L"}},
    "flag": {"type": "flag", "grain": "year"}, "day": {"type": "date", "grain": "year"}, "unread": {"type": "number", "grain": "year"})";
  g.clauses = R"("c1": "First.")";
  g.nodes = R"x("total": {"full": "10", "clauses": ["c1"], "rule": {"kind": "formula", "points": "count + votes.good"}},
    "r": {"type": "rate", "grain": "quarter", "value": "rate"}, "k": {"type": "number", "value": "if(kind == 't' and flag, days(day, period.last), sum(keyed : item.value))"})x";
  g.units = {R"({"id": "A", "name": "Office A", "group": "north"})", "B", "C"};
  g.readings = R"("rate": {"2025-Q1": ["98.2%", "1", null], "2025-Q2": ["0.5", "exempt", null]}, "count": {"2025": [{"reason": "leave"}, {"reason": "none"}, {"reason": "late"}]}, "kind": {"2025": ["v", null, "t"]},
    "votes": {"2025": [{"good": 3}, null, null]}, "keyed": {"2025-H1": [{"k": "10.50"}, {"l": "exempt"}, null]}, "flag": {"2025": [true, false, null]}, "day": {"2025": ["2025-02-03", null, null]}, "unread": {"2025": ["0", "1", null]})";
  g.dataset_extra = R"(, "closed": ["2025-Q1"])";
  return g;
}

}  // namespace

TEST_SUITE("grid") {
  TEST_CASE("a column for each fact, period and key, in the scheme's order, with what stands in it for each unit") {
    Board board(all_types());
    const Part grid = grid_of(board);
    CHECK(grid["class"].text() + " " + grid["title"].en() + " " + grid["period"].text() == "office Office 2025");
    REQUIRE(grid["units"].size() == 3);
    CHECK(grid["units"][0]["unit"].text() + " " + grid["units"][0]["name"].en() + " " + grid["units"][0]["group"].text() == "A Office A north");
    CHECK(columns_of(grid) ==
          "rate 2025-Q1 closed: 98.2% 100% -\nrate 2025-Q2: 50% exempt -\nrate 2025-Q3: - - -\nrate 2025-Q4: - - -\n"
          "count 2025: leave none late\nkind 2025: v - t\n"
          "votes 2025 good: 3 - -\nvotes 2025 poor: 0 - -\n"
          "keyed 2025-H1 k: 10.5 - -\nkeyed 2025-H1 l: - exempt -\nkeyed 2025-H2 k: - - -\nkeyed 2025-H2 l: - - -\n"
          "flag 2025: true false -\nday 2025: 2025-02-03 - -\nunread 2025: 0 1 -\n");
    CHECK(grid["lists"].size() == 0);
  }
  TEST_CASE("a column's head says what it takes, who reports it, which nodes read it and by which clauses") {
    Board board(all_types());
    const Part grid = grid_of(board), rate = column_of(grid, "rate"), count = column_of(grid, "count"), keyed = column_of(grid, "keyed");
    CHECK(rate["title"].en() + " " + rate["type"].text() + " " + rate["grain"].text() + " " + rate["reporter"].en() + " " + rate["proof"].en() + " " + rate["basis"].text() ==
          "Rate rate quarter Registry Ledger stated");
    CHECK(rate["min"].text() + " " + rate["max"].text() + " " + rate["step"].text() == "0% 100% 0.01%");
    CHECK(rate["nodes"][0]["class"].text() + "." + rate["nodes"][0]["id"].text() == "office.r");
    CHECK(count["unit"].en() == "cases");
    CHECK(count["reasons"][0]["id"].text() + " " + count["reasons"][0]["title"].en() + " " + count["reasons"][0]["gives"].text() == "leave On leave exempt");
    CHECK(count["nodes"][0]["id"].text() + " " + count["clauses"][0]["id"].text() + " " + count["clauses"][0]["text"].en() == "total c1 First.");
    CHECK(column_of(grid, "kind")["options"][1]["title"].en() == "Village");
    CHECK(keyed["keys"].size() == 2);
    CHECK(keyed["keyTitle"].en() == "K");
    CHECK(column_of(grid, "unread")["nodes"].size() == 0);  // nobody reads it, and it stands there all the same
  }
  TEST_CASE("its own values put back as changes leave everything as it is; a reason comes by its id") {
    Board board(all_types());
    const std::string before = board.book.ask("grid", R"({"class": "office", "period": "2025"})"), result = board.book.ask("result", R"({"nodes": true})");
    std::string changes;
    const Part grid = grid_of(board);
    for (const Part& column : grid["columns"].items())
      for (std::size_t u = 0; u < grid["units"].size(); ++u) {
        const Part value = column["values"][static_cast<int>(u)], key = column["key"];
        changes += std::string(changes.empty() ? "" : ", ") + R"({"class": "office", "unit": ")" + grid["units"][static_cast<int>(u)]["unit"].text() + R"(", "fact": ")" + column["fact"].text() + R"(", "period": ")" + column["period"].text() +
                   "\"" + (key.text().empty() ? "" : R"(, "key": ")" + key.text() + "\"") + R"(, "value": )" + (value.is_null() ? "null" : "\"" + value.text() + "\"") + "}";
      }
    CHECK(errors_of(Part(board.book.edit("[" + changes + "]"))) == "");
    CHECK(board.book.ask("grid", R"({"class": "office", "period": "2025"})") == before);
    CHECK(board.book.ask("result", R"({"nodes": true})") == result);
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "count", "period": "2025", "value": "4"}, {"class": "office", "unit": "C", "fact": "count", "period": "2025", "value": "none"}])"))) == "");
    CHECK(column_of(grid_of(board), "count")["values"].words() == "4 none none");
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "count", "period": "2025", "value": "ill"}])"))) == "value-type /0/value");
  }
  TEST_CASE("a reason with a key stands for the whole reading") {
    Given g;
    g.facts = R"("paid": {"type": "money", "grain": "year", "keys": ["k", "l"], "reasons": {"leave": {"gives": "exempt"}}})";
    g.nodes = ten_points(R"x({"kind": "formula", "points": "sum(paid : item.value)"})x");
    g.readings = R"("paid": {"2025": [{"k": "1", "l": "2"}]})";
    Board board(g);
    CHECK(columns_of(grid_of(board)) == "paid 2025 k closed: 1\npaid 2025 l closed: 2\n");
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "paid", "period": "2025", "key": "k", "value": "leave"}])"))) == "");
    CHECK(columns_of(grid_of(board)) == "paid 2025 k closed: leave\npaid 2025 l closed: leave\n");
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "paid", "period": "2025", "key": "l", "value": "5"}])"))) == "");
    CHECK(columns_of(grid_of(board)) == "paid 2025 k closed: exempt\npaid 2025 l closed: 5\n");
  }
  TEST_CASE("some units, in the order asked; a period has its own parts and those around it") {
    Board board(all_types());
    CHECK(column_of(grid_of(board, R"(, "units": ["C", "A"])"), "kind")["values"].words() == "t v");
    CHECK(grid_of(board, R"(, "units": [])")["units"].size() == 0);
    CHECK(columns_of(grid_of(board, R"(, "units": ["A"])", "2025-Q2")) ==
          "rate 2025-Q2: 50%\ncount 2025: leave\nkind 2025: v\nvotes 2025 good: 3\nvotes 2025 poor: 0\nkeyed 2025-H1 k: 10.5\nkeyed 2025-H1 l: -\nflag 2025: true\nday 2025: 2025-02-03\nunread 2025: 0\n");
  }
  TEST_CASE("lists: the records of each unit as a dataset has them, none, or not known; what is borrowed stands with its owner") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
      "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
      "classes": {
        "office": {"facts": {"notes": {"type": "records", "grain": "year", "fields": {"date": "date", "points": {"type": "number", "domain": {"max": "5"}}, "late": "flag", "who": {"type": "unit", "class": "person"}}}},
          "nodes": {"total": {"full": "10", "rule": {"kind": "formula", "points": "sum(notes : item.points)"}}}, "total": "total"},
        "person": {"facts": {"own": {"type": "records", "grain": "year", "from": "office.notes", "by": "who"}, "x": {"type": "number", "grain": "year"}},
          "nodes": {"total": {"full": "10", "rule": {"kind": "formula", "points": "sum(own : item.points) + x"}}}, "total": "total"}}})x",
                                      R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-06-30", "periods": ["2025"],
      "units": {"office": [{"id": "A"}, {"id": "B"}, {"id": "C"}], "person": [{"id": "p"}]},
      "records": {"office": {"notes": {"A": [{"id": "n", "date": "2025-03-01", "points": "1.50", "late": true, "who": "p"}], "B": []}}}, "closedThrough": {"office": {"notes": {"A": "2025-05-31"}}}})"))) == "");
    const auto grid = [&](const char* cls) { return Part(book.ask("grid", std::string(R"({"class": ")") + cls + R"(", "period": "2025"})"))["value"]; };
    const Part offices = grid("office"), notes = column_of(offices, "notes");
    CHECK(offices["columns"].size() == 0);
    CHECK(notes["dated"].text() == "date");
    CHECK(notes["fields"][1]["max"].text() + " " + notes["fields"][3]["of"].text() == "5 person");
    CHECK(notes["rows"][0][0]["id"].text() + " " + notes["rows"][0][0]["points"].text() + " " + notes["rows"][0][0]["late"].text() + " " + notes["rows"][0][0]["who"].text() == "n 1.50 true p");
    CHECK_FALSE(notes["rows"][1].is_null());
    CHECK(notes["rows"][1].size() == 0);
    CHECK(notes["rows"][2].is_null());
    CHECK(notes["closedThrough"].size() == 3);
    CHECK(notes["closedThrough"].words() == "2025-05-31  ");
    // Two classes read it: their nodes are named both.
    CHECK(notes["nodes"][0]["class"].text() + " " + notes["nodes"][1]["class"].text() == "office person");
    const Part persons = grid("person");
    CHECK(columns_of(persons) == "x 2025: -\n");
    CHECK(persons["lists"].size() == 0);
  }
  TEST_CASE("hostile questions are told with their places") {
    Board board(all_types());
    const auto told = [&](const char* query) {
      const Part reply(board.book.ask("grid", query));
      CHECK(reply["value"].is_null());
      return errors_of(reply);
    };
    CHECK(told(R"({"class": "nobody", "period": "2025"})") == "query-unknown /class");
    CHECK(told(R"({"class": "office", "period": "2019"})") == "query-unknown /period");
    CHECK(told(R"({"class": "office"})") == "missing-key ");
    CHECK(told(R"({"class": "office", "period": "2025", "units": ["A", "Z", 3]})") == "query-unknown /units/1; wrong-type /units/2; query-unknown /units/2");
    CHECK(told(R"({"class": "office", "period": "2025", "units": "A"})") == "wrong-type /units");
    CHECK(told(R"({"class": "office", "period": "2025", "unit": "A"})") == "unknown-key /unit");
    CHECK(told("[]") == "wrong-type ");
    Workbook empty;
    CHECK(errors_of(Part(empty.ask("grid", R"({"class": "office", "period": "2025"})"))) == "no-document ");
  }
}
