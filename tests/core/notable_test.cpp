// What a lesson is built from. Shares, spreads and distances are worked out by hand.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given offices() {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "half"}, "y": {"type": "number", "grain": "year"}, "plus": {"type": "number", "grain": "year"}, "struck": {"type": "flag", "grain": "year"})";
  g.clauses = R"("K": {"en": "Work"})";
  g.nodes = R"("total": {"full": "100", "children": ["work", "care", "extra"]}, "work": {"full": "70", "fold": {"over": "half", "of": "part", "take": "mean"}},
    "part": {"grain": "half", "full": "70", "rule": {"kind": "formula", "points": "x"}, "clauses": ["K"]}, "care": {"full": "30", "rule": {"kind": "formula", "points": "y"}},
    "extra": {"outside": true, "rule": {"kind": "formula", "points": "plus"}},
    "grade": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "from": "85"}, {"level": "poor"}]}]},
    "struckOut": {"type": "verdict", "when": "struck", "then": "out", "effect": "measure"}, "place": {"type": "rank", "of": "total", "ties": "competition"})";
  g.units = {"A", "B", "C", "D"};
  // Totals: A (70 + 60) ÷ 2 + 30 = 95; B 60 + 24.995 = 84.995; C 60 + 25 = 85; D has no second half.
  g.readings = R"("x": {"2025-H1": ["70", "62", "60", "70"], "2025-H2": ["60", "58", "60", null]}, "y": {"2025": ["30", "24.995", "24", "30"]}, "plus": {"2025": ["0", "0", "1", "0"]},
    "struck": {"2025": [false, true, true, false]})";
  return g;
}

}  // namespace

TEST_SUITE("notable") {
  TEST_CASE("parts, deciders, the card, the lines and what follows") {
    Board board(offices());
    const Part value = Part(board.book.ask("notable", R"({"class": "office", "period": "2025"})"))["value"];
    CHECK(value["node"].text() == "total");
    REQUIRE(value["parts"].size() == 3);
    CHECK(value["parts"][0]["share"].text() == "0.7");
    CHECK(value["parts"][0]["shown"].text() == "70%");
    CHECK(value["parts"][0]["mean"]["exact"].text() == "185/3");  // 65, 60 and 60
    CHECK(value["parts"][1]["share"].text() == "0.3");
    CHECK(value["parts"][2]["outside"].text() == "true");
    CHECK(value["parts"][2]["share"].text().empty());
    CHECK(value["parts"][2]["full"].is_null());

    // `care` 24 … 30; `part` brings 65, 60, 60 and of D only a half that is not known: 5; `extra` 0 … 1.
    REQUIRE(value["deciders"].size() == 3);
    CHECK(value["deciders"][0]["node"].text() == "care");
    CHECK(value["deciders"][0]["spread"]["exact"].text() == "6");
    CHECK(value["deciders"][0]["low"]["unit"].text() == "C");
    CHECK(value["deciders"][0]["high"]["unit"].text() == "A");
    CHECK(value["deciders"][1]["node"].text() == "part");
    CHECK(value["deciders"][1]["spread"]["exact"].text() == "5");
    CHECK(value["deciders"][1]["high"]["points"]["exact"].text() == "65");
    CHECK(value["deciders"][1]["clauses"][0]["id"].text() == "K");
    CHECK(value["deciders"][2]["spread"]["exact"].text() == "1");

    // B and C lose in both great parts; A in one. C has something in the third besides.
    CHECK(value["card"]["unit"].text() == "C");

    REQUIRE(value["lines"].size() == 1);
    CHECK(value["lines"][0]["node"].text() == "grade");
    CHECK(value["lines"][0]["of"].text() == "total");
    CHECK(value["lines"][0]["level"].text() == "good");
    CHECK(value["lines"][0]["from"]["exact"].text() == "85");
    REQUIRE(value["lines"][0]["near"].size() == 3);
    CHECK(value["lines"][0]["near"][0]["unit"].text() == "A");
    CHECK(value["lines"][0]["near"][0]["distance"]["exact"].text() == "10");
    CHECK(value["lines"][0]["near"][1]["unit"].text() == "C");
    CHECK(value["lines"][0]["near"][1]["distance"]["exact"].text() == "0");
    CHECK(value["lines"][0]["near"][2]["unit"].text() == "B");
    CHECK(value["lines"][0]["near"][2]["points"]["shown"].text() == "84.995");
    CHECK(value["lines"][0]["near"][2]["distance"]["exact"].text() == "-0.005");
    CHECK(value["lines"][0]["near"][2]["distance"]["shown"].text() == "-0.005");  // below one point nothing is rounded

    REQUIRE(value["outcomes"].size() == 1);
    CHECK(value["outcomes"][0]["node"].text() == "struckOut");
    CHECK(value["outcomes"][0]["units"].text() == "2");
    CHECK(value["outcomes"][0]["effect"].text() == "measure");
  }

  TEST_CASE("who is exempt is no lowest, and where nobody is known there is no card") {
    Given g = offices();
    g.readings = R"("x": {"2025-H1": ["70", "exempt", null, null], "2025-H2": ["60", "exempt", null, null]}, "y": {"2025": ["30", "20", null, null]}, "plus": {"2025": ["0", "0", null, null]})";
    const Part some = Part(Board(g).book.ask("notable", R"({"class": "office", "period": "2025"})"))["value"];
    REQUIRE(some["deciders"].size() == 1);  // `part` is A's alone
    CHECK(some["deciders"][0]["node"].text() == "care");
    CHECK(some["deciders"][0]["spread"]["exact"].text() == "10");
    g.readings = "";
    const Part none = Part(Board(g).book.ask("notable", R"({"class": "office", "period": "2025"})"))["value"];
    CHECK(none["card"].is_null());
    CHECK(none["deciders"].size() == 0);
    CHECK(none["parts"][0]["mean"].is_null());
    CHECK(none["parts"].size() == 3);
    CHECK(none["lines"][0]["near"].size() == 0);
    CHECK(errors_of(Part(Board(g).book.ask("notable", R"({"class": "office", "period": "2019"})"))) == "query-unknown /period");
  }
}
