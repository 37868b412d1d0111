// The keys that units are ordered by, in turn: what a rank, a selection, a distribution and a pool share.
#pragma once

#include <optional>
#include <vector>

#include "plan_builder.h"
#include "telling.h"

namespace yardstick {

class KernelView;
class SpanView;

/// Cells that no key parts.
struct Tied {
  std::vector<std::size_t> cells;
  bool waits = false;  // a key that may still part them is missing
};

/// Inputs `first` … `last - 1` of an operation, as keys.
struct KeyOrder {
  std::size_t first = 0, last = 0;
  bool smaller_first = false;
  std::vector<bool> waits;  // by key: a missing one leaves those it should part tied (and waiting); else it stands last
};

/// The cells, best first. An exempt key stands last.
std::vector<Tied> in_order(const KernelView& view, const KeyOrder& order, const std::vector<std::size_t>& cells);

/// How a unit compares with another by the keys while not all are settled: 1 where it comes first; nothing where that is open.
std::optional<int> compared_keys(const SpanView& view, const KeyOrder& order, std::size_t own, std::size_t other);
/// How many of those a unit is compared with stand before it or level with it: surely, and perhaps besides.
struct Rivals {
  std::int64_t others = 0, before = 0, level = 0, maybe_before = 0, maybe_level = 0, maybe_behind = 0;
  bool sure() const { return maybe_before == 0 && maybe_level == 0 && maybe_behind == 0; }
};
/// Among the units of its part (the input that numbers it), while not all keys are settled.
Rivals rivals_of(const SpanView& view, std::size_t part, const KeyOrder& order, std::size_t cell);

/// Keys of any type that has an order; -1 for one that has none.
Column lower_key(Builder& builder, const Formula& key);
/// A condition, false where it is exempt: who it does not concern is not among those for whom it holds.
Column exempt_is_no(Builder& builder, Column condition);
/// Whether a lowered formula of the node in hand names a decision.
bool reads_decision(Builder& builder, const Formula& formula);
/// Whether a key only puts those first of whom something holds: if(…, 1, 0).
bool is_preference(const Formula& key);
Text key_said(const Telling& telling, const Formula& key);
/// "得分、工龄".
Text keys_said(const Telling& telling, const std::vector<Formula>& keys);

/// `total` seats by largest remainder: in proportion to the weights; what is left goes out by the largest remainder, of
/// equal ones to the larger weight first where `larger_first`, then as listed.
std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<Number>& weights, bool larger_first);

}  // namespace yardstick
