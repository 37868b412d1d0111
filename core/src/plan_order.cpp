// In which order columns are filled: by their reads. What reads its own earlier periods is one stretch (Tarjan's strongly
// connected components, without recursion, since a chain may be long).
#include <algorithm>

#include "kernel.h"
#include "plan_builder.h"

namespace yardstick {

void Builder::order() {
  for (const auto& [column, node] : later_) {
    const Column points = at(node).points;
    if (column >= 0 && points >= 0) plan_.operations[static_cast<std::size_t>(column)].in = {points};
  }
  const std::size_t count = plan_.operations.size();
  std::vector<int> found(count, -1), low(count, 0);
  std::vector<bool> waiting(count, false);
  std::vector<Column> stack;
  int next = 0;
  struct Visit {
    std::size_t column, input;
  };
  std::vector<Visit> path;
  const auto enter = [&](std::size_t column) {
    found[column] = low[column] = next++;
    waiting[column] = true;
    stack.push_back(static_cast<Column>(column));
    path.push_back({column, 0});
  };
  for (std::size_t start = 0; start < count; ++start) {
    if (found[start] >= 0) continue;
    enter(start);
    while (!path.empty()) {
      const std::size_t column = path.back().column;
      const auto& in = plan_.operations[column].in;
      if (path.back().input < in.size()) {
        const std::size_t read = static_cast<std::size_t>(in[path.back().input++]);
        if (found[read] < 0) enter(read);
        else if (waiting[read]) low[column] = std::min(low[column], found[read]);
        continue;
      }
      path.pop_back();
      if (!path.empty()) low[path.back().column] = std::min(low[path.back().column], low[column]);
      if (low[column] != found[column]) continue;
      std::vector<Column> members;
      do {
        members.push_back(stack.back());
        waiting[static_cast<std::size_t>(stack.back())] = false;
        stack.pop_back();
      } while (static_cast<std::size_t>(members.back()) != column);
      if (members.size() > 1) {
        std::sort(members.begin(), members.end());
        Plan::Stretch stretch{plan_.order.size(), plan_.order.size() + members.size() - 1, Grain::year};
        for (const Column member : members) stretch.grain = std::max(stretch.grain, plan_.operations[static_cast<std::size_t>(member)].shape.grain);
        plan_.stretches.push_back(stretch);
      }
      plan_.order.insert(plan_.order.end(), members.begin(), members.end());
    }
  }
  plan_.rounded.assign(count, false);
  plan_.decided.assign(count, false);
  for (int pass = 0; pass < 2; ++pass)  // a stretch reads itself
    for (const Column column : plan_.order) {
      const Operation& operation = plan_.operations[static_cast<std::size_t>(column)];
      const Take take = operation.fold.take;
      bool rounds = (operation.kernel && operation.kernel->rounds()) || take == Take::geometric || take == Take::deviation || take == Take::sample_deviation;
      bool decides = operation.op == Op::node && operation.index >= 0 && at(operation.index).node->type == NodeType::decision;
      for (const Column in : operation.in) {
        rounds = rounds || plan_.rounded[static_cast<std::size_t>(in)];
        decides = decides || plan_.decided[static_cast<std::size_t>(in)];
      }
      plan_.rounded[static_cast<std::size_t>(column)] = rounds;
      plan_.decided[static_cast<std::size_t>(column)] = decides;
    }
}

}  // namespace yardstick
