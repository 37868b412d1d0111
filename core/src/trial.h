// A board with some readings put in place: what ranges, goals and paths try figures on.
#pragma once

#include <map>

#include "reach.h"
#include "reader.h"

namespace yardstick {

/// A change of one reading.
using Tried = std::map<ReadingAt, Number>;

class Trial {
 public:
  /// A copy. `complete`: its lists are taken as complete, with the rows that they have.
  Trial(const Board& board, bool complete);
  /// Puts figures in place and scores again what they reach.
  void set(const Tried& figures);
  Board board() const { return {*plan_, data_, columns_}; }
  /// The same with the changes of a query; false where it has a fault.
  bool apply(const Reader& changes);
  /// A cell as it is now scored.
  Span at(Column column, std::size_t cell) const;

 private:
  const Plan* plan_;
  Data data_;
  Columns columns_;
};

/// A reading's fact.
const Fact& fact_of(const Plan& plan, const ReadingAt& reading);

}  // namespace yardstick
