// Changes to loaded figures: readings, records, given figures and links; all of a batch or none.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

const char* const all = R"({"nodes": true})";

/// Marks by key, votes, leave with a reason, and visits with what was found on each.
Given office() {
  Given g;
  g.units = {"A", "B"};
  g.facts = R"("mark": {"type": "number", "grain": "quarter", "keys": {"desk": "Desk", "phone": "Phone"}},
    "votes": {"type": "votes", "grain": "year", "options": ["good", "fair", "poor"]},
    "done": {"type": "count", "grain": "year", "reasons": {"leave": {"gives": "exempt"}, "lost": {"gives": "missing"}, "cut": {"gives": "7"}}},
    "ready": {"type": "flag", "grain": "year"},
    "visits": {"type": "records", "grain": "year", "fields": {"date": "date", "stars": "number", "note": "text", "late": "flag",
      "found": {"type": "records", "fields": {"points": "number"}}}})";
  g.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "done"}},
    "best": {"type": "number", "grain": "quarter", "value": "max(mark : item.value)"},
    "share": {"type": "rate", "value": "votes.good / votes.valid"},
    "open": {"type": "flag", "value": "ready"},
    "stars": {"type": "number", "value": "sum(visits : item.stars)"},
    "found": {"type": "number", "value": "sum(visits : sum(item.found : item.points))"})x";
  g.readings = R"("done": {"2025": [3, 4]})";
  g.records = R"("visits": {"A": [{"id": "a", "date": "2025-03-01", "stars": "2", "found": [{"id": "x", "points": "1"}, {"id": "y", "points": "2"}]}],
    "B": [{"id": "b", "date": "2025-04-01", "stars": "5", "found": [{"id": "z", "points": "8"}]}, {"id": "c", "date": "2025-05-01", "stars": "1"}]})";
  return g;
}

std::string change(const std::string& fact, const std::string& rest, const std::string& unit = "A") {
  return R"({"class": "office", "unit": ")" + unit + R"(", "fact": ")" + fact + "\", " + rest + "}";
}
std::string edit(Board& board, const std::string& changes) { return errors_of(Part(board.book.edit("[" + changes + "]"))); }

/// Persons p, q at offices A, B; an office's mean of its persons; a bureau keeps notes that name persons.
std::string linked_scheme(const std::string& link, const std::string& share = "") {
  return R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
    "calendar": {"main": "year", "periods": ["year", "quarter"]}, "display": {"places": 2, "mode": "half-up"},
    "links": {"at": {"from": "person", "to": ["office"], )x" + link + R"x(}},
    "classes": {
      "bureau": {"one": true, "facts": {"notes": {"type": "records", "grain": "year", "fields": {"date": "date", "points": "number", "who": {"type": "unit", "class": "person"}}}},
        "nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}}, "total": "total"},
      "office": {"facts": {"work": {"type": "number", "grain": "quarter"}}, "nodes": {
        "total": {"full": "10", "fold": {"over": "quarter", "of": "part", "take": "mean"}},
        "part": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "work"}},
        "staff": {"type": "number", "value": "count(at^)"}}, "total": "total"},
      "person": {"facts": {"own": {"type": "records", "grain": "year", "from": "bureau.notes", "by": "who"}, "x": {"type": "number", "grain": "year"})x" + share + R"x(},
        "nodes": {"total": {"full": "10", "rule": {"kind": "formula", "points": "sum(at : item.total) + sum(own : item.points) + x"}}}, "total": "total"}}})x";
}
std::string linked_dataset(const std::string& links = R"({"from": "p", "to": "A"}, {"from": "q", "to": "B"})") {
  return R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
    "units": {"bureau": [{"id": "whole"}], "office": [{"id": "A"}, {"id": "B"}], "person": [{"id": "p"}, {"id": "q"}]}, "links": {"at": [)" + links + R"(]},
    "readings": {"office": {"work": {"2025-Q1": [1, 5], "2025-Q2": [1, 5], "2025-Q3": [1, 5], "2025-Q4": [1, 5]}}, "person": {"x": {"2025": [0, 0]}}},
    "records": {"bureau": {"notes": {"whole": [{"id": "n", "date": "2025-02-01", "points": "2", "who": "p"}]}}}})";
}
std::string figure(const Workbook& book, const char* cls, const char* unit, const char* node, const char* period = "2025") {
  const Part part = Part(book.ask("explain", std::string(R"({"class": ")") + cls + R"(", "unit": ")" + unit + R"(", "node": ")" + node + R"(", "period": ")" + period + "\"}"))["value"];
  return part["status"].text() == "known" ? part["points"]["exact"].text() : part["status"].text();
}

}  // namespace

TEST_SUITE("changes") {
  TEST_CASE("one value by key stands beside the others") {
    Board board(office());
    CHECK(board.figure("best", "A", "2025-Q1") == "missing");
    CHECK(edit(board, change("mark", R"("period": "2025-Q1", "key": "desk", "value": "4")")) == "");
    CHECK(board.figure("best", "A", "2025-Q1") == "missing");  // the other is not there yet
    CHECK(edit(board, change("mark", R"("period": "2025-Q1", "key": "phone", "value": "3")")) == "");
    CHECK(board.figure("best", "A", "2025-Q1") == "4");
    CHECK(edit(board, change("mark", R"("period": "2025-Q1", "key": "desk", "value": "exempt")")) == "");
    CHECK(board.figure("best", "A", "2025-Q1") == "3");
    CHECK(edit(board, change("mark", R"("period": "2025-Q1", "key": "desk", "value": "")")) == "");
    CHECK(board.figure("best", "A", "2025-Q1") == "missing");
  }
  TEST_CASE("votes: the others count 0, and the last one takes the votes with it") {
    Board board(office());
    const auto vote = [&](const char* key, const char* value) { return edit(board, change("votes", std::string(R"("period": "2025", "key": ")") + key + R"(", "value": )" + value)); };
    CHECK(vote("poor", "null") == "");
    CHECK(board.figure("share") == "missing");
    CHECK(vote("good", "3") == "");
    CHECK(board.figure("share") == "1");
    CHECK(vote("fair", "\"1\"") == "");
    CHECK(board.figure("share") == "0.75");
    CHECK(vote("fair", "null") == "");
    CHECK(board.figure("share") == "1");
    CHECK(vote("good", "null") == "");
    CHECK(board.figure("share") == "missing");
    CHECK(vote("good", "0") == "");  // nobody voted: that is a figure, and there is no share of it
    CHECK(board.figure("share") == "invalid");
  }
  TEST_CASE("a form's texts are taken: an empty one is no figure, and flags may be texts") {
    Board board(office());
    CHECK(edit(board, change("done", R"("period": "2025", "value": "")")) == "");
    CHECK(board.figure("total") == "missing");
    CHECK(edit(board, change("ready", R"("period": "2025", "value": "true")")) == "");
    CHECK(board.figure("open") == "1");
    CHECK(edit(board, change("ready", R"("period": "2025", "value": false)")) == "");
    CHECK(board.figure("open") == "0");
    CHECK(edit(board, change("ready", R"("period": "2025", "value": "yes")")) == "value-type /0/value");
  }
  TEST_CASE("a unit's records are replaced with those inside them; the others keep theirs") {
    Board board(office());
    CHECK(edit(board, change("visits", R"("records": [{"id": "k", "date": "2025-06-01", "stars": "3"}, {"id": "l", "date": "2025-07-01", "stars": "4", "found": [{"id": "x", "points": "16"}]}, {"id": "m", "date": "2025-08-01", "stars": "0", "found": [{"id": "x", "points": "32"}]}])")) == "");
    CHECK(board.figure("stars", "A") == "7");
    CHECK(board.figure("found", "A") == "48");
    CHECK(board.figure("stars", "B") == "6");
    CHECK(board.figure("found", "B") == "8");
    CHECK(edit(board, change("visits", R"("records": [])")) == "");
    CHECK(board.figure("stars", "A") == "0");
    CHECK(board.figure("found", "B") == "8");
    CHECK(edit(board, change("visits", R"("records": null)")) == "");
    CHECK(board.figure("stars", "A") == "missing");
    Given g = office();
    g.records = R"("visits": {"B": [{"id": "b", "date": "2025-04-01", "stars": "5", "found": [{"id": "z", "points": "8"}]}, {"id": "c", "date": "2025-05-01", "stars": "1"}]})";
    CHECK(board.book.ask("result", all) == Board(g).book.ask("result", all));
  }
  TEST_CASE("the same list twice in a batch: the last word counts") {
    Board board(office());
    CHECK(edit(board, change("visits", R"("records": [{"id": "k", "date": "2025-06-01", "stars": "3"}])", "B") + "," + change("visits", R"("records": [{"id": "k", "date": "2025-06-01", "stars": "9"}])", "B") + "," +
                          change("visits", R"("records": [])")) == "");
    CHECK(board.figure("stars", "A") == "0");
    CHECK(board.figure("stars", "B") == "9");
  }
  TEST_CASE("a rule that looks at nothing of the records but that they are there follows them too") {
    Given g = office();
    g.nodes += R"x(, "twice": {"type": "run", "records": "visits", "when": "1 > 0", "need": "2"})x";
    Board board(g);
    CHECK(board.outcome("twice") == "false");
    CHECK(edit(board, change("visits", R"("records": [{"id": "k", "date": "2025-06-01"}, {"id": "l", "date": "2025-06-02"}])")) == "");
    CHECK(board.outcome("twice") == "true");
  }
  TEST_CASE("a figure is given in place of a computed one, and computed again") {
    Board board(office());
    const std::string before = board.book.ask("result", all);
    const auto given = [&](const char* node, const char* period, const char* value) {
      return edit(board, std::string(R"({"class": "office", "unit": "A", "node": ")") + node + R"(", "period": ")" + period + R"(", "value": )" + value + "}");
    };
    CHECK(given("total", "2025", "\"9.5\"") == "");
    CHECK(board.figure("total") == "9.5");
    CHECK(given("total", "2025", "8") == "");  // the later one stands
    CHECK(board.figure("total") == "8");
    CHECK(given("open", "2025", "true") == "");
    CHECK(board.figure("open") == "1");
    CHECK(given("share", "2025", "\"75%\"") == "");
    CHECK(board.figure("share") == "0.75");
    CHECK(given("best", "2025-Q2", "5") == "");
    CHECK(board.figure("best", "A", "2025-Q2") == "5");
    CHECK(board.figure("best", "A", "2025-Q1") == "missing");
    for (const char* node : {"total", "open", "share"}) CHECK(given(node, "2025", "null") == "");
    CHECK(given("best", "2025-Q2", "null") == "");
    CHECK(board.book.ask("result", all) == before);
    CHECK(given("nothing", "2025", "1") == "query-unknown /0/node");
    CHECK(given("total", "2025", "\"much\"") == "value-type /0/value");
    CHECK(given("total", "2025-Q1", "1") == "grain-clash /0/period");
    CHECK(given("total", "2024", "1") == "record-outside-periods /0/period");
  }
  TEST_CASE("whose part of the year it is not, has no figure to be given") {
    Given g;
    g.nodes = R"("total": {"full": "100", "fold": {"over": "quarter", "of": "quarter", "take": "mean"}},
      "quarter": {"grain": "quarter", "contents": {)";
    for (int k = 1; k <= 4; ++k) {
      const std::string name = "Q" + std::to_string(k);
      g.nodes += (k > 1 ? ", \"" : "\"") + name + R"(": {"full": "100", "children": {"x": {"full": "100", "rule": {"kind": "constant", "points": "50"}}}})";
    }
    g.nodes += "}}";
    Board board(g);
    CHECK(edit(board, R"({"class": "office", "unit": "A", "node": "quarter[Q2]", "period": "2025-Q1", "value": 90})") == "query-unknown /0/period");
    CHECK(edit(board, R"({"class": "office", "unit": "A", "node": "quarter[Q2]", "period": "2025-Q2", "value": 90})") == "");
    CHECK(board.figure("total") == "60");
  }
  TEST_CASE("what other units read follows: links, borrowed records, and who is linked to whom") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(linked_scheme(R"("count": "one")"), linked_dataset()))) == "");
    const auto put = [&](const std::string& changes) { return errors_of(Part(book.edit("[" + changes + "]"))); };
    CHECK(figure(book, "person", "p", "total") == "3");  // 1 of A, 2 of the note
    CHECK(put(R"({"class": "office", "unit": "A", "fact": "work", "period": "2025-Q4", "value": "9"})") == "");
    CHECK(figure(book, "person", "p", "total") == "5");  // (1 + 1 + 1 + 9) ÷ 4, and 2
    CHECK(put(R"({"class": "office", "unit": "A", "node": "total", "period": "2025", "value": "8"})") == "");
    CHECK(figure(book, "person", "p", "total") == "10");
    CHECK(put(R"({"class": "bureau", "unit": "whole", "fact": "notes", "records": [{"id": "n", "date": "2025-02-01", "points": "-3", "who": "q"}]})") == "");
    CHECK(figure(book, "person", "p", "total") == "8");
    CHECK(figure(book, "person", "q", "total") == "2");  // 5 of B, 3 off
    CHECK(figure(book, "office", "B", "staff") == "1");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": ["B"]})") == "");
    CHECK(figure(book, "person", "p", "total") == "5");
    CHECK(figure(book, "office", "B", "staff") == "2");
    CHECK(figure(book, "office", "A", "staff") == "0");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": [{"to": "A", "until": "2025-06-30"}, {"to": "B", "since": "2025-07-01"}]})") == "");
    CHECK(figure(book, "person", "p", "total") == "5");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": [{"to": "A"}]})") == "");
    CHECK(figure(book, "person", "p", "total") == "8");
    CHECK(put(R"({"class": "bureau", "unit": "whole", "fact": "notes", "records": null})") == "");
    CHECK(figure(book, "person", "p", "total") == "missing");  // an absent list could name anybody
  }
  TEST_CASE("links and shares must add up after all changes, or nothing is changed") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(linked_scheme(R"("count": "one")"), linked_dataset()))) == "");
    const std::string before = book.ask("result", all);
    const auto put = [&](const std::string& changes) { return errors_of(Part(book.edit("[" + changes + "]"))); };
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": []})") == "link-count /0/to");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": ["A", "B"]})") == "link-count /0/to");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": ["Z"]})") == "unknown-reference /0/to/0");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": "A"})").find("wrong-type /0/to") == 0);
    CHECK(put(R"({"class": "office", "unit": "A", "link": "at", "to": ["B"]})") == "unknown-reference /0/link");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at"})") == "missing-key /0");
    CHECK(put(R"({"class": "person", "unit": "p", "link": "at", "to": [{"to": "A", "since": "2025-13-01"}]})") == "bad-date /0/to/0/since");
    CHECK(book.ask("result", all) == before);
    // Shares of a link, by the person: half and half in one batch.
    Workbook shared;
    REQUIRE(errors_of(Part(shared.load(linked_scheme(R"("count": "many", "shares": "to")"), linked_dataset(R"({"from": "p", "to": "A", "share": "1"}, {"from": "q", "to": "B", "share": "1"})")))) == "");
    const std::string half = R"({"class": "person", "unit": "q", "link": "at", "to": [{"to": "A", "share": "50%"}, {"to": "B", "share": "1"}]})";
    CHECK(errors_of(Part(shared.edit("[" + half + "]"))) == "shares-off-total /0/to");
    CHECK(errors_of(Part(shared.edit("[" + half + R"(, {"class": "person", "unit": "p", "link": "at", "to": [{"to": "A", "share": "0.5"}]}])"))) == "");
    CHECK(errors_of(Part(shared.edit(R"([{"class": "person", "unit": "p", "link": "at", "to": ["A"]}])"))).find("missing-key /0/to/0") == 0);
  }
  TEST_CASE("what an item is shared over makes a whole after all changes") {
    Given g = office();
    g.facts += R"(, "tasks": {"type": "records", "grain": "year", "fields": {"date": "date", "task": "text", "part": "rate"}, "shares": {"field": "part", "per": "task"}})";
    g.nodes += R"x(, "borne": {"type": "number", "value": "sum(tasks : item.part)"})x";
    g.records += R"(, "tasks": {"A": [{"id": "1", "date": "2025-01-01", "task": "t", "part": "60%"}], "B": [{"id": "1", "date": "2025-01-01", "task": "t", "part": "40%"}]})";
    Board board(g);
    const auto part = [&](const char* unit, const char* share) { return change("tasks", std::string(R"("records": [{"id": "1", "date": "2025-01-01", "task": "t", "part": ")") + share + "\"}]", unit); };
    CHECK(edit(board, part("A", "70%")) == "shares-off-total /0/records");
    CHECK(board.figure("borne") == "0.6");
    CHECK(edit(board, part("A", "70%") + "," + part("B", "30%")) == "");
    CHECK(board.figure("borne") == "0.7");
    CHECK(edit(board, part("A", "1") + "," + change("tasks", R"("records": null)", "B")) == "");
    CHECK(board.figure("borne", "B") == "missing");
  }
  TEST_CASE("hostile changes are told with their places, and leave everything as it was") {
    Board board(office());
    const std::string before = board.book.ask("result", all);
    const std::string form = board.book.ask("form", R"({"class": "office", "unit": "A", "period": "2025"})");
    const std::string good = change("done", R"("period": "2025", "value": {"reason": "cut"})") + "," + change("mark", R"("period": "2025-Q1", "value": {"desk": 1, "phone": 2})") + "," +
                             change("visits", R"("records": [])", "B") + R"(,{"class": "office", "unit": "B", "node": "total", "period": "2025", "value": 1},)";
    const auto told = [&](const std::string& changes) { return edit(board, good + changes); };
    CHECK(told(change("visits", R"("records": {})")) == "wrong-type /4/records");
    CHECK(told(change("visits", R"("records": [3])")) == "wrong-type /4/records/0");
    CHECK(told(change("visits", R"("records": [{"date": "2025-03-01"}])")) == "record-without-id /4/records/0");
    CHECK(told(change("visits", R"("records": [{"id": "k", "date": "2025-03-01"}, {"id": "k", "date": "2025-03-01"}])")) == "duplicate-id /4/records/1/id");
    CHECK(told(change("visits", R"("records": [{"id": "k", "date": "2026-03-01"}])")) == "record-outside-periods /4/records/0/date");
    CHECK(told(change("visits", R"("records": [{"id": "k"}])")) == "missing-key /4/records/0");
    CHECK(told(change("visits", R"("records": [{"id": "k", "date": "2025-03-01", "stars": "many"}])")) == "value-type /4/records/0/stars");
    CHECK(told(change("visits", R"("records": [{"id": "k", "date": "2025-03-01", "moons": "1"}])")) == "record-field /4/records/0/moons");
    CHECK(told(change("visits", R"("records": [{"id": "k", "date": "2025-03-01", "found": [{"points": "1"}]}])")) == "record-without-id /4/records/0/found/0");
    CHECK(told(change("visits", R"("records": [], "period": "2025")")) == "unknown-key /4/period");
    CHECK(told(change("visits", R"("period": "2025", "value": 1)")) == "unknown-reference /4/fact");
    CHECK(told(change("done", R"("records": [])")) == "unknown-reference /4/fact");
    CHECK(told(change("done", R"("period": "2025", "key": "desk", "value": 1)")) == "unknown-key /4/key");
    CHECK(told(change("mark", R"("period": "2025-Q1", "key": "door", "value": 1)")) == "bad-choice /4/key");
    CHECK(told(change("votes", R"("period": "2025", "key": "good", "value": "-1")")) == "value-domain /4/value");
    CHECK(told(change("votes", R"("period": "2025", "key": 7, "value": 1)")).find("wrong-type /4/key") == 0);
    CHECK(told(change("done", R"("period": "2025", "value": {"reason": "rain"})")) == "bad-choice /4/value");
    CHECK(told(change("done", R"("period": "2025", "value": "1.5")")) == "value-domain /4/value");
    CHECK(told(change("done", R"("value": "1")")) == "missing-key /4");
    CHECK(told(R"({"class": "office", "unit": "A"})") == "missing-key /4");
    CHECK(told(R"({"class": "nobody", "unit": "A", "fact": "done", "period": "2025", "value": 1})") == "query-unknown /4/class");
    CHECK(told(R"("change")").find("wrong-type /4") == 0);
    CHECK(errors_of(Part(board.book.edit("{}"))) == "wrong-type ");
    CHECK(errors_of(Part(board.book.edit("["))) == "json-syntax ");
    CHECK(board.book.ask("result", all) == before);
    CHECK(board.book.ask("form", R"({"class": "office", "unit": "A", "period": "2025"})") == form);
    CHECK(edit(board, good.substr(0, good.size() - 1)) == "");
    CHECK(board.figure("total", "A") == "7");
  }
  TEST_CASE("what a view leaves out is left out of changes too") {
    Given g = office();
    g.scheme_extra = R"(, "views": {"now": {"title": "Now", "through": "asOf"}})";
    g.dataset_extra = R"(, "view": "now")";
    g.as_of = "2025-05-31";
    g.readings = R"("mark": {"2025-Q2": [{"desk": 1, "phone": 1}, null]})";
    Board board(g);
    CHECK(edit(board, change("mark", R"("period": "2025-Q3", "value": {"desk": 9, "phone": 9})")) == "");
    CHECK(edit(board, change("mark", R"("period": "2025-Q3", "key": "desk", "value": 9)")) == "");
    CHECK(board.figure("best", "A", "2025-Q3") == "missing");
    CHECK(board.figure("best", "A", "2025-Q2") == "1");
    CHECK(edit(board, change("visits", R"("records": [{"id": "k", "date": "2025-06-01", "stars": "3"}, {"id": "l", "date": "2025-05-31", "stars": "4"}])")) == "");
    CHECK(board.figure("stars", "A") == "4");
  }
  TEST_CASE("a job keeps to the figures it was started on, and the next change is put in place again") {
    Board board(office());
    const std::string before = board.book.ask("result", all);
    const int id = std::stoi(Part(board.book.start(R"({"do": "result", "nodes": true})"))["value"].text());
    CHECK(edit(board, change("visits", R"("records": [])")) == "");
    CHECK(edit(board, change("done", R"("period": "2025", "value": 9)")) == "");
    std::string last;
    for (int i = 0; i < 100 && Part(last)["value"]["done"].text() != "true"; ++i) last = board.book.step(id, 1);
    const std::string value = last.substr(last.find("\"value\":{\"format\""), 400);
    CHECK(before.find(value.substr(0, value.size())) != std::string::npos);
    CHECK(board.figure("total") == "9");
  }
}
