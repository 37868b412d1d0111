// 连续: whether a run of periods, or of records, is complete. A period that is not known is a gap, and the scheme says what
// a gap does; what lies before the earliest period is not known either.
#include <algorithm>

#include "../kernel.h"
#include "../reach.h"
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

/// How long a run must be: `need` of the last `within`. A count that is not whole, or makes no sense, is invalid.
struct Length {
  std::size_t need = 0, within = 0;  // within 0: one after another
  Status status = Status::known;
};

Length length_at(const KernelView& view, std::size_t cell) {
  Length length;
  std::size_t* const counts[] = {&length.need, &length.within};
  for (std::size_t input = 1; input < view.inputs(); ++input) {
    length.status = std::max(length.status, view.status(input, cell));
    if (!view.known(input, cell)) continue;
    const auto whole = view.value(input, cell).to_int64();
    if (whole && *whole >= 1) *counts[input - 1] = static_cast<std::size_t>(*whole);
    else length.status = Status::invalid;
  }
  if (length.status == Status::known && view.inputs() > 2 && length.within < length.need) length.status = Status::invalid;
  return length;
}

enum class Truth : std::uint8_t { no, yes, unknown };

/// What one period, or record, comes to, and which ones it counted.
struct Found {
  Status status = Status::known;
  bool complete = false;
  std::vector<std::size_t> counted;
};

enum class Lapse : std::uint8_t { undecided, breaks, skips };

/// Looks back from `at` no further than `start`. An unknown one, where gaps leave things undecided, may be either; so may
/// those before `start`, where it is `open`.
Found look_back(const std::vector<Truth>& truths, std::size_t at, std::size_t start, const Length& length, Lapse gap, bool open) {
  Found found;
  bool stopped = false;
  std::size_t possible = 0, passed = 0;
  bool certain = truths[at] == Truth::yes;
  if (truths[at] == Truth::no || (!certain && gap != Lapse::undecided)) return found;
  for (std::size_t i = at + 1; i-- > start && (length.within == 0 || passed < length.within);) {
    if (truths[i] == Truth::unknown) {
      if (gap == Lapse::breaks) {
        stopped = true;
        break;
      }
      if (gap == Lapse::skips) continue;
      ++possible;
      if (length.within == 0) certain = false;
    } else if (truths[i] == Truth::yes) {
      ++possible;
      if (certain) found.counted.push_back(i);
    } else if (length.within == 0) {
      stopped = true;
      break;
    }
    ++passed;
    if (length.within == 0 && found.counted.size() >= length.need) break;
  }
  if (open && gap == Lapse::undecided && !stopped) possible += length.within == 0 ? length.need : length.within - passed;
  found.complete = found.counted.size() >= length.need;
  if (!found.complete && possible >= length.need) found.status = Status::missing;
  std::reverse(found.counted.begin(), found.counted.end());
  return found;
}

/// Whether runs are complete where counting begins anew after each and some truths are unknown: all that the unknown ones may
/// be is followed, by the places where counting may have begun.
class Restarting {
 public:
  /// Before the first there are so many more that are unknown; they count as long as the first that is told.
  Restarting(const std::vector<Truth>& truths, const std::vector<Length>& lengths) {
    for (const Length& length : lengths) {
      if (length.status != Status::known) continue;
      if (before_ == 0) first_ = length;
      before_ = std::max(before_, reach(length));
    }
    truths_.assign(before_, Truth::unknown);
    truths_.insert(truths_.end(), truths.begin(), truths.end());
    lengths_.assign(before_, first_);
    lengths_.insert(lengths_.end(), lengths.begin(), lengths.end());
  }

  std::vector<Found> results() const {
    std::vector<Found> all;
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 0; at < truths_.size(); ++at) {
      bool complete = false, incomplete = false;
      std::vector<std::size_t> next;
      Found found;
      for (const std::size_t start : starts) {
        complete = completes(start, at) || complete;
        if (first_complete(truths_, start, at + 1) > at) {
          incomplete = true;
          next.push_back(start);
        }
      }
      if (at >= before_) {
        const std::size_t start = starts.empty() ? at : starts.back();
        if (complete && incomplete) found.status = Status::missing;
        else if (lengths_[at].status == Status::known) found.counted = look_back(truths_, at, std::max(start, before_), lengths_[at], Lapse::undecided, false).counted;
        for (std::size_t& place : found.counted) place -= before_;
        found.complete = complete;
        all.push_back(std::move(found));
      }
      if (complete) next.push_back(at + 1);
      starts = std::move(next);
    }
    return all;
  }

 private:
  static std::size_t reach(const Length& length) { return length.within == 0 ? length.need : length.within; }

  /// The first at which a run is complete where counting begins at `start`, the unknown ones counting as false; `end` for none.
  std::size_t first_complete(const std::vector<Truth>& truths, std::size_t start, std::size_t end) const {
    std::vector<std::size_t> counted;
    for (std::size_t i = start; i < end; ++i) {
      if (truths[i] != Truth::yes) continue;
      counted.push_back(i);
      const Length& length = lengths_[i];
      if (length.status == Status::known && counted.size() >= length.need && counted[counted.size() - length.need] + reach(length) > i) return i;
    }
    return end;
  }

  /// Whether some choice of the unknown ones makes the first run complete right there. The latest ones that it needs are the
  /// best choice: any other would complete no earlier run less.
  bool completes(std::size_t start, std::size_t at) const {
    const Length& length = lengths_[at];
    if (truths_[at] == Truth::no || length.status != Status::known) return false;
    std::vector<Truth> chosen = truths_;
    chosen[at] = Truth::yes;
    const std::size_t window = std::max(start + reach(length), at + 1) - reach(length);
    std::size_t count = 0;
    for (std::size_t i = window; i <= at; ++i) count += chosen[i] == Truth::yes;
    for (std::size_t i = at; i-- > window && count < length.need;)
      if (chosen[i] == Truth::unknown) {
        chosen[i] = Truth::yes;
        ++count;
      }
    return count >= length.need && first_complete(chosen, start, at) == at;
  }

  std::size_t before_ = 0;
  Length first_;
  std::vector<Truth> truths_;
  std::vector<Length> lengths_;
};

// ---- periods -------------------------------------------------------------------------------

/// The periods of a grain from the earliest to the latest there is: the slot of each, -1 for one in between that is not there.
std::vector<int> timeline(const std::vector<Period>& slots) {
  std::vector<int> line;
  if (slots.empty()) return line;
  const auto earlier_one = [](const Period& a, const Period& b) { return first_day(a) < first_day(b); };
  const Period first = *std::min_element(slots.begin(), slots.end(), earlier_one);
  const Period last = *std::max_element(slots.begin(), slots.end(), earlier_one);
  for (Period p = first; first_day(p) <= first_day(last); p = earlier(p, -1)) {
    const auto slot = std::find(slots.begin(), slots.end(), p);
    line.push_back(slot == slots.end() ? -1 : static_cast<int>(slot - slots.begin()));
  }
  return line;
}

/// Inputs: the condition, how many are needed, of how many.
struct Following final : Kernel {
  Lapse gap = Lapse::undecided;
  bool restart = false;

  Reads reads() const override { return Reads::periods; }
  Span span(const SpanView&, std::size_t) const override { return Span::or_none(Span::flag()); }
  Text why(Status status) const override {
    if (status == Status::missing) return say("最早一期之前的情况不明", "what was before the earliest period is not known");
    if (status == Status::invalid) return say("所需期数不是正整数，或超过所看的期数", "how many are needed is not a whole number of at least 1, or more than are looked at");
    return {};
  }
  void fill(KernelView& view) const override {
    const std::vector<int> line = timeline(view.data.slots[static_cast<std::size_t>(view.op.shape.grain)]);
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::vector<Found> all = follow(view, line, unit);
      for (std::size_t t = 0; t < line.size(); ++t) {
        if (line[t] < 0) continue;
        const std::size_t cell = static_cast<std::size_t>(line[t]) * view.units() + unit;
        if (all[t].status == Status::known) view.put(cell, all[t].complete);
        else view.fail(cell, all[t].status);
      }
    }
  }

  /// For each period of the timeline.
  std::vector<Found> follow(const KernelView& view, const std::vector<int>& line, std::size_t unit) const {
    const auto cell = [&](std::size_t t) { return static_cast<std::size_t>(line[t]) * view.units() + unit; };
    std::vector<Truth> truths;
    for (std::size_t t = 0; t < line.size(); ++t)
      truths.push_back(line[t] < 0 || !view.known(0, cell(t)) ? Truth::unknown : view.holds(0, cell(t)) ? Truth::yes : Truth::no);
    std::vector<Length> lengths;
    for (std::size_t t = 0; t < line.size(); ++t) lengths.push_back(line[t] >= 0 ? length_at(view, cell(t)) : lengths.back());
    std::vector<Found> result(line.size());
    if (restart && gap == Lapse::undecided) result = Restarting(truths, lengths).results();
    for (std::size_t t = 0, start = 0; t < line.size(); ++t) {
      if (line[t] < 0) continue;
      const bool invalid = view.status(0, cell(t)) == Status::invalid;
      if (invalid || lengths[t].status != Status::known) {
        result[t] = {};
        result[t].status = invalid ? Status::invalid : lengths[t].status;
      } else if (!restart || gap != Lapse::undecided) {
        result[t] = look_back(truths, t, start, lengths[t], gap, true);
        if (restart && result[t].complete) start = t + 1;
      }
    }
    return result;
  }
};

// ---- records -------------------------------------------------------------------------------

/// Inputs: the condition of each record, how many are needed, of how many.
struct InARow final : Kernel {
  int list = -1;

  Span span(const SpanView&, std::size_t) const override { return Span::or_none(Span::flag()); }

  int rows() const override { return list; }
  void fill(KernelView& view) const override {
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (std::size_t unit = 0; unit < view.units(); ++unit) {
        const std::size_t cell = slot * view.units() + unit;
        const Found found = look(view, slot, unit);
        if (found.status == Status::known) view.put(cell, found.complete);
        else view.fail(cell, found.status);
      }
  }

  /// The first run that is complete; `counted` are rows of the list.
  Found look(const KernelView& view, std::size_t slot, std::size_t unit) const {
    Found result;
    const Records& records = view.data.lists[static_cast<std::size_t>(list)];
    const Length length = length_at(view, slot * view.units() + unit);
    result.status = length.status;
    if (records.known.empty() || !records.known[unit]) result.status = std::max(result.status, Status::missing);
    if (result.status != Status::known) return result;
    std::vector<std::size_t> rows;
    for (std::size_t r = records.first[unit]; r < records.first[unit + 1]; ++r)
      if (records.rows[r].slots[static_cast<std::size_t>(view.op.shape.grain)] == static_cast<int>(slot) && view.status(0, r) != Status::exempt) rows.push_back(r);
    stable_order(rows, [&](std::size_t a, std::size_t b) { return records.rows[a].day < records.rows[b].day; });
    std::vector<Truth> truths;
    Status worst = Status::missing;
    for (const std::size_t r : rows) {
      truths.push_back(!view.known(0, r) ? Truth::unknown : view.holds(0, r) ? Truth::yes : Truth::no);
      worst = std::max(worst, view.status(0, r));
    }
    // A list that is not complete to the period's end may have one more.
    if (records.open_on(unit, view.data.day_of(view.op.shape.grain, static_cast<int>(slot)))) truths.push_back(Truth::unknown);
    for (std::size_t i = 0; i < truths.size(); ++i) {
      Found found = look_back(truths, i, 0, length, Lapse::undecided, false);
      if (found.complete) {
        for (std::size_t& place : found.counted) place = rows[place];
        return found;
      }
      if (found.status != Status::known) result.status = worst;
    }
    return result;
  }
};

struct Run final : Outcome {
  Cited over, records;
  Formula when, need, within;
  Lapse gap = Lapse::undecided;
  bool restart = false;
  std::string does;  // what it brings by itself: notice, honour, measure; or nothing

  std::string_view effect() const override { return does; }

  Column lower(Builder& b) const override {
    b.here().type = ValueType::flag;
    b.here().written = Written::flag;
    std::vector<Column> in;
    int list = -1;
    if (records.id.empty()) {
      if (!over.id.empty() && over.id != name_of(b.here().grain))
        b.fault(Code::grain_clash, over.where, {b.here().id, std::string(name_of(b.here().grain)), "over", over.id});
      in = {b.flag(when)};
    } else {
      list = b.list(records.id, records.where);
      if (list < 0) return -1;
      in = {b.in_list(list, [&] { return b.flag(when); })};
    }
    in.push_back(b.number(need));
    if (within.given()) in.push_back(b.number(within));
    b.part("need", in[1]);
    Column column = -1;
    if (records.id.empty()) {
      auto kernel = std::make_shared<Following>();
      kernel->gap = gap;
      kernel->restart = restart;
      column = b.kernel(std::move(kernel), std::move(in));
    } else {
      auto kernel = std::make_shared<InARow>();
      kernel->list = list;
      column = b.kernel(std::move(kernel), std::move(in));
    }
    b.part("run", column);
    return column;
  }

  Text sentence(const Telling& t) const override {
    const Text what = t.value(when, false), many = t.value(need, false), of = within.given() ? t.value(within, false) : Text{};
    if (!records.id.empty()) {
      const Text list = t.title_of_fact(records.id);
      return within.given() ? say("{0}中，前后{1}条内有{2}条{3}。", "Among {0}: {2} of {1} in a row with {3}.", {list, of, many, what})
                            : say("{0}中，接连{1}条{2}。", "Among {0}: {1} in a row with {2}.", {list, many, what});
    }
    Text text = within.given() ? say("到本期为止最近{0}期中有{1}期{2}（本期在内）", "{1} of the last {0} periods, this one among them, with {2}", {of, many, what})
                               : say("到本期为止连续{0}期{1}", "{0} periods in a row, ending with this one, with {1}", {many, what});
    static const Text gaps[] = {say("有一期不明的，结果待定", "a period that is not known leaves it undecided"),
                                say("有一期不明的，连续中断", "a period that is not known ends the run"),
                                say("不明的一期不计", "a period that is not known is passed over")};
    text = say("{0}；{1}", "{0}; {1}", {text, gaps[static_cast<std::size_t>(gap)]});
    if (restart) text = say("{0}；满一次后重新计起", "{0}; after a complete run counting begins anew", {text});
    return say("{0}。", "{0}.", {text});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    if (!view.known(view.node.points)) {
      OutcomeReading reading = unsettled(view);
      reading.effect = does;
      return reading;
    }
    OutcomeReading reading;
    reading.effect = does;
    reading.because = view.node.node->clauses;
    const bool complete = view.holds(view.node.points);
    reading.value = complete ? "true" : "false";
    reading.label = complete ? say("成立", "complete") : say("不成立", "not complete");
    if (view.brief) return reading;
    // What was counted is looked up again: for one unit that costs little.
    const Operation& op = view.plan.operations[static_cast<std::size_t>(view.node.part("run"))];
    Cells scratch;
    const KernelView inputs(view.plan, view.data, view.columns, op, scratch);
    std::vector<Text> counted;
    if (records.id.empty()) {
      const auto& slots = view.data.slots[static_cast<std::size_t>(view.node.grain)];
      const std::vector<int> line = timeline(slots);
      const auto& following = static_cast<const Following&>(*op.kernel);
      const std::vector<Found> all = following.follow(inputs, line, static_cast<std::size_t>(view.position.unit));
      const std::size_t here = static_cast<std::size_t>(std::find(line.begin(), line.end(), view.position.slot) - line.begin());
      if (here < all.size())
        for (const std::size_t t : all[here].counted) {
          const Period& period = slots[static_cast<std::size_t>(line[t])];
          counted.push_back({label_of(period, "zh-CN"), label_of(period, "en")});
        }
    } else {
      const auto& in_a_row = static_cast<const InARow&>(*op.kernel);
      const auto& rows = view.data.lists[static_cast<std::size_t>(in_a_row.list)].rows;
      for (const std::size_t r : in_a_row.look(inputs, static_cast<std::size_t>(view.position.slot), static_cast<std::size_t>(view.position.unit)).counted)
        counted.push_back(say("{0}（{1}）", "{0} ({1})", {plain(rows[r].id), plain(date_text(rows[r].day))}));
    }
    const Text many = plain(std::to_string(counted.size()));
    reading.figures.push_back({say("计入", "Counted"), joined(counted, "、", ", ")});
    if (!counted.empty())
      reading.reasons.push_back(say("{0}：{1}", "{0}: {1}", {view.words().value(when, false), joined(counted, "、", ", ")}));
    if (!complete && !counted.empty()) reading.reasons.push_back(say("有{0}期，需{1}期", "{0} of {1}", {many, view.figures().value(need, false)}));
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return flag_from(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.is_zero() ? "false" : "true"; }
};

}  // namespace

std::shared_ptr<const Outcome> parse_run(Fields& fields) {
  auto run = std::make_shared<Run>();
  run->when = fields.need_formula("when");
  run->need = fields.need_formula("need");
  run->within = fields.formula("within");
  if (fields.get("effect")) run->does = fields.choice("effect", {"notice", "honour", "measure"});
  if (const auto records = fields.get("records")) {
    run->records = {records->string(), records->where()};
    return run;
  }
  if (const auto over = fields.need("over")) run->over = {over->string(), over->where()};
  const std::string gap = fields.need_choice("gap", {"breaks", "skips", "undecided"});
  run->gap = gap == "breaks" ? Lapse::breaks : gap == "skips" ? Lapse::skips : Lapse::undecided;
  run->restart = fields.boolean("restart", false);
  return run;
}

}  // namespace yardstick
