#include "addends.h"

#include <algorithm>
#include <numeric>

#include "kernel.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// So many values of a figure are taken one by one; beyond that what lies between is taken as if it could stand anywhere.
constexpr std::size_t most_values = 1500;
/// So many combinations of figures that do not move the sum apart from each other; so many ways of one part.
constexpr std::size_t most_together = 128, most_ways = 2500;

/// Whether a cell of that kind has no figure where an input that it looks at has none.
bool strict(Op op) {
  switch (op) {
    case Op::negate: case Op::absolute: case Op::round_down: case Op::round_up: case Op::round: case Op::add: case Op::subtract:
    case Op::multiply: case Op::divide: case Op::lesser: case Op::greater: case Op::equal: case Op::unequal: case Op::less:
    case Op::at_most: case Op::more: case Op::at_least: case Op::opposite: case Op::widen: case Op::pick: case Op::node:
    case Op::level: case Op::band: case Op::marginal: case Op::within: case Op::require: case Op::lookup: return true;
    default: return false;
  }
}

std::vector<std::size_t> united(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::vector<std::size_t> result;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

/// What a piece comes to towards one of its ends; nothing without an end.
std::optional<Number> towards(const Piece& piece, bool upper) {
  const std::optional<Number>& end = upper ? piece.to : piece.from;
  if (piece.value.exact()) return *piece.value.low;
  if (!end || !piece.value.form) return std::nullopt;
  const Fractional& form = *piece.value.form;
  return (form.r * *end + form.s).is_zero() ? std::nullopt : std::optional(form.at(*end));
}

/// Rises (1) or falls (-1) from each piece to the next and throughout; 0 where it does neither or is not always known.
int direction(const std::vector<Piece>& pieces) {
  int found = 0;
  std::optional<Number> last;
  const auto meet = [&](const Number& value) {
    const int by = last ? compare(value, *last) : 0;
    last = value;
    if (by != 0 && found != 0 && by != found) return false;
    if (by != 0) found = by;
    return true;
  };
  for (const Piece& piece : pieces) {
    if (!piece.value.known || piece.value.others != 0) return 0;
    if (!piece.value.exact() && (!piece.value.form || !piece.value.form->r.is_zero())) return 0;
    const auto left = towards(piece, false), right = towards(piece, true);
    if (left && !meet(*left)) return 0;
    if (!left || !right) {  // without an end its slope tells
      const int by = piece.value.form ? compare(piece.value.form->p, 0) : 0;
      if (by != 0 && found != 0 && by != found) return 0;
      if (by != 0) found = by;
      if (!left) last.reset();
    }
    if (right && !meet(*right)) return 0;
  }
  return found == 0 ? 1 : found;
}

std::optional<Number> value_at(const std::vector<Piece>& pieces, const Number& x) {
  for (const Piece& piece : pieces) {
    const bool here = piece.point ? *piece.from == x : (!piece.from || *piece.from < x) && (!piece.to || x < *piece.to);
    if (!here) continue;
    if (piece.value.exact()) return *piece.value.low;
    return piece.value.known && piece.value.others == 0 && piece.value.form ? std::optional(piece.value.form->at(x)) : std::nullopt;
  }
  return std::nullopt;
}

void scale(Ways& ways, const Number& factor) {
  for (Choice& choice : ways.choices) choice.gain = choice.gain * factor;
  for (Slope& slope : ways.slopes) {
    slope.gain = slope.gain * factor;
    slope.gain_to = slope.gain_to * factor;
  }
}

}  // namespace

Addends::Addends(const Board& start, const std::vector<Movable>& movable, const Wanted& wanted)
    : start_(start), movable_(movable), reach_(start, [&] {
        std::vector<ReadingAt> all;
        for (const Movable& one : movable) all.insert(all.end(), one.cells.begin(), one.cells.end());
        return all;
      }()) {
  for (std::size_t i = 0; i < movable_.size(); ++i)
    for (const ReadingAt& reading : movable_[i].cells) {
      const ClassData& cls = start.data.classes[at(reading.cls)];
      if (cls.readings[at(reading.fact)][at(reading.column)].statuses[at(reading.slot) * cls.units.size() + at(reading.unit)] != Status::known) return;
      place_[reading] = i;
    }
  reach_.look_apart();
  reach_.trace(trace_);
  const Key goal = reach_.key_of(wanted.column, wanted.cell);
  span(goal);
  const auto sum = branching(goal);
  if (!sum) return;
  sum_ = *sum;
  const Span stands = now(start_, sum_);
  if (!stands.exact() || figures_of(sum_).empty()) return;
  // Which sums reach the goal: all from one on, or all up to one.
  Mover top(start_, Reach::column_of(sum_), Reach::cell_of(sum_), span(sum_));
  const Solved solved = top.solve(wanted);
  if (!solved.exact || solved.ranges.size() > 1) return;
  additive_ = true;
  if (solved.ranges.empty()) {  // no sum that it can come to does
    const std::optional<Number>& high = top.domain().high;
    if (!high) additive_ = false;
    else need_ = *high - *stands.low, beyond_ = true;
  } else {
    const Values1D& range = solved.ranges[0];
    const bool up = range.to == top.domain().high && !range.below, down = range.from == top.domain().low && !range.above;
    additive_ = up != down && (up ? range.from : range.to);
    if (!additive_) return;
    sign_ = up ? 1 : -1;
    need_ = up ? *range.from - *stands.low : *stands.low - *range.to;
    beyond_ = up ? range.above : range.below;
  }
  if (additive_) components_ = components_of(sum_);
}

Span Addends::now(const Board& board, Key key) {
  const Column column = Reach::column_of(key);
  const Cells& cells = board.columns.cells[at(column)];
  const std::size_t cell = Reach::cell_of(key);
  if (cell >= cells.statuses.size()) return Span::anything();
  return cells.statuses[cell] == Status::known ? Span::of(cells.values[cell]) : Span::of(cells.statuses[cell]);
}

std::optional<std::size_t> Addends::figure_at(Key key) const {
  const Operation& op = operation(key);
  const std::size_t cell = Reach::cell_of(key);
  ReadingAt reading;
  if (op.op == Op::fact) {
    const std::size_t units = start_.data.units(op.shape.cls);
    reading = {op.shape.cls, op.index, std::max(op.option, 0), static_cast<int>(cell / units), static_cast<int>(cell % units)};
  } else if (op.op == Op::field && op.option == 1) {
    const RowList& list = start_.plan.lists[at(op.shape.list)];
    if (list.kind != RowList::Kind::keyed) return std::nullopt;
    const std::size_t slots = start_.data.slots[static_cast<std::size_t>(list.grain)].size();
    const std::size_t keys = start_.data.classes[at(list.cls)].readings[at(list.fact)].size();
    reading = {list.cls, list.fact, static_cast<int>(cell % keys), static_cast<int>(cell / keys % slots), static_cast<int>(cell / keys / slots)};
  } else {
    return std::nullopt;
  }
  const auto found = place_.find(reading);
  return found == place_.end() ? std::nullopt : std::optional(found->second);
}

/// `all`: a kernel that looks at more than its inputs show.
std::vector<Addends::Key> Addends::inputs(Key key, bool& all) {
  span(key);
  std::vector<Key> result = trace_[key];
  const Operation& op = operation(key);
  if (op.op == Op::kernel) {
    const Kernel::Reads reads = op.kernel->reads();
    all = reads == Kernel::Reads::ends || op.kernel->rows() >= 0;
    for (const Column in : op.in) {
      if (!reach_.touches(in)) continue;
      const Shape& from = start_.plan.operations[at(in)].shape;
      all = all || !(from.uniform || from == op.shape);
      if (all) break;
      const std::size_t cell = Reach::cell_of(key), units = start_.data.units(op.shape.cls);
      const auto look = [&](std::size_t other) {
        reach_.of(in, other);
        result.push_back(reach_.key_of(in, other));
      };
      if (reads == Kernel::Reads::own) look(cell);
      if (reads == Kernel::Reads::part)
        for (std::size_t u = 0; u < units; ++u) look(cell / units * units + u);
      if (reads == Kernel::Reads::periods)
        for (std::size_t s = 0; s < start_.data.slots[static_cast<std::size_t>(op.shape.grain)].size(); ++s) look(s * units + cell % units);
    }
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

const Addends::Places& Addends::figures_of(Key key) {
  if (const auto kept = figures_.find(key); kept != figures_.end()) return kept->second;
  Places result;
  if (!span(key).settled()) {
    if (const auto own = figure_at(key)) {
      result.push_back(*own);
    } else {
      bool all = false;
      const std::vector<Key> from = inputs(key, all);
      if (all) {
        result.resize(movable_.size());
        std::iota(result.begin(), result.end(), std::size_t{0});
      } else {
        for (const Key input : from) result = united(result, figures_of(input));
      }
    }
  }
  return figures_.emplace(key, std::move(result)).first->second;
}

std::vector<Addends::Key> Addends::moved_inputs(Key key) {
  bool all = false;
  std::vector<Key> result;
  for (const Key input : inputs(key, all))
    if (!figures_of(input).empty()) result.push_back(input);
  // What looks at more than its inputs has none that stands for it.
  if (all) result.clear();
  return result;
}

std::optional<Addends::Key> Addends::branching(Key key) {
  while (figures_of(key).size() > 1) {
    const auto moved = moved_inputs(key);
    if (moved.size() != 1 || figures_of(moved[0]).size() != figures_of(key).size()) break;
    if (!strict(operation(key).op) && span(moved[0]).others != 0) return std::nullopt;
    key = moved[0];
  }
  return key;
}

bool Addends::sums(Key key, const std::vector<Key>& moved) const {
  const Operation& op = operation(key);
  if (op.op == Op::add || op.op == Op::subtract) return true;
  if (op.op != Op::fold_children && op.op != Op::fold_periods && op.op != Op::fold_rows) return false;
  const FoldHow& how = op.fold;
  if (how.trim.given || how.exempt == Policy::move) return false;
  switch (how.take) {
    case Take::sum: case Take::mean: case Take::weighted: case Take::pooled: case Take::first: case Take::last: break;
    default: return false;
  }
  // Full marks, weights, keys and conditions must stay as they are.
  std::vector<Column> fixed;
  const auto fix = [&](int place) {
    if (place >= 0) fixed.push_back(op.in[at(place)]);
  };
  for (const int place : {op.inputs.where, op.inputs.full, op.inputs.own_full, op.inputs.weight, op.inputs.key}) fix(place);
  if (op.op == Op::fold_children)
    for (const Member& member : op.members) {
      fix(member.full);
      fix(member.weight);
    }
  return std::none_of(moved.begin(), moved.end(), [&](Key input) {
    return std::find(fixed.begin(), fixed.end(), Reach::column_of(input)) != fixed.end();
  });
}

void Addends::terms_of(Key key, const Number& factor, std::vector<Term>& terms) {
  if (figures_of(key).size() > 1) {
    const auto moved = moved_inputs(key);
    bool sum = !moved.empty() && (moved.size() == 1 ? figures_of(moved[0]).size() == figures_of(key).size() : sums(key, moved));
    std::vector<Number> factors;
    for (std::size_t i = 0; i < moved.size() && sum; ++i) {
      const Span own = span(moved[i]);
      sum = own.known && (own.others == 0 || strict(operation(key).op)) && now(start_, moved[i]).exact();
      if (!sum) break;
      Mover mover(start_, Reach::column_of(moved[i]), Reach::cell_of(moved[i]), own);
      const auto by = mover.straight(Reach::column_of(key), Reach::cell_of(key));
      sum = by.has_value();
      if (by) factors.push_back(*by);
    }
    if (sum) {
      for (std::size_t i = 0; i < moved.size(); ++i)
        if (!factors[i].is_zero()) terms_of(moved[i], factor * factors[i], terms);
      return;
    }
  }
  terms.push_back({key, factor});
}

std::vector<Addends::Component> Addends::components_of(Key key, const Number& factor) {
  std::vector<Component> result;
  std::vector<Term> terms;
  terms_of(key, 1, terms);
  for (Term& term : terms) {
    Component own{figures_of(term.key), {term}, key, factor};
    for (std::size_t i = result.size(); i-- > 0;) {
      Places common;
      std::set_intersection(own.figures.begin(), own.figures.end(), result[i].figures.begin(), result[i].figures.end(), std::back_inserter(common));
      if (common.empty()) continue;
      own.figures = united(own.figures, result[i].figures);
      own.terms.insert(own.terms.end(), result[i].terms.begin(), result[i].terms.end());
      result.erase(result.begin() + static_cast<std::ptrdiff_t>(i));
    }
    result.push_back(std::move(own));
  }
  return result;
}

bool Addends::looked_into(std::size_t component) {
  const Component own = components_[component];
  const Key key = own.terms[0].key;
  const Operation& op = operation(key);
  if (own.terms.size() != 1 || (op.op != Op::round && op.op != Op::round_down && op.op != Op::round_up)) return false;
  const auto moved = moved_inputs(key);
  if (moved.size() != 1 || !now(start_, moved[0]).exact()) return false;
  const Number factor = own.factor * own.terms[0].factor;
  slack_ += abs(factor) * (op.op == Op::round ? op.constant : Number(1));
  auto inner = components_of(moved[0], factor);
  components_.erase(components_.begin() + static_cast<std::ptrdiff_t>(component));
  components_.insert(components_.begin() + static_cast<std::ptrdiff_t>(component), inner.begin(), inner.end());
  return true;
}

bool Addends::step() {
  if (!additive_ || ways_.size() == components_.size()) return true;
  const Component& own = components_[ways_.size()];
  const Number size = abs(own.factor);
  const int sign = own.factor.is_negative() ? -sign_ : sign_;
  auto ways = ways_of(own, own.base, sign, need_ / size);
  if (!ways && looked_into(ways_.size())) return false;
  additive_ = ways.has_value();
  if (!ways) return true;
  scale(*ways, size);
  ways_.push_back(std::move(*ways));
  return ways_.size() == components_.size();
}

std::optional<Ways> Addends::ways_of(const Component& component, Key key, int sign, const std::optional<Number>& need) {
  if (component.figures.size() == 1) return single(start_, component.figures[0], key, sign, need);
  if (component.terms.size() > 1) return together(component.figures, key, sign, need);
  const Term& term = component.terms[0];
  const bool falls = term.factor.is_negative();
  if (term.key == key) return together(component.figures, key, sign, need);
  const Number factor = abs(term.factor);
  const auto own_need = need ? std::optional(*need / factor) : std::nullopt;
  auto ways = below(term.key, falls ? -sign : sign, own_need);
  if (!ways) ways = together(component.figures, term.key, falls ? -sign : sign, own_need);
  if (ways) scale(*ways, factor);
  return ways;
}

Number Movable::effort(const Number& to) const {
  Number way;
  for (const Number& one : from) way += abs(to - one);
  return price * way;
}

/// One figure's course, outwards from where it stands.
std::optional<Ways> Addends::single(const Board& board, std::size_t figure, Key key, int sign, const std::optional<Number>& need) {
  const Movable& own = movable_[figure];
  std::vector<Number> from = own.from;
  std::sort(from.begin(), from.end());
  Mover mover(board, own.cells);
  const auto pieces = mover.course(Reach::column_of(key), Reach::cell_of(key));
  const Span stands = now(start_, key);
  if (!pieces || !stands.exact()) return std::nullopt;
  Ways ways;
  const auto gain = [&](const Number& value) { return sign > 0 ? value - *stands.low : *stands.low - value; };
  const auto choice = [&](const Number& x, const Number& value) { ways.choices.push_back({own.effort(x), gain(value), {{figure, x}}}); };
  // A piece, or what of it lies between two of the places where the readings stand: its effort goes one way.
  const auto along = [&](const Piece& piece, const std::optional<Number>& least, const std::optional<Number>& most) {
    const auto value = [&](const Number& x) { return piece.value.exact() ? *piece.value.low : piece.value.form->at(x); };
    const bool up = least && (!most || own.effort(*least) <= own.effort(*most));
    const Number& near = up ? *least : *most;
    std::optional<Number> far = up ? most : least;
    const auto inside = [&](const Number& x) { return !far || (up ? x < *far : x > *far); };
    if (piece.value.exact()) {  // the same throughout: its nearest value
      const Number x = mover.step() ? mover.beyond(near, up) : near;
      if (inside(x)) choice(x, *piece.value.low);
      return true;
    }
    const Fractional& form = *piece.value.form;
    if (mover.step()) {
      const std::size_t before = ways.choices.size();
      bool ended = false;
      Number x = mover.beyond(near, up);
      for (std::size_t values = 0; !ended && values <= most_values; x = mover.beyond(x, up), ++values) {
        ended = !inside(x);
        if (ended) break;
        choice(x, value(x));
        ended = need && gain(value(x)) > *need;  // what is gained beyond the need is of no use
      }
      if (ended) return true;
      ways.choices.resize(before);
    }
    if (!form.r.is_zero()) return false;  // a bend between values that are too many
    const int rises = compare(form.p, 0) * (up ? 1 : -1) * sign;
    choice(near, value(near));
    if (!far) {
      if (rises <= 0) return true;
      if (!need) return false;
      const Number missing = *need - gain(value(near));
      if (!(missing > 0)) return true;
      far = near + missing / abs(form.p) * Number(up ? 1 : -1);
    }
    choice(*far, value(*far));
    const Number first = own.effort(near), last = own.effort(*far);
    if (rises > 0 && last > first) ways.slopes.push_back({first, gain(value(near)), last, gain(value(*far)), {}, figure, near, *far});
    return true;
  };
  const Span stay = now(board, key);
  if (stay.exact()) ways.choices.push_back({0, gain(*stay.low), {}});
  for (const Piece& piece : *pieces) {
    if (!piece.value.known) continue;
    if (piece.point) {
      choice(*piece.from, *piece.value.low);
      continue;
    }
    std::optional<Number> least = piece.from;
    for (const Number& place : from) {
      if ((least && place <= *least) || (piece.to && place >= *piece.to)) continue;
      if (!along(piece, least, place)) return std::nullopt;
      if (!mover.step() || mover.allowed(place)) choice(place, piece.value.exact() ? *piece.value.low : piece.value.form->at(place));
      least = place;
    }
    if (!along(piece, least, piece.to)) return std::nullopt;
  }
  if (ways.choices.size() > 4 * most_values) return std::nullopt;
  keep_worthwhile(ways.choices);
  return ways;
}

/// All values of the figures but the one that has most, and its whole course at each.
std::optional<Ways> Addends::together(const Places& figures, Key key, int sign, const std::optional<Number>& need) {
  std::vector<std::vector<std::optional<Number>>> values;  // nothing: as it stands
  std::size_t widest = 0, all = 1;
  for (const std::size_t figure : figures) {
    const Fact& fact = fact_of(start_.plan, movable_[figure].cells[0]);
    const Span domain = domain_of(fact);
    const auto step = step_of(fact);
    values.emplace_back();
    if (!step || !domain.low || !domain.high || *domain.high - *domain.low > *step * Number(static_cast<std::int64_t>(most_together))) continue;
    values.back().push_back(std::nullopt);
    for (Number x = *domain.low; x <= *domain.high; x += *step) values.back().push_back(x);
  }
  const auto size = [&](std::size_t i) { return values[i].empty() ? most_together + 1 : values[i].size(); };
  for (std::size_t i = 1; i < values.size(); ++i)
    if (size(i) > size(widest)) widest = i;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i != widest && (all *= size(i)) > most_together) return std::nullopt;
  Ways result;
  Trial trial(start_, false);
  for (std::size_t place = 0; place < all; ++place) {
    Setting set;
    Tried tried;
    Number effort;
    std::size_t rest = place;
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (i == widest) continue;
      const Movable& own = movable_[figures[i]];
      const std::optional<Number>& x = values[i][rest % values[i].size()];
      rest /= values[i].size();
      if (x) {
        set.emplace_back(figures[i], *x);
        effort += own.effort(*x);
      }
      for (std::size_t c = 0; c < own.cells.size(); ++c) tried[own.cells[c]] = x ? *x : own.from[c];
    }
    trial.set(tried);
    auto ways = single(trial.board(), figures[widest], key, sign, need);
    if (!ways) return std::nullopt;
    for (Choice& choice : ways->choices) {
      choice.effort += effort;
      choice.set.insert(choice.set.end(), set.begin(), set.end());
      result.choices.push_back(std::move(choice));
    }
    for (Slope& slope : ways->slopes) {
      slope.effort += effort;
      slope.effort_to += effort;
      slope.set = set;
      result.slopes.push_back(std::move(slope));
    }
  }
  keep_worthwhile(result.choices);
  return result;
}

/// A sum below something that only rises or only falls with it: a cap, a rounding, steps.
std::optional<Ways> Addends::below(Key key, int sign, const std::optional<Number>& need) {
  const auto sum = branching(key);
  if (!sum || *sum == key) return std::nullopt;
  const Span stands = now(start_, *sum), top = now(start_, key);
  const Span own = span(*sum);
  if (!stands.exact() || !top.exact() || !own.known) return std::nullopt;
  const auto components = components_of(*sum);
  if (components.size() < 2) return std::nullopt;
  Mover mover(start_, Reach::column_of(*sum), Reach::cell_of(*sum), own);
  const auto pieces = mover.course(Reach::column_of(key), Reach::cell_of(key));
  const int way = pieces ? direction(*pieces) : 0;
  if (way == 0) return std::nullopt;
  const auto sum_at = [&](const Number& gain) { return *stands.low + (sign * way > 0 ? gain : -gain); };
  const auto on = [&](const Number& s) { return sign * way > 0 ? s - *stands.low : *stands.low - s; };  // gain of the sum there
  const auto gain_of = [&](const Number& value) { return sign > 0 ? value - *top.low : *top.low - value; };
  // How much of the sum is of use: up to what is needed, or to where nothing more comes of it.
  std::optional<Number> use;
  const bool up = sign * way > 0;
  const Piece& last = up ? pieces->back() : pieces->front();
  const auto most = towards(last, up);
  const auto goal = !most ? need : need ? std::optional(min(*need, gain_of(*most))) : std::optional(gain_of(*most));
  for (std::size_t k = 0; goal && k < pieces->size() && !use; ++k) {
    const Piece& piece = (*pieces)[up ? k : pieces->size() - 1 - k];
    const auto near = towards(piece, !up), far = towards(piece, up);
    const std::optional<Number>& end = up ? piece.from : piece.to;
    if (end && near && gain_of(*near) >= *goal) use = on(*end);
    else if (piece.value.form && !piece.value.exact() && (!far || gain_of(*far) >= *goal))
      use = on(((sign > 0 ? *top.low + *goal : *top.low - *goal) - piece.value.form->q) / piece.value.form->p);
  }
  std::vector<Ways> parts;
  for (const Component& component : components) {
    auto ways = ways_of(component, *sum, sign * way, use);
    if (!ways) return std::nullopt;
    parts.push_back(std::move(*ways));
  }
  const auto inner = joined(parts);
  if (!inner) return std::nullopt;
  Ways result;
  for (const Choice& choice : inner->choices)
    if (const auto value = value_at(*pieces, sum_at(choice.gain))) result.choices.push_back({choice.effort, gain_of(*value), choice.set});
  for (const Slope& slope : inner->slopes) {
    // In each piece that it passes; where the piece begins is a way by itself.
    for (const Piece& piece : *pieces) {
      const Number a = sum_at(slope.gain), b = sum_at(slope.gain_to);
      const Number low = min(a, b), high = max(a, b);
      if ((piece.to && *piece.to < low) || (piece.from && *piece.from > high)) continue;
      const Number from = piece.from ? max(low, *piece.from) : low, to = piece.to ? min(high, *piece.to) : high;
      const auto value = [&](const Number& s) { return piece.value.exact() ? *piece.value.low : piece.value.form->at(s); };
      const auto part = [&](const Number& s) { return (on(s) - slope.gain) / (slope.gain_to - slope.gain); };
      const auto effort = [&](const Number& s) { return slope.effort + (slope.effort_to - slope.effort) * part(s); };
      const auto figure = [&](const Number& s) { return slope.from + (slope.to - slope.from) * part(s); };
      for (const Number& s : {from, to}) {
        Choice choice{effort(s), gain_of(value(s)), slope.set};
        choice.set.emplace_back(slope.figure, figure(s));
        result.choices.push_back(std::move(choice));
      }
      const Number near = sign * way > 0 ? from : to, far = sign * way > 0 ? to : from;
      if (near != far && !piece.value.exact())
        result.slopes.push_back({effort(near), gain_of(value(near)), effort(far), gain_of(value(far)), slope.set, slope.figure,
                                 figure(near), figure(far)});
    }
  }
  keep_worthwhile(result.choices);
  if (result.choices.size() > most_ways) return std::nullopt;
  return result;
}

/// All ways of a sum: of choices alone, all sums of them; of figures each of which yields less the farther it goes, the steepest
/// first.
std::optional<Ways> Addends::joined(const std::vector<Ways>& parts) {
  Ways result;
  const bool bare = std::all_of(parts.begin(), parts.end(), [](const Ways& ways) { return ways.slopes.empty(); });
  if (bare) {
    result.choices.push_back({});
    for (const Ways& ways : parts) {
      if (result.choices.size() * ways.choices.size() > 100 * most_ways) return std::nullopt;
      std::vector<Choice> sums;
      for (const Choice& a : result.choices)
        for (const Choice& b : ways.choices) {
          Choice sum{a.effort + b.effort, a.gain + b.gain, a.set};
          sum.set.insert(sum.set.end(), b.set.begin(), b.set.end());
          sums.push_back(std::move(sum));
        }
      keep_worthwhile(sums);
      if (sums.size() > most_ways) return std::nullopt;
      result.choices = std::move(sums);
    }
    return result;
  }
  std::vector<Edge> edges;
  Choice at_first;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const Choice& base = parts[part].choices[0];
    at_first.gain += base.gain;
    if (!base.effort.is_zero()) return std::nullopt;
    for (const Edge& edge : edges_of(parts[part], part)) {
      const Slope* slope = along(parts[part], edge);
      if (!slope || !slope->set.empty()) return std::nullopt;
      edges.push_back(edge);
    }
  }
  std::stable_sort(edges.begin(), edges.end(), steeper);
  std::vector<std::optional<std::pair<std::size_t, Number>>> stands(parts.size());
  for (std::size_t part = 0; part < parts.size(); ++part)
    if (!parts[part].choices[0].set.empty()) stands[part] = parts[part].choices[0].set[0];
  const auto setting = [&](std::size_t but) {
    Setting set;
    for (std::size_t part = 0; part < parts.size(); ++part)
      if (part != but && stands[part]) set.push_back(*stands[part]);
    return set;
  };
  at_first.set = setting(parts.size());
  result.choices.push_back(at_first);
  Number effort = at_first.effort, gain = at_first.gain;
  for (const Edge& edge : edges) {
    const Slope& slope = *along(parts[edge.part], edge);
    const auto figure = [&](const Number& on) {
      return slope.from + (slope.to - slope.from) * (on - slope.gain) / (slope.gain_to - slope.gain);
    };
    Slope own{effort, gain, effort + edge.more_effort, gain + edge.more_gain, setting(edge.part), slope.figure,
              figure(edge.gain), figure(edge.gain + edge.more_gain)};
    effort = own.effort_to;
    gain = own.gain_to;
    stands[edge.part] = std::pair{slope.figure, own.to};
    result.choices.push_back({effort, gain, setting(parts.size())});
    result.slopes.push_back(std::move(own));
  }
  return result;
}

}  // namespace yardstick
