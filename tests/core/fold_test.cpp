// Folds beyond the plain ones: who is dropped or picked, who must be there, what exempt members leave to the others, lists
// that are not complete, common limits, and cohorts of years before.
#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Records of a figure x and a weight w, folded into ten points: "6 9 2025-01-01" is one of them; "-" is no figure.
std::string folded(const std::string& fold, const std::vector<std::string>& rows, const std::string& closed = "") {
  Given g;
  g.facts = R"("marks": {"type": "records", "grain": "year", "fields": {"date": "date", "x": "number", "w": "number"}})";
  g.nodes = R"("total": {"full": "10", "rule": {"kind": "formula", "points": "item.x"}, "fold": {"over": "marks", )" + fold + "}}";
  std::string records;
  for (const std::string& row : rows) {
    const std::size_t first = row.find(' '), second = row.find(' ', first + 1);
    const std::string x = row.substr(0, first), w = row.substr(first + 1, second - first - 1), date = row.substr(second + 1);
    records += (records.empty() ? "" : ", ") + std::string("{\"id\": \"r") + std::to_string(records.size()) + "\", \"date\": \"" + date + "\", \"x\": " +
               (x == "-" ? "null" : "\"" + x + "\"") + ", \"w\": \"" + w + "\"}";
  }
  g.records = R"("marks": {"A": [)" + records + "]}";
  if (!closed.empty()) g.dataset_extra = R"(, "closedThrough": {"office": {"marks": ")" + closed + "\"}}";
  return Board(g).figure("total");
}

/// A total of 100 over x (50), y (20) and z (30), each read from a fact.
std::string hundred(const std::string& exempt, const std::string& x, const std::string& y, const std::string& z) {
  Given g;
  g.facts = R"("a": {"type": "number", "grain": "year"}, "b": {"type": "number", "grain": "year"}, "c": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "children": ["x", "y", "z"], "fold": {"take": "sum", "exempt": )" + exempt + R"(}},
    "x": {"full": "50", "rule": {"kind": "formula", "points": "a"}}, "y": {"full": "20", "rule": {"kind": "formula", "points": "b"}}, "z": {"full": "30", "rule": {"kind": "formula", "points": "c"}})";
  g.readings = R"("a": {"2025": [)" + x + R"(]}, "b": {"2025": [)" + y + R"(]}, "c": {"2025": [)" + z + "]}";
  return Board(g).figure("total");
}

}  // namespace

TEST_SUITE("fold") {
  TEST_CASE("of records with equal keys the earlier counts as the higher, whether it is dropped or picked") {
    const std::vector<std::string> equal{"4 5 2025-01-01", "7 5 2025-02-01", "9 8 2025-03-01"};
    CHECK(folded(R"("take": "sum", "drop": {"lowest": 1, "by": "item.w"})", equal) == "13");  // of the two 5s the later goes: 4 + 9
    CHECK(folded(R"("take": "sum", "drop": {"highest": 2, "by": "item.w"})", equal) == "7");  // 8 goes, then the earlier 5
    CHECK(folded(R"("take": "sum", "pick": {"highest": 2, "by": "item.w"})", equal) == "13");
    CHECK(folded(R"("take": "sum", "pick": {"lowest": 1, "by": "item.w"})", equal) == "7");
  }
  TEST_CASE("a share to drop is of the members that are known, not of all that take part") {
    // Four marks, two of them missing and counted zero. Half of the two known is one: 0 + 6 + 8 over three. Half of four would be two.
    const std::vector<std::string> half{"6 1 2025-01-01", "- 1 2025-02-01", "8 1 2025-03-01", "- 1 2025-04-01"};
    CHECK(folded(R"("take": "mean", "missing": "zero", "drop": {"lowest": {"share": "50%", "round": "down"}})", half) == "14/3");
  }
  TEST_CASE("as many members as are needed are enough, and one fewer is not") {
    const std::vector<std::string> two{"6 1 2025-01-01", "8 1 2025-02-01", "- 1 2025-03-01"};
    const auto needed = [&](const char* count) { return folded(std::string(R"("take": "mean", "missing": "skip", "atLeast": {"count": )") + count + R"(, "else": "exempt"})", two); };
    CHECK(needed("1") == "7");
    CHECK(needed("2") == "7");
    CHECK(needed("3") == "exempt");
  }
  TEST_CASE("first and last go by date, whatever the order of the list; of one day, by the list") {
    const std::vector<std::string> mixed{"4 1 2025-06-01", "7 1 2025-02-01", "9 1 2025-06-01", "5 1 2025-02-01"};
    CHECK(folded(R"("take": "first")", mixed) == "7");
    CHECK(folded(R"("take": "last")", mixed) == "9");
  }
  TEST_CASE("where all records are skipped the fold is exempt; what is said for none is for a list without any") {
    CHECK(folded(R"("take": "sum", "missing": "skip", "none": "full")", {"- 1 2025-01-01"}) == "exempt");
    CHECK(folded(R"("take": "sum", "missing": "skip", "none": "full")", {}) == "10");
    CHECK(folded(R"("take": "sum", "missing": "skip", "none": "zero")", {}) == "0");
  }
  TEST_CASE("a list that is complete to the last day is complete, and to the day before it is not") {
    const std::vector<std::string> one{"6 1 2025-01-01"};
    CHECK(folded(R"("take": "sum")", one, "2025-12-31") == "6");
    CHECK(folded(R"("take": "sum")", one, "2025-12-30") == "missing");
    CHECK(folded(R"("take": "sum", "missing": "skip")", one, "2025-12-30") == "6");
  }
  TEST_CASE("an exempt child takes the mean rate of the others, or leaves them its full marks") {
    const char* e = "\"exempt\"";
    CHECK(hundred("\"average\"", "40", e, "15") == "68");                               // 55, and (80% + 50%) ÷ 2 of 20
    CHECK(hundred("\"average\"", "40", e, e) == "80");                                  // 80% of all
    CHECK(hundred(R"({"moveTo": {"x": "75%", "z": "25%"}})", "40", e, "15") == "69.5");  // 65 at 80%, 35 at 50%
    CHECK(hundred(R"({"moveTo": {"x": "75%", "z": "25%"}})", "40", e, "null") == "missing");
  }
  TEST_CASE("the deviation of a sample is divided by one fewer, and one alone has none") {
    const auto of = [](const char* function, const std::string& values) {
      Given g;
      g.facts = R"("marks": {"type": "records", "grain": "year", "fields": {"date": "date", "x": "number"}})";
      g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "spread": {"type": "number", "value": ")" + function + R"x((marks : item.x)"})x";
      g.records = R"("marks": {"A": [)" + values + "]}";
      return Board(g).figure("spread");
    };
    const std::string two = R"({"id": "a", "date": "2025-01-01", "x": "1"}, {"id": "b", "date": "2025-01-01", "x": "9"})", one = R"({"id": "a", "date": "2025-01-01", "x": "1"})";
    CHECK(of("deviation", two) == "4");  // √((16 + 16) ÷ 2)
    CHECK(of("sampleDeviation", R"({"id": "a", "date": "2025-01-01", "x": "1"}, {"id": "b", "date": "2025-01-01", "x": "3"}, {"id": "c", "date": "2025-01-01", "x": "5"})") == "2");  // √(8 ÷ 2)
    CHECK(of("deviation", one) == "0");
    CHECK(of("sampleDeviation", one) == "invalid");
  }
  TEST_CASE("a common limit takes what lies over from the nodes in their order, and lifts none that is below zero") {
    const auto limited = [](const std::string& a, const std::string& b) {
      Given g;
      g.facts = R"("x": {"type": "number", "grain": "year"}, "y": {"type": "number", "grain": "year"})";
      g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "a": {"outside": true, "rule": {"kind": "formula", "points": "x"}}, "b": {"outside": true, "rule": {"kind": "formula", "points": "y"}}},
        "limits": [{"id": "both", "nodes": ["a", "b"], "max": "10"}], "x-rest": {)";
      g.readings = R"("x": {"2025": [)" + a + R"(]}, "y": {"2025": [)" + b + "]}";
      const Board board(g);
      return board.figure("a") + " " + board.figure("b");
    };
    CHECK(limited("4", "5") == "4 5");
    CHECK(limited("4", "6") == "4 6");
    CHECK(limited("4", "8") == "2 8");    // 2 over, from a
    CHECK(limited("1", "12") == "0 10");  // 3 over: 1 from a, 2 from b
    CHECK(limited("-5", "18") == "-5 15");  // 3 over, none of it a's
    CHECK(limited("4", "null") == "missing missing");
    CHECK(limited("4", "\"exempt\"") == "4 exempt");
  }
  TEST_CASE("a cohort frozen for a year is read a year back in every quarter") {
    Given g;
    g.units = {"A", "B"};
    g.periods = R"("2024", "2025")";
    g.facts = R"("f": {"type": "number", "grain": "quarter"})";
    g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"x(, "line": {"type": "number", "grain": "quarter", "value": "mean(peers : item.f)"}}, "cohorts": {"peers": {"within": "all", "frozen": 1}}, "x-rest": {)x";
    g.readings = R"("f": {"2024-Q1": [1, 3], "2024-Q2": [5, 7], "2024-Q4": [10, 20], "2025-Q1": [100, 200]})";
    const Board board(g);
    CHECK(board.figure("line", "A", "2025-Q1") == "2");  // of the first quarter of 2024
    CHECK(board.figure("line", "B", "2025-Q2") == "6");
    CHECK(board.figure("line", "A", "2024-Q1") == "missing");
  }
}
