#include "order.h"

#include <algorithm>

namespace yardstick {

void stable_order(std::vector<std::size_t>& places, const std::function<bool(std::size_t, std::size_t)>& before) {
  std::stable_sort(places.begin(), places.end(), before);
}

}  // namespace yardstick
