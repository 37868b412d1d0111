// "The first so many by these keys": what a quota, an honour and a level's quota share.
#pragma once

#include "keys.h"
#include "within.h"

namespace yardstick {

struct OutcomeView;
struct OutcomeReading;

struct Selection {
  Formula who, size;
  std::vector<Formula> by;
  Within within;
  Cited strata;
  Rounding round = Rounding::down;
  bool vacant = false;
  Where where;

  /// A flag for each unit: chosen or not. `candidates` is a flag column, or -1 for `who` (all, where none is written).
  /// What is told later is kept as parts of the node, under this prefix.
  Column lower(Builder& builder, Column candidates, const std::string& prefix) const;
  /// How many by what keys: "按得分从高到低取前 3 个（组内）".
  Text said(const Telling& telling) const;
  /// The arithmetic of the size, the unit's own place, and who stands at the edge.
  std::vector<Text> told(const OutcomeView& view, const std::string& prefix) const;
  /// Of those, what holds for all candidates of the unit's part and stratum.
  std::vector<Text> shared(const OutcomeView& view, const std::string& prefix) const;
  /// For a reading: what is shared, the unit's place and keys, and the parts it stands in.
  void table(const OutcomeView& view, const std::string& prefix, OutcomeReading& reading) const;
  int candidates(const OutcomeView& view, const std::string& prefix) const;
};

/// Reads `by`, `within` and `ties`, and the size under that key.
Selection parse_selection(Fields& fields, std::string_view size_key);

}  // namespace yardstick
