// 等次: lines that points reach, or another level carried over; then stages in their order. The column holds 0 for the lowest.
#include <algorithm>

#include "../compare_rounded.h"
#include "../reading.h"
#include "../standing.h"
#include "level_stages.h"

namespace yardstick {

namespace {

struct Line {
  Formula from;
  std::vector<Cited> clauses;
  Where where;
};

struct Level final : Outcome {
  Cited of;
  Scale scale;
  std::vector<Line> lines;                      // beside scale.names, where points reach them
  std::vector<Where> places;                    // of the scale's levels in the text
  std::vector<std::pair<Cited, Cited>> carried; // else: from a level of `of` to one of the scale
  std::vector<std::shared_ptr<const Stage>> stages;
  std::vector<Cited> first_clauses;             // of a map
  CompareRounded compare_rounded;

  const std::vector<LevelLine>* levels() const override { return &scale.names; }

  void declare(Builder& b) const override {
    b.here().type = ValueType::level;
    b.here().written = Written::level;
    b.here().levels = &scale.names;
  }

  Column lower(Builder& b) const override {
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    b.cite(first_clauses);
    StageGround ground{b, scale, "stage0", lines.empty() ? lower_map(b) : lower_lines(b, target), -1};
    const bool begun = ground.level >= 0;
    if (!begun) ground.level = b.constant(0);  // the stages are looked at all the same
    b.here().of = target;
    b.part(ground.name, ground.level);
    for (std::size_t i = 0; i < stages.size(); ++i) {
      b.cite(stages[i]->clauses);
      ground.name = stage_name(i);
      ground.level = stages[i]->lower(ground);
      if (ground.level < 0) return -1;
      b.part(ground.name, ground.level);
    }
    if (lines.empty()) check_levels(b);
    return begun ? ground.level : -1;
  }

  /// Of a map: a level to which nothing leads.
  void check_levels(Builder& b) const {
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::string& level = scale.names[i].level;
      const bool led = std::any_of(carried.begin(), carried.end(), [&](const auto& pair) { return pair.second.id == level; }) ||
                       std::any_of(stages.begin(), stages.end(), [&](const auto& stage) { return stage->gives(level); });
      if (!led) b.fault(Code::unreachable_level, places[i], {level});
    }
  }

  static std::string stage_name(std::size_t after_first) { return "stage" + std::to_string(after_first + 1); }

  Column lower_lines(Builder& b, int target) const {
    Operation operation;
    operation.op = Op::level;
    operation.shape = b.shape();
    operation.in.push_back(compare_rounded.lower(b, b.widen(b.at(target).points, of.id, of.where)));
    b.part("compared", operation.in[0]);
    std::vector<LevelLine> reached = scale.names;
    const auto best = best_of(b, target);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      b.cite(lines[i].clauses);
      if (i + 1 == lines.size()) break;
      reached[i].from = b.number(lines[i].from);
      operation.in.push_back(reached[i].from);
      if (const auto fixed = Number::parse(lines[i].from.text); fixed && best && *fixed > *best)
        b.fault(Code::unreachable_line, lines[i].where, {scale.names[i].level, fixed->exact(), best->exact()});
    }
    if (b.at(target).grain == b.here().grain) b.add_lines(target, reached);
    b.here().lines = reached;
    return b.op(std::move(operation));
  }

  Column lower_map(Builder& b) const {
    ByLevel to{of, {}};
    for (const auto& [old, now] : carried) {
      const int index = scale.index_of(now.id);
      if (index < 0) b.fault(Code::unknown_reference, now.where, {"level", now.id, ""});
      to.to.push_back({old, index});
    }
    return to.lower(b);
  }

  /// Full marks of the node where nothing is added beyond them.
  static std::optional<Number> best_of(Builder& b, int target) {
    const PlanNode& node = b.at(target);
    for (const int child : node.children)
      if (b.at(child).node->outside || b.at(child).node->extra) return std::nullopt;
    if (!node.node->steps.empty()) return std::nullopt;
    return node.node->full;
  }

  Details details(const Telling& t) const override {
    const PlanNode& source = t.plan.nodes[static_cast<std::size_t>(t.node.of)];
    Details result{say("按{0}{1}定等次", "Graded by {0}{1}", {source.title, compare_rounded.said()}), {}};
    for (std::size_t i = 0; i < lines.size(); ++i)
      result.parts.push_back({i + 1 < lines.size() ? say("{0}以上（含）为{1}", "{1} at {0} or more", {t.value(lines[i].from, false), scale.names[i].title})
                                                   : say("其余为{0}", "otherwise {0}", {scale.names[i].title}),
                              &lines[i].clauses});
    const ByLevel from{of, {}};
    for (const auto& [old, now] : carried)
      result.parts.push_back({say("{0}的为{1}", "{1} for {0}", {from.title_of(t, old.id), scale.title_of(now.id)}), &first_clauses});
    for (const auto& stage : stages) result.parts.push_back({stage->sentence(t, scale), &stage->clauses});
    return result;
  }

  std::vector<Laid> tables(const Telling& t) const override {
    const PlanNode& source = t.plan.nodes[static_cast<std::size_t>(t.node.of)];
    Laid laid{say("按{0}定等次", "Graded by {0}", {source.title}), {}, {}};
    if (!lines.empty()) laid.head = {say("等次", "grade"), say("{0}不低于", "{0} of at least", {source.title})};
    else laid.head = {source.title, say("等次", "grade")};
    for (std::size_t i = 0; i < lines.size(); ++i)
      laid.rows.push_back({scale.names[i].title, i + 1 < lines.size() ? t.value(lines[i].from, false) : say("其余", "otherwise")});
    const ByLevel from{of, {}};
    for (const auto& [old, now] : carried) laid.rows.push_back({from.title_of(t, old.id), scale.title_of(now.id)});
    return {laid};
  }

  Text sentence(const Telling& t) const override {
    const Details said = details(t);
    const std::size_t first = lines.size() + carried.size();
    std::vector<Text> parts;
    for (std::size_t i = 0; i < first; ++i) parts.push_back(said.parts[i].text);
    Text result = say("{0}：{1}", "{0}: {1}", {said.lead, joined(parts, "，", ", ")});
    for (std::size_t i = first; i < said.parts.size(); ++i) result = say("{0}；{1}", "{0}; {1}", {result, said.parts[i].text});
    return say("{0}。", "{0}.", {result});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading = unsettled(view);
    const PlanNode& source = view.plan.nodes[static_cast<std::size_t>(view.node.of)];
    if (!view.brief && source.grain == view.node.grain && view.known(source.points))
      reading.figures.push_back({source.title, value_said({view.plan, view.data, view.columns}, source, view.position)});
    for (std::size_t i = 0; i < stages.size() && !view.brief; ++i) stages[i]->table({view, scale, stage_name(i), {}, {}}, reading);
    if (!view.known(view.node.points)) return reading;
    reading.state = "decided";
    reading.value = scale.id_at(view.value(view.node.points));
    reading.label = scale.title_of(reading.value);
    if (view.brief) return reading;
    reading.because = first_clauses;
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (scale.names[i].level == reading.value) reading.because = lines[i].clauses;
    if (reading.because.empty()) reading.because = view.node.node->clauses;
    const auto level_at = [&](const std::string& stage) -> std::optional<Number> {
      const Column column = view.node.part(stage);
      return view.known(column) ? std::optional(view.value(column)) : std::nullopt;
    };
    std::optional<Number> before = level_at("stage0");
    for (std::size_t i = 0; i < stages.size(); ++i) {
      const StageView stage{view, scale, stage_name(i), before, level_at(stage_name(i))};
      const std::vector<Text> told = stages[i]->told(stage);
      reading.reasons.insert(reading.reasons.end(), told.begin(), told.end());
      if (!told.empty()) reading.because.insert(reading.because.end(), stages[i]->clauses.begin(), stages[i]->clauses.end());
      before = stage.after;
    }
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override {
    const int index = scale.index_of(text);
    if (index < 0) return std::nullopt;
    return Number(index);
  }
  std::string value_text(const PlanNode&, const Number& value) const override { return scale.id_at(value); }
};

/// A level's id and title, once in the scale.
void add_level(Scale& scale, Fields& row, const Reader& item) {
  LevelLine line;
  line.level = row.need_string("level");
  line.title = row.text("title");
  if (line.title.zh.empty()) line.title.zh = line.level;
  if (line.title.en.empty()) line.title.en = line.level;
  if (scale.index_of(line.level) >= 0) item.fault(Code::duplicate_id, {line.level});
  scale.names.push_back(std::move(line));
}

void parse_lines(Level& level, const Reader& reader) {
  std::vector<Number> froms;
  const auto items = reader.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    Fields row(items[i]);
    Line line;
    line.where = items[i].where();
    add_level(level.scale, row, items[i]);
    line.clauses = row.ids("clauses");
    if (i + 1 < items.size()) {
      line.from = row.need_formula("from");
      if (const auto fixed = Number::parse(line.from.text)) {
        if (!froms.empty() && !(*fixed < froms.back())) items[i].fault(Code::rows_unsorted, {froms.back().exact(), fixed->exact()});
        froms.push_back(*fixed);
      }
    }
    row.done();
    level.lines.push_back(std::move(line));
  }
}

void parse_map_stage(Level& level, const Reader& reader) {
  Fields row(reader);
  if (const auto of = row.need("of")) level.of = {of->string(), of->where()};
  if (const auto levels = row.need("levels"))
    for (const Reader& item : levels->items()) {
      Fields inner(item);
      add_level(level.scale, inner, item);
      level.places.push_back(item.where());
      inner.done();
    }
  if (const auto to = row.need("to"))
    for (const auto& [old, now] : to->members()) level.carried.push_back({{old, now.where()}, {now.string(), now.where()}});
  level.first_clauses = row.ids("clauses");
  row.done();
}

}  // namespace

std::shared_ptr<const Outcome> parse_level(Fields& fields) {
  auto level = std::make_shared<Level>();
  const auto stages = fields.need("stages");
  const auto items = stages ? stages->items() : std::vector<Reader>{};
  bool mapped = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Json* lines = items[i].json->find("lines");
    const Json* map = items[i].json->find("map");
    if (!lines && !map) {
      if (auto stage = parse_stage(items[i])) level->stages.push_back(std::move(stage));
      continue;
    }
    if (i > 0) items[i].fault(Code::wrong_format, {lines ? "lines" : "map", "one stage of lines, or a map, and the first"});
    Fields first(items[i]);
    mapped = map != nullptr;
    if (const auto value = first.get("lines"); value && i == 0) parse_lines(*level, *value);
    if (const auto value = map && !lines ? first.get("map") : std::nullopt; value && i == 0) parse_map_stage(*level, *value);
    first.done();
  }
  if (stages && level->scale.names.empty()) stages->fault(Code::missing_key, {"lines"});
  if (!mapped) {
    if (const auto of = fields.need("of")) level->of = {of->string(), of->where()};
    level->compare_rounded = parse_compare_rounded(fields);
  }
  return level;
}

}  // namespace yardstick
