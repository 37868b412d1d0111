// "per": points for each unit by which a figure lies beyond a line, and what a part of a unit counts.
#pragma once

#include "rule.h"

namespace yardstick {

struct Units {
  bool percentage = false;
  Number size = 1, points;
  std::string part = "whole";  // whole, started, proportional

  /// The amount in units; "short" is the exact number, "units" what counts.
  Column lower(Builder& builder, Column amount) const;
  Text size_text() const;      // "1个百分点"
  Text rounding_text() const;  // "，不足一个单位的不计"
  /// "取整({0})" around what is divided by the size.
  Text counted(const Text& amount) const;
};

/// `amounts`: an amount may be written in place of percentage points.
Units parse_units(const Reader& reader, bool amounts);

}  // namespace yardstick
