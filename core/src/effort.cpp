#include "effort.h"

#include <algorithm>

namespace yardstick {

namespace {

/// Beyond so many sums at once, or in all, the search is ended.
constexpr std::size_t most_at_once = 6000, most_in_all = 250'000;

}  // namespace

void keep_worthwhile(std::vector<Choice>& choices) {
  std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
    return a.effort != b.effort ? a.effort < b.effort : a.gain > b.gain;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (kept > 0 && choices[i].gain <= choices[kept - 1].gain) continue;
    if (kept != i) choices[kept] = std::move(choices[i]);
    ++kept;
  }
  choices.resize(kept);
}

bool steeper(const Edge& a, const Edge& b) { return a.more_gain * b.more_effort > b.more_gain * a.more_effort; }

std::vector<Edge> edges_of(const Ways& ways, std::size_t part) {
  struct Corner {
    Number effort, gain;
    std::size_t choice, slope;
  };
  std::vector<Corner> corners;
  for (std::size_t i = 0; i < ways.choices.size(); ++i) corners.push_back({ways.choices[i].effort, ways.choices[i].gain, i + 1, 0});
  for (std::size_t i = 0; i < ways.slopes.size(); ++i) corners.push_back({ways.slopes[i].effort_to, ways.slopes[i].gain_to, 0, i + 1});
  std::stable_sort(corners.begin(), corners.end(), [](const Corner& a, const Corner& b) {
    return a.effort != b.effort ? a.effort < b.effort : a.gain > b.gain;
  });
  std::vector<Corner> line;
  for (const Corner& corner : corners) {
    if (!line.empty() && corner.gain <= line.back().gain) continue;
    while (line.size() > 1) {
      const Corner &a = line[line.size() - 2], &b = line.back();
      if ((b.gain - a.gain) * (corner.effort - b.effort) > (corner.gain - b.gain) * (b.effort - a.effort)) break;
      line.pop_back();
    }
    line.push_back(corner);
  }
  std::vector<Edge> edges;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    edges.push_back({part, line[i].effort, line[i].gain, line[i + 1].effort - line[i].effort, line[i + 1].gain - line[i].gain,
                     line[i + 1].choice, line[i + 1].slope});
  return edges;
}

const Slope* along(const Ways& ways, const Edge& edge) {
  for (const Slope& slope : ways.slopes) {
    if (slope.effort > edge.effort || slope.effort_to < edge.effort + edge.more_effort) continue;
    const Number effort = slope.effort_to - slope.effort, gain = slope.gain_to - slope.gain;
    const bool same = gain * edge.more_effort == edge.more_gain * effort;
    if (same && (edge.effort - slope.effort) * gain == (edge.gain - slope.gain) * effort) return &slope;
  }
  return nullptr;
}

void set_on(const Slope& slope, const Number& gain, Setting& to) {
  to.insert(to.end(), slope.set.begin(), slope.set.end());
  to.emplace_back(slope.figure, slope.from + (slope.to - slope.from) * gain / (slope.gain_to - slope.gain));
}

LeastEffort::LeastEffort(std::vector<Ways> parts, Number need, bool beyond)
    : parts_(std::move(parts)), need_(std::move(need)), beyond_(beyond) {
  // What costs nothing is taken at once, and what is gained by it no longer needed.
  for (Ways& ways : parts_) {
    keep_worthwhile(ways.choices);
    base_.push_back(ways.choices.empty() ? Setting() : ways.choices[0].set);
    const Number base = ways.choices.empty() ? Number(0) : ways.choices[0].gain;
    need_ = need_ - base;
    for (Choice& choice : ways.choices) choice.gain = choice.gain - base;
    for (Slope& slope : ways.slopes) {
      slope.gain = slope.gain - base;
      slope.gain_to = slope.gain_to - base;
    }
  }
  relax();
}

/// The least of the linear problem; it is a bound, and its figures, the last gone on to its next corner, are a way.
void LeastEffort::relax() {
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto own = edges_of(parts_[part], part);
    edges_.insert(edges_.end(), own.begin(), own.end());
  }
  std::stable_sort(edges_.begin(), edges_.end(), steeper);
  Number gain;
  std::vector<const Edge*> last(parts_.size(), nullptr);
  const auto setting = [&](const Edge* but) {
    Setting result;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      if (but && but->part == part) continue;
      const Edge* edge = last[part];
      const Setting& own = !edge ? base_[part] : edge->choice ? parts_[part].choices[edge->choice - 1].set : base_[part];
      if (edge && !edge->choice) {
        const Slope& slope = parts_[part].slopes[edge->slope - 1];
        set_on(slope, slope.gain_to - slope.gain, result);
      } else {
        result.insert(result.end(), own.begin(), own.end());
      }
    }
    return result;
  };
  possible_ = enough(0);
  if (possible_) {
    found_ = setting(nullptr);
    proved_ = true;
    return;
  }
  for (const Edge& edge : edges_) {
    if (!enough(gain + edge.more_gain)) {
      gain += edge.more_gain;
      effort_ += edge.more_effort;
      last[edge.part] = &edge;
      continue;
    }
    possible_ = true;
    bound_ = effort_ + (need_ - gain) * edge.more_effort / edge.more_gain;
    const Slope* slope = along(parts_[edge.part], edge);
    if (slope || bound_ == effort_ + edge.more_effort) {
      proved_ = true;
      effort_ = bound_;
      if (slope) {
        found_ = setting(&edge);
        set_on(*slope, edge.gain - slope->gain + need_ - gain, found_);
        return;
      }
    } else {
      effort_ += edge.more_effort;
    }
    last[edge.part] = &edge;
    found_ = setting(nullptr);
    break;
  }
  if (!possible_ || proved_) return;
  for (std::size_t part = 0; part < parts_.size(); ++part) order_.push_back(part);
  std::vector<const Edge*> first(parts_.size(), nullptr);
  for (const Edge& edge : edges_)
    if (!first[edge.part]) first[edge.part] = &edge;
  order_.erase(std::remove_if(order_.begin(), order_.end(), [&](std::size_t part) { return !first[part]; }), order_.end());
  std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return steeper(*first[a], *first[b]); });
  states_.push_back({});
  layer_.push_back(0);
}

const Slope& LeastEffort::pending(const State& state) const {
  const State& chosen = states_[static_cast<std::size_t>(state.pending)];
  return parts_[chosen.part].slopes[chosen.slope - 1];
}

Number LeastEffort::rest(const Number& gain) const {
  if (!(gain > 0)) return 0;
  const auto found = std::lower_bound(gains_.begin(), gains_.end(), gain);
  const std::size_t place = static_cast<std::size_t>(found - gains_.begin());
  if (place == gains_.size()) return -1;  // out of reach
  const Edge& edge = ahead_[place];
  const Number before = gains_[place] - edge.more_gain;
  return efforts_[place] - edge.more_effort + (gain - before) * edge.more_effort / edge.more_gain;
}

bool LeastEffort::promising(const State& state) const {
  const Number open = need_ - state.gain;
  Number more;
  if (state.pending < 0) {
    more = rest(open);
  } else {
    // The slope that waits is one more edge among those ahead.
    const Slope& slope = pending(state);
    const Edge own{0, 0, 0, slope.effort_to - slope.effort, slope.gain_to - slope.gain, 0, 0};
    const std::size_t place = static_cast<std::size_t>(std::lower_bound(ahead_.begin(), ahead_.end(), own, steeper) - ahead_.begin());
    const Number before = place == 0 ? Number(0) : gains_[place - 1];
    if (open <= before) more = rest(open);
    else if (open <= before + own.more_gain)
      more = (place == 0 ? Number(0) : efforts_[place - 1]) + (open - before) * own.more_effort / own.more_gain;
    else {
      more = rest(open - own.more_gain);
      if (!more.is_negative()) more += own.more_effort;
    }
  }
  return !more.is_negative() && state.effort + more < effort_;
}

/// The figures of a state, as the least so far.
void LeastEffort::take(int state, const Number& effort, const Number& gain_along) {
  effort_ = effort;
  found_.clear();
  std::vector<bool> chosen(parts_.size(), false);
  for (int at = state; at >= 0; at = states_[static_cast<std::size_t>(at)].before) {
    const State& one = states_[static_cast<std::size_t>(at)];
    if (one.choice == 0 && one.slope == 0) continue;
    chosen[one.part] = true;
    const Ways& ways = parts_[one.part];
    if (one.choice) found_.insert(found_.end(), ways.choices[one.choice - 1].set.begin(), ways.choices[one.choice - 1].set.end());
    else set_on(ways.slopes[one.slope - 1], gain_along, found_);
  }
  for (std::size_t part = 0; part < parts_.size(); ++part)
    if (!chosen[part]) found_.insert(found_.end(), base_[part].begin(), base_[part].end());
}

/// Leaves out what another state beats; those that wait for the same slope are compared among themselves.
void LeastEffort::thin(std::vector<int>& layer) const {
  const auto state = [&](int index) -> const State& { return states_[static_cast<std::size_t>(index)]; };
  const auto key = [&](const State& s) {
    if (s.pending < 0) return std::pair<std::size_t, std::size_t>{0, 0};
    const State& chosen = states_[static_cast<std::size_t>(s.pending)];
    return std::pair{chosen.part + 1, chosen.slope};
  };
  std::stable_sort(layer.begin(), layer.end(), [&](int a, int b) {
    const State &one = state(a), &other = state(b);
    const auto k = key(one), l = key(other);
    if (k != l) return k < l;
    return one.effort != other.effort ? one.effort < other.effort : one.gain > other.gain;
  });
  std::vector<int> kept;
  for (const int index : layer)
    if (kept.empty() || key(state(kept.back())) != key(state(index)) || state(index).gain > state(kept.back()).gain) kept.push_back(index);
  layer = std::move(kept);
}

bool LeastEffort::step() {
  if (proved_ || !possible_ || next_ >= order_.size()) return true;
  const std::size_t part = order_[next_++];
  ahead_.clear();
  efforts_.clear();
  gains_.clear();
  std::vector<bool> later(parts_.size(), false);
  for (std::size_t k = next_; k < order_.size(); ++k) later[order_[k]] = true;
  Number effort, gain;
  for (const Edge& edge : edges_)
    if (later[edge.part]) {
      ahead_.push_back(edge);
      efforts_.push_back(effort += edge.more_effort);
      gains_.push_back(gain += edge.more_gain);
    }
  std::vector<int> layer;
  const auto add = [&](State state) {
    states_.push_back(std::move(state));
    const int index = static_cast<int>(states_.size()) - 1;
    State& own = states_.back();
    if (own.slope && own.pending < 0) own.pending = index;
    if (own.pending < 0) {
      if (enough(own.gain)) {
        if (own.effort < effort_) take(index, own.effort, 0);
        states_.pop_back();
        return;
      }
    } else if (const Slope& slope = pending(own); enough(own.gain + slope.gain_to - slope.gain)) {
      const Number along = need_ - own.gain;
      if (!along.is_negative()) {
        const Number all = own.effort + along * (slope.effort_to - slope.effort) / (slope.gain_to - slope.gain);
        if (all < effort_) take(index, all, along);
      }
    }
    if (promising(states_.back())) layer.push_back(index);
    else states_.pop_back();
  };
  const Ways& ways = parts_[part];
  for (const int from : layer_) {
    const State before = states_[static_cast<std::size_t>(from)];
    if (states_.size() > most_in_all) break;
    for (std::size_t o = 0; o < ways.choices.size(); ++o)
      add({before.effort + ways.choices[o].effort, before.gain + ways.choices[o].gain, from, part, o + 1, 0, before.pending});
    if (before.pending >= 0) continue;
    for (std::size_t s = 0; s < ways.slopes.size(); ++s)
      add({before.effort + ways.slopes[s].effort, before.gain + ways.slopes[s].gain, from, part, 0, s + 1, -1});
  }
  thin(layer);
  layer_ = std::move(layer);
  if (layer_.size() > most_at_once || states_.size() > most_in_all) {
    next_ = order_.size();
    return true;
  }
  proved_ = next_ == order_.size() || layer_.empty();
  return proved_;
}

}  // namespace yardstick
