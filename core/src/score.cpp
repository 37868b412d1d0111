#include "yardstick/score.h"

#include <algorithm>

#include "fold.h"
#include "kernel.h"

namespace yardstick {

namespace {

constexpr std::size_t grain_index(Grain grain) { return static_cast<std::size_t>(grain); }
Status worse(Status a, Status b) { return a > b ? a : b; }

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
      case Op::fold_rows: return fold_rows();
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
  void put(std::size_t i, Number number) {
    if (digits(number) > longest_number) fail(i, Status::invalid);
    else out_.set(i, std::move(number));
  }
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
        if (value(1, i).is_zero()) return fail(i, Status::missing);
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
    if (const auto tuned = data_.tuned.parameters.find(op_.index); tuned != data_.tuned.parameters.end()) {
      for (std::size_t i = 0; i < out_.values.size(); ++i) put(i, tuned->second);
      return;
    }
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

  const Records& records() const { return data_.lists[static_cast<std::size_t>(op_.shape.list)]; }

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
    const std::size_t width = data_.units(from.cls);
    const bool one = from.cls != op_.shape.cls;  // the only unit of another class
    const auto copy = [&](std::size_t i, int slot, std::size_t unit) {
      if (slot < 0 || width == 0) return;
      const std::size_t source = static_cast<std::size_t>(slot) * width + (one ? 0 : unit);
      out_.values[i] = in.values[source];
      out_.statuses[i] = in.statuses[source];
    };
    if (op_.shape.list >= 0) {
      const Records& list = records();
      for (std::size_t r = 0; r < list.rows.size(); ++r)
        copy(r, list.rows[r].slots[grain_index(from.grain)], static_cast<std::size_t>(list.rows[r].unit));
      return;
    }
    for (std::size_t s = 0; s < slots(); ++s) {
      const int slot = data_.containing(op_.shape.grain, static_cast<int>(s), from.grain);
      for (std::size_t u = 0; u < units(); ++u) copy(s * units() + u, slot, u);
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

  Policy missing_policy() const { return op_.fold.missing.value_or(data_.missing.value_or(Policy::missing)); }
  /// An input of a fold, by its place; `otherwise` where it has none.
  const Number& input(int place, std::size_t i, const Number& otherwise) const {
    return place < 0 ? otherwise : value(static_cast<std::size_t>(place), i);
  }
  Status input_status(int place, std::size_t i) const { return place < 0 ? Status::known : status(static_cast<std::size_t>(place), i); }
  void finish(Folder& folder, std::size_t i) {
    const Status own = input_status(op_.inputs.own_full, i);
    Number out;
    const Status state = own == Status::known ? folder.result(input(op_.inputs.own_full, i, zero), out) : own;
    if (state == Status::known) put(i, std::move(out));
    else fail(i, state);
  }

  void fold_children() {
    const Policy missing = missing_policy();
    const std::vector<const Number*> tuned = tuned_weights(data_, op_, static_cast<Column>(&op_ - plan_.operations.data()));
    Folder folder(op_.fold, missing);
    for (std::size_t i = 0; i < out_.values.size(); ++i) {
      folder.clear();
      Number apart;
      Status worst = input_status(op_.inputs.own_full, i);
      for (std::size_t k = 0; k < op_.members.size(); ++k) {
        const Member& member = op_.members[k];
        const Status state = status(static_cast<std::size_t>(member.points), i);
        const Number& points = value(static_cast<std::size_t>(member.points), i);
        if (!member.apart) {
          FoldMember part_of{{state, points}, part(member.full, i), part(member.weight, i), {}};
          if (!tuned.empty() && tuned[k]) weigh(op_.fold, part_of, *tuned[k]);
          folder.push(std::move(part_of));
        } else if (state == Status::known) {
          if (member.pooled && op_.fold.take == Take::pooled) folder.extra(points);
          else apart += points;
        } else if (state != Status::exempt && !(state == Status::missing && missing != Policy::missing)) {
          worst = worse(worst, state);
        }
      }
      Number sum;
      worst = worse(worst, folder.result(input(op_.inputs.own_full, i, zero), sum));
      if (worst == Status::known) put(i, sum + apart);
      else fail(i, worst);
    }
  }

  void fold_periods() {
    const Shape& from = plan_.operations[static_cast<std::size_t>(op_.in[static_cast<std::size_t>(op_.inputs.value)])].shape;
    const FoldInputs& in = op_.inputs;
    Folder folder(op_.fold, missing_policy());
    for (std::size_t s = 0; s < slots(); ++s) {
      const auto [first, last] = data_.inside(op_.shape.grain, static_cast<int>(s), from.grain);
      const std::size_t whole = parts(data_.slots[grain_index(op_.shape.grain)][s], from.grain).size();
      for (std::size_t u = 0; u < units(); ++u) {
        folder.clear();
        for (int m = first; m < last; ++m) {
          const std::size_t member = from.uniform ? 0 : static_cast<std::size_t>(m) * units() + u;
          member_of(folder, in, member, Status::known);
        }
        // What lies outside the dataset's periods is missing, like any reading that was not given.
        for (std::size_t absent = whole - static_cast<std::size_t>(last - first); absent > 0; --absent)
          folder.push({{Status::missing, zero}, in.full >= 0 && uniform_[static_cast<std::size_t>(in.full)] ? part(in.full, 0) : FoldMember::Part{}, unknown(in.weight), unknown(in.key)});
        finish(folder, s * units() + u);
      }
    }
  }

  FoldMember::Part part(int place, std::size_t i) const {
    if (place < 0) return {};
    const Status state = input_status(place, i);
    return {state, state == Status::known ? value(static_cast<std::size_t>(place), i) : zero};
  }
  static FoldMember::Part unknown(int place) { return {place < 0 ? Status::known : Status::missing, Number()}; }
  /// One period or row as a member: its figure with its full marks, weight and key.
  void member_of(Folder& folder, const FoldInputs& in, std::size_t at, Status state) const {
    static const Number one = 1;
    folder.push({{worse(state, input_status(in.value, at)), input(in.value, at, one)}, part(in.full, at), part(in.weight, at), part(in.key, at)});
  }

  void fold_rows() {
    const Records& list = data_.lists[static_cast<std::size_t>(op_.index)];
    const FoldInputs& in = op_.inputs;
    Folder folder(op_.fold, missing_policy());
    const bool logical = op_.fold.take == Take::any || op_.fold.take == Take::all;
    const auto push = [&](std::size_t r) {
      const Status condition = input_status(in.where, r);
      if (condition == Status::known && in.where >= 0 && value(static_cast<std::size_t>(in.where), r).is_zero()) return;
      const Status own = input_status(in.value, r);
      if (op_.fold.leave_exempt && (condition == Status::exempt || (own == Status::exempt && (logical || condition == Status::known)))) return;
      // Whether it is an item or not, this one settles nothing.
      if (op_.fold.leave_exempt && logical && in.value >= 0 && own == Status::known && input(in.value, r, zero).is_zero() == (op_.fold.take == Take::any)) return;
      member_of(folder, in, r, condition);
    };
    if (op_.shape.list >= 0) {  // the inner records of each record
      std::size_t r = 0;
      for (std::size_t outer = 0; outer < out_.values.size(); ++outer) {
        folder.clear();
        while (r < list.rows.size() && list.rows[r].outer < static_cast<int>(outer)) ++r;
        for (std::size_t k = r; k < list.rows.size() && list.rows[k].outer == static_cast<int>(outer); ++k) push(k);
        finish(folder, outer);
      }
      return;
    }
    const std::size_t grain = grain_index(op_.shape.grain);
    std::vector<std::size_t> rows;
    for (std::size_t u = 0; u < units(); ++u) {
      const bool absent = list.known.empty() || !list.known[u];
      for (std::size_t s = 0; s < slots(); ++s) {
        folder.clear();
        rows.clear();
        bool in_time = true;
        for (std::size_t r = list.first[u]; r < list.first[u + 1]; ++r) {
          if (list.rows[r].slots[grain] != static_cast<int>(s)) continue;
          in_time = in_time && (rows.empty() || list.rows[rows.back()].day <= list.rows[r].day);
          rows.push_back(r);
        }
        // By date, then as listed: who is first, and which of equals comes earlier.
        if (!in_time) stable_order(rows, [&](std::size_t a, std::size_t b) { return list.rows[a].day < list.rows[b].day; });
        for (const std::size_t r : rows) push(r);
        // More may still come after the day up to which the list is complete.
        const std::size_t i = s * units() + u;
        if (absent || list.open_on(u, data_.day_of(op_.shape.grain, static_cast<int>(s))))
          folder.push({{Status::missing, zero}, op_.fold.own_marks ? part(in.own_full, i) : unknown(in.full), unknown(in.weight), unknown(in.key)});
        finish(folder, i);
      }
    }
  }

  const Number zero;
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
  for (const Pin& pin : pins) {
    if (pin.node != operation.index) continue;
    const std::size_t cell = static_cast<std::size_t>(pin.slot) * data.units(operation.shape.cls) + static_cast<std::size_t>(pin.unit);
    if (pin.exempt) columns.cells[index].statuses[cell] = Status::exempt;
    else columns.cells[index].set(cell, pin.value);
  }
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
  pins_.insert(pins_.begin(), data.pins.begin(), data.pins.end());  // what a case assumes comes last, and stands
  columns_.cells.resize(plan.operations.size());
  for (const Operation& operation : plan.operations) total_ += data.size(operation.shape);
}

namespace {

void fill(const Plan& plan, const Data& data, Columns& columns, const std::vector<Pin>& pins, std::size_t from, std::size_t to) {
  for (std::size_t place = from; place <= to; ++place) {
    const std::size_t column = static_cast<std::size_t>(plan.order[place]);
    Run(plan, data, columns, column)();
    apply(plan, data, columns, pins, column);
  }
}

/// A stretch reads its own earlier periods: each pass makes one more period right, so as many as there are make all.
void fill_stretch(const Plan& plan, const Data& data, Columns& columns, const std::vector<Pin>& pins, const Plan::Stretch& stretch) {
  for (std::size_t place = stretch.first; place <= stretch.last; ++place) {
    const std::size_t column = static_cast<std::size_t>(plan.order[place]);
    columns.cells[column] = Cells{};
    columns.cells[column].resize(data.size(plan.operations[column].shape));
  }
  for (std::size_t pass = data.slots[grain_index(stretch.grain)].size(); pass > 0; --pass)
    fill(plan, data, columns, pins, stretch.first, stretch.last);
}

}  // namespace

bool Scoring::step(std::size_t budget) {
  const std::size_t until = done_ + budget;
  while (next_ < plan_.order.size() && done_ < until) {
    std::size_t last = next_;
    if (stretch_ < plan_.stretches.size() && plan_.stretches[stretch_].first == next_) {
      last = plan_.stretches[stretch_].last;
      fill_stretch(plan_, data_, columns_, pins_, plan_.stretches[stretch_]);
      ++stretch_;
    } else {
      fill(plan_, data_, columns_, pins_, next_, next_);
    }
    for (; next_ <= last; ++next_) done_ += data_.size(plan_.operations[static_cast<std::size_t>(plan_.order[next_])].shape);
  }
  return next_ == plan_.order.size();
}

Columns score(const Plan& plan, const Data& data, std::vector<Pin> pins) {
  Scoring scoring(plan, data, std::move(pins));
  scoring.step(static_cast<std::size_t>(-1));
  return scoring.take();
}

Refill::Refill(const Plan& plan, const Touched& touched, const std::vector<Column>& wanted) : plan_(plan), stale_(plan.operations.size(), false) {
  std::vector<bool> lists(plan.lists.size(), false), nodes(plan.nodes.size(), false), parameters(plan.scheme->parameters.size(), false);
  for (const int list : touched.lists) lists[static_cast<std::size_t>(list)] = true;
  for (const int node : touched.nodes) nodes[static_cast<std::size_t>(node)] = true;
  for (const int parameter : touched.parameters) parameters[static_cast<std::size_t>(parameter)] = true;
  for (const Column fold : touched.folds) stale_[static_cast<std::size_t>(fold)] = true;
  const auto listed = [&](int list) { return list >= 0 && lists[static_cast<std::size_t>(list)]; };
  const auto is_stale = [&](std::size_t column) {
    const Operation& operation = plan.operations[column];
    bool result = stale_[column] || (!operation.shape.uniform && listed(operation.shape.list));  // it may have other rows now
    switch (operation.op) {
      case Op::fact:
        for (const auto& [cls, fact] : touched.facts) result = result || (operation.shape.cls == cls && operation.index == fact);
        break;
      case Op::parameter: result = result || parameters[static_cast<std::size_t>(operation.index)]; break;
      case Op::fold_rows: result = result || listed(operation.index); break;
      case Op::node: result = result || (operation.index >= 0 && nodes[static_cast<std::size_t>(operation.index)]); break;
      case Op::kernel: result = result || listed(operation.kernel->rows()); break;
      default: break;
    }
    for (const Column in : operation.in) result = result || stale_[static_cast<std::size_t>(in)];
    stale_[column] = result;
    return result;
  };
  const auto column_at = [&](std::size_t place) { return static_cast<std::size_t>(plan.order[place]); };
  std::size_t next = 0;
  const auto until = [&](std::size_t end) {
    for (; next < end; ++next)
      if (is_stale(column_at(next))) parts_.push_back({next, next, Grain::year}), again_.push_back(false);
  };
  for (const Plan::Stretch& stretch : plan.stretches) {
    until(stretch.first);
    bool any = false;
    for (std::size_t place = stretch.first; place <= stretch.last; ++place) any = is_stale(column_at(place)) || any;
    next = stretch.last + 1;
    if (!any) continue;
    for (std::size_t place = stretch.first; place <= stretch.last; ++place) stale_[column_at(place)] = true;
    parts_.push_back(stretch);
    again_.push_back(true);
  }
  until(plan.order.size());
  if (wanted.empty()) return;
  std::vector<bool> needed(plan.operations.size(), false);
  for (const Column column : wanted) needed[static_cast<std::size_t>(column)] = true;
  std::vector<Plan::Stretch> parts;
  std::vector<bool> again;
  for (std::size_t i = parts_.size(); i-- > 0;) {
    const Plan::Stretch& part = parts_[i];
    bool any = false;
    for (std::size_t place = part.first; place <= part.last; ++place) any = any || needed[column_at(place)];
    for (std::size_t place = part.first; place <= part.last; ++place) {
      stale_[column_at(place)] = any;
      for (const Column in : plan.operations[column_at(place)].in)
        if (any) needed[static_cast<std::size_t>(in)] = true;
    }
    if (!any) continue;
    parts.push_back(part);
    again.push_back(again_[i]);
  }
  parts_.assign(parts.rbegin(), parts.rend());
  again_.assign(again.rbegin(), again.rend());
}

void Refill::operator()(const Data& data, Columns& columns) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Plan::Stretch& part = parts_[i];
    if (again_[i]) fill_stretch(plan_, data, columns, data.pins, part);
    else fill(plan_, data, columns, data.pins, part.first, part.last);
  }
}

std::size_t Refill::cells(const Data& data) const {
  std::size_t cells = 0;
  for (const Plan::Stretch& part : parts_)
    for (std::size_t place = part.first; place <= part.last; ++place) cells += data.size(plan_.operations[static_cast<std::size_t>(plan_.order[place])].shape);
  return cells;
}

void rescore(const Plan& plan, const Data& data, Columns& columns, const Touched& touched) { Refill(plan, touched)(data, columns); }

}  // namespace yardstick
