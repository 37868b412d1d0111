// The builder's own ground: operations, shapes, and the things that a name may mean.
#include "plan_builder.h"

#include <algorithm>

namespace yardstick {

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

Formula name_formula(const std::string& name, const Where& where) {
  auto expr = std::make_shared<Expr>();
  expr->kind = Expr::Kind::name;
  expr->text = name;
  return {name, where, std::move(expr)};
}

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

Column Builder::kernel(std::shared_ptr<const Kernel> kernel, std::vector<Column> in) {
  Operation operation;
  operation.op = Op::kernel;
  operation.shape = shape_;
  operation.in = std::move(in);
  operation.kernel = std::move(kernel);
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
  const bool dated_rows = shape_.list >= 0 && list_at(shape_.list).kind != RowList::Kind::link && list_at(shape_.list).kind != RowList::Kind::keyed;
  const Grain own = shape_.list >= 0 && !dated_rows ? list_at(shape_.list).grain : shape_.grain;
  if (!dated_rows && from.grain > own) {
    fault(Code::grain_clash, where, {here().id, std::string(name_of(own)), name, std::string(name_of(from.grain))});
    return -1;
  }
  return op(Op::widen, {column});
}

int Builder::input(Operation& operation, Column column) {
  operation.in.push_back(column);
  return static_cast<int>(operation.in.size()) - 1;
}

bool Builder::has_full() const {
  const Node& node = *here().node;
  return member_full_ >= 0 || node.full_marks.given() || !node.contents.empty();
}

Typed Builder::after_steps(Typed typed, const Formula& formula) {
  if (!typed.ok()) return typed;
  if (typed.type != ValueType::number) {
    type_fault(formula, type_name(typed.type), type_name(ValueType::number));
    return {};
  }
  const std::size_t recorded = here().steps.size();
  typed.column = lower_steps(typed.column, *value_steps_);
  here().steps.resize(recorded);
  part("stepped", typed.column);
  return typed;
}


Column Builder::full() {
  if (member_full_ >= 0) return member_full_;
  const Column column = own_full_of(current_);
  return column < 0 ? constant(0) : shape_.list >= 0 ? widen(column, here().id, node().where) : column;
}

void Builder::part(const std::string& name, Column column) { here().parts.push_back({name, column}); }

void Builder::cite(const std::vector<Cited>& clauses) {
  for (const auto& clause : clauses) {
    const auto found = clause_cited_.find(clause.id);
    if (found != clause_cited_.end()) {
      found->second = true;
      if (current_ >= 0) citing_.insert(here().node);
    } else {
      std::vector<std::string> known;
      for (const auto& [id, cited] : clause_cited_) known.push_back(id);
      fault(Code::unknown_reference, clause.where, {"clause", clause.id, nearest(clause.id, known)});
    }
  }
}

void Builder::check_row(const Formula& value, const Number& from, const std::optional<Number>& to, bool to_included, const Where& where) {
  if (&value == stepped_ || !value.expr || value.expr->kind != Expr::Kind::name) return;
  const std::string& name = value.expr->text;
  const Field* measured = nullptr;
  for (const Fact& fact : cls().facts)
    if (fact.id == name && !fact.is_list()) measured = &fact;
  if (shape_.list >= 0 && list_at(shape_.list).fields)
    for (const Field& field : *list_at(shape_.list).fields)
      if ("item." + field.id == name) measured = &field;
  if (!measured || (measured->min && measured->max && *measured->min > *measured->max)) return;
  if (measured->max && from > *measured->max) fault(Code::unreachable_row, where, {from.exact(), name, "≤ " + measured->max->exact()});
  else if (measured->min && to && (*to < *measured->min || (*to == *measured->min && !to_included))) fault(Code::unreachable_row, where, {from.exact(), name, "≥ " + measured->min->exact()});
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

}  // namespace yardstick
