// A page about one node: its rule in words and tables, what it reads and what reads it, and its curve.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/support.h"
#include "yardstick/number.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Part page_of(const Workbook& book, const std::string& node, const std::string& rest = "", const std::string& cls = "office") {
  return Part(book.ask("indicator", R"({"class": ")" + cls + R"(", "node": ")" + node + "\"" + rest + "}"))["value"];
}
Part page_of(const Board& board, const std::string& node, const std::string& rest = R"(, "unit": "A", "period": "2025")") { return page_of(board.book, node, rest); }
std::string names_of(const Part& list, const char* key) {
  std::string all;
  for (const Part& one : list.items()) all += (all.empty() ? "" : " ") + one[key].text();
  return all;
}
/// "title: head / head; cell / cell; …"
std::string table_text(const Part& table) {
  std::string all = table["title"].en() + ":";
  const auto row = [&](const Part& cells) {
    std::string text;
    for (const Part& cell : cells.items()) text += (text.empty() ? " " : " / ") + cell.en();
    all += text;
  };
  row(table["head"]);
  for (const Part& cells : table["rows"].items()) {
    all += ";";
    row(cells);
  }
  return all;
}
/// "[0 0, 98 10] (98 5]": an end that belongs to a piece in a square bracket; "null".
std::string curve_text(const Part& curve) {
  if (curve.is_null()) return "null";
  std::string all;
  for (const Part& piece : curve["pieces"].items()) {
    std::string points;
    for (const Part& point : piece["points"].items()) points += (points.empty() ? "" : ", ") + point["x"]["exact"].text() + " " + point["y"]["exact"].text();
    all += (all.empty() ? "" : " ") + std::string(piece["closedLeft"].text() == "true" ? "[" : "(") + points + (piece["closedRight"].text() == "true" ? "]" : ")");
  }
  return all;
}
std::string curve_of(const std::string& facts, const std::string& rule, const std::string& readings = "", const std::string& rest = R"(, "unit": "A", "period": "2025")") {
  Given g;
  g.facts = facts;
  g.nodes = ten_points(rule);
  g.readings = readings;
  Board board(g);
  return curve_text(page_of(board, "total", rest)["curve"]);
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}
std::filesystem::path folder(const char* name) { return std::filesystem::path(YARDSTICK_ROOT) / "data" / name; }
std::string quoted(const std::string& text) { return "\"" + text + "\""; }

const char* const number_x = R"("x": {"type": "number", "grain": "year"})";
const char* const rate_x = R"("x": {"type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}})";
const char* const count_x = R"("x": {"type": "count", "grain": "year"})";

}  // namespace

TEST_SUITE("indicator") {
  TEST_CASE("what the page says: kind, full marks and share, words, clauses, facts, neighbours, parameters, cases") {
    Given g;
    g.facts = R"("done": {"type": "count", "grain": "year", "title": "Done", "unit": "cases", "reporter": "Registry", "proof": "Ledger"}, "due": {"type": "count", "grain": "year", "title": "Due"}, "other": {"type": "number", "grain": "year"})";
    g.clauses = R"("c1": "First.", "c2": "Second.", "c3": "Third.")";
    g.parameters = R"("line": {"title": "Line", "values": [{"from": "2024-01-01", "value": "95%"}, {"from": "2025-01-01", "value": "98%", "clauses": ["c3"]}]})";
    g.nodes = R"x("total": {"full": "40", "children": ["a", "b"], "title": "Total"},
      "a": {"full": "10", "title": "Speed", "basis": "stated", "clauses": ["c1"], "rule": {"kind": "deduction", "short": {"value": "rate", "of": "line"}, "per": {"percentagePoint": "1", "points": "1", "part": "started"}, "floor": "0"},
        "steps": [{"cap": "9", "clauses": ["c2"]}]},
      "b": {"full": "30", "rule": {"kind": "formula", "points": "other"}},
      "rate": {"type": "rate", "title": "Rate", "value": "done / due"})x";
    g.cases = R"({"name": "late", "source": "hand", "description": "Late", "period": "2025", "readings": {"A": {"done": "1", "due": "1", "other": "0"}}, "expect": {"A": {"a": "9"}}},
      {"name": "else", "source": "hand", "period": "2025", "readings": {"A": {"done": "1", "due": "1", "other": "0"}}, "expect": {"A": {"b": "0"}}})";
    g.scheme_extra = R"(, "gaps": [{"rule": "a", "clauses": ["c1"], "reason": "Nobody says who is late."}])";
    Board board(g);
    const Part page = page_of(board, "a");
    CHECK(page["class"].text() + " " + page["node"].text() + " " + page["title"].en() + " " + page["type"].text() + " " + page["kind"].text() + " " + page["basis"].text() + " " + page["grain"].text() ==
          "office a Speed points deduction stated year");
    CHECK(page["source"].en() == "Demo");
    CHECK(page["full"]["exact"].text() == "10");
    CHECK(page["share"].en() == "25%");
    CHECK(page["sentence"].en() == "Out of 10; 1 off for each percentage point by which Rate falls short of Line (98%); a part of one counts as one, down to zero.");
    CHECK(page["steps"].size() == 1);
    CHECK(page["steps"][0].en() == "no more than 9");
    CHECK(names_of(page["clauses"], "id") == "c1 c2");
    CHECK(page["clauses"][1]["text"].en() == "Second.");
    CHECK(page["note"].en() == "Not computed: Nobody says who is late.");
    CHECK(names_of(page["facts"], "fact") == "done due");  // through the rate
    CHECK(page["facts"][0]["title"].en() + " " + page["facts"][0]["unit"].en() + " " + page["facts"][0]["reporter"].en() + " " + page["facts"][0]["proof"].en() == "Done cases Registry Ledger");
    CHECK(names_of(page["reads"], "node") == "rate");
    CHECK(names_of(page["feeds"], "node") == "total");
    CHECK(names_of(page["parameters"], "parameter") == "line");
    CHECK(page["parameters"][0]["values"][1]["since"].text() + " " + page["parameters"][0]["values"][1]["value"].text() == "2025-01-01 98%");
    CHECK(names_of(page["parameters"][0]["clauses"], "id") == "c3");
    CHECK(names_of(page["cases"], "name") == "late");
    CHECK(page["cases"][0]["title"].en() == "Late");
    CHECK(page["tables"].size() == 1);
    CHECK(table_text(page["tables"][0]) == "Line: from / value; 2024-01-01 / 95%; 2025-01-01 / 98%");
    CHECK(names_of(page_of(board, "total")["reads"], "node") == "a b");
    CHECK(page_of(board, "total")["share"].en() == "100%");
    CHECK(names_of(page_of(board, "rate")["feeds"], "node") == "a");
    CHECK(page_of(board, "rate")["type"].text() == "value");
    CHECK(page_of(board, "rate")["full"].is_null());
  }
  TEST_CASE("shares follow weights, means and periods") {
    Given g;
    g.facts = R"("x": {"type": "number", "grain": "quarter"}, "y": {"type": "number", "grain": "year"})";
    g.nodes = R"x("total": {"full": "100", "children": ["a", "b", "plus"], "fold": {"take": "weighted", "by": "rate"}},
      "a": {"full": "10", "weight": "75%", "fold": {"over": "quarter", "of": "q", "take": "mean"}}, "b": {"full": "50", "weight": "25%", "rule": {"kind": "formula", "points": "y"}},
      "q": {"grain": "quarter", "full": "10", "rule": {"kind": "formula", "points": "x"}},
      "plus": {"outside": true, "rule": {"kind": "formula", "points": "y"}})x";
    Board board(g);
    CHECK(page_of(board, "a")["share"].en() == "75%");
    CHECK(page_of(board, "b")["share"].en() == "25%");
    CHECK(page_of(board, "q")["share"].en() == "75%");  // its four quarters together
    CHECK(page_of(board, "plus")["share"].en() == "");
  }
  TEST_CASE("tables: bands, segments, maps, prices, tiers, items, votes, places, lines") {
    const auto tables = [](const std::string& facts, const std::string& rule) {
      Given g;
      g.facts = facts;
      g.nodes = ten_points(rule) + R"(, "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "title": "Good", "from": "8"}, {"level": "poor", "title": "Poor"}]}]})";
      Board board(g);
      CHECK(table_text(page_of(board, "level")["tables"][0]) == "Graded by total: grade / total of at least; Good / 8; Poor / otherwise");
      std::string all;
      for (const Part& table : page_of(board, "total")["tables"].items()) all += (all.empty() ? "" : " | ") + table_text(table);
      return all;
    };
    CHECK(tables(rate_x, R"({"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "0%", "points": "0"}, {"from": "95%", "points": "6"}], "outside": "0"})") ==
          "By bands of x: from / to below / points; 0% / 95% / 0; 95% / no end / 6; outside the bands /  / 0");
    CHECK(tables(number_x, R"({"kind": "segments", "value": "x", "rows": [{"from": "0", "to": "10", "points": ["0", "4"]}], "outside": "invalid"})") ==
          "Rows by x: from / to / points at the start / points at the end; 0 / 10 / 0 / 4; outside /  / none / none");
    const char* const choice = R"("x": {"type": "choice", "grain": "year", "options": {"t": "Town", "v": "Village"}})";
    CHECK(tables(choice, R"({"kind": "map", "value": "x", "to": {"t": "10"}, "else": "2"})") == "Points by x: x / points; Town / 10; anything else / 2");
    CHECK(tables(count_x, R"({"kind": "deduction", "counts": [{"value": "x", "points": "2", "free": "1", "title": "Each late"}, {"value": "x", "tiers": [{"from": "1", "points": "1"}, {"from": "3", "all": true}], "title": "Each lost"}], "floor": "0"})") ==
          "What costs points: case / points off each / free; Each late / 2 / 1 | Each lost: from no. / points off each; 1 / 1; 3 / all points");
    CHECK(tables(R"("r": {"type": "records", "grain": "year", "fields": {"date": "date", "k": {"type": "choice", "options": {"s": "Small", "b": "Big"}}}})",
                 R"({"kind": "deduction", "records": "r", "price": {"of": "item.k", "to": {"s": "1", "b": "4"}}, "floor": "0"})") == "Prices by k: k / points off each; Small / 1; Big / 4");
    CHECK(tables(R"("x": {"type": "flag", "grain": "year"})", R"({"kind": "checklist", "items": [{"value": "x", "points": "3", "title": "A plan"}]})") == "Points by item: item / points; A plan / 3");
    CHECK(tables(R"("x": {"type": "votes", "grain": "year", "options": {"g": "Good", "p": "Poor"}})", R"({"kind": "votes", "votes": "x", "values": {"g": "100", "p": "40"}, "outOf": "100"})") ==
          "What a vote is worth (out of 100): vote / worth; Good / 100; Poor / 40");
    CHECK(tables(number_x, R"({"kind": "relative", "value": "x", "by": "place", "better": "higher", "ties": "dense", "rows": [{"from": "1", "points": "10"}, {"from": "2", "points": "8"}]})") ==
          "Points by place in x: from place / points; 1 / 10; 2 / 8");
  }
  TEST_CASE("curves are exact at their breaks, and say which end belongs to which piece") {
    CHECK(curve_of(rate_x, R"({"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "0%", "points": "0"}, {"from": "95%", "points": "6"}], "outside": "0"})") == "[0 0, 0.95 0) [0.95 6, 1 6]");
    CHECK(curve_of(rate_x, R"({"kind": "deduction", "short": {"value": "x", "of": "98%"}, "per": {"percentagePoint": "49", "points": "4", "part": "proportional"}, "floor": "0"})") == "[0 2, 0.98 10] [0.98 10, 1 10]");
    // Each started 50 points off: 10 − 4 × ceil((98% − x) ÷ 50%).
    CHECK(curve_of(rate_x, R"({"kind": "deduction", "short": {"value": "x", "of": "98%"}, "per": {"percentagePoint": "50", "points": "4", "part": "started"}, "floor": "0"})") ==
          "[0 2, 0.48 2) [0.48 6, 0.98 6) [0.98 10, 1 10]");
    CHECK(curve_of(number_x, R"({"kind": "segments", "value": "x", "rows": [{"from": "0", "to": "10", "points": ["0", "4"]}, {"from": "20", "to": "30", "points": ["5", "10"]}], "gap": "invalid", "outside": "invalid"})") ==
          "[0 0, 10 4] [20 5, 30 10]");
  }
  TEST_CASE("a count goes by whole numbers: no break lies between them") {
    CHECK(curve_of(R"("x": {"type": "count", "grain": "year", "domain": {"min": "0", "max": "8"}})", R"({"kind": "deduction", "counts": [{"value": "x", "points": "4"}], "floor": "0"})") == "[0 10, 2 2] [3 0, 8 0]");
    CHECK(curve_of(R"("x": {"type": "count", "grain": "year", "domain": {"min": "0", "max": "100"}})", R"({"kind": "deduction", "counts": [{"value": "x", "points": "0.5"}], "floor": "0"})") == "[0 10, 20 0] [21 0, 100 0]");
    // Without an end it is drawn a quarter beyond the last break: 0 to 20, and on to 25.
    CHECK(curve_of(count_x, R"({"kind": "deduction", "counts": [{"value": "x", "points": "0.5"}], "floor": "0"})") == "[0 10, 20 0] [21 0, 25 0]");
  }
  TEST_CASE("what measures stays as the unit has it; where the unit stands is said") {
    const char* const facts = R"("due": {"type": "count", "grain": "year"}, "done": {"type": "count", "grain": "year"})";
    const char* const rule = R"({"kind": "proportional", "actual": "done", "target": "due", "better": "higher", "over": "cap"})";
    CHECK(curve_of(facts, rule, R"("due": {"2025": ["40"]}, "done": {"2025": ["30"]})") == "[0 0, 40 10] [41 10, 50 10]");
    CHECK(curve_of(facts, rule, R"("done": {"2025": ["30"]})") == "null");  // nobody knows of how many
    CHECK(curve_of(facts, rule, R"("due": {"2025": ["40"]}, "done": {"2025": ["30"]})", "") == "null");  // it is not the same for all units
    Given g;
    g.facts = facts;
    g.nodes = ten_points(rule);
    g.readings = R"("due": {"2025": ["40"]}, "done": {"2025": ["30"]})";
    Board board(g);
    const Part curve = page_of(board, "total")["curve"];
    CHECK(curve["fact"].text() + " " + curve["period"].text() + " " + curve["node"].text() + " " + curve["nodePeriod"].text() == "done 2025 total 2025");
    CHECK(curve["at"]["x"]["exact"].text() + " " + curve["at"]["y"]["exact"].text() == "30 7.5");
    CHECK(curve["from"]["exact"].text() + " " + curve["to"]["exact"].text() == "0 50");
  }
  TEST_CASE("without a unit: where the rule rests on one figure alone; what folds over periods has the curve of one of them") {
    CHECK(curve_of(rate_x, R"({"kind": "formula", "points": "x * 10"})", "", "") == "[0 0, 1 10]");
    CHECK(curve_of(R"("f": {"type": "flag", "grain": "year"})", R"x({"kind": "formula", "points": "if(f, 1, 2)"})x", R"("f": {"2025": [true]})") == "null");
    CHECK(curve_of(rate_x, R"({"kind": "constant", "points": "3"})") == "null");
    Given g;
    g.facts = R"("x": {"type": "rate", "grain": "quarter", "domain": {"min": "0", "max": "1"}})";
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "x * 10"}, "fold": {"over": "quarter", "take": "mean"}})";
    g.as_of = "2025-05-31";
    Board board(g);
    const Part page = page_of(board, "total", "");
    CHECK(curve_text(page["curve"]) == "[0 0, 1 10]");
    CHECK(page["curve"]["period"].text() + " " + page["curve"]["nodePeriod"].text() == "2025-Q2 2025-Q2");  // the latest that has begun
    CHECK(page["curve"]["from"]["shown"].text() + " " + page["curve"]["to"]["shown"].text() == "0% 100%");
  }
  TEST_CASE("a ratio is bent, and drawn through values that are exact") {
    // A ratio: 20 ÷ x from 2 to 4, exact all the way.
    CHECK(curve_of(R"("x": {"type": "number", "grain": "year", "domain": {"min": "2", "max": "4"}})", R"({"kind": "formula", "points": "20 / x"})") ==
          "[2 10, 2.25 80/9, 2.5 8, 2.75 80/11, 3 20/3, 3.25 80/13, 3.5 40/7, 3.75 16/3, 4 5]");
  }
  TEST_CASE("hostile questions are told with their places") {
    Given g;
    g.facts = number_x;
    g.nodes = ten_points(R"({"kind": "formula", "points": "x"})");
    Board board(g);
    const auto told = [&](const char* query) {
      const Part reply(board.book.ask("indicator", query));
      CHECK(reply["value"].is_null());
      return errors_of(reply);
    };
    CHECK(told(R"({"class": "nobody", "node": "total"})") == "query-unknown /class");
    CHECK(told(R"({"class": "office", "node": "none"})") == "query-unknown /node");
    CHECK(told(R"({"class": "office", "node": "total", "unit": "Z"})") == "query-unknown /unit");
    CHECK(told(R"({"class": "office", "node": "total", "period": "2019"})") == "query-unknown /period");
    CHECK(told(R"({"class": "office"})") == "missing-key ");
    CHECK(told(R"({"class": "office", "node": "total", "units": []})") == "unknown-key /units");
    CHECK(told("[]") == "wrong-type ");
  }
  TEST_CASE("every node of every scheme has a page in both languages, on its board or a blank dataset") {
    std::size_t pages = 0, curves = 0;
    for (const auto& scheme : std::filesystem::directory_iterator(folder("schemes"))) {
      const std::string text = read(scheme.path() / "scheme.json"), board = read(folder("boards") / scheme.path().filename() / "dataset.json");
      const Document parsed = *read_document(text, "scheme").value;
      Workbook book;
      Part loaded(board.empty() ? std::string("null") : book.load(text, board));
      for (const auto& [cls, model] : parsed.root.find("classes")->members) {
        if (board.empty()) loaded = Part(book.load(text, Part(book.blank(text, R"({"class": )" + quoted(cls) + "}"))["value"]["dataset"].text()));
        REQUIRE_MESSAGE(errors_of(loaded) == "", scheme.path().filename().string());
        for (const Part& one : loaded["value"]["classes"].items()) {
          if (one["id"].text() != cls) continue;
          const std::string unit = one["units"][0]["id"].text();
          for (const Part& node : one["nodes"].items()) {
            const std::string id = node["id"].text();
            for (const std::string& rest : {std::string(), unit.empty() ? std::string() : R"(, "unit": )" + quoted(unit)}) {
              const Part reply(book.ask("indicator", R"({"class": )" + quoted(cls) + R"(, "node": )" + quoted(id) + rest + "}"));
              const std::string where = scheme.path().filename().string() + " " + cls + "." + id + rest;
              CHECK_MESSAGE(errors_of(reply) == "", where);
              CHECK_MESSAGE(!reply["value"]["sentence"].zh().empty(), where);
              CHECK_MESSAGE(!reply["value"]["sentence"].en().empty(), where);
              ++pages;
              curves += reply["value"]["curve"].is_null() ? 0 : 1;
            }
          }
        }
      }
    }
    MESSAGE(pages << " pages, " << curves << " curves");
    CHECK(pages > 400);
    CHECK(curves > 50);
  }
  TEST_CASE("points of a curve are what scoring gives when the same values are entered") {
    std::size_t compared = 0;
    for (const char* const name : {"gs-city", "county-efficiency"}) {
      Workbook book;
      const Part loaded(book.load(read(folder("schemes") / name / "scheme.json"), read(folder("boards") / name / "dataset.json")));
      REQUIRE(errors_of(loaded) == "");
      for (const Part& cls : loaded["value"]["classes"].items())
        for (const Part& node : cls["nodes"].items()) {
          const std::string unit = cls["units"][1]["id"].text(), at = R"({"class": )" + quoted(cls["id"].text()) + R"(, "unit": )" + quoted(unit);
          const Part curve = page_of(book, node["id"].text(), R"(, "unit": )" + quoted(unit), cls["id"].text())["curve"];
          if (curve.is_null()) continue;
          const std::string fact = at + R"(, "fact": )" + quoted(curve["fact"].text()) + R"(, "period": )" + quoted(curve["period"].text()) + R"(, "value": )";
          std::string before = "null";
          for (const Part& column : Part(book.ask("grid", R"({"class": )" + quoted(cls["id"].text()) + R"(, "period": )" + quoted(curve["period"].text()) + R"(, "units": [)" + quoted(unit) + "]}"))["value"]["columns"].items())
            if (column["fact"].text() == curve["fact"].text() && column["period"].text() == curve["period"].text() && !column["values"][0].is_null()) before = quoted(column["values"][0].text());
          for (const Part& piece : curve["pieces"].items()) {
            const int last = static_cast<int>(piece["points"].size()) - 1;
            for (int k = 0; k <= last; ++k) {
              if ((k == 0 && piece["closedLeft"].text() != "true") || (k == last && piece["closedRight"].text() != "true")) continue;
              const Part point = piece["points"][k];
              REQUIRE(errors_of(Part(book.edit("[" + fact + quoted(point["x"]["exact"].text()) + "}]"))) == "");
              const Part found = Part(book.ask("explain", at + R"(, "node": )" + quoted(node["id"].text()) + R"(, "period": )" + quoted(curve["nodePeriod"].text()) + "}"))["value"];
              if (found.is_null()) continue;  // a rule of one of its periods has no explanation of its own
              CHECK_MESSAGE(found["points"]["exact"].text() == point["y"]["exact"].text(), (node["id"].text() + " at " + point["x"]["exact"].text()));
              ++compared;
            }
          }
          REQUIRE(errors_of(Part(book.edit("[" + fact + before + "}]"))) == "");
        }
    }
    MESSAGE(compared << " points");
    CHECK(compared > 60);
  }
}
