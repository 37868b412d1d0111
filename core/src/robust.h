// How far places hold while the weights of a node's children move within a band.
#pragma once

#include <memory>

#include "replies.h"
#include "slices.h"

namespace yardstick {

/// {"class", "period", "node", "band", "by": "points" | "percent", "choices", "seed"}.
std::unique_ptr<Slices> begin_robust(const Board& board, Fields& query);

}  // namespace yardstick
