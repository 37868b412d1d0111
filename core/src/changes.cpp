// Changes to figures that are loaded: checked like a dataset's, put in all together or not at all.
#include <algorithm>

#include "change_parts.h"
#include "dataset_fill.h"
#include "tune.h"

namespace yardstick {

namespace {

/// What stood where changes were put, to be put back where one of them has a fault.
class Kept {
 public:
  explicit Kept(Data& data) : data_(data) {}

  void reading(int cls, int fact) {
    const auto same = [&](const Fact& kept) { return kept.cls == cls && kept.fact == fact; };
    if (std::any_of(facts_.begin(), facts_.end(), same)) return;
    const ClassData& own = data_.classes[static_cast<std::size_t>(cls)];
    facts_.push_back({cls, fact, own.readings[static_cast<std::size_t>(fact)], own.reasons});
  }
  void list(int index) {
    for (const auto& [list, rows] : lists_)
      if (list == index) return;
    lists_.emplace_back(index, data_.lists[static_cast<std::size_t>(index)]);
  }
  void link(int index) {
    for (const auto& [link, rows] : links_)
      if (link == index) return;
    links_.emplace_back(index, data_.links[static_cast<std::size_t>(index)]);
  }
  void tuned() {
    if (!tuned_) tuned_ = data_.tuned;
  }
  void given() {
    if (given_) return;
    given_ = true;
    pins_ = data_.pins;
    decisions_ = data_.decisions;
  }

  void put_back() {
    for (std::size_t i = facts_.size(); i-- > 0;) {  // the first that was kept of a class's reasons is the oldest
      ClassData& own = data_.classes[static_cast<std::size_t>(facts_[i].cls)];
      own.readings[static_cast<std::size_t>(facts_[i].fact)] = std::move(facts_[i].cells);
      own.reasons = std::move(facts_[i].reasons);
    }
    for (auto& [list, rows] : lists_) data_.lists[static_cast<std::size_t>(list)] = std::move(rows);
    for (auto& [link, rows] : links_) data_.links[static_cast<std::size_t>(link)] = std::move(rows);
    if (tuned_) data_.tuned = std::move(*tuned_);
    if (!given_) return;
    data_.pins = std::move(pins_);
    data_.decisions = std::move(decisions_);
  }

 private:
  struct Fact {
    int cls, fact;
    std::vector<Cells> cells;
    std::map<std::array<int, 3>, int> reasons;
  };
  Data& data_;
  std::vector<Fact> facts_;
  std::vector<std::pair<int, Records>> lists_;
  std::vector<std::pair<int, std::vector<LinkRow>>> links_;
  std::optional<Tuned> tuned_;
  bool given_ = false;
  std::vector<Pin> pins_;
  std::vector<Decided> decisions_;
};

template <class T>
void add(std::vector<T>& to, const T& one) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

/// A batch of changes being put in.
class Changing {
 public:
  Changing(const Plan& plan, Data& data) : plan_(plan), data_(data), filling_(plan, data), kept_(data) {}

  void change(const Reader& item) {
    Fields fields(item);
    if (const auto parameter = fields.get("parameter")) return tuned(fields, *parameter);
    if (const auto child = fields.get("child")) return weighed(fields, *child);
    const auto cls_named = fields.need("class");
    const auto [unit_named, node, link, to, fact, records, period, value, key, whole] = take_change(fields);
    fields.done();
    if (!cls_named || !whole) return;
    const int cls = plan_.class_of(cls_named->string());
    if (cls < 0) return cls_named->fault(Code::query_unknown, {"class", cls_named->json->text});
    const int unit = filling_.unit_named(cls, unit_named->string());
    if (unit < 0) return unit_named->fault(Code::query_unknown, {"unit", unit_named->json->text});
    ++touched.changes;
    if (node) return given(cls, unit, *node, *period, *value);
    if (link) return linked(cls, unit, *link, *to);
    const int f = filling_.fact_named(cls, fact->string(), *fact, records.has_value());
    if (f < 0) return;
    if (records) return list(cls, unit, f, *records);
    reading(cls, unit, f, *period, *value, key);
  }

  /// After all changes: what rests on changed lists.
  void finish() { filling_.derive(touched.lists, links_); }
  void put_back() { kept_.put_back(); }

  Touched touched;

 private:
  /// A quantity, or null to take it back; nothing where it is neither.
  static bool tried(const Reader& value, std::optional<Number>& out) {
    if (value.json->is(Json::Kind::null)) return true;
    const std::size_t faults = value.sink->out.size();
    out = value.quantity();
    return value.sink->out.size() == faults;
  }

  void tuned(Fields& fields, const Reader& named) {
    const auto value = fields.need("value");
    fields.done();
    const auto& parameters = plan_.scheme->parameters;
    const std::string id = named.string();
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& parameter) { return parameter.id == id; });
    if (found == parameters.end()) return named.fault(Code::query_unknown, {"parameter", id});
    std::optional<Number> quantity;
    if (!value || !tried(*value, quantity)) return;
    kept_.tuned();
    const int index = static_cast<int>(found - parameters.begin());
    ++touched.changes;
    add(touched.parameters, index);
    if (quantity) data_.tuned.parameters[index] = *quantity;
    else data_.tuned.parameters.erase(index);
  }

  void weighed(Fields& fields, const Reader& named) {
    const auto cls_named = fields.need("class"), node_named = fields.need("node"), value = fields.need("weight");
    fields.done();
    if (!cls_named || !node_named || !value) return;
    const int cls = plan_.class_of(cls_named->string());
    if (cls < 0) return cls_named->fault(Code::query_unknown, {"class", cls_named->json->text});
    const PlanNode* node = plan_.find(cls, node_named->string());
    if (!node) return node_named->fault(Code::query_unknown, {"node", node_named->json->text});
    const std::string id = named.string();
    if (std::none_of(node->children.begin(), node->children.end(), [&](int child) { return plan_.nodes[static_cast<std::size_t>(child)].id == id; }))
      return named.fault(Code::query_unknown, {"child", id});
    const WeighedFold fold = weighed_children(plan_, *node);
    const Weighed* child = fold.child(id);
    if (!child) return named.fault(Code::weight_fixed, {node->id, id});
    std::optional<Number> weight;
    if (!tried(*value, weight)) return;
    if (weight && weight->is_negative()) return value->fault(Code::value_domain, {weight->exact(), id, "≥ 0"});
    kept_.tuned();
    ++touched.changes;
    add(touched.folds, fold.fold);
    if (weight) data_.tuned.weights[{fold.fold, child->member}] = *weight;
    else data_.tuned.weights.erase({fold.fold, child->member});
  }

  void reading(int cls, int unit, int f, const Reader& period, const Reader& value, const std::optional<Reader>& key) {
    const Fact& fact = plan_.scheme->classes[static_cast<std::size_t>(cls)].facts[static_cast<std::size_t>(f)];
    const int slot = filling_.slot_named(fact.id, fact.grain, period.string(), period);
    if (slot < 0) return;
    if (key && fact.type != FactType::votes && fact.keys.empty()) return key->fault(Code::unknown_key, {"key"});
    kept_.reading(cls, f);
    add(touched.facts, {cls, f});
    if (!fact.keys.empty()) {
      const int list = plan_.list_of(cls, f, -1);
      kept_.list(list);
      add(touched.lists, list);
    }
    // A form's field that is empty gives nothing, and its flag is a text.
    Json plain = *value.json;
    if (plain.is(Json::Kind::string) && plain.text.empty()) plain.kind = Json::Kind::null;
    if (fact.type == FactType::flag && plain.is(Json::Kind::string) && (plain.text == "true" || plain.text == "false")) {
      plain.kind = Json::Kind::boolean;
      plain.boolean = plain.text == "true";
    }
    // A grid's cell holds a reason by its id.
    const auto named = [&](const Option& option) { return option.id == plain.text; };
    if (plain.is(Json::Kind::string) && std::any_of(fact.reasons.begin(), fact.reasons.end(), [&](const Reason& reason) { return named(reason.name); }) &&
        std::none_of(fact.options.begin(), fact.options.end(), named)) {
      Json reason;
      reason.kind = Json::Kind::object;
      reason.offset = plain.offset;
      reason.members.emplace_back("reason", plain);
      plain = std::move(reason);
    }
    const Reader written{&plain, value.pointer, value.sink};
    if (key) return filling_.reading_of(cls, f, slot, unit, key->string(), *key, written);
    filling_.clear(cls, f, slot, unit);
    filling_.reading(cls, f, slot, unit, written);
  }

  void list(int cls, int unit, int f, const Reader& records) {
    const std::size_t before = touched.lists.size();
    for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
      const RowList& list = plan_.lists[l];
      if (list.cls == cls && list.fact == f && list.kind != RowList::Kind::borrowed) add(touched.lists, static_cast<int>(l));
    }
    for (std::size_t l = 0; l < plan_.lists.size(); ++l)
      if (plan_.lists[l].kind == RowList::Kind::borrowed && std::find(touched.lists.begin(), touched.lists.end(), plan_.lists[l].source) != touched.lists.end())
        add(touched.lists, static_cast<int>(l));
    for (std::size_t i = before; i < touched.lists.size(); ++i) kept_.list(touched.lists[i]);
    filling_.replace_records(cls, f, unit, records);
  }

  void linked(int cls, int unit, const Reader& named, const Reader& to) {
    const auto& links = plan_.scheme->links;
    for (std::size_t l = 0; l < links.size(); ++l) {
      if (links[l].id != named.json->text || plan_.class_of(links[l].from.id) != cls) continue;
      const int index = static_cast<int>(l);
      kept_.link(index);
      add(links_, index);
      for (std::size_t i = 0; i < plan_.lists.size(); ++i) {
        if (plan_.lists[i].kind != RowList::Kind::link || plan_.lists[i].link != index) continue;
        kept_.list(static_cast<int>(i));
        add(touched.lists, static_cast<int>(i));
      }
      return filling_.replace_links(index, unit, to);
    }
    named.fault(Code::unknown_reference, {"link", named.json->text, ""});
  }

  void given(int cls, int unit, const Reader& named, const Reader& period, const Reader& value) {
    const PlanNode* node = plan_.find(cls, named.string());
    if (!node) return named.fault(Code::query_unknown, {"node", named.json->text});
    const int slot = filling_.slot_named(node->id, node->grain, period.string(), period);
    if (slot < 0) return;
    // A content stands in one period of the year only.
    if (node->content_parent >= 0 && data_.slots[static_cast<std::size_t>(node->grain)][static_cast<std::size_t>(slot)].index != node->content_index)
      return period.fault(Code::query_unknown, {"period", period.json->text});
    kept_.given();
    const int index = static_cast<int>(node - plan_.nodes.data());
    add(touched.nodes, index);
    filling_.unpin(index, slot, unit);
    filling_.pin(cls, node->id, slot, unit, value);
  }

  const Plan& plan_;
  Data& data_;
  Filling filling_;
  Kept kept_;
  std::vector<int> links_;
};

}  // namespace

void Touched::add(const Touched& others) {
  changes += others.changes;
  const auto join = [](auto& to, const auto& from) {
    for (const auto& one : from)
      if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
  };
  join(facts, others.facts);
  join(lists, others.lists);
  join(nodes, others.nodes);
  join(parameters, others.parameters);
  join(folds, others.folds);
}

Checked<Touched> apply_changes(const Document& document, const Plan& plan, Data& data) {
  Checked<Touched> result;
  const Sink sink{document, result.diagnostics};
  result.value = apply_changes(Reader{&document.root, "", &sink}, plan, data);
  return result;
}

std::optional<Touched> apply_changes(const Reader& changes, const Plan& plan, Data& data) {
  Changing changing(plan, data);
  for (const Reader& item : changes.items()) changing.change(item);
  if (!has_error(changes.sink->out)) changing.finish();
  if (!has_error(changes.sink->out)) return std::move(changing.touched);
  changing.put_back();
  return std::nullopt;
}

}  // namespace yardstick
