#include "yardstick/formula.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "formula_words.h"

namespace yardstick {
namespace {

using namespace formula_words;

constexpr std::size_t longest_formula = 4000;  // characters
constexpr int deepest = 64;
constexpr std::string_view end_of_formula = "end of formula";

constexpr std::array<std::string_view, 6> reserved{"and", "or", "not", "where", "true", "false"};

// Signs from a Chinese keyboard, a spreadsheet or another language, and what to write instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 32> look_alikes{{
    {"（", "'('"}, {"）", "')'"}, {"，", "','"}, {"：", "':'"},  {"×", "'*'"},  {"÷", "'/'"},   {"−", "'-'"},
    {"－", "'-'"}, {"＋", "'+'"}, {"＊", "'*'"}, {"／", "'/'"},  {"％", "'%'"}, {"．", "'.'"},  {"＝", "'=='"},
    {"≠", "'!='"}, {"≥", "'>='"}, {"≤", "'<='"}, {"＞", "'>'"},  {"＜", "'<'"}, {"‘", "'''"},   {"’", "'''"},
    {"“", "'''"},  {"”", "'''"},  {"\"", "'''"}, {"&", "'and'"}, {"|", "'or'"}, {"!", "'not'"}, {"［", "'['"},
    {"］", "']'"}, {"【", "'['"}, {"】", "']'"}, {"^", "'pow'"},
}};

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

  /// Passes over `c` where it touches what was just read.
  bool take(char c) {
    if (peek(at_) != c) return false;
    ++at_;
    return true;
  }
  /// The id of a `.id` that touches what was just read; a word without text where there is none.
  Token part() {
    if (peek(at_) != '.') return {Token::Kind::word, at_, {}, {}};
    ++at_;
    return is_word(peek(at_)) ? token(Token::Kind::word, run(at_, is_word) - at_) : fault_at(at_, "an id");
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
      } else if (peek(end) == '.') {
        return fault_at(end + 1, "an id");
      } else if (const std::size_t close = close_of_id(end)) {
        end = close;
      } else {
        return token(Token::Kind::word, end - at_);
      }
    }
  }
  /// The end of an `[id]` that begins at `at`; 0 where none does.
  std::size_t close_of_id(std::size_t at) const {
    if (peek(at) != '[' || !is_letter(peek(at + 1))) return 0;
    const std::size_t close = run(at + 1, is_word);
    return peek(close) == ']' && !is_reserved_word(text_.substr(at + 1, close - at - 1)) ? close + 1 : 0;
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
    if (std::string_view("+-*/()[]<>,:").find(text_[at_]) != std::string_view::npos)
      return token(Token::Kind::symbol, 1);
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
    const bool looks_up = at_symbol("[") && token_.offset == name.offset + name.text.size();
    if (!looks_up && !at_symbol("(")) return make(Expr::Kind::name, name.offset, name.text);
    const Level level(depth_);
    if (level.too_deep()) return refuse("at most 64 levels");
    if (looks_up) return index(name);
    const Function* function = find_row(functions, &Function::name, name.text);
    const ListFunction* fold = find_row(list_functions, &ListFunction::name, name.text);
    if (fold && (!function || at_list())) return list(*fold, name);
    if (function) return call(*function, name);
    token_ = name;
    return refuse("a known function");
  }

  /// Whether a list follows the bracket in hand: min(visits : …) and min(visits where …), but not min(a, b).
  bool at_list() const {
    Lexer ahead = lexer_;
    if (ahead.next().kind != Token::Kind::word) return false;
    if (ahead.take('^')) return true;
    const Token next = ahead.next();
    return (next.kind == Token::Kind::symbol && next.text == ":") ||
           (next.kind == Token::Kind::word && next.text == "where");
  }

  Tree index(const Token& name) {
    Tree tree = make(Expr::Kind::index, name.offset, name.text);
    do {
      advance();
      Tree key = expression(either);
      if (!key) return nullptr;
      tree->args.push_back(std::move(key));
    } while (at_symbol(","));
    if (!at_symbol("]")) return refuse("',' or ']'");
    const Token column = lexer_.part();
    if (column.kind == Token::Kind::fault) {
      token_ = column;
      return refuse("an id");
    }
    tree->column = column.text;
    advance();
    return tree;
  }

  Tree call(const Function& function, const Token& name) {
    Tree tree = make(Expr::Kind::call, name.offset, name.text);
    do {
      advance();
      const Token start = token_;
      Tree argument = expression(either);
      if (!argument) return nullptr;
      if (tree->args.size() == function.fixed && argument->kind != function.kind) {
        token_ = start;
        return refuse(function.kind == Expr::Kind::name ? "a name" : "'…'");
      }
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
    if (lexer_.take('^')) tree->args[0]->text += '^';
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
    if (function.takes_share) {
      if (!pass(",", "','")) return nullptr;
      tree->args.push_back(expression(either));
      if (!tree->args[3]) return nullptr;
    }
    return pass(")", "')'") ? std::move(tree) : nullptr;
  }

  std::string_view text_;
  Lexer lexer_;
  Token token_;
  FormulaError error_;
  int depth_ = 0;
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

std::optional<IndexParts> as_index(const Expr& expr) {
  if (expr.kind != Expr::Kind::name) return std::nullopt;
  const std::string_view text = expr.text;
  const std::size_t open = text.find('[');
  const std::size_t close = text.find(']');
  if (open == std::string_view::npos || text.find('.') < open) return std::nullopt;
  const std::string_view rest = text.substr(close + 1);
  if (!rest.empty() && (rest.front() != '.' || rest.find_first_of(".[", 1) != std::string_view::npos))
    return std::nullopt;
  return IndexParts{std::string(text.substr(0, open)), std::string(text.substr(open + 1, close - open - 1)),
                    std::string(rest.substr(rest.empty() ? 0 : 1))};
}

}  // namespace yardstick
