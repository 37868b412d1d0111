// What somebody guessed, held against what the engine gives.
#include <algorithm>
#include <set>

#include "lesson.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "standing.h"

namespace yardstick {

namespace {

/// An id of a level, "true" or "false": {"id", "title"}.
void write_named(JsonWriter& w, const std::string& id, const Text& title) { w.object().key("id").string(id).key("title").text(title).end_object(); }

/// A level's title by its id; what is so or not; else the text itself.
Text title_of(const PlanNode& node, const std::string& id) {
  if (node.levels)
    for (const LevelLine& line : *node.levels)
      if (line.level == id) return line.title;
  if (node.options)
    for (const Option& option : *node.options)
      if (option.id == id) return option.title;
  if (node.type == ValueType::flag) return id == "true" ? say("是", "yes") : say("否", "no");
  return plain(id);
}

/// As the node's figures are shown.
Figure shown_as(const Board& board, const PlanNode& node, const Number& value, Position at) {
  if (node.node->type == NodeType::points) return figure_of(board, node, value, at);
  return {value.exact(), node.node->type == NodeType::rate ? value_text(board, node, value) : short_text(value)};
}

void guess_value(JsonWriter& w, const Board& board, const Asked& ask, const Reader& guessed) {
  const PlanNode& node = *ask.node;
  const Position at{ask.slot, ask.unit};
  const bool known = board.known(node.points, at);
  const std::string text = guessed.string();
  const auto guess = value_from(node, text);
  if (!guess) {
    guessed.fault(Code::query_unknown, {"guess", text});
    w.null();
    return;
  }
  const bool figure = !node.node->outcome && node.type != ValueType::flag && node.type != ValueType::date;
  w.object().key("right").boolean(known && board.value(node.points, at) == *guess).key("guess");
  if (figure) write_figure(w, shown_as(board, node, *guess, at));
  else write_named(w, text, title_of(node, text));
  w.key("answer");
  if (!known) w.null();
  else if (figure) write_figure(w, shown_as(board, node, board.value(node.points, at), at));
  else if (const std::string id = value_text(board, node, board.value(node.points, at)); node.node->outcome && node.type != ValueType::flag)
    write_named(w, id, node.node->outcome->read({board.plan, node, board.columns, board.data, at, true}).label);
  else write_named(w, id, title_of(node, id));
  w.key("difference");
  if (known && figure) {
    const Number difference = *guess - board.value(node.points, at);
    write_figure(w, distance_of(board, difference));
  } else {
    w.null();
  }
  w.end_object();
}

void guess_order(JsonWriter& w, const Board& board, const Asked& ask, const PlanNode& root, const Reader& guessed) {
  const auto& units = board.units(ask.cls);
  const std::vector<int> places = places_on(board, root, ask.slot);
  std::vector<std::size_t> order;  // as guessed
  std::set<std::size_t> seen;
  for (const Reader& item : guessed.items()) {
    const std::string id = item.string();
    std::size_t unit = 0;
    while (unit < units.size() && units[unit].id != id) ++unit;
    if (unit == units.size() || places[unit] == 0 || !seen.insert(unit).second) item.fault(Code::query_unknown, {"unit", id});
    else order.push_back(unit);
  }
  if (has_error(guessed.sink->out)) {
    w.null();
    return;
  }
  // Of two that share a place, either may be named first.
  std::int64_t right = 0, of = 0;
  for (std::size_t a = 0; a < order.size(); ++a)
    for (std::size_t b = a + 1; b < order.size(); ++b) {
      ++of;
      right += places[order[a]] <= places[order[b]];
    }
  std::vector<std::size_t> ranked = order;
  stable_order(ranked, [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
  w.object().key("right").boolean(right == of).key("order").array();
  for (const std::size_t unit : ranked) w.string(units[unit].id);
  w.end_array().key("places").array();
  for (const std::size_t unit : ranked) w.integer(places[unit]);
  w.end_array().key("pairs").object().key("right").integer(right).key("of").integer(of).end_object().end_object();
}

}  // namespace

void write_guess(JsonWriter& w, const Board& board, Fields& query) {
  const auto order = query.get("order");
  if (order) {
    const Asked ask = asked(query, board, false, false);
    query.done();
    const PlanNode* root = ask.ok && ask.slot >= 0 ? root_of(board, ask.cls, ask.period.grain) : nullptr;
    if (ask.ok && !root) query.reader().fault(Code::query_unknown, {"period", to_string(ask.period)});
    if (root) guess_order(w, board, ask, *root, *order);
    else w.null();
    return;
  }
  const Asked ask = asked(query, board, true, true);
  const auto guess = query.need("guess");
  query.done();
  if (ask.ok && guess) guess_value(w, board, ask, *guess);
  else w.null();
}

}  // namespace yardstick
