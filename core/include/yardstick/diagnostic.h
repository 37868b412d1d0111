// One thing the author of a document can fix, as a value. Codes and texts stand in one table
// (core/src/diagnostic.cpp); the place that finds a fault supplies pointer and values, never a sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yardstick {

/// A text that people read; either language may be empty.
/// Its special members stand out of line: sentences are made in hundreds of places, and a first visit downloads each.
struct Text {
  std::string zh;
  std::string en;
  Text();
  Text(std::string chinese, std::string english);
  Text(const Text&);
  Text(Text&&) noexcept;
  Text& operator=(const Text&);
  Text& operator=(Text&&) noexcept;
  ~Text();
  bool empty() const { return zh.empty() && en.empty(); }
  /// The text in that language ("zh-CN" or "en"), or the other where there is none.
  const std::string& in(std::string_view lang) const { return (lang == "en" ? !en.empty() : zh.empty()) ? en : zh; }
  friend bool operator==(const Text& a, const Text& b) { return a.zh == b.zh && a.en == b.en; }
};

enum class Severity : std::uint8_t { error, hint };

#define YARDSTICK_CODES(X)                                                                                    \
  X(json_syntax) X(json_full_width) X(json_too_large) X(json_too_deep) X(json_nul) X(json_not_utf8) X(duplicate_key) X(number_too_long) \
  X(unknown_key) X(missing_key) X(wrong_type) X(wrong_format) X(bad_id) X(bad_quantity) X(bad_period) X(bad_date)    \
  X(bad_choice) X(unknown_reference) X(duplicate_id) X(formula_syntax) X(formula_type) X(unit_clash) X(cycle) X(full_off_children) \
  X(weights_off_total) X(rows_unsorted) X(cap_below_floor) X(full_missing) X(full_not_allowed) X(grain_clash)        \
  X(contents_clash) X(unreachable_line) X(missing_total) X(fold_without_members) X(not_supported)                    \
  X(clause_without_node) X(node_without_clause) X(unused_fact) X(unused_parameter) X(formula_where_kind_serves)      \
  X(reserved_id) X(unreachable_row) X(unused_table) X(unused_link) X(unused_cohort) X(unused_view) X(empty_quota)    \
  X(unreachable_level) X(fold_not_monotone)                                                                          \
  X(dataset_scheme_mismatch) X(unit_count) X(value_type) X(value_domain) X(record_without_id) X(record_field)        \
  X(record_outside_periods) X(link_count) X(shares_off_total) X(given_twice) X(period_scored) X(too_many_units) X(weight_fixed) X(weights_off_whole) X(held_back_moves) X(case_reference) X(query_unknown) X(no_document)

/// Stable; kebab-case on the wire: "weights-off-total".
enum class Code : std::uint8_t {
#define X(name) name,
  YARDSTICK_CODES(X)
#undef X
};

struct Diagnostic {
  Code code;
  Severity severity;
  std::string document;  // "scheme", "dataset" or "query"
  std::string pointer;   // RFC 6901, into the text the author wrote
  int line = 0;          // 1-based; 0 where there is no text
  int column = 0;        // 1-based, in Unicode code points
  std::vector<std::string> args;
};

std::string code_name(Code code);
/// What a code's values are, in order: "node, full, sum".
std::string_view values_of(Code code);
/// The severity a code has everywhere.
Severity severity_of(Code code);
/// Where, what was found, what was expected, what would fix it: one sentence in each language.
Text describe(const Diagnostic& diagnostic);

/// A value, or the reasons there is none: `value` is empty exactly when an error is listed.
template <class T>
struct [[nodiscard]] Checked {
  std::optional<T> value;
  std::vector<Diagnostic> diagnostics;
};

bool has_error(const std::vector<Diagnostic>& diagnostics);

}  // namespace yardstick
