#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& value) {
  Given g;
  g.facts = R"("share": {"type": "number", "title": {"zh-CN": "份额", "en": "Share"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "power", "value": "share", )" + keys + "}");
  g.readings = R"("share": {"2025": [)" + value + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& value) { return Board(rule(keys, value)).figure("total"); }

const std::string above = R"("a": "0.5", "b": "3", "c": "2", "side": "above")";
const std::string below = R"("a": "2", "b": "3", "c": "0.5", "side": "below")";

}  // namespace

TEST_SUITE("rules.power") {
  TEST_CASE("power: nothing below the line and on it, a power of the distance above it") {
    CHECK(points(above, "2") == "0");
    CHECK(points(above, "3") == "0");
    CHECK(points(above, "\"3.1\"") == "0.005");  // 0.5 × 0.1²
    CHECK(points(above, "7") == "8");            // 0.5 × 4²
  }
  TEST_CASE("power below the line: nothing on it and above it") {
    CHECK(points(below, "4") == "0");
    CHECK(points(below, "3") == "0");
    CHECK(points(below, "-1") == "4");  // 2 × √4
    // 2 × √2 = 2 × 1.414213562373095048801688724209698078570 (40 digits)
    CHECK(points(below, "1") == "2.82842712474619009760337744841939615714");
  }
  TEST_CASE("power: the line gives nothing to an exponent of zero or less, and beyond it the price or its part") {
    CHECK(points(R"("a": "5", "b": "3", "c": "0", "side": "above")", "3") == "0");
    CHECK(points(R"("a": "5", "b": "3", "c": "0", "side": "above")", "4") == "5");
    CHECK(points(R"("a": "6", "b": "3", "c": "-1", "side": "above")", "7") == "1.5");
    CHECK(points(R"("a": "6", "b": "3", "c": "-1", "side": "above")", "3") == "0");
  }
  TEST_CASE("power: a value that is missing or exempt stays so, and a result too long to hold is invalid") {
    CHECK(points(above, "null") == "missing");
    CHECK(points(above, "\"exempt\"") == "exempt");
    const Board board(rule(R"("a": "1", "b": "0", "c": "100000", "side": "above")", "7"));
    CHECK(board.figure("total") == "invalid");
    CHECK(board.explain("total")["reason"].en() == "the result is too long a number");
  }
  TEST_CASE("a power is told in words and in figures") {
    const Part told = Board(rule(above, "7")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，份额超过3的，得分为 0.5 × (份额 − 3)^2；否则0分。");
    CHECK(told["sentence"].en() == "Out of 10; 0.5 × (Share − 3)^2 where Share lies above 3, else 0.");
    CHECK(told["formula"].en() == "0.5 × (Share − 3)^2");
    CHECK(told["figures"].zh() == "0.5 × (7 − 3)^2 = 8");
    CHECK(Board(rule(above, "1")).explain("total")["figures"].zh() == "0");
    CHECK(Board(rule(below, "-1")).explain("total")["sentence"].en() == "Out of 10; 2 × (3 − Share)^0.5 where Share lies below 3, else 0.");
  }
  TEST_CASE("a power without one of its constants, or without its side, is refused") {
    CHECK(check_errors(rule(R"("a": "1", "b": "2", "side": "above")", "0")) == "missing-key /classes/office/nodes/total/rule");
    CHECK(check_errors(rule(R"("a": "1", "b": "2", "c": "2")", "0")) == "missing-key /classes/office/nodes/total/rule");
    CHECK(check_errors(rule(R"("a": "1", "b": "2", "c": "2", "side": "beyond")", "0")) == "bad-choice /classes/office/nodes/total/rule/side");
  }
}
