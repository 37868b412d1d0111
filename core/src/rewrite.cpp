#include "rewrite.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "change_parts.h"

namespace yardstick {

namespace {

using Kind = Json::Kind;

Json made(Kind kind) {
  Json json;
  json.kind = kind;
  return json;
}
Json text_of(const std::string& text) {
  Json json = made(Kind::string);
  json.text = text;
  return json;
}

/// A value as a dataset holds it. A form's field that is empty gives nothing, and its flag is a text.
Json written(const Json& value) {
  Json result = value;
  if (!value.is(Kind::string)) return result;
  if (value.text.empty()) return Json();
  if (value.text == "true" || value.text == "false") {
    result.kind = Kind::boolean;
    result.boolean = value.text == "true";
    result.text.clear();
  }
  return result;
}

bool same(const Json* json, const std::string& text) { return json && json->is(Kind::string) && json->text == text; }

class Rewriting {
 public:
  Rewriting(Json& root, const Sink& sink) : root_(root), sink_(sink) {}

  void change(const Reader& item) {
    Fields fields(item);
    if (!item.json->is(Kind::object)) return;
    const auto cls = fields.get("class");
    if (!cls) return about(fields);
    const std::string id = cls->string();
    if (id.empty()) return;
    if (const auto units = fields.get("units")) {
      fields.done();
      return list_units(id, *units);
    }
    if (!known(id)) return cls->fault(Code::query_unknown, {"class", id});
    if (const auto groups = fields.get("groups")) {
      fields.done();
      if (groups->json->is(Kind::null)) drop_member(part("groups"), id);
      else if (groups->expect(Kind::object, "{…}")) member_of(part("groups"), id, Kind::object) = *groups->json;
      return tidy("groups");
    }
    if (const auto drop = fields.get("drop")) {
      const auto fact = fields.need("fact");
      fields.done();
      if (fact && drop->boolean()) drop_fact(root_, id, fact->string());
      return;
    }
    figure(fields, id);
  }

 private:
  /// A part of the dataset by its name, an object that is made where it is not there.
  Json& part(const std::string& name) {
    Json& found = member_of(root_, name, Kind::object);
    expect(found, Kind::object, "/" + name);
    return found;
  }
  Json& part(const std::string& name, const std::string& cls) {
    Json& found = member_of(part(name), cls, Kind::object);
    expect(found, Kind::object, pointer_join("/" + name, cls));
    return found;
  }
  /// A part that holds nothing any more goes.
  void tidy(const std::string& name) {
    if (const Json* found = root_.find(name); found && found->is(Kind::object) && found->members.empty()) drop_member(root_, name);
  }
  void expect(Json& json, Kind kind, const std::string& pointer) {
    if (json.is(kind)) return;
    sink_.add(Code::wrong_type, json, pointer, {kind_name(json), kind == Kind::object ? "{…}" : "[…]"});
    json = made(kind);
  }

  bool known(const std::string& cls) { return part("units").find(cls) != nullptr; }
  /// Where each unit of a class stands.
  const std::map<std::string, std::size_t>& places(const std::string& cls) {
    const auto [found, fresh] = places_.try_emplace(cls);
    if (!fresh) return found->second;
    if (const Json* units = part("units").find(cls))
      for (std::size_t u = 0; u < units->items.size(); ++u)
        if (const Json* id = units->items[u].find("id")) found->second.emplace(id->text, u);
    return found->second;
  }
  std::size_t count(const std::string& cls) {
    const Json* units = part("units").find(cls);
    return units ? units->items.size() : 0;
  }

  /// A unit's value among those of its class for a period; nullptr where the row does not fit the units.
  Json* cell(Json& by_period, const std::string& pointer, const std::string& cls, const std::string& period, std::size_t unit) {
    auto& members = by_period.members;
    auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first == period; });
    if (found == members.end()) {
      const auto own = parse_period(period);
      found = std::find_if(members.begin(), members.end(), [&](const auto& one) {
        const auto other = parse_period(one.first);
        return own && other && first_day(*other) > first_day(*own);
      });
      found = members.emplace(found, period, made(Kind::array));
      found->second.items.resize(count(cls));
    }
    Json& row = found->second;
    const std::string place = pointer_join(pointer, period);
    expect(row, Kind::array, place);
    if (row.items.size() == count(cls)) return &row.items[unit];
    sink_.add(Code::unit_count, row, place, {std::to_string(row.items.size()), std::to_string(count(cls))});
    return nullptr;
  }

  std::vector<Period> periods_of(const Json* list) const {
    std::vector<Period> result;
    if (list)
      for (const Json& item : list->items)
        if (const auto period = parse_period(item.text)) result.push_back(*period);
    return result;
  }
  std::vector<Period> mains() const { return periods_of(root_.find("periods")); }
  std::vector<Period> earlier() const {
    const Json* history = root_.find("history");
    return periods_of(history ? history->find("periods") : nullptr);
  }
  /// Whether the period lies between the first day and the last of those, or around them.
  static bool within(const std::vector<Period>& periods, const Period& period) {
    if (periods.empty()) return false;
    std::int64_t first = first_day(periods[0]), last = last_day(periods[0]);
    for (const Period& one : periods) {
      first = std::min(first, first_day(one));
      last = std::max(last, last_day(one));
    }
    return last_day(period) >= first && first_day(period) <= last;
  }
  static bool among(const std::vector<Period>& periods, const Period& period) {
    return std::any_of(periods.begin(), periods.end(), [&](const Period& one) { return contains(one, period) || contains(period, one); });
  }
  std::optional<Period> period_named(const Reader& named, const std::string& of) {
    const auto period = parse_period(named.string());
    if (!period) {
      named.fault(Code::bad_period, {named.json->text});
      return std::nullopt;
    }
    auto all = mains();
    for (const Period& one : earlier()) all.push_back(one);
    if (within(all, *period)) return period;
    std::string said;
    for (const Period& one : all) said += (said.empty() ? "" : ", ") + to_string(one);
    named.fault(Code::record_outside_periods, {of, named.json->text, said});
    return std::nullopt;
  }

  void figure(Fields& fields, const std::string& cls) {
    const auto [unit_named, node, link, to, fact, records, period, value, key, whole] = take_change(fields);
    const auto by = node ? fields.get("by") : std::nullopt;
    const auto document = by ? fields.need("document") : std::nullopt, date = by ? fields.need("date") : std::nullopt;
    fields.done();
    if (!whole || (by && (!document || !date))) return;
    const std::string unit = unit_named->string();
    const auto place = places(cls).find(unit);
    if (place == places(cls).end()) return unit_named->fault(Code::query_unknown, {"unit", unit});
    if (link) return linked(link->string(), unit, *to);
    if (records) return list(cls, fact->string(), unit, *records);
    const std::string id = node ? node->string() : fact->string();
    const auto when = period_named(*period, id);
    if (!when || id.empty()) return;
    if (value->json->is(Kind::array)) return value->fault(Code::wrong_type, {kind_name(*value->json), "\"…\""});
    if (node) {
      if (decided(cls, id, unit, *period, *value, by, document, date)) return;
      const bool scored = among(mains(), *when);
      if (!scored) member_of(part("history"), "periods", Kind::array);
      Json& nodes = scored ? part("given", cls) : member_of(member_of(part("history"), "nodes", Kind::object), cls, Kind::object);
      const std::string pointer = pointer_join(pointer_join(scored ? "/given" : "/history/nodes", cls), id);
      if (Json* own = cell(member_of(nodes, id, Kind::object), pointer, cls, period->json->text, place->second)) *own = written(*value->json);
      return;
    }
    Json& by_period = member_of(part("readings", cls), id, Kind::object);
    const std::string pointer = pointer_join(pointer_join("/readings", cls), id);
    expect(by_period, Kind::object, pointer);
    Json* own = cell(by_period, pointer, cls, period->json->text, place->second);
    if (!own) return;
    if (!key) {
      *own = written(*value->json);
      return;
    }
    const Json one = written(*value->json);
    if (!own->is(Kind::object) || own->find("reason")) *own = made(Kind::object);
    if (one.is(Kind::null)) drop_member(*own, key->string());
    else member_of(*own, key->string(), Kind::null) = one;
    if (own->members.empty()) *own = Json();
  }

  /// Puts it among the decisions: those that are there, or where it says who decided.
  bool decided(const std::string& cls, const std::string& node, const std::string& unit, const Reader& period, const Reader& value,
               const std::optional<Reader>& by, const std::optional<Reader>& document, const std::optional<Reader>& date) {
    if (!by && !root_.find("decisions")) return false;
    Json& list = member_of(root_, "decisions", Kind::array);
    expect(list, Kind::array, "/decisions");
    auto found = std::find_if(list.items.begin(), list.items.end(), [&](const Json& one) {
      return same(one.find("class"), cls) && same(one.find("node"), node) && same(one.find("unit"), unit) && same(one.find("period"), period.json->text);
    });
    if (found == list.items.end() && !by) return false;
    const Json one = written(*value.json);
    if (one.is(Kind::null)) {
      if (found != list.items.end()) list.items.erase(found);
      return true;
    }
    if (found == list.items.end()) {
      list.items.push_back(made(Kind::object));
      found = list.items.end() - 1;
      const std::pair<const char*, const std::string*> of[] = {{"class", &cls}, {"node", &node}, {"unit", &unit}, {"period", &period.json->text}};
      for (const auto& [name, text] : of) found->members.emplace_back(name, text_of(*text));
    }
    member_of(*found, "value", Kind::null) = one;
    const std::pair<const char*, const std::optional<Reader>*> said[] = {{"by", &by}, {"document", &document}, {"date", &date}};
    for (const auto& [name, reader] : said)
      if (*reader) member_of(*found, name, Kind::null) = *(*reader)->json;
    return true;
  }

  void list(const std::string& cls, const std::string& fact, const std::string& unit, const Reader& records) {
    if (fact.empty() || (!records.json->is(Kind::null) && !records.expect(Kind::array, "[…]"))) return;
    Json& by_unit = member_of(part("records", cls), fact, Kind::object);
    expect(by_unit, Kind::object, pointer_join(pointer_join("/records", cls), fact));
    if (records.json->is(Kind::null)) {
      drop_member(by_unit, unit);
      return;
    }
    auto& members = by_unit.members;
    auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first == unit; });
    if (found == members.end()) {  // lists stand in the order of the units
      const auto& order = places(cls);
      const std::size_t own = order.at(unit);
      found = std::find_if(members.begin(), members.end(), [&](const auto& one) {
        const auto other = order.find(one.first);
        return other != order.end() && other->second > own;
      });
      found = members.emplace(found, unit, Json());
    }
    found->second = *records.json;
  }

  void linked(const std::string& link, const std::string& unit, const Reader& to) {
    if (link.empty()) return;
    Json& rows = member_of(part("links"), link, Kind::array);
    expect(rows, Kind::array, pointer_join("/links", link));
    const auto own = [&](const Json& row) { return same(row.find("from"), unit); };
    const auto place = std::find_if(rows.items.begin(), rows.items.end(), own) - rows.items.begin();
    rows.items.erase(std::remove_if(rows.items.begin(), rows.items.end(), own), rows.items.end());
    std::vector<Json> fresh;
    for (const Reader& item : to.items()) {
      Json row = made(Kind::object);
      row.members.emplace_back("from", text_of(unit));
      if (item.json->is(Kind::object)) row.members.insert(row.members.end(), item.json->members.begin(), item.json->members.end());
      else row.members.emplace_back("to", text_of(item.string()));
      fresh.push_back(std::move(row));
    }
    rows.items.insert(rows.items.begin() + place, fresh.begin(), fresh.end());
  }

  /// Every row of values of a class, one for each unit: readings, given figures, earlier results.
  void each_row(const std::string& cls, const std::function<void(Json&, const std::string&)>& visit) {
    Json* history = root_.find("history") ? &member_of(part("history"), "nodes", Kind::object) : nullptr;
    const auto visit_all = [&](Json& of_class, const std::string& pointer) {
      for (auto& [id, by_period] : of_class.members)
        for (auto& [period, row] : by_period.members) visit(row, pointer_join(pointer_join(pointer, id), period));
    };
    for (const char* name : {"readings", "given"})
      if (root_.find(name) && part(name).find(cls)) visit_all(part(name, cls), pointer_join(std::string("/") + name, cls));
    if (!history) return;
    if (history->find(cls)) visit_all(member_of(*history, cls, Kind::object), pointer_join("/history/nodes", cls));
    if (history->members.empty()) drop_member(part("history"), "nodes");
  }

  void list_units(const std::string& cls, const Reader& units) {
    const std::map<std::string, std::size_t> before = places(cls);
    const std::size_t had = count(cls);
    std::vector<std::size_t> from;  // by new place: the old one
    std::set<std::string> stay;
    for (const Reader& item : units.items()) {
      Fields fields(item);
      const std::string id = fields.need_string("id");
      for (const char* name : {"name", "group", "initials"}) fields.get(name);
      fields.done();
      if (id.empty()) continue;
      if (!is_id(id)) item.fault(Code::bad_id, {id});
      if (!stay.insert(id).second) item.fault(Code::duplicate_id, {id});
      const auto old = before.find(id);
      from.push_back(old == before.end() ? had : old->second);
    }
    if (!units.json->is(Kind::array)) return;
    each_row(cls, [&](Json& row, const std::string& pointer) {
      expect(row, Kind::array, pointer);
      if (row.items.size() != had) return sink_.add(Code::unit_count, row, pointer, {std::to_string(row.items.size()), std::to_string(had)});
      std::vector<Json> items;
      for (const std::size_t place : from) items.push_back(place < had ? row.items[place] : Json());
      row.items = std::move(items);
    });
    member_of(part("units"), cls, Kind::array) = *units.json;
    places_.clear();
    const auto gone = [&](const std::string& unit) { return before.count(unit) > 0 && stay.count(unit) == 0; };
    for (const char* name : {"records", "closedThrough"}) {
      if (!root_.find(name) || !part(name).find(cls)) continue;
      for (auto& [fact, by_unit] : part(name, cls).members) {
        auto& members = by_unit.members;
        members.erase(std::remove_if(members.begin(), members.end(), [&](const auto& one) { return gone(one.first); }), members.end());
      }
    }
    if (root_.find("decisions")) {
      auto& items = member_of(root_, "decisions", Kind::array).items;
      const auto theirs = [&](const Json& one) { return same(one.find("class"), cls) && one.find("unit") && gone(one.find("unit")->text); };
      items.erase(std::remove_if(items.begin(), items.end(), theirs), items.end());
    }
    if (!root_.find("links")) return;
    std::set<std::string> all;
    for (const auto& [id, list] : part("units").members)
      for (const auto& [unit, place] : places(id)) all.insert(unit);
    const auto lost = [&](const Json* end) { return end && gone(end->text) && all.count(end->text) == 0; };
    for (auto& [id, rows] : part("links").members)
      rows.items.erase(std::remove_if(rows.items.begin(), rows.items.end(), [&](const Json& row) { return lost(row.find("from")) || lost(row.find("to")); }),
                       rows.items.end());
  }

  void about(Fields& fields) {
    if (const auto scheme = fields.get("scheme")) {
      Fields inner(*scheme);
      const auto version = inner.need("version");
      inner.done();
      fields.done();
      if (version && !version->string().empty()) member_of(part("scheme"), "version", Kind::string) = *version->json;
      return;
    }
    if (const auto periods = fields.get("periods")) {
      fields.done();
      std::set<std::string> seen;
      for (const Reader& item : periods->items()) {
        const auto period = parse_period(item.string());
        if (!period) item.fault(Code::bad_period, {item.json->text});
        else if (!seen.insert(item.json->text).second) item.fault(Code::duplicate_id, {item.json->text});
      }
      if (periods->json->items.empty()) return periods->fault(Code::missing_key, {"periods"});
      member_of(root_, "periods", Kind::array) = *periods->json;
      return drop_periods();
    }
    constexpr const char* names[] = {"title", "note", "asOf", "closed", "view", "invented", "closedThrough", "history"};
    bool any = false;
    for (const char* name : names)
      if (const auto value = fields.get(name)) {
        any = true;
        if (value->json->is(Kind::null)) drop_member(root_, name);
        else member_of(root_, name, Kind::null) = *value->json;
      }
    fields.done();
    if (!any) fields.reader().fault(Code::missing_key, {"class"});
  }

  /// What was reported for periods that lie in none of those left.
  void drop_periods() {
    auto left = mains();
    for (const Period& one : earlier()) left.push_back(one);
    const auto gone = [&](const std::string& text) {
      const auto period = parse_period(text);
      return period && !within(left, *period);
    };
    for (const char* name : {"readings", "given"}) {
      if (!root_.find(name)) continue;
      for (auto& [cls, facts] : part(name).members)
        for (auto& [fact, by_period] : facts.members) {
          auto& members = by_period.members;
          members.erase(std::remove_if(members.begin(), members.end(), [&](const auto& one) { return gone(one.first); }), members.end());
        }
    }
    for (const char* name : {"decisions", "closed"}) {
      if (!root_.find(name)) continue;
      auto& items = member_of(root_, name, Kind::array).items;
      const auto past = [&](const Json& one) {
        const Json* period = one.is(Kind::object) ? one.find("period") : &one;
        return period && gone(period->text);
      };
      items.erase(std::remove_if(items.begin(), items.end(), past), items.end());
    }
  }

  Json& root_;
  const Sink& sink_;
  std::map<std::string, std::map<std::string, std::size_t>> places_;  // by class
};

}  // namespace

Json& member_of(Json& object, const std::string& key, Json::Kind kind) {
  for (auto& [name, value] : object.members)
    if (name == key) return value;
  object.members.emplace_back(key, made(kind));
  return object.members.back().second;
}

bool drop_member(Json& object, const std::string& key) {
  auto& members = object.members;
  const auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.first == key; });
  if (found == members.end()) return false;
  members.erase(found);
  return true;
}

void drop_fact(Json& dataset, const std::string& cls, const std::string& fact) {
  for (const char* name : {"readings", "records", "closedThrough"}) {
    if (!dataset.find(name)) continue;
    Json& classes = member_of(dataset, name, Kind::object);
    if (!classes.find(cls)) continue;
    Json& facts = member_of(classes, cls, Kind::object);
    drop_member(facts, fact);
    if (facts.members.empty()) drop_member(classes, cls);
    if (classes.members.empty()) drop_member(dataset, name);
  }
}

void rewrite(Json& dataset, const Sink& sink, const Reader& changes) {
  if (!dataset.is(Kind::object)) return sink.add(Code::wrong_type, dataset, "", {kind_name(dataset), "{…}"});
  Rewriting rewriting(dataset, sink);
  for (const Reader& item : changes.items()) rewriting.change(item);
}

}  // namespace yardstick
