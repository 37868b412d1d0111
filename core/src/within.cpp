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
  const Column part = all() ? builder.constant(0) : name == "group" ? builder.kernel(std::make_shared<Groups>(), {}) : builder.part_of(name, where);
  return builder.belonging(part);
}

Text Within::said(const Telling& t) const {
  if (all()) return {};
  return name == "group" ? say("（组内）", " within each group") : say("（按{0}分别）", " within each {0}", {t.title_of_parts(name)});
}

}  // namespace yardstick
