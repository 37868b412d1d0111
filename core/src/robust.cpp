#include "robust.h"

#include <algorithm>
#include <numeric>

#include "kernel.h"
#include "order.h"
#include "standing.h"
#include "tune.h"

namespace yardstick {

namespace {

constexpr std::int64_t most_choices = 20000;
constexpr std::size_t most_for_corners = 16;   // so many weights have half a million corners at most
constexpr int most_failures = 10000;           // draws in a row whose last weight lies outside its ends
constexpr std::size_t pairs_of_all = 60;       // with more units, only those near each other are compared
constexpr int near = 10;                       // places
constexpr std::size_t cells_a_step = 100'000;

/// A weight that moves between its ends.
struct Moved {
  const Weighed* child;
  Number own, now, low, high;
};

/// The body of all choices: each weight between its ends, their sum fixed.
struct Body {
  std::vector<Moved> weights;
  Number sum;

  /// The most that a linear function of the weights comes to.
  Number most(const std::vector<Number>& slopes) const {
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    stable_order(order, [&](std::size_t a, std::size_t b) { return slopes[a] > slopes[b]; });
    Number value, left = sum;
    for (const Moved& weight : weights) left = left - weight.low;
    for (std::size_t i = 0; i < weights.size(); ++i) value += weights[i].low * slopes[i];
    for (const std::size_t i : order) {
      const Number more = min(left, weights[i].high - weights[i].low);
      value += more * slopes[i];
      left = left - more;
    }
    return value;
  }
};

/// All corners of a body, as long as they are not more than so many: all weights but one at an end, that one inside its own.
class Corners {
 public:
  Corners(const Body& body, std::size_t most) : body_(body), most_(most) {
    if (body.weights.size() > most_for_corners) {
      too_many_ = true;
      return;
    }
    const std::size_t n = body.weights.size();
    for (std::size_t f = 0; f < n && !too_many_; ++f) {
      free_ = f;
      at_.assign(n, Number());
      go(0, body.sum);
    }
  }
  bool too_many() const { return too_many_; }
  std::vector<std::vector<Number>> take() { return std::move(found_); }

 private:
  void go(std::size_t i, const Number& left) {
    if (too_many_) return;
    const auto& weights = body_.weights;
    if (i == weights.size()) {
      const Moved& weight = weights[free_];
      // One where that weight too is at an end is found once, with the first in its place.
      const bool inside = left > weight.low && left < weight.high, at_end = left == weight.low || left == weight.high;
      if (!inside && !(at_end && free_ == 0)) return;
      if (found_.size() == most_) {
        too_many_ = true;
        return;
      }
      at_[free_] = left;
      found_.push_back(at_);
      return;
    }
    if (i == free_) return go(i + 1, left);
    Number least, highest;  // what the others can still make
    for (std::size_t k = 0; k < weights.size(); ++k)
      if (k >= i || k == free_) {
        least += weights[k].low;
        highest += weights[k].high;
      }
    if (left < least || left > highest) return;
    at_[i] = weights[i].low;
    go(i + 1, left - at_[i]);
    if (weights[i].low == weights[i].high) return;
    at_[i] = weights[i].high;
    go(i + 1, left - at_[i]);
  }

  const Body& body_;
  const std::size_t most_;
  std::size_t free_ = 0;
  bool too_many_ = false;
  std::vector<Number> at_;
  std::vector<std::vector<Number>> found_;
};

/// Choices drawn from a seed (splitmix64): every weight but the last is a thousandth of its way, the last gets the rest.
class Sample {
 public:
  Sample(const Body& body, std::uint64_t seed) : body_(body), state_(seed) {}
  /// False where no choice is found.
  bool next(std::vector<Number>& out) {
    const auto& weights = body_.weights;
    const Moved& last = weights.back();
    for (int failures = 0; failures < most_failures; ++failures) {
      Number left = body_.sum;
      for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        out[i] = weights[i].low + (weights[i].high - weights[i].low) * Number::ratio(static_cast<std::int64_t>(draw() % 1001), 1000);
        left = left - out[i];
      }
      out.back() = left;
      if (left >= last.low && left <= last.high) return true;
    }
    return false;
  }

 private:
  std::uint64_t draw() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
  }
  const Body& body_;
  std::uint64_t state_;
};

// ---- what is proved -------------------------------------------------------------------------

/// One of the operations above a sum that keep the order of what they act on.
struct Rising {
  Op op;
  Number with;
  Rounding mode;
};
bool same(const std::vector<Rising>& a, const std::vector<Rising>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Rising& x, const Rising& y) { return x.op == y.op && x.with == y.with && x.mode == y.mode; });
}

/// A figure as a linear function of the weights, with rising operations on top of it.
struct Line {
  std::vector<Number> slopes;  // by weight; empty: none
  Number rest;
  std::vector<Rising> above;

  bool constant() const { return slopes.empty(); }
  void add(const Line& other, const Number& times) {
    if (slopes.size() < other.slopes.size()) slopes.resize(other.slopes.size());
    for (std::size_t i = 0; i < other.slopes.size(); ++i) slopes[i] += other.slopes[i] * times;
    rest += other.rest * times;
  }
  /// Whether different figures below stay different.
  bool strict() const {
    return std::all_of(above.begin(), above.end(), [](const Rising& rising) { return rising.op == Op::add || rising.op == Op::subtract || rising.op == Op::multiply; });
  }
};

/// Reads off the plan whether a cell is linear in the weights of one fold.
class Lines {
 public:
  Lines(const Board& board, const WeighedFold& fold, const Body& body, const Refill& refill) : board_(board), fold_(fold), body_(body), refill_(refill) {}

  /// Nothing where that is not sure.
  std::optional<Line> of(Column column, std::size_t cell) const {
    const Operation& op = board_.plan.operations[static_cast<std::size_t>(column)];
    const Cells& cells = board_.columns.cells[static_cast<std::size_t>(column)];
    if (op.shape.uniform) cell = 0;
    if (cell >= cells.statuses.size() || cells.statuses[cell] != Status::known) return std::nullopt;
    if (!refill_.reaches(column)) return Line{{}, cells.values[cell], {}};
    switch (op.op) {
      case Op::node: return pinned(op, cell) ? Line{{}, cells.values[cell], {}} : of(op.in[0], cell);
      case Op::fold_children: return column == fold_.fold ? own(op, cell) : children(op, cell);
      case Op::fold_periods: return periods(op, cell);
      case Op::add: case Op::subtract: return sum(op, cell);
      case Op::multiply: case Op::divide: return times(op, cell);
      case Op::lesser: case Op::greater: case Op::round: return bent(op, cell);
      case Op::choose: {
        const auto condition = of(op.in[0], cell);
        if (!condition || !condition->constant()) return std::nullopt;
        return of(op.in[condition->rest.is_zero() ? 2 : 1], cell);
      }
      case Op::kernel: {
        const Kernel::Chosen chosen = op.kernel->chosen();
        const auto condition = still(op, chosen.condition, cell);
        const int taken = !condition ? -1 : condition->is_zero() ? chosen.fails : chosen.holds;
        return taken < 0 ? std::nullopt : of(op.in[static_cast<std::size_t>(taken)], cell);
      }
      default: return std::nullopt;
    }
  }

 private:
  bool pinned(const Operation& op, std::size_t cell) const {
    const std::size_t units = board_.data.units(op.shape.cls);
    return std::any_of(board_.data.pins.begin(), board_.data.pins.end(), [&](const Pin& pin) {
      return pin.node == op.index && static_cast<std::size_t>(pin.slot) * units + static_cast<std::size_t>(pin.unit) == cell;
    });
  }
  /// An input that no weight moves.
  std::optional<Number> still(const Operation& op, int place, std::size_t cell) const {
    if (place < 0) return std::nullopt;
    const auto line = of(op.in[static_cast<std::size_t>(place)], cell);
    return line && line->constant() ? std::optional(line->rest) : std::nullopt;
  }
  static bool plain(const FoldHow& how) { return !how.trim.given && !how.at_least.given; }

  /// The fold whose weights move.
  std::optional<Line> own(const Operation& op, std::size_t cell) const {
    Line result;
    if (!plain(op.fold)) return std::nullopt;
    const auto own_full = op.fold.by_rate ? still(op, op.inputs.own_full, cell) : std::optional(Number(1));
    if (!own_full) return std::nullopt;
    result.slopes.resize(body_.weights.size());
    for (std::size_t k = 0; k < op.members.size(); ++k) {
      const Member& member = op.members[k];
      const Cells& cells = board_.columns.cells[static_cast<std::size_t>(op.in[static_cast<std::size_t>(member.points)])];
      const std::size_t place = board_.plan.operations[static_cast<std::size_t>(op.in[static_cast<std::size_t>(member.points)])].shape.uniform ? 0 : cell;
      if (member.apart && cells.statuses[place] != Status::known && !refill_.reaches(op.in[static_cast<std::size_t>(member.points)])) continue;
      auto points = still(op, member.points, cell);
      if (!points) return std::nullopt;
      if (member.apart) {
        result.rest += *points;
        continue;
      }
      const auto full = still(op, member.full, cell);
      if (op.fold.by_rate) {
        if (!full || full->is_zero()) return std::nullopt;
        points = *points / *full * *own_full;
      }
      const auto moved = std::find_if(body_.weights.begin(), body_.weights.end(), [&](const Moved& weight) { return weight.child->member == static_cast<int>(k); });
      if (moved != body_.weights.end()) {
        if (!fold_.weighted && (!full || full->is_zero())) return std::nullopt;
        result.slopes[static_cast<std::size_t>(moved - body_.weights.begin())] = fold_.weighted ? *points : *points / *full;
        continue;
      }
      // One whose weight does not move counts with its own.
      const auto weight = fold_.weighted ? still(op, member.weight, cell) : std::optional(Number(1));
      if (!weight) return std::nullopt;
      result.rest += *points * *weight;
    }
    return result;
  }

  /// A sum, mean or weighted fold over what is linear itself.
  std::optional<Line> children(const Operation& op, std::size_t cell) const {
    const FoldHow& how = op.fold;
    const bool weighted = how.take == Take::weighted;
    if (!plain(how) || !(weighted || how.take == Take::sum || how.take == Take::mean)) return std::nullopt;
    const auto own_full = how.by_rate ? still(op, op.inputs.own_full, cell) : std::optional(Number(1));
    if (!own_full) return std::nullopt;
    Line result;
    std::int64_t members = 0;
    for (const Member& member : op.members) members += !member.apart;
    for (std::size_t k = 0; k < op.members.size(); ++k) {
      const Member& member = op.members[k];
      const Column points = op.in[static_cast<std::size_t>(member.points)];
      const auto line = of(points, cell);
      if (member.apart) {
        // What is not known adds nothing, whatever the weights are.
        if (line && line->above.empty()) result.add(*line, 1);
        else if (line || refill_.reaches(points)) return std::nullopt;
        continue;
      }
      if (!line || !line->above.empty()) return std::nullopt;
      Number times = how.take == Take::mean ? Number::ratio(1, members) : Number(1);
      if (weighted || how.by_rate) {
        const auto weight = weighted ? still(op, member.weight, cell) : std::optional(Number(1));
        const auto full = how.by_rate ? still(op, member.full, cell) : std::optional(Number(1));
        if (!weight || !full || full->is_zero()) return std::nullopt;
        times = times * *weight / *full * *own_full;
      }
      if (board_.data.tuned.weights.count({static_cast<Column>(&op - board_.plan.operations.data()), static_cast<int>(k)}) > 0) return std::nullopt;
      result.add(*line, times);
    }
    return result;
  }

  std::optional<Line> periods(const Operation& op, std::size_t cell) const {
    const FoldHow& how = op.fold;
    const Shape& from = board_.plan.operations[static_cast<std::size_t>(op.in[static_cast<std::size_t>(op.inputs.value)])].shape;
    const std::size_t units = board_.data.units(op.shape.cls), unit = cell % units;
    const int slot = static_cast<int>(cell / units);
    const auto [first, last] = board_.data.inside(op.shape.grain, slot, from.grain);
    const std::size_t whole = parts(board_.data.slots[static_cast<std::size_t>(op.shape.grain)][static_cast<std::size_t>(slot)], from.grain).size();
    if (!plain(how) || !(how.take == Take::sum || how.take == Take::mean) || whole != static_cast<std::size_t>(last - first)) return std::nullopt;
    const auto own_full = how.by_rate ? still(op, op.inputs.own_full, cell) : std::optional(Number(1));
    if (!own_full) return std::nullopt;
    Line result;
    for (int m = first; m < last; ++m) {
      const std::size_t member = static_cast<std::size_t>(m) * units + unit;
      const auto line = of(op.in[static_cast<std::size_t>(op.inputs.value)], member);
      const auto full = how.by_rate ? still(op, op.inputs.full, member) : std::optional(Number(1));
      if (!line || !line->above.empty() || !full || full->is_zero()) return std::nullopt;
      result.add(*line, *own_full / *full / Number(how.take == Take::mean ? static_cast<std::int64_t>(whole) : 1));
    }
    return result;
  }

  std::optional<Line> sum(const Operation& op, std::size_t cell) const {
    auto a = of(op.in[0], cell);
    const auto b = of(op.in[1], cell);
    if (!a || !b) return std::nullopt;
    const Number sign = op.op == Op::add ? 1 : -1;
    if (a->above.empty() && b->above.empty()) {
      a->add(*b, sign);
      return a;
    }
    if (b->constant() && b->above.empty()) {
      a->above.push_back({op.op, b->rest, Rounding::half_up});
      return a;
    }
    if (op.op != Op::add || !a->constant() || !a->above.empty()) return std::nullopt;
    Line result = *b;
    result.above.push_back({Op::add, a->rest, Rounding::half_up});
    return result;
  }

  std::optional<Line> times(const Operation& op, std::size_t cell) const {
    auto a = of(op.in[0], cell);
    auto b = of(op.in[1], cell);
    if (!a || !b) return std::nullopt;
    if (op.op == Op::multiply && a->constant()) std::swap(a, b);
    if (!b->constant() || (op.op == Op::divide && b->rest.is_zero())) return std::nullopt;
    const Number by = op.op == Op::divide ? Number(1) / b->rest : b->rest;
    if (!a->above.empty()) {
      if (!(by > 0)) return std::nullopt;
      a->above.push_back({Op::multiply, by, Rounding::half_up});
      return a;
    }
    Line result;
    result.add(*a, by);
    return result;
  }

  /// A cap, a floor or a rounding: it rises, but no longer in a straight line.
  std::optional<Line> bent(const Operation& op, std::size_t cell) const {
    auto a = of(op.in[0], cell);
    if (!a) return std::nullopt;
    Number with = op.constant;
    if (op.op != Op::round) {
      auto b = of(op.in[1], cell);
      if (!b) return std::nullopt;
      if (a->constant()) std::swap(a, b);
      if (!b->constant()) return std::nullopt;
      with = b->rest;
    }
    a->above.push_back({op.op, with, op.mode});
    return a;
  }

  const Board& board_;
  const WeighedFold& fold_;
  const Body& body_;
  const Refill& refill_;
};

/// What places are made from: a column of figures, and whether something else parts equals.
struct Ranked {
  Column figure = -1;
  bool keys = false;
};
/// figure is −1 where places rest on more than the order of one figure.
Ranked ranked_by(const Board& board, const PlanNode& root, const PlanNode* rank, const Refill& refill) {
  if (!rank) return {root.points, false};
  const Operation* op = &board.plan.operations[static_cast<std::size_t>(rank->points)];
  for (;;) {
    const Kernel::Chosen chosen = op->op == Op::kernel ? op->kernel->chosen() : Kernel::Chosen{};
    // Who belongs to the class is ranked.
    const bool belonging = chosen.holds >= 0 && chosen.fails < 0 && !refill.reaches(op->in[static_cast<std::size_t>(chosen.condition)]);
    if (op->op != Op::node && !belonging) break;
    op = &board.plan.operations[static_cast<std::size_t>(op->in[belonging ? static_cast<std::size_t>(chosen.holds) : 0])];
  }
  if (op->op != Op::kernel || op->in.size() < 2 || op->in[0] != rank->part("part") || refill.reaches(op->in[0])) return {};
  return {op->in[1], op->in.size() > 2};
}

// ---- the job --------------------------------------------------------------------------------

struct Tally {
  int place = 0, best = 0, worst = 0;
  std::int64_t kept = 0;
};

class Robust final : public Slices {
 public:
  Robust(const Board& board, const PlanNode& root, const PlanNode& node, int slot, WeighedFold fold)
      : plan_(board.plan), own_(board), root_(root), node_(node), slot_(slot), fold_(std::move(fold)), refill_(plan_, touched(), wanted(board)), data_(board.data) {}

  /// The weights and their ends; false (with nothing told) where fewer than two can move.
  bool move(int slot, const std::vector<int>& slots, const Number& band, bool percent) {
    for (const Weighed& child : fold_.children) {
      const auto own = WeighedFold::own(own_, child, slot);
      if (!own || std::any_of(slots.begin(), slots.end(), [&](int other) { return WeighedFold::own(own_, child, other) != own; })) continue;
      const Number now = *fold_.now(own_, child, slot);
      const Number by = percent ? now * band : band;
      body_.weights.push_back({&child, *own, now, max(now - by, 0), now + by});
      body_.sum += now;
    }
    return body_.weights.size() > 1;
  }
  bool reaches_root() const { return refill_.reaches(root_.points); }

  /// False where no choice is found.
  bool begin(std::int64_t choices, std::uint64_t seed) {
    columns_ = own_.columns;
    const std::vector<int> places = places_on(own_, root_, slot_);
    for (const int place : places) tallies_.push_back({place, place, place, 0});
    Corners corners(body_, static_cast<std::size_t>(choices));
    corners_ = !corners.too_many();
    if (corners_) found_ = corners.take();
    else sample_.emplace(body_, seed);
    choices_ = corners_ ? static_cast<std::int64_t>(found_.size()) : choices;
    batch_ = static_cast<std::int64_t>(cells_a_step / (refill_.cells(data_) + 1)) + 1;
    std::vector<Number> first(body_.weights.size());
    return corners_ || Sample(body_, seed).next(first);
  }

  bool step() override {
    std::vector<Number> weights(body_.weights.size());
    for (std::int64_t i = 0; i < batch_ && done_ < choices_; ++i, ++done_) {
      if (corners_) weights = found_[static_cast<std::size_t>(done_)];
      else if (!sample_->next(weights)) choices_ = done_;  // so few were found
      if (done_ == choices_) break;
      choose(weights);
    }
    return done_ == choices_;
  }
  Number progress() const override { return choices_ ? Number::ratio(done_, choices_ + 1) : Number(0); }

  void write(JsonWriter& w) override {
    const auto& units = own_.units(root_.cls);
    w.object().key("node").string(node_.id).key("how").string(corners_ ? "corners" : "sample").key("choices").integer(choices_).key("weights").array();
    for (const Moved& weight : body_.weights) {
      w.object().key("child").string(weight.child->node->id).key("title").text(weight.child->node->title).key("own").string(weight.own.exact());
      w.key("now").string(weight.now.exact()).key("low").string(weight.low.exact()).key("high").string(weight.high.exact()).end_object();
    }
    w.end_array().key("units").array();
    std::vector<std::size_t> order(tallies_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    stable_order(order, [&](std::size_t a, std::size_t b) {
      return tallies_[a].place != 0 && (tallies_[b].place == 0 || tallies_[a].place < tallies_[b].place);
    });
    const auto place = [&](const char* key, int value) {
      w.key(key);
      if (value > 0) w.integer(value);
      else w.null();
    };
    for (const std::size_t u : order) {
      const Tally& tally = tallies_[u];
      const Number share = choices_ ? Number::ratio(tally.kept, choices_) : Number(0);
      w.object().key("unit").string(units[u].id).key("name").text(units[u].name);
      place("place", tally.place);
      place("best", tally.best);
      place("worst", tally.worst);
      w.key("kept").integer(tally.kept).key("keptShare").string(short_number(share)).key("shown").string((share * 100).fixed(1) + "%").end_object();
    }
    w.end_array();
    write_never(w, order);
    w.end_object();
  }

 private:
  Touched touched() const {
    Touched result;
    result.folds.push_back(fold_.fold);
    return result;
  }
  std::vector<Column> wanted(const Board& board) {
    std::vector<Column> result{root_.points};
    for (const PlanNode& node : plan_.nodes) {
      if (node.cls != root_.cls || node.node->type != NodeType::rank || node.grain != root_.grain || node.of < 0) continue;
      if (&plan_.nodes[static_cast<std::size_t>(node.of)] == &root_) result.push_back(node.points);
    }
    rank_ = outcome_on(board, root_, NodeType::rank);
    return result;
  }

  void choose(const std::vector<Number>& weights) {
    for (std::size_t i = 0; i < weights.size(); ++i) data_.tuned.weights[{fold_.fold, body_.weights[i].child->member}] = weights[i];
    refill_(data_, columns_);
    const std::vector<int> places = places_on({plan_, data_, columns_}, root_, slot_);
    for (std::size_t u = 0; u < places.size(); ++u) {
      Tally& tally = tallies_[u];
      if (places[u] == 0) continue;
      tally.best = tally.best == 0 ? places[u] : std::min(tally.best, places[u]);
      tally.worst = std::max(tally.worst, places[u]);
      if (places[u] == tally.place) ++tally.kept;
    }
  }

  /// Pairs of which it is certain that no weights in the band turn them round: the first never falls behind.
  void write_never(JsonWriter& w, const std::vector<std::size_t>& order) const {
    const Ranked ranked = ranked_by(own_, root_, rank_, refill_);
    const Lines lines(own_, fold_, body_, refill_);
    std::vector<std::optional<Line>> of(tallies_.size());
    std::size_t placed = 0, sure = 0;
    for (const std::size_t u : order) {
      if (tallies_[u].place == 0) continue;
      ++placed;
      if (ranked.figure >= 0) of[u] = lines.of(ranked.figure, own_.place(ranked.figure, {slot_, static_cast<int>(u)}));
      sure += of[u].has_value();
    }
    w.key("linear").boolean(sure > 1).key("never").array();
    const auto& units = own_.units(root_.cls);
    for (std::size_t i = 0; i < placed; ++i)
      for (std::size_t k = i + 1; k < placed; ++k) {
        const std::size_t ahead = order[i], behind = order[k];
        if (tallies_[ahead].place == tallies_[behind].place) continue;
        if (placed > pairs_of_all && tallies_[behind].place - tallies_[ahead].place > near) break;
        if (!of[ahead] || !of[behind]) continue;
        if (!same(of[ahead]->above, of[behind]->above) || (ranked.keys && !of[ahead]->strict())) continue;
        Line gap = *of[behind];
        gap.add(*of[ahead], -1);
        gap.slopes.resize(body_.weights.size());
        const Number most = body_.most(gap.slopes) + gap.rest;
        // Where other figures part equals, they must not even be equal.
        if (most > 0 || (ranked.keys && most.is_zero())) continue;
        w.object().key("ahead").string(units[ahead].id).key("behind").string(units[behind].id).end_object();
      }
    w.end_array();
  }

  const Plan& plan_;
  const Board own_;
  const PlanNode &root_, &node_;
  const int slot_;
  const WeighedFold fold_;
  const PlanNode* rank_ = nullptr;
  const Refill refill_;
  Data data_;
  Columns columns_;
  Body body_;
  std::vector<Tally> tallies_;
  bool corners_ = false;
  std::vector<std::vector<Number>> found_;
  std::optional<Sample> sample_;
  std::int64_t choices_ = 0, done_ = 0, batch_ = 1;
};

/// The total, or, where that is a mean of months or the like, the node under it that has weights.
const PlanNode* weighed_node(const Plan& plan, const PlanNode& node) {
  const PlanNode* inner = &node;
  while (weighed_children(plan, *inner).children.size() < 2) {
    const int under = inner->inner >= 0 ? inner->inner : inner->of;
    if (under < 0) return &node;
    inner = &plan.nodes[static_cast<std::size_t>(under)];
  }
  return inner;
}

/// A question with a fault: nothing to do, nothing to say.
struct Nothing final : Slices {
  bool step() override { return true; }
  Number progress() const override { return 0; }
  void write(JsonWriter& w) override { w.null(); }
};

}  // namespace

std::unique_ptr<Slices> begin_robust(const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, false);
  const auto named = query.get("node"), band_given = query.need("band"), choices_given = query.get("choices"), seed_given = query.get("seed");
  const std::string by = query.choice("by", {"points", "percent"});
  query.done();
  auto nothing = std::make_unique<Nothing>();
  const auto& told = query.reader().sink->out;
  Number band = band_given ? band_given->quantity() : Number(0);
  const std::int64_t choices = choices_given ? choices_given->integer(1, static_cast<int>(most_choices)) : 1000;
  const std::int64_t seed = seed_given ? seed_given->integer(0, 2'000'000'000) : 0;
  if (band.is_negative()) band_given->fault(Code::value_domain, {band.exact(), "band", "≥ 0"});
  if (!ask.ok || has_error(told)) return nothing;
  const PlanNode* root = root_of(board, ask.cls, ask.period.grain);
  if (!root) {
    query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
    return nothing;
  }
  const PlanNode* node = named ? board.plan.find(ask.cls, named->string()) : weighed_node(board.plan, *root);
  if (!node) {
    named->fault(Code::query_unknown, {"node", named->json->text});
    return nothing;
  }
  const Reader& place = named ? *named : query.reader();
  WeighedFold fold = weighed_children(board.plan, *node);
  const std::vector<int> slots = slots_in(board, *node, ask.period);
  const auto fixed = [&] {
    std::string children;
    for (const Cited& child : node->node->children) children += (children.empty() ? "" : ", ") + child.id;
    place.fault(Code::weight_fixed, {node->id, children.empty() ? node->id : children});
    return std::move(nothing);
  };
  if (fold.fold < 0 || slots.empty()) return fixed();
  // A band in points of weights that are shares is one of percentage points; a percentage of a weight may be written "5" or "5%".
  if (!band_given->percent() && (by == "percent" || fold.weighted)) band = band / 100;
  auto robust = std::make_unique<Robust>(board, *root, *node, ask.slot, std::move(fold));
  if (!robust->move(slots[0], slots, band, by == "percent") || !robust->reaches_root()) return fixed();
  if (!robust->begin(choices, static_cast<std::uint64_t>(seed))) {
    band_given->fault(Code::value_domain, {band_given->json->text, "band", std::to_string(most_failures)});
    return nothing;
  }
  return robust;
}

}  // namespace yardstick
