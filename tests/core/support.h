// Small helpers of the core's tests: a scheme and its figures around a few nodes, loaded through the Workbook, and its
// replies read back with the core's own reader.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "yardstick/document.h"
#include "yardstick/workbook.h"

namespace yardstick::test {

/// A reply, or a part of one. What is not there reads as empty, so that a failing check shows it.
class Part {
 public:
  explicit Part(const std::string& text) {
    auto document = read_document(text, "reply");
    if (document.value) json_ = std::move(document.value->root);
  }
  explicit Part(const Json* json) {
    if (json) json_ = *json;
  }
  Part operator[](const char* key) const { return Part(json_.find(key)); }
  Part operator[](int i) const { return Part(static_cast<std::size_t>(i) < json_.items.size() ? &json_.items[static_cast<std::size_t>(i)] : nullptr); }
  std::size_t size() const { return json_.is(Json::Kind::object) ? json_.members.size() : json_.items.size(); }
  bool is_null() const { return json_.is(Json::Kind::null); }
  /// A string's content, a number as written, "true" or "false".
  std::string text() const { return json_.is(Json::Kind::boolean) ? (json_.boolean ? "true" : "false") : json_.text; }
  std::string zh() const { return (*this)["zh-CN"].text(); }
  std::string en() const { return (*this)["en"].text(); }
  /// The strings of an array, joined by blanks.
  std::string words() const {
    std::string all;
    for (const Json& item : json_.items) all += (all.empty() ? "" : " ") + item.text;
    return all;
  }
  std::vector<Part> items() const {
    std::vector<Part> all;
    for (const Json& item : json_.items) all.push_back(Part(&item));
    return all;
  }

 private:
  Json json_;
};

/// The errors of a reply: "code pointer", joined by "; ". Hints are left out.
inline std::string errors_of(const Part& reply) {
  std::string all;
  for (const Part& d : reply["diagnostics"].items())
    if (d["severity"].text() == "error") all += (all.empty() ? "" : "; ") + d["code"].text() + " " + d["pointer"].text();
  return all;
}
/// The hints of a reply, likewise.
inline std::string hints_of(const Part& reply) {
  std::string all;
  for (const Part& d : reply["diagnostics"].items())
    if (d["severity"].text() == "hint") all += (all.empty() ? "" : "; ") + d["code"].text() + " " + d["pointer"].text();
  return all;
}

/// What a test's scheme and figures are made of: the insides of JSON objects, so `"a": {…}, "b": {…}`.
struct Given {
  std::string facts, nodes;
  std::string readings, records;
  std::vector<std::string> units{"A"};   // "A", or a whole object
  std::string main = "year";
  std::string periods = "\"2025\"";
  std::string parameters, clauses, cases;
  std::string total = "total", publish;
  std::string as_of = "2025-12-31";
  std::string class_extra, scheme_extra, dataset_extra;  // further members, each with a comma in front
};

inline std::string scheme_text(const Given& g) {
  return R"({"format": "yardstick-scheme/1", "id": "demo", "version": "1", "title": "Demo", "source": {"document": "Demo", "status": "invented"},
"calendar": {"main": ")" + g.main + R"(", "periods": ["year", "half", "quarter", "month"]}, "display": {"places": 2, "mode": "half-up"},
"clauses": {)" + g.clauses + R"(}, "parameters": {)" + g.parameters + R"(},
"classes": {"office": {"title": "Office", "facts": {)" + g.facts + "}, \"nodes\": {" + g.nodes + R"(}, "total": ")" + g.total +
         R"(", "publish": [)" + g.publish + "]" + g.class_extra + "}}, \"cases\": [" + g.cases + "]" + g.scheme_extra + "}";
}

inline std::string dataset_text(const Given& g) {
  std::string units;
  for (const std::string& unit : g.units)
    units += (units.empty() ? "" : ", ") + (unit[0] == '{' ? unit : "{\"id\": \"" + unit + "\"}");
  return R"({"format": "yardstick-dataset/1", "scheme": {"id": "demo", "version": "1"}, "asOf": ")" + g.as_of + R"(", "periods": [)" + g.periods +
         R"(], "units": {"office": [)" + units + R"(]}, "readings": {"office": {)" + g.readings + R"(}}, "records": {"office": {)" + g.records +
         "}}" + g.dataset_extra + "}";
}

inline std::string load_errors(const Given& g) {
  Workbook book;
  return errors_of(Part(book.load(scheme_text(g), dataset_text(g))));
}
inline std::string check_errors(const Given& g) {
  Workbook book;
  return errors_of(Part(book.check(scheme_text(g))));
}
inline std::string check_hints(const Given& g) {
  Workbook book;
  return hints_of(Part(book.check(scheme_text(g))));
}

/// A loaded board. Loading without errors is part of every test that makes one.
class Board {
 public:
  explicit Board(const Given& g) {
    const Part loaded(book.load(scheme_text(g), dataset_text(g)));
    CHECK(errors_of(loaded) == "");
    CHECK_FALSE(loaded["value"].is_null());
  }

  std::string query(const std::string& node, const std::string& unit, const std::string& period) const {
    return R"({"class": "office", "unit": ")" + unit + R"(", "node": ")" + node + R"(", "period": ")" + period + "\"}";
  }
  Part explain(const std::string& node, const std::string& unit = "A", const std::string& period = "2025") const {
    return Part(book.ask("explain", query(node, unit, period)))["value"];
  }
  /// The exact value, or the status where there is none.
  std::string figure(const std::string& node, const std::string& unit = "A", const std::string& period = "2025") const {
    const Part part = explain(node, unit, period);
    return part["status"].text() == "known" ? part["points"]["exact"].text() : part["status"].text();
  }
  /// A place, a level, "true" or "false"; the state where it is not decided.
  std::string outcome(const std::string& node, const std::string& unit = "A", const std::string& period = "2025") const {
    const Part part = explain(node, unit, period)["outcome"];
    return part["value"].text().empty() ? part["state"].text() : part["value"].text();
  }
  Part card(const std::string& unit = "A", const std::string& period = "2025") const {
    return Part(book.ask("card", R"({"class": "office", "unit": ")" + unit + R"(", "period": ")" + period + "\"}"))["value"];
  }
  Part rows(const std::string& node = "total", const std::string& rest = "", const std::string& period = "2025") const {
    return Part(book.ask("rows", R"({"class": "office", "period": ")" + period + R"(", "node": ")" + node + "\"" + rest + "}"))["value"];
  }

  Workbook book;
};

/// A node `total` of ten points with that rule.
inline std::string ten_points(const std::string& rule) { return R"("total": {"full": "10", "rule": )" + rule + "}"; }

}  // namespace yardstick::test
