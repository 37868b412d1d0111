#include "yardstick/formula.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace yardstick;

namespace {

/// The tree with every bracket written: "(a + (b * c))"; numbers as exact text, percent as "%" after it.
std::string shape(const Expr& expr) {
  const auto arg = [&](std::size_t i) { return expr.args.at(i) ? shape(*expr.args[i]) : std::string("-"); };
  switch (expr.kind) {
    case Expr::Kind::number:
      return expr.value.exact() + (expr.percent ? "%" : "");
    case Expr::Kind::text:
      return "'" + expr.text + "'";
    case Expr::Kind::boolean:
      return expr.value == Number(1) ? "TRUE" : "FALSE";
    case Expr::Kind::name:
      return expr.text;
    case Expr::Kind::unary:
      return "(" + expr.text + " " + arg(0) + ")";
    case Expr::Kind::binary:
      return "(" + arg(0) + " " + expr.text + " " + arg(1) + ")";
    case Expr::Kind::call:
    case Expr::Kind::list: {
      std::string out = expr.text + (expr.kind == Expr::Kind::list ? "{" : "(");
      for (std::size_t i = 0; i < expr.args.size(); ++i) out += (i ? ", " : "") + arg(i);
      return out + (expr.kind == Expr::Kind::list ? "}" : ")");
    }
  }
  return "";
}

std::string parsed(std::string_view text) {
  const ParsedFormula formula = parse_formula(text);
  if (!formula.expr) return "refused: " + formula.error.found + " | " + formula.error.expected;
  return shape(*formula.expr);
}

/// "position found | expected", the position counted in characters.
std::string refused(std::string_view text) {
  const ParsedFormula formula = parse_formula(text);
  if (formula.expr) return "read: " + shape(*formula.expr);
  return std::to_string(formula.error.position) + " " + formula.error.found + " | " + formula.error.expected;
}

struct Titles : FormulaNames {
  std::map<std::string, std::string> titles;
  std::string name(const std::string& dotted) const override {
    const auto at = titles.find(dotted);
    return at == titles.end() ? dotted : at->second;
  }
};

std::string told(std::string_view text, std::string_view lang = "zh-CN",
                 const std::map<std::string, std::string>& titles = {}) {
  const ParsedFormula formula = parse_formula(text);
  REQUIRE(formula.expr);
  Titles names;
  names.titles = titles;
  return write_formula(*formula.expr, names, lang);
}

std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace

TEST_SUITE("formula") {
  TEST_CASE("numbers are read exactly, and a percent sign divides by a hundred") {
    CHECK(parsed("3") == "3");
    CHECK(parsed("0.50") == "0.5");
    CHECK(parsed("95%") == "0.95%");
    CHECK(parsed("0.1%") == "0.001%");
    CHECK(parsed("007") == "7");
    CHECK(parsed("1/3") == "(1 / 3)");
    CHECK(parsed("-0.5") == "(- 0.5)");
  }

  TEST_CASE("operators bind from or, and, not, comparison, sum, product to sign") {
    CHECK(parsed("a or b and c") == "(a or (b and c))");
    CHECK(parsed("a and b or c") == "((a and b) or c)");
    CHECK(parsed("not a and b") == "((not a) and b)");
    CHECK(parsed("not a == b") == "(not (a == b))");
    CHECK(parsed("a and not b or c") == "((a and (not b)) or c)");
    CHECK(parsed("a < b + c * -d") == "(a < (b + (c * (- d))))");
    CHECK(parsed("a * b + c") == "((a * b) + c)");
    CHECK(parsed("-a * b") == "((- a) * b)");
    CHECK(parsed("- - a") == "(- (- a))");
    CHECK(parsed("not not a") == "(not (not a))");
  }

  TEST_CASE("operators of one strength lean left") {
    CHECK(parsed("a - b - c") == "((a - b) - c)");
    CHECK(parsed("a / b * c") == "((a / b) * c)");
    CHECK(parsed("a - b + c - d") == "(((a - b) + c) - d)");
    CHECK(parsed("a or b or c") == "((a or b) or c)");
  }

  TEST_CASE("brackets override strength and spaces do not matter") {
    CHECK(parsed("(a+b)*c") == "((a + b) * c)");
    CHECK(parsed(" a -\t( b\n-\r\nc ) ") == "(a - (b - c))");
    CHECK(parsed("((a))") == "a");
    CHECK(parsed("(a == b) == c") == "((a == b) == c)");
  }

  TEST_CASE("every comparison is read") {
    for (const std::string op : {"==", "!=", "<", "<=", ">", ">="}) CHECK(parsed("a" + op + "b") == "(a " + op + " b)");
  }

  TEST_CASE("a comparison does not chain") {
    CHECK(refused("1 < a < 3") == "7 < | 'and'");
    CHECK(refused("a == b != c") == "8 != | 'and'");
    CHECK(parsed("1 < a and a < 3") == "((1 < a) and (a < 3))");
  }

  TEST_CASE("names may have parts after dots and a period in square brackets") {
    CHECK(parsed("onTime / closed") == "(onTime / closed)");
    CHECK(parsed("quarter[Q1].inspection.points") == "quarter[Q1].inspection.points");
    CHECK(parsed("votes.4_5 + stars.5") == "(votes.4_5 + stars.5)");
    CHECK(parsed("item.stars=='4.5'") == "(item.stars == '4.5')");
  }

  TEST_CASE("a broken name is refused where it breaks") {
    CHECK(refused("a.") == "3 end of formula | an id");
    CHECK(refused("a. b") == "3   | an id");
    CHECK(refused("quarter[]") == "9 ] | an id");
    CHECK(refused("quarter[Q1") == "11 end of formula | ']'");
    CHECK(refused("quarter[Q1 ]") == "11   | ']'");
    CHECK(refused("quarter[1]") == "9 1 | an id");
    CHECK(refused("_a") == "1 _ | a value");
  }

  TEST_CASE("texts keep what stands between the quotes") {
    CHECK(parsed("level == '不达标 (or)'") == "(level == '不达标 (or)')");
    CHECK(parsed("''") == "''");
    CHECK(refused("level == '达标") == "13 end of formula | '''");
  }

  TEST_CASE("true and false are values of their own") {
    CHECK(parsed("flag == true or false") == "((flag == TRUE) or FALSE)");
    CHECK(parsed("trueness") == "trueness");
  }

  TEST_CASE("functions take the number of arguments they need") {
    CHECK(parsed("if(a > 1, 2, b)") == "if((a > 1), 2, b)");
    CHECK(parsed("min(a, b, c)") == "min(a, b, c)");
    CHECK(parsed("max(a, -1)") == "max(a, (- 1))");
    CHECK(parsed("round(abs(x), 2)") == "round(abs(x), 2)");
    CHECK(parsed("floor(x) + ceil(x)") == "(floor(x) + ceil(x))");
    CHECK(refused("if(a, b)") == "8 ) | ','");
    CHECK(refused("if(a, b, c, d)") == "11 , | ')'");
    CHECK(refused("min(a)") == "6 ) | ','");
    CHECK(refused("abs(a, b)") == "6 , | ')'");
    CHECK(refused("round(x)") == "8 ) | ','");
    CHECK(refused("abs()") == "5 ) | a value");
    CHECK(refused("max(a b)") == "7 b | ','");
    CHECK(refused("max(a, b c)") == "10 c | ',' or ')'");
    CHECK(refused("max(a, b") == "9 end of formula | ',' or ')'");
  }

  TEST_CASE("an unknown function is refused at its name, and a function's name alone is a name") {
    CHECK(refused("1 + median(a)") == "5 median | a known function");
    CHECK(refused("item.stars(1)") == "1 item.stars | a known function");
    CHECK(parsed("count / sum") == "(count / sum)");
  }

  TEST_CASE("list functions read a condition, a value, or both") {
    CHECK(parsed("sum(visits where item.stars == '5' : item.points * 2)") ==
          "sum{visits, (item.stars == '5'), (item.points * 2)}");
    CHECK(parsed("mean(visits : item.points)") == "mean{visits, -, item.points}");
    CHECK(parsed("count(visits)") == "count{visits, -, -}");
    CHECK(parsed("count(visits where a and b)") == "count{visits, (a and b), -}");
    CHECK(parsed("any(incidents where item.class == 'safety')") == "any{incidents, (item.class == 'safety'), -}");
    CHECK(parsed("all(visits : item.ok)") == "all{visits, -, item.ok}");
    CHECK(parsed("sum(a : sum(b : item.x))") == "sum{a, -, sum{b, -, item.x}}");
  }

  TEST_CASE("list functions refuse what they have no use for") {
    CHECK(refused("sum(visits)") == "11 ) | 'where' or ':'");
    CHECK(refused("mean(visits where item.ok)") == "26 ) | ':'");
    CHECK(refused("count(visits : 1)") == "14 : | ')'");
    CHECK(refused("sum(1 : 2)") == "5 1 | a list of records");
    CHECK(refused("sum(where a : 2)") == "5 where | a list of records");
    CHECK(refused("sum(a + b : 2)") == "7 + | 'where' or ':'");
    CHECK(refused("any(a where)") == "12 ) | a value");
    CHECK(refused("any(a where b") == "14 end of formula | ')'");
  }

  TEST_CASE("a formula that stops or starts too early is refused") {
    CHECK(refused("") == "1 end of formula | a value");
    CHECK(refused("  ") == "3 end of formula | a value");
    CHECK(refused("a +") == "4 end of formula | a value");
    CHECK(refused("(a") == "3 end of formula | an operator or ')'");
    CHECK(refused("a)") == "2 ) | an operator");
    CHECK(refused("a b") == "3 b | an operator");
    CHECK(refused("2x") == "2 x | an operator");
    CHECK(refused("1.5e3") == "4 e3 | an operator");
    CHECK(refused("+1") == "1 + | a value");
    CHECK(refused("a where b") == "3 where | an operator");
    CHECK(refused("and") == "1 and | a value");
    CHECK(refused("a == not b") == "6 not | a value");
    CHECK(refused("1.") == "1 1. | a digit");
    CHECK(refused(".5") == "1 . | a value");
    CHECK(refused("95 %") == "4 % | an operator");
  }

  TEST_CASE("positions count characters and offsets count bytes") {
    const ParsedFormula formula = parse_formula("level == '达标' 且 a");
    CHECK_FALSE(formula.expr);
    CHECK(formula.error.offset == 18);
    CHECK(formula.error.position == 15);
    CHECK(formula.error.found == "且");
    const ParsedFormula good = parse_formula("'达' == (ab)");
    REQUIRE(good.expr);
    CHECK(good.expr->offset == 6);
    CHECK(good.expr->args[0]->offset == 0);
    CHECK(good.expr->args[1]->offset == 10);
  }

  TEST_CASE("signs of a Chinese keyboard or a spreadsheet are answered with the sign to write") {
    CHECK(refused("（a+b）") == "1 （ | '('");
    CHECK(refused("min(a，b)") == "6 ， | ','");
    CHECK(refused("a×b") == "2 × | '*'");
    CHECK(refused("a ≥ 3") == "3 ≥ | '>='");
    CHECK(refused("a = 3") == "3 = | '=='");
    CHECK(refused("a && b") == "3 & | 'and'");
    CHECK(refused("!a") == "1 ! | 'not'");
    CHECK(refused("a == \"x\"") == "6 \" | '''");
    CHECK(refused("满分 * 2") == "1 满 | a value");
  }

  TEST_CASE("a formula may have 4000 characters and no more") {
    const std::string most = "'" + repeated("绩", 3998) + "'";
    CHECK(parse_formula(most).expr);
    CHECK(refused(most + " ") == "4001 more than 4000 characters | at most 4000 characters");
  }

  TEST_CASE("brackets, calls and signs may nest 64 deep and no more") {
    CHECK(parsed(repeated("(", 64) + "a" + repeated(")", 64)) == "a");
    CHECK(refused(repeated("(", 65) + "a" + repeated(")", 65)) == "65 ( | at most 64 levels");
    CHECK(parse_formula(repeated("-", 64) + "a").expr);
    CHECK(refused(repeated("-", 65) + "a") == "65 - | at most 64 levels");
    CHECK(parse_formula(repeated("not ", 64) + "a").expr);
    CHECK(refused(repeated("not ", 65) + "a") == "257 not | at most 64 levels");
    CHECK(parse_formula(repeated("abs(", 64) + "a" + repeated(")", 64)).expr);
    CHECK(refused(repeated("abs(", 65) + "a" + repeated(")", 65)) == "260 ( | at most 64 levels");
    CHECK(refused(repeated("(", 3999)) == "65 ( | at most 64 levels");
  }

  TEST_CASE("a level that is closed no longer counts") { CHECK(parse_formula(repeated("(-a)+", 300) + "a").expr); }

  TEST_CASE("a chain as long as the limit allows is read, written and put away") {
    const std::string chain = repeated("a+", 1999) + "a";
    CHECK(told(chain) == repeated("a + ", 1999) + "a");
  }

  TEST_CASE("a number of more than 1000 characters is refused") {
    CHECK(parse_formula(repeated("1", 1000)).expr);
    CHECK(parse_formula(repeated("1", 1001)).error.expected == "a number of at most 1000 characters");
  }

  TEST_CASE("words of the language are reserved, names of functions are not") {
    for (const char* word : {"and", "or", "not", "where", "true", "false"}) CHECK(is_reserved_word(word));
    for (const char* word : {"if", "sum", "count", "andy", ""}) CHECK_FALSE(is_reserved_word(word));
  }

  TEST_CASE("a formula is told with the signs and words of each language") {
    CHECK(told("a * b / c - 1") == "a × b ÷ c − 1");
    CHECK(told("a >= 3 and b != 2 or not c", "zh-CN") == "a ≥ 3 且 b ≠ 2 或 非 c");
    CHECK(told("a >= 3 and b != 2 or not c", "en") == "a ≥ 3 and b ≠ 2 or not c");
    CHECK(told("a <= 95% or x == 'y'", "en") == "a ≤ 95% or x = “y”");
    CHECK(told("f == true", "zh-CN") == "f = 是");
    CHECK(told("f == false", "en") == "f = no");
  }

  TEST_CASE("names are told as the caller gives them") {
    const std::map<std::string, std::string> titles{{"full", "满分"}, {"actual", "实际"}, {"target", "目标"}};
    CHECK(told("full * actual / target", "zh-CN", titles) == "满分 × 实际 ÷ 目标");
    CHECK(told("full * actual / target", "zh-CN", {{"full", "8"}, {"actual", "1176"}, {"target", "1200"}}) ==
          "8 × 1176 ÷ 1200");
  }

  TEST_CASE("only brackets that keep the value are written") {
    CHECK(told("(a + b) * c") == "(a + b) × c");
    CHECK(told("(a * b) + (c / d)") == "a × b + c ÷ d");
    CHECK(told("a + (b - c)") == "a + b − c");
    CHECK(told("a - (b - c)") == "a − (b − c)");
    CHECK(told("a - (b * c)") == "a − b × c");
    CHECK(told("a * (b / c)") == "a × b ÷ c");
    CHECK(told("a / (b * c)") == "a ÷ (b × c)");
    CHECK(told("(a and b) or c", "en") == "a and b or c");
    CHECK(told("a and (b or c)", "en") == "a and (b or c)");
    CHECK(told("(a == b) == c", "en") == "(a = b) = c");
    CHECK(told("-(a + b)") == "−(a + b)");
    CHECK(told("-a * b") == "−a × b");
    CHECK(told("-(-a)") == "−(−a)");
    CHECK(told("(a == b) or c", "en") == "a = b or c");
  }

  TEST_CASE("brackets stand where a reader needs them") {
    CHECK(told("a - -b") == "a − (−b)");
    CHECK(told("a * -b") == "a × (−b)");
    CHECK(told("a > -1") == "a > −1");
    CHECK(told("not (a == b)", "en") == "not (a = b)");
    CHECK(told("not (a or b)", "zh-CN") == "非(a 或 b)");
    CHECK(told("8 - change", "zh-CN", {{"change", "-5"}}) == "8 − (-5)");
    CHECK(told("change - 8", "zh-CN", {{"change", "-5"}}) == "-5 − 8");
    CHECK(told("8 / rate", "zh-CN", {{"rate", "15/16"}}) == "8 ÷ (15/16)");
    CHECK(told("-rate", "zh-CN", {{"rate", "-5"}}) == "−(-5)");
  }

  TEST_CASE("functions and lists are told in words") {
    CHECK(told("if(a > 1, 2, b)", "zh-CN") == "若 a > 1 则 2，否则 b");
    CHECK(told("if(a > 1, 2, b) * 3", "en") == "(if a > 1 then 2, else b) × 3");
    CHECK(told("max(a, b + 1)", "en") == "max(a, b + 1)");
    CHECK(told("max(a, b + 1)", "zh-CN") == "最大（a，b + 1）");
    CHECK(told("sum(visits where item.stars == '5' : item.points)", "zh-CN",
               {{"visits", "走访"}, {"item.stars", "星级"}, {"item.points", "分值"}}) ==
          "合计（走访 其中 星级 = “5”：分值）");
    CHECK(told("count(visits where a) / count(visits)", "en") == "count(visits where a) ÷ count(visits)");
  }
}
