#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& value) {
  Given g;
  g.facts = R"("days": {"type": "number", "title": {"zh-CN": "天数", "en": "Days"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "segments", "value": "days", )" + keys + "}");
  g.readings = R"("days": {"2025": [)" + value + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& value) { return Board(rule(keys, value)).figure("total"); }
std::string refusal(const std::string& keys) { return check_errors(rule(keys, "0")); }

// 0 … 10 rises from 2 to 6, 10 … 20 falls from 8 to 5.
const std::string touching = R"("rows": [{"from": "0", "to": "10", "points": ["2", "6"]}, {"from": "10", "to": "20", "points": ["8", "5"]}])";
// 0 … 10 and 12 … 20.
const std::string apart = R"("rows": [{"from": "0", "to": "10", "points": ["2", "6"]}, {"from": "12", "to": "20", "points": ["8", "4"]}])";
const std::string decades = R"("scale": "log", "rows": [{"from": "1", "to": "100", "points": ["2", "10"]}], "outside": "ends")";

}  // namespace

TEST_SUITE("rules.segments") {
  TEST_CASE("segments: points run straight from one end of a row to the other") {
    const std::string keys = touching + R"(, "outside": "invalid")";
    CHECK(points(keys, "0") == "2");
    CHECK(points(keys, "1") == "2.4");           // 2 + 4 × 1 ÷ 10
    CHECK(points(keys, "\"1/3\"") == "32/15");   // 2 + 4 ÷ 30
    CHECK(points(keys, "12") == "7.4");          // 8 − 3 × 2 ÷ 10
  }
  TEST_CASE("segments: where rows touch, the edge belongs to the row that begins there") {
    const std::string keys = touching + R"(, "outside": "invalid")";
    CHECK(points(keys, "\"9.9\"") == "5.96");  // 2 + 4 × 9.9 ÷ 10
    CHECK(points(keys, "10") == "8");
    CHECK(points(keys, "\"10.1\"") == "7.97");
  }
  TEST_CASE("segments: the last end is included, and beyond it the row is left") {
    CHECK(points(touching + R"(, "outside": "invalid")", "20") == "5");
    CHECK(points(touching + R"(, "outside": "invalid")", "\"20.01\"") == "invalid");
    CHECK(points(touching + R"(, "outside": "invalid")", "\"-0.01\"") == "invalid");
    CHECK(Board(rule(touching + R"(, "outside": "invalid")", "21")).explain("total")["reason"].en() == "outside every segment");
  }
  TEST_CASE("segments: outside may be a quantity, or the points of the nearest end") {
    CHECK(points(touching + R"(, "outside": "1")", "-1") == "1");
    CHECK(points(touching + R"(, "outside": "1")", "21") == "1");
    CHECK(points(touching + R"(, "outside": "ends")", "-1") == "2");
    CHECK(points(touching + R"(, "outside": "ends")", "21") == "5");
  }
  TEST_CASE("segments: a gap lies between two rows, and both of its ends belong to them") {
    const std::string given = apart + R"(, "gap": "3", "outside": "0")";
    CHECK(points(given, "10") == "6");
    CHECK(points(given, "\"10.01\"") == "3");
    CHECK(points(given, "\"11.99\"") == "3");
    CHECK(points(given, "12") == "8");
    CHECK(points(apart + R"(, "gap": "invalid", "outside": "0")", "11") == "invalid");
  }
  TEST_CASE("segments by logarithm: halfway between 1 and 100 is 10, exactly") {
    CHECK(points(decades, "1") == "2");
    CHECK(points(decades, "10") == "6");                          // 2 + 8 × 1/2
    CHECK(points(decades, "100") == "10");
    CHECK(points(decades, "1000") == "10");
    // log10(2) ÷ 2 = 0.1505149978319905976068694473622465133841 to 40 digits (log10 2 = 0.30102999566398119521373889472449302676818…); 2 + 8 × it
    CHECK(points(decades, "2") == "3.2041199826559247808549555788979721070728");
  }
  TEST_CASE("segments: a value that is missing or exempt stays so") {
    CHECK(points(touching + R"(, "outside": "0")", "null") == "missing");
    CHECK(points(touching + R"(, "outside": "0")", "\"exempt\"") == "exempt");
  }
  TEST_CASE("segments are told row by row") {
    const Part told = Board(rule(apart + R"(, "gap": "3", "outside": "invalid")", "16")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，按天数分段插值：0至10由2分到6分；12至20由8分到4分；两段之间得3分；各段之外无法计分。");
    CHECK(told["sentence"].en() == "Out of 10, interpolated by Days: from 2 to 6 between 0 and 10; from 8 to 4 between 12 and 20; between rows 3; outside no points can be given.");
    CHECK(told["formula"].zh() == "按 天数 在所在段内插值");
    CHECK(told["formula"].en() == "interpolated by Days within its row");
    CHECK(told["figures"].en() == "8 − 4 × (16 − 12) ÷ (20 − 12) = 6");
    CHECK(Board(rule(touching + R"(, "outside": "ends")", "5")).explain("total")["figures"].zh() == "2 + 4 × (5 − 0) ÷ (10 − 0) = 4");
    CHECK(Board(rule(touching + R"(, "outside": "ends")", "25")).explain("total")["figures"].zh() == "5");
    const Part logs = Board(rule(decades, "10")).explain("total");
    CHECK(logs["sentence"].en() == "Out of 10, interpolated in its logarithm by Days: from 2 to 10 between 1 and 100; beyond the ends as at the ends.");
    CHECK(logs["formula"].zh() == "按 天数 在所在段内对数插值");
    CHECK(logs["figures"].en() == "2 + 8 × ln(10 ÷ 1) ÷ ln(100 ÷ 1) = 6");
  }
  TEST_CASE("segments that overlap, run backwards, leave a gap unsaid or a log of nothing are refused") {
    CHECK(refusal(touching) == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(apart + R"(, "outside": "0")") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("rows": [{"from": "0", "to": "10", "points": ["2", "6"]}, {"from": "9", "to": "20", "points": ["8", "4"]}], "outside": "0")") ==
          "rows-unsorted /classes/office/nodes/total/rule/rows/1");
    CHECK(refusal(R"("rows": [{"from": "10", "to": "10", "points": ["2", "6"]}], "outside": "0")") == "rows-unsorted /classes/office/nodes/total/rule/rows/0");
    CHECK(refusal(R"("rows": [{"from": "0", "to": "10", "points": ["2"]}], "outside": "0")") == "wrong-format /classes/office/nodes/total/rule/rows/0/points");
    CHECK(refusal(R"("scale": "log", "rows": [{"from": "0", "to": "10", "points": ["2", "3"]}], "outside": "0")") ==
          "bad-quantity /classes/office/nodes/total/rule/rows/0");
    CHECK(refusal(R"("rows": [], "outside": "0")") == "missing-key /classes/office/nodes/total/rule/rows");
  }
}
