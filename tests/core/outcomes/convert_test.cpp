#include "core/support.h"

using namespace yardstick::test;

namespace {

/// That many records of each kind, and a node that converts and counts one kind.
Given converted(int warnings, int yellows, int reds, const std::string& count, const std::string& rules = R"({"every": 3, "of": "warning", "into": "yellow"}, {"every": 2, "of": "yellow", "into": "red"})") {
  Given g;
  g.facts = R"("cards": {"type": "records", "title": {"zh-CN": "处理", "en": "Cards"}, "grain": "year", "fields": {"date": "date", "kind": {"type": "choice", "options": {"warning": "提醒", "yellow": "黄牌", "red": "红牌"}}}})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "cards_left": {"type": "convert", "records": "cards", "kind": "item.kind", "rules": [)" + rules + R"(], "count": ")" + count + "\"}";
  std::string rows;
  const auto add = [&](int n, const char* kind) {
    for (int i = 0; i < n; ++i) rows += (rows.empty() ? "" : ", ") + std::string("{\"id\": \"") + kind[0] + std::to_string(i) + "\", \"date\": \"2025-02-01\", \"kind\": \"" + kind + "\"}";
  };
  add(warnings, "warning");
  add(yellows, "yellow");
  add(reds, "red");
  g.records = R"("cards": {"A": [)" + rows + "]}";
  return g;
}
std::string left(int warnings, int yellows, int reds) {
  std::string all;
  for (const char* kind : {"warning", "yellow", "red"}) all += (all.empty() ? "" : " ") + Board(converted(warnings, yellows, reds, kind)).outcome("cards_left");
  return all;
}

}  // namespace

TEST_SUITE("outcomes.convert") {
  TEST_CASE("three warnings make a yellow card, two yellow cards a red one") {
    CHECK(left(2, 0, 0) == "2 0 0");
    CHECK(left(3, 0, 0) == "0 1 0");
    CHECK(left(7, 0, 0) == "1 0 1");
    CHECK(left(4, 1, 0) == "1 0 1");
    CHECK(left(0, 5, 1) == "0 1 3");
    CHECK(left(0, 0, 0) == "0 0 0");
  }
  TEST_CASE("the order of the rules matters: what is made later is not converted by an earlier one") {
    const std::string turned = R"({"every": 2, "of": "yellow", "into": "red"}, {"every": 3, "of": "warning", "into": "yellow"})";
    CHECK(Board(converted(6, 0, 0, "yellow", turned)).outcome("cards_left") == "2");
    CHECK(Board(converted(6, 0, 0, "red", turned)).outcome("cards_left") == "0");
  }
  TEST_CASE("a kind that only a rule makes can be counted") {
    CHECK(Board(converted(0, 0, 3, "out", R"({"every": 2, "of": "red", "into": "out"})")).outcome("cards_left") == "1");
  }
  TEST_CASE("no list, or a record without its kind, is missing") {
    Given g = converted(1, 0, 0, "warning");
    g.records = "";
    CHECK(Board(g).figure("cards_left") == "missing");
    g.records = R"("cards": {"A": [{"id": "a", "date": "2025-01-01"}]})";
    CHECK(Board(g).figure("cards_left") == "missing");
  }
  TEST_CASE("each conversion is told") {
    const Part outcome = Board(converted(7, 1, 0, "red")).explain("cards_left")["outcome"];
    CHECK(outcome["label"].zh() == "红牌1个");
    CHECK(outcome["reasons"][0].zh() == "7个提醒，每3个折为1个黄牌：得2个，余1个");
    CHECK(outcome["reasons"][1].en() == "3 of 黄牌, every 2 one of 红牌: 1, and 1 left");
    CHECK(Board(converted(0, 0, 0, "red")).explain("cards_left")["sentence"].zh() == "处理折算后的红牌数：每3个提醒折为1个黄牌，每2个黄牌折为1个红牌。");
  }
  TEST_CASE("kinds that are not there, and a kind that is no choice, are refused") {
    CHECK(check_errors(converted(0, 0, 0, "blue")) == "bad-choice /classes/office/nodes/cards_left/count");
    CHECK(check_errors(converted(0, 0, 0, "red", R"({"every": 2, "of": "blue", "into": "red"})")) == "bad-choice /classes/office/nodes/cards_left/rules/0/of");
    CHECK(check_errors(converted(0, 0, 0, "red", R"({"every": 0, "of": "yellow", "into": "red"})")) == "wrong-type /classes/office/nodes/cards_left/rules/0/every");
    CHECK(check_errors(converted(0, 0, 0, "red", "")) == "missing-key /classes/office/nodes/cards_left/rules");
    Given g = converted(0, 0, 0, "red");
    g.nodes.replace(g.nodes.find("item.kind"), 9, "item.date");
    CHECK(check_errors(g) == "formula-type /classes/office/nodes/cards_left/kind");
  }
}
