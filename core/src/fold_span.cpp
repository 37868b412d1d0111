// What a fold can still come to while not all of its members are settled.
#include <algorithm>

#include "fold.h"

namespace yardstick {

namespace {

/// A fold whose members have settled statuses, full marks, weights and keys: only their points move.
struct Moving {
  const FoldHow& how;
  const Policy missing;
  const std::vector<SpanMember>& members;
  const Span &extra, &own_full;

  static FoldMember::Part part(const Span& span) {
    return span.known ? FoldMember::Part{Status::known, *span.low} : FoldMember::Part{span.status(), Number()};
  }
  /// The fold with these points in place of those that move.
  template <class F>
  Span with(F points, const Number& extra_points) const {
    Folder folder(how, missing);
    folder.clear();
    for (const SpanMember& m : members) {
      FoldMember member{part(m.points.known && !m.points.exact() ? Span::of(points(m.points)) : m.points), part(m.full), part(m.weight), part(m.key)};
      folder.push(std::move(member));
    }
    folder.extra(extra_points);
    if (!own_full.known) return own_full;
    Number out;
    const Status status = folder.result(*own_full.low, out);
    return status == Status::known ? Span::of(out) : Span::of(status);
  }
};

bool settled(const Span& span) { return span.settled(); }

/// Whether what counts does not change with the members' points, or a fold that picks by them only moves from one to its neighbour.
bool steady(const FoldHow& how, const std::vector<SpanMember>& members) {
  if (!how.trim.given || how.trim.has_key) return true;
  switch (how.take) {
    case Take::mean: case Take::min: case Take::max: case Take::median: case Take::percentile: case Take::count: case Take::any: case Take::all: return true;
    // Others may stand for what is left out: for whose full marks depends on who is dropped.
    case Take::sum: return !how.made_up || !how.marked || how.by_rate || std::all_of(members.begin(), members.end(), [](const SpanMember& m) { return m.points.known; });
    default: return false;
  }
}

/// Whether a fold never falls while a member's points rise.
bool rises(const FoldHow& how, const std::vector<SpanMember>& members, const Span& own_full) {
  if (!steady(how, members)) return false;
  if (own_full.known && own_full.low->is_negative()) return false;
  const bool positive = how.take == Take::product || how.take == Take::geometric;
  for (const SpanMember& m : members) {
    if (m.full.known && m.full.low->is_negative()) return false;
    if (how.weighed && m.weight.known && m.weight.low->is_negative()) return false;
    if (positive && m.points.known && (!m.points.low || m.points.low->is_negative())) return false;
  }
  return how.take != Take::deviation && how.take != Take::sample_deviation && how.exempt != Policy::move;
}

/// Whether, in one order of its members, a fold is a sum of multiples of them.
bool straight(const FoldHow& how) {
  switch (how.take) {
    case Take::sum: case Take::mean: case Take::weighted: case Take::pooled: case Take::first: case Take::last:
    case Take::min: case Take::max: case Take::median: case Take::percentile: return true;
    default: return false;
  }
}
bool ordered(const FoldHow& how) {
  return how.take == Take::min || how.take == Take::max || how.take == Take::median || how.take == Take::percentile || (how.trim.given && !how.trim.has_key);
}

/// The fold as one fraction of the moving figure, where its members are fractions over one line and keep their order.
std::optional<Span> exactly(const Moving& fold, SpanAlgebra& algebra) {
  if (!algebra.gap || !straight(fold.how) || !fold.extra.exact()) return std::nullopt;
  std::optional<Fractional> line;
  for (const SpanMember& m : fold.members) {
    if (!m.points.known || m.points.exact()) continue;
    if (!m.points.form) return std::nullopt;
    if (line && (line->r != m.points.form->r || line->s != m.points.form->s)) return std::nullopt;
    line = m.points.form;
  }
  if (!line) return std::nullopt;
  if (ordered(fold.how)) {
    std::vector<Span> figures;
    for (const SpanMember& m : fold.members)
      if (m.points.known) figures.push_back(fold.how.by_rate && m.full.known && !m.full.low->is_zero() ? algebra.divide(m.points, m.full) : m.points);
    for (std::size_t i = 0; i < figures.size(); ++i)
      for (std::size_t j = i + 1; j < figures.size(); ++j)
        if ((figures[i].form || figures[j].form) && !algebra.order(figures[i], figures[j])) return std::nullopt;
  }
  // Two figures tell P and Q of (P·x + Q) ÷ (r·x + s).
  const Number x = algebra.gap->sample();
  const Number y = Interval{algebra.gap->from, x}.sample();
  const auto at = [&](const Number& where) { return fold.with([&](const Span& points) { return points.form->at(where); }, *fold.extra.low); };
  const Span first = at(x), second = at(y);
  if (!first.known || !second.known) return first.known == second.known && first.status() == second.status() ? std::optional(first) : std::nullopt;
  const Number u = *first.low * (line->r * x + line->s), v = *second.low * (line->r * y + line->s);
  const Number p = (u - v) / (x - y);
  return algebra.with_form({p, u - p * x, line->r, line->s});
}

/// Figures of members as they count: their rates, where the fold is by rate.
Span figure_of(const FoldHow& how, const SpanMember& m, SpanAlgebra& algebra) {
  Span points = m.points;
  points.others = 0;
  points.form.reset();
  if (!how.by_rate) return points;
  Span full = m.full;
  full.form.reset();
  return algebra.divide(points, full);
}

/// Bounds that hold whoever takes part in the end.
Span loosely(const FoldHow& how, Policy missing, const std::vector<SpanMember>& members, const Span& extra, const Span& own_full,
             const std::optional<SpanMember>& further, SpanAlgebra& algebra) {
  const Number none = 0;
  Span result;
  // Nobody may be left.
  std::uint8_t others = 0;
  bool left = false, passed = how.none == Policy::exempt;
  for (const SpanMember& m : members) {
    left = left || (!m.may_be_absent && m.points.known && m.points.others == 0);
    passed = passed || m.points.may(Status::exempt) || m.points.may(Status::missing);
  }
  if (!left && passed) others |= bit(Status::exempt);
  bool any = false, positive_full = !own_full.low || !own_full.low->is_negative();
  Span hull, rates, least = Span::of(none), most = Span::of(none), fulls = Span::of(none);
  std::int64_t count = 0, sure = 0, there = 0;
  bool weights_positive = true, any_rate = false;
  const bool marked = how.marked;
  const auto take = [&](const SpanMember& m, bool repeats) {
    others |= m.full.others | m.weight.others | m.key.others;
    // What is exempt or missing counts as its policy says, or leaves its full marks to the others.
    const auto settled_by_policy = [&](const Span& span, const Span& whole) {
      Span kept = span;
      if (how.exempt == Policy::full) kept = instead_of(Status::exempt, kept, whole);
      if (how.exempt == Policy::zero) kept = instead_of(Status::exempt, kept, Span::of(none));
      if (missing == Policy::zero) kept = instead_of(Status::missing, kept, Span::of(none));
      return kept;
    };
    const bool rated = marked || how.take == Take::pooled || how.by_rate;
    Span full = m.full;
    full.form.reset();
    if (rated) fulls = algebra.add(fulls, full);
    Span points = m.points;
    points.form.reset();
    const Span figure_known = points.known ? figure_of(how, m, algebra) : points;
    Span figure = figure_known;
    figure.known = points.known;
    figure.others = static_cast<std::uint8_t>((points.known ? figure_known.others : 0) | points.others);
    figure = settled_by_policy(figure, how.by_rate ? Span::of(Number(1)) : full);
    const std::uint8_t unsettled = missing == Policy::skip ? figure.but(Status::missing) : figure.others;
    others |= how.exempt == Policy::missing ? unsettled : static_cast<std::uint8_t>(unsettled & all_but(Status::exempt));
    if (rated) {
      Span rate = points.known ? algebra.divide(points, full) : points;
      rate.others = points.others;
      rate = settled_by_policy(rate, Span::of(Number(1)));
      rate.others = 0;
      if (rate.known) {
        rates = any_rate ? join(rates, rate) : rate;
        any_rate = true;
      }
    }
    const bool certain = !repeats && !m.may_be_absent && figure.others == 0 && figure.known;
    if (!figure.known) {
      ++count;
      return;
    }
    figure.others = 0;
    hull = any ? join(hull, figure) : figure;
    any = true;
    // A sum takes each that counts: at least, and at most.
    const Span absent = Span::of(none);
    const Span own = certain ? figure : join(figure, absent);
    if (repeats) {
      least.low = own.low && !own.low->is_negative() ? least.low : std::nullopt;
      most.high = own.high && !(*own.high > none) ? most.high : std::nullopt;
    } else {
      least.low = least.low && own.low ? std::optional(*least.low + *own.low) : std::nullopt;
      most.high = most.high && own.high ? std::optional(*most.high + *own.high) : std::nullopt;
    }
    ++count;
    if (certain && m.points.exact() && !m.points.low->is_zero()) ++sure;
    if (certain) ++there;
    weights_positive = weights_positive && (!how.weighed || (m.weight.known && m.weight.low && !m.weight.low->is_negative()));
    positive_full = positive_full && m.full.known && m.full.low && !m.full.low->is_negative();
  };
  for (const SpanMember& m : members) take(m, false);
  if (further) take(*further, true);
  const bool logical = how.take == Take::any || how.take == Take::all;
  const auto finish = [&](Span span) {
    span.others |= others;
    return span;
  };
  const auto whole = [&](Span span) {
    span.others = 0;
    return finish(how.by_rate ? algebra.multiply(span, own_full) : span);
  };
  if (how.none == Policy::missing) others |= bit(Status::missing);
  if (how.at_least.given && how.at_least.otherwise != Policy::zero) others |= bit(how.at_least.otherwise == Policy::exempt ? Status::exempt : Status::missing);
  const Amount &lowest = how.trim.lowest, &highest = how.trim.highest;
  const bool some_stay = how.trim.keep ? (lowest.number + highest.number) > 0 && !lowest.share && !highest.share && there > 0
                                       : !lowest.share && !highest.share && Number(there) > lowest.number + highest.number;
  if (how.trim.given && !some_stay) others |= bit(Status::exempt);
  if (how.weighed || how.by_rate || how.take == Take::pooled || how.take == Take::geometric || how.take == Take::sample_deviation) others |= bit(Status::invalid);
  if (how.exempt == Policy::move) others |= bit(Status::missing);
  const bool none_counts = how.none == Policy::zero || how.none == Policy::full;
  if (logical) return finish(Span::flag());
  if (how.take == Take::count) {
    result = Span::between(Number(how.flags ? 0 : std::min(sure, count)), further ? std::nullopt : std::optional(Number(count)));
    if (how.flags || sure < count || how.trim.given) result.low = Number(0);  // whoever is dropped is not counted
    return finish(result);
  }
  if (!any) {
    result = Span::of(how.none == Policy::full && !how.by_rate ? Number(0) : none);
    if (how.none == Policy::full && own_full.known) result = join(result, own_full);
    result.known = none_counts || how.at_least.given;
    return finish(result);
  }
  const auto with_none = [&](Span span) {
    if (how.none == Policy::full && own_full.known) span = join(span, own_full);
    if (how.none == Policy::zero || how.at_least.given) span = join(span, Span::of(none));
    return span;
  };
  switch (how.take) {
    case Take::sum: {
      Span sum = Span::between(least.low, most.high);
      // Others may stand for what is left out.
      if (how.made_up && marked && !how.by_rate) sum = join(sum, algebra.multiply(rates, fulls));
      if (how.exempt == Policy::average || how.exempt == Policy::move) sum = marked ? join(sum, algebra.multiply(rates, fulls)) : Span::between({}, {});
      if (how.trim.given) sum = join(sum, Span::of(none)), sum.low = sum.low && hull.low && !hull.low->is_negative() ? sum.low : std::nullopt;
      sum.others = 0;
      return whole(with_none(sum));
    }
    case Take::mean: case Take::median: case Take::min: case Take::max: case Take::first: case Take::last: case Take::percentile:
      if (how.exempt == Policy::move || (how.exempt == Policy::average && !how.by_rate)) return finish(Span::between({}, {}));
      return whole(with_none(hull));
    case Take::weighted: {
      if (how.exempt == Policy::move || (how.exempt == Policy::average && !how.by_rate) || !weights_positive) return finish(Span::between({}, {}));
      return how.shares ? finish(Span::between({}, {})) : whole(with_none(hull));
    }
    case Take::pooled: {
      if (!positive_full || !extra.exact() || !extra.low->is_zero()) return finish(Span::between({}, {}));
      rates.others = 0;
      return finish(with_none(algebra.multiply(rates, own_full)));
    }
    case Take::geometric:
      return weights_positive && hull.low && !hull.low->is_negative() ? whole(with_none(hull)) : finish(Span::between({}, {}));
    case Take::deviation: case Take::sample_deviation: {
      // Half of them at either end lie farthest apart; of two the sample's.
      if (!hull.low || !hull.high) return whole(Span::between(none, {}));
      const Number width = *hull.high - *hull.low;
      const auto most_apart = how.take == Take::deviation ? std::optional(width / 2) : [&] {
        const auto root = square_root(width * width / 2);
        return root ? std::optional(root->value) : std::nullopt;
      }();
      return whole(Span::between(none, most_apart));
    }
    default: return finish(Span::between({}, {}));
  }
}

/// How many corners, or kinds of members, are looked at.
constexpr std::size_t most_corners = 256;

/// Where each member lies when they are as close together as can be: all at one figure, or at that end of theirs next to it.
std::optional<std::vector<Number>> closest(const std::vector<SpanMember>& members) {
  std::vector<Number> ends, best;
  for (const SpanMember& m : members)
    if (m.points.known) {
      if (!m.points.low || !m.points.high) return std::nullopt;
      ends.push_back(*m.points.low);
      ends.push_back(*m.points.high);
    }
  std::sort(ends.begin(), ends.end(), [](const Number& a, const Number& b) { return a < b; });
  std::optional<Number> least;
  const auto look = [&](const Number& middle) {
    std::vector<Number> at;
    Number sum, squares;
    for (const SpanMember& m : members) {
      at.push_back(m.points.known ? min(max(middle, *m.points.low), *m.points.high) : Number());
      if (m.points.known) sum += at.back();
    }
    const Number mean = sum / Number(static_cast<std::int64_t>(ends.size() / 2));
    for (std::size_t i = 0; i < members.size(); ++i)
      if (members[i].points.known) squares += (at[i] - mean) * (at[i] - mean);
    if (least && !(squares < *least)) return;
    least = squares;
    best = at;
  };
  // Between two ends the best middle is the mean of those that are held at an end; any does where none is.
  for (std::size_t k = 0; k + 1 < ends.size(); ++k) {
    Number held, count;
    for (const SpanMember& m : members) {
      if (!m.points.known) continue;
      if (*m.points.low >= ends[k + 1]) held += *m.points.low;
      else if (*m.points.high <= ends[k]) held += *m.points.high;
      else continue;
      count += 1;
    }
    look(count.is_zero() ? ends[k] : min(max(held / count, ends[k]), ends[k + 1]));
  }
  return best;
}

/// Bounds from the corners of what moves: of a fold that goes one way, whichever, with each of its members.
std::optional<Span> cornered(const Moving& fold) {
  const FoldHow& how = fold.how;
  const bool spread = how.take == Take::deviation || how.take == Take::sample_deviation;
  if (!steady(how, fold.members) || (spread && how.trim.given)) return std::nullopt;
  std::vector<std::size_t> moving;
  for (std::size_t i = 0; i < fold.members.size(); ++i) {
    const Span& points = fold.members[i].points;
    if (!points.known || points.exact()) continue;
    if (!points.low || !points.high || (how.take == Take::geometric && points.low->is_negative())) return std::nullopt;
    moving.push_back(i);
  }
  const bool more = !fold.extra.exact();
  if (!fold.extra.low || !fold.extra.high || moving.size() + (more ? 1 : 0) > 8) return std::nullopt;
  std::optional<Span> result;
  const auto look = [&](const auto& points, const Number& extra) {
    std::size_t next = 0;
    const Span found = fold.with([&](const Span&) { return points(next++); }, extra);
    result = result ? join(*result, found) : found;
  };
  const std::size_t all = moving.size() + (more ? 1 : 0);
  for (std::size_t corner = 0; corner >> all == 0; ++corner) {
    const auto end = [&](std::size_t n, const Span& span) { return (corner >> n & 1) != 0 ? *span.high : *span.low; };
    look([&](std::size_t n) { return end(n, fold.members[moving[n]].points); }, end(moving.size(), fold.extra));
  }
  if (!spread) return result;
  // Far apart in a corner; close together somewhere inside.
  const auto together = how.by_rate ? std::nullopt : closest(fold.members);
  if (together) look([&](std::size_t n) { return (*together)[moving[n]]; }, *fold.extra.low);
  else if (result->known) result->low = Number(0);
  return result;
}

/// Bounds of a fold of whose members only the points move.
std::optional<Span> fixed_span(const Moving& moving, SpanAlgebra& algebra) {
  const auto& members = moving.members;
  const Span& extra = moving.extra;
  const bool still = extra.exact() && std::all_of(members.begin(), members.end(), [](const SpanMember& m) { return settled(m.points); });
  if (still) return moving.with([](const Span& points) { return *points.low; }, *extra.low);
  if (auto exact = exactly(moving, algebra)) return exact;
  if (rises(moving.how, members, moving.own_full)) {
    bool low = extra.low.has_value(), high = extra.high.has_value();
    for (const SpanMember& m : members)
      if (m.points.known) {
        low = low && m.points.low;
        high = high && m.points.high;
      }
    if (moving.how.take == Take::any || moving.how.take == Take::all) low = high = true;
    if (!low && !high) {  // without ends it is still seen whether there is a figure at all
      const auto some = [](const Span& span) { return span.low ? *span.low : span.high.value_or(Number()); };
      const Span there = moving.with(some, some(extra));
      return there.known ? Span::between({}, {}) : there;
    }
    const Span least = low ? moving.with([](const Span& points) { return *points.low; }, *extra.low) : Span::between({}, {});
    const Span most = high ? moving.with([](const Span& points) { return *points.high; }, *extra.high) : Span::between({}, {});
    if (low && high && !least.known && !most.known) return join(least, most);
    if ((!low || least.known) && (!high || most.known)) return Span::between(least.low, most.high);
  }
  return cornered(moving);
}

/// What a part of a member may be: its figures, or one of its statuses; `ends`: each end of its figures by itself. Nothing where
/// that is too much, or has no end.
bool kinds_of(const Span& span, bool ends, std::vector<Span>& out) {
  for (const Status status : {Status::exempt, Status::missing, Status::invalid})
    if (span.may(status)) out.push_back(Span::of(status));
  if (!span.known) return true;
  Span figure = span;
  figure.others = 0;
  if (!ends || figure.exact()) {
    out.push_back(std::move(figure));
    return true;
  }
  if (!span.low || !span.high) return false;
  out.push_back(Span::of(*span.low));
  out.push_back(Span::of(*span.high));
  return true;
}

/// Whether the fold goes one way with each member's full marks and weight as well: neither passes through nothing, and neither
/// decides who counts.
bool parts_go_one_way(const FoldHow& how, const SpanMember& m) {
  const bool full = !settled(m.full), weight = !settled(m.weight);
  if (!settled(m.key)) return false;
  if (!full && !weight) return true;
  if (how.at_least.given && how.at_least.share) return false;
  if (how.trim.given && !how.trim.has_key) return false;
  if (full && (how.exempt == Policy::average || how.exempt == Policy::move || how.made_up)) return false;
  if (full && m.full.known && (!m.full.low || !(*m.full.low > 0))) return false;
  if (weight && (how.shares || (m.weight.known && (!m.weight.low || !(*m.weight.low > 0))))) return false;
  return true;
}

/// Bounds from every way in which members may come: there or not, with a figure or without.
std::optional<Span> by_kinds(const FoldHow& how, Policy missing, const std::vector<SpanMember>& members, const Span& extra, const Span& own_full, SpanAlgebra& algebra) {
  if (!extra.known || extra.others) return std::nullopt;
  std::vector<std::vector<SpanMember>> kinds;  // by member
  std::vector<Span> marks;
  if (!kinds_of(own_full, true, marks)) return std::nullopt;
  std::size_t all = marks.size();
  for (const SpanMember& m : members) {
    if (!parts_go_one_way(how, m)) return std::nullopt;
    std::vector<Span> points, fulls, weights;
    if (!kinds_of(m.points, false, points) || !kinds_of(m.full, true, fulls) || !kinds_of(m.weight, true, weights)) return std::nullopt;
    std::vector<SpanMember>& own = kinds.emplace_back();
    for (const Span& p : points)
      for (const Span& f : fulls)
        for (const Span& w : weights) own.push_back({p, f, w, m.key});
    if (m.may_be_absent) own.push_back({m.points, m.full, m.weight, m.key, true});
    if (own.empty() || (all *= own.size()) > most_corners) return std::nullopt;
  }
  std::optional<Span> result;
  for (std::size_t n = 0; n < all; ++n) {
    std::size_t rest = n / marks.size();
    std::vector<SpanMember> taken;
    for (const auto& own : kinds) {
      const SpanMember& kind = own[rest % own.size()];
      rest /= own.size();
      if (!kind.may_be_absent) taken.push_back(kind);
    }
    const auto found = fixed_span({how, missing, taken, extra, marks[n % marks.size()]}, algebra);
    if (!found) return std::nullopt;
    result = result ? join(*result, *found) : *found;
  }
  return result;
}

}  // namespace

void weigh(const FoldHow& how, SpanMember& member, const Number& weight, SpanAlgebra& algebra) {
  Span& part = how.take == Take::weighted ? member.weight : member.full;
  if (!part.known) return;
  if (!part.exact()) {  // weights that can be tried are fixed by the scheme; here nothing is claimed
    part = member.points = Span::anything();
    return;
  }
  if (how.take != Take::weighted) {
    if (part.low->is_zero()) return;
    if (member.points.known) member.points = algebra.multiply(member.points, Span::of(weight / *part.low));
  }
  part = Span::of(weight);
}

Span folded(const FoldHow& how, Policy missing, const std::vector<SpanMember>& members, const Span& extra, const Span& own_full,
            const std::optional<SpanMember>& further, SpanAlgebra& algebra) {
  bool fixed = settled(own_full) && extra.known && !extra.others;
  for (const SpanMember& m : members) {
    fixed = fixed && !m.may_be_absent && settled(m.full) && settled(m.weight) && settled(m.key);
    fixed = fixed && (settled(m.points) || (m.points.known && m.points.others == 0));
  }
  if (!further) {
    const auto found = fixed ? fixed_span({how, missing, members, extra, own_full}, algebra) : by_kinds(how, missing, members, extra, own_full, algebra);
    if (found) return *found;
  }
  return loosely(how, missing, members, extra, own_full, further, algebra);
}

}  // namespace yardstick
