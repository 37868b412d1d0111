#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& value) {
  Given g;
  g.facts = R"("mark": {"type": "number", "title": {"zh-CN": "分值", "en": "Mark"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "bands", "value": "mark", )" + keys + "}");
  g.readings = R"("mark": {"2025": [)" + value + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& value) { return Board(rule(keys, value)).figure("total"); }

const char* const pick = R"("take": "pick", "rows": [{"from": "0", "points": "0"}, {"from": "60", "points": "5"}, {"from": "90", "points": "10", "to": "100"}], "outside": "invalid")";
const char* const marginal = R"("take": "marginal", "rows": [{"from": "0", "points": "0.1"}, {"from": "10", "points": "0.2"}, {"from": "30", "points": "0.05"}], "outside": "0")";

}  // namespace

TEST_SUITE("rules.bands") {
  TEST_CASE("a row holds its lower end and not its upper end") {
    CHECK(points(pick, "\"59.999\"") == "0");
    CHECK(points(pick, "60") == "5");
    CHECK(points(pick, "\"60.001\"") == "5");
    CHECK(points(pick, "\"89.999\"") == "5");
    CHECK(points(pick, "90") == "10");
  }
  TEST_CASE("outside the rows the value is invalid, or what `outside` gives") {
    CHECK(points(pick, "-1") == "invalid");
    CHECK(points(pick, "\"99.9\"") == "10");
    CHECK(points(pick, "100") == "invalid");
    CHECK(Board(rule(pick, "100")).explain("total")["reason"].en() == "outside every band");
    const char* with_two = R"("take": "pick", "rows": [{"from": "0", "points": "1"}], "outside": "2")";
    CHECK(points(with_two, "-1") == "2");
    CHECK(points(with_two, "0") == "1");
  }
  TEST_CASE("marginal: each row prices only the part that lies in it") {
    CHECK(points(marginal, "0") == "0");
    CHECK(points(marginal, "9") == "0.9");
    CHECK(points(marginal, "10") == "1");      // 10 × 0.1
    CHECK(points(marginal, "11") == "1.2");
    CHECK(points(marginal, "30") == "5");      // 1 + 20 × 0.2
    CHECK(points(marginal, "50") == "6");      // 5 + 20 × 0.05
    CHECK(points(marginal, "-1") == "0");
  }
  TEST_CASE("a missing value is missing and not outside") {
    CHECK(points(marginal, "null") == "missing");
    CHECK(points(marginal, "\"exempt\"") == "exempt");
  }
  TEST_CASE("the rows are told in the sentence") {
    const Part told = Board(rule(pick, "60")).explain("total");
    CHECK(told["sentence"].en() == "Out of 10, by bands of Mark: 0 from 0 to below 60; 5 from 60 to below 90; 10 from 90 to below 100.");
    CHECK(told["formula"].zh() == "按 分值 查分档");
    CHECK(told["figures"].en() == "band of 60 = 5");
  }
  TEST_CASE("rows out of order, twice the same, none at all and a missing `outside` are refused") {
    const auto refusal = [](const std::string& keys) { return check_errors(rule(keys, "1")); };
    CHECK(refusal(R"("take": "pick", "rows": [{"from": "60", "points": "5"}, {"from": "0", "points": "0"}], "outside": "0")") ==
          "rows-unsorted /classes/office/nodes/total/rule/rows/1");
    CHECK(refusal(R"("take": "pick", "rows": [{"from": "60", "points": "5"}, {"from": "60", "points": "0"}], "outside": "0")") ==
          "rows-unsorted /classes/office/nodes/total/rule/rows/1");
    CHECK(refusal(R"("take": "pick", "rows": [], "outside": "0")") == "missing-key /classes/office/nodes/total/rule/rows");
    CHECK(refusal(R"("take": "pick", "rows": [{"from": "0", "points": "5"}])") == "missing-key /classes/office/nodes/total/rule");
  }
}
