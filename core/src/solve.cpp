#include "solve.h"

#include <algorithm>

namespace yardstick {

namespace {

/// How many intervals are looked at before what is left counts as too fine; and how many single values a small domain may have
/// to be looked at one by one.
constexpr int most_looks = 1500, most_scored = 200;
/// How many are looked at for a whole course, and how many of them may be split in the middle only.
constexpr int course_looks = 600, course_halves = 40;
constexpr std::int64_t small_domain = 24;
/// So many pieces are told apart at most where a cell's course is looked at as a whole.
constexpr int most_pieces = 200;
/// And so many values one by one.
constexpr std::size_t most_tried = 40;
/// Beyond it no figure is tried.
constexpr std::int64_t far = 1'000'000'000;

/// Where nothing says how a cell goes, places are looked at so close together at the most: a goal's edge is then known to this.
const Number finest = Number::ratio(1, 10000);

struct Smaller {
  bool operator()(const Number& a, const Number& b) const { return a < b; }
};

Number middle_of(const Interval& interval) {
  if (interval.from && interval.to) {
    const Number middle = (*interval.from + *interval.to) / 2, tidy = round_to(middle, finest, Rounding::half_up);
    return interval.holds(tidy) ? tidy : middle;
  }
  if (interval.from) return interval.from->is_negative() ? Number(0) : *interval.from * 2 + 1;
  if (interval.to) return *interval.to > 0 ? Number(0) : *interval.to * 2 - 1;
  return 0;
}

}  // namespace

bool Wanted::met(const Span& span) const {
  if (!span.exact()) return false;
  const int difference = compare(*span.low, value);
  return is == Is::at_least ? difference >= 0 : is == Is::at_most ? difference <= 0 : difference == 0;
}

Mover::Mover(const Board& board, std::vector<ReadingAt> moving)
    : board_(board), moving_(std::move(moving)), domain_(domain_of(fact_of(board.plan, moving_[0]))), step_(step_of(fact_of(board.plan, moving_[0]))), reach_(board, moving_) {}

Mover::Mover(const Board& board, Column column, std::size_t cell, const Span& domain)
    : board_(board), domain_(Span::between(domain.low, domain.high)), reach_(board, column, cell) {}

bool Mover::allowed(const Number& x) const {
  if ((domain_.low && x < *domain_.low) || (domain_.high && x > *domain_.high)) return false;
  return !step_ || ((x - domain_.low.value_or(0)) / *step_).is_integer();
}

Number Mover::on_grid(const Number& x, bool up) const {
  if (!step_) return x;
  const Number from = domain_.low.value_or(0);
  return from + round_to(x - from, *step_, up ? Rounding::ceiling : Rounding::floor);
}

Number Mover::beyond(const Number& x, bool up) const {
  const Number next = on_grid(x, up);
  if (!step_ || next != x) return next;
  return up ? next + *step_ : next - *step_;
}

bool Mover::holds_any(const Interval& interval) const {
  if (!step_ || !interval.from) return true;
  return interval.holds(beyond(*interval.from, true));
}

const Span& Mover::through(const Interval& interval, Column column, std::size_t cell) {
  reach_.look(interval);
  return reach_.of(column, cell);
}

Span Mover::at(const Number& x, Column column, std::size_t cell) {
  reach_.look(x);
  const Span& found = reach_.of(column, cell);
  if (found.settled() || moving_.empty()) return found;
  if (!trial_) trial_.emplace(board_, false);
  Tried tried;
  for (const ReadingAt& reading : moving_) tried[reading] = x;
  trial_->set(tried);
  ++scored_;
  return trial_->at(column, cell);
}

std::optional<Number> Mover::split(const Interval& interval) {
  std::vector<Number>& splits = reach_.algebra.splits;
  if (!splits.empty()) {
    std::sort(splits.begin(), splits.end(), [](const Number& a, const Number& b) { return a < b; });
    return splits[splits.size() / 2];
  }
  // Without an end and without a word where it changes, it would be doubled for ever.
  if (!(interval.from && interval.to) && abs(middle_of(interval)) > far) return std::nullopt;
  const Number middle = middle_of(interval), grid = on_grid(middle, true);
  if (!step_) return interval.holds(middle) ? std::optional(middle) : std::nullopt;
  return interval.holds(grid) ? grid : interval.holds(grid - *step_) ? std::optional(grid - *step_) : std::nullopt;
}

Solved Mover::solve(const Wanted& wanted) {
  Solved result;
  struct Part {
    std::optional<Number> from, to;
    bool point = false, met = false;
  };
  std::vector<Part> parts;
  std::map<Number, bool, Smaller> met_at;
  const auto point = [&](const Number& x) {
    if (!allowed(x)) return;
    const bool met = wanted.met(at(x, wanted.column, wanted.cell));
    parts.push_back({x, x, true, met});
    met_at[x] = met;
  };
  const Number coarse = domain_.low && domain_.high ? (*domain_.high - *domain_.low) / 64 : Number(1);
  if (domain_.low) point(*domain_.low);
  if (domain_.high && domain_.low != domain_.high) point(*domain_.high);
  std::vector<Interval> open{{domain_.low, domain_.high}};
  if (domain_.low && domain_.high && *domain_.low == *domain_.high) open.clear();
  if (step_ && domain_.low && domain_.high && *domain_.high - *domain_.low <= *step_ * Number(small_domain)) {
    for (Number x = *domain_.low + *step_; x < *domain_.high; x += *step_) point(x);
    open.clear();
  }
  for (int looks = 0; !open.empty(); ++looks) {
    const Interval interval = open.back();
    open.pop_back();
    if (!holds_any(interval)) continue;
    if (looks > most_looks || scored_ > most_scored) {
      result.exact = false;
      continue;
    }
    const Span span = through(interval, wanted.column, wanted.cell);
    const auto take = [&](bool met) { parts.push_back({interval.from, interval.to, false, met}); };
    const bool rises = wanted.is == Wanted::Is::at_least;
    if (!span.known) {
      take(false);
      continue;
    }
    const auto order = reach_.algebra.order(span, Span::of(wanted.value));
    if (order && (span.others == 0 || (rises ? *order < 0 : *order > 0) || (wanted.is == Wanted::Is::equal && *order != 0))) {
      take(*order == 0 || (rises ? *order > 0 : wanted.is == Wanted::Is::at_most && *order < 0));
      continue;
    }
    if (span.others == 0 && rises && span.low && *span.low >= wanted.value) {
      take(true);
      continue;
    }
    if (span.others == 0 && wanted.is == Wanted::Is::at_most && span.high && *span.high <= wanted.value) {
      take(true);
      continue;
    }
    if (reach_.algebra.splits.empty() && !step_) {
      // Nothing says where it changes: between two places alike it is taken to be alike, and an edge is narrowed down.
      const bool low = interval.from && met_at[*interval.from], high = interval.to && met_at[*interval.to];
      const bool bounded = interval.from && interval.to;
      if (bounded ? *interval.to - *interval.from <= (low == high ? coarse : finest) : abs(middle_of(interval)) > far) {
        result.exact = false;
        take(low && high);
        continue;
      }
    }
    const auto where = split(interval);
    if (!where) {
      result.exact = false;
      continue;
    }
    point(*where);
    open.push_back({interval.from, *where});
    open.push_back({*where, interval.to});
  }
  // Together where they meet.
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    if (a.from != b.from) return !a.from || (b.from && *a.from < *b.from);
    return a.point && !b.point;
  });
  for (const Part& part : parts) {
    if (!part.met) continue;
    Values1D own{part.from, part.to, !part.point && part.from.has_value(), !part.point && part.to.has_value()};
    if (step_) {  // on the grid, ends are values themselves
      if (own.from && own.above) own.from = beyond(*own.from, true);
      if (own.to && own.below) own.to = beyond(*own.to, false);
      own.above = own.below = false;
    }
    if (!result.ranges.empty()) {
      Values1D& last = result.ranges.back();
      const bool meet = last.to && own.from &&
                        (step_ ? *own.from - *last.to <= *step_ : *last.to == *own.from && (!last.below || !own.above));
      if (meet) {
        last.to = own.to;
        last.below = own.below;
        continue;
      }
    }
    result.ranges.push_back(std::move(own));
  }
  return result;
}

void Mover::within(const Number& low, const Number& high) {
  domain_.low = low;
  domain_.high = high;
}

std::optional<std::vector<Piece>> Mover::course(Column column, std::size_t cell, bool smooth) {
  std::vector<Piece> pieces;
  bool told = true;
  const auto point = [&](const Number& x) {
    if (!allowed(x)) return;
    Span span = at(x, column, cell);
    told = told && span.settled();
    pieces.push_back({x, x, true, std::move(span)});
  };
  if (domain_.low) point(*domain_.low);
  if (domain_.high && domain_.low != domain_.high) point(*domain_.high);
  std::vector<Interval> open{{domain_.low, domain_.high}};
  if (domain_.low && domain_.high && *domain_.low == *domain_.high) open.clear();
  if (step_ && domain_.low && domain_.high && *domain_.high - *domain_.low <= *step_ * Number(small_domain)) {
    for (Number x = *domain_.low + *step_; x < *domain_.high; x += *step_) point(x);
    open.clear();
  }
  int halves = 0;
  for (int looks = 0; !open.empty(); ++looks) {
    const Interval interval = open.back();
    open.pop_back();
    if (!holds_any(interval)) continue;
    if (looks > course_looks || scored_ > most_scored || halves > course_halves || !told) return std::nullopt;
    const Span span = through(interval, column, cell);
    const bool figure = span.known && span.others == 0;
    if (span.settled() || (figure && (span.form || (smooth && reach_.algebra.splits.empty() && interval.from && interval.to)))) {
      pieces.push_back({interval.from, interval.to, false, span});
      continue;
    }
    if (reach_.algebra.splits.empty() && !step_) ++halves;
    const auto where = split(interval);
    if (!where) return std::nullopt;
    point(*where);
    open.push_back({interval.from, *where});
    open.push_back({*where, interval.to});
  }
  if (!told) return std::nullopt;
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    if (a.from != b.from) return !a.from || (b.from && *a.from < *b.from);
    return a.point && !b.point;
  });
  return pieces;
}

std::optional<Number> Mover::straight(Column column, std::size_t cell) {
  const Span span = through({domain_.low, domain_.high}, column, cell);
  const auto form = SpanAlgebra::form_of(span);
  if (span.others != 0 || !form || !form->r.is_zero()) return std::nullopt;
  for (const auto& end : {domain_.low, domain_.high})
    if (end) {
      const Span there = at(*end, column, cell);
      if (!there.exact() || *there.low != form->at(*end)) return std::nullopt;
    }
  return form->p;
}

Best Mover::best(Column column, std::size_t cell, bool highest, int most) {
  Best result;
  const auto better = [&](const Number& a, const Number& b) { return highest ? a > b : a < b; };
  const auto point = [&](const Number& x) {
    if (!allowed(x)) return;
    const Span span = at(x, column, cell);
    if (!span.exact() || (result.found && !better(*span.low, result.value))) return;
    result.found = true;
    result.value = *span.low;
    result.at = x;
  };
  if (domain_.low) point(*domain_.low);
  if (domain_.high) point(*domain_.high);
  if (!domain_.low && !domain_.high) point(0);
  std::vector<Interval> open{{domain_.low, domain_.high}};
  for (int looks = 0; !open.empty(); ++looks) {
    const Interval interval = open.back();
    open.pop_back();
    if (!holds_any(interval) || (interval.from && interval.to && *interval.from == *interval.to)) continue;
    const Span span = through(interval, column, cell);
    const std::optional<Number>& end = highest ? span.high : span.low;
    if (!span.known || (result.found && end && !better(*end, result.value))) continue;
    if (looks > most || scored_ > most_scored) {
      result.attained = false;
      continue;
    }
    if (span.others == 0 && (span.form || span.exact())) {
      // It only rises or only falls: the best is at an end, or next to it.
      if (step_ || span.exact()) {
        const auto inside = [&](const Number& x) {
          if (interval.holds(x)) point(x);
        };
        if (interval.from) inside(beyond(*interval.from, true));
        if (interval.to) inside(beyond(*interval.to, false));
        inside(interval.sample());
        // Without an end it goes on for ever.
        if ((!interval.from || !interval.to) && !span.exact() && (!end || !result.found || better(*end, result.value))) result.attained = false;
        continue;
      }
      point(interval.sample());
      if (!end || !result.found || better(*end, result.value)) result.attained = false;
      continue;
    }
    const auto where = split(interval);
    if (!where) {
      result.attained = false;
      continue;
    }
    point(*where);
    const Interval low{interval.from, *where}, high{*where, interval.to};
    open.push_back(highest ? low : high);
    open.push_back(highest ? high : low);
  }
  return result;
}

std::vector<Number> Mover::breaks(Column column, std::size_t cell) {
  struct Course {
    Interval inside;
    Fractional form;
  };
  const auto same = [](const Fractional& a, const Fractional& b) { return a.p == b.p && a.q == b.q && a.r == b.r && a.s == b.s; };
  std::vector<Course> pieces;
  std::vector<Number> result;
  std::vector<Interval> open{{domain_.low, domain_.high}};
  if (domain_.low && domain_.high && *domain_.low == *domain_.high) open.clear();
  for (int looks = 0; !open.empty(); ++looks) {
    const Interval interval = open.back();
    open.pop_back();
    // On a grid there may be nothing between two of its values.
    if (!holds_any(interval) || (step_ && interval.from && interval.to && !interval.holds(beyond(*interval.from, true)))) continue;
    const Span span = through(interval, column, cell);
    const auto form = SpanAlgebra::form_of(span);
    if (span.settled() && !span.known) continue;
    if (span.known && span.others == 0 && form) {
      pieces.push_back({interval, *form});
      continue;
    }
    const std::vector<Number>& splits = reach_.algebra.splits;
    if (splits.empty() && step_ && interval.from) {
      // Nothing says where it changes: its first values one by one.
      std::vector<Number> values;
      for (Number x = *interval.from; values.size() < most_tried && allowed(x); x += *step_) {
        const Span here = at(x, column, cell);
        if (!here.exact()) break;
        values.push_back(*here.low);
        const std::size_t n = values.size();
        if (n > 2 && values[n - 1] - values[n - 2] != values[n - 2] - values[n - 3]) result.push_back(x - *step_);
      }
      continue;
    }
    if (splits.empty() || looks > most_pieces) return {};
    const Number where = splits[splits.size() / 2];
    open.push_back({where, interval.to});
    open.push_back({interval.from, where});  // the lower one is looked at first: pieces come in order
  }
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    const Number edge = *pieces[i].inside.to;
    const bool meet = pieces[i + 1].inside.from == edge;
    const Span here = meet && allowed(edge) ? at(edge, column, cell) : Span::of(pieces[i].form.at(edge));
    if (!same(pieces[i].form, pieces[i + 1].form) || !here.exact() || *here.low != pieces[i].form.at(edge)) result.push_back(edge);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace yardstick
