// A scheme's cases as something to be told, and opened as a board of their own.
#include <fstream>
#include <iterator>

#include "core/support.h"
#include "yardstick/number.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

Given with_cases() {
  Given g;
  g.facts = R"("f": {"type": "number", "grain": "quarter"}, "bad": {"type": "flag", "grain": "year"})";
  g.clauses = R"("K1": {"en": "Lines"}, "K2": {"en": "Mean"})";
  g.nodes = R"("total": {"full": "100", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}, "clauses": ["K2"]},
    "q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "f"}, "clauses": ["K2"]},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "poor"}]}, {"gate": {"when": "bad", "atMost": "poor"}}], "clauses": ["K1"]})";
  g.cases = R"({"name": "near", "source": "hand", "description": {"zh-CN": "差一点；不算", "en": "Nearly; not quite"}, "note": "n", "clauses": ["K1"],
      "assume": {"A": {"total": "84.995"}, "B": {"total": "80"}}, "readings": {"A": {"bad": false}, "B": {"bad": false}}, "expect": {"A": {"level": "poor"}, "B": {"level": "poor"}}},
    {"name": "far", "source": "hand", "readings": {"A": {"f": {"2025-Q1": "6", "2025-Q2": "7"}, "bad": false}}, "expect": {"A": {"q": {"2025-Q2": "7"}, "total": {"status": "missing"}}}},
    {"name": "faulty", "source": "hand", "readings": {"A": {"g": "1"}}, "expect": {"A": {"total": "1"}}})";
  return g;
}

std::string read(const std::string& path) {
  std::ifstream file(std::string(YARDSTICK_ROOT) + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What the scheme's text expects of one node in one period, where it is a plain value or points; "" for any other.
std::string expected_of(const Json& example, const std::string& unit, const std::string& node, const std::string& period) {
  const Json* value = example.find("expect")->find(unit);
  value = value ? value->find(node) : nullptr;
  if (value && value->is(Json::Kind::object) && value->find(period)) value = value->find(period);
  if (value && value->is(Json::Kind::object)) {
    if (const Json* status = value->find("status")) return "status " + status->text;
    value = value->find("points");
  }
  if (!value || value->is(Json::Kind::object)) return "";
  return value->is(Json::Kind::boolean) ? (value->boolean ? "true" : "false") : value->text;
}

/// Whether an explanation agrees with an expected text.
bool agrees(const Part& found, const std::string& expected) {
  if (expected.rfind("status ", 0) == 0) return found["status"].text() == expected.substr(7);
  if (found["outcome"]["value"].text() == expected) return true;
  const std::string exact = found["points"]["exact"].text();
  if (expected == "true" || expected == "false") return exact == (expected == "true" ? "1" : "0");
  const auto a = Number::parse(exact), b = Number::parse(expected);
  return a && b && *a == *b;
}

}  // namespace

TEST_SUITE("stories") {
  TEST_CASE("each case says whom it is about, with its clauses, and not what comes out") {
    Given g = with_cases();
    Board board(g);
    const Part stories = Part(board.book.ask("stories", "{}"))["value"];
    REQUIRE(stories.size() == 2);  // the faulty one has no figures to show
    CHECK(stories[0]["case"].text() == "near");
    CHECK(stories[0]["title"].zh() == "差一点");
    CHECK(stories[0]["title"].en() == "Nearly");
    CHECK(stories[0]["description"].en() == "Nearly; not quite");
    CHECK(stories[0]["unit"].text() == "A");
    CHECK(stories[0]["period"].text() == "2025");
    REQUIRE(stories[0]["nodes"].size() == 2);
    CHECK(stories[0]["nodes"][1]["unit"].text() == "B");
    CHECK(stories[0]["nodes"][1]["node"].text() == "level");
    CHECK(stories[0]["nodes"][1].size() == 4);  // unit, node, period, title
    CHECK(stories[0]["clauses"][0]["id"].text() == "K1");
    CHECK(stories[0]["edge"].text() == "true");  // 84.995 is less than 0.01 short of 85
    CHECK(stories[1]["title"].en() == "far");
    CHECK(stories[1]["clauses"][0]["id"].text() == "K2");  // of the nodes, where the case cites none
    CHECK(stories[1]["clauses"].size() == 1);
    CHECK(stories[1]["nodes"][0]["period"].text() == "2025-Q2");
    CHECK(stories[1]["edge"].text() == "false");
  }

  TEST_CASE("a case is opened with what it assumes as given figures, and can be changed") {
    Workbook book;
    const std::string text = scheme_text(with_cases());
    const Part opened(book.open_case(text, R"({"case": "near"})"));
    REQUIRE(errors_of(opened) == "");
    CHECK(opened["value"]["class"].text() == "office");
    CHECK(opened["value"]["unit"].text() == "A");
    CHECK(opened["value"]["period"].text() == "2025");
    CHECK(opened["value"]["summary"]["dataset"]["title"].en() == "Nearly; not quite");
    const auto level = [&] { return Part(book.ask("explain", R"({"class": "office", "unit": "A", "node": "level", "period": "2025"})"))["value"]["outcome"]["value"].text(); };
    CHECK(level() == "poor");
    CHECK(errors_of(Part(book.edit(R"([{"class": "office", "unit": "A", "node": "total", "period": "2025", "value": "85"}])"))) == "");
    CHECK(level() == "good");
    CHECK(errors_of(Part(book.edit(R"([{"class": "office", "unit": "A", "fact": "bad", "period": "2025", "value": true}])"))) == "");
    CHECK(level() == "poor");
  }

  TEST_CASE("what cannot be opened is told, and the board that was loaded stays") {
    Given g = with_cases();
    g.readings = R"("f": {"2025-Q1": ["1"]})";
    Board board(g);
    CHECK(errors_of(Part(board.book.open_case(scheme_text(g), R"({"case": "none"})"))) == "query-unknown /case");
    CHECK(errors_of(Part(board.book.open_case(scheme_text(g), R"({})"))) == "missing-key ");
    CHECK(errors_of(Part(board.book.open_case(scheme_text(g), R"({"case": "faulty"})"))).find("/cases/2/readings/A/g") != std::string::npos);
    CHECK(errors_of(Part(board.book.open_case("{", R"({"case": "near"})"))) != "");
    CHECK(board.figure("q", "A", "2025-Q1") == "1");
  }

  // The expected values stand in the schemes, worked out by hand or taken from worked examples.
  TEST_CASE("each case of two schemes, opened, gives the figures that it expects") {
    const auto run = [](const std::string& id) {
      const std::string text = read("/data/schemes/" + id + "/scheme.json");
      const auto document = read_document(text, "scheme");
      REQUIRE(document.value);
      Workbook book;
      std::size_t compared = 0;
      Part stories("null");
      for (const Json& example : document.value->root.find("cases")->items) {
        const std::string name = example.find("name")->text;
        CAPTURE(name);
        const Part opened(book.open_case(text, "{\"case\": " + in_quotes(name) + "}"));
        REQUIRE(errors_of(opened) == "");
        if (stories.is_null()) stories = Part(book.ask("stories", "{}"))["value"];
        Part story("null");
        for (const Part& one : stories.items())
          if (one["case"].text() == name) story = one;
        CHECK(story["unit"].text() == opened["value"]["unit"].text());
        for (const Part& node : story["nodes"].items()) {
          const std::string unit = node["unit"].text(), period = node["period"].text();
          const std::string expected = expected_of(example, unit, node["node"].text(), period);
          if (expected.empty()) continue;
          std::string cls;
          for (const Part& one : opened["value"]["summary"]["classes"].items())
            for (const Part& known : one["units"].items())
              if (known["id"].text() == unit) cls = one["id"].text();
          const Part found = Part(book.ask("explain", "{\"class\": " + in_quotes(cls) + ", \"unit\": " + in_quotes(unit) + ", \"node\": " + in_quotes(node["node"].text()) + ", \"period\": " + in_quotes(period) + "}"))["value"];
          CAPTURE(unit);
          CAPTURE(node["node"].text());
          CAPTURE(period);
          CHECK(agrees(found, expected));
          ++compared;
        }
      }
      return compared;
    };
    CHECK(run("gs-city") > 100);
    CHECK(run("county-efficiency") > 30);
  }
}
