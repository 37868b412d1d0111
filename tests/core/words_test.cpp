// What people read beside figures: choices, flags and levels by their titles, sentences with the values in force, the rows of
// a sum, and names instead of ids.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// A post, a flag, a mark, events with a bearer, and a line that moved in 2025.
Given bureau(const std::string& nodes) {
  Given g;
  g.units = {R"({"id": "A", "name": {"zh-CN": "甲", "en": "Jia"}})", R"({"id": "B", "name": {"zh-CN": "乙", "en": "Yi"}})"};
  g.periods = "\"2024\", \"2025\"";
  g.parameters = R"("line": {"title": {"zh-CN": "问责线", "en": "Line"}, "values": [{"from": "2024-01-01", "value": "60"}, {"from": "2025-01-01", "value": "70"}]})";
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "评分", "en": "Mark"}, "grain": "year"}, "late": {"type": "flag", "title": {"zh-CN": "迟报", "en": "Late"}, "grain": "year"},
    "post": {"type": "choice", "title": {"zh-CN": "职务", "en": "Post"}, "grain": "year", "options": {"head": {"zh-CN": "正职", "en": "Head"}, "other": {"zh-CN": "其他人员", "en": "Other"}}},
    "events": {"type": "records", "title": {"zh-CN": "差错", "en": "Faults"}, "grain": "year", "fields": {"date": "date",
      "n": {"type": "number", "title": {"zh-CN": "扣分", "en": "Points"}}, "bearer": {"type": "unit", "class": "office", "title": {"zh-CN": "责任人", "en": "Bearer"}}}})";
  g.nodes = R"("total": {"full": "100", "title": {"zh-CN": "总分", "en": "Total"}, "rule": {"kind": "direct", "value": "mark", "outOf": "100"}})" + nodes;
  g.readings = R"("mark": {"2024": [65, 90], "2025": [65, 90]}, "late": {"2024": [false, false], "2025": [true, false]}, "post": {"2024": ["head", "other"], "2025": ["head", "other"]})";
  g.records = R"("events": {"A": [{"id": "e1", "date": "2025-02-01", "n": "2", "bearer": "B"}, {"id": "e2", "date": "2025-03-01", "n": "1.5", "bearer": "A"}], "B": []})";
  return g;
}
std::string node(const std::string& id, const std::string& rest) { return ", \"" + id + "\": {\"title\": {\"zh-CN\": \"" + id + "\", \"en\": \"" + id + "\"}, " + rest + "}"; }

}  // namespace

TEST_SUITE("words") {
  TEST_CASE("the lowest level of a scale says so, whether lines or a map lead to it") {
    const Board board(bureau(node("level", R"("type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "80"}, {"level": "fair", "from": "70"}, {"level": "poor"}]}])") +
                             node("year", R"("type": "level", "stages": [{"map": {"of": "level", "levels": [{"level": "one"}, {"level": "two"}, {"level": "three"}], "to": {"good": "one", "fair": "two", "poor": "three"}}}])")));
    const auto lowest = [&](const char* id, const char* unit) { return board.explain(id, unit)["outcome"]["lowest"].text(); };
    CHECK(lowest("level", "A") == "true");
    CHECK(lowest("year", "A") == "true");
    CHECK(lowest("level", "B") == "");
    CHECK(lowest("year", "B") == "");
  }

  TEST_CASE("a sentence names a parameter with the value in force in its period") {
    const Board board(bureau(node("ask", R"("type": "verdict", "effect": "measure", "when": "total < line", "then": {"zh-CN": "问责", "en": "account"})")));
    CHECK(board.explain("ask", "A", "2024")["sentence"].zh() == "总分 < 问责线（60）的，问责。");
    CHECK(board.explain("ask", "A", "2025")["sentence"].zh() == "总分 < 问责线（70）的，问责。");
    CHECK(board.explain("ask", "A", "2025")["sentence"].en() == "Where Total < Line (70): account.");
    CHECK(Part(board.book.ask("outcome", R"({"class": "office", "node": "ask", "period": "2024"})"))["value"]["sentence"].zh() == "总分 < 问责线（60）的，问责。");
  }

  TEST_CASE("options and flags stand in figures by their titles, and a flag comes to yes or no") {
    const Board board(bureau(node("head", R"("type": "flag", "value": "post == 'head' and not late")")));
    const Part told = board.explain("head");
    CHECK(told["sentence"].zh() == "head：职务为“正职” 且 非“迟报”。");
    CHECK(told["sentence"].en() == "head: Post is “Head” and not “Late”.");
    CHECK(told["figures"].zh() == "职务（正职） = “正职” 且 非 迟报（是） = 否");
    CHECK(told["figures"].en() == "Post (Head) = “Head” and not Late (yes) = no");
    CHECK(told["said"].zh() == "否");
    CHECK(told["points"]["shown"].text() == "false");
    CHECK(board.explain("head", "B")["figures"].zh() == "职务（其他人员） = “正职” 且 非 迟报（否） = 否");
  }

  TEST_CASE("of a choice only the branch that is taken stands in figures") {
    const Board board(bureau(node("pay", R"x("type": "number", "value": "if(post == 'head', mark * 2, if(late, 10, mark + 1))")x") +
                             node("half", R"("type": "number", "value": "if(late, mark + 1, mark) / 2")")));
    CHECK(board.explain("pay", "A")["sentence"].zh() == "pay：若职务为“正职”，为评分 × 2；若迟报，为10；否则为评分 + 1。");
    CHECK(board.explain("pay", "A")["figures"].zh() == "若职务为“正职”，为65 × 2 = 130");
    CHECK(board.explain("pay", "A")["figures"].en() == "if Post is “Head”, 65 × 2 = 130");
    CHECK(board.explain("pay", "B")["figures"].zh() == "否则为90 + 1 = 91");
    CHECK(board.explain("half", "A")["figures"].zh() == "(65 + 1) ÷ 2 = 33");
    CHECK(board.explain("half", "B")["figures"].zh() == "90 ÷ 2 = 45");
  }

  TEST_CASE("a limit or a grant that changes nothing is no reason for a level") {
    const std::string lines = R"("type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "title": {"zh-CN": "优秀", "en": "Good"}, "from": "80"}, {"level": "fair", "title": {"zh-CN": "称职", "en": "Fair"}, "from": "60"}, {"level": "poor"}]}, )";
    const Board board(bureau(node("level", lines + R"({"gate": {"when": "not late or total > 80", "atMost": "fair"}}])") + node("other", lines + R"({"grant": {"when": "mark > 0", "level": "fair"}}])")));
    const Part told = board.explain("level", "B")["outcome"]["reasons"];
    REQUIRE(told.size() == 1);
    CHECK(told[0].zh() == "非“迟报” 或 总分 > 80的，最高为称职");
    // A, with 65, is fair in 2024 anyway; so is it where at least fair is granted.
    CHECK(board.explain("level", "A", "2024")["outcome"]["reasons"].size() == 0);
    CHECK(board.explain("other", "A")["outcome"]["reasons"].size() == 0);
  }

  TEST_CASE("a fold of values over periods and a sum of rows say their figures") {
    Given g = bureau(node("sum", R"x("type": "number", "value": "sum(events : item.n)")x") + node("twice", R"("type": "number", "value": "sum(events : item.n) * 2")") +
                     node("off", R"x("full": "10", "rule": {"kind": "deduction", "counts": [{"value": "sum(events : item.n)", "points": "1"}], "floor": "0"})x") +
                     node("all", R"("type": "number", "fold": {"over": "quarter", "of": "part", "take": "sum"})") + node("part", R"("type": "number", "grain": "quarter", "value": "q")"));
    g.facts += R"(, "q": {"type": "number", "grain": "quarter"})";
    g.readings += R"(, "q": {"2024-Q1": [0, 0], "2024-Q2": [0, 0], "2024-Q3": [0, 0], "2024-Q4": [0, 0], "2025-Q1": [3, 1], "2025-Q2": [4, 1], "2025-Q3": [-5, 1], "2025-Q4": [6, 1]})";
    const Board board(g);
    CHECK(board.explain("sum")["figures"].zh() == "2 + 1.5 = 3.5");
    CHECK(board.explain("twice")["figures"].zh() == "(2 + 1.5) × 2 = 7");
    CHECK(board.explain("off")["figures"].zh() == "max(10 − (2 + 1.5) × 1, 0) = 6.5");
    CHECK(board.explain("off", "B")["figures"].zh() == "max(10 − 0 × 1, 0) = 10");
    CHECK(board.explain("all")["figures"].zh() == "3 + 4 − 5 + 6 = 8");
    CHECK(board.explain("all")["sentence"].zh() == "各季度“part”的数值之和。");
    std::string many = R"("events": {"B": [], "A": [)";
    for (int i = 0; i < 9; ++i) many += std::string(i ? ", " : "") + R"({"id": "e)" + std::to_string(i) + R"(", "date": "2025-02-01", "n": "1", "bearer": "B"})";
    g.records = many + "]}";
    const Board longer(g);
    CHECK(longer.explain("sum")["figures"].zh() == "1 + 1 + 1 + 1 + 1 + 1 + …（共9条） = 9");
    CHECK(longer.explain("twice")["figures"].zh() == "9 × 2 = 18");
  }

  TEST_CASE("a record names a unit, and a title of an order by a condition is no formula") {
    const Board board(bureau(node("off", R"("full": "10", "rule": {"kind": "deduction", "records": "events", "price": {"value": "item.n"}, "floor": "0"})") +
                             node("best", R"x("type": "quota", "size": "1", "by": ["if(late, 0, 1)", "if(post == 'head', 1, 0)", "total"], "ties": "include")x")));
    const Part fields = board.explain("off")["records"][0]["fields"];
    CHECK(fields[1]["title"].zh() == "责任人");
    CHECK(fields[1]["value"].zh() == "乙");
    CHECK(fields[1]["value"].en() == "Yi");
    CHECK(board.explain("best")["sentence"].zh() == "按若迟报，为0；否则为1、是否职务为“正职”、总分从高到低取前1个，边缘并列的全部入选。");
    const Part sheet = Part(board.book.ask("outcome", R"({"class": "office", "node": "best", "period": "2025"})"))["value"];
    CHECK(sheet["columns"][2].zh() == "是否职务为“正职”");
    CHECK(sheet["rows"][0]["unit"].text() == "B");
    CHECK(sheet["rows"][0]["cells"][2].zh() == "否");
    CHECK(sheet["rows"][1]["cells"][2].zh() == "是");
  }

  TEST_CASE("a run may bring something by itself") {
    const std::string run = R"("type": "run", "over": "year", "when": "total < 70", "need": "2", "gap": "breaks")";
    const Board board(bureau(node("off", run + R"(, "effect": "measure")") + node("step", run)));
    CHECK(board.explain("off")["outcome"]["value"].text() == "true");
    CHECK(board.explain("off")["outcome"]["effect"].text() == "measure");
    CHECK(board.explain("step")["outcome"]["effect"].text() == "");
    CHECK(check_errors(bureau(node("off", run + R"(, "effect": "loud")"))).find("bad-choice") == 0);
  }

  TEST_CASE("what is exempt has one word, and what is not yet known another") {
    Given g = bureau(node("level", R"("type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "80"}, {"level": "poor"}]}])") +
                     node("best", R"("type": "quota", "size": "1", "by": ["total"], "ties": "include")"));
    g.readings = R"("mark": {"2024": [65, 90], "2025": ["exempt", null]}, "late": {"2024": [false, false], "2025": [true, false]}, "post": {"2024": ["head", "other"], "2025": ["head", "other"]})";
    const Board board(g);
    const auto label = [&](const char* id, const char* unit) { return board.explain(id, unit)["outcome"]["label"].zh(); };
    CHECK(label("level", "A") == "不考核");
    CHECK(label("best", "A") == "不考核");
    CHECK(label("level", "B") == "待定");
    CHECK(label("best", "B") == "待定");
  }

  TEST_CASE("a case's working may be told in each language") {
    Given g = bureau("");
    g.cases = R"({"name": "one", "source": "by hand", "note": {"zh-CN": "原样", "en": "as it is"}, "period": "2025", "readings": {"A": {"mark": "50"}}, "expect": {"A": {"total": "50"}}},
      {"name": "two", "source": "by hand", "note": "50", "period": "2025", "readings": {"A": {"mark": "50"}}, "expect": {"A": {"total": "50"}}})";
    const Part told = Part(Board(g).book.cases())["value"]["cases"];
    CHECK(told[0]["note"].zh() == "原样");
    CHECK(told[0]["note"].en() == "as it is");
    CHECK(told[1]["note"].en() == "50");
  }

  TEST_CASE("a card's periods carry full marks and rates, and a linked unit the part it is compared in") {
    const std::string scheme = R"({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
      "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
      "parameters": {"most": {"title": "Full", "values": [{"from": "2024-01-01", "value": "100"}, {"from": "2025-01-01", "value": "60"}]}},
      "links": {"at": {"from": "person", "to": ["office"], "count": "one"}},
      "classes": {"office": {"facts": {"f": {"type": "number", "grain": "year"}}, "nodes": {"total": {"full": "most", "rule": {"kind": "formula", "points": "f"}}}, "total": "total"},
        "person": {"facts": {"f": {"type": "number", "grain": "year"}, "post": {"type": "choice", "grain": "year", "options": {"head": {"zh-CN": "正职", "en": "Head"}, "other": {"zh-CN": "其他", "en": "Other"}}}},
          "nodes": {"total": {"full": "10", "rule": {"kind": "direct", "value": "f", "outOf": "10"}}, "best": {"type": "quota", "size": "1", "by": ["total"], "strata": {"by": "post"}, "ties": "include"}}, "total": "total"}}})";
    const std::string data = R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2024", "2025"],
      "units": {"office": [{"id": "A"}], "person": [{"id": "p"}, {"id": "q"}]}, "links": {"at": [{"from": "p", "to": "A"}, {"from": "q", "to": "A"}]},
      "readings": {"office": {"f": {"2024": [98], "2025": [59]}}, "person": {"f": {"2024": [9, 8], "2025": [9, 8]}, "post": {"2024": ["head", "other"], "2025": ["head", "other"]}}}})";
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme, data))) == "");
    const Part card = Part(book.ask("card", R"({"class": "office", "unit": "A", "period": "2025"})"))["value"];
    const Part points = card["series"][0]["points"];
    CHECK(points[0]["full"].text() == "100");
    CHECK(points[0]["rate"].text() == "98.00%");
    CHECK(points[0]["share"].text() == "0.980000");
    CHECK(points[1]["full"].text() == "60");
    CHECK(points[1]["share"].text() == "0.983333");
    CHECK(card["links"][0]["units"][0]["part"].zh() == "正职");
    CHECK(card["links"][0]["units"][1]["part"].en() == "Other");
  }
}
