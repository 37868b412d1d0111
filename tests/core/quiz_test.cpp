// Boundary cases as questions: which figures are asked about, and what the answers are. Lines, edges and points are worked out by hand.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Part quiz(const Board& board, const std::string& unit = "A", const std::string& count = "60") {
  return Part(board.book.ask("quiz", R"({"class": "office", "unit": ")" + unit + R"(", "period": "2025", "count": )" + count + "}"))["value"]["questions"];
}
Part question(const Part& questions, const std::string& id) {
  for (const Part& one : questions.items())
    if (one["id"].text() == id) return one;
  return Part("null");
}
std::string ids(const Part& questions) {
  std::string all;
  for (const Part& one : questions.items()) all += (all.empty() ? "" : " ") + one["id"].text();
  return all;
}
std::string options(const Part& question) {
  std::string all;
  for (const Part& one : question["options"].items()) all += (all.empty() ? "" : " ") + one["id"].text();
  return all;
}

/// Each answer, once more: what a fresh board gives with the question's changes put in.
void check_answers(const Given& g) {
  const Part questions = quiz(Board(g));
  CHECK(questions.size() > 0);
  for (const Part& one : questions.items()) {
    CAPTURE(one["id"].text());
    Board fresh(g);
    std::string changes;
    for (const Part& change : one["changes"].items()) {
      const std::string target = change["node"].text().empty() ? "\"fact\": \"" + change["fact"].text() + "\"" : "\"node\": \"" + change["node"].text() + "\"";
      changes += (changes.empty() ? "" : ", ") + std::string(R"({"class": "office", "unit": "A", )") + target + ", \"period\": \"" + change["period"].text() + "\", \"value\": \"" + change["value"].text() + "\"}";
    }
    // A flag that is given is no text.
    for (const char* flag : {"true", "false"})
      for (std::size_t at; (at = changes.find("\"" + std::string(flag) + "\"")) != std::string::npos;) changes.replace(at, std::string(flag).size() + 2, flag);
    REQUIRE(errors_of(Part(fresh.book.edit("[" + changes + "]"))) == "");
    const std::string node = one["node"].text(), answer = one["answer"].text();
    CHECK((one["kind"].text() == "points" ? fresh.figure(node) : fresh.outcome(node)) == answer);
    CHECK(options(one).find(answer) != std::string::npos);
  }
}

Given levels(const std::string& compare = "") {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "year"}, "faults": {"type": "count", "grain": "year", "title": {"zh-CN": "差错", "en": "Faults"}}, "struck": {"type": "flag", "grain": "year"})";
  g.clauses = R"("K1": {"en": "Excellent at 95"}, "K2": {"en": "Good at 85"}, "K3": {"en": "Vetoed"})";
  g.nodes = R"("total": {"title": {"zh-CN": "总分", "en": "Total"}, "full": "100", "rule": {"kind": "formula", "points": "x"}},
    "grade": {"type": "level", "title": {"zh-CN": "等次", "en": "Grade"}, "of": "total", )" + compare + R"("stages": [{"lines": [{"level": "top", "title": {"zh-CN": "优秀", "en": "Excellent"}, "from": "95", "clauses": ["K1"]},
      {"level": "good", "title": {"zh-CN": "良好", "en": "Good"}, "from": "85", "clauses": ["K2"]}, {"level": "poor"}]}, {"gate": {"when": "veto", "atMost": "poor", "clauses": ["K3"]}}]},
    "veto": {"type": "veto", "title": {"zh-CN": "一票否决", "en": "Veto"}, "conditions": [{"id": "s", "title": {"zh-CN": "受处分", "en": "Struck"}, "when": "struck"}], "clauses": ["K3"]},
    "talk": {"type": "verdict", "title": {"zh-CN": "谈话", "en": "Talk"}, "effect": "measure", "when": "total < 70", "then": {"zh-CN": "谈话提醒", "en": "A talk"}},
    "place": {"type": "rank", "title": {"zh-CN": "名次", "en": "Place"}, "of": "total", "ties": "competition"},
    "prize": {"type": "verdict", "title": {"zh-CN": "表彰", "en": "Prize"}, "effect": "honour", "when": "place <= 2", "then": "prize"})";
  g.units = {"A", "B", "C", "D"};
  g.readings = R"("x": {"2025": ["90", "80", "70", "60"]}, "struck": {"2025": [false, false, false, false]})";
  return g;
}

/// A node `total` by that rule and the facts x and y of unit A.
Given rule(const std::string& fact, const std::string& node, const std::string& x, const std::string& rest = "") {
  Given g;
  g.facts = R"("x": {"title": {"zh-CN": "甲", "en": "First"}, )" + fact + rest;
  g.nodes = R"("total": {"title": {"zh-CN": "得分", "en": "Score"}, )" + node + "}";
  g.readings = R"("x": {"2025": [)" + x + "]}";
  return g;
}

}  // namespace

TEST_SUITE("quiz") {
  TEST_CASE("a level's lines: one unit short, half a unit short, on the line") {
    const Given g = levels();
    const Part questions = quiz(Board(g));
    CHECK(question(questions, "level:grade:94.99")["answer"].text() == "good");
    CHECK(question(questions, "level:grade:94.995")["answer"].text() == "good");
    CHECK(question(questions, "level:grade:95")["answer"].text() == "top");
    CHECK(question(questions, "level:grade:84.99")["answer"].text() == "poor");
    const Part half = question(questions, "level:grade:84.995");
    CHECK(half["answer"].text() == "poor");
    CHECK(half["kind"].text() == "level");
    CHECK(half["node"].text() == "grade");
    CHECK(options(half) == "top good poor");
    CHECK(half["asked"].zh() == "总分84.995分，等次是什么？");
    CHECK(half["asked"].en() == "Total 84.995: what is the grade?");
    CHECK(half["why"].zh() == "达到85分才是良好；84.995分没有达到，不因显示为85.00而升等。");
    CHECK(half["why"].en() == "Good takes 85; 84.995 does not reach it, and being shown as 85.00 changes nothing.");
    CHECK(half["changes"].size() == 1);
    CHECK(half["changes"][0]["value"].text() == "84.995");
    const Part on = question(questions, "level:grade:85");
    CHECK(on["answer"].text() == "good");
    CHECK(on["why"].zh() == "85分以上为良好，正好85分也算达到。");
    CHECK(on["clauses"][0]["id"].text() == "K2");
    check_answers(g);
  }

  TEST_CASE("where the level compares what is rounded, half a unit short reaches the line") {
    const Given g = levels(R"("compare": {"round": {"places": 2, "mode": "half-up"}}, )");
    const Part questions = quiz(Board(g));
    CHECK(question(questions, "level:grade:84.99")["answer"].text() == "poor");
    const Part half = question(questions, "level:grade:84.995");
    CHECK(half["answer"].text() == "good");
    CHECK(half["why"].zh() == "比较之前先取整：84.995分取为85分，达到85分，够良好。");
    CHECK(question(questions, "level:grade:85")["answer"].text() == "good");
    check_answers(g);
  }

  TEST_CASE("a veto takes the best level away, and a unit that has one is asked about without it") {
    Given g = levels();
    const Part one = question(quiz(Board(g)), "veto:veto:grade");
    CHECK(one["kind"].text() == "verdict");
    CHECK(one["asked"].zh() == "总分95分，但有“一票否决”，等次是什么？");
    CHECK(one["answer"].text() == "poor");
    CHECK(one["why"].zh().find("没有否决本来是优秀") != std::string::npos);
    CHECK(one["clauses"][static_cast<int>(one["clauses"].size()) - 1]["id"].text() == "K3");
    g.readings.replace(g.readings.find("[false"), 6, "[true");
    const Part struck = question(quiz(Board(g)), "level:grade:95");
    CHECK(struck["asked"].zh() == "总分95分，没有“一票否决”，等次是什么？");
    CHECK(struck["answer"].text() == "top");
    check_answers(g);
  }

  TEST_CASE("a verdict on either side of its threshold, and the last place that has it") {
    const Given g = levels();
    const Part questions = quiz(Board(g));
    const Part below = question(questions, "verdict:talk:total:69.995");
    CHECK(below["answer"].text() == "true");
    CHECK(below["asked"].zh() == "总分69.995分，“谈话”是否适用？");
    CHECK(below["why"].zh().find("69.995分低于70分。") != std::string::npos);
    CHECK(question(questions, "verdict:talk:total:70")["answer"].text() == "false");
    CHECK(question(questions, "verdict:prize:place:2")["answer"].text() == "true");
    CHECK(question(questions, "verdict:prize:place:3")["answer"].text() == "false");
    CHECK(question(questions, "verdict:prize:place:4").is_null());
  }

  TEST_CASE("bands: the edge belongs to the upper band, one less does not") {
    // 4 points from 0, 10 from 20, 6 from 60.
    const Given g = rule(R"("type": "count", "grain": "year", "domain": {"max": "100"}})",
                         R"("full": "10", "rule": {"kind": "bands", "value": "x", "take": "pick", "rows": [{"from": "0", "points": "4"}, {"from": "20", "points": "10"}, {"from": "60", "points": "6"}], "outside": "0"})", "25");
    const Part questions = quiz(Board(g));
    CHECK(question(questions, "points:total:x:19")["answer"].text() == "4");
    CHECK(question(questions, "points:total:x:20")["answer"].text() == "10");
    CHECK(question(questions, "points:total:x:59")["answer"].text() == "10");
    CHECK(question(questions, "points:total:x:60")["answer"].text() == "6");
    CHECK(options(question(questions, "points:total:x:20")) == "10 4");
    CHECK(questions[0]["id"].text() == "points:total:x:20");  // nearest to the unit's own 25
    check_answers(g);
  }

  TEST_CASE("some are free, and there is an end: the first that costs, and the first that costs nothing more") {
    // 10 − (x − 2); nothing left from 12 on.
    const Given g = rule(R"("type": "count", "grain": "year"})", R"("full": "10", "rule": {"kind": "deduction", "counts": [{"value": "x", "points": "1", "free": "2"}], "floor": "0"})", "1");
    const Part questions = quiz(Board(g));
    CHECK(questions[0]["id"].text() == "points:total:x:3");
    CHECK(questions[0]["answer"].text() == "9");
    CHECK(questions[0]["asked"].zh() == "甲3：得分得几分？");
    CHECK(questions[0]["why"].zh().find("max(10 − max(3 − 2, 0) × 1, 0) = 9") != std::string::npos);
    CHECK(question(questions, "points:total:x:2")["answer"].text() == "10");
    CHECK(question(questions, "points:total:x:14")["answer"].text() == "0");
    CHECK(question(questions, "points:total:x:11")["answer"].text() == "1");
    check_answers(g);
  }

  TEST_CASE("tiers: from the third on each costs more") {
    // 1 each for the first two, 3 each from the third: 20 − 2 = 18, 20 − 5 = 15.
    const Given g = rule(R"("type": "count", "grain": "year"})",
                         R"("full": "20", "rule": {"kind": "deduction", "counts": [{"value": "x", "tiers": [{"from": "1", "points": "1"}, {"from": "3", "points": "3"}]}], "floor": "0"})", "0");
    const Part questions = quiz(Board(g));
    CHECK(question(questions, "points:total:x:3")["answer"].text() == "15");
    CHECK(question(questions, "points:total:x:2")["answer"].text() == "18");
    check_answers(g);
  }

  TEST_CASE("a cap at the plan: one more than planned earns no more, and the plan is told beside it") {
    Given g = rule(R"("type": "count", "grain": "year", "unit": {"zh-CN": "户", "en": "visits"}})", R"("full": "20", "rule": {"kind": "proportional", "actual": "x", "target": "plan", "better": "higher", "over": "cap"})", "45",
                   R"(, "plan": {"title": {"zh-CN": "计划", "en": "Plan"}, "type": "count", "grain": "year", "domain": {"min": "1"}})");
    g.readings += R"(, "plan": {"2025": ["50"]})";
    const Part questions = quiz(Board(g));
    CHECK(questions[0]["id"].text() == "points:total:x:51");
    CHECK(questions[0]["answer"].text() == "20");
    CHECK(questions[0]["asked"].zh() == "甲51户（计划50）：得分得几分？");
    CHECK(options(questions[0]) == "20 19.6 19.2");  // 49 and 48 of 50
    CHECK(question(questions, "points:total:x:50")["answer"].text() == "20");
    check_answers(g);
  }

  TEST_CASE("segments of a rate: the edge and a tenth of a percent beside it") {
    const Given g = rule(R"("type": "rate", "grain": "year", "domain": {"min": "0", "max": "1"}})",
                         R"("full": "10", "rule": {"kind": "segments", "value": "x", "rows": [{"from": "0", "to": "0.9", "points": ["0", "0"]}, {"from": "0.9", "to": "1", "points": ["5", "10"]}], "outside": "0"})", "0.95");
    const Part questions = quiz(Board(g));
    CHECK(questions[0]["id"].text() == "points:total:x:0.9");
    CHECK(questions[0]["answer"].text() == "5");
    CHECK(questions[0]["asked"].zh() == "甲90%：得分得几分？");
    CHECK(question(questions, "points:total:x:0.899")["answer"].text() == "0");
    check_answers(g);
  }

  TEST_CASE("a choice: the option that gives least comes first") {
    const Given g = rule(R"("type": "choice", "grain": "year", "options": ["good", "fair", "bad"]})", R"("outside": true, "rule": {"kind": "map", "value": "x", "to": {"good": "2", "fair": "0", "bad": "-2"}, "else": "invalid"})", "\"good\"");
    const Part questions = quiz(Board(g));
    CHECK(questions[0]["answer"].text() == "-2");
    CHECK(questions[0]["changes"][0]["value"].text() == "bad");
    CHECK(options(questions[0]) == "2 0 -2");
    CHECK(questions.size() == 3);
    check_answers(g);
  }

  TEST_CASE("records of one kind until the cap: 4, 8, and 10 instead of 12") {
    Given g = rule(R"("type": "records", "grain": "year", "fields": {"date": "date", "kind": {"type": "choice", "title": {"zh-CN": "级别", "en": "Kind"}, "options": {"high": {"zh-CN": "国家级", "en": "National"}, "low": {"zh-CN": "市级", "en": "City"}}}}})",
                   R"("outside": true, "rule": {"kind": "bonus", "records": "x", "price": {"of": "item.kind", "to": {"high": "4", "low": "1"}}, "cap": "10"})", "");
    g.readings = "";
    g.records = R"("x": {"A": [{"id": "1", "date": "2025-03-01", "kind": "low"}], "B": [{"id": "2", "date": "2025-03-01", "kind": "high"}]})";
    g.units = {"A", "B"};
    Board board(g);
    const Part one = question(quiz(board), "points:total:x:3");
    CHECK(one["answer"].text() == "10");
    CHECK(options(one) == "10 8 4 0");
    CHECK(one["asked"].zh() == "甲有3条“国家级”，每条4分：得分得几分？");
    REQUIRE(one["changes"].size() == 1);
    CHECK(one["changes"][0]["records"].size() == 3);
    CHECK(board.figure("total") == "1");
  }

  TEST_CASE("where places are few, a line is reached without its level, which is an option all the same") {
    // One place for the best: B has it with 96, so A's 95 falls to good; 100 would have it.
    Given g = levels();
    g.nodes.replace(g.nodes.find("{\"gate\""), 0, R"({"quota": {"level": "top", "size": "1", "by": ["total"], "cut": "good", "ties": "include"}}, )");
    g.readings = R"("x": {"2025": ["90", "96", "70", "60"]}, "struck": {"2025": [false, false, false, false]})";
    const Part one = question(quiz(Board(g)), "level:grade:95");
    CHECK(one["answer"].text() == "good");
    CHECK(options(one) == "top good poor");
    check_answers(g);
  }

  TEST_CASE("levels of shorter periods are asked about in the last of them") {
    Given g = levels();
    g.nodes += R"(, "month": {"title": {"zh-CN": "月度得分", "en": "Month"}, "grain": "month", "full": "10", "rule": {"kind": "formula", "points": "m"}},
      "mark": {"type": "level", "title": {"zh-CN": "月度等次", "en": "Mark"}, "grain": "month", "of": "month", "stages": [{"lines": [{"level": "fine", "from": "9"}, {"level": "weak"}]}]})";
    g.facts += R"(, "m": {"type": "number", "grain": "month"})";
    const Part one = question(quiz(Board(g)), "level:mark:8.995");
    CHECK(one["answer"].text() == "weak");
    CHECK(one["asked"].zh() == "月度得分8.995分（2025年12月），月度等次是什么？");
    CHECK(one["changes"][0]["period"].text() == "2025-12");
  }

  TEST_CASE("as many as are asked for, levels before vetoes and verdicts before rules, the same each time") {
    const Given g = levels();
    Board board(g);
    const Part ten = quiz(board, "A", "10");
    CHECK(ten.size() == 10);
    CHECK(ids(ten) == ids(quiz(board, "A", "10")));
    std::string kinds;
    for (const Part& one : ten.items()) kinds += one["kind"].text()[0];
    CHECK(kinds.find("vl") == std::string::npos);
    CHECK(kinds.find("pl") == std::string::npos);
    CHECK(kinds.find("pv") == std::string::npos);
    CHECK(ids(quiz(board, "A", "1")) == "level:grade:94.99");
    CHECK(board.figure("total") == "90");  // nothing is left behind
    CHECK(errors_of(Part(board.book.ask("quiz", R"({"class": "office", "unit": "A", "period": "2025", "count": 0})"))) != "");
    CHECK(errors_of(Part(board.book.ask("quiz", R"({"class": "office", "unit": "Z", "period": "2025"})"))) == "query-unknown /unit");
  }
}
