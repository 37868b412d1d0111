#include "within.h"

#include "kernel.h"
#include "telling.h"

namespace yardstick {

namespace {

/// The number of each unit's group.
struct Groups final : Kernel {
  void fill(KernelView& view) const override {
    const auto& group_of = view.data.classes[static_cast<std::size_t>(view.op.shape.cls)].group_of;
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.put(cell, Number(group_of[cell % view.units()]));
  }
};

}  // namespace

Column Within::lower(Builder& builder) const {
  if (all()) return builder.constant(0);
  if (name == "group") return builder.kernel(std::make_shared<Groups>(), {});
  return builder.part_of(name, where);
}

Text Within::said(const Telling&) const {
  if (all()) return {};
  return name == "group" ? say("（组内）", " within each group") : say("（按{0}分别）", " within each {0}", {plain(name)});
}

int compare_keys(const KernelView& view, std::size_t first, std::size_t last, bool smaller_first, std::size_t a, std::size_t b) {
  for (std::size_t k = first; k < last; ++k) {
    const bool known_a = view.known(k, a), known_b = view.known(k, b);
    if (known_a != known_b) return known_a ? -1 : 1;
    if (!known_a) continue;
    const int difference = compare(view.value(k, a), view.value(k, b));
    if (difference != 0) return smaller_first ? difference : -difference;
  }
  return 0;
}

}  // namespace yardstick
