// The small expression language: text to tree, and back to words. Knows nothing of facts or nodes;
// plan resolves the names, checks types and lowers the tree to column operations.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
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
    call,     // text is the function, args in order
    list,     // text is the function; args[0] the list's name; then where and expr, each may be null; then more
    index,    // text is the table, args its keys, column what stands after the bracket ("" where nothing does)
  };
  Kind kind = Kind::number;
  std::size_t offset = 0;  // byte in the formula's text
  Number value;
  bool percent = false;
  std::string text;                         // name, literal, operator, function or table
  std::string column;                       // of an index
  std::vector<std::unique_ptr<Expr>> args;  // for list: [name, where or null, expr or null], percentile: its share too
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
///
/// Primary: number ("3", "0.5", "95%", digits only with an optional fraction), 'text', true, false, name, call, list,
/// index, ( … ). A name is an ASCII identifier, then any of `.identifier` or `[Identifier]` without spaces; `.` may
/// also be followed by an option id of digits ("stars.4_5"). A function's name without "(" is a plain name.
///
/// Calls: if(condition, a, b); min and max of 2 or more; abs floor ceil sqrt ln exp year month day given of 1;
/// pow(x, y); round(x, places [, 'half-even']); age(born, on); days(a, b); workdays(a, b); date('2011-11-30');
/// earlier(name, n). What stands in quotes here must be a literal, and the first argument of earlier a name.
///
/// Lists: f(name [where cond] [: expr]). sum mean median min max first last product deviation sampleDeviation need the
/// `: expr`, as does percentile(name [where cond] : expr, share); any and all may have one, count has none. The name
/// may end in `^` (the inverse of a link: count(department^)). min and max are lists where a name and then `^`, `where`
/// or
/// `:` follow their bracket, else calls.
///
/// Index: table[key, …] and then perhaps .column; the bracket touches the table's name. Where the only key is one bare
/// identifier without spaces, only the scheme can tell price[level].points, a look-up, from quarter[Q1].points, a
/// period's content: it is a name, as written, which as_index() takes apart.
///
/// Limits: 4000 characters, 64 levels of brackets and signs (a chain a + b + c is one level, though the tree leans left
/// as far as the chain is long). Chinese letters are allowed only inside '…'.
ParsedFormula parse_formula(std::string_view text);

/// Words that cannot be the id of anything a formula reads: and or not where true false.
bool is_reserved_word(std::string_view id);

/// A name read as a look-up with one key.
struct IndexParts {
  std::string table;
  std::string key;
  std::string column;  // "" where nothing follows the bracket
};
/// The parts of a Kind::name of the form table[key] or table[key].column; nothing for anything else.
std::optional<IndexParts> as_index(const Expr& expr);

/// What stands for the parts of a formula that only the caller knows.
struct FormulaNames {
  virtual ~FormulaNames() = default;
  /// For a name: a title, or a figure. Of a look-up it is asked for "table" or "table.column".
  virtual std::string name(const std::string& dotted) const = 0;
  /// For a whole list, look-up, earlier(…) or given(…): a figure; empty has it written in words.
  virtual std::string read(const Expr&) const { return {}; }
  /// For 'text' beside a name in a comparison: the title of that option or level; empty has it written as it is.
  virtual std::string option(const Expr&, const std::string&) const { return {}; }
  /// Of the condition of an if(…): whether it holds, where that is known. The branches not taken are then left out.
  virtual std::optional<bool> holds(const Expr&) const { return std::nullopt; }
  /// The same names in words, where these are figures.
  virtual const FormulaNames& words() const { return *this; }
  /// Whether `id` is a table, so that `id[key]` is a look-up.
  virtual bool is_table(const std::string&) const { return false; }
};

/// Writes the tree with the fewest brackets that keep its value (a + (b − c) needs none), and with those that a reader
/// needs: around a negative figure after an operator, and around what `not` denies. Names stand as `names` gives them.
/// Operators for people: × ÷ − ≥ ≤ ≠ 且 或 非 (zh) / and or not (en).
/// Of a choice whose conditions are known, one that stands alone names the condition, any other is the branch that is taken.
std::string write_formula(const Expr& expr, const FormulaNames& names, std::string_view lang, bool alone = true);

}  // namespace yardstick
