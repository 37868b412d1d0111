#include "core/support.h"

using namespace yardstick::test;

TEST_SUITE("rules.constant") {
  TEST_CASE("everybody gets the same points, exactly as written") {
    Given g;
    g.units = {"A", "B"};
    g.nodes = ten_points(R"({"kind": "constant", "points": "10/3"})");
    const Board board(g);
    CHECK(board.figure("total", "A") == "10/3");
    CHECK(board.figure("total", "B") == "10/3");
    CHECK(board.explain("total")["points"]["shown"].text() == "3.33");
    CHECK(board.explain("total")["sentence"].zh() == "固定10/3分。");
  }
  TEST_CASE("a constant for each record is summed over them, and the figures name each") {
    Given g;
    g.facts = R"("visits": {"type": "records", "grain": "year", "fields": {"date": "date"}})";
    g.nodes = R"("total": {"full": "10", "rule": {"kind": "constant", "points": "2"}, "fold": {"over": "visits", "take": "sum"}})";
    g.records = R"("visits": {"A": [{"id": "1", "date": "2025-02-01"}, {"id": "2", "date": "2025-03-01"}]})";
    const Board board(g);
    CHECK(board.figure("total") == "4");
    CHECK(board.explain("total")["figures"].zh() == "2 + 2 = 4");
  }
  TEST_CASE("a constant without points and one that is no quantity are refused") {
    Given g;
    g.nodes = ten_points(R"({"kind": "constant"})");
    CHECK(check_errors(g) == "missing-key /classes/office/nodes/total/rule");
    g.nodes = ten_points(R"({"kind": "constant", "points": "five"})");
    CHECK(check_errors(g) == "bad-quantity /classes/office/nodes/total/rule/points");
  }
}
