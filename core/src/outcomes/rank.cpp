// 排名: places within a cohort; units without a known value are left out and counted.
#include <algorithm>

#include "../compare_rounded.h"
#include "../kernel.h"
#include "../keys.h"
#include "../reach.h"
#include "../reading.h"
#include "../standing.h"
#include "../within.h"
#include "outcome.h"

namespace yardstick {

namespace {

/// Inputs: the part, the figure, the keys that break ties.
struct Placing final : Kernel {
  bool dense = false, from_bottom = false;
  std::vector<bool> waits;  // by key, the figure first: a decision leaves those it is to part tied until it is entered

  Reads reads() const override { return Reads::part; }
  Span span(const SpanView& view, std::size_t cell) const override {
    Span result = view.input(1, cell);
    take_statuses(result, view.input(0, cell));
    if (!result.known) return result;
    const std::uint8_t others = result.others;
    const Rivals rivals = rivals_of(view, 0, {1, view.inputs(), from_bottom, waits}, cell);
    const std::int64_t last = rivals.before + rivals.maybe_before;
    result = dense ? Span::between(Number(rivals.before > 0 ? 2 : 1), Number(1 + last)) : Span::between(Number(1 + rivals.before), Number(1 + last));
    result.others = others;
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, std::max(view.status(0, cell), view.status(1, cell)));
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& part : parts_of(view, 0, slot)) {
        std::vector<std::size_t> order;
        for (const std::size_t cell : part.cells)
          if (view.known(1, cell)) order.push_back(cell);
        std::int64_t place = 0, before = 0;
        for (const Tied& tied : in_order(view, {1, view.inputs(), from_bottom, waits}, order)) {
          place = dense ? place + 1 : before + 1;
          before += static_cast<std::int64_t>(tied.cells.size());
          for (const std::size_t cell : tied.cells) view.put(cell, Number(place));
        }
      }
  }
};

struct Rank final : Outcome {
  Cited of;
  bool dense = false, from_bottom = false;
  Within within;
  std::vector<Formula> tie_break;
  CompareRounded compare_rounded;

  bool ranks_all_from_top() const override { return !from_bottom && within.all(); }

  Column lower(Builder& b) const override {
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    const Column part = within.lower(b);
    b.part("part", part);
    std::vector<Column> in{part, compare_rounded.lower(b, b.widen(b.at(target).points, of.id, of.where))};
    auto placing = std::make_shared<Placing>();
    placing->dense = dense;
    placing->from_bottom = from_bottom;
    placing->waits.push_back(false);
    for (const Formula& key : tie_break) {
      in.push_back(lower_key(b, key));
      placing->waits.push_back(reads_decision(b, key));
    }
    b.here().of = target;
    b.here().written = Written::place;
    return b.kernel(std::move(placing), std::move(in));
  }

  Text sentence(const Telling& t) const override {
    const Text of_title = t.plan.nodes[static_cast<std::size_t>(t.node.of)].title;
    Text ties = dense ? say("并列的下一名紧接其后", "the next place after a tie follows at once")
                          : say("并列的占用后面的名次", "a tie uses up the places after it");
    if (!tie_break.empty())
      ties = tie_break.size() == 1 ? say("{0}；同分先比{1}", "{0}; equals are parted by {1}", {ties, keys_said(t, tie_break)})
                                   : say("{0}；同分的依次比{1}", "{0}; equals are parted by {1}", {ties, keys_said(t, tie_break)});
    return say("按{0}{4}{1}排名{2}，{3}。", "Ranked by {0}{4} {1}{2}; {3}.",
               {of_title, from_bottom ? say("从低到高", "from the bottom") : say("从高到低", "from the top"),
                within.said(t), ties, compare_rounded.said()});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    reading.within = within.name;
    reading.part = view.node.part("part");
    const PlanNode& source = view.plan.nodes[static_cast<std::size_t>(view.node.of)];
    if (!view.brief && source.grain == view.node.grain && view.known(source.points))
      reading.figures.push_back({source.title, value_said({view.plan, view.data, view.columns}, source, view.position)});
    const auto& cls = view.data.classes[static_cast<std::size_t>(view.node.cls)];
    const Column column = view.node.points;
    const auto status = [&](int unit) { return view.columns.status(view.plan, view.data, column, view.position.slot, unit); };
    const auto value = [&](int unit) -> const Number& { return view.columns.value(view.plan, view.data, column, view.position.slot, unit); };
    const Column parts = view.node.part("part");
    const auto part = [&](int unit) -> const Number& { return view.columns.value(view.plan, view.data, parts, view.position.slot, unit); };
    if (status(view.position.unit) != Status::known) {
      reading.state = unsettled(view).state;
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
    reading.label = from_bottom ? say("倒数第{0}名", "No. {0} from the bottom", {place}) : say("第{0}名", "No. {0}", {place});
    if (same > 1) reading.label = say("{0}（并列）", "{0} (tied)", {reading.label});
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return Number::parse(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.exact(); }
};

}  // namespace

std::shared_ptr<const Outcome> parse_rank(Fields& fields) {
  auto rank = std::make_shared<Rank>();
  if (const auto of = fields.need("of")) rank->of = {of->string(), of->where()};
  rank->dense = fields.need_choice("ties", {"competition", "dense"}) == "dense";
  rank->from_bottom = fields.choice("from", {"top", "bottom"}) == "bottom";
  rank->within = parse_within(fields);
  if (const auto keys = fields.get("tieBreak"))
    for (const Reader& key : keys->items()) rank->tie_break.push_back(key.formula());
  rank->compare_rounded = parse_compare_rounded(fields);
  return rank;
}

}  // namespace yardstick
