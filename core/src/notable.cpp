// What a lesson about a board is built from: its parts, the rules that decide most, a card worth working through, the lines and
// who stands near them, and what follows from them.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

#include "lesson.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "standing.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }
/// So many units on either side of a line.
constexpr std::size_t most_near = 2;

class Notable {
 public:
  Notable(const Board& b, const Asked& a, const PlanNode& r) : board(b), ask(a), root(r) {
    for (int unit = 0; unit < static_cast<int>(board.units(ask.cls).size()); ++unit) {
      trees_.push_back(entry_of(board, root, {ask.slot, unit}));
      contributed_.emplace_back();
      collect(trees_.back(), unit);
    }
  }

  void write(JsonWriter& w) const {
    w.object().key("node").string(root.id).key("title").text(root.title).key("parts");
    parts(w);
    w.key("deciders");
    deciders(w);
    w.key("card");
    card(w);
    w.key("lines");
    lines(w);
    w.key("outcomes");
    outcomes(w);
    w.end_object();
  }

 private:
  const Unit& unit_at(std::size_t unit) const { return board.units(ask.cls)[unit]; }
  std::optional<Number> known(Column column, Position where) const {
    return column >= 0 && board.known(column, where) ? std::optional(board.value(column, where)) : std::nullopt;
  }
  Figure figure(const Number& value) const { return {value.exact(), value.fixed(board.plan.scheme->places, board.plan.scheme->mode)}; }
  void write_optional(JsonWriter& w, const std::optional<Number>& value) const {
    if (value) write_figure(w, figure(*value));
    else w.null();
  }
  void write_unit(JsonWriter& w, std::size_t unit) const { w.key("unit").string(unit_at(unit).id).key("name").text(unit_at(unit).name); }

  /// What each leaf brings to a unit's total, over all its periods; nothing where one of them is not known.
  void collect(const Entry& entry, int unit) {
    for (const Entry& child : entry.children) collect(child, unit);
    if (!entry.children.empty()) return;
    const Position where{entry.slot, unit};
    const std::string id = asked_id(*entry.node);
    if (leaves_.insert(id).second) leaf_order_.push_back(entry.node);
    const Status status = board.status(entry.node->points, where);
    if (status == Status::exempt) return;
    auto& sum = contributed_.back().try_emplace(id, Number(0)).first->second;
    if (!sum) return;
    if (status == Status::known) *sum += board.value(entry.node->points, where) * entry.factor;
    else sum.reset();
  }

  void parts(JsonWriter& w) const {
    w.array();
    const Entry* model = nullptr;  // that of the first unit whose total is known
    for (std::size_t u = 0; u < trees_.size() && !model; ++u)
      if (board.known(root.points, {ask.slot, static_cast<int>(u)})) model = &trees_[u];
    if (!model && !trees_.empty()) model = &trees_[0];
    const int unit = model ? static_cast<int>(model - trees_.data()) : 0;
    const auto all = model ? known(root.full, {ask.slot, unit}) : std::nullopt;
    for (std::size_t k = 0; model && k < model->children.size(); ++k) {
      const Entry& part = model->children[k];
      const PlanNode& node = *part.node;
      const bool apart = node.node->apart();
      const auto full = apart ? std::nullopt : known(node.full, {part.slot, unit});
      // A part may count by its rate: then its own full marks say nothing of its share.
      const Number share = full && all && !all->is_zero() ? *full * part.factor / *all : Number(0);
      Number sum;
      std::int64_t count = 0;
      for (int u = 0; u < static_cast<int>(trees_.size()); ++u)
        if (const auto points = known(node.points, {part.slot, u})) {
          sum += *points;
          ++count;
        }
      w.object().key("node").string(asked_id(node)).key("period").string(to_string(board.period(node, part.slot))).key("title").text(part.title).key("full");
      if (full) write_figure(w, {full->exact(), full->exact()});
      else w.null();
      w.key("outside").boolean(apart).key("share").string(share.is_zero() ? "" : share.decimals() ? share.exact() : share.fixed(4));
      w.key("shown").string(share.is_zero() ? "" : percent(share, (share * 100).is_integer() ? 0 : 1, Rounding::half_up)).key("mean");
      write_optional(w, count > 0 ? std::optional(sum / count) : std::nullopt);
      w.end_object();
    }
    w.end_array();
  }

  struct Decider {
    const PlanNode* node;
    Number spread, low, high;
    std::size_t low_unit, high_unit;
  };
  void deciders(JsonWriter& w) const {
    std::vector<Decider> found;
    for (const PlanNode* node : leaf_order_) {
      const std::string id = asked_id(*node);
      std::optional<Decider> decider;
      for (std::size_t u = 0; u < contributed_.size(); ++u) {
        const auto own = contributed_[u].find(id);
        if (own == contributed_[u].end() || !own->second) continue;
        const Number& points = *own->second;
        if (!decider) decider = Decider{node, 0, points, points, u, u};
        if (points < decider->low) {
          decider->low = points;
          decider->low_unit = u;
        }
        if (points > decider->high) {
          decider->high = points;
          decider->high_unit = u;
        }
      }
      if (!decider || decider->low == decider->high) continue;
      decider->spread = decider->high - decider->low;
      found.push_back(*decider);
    }
    std::vector<std::size_t> order(found.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    stable_order(order, [&](std::size_t a, std::size_t b) { return found[a].spread > found[b].spread; });
    w.array();
    for (const std::size_t i : order) {
      const Decider& decider = found[i];
      // A period's own node speaks of the one it belongs to.
      const PlanNode* named = board.plan.find(ask.cls, asked_id(*decider.node));
      const PlanNode& node = named ? *named : *decider.node;
      w.object().key("node").string(asked_id(node)).key("title").text(node.title).key("sentence").text(sentence_of(words_at(board, node, {last_slot(node), 0})));
      w.key("clauses");
      write_clause_texts(w, board, node.node->clauses);
      w.key("spread");
      write_figure(w, figure(decider.spread));
      const auto end = [&](const char* key, std::size_t unit, const Number& points) {
        w.key(key).object();
        write_unit(w, unit);
        w.key("points");
        write_figure(w, figure(points));
        w.end_object();
      };
      end("low", decider.low_unit, decider.low);
      end("high", decider.high_unit, decider.high);
      w.end_object();
    }
    w.end_array();
  }
  /// The last of a node's periods that belongs to the one asked about.
  int last_slot(const PlanNode& node) const {
    if (node.grain == ask.period.grain) return ask.slot;
    if (node.grain < ask.period.grain) return board.data.containing(ask.period.grain, ask.slot, node.grain);
    const auto [first, last] = board.data.inside(ask.period.grain, ask.slot, node.grain);
    return std::max(first, last - 1);
  }

  static bool whole(const Board& board, const Entry& entry, int unit) {
    const Status status = board.status(entry.node->points, {entry.slot, unit});
    return (status == Status::known || status == Status::exempt) &&
           std::all_of(entry.children.begin(), entry.children.end(), [&](const Entry& child) { return whole(board, child, unit); });
  }
  std::int64_t losing(const Entry& entry, int unit) const {
    std::int64_t count = 0;
    if (entry.children.empty()) {
      const auto lost = known(entry.node->lost, {entry.slot, unit}), points = known(entry.node->points, {entry.slot, unit});
      return (lost && *lost > 0) || (!lost && points && !points->is_zero()) ? 1 : 0;
    }
    for (const Entry& child : entry.children) count += losing(child, unit);
    return count;
  }

  static std::int64_t leaves(const Entry& entry) {
    std::int64_t count = entry.children.empty() ? 1 : 0;
    for (const Entry& child : entry.children) count += leaves(child);
    return count;
  }

  /// Known throughout, with something to tell in as many of the great parts as there are and in half of the small ones; of equals
  /// whoever stands nearest to the middle.
  void card(JsonWriter& w) const {
    const std::vector<int> places = places_on(board, root, ask.slot);
    const int middle = (1 + static_cast<int>(places.size())) / 2;
    std::optional<std::size_t> best;
    std::array<std::int64_t, 3> best_key{};
    for (std::size_t u = 0; u < trees_.size(); ++u) {
      const int unit = static_cast<int>(u);
      if (places[u] == 0 || !whole(board, trees_[u], unit)) continue;
      std::int64_t great = 0;
      for (const Entry& part : trees_[u].children) great += losing(part, unit) > 0;
      const std::array<std::int64_t, 3> key{great, std::min(losing(trees_[u], unit), (leaves(trees_[u]) + 1) / 2), -std::abs(places[u] - middle)};
      if (best && !(key > best_key)) continue;
      best = u;
      best_key = key;
    }
    if (!best) {
      w.null();
      return;
    }
    w.object();
    write_unit(w, *best);
    w.end_object();
  }

  bool in_class(const PlanNode& node) const { return node.cls == ask.cls && !node.hidden && node.grain == ask.period.grain && node.content_parent < 0; }

  struct Near {
    std::size_t unit;
    Number points, distance;
  };
  void lines(JsonWriter& w) const {
    w.array();
    for (const PlanNode& level : board.plan.nodes) {
      if (!in_class(level) || level.node->type != NodeType::level || level.of < 0) continue;
      const PlanNode& source = board.plan.nodes[at(level.of)];
      if (source.grain != level.grain || source.node->outcome) continue;
      for (const LevelLine& line : level.lines) {
        std::vector<Near> above, below;
        std::optional<Number> from;
        for (std::size_t u = 0; line.from >= 0 && u < trees_.size(); ++u) {
          const Position where{ask.slot, static_cast<int>(u)};
          const auto own = known(line.from, where), points = known(source.points, where);
          if (own && !from) from = own;
          if (own && points) (*points >= *own ? above : below).push_back({u, *points, *points - *own});
        }
        if (!from) continue;
        std::vector<const Near*> near;
        for (const auto* side : {&above, &below}) {
          std::vector<std::size_t> order(side->size());
          for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
          stable_order(order, [&](std::size_t a, std::size_t b) { return abs((*side)[a].distance) < abs((*side)[b].distance); });
          if (order.size() > most_near) order.resize(most_near);
          if (side == &above) std::reverse(order.begin(), order.end());  // from the highest to the lowest
          for (const std::size_t i : order) near.push_back(&(*side)[i]);
        }
        w.object().key("node").string(level.id).key("title").text(level.title).key("of").string(source.id).key("level").string(line.level).key("levelTitle").text(line.title).key("from");
        write_figure(w, {from->exact(), from->exact()});
        w.key("near").array();
        for (const Near* one : near) {
          w.object();
          write_unit(w, one->unit);
          w.key("points");
          write_figure(w, figure_of(board, source, one->points, {ask.slot, static_cast<int>(one->unit)}));
          w.key("distance");
          write_figure(w, distance_of(board, one->distance));
          w.end_object();
        }
        w.end_array().end_object();
      }
    }
    w.end_array();
  }

  void outcomes(JsonWriter& w) const {
    w.array();
    for (const PlanNode& node : board.plan.nodes) {
      if (!in_class(node) || !node.node->outcome || node.node->type == NodeType::rank || node.node->type == NodeType::level) continue;
      std::int64_t count = 0;
      for (int u = 0; u < static_cast<int>(trees_.size()); ++u)
        if (const auto value = known(node.points, {ask.slot, u})) count += node.type == ValueType::flag ? !value->is_zero() : 1;
      w.object().key("node").string(node.id).key("title").text(node.title).key("kind").string(kind_of(node));
      w.key("sentence").text(sentence_of(words_at(board, node, {ask.slot, 0}))).key("effect").string(node.node->outcome->effect());
      w.key("clauses");
      write_clause_texts(w, board, node.node->clauses);
      w.key("units").integer(count).end_object();
    }
    w.end_array();
  }

  const Board& board;
  const Asked& ask;
  const PlanNode& root;
  std::vector<Entry> trees_;                                              // by unit
  std::vector<std::map<std::string, std::optional<Number>>> contributed_;  // by unit: node → points of the total
  std::set<std::string> leaves_;
  std::vector<const PlanNode*> leaf_order_;
};

}  // namespace

void write_notable(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, false);
  query.done();
  const PlanNode* root = ask.ok && ask.slot >= 0 ? root_of(board, ask.cls, ask.period.grain) : nullptr;
  if (ask.ok && !root) query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
  if (!root) w.null();
  else Notable(board, ask, *root).write(w);
}

}  // namespace yardstick
