// One published board held against another, cell by cell.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given office() {
  Given g;
  g.units = {R"({"id": "A", "name": "Alpha"})", "B"};
  g.facts = R"("done": {"type": "count", "grain": "year", "title": "Cases"}, "share": {"type": "rate", "grain": "year"},
    "mark": {"type": "number", "grain": "quarter", "keys": ["desk", "phone"]},
    "visits": {"type": "records", "grain": "year", "title": "Visits", "fields": {"date": "date", "stars": {"type": "number", "title": "Stars"}}})";
  g.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "done + sum(visits : item.stars)"}}, "place": {"type": "rank", "of": "total", "ties": "competition"})x";
  g.publish = R"("total", "place")";
  g.readings = R"("done": {"2025": [3, 4]}, "share": {"2025": ["98%", "1/2"]}, "mark": {"2025-Q1": [{"desk": "1", "phone": "2"}, null]})";
  g.records = R"("visits": {"A": [{"id": "v", "date": "2025-03-01", "stars": "2"}], "B": []})";
  return g;
}
std::string board(const std::string& scheme, const std::string& dataset, const std::string& about = R"("revision": 1)") {
  JsonWriter w;
  w.object().key("scheme").string(scheme).key("dataset").string(dataset).end_object();
  const std::string inside = w.take();
  return R"({"format": "yardstick-board/1", "id": "demo", )" + about + ", " + inside.substr(1);
}
std::string board(const Given& g, const std::string& about = R"("revision": 1)") { return board(scheme_text(g), dataset_text(g), about); }

Part verified(const std::string& a, const std::string& b) {
  JsonWriter w;
  w.object().key("a").string(a).key("b").string(b).end_object();
  return Part(Workbook().ask("verify", w.take()));
}
/// The figures that differ: "what unit fact period key: from → to", joined by "; ".
std::string cells(const Part& reply, const char* part = "dataset") {
  std::string all;
  for (const Part& d : reply["value"][part]["differences"].items()) {
    if (!all.empty()) all += "; ";
    for (const char* key : {"what", "unit", "fact", "node", "period", "key"})
      if (!d[key].text().empty()) all += d[key].text() + " ";
    all += d["from"].text() + " → " + d["to"].text();
  }
  return all;
}

}  // namespace

TEST_SUITE("verify") {
  TEST_CASE("a board is the same as itself, and nothing need be loaded") {
    const Part reply = verified(board(office()), board(office()));
    CHECK(errors_of(reply) == "");
    CHECK(reply["value"]["same"].text() == "true");
    CHECK(reply["value"]["scheme"]["same"].text() == "true");
    CHECK(reply["value"]["dataset"]["count"].text() == "0");
    CHECK(reply["value"]["results"]["count"].text() == "0");
    CHECK(reply["value"]["about"].size() == 0);
  }
  TEST_CASE("figures written in another way or order are the same figures, and said to be other text") {
    Given g = office();
    g.units = {"B", R"({"id": "A", "name": "Alpha"})"};
    g.readings = R"("share": {"2025": ["0.5", "0.98"]}, "mark": {"2025-Q1": [null, {"phone": "2.0", "desk": 1}]}, "done": {"2025": ["4", "3"]})";
    const Part reply = verified(board(office()), board(g));
    CHECK(reply["value"]["same"].text() == "false");
    CHECK(reply["value"]["dataset"]["same"].text() == "false");
    CHECK(cells(reply) == "");
    CHECK(cells(reply, "results") == "");
  }
  TEST_CASE("every cell that differs is named, and what comes of it") {
    Given g = office();
    g.readings = R"("done": {"2025": [3, 7]}, "share": {"2025": ["99%", null]}, "mark": {"2025-Q1": [{"desk": "1", "phone": "exempt"}, null]})";
    g.records = R"("visits": {"A": [{"id": "v", "date": "2025-03-01", "stars": "1"}, {"id": "w", "date": "2025-04-01"}], "B": []})";
    const Part reply = verified(board(office()), board(g));
    CHECK(cells(reply) ==
          "reading B done 2025 4 → 7; reading A share 2025 98% → 99%; reading B share 2025 50% → ; reading A mark 2025-Q1 phone 2 → exempt; "
          "record A visits 2025-03-01 v 2 → 1; record A visits 2025-04-01 w  → 2025-04-01");
    CHECK(reply["value"]["dataset"]["differences"][0]["title"].en() == "Cases");
    CHECK(reply["value"]["dataset"]["differences"][1]["name"].en() == "Alpha");
    CHECK(reply["value"]["dataset"]["differences"][4]["title"].en() == "Visits · Stars");
    // A 3 + 2 = 5, B 4 + 0 = 4; then B 7, and of A one visit has no stars, so that B alone has a place.
    CHECK(cells(reply, "results") == "A place 2025 1 → missing; A total 2025 5 → missing; B place 2025 2 → 1; B total 2025 4 → 7");
  }
  TEST_CASE("a fraction without an end is also said as it is shown, where that tells the two apart") {
    Given a = office();
    a.publish = "\"total\"";
    a.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "done / 3"}})";
    Given b = a;
    a.readings = R"("done": {"2025": [4, 10]})";
    b.readings = R"("done": {"2025": [5, 10]})";
    const Part one = verified(board(a), board(b))["value"]["results"]["differences"][0];
    CHECK(one["from"].text() == "4/3");
    CHECK(one["fromShown"].text() == "1.33");
    CHECK(one["toShown"].text() == "1.67");
    // 4/3 and 4001/3000 are both 1.33.
    Given c = a;
    c.nodes = R"x("total": {"full": "10", "rule": {"kind": "formula", "points": "done / 3 + 1 / 3000"}})x";
    const Part close = verified(board(a), board(c))["value"]["results"]["differences"][0];
    CHECK(close["to"].text() == "4001/3000");
    CHECK(close["toShown"].is_null());
  }
  TEST_CASE("units, what stands around the figures, given figures") {
    Given g = office();
    g.units = {R"({"id": "A", "name": "Beta", "group": "town"})", "C"};
    g.as_of = "2026-01-31";
    g.records = R"("visits": {"A": [{"id": "v", "date": "2025-03-01", "stars": "2"}], "C": []})";
    g.dataset_extra = R"(, "given": {"office": {"total": {"2025": ["9", null]}}})";
    CHECK(cells(verified(board(office()), board(g))) ==
          "about asOf 2025-12-31 → 2026-01-31; unit A name Alpha → Beta; unit A group  → town; unit B B → ; unit C  → C; given A total 2025  → 9");
  }
  TEST_CASE("two versions of a scheme: pointers, and parts that have names are found by them") {
    Given g = office();
    g.clauses = R"("c1": "first")";
    g.cases = R"({"name": "one", "source": "s", "readings": {"A": {"done": "1"}}, "expect": {}}, {"name": "two", "source": "s", "readings": {"A": {"done": "1"}}, "expect": {}})";
    const std::string before = scheme_text(g);
    g.cases = R"({"name": "two", "source": "s", "readings": {"A": {"done": "2"}}, "expect": {}})";
    g.clauses = R"("c1": "second", "c2": "new")";
    const Part reply = verified(board(before, dataset_text(g)), board(scheme_text(g), dataset_text(g)));
    CHECK(errors_of(reply) == "");
    std::string pointers;
    for (const Part& d : reply["value"]["scheme"]["differences"].items()) pointers += d["pointer"].text() + " " + d["from"].text() + " → " + d["to"].text() + "; ";
    CHECK(pointers == "/clauses/c1 first → second; /clauses/c2  → new; /cases/0 {\"name\":\"one\",\"source\":\"s\",\"readings\":{\"A\":{\"done\":\"1\"}},\"expect\":{}} → ; "
                      "/cases/0/readings/A/done 1 → 2; ");
    CHECK(reply["value"]["scheme"]["from"].text() == "1");
  }
  TEST_CASE("what a board says of itself") {
    const Part reply = verified(board(office(), R"("revision": 1, "state": "display")"), board(office(), R"("revision": 2, "state": "final", "reason": "late")"));
    CHECK(reply["value"]["same"].text() == "false");
    std::string all;
    for (const Part& d : reply["value"]["about"].items()) all += d["key"].text() + " " + d["from"].text() + " → " + d["to"].text() + "; ";
    CHECK(all == "revision 1 → 2; state display → final; reason  → late; ");
  }
  TEST_CASE("a file that is no board, cut off, or of figures that do not fit is told with its side") {
    const auto places = [](const Part& reply) {
      CHECK(reply["value"].is_null());
      std::string all;
      for (const Part& d : reply["diagnostics"].items()) all += (all.empty() ? "" : "; ") + d["code"].text() + " " + d["document"].text() + " " + d["pointer"].text();
      return all;
    };
    const std::string whole = board(office());
    CHECK(places(verified(whole, whole.substr(0, whole.size() / 2))) == "json-syntax b ");
    CHECK(places(verified("[]", "{}")).rfind("wrong-type a ", 0) == 0);
    CHECK(places(verified(board("{", "{}"), whole)) == "json-syntax a.scheme ");
    std::string other = dataset_text(office());
    other.replace(other.find("\"version\": \"1\""), 14, "\"version\": \"9\"");
    CHECK(places(verified(whole, board(scheme_text(office()), other))) == "dataset-scheme-mismatch b.dataset /scheme");
    CHECK(errors_of(Part(Workbook().ask("verify", "{}"))) == "missing-key ; missing-key ");
  }
  TEST_CASE("a thousand differences are listed, and all are counted") {
    Given a, b;
    a.facts = b.facts = R"("x": {"type": "number", "grain": "year"})";
    a.nodes = b.nodes = ten_points(R"({"kind": "formula", "points": "x"})");
    a.units.clear();
    std::string ones, twos;
    for (int i = 0; i < 1100; ++i) {
      a.units.push_back("u" + std::to_string(i));
      ones += (i ? ", " : "") + std::string("1");
      twos += (i ? ", " : "") + std::string("2");
    }
    b.units = a.units;
    a.readings = "\"x\": {\"2025\": [" + ones + "]}";
    b.readings = "\"x\": {\"2025\": [" + twos + "]}";
    const Part reply = verified(board(a), board(b));
    CHECK(reply["value"]["dataset"]["count"].text() == "1100");
    CHECK(reply["value"]["dataset"]["differences"].size() == 1000);
    CHECK(reply["value"]["results"]["count"].text() == "1100");
  }
}
