// The operators and functions of formulas: how each is read, and how it is told in words.
#pragma once

#include <algorithm>
#include <array>

#include "yardstick/formula.h"

namespace yardstick::formula_words {

// Binding strength, loosest first. What a tree of that operator needs brackets for follows from it.
enum Strength : int {
  none = 0,
  either = 1,
  both = 2,
  denial = 3,
  comparison = 4,
  sum = 5,
  product = 6,
  sign = 7,
  whole = 8
};

struct Operator {
  std::string_view written;
  Strength strength;
  std::string_view zh;
  std::string_view en;
};
inline constexpr std::array operators{
    Operator{"or", either, "或", "or"},   Operator{"and", both, "且", "and"},   Operator{"==", comparison, "=", "="},
    Operator{"!=", comparison, "≠", "≠"}, Operator{"<=", comparison, "≤", "≤"}, Operator{">=", comparison, "≥", "≥"},
    Operator{"<", comparison, "<", "<"},  Operator{">", comparison, ">", ">"},  Operator{"+", sum, "+", "+"},
    Operator{"-", sum, "−", "−"},         Operator{"*", product, "×", "×"},     Operator{"/", product, "÷", "÷"},
};

/// How a comparison with an option or a level is told in a sentence.
struct NamedComparison {
  std::string_view written;
  std::string_view zh, zh_after;
  std::string_view en;
};
inline constexpr std::array named_comparisons{
    NamedComparison{"==", "为", "", " is "},           NamedComparison{"!=", "不是", "", " is not "},
    NamedComparison{">=", "在", "以上（含）", " is at least "}, NamedComparison{"<=", "在", "以下（含）", " is at most "},
    NamedComparison{">", "高于", "", " is above "},    NamedComparison{"<", "低于", "", " is below "},
};

inline constexpr std::size_t any_number = 1000;
struct Function {
  std::string_view name;
  std::size_t least, most;  // arguments of a call
  std::string_view zh;
  std::string_view en;
  std::size_t fixed = any_number;  // the argument that must be of `kind`: a bare name, or a literal
  Expr::Kind kind = Expr::Kind::name;
};
inline constexpr std::array functions{
    Function{"if", 3, 3, "如果", "if"},
    Function{"min", 2, any_number, "最小", "min"},
    Function{"max", 2, any_number, "最大", "max"},
    Function{"abs", 1, 1, "绝对值", "abs"},
    Function{"round", 2, 3, "四舍五入", "round", 2, Expr::Kind::text},
    Function{"floor", 1, 1, "向下取整", "floor"},
    Function{"ceil", 1, 1, "向上取整", "ceil"},
    Function{"pow", 2, 2, "幂", "pow"},
    Function{"sqrt", 1, 1, "平方根", "sqrt"},
    Function{"ln", 1, 1, "自然对数", "ln"},
    Function{"exp", 1, 1, "指数", "exp"},
    Function{"age", 2, 2, "周岁", "age"},
    Function{"days", 2, 2, "天数", "days"},
    Function{"workdays", 2, 2, "工作日", "workdays"},
    Function{"year", 1, 1, "年", "year"},
    Function{"month", 1, 1, "月", "month"},
    Function{"day", 1, 1, "日", "day"},
    Function{"date", 1, 1, "日期", "date", 0, Expr::Kind::text},
    Function{"earlier", 2, 2, "上期", "earlier", 0, Expr::Kind::name},
    Function{"given", 1, 1, "已填", "given"},
};

enum class Of : std::uint8_t { required, optional, nothing };  // the `: expr` of a list function
struct ListFunction {
  std::string_view name;
  Of of;
  std::string_view zh;
  std::string_view en;
  bool takes_share = false;  // one more argument after the `: expr`
};
inline constexpr std::array list_functions{
    ListFunction{"sum", Of::required, "合计", "sum"},
    ListFunction{"mean", Of::required, "平均", "mean"},
    ListFunction{"count", Of::nothing, "条数", "count"},
    ListFunction{"any", Of::optional, "任一", "any"},
    ListFunction{"all", Of::optional, "全部", "all"},
    ListFunction{"median", Of::required, "中位数", "median"},
    ListFunction{"min", Of::required, "最小", "min"},
    ListFunction{"max", Of::required, "最大", "max"},
    ListFunction{"first", Of::required, "首项", "first"},
    ListFunction{"last", Of::required, "末项", "last"},
    ListFunction{"product", Of::required, "连乘积", "product"},
    ListFunction{"deviation", Of::required, "总体标准差", "standard deviation"},
    ListFunction{"sampleDeviation", Of::required, "样本标准差", "sample standard deviation"},
    ListFunction{"percentile", Of::required, "百分位数", "percentile", true},
};

template <class Table, class Member>
const typename Table::value_type* find_row(const Table& table, Member member, std::string_view key) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.*member == key; });
  return at == table.end() ? nullptr : &*at;
}

}  // namespace yardstick::formula_words
