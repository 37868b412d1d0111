// A dataset's text with changes put in: what nobody changed stays as it was written.
#include <fstream>
#include <sstream>

#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

const char* const small = R"({
  "format": "yardstick-dataset/1",
  "scheme": {"id": "demo", "version": "1"},
  "x-kept": {"by": "the office", "digits": [1.50, 1e2, -0]},
  "asOf": "2025-12-31",
  "periods": ["2025"],
  "units": {"desk": [{"id": "d"}], "office": [{"id": "A", "name": "甲"}, {"id": "B"}, {"id": "C"}]},
  "readings": {
    "office": {
      "done": {"2025": ["12.50", 7.0, null]},
      "mark": {"2025-Q1": ["1", "2", "3"], "2025-Q4": ["4", "5", "6"]},
      "notes": {"2025": ["a value that is long enough for the facts to take lines of their own", "another of that kind", "and one more"]},
      "votes": {"2025": [{"good": 3, "poor": "1"}, {"good": 2}, null]}
    }
  },
  "records": {"office": {"visits": {"A": [{"id": "v1", "date": "2025-03-02", "stars": 4.50}], "C": []}}},
  "links": {"at": [{"from": "A", "to": "d"}, {"from": "B", "to": "d", "since": "2025-02-01"}]},
  "closedThrough": {"office": {"visits": {"A": "2025-06-30", "B": "2025-07-31"}}},
  "decisions": [{"class": "office", "node": "lot", "unit": "B", "period": "2025", "value": "3", "by": "us", "document": "note 7", "date": "2025-12-20"}],
  "history": {"periods": ["2024"], "nodes": {"office": {"total": {"2024": ["80", "81", null]}}}}
}
)";

Part rewritten(const std::string& changes, const std::string& dataset = small) { return Part(Workbook().rewrite(dataset, "[" + changes + "]")); }
std::string faults(const std::string& changes, const std::string& dataset = small) {
  const Part reply = rewritten(changes, dataset);
  CHECK(reply["value"].is_null());
  std::string all;
  for (const Part& d : reply["diagnostics"].items()) all += (all.empty() ? "" : "; ") + d["code"].text() + " " + d["document"].text() + " " + d["pointer"].text();
  return all;
}
/// The text after changes that have no fault.
std::string text(const std::string& changes, const std::string& dataset = small) {
  const Part reply = rewritten(changes, dataset);
  CHECK(errors_of(reply) == "");
  return reply["value"]["dataset"].text();
}
/// `small` with one part of its text in the place of another.
std::string with(const std::string& from, const std::string& to, std::string in = small) {
  const std::size_t at = in.find(from);
  REQUIRE(at != std::string::npos);
  CHECK(in.find(from, at + 1) == std::string::npos);
  return in.replace(at, from.size(), to);
}
std::string reading(const char* unit, const char* fact, const char* period, const std::string& rest) {
  return std::string(R"({"class": "office", "unit": ")") + unit + R"(", "fact": ")" + fact + R"(", "period": ")" + period + "\", " + rest + "}";
}
std::string file_text(const std::string& path) {
  std::ifstream file(std::string(YARDSTICK_ROOT) + path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

}  // namespace

TEST_SUITE("rewrite") {
  TEST_CASE("what nobody changed is written as it was, byte for byte") {
    CHECK(text("") == small);
    for (const char* board : {"gs-city", "gs-district", "county-efficiency", "hosp-department", "nanchang", "qj-window", "training-supplier", "xy-window"}) {
      const std::string own = file_text(std::string("/data/boards/") + board + "/dataset.json");
      REQUIRE(own.size() > 10000);
      CHECK(text("", own) == own);
    }
    // A text laid out in another way keeps its members and digits.
    CHECK(text("", R"({"a":[1.50,"x"],"b":{}})") == "{\"a\": [1.50, \"x\"], \"b\": {}}\n");
  }
  TEST_CASE("readings: a value, none, a flag as a form has it, a period that was not there") {
    CHECK(text(reading("B", "done", "2025", R"("value": "8.0%")")) == with(R"(["12.50", 7.0, null])", R"(["12.50", "8.0%", null])"));
    CHECK(text(reading("B", "done", "2025", R"("value": 8.10)")) == with(R"(["12.50", 7.0, null])", R"(["12.50", 8.10, null])"));
    CHECK(text(reading("A", "done", "2025", R"("value": "")")) == with(R"(["12.50", 7.0, null])", "[null, 7.0, null]"));
    CHECK(text(reading("A", "done", "2025", R"("value": {"reason": "leave"})")) == with(R"(["12.50", 7.0, null])", R"([{"reason": "leave"}, 7.0, null])"));
    CHECK(text(reading("C", "mark", "2025-Q2", R"("value": "exempt")")) == with(R"("2025-Q4")", R"("2025-Q2": [null, null, "exempt"], "2025-Q4")"));
    CHECK(text(reading("C", "ready", "2025", R"("value": "true")")) == with(R"({"good": 2}, null]})", R"({"good": 2}, null]},
      "ready": {"2025": [null, null, true]})"));
  }
  TEST_CASE("one value by key or option") {
    CHECK(text(reading("A", "votes", "2025", R"("key": "poor", "value": "2")")) == with(R"("poor": "1")", R"("poor": "2")"));
    CHECK(text(reading("B", "votes", "2025", R"("key": "fair", "value": 4)")) == with(R"({"good": 2})", R"({"good": 2, "fair": 4})"));
    CHECK(text(reading("B", "votes", "2025", R"("key": "good", "value": null)")) == with(R"({"good": 2}, null)", "null, null"));
    CHECK(text(reading("C", "votes", "2025", R"("key": "good", "value": "1")")) == with(R"({"good": 2}, null)", R"({"good": 2}, {"good": "1"})"));
  }
  TEST_CASE("records stand in the order of the units; null takes the list away") {
    CHECK(text(R"({"class": "office", "unit": "B", "fact": "visits", "records": [{"id": "v2", "date": "2025-05-01"}]})") ==
          with(R"("C": []})", R"("B": [{"id": "v2", "date": "2025-05-01"}], "C": []})"));
    CHECK(text(R"({"class": "office", "unit": "A", "fact": "visits", "records": null})") ==
          with(R"("A": [{"id": "v1", "date": "2025-03-02", "stars": 4.50}], )", ""));
  }
  TEST_CASE("links, given figures, earlier ones, decisions") {
    CHECK(text(R"({"class": "office", "unit": "A", "link": "at", "to": ["e", {"to": "d", "until": "2025-03-01"}]})") ==
          with(R"([{"from": "A", "to": "d"}, )", R"([{"from": "A", "to": "e"}, {"from": "A", "to": "d", "until": "2025-03-01"}, )"));
    CHECK(text(R"({"class": "office", "unit": "A", "node": "total", "period": "2024", "value": "79.5"})") == with(R"(["80", "81", null])", R"(["79.5", "81", null])"));
    CHECK(text(R"({"class": "office", "unit": "C", "node": "total", "period": "2025", "value": "90"})") ==
          with("}\n}\n", "},\n  \"given\": {\"office\": {\"total\": {\"2025\": [null, null, \"90\"]}}}\n}\n"));
    CHECK(text(R"({"class": "office", "unit": "B", "node": "lot", "period": "2025", "value": "4"})") == with(R"("value": "3")", R"("value": "4")"));
    CHECK(text(R"({"class": "office", "unit": "A", "node": "lot", "period": "2025", "value": "1", "by": "chair", "document": "note", "date": "2025-12-21"})") ==
          with(R"([{"class": "office", "node": "lot", "unit": "B", "period": "2025", "value": "3", "by": "us", "document": "note 7", "date": "2025-12-20"}])", R"([
    {"class": "office", "node": "lot", "unit": "B", "period": "2025", "value": "3", "by": "us", "document": "note 7", "date": "2025-12-20"},
    {"class": "office", "node": "lot", "unit": "A", "period": "2025", "value": "1", "by": "chair", "document": "note", "date": "2025-12-21"}
  ])"));
    CHECK(text(R"({"class": "office", "unit": "B", "node": "lot", "period": "2025", "value": null})").find("note 7") == std::string::npos);
  }
  TEST_CASE("a list of units anew: values move with those that stay; what those had who go goes with them") {
    const std::string after = text(R"({"class": "office", "units": [{"id": "C"}, {"id": "N", "name": "新"}, {"id": "A", "name": "甲"}]})");
    CHECK(after == with(R"([{"id": "A", "name": "甲"}, {"id": "B"}, {"id": "C"}])", R"([{"id": "C"}, {"id": "N", "name": "新"}, {"id": "A", "name": "甲"}])",
                   with(R"(["12.50", 7.0, null])", R"([null, null, "12.50"])",
                   with(R"(["1", "2", "3"], "2025-Q4": ["4", "5", "6"])", R"(["3", null, "1"], "2025-Q4": ["6", null, "4"])",
                   with(R"(["a value that is long enough for the facts to take lines of their own", "another of that kind", "and one more"])",
                        R"(["and one more", null, "a value that is long enough for the facts to take lines of their own"])",
                   with(R"([{"good": 3, "poor": "1"}, {"good": 2}, null])", R"([null, null, {"good": 3, "poor": "1"}])",
                   with(R"(, {"from": "B", "to": "d", "since": "2025-02-01"})", "",
                   with(R"(, "B": "2025-07-31")", "",
                   with(R"(["80", "81", null])", R"([null, null, "80"])",
                   with(R"([{"class": "office", "node": "lot", "unit": "B", "period": "2025", "value": "3", "by": "us", "document": "note 7", "date": "2025-12-20"}])", "[]"))))))))));
    // The other end of links goes as well, and a class that is new begins with its units.
    CHECK(text(R"({"class": "desk", "units": [{"id": "e"}]})").find(R"("links": {"at": []})") != std::string::npos);
    CHECK(text(R"({"class": "person", "units": [{"id": "p"}]})") == with(R"({"id": "C"}]})", R"({"id": "C"}], "person": [{"id": "p"}]})"));
  }
  TEST_CASE("what stands around the figures") {
    CHECK(text(R"({"asOf": "2026-01-31"}, {"title": {"zh-CN": "数据"}}, {"scheme": {"version": "2"}})") ==
          with("\"asOf\": \"2025-12-31\"", "\"asOf\": \"2026-01-31\"", with(R"("version": "1")", R"("version": "2")", with("}\n}\n", "},\n  \"title\": {\"zh-CN\": \"数据\"}\n}\n"))));
    CHECK(text(R"({"class": "office", "groups": {"town": "Town"}})") == with("}\n}\n", "},\n  \"groups\": {\"office\": {\"town\": \"Town\"}}\n}\n"));
    CHECK(text(R"({"class": "office", "fact": "visits", "drop": true})") ==
          with("  \"records\": {\"office\": {\"visits\": {\"A\": [{\"id\": \"v1\", \"date\": \"2025-03-02\", \"stars\": 4.50}], \"C\": []}}},\n", "",
          with("  \"closedThrough\": {\"office\": {\"visits\": {\"A\": \"2025-06-30\", \"B\": \"2025-07-31\"}}},\n", "")));
    CHECK(text(R"({"class": "office", "fact": "done", "drop": true})") == with("      \"done\": {\"2025\": [\"12.50\", 7.0, null]},\n", ""));
    // What was reported for a period that goes, goes with it; one that stays as an earlier one keeps all.
    const std::string next = text(R"({"history": null}, {"periods": ["2026"]})");
    CHECK(next.find("12.50") == std::string::npos);
    CHECK(next.find("note 7") == std::string::npos);
    CHECK(next.find("v1") != std::string::npos);  // records have days of their own
    CHECK(text(R"({"history": {"periods": ["2024", "2025"]}}, {"periods": ["2026"]})").find("12.50") != std::string::npos);
  }
  TEST_CASE("all or none, and every fault at its place") {
    CHECK(faults(reading("B", "done", "2025", R"("value": "8")") + ", " + reading("Z", "done", "2025", R"("value": "8")") + ", " + reading("A", "done", "2023", R"("value": "8")") +
                 ", " + reading("A", "done", "2025-13", R"("value": "8")")) ==
          "query-unknown query /1/unit; record-outside-periods query /2/period; bad-period query /3/period");
    CHECK(faults(R"({"class": "shop", "unit": "A", "fact": "done", "period": "2025", "value": "1"})") == "query-unknown query /0/class");
    CHECK(faults(R"({"class": "office", "unit": "A", "fact": "done", "period": "2025"})") == "missing-key query /0");
    CHECK(faults(reading("A", "done", "2025", R"("value": [1])")) == "wrong-type query /0/value");
    CHECK(faults(R"({"class": "office", "units": [{"id": "A"}, {"id": "A"}, {"id": "7"}, {}]})") == "duplicate-id query /0/units/1; bad-id query /0/units/2; missing-key query /0/units/3");
    CHECK(faults(R"({"asOff": "2025-01-01"})") == "unknown-key query /0/asOff; missing-key query /0");
    CHECK(faults(R"({"periods": []})") == "missing-key query /0/periods");
    CHECK(faults("7") == "wrong-type query /0");
    CHECK(faults(reading("A", "done", "2025", R"("value": "1")"), with("[\"12.50\", 7.0, null]", "[\"12.50\", 7.0]")) == "unit-count dataset /readings/office/done/2025");
    CHECK(faults(reading("A", "done", "2025", R"("value": "1")"), "[]") == "wrong-type dataset ");
    CHECK(faults("", "{") == "json-syntax dataset ");
    CHECK(errors_of(Part(Workbook().rewrite(small, "{"))) == "json-syntax ");
  }
  TEST_CASE("a rewritten text loads as the board stands after the same edit") {
    const std::string scheme = file_text("/data/schemes/gs-city/scheme.json"), dataset = file_text("/data/boards/gs-city/dataset.json");
    const std::string changes = R"([{"class": "sub_bureau", "unit": "u02", "fact": "patrolsDone", "period": "2025", "value": "1"},
      {"class": "sub_bureau", "unit": "u03", "node": "total", "period": "2021", "value": "50"}])";
    Workbook edited, loaded;
    CHECK(errors_of(Part(edited.load(scheme, dataset))) == "");
    const std::string before = edited.ask("result", R"({"nodes": true})");
    CHECK(errors_of(Part(edited.edit(changes))) == "");
    const Part reply(Workbook().rewrite(dataset, changes));
    CHECK(errors_of(Part(loaded.load(scheme, reply["value"]["dataset"].text()))) == "");
    CHECK(edited.ask("result", R"({"nodes": true})") == loaded.ask("result", R"({"nodes": true})"));
    CHECK(before != loaded.ask("result", R"({"nodes": true})"));
  }
}
