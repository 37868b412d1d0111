#include "reader.h"

#include <algorithm>

namespace yardstick {

namespace {
constexpr std::size_t most_told = 10000;  // more faults of one document help nobody, and would not fit a page
}

void Sink::add(Code code, const Where& where, Values args) const {
  if (out.size() >= most_told && (severity_of(code) == Severity::hint || has_error(out))) return;
  const auto [line, column] = document.locate(where.offset);
  out.push_back({code, severity_of(code), document.name, where.pointer, line, column, std::vector<std::string>(args.begin(), args.end())});
}

std::string kind_name(const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: return "null";
    case Json::Kind::boolean: return json.boolean ? "true" : "false";
    case Json::Kind::number: return json.text;
    case Json::Kind::string: return "\"" + json.text + "\"";
    case Json::Kind::array: return "[…]";
    case Json::Kind::object: return "{…}";
  }
  return "";
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 100) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool Reader::expect(Json::Kind kind, const char* expected) const {
  if (json->is(kind)) return true;
  fault(Code::wrong_type, {kind_name(*json), expected});
  return false;
}

std::vector<Reader> Reader::items() const {
  std::vector<Reader> result;
  if (!expect(Json::Kind::array, "[…]")) return result;
  for (std::size_t i = 0; i < json->items.size(); ++i) result.push_back({&json->items[i], pointer_join(pointer, i), sink});
  return result;
}

std::vector<std::pair<std::string, Reader>> Reader::members() const {
  std::vector<std::pair<std::string, Reader>> result;
  if (!expect(Json::Kind::object, "{…}")) return result;
  for (const auto& [key, value] : json->members)
    if (key.rfind("x-", 0) != 0) result.emplace_back(key, at(key, value));
  return result;
}

std::string Reader::string() const { return expect(Json::Kind::string, "\"…\"") ? json->text : std::string(); }

bool Reader::boolean() const { return expect(Json::Kind::boolean, "true / false") && json->boolean; }

Text Reader::text() const {
  if (json->is(Json::Kind::string)) return {json->text, json->text};
  Text result;
  for (const auto& [key, value] : members()) {
    if (key == "zh-CN") result.zh = value.string();
    else if (key == "en") result.en = value.string();
    else value.fault(Code::unknown_key, {key, "zh-CN, en"});
  }
  return result;
}

Number Reader::quantity() const {
  if (!json->is(Json::Kind::string) && !json->is(Json::Kind::number)) {
    fault(Code::wrong_type, {kind_name(*json), "\"85\" / \"1/3\" / \"95%\""});
    return 0;
  }
  if (const auto number = Number::parse(json->text)) return *number;
  fault(Code::bad_quantity, {json->text});
  return 0;
}

int Reader::integer(int low, int high) const {
  const Number number = quantity();
  const auto whole = number.to_int64();
  if (whole && *whole >= low && *whole <= high) return static_cast<int>(*whole);
  fault(Code::wrong_type, {json->text, std::to_string(low) + " … " + std::to_string(high)});
  return low;
}

Formula Reader::formula() const {
  Formula result;
  result.where = where();
  if (!json->is(Json::Kind::string) && !json->is(Json::Kind::number)) {
    fault(Code::wrong_type, {kind_name(*json), "\"…\""});
    return result;
  }
  result.text = json->text;
  ParsedFormula parsed = parse_formula(json->text);
  if (parsed.expr) {
    result.expr = std::move(parsed.expr);
  } else if (const auto number = Number::parse(json->text)) {  // "-1/3", "1e2": any quantity is a formula
    auto expr = std::make_unique<Expr>();
    expr->value = *number;
    result.expr = std::move(expr);
  } else {
    fault(Code::formula_syntax, {json->text, parsed.error.found, parsed.error.expected, std::to_string(parsed.error.position)});
  }
  return result;
}

std::vector<Cited> Reader::ids() const {
  std::vector<Cited> result;
  for (const Reader& item : items()) result.push_back({item.string(), item.where()});
  return result;
}

Fields::Fields(const Reader& reader) : reader_(reader), usable_(reader.expect(Json::Kind::object, "{…}")) {}

std::optional<Reader> Fields::get(std::string_view key) {
  known_.emplace_back(key);
  if (!usable_) return std::nullopt;
  const Json* value = reader_.json->find(key);
  if (!value) return std::nullopt;
  return reader_.at(std::string(key), *value);
}

std::optional<Reader> Fields::need(std::string_view key) {
  auto result = get(key);
  if (!result && usable_) reader_.fault(Code::missing_key, {std::string(key)});
  return result;
}

std::string Fields::string(std::string_view key, std::string otherwise) {
  const auto value = get(key);
  return value ? value->string() : otherwise;
}
std::string Fields::need_string(std::string_view key) {
  const auto value = need(key);
  return value ? value->string() : std::string();
}
Text Fields::text(std::string_view key) {
  const auto value = get(key);
  return value ? value->text() : Text{};
}
Text Fields::title(const std::string& id) {
  const Text text = this->text("title");
  return text.empty() ? Text{id, id} : text;
}
bool Fields::boolean(std::string_view key, bool otherwise) {
  const auto value = get(key);
  return value ? value->boolean() : otherwise;
}
std::optional<Number> Fields::quantity(std::string_view key) {
  const auto value = get(key);
  if (!value) return std::nullopt;
  return value->quantity();
}
Formula Fields::formula(std::string_view key) {
  const auto value = get(key);
  return value ? value->formula() : Formula{};
}
Formula Fields::need_formula(std::string_view key) {
  const auto value = need(key);
  return value ? value->formula() : Formula{};
}
std::vector<Cited> Fields::ids(std::string_view key) {
  const auto value = get(key);
  return value ? value->ids() : std::vector<Cited>{};
}

namespace {
std::string one_of(const Reader& value, const std::vector<std::string>& words) {
  const std::string word = value.string();
  if (std::find(words.begin(), words.end(), word) != words.end()) return word;
  std::string allowed;
  for (const auto& w : words) allowed += (allowed.empty() ? "" : ", ") + w;
  if (value.json->is(Json::Kind::string)) value.fault(Code::bad_choice, {word, allowed});
  return words.front();
}
}  // namespace

std::string Fields::choice(std::string_view key, const std::vector<std::string>& words) {
  const auto value = get(key);
  return value ? one_of(*value, words) : words.front();
}
std::string Fields::need_choice(std::string_view key, const std::vector<std::string>& words) {
  const auto value = need(key);
  return value ? one_of(*value, words) : words.front();
}

void Fields::done() {
  if (!usable_) return;
  std::string allowed;
  for (const auto& key : known_)
    if (key != "$schema") allowed += (allowed.empty() ? "" : ", ") + key;
  for (const auto& [key, value] : reader_.json->members) {
    if (key.rfind("x-", 0) == 0) continue;
    if (std::find(known_.begin(), known_.end(), key) == known_.end())
      reader_.at(key, value).fault(Code::unknown_key, {key, allowed});
  }
}

}  // namespace yardstick
