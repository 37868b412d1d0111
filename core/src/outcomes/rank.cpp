// 排名: places within a cohort; units without a known value are left out and counted.
#include "../compare_rounded.h"
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Rank final : Outcome {
  Cited of;
  RankHow how;
  std::vector<Formula> tie_break;
  CompareRounded compare_rounded;

  bool ranks_all_from_top() const override { return !how.from_bottom && !how.by_group; }

  Column lower(Builder& b) const override {
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    Operation operation;
    operation.op = Op::rank;
    operation.shape = b.shape();
    operation.rank = how;
    operation.in.push_back(compare_rounded.lower(b, b.widen(b.at(target).points, of.id, of.where)));
    for (const Formula& key : tie_break) operation.in.push_back(b.number(key));
    b.here().of = target;
    return b.op(std::move(operation));
  }

  Text sentence(const Telling& t) const override {
    const Text of_title = t.plan.nodes[static_cast<std::size_t>(t.node.of)].title;
    Text ties = how.dense ? say("并列的下一名紧接其后", "the next place after a tie follows at once")
                          : say("并列的占用后面的名次", "a tie uses up the places after it");
    for (const Formula& key : tie_break) ties = say("{0}；同分先比{1}", "{0}; equals are parted by {1}", {ties, t.value(key, false)});
    return say("按{0}{1}排名{2}，{3}。", "Ranked by {0} {1}{2}; {3}.",
               {of_title, how.from_bottom ? say("从低到高", "from the bottom") : say("从高到低", "from the top"),
                how.by_group ? say("（组内）", " within each group") : Text{}, ties});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    const auto& cls = view.data.classes[static_cast<std::size_t>(view.node.cls)];
    const Column column = view.node.points;
    const auto status = [&](int unit) { return view.columns.status(view.plan, view.data, column, view.position.slot, unit); };
    const auto value = [&](int unit) -> const Number& { return view.columns.value(view.plan, view.data, column, view.position.slot, unit); };
    if (status(view.position.unit) != Status::known) {
      reading.state = "undecided";
      reading.label = say("未排名", "not ranked");
      return reading;
    }
    const Number& own = value(view.position.unit);
    int same = 0;
    for (int unit = 0; unit < static_cast<int>(cls.units.size()); ++unit) {
      if (status(unit) != Status::known) continue;
      if (how.by_group && cls.group_of[static_cast<std::size_t>(unit)] != cls.group_of[static_cast<std::size_t>(view.position.unit)]) continue;
      ++reading.of;
      if (value(unit) == own) ++same;
    }
    reading.value = own.exact();
    reading.state = same > 1 ? "tied" : "decided";
    const Text place = plain(reading.value);
    reading.label = how.from_bottom ? say("倒数第{0}名", "No. {0} from the bottom", {place}) : say("第{0}名", "No. {0}", {place});
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
  rank->how.dense = fields.need_choice("ties", {"competition", "dense"}) == "dense";
  rank->how.from_bottom = fields.choice("from", {"top", "bottom"}) == "bottom";
  rank->how.by_group = fields.choice("within", {"all", "group"}) == "group";
  if (const auto keys = fields.get("tieBreak"))
    for (const Reader& key : keys->items()) rank->tie_break.push_back(key.formula());
  rank->compare_rounded = parse_compare_rounded(fields);
  return rank;
}

}  // namespace yardstick
