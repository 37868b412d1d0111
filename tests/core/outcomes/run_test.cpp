#include "core/support.h"

using namespace yardstick::test;

namespace {

/// A flag for each quarter ("+" true, "-" false, "~" missing, "x" exempt, "." a year that is not in the dataset) from 2023 on.
Given quarters(const std::string& flags, const std::string& keys) {
  Given g;
  g.facts = R"("bad": {"type": "flag", "title": {"zh-CN": "不合格", "en": "Failed"}, "grain": "quarter"})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "run": {"type": "run", "grain": "quarter", "over": "quarter", "when": "bad", )" + keys + "}";
  g.periods.clear();
  g.readings.clear();
  for (std::size_t i = 0; i + 3 < flags.size(); i += 4) {
    const std::string year = std::to_string(2023 + i / 4);
    if (flags[i] == '.') continue;
    g.periods += (g.periods.empty() ? "\"" : ", \"") + year + "\"";
    for (std::size_t q = 0; q < 4; ++q) {
      const char c = flags[i + q];
      g.readings += (g.readings.empty() ? "\"" : ", \"") + year + "-Q" + std::to_string(q + 1) + "\": [" + (c == '+' ? "true" : c == '-' ? "false" : c == 'x' ? "\"exempt\"" : "null") + "]";
    }
  }
  g.readings = "\"bad\": {" + g.readings + "}";
  return g;
}
/// What the run is in each quarter, in the same letters.
std::string runs(const std::string& flags, const std::string& keys) {
  const Board board(quarters(flags, keys));
  std::string all;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] == '.') {
      all += '.';
      continue;
    }
    const Part part = board.explain("run", "A", std::to_string(2023 + i / 4) + "-Q" + std::to_string(i % 4 + 1));
    const std::string status = part["status"].text(), value = part["outcome"]["value"].text();
    all += status == "missing" ? "~" : status == "exempt" ? "x" : status == "invalid" ? "!" : value == "true" ? "+" : "-";
  }
  return all;
}
const char* const breaks = R"("need": "2", "gap": "breaks")";
const char* const skips = R"("need": "2", "gap": "skips")";
const char* const undecided = R"("need": "2", "gap": "undecided")";

/// Records of A with a day and a flag, in the order listed.
Given recorded(const std::string& rows, const std::string& keys) {
  Given g;
  g.facts = R"("checks": {"type": "records", "title": {"zh-CN": "检查", "en": "Checks"}, "grain": "year", "fields": {"date": "date", "bad": {"type": "flag", "title": {"zh-CN": "不合格", "en": "Failed"}}}})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "run": {"type": "run", "records": "checks", "when": "item.bad", )" + keys + "}";
  g.records = R"("checks": {"A": [)" + rows + "]}";
  return g;
}
std::string check(const std::string& id, const std::string& day, const std::string& bad) {
  return "{\"id\": \"" + id + "\", \"date\": \"2025-" + day + "\", \"bad\": " + bad + "}";
}

}  // namespace

TEST_SUITE("outcomes.run") {
  TEST_CASE("so many periods one after another, ending with this one") {
    CHECK(runs("+-++++--", breaks) == "---+++--");
    CHECK(runs("++++", R"("need": "3", "gap": "breaks")") == "--++");
    CHECK(runs("+---", R"("need": "1", "gap": "breaks")") == "+---");
  }
  TEST_CASE("a run goes on over the turn of the year, and what lies before the earliest period is not known") {
    CHECK(runs("---++---", breaks) == "----+---");
    CHECK(runs("+---", undecided) == "~---");
    CHECK(runs("-+--", undecided) == "----");
    CHECK(runs("+---", skips) == "----");
    CHECK(runs("-+-+----", R"("need": "3", "within": "5", "gap": "undecided")") == "-~-~----");
    CHECK(Board(quarters("+---", undecided)).explain("run", "A", "2023-Q1")["reason"].zh() == "最早一期之前的情况不明");
  }
  TEST_CASE("what an unknown period does: it breaks the run, is passed over, or leaves it undecided") {
    CHECK(runs("+~++", breaks) == "---+");
    CHECK(runs("+~++", skips) == "--++");
    CHECK(runs("+~++", undecided) == "~~~+");
  }
  TEST_CASE("undecided only where the unknown period could matter") {
    CHECK(runs("-~--", undecided) == "----");
    CHECK(runs("-~+-", undecided) == "--~-");
    CHECK(runs("-~+-", R"("need": "3", "gap": "undecided")") == "----");
    CHECK(runs("~+++", undecided) == "~~++");
  }
  TEST_CASE("an exempt period is one that is not known") {
    CHECK(runs("+x++", breaks) == "---+");
    CHECK(runs("+x++", skips) == "--++");
    CHECK(runs("+x++", undecided) == "~~~+");
    CHECK(runs("-x-+", undecided) == "----");
  }
  TEST_CASE("a year that is not in the dataset is a gap") {
    CHECK(runs("---+....+---", breaks) == "----....----");
    CHECK(runs("---+....+---", skips) == "----....+---");
    CHECK(runs("---+....+---", undecided) == "----....~---");
  }
  TEST_CASE("so many of the last periods, this one among them") {
    const std::string two_of_three = R"("need": "2", "within": "3", )";
    CHECK(runs("+-+--+--", two_of_three + R"("gap": "breaks")") == "--+-----");
    CHECK(runs("+-++", two_of_three + R"("gap": "breaks")") == "--++");
    CHECK(runs("+~-+", two_of_three + R"("gap": "breaks")") == "----");
    CHECK(runs("+~-+", two_of_three + R"("gap": "skips")") == "---+");
    CHECK(runs("+~-+", two_of_three + R"("gap": "undecided")") == "~~-~");
  }
  TEST_CASE("after a complete run counting begins anew, where it restarts") {
    CHECK(runs("++++++--", R"("need": "2", "gap": "breaks", "restart": true)") == "-+-+-+--");
    CHECK(runs("+++++++-", R"("need": "3", "gap": "breaks", "restart": true)") == "--+--+--");
    // Whether the first two made a run is not known; the third then stands open too, and so on.
    CHECK(runs("~+++", R"("need": "2", "gap": "undecided", "restart": true)") == "~~~~");
    CHECK(runs("~++-++--", R"("need": "2", "gap": "undecided", "restart": true)") == "~~~--+--");
    // Two of three. If the third was true, the fourth completed a run, and then the seventh did; if not, the sixth and the eighth.
    CHECK(runs("--~+-+++", R"("need": "2", "within": "3", "gap": "undecided", "restart": true)") == "---~-~~~");
    // Three of four: what lies before may have counted up to the third; the last three complete one whatever that was.
    CHECK(runs("-+~--+++", R"("need": "3", "within": "4", "gap": "undecided", "restart": true)") == "-~~----+");
  }
  TEST_CASE("a need that is no whole number, nought, or over the window is a fault of the figures") {
    CHECK(runs("++++", R"("need": "1.5", "gap": "breaks")") == "!!!!");
    CHECK(runs("++++", R"("need": "0", "gap": "breaks")") == "!!!!");
    CHECK(runs("++++", R"("need": "3", "within": "2", "gap": "breaks")") == "!!!!");
  }
  TEST_CASE("the periods that were counted are told") {
    const Part outcome = Board(quarters("-+++", R"("need": "2", "gap": "breaks")")).explain("run", "A", "2023-Q3")["outcome"];
    CHECK(outcome["value"].text() == "true");
    CHECK(outcome["reasons"][0].zh() == "不合格：2023年第2季度、2023年第3季度");
    const Part part = Board(quarters("-+++", R"("need": "3", "gap": "breaks")")).explain("run", "A", "2023-Q3")["outcome"];
    CHECK(part["reasons"][0].en() == "Failed: Q2 2023, Q3 2023");
    CHECK(part["reasons"][1].zh() == "有2期，需3期");
    CHECK(Board(quarters("-+++", breaks)).explain("run", "A", "2023-Q3")["sentence"].zh() == "到本期为止连续2期不合格；有一期不明的，连续中断。");
  }
  TEST_CASE("what leaves it undecided is told, of the own unit and with its period") {
    Given g = quarters("+~+-", R"("need": "3", "gap": "undecided")");
    g.units = {"A", "B"};
    std::size_t at = 0;
    while ((at = g.readings.find(']', at)) != std::string::npos) {
      g.readings.insert(at, ", null");
      at += 7;
    }
    CHECK(Board(g).explain("run", "A", "2023-Q3")["reason"].zh() == "缺少不合格（2023年第2季度），已逾期");
  }
  TEST_CASE("periods of another grain than the node's are refused, and a run over periods says what a gap does") {
    Given g = quarters("++++", breaks);
    g.nodes.replace(g.nodes.find("\"over\": \"quarter\""), 17, "\"over\": \"month\"");
    CHECK(check_errors(g) == "grain-clash /classes/office/nodes/run/over");
    CHECK(check_errors(quarters("++++", R"("need": "2")")) == "missing-key /classes/office/nodes/run");
  }
  TEST_CASE("records in a row, by date, then as listed") {
    const std::string rows = check("c", "03-01", "true") + ", " + check("a", "01-01", "true") + ", " + check("b", "02-01", "false");
    CHECK(Board(recorded(rows, R"("need": "2")")).outcome("run") == "false");
    CHECK(Board(recorded(rows, R"("need": "2", "within": "3")")).outcome("run") == "true");
    CHECK(Board(recorded(rows, R"("need": "2", "within": "3")")).explain("run")["outcome"]["reasons"][0].zh() == "不合格：a（2025-01-01）、c（2025-03-01）");
    const std::string same = check("a", "01-01", "true") + ", " + check("b", "01-01", "false") + ", " + check("c", "01-01", "true");
    CHECK(Board(recorded(same, R"("need": "2")")).outcome("run") == "false");
    CHECK(Board(recorded(check("a", "01-01", "true") + ", " + check("c", "01-01", "true") + ", " + check("b", "01-01", "false"), R"("need": "2")")).outcome("run") == "true");
  }
  TEST_CASE("no record makes no run, no list leaves it missing, and an unknown record open where it matters") {
    CHECK(Board(recorded("", R"("need": "1")")).outcome("run") == "false");
    Given g = recorded("", R"("need": "1")");
    g.records = "";
    CHECK(Board(g).figure("run") == "missing");
    CHECK(Board(recorded(check("a", "01-01", "true") + ", " + check("b", "02-01", "null"), R"("need": "2")")).outcome("run") == "undecided");
    CHECK(Board(recorded(check("a", "01-01", "true") + ", " + check("b", "02-01", "null"), R"("need": "1")")).outcome("run") == "true");
    // The second of three is exempt, and left out.
    g = recorded(check("a", "01-01", "true") + ", " + check("b", "02-01", "false") + ", " + check("c", "03-01", "true"), R"("need": "2")");
    g.facts += R"(, "spared": {"type": "flag", "grain": "year"})";
    g.readings = R"("spared": {"2025": ["exempt"]})";
    g.nodes.replace(g.nodes.find("item.bad"), 8, "item.bad or spared");
    CHECK(Board(g).outcome("run") == "true");
    CHECK(Board(recorded(check("a", "01-01", "false") + ", " + check("b", "02-01", "null"), R"("need": "2")")).outcome("run") == "false");
  }
}
