// The small expression language: text to tree, and back to words. Knows nothing of facts or nodes;
// plan resolves the names, checks types and lowers the tree to column operations.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "yardstick/number.h"

namespace yardstick {

struct Expr {
  enum class Kind : std::uint8_t {
    number,   // value (95% is 0.95; percent is true)
    text,     // 'literal' in text
    boolean,  // value 0 or 1
    name,     // a possibly dotted name as written: "onTime", "item.stars", "key.rate", "quarter[Q1].inspection.points"
    unary,    // op "-" or "not", args[0]
    binary,   // op + - * / == != < <= > >= and or
    call,     // text is the function: if min max abs round floor ceil, args in order
    list,     // text is sum mean count any all; args[0] the list's name; then where and expr, each may be null
  };
  Kind kind = Kind::number;
  std::size_t offset = 0;  // byte in the formula's text
  Number value;
  bool percent = false;
  std::string text;                         // name, literal, operator or function
  std::vector<std::unique_ptr<Expr>> args;  // for list: [name, where or null, expr or null]
};

struct FormulaError {
  std::size_t offset = 0;  // byte
  int position = 1;        // the same place, counted from 1 in code points
  std::string found;       // the token, or "end of formula"
  std::string expected;    // "a value", "')'" …
};

struct ParsedFormula {
  std::unique_ptr<Expr> expr;  // null when `error` is set
  FormulaError error;
};

/// Grammar, loosest first: or; and; not; comparison (does not chain); + -; * /; unary -; primary.
/// Primary: number ("3", "0.5", "95%", digits only with an optional fraction), 'text', true, false, name, call, list, (
/// … ). A name is an ASCII identifier, then any of `.identifier` or `[Identifier]` without spaces; `.` may also be
/// followed by an option id of digits ("stars.4_5"). List: f(name [where cond] [: expr]). if takes 3 arguments, min and
/// max 2 or more, round 2, abs floor ceil 1; sum and mean need `: expr`, count takes none. A function's name without
/// "(" is a plain name. Limits: 4000 characters, 64 levels of brackets and signs (a chain a + b + c is one level,
/// though the tree leans left as far as the chain is long). Chinese letters are allowed only inside '…'.
ParsedFormula parse_formula(std::string_view text);

/// Words that cannot be the id of anything a formula reads: and or not where true false.
bool is_reserved_word(std::string_view id);

/// Writes the tree with the fewest brackets that keep its value (a + (b − c) needs none), and with those that a reader
/// needs: around a negative figure after an operator, and around what `not` denies. Names stand as `names` gives them.
/// Operators for people: × ÷ − ≥ ≤ ≠ 且 或 非 (zh) / and or not (en).
struct FormulaNames {
  virtual ~FormulaNames() = default;
  virtual std::string name(const std::string& dotted) const = 0;  // what stands for a name: a title, or a figure
};
std::string write_formula(const Expr& expr, const FormulaNames& names, std::string_view lang);

}  // namespace yardstick
