// A dataset without figures: one unit of a class, and those that it must be linked to.
#include "core/support.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

const char* const head = R"({"format": "yardstick-scheme/1", "id": "demo", "version": "3", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
  "calendar": {"main": "year", "periods": ["year", "quarter"]}, "display": {"places": 2, "mode": "half-up"}, )";
const char* const plain = R"("nodes": {"total": {"full": "1", "rule": {"kind": "constant", "points": "1"}}}, "total": "total")";

std::string scheme(const std::string& links, const std::string& classes, const std::string& cases = "") {
  return head + ("\"links\": {" + links + "}, \"classes\": {" + classes + "}, \"cases\": [" + cases + "]}");
}
std::string cls(const std::string& id, const std::string& facts = "", const std::string& more = "") {
  return "\"" + id + "\": {" + more + "\"facts\": {" + facts + "}, " + plain + "}";
}
std::string units_of(const Part& dataset) {
  std::string all;
  for (const char* id : {"bureau", "office", "person", "task"})
    for (const Part& unit : dataset["units"][id].items()) all += (all.empty() ? "" : " ") + unit["id"].text();
  return all;
}

}  // namespace

TEST_SUITE("blank") {
  TEST_CASE("one unit with all that it must be linked to, which loads without a fault") {
    const std::string text = scheme(
        R"("at": {"from": "person", "to": ["office", "bureau"], "count": "one"}, "under": {"from": "office", "to": ["bureau"], "count": "one", "shares": "from"}, "mentor": {"from": "person", "to": ["person"], "count": "optional"},
           "chief": {"from": "person", "to": ["person"], "count": "one"}, "duties": {"from": "person", "to": ["task"], "count": "many"})",
        cls("bureau", "", R"("one": true, "title": "Bureau", )") + "," + cls("office", R"("notes": {"type": "records", "grain": "year", "fields": {"date": "date", "who": {"type": "unit", "class": "person"}}})") + "," +
            cls("person", R"("own": {"type": "records", "grain": "year", "from": "task.notes", "by": "who"})") + "," +
            cls("task", R"("notes": {"type": "records", "grain": "year", "fields": {"date": "date", "who": {"type": "unit", "class": "person"}}})"));
    Workbook book;
    const Part reply(book.blank(text, R"({"class": "person", "period": "2026"})"));
    CHECK(errors_of(reply) == "");
    CHECK(reply["value"]["unit"].text() == "person");
    CHECK(reply["value"]["period"].text() == "2026");
    const Part dataset(reply["value"]["dataset"].text());
    CHECK(units_of(dataset) == "bureau office person task");  // the task keeps the records that a person borrows
    CHECK(dataset["scheme"]["version"].text() == "3");
    CHECK(dataset["asOf"].text() == "2026-12-31");
    CHECK(dataset["units"]["bureau"][0]["name"].en() == "Bureau");
    CHECK(dataset["links"]["at"][0]["from"].text() + " " + dataset["links"]["at"][0]["to"].text() == "person office");
    CHECK(dataset["links"]["under"][0]["share"].text() == "1");
    CHECK(dataset["links"]["chief"][0]["to"].text() == "person");  // there is nobody else
    CHECK(dataset["links"]["mentor"].size() + dataset["links"]["duties"].size() == 0);
    CHECK(errors_of(Part(book.load(text, reply["value"]["dataset"].text()))) == "");
    const Part office(book.blank(text, R"({"class": "office"})"));
    CHECK(units_of(Part(office["value"]["dataset"].text())) == "bureau office");
    CHECK(office["value"]["period"].text() == "2025");
  }
  TEST_CASE("two links to one class have a unit each") {
    const std::string text = scheme(R"("home": {"from": "task", "to": ["office"], "count": "one"}, "away": {"from": "task", "to": ["office"], "count": "one"})", cls("office") + "," + cls("task"));
    Workbook book;
    const Part reply(book.blank(text, R"({"class": "task"})"));
    const Part dataset(reply["value"]["dataset"].text());
    CHECK(units_of(dataset) == "office office2 task");
    CHECK(dataset["links"]["away"][0]["to"].text() == "office2");
    CHECK(errors_of(Part(book.load(text, reply["value"]["dataset"].text()))) == "");
  }
  TEST_CASE("without a period, the latest that an example is about") {
    const auto example = [](const char* period) { return std::string(R"({"name": ")") + period + R"(", "source": "invented", "class": "office", "period": ")" + period + R"(", "expect": {"A": {"total": "1"}}})"; };
    const std::string text = scheme("", cls("office"), example("2023") + "," + example("2024") + "," + example("2022"));
    Workbook book;
    CHECK(Part(book.blank(text, R"({"class": "office"})"))["value"]["period"].text() == "2024");
  }
  TEST_CASE("hostile questions are told with their places") {
    const std::string text = scheme("", cls("office"));
    Workbook book;
    const auto told = [&](const std::string& of, const char* query) {
      const Part reply(book.blank(of, query));
      CHECK(reply["value"].is_null());
      return errors_of(reply);
    };
    CHECK(told(text, R"({"class": "nobody"})") == "query-unknown /class");
    CHECK(told(text, R"({})") == "missing-key ");
    CHECK(told(text, R"({"class": "office", "period": "2025-Q1"})") == "grain-clash /period");
    CHECK(told(text, R"({"class": "office", "period": "never"})") == "bad-period /period");
    CHECK(told(text, R"({"class": "office", "unit": "A"})") == "unknown-key /unit");
    CHECK(told(text, "7") == "wrong-type ");
    CHECK(told(text, "") == "json-syntax ");
    CHECK(told("{", R"({"class": "office"})") == "json-syntax ");
    CHECK(told("[]", R"({"class": "office"})").find("wrong-type ") == 0);
  }

  TEST_CASE("the day it stands as of says which months are over") {
    const std::string text = scheme("", cls("person"));
    Workbook book;
    const Part reply(book.blank(text, R"({"class": "person", "period": "2026", "asOf": "2026-09-30"})"));
    CHECK(errors_of(reply) == "");
    CHECK(Part(reply["value"]["dataset"].text())["asOf"].text() == "2026-09-30");
    CHECK(errors_of(Part(book.blank(text, R"({"class": "person", "period": "2026", "asOf": "2026-09-31"})"))) == "bad-date /asOf");
  }
}
