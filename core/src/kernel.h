// An operation that a rule kind or an outcome brings along: how it fills its column stands in that kind's own file.
#pragma once

#include <optional>
#include <vector>

#include "order.h"
#include "yardstick/score.h"

namespace yardstick {

/// What an operation reads and writes: its inputs cell by cell, and its own cells.
class KernelView {
 public:
  KernelView(const Plan& plan, const Data& data, const Columns& columns, const Operation& op, Cells& out);
  /// Of one cell, with figures of its own.
  KernelView(const Plan& plan, const Data& data, const Operation& op, const std::vector<Cells>& inputs, Cells& out);

  const Plan& plan;
  const Data& data;
  const Operation& op;
  Cells& out;

  std::size_t inputs() const { return inputs_.size(); }
  std::size_t cells() const { return out.values.size(); }
  /// Units of the operation's class, and periods of its grain: cell = slot × units + unit.
  std::size_t units() const { return data.units(op.shape.cls); }
  std::size_t slots() const { return data.slots[static_cast<std::size_t>(op.shape.grain)].size(); }
  /// Of an operation along a list: its rows, one a cell.
  const Records& list() const { return data.lists[static_cast<std::size_t>(op.shape.list)]; }
  const Shape& shape_of(std::size_t input) const { return plan.operations[static_cast<std::size_t>(op.in[input])].shape; }
  Status status(std::size_t input, std::size_t cell) const { return inputs_[input]->statuses[place(input, cell)]; }
  const Number& value(std::size_t input, std::size_t cell) const { return inputs_[input]->values[place(input, cell)]; }
  bool known(std::size_t input, std::size_t cell) const { return status(input, cell) == Status::known; }
  /// Known and true.
  bool holds(std::size_t input, std::size_t cell) const { return known(input, cell) && !value(input, cell).is_zero(); }
  void put(std::size_t cell, Number number);  // invalid where the number has grown past all use
  void put(std::size_t cell, bool flag) { out.set(cell, Number(flag ? 1 : 0)); }
  void fail(std::size_t cell, Status status) { out.statuses[cell] = status; }
  /// Value and status of an input's cell.
  void copy(std::size_t cell, std::size_t input, std::size_t from) {
    const std::size_t at = place(input, from);
    out.values[cell] = inputs_[input]->values[at];
    out.statuses[cell] = inputs_[input]->statuses[at];
  }
  /// The worst status of all inputs at a cell.
  Status worst(std::size_t cell) const;

 private:
  std::size_t place(std::size_t input, std::size_t cell) const { return uniform_[input] ? 0 : cell; }
  std::vector<const Cells*> inputs_;
  std::vector<bool> uniform_;
};

class SpanView;
struct Span;

/// Immutable; `fill` gives every cell a value or a status.
struct Kernel {
  /// What a cell rests on: its own inputs, those of all units of its part (which input 0 numbers), of its unit's other periods,
  /// or of the units at the other ends of its rows.
  enum class Reads : std::uint8_t { own, part, periods, ends };
  virtual ~Kernel() = default;
  virtual void fill(KernelView& view) const = 0;
  /// Why a cell has that status where no input brought it; empty where there is nothing to say.
  virtual Text why(Status) const { return {}; }
  virtual Reads reads() const { return Reads::own; }
  /// Inputs, where a cell is one of them as it is: which, by a condition. -1: none (the cell is exempt), or no such kernel.
  struct Chosen {
    int condition = -1, holds = -1, fails = -1;
  };
  virtual Chosen chosen() const { return {}; }
  /// What a cell can still be (see reach.h); a kernel that does not say may become anything.
  virtual Span span(const SpanView& view, std::size_t cell) const;
  /// Whether it waits for somebody's decision, so that what it lacks may still come.
  virtual bool opens() const { return false; }
  /// A list of the plan whose rows it looks at beside its inputs; -1 for none.
  virtual int rows() const { return -1; }
  /// Whether its figures may be roots or logarithms, which are exact to so many digits only.
  virtual bool rounds() const { return false; }
};

/// A kernel whose cells stand alone: called for each cell with all inputs known; `false` is invalid.
struct CellKernel : Kernel {
  void fill(KernelView& view) const final;
  virtual bool cell(const KernelView& view, std::size_t at, Number& out) const = 0;
  /// Rises (1) or falls (-1) with an input, or neither (0): then only single figures have a span.
  virtual int direction(std::size_t) const { return 0; }
  /// From its figures at the ends.
  Span span(const SpanView& view, std::size_t cell) const override;
};

/// Inputs: a figure and a condition. The figure where the condition holds, exempt where it does not.
struct OnlyWhere final : Kernel {
  Chosen chosen() const override { return {1, 0, -1}; }
  void fill(KernelView& view) const override;
  Span span(const SpanView& view, std::size_t cell) const override;
};

/// Input 0 some periods before: of the operation's own grain, or, with `main`, whole periods of that grain.
struct Earlier final : Kernel {
  int periods = 1;
  std::optional<Grain> main;
  /// The slot that a period looks back to; -1 for one that is not there.
  int source(const Data& data, const Period& period) const;
  void fill(KernelView& view) const override;
  Span span(const SpanView& view, std::size_t cell) const override;
};

/// The cells of one period that belong together (a class, a group, a cohort's part), by the part's number.
struct Part {
  Number key;
  std::vector<std::size_t> cells;  // in the order of the units
};
/// The parts of one period, by an input that numbers them; cells where it is not known belong to none.
std::vector<Part> parts_of(const KernelView& view, std::size_t input, std::size_t slot);

}  // namespace yardstick
