#include "curve.h"

#include <algorithm>
#include <map>
#include <set>

#include "facts.h"
#include "kernel.h"
#include "rules/rule.h"
#include "solve.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

/// What a bent piece is drawn from, and the part of it next to an end at which it is looked at.
constexpr int bends = 8;
constexpr std::int64_t sliver = 1000;
/// A domain so many times wider than where things happen is not drawn whole.
constexpr std::int64_t wide = 20;

/// What a rule rests on: facts of its own class, in the order in which it names them (what is measured before what it is
/// measured by); whether there is anything else.
struct Rests {
  std::vector<int> facts;
  bool alone = true;
};

void names_in(const Expr& expr, const Class& cls, std::vector<int>& facts) {
  if (expr.kind == Expr::Kind::name)
    for (std::size_t f = 0; f < cls.facts.size(); ++f)
      if (cls.facts[f].id == expr.text) facts.push_back(static_cast<int>(f));
  for (const auto& arg : expr.args)
    if (arg) names_in(*arg, cls, facts);
}

Rests rests_of(const Plan& plan, const PlanNode& node, int index) {
  Rests result;
  std::map<Column, int> found;  // columns are made as they are named
  std::set<Column> seen;
  std::vector<Column> open{node.points, node.full};
  while (!open.empty()) {
    const Column column = open.back();
    open.pop_back();
    if (column < 0 || !seen.insert(column).second) continue;
    const Operation& op = plan.operations[at(column)];
    if (op.shape.uniform) continue;
    const bool other = op.op == Op::node && op.index >= 0 && op.index != index && scores(plan.nodes[at(op.index)]);
    if (other || op.shape.cls != node.cls || op.shape.list >= 0 || op.op == Op::fold_rows || op.op == Op::fold_periods ||
        (op.op == Op::kernel && (op.kernel->rows() >= 0 || op.kernel->reads() != Kernel::Reads::own)))
      result.alone = false;
    if (other || op.shape.cls != node.cls) continue;
    if (op.op == Op::fact) found.emplace(column, op.index);
    open.insert(open.end(), op.in.begin(), op.in.end());
  }
  const Class& cls = plan.scheme->classes[at(node.cls)];
  const Formula* measured = node.node->rule ? node.node->rule->measured() : &node.node->value;
  if (measured && measured->expr) names_in(*measured->expr, cls, result.facts);
  std::vector<int> once;
  const auto add = [&](int fact) {
    if (std::find(once.begin(), once.end(), fact) == once.end()) once.push_back(fact);
  };
  for (const int fact : result.facts)
    if (std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.second == fact; })) add(fact);
  for (const auto& [column, fact] : found) add(fact);
  result.facts = std::move(once);
  return result;
}

bool is_quantity(FactType type) { return type == FactType::number || type == FactType::count || type == FactType::money || type == FactType::rate; }

/// x on a tidy grid outwards: a tenth of the power of ten below the width.
Number tidy(const Number& x, const Number& width, bool up) {
  Number unit = 1;
  while (unit > width && unit > Number::ratio(1, 1'000'000)) unit = unit / 10;
  while (unit * 10 <= width) unit = unit * 10;
  return round_to(x, unit / 10, up ? Rounding::ceiling : Rounding::floor);
}

class Drawing {
 public:
  Drawing(const Board& board, const ReadingAt& reading, Column column, std::size_t cell, const std::optional<Number>& now)
      : mover_(board, {reading}), column_(column), cell_(cell), now_(now), smooth_(board.plan.rounded[at(column)]) {}

  Number low, high;
  std::vector<CurvePiece> pieces;

  bool draw() {
    std::optional<std::vector<Piece>> course = mover_.course(column_, cell_, smooth_);
    if (!course || (smooth_ && !ends_known())) {
      // Too much of it: a part may do.
      stretch({});
      mover_.within(low, high);
      course = mover_.course(column_, cell_, smooth_);
    }
    if (!course) return false;
    std::vector<Number> edges;
    for (const Piece& piece : *course)
      for (const auto& end : {piece.from, piece.to})
        if (end) edges.push_back(*end);
    stretch(edges);
    for (const Piece& piece : *course)
      if (mover_.step()) step_piece(piece);
      else if (piece.point) dot(piece);
      else if (!run(piece)) return false;
    if (mover_.step()) join_steps();
    return varies();
  }

 private:
  bool ends_known() const { return mover_.domain().low && mover_.domain().high; }

  /// From where to where it is drawn: the domain, or a part of it around what happens.
  void stretch(const std::vector<Number>& edges) {
    const std::optional<Number>&first = mover_.domain().low, &last = mover_.domain().high;
    std::vector<Number> inner;
    for (const Number& edge : edges)
      if ((!first || edge > *first) && (!last || edge < *last)) inner.push_back(edge);
    if (now_) inner.push_back(*now_);
    if (first && (inner.empty() || !first->is_negative())) inner.push_back(*first);
    if (inner.empty()) inner.push_back(0);
    const auto [least, most] = std::minmax_element(inner.begin(), inner.end(), [](const Number& a, const Number& b) { return a < b; });
    const Number bottom = *least, top = *most;
    Number width = top - bottom;
    if (width.is_zero()) width = top.is_zero() ? Number(10) : abs(top);
    low = tidy(bottom - width / 4, width, false);
    high = tidy(top + width / 4, width, true);
    if (!low.is_negative() || !bottom.is_negative()) low = max(low, Number(0));
    const bool far_up = last && *last - bottom > width * Number(wide), far_down = first && top - *first > width * Number(wide);
    if (first && (!far_down || low < *first)) low = *first;
    if (last && (!far_up || high > *last)) high = *last;
    if (mover_.step()) {
      low = mover_.on_grid(low, true);
      high = mover_.on_grid(high, false);
    }
    if (high < low) high = low;
  }

  bool inside(const Number& x) const { return !(x < low) && !(x > high); }

  void dot(const Piece& piece) {
    if (!piece.value.exact() || !inside(*piece.from)) return;
    const Number &x = *piece.from, &y = *piece.value.low;
    if (!pieces.empty() && pieces.back().points.back() == std::pair(x, y)) {
      pieces.back().right = true;
      return;
    }
    add({{{x, y}}, true, true}, std::nullopt);
  }

  /// The inside of an interval; false where it has no figure that can be told.
  bool run(const Piece& piece) {
    const Number a = piece.from ? max(*piece.from, low) : low, b = piece.to ? min(*piece.to, high) : high;
    if (!(a < b) || !piece.value.known) return true;
    const auto form = SpanAlgebra::form_of(piece.value);
    CurvePiece drawn;
    drawn.left = !piece.from || a != *piece.from;
    drawn.right = !piece.to || b != *piece.to;
    if (form) {
      const bool straight = form->r.is_zero();
      for (int k = 0; k <= bends; k += straight ? bends : 1) {
        const Number x = a + (b - a) * Number(k) / Number(bends);
        if (!(form->r * x + form->s).is_zero()) drawn.points.emplace_back(x, form->at(x));
      }
      if (drawn.points.size() < 2) return false;
      drawn.left = drawn.left && drawn.points.front().first == a;
      drawn.right = drawn.right && drawn.points.back().first == b;
      if (straight) return add(std::move(drawn), form), true;
    } else if (!bent(drawn, a, b)) {
      return false;
    }
    add(std::move(drawn), std::nullopt);
    return true;
  }

  /// What is no fraction: single values. At its ends it is looked at close to them.
  bool bent(CurvePiece& drawn, const Number& a, const Number& b) {
    const Number near = (b - a) / Number(sliver);
    for (int k = 0; k <= bends; ++k) {
      const Number x = k == 0 ? (drawn.left ? a : a + near) : k == bends ? (drawn.right ? b : b - near) : a + (b - a) * Number(k) / Number(bends);
      const Span span = mover_.at(x, column_, cell_);
      if (!span.exact()) return false;
      drawn.points.emplace_back(x, *span.low);
    }
    // Where the value at the end itself goes on as it does next to it, it is one of them.
    const auto meets = [&](const Number& end, const std::pair<Number, Number>& one, const std::pair<Number, Number>& next) {
      const Span span = mover_.at(end, column_, cell_);
      if (!mover_.allowed(end) || !span.exact() || abs(*span.low - one.second) > abs(one.second - next.second)) return std::optional<Number>();
      return std::optional(*span.low);
    };
    if (!drawn.left)
      if (const auto y = meets(a, drawn.points[0], drawn.points[1])) {
        drawn.points[0] = {a, *y};
        drawn.left = true;
      }
    const std::size_t n = drawn.points.size();
    if (!drawn.right)
      if (const auto y = meets(b, drawn.points[n - 1], drawn.points[n - 2])) {
        drawn.points[n - 1] = {b, *y};
        drawn.right = true;
      }
    return true;
  }

  /// Next to what is there: it takes in a value at its beginning, and goes on with a straight line that it continues.
  void add(CurvePiece piece, const std::optional<Fractional>& line) {
    if (!pieces.empty() && pieces.back().right && pieces.back().points.back() == piece.points.front()) {
      const bool single = pieces.back().points.size() == 1;
      if (single || (line && line_ && line->p == line_->p && line->q == line_->q)) {
        if (single) {
          piece.left = true;
          pieces.back() = std::move(piece);
        } else {
          pieces.back().points.back() = piece.points.back();
          pieces.back().right = piece.right;
        }
        line_ = line;
        return;
      }
      piece.left = true;
    }
    pieces.push_back(std::move(piece));
    line_ = line;
  }

  // ---- on a grid: from its first value inside to its last ----------------------------------------------------
  void step_piece(const Piece& piece) {
    if (!piece.value.known) return;
    if (piece.point) {
      if (piece.value.exact() && inside(*piece.from)) pieces.push_back({{{*piece.from, *piece.value.low}}, true, true});
      return;
    }
    const Number a = piece.from && !(*piece.from < low) ? mover_.beyond(*piece.from, true) : low;
    const Number b = piece.to && !(*piece.to > high) ? mover_.beyond(*piece.to, false) : high;
    if (a > b) return;
    const auto form = SpanAlgebra::form_of(piece.value);
    CurvePiece drawn;
    const bool straight = form && form->r.is_zero();
    for (int k = 0; k <= bends; k += straight ? bends : 1) {
      const Number x = mover_.on_grid(a + (b - a) * Number(k) / Number(bends), false);
      if (!drawn.points.empty() && drawn.points.back().first == x) continue;
      const Span there = form ? Span() : mover_.at(x, column_, cell_);
      if (!form && !there.exact()) return;
      drawn.points.emplace_back(x, form ? form->at(x) : *there.low);
    }
    pieces.push_back(std::move(drawn));
  }

  /// How much a piece rises with each step; nothing of a single value, or where it is bent.
  std::optional<Number> rise(const CurvePiece& piece) const {
    if (piece.points.size() != 2) return std::nullopt;
    return (piece.points[1].second - piece.points[0].second) / (piece.points[1].first - piece.points[0].first) * *mover_.step();
  }
  /// Values in a line, three or more or all alike, are one piece.
  void join_steps() {
    std::vector<CurvePiece> joined;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const CurvePiece& next = pieces[i];
      if (!joined.empty() && joined.back().points.size() <= 2 && next.points.size() <= 2 && next.points[0].first - joined.back().points.back().first == *mover_.step()) {
        const Number jump = next.points[0].second - joined.back().points.back().second;
        const auto before = rise(joined.back()), own = rise(next);
        const bool third = i + 1 < pieces.size() && pieces[i + 1].points.size() == 1 && pieces[i + 1].points[0].first - next.points[0].first == *mover_.step() &&
                           pieces[i + 1].points[0].second - next.points[0].second == jump;
        const bool fits = (!before || *before == jump) && (!own || *own == jump) && (before || own || jump.is_zero() || third);
        if (fits) {
          joined.back().points = {joined.back().points.front(), next.points.back()};
          continue;
        }
      }
      joined.push_back(next);
    }
    pieces = std::move(joined);
  }

  bool varies() const {
    for (const CurvePiece& piece : pieces)
      for (const auto& [x, y] : piece.points)
        if (y != pieces[0].points[0].second) return true;
    return false;
  }

  Mover mover_;
  const Column column_;
  const std::size_t cell_;
  const std::optional<Number> now_;
  const bool smooth_;
  std::optional<Fractional> line_;  // the last piece, where it is straight
};

}  // namespace

int present_slot(const Board& board, const PlanNode& node, int first, int last) {
  const auto& slots = board.data.slots[at(node.grain)];
  const auto day = parse_date(board.data.as_of);
  int result = -1;
  for (int slot = std::max(first, 0); slot < last; ++slot) {
    if (node.content_parent >= 0 && slots[at(slot)].index != node.content_index) continue;
    if (result < 0 || (day && first_day(slots[at(slot)]) <= *day)) result = slot;
  }
  return result;
}

std::optional<Curve> curve_of(const Board& board, const PlanNode& node, Position where, bool any_unit) {
  const PlanNode& own = node.inner >= 0 ? board.plan.nodes[at(node.inner)] : node;
  const NodeType type = node.node->type;
  const bool value = type == NodeType::number || type == NodeType::rate || type == NodeType::money;
  if (!(type == NodeType::points ? node.node->rule != nullptr : value && !node.node->fold) || own.points < 0) return std::nullopt;
  Curve curve;
  curve.node = &own;
  curve.slot = where.slot;
  if (node.inner >= 0) {
    const auto [first, last] = board.data.inside(node.grain, where.slot, own.grain);
    curve.slot = present_slot(board, own, first, last);
    if (curve.slot < 0) return std::nullopt;
  }
  const Rests rests = rests_of(board.plan, own, static_cast<int>(&node - board.plan.nodes.data()));
  if (any_unit && (!rests.alone || rests.facts.size() != 1)) return std::nullopt;
  const Position here{curve.slot, where.unit};
  const ClassData& data = board.data.classes[at(node.cls)];
  for (const int f : rests.facts) {
    const Fact& fact = board.plan.scheme->classes[at(node.cls)].facts[at(f)];
    if (!is_quantity(fact.type) || fact.columns() != 1 || fact.grain > own.grain) continue;
    curve.reading = {node.cls, f, 0, board.data.containing(own.grain, here.slot, fact.grain), where.unit};
    if (curve.reading.slot < 0 || !looks_at(board, curve.reading)) continue;
    const Cells& cells = data.readings[at(f)][0];
    const std::size_t cell = at(curve.reading.slot) * data.units.size() + at(where.unit);
    const bool known = cells.statuses[cell] == Status::known;
    Drawing drawing(board, curve.reading, own.points, board.place(own.points, here), known && !any_unit ? std::optional(cells.values[cell]) : std::nullopt);
    if (!drawing.draw()) {
      // What makes no difference leaves it to another; but where nothing is known, it is not for want of this figure.
      if (drawing.pieces.empty()) return std::nullopt;
      continue;
    }
    curve.from = drawing.low;
    curve.to = drawing.high;
    curve.pieces = std::move(drawing.pieces);
    if (known && !any_unit && board.status(own.points, here) == Status::known) curve.now = {cells.values[cell], board.value(own.points, here)};
    return curve;
  }
  return std::nullopt;
}

}  // namespace yardstick
