// What an outcome (rank, level, veto, verdict) must supply, and the one table of outcomes.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "../plan_builder.h"
#include "../reader.h"
#include "../telling.h"

namespace yardstick {

/// What an outcome says of one unit.
struct OutcomeReading {
  std::string state = "decided";  // tied | undecided
  std::string value;
  Text label;
  std::string effect;
  Text bearer;                    // a verdict: whom it concerns
  int of = 0;                     // a rank: how many are ranked
  std::vector<Cited> because;
  std::vector<Text> reasons;
};

/// What an outcome reads when it is asked about one unit.
struct OutcomeView {
  const Plan& plan;
  const PlanNode& node;
  const Columns& columns;
  const Data& data;
  Position position;
};

struct Outcome {
  virtual ~Outcome() = default;
  /// The outcome's column; says on the way what kind of value it is (`builder.here().type`, `written`, `levels`, `options`).
  virtual Column lower(Builder& builder) const = 0;
  virtual Text sentence(const Telling& telling) const = 0;
  virtual OutcomeReading read(const OutcomeView& view) const = 0;
  /// The value of a pin or an expectation ("达标", "true", "3") as the column holds it.
  virtual std::optional<Number> value_from(const std::string& text) const = 0;
  virtual std::string value_text(const Number& value) const = 0;
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

}  // namespace yardstick
