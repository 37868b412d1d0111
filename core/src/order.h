// One stable sort of places in a list, however they are compared (each instance of a template sort is downloaded).
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace yardstick {

void stable_order(std::vector<std::size_t>& places, const std::function<bool(std::size_t, std::size_t)>& before);

}  // namespace yardstick
