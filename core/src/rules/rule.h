// What a rule kind must supply (the compiler names what is left out) and the one table of kinds.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "../laid.h"
#include "../plan_builder.h"
#include "../reader.h"
#include "../telling.h"

namespace yardstick {

/// A rule as its author wrote it: one value, or several, to points.
struct Rule {
  virtual ~Rule() = default;
  /// The kind's name in a scheme.
  virtual std::string_view kind() const = 0;
  /// The column of points, in the builder's present shape; parts worth showing are named on the way.
  virtual Column lower(Builder& builder) const = 0;
  /// What the rule says, in one sentence a language: Chinese and English.
  virtual Text sentence(const Telling& telling) const = 0;
  /// The same taken apart, with the clauses of each part, where it is a list of conditions or rows.
  virtual Details details(const Telling& telling) const { return {sentence(telling), {}}; }
  /// What it looks up, in tables; none where it looks up nothing.
  virtual std::vector<Laid> tables(const Telling&) const { return {}; }
  /// The same as a formula: in words, and with the figures of one unit put in.
  virtual Text formula(const Telling& telling) const = 0;
  /// The one value that steps may act on before the rule does; null where the rule reads several, or none.
  virtual const Formula* measured() const { return nullptr; }
  /// A kind that would say the same as this formula; empty where none would.
  virtual std::string_view served_by(const Number&) const { return {}; }
  /// Most points the rule can give where the node has no full marks of its own; nothing where there is no bound.
  virtual std::optional<Number> best(const Number& full) const { return full; }
};

using RuleParser = std::shared_ptr<const Rule> (*)(Fields& fields);

struct RuleKind {
  std::string_view name;
  RuleParser parse;
};

const std::vector<RuleKind>& rule_kinds();

/// The rule with the steps `before` it and the `exceptions` to it that stand beside its own keys.
std::shared_ptr<const Rule> adjusted(std::shared_ptr<const Rule> rule, Fields& fields);
/// "不超过100", with its condition.
Text step_words(const Telling& telling, const Step& step);
/// cap-below-floor where they cross.
void check_limits(Fields& fields, const std::optional<Number>& floor, const std::optional<Number>& cap);
/// [{"cap": …}, {"round": …} …]
std::vector<Step> read_steps(const Reader& reader);

std::shared_ptr<const Rule> parse_proportional(Fields& fields);
std::shared_ptr<const Rule> parse_bands(Fields& fields);
std::shared_ptr<const Rule> parse_deduction(Fields& fields);
std::shared_ptr<const Rule> parse_bonus(Fields& fields);
std::shared_ptr<const Rule> parse_map(Fields& fields);
std::shared_ptr<const Rule> parse_votes(Fields& fields);
std::shared_ptr<const Rule> parse_checklist(Fields& fields);
std::shared_ptr<const Rule> parse_direct(Fields& fields);
std::shared_ptr<const Rule> parse_constant(Fields& fields);
std::shared_ptr<const Rule> parse_formula_rule(Fields& fields);
std::shared_ptr<const Rule> parse_segments(Fields& fields);
std::shared_ptr<const Rule> parse_power(Fields& fields);
std::shared_ptr<const Rule> parse_judged(Fields& fields);
std::shared_ptr<const Rule> parse_relative(Fields& fields);
std::shared_ptr<const Rule> parse_growth(Fields& fields);

}  // namespace yardstick
