// What rules and outcomes lower themselves with: adds operations, resolves names, keeps track of the node in hand.
#pragma once

#include <string>
#include <vector>

#include "reader.h"
#include "yardstick/plan.h"

namespace yardstick {

std::string type_name(ValueType type);

/// The known name nearest to a misspelt one, or nothing when none is near.
std::string nearest(const std::string& name, const std::vector<std::string>& known);
/// A number as written, with or without a minus.
bool is_constant(const Expr& expr);

/// A lowered formula.
struct Typed {
  Column column = -1;
  ValueType type = ValueType::number;
  Written written = Written::plain;
  const std::vector<Option>* options = nullptr;   // of a choice
  const std::vector<LevelLine>* levels = nullptr; // of a level, highest first
  std::string literal;                            // of a text
  bool ok() const { return column >= 0 || type == ValueType::text; }
};

class Builder {
 public:
  Builder(Plan& plan, const Sink& sink) : plan_(plan), sink_(sink) {}
  void build();

  // ---- for rules and outcomes -------------------------------------------------------------
  Column constant(const Number& value);
  /// An operation on columns of the present shape (or uniform); -1 where an input is -1.
  Column op(Op op, std::vector<Column> in);
  Column op(Operation operation);
  /// The same for what a kind brings along.
  Column kernel(std::shared_ptr<const Kernel> kernel, std::vector<Column> in);
  /// The formula's column in the present shape; reports and gives -1 where it does not resolve or is of another type.
  Typed value(const Formula& formula);
  Column number(const Formula& formula);
  /// Until it is called again, that formula's value is this column: what steps have made of it.
  void stand_in(const Formula* formula, Column column) {
    stood_for_ = formula;
    stand_in_ = column;
  }
  /// The column after steps from left to right; not recorded as steps of the node.
  Column after_steps(Column column, const std::vector<Step>& steps);
  Column flag(const Formula& formula);
  /// The column of the records of a list with the present class; inside `f`, `item.` names a field.
  template <class F>
  auto in_list(int list, F f) {
    const Shape before = shape_;
    shape_.list = list;
    auto result = f();
    shape_ = before;
    return result;
  }
  /// The records fact of that name in the present class, or -1 with a fault.
  int list(const std::string& name, const Where& where);
  const Fact& list_fact(int list) const { return cls().facts[static_cast<std::size_t>(list)]; }
  /// A column that numbers the part of a choice fact, a link or a cohort that each unit belongs to (see within.h).
  Column part_of(const std::string& name, const Where& where);
  /// Brings a column to the present shape (coarser to finer, unit to records); a fault and -1 where it cannot be.
  Column widen(Column column, const std::string& name, const Where& where);
  Column full();                // full marks of the node in hand; 0 where it has none
  bool has_full() const;
  void part(const std::string& name, Column column);
  void fault(Code code, const Where& where, Values args = {}) { sink_.add(code, where, args); }
  const Class& cls() const { return plan_.scheme->classes[static_cast<std::size_t>(shape_.cls)]; }
  const Node& node() const { return *here().node; }
  PlanNode& here() { return plan_.nodes[static_cast<std::size_t>(current_)]; }
  const PlanNode& here() const { return plan_.nodes[static_cast<std::size_t>(current_)]; }
  PlanNode& at(int index) { return plan_.nodes[static_cast<std::size_t>(index)]; }
  const Shape& shape() const { return shape_; }
  /// Index of a node of the present class, lowered; -1 with a fault.
  int node_named(const std::string& id, const Where& where);
  void cite(const std::vector<Cited>& clauses);
  /// Registers the lines of a level on the node it reads.
  void add_lines(int node, std::vector<LevelLine> lines) { at(node).lines = std::move(lines); }

 private:
  friend struct FormulaLowering;
  void declare();
  void lower(int index);
  void lower_points(int index);
  Column lower_children(int index);
  Column lower_contents(int index);
  Column lower_period_fold(int index, int of, const std::vector<Step>& per_period);
  Column lower_record_fold(int index, const Fold& fold);
  Column lower_steps(Column column, const std::vector<Step>& steps);
  bool full_known() const;
  Column full_of(int index);
  Column rate_of(int index);
  Column lost_of(int index);
  Typed name(const std::string& dotted, const Where& where, const std::string& formula);
  Typed expression(const Expr& expr, const Formula& formula);
  Typed list_function(const Expr& expr, const Formula& formula);
  Typed comparison(const Expr& expr, const Formula& formula);
  void type_fault(const Formula& formula, const std::string& found, const std::string& expected) {
    fault(Code::formula_type, formula.where, {formula.text, found, expected});
  }
  void threshold(const Expr& side, const Expr& other, Column compared);
  void check_full(int index);
  void hints();

  Plan& plan_;
  const Sink& sink_;
  Shape shape_;
  int current_ = -1;
  const Formula* stood_for_ = nullptr;
  Column stand_in_ = -1;
  enum class State : std::uint8_t { waiting, open, done };
  std::vector<State> states_;
  std::vector<int> open_;
  std::vector<std::vector<bool>> fact_used_;
  std::vector<bool> parameter_used_;
  std::map<std::string, bool> clause_cited_;
};

}  // namespace yardstick
