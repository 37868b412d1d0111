// The result document: every published node of every unit; exact values as text, in a stable order.
#include "outcomes/outcome.h"
#include "replies.h"

namespace yardstick {

namespace {

/// `nodes`: every node, not only what is published.
void write_result_unit(JsonWriter& w, const Board& board, int cls, int unit, const std::vector<Period>& periods, bool nodes) {
  const Class& model = board.plan.scheme->classes[static_cast<std::size_t>(cls)];
  const Unit& of = board.units(cls)[static_cast<std::size_t>(unit)];
  const int total_index = board.plan.totals[static_cast<std::size_t>(cls)];
  const auto published = [&](const PlanNode& node) {
    for (const Cited& id : model.publish)
      if (id.id == node.id) return true;
    return false;
  };
  w.object().key("id").string(of.id).key("class").string(model.id).key("group").string(of.group).key("cards").array();
  for (const Period& period : periods) {
    const int slot = board.data.slot(period);
    if (slot < 0) continue;
    const Position at{slot, unit};
    const PlanNode* total = total_index >= 0 ? &board.plan.nodes[static_cast<std::size_t>(total_index)] : nullptr;
    if (total && total->grain != period.grain) total = nullptr;
    w.object().key("period").string(to_string(period)).key("status");
    write_status(w, total ? board.status(total->points, at) : Status::known);
    w.key("total");
    const bool known = total && board.status(total->points, at) == Status::known;
    if (known) write_figure(w, figure_of(board, *total, board.value(total->points, at), at));
    else w.null();
    w.key("rate").string(known ? rate_text(board, *total, at) : "");
    w.key("nodes").object();
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != cls || node.hidden || node.grain != period.grain || node.node->outcome || !(nodes || published(node))) continue;
      if (node.content_parent >= 0 && node.content_index != period.index) continue;
      const Status status = board.status(node.points, at);
      w.key(node.id).object().key("status");
      write_status(w, status);
      if (status == Status::known) w.key("points").string(board.value(node.points, at).exact());
      if (approximate(board, node.points, at)) w.key("approximate").boolean(true);
      if (node.full >= 0 && board.status(node.full, at) == Status::known) w.key("full").string(board.value(node.full, at).exact());
      if (node.rate >= 0 && board.status(node.rate, at) == Status::known) w.key("rate").string(board.value(node.rate, at).exact());
      w.end_object();
    }
    w.end_object().key("outcomes").object();
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != cls || node.grain != period.grain || !node.node->outcome || !(nodes || published(node))) continue;
      const OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, at});
      w.key(node.id).object().key("kind").string(kind_of(node)).key("state").string(reading.state).key("value").string(reading.value);
      w.key("of").integer(reading.of).key("because");
      write_clauses(w, reading.because);
      w.end_object();
    }
    w.end_object().key("claims").array();
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != cls || node.hidden || node.grain != period.grain || node.hurdles.empty()) continue;
      w.object().key("node").string(node.id).key("records");
      write_records(w, board, node, at);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

}  // namespace

ResultJob ResultJob::read(Fields& fields, const Board& board) {
  ResultJob job;
  if (const auto list = fields.get("periods"))
    for (const Reader& item : list->items()) {
      const auto period = parse_period(item.string());
      if (period && board.data.slot(*period) >= 0) job.periods.push_back(*period);
      else item.fault(Code::query_unknown, {"period", item.json->text});
    }
  job.nodes = fields.boolean("nodes", false);
  if (job.periods.empty()) {
    for (const Period& main : board.data.mains) {
      job.periods.push_back(main);
      if (!job.nodes) continue;
      for (const Grain grain : board.plan.scheme->grains)
        if (grain > main.grain)
          for (const Period& part : parts(main, grain)) job.periods.push_back(part);
    }
  }
  if (const auto digests = fields.get("sha256")) {
    Fields inner(*digests);
    job.scheme_sha256 = inner.string("scheme");
    job.dataset_sha256 = inner.string("dataset");
    inner.done();
  }
  return job;
}

bool ResultJob::next(const Board& board) {
  while (cls < static_cast<int>(board.data.classes.size()) && unit >= static_cast<int>(board.units(cls).size())) {
    ++cls;
    unit = 0;
  }
  if (cls >= static_cast<int>(board.data.classes.size())) return false;
  JsonWriter w;
  write_result_unit(w, board, cls, unit, periods, nodes);
  units += (units.empty() ? "" : ",") + w.take();
  ++unit;
  return true;
}

std::string ResultJob::json(const Board& board) const {
  const Scheme& scheme = *board.plan.scheme;
  JsonWriter w;
  w.object().key("format").string("yardstick-result/1").key("engine").string(engine_version);
  w.key("scheme").object().key("id").string(scheme.id).key("version").string(scheme.version).key("sha256").string(scheme_sha256).end_object();
  w.key("dataset").object().key("sha256").string(dataset_sha256).end_object();
  w.key("asOf").string(board.data.as_of).key("view").string("final").key("units").raw("[" + units + "]").end_object();
  return w.take();
}

void write_result(JsonWriter& w, const Board& board, Fields& query) {
  ResultJob job = ResultJob::read(query, board);
  query.done();
  while (job.next(board)) {}
  w.raw(job.json(board));
}

}  // namespace yardstick
