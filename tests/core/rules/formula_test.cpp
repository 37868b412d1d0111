#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& formula, const std::string& a = "7", const std::string& b = "2") {
  Given g;
  g.facts = R"("a": {"type": "number", "title": {"zh-CN": "甲", "en": "First"}, "grain": "year"}, "b": {"type": "number", "title": {"zh-CN": "乙", "en": "Second"}, "grain": "year"}, "ok": {"type": "flag", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "formula", "points": ")" + formula + "\"}");
  g.readings = R"("a": {"2025": [)" + a + R"(]}, "b": {"2025": [)" + b + "]}";
  return g;
}
std::string points(const std::string& formula, const std::string& a = "7", const std::string& b = "2") { return Board(rule(formula, a, b)).figure("total"); }

}  // namespace

TEST_SUITE("rules.formula") {
  TEST_CASE("operators and functions give exact values") {
    CHECK(points("a / b - 1") == "2.5");
    CHECK(points("a - b - 1") == "4");
    CHECK(points("a - (b - 1)") == "6");
    CHECK(points("a / b / 7") == "0.5");
    CHECK(points("-a * b + 20") == "6");
    CHECK(points("min(a, b, 5)") == "2");
    CHECK(points("max(a, b)") == "7");
    CHECK(points("abs(b - a)") == "5");
    CHECK(points("floor(a / b) + ceil(a / b)") == "7");
    CHECK(points("round(a / 3, 1)") == "2.3");
    CHECK(points("round(2.25, 1)") == "2.3");
    CHECK(points("95% * 10") == "9.5");
    CHECK(points("if(a > b, 1, 2)") == "1");
    CHECK(points("if(a < b, 1, 2)") == "2");
  }
  TEST_CASE("division by zero is invalid, and only in the branch that is taken") {
    CHECK(points("a / b", "1", "0") == "invalid");
    CHECK(points("if(b == 0, 5, a / b)", "1", "0") == "5");
    CHECK(points("if(b != 0, 5, a / b)", "1", "0") == "invalid");
  }
  TEST_CASE("operands combine to the worst of their statuses") {
    CHECK(points("a + b", "\"exempt\"", "null") == "missing");
    CHECK(points("a + b", "\"exempt\"") == "exempt");
    CHECK(points("a / 0 + b", "1", "null") == "invalid");
  }
  TEST_CASE("a settled condition ignores a missing operand") {
    CHECK(points("if(a > 5 or b > 1, 1, 0)", "7", "null") == "1");
    CHECK(points("if(a > 5 and b > 1, 1, 0)", "3", "null") == "0");
    CHECK(points("if(a > 5 and b > 1, 1, 0)", "7", "null") == "missing");
    CHECK(points("if(a > 5 or b > 1, 1, 0)", "3", "null") == "missing");
    CHECK(points("if(not (b > 1), 1, 0)", "3", "null") == "missing");
  }
  TEST_CASE("a chain of two thousand terms is worked out") {
    std::string chain = "1";
    for (int i = 1; i < 2000; ++i) chain += "+1";
    CHECK(points(chain) == "2000");
  }
  TEST_CASE("the formula stands in words and in figures") {
    const Part told = Board(rule("(a + b) * 2 - 9")).explain("total");
    CHECK(told["formula"].zh() == "(甲 + 乙) × 2 − 9");
    CHECK(told["figures"].en() == "(7 + 2) × 2 − 9 = 9");
  }
  TEST_CASE("flags, texts and unknown names instead of a number are refused") {
    const std::string at = " /classes/office/nodes/total/rule/points";
    CHECK(check_errors(rule("ok")) == "formula-type" + at);
    CHECK(check_errors(rule("a > 1")) == "formula-type" + at);
    CHECK(check_errors(rule("'text'")) == "formula-type" + at);
    CHECK(check_errors(rule("a + c")) == "unknown-reference" + at);
    CHECK(check_errors(rule("a +")) == "formula-syntax" + at);
    CHECK(check_errors(rule("item.size")) == "unknown-reference" + at);
    CHECK(check_errors(rule("if(ok, 1, true)")) == "formula-type" + at);
    CHECK(check_errors(rule("ok < true")) == "formula-type" + at);
  }
  TEST_CASE("a part of a node that has no full marks is refused") {
    for (const char* part : {"full", "rate", "lost"}) {
      CAPTURE(part);
      Given g = rule(std::string("extra.") + part);
      g.nodes += R"(, "extra": {"outside": true, "rule": {"kind": "constant", "points": "3"}})";
      CHECK(check_errors(g) == "full-missing /classes/office/nodes/total/rule/points");
    }
  }
  TEST_CASE("a formula is hinted at where another kind says the same, and nowhere else") {
    const auto hinted = [](const std::string& points) {
      yardstick::Workbook book;
      for (const Part& d : Part(book.check(scheme_text(rule(points))))["diagnostics"].items())
        if (d["code"].text() == "formula-where-kind-serves") return d["args"][1].text();
      return std::string();
    };
    CHECK(hinted("10 * a / b") == "proportional");
    CHECK(hinted("min(a / b, 1) * 10") == "proportional");
    CHECK(hinted("min(10, a / (b / 10))") == "proportional");
    CHECK(hinted("10 - 2 * a - b") == "deduction");
    CHECK(hinted("max(0, 10 - a * 0.5)") == "deduction");
    for (const char* other : {"a + b", "a", "2 * a", "9 * a / b", "9 - a", "10 - a * b", "10 - a / b", "10 + a", "a - 10", "if(ok, a, b)", "10 * a / b + 1", "10 * (1 - a / b)"}) {
      CAPTURE(other);
      CHECK(hinted(other) == "");
    }
    CHECK(check_hints(rule("a + b")).find("unused-fact /classes/office/facts/ok") != std::string::npos);
  }
}
