// A node's points as a function of one figure, while all else stays.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "reach.h"

namespace yardstick {

/// A stretch on which nothing jumps or turns; one point: a single value. An end that is not `left` or `right` is not part of it.
struct CurvePiece {
  std::vector<std::pair<Number, Number>> points;  // in order; two where it is straight
  bool left = true, right = true;
};

struct Curve {
  ReadingAt reading;
  const PlanNode* node = nullptr;  // the rule's own: of one of its periods where a node folds over them
  int slot = 0;
  Number from, to;
  std::vector<CurvePiece> pieces;
  std::optional<std::pair<Number, Number>> now;
};

/// Nothing where the node has no rule of its own, or it is no function of one figure. `any_unit`: only where it rests on
/// nothing but that figure, so that it is the same for all units.
std::optional<Curve> curve_of(const Board& board, const PlanNode& node, Position at, bool any_unit);

/// The slot of those from `first` to `last` that one would look at: the latest that has begun by the dataset's day; the first
/// where none has. Of a content, in its own period only. -1 where there is none.
int present_slot(const Board& board, const PlanNode& node, int first, int last);

}  // namespace yardstick
