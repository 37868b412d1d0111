// Points lost, by clause; what can still be won back; and a card before and after changes.
#include <algorithm>
#include <numeric>
#include <set>

#include "order.h"
#include "outcomes/outcome.h"
#include "range.h"
#include "replies.h"
#include "standing.h"

namespace yardstick {

namespace {

/// The figures at the ends of a card's tree, with what a point there counts in the total.
template <class F>
void leaves_of(const Entry& entry, const F& f) {
  for (const Entry& child : entry.children) leaves_of(child, f);
  if (entry.children.empty()) f(entry);
}

const PlanNode* root_asked(const Asked& ask, const Board& board, Fields& query) {
  if (!ask.ok || ask.slot < 0) return nullptr;
  const PlanNode* root = root_of(board, ask.cls, ask.period.grain);
  if (!root) query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
  return root;
}

Figure plain_figure(const Board& board, const Number& value) { return {value.exact(), value.fixed(board.plan.scheme->places, board.plan.scheme->mode)}; }

struct Row {
  const Entry* entry = nullptr;
  Number lost;
  std::optional<Number> back;
  bool past = false;
  std::set<ReadingAt> open;
};

}  // namespace

void write_ledger(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  query.done();
  const PlanNode* root = root_asked(ask, board, query);
  if (!root) {
    w.null();
    return;
  }
  const Entry tree = entry_of(board, *root, {ask.slot, ask.unit});
  std::vector<Row> rows;
  Number all;
  Reach reach(board);
  leaves_of(tree, [&](const Entry& leaf) {
    const PlanNode& node = *leaf.node;
    const Position where{leaf.slot, ask.unit};
    reach.forget();
    const Span& span = reach.of(node.points, board.place(node.points, where));
    Row row{&leaf, {}, std::nullopt, board.data.is_closed(board.period(node, leaf.slot)), {reach.open().begin(), reach.open().end()}};
    const bool known = board.known(node.points, where);
    const Number full = node.full >= 0 && board.known(node.full, where) ? board.value(node.full, where) : Number(0);
    if (known) row.lost = (full - board.value(node.points, where)) * leaf.factor;
    // What is not settled has lost nothing yet, but for what it can no longer reach.
    else if (span.known && span.high && *span.high < full) row.lost = (full - *span.high) * leaf.factor;
    if (!span.settled() && span.known && span.high) row.back = (*span.high - (known ? board.value(node.points, where) : span.low.value_or(0))) * leaf.factor;
    row.past = row.past && row.open.empty();
    if (!(row.lost > 0) && (!row.back || row.back->is_zero())) return;
    row.lost = max(row.lost, 0);
    all += row.lost;
    rows.push_back(std::move(row));
  });
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  stable_order(order, [&](std::size_t a, std::size_t b) {
    return rows[a].lost != rows[b].lost ? rows[a].lost > rows[b].lost : rows[a].back.value_or(0) > rows[b].back.value_or(0);
  });
  w.object().key("lost");
  write_figure(w, plain_figure(board, all));
  w.key("rows").array();
  for (const std::size_t place : order) {
    const Row& row = rows[place];
    const PlanNode& node = *row.entry->node;
    const Period& period = board.period(node, row.entry->slot);
    w.object().key("node").string(asked_id(node)).key("period").string(to_string(period)).key("title");
    w.text(node.grain == ask.period.grain ? node.title : say("{0}（{1}）", "{0} ({1})", {node.title, Text{label_of(period, "zh-CN"), label_of(period, "en")}}));
    w.key("clauses");
    write_clauses(w, node.node->clauses);
    w.key("lost");
    write_figure(w, plain_figure(board, row.lost));
    const Number& most = rows[order[0]].lost;
    w.key("share").string(most.is_zero() ? "0" : (row.lost / most).fixed(4)).key("back");
    if (row.back) write_figure(w, plain_figure(board, *row.back));
    else w.null();
    w.key("past").boolean(row.past).key("cells").array();
    for (const ReadingAt& reading : row.open) {
      w.object();
      write_reading_place(w, board, reading);
      write_reading_title(w, board, reading);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

namespace {

struct Both {
  const Board &from, &to;
  int unit;

  static void figure(JsonWriter& w, const Board& board, const PlanNode& node, Position where) {
    if (board.known(node.points, where)) write_figure(w, figure_of(board, node, board.value(node.points, where), where));
    else w.null();
  }
  /// One node on both sides: keys of the object in hand.
  void sides(JsonWriter& w, const PlanNode& node, Position where) const {
    w.key("from");
    figure(w, from, node, where);
    w.key("to");
    figure(w, to, node, where);
    const bool a = from.known(node.points, where), b = to.known(node.points, where);
    w.key("difference");
    if (a && b) write_figure(w, plain_figure(to, to.value(node.points, where) - from.value(node.points, where)));
    else w.null();
    w.key("changed").boolean(a != b || (a ? to.value(node.points, where) != from.value(node.points, where) : to.status(node.points, where) != from.status(node.points, where)));
  }
  void tree(JsonWriter& w, const Entry& entry, int depth) const {
    const PlanNode& node = *entry.node;
    w.object().key("node").string(asked_id(node)).key("period").string(to_string(to.period(node, entry.slot))).key("title").text(entry.title);
    w.key("depth").integer(depth).key("outside").boolean(node.node->apart());
    sides(w, node, {entry.slot, unit});
    w.end_object();
    for (const Entry& child : entry.children) tree(w, child, depth + 1);
  }

  /// The leaves that move the total, one after the other, in its points; last what happens to the total itself.
  void steps(JsonWriter& w, const Entry& before, const Entry& after) const {
    const Position root{after.slot, unit};
    if (!from.known(after.node->points, root) || !to.known(after.node->points, root)) {
      w.null();
      return;
    }
    std::vector<const Entry*> olds, news;
    leaves_of(before, [&](const Entry& leaf) { olds.push_back(&leaf); });
    leaves_of(after, [&](const Entry& leaf) { news.push_back(&leaf); });
    Number now = from.value(after.node->points, root);
    const auto step = [&](const Entry& entry, const Number& by) {
      if (by.is_zero()) return;
      w.object().key("node").string(asked_id(*entry.node)).key("period").string(to_string(to.period(*entry.node, entry.slot))).key("title").text(entry.title).key("before");
      write_figure(w, plain_figure(to, now));
      now += by;
      w.key("after");
      write_figure(w, plain_figure(to, now));
      w.key("difference");
      write_figure(w, plain_figure(to, by));
      w.end_object();
    };
    const auto worth = [&](const Board& board, const Entry& entry) {
      const Position where{entry.slot, unit};
      return board.known(entry.node->points, where) ? board.value(entry.node->points, where) * entry.factor : Number(0);
    };
    w.array();
    for (std::size_t i = 0; i < news.size() && i < olds.size(); ++i) step(*news[i], worth(to, *news[i]) - worth(from, *olds[i]));
    step(after, to.value(after.node->points, root) - now);
    w.end_array();
  }
};

}  // namespace

void write_difference(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  const auto from = query.need("from"), to = query.need("to");
  query.done();
  const PlanNode* root = root_asked(ask, board, query);
  if (!root || !from || !to) {
    w.null();
    return;
  }
  Trial before(board, false), after(board, false);
  if (!before.apply(*from) || !after.apply(*to)) {
    w.null();
    return;
  }
  const Board a = before.board(), b = after.board();
  const Both both{a, b, ask.unit};
  const Position where{ask.slot, ask.unit};
  const Entry old_tree = entry_of(a, *root, where), new_tree = entry_of(b, *root, where);
  w.object().key("total").object().key("node").string(asked_id(*root)).key("title").text(root->title);
  both.sides(w, *root, where);
  w.key("full");
  if (root->full >= 0 && b.known(root->full, where)) write_figure(w, {b.value(root->full, where).exact(), b.value(root->full, where).exact()});
  else w.null();
  w.end_object().key("nodes").array();
  both.tree(w, new_tree, 0);
  w.end_array().key("outcomes").array();
  for (const PlanNode& node : board.plan.nodes) {
    if (node.cls != ask.cls || !node.node->outcome || node.grain != ask.period.grain) continue;
    w.object().key("node").string(node.id).key("kind").string(kind_of(node)).key("title").text(node.title).key("from");
    JsonWriter old_side, new_side;
    write_outcome(old_side, a, node, where);
    write_outcome(new_side, b, node, where);
    const std::string one = old_side.take(), other = new_side.take();
    w.raw(one).key("to").raw(other).key("changed").boolean(one != other).end_object();
  }
  w.end_array().key("steps");
  both.steps(w, old_tree, new_tree);
  w.end_object();
}

}  // namespace yardstick
