// What would reach a goal: each single figure by itself.
#include <numeric>

#include "goal.h"
#include "order.h"
#include "questions.h"

namespace yardstick {

namespace {

struct Way {
  const Together* group = nullptr;
  Solved solved;
  std::optional<Number> now, nearest, best_at;
  Span then, best;
};

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
    const bool highest = goal.rises();
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

class Solving final : public Slices {
 public:
  Solving(const Board& board, Fields& query) : board_(board), aim_(parse_aim(query, board)) {}
  bool step() override {
    if (!aim_.goal.ok) return true;
    if (!ground_) ground_.emplace(ground_of(board_, aim_.goal, true));
    else if (ways_.size() < aim_.groups.size()) ways_.push_back(way_of(board_, ground_->board(board_), aim_.goal, aim_.groups[ways_.size()]));
    return ground_ && ways_.size() == aim_.groups.size();
  }
  Number progress() const override {
    const std::size_t all = aim_.groups.size() + 1, done = (ground_ ? 1 : 0) + ways_.size();
    return Number::ratio(static_cast<std::int64_t>(done), static_cast<std::int64_t>(all + 1));
  }
  void write(JsonWriter& w) override {
    if (!ground_) return;
    std::vector<std::size_t> order(ways_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto rank = [](const Way& way) { return way.nearest ? (way.now ? 0 : 1) : 2; };
    stable_order(order, [&](std::size_t a, std::size_t b) {
      const Way &one = ways_[a], &other = ways_[b];
      if (rank(one) != rank(other)) return rank(one) < rank(other);
      if (!one.nearest || !one.now || !other.now) return false;
      return abs(*one.nearest - *one.now) < abs(*other.nearest - *other.now);
    });
    w.object();
    write_goal(w, board_, aim_.goal, aim_.groups, ground_->board(board_));
    w.key("assumed").array();
    for (const auto& [reading, value] : ground_->assumed) write_change(w, board_, reading, value);
    w.end_array().key("ways").array();
    for (const std::size_t place : order) write_way(w, board_, aim_.goal, ways_[place]);
    w.end_array().end_object();
  }

 private:
  const Board board_;
  const Aim aim_;
  std::optional<Ground> ground_;
  std::vector<Way> ways_;
};

}  // namespace

std::unique_ptr<Slices> begin_solve(const Board& board, Fields& query) { return std::make_unique<Solving>(board, query); }

}  // namespace yardstick
