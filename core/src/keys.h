// The keys that units are ordered by, in turn: what a rank, a selection, a distribution and a pool share.
#pragma once

#include <vector>

#include "plan_builder.h"
#include "telling.h"

namespace yardstick {

class KernelView;

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

/// Keys of any type that has an order; -1 for one that has none.
Column lower_key(Builder& builder, const Formula& key);
/// A condition, false where it is exempt: who it does not concern is not among those for whom it holds.
Column exempt_is_no(Builder& builder, Column condition);
/// Whether a lowered formula of the node in hand names a decision.
bool reads_decision(Builder& builder, const Formula& formula);
/// "得分、工龄".
Text keys_said(const Telling& telling, const std::vector<Formula>& keys);

/// `total` seats by largest remainder: in proportion to the weights; what is left goes out by the largest remainder, of
/// equal ones to the larger weight first where `larger_first`, then as listed.
std::vector<std::int64_t> largest_remainder(std::int64_t total, const std::vector<Number>& weights, bool larger_first);

}  // namespace yardstick
