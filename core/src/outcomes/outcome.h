// What an outcome (a rank, a level, a quota …) must supply, and the one table of outcomes.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "../laid.h"
#include "../plan_builder.h"
#include "../reader.h"
#include "../telling.h"
#include "yardstick/score.h"

namespace yardstick {

/// A unit's own figure in an outcome's arithmetic, for a table of all units: the title is the column's.
struct OutcomeFigure {
  Text title, text;
};

/// What an outcome says of one unit.
struct OutcomeReading {
  std::string state = "decided";  // tied | pending (on a decision that is due) | undecided
  std::string value;
  Text label;
  std::string effect;
  Text bearer;                    // a verdict: whom it concerns
  int of = 0;                     // a rank, a selection: among how many
  std::vector<Cited> because;
  std::vector<Text> reasons;
  std::vector<Text> shared;             // those that hold for all who are compared together: the size of a quota, its edge
  std::vector<OutcomeFigure> figures;
  std::string within, strata;           // by what units are parted, and the columns that number the parts
  Column part = -1, stratum = -1;
};

/// What an outcome reads when it is asked about one unit.
struct OutcomeView {
  const Plan& plan;
  const PlanNode& node;
  const Columns& columns;
  const Data& data;
  Position position;
  /// Only state, value, label, effect and bearer are wanted, as a table of all units shows them: why costs a look at all the others.
  bool brief = false;

  Status status(Column column) const { return columns.status(plan, data, column, position.slot, position.unit); }
  bool known(Column column) const { return column >= 0 && status(column) == Status::known; }
  const Number& value(Column column) const { return columns.value(plan, data, column, position.slot, position.unit); }
  /// Known and true.
  bool holds(Column column) const { return known(column) && !value(column).is_zero(); }
  /// The same place for another unit.
  OutcomeView of_unit(int unit) const { return {plan, node, columns, data, {position.slot, unit}, brief}; }
  int units() const { return static_cast<int>(data.units(node.cls)); }
  Telling words() const { return {plan, node, nullptr, &data, position, nullptr, {}, true}; }
  Telling figures() const { return {plan, node, &columns, &data, position}; }
  Text name_of(int unit) const;
};

struct Outcome {
  virtual ~Outcome() = default;
  /// What is known of the value before it is lowered: an earlier period of it may be read on the way.
  virtual void declare(Builder&) const {}
  /// The outcome's column; says on the way what kind of value it is (`builder.here().type`, `written`, `levels`, `options`).
  virtual Column lower(Builder& builder) const = 0;
  virtual Text sentence(const Telling& telling) const = 0;
  /// The same taken apart, with the clauses of each part, where it is a list of conditions, lines or stages.
  virtual Details details(const Telling& telling) const { return {sentence(telling), {}}; }
  /// What it looks up, in tables; none where it looks up nothing.
  virtual std::vector<Laid> tables(const Telling&) const { return {}; }
  virtual OutcomeReading read(const OutcomeView& view) const = 0;
  /// The value of a pin or an expectation ("达标", "true", "3") as the column holds it.
  virtual std::optional<Number> value_from(const PlanNode& node, const std::string& text) const = 0;
  virtual std::string value_text(const PlanNode& node, const Number& value) const = 0;
  /// What a verdict does: notice, honour, measure.
  virtual std::string_view effect() const { return {}; }
  /// A level's own levels, highest first.
  virtual const std::vector<LevelLine>* levels() const { return nullptr; }
  /// Whether a rank's places are those of a plain ranking of its whole class.
  virtual bool ranks_all_from_top() const { return false; }
};

struct OutcomeKind {
  NodeType type;
  std::string_view name;
  std::shared_ptr<const Outcome> (*parse)(Fields& fields);
};

const OutcomeKind* outcome_kind(NodeType type);  // null for points and values

std::shared_ptr<const Outcome> parse_rank(Fields& fields);
std::shared_ptr<const Outcome> parse_level(Fields& fields);
std::shared_ptr<const Outcome> parse_veto(Fields& fields);
std::shared_ptr<const Outcome> parse_verdict(Fields& fields);
std::shared_ptr<const Outcome> parse_quota(Fields& fields);
std::shared_ptr<const Outcome> parse_honour(Fields& fields);
std::shared_ptr<const Outcome> parse_pool(Fields& fields);
std::shared_ptr<const Outcome> parse_award(Fields& fields);
std::shared_ptr<const Outcome> parse_decision(Fields& fields);
std::shared_ptr<const Outcome> parse_run(Fields& fields);
std::shared_ptr<const Outcome> parse_convert(Fields& fields);

// ---- what outcomes share (shared.cpp) ------------------------------------------------------
/// A reading of what has no value: pending where it waits for a decision that is due, else undecided.
OutcomeReading unsettled(const OutcomeView& view);
/// A formula that gives money, or a plain number that stands for it.
Column lower_money(Builder& builder, const Formula& formula);
/// A quantity for each level of a node, given by the levels' ids: all of them, and none besides. -1 with a fault.
struct ByLevel {
  Cited of;
  std::vector<std::pair<Cited, Number>> to;
  Column lower(Builder& builder) const;
  /// "优秀1.5，良好1.2".
  Text said(const Telling& telling) const;
  Text title_of(const Telling& telling, const std::string& level) const;
};
/// "张三、李四" of a few, "张三等12个" of many.
Text names_said(const OutcomeView& view, const std::vector<int>& units);
/// The sum in fen, "1234.50元".
Text money_said(const Number& value);

}  // namespace yardstick
