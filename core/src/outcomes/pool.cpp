// 资金池: an amount shared out in proportion. Every unit of money is given to somebody; nothing is lost to rounding.
#include <algorithm>

#include "../kernel.h"
#include "../keys.h"
#include "../reading.h"
#include "../within.h"
#include "outcome.h"

namespace yardstick {

namespace {

/// Inputs: the part, the amount, the share, the adjustment, the keys that break ties.
struct Sharing final : Kernel {
  static constexpr std::size_t part = 0, amount = 1, share = 2, adjustment = 3, keys = 4;
  Number unit = Number::ratio(1, 100);
  bool before = false;  // adjustments come out of the amount

  Reads reads() const override { return Reads::part; }
  Text why(Status status) const override {
    if (status == Status::invalid) return say("份额有负数或合计为零，或者总额不一致、不够列支", "a share is negative or all are zero, or the amount differs or does not cover what comes out of it");
    return {};
  }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, std::max(view.status(part, cell), Status::exempt));
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& together : parts_of(view, part, slot)) share_out(view, together.cells);
  }

 private:
  Number adjusted(const KernelView& view, std::size_t cell) const {
    return view.known(adjustment, cell) ? round_to(view.value(adjustment, cell), unit, Rounding::half_up) : Number(0);
  }

  void share_out(KernelView& view, const std::vector<std::size_t>& cells) const {
    std::vector<std::size_t> sharers;
    Status worst = Status::known;
    const Number* whole = nullptr;
    Number sum, taken;
    for (const std::size_t cell : cells) {
      if (view.status(share, cell) == Status::exempt) continue;
      sharers.push_back(cell);
      worst = std::max(worst, view.status(share, cell));
      if (view.known(share, cell)) {
        if (view.value(share, cell).is_negative()) worst = Status::invalid;
        sum += view.value(share, cell);
      }
      if (view.known(amount, cell)) {
        if (whole && *whole != view.value(amount, cell)) worst = Status::invalid;
        whole = &view.value(amount, cell);
      } else if (view.status(amount, cell) != Status::exempt) {
        worst = std::max(worst, view.status(amount, cell));
      }
      if (before && view.status(adjustment, cell) > Status::exempt) worst = std::max(worst, view.status(adjustment, cell));
      if (before) taken += adjusted(view, cell);
    }
    if (sharers.empty()) return;
    if (worst == Status::known && !whole) worst = Status::exempt;
    if (worst == Status::known && (sum.is_zero() || (*whole - taken).is_negative())) worst = Status::invalid;
    if (worst != Status::known) {
      for (const std::size_t cell : sharers) view.fail(cell, worst);
      return;
    }
    const Number rest = *whole - taken;
    Number left = round_to(*whole, unit, Rounding::half_up) - taken;
    std::vector<Number> fractions;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < sharers.size(); ++i) {
      const Number exact = rest * view.value(share, sharers[i]) / sum;
      const Number given = round_to(exact, unit, Rounding::floor);
      left = left - given;
      fractions.push_back(exact - given);
      order.push_back(i);
      view.put(sharers[i], given);
    }
    stable_order(order, [&](std::size_t a, std::size_t b) { return fractions[a] > fractions[b]; });
    for (std::size_t i = 0; i < order.size();) {  // those of one fraction at a time
      std::vector<std::size_t> equal;
      const Number& fraction = fractions[order[i]];
      for (; i < order.size() && fractions[order[i]] == fraction; ++i) equal.push_back(sharers[order[i]]);
      give_left(view, equal, left);
    }
    for (const std::size_t cell : sharers) {
      if (view.out.statuses[cell] != Status::known) continue;
      if (view.status(adjustment, cell) > Status::exempt) view.fail(cell, view.status(adjustment, cell));
      else view.put(cell, view.out.values[cell] + adjusted(view, cell));
    }
  }

  /// One `unit` each while there is one left: by the keys, then by unit id.
  void give_left(KernelView& view, std::vector<std::size_t> cells, Number& left) const {
    const auto& units = view.data.classes[static_cast<std::size_t>(view.op.shape.cls)].units;
    stable_order(cells, [&](std::size_t a, std::size_t b) { return units[a % view.units()].id < units[b % view.units()].id; });
    for (const Tied& tied : in_order(view, {keys, view.inputs(), false, std::vector<bool>(view.inputs() - keys, true)}, cells)) {
      const Number wanted = unit * Number(static_cast<std::int64_t>(tied.cells.size()));
      const bool open = tied.waits && left > 0 && left < wanted;  // who gets them rests on a key that is missing
      for (const std::size_t cell : tied.cells) {
        if (open) {
          view.fail(cell, Status::missing);
        } else if (left > 0) {
          view.put(cell, view.out.values[cell] + unit);
          left = left - unit;
        }
      }
      if (open) left = 0;
    }
  }
};

struct Pool final : Outcome {
  Formula amount, by, adjustment;
  Within within;
  std::vector<Formula> ties;
  Number unit = Number::ratio(1, 100);
  bool before = false;

  Column lower(Builder& b) const override {
    b.here().type = ValueType::money;
    std::vector<Column> in{within.lower(b), lower_money(b, amount), lower_money(b, by), adjustment.given() ? lower_money(b, adjustment) : b.constant(0)};
    b.part("part", in[0]);
    b.part("amount", in[1]);
    b.part("share", in[2]);
    b.part("adjustment", in[3]);
    for (const Formula& key : ties) in.push_back(lower_key(b, key));
    auto kernel = std::make_shared<Sharing>();
    kernel->unit = unit;
    kernel->before = before;
    return b.kernel(std::move(kernel), std::move(in));
  }

  Text sentence(const Telling& t) const override {
    const Text smallest = plain(points_text(unit));
    Text text = say("{0}按{1}的比例分配{2}，先舍到{3}，余下的按舍去部分从大到小各补一份", "{0} shared out in proportion to {1}{2}, rounded down to {3}; what is left goes out by the largest part cut off",
                    {t.value(amount, false), t.value(by, false), within.said(t), smallest});
    if (!ties.empty()) text = say("{0}，相同的比{1}", "{0}, equals parted by {1}", {text, keys_said(t, ties)});
    if (adjustment.given())
      text = before ? say("{0}；{1}先从总额中列支", "{0}; {1} comes out of the amount first", {text, t.value(adjustment, false)})
                    : say("{0}；另加{1}", "{0}; {1} comes on top", {text, t.value(adjustment, false)});
    return say("{0}。", "{0}.", {text});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    if (!view.known(view.node.points)) {
      OutcomeReading reading = unsettled(view);
      if (view.status(view.node.points) == Status::exempt) reading.label = say("不参与分配", "takes no part");
      return reading;
    }
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    const Number& value = view.value(view.node.points);
    reading.value = value.exact();
    reading.label = money_said(value);
    if (view.brief) return reading;
    reading.within = within.name;
    reading.part = view.node.part("part");
    const Column part = view.node.part("part"), share = view.node.part("share"), adjusted = view.node.part("adjustment");
    const auto adjustment_of = [&](const OutcomeView& one) {
      return one.known(adjusted) ? round_to(one.value(adjusted), unit, Rounding::half_up) : Number(0);
    };
    Number sum, taken;
    for (int u = 0; u < view.units(); ++u) {
      const OutcomeView other = view.of_unit(u);
      if (!other.known(part) || other.value(part) != view.value(part) || !other.known(share)) continue;
      ++reading.of;
      sum += other.value(share);
      if (before) taken += adjustment_of(other);
    }
    if (sum.is_zero() || !view.known(share) || !view.known(view.node.part("amount"))) return reading;  // a figure that a case holds
    const Number& whole = view.value(view.node.part("amount"));
    const Number exact = (whole - taken) * view.value(share) / sum;
    const Number own = adjustment_of(view);
    const auto text = [](const Number& n) { return plain(n.decimals().value_or(9) <= 4 ? n.exact() : n.fixed(4)); };
    const Text to_share = taken.is_zero() ? text(whole) : say("({0} − {1})", "({0} − {1})", {text(whole), text(taken)});
    const Text equals = plain(Number::parse(text(exact).zh) == exact ? "=" : "≈");
    reading.reasons.push_back(say("{0} × {1} ÷ {2} {3} {4}", "{0} × {1} ÷ {2} {3} {4}", {to_share, text(view.value(share)), text(sum), equals, text(exact)}));
    reading.shared.push_back(say("总额{0}元{1}，份额合计{2}，{3}个参与，先舍到{4}元", "{0} yuan{1} over shares of {2} in all, {3} taking part, rounded down to {4} yuan",
                                 {text(whole), taken.is_zero() ? Text{} : say("（先列支{0}元）", " ({0} yuan out of it first)", {text(taken)}), text(sum),
                                  plain(std::to_string(reading.of)), plain(points_text(unit))}));
    reading.figures.push_back({say("份额", "Share"), text(view.value(share))});
    reading.figures.push_back({say("按比例", "In proportion"), text(exact)});
    const Number down = round_to(exact, unit, Rounding::floor);
    const auto in_units = [&](const Number& n) { return plain(n.fixed(unit.decimals().value_or(2))); };
    reading.figures.push_back({say("舍到", "Rounded down"), in_units(down)});
    reading.figures.push_back({say("补余数", "Of the remainder"), value - own > down ? in_units(value - own - down) : Text{}});
    if (adjustment.given()) reading.figures.push_back({say("调整", "Adjusted"), own.is_zero() ? Text{} : in_units(own)});
    if (value - own > exact) reading.reasons.push_back(say("余数中补得{0}", "{0} of the remainder added", {plain((value - own - round_to(exact, unit, Rounding::floor)).exact())}));
    else if (value - own < exact) reading.reasons.push_back(say("舍到{0}", "rounded down to {0}", {plain((value - own).exact())}));
    if (!own.is_zero()) reading.reasons.push_back(say("调整{0}", "adjusted by {0}", {plain(own.exact())}));
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return Number::parse(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.exact(); }
};

}  // namespace

std::shared_ptr<const Outcome> parse_pool(Fields& fields) {
  auto pool = std::make_shared<Pool>();
  pool->amount = fields.need_formula("amount");
  pool->by = fields.need_formula("by");
  pool->within = parse_within(fields);
  if (const auto ties = fields.get("ties"))
    for (const Reader& key : ties->items()) pool->ties.push_back(key.formula());
  if (const auto unit = fields.quantity("unit")) {
    pool->unit = *unit;
    if (!(pool->unit > 0)) {
      fields.reader().fault(Code::bad_quantity, {pool->unit.exact()});
      pool->unit = 1;
    }
  }
  if (const auto adjust = fields.get("adjust")) {
    Fields inner(*adjust);
    pool->adjustment = inner.need_formula("amount");
    pool->before = inner.need_choice("when", {"before", "after"}) == "before";
    inner.done();
  }
  return pool;
}

}  // namespace yardstick
