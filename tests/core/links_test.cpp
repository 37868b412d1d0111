// Links between units: who stands at the other end, from which day and to which, and whose shares make a whole.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// Offices A and B, and persons p, q and r who work there.
std::string scheme(const std::string& link) {
  return R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
    "calendar": {"main": "year", "periods": ["year", "quarter"]}, "display": {"places": 2, "mode": "half-up"},
    "links": {"at": {"from": "person", "to": ["office"], )x" + link + R"x(}},
    "classes": {
      "office": {"facts": {}, "nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}, "staff": {"type": "number", "grain": "quarter", "value": "count(at^)"}}, "total": "total"},
      "person": {"facts": {}, "nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}}, "total": "total"}}})x";
}
std::string dataset(const std::string& links) {
  return R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
    "units": {"office": [{"id": "A"}, {"id": "B"}], "person": [{"id": "p"}, {"id": "q"}, {"id": "r"}]}, "links": {"at": [)" + links + "]}}";
}

}  // namespace

TEST_SUITE("links") {
  TEST_CASE("a link is in force on its first day and on its last") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme(R"("count": "many")"), dataset(R"({"from": "p", "to": "A", "until": "2025-06-30"}, {"from": "q", "to": "A", "since": "2025-06-30"}, {"from": "r", "to": "A", "since": "2025-07-01", "until": "2025-12-30"})")))) == "");
    const auto staff = [&](const char* quarter) {
      return Part(book.ask("explain", std::string(R"({"class": "office", "unit": "A", "node": "staff", "period": ")") + quarter + "\"}"))["value"]["points"]["exact"].text();
    };
    CHECK(staff("2025-Q1") == "1");  // p
    CHECK(staff("2025-Q2") == "2");  // p on its last day, q on its first
    CHECK(staff("2025-Q3") == "2");  // q and r
    CHECK(staff("2025-Q4") == "1");  // q
  }
  TEST_CASE("shares make a whole at the end that the scheme names") {
    const auto told = [](const char* end, const std::string& links) {
      Workbook book;
      return errors_of(Part(book.load(scheme(std::string(R"("count": "many", "shares": ")") + end + "\""), dataset(links))));
    };
    // p gives all to A; q halves itself between A and B: by persons each makes 1, by offices A has 1.5 and B a half.
    const std::string by_person = R"({"from": "p", "to": "A", "share": "1"}, {"from": "q", "to": "A", "share": "50%"}, {"from": "q", "to": "B", "share": "0.5"})";
    CHECK(told("from", by_person) == "");
    CHECK(told("to", by_person) == "shares-off-total /links/at; shares-off-total /links/at");
    // A is borne by p and q, B by q alone: by offices each makes 1, by persons p has 0.4 and q 1.6.
    const std::string by_office = R"({"from": "p", "to": "A", "share": "40%"}, {"from": "q", "to": "A", "share": "60%"}, {"from": "q", "to": "B", "share": "1"})";
    CHECK(told("to", by_office) == "");
    CHECK(told("from", by_office) == "shares-off-total /links/at; shares-off-total /links/at");
  }
}
