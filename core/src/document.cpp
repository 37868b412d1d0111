#include "yardstick/document.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

// Streams and paths would only make the wasm larger.
#define JSON_NO_IO
#define JSON_HAS_FILESYSTEM 0
#define JSON_HAS_EXPERIMENTAL_FILESYSTEM 0
#include <nlohmann/json.hpp>

namespace yardstick {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t block_size = 1024;
constexpr std::size_t shown_token = 40;  // bytes of a token that a message repeats

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }
bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

/// Bytes of the well-formed UTF-8 sequence at `at` (Unicode, table 3-7), or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  struct Form {
    unsigned first, last;              // the lead byte
    unsigned second_low, second_high;  // the second byte; those after it are 80..BF
    std::size_t length;
  };
  static constexpr std::array<Form, 8> forms{{{0xC2, 0xDF, 0x80, 0xBF, 2},
                                              {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                              {0xE1, 0xEC, 0x80, 0xBF, 3},
                                              {0xED, 0xED, 0x80, 0x9F, 3},
                                              {0xEE, 0xEF, 0x80, 0xBF, 3},
                                              {0xF0, 0xF0, 0x90, 0xBF, 4},
                                              {0xF1, 0xF3, 0x80, 0xBF, 4},
                                              {0xF4, 0xF4, 0x80, 0x8F, 4}}};
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  for (const Form& form : forms) {
    if (lead < form.first || lead > form.last) continue;
    if (text.size() - at < form.length) return 0;
    const unsigned second = byte_at(text, at + 1);
    if (second < form.second_low || second > form.second_high) return 0;
    for (std::size_t i = 2; i < form.length; ++i) {
      if (starts_code_point(text[at + i])) return 0;
    }
    return form.length;
  }
  return 0;
}

/// Offset of the first byte that is not UTF-8, or nothing.
std::optional<std::size_t> first_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

void index_lines(Document& document) {
  const std::string_view text = document.text;
  const bool marked = text.substr(0, byte_order_mark.size()) == byte_order_mark;
  document.line_starts.push_back(marked ? byte_order_mark.size() : 0);
  std::size_t code_points = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at % block_size == 0) document.code_points.push_back(code_points);
    if (starts_code_point(text[at])) ++code_points;
    const bool lone_return = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
    if (text[at] == '\n' || lone_return) document.line_starts.push_back(at + 1);
  }
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Builds the tree. The library calls it after each token without saying where, so it walks the text beside the
/// library: between the end of one value or key and the start of the next there are only spaces and at most one ':' or
/// ','.
class Builder {
 public:
  using Library = nlohmann::json;

  Builder(Document& document, const Limits& limits)
      : document_(document), text_(document.text), limits_(limits), end_(document.line_starts.front()) {}

  std::vector<Diagnostic> diagnostics;

  bool null() { return scalar(Json::Kind::null, 4) != nullptr; }
  bool boolean(bool value) {
    Json* json = scalar(Json::Kind::boolean, value ? 4 : 5);
    if (json) json->boolean = value;
    return json != nullptr;
  }
  bool number_integer(Library::number_integer_t) { return number(); }
  bool number_unsigned(Library::number_unsigned_t) { return number(); }
  bool number_float(Library::number_float_t, const std::string&) { return number(); }
  bool string(std::string& value) {
    const std::size_t start = next_token();
    Json* json = scalar(Json::Kind::string, string_end(start) - start);
    if (!json) return false;
    json->text = value;
    return refuse_nul(value, start);
  }
  bool binary(Library::binary_t&) { return false; }  // not in JSON text; the library's interface has it
  bool start_object(std::size_t) { return open(Json::Kind::object); }
  bool key(std::string& name) {
    const std::size_t start = next_token();
    end_ = string_end(start);
    last_ = Last::key;
    Frame& frame = open_.back();
    frame.json->members.emplace_back(name, Json());
    frame.key_offsets.push_back(start);
    return refuse_nul(name, start);
  }
  bool end_object() {
    refuse_duplicates();
    return close();
  }
  bool start_array(std::size_t) { return open(Json::Kind::array); }
  bool end_array() { return close(); }

  /// `read` counts the bytes the library has taken; the last of them is where it could not go on.
  bool parse_error(std::size_t read, const std::string&, const nlohmann::detail::exception& fault) {
    constexpr int number_overflow = 406;
    const std::size_t stop = read == 0 ? 0 : read - 1;
    const std::size_t before = end_;
    const std::size_t start = next_token(stop);
    if (fault.id == number_overflow) {
      number();
      if (!number_reported_) report(Code::number_too_long, start, pointer(), {std::to_string(limits_.number_length)});
      return false;
    }
    diagnostics.clear();
    const bool separated = has_separator(before, start);
    if (broken_string(start, stop, separated)) {
      report_broken_string(stop);
    } else if (const auto mark = full_width_at(start)) {
      report(Code::json_full_width, start, "", {std::string(mark->first), std::string(mark->second)});
    } else {
      report(Code::json_syntax, start, "", {token_at(start), expected(separated)});
    }
    return false;
  }

 private:
  struct Frame {
    Json* json;
    std::vector<std::size_t> key_offsets;
  };
  enum class Last : std::uint8_t { nothing, opening, key, value };

  /// Where the next token starts. `stop`: where a fault is; a separator there is the token itself.
  std::size_t next_token(std::size_t stop = std::string_view::npos) const {
    std::size_t at = skip_spaces(end_);
    if (at < text_.size() && at < stop && (text_[at] == ',' || text_[at] == ':')) at = skip_spaces(at + 1);
    return at;
  }
  std::size_t skip_spaces(std::size_t at) const {
    while (at < text_.size() && is_space(text_[at])) ++at;
    return at;
  }
  bool has_separator(std::size_t from, std::size_t to) const {
    return std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(from),
                       text_.begin() + static_cast<std::ptrdiff_t>(to), [](char c) { return !is_space(c); });
  }
  /// One past the closing quote of the string that starts here, or the end of the text.
  std::size_t string_end(std::size_t start) const {
    for (std::size_t at = start + 1; at < text_.size(); ++at) {
      if (text_[at] == '\\') {
        ++at;
      } else if (text_[at] == '"') {
        return at + 1;
      }
    }
    return text_.size();
  }
  std::size_t skip_digits(std::size_t at) const {
    while (at < text_.size() && text_[at] >= '0' && text_[at] <= '9') ++at;
    return at;
  }
  bool is_one_of(std::size_t at, std::string_view set) const {
    return at < text_.size() && set.find(text_[at]) != std::string_view::npos;
  }
  /// One past the number that starts here; the library has found it to be one ("01" is 0 and a fault after it).
  std::size_t number_end(std::size_t start) const {
    std::size_t at = is_one_of(start, "-") ? start + 1 : start;
    at = is_one_of(at, "0") ? at + 1 : skip_digits(at);
    if (is_one_of(at, ".")) at = skip_digits(at + 1);
    if (is_one_of(at, "eE")) at = skip_digits(is_one_of(at + 1, "+-") ? at + 2 : at + 1);
    return at;
  }
  /// Whether the fault lies inside the string that starts here: a whole string is a fault only where none may stand.
  bool broken_string(std::size_t start, std::size_t stop, bool separated) const {
    if (start >= text_.size() || text_[start] != '"') return false;
    return string_end(start) != stop + 1 || separated || last_ == Last::nothing || last_ == Last::opening;
  }

  std::string pointer() const {
    std::string path;
    for (const Frame& frame : open_) {
      if (frame.json->is(Json::Kind::object)) {
        if (!frame.json->members.empty()) path = pointer_join(path, frame.json->members.back().first);
      } else if (!frame.json->items.empty()) {
        path = pointer_join(path, frame.json->items.size() - 1);
      }
    }
    return path;
  }
  void report(Code code, std::size_t offset, std::string at, std::vector<std::string> args) {
    const auto [line, column] = document_.locate(offset);
    diagnostics.push_back({code, severity_of(code), document_.name, std::move(at), line, column, std::move(args)});
  }

  /// The place for a new value, or null where there are too many.
  Json* add(Json::Kind kind, std::size_t offset) {
    if (++values_ > limits_.values) {
      const std::string limit = std::to_string(limits_.values);
      report(Code::json_too_large, offset, "", {std::to_string(values_), limit, "values"});
      return nullptr;
    }
    Json* json = &document_.root;
    if (!open_.empty() && open_.back().json->is(Json::Kind::object)) {
      json = &open_.back().json->members.back().second;
    } else if (!open_.empty()) {
      json = &open_.back().json->items.emplace_back();
    }
    json->kind = kind;
    json->offset = offset;
    return json;
  }
  Json* scalar(Json::Kind kind, std::size_t length) {
    const std::size_t start = next_token();
    Json* json = add(kind, start);
    end_ = start + length;
    last_ = Last::value;
    return json;
  }
  bool number() {
    const std::size_t start = next_token();
    const std::size_t end = number_end(start);
    Json* json = scalar(Json::Kind::number, end - start);
    if (!json) return false;
    json->text = text_.substr(start, end - start);
    number_reported_ = json->text.size() > limits_.number_length;
    if (number_reported_) report(Code::number_too_long, start, pointer(), {std::to_string(limits_.number_length)});
    return true;
  }
  bool open(Json::Kind kind) {
    const std::size_t start = next_token();
    Json* json = add(kind, start);
    if (!json) return false;
    if (open_.size() >= static_cast<std::size_t>(std::max(limits_.depth, 0))) {
      report(Code::json_too_deep, start, pointer(), {std::to_string(limits_.depth)});
      return false;
    }
    open_.push_back({json, {}});
    end_ = start + 1;
    last_ = Last::opening;
    return true;
  }
  bool close() {
    end_ = skip_spaces(end_) + 1;
    last_ = Last::value;
    open_.pop_back();
    return true;
  }

  bool refuse_nul(std::string_view value, std::size_t start) {
    if (value.find('\0') == std::string_view::npos) return true;
    diagnostics.clear();
    report(Code::json_nul, start, pointer(), {});
    return false;
  }
  void refuse_duplicates() {
    const Frame& frame = open_.back();
    const auto& members = frame.json->members;
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return members[a].first < members[b].first; });
    std::string here;
    for (std::size_t i = 1; i < order.size() && duplicates_ < limits_.duplicates; ++i) {
      const std::string& name = members[order[i]].first;
      if (name != members[order[i - 1]].first) continue;
      if (here.empty()) here = parent_pointer();
      report(Code::duplicate_key, frame.key_offsets[order[i]], pointer_join(here, name), {name});
      ++duplicates_;
    }
  }
  /// The pointer of the innermost open value itself.
  std::string parent_pointer() const {
    std::string path = pointer();
    path.resize(path.rfind('/'));
    return path;
  }

  std::string expected(bool separated) const {
    const bool in_object = !open_.empty() && open_.back().json->is(Json::Kind::object);
    switch (last_) {
      case Last::nothing:
        return "a value";
      case Last::opening:
        return in_object ? "a key in quotation marks or '}'" : "a value or ']'";
      case Last::key:
        return separated ? "a value" : "':'";
      case Last::value:
        break;
    }
    if (open_.empty()) return "end of text";
    if (separated) return in_object ? "a key in quotation marks" : "a value";
    return in_object ? "',' or '}'" : "',' or ']'";
  }
  /// The token as written: a string with its quotes, a run of letters and digits, or one character.
  /// Punctuation as a Chinese input method types it, and what JSON has in its place.
  std::optional<std::pair<std::string_view, std::string_view>> full_width_at(std::size_t start) const {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> marks{{
        {"，", ","}, {"、", ","}, {"；", ","}, {"。", "."}, {"：", ":"}, {"“", "\""}, {"”", "\""}, {"‘", "\""}, {"’", "\""}, {"＂", "\""},
        {"｛", "{"}, {"｝", "}"}, {"［", "["}, {"］", "]"}, {"【", "["}, {"】", "]"}, {"－", "-"}}};
    for (const auto& mark : marks)
      if (text_.substr(start, mark.first.size()) == mark.first) return mark;
    return std::nullopt;
  }
  std::string token_at(std::size_t start) const {
    if (start >= text_.size()) return "end of text";
    std::size_t end = start + sequence_length(text_, start);
    if (text_[start] == '"') {
      end = string_end(start);
    } else if (std::string_view("{}[]:,").find(text_[start]) == std::string_view::npos) {
      end = std::min(text_.find_first_of("{}[]:,\" \t\r\n", start + 1), text_.size());
    }
    if (end - start <= shown_token) return std::string(text_.substr(start, end - start));
    end = start + shown_token;
    while (!starts_code_point(text_[end])) --end;
    return std::string(text_.substr(start, end - start)) + "…";
  }
  void report_broken_string(std::size_t stop) {
    const std::size_t escape = text_.rfind('\\', stop);
    if (stop >= text_.size()) {
      report(Code::json_syntax, text_.size(), "", {"end of text", "'\"'"});
    } else if (text_[stop] == '\n' || text_[stop] == '\r') {
      report(Code::json_syntax, stop, "", {"end of line", "'\"'"});
    } else if (byte_at(text_, stop) < 0x20 || escape == std::string_view::npos) {
      report(Code::json_syntax, stop, "", {"a control character", "an escape such as \\t"});
    } else {
      const std::size_t end = stop + sequence_length(text_, stop);
      report(Code::json_syntax, escape, "",
             {std::string(text_.substr(escape, end - escape)), "an escape such as \\n or \\u4e00"});
    }
  }

  Document& document_;
  std::string_view text_;
  const Limits& limits_;
  std::vector<Frame> open_;
  std::size_t end_;  // one past the last value, key or opening bracket
  Last last_ = Last::nothing;
  std::size_t values_ = 0;
  std::size_t duplicates_ = 0;
  bool number_reported_ = false;
};

bool earlier(const Diagnostic& a, const Diagnostic& b) {
  return a.line != b.line ? a.line < b.line : a.column < b.column;
}

}  // namespace

Json::Json() = default;
Json::Json(const Json&) = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(const Json&) = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

const Json* Json::find(std::string_view key) const {
  for (const auto& member : members) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

std::pair<int, int> Document::locate(std::size_t offset) const {
  if (line_starts.empty()) return {0, 0};
  const std::size_t at = std::min(std::max(offset, line_starts.front()), text.size());
  const auto next = std::upper_bound(line_starts.begin(), line_starts.end(), at);
  const std::size_t start = *(next - 1);
  const auto before = [this](std::size_t end) {
    const std::size_t block = std::min(end / block_size, code_points.size() - 1);
    return code_points[block] +
           count_code_points(std::string_view(text).substr(block * block_size, end - block * block_size));
  };
  const std::size_t column = code_points.empty() ? 1 : before(at) - before(start) + 1;
  return {static_cast<int>(next - line_starts.begin()), static_cast<int>(column)};
}

Checked<Document> read_document(std::string_view text, std::string name, const Limits& limits) {
  const auto refuse = [&name](Code code, std::pair<int, int> at, std::vector<std::string> args) {
    Checked<Document> refused;
    refused.diagnostics.push_back({code, severity_of(code), std::move(name), "", at.first, at.second, std::move(args)});
    return refused;
  };
  if (text.size() > limits.bytes) {
    return refuse(Code::json_too_large, {1, 1}, {std::to_string(text.size()), std::to_string(limits.bytes), "bytes"});
  }

  Checked<Document> result;
  Document document;
  document.text = text;
  index_lines(document);
  if (const auto bad = first_bad_byte(text)) return refuse(Code::json_not_utf8, document.locate(*bad), {});
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return refuse(Code::json_nul, document.locate(nul), {});
  }

  document.name = std::move(name);
  Builder builder(document, limits);
  const char* begin = document.text.data();
  // What ends the reading is always reported; so the library's own answer says nothing more.
  (void)nlohmann::json::sax_parse(begin, begin + document.text.size(), &builder);
  result.diagnostics = std::move(builder.diagnostics);
  std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(), earlier);
  if (result.diagnostics.empty()) result.value = std::move(document);
  return result;
}

std::string pointer_join(std::string_view base, std::string_view key) {
  std::string pointer(base);
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::string pointer_join(std::string_view base, std::size_t index) { return pointer_join(base, std::to_string(index)); }

}  // namespace yardstick
