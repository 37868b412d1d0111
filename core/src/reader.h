// Reading a JSON object into a model: every key is either taken or reported, and every fault goes to one sink with its place.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yardstick/document.h"
#include "yardstick/number.h"
#include "yardstick/period.h"
#include "yardstick/scheme.h"

namespace yardstick {

/// The values a diagnostic concerns, as text.
using Values = std::initializer_list<std::string_view>;

/// Where faults of one document are collected.
struct Sink {
  const Document& document;
  std::vector<Diagnostic>& out;
  void add(Code code, const Where& where, Values args = {}) const;
  void add(Code code, const Json& json, const std::string& pointer, Values args = {}) const {
    add(code, Where{pointer, json.offset}, args);
  }
};

std::string kind_name(const Json& json);  // "a string", for wrong-type
bool is_id(std::string_view text);

/// One JSON value with its pointer and sink.
struct Reader {
  const Json* json;
  std::string pointer;
  const Sink* sink;
  Where where() const { return {pointer, json->offset}; }
  void fault(Code code, Values args = {}) const { sink->add(code, *json, pointer, args); }
  bool expect(Json::Kind kind, const char* expected) const;
  Reader at(const std::string& key, const Json& value) const { return {&value, pointer_join(pointer, key), sink}; }
  std::vector<Reader> items() const;                              // of an array; a fault and none otherwise
  std::vector<std::pair<std::string, Reader>> members() const;    // of an object; likewise

  std::string string() const;
  bool boolean() const;
  Text text() const;
  Number quantity() const;
  /// Whether it is written "98%".
  bool percent() const { return !json->text.empty() && json->text.back() == '%'; }
  int integer(int low, int high) const;
  Formula formula() const;
  std::vector<Cited> ids() const;  // an array of ids
};

/// The members of one object; `done()` reports what nobody took.
class Fields {
 public:
  explicit Fields(const Reader& reader);
  /// The member, marked as known; nothing where it is absent.
  std::optional<Reader> get(std::string_view key);
  /// The same, with missing-key where it is absent.
  std::optional<Reader> need(std::string_view key);

  std::string string(std::string_view key, std::string otherwise = "");
  std::string need_string(std::string_view key);
  Text text(std::string_view key);
  /// "title"; the id where there is none.
  Text title(const std::string& id);
  bool boolean(std::string_view key, bool otherwise);
  std::optional<Number> quantity(std::string_view key);
  Formula formula(std::string_view key);
  Formula need_formula(std::string_view key);
  std::vector<Cited> ids(std::string_view key);
  /// One of the words; the first where the key is absent.
  std::string choice(std::string_view key, const std::vector<std::string>& words);
  std::string need_choice(std::string_view key, const std::vector<std::string>& words);

  const Reader& reader() const { return reader_; }
  void done();

 private:
  Reader reader_;
  std::vector<std::string> known_;
  bool usable_;
};

}  // namespace yardstick
