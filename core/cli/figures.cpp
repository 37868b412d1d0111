// Every figure of every node, for comparing the engine with another: pairs of lines, a scheme and a dataset, to lines of
// {"class": {"unit": {"node": {"period": {"status", "value", "raw", "full", "rate", "lost"}}}}}.
#include "figures.h"

#include <iostream>

#include "reading.h"
#include "yardstick/document.h"
#include "yardstick/score.h"

namespace {

using namespace yardstick;

std::string text_of(const Board& board, const PlanNode& node, const Number& value) {
  if (node.written == Written::percent) return value.exact();
  return value_text(board, node, value);
}

void write_node(JsonWriter& w, const Board& board, const PlanNode& node, int unit) {
  w.key(node.id).object();
  const auto& slots = board.data.slots[static_cast<std::size_t>(node.grain)];
  for (std::size_t s = 0; s < slots.size(); ++s) {
    const Period main = containing(slots[s], std::min(node.grain, board.plan.scheme->main));
    bool scored = false;
    for (const Period& period : board.data.mains) scored = scored || contains(period, main) || contains(main, period);
    if (!scored || (node.content_parent >= 0 && node.content_index != slots[s].index)) continue;
    const Position at{static_cast<int>(s), unit};
    const Status status = board.status(node.points, at);
    w.key(to_string(slots[s])).object().key("status").string(std::string(name_of(status)));
    if (status == Status::known) w.key("value").string(text_of(board, node, board.value(node.points, at)));
    if (node.node->type == NodeType::points)
      for (const auto& [name, column] : {std::pair{"raw", node.raw}, {"full", node.full}, {"rate", node.rate}, {"lost", node.lost}})
        if (column >= 0 && board.known(column, at) && (status == Status::known || std::string(name) == "full")) w.key(name).string(board.value(column, at).exact());
    w.end_object();
  }
  w.end_object();
}

std::string faults_of(const std::vector<Diagnostic>& diagnostics) {
  JsonWriter w;
  w.object().key("errors").array();
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) w.string(code_name(d.code) + " " + d.pointer + ": " + describe(d).en);
  w.end_array().end_object();
  return w.take();
}

std::string figures_of(const std::string& scheme_text, const std::string& dataset_text) {
  Checked<Document> scheme_document = read_document(scheme_text, "scheme"), dataset_document = read_document(dataset_text, "dataset");
  if (!scheme_document.value) return faults_of(scheme_document.diagnostics);
  if (!dataset_document.value) return faults_of(dataset_document.diagnostics);
  Checked<Scheme> scheme = parse_scheme(*scheme_document.value);
  if (!scheme.value) return faults_of(scheme.diagnostics);
  Checked<Plan> plan = compile(std::make_shared<const Scheme>(std::move(*scheme.value)), *scheme_document.value);
  if (!plan.value) return faults_of(plan.diagnostics);
  Checked<Data> data = parse_dataset(*dataset_document.value, *plan.value);
  if (!data.value) return faults_of(data.diagnostics);
  const Columns columns = score(*plan.value, *data.value);
  const Board board{*plan.value, *data.value, columns};
  JsonWriter w;
  w.object();
  for (std::size_t c = 0; c < data.value->classes.size(); ++c) {
    w.key(plan.value->scheme->classes[c].id).object();
    const auto& units = board.units(static_cast<int>(c));
    for (std::size_t u = 0; u < units.size(); ++u) {
      w.key(units[u].id).object();
      for (const PlanNode& node : plan.value->nodes)
        if (node.cls == static_cast<int>(c) && !node.hidden) write_node(w, board, node, static_cast<int>(u));
      w.end_object();
    }
    w.end_object();
  }
  w.end_object();
  return w.take();
}

}  // namespace

void print_figures() {
  std::string scheme, dataset;
  while (std::getline(std::cin, scheme) && std::getline(std::cin, dataset)) std::cout << figures_of(scheme, dataset) << '\n' << std::flush;
}
