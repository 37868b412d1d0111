// What rules and outcomes lower themselves with: adds operations, resolves names, keeps track of the node in hand.
#pragma once

#include <set>
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

/// The formula that is one name.
Formula name_formula(const std::string& name, const Where& where);

/// A lowered formula.
struct Typed {
  Column column = -1;
  ValueType type = ValueType::number;
  Written written = Written::plain;
  const std::vector<Option>* options = nullptr;   // of a choice
  const std::vector<LevelLine>* levels = nullptr; // of a level, highest first
  std::string literal;                            // of a text
  std::string unit;                               // of a fact's figure: what it counts
  bool ok() const { return column >= 0 || type == ValueType::text; }
};

class Builder {
 public:
  Builder(Plan& plan, const Sink& sink) : plan_(plan), sink_(sink) {}
  void build(bool sound);

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
  /// Until it is called again, that formula's value is taken after these steps, which are no steps of the node.
  void step_value(const Formula* formula, const std::vector<Step>* steps) {
    stepped_ = formula;
    value_steps_ = steps;
  }
  Column flag(const Formula& formula);
  /// Inside `f`, the shape is that of a list's rows, and `item.` names what a row has.
  template <class F>
  auto in_list(int list, F f) {
    const Shape before = shape_;
    shape_.list = list;
    auto result = f();
    shape_ = before;
    return result;
  }
  /// The list of that name in the present class (records, keyed facts, links; inside a list its inner records), or -1
  /// with a fault.
  int list(const std::string& name, const Where& where);
  const RowList& list_at(int list) const { return plan_.lists[static_cast<std::size_t>(list)]; }
  /// The sum of a column of rows, for each unit and period; no row gives 0.
  Column sum_of(int list, Column rows);
  /// The first row's figure; no row gives exempt.
  Column first_of(int list, Column rows);
  /// A column that numbers the part of a choice fact, a link or a cohort that each unit belongs to (see within.h).
  Column part_of(const std::string& name, const Where& where);
  /// The parts of those who belong to the class; the others stand in none.
  Column belonging(Column part);
  /// The present class's cohort of that name, marked as used, or null.
  const Cohort* cohort(const std::string& name);
  /// Brings a column to the present shape (coarser to finer, unit to records); a fault and -1 where it cannot be.
  Column widen(Column column, const std::string& name, const Where& where);
  Column full();                // full marks of the node in hand; 0 where it has none
  bool has_full() const;
  /// A key as written ("5", "city", "优秀", "true") as a column of that type holds it; nothing where it cannot.
  static std::optional<Number> key_of(const Typed& typed, const std::string& text);
  static std::string allowed_keys(const Typed& typed);
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
  /// Tells that a row from `from` to `to` (or on) cannot be met, where the value is a fact whose domain keeps out of it.
  void check_row(const Formula& value, const Number& from, const std::optional<Number>& to, bool to_included, const Where& where);
  /// Registers the lines of a level on the node it reads.
  void add_lines(int node, std::vector<LevelLine> lines) { at(node).lines = std::move(lines); }

 private:
  void declare();
  void declare_lists();
  void declare_borrowed();
  void lower(int index);
  Column lower_value(int index);
  void lower_points(int index);
  Column unlimited_of(int index);
  Column limited(int index);
  void report_cycle(int index);
  Column lower_children(int index);
  Column lower_contents(int index);
  Column lower_fold(int index, const std::vector<Step>& per_period);
  Column lower_period_fold(int index, int of, const std::vector<Step>& per_period);
  Column lower_row_fold(int index, const Fold& fold);
  Operation fold_operation(Op op, const Fold& fold);
  int input(Operation& operation, Column column);
  Typed after_steps(Typed typed, const Formula& formula);
  Column lower_steps(Column column, const std::vector<Step>& steps);
  void take_child(Operation& fold, const Cited& child, bool beside_contents, std::vector<int>& children, bool& ok);
  bool marked(int index) const;   // whether the node has full marks
  Column full_of(int index);      // as others see it
  Column own_full_of(int index);  // before `scale`
  Column rate_of(int index);
  Column lost_of(int index);
  /// What a name means where one stands: its column as it is, in its own shape.
  struct Meaning {
    Typed typed;
    Text title;
    int fact = -1, node = -1;
  };
  Typed name(const std::string& dotted, const Where& where, const std::string& formula);
  Meaning meaning(const std::string& dotted, const Where& where, const std::string& formula);
  /// A fact's or field's figure: its type, how it is written, what it counts.
  static Typed typed_fact(const Field& field, Column column);
  Meaning item(const std::string& dotted, const Where& where, const std::string& formula);
  Meaning field_of(int list, const std::string& field, const Where& where, const std::string& formula);
  Meaning at_other_end(const std::string& rest, const Where& where, const std::string& formula);
  Meaning own_fact(std::size_t fact, const std::string& dotted, const Where& where, const std::string& formula);
  Meaning own_node(const std::string& dotted, const Where& where, const std::string& formula);
  Typed expression(const Expr& expr, const Formula& formula);
  /// Remembers what a look-up or a list comes to, so that a sentence can give it as one figure.
  Typed whole(const Expr& expr, Typed typed);
  Typed arithmetic(const Expr& expr, const Formula& formula);
  Typed call(const Expr& expr, const Formula& formula);
  Typed earlier_value(const Expr& expr, const Formula& formula);
  Typed look_up(const std::string& table, const std::string& column, const std::vector<const Expr*>& keys, const Formula& formula);
  Typed list_function(const Expr& expr, const Formula& formula);
  Typed cohort_function(const Cohort& cohort, const Expr& expr, const Formula& formula);
  static ValueType declared_type(const Node& node);
  Column as_frozen(const Cohort& cohort, Column column);
  Column cohort_part(const Cohort& cohort);
  Typed comparison(const Expr& expr, const Formula& formula);
  Column wanted(const Expr& part, ValueType type, const Formula& formula);
  bool same_measure(const Typed& a, const Typed& b, const Formula& formula);
  void type_fault(const Formula& formula, const std::string& found, const std::string& expected) {
    fault(Code::formula_type, formula.where, {formula.text, found, expected});
  }
  /// Runs `f` in another shape.
  template <class F>
  auto in_shape(Shape shape, F f) {
    const Shape before = shape_;
    shape_ = shape;
    auto result = f();
    shape_ = before;
    return result;
  }
  void threshold(const Expr& side, const Expr& other, Column compared);
  void check_full(int index);
  void check_references();
  void try_cohort(int cls, const Cohort& cohort);
  bool members_differ(const PlanNode& planned, bool in_weight) const;
  void hint_monotone(const PlanNode& planned);
  void hints();
  void order();

  Plan& plan_;
  const Sink& sink_;
  Shape shape_;
  int current_ = -1;
  Column member_full_ = -1;  // inside a fold over rows: each one's own full marks
  bool in_belongs_ = false;
  bool in_cohort_ = false;  // `item.` is a member of a cohort
  const Formula* stepped_ = nullptr;
  const std::vector<Step>* value_steps_ = nullptr;
  enum class State : std::uint8_t { waiting, open, done };
  std::vector<State> states_;
  std::vector<int> open_;
  std::vector<std::vector<bool>> fact_used_;
  std::vector<std::vector<bool>> cohort_used_;
  std::vector<bool> parameter_used_, table_used_, link_used_;
  std::map<std::string, bool> clause_cited_;
  std::set<const Node*> citing_;  // nodes that cite a clause, themselves or in a part of them
  std::vector<std::pair<Column, int>> later_;  // a column that reads a node not lowered yet
};

}  // namespace yardstick
