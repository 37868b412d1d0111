// The page of all diagnostics, made from the table that the checks themselves speak from.
#include "diagnostics.h"

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "yardstick/diagnostic.h"

namespace {

using yardstick::Code;

/// Values such as a real fault would have, so that the page shows sentences as people meet them.
struct Sample {
  Code code;
  std::array<const char*, 5> values;
};

constexpr std::array samples{
    Sample{Code::json_syntax, {"}", "value"}},
    Sample{Code::json_full_width, {"，", ","}},
    Sample{Code::json_too_large, {"70000000", "67108864", "bytes"}},
    Sample{Code::json_too_deep, {"64"}},
    Sample{Code::json_nul, {}},
    Sample{Code::json_not_utf8, {}},
    Sample{Code::duplicate_key, {"full"}},
    Sample{Code::number_too_long, {"1000"}},
    Sample{Code::unknown_key, {"ful", "title, full, rule, children"}},
    Sample{Code::missing_key, {"grain"}},
    Sample{Code::wrong_type, {"[…]", "{…}"}},
    Sample{Code::wrong_format, {"2", "cap / floor / multiply / add / scale / round"}},
    Sample{Code::bad_id, {"日常考核"}},
    Sample{Code::bad_quantity, {"85分"}},
    Sample{Code::bad_period, {"2025-Q5"}},
    Sample{Code::bad_date, {"2025-02-30"}},
    Sample{Code::bad_choice, {"average", "sum, mean, weighted"}},
    Sample{Code::unknown_reference, {"name", "patrlos", "patrols"}},
    Sample{Code::duplicate_id, {"speed"}},
    Sample{Code::formula_syntax, {"(a + b", "end of formula", "')'", "7"}},
    Sample{Code::formula_type, {"a + 1", "number", "true / false"}},
    Sample{Code::unit_clash, {"shops + cases", "户", "件"}},
    Sample{Code::cycle, {"total → bonus → total"}},
    Sample{Code::full_off_children, {"total", "100", "95"}},
    Sample{Code::weights_off_total, {"total", "0.95"}},
    Sample{Code::rows_unsorted, {"80", "60"}},
    Sample{Code::cap_below_floor, {"5", "6"}},
    Sample{Code::full_missing, {"speed", "total"}},
    Sample{Code::full_not_allowed, {"place"}},
    Sample{Code::grain_clash, {"total", "year", "quarterly", "quarter"}},
    Sample{Code::contents_clash, {"H1", "quarter"}},
    Sample{Code::unreachable_line, {"excellent", "105", "100"}},
    Sample{Code::missing_total, {"bureau"}},
    Sample{Code::fold_without_members, {"total"}},
    Sample{Code::not_supported, {"over"}},
    Sample{Code::clause_without_node, {"c7"}},
    Sample{Code::node_without_clause, {"speed"}},
    Sample{Code::unused_fact, {"patrols"}},
    Sample{Code::unused_parameter, {"passLine"}},
    Sample{Code::formula_where_kind_serves, {"speed", "proportional"}},
    Sample{Code::reserved_id, {"period"}},
    Sample{Code::unreachable_row, {"120", "mark", "≤ 100"}},
    Sample{Code::unused_table, {"price"}},
    Sample{Code::unused_link, {"department"}},
    Sample{Code::unused_cohort, {"peers"}},
    Sample{Code::unused_view, {"draft"}},
    Sample{Code::empty_quota, {"best", "0.15"}},
    Sample{Code::unreachable_level, {"excellent"}},
    Sample{Code::fold_not_monotone, {"routine", "pooled"}},
    Sample{Code::dataset_scheme_mismatch, {"desk 2024.1", "desk 2025.1"}},
    Sample{Code::unit_count, {"11", "12"}},
    Sample{Code::value_type, {"twelve", "patrols", "count"}},
    Sample{Code::value_domain, {"101", "mark", "0 … 100"}},
    Sample{Code::record_without_id, {"visits", "east"}},
    Sample{Code::record_field, {"star", "visits"}},
    Sample{Code::record_outside_periods, {"v7", "2024-12-31", "2025"}},
    Sample{Code::link_count, {"department", "p1", "2025", "2"}},
    Sample{Code::shares_off_total, {"tasks", "t1", "2025", "0.9"}},
    Sample{Code::given_twice, {"committee", "p1", "2025"}},
    Sample{Code::period_scored, {"total", "2025"}},
    Sample{Code::too_many_units, {"20001", "20000"}},
    Sample{Code::weight_fixed, {"total", "bonus"}},
    Sample{Code::weights_off_whole, {"110", "100"}},
    Sample{Code::held_back_moves, {"total", "east", "2025", "87.5", "missing"}},
    Sample{Code::case_reference, {"on the line", "node", "totl"}},
    Sample{Code::query_unknown, {"unit", "eats"}},
    Sample{Code::no_document, {}},
};

#define X(name) Code::name,
constexpr std::array codes{YARDSTICK_CODES(X)};
#undef X
constexpr bool in_order() {
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (samples[i].code != codes[i]) return false;
  return true;
}
static_assert(samples.size() == codes.size() && in_order(), "one sample a code, in the order of YARDSTICK_CODES");

constexpr std::string_view head =
    "# What the checks can say\n\n"
    "`yardstick check` names each fault by a code, says where it lies, and says in one sentence what was found, what was "
    "expected and what would mend it. An *error* must be mended before anything is scored. A *hint* is advice and stops "
    "nothing. Sentences are given here as an author meets them, with sample values; *values* are what a program gets beside "
    "the code, in this order.\n\n"
    "This page is what `yardstick diagnostics` prints. Do not edit it by hand.\n";

}  // namespace

void print_diagnostic_reference() {
  std::string page(head);
  for (const Sample& sample : samples) {
    yardstick::Diagnostic fault{sample.code, yardstick::severity_of(sample.code), "scheme", "", 1, 1, {}};
    for (const char* value : sample.values)
      if (value) fault.args.emplace_back(value);
    const yardstick::Text sentence = yardstick::describe(fault);
    const std::string_view values = yardstick::values_of(sample.code);
    page += "\n## " + yardstick::code_name(sample.code) + "\n\n";
    page += fault.severity == yardstick::Severity::error ? "Error. " : "Hint. ";
    page += values.empty() ? "No values.\n\n" : "Values: " + std::string(values) + ".\n\n";
    page += "- " + sentence.zh + "。\n- " + static_cast<char>(sentence.en[0] >= 'a' && sentence.en[0] <= 'z' ? sentence.en[0] - 'a' + 'A' : sentence.en[0]) +
            sentence.en.substr(1) + ".\n";
  }
  std::fwrite(page.data(), 1, page.size(), stdout);
}
