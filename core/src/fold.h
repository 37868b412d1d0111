// The one fold: members to one figure, whatever they are (children, periods, records, keys, linked units).
#pragma once

#include <vector>

#include "yardstick/plan.h"
#include "yardstick/score.h"

namespace yardstick {

/// Collects members one by one; the one place that knows what a fold's policies mean (docs/language.md, section 6).
class Folder {
 public:
  Folder(const FoldHow& how, Policy missing) : how_(how), missing_(missing) {}

  void clear() { members_.clear(); }
  void push(Status status, const Number& points, const Number& full, const Number& weight, const Number* key = nullptr);
  /// Points that join a pooled numerator without full marks.
  void extra(const Number& points) { extra_ += points; }

  /// The status; `out` is set where it is known. `own_full` is the node's own full marks.
  Status result(const Number& own_full, Number& out);

  /// After result(): whether each member, in order, was one of those that count.
  std::vector<bool> counted() const;

 private:
  enum class State : std::uint8_t { taken, skipped, dropped, moved };
  struct Member {
    Status status;
    State state;
    bool whole;  // full marks by a policy: its rate is 1
    Number points, full, weight, key, figure;
  };
  Status settle(bool any);
  void average();
  bool move();
  void trim();
  std::size_t amount(const Amount& amount, std::size_t of) const;
  bool enough() const;
  Status take(const Number& own_full, Number& out);

  const FoldHow& how_;
  const Policy missing_;
  std::vector<Member> members_;
  std::vector<std::size_t> order_;
  Number extra_;
};

}  // namespace yardstick
