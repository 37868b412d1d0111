// A scheme made ready to score: names resolved, rule kinds lowered to a list of column operations in the order of their
// reads. Immutable. An operation's place in the list is the number of the column it fills.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "yardstick/scheme.h"

namespace yardstick {

/// The number of a column; -1 for none (a fault was reported).
using Column = int;

/// What a column runs along: periods of one grain × units of one class, or the records of one list.
struct Shape {
  int cls = -1;
  Grain grain = Grain::year;
  int list = -1;         // index of a list of the plan, or -1
  bool uniform = false;  // one cell for all: a constant
};
bool operator==(const Shape& a, const Shape& b);

enum class Op : std::uint8_t {
  constant,                                             // constant
  parameter,                                            // index; the value in force on each period's last day
  fact, field,                                          // index (and option); a reading, a field of a record
  negate, absolute, round_down, round_up,
  add, subtract, multiply, divide, lesser, greater,
  round,                                                // to a multiple of `constant` by `mode`
  equal, unequal, less, at_most, more, at_least, both, either, opposite, choose,
  given,                                                // whether the input is known
  widen,                                                // to a finer grain, or from unit and period to records
  pick,                                                 // by the period's index: `keys` say which input serves which
  lookup,                                               // keys → values, else invalid (or the last input)
  band, marginal,                                       // rows keys → values; outside invalid (or the last input)
  within,                                               // inputs value, low, high: invalid outside
  require,                                              // inputs value, condition: invalid where it is false
  fold_children, fold_periods, fold_rows,                // fold_rows: index is the list
  node,                                                 // a node's own figure: what a case may pin
  level, gate,
  kernel,                                               // what a rule kind or an outcome brings along
};

/// How members are folded.
struct FoldHow {
  Take take = Take::sum;
  bool by_rate = false;
  bool made_up = false;  // children and periods: under sum the others stand for what is left out
  bool shares = false;   // children: weights are shares of the whole, whatever is left out
  bool flags = false;    // members are true or false
  bool marked = false;   // members have full marks
  bool weighed = false;  // members have weights
  bool own_marks = false;  // rows: each has the node's own
  bool leave_exempt = false;  // a list function: what is exempt is no item
  std::optional<Policy> missing;  // stated; else the view's, else missing
  Policy exempt = Policy::skip;
  std::vector<std::pair<int, Number>> move_to;  // by place among the members
  Policy none = Policy::exempt;
  AtLeast at_least;
  struct {
    bool given = false, keep = false, has_key = false;
    Amount lowest, highest;
  } trim;
  Number share;          // percentile
};

/// What a fold over periods or rows reads, as places in the operation's inputs; -1 for none.
struct FoldInputs {
  int value = -1, where = -1, full = -1, own_full = -1, weight = -1, key = -1;
};

/// A child in a fold: its points, full marks and weight as places in the operation's inputs.
struct Member {
  int points = -1, full = -1, weight = -1;
  bool apart = false;  // outside or extra: added, takes no part in the 100%
  bool pooled = false; // extra: its points join the numerator of a pooled rate
};

/// Rows that a unit has any number of.
struct RowList {
  enum class Kind : std::uint8_t { records, inner, borrowed, keyed, link };
  Kind kind = Kind::records;
  int cls = -1;
  std::string id;      // as a scheme names it
  Text title;
  int fact = -1;       // records, borrowed, keyed: the fact
  int field = -1;      // inner: the field of the outer list; borrowed: the field that names the unit
  int outer = -1;      // inner (and what is borrowed from it): the list of the records around it
  int source = -1;     // borrowed: the list that holds the records
  int link = -1;
  bool inverse = false;
  Grain grain = Grain::year;           // links and keys: rows stand by periods of this grain
  const std::vector<Field>* fields = nullptr;  // null for links
};

struct Kernel;  // core/src/kernel.h

struct Operation {
  Op op = Op::constant;
  Shape shape;
  std::vector<Column> in;
  Number constant;
  int index = -1, option = -1;
  Rounding mode = Rounding::half_up;
  std::vector<Number> keys, values;
  FoldHow fold;
  FoldInputs inputs;
  std::vector<Member> members;
  std::shared_ptr<const Kernel> kernel;
};

/// What a value is, for a formula that reads it.
enum class ValueType : std::uint8_t { number, flag, date, choice, level, money, text };

/// How a figure of a node is written.
enum class Written : std::uint8_t { plain, percent, flag, date, option, level, place };

/// A name as a formula of a node uses it: what to show for it.
struct NameUse {
  Column column = -1;
  Text title;
  Written written = Written::plain;
  int fact = -1;                            // index in the class, where it is a fact
  int node = -1;                            // index in the plan
  const std::vector<Option>* options = nullptr;
};

/// A line that people are measured by: `from` points reach `level`.
struct LevelLine {
  std::string level;
  Text title;
  Column from = -1;  // -1 for the lowest
};

/// Why a record gives nothing: while `passes` is false.
struct Hurdle {
  Column passes = -1;
  Text reason;
  std::vector<Cited> clauses;
};

struct NamedColumn {
  std::string name;
  Column column = -1;
};

/// One applied step, for the explanation.
struct StepUse {
  const Step* step = nullptr;
  Column before = -1, after = -1, operand = -1;
};

struct PlanNode {
  const Node* node = nullptr;
  int cls = -1;
  Grain grain = Grain::year;
  std::string id;
  Text title;
  int content_index = 0;   // inside contents: the index of its period (Q2 is 2), else 0
  int content_parent = -1; // the node whose content it is
  int inner = -1;          // a fold over periods of its own rule: the node for each period
  bool hidden = false;     // such an inner node: not listed
  int of = -1;             // a fold over periods: the node of the finer grain
  std::vector<int> children;
  Column points = -1;      // or the value, place, level index, flag
  ValueType type = ValueType::number;
  Written written = Written::plain;
  const std::vector<LevelLine>* levels = nullptr;  // of a level, highest first
  const std::vector<Option>* options = nullptr;    // of a choice
  std::string unit;                                // what a value counts: "户", "元"
  Column raw = -1;         // before its own caps, floors and steps
  Column unstepped = -1;   // as the rule or fold leaves it, before steps
  Column full = -1;
  Column own_full = -1;    // before `scale`
  Column unlimited = -1;   // before the class's limits
  const Limit* limit = nullptr;
  Column rate = -1, lost = -1;
  Column weight = -1;      // as its parent sees it
  std::map<std::string, NameUse> names;
  std::map<const Expr*, NameUse> reads;  // look-ups, lists and earlier figures inside its formulas, as wholes
  std::vector<NamedColumn> parts;
  std::vector<StepUse> steps;
  std::vector<LevelLine> lines;      // of the levels that read this node
  std::vector<Column> thresholds;    // what verdicts compare it with: constants and parameters
  int list = -1;                     // the list of the plan that its rule or fold runs over
  Column record_points = -1;
  std::vector<Hurdle> hurdles;
  Column part(const std::string& name) const;
};

struct Plan {
  std::shared_ptr<const Scheme> scheme;
  std::vector<Operation> operations;
  /// In which order columns are filled. A stretch reads its own earlier periods: it is filled once for each period of its grain.
  std::vector<Column> order;
  struct Stretch {
    std::size_t first = 0, last = 0;  // places in `order`, both included
    Grain grain = Grain::year;        // the finest of its columns
  };
  std::vector<Stretch> stretches;
  /// By column: whether a root or a logarithm stands on the way to it.
  std::vector<bool> rounded;
  /// By column: whether a decision does.
  std::vector<bool> decided;
  std::vector<RowList> lists;
  std::vector<PlanNode> nodes;
  std::vector<std::map<std::string, int>> node_index;  // by class: id → index in nodes
  std::vector<int> totals;                             // by class
  const PlanNode* find(int cls, const std::string& id) const;
  int class_of(const std::string& id) const;           // -1
  /// The list of a class's fact, or of an inner list of it (field >= 0); -1 for none.
  int list_of(int cls, int fact, int field) const;
};

/// Resolves, orders and lowers; every fault at once, and the hints of a first reading (unused, uncited, unreachable).
/// `document` is the text the scheme was parsed from (for lines and columns). What is unused is told only of a scheme that
/// is `sound`: a formula that could not be read might have used it.
Checked<Plan> compile(std::shared_ptr<const Scheme> scheme, const Document& document, bool sound = true);

}  // namespace yardstick
