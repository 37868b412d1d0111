// A question that may take long, answered in slices.
#pragma once

#include <cstddef>

#include "yardstick/number.h"

namespace yardstick {

class JsonWriter;

class Slices {
 public:
  virtual ~Slices() = default;
  /// Some more of the work; true when all is done.
  virtual bool step() = 0;
  /// How much of it is done, from 0 to less than 1; it never falls.
  virtual Number progress() const = 0;
  /// The answer, after the last step.
  virtual void write(JsonWriter& w) = 0;
};

}  // namespace yardstick
