#include "yardstick/formula.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace yardstick {
namespace {

constexpr std::size_t longest_formula = 4000;  // characters
constexpr int deepest = 64;
constexpr std::string_view end_of_formula = "end of formula";

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
constexpr std::array operators{
    Operator{"or", either, "或", "or"},   Operator{"and", both, "且", "and"},   Operator{"==", comparison, "=", "="},
    Operator{"!=", comparison, "≠", "≠"}, Operator{"<=", comparison, "≤", "≤"}, Operator{">=", comparison, "≥", "≥"},
    Operator{"<", comparison, "<", "<"},  Operator{">", comparison, ">", ">"},  Operator{"+", sum, "+", "+"},
    Operator{"-", sum, "−", "−"},         Operator{"*", product, "×", "×"},     Operator{"/", product, "÷", "÷"},
};

constexpr std::size_t any_number = 1000;
struct Function {
  std::string_view name;
  std::size_t least, most;  // arguments of a call
  std::string_view zh;
  std::string_view en;
};
constexpr std::array functions{
    Function{"if", 3, 3, "如果", "if"},
    Function{"min", 2, any_number, "最小", "min"},
    Function{"max", 2, any_number, "最大", "max"},
    Function{"abs", 1, 1, "绝对值", "abs"},
    Function{"round", 2, 2, "四舍五入", "round"},
    Function{"floor", 1, 1, "向下取整", "floor"},
    Function{"ceil", 1, 1, "向上取整", "ceil"},
};

enum class Of : std::uint8_t { required, optional, nothing };  // the `: expr` of a list function
struct ListFunction {
  std::string_view name;
  Of of;
  std::string_view zh;
  std::string_view en;
};
constexpr std::array list_functions{
    ListFunction{"sum", Of::required, "合计", "sum"},    ListFunction{"mean", Of::required, "平均", "mean"},
    ListFunction{"count", Of::nothing, "条数", "count"}, ListFunction{"any", Of::optional, "任一", "any"},
    ListFunction{"all", Of::optional, "全部", "all"},
};

constexpr std::array<std::string_view, 6> reserved{"and", "or", "not", "where", "true", "false"};

// Signs from a Chinese keyboard, a spreadsheet or another language, and what to write instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> look_alikes{{
    {"（", "'('"}, {"）", "')'"}, {"，", "','"}, {"：", "':'"},  {"×", "'*'"},  {"÷", "'/'"},   {"−", "'-'"},
    {"－", "'-'"}, {"＋", "'+'"}, {"＊", "'*'"}, {"／", "'/'"},  {"％", "'%'"}, {"．", "'.'"},  {"＝", "'=='"},
    {"≠", "'!='"}, {"≥", "'>='"}, {"≤", "'<='"}, {"＞", "'>'"},  {"＜", "'<'"}, {"‘", "'''"},   {"’", "'''"},
    {"“", "'''"},  {"”", "'''"},  {"\"", "'''"}, {"&", "'and'"}, {"|", "'or'"}, {"!", "'not'"},
}};

template <class Table, class Member>
const typename Table::value_type* find_row(const Table& table, Member member, std::string_view key) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.*member == key; });
  return at == table.end() ? nullptr : &*at;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }

struct Token {
  enum class Kind : std::uint8_t { end, number, text, word, symbol, fault };
  Kind kind = Kind::end;
  std::size_t offset = 0;
  std::string_view text;      // as written, a literal with its quotes
  std::string_view expected;  // of a fault: what would stand there
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ >= text_.size()) return {Token::Kind::end, text_.size(), end_of_formula, {}};
    const char c = text_[at_];
    if (is_digit(c)) return number();
    if (is_letter(c)) return name();
    if (c == '\'') return literal();
    return symbol();
  }

 private:
  char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  Token token(Token::Kind kind, std::size_t length, std::string_view expected = {}) {
    const Token made{kind, at_, text_.substr(at_, length), expected};
    at_ += length;
    return made;
  }
  std::size_t run(std::size_t at, bool (*belongs)(char)) const {
    while (at < text_.size() && belongs(text_[at])) ++at;
    return at;
  }

  Token number() {
    std::size_t end = run(at_, is_digit);
    if (peek(end) == '.') {
      if (!is_digit(peek(end + 1))) return token(Token::Kind::fault, end + 1 - at_, "a digit");
      end = run(end + 1, is_digit);
    }
    if (peek(end) == '%') ++end;
    return token(Token::Kind::number, end - at_);
  }
  Token name() {
    std::size_t end = run(at_, is_word);
    while (true) {
      if (peek(end) == '.' && is_word(peek(end + 1))) {
        end = run(end + 1, is_word);
      } else if (peek(end) == '[' && is_letter(peek(end + 1))) {
        const std::size_t close = run(end + 1, is_word);
        if (peek(close) != ']') return fault_at(close, "']'");
        end = close + 1;
      } else if (peek(end) == '.' || peek(end) == '[') {
        return fault_at(end + 1, "an id");
      } else {
        return token(Token::Kind::word, end - at_);
      }
    }
  }
  /// A fault at a later place than where the token began.
  Token fault_at(std::size_t at, std::string_view expected) {
    at_ = at;
    if (at_ >= text_.size()) return {Token::Kind::fault, text_.size(), end_of_formula, expected};
    return token(Token::Kind::fault, code_point(at_), expected);
  }
  Token literal() {
    const std::size_t close = text_.find('\'', at_ + 1);
    if (close == std::string_view::npos) return fault_at(text_.size(), "'''");
    return token(Token::Kind::text, close + 1 - at_);
  }
  Token symbol() {
    for (const std::string_view two : {"==", "!=", "<=", ">="}) {
      if (text_.substr(at_, 2) == two) return token(Token::Kind::symbol, 2);
    }
    if (std::string_view("+-*/()<>,:").find(text_[at_]) != std::string_view::npos) return token(Token::Kind::symbol, 1);
    if (text_[at_] == '=') return token(Token::Kind::fault, 1, "'=='");
    const std::size_t length = code_point(at_);
    const auto* sign =
        find_row(look_alikes, &std::pair<std::string_view, std::string_view>::first, text_.substr(at_, length));
    return token(Token::Kind::fault, length, sign ? sign->second : std::string_view());
  }
  std::size_t code_point(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < text_.size() && !starts_code_point(text_[end])) ++end;
    return end - at;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

using Tree = std::unique_ptr<Expr>;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), lexer_(text) { advance(); }

  ParsedFormula parse() {
    Tree tree = expression(either);
    if (tree && token_.kind != Token::Kind::end) tree = refuse("an operator");
    if (!tree) return {nullptr, std::move(error_)};
    return {std::move(tree), {}};
  }

 private:
  /// Counts a level of brackets or signs as long as it lives.
  class Level {
   public:
    explicit Level(int& depth) : depth_(depth) { ++depth_; }
    ~Level() { --depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    bool too_deep() const { return depth_ > deepest; }

   private:
    int& depth_;
  };

  void advance() { token_ = lexer_.next(); }
  bool at_symbol(std::string_view symbol) const { return token_.kind == Token::Kind::symbol && token_.text == symbol; }
  bool at_word(std::string_view word) const { return token_.kind == Token::Kind::word && token_.text == word; }

  /// Notes the first fault, at the token in hand.
  Tree refuse(std::string_view expected) {
    error_.offset = token_.offset;
    const std::string_view before = text_.substr(0, token_.offset);
    error_.position = 1 + static_cast<int>(std::count_if(before.begin(), before.end(), starts_code_point));
    error_.found = token_.text;
    const bool lexical = token_.kind == Token::Kind::fault && !token_.expected.empty();
    error_.expected = lexical ? token_.expected : expected;
    return nullptr;
  }
  /// Passes over the symbol; false, with the fault noted, where another token stands.
  bool pass(std::string_view symbol, std::string_view expected) {
    if (!at_symbol(symbol)) {
      refuse(expected);
      return false;
    }
    advance();
    return true;
  }

  Tree make(Expr::Kind kind, std::size_t offset, std::string_view text = {}) const {
    Tree tree = std::make_unique<Expr>();
    tree->kind = kind;
    tree->offset = offset;
    tree->text = text;
    return tree;
  }

  const Operator* infix() const {
    if (token_.kind != Token::Kind::symbol && token_.kind != Token::Kind::word) return nullptr;
    return find_row(operators, &Operator::written, token_.text);
  }

  /// Everything that binds at least as tightly as `least`; operators of one strength lean left.
  Tree expression(int least) {
    Tree left = prefix(least);
    while (left) {
      const Operator* op = infix();
      if (!op || op->strength < least) break;
      Tree tree = make(Expr::Kind::binary, token_.offset, op->written);
      advance();
      Tree right = expression(op->strength + 1);
      if (!right) return nullptr;
      if (op->strength == comparison) {
        const Operator* next = infix();
        if (next && next->strength == comparison) return refuse("'and'");
      }
      tree->args.push_back(std::move(left));
      tree->args.push_back(std::move(right));
      left = std::move(tree);
    }
    return left;
  }

  Tree prefix(int least) {
    const bool is_denial = at_word("not") && least <= denial;
    if (!is_denial && !at_symbol("-")) return primary();
    const Level level(depth_);
    if (level.too_deep()) return refuse("at most 64 levels");
    Tree tree = make(Expr::Kind::unary, token_.offset, is_denial ? "not" : "-");
    advance();
    Tree operand = expression(is_denial ? denial : sign);
    if (!operand) return nullptr;
    tree->args.push_back(std::move(operand));
    return tree;
  }

  Tree primary() {
    switch (token_.kind) {
      case Token::Kind::number:
        return number();
      case Token::Kind::text: {
        Tree tree = make(Expr::Kind::text, token_.offset, token_.text.substr(1, token_.text.size() - 2));
        advance();
        return tree;
      }
      case Token::Kind::word:
        return word();
      case Token::Kind::symbol:
        return bracket();
      case Token::Kind::end:
      case Token::Kind::fault:
        break;
    }
    return refuse("a value");
  }

  Tree number() {
    const std::optional<Number> value = Number::parse(token_.text);
    if (!value) return refuse("a number of at most 1000 characters");
    Tree tree = make(Expr::Kind::number, token_.offset);
    tree->value = *value;
    tree->percent = token_.text.back() == '%';
    advance();
    return tree;
  }

  Tree bracket() {
    if (!at_symbol("(")) return refuse("a value");
    const Level level(depth_);
    if (level.too_deep()) return refuse("at most 64 levels");
    advance();
    Tree tree = expression(either);
    if (!tree || !pass(")", "an operator or ')'")) return nullptr;
    return tree;
  }

  Tree word() {
    const Token name = token_;
    if (name.text == "true" || name.text == "false") {
      Tree tree = make(Expr::Kind::boolean, name.offset);
      tree->value = name.text == "true" ? 1 : 0;
      advance();
      return tree;
    }
    if (is_reserved_word(name.text)) return refuse("a value");
    advance();
    if (!at_symbol("(")) return make(Expr::Kind::name, name.offset, name.text);
    const Level level(depth_);
    if (level.too_deep()) return refuse("at most 64 levels");
    if (const Function* function = find_row(functions, &Function::name, name.text)) return call(*function, name);
    if (const ListFunction* function = find_row(list_functions, &ListFunction::name, name.text))
      return list(*function, name);
    token_ = name;
    return refuse("a known function");
  }

  Tree call(const Function& function, const Token& name) {
    Tree tree = make(Expr::Kind::call, name.offset, name.text);
    do {
      advance();
      Tree argument = expression(either);
      if (!argument) return nullptr;
      tree->args.push_back(std::move(argument));
    } while (tree->args.size() < function.most && at_symbol(","));
    const std::size_t given = tree->args.size();
    const std::string_view expected = given < function.least ? "','" : given < function.most ? "',' or ')'" : "')'";
    if (given < function.least) return refuse(expected);
    return pass(")", expected) ? std::move(tree) : nullptr;
  }

  Tree list(const ListFunction& function, const Token& name) {
    Tree tree = make(Expr::Kind::list, name.offset, name.text);
    advance();
    if (token_.kind != Token::Kind::word || is_reserved_word(token_.text)) return refuse("a list of records");
    tree->args.push_back(make(Expr::Kind::name, token_.offset, token_.text));
    tree->args.resize(3);
    advance();
    const bool filtered = at_word("where");
    if (filtered) {
      advance();
      tree->args[1] = expression(either);
      if (!tree->args[1]) return nullptr;
    }
    if (function.of != Of::nothing && at_symbol(":")) {
      advance();
      tree->args[2] = expression(either);
      if (!tree->args[2]) return nullptr;
    } else if (function.of == Of::required) {
      return refuse(filtered ? "':'" : "'where' or ':'");
    }
    return pass(")", "')'") ? std::move(tree) : nullptr;
  }

  std::string_view text_;
  Lexer lexer_;
  Token token_;
  FormulaError error_;
  int depth_ = 0;
};

/// Text with how tightly it holds together.
struct Written {
  std::string text;
  int strength;
};

class Writer {
 public:
  Writer(const FormulaNames& names, bool chinese) : names_(names), chinese_(chinese) {}

  Written write(const Expr& expr) const {
    switch (expr.kind) {
      case Expr::Kind::number:
        return figure(number(expr));
      case Expr::Kind::text:
        return {"“" + expr.text + "”", whole};
      case Expr::Kind::boolean:
        return {expr.value.is_zero() ? say("否", "no") : say("是", "yes"), whole};
      case Expr::Kind::name:
        return figure(names_.name(expr.text));
      case Expr::Kind::unary:
        return unary(expr);
      case Expr::Kind::binary:
        return binary(expr);
      case Expr::Kind::call:
        return call(expr);
      case Expr::Kind::list:
        return list(expr);
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
    const bool digits_only = std::all_of(
        text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-' || c == '/' || c == '.' || c == '%'; });
    if (!digits_only) return {std::move(text), whole};
    const int strength = text.find('/') != std::string::npos ? product : text.find('-') == 0 ? sign : whole;
    return {std::move(text), strength};
  }
  static std::string bracketed(const Written& part, bool needed) { return needed ? "(" + part.text + ")" : part.text; }
  static bool is_signed(const std::string& text) { return text.find('-') == 0 || text.find("−") == 0; }

  Written unary(const Expr& expr) const {
    const Written operand = write(*expr.args[0]);
    if (expr.text == "-") return {"−" + bracketed(operand, operand.strength <= sign), sign};
    return {say("非", "not") + bracketed_denial(operand), denial};
  }
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
    Written left = write(*first);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) left = joined(std::move(left), **at);
    return left;
  }
  Written joined(Written left, const Expr& expr) const {
    const Operator& op = *find_row(operators, &Operator::written, expr.text);
    const Written right = write(*expr.args[1]);
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

  Written call(const Expr& expr) const {
    if (expr.text == "if") {
      return {say("若 ", "if ") + inside(*expr.args[0]) + say(" 则 ", " then ") + inside(*expr.args[1]) +
                  say("，否则 ", ", else ") + inside(*expr.args[2]),
              none};
    }
    const Function& function = *find_row(functions, &Function::name, expr.text);
    std::string text = say(function.zh, function.en) + say("（", "(");
    for (const Tree& argument : expr.args) {
      if (&argument != &expr.args.front()) text += say("，", ", ");
      text += inside(*argument);
    }
    return {text + say("）", ")"), whole};
  }

  Written list(const Expr& expr) const {
    const ListFunction& function = *find_row(list_functions, &ListFunction::name, expr.text);
    std::string text = say(function.zh, function.en) + say("（", "(") + inside(*expr.args[0]);
    if (expr.args[1]) text += say(" 其中 ", " where ") + inside(*expr.args[1]);
    if (expr.args[2]) text += say("：", ": ") + inside(*expr.args[2]);
    return {text + say("）", ")"), whole};
  }

  const FormulaNames& names_;
  bool chinese_;
};

}  // namespace

ParsedFormula parse_formula(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!starts_code_point(text[at]) || ++characters <= longest_formula) continue;
    return {nullptr, {at, static_cast<int>(characters), "more than 4000 characters", "at most 4000 characters"}};
  }
  return Parser(text).parse();
}

bool is_reserved_word(std::string_view id) { return std::find(reserved.begin(), reserved.end(), id) != reserved.end(); }

std::string write_formula(const Expr& expr, const FormulaNames& names, std::string_view lang) {
  return Writer(names, lang != "en").write(expr).text;
}

}  // namespace yardstick
