// Explanations, cards and tables read from columns.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// A total of 100 = work 60 (proportional) + order 40 (deduction), a bonus beside it, and a level.
Given office() {
  Given g;
  g.clauses = R"("c1": {"zh-CN": "按完成比例计分。", "en": "In proportion."}, "c2": {"zh-CN": "每次扣五分。", "en": "Five off each."}, "c3": "bonus", "c4": "levels")";
  g.facts = R"("done": {"type": "count", "title": {"zh-CN": "完成数", "en": "Done"}, "grain": "year", "unit": {"zh-CN": "件", "en": "cases"}, "reporter": {"zh-CN": "办公室", "en": "the office"}},
    "faults": {"type": "count", "title": {"zh-CN": "差错", "en": "Faults"}, "grain": "year"}, "praise": {"type": "count", "title": {"zh-CN": "表扬", "en": "Praise"}, "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "title": {"zh-CN": "总分", "en": "Total"}, "children": ["work", "order", "plus"], "steps": [{"cap": "105", "clauses": ["c3"]}]},
    "work": {"full": "60", "title": {"zh-CN": "业务", "en": "Work"}, "clauses": ["c1"], "rule": {"kind": "proportional", "actual": "done", "target": "300", "better": "higher", "over": "cap"}},
    "order": {"full": "40", "title": {"zh-CN": "纪律", "en": "Order"}, "clauses": ["c2"], "rule": {"kind": "deduction", "counts": [{"value": "faults", "points": "5"}], "floor": "0"}},
    "plus": {"outside": true, "title": {"zh-CN": "加分", "en": "Bonus"}, "clauses": ["c3"], "rule": {"kind": "formula", "points": "praise * 2"}},
    "level": {"type": "level", "of": "total", "clauses": ["c4"], "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "poor"}]}]},
    "place": {"type": "rank", "of": "total", "ties": "competition"})";
  g.publish = "\"total\", \"level\", \"place\"";
  g.units = {R"({"id": "A", "name": {"zh-CN": "东城分局", "en": "East"}, "group": "town", "initials": "dcfj"})", R"({"id": "B", "name": {"zh-CN": "西城分局", "en": "West"}, "group": "rural", "initials": "xcfj"})", "C"};
  g.readings = R"("done": {"2025": [299, 150, 300]}, "faults": {"2025": [1, 9, null]}, "praise": {"2025": [1, 0, 0]})";
  return g;
}

}  // namespace

TEST_SUITE("explain") {
  TEST_CASE("a rule shows its facts, figures and clause") {
    const Part told = Board(office()).explain("work");
    CHECK(told["points"]["exact"].text() == "59.8");
    CHECK(told["lost"]["exact"].text() == "0.2");
    CHECK(told["rate"].text() == "99.67%");
    CHECK(told["clauses"][0]["text"].zh() == "按完成比例计分。");
    REQUIRE(told["facts"].size() == 1);
    CHECK(told["facts"][0]["title"].en() == "Done");
    CHECK(told["facts"][0]["shown"].en() == "299");
    CHECK(told["facts"][0]["unit"].zh() == "件");
    CHECK(told["facts"][0]["reporter"].en() == "the office");
    CHECK(told["kind"].text() == "proportional");
  }
  TEST_CASE("a sum shows its members, its steps and what is missing to the next line") {
    const Board board(office());
    const Part told = board.explain("total");
    CHECK(told["points"]["exact"].text() == "96.8");
    CHECK(told["formula"].zh() == "业务 + 纪律 + 加分");
    CHECK(told["figures"].en() == "59.8 + 35 + 2 = 96.8");
    CHECK(told["members"].size() == 3);
    CHECK(told["members"][2]["outside"].text() == "true");
    CHECK(told["steps"][0]["title"].en() == "no more than 105");
    CHECK(told["steps"][0]["before"]["exact"].text() == "96.8");
    CHECK(told["next"].is_null());
    CHECK(board.explain("total", "B")["next"]["distance"]["exact"].text() == "55");  // 30 + 0, and the line is 85
  }
  TEST_CASE("parts that are weighed say their weights, and what stands beside them is added") {
    Given g = office();
    g.nodes = R"("total": {"full": "100", "children": ["work", "order", "plus"], "fold": {"take": "weighted", "by": "rate"}},
      "work": {"full": "50", "weight": "70%", "title": {"zh-CN": "业务", "en": "Work"}, "rule": {"kind": "formula", "points": "done"}},
      "order": {"full": "50", "weight": "30%", "title": {"zh-CN": "纪律", "en": "Order"}, "rule": {"kind": "formula", "points": "faults"}},
      "plus": {"outside": true, "title": {"zh-CN": "加分", "en": "Bonus"}, "rule": {"kind": "formula", "points": "praise * 2"}})";
    g.publish = "\"total\"";
    const Part told = Board(g).explain("total");
    CHECK(told["formula"].zh() == "Σ 权重 × 业务、纪律得分率 × 满分 + 加分");
    CHECK(told["members"][0]["weight"].text() == "70%");
    CHECK(told["members"][1]["weight"].text() == "30%");
    CHECK(told["members"][2]["weight"].is_null());
  }
  TEST_CASE("a mean of rates shows each rate and the full marks") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "half"})";
    g.nodes = R"("h": {"grain": "half", "full": "50", "rule": {"kind": "formula", "points": "f"}}, "total": {"full": "100", "fold": {"over": "half", "of": "h", "take": "mean", "by": "rate"}})";
    g.readings = R"("f": {"2025-H1": [45], "2025-H2": [40]})";
    const Part told = Board(g).explain("total");
    CHECK(told["figures"].zh() == "(90% + 80%) ÷ 2 × 100 = 85");
    CHECK(told["kind"].text() == "periods");
    CHECK(told["members"][1]["title"].en() == "H2 2025");
  }
  TEST_CASE("a sum that makes up for an exempt part says by how much, and arithmetic that is not the whole is not told") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "year"}, "g": {"type": "number", "grain": "year"})";
    g.nodes = R"("total": {"full": "24", "children": ["a", "b", "c"], "fold": {"take": "sum"}}, "plus": {"outside": true, "rule": {"kind": "constant", "points": "1"}},
      "all": {"full": "24", "children": ["a", "b", "c", "plus"], "fold": {"take": "sum"}},
      "a": {"full": "12", "rule": {"kind": "formula", "points": "f"}}, "b": {"full": "6", "rule": {"kind": "constant", "points": "6"}}, "c": {"full": "6", "rule": {"kind": "formula", "points": "g"}})";
    g.readings = R"("f": {"2025": [9]}, "g": {"2025": ["exempt"]})";
    const Board board(g);
    CHECK(board.explain("total")["points"]["exact"].text() == "20");  // 15 of 18 stand for 24
    CHECK(board.explain("total")["figures"].en() == "(9 + 6) × 24 ÷ 18 = 20");
    CHECK(board.explain("all")["points"]["exact"].text() == "21");
    CHECK(board.explain("all")["figures"].en() == "");
  }
  TEST_CASE("what is missing is not yet due, or late") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "quarter"})";
    g.nodes = R"("q": {"grain": "quarter", "full": "50", "rule": {"kind": "formula", "points": "f"}}, "total": {"full": "100", "fold": {"over": "quarter", "of": "q", "take": "mean", "by": "rate"}})";
    g.readings = R"("f": {"2025-Q1": [45]})";
    // By the day of the data: nothing of a quarter is late before its last day has come.
    const auto reason = [](const Given& of, const char* period) { return Board(of).explain("q", "A", period)["reason"].en(); };
    CHECK(reason(g, "2025-Q2") == "f (Q2 2025) is missing, and late");
    g.as_of = "2025-06-29";
    CHECK(reason(g, "2025-Q2") == "f (Q2 2025) is not yet due");
    g.as_of = "2025-06-30";
    CHECK(reason(g, "2025-Q2") == "f (Q2 2025) is missing, and late");
    CHECK(reason(g, "2025-Q3") == "f (Q3 2025) is not yet due");
    // What is said to be closed stands before the day.
    g.dataset_extra = R"(, "closed": ["2025-Q1", "2025-Q3"])";
    CHECK(reason(g, "2025-Q2") == "f (Q2 2025) is not yet due");
    CHECK(reason(g, "2025-Q3") == "f (Q3 2025) is missing, and late");
    g.dataset_extra = R"(, "closed": ["2025-H1"])";
    CHECK(reason(g, "2025-Q2") == "f (Q2 2025) is missing, and late");
  }
  TEST_CASE("a figure that rests on a root says that it is approximate") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "year"})";
    g.nodes = R"j("root": {"type": "number", "value": "sqrt(f)"}, "total": {"full": "10", "rule": {"kind": "formula", "points": "root + 1"}},
      "shown": {"full": "10", "rule": {"kind": "formula", "points": "round(root, 2)"}}, "exact": {"full": "10", "rule": {"kind": "formula", "points": "f / 3"}})j";
    g.publish = R"("total", "shown")";
    g.units = {"A", "B"};
    g.readings = R"("f": {"2025": [2, 4]})";
    const Board board(g);
    CHECK(board.explain("total")["approximate"].text() == "true");
    CHECK(board.explain("total")["figures"].zh().find("（近似值，精确到40位）") != std::string::npos);
    CHECK(board.explain("root")["approximate"].text() == "true");
    CHECK(board.explain("total", "B")["approximate"].text() == "");   // √4 is 2
    CHECK(board.explain("shown")["approximate"].text() == "");        // 1.41 is the whole of it
    CHECK(board.explain("exact")["approximate"].text() == "");        // 2/3 is exact
    CHECK(board.card()["tree"]["approximate"].text() == "true");
    CHECK(board.card("B")["tree"]["approximate"].text() == "");
    const Part result(board.book.ask("result", "{}"));
    const Part nodes = result["value"]["units"][0]["cards"][0]["nodes"];
    CHECK(nodes["total"]["approximate"].text() == "true");
    CHECK(nodes["shown"]["approximate"].text() == "");
  }
  TEST_CASE("what is missing says which reading, and so does all that rests on it") {
    const Board board(office());
    CHECK(board.explain("order", "C")["reason"].zh() == "缺少差错（2025年），已逾期");
    CHECK(board.explain("total", "C")["reason"].en() == "Faults (2025) is missing, and late");
    CHECK(board.explain("level", "C")["outcome"]["state"].text() == "undecided");
    CHECK(board.explain("total", "C")["figures"].zh() == "");
  }
  TEST_CASE("the card's leaves add up to its total, and losses come largest first") {
    const Board board(office());
    const Part card = board.card("A");
    CHECK(card["tree"]["points"]["exact"].text() == "96.8");
    REQUIRE(card["tree"]["children"].size() == 3);
    CHECK(card["tree"]["children"][0]["share"].text() == "0.9967");
    REQUIRE(card["losses"].size() == 2);
    CHECK(card["losses"][0]["node"].text() == "order");
    CHECK(card["losses"][0]["lost"]["exact"].text() == "5");
    CHECK(card["losses"][0]["share"].text() == "1.0000");
    CHECK(card["losses"][0]["clauses"].words() == "c2");
    CHECK(card["losses"][1]["lost"]["exact"].text() == "0.2");
    CHECK(card["losses"][1]["share"].text() == "0.0400");
    CHECK(card["outcomes"].size() == 2);
  }
  TEST_CASE("losses of a period count with their share in the year") {
    Given g;
    g.facts = R"("f": {"type": "number", "grain": "half"})";
    g.nodes = R"("h": {"grain": "half", "full": "50", "rule": {"kind": "formula", "points": "f"}}, "total": {"full": "100", "fold": {"over": "half", "of": "h", "take": "mean", "by": "rate"}})";
    g.readings = R"("f": {"2025-H1": [45], "2025-H2": [40]})";
    const Part losses = Board(g).card()["losses"];
    REQUIRE(losses.size() == 2);
    CHECK(losses[0]["period"].text() == "2025-H2");
    CHECK(losses[0]["lost"]["exact"].text() == "10");  // 10 of 50 lost, half of the year's 100
    CHECK(losses[1]["lost"]["exact"].text() == "5");
  }
  TEST_CASE("rows are sorted, filtered, found and cut; places stay those of the whole class") {
    const Board board(office());
    const auto order = [&](const std::string& rest) {
      std::string all;
      for (const Part& row : board.rows("total", rest)["rows"].items()) all += row["unit"].text() + row["place"].text() + " ";
      return all;
    };
    CHECK(order("") == "A1 B2 C ");
    CHECK(order(R"(, "sort": {"by": "place", "order": "desc"})") == "B2 A1 C ");
    CHECK(order(R"(, "sort": {"by": "order", "order": "asc"})") == "B2 A1 C ");
    CHECK(order(R"(, "sort": {"by": "name", "order": "asc"})") == "C A1 B2 ");
    CHECK(order(R"(, "group": "rural")") == "B2 ");
    CHECK(order(R"(, "find": "西城")") == "B2 ");
    CHECK(order(R"(, "find": "DCFJ")") == "A1 ");
    CHECK(order(R"(, "find": "nowhere")") == "");
    CHECK(order(R"(, "from": 1, "count": 1)") == "B2 ");
    CHECK(order(R"(, "from": 9)") == "");
    const Part rows = board.rows("work", R"(, "columns": ["work", "order"])");
    CHECK(rows["rows"][0]["unit"].text() == "C");
    CHECK(rows["rows"][0]["cells"]["order"]["status"].text() == "missing");
    CHECK(rows["rows"][0]["cells"]["work"]["share"].text() == "1.0000");
    CHECK(rows["scale"]["low"].text() == "30");
  }
  TEST_CASE("a histogram holds every known unit once, in half-open bins") {
    const Board board(office());
    const Part told = Part(board.book.ask("histogram", R"({"class": "office", "node": "total", "period": "2025"})"))["value"];
    CHECK(told["missing"].text() == "1");
    int counted = 0;
    for (const Part& bin : told["bins"].items()) counted += std::stoi(bin["count"].text());
    CHECK(counted == 2);
    CHECK(told["bins"][0]["units"].words() == "B");
    CHECK(told["lines"][0]["from"]["exact"].text() == "85");
  }
}
