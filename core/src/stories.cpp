// The scheme's own cases as something to be told: whom each is about, what it asks, and the clauses behind it.
#include <algorithm>
#include <set>

#include "lesson.h"
#include "standing.h"

namespace yardstick {

void write_clause_texts(JsonWriter& w, const Board& board, const std::vector<Cited>& clauses) {
  std::set<std::string> written;
  w.array();
  for (const Cited& cited : clauses)
    for (const Clause& clause : board.plan.scheme->clauses)
      if (clause.id == cited.id && written.insert(clause.id).second) w.object().key("id").string(clause.id).key("text").text(clause.text).end_object();
  w.end_array();
}

namespace {

/// What stands before the first semicolon.
std::string first_part(const std::string& text, const char* semicolon) { return text.substr(0, text.find(semicolon)); }

Text title_of(const Case& example) {
  if (example.description.empty()) return plain(example.name);
  return {first_part(example.description.zh, "；"), first_part(example.description.en, ";")};
}

/// Whether a figure stands on a line that it is compared with, or no farther from it than one unit of its last decimal.
bool beside_a_line(const Board& board, const PlanNode& node, Position at) {
  if (node.points < 0 || board.status(node.points, at) != Status::known) return false;
  Number near = 1;
  for (int k = 0; k < board.plan.scheme->places; ++k) near = near / 10;
  const auto beside = [&](Column of, Column line) {
    return of >= 0 && line >= 0 && board.known(of, at) && board.known(line, at) && abs(board.value(of, at) - board.value(line, at)) <= near;
  };
  for (const LevelLine& line : node.lines)
    if (beside(node.points, line.from)) return true;
  for (const Column threshold : node.thresholds)
    if (beside(node.points, threshold)) return true;
  for (const StepUse& use : node.steps)
    if ((use.step->kind == StepKind::cap || use.step->kind == StepKind::floor) && beside(use.before, use.operand)) return true;
  return false;
}

struct Told {
  const PlanNode* node;
  Position at;
};

void write_story(JsonWriter& w, const Board& board, const Document& document, const Case& example) {
  CaseOutcome outcome;
  const OpenCase open = open_case(document, board.plan, example, outcome);
  if (!open.data.value || example.expect.empty()) return;
  const Board own{board.plan, *open.data.value, open.columns};
  std::vector<Told> expected;
  bool edge = false;
  std::vector<Cited> clauses = example.clauses;
  for (const auto* figures : {&example.expect, &example.assume})
    for (const CaseFigure& figure : *figures) {
      const auto [node, unit] = open.place(board.plan, figure);
      if (!node) continue;
      if (example.clauses.empty()) clauses.insert(clauses.end(), node->node->clauses.begin(), node->node->clauses.end());
      for (const int slot : slots_of(own, *node, figure, open.own)) {
        const Position at{slot, unit};
        edge = edge || beside_a_line(own, *node, at) ||
               (node->of >= 0 && board.plan.nodes[static_cast<std::size_t>(node->of)].grain == node->grain && beside_a_line(own, board.plan.nodes[static_cast<std::size_t>(node->of)], at));
        const Told one{node, at};
        const bool again = std::any_of(expected.begin(), expected.end(), [&](const Told& told) { return told.node == one.node && told.at.slot == one.at.slot && told.at.unit == one.at.unit; });
        if (figures == &example.expect && !again) expected.push_back(one);
      }
    }
  if (expected.empty()) return;
  const int cls = expected[0].node->cls;
  w.object().key("case").string(example.name).key("title").text(title_of(example)).key("description").text(example.description);
  w.key("note").text(example.note).key("class").string(board.plan.scheme->classes[static_cast<std::size_t>(cls)].id);
  w.key("unit").string(own.units(cls)[static_cast<std::size_t>(expected[0].at.unit)].id).key("period").string(to_string(open.own)).key("nodes").array();
  for (const auto& [node, at] : expected) {
    w.object().key("unit").string(own.units(node->cls)[static_cast<std::size_t>(at.unit)].id).key("node").string(asked_id(*node));
    w.key("period").string(to_string(own.period(*node, at.slot))).key("title").text(node->title).end_object();
  }
  w.end_array().key("clauses");
  write_clause_texts(w, board, clauses);
  w.key("edge").boolean(edge).end_object();
}

}  // namespace

void write_stories(JsonWriter& w, const Board& board, Fields& query) {
  query.done();
  const Document no_text;  // what is wrong with a case is told by those who run it
  w.array();
  for (const Case& example : board.plan.scheme->cases) write_story(w, board, no_text, example);
  w.end_array();
}

}  // namespace yardstick
