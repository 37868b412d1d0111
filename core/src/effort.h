// The least effort that brings a sum to what is needed: each part of the sum has its own ways, a choice is made in each.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "yardstick/number.h"

namespace yardstick {

/// Figures by their place, and the value each is set to.
using Setting = std::vector<std::pair<std::size_t, Number>>;

/// One way for a part: what it takes, and what the sum gains.
struct Choice {
  Number effort, gain;
  Setting set;
};
/// All ways between two, gain in proportion to effort: one figure moves, the others are set.
struct Slope {
  Number effort, gain, effort_to, gain_to;
  Setting set;
  std::size_t figure = 0;
  Number from, to;
};
/// What can be done about one part; not to do anything is among the choices.
struct Ways {
  std::vector<Choice> choices;
  std::vector<Slope> slopes;
};

/// Leaves those choices out that give no more than one that takes no more; in the order of their effort.
void keep_worthwhile(std::vector<Choice>& choices);

/// An edge of the least concave line over a part's ways, and what is at its end.
struct Edge {
  std::size_t part = 0;
  Number effort, gain;                // at its beginning
  Number more_effort, more_gain;      // along it
  std::size_t choice = 0, slope = 0;  // which of them ends there, one more than its place; 0 for none
};
/// Steepest first.
std::vector<Edge> edges_of(const Ways& ways, std::size_t part);
bool steeper(const Edge& a, const Edge& b);
/// The slope of a part that an edge lies on throughout; nullptr for none.
const Slope* along(const Ways& ways, const Edge& edge);

/// Where a slope stands after so much of its gain, added to a setting.
void set_on(const Slope& slope, const Number& gain, Setting& to);

/// Searched part by part with all sums of gains that a part more could still make the least, as far as there are not too many.
class LeastEffort {
 public:
  /// `beyond`: the gain must be more than what is needed.
  LeastEffort(std::vector<Ways> parts, Number need, bool beyond);
  /// Some more of the search; true when it is over.
  bool step();
  std::size_t done() const { return next_; }
  std::size_t all() const { return parts_.size(); }
  /// Whether the best of all parts together is enough.
  bool possible() const { return possible_; }
  /// Whether all was searched: then no way takes less than `effort`.
  bool proved() const { return proved_; }
  /// What no way takes less than.
  const Number& bound() const { return proved_ ? effort_ : bound_; }
  const Number& effort() const { return effort_; }
  const Setting& found() const { return found_; }

 private:
  struct State {
    Number effort, gain;
    int before = -1;                     // the state it comes from
    std::size_t part = 0, choice = 0, slope = 0;  // what was chosen; one more than its place
    int pending = -1;                    // the state whose slope is not yet gone along
  };
  bool enough(const Number& gain) const { return beyond_ ? gain > need_ : gain >= need_; }
  void relax();
  void take(int state, const Number& effort, const Number& along);
  /// What a state takes at the least, the parts from there on being free to stop anywhere on their edges.
  bool promising(const State& state) const;
  Number rest(const Number& gain) const;
  void thin(std::vector<int>& layer) const;
  const Slope& pending(const State& state) const;

  std::vector<Ways> parts_;
  std::vector<Setting> base_;  // what costs nothing
  Number need_;
  bool beyond_, possible_ = false, proved_ = false;
  Number bound_, effort_;
  Setting found_;
  std::vector<std::size_t> order_;
  std::vector<Edge> edges_;    // of all parts, steepest first
  std::vector<Edge> ahead_;    // of the parts that are not yet chosen in
  std::vector<Number> efforts_, gains_;  // sums over these
  std::vector<State> states_;
  std::vector<int> layer_;
  std::size_t next_ = 0;
};

}  // namespace yardstick
