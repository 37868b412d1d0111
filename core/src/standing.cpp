#include "standing.h"

#include <algorithm>

#include "order.h"
#include "outcomes/outcome.h"

namespace yardstick {

namespace {

const PlanNode& planned(const Board& board, int index) { return board.plan.nodes[static_cast<std::size_t>(index)]; }

bool is_published(const Board& board, const PlanNode& node) {
  for (const Cited& id : board.cls(node).publish)
    if (id.id == node.id) return true;
  return false;
}

bool is_part(const Board& board, const PlanNode& node) {
  for (const PlanNode& other : board.plan.nodes)
    for (const int child : other.children)
      if (&planned(board, child) == &node) return true;
  return false;
}

}  // namespace

std::string asked_id(const PlanNode& node) { return node.hidden ? node.id.substr(0, node.id.find('@')) : node.id; }

const PlanNode* root_of(const Board& board, int cls, Grain grain) {
  const int total = board.plan.totals[static_cast<std::size_t>(cls)];
  if (total >= 0 && planned(board, total).grain == grain) return &planned(board, total);
  const PlanNode* value = nullptr;
  for (const PlanNode& node : board.plan.nodes) {
    if (node.cls != cls || node.hidden || node.grain != grain || node.content_parent >= 0 || node.node->outcome) continue;
    if (node.node->type == NodeType::points && !is_part(board, node)) return &node;
    const bool counts = node.node->type == NodeType::number || node.node->type == NodeType::money || node.node->type == NodeType::rate;
    if (!value && counts && is_published(board, node)) value = &node;
  }
  return value;
}

const PlanNode* outcome_on(const Board& board, const PlanNode& node, NodeType type) {
  const PlanNode* other = nullptr;
  for (const PlanNode& outcome : board.plan.nodes) {
    if (outcome.cls != node.cls || outcome.node->type != type || outcome.grain != node.grain) continue;
    // Places within parts are a column of their own.
    if (type == NodeType::rank && !outcome.node->outcome->ranks_all_from_top()) continue;
    if (outcome.of >= 0 && &planned(board, outcome.of) == &node) return &outcome;
    if (!other && type == NodeType::level && is_published(board, outcome)) other = &outcome;
  }
  return other;
}

std::vector<int> places_on(const Board& board, const PlanNode& node, int slot) {
  const PlanNode* ranked_by = nullptr;
  for (const PlanNode& other : board.plan.nodes)
    if (other.cls == node.cls && other.node->type == NodeType::rank && other.grain == node.grain && other.of >= 0 && &planned(board, other.of) == &node &&
        other.node->outcome->ranks_all_from_top())
      ranked_by = &other;
  std::vector<int> place(board.units(node.cls).size(), 0);
  std::vector<std::size_t> known;
  for (std::size_t u = 0; u < place.size(); ++u) {
    const Position at{slot, static_cast<int>(u)};
    if (board.status(node.points, at) != Status::known) continue;
    known.push_back(u);
    if (ranked_by && board.status(ranked_by->points, at) == Status::known)
      place[u] = static_cast<int>(board.value(ranked_by->points, at).to_int64().value_or(0));
  }
  if (ranked_by) return place;
  const auto value = [&](std::size_t u) -> const Number& { return board.value(node.points, {slot, static_cast<int>(u)}); };
  stable_order(known, [&](std::size_t a, std::size_t b) { return value(a) > value(b); });
  for (std::size_t k = 0; k < known.size(); ++k)
    place[known[k]] = k > 0 && value(known[k]) == value(known[k - 1]) ? place[known[k - 1]] : static_cast<int>(k) + 1;
  return place;
}

int slot_before(const Board& board, const PlanNode& node, int slot) {
  const Period before = earlier(board.period(node, slot), 1);
  return before.year < 1 ? -1 : board.data.slot(before);
}

bool is_scored(const Board& board, const Period& period) {
  return std::any_of(board.data.mains.begin(), board.data.mains.end(), [&](const Period& main) { return contains(main, period); });
}

std::string short_number(const Number& number) {
  const auto decimals = number.decimals();
  return decimals && *decimals <= 4 ? number.exact() : number.fixed(4);
}

Text value_said(const Board& board, const PlanNode& node, Position at) {
  if (node.points < 0 || board.status(node.points, at) != Status::known) return {};
  const Number& value = board.value(node.points, at);
  if (node.node->outcome) return node.node->outcome->read({board.plan, node, board.columns, board.data, at, true}).label;
  switch (node.node->type) {
    case NodeType::points: return plain(figure_of(board, node, value, at).shown);
    case NodeType::money: return money_said(value);
    case NodeType::flag: return value.is_zero() ? say("否", "no") : say("是", "yes");
    case NodeType::number: return plain(short_number(value));
    default: return plain(value_text(board, node, value));
  }
}

Text part_title(const Board& board, int cls, const std::string& name, Column column, Position at) {
  const Class& model = board.plan.scheme->classes[static_cast<std::size_t>(cls)];
  for (const Cohort& cohort : model.cohorts)
    if (cohort.id == name) return part_title(board, cls, cohort.within.id, column, at);
  if (column < 0 || name == "all" || name.empty() || board.status(column, at) != Status::known) return {};
  std::int64_t index = board.value(column, at).to_int64().value_or(-1);
  if (name == "group") {
    const auto& groups = board.data.classes[static_cast<std::size_t>(cls)].groups;
    return index >= 0 && index < static_cast<std::int64_t>(groups.size()) ? groups[static_cast<std::size_t>(index)].title : Text{};
  }
  for (const Fact& fact : model.facts)
    if (fact.id == name && index >= 0 && index < static_cast<std::int64_t>(fact.options.size())) return fact.options[static_cast<std::size_t>(index)].title;
  for (const Link& link : board.plan.scheme->links) {
    if (link.id != name) continue;
    for (const ClassData& other : board.data.classes) {  // units are numbered through the classes
      if (index < static_cast<std::int64_t>(other.units.size())) return other.units[static_cast<std::size_t>(index)].name;
      index -= static_cast<std::int64_t>(other.units.size());
    }
  }
  return {};
}

}  // namespace yardstick
