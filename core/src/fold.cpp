#include "fold.h"

#include <algorithm>

#include "order.h"

namespace yardstick {

void Folder::push(Status status, const Number& points, const Number& full, const Number& weight, const Number* key) {
  members_.push_back({status, State::taken, false, points, full, weight, key ? *key : Number(), Number()});
}

/// Statuses turned into figures by the policies; the worst that no policy settles.
Status Folder::settle(bool logical) {
  Status worst = Status::known;
  for (Member& m : members_) {
    if (m.status == Status::exempt && (how_.exempt == Policy::full || how_.exempt == Policy::zero)) {
      m.whole = how_.exempt == Policy::full;
      m.points = m.whole ? m.full : Number(0);
      if (m.full.is_zero() && how_.by_rate && m.whole) m.points = m.full = 1;
      m.state = State::taken;
    } else if (m.status == Status::exempt) {
      m.state = how_.exempt == Policy::skip ? State::skipped : State::moved;
    } else if (m.status == Status::missing && missing_ == Policy::zero) {
      m.points = 0;
    } else if (m.status == Status::missing && missing_ == Policy::skip) {
      m.state = State::skipped;
    } else if (m.status != Status::known) {
      worst = std::max(worst, m.status);
      m.state = State::skipped;
    }
    if (m.state != State::taken) continue;
    if (!how_.by_rate) {
      m.figure = m.points;
    } else if (!m.full.is_zero()) {
      m.figure = m.points / m.full;
    } else if (m.status == Status::known) {
      worst = Status::invalid;
    }  // a member without full marks that a policy gives nothing has the rate 0
  }
  if (!logical) return worst;
  const bool wanted = how_.take == FoldHow::Kind::any;
  for (const Member& m : members_)
    if (m.state == State::taken && !m.figure.is_zero() == wanted) return Status::known;  // settled, whatever the others are
  return worst;
}

/// exempt: average. Each takes the mean rate of the known members.
void Folder::average() {
  Number sum;
  std::int64_t known = 0;
  for (const Member& m : members_) {
    if (m.status != Status::known || m.full.is_zero()) continue;
    sum += m.points / m.full;
    ++known;
  }
  for (Member& m : members_) {
    if (m.state != State::moved) continue;
    if (known == 0) {
      m.state = State::skipped;
      continue;
    }
    m.state = State::taken;
    m.points = sum / known * m.full;
    m.figure = how_.by_rate ? sum / known : m.points;
  }
}

/// exempt: moveTo. Full marks go to siblings, which earn them at their own rate; false where one of them is not known.
bool Folder::move() {
  std::vector<Number> gained(members_.size());
  for (Member& m : members_) {
    if (m.state != State::moved) continue;
    m.state = State::dropped;
    for (const auto& [to, share] : how_.move_to) gained[static_cast<std::size_t>(to)] += share * m.full;
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    Member& m = members_[i];
    if (gained[i].is_zero()) continue;
    if (m.state != State::taken || m.full.is_zero()) return false;
    const Number full = m.full + gained[i];
    m.points = m.points * full / m.full;
    m.full = full;
    if (!how_.by_rate) m.figure = m.points;
  }
  return true;
}

std::size_t Folder::amount(const Amount& amount, std::size_t of) const {
  const Number n = amount.share ? round_to(amount.number * Number(static_cast<std::int64_t>(of)), 1, amount.mode) : amount.number;
  return std::min(of, static_cast<std::size_t>(n.to_int64().value_or(0)));
}

/// drop and pick: by the key, of equals the earlier as the higher.
void Folder::trim() {
  order_.clear();
  for (std::size_t i = members_.size(); i-- > 0;)
    if (members_[i].state == State::taken) order_.push_back(i);
  stable_order(order_, [&](std::size_t a, std::size_t b) {
    return how_.trim.has_key ? members_[a].key < members_[b].key : members_[a].figure < members_[b].figure;
  });
  const std::size_t all = order_.size(), low = amount(how_.trim.lowest, all), high = std::min(all - std::min(all, how_.trim.keep ? 0 : low), amount(how_.trim.highest, all));
  for (std::size_t k = 0; k < all; ++k) {
    const bool extreme = k < low || k >= all - high;
    if (extreme != how_.trim.keep) members_[order_[k]].state = State::dropped;
  }
}

bool Folder::enough() const {
  Number known, all;
  bool weighed = false, marked = false;
  for (const Member& m : members_) {
    weighed = weighed || !m.weight.is_zero();
    marked = marked || !m.full.is_zero();
  }
  for (const Member& m : members_) {
    const Number size = !how_.at_least.share ? Number(1) : weighed ? m.weight : marked ? m.full : Number(1);
    all += size;
    if (m.status == Status::known) known += size;
  }
  return how_.at_least.share ? known >= how_.at_least.number * all : known >= how_.at_least.number;
}

Status Folder::result(const Number& own_full, Number& out) {
  using Kind = FoldHow::Kind;
  const bool logical = how_.take == Kind::any || how_.take == Kind::all;
  const Status worst = settle(logical);
  if (worst == Status::invalid) return worst;
  if (how_.at_least.given && !enough()) {
    if (how_.at_least.otherwise != Policy::zero) return how_.at_least.otherwise == Policy::exempt ? Status::exempt : Status::missing;
    out = 0;
    return Status::known;
  }
  if (worst != Status::known) return worst;
  if (how_.exempt == Policy::average) average();
  if (how_.exempt == Policy::move && !move()) return Status::missing;
  if (how_.trim.given) trim();
  return take(own_full, out);
}

Status Folder::take(const Number& own_full, Number& out) {
  using Kind = FoldHow::Kind;
  Number sum, points, full, weight, weighted, all_full, all_weight, low, high, product = 1;
  const Member* first = nullptr;
  const Member* last = nullptr;
  std::int64_t n = 0, held = 0, known = 0;
  std::vector<Number> figures;
  for (const Member& m : members_) {
    if (m.state == State::dropped) continue;
    all_full += m.full;
    all_weight += m.weight;
    if (m.state != State::taken) continue;
    low = n ? min(low, m.figure) : m.figure;
    high = n ? max(high, m.figure) : m.figure;
    ++n;
    if (!m.figure.is_zero()) ++held;
    if (m.status == Status::known && (!how_.flags || !m.figure.is_zero())) ++known;
    sum += m.figure;
    points += m.points;
    full += m.full;
    weight += m.weight;
    if (!first) first = &m;
    last = &m;
    switch (how_.take) {
      case Kind::weighted: weighted += m.figure * m.weight; break;
      case Kind::product: product = product * m.figure; break;
      case Kind::median: case Kind::percentile: case Kind::deviation: case Kind::sample_deviation: case Kind::geometric:
        figures.push_back(m.figure);
        break;
      default: break;
    }
  }
  const auto whole = [&](Number figure) {
    out = how_.by_rate ? figure * own_full : std::move(figure);
    return Status::known;
  };
  const bool logical = how_.take == Kind::any || how_.take == Kind::all;
  if (how_.leave_exempt && n == 0 && logical) {  // a list function: no item settles it
    out = Number(how_.take == Kind::all ? 1 : 0);
    return Status::known;
  }
  if (n == 0) {
    if (!members_.empty() || how_.none == Policy::exempt) return Status::exempt;
    if (how_.none == Policy::missing) return Status::missing;
    out = how_.none == Policy::full ? (logical ? Number(1) : own_full) : Number(0);
    return Status::known;
  }
  if (how_.take == Kind::count) {
    out = Number(known);
    return Status::known;
  }
  if (logical) {
    out = Number((how_.take == Kind::any ? held > 0 : held == n) ? 1 : 0);
    return Status::known;
  }
  switch (how_.take) {
    case Kind::sum:
      if (how_.by_rate || !how_.made_up || full == all_full) return whole(sum);
      if (full.is_zero()) return Status::exempt;
      return whole(sum * all_full / full);  // some are left out: the others stand for the whole
    case Kind::mean: return whole(sum / n);
    case Kind::weighted:
      if (weight.is_zero()) return Status::exempt;
      return whole(how_.shares ? weighted * all_weight / weight : weighted / weight);
    case Kind::pooled:
      if (full.is_zero()) return Status::invalid;
      out = (points + extra_) / full * own_full;
      return Status::known;
    case Kind::min: return whole(low);
    case Kind::max: return whole(high);
    case Kind::product: return whole(product);
    case Kind::first: return whole(first->figure);
    case Kind::last: return whole(last->figure);
    case Kind::geometric: {
      // Equal weights need one root of the product; else each member is raised to its own share.
      Number together = 1;
      for (const Member& m : members_) {
        if (m.state != State::taken) continue;
        if (m.figure < 0) return Status::invalid;
        const auto part = weight.is_zero() ? std::optional(Computed{m.figure, true}) : power(m.figure, m.weight / weight);
        if (!part) return Status::invalid;
        together = together * part->value;
      }
      if (!weight.is_zero()) return whole(together);
      const auto root = power(together, Number::ratio(1, n));
      if (!root) return Status::invalid;
      return whole(root->value);
    }
    case Kind::median: case Kind::percentile: {
      std::vector<std::size_t> places(figures.size());
      for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
      stable_order(places, [&](std::size_t a, std::size_t b) { return figures[a] < figures[b]; });
      // Linear between the closest ranks; the median is the half-way point.
      const Number position = (how_.take == Kind::median ? Number::ratio(1, 2) : how_.share) * Number(n - 1);
      const Number below = round_to(position, 1, Rounding::floor);
      const std::size_t k = static_cast<std::size_t>(below.to_int64().value_or(0));
      const Number& lower = figures[places[k]];
      const Number& upper = figures[places[std::min(k + 1, places.size() - 1)]];
      return whole(lower + (upper - lower) * (position - below));
    }
    case Kind::deviation: case Kind::sample_deviation: {
      const Number mean = sum / n;
      Number squares;
      for (const Number& x : figures) squares += (x - mean) * (x - mean);
      const std::int64_t parts = how_.take == Kind::deviation ? n : n - 1;
      if (parts == 0) return Status::invalid;
      const auto root = square_root(squares / parts);
      if (!root) return Status::invalid;
      return whole(root->value);
    }
    default: return Status::invalid;
  }
}

std::vector<bool> Folder::counted() const {
  std::vector<bool> result;
  for (const Member& m : members_) result.push_back(m.state == State::taken);
  return result;
}

}  // namespace yardstick
