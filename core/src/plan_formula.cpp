// Formulas lowered to columns: names resolved, types checked, every fault with its place.
#include <algorithm>

#include "outcomes/outcome.h"
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

namespace {

Written written_of(FactType type) {
  switch (type) {
    case FactType::rate: return Written::percent;
    case FactType::flag: return Written::flag;
    case FactType::date: return Written::date;
    case FactType::choice: return Written::option;
    default: return Written::plain;
  }
}

ValueType type_of(FactType type) {
  switch (type) {
    case FactType::flag: return ValueType::flag;
    case FactType::date: return ValueType::date;
    case FactType::choice: return ValueType::choice;
    default: return ValueType::number;
  }
}

}  // namespace

Typed Builder::value(const Formula& formula) {
  if (!formula.expr) return {};
  if (&formula == stood_for_) {
    Typed typed;
    typed.column = stand_in_;
    return typed;
  }
  return expression(*formula.expr, formula);
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

Typed Builder::name(const std::string& dotted, const Where& where, const std::string& formula) {
  Typed result;
  const auto use = [&](Column column, Text title, Written written, int fact, int node, const std::vector<Option>* options) {
    result.column = widen(column, dotted, where);
    result.written = written;
    result.options = options;
    here().names[dotted] = {result.column, std::move(title), written, fact, node, options};
    return result;
  };
  const auto& facts = cls().facts;

  if (dotted.rfind("item.", 0) == 0) {
    if (shape_.list < 0) {
      fault(Code::unknown_reference, where, {"item", dotted, ""});
      return {};
    }
    const Fact& fact = list_fact(shape_.list);
    const std::string field_id = dotted.substr(5);
    std::vector<std::string> known;
    for (std::size_t i = 0; i < fact.fields.size(); ++i) {
      const Field& field = fact.fields[i];
      known.push_back(field.id);
      if (field.id != field_id) continue;
      if (field.type == FactType::text) {
        fault(Code::formula_type, where, {formula, "text", "number / choice / flag / date"});
        return {};
      }
      Operation operation;
      operation.op = Op::field;
      operation.shape = shape_;
      operation.index = shape_.list;
      operation.option = static_cast<int>(i);
      result.type = type_of(field.type);
      return use(op(std::move(operation)), field.title, written_of(field.type), -1, -1,
                 field.type == FactType::choice ? &field.options : nullptr);
    }
    fault(Code::unknown_reference, where, {"field", field_id, nearest(field_id, known)});
    return {};
  }

  const auto& parameters = plan_.scheme->parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].id != dotted) continue;
    parameter_used_[i] = true;
    Operation operation;
    operation.op = Op::parameter;
    operation.shape = shape_;
    operation.shape.list = -1;
    operation.index = static_cast<int>(i);
    const Written written = parameters[i].values.front().percent ? Written::percent : Written::plain;
    return use(op(std::move(operation)), parameters[i].title, written, -1, -1, nullptr);
  }

  const auto load = [&](std::size_t fact, int option) {
    fact_used_[static_cast<std::size_t>(shape_.cls)][fact] = true;
    Operation operation;
    operation.op = Op::fact;
    operation.shape = {shape_.cls, facts[fact].grain, -1, false};
    operation.index = static_cast<int>(fact);
    operation.option = option;
    return op(std::move(operation));
  };
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    if (fact.id == dotted) {
      if (fact.type == FactType::votes || fact.type == FactType::records || fact.type == FactType::text) {
        type_fault({formula, where, nullptr}, fact.id, fact.type == FactType::votes ? fact.id + ".valid" : "sum(" + fact.id + " : …)");
        return {};
      }
      result.type = type_of(fact.type);
      return use(load(i, -1), fact.title, written_of(fact.type), static_cast<int>(i), -1,
                 fact.type == FactType::choice ? &fact.options : nullptr);
    }
    if (fact.type == FactType::votes && dotted.rfind(fact.id + ".", 0) == 0) {
      const std::string option = dotted.substr(fact.id.size() + 1);
      std::vector<std::string> known{"valid"};
      for (std::size_t o = 0; o < fact.options.size(); ++o) {
        known.push_back(fact.options[o].id);
        if (fact.options[o].id == option)
          return use(load(i, static_cast<int>(o)), {fact.options[o].title.zh, fact.options[o].title.en}, Written::plain,
                     static_cast<int>(i), -1, nullptr);
      }
      if (option == "valid") {
        Column sum = -1;
        for (std::size_t o = 0; o < fact.options.size(); ++o) {
          const Column votes = widen(load(i, static_cast<int>(o)), dotted, where);
          sum = o == 0 ? votes : op(Op::add, {sum, votes});
        }
        return use(sum, {"有效票", "valid votes"}, Written::plain, static_cast<int>(i), -1, nullptr);
      }
      fault(Code::unknown_reference, where, {"option", option, nearest(option, known)});
      return {};
    }
  }

  // A node, or a node's aspect.
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  std::string id = dotted, aspect = "points";
  auto found = index.find(id);
  if (found == index.end()) {
    const std::size_t dot = dotted.rfind('.');
    if (dot != std::string::npos) {
      id = dotted.substr(0, dot);
      aspect = dotted.substr(dot + 1);
      found = index.find(id);
    }
  }
  if (found == index.end()) {
    std::vector<std::string> known;
    for (const auto& fact : facts) known.push_back(fact.id);
    for (const auto& parameter : parameters) known.push_back(parameter.id);
    for (const auto& [node, place] : index) known.push_back(node);
    fault(Code::unknown_reference, where, {"name", dotted, nearest(dotted, known)});
    return {};
  }
  const int place = found->second;
  const bool points_node = at(place).node->type == NodeType::points;
  if (points_node && (aspect == "full" || aspect == "rate" || aspect == "lost") && full_of(place) < 0) {
    fault(Code::full_missing, where, {id, formula});
    return {};
  }
  if (points_node && aspect == "full") return use(full_of(place), {at(place).title.zh + "满分", at(place).title.en + " full marks"}, Written::plain, -1, place, nullptr);
  lower(place);
  const PlanNode& target = at(place);
  const Text title = target.title;
  if (aspect == "points") {
    result.type = target.type;
    result.levels = target.levels;
    return use(target.points, title, target.written, -1, place, target.options);
  }
  if (points_node) {
    if (aspect == "raw") return use(target.raw, {title.zh + "（未封顶）", title.en + " before limits"}, Written::plain, -1, place, nullptr);
    if (aspect == "rate") return use(rate_of(place), {title.zh + "得分率", title.en + " scoring rate"}, Written::percent, -1, place, nullptr);
    if (aspect == "lost") return use(lost_of(place), {title.zh + "失分", title.en + " points lost"}, Written::plain, -1, place, nullptr);
  }
  fault(Code::unknown_reference, where, {"part", aspect, nearest(aspect, {"points", "full", "rate", "lost", "raw"})});
  return {};
}

Typed Builder::list_function(const Expr& expr, const Formula& formula) {
  if (shape_.list >= 0) {
    type_fault(formula, expr.text, "item.…");
    return {};
  }
  const int records = list(expr.args[0]->text, formula.where);
  if (records < 0) return {};
  const bool wants_expr = expr.text == "sum" || expr.text == "mean";
  if (!wants_expr && expr.text != "count" && expr.text != "any" && expr.text != "all") {
    type_fault(formula, expr.text, "sum / mean / count / any / all");
    return {};
  }
  if (wants_expr && !expr.args[2]) {
    type_fault(formula, expr.text + "(" + expr.args[0]->text + ")", expr.text + "(" + expr.args[0]->text + " : …)");
    return {};
  }
  Operation fold;
  fold.op = Op::fold_records;
  fold.shape = shape_;
  fold.index = records;
  fold.option = 0;
  Typed inner, condition;
  bool ok = true;
  in_list(records, [&] {
    if (expr.args[2]) inner = expression(*expr.args[2], formula);
    if (expr.args[1]) condition = expression(*expr.args[1], formula);
    return 0;
  });
  const bool logical = expr.text == "any" || expr.text == "all";
  if (expr.args[2]) {
    const ValueType wanted = logical ? ValueType::flag : ValueType::number;
    ok = inner.ok();
    if (ok && inner.type != wanted) {
      type_fault(formula, type_name(inner.type), type_name(wanted));
      ok = false;
    }
    fold.in.push_back(inner.column);
    fold.option |= 1;
  }
  if (expr.args[1]) {
    if (condition.ok() && condition.type != ValueType::flag) {
      type_fault(formula, type_name(condition.type), type_name(ValueType::flag));
      ok = false;
    }
    ok = ok && condition.ok();
    fold.in.push_back(condition.column);
    fold.option |= 2;
  }
  if (!ok) return {};
  using Kind = FoldHow::Kind;
  fold.fold.take = expr.text == "sum" ? Kind::sum : expr.text == "mean" ? Kind::mean : expr.text == "count" ? Kind::count
                   : expr.text == "any" ? Kind::any : Kind::all;
  fold.fold.none = expr.text == "mean" ? Policy::exempt : Policy::zero;
  Typed result;
  result.column = op(std::move(fold));
  result.type = logical ? ValueType::flag : ValueType::number;
  here().names[expr.args[0]->text] = {-1, list_fact(records).title, Written::plain, records, -1, nullptr};
  return result;
}

void Builder::threshold(const Expr& side, const Expr& other, Column compared) {
  const auto& parameters = plan_.scheme->parameters;
  const bool parameter = other.kind == Expr::Kind::name && std::any_of(parameters.begin(), parameters.end(),
                                                                       [&](const Parameter& p) { return p.id == other.text; });
  if (side.kind != Expr::Kind::name || shape_.list >= 0 || !(parameter || is_constant(other))) return;
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  const auto found = index.find(side.text);
  if (found == index.end()) return;
  PlanNode& node = at(found->second);
  if (node.node->type == NodeType::points && node.grain == shape_.grain) node.thresholds.push_back(compared);
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
  threshold(*expr.args[0], *expr.args[1], right.column);
  threshold(*expr.args[1], *expr.args[0], left.column);
  Typed result;
  result.type = ValueType::flag;
  const Op code = expr.text == "==" ? Op::equal : expr.text == "!=" ? Op::unequal : expr.text == "<" ? Op::less
                  : expr.text == "<=" ? Op::at_most : expr.text == ">" ? Op::more : Op::at_least;
  result.column = op(code, {left.column, right.column});
  return result;
}

Typed Builder::expression(const Expr& expr, const Formula& formula) {
  Typed result;
  const auto wants = [&](const Expr& part, ValueType type) -> Column {
    const Typed typed = expression(part, formula);
    if (!typed.ok()) return -1;
    if (typed.type == type) return typed.column;
    type_fault(formula, type_name(typed.type), type_name(type));
    return -1;
  };
  switch (expr.kind) {
    case Expr::Kind::number:
      result.column = constant(expr.value);
      result.written = expr.percent ? Written::percent : Written::plain;
      return result;
    case Expr::Kind::boolean:
      result.column = constant(expr.value);
      result.type = ValueType::flag;
      return result;
    case Expr::Kind::text:
      result.type = ValueType::text;
      result.literal = expr.text;
      return result;
    case Expr::Kind::name: return name(expr.text, formula.where, formula.text);
    case Expr::Kind::unary:
      if (expr.text == "not") {
        result.type = ValueType::flag;
        result.column = op(Op::opposite, {wants(*expr.args[0], ValueType::flag)});
      } else {
        result.column = op(Op::negate, {wants(*expr.args[0], ValueType::number)});
      }
      return result;
    case Expr::Kind::binary: {
      const std::string& o = expr.text;
      if (o == "and" || o == "or") {
        result.type = ValueType::flag;
        const Column a = wants(*expr.args[0], ValueType::flag), b = wants(*expr.args[1], ValueType::flag);
        result.column = op(o == "and" ? Op::both : Op::either, {a, b});
        return result;
      }
      const auto arithmetic = [](const Expr& e) {
        return e.kind == Expr::Kind::binary && (e.text == "+" || e.text == "-" || e.text == "*" || e.text == "/");
      };
      if (arithmetic(expr)) {
        // A chain a + b + … leans left as far as it is long: walked, so that its length costs no stack.
        std::vector<const Expr*> chain{&expr};
        while (arithmetic(*chain.back()->args[0])) chain.push_back(chain.back()->args[0].get());
        result.column = wants(*chain.back()->args[0], ValueType::number);
        for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
          const std::string& sign = (*link)->text;
          result.column = op(sign == "+" ? Op::add : sign == "-" ? Op::subtract : sign == "*" ? Op::multiply : Op::divide,
                             {result.column, wants(*(*link)->args[1], ValueType::number)});
        }
        return result;
      }
      return comparison(expr, formula);
    }
    case Expr::Kind::call: {
      if (expr.text == "if") {
        if (expr.args.size() != 3) break;
        const Column condition = wants(*expr.args[0], ValueType::flag);
        const Typed yes = expression(*expr.args[1], formula), no = expression(*expr.args[2], formula);
        if (!yes.ok() || !no.ok()) return {};
        if (yes.type != no.type) {
          type_fault(formula, type_name(no.type), type_name(yes.type));
          return {};
        }
        result = yes;
        result.column = op(Op::choose, {condition, yes.column, no.column});
        return result;
      }
      if (expr.text == "min" || expr.text == "max") {
        if (expr.args.size() < 2) break;
        result.column = wants(*expr.args[0], ValueType::number);
        for (std::size_t i = 1; i < expr.args.size(); ++i)
          result.column = op(expr.text == "min" ? Op::lesser : Op::greater, {result.column, wants(*expr.args[i], ValueType::number)});
        return result;
      }
      if (expr.text == "round") {
        if (expr.args.size() != 2 || expr.args[1]->kind != Expr::Kind::number) break;
        const auto places = expr.args[1]->value.to_int64();
        if (!places || *places < 0 || *places > 40) break;
        const Column inner = wants(*expr.args[0], ValueType::number);
        if (inner < 0) return {};
        Operation rounding;
        rounding.op = Op::round;
        rounding.shape = plan_.operations[static_cast<std::size_t>(inner)].shape;
        rounding.in = {inner};
        rounding.constant = 1;
        for (std::int64_t i = 0; i < *places; ++i) rounding.constant = rounding.constant / 10;
        result.column = op(std::move(rounding));
        return result;
      }
      if (expr.text != "abs" && expr.text != "floor" && expr.text != "ceil") break;
      const Op code = expr.text == "abs" ? Op::absolute : expr.text == "floor" ? Op::round_down : Op::round_up;
      result.column = op(code, {wants(*expr.args[0], ValueType::number)});
      return result;
    }
    case Expr::Kind::list: return list_function(expr, formula);
    case Expr::Kind::index: break;
  }
  type_fault(formula, expr.text + "(" + std::to_string(expr.args.size()) + ")", expr.text + "(…)");
  return {};
}

}  // namespace yardstick
