#include "core/support.h"

using namespace yardstick::test;

namespace {

/// A base of ten and a bonus beside it; claims are placed by the day they are filed.
Given claims(const std::string& rows, const std::string& cap = R"(, "cap": "5")") {
  Given g;
  g.clauses = R"("c4": "document", "c5": "deadline", "c6": "years", "c7": "points")";
  g.facts = R"("claims": {"type": "records", "title": {"zh-CN": "表彰", "en": "Honours"}, "grain": "year", "dated": "filed", "fields": {"filed": "date", "date": "date", "document": "flag",
      "kind": {"type": "choice", "options": {"city": {"zh-CN": "市级", "en": "City"}, "county": {"zh-CN": "县级", "en": "County"}}}}})";
  g.nodes = R"("total": {"full": "10", "children": ["base", "bonus"]}, "base": {"full": "10", "rule": {"kind": "constant", "points": "9"}},
    "bonus": {"outside": true, "clauses": ["c7"], "rule": {"kind": "bonus", "records": "claims", "price": {"of": "item.kind", "to": {"city": "3", "county": "1"}},
      "evidence": {"field": "document", "clauses": ["c4"]}, "deadline": {"field": "filed", "day": "11-30", "clauses": ["c5"]},
      "carryOver": {"field": "date", "years": 1, "clauses": ["c6"]})" + cap + "}}";
  g.records = R"("claims": {"A": [)" + rows + "]}";
  return g;
}
std::string claim(const std::string& id, const std::string& filed, const std::string& earned, const std::string& kind = "city", const std::string& document = "true") {
  return R"({"id": ")" + id + R"(", "filed": ")" + filed + R"(", "date": ")" + earned + R"(", "document": )" + document + R"(, "kind": ")" + kind + "\"}";
}
std::string bonus(const std::string& rows) { return Board(claims(rows)).figure("bonus"); }

}  // namespace

TEST_SUITE("rules.bonus") {
  TEST_CASE("claims add up to the cap and no further; raw says what they were worth") {
    CHECK(bonus("") == "0");
    CHECK(bonus(claim("1", "2025-03-01", "2025-02-01")) == "3");
    CHECK(bonus(claim("1", "2025-03-01", "2025-02-01") + "," + claim("2", "2025-03-01", "2025-02-01", "county")) == "4");
    const std::string five = claim("1", "2025-03-01", "2025-02-01") + "," + claim("2", "2025-03-01", "2025-02-01", "county") + "," + claim("3", "2025-03-01", "2025-02-01", "county");
    CHECK(bonus(five) == "5");
    Given g = claims(five + "," + claim("4", "2025-03-01", "2025-02-01"));
    g.nodes += R"(, "worth": {"type": "number", "value": "bonus.raw"})";
    const Board board(g);
    CHECK(board.figure("bonus") == "5");
    CHECK(board.figure("worth") == "8");
    CHECK(board.figure("total") == "14");
  }
  TEST_CASE("without a cap all that is accepted counts") {
    CHECK(Board(claims(claim("1", "2025-03-01", "2025-02-01") + "," + claim("2", "2025-03-01", "2025-02-01"), "")).figure("bonus") == "6");
  }
  TEST_CASE("the deadline: the day before, the day itself and the day after") {
    CHECK(bonus(claim("1", "2025-11-29", "2025-02-01")) == "3");
    CHECK(bonus(claim("1", "2025-11-30", "2025-02-01")) == "3");
    CHECK(bonus(claim("1", "2025-12-01", "2025-02-01")) == "0");
  }
  TEST_CASE("carry-over: last year counts, the year before does not") {
    CHECK(bonus(claim("1", "2025-03-01", "2024-12-31")) == "3");
    CHECK(bonus(claim("1", "2025-03-01", "2024-01-01")) == "3");
    CHECK(bonus(claim("1", "2025-03-01", "2023-12-31")) == "0");
  }
  TEST_CASE("what was earned after the year it is claimed in does not count") {
    CHECK(bonus(claim("1", "2025-03-01", "2025-12-31")) == "3");
    CHECK(bonus(claim("1", "2025-03-01", "2026-01-01")) == "0");
  }
  TEST_CASE("a claim that fails is listed with its reason and clause, and gives nothing") {
    const Part told = Board(claims(claim("late", "2025-12-01", "2025-02-01") + "," + claim("bare", "2025-03-01", "2025-02-01", "city", "false") + "," +
                                   claim("old", "2025-03-01", "2023-05-01") + "," + claim("good", "2025-03-01", "2025-02-01"))).explain("bonus");
    REQUIRE(told["records"].size() == 4);
    CHECK(told["records"][0]["accepted"].text() == "false");
    CHECK(told["records"][0]["reason"].en() == "filed after 11-30");
    CHECK(told["records"][0]["clauses"].words() == "c5");
    CHECK(told["records"][0]["points"]["exact"].text() == "0");
    CHECK(told["records"][1]["reason"].zh() == "没有“document”");
    CHECK(told["records"][1]["clauses"].words() == "c4");
    CHECK(told["records"][2]["clauses"].words() == "c6");
    CHECK(told["records"][3]["accepted"].text() == "true");
    CHECK(told["records"][3]["points"]["exact"].text() == "3");
    CHECK(told["figures"].en() == "min(3, 5) = 3");
    CHECK(told["formula"].zh() == "min(认可的加分之和, 5)");
  }
  TEST_CASE("a missing list is missing, but a claim that does not say whether it has its document is rejected") {
    Given g = claims("");
    g.records = "";
    CHECK(Board(g).figure("bonus") == "missing");
    CHECK(bonus(claim("1", "2025-03-01", "2025-02-01", "city", "null")) == "0");
  }
  TEST_CASE("a field that is no flag, no date or not there, and a day that is none, are refused") {
    const auto refusal = [](const std::string& from, const std::string& to) {
      Given g = claims("");
      g.nodes.replace(g.nodes.find(from), from.size(), to);
      return check_errors(g);
    };
    const std::string rule = "/classes/office/nodes/bonus/rule";
    CHECK(refusal(R"("field": "document")", R"("field": "kind")") == "formula-type " + rule + "/evidence/field");
    CHECK(refusal(R"("field": "document")", R"("field": "paper")") == "unknown-reference " + rule + "/evidence/field");
    CHECK(refusal(R"("field": "filed")", R"("field": "document")") == "formula-type " + rule + "/deadline/field");
    CHECK(refusal("11-30", "11-31") == "bad-date " + rule + "/deadline/day");
    CHECK(refusal("[\"c6\"]", "[\"c66\"]") == "unknown-reference " + rule + "/carryOver/clauses/0");
  }
}
