// What is asked of a goal: the goal itself, the figures that may move for it, and the board on which it is told.
#include "goal.h"

#include <algorithm>
#include <set>

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// {"node", "period"?, "atLeast" | "atMost" | "level" | "place" | "is"}
Goal parse_goal(Fields& query, const Board& board, const Asked& ask) {
  Goal goal;
  const auto reader = query.need("goal");
  if (!reader) return goal;
  Fields fields(*reader);
  const auto node = fields.need("node");
  const auto period = fields.get("period");
  goal.node = node ? board.plan.find(ask.cls, node->string()) : nullptr;
  if (node && !goal.node) node->fault(Code::query_unknown, {"node", node->json->text});
  std::optional<Period> own = period ? parse_period(period->string()) : std::optional(ask.period);
  if (goal.node && own && own->grain > goal.node->grain) own = containing(*own, goal.node->grain);
  const int slot = goal.node && own && own->grain == goal.node->grain ? board.data.slot(*own) : -1;
  if (goal.node && slot < 0) reader->fault(Code::query_unknown, {"period", period ? period->json->text : to_string(ask.period)});
  int kinds = 0;
  using Is = Wanted::Is;
  const auto take = [&](const char* key, Is is, auto parse) {
    const auto value = fields.get(key);
    if (!value) return;
    ++kinds;
    goal.wanted.is = is;
    const std::optional<Number> number = parse(value->string());
    if (number) goal.wanted.value = *number;
    else value->fault(Code::query_unknown, {key, value->json->text});
    goal.ok = number.has_value();
  };
  const auto number = [](const std::string& text) { return Number::parse(text); };
  take("atLeast", Is::at_least, number);
  take("atMost", Is::at_most, number);
  take("place", Is::at_most, number);
  take("level", Is::at_least, [&](const std::string& text) { return goal.node && goal.node->levels ? value_from(*goal.node, text) : std::nullopt; });
  take("is", Is::equal, [](const std::string& text) { return flag_from(text); });
  if (kinds != 1) reader->fault(Code::wrong_format, {"goal", "atLeast / atMost / level / place / is"});
  fields.done();
  goal.ok = goal.ok && kinds == 1 && slot >= 0;
  if (!goal.ok) return goal;
  goal.where = {slot, ask.unit};
  goal.wanted.column = goal.node->points;
  goal.wanted.cell = board.place(goal.node->points, goal.where);
  goal.figure = goal.node;
  if (goal.node->type == ValueType::level && goal.node->of >= 0 && board.plan.nodes[at(goal.node->of)].grain == goal.node->grain) goal.figure = &board.plan.nodes[at(goal.node->of)];
  return goal;
}

/// A cell of a query, or all cells of a fact where it names no period or key.
std::vector<ReadingAt> parse_cells(Fields& fields, const Board& board, const Period& main) {
  std::vector<ReadingAt> result;
  const auto cls_reader = fields.need("class"), unit_reader = fields.need("unit"), fact_reader = fields.need("fact");
  const auto period_reader = fields.get("period"), key_reader = fields.get("key");
  for (const char* said : {"title", "keyTitle", "type"}) fields.get(said);
  if (!cls_reader || !unit_reader || !fact_reader) return result;
  const int cls = board.plan.class_of(cls_reader->string());
  if (cls < 0) {
    cls_reader->fault(Code::query_unknown, {"class", cls_reader->json->text});
    return result;
  }
  int unit = -1, fact = -1;
  const auto& units = board.units(cls);
  for (std::size_t u = 0; u < units.size(); ++u)
    if (units[u].id == unit_reader->string()) unit = static_cast<int>(u);
  const auto& facts = board.plan.scheme->classes[at(cls)].facts;
  for (std::size_t f = 0; f < facts.size(); ++f)
    if (facts[f].id == fact_reader->string() && facts[f].type != FactType::records) fact = static_cast<int>(f);
  if (unit < 0) unit_reader->fault(Code::query_unknown, {"unit", unit_reader->json->text});
  if (fact < 0) fact_reader->fault(Code::query_unknown, {"fact", fact_reader->json->text});
  if (unit < 0 || fact < 0) return result;
  const Fact& model = facts[at(fact)];
  const std::vector<Option>& keys = model.type == FactType::votes ? model.options : model.keys;
  const auto period = period_reader ? parse_period(period_reader->string()) : std::nullopt;
  const auto& slots = board.data.slots[static_cast<std::size_t>(model.grain)];
  for (std::size_t s = 0; s < slots.size(); ++s) {
    const bool inside = slots[s].grain >= main.grain ? containing(slots[s], main.grain) == main : containing(main, slots[s].grain) == slots[s];
    if (period ? !(slots[s] == *period) : !inside) continue;
    for (std::size_t k = 0; k < model.columns(); ++k)
      if (!key_reader || (k < keys.size() && keys[k].id == key_reader->string())) result.push_back({cls, fact, static_cast<int>(k), static_cast<int>(s), unit});
  }
  if (result.empty()) (period_reader ? *period_reader : *fact_reader).fault(Code::query_unknown, {"period", period_reader ? period_reader->json->text : fact_reader->json->text});
  return result;
}

bool given(const Board& board, const ReadingAt& r) {
  const ClassData& cls = board.data.classes[at(r.cls)];
  return cls.readings[at(r.fact)][at(r.column)].statuses[at(r.slot) * cls.units.size() + at(r.unit)] == Status::known;
}
bool is_open(const Board& board, const ReadingAt& r) {
  const ClassData& cls = board.data.classes[at(r.cls)];
  return cls.readings[at(r.fact)][at(r.column)].statuses[at(r.slot) * cls.units.size() + at(r.unit)] == Status::missing && looks_at(board, r);
}
/// The figures that can still change: those that are missing; where none is, those of periods that are not closed; else all.
/// Of a fact and a key, all periods move together.
std::vector<Together> groups_of(const Board& board, const Asked& ask, Column goal) {
  const auto collect = [&](auto wanted) {
    std::vector<Together> groups;
    for (std::size_t c = 0; c < board.plan.scheme->classes.size(); ++c) {
      const Class& cls = board.plan.scheme->classes[c];
      const bool own = static_cast<int>(c) == ask.cls;
      if (!own && !cls.one) continue;
      for (std::size_t f = 0; f < cls.facts.size(); ++f) {
        const Fact& fact = cls.facts[f];
        if (fact.type == FactType::records || fact.type == FactType::text) continue;
        const auto& slots = board.data.slots[static_cast<std::size_t>(fact.grain)];
        for (std::size_t k = 0; k < fact.columns(); ++k) {
          Together group;
          for (std::size_t s = 0; s < slots.size(); ++s) {
            const bool inside = slots[s].grain >= ask.period.grain ? containing(slots[s], ask.period.grain) == ask.period : containing(ask.period, slots[s].grain) == slots[s];
            const ReadingAt reading{static_cast<int>(c), static_cast<int>(f), static_cast<int>(k), static_cast<int>(s), own ? ask.unit : 0};
            if (inside && !board.units(static_cast<int>(c)).empty() && wanted(reading, slots[s])) group.cells.push_back(reading);
          }
          if (!group.cells.empty() && Reach(board, group.cells).touches(goal)) groups.push_back(std::move(group));
        }
      }
    }
    return groups;
  };
  auto groups = collect([&](const ReadingAt& r, const Period&) { return is_open(board, r); });
  if (groups.empty()) groups = collect([&](const ReadingAt& r, const Period& p) { return given(board, r) && !board.data.is_closed(p); });
  if (groups.empty()) groups = collect([&](const ReadingAt& r, const Period&) { return given(board, r); });
  return groups;
}

}  // namespace

std::optional<Number> value_of(const Board& board, const ReadingAt& r) {
  const ClassData& cls = board.data.classes[at(r.cls)];
  if (!given(board, r)) return std::nullopt;
  return cls.readings[at(r.fact)][at(r.column)].values[at(r.slot) * cls.units.size() + at(r.unit)];
}

Ground ground_of(const Board& board, const Goal& goal, bool best) {
  Ground ground;
  Reach reach(board);
  const Span& span = reach.of(goal.wanted.column, goal.wanted.cell);
  if (span.settled()) return ground;
  const bool highest = goal.rises() == best;
  const Column column = goal.figure->points;
  const std::size_t cell = board.place(column, goal.where);
  const bool of_figure = goal.figure != goal.node;
  Witness found = witness(board, reach, of_figure ? column : goal.wanted.column, of_figure ? cell : goal.wanted.cell,
                          of_figure ? reach.of(column, cell) : span, highest);
  ground.assumed = std::move(found.figures);
  if (found.trial) ground.trial.emplace(std::move(*found.trial));
  else ground.trial.emplace(board, true);
  return ground;
}

void write_shown(JsonWriter& w, const Board& board, const PlanNode& node, const Span& span, Position where) {
  const bool figure = node.type == ValueType::number || node.type == ValueType::money;
  if (!span.exact() || !figure) w.null();
  else write_figure(w, figure_of(board, node, *span.low, where));
}

std::optional<Number> nearest_in(const Values1D& range, const std::optional<Number>& now, const Mover& mover) {
  const auto inside = [&](const Number& x) { return (!range.from || x > *range.from || (x == *range.from && !range.above)) && (!range.to || x < *range.to || (x == *range.to && !range.below)); };
  if (now && inside(*now) && mover.allowed(*now)) return now;
  // The end it comes to first; without a value to come from, the one there is.
  const bool upwards = !now || (range.from && *range.from >= *now);
  const bool at_from = upwards ? range.from.has_value() : !range.to.has_value();
  const std::optional<Number>& end = at_from ? range.from : range.to;
  if (!end) return now;
  if (inside(*end)) return end;
  // Just beyond an end that is not one of them there is no nearest: a figure with few digits near it.
  const Number far = at_from ? range.to.value_or(*end + 1) : range.from.value_or(*end - 1);
  Number unit = 1;
  for (int digits = 0; digits < 12; ++digits, unit = unit / 10) {
    const Number near = round_to(*end, unit, at_from ? Rounding::floor : Rounding::ceiling) + (at_from ? unit : -unit);
    if (inside(near)) return near;
  }
  return (*end + far) / 2;
}

bool out_of_reach(const Board& board, const Goal& goal) {
  Reach reach(board);
  const Span& span = reach.of(goal.wanted.column, goal.wanted.cell);
  if (span.settled()) return false;
  const bool rises = goal.wanted.is == Wanted::Is::at_least;
  const std::optional<Number>& end = rises ? span.high : span.low;
  return !span.known || (goal.wanted.is != Wanted::Is::equal && end && (rises ? *end < goal.wanted.value : *end > goal.wanted.value));
}

void write_goal(JsonWriter& w, const Board& board, const Goal& goal, const std::vector<Together>& groups, const Board& best_case) {
  const Span now = board.known(goal.wanted.column, goal.where) ? Span::of(board.value(goal.wanted.column, goal.where)) : Span::of(Status::missing);
  const Span figure = board.known(goal.figure->points, goal.where) ? Span::of(board.value(goal.figure->points, goal.where)) : Span::of(Status::missing);
  const Span there = best_case.known(goal.wanted.column, goal.where) ? Span::of(best_case.value(goal.wanted.column, goal.where)) : Span::of(Status::missing);
  w.key("goal").object().key("node").string(goal.node->id).key("figure").string(goal.figure->id).key("met").boolean(goal.wanted.met(now)).key("now");
  write_shown(w, board, *goal.figure, figure, goal.where);
  // Possible where it is seen to be; not where even the bound falls short of what is open; else not known. Where nothing is open,
  // ways are through what is given, and the bound says nothing of those.
  const bool open = groups.empty() || std::any_of(groups.begin(), groups.end(), [&](const Together& group) {
    return std::any_of(group.cells.begin(), group.cells.end(), [&](const ReadingAt& r) { return is_open(board, r); });
  });
  w.key("possible");
  if (goal.wanted.met(there) || goal.wanted.met(now)) w.boolean(true);
  else if (open && out_of_reach(board, goal)) w.boolean(false);
  else w.null();
  w.key("best");
  const Span best = best_case.known(goal.figure->points, goal.where) ? Span::of(best_case.value(goal.figure->points, goal.where)) : Span::of(Status::missing);
  write_shown(w, board, *goal.figure, best, goal.where);
  w.end_object();
}

Aim parse_aim(Fields& query, const Board& board) {
  Aim aim;
  aim.ask = asked(query, board, true, false);
  const auto cells = query.get("cells"), frozen = query.get("frozen"), costs = query.get("costs");
  if (aim.ask.ok) aim.goal = parse_goal(query, board, aim.ask);
  else query.get("goal");
  query.done();
  if (!aim.ask.ok || !aim.goal.ok) return aim;
  if (cells) {
    Together group;
    for (const Reader& item : cells->items()) {
      Fields fields(item);
      for (const ReadingAt& r : parse_cells(fields, board, aim.ask.period)) group.cells.push_back(r);
      fields.done();
    }
    if (!group.cells.empty()) aim.groups.push_back(std::move(group));
  } else {
    aim.groups = groups_of(board, aim.ask, aim.goal.wanted.column);
  }
  const auto each_named = [&](const std::optional<Reader>& list, auto f) {
    if (!list) return;
    for (const Reader& item : list->items()) {
      Fields fields(item);
      const auto cost = fields.quantity("cost"), step = fields.quantity("step");
      const std::vector<ReadingAt> named = parse_cells(fields, board, aim.ask.period);
      fields.done();
      const std::set<ReadingAt> set(named.begin(), named.end());
      for (Together& group : aim.groups) f(group, set, cost, step);
    }
  };
  each_named(frozen, [](Together& group, const std::set<ReadingAt>& named, const auto&, const auto&) {
    group.cells.erase(std::remove_if(group.cells.begin(), group.cells.end(), [&](const ReadingAt& r) { return named.count(r) > 0; }), group.cells.end());
  });
  aim.groups.erase(std::remove_if(aim.groups.begin(), aim.groups.end(), [](const Together& g) { return g.cells.empty(); }), aim.groups.end());
  each_named(costs, [](Together& group, const std::set<ReadingAt>& named, const std::optional<Number>& cost, const std::optional<Number>& step) {
    if (!named.count(group.cells[0])) return;
    group.priced = true;
    if (cost && !cost->is_negative()) group.cost = *cost;
    if (step && *step > 0) group.step = *step;
  });
  return aim;
}

}  // namespace yardstick
