#include "core/support.h"

using namespace yardstick::test;

namespace {

Given rule(const std::string& keys, const std::string& a = "0", const std::string& b = "0") {
  Given g;
  g.facts = R"("a": {"type": "number", "title": {"zh-CN": "甲", "en": "First"}, "grain": "year"}, "b": {"type": "number", "title": {"zh-CN": "乙", "en": "Second"}, "grain": "year"},
    "events": {"type": "records", "title": {"zh-CN": "曝光", "en": "Exposures"}, "grain": "year", "fields": {"date": "date", "verified": "flag",
      "severity": {"type": "choice", "options": {"minor": {"zh-CN": "轻", "en": "Minor"}, "major": {"zh-CN": "重", "en": "Major"}}}, "size": "number"}})";
  g.nodes = ten_points(R"({"kind": "deduction", )" + keys + "}");
  g.readings = R"("a": {"2025": [)" + a + R"(]}, "b": {"2025": [)" + b + "]}";
  return g;
}
std::string points(const std::string& keys, const std::string& a = "0", const std::string& b = "0") { return Board(rule(keys, a, b)).figure("total"); }
std::string with_records(const std::string& keys, const std::string& records) {
  Given g = rule(keys);
  g.records = R"("events": {"A": [)" + records + "]}";
  return Board(g).figure("total");
}

const char* const counts = R"("counts": [{"value": "a", "points": "0.5"}, {"value": "b", "points": "2", "free": "3"}], "floor": "0")";
const char* const priced = R"("records": "events", "when": "item.verified", "price": {"of": "item.severity", "to": {"minor": "2", "major": "4"}}, "floor": "0")";

// The first two cost 1 each, every further one 2, and five take all.
const char* const tiers = R"("counts": [{"value": "a", "tiers": [{"from": "1", "points": "1"}, {"from": "3", "points": "2"}, {"from": "5", "all": true}]}, {"value": "b", "points": "3"}], "floor": )";

std::string over(const std::string& part) {
  return R"("over": {"value": "a", "of": "b"}, "per": {"amount": "10", "points": "0.5", "part": ")" + part + R"("}, "floor": "0")";
}
std::string short_of(const std::string& part, const std::string& floor = "0") {
  return R"("short": {"value": "a / b", "of": "98%"}, "per": {"percentagePoint": "1", "points": "0.5", "part": ")" + part + R"("}, "floor": ")" + floor + "\"";
}

}  // namespace

TEST_SUITE("rules.deduction") {
  TEST_CASE("counts: each costs its price, and the free ones nothing") {
    CHECK(points(counts, "3", "2") == "8.5");  // 10 − 3 × 0.5
    CHECK(points(counts, "3", "3") == "8.5");
    CHECK(points(counts, "3", "4") == "6.5");  // one beyond the three free ones
  }
  TEST_CASE("the floor: just above it, on it and below it") {
    CHECK(points(counts, "19", "0") == "0.5");
    CHECK(points(counts, "20", "0") == "0");
    CHECK(points(counts, "21", "0") == "0");
    CHECK(points(R"("counts": [{"value": "a", "points": "0.5"}], "floor": "none")", "21") == "-0.5");
    CHECK(points(R"("counts": [{"value": "a", "points": "0.5"}], "floor": "6")", "21") == "6");
  }
  TEST_CASE("raw is what would be left without the floor") {
    Given g = rule(counts, "24");
    g.nodes += R"(, "below": {"type": "number", "value": "total.raw"})";
    CHECK(Board(g).figure("below") == "-2");
  }
  TEST_CASE("without full marks of its own a deduction starts from zero") {
    Given g = rule(counts, "3");
    g.nodes = R"("total": {"full": "10", "children": ["base", "off"]}, "base": {"full": "10", "rule": {"kind": "constant", "points": "10"}},
                 "off": {"outside": true, "rule": {"kind": "deduction", "counts": [{"value": "a", "points": "0.5"}], "floor": "none"}})";
    const Board board(g);
    CHECK(board.figure("off") == "-1.5");
    CHECK(board.figure("total") == "8.5");
  }
  TEST_CASE("shortfall in whole points: a part of one does not count") {
    CHECK(points(short_of("whole"), "98", "100") == "10");
    CHECK(points(short_of("whole"), "97.5", "100") == "10");
    CHECK(points(short_of("whole"), "97", "100") == "9.5");
    CHECK(points(short_of("whole"), "96.5", "100") == "9.5");
    CHECK(points(short_of("whole"), "100", "100") == "10");
  }
  TEST_CASE("shortfall in started points: a part of one counts as one") {
    CHECK(points(short_of("started"), "98", "100") == "10");
    CHECK(points(short_of("started"), "97.99", "100") == "9.5");
    CHECK(points(short_of("started"), "97", "100") == "9.5");
    CHECK(points(short_of("started"), "96.99", "100") == "9");
  }
  TEST_CASE("shortfall in proportion counts exactly") {
    CHECK(points(short_of("proportional"), "97.5", "100") == "9.75");
    CHECK(points(short_of("proportional", "none"), "2", "3") == "-17/3");  // 98 − 200/3 = 94/3 points short, 47/3 off
  }
  TEST_CASE("a shortfall by amount counts units, not percentage points") {
    const char* by_amount = R"("short": {"value": "a", "of": "50"}, "per": {"amount": "10", "points": "1", "part": "whole"}, "floor": "0")";
    CHECK(points(by_amount, "41") == "10");
    CHECK(points(by_amount, "40") == "9");
    CHECK(points(by_amount, "39") == "9");
  }
  TEST_CASE("tiers: each single one costs the points of its tier, just before, on and after each") {
    const std::string keys = std::string(tiers) + "\"0\"";
    CHECK(points(keys, "0") == "10");
    CHECK(points(keys, "1") == "9");
    CHECK(points(keys, "2") == "8");
    CHECK(points(keys, "3") == "6");  // 1 + 1 + 2
    CHECK(points(keys, "4") == "4");  // 1 + 1 + 2 + 2
    CHECK(points(keys, "5") == "0");
    CHECK(points(keys, "6") == "0");
    CHECK(points(keys, "3", "1") == "3");
  }
  TEST_CASE("tiers: a part of a single one costs nothing") {
    const std::string keys = std::string(tiers) + "\"0\"";
    CHECK(points(keys, "\"0.9\"") == "10");
    CHECK(points(keys, "\"2.9\"") == "8");
    CHECK(points(keys, "\"4.9\"") == "4");
  }
  TEST_CASE("tiers that begin later leave the first ones free") {
    const std::string keys = R"("counts": [{"value": "a", "tiers": [{"from": "3", "points": "2"}]}], "floor": "0")";
    CHECK(points(keys, "2") == "10");
    CHECK(points(keys, "3") == "8");
    CHECK(points(keys, "4") == "6");
  }
  TEST_CASE("tiers that take all leave nothing, and the floor is given all the same") {
    CHECK(points(std::string(tiers) + "\"none\"", "5") == "0");
    CHECK(points(std::string(tiers) + "\"2\"", "5") == "2");
    CHECK(points(std::string(tiers) + "\"none\"", "5", "4") == "-8");  // 10 − 6 − 12 is below nothing already, and is not lifted to it
    CHECK(points(std::string(tiers) + "\"0\"", "null") == "missing");
    CHECK(points(std::string(tiers) + "\"0\"", "5", "null") == "missing");
  }
  TEST_CASE("tiers are told, and one that takes all as well") {
    const Part told = Board(rule(std::string(tiers) + "\"0\"", "3", "1")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，甲第1个起每个扣1分，第3个起每个扣2分，满5个扣完；乙每一个扣3分，扣完为止。");
    CHECK(told["sentence"].en() == "Out of 10; First: 1 off each from no. 1, 2 off each from no. 3, all points at 5; 3 off for each of Second, down to zero.");
    CHECK(told["formula"].zh() == "max(满分 − 甲逐个扣分 − 乙 × 3, 0)");
    CHECK(told["figures"].en() == "max(10 − 4 − 1 × 3, 0) = 3");
    CHECK(Board(rule(std::string(tiers) + "\"0\"", "5", "1")).explain("total")["figures"].en() == "max(min(10 − 6 − 1 × 3, 0), 0) = 0");
  }
  TEST_CASE("over a line: just below it, on it and beyond it, as the part of a unit says") {
    CHECK(points(over("whole"), "49", "50") == "10");
    CHECK(points(over("whole"), "50", "50") == "10");
    CHECK(points(over("whole"), "59", "50") == "10");
    CHECK(points(over("whole"), "60", "50") == "9.5");
    CHECK(points(over("started"), "50", "50") == "10");
    CHECK(points(over("started"), "51", "50") == "9.5");
    CHECK(points(over("started"), "60", "50") == "9.5");
    CHECK(points(over("proportional"), "53", "50") == "9.85");
    CHECK(points(over("whole"), "null", "50") == "missing");
    const Part told = Board(rule(over("started"), "61", "50")).explain("total");
    CHECK(told["sentence"].zh() == "满分10分，甲高于乙的，每高10扣0.5分，不足一个单位的按一个计，扣完为止。");
    CHECK(told["sentence"].en() == "Out of 10; 0.5 off for each 10 by which First exceeds Second; a part of one counts as one, down to zero.");
    CHECK(told["figures"].en() == "ceil((61 − 50) ÷ 10) = 2; max(10 − 2 × 0.5, 0) = 9");
  }
  TEST_CASE("a zero denominator is invalid and a missing count missing") {
    CHECK(points(short_of("whole"), "5", "0") == "invalid");
    CHECK(points(counts, "null", "1") == "missing");
    CHECK(points(counts, "\"exempt\"", "1") == "exempt");
  }
  TEST_CASE("records cost what the price list says, and only where the condition holds") {
    CHECK(with_records(priced, "") == "10");
    CHECK(with_records(priced, R"({"id": "1", "date": "2025-01-01", "verified": true, "severity": "minor"})") == "8");
    CHECK(with_records(priced, R"({"id": "1", "date": "2025-01-01", "verified": true, "severity": "minor"}, {"id": "2", "date": "2025-12-31", "verified": true, "severity": "major"},
                                  {"id": "3", "date": "2025-06-01", "verified": false, "severity": "major"})") == "4");
    CHECK(with_records(R"("records": "events", "price": {"value": "item.size"}, "floor": "none")", R"({"id": "1", "date": "2025-01-01", "size": "12.5"})") == "-2.5");
  }
  TEST_CASE("a unit without a list is missing; a record without its flag makes the points missing") {
    CHECK(points(priced) == "missing");
    CHECK(with_records(priced, R"({"id": "1", "date": "2025-01-01", "severity": "minor"})") == "missing");
  }
  TEST_CASE("the formula is told in words and in figures") {
    const Part told = Board(rule(counts, "3", "4")).explain("total");
    CHECK(told["formula"].zh() == "max(满分 − 甲 × 0.5 − max(乙 − 3, 0) × 2, 0)");
    CHECK(told["formula"].en() == "max(full marks − First × 0.5 − max(Second − 3, 0) × 2, 0)");
    CHECK(told["figures"].en() == "max(10 − 3 × 0.5 − max(4 − 3, 0) × 2, 0) = 6.5");
    CHECK(told["sentence"].en() == "Out of 10; 0.5 off for each of First; 2 off for each of Second (the first 3 free), down to zero.");
    CHECK(Board(rule(short_of("started"), "96.99", "100")).explain("total")["figures"].zh() ==
          "进一((98% − (96.99 ÷ 100)) ÷ 1%) = 2；max(10 − 2 × 0.5, 0) = 9");
  }
  TEST_CASE("tiers out of order, after the one that takes all, of a part of one, or that say nothing are refused") {
    const auto refusal = [](const std::string& rows) { return check_errors(rule(R"("counts": [{"value": "a", "tiers": [)" + rows + R"(]}], "floor": "0")")); };
    const std::string at = "/classes/office/nodes/total/rule/counts/0/tiers";
    CHECK(refusal(R"({"from": "2", "points": "1"}, {"from": "2", "points": "2"})") == "rows-unsorted " + at + "/1");
    CHECK(refusal(R"({"from": "2", "all": true}, {"from": "3", "points": "2"})") == "rows-unsorted " + at + "/1");
    CHECK(refusal(R"({"from": "0", "points": "1"})") == "wrong-type " + at + "/0/from");
    CHECK(refusal(R"({"from": "1.5", "points": "1"})") == "wrong-type " + at + "/0/from");
    CHECK(refusal(R"({"from": "1"})") == "wrong-format " + at + "/0");
    CHECK(refusal(R"({"from": "1", "points": "1", "all": true})") == "wrong-format " + at + "/0");
    CHECK(refusal("") == "missing-key " + at);
    CHECK(check_errors(rule(R"("counts": [{"value": "a", "free": "1", "tiers": [{"from": "1", "points": "1"}]}], "floor": "0")")) ==
          "unknown-key /classes/office/nodes/total/rule/counts/0/free");
  }
  TEST_CASE("a rule without its form, a price list with a gap and a zero unit are refused") {
    const auto refusal = [](const std::string& keys) { return check_errors(rule(keys)); };
    CHECK(refusal(R"("floor": "0")") == "wrong-format /classes/office/nodes/total/rule");
    CHECK(refusal(R"("counts": [{"value": "a", "points": "1"}])") == "missing-key /classes/office/nodes/total/rule");
    CHECK(refusal(R"("records": "events", "price": {"of": "item.severity", "to": {"minor": "2"}}, "floor": "0")") == "missing-key /classes/office/nodes/total/rule/price");
    CHECK(refusal(R"("records": "events", "price": {"of": "item.severity", "to": {"minor": "2", "major": "3", "grave": "4"}}, "floor": "0")") ==
          "bad-choice /classes/office/nodes/total/rule/price/to/grave");
    CHECK(refusal(R"("short": {"value": "a", "of": "50"}, "per": {"amount": "0", "points": "1", "part": "whole"}, "floor": "0")") ==
          "bad-quantity /classes/office/nodes/total/rule/per");
    CHECK(refusal(R"("records": "evnets", "price": {"value": "item.size"}, "floor": "0")") == "unknown-reference /classes/office/nodes/total/rule/records");
  }
}
