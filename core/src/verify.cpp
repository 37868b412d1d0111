// One published board held against another: the scheme as text, the figures cell by cell, and what comes out of them.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "compiled.h"
#include "facts.h"
#include "layout.h"
#include "publishing.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

constexpr std::int64_t most_listed = 1000;

/// A published file, read and scored.
struct Side {
  Document file;
  std::string scheme_text, dataset_text;
  std::optional<Plan> plan;
  Document scheme, dataset;
  Data data;
  Columns columns;
  Board board() const { return {*plan, data, columns}; }
};

void tell(std::vector<Diagnostic>& told, const std::vector<Diagnostic>& found, const std::string& document) {
  for (Diagnostic d : found) {
    if (d.severity != Severity::error) continue;  // hints are for the author
    d.document = document;
    told.push_back(std::move(d));
  }
}

bool read_side(const Reader& asked, const std::string& name, Side& side) {
  std::vector<Diagnostic>& told = asked.sink->out;
  const std::size_t before = told.size();
  Limits wide;
  wide.bytes *= 4;  // two documents as strings of one
  Checked<Document> file = read_document(asked.string(), name, wide);
  tell(told, file.diagnostics, name);
  if (!file.value) return false;
  side.file = std::move(*file.value);
  const Sink sink{side.file, told};
  Fields fields(Reader{&side.file.root, "", &sink});
  if (const auto format = fields.need("format"))
    if (format->string() != "yardstick-board/1") format->fault(Code::wrong_format, {format->json->text, "yardstick-board/1"});
  side.scheme_text = fields.need_string("scheme");
  side.dataset_text = fields.need_string("dataset");
  if (told.size() != before) return false;
  Compiled compiled = compile_text(side.scheme_text);
  tell(told, compiled.diagnostics, name + ".scheme");
  Checked<Document> dataset = read_document(side.dataset_text, "dataset");
  tell(told, dataset.diagnostics, name + ".dataset");
  if (!compiled.plan || !dataset.value) return false;
  side.plan = std::move(compiled.plan);
  side.scheme = std::move(compiled.text);
  side.dataset = std::move(*dataset.value);
  Checked<Data> data = parse_dataset(side.dataset, *side.plan);
  tell(told, data.diagnostics, name + ".dataset");
  if (!data.value) return false;
  side.data = std::move(*data.value);
  side.columns = score(*side.plan, side.data);
  return true;
}

/// A value as people see it: a text without its quotes; "" where there is none.
std::string seen(const Json* json) { return !json ? "" : json->is(Json::Kind::string) ? json->text : in_one_line(*json); }
bool same_json(const Json* a, const Json* b) {
  if (!a || !b) return a == b;
  return a->kind == b->kind && in_one_line(*a) == in_one_line(*b);
}

/// Differences as they are written: the first of them, and how many there are.
class Listed {
 public:
  Listed() { out_.array(); }
  void add(const std::function<void(JsonWriter&)>& write) {
    if (++count_ <= most_listed) {
      out_.object();
      write(out_);
      out_.end_object();
    }
  }
  void list(JsonWriter& w) {
    out_.end_array();
    w.raw(out_.take());
  }
  /// {"count", "differences"} of the object in hand.
  void put(JsonWriter& w) {
    w.key("count").integer(count_).key("differences");
    list(w);
  }

 private:
  JsonWriter out_;
  std::int64_t count_ = 0;
};

// ---- the scheme -----------------------------------------------------------------------------

/// Items that have names of their own are found by them, whatever their place.
const char* named_by(const Json& list) {
  for (const char* key : {"id", "name"}) {
    std::set<std::string> names;
    const bool all = std::all_of(list.items.begin(), list.items.end(), [&](const Json& item) {
      const Json* name = item.is(Json::Kind::object) ? item.find(key) : nullptr;
      return name && name->is(Json::Kind::string) && names.insert(name->text).second;
    });
    if (all && !list.items.empty()) return key;
  }
  return nullptr;
}

void differ(const Json* a, const Json* b, const std::string& pointer, Listed& out) {
  if (same_json(a, b)) return;
  const auto both = [&](Json::Kind kind) { return a && b && a->is(kind) && b->is(kind); };
  if (both(Json::Kind::object)) {
    for (const auto& [key, value] : a->members) differ(&value, b->find(key), pointer_join(pointer, key), out);
    for (const auto& [key, value] : b->members)
      if (!a->find(key)) differ(nullptr, &value, pointer_join(pointer, key), out);
    return;
  }
  if (both(Json::Kind::array)) {
    const char* key = named_by(*a);
    const char* other_key = named_by(*b);
    if (key && other_key && std::string(key) == other_key) {
      const auto find = [&](const Json& list, const std::string& name) {
        return std::find_if(list.items.begin(), list.items.end(), [&](const Json& item) { return item.find(key)->text == name; });
      };
      bool more = false;
      for (std::size_t i = 0; i < a->items.size(); ++i) {
        const auto found = find(*b, a->items[i].find(key)->text);
        const bool there = found != b->items.end();
        const std::size_t place = there ? at(found - b->items.begin()) : i;
        more = more || !there || !same_json(&a->items[i], &*found);
        differ(&a->items[i], there ? &*found : nullptr, pointer_join(pointer, place), out);
      }
      for (std::size_t i = 0; i < b->items.size(); ++i)
        if (find(*a, b->items[i].find(key)->text) == a->items.end()) {
          more = true;
          differ(nullptr, &b->items[i], pointer_join(pointer, i), out);
        }
      if (more) return;  // else only their order differs
    } else if (a->items.size() == b->items.size()) {
      for (std::size_t i = 0; i < a->items.size(); ++i) differ(&a->items[i], &b->items[i], pointer_join(pointer, i), out);
      return;
    }
  }
  out.add([&](JsonWriter& w) { w.key("pointer").string(pointer).key("from").string(seen(a)).key("to").string(seen(b)); });
}

// ---- the figures ----------------------------------------------------------------------------

/// One cell, or what stands around the cells.
struct Difference {
  const char* what;
  std::string cls, unit;
  Text name;
  std::string fact;
  Text title;
  std::string period, key, from, to;
};

class Figures {
 public:
  Figures(const Side& a, const Side& b, Listed& out) : a_(a), b_(b), out_(out) {
    about();
    std::set<std::string> seen_classes;
    for (const Side* side : {&a, &b})
      for (const Class& cls : side->plan->scheme->classes)
        if (seen_classes.insert(cls.id).second) of_class(cls.id);
    links();
    given();
  }

 private:
  void add(const Difference& d) {
    out_.add([&](JsonWriter& w) {
      w.key("what").string(d.what).key("class").string(d.cls).key("unit").string(d.unit).key("name").text(d.name).key("fact").string(d.fact);
      w.key("title").text(d.title).key("period").string(d.period).key("key").string(d.key).key("from").string(d.from).key("to").string(d.to);
    });
  }

  void about() {
    for (const char* key : {"scheme", "title", "note", "asOf", "periods", "closed", "view", "invented", "groups", "heldBack"}) {
      const Json *from = a_.dataset.root.find(key), *to = b_.dataset.root.find(key);
      if (!same_json(from, to)) add({"about", "", "", {}, key, {}, "", "", seen(from), seen(to)});
    }
    const Json *from = a_.dataset.root.find("history"), *to = b_.dataset.root.find("history");
    const Json *had = from ? from->find("periods") : nullptr, *has = to ? to->find("periods") : nullptr;
    if (!same_json(had, has)) add({"about", "", "", {}, "history", {}, "", "", seen(had), seen(has)});
  }

  static int unit_named(const Side& side, int cls, const std::string& id) {
    if (cls < 0) return -1;
    const auto& units = side.data.classes[at(cls)].units;
    const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.id == id; });
    return found == units.end() ? -1 : static_cast<int>(found - units.begin());
  }
  static const Fact* fact_named(const Side& side, int cls, const std::string& id, int& place) {
    place = -1;
    if (cls < 0) return nullptr;
    const auto& facts = side.plan->scheme->classes[at(cls)].facts;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.id == id; });
    if (found == facts.end()) return nullptr;
    place = static_cast<int>(found - facts.begin());
    return &*found;
  }

  /// A class, with its units in the order of the first board and then those that only the second has.
  void of_class(const std::string& id) {
    const int ca = a_.plan->class_of(id), cb = b_.plan->class_of(id);
    struct Pair {
      const Unit* unit;
      int a, b;
    };
    std::vector<Pair> units;
    if (ca >= 0)
      for (std::size_t u = 0; u < a_.data.units(ca); ++u) {
        const Unit& unit = a_.data.classes[at(ca)].units[u];
        units.push_back({&unit, static_cast<int>(u), unit_named(b_, cb, unit.id)});
      }
    if (cb >= 0)
      for (std::size_t u = 0; u < b_.data.units(cb); ++u) {
        const Unit& unit = b_.data.classes[at(cb)].units[u];
        if (unit_named(a_, ca, unit.id) < 0) units.push_back({&unit, -1, static_cast<int>(u)});
      }
    for (const Pair& pair : units) {
      if (pair.a < 0 || pair.b < 0) {
        add({"unit", id, pair.unit->id, pair.unit->name, "", {}, "", "", pair.a < 0 ? "" : pair.unit->id, pair.b < 0 ? "" : pair.unit->id});
        continue;
      }
      const Unit &from = a_.data.classes[at(ca)].units[at(pair.a)], &to = b_.data.classes[at(cb)].units[at(pair.b)];
      if (!(from.name == to.name)) add({"unit", id, to.id, to.name, "name", {}, "", "", from.name.in("zh-CN"), to.name.in("zh-CN")});
      if (from.group != to.group) add({"unit", id, to.id, to.name, "group", {}, "", "", from.group, to.group});
    }
    std::set<std::string> seen_facts;
    for (const auto& [side, cls] : {std::pair{&a_, ca}, std::pair{&b_, cb}}) {
      if (cls < 0) continue;
      for (const Fact& fact : side->plan->scheme->classes[at(cls)].facts) {
        if (!seen_facts.insert(fact.id).second || !fact.from.id.empty()) continue;
        int fa, fb;
        fact_named(a_, ca, fact.id, fa);
        fact_named(b_, cb, fact.id, fb);
        for (const Pair& pair : units) {
          if (pair.a < 0 || pair.b < 0) continue;
          if (fact.type == FactType::records) records(id, *pair.unit, fact, {ca, fa, pair.a}, {cb, fb, pair.b});
          else readings(id, *pair.unit, fact, {ca, fa, pair.a}, {cb, fb, pair.b});
        }
      }
    }
  }

  struct Cell {
    int cls, fact, unit;
  };

  /// A reading as people enter it, by period and key; what is missing is not in it.
  static std::map<std::pair<std::int64_t, std::string>, std::pair<std::string, std::string>> texts(const Side& side, const Cell& cell) {
    std::map<std::pair<std::int64_t, std::string>, std::pair<std::string, std::string>> result;
    if (cell.fact < 0) return result;
    const Fact& fact = side.plan->scheme->classes[at(cell.cls)].facts[at(cell.fact)];
    if (fact.type == FactType::records) return result;
    const ClassData& data = side.data.classes[at(cell.cls)];
    const auto& slots = side.data.slots[at(fact.grain)];
    for (std::size_t s = 0; s < slots.size(); ++s) {
      const std::size_t place = s * data.units.size() + at(cell.unit);
      const auto reason = data.reasons.find({cell.fact, static_cast<int>(s), cell.unit});
      const auto put = [&](const std::string& key, std::string text) {
        result[{first_day(slots[s]), key}] = {to_string(slots[s]), std::move(text)};
      };
      if (reason != data.reasons.end()) {
        put("", fact.reasons[at(reason->second)].name.id);
        continue;
      }
      const auto& columns = data.readings[at(cell.fact)];
      for (std::size_t k = 0; k < columns.size(); ++k) {
        const Status status = columns[k].statuses[place];
        if (status != Status::known && status != Status::exempt) continue;
        const std::string key = fact.type == FactType::votes ? fact.options[k].id : fact.keys.empty() ? "" : fact.keys[k].id;
        put(key, status == Status::exempt ? "exempt" : entered(fact, columns[k].values[place]));
      }
    }
    return result;
  }

  void readings(const std::string& cls, const Unit& unit, const Fact& fact, const Cell& ca, const Cell& cb) {
    auto from = texts(a_, ca), to = texts(b_, cb);
    for (const auto& [place, cell] : to) from.try_emplace(place, cell.first, "");
    for (const auto& [place, cell] : from) {
      const auto found = to.find(place);
      // The first board's own text is empty only where it was added here.
      const std::string before = cell.second, after = found == to.end() ? "" : found->second.second;
      if (before != after) add({"reading", cls, unit.id, unit.name, fact.id, fact.title, cell.first, place.second, before, after});
    }
  }

  struct Row {
    std::string period;
    std::map<std::string, std::pair<Text, std::string>> fields;  // by id: title, text
  };
  static void rows(const Side& side, int list, int unit, std::map<std::string, Row>& out) {
    if (list < 0) return;
    const RowList& model = side.plan->lists[at(list)];
    const Records& own = side.data.lists[at(list)];
    for (const Record& record : own.rows) {
      if (record.unit != unit) continue;
      const std::string around = record.outer < 0 ? "" : side.data.lists[at(model.outer)].rows[at(record.outer)].id + "/";
      Row& row = out[around + record.id];
      row.period = date_text(record.day);
      for (std::size_t f = 0; f < model.fields->size(); ++f) {
        const Field& field = (*model.fields)[f];
        std::string text = f < record.texts.size() ? record.texts[f] : "";
        std::replace(text.begin(), text.end(), '\x1f', '/');
        if (field.type != FactType::records && !text.empty()) row.fields[field.id] = {field.title, text};
      }
    }
  }
  static std::string in_words(const Row& row) {
    std::string said = row.period;
    for (const auto& [id, field] : row.fields)
      if (field.second != row.period) said += " " + id + "=" + field.second;
    return said;
  }

  void records(const std::string& cls, const Unit& unit, const Fact& fact, const Cell& ca, const Cell& cb) {
    // The list and those inside its records.
    std::map<std::string, Row> from, to;
    const auto read = [&](const Side& side, const Cell& cell, std::map<std::string, Row>& out) {
      if (cell.fact < 0) return false;
      const Fact& own = side.plan->scheme->classes[at(cell.cls)].facts[at(cell.fact)];
      const int list = side.plan->list_of(cell.cls, cell.fact, -1);
      if (own.type != FactType::records || list < 0) return false;
      rows(side, list, cell.unit, out);
      for (std::size_t f = 0; f < own.fields.size(); ++f)
        if (own.fields[f].type == FactType::records) rows(side, side.plan->list_of(cell.cls, cell.fact, static_cast<int>(f)), cell.unit, out);
      const auto& known = side.data.lists[at(list)].known;
      return at(cell.unit) < known.size() && known[at(cell.unit)];
    };
    const bool had = read(a_, ca, from), has = read(b_, cb, to);
    if (had != has && from.empty() && to.empty())
      add({"record", cls, unit.id, unit.name, fact.id, fact.title, "", "", had ? "[]" : "", has ? "[]" : ""});
    closed(cls, unit, fact, ca, cb);
    for (const auto& [id, row] : to) from.try_emplace(id, Row{"", {}});
    for (const auto& [id, row] : from) {
      const auto found = to.find(id);
      if (found == to.end() || row.period.empty()) {
        const Row& there = found == to.end() ? row : found->second;
        const std::string words = in_words(there);
        add({"record", cls, unit.id, unit.name, fact.id, fact.title, there.period, id, found == to.end() ? words : "", found == to.end() ? "" : words});
        continue;
      }
      std::map<std::string, std::pair<Text, std::string>> fields = row.fields;
      for (const auto& [name, field] : found->second.fields) fields.try_emplace(name, field.first, "");
      for (const auto& [name, field] : fields) {
        const auto other = found->second.fields.find(name);
        const std::string after = other == found->second.fields.end() ? "" : other->second.second;
        if (field.second != after)
          add({"record", cls, unit.id, unit.name, fact.id, say("{0} · {1}", "{0} · {1}", {fact.title, field.first}), row.period, id, field.second, after});
      }
    }
  }

  void closed(const std::string& cls, const Unit& unit, const Fact& fact, const Cell& ca, const Cell& cb) {
    const auto day = [](const Side& side, const Cell& cell) -> std::string {
      constexpr std::int64_t far = 3'000'000;  // complete without a day
      const int list = cell.fact < 0 ? -1 : side.plan->list_of(cell.cls, cell.fact, -1);
      if (list < 0) return "";
      const auto& days = side.data.lists[at(list)].closed_through;
      return days.empty() || days[at(cell.unit)] > far ? "" : date_text(days[at(cell.unit)]);
    };
    const std::string from = day(a_, ca), to = day(b_, cb);
    if (from != to) add({"closedThrough", cls, unit.id, unit.name, fact.id, fact.title, "", "", from, to});
  }

  static std::map<std::array<std::string, 4>, std::string> links_of(const Side& side, std::map<std::string, Text>& titles) {
    std::map<std::array<std::string, 4>, std::string> result;
    const auto& links = side.plan->scheme->links;
    for (std::size_t l = 0; l < links.size(); ++l) {
      titles.try_emplace(links[l].id, links[l].title);
      for (const LinkRow& row : side.data.links[at(l)]) {
        const Unit &from = side.data.classes[at(row.from_cls)].units[at(row.from)], &to = side.data.classes[at(row.to_cls)].units[at(row.to)];
        constexpr std::int64_t far = 3'000'000;
        std::string said = to.id;
        if (row.share) said += " " + row.share->exact();
        if (row.since > -far) said += " ≥ " + date_text(row.since);
        if (row.until < far) said += " ≤ " + date_text(row.until);
        std::string& here = result[{links[l].id, side.plan->scheme->classes[at(row.from_cls)].id, from.id, to.id}];
        here += (here.empty() ? "" : "; ") + said;
      }
    }
    return result;
  }
  /// Tells what either side says of a thing, "" where it does not have it, wherever they differ.
  template <class K, class F>
  static void each_difference(std::map<K, std::string> from, const std::map<K, std::string>& to, F tell) {
    for (const auto& [key, said] : to) from.try_emplace(key, "");
    for (const auto& [key, said] : from) {
      const auto found = to.find(key);
      const std::string after = found == to.end() ? "" : found->second;
      if (said != after) tell(key, said, after);
    }
  }
  void links() {
    std::map<std::string, Text> titles;
    auto from = links_of(a_, titles);
    each_difference(std::move(from), links_of(b_, titles), [&](const auto& key, const std::string& before, const std::string& after) {
      add({"link", key[1], key[2], {}, key[0], titles[key[0]], "", key[3], before, after});
    });
  }

  static std::map<std::array<std::string, 4>, std::string> pins_of(const Side& side, std::map<std::array<std::string, 2>, Text>& titles) {
    std::map<std::array<std::string, 4>, std::string> result;
    const Board board = side.board();
    for (const Pin& pin : side.data.pins) {
      const PlanNode& node = side.plan->nodes[at(pin.node)];
      const std::string cls = board.cls(node).id;
      titles.try_emplace({cls, node.id}, node.title);
      result[{cls, node.id, board.units(node.cls)[at(pin.unit)].id, to_string(board.period(node, pin.slot))}] = pin.exempt ? "exempt" : value_text(board, node, pin.value);
    }
    for (const Decided& decided : side.data.decisions) {
      const PlanNode& node = side.plan->nodes[at(decided.node)];
      std::string& said = result[{board.cls(node).id, node.id, board.units(node.cls)[at(decided.unit)].id, to_string(board.period(node, decided.slot))}];
      said += " (" + decided.by.in("zh-CN") + ", " + decided.document.in("zh-CN") + ", " + decided.date + ")";
    }
    return result;
  }
  void given() {
    std::map<std::array<std::string, 2>, Text> titles;
    auto from = pins_of(a_, titles);
    each_difference(std::move(from), pins_of(b_, titles), [&](const auto& key, const std::string& before, const std::string& after) {
      add({"given", key[0], key[2], {}, key[1], titles[{key[0], key[1]}], key[3], "", before, after});
    });
  }

  const Side& a_;
  const Side& b_;
  Listed& out_;
};

// ---- what comes out -------------------------------------------------------------------------

struct Figured {
  Text name, title;
  std::string text;
  std::string shown;  // of a fraction that has no end in decimals
};
/// Published figures by class, unit, period and node.
std::map<std::array<std::string, 4>, Figured> outcomes_of(const Side& side) {
  std::map<std::array<std::string, 4>, Figured> result;
  const Board board = side.board();
  for (std::size_t c = 0; c < side.plan->scheme->classes.size(); ++c)
    for (const PlanNode* node : published_nodes(*side.plan, static_cast<int>(c))) {
      const auto& slots = side.data.slots[at(node->grain)];
      for (std::size_t s = 0; s < slots.size(); ++s) {
        if (!is_scored(side.data, slots[s]) || (node->content_parent >= 0 && node->content_index != slots[s].index)) continue;
        for (std::size_t u = 0; u < side.data.units(static_cast<int>(c)); ++u) {
          const Unit& unit = side.data.classes[c].units[u];
          const Position where{static_cast<int>(s), static_cast<int>(u)};
          const Status status = board.status(node->points, where);
          Figured figured{unit.name, node->title, std::string(name_of(status)), ""};
          if (status == Status::known) {
            const Number& value = board.value(node->points, where);
            figured.text = value_text(board, *node, value);
            if (!node->node->outcome && !value.decimals()) figured.shown = figure_of(board, *node, value, where).shown;
          }
          result[{board.cls(*node).id, unit.id, to_string(slots[s]), node->id}] = std::move(figured);
        }
      }
    }
  return result;
}

void differ_results(const Side& a, const Side& b, Listed& out) {
  auto from = outcomes_of(a);
  const auto to = outcomes_of(b);
  for (const auto& [key, outcome] : to) from.try_emplace(key, Figured{outcome.name, outcome.title, "", ""});
  for (const auto& [key, outcome] : from) {
    const auto found = to.find(key);
    const std::string after = found == to.end() ? "" : found->second.text, after_shown = found == to.end() ? "" : found->second.shown;
    if (outcome.text == after) continue;
    const auto& place = key;
    const Figured& of = outcome;
    out.add([&](JsonWriter& w) {
      w.key("class").string(place[0]).key("unit").string(place[1]).key("name").text(of.name).key("period").string(place[2]).key("node").string(place[3]);
      w.key("title").text(of.title).key("from").string(of.text).key("to").string(after);
      // What differs only beyond the decimals that are shown is told exactly.
      if ((of.shown.empty() ? of.text : of.shown) == (after_shown.empty() ? after : after_shown)) return;
      if (!of.shown.empty()) w.key("fromShown").string(of.shown);
      if (!after_shown.empty()) w.key("toShown").string(after_shown);
    });
  }
}

}  // namespace

void write_verification(JsonWriter& w, Fields& query) {
  const auto first = query.need("a"), second = query.need("b");
  query.done();
  w.null();
  if (!first || !second) return;
  Side a, b;
  const bool one = read_side(*first, "a", a), other = read_side(*second, "b", b);
  if (!one || !other) return;
  w.take();
  Listed about;
  bool same = a.scheme_text == b.scheme_text && a.dataset_text == b.dataset_text;
  std::set<std::string> seen_keys{"scheme", "dataset"};
  for (const Side* side : {&a, &b})
    for (const auto& [key, value] : side->file.root.members) {
      const Json *from = a.file.root.find(key), *to = b.file.root.find(key);
      if (!seen_keys.insert(key).second || same_json(from, to)) continue;
      same = false;
      const std::string& name = key;
      about.add([&](JsonWriter& out) { out.key("key").string(name).key("from").string(seen(from)).key("to").string(seen(to)); });
    }
  w.object().key("same").boolean(same);
  w.key("scheme").object().key("same").boolean(a.scheme_text == b.scheme_text);
  w.key("from").string(a.plan->scheme->version).key("to").string(b.plan->scheme->version);
  Listed scheme;
  differ(&a.scheme.root, &b.scheme.root, "", scheme);
  scheme.put(w);
  w.end_object().key("dataset").object().key("same").boolean(a.dataset_text == b.dataset_text);
  Listed dataset;
  Figures(a, b, dataset);
  dataset.put(w);
  w.end_object().key("results").object();
  Listed results;
  differ_results(a, b, results);
  results.put(w);
  w.end_object().key("about");
  about.list(w);
  w.end_object();
}

}  // namespace yardstick
