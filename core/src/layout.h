// JSON as people keep it in files: what fits takes one line.
#pragma once

#include <string>

#include "yardstick/document.h"

namespace yardstick {

/// A whole document with a line end. What fits in 140 columns takes one line, and so does a list of plain values however long:
/// a unit, a fact's values and a record each have theirs. Strings and numbers are written as they were read.
std::string laid_out(const Json& json);
/// The same on one line, without blanks.
std::string in_one_line(const Json& json);

}  // namespace yardstick
