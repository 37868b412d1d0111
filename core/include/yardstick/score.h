// Plan and data to columns. Nothing fails here: what depends on figures becomes a status.
#pragma once

#include <vector>

#include "yardstick/dataset.h"
#include "yardstick/plan.h"

namespace yardstick {

/// One filled column an operation, in the plan's order.
struct Columns {
  std::vector<Cells> cells;
  /// The cell of a column for a slot of its node's grain and a unit.
  std::size_t place(const Plan& plan, const Data& data, Column column, int slot, int unit) const;
  Status status(const Plan& plan, const Data& data, Column column, int slot, int unit) const;
  const Number& value(const Plan& plan, const Data& data, Column column, int slot, int unit) const;
};

/// Fills columns in slices.
///
/// Shape    one column an operation: slots × units of its class (or the records of its list, or a single cell).
/// Missing  a missing reading is not zero: what rests on it is missing, unless a fold says otherwise.
/// Errors   none; `data` has passed parse_dataset(…, plan) (precondition).
class Scoring {
 public:
  Scoring(const Plan& plan, const Data& data, std::vector<Pin> pins = {});
  /// Does about `budget` cells' work; true when all columns are filled.
  bool step(std::size_t budget);
  std::size_t cells_done() const { return done_; }
  std::size_t cells_total() const { return total_; }
  Columns take() { return std::move(columns_); }

 private:
  const Plan& plan_;
  const Data& data_;
  std::vector<Pin> pins_;
  Columns columns_;
  std::size_t next_ = 0, stretch_ = 0, done_ = 0, total_ = 0;
};

Columns score(const Plan& plan, const Data& data, std::vector<Pin> pins = {});

/// The columns that rest on what was changed, to be filled again as often as it changes.
class Refill {
 public:
  /// `wanted`: of those, only what these columns rest on; none given: all of them.
  Refill(const Plan& plan, const Touched& touched, const std::vector<Column>& wanted = {});
  /// Fills them; the others stay.
  void operator()(const Data& data, Columns& columns) const;
  /// Whether a column is one of them.
  bool reaches(Column column) const { return stale_[static_cast<std::size_t>(column)]; }
  /// How many cells that is.
  std::size_t cells(const Data& data) const;

 private:
  const Plan& plan_;
  std::vector<bool> stale_;
  std::vector<Plan::Stretch> parts_;  // places in the plan's order; those of one place and more
  std::vector<bool> again_;           // by part: whether it reads its own earlier periods
};

/// Fills again only the columns that rest on what was changed; the others stay.
void rescore(const Plan& plan, const Data& data, Columns& columns, const Touched& touched);

}  // namespace yardstick
