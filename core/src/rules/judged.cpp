// 评委评分: the mean of judges' marks without the extremes, or the weighted mean of several groups of judges, converted to
// the node's full marks.
#include <algorithm>

#include "../fold.h"
#include "../kernel.h"
#include "../reach.h"
#include "rule.h"

namespace yardstick {

namespace {

struct Judges {
  Formula value;
  Number weight;
  Text title;
};

/// Inputs: the mark of each group. The weighted mean, over the groups that are there where absent ones are skipped.
struct Weighing final : Kernel {
  std::vector<Number> weights;
  bool skip = false;

  Span span(const SpanView& view, std::size_t cell) const override {
    Span statuses = Span::between({}, {}), sum = Span::of(Number(0)), any;
    Number weight;
    bool fixed = true, found = false;
    for (std::size_t k = 0; k < view.inputs(); ++k) {
      const Span& group = view.input(k, cell);
      take_statuses(statuses, group);
      fixed = fixed && (group.settled() || group.others == 0);
      if (!group.known) continue;
      Span figure = group;
      figure.others = 0;
      any = found ? join(any, figure) : figure;
      found = true;
      sum = view.algebra.add(sum, view.algebra.multiply(figure, Span::of(weights[k])));
      weight += weights[k];
    }
    const bool invalid = statuses.may(Status::invalid);
    if (fixed && (statuses.known || (skip && !invalid && found))) return view.algebra.divide(sum, Span::of(weight));
    if (!found || (!skip && !statuses.known)) return statuses;
    Span result = skip ? any : view.algebra.divide(sum, Span::of(weight));
    result.others = statuses.others;
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      Number sum, weight;
      for (std::size_t k = 0; k < view.inputs(); ++k) {
        if (!view.known(k, cell)) continue;
        sum += view.value(k, cell) * weights[k];
        weight += weights[k];
      }
      const Status worst = view.worst(cell);
      if (worst == Status::known || (skip && worst != Status::invalid && !weight.is_zero())) view.put(cell, sum / weight);
      else view.fail(cell, worst);
    }
  }
};

/// Input: the marks of a list. Their mean for each unit without the extremes; or, in the list's own shape, whether a mark
/// is one of those that count.
struct Marks final : Kernel {
  int list = -1;
  std::size_t highest = 0, lowest = 0, at_least = 1;
  bool each = false;

  Span span(const SpanView& view, std::size_t cell) const override {
    if (each) return Span::or_none(Span::flag());
    const Records& records = view.data.lists[static_cast<std::size_t>(list)];
    const std::size_t unit = cell % view.units(), slot = cell / view.units();
    std::vector<SpanMember> members;
    Span all;
    bool found = false, invalid = false, surely = false;
    const auto take = [&](const Span& mark) {
      invalid = invalid || mark.may(Status::invalid);
      surely = surely || (!mark.known && mark.others == bit(Status::invalid));
      if (!mark.known) return;
      Span figure = mark;
      figure.others = 0;
      all = found ? join(all, figure) : figure;
      found = true;
      members.push_back({std::move(figure), Span::of(Number(0)), Span::of(Number(0)), Span::of(Number(0)), mark.others != 0});
    };
    if (!records.known.empty() && records.known[unit])
      for (std::size_t r = records.first[unit]; r < records.first[unit + 1]; ++r)
        if (records.rows[r].slots[static_cast<std::size_t>(view.op.shape.grain)] == static_cast<int>(slot)) take(view.input(0, r));
    if (surely) return Span::of(Status::invalid);
    const auto more = view.further(0, list, cell);
    if (more) take(*more);
    Span result;
    if (more) {
      const auto sure = std::count_if(members.begin(), members.end(), [](const SpanMember& m) { return !m.may_be_absent; }) - (more->known && more->others == 0 ? 1 : 0);
      result = found ? all : Span::of(Status::missing);
      if (static_cast<std::size_t>(sure) < at_least) result.others |= bit(Status::missing);
    } else {
      if (members.size() < at_least) return invalid ? join(Span::of(Status::missing), Span::of(Status::invalid)) : Span::of(Status::missing);
      FoldHow how;
      how.take = Take::mean;
      how.trim.given = true;
      how.trim.lowest.number = Number(static_cast<std::int64_t>(lowest));
      how.trim.highest.number = Number(static_cast<std::int64_t>(highest));
      how.at_least.given = true;
      how.at_least.number = Number(static_cast<std::int64_t>(at_least));
      how.at_least.otherwise = Policy::missing;
      result = folded(how, Policy::missing, members, Span::of(Number(0)), Span::of(Number(0)), std::nullopt, view.algebra);
      if (result.may(Status::exempt)) {  // nobody left
        result.others &= all_but(Status::exempt);
        result.others |= bit(Status::missing);
      }
      if (!result.known && result.others == 0) result.others = bit(Status::missing);
    }
    if (invalid) result.others |= bit(Status::invalid);
    return result;
  }
  int rows() const override { return list; }
  void fill(KernelView& view) const override {
    const Records& records = view.data.lists[static_cast<std::size_t>(list)];
    const std::size_t grain = static_cast<std::size_t>(view.op.shape.grain);
    for (std::size_t r = 0; each && r < view.cells(); ++r) view.put(r, true);
    for (std::size_t slot = 0; slot < view.slots(); ++slot) {
      for (std::size_t unit = 0; unit < view.units(); ++unit) {
        const std::size_t cell = slot * view.units() + unit;
        Status status = Status::missing;
        std::vector<std::size_t> rows;
        if (!records.known.empty() && records.known[unit]) {
          for (std::size_t r = records.first[unit]; r < records.first[unit + 1]; ++r) {
            if (records.rows[r].slots[grain] != static_cast<int>(slot)) continue;
            if (view.known(0, r)) rows.push_back(r);
            else if (view.status(0, r) == Status::invalid) status = Status::invalid;
          }
        }
        const bool enough = status != Status::invalid && rows.size() >= at_least;
        if (enough) settle(view, rows, cell);
        else if (!each) view.fail(cell, status);
      }
    }
  }
  Text why(Status status) const override {
    return status == Status::invalid ? say("有评分无法计算", "a mark cannot be worked out")
                                     : say("评分不足{0}个", "fewer marks than {0}", {plain(std::to_string(at_least))});
  }

 private:
  /// Of equal marks the earlier counts as the higher.
  void settle(KernelView& view, std::vector<std::size_t>& rows, std::size_t cell) const {
    std::reverse(rows.begin(), rows.end());
    stable_order(rows, [&](std::size_t a, std::size_t b) { return view.value(0, a) < view.value(0, b); });
    Number sum;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const bool stays = k >= lowest && k + highest < rows.size();
      if (each) view.put(rows[k], stays);
      else if (stays) sum += view.value(0, rows[k]);
    }
    if (!each) view.put(cell, sum / Number(static_cast<std::int64_t>(rows.size() - lowest - highest)));
  }
};

struct Judged final : Rule {
  Cited marks;     // the list; no groups then
  Formula value;   // of a mark
  Marks counting;
  std::vector<Judges> groups;
  Where weights_at;
  bool skip = false;
  Number out_of = 100;

  std::string_view kind() const override { return "judged"; }
  const Formula* measured() const override { return of_marks() ? &value : nullptr; }
  bool of_marks() const { return !marks.id.empty(); }

  Column lower(Builder& b) const override {
    if (!b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "judged"});
      return -1;
    }
    const Column mean = of_marks() ? mean_of_marks(b) : mean_of_groups(b);
    b.part("mean", mean);
    return b.op(Op::multiply, {b.full(), b.op(Op::divide, {mean, b.constant(out_of)})});
  }

  Column mean_of_marks(Builder& b) const {
    if (b.shape().list >= 0) {
      b.fault(Code::not_supported, marks.where, {"judged: marks of an item"});
      return -1;
    }
    auto mean = std::make_shared<Marks>(counting), stays = std::make_shared<Marks>(counting);
    mean->list = stays->list = b.list(marks.id, marks.where);
    if (mean->list < 0) return -1;
    const Column full = b.full();
    const Column each = b.in_list(mean->list, [&] {
      const Column mark = b.number(value);
      stays->each = true;
      if (mean->highest + mean->lowest > 0)
        b.here().hurdles.push_back({b.kernel(stays, {mark}), say("作为最高或最低分去掉", "dropped as one of the highest or lowest"), b.node().clauses});
      b.here().record_points = b.op(Op::multiply, {b.widen(full, "full", marks.where), b.op(Op::divide, {mark, b.constant(out_of)})});
      return mark;
    });
    b.here().list = mean->list;
    return b.kernel(std::move(mean), {each});
  }

  Column mean_of_groups(Builder& b) const {
    auto kernel = std::make_shared<Weighing>();
    kernel->skip = skip;
    std::vector<Column> in;
    Number sum;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      in.push_back(b.number(groups[i].value));
      b.part(group(i), in.back());
      kernel->weights.push_back(groups[i].weight);
      sum += groups[i].weight;
    }
    if (sum != Number(1)) b.fault(Code::weights_off_total, weights_at, {b.here().id, sum.exact()});
    return b.kernel(std::move(kernel), std::move(in));
  }

  static std::string group(std::size_t i) { return "group" + std::to_string(i); }
  static Text percent_text(const Number& weight) {
    const Number hundredfold = weight * 100;
    return plain(hundredfold.decimals() ? hundredfold.exact() + "%" : weight.exact());
  }

  Text sentence_of_marks(const Telling& t) const {
    const auto count = [](std::size_t n) { return plain(std::to_string(n)); };
    const auto without = [&](std::size_t n, const char* zh, const char* en) {
      return n == 0 ? Text{} : say("，去掉{0}个{1}", n == 1 ? ", without the {1}" : ", without the {0} {1}", {count(n), Text{zh, en}});
    };
    const Text dropped = say("{0}{1}", "{0}{1}", {without(counting.highest, "最高分", "highest"), without(counting.lowest, "最低分", "lowest")});
    return say("满分{0}分，按{1}中{2}（满值{3}）的平均值折算{4}；不足{5}个的无法计分。",
               "Out of {0}, by the mean of {2} (out of {3}) over {1}{4}; no points with fewer than {5}.",
               {t.full_marks(), t.title_of_list(t.node.list), t.value(value, false), plain(points_text(out_of)), dropped, count(counting.at_least)});
  }

  Text sentence(const Telling& t) const override {
    if (of_marks()) return sentence_of_marks(t);
    std::vector<Text> parts;
    for (const Judges& judges : groups)
      parts.push_back(say("{0}占{1}", "{0} {1}", {judges.title.empty() ? t.value(judges.value, false) : judges.title, percent_text(judges.weight)}));
    const Text absent = skip ? say("；缺评的一组不计，其权重由其他各组按比例分担", "; the others share the weight of a group that is absent")
                             : say("；缺一组即无法计分", "; no points while one is missing");
    return say("满分{0}分，按各组评分（满值{1}）的加权平均折算：{2}{3}。", "Out of {0}, by the weighted mean of the groups' marks (out of {1}): {2}{3}.",
               {t.full_marks(), plain(points_text(out_of)), joined(parts, "、", ", "), absent});
  }

  Text formula(const Telling& t) const override {
    if (of_marks())
      return say("{0} × {1} ÷ {2}", "{0} × {1} ÷ {2}",
                 {t.full(), t.part("mean", say("平均({0})", "mean({0})", {t.value(value, false)})), plain(points_text(out_of))});
    std::vector<Text> parts;
    Number weight;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (t.in_figures() && !t.number(t.node.part(group(i)))) continue;
      parts.push_back(say("{0} × {1}", "{0} × {1}", {t.value(groups[i].value), percent_text(groups[i].weight)}));
      weight += groups[i].weight;
    }
    const Text sum = joined(parts, " + ", " + ");
    const Text mean = weight == Number(1) ? say("({0})", "({0})", {sum}) : say("({0}) ÷ {1}", "({0}) ÷ {1}", {sum, percent_text(weight)});
    return say("{0} × {1} ÷ {2}", "{0} × {1} ÷ {2}", {t.full(), mean, plain(points_text(out_of))});
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_judged(Fields& fields) {
  auto rule = std::make_shared<Judged>();
  const auto marks = fields.get("marks"), groups = fields.get("groups");
  if (marks.has_value() == groups.has_value()) fields.reader().fault(Code::wrong_format, {"judged", "marks / groups"});
  if (marks) {
    rule->marks = {marks->string(), marks->where()};
    rule->value = fields.need_formula("value");
    Marks& counting = rule->counting;
    const auto number = [](const std::optional<Reader>& reader) { return reader ? static_cast<std::size_t>(reader->integer(0, 1000)) : 0; };
    if (const auto drop = fields.get("drop")) {
      Fields ends(*drop);
      counting.highest = number(ends.get("highest"));
      counting.lowest = number(ends.get("lowest"));
      ends.done();
    }
    // Something must be left to take the mean of.
    const std::size_t needed = counting.highest + counting.lowest + 1;
    counting.at_least = needed;
    if (const auto at_least = fields.get("atLeast")) {
      counting.at_least = number(at_least);
      if (counting.at_least < needed) at_least->fault(Code::wrong_format, {at_least->json->text, "≥ " + std::to_string(needed)});
    }
  } else if (groups) {
    rule->weights_at = groups->where();
    for (const Reader& item : groups->items()) {
      Fields row(item);
      Judges group;
      group.value = row.need_formula("value");
      if (const auto weight = row.need("weight")) {
        group.weight = weight->quantity();
        if (!(group.weight > 0)) weight->fault(Code::bad_quantity, {group.weight.exact()});
      }
      group.title = row.text("title");
      row.done();
      rule->groups.push_back(std::move(group));
    }
  }
  if (const auto out_of = fields.need("outOf")) rule->out_of = out_of->quantity();
  if (!(rule->out_of > 0)) {
    fields.reader().fault(Code::bad_quantity, {rule->out_of.exact()});
    rule->out_of = 1;
  }
  if (!marks) rule->skip = fields.choice("absent", {"missing", "skip"}) == "skip";
  return rule;
}

}  // namespace yardstick
