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
      else if (!rivals.sure()) result = Span::between(Number(0), Number(1));
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
    } else {
      points = b.op(Op::multiply, {b.full(), share(b, own, compared)});
    }
    b.part("raw", points);
    if (floor) points = b.op(Op::greater, {points, b.constant(*floor)});
    if (cap) points = b.op(Op::lesser, {points, b.constant(*cap)});
    return points;
  }

  template <class F>
  Column share(Builder& b, Column own, const F& compared) const {
    using What = Compared::What;
    if (by == "percentile") return compared("behind", What::behind);
    if (by == "minmax") {
      const Column best = compared("best", higher ? What::most : What::least), worst = compared("worst", higher ? What::least : What::most);
      const Column part = b.op(Op::divide, {b.op(Op::subtract, {own, worst}), b.op(Op::subtract, {best, worst})});
      return b.op(Op::choose, {b.op(Op::equal, {best, worst}), b.constant(1), part});
    }
    const Column other = by == "mean" ? compared("middle", What::mean) : compared("best", higher ? What::most : What::least);
    return higher ? b.op(Op::divide, {own, other}) : b.op(Op::divide, {other, own});
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
