// The ends of a figure's range, and what brings it there: readings moved, records made up, and bounds drawn in to what is reached.
#pragma once

#include <memory>

#include "make_up.h"

namespace yardstick {

/// What may be looked at for one reply.
struct Work {
  explicit Work(const Board& board);
  int trials = 0;    // copies of the board, and how often one is scored again
  int boxes = 4000;  // spans of one cell
};

/// An end of a figure with what brings it there.
struct End {
  Witness witness;
  std::unique_ptr<MadeUp> made_up;
  bool reached = false;
};
/// `span` is drawn in where no figures go as far as it does.
End end_of(const Board& board, const Reach& reach, Column column, std::size_t cell, Span& span, bool highest, Work& work);

/// A node's range in a period of a unit, and what brings it to its ends.
struct Ends {
  Span span;
  std::optional<End> low, high;
  bool tight() const { return span.settled() || (span.known && low && high && low->reached && high->reached); }
};

Ends ends_of(const Board& board, const PlanNode& node, Position where, Work& work);

}  // namespace yardstick
