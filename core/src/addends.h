// What a goal's figure is made of: a sum of parts, each moved by figures of its own, where it is one.
#pragma once

#include "effort.h"
#include "solve.h"

namespace yardstick {

/// Readings that move to one figure, from where each stands; one more or less of one of them costs so much.
struct Movable {
  std::vector<ReadingAt> cells;
  std::vector<Number> from;
  Number price;
  Number effort(const Number& to) const;
};

/// Shape    the cell wanted is followed down, past what has one thing that moves it, to a sum; each term, or terms with
///          figures in common, is a part. A part is one figure's whole course; a sum below a cap, a rounding or the like; or
///          all values of a few figures.
/// Missing  a figure that is not known reaches no goal: that is looked at on the way.
/// Errors   none; `additive` is false where it is no such sum, or a part is too large.
class Addends {
 public:
  Addends(const Board& start, const std::vector<Movable>& movable, const Wanted& wanted);
  /// One more part; true when all are there, or there will be none.
  bool step();
  bool additive() const { return additive_; }
  std::size_t done() const { return ways_.size(); }
  std::size_t all() const { return components_.size(); }
  /// After the last step: the parts, how much they must gain together, and whether it must be more than that.
  const std::vector<Ways>& ways() const { return ways_; }
  const Number& need() const { return need_; }
  bool beyond() const { return beyond_; }
  /// By how much roundings inside may make the sum of the parts differ from what it is.
  const Number& slack() const { return slack_; }

 private:
  using Key = std::uint64_t;
  using Places = std::vector<std::size_t>;
  struct Term {
    Key key = 0;
    Number factor;
  };
  struct Component {
    Places figures;
    std::vector<Term> terms;
    Key base = 0;   // the sum that it is a part of, and how much that counts
    Number factor;
  };
  const Operation& operation(Key key) const { return start_.plan.operations[static_cast<std::size_t>(Reach::column_of(key))]; }
  const Span& span(Key key) { return reach_.of(Reach::column_of(key), Reach::cell_of(key)); }
  static Span now(const Board& board, Key key);
  /// The figures that can move a cell; the cells that it is found from and that they move.
  const Places& figures_of(Key key);
  std::vector<Key> moved_inputs(Key key);
  std::vector<Key> inputs(Key key, bool& all);
  std::optional<std::size_t> figure_at(Key key) const;
  /// Whether a cell of several inputs is a sum of multiples of them, whatever they are.
  bool sums(Key key, const std::vector<Key>& moved) const;
  /// Down to the first cell that more than one thing moves; nothing where a cell on the way may be known though that is not.
  std::optional<Key> branching(Key key);
  void terms_of(Key key, const Number& factor, std::vector<Term>& terms);
  std::vector<Component> components_of(Key key, const Number& factor = 1);
  /// In place of a component that is a rounded sum, the parts of that sum.
  bool looked_into(std::size_t component);
  /// The ways of a component, as gains of a cell upwards (1) or downwards (-1).
  std::optional<Ways> ways_of(const Component& component, Key key, int sign, const std::optional<Number>& need);
  std::optional<Ways> single(const Board& board, std::size_t figure, Key key, int sign, const std::optional<Number>& need);
  std::optional<Ways> below(Key key, int sign, const std::optional<Number>& need);
  std::optional<Ways> together(const Places& figures, Key key, int sign, const std::optional<Number>& need);
  std::optional<Ways> joined(const std::vector<Ways>& parts);

  const Board start_;
  const std::vector<Movable> movable_;
  std::map<ReadingAt, std::size_t> place_;
  std::map<Key, std::vector<Key>> trace_;
  std::map<Key, Places> figures_;
  Reach reach_;
  Key sum_ = 0;
  int sign_ = 1;
  std::vector<Component> components_;
  std::vector<Ways> ways_;
  Number need_, slack_;
  bool beyond_ = false, additive_ = false;
};

}  // namespace yardstick
