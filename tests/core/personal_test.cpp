// What a publication says of persons, and the same figures without it.
#include <fstream>
#include <sstream>

#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// Two sections of two persons each: a person's points are done ÷ due of ten; a section's are the mean of its persons' points,
/// with a deduction for each complaint, which names the person; and a bonus of its own.
const char* const scheme = R"x({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
  "calendar": {"main": "year", "periods": ["year"]}, "display": {"places": 2, "mode": "half-up"},
  "links": {"at": {"from": "person", "to": ["section"], "count": "one"}},
  "classes": {
    "section": {"title": "Section", "facts": {
        "bonus": {"type": "number", "grain": "year"},
        "telephone": {"type": "count", "grain": "year", "personal": true},
        "complaints": {"type": "records", "grain": "year", "fields": {"date": "date", "points": "number", "who": {"type": "unit", "class": "person", "title": "Who"}}}},
      "nodes": {
        "total": {"full": "20", "children": ["staff", "own"], "fold": {"over": "children", "take": "sum"}},
        "staff": {"full": "10", "rule": {"kind": "formula", "points": "mean(at^ : item.total)"}},
        "own": {"full": "10", "children": ["extra", "lost"]},
        "extra": {"full": "10", "rule": {"kind": "formula", "points": "bonus"}},
        "lost": {"outside": true, "rule": {"kind": "formula", "points": "0 - sum(complaints : item.points)"}},
        "place": {"type": "rank", "of": "total", "ties": "competition"}},
      "total": "total", "publish": ["total", "place"]},
    "person": {"title": "Person", "persons": true, "facts": {
        "done": {"type": "count", "grain": "year"}, "due": {"type": "count", "grain": "year"}},
      "nodes": {"total": {"full": "10", "children": ["work"]}, "work": {"full": "10", "rule": {"kind": "formula", "points": "10 * done / due"}},
        "place": {"type": "rank", "of": "total", "ties": "competition"}},
      "total": "total", "publish": ["total", "place"]}}})x";

std::string dataset(const std::string& due = "[4, 4, 3, \"exempt\"]") {
  return R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": "2025-12-31", "periods": ["2025"],
    "units": {"section": [{"id": "s"}, {"id": "t"}], "person": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}]},
    "links": {"at": [{"from": "a", "to": "s"}, {"from": "b", "to": "s"}, {"from": "c", "to": "t"}, {"from": "d", "to": "t"}]},
    "readings": {"section": {"bonus": {"2025": ["5.50", 6]}, "telephone": {"2025": [1, null]}},
      "person": {"done": {"2025": [4, 2, 1, 2]}, "due": {"2025": )" + due + R"(}}},
    "records": {"section": {"complaints": {"s": [{"id": "k", "date": "2025-05-01", "points": "1.5", "who": "b"}], "t": []}}}})";
}

std::string figure(const Workbook& book, const char* cls, const char* unit, const char* node) {
  const Part part = Part(book.ask("explain", std::string(R"({"class": ")") + cls + R"(", "unit": ")" + unit + R"(", "node": ")" + node + R"(", "period": "2025"})"))["value"];
  return part["status"].text() == "known" ? part["points"]["exact"].text() : part["status"].text();
}
/// The published figures of the small board, worked out by hand: a 10 × 4/4, b 10 × 2/4, c 10 × 1/3, d exempt;
/// s (10 + 5) ÷ 2 + 5.5 − 1.5 = 11.5, t 10/3 + 6 = 28/3.
void check_published(const Workbook& book) {
  CHECK(figure(book, "person", "a", "total") == "10");
  CHECK(figure(book, "person", "b", "total") == "5");
  CHECK(figure(book, "person", "c", "total") == "10/3");
  CHECK(figure(book, "person", "d", "total") == "exempt");
  CHECK(figure(book, "section", "s", "total") == "11.5");
  CHECK(figure(book, "section", "t", "total") == "28/3");
}
std::string file_text(const std::string& path) {
  std::ifstream file(std::string(YARDSTICK_ROOT) + path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

}  // namespace

TEST_SUITE("personal") {
  TEST_CASE("it lists the classes of people, what is marked, and records that name somebody") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme, dataset()))) == "");
    const Part classes = Part(book.ask("personal", "{}"))["value"]["classes"];
    REQUIRE(classes.size() == 2);
    CHECK(classes[0]["class"].text() == "section");
    CHECK(classes[0]["persons"].text() == "false");
    REQUIRE(classes[0]["facts"].size() == 2);  // the bonus is the section's own
    CHECK(classes[0]["facts"][0]["fact"].text() == "telephone");
    CHECK(classes[0]["facts"][0]["values"].text() == "1");
    CHECK(classes[0]["facts"][1]["fact"].text() == "complaints");
    CHECK(classes[0]["facts"][1]["records"].text() == "1");
    CHECK(classes[0]["facts"][1]["why"].en() == "Who names a person");
    CHECK(classes[1]["class"].text() == "person");
    CHECK(classes[1]["units"].text() == "4");
    REQUIRE(classes[1]["facts"].size() == 2);
    CHECK(classes[1]["facts"][0]["values"].text() == "4");
    CHECK(errors_of(Part(book.ask("personal", R"({"class": "person"})"))) == "unknown-key /class");
  }
  TEST_CASE("without a class of people every published figure stays, and what is not published is said to be that") {
    Workbook book, after;
    REQUIRE(errors_of(Part(book.load(scheme, dataset()))) == "");
    check_published(book);
    const Part held = Part(book.ask("hold_back", R"({"classes": ["person"]})"));
    REQUIRE(errors_of(held) == "");
    const std::string text = held["value"]["dataset"].text();
    CHECK(text.find("\"done\": {") == std::string::npos);
    CHECK(text.find("\"heldBack\": {\"person\": [\"done\", \"due\"]}") != std::string::npos);
    CHECK(text.find("\"total\": {\"2025\": [\"10\", \"5\", \"10/3\", \"exempt\"]}") != std::string::npos);
    CHECK(text.find("\"5.50\"") != std::string::npos);  // what is not held back keeps its digits
    REQUIRE(errors_of(Part(after.load(scheme, text))) == "");
    check_published(after);
    for (const char* unit : {"a", "b", "c"}) CHECK(figure(after, "person", unit, "place") == figure(book, "person", unit, "place"));
    for (const char* unit : {"s", "t"}) CHECK(figure(after, "section", unit, "place") == figure(book, "section", unit, "place"));
    // A person's own steps are gone, the section's are computed as before.
    const Part work = Part(after.ask("explain", R"({"class": "person", "unit": "a", "node": "work", "period": "2025"})"))["value"];
    CHECK(work["status"].text() == "missing");
    CHECK(work["reason"].en().find("not published") != std::string::npos);
    CHECK(figure(after, "section", "s", "staff") == "7.5");
    // What is left to tell of persons, and what was held back.
    const Part left = Part(after.ask("personal", "{}"))["value"];
    CHECK(left["classes"][1]["facts"].size() == 0);
    CHECK(left["held"][0]["facts"].size() == 2);
  }
  TEST_CASE("single facts: the figures beside them are given, what rests on those is computed") {
    Workbook book, after;
    REQUIRE(errors_of(Part(book.load(scheme, dataset()))) == "");
    const Part held = Part(book.ask("hold_back", R"({"facts": [{"class": "section", "fact": "complaints"}, {"class": "section", "fact": "telephone"}]})"));
    REQUIRE(errors_of(held) == "");
    REQUIRE(held["value"]["given"].size() == 1);
    CHECK(held["value"]["given"][0]["node"].text() == "lost");
    CHECK(held["value"]["given"][0]["units"].text() == "2");
    REQUIRE(errors_of(Part(after.load(scheme, held["value"]["dataset"].text()))) == "");
    check_published(after);
    CHECK(figure(after, "section", "s", "lost") == "-1.5");
    CHECK(held["value"]["dataset"].text().find("\"who\"") == std::string::npos);
    CHECK(held["value"]["dataset"].text().find("telephone") != std::string::npos);  // named as held back
    CHECK(held["value"]["dataset"].text().find("\"telephone\": {") == std::string::npos);
  }
  TEST_CASE("edited figures are held back as they stand now") {
    Workbook book, after;
    REQUIRE(errors_of(Part(book.load(scheme, dataset("[4, 8, 3, \"exempt\"]")))) == "");
    REQUIRE(errors_of(Part(book.edit(R"([{"class": "person", "unit": "b", "fact": "due", "period": "2025", "value": "4"}])"))) == "");
    const Part held = Part(book.ask("hold_back", R"({"classes": ["person"]})"));
    REQUIRE(errors_of(held) == "");
    REQUIRE(errors_of(Part(after.load(scheme, held["value"]["dataset"].text()))) == "");
    check_published(after);
  }
  TEST_CASE("a published figure that cannot stay is named, and nothing is given out") {
    // 1 ÷ 0 is invalid, which no dataset can give.
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme, dataset("[4, 4, 0, \"exempt\"]")))) == "");
    const Part held = Part(book.ask("hold_back", R"({"classes": ["person"]})"));
    CHECK(held["value"].is_null());
    CHECK(errors_of(held).rfind("held-back-moves ", 0) == 0);
    std::string said;
    for (const Part& d : held["diagnostics"].items()) said += d["text"].en() + "\n";
    INFO(said);
    CHECK(said.find("“total” of “c” in 2025 would turn from invalid into missing") != std::string::npos);
  }
  TEST_CASE("what is asked wrongly is told at its place") {
    Workbook book;
    REQUIRE(errors_of(Part(book.load(scheme, dataset()))) == "");
    CHECK(errors_of(Part(book.ask("hold_back", R"({"classes": ["shop"], "facts": [{"class": "section", "fact": "x"}, {"class": "section"}]})"))) ==
          "query-unknown /classes/0; query-unknown /facts/0/fact; missing-key /facts/1");
  }
  TEST_CASE("a figure is given for scored periods only once, and a fact held back must be one") {
    const auto with = [](const std::string& extra) {
      std::string text = dataset();
      return text.substr(0, text.rfind('}')) + ", " + extra + "}";
    };
    Workbook book;
    CHECK(errors_of(Part(book.load(scheme, with(R"("given": {"person": {"total": {"2025": ["1", null, null, null]}}})")))) == "");
    CHECK(figure(book, "person", "a", "total") == "1");
    CHECK(figure(book, "section", "s", "staff") == "3");  // (1 + 5) ÷ 2
    CHECK(errors_of(Part(book.load(scheme, with(R"("given": {"person": {"total": {"2025": ["1"]}, "x": {}}, "shop": {}}, "heldBack": {"person": ["x"]})")))) ==
          "unit-count /given/person/total/2025; unknown-reference /given/person/x; unknown-reference /given/shop; unknown-reference /heldBack/person/0");
  }
  TEST_CASE("a district's staff: every published figure of the shipped board stays") {
    const std::string own = file_text("/data/schemes/gs-district/scheme.json");
    Workbook book, after;
    REQUIRE(errors_of(Part(book.load(own, file_text("/data/boards/gs-district/dataset.json")))) == "");
    const Part held = Part(book.ask("hold_back", R"({"classes": ["staff", "senior"]})"));
    REQUIRE(errors_of(held) == "");
    REQUIRE(errors_of(Part(after.load(own, held["value"]["dataset"].text()))) == "");
    for (const char* cls : {"sub_bureau", "staff", "senior"}) {
      const std::string query = std::string(R"({"class": ")") + cls + R"(", "period": "2025", "node": "total"})";
      const Part before = Part(book.ask("rows", query))["value"]["rows"], now = Part(after.ask("rows", query))["value"]["rows"];
      REQUIRE(before.size() > 5);
      REQUIRE(now.size() == before.size());
      for (std::size_t i = 0; i < before.size(); ++i) {
        const int row = static_cast<int>(i);
        CHECK(before[row]["unit"].text() == now[row]["unit"].text());
        CHECK(before[row]["points"]["exact"].text() == now[row]["points"]["exact"].text());
      }
    }
  }
}
