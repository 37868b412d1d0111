// The stages of a level after its first: each takes the level so far, and says what it did to it.
#pragma once

#include "outcome.h"

namespace yardstick {

/// The levels, highest first; a column holds 0 for the lowest.
struct Scale {
  std::vector<LevelLine> names;

  int index_of(const std::string& level) const;  // as a column holds it; -1
  std::string id_at(const Number& index) const;
  Text title_of(const std::string& level) const;
  Text title_at(const Number& index) const { return title_of(id_at(index)); }
};

/// What a level's stages share while they are lowered.
struct StageGround {
  Builder& builder;
  const Scale& scale;
  std::string name;         // "stage2": the prefix of a stage's parts
  Column level = -1;        // so far
  Column uncounted = -1;    // whom grants have put beside every later quota; -1 for nobody
};

/// What a stage did to one unit.
struct StageView {
  const OutcomeView& view;
  const Scale& scale;
  std::string name;
  std::optional<Number> before, after;
};

struct Stage {
  std::vector<Cited> clauses;
  virtual ~Stage() = default;
  /// The level after this stage; -1 with a fault.
  virtual Column lower(StageGround& ground) const = 0;
  /// Whether it may give that level to a unit that does not have it.
  virtual bool gives(const std::string& level) const = 0;
  virtual Text sentence(const Telling& telling, const Scale& scale) const = 0;
  /// Nothing where the stage does not concern the unit.
  virtual std::vector<Text> told(const StageView& stage) const = 0;
  /// For a table of all units: what is shared, the unit's figures, the parts it stands in.
  virtual void table(const StageView&, OutcomeReading&) const {}
};

/// The stage under the one key that is there: gate, grant, quota, distribution, move or decision; null with a fault.
std::shared_ptr<const Stage> parse_stage(const Reader& reader);

}  // namespace yardstick
