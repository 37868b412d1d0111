#include "layout.h"

#include <algorithm>

namespace yardstick {

namespace {

constexpr std::size_t widest = 140;

bool plain(const Json& json) { return !json.is(Json::Kind::array) && !json.is(Json::Kind::object); }
std::string quoted(const std::string& text) { return JsonWriter().string(text).take(); }

/// Columns of a text: a character each.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

std::string scalar(const Json& json) {
  switch (json.kind) {
    case Json::Kind::boolean: return json.boolean ? "true" : "false";
    case Json::Kind::number: return json.text;
    case Json::Kind::string: return quoted(json.text);
    default: return "null";
  }
}

/// Takes from `room` what the value needs on one line; false as soon as that is not there.
bool fits(const Json& json, std::size_t& room) {
  const auto take = [&](std::size_t columns) {
    if (columns > room) return false;
    room -= columns;
    return true;
  };
  if (plain(json)) return take(width(scalar(json)));
  const std::size_t parts = json.items.size() + json.members.size();
  if (!take(2 + (parts > 1 ? 2 * (parts - 1) : 0))) return false;
  for (const Json& item : json.items)
    if (!fits(item, room)) return false;
  for (const auto& [key, value] : json.members)
    if (!take(width(quoted(key)) + 2) || !fits(value, room)) return false;
  return true;
}

void write(std::string& out, const Json& json, const char* comma, const char* colon) {
  if (plain(json)) {
    out += scalar(json);
    return;
  }
  const bool list = json.is(Json::Kind::array);
  out += list ? '[' : '{';
  bool first = true;
  const auto separate = [&] {
    if (!first) out += comma;
    first = false;
  };
  for (const Json& item : json.items) {
    separate();
    write(out, item, comma, colon);
  }
  for (const auto& [key, value] : json.members) {
    separate();
    out += quoted(key) + colon;
    write(out, value, comma, colon);
  }
  out += list ? ']' : '}';
}

void lay(std::string& out, const Json& json, std::size_t margin) {
  std::size_t room = widest > margin ? widest - margin : 0;
  const bool row = json.is(Json::Kind::array) && std::all_of(json.items.begin(), json.items.end(), plain);
  if (plain(json) || row || fits(json, room)) return write(out, json, ", ", ": ");
  const std::string line = "\n" + std::string(margin + 2, ' ');
  const bool list = json.is(Json::Kind::array);
  out += list ? '[' : '{';
  bool first = true;
  const auto begin = [&] {
    if (!first) out += ',';
    first = false;
    out += line;
  };
  for (const Json& item : json.items) {
    begin();
    lay(out, item, margin + 2);
  }
  for (const auto& [key, value] : json.members) {
    begin();
    out += quoted(key) + ": ";
    lay(out, value, margin + 2);
  }
  out += "\n" + std::string(margin, ' ') + (list ? ']' : '}');
}

}  // namespace

std::string laid_out(const Json& json) {
  std::string out;
  lay(out, json, 0);
  return out + "\n";
}

std::string in_one_line(const Json& json) {
  std::string out;
  write(out, json, ",", ":");
  return out;
}

}  // namespace yardstick
