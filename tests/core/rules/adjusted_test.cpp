// What may stand beside any rule: steps before it, and exceptions to it.
#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& rule_text, const std::string& mark, const std::string& closed = "false", const std::string& fire = "false") {
  Given g;
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "成绩", "en": "Mark"}, "grain": "year"}, "closed": {"type": "flag", "title": {"zh-CN": "停业", "en": "Closed"}, "grain": "year"},
               "fire": {"type": "flag", "title": {"zh-CN": "火灾", "en": "Fire"}, "grain": "year"})";
  g.nodes = ten_points(rule_text);
  g.readings = R"("mark": {"2025": [)" + mark + R"(]}, "closed": {"2025": [)" + closed + R"(]}, "fire": {"2025": [)" + fire + "]}";
  return g;
}
std::string bands(const std::string& rest) {
  return R"({"kind": "bands", "value": "mark", "take": "pick", "rows": [{"from": "0", "points": "4"}, {"from": "60", "points": "9"}], "outside": "invalid")" + rest + "}";
}
std::string figure(const std::string& rule_text, const std::string& mark, const std::string& closed = "false", const std::string& fire = "false") {
  return Board(rule(rule_text, mark, closed, fire)).figure("total");
}
const std::string rounded = R"(, "before": [{"round": {"places": 0, "mode": "half-up"}}])";
const std::string excepted = R"(, "exceptions": [{"when": "closed", "points": "5"}, {"when": "fire", "points": "mark / 20"}])";

}  // namespace

TEST_SUITE("rules.adjusted") {
  TEST_CASE("before: the value is rounded ahead of the rule, at the line and on both sides of it") {
    CHECK(figure(bands(""), "\"59.5\"") == "4");
    CHECK(figure(bands(rounded), "\"59.49\"") == "4");
    CHECK(figure(bands(rounded), "\"59.5\"") == "9");
    CHECK(figure(bands(rounded), "\"60.4\"") == "9");
  }
  TEST_CASE("before: several steps act from left to right, each with its condition") {
    const std::string steps = R"(, "before": [{"multiply": "2"}, {"add": "1", "when": "closed"}, {"cap": "60"}])";
    CHECK(figure(bands(steps), "\"29.5\"") == "4");           // 59
    CHECK(figure(bands(steps), "\"29.5\"", "true") == "9");   // 60
    CHECK(figure(bands(steps), "500") == "9");
    CHECK(figure(bands(steps), "500", "null") == "missing");
  }
  TEST_CASE("before works for every kind that has one value") {
    const auto of = [](const std::string& keys) { return figure("{" + keys + rounded + "}", "\"7.6\""); };
    CHECK(of(R"("kind": "direct", "value": "mark", "outOf": "10")") == "8");
    CHECK(of(R"("kind": "map", "value": "mark", "to": {"8": "3"}, "else": "0")") == "3");
    CHECK(of(R"("kind": "segments", "value": "mark", "rows": [{"from": "0", "to": "10", "points": ["0", "10"]}], "outside": "0")") == "8");
    CHECK(of(R"("kind": "power", "value": "mark", "a": "1", "b": "6", "c": "2", "side": "above")") == "4");
    CHECK(of(R"("kind": "growth", "value": "mark", "base": "4", "per": {"percentagePoint": "10", "points": "0.1", "part": "proportional"})") == "1");
    CHECK(of(R"("kind": "relative", "value": "mark", "by": "zscore", "better": "higher", "mean": "7", "spread": "1")") == "7");
  }
  TEST_CASE("before is refused beside a rule that reads several values") {
    CHECK(check_errors(rule(R"({"kind": "proportional", "actual": "mark", "target": "10", "better": "higher", "over": "cap")" + rounded + "}", "1")) ==
          "unknown-key /classes/office/nodes/total/rule/before");
  }
  TEST_CASE("before cannot scale: a value has no full marks") {
    CHECK(check_errors(rule(bands(R"(, "before": [{"scale": "2"}])"), "1")) == "bad-choice /classes/office/nodes/total/rule/before");
  }
  TEST_CASE("before is no step of the node, and is told with the value") {
    const Part told = Board(rule(bands(rounded), "\"59.5\"")).explain("total");
    CHECK(told["steps"].size() == 0);
    CHECK(told["sentence"].zh() == "满分10分，按成绩（先四舍五入到1）分档：0至不足60得4分；60以上得9分。");
    CHECK(told["formula"].en() == "band of Mark (first rounded half up to 1)");
    CHECK(told["figures"].zh() == "按 60 查分档 = 9");
    const Part steps = Board(rule(bands(R"(, "before": [{"add": "1", "when": "closed"}, {"cap": "99"}, {"floor": "1"}, {"multiply": "2"}])"), "50")).explain("total");
    CHECK(steps["formula"].zh() == "按 成绩（先停业时加1，再不超过99，再不低于1，再乘以2） 查分档");
    CHECK(steps["formula"].en() == "band of Mark (first plus 1 where Closed, then no more than 99, then no less than 1, then times 2)");
  }
  TEST_CASE("an exception takes the rule's place while its condition holds") {
    CHECK(figure(bands(excepted), "80") == "9");
    CHECK(figure(bands(excepted), "80", "true") == "5");
    CHECK(figure(bands(excepted), "80", "false", "true") == "4");
    CHECK(figure(bands(excepted), "-1", "true") == "5");  // the rule itself is invalid there
    CHECK(figure(bands(excepted), "null", "true") == "5");
  }
  TEST_CASE("two exceptions that hold at once must agree") {
    CHECK(figure(bands(excepted), "100", "true", "true") == "5");
    CHECK(figure(bands(excepted), "80", "true", "true") == "invalid");
    const Part told = Board(rule(bands(excepted), "80", "true", "true")).explain("total");
    CHECK(told["reason"].zh() == "同时符合几项例外，而结果不同");
    CHECK(told["reason"].en() == "several exceptions hold, and they differ");
    CHECK(figure(bands(excepted), "null", "true", "true") == "missing");
  }
  TEST_CASE("a condition that is missing makes the points missing, even where another holds") {
    CHECK(figure(bands(excepted), "80", "null") == "missing");
    CHECK(figure(bands(excepted), "80", "true", "null") == "missing");
  }
  TEST_CASE("an exception may exempt, and differs from one that gives points") {
    const std::string exempting = R"(, "exceptions": [{"when": "closed", "exempt": true}, {"when": "fire", "points": "0"}])";
    CHECK(figure(bands(exempting), "80", "true") == "exempt");
    CHECK(figure(bands(exempting), "80", "false", "true") == "0");
    CHECK(figure(bands(exempting), "80", "true", "true") == "invalid");
    CHECK(Board(rule(bands(exempting), "80", "true")).explain("total")["reason"].en() == "an exception makes it exempt");
  }
  TEST_CASE("an exception stands before the node's own steps, and in place of what the rule would have been without its floor") {
    Given g = rule(R"({"kind": "deduction", "counts": [{"value": "mark", "points": "1"}], "floor": "0", "exceptions": [{"when": "closed", "points": "20"}]})", "12", "true");
    g.nodes = g.nodes.substr(0, g.nodes.size() - 1) + R"(, "steps": [{"cap": "15"}]}, "raw": {"type": "number", "value": "total.raw"})";
    const Board board(g);
    CHECK(board.figure("total") == "15");
    CHECK(board.figure("raw") == "20");
  }
  TEST_CASE("exceptions of the rule of a fold are of each record") {
    Given g = rule("", "1");
    g.facts += R"(, "visits": {"type": "records", "grain": "year", "fields": {"date": "date", "mark": "number", "waived": "flag"}})";
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "direct", "value": "item.mark", "outOf": "10", "before": [{"round": {"places": 0, "mode": "up"}}],
      "exceptions": [{"when": "item.waived", "points": "10"}]}, "fold": {"over": "visits", "take": "mean"}})";
    g.records = R"("visits": {"A": [{"id": "1", "date": "2025-01-01", "mark": "3.2", "waived": false}, {"id": "2", "date": "2025-01-02", "mark": "0", "waived": true}]})";
    CHECK(Board(g).figure("total") == "7");  // (4 + 10) ÷ 2
  }
  TEST_CASE("exceptions are told, and their clauses count as cited") {
    Given g = rule(bands(R"(, "exceptions": [{"when": "closed", "points": "mark / 20", "clauses": ["c1"]}, {"when": "fire", "exempt": true}])"), "80", "true");
    g.clauses = R"("c1": "Closed offices.")";
    const Board board(g);
    CHECK(check_hints(g).find("clause-without-node") == std::string::npos);
    const Part told = board.explain("total");
    CHECK(told["sentence"].zh() == "满分10分，按成绩分档：0至不足60得4分；60以上得9分。例外：停业的，得分为成绩 ÷ 20。例外：火灾的，不考核。");
    CHECK(told["sentence"].en() == "Out of 10, by bands of Mark: 4 from 0 to below 60; 9 from 60. Except: where Closed, Mark ÷ 20 points. Except: where Fire, exempt.");
    CHECK(told["figures"].zh() == "因停业，按例外计：80 ÷ 20 = 4");
    CHECK(told["figures"].en() == "as an exception, since Closed: 80 ÷ 20 = 4");
  }
  TEST_CASE("an exception that gives nothing, or both, is refused, and so is an unknown clause") {
    const auto refusal = [](const std::string& exception) { return check_errors(rule(bands(R"(, "exceptions": [)" + exception + "]"), "1")); };
    CHECK(refusal(R"({"when": "closed"})") == "wrong-format /classes/office/nodes/total/rule/exceptions/0");
    CHECK(refusal(R"({"when": "closed", "points": "1", "exempt": true})") == "wrong-format /classes/office/nodes/total/rule/exceptions/0");
    CHECK(refusal(R"({"points": "1"})") == "missing-key /classes/office/nodes/total/rule/exceptions/0");
    CHECK(refusal(R"({"when": "mark", "points": "1"})") == "formula-type /classes/office/nodes/total/rule/exceptions/0/when");
    CHECK(refusal(R"({"when": "closed", "points": "1", "clauses": ["c9"]})") == "unknown-reference /classes/office/nodes/total/rule/exceptions/0/clauses/0");
  }
}
