#include "yardstick/plan.h"

#include <algorithm>
#include <set>

#include "outcomes/outcome.h"
#include "plan_builder.h"
#include "rules/rule.h"

namespace yardstick {

bool operator==(const Shape& a, const Shape& b) {
  return a.cls == b.cls && a.list == b.list && a.uniform == b.uniform && (a.list >= 0 || a.grain == b.grain);
}

Column PlanNode::part(const std::string& name) const {
  for (const auto& named : parts)
    if (named.name == name) return named.column;
  return -1;
}

const PlanNode* Plan::find(int cls, const std::string& id) const {
  const auto& index = node_index[static_cast<std::size_t>(cls)];
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &nodes[static_cast<std::size_t>(found->second)];
}

int Plan::class_of(const std::string& id) const {
  for (std::size_t i = 0; i < scheme->classes.size(); ++i)
    if (scheme->classes[i].id == id) return static_cast<int>(i);
  return -1;
}

std::string type_name(ValueType type) {
  switch (type) {
    case ValueType::number: return "number";
    case ValueType::flag: return "true / false";
    case ValueType::date: return "date";
    case ValueType::choice: return "choice";
    case ValueType::level: return "level";
    case ValueType::text: return "'…'";
  }
  return "";
}

namespace {

/// The known name nearest to a misspelt one, or nothing when none is near.
std::string nearest(const std::string& name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = name.size() / 3 + 2;
  for (const auto& candidate : known) {
    std::vector<std::size_t> row(candidate.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= name.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (name[i - 1] == candidate[j - 1] ? 0 : 1)});
        diagonal = above;
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

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

bool is_constant(const Expr& expr) {
  if (expr.kind == Expr::Kind::number) return true;
  return expr.kind == Expr::Kind::unary && expr.text == "-" && is_constant(*expr.args[0]);
}

}  // namespace

// ---- columns ---------------------------------------------------------------------------------

Column Builder::op(Operation operation) {
  for (const Column column : operation.in)
    if (column < 0) return -1;
  plan_.operations.push_back(std::move(operation));
  return static_cast<Column>(plan_.operations.size()) - 1;
}

Column Builder::op(Op code, std::vector<Column> in) {
  Operation operation;
  operation.op = code;
  operation.shape = shape_;
  operation.shape.uniform = !in.empty();
  for (const Column column : in) {
    if (column < 0) return -1;
    if (!plan_.operations[static_cast<std::size_t>(column)].shape.uniform) operation.shape.uniform = false;
  }
  operation.in = std::move(in);
  return op(std::move(operation));
}

Column Builder::constant(const Number& value) {
  Operation operation;
  operation.op = Op::constant;
  operation.shape = shape_;
  operation.shape.uniform = true;
  operation.constant = value;
  return op(std::move(operation));
}

Column Builder::widen(Column column, const std::string& name, const Where& where) {
  if (column < 0) return -1;
  const Shape from = plan_.operations[static_cast<std::size_t>(column)].shape;
  if (from.uniform || from == shape_) return column;
  if (from.list >= 0) {
    fault(Code::unknown_reference, where, {"item", name, ""});
    return -1;
  }
  if (shape_.list < 0 && from.grain > shape_.grain) {
    fault(Code::grain_clash, where, {here().id, std::string(name_of(shape_.grain)), name, std::string(name_of(from.grain))});
    return -1;
  }
  return op(Op::widen, {column});
}

bool Builder::has_full() const { return full_known(); }

Column Builder::full() {
  const Column column = full_of(current_);
  return column < 0 ? constant(0) : column;
}

void Builder::part(const std::string& name, Column column) { here().parts.push_back({name, column}); }

void Builder::cite(const std::vector<Cited>& clauses) {
  for (const auto& clause : clauses) {
    const auto found = clause_cited_.find(clause.id);
    if (found != clause_cited_.end()) {
      found->second = true;
    } else {
      std::vector<std::string> known;
      for (const auto& [id, cited] : clause_cited_) known.push_back(id);
      fault(Code::unknown_reference, clause.where, {"clause", clause.id, nearest(clause.id, known)});
    }
  }
}

int Builder::list(const std::string& name, const Where& where) {
  const auto& facts = cls().facts;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].type != FactType::records) continue;
    if (facts[i].id == name) {
      fact_used_[static_cast<std::size_t>(shape_.cls)][i] = true;
      return static_cast<int>(i);
    }
    known.push_back(facts[i].id);
  }
  fault(Code::unknown_reference, where, {"records", name, nearest(name, known)});
  return -1;
}

int Builder::node_named(const std::string& id, const Where& where) {
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  const auto found = index.find(id);
  if (found == index.end()) {
    std::vector<std::string> known;
    for (const auto& [name, place] : index) known.push_back(name);
    fault(Code::unknown_reference, where, {"node", id, nearest(id, known)});
    return -1;
  }
  lower(found->second);
  return found->second;
}

// ---- formulas --------------------------------------------------------------------------------

Typed Builder::value(const Formula& formula) {
  if (!formula.expr) return {};
  return expression(*formula.expr, formula);
}

Column Builder::number(const Formula& formula) {
  if (!formula.expr) return -1;
  const Typed typed = expression(*formula.expr, formula);
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
    switch (target.node->type) {
      case NodeType::level:
        result.type = ValueType::level;
        result.levels = target.node->outcome->levels();
        return use(target.points, title, Written::level, -1, place, nullptr);
      case NodeType::flag: case NodeType::veto: case NodeType::verdict:
        result.type = ValueType::flag;
        return use(target.points, title, Written::flag, -1, place, nullptr);
      case NodeType::date:
        result.type = ValueType::date;
        return use(target.points, title, Written::date, -1, place, nullptr);
      case NodeType::rate: return use(target.points, title, Written::percent, -1, place, nullptr);
      case NodeType::rank: return use(target.points, title, Written::place, -1, place, nullptr);
      default: return use(target.points, title, Written::plain, -1, place, nullptr);
    }
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
      if (expr.args.size() != 1) break;
      const Op code = expr.text == "abs" ? Op::absolute : expr.text == "floor" ? Op::round_down : Op::round_up;
      result.column = op(code, {wants(*expr.args[0], ValueType::number)});
      return result;
    }
    case Expr::Kind::list: return list_function(expr, formula);
  }
  type_fault(formula, expr.text + "(" + std::to_string(expr.args.size()) + ")", expr.text + "(…)");
  return {};
}

// ---- nodes -----------------------------------------------------------------------------------

void Builder::declare() {
  const Scheme& scheme = *plan_.scheme;
  for (const auto& clause : scheme.clauses) clause_cited_[clause.id] = false;
  parameter_used_.assign(scheme.parameters.size(), false);
  for (const auto& parameter : scheme.parameters)
    for (const auto& dated : parameter.values) cite(dated.clauses);
  for (const auto& gap : scheme.gaps) cite(gap.clauses);
  for (const auto& example : scheme.cases) cite(example.clauses);
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    fact_used_.emplace_back(cls.facts.size(), false);
    plan_.node_index.emplace_back();
    const auto add = [&](const Node& node, Grain grain, int content_index, int content_parent) {
      PlanNode planned;
      planned.node = &node;
      planned.cls = static_cast<int>(c);
      planned.grain = grain;
      planned.id = node.id;
      planned.title = node.title;
      planned.content_index = content_index;
      planned.content_parent = content_parent;
      const int place = static_cast<int>(plan_.nodes.size());
      plan_.node_index.back()[node.id] = place;
      plan_.nodes.push_back(std::move(planned));
      return place;
    };
    for (const Node& node : cls.nodes) {
      const Grain grain = node.grain.value_or(scheme.main);
      const int parent = add(node, grain, 0, -1);
      for (const Content& content : node.contents)
        for (const Node& inner : content.nodes) add(inner, grain, content.index, parent);
    }
  }
  states_.assign(plan_.nodes.size(), State::waiting);
}

bool Builder::full_known() const {
  const PlanNode& planned = here();
  return planned.node->full.has_value() || !planned.node->contents.empty();
}

Column Builder::full_of(int index) {
  if (at(index).full >= 0) return at(index).full;
  const Node& node = *at(index).node;
  Column column = -1;
  const Shape before = shape_;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  if (node.full) {
    column = constant(*node.full);
  } else if (!node.contents.empty()) {
    Operation pick;
    pick.op = Op::pick;
    pick.shape = shape_;
    for (const Content& content : node.contents) {
      pick.keys.push_back(content.index);
      pick.in.push_back(constant(content.nodes[0].full.value_or(0)));
    }
    column = op(std::move(pick));
  }
  shape_ = before;
  at(index).full = column;
  return column;
}

Column Builder::rate_of(int index) {
  if (at(index).rate < 0 && at(index).points >= 0 && full_of(index) >= 0) {
    const Shape before = shape_;
    shape_ = {at(index).cls, at(index).grain, -1, false};
    const Column column = op(Op::divide, {at(index).points, at(index).full});
    shape_ = before;
    at(index).rate = column;
  }
  return at(index).rate;
}

Column Builder::lost_of(int index) {
  if (at(index).lost < 0 && at(index).points >= 0 && full_of(index) >= 0) {
    const Shape before = shape_;
    shape_ = {at(index).cls, at(index).grain, -1, false};
    const Column column = op(Op::subtract, {at(index).full, at(index).points});
    shape_ = before;
    at(index).lost = column;
  }
  return at(index).lost;
}

namespace {
FoldHow how_of(const Fold& fold) {
  FoldHow how;
  using Kind = FoldHow::Kind;
  constexpr Kind kinds[] = {Kind::sum, Kind::mean, Kind::weighted, Kind::pooled, Kind::min, Kind::max};
  how.take = kinds[static_cast<std::size_t>(fold.take)];
  how.by_rate = fold.by_rate && fold.take != Take::pooled;  // pooling is of points and full marks, never of rates
  how.missing = fold.missing;
  how.exempt = fold.exempt;
  how.none = fold.none;
  return how;
}
}  // namespace

Column Builder::lower_children(int index) {
  const Node& node = *at(index).node;
  Fold fold = node.fold.value_or(Fold{});
  Operation operation;
  operation.op = Op::fold_children;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.in.push_back(full());
  bool ok = true;
  std::vector<int> children;
  if (fold.by_rate && !node.full) {
    fault(Code::full_missing, fold.where, {at(index).id, "by: rate"});
    ok = false;
  }
  for (const Cited& child : node.children) {
    const int place = node_named(child.id, child.where);
    if (place < 0) {
      ok = false;
      continue;
    }
    if (std::find(children.begin(), children.end(), place) != children.end()) fault(Code::duplicate_id, child.where, {child.id});
    children.push_back(place);
    const PlanNode& target = at(place);
    if (target.node->type != NodeType::points) {
      fault(Code::formula_type, child.where, {child.id, std::string(name_of(target.node->type)), "points"});
      ok = false;
      continue;
    }
    if (target.grain != shape_.grain) {
      fault(Code::grain_clash, child.where, {at(index).id, std::string(name_of(shape_.grain)), child.id, std::string(name_of(target.grain))});
      ok = false;
      continue;
    }
    Member member;
    member.apart = target.node->outside || target.node->extra;
    member.pooled = target.node->extra;
    member.weight = target.node->weight.value_or(0);
    if (target.points < 0) {
      ok = false;
      continue;
    }
    member.points = static_cast<int>(operation.in.size());
    operation.in.push_back(target.points);
    const Column child_full = full_of(place);
    if (child_full >= 0) {
      member.full = static_cast<int>(operation.in.size());
      operation.in.push_back(child_full);
    } else if (!member.apart) {
      ok = false;  // full-missing is reported at the child
      continue;
    }
    operation.members.push_back(std::move(member));
  }
  at(index).children = children;
  return ok ? op(std::move(operation)) : -1;
}

Column Builder::lower_contents(int index) {
  const Node& node = *at(index).node;
  Operation pick;
  pick.op = Op::pick;
  pick.shape = shape_;
  std::vector<int> children;
  bool ok = true;
  std::set<int> seen;
  for (const Content& content : node.contents) {
    const auto period = parse_period("2000-" + content.key);
    if (!period || period->grain != at(index).grain || !seen.insert(content.index).second) {
      fault(Code::contents_clash, content.nodes[0].where, {content.key, std::string(name_of(at(index).grain))});
      ok = false;
      continue;
    }
    const int place = node_named(content.nodes[0].id, content.nodes[0].where);
    if (place < 0 || at(place).points < 0) {
      ok = false;
      continue;
    }
    children.push_back(place);
    pick.keys.push_back(content.index);
    pick.in.push_back(at(place).points);
  }
  // What is added to a period stands beside its content, as in any fold over children.
  Operation whole;
  whole.op = Op::fold_children;
  whole.shape = shape_;
  whole.in = {full(), op(std::move(pick)), full()};
  Member content;
  content.points = 1;
  content.full = 2;
  whole.members.push_back(content);
  for (const Cited& child : node.children) {
    const int place = node_named(child.id, child.where);
    if (place < 0) {
      ok = false;
      continue;
    }
    children.push_back(place);
    if (!at(place).node->outside && !at(place).node->extra)
      fault(Code::full_not_allowed, child.where, {child.id});
    if (at(place).grain != shape_.grain) {
      fault(Code::grain_clash, child.where, {at(index).id, std::string(name_of(shape_.grain)), child.id, std::string(name_of(at(place).grain))});
      ok = false;
      continue;
    }
    Member added;
    added.points = static_cast<int>(whole.in.size());
    added.apart = true;
    whole.in.push_back(at(place).points);
    whole.members.push_back(added);
  }
  at(index).children = children;
  return ok ? op(std::move(whole)) : -1;
}

Column Builder::lower_period_fold(int index, int of, const std::vector<Step>& per_period) {
  const Fold& fold = *at(index).node->fold;
  at(index).of = of;
  const auto grain = grain_from(fold.over);
  if (!grain || at(of).grain != *grain || *grain <= shape_.grain) {
    fault(Code::grain_clash, fold.where, {at(index).id, std::string(name_of(shape_.grain)), at(of).id, std::string(name_of(at(of).grain))});
    return -1;
  }
  if (fold.take == Take::weighted) {
    fault(Code::not_supported, fold.where, {"take: weighted over " + fold.over});
    return -1;
  }
  const bool relative = fold.by_rate || fold.take == Take::pooled;
  const Column member_full = full_of(of);
  if (relative && member_full < 0) {
    fault(Code::full_missing, fold.where, {at(of).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  if (relative && !at(index).node->full) {
    fault(Code::full_missing, fold.where, {at(index).id, fold.by_rate ? "by: rate" : "take: pooled"});
    return -1;
  }
  Column points = at(of).points;
  if (!per_period.empty()) {
    const Shape before = shape_;
    shape_ = {at(of).cls, at(of).grain, -1, false};
    points = lower_steps(points, per_period);
    shape_ = before;
  }
  Operation operation;
  operation.op = Op::fold_periods;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.in = {points, member_full < 0 ? constant(0) : member_full, full()};
  return op(std::move(operation));
}

Column Builder::lower_record_fold(int index, const Fold& fold) {
  const int records = list(fold.over, fold.where);
  if (records < 0) return -1;
  if (fold.take == Take::weighted || fold.take == Take::pooled || fold.by_rate) {
    fault(Code::not_supported, fold.where, {"take: weighted / pooled, by: rate over " + fold.over});
    return -1;
  }
  const Column points = in_list(records, [&] { return at(index).node->rule->lower(*this); });
  at(index).list = records;
  at(index).record_points = points;
  Operation operation;
  operation.op = Op::fold_records;
  operation.shape = shape_;
  operation.fold = how_of(fold);
  operation.index = records;
  operation.option = 1;
  operation.in = {points};
  if (fold.none == Policy::full) operation.constant = at(index).node->full.value_or(0);
  return op(std::move(operation));
}

Column Builder::lower_steps(Column column, const std::vector<Step>& steps) {
  const bool own = &steps == &here().node->steps || here().hidden;
  std::optional<Number> low, high;
  for (const Step& step : steps) {
    cite(step.clauses);
    Column after = -1, operand = -1;
    if (step.kind == StepKind::round) {
      Operation rounding;
      rounding.op = Op::round;
      rounding.shape = shape_;
      rounding.in = {column};
      rounding.constant = step.unit;
      rounding.mode = step.mode;
      after = op(std::move(rounding));
    } else {
      operand = number(step.operand);
      const Op code = step.kind == StepKind::cap ? Op::lesser : step.kind == StepKind::floor ? Op::greater
                      : step.kind == StepKind::multiply ? Op::multiply : Op::add;
      after = op(code, {column, operand});
      if (step.operand.expr && is_constant(*step.operand.expr) && !step.when.given()) {
        const Number limit = Number::parse(step.operand.text).value_or(0);
        if (step.kind == StepKind::cap) high = limit;
        if (step.kind == StepKind::floor) low = limit;
        if (low && high && *high < *low) fault(Code::cap_below_floor, step.where, {high->exact(), low->exact()});
      }
    }
    if (step.when.given()) after = op(Op::choose, {flag(step.when), after, column});
    if (own) here().steps.push_back({&step, column, after, operand});
    column = after;
  }
  return column;
}

void Builder::check_full(int index) {
  const Node& node = *at(index).node;
  const bool apart = node.outside || node.extra;
  if (!node.contents.empty()) {
    if (node.full) fault(Code::full_not_allowed, node.where, {at(index).id});
    return;
  }
  if (!node.full) {
    if (!apart) fault(Code::full_missing, node.where, {at(index).id, node.children.empty() ? "rule" : "children"});
    return;
  }
  const Fold fold = node.fold.value_or(Fold{});
  const int over = at(index).inner >= 0 ? at(index).inner : at(index).of;
  if (over >= 0 && fold.take == Take::sum && !fold.by_rate && at(over).node->full) {
    const Period main{at(index).grain, 2001, 1};
    const Number sum = *at(over).node->full * Number(static_cast<std::int64_t>(parts(main, at(over).grain).size()));
    if (sum != *node.full) fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  }
  if (node.children.empty() || at(index).children.size() != node.children.size()) return;  // a child not found is told already
  Number sum, weights;
  for (const int child : at(index).children) {
    const Node& member = *at(child).node;
    if (member.outside || member.extra) continue;
    if (!member.full && member.contents.empty()) return;
    sum += member.full.value_or(0);
    weights += member.weight.value_or(0);
  }
  if (fold.take == Take::sum && !fold.by_rate && sum != *node.full)
    fault(Code::full_off_children, node.where, {at(index).id, node.full->exact(), sum.exact()});
  if (fold.take == Take::weighted && weights != Number(1))
    fault(Code::weights_off_total, node.where, {at(index).id, weights.exact()});
}

void Builder::lower_points(int index) {
  const Node& node = *at(index).node;
  Column column = -1;
  const int sources = (node.rule ? 1 : 0) + (node.children.empty() && node.contents.empty() ? 0 : 1) +
                      (node.fold && !node.fold->of.id.empty() ? 1 : 0);
  const bool period_fold = node.fold && grain_from(node.fold->over).has_value();
  if (!node.per_period.empty() && !period_fold)
    fault(Code::wrong_format, node.per_period[0].where, {"perPeriod", "fold.over: half / quarter / month"});
  if (sources != 1) {
    if (sources == 0) fault(Code::fold_without_members, node.where, {at(index).id});
    else fault(Code::wrong_format, node.where, {at(index).id, "rule / children / fold.of"});
  } else if (!node.contents.empty()) {
    column = lower_contents(index);
  } else if (!node.children.empty()) {
    column = lower_children(index);
  } else if (node.rule && period_fold) {
    PlanNode inner = at(index);
    inner.grain = *grain_from(node.fold->over);
    inner.hidden = true;
    inner.id = at(index).id + "@" + node.fold->over;
    inner.full = -1;
    const int place = static_cast<int>(plan_.nodes.size());
    plan_.nodes.push_back(std::move(inner));
    states_.push_back(State::done);
    const Shape before = shape_;
    shape_.grain = at(place).grain;
    const int previous = current_;
    current_ = place;
    at(place).raw = at(place).unstepped = node.rule->lower(*this);
    at(place).points = op(Op::node, {lower_steps(at(place).raw, node.per_period)});
    full_of(place);
    current_ = previous;
    shape_ = before;
    at(index).inner = place;
    column = lower_period_fold(index, place, {});
  } else if (node.rule && node.fold && node.fold->over != "children") {
    column = lower_record_fold(index, *node.fold);
  } else if (node.rule) {
    column = node.rule->lower(*this);
  } else if (period_fold) {
    const int of = node_named(node.fold->of.id, node.fold->of.where);
    if (of >= 0 && at(of).node->type != NodeType::points) fault(Code::formula_type, node.fold->of.where, {node.fold->of.id, std::string(name_of(at(of).node->type)), "points"});
    else if (of >= 0 && at(of).points >= 0) column = lower_period_fold(index, of, node.per_period);
  } else {
    fault(Code::unknown_reference, node.fold->where, {"fold.over", node.fold->over, ""});
  }
  full_of(index);
  check_full(index);
  const Column uncapped = at(index).part("raw");
  at(index).raw = uncapped >= 0 && at(index).inner < 0 && !node.fold ? uncapped : column;
  at(index).unstepped = column;
  at(index).points = lower_steps(column, node.steps);
}

namespace {
constexpr std::size_t deepest_chain = 200;
}

void Builder::lower(int index) {
  if (states_[static_cast<std::size_t>(index)] == State::done) return;
  if (states_[static_cast<std::size_t>(index)] == State::open) {
    std::string members;
    const auto start = std::find(open_.begin(), open_.end(), index);
    for (auto it = start; it != open_.end(); ++it) members += at(*it).id + " → ";
    fault(Code::cycle, at(index).node->where, {members + at(index).id});
    return;
  }
  if (open_.size() >= deepest_chain) {  // each node read on the way costs stack, of which a browser has little
    fault(Code::not_supported, at(index).node->where, {at(index).id + ": > " + std::to_string(deepest_chain) + " nodes deep"});
    states_[static_cast<std::size_t>(index)] = State::done;
    return;
  }
  states_[static_cast<std::size_t>(index)] = State::open;
  open_.push_back(index);
  const Shape shape_before = shape_;
  const int current_before = current_;
  current_ = index;
  shape_ = {at(index).cls, at(index).grain, -1, false};
  const Node& node = *at(index).node;
  cite(node.clauses);
  if (node.type == NodeType::points) {
    lower_points(index);
  } else if (node.outcome) {
    at(index).points = node.outcome->lower(*this);
  } else {
    const Typed typed = value(node.value);
    const ValueType wanted = node.type == NodeType::flag ? ValueType::flag : node.type == NodeType::date ? ValueType::date : ValueType::number;
    if (typed.ok() && typed.type != wanted) type_fault(node.value, type_name(typed.type), type_name(wanted));
    else at(index).points = typed.column;
  }
  const Column own = at(index).points;
  at(index).points = own < 0 ? -1 : op(Operation{Op::node, shape_, {own}, {}, index, -1, {}, {}, {}, {}, {}, {}});
  if (node.type == NodeType::points) {
    rate_of(index);
    lost_of(index);
  }
  shape_ = shape_before;
  current_ = current_before;
  open_.pop_back();
  states_[static_cast<std::size_t>(index)] = State::done;
}

void Builder::hints() {
  const Scheme& scheme = *plan_.scheme;
  for (const auto& clause : scheme.clauses)
    if (!clause_cited_[clause.id]) fault(Code::clause_without_node, clause.where, {clause.id});
  for (std::size_t i = 0; i < scheme.parameters.size(); ++i)
    if (!parameter_used_[i]) fault(Code::unused_parameter, scheme.parameters[i].where, {scheme.parameters[i].id});
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    for (std::size_t f = 0; f < cls.facts.size(); ++f)
      if (!fact_used_[c][f]) fault(Code::unused_fact, cls.facts[f].where, {cls.facts[f].id});
  }
  for (const PlanNode& planned : plan_.nodes) {
    const Node& node = *planned.node;
    if (planned.hidden || node.type != NodeType::points) continue;
    if (node.clauses.empty() && node.rule) fault(Code::node_without_clause, node.where, {planned.id});
    if (node.rule && node.rule->kind() == "formula")
      fault(Code::formula_where_kind_serves, node.where, {planned.id, "proportional / deduction / bonus / votes"});
  }
}

void Builder::build() {
  declare();
  const Scheme& scheme = *plan_.scheme;
  const std::size_t declared = plan_.nodes.size();
  for (std::size_t i = 0; i < declared; ++i) lower(static_cast<int>(i));
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    shape_ = {static_cast<int>(c), scheme.main, -1, false};
    int total = -1;
    const auto found = plan_.node_index[c].find(cls.total.id);
    if (found != plan_.node_index[c].end() && at(found->second).node->type == NodeType::points) total = found->second;
    else if (!cls.total.id.empty()) fault(Code::missing_total, cls.total.where, {cls.id});
    plan_.totals.push_back(total);
    for (const Cited& id : cls.publish) node_named(id.id, id.where);
  }
  for (const Case& example : scheme.cases) {
    int cls = example.cls.empty() && scheme.classes.size() == 1 ? 0 : plan_.class_of(example.cls);
    if (cls < 0) {
      fault(Code::case_reference, example.where, {example.name, "class", example.cls});
      continue;
    }
    for (const auto* figures : {&example.assume, &example.expect})
      for (const CaseFigure& figure : *figures)
        if (!plan_.find(cls, figure.node)) fault(Code::case_reference, figure.where, {example.name, "node", figure.node});
  }
  hints();
  // Scoring relies on every node having a column: what slipped through unreported is reported here.
  for (const PlanNode& planned : plan_.nodes)
    if (planned.points < 0 && !has_error(sink_.out)) fault(Code::not_supported, planned.node->where, {planned.id});
}

Checked<Plan> compile(std::shared_ptr<const Scheme> scheme, const Document& document) {
  Checked<Plan> result;
  Plan plan;
  plan.scheme = std::move(scheme);
  const Sink sink{document, result.diagnostics};
  Builder(plan, sink).build();
  if (!has_error(result.diagnostics)) result.value = std::move(plan);
  return result;
}

}  // namespace yardstick
