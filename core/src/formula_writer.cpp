// Formulas back to words.
#include <utility>

#include "formula_words.h"

namespace yardstick {
namespace {

using namespace formula_words;

// What Chinese calls the ways to round; of a mode that is not here, its own name stands among the arguments.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> roundings{{
    {"half-up", "四舍五入"},
    {"half-even", "四舍六入五成双"},
    {"half-down", "五舍六入"},
    {"up", "远零进位"},
    {"down", "截尾"},
    {"ceiling", "向上进位"},
    {"floor", "向下舍去"},
}};

/// Text with how tightly it holds together.
struct Written {
  std::string text;
  int strength;
};

class Writer {
 public:
  Writer(const FormulaNames& names, bool chinese, const Expr* root) : names_(names), chinese_(chinese), root_(root) {}

  Written write(const Expr& expr) const {
    switch (expr.kind) {
      case Expr::Kind::number:
        return figure(number(expr));
      case Expr::Kind::text:
        return {"“" + expr.text + "”", whole};
      case Expr::Kind::boolean:
        return {expr.value.is_zero() ? say("否", "no") : say("是", "yes"), whole};
      case Expr::Kind::name:
        return name(expr);
      case Expr::Kind::unary:
        return unary(expr);
      case Expr::Kind::binary:
        return binary(expr);
      case Expr::Kind::call:
        return call(expr);
      case Expr::Kind::list:
        return list(expr);
      case Expr::Kind::index:
        return index(expr);
    }
    return {};
  }

 private:
  std::string say(std::string_view zh, std::string_view en) const { return std::string(chinese_ ? zh : en); }
  std::string inside(const Expr& expr) const { return write(expr).text; }

  static std::string number(const Expr& expr) {
    return expr.percent ? (expr.value * Number(100)).exact() + "%" : expr.value.exact();
  }
  /// A figure may be negative or a fraction; then it binds no tighter than the sign or the division it shows.
  static Written figure(std::string text) {
    const bool digits_only = std::all_of(text.begin(), text.end(), [](char c) {
      return (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.' || c == '%';
    });
    if (!digits_only) return {std::move(text), whole};
    const int strength = text.find('/') != std::string::npos ? product : text.find('-') == 0 ? sign : whole;
    return {std::move(text), strength};
  }
  static std::string bracketed(const Written& part, bool needed) { return needed ? "(" + part.text + ")" : part.text; }
  static bool is_signed(const std::string& text) { return text.find('-') == 0 || text.find("−") == 0; }

  Written unary(const Expr& expr) const {
    const Written operand = write(*expr.args[0]);
    if (expr.text == "-") return {"−" + bracketed(operand, operand.strength <= sign), sign};
    // In a sentence a title that is denied is told from what stands around it.
    if (in_words() && expr.args[0]->kind == Expr::Kind::name) return {say("非“", "not “") + operand.text + "”", denial};
    return {say("非", "not") + bracketed_denial(operand), denial};
  }
  bool in_words() const { return &names_.words() == &names_; }
  /// "not a = b" would leave a reader in doubt, so all but a single thing is bracketed.
  std::string bracketed_denial(const Written& operand) const {
    const bool needed = operand.strength < whole;
    return (chinese_ && needed ? "" : " ") + bracketed(operand, needed);
  }

  /// Chains of one strength lean left and may be thousands long, so they are walked, not descended.
  Written binary(const Expr& expr) const {
    std::vector<const Expr*> chain;
    const Expr* first = &expr;
    while (first->kind == Expr::Kind::binary) {
      chain.push_back(first);
      first = first->args[0].get();
    }
    Written left = beside(*first, *chain.back()->args[1]);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) left = joined(std::move(left), **at);
    return left;
  }
  /// One side of an operator: a literal stands for an option of what is on the other side.
  Written beside(const Expr& side, const Expr& other) const {
    if (side.kind != Expr::Kind::text || other.kind == Expr::Kind::text) return write(side);
    const std::string title = names_.option(other, side.text);
    return title.empty() ? write(side) : Written{"“" + title + "”", whole};
  }
  /// "等次为“优秀”": a comparison with an option or a level, in words; nothing for any other.
  std::optional<Written> named(const Written& left, const Expr& expr) const {
    if (!in_words() || expr.args[1]->kind != Expr::Kind::text) return std::nullopt;
    const std::string title = names_.option(*expr.args[0], expr.args[1]->text);
    if (title.empty()) return std::nullopt;
    const NamedComparison* word = find_row(named_comparisons, &NamedComparison::written, expr.text);
    if (!word) return std::nullopt;
    return Written{left.text + std::string(chinese_ ? word->zh : word->en) + "“" + title + "”" + std::string(chinese_ ? word->zh_after : ""), comparison};
  }
  Written joined(Written left, const Expr& expr) const {
    if (std::optional<Written> comparison_in_words = named(left, expr)) return *comparison_in_words;
    const Operator& op = *find_row(operators, &Operator::written, expr.text);
    const Written right = beside(*expr.args[1], *expr.args[0]);
    const bool undoes = op.written == "-" || op.written == "/";
    const bool strict = undoes || op.strength == comparison;
    const bool left_brackets =
        left.strength < op.strength || (left.strength == comparison && op.strength == comparison);
    const bool right_brackets = right.strength < op.strength || (strict && right.strength == op.strength) ||
                                (op.strength > comparison && is_signed(right.text));
    std::string text = left_brackets ? "(" + left.text + ")" : std::move(left.text);
    text += ' ';
    text += chinese_ ? op.zh : op.en;
    text += ' ';
    text += bracketed(right, right_brackets);
    return {std::move(text), op.strength};
  }

  Written name(const Expr& expr) const {
    const std::optional<IndexParts> parts = as_index(expr);
    if (!parts || !names_.is_table(parts->table)) return figure(names_.name(expr.text));
    std::string read = names_.read(expr);
    if (!read.empty()) return figure(std::move(read));
    return looked_up(parts->table, parts->column, names_.name(parts->key));
  }
  Written index(const Expr& expr) const {
    std::string read = names_.read(expr);
    if (!read.empty()) return figure(std::move(read));
    std::string keys;
    for (const auto& key : expr.args) keys += (keys.empty() ? "" : say("，", ", ")) + inside(*key);
    return looked_up(expr.text, expr.column, keys);
  }
  Written looked_up(const std::string& table, const std::string& column, const std::string& keys) const {
    return {names_.name(column.empty() ? table : table + "." + column) + "[" + keys + "]", whole};
  }

  Written call(const Expr& expr) const {
    if (expr.text == "if") return choice(expr);
    if (expr.text == "earlier" || expr.text == "given") {
      std::string read = names_.read(expr);
      if (!read.empty()) return figure(std::move(read));
    }
    if (expr.text == "earlier") return earlier(expr);
    const Function& function = *find_row(functions, &Function::name, expr.text);
    std::string_view word = chinese_ ? function.zh : function.en;
    std::size_t count = expr.args.size();
    if (chinese_ && expr.text == "round" && count == 3) {
      const auto* mode = find_row(roundings, &std::pair<std::string_view, std::string_view>::first, expr.args[2]->text);
      if (mode) {
        word = mode->second;
        --count;
      }
    }
    std::string text = std::string(word) + say("（", "(");
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += say("，", ", ");
      text += i == function.fixed && function.kind == Expr::Kind::text ? expr.args[i]->text : inside(*expr.args[i]);
    }
    return {text + say("）", ")"), whole};
  }

  /// "若甲，为乙；若丙，为丁；否则为戊": a chain of conditions is told as one list. In figures, only the branch that is taken.
  Written choice(const Expr& expr) const {
    const auto is_choice = [](const Expr& e) { return e.kind == Expr::Kind::call && e.text == "if"; };
    const auto branch = [&](const Expr& e) { return bracketed(write(e), is_choice(e)); };
    std::string text;
    for (const Expr* at = &expr;; at = at->args[2].get()) {
      const std::optional<bool> holds = names_.holds(*at->args[0]);
      if (!holds || *holds) {
        if (holds && &expr != root_) return write(*at->args[1]);
        const std::string condition = holds ? Writer(names_.words(), chinese_, root_).inside(*at->args[0]) : inside(*at->args[0]);
        text += (text.empty() ? "" : say("；", "; ")) + say("若", "if ") + condition + say("，为", ", ") + branch(*at->args[1]);
        if (holds) return {std::move(text), none};
      }
      const Expr& rest = *at->args[2];
      if (is_choice(rest)) continue;
      if (text.empty() && &expr != root_) return write(rest);
      return {text + (text.empty() ? "" : say("；", "; ")) + say("否则为", "otherwise ") + inside(rest), none};
    }
  }

  /// "上期得分" / "earlier points"; "上2期得分" / "points 2 periods earlier".
  Written earlier(const Expr& expr) const {
    const std::string name = inside(*expr.args[0]);
    const Expr& back = *expr.args[1];
    const bool counted = back.kind == Expr::Kind::number;
    if (counted && back.value == 1) return {say("上期", "earlier ") + name, whole};
    const std::string periods = counted ? inside(back) : say("（", "(") + inside(back) + say("）", ")");
    if (chinese_) return {"上" + periods + "期" + name, whole};
    return {name + " " + periods + " periods earlier", none};
  }

  Written list(const Expr& expr) const {
    std::string read = names_.read(expr);
    if (!read.empty()) return figure(std::move(read));
    const ListFunction& function = *find_row(list_functions, &ListFunction::name, expr.text);
    std::string text = say(function.zh, function.en) + say("（", "(") + inside(*expr.args[0]);
    if (expr.args[1]) text += say(" 其中 ", " where ") + inside(*expr.args[1]);
    if (expr.args[2]) text += say("：", ": ") + inside(*expr.args[2]);
    if (function.takes_share) text += say("，", ", ") + inside(*expr.args[3]);
    return {text + say("）", ")"), whole};
  }

  const FormulaNames& names_;
  bool chinese_;
  const Expr* root_;
};

}  // namespace

std::string write_formula(const Expr& expr, const FormulaNames& names, std::string_view lang, bool alone) {
  return Writer(names, lang != "en", alone ? &expr : nullptr).write(expr).text;
}

}  // namespace yardstick
