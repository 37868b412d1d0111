#include <algorithm>

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

/// A list of marks, "90 null 80", judged with those further keys.
Given visits(const std::string& list, const std::string& rest = "") {
  Given g;
  g.facts = R"("visits": {"type": "records", "title": {"zh-CN": "评分", "en": "Marks"}, "grain": "half", "fields": {"date": "date", "mark": {"type": "number", "title": {"zh-CN": "分数", "en": "Mark"}}}})";
  g.nodes = ten_points(R"({"kind": "judged", "marks": "visits", "value": "item.mark", "outOf": "100")" + rest + "}");
  std::string rows;
  int n = 0;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    rows += (rows.empty() ? "" : ", ") + (R"({"id": "m)" + std::to_string(++n) + R"(", "date": "2025-05-01", "mark": )" + list.substr(at, end - at) + "}");
    at = end + 1;
  }
  g.records = R"("visits": {"A": [)" + rows + "]}";
  return g;
}
std::string marks(const std::string& rest, const std::string& list) { return Board(visits(list, rest)).figure("total"); }

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
  TEST_CASE("marks: the mean of those that are there, with the extremes dropped") {
    CHECK(marks("", "90 80 100") == "9");
    CHECK(marks(R"(, "drop": {"highest": 1, "lowest": 1})", "90 80 100") == "9");
    CHECK(marks(R"(, "drop": {"highest": 1})", "90 80 100") == "8.5");
    CHECK(marks(R"(, "drop": {"lowest": 2})", "90 80 100 70") == "9.5");
    CHECK(marks(R"(, "drop": {"highest": 1, "lowest": 1})", "90 90 90 60") == "9");  // one of the equal ones goes
    CHECK(marks("", "90 80 85") == "8.5");
    CHECK(marks("", "1 1 2") == "2/15");  // 10 × 4/3 ÷ 100
  }
  TEST_CASE("marks that are missing are left out; one too few for the mean is missing, just enough is not") {
    CHECK(marks("", "90 null 80") == "8.5");
    CHECK(marks("", "null") == "missing");
    CHECK(marks("", "") == "missing");
    CHECK(marks(R"(, "atLeast": 3)", "90 null 80") == "missing");
    CHECK(marks(R"(, "atLeast": 3)", "90 70 80") == "8");
    CHECK(marks(R"(, "drop": {"highest": 1, "lowest": 1})", "90 80") == "missing");
    CHECK(Board(visits("90 null 80", R"(, "atLeast": 3)")).explain("total")["reason"].zh() == "评分不足3个");
    CHECK(Board(visits("90 null 80", R"(, "atLeast": 3)")).explain("total")["reason"].en() == "fewer marks than 3");
  }
  TEST_CASE("marks may be the values of a fact with keys") {
    Given g;
    g.facts = R"("marks": {"type": "number", "grain": "year", "keys": {"head": "Head", "peer": "Peer", "staff": "Staff"}})";
    g.nodes = ten_points(R"({"kind": "judged", "marks": "marks", "value": "item.value", "outOf": "100", "drop": {"lowest": 1}})");
    g.readings = R"("marks": {"2025": [{"head": "90", "peer": "70", "staff": "85"}]})";
    CHECK(Board(g).figure("total") == "8.75");
    g.readings = R"("marks": {"2025": [{"head": "90", "peer": null}]})";
    CHECK(Board(g).figure("total") == "missing");  // one is known, two are needed
  }
  TEST_CASE("marks of a unit without a list are missing, and one that cannot be worked out makes the mean invalid") {
    Given g = visits("90");
    g.records = "";
    CHECK(Board(g).figure("total") == "missing");
    Given divided = visits("90 0");
    divided.nodes = ten_points(R"({"kind": "judged", "marks": "visits", "value": "100 / item.mark", "outOf": "100"})");
    CHECK(Board(divided).figure("total") == "invalid");
    CHECK(Board(divided).explain("total")["reason"].en() == "a mark cannot be worked out");
  }
  TEST_CASE("marks of each period count in their own") {
    Given g = visits("90 80");
    g.nodes = R"("half": {"full": "10", "grain": "half", "rule": {"kind": "judged", "marks": "visits", "value": "item.mark", "outOf": "100"}}, "total": {"full": "20", "fold": {"over": "half", "of": "half", "take": "sum"}})";
    g.records = R"("visits": {"A": [{"id": "1", "date": "2025-06-30", "mark": "90"}, {"id": "2", "date": "2025-07-01", "mark": "60"}, {"id": "3", "date": "2025-12-31", "mark": "70"}]})";
    const Board board(g);
    CHECK(board.figure("half", "A", "2025-H1") == "9");
    CHECK(board.figure("half", "A", "2025-H2") == "6.5");
    CHECK(board.figure("total") == "15.5");
  }
  TEST_CASE("marks may be rounded before the mean") {
    CHECK(marks(R"(, "before": [{"round": {"places": 0, "mode": "half-up"}}])", "79.5 80.4") == "8");  // 80 and 80
  }
  TEST_CASE("marks are told in words and in figures, and the dropped ones named") {
    const Part told = Board(visits("90 80 100 80", R"(, "drop": {"highest": 1, "lowest": 1}, "atLeast": 4)")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，按评分中分数（满值100）的平均值折算，去掉1个最高分，去掉1个最低分；不足4个的无法计分。");
    CHECK(told["sentence"].en() == "Out of 10, by the mean of Mark (out of 100) over Marks, without the highest, without the lowest; no points with fewer than 4.");
    CHECK(told["formula"].zh() == "满分 × 平均(分数) ÷ 100");
    CHECK(told["figures"].en() == "10 × 85 ÷ 100 = 8.5");
    std::string accepted, points;
    for (const Part& record : told["records"].items()) {
      accepted += record["accepted"].text() + " ";
      points += record["points"]["exact"].text() + " ";
    }
    CHECK(accepted == "true true false false ");  // of the two 80 the earlier counts as the higher
    CHECK(points == "9 8 10 8 ");
    CHECK(told["records"][3]["reason"].en() == "dropped as one of the highest or lowest");
    CHECK(told["records"][0]["reason"].en() == "");
  }
  TEST_CASE("marks: dropping as many as must be there is refused, one more is not") {
    const auto refusal = [](const std::string& rest) { return check_errors(visits("", rest)); };
    CHECK(refusal(R"(, "drop": {"highest": 1, "lowest": 1}, "atLeast": 1)") == "wrong-format /classes/office/nodes/total/rule/atLeast");
    CHECK(refusal(R"(, "drop": {"highest": 1, "lowest": 1}, "atLeast": 2)") == "wrong-format /classes/office/nodes/total/rule/atLeast");
    CHECK(refusal(R"(, "drop": {"highest": 1, "lowest": 1}, "atLeast": 3)") == "");
    CHECK(refusal(R"(, "atLeast": 0)") == "wrong-format /classes/office/nodes/total/rule/atLeast");
    CHECK(refusal(R"(, "drop": {"highest": 0.5})") == "wrong-type /classes/office/nodes/total/rule/drop/highest");
    CHECK(refusal(R"(, "groups": [{"value": "1", "weight": "100%"}])") == "wrong-format /classes/office/nodes/total/rule");
    CHECK(check_errors(rule(R"("outOf": "100")", "1", "1", "1")) == "wrong-format /classes/office/nodes/total/rule");
    CHECK(refusal(R"(, "absent": "skip")") == "unknown-key /classes/office/nodes/total/rule/absent");
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
