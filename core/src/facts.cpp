#include "facts.h"

#include <algorithm>

#include "kernel.h"
#include "replies.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

}  // namespace

std::string quantity_entered(const Number& value, bool percent) { return quantity_text(value, percent && value.decimals()); }

std::string entered(const Field& field, const Number& value) {
  switch (field.type) {
    case FactType::flag: return value.is_zero() ? "false" : "true";
    case FactType::date: return date_text(value.to_int64().value_or(0));
    case FactType::choice: return field.options[at(value.to_int64().value_or(0))].id;
    default: return quantity_entered(value, field.type == FactType::rate);
  }
}

void write_record(JsonWriter& w, const Board& board, int list, std::size_t r, const std::string& id, const PutFields& put) {
  const RowList& model = board.plan.lists[at(list)];
  const Record& row = board.data.lists[at(list)].rows[r];
  w.object().key("id").string(id);
  for (std::size_t f = 0; f < model.fields->size(); ++f) {
    const Field& field = (*model.fields)[f];
    const std::string& text = row.texts[f];
    if (field.type == FactType::records) {
      const int inner = board.plan.list_of(model.cls, model.fact, static_cast<int>(f));
      if (inner < 0) continue;
      const Records& rows = board.data.lists[at(inner)];
      w.key(field.id).array();
      for (std::size_t k = rows.first[at(row.unit)]; k < rows.first[at(row.unit) + 1]; ++k)
        if (rows.rows[k].outer == static_cast<int>(r)) write_record(w, board, inner, k, rows.rows[k].id, put);
      w.end_array();
    } else if (const auto given = put.find({list, static_cast<int>(r), static_cast<int>(f)}); given != put.end()) {
      w.key(field.id).raw(given->second);
    } else if (text.empty()) {
      continue;
    } else if (field.type == FactType::flag) {
      w.key(field.id).boolean(text == "true");
    } else if (const std::size_t cut = text.find('\x1f'); cut != std::string::npos) {
      w.key(field.id).text({text.substr(0, cut), text.substr(cut + 1)});
    } else {
      w.key(field.id).string(text);
    }
  }
  w.end_object();
}

void write_records_of(JsonWriter& w, const Board& board, int list, int unit) {
  const Records& rows = board.data.lists[at(list)];
  w.array();
  for (std::size_t r = rows.first[at(unit)]; r < rows.first[at(unit) + 1]; ++r) write_record(w, board, list, r, rows.rows[r].id);
  w.end_array();
}

std::string closed_through(const Board& board, int list, int unit) {
  const Records& rows = board.data.lists[at(list)];
  const bool closes = !rows.closed_through.empty() && rows.closed_through[at(unit)] <= last_day({Grain::year, 9999, 1});
  return closes ? date_text(rows.closed_through[at(unit)]) : "";
}

void write_options(JsonWriter& w, const std::vector<Option>& options) {
  w.array();
  for (const Option& option : options) w.object().key("id").string(option.id).key("title").text(option.title).end_object();
  w.end_array();
}

void write_field(JsonWriter& w, const Field& field, const char* named) {
  const auto limit = [&](const char* key, const std::optional<Number>& value) {
    w.key(key).string(value ? quantity_entered(*value, field.type == FactType::rate) : "");
  };
  w.object().key(named).string(field.id).key("title").text(field.title).key("type").string(name_of(field.type)).key("unit").text(field.unit);
  limit("min", field.min);
  limit("max", field.max);
  limit("step", field.step);
  w.key("options");
  write_options(w, field.options);
  if (field.type == FactType::unit) w.key("of").string(field.of.id);
}

void write_fields(JsonWriter& w, const std::vector<Field>& fields) {
  w.array();
  for (const Field& field : fields) {
    write_field(w, field, "id");
    w.key("fields");
    write_fields(w, field.fields);
    w.end_object();
  }
  w.end_array();
}

const std::vector<Option>& names_of(const Fact& fact) { return fact.type == FactType::votes ? fact.options : fact.keys; }

std::pair<int, int> slots_of_period(const Data& data, const Period& period, Grain grain) {
  if (grain > period.grain) return data.inside(period.grain, data.slot(period), grain);
  const int slot = data.slot(containing(period, grain));
  return {slot, slot < 0 ? slot : slot + 1};
}

bool scores(const PlanNode& node) { return node.node->type == NodeType::points || node.node->outcome; }

std::set<std::pair<int, int>> facts_of(const Plan& plan, int index) {
  const PlanNode& node = plan.nodes[at(index)];
  std::set<std::pair<int, int>> result;
  std::set<Column> seen;
  std::vector<Column> open{node.points, node.full};
  const auto list = [&](int l) {
    const RowList& model = plan.lists[at(l)];
    const RowList& source = model.kind == RowList::Kind::borrowed ? plan.lists[at(model.source)] : model;
    if (source.fact >= 0) result.insert({source.cls, source.fact});
  };
  while (!open.empty()) {
    const Column column = open.back();
    open.pop_back();
    if (column < 0 || !seen.insert(column).second) continue;
    const Operation& op = plan.operations[at(column)];
    if (op.op == Op::node && op.index >= 0 && op.index != index && scores(plan.nodes[at(op.index)])) continue;
    if (op.op == Op::fact) result.insert({op.shape.cls, op.index});
    for (const int l : {op.shape.uniform ? -1 : op.shape.list, op.op == Op::fold_rows ? op.index : -1, op.op == Op::kernel ? op.kernel->rows() : -1})
      if (l >= 0) list(l);
    open.insert(open.end(), op.in.begin(), op.in.end());
  }
  return result;
}

Readers::Readers(const Plan& plan) : plan_(plan) {
  for (std::size_t n = 0; n < plan.nodes.size(); ++n)
    if (!plan.nodes[n].hidden)
      for (const auto& fact : facts_of(plan, static_cast<int>(n))) nodes_[fact].push_back(static_cast<int>(n));
}

void Readers::write_fact(JsonWriter& w, int cls, int f, int also) const {
  const Fact& fact = plan_.scheme->classes[at(cls)].facts[at(f)];
  write_field(w, fact, "fact");
  w.key("grain").string(name_of(fact.grain)).key("keys");
  write_options(w, fact.keys);
  w.key("reasons").array();
  for (const Reason& reason : fact.reasons) {
    w.object().key("id").string(reason.name.id).key("title").text(reason.name.title).key("gives");
    w.string(reason.gives == Reason::Gives::value ? entered(fact, reason.value) : reason.gives == Reason::Gives::exempt ? "exempt" : "missing").end_object();
  }
  w.end_array().key("reporter").text(fact.reporter).key("proof").text(fact.proof).key("basis").string(fact.basis);
  write_nodes(w, cls, f, also);
}

/// The points and outcomes that read a fact, or else the values, and the clauses behind them.
void Readers::write_nodes(JsonWriter& w, int cls, int f, int also) const {
  std::vector<const PlanNode*> readers, values;
  if (const auto found = nodes_.find({cls, f}); found != nodes_.end())
    for (const int n : found->second) {
      const PlanNode& node = plan_.nodes[at(n)];
      if (also < 0 || node.cls == cls || node.cls == also) (scores(node) ? readers : values).push_back(&node);
    }
  if (readers.empty()) readers = std::move(values);
  w.key("nodes").array();
  std::vector<std::string> cited;
  for (const PlanNode* node : readers) {
    w.object().key("class").string(plan_.scheme->classes[at(node->cls)].id).key("id").string(node->id).key("title").text(node->title).end_object();
    for (const Cited& clause : node->node->clauses)
      if (std::find(cited.begin(), cited.end(), clause.id) == cited.end()) cited.push_back(clause.id);
  }
  w.end_array().key("clauses").array();
  for (const std::string& id : cited)
    for (const Clause& clause : plan_.scheme->clauses)
      if (clause.id == id) w.object().key("id").string(id).key("text").text(clause.text).end_object();
  w.end_array();
}

}  // namespace yardstick
