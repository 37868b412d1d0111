// One board beside another: with other figures, with other parameters and weights, or under another version of its scheme.
#pragma once

#include "replies.h"

namespace yardstick {

/// {"class", "period", "from": [change], "to": [change], "other": {"scheme", "dataset"}}.
void write_compare(JsonWriter& w, const Board& board, Fields& query);

}  // namespace yardstick
