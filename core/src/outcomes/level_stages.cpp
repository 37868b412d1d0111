#include "level_stages.h"

#include <algorithm>

#include "../kernel.h"
#include "../reach.h"
#include "../selection.h"

namespace yardstick {

int Scale::index_of(const std::string& level) const {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i].level == level) return static_cast<int>(names.size() - 1 - i);
  return -1;
}

std::string Scale::id_at(const Number& value) const {
  const auto index = value.to_int64();
  if (!index || *index < 0 || *index >= static_cast<std::int64_t>(names.size())) return value.exact();
  return names[names.size() - 1 - static_cast<std::size_t>(*index)].level;
}

Text Scale::title_of(const std::string& level) const {
  for (const LevelLine& line : names)
    if (line.level == level) return line.title;
  return plain(level);
}

namespace {

/// A level named by a stage, as a column holds it; -1 with a fault.
int level_named(StageGround& ground, const Cited& level) {
  const int index = ground.scale.index_of(level.id);
  if (index < 0) ground.builder.fault(Code::unknown_reference, level.where, {"level", level.id, ""});
  return index;
}

Cited cited(Fields& fields, std::string_view key) {
  const auto value = fields.need(key);
  return value ? Cited{value->string(), value->where()} : Cited{};
}

// ---- gate ----------------------------------------------------------------------------------

struct GateStage final : Stage {
  Formula when;
  Cited at_most;

  bool gives(const std::string& id) const override { return id == at_most.id; }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    const int index = level_named(ground, at_most);
    if (index < 0) return -1;
    const Column condition = b.flag(when);
    b.part(ground.name + ".when", condition);
    Operation gate;
    gate.op = Op::gate;
    gate.shape = b.shape();
    gate.in = {ground.level, condition};
    gate.constant = index;
    return b.op(std::move(gate));
  }
  Text sentence(const Telling& t, const Scale& scale) const override {
    return say("{0}的，最高为{1}", "at most {1} where {0}", {t.value(when, false), scale.title_of(at_most.id)});
  }
  std::vector<Text> told(const StageView& stage) const override {
    // A limit that the level lies within anyway is no reason for it.
    if (!stage.view.holds(stage.view.node.part(stage.name + ".when")) || stage.before == stage.after) return {};
    return {say("{0}的，最高为{1}", "{0}: at most {1}", {stage.view.words().value(when, false), stage.scale.title_of(at_most.id)})};
  }
};

// ---- grant ---------------------------------------------------------------------------------

/// Inputs: the level so far, the condition. Settled where the condition, or the level so far, cannot matter.
struct Granting final : Kernel {
  Number at_least;
  bool top = false;

  Span span(const SpanView& view, std::size_t cell) const override {
    const Span &level = view.input(0, cell), &condition = view.input(1, cell);
    const Span granted = top ? Span::of(at_least) : view.algebra.greater(level, Span::of(at_least));
    Span result = condition.can_hold() && condition.can_fail() ? join(level, granted) : condition.can_hold() ? granted : level;
    if (!condition.known) {
      result.known = level.known && level.high && *level.high >= at_least;
      if (result.known) result.low = level.low ? max(*level.low, at_least) : at_least;
    }
    result.others |= condition.others;
    return result;
  }

  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      const Status level = view.status(0, i), condition = view.status(1, i);
      if (level == Status::known && (view.value(0, i) >= at_least || (condition == Status::known && !view.holds(1, i)))) view.put(i, view.value(0, i));
      else if (view.holds(1, i) && (level == Status::known || top)) view.put(i, at_least);
      else view.fail(i, condition == Status::known ? level : std::max(level, condition));
    }
  }
};

struct GrantStage final : Stage {
  Formula when;
  Cited level;
  bool counted = true;

  bool gives(const std::string& id) const override { return id == level.id; }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    const int index = level_named(ground, level);
    if (index < 0) return -1;
    const Column condition = b.flag(when);
    b.part(ground.name + ".when", condition);
    if (!counted) {
      const Column granted = exempt_is_no(b, condition);
      ground.uncounted = ground.uncounted < 0 ? granted : b.op(Op::either, {ground.uncounted, granted});
    }
    auto kernel = std::make_shared<Granting>();
    kernel->at_least = index;
    kernel->top = index + 1 == static_cast<int>(ground.scale.names.size());
    return b.kernel(std::move(kernel), {ground.level, condition});
  }
  Text beside() const { return counted ? Text{} : say("（不占名额）", " (outside the quota)"); }
  Text sentence(const Telling& t, const Scale& scale) const override {
    return say("{0}的，至少为{1}{2}", "at least {1} where {0}{2}", {t.value(when, false), scale.title_of(level.id), beside()});
  }
  std::vector<Text> told(const StageView& stage) const override {
    // What is granted outside a quota takes none of its places, whatever was reached before.
    if (!stage.view.holds(stage.view.node.part(stage.name + ".when")) || (counted && stage.before == stage.after)) return {};
    return {say("{0}的，至少为{1}{2}", "{0}: at least {1}{2}", {stage.view.words().value(when, false), stage.scale.title_of(level.id), beside()})};
  }
};

// ---- quota ---------------------------------------------------------------------------------

/// Inputs: the level so far, who is a candidate, who is chosen. Whoever takes no part keeps the level.
struct Cutting final : Kernel {
  Number cut;

  Span span(const SpanView& view, std::size_t cell) const override {
    const Span &level = view.input(0, cell), &stands = view.input(1, cell), chosen = instead_of(Status::exempt, view.input(2, cell), Span::of(Number(1)));
    const bool may_stay = chosen.can_hold() || stands.can_fail() || stands.others != 0, may_fall = chosen.can_fail() && stands.can_hold();
    const Span down = view.algebra.lesser(level, Span::of(cut));
    Span result = may_stay && may_fall ? join(level, down) : may_fall ? down : level;
    if (!may_stay && !may_fall) result.known = false;
    if (stands.can_hold()) result.others |= chosen.others;
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      const bool stands = !view.known(1, i) || view.holds(1, i);
      const Status chosen = stands ? view.status(2, i) : Status::exempt;
      const Status worst = std::max(view.status(0, i), chosen == Status::exempt ? Status::known : chosen);
      if (worst != Status::known) view.fail(i, worst);
      else if (chosen == Status::exempt || view.holds(2, i)) view.put(i, view.value(0, i));
      else view.put(i, min(view.value(0, i), cut));
    }
  }
};

struct QuotaStage final : Stage {
  Cited level, cut;
  Selection selection;

  bool gives(const std::string& id) const override { return id == cut.id; }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    const int index = level_named(ground, level), lower_index = level_named(ground, cut);
    if (index < 0 || lower_index < 0) return -1;
    if (lower_index >= index) {
      b.fault(Code::rows_unsorted, cut.where, {level.id, cut.id});
      return -1;
    }
    Column stands = b.op(Op::at_least, {ground.level, b.constant(index)});
    if (ground.uncounted >= 0) stands = b.op(Op::both, {stands, b.op(Op::opposite, {ground.uncounted})});
    const Column chosen = selection.lower(b, stands, ground.name + ".");
    auto kernel = std::make_shared<Cutting>();
    kernel->cut = lower_index;
    return b.kernel(std::move(kernel), {ground.level, stands, chosen});
  }
  Text sentence(const Telling& t, const Scale& scale) const override {
    return say("{0}：{1}，其余降为{2}", "{0}: {1}, the others drop to {2}", {scale.title_of(level.id), selection.said(t), scale.title_of(cut.id)});
  }
  std::vector<Text> told(const StageView& stage) const override {
    if (!stage.view.known(stage.view.node.part(stage.name + ".place"))) return {};
    std::vector<Text> result = selection.told(stage.view, stage.name + ".");
    const Text title = stage.scale.title_of(level.id), down = stage.scale.title_of(cut.id);
    if (!result.empty()) result[0] = say("{0}：{1}", "{0}: {1}", {title, result[0]});
    const Column chosen = stage.view.node.part(stage.name + ".chosen");
    if (stage.view.known(chosen) && !stage.view.holds(chosen)) result.push_back(say("在{0}名额之外，降为{1}", "beyond the places for {0}: {1}", {title, down}));
    return result;
  }
  void table(const StageView& stage, OutcomeReading& reading) const override {
    const std::size_t from = reading.shared.size();
    selection.table(stage.view, stage.name + ".", reading);
    for (std::size_t i = from; i < reading.shared.size(); ++i) reading.shared[i] = say("{0}：{1}", "{0}: {1}", {stage.scale.title_of(level.id), reading.shared[i]});
  }
};

// ---- distribution --------------------------------------------------------------------------

/// Inputs: the part, who takes part, the keys.
struct Dealing final : Kernel {
  enum class Gives : std::uint8_t { level, place, number };
  static constexpr std::size_t part = 0, who = 1, keys = 2;
  Gives gives = Gives::level;
  std::vector<Number> levels, shares;

  Span span(const SpanView& view, std::size_t) const override {
    return Span::or_none(gives == Gives::level ? Span::between(levels.back(), levels.front())
                                               : Span::between(Number(1), Number(static_cast<std::int64_t>(view.units()))));
  }
  Reads reads() const override { return Reads::part; }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, std::max(view.status(part, cell), Status::exempt));
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& together : parts_of(view, part, slot)) deal(view, together.cells);
  }

 private:
  void deal(KernelView& view, const std::vector<std::size_t>& cells) const {
    std::vector<std::size_t> dealt, all;
    Status worst = Status::known;
    for (const std::size_t cell : cells) {
      if (view.known(who, cell) && !view.holds(who, cell)) continue;
      if (view.status(keys, cell) == Status::exempt || view.status(who, cell) == Status::exempt) continue;
      worst = std::max({worst, view.status(keys, cell), view.status(who, cell)});
      dealt.push_back(cell);
    }
    if (worst != Status::known) {
      for (const std::size_t cell : dealt) view.fail(cell, worst);
      return;
    }
    const std::int64_t count = static_cast<std::int64_t>(dealt.size());
    const std::vector<std::int64_t> seats = largest_remainder(count, shares, false);
    std::int64_t before = 0, until = 0;
    std::size_t level = 0;
    for (const Tied& tied : in_order(view, {keys, view.inputs(), false, std::vector<bool>(view.inputs() - keys, true)}, dealt)) {
      while (level + 1 < seats.size() && before >= until + seats[level]) until += seats[level++];
      const std::int64_t after = before + static_cast<std::int64_t>(tied.cells.size());
      const bool across = after > until + seats[level];
      for (const std::size_t cell : tied.cells) {
        if (gives == Gives::place) view.put(cell, Number(before + 1));
        else if (gives == Gives::number) view.put(cell, Number(count));
        else if (across && tied.waits) view.fail(cell, Status::missing);
        else view.put(cell, levels[level]);
      }
      before = after;
    }
  }
};

/// Inputs: the level so far, who takes part, the level dealt. Whoever takes no part keeps the level.
struct Replacing final : Kernel {
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span &level = view.input(0, cell), &takes_part = view.input(1, cell), &dealt = view.input(2, cell);
    if (takes_part.can_hold() || takes_part.others) return takes_part.can_fail() ? join(level, instead_of(Status::exempt, dealt, level)) : instead_of(Status::exempt, dealt, level);
    return level;
  }
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      const bool out = (view.known(1, i) && !view.holds(1, i)) || view.status(2, i) == Status::exempt;
      const std::size_t from = out ? 0 : 2;
      if (view.known(from, i)) view.put(i, view.value(from, i));
      else view.fail(i, view.status(from, i));
    }
  }
};

struct DistributionStage final : Stage {
  Formula when;
  std::vector<Formula> by;
  Within within;
  std::vector<std::pair<Cited, Number>> shares;
  Where where;

  bool gives(const std::string& id) const override { return std::any_of(shares.begin(), shares.end(), [&](const auto& dealt) { return dealt.first.id == id && dealt.second > 0; }); }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    std::vector<Number> levels, parts;
    Number sum;
    for (const auto& [level, share] : shares) {
      const int index = level_named(ground, level);
      if (index < 0) return -1;
      if (!levels.empty() && Number(index) >= levels.back()) b.fault(Code::rows_unsorted, level.where, {ground.scale.id_at(levels.back()), level.id});
      levels.push_back(index);
      parts.push_back(share);
      sum += share;
    }
    if (sum != Number(1)) b.fault(Code::weights_off_total, where, {b.here().id, sum.exact()});
    const Column takes_part = when.given() ? exempt_is_no(b, b.flag(when)) : b.constant(1);
    std::vector<Column> in{within.lower(b), takes_part};
    for (const Formula& key : by) in.push_back(lower_key(b, key));
    const auto column = [&](Dealing::Gives gives, const char* name) {
      auto kernel = std::make_shared<Dealing>();
      kernel->gives = gives;
      kernel->levels = levels;
      kernel->shares = parts;
      const Column result = b.kernel(std::move(kernel), in);
      b.part(ground.name + name, result);
      return result;
    };
    column(Dealing::Gives::place, ".place");
    column(Dealing::Gives::number, ".number");
    return b.kernel(std::make_shared<Replacing>(), {ground.level, takes_part, column(Dealing::Gives::level, ".dealt")});
  }
  Text sentence(const Telling& t, const Scale& scale) const override {
    std::vector<Text> parts;
    for (const auto& [level, share] : shares) parts.push_back(say("{0}{1}", "{0} {1}", {scale.title_of(level.id), plain((share * 100).exact() + "%")}));
    const Text who = when.given() ? say("{0}的，", "those where {0}, ", {t.value(when, false)}) : Text{};
    return say("{0}按{1}从高到低按比例定等次{2}：{3}", "{0}graded by their order in {1}{2}: {3}", {who, keys_said(t, by), within.said(t), joined(parts, "，", ", ")});
  }
  std::vector<Text> told(const StageView& stage) const override {
    const OutcomeView& view = stage.view;
    const Column dealt = view.node.part(stage.name + ".dealt");
    if (!view.known(dealt)) return {};
    const Text place = plain(view.value(view.node.part(stage.name + ".place")).exact());
    const Text number = plain(view.value(view.node.part(stage.name + ".number")).exact());
    return {say("在{0}个中列第{1}位，按比例定为{2}", "No. {1} of {0}: {2} by the distribution", {number, place, stage.scale.title_at(view.value(dealt))})};
  }
};

// ---- move ----------------------------------------------------------------------------------

/// Inputs: the level so far, the condition. Settled at the end of the scale.
struct Moving final : Kernel {
  Number steps, top;

  Span span(const SpanView& view, std::size_t cell) const override {
    const Span &level = view.input(0, cell), &condition = view.input(1, cell);
    const Span moved = view.algebra.greater(view.algebra.lesser(view.algebra.add(level, Span::of(steps)), Span::of(top)), Span::of(Number(0)));
    Span result = condition.can_hold() && condition.can_fail() ? join(level, moved) : condition.can_hold() ? moved : level;
    result.others |= condition.others;
    return result;
  }
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      const Status condition = view.status(1, i);
      const bool refused = condition == Status::known && !view.holds(1, i);
      if (!view.known(0, i)) {
        view.fail(i, std::max(view.status(0, i), condition));
        continue;
      }
      const Number moved = max(min(view.value(0, i) + steps, top), 0);
      if (refused || moved == view.value(0, i)) view.put(i, view.value(0, i));
      else if (condition == Status::known) view.put(i, moved);
      else view.fail(i, condition);
    }
  }
};

struct MoveStage final : Stage {
  Formula when;
  int steps = 0;

  bool gives(const std::string&) const override { return true; }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    const Column condition = b.flag(when);
    b.part(ground.name + ".when", condition);
    auto kernel = std::make_shared<Moving>();
    kernel->steps = steps;
    kernel->top = static_cast<std::int64_t>(ground.scale.names.size()) - 1;
    return b.kernel(std::move(kernel), {ground.level, condition});
  }
  Text moved() const {
    const Text by = plain(std::to_string(std::abs(steps)));
    if (steps < 0) return say("下调{0}档", std::abs(steps) == 1 ? "{0} level down" : "{0} levels down", {by});
    return say("上调{0}档", steps == 1 ? "{0} level up" : "{0} levels up", {by});
  }
  Text sentence(const Telling& t, const Scale&) const override { return say("{0}的，{1}", "{1} where {0}", {t.value(when, false), moved()}); }
  std::vector<Text> told(const StageView& stage) const override {
    if (!stage.view.holds(stage.view.node.part(stage.name + ".when")) || !stage.before) return {};
    const Text what = stage.view.words().value(when, false);
    if (stage.before == stage.after)
      return {steps < 0 ? say("{0}的，已是最低一档", "{0}: already the lowest level", {what}) : say("{0}的，已是最高一档", "{0}: already the highest level", {what})};
    return {say("{0}的，{1}", "{0}: {1}", {what, moved()})};
  }
};

// ---- decision ------------------------------------------------------------------------------

/// Inputs: the level so far, the level entered. A decision that is not due leaves the level as it is.
struct Deciding final : Kernel {
  Span span(const SpanView& view, std::size_t cell) const override { return instead_of(Status::exempt, view.input(1, cell), view.input(0, cell)); }
  void fill(KernelView& view) const override {
    for (std::size_t i = 0; i < view.cells(); ++i) {
      const std::size_t from = view.status(1, i) == Status::exempt ? 0 : 1;
      if (view.known(from, i)) view.put(i, view.value(from, i));
      else view.fail(i, view.status(from, i));
    }
  }
};

struct DecisionStage final : Stage {
  Cited of;

  bool gives(const std::string&) const override { return true; }
  Column lower(StageGround& ground) const override {
    Builder& b = ground.builder;
    const int target = b.node_named(of.id, of.where);
    if (target < 0) return -1;
    const auto* entered = b.at(target).levels;
    bool same = b.at(target).node->type == NodeType::decision && entered && entered->size() == ground.scale.names.size();
    for (std::size_t i = 0; same && i < entered->size(); ++i) same = (*entered)[i].level == ground.scale.names[i].level;
    if (!same) {
      b.fault(Code::formula_type, of.where, {of.id, type_name(b.at(target).type), "decision, as: level"});
      return -1;
    }
    const Column decided = b.widen(b.at(target).points, of.id, of.where);
    b.part(ground.name + ".decided", decided);
    return b.kernel(std::make_shared<Deciding>(), {ground.level, decided});
  }
  Text title(const Plan& plan, const PlanNode& node) const {
    const PlanNode* decision = plan.find(node.cls, of.id);
    return decision ? decision->title : plain(of.id);
  }
  Text sentence(const Telling& t, const Scale&) const override {
    return say("由“{0}”决定的，从其决定", "where {0} decides, as decided", {title(t.plan, t.node)});
  }
  std::vector<Text> told(const StageView& stage) const override {
    const Column decided = stage.view.node.part(stage.name + ".decided");
    if (!stage.view.known(decided)) return {};
    return {say("{0}：定为{1}", "{0}: {1}", {title(stage.view.plan, stage.view.node), stage.scale.title_at(stage.view.value(decided))})};
  }
};

// ---- reading -------------------------------------------------------------------------------

std::shared_ptr<Stage> parse_gate(Fields& row) {
  auto stage = std::make_shared<GateStage>();
  stage->when = row.need_formula("when");
  stage->at_most = cited(row, "atMost");
  return stage;
}

std::shared_ptr<Stage> parse_grant(Fields& row) {
  auto stage = std::make_shared<GrantStage>();
  stage->when = row.need_formula("when");
  stage->level = cited(row, "level");
  stage->counted = row.boolean("counted", true);
  return stage;
}

std::shared_ptr<Stage> parse_quota_stage(Fields& row) {
  auto stage = std::make_shared<QuotaStage>();
  stage->level = cited(row, "level");
  stage->cut = cited(row, "cut");
  stage->selection = parse_selection(row, "size");
  return stage;
}

std::shared_ptr<Stage> parse_distribution(Fields& row) {
  auto stage = std::make_shared<DistributionStage>();
  stage->where = row.reader().where();
  stage->when = row.formula("when");
  if (const auto keys = row.need("by")) {
    for (const Reader& key : keys->items()) stage->by.push_back(key.formula());
    if (stage->by.empty()) keys->fault(Code::missing_key, {"by"});
  }
  stage->within = parse_within(row);
  if (const auto shares = row.need("shares"))
    for (const Reader& item : shares->items()) {
      Fields inner(item);
      const Cited level = cited(inner, "level");
      const Number share = inner.need("share") ? inner.quantity("share").value_or(0) : Number(0);
      if (share.is_negative()) item.fault(Code::bad_quantity, {share.exact()});
      inner.done();
      stage->shares.push_back({level, share});
    }
  return stage;
}

std::shared_ptr<Stage> parse_move(Fields& row) {
  auto stage = std::make_shared<MoveStage>();
  stage->when = row.need_formula("when");
  if (const auto steps = row.need("steps")) {
    stage->steps = steps->integer(-100, 100);
    if (stage->steps == 0) steps->fault(Code::bad_quantity, {steps->json->text});
  }
  return stage;
}

std::shared_ptr<Stage> parse_decision_stage(Fields& row) {
  auto stage = std::make_shared<DecisionStage>();
  stage->of = cited(row, "of");
  return stage;
}

struct StageKind {
  const char* key;
  std::shared_ptr<Stage> (*parse)(Fields& row);
};
constexpr StageKind stage_kinds[] = {{"gate", parse_gate}, {"grant", parse_grant}, {"quota", parse_quota_stage},
                                     {"distribution", parse_distribution}, {"move", parse_move}, {"decision", parse_decision_stage}};

}  // namespace

std::shared_ptr<const Stage> parse_stage(const Reader& reader) {
  Fields outer(reader);
  std::shared_ptr<Stage> stage;
  int found = 0;
  for (const StageKind& kind : stage_kinds)
    if (const auto value = outer.get(kind.key)) {
      ++found;
      Fields row(*value);
      stage = kind.parse(row);
      stage->clauses = row.ids("clauses");
      row.done();
    }
  outer.done();
  if (found != 1) reader.fault(Code::wrong_format, {std::to_string(found), "lines / map / gate / grant / quota / distribution / move / decision"});
  return found == 1 ? stage : nullptr;
}

}  // namespace yardstick
