#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& heads, const std::string& peers, const std::string& public_mark) {
  Given g;
  const auto fact = [](const std::string& id, const std::string& zh, const std::string& en) {
    return "\"" + id + R"(": {"type": "number", "grain": "year", "title": {"zh-CN": ")" + zh + R"(", "en": ")" + en + "\"}}";
  };
  g.facts = fact("heads", "领导", "Heads") + ", " + fact("peers", "同级", "Peers") + ", " + fact("outside", "群众", "Public");
  g.nodes = ten_points(R"({"kind": "judged", )" + keys + "}");
  g.readings = R"("heads": {"2025": [)" + heads + R"(]}, "peers": {"2025": [)" + peers + R"(]}, "outside": {"2025": [)" + public_mark + "]}";
  return g;
}
std::string groups(const std::string& rest, const std::string& weights = "") {
  return weights.empty() ? R"("groups": [{"value": "heads", "weight": "50%", "title": {"zh-CN": "领导评分", "en": "The heads"}}, {"value": "peers", "weight": "30%"}, {"value": "outside", "weight": "20%"}], "outOf": "100")" + rest
                         : weights + rest;
}
std::string points(const std::string& keys, const std::string& a, const std::string& b, const std::string& c) { return Board(rule(keys, a, b, c)).figure("total"); }

const std::string skip = R"(, "absent": "skip")";

}  // namespace

TEST_SUITE("rules.judged") {
  TEST_CASE("groups: the weighted mean of the marks, converted to full marks") {
    CHECK(points(groups(""), "90", "80", "70") == "8.3");  // (45 + 24 + 14) ÷ 10
    CHECK(points(groups(""), "100", "100", "100") == "10");
    CHECK(points(groups(""), "0", "0", "0") == "0");
  }
  TEST_CASE("groups: one that is absent makes the points missing, or leaves its weight to the others") {
    CHECK(points(groups(""), "90", "null", "70") == "missing");
    CHECK(points(groups(R"(, "absent": "missing")"), "90", "null", "70") == "missing");
    CHECK(points(groups(skip), "90", "null", "70") == "59/7");  // (45 + 14) ÷ 0.7 ÷ 10
    CHECK(points(groups(skip), "90", "\"exempt\"", "null") == "9");
    CHECK(points(groups(skip), "90", "80", "70") == "8.3");
  }
  TEST_CASE("groups: with none there is nothing to skip to") {
    CHECK(points(groups(skip), "null", "null", "null") == "missing");
    CHECK(points(groups(skip), "\"exempt\"", "\"exempt\"", "\"exempt\"") == "exempt");
    CHECK(points(groups(skip), "\"exempt\"", "null", "\"exempt\"") == "missing");
    CHECK(points(groups(""), "\"exempt\"", "80", "70") == "exempt");
  }
  TEST_CASE("groups: an invalid mark is not absent") {
    const std::string divided = R"("groups": [{"value": "heads / peers", "weight": "50%"}, {"value": "outside", "weight": "50%"}], "outOf": "100", "absent": "skip")";
    CHECK(points(divided, "1", "0", "70") == "invalid");
  }
  TEST_CASE("groups are told in words and in figures") {
    const Part told = Board(rule(groups(skip), "90", "null", "70")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，按各组评分（满值100）的加权平均折算：领导评分占50%、同级占30%、群众占20%；缺评的一组不计，其权重由其他各组按比例分担。");
    CHECK(told["sentence"].en() == "Out of 10, by the weighted mean of the groups' marks (out of 100): The heads 50%, Peers 30%, Public 20%; the others share the weight of a group that is absent.");
    CHECK(told["formula"].zh() == "满分 × (领导 × 50% + 同级 × 30% + 群众 × 20%) ÷ 100");
    CHECK(told["figures"].en() == "10 × (90 × 50% + 70 × 20%) ÷ 70% ÷ 100 ≈ 8.4286");
    CHECK(Board(rule(groups(""), "90", "80", "70")).explain("total")["figures"].zh() == "10 × (90 × 50% + 80 × 30% + 70 × 20%) ÷ 100 = 8.3");
  }
  TEST_CASE("weights just below, on and above 100%") {
    const auto with = [](const std::string& weight) {
      return check_errors(rule(R"("groups": [{"value": "heads", "weight": "1/3"}, {"value": "peers", "weight": "1/3"}, {"value": "outside", "weight": ")" + weight + R"("}], "outOf": "100")", "1", "1", "1"));
    };
    CHECK(with("0.3333") == "weights-off-total /classes/office/nodes/total/rule/groups");
    CHECK(with("1/3") == "");
    CHECK(with("0.3334") == "weights-off-total /classes/office/nodes/total/rule/groups");
  }
  TEST_CASE("a weight of nothing, marks out of nothing and full marks left out are refused") {
    CHECK(check_errors(rule(R"("groups": [{"value": "heads", "weight": "100%"}, {"value": "peers", "weight": "0"}], "outOf": "100")", "1", "1", "1")) ==
          "bad-quantity /classes/office/nodes/total/rule/groups/1/weight");
    CHECK(check_errors(rule(R"("groups": [{"value": "heads", "weight": "100%"}], "outOf": "0")", "1", "1", "1")) == "bad-quantity /classes/office/nodes/total/rule");
    CHECK(check_errors(rule(R"("groups": [{"value": "heads", "weight": "100%"}])", "1", "1", "1")) == "missing-key /classes/office/nodes/total/rule");
    Given g = rule(groups(""), "1", "1", "1");
    g.nodes = R"("total": {"full": "10", "children": ["base", "more"]}, "base": {"full": "10", "rule": {"kind": "constant", "points": "10"}}, "more": {"outside": true, "rule": {"kind": "judged", )" + groups("") + "}}";
    CHECK(check_errors(g) == "full-missing /classes/office/nodes/more");
  }
}
