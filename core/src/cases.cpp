// The worked examples inside a scheme: scored and compared with what they expect.
#include <algorithm>
#include <optional>

#include "outcomes/outcome.h"
#include "replies.h"

namespace yardstick {

std::vector<int> slots_of(const Board& board, const PlanNode& node, const CaseFigure& figure, const std::optional<Period>& own) {
  const auto& all = board.data.slots[static_cast<std::size_t>(node.grain)];
  std::vector<int> result;
  const auto wanted = parse_period(figure.period);
  for (std::size_t s = 0; s < all.size(); ++s) {
    if (!figure.period.empty() && !(wanted && *wanted == all[s])) continue;
    if (figure.period.empty() && own && !contains(*own, all[s]) && !contains(all[s], *own)) continue;
    if (node.content_parent >= 0 && node.content_index != all[s].index) continue;
    result.push_back(static_cast<int>(s));
  }
  return result;
}

namespace {

std::string joined_ids(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::string rejected(const Board& board, const PlanNode& node, Position at) {
  std::vector<std::string> ids;
  if (node.list < 0) return "";
  const Records& list = board.data.lists[static_cast<std::size_t>(node.list)];
  const std::size_t unit = static_cast<std::size_t>(at.unit);
  if (list.known.empty() || !list.known[unit]) return "";
  for (std::size_t r = list.first[unit]; r < list.first[unit + 1]; ++r) {
    if (list.rows[r].slots[static_cast<std::size_t>(node.grain)] != at.slot) continue;
    for (const Hurdle& hurdle : node.hurdles) {
      const Cells& cells = board.columns.cells[static_cast<std::size_t>(hurdle.passes)];
      const std::size_t i = board.plan.operations[static_cast<std::size_t>(hurdle.passes)].shape.uniform ? 0 : r;
      if (cells.statuses[i] == Status::known && !cells.values[i].is_zero()) continue;
      ids.push_back(list.rows[r].id);
      break;
    }
  }
  return joined_ids(std::move(ids));
}

/// What the engine says of one aspect, as text; and whether it is what was expected.
std::pair<std::string, bool> found(const Board& board, const PlanNode& node, Position at, const CaseFigure& figure) {
  const std::string& expected = figure.values.empty() ? figure.aspect : figure.values[0];
  const Status status = board.status(node.points, at);
  if (figure.aspect == "status") return {std::string(name_of(status)), expected == name_of(status)};
  if (figure.aspect == "rejected") {
    const std::string actual = rejected(board, node, at);
    return {actual, actual == joined_ids(figure.values)};
  }
  if (figure.aspect == "state") {
    const std::string state = node.node->outcome ? node.node->outcome->read({board.plan, node, board.columns, board.data, at, true}).state : "";
    return {state, state == expected};
  }
  if (figure.aspect == "shown") {
    const std::string shown = status == Status::known ? figure_of(board, node, board.value(node.points, at), at).shown : std::string(name_of(status));
    return {shown, shown == expected};
  }
  const std::string& aspect = figure.aspect;
  const Column column = aspect.empty() || aspect == "points" ? node.points : aspect == "raw" ? node.raw
                        : aspect == "full" ? node.full : aspect == "rate" ? node.rate : aspect == "lost" ? node.lost : -1;
  if (column < 0) return {"no " + aspect, false};
  if (board.status(column, at) != Status::known) return {std::string(name_of(board.status(column, at))), false};
  const Number& actual = board.value(column, at);
  const auto wanted = column == node.points ? value_from(node, expected) : Number::parse(expected);
  const std::string text = column == node.points && node.node->type != NodeType::rate ? value_text(board, node, actual) : actual.exact();
  return {text, wanted && *wanted == actual};
}

}  // namespace

std::pair<const PlanNode*, int> OpenCase::place(const Plan& plan, const CaseFigure& figure) const {
  const auto& classes = data.value->classes;
  for (std::size_t c = 0; c < classes.size(); ++c)
    for (std::size_t u = 0; u < classes[c].units.size(); ++u)
      if (classes[c].units[u].id == figure.unit) return {plan.find(static_cast<int>(c), figure.node), static_cast<int>(u)};
  return {nullptr, -1};
}

OpenCase open_case(const Document& scheme_text, const Plan& plan, const Case& example, CaseOutcome& outcome) {
  OpenCase open;
  open.cls = example.cls.empty() && plan.scheme->classes.size() == 1 ? 0 : plan.class_of(example.cls);
  open.own = parse_period(example.period).value_or(Period{plan.scheme->main, 2025, 1});
  open.data = case_data(scheme_text, plan, example, open.cls);
  const auto fail = [&](std::string unit, std::string node, std::string period, std::string expected, std::string actual, Text reason = {}) {
    outcome.passed = false;
    outcome.failures.push_back({std::move(unit), std::move(node), std::move(period), std::move(expected), std::move(actual), std::move(reason)});
  };
  for (const Diagnostic& d : open.data.diagnostics)
    if (d.severity == Severity::error) fail("", "", "", code_name(d.code), d.pointer, describe(d));
  if (!open.data.value) return open;
  const Columns none;
  for (const CaseFigure& figure : example.assume) {
    const auto [node, unit] = open.place(plan, figure);
    if (!node) {
      fail(figure.unit, figure.node, figure.period, "assume", unit < 0 ? "no such unit" : "no such node");
      continue;
    }
    if (figure.values.empty()) continue;
    const auto value = value_from(*node, figure.values[0]);
    const auto slots = slots_of({plan, *open.data.value, none}, *node, figure, std::nullopt);
    if (!value || slots.empty() || !(figure.aspect.empty() || figure.aspect == "points")) {
      fail(figure.unit, figure.node, figure.period, "assume", figure.aspect.empty() ? figure.values[0] : figure.aspect);
      continue;
    }
    // After what is given already: an assumption stands.
    for (const int slot : slots) open.data.value->pins.push_back({static_cast<int>(node - plan.nodes.data()), slot, unit, *value});
  }
  open.columns = score(plan, *open.data.value);
  return open;
}

CaseOutcome run_case(const Document& scheme_text, const Plan& plan, const Case& example) {
  CaseOutcome outcome;
  const OpenCase open = open_case(scheme_text, plan, example, outcome);
  if (!open.data.value) return outcome;
  const Board board{plan, *open.data.value, open.columns};
  for (const CaseFigure& figure : example.expect) {
    const auto fail = [&](std::string period, std::string expected, std::string actual) {
      outcome.passed = false;
      outcome.failures.push_back({figure.unit, figure.node, std::move(period), std::move(expected), std::move(actual), {}});
    };
    const auto [node, unit] = open.place(plan, figure);
    if (!node) {
      fail(figure.period, unit < 0 ? "a unit of the case" : "a node of its class", "none");
      continue;
    }
    const auto slots = slots_of(board, *node, figure, open.own);
    if (slots.empty()) fail(figure.period, "a period of the case", "none");
    for (const int slot : slots) {
      const auto [actual, same] = found(board, *node, {slot, unit}, figure);
      std::string expected;
      for (const std::string& value : figure.values) expected += (expected.empty() ? "" : ", ") + value;
      if (!same) fail(to_string(board.period(*node, slot)), expected, actual);
    }
  }
  return outcome;
}

}  // namespace yardstick
