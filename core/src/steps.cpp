// The order of a calculation: a card's nodes and outcomes, each after all it reads.
#include <algorithm>
#include <map>
#include <set>

#include "kernel.h"
#include "lesson.h"
#include "standing.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }
/// More facts of one node than that are not told.
constexpr std::size_t most_facts = 6;

struct Item {
  const PlanNode* node;
  int slot;
  Text title;
  std::int64_t depth;
  bool needed = true;  // else only where another item reads it
};

class Order {
 public:
  Order(const Board& b, const Asked& ask) : board(b), unit_(ask.unit) {
    if (const PlanNode* root = root_of(board, ask.cls, ask.period.grain)) take(entry_of(board, *root, {ask.slot, ask.unit}), 0);
    const auto& published = board.plan.scheme->classes[at(ask.cls)].publish;
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != ask.cls || node.hidden || node.grain != ask.period.grain || node.content_parent >= 0) continue;
      const bool shown = std::any_of(published.begin(), published.end(), [&](const Cited& id) { return id.id == node.id; });
      add({&node, ask.slot, node.title, 0, node.node->outcome || shown});
    }
    from_.resize(items_.size());
    lists_.resize(items_.size());
    for (std::size_t i = 0; i < items_.size(); ++i) from_[i] = reads_of(i);
    std::vector<bool> seen(items_.size(), false);
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (items_[i].needed) visit(i, seen);
  }

  void write(JsonWriter& w) const {
    w.object().key("steps").array();
    for (const std::size_t i : order_) write(w, i);
    w.end_array().end_object();
  }

 private:
  void take(const Entry& entry, std::int64_t depth) {
    add({entry.node, entry.slot, entry.title, depth});
    for (const Entry& child : entry.children) take(child, depth + 1);
  }
  void add(Item item) {
    if (item.node->points >= 0 && index_.try_emplace({index_of(*item.node), item.slot}, items_.size()).second) items_.push_back(std::move(item));
  }
  int index_of(const PlanNode& node) const { return static_cast<int>(&node - board.plan.nodes.data()); }

  /// The items that an item reads with no other between them. Its own class is followed period by period; what lies beyond (lists,
  /// other classes) column by column, and leads back to all the periods of an item.
  std::vector<std::size_t> reads_of(std::size_t item) {
    constexpr int any = -1;
    std::set<std::pair<Column, int>> seen;
    std::vector<std::pair<Column, int>> open;
    std::set<std::size_t> found;
    const int own = index_of(*items_[item].node), cls = items_[item].node->cls;
    const auto follow = [&](Column column, int slot) {
      const Operation& op = board.plan.operations[at(column)];
      for (std::size_t k = 0; k < op.in.size(); ++k) {
        const Column in = op.in[k];
        const Shape& from = board.plan.operations[at(in)].shape;
        if (from.uniform) continue;
        if (slot == any || from.list >= 0 || op.shape.list >= 0 || from.cls != op.shape.cls || (op.kernel && op.kernel->reads() == Kernel::Reads::periods)) {
          open.push_back({in, any});
        } else if (from.grain < op.shape.grain) {
          open.push_back({in, board.data.containing(op.shape.grain, slot, from.grain)});
        } else if (from.grain == op.shape.grain) {
          const int index = board.data.slots[static_cast<std::size_t>(op.shape.grain)][at(slot)].index;
          if (op.op != Op::pick || k >= op.keys.size() || op.keys[k] == Number(index)) open.push_back({in, slot});
        } else {
          const auto [first, last] = board.data.inside(op.shape.grain, slot, from.grain);
          for (int s = first; s < last; ++s) open.push_back({in, s});
        }
      }
    };
    for (const Column column : {items_[item].node->points, items_[item].node->full})
      if (column >= 0) follow(column, items_[item].slot);
    while (!open.empty()) {
      const auto [column, slot] = open.back();
      open.pop_back();
      if (!seen.insert({column, slot}).second) continue;
      const Operation& op = board.plan.operations[at(column)];
      if (op.op == Op::fold_rows && op.shape.cls == cls && op.shape.list < 0 && slot != any) lists_[item].insert(op.index);
      if (op.op == Op::node && op.index >= 0 && op.index != own && op.shape.cls == cls) {
        const std::size_t before = found.size();
        for (auto it = index_.lower_bound({op.index, slot == any ? 0 : slot}); it != index_.end() && it->first.first == op.index && (slot == any || it->first.second == slot); ++it)
          found.insert(it->second);
        if (found.size() > before) continue;
      }
      if (!op.shape.uniform) follow(column, slot);
    }
    return {found.begin(), found.end()};
  }

  void visit(std::size_t item, std::vector<bool>& seen) {
    if (seen[item]) return;
    seen[item] = true;
    for (const std::size_t from : from_[item]) visit(from, seen);
    order_.push_back(item);
  }

  void write(JsonWriter& w, std::size_t item) const {
    const auto& [node, slot, title, depth, needed] = items_[item];
    const Position where{slot, unit_};
    const bool score = node->node->type == NodeType::points;
    const Status status = board.status(node->points, where);
    w.object().key("node").string(asked_id(*node)).key("period").string(to_string(board.period(*node, slot))).key("title").text(title);
    w.key("kind").string(kind_of(*node)).key("depth").integer(depth).key("points");
    points(w, *node, where);
    w.key("full");
    if (node->full >= 0 && board.known(node->full, where)) write_figure(w, {board.value(node->full, where).exact(), board.value(node->full, where).exact()});
    else w.null();
    w.key("status");
    write_status(w, status);
    w.key("unit").text(score ? say("分", "points") : plain(node->unit)).key("said").text(score || node->node->outcome ? Text{} : value_said(board, *node, where));
    w.key("sentence").text(sentence_of(words_at(board, *node, where)));
    if (node->node->outcome) {
      w.key("outcome");
      write_outcome(w, board, *node, where);
    }
    w.key("from").array();
    for (const std::size_t from : from_[item]) {
      const Item& read = items_[from];
      w.object().key("node").string(asked_id(*read.node)).key("period").string(to_string(board.period(*read.node, read.slot))).key("title").text(read.title).key("points");
      points(w, *read.node, {read.slot, unit_});
      w.end_object();
    }
    w.end_array().key("facts");
    facts(w, *node, lists_[item], where);
    w.end_object();
  }

  void points(JsonWriter& w, const PlanNode& node, Position where) const {
    if (node.node->outcome || board.status(node.points, where) != Status::known) {
      w.null();
      return;
    }
    const Number& value = board.value(node.points, where);
    if (node.node->type == NodeType::points) write_figure(w, figure_of(board, node, value, where));
    else write_figure(w, {value.exact(), node.node->type == NodeType::number ? short_text(value) : value_text(board, node, value)});
  }

  /// Its own facts, as people read them; of a list, how many there are in the period.
  void facts(JsonWriter& w, const PlanNode& node, const std::set<int>& lists, Position where) const {
    const Class& cls = board.cls(node);
    const Telling figures{board.plan, node, &board.columns, &board.data, where};
    std::size_t written = 0;
    w.array();
    for (const auto& [dotted, use] : node.names) {
      if (use.fact < 0 || use.column < 0 || node.inner >= 0 || written == most_facts) continue;
      if (board.plan.operations[at(use.column)].shape.list >= 0) continue;
      const Fact& fact = cls.facts[at(use.fact)];
      Text value = figures.said(use);
      if (value.empty()) value = plain(figures.figure(use.column, use.written));
      ++written;
      w.object().key("fact").string(dotted).key("title").text(fact.type == FactType::votes ? say("{0}：{1}", "{0}: {1}", {fact.title, use.title}) : use.title).key("value");
      if (board.known(use.column, where)) w.text(value);
      else w.null();
      w.key("unit").text(fact.unit).end_object();
    }
    for (const int list : lists) {
      const RowList& model = board.plan.lists[at(list)];
      if (model.kind != RowList::Kind::records && model.kind != RowList::Kind::borrowed) continue;
      const Records& rows = board.data.lists[at(list)];
      const std::size_t unit = at(where.unit);
      const bool known = !rows.known.empty() && rows.known[unit];
      std::int64_t count = 0;
      for (std::size_t r = known ? rows.first[unit] : 0; known && r < rows.first[unit + 1]; ++r) count += rows.rows[r].slots[static_cast<std::size_t>(node.grain)] == where.slot;
      w.object().key("fact").string(model.id).key("title").text(model.title).key("value");
      if (known) w.text(plain(std::to_string(count)));
      else w.null();
      w.key("unit").text(say("条", "records")).end_object();
    }
    w.end_array();
  }

  const Board& board;
  const int unit_;
  std::vector<Item> items_;
  std::map<std::pair<int, int>, std::size_t> index_;  // by node of the plan and slot
  std::vector<std::vector<std::size_t>> from_;
  std::vector<std::set<int>> lists_;  // those that it reads by itself
  std::vector<std::size_t> order_;
};

}  // namespace

void write_order_of_steps(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, true, false);
  query.done();
  if (!ask.ok || ask.slot < 0) w.null();
  else Order(board, ask).write(w);
}

}  // namespace yardstick
