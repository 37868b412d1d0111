// The least effort that reaches a goal, over several figures.
#include <algorithm>
#include <set>

#include "goal.h"
#include "addends.h"
#include "order.h"
#include "questions.h"

namespace yardstick {

namespace {

/// So many ways of setting all figures are tried one by one, so many of them in a slice.
constexpr std::size_t most_tried = 400, tried_at_once = 40;
/// So often all figures are looked at for what they yield beside those that have moved.
constexpr int most_rounds = 4;
/// So many paths beside the least are told.
constexpr std::size_t most_others = 3;

/// Figures put in place, from where they stand now.
struct Path {
  struct Move {
    std::size_t group = 0;
    Number to;
  };
  std::vector<Move> moves;
  Number cost;
  Span then;
};

class Pathfinder {
 public:
  Pathfinder(const Board& start, const Aim& aim) : start_(start), goal_(aim.goal), groups_(aim.groups) {
    for (const Together& group : groups_) {
      Movable own{group.cells, {}, 0};
      for (const ReadingAt& reading : group.cells) own.from.push_back(value_of(start_, reading).value_or(0));
      const Fact& fact = fact_of(start_.plan, group.cells[0]);
      own.price = group.cost / (group.priced ? group.step : fact.step ? *fact.step : fact.type == FactType::rate ? Number::ratio(1, 100) : Number(1));
      // Nowhere is the way to all of them shorter than from the middle one.
      std::vector<Number> sorted = own.from;
      std::sort(sorted.begin(), sorted.end(), [](const Number& a, const Number& b) { return a < b; });
      from_.push_back(sorted[sorted.size() / 2]);
      for (const ReadingAt& reading : group.cells) restorable_ = restorable_ && value_of(start_, reading);
      movable_.push_back(std::move(own));
    }
  }
  const std::vector<Movable>& movable() const { return movable_; }
  const Board& start() const { return start_; }

  /// With one figure alone.
  std::optional<Path> alone(std::size_t group) const {
    Mover mover(start_, groups_[group].cells);
    const auto x = nearest(mover.solve(goal_.wanted), group, mover);
    if (!x) return std::nullopt;
    Path path;
    if (moves(group, *x)) path.moves.push_back({group, *x});
    return finished(std::move(path));
  }

  /// How many ways there are to set all figures; 0 where they are too many to try.
  std::size_t all() const {
    std::size_t all = 1;
    for (const Together& group : groups_) {
      const std::size_t own = values(group);
      if (own == 0 || (all *= own) > most_tried) return 0;
    }
    return all;
  }
  /// One of these, if it takes less than the best so far.
  void attempt(std::size_t place, std::optional<Path>& best) const {
    Path path;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const Fact& fact = fact_of(start_.plan, groups_[i].cells[0]);
      const std::size_t own = values(groups_[i]);
      const Number x = *domain_of(fact).low + *step_of(fact) * Number(static_cast<std::int64_t>(place % own));
      place /= own;
      if (moves(i, x)) path.moves.push_back({i, x});
      path.cost += movable_[i].effort(x);
    }
    if (best && path.cost >= best->cost) return;
    if (auto done = finished(std::move(path))) best = std::move(done);
  }

  /// What the search for the least effort found, on the figures' own grids.
  Path on_grids(const Setting& setting) const {
    Path path;
    for (const auto& [group, x] : setting) {
      const Mover mover(start_, groups_[group].cells);
      const Number to = mover.allowed(x) ? x : mover.on_grid(x, x > from_[group]);
      if (moves(group, to)) path.moves.push_back({group, to});
    }
    std::sort(path.moves.begin(), path.moves.end(), [](const Path::Move& one, const Path::Move& other) { return one.group < other.group; });
    return path;
  }

  /// What a figure yields for its effort at its best, beside those that have moved; nothing where it does not help.
  std::optional<std::pair<Number, Path::Move>> yield(std::size_t group, const Path& beside) const {
    const Trial& trial = with(beside.moves);
    const Span before = figure(trial);
    const Best best = Mover(trial.board(), groups_[group].cells).best(goal_.figure->points, cell(), goal_.rises());
    if (!best.found || !moves(group, best.at)) return std::nullopt;
    const Number gain = !before.exact() ? Number(1) : goal_.rises() ? best.value - *before.low : *before.low - best.value;
    const Number effort = movable_[group].effort(best.at);
    if (!(gain > 0)) return std::nullopt;
    return std::pair{effort.is_zero() ? gain * Number(1'000'000) : gain / effort, Path::Move{group, best.at}};
  }
  /// Adds a move if it brings the figure on.
  void add(Path& path, const Path::Move& move) const {
    const Span before = figure(with(path.moves));
    path.moves.push_back(move);
    const Span after = figure(with(path.moves));
    const bool on = after.exact() && (!before.exact() || (goal_.rises() ? *after.low > *before.low : *after.low < *before.low));
    if (!on) path.moves.pop_back();
  }
  bool reaches(const Path& path) const { return met(with(path.moves)); }

  /// A move no farther than the others make it need to go; away with it where it is not needed.
  void trim(Path& path, std::size_t place) const {
    const Path::Move own = path.moves[place];
    path.moves.erase(path.moves.begin() + static_cast<std::ptrdiff_t>(place));
    const Trial& others = with(path.moves);
    if (met(others)) return;
    Mover mover(others.board(), groups_[own.group].cells);
    const auto x = nearest(mover.solve(goal_.wanted), own.group, mover);
    path.moves.insert(path.moves.begin() + static_cast<std::ptrdiff_t>(place), {own.group, x ? *x : own.to});
  }
  /// Proved by scoring the board with all of it.
  std::optional<Path> finished(Path path) const {
    path.cost = 0;
    for (const Path::Move& move : path.moves) path.cost += movable_[move.group].effort(move.to);
    const Trial& proof = with(path.moves);
    if (!met(proof)) return std::nullopt;
    path.then = figure(proof);
    return path;
  }

 private:
  std::size_t cell() const { return start_.place(goal_.figure->points, goal_.where); }
  Span figure(const Trial& trial) const { return trial.at(goal_.figure->points, cell()); }
  bool met(const Trial& trial) const { return goal_.wanted.met(trial.at(goal_.wanted.column, goal_.wanted.cell)); }
  bool moves(std::size_t group, const Number& to) const {
    return std::any_of(movable_[group].from.begin(), movable_[group].from.end(), [&](const Number& from) { return from != to; });
  }
  /// How many values a figure can take; 0 where they are too many.
  std::size_t values(const Together& group) const {
    const Fact& fact = fact_of(start_.plan, group.cells[0]);
    const Span domain = domain_of(fact);
    const auto step = step_of(fact);
    if (!step || !domain.low || !domain.high || *domain.high < *domain.low) return 0;
    const auto whole = round_to((*domain.high - *domain.low) / *step, 1, Rounding::floor).to_int64();
    return whole && *whole < static_cast<std::int64_t>(most_tried) ? static_cast<std::size_t>(*whole) + 1 : 0;
  }
  /// The board with these moves, until it is asked for again.
  const Trial& with(const std::vector<Path::Move>& moves) const {
    Tried tried;
    if (!trial_ || !restorable_) trial_.emplace(start_, false);
    else
      for (const std::size_t group : moved_)
        for (std::size_t c = 0; c < movable_[group].cells.size(); ++c) tried[movable_[group].cells[c]] = movable_[group].from[c];
    moved_.clear();
    for (const Path::Move& move : moves) {
      moved_.push_back(move.group);
      for (const ReadingAt& r : movable_[move.group].cells) tried[r] = move.to;
    }
    trial_->set(tried);
    return *trial_;
  }
  std::optional<Number> nearest(const Solved& solved, std::size_t group, const Mover& mover) const {
    std::optional<Number> result;
    for (const Values1D& range : solved.ranges) {
      const auto x = nearest_in(range, from_[group], mover);
      if (x && (!result || movable_[group].effort(*x) < movable_[group].effort(*result))) result = x;
    }
    return result;
  }
  const Board start_;
  const Goal& goal_;
  const std::vector<Together>& groups_;
  std::vector<Movable> movable_;
  std::vector<Number> from_;
  bool restorable_ = true;  // all stand somewhere
  mutable std::optional<Trial> trial_;
  mutable std::vector<std::size_t> moved_;
};

/// The ways without those that move a figure.
std::vector<Ways> without(std::vector<Ways> parts, std::size_t figure) {
  const auto moves = [&](const Setting& set) { return std::any_of(set.begin(), set.end(), [&](const auto& one) { return one.first == figure; }); };
  for (Ways& ways : parts) {
    ways.choices.erase(std::remove_if(ways.choices.begin(), ways.choices.end(), [&](const Choice& choice) { return moves(choice.set); }), ways.choices.end());
    ways.slopes.erase(std::remove_if(ways.slopes.begin(), ways.slopes.end(), [&](const Slope& slope) { return slope.figure == figure || moves(slope.set); }), ways.slopes.end());
    if (ways.choices.empty() || !ways.choices[0].effort.is_zero()) ways.choices.insert(ways.choices.begin(), Choice{});
  }
  return parts;
}

/// Each figure alone; a sum's parts, and what of them takes the least effort together; where it is no such sum, all combinations
/// if they are few, else one figure after the other.
class Finding final : public Slices {
 public:
  Finding(const Board& board, Fields& query) : board_(board), aim_(parse_aim(query, board)) {}

  bool step() override {
    if (!aim_.goal.ok) return true;
    if (trimmed_) {
      if (untrimmed_ > 0) finder_->trim(*trimmed_, --untrimmed_);
      else {
        take(finder_->finished(std::move(*trimmed_)));
        trimmed_.reset();
      }
      return false;
    }
    switch (stage_) {
      case Stage::worst:
        worst_.emplace(ground_of(board_, aim_.goal, false));
        finder_.emplace(worst_->board(board_), aim_);
        next(Stage::best, 1);
        break;
      case Stage::best:
        best_.emplace(ground_of(board_, aim_.goal, true));
        all_ = finder_->all();
        // What is given is not among what is open.
        exact_ = out_of_reach(board_, aim_.goal) && std::all_of(aim_.groups.begin(), aim_.groups.end(), [&](const Together& group) {
                   return std::none_of(group.cells.begin(), group.cells.end(), [&](const ReadingAt& r) { return value_of(board_, r).has_value(); });
                 });
        next(exact_ ? Stage::over : Stage::alone, aim_.groups.size());
        break;
      case Stage::alone:
        if (done_ < aim_.groups.size()) take(finder_->alone(done_++));
        if (done_ < aim_.groups.size()) break;
        next(Stage::parts, aim_.groups.size());
        break;
      case Stage::each:
        for (std::size_t k = 0; k < tried_at_once && done_ < of_; ++k) finder_->attempt(done_++, least_);
        if (done_ < of_) break;
        take(least_);
        exact_ = true;
        next(Stage::over, 1);
        break;
      case Stage::parts:
        if (!addends_) addends_.emplace(finder_->start(), finder_->movable(), aim_.goal.wanted);
        else if (addends_->step()) parts_found();
        done_ = addends_ ? std::min(addends_->done(), of_ - 1) : done_;
        break;
      case Stage::search:
        if (search_->step()) searched();
        else done_ = std::min(done_ + 1, of_ - 1);
        break;
      case Stage::greedy:
        if (done_ < aim_.groups.size()) {
          const std::size_t group = done_++;
          const bool used = std::any_of(greedy_.moves.begin(), greedy_.moves.end(), [&](const Path::Move& move) { return move.group == group; });
          if (!used)
            if (auto own = finder_->yield(group, greedy_)) yields_.push_back(std::move(*own));
          break;
        }
        if (!greedy() && !yields_.empty() && ++rounds_ < most_rounds) {
          yields_.clear();
          done_ = 0;
          break;
        }
        next(Stage::over, 1);
        break;
      case Stage::compare:
        // On their grids and at open ends figures may take more than the search has it.
        if (std::any_of(found_.begin(), found_.end(), [&](const Path& one) { return one.cost == *bound_; })) next(Stage::over, 1);
        else if (all_ > 0) next(Stage::each, all_);
        else next(found_.empty() ? Stage::greedy : Stage::over, aim_.groups.size());
        break;
      case Stage::over: break;
    }
    return stage_ == Stage::over && !trimmed_;
  }

  Number progress() const override {
    constexpr std::int64_t begins[] = {0, 10, 20, 50, 70, 85, 85, 85, 99}, ends[] = {10, 20, 50, 70, 85, 85, 99, 99, 99};  // in hundredths
    const auto stage = static_cast<std::size_t>(stage_);
    const auto rounds = static_cast<std::int64_t>(stage_ == Stage::greedy ? most_rounds : 1);
    const Number part = Number::ratio(rounds_ * static_cast<std::int64_t>(of_) + static_cast<std::int64_t>(done_), rounds * static_cast<std::int64_t>(of_));
    return (Number(begins[stage]) + Number(ends[stage] - begins[stage]) * part) / 100;
  }

  void write(JsonWriter& w) override;

 private:
  enum class Stage : std::uint8_t { worst, best, alone, parts, search, compare, each, greedy, over };
  void next(Stage stage, std::size_t of) {
    stage_ = stage;
    done_ = 0;
    of_ = std::max<std::size_t>(of, 1);
  }
  void take(std::optional<Path> path) {
    if (path) found_.push_back(std::move(*path));
  }
  /// From the last move to the first, one a slice; then it is among those found.
  void trim(Path path) {
    untrimmed_ = path.moves.size();
    trimmed_ = std::move(path);
  }
  void parts_found() {
    if (!addends_->additive()) {
      if (all_ > 0) next(Stage::each, all_);
      else next(Stage::greedy, aim_.groups.size());
      return;
    }
    ways_ = addends_->ways();
    search_.emplace(ways_, addends_->need() - addends_->slack(), addends_->beyond() && addends_->slack().is_zero());
    if (search_->possible()) next(Stage::search, search_->all());
    else {
      exact_ = true;  // no figures reach it
      next(Stage::over, 1);
    }
  }
  /// Whatever roundings inside take away.
  void search_on() { search_.emplace(ways_, addends_->need() + addends_->slack(), addends_->beyond()); }
  /// The search has ended: for the least first, then without the figure that takes most of it, for paths of another kind.
  void searched() {
    if (!bound_) {
      bound_ = search_->bound();
      ended_ = search_->proved();
      if (!addends_->slack().is_zero()) {
        search_on();
        if (!search_->possible()) next(Stage::greedy, aim_.groups.size());
        return;
      }
    }
    Path path = finder_->on_grids(search_->found());
    auto done = addends_->slack().is_zero() ? finder_->finished(path) : std::nullopt;
    if (done) take(std::move(done));
    else trim(std::move(path));
    std::size_t most = aim_.groups.size();
    Number cost = -1;
    for (const auto& [group, x] : search_->found()) {
      const Number own = finder_->movable()[group].effort(x);
      if (own <= cost) continue;
      cost = own;
      most = group;
    }
    if (most < aim_.groups.size() && cost > 0 && ++others_ <= most_others) {
      ways_ = without(std::move(ways_), most);
      search_on();
      if (search_->possible()) return;
    }
    next(Stage::compare, 1);
  }

  /// Those that yield most first, until it is reached; false where it is not.
  bool greedy() {
    std::stable_sort(yields_.begin(), yields_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [gain, move] : yields_) {
      if (finder_->reaches(greedy_)) break;
      finder_->add(greedy_, move);
    }
    if (!finder_->reaches(greedy_)) return false;
    trim(greedy_);
    return true;
  }

  const Board board_;
  const Aim aim_;
  Stage stage_ = Stage::worst;
  std::size_t done_ = 0, of_ = 1, all_ = 0, others_ = 0;
  std::optional<Ground> worst_, best_;
  std::optional<Pathfinder> finder_;
  std::vector<Path> found_;
  std::optional<Path> least_;
  std::optional<Addends> addends_;
  std::vector<Ways> ways_;
  std::optional<LeastEffort> search_;
  Path greedy_;
  std::vector<std::pair<Number, Path::Move>> yields_;
  int rounds_ = 0;
  std::optional<Path> trimmed_;  // those from `untrimmed_` on are no farther than they must be
  std::size_t untrimmed_ = 0;
  bool exact_ = false, ended_ = false;
  std::optional<Number> bound_;
};

void write_path(JsonWriter& w, const Board& board, const Aim& aim, const Path& path) {
  w.object().key("changes").array();
  for (const Path::Move& move : path.moves)
    for (const ReadingAt& r : aim.groups[move.group].cells) {
      const Fact& fact = fact_of(board.plan, r);
      const auto stands = value_of(board, r);
      w.object();
      write_reading_place(w, board, r);
      write_reading_title(w, board, r);
      w.key("from");
      if (stands) w.string(entered(fact, *stands));
      else w.null();
      w.key("to").string(entered(fact, move.to)).end_object();
    }
  w.end_array().key("cost").string(path.cost.decimals().value_or(9) <= 4 ? path.cost.exact() : path.cost.fixed(2)).key("then");
  write_shown(w, board, *aim.goal.figure, path.then, aim.goal.where);
  w.end_object();
}

void Finding::write(JsonWriter& w) {
  if (!best_) return;
  const Goal& goal = aim_.goal;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < found_.size(); ++i) order.push_back(i);
  stable_order(order, [&](std::size_t a, std::size_t b) { return found_[a].cost < found_[b].cost; });
  const std::optional<Number> least = order.empty() ? std::nullopt : std::optional(found_[order[0]].cost);
  const bool exact = exact_ || (least && (least->is_zero() || (bound_ && *least == *bound_)));
  const Board best_case = best_->board(board_);
  w.object();
  write_goal(w, board_, goal, aim_.groups, best_case);
  w.key("paths").array();
  // Of another kind is what does not move all the figures of one that is told already.
  std::vector<std::set<std::size_t>> kinds;
  for (const std::size_t place : order) {
    std::set<std::size_t> kind;
    for (const Path::Move& move : found_[place].moves) kind.insert(move.group);
    const bool told = std::any_of(kinds.begin(), kinds.end(), [&](const auto& other) { return std::includes(kind.begin(), kind.end(), other.begin(), other.end()); });
    if (told || kinds.size() > most_others) continue;
    kinds.push_back(std::move(kind));
    write_path(w, board_, aim_, found_[place]);
  }
  const auto floor = [](const Number& cost) { return cost.decimals().value_or(9) <= 4 ? cost.exact() : cost.fixed(2, Rounding::down); };
  w.end_array().key("proof").string(exact ? "exact" : "bound").key("bound");
  if (exact && least) w.string(floor(*least));
  else if (!exact && bound_) w.string(floor(*bound_));
  else w.null();
  Text why;
  const bool attained = goal.wanted.met(best_case.known(goal.wanted.column, goal.where) ? Span::of(best_case.value(goal.wanted.column, goal.where)) : Span::of(Status::missing));
  if (!least && !attained && best_case.known(goal.figure->points, goal.where))
    why = say("可改的都取到最好，也只到{0}", "even with all of them at their best it only comes to {0}", {plain(figure_of(board_, *goal.figure, best_case.value(goal.figure->points, goal.where), goal.where).shown)});
  else if (!least && !exact)
    why = say("逐项改到最好仍不够", "with one after the other at its best it is not enough");
  else if (least && !exact && ended_)
    why = say("有的数据按步长取值，有的得分要舍入，所以与下限略有出入", "some figures go by steps and some points are rounded, so that it stands a little above what is sure");
  else if (least && !exact && bound_)
    why = say("各项的取舍组合太多，没有全部比较", "there are too many combinations to compare them all");
  else if (least && !exact)
    why = say("各项互相牵连，不能分开计算，只能每次取同样努力得分最多的一项；不能保证没有更省力的办法",
              "the figures bear on each other, so each step takes what yields most for its effort; a cheaper way is not ruled out");
  w.key("why").text(why).end_object();
}

}  // namespace

std::unique_ptr<Slices> begin_path(const Board& board, Fields& query) { return std::make_unique<Finding>(board, query); }

}  // namespace yardstick
