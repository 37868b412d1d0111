// What stands on a card beside its tree: other figures, what is missing, what was rejected, how it was before, how it stands
// beside the others, and to whom it is linked.
#include <algorithm>
#include <functional>
#include <set>

#include "outcomes/outcome.h"
#include "replies.h"
#include "standing.h"

namespace yardstick {

namespace {

void write_place(JsonWriter& w, const std::vector<int>& places, int unit) {
  const int own = places[static_cast<std::size_t>(unit)];
  w.key("place").string(own ? std::to_string(own) : "").key("of").integer(static_cast<std::int64_t>(std::count_if(places.begin(), places.end(), [](int p) { return p > 0; })));
}

void write_value(JsonWriter& w, const Board& board, const PlanNode& node, Position at) {
  const Status status = board.status(node.points, at);
  w.key("status");
  write_status(w, status);
  w.key("points");
  if (status == Status::known) write_figure(w, figure_of(board, node, board.value(node.points, at), at));
  else w.null();
}

/// The class's figure in periods of each length, earlier years too; the last three dozen of each.
void write_series(JsonWriter& w, const Board& board, int cls, int unit) {
  constexpr int most = 36;
  w.key("series").array();
  for (const Grain grain : {Grain::year, Grain::half, Grain::quarter, Grain::month}) {
    const PlanNode* root = root_of(board, cls, grain);
    if (!root) continue;
    const PlanNode* level = outcome_on(board, *root, NodeType::level);
    const auto& slots = board.data.slots[static_cast<std::size_t>(grain)];
    const int all = static_cast<int>(slots.size());
    w.object().key("grain").string(name_of(grain)).key("node").string(root->id).key("title").text(root->title).key("points").array();
    for (int slot = std::max(0, all - most); slot < all; ++slot) {
      const Position at{slot, unit};
      w.object().key("period").string(to_string(slots[static_cast<std::size_t>(slot)])).key("scored").boolean(is_scored(board, slots[static_cast<std::size_t>(slot)]));
      write_value(w, board, *root, at);
      const bool full = root->full >= 0 && board.status(root->full, at) == Status::known, rate = root->rate >= 0 && board.status(root->rate, at) == Status::known;
      w.key("full").string(full ? board.value(root->full, at).exact() : "").key("rate").string(rate_text(board, *root, at));
      w.key("share").string(rate ? board.value(root->rate, at).fixed(6) : "");
      write_place(w, places_on(board, *root, slot), unit);
      w.key("level").text(level && board.status(level->points, at) == Status::known ? value_said(board, *level, at) : Text{}).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

/// The parts of the total by rate, beside the mean of all units.
void write_profile(JsonWriter& w, const Board& board, const Entry& tree, int unit) {
  w.key("profile").array();
  for (const Entry& entry : tree.children) {
    const PlanNode& node = *entry.node;
    const Position at{entry.slot, unit};
    if (node.rate < 0 || node.node->apart() || board.status(node.rate, at) != Status::known) continue;
    Number sum;
    std::int64_t count = 0;
    for (int u = 0; u < static_cast<int>(board.units(node.cls).size()); ++u) {
      const Position other{entry.slot, u};
      if (board.status(node.rate, other) != Status::known) continue;
      sum += board.value(node.rate, other);
      ++count;
    }
    const auto share = [](const Number& rate) { return max(min(rate, Number(1)), Number(0)).fixed(4); };
    const Number mean = sum / Number(count);
    w.object().key("node").string(asked_id(node)).key("title").text(entry.title);
    w.key("rate").string(rate_text(board, node, at)).key("share").string(share(board.value(node.rate, at)));
    w.key("mean").string(percent(mean, board.plan.scheme->places, board.plan.scheme->mode)).key("meanShare").string(share(mean)).end_object();
  }
  w.end_array();
}

void each_entry(const Entry& entry, const std::function<void(const Entry&)>& f) {
  f(entry);
  for (const Entry& child : entry.children) each_entry(child, f);
}

/// The lowest entries that have no figure, each reason once.
void write_gaps(JsonWriter& w, const Board& board, const Entry& tree, int unit) {
  std::set<std::string> said;
  w.key("gaps").array();
  each_entry(tree, [&](const Entry& entry) {
    const Position at{entry.slot, unit};
    const Column points = entry.node->points;
    const Status status = board.status(points, at);
    if (status != Status::missing && status != Status::invalid) return;
    const Text reason = why(board, points, board.place(points, at));
    if (!entry.children.empty() && !reason.empty() && std::any_of(entry.children.begin(), entry.children.end(), [&](const Entry& child) {
          const Status theirs = board.status(child.node->points, {child.slot, unit});
          return theirs == Status::missing || theirs == Status::invalid;
        }))
      return;
    if (!said.insert(reason.zh).second) return;
    w.object().key("node").string(asked_id(*entry.node));
    w.key("period").string(to_string(board.period(*entry.node, entry.slot))).key("title").text(entry.title).key("status");
    write_status(w, status);
    w.key("reason").text(reason).end_object();
  });
  w.end_array();
}

/// The records that were claimed and not counted, with the reasons.
void write_rejected(JsonWriter& w, const Board& board, const Entry& tree, int unit) {
  w.key("rejected").array();
  each_entry(tree, [&](const Entry& entry) {
    if (entry.node->hurdles.empty()) return;
    JsonWriter records;
    if (write_records(records, board, *entry.node, {entry.slot, unit}, true) == 0) return;
    w.object().key("node").string(entry.node->id).key("period").string(to_string(board.period(*entry.node, entry.slot)));
    w.key("title").text(entry.title).key("records").raw(records.take()).end_object();
  });
  w.end_array();
}

/// Figures of the period that are neither part of the tree nor an outcome; those that are published first.
void write_values(JsonWriter& w, const Board& board, const Entry& tree, int cls, int unit, const Period& period) {
  std::set<const PlanNode*> shown;
  each_entry(tree, [&](const Entry& entry) { shown.insert(entry.node); });
  const int slot = board.data.slot(period);
  w.key("values").array();
  for (const bool published : {true, false})
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != cls || node.hidden || node.node->outcome || node.grain != period.grain || node.content_parent >= 0 || shown.count(&node)) continue;
      const auto& names = board.cls(node).publish;
      if (std::any_of(names.begin(), names.end(), [&](const Cited& id) { return id.id == node.id; }) != published) continue;
      const Position at{slot, unit};
      const Status status = board.status(node.points, at);
      w.object().key("node").string(node.id).key("title").text(node.title).key("published").boolean(published).key("status");
      write_status(w, status);
      w.key("shown").text(value_said(board, node, at)).key("reason").text(status == Status::known ? Text{} : why(board, node.points, board.place(node.points, at))).end_object();
    }
  w.end_array();
}

/// By what a class's units are parted before places are given (their post), and the column that numbers the parts.
struct Strata {
  std::string name;
  Column column = -1;
};

Strata strata_of(const Board& board, int cls, const Period& period) {
  for (const PlanNode& node : board.plan.nodes) {
    if (node.cls != cls || !node.node->outcome || node.grain != period.grain || board.units(cls).empty()) continue;
    if (std::none_of(node.parts.begin(), node.parts.end(), [](const NamedColumn& part) { return part.name.find("stratum") != std::string::npos; })) continue;
    const OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, {board.data.slot(period), 0}});
    if (!reading.strata.empty()) return {reading.strata, reading.stratum};
  }
  return {};
}

/// The units at the other ends of links that are in force within the period, with what each came to.
void write_links(JsonWriter& w, const Board& board, int cls, int unit, const Period& period) {
  const auto& links = board.plan.scheme->links;
  w.key("links").array();
  for (std::size_t i = 0; i < links.size(); ++i) {
    for (const bool forward : {true, false}) {
      for (std::size_t other = 0; other < board.data.classes.size(); ++other) {
        JsonWriter units;
        int written = 0;
        const PlanNode* root = root_of(board, static_cast<int>(other), period.grain);
        Strata strata;
        const int slot = board.data.slot(period);
        for (const LinkRow& row : board.data.links[i]) {
          const int own_cls = forward ? row.from_cls : row.to_cls, own = forward ? row.from : row.to;
          const int far_cls = forward ? row.to_cls : row.from_cls, far = forward ? row.to : row.from;
          if (own_cls != cls || own != unit || far_cls != static_cast<int>(other) || row.until < first_day(period) || row.since > last_day(period)) continue;
          const Unit& named = board.units(far_cls)[static_cast<std::size_t>(far)];
          if (written++ == 0) {
            units.array();
            strata = strata_of(board, far_cls, period);
          }
          units.object().key("unit").string(named.id).key("name").text(named.name).key("share");
          units.string(row.share ? percent(*row.share, 0, Rounding::half_up) : "");
          units.key("since").string(row.since > first_day(period) ? date_text(row.since) : "");
          units.key("until").string(row.until < last_day(period) ? date_text(row.until) : "");
          const Position at{slot, far};
          units.key("part").text(part_title(board, far_cls, strata.name, strata.column, at));
          const bool known = root && board.status(root->points, at) == Status::known;
          units.key("points").string(known ? figure_of(board, *root, board.value(root->points, at), at).shown : "").end_object();
        }
        if (written == 0) continue;
        units.end_array();
        const Class& model = board.plan.scheme->classes[other];
        w.object().key("link").string(links[i].id).key("title").text(links[i].title).key("forward").boolean(forward);
        w.key("class").string(model.id).key("classTitle").text(model.title).key("units").raw(units.take()).end_object();
      }
    }
  }
  w.end_array();
}

}  // namespace

void write_beside(JsonWriter& w, const Board& board, const Entry& tree, int unit, const Period& period) {
  const int cls = tree.node->cls;
  write_values(w, board, tree, cls, unit, period);
  write_gaps(w, board, tree, unit);
  write_rejected(w, board, tree, unit);
  write_series(w, board, cls, unit);
  write_profile(w, board, tree, unit);
  write_links(w, board, cls, unit, period);
}

}  // namespace yardstick
