// Replies as JSON text.
#include <algorithm>

#include "yardstick/document.h"

namespace yardstick {

void JsonWriter::grow(std::size_t more) {
  const std::size_t room = std::max({room_ * 2, size_ + more, std::size_t{256}});
  std::unique_ptr<char[]> wider(new char[room]);
  std::copy_n(out_.get(), size_, wider.get());
  out_ = std::move(wider);
  room_ = room;
}

void JsonWriter::put(char c) {
  if (size_ == room_) grow(1);
  out_[size_++] = c;
}

void JsonWriter::put(std::string_view text) {
  if (room_ - size_ < text.size()) grow(text.size());
  char* to = out_.get() + size_;
  if (text.size() < 32) {  // most are short, and a call costs more than they do
    for (const char c : text) *to++ = c;
  } else {
    std::copy_n(text.data(), text.size(), to);
  }
  size_ += text.size();
}

void JsonWriter::quoted(std::string_view text) {
  static constexpr std::string_view named = "\"\\\b\f\n\r\t";
  static constexpr std::string_view letters = "\"\\bfnrt";
  static constexpr std::string_view digits = "0123456789abcdef";
  put('"');
  std::size_t written = 0;  // most texts need no escape and go in whole
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned code = static_cast<unsigned char>(text[i]);
    if (code >= 0x20 && code != '"' && code != '\\') continue;
    put(text.substr(written, i - written));
    written = i + 1;
    put('\\');
    if (const std::size_t at = named.find(text[i]); at != std::string_view::npos) {
      put(letters[at]);
    } else {
      put("u00");
      put(digits[code >> 4]);
      put(digits[code & 15u]);
    }
  }
  put(text.substr(written));
  put('"');
}

void JsonWriter::comma() {
  if (need_comma_) put(',');
  need_comma_ = true;
}

JsonWriter& JsonWriter::object() {
  comma();
  put('{');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  put('}');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::array() {
  comma();
  put('[');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  put(']');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  comma();
  quoted(name);
  put(':');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  comma();
  quoted(value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) { return raw(std::to_string(value)); }

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  comma();
  put(json);
  return *this;
}

JsonWriter& JsonWriter::text(const Text& value) {
  object();
  if (!value.zh.empty()) key("zh-CN").string(value.zh);
  if (!value.en.empty()) key("en").string(value.en);
  return end_object();
}

std::string JsonWriter::take() {
  need_comma_ = false;
  std::string written(out_.get(), size_);
  size_ = 0;
  return written;
}

}  // namespace yardstick
