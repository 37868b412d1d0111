// What a publication says of persons, and the same dataset without it.
#include <algorithm>
#include <map>
#include <set>

#include "kernel.h"
#include "layout.h"
#include "outcomes/outcome.h"
#include "publishing.h"
#include "rewrite.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

using FactAt = std::pair<int, int>;  // class and place

bool is_people(const Scheme& scheme, const std::string& cls) {
  return std::any_of(scheme.classes.begin(), scheme.classes.end(), [&](const Class& one) { return one.id == cls && one.persons; });
}

/// Why a field, or one inside it, says something about a person; empty where none does.
Text why_field(const Scheme& scheme, const Field& field) {
  if (field.personal) return say("方案把“{0}”标为个人信息", "the scheme marks {0} as personal", {field.title});
  if (field.type == FactType::unit && is_people(scheme, field.of.id)) return say("“{0}”写明是谁", "{0} names a person", {field.title});
  for (const Field& inner : field.fields)
    if (Text why = why_field(scheme, inner); !why.empty()) return why;
  return {};
}
/// Of a fact of a class. A borrowed list says nothing by itself: its records stand with their owner.
Text why_personal(const Scheme& scheme, const Class& cls, const Fact& fact) {
  if (!fact.from.id.empty()) return {};
  if (cls.persons) return say("这一类的每个单位都是一个人", "each unit of this class is a person");
  return why_field(scheme, fact);
}

/// How much of a fact is there: values of units and periods, or records.
struct Held {
  std::int64_t values = 0, records = 0;
  bool any = false;
};
Held counted(const Board& board, int cls, int fact) {
  Held held;
  const Fact& model = board.plan.scheme->classes[at(cls)].facts[at(fact)];
  if (model.type == FactType::records) {
    const int list = board.plan.list_of(cls, fact, -1);
    if (list < 0 || !model.from.id.empty()) return held;
    const Records& rows = board.data.lists[at(list)];
    held.records = static_cast<std::int64_t>(rows.rows.size());
    held.any = std::find(rows.known.begin(), rows.known.end(), true) != rows.known.end();
    return held;
  }
  const auto& columns = board.data.classes[at(cls)].readings[at(fact)];
  for (std::size_t cell = 0; !columns.empty() && cell < columns[0].statuses.size(); ++cell)
    held.values += std::any_of(columns.begin(), columns.end(), [&](const Cells& cells) { return cells.statuses[cell] != Status::missing; });
  held.any = held.values > 0;
  return held;
}

Text class_title(const Class& cls) { return cls.title.empty() ? plain(cls.id) : cls.title; }

void write_named(JsonWriter& w, const Class& cls) { w.object().key("class").string(cls.id).key("title").text(class_title(cls)); }

// ---- holding back ---------------------------------------------------------------------------

/// What a published figure is, as those who read it see it.
struct Published {
  Status status = Status::missing;
  std::string text;
  friend bool operator!=(const Published& a, const Published& b) { return a.status != b.status || a.text != b.text; }
  std::string said() const { return status == Status::known ? text : std::string(name_of(status)); }
};
/// A figure, and of an outcome whether it is decided; where there is none, only that.
Published published(const Board& board, const PlanNode& node, Position where) {
  Published result;
  result.status = board.status(node.points, where);
  if (result.status != Status::known) return result;
  result.text = value_text(board, node, board.value(node.points, where));
  if (!node.node->outcome) return result;
  const OutcomeReading reading = node.node->outcome->read({board.plan, node, board.columns, board.data, where});
  result.text += reading.state == "decided" ? "" : " (" + reading.state + ")";
  return result;
}

class HoldingBack {
 public:
  HoldingBack(const Board& board, std::set<FactAt> facts, std::vector<bool> whole)
      : board_(board), plan_(board.plan), facts_(std::move(facts)), whole_(std::move(whole)) {
    for (std::size_t c = 0; c < whole_.size(); ++c)
      for (std::size_t f = 0; whole_[c] && f < plan_.scheme->classes[c].facts.size(); ++f)
        if (plan_.scheme->classes[c].facts[f].from.id.empty()) facts_.insert({static_cast<int>(c), static_cast<int>(f)});
    follow();
    choose();
  }

  /// The dataset as it is then; empty with a fault where a published figure would change.
  std::string dataset(Json root, const Reader& query) {
    drop_facts(root);
    for (;;) {
      Json tried = root;
      for (const int node : given_) give(tried, node);
      std::string text = laid_out(tried);
      const std::vector<Moved> moved = compared(text, query);
      if (has_error(query.sink->out)) return {};
      if (moved.empty()) return text;
      bool fresh = false;
      for (const Moved& one : moved) fresh = given_.insert(index_of(*one.node)).second || fresh;
      if (fresh) continue;
      constexpr std::size_t most_told = 20;
      for (std::size_t i = 0; i < moved.size() && i < most_told; ++i) {
        const auto& [node, where, before, after] = moved[i];
        query.fault(Code::held_back_moves, {node->id, board_.units(node->cls)[at(where.unit)].id, to_string(board_.period(*node, where.slot)), before, after});
      }
      return {};
    }
  }

  void write_given(JsonWriter& w) const {
    w.array();
    for (const auto& [place, units] : said_) {
      const PlanNode& node = plan_.nodes[at(place.first)];
      w.object().key("class").string(board_.cls(node).id).key("node").string(node.id).key("title").text(node.title);
      w.key("period").string(to_string(board_.period(node, place.second))).key("units").integer(units).end_object();
    }
    w.end_array();
  }

 private:
  bool reads_held(int list) const {
    for (int l = list; l >= 0;) {
      const RowList& rows = plan_.lists[at(l)];
      if (facts_.count({rows.cls, rows.fact})) return true;
      l = rows.source >= 0 ? rows.source : -1;
    }
    return false;
  }
  /// Whether an operation reads a fact that is held back, without another column between.
  bool reads_held(const Operation& op) const {
    if (op.op == Op::fact && facts_.count({op.shape.cls, op.index})) return true;
    const int lists[] = {op.shape.uniform ? -1 : op.shape.list, op.op == Op::fold_rows ? op.index : -1, op.op == Op::kernel ? op.kernel->rows() : -1};
    return std::any_of(std::begin(lists), std::end(lists), [&](int list) { return list >= 0 && reads_held(list); });
  }
  /// Whether a column is a node's own figure, that a dataset can give.
  bool is_figure(Column column) const {
    const Operation& op = plan_.operations[at(column)];
    return op.op == Op::node && op.index >= 0 && !plan_.nodes[at(op.index)].hidden;
  }

  /// Which columns rest on what is held back: at all, and with no node's own figure between.
  void follow() {
    rests_.assign(plan_.operations.size(), false);
    direct_ = rests_;
    for (bool more = true; more;) {
      more = false;
      for (const Column column : plan_.order) {
        const Operation& op = plan_.operations[at(column)];
        bool rests = reads_held(op), direct = rests;
        for (const Column in : op.in) {
          rests = rests || rests_[at(in)];
          direct = direct || (direct_[at(in)] && !is_figure(in));
        }
        if (rests == rests_[at(column)] && direct == direct_[at(column)]) continue;
        rests_[at(column)] = rests;
        direct_[at(column)] = direct;
        more = true;
      }
    }
  }

  /// The figures that others rest on: a node's own beside facts that are held back; of a class that is held back whole, what
  /// others read and what is published.
  void choose() {
    for (std::size_t c = 0; c < plan_.operations.size(); ++c) {
      const Operation& op = plan_.operations[c];
      const bool own = !op.shape.uniform && op.shape.cls >= 0;
      if (is_figure(static_cast<Column>(c)) && direct_[c] && own && !whole_[at(op.shape.cls)]) given_.insert(op.index);
      if (!own || whole_[at(op.shape.cls)]) continue;
      for (const Column in : op.in) read_from(in, op.shape.cls);
    }
    for (std::size_t c = 0; c < whole_.size(); ++c)
      if (whole_[c])
        for (const PlanNode* node : published_nodes(plan_, static_cast<int>(c)))
          if (rests_[at(node->points)]) given_.insert(index_of(*node));
  }
  /// The first figures of another class below a column that one of this class reads.
  void read_from(Column column, int cls) {
    std::vector<Column> open{column};
    std::set<Column> seen;
    while (!open.empty()) {
      const Column next = open.back();
      open.pop_back();
      const Operation& op = plan_.operations[at(next)];
      if (!rests_[at(next)] || op.shape.cls == cls || !seen.insert(next).second) continue;
      if (is_figure(next)) given_.insert(op.index);
      else open.insert(open.end(), op.in.begin(), op.in.end());
    }
  }
  int index_of(const PlanNode& node) const { return static_cast<int>(&node - plan_.nodes.data()); }

  void drop_facts(Json& root) const {
    for (const auto& [cls, fact] : facts_) {
      const Class& model = plan_.scheme->classes[at(cls)];
      drop_fact(root, model.id, model.facts[at(fact)].id);
      if (!counted(board_, cls, fact).any) continue;
      Json& list = member_of(member_of(root, "heldBack", Json::Kind::object), model.id, Json::Kind::array);
      Json id;
      id.kind = Json::Kind::string;
      id.text = model.facts[at(fact)].id;
      const bool there = std::any_of(list.items.begin(), list.items.end(), [&](const Json& one) { return one.text == id.text; });
      if (!there) list.items.push_back(std::move(id));
    }
  }

  bool stands(int node, int slot, int unit) const {
    return std::any_of(board_.data.pins.begin(), board_.data.pins.end(), [&](const Pin& pin) { return pin.node == node && pin.slot == slot && pin.unit == unit; });
  }
  bool has_pins(int node) const {
    return std::any_of(board_.data.pins.begin(), board_.data.pins.end(), [&](const Pin& pin) { return pin.node == node; });
  }

  /// Puts a node's figures, as they come out now, into the dataset.
  void give(Json& root, int index) {
    const PlanNode& node = plan_.nodes[at(index)];
    const std::size_t units = board_.data.units(node.cls);
    const bool pins = has_pins(index);
    const auto& slots = board_.data.slots[at(node.grain)];
    for (std::size_t s = 0; s < slots.size(); ++s) {
      if (node.content_parent >= 0 && node.content_index != slots[s].index) continue;
      std::vector<Json> row(units);
      std::int64_t told = 0;
      for (std::size_t u = 0; u < units; ++u) {
        const Position where{static_cast<int>(s), static_cast<int>(u)};
        const Status status = board_.status(node.points, where);
        if ((status != Status::known && status != Status::exempt) || (pins && stands(index, where.slot, where.unit))) continue;
        row[u].kind = Json::Kind::string;
        row[u].text = status == Status::exempt ? "exempt" : value_text(board_, node, board_.value(node.points, where));
        ++told;
      }
      if (told == 0) continue;
      said_[{index, static_cast<int>(s)}] = told;
      const bool scored = is_scored(board_.data, slots[s]);
      if (!scored) member_of(member_of(root, "history", Json::Kind::object), "periods", Json::Kind::array);
      Json& nodes = scored ? member_of(root, "given", Json::Kind::object) : member_of(member_of(root, "history", Json::Kind::object), "nodes", Json::Kind::object);
      Json& by_period = member_of(member_of(nodes, board_.cls(node).id, Json::Kind::object), node.id, Json::Kind::object);
      Json& values = member_of(by_period, to_string(slots[s]), Json::Kind::array);
      values.items.resize(units);
      for (std::size_t u = 0; u < units; ++u)
        if (!row[u].is(Json::Kind::null)) values.items[u] = std::move(row[u]);
    }
  }

  /// The published figures that are others when the text is scored than they are now.
  struct Moved {
    const PlanNode* node;
    Position where;
    std::string before, after;
  };
  std::vector<Moved> compared(const std::string& text, const Reader& query) const {
    std::vector<Moved> moved;
    std::vector<Diagnostic>& told = query.sink->out;
    Checked<Document> document = read_document(text, "dataset");
    told.insert(told.end(), document.diagnostics.begin(), document.diagnostics.end());
    if (!document.value) return moved;
    Checked<Data> data = parse_dataset(*document.value, plan_);
    told.insert(told.end(), data.diagnostics.begin(), data.diagnostics.end());
    if (!data.value) return moved;
    const Columns columns = score(plan_, *data.value);
    const Board after{plan_, *data.value, columns};
    for (std::size_t c = 0; c < plan_.scheme->classes.size(); ++c)
      for (const PlanNode* node : published_nodes(plan_, static_cast<int>(c))) {
        const auto& slots = board_.data.slots[at(node->grain)];
        for (std::size_t s = 0; s < slots.size(); ++s) {
          if (!is_scored(board_.data, slots[s]) || (node->content_parent >= 0 && node->content_index != slots[s].index)) continue;
          for (std::size_t u = 0; u < board_.data.units(node->cls); ++u) {
            const Position where{static_cast<int>(s), static_cast<int>(u)};
            const Published before = published(board_, *node, where), now = published(after, *node, where);
            if (before != now) moved.push_back({node, where, before.said(), now.said()});
          }
        }
      }
    return moved;
  }

  const Board& board_;
  const Plan& plan_;
  std::set<FactAt> facts_;
  std::vector<bool> whole_;             // by class
  std::vector<bool> rests_, direct_;    // by column
  std::set<int> given_;                 // nodes
  std::map<std::pair<int, int>, std::int64_t> said_;  // node, slot: units
};

/// The dataset as it now stands: as it was written, with the changes made since. Nothing where none is known.
std::optional<Json> dataset_of(const Board& board) {
  if (!board.origin) return std::nullopt;
  Checked<Document> document = read_document(board.origin->text, "dataset");
  if (!document.value) return std::nullopt;
  std::vector<Diagnostic> told;
  Json root = std::move(document.value->root);
  const Sink sink{*document.value, told};
  for (const std::string& batch : board.origin->changes) {
    Checked<Document> changes = read_document(batch, "query");
    if (!changes.value) return std::nullopt;
    // What is tried in the scheme's place is no part of the figures; scoring again will tell where it counts.
    auto& items = changes.value->root.items;
    items.erase(std::remove_if(items.begin(), items.end(), [](const Json& one) { return one.find("parameter") || one.find("child"); }), items.end());
    const Sink of_changes{*changes.value, told};
    rewrite(root, sink, Reader{&changes.value->root, "", &of_changes});
  }
  if (has_error(told)) return std::nullopt;
  return root;
}

}  // namespace

std::vector<const PlanNode*> published_nodes(const Plan& plan, int cls) {
  std::vector<const PlanNode*> result;
  const auto add = [&](const std::string& id) {
    const PlanNode* node = plan.find(cls, id);
    if (node && std::find(result.begin(), result.end(), node) == result.end()) result.push_back(node);
  };
  const Class& model = plan.scheme->classes[at(cls)];
  add(model.total.id);
  for (const Cited& id : model.publish) add(id.id);
  return result;
}

bool is_scored(const Data& data, const Period& period) {
  return std::any_of(data.mains.begin(), data.mains.end(), [&](const Period& main) { return first_day(main) <= last_day(period) && first_day(period) <= last_day(main); });
}

void write_personal(JsonWriter& w, const Board& board, Fields& query) {
  query.done();
  const Scheme& scheme = *board.plan.scheme;
  w.object().key("classes").array();
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& cls = scheme.classes[c];
    JsonWriter facts;
    bool any = cls.persons && board.data.units(static_cast<int>(c)) > 0;
    facts.array();
    for (std::size_t f = 0; f < cls.facts.size(); ++f) {
      const Text why = why_personal(scheme, cls, cls.facts[f]);
      const Held held = counted(board, static_cast<int>(c), static_cast<int>(f));
      if (why.empty() || !held.any) continue;
      any = true;
      facts.object().key("fact").string(cls.facts[f].id).key("title").text(cls.facts[f].title).key("type").string(std::string(name_of(cls.facts[f].type)));
      facts.key("values").integer(held.values).key("records").integer(held.records).key("why").text(why).end_object();
    }
    facts.end_array();
    if (!any) continue;
    write_named(w, cls);
    w.key("persons").boolean(cls.persons).key("units").integer(static_cast<std::int64_t>(board.data.units(static_cast<int>(c))));
    w.key("facts").raw(facts.take()).end_object();
  }
  w.end_array().key("held").array();
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const auto of_class = [&](const FactAt& held) { return held.first == static_cast<int>(c); };
    if (std::none_of(board.data.held.begin(), board.data.held.end(), of_class)) continue;
    write_named(w, scheme.classes[c]);
    w.key("facts").array();
    for (const FactAt& held : board.data.held) {
      if (!of_class(held)) continue;
      const Fact& fact = scheme.classes[c].facts[at(held.second)];
      w.object().key("fact").string(fact.id).key("title").text(fact.title).end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().end_object();
}

void write_held_back(JsonWriter& w, const Board& board, Fields& query) {
  const auto classes = query.get("classes"), facts = query.get("facts");
  query.done();
  const Plan& plan = board.plan;
  std::vector<bool> whole(plan.scheme->classes.size());
  std::set<FactAt> held;
  const auto class_named = [&](const Reader& named) {
    const int cls = plan.class_of(named.string());
    if (cls < 0) named.fault(Code::query_unknown, {"class", named.json->text});
    return cls;
  };
  if (classes)
    for (const Reader& item : classes->items())
      if (const int cls = class_named(item); cls >= 0) whole[at(cls)] = true;
  if (facts)
    for (const Reader& item : facts->items()) {
      Fields fields(item);
      const auto of = fields.need("class"), named = fields.need("fact");
      fields.done();
      const int cls = of ? class_named(*of) : -1;
      if (cls < 0 || !named) continue;
      const auto& own = plan.scheme->classes[at(cls)].facts;
      const std::string id = named->string();
      const auto found = std::find_if(own.begin(), own.end(), [&](const Fact& fact) { return fact.id == id; });
      if (found == own.end()) named->fault(Code::query_unknown, {"fact", id});
      else held.insert({cls, static_cast<int>(found - own.begin())});
    }
  w.null();
  if (has_error(query.reader().sink->out)) return;
  auto root = dataset_of(board);
  if (!root) return query.reader().fault(Code::no_document);
  HoldingBack holding(board, std::move(held), std::move(whole));
  const std::string text = holding.dataset(std::move(*root), query.reader());
  if (text.empty()) return;
  w.take();
  w.object().key("dataset").string(text).key("given");
  holding.write_given(w);
  w.end_object();
}

}  // namespace yardstick
