// The one fold: members to one figure, whatever they are (children, periods, records, keys, linked units).
#pragma once

#include <vector>

#include "span.h"
#include "yardstick/plan.h"
#include "yardstick/score.h"

namespace yardstick {

/// A member as it comes: its points, full marks, weight and key, each with its own status.
struct FoldMember {
  struct Part {
    Status status = Status::known;
    Number value;
  };
  Part points, full, weight, key;
};

/// Collects members one by one; the one place that knows what a fold's policies mean (docs/language.md, section 6).
class Folder {
 public:
  Folder(const FoldHow& how, Policy missing) : how_(how), missing_(missing) {}

  void clear() {
    members_.clear();
    extra_ = 0;
  }
  void push(FoldMember member);
  /// Points that join a pooled numerator without full marks.
  void extra(const Number& points) { extra_ += points; }

  /// The status; `out` is set where it is known. `own_full` is the node's own full marks.
  Status result(const Number& own_full, Number& out);

  /// After result(): whether each member, in order, was one of those that count.
  std::vector<bool> counted() const;

 private:
  enum class State : std::uint8_t { taken, skipped, dropped, moved };
  struct Member {
    Status status;  // as it came
    State state;
    Number points, figure;
    FoldMember::Part full, weight, key;
  };
  Status settle(bool logical);
  Status average();
  bool move();
  Status trim();
  std::size_t amount(const Amount& amount, std::size_t of) const;
  Status enough(bool& out) const;
  bool geometric(const Number& weight, std::int64_t n);
  Status take(const Number& own_full, Number& out);

  const FoldHow& how_;
  const Policy missing_;
  std::vector<Member> members_;
  std::vector<std::size_t> order_;
  Number extra_, geometric_;
};

/// The weights that are tried in place of a fold's own, by child: null for those that keep theirs; empty where all do.
std::vector<const Number*> tuned_weights(const Data& data, const Operation& fold, Column column);
/// A child that counts as if it had that weight: under a weighted fold its own, else its full marks, and its points with them.
/// One without full marks stays as it is.
void weigh(const FoldHow& how, FoldMember& member, const Number& weight);

/// A member of which not all is settled.
struct SpanMember {
  Span points, full, weight, key;
  bool may_be_absent = false;  // it may turn out to be no member
};

void weigh(const FoldHow& how, SpanMember& member, const Number& weight, SpanAlgebra& algebra);

/// What a fold can still come to. `extra` joins a pooled numerator; `further` stands for any number of members that may still
/// come.
Span folded(const FoldHow& how, Policy missing, const std::vector<SpanMember>& members, const Span& extra, const Span& own_full,
            const std::optional<SpanMember>& further, SpanAlgebra& algebra);

}  // namespace yardstick
