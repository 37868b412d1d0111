// One outcome with all whom it concerns, and what stands beside a card.
#include "core/support.h"

using namespace yardstick::test;

namespace {

Part asked(const std::string& reply) { return Part(reply)["value"]; }

/// Six units of two kinds, a quota of a third of each kind, a pool and a level.
Given offices() {
  Given g;
  g.units = {"A", "B", "C", "D", "E", "F"};
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "得分", "en": "Mark"}, "grain": "year"},
    "kind": {"type": "choice", "title": {"zh-CN": "类别", "en": "Kind"}, "grain": "year", "options": {"front": {"zh-CN": "一线", "en": "Front"}, "back": {"zh-CN": "后台", "en": "Back"}}})";
  g.nodes = ten_points(R"({"kind": "formula", "points": "mark"})") + R"(,
    "best": {"type": "quota", "size": "40%* 3", "by": ["total"], "within": "kind", "round": "up", "ties": "include"},
    "pay": {"type": "pool", "amount": "100", "by": "total", "unit": "0.01"},
    "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "title": {"zh-CN": "好", "en": "Good"}, "from": "5"}, {"level": "poor", "title": {"zh-CN": "差", "en": "Poor"}}]}]})";
  g.readings = R"("mark": {"2025": ["9", "8", "8", "6", "3", null]}, "kind": {"2025": ["front", "front", "front", "back", "back", "back"]})";
  return g;
}
std::string names(const Part& rows) {
  std::string all;
  for (const Part& row : rows.items()) all += (all.empty() ? "" : " ") + row["unit"].text() + "=" + row["value"].text();
  return all;
}

}  // namespace

TEST_SUITE("sheet") {
  TEST_CASE("a quota's arithmetic is told once for each part, with who stands at its edge") {
    const Board board(offices());
    // 40% × 3 = 1.2, rounded up 2: of the front office A, and B and C who tie; behind, D and E are not known to be first or
    // second while F is missing.
    const Part sheet = asked(board.book.ask("outcome", R"({"class": "office", "node": "best", "period": "2025"})"));
    CHECK(sheet["kind"].text() == "quota");
    REQUIRE(sheet["shared"].size() == 1);
    CHECK(sheet["shared"][0].zh() == "一线：40% × 3 = 1.2，取2个名额（3个候选）；B、C并列在边缘，全部入选");
    CHECK(sheet["shared"][0].en() == "Front: 40% × 3 = 1.2, so 2 places (3 candidates); B, C tie at the edge, and all are taken");
    CHECK(names(sheet["rows"]) == "A=true B=true C=true D= E= F=");
    CHECK(sheet["rows"][0]["part"].en() == "Front");
    CHECK(sheet["rows"][5]["status"].text() == "missing");
    CHECK(sheet["rows"][5]["reasons"][0].zh().find("缺少得分") != std::string::npos);
  }

  TEST_CASE("a pool's sum, shares and remainder stand in columns that add up to what each is given") {
    Given g = offices();
    g.readings = R"("mark": {"2025": ["1", "1", "1", "exempt", "exempt", "exempt"]}, "kind": {"2025": ["front", "front", "front", "back", "back", "back"]})";
    const Board board(g);
    // 100 ÷ 3 is 33.33 each; the last fen goes to the first by unit id.
    const Part sheet = asked(board.book.ask("outcome", R"({"class": "office", "node": "pay", "period": "2025"})"));
    REQUIRE(sheet["columns"].size() == 4);
    CHECK(sheet["columns"][3].en() == "Of the remainder");
    CHECK(sheet["shared"][0].en() == "100 yuan over shares of 3 in all, 3 taking part, rounded down to 0.01 yuan");
    const Part first = sheet["rows"][0], last = sheet["rows"][5];
    CHECK(first["unit"].text() == "A");
    CHECK(first["cells"][0].en() == "1");
    CHECK(first["cells"][2].en() == "33.33");
    CHECK(first["cells"][3].en() == "0.01");
    CHECK(first["value"].text() == "33.34");
    CHECK(sheet["rows"][1]["cells"][3].en() == "");
    CHECK(sheet["rows"][1]["value"].text() == "33.33");
    CHECK(last["status"].text() == "exempt");
  }

  TEST_CASE("a level counts who has which, and stands in the order of what it was given for") {
    const Board board(offices());
    const Part sheet = asked(board.book.ask("outcome", R"({"class": "office", "node": "level", "period": "2025", "count": 2})"));
    REQUIRE(sheet["counts"].size() == 3);
    CHECK(sheet["counts"][0]["label"].en() == "Good");
    CHECK(sheet["counts"][0]["count"].text() == "4");
    CHECK(sheet["counts"][1]["count"].text() == "1");
    CHECK(sheet["counts"][2]["status"].text() == "missing");
    CHECK(names(sheet["rows"]) == "A=good B=good");
    CHECK(sheet["total"].text() == "6");
    CHECK(sheet["rows"][0]["cells"][0].en() == "9.00");
  }

  TEST_CASE("what is no outcome has no sheet") {
    const Board board(offices());
    const Part reply(board.book.ask("outcome", R"({"class": "office", "node": "total", "period": "2025"})"));
    CHECK(reply["value"].is_null());
    CHECK(reply["diagnostics"][0]["code"].text() == "query-unknown");
  }
}

TEST_SUITE("beside") {
  /// Quarters within two years, a link between two classes, a decision and a record that is rejected.
  const char* const scheme = R"({"format": "yardstick-scheme/1", "id": "two-years", "version": "1", "title": "t",
    "source": {"document": "d", "status": "invented"}, "calendar": {"main": "year", "periods": ["year", "quarter"]}, "display": {"places": 2, "mode": "half-up"},
    "links": {"at": {"title": {"zh-CN": "所在科室", "en": "Section"}, "from": "person", "to": ["section"], "count": "optional"}},
    "classes": {
      "section": {"title": {"zh-CN": "科室", "en": "Sections"}, "facts": {"x": {"type": "number", "title": "x", "grain": "year"}},
        "nodes": {"total": {"title": "s", "full": "10", "basis": "illustrative", "rule": {"kind": "direct", "value": "x", "outOf": "10"}}}, "total": "total", "publish": ["total"]},
      "person": {"title": {"zh-CN": "人员", "en": "Staff"},
        "facts": {"mark": {"type": "number", "title": {"zh-CN": "月评", "en": "Mark"}, "grain": "quarter"},
                  "claims": {"type": "records", "title": {"zh-CN": "申报", "en": "Claims"}, "grain": "year", "fields": {"date": "date", "proof": "flag"}}},
        "nodes": {
          "total": {"title": {"zh-CN": "总分", "en": "Total"}, "basis": "illustrative", "full": "10", "children": ["year", "extra"]},
          "year": {"title": {"zh-CN": "全年", "en": "Year"}, "basis": "illustrative", "full": "10", "fold": {"over": "quarter", "of": "quarter", "take": "mean"}},
          "quarter": {"title": {"zh-CN": "季度", "en": "Quarter"}, "basis": "illustrative", "grain": "quarter", "full": "10", "rule": {"kind": "direct", "value": "mark", "outOf": "10"}},
          "extra": {"title": {"zh-CN": "加分", "en": "Extra"}, "basis": "illustrative", "outside": true, "rule": {"kind": "bonus", "records": "claims", "price": {"value": "1"}, "evidence": {"field": "proof"}}},
          "place": {"title": {"zh-CN": "名次", "en": "Place"}, "basis": "illustrative", "type": "rank", "of": "total", "ties": "competition"},
          "keep": {"title": {"zh-CN": "去留", "en": "Keep"}, "basis": "illustrative", "type": "decision", "as": "flag"}},
        "total": "total", "publish": ["total", "place", "keep"]}}})";
  const char* const dataset = R"({"format": "yardstick-dataset/1", "scheme": {"id": "two-years", "version": "1"}, "title": "t", "invented": true, "asOf": "2025-12-31",
    "periods": ["2024", "2025"],
    "units": {"section": [{"id": "s1", "name": {"zh-CN": "一科", "en": "First"}}], "person": [{"id": "p1", "name": {"zh-CN": "甲", "en": "Jia"}}, {"id": "p2", "name": {"zh-CN": "乙", "en": "Yi"}}]},
    "links": {"at": [{"from": "p1", "to": "s1"}, {"from": "p2", "to": "s1", "since": "2025-04-01"}]},
    "readings": {"section": {"x": {"2024": ["7"], "2025": ["8"]}},
      "person": {"mark": {"2024-Q1": ["9", "8"], "2024-Q2": ["9", "8"], "2024-Q3": ["9", "8"], "2024-Q4": ["9", "8"],
                          "2025-Q1": ["7", "8"], "2025-Q2": ["7", "8"], "2025-Q3": ["7", "8"], "2025-Q4": ["7", null]}}},
    "records": {"person": {"claims": {"p1": [{"id": "c1", "date": "2025-05-01", "proof": true}, {"id": "c2", "date": "2025-06-01", "proof": false}], "p2": []}}},
    "decisions": [{"class": "person", "node": "keep", "unit": "p1", "period": "2025", "value": true, "by": {"zh-CN": "局长办公会", "en": "the board"}, "document": "2025-7", "date": "2025-12-20"}]})";

  struct Loaded {
    yardstick::Workbook book;
    Part summary{""};
    Loaded() { summary = asked(book.load(scheme, dataset)); }
    Part card(const std::string& unit, const std::string& period = "2025") {
      return asked(book.ask("card", R"({"class": "person", "unit": ")" + unit + R"(", "period": ")" + period + R"("})"));
    }
  };

  TEST_CASE("a class says what it is ranked by in periods of each length") {
    Loaded board;
    REQUIRE(board.summary["classes"].size() == 2);
    const Part views = board.summary["classes"][1]["views"];
    REQUIRE(views.size() == 2);
    CHECK(views[0]["node"].text() == "total");
    CHECK(views[0]["place"].text() == "place");
    CHECK(views[0]["periods"].words() == "2024 2025");
    CHECK(views[1]["grain"].text() == "quarter");
    CHECK(views[1]["node"].text() == "quarter");
    CHECK(views[1]["periods"].size() == 8);
    CHECK(board.summary["classes"][0]["views"].size() == 1);
  }

  TEST_CASE("rows carry the place of the period before, and none where one of the two is not known") {
    Loaded board;
    const auto rows = [&](const char* node, const char* period) {
      return asked(board.book.ask("rows", std::string(R"({"class": "person", "node": ")") + node + R"(", "period": ")" + period + R"("})"));
    };
    // In the fourth quarter of 2024 p1 led with 9 over 8; in the first of 2025 p2 leads with 8 over 7.
    const Part first = rows("quarter", "2025-Q1");
    CHECK(first["before"].text() == "2024-Q4");
    CHECK(first["rows"][0]["unit"].text() == "p2");
    CHECK(first["rows"][0]["moved"].text() == "1");
    CHECK(first["rows"][0]["before"].text() == "2");
    CHECK(first["rows"][1]["moved"].text() == "-1");
    const Part last = rows("quarter", "2025-Q4");
    CHECK(last["rows"][1]["unit"].text() == "p2");
    CHECK(last["rows"][1]["moved"].text() == "");
    CHECK(rows("quarter", "2024-Q1")["before"].text() == "");
  }

  TEST_CASE("a card tells its periods, what is missing, what was rejected, and to whom the unit is linked") {
    Loaded board;
    const Part card = board.card("p1");
    REQUIRE(card["series"].size() == 2);
    CHECK(card["series"][0]["points"][0]["points"]["exact"].text() == "9");
    // 7 on the average, and 1 for the claim that has its proof
    CHECK(card["series"][0]["points"][1]["points"]["exact"].text() == "8");
    CHECK(card["series"][0]["points"][0]["place"].text() == "1");
    REQUIRE(card["rejected"].size() == 1);
    REQUIRE(card["rejected"][0]["records"].size() == 1);
    CHECK(card["rejected"][0]["records"][0]["id"].text() == "c2");
    CHECK(card["gaps"].size() == 0);
    REQUIRE(card["links"].size() == 1);
    CHECK(card["links"][0]["forward"].text() == "true");
    CHECK(card["links"][0]["units"][0]["unit"].text() == "s1");
    CHECK(card["links"][0]["units"][0]["points"].text() == "8.00");

    const Part other = board.card("p2");
    REQUIRE(other["gaps"].size() == 1);
    CHECK(other["gaps"][0]["period"].text() == "2025-Q4");
    CHECK(other["gaps"][0]["reason"].zh() == "缺少月评（2025年第4季度），已逾期");

    const Part section = asked(board.book.ask("card", R"({"class": "section", "unit": "s1", "period": "2025"})"));
    REQUIRE(section["links"].size() == 1);
    CHECK(section["links"][0]["forward"].text() == "false");
    CHECK(section["links"][0]["units"].size() == 2);
    CHECK(section["links"][0]["units"][1]["since"].text() == "2025-04-01");
    // A year before, only one of them was there: p2 came later.
    const Part before = asked(board.book.ask("card", R"({"class": "section", "unit": "s1", "period": "2024"})"));
    CHECK(before["links"][0]["units"].size() == 1);
  }

  TEST_CASE("a decision says who entered it, and one that is due that it has not been taken") {
    Loaded board;
    const auto decision = [&](const char* unit) {
      for (const Part& outcome : board.card(unit)["outcomes"].items())
        if (outcome["node"].text() == "keep") return outcome;
      return Part("");
    };
    CHECK(decision("p1")["reasons"][0].zh() == "局长办公会决定，2025-7，2025-12-20");
    CHECK(decision("p1")["status"].text() == "known");
    CHECK(decision("p2")["state"].text() == "pending");
    CHECK(decision("p2")["reasons"][0].zh() == "去留（2025年）尚未作出决定");
  }
}
