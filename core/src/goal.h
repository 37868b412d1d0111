// What is asked of a goal: the goal itself, the figures that may move for it, and the board on which it is told.
#pragma once

#include "range.h"
#include "replies.h"
#include "solve.h"

namespace yardstick {

/// Readings of one fact that move together.
struct Together {
  std::vector<ReadingAt> cells;
  Number cost = 1, step = 1;
  bool priced = false;
};

struct Goal {
  const PlanNode* node = nullptr;
  const PlanNode* figure = nullptr;  // what people read of it: the points behind a level
  Position where;
  Wanted wanted;
  bool ok = false;
  /// Whether more is better.
  bool rises() const { return wanted.is == Wanted::Is::at_least || (wanted.is == Wanted::Is::equal && !wanted.value.is_zero()); }
};

/// {"class", "unit", "period", "goal", "cells"?, "frozen"?, "costs"?}: the figures it names, or all that can change; less what
/// it keeps frozen, with its costs.
struct Aim {
  Asked ask;
  Goal goal;
  std::vector<Together> groups;
};
Aim parse_aim(Fields& query, const Board& board);

/// A board on which the goal can be told: what is missing stands at its best (or worst) for it.
struct Ground {
  std::optional<Trial> trial;
  Tried assumed;
  Board board(const Board& real) const { return trial ? trial->board() : real; }
};
Ground ground_of(const Board& board, const Goal& goal, bool best);

/// Whether, while figures are open, the goal lies beyond all that they can still bring.
bool out_of_reach(const Board& board, const Goal& goal);

/// A reading that is given.
std::optional<Number> value_of(const Board& board, const ReadingAt& reading);
/// The allowed value of a range that is nearest to where a figure stands.
std::optional<Number> nearest_in(const Values1D& range, const std::optional<Number>& now, const Mover& mover);

/// A figure that is settled, as people read it.
void write_shown(JsonWriter& w, const Board& board, const PlanNode& node, const Span& span, Position where);
/// "goal": {…}, a key of the object in hand.
void write_goal(JsonWriter& w, const Board& board, const Goal& goal, const std::vector<Together>& groups, const Board& best_case);

}  // namespace yardstick
