// What a scheme's parts share while they are read.
#pragma once

#include <algorithm>
#include <array>

#include "reader.h"

namespace yardstick {

/// A word in a document and what it stands for.
template <class T, std::size_t N>
using Names = std::array<std::pair<std::string_view, T>, N>;

template <class T, std::size_t N>
std::vector<std::string> words(const Names<T, N>& names) {
  std::vector<std::string> result;
  for (const auto& [name, value] : names) result.emplace_back(name);
  return result;
}
template <class T, std::size_t N>
T value_of(const Names<T, N>& names, std::string_view word) {
  for (const auto& [name, value] : names)
    if (name == word) return value;
  return names[0].second;
}

std::string read_basis(Fields& fields);
Grain read_grain(const Reader& reader);
void check_id(const std::string& id, const Reader& reader);
std::int64_t read_day(const Reader& reader);
/// "mode": one of the rounding modes.
Rounding read_mode(Fields& fields, std::string_view key, bool needed);

Fact read_fact(const std::string& id, const Reader& reader);
Parameter read_parameter(const std::string& id, const Reader& reader);
Table read_table(const std::string& id, const Reader& reader);
Link read_link(const std::string& id, const Reader& reader);
Case read_case(const Reader& reader);
/// No two things that a formula may name in one class share an id, and none has a word of the language.
void check_names(const Scheme& scheme, const Sink& sink);

}  // namespace yardstick
