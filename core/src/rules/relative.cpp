// 相对评价: a unit against the others of its cohort: its place, the best, the mean, the span, the deviation, the share behind.
#include <algorithm>

#include "../fold.h"
#include "../kernel.h"
#include "../keys.h"
#include "../reach.h"
#include "../within.h"
#include "rule.h"

namespace yardstick {

namespace {

/// A figure of each part of a cohort, over the values that are known. Inputs: the part, the value.
struct Compared final : Kernel {
  enum class What : std::uint8_t { most, least, mean, deviation, competition, dense, shared, behind };
  What what;
  bool higher;
  Compared(What w, bool h) : what(w), higher(h) {}
  bool rounds() const override { return what == What::deviation; }
  Reads reads() const override { return Reads::part; }

  Span span(const SpanView& view, std::size_t cell) const override {
    Span own = view.input(1, cell);
    take_statuses(own, view.input(0, cell));
    if (!own.known) return own;
    const std::uint8_t others = own.others;
    const auto whole = [](std::int64_t n) { return Number(n); };
    Span result;
    if (what >= What::competition) {
      const Rivals rivals = rivals_of(view, 0, {1, 2, !higher, {}}, cell);
      const std::int64_t last = rivals.before + rivals.maybe_before, level = rivals.level + rivals.maybe_level;
      if (what == What::competition) result = Span::between(whole(1 + rivals.before), whole(1 + last));
      else if (what == What::shared) result = Span::between(whole(1 + rivals.before) + whole(rivals.level) / 2, whole(1 + last) + whole(level) / 2);
      else if (what == What::dense) result = Span::between(whole(rivals.before > 0 ? 2 : 1), whole(1 + last));
      else if (!rivals.sure()) result = behind(view, cell);
      else if (rivals.others == 0) result = Span::of(Number(1));
      else result = Span::of(whole(2 * (rivals.others - rivals.before) - rivals.level) / whole(2 * rivals.others));
      if (what == What::shared && !rivals.sure()) result = Span::between(whole(1 + rivals.before), whole(1 + last) + whole(level) / 2);
    } else {
      const Span& part = view.input(0, cell);
      std::vector<SpanMember> members;
      for (std::size_t unit = 0; unit < view.units(); ++unit) {
        const std::size_t other = cell / view.units() * view.units() + unit;
        const Span& theirs = view.input(0, other);
        SpanMember member{view.input(1, other), Span::of(Number(0)), Span::of(Number(0)), Span::of(Number(0))};
        if (!theirs.known || !member.points.known || (theirs.exact() && part.exact() && *theirs.low != *part.low)) continue;
        // The unit itself takes part wherever it has a figure at all.
        member.may_be_absent = other != cell && (!theirs.exact() || !part.exact() || member.points.others != 0);
        member.points.others = 0;
        members.push_back(std::move(member));
      }
      FoldHow how;
      how.take = what == What::most ? Take::max : what == What::least ? Take::min : what == What::mean ? Take::mean : Take::deviation;
      result = folded(how, Policy::missing, members, Span::of(Number(0)), Span::of(Number(0)), std::nullopt, view.algebra);
      result.others = 0;
    }
    result.others |= others;
    return result;
  }

  /// The share behind, while some may still be on either side: at best all who may be behind are, and at worst none.
  Span behind(const SpanView& view, std::size_t cell) const {
    const Span &own = view.input(1, cell), &part = view.input(0, cell);
    // In halves: for sure, and with those who may or may not be there.
    std::int64_t least = 0, most = 0, there = 0;
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::size_t other = cell / view.units() * view.units() + unit;
      const Span &theirs = view.input(0, other), &value = view.input(1, other);
      if (other == cell || !theirs.known || !value.known || (theirs.exact() && part.exact() && *theirs.low != *part.low)) continue;
      if (!theirs.exact() || !part.exact() || value.others != 0) return Span::between(Number(0), Number(1));
      const auto halves = [&](const std::optional<Number>& mine, const std::optional<Number>& other_value, std::int64_t otherwise) {
        if (!mine || !other_value) return otherwise;
        const int difference = compare(*mine, *other_value);
        return difference == 0 ? std::int64_t{1} : (difference > 0) == higher ? std::int64_t{2} : std::int64_t{0};
      };
      const std::int64_t a = halves(own.low, value.high, higher ? 0 : 2), b = halves(own.high, value.low, higher ? 2 : 0);
      least += std::min(a, b);
      most += std::max(a, b);
      ++there;
    }
    if (there == 0) return Span::of(Number(1));
    return Span::between(Number(least) / Number(2 * there), Number(most) / Number(2 * there));
  }

  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, view.worst(cell));
    for (std::size_t slot = 0; slot < view.slots(); ++slot) {
      for (const Part& part : parts_of(view, 0, slot)) {
        std::vector<std::size_t> cells;
        for (const std::size_t cell : part.cells)
          if (view.known(1, cell)) cells.push_back(cell);
        if (cells.empty()) continue;
        if (what >= What::competition) {
          place(view, cells);
          continue;
        }
        const auto figure = of_all(view, cells);
        for (const std::size_t cell : cells) figure ? view.put(cell, *figure) : view.fail(cell, Status::invalid);
      }
    }
  }

 private:
  std::optional<Number> of_all(const KernelView& view, const std::vector<std::size_t>& cells) const {
    Number most = view.value(1, cells[0]), least = most, sum;
    for (const std::size_t cell : cells) {
      const Number& value = view.value(1, cell);
      most = max(most, value);
      least = min(least, value);
      sum += value;
    }
    if (what == What::most) return most;
    if (what == What::least) return least;
    const Number count(static_cast<std::int64_t>(cells.size())), mean = sum / count;
    if (what == What::mean) return mean;
    Number squares;
    for (const std::size_t cell : cells) squares += (view.value(1, cell) - mean) * (view.value(1, cell) - mean);
    const auto root = square_root(squares / count);
    return root ? std::optional(root->value) : std::nullopt;
  }

  /// Places, or the share of the others that stand behind, equals counting half.
  void place(KernelView& view, std::vector<std::size_t>& cells) const {
    const auto compared = [&](std::size_t a, std::size_t b) {
      const int difference = compare(view.value(1, a), view.value(1, b));
      return higher ? -difference : difference;
    };
    stable_order(cells, [&](std::size_t a, std::size_t b) { return compared(a, b) < 0; });
    const auto number = [](std::size_t n) { return Number(static_cast<std::int64_t>(n)); };
    std::size_t groups = 0;
    for (std::size_t first = 0, last = 0; first < cells.size(); first = last) {
      for (last = first + 1; last < cells.size() && compared(cells[first], cells[last]) == 0; ++last) {
      }
      ++groups;
      Number result = number(first + 1);
      if (what == What::dense) result = number(groups);
      if (what == What::shared) result = number(first + 1 + last) / 2;  // the mean of places first + 1 … last
      if (what == What::behind)
        result = cells.size() == 1 ? Number(1) : (number(2 * (cells.size() - last) + last - first - 1)) / number(2 * (cells.size() - 1));
      for (std::size_t k = first; k < last; ++k) view.put(cells[k], result);
    }
  }
};

/// A figure that was worked out from the others' (input 2); what it can still be, by what it goes up and down with. Inputs: the
/// part, the value, the figure.
struct Share final : Kernel {
  enum class By : std::uint8_t { best, mean, minmax, zscore };
  By by;
  bool higher;
  Number middle, spread;  // zscore
  Share(By b, bool h) : by(b), higher(h) {}
  Reads reads() const override { return Reads::part; }
  bool rounds() const override { return by == By::zscore; }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.copy(cell, 2, cell);
  }

  /// Another's value: between two ends, or none.
  struct Other {
    Number low, high;
    bool may_be_absent = false;
  };

  Span span(const SpanView& view, std::size_t cell) const override {
    Span loose = view.input(2, cell);
    const Span &own = view.input(1, cell), &part = view.input(0, cell);
    if (view.algebra.gap && by != By::zscore) return loose;  // it has its form
    if (view.algebra.gap) propose(view, cell);
    if (!loose.known || loose.exact() || !part.exact() || !own.known || !own.low) return loose;
    const auto tighter = [](const std::optional<Number>& a, const std::optional<Number>& b, bool most) { return !a ? b : !b ? a : std::optional(most ? min(*a, *b) : max(*a, *b)); };
    std::vector<Other> others;
    bool endless = false;
    std::int64_t most_others = 0;
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::size_t other = cell / view.units() * view.units() + unit;
      const Span &theirs = view.input(0, other), &value = view.input(1, other);
      if (other == cell || !theirs.known || !value.known || (theirs.exact() && *theirs.low != *part.low)) continue;
      ++most_others;
      endless = endless || !value.low || !value.high;
      if (!endless) others.push_back({*value.low, *value.high, !theirs.exact() || value.others != 0});
    }
    if (by == By::zscore) {
      // No figure lies farther from the mean of n + 1 than √n deviations; a root that is not exact is rounded, so a bit more.
      if (const auto root = square_root(Number(most_others))) {
        const Number far = abs(spread) * (root->exact ? root->value : root->value + Number::ratio(1, 1'000'000'000'000));
        loose.low = tighter(loose.low, middle - far, false);
        loose.high = tighter(loose.high, middle + far, true);
      }
      if (!own.high) return loose;
    }
    if (endless) return loose;
    // Without a sign that is sure, ratios turn round.
    if (by == By::best || by == By::mean) {
      bool positive = higher ? !own.low->is_negative() : *own.low > 0;
      for (const Other& other : others) positive = positive && !other.low.is_negative();
      if (!positive) return loose;
    }
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < others.size(); ++i)
      if (others[i].may_be_absent) open.push_back(i);
    if (open.size() > 6) return loose;
    Span bounds;
    bool any = false;
    for (std::size_t absent = 0; absent >> open.size() == 0; ++absent) {
      std::vector<Other> there;
      for (std::size_t i = 0; i < others.size(); ++i) {
        const auto at = std::find(open.begin(), open.end(), i);
        if (at == open.end() || (absent >> (at - open.begin()) & 1) == 0) there.push_back(others[i]);
      }
      const auto found = by == By::zscore ? deviating(there, *own.low, *own.high) : going(there, *own.low, own.high);
      if (!found) return loose;
      bounds = any ? join(bounds, *found) : *found;
      any = true;
    }
    loose.low = tighter(loose.low, bounds.low, false);
    loose.high = tighter(loose.high, bounds.high, true);
    return loose;
  }

 private:
  /// Up with one's own value and down with each other's; the other way round where lower is better.
  std::optional<Span> going(const std::vector<Other>& others, const Number& low, const std::optional<Number>& high) const {
    std::vector<Number> lows, highs;
    for (const Other& other : others) {
      lows.push_back(other.low);
      highs.push_back(other.high);
    }
    // Without an end one's own value is the best there is, and all there is in the mean.
    const Number all = by == By::mean ? Number(static_cast<std::int64_t>(others.size() + 1)) : Number(1);
    const auto far = high ? figure(*high, lows) : std::optional(higher ? all : by == By::mean ? Number(1) / all : Number(0));
    const auto near = figure(low, highs);
    return higher ? Span::between(near, far) : Span::between(far, near);
  }

  std::optional<Number> figure(const Number& own, const std::vector<Number>& others) const {
    Number most = own, least = own, sum = own;
    for (const Number& other : others) {
      most = max(most, other);
      least = min(least, other);
      sum += other;
    }
    const auto ratio = [&](const Number& a, const Number& b) { return b.is_zero() ? std::nullopt : std::optional(a / b); };
    if (by == By::minmax) {
      const Number &best = higher ? most : least, &worst = higher ? least : most;
      return best == worst ? std::optional(Number(1)) : ratio(own - worst, best - worst);
    }
    const Number other = by == By::mean ? sum / Number(static_cast<std::int64_t>(others.size() + 1)) : higher ? most : least;
    return higher ? ratio(own, other) : ratio(other, own);
  }

  /// Where the figure turns round while one value moves.
  void propose(const SpanView& view, std::size_t cell) const {
    const Span& part = view.input(0, cell);
    if (!part.exact() || !view.input(1, cell).exact()) return;
    std::vector<Number> values;
    std::vector<bool> free;
    std::optional<Fractional> moving;
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::size_t other = cell / view.units() * view.units() + unit;
      const Span &theirs = view.input(0, other), &value = view.input(1, other);
      if (other == cell || !theirs.known || !value.known || (theirs.exact() && *theirs.low != *part.low)) continue;
      if (value.form) moving = value.form;
      else if (!value.exact()) return;
      free.push_back(value.form.has_value());
      values.push_back(value.form ? Number(0) : *value.low);
    }
    if (std::count(free.begin(), free.end(), true) != 1) return;
    if (const auto t = turn(*view.input(1, cell).low, values, free))
      if (const auto x = view.algebra.where(*moving, *t)) view.algebra.propose(*x);
  }

  /// Where the figure turns round while those in `free` move together. The others stay: d = p − q·t is the distance from the
  /// others' mean, and the squares of the distances among them are S = u + 2v·t + w·t²; ((p − q·t)² ÷ S)′ is nothing where
  /// −q·S = (p − q·t)·(v + w·t), a line in t.
  static std::optional<Number> turn(const Number& own, const std::vector<Number>& values, const std::vector<bool>& free) {
    Number count(static_cast<std::int64_t>(values.size())), k, fixed, squares;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (free[i]) k += 1;
      else {
        fixed += values[i];
        squares += values[i] * values[i];
      }
    }
    const Number p = own - fixed / count, q = k / count;
    const Number u = squares - fixed * fixed / count, v = -(fixed * k / count), w = k - k * k / count;
    const Number slope = q * v + p * w;
    return slope.is_zero() ? std::nullopt : std::optional(-(q * u + p * v) / slope);
  }

  /// middle + spread × (own − μ) ÷ σ.
  std::optional<Number> scored(const Number& own, const std::vector<Number>& others) const {
    Number sum = own, squares;
    for (const Number& other : others) sum += other;
    const Number count(static_cast<std::int64_t>(others.size() + 1)), mean = sum / count;
    squares = (own - mean) * (own - mean);
    for (const Number& other : others) squares += (other - mean) * (other - mean);
    const auto root = square_root(squares / count);
    if (!root) return std::nullopt;
    if (root->value.is_zero()) return middle;
    return middle + spread * ((higher ? own - mean : mean - own) / root->value);
  }

  /// It goes up with one's own value. In those of the others it is largest and smallest where they lie as close together as their
  /// mean allows (all at one place, or at their end next to it), or as far apart (all at ends but one); between such places it
  /// turns round at most once, where a line crosses nothing.
  std::optional<Span> deviating(const std::vector<Other>& others, const Number& low, const Number& high) const {
    Span result;
    bool any = false;
    const auto look = [&](const Number& own, const std::vector<Number>& values) {
      const auto found = scored(own, values);
      if (!found) return false;
      result = any ? join(result, Span::of(*found)) : Span::of(*found);
      any = true;
      return true;
    };
    std::vector<std::size_t> moving;
    std::vector<Number> values, ends;
    for (std::size_t i = 0; i < others.size(); ++i) {
      values.push_back(others[i].low);
      if (others[i].low != others[i].high) moving.push_back(i);
      ends.push_back(others[i].low);
      ends.push_back(others[i].high);
    }
    if (moving.size() > 5) return std::nullopt;
    std::sort(ends.begin(), ends.end(), [](const Number& a, const Number& b) { return a < b; });
    for (const Number& own : {low, high}) {
      std::vector<bool> free(others.size());
      for (std::size_t k = 0; k + 1 < ends.size(); ++k) {
        for (std::size_t i = 0; i < others.size(); ++i) {
          free[i] = others[i].low <= ends[k] && others[i].high >= ends[k + 1];
          values[i] = others[i].high <= ends[k] ? others[i].high : others[i].low;
        }
        std::vector<Number> places{ends[k], ends[k + 1]};
        if (const auto t = turn(own, values, free); t && *t > ends[k] && *t < ends[k + 1]) places.push_back(*t);
        for (const Number& t : places) {
          for (std::size_t i = 0; i < others.size(); ++i) values[i] = min(max(t, others[i].low), others[i].high);
          if (!look(own, values)) return std::nullopt;
        }
      }
      for (std::size_t corner = 0; corner >> moving.size() == 0; ++corner) {
        const auto put = [&] {
          for (std::size_t i = 0; i < others.size(); ++i) values[i] = others[i].low;
          for (std::size_t k = 0; k < moving.size(); ++k)
            if ((corner >> k & 1) != 0) values[moving[k]] = others[moving[k]].high;
        };
        put();
        if (!look(own, values)) return std::nullopt;
        for (const std::size_t one : moving) {
          put();
          free.assign(others.size(), false);
          free[one] = true;
          const auto t = turn(own, values, free);
          if (!t || *t <= others[one].low || *t >= others[one].high) continue;
          values[one] = *t;
          if (!look(own, values)) return std::nullopt;
        }
      }
    }
    return any ? std::optional(result) : std::nullopt;
  }
};

struct Row {
  Number from, points;
};

struct Relative final : Rule {
  Formula value;
  Within among;
  std::string by, ties;
  bool higher = true;
  std::vector<Row> rows;
  Number mean, spread;
  std::optional<Number> floor, cap;

  std::string_view kind() const override { return "relative"; }
  const Formula* measured() const override { return &value; }
  bool needs_full() const { return by != "place" && by != "zscore"; }

  Column lower(Builder& b) const override {
    if (b.shape().list >= 0) {
      b.fault(Code::not_supported, value.where, {"relative: item"});
      return -1;
    }
    if (needs_full() && !b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "relative"});
      return -1;
    }
    if (const Cohort* cohort = b.cohort(among.name); cohort && cohort->frozen > 0) {
      b.fault(Code::not_supported, among.where, {"relative: frozen"});
      return -1;
    }
    const Column part = among.lower(b), own = b.number(value);
    b.part("value", own);
    const auto compared = [&](const char* name, Compared::What what) {
      const Column column = b.kernel(std::make_shared<Compared>(what, higher), {part, own});
      b.part(name, column);
      return column;
    };
    using What = Compared::What;
    Column points = -1;
    if (by == "place") {
      Operation band;
      band.op = Op::band;
      band.shape = b.shape();
      band.in = {compared("place", ties == "dense" ? What::dense : ties == "mean" ? What::shared : What::competition)};
      for (const Row& row : rows) {
        band.keys.push_back(row.from);
        band.values.push_back(row.points);
      }
      points = b.op(std::move(band));
    } else if (by == "zscore") {
      const Column middle = compared("middle", What::mean), deviation = compared("deviation", What::deviation);
      const Column distance = higher ? b.op(Op::subtract, {own, middle}) : b.op(Op::subtract, {middle, own});
      const Column scaled = b.op(Op::multiply, {b.constant(spread), b.op(Op::divide, {distance, deviation})});
      points = b.op(Op::choose, {b.op(Op::equal, {deviation, b.constant(0)}), b.constant(mean), b.op(Op::add, {b.constant(mean), scaled})});
      auto bounds = std::make_shared<Share>(Share::By::zscore, higher);
      bounds->middle = mean;
      bounds->spread = spread;
      points = b.kernel(std::move(bounds), {part, own, points});
    } else {
      points = b.op(Op::multiply, {b.full(), share(b, part, own, compared)});
    }
    b.part("raw", points);
    if (floor) points = b.op(Op::greater, {points, b.constant(*floor)});
    if (cap) points = b.op(Op::lesser, {points, b.constant(*cap)});
    return points;
  }

  template <class F>
  Column share(Builder& b, Column among_part, Column own, const F& compared) const {
    using What = Compared::What;
    const auto bounded = [&](Share::By how, Column figure) { return b.kernel(std::make_shared<Share>(how, higher), {among_part, own, figure}); };
    if (by == "percentile") return compared("behind", What::behind);
    if (by == "minmax") {
      const Column best = compared("best", higher ? What::most : What::least), worst = compared("worst", higher ? What::least : What::most);
      const Column part = b.op(Op::divide, {b.op(Op::subtract, {own, worst}), b.op(Op::subtract, {best, worst})});
      return bounded(Share::By::minmax, b.op(Op::choose, {b.op(Op::equal, {best, worst}), b.constant(1), part}));
    }
    const Column other = by == "mean" ? compared("middle", What::mean) : compared("best", higher ? What::most : What::least);
    return bounded(by == "mean" ? Share::By::mean : Share::By::best, higher ? b.op(Op::divide, {own, other}) : b.op(Op::divide, {other, own}));
  }

  static Text best_words() { return say("最优值", "the best"); }
  static Text mean_words() { return say("平均值", "the mean"); }

  Text sentence(const Telling& t) const override {
    Text how;
    const Text what = t.value(value, false);
    if (by == "place") {
      std::vector<Text> parts;
      for (const Row& row : rows) parts.push_back(say("第{0}名起得{1}分", "{1} from place {0}", {plain(points_text(row.from)), plain(points_text(row.points))}));
      const Text equals = ties == "dense"  ? say("并列的下一名紧接其后", "the next place after a tie follows at once")
                          : ties == "mean" ? say("并列的取所占名次的平均", "a tie shares the mean of its places")
                                           : say("并列的占用后面的名次", "a tie uses up the places after it");
      how = say("的名次：{0}；{1}", ", by place: {0}; {1}", {joined(parts, "，", ", "), equals});
    } else if (by == "best" || by == "mean") {
      const Text other = by == "best" ? best_words() : mean_words();
      how = higher ? say("与{0}之比计分", ", in proportion to {0}", {other}) : say("计分，按{0}与它之比", ", in proportion, {0} divided by it", {other});
    } else if (by == "minmax") {
      how = say("在最差与最优之间的位置计分，全部相等得满分", ", by where it lies between the worst and the best; full marks where all are equal");
    } else if (by == "zscore") {
      how = say("偏离平均值的程度计分：平均值得{0}分，每{2}一个标准差{1}分", ", by its deviation from the mean: {0} at the mean, {1} for each standard deviation {2}",
                {plain(points_text(mean)), plain(points_text(spread)), higher ? say("高", "above") : say("低", "below")});
    } else {
      how = say("优于其他单位的比例计分，相等的算一半", ", by the share of the others that are worse, equals counting half");
    }
    const Text direction = higher ? say("越高越好", "higher is better") : say("越低越好", "lower is better");
    Text limits;
    if (floor) limits = say("，最低{0}分", ", never below {0}", {plain(points_text(*floor))});
    if (cap) limits = say("{0}，最高{1}分", "{0}, never above {1}", {limits, plain(points_text(*cap))});
    const Text full = t.has_full() ? say("满分{0}分，", "Out of {0}, ", {t.full_marks()}) : Text{};
    return say("{0}按{1}{2}{3}{4}（{5}）。", "{0}{1}{2}{3}{4} ({5}).", {full, what, among.said(t), how, limits, direction});
  }

  std::vector<Laid> tables(const Telling& t) const override {
    if (by != "place") return {};
    Laid laid{say("按{0}的名次计分", "Points by place in {0}", {t.value(value, false)}), {say("第几名起", "from place"), say("得分", "points")}, {}};
    for (const Row& row : rows) laid.rows.push_back({plain(points_text(row.from)), plain(points_text(row.points))});
    return {laid};
  }

  Text formula(const Telling& t) const override {
    const Text own = t.value(value), full = t.full();
    Text points;
    if (by == "place") {
      points = say("第 {0} 名对应的分数", "the points of place {0}", {t.part("place", say("几", "n"))});
    } else if (by == "zscore") {
      const Text middle = t.part("middle", mean_words()), deviation = t.part("deviation", say("标准差", "the standard deviation"));
      const auto none = t.number(t.node.part("deviation"));
      const char* pattern = higher ? "{0} + {1} × ({2} − {3}) ÷ {4}" : "{0} + {1} × ({3} − {2}) ÷ {4}";
      points = none && none->is_zero() ? plain(points_text(mean)) : say(pattern, pattern, {plain(points_text(mean)), plain(points_text(spread)), own, middle, deviation});
    } else if (by == "percentile") {
      points = say("{0} × {1}", "{0} × {1}", {full, t.part("behind", say("落后于它的比例", "the share behind it"))});
    } else if (by == "minmax") {
      const Text best = t.part("best", best_words()), worst = t.part("worst", say("最差值", "the worst"));
      const auto top = t.number(t.node.part("best")), bottom = t.number(t.node.part("worst"));
      points = top && bottom && *top == *bottom ? full : say("{0} × ({1} − {2}) ÷ ({3} − {2})", "{0} × ({1} − {2}) ÷ ({3} − {2})", {full, own, worst, best});
    } else {
      const Text other = by == "best" ? t.part("best", best_words()) : t.part("middle", mean_words());
      points = higher ? say("{0} × {1} ÷ {2}", "{0} × {1} ÷ {2}", {full, own, other}) : say("{0} × {2} ÷ {1}", "{0} × {2} ÷ {1}", {full, own, other});
    }
    if (floor) points = say("max({0}, {1})", "max({0}, {1})", {points, plain(points_text(*floor))});
    if (cap) points = say("min({0}, {1})", "min({0}, {1})", {points, plain(points_text(*cap))});
    return points;
  }

  std::optional<Number> best(const Number& full) const override {
    if (cap) return cap;
    if (by == "minmax" || by == "percentile") return full;
    if (by != "place" || rows.empty()) return std::nullopt;
    Number most = rows[0].points;
    for (const Row& row : rows) most = max(most, row.points);
    return most;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_relative(Fields& fields) {
  auto rule = std::make_shared<Relative>();
  rule->value = fields.need_formula("value");
  if (const auto among = fields.get("among")) rule->among = {among->string(), among->where()};
  rule->by = fields.need_choice("by", {"place", "best", "mean", "minmax", "zscore", "percentile"});
  rule->higher = fields.need_choice("better", {"higher", "lower"}) == "higher";
  if (rule->by == "place") {
    rule->ties = fields.need_choice("ties", {"competition", "dense", "mean"});
    if (const auto rows = fields.need("rows")) {
      for (const Reader& item : rows->items()) {
        Fields fields_of_row(item);
        Row row;
        if (const auto from = fields_of_row.need("from")) row.from = from->quantity();
        if (const auto points = fields_of_row.need("points")) row.points = points->quantity();
        fields_of_row.done();
        if (!rule->rows.empty() && !(row.from > rule->rows.back().from))
          item.fault(Code::rows_unsorted, {rule->rows.back().from.exact(), row.from.exact()});
        // A first place that no row holds would have no points.
        if (rule->rows.empty() && row.from > 1) item.fault(Code::wrong_format, {"from: " + row.from.exact(), "from: 1"});
        rule->rows.push_back(std::move(row));
      }
      if (rule->rows.empty()) rows->fault(Code::missing_key, {"rows"});
    }
  }
  if (rule->by == "zscore") {
    if (const auto mean = fields.need("mean")) rule->mean = mean->quantity();
    if (const auto spread = fields.need("spread")) rule->spread = spread->quantity();
  }
  rule->floor = fields.quantity("floor");
  rule->cap = fields.quantity("cap");
  check_limits(fields, rule->floor, rule->cap);
  return rule;
}

}  // namespace yardstick
