#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& items, const std::string& first, const std::string& second) {
  Given g;
  g.facts = R"("first": {"type": "flag", "title": {"zh-CN": "首问", "en": "First asked"}, "grain": "year"}, "errors": {"type": "count", "title": {"zh-CN": "差错", "en": "Errors"}, "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "checklist", "items": [)" + items + "]}");
  g.readings = R"("first": {"2025": [)" + first + R"(]}, "errors": {"2025": [)" + second + "]}";
  return g;
}
const char* const items = R"({"value": "first", "points": "4"}, {"value": "errors <= 2", "points": "6", "title": {"zh-CN": "差错不超过两件", "en": "No more than two errors"}})";

}  // namespace

TEST_SUITE("rules.checklist") {
  TEST_CASE("each item that is present gives its points") {
    CHECK(Board(rule(items, "true", "2")).figure("total") == "10");
    CHECK(Board(rule(items, "true", "3")).figure("total") == "4");
    CHECK(Board(rule(items, "false", "1")).figure("total") == "6");
    CHECK(Board(rule(items, "false", "3")).figure("total") == "0");
  }
  TEST_CASE("an item that is not known makes the points missing") {
    CHECK(Board(rule(items, "null", "1")).figure("total") == "missing");
    CHECK(Board(rule(items, "true", "\"exempt\"")).figure("total") == "exempt");
  }
  TEST_CASE("the items are told by their titles") {
    const Part told = Board(rule(items, "true", "3")).explain("total");
    CHECK(told["sentence"].en() == "Out of 10, points for each item that is present: First asked 4, No more than two errors 6.");
    CHECK(told["sentence"].zh() == "满分10分，逐项具备即得分：首问4分、差错不超过两件6分。");
    CHECK(told["figures"].en().substr(told["figures"].en().size() - 4) == " = 4");
  }
  TEST_CASE("an item that is no flag is refused at its place") {
    CHECK(check_errors(rule(R"({"value": "errors", "points": "1"})", "true", "1")) == "formula-type /classes/office/nodes/total/rule/items/0/value");
    CHECK(check_errors(rule(R"({"value": "first"})", "true", "1")) == "missing-key /classes/office/nodes/total/rule/items/0");
  }
}
