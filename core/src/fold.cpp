#include "fold.h"

#include <algorithm>

#include "order.h"

namespace yardstick {

std::vector<const Number*> tuned_weights(const Data& data, const Operation& fold, Column column) {
  std::vector<const Number*> result;
  const auto& weights = data.tuned.weights;
  for (auto it = weights.lower_bound({column, 0}); it != weights.end() && it->first.first == column; ++it) {
    result.resize(fold.members.size(), nullptr);
    result[static_cast<std::size_t>(it->first.second)] = &it->second;
  }
  return result;
}

void weigh(const FoldHow& how, FoldMember& member, const Number& weight) {
  FoldMember::Part& part = how.take == Take::weighted ? member.weight : member.full;
  if (part.status != Status::known) return;
  if (how.take != Take::weighted) {
    if (part.value.is_zero()) return;
    if (member.points.status == Status::known) member.points.value = member.points.value * (weight / part.value);
  }
  part.value = weight;
}

void Folder::push(FoldMember member) {
  members_.push_back({member.points.status, State::taken, std::move(member.points.value), Number(), std::move(member.full), std::move(member.weight), std::move(member.key)});
}

/// Statuses turned into figures by the policies; the worst that no policy settles.
Status Folder::settle(bool logical) {
  Status worst = Status::known;
  for (Member& m : members_) {
    // Without full marks there is no rate.
    if (how_.by_rate && m.status == Status::known) m.status = m.full.status != Status::known ? m.full.status : m.full.value.is_zero() ? Status::invalid : Status::known;
    if (m.status == Status::exempt && (how_.exempt == Policy::full || how_.exempt == Policy::zero)) {
      const bool whole = how_.exempt == Policy::full;
      if (logical) m.points = whole ? 1 : 0;
      else if (whole && how_.by_rate) {
        m.points = 1;  // the rate, whatever the full marks
        m.full = {Status::known, 1};
      } else if (whole) {
        worst = std::max(worst, m.full.status);
        m.points = m.full.value;
      } else {
        m.points = 0;
      }
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
    // A member without full marks that a policy gives nothing has the rate 0.
    m.figure = !how_.by_rate ? m.points : m.full.value.is_zero() ? Number(0) : m.points / m.full.value;
  }
  if (!logical) return worst;
  const bool wanted = how_.take == Take::any;
  for (const Member& m : members_)
    if (m.state == State::taken && !m.figure.is_zero() == wanted) return Status::known;  // settled, whatever the others are
  return worst;
}

/// exempt: average. Each takes the mean rate of the known members.
Status Folder::average() {
  if (std::none_of(members_.begin(), members_.end(), [](const Member& m) { return m.state == State::moved; })) return Status::known;
  Number sum;
  std::int64_t known = 0;
  for (const Member& m : members_) {
    if (m.status != Status::known || !how_.marked) continue;
    if (m.full.status != Status::known) return m.full.status;
    if (m.full.value.is_zero()) return Status::invalid;
    sum += m.points / m.full.value;
    ++known;
  }
  Status worst = Status::known;
  for (Member& m : members_) {
    if (m.state != State::moved) continue;
    if (known == 0) {
      m.state = State::skipped;
      continue;
    }
    m.state = State::taken;
    worst = std::max(worst, m.full.status);
    m.points = sum / known * m.full.value;
    m.figure = how_.by_rate ? sum / known : m.points;
  }
  return worst;
}

/// exempt: moveTo. Full marks go to siblings, which earn them at their own rate; false where one of them is not known.
bool Folder::move() {
  std::vector<Number> gained(members_.size());
  for (Member& m : members_) {
    if (m.state != State::moved) continue;
    m.state = State::dropped;
    for (const auto& [to, share] : how_.move_to) gained[static_cast<std::size_t>(to)] += share * m.full.value;
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    Member& m = members_[i];
    if (gained[i].is_zero()) continue;
    if (m.state != State::taken || m.status != Status::known || m.full.value.is_zero()) return false;
    const Number full = m.full.value + gained[i];
    m.points = m.points * full / m.full.value;
    m.full.value = full;
    if (!how_.by_rate) m.figure = m.points;
  }
  return true;
}

std::size_t Folder::amount(const Amount& amount, std::size_t of) const {
  const Number n = amount.share ? round_to(amount.number * Number(static_cast<std::int64_t>(of)), 1, amount.mode) : amount.number;
  return static_cast<std::size_t>(n.to_int64().value_or(0));
}

/// drop and pick: by the key, of equals the earlier as the higher.
Status Folder::trim() {
  if (how_.trim.has_key)
    for (const Member& m : members_)
      if (m.state == State::taken && m.key.status != Status::known) return m.key.status;
  order_.clear();
  for (std::size_t i = members_.size(); i-- > 0;)
    if (members_[i].state == State::taken) order_.push_back(i);
  stable_order(order_, [&](std::size_t a, std::size_t b) {
    return how_.trim.has_key ? members_[a].key.value < members_[b].key.value : members_[a].figure < members_[b].figure;
  });
  std::size_t known = 0;  // a share is of those known of themselves
  for (const std::size_t i : order_)
    if (members_[i].status == Status::known) ++known;
  const std::size_t all = order_.size(), low = std::min(all, amount(how_.trim.lowest, known));
  const std::size_t high = std::min(how_.trim.keep ? all : all - low, amount(how_.trim.highest, known));
  for (std::size_t k = 0; k < all; ++k) {
    const bool extreme = k < low || k >= all - high;
    if (extreme != how_.trim.keep) members_[order_[k]].state = State::dropped;
  }
  return Status::known;
}

/// Whether enough members are known; the status of a size that is not.
Status Folder::enough(bool& out) const {
  Number known, all;
  Status worst = Status::known;
  for (const Member& m : members_) {
    const FoldMember::Part* size = !how_.at_least.share ? nullptr : how_.weighed ? &m.weight : how_.marked ? &m.full : nullptr;
    if (size) worst = std::max(worst, size->status);
    const Number part = size ? size->value : Number(1);
    all += part;
    if (m.status == Status::known) known += part;
  }
  out = how_.at_least.share ? known >= how_.at_least.number * all : known >= how_.at_least.number;
  return worst;
}

Status Folder::result(const Number& own_full, Number& out) {
  const bool logical = how_.take == Take::any || how_.take == Take::all;
  const Status worst = settle(logical);
  if (worst != Status::known) return worst;
  if (bool is_enough = true; how_.at_least.given && !members_.empty()) {
    if (const Status state = enough(is_enough); state != Status::known) return state;
    if (!is_enough && how_.at_least.otherwise != Policy::zero) return how_.at_least.otherwise == Policy::exempt ? Status::exempt : Status::missing;
    if (!is_enough) {
      out = 0;
      return Status::known;
    }
  }
  if (how_.exempt == Policy::average)
    if (const Status state = average(); state != Status::known) return state;
  if (how_.exempt == Policy::move && !move()) return Status::missing;
  if (how_.trim.given)
    if (const Status state = trim(); state != Status::known) return state;
  return take(own_full, out);
}

/// Π x^(w ÷ Σw) as one root of one product, so that it is rounded once; powers by themselves where that would grow past all use.
bool Folder::geometric(const Number& weight, std::int64_t n) {
  if (how_.weighed && weight.is_zero()) return false;
  Number degree = 1;  // a common denominator of the shares, by which all exponents become whole
  std::vector<std::pair<Number, Number>> powers;
  for (const Member& m : members_) {
    if (m.state != State::taken) continue;
    if (m.figure < 0) return false;
    const Number share = how_.weighed ? m.weight.value / weight : Number::ratio(1, n);
    if (share.is_zero()) continue;
    degree = degree * denominator(share * degree);
    powers.emplace_back(m.figure, share);
  }
  Number product = 1;
  bool whole = digits(degree) < 6;
  for (const auto& [figure, share] : powers) {
    const auto part = whole ? power(figure, share * degree) : std::nullopt;
    whole = whole && part && digits(product) + digits(part->value) < longest_number;
    if (whole) product = product * part->value;
  }
  if (!whole) {
    product = degree = 1;
    for (const auto& [figure, share] : powers) {
      const auto part = power(figure, share);
      if (!part) return false;
      product = product * part->value;
    }
  }
  const auto root = power(product, Number(1) / degree);
  if (root) geometric_ = root->value;
  return root.has_value();
}

Status Folder::take(const Number& own_full, Number& out) {
  Number sum, points, full, weight, weighted, all_full, all_weight, low, high, product = 1;
  const Member* first = nullptr;
  const Member* last = nullptr;
  std::int64_t n = 0, held = 0, known = 0;
  std::vector<Number> figures;
  Status full_of_taken = Status::known, full_of_all = Status::known, weight_of_taken = Status::known, weight_of_all = Status::known;
  bool skipped = false;
  for (const Member& m : members_) {
    if (m.state == State::dropped) continue;
    all_full += m.full.value;
    all_weight += m.weight.value;
    full_of_all = std::max(full_of_all, m.full.status);
    weight_of_all = std::max(weight_of_all, m.weight.status);
    skipped = skipped || m.state != State::taken;
    if (m.state != State::taken) continue;
    full_of_taken = std::max(full_of_taken, m.full.status);
    weight_of_taken = std::max(weight_of_taken, m.weight.status);
    low = n ? min(low, m.figure) : m.figure;
    high = n ? max(high, m.figure) : m.figure;
    ++n;
    if (!m.figure.is_zero()) ++held;
    if (m.status == Status::known && (!how_.flags || !m.figure.is_zero())) ++known;
    sum += m.figure;
    points += m.points;
    full += m.full.value;
    weight += m.weight.value;
    if (!first) first = &m;
    last = &m;
    switch (how_.take) {
      case Take::weighted: weighted += m.figure * m.weight.value; break;
      case Take::product: product = product * m.figure; break;
      case Take::median: case Take::percentile: case Take::deviation: case Take::sample_deviation: case Take::geometric:
        figures.push_back(m.figure);
        break;
      default: break;
    }
  }
  const auto whole = [&](Number figure) {
    out = how_.by_rate ? figure * own_full : std::move(figure);
    return Status::known;
  };
  const bool logical = how_.take == Take::any || how_.take == Take::all;
  if (how_.leave_exempt && n == 0 && (logical || how_.take == Take::product)) {  // a list function: no item settles it
    out = Number(how_.take == Take::any ? 0 : 1);
    return Status::known;
  }
  if (n == 0) {
    if (!members_.empty() || how_.none == Policy::exempt) return Status::exempt;
    if (how_.none == Policy::missing) return Status::missing;
    out = how_.none == Policy::full ? (logical ? Number(1) : own_full) : Number(0);
    return Status::known;
  }
  if (how_.take == Take::count) {
    out = Number(known);
    return Status::known;
  }
  if (logical) {
    out = Number((how_.take == Take::any ? held > 0 : held == n) ? 1 : 0);
    return Status::known;
  }
  switch (how_.take) {
    case Take::sum:
      if (how_.by_rate || !how_.made_up || !skipped || !how_.marked) return whole(sum);
      if (full_of_all != Status::known) return full_of_all;
      if (full.is_zero()) return Status::exempt;
      return whole(sum * all_full / full);  // some are left out: the others stand for the whole
    case Take::mean: return whole(sum / n);
    case Take::weighted:
      if (const Status state = how_.shares && skipped ? weight_of_all : weight_of_taken; state != Status::known) return state;
      if (how_.shares && !skipped) return whole(weighted);
      if (weight.is_zero()) return Status::invalid;
      return whole(how_.shares ? weighted * all_weight / weight : weighted / weight);
    case Take::pooled:
      if (full_of_taken != Status::known) return full_of_taken;
      if (full.is_zero()) return Status::invalid;
      out = (points + extra_) / full * own_full;
      return Status::known;
    case Take::min: return whole(low);
    case Take::max: return whole(high);
    case Take::product: return whole(product);
    case Take::first: return whole(first->figure);
    case Take::last: return whole(last->figure);
    case Take::geometric: {
      if (weight_of_taken != Status::known) return weight_of_taken;
      return geometric(weight, n) ? whole(geometric_) : Status::invalid;
    }
    case Take::median: case Take::percentile: {
      std::vector<std::size_t> places(figures.size());
      for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
      stable_order(places, [&](std::size_t a, std::size_t b) { return figures[a] < figures[b]; });
      // Linear between the closest ranks; the median is the half-way point.
      const Number position = (how_.take == Take::median ? Number::ratio(1, 2) : how_.share) * Number(n - 1);
      const Number below = round_to(position, 1, Rounding::floor);
      const std::size_t k = static_cast<std::size_t>(below.to_int64().value_or(0));
      const Number& lower = figures[places[k]];
      const Number& upper = figures[places[std::min(k + 1, places.size() - 1)]];
      return whole(lower + (upper - lower) * (position - below));
    }
    case Take::deviation: case Take::sample_deviation: {
      const Number mean = sum / n;
      Number squares;
      for (const Number& x : figures) squares += (x - mean) * (x - mean);
      const std::int64_t parts = how_.take == Take::deviation ? n : n - 1;
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
