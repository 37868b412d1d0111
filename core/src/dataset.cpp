#include "yardstick/dataset.h"

#include <algorithm>
#include <map>
#include <set>

#include "dataset_fill.h"

namespace yardstick {

std::string_view name_of(Status status) {
  constexpr std::string_view names[] = {"known", "exempt", "missing", "invalid"};
  return names[static_cast<std::size_t>(status)];
}

bool Data::is_closed(const Period& period) const {
  if (closed.empty()) return last_day(period) <= parse_date(as_of).value_or(0);
  return std::any_of(closed.begin(), closed.end(), [&](const Period& whole) {
    return contains(whole, period);
  });
}

int Data::slot(const Period& period) const {
  const auto& list = slots[static_cast<std::size_t>(period.grain)];
  const auto found = std::find(list.begin(), list.end(), period);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

std::size_t Data::size(const Shape& shape) const {
  if (shape.uniform) return 1;
  const ClassData& cls = classes[static_cast<std::size_t>(shape.cls)];
  if (shape.list >= 0) return lists[static_cast<std::size_t>(shape.list)].rows.size();
  return slots[static_cast<std::size_t>(shape.grain)].size() * cls.units.size();
}

int Data::containing(Grain from, int slot, Grain to) const {
  return this->slot(yardstick::containing(slots[static_cast<std::size_t>(from)][static_cast<std::size_t>(slot)], to));
}

std::pair<int, int> Data::inside(Grain from, int slot, Grain to) const {
  const Period& outer = slots[static_cast<std::size_t>(from)][static_cast<std::size_t>(slot)];
  const auto& list = slots[static_cast<std::size_t>(to)];
  const auto first = std::find_if(list.begin(), list.end(), [&](const Period& p) { return contains(outer, p); });
  const auto last = std::find_if(first, list.end(), [&](const Period& p) { return !contains(outer, p); });
  return {static_cast<int>(first - list.begin()), static_cast<int>(last - list.begin())};
}

Checked<Data> parse_dataset(const Document& document, const Plan& plan, const DataLimits& limits) {
  Checked<Data> result;
  const Sink sink{document, result.diagnostics};
  const Scheme& scheme = *plan.scheme;
  Data data;
  Filling filling(plan, data);
  const Reader root{&document.root, "", &sink};
  Fields fields(root);
  fields.get("$schema");
  if (const auto format = fields.need("format"))
    if (format->string() != "yardstick-dataset/1") format->fault(Code::wrong_format, {format->json->text, "yardstick-dataset/1"});
  if (const auto of = fields.need("scheme")) {
    Fields inner(*of);
    const std::string id = inner.need_string("id"), version = inner.need_string("version");
    inner.done();
    if (id != scheme.id || version != scheme.version)
      of->fault(Code::dataset_scheme_mismatch, {id + " " + version, scheme.id + " " + scheme.version});
  }
  data.title = fields.text("title");
  data.note = fields.text("note");
  data.invented = fields.boolean("invented", false);
  if (const auto as_of = fields.need("asOf")) {
    data.as_of = as_of->string();
    if (!parse_date(data.as_of)) as_of->fault(Code::bad_date, {data.as_of});
  }
  std::vector<Period> mains, earlier;
  if (const auto periods = fields.need("periods")) {
    for (const Reader& item : periods->items()) {
      const auto period = parse_period(item.string());
      if (!period) item.fault(Code::bad_period, {item.json->text});
      else if (period->grain != scheme.main)
        item.fault(Code::grain_clash, {item.json->text, std::string(name_of(period->grain)), scheme.id, std::string(name_of(scheme.main))});
      else if (std::find(mains.begin(), mains.end(), *period) != mains.end()) item.fault(Code::duplicate_id, {item.json->text});
      else mains.push_back(*period);
    }
    if (periods->json->items.empty()) periods->fault(Code::missing_key, {"periods"});
    if (mains.size() > 50) {
      periods->fault(Code::too_many_units, {std::to_string(mains.size()), "50"});
      mains.resize(50);
    }
  }
  const auto history = fields.get("history");
  std::optional<Reader> past_nodes;
  if (history) {
    Fields inner(*history);
    if (const auto periods = inner.need("periods")) {
      for (const Reader& item : periods->items()) {
        const auto period = parse_period(item.string());
        if (!period) item.fault(Code::bad_period, {item.json->text});
        else if (period->grain != scheme.main)
          item.fault(Code::grain_clash, {item.json->text, std::string(name_of(period->grain)), scheme.id, std::string(name_of(scheme.main))});
        else if (std::find(mains.begin(), mains.end(), *period) != mains.end() || std::find(earlier.begin(), earlier.end(), *period) != earlier.end())
          item.fault(Code::duplicate_id, {item.json->text});
        else earlier.push_back(*period);
      }
      if (earlier.size() > 50) {
        periods->fault(Code::too_many_units, {std::to_string(earlier.size()), "50"});
        earlier.resize(50);
      }
    }
    past_nodes = inner.get("nodes");
    inner.done();
  }
  filling.periods(mains, earlier);
  if (const auto view = fields.get("view")) filling.view(view->string(), *view);
  if (const auto closed = fields.get("closed"))
    for (const Reader& item : closed->items()) {
      if (const auto period = parse_period(item.string())) data.closed.push_back(*period);
      else item.fault(Code::bad_period, {item.json->text});
    }

  const auto class_named = [&](const std::string& id, const Reader& reader) {
    const int cls = plan.class_of(id);
    if (cls < 0) reader.fault(Code::unknown_reference, {"class", id, ""});
    return cls;
  };
  std::set<int> grouped;
  if (const auto groups = fields.get("groups"))
    for (const auto& [id, list] : groups->members()) {
      const int cls = class_named(id, list);
      if (cls < 0) continue;
      grouped.insert(cls);
      for (const auto& [group, title] : list.members())
        data.classes[static_cast<std::size_t>(cls)].groups.push_back({group, title.text()});
    }
  bool room = true;
  if (const auto units = fields.need("units")) {
    for (const Class& model : scheme.classes)
      if (model.one && units->json->is(Json::Kind::object) && !units->json->find(model.id)) units->fault(Code::unit_count, {"0", "1"});
    for (const auto& [id, list] : units->members()) {
      const int cls = class_named(id, list);
      if (cls < 0) continue;
      const auto items = list.items();
      const Class& model = scheme.classes[static_cast<std::size_t>(cls)];
      std::size_t cells = 0;
      for (const Fact& fact : model.facts)
        cells += data.slots[static_cast<std::size_t>(fact.grain)].size() * items.size() * fact.columns();
      for (const Node& node : model.nodes)  // a node's own cells, too, must find room
        cells = std::max(cells, data.slots[static_cast<std::size_t>(node.grain.value_or(scheme.main))].size() * items.size());
      if (items.size() > limits.units || cells > limits.cells) {
        list.fault(Code::too_many_units, {std::to_string(items.size()), std::to_string(limits.units)});
        room = false;
        continue;
      }
      for (const Reader& item : items) filling.unit(cls, item, grouped.count(cls) > 0);
      if (model.one && items.size() != 1) list.fault(Code::unit_count, {std::to_string(items.size()), "1"});
    }
  }
  if (room) filling.room();
  const auto links = fields.get("links"), closed_through = fields.get("closedThrough"), decisions = fields.get("decisions"), given = fields.get("given"), held = fields.get("heldBack");
  if (links && room) filling.links(*links);
  const auto readings = fields.get("readings");
  const auto records = fields.get("records");
  if (readings && room)
    for (const auto& [id, facts] : readings->members()) {
      const int cls = class_named(id, facts);
      if (cls < 0) continue;
      for (const auto& [fact_id, by_period] : facts.members()) {
        const int f = filling.fact_named(cls, fact_id, by_period, false);
        if (f < 0) continue;
        const Fact& fact = scheme.classes[static_cast<std::size_t>(cls)].facts[static_cast<std::size_t>(f)];
        for (const auto& [period, values] : by_period.members()) {
          const int slot = filling.slot_named(fact.id, fact.grain, period, values);
          const auto items = values.items();
          if (values.json->is(Json::Kind::array) && items.size() != data.units(cls))
            values.fault(Code::unit_count, {std::to_string(items.size()), std::to_string(data.units(cls))});
          if (slot < 0) continue;
          for (std::size_t u = 0; u < items.size() && u < data.units(cls); ++u)
            filling.reading(cls, f, slot, static_cast<int>(u), items[u]);
        }
      }
    }
  if (records && room)
    for (const auto& [id, facts] : records->members()) {
      const int cls = class_named(id, facts);
      if (cls < 0) continue;
      for (const auto& [fact_id, by_unit] : facts.members()) {
        const int f = filling.fact_named(cls, fact_id, by_unit, true);
        if (f < 0) continue;
        filling.place_list(cls, f, by_unit);
        std::map<int, Reader> ordered;  // rows stand in the order of the units, whatever the order of the text
        for (const auto& [unit, rows] : by_unit.members()) {
          const int found = filling.unit_named(cls, unit);
          if (found < 0) rows.fault(Code::unknown_reference, {"unit", unit, ""});
          else ordered.emplace(found, rows);
        }
        for (const auto& [unit, rows] : ordered) filling.records(cls, f, unit, rows);
      }
    }
  if (closed_through && room) filling.closed_through(*closed_through);
  const auto figures = [&](const Reader& classes, bool past) {
    for (const auto& [id, nodes] : classes.members()) {
      const int cls = class_named(id, nodes);
      if (cls < 0) continue;
      for (const auto& [node_id, by_period] : nodes.members()) {
        const PlanNode* node = plan.find(cls, node_id);
        if (!node) {
          by_period.fault(Code::unknown_reference, {"node", node_id, ""});
          continue;
        }
        for (const auto& [period, values] : by_period.members()) {
          const int slot = filling.slot_named(node_id, node->grain, period, values);
          const auto items = values.items();
          if (!values.json->is(Json::Kind::array)) continue;
          if (items.size() != data.units(cls)) values.fault(Code::unit_count, {std::to_string(items.size()), std::to_string(data.units(cls))});
          else if (slot >= 0 && past && filling.scored(node->grain, slot)) values.fault(Code::period_scored, {node_id, period});
          else if (slot >= 0)
            for (std::size_t u = 0; u < items.size(); ++u) filling.pin(cls, node_id, slot, static_cast<int>(u), items[u]);
        }
      }
    }
  };
  if (past_nodes && room) figures(*past_nodes, true);
  if (given && room) figures(*given, false);
  if (held && room)
    for (const auto& [id, facts] : held->members()) {
      const int cls = class_named(id, facts);
      if (cls < 0) continue;
      for (const Reader& item : facts.items()) {
        const auto& own = scheme.classes[static_cast<std::size_t>(cls)].facts;
        const std::string fact = item.string();
        const auto found = std::find_if(own.begin(), own.end(), [&](const Fact& one) { return one.id == fact; });
        if (found == own.end()) item.fault(Code::unknown_reference, {"fact", fact, ""});
        else data.held.emplace_back(cls, static_cast<int>(found - own.begin()));
      }
    }
  if (decisions && room)
    for (const Reader& item : decisions->items()) filling.decision(item);
  if (room) filling.finish();
  fields.done();
  if (!has_error(result.diagnostics)) result.value = std::move(data);
  return result;
}

}  // namespace yardstick
