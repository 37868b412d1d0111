// 扣分法: full marks less a price per count, per record, or per unit short of a line.
#include <algorithm>

#include "../kernel.h"
#include "price.h"
#include "units.h"

namespace yardstick {

namespace {

struct Tier {
  Number from, points;  // each single one from that number on
  bool all = false;     // takes all the points there are
};

struct Count {
  Formula value;
  Number points, free;
  std::vector<Tier> tiers;
  Text title;
  std::vector<Cited> clauses;
  bool takes_all() const { return !tiers.empty() && tiers.back().all; }
};

/// What so many single ones cost by tiers; what lies beyond the last whole one is none. Input: the count.
struct Tiered final : CellKernel {
  std::vector<Tier> tiers;
  int direction(std::size_t) const override {
    return std::all_of(tiers.begin(), tiers.end(), [](const Tier& tier) { return !tier.points.is_negative(); }) ? 1 : 0;
  }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const Number count = round_to(view.value(0, at), 1, Rounding::floor);
    for (std::size_t k = 0; k < tiers.size() && count >= tiers[k].from && !tiers[k].all; ++k) {
      const bool last = k + 1 == tiers.size() || count < tiers[k + 1].from;
      out += ((last ? count + 1 : tiers[k + 1].from) - tiers[k].from) * tiers[k].points;
    }
    return true;
  }
};

struct Deduction final : Rule {
  enum class Form { counts, line, records } form = Form::counts;
  std::vector<Count> counts;
  Formula value, line;
  bool beyond = false;  // over the line, instead of short of it
  Units per;
  Cited records;
  Formula when;
  Price price;
  std::optional<Number> floor;

  std::string_view kind() const override { return "deduction"; }

  Column deducted(Builder& b) const {
    if (form == Form::counts) {
      Column sum = b.constant(0);
      for (std::size_t i = 0; i < counts.size(); ++i) {
        b.cite(counts[i].clauses);
        Column n = b.number(counts[i].value);
        b.part("count" + std::to_string(i), n);
        if (!counts[i].tiers.empty()) {
          auto tiered = std::make_shared<Tiered>();
          tiered->tiers = counts[i].tiers;
          const Column cost = b.kernel(std::move(tiered), {n});
          b.part("cost" + std::to_string(i), cost);
          sum = b.op(Op::add, {sum, cost});
          continue;
        }
        if (!counts[i].free.is_zero()) n = b.op(Op::subtract, {n, b.constant(counts[i].free)});
        n = b.op(Op::greater, {n, b.constant(0)});
        sum = b.op(Op::add, {sum, b.op(Op::multiply, {n, b.constant(counts[i].points)})});
      }
      return sum;
    }
    if (form == Form::line) {
      const Column figure = b.number(value), limit = b.number(line);
      b.part("value", figure);
      b.part("line", limit);
      const Column distance = beyond ? b.op(Op::subtract, {figure, limit}) : b.op(Op::subtract, {limit, figure});
      return per.lower(b, b.op(Op::greater, {distance, b.constant(0)}));
    }
    const int list = b.list(records.id, records.where);
    if (list < 0) return -1;
    const Column each = b.in_list(list, [&] {
      Column cost = price.lower(b);
      if (when.given()) {
        const Column counts_in = b.flag(when);
        b.here().hurdles.push_back({counts_in, say("不属于扣分情形", "not a case for deduction"), b.node().clauses});
        cost = b.op(Op::choose, {counts_in, cost, b.constant(0)});
      }
      return b.op(Op::negate, {cost});
    });
    b.here().list = list;
    b.here().record_points = each;
    return b.op(Op::negate, {b.sum_of(list, each)});
  }

  Column lower(Builder& b) const override {
    const Column lost = deducted(b);
    b.part("deducted", lost);
    Column left = b.op(Op::subtract, {b.full(), lost});
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!counts[i].takes_all()) continue;
      const Column count = b.op(Op::round_down, {b.here().part("count" + std::to_string(i))});
      const Column all = b.op(Op::at_least, {count, b.constant(counts[i].tiers.back().from)});
      b.part("all" + std::to_string(i), all);
      // All that there is; rests on every count, also where this one alone takes everything.
      left = b.op(Op::subtract, {left, b.op(Op::multiply, {all, b.op(Op::greater, {left, b.constant(0)})})});
    }
    b.part("raw", left);
    if (floor) left = b.op(Op::greater, {left, b.constant(*floor)});
    return left;
  }

  Text count_said(const Telling& t, const Count& count) const {
    // A title speaks of one: "抽查发现无照经营，每户".
    if (!count.tiers.empty()) return say("{0}{1}", "{0}: {1}", {count.title.empty() ? t.value(count.value, false) : count.title, tiers_text(count)});
    const Text points_off = plain(points_text(count.points));
    const Text each = count.title.empty() ? say("{0}每一个扣{1}分", "{1} off for each of {0}", {t.value(count.value, false), points_off})
                                          : say("{0}扣{1}分", "{0}: {1} off", {count.title, points_off});
    return count.free.is_zero() ? each : say("{0}（前{1}个不扣）", "{0} (the first {1} free)", {each, plain(points_text(count.free))});
  }

  Text end_said() const {
    return !floor ? Text{} : floor->is_zero() ? say("，扣完为止", ", down to zero") : say("，最低{0}分", ", never below {0}", {plain(points_text(*floor))});
  }

  Details details(const Telling& t) const override {
    Details result;
    if (form != Form::counts) return {sentence(t), {}};
    if (counts.size() == 1) return {sentence(t), {{{}, &counts[0].clauses}}};
    result.lead = t.has_full() ? say("满分{0}分，有下列情形的扣分{1}", "Out of {0}; points off for what follows{1}", {t.full_marks(), end_said()})
                               : say("有下列情形的扣分{0}", "Points off for what follows{0}", {end_said()});
    for (const Count& count : counts) result.parts.push_back({count_said(t, count), &count.clauses});
    return result;
  }

  /// What each costs, and the tiers of those that have some.
  std::vector<Laid> tables(const Telling& t) const override {
    if (form == Form::records) return price.tables(t, say("每条扣分", "points off each"));
    if (form == Form::line) return {};
    const auto title_of = [&](const Count& count) { return count.title.empty() ? t.value(count.value, false) : count.title; };
    Laid each{say("扣分情形", "What costs points"), {say("情形", "case"), say("每个扣分", "points off each"), say("不扣的个数", "free")}, {}};
    std::vector<Laid> result;
    for (const Count& count : counts) {
      if (count.tiers.empty()) {
        each.rows.push_back({title_of(count), plain(points_text(count.points)), plain(points_text(count.free))});
        continue;
      }
      Laid laid{title_of(count), {say("第几个起", "from no."), say("每个扣分", "points off each")}, {}};
      for (const Tier& tier : count.tiers)
        laid.rows.push_back({plain(points_text(tier.from)), tier.all ? say("扣完", "all points") : plain(points_text(tier.points))});
      result.push_back(std::move(laid));
    }
    if (!each.rows.empty()) result.insert(result.begin(), std::move(each));
    return result;
  }

  Text sentence(const Telling& t) const override {
    Text how;
    if (form == Form::counts) {
      std::vector<Text> parts;
      for (const Count& count : counts) parts.push_back(count_said(t, count));
      how = joined(parts, "；", "; ");
    } else if (form == Form::line) {
      how = say(beyond ? "{0}高于{1}的，每高{2}扣{3}分{4}" : "{0}低于{1}的，每低{2}扣{3}分{4}",
                beyond ? "{3} off for each {2} by which {0} exceeds {1}{4}" : "{3} off for each {2} by which {0} falls short of {1}{4}",
                {t.value(value, false), t.value(line, false), per.size_text(), plain(points_text(per.points)), per.rounding_text()});
    } else {
      how = say("{0}{2}逐条扣分：{1}", "points off for each of {0}{2}: {1}",
                {t.title_of_list(t.node.list), price.sentence(t),
                 when.given() ? say("（限于{0}）", " (where {0})", {t.value(when, false)}) : Text{}});
    }
    const Text end = end_said();
    return t.has_full() ? say("满分{0}分，{1}{2}。", "Out of {0}; {1}{2}.", {t.full_marks(), how, end}) : say("{0}{1}。", "{0}{1}.", {how, end});
  }

  /// "第1个起每个扣1分，第3个起扣完"
  static Text tiers_text(const Count& count) {
    std::vector<Text> parts;
    for (const Tier& tier : count.tiers) {
      const Text from = plain(points_text(tier.from));
      parts.push_back(tier.all ? say("满{0}个扣完", "all points at {0}", {from})
                               : say("第{0}个起每个扣{1}分", "{1} off each from no. {0}", {from, plain(points_text(tier.points))}));
    }
    return joined(parts, "，", ", ");
  }

  /// How many units from the line: "进一((98% − 1874 ÷ 1960) ÷ 1%)".
  Text units_from_line(const Telling& t) const {
    return per.counted(beyond ? say("({0} − {1})", "({0} − {1})", {t.value(value), t.value(line)})
                              : say("({0} − {1})", "({0} − {1})", {t.value(line), t.value(value)}));
  }

  Text formula(const Telling& t) const override {
    Text lost;
    bool taken = false;
    if (form == Form::counts) {
      std::vector<Text> parts;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!counts[i].tiers.empty()) {
          const auto all = t.number(t.node.part("all" + std::to_string(i)));
          taken = taken || (all && !all->is_zero());
          parts.push_back(t.part("cost" + std::to_string(i), say("{0}逐个扣分", "points off for {0}", {t.value(counts[i].value)})));
          continue;
        }
        Text n = t.value(counts[i].value);
        if (!counts[i].free.is_zero()) n = say("max({0} − {1}, 0)", "max({0} − {1}, 0)", {n, plain(points_text(counts[i].free))});
        parts.push_back(say("{0} × {1}", "{0} × {1}", {n, plain(points_text(counts[i].points))}));
      }
      lost = joined(parts, " − ", " − ");
    } else if (form == Form::line) {
      const Text units = t.part("units", units_from_line(t));
      lost = say("{0} × {1}", "{0} × {1}", {units, plain(points_text(per.points))});
    } else {
      lost = t.part("deducted", say("逐条扣分之和", "the sum of points off"));
    }
    Text points_left = t.has_full() ? say("{0} − {1}", "{0} − {1}", {t.full(), lost}) : say("0 − {0}", "0 − {0}", {lost});
    if (taken) points_left = say("min({0}, 0)", "min({0}, 0)", {points_left});
    if (floor) points_left = say("max({0}, {1})", "max({0}, {1})", {points_left, plain(points_text(*floor))});
    if (form == Form::line && t.in_figures() && t.node.part("units") >= 0)
      points_left = say("{0} = {1}；{2}", "{0} = {1}; {2}", {units_from_line(t), plain(t.figure(t.node.part("units"))), points_left});
    return points_left;
  }
};

std::vector<Tier> parse_tiers(const Reader& reader) {
  std::vector<Tier> tiers;
  for (const Reader& item : reader.items()) {
    Fields row(item);
    Tier tier;
    if (const auto from = row.need("from")) {
      tier.from = from->quantity();
      if (!tier.from.is_integer() || !(tier.from > 0)) from->fault(Code::wrong_type, {tier.from.exact(), "1, 2, 3 …"});
    }
    const auto points = row.quantity("points");
    tier.points = points.value_or(0);
    tier.all = row.boolean("all", false);
    if (points.has_value() == tier.all) item.fault(Code::wrong_format, {"tier", "points / all: true"});
    row.done();
    // Nothing is left for a tier after the one that takes all.
    if (!tiers.empty() && (tiers.back().all || !(tier.from > tiers.back().from)))
      item.fault(Code::rows_unsorted, {tiers.back().from.exact() + (tiers.back().all ? " (all)" : ""), tier.from.exact()});
    tiers.push_back(std::move(tier));
  }
  if (tiers.empty()) reader.fault(Code::missing_key, {"tiers"});
  return tiers;
}

}  // namespace

std::shared_ptr<const Rule> parse_deduction(Fields& fields) {
  auto rule = std::make_shared<Deduction>();
  const auto counts = fields.get("counts");
  const auto shortfall = fields.get("short");
  const auto excess = fields.get("over");
  const auto records = fields.get("records");
  if ((counts ? 1 : 0) + (shortfall ? 1 : 0) + (excess ? 1 : 0) + (records ? 1 : 0) != 1)
    fields.reader().fault(Code::wrong_format, {"deduction", "counts / short / over / records"});
  if (counts) {
    for (const Reader& item : counts->items()) {
      Fields row(item);
      Count count;
      count.value = row.need_formula("value");
      if (const auto tiers = row.get("tiers")) {
        count.tiers = parse_tiers(*tiers);
      } else {
        if (const auto points = row.need("points")) count.points = points->quantity();
        count.free = row.quantity("free").value_or(0);
      }
      count.title = row.text("title");
      count.clauses = row.ids("clauses");
      row.done();
      rule->counts.push_back(std::move(count));
    }
  }
  if (shortfall || excess) {
    rule->form = Deduction::Form::line;
    rule->beyond = excess.has_value();
    Fields line(excess ? *excess : *shortfall);
    rule->value = line.need_formula("value");
    rule->line = line.need_formula("of");
    line.done();
    if (const auto per = fields.need("per")) rule->per = parse_units(*per, true);
  }
  if (records) {
    rule->form = Deduction::Form::records;
    rule->records = {records->string(), records->where()};
    rule->when = fields.formula("when");
    if (const auto price = fields.need("price")) rule->price = parse_price(*price);
  }
  if (const auto floor = fields.need("floor"))
    if (floor->json->text != "none") rule->floor = floor->quantity();
  return rule;
}

}  // namespace yardstick
