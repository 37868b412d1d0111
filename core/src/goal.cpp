// What would reach a goal: each single figure by itself, and the least effort over several.
#include <algorithm>
#include <set>

#include "order.h"
#include "range.h"
#include "replies.h"
#include "solve.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Readings of one fact that move together.
struct Together {
  std::vector<ReadingAt> cells;
  bool frozen = false;
  Number cost = 1, step = 1;
  bool priced = false;
};

struct Goal {
  const PlanNode* node = nullptr;
  const PlanNode* figure = nullptr;  // what people read of it: the points behind a level
  Position where;
  Wanted wanted;
  bool ok = false;
};

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
  return cls.readings[at(r.fact)][at(r.column)].statuses[at(r.slot) * cls.units.size() + at(r.unit)] == Status::missing;
}
std::optional<Number> value_of(const Board& board, const ReadingAt& r) {
  const ClassData& cls = board.data.classes[at(r.cls)];
  if (!given(board, r)) return std::nullopt;
  return cls.readings[at(r.fact)][at(r.column)].values[at(r.slot) * cls.units.size() + at(r.unit)];
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

/// A board on which the goal can be told: what is missing stands at its best (or worst) for it.
struct Ground {
  std::optional<Trial> trial;
  Tried assumed;
  Board board(const Board& real) const { return trial ? trial->board() : real; }
};
Ground ground_of(const Board& board, const Goal& goal, bool best) {
  Ground ground;
  Reach reach(board);
  const Span& span = reach.of(goal.wanted.column, goal.wanted.cell);
  if (span.settled()) return ground;
  const bool highest = (goal.wanted.is == Wanted::Is::at_least || (goal.wanted.is == Wanted::Is::equal && !goal.wanted.value.is_zero())) == best;
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

struct Way {
  const Together* group = nullptr;
  Solved solved;
  std::optional<Number> now, nearest, best_at;
  Span then, best;
};

/// The allowed value of a range that is nearest to x.
std::optional<Number> nearest_in(const Values1D& range, const std::optional<Number>& now, const Mover& mover) {
  const auto inside = [&](const Number& x) { return (!range.from || x > *range.from || (x == *range.from && !range.above)) && (!range.to || x < *range.to || (x == *range.to && !range.below)); };
  if (now && inside(*now) && mover.allowed(*now)) return now;
  const bool upwards = !now || (range.from && *range.from >= *now);
  const std::optional<Number>& end = upwards ? (range.from ? range.from : range.to) : (range.to ? range.to : range.from);
  if (!end) return now;
  if (inside(*end)) return end;
  // Just beyond an end that is not one of them there is no nearest: a figure with few digits near it.
  const Number far = upwards ? range.to.value_or(*end + 1) : range.from.value_or(*end - 1);
  Number unit = 1;
  for (int digits = 0; digits < 12; ++digits, unit = unit / 10) {
    const Number near = round_to(*end, unit, upwards ? Rounding::floor : Rounding::ceiling) + (upwards ? unit : -unit);
    if (inside(near)) return near;
  }
  return (*end + far) / 2;
}

Way way_of(const Board& real, const Board& ground, const Goal& goal, const Together& group) {
  Way way;
  way.group = &group;
  Mover mover(ground, group.cells);
  way.solved = mover.solve(goal.wanted);
  way.now = value_of(real, group.cells[0]);
  for (const ReadingAt& r : group.cells)
    if (value_of(real, r) != way.now) way.now.reset();
  const Column figure = goal.figure->points;
  const std::size_t cell = ground.place(figure, goal.where);
  const std::optional<Number> from = way.now ? way.now : mover.domain().low;
  for (const Values1D& range : way.solved.ranges) {
    const auto x = nearest_in(range, from, mover);
    if (x && (!way.nearest || (from && abs(*x - *from) < abs(*way.nearest - *from)))) way.nearest = x;
  }
  if (way.nearest) {
    // Proved by scoring again.
    Trial proof(ground, false);
    Tried tried;
    for (const ReadingAt& r : group.cells) tried[r] = *way.nearest;
    proof.set(tried);
    way.then = proof.at(figure, cell);
    way.solved.exact = way.solved.exact && goal.wanted.met(proof.at(goal.wanted.column, goal.wanted.cell));
  } else {
    const bool highest = goal.wanted.is == Wanted::Is::at_least || (goal.wanted.is == Wanted::Is::equal && !goal.wanted.value.is_zero());
    const bool points = goal.figure->type == ValueType::number;
    const Best best = points ? mover.best(figure, cell, highest) : mover.best(goal.wanted.column, goal.wanted.cell, highest);
    if (best.found) {
      way.best_at = best.at;
      way.best = points ? Span::of(best.value) : mover.at(best.at, figure, cell);
      way.solved.exact = way.solved.exact && best.attained;
    }
  }
  return way;
}

void write_cells(JsonWriter& w, const Board& board, const std::vector<ReadingAt>& cells) {
  w.key("cells").array();
  for (const ReadingAt& r : cells) {
    w.object();
    write_reading_place(w, board, r);
    w.end_object();
  }
  w.end_array();
}

void write_goal(JsonWriter& w, const Board& board, const Goal& goal, const Board& best_case) {
  const Span now = board.known(goal.wanted.column, goal.where) ? Span::of(board.value(goal.wanted.column, goal.where)) : Span::of(Status::missing);
  const Span figure = board.known(goal.figure->points, goal.where) ? Span::of(board.value(goal.figure->points, goal.where)) : Span::of(Status::missing);
  Reach reach(board);
  const Span& span = reach.of(goal.wanted.column, goal.wanted.cell);
  const bool rises = goal.wanted.is == Wanted::Is::at_least;
  const std::optional<Number>& end = rises ? span.high : span.low;
  const Span there = best_case.known(goal.wanted.column, goal.where) ? Span::of(best_case.value(goal.wanted.column, goal.where)) : Span::of(Status::missing);
  w.key("goal").object().key("node").string(goal.node->id).key("figure").string(goal.figure->id).key("met").boolean(goal.wanted.met(now)).key("now");
  write_shown(w, board, *goal.figure, figure, goal.where);
  // Possible where it is seen to be; not where even the bound falls short; else not known.
  w.key("possible");
  const bool cannot = !span.known || (goal.wanted.is != Wanted::Is::equal && end && (rises ? *end < goal.wanted.value : *end > goal.wanted.value));
  if (goal.wanted.met(there) || goal.wanted.met(now)) w.boolean(true);
  else if (cannot && !span.settled()) w.boolean(false);
  else w.null();
  w.key("best");
  const Span best = best_case.known(goal.figure->points, goal.where) ? Span::of(best_case.value(goal.figure->points, goal.where)) : Span::of(Status::missing);
  write_shown(w, board, *goal.figure, best, goal.where);
  w.end_object();
}

void write_way(JsonWriter& w, const Board& board, const Goal& goal, const Way& way) {
  const Fact& fact = fact_of(board.plan, way.group->cells[0]);
  const Span domain = domain_of(fact);
  const auto value = [&](const char* key, const std::optional<Number>& x) {
    w.key(key);
    if (x) w.string(entered(fact, *x));
    else w.null();
  };
  w.object();
  write_cells(w, board, way.group->cells);
  write_reading_title(w, board, way.group->cells[0]);
  w.key("unit").text(fact.unit);
  value("now", way.now);
  w.key("ranges").array();
  for (const Values1D& range : way.solved.ranges) {
    w.object();
    value("from", range.from == domain.low && !range.above ? std::nullopt : range.from);
    value("to", range.to == domain.high && !range.below ? std::nullopt : range.to);
    w.key("above").boolean(range.above).key("below").boolean(range.below).end_object();
  }
  w.end_array().key("exact").boolean(way.solved.exact);
  value("nearest", way.nearest);
  w.key("distance");
  if (way.nearest && way.now) w.string(abs(*way.nearest - *way.now).exact());
  else w.null();
  w.key("then");
  if (way.nearest) write_shown(w, board, *goal.figure, way.then, goal.where);
  else w.null();
  w.key("best");
  if (way.best_at) write_shown(w, board, *goal.figure, way.best, goal.where);
  else w.null();
  value("bestAt", way.best_at);
  w.end_object();
}

/// The groups a query asks about: those it names, or all that can change; less what it keeps frozen, with its costs.
struct Question {
  Asked ask;
  Goal goal;
  std::vector<Together> groups;
};
Question parse_question(Fields& query, const Board& board) {
  Question question;
  question.ask = asked(query, board, true, false);
  const auto cells = query.get("cells"), frozen = query.get("frozen"), costs = query.get("costs");
  if (question.ask.ok) question.goal = parse_goal(query, board, question.ask);
  else query.get("goal");
  query.done();
  if (!question.ask.ok || !question.goal.ok) return question;
  if (cells) {
    Together group;
    for (const Reader& item : cells->items()) {
      Fields fields(item);
      for (const ReadingAt& r : parse_cells(fields, board, question.ask.period)) group.cells.push_back(r);
      fields.done();
    }
    if (!group.cells.empty()) question.groups.push_back(std::move(group));
  } else {
    question.groups = groups_of(board, question.ask, question.goal.wanted.column);
  }
  const auto each_named = [&](const std::optional<Reader>& list, auto f) {
    if (!list) return;
    for (const Reader& item : list->items()) {
      Fields fields(item);
      const auto cost = fields.quantity("cost"), step = fields.quantity("step");
      const std::vector<ReadingAt> named = parse_cells(fields, board, question.ask.period);
      fields.done();
      const std::set<ReadingAt> set(named.begin(), named.end());
      for (Together& group : question.groups) f(group, set, cost, step);
    }
  };
  each_named(frozen, [](Together& group, const std::set<ReadingAt>& named, const auto&, const auto&) {
    group.cells.erase(std::remove_if(group.cells.begin(), group.cells.end(), [&](const ReadingAt& r) { return named.count(r) > 0; }), group.cells.end());
  });
  question.groups.erase(std::remove_if(question.groups.begin(), question.groups.end(), [](const Together& g) { return g.cells.empty(); }), question.groups.end());
  each_named(costs, [](Together& group, const std::set<ReadingAt>& named, const std::optional<Number>& cost, const std::optional<Number>& step) {
    if (!named.count(group.cells[0])) return;
    group.priced = true;
    if (cost && !cost->is_negative()) group.cost = *cost;
    if (step && *step > 0) group.step = *step;
  });
  return question;
}

// ---- paths ---------------------------------------------------------------------------------

/// So many ways of setting all figures are tried one by one.
constexpr std::int64_t most_tried = 400;

/// Figures put in place one after the other, from where they stand now.
struct Path {
  struct Move {
    const Together* group = nullptr;
    Number from, to;
  };
  std::vector<Move> moves;
  Number cost;
  Span then;
};

class Paths {
 public:
  Paths(const Board& real, const Goal& goal, const std::vector<Together>& groups, const Ground& ground)
      : real_(real), goal_(goal), groups_(groups), start_(ground.board(real)) {
    for (const Together& group : groups) {
      const auto stands = value_of(start_, group.cells[0]);
      from_.push_back(stands.value_or(0));
    }
  }

  /// By the most points for the effort, figure by figure; the last one no farther than it must.
  std::optional<Path> by_yield() const {
    Path path;
    Trial now(start_, false);
    std::vector<bool> used(groups_.size(), false);
    while (!met(now)) {
      std::optional<std::size_t> chosen;
      Number best_yield, best_at;
      for (std::size_t i = 0; i < groups_.size(); ++i) {
        if (used[i]) continue;
        Mover mover(now.board(), groups_[i].cells);
        const Span before = figure(now);
        const Best best = mover.best(goal_.figure->points, cell(), rises());
        if (!best.found || !before.exact() || best.at == from_[i]) continue;
        const Number gain = rises() ? best.value - *before.low : *before.low - best.value, effort = effort_of(i, best.at);
        if (!(gain > 0)) continue;
        const Number yield = effort.is_zero() ? gain * Number(1'000'000) : gain / effort;
        if (!chosen || yield > best_yield) {
          chosen = i;
          best_yield = yield;
          best_at = best.at;
        }
      }
      if (!chosen) return std::nullopt;
      used[*chosen] = true;
      put(now, *chosen, best_at);
      path.moves.push_back({&groups_[*chosen], from_[*chosen], best_at});
    }
    return trimmed(std::move(path));
  }

  /// With one figure alone.
  std::vector<Path> alone() const {
    std::vector<Path> result;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      Mover mover(start_, groups_[i].cells);
      if (const auto x = nearest(mover.solve(goal_.wanted), i, mover)) {
        Path path;
        path.moves.push_back({&groups_[i], from_[i], *x});
        if (auto done = finished(std::move(path))) result.push_back(std::move(*done));
      }
    }
    return result;
  }

  /// The cheapest of all, where there are few enough to try them one by one; nothing where there are too many.
  std::optional<std::optional<Path>> of_all() const {
    std::vector<std::vector<Number>> values;
    std::size_t all = 1;
    for (const Together& group : groups_) {
      const Fact& fact = fact_of(real_.plan, group.cells[0]);
      const Span domain = domain_of(fact);
      const auto step = step_of(fact);
      if (!step || !domain.low || !domain.high || *domain.high - *domain.low > *step * Number(most_tried)) return std::nullopt;
      values.emplace_back();
      for (Number x = *domain.low; x <= *domain.high; x += *step) values.back().push_back(x);
      all *= std::max<std::size_t>(values.back().size(), 1);
      if (all > static_cast<std::size_t>(most_tried)) return std::nullopt;
    }
    std::optional<Path> best;
    for (std::size_t place = 0; place < all; ++place) {
      Path path;
      std::size_t rest = place;
      for (std::size_t i = 0; i < groups_.size(); ++i) {
        const Number& x = values[i][rest % values[i].size()];
        rest /= values[i].size();
        if (x != from_[i]) path.moves.push_back({&groups_[i], from_[i], x});
        path.cost += effort_of(i, x);
      }
      if (best && path.cost >= best->cost) continue;
      if (auto done = finished(std::move(path))) best = std::move(done);
    }
    return best;
  }

 private:
  bool rises() const { return goal_.wanted.is == Wanted::Is::at_least || (goal_.wanted.is == Wanted::Is::equal && !goal_.wanted.value.is_zero()); }
  std::size_t cell() const { return start_.place(goal_.figure->points, goal_.where); }
  Span figure(const Trial& trial) const { return trial.at(goal_.figure->points, cell()); }
  bool met(const Trial& trial) const { return goal_.wanted.met(trial.at(goal_.wanted.column, goal_.wanted.cell)); }
  Number effort_of(std::size_t i, const Number& to) const {
    const Together& group = groups_[i];
    const Fact& fact = fact_of(real_.plan, group.cells[0]);
    const Number step = group.priced ? group.step : fact.step ? *fact.step : fact.type == FactType::rate ? Number::ratio(1, 100) : Number(1);
    return group.cost * abs(to - from_[i]) / step * Number(static_cast<std::int64_t>(group.cells.size()));
  }
  void put(Trial& trial, std::size_t i, const Number& x) const {
    Tried tried;
    for (const ReadingAt& r : groups_[i].cells) tried[r] = x;
    trial.set(tried);
  }
  std::size_t index_of(const Together* group) const { return static_cast<std::size_t>(group - groups_.data()); }
  std::optional<Number> nearest(const Solved& solved, std::size_t i, const Mover& mover) const {
    std::optional<Number> result;
    for (const Values1D& range : solved.ranges) {
      const auto x = nearest_in(range, from_[i], mover);
      if (x && (!result || abs(*x - from_[i]) < abs(*result - from_[i]))) result = x;
    }
    return result;
  }

  /// Each move, the least yielding first, no farther than the others make it need to go; moves that are not needed fall away.
  std::optional<Path> trimmed(Path path) const {
    for (std::size_t m = path.moves.size(); m-- > 0;) {
      Trial others(start_, false);
      for (std::size_t k = 0; k < path.moves.size(); ++k)
        if (k != m) put(others, index_of(path.moves[k].group), path.moves[k].to);
      Mover mover(others.board(), path.moves[m].group->cells);
      if (const auto x = nearest(mover.solve(goal_.wanted), index_of(path.moves[m].group), mover)) path.moves[m].to = *x;
    }
    path.moves.erase(std::remove_if(path.moves.begin(), path.moves.end(), [](const Path::Move& move) { return move.from == move.to; }), path.moves.end());
    return finished(std::move(path));
  }

  /// Proved by scoring the board with all of it.
  std::optional<Path> finished(Path path) const {
    Trial proof(start_, false);
    path.cost = 0;
    for (const Path::Move& move : path.moves) {
      put(proof, index_of(move.group), move.to);
      path.cost += effort_of(index_of(move.group), move.to);
    }
    if (!met(proof)) return std::nullopt;
    path.then = figure(proof);
    return path;
  }

  const Board real_;
  const Goal& goal_;
  const std::vector<Together>& groups_;
  const Board start_;
  std::vector<Number> from_;
};

void write_path(JsonWriter& w, const Board& board, const Goal& goal, const Path& path) {
  w.object().key("changes").array();
  for (const Path::Move& move : path.moves)
    for (const ReadingAt& r : move.group->cells) {
      const Fact& fact = fact_of(board.plan, r);
      w.object();
      write_reading_place(w, board, r);
      write_reading_title(w, board, r);
      const auto stands = value_of(board, r);
      w.key("from");
      if (stands) w.string(entered(fact, *stands));
      else w.null();
      w.key("to").string(entered(fact, move.to)).end_object();
    }
  w.end_array().key("cost").string(path.cost.decimals().value_or(9) <= 4 ? path.cost.exact() : path.cost.fixed(2)).key("then");
  write_shown(w, board, *goal.figure, path.then, goal.where);
  w.end_object();
}

}  // namespace

/// {"class", "unit", "period", "goal", "cells"?, "frozen"?, "costs"?}
void write_paths(JsonWriter& w, const Board& board, Fields& query) {
  const Question question = parse_question(query, board);
  if (!question.goal.ok) return;
  const Goal& goal = question.goal;
  const Ground ground = ground_of(board, goal, false), best = ground_of(board, goal, true);
  const Paths paths(board, goal, question.groups, ground);
  std::vector<Path> found = paths.alone();
  if (auto path = paths.by_yield()) found.push_back(std::move(*path));
  const auto cheapest = paths.of_all();
  if (cheapest && *cheapest) found.insert(found.begin(), **cheapest);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < found.size(); ++i) order.push_back(i);
  stable_order(order, [&](std::size_t a, std::size_t b) { return found[a].cost < found[b].cost; });
  const bool exact = cheapest.has_value() || (!order.empty() && found[order[0]].cost.is_zero());
  const Board best_case = best.board(board);
  w.object();
  write_goal(w, board, goal, best_case);
  w.key("paths").array();
  std::set<std::set<const Together*>> seen;
  for (const std::size_t place : order) {
    std::set<const Together*> kind;
    for (const Path::Move& move : found[place].moves) kind.insert(move.group);
    if (seen.size() < 4 && seen.insert(kind).second) write_path(w, board, goal, found[place]);
  }
  w.end_array().key("proof").string(exact ? "exact" : "bound").key("bound");
  if (exact && !order.empty()) w.string(found[order[0]].cost.exact());
  else w.null();
  Text why;
  if (found.empty() && best_case.known(goal.figure->points, goal.where))
    why = say("可改的都取到最好，也只到{0}", "even with all of them at their best it only comes to {0}", {plain(figure_of(board, *goal.figure, best_case.value(goal.figure->points, goal.where), goal.where).shown)});
  else if (!found.empty() && !exact)
    why = say("每次取同样努力得分最多的一项，不能保证没有更省力的办法", "each step takes what yields most for its effort; a cheaper way is not ruled out");
  w.key("why").text(why).end_object();
}

/// {"class", "unit", "period", "goal", "cells"?, "frozen"?}
void write_solve(JsonWriter& w, const Board& board, Fields& query) {
  const Question question = parse_question(query, board);
  if (!question.goal.ok) return;
  const Goal& goal = question.goal;
  const Ground ground = ground_of(board, goal, true);
  const Board best_case = ground.board(board);
  std::vector<Way> ways;
  for (const Together& group : question.groups) ways.push_back(way_of(board, best_case, goal, group));
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < ways.size(); ++i) order.push_back(i);
  const auto rank = [](const Way& way) { return way.nearest ? (way.now ? 0 : 1) : 2; };
  stable_order(order, [&](std::size_t a, std::size_t b) {
    if (rank(ways[a]) != rank(ways[b])) return rank(ways[a]) < rank(ways[b]);
    if (!ways[a].nearest || !ways[a].now || !ways[b].now) return false;
    return abs(*ways[a].nearest - *ways[a].now) < abs(*ways[b].nearest - *ways[b].now);
  });
  w.object();
  write_goal(w, board, goal, best_case);
  w.key("assumed").array();
  for (const auto& [reading, value] : ground.assumed) write_change(w, board, reading, value);
  w.end_array().key("ways").array();
  for (const std::size_t place : order) write_way(w, board, goal, ways[place]);
  w.end_array().end_object();
}

}  // namespace yardstick
