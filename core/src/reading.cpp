#include "reading.h"

#include <algorithm>
#include <set>

#include "kernel.h"
#include "outcomes/outcome.h"
#include "rules/rule.h"

namespace yardstick {

namespace {

/// Whether a fact is known and not published.
bool held_back(const Data& data, int cls, int fact) { return std::find(data.held.begin(), data.held.end(), std::pair{cls, fact}) != data.held.end(); }

/// The lines and thresholds that somebody compares this node's figure with.
template <class F>
void each_line(const Board& board, const PlanNode& node, Position at, F f) {
  for (const LevelLine& line : node.lines)
    if (line.from >= 0 && board.status(line.from, at) == Status::known) f(board.value(line.from, at));
  for (const Column threshold : node.thresholds)
    if (board.status(threshold, at) == Status::known) f(board.value(threshold, at));
}

bool other_side(const Number& rounded, const Number& exact, const Number& line) {
  return (rounded >= line) != (exact >= line) || (rounded > line) != (exact > line);
}

}  // namespace

int places_of(const Board& board, const PlanNode& node, const Number& value, Position at) {
  const Scheme& scheme = *board.plan.scheme;
  for (int places = scheme.places; places < 40; ++places) {
    const Number rounded = round(value, places, scheme.mode);
    bool crosses = false;
    each_line(board, node, at, [&](const Number& line) { crosses = crosses || other_side(rounded, value, line); });
    if (!crosses) return places;
  }
  return 40;
}

Figure figure_of(const Board& board, const PlanNode& node, const Number& value, Position at, int at_least) {
  return {value.exact(), value.fixed(std::max(at_least, places_of(board, node, value, at)), board.plan.scheme->mode)};
}

Figure distance_of(const Board& board, const Number& distance) {
  const Scheme& scheme = *board.plan.scheme;
  const auto decimals = distance.decimals();
  const bool fine = (decimals && *decimals <= scheme.places + 1) || abs(distance) < 1;
  return {distance.exact(), fine ? short_text(distance) : distance.fixed(scheme.places, scheme.mode)};
}

std::string rate_text(const Board& board, const PlanNode& node, Position at, int at_least) {
  if (node.rate < 0 || board.status(node.rate, at) != Status::known || board.status(node.points, at) != Status::known) return "";
  const int places = std::max(at_least, places_of(board, node, board.value(node.points, at), at));
  return percent(board.value(node.rate, at), places, board.plan.scheme->mode);
}

std::optional<Number> crossing(const Board& board, const PlanNode& node, const Number& value, Position at) {
  const Number rounded = round(value, board.plan.scheme->places, board.plan.scheme->mode);
  std::optional<Number> found;
  each_line(board, node, at, [&](const Number& line) {
    if (rounded >= line && value < line) found = line;
  });
  return found;
}

bool approximate(const Board& board, Column column, Position at) {
  if (column < 0 || !board.plan.rounded[static_cast<std::size_t>(column)] || !board.known(column, at)) return false;
  constexpr std::ptrdiff_t most = 30;
  const std::string text = board.value(column, at).exact();
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) > most;
}

std::string value_text(const Board& board, const PlanNode& node, const Number& value) {
  if (node.node->outcome) return node.node->outcome->value_text(node, value);
  switch (node.node->type) {
    case NodeType::flag: return value.is_zero() ? "false" : "true";
    case NodeType::date: return date_text(value.to_int64().value_or(0));
    case NodeType::rate: return percent(value, board.plan.scheme->places, board.plan.scheme->mode);
    default: return value.exact();
  }
}

std::optional<Number> value_from(const PlanNode& node, const std::string& text) {
  if (node.node->outcome) return node.node->outcome->value_from(node, text);
  if (node.node->type == NodeType::flag) return flag_from(text);
  if (node.node->type == NodeType::date) {
    const auto day = parse_date(text);
    return day ? std::optional(Number(*day)) : std::nullopt;
  }
  return Number::parse(text);
}

std::string percent(const Number& rate, int places, Rounding mode) { return (rate * 100).fixed(places, mode) + "%"; }

std::string kind_of(const PlanNode& node) {
  const Node& written = *node.node;
  if (const OutcomeKind* outcome = outcome_kind(written.type)) return std::string(outcome->name);
  if (written.type != NodeType::points) return "value";
  if (!written.contents.empty()) return "contents";
  if (!node.children.empty()) return "children";
  if (written.rule) return std::string(written.rule->kind());
  return "periods";
}

namespace {

/// The other cells that a kernel's cell rests on: of the units of its part, or of its unit's other periods.
template <class F>
void each_other_cell(const Board& board, const Operation& op, std::size_t cell, F f) {
  if (op.op != Op::kernel || op.kernel->reads() == Kernel::Reads::own || op.kernel->reads() == Kernel::Reads::ends) return;
  const std::size_t units = board.data.units(op.shape.cls), first = cell / units * units;
  const Cells& parts = board.columns.cells[static_cast<std::size_t>(op.in[0])];
  const bool whole = board.plan.operations[static_cast<std::size_t>(op.in[0])].shape.uniform;
  for (const Column in : op.in) {
    if (!(board.plan.operations[static_cast<std::size_t>(in)].shape == op.shape)) continue;
    if (op.kernel->reads() == Kernel::Reads::periods) {
      for (std::size_t other = cell % units; other < board.data.size(op.shape); other += units) f(in, other);
    } else {
      for (std::size_t other = first; other < first + units; ++other)
        if (whole || (parts.statuses[cell] == Status::known && parts.statuses[other] == Status::known && parts.values[other] == parts.values[cell])) f(in, other);
    }
  }
}

/// A decision's own column, at a cell where it is due and was not entered.
bool is_due(const Board& board, const Operation& op, std::size_t cell) {
  if (op.op != Op::node || op.index < 0) return false;
  const PlanNode& node = board.plan.nodes[static_cast<std::size_t>(op.index)];
  if (node.node->type != NodeType::decision) return false;
  const Column due = node.part("due");
  const Cells& cells = board.columns.cells[static_cast<std::size_t>(due)];
  const std::size_t at = board.plan.operations[static_cast<std::size_t>(due)].shape.uniform ? 0 : cell;
  return cells.statuses[at] == Status::known && !cells.values[at].is_zero();
}

}  // namespace

bool waits_for_decision(const Board& board, Column column, std::size_t cell) {
  std::set<std::pair<Column, std::size_t>> seen;
  std::vector<std::pair<Column, std::size_t>> open{{column, cell}};
  while (!open.empty() && seen.size() < 100000) {
    const auto [c, at] = open.back();
    open.pop_back();
    const Operation& op = board.plan.operations[static_cast<std::size_t>(c)];
    const Cells& cells = board.columns.cells[static_cast<std::size_t>(c)];
    if (!board.plan.decided[static_cast<std::size_t>(c)]) continue;
    if (at >= cells.statuses.size() || cells.statuses[at] != Status::missing || !seen.insert({c, at}).second) continue;
    if (is_due(board, op, at)) return true;
    if (op.shape.uniform || op.shape.list >= 0) continue;
    const std::size_t units = board.data.units(op.shape.cls);
    const int slot = static_cast<int>(at / units);
    for (const Column in : op.in) {
      const Shape& from = board.plan.operations[static_cast<std::size_t>(in)].shape;
      if (from.uniform || from.list >= 0 || from.cls != op.shape.cls) continue;
      if (from.grain < op.shape.grain) {
        open.push_back({in, static_cast<std::size_t>(board.data.containing(op.shape.grain, slot, from.grain)) * units + at % units});
      } else {
        const auto [first, last] = board.data.inside(op.shape.grain, slot, from.grain);
        for (int s = first; s < last; ++s) open.push_back({in, static_cast<std::size_t>(s) * units + at % units});
      }
    }
    each_other_cell(board, op, at, [&](Column in, std::size_t other) { open.push_back({in, other}); });
  }
  return false;
}

Text why(const Board& board, Column column, std::size_t cell) {
  const Plan& plan = board.plan;
  const Data& data = board.data;
  for (int depth = 0; depth < 10000; ++depth) {
    const Operation& op = plan.operations[static_cast<std::size_t>(column)];
    const Status status = board.columns.cells[static_cast<std::size_t>(column)].statuses[cell];
    if (status == Status::known) return {};
    const std::size_t units = op.shape.uniform ? 1 : data.units(op.shape.cls);
    const std::size_t slot = op.shape.uniform || op.shape.list >= 0 ? 0 : cell / units;
    const std::size_t unit = op.shape.uniform ? 0 : op.shape.list >= 0 ? 0 : cell % units;
    const auto period = [&](Grain grain) {
      const Period& p = data.slots[static_cast<std::size_t>(grain)][slot];
      return Text{label_of(p, "zh-CN"), label_of(p, "en")};
    };
    if (op.op == Op::fact) {
      const Fact& fact = plan.scheme->classes[static_cast<std::size_t>(op.shape.cls)].facts[static_cast<std::size_t>(op.index)];
      if (status == Status::exempt) return say("{0}（{1}）不考核", "{0} ({1}) is exempt", {fact.title, period(op.shape.grain)});
      if (held_back(data, op.shape.cls, op.index)) return say("{0}不公布", "{0} is not published", {fact.title});
      return data.is_closed(data.slots[static_cast<std::size_t>(op.shape.grain)][slot])
                 ? say("缺少{0}（{1}），已逾期", "{0} ({1}) is missing, and late", {fact.title, period(op.shape.grain)})
                 : say("{0}（{1}）未到期", "{0} ({1}) is not yet due", {fact.title, period(op.shape.grain)});
    }
    if (status == Status::missing && is_due(board, op, cell))
      return say("{0}（{1}）尚未作出决定", "{0} ({1}) has not been decided", {plan.nodes[static_cast<std::size_t>(op.index)].title, period(op.shape.grain)});
    if (op.op == Op::parameter) return say("参数没有当期的值", "a parameter has no value for this period");
    if (op.op == Op::pick && status == Status::exempt) {
      bool own = true;
      for (std::size_t k = 0; k < op.keys.size(); ++k)
        own = own && op.keys[k] != Number(data.slots[static_cast<std::size_t>(op.shape.grain)][slot].index);
      if (own) return say("{0}没有考核内容", "nothing is assessed in {0}", {period(op.shape.grain)});
    }
    if (op.op == Op::field) {
      const RowList& list = plan.lists[static_cast<std::size_t>(op.shape.list)];
      if (!list.fields || op.option < 0) return say("没有数据", "no data");
      const Record& record = data.lists[static_cast<std::size_t>(op.shape.list)].rows[cell];
      return say("{0}的一条记录（{1}）没有填{2}", "a record of {0} ({1}) lacks {2}",
                 {list.title, plain(record.id), (*list.fields)[static_cast<std::size_t>(op.option)].title});
    }
    // Which input brought the status here?
    Column next = -1;
    std::size_t next_cell = 0;
    const auto look = [&](Column in, std::size_t at) {
      const Cells& cells = board.columns.cells[static_cast<std::size_t>(in)];
      const std::size_t place = plan.operations[static_cast<std::size_t>(in)].shape.uniform ? 0 : at;
      if (next < 0 && place < cells.statuses.size() && cells.statuses[place] == status) {
        next = in;
        next_cell = place;
      }
    };
    if (op.op == Op::fold_periods) {
      const Shape& from = plan.operations[static_cast<std::size_t>(op.in[static_cast<std::size_t>(op.inputs.value)])].shape;
      const auto [first, last] = data.inside(op.shape.grain, static_cast<int>(slot), from.grain);
      for (int m = first; m < last; ++m) look(op.in[static_cast<std::size_t>(op.inputs.value)], static_cast<std::size_t>(m) * units + unit);
    } else if (op.op == Op::fold_rows && op.shape.list < 0) {
      const RowList& rows = plan.lists[static_cast<std::size_t>(op.index)];
      const Records& list = data.lists[static_cast<std::size_t>(op.index)];
      if (held_back(data, rows.cls, rows.fact)) return say("{0}不公布", "{0} is not published", {rows.title});
      if (list.known.empty() || !list.known[unit]) return say("缺少{0}的清单", "the list of {0} is missing", {rows.title});
      if (!list.closed_through.empty() && list.closed_through[unit] < data.day_of(op.shape.grain, static_cast<int>(slot)) && status == Status::missing)
        return data.is_closed(data.slots[static_cast<std::size_t>(op.shape.grain)][slot])
                   ? say("{0}只登记到{1}，已逾期", "{0} is complete only up to {1}, and late", {rows.title, plain(date_text(list.closed_through[unit]))})
                   : say("{0}只登记到{1}，本期未到期", "{0} is complete only up to {1}; the period is not yet due", {rows.title, plain(date_text(list.closed_through[unit]))});
      for (const Column in : op.in)
        for (std::size_t r = list.first[unit]; r < list.first[unit + 1]; ++r)
          if (list.rows[r].slots[static_cast<std::size_t>(op.shape.grain)] == static_cast<int>(slot)) look(in, r);
      if (next < 0 && status == Status::exempt) return say("{0}在本期没有记录", "no record of {0} in this period", {rows.title});
    } else if (op.op == Op::widen) {
      const Shape& from = plan.operations[static_cast<std::size_t>(op.in[0])].shape;
      if (op.shape.list < 0) {
        const std::size_t outer = static_cast<std::size_t>(data.containing(op.shape.grain, static_cast<int>(slot), from.grain));
        look(op.in[0], from.cls == op.shape.cls ? outer * units + unit : outer * data.units(from.cls));
      }
    } else if (op.op == Op::kernel && (op.shape.list >= 0 || op.in.empty())) {
      // Rows look at other rows or units: the reading stops here.
    } else {
      for (const Column in : op.in)
        if (plan.operations[static_cast<std::size_t>(in)].shape == op.shape || plan.operations[static_cast<std::size_t>(in)].shape.uniform) look(in, cell);
    }
    if (next < 0 && !op.shape.uniform && op.shape.list < 0) {
      each_other_cell(board, op, cell, look);
      if (next >= 0 && next_cell % units != unit) {
        const Unit& other = data.classes[static_cast<std::size_t>(op.shape.cls)].units[next_cell % units];
        return say("{0}：{1}", "{0}: {1}", {other.name.empty() ? plain(other.id) : other.name, why(board, next, next_cell)});
      }
    }
    if (next >= 0) {
      column = next;
      cell = next_cell;
      continue;
    }
    if (op.kernel)
      if (Text reason = op.kernel->why(status); !reason.empty()) return reason;
    switch (op.op) {
      case Op::divide: return say("除数为零", "division by zero");
      case Op::lookup: return say("对应表里没有这个值", "the table has no row for this value");
      case Op::band: case Op::marginal: return say("不在任何分档之内", "outside every band");
      case Op::within: return say("超出了允许的范围", "outside the permitted limits");
      case Op::require: return say("样本量不足", "too few valid votes");
      default: return status == Status::exempt ? say("不考核", "exempt") : say("没有数据", "no data");
    }
  }
  return {};
}

}  // namespace yardstick
