// The facade: loading, editing, jobs in slices and queries.
#include "compiled.h"
#include "core/support.h"
#include "yardstick/score.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given two_facts() {
  Given g;
  g.units = {"A", "B"};
  g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {"full": "20", "children": ["x", "y"]}, "x": {"full": "10", "rule": {"kind": "formula", "points": "a"}}, "y": {"full": "10", "rule": {"kind": "formula", "points": "b"}}, "place": {"type": "rank", "of": "total", "ties": "competition"})";
  g.publish = "\"total\", \"place\"";
  g.readings = R"("a": {"2025": [5, 6]}, "b": {"2025": [7, 8]})";
  g.cases = R"({"name": "pinned", "source": "invented", "assume": {"A": {"x": "1", "y": "2"}}, "expect": {"A": {"total": "3"}}}, {"name": "second", "source": "invented", "assume": {"A": {"x": "1", "y": "2"}}, "expect": {"A": {"total": "4"}}})";
  return g;
}
const char* const all = R"({"nodes": true})";

std::string quoted(const std::string& text) { return JsonWriter().string(text).take(); }
/// Steps a job to its end; the last reply's value as text, and how many steps it took.
std::string run(Workbook& book, const std::string& job, int budget, int& steps) {
  const Part started(book.start(job));
  REQUIRE(errors_of(started) == "");
  const int id = std::stoi(started["value"].text());
  for (steps = 1; steps < 10000; ++steps) {
    const std::string reply = book.step(id, budget);
    if (Part(reply)["value"]["done"].text() == "true" || Part(reply)["value"].is_null()) return reply;
  }
  return "never done";
}
/// The reply's inner value, byte for byte.
std::string inner(const std::string& reply) {
  const std::string key = "\"value\":";
  const std::size_t first = reply.find(key) + key.size(), second = reply.find(key, first) + key.size();
  const std::size_t end = reply.rfind("},\"diagnostics\"");
  return reply.substr(second, end - second);
}
std::string direct(const std::string& reply) { return reply.substr(9, reply.rfind(",\"diagnostics\"") - 9); }

}  // namespace

TEST_SUITE("workbook") {
  TEST_CASE("an edit equals a fresh load") {
    Board board(two_facts());
    const Part reply(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": "9.5"}])"));
    CHECK(errors_of(reply) == "");
    CHECK(reply["value"]["changed"].text() == "1");
    Given fresh = two_facts();
    fresh.readings = R"("a": {"2025": ["9.5", 6]}, "b": {"2025": [7, 8]})";
    CHECK(board.book.ask("result", all) == Board(fresh).book.ask("result", all));
    CHECK(board.book.ask("rows", R"({"class": "office", "period": "2025", "node": "total", "columns": ["x"]})") == Board(fresh).book.ask("rows", R"({"class": "office", "period": "2025", "node": "total", "columns": ["x"]})"));
    CHECK(board.figure("total", "A") == "16.5");
    CHECK(board.outcome("place", "A") == "1");
  }
  TEST_CASE("an edit fills only the columns it reaches") {
    Given g = two_facts();
    g.facts += R"(, "c": {"type": "number", "grain": "year"})";
    g.nodes += R"(, "lone": {"type": "number", "value": "c"})";
    const Compiled compiled = compile_text(scheme_text(g));
    const auto reached = [&](int fact) {
      Touched touched;
      touched.facts = {{0, fact}};
      const Refill refill(*compiled.plan, touched);
      int count = 0;
      for (std::size_t column = 0; column < compiled.plan->operations.size(); ++column) count += refill.reaches(static_cast<Column>(column)) ? 1 : 0;
      return count;
    };
    CHECK(reached(2) == 2);  // the reading and the node that alone reads it
    CHECK(reached(0) > 2);
  }
  TEST_CASE("a part's cell says its weight and what it adds where the ranking's node weighs it") {
    Given g;
    g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "100", "children": ["x", "y", "z"], "fold": {"take": "weighted", "by": "rate"}},
      "x": {"full": "100", "weight": "40%", "rule": {"kind": "direct", "value": "a", "outOf": "100"}},
      "y": {"full": "50", "weight": "60%", "rule": {"kind": "direct", "value": "b", "outOf": "50"}},
      "z": {"outside": true, "rule": {"kind": "constant", "points": "1"}})";
    g.readings = R"("a": {"2025": ["85"]}, "b": {"2025": ["45"]})";
    Board board(g);
    const Part reply(board.book.ask("rows", R"({"class": "office", "period": "2025", "node": "total", "columns": ["total", "x", "y", "z"]})"));
    CHECK(errors_of(reply) == "");
    const Part cells = reply["value"]["rows"][0]["cells"];
    CHECK(cells["total"]["points"]["exact"].text() == "89");  // 85 × 40% + 45 ÷ 50 × 60 + 1
    CHECK(cells["x"]["weight"].text() == "40%");
    CHECK(cells["x"]["adds"]["points"]["shown"].text() == "34.00");
    CHECK(cells["x"]["adds"]["full"]["exact"].text() == "40");
    CHECK(cells["y"]["weight"].text() == "60%");
    CHECK(cells["y"]["adds"]["points"]["exact"].text() == "54");
    CHECK(cells["y"]["adds"]["full"]["exact"].text() == "60");
    CHECK(cells["total"]["adds"].size() == 0);
    CHECK(cells["z"]["adds"].size() == 0);
    // Of the higher of the two none can be told what it adds.
    g.nodes.replace(g.nodes.find("weighted"), 8, "max");
    Board highest(g);
    const Part plain = Part(highest.book.ask("rows", R"({"class": "office", "period": "2025", "node": "total", "columns": ["x"]})"))["value"]["rows"][0]["cells"];
    CHECK(plain["x"]["points"]["exact"].text() == "85");
    CHECK(plain["x"]["adds"].size() == 0);
    // What each cost the total, on the card.
    const Part card(board.book.ask("card", R"({"class": "office", "unit": "A", "period": "2025"})"));
    CHECK(card["value"]["tree"]["lost"]["exact"].text() == "11");
    CHECK(card["value"]["tree"]["children"][0]["lost"]["exact"].text() == "6");
    CHECK(card["value"]["tree"]["children"][1]["lost"]["exact"].text() == "6");
  }
  TEST_CASE("an edit can take a value away or exempt it") {
    Board board(two_facts());
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": null}])"))) == "");
    CHECK(board.figure("total", "A") == "missing");
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": "exempt"}])"))) == "");
    CHECK(board.figure("total", "A") == "14");  // 7 of 10 stand for 20
  }
  TEST_CASE("an edit with one fault changes nothing") {
    Board board(two_facts());
    const std::string before = board.book.ask("result", all);
    const auto refused = [&](const std::string& changes) { return errors_of(Part(board.book.edit(changes))); };
    CHECK(refused(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": 1}, {"class": "office", "unit": "Z", "fact": "a", "period": "2025", "value": 1}])") == "query-unknown /1/unit");
    CHECK(refused(R"([{"class": "office", "unit": "A", "fact": "z", "period": "2025", "value": 1}])") == "unknown-reference /0/fact");
    CHECK(refused(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2024", "value": 1}])") == "record-outside-periods /0/period");
    CHECK(refused(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": "much"}])") == "value-type /0/value");
    CHECK(refused(R"([{"class": "office"}])").find("missing-key") == 0);
    CHECK(board.book.ask("result", all) == before);
  }
  TEST_CASE("an error in loading keeps the previous board") {
    Board board(two_facts());
    const std::string before = board.book.ask("result", all);
    Given broken = two_facts();
    broken.readings = R"("a": {"2025": [1]})";
    CHECK(errors_of(Part(board.book.load(scheme_text(broken), dataset_text(broken)))) == "unit-count /readings/office/a/2025");
    CHECK(errors_of(Part(board.book.load("{", dataset_text(broken)))) == "json-syntax ");
    CHECK(board.book.ask("result", all) == before);
  }
  TEST_CASE("faults of scheme and dataset name the document they are in") {
    Workbook book;
    const Part reply(book.load(scheme_text(two_facts()), "[]"));
    CHECK(reply["value"].is_null());
    bool found = false;
    for (const Part& d : reply["diagnostics"].items()) found = found || (d["severity"].text() == "error" && d["document"].text() == "dataset");
    CHECK(found);
  }
  TEST_CASE("a dataset of another scheme or version is refused") {
    Given g = two_facts();
    std::string dataset = dataset_text(g);
    dataset.replace(dataset.find("\"version\": \"1\""), 14, "\"version\": \"2\"");
    Workbook book;
    CHECK(errors_of(Part(book.load(scheme_text(g), dataset))) == "dataset-scheme-mismatch /scheme");
  }
  TEST_CASE("jobs in slices give the same bytes as the direct call") {
    const Given g = two_facts();
    Workbook whole, sliced;
    const std::string loaded = whole.load(scheme_text(g), dataset_text(g));
    int steps = 0;
    CHECK(inner(run(sliced, R"({"do": "load", "scheme": )" + quoted(scheme_text(g)) + R"(, "dataset": )" + quoted(dataset_text(g)) + "}", 1, steps)) == direct(loaded));
    CHECK(steps > 5);
    CHECK(sliced.ask("result", all) == whole.ask("result", all));
    CHECK(inner(run(sliced, R"({"do": "result", "nodes": true})", 1, steps)) == direct(whole.ask("result", all)));
    CHECK(steps > 1);
    CHECK(inner(run(sliced, R"({"do": "cases"})", 1, steps)) == direct(whole.cases()));
    CHECK(steps == 2);
  }
  TEST_CASE("a sliced load that fails keeps the previous board and tells why") {
    Board board(two_facts());
    const std::string before = board.book.ask("result", all);
    Given broken = two_facts();
    broken.readings = R"("z": {"2025": [1, 2]})";
    int steps = 0;
    CHECK(errors_of(Part(run(board.book, R"({"do": "load", "scheme": )" + quoted(scheme_text(broken)) + R"(, "dataset": )" + quoted(dataset_text(broken)) + "}", 100, steps))) == "unknown-reference /readings/office/z");
    CHECK(board.book.ask("result", all) == before);
  }
  TEST_CASE("a new job of a kind stops the older one, and a stopped job is gone") {
    Board board(two_facts());
    const int first = std::stoi(Part(board.book.start(R"({"do": "result"})"))["value"].text());
    const int second = std::stoi(Part(board.book.start(R"({"do": "result"})"))["value"].text());
    CHECK(errors_of(Part(board.book.step(first, 1))) == "query-unknown ");
    CHECK(Part(board.book.stop(second))["value"].text() == "true");
    CHECK(Part(board.book.stop(second))["value"].text() == "false");
    CHECK(errors_of(Part(board.book.step(second, 1))) == "query-unknown ");
  }
  TEST_CASE("a result job keeps to the board it was started on") {
    Board board(two_facts());
    const std::string before = board.book.ask("result", all);
    const int id = std::stoi(Part(board.book.start(R"({"do": "result", "nodes": true})"))["value"].text());
    CHECK(errors_of(Part(board.book.edit(R"([{"class": "office", "unit": "A", "fact": "a", "period": "2025", "value": 1}])"))) == "");
    std::string reply;
    for (int i = 0; i < 100; ++i) {
      reply = board.book.step(id, 1000);
      if (Part(reply)["value"]["done"].text() == "true") break;
    }
    CHECK(inner(reply) == direct(before));
    CHECK(board.book.ask("result", all) != before);
  }
  TEST_CASE("queries that name what is not there are refused at their place") {
    const Board board(two_facts());
    const auto explain = [&](const char* query) { return errors_of(Part(board.book.ask("explain", query))); };
    CHECK(explain(R"({"class": "offise", "unit": "A", "node": "total", "period": "2025"})") == "query-unknown /class");
    CHECK(explain(R"({"class": "office", "unit": "Z", "node": "total", "period": "2025"})") == "query-unknown /unit");
    CHECK(explain(R"({"class": "office", "unit": "A", "node": "totl", "period": "2025"})") == "query-unknown /node");
    CHECK(explain(R"({"class": "office", "unit": "A", "node": "total", "period": "2024"})") == "query-unknown /period");
    CHECK(explain(R"({"class": "office", "unit": "A", "node": "total", "period": "soon"})") == "query-unknown /period");
    CHECK(explain(R"({"class": "office", "unit": "A", "node": "total"})") == "missing-key ");
    CHECK(explain("[1]").find("wrong-type") == 0);
    CHECK(explain("") == "json-syntax ");
    CHECK(errors_of(Part(board.book.ask("result", R"({"periods": ["2024"]})"))) == "query-unknown /periods/0");
    CHECK(errors_of(Part(board.book.ask("rows", R"({"class": "office", "period": "2025", "node": "total", "columns": ["z"]})"))) == "query-unknown ");
    CHECK(errors_of(Part(board.book.ask("card", R"({"class": "office", "unit": "A", "period": "2025-Q1"})"))) == "query-unknown ");
  }
  TEST_CASE("lines of the summary are those in force at the end") {
    Given g;
    g.parameters = R"("line": {"values": [{"from": "2023-01-01", "value": "78"}, {"from": "2025-01-01", "value": "80"}]})";
    g.facts = R"("f": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "100", "rule": {"kind": "direct", "value": "f", "outOf": "100"}},
      "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "ok", "from": "line"}, {"level": "no"}]}]})";
    g.periods = "\"2024\", \"2025\"";
    g.readings = R"("f": {"2024": [79], "2025": [79]})";
    Workbook book;
    const Part loaded(book.load(scheme_text(g), dataset_text(g)));
    REQUIRE(errors_of(loaded) == "");
    CHECK(loaded["value"]["classes"][0]["nodes"][0]["lines"][0]["from"]["exact"].text() == "80");
  }
  TEST_CASE("before anything is loaded every query says so") {
    Workbook book;
    CHECK(errors_of(Part(book.ask("rows", "{}"))) == "no-document ");
    CHECK(errors_of(Part(book.cases())) == "no-document ");
    CHECK(errors_of(Part(book.edit("[]"))) == "no-document ");
    CHECK(errors_of(Part(book.start(R"({"do": "result"})"))) == "no-document ");
  }
  TEST_CASE("the result names every published node and nothing else unless asked") {
    const Board board(two_facts());
    const Part card = Part(board.book.ask("result", "{}"))["value"]["units"][1]["cards"][0];
    CHECK(card["total"]["exact"].text() == "14");
    CHECK(card["rate"].text() == "70.00%");
    CHECK(card["nodes"].size() == 1);
    CHECK(card["outcomes"]["place"]["value"].text() == "1");
    CHECK(Part(board.book.ask("result", all))["value"]["units"][1]["cards"][0]["nodes"].size() == 3);
  }
  TEST_CASE("cases of the loaded scheme are counted") {
    const Part tally = Part(Board(two_facts()).book.cases())["value"];
    CHECK(tally["passed"].text() == "1");
    CHECK(tally["failed"].text() == "1");
    CHECK(tally["cases"][1]["failures"][0]["actual"].text() == "3");
  }
}
