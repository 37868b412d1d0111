// What everything that reads columns shares: figures as people read them, and why there is none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "telling.h"
#include "yardstick/score.h"

namespace yardstick {

/// A dataset as it was written, and the changes made to it since, each a batch as `edit` took it.
struct Origin {
  std::string text;
  std::vector<std::string> changes;
};

/// A scored board: what rows, cards, explanations and results are read from.
struct Board {
  const Plan& plan;
  const Data& data;
  const Columns& columns;
  const Origin* origin = nullptr;  // none where a case was opened

  std::size_t place(Column column, Position at) const { return columns.place(plan, data, column, at.slot, at.unit); }
  Status status(Column column, Position at) const { return columns.status(plan, data, column, at.slot, at.unit); }
  const Number& value(Column column, Position at) const { return columns.value(plan, data, column, at.slot, at.unit); }
  /// Whether there is a value; false as well where a board has no units.
  bool known(Column column, Position at) const {
    const auto& statuses = columns.cells[static_cast<std::size_t>(column)].statuses;
    const std::size_t cell = place(column, at);
    return cell < statuses.size() && statuses[cell] == Status::known;
  }
  const Class& cls(const PlanNode& node) const { return plan.scheme->classes[static_cast<std::size_t>(node.cls)]; }
  const std::vector<Unit>& units(int cls) const { return data.classes[static_cast<std::size_t>(cls)].units; }
  const Period& period(const PlanNode& node, int slot) const {
    return data.slots[static_cast<std::size_t>(node.grain)][static_cast<std::size_t>(slot)];
  }
};

/// A rule in words for a unit's period: parameters stand with the values that are in force.
inline Telling words_at(const Board& board, const PlanNode& node, Position at) { return {board.plan, node, nullptr, &board.data, at, nullptr, {}, true}; }

struct Figure {
  std::string exact, shown;
};

/// The scheme's decimals, or as many more as it takes for a figure not to seem to reach a line it does not reach.
int places_of(const Board& board, const PlanNode& node, const Number& value, Position at);
/// Written with those decimals, and at least so many.
Figure figure_of(const Board& board, const PlanNode& node, const Number& value, Position at, int at_least = 0);
/// How far apart two figures are: exactly where that is short (4.995) or less than one, since that is what decides; else with the
/// scheme's decimals.
Figure distance_of(const Board& board, const Number& distance);
/// The node's scoring rate with as many decimals as its points; "" where it has none.
std::string rate_text(const Board& board, const PlanNode& node, Position at, int at_least = 0);
/// A value as its kind is written: a level's id, a flag, a date, a number.
std::string value_text(const Board& board, const PlanNode& node, const Number& value);
/// The value of a pin or an expectation ("达标", "true", "85") as the node's column holds it.
std::optional<Number> value_from(const PlanNode& node, const std::string& text);
std::string percent(const Number& rate, int places, Rounding mode);
/// Whether a known figure rests on a root or a logarithm that is not rational: one stands on the way to it, and it has itself
/// more digits than thirty.
bool approximate(const Board& board, Column column, Position at);
/// Why a cell is not known: the reading that is missing, the division by zero … ; empty where it is known.
Text why(const Board& board, Column column, std::size_t cell);
/// Whether a cell is missing because a decision that is due, its own or one it rests on, has not been entered.
bool waits_for_decision(const Board& board, Column column, std::size_t cell);
/// The line that the figure, shown with the scheme's decimals, would seem to reach and the exact value does not.
std::optional<Number> crossing(const Board& board, const PlanNode& node, const Number& value, Position at);
std::optional<Number> flag_from(const std::string& text);
std::string kind_of(const PlanNode& node);

}  // namespace yardstick
