// The summary of a board, its ranking table and its distribution.
#include <algorithm>
#include <map>

#include "fold_words.h"
#include "order.h"
#include "outcomes/outcome.h"
#include "range.h"
#include "replies.h"
#include "rules/rule.h"
#include "standing.h"

namespace yardstick {

const char* const engine_version = "yardstick 0.1.0";

namespace {

/// What a node's fold runs over, in words.
Text members_of(const Plan& plan, const PlanNode& node) {
  const auto title = [&](int index) { return plan.nodes[static_cast<std::size_t>(index)].title; };
  if (!node.children.empty()) {
    std::vector<Text> inside, outside;
    for (const int child : node.children) {
      const Node& written = *plan.nodes[static_cast<std::size_t>(child)].node;
      (written.apart() ? outside : inside).push_back(title(child));
    }
    return joined(inside.empty() ? outside : inside, "、", ", ");
  }
  if (node.list >= 0) {
    const RowList& list = plan.lists[static_cast<std::size_t>(node.list)];
    if (list.kind != RowList::Kind::link) return say("逐条{0}", "each of {0}", {list.title});
    Text read = plain(node.node->fold->of.id);
    for (const PlanNode& other : plan.nodes)
      if (other.id == read.zh && other.cls != node.cls) read = other.title;
    return say("各{0}“{1}”", "each {0}: {1}", {list.title, read});
  }
  const int of = node.inner >= 0 ? node.inner : node.of;
  static const Text each[] = {{"各年", "each year"}, {"各半年", "each half-year"}, {"各季度", "each quarter"}, {"各月", "each month"}, {"各日", "each day"}};
  const Text when = of >= 0 ? each[static_cast<std::size_t>(plan.nodes[static_cast<std::size_t>(of)].grain)] : say("各期", "each period");
  return say("{0}“{1}”", "{1} of {0}", {when, of >= 0 ? title(of) : node.title});
}

/// "另加（减）甲、乙", of what is added after the fold.
Text apart_of(const Plan& plan, const PlanNode& node) {
  std::vector<Text> inside, outside;
  for (const int child : node.children) {
    const PlanNode& part = plan.nodes[static_cast<std::size_t>(child)];
    (part.node->apart() ? outside : inside).push_back(part.title);
  }
  return outside.empty() || inside.empty() ? Text{} : say("另计{0}，不占满分。", " Beside the full marks: {0}.", {joined(outside, "、", ", ")});
}

}  // namespace

Text fold_said(const Telling& words) {
  const PlanNode& node = words.node;
  const bool points = node.node->type == NodeType::points || (node.of >= 0 && words.plan.nodes[static_cast<std::size_t>(node.of)].node->type == NodeType::points);
  return say("{0}{1}", "{0}{1}", {fold_sentence(node.node->fold.value_or(Fold{}), members_of(words.plan, node), words.full_marks(), points), apart_of(words.plan, node)});
}

Text sentence_of(const Telling& words) {
  const PlanNode& node = words.node;
  const Node& written = *node.node;
  if (written.outcome) return written.outcome->sentence(words);
  if (written.type != NodeType::points && !written.fold) {
    // A condition, or a choice between figures, is no equation.
    const bool equation = written.type != NodeType::flag && !is_choice(written.value);
    return equation ? say("{0} = {1}。", "{0} = {1}.", {node.title, words.value(written.value, false)})
                    : say("{0}：{1}。", "{0}: {1}.", {node.title, words.value(written.value, false)});
  }
  if (written.rule) return written.rule->sentence(words);
  if (!written.contents.empty()) return say("每个考核期有自己的内容：{0}。", "Each period has its own content: {0}.", {members_of(words.plan, node)});
  return fold_said(words);
}

namespace {

void write_lines(JsonWriter& w, const Board& board, const PlanNode& node, Position at) {
  w.array();
  // A level that does not come from lines has its scale all the same.
  const bool scale = node.lines.empty() && node.type == ValueType::level && node.levels;
  for (const LevelLine& line : scale ? *node.levels : node.lines) {
    w.object().key("level").string(line.level).key("title").text(line.title).key("from");
    if (line.from >= 0 && board.known(line.from, at)) {
      const Number& from = board.value(line.from, at);
      write_figure(w, {from.exact(), from.exact()});
    } else {
      w.null();
    }
    w.end_object();
  }
  w.end_array();
}

}  // namespace

namespace {

/// What a class is ranked by in periods of one length; nothing for days, unless days are what is scored.
void write_view(JsonWriter& w, const Board& board, int cls, Grain grain) {
  const PlanNode* root = grain < board.plan.scheme->main || (grain == Grain::day && board.plan.scheme->main != grain) ? nullptr : root_of(board, cls, grain);
  if (!root) return;
  const PlanNode* place = outcome_on(board, *root, NodeType::rank);
  const PlanNode* level = outcome_on(board, *root, NodeType::level);
  w.object().key("grain").string(name_of(grain)).key("node").string(root->id).key("place").string(place ? place->id : "");
  w.key("level").string(level ? level->id : "").key("periods").array();
  for (const Period& period : board.data.slots[static_cast<std::size_t>(grain)])
    if (is_scored(board, period)) w.string(to_string(period));
  w.end_array().end_object();
}

}  // namespace

void write_summary(JsonWriter& w, const Board& board) {
  const Scheme& scheme = *board.plan.scheme;
  w.object().key("engine").string(engine_version);
  w.key("scheme").object().key("id").string(scheme.id).key("version").string(scheme.version).key("title").text(scheme.title);
  w.key("source").object().key("document").text(scheme.source_document).key("status").string(scheme.source_status);
  w.key("note").text(scheme.source_note).end_object().end_object();
  w.key("dataset").object().key("title").text(board.data.title).key("note").text(board.data.note);
  w.key("invented").boolean(board.data.invented).key("asOf").string(board.data.as_of).key("periods").array();
  for (const Period& period : board.data.mains) w.string(to_string(period));
  w.end_array().end_object();
  w.key("clauses").object();
  for (const Clause& clause : scheme.clauses) w.key(clause.id).text(clause.text);
  w.end_object().key("gaps").array();
  for (const Gap& gap : scheme.gaps) {
    w.object().key("rule").string(gap.rule).key("clauses");
    write_clauses(w, gap.clauses);
    w.key("reason").text(gap.reason).end_object();
  }
  w.end_array().key("classes").array();
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    const int index = static_cast<int>(c), total = board.plan.totals[c];
    const PlanNode* root = total < 0 ? nullptr : &board.plan.nodes[static_cast<std::size_t>(total)];
    const PlanNode* place = root ? outcome_on(board, *root, NodeType::rank) : nullptr;
    const PlanNode* level = root ? outcome_on(board, *root, NodeType::level) : nullptr;
    w.object().key("id").string(cls.id).key("title").text(cls.title).key("total").string(cls.total.id);
    w.key("place").string(place ? place->id : "").key("level").string(level ? level->id : "").key("publish");
    write_clauses(w, cls.publish);
    w.key("one").boolean(cls.one).key("views").array();
    for (const Grain grain : {Grain::year, Grain::half, Grain::quarter, Grain::month, Grain::day}) write_view(w, board, index, grain);
    w.end_array().key("groups").array();
    for (const Group& group : board.data.classes[c].groups) w.object().key("id").string(group.id).key("title").text(group.title).end_object();
    w.end_array().key("units").array();
    for (const Unit& unit : board.data.classes[c].units)
      w.object().key("id").string(unit.id).key("name").text(unit.name).key("group").string(unit.group).end_object();
    w.end_array().key("nodes").array();
    for (const PlanNode& node : board.plan.nodes) {
      if (node.cls != index || node.hidden) continue;
      w.object().key("id").string(node.id).key("title").text(node.title).key("type").string(name_of(node.node->type));
      w.key("kind").string(kind_of(node)).key("full");
      if (node.node->full) write_figure(w, {node.node->full->exact(), node.node->full->exact()});
      else w.null();
      w.key("grain").string(name_of(node.grain)).key("children").array();
      for (const int child : node.children) w.string(board.plan.nodes[static_cast<std::size_t>(child)].id);
      if (node.node->type == NodeType::points && node.of >= 0) w.string(board.plan.nodes[static_cast<std::size_t>(node.of)].id);
      w.end_array().key("outside").boolean(node.node->apart()).key("basis").string(node.node->basis).key("clauses");
      write_clauses(w, node.node->clauses);
      // Lines as they stand at the end: a parameter may have moved them.
      const std::size_t slots = board.data.slots[static_cast<std::size_t>(node.grain)].size();
      w.key("lines");
      const Position end{slots > 0 ? static_cast<int>(slots) - 1 : 0, 0};
      write_lines(w, board, node, end);
      w.key("sentence").text(sentence_of(slots > 0 ? words_at(board, node, end) : Telling{board.plan, node})).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

void write_diagnostics(JsonWriter& w, const std::vector<Diagnostic>& diagnostics) {
  w.array();
  for (const Diagnostic& d : diagnostics) {
    w.object().key("code").string(code_name(d.code)).key("severity").string(d.severity == Severity::error ? "error" : "hint");
    w.key("document").string(d.document).key("pointer").string(d.pointer).key("line").integer(d.line).key("column").integer(d.column);
    w.key("args").array();
    for (const std::string& arg : d.args) w.string(arg);
    w.end_array().key("text").text(describe(d)).end_object();
  }
  w.end_array();
}

void write_figure(JsonWriter& w, const Figure& figure) {
  w.object().key("exact").string(figure.exact).key("shown").string(figure.shown).end_object();
}
void write_status(JsonWriter& w, Status status) { w.string(name_of(status)); }
void write_clauses(JsonWriter& w, const std::vector<Cited>& clauses) {
  w.array();
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    bool repeated = false;
    for (std::size_t k = 0; k < i; ++k) repeated = repeated || clauses[k].id == clauses[i].id;
    if (!repeated) w.string(clauses[i].id);
  }
  w.end_array();
}

namespace {

/// What a badge shows; the object stays open.
void write_badge(JsonWriter& w, const Board& board, const PlanNode& node, Position at, const OutcomeReading& reading) {
  const Status status = board.status(node.points, at);
  w.object().key("node").string(node.id).key("kind").string(kind_of(node)).key("title").text(node.title);
  w.key("status");
  write_status(w, status);
  w.key("state").string(reading.state).key("value").string(reading.value).key("label").text(reading.label);
  if (node.levels && node.levels->size() > 1 && status == Status::known && board.value(node.points, at).is_zero()) w.key("lowest").boolean(true);
  w.key("effect").string(reading.effect).key("bearer").text(reading.bearer);
}

}  // namespace

void write_outcome(JsonWriter& w, const Board& board, const PlanNode& node, Position at) {
  OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, at});
  // What was not decided says what it waits for.
  const Status status = board.status(node.points, at);
  if (reading.reasons.empty() && status != Status::known && status != Status::exempt)
    if (Text reason = why(board, node.points, board.place(node.points, at)); !reason.empty()) reading.reasons.push_back(std::move(reason));
  write_badge(w, board, node, at, reading);
  w.key("of").integer(reading.of).key("because");
  write_clauses(w, reading.because);
  w.key("reasons").array();
  for (const Text& reason : reading.reasons) w.text(reason);
  w.end_array().end_object();
}

Asked asked(Fields& fields, const Board& board, bool wants_unit, bool wants_node) {
  Asked result;
  const auto unknown = [&](const std::optional<Reader>& reader, const char* what) {
    if (reader) reader->fault(Code::query_unknown, {what, reader->json->text});
    result.ok = false;
  };
  const auto cls = fields.need("class");
  const auto unit = wants_unit ? fields.need("unit") : std::nullopt;
  const auto node = wants_node ? fields.need("node") : std::nullopt;
  const auto period = fields.need("period");
  result.cls = cls ? board.plan.class_of(cls->string()) : -1;
  if (result.cls < 0) {
    unknown(cls, "class");
    return result;
  }
  if (wants_unit) {
    const auto& units = board.units(result.cls);
    const std::string id = unit ? unit->string() : "";
    for (std::size_t u = 0; u < units.size(); ++u)
      if (units[u].id == id) result.unit = static_cast<int>(u);
    if (result.unit < 0) unknown(unit, "unit");
  }
  if (wants_node) {
    result.node = node ? board.plan.find(result.cls, node->string()) : nullptr;
    if (!result.node) unknown(node, "node");
  }
  const auto parsed = period ? parse_period(period->string()) : std::nullopt;
  if (!parsed) {
    unknown(period, "period");
    return result;
  }
  result.period = *parsed;
  result.slot = board.data.slot(result.node ? (parsed->grain > result.node->grain ? containing(*parsed, result.node->grain) : *parsed) : *parsed);
  if (result.slot < 0 || (result.node && parsed->grain < result.node->grain)) unknown(period, "period");
  return result;
}

namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool matches(const Unit& unit, const std::string& find) {
  if (find.empty()) return true;
  const std::string wanted = lower(find);
  for (const std::string& text : {unit.id, unit.name.zh, unit.name.en, unit.initials})
    if (lower(text).find(wanted) != std::string::npos) return true;
  return false;
}

/// A share of the way to the most there is, 0 … 1, for a bar.
std::string share_of(const Number& value, const Number& most) {
  if (!(most > 0) || value.is_negative()) return "0";
  return min(value / most, Number(1)).fixed(4, Rounding::half_up);
}

/// What a part adds to the whole that it is a column of, where that is not its points as they are.
void write_part(JsonWriter& w, const Board& board, const PlanNode& node, Position at, const Share& share) {
  if (!share.weight.empty()) w.key("weight").string(share.weight);
  // Of the highest or the middle of several no single one can be told what it adds.
  if (share.factor == Number(1) || (share.factor.is_zero() && share.weight.empty())) return;
  const Scheme& scheme = *board.plan.scheme;
  const auto figure = [&](const char* key, Column column) {
    w.key(key);
    if (column < 0 || board.status(column, at) != Status::known) return void(w.null());
    const Number adds = board.value(column, at) * share.factor;
    write_figure(w, {adds.exact(), adds.fixed(scheme.places, scheme.mode)});
  };
  w.key("adds").object();
  figure("points", node.points);
  figure("full", node.full);
  w.end_object();
}

void write_cell(JsonWriter& w, const Board& board, const PlanNode& node, Position at, const Number& most, const Share& share, std::optional<Reach>& reach) {
  const Status status = board.status(node.points, at);
  w.object().key("status");
  write_status(w, status);
  w.key("points");
  if (status == Status::known) {
    const Number& value = board.value(node.points, at);
    if (node.node->type == NodeType::points || node.node->type == NodeType::number || node.node->type == NodeType::money)
      write_figure(w, figure_of(board, node, value, at));
    else
      write_figure(w, {value.exact(), value_text(board, node, value)});
  } else {
    w.null();
  }
  w.key("full");
  if (node.full >= 0 && board.status(node.full, at) == Status::known) {
    const Number& full = board.value(node.full, at);
    write_figure(w, {full.exact(), full.exact()});
  } else {
    w.null();
  }
  w.key("rate").string(rate_text(board, node, at));
  w.key("share").string(status == Status::known ? share_of(board.value(node.points, at), most) : "0");
  w.key("reason").text(status == Status::known ? Text{} : why(board, node.points, board.place(node.points, at)));
  if (status == Status::missing) write_between(w, board, node, at, reach);
  write_part(w, board, node, at, share);
  w.end_object();
}

/// The most a bar of this column stands for: the largest full mark or value.
Number most_of(const Board& board, const PlanNode& node, int slot) {
  Number most;
  for (int u = 0; u < static_cast<int>(board.units(node.cls).size()); ++u) {
    if (board.status(node.points, {slot, u}) == Status::known) most = max(most, board.value(node.points, {slot, u}));
    if (node.full >= 0 && board.status(node.full, {slot, u}) == Status::known) most = max(most, board.value(node.full, {slot, u}));
  }
  return most;
}

}  // namespace

void write_rows(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, true);
  std::string by = "place", order = "asc";
  if (const auto sort = query.get("sort")) {
    Fields inner(*sort);
    by = inner.string("by", "place");
    order = inner.choice("order", {"asc", "desc"});
    inner.done();
  }
  const std::string group = query.string("group"), find = query.string("find");
  const auto from_reader = query.get("from");
  const auto count_reader = query.get("count");
  const bool reasons = query.boolean("why", false);
  const int from = from_reader ? from_reader->integer(0, 1000000) : 0;
  const int count = count_reader ? count_reader->integer(0, 1000) : 100;
  std::vector<const PlanNode*> columns;
  for (const Cited& id : query.ids("columns")) {
    const PlanNode* node = ask.cls < 0 ? nullptr : board.plan.find(ask.cls, id.id);
    if (node && node->grain == (ask.node ? ask.node->grain : node->grain)) columns.push_back(node);
    else query.reader().fault(Code::query_unknown, {"node", id.id});
  }
  query.done();
  if (!ask.ok) {
    w.null();
    return;
  }
  const PlanNode& node = *ask.node;
  const auto& units = board.units(ask.cls);
  const ClassData& data = board.data.classes[static_cast<std::size_t>(ask.cls)];

  const std::vector<int> place = places_on(board, node, ask.slot);
  const int past = slot_before(board, node, ask.slot);
  const std::vector<int> place_before = past < 0 ? std::vector<int>(units.size(), 0) : places_on(board, node, past);
  std::vector<std::size_t> known;
  Number low, high;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Position at{ask.slot, static_cast<int>(u)};
    if (board.status(node.points, at) != Status::known) continue;
    const Number& value = board.value(node.points, at);
    low = known.empty() ? value : min(low, value);
    high = known.empty() ? value : max(high, value);
    known.push_back(u);
  }
  std::map<int, int> shared;
  for (const std::size_t u : known) ++shared[place[u]];

  std::vector<std::size_t> shown;
  for (std::size_t u = 0; u < units.size(); ++u)
    if ((group.empty() || units[u].group == group) && matches(units[u], find)) shown.push_back(u);
  const PlanNode* sorted_by = by == "place" || by == "name" || by == "group" ? nullptr : board.plan.find(ask.cls, by);
  const bool descending = order == "desc";
  const auto name_key = [&](std::size_t u) { return units[u].initials.empty() ? units[u].name.in("zh-CN") : units[u].initials; };
  stable_order(shown, [&](std::size_t a, std::size_t b) {
    if (by == "name") return descending ? name_key(a) > name_key(b) : name_key(a) < name_key(b);
    if (by == "group") {
      const int x = data.group_of[a], y = data.group_of[b];
      if (x != y) return descending ? x > y : x < y;
      return place[a] != 0 && (place[b] == 0 || place[a] < place[b]);
    }
    if (sorted_by && sorted_by->grain == node.grain) {
      const Position pa{ask.slot, static_cast<int>(a)}, pb{ask.slot, static_cast<int>(b)};
      const bool ka = board.status(sorted_by->points, pa) == Status::known, kb = board.status(sorted_by->points, pb) == Status::known;
      if (ka != kb) return ka;  // what has no value stands last either way
      if (!ka) return false;
      const int difference = compare(board.value(sorted_by->points, pa), board.value(sorted_by->points, pb));
      return descending ? difference > 0 : difference < 0;
    }
    if ((place[a] == 0) != (place[b] == 0)) return place[b] == 0;
    return descending ? place[a] > place[b] : place[a] < place[b];
  });

  std::optional<Reach> reach;
  std::vector<Number> most;
  std::vector<int> child;  // by column: which of the node's children it is, or -1
  for (const PlanNode* column : columns) {
    most.push_back(most_of(board, *column, ask.slot));
    const auto found = std::find_if(node.children.begin(), node.children.end(), [&](int index) { return &board.plan.nodes[static_cast<std::size_t>(index)] == column; });
    child.push_back(found == node.children.end() ? -1 : static_cast<int>(found - node.children.begin()));
  }
  const bool any_child = std::any_of(child.begin(), child.end(), [](int index) { return index >= 0; });
  w.object().key("node").string(node.id).key("total").integer(static_cast<std::int64_t>(units.size()));
  w.key("ranked").integer(static_cast<std::int64_t>(known.size())).key("matched").integer(static_cast<std::int64_t>(shown.size()));
  w.key("from").integer(from).key("before").string(past < 0 ? "" : to_string(board.period(node, past))).key("rows").array();
  for (std::size_t k = static_cast<std::size_t>(from); k < shown.size() && k < static_cast<std::size_t>(from + count); ++k) {
    const std::size_t u = shown[k];
    const Position at{ask.slot, static_cast<int>(u)};
    w.object().key("unit").string(units[u].id).key("name").text(units[u].name).key("group").string(units[u].group);
    w.key("place").string(place[u] ? std::to_string(place[u]) : "").key("tied").boolean(place[u] != 0 && shared[place[u]] > 1);
    const bool both = place[u] != 0 && place_before[u] != 0;
    w.key("before").string(both ? std::to_string(place_before[u]) : "").key("moved").string(both ? std::to_string(place_before[u] - place[u]) : "");
    const std::vector<Share> shares = any_child ? shares_at(board, node, at) : std::vector<Share>{};
    w.key("cells").object();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      w.key(columns[c]->id);
      write_cell(w, board, *columns[c], at, most[c], child[c] < 0 ? Share{} : shares[static_cast<std::size_t>(child[c])], reach);
    }
    w.end_object().key("outcomes").array();
    for (const Cited& id : board.cls(node).publish) {
      const PlanNode* outcome = board.plan.find(ask.cls, id.id);
      if (!outcome || !outcome->node->outcome || outcome->grain != node.grain) continue;
      if (reasons) {
        write_outcome(w, board, *outcome, at);
        continue;
      }
      write_badge(w, board, *outcome, at, outcome->node->outcome->read({board.plan, *outcome, board.columns, board.data, at, true}));
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().key("lines");
  write_lines(w, board, node, {ask.slot, 0});
  w.key("scale").object().key("low").string(low.exact()).key("high").string(high.exact()).end_object().end_object();
}

void write_histogram(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, true);
  query.done();
  if (!ask.ok) {
    w.null();
    return;
  }
  const PlanNode& node = *ask.node;
  const auto& units = board.units(ask.cls);
  std::vector<std::pair<Number, std::size_t>> values;
  for (std::size_t u = 0; u < units.size(); ++u)
    if (board.status(node.points, {ask.slot, static_cast<int>(u)}) == Status::known)
      values.emplace_back(board.value(node.points, {ask.slot, static_cast<int>(u)}), u);
  w.object().key("bins").array();
  if (!values.empty()) {
    Number low = values[0].first, high = values[0].first;
    for (const auto& [value, unit] : values) {
      low = min(low, value);
      high = max(high, value);
    }
    // The narrowest of 1, 2, 5 × 10ⁿ that makes at most twelve bins; bins are half-open [from, to).
    Number width = Number::ratio(1, 100);
    const Number steps[] = {2, Number::ratio(5, 2), 2};
    for (int k = 0; (high - low) / width > 11 && k < 60; ++k) width = width * steps[k % 3];
    const Number start = round_to(low, width, Rounding::floor);
    for (Number from = start; from <= high; from += width) {
      const Number to = from + width;
      std::int64_t count = 0;
      for (const auto& [value, unit] : values) count += value >= from && value < to ? 1 : 0;
      w.object().key("from").string(from.exact()).key("to").string(to.exact()).key("count").integer(count).key("units").array();
      for (const auto& [value, unit] : values)
        if (value >= from && value < to) w.string(units[unit].id);
      w.end_array().end_object();
    }
  }
  w.end_array().key("lines");
  write_lines(w, board, node, {ask.slot, 0});
  w.key("missing").integer(static_cast<std::int64_t>(units.size() - values.size())).end_object();
}

}  // namespace yardstick
