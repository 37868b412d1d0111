#include "yardstick/diagnostic.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace yardstick;

namespace {

/// A code and how many values its sentences take, by the agreement with the places that report it.
struct Row {
  Code code;
  std::size_t values;
};
const std::vector<Row> rows{
    {Code::json_syntax, 2},
    {Code::json_full_width, 2},
    {Code::json_too_large, 3},
    {Code::json_too_deep, 1},
    {Code::json_nul, 0},
    {Code::json_not_utf8, 0},
    {Code::duplicate_key, 1},
    {Code::number_too_long, 1},
    {Code::unknown_key, 2},
    {Code::missing_key, 1},
    {Code::wrong_type, 2},
    {Code::wrong_format, 2},
    {Code::bad_id, 1},
    {Code::bad_quantity, 1},
    {Code::bad_period, 1},
    {Code::bad_date, 1},
    {Code::bad_choice, 2},
    {Code::unknown_reference, 3},
    {Code::duplicate_id, 1},
    {Code::formula_syntax, 4},
    {Code::formula_type, 3},
    {Code::cycle, 1},
    {Code::full_off_children, 3},
    {Code::weights_off_total, 2},
    {Code::rows_unsorted, 2},
    {Code::cap_below_floor, 2},
    {Code::full_missing, 2},
    {Code::full_not_allowed, 1},
    {Code::grain_clash, 4},
    {Code::contents_clash, 2},
    {Code::unreachable_line, 3},
    {Code::missing_total, 1},
    {Code::fold_without_members, 1},
    {Code::not_supported, 1},
    {Code::clause_without_node, 1},
    {Code::node_without_clause, 1},
    {Code::unused_fact, 1},
    {Code::unused_parameter, 1},
    {Code::formula_where_kind_serves, 2},
    {Code::reserved_id, 1},
    {Code::unreachable_row, 3},
    {Code::unused_table, 1},
    {Code::unused_link, 1},
    {Code::unused_cohort, 1},
    {Code::unused_view, 1},
    {Code::empty_quota, 2},
    {Code::unreachable_level, 1},
    {Code::fold_not_monotone, 2},
    {Code::dataset_scheme_mismatch, 2},
    {Code::unit_count, 2},
    {Code::value_type, 3},
    {Code::value_domain, 3},
    {Code::record_without_id, 2},
    {Code::record_field, 2},
    {Code::record_outside_periods, 3},
    {Code::unit_clash, 3},
    {Code::link_count, 4},
    {Code::shares_off_total, 4},
    {Code::given_twice, 3},
    {Code::period_scored, 2},
    {Code::too_many_units, 2},
    {Code::weight_fixed, 2},
    {Code::weights_off_whole, 2},
    {Code::held_back_moves, 5},
    {Code::case_reference, 3},
    {Code::query_unknown, 2},
    {Code::no_document, 0},
};

#define X(name) Code::name,
const std::vector<Code> all_codes{YARDSTICK_CODES(X)};
#undef X

Text sentence(Code code, std::vector<std::string> args) {
  return describe({code, severity_of(code), "scheme", "", 1, 1, std::move(args)});
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("diagnostic") {
  TEST_CASE("every code has its name in kebab-case, and no two share one") {
    CHECK(code_name(Code::json_syntax) == "json-syntax");
    CHECK(code_name(Code::weights_off_total) == "weights-off-total");
    CHECK(code_name(Code::json_not_utf8) == "json-not-utf8");
    CHECK(code_name(Code::cycle) == "cycle");
    CHECK(code_name(Code::no_document) == "no-document");
    std::set<std::string> seen;
    for (const Code code : all_codes) CHECK(seen.insert(code_name(code)).second);
  }

  TEST_CASE("thirteen codes are hints and all others errors") {
    const std::set<Code> hints{Code::unreachable_line, Code::unreachable_row, Code::clause_without_node, Code::node_without_clause, Code::unused_fact,
                               Code::unused_parameter, Code::unused_table,        Code::unused_link,         Code::unused_cohort,
                               Code::unused_view,      Code::empty_quota,         Code::unreachable_level,   Code::fold_not_monotone,
                               Code::formula_where_kind_serves};
    for (const Code code : all_codes) {
      CAPTURE(code_name(code));
      CHECK((severity_of(code) == Severity::hint) == (hints.count(code) == 1));
    }
  }

  TEST_CASE("every sentence shows each of its values in both languages, and asks for no more") {
    REQUIRE(rows.size() == all_codes.size());
    for (const Row& row : rows) {
      const Text text = sentence(row.code, {"VAL0", "VAL1", "VAL2", "VAL3"});
      CAPTURE(code_name(row.code));
      for (std::size_t i = 0; i < 4; ++i) {
        const std::string value = "VAL" + std::to_string(i);
        CHECK(has(text.zh, value) == (i < row.values));
        CHECK(has(text.en, value) == (i < row.values));
      }
    }
  }

  TEST_CASE("no sentence leaves a brace or bracket of its template behind, with or without values") {
    for (const Row& row : rows) {
      CAPTURE(code_name(row.code));
      for (const std::vector<std::string>& args :
           {std::vector<std::string>{}, std::vector<std::string>{"a", "b", "c", "d"}}) {
        const Text text = sentence(row.code, args);
        CHECK(text.zh.find_first_of("{}[]") == std::string::npos);
        CHECK(text.en.find_first_of("{}[]") == std::string::npos);
        CHECK(text.zh.size() > 20);
        CHECK(text.en.size() > 20);
      }
    }
  }

  TEST_CASE("every sentence says what would mend the fault, after a semicolon") {
    for (const Row& row : rows) {
      const Text text = sentence(row.code, {"a", "b", "c", "d"});
      CAPTURE(code_name(row.code));
      CHECK(has(text.zh, "；"));
      CHECK(has(text.en, "; "));
    }
  }

  TEST_CASE("an unknown key is told with the keys that may stand there") {
    const Text text = sentence(Code::unknown_key, {"fulll", "full, title, level"});
    CHECK(text.zh == "未知的键“fulll”；可用的键：full、title、level；自己的备注请用 x- 开头的键");
    CHECK(text.en ==
          "unknown key “fulll”; the keys here are: full, title, level; for notes of your own use keys that begin with "
          "x-");
  }

  TEST_CASE("a part whose value is empty is left out") {
    CHECK(sentence(Code::unknown_reference, {"node", "totl", "total"}).zh ==
          "没有名为“totl”的节点，是不是“total”；请改正名称，或补上它的定义");
    CHECK(sentence(Code::unknown_reference, {"node", "totl", ""}).zh ==
          "没有名为“totl”的节点；请改正名称，或补上它的定义");
    CHECK(sentence(Code::unknown_reference, {"node", "totl", ""}).en ==
          "there is no node named “totl”; correct the name, or define it");
  }

  TEST_CASE("our own words are said in the reader's language, with or without an article") {
    CHECK(has(sentence(Code::json_syntax, {"end of text", "',' or ']'"}).zh, "这里读到文本结尾，而应为“,”或“]”；"));
    CHECK(has(sentence(Code::json_syntax, {"end of text", "',' or ']'"}).en,
              "found end of text here, expected “,” or “]”;"));
    CHECK(has(sentence(Code::json_syntax, {"tru", "a value"}).zh, "这里读到“tru”，而应为值；"));
    CHECK(has(sentence(Code::wrong_type, {"null", "a number or a date"}).zh, "这里写的是空值 null，应为数或日期；"));
    CHECK(has(sentence(Code::grain_clash, {"total", "year", "visits", "quarter"}).zh,
              "按年计算，而它读取的“visits”按季度计算"));
    CHECK(has(sentence(Code::json_too_large, {"9", "8", "bytes"}).zh, "文件有9字节"));
  }

  TEST_CASE("an author's own words are never translated, though they are ours too") {
    CHECK(has(sentence(Code::missing_key, {"level"}).zh, "“level”"));
    CHECK(has(sentence(Code::unknown_key, {"period", "year, level"}).zh, "“period”；可用的键：year、level；"));
    CHECK(has(sentence(Code::formula_syntax, {"a level", "level", "an operator", "3"}).zh, "读到“level”，应为运算符"));
    CHECK(has(sentence(Code::wrong_type, {"\"this, or that\"", "a date"}).zh, "\"this, or that\"，应为日期"));
  }

  TEST_CASE("braces, brackets and percent signs in a value stay as they are") {
    const Text text = sentence(Code::formula_syntax, {"quarter[Q1] + {0}%s", "{", "a value", "15"});
    CHECK(text.zh == "公式“quarter[Q1] + {0}%s”的第15个字符处读到“{”，应为值；请改正公式");
    CHECK(text.en ==
          "in the formula “quarter[Q1] + {0}%s”, character 15 is “{”, expected a value; correct the formula");
  }

  TEST_CASE("a very long value is cut between characters") {
    std::string value;
    for (int i = 0; i < 100; ++i) value += "绩";  // 300 bytes; 53 characters are 159
    const Text text = sentence(Code::bad_quantity, {value});
    CHECK(has(text.zh, "“" + value.substr(0, 159) + "…”"));
  }

  TEST_CASE("a list of diagnostics has an error only where one of them is one") {
    const Diagnostic error{Code::missing_key, Severity::error, "scheme", "", 1, 1, {"id"}};
    const Diagnostic hint{Code::unused_fact, Severity::hint, "scheme", "", 1, 1, {"visits"}};
    CHECK_FALSE(has_error({}));
    CHECK_FALSE(has_error({hint, hint}));
    CHECK(has_error({hint, error}));
  }

  TEST_CASE("a text falls back to the language it has") {
    CHECK(Text{"甲", "A"}.in("en") == "A");
    CHECK(Text{"甲", "A"}.in("zh-CN") == "甲");
    CHECK(Text{"甲", ""}.in("en") == "甲");
    CHECK(Text{"", "A"}.in("zh-CN") == "A");
    CHECK(Text{}.empty());
  }
}
