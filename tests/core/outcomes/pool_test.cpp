#include "core/support.h"

using namespace yardstick::test;

namespace {

/// Units A, B, C … (or as given), each with a share, sharing a pool with those keys.
Given pooled(const std::string& amount, const std::string& shares, const std::string& keys = "", const std::string& more = "") {
  Given g;
  g.units.clear();
  std::size_t units = 1;
  for (const char c : shares) units += c == ',';
  for (std::size_t i = 0; i < units; ++i) g.units.push_back(std::string(1, static_cast<char>('A' + i)));
  g.facts = R"("share": {"type": "number", "title": {"zh-CN": "系数", "en": "Share"}, "grain": "year"}, "second": {"type": "number", "grain": "year"},
    "fund": {"type": "number", "grain": "year"}, "own": {"type": "number", "grain": "year"})";
  g.nodes = ten_points(R"({"kind": "constant", "points": "1"})") + R"(, "pay": {"type": "pool", "amount": ")" + amount + R"(", "by": "share")" + keys + "}";
  g.readings = R"("share": {"2025": [)" + shares + "]}" + more;
  return g;
}
std::string paid(const Given& g) {
  const Board board(g);
  std::string all;
  for (const std::string& unit : g.units) {
    const std::string id = unit[0] == '{' ? unit.substr(8, 1) : unit;
    const Part part = board.explain("pay", id);
    all += (all.empty() ? "" : " ") + (part["status"].text() == "known" ? part["outcome"]["value"].text() : part["status"].text());
  }
  return all;
}
std::string second(const std::string& values) { return R"(, "second": {"2025": [)" + values + "]}"; }
std::string own(const std::string& values) { return R"(, "own": {"2025": [)" + values + "]}"; }
const char* const before = R"(, "adjust": {"amount": "own", "when": "before"})";
const char* const after = R"(, "adjust": {"amount": "own", "when": "after"})";

}  // namespace

TEST_SUITE("outcomes.pool") {
  TEST_CASE("in proportion, and the parts add up to the fen") {
    CHECK(paid(pooled("1000", "5, 3, 2")) == "500 300 200");
    // 100 ÷ 3 = 33.333…: all fractions alike, the fen left goes to the first id.
    CHECK(paid(pooled("100", "1, 1, 1")) == "33.34 33.33 33.33");
    // 100 × 2/7 = 28.571…, × 4/7 = 57.142…, × 1/7 = 14.285…: fractions .142…, .285…, .571… of a fen; the two fen left go to C and B.
    CHECK(paid(pooled("100", "2, 4, 1")) == "28.57 57.14 14.29");
  }
  TEST_CASE("the largest fraction is first") {
    // 1 yuan over 1, 2 and 3 sixths: 16.66…, 33.33… and 50 fen: one fen left, to A.
    CHECK(paid(pooled("1", "1, 2, 3")) == "0.17 0.33 0.5");
    // 0.05 over 0.4, 0.3, 0.3: 2, 1.5 and 1.5 fen: one fen left, B before C.
    CHECK(paid(pooled("0.05", "4, 3, 3")) == "0.02 0.02 0.01");
  }
  TEST_CASE("equal fractions are parted by the keys, then by the id of the unit") {
    CHECK(paid(pooled("0.05", "4, 3, 3", R"(, "ties": ["second"])", second("0, 1, 2"))) == "0.02 0.01 0.02");
    CHECK(paid(pooled("0.05", "4, 3, 3", R"(, "ties": ["second"])", second("0, 1, 1"))) == "0.02 0.02 0.01");
    Given g = pooled("0.05", "4, 3, 3");
    g.units = {"A", "C", "B"};
    CHECK(paid(g) == "0.02 0.01 0.02");
  }
  TEST_CASE("a missing key of a tie holds back only those it would part") {
    CHECK(paid(pooled("0.05", "4, 3, 3", R"(, "ties": ["second"])", second("0, null, 1"))) == "0.02 missing missing");
    CHECK(paid(pooled("0.07", "4, 3, 3", R"(, "ties": ["second"])", second("null, null, null"))) == "0.03 0.02 0.02");
  }
  TEST_CASE("an amount that is not whole fen is rounded half-up, and the parts make that") {
    CHECK(paid(pooled("0.005", "1, 1")) == "0.01 0");
    CHECK(paid(pooled("0.0049", "1, 1")) == "0 0");
    CHECK(paid(pooled("10.006", "1, 1")) == "5.01 5");
  }
  TEST_CASE("a coarser unit of payment") {
    CHECK(paid(pooled("1000", "1, 1, 1", R"(, "unit": "100")")) == "400 300 300");
    CHECK(paid(pooled("1000", "5, 3, 2", R"(, "unit": "1")")) == "500 300 200");
  }
  TEST_CASE("a missing share holds back the whole part, an exempt one takes no part") {
    CHECK(paid(pooled("100", "1, null, 1")) == "missing missing missing");
    CHECK(paid(pooled("100", "1, \"exempt\", 3")) == "25 exempt 75");
    CHECK(Board(pooled("100", "1, null, 1")).explain("pay", "A")["reason"].zh() == "B：缺少系数（2025年），已逾期");
  }
  TEST_CASE("a negative share and no share at all are faults of the figures; a share of nought gets nothing") {
    CHECK(paid(pooled("100", "1, -1, 3")) == "invalid invalid invalid");
    CHECK(paid(pooled("100", "0, 0")) == "invalid invalid");
    CHECK(paid(pooled("100", "0, 2")) == "0 100");
    CHECK(paid(pooled("-1", "1, 1")) == "invalid invalid");
  }
  TEST_CASE("each part of a cohort has a pool of its own, and one held back holds back no other") {
    const std::string fund = R"(, "fund": {"2025": [100, 100, 90, 90]})";
    Given g = pooled("fund", "1, 3, 1, null", R"(, "within": "group")", fund);
    g.units = {R"({"id": "A", "group": "x"})", R"({"id": "B", "group": "x"})", R"({"id": "C", "group": "y"})", R"({"id": "D", "group": "y"})"};
    CHECK(paid(g) == "25 75 missing missing");
    CHECK(paid(pooled("fund", "1, 3, 1, 2", "", fund)) == "invalid invalid invalid invalid");
  }
  TEST_CASE("adjustments before: first taken out, then given to each; the whole stays the amount") {
    // 1000 − (60 − 10) = 950 over 1 and 1: 475 each, and 60 and −10 on top.
    CHECK(paid(pooled("1000", "1, 1", before, own("60, -10"))) == "535 465");
    CHECK(paid(pooled("1000", "1, 1", before, own("1001, 0"))) == "invalid invalid");
    CHECK(paid(pooled("1000", "1, 1", before, own("null, 0"))) == "missing missing");
    CHECK(paid(pooled("1000", "1, 1", before, own("\"exempt\", 100"))) == "450 550");
    CHECK(paid(pooled("1", "1, 1, 1", before, own("0.005, 0, 0"))) == "0.34 0.33 0.33");
  }
  TEST_CASE("adjustments after: on top of the amount, and a missing one concerns its unit alone") {
    CHECK(paid(pooled("1000", "1, 1", after, own("60, -10"))) == "560 490");
    CHECK(paid(pooled("1000", "1, 1", after, own("null, 0"))) == "missing 500");
  }
  TEST_CASE("the share, the part and the remainder are told") {
    const Part outcome = Board(pooled("100", "1, 1, 1")).explain("pay")["outcome"];
    CHECK(outcome["label"].zh() == "33.34元");
    CHECK(outcome["reasons"][0].zh() == "100 × 1 ÷ 3 ≈ 33.3333");
    CHECK(outcome["reasons"][1].zh() == "余数中补得0.01");
    CHECK(outcome["of"].text() == "3");
    CHECK(Board(pooled("100", "1, 1, 1")).explain("pay", "B")["outcome"]["reasons"][1].en() == "rounded down to 33.33");
    const Part adjusted = Board(pooled("1000", "1, 1", before, own("60, -10"))).explain("pay")["outcome"];
    CHECK(adjusted["reasons"][0].en() == "(1000 − 50) × 1 ÷ 2 = 475");
    CHECK(adjusted["reasons"][1].en() == "adjusted by 60");
    CHECK(Board(pooled("100", "1, 1")).explain("pay")["sentence"].zh() == "100按系数的比例分配，先舍到0.01，余下的按舍去部分从大到小各补一份。");
  }
}
