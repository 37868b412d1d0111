// Guesses held against the engine's figures; pairs are counted by hand.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

Given offices() {
  Given g;
  g.facts = R"("x": {"type": "number", "grain": "year"})";
  g.nodes = R"("total": {"full": "100", "rule": {"kind": "formula", "points": "x"}}, "share": {"type": "rate", "value": "x / 100"}, "low": {"type": "verdict", "when": "total < 85", "then": "low", "effect": "notice"},
    "grade": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "title": {"zh-CN": "良好", "en": "Good"}, "from": "85"}, {"level": "poor", "title": {"zh-CN": "较差", "en": "Poor"}}]}]},
    "place": {"type": "rank", "of": "total", "ties": "competition"})";
  g.units = {"A", "B", "C", "D", "E"};
  g.readings = R"("x": {"2025": ["84.995", "90", "70", "90", null]})";
  return g;
}

Part guess(const Board& board, const std::string& node, const std::string& text, const std::string& unit = "A") {
  return Part(board.book.ask("guess", R"({"class": "office", "unit": ")" + unit + R"(", "period": "2025", "node": ")" + node + R"(", "guess": ")" + text + "\"}"));
}
Part order(const Board& board, const std::string& units) {
  return Part(board.book.ask("guess", R"({"class": "office", "period": "2025", "order": [)" + units + "]}"));
}

}  // namespace

TEST_SUITE("guess") {
  TEST_CASE("points: equal means exactly equal, and the difference has a sign") {
    Board board(offices());
    CHECK(guess(board, "total", "84.995")["value"]["right"].text() == "true");
    const Part near = guess(board, "total", "85")["value"];
    CHECK(near["right"].text() == "false");
    CHECK(near["guess"]["shown"].text() == "85.00");
    CHECK(near["answer"]["shown"].text() == "84.995");
    CHECK(near["difference"]["exact"].text() == "0.005");
    CHECK(guess(board, "total", "80")["value"]["difference"]["exact"].text() == "-4.995");
    CHECK(guess(board, "share", "70%", "C")["value"]["right"].text() == "true");
    const Part missing = guess(board, "total", "85", "E")["value"];
    CHECK(missing["right"].text() == "false");
    CHECK(missing["answer"].is_null());
    CHECK(missing["difference"].is_null());
    CHECK(errors_of(guess(board, "total", "much")) == "query-unknown /guess");
    CHECK(errors_of(guess(board, "none", "1")) == "query-unknown /node");
  }

  TEST_CASE("a level, a verdict and a place by their ids") {
    Board board(offices());
    const Part level = guess(board, "grade", "good")["value"];
    CHECK(level["right"].text() == "false");
    CHECK(level["guess"]["title"].zh() == "良好");
    CHECK(level["answer"]["id"].text() == "poor");
    CHECK(level["answer"]["title"].zh() == "较差");
    CHECK(level["difference"].is_null());
    CHECK(guess(board, "grade", "good", "B")["value"]["right"].text() == "true");
    CHECK(errors_of(guess(board, "grade", "best")) == "query-unknown /guess");
    CHECK(guess(board, "low", "true")["value"]["right"].text() == "true");
    CHECK(guess(board, "low", "true", "B")["value"]["right"].text() == "false");
    CHECK(guess(board, "place", "3")["value"]["right"].text() == "true");
    CHECK(guess(board, "place", "2")["value"]["answer"]["id"].text() == "3");
  }

  TEST_CASE("an order: B and D share the first place, then A, then C") {
    Board board(offices());
    const Part right = order(board, R"("D", "B", "A", "C")")["value"];
    CHECK(right["right"].text() == "true");
    CHECK(right["order"].words() == "D B A C");
    CHECK(right["pairs"]["of"].text() == "6");
    CHECK(right["pairs"]["right"].text() == "6");
    // C before D, A and B is wrong three times; D before A and B, A after B: A before B is wrong.
    const Part wrong = order(board, R"("C", "D", "A", "B")")["value"];
    CHECK(wrong["right"].text() == "false");
    CHECK(wrong["pairs"]["right"].text() == "2");
    CHECK(wrong["order"].words() == "D B A C");
    CHECK(wrong["places"].words() == "1 1 3 4");
    CHECK(errors_of(order(board, R"("A", "E")")) == "query-unknown /order/1");  // E has no place
    CHECK(errors_of(order(board, R"("A", "A")")) == "query-unknown /order/1");
    CHECK(errors_of(order(board, R"("A", "Z")")) == "query-unknown /order/1");
  }
}
