// A scheme's text made ready to score.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "yardstick/plan.h"

namespace yardstick {

/// Read, checked and compiled; `diagnostics` holds all that was said on the way.
struct Compiled {
  Document text;
  std::optional<Plan> plan;
  std::vector<Diagnostic> diagnostics;
};

Compiled compile_text(const std::string& scheme);

}  // namespace yardstick
