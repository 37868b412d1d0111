#include "kernel.h"

#include <algorithm>

namespace yardstick {

KernelView::KernelView(const Plan& p, const Data& d, const Columns& columns, const Operation& operation, Cells& cells)
    : plan(p), data(d), op(operation), out(cells) {
  for (const Column in : op.in) {
    inputs_.push_back(&columns.cells[static_cast<std::size_t>(in)]);
    uniform_.push_back(plan.operations[static_cast<std::size_t>(in)].shape.uniform);
  }
}

void KernelView::put(std::size_t cell, Number number) {
  if (digits(number) > longest_number) return fail(cell, Status::invalid);
  out.set(cell, std::move(number));
}

Status KernelView::worst(std::size_t cell) const {
  Status result = Status::known;
  for (std::size_t k = 0; k < inputs_.size(); ++k) result = std::max(result, status(k, cell));
  return result;
}

void CellKernel::fill(KernelView& view) const {
  for (std::size_t i = 0; i < view.cells(); ++i) {
    const Status worst = view.worst(i);
    Number number;
    if (worst != Status::known) view.fail(i, worst);
    else if (cell(view, i, number)) view.put(i, std::move(number));
    else view.fail(i, Status::invalid);
  }
}

void OnlyWhere::fill(KernelView& view) const {
  for (std::size_t cell = 0; cell < view.cells(); ++cell) {
    if (view.holds(1, cell)) view.copy(cell, 0, cell);
    else view.fail(cell, std::max(view.status(1, cell), Status::exempt));
  }
}

void Earlier::fill(KernelView& view) const {
  const auto& slots = view.data.slots[static_cast<std::size_t>(view.op.shape.grain)];
  for (std::size_t s = 0; s < slots.size(); ++s) {
    const int each = main ? static_cast<int>(parts(containing(slots[s], *main), slots[s].grain).size()) : 1;
    const int from = view.data.slot(earlier(slots[s], periods * each));
    for (std::size_t u = 0; u < view.units(); ++u)
      if (from >= 0) view.copy(s * view.units() + u, 0, static_cast<std::size_t>(from) * view.units() + u);
  }
}

std::vector<Part> parts_of(const KernelView& view, std::size_t input, std::size_t slot) {
  std::vector<Part> result;
  for (std::size_t u = 0; u < view.units(); ++u) {
    const std::size_t cell = slot * view.units() + u;
    if (!view.known(input, cell)) continue;
    const Number& key = view.value(input, cell);
    auto part = std::find_if(result.begin(), result.end(), [&](const Part& p) { return p.key == key; });
    if (part == result.end()) part = result.insert(part, Part{key, {}});
    part->cells.push_back(cell);
  }
  return result;
}

}  // namespace yardstick
