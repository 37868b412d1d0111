#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& votes) {
  Given g;
  g.facts = R"("review": {"type": "votes", "title": {"zh-CN": "评议", "en": "Review"}, "grain": "year", "options": {"good": {"zh-CN": "满意", "en": "Satisfied"}, "fair": {"zh-CN": "基本满意", "en": "Fairly"}, "poor": {"zh-CN": "不满意", "en": "Not"}}})";
  g.nodes = ten_points(R"({"kind": "votes", "votes": "review", )" + keys + "}");
  g.readings = R"("review": {"2025": [)" + votes + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& votes) { return Board(rule(keys, votes)).figure("total"); }

const char* const values = R"("values": {"good": "100", "fair": "80", "poor": "0"}, "outOf": "100", "atLeast": "10")";
const char* const satisfied = R"("satisfied": ["good", "fair"], "atLeast": "1")";

}  // namespace

TEST_SUITE("rules.votes") {
  TEST_CASE("each option counts its value, divided by the valid votes") {
    CHECK(points(values, R"({"good": 10, "fair": 5, "poor": 5})") == "7");  // 10 × (1000 + 400) ÷ 20 ÷ 100
    CHECK(points(values, R"({"good": 12, "fair": 0, "poor": 0})") == "10");
    CHECK(points(values, R"({"good": 7, "fair": 1, "poor": 4})") == "6.5");
  }
  TEST_CASE("an option that is left out has no votes") { CHECK(points(values, R"({"fair": 10})") == "8"); }
  TEST_CASE("the sample: one vote short is missing, on the line and above count") {
    const Board board(rule(values, R"({"good": 9})"));
    CHECK(board.figure("total") == "missing");
    CHECK(board.explain("total")["reason"].en() == "too few valid votes");
    CHECK(points(values, R"({"good": 10})") == "10");
    CHECK(points(values, R"({"good": 11})") == "10");
  }
  TEST_CASE("the share of satisfied votes is exact") {
    CHECK(points(satisfied, R"({"good": 372, "fair": 88, "poor": 40})") == "9.2");  // 10 × 460 ÷ 500
    CHECK(points(satisfied, R"({"good": 1, "fair": 1, "poor": 1})") == "20/3");
  }
  TEST_CASE("no votes at all is invalid where no sample is asked for, else missing") {
    CHECK(points(satisfied, "{}") == "missing");
    CHECK(points(R"("satisfied": ["good"])", "{}") == "invalid");
  }
  TEST_CASE("missing votes are missing and exempt ones exempt") {
    CHECK(points(values, "null") == "missing");
    CHECK(points(values, "\"exempt\"") == "exempt");
  }
  TEST_CASE("the formula is told with its options and figures") {
    const Part told = Board(rule(values, R"({"good": 10, "fair": 5, "poor": 5})")).explain("total");
    CHECK(told["figures"].en() == "10 × (10 × 100 + 5 × 80 + 5 × 0) ÷ 20 ÷ 100 = 7");
    CHECK(told["formula"].zh() == "满分 × (满意 × 100 + 基本满意 × 80 + 不满意 × 0) ÷ 有效票 ÷ 100");
    CHECK(Board(rule(satisfied, R"({"good": 4, "poor": 1})")).explain("total")["figures"].zh() == "10 × (4 + 0) ÷ 5 = 8");
  }
  TEST_CASE("an option without a value, an unknown one, both forms at once and no options are refused") {
    const auto refusal = [](const std::string& keys) { return check_errors(rule(keys, "null")); };
    CHECK(refusal(R"("values": {"good": "100"}, "outOf": "100")") == "missing-key /classes/office/nodes/total/rule/votes; missing-key /classes/office/nodes/total/rule/votes");
    CHECK(refusal(R"("satisfied": ["great"])") == "bad-choice /classes/office/nodes/total/rule/satisfied/0");
    CHECK(refusal(R"("satisfied": ["good"], "values": {"good": "1", "fair": "1", "poor": "1"}, "outOf": "1")") == "wrong-format /classes/office/nodes/total/rule");
    Given none = rule(satisfied, "null");
    none.facts = R"("review": {"type": "votes", "grain": "year", "options": {}})";
    none.nodes = ten_points(R"({"kind": "formula", "points": "review.valid"})");
    CHECK(check_errors(none) == "missing-key /classes/office/facts/review/options");
  }
  TEST_CASE("a negative or a broken count of votes is refused in the figures") {
    CHECK(load_errors(rule(values, R"({"good": -1})")) == "value-domain /readings/office/review/2025/0/good");
    CHECK(load_errors(rule(values, R"({"good": "0.5"})")) == "value-domain /readings/office/review/2025/0/good");
    CHECK(load_errors(rule(values, R"({"great": 1})")) == "bad-choice /readings/office/review/2025/0/great");
    CHECK(load_errors(rule(values, "12")) == "wrong-type /readings/office/review/2025/0");
  }
}
