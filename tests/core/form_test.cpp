// A unit's form: which facts of which units its figures rest on, and what stands in their fields.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Part form_of(const Board& board, const std::string& unit = "A", const std::string& period = "2025") {
  return Part(board.book.ask("form", R"({"class": "office", "unit": ")" + unit + R"(", "period": ")" + period + "\"}"))["value"];
}
Part fact_of(const Part& part, const std::string& id) {
  for (const Part& fact : part["facts"].items())
    if (fact["fact"].text() == id) return fact;
  return Part(nullptr);
}
std::string facts_of(const Part& part) {
  std::string all;
  for (const Part& fact : part["facts"].items()) all += (all.empty() ? "" : " ") + fact["fact"].text();
  return all;
}
std::string cells_of(const Part& fact) {
  std::string all;
  for (const Part& cell : fact["cells"].items())
    all += (all.empty() ? "" : ", ") + cell["period"].text() + (cell["key"].text().empty() ? "" : " " + cell["key"].text()) + " " +
           (cell["status"].text() == "known" ? cell["value"].text() : cell["status"].text()) + (cell["reason"].text().empty() ? "" : " for " + cell["reason"].text()) +
           (cell["closed"].text() == "true" ? " closed" : "");
  return all;
}
std::string nodes_of(const Part& fact) {
  std::string all;
  for (const Part& node : fact["nodes"].items()) all += (all.empty() ? "" : " ") + node["id"].text();
  return all;
}

/// Persons at offices from day to day, an item they answer for together, and a bureau.
const char* const linked_scheme = R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
  "calendar": {"main": "year", "periods": ["year", "half", "quarter"]}, "display": {"places": 2, "mode": "half-up"},
  "links": {"at": {"from": "person", "to": ["office"], "count": "optional"}},
  "classes": {
    "bureau": {"one": true, "facts": {"fund": {"type": "money", "grain": "year"}, "spare": {"type": "money", "grain": "year"}}, "nodes": {"half": {"type": "money", "value": "fund / 2"}, "total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}}, "total": "total"},
    "office": {"title": "Office", "facts": {"work": {"type": "number", "grain": "quarter"}, "idle": {"type": "number", "grain": "quarter"},
        "notes": {"type": "records", "grain": "year", "fields": {"date": "date", "points": "number", "who": {"type": "unit", "class": "person"}}}},
      "nodes": {"total": {"full": "10", "fold": {"over": "half", "of": "part", "take": "mean"}},
        "part": {"grain": "half", "full": "10", "fold": {"over": "quarter", "of": "piece", "take": "mean"}},
        "piece": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "work"}}}, "total": "total"},
    "person": {"facts": {"own": {"type": "records", "grain": "year", "from": "office.notes", "by": "who"}, "x": {"type": "number", "grain": "year"}, "unread": {"type": "number", "grain": "year"}},
      "nodes": {"total": {"full": "10", "fold": {"over": "half", "of": "half", "take": "mean"}},
        "half": {"grain": "half", "full": "10", "rule": {"kind": "formula", "points": "at.part"}},
        "off": {"outside": true, "rule": {"kind": "formula", "points": "sum(own : item.points) + x * bureau.half / 100"}},
        "place": {"type": "rank", "of": "total", "ties": "competition"}}, "total": "total"}}})x";
const char* const linked_dataset = R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-06-30", "periods": ["2024", "2025"],
  "units": {"bureau": [{"id": "whole"}], "office": [{"id": "A", "name": "Office A"}, {"id": "B"}, {"id": "C"}, {"id": "D"}], "person": [{"id": "p"}, {"id": "q"}]},
  "links": {"at": [{"from": "p", "to": "C", "until": "2024-12-31"}, {"from": "p", "to": "A", "since": "2025-01-01", "until": "2025-06-30"}, {"from": "p", "to": "B", "since": "2025-07-01"}]},
  "readings": {"office": {"work": {"2025-Q1": [1, 5, 6, 7]}}},
  "records": {"office": {"notes": {"A": [], "B": [], "C": [], "D": [{"id": "n", "date": "2025-03-01", "points": "1", "who": "p"}]}}}})";

}  // namespace

TEST_SUITE("form") {
  TEST_CASE("a fact is in the form for whatever reads it: rules, conditions, weights, full marks, membership, outcomes") {
    Given g;
    g.facts = R"("points": {"type": "number", "grain": "quarter"}, "unread": {"type": "number", "grain": "year"}, "marks": {"type": "number", "grain": "year"}, "weighs": {"type": "number", "grain": "quarter"},
      "kind": {"type": "choice", "grain": "year", "options": ["town", "village"]}, "born": {"type": "date", "grain": "year"}, "bad": {"type": "flag", "grain": "year"},
      "events": {"type": "records", "grain": "year", "fields": {"date": "date"}}, "value": {"type": "number", "grain": "year"})";
    g.class_extra = R"x(, "belongs": "age(born, period.last) >= 20")x";
    g.nodes = R"x("total": {"full": "20", "children": ["a", "b"]},
      "a": {"full": "10", "clauses": ["c1"], "fold": {"over": "quarter", "of": "q", "take": "weighted", "weight": "weighs"}},
      "q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "points"}},
      "b": {"full": "marks", "clauses": ["c2"], "rule": {"kind": "formula", "points": "min(count(events), shown)"}},
      "shown": {"type": "number", "value": "value + 1"},
      "lone": {"type": "number", "value": "value"},
      "place": {"type": "rank", "of": "total", "ties": "competition", "within": "kind"},
      "veto": {"type": "veto", "conditions": [{"id": "bad", "title": "bad", "when": "bad"}]})x";
    g.clauses = R"("c1": "First.", "c2": "Second.")";
    Board board(g);
    const Part form = form_of(board);
    REQUIRE(form["parts"].size() == 1);
    const Part part = form["parts"][0];
    CHECK(part["own"].text() == "true");
    CHECK(facts_of(part) == "points marks weighs kind born bad events value");
    CHECK(nodes_of(fact_of(part, "points")) == "q");
    CHECK(nodes_of(fact_of(part, "weighs")) == "a");
    CHECK(nodes_of(fact_of(part, "kind")) == "place");
    CHECK(nodes_of(fact_of(part, "bad")) == "veto");
    CHECK(nodes_of(fact_of(part, "events")) == "b");
    CHECK(nodes_of(fact_of(part, "value")) == "b");  // through a value that b reads
    CHECK(fact_of(part, "value")["clauses"][0]["id"].text() == "c2");
    CHECK(fact_of(part, "value")["clauses"][0]["text"].en() == "Second.");
    CHECK(fact_of(part, "value")["clauses"].size() == 1);
    CHECK(form["given"].size() == 0);
  }
  TEST_CASE("fields say what they take, and what stands in them") {
    Given g;
    g.facts = R"("rate": {"type": "rate", "grain": "quarter", "title": "Rate", "domain": {"min": "0", "max": "1", "step": "0.0001"}, "reporter": "Registry", "proof": "Ledger", "basis": "stated"},
      "count": {"type": "count", "grain": "year", "unit": "cases", "reasons": {"leave": {"title": "On leave", "gives": "exempt"}, "none": {"gives": "7"}, "late": {"gives": "missing"}}},
      "kind": {"type": "choice", "grain": "year", "options": {"t": "Town", "v": "Village"}},
      "votes": {"type": "votes", "grain": "year", "options": ["good", "poor"]},
      "keyed": {"type": "money", "grain": "half", "keys": {"k": "K", "l": "L"}},
      "flag": {"type": "flag", "grain": "year"}, "day": {"type": "date", "grain": "year"})";
    g.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "count + votes.good"}},
      "r": {"type": "rate", "grain": "quarter", "value": "rate"}, "k": {"type": "number", "value": "if(kind == 't' and flag, days(day, period.last), sum(keyed : item.value))"})x";
    g.readings = R"("rate": {"2025-Q1": ["98.2%"], "2025-Q2": ["0.5"], "2025-Q3": ["exempt"]}, "count": {"2025": [{"reason": "leave"}]}, "kind": {"2025": ["v"]},
      "votes": {"2025": [{"good": 3}]}, "keyed": {"2025-H1": [{"k": "10.50"}]}, "flag": {"2025": [true]}, "day": {"2025": ["2025-02-03"]})";
    g.dataset_extra = R"(, "closed": ["2025-Q1"])";
    Board board(g);
    const Part part = form_of(board)["parts"][0];
    const Part rate = fact_of(part, "rate");
    CHECK(rate["title"].en() == "Rate");
    CHECK(rate["type"].text() == "rate");
    CHECK(rate["grain"].text() == "quarter");
    CHECK(rate["min"].text() + " " + rate["max"].text() + " " + rate["step"].text() == "0% 100% 0.01%");
    CHECK(rate["reporter"].en() + " " + rate["proof"].en() + " " + rate["basis"].text() == "Registry Ledger stated");
    CHECK(cells_of(rate) == "2025-Q1 98.2% closed, 2025-Q2 50%, 2025-Q3 exempt, 2025-Q4 missing");
    const Part count = fact_of(part, "count");
    CHECK(count["unit"].en() == "cases");
    CHECK(count["min"].text() + " " + count["max"].text() + " " + count["step"].text() == "0  1");
    CHECK(count["reasons"][0]["id"].text() + " " + count["reasons"][0]["title"].en() + " " + count["reasons"][0]["gives"].text() == "leave On leave exempt");
    CHECK(count["reasons"][1]["gives"].text() + " " + count["reasons"][2]["gives"].text() == "7 missing");
    CHECK(cells_of(count) == "2025 exempt for leave");
    CHECK(cells_of(fact_of(part, "kind")) == "2025 v");
    CHECK(fact_of(part, "kind")["options"][0]["title"].en() == "Town");
    CHECK(cells_of(fact_of(part, "votes")) == "2025 good 3, 2025 poor 0");
    CHECK(cells_of(fact_of(part, "keyed")) == "2025-H1 k 10.5, 2025-H1 l missing, 2025-H2 k missing, 2025-H2 l missing");
    CHECK(fact_of(part, "keyed")["keys"][1]["id"].text() == "l");
    CHECK(cells_of(fact_of(part, "flag")) + cells_of(fact_of(part, "day")) == "2025 true2025 2025-02-03");
    // A reason that gives a value, and one that an edit takes away again.
    const auto edit = [&](const char* value) { return errors_of(Part(board.book.edit(std::string(R"([{"class": "office", "unit": "A", "fact": "count", "period": "2025", "value": )") + value + "}]"))); };
    CHECK(edit(R"({"reason": "none"})") == "");
    CHECK(cells_of(fact_of(form_of(board)["parts"][0], "count")) == "2025 7 for none");
    CHECK(edit("8") == "");
    CHECK(cells_of(fact_of(form_of(board)["parts"][0], "count")) == "2025 8");
    // A quarter's form has its own quarter, and the periods around it.
    const Part quarter = form_of(board, "A", "2025-Q2")["parts"][0];
    CHECK(cells_of(fact_of(quarter, "rate")) == "2025-Q2 50%");
    CHECK(cells_of(fact_of(quarter, "keyed")) == "2025-H1 k 10.5, 2025-H1 l missing");
    CHECK(cells_of(fact_of(quarter, "kind")) == "2025 v");
  }
  TEST_CASE("a list's records come as a dataset has them, and can be handed back") {
    Given g;
    g.facts = R"("visits": {"type": "records", "grain": "month", "fields": {"date": "date", "stars": {"type": "number", "domain": {"max": "5"}}, "note": "text", "late": "flag", "kind": {"type": "choice", "options": ["a", "b"]},
      "found": {"type": "records", "fields": {"points": "number"}}}})";
    g.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "sum(visits : item.stars)"}}, "more": {"type": "number", "value": "sum(visits : sum(item.found : item.points))"})x";
    g.units = {"A", "B"};
    g.records = R"("visits": {"A": [{"id": "a", "date": "2025-03-01", "stars": "4.50", "note": {"zh-CN": "好", "en": "good"}, "late": true, "found": [{"id": "x", "points": "1"}]}, {"id": "b", "date": "2025-02-01", "note": "plain", "late": false, "kind": "b"}]})";
    g.dataset_extra = R"(, "closedThrough": {"office": {"visits": {"A": "2025-06-30"}}})";
    Board board(g);
    const Part list = fact_of(form_of(board)["parts"][0], "visits");
    CHECK(list["known"].text() == "true");
    CHECK(list["dated"].text() == "date");
    CHECK(list["closedThrough"].text() == "2025-06-30");
    CHECK(list["cells"].size() == 0);
    CHECK(list["fields"][1]["max"].text() == "5");
    CHECK(list["fields"][4]["options"][1]["id"].text() == "b");
    CHECK(list["fields"][5]["fields"][0]["id"].text() == "points");
    REQUIRE(list["records"].size() == 2);
    CHECK(list["records"][0]["stars"].text() == "4.50");
    CHECK(list["records"][0]["note"].zh() + list["records"][1]["note"].text() == "好plain");
    CHECK(list["records"][0]["late"].text() + list["records"][1]["late"].text() == "truefalse");
    CHECK(list["records"][0]["found"][0]["points"].text() == "1");
    CHECK(list["records"][1]["found"].size() == 0);
    const Part other = fact_of(form_of(board, "B")["parts"][0], "visits");
    CHECK(other["known"].text() == "false");
    CHECK(other["closedThrough"].is_null());
    // Handed back as it came, it changes nothing.
    const std::string before = board.book.ask("form", R"({"class": "office", "unit": "A", "period": "2025"})"), key = "\"records\":";
    const std::size_t from = before.find(key) + key.size(), to = before.find("}]}],\"given\"");
    REQUIRE(to != std::string::npos);
    const std::string result = board.book.ask("result", R"({"nodes": true})");
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "visits", "records": )" + before.substr(from, to - from) + "}]"))) == "");
    CHECK(board.book.ask("form", R"({"class": "office", "unit": "A", "period": "2025"})") == before);
    CHECK(board.book.ask("result", R"({"nodes": true})") == result);
  }
  TEST_CASE("other units: those linked within the period, those whose records name the unit, the only one of its class") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(linked_scheme, linked_dataset))) == "");
    const auto form = [&](const char* unit, const char* period, const char* cls = "person") {
      return Part(book.ask("form", std::string(R"({"class": ")") + cls + R"(", "unit": ")" + unit + R"(", "period": ")" + period + "\"}"))["value"];
    };
    const auto parts = [](const Part& of) {
      std::string all;
      for (const Part& part : of["parts"].items()) all += (all.empty() ? "" : "; ") + part["class"].text() + "." + part["unit"].text() + ": " + facts_of(part);
      return all;
    };
    const auto given = [](const Part& of) {
      std::string all;
      for (const Part& one : of["given"].items())
        all += (all.empty() ? "" : "; ") + one["unit"].text() + "." + one["node"].text() + " " + one["period"].text() + " " + (one["value"].text().empty() ? one["status"].text() : one["value"].text()) + (one["given"].text() == "true" ? " given" : "");
      return all;
    };
    const Part now = form("p", "2025");
    CHECK(parts(now) == "person.p: x; bureau.whole: fund; office.A: work notes; office.B: work notes; office.D: notes");
    CHECK(now["parts"][2]["name"].en() == "Office A");
    CHECK(now["parts"][2]["own"].text() == "false");
    CHECK(nodes_of(fact_of(now["parts"][2], "work")) == "piece");
    CHECK(nodes_of(fact_of(now["parts"][4], "notes")) == "off");
    CHECK(cells_of(fact_of(now["parts"][2], "work")) == "2025-Q1 1 closed, 2025-Q2 missing closed, 2025-Q3 missing, 2025-Q4 missing");
    CHECK(given(now) == "whole.half 2025 missing; A.part 2025-H1 missing; B.part 2025-H2 missing");  // each while it is linked
    CHECK(parts(form("p", "2024")) == "person.p: x; bureau.whole: fund; office.C: work notes; office.D: notes");
    CHECK(parts(form("q", "2025")) == "person.q: x; bureau.whole: fund");  // linked to nobody, named by nobody
    CHECK(parts(form("A", "2025", "office")) == "office.A: work");          // its notes concern others
    CHECK(errors_of(Part(book.edit(R"([{"class": "office", "unit": "A", "node": "part", "period": "2025-H1", "value": "7.5"}, {"class": "office", "unit": "D", "fact": "notes", "records": null}])"))) == "");
    CHECK(given(form("p", "2025")) == "whole.half 2025 missing; A.part 2025-H1 7.5 given; B.part 2025-H2 missing");
    CHECK(parts(form("q", "2025")) == "person.q: x; bureau.whole: fund; office.D: notes");  // it has not said whom it names
  }
  TEST_CASE("hostile questions are told with their places") {
    Given g;
    g.facts = R"("a": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "a"}})";
    Board board(g);
    const auto told = [&](const char* query) {
      const Part reply(board.book.ask("form", query));
      CHECK(reply["value"].is_null());
      return errors_of(reply);
    };
    CHECK(told(R"({"class": "nobody", "unit": "A", "period": "2025"})") == "query-unknown /class");
    CHECK(told(R"({"class": "office", "unit": "Z", "period": "2025"})") == "query-unknown /unit");
    CHECK(told(R"({"class": "office", "unit": "A", "period": "2019"})") == "query-unknown /period");
    CHECK(told(R"({"class": "office", "unit": "A", "period": "soon"})") == "query-unknown /period");
    CHECK(told(R"({"class": "office", "unit": "A"})") == "missing-key ");
    CHECK(told(R"({"class": "office", "unit": "A", "period": "2025", "node": "total"})") == "unknown-key /node");
    CHECK(told(R"({"class": 3, "unit": [], "period": {}})").find("wrong-type /class") == 0);
    CHECK(told("[]") == "wrong-type ");
    CHECK(told("{") == "json-syntax ");
    Workbook empty;
    CHECK(errors_of(Part(empty.ask("form", R"({"class": "office", "unit": "A", "period": "2025"})"))) == "no-document ");
  }
}
