// Formulas lowered to columns: names resolved, types checked, every fault with its place.
#include <algorithm>

#include "plan_builder.h"

namespace yardstick {

std::string type_name(ValueType type) {
  switch (type) {
    case ValueType::number: return "number";
    case ValueType::flag: return "true / false";
    case ValueType::date: return "date";
    case ValueType::choice: return "choice";
    case ValueType::level: return "level";
    case ValueType::money: return "money";
    case ValueType::text: return "'…'";
  }
  return "";
}

bool is_constant(const Expr& expr) {
  if (expr.kind == Expr::Kind::number) return true;
  return expr.kind == Expr::Kind::unary && expr.text == "-" && is_constant(*expr.args[0]);
}

Typed Builder::value(const Formula& formula) {
  if (!formula.expr) return {};
  const Typed typed = expression(*formula.expr, formula);
  return &formula == stepped_ ? after_steps(typed, formula) : typed;
}

Column Builder::number(const Formula& formula) {
  if (!formula.expr) return -1;
  const Typed typed = value(formula);
  if (!typed.ok()) return -1;
  if (typed.type == ValueType::number) return typed.column;
  type_fault(formula, type_name(typed.type), type_name(ValueType::number));
  return -1;
}

Column Builder::flag(const Formula& formula) {
  if (!formula.expr) return -1;
  const Typed typed = expression(*formula.expr, formula);
  if (!typed.ok()) return -1;
  if (typed.type == ValueType::flag) return typed.column;
  type_fault(formula, type_name(typed.type), type_name(ValueType::flag));
  return -1;
}

Typed Builder::comparison(const Expr& expr, const Formula& formula) {
  Typed left = expression(*expr.args[0], formula);
  Typed right = expression(*expr.args[1], formula);
  if (!left.ok() || !right.ok()) return {};
  const auto literal = [&](Typed& text, const Typed& other) {
    if (text.type != ValueType::text) return true;
    std::string allowed;
    if (other.type == ValueType::choice && other.options) {
      for (std::size_t i = 0; i < other.options->size(); ++i) {
        allowed += (i ? ", " : "") + (*other.options)[i].id;
        if ((*other.options)[i].id == text.literal) {
          text.column = constant(static_cast<std::int64_t>(i));
          text.type = ValueType::choice;
          return true;
        }
      }
    } else if (other.type == ValueType::level && other.levels) {
      const auto& levels = *other.levels;
      for (std::size_t i = 0; i < levels.size(); ++i) {
        allowed += (i ? ", " : "") + levels[i].level;
        if (levels[i].level == text.literal) {
          text.column = constant(static_cast<std::int64_t>(levels.size() - 1 - i));
          text.type = ValueType::level;
          return true;
        }
      }
    } else if (other.type == ValueType::date) {
      if (const auto day = parse_date(text.literal)) {
        text.column = constant(*day);
        text.type = ValueType::date;
        return true;
      }
      fault(Code::bad_date, formula.where, {text.literal});
      return false;
    } else {
      type_fault(formula, "'" + text.literal + "'", type_name(other.type));
      return false;
    }
    fault(Code::bad_choice, formula.where, {text.literal, allowed});
    return false;
  };
  if (!literal(left, right) || !literal(right, left)) return {};
  if (left.type != right.type) {
    type_fault(formula, type_name(right.type), type_name(left.type));
    return {};
  }
  const bool equality = expr.text == "==" || expr.text == "!=";
  if (!equality && (left.type == ValueType::choice || left.type == ValueType::flag)) {
    type_fault(formula, expr.text, "== / !=");
    return {};
  }
  if (!same_measure(left, right, formula)) return {};
  threshold(*expr.args[0], *expr.args[1], right.column);
  threshold(*expr.args[1], *expr.args[0], left.column);
  Typed result;
  result.type = ValueType::flag;
  result.written = Written::flag;
  const Op code = expr.text == "==" ? Op::equal : expr.text == "!=" ? Op::unequal : expr.text == "<" ? Op::less
                  : expr.text == "<=" ? Op::at_most : expr.text == ">" ? Op::more : Op::at_least;
  result.column = op(code, {left.column, right.column});
  return result;
}

Column Builder::wanted(const Expr& part, ValueType type, const Formula& formula) {
  const Typed typed = expression(part, formula);
  if (!typed.ok()) return -1;
  if (typed.type == type) return typed.column;
  type_fault(formula, type_name(typed.type), type_name(type));
  return -1;
}

bool Builder::same_measure(const Typed& a, const Typed& b, const Formula& formula) {
  if (a.unit.empty() || b.unit.empty() || a.unit == b.unit) return true;
  fault(Code::unit_clash, formula.where, {formula.text, a.unit, b.unit});
  return false;
}

Typed Builder::arithmetic(const Expr& expr, const Formula& formula) {
  const auto is_arithmetic = [](const Expr& e) {
    return e.kind == Expr::Kind::binary && (e.text == "+" || e.text == "-" || e.text == "*" || e.text == "/");
  };
  // A chain a + b + … leans left as far as it is long: walked, so that its length costs no stack.
  std::vector<const Expr*> chain{&expr};
  while (is_arithmetic(*chain.back()->args[0])) chain.push_back(chain.back()->args[0].get());
  const auto term = [&](const Expr& part) {
    Typed typed = expression(part, formula);
    if (typed.ok() && typed.type != ValueType::number) {
      // A day more or less is told by days(a, b).
      type_fault(formula, type_name(typed.type), type_name(ValueType::number));
      typed.column = -1;
    }
    return typed;
  };
  Typed result = term(*chain.back()->args[0]);
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
    const std::string& sign = (*link)->text;
    const Typed next = term(*(*link)->args[1]);
    const bool adds = sign == "+" || sign == "-";
    if (adds && result.column >= 0 && next.column >= 0 && !same_measure(result, next, formula)) return {};
    if (adds) result.unit = result.unit.empty() ? next.unit : result.unit;
    else if (sign == "*") result.unit = result.unit.empty() ? next.unit : next.unit.empty() ? result.unit : "";
    else if (!next.unit.empty()) result.unit.clear();
    result.column = op(sign == "+" ? Op::add : sign == "-" ? Op::subtract : sign == "*" ? Op::multiply : Op::divide, {result.column, next.column});
  }
  Typed number;
  number.column = result.column;
  number.unit = result.unit;
  return number;
}

Typed Builder::whole(const Expr& expr, Typed typed) {
  if (typed.column >= 0) here().reads[&expr] = {typed.column, {}, typed.written, -1, -1, nullptr};
  return typed;
}

Typed Builder::expression(const Expr& expr, const Formula& formula) {
  Typed result;
  switch (expr.kind) {
    case Expr::Kind::number:
      result.column = constant(expr.value);
      result.written = expr.percent ? Written::percent : Written::plain;
      return result;
    case Expr::Kind::boolean:
      result.column = constant(expr.value);
      result.type = ValueType::flag;
      result.written = Written::flag;
      return result;
    case Expr::Kind::text:
      result.type = ValueType::text;
      result.literal = expr.text;
      return result;
    case Expr::Kind::name:
      if (const auto parts = as_index(expr)) {
        const auto& tables = plan_.scheme->tables;
        if (std::any_of(tables.begin(), tables.end(), [&](const Table& t) { return t.id == parts->table; })) {
          Expr key;
          key.kind = Expr::Kind::name;
          key.text = parts->key;
          return whole(expr, look_up(parts->table, parts->column, {&key}, formula));
        }
      }
      return name(expr.text, formula.where, formula.text);
    case Expr::Kind::unary:
      if (expr.text == "not") {
        result.type = ValueType::flag;
        result.written = Written::flag;
        result.column = op(Op::opposite, {wanted(*expr.args[0], ValueType::flag, formula)});
      } else {
        result.column = op(Op::negate, {wanted(*expr.args[0], ValueType::number, formula)});
      }
      return result;
    case Expr::Kind::binary:
      if (expr.text == "and" || expr.text == "or") {
        result.type = ValueType::flag;
        result.written = Written::flag;
        const Column a = wanted(*expr.args[0], ValueType::flag, formula), b = wanted(*expr.args[1], ValueType::flag, formula);
        result.column = op(expr.text == "and" ? Op::both : Op::either, {a, b});
        return result;
      }
      if (expr.text == "+" || expr.text == "-" || expr.text == "*" || expr.text == "/") return arithmetic(expr, formula);
      return comparison(expr, formula);
    case Expr::Kind::call: return expr.text == "earlier" ? whole(expr, call(expr, formula)) : call(expr, formula);
    case Expr::Kind::list: return whole(expr, list_function(expr, formula));
    case Expr::Kind::index: {
      std::vector<const Expr*> keys;
      for (const auto& arg : expr.args) keys.push_back(arg.get());
      return whole(expr, look_up(expr.text, expr.column, keys, formula));
    }
  }
  return {};
}

}  // namespace yardstick
