// One figure moved through its domain: for which values a cell is what is wanted, and the best it can be made.
#pragma once

#include "trial.h"

namespace yardstick {

/// What is wanted of a cell.
struct Wanted {
  enum class Is : std::uint8_t { at_least, at_most, equal };
  Column column = -1;
  std::size_t cell = 0;
  Is is = Is::at_least;
  Number value;
  bool met(const Span& span) const;
};

/// Values between two ends; `above`, `below`: that end is not one of them.
struct Values1D {
  std::optional<Number> from, to;
  bool above = false, below = false;
};

struct Solved {
  std::vector<Values1D> ranges;  // in order, apart from each other
  bool exact = true;             // every value that is not in them fails; otherwise some places were too fine to look at
};

/// One value of a figure, or all between two, and what a cell is there.
struct Piece {
  std::optional<Number> from, to;
  bool point = false;
  Span value;
};

/// The best that a cell can be made, and where.
struct Best {
  bool found = false;
  Number value, at;
  bool attained = true;  // no value does better
};

/// One figure moved through its domain while everything else stays as it is.
///
/// Found by spans over intervals, split where an operation changes its course, and by single values in between: every end is exact.
class Mover {
 public:
  Mover(const Board& board, std::vector<ReadingAt> moving);
  /// A cell in place of readings: what rests on it is asked as if it were any figure of that span.
  Mover(const Board& board, Column column, std::size_t cell, const Span& domain);
  Solved solve(const Wanted& wanted);
  Best best(Column column, std::size_t cell, bool highest, int looks = 1500);
  /// Where the cell's course changes while the figure runs through its domain: it jumps there, or begins to rise or fall
  /// otherwise; in order. Nothing where there are too many of them to look at, or something else than the figure decides.
  std::vector<Number> breaks(Column column, std::size_t cell);
  /// The whole domain in pieces, in order, in each of which the cell is one figure, none, or exactly a fraction of the figure
  /// that moves; nothing where that would take too many looks.
  /// `smooth`: where nothing changes its course and the cell has a figure throughout, a piece may be no fraction either.
  std::optional<std::vector<Piece>> course(Column column, std::size_t cell, bool smooth = false);
  /// Asks from now on about a part of the domain only; its ends are values that the figure may take.
  void within(const Number& low, const Number& high);
  /// How much the cell rises with each one of the figure, where that is the same throughout the domain.
  std::optional<Number> straight(Column column, std::size_t cell);
  /// The cell while the figure has this value.
  Span at(const Number& x, Column column, std::size_t cell);
  const Span& domain() const { return domain_; }
  const std::optional<Number>& step() const { return step_; }
  /// The nearest value that the figure may take, on or beyond x upwards (or downwards).
  Number on_grid(const Number& x, bool up) const;
  bool allowed(const Number& x) const;
  /// The next one that is not x itself; x where there is no step.
  Number beyond(const Number& x, bool up) const;

 private:
  const Span& through(const Interval& interval, Column column, std::size_t cell);
  /// A place inside to split at: one that was proposed, or the middle.
  std::optional<Number> split(const Interval& interval);
  bool holds_any(const Interval& interval) const;

  const Board board_;
  const std::vector<ReadingAt> moving_;
  Span domain_;
  std::optional<Number> step_;
  Reach reach_;
  std::optional<Trial> trial_;  // for what spans cannot tell
  int scored_ = 0;              // how often it was asked
};

}  // namespace yardstick
