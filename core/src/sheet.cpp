// One outcome of a class with all whom it concerns: the arithmetic once, then a line for each unit.
#include <algorithm>
#include <set>

#include "order.h"
#include "outcomes/outcome.h"
#include "replies.h"
#include "standing.h"

namespace yardstick {

namespace {

/// "业务类 · 一线：" before what is said of a part; nothing where all are compared together.
Text parts_said(const Board& board, const PlanNode& node, const OutcomeReading& reading, Position at) {
  std::vector<Text> titles;
  for (const auto& [name, column] : {std::pair(&reading.within, reading.part), std::pair(&reading.strata, reading.stratum)})
    if (Text title = part_title(board, node.cls, *name, column, at); !title.empty()) titles.push_back(std::move(title));
  return joined(titles, " · ", " · ");
}

/// What tells apart units of which different things are said: the parts they stand in, and whether there is a value.
std::string standing_key(const Board& board, const PlanNode& node, Position at) {
  std::string key{board.status(node.points, at) == Status::known ? 'k' : 'u'};
  for (const NamedColumn& part : node.parts) {
    const auto ends = [&](std::string_view with) { return part.name.size() >= with.size() && part.name.compare(part.name.size() - with.size(), with.size(), with) == 0; };
    if (!ends("part") && !ends("stratum") && !ends("place")) continue;
    const bool known = part.column >= 0 && board.known(part.column, at);
    key += known ? ends("place") ? "|+" : "|" + board.value(part.column, at).exact() : "|-";
  }
  return key;
}

struct Told {
  std::vector<Text> shared;
  std::vector<Text> columns;
};

/// What is said of whole parts, each thing once, and the columns of the table.
Told told_of_all(const Board& board, const PlanNode& node, int slot) {
  Told told;
  std::set<std::string> seen, said, titles;
  for (int unit = 0; unit < static_cast<int>(board.units(node.cls).size()); ++unit) {
    const Position at{slot, unit};
    if (!seen.insert(standing_key(board, node, at)).second) continue;
    const OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, at});
    const Text part = parts_said(board, node, reading, at);
    for (const Text& text : reading.shared) {
      const Text whole = part.empty() ? text : say("{0}：{1}", "{0}: {1}", {part, text});
      if (said.insert(whole.zh).second) told.shared.push_back(whole);
    }
    for (const OutcomeFigure& figure : reading.figures)
      if (titles.insert(figure.title.zh).second) told.columns.push_back(figure.title);
  }
  return told;
}

/// How many have each value, in words: only where there are few different ones.
void write_counts(JsonWriter& w, const Board& board, const PlanNode& node, const std::vector<std::size_t>& units, int slot) {
  w.array();
  if (node.written != Written::flag && node.written != Written::level && node.written != Written::option) {
    w.end_array();
    return;
  }
  struct Counted {
    Status status;
    Number value;
    std::int64_t count;
    int unit;
  };
  std::vector<Counted> counts;
  for (const std::size_t u : units) {
    const Position at{slot, static_cast<int>(u)};
    const Status status = board.status(node.points, at);
    const Number value = status == Status::known ? board.value(node.points, at) : Number(0);
    auto found = std::find_if(counts.begin(), counts.end(), [&](const Counted& c) { return c.status == status && c.value == value; });
    if (found == counts.end()) found = counts.insert(found, {status, value, 0, static_cast<int>(u)});
    ++found->count;
  }
  for (const Counted& counted : counts) {
    const OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, {slot, counted.unit}});
    w.object().key("state").string(reading.state).key("value").string(reading.value).key("label").text(reading.label);
    w.key("status");
    write_status(w, counted.status);
    w.key("count").integer(counted.count).end_object();
  }
  w.end_array();
}

/// Those to whom it applies first, then by order of candidates, then as the dataset lists them; those without a value last.
std::vector<std::size_t> in_sheet_order(const Board& board, const PlanNode& node, int slot) {
  std::vector<std::size_t> units(board.units(node.cls).size());
  for (std::size_t u = 0; u < units.size(); ++u) units[u] = u;
  const Column place = node.part("place");
  // Within a level, by what it was given for.
  const PlanNode* of = node.of < 0 ? nullptr : &board.plan.nodes[static_cast<std::size_t>(node.of)];
  if (of && of->grain != node.grain) of = nullptr;
  const bool low_first = node.node->type == NodeType::rank;
  stable_order(units, [&](std::size_t a, std::size_t b) {
    const Position pa{slot, static_cast<int>(a)}, pb{slot, static_cast<int>(b)};
    const auto rank = [&](Position at) {
      const Status status = board.status(node.points, at);
      // A decision that is due stands first: somebody has to take it.
      return status == Status::known ? 1 : status == Status::missing ? (node.node->type == NodeType::decision ? 0 : 2) : status == Status::invalid ? 3 : 4;
    };
    if (rank(pa) != rank(pb)) return rank(pa) < rank(pb);
    if (rank(pa) == 1) {
      const int difference = compare(board.value(node.points, pa), board.value(node.points, pb));
      if (difference != 0) return low_first ? difference < 0 : difference > 0;
    }
    if (of && board.known(of->points, pa) && board.known(of->points, pb) && board.value(of->points, pa) != board.value(of->points, pb))
      return board.value(of->points, pa) > board.value(of->points, pb);
    if (place >= 0 && board.known(place, pa) && board.known(place, pb)) return board.value(place, pa) < board.value(place, pb);
    return place >= 0 && board.known(place, pa) && !board.known(place, pb);
  });
  return units;
}

}  // namespace

void write_sheet(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, true);
  const auto from_reader = query.get("from"), count_reader = query.get("count");
  const std::size_t from = static_cast<std::size_t>(from_reader ? from_reader->integer(0, 1000000) : 0);
  const std::size_t count = static_cast<std::size_t>(count_reader ? count_reader->integer(0, 1000) : 100);
  query.done();
  if (ask.ok && !ask.node->node->outcome) query.reader().fault(Code::query_unknown, {"node", ask.node->id});
  if (!ask.ok || !ask.node->node->outcome) {
    w.null();
    return;
  }
  const PlanNode& node = *ask.node;
  const auto& units = board.units(node.cls);
  const std::vector<std::size_t> order = in_sheet_order(board, node, ask.slot);
  const Told told = told_of_all(board, node, ask.slot);
  w.object().key("node").string(node.id).key("kind").string(kind_of(node)).key("title").text(node.title);
  w.key("period").string(to_string(board.period(node, ask.slot))).key("basis").string(node.node->basis).key("sentence").text(sentence_of(words_at(board, node, {ask.slot, 0})));
  w.key("clauses").array();
  for (const Cited& cited : node.node->clauses)
    for (const Clause& clause : board.plan.scheme->clauses)
      if (clause.id == cited.id) w.object().key("id").string(clause.id).key("text").text(clause.text).end_object();
  w.end_array().key("shared").array();
  for (const Text& text : told.shared) w.text(text);
  w.end_array().key("counts");
  write_counts(w, board, node, order, ask.slot);
  w.key("columns").array();
  for (const Text& title : told.columns) w.text(title);
  w.end_array().key("total").integer(static_cast<std::int64_t>(order.size())).key("from").integer(static_cast<std::int64_t>(from)).key("rows").array();
  for (std::size_t k = from; k < order.size() && k < from + count; ++k) {
    const Position at{ask.slot, static_cast<int>(order[k])};
    OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, at});
    const Status status = board.status(node.points, at);
    if (reading.reasons.empty() && status != Status::known && status != Status::exempt)
      if (Text reason = why(board, node.points, board.place(node.points, at)); !reason.empty()) reading.reasons.push_back(std::move(reason));
    w.object().key("unit").string(units[order[k]].id).key("name").text(units[order[k]].name).key("status");
    write_status(w, status);
    w.key("part").text(parts_said(board, node, reading, at)).key("state").string(reading.state).key("value").string(reading.value);
    w.key("label").text(reading.label).key("effect").string(reading.effect).key("bearer").text(reading.bearer).key("cells").array();
    for (const Text& title : told.columns) {
      const auto figure = std::find_if(reading.figures.begin(), reading.figures.end(), [&](const OutcomeFigure& f) { return f.title == title; });
      w.text(figure == reading.figures.end() ? Text{} : figure->text);
    }
    // What is said of all stands above the table already.
    w.end_array().key("reasons").array();
    if (reading.shared.empty() || reading.figures.empty())
      for (const Text& reason : reading.reasons) w.text(reason);
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

}  // namespace yardstick
