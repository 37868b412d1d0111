#include "span.h"

#include <algorithm>

namespace yardstick {

namespace {

/// An end of an interval: a number, or infinity on one side.
struct End {
  int infinite = 0;  // -1, 0, 1
  Number value;
};
End low_end(const Span& a) { return a.low ? End{0, *a.low} : End{-1, {}}; }
End high_end(const Span& a) { return a.high ? End{0, *a.high} : End{1, {}}; }
int sign(const Number& n) { return n.is_negative() ? -1 : n.is_zero() ? 0 : 1; }
int sign(const End& e) { return e.infinite ? e.infinite : sign(e.value); }
bool below(const End& a, const End& b) { return a.infinite != b.infinite ? a.infinite < b.infinite : !a.infinite && a.value < b.value; }
End times(const End& a, const End& b) {
  if (!a.infinite && !b.infinite) return {0, a.value * b.value};
  return {sign(a) * sign(b), {}};  // nothing times no bound is nothing
}
std::optional<Number> bound(const End& e) { return e.infinite ? std::nullopt : std::optional(e.value); }

Span hull(std::initializer_list<End> ends) {
  const auto [least, most] = std::minmax_element(ends.begin(), ends.end(), below);
  return Span::between(least->infinite > 0 ? std::nullopt : bound(*least), most->infinite < 0 ? std::nullopt : bound(*most));
}

/// The statuses of strict operands around a result; false where there is no figure.
bool strict(Span& out, const Span& a, const Span& b) {
  out = Span::between({}, {});
  take_statuses(out, a);
  take_statuses(out, b);
  return out.known;
}

Span dressed(Span figure, const Span& statuses) {
  figure.others |= statuses.others;
  return figure;
}

}  // namespace

Number Interval::sample() const {
  if (from && to) return (*from + *to) / 2;
  return from ? *from + 1 : to ? *to - 1 : Number(0);
}

Span Span::of(Status status) {
  Span result;
  result.known = status == Status::known;
  if (!result.known) result.others = bit(status);
  return result;
}

Span Span::or_none(Span figure) {
  figure.others = bit(Status::exempt) | bit(Status::missing) | bit(Status::invalid);
  return figure;
}

bool Span::settled() const { return known ? exact() : (others & (others - 1)) == 0; }

Status Span::status() const {
  for (const Status s : {Status::exempt, Status::missing, Status::invalid})
    if (!known && may(s)) return s;
  return Status::known;
}

Span join(const Span& a, const Span& b) {
  Span result = a.known ? a : b;
  if (a.known && b.known) {
    result.low = a.low && b.low ? std::optional(min(*a.low, *b.low)) : std::nullopt;
    result.high = a.high && b.high ? std::optional(max(*a.high, *b.high)) : std::nullopt;
    result.form.reset();
  }
  result.known = a.known || b.known;
  result.others = a.others | b.others;
  return result;
}

Span instead_of(Status status, const Span& a, const Span& figure) {
  if (!a.may(status)) return a;
  Span rest = a;
  rest.others &= all_but(status);
  if (!rest.known && !rest.others) return figure;
  Span result = join(rest, figure);
  result.others = rest.others | figure.others;
  return result;
}

void take_statuses(Span& to, const Span& a) {
  to.known = to.known && a.known;
  to.others |= a.others;
}

std::optional<Fractional> SpanAlgebra::form_of(const Span& a) {
  if (a.form) return a.form;
  if (a.known && a.low && a.high && *a.low == *a.high) return Fractional{0, *a.low, 0, 1};
  return std::nullopt;
}

Span SpanAlgebra::moving() const {
  Span result = Span::between(gap->from, gap->to);
  result.form = Fractional{1, 0, 0, 1};
  return result;
}

std::optional<Number> SpanAlgebra::where(const Fractional& f, const Number& value) const {
  // p·x + q = value · (r·x + s)
  const Number slope = f.p - value * f.r;
  if (slope.is_zero()) return std::nullopt;
  const Number x = (value * f.s - f.q) / slope;
  return gap && gap->holds(x) ? std::optional(x) : std::nullopt;
}

/// With bounds from its ends: inside the gap it has no pole, so it only rises or only falls.
Span SpanAlgebra::with_form(const Fractional& f) {
  if (f.p.is_zero() && f.r.is_zero()) return Span::of(f.q);
  if (!f.r.is_zero() && f.p * f.s == f.q * f.r) return Span::of(f.p / f.r);  // the same throughout
  const auto limit = [&](const std::optional<Number>& x, int side) -> End {
    if (!x) {
      if (!f.r.is_zero()) return {0, f.p / f.r};
      return {side * sign(f.p), {}};
    }
    const Number below_line = f.r * *x + f.s;
    if (!below_line.is_zero()) return {0, (f.p * *x + f.q) / below_line};
    return {sign(f.p * *x + f.q) * sign(f.r * gap->sample() + f.s), {}};
  };
  Span result = hull({limit(gap->from, -1), limit(gap->to, 1)});
  result.form = f;
  return result;
}

namespace {

/// r is 0 and s is 1, or r is 1.
Fractional normal(Fractional f) {
  const Number scale = f.r.is_zero() ? f.s : f.r;
  return {f.p / scale, f.q / scale, f.r / scale, f.s / scale};
}
bool flat(const Fractional& f) { return f.p.is_zero() && f.r.is_zero(); }
bool same_line(const Fractional& a, const Fractional& b) { return a.r == b.r && a.s == b.s; }

/// a + k·b.
std::optional<Fractional> sum(const Fractional& a, const Fractional& b, const Number& k) {
  if (same_line(a, b)) return Fractional{a.p + k * b.p, a.q + k * b.q, a.r, a.s};
  if (flat(b)) return Fractional{a.p + k * b.q * a.r, a.q + k * b.q * a.s, a.r, a.s};
  if (flat(a)) return Fractional{k * b.p + a.q * b.r, k * b.q + a.q * b.s, b.r, b.s};
  return std::nullopt;
}

}  // namespace

Span SpanAlgebra::negate(const Span& a) {
  Span result = a;
  result.low = a.high ? std::optional(-*a.high) : std::nullopt;
  result.high = a.low ? std::optional(-*a.low) : std::nullopt;
  if (a.form) result.form = Fractional{-a.form->p, -a.form->q, a.form->r, a.form->s};
  return result;
}

Span SpanAlgebra::add(const Span& a, const Span& b) {
  Span result;
  if (!strict(result, a, b)) return result;
  if (gap && (a.form || b.form))
    if (const auto f = form_of(a), g = form_of(b); f && g)
      if (const auto both = sum(*f, *g, 1)) return dressed(with_form(*both), result);
  if (a.low && b.low) result.low = *a.low + *b.low;
  if (a.high && b.high) result.high = *a.high + *b.high;
  return result;
}

Span SpanAlgebra::subtract(const Span& a, const Span& b) { return add(a, negate(b)); }

Span SpanAlgebra::multiply(const Span& a, const Span& b) {
  Span result;
  if (!strict(result, a, b)) return result;
  if (gap && (a.form || b.form))
    if (const auto f = form_of(a), g = form_of(b); f && g) {
      if (flat(*g)) return dressed(with_form({f->p * g->q, f->q * g->q, f->r, f->s}), result);
      if (flat(*f)) return dressed(with_form({g->p * f->q, g->q * f->q, g->r, g->s}), result);
    }
  return dressed(hull({times(low_end(a), low_end(b)), times(low_end(a), high_end(b)), times(high_end(a), low_end(b)), times(high_end(a), high_end(b))}), result);
}

Span SpanAlgebra::divide(const Span& a, const Span& b) {
  Span result;
  if (!strict(result, a, b)) return result;
  if (b.low && b.high && b.low->is_zero() && b.high->is_zero()) {  // whatever else it may be, no figure comes of it
    Span none = Span::of(Status::invalid);
    none.others |= result.others;
    return none;
  }
  if (gap && (a.form || b.form))
    if (const auto f = form_of(a), g = form_of(b); f && g) {
      // f ÷ g where it is again one fraction; the zero of g is a place of its own.
      const auto zero = g->p.is_zero() ? std::nullopt : where(*g, 0);
      if (zero) propose(*zero);
      else if (flat(*g)) return dressed(with_form({f->p / g->q, f->q / g->q, f->r, f->s}), result);
      else if (same_line(*f, *g)) return dressed(with_form(normal({f->p, f->q, g->p, g->q})), result);
      else if (flat(*f)) return dressed(with_form(normal({f->q * g->r, f->q * g->s, g->p, g->q})), result);
    }
  const int least = sign(low_end(b)), most = sign(high_end(b));
  if (least <= 0 && most >= 0) {
    result.others |= bit(Status::invalid);
    // On one side of zero the quotient keeps its sign.
    const int side = least == 0 ? 1 : most == 0 ? -1 : 0;
    if (side != 0 && !a.form && !b.form) {
      const int above = sign(low_end(a)) >= 0 ? 1 : sign(high_end(a)) <= 0 ? -1 : 0;
      const End far = side > 0 ? high_end(b) : low_end(b);
      const auto least_size = [&](const End& e) { return e.infinite || far.infinite ? End{0, 0} : End{0, e.value / far.value}; };
      if (above * side > 0) result.low = bound(least_size(above > 0 ? low_end(a) : high_end(a)));
      if (above * side < 0) result.high = bound(least_size(above > 0 ? low_end(a) : high_end(a)));
    }
    return result;
  }
  const auto inverse = [](const End& e) { return e.infinite ? End{0, 0} : End{0, Number(1) / e.value}; };
  const End u = inverse(high_end(b)), v = inverse(low_end(b));
  return dressed(hull({times(low_end(a), u), times(low_end(a), v), times(high_end(a), u), times(high_end(a), v)}), result);
}

std::optional<int> SpanAlgebra::order(const Span& a, const Span& b) {
  if (gap && (a.form || b.form)) {
    const auto f = form_of(a), g = form_of(b);
    if (const auto difference = f && g ? sum(*f, *g, -1) : std::nullopt) {
      if (difference->p.is_zero() && difference->q.is_zero()) return 0;
      if (const auto root = where(*difference, 0)) {
        propose(*root);
        return std::nullopt;
      }
      const Number x = gap->sample(), below_line = difference->r * x + difference->s;
      if (!below_line.is_zero()) return sign(difference->p * x + difference->q) * sign(below_line);
    }
    // What never meets its bounds: a form that moves takes neither end inside the gap.
    const bool moves_a = a.form && !flat(*a.form), moves_b = b.form && !flat(*b.form);
    if (moves_a || moves_b) {
      if (a.high && b.low && *a.high <= *b.low) return -1;
      if (a.low && b.high && *a.low >= *b.high) return 1;
    }
  }
  if (a.high && b.low && *a.high < *b.low) return -1;
  if (a.low && b.high && *a.low > *b.high) return 1;
  if (a.low && a.high && b.low && b.high && *a.low == *a.high && *b.low == *b.high && *a.low == *b.low) return 0;
  return std::nullopt;
}

Span SpanAlgebra::less(const Span& a, const Span& b, bool or_equal) {
  Span result;
  if (!strict(result, a, b)) return result;
  std::optional<bool> holds;
  if (const auto found = order(a, b)) holds = *found < 0 || (or_equal && *found == 0);
  else if (or_equal && a.high && b.low && *a.high <= *b.low) holds = true;
  else if (!or_equal && a.low && b.high && *a.low >= *b.high) holds = false;
  return dressed(holds ? Span::of(Number(*holds ? 1 : 0)) : Span::flag(), result);
}

Span SpanAlgebra::equal(const Span& a, const Span& b) {
  Span result;
  if (!strict(result, a, b)) return result;
  const auto found = order(a, b);
  return dressed(found ? Span::of(Number(*found == 0 ? 1 : 0)) : Span::flag(), result);
}

Span SpanAlgebra::lesser(const Span& a, const Span& b) {
  Span result;
  if (!strict(result, a, b)) return result;
  if (const auto found = order(a, b)) return dressed(*found <= 0 ? a : b, result);
  if (a.low && b.low) result.low = min(*a.low, *b.low);
  result.high = !a.high ? b.high : !b.high ? a.high : std::optional(min(*a.high, *b.high));
  return result;
}

Span SpanAlgebra::greater(const Span& a, const Span& b) { return negate(lesser(negate(a), negate(b))); }

Span SpanAlgebra::absolute(const Span& a) {
  if (!a.known) return a;
  const auto found = order(a, Span::of(Number(0)));
  if (found) return *found < 0 ? negate(a) : a;
  Span result = hull({End{0, 0}, low_end(a), high_end(a), low_end(negate(a)), high_end(negate(a))});
  result.low = a.low && !a.low->is_negative() ? *a.low : a.high && a.high->is_negative() ? -*a.high : Number(0);
  return dressed(std::move(result), a);
}

Span SpanAlgebra::round(const Span& a, const Number& unit, Rounding mode) {
  if (!a.known) return a;
  Span result;
  take_statuses(result, a);
  if (a.low) result.low = round_to(*a.low, unit, mode);
  if (a.high) result.high = round_to(*a.high, unit, mode);
  if (!gap || !a.form || result.exact()) return result;
  // The edges of the steps lie half-way, or on the multiples; one that the form passes is a place to split.
  const bool half = mode == Rounding::half_up || mode == Rounding::half_even || mode == Rounding::half_down;
  const Number middle = a.form->at(gap->sample());
  const Number shift = half ? unit / 2 : Number(0);
  const Number edge = round_to(middle - shift, unit, Rounding::half_up) + shift;
  for (const Number& candidate : {edge, edge + unit, edge - unit})
    if (const auto x = where(*a.form, candidate)) {
      propose(*x);
      return result;
    }
  return dressed(Span::of(round_to(middle, unit, mode)), result);
}

bool SpanAlgebra::clear_of(const Span& a, const std::vector<Number>& edges, std::size_t& first, std::size_t& last) {
  first = a.low ? static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), *a.low) - edges.begin()) : 0;
  last = a.high ? static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), *a.high) - edges.begin()) : edges.size();
  if (gap && a.form) {
    std::vector<Number> passed;
    for (const Number& edge : edges)
      if (const auto x = where(*a.form, edge)) passed.push_back(*x);
    if (!passed.empty()) {
      std::sort(passed.begin(), passed.end());
      propose(passed[passed.size() / 2]);
      return false;
    }
    first = last = static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), a.form->at(gap->sample())) - edges.begin());
  }
  return first == last;
}

}  // namespace yardstick
