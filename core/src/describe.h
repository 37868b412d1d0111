// A scheme as a page that an office can hand to its staff: Markdown, from the scheme alone.
#pragma once

#include <string>
#include <string_view>

#include "yardstick/document.h"
#include "yardstick/plan.h"

namespace yardstick {

/// The page in a language, of one class or (-1) of all. `text` is the document that the plan's scheme was read from.
std::string describe_scheme(const Document& text, const Plan& plan, std::string_view lang, int cls = -1);

}  // namespace yardstick
