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
    case Expr::Kind::list:
    case Expr::Kind::index: {
      const bool list = expr.kind == Expr::Kind::list, index = expr.kind == Expr::Kind::index;
      std::string out = expr.text + (list ? "{" : index ? "<" : "(");
      for (std::size_t i = 0; i < expr.args.size(); ++i) out += (i ? ", " : "") + arg(i);
      return out + (list ? "}" : index ? ">" + expr.column : ")");
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
  std::map<std::string, std::string> figures;  // of what reads elsewhere, by its function or table
  std::string name(const std::string& dotted) const override {
    const auto at = titles.find(dotted);
    return at == titles.end() ? dotted : at->second;
  }
  std::string read(const Expr& expr) const override {
    const auto at = figures.find(expr.text.substr(0, expr.text.find('[')));
    return at == figures.end() ? std::string() : at->second;
  }
  bool is_table(const std::string& id) const override { return id == "price"; }
};

std::string told(std::string_view text, std::string_view lang = "zh-CN",
                 const std::map<std::string, std::string>& titles = {},
                 const std::map<std::string, std::string>& figures = {}) {
  const ParsedFormula formula = parse_formula(text);
  REQUIRE(formula.expr);
  Titles names;
  names.titles = titles;
  names.figures = figures;
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
    CHECK(refused("quarter[]") == "9 ] | a value");
    CHECK(refused("quarter[Q1") == "11 end of formula | ',' or ']'");
    CHECK(refused("quarter[Q1].") == "13 end of formula | an id");
    CHECK(refused("quarter [Q1]") == "9 [ | an operator");
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
    CHECK(refused("1 + average(a)") == "5 average | a known function");
    CHECK(refused("item.stars(1)") == "1 item.stars | a known function");
    CHECK(parsed("count / sum") == "(count / sum)");
  }

  TEST_CASE("roots, logarithms, dates and what is given are calls") {
    CHECK(parsed("pow(x, 1/2) + sqrt(x) * ln(x) - exp(-x)") ==
          "((pow(x, (1 / 2)) + (sqrt(x) * ln(x))) - exp((- x)))");
    CHECK(parsed("age(born, on) >= 56") == "(age(born, on) >= 56)");
    CHECK(parsed("days(a, b) + workdays(a, date('2011-11-30'))") == "(days(a, b) + workdays(a, date('2011-11-30')))");
    CHECK(parsed("year(d) * 100 + month(d) + day(d)") == "(((year(d) * 100) + month(d)) + day(d))");
    CHECK(parsed("if(given(item.score), item.score, 0)") == "if(given(item.score), item.score, 0)");
    CHECK(parsed("round(x, 2, 'half-even')") == "round(x, 2, 'half-even')");
    CHECK(parsed("days / year + day") == "((days / year) + day)");
    CHECK(refused("pow(x)") == "6 ) | ','");
    CHECK(refused("sqrt(x, 2)") == "7 , | ')'");
    CHECK(refused("age(born)") == "9 ) | ','");
    CHECK(refused("round(x, 2, 'down', 1)") == "19 , | ')'");
    CHECK(refused("x ^ 2") == "3 ^ | 'pow'");
  }

  TEST_CASE("a date and a way to round are literals, and what earlier looks back to is a name") {
    CHECK(parsed("earlier(score, 1)") == "earlier(score, 1)");
    CHECK(parsed("earlier(score.points, n + 1)") == "earlier(score.points, (n + 1))");
    CHECK(refused("date(day)") == "6 day | '…'");
    CHECK(refused("date(2011)") == "6 2011 | '…'");
    CHECK(refused("round(x, 2, down)") == "13 down | '…'");
    CHECK(refused("earlier(a + b, 1)") == "9 a | a name");
    CHECK(refused("earlier(1, 1)") == "9 1 | a name");
    CHECK(refused("earlier(a)") == "10 ) | ','");
  }

  TEST_CASE("a table is looked up by keys in square brackets") {
    CHECK(parsed("price[item.level, days].points") == "price<item.level, days>points");
    CHECK(parsed("price[a, b] * 2") == "(price<a, b> * 2)");
    CHECK(parsed("price['high']") == "price<'high'>");
    CHECK(parsed("price[item.level].points") == "price<item.level>points");
    CHECK(parsed("price[3]") == "price<3>");
    CHECK(parsed("price[true]") == "price<TRUE>");
    CHECK(parsed("price[ level ].points") == "price<level>points");
    CHECK(parsed("price[other[a, 1].x, max(b, c)].y") == "price<other<a, 1>x, max(b, c)>y");
    CHECK(parsed("price[if(a, 'x', 'y')].4_5") == "price<if(a, 'x', 'y')>4_5");
    CHECK(parsed("sum(visits : price[item.stars, 1].points)") == "sum{visits, -, price<item.stars, 1>points}");
    CHECK(refused("price[a, ]") == "10 ] | a value");
    CHECK(refused("price[a b]") == "9 b | ',' or ']'");
    CHECK(refused("price[a, b].") == "13 end of formula | an id");
    CHECK(refused("price[a, b].x.y") == "14 . | an operator");
    CHECK(refused("price[a + 1)") == "12 ) | ',' or ']'");
    CHECK(refused("[a]") == "1 [ | a value");
    CHECK(parse_formula(repeated("t[", 64) + "1" + repeated("]", 64)).expr);
    CHECK(refused(repeated("t[", 65) + "1" + repeated("]", 65)) == "130 [ | at most 64 levels");
  }

  TEST_CASE("one bare identifier in square brackets stays a name that can be taken apart") {
    const auto parts = [](std::string_view text) -> std::string {
      const ParsedFormula formula = parse_formula(text);
      REQUIRE(formula.expr);
      const std::optional<IndexParts> found = as_index(*formula.expr);
      return found ? found->table + "|" + found->key + "|" + found->column : "-";
    };
    CHECK(parsed("price[level].points") == "price[level].points");
    CHECK(parts("price[level].points") == "price|level|points");
    CHECK(parts("price[level]") == "price|level|");
    CHECK(parts("quarter[Q1].id.rate") == "-");
    CHECK(parts("a.price[level]") == "-");
    CHECK(parts("a[b][c]") == "-");
    CHECK(parts("a[b].c[d]") == "-");
    CHECK(parts("level") == "-");
    CHECK(parts("price[a, b].points") == "-");
    CHECK(parts("'a[b]'") == "-");
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

  TEST_CASE("middles, ends, spreads and products of a list are read") {
    for (const std::string f : {"median", "first", "last", "product", "deviation", "sampleDeviation", "min", "max"}) {
      CHECK(parsed(f + "(visits where a : item.x)") == f + "{visits, a, item.x}");
      CHECK(parsed(f + "(visits : item.x)") == f + "{visits, -, item.x}");
    }
    CHECK(refused("median(visits)") == "14 ) | 'where' or ':'");
    CHECK(refused("deviation(visits where a)") == "25 ) | ':'");
    CHECK(parsed("median / deviation") == "(median / deviation)");
  }

  TEST_CASE("a percentile takes its share after the value") {
    CHECK(parsed("percentile(visits : item.x, 90%)") == "percentile{visits, -, item.x, 0.9%}");
    CHECK(parsed("percentile(visits where a : item.x + 1, 1 / 4)") == "percentile{visits, a, (item.x + 1), (1 / 4)}");
    CHECK(refused("percentile(visits : item.x)") == "27 ) | ','");
    CHECK(refused("percentile(visits : item.x, )") == "29 ) | a value");
    CHECK(refused("percentile(visits : item.x, 1, 2)") == "30 , | ')'");
    CHECK(refused("median(visits : item.x, 1)") == "23 , | ')'");
  }

  TEST_CASE("min and max are lists where a colon or a condition follows a name, else calls") {
    CHECK(parsed("min(visits : item.x)") == "min{visits, -, item.x}");
    CHECK(parsed("max(visits where item.ok : item.x)") == "max{visits, item.ok, item.x}");
    CHECK(parsed("max(department^ : score)") == "max{department^, -, score}");
    CHECK(parsed("min(visits, 2)") == "min(visits, 2)");
    CHECK(parsed("min(-visits, 2)") == "min((- visits), 2)");
    CHECK(refused("min(visits)") == "11 ) | ','");
    CHECK(refused("min(visits where a)") == "19 ) | ':'");
    CHECK(refused("min(1 : 2)") == "7 : | ','");
  }

  TEST_CASE("a list may be part of something else or the inverse of a link") {
    CHECK(parsed("count(cases.items where item.open)") == "count{cases.items, item.open, -}");
    CHECK(parsed("count(department^)") == "count{department^, -, -}");
    CHECK(parsed("mean(unit.department^ where a : score)") == "mean{unit.department^, a, score}");
    CHECK(refused("department^ + 1") == "11 ^ | 'pow'");
    CHECK(refused("count(department ^)") == "18 ^ | 'pow'");
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
    CHECK(told("a >= 3 and b != 2 or not c", "zh-CN") == "a ≥ 3 且 b ≠ 2 或 非“c”");
    CHECK(told("a >= 3 and b != 2 or not c", "en") == "a ≥ 3 and b ≠ 2 or not “c”");
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
    CHECK(told("if(a > 1, 2, b)", "zh-CN") == "若a > 1，为2；否则为b");
    CHECK(told("if(a > 1, 2, b) * 3", "en") == "(if a > 1, 2; otherwise b) × 3");
    CHECK(told("max(a, b + 1)", "en") == "max(a, b + 1)");
    CHECK(told("max(a, b + 1)", "zh-CN") == "最大（a，b + 1）");
    CHECK(told("sum(visits where item.stars == '5' : item.points)", "zh-CN",
               {{"visits", "走访"}, {"item.stars", "星级"}, {"item.points", "分值"}}) ==
          "合计（走访 其中 星级 = “5”：分值）");
    CHECK(told("count(visits where a) / count(visits)", "en") == "count(visits where a) ÷ count(visits)");
  }

  TEST_CASE("roots, dates and middles are told in words") {
    CHECK(told("pow(x, 1/2) + sqrt(x)", "zh-CN") == "幂（x，1 ÷ 2） + 平方根（x）");
    CHECK(told("pow(x, 2) + sqrt(x)", "en") == "pow(x, 2) + sqrt(x)");
    CHECK(told("ln(x) * exp(y)", "zh-CN") == "自然对数（x） × 指数（y）");
    CHECK(told("age(born, date('2011-11-30')) >= 56", "zh-CN", {{"born", "出生日期"}}) ==
          "周岁（出生日期，日期（2011-11-30）） ≥ 56");
    CHECK(told("age(born, date('2011-11-30')) >= 56", "en") == "age(born, date(2011-11-30)) ≥ 56");
    CHECK(told("days(a, b) - workdays(a, b)", "zh-CN") == "天数（a，b） − 工作日（a，b）");
    CHECK(told("year(d) + month(d) + day(d)", "zh-CN") == "年（d） + 月（d） + 日（d）");
    CHECK(told("if(given(a), a, 0)", "zh-CN") == "若已填（a），为a；否则为0");
    CHECK(told("given(a)", "en") == "given(a)");
    CHECK(told("median(visits : x)", "zh-CN") == "中位数（visits：x）");
    CHECK(told("sampleDeviation(visits where a : x)", "en") == "sample standard deviation(visits where a: x)");
    CHECK(told("percentile(visits : x, 90%)", "zh-CN") == "百分位数（visits：x，90%）");
    CHECK(told("percentile(visits : x, 90%)", "en") == "percentile(visits: x, 90%)");
    CHECK(told("max(visits : x) - max(a, b)", "zh-CN") == "最大（visits：x） − 最大（a，b）");
    CHECK(told("count(department^)", "zh-CN", {{"department^", "所属科室"}}) == "条数（所属科室）");
  }

  TEST_CASE("a way to round is told by its usual name") {
    CHECK(told("round(x, 2)", "zh-CN") == "四舍五入（x，2）");
    CHECK(told("round(x, 2, 'half-even')", "zh-CN") == "四舍六入五成双（x，2）");
    CHECK(told("round(x, 2, 'half-even')", "en") == "round(x, 2, half-even)");
    CHECK(told("round(x, 2, 'odd')", "zh-CN") == "四舍五入（x，2，odd）");
  }

  TEST_CASE("an earlier period is told by how far it lies back") {
    CHECK(told("score - earlier(score, 1)", "zh-CN", {{"score", "得分"}}) == "得分 − 上期得分");
    CHECK(told("score - earlier(score, 1)", "en") == "score − earlier score");
    CHECK(told("score - earlier(score, 2)", "zh-CN", {{"score", "得分"}}) == "得分 − 上2期得分");
    CHECK(told("score - earlier(score, 2)", "en") == "score − (score 2 periods earlier)");
    CHECK(told("earlier(score, n + 1)", "zh-CN", {{"score", "得分"}}) == "上（n + 1）期得分");
    CHECK(told("earlier(score, n)", "en") == "score (n) periods earlier");
  }

  TEST_CASE("a look-up is told with its table, column and keys") {
    const std::map<std::string, std::string> titles{
        {"price.points", "单价"}, {"item.level", "等级"}, {"days", "天数"}, {"level", "档次"}};
    CHECK(told("2 * price[item.level, days].points", "zh-CN", titles) == "2 × 单价[等级，天数]");
    CHECK(told("price[a, b + 1]", "en") == "price[a, b + 1]");
    CHECK(told("price[level].points", "zh-CN", titles) == "单价[档次]");
    CHECK(told("price[level]", "zh-CN", titles) == "price[档次]");
    CHECK(told("quarter[Q1].points", "zh-CN", {{"quarter[Q1].points", "一季度得分"}}) == "一季度得分");
  }

  TEST_CASE("a chain of conditions is one list, and a choice inside a branch keeps its brackets") {
    CHECK(told("if(a > 1, 2, if(b, c, d))", "zh-CN") == "若a > 1，为2；若b，为c；否则为d");
    CHECK(told("if(a, if(b, 1, 2), 3)", "en") == "if a, (if b, 1; otherwise 2); otherwise 3");
  }

  TEST_CASE("what reads elsewhere may be told as a figure") {
    const std::map<std::string, std::string> figures{{"price", "-3"}, {"sum", "12"}, {"earlier", "85"}, {"given", "是"}};
    CHECK(told("sum(visits : item.x) - earlier(score, 2)", "zh-CN", {}, figures) == "12 − 85");
    CHECK(told("2 * price[a, b].x + price[level].x", "zh-CN", {}, figures) == "2 × (-3) + (-3)");
    CHECK(told("if(given(a), 1, 0)", "zh-CN", {}, figures) == "若是，为1；否则为0");
  }
}
