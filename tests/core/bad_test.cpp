// Documents with faults (tests/cases/bad): each says what must be told of it, every diagnostic with its place.
//
// {"about", "set": {"/scheme/…": value, "/dataset/…": value}, "remove": ["/scheme/…"], "expect": ["code /scheme/…"]}
// changes the pair in base.json. Instead of changes, "scheme_text" or "dataset_text" gives a whole text in parts, each a
// string, [string, times] or the number of a byte; a place then has its line and column: "json-syntax /scheme 1:5". A "query" is put to the
// board: {"call": "rows", "text": {…}, "unloaded": true}.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/support.h"
#include "yardstick/diagnostic.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::filesystem::path folder() { return std::string(YARDSTICK_ROOT) + "/tests/cases/bad"; }

Json json_of(const std::string& text) {
  auto document = read_document(text, "test");
  REQUIRE(document.value.has_value());
  return document.value->root;
}

void write(JsonWriter& w, const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: w.null(); break;
    case Json::Kind::boolean: w.boolean(json.boolean); break;
    case Json::Kind::number: w.raw(json.text); break;
    case Json::Kind::string: w.string(json.text); break;
    case Json::Kind::array:
      w.array();
      for (const Json& item : json.items) write(w, item);
      w.end_array();
      break;
    case Json::Kind::object:
      w.object();
      for (const auto& [key, value] : json.members) {
        w.key(key);
        write(w, value);
      }
      w.end_object();
      break;
  }
}

std::string text_of(const Json& json) {
  JsonWriter w;
  write(w, json);
  return w.take();
}

/// Sets what stands at a pointer, or removes it.
void change(Json& root, const std::string& pointer, const Json* value) {
  std::vector<std::string> keys;
  std::istringstream parts(pointer.substr(1));
  for (std::string key; std::getline(parts, key, '/');) keys.push_back(key);
  Json* at = &root;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const bool last = i + 1 == keys.size();
    if (at->is(Json::Kind::array)) {
      const std::size_t index = std::stoul(keys[i]);
      if (last && value && index == at->items.size()) at->items.emplace_back();
      INFO(pointer);
      REQUIRE(index < at->items.size());
      if (last && !value) at->items.erase(at->items.begin() + static_cast<std::ptrdiff_t>(index));
      if (last && value) at->items[index] = *value;
      if (!last) at = &at->items[index];
      continue;
    }
    auto found = std::find_if(at->members.begin(), at->members.end(), [&](const auto& member) { return member.first == keys[i]; });
    if (!last || !value) {
      INFO(pointer);
      REQUIRE(found != at->members.end());
    }
    if (!last) at = &found->second;
    else if (!value) at->members.erase(found);
    else if (found != at->members.end()) found->second = *value;
    else at->members.emplace_back(keys[i], *value);
  }
}

std::string in_parts(const Json& parts) {
  std::string text;
  for (const Json& part : parts.items) {
    if (part.is(Json::Kind::string)) text += part.text;
    else if (part.is(Json::Kind::number)) text += static_cast<char>(std::stoi(part.text));
    else
      for (int i = std::stoi(part.items[1].text); i > 0; --i) text += part.items[0].text;
  }
  return text;
}

struct Bad {
  std::string scheme, dataset;
  Json file;
  bool placed = false;  // whole texts: line and column count

  explicit Bad(const std::filesystem::path& path) : file(json_of(file_text(path))) {
    Json base = json_of(file_text(folder() / "base.json"));
    if (const Json* set = file.find("set"))
      for (const auto& [pointer, value] : set->members) change(base, pointer, &value);
    if (const Json* remove = file.find("remove"))
      for (const Json& pointer : remove->items) change(base, pointer.text, nullptr);
    scheme = text_of(*base.find("scheme"));
    dataset = text_of(*base.find("dataset"));
    for (const auto& [name, text] : {std::pair{"scheme_text", &scheme}, std::pair{"dataset_text", &dataset}})
      if (const Json* parts = file.find(name)) {
        *text = in_parts(*parts);
        placed = true;
      }
  }

  /// "code /document/pointer", and for whole texts " line:column".
  std::vector<std::string> told() const {
    Workbook book;
    const Json* query = file.find("query");
    std::string reply;
    if (query) {
      if (!query->find("unloaded")) CHECK(errors_of(Part(book.load(scheme, dataset))) == "");
      const std::string call = query->find("call")->text, text = text_of(*query->find("text"));
      reply = call == "edit" ? book.edit(text) : book.ask(call, text);
    } else {
      reply = book.check(scheme);
      if (errors_of(Part(reply)) == "") reply = book.load(scheme, dataset);
    }
    const Part whole(reply);
    std::vector<std::string> result;
    for (const Part& d : whole["diagnostics"].items()) {
      std::string line = d["code"].text() + " /" + d["document"].text() + d["pointer"].text();
      if (placed) line += " " + d["line"].text() + ":" + d["column"].text();
      result.push_back(line);
    }
    return result;
  }
};

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> result;
  for (const auto& entry : std::filesystem::directory_iterator(folder()))
    if (entry.path().extension() == ".json" && entry.path().filename() != "base.json") result.push_back(entry.path());
  std::sort(result.begin(), result.end());
  return result;
}

std::string lines(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  return text;
}

}  // namespace

TEST_SUITE("bad documents") {
  TEST_CASE("of the pair that all of them change, nothing is said") {
    const Json base = json_of(file_text(folder() / "base.json"));
    Workbook book;
    CHECK(Part(book.check(text_of(*base.find("scheme"))))["diagnostics"].size() == 0);
    CHECK(Part(book.load(text_of(*base.find("scheme")), text_of(*base.find("dataset"))))["diagnostics"].size() == 0);
  }

  TEST_CASE("each is told all its faults at once, with their places, and nothing else") {
    for (const auto& path : files()) {
      const Bad bad(path);
      std::vector<std::string> expected;
      for (const Json& line : bad.file.find("expect")->items) expected.push_back(line.text);
      std::vector<std::string> told = bad.told();
      std::sort(expected.begin(), expected.end());
      std::sort(told.begin(), told.end());
      CAPTURE(path.filename().string());
      CHECK(lines(told) == lines(expected));
    }
  }

  TEST_CASE("every code has a document that brings it about") {
    std::set<std::string> seen;
    for (const auto& path : files()) {
      const Json file = json_of(file_text(path));
      for (const Json& line : file.find("expect")->items) seen.insert(line.text.substr(0, line.text.find(' ')));
    }
#define X(name) CHECK_MESSAGE(seen.count(code_name(Code::name)) == 1, code_name(Code::name));
    YARDSTICK_CODES(X)
#undef X
  }
}
