// 等次: stages in order: lines that points reach, gates that hold a level down. The column holds 0 for the lowest level.
#include "../compare_rounded.h"
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Line {
  std::string level;
  Text title;
  Formula from;
  std::vector<Cited> clauses;
  Where where;
};

struct Gate {
  Formula when;
  Cited at_most;
  std::vector<Cited> clauses;
};

struct Level final : Outcome {
  Cited of;
  std::vector<Line> lines;
  std::vector<Gate> gates;
  std::vector<LevelLine> names;  // highest first
  CompareRounded compare_rounded;

  int index_of(const std::string& level) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i].level == level) return static_cast<int>(names.size() - 1 - i);
    return -1;
  }

  Column lower(Builder& b) const override {
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    Operation operation;
    operation.op = Op::level;
    operation.shape = b.shape();
    operation.in.push_back(compare_rounded.lower(b, b.widen(b.at(target).points, of.id, of.where)));
    b.part("compared", operation.in[0]);
    std::vector<LevelLine> reached = names;
    const auto best = best_of(b, target);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      b.cite(lines[i].clauses);
      reached[i].from = b.number(lines[i].from);
      operation.in.push_back(reached[i].from);
      if (const auto fixed = Number::parse(lines[i].from.text); fixed && best && *fixed > *best)
        b.fault(Code::unreachable_line, lines[i].where, {lines[i].level, fixed->exact(), best->exact()});
    }
    if (b.at(target).grain == b.here().grain) b.add_lines(target, reached);
    b.here().of = target;
    b.here().lines = reached;
    b.here().type = ValueType::level;
    b.here().written = Written::level;
    b.here().levels = &names;
    Column column = b.op(std::move(operation));
    for (std::size_t g = 0; g < gates.size(); ++g) {
      b.cite(gates[g].clauses);
      const int at_most = index_of(gates[g].at_most.id);
      if (at_most < 0) {
        b.fault(Code::unknown_reference, gates[g].at_most.where, {"level", gates[g].at_most.id, ""});
        continue;
      }
      const Column condition = b.flag(gates[g].when);
      b.part("gate" + std::to_string(g), condition);
      Operation gate;
      gate.op = Op::gate;
      gate.shape = b.shape();
      gate.in = {column, condition};
      gate.constant = at_most;
      column = b.op(std::move(gate));
    }
    return column;
  }

  /// Full marks of the node where nothing is added beyond them.
  static std::optional<Number> best_of(Builder& b, int target) {
    const PlanNode& node = b.at(target);
    for (const int child : node.children)
      if (b.at(child).node->outside || b.at(child).node->extra) return std::nullopt;
    if (!node.node->steps.empty()) return std::nullopt;
    return node.node->full;
  }

  Text sentence(const Telling& t) const override {
    std::vector<Text> parts;
    for (std::size_t i = 0; i < lines.size(); ++i)
      parts.push_back(i + 1 < lines.size() ? say("{0}以上（含）为{1}", "{1} at {0} or more", {t.value(lines[i].from, false), lines[i].title})
                                           : say("其余为{0}", "otherwise {0}", {lines[i].title}));
    Text result = say("按{0}定等次：{1}", "Graded by {0}: {1}", {t.plan.nodes[static_cast<std::size_t>(t.node.of)].title, joined(parts, "，", ", ")});
    for (const Gate& gate : gates)
      result = say("{0}；有{1}的，最高为{2}", "{0}; at most {2} in case of {1}", {result, t.value(gate.when, false), title_of(gate.at_most.id)});
    return say("{0}。", "{0}.", {result});
  }

  Text title_of(const std::string& level) const {
    for (const LevelLine& line : names)
      if (line.level == level) return line.title;
    return plain(level);
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    const Column column = view.node.points;
    const auto at = [&](Column c) { return view.columns.place(view.plan, view.data, c, view.position.slot, view.position.unit); };
    const auto& cells = view.columns.cells;
    if (cells[static_cast<std::size_t>(column)].statuses[at(column)] != Status::known) {
      reading.because = view.node.node->clauses;
      reading.state = "undecided";
      reading.label = say("未定", "undecided");
      return reading;
    }
    const Number& value = cells[static_cast<std::size_t>(column)].values[at(column)];
    reading.value = value_text(value);
    reading.label = title_of(reading.value);
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i].level == reading.value) reading.because = lines[i].clauses.empty() ? view.node.node->clauses : lines[i].clauses;
    for (std::size_t g = 0; g < gates.size(); ++g) {
      const Column gate = view.node.part("gate" + std::to_string(g));
      const Cells& held = cells[static_cast<std::size_t>(gate)];
      if (held.statuses[at(gate)] != Status::known || held.values[at(gate)].is_zero()) continue;
      const Telling telling{view.plan, view.node, nullptr, nullptr, {}};
      reading.reasons.push_back(say("有{0}，最高为{1}", "{0}: at most {1}", {telling.value(gates[g].when, false), title_of(gates[g].at_most.id)}));
      for (const Cited& clause : gates[g].clauses) reading.because.push_back(clause);
    }
    return reading;
  }

  std::optional<Number> value_from(const std::string& text) const override {
    const int index = index_of(text);
    if (index < 0) return std::nullopt;
    return Number(index);
  }
  std::string value_text(const Number& value) const override {
    const auto index = value.to_int64();
    if (!index || *index < 0 || *index >= static_cast<std::int64_t>(names.size())) return value.exact();
    return names[names.size() - 1 - static_cast<std::size_t>(*index)].level;
  }
};

}  // namespace

std::shared_ptr<const Outcome> parse_level(Fields& fields) {
  auto level = std::make_shared<Level>();
  if (const auto of = fields.need("of")) level->of = {of->string(), of->where()};
  level->compare_rounded = parse_compare_rounded(fields);
  const auto stages = fields.need("stages");
  if (!stages) return level;
  std::vector<Number> froms;
  for (const Reader& stage : stages->items()) {
    Fields inner(stage);
    if (const auto lines = inner.get("lines")) {
      if (!level->lines.empty()) lines->fault(Code::wrong_format, {"lines", "one stage of lines"});
      const auto items = lines->items();
      for (std::size_t i = 0; i < items.size(); ++i) {
        Fields row(items[i]);
        Line line;
        line.where = items[i].where();
        line.level = row.need_string("level");
        line.title = row.text("title");
        if (line.title.zh.empty()) line.title.zh = line.level;
        if (line.title.en.empty()) line.title.en = line.level;
        line.clauses = row.ids("clauses");
        if (i + 1 < items.size()) {
          line.from = row.need_formula("from");
          if (const auto fixed = Number::parse(line.from.text)) {
            if (!froms.empty() && !(*fixed < froms.back())) items[i].fault(Code::rows_unsorted, {froms.back().exact(), fixed->exact()});
            froms.push_back(*fixed);
          }
        }
        row.done();
        if (level->index_of(line.level) >= 0) items[i].fault(Code::duplicate_id, {line.level});
        level->names.push_back({line.level, line.title, -1});
        level->lines.push_back(std::move(line));
      }
    }
    if (const auto gate = inner.get("gate")) {
      Fields row(*gate);
      Gate read;
      read.when = row.need_formula("when");
      if (const auto at_most = row.need("atMost")) read.at_most = {at_most->string(), at_most->where()};
      read.clauses = row.ids("clauses");
      row.done();
      level->gates.push_back(std::move(read));
    }
    inner.done();
  }
  if (level->lines.empty()) stages->fault(Code::missing_key, {"lines"});
  return level;
}

}  // namespace yardstick
