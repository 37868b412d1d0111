// JSON as written: numbers keep their text, every value its place. Reads and writes; knows nothing of schemes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yardstick/diagnostic.h"

namespace yardstick {

/// One JSON value. `text` holds a string's content, or a number's own text ("0.10", "-0").
struct Json {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::string text;
  std::vector<Json> items;                            // array
  std::vector<std::pair<std::string, Json>> members;  // object, in the order written
  std::size_t offset = 0;                             // first byte of the value in the text (after a key: of the value)

  // Defined where the pair of a name and a Json is complete; clang 14 asks for it.
  Json();
  Json(const Json&);
  Json(Json&&) noexcept;
  Json& operator=(const Json&);
  Json& operator=(Json&&) noexcept;
  ~Json();

  bool is(Kind k) const { return kind == k; }
  /// The member of that name, or null.
  const Json* find(std::string_view key) const;
};

struct Limits {
  std::size_t bytes = 64u << 20;
  int depth = 64;
  std::size_t values = 8'000'000;
  std::size_t number_length = 1000;  // characters of one JSON number
  std::size_t duplicates = 1000;  // duplicate keys listed; more are not, so that the list stays smaller than the text
};

/// A parsed text with its name ("scheme", "dataset", "query") and line table.
struct Document {
  std::string name;
  Json root;
  std::vector<std::size_t> line_starts;  // byte offsets; the first line starts after a byte order mark
  std::vector<std::size_t>
      code_points;  // code points before each block of 1024 bytes, so that a long line is no slow one
  std::string text;
  /// 1-based line and column (code points) of a byte offset. Lines end with LF, CR LF or CR.
  std::pair<int, int> locate(std::size_t offset) const;
};

/// Reads UTF-8 JSON; a byte order mark at the start is passed over. Errors: json-syntax, json-nul, json-not-utf8 (each
/// reported alone, at its place), json-too-large, json-too-deep, duplicate-key (each, at the later key, with pointer),
/// number-too-long.
Checked<Document> read_document(std::string_view text, std::string name, const Limits& limits = {});

/// RFC 6901: `base` + "/" + key with ~ and / escaped.
std::string pointer_join(std::string_view base, std::string_view key);
std::string pointer_join(std::string_view base, std::size_t index);

/// Writes JSON in the order given: no spaces, minimal escapes (", \, control characters); input must be UTF-8.
class JsonWriter {
 public:
  JsonWriter& object();
  JsonWriter& end_object();
  JsonWriter& array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // already JSON
  /// {"zh-CN": …, "en": …} without the empty ones.
  JsonWriter& text(const Text& value);
  /// What was written; the writer is empty again.
  std::string take();

 private:
  void comma();
  void put(char c);
  void put(std::string_view text);
  void quoted(std::string_view text);
  void grow(std::size_t more);

  // No std::string: replies are long, and its members are calls that no compiler sees into.
  std::unique_ptr<char[]> out_;
  std::size_t size_ = 0, room_ = 0;
  bool need_comma_ = false;
};

}  // namespace yardstick
