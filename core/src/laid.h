// What a rule or an outcome looks up, laid out as people read it: bands, price lists, lines.
#pragma once

#include <vector>

#include "yardstick/scheme.h"

namespace yardstick {

struct Laid {
  Text title;
  std::vector<Text> head;
  std::vector<std::vector<Text>> rows;
};

}  // namespace yardstick
