#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Five units with those values; A, B, C, D of one town and E of the other.
Given rule(const std::string& keys, const std::string& values) {
  Given g;
  g.facts = R"("calls": {"type": "number", "title": {"zh-CN": "件数", "en": "Calls"}, "grain": "year"}, "town": {"type": "choice", "grain": "year", "options": ["east", "west"]})";
  g.nodes = ten_points(R"({"kind": "relative", "value": "calls", )" + keys + "}");
  g.units = {"A", "B", "C", "D", "E"};
  g.readings = R"("calls": {"2025": [)" + values + R"(]}, "town": {"2025": ["east", "east", "east", "east", "west"]})";
  return g;
}
std::string all(const Board& board) {
  std::string result;
  for (const char* unit : {"A", "B", "C", "D", "E"}) result += (result.empty() ? "" : " ") + board.figure("total", unit);
  return result;
}
std::string points(const std::string& keys, const std::string& values) { return all(Board(rule(keys, values))); }
std::string refusal(const std::string& keys) { return check_errors(rule(keys, "1, 2, 3, 4, 5")); }

std::string places(const std::string& ties, const std::string& better = "higher") {
  return R"("by": "place", "ties": ")" + ties + R"(", "better": ")" + better +
         R"(", "rows": [{"from": "1", "points": "10"}, {"from": "2", "points": "8"}, {"from": "3", "points": "5"}, {"from": "4", "points": "1"}])";
}

}  // namespace

TEST_SUITE("rules.relative") {
  TEST_CASE("by place: the best is first, and after a tie places are used up, or not, or shared") {
    CHECK(points(places("competition"), "9, 7, 7, 5, 3") == "10 8 8 1 1");  // places 1 2 2 4 5
    CHECK(points(places("dense"), "9, 7, 7, 5, 3") == "10 8 8 5 1");        // 1 2 2 3 4
    CHECK(points(places("mean"), "9, 7, 7, 5, 3") == "10 8 8 1 1");         // 1 2.5 2.5 4 5
    CHECK(points(places("mean"), "9, 9, 9, 5, 3") == "8 8 8 1 1");          // 2 2 2 4 5
    CHECK(points(places("mean"), "9, 9, 7, 5, 3") == "10 10 5 1 1");        // 1.5 1.5 3 4 5
    CHECK(points(places("competition", "lower"), "9, 7, 7, 5, 3") == "1 5 5 8 10");  // 5 3 3 2 1
  }
  TEST_CASE("who has no value has no place, and takes none from the others") {
    CHECK(points(places("competition"), "9, null, 7, \"exempt\", 3") == "10 missing 8 exempt 5");
    CHECK(points(places("competition"), "null, null, null, null, null") == "missing missing missing missing missing");
  }
  TEST_CASE("among a choice, units are compared with those of the same choice only") {
    CHECK(points(R"("among": "town", )" + places("competition"), "9, 7, 7, 5, 3") == "10 8 8 1 10");
    CHECK(points(R"("among": "town", "by": "best", "better": "higher")", "9, 6, 3, 0, 4") == "10 20/3 10/3 0 10");
  }
  TEST_CASE("among a cohort, its members are compared with each other") {
    Given g = rule(R"("among": "busy", "by": "mean", "better": "higher")", "9, 6, 3, 0, 4");
    g.nodes += R"(}, "cohorts": {"busy": {"within": "town", "where": "calls > 0"})";  // beside the nodes
    const Board board(g);
    CHECK(board.figure("total", "A") == "15");  // the mean of 9, 6 and 3 is 6
    CHECK(board.figure("total", "C") == "5");
    CHECK(board.figure("total", "E") == "10");
  }
  TEST_CASE("who stands outside a cohort is exempt, and while one of it is not known all are missing") {
    Given g = rule(R"("among": "busy", "by": "best", "better": "higher")", "9, 6, 3, 2, 4");
    g.facts += R"(, "busy_then": {"type": "flag", "grain": "year"})";
    g.readings += R"(, "busy_then": {"2025": [true, false, true, null, true]})";
    g.nodes += R"(}, "cohorts": {"busy": {"within": "town", "where": "busy_then"})";
    CHECK(all(Board(g)) == "missing exempt missing missing 10");
  }
  TEST_CASE("a comparison with figures of another year is written by a formula over the cohort") {
    Given g = rule(R"("among": "busy", "by": "best", "better": "higher")", "9, 6, 3, 2, 4");
    g.nodes += R"(}, "cohorts": {"busy": {"within": "town", "frozen": 1})";
    CHECK(check_errors(g).find("not-supported") == 0);
  }
  TEST_CASE("among groups, units are compared with those of the same group only") {
    Given g = rule(R"("among": "group", "by": "best", "better": "higher")", "9, 6, 3, 2, 4");
    g.units = {R"({"id": "A", "group": "x"})", R"({"id": "B", "group": "x"})", R"({"id": "C", "group": "y"})", R"({"id": "D", "group": "y"})", R"({"id": "E", "group": "y"})"};
    g.dataset_extra = R"(, "groups": {"office": {"x": "X", "y": "Y"}})";
    CHECK(all(Board(g)) == "10 20/3 7.5 5 10");
  }
  TEST_CASE("by best: in proportion to the best; lower is better turns it") {
    CHECK(points(R"("by": "best", "better": "higher")", "8, 4, 2, 1, 0") == "10 5 2.5 1.25 0");
    CHECK(points(R"("by": "best", "better": "lower")", "8, 4, 2, 10, 3") == "2.5 5 10 2 20/3");
  }
  TEST_CASE("by best: a best of zero, or with lower a value of zero, is a division by zero") {
    const Board board(rule(R"("by": "best", "better": "higher")", "0, 0, 0, 0, 0"));
    CHECK(all(board) == "invalid invalid invalid invalid invalid");
    CHECK(board.explain("total")["reason"].en() == "division by zero");
    CHECK(points(R"("by": "best", "better": "lower")", "0, 4, 2, 10, 3") == "invalid 0 0 0 0");
  }
  TEST_CASE("by mean: in proportion to the mean of the known values") {
    CHECK(points(R"("by": "mean", "better": "higher")", "8, 4, 2, 1, null") == "64/3 32/3 16/3 8/3 missing");  // mean 15/4
    CHECK(points(R"("by": "mean", "better": "lower", "cap": "12", "floor": "3")", "8, 4, 2, 1, 10") == "6.25 12 12 12 5");  // mean 5
    CHECK(points(R"("by": "mean", "better": "higher")", "1, -1, 0, 0, 0") == "invalid invalid invalid invalid invalid");
  }
  TEST_CASE("by minmax: nothing for the worst, full marks for the best and where all are equal") {
    CHECK(points(R"("by": "minmax", "better": "higher")", "10, 0, 5, 2, 1") == "10 0 5 2 1");
    CHECK(points(R"("by": "minmax", "better": "lower")", "10, 0, 5, 2, 1") == "0 10 5 8 9");
    CHECK(points(R"("by": "minmax", "better": "higher", "floor": "3", "cap": "9")", "10, 0, 5, 2, 1") == "9 3 5 3 3");
    CHECK(points(R"("by": "minmax", "better": "higher")", "4, 4, null, 4, 4") == "10 10 missing 10 10");
  }
  TEST_CASE("by zscore: the mean earns its points and each deviation the spread") {
    // mean 5, squares 9 + 1 + 1 + 9 + 0 = 20, deviation √(20 ÷ 5) = 2
    CHECK(points(R"("by": "zscore", "better": "higher", "mean": "7", "spread": "2")", "8, 6, 4, 2, 5") == "10 8 6 4 7");
    CHECK(points(R"("by": "zscore", "better": "lower", "mean": "7", "spread": "2", "cap": "9", "floor": "5")", "8, 6, 4, 2, 5") == "5 6 8 9 7");
    CHECK(points(R"("by": "zscore", "better": "higher", "mean": "7", "spread": "2")", "5, 5, 5, 5, null") == "7 7 7 7 missing");
  }
  TEST_CASE("by zscore: a deviation that is not rational has forty digits") {
    // values 1 and 3 of three 1, 1, 3: mean 5/3, variance 8/9, deviation 2√2 ÷ 3 = 0.9428090415820633658677924828064653857131 (40 digits)
    // 3: (4/3) ÷ it = 1.41421356…; the exact quotient of these forty digits is taken
    const Board board(rule(R"("by": "zscore", "better": "higher", "mean": "0", "spread": "1")", "1, 1, 3, null, null"));
    CHECK(board.figure("total", "C") == "40000000000000000000000000000000000000000/28284271247461900976033774484193961571393");
    CHECK(board.explain("total", "C")["points"]["shown"].text() == "1.41");
  }
  TEST_CASE("by percentile: the share of the others behind, equals counting half") {
    CHECK(points(R"("by": "percentile", "better": "higher")", "9, 7, 7, 5, 3") == "10 6.25 6.25 2.5 0");  // (2 + 1/2) ÷ 4
    CHECK(points(R"("by": "percentile", "better": "lower")", "9, 7, 7, 5, 3") == "0 3.75 3.75 7.5 10");
    CHECK(points(R"("by": "percentile", "better": "higher")", "null, null, 7, null, null") == "missing missing 10 missing missing");
  }
  TEST_CASE("relative points are told in words and in figures") {
    const Part place = Board(rule(R"("among": "town", )" + places("mean"), "9, 9, 7, 5, 3")).explain("total");
    CHECK(place["sentence"].en() == "Out of 10, Calls within each town, by place: 10 from place 1, 8 from place 2, 5 from place 3, 1 from place 4; a tie shares the mean of its places (higher is better).");
    CHECK(place["formula"].zh() == "第 几 名对应的分数");
    CHECK(place["figures"].zh() == "第 1.5 名对应的分数 = 10");
    const Part best = Board(rule(R"("by": "best", "better": "lower", "cap": "9", "floor": "1")", "8, 4, 2, 10, 3")).explain("total");
    CHECK(best["sentence"].zh() == "满分10分，按件数计分，按最优值与它之比，最低1分，最高9分（越低越好）。");
    CHECK(best["formula"].en() == "min(max(full marks × the best ÷ Calls, 1), 9)");
    CHECK(best["figures"].en() == "min(max(10 × 2 ÷ 8, 1), 9) = 2.5");
    const Part span = Board(rule(R"("by": "minmax", "better": "higher")", "8, 4, 2, 10, 3")).explain("total");
    CHECK(span["formula"].zh() == "满分 × (件数 − 最差值) ÷ (最优值 − 最差值)");
    CHECK(span["figures"].zh() == "10 × (8 − 2) ÷ (10 − 2) = 7.5");
    const Part score = Board(rule(R"("by": "zscore", "better": "higher", "mean": "7", "spread": "2")", "8, 6, 4, 2, 5")).explain("total");
    CHECK(score["sentence"].en() == "Out of 10, Calls, by its deviation from the mean: 7 at the mean, 2 for each standard deviation above (higher is better).");
    CHECK(score["figures"].en() == "7 + 2 × (8 − 5) ÷ 2 = 10");
    const Part share = Board(rule(R"("by": "percentile", "better": "higher")", "9, 7, 7, 5, 3")).explain("total", "B");
    CHECK(share["formula"].zh() == "满分 × 落后于它的比例");
    CHECK(share["figures"].en() == "10 × 0.625 = 6.25");
  }
  TEST_CASE("rows out of order or without a first place, crossed limits and keys of another way are refused") {
    CHECK(refusal(R"("by": "place", "ties": "dense", "better": "higher", "rows": [{"from": "1", "points": "10"}, {"from": "1", "points": "8"}])") ==
          "rows-unsorted /classes/office/nodes/total/rule/rows/1");
    CHECK(refusal(R"("by": "place", "ties": "dense", "better": "higher", "rows": [{"from": "2", "points": "10"}])") == "wrong-format /classes/office/nodes/total/rule/rows/0");
    CHECK(refusal(R"("by": "place", "ties": "dense", "better": "higher")") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("by": "zscore", "better": "higher", "mean": "7")") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("by": "best")") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("by": "best", "better": "higher", "spread": "1")") == "unknown-key /classes/office/nodes/total/rule/spread");
    CHECK(refusal(R"("by": "best", "better": "higher", "floor": "5", "cap": "4")") == "cap-below-floor /classes/office/nodes/total/rule");
    CHECK(refusal(R"("among": "region", "by": "best", "better": "higher")") == "unknown-reference /classes/office/nodes/total/rule/among");
  }
  TEST_CASE("a comparison in proportion needs full marks, and one of items is not possible") {
    Given g = rule(R"("by": "best", "better": "higher")", "1, 2, 3, 4, 5");
    g.nodes = R"("total": {"full": "10", "children": ["base", "more"]}, "base": {"full": "10", "rule": {"kind": "constant", "points": "10"}},
                 "more": {"outside": true, "rule": {"kind": "relative", "value": "calls", "by": "best", "better": "higher"}})";
    CHECK(check_errors(g) == "full-missing /classes/office/nodes/more");
    Given items = rule("", "1, 2, 3, 4, 5");
    items.facts += R"(, "visits": {"type": "records", "grain": "year", "fields": {"date": "date", "mark": "number"}})";
    items.nodes = R"("total": {"full": "10", "rule": {"kind": "relative", "value": "item.mark", "by": "best", "better": "higher"}, "fold": {"over": "visits", "take": "mean"}})";
    CHECK(check_errors(items) == "not-supported /classes/office/nodes/total/rule/value");
  }
}
