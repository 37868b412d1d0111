// A scheme made ready to score: names resolved, rule kinds lowered to a list of column operations in the order of their
// reads. Immutable. An operation's place in the list is the number of the column it fills.
#pragma once

#include <map>
#include <memory>
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
  int list = -1;         // index of a records fact of the class, or -1
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
  fold_children, fold_periods, fold_records,
  node,                                                 // a node's own figure: what a case may pin
  level, gate,
  kernel,                                               // what a rule kind or an outcome brings along
};

/// How members are folded. `count`, `any` and `all` are for lists in formulas.
struct FoldHow {
  enum class Kind : std::uint8_t { sum, mean, weighted, pooled, min, max, count, any, all };
  Kind take = Kind::sum;
  bool by_rate = false;
  Policy missing = Policy::missing;
  Policy exempt = Policy::skip;
  Policy none = Policy::exempt;
};

/// A child in a fold: its points and full marks as places in the operation's inputs.
struct Member {
  int points = -1, full = -1;
  Number weight;
  bool apart = false;  // outside or extra: added, takes no part in the 100%
  bool pooled = false; // extra: its points join the numerator of a pooled rate
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
  Column raw = -1;         // before its own caps, floors and steps
  Column unstepped = -1;   // as the rule or fold leaves it, before steps
  Column full = -1;
  Column rate = -1, lost = -1;
  std::map<std::string, NameUse> names;
  std::vector<NamedColumn> parts;
  std::vector<StepUse> steps;
  std::vector<LevelLine> lines;      // of the levels that read this node
  std::vector<Column> thresholds;    // what verdicts compare it with: constants and parameters
  int list = -1;                     // the records its rule runs over
  Column record_points = -1;
  std::vector<Hurdle> hurdles;
  Column part(const std::string& name) const;
};

struct Plan {
  std::shared_ptr<const Scheme> scheme;
  std::vector<Operation> operations;
  std::vector<PlanNode> nodes;
  std::vector<std::map<std::string, int>> node_index;  // by class: id → index in nodes
  std::vector<int> totals;                             // by class
  const PlanNode* find(int cls, const std::string& id) const;
  int class_of(const std::string& id) const;           // -1
};

/// Resolves, orders and lowers; every fault at once, and the hints of a first reading (unused, uncited, unreachable).
/// `document` is the text the scheme was parsed from (for lines and columns).
Checked<Plan> compile(std::shared_ptr<const Scheme> scheme, const Document& document);

}  // namespace yardstick
