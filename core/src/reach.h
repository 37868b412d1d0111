// What each cell can still be, asked for cell by cell: while figures are missing, or while some of them move together.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>

#include "reading.h"
#include "span.h"

namespace yardstick {

class Reach;

/// A reading by its place: a fact's column (an option or a key), a period, a unit.
struct ReadingAt {
  int cls = 0, fact = 0, column = 0, slot = 0, unit = 0;
  auto operator<=>(const ReadingAt&) const = default;
};

/// A list that may still get rows, in a period of a unit; or, with a field, a row that does not say it.
struct OpenRows {
  int list = 0, unit = 0;
  Grain grain = Grain::year;
  int slot = 0;
  int row = -1, field = -1;
  auto operator<=>(const OpenRows&) const = default;
};

/// What an operation reads, as spans; what a kernel is handed to tell what its cells can still be.
class SpanView {
 public:
  SpanView(Reach& reach, Column column);
  const Plan& plan;
  const Data& data;
  const Operation& op;
  SpanAlgebra& algebra;

  std::size_t inputs() const { return op.in.size(); }
  std::size_t units() const { return data.units(op.shape.cls); }
  std::size_t slots() const { return data.slots[static_cast<std::size_t>(op.shape.grain)].size(); }
  const Shape& shape_of(std::size_t input) const { return plan.operations[static_cast<std::size_t>(op.in[input])].shape; }
  /// An input at a cell of its own shape.
  const Span& input(std::size_t k, std::size_t cell) const;
  /// A cell as it was scored.
  Span scored(std::size_t k, std::size_t cell) const;
  /// An input at one more row of a list, in a period of a unit; nothing where none can come.
  std::optional<Span> further(std::size_t k, int list, std::size_t cell) const;

 private:
  Reach& reach_;
};

/// Shape    a span a cell, found when it is asked for and kept.
/// Missing  every missing reading, field and list, and every decision that is due, is open: it may become any figure of its domain.
///          Reason codes are no figures.
/// Errors   none.
class Reach {
 public:
  /// All that is missing is open.
  explicit Reach(const Board& board);
  /// Nothing is open but these readings, which move together, as look() says.
  Reach(const Board& board, const std::vector<ReadingAt>& moving);
  /// Nothing is open but one cell, which moves as look() says.
  Reach(const Board& board, Column column, std::size_t cell);
  /// Through the inside of an interval, or at one value.
  void look(const Interval& through);
  void look(const Number& at);
  /// Each of those readings anywhere in its own domain.
  void look_apart();
  /// A cell as one number, and back.
  std::uint64_t key_of(Column column, std::size_t cell) const {
    return static_cast<std::uint64_t>(column) << 36 | (board.plan.operations[static_cast<std::size_t>(column)].shape.uniform ? 0 : cell);
  }
  static Column column_of(std::uint64_t key) { return static_cast<Column>(key >> 36); }
  static std::size_t cell_of(std::uint64_t key) { return static_cast<std::size_t>(key & ((std::uint64_t{1} << 36) - 1)); }
  /// Writes down from now on which cells on the way to something open each cell was found from.
  void trace(std::map<std::uint64_t, std::vector<std::uint64_t>>& to) { trace_ = &to; }

  const Span& of(Column column, std::size_t cell);
  /// Of what is open, as if these readings could only be so.
  void narrow(const std::map<ReadingAt, Span>& domains);
  /// As if nothing had been asked yet.
  void forget();
  /// Whether anything open stands on the way to a column.
  bool touches(Column column) const { return touched_[static_cast<std::size_t>(column)]; }
  /// Readings that were met and are open, in the order in which they were met.
  const std::vector<ReadingAt>& open() const { return open_; }
  /// Lists that may grow and fields that are not said, likewise.
  const std::vector<OpenRows>& open_rows() const { return open_rows_; }
  /// Whether something else is open as well: a list, a record's field, a decision.
  bool other_open() const { return other_open_; }
  SpanAlgebra algebra;
  const Board board;

 private:
  friend class SpanView;
  Span find(Column column, std::size_t cell);
  Span scored(Column column, std::size_t cell) const;
  Span fact(const Operation& op, std::size_t cell);
  Span field(const Operation& op, Column column, std::size_t cell);
  Span widened(const Operation& op, std::size_t cell);
  Span each(const Operation& op, Column column, std::size_t cell);
  Span children(const Operation& op, std::size_t cell);
  Span over_periods(const Operation& op, std::size_t cell);
  Span over_rows(const Operation& op, std::size_t cell);
  /// Whether a list may still grow in a period of a unit; the cell of a row that stands for those to come.
  std::optional<std::size_t> further(int list, Grain grain, std::size_t slot, std::size_t unit);
  /// Whether it is not known to be complete then.
  bool lacks_rows(int list, Grain grain, std::size_t slot, std::size_t unit) const;
  /// Whether a view does not look at a period yet: what is missing there stays missing.
  bool later(Grain grain, int slot) const { return through_ && first_day(board.data.slots[static_cast<std::size_t>(grain)][static_cast<std::size_t>(slot)]) > *through_; }
  bool moves(const ReadingAt& reading) const { return std::binary_search(moving_.begin(), moving_.end(), reading); }
  void mark();

  std::vector<ReadingAt> moving_, open_;
  std::vector<OpenRows> open_rows_;
  std::map<ReadingAt, Span> narrowed_;
  bool all_open_ = false, other_open_ = false, apart_ = false;
  std::optional<std::uint64_t> moving_cell_;
  std::map<std::uint64_t, std::vector<std::uint64_t>>* trace_ = nullptr;
  std::vector<std::uint64_t> asking_;
  std::optional<std::int64_t> through_;  // what begins after that day is not looked at
  Span moved_;  // what the moving readings are now
  std::vector<bool> touched_;
  std::unordered_map<std::uint64_t, Span> found_;
  struct Further {
    Grain grain = Grain::year;
    std::size_t slot = 0, unit = 0;
  };
  std::vector<Further> further_;  // rows that may come, by the number beyond the last
};

/// The day up to which a board's view looks; nothing where it looks at all.
std::optional<std::int64_t> looks_through(const Board& board);
/// Whether it looks at a reading's period: what is put there else has no effect.
bool looks_at(const Board& board, const ReadingAt& reading);
/// The figures that a reading may take.
Span domain_of(const Field& field);
/// The grid they lie on: its step; nothing where any figure will do.
std::optional<Number> step_of(const Field& field);

}  // namespace yardstick
