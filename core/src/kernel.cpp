#include "kernel.h"
#include "reach.h"

#include <algorithm>

namespace yardstick {

KernelView::KernelView(const Plan& p, const Data& d, const Columns& columns, const Operation& operation, Cells& cells)
    : plan(p), data(d), op(operation), out(cells) {
  for (const Column in : op.in) {
    inputs_.push_back(&columns.cells[static_cast<std::size_t>(in)]);
    uniform_.push_back(plan.operations[static_cast<std::size_t>(in)].shape.uniform);
  }
}

KernelView::KernelView(const Plan& p, const Data& d, const Operation& operation, const std::vector<Cells>& inputs, Cells& cells)
    : plan(p), data(d), op(operation), out(cells), uniform_(inputs.size(), true) {
  for (const Cells& input : inputs) inputs_.push_back(&input);
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

namespace {

Cells one_cell() { return {std::vector<Number>(1), std::vector<Status>(1, Status::missing)}; }

}  // namespace

Span Kernel::span(const SpanView&, std::size_t) const { return Span::anything(); }

Span CellKernel::span(const SpanView& view, std::size_t at) const {
  Span result = Span::between({}, {});
  std::vector<Cells> low(view.inputs()), high(view.inputs());
  bool bounded[2] = {true, true}, moves = false, rules = true;
  for (std::size_t k = 0; k < view.inputs(); ++k) {
    const Span& input = view.input(k, at);
    take_statuses(result, input);
    const int way = direction(k);
    moves = moves || !input.exact();
    rules = rules && (way != 0 || (input.low && input.high && *input.low == *input.high));
    const auto put = [&](Cells& cells, const std::optional<Number>& end, bool& is_bounded) {
      cells = one_cell();
      if (end) cells.set(0, *end);
      else is_bounded = false;
    };
    put(low[k], way < 0 ? input.high : input.low, bounded[0]);
    put(high[k], way < 0 ? input.low : input.high, bounded[1]);
  }
  if (!result.known) return result;
  if (!rules) return Span::anything();
  const auto figure = [&](const std::vector<Cells>& inputs) -> std::optional<Number> {
    Cells out = one_cell();
    const KernelView one(view.plan, view.data, view.op, inputs, out);
    Number number;
    return cell(one, 0, number) && digits(number) <= longest_number ? std::optional(number) : std::nullopt;
  };
  if (bounded[0]) result.low = figure(low);
  if (bounded[1]) result.high = figure(high);
  if (!moves && !result.low) return Span::of(Status::invalid);
  // Where it has no figure at one end, it may have none on the way.
  if (moves) result.others |= bit(Status::invalid);
  return result;
}

Span OnlyWhere::span(const SpanView& view, std::size_t cell) const {
  const Span& condition = view.input(1, cell);
  Span result = condition.can_hold() ? view.input(0, cell) : Span::of(Status::exempt);
  if (condition.can_fail() && condition.known) result.others |= bit(Status::exempt);
  result.others |= condition.others;
  result.known = result.known && condition.can_hold();
  return result;
}

int Earlier::source(const Data& data, const Period& period) const {
  const int each = main ? static_cast<int>(parts(containing(period, *main), period.grain).size()) : 1;
  return data.slot(earlier(period, periods * each));
}

Span Earlier::span(const SpanView& view, std::size_t cell) const {
  const int from = source(view.data, view.data.slots[static_cast<std::size_t>(view.op.shape.grain)][cell / view.units()]);
  return from < 0 ? Span::of(Status::missing) : view.input(0, static_cast<std::size_t>(from) * view.units() + cell % view.units());
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
    const int from = source(view.data, slots[s]);
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
