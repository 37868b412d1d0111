// A unit's card: the tree of what its total is made of, its outcomes, and where points were lost.
#include <algorithm>
#include <numeric>

#include "facts.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "range.h"
#include "replies.h"
#include "standing.h"
#include "tune.h"

namespace yardstick {

namespace {

Text period_title(const Period& period) { return {label_of(period, "zh-CN"), label_of(period, "en")}; }

}  // namespace

Number member_factor(const Fold& fold, const Number& own_full, const Number& member_full, const Number& weight, const Number& all_weight,
                     std::int64_t members, const Number& all_full) {
  if (members == 0) return 0;
  const auto by_rate = [&](const Number& factor) { return member_full.is_zero() ? Number(0) : factor * own_full / member_full; };
  switch (fold.take) {
    case Take::sum: return fold.by_rate ? by_rate(1) : Number(1);
    case Take::mean: return fold.by_rate ? by_rate(Number::ratio(1, members)) : Number::ratio(1, members);
    case Take::weighted: {
      const Number share = all_weight.is_zero() ? Number(0) : weight / all_weight;
      return fold.by_rate ? by_rate(share) : share;
    }
    case Take::pooled: return all_full.is_zero() ? Number(0) : own_full / all_full;
    default: return 0;
  }
}

namespace {

Number full_at(const Board& board, const PlanNode& node, Position at) {
  return node.full >= 0 && board.status(node.full, at) == Status::known ? board.value(node.full, at) : Number(0);
}
bool counts(const Board& board, const PlanNode& node, Position at) { return node.points >= 0 && board.status(node.points, at) != Status::exempt; }

}  // namespace

std::vector<Share> shares_at(const Board& board, const PlanNode& node, Position at) {
  const auto planned = [&](int index) -> const PlanNode& { return board.plan.nodes[static_cast<std::size_t>(index)]; };
  const Fold fold = node.node->fold.value_or(Fold{});
  const auto weight_of = [&](std::size_t k) {
    const PlanNode& child = planned(node.children[k]);
    return child.weight >= 0 && board.known(child.weight, at) ? board.value(child.weight, at) * weight_factor(board, node, k, at) : Number(0);
  };
  std::int64_t members = 0;
  Number whole_weight, all_weight, all_full;
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const PlanNode& child = planned(node.children[k]);
    if (child.node->apart() || child.content_parent >= 0) continue;
    whole_weight += weight_of(k);
    if (!counts(board, child, at)) continue;
    ++members;
    all_weight += weight_of(k);
    all_full += full_at(board, child, at);
  }
  // The weights are shares of the whole; those who are left out leave theirs to the others.
  if (!whole_weight.is_zero()) all_weight = all_weight / whole_weight;
  std::vector<Share> result(node.children.size());
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const PlanNode& child = planned(node.children[k]);
    if (child.node->apart()) continue;
    Share& share = result[k];
    share.factor = member_factor(fold, full_at(board, node, at), full_at(board, child, at), weight_of(k), all_weight, members, all_full);
    if (fold.take == Take::sum) share.factor = share.factor * weight_factor(board, node, k, at);
    if (fold.take == Take::weighted && child.weight >= 0 && board.known(child.weight, at))
      share.weight = quantity_entered(board.value(child.weight, at) * weight_factor(board, node, k, at), whole_weight <= 1);
  }
  return result;
}

Entry entry_of(const Board& board, const PlanNode& node, Position at, Text title, const Number& factor) {
  const Plan& plan = board.plan;
  Entry entry;
  entry.node = &node;
  entry.slot = at.slot;
  entry.title = title.empty() ? node.title : std::move(title);
  entry.factor = factor;
  const auto planned = [&](int index) -> const PlanNode& { return plan.nodes[static_cast<std::size_t>(index)]; };
  const Fold fold = node.node->fold.value_or(Fold{});
  const int over_periods = node.inner >= 0 ? node.inner : node.node->type == NodeType::points ? node.of : -1;
  if (over_periods >= 0) {
    const PlanNode& member = planned(over_periods);
    const auto [first, last] = board.data.inside(node.grain, at.slot, member.grain);
    std::int64_t members = 0;
    Number all_full;
    for (int slot = first; slot < last; ++slot)
      if (counts(board, member, {slot, at.unit})) {
        ++members;
        all_full += full_at(board, member, {slot, at.unit});
      }
    for (int slot = first; slot < last; ++slot) {
      const Position p{slot, at.unit};
      Text name = period_title(board.period(member, slot));
      for (const int child : member.children)
        if (planned(child).content_parent >= 0 && planned(child).content_index == board.period(member, slot).index)
          name = say("{0} · {1}", "{0} · {1}", {name, planned(child).title});
      entry.children.push_back(entry_of(board, member, p, name,
                                        factor * member_factor(fold, full_at(board, node, at), full_at(board, member, p), 1, Number(members), members, all_full)));
    }
    return entry;
  }
  std::vector<Share> shares = shares_at(board, node, at);
  for (std::size_t k = 0; k < node.children.size(); ++k) {
    const PlanNode& child = planned(node.children[k]);
    if (child.content_parent >= 0 && !node.node->contents.empty()) {
      if (child.content_index != board.period(node, at.slot).index) continue;
      Entry content = entry_of(board, child, at, {}, factor);  // its parts stand directly under the period
      for (Entry& part : content.children) entry.children.push_back(std::move(part));
      continue;
    }
    entry.children.push_back(entry_of(board, child, at, {}, factor * shares[k].factor));
    entry.children.back().weight = std::move(shares[k].weight);
  }
  return entry;
}

void write_entry(JsonWriter& w, const Board& board, const Entry& entry, int unit, bool deep, int at_least) {
  const PlanNode& node = *entry.node;
  const Position at{entry.slot, unit};
  const Scheme& scheme = *board.plan.scheme;
  const Status status = board.status(node.points, at);
  const bool known = status == Status::known;
  const auto known_at = [&](Column column) { return column >= 0 && board.status(column, at) == Status::known; };
  // Where a figure needs more decimals than usual, so do its parts, or they would not seem to add up to it.
  const int own_places = known ? places_of(board, node, board.value(node.points, at), at) : 0;
  const int places = std::max({scheme.places, at_least, own_places});
  w.object().key("node").string(asked_id(node));
  w.key("period").string(to_string(board.period(node, entry.slot))).key("title").text(entry.title).key("kind").string(kind_of(node));
  w.key("status");
  write_status(w, status);
  w.key("points");
  if (known) write_figure(w, figure_of(board, node, board.value(node.points, at), at, at_least));
  else w.null();
  w.key("full");
  if (known_at(node.full)) write_figure(w, {board.value(node.full, at).exact(), board.value(node.full, at).exact()});
  else w.null();
  w.key("rate").string(rate_text(board, node, at, at_least)).key("lost");
  if (known_at(node.lost) && !entry.factor.is_zero()) {  // of the best of several, none can be told what it cost
    const Number lost = board.value(node.lost, at) * entry.factor;
    write_figure(w, {lost.exact(), lost.fixed(places, scheme.mode)});
  } else {
    w.null();
  }
  w.key("share").string(known_at(node.rate) ? max(min(board.value(node.rate, at), Number(1)), Number(0)).fixed(4) : "0");
  w.key("outside").boolean(node.node->apart()).key("basis").string(node.node->basis);
  w.key("reason").text(known ? Text{} : why(board, node.points, board.place(node.points, at)));
  if (approximate(board, node.points, at)) w.key("approximate").boolean(true);
  if (!entry.weight.empty()) w.key("weight").string(entry.weight);
  w.key("children").array();
  if (deep)
    for (const Entry& child : entry.children) write_entry(w, board, child, unit, true, own_places > scheme.places ? own_places : 0);
  w.end_array().end_object();
}

namespace {

struct Loss {
  const Entry* entry;
  Number lost;
};

void losses_of(const Board& board, const Entry& entry, int unit, std::vector<Loss>& out) {
  for (const Entry& child : entry.children) losses_of(board, child, unit, out);
  const Position at{entry.slot, unit};
  const PlanNode& node = *entry.node;
  if (!entry.children.empty() || board.status(node.points, at) != Status::known) return;
  Number lost = node.lost >= 0 && board.status(node.lost, at) == Status::known ? board.value(node.lost, at) : -board.value(node.points, at);
  lost = lost * entry.factor;
  if (lost > 0) out.push_back({&entry, lost});
}

}  // namespace

void write_card(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  query.done();
  const PlanNode* root = nullptr;
  if (ask.ok && ask.slot >= 0) {
    root = root_of(board, ask.cls, ask.period.grain);
    if (!root) query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
  }
  if (!root) {
    w.null();
    return;
  }
  const Position at{ask.slot, ask.unit};
  const Unit& unit = board.units(ask.cls)[static_cast<std::size_t>(ask.unit)];
  const Entry tree = entry_of(board, *root, at);
  w.object().key("unit").string(unit.id).key("name").text(unit.name).key("group").string(unit.group);
  w.key("period").string(to_string(ask.period)).key("tree");
  write_entry(w, board, tree, ask.unit, true);
  std::optional<Reach> reach;
  if (board.status(root->points, at) == Status::missing) write_between(w, board, *root, at, reach);
  w.key("outcomes").array();
  for (const PlanNode& node : board.plan.nodes)
    if (node.cls == ask.cls && node.node->outcome && node.grain == ask.period.grain) write_outcome(w, board, node, at);
  w.end_array().key("losses").array();
  std::vector<Loss> losses;
  losses_of(board, tree, ask.unit, losses);
  std::vector<std::size_t> order(losses.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  stable_order(order, [&](std::size_t a, std::size_t b) { return losses[a].lost > losses[b].lost; });
  for (const std::size_t place : order) {
    const Loss& loss = losses[place];
    const PlanNode& node = *loss.entry->node;
    w.object().key("node").string(asked_id(node));
    w.key("period").string(to_string(board.period(node, loss.entry->slot))).key("title");
    w.text(node.grain == ask.period.grain ? node.title : say("{0}（{1}）", "{0} ({1})", {node.title, period_title(board.period(node, loss.entry->slot))}));
    w.key("lost");
    write_figure(w, {loss.lost.exact(), loss.lost.fixed(board.plan.scheme->places, board.plan.scheme->mode)});
    w.key("share").string((loss.lost / losses[order[0]].lost).fixed(4)).key("clauses");
    write_clauses(w, node.node->clauses);
    w.end_object();
  }
  w.end_array();
  write_beside(w, board, tree, ask.unit, ask.period);
  w.end_object();
}

}  // namespace yardstick
