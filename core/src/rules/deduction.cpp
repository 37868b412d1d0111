// 扣分法: full marks less a price per count, per record, or per unit short of a line.
#include "price.h"

namespace yardstick {

namespace {

struct Count {
  Formula value;
  Number points, free;
  Text title;
  std::vector<Cited> clauses;
};

struct Deduction final : Rule {
  enum class Form { counts, shortfall, records } form = Form::counts;
  std::vector<Count> counts;
  Formula short_value, short_of;
  Number per = 1, points = 1;
  bool percentage = false;
  std::string part;  // whole, started, proportional
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
        if (!counts[i].free.is_zero())
          n = b.op(Op::greater, {b.op(Op::subtract, {n, b.constant(counts[i].free)}), b.constant(0)});
        sum = b.op(Op::add, {sum, b.op(Op::multiply, {n, b.constant(counts[i].points)})});
      }
      return sum;
    }
    if (form == Form::shortfall) {
      const Column value = b.number(short_value), line = b.number(short_of);
      b.part("value", value);
      b.part("line", line);
      const Column gap = b.op(Op::greater, {b.op(Op::subtract, {line, value}), b.constant(0)});
      Column units = b.op(Op::divide, {gap, b.constant(percentage ? per / 100 : per)});
      b.part("short", units);
      if (part == "whole") units = b.op(Op::round_down, {units});
      if (part == "started") units = b.op(Op::round_up, {units});
      b.part("units", units);
      return b.op(Op::multiply, {units, b.constant(points)});
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
    b.part("raw", left);
    if (floor) left = b.op(Op::greater, {left, b.constant(*floor)});
    return left;
  }

  Text sentence(const Telling& t) const override {
    Text how;
    if (form == Form::counts) {
      std::vector<Text> parts;
      for (const Count& count : counts) {
        // A title speaks of one: "抽查发现无照经营，每户".
        const Text points_off = plain(points_text(count.points));
        const Text each = count.title.empty() ? say("{0}每一个扣{1}分", "{1} off for each of {0}", {t.value(count.value, false), points_off})
                                              : say("{0}扣{1}分", "{0}: {1} off", {count.title, points_off});
        parts.push_back(count.free.is_zero() ? each
                                             : say("{0}（前{1}个不扣）", "{0} (the first {1} free)", {each, plain(points_text(count.free))}));
      }
      how = joined(parts, "；", "; ");
    } else if (form == Form::shortfall) {
      const Text size = percentage ? say("{0}个百分点", per == Number(1) ? "percentage point" : "{0} percentage points", {plain(points_text(per))})
                                   : say("{0}", "{0}", {plain(points_text(per))});
      const Text rounding = part == "whole"     ? say("，不足一个单位的不计", "; a part of one does not count")
                            : part == "started" ? say("，不足一个单位的按一个计", "; a part of one counts as one")
                                                : say("，按比例计", ", in proportion");
      how = say("{0}低于{1}的，每低{2}扣{3}分{4}", "{3} off for each {2} by which {0} falls short of {1}{4}",
                {t.value(short_value, false), t.value(short_of, false), size, plain(points_text(points)), rounding});
    } else {
      how = say("{0}{2}逐条扣分：{1}", "points off for each of {0}{2}: {1}",
                {t.title_of_list(t.node.list), price.sentence(t),
                 when.given() ? say("（限于{0}）", " (where {0})", {t.value(when, false)}) : Text{}});
    }
    const Text end = !floor ? Text{} : floor->is_zero() ? say("，扣完为止", ", down to zero") : say("，最低{0}分", ", never below {0}", {plain(points_text(*floor))});
    return t.node.node->full ? say("满分{0}分，{1}{2}。", "Out of {0}; {1}{2}.", {t.full_marks(), how, end}) : say("{0}{1}。", "{0}{1}.", {how, end});
  }

  /// How many units short: "进一((98% − 1874 ÷ 1960) ÷ 1%)".
  Text short_units(const Telling& t) const {
    const char* zh = part == "whole" ? "取整(({0} − {1}) ÷ {2})" : part == "started" ? "进一(({0} − {1}) ÷ {2})" : "({0} − {1}) ÷ {2}";
    const char* en = part == "whole" ? "floor(({0} − {1}) ÷ {2})" : part == "started" ? "ceil(({0} − {1}) ÷ {2})" : "({0} − {1}) ÷ {2}";
    const Text step = plain(points_text(per) + (percentage ? "%" : ""));
    return say(zh, en, {t.value(short_of), t.value(short_value), step});
  }

  Text formula(const Telling& t) const override {
    Text lost;
    if (form == Form::counts) {
      std::vector<Text> parts;
      for (std::size_t i = 0; i < counts.size(); ++i) {
        Text n = t.value(counts[i].value);
        if (!counts[i].free.is_zero()) n = say("max({0} − {1}, 0)", "max({0} − {1}, 0)", {n, plain(points_text(counts[i].free))});
        parts.push_back(say("{0} × {1}", "{0} × {1}", {n, plain(points_text(counts[i].points))}));
      }
      lost = joined(parts, " − ", " − ");
    } else if (form == Form::shortfall) {
      const Text units = t.part("units", short_units(t));
      lost = say("{0} × {1}", "{0} × {1}", {units, plain(points_text(points))});
    } else {
      lost = t.part("deducted", say("逐条扣分之和", "the sum of points off"));
    }
    Text points_left = t.node.node->full ? say("{0} − {1}", "{0} − {1}", {t.full(), lost}) : say("0 − {0}", "0 − {0}", {lost});
    if (floor) points_left = say("max({0}, {1})", "max({0}, {1})", {points_left, plain(points_text(*floor))});
    if (form == Form::shortfall && t.in_figures() && t.node.part("units") >= 0)
      points_left = say("{0} = {1}；{2}", "{0} = {1}; {2}", {short_units(t), plain(t.figure(t.node.part("units"))), points_left});
    return points_left;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_deduction(Fields& fields) {
  auto rule = std::make_shared<Deduction>();
  const auto counts = fields.get("counts");
  const auto shortfall = fields.get("short");
  const auto records = fields.get("records");
  if ((counts ? 1 : 0) + (shortfall ? 1 : 0) + (records ? 1 : 0) != 1)
    fields.reader().fault(Code::wrong_format, {"deduction", "counts / short / records"});
  if (counts) {
    for (const Reader& item : counts->items()) {
      Fields row(item);
      Count count;
      count.value = row.need_formula("value");
      if (const auto points = row.need("points")) count.points = points->quantity();
      count.free = row.quantity("free").value_or(0);
      count.title = row.text("title");
      count.clauses = row.ids("clauses");
      row.done();
      rule->counts.push_back(std::move(count));
    }
  }
  if (shortfall) {
    rule->form = Deduction::Form::shortfall;
    Fields line(*shortfall);
    rule->short_value = line.need_formula("value");
    rule->short_of = line.need_formula("of");
    line.done();
    if (const auto per = fields.need("per")) {
      Fields how(*per);
      const auto percentage = how.quantity("percentagePoint");
      const auto amount = how.quantity("amount");
      if (percentage.has_value() == amount.has_value()) per->fault(Code::wrong_format, {"per", "percentagePoint / amount"});
      rule->percentage = percentage.has_value();
      rule->per = percentage ? *percentage : amount.value_or(1);
      if (!(rule->per > 0)) {
        per->fault(Code::bad_quantity, {rule->per.exact()});
        rule->per = 1;
      }
      if (const auto points = how.need("points")) rule->points = points->quantity();
      rule->part = how.need_choice("part", {"whole", "started", "proportional"});
      how.done();
    }
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
