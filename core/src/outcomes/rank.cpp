// 排名: places within a cohort; units without a known value are left out and counted.
#include "../compare_rounded.h"
#include "../kernel.h"
#include "../reading.h"
#include "../within.h"
#include "outcome.h"

namespace yardstick {

namespace {

/// Inputs: the part, the figure, the keys that break ties.
struct Placing final : Kernel {
  bool dense = false, from_bottom = false;

  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, view.status(1, cell));
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& part : parts_of(view, 0, slot)) {
        std::vector<std::size_t> order;
        for (const std::size_t cell : part.cells)
          if (view.known(1, cell)) order.push_back(cell);
        const auto compared = [&](std::size_t a, std::size_t b) { return compare_keys(view, 1, view.inputs(), from_bottom, a, b); };
        stable_order(order, [&](std::size_t a, std::size_t b) { return compared(a, b) < 0; });
        std::int64_t place = 0;
        for (std::size_t k = 0; k < order.size(); ++k) {
          if (k == 0 || compared(order[k - 1], order[k]) != 0) place = dense ? place + 1 : static_cast<std::int64_t>(k) + 1;
          view.put(order[k], Number(place));
        }
      }
  }
};

struct Rank final : Outcome {
  Cited of;
  std::shared_ptr<Placing> placing = std::make_shared<Placing>();
  Within within;
  std::vector<Formula> tie_break;
  CompareRounded compare_rounded;

  bool ranks_all_from_top() const override { return !placing->from_bottom && within.all(); }

  Column lower(Builder& b) const override {
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    const Column part = within.lower(b);
    b.part("part", part);
    std::vector<Column> in{part, compare_rounded.lower(b, b.widen(b.at(target).points, of.id, of.where))};
    for (const Formula& key : tie_break) in.push_back(b.number(key));
    b.here().of = target;
    b.here().written = Written::place;
    return b.kernel(placing, std::move(in));
  }

  Text sentence(const Telling& t) const override {
    const Text of_title = t.plan.nodes[static_cast<std::size_t>(t.node.of)].title;
    Text ties = placing->dense ? say("并列的下一名紧接其后", "the next place after a tie follows at once")
                          : say("并列的占用后面的名次", "a tie uses up the places after it");
    for (const Formula& key : tie_break) ties = say("{0}；同分先比{1}", "{0}; equals are parted by {1}", {ties, t.value(key, false)});
    return say("按{0}{1}排名{2}，{3}。", "Ranked by {0} {1}{2}; {3}.",
               {of_title, placing->from_bottom ? say("从低到高", "from the bottom") : say("从高到低", "from the top"),
                within.said(t), ties});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    const auto& cls = view.data.classes[static_cast<std::size_t>(view.node.cls)];
    const Column column = view.node.points;
    const auto status = [&](int unit) { return view.columns.status(view.plan, view.data, column, view.position.slot, unit); };
    const auto value = [&](int unit) -> const Number& { return view.columns.value(view.plan, view.data, column, view.position.slot, unit); };
    const Column parts = view.node.part("part");
    const auto part = [&](int unit) -> const Number& { return view.columns.value(view.plan, view.data, parts, view.position.slot, unit); };
    if (status(view.position.unit) != Status::known) {
      reading.state = "undecided";
      reading.label = say("未排名", "not ranked");
      return reading;
    }
    const Number& own = value(view.position.unit);
    int same = 0;
    for (int unit = 0; unit < static_cast<int>(cls.units.size()); ++unit) {
      if (status(unit) != Status::known) continue;
      if (!(part(unit) == part(view.position.unit))) continue;
      ++reading.of;
      if (value(unit) == own) ++same;
    }
    reading.value = own.exact();
    reading.state = same > 1 ? "tied" : "decided";
    const Text place = plain(reading.value);
    reading.label = placing->from_bottom ? say("倒数第{0}名", "No. {0} from the bottom", {place}) : say("第{0}名", "No. {0}", {place});
    if (same > 1) reading.label = say("{0}（并列）", "{0} (tied)", {reading.label});
    return reading;
  }

  std::optional<Number> value_from(const std::string& text) const override { return Number::parse(text); }
  std::string value_text(const Number& value) const override { return value.exact(); }
};

}  // namespace

std::shared_ptr<const Outcome> parse_rank(Fields& fields) {
  auto rank = std::make_shared<Rank>();
  if (const auto of = fields.need("of")) rank->of = {of->string(), of->where()};
  rank->placing->dense = fields.need_choice("ties", {"competition", "dense"}) == "dense";
  rank->placing->from_bottom = fields.choice("from", {"top", "bottom"}) == "bottom";
  rank->within = parse_within(fields);
  if (const auto keys = fields.get("tieBreak"))
    for (const Reader& key : keys->items()) rank->tie_break.push_back(key.formula());
  rank->compare_rounded = parse_compare_rounded(fields);
  return rank;
}

}  // namespace yardstick
