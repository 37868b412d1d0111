#include "yardstick/score.h"

#include <algorithm>

#include "kernel.h"

namespace yardstick {

namespace {

constexpr std::size_t grain_index(Grain grain) { return static_cast<std::size_t>(grain); }
Status worse(Status a, Status b) { return a > b ? a : b; }

/// Combines members one by one; the one place that knows what a fold's policies mean.
class Folder {
 public:
  Folder(const FoldHow& how, const Number& own_full) : how_(how), own_full_(own_full) {}

  void push(Status status, const Number& points, const Number& full, const Number& weight) {
    // A member without full marks (a period without content) has no rate of its own; a policy still gives it one.
    const Number whole = how_.by_rate && full.is_zero() ? Number(1) : full;
    if (status == Status::exempt && how_.exempt != Policy::skip) {
      take(how_.exempt == Policy::full ? whole : Number(0), whole, weight);
    } else if (status == Status::missing && how_.missing == Policy::zero) {
      take(0, whole, weight);
    } else if (status == Status::known) {
      take(points, full, weight);
    } else {
      if (status == Status::invalid || (status == Status::missing && how_.missing == Policy::missing)) worst_ = worse(worst_, status);
      all_full_ += full;
      all_weight_ += weight;
    }
  }

  Status result(Number& out) const {
    using Kind = FoldHow::Kind;
    if (worst_ != Status::known) return worst_;
    if (count_ == 0) {
      if (how_.none == Policy::exempt) return Status::exempt;
      out = how_.none == Policy::full ? own_full_ : Number(0);
      return Status::known;
    }
    switch (how_.take) {
      case Kind::sum:
        out = sum_;
        if (how_.by_rate) return finish(out);
        if (full_ != all_full_) {  // some are left out: the others stand for the whole
          if (full_.is_zero()) return Status::exempt;
          out = sum_ * all_full_ / full_;
        }
        return Status::known;
      case Kind::mean: out = sum_ / count_; return finish(out);
      case Kind::weighted:
        if (weight_.is_zero()) return Status::exempt;
        out = weighted_ * all_weight_ / weight_;
        return finish(out);
      case Kind::pooled:
        if (full_.is_zero()) return Status::invalid;
        out = (sum_ + pooled_extra_) / full_ * own_full_;
        return Status::known;
      case Kind::min: out = low_; return finish(out);
      case Kind::max: out = high_; return finish(out);
      default: return Status::invalid;
    }
  }
  void extra(const Number& points) { pooled_extra_ += points; }
  bool takes_extra() const { return how_.take == FoldHow::Kind::pooled; }

 private:
  Status finish(Number& out) const {
    if (how_.by_rate) out = out * own_full_;
    return Status::known;
  }
  void take(const Number& points, const Number& full, const Number& weight) {
    Number figure = points;
    if (how_.by_rate) {
      if (full.is_zero()) {
        worst_ = Status::invalid;
        return;
      }
      figure = points / full;
    }
    low_ = count_ ? min(low_, figure) : figure;
    high_ = count_ ? max(high_, figure) : figure;
    ++count_;
    sum_ += figure;
    full_ += full;
    all_full_ += full;
    weight_ += weight;
    all_weight_ += weight;
    if (how_.take == FoldHow::Kind::weighted) weighted_ += figure * weight;
  }

  const FoldHow& how_;
  Number own_full_, sum_, full_, all_full_, weight_, all_weight_, weighted_, low_, high_, pooled_extra_;
  std::int64_t count_ = 0;
  Status worst_ = Status::known;
};

/// One operation being carried out.
class Run {
 public:
  Run(const Plan& plan, const Data& data, Columns& columns, std::size_t index)
      : plan_(plan), data_(data), columns_(columns), op_(plan.operations[index]), out_(columns.cells[index]) {
    out_.values.assign(data.size(op_.shape), Number());
    out_.statuses.assign(out_.values.size(), Status::missing);
    for (const Column in : op_.in) {
      inputs_.push_back(&columns.cells[static_cast<std::size_t>(in)]);
      uniform_.push_back(plan.operations[static_cast<std::size_t>(in)].shape.uniform);
    }
  }

  void operator()() {
    switch (op_.op) {
      case Op::constant: out_.set(0, op_.constant); return;
      case Op::parameter: return parameter();
      case Op::fact: return fact();
      case Op::field: return field();
      case Op::widen: return widen();
      case Op::pick: return pick();
      case Op::fold_children: return fold_children();
      case Op::fold_periods: return fold_periods();
      case Op::fold_records: return fold_records();
      case Op::kernel: {
        KernelView view(plan_, data_, columns_, op_, out_);
        return op_.kernel->fill(view);
      }
      default:
        for (std::size_t i = 0; i < out_.values.size(); ++i) cell(i);
    }
  }

 private:
  std::size_t place(std::size_t input, std::size_t i) const { return uniform_[input] ? 0 : i; }
  const Number& value(std::size_t input, std::size_t i) const { return inputs_[input]->values[place(input, i)]; }
  Status status(std::size_t input, std::size_t i) const { return inputs_[input]->statuses[place(input, i)]; }
  std::size_t units() const { return data_.units(op_.shape.cls); }
  std::size_t slots() const { return data_.slots[grain_index(op_.shape.grain)].size(); }
  void put(std::size_t i, Number number) { out_.set(i, std::move(number)); }
  void put(std::size_t i, bool flag) { out_.set(i, Number(flag ? 1 : 0)); }
  void fail(std::size_t i, Status status) { out_.statuses[i] = status; }

  void cell(std::size_t i) {
    // Three-valued logic and branches look at their operands one by one.
    if (op_.op == Op::both || op_.op == Op::either) {
      const bool settles = op_.op == Op::either;
      for (std::size_t k = 0; k < 2; ++k)
        if (status(k, i) == Status::known && !value(k, i).is_zero() == settles) return put(i, settles);
    } else if (op_.op == Op::choose) {
      if (status(0, i) != Status::known) return fail(i, status(0, i));
      const std::size_t branch = value(0, i).is_zero() ? 2 : 1;
      if (status(branch, i) != Status::known) return fail(i, status(branch, i));
      return put(i, value(branch, i));
    } else if (op_.op == Op::gate) {
      return gate(i);
    } else if (op_.op == Op::given) {
      return put(i, status(0, i) == Status::known);
    }
    Status worst = Status::known;
    for (std::size_t k = 0; k < inputs_.size(); ++k) worst = worse(worst, status(k, i));
    if (worst != Status::known) return fail(i, worst);
    const Number& a = value(0, i);
    switch (op_.op) {
      case Op::negate: return put(i, -a);
      case Op::absolute: return put(i, abs(a));
      case Op::round_down: return put(i, round_to(a, 1, Rounding::floor));
      case Op::round_up: return put(i, round_to(a, 1, Rounding::ceiling));
      case Op::add: return put(i, a + value(1, i));
      case Op::subtract: return put(i, a - value(1, i));
      case Op::multiply: return put(i, a * value(1, i));
      case Op::divide:
        if (value(1, i).is_zero()) return fail(i, Status::invalid);
        return put(i, a / value(1, i));
      case Op::lesser: return put(i, min(a, value(1, i)));
      case Op::greater: return put(i, max(a, value(1, i)));
      case Op::round: return put(i, round_to(a, op_.constant, op_.mode));
      case Op::equal: return put(i, a == value(1, i));
      case Op::unequal: return put(i, a != value(1, i));
      case Op::less: return put(i, a < value(1, i));
      case Op::at_most: return put(i, a <= value(1, i));
      case Op::more: return put(i, a > value(1, i));
      case Op::at_least: return put(i, a >= value(1, i));
      case Op::both: return put(i, !a.is_zero() && !value(1, i).is_zero());
      case Op::either: return put(i, !a.is_zero() || !value(1, i).is_zero());
      case Op::opposite: return put(i, a.is_zero());
      case Op::node: return put(i, a);
      case Op::lookup: return lookup(i, a);
      case Op::band: case Op::marginal: return band(i, a);
      case Op::within:
        if (a < value(1, i) || a > value(2, i)) return fail(i, Status::invalid);
        return put(i, a);
      case Op::require:
        if (value(1, i).is_zero()) return fail(i, Status::invalid);
        return put(i, a);
      case Op::level: {
        const std::size_t lines = op_.in.size() - 1;
        for (std::size_t k = 0; k < lines; ++k)
          if (a >= value(k + 1, i)) return put(i, Number(static_cast<std::int64_t>(lines - k)));
        return put(i, Number(0));
      }
      default: return fail(i, Status::invalid);
    }
  }

  void lookup(std::size_t i, const Number& key) {
    for (std::size_t k = 0; k < op_.keys.size(); ++k)
      if (op_.keys[k] == key) return put(i, op_.values[k]);
    if (op_.in.size() > 1) return put(i, value(1, i));
    fail(i, Status::invalid);
  }

  void band(std::size_t i, const Number& a) {
    const std::size_t rows = op_.values.size();
    const bool ends = op_.keys.size() > rows;
    if (rows == 0 || a < op_.keys[0] || (ends && a >= op_.keys[rows])) {
      if (op_.in.size() > 1) return put(i, value(1, i));
      return fail(i, Status::invalid);
    }
    Number sum;
    for (std::size_t k = 0; k < rows; ++k) {
      const bool last_reached = k + 1 == rows || a < op_.keys[k + 1];
      if (op_.op == Op::band) {
        if (last_reached) return put(i, op_.values[k]);
        continue;
      }
      sum += ((last_reached ? a : op_.keys[k + 1]) - op_.keys[k]) * op_.values[k];
      if (last_reached) return put(i, sum);
    }
  }

  /// At most a level while a condition holds; settled where the condition cannot matter.
  void gate(std::size_t i) {
    const Status level = status(0, i), condition = status(1, i);
    const bool lowest = op_.constant.is_zero();
    if (condition == Status::known && value(1, i).is_zero()) return level == Status::known ? put(i, value(0, i)) : fail(i, level);
    if (condition == Status::known) {
      if (lowest) return put(i, Number(0));
      return level == Status::known ? put(i, min(value(0, i), op_.constant)) : fail(i, level);
    }
    if (level == Status::known && value(0, i) <= op_.constant) return put(i, value(0, i));
    fail(i, worse(level, condition));
  }

  void parameter() {
    const auto& rows = plan_.scheme->parameters[static_cast<std::size_t>(op_.index)].values;
    for (std::size_t s = 0; s < slots(); ++s) {
      const std::int64_t day = last_day(data_.slots[grain_index(op_.shape.grain)][s]);
      const Dated* in_force = nullptr;
      for (const Dated& row : rows)
        if (row.from <= day) in_force = &row;
      if (!in_force) continue;
      for (std::size_t u = 0; u < units(); ++u) put(s * units() + u, in_force->value);
    }
  }

  void fact() {
    const auto& columns = data_.classes[static_cast<std::size_t>(op_.shape.cls)].readings[static_cast<std::size_t>(op_.index)];
    const Cells& cells = columns[op_.option < 0 ? 0 : static_cast<std::size_t>(op_.option)];
    out_ = cells;
  }

  const Records& records() const {
    const int list = op_.op == Op::fold_records ? op_.index : op_.shape.list;
    return data_.classes[static_cast<std::size_t>(op_.shape.cls)].lists[static_cast<std::size_t>(list)];
  }

  void field() {
    const Records& list = records();
    if (op_.option >= 0) {
      out_ = list.fields[static_cast<std::size_t>(op_.option)];
      out_.resize(list.rows.size());
      return;
    }
    // A day of each record's own calendar year, some years before.
    const int code = -op_.option, years = code / 10000, month = code % 10000 / 100, day = code % 100;
    for (std::size_t r = 0; r < list.rows.size(); ++r) {
      const std::string text = date_text(list.rows[r].day);
      const int year = std::max(1, (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0') - years);
      const Period start{Grain::month, year, month};
      put(r, Number(first_day(start) + day - 1));
    }
  }

  void widen() {
    const Shape& from = plan_.operations[static_cast<std::size_t>(op_.in[0])].shape;
    const Cells& in = *inputs_[0];
    if (op_.shape.list >= 0) {
      const Records& list = records();
      for (std::size_t r = 0; r < list.rows.size(); ++r) {
        const int slot = list.rows[r].slots[grain_index(from.grain)];
        if (slot < 0) continue;
        const std::size_t source = static_cast<std::size_t>(slot) * units() + static_cast<std::size_t>(list.rows[r].unit);
        out_.values[r] = in.values[source];
        out_.statuses[r] = in.statuses[source];
      }
      return;
    }
    for (std::size_t s = 0; s < slots(); ++s) {
      const int slot = data_.containing(op_.shape.grain, static_cast<int>(s), from.grain);
      for (std::size_t u = 0; u < units(); ++u) {
        const std::size_t source = static_cast<std::size_t>(slot) * units() + u;
        out_.values[s * units() + u] = in.values[source];
        out_.statuses[s * units() + u] = in.statuses[source];
      }
    }
  }

  void pick() {
    for (std::size_t s = 0; s < slots(); ++s) {
      const Number index(data_.slots[grain_index(op_.shape.grain)][s].index);
      const auto found = std::find(op_.keys.begin(), op_.keys.end(), index);
      for (std::size_t u = 0; u < units(); ++u) {
        const std::size_t i = s * units() + u;
        if (found == op_.keys.end()) {
          fail(i, Status::exempt);
          continue;
        }
        const std::size_t input = static_cast<std::size_t>(found - op_.keys.begin());
        out_.values[i] = value(input, i);
        out_.statuses[i] = status(input, i);
      }
    }
  }

  void fold_children() {
    static const Number zero;
    for (std::size_t i = 0; i < out_.values.size(); ++i) {
      Folder folder(op_.fold, value(0, i));
      Number apart;
      Status worst = Status::known;
      for (const Member& member : op_.members) {
        const std::size_t points = static_cast<std::size_t>(member.points);
        const Status state = status(points, i);
        if (!member.apart) {
          folder.push(state, value(points, i), value(static_cast<std::size_t>(member.full), i), member.weight);
        } else if (state == Status::known) {
          if (member.pooled && folder.takes_extra()) folder.extra(value(points, i));
          else apart += value(points, i);
        } else if (state != Status::exempt && !(state == Status::missing && op_.fold.missing != Policy::missing)) {
          worst = worse(worst, state);
        }
      }
      Number sum;
      worst = worse(worst, folder.result(sum));
      if (worst == Status::known) put(i, sum + apart);
      else fail(i, worst);
    }
  }

  void fold_periods() {
    const Shape& from = plan_.operations[static_cast<std::size_t>(op_.in[0])].shape;
    const Number weight = 1, none;
    for (std::size_t s = 0; s < slots(); ++s) {
      const auto [first, last] = data_.inside(op_.shape.grain, static_cast<int>(s), from.grain);
      for (std::size_t u = 0; u < units(); ++u) {
        const std::size_t i = s * units() + u;
        Folder folder(op_.fold, value(2, i));
        for (int m = first; m < last; ++m) {
          const std::size_t member = static_cast<std::size_t>(m) * units() + u;
          folder.push(status(0, member), value(0, member), value(1, member), weight);
        }
        // What lies outside the dataset's periods is missing, like any reading that was not given.
        const Period& whole = data_.slots[grain_index(op_.shape.grain)][s];
        for (std::size_t absent = parts(whole, from.grain).size() - static_cast<std::size_t>(last - first); absent > 0; --absent)
          folder.push(Status::missing, none, uniform_[1] ? value(1, 0) : none, weight);
        Number out;
        const Status state = folder.result(out);
        if (state == Status::known) put(i, out);
        else fail(i, state);
      }
    }
  }

  void fold_records() {
    using Kind = FoldHow::Kind;
    const Records& list = records();
    const bool has_value = (op_.option & 1) != 0, has_where = (op_.option & 2) != 0;
    const std::size_t where = has_value ? 1 : 0;
    const std::size_t grain = grain_index(op_.shape.grain);
    const Kind take = op_.fold.take;
    const bool logical = take == Kind::any || take == Kind::all;
    for (std::size_t u = 0; u < units(); ++u) {
      for (std::size_t s = 0; s < slots(); ++s) {
        const std::size_t i = s * units() + u;
        if (list.known.empty() || !list.known[u]) continue;  // no list at all: missing
        Folder folder(op_.fold, op_.constant);
        std::int64_t counted = 0;
        bool settled = false;
        Status worst = Status::known;
        for (std::size_t r = list.first[u]; r < list.first[u + 1] && !settled; ++r) {
          if (list.rows[r].slots[grain] != static_cast<int>(s)) continue;
          Status state = has_where ? status(where, r) : Status::known;
          if (state == Status::known && has_where && value(where, r).is_zero()) continue;
          const Status figure = has_value ? status(0, r) : Status::known;
          state = worse(state, figure);
          if (take == Kind::count || logical) {
            if (state != Status::known) worst = worse(worst, state == Status::exempt ? Status::known : state);
            else if (take == Kind::count) ++counted;
            else if ((!has_value || !value(0, r).is_zero()) == (take == Kind::any)) settled = true;
          } else {
            folder.push(state, value(0, r), 0, 0);
          }
        }
        if (take == Kind::count) worst == Status::known ? put(i, Number(counted)) : fail(i, worst);
        else if (logical) settled || worst == Status::known ? put(i, settled == (take == Kind::any)) : fail(i, worst);
        else {
          Number out;
          const Status state = folder.result(out);
          if (state == Status::known) put(i, out);
          else fail(i, state);
        }
      }
    }
  }

  const Plan& plan_;
  const Data& data_;
  const Columns& columns_;
  const Operation& op_;
  Cells& out_;
  std::vector<const Cells*> inputs_;
  std::vector<bool> uniform_;
};

void apply(const Plan& plan, const Data& data, Columns& columns, const std::vector<Pin>& pins, std::size_t index) {
  const Operation& operation = plan.operations[index];
  if (operation.op != Op::node || operation.index < 0) return;
  for (const Pin& pin : pins)
    if (pin.node == operation.index)
      columns.cells[index].set(static_cast<std::size_t>(pin.slot) * data.units(operation.shape.cls) + static_cast<std::size_t>(pin.unit), pin.value);
}

}  // namespace

std::size_t Columns::place(const Plan& plan, const Data& data, Column column, int slot, int unit) const {
  const Shape& shape = plan.operations[static_cast<std::size_t>(column)].shape;
  return shape.uniform ? 0 : static_cast<std::size_t>(slot) * data.units(shape.cls) + static_cast<std::size_t>(unit);
}
Status Columns::status(const Plan& plan, const Data& data, Column column, int slot, int unit) const {
  return cells[static_cast<std::size_t>(column)].statuses[place(plan, data, column, slot, unit)];
}
const Number& Columns::value(const Plan& plan, const Data& data, Column column, int slot, int unit) const {
  return cells[static_cast<std::size_t>(column)].values[place(plan, data, column, slot, unit)];
}

Scoring::Scoring(const Plan& plan, const Data& data, std::vector<Pin> pins) : plan_(plan), data_(data), pins_(std::move(pins)) {
  columns_.cells.resize(plan.operations.size());
  for (const Operation& operation : plan.operations) total_ += data.size(operation.shape);
}

bool Scoring::step(std::size_t budget) {
  const std::size_t until = done_ + budget;
  while (next_ < plan_.operations.size() && done_ < until) {
    Run(plan_, data_, columns_, next_)();
    apply(plan_, data_, columns_, pins_, next_);
    done_ += data_.size(plan_.operations[next_].shape);
    ++next_;
  }
  return next_ == plan_.operations.size();
}

Columns score(const Plan& plan, const Data& data, std::vector<Pin> pins) {
  Scoring scoring(plan, data, std::move(pins));
  scoring.step(static_cast<std::size_t>(-1));
  return scoring.take();
}

int rescore(const Plan& plan, const Data& data, Columns& columns, int cls, int fact) {
  std::vector<bool> stale(plan.operations.size(), false);
  int filled = 0;
  for (std::size_t i = 0; i < plan.operations.size(); ++i) {
    const Operation& operation = plan.operations[i];
    stale[i] = operation.op == Op::fact && operation.shape.cls == cls && operation.index == fact;
    for (const Column in : operation.in) stale[i] = stale[i] || stale[static_cast<std::size_t>(in)];
    if (!stale[i]) continue;
    Run(plan, data, columns, i)();
    ++filled;
  }
  return filled;
}

}  // namespace yardstick
