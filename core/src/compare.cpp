#include "compare.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "compiled.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "rules/rule.h"
#include "standing.h"
#include "trial.h"
#include "tune.h"

namespace yardstick {

namespace {

/// A board of its own, made from other documents.
struct Other {
  std::optional<Plan> plan;  // none: the loaded scheme
  Data data;
  Columns columns;
};

Figure plain_figure(const Board& board, const Number& value) { return {value.exact(), value.fixed(board.plan.scheme->places, board.plan.scheme->mode)}; }

void write_optional(JsonWriter& w, const Board& board, const std::optional<Number>& value) {
  if (value) write_figure(w, plain_figure(board, *value));
  else w.null();
}

/// Brings the figures of another version of the scheme to this one; a hint says so.
void adopt(Document& dataset, const Scheme& scheme, std::vector<Diagnostic>& told) {
  for (auto& [key, of] : dataset.root.members) {
    const Json* id = key == "scheme" ? of.find("id") : nullptr;
    if (!id || id->text != scheme.id) continue;
    for (auto& [name, version] : of.members) {
      if (name != "version" || !version.is(Json::Kind::string) || version.text == scheme.version) continue;
      const auto [line, column] = dataset.locate(of.offset);
      told.push_back({Code::dataset_scheme_mismatch, Severity::hint, dataset.name, "/scheme", line, column,
                      {id->text + " " + version.text, scheme.id + " " + scheme.version}});
      version.text = scheme.version;
    }
  }
}

/// The documents of "other", scored; nothing where they have faults, which are told with those documents' names.
std::optional<Other> other_board(const Reader& asked, const Board& board) {
  std::vector<Diagnostic>& told = asked.sink->out;
  Fields fields(asked);
  const auto scheme = fields.get("scheme");
  const std::string dataset = fields.need_string("dataset");
  fields.done();
  if (has_error(told)) return std::nullopt;
  Other other;
  if (scheme) {
    Compiled compiled = compile_text(scheme->string());
    // Hints are for its author.
    std::copy_if(compiled.diagnostics.begin(), compiled.diagnostics.end(), std::back_inserter(told), [](const Diagnostic& d) { return d.severity == Severity::error; });
    if (!compiled.plan || has_error(told)) return std::nullopt;
    other.plan = std::move(compiled.plan);
  }
  const Plan& plan = other.plan ? *other.plan : board.plan;
  Checked<Document> document = read_document(dataset, "dataset");
  told.insert(told.end(), document.diagnostics.begin(), document.diagnostics.end());
  if (!document.value) return std::nullopt;
  adopt(*document.value, *plan.scheme, told);
  Checked<Data> data = parse_dataset(*document.value, plan);
  told.insert(told.end(), data.diagnostics.begin(), data.diagnostics.end());
  if (!data.value || has_error(told)) return std::nullopt;
  other.data = std::move(*data.value);
  other.columns = score(plan, other.data);
  return other;
}

/// One of the two boards, looked at where the question asks.
struct Side {
  Board board;
  int cls = -1, slot = -1;
  const PlanNode* root = nullptr;
  const PlanNode* level = nullptr;
  std::vector<const PlanNode*> verdicts;
  std::vector<int> places;

  Side(const Board& of, const std::string& named, const Period& period) : board(of), cls(of.plan.class_of(named)), slot(of.data.slot(period)) {
    if (cls < 0 || slot < 0) return;
    root = root_of(board, cls, period.grain);
    if (!root) return;
    level = outcome_on(board, *root, NodeType::level);
    for (const PlanNode& node : board.plan.nodes) {
      const NodeType type = node.node->type;
      const bool selects = type == NodeType::veto || type == NodeType::verdict || type == NodeType::quota || type == NodeType::honour;
      if (node.cls == cls && node.grain == period.grain && selects) verdicts.push_back(&node);
    }
    places = places_on(board, *root, slot);
  }
  int unit_named(const std::string& id) const {
    const auto& units = board.units(cls);
    for (std::size_t u = 0; u < units.size(); ++u)
      if (units[u].id == id) return static_cast<int>(u);
    return -1;
  }
  /// In order of places; those without one after them.
  std::vector<std::size_t> in_order() const {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    stable_order(order, [&](std::size_t a, std::size_t b) { return places[a] != 0 && (places[b] == 0 || places[a] < places[b]); });
    return order;
  }
};

/// How a unit stands on one side.
struct Standing {
  const Side& side;
  Position at;
  std::optional<Number> points;
  int place = 0;
  std::string level;
  Text level_title;
  std::vector<const PlanNode*> verdicts;

  Standing(const Side& of, int unit) : side(of), at{of.slot, unit}, place(of.places[static_cast<std::size_t>(unit)]) {
    const Board& board = side.board;
    const auto reading = [&](const PlanNode& node) { return node.node->outcome->read({board.plan, node, board.columns, board.data, at}); };
    if (board.known(side.root->points, at)) points = board.value(side.root->points, at);
    if (side.level && board.known(side.level->points, at)) {
      const OutcomeReading read = reading(*side.level);
      level = read.value;
      level_title = read.label;
    }
    for (const PlanNode* node : side.verdicts)
      if (reading(*node).value == "true") verdicts.push_back(node);
  }
  Status status() const { return side.board.status(side.root->points, at); }
  void write(JsonWriter& w) const {
    w.object().key("points");
    if (points) write_figure(w, figure_of(side.board, *side.root, *points, at));
    else w.null();
    w.key("status");
    write_status(w, status());
    w.key("place");
    if (place > 0) w.integer(place);
    else w.null();
    w.key("level");
    if (level.empty()) w.null();
    else w.object().key("id").string(level).key("title").text(level_title).end_object();
    w.key("verdicts").array();
    for (const PlanNode* node : verdicts) w.object().key("node").string(node->id).key("title").text(node->title).end_object();
    w.end_array().end_object();
  }
};

bool same_verdicts(const Standing& a, const Standing& b) {
  return std::equal(a.verdicts.begin(), a.verdicts.end(), b.verdicts.begin(), b.verdicts.end(), [](const PlanNode* x, const PlanNode* y) { return x->id == y->id; });
}

/// What moved a total: a node of the card, and by how much, in points of the total. Above others that are told, only what is
/// left over is its `difference`.
struct Cause {
  const Board* board;
  const PlanNode* node;
  int slot;
  std::optional<Number> from, to, difference;
};

/// Why a unit's total is another one: what changed at the lowest places of its card. Where the card is a sum of shares, the
/// differences add up to that of the total: what a child's points move, what another weight of it moves, and what a node's own
/// rule (a cap, a rounding) makes of it.
class Causes {
 public:
  Causes(const Board& from, const Board& to, int old_unit, int new_unit) : from_(from), to_(to), old_(old_unit), new_(new_unit) {}
  std::vector<Cause> found;

  /// `share`: what a point of the parent counts in the total, where that can be said; `was` and `is`: what one here counts in the
  /// parent. Nothing where a side has no such line on its card.
  void look(const Entry* a, const Entry* b, const std::optional<Number>& share, const Number& was, const Number& is) {
    const auto before = points(from_, a, old_), after = points(to_, b, new_);
    const bool leaf = !a || !b || a->children.empty() || b->children.empty();
    const bool same = a && b && before == after && status(from_, *a, old_) == status(to_, *b, new_);
    if (leaf) {
      if (same && (was == is || !share || (before && before->is_zero()))) return;
      return tell(a, b, share, was, is, before, after);
    }
    const bool sum = additive(*a->node) && additive(*b->node);
    const std::optional<Number> inner = share && sum ? std::optional(*share * is) : std::nullopt;
    const std::size_t told = found.size();
    Number moved;
    const auto child = [&](const Entry* one, const Entry* other) {
      const Number old_share = one && !a->factor.is_zero() ? one->factor / a->factor : Number(0);
      const Number new_share = other && !b->factor.is_zero() ? other->factor / b->factor : Number(0);
      moved += points(to_, other, new_).value_or(0) * new_share - points(from_, one, old_).value_or(0) * old_share;
      look(one, other, inner, old_share, new_share);
    };
    for (const Entry& other : b->children) child(find(*a, from_, other, to_), &other);
    for (const Entry& one : a->children)
      if (!find(*b, to_, one, from_)) child(&one, nullptr);
    if (share && sum && before && after) {
      const Number own = *share * ((is - was) * *before + is * (*after - *before - moved));
      if (!own.is_zero()) found.push_back({&to_, b->node, b->slot, *share * was * *before, *share * is * *after, own});
    } else if ((!same || (share && was != is && !(before && before->is_zero()))) && found.size() == told) {
      tell(a, b, sum ? std::nullopt : share, was, is, before, after);
    }
  }

 private:
  static std::optional<Number> points(const Board& board, const Entry* entry, int unit) {
    if (!entry || !board.known(entry->node->points, {entry->slot, unit})) return std::nullopt;
    return board.value(entry->node->points, {entry->slot, unit});
  }
  static Status status(const Board& board, const Entry& entry, int unit) { return board.status(entry.node->points, {entry.slot, unit}); }
  /// Whether a node is a sum of shares of what stands under it.
  static bool additive(const PlanNode& node) {
    const Take take = node.node->fold ? node.node->fold->take : Take::sum;
    return take == Take::sum || take == Take::mean || take == Take::weighted || take == Take::pooled;
  }
  static const Entry* find(const Entry& among, const Board& own, const Entry& entry, const Board& board) {
    for (const Entry& child : among.children)
      if (asked_id(*child.node) == asked_id(*entry.node) && own.period(*child.node, child.slot) == board.period(*entry.node, entry.slot)) return &child;
    return nullptr;
  }
  void tell(const Entry* a, const Entry* b, const std::optional<Number>& share, const Number& was, const Number& is, const std::optional<Number>& before,
            const std::optional<Number>& after) {
    Cause cause{b ? &to_ : &from_, b ? b->node : a->node, b ? b->slot : a->slot, before, after, std::nullopt};
    if (share) {
      if (before) cause.from = *share * was * *before;
      if (after) cause.to = *share * is * *after;
      // A line that one side does not have is worth nothing there; a figure that is missing is not.
      if ((before || !a) && (after || !b)) cause.difference = cause.to.value_or(0) - cause.from.value_or(0);
    }
    found.push_back(std::move(cause));
  }

  const Board &from_, &to_;
  int old_, new_;
};

std::vector<Cause> causes_of(const Standing& from, const Standing& to) {
  const Board &a = from.side.board, &b = to.side.board;
  const Entry old_tree = entry_of(a, *from.side.root, from.at), new_tree = entry_of(b, *to.side.root, to.at);
  Causes causes(a, b, from.at.unit, to.at.unit);
  causes.look(&old_tree, &new_tree, Number(1), 1, 1);
  std::vector<std::size_t> order(causes.found.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  stable_order(order, [&](std::size_t x, std::size_t y) {
    const auto &p = causes.found[x].difference, &q = causes.found[y].difference;
    return p && (!q || abs(*p) > abs(*q));
  });
  std::vector<Cause> sorted;
  for (const std::size_t i : order) sorted.push_back(causes.found[i]);
  return sorted;
}

void write_because(JsonWriter& w, const Standing& from, const Standing& to, Grain grain) {
  w.array();
  for (const Cause& cause : causes_of(from, to)) {
    const Period& period = cause.board->period(*cause.node, cause.slot);
    w.object().key("node").string(asked_id(*cause.node)).key("period").string(to_string(period)).key("title");
    w.text(cause.node->grain == grain ? cause.node->title
                                      : say("{0}（{1}）", "{0} ({1})", {cause.node->title, Text{label_of(period, "zh-CN"), label_of(period, "en")}}));
    w.key("clauses");
    write_clause_texts(w, *cause.board->plan.scheme, cause.node->node->clauses);
    w.key("from");
    write_optional(w, *cause.board, cause.from);
    w.key("to");
    write_optional(w, *cause.board, cause.to);
    w.key("difference");
    write_optional(w, *cause.board, cause.difference);
    w.end_object();
  }
  w.end_array();
}

// ---- what the two boards' rules differ in ---------------------------------------------------

/// A parameter's value as it is written, on a day.
std::string parameter_value(const Board& board, const std::string& id, std::int64_t day) {
  const auto& parameters = board.plan.scheme->parameters;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    if (parameters[p].id != id) continue;
    const auto tried = board.data.tuned.parameters.find(static_cast<int>(p));
    const Dated* force = nullptr;
    for (const Dated& dated : parameters[p].values)
      if (dated.from <= day) force = &dated;
    if (tried != board.data.tuned.parameters.end()) return quantity_text(tried->second, parameters[p].values[0].percent);
    if (force) return quantity_text(force->value, force->percent);
  }
  return {};
}

void write_value(JsonWriter& w, const std::string& value) {
  if (value.empty()) w.null();
  else w.string(value);
}

void write_parameters(JsonWriter& w, const Side& from, const Side& to, const Period& period) {
  std::set<std::string> seen;
  w.array();
  for (const Side* side : {&to, &from})
    for (const Parameter& parameter : side->board.plan.scheme->parameters) {
      if (!seen.insert(parameter.id).second) continue;
      const std::string old_value = parameter_value(from.board, parameter.id, last_day(period)), new_value = parameter_value(to.board, parameter.id, last_day(period));
      if (old_value == new_value) continue;
      w.object().key("parameter").string(parameter.id).key("title").text(parameter.title).key("from");
      write_value(w, old_value);
      w.key("to");
      write_value(w, new_value);
      w.end_object();
    }
  w.end_array();
}

/// What a child counts on a side, as it is written.
std::string weight_on(const Side& side, const std::string& node, const std::string& child, const Period& period) {
  const PlanNode* parent = side.board.plan.find(side.cls, node);
  if (!parent) return {};
  const WeighedFold fold = weighed_children(side.board.plan, *parent);
  const Weighed* weighed = fold.child(child);
  const std::vector<int> slots = slots_in(side.board, *parent, period);
  if (!weighed || slots.empty()) return {};
  const auto weight = fold.now(side.board, *weighed, slots[0]);
  return weight ? quantity_text(*weight, fold.weighted) : std::string();
}

void write_weights_changed(JsonWriter& w, const Side& from, const Side& to, const Period& period) {
  std::set<std::pair<std::string, std::string>> seen;
  w.array();
  for (const Side* side : {&to, &from})
    for (const PlanNode& node : side->board.plan.nodes) {
      if (node.cls != side->cls || node.hidden) continue;
      for (const Weighed& child : weighed_children(side->board.plan, node).children) {
        if (!seen.insert({node.id, child.node->id}).second) continue;
        const std::string old_weight = weight_on(from, node.id, child.node->id, period), new_weight = weight_on(to, node.id, child.node->id, period);
        if (old_weight == new_weight) continue;
        w.object().key("node").string(node.id).key("child").string(child.node->id).key("title").text(child.node->title).key("from");
        write_value(w, old_weight);
        w.key("to");
        write_value(w, new_weight);
        w.end_object();
      }
    }
  w.end_array();
}

/// A node's rule in words on a side, with what is done to its points afterwards; empty where the side has no such node.
Text rule_on(const Side& side, const std::string& id, const Period& period) {
  const PlanNode* node = side.board.plan.find(side.cls, id);
  if (!node || side.board.units(side.cls).empty()) return {};
  const std::vector<int> slots = slots_in(side.board, *node, period);
  const Telling words = words_at(side.board, *node, {slots.empty() ? 0 : slots[0], 0});
  Text rule = sentence_of(words);
  for (const std::vector<Step>* steps : {&node->node->per_period, &node->node->steps})
    for (const Step& step : *steps) rule = say("{0} 再：{1}。", "{0} Then: {1}.", {rule, step_words(words, step)});
  return rule;
}

void write_rules(JsonWriter& w, const Side& from, const Side& to, const Period& period) {
  std::set<std::string> seen;
  w.array();
  for (const Side* side : {&to, &from})
    for (const PlanNode& node : side->board.plan.nodes) {
      if (node.cls != side->cls || node.hidden || !seen.insert(node.id).second) continue;
      const Text old_rule = rule_on(from, node.id, period), new_rule = rule_on(to, node.id, period);
      if (old_rule == new_rule) continue;
      w.object().key("node").string(node.id).key("title").text(node.title).key("from");
      if (old_rule.empty()) w.null();
      else w.text(old_rule);
      w.key("to");
      if (new_rule.empty()) w.null();
      else w.text(new_rule);
      w.end_object();
    }
  w.end_array();
}

// ---- the whole ------------------------------------------------------------------------------

struct Counts {
  std::int64_t units = 0, points = 0, places = 0, levels = 0, verdicts = 0;
};

void write_unit(JsonWriter& w, const Side& from, const Side& to, int old_unit, int new_unit, Grain grain, Counts& counts) {
  std::optional<Standing> a, b;
  if (old_unit >= 0) a.emplace(from, old_unit);
  if (new_unit >= 0) b.emplace(to, new_unit);
  const Unit& unit = b ? to.board.units(to.cls)[static_cast<std::size_t>(new_unit)] : from.board.units(from.cls)[static_cast<std::size_t>(old_unit)];
  ++counts.units;
  w.object().key("unit").string(unit.id).key("name").text(unit.name).key("group").string(unit.group).key("in").string(a && b ? "both" : a ? "from" : "to");
  w.key("from");
  if (a) a->write(w);
  else w.null();
  w.key("to");
  if (b) b->write(w);
  else w.null();
  w.key("difference");
  if (a && b && a->points && b->points) write_figure(w, plain_figure(to.board, *b->points - *a->points));
  else w.null();
  w.key("moved");
  if (a && b && a->place > 0 && b->place > 0) w.integer(a->place - b->place);
  else w.null();
  if (!a || !b) {
    w.key("changed").boolean(true).key("because").array().end_array().end_object();
    return;
  }
  const bool points = a->points != b->points || a->status() != b->status(), places = a->place != b->place, levels = a->level != b->level;
  const bool verdicts = !same_verdicts(*a, *b);
  counts.points += points;
  counts.places += places;
  counts.levels += levels;
  counts.verdicts += verdicts;
  w.key("changed").boolean(points || places || levels || verdicts).key("because");
  write_because(w, *a, *b, grain);
  w.end_object();
}

void write_scheme(JsonWriter& w, const Board& board) {
  w.object().key("scheme").string(board.plan.scheme->id).key("version").string(board.plan.scheme->version).end_object();
}

}  // namespace

void write_compare(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, false);
  const auto from_changes = query.get("from"), to_changes = query.get("to"), others = query.get("other");
  query.done();
  w.null();
  if (!ask.ok || has_error(query.reader().sink->out)) return;
  std::optional<Other> other;
  if (others) {
    other = other_board(*others, board);
    if (!other) return;
  }
  const Board base = other ? Board{other->plan ? *other->plan : board.plan, other->data, other->columns} : board;
  Trial before(board, false), after(base, false);
  if ((from_changes && !before.apply(*from_changes)) || (to_changes && !after.apply(*to_changes))) return;
  const std::string cls = board.plan.scheme->classes[static_cast<std::size_t>(ask.cls)].id;
  const Side from(before.board(), cls, ask.period), to(after.board(), cls, ask.period);
  if (to.cls < 0) return query.reader().fault(Code::query_unknown, {"class", cls});
  if (!from.root || !to.root) return query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
  w.take();
  Counts counts;
  JsonWriter units;
  units.array();
  for (const std::size_t unit : to.in_order())
    write_unit(units, from, to, from.unit_named(to.board.units(to.cls)[unit].id), static_cast<int>(unit), ask.period.grain, counts);
  for (const std::size_t unit : from.in_order())
    if (to.unit_named(from.board.units(from.cls)[unit].id) < 0) write_unit(units, from, to, static_cast<int>(unit), -1, ask.period.grain, counts);
  units.end_array();
  w.object().key("node").string(to.root->id).key("title").text(to.root->title).key("from");
  write_scheme(w, from.board);
  w.key("to");
  write_scheme(w, to.board);
  w.key("counts").object().key("units").integer(counts.units).key("points").integer(counts.points).key("places").integer(counts.places);
  w.key("levels").integer(counts.levels).key("verdicts").integer(counts.verdicts).end_object();
  w.key("units").raw(units.take()).key("parameters");
  write_parameters(w, from, to, ask.period);
  w.key("weights");
  write_weights_changed(w, from, to, ask.period);
  w.key("rules");
  write_rules(w, from, to, ask.period);
  w.end_object();
}

}  // namespace yardstick
