#include "dataset_fill.h"

#include <algorithm>
#include <numeric>

#include "plan_builder.h"
#include "reading.h"

namespace yardstick {

namespace {

constexpr std::int64_t ever = 4'000'000;  // a day after all others

std::string options_of(const std::vector<Option>& options) {
  std::string all;
  for (const Option& option : options) all += (all.empty() ? "" : ", ") + option.id;
  return all;
}

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

}  // namespace

Filling::Filling(const Plan& plan, Data& data) : plan_(plan), data_(data) {
  const std::size_t classes = plan.scheme->classes.size();
  if (data_.classes.empty()) {
    data_.classes.resize(classes);
    data_.lists.resize(plan.lists.size());
    data_.links.resize(plan.scheme->links.size());
  }
  unit_index_.resize(classes);
  link_places_.resize(data_.links.size());
  list_places_.resize(data_.lists.size());
  for (const View& view : plan.scheme->views)
    if (view.id == data_.view && view.through_as_of) through_ = parse_date(data_.as_of);
}

void Filling::periods(std::vector<Period> mains, std::vector<Period> earlier) {
  const auto in_time = [](const Period& a, const Period& b) { return first_day(a) < first_day(b); };
  std::sort(mains.begin(), mains.end(), in_time);
  data_.mains = mains;
  for (const Period& period : earlier)
    if (std::find(mains.begin(), mains.end(), period) == mains.end()) mains.push_back(period);
  std::sort(mains.begin(), mains.end(), in_time);
  // Between the earliest and the latest none is left out: what was not reported is missing, and may be looked back over.
  constexpr std::size_t most = 200;
  for (std::size_t k = 0; k + 1 < mains.size() && mains.size() < most; ++k)
    if (const Period next = yardstick::earlier(mains[k], -1); !(next == mains[k + 1])) mains.insert(mains.begin() + static_cast<std::ptrdiff_t>(k) + 1, next);
  for (int g = 0; g < 5; ++g) {
    const Grain grain = static_cast<Grain>(g);
    auto& list = data_.slots[at(g)];
    for (const Period& main : mains) {
      if (grain < main.grain) {
        const Period outer = containing(main, grain);
        if (list.empty() || !(list.back() == outer)) list.push_back(outer);
      } else {
        const auto inner = parts(main, grain);
        list.insert(list.end(), inner.begin(), inner.end());
      }
    }
  }
}

void Filling::view(const std::string& id, const Reader& reader) {
  if (id.empty()) return;
  std::vector<std::string> known;
  for (const View& view : plan_.scheme->views) {
    known.push_back(view.id);
    if (view.id != id) continue;
    data_.view = id;
    data_.missing = view.missing;
    if (view.through_as_of) through_ = parse_date(data_.as_of);
    return;
  }
  reader.fault(Code::unknown_reference, {"view", id, nearest(id, known)});
}

void Filling::unit(int cls, const Reader& reader, bool groups_declared) {
  ClassData& data = data_.classes[static_cast<std::size_t>(cls)];
  Fields fields(reader);
  Unit unit;
  unit.id = fields.need_string("id");
  if (reader.json->find("id") && !is_id(unit.id)) reader.at("id", *reader.json->find("id")).fault(Code::bad_id, {unit.id});
  if (const auto name = fields.get("name")) unit.name = name->text();
  if (unit.name.empty()) unit.name = {unit.id, unit.id};
  unit.group = fields.string("group");
  unit.initials = fields.string("initials");
  fields.done();
  if (!units_by_id(cls).emplace(unit.id, static_cast<int>(data.units.size())).second)
    reader.fault(Code::duplicate_id, {unit.id});
  int group = -1;
  for (std::size_t g = 0; g < data.groups.size(); ++g)
    if (data.groups[g].id == unit.group) group = static_cast<int>(g);
  if (group < 0 && !unit.group.empty()) {
    if (groups_declared) reader.fault(Code::unknown_reference, {"group", unit.group, ""});
    group = static_cast<int>(data.groups.size());
    data.groups.push_back({unit.group, {unit.group, unit.group}});
  }
  data.group_of.push_back(group);
  data.units.push_back(std::move(unit));
}

void Filling::mention(int cls, const std::string& id) {
  ClassData& data = data_.classes[at(cls)];
  if (!units_by_id(cls).emplace(id, static_cast<int>(data.units.size())).second) return;
  data.units.push_back({id, {id, id}, "", ""});
  data.group_of.push_back(-1);
}

void Filling::room() {
  for (std::size_t c = 0; c < data_.classes.size(); ++c) {
    const Class& model = cls(static_cast<int>(c));
    ClassData& data = data_.classes[c];
    data.readings.resize(model.facts.size());
    for (std::size_t f = 0; f < model.facts.size(); ++f) {
      const Fact& fact = model.facts[f];
      if (fact.type == FactType::records) continue;
      data.readings[f].resize(fact.columns());
      for (Cells& cells : data.readings[f]) cells.resize(data_.slots[at(fact.grain)].size() * data.units.size());
    }
  }
  for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
    const RowList& model = plan_.lists[l];
    // A link with no rows, and the values of a keyed fact, are always there; a list of records must be given.
    const bool given = model.kind == RowList::Kind::link || model.kind == RowList::Kind::keyed;
    data_.lists[l].known.assign(data_.units(model.cls), given);
    data_.lists[l].fields.resize(model.fields ? model.fields->size() : 1);
  }
}

std::map<std::string, int>& Filling::units_by_id(int cls) const {
  auto& index = unit_index_[at(cls)];
  if (index) return *index;
  index.emplace();  // a change of one figure asks about one class
  const auto& units = data_.classes[at(cls)].units;
  for (std::size_t u = 0; u < units.size(); ++u) index->emplace(units[u].id, static_cast<int>(u));
  return *index;
}

int Filling::unit_named(int cls, const std::string& id) const {
  const auto& index = units_by_id(cls);
  const auto found = index.find(id);
  return found == index.end() ? -1 : found->second;
}

int Filling::fact_named(int cls, const std::string& id, const Reader& reader, bool records) {
  const auto& facts = plan_.scheme->classes[static_cast<std::size_t>(cls)].facts;
  for (std::size_t f = 0; f < facts.size(); ++f)
    if (facts[f].id == id && (facts[f].type == FactType::records) == records) return static_cast<int>(f);
  reader.fault(Code::unknown_reference, {records ? "records" : "fact", id, ""});
  return -1;
}

std::string Filling::all_periods() const {
  std::string all;
  for (const Period& main : data_.mains) all += (all.empty() ? "" : ", ") + to_string(main);
  return all;
}

int Filling::slot_named(const std::string& id, Grain grain, const std::string& text, const Reader& reader) {
  const auto period = parse_period(text);
  if (!period) {
    reader.fault(Code::bad_period, {text});
    return -1;
  }
  if (period->grain != grain) {
    reader.fault(Code::grain_clash, {id, std::string(name_of(grain)), text, std::string(name_of(period->grain))});
    return -1;
  }
  const int slot = data_.slot(*period);
  if (slot < 0) reader.fault(Code::record_outside_periods, {id, text, all_periods()});
  return slot;
}

void Filling::reading(int cls, int f, int slot, int unit, const Reader& value) {
  const Fact& fact = this->fact(cls, f);
  auto& columns = data_.classes[at(cls)].readings[at(f)];
  const std::size_t cell = at(slot) * data_.units(cls) + at(unit);
  if (through_ && first_day(data_.slots[at(fact.grain)][at(slot)]) > *through_) return;
  const auto all = [&](Status status) {
    for (Cells& cells : columns) cells.statuses[cell] = status;
  };
  const Json& json = *value.json;
  if (json.is(Json::Kind::null)) return;
  if (json.is(Json::Kind::string) && json.text == "exempt") return all(Status::exempt);
  if (json.is(Json::Kind::object) && json.find("reason")) {
    const std::string code = value.at("reason", *json.find("reason")).string();
    const auto reason = std::find_if(fact.reasons.begin(), fact.reasons.end(), [&](const Reason& r) { return r.name.id == code; });
    if (reason == fact.reasons.end()) {
      std::string known;
      for (const Reason& r : fact.reasons) known += (known.empty() ? "" : ", ") + r.name.id;
      value.fault(Code::bad_choice, {code, known});
      return;
    }
    data_.classes[at(cls)].reasons[{f, slot, unit}] = static_cast<int>(reason - fact.reasons.begin());
    if (reason->gives == Reason::Gives::value) {
      for (Cells& cells : columns) cells.set(cell, reason->value);
    } else {
      all(reason->gives == Reason::Gives::exempt ? Status::exempt : Status::missing);
    }
    return;
  }
  const bool votes = fact.type == FactType::votes;
  if (!votes && fact.keys.empty()) {
    if (const auto number = scalar(fact, value)) columns[0].set(cell, *number);
    return;
  }
  // A vote's options, or a fact's keys.
  const std::vector<Option>& names = votes ? fact.options : fact.keys;
  if (!value.expect(Json::Kind::object, "{…}")) return;
  if (votes)
    for (Cells& cells : columns) cells.set(cell, 0);
  for (const auto& [name, inner] : value.members()) {
    const auto found = std::find_if(names.begin(), names.end(), [&, id = name](const Option& x) { return x.id == id; });
    if (found == names.end()) {
      inner.fault(Code::bad_choice, {name, options_of(names)});
      continue;
    }
    option(fact, columns[at(found - names.begin())], cell, inner);
  }
}

void Filling::option(const Fact& fact, Cells& cells, std::size_t cell, const Reader& value) {
  if (fact.type != FactType::votes) {
    if (value.json->is(Json::Kind::null)) return;
    if (value.json->text == "exempt" && value.json->is(Json::Kind::string)) cells.statuses[cell] = Status::exempt;
    else if (const auto number = scalar(fact, value)) cells.set(cell, *number);
    return;
  }
  const Number number = value.quantity();
  if (!number.is_integer() || number.is_negative()) value.fault(Code::value_domain, {number.exact(), fact.id, "0, 1, 2 …"});
  cells.set(cell, number);
}

void Filling::reading_of(int cls, int f, int slot, int unit, const std::string& key, const Reader& place, const Reader& value) {
  const Fact& fact = this->fact(cls, f);
  const bool votes = fact.type == FactType::votes;
  const std::vector<Option>& names = votes ? fact.options : fact.keys;
  const auto found = std::find_if(names.begin(), names.end(), [&](const Option& x) { return x.id == key; });
  if (found == names.end()) return place.fault(Code::bad_choice, {key, options_of(names)});
  if (through_ && first_day(data_.slots[at(fact.grain)][at(slot)]) > *through_) return;
  auto& columns = data_.classes[at(cls)].readings[at(f)];
  Cells& own = columns[at(found - names.begin())];
  const std::size_t cell = at(slot) * data_.units(cls) + at(unit);
  // A reason stands for the whole reading.
  if (value.json->is(Json::Kind::object) && value.json->find("reason")) {
    clear(cls, f, slot, unit);
    return reading(cls, f, slot, unit, value);
  }
  const bool taken = value.json->is(Json::Kind::null);
  if (!votes) {
    own.statuses[cell] = Status::missing;
  } else if (columns[0].statuses[cell] != Status::known) {
    if (taken) return;
    for (Cells& cells : columns) cells.set(cell, 0);
  } else if (taken) {
    own.set(cell, 0);
    if (std::all_of(columns.begin(), columns.end(), [&](const Cells& cells) { return cells.values[cell].is_zero(); })) clear(cls, f, slot, unit);
    return;
  }
  data_.classes[at(cls)].reasons.erase({f, slot, unit});
  option(fact, own, cell, value);
}

void Filling::clear(int cls, int f, int slot, int unit) {
  for (Cells& cells : data_.classes[at(cls)].readings[at(f)])
    cells.statuses[at(slot) * data_.units(cls) + at(unit)] = Status::missing;
  data_.classes[at(cls)].reasons.erase({f, slot, unit});
}

std::optional<Number> Filling::scalar(const Field& field, const Reader& value) {
  const Json& json = *value.json;
  const auto wrong = [&](const char* expected) {
    value.fault(Code::value_type, {kind_name(json), field.id, expected});
    return std::nullopt;
  };
  if (field.type == FactType::flag) {
    if (!json.is(Json::Kind::boolean)) return wrong("true / false");
    return Number(json.boolean ? 1 : 0);
  }
  if (field.type == FactType::date) {
    if (!json.is(Json::Kind::string)) return wrong("\"2025-11-25\"");
    const auto day = parse_date(json.text);
    if (!day) {
      value.fault(Code::bad_date, {json.text});
      return std::nullopt;
    }
    return Number(*day);
  }
  if (field.type == FactType::unit) {
    if (!json.is(Json::Kind::string)) return wrong("\"…\"");
    const int other = plan_.class_of(field.of.id);
    const int unit = other < 0 ? -1 : unit_named(other, json.text);
    if (unit < 0) value.fault(Code::unknown_reference, {"unit", json.text, ""});
    return Number(unit);
  }
  if (field.type == FactType::choice) {
    if (!json.is(Json::Kind::string) && !json.is(Json::Kind::number)) return wrong(options_of(field.options).c_str());
    for (std::size_t o = 0; o < field.options.size(); ++o)
      if (field.options[o].id == json.text) return Number(static_cast<std::int64_t>(o));
    value.fault(Code::bad_choice, {json.text, options_of(field.options)});
    return std::nullopt;
  }
  if (!json.is(Json::Kind::string) && !json.is(Json::Kind::number)) return wrong("\"98.5\"");
  const auto number = Number::parse(json.text);
  if (!number) return wrong("\"98.5\"");
  const auto outside = [&](const std::string& limits) { value.fault(Code::value_domain, {json.text, field.id, limits}); };
  if (field.min && *number < *field.min) outside("≥ " + field.min->exact());
  else if (field.max && *number > *field.max) outside("≤ " + field.max->exact());
  else if (field.step && !((*number - field.min.value_or(0)) / *field.step).is_integer()) outside("step " + field.step->exact());
  return number;
}

int Filling::slot_of(Grain grain, std::int64_t day) const {
  const auto& list = data_.slots[static_cast<std::size_t>(grain)];
  const auto after = std::upper_bound(list.begin(), list.end(), day, [](std::int64_t d, const Period& p) { return d < first_day(p); });
  if (after == list.begin()) return -1;
  const auto found = after - 1;
  return day <= last_day(*found) ? static_cast<int>(found - list.begin()) : -1;
}

void Filling::place(Record& row, std::int64_t day) const {
  row.day = day;
  for (int g = 0; g < 5; ++g) row.slots[at(g)] = slot_of(static_cast<Grain>(g), day);
}

void Filling::place_list(int cls, int f, const Reader& lists) {
  if (const int index = plan_.list_of(cls, f, -1); index >= 0) list_places_[at(index)] = {lists.sink, lists.where()};
}

void Filling::records(int cls, int f, int unit, const Reader& rows) {
  const Fact& fact = this->fact(cls, f);
  const int index = plan_.list_of(cls, f, -1);
  if (!fact.from.id.empty()) {
    rows.fault(Code::unknown_reference, {"records", fact.id, fact.from.id});  // borrowed: its rows stand with their owner
    return;
  }
  if (!rows.expect(Json::Kind::array, "[…]")) return;
  if (!list_places_[at(index)].sink) list_places_[at(index)] = {rows.sink, rows.where()};
  list(index).known[at(unit)] = true;
  for (std::size_t field = 0; field < fact.fields.size(); ++field)
    if (const int inner = plan_.list_of(cls, f, static_cast<int>(field)); inner >= 0) list(inner).known[at(unit)] = true;
  std::set<std::string> seen;
  for (const Reader& row : rows.items())
    if (row.expect(Json::Kind::object, "{…}")) record(index, unit, -1, row, seen);
}

void Filling::replace_records(int cls, int f, int unit, const Reader& rows) {
  // The list and those inside its records are written anew, unit by unit: the rows of the others move together.
  std::vector<int> lists;
  std::vector<Records> before;
  for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
    const RowList& model = plan_.lists[l];
    if (model.cls != cls || model.fact != f || (model.kind != RowList::Kind::records && model.kind != RowList::Kind::inner)) continue;
    lists.push_back(static_cast<int>(l));
    Records fresh;
    fresh.known = data_.lists[l].known;
    fresh.known[at(unit)] = false;
    fresh.beyond = data_.lists[l].beyond;
    if (!fresh.beyond.empty()) fresh.beyond[at(unit)] = 0;
    fresh.closed_through = data_.lists[l].closed_through;
    fresh.fields.resize(data_.lists[l].fields.size());
    before.push_back(std::move(data_.lists[l]));
    data_.lists[l] = std::move(fresh);
  }
  if (lists.empty()) return rows.fault(Code::unknown_reference, {"records", fact(cls, f).id, fact(cls, f).from.id});
  list_places_[at(lists[0])] = {rows.sink, rows.where()};
  for (std::size_t u = 0; u < data_.units(cls); ++u) {
    if (u == at(unit)) {
      if (!rows.json->is(Json::Kind::null)) records(cls, f, unit, rows);
      continue;
    }
    const int moved = static_cast<int>(list(lists[0]).rows.size()) - static_cast<int>(before[0].first[u]);
    for (std::size_t k = 0; k < lists.size(); ++k) {
      Records& own = list(lists[k]);
      for (std::size_t r = before[k].first[u]; r < before[k].first[u + 1]; ++r) {
        Record row = before[k].rows[r];
        if (row.outer >= 0) row.outer += moved;
        for (std::size_t field = 0; field < own.fields.size(); ++field) {
          const Cells& from = before[k].fields[field];
          own.fields[field].resize(own.rows.size() + 1);
          if (r >= from.statuses.size()) continue;
          own.fields[field].values[own.rows.size()] = from.values[r];
          own.fields[field].statuses[own.rows.size()] = from.statuses[r];
        }
        own.rows.push_back(std::move(row));
      }
    }
  }
  for (const int l : lists) count_rows(l);
}

void Filling::record(int index, int unit, int outer, const Reader& row, std::set<std::string>& seen) {
  const RowList& model = plan_.lists[at(index)];
  const auto& fields = *model.fields;
  const Fact& fact = this->fact(model.cls, model.fact);
  Records& rows = list(index);
  Record record;
  record.unit = unit;
  record.outer = outer;
  record.texts.resize(fields.size());
  const Json* id = row.json->find("id");
  if (!id || !id->is(Json::Kind::string) || id->text.empty()) row.fault(Code::record_without_id, {model.id, data_.classes[at(model.cls)].units[at(unit)].id});
  else {
    record.id = id->text;
    if (!seen.insert(record.id).second) row.at("id", *id).fault(Code::duplicate_id, {record.id});
  }
  if (outer >= 0) {
    const Record& around = list(model.outer).rows[at(outer)];
    record.day = around.day;
    record.slots = around.slots;
  } else {
    const Json* date = row.json->find(fact.dated);
    const auto day = date && date->is(Json::Kind::string) ? parse_date(date->text) : std::nullopt;
    if (!date || date->is(Json::Kind::null)) row.fault(Code::missing_key, {fact.dated});
    if (day) {
      if (through_ && *day > *through_) {
        rows.beyond.resize(data_.classes[at(model.cls)].units.size());
        rows.beyond[at(unit)] = 1;
        return;
      }
      place(record, *day);
      if (record.slots[at(plan_.scheme->main)] < 0)
        row.at(fact.dated, *date).fault(Code::record_outside_periods, {record.id, date->text, all_periods()});
    }
  }
  const std::size_t cell = rows.rows.size();
  for (Cells& cells : rows.fields) cells.resize(cell + 1);
  rows.rows.push_back(record);
  for (const auto& [key, value] : row.members()) {
    if (key == "id") continue;
    const auto field = std::find_if(fields.begin(), fields.end(), [&, name = key](const Field& x) { return x.id == name; });
    if (field == fields.end()) {
      value.fault(Code::record_field, {key, model.id});
      continue;
    }
    const std::size_t place = at(field - fields.begin());
    if (value.json->is(Json::Kind::null)) continue;
    if (field->type == FactType::records) {
      const int inner = plan_.list_of(model.cls, model.fact, static_cast<int>(place));
      std::set<std::string> inside;
      for (const Reader& item : value.items())
        if (item.expect(Json::Kind::object, "{…}")) this->record(inner, unit, static_cast<int>(cell), item, inside);
      continue;
    }
    std::string& text = rows.rows[cell].texts[place];
    if (field->type == FactType::text) {
      const Text said = value.text();
      text = said.zh == said.en ? said.zh : said.zh + "\x1f" + said.en;
      continue;
    }
    const auto number = scalar(*field, value);
    if (!number) continue;
    rows.fields[place].set(cell, *number);
    text = value.json->is(Json::Kind::boolean) ? (value.json->boolean ? "true" : "false") : value.json->text;
  }
}

void Filling::links(const Reader& reader) {
  const auto& links = plan_.scheme->links;
  for (const auto& [id, rows] : reader.members()) {
    const auto link = std::find_if(links.begin(), links.end(), [&, name = id](const Link& l) { return l.id == name; });
    if (link == links.end()) {
      rows.fault(Code::unknown_reference, {"link", id, ""});
      continue;
    }
    const std::size_t index = at(link - links.begin());
    link_places_[index] = {rows.sink, rows.where()};
    for (const Reader& item : rows.items()) {
      Fields fields(item);
      LinkRow row;
      if (const auto from = fields.need("from")) {
        row.from_cls = plan_.class_of(link->from.id);
        row.from = unit_named(row.from_cls, from->string());
        if (row.from < 0) from->fault(Code::unknown_reference, {"unit", from->json->text, ""});
      }
      link_row(*link, fields, row);
      if (row.from >= 0 && row.to >= 0) data_.links[index].push_back(std::move(row));
    }
  }
}

void Filling::link_end(const Link& link, const Reader& to, LinkRow& row) {
  const std::string unit = to.string();
  for (const Cited& cls : link.to) {
    const int other = plan_.class_of(cls.id);
    if (row.to < 0 && (row.to = unit_named(other, unit)) >= 0) row.to_cls = other;
  }
  if (row.to < 0) to.fault(Code::unknown_reference, {"unit", unit, ""});
}

void Filling::link_row(const Link& link, Fields& fields, LinkRow& row) {
  row.since = -ever;
  row.until = ever;
  if (const auto to = fields.need("to")) link_end(link, *to, row);
  if (link.shares != Link::Shares::none) {
    if (const auto share = fields.need("share")) {
      row.share = share->quantity();
      if (*row.share < 0 || *row.share > 1) share->fault(Code::value_domain, {share->json->text, "share", "0 … 100%"});
    }
  } else {
    row.share = fields.quantity("share");
  }
  for (const auto& [key, day] : {std::pair{"since", &row.since}, std::pair{"until", &row.until}})
    if (const auto value = fields.get(key)) {
      const auto date = parse_date(value->string());
      if (!date) value->fault(Code::bad_date, {value->json->text});
      else *day = *date;
    }
  fields.done();
  if (row.since > row.until) fields.reader().fault(Code::rows_unsorted, {date_text(row.since), date_text(row.until)});
}

void Filling::replace_links(int index, int unit, const Reader& to) {
  const Link& link = plan_.scheme->links[at(index)];
  auto& rows = data_.links[at(index)];
  link_places_[at(index)] = {to.sink, to.where()};
  // They stand where the unit's first one stood.
  const auto own = [&](const LinkRow& row) { return row.from == unit; };
  const auto place = std::find_if(rows.begin(), rows.end(), own) - rows.begin();
  rows.erase(std::remove_if(rows.begin(), rows.end(), own), rows.end());
  std::vector<LinkRow> fresh;
  for (const Reader& item : to.items()) {
    LinkRow row;
    if (item.json->is(Json::Kind::object)) {
      Fields fields(item);
      link_row(link, fields, row);
    } else {
      row.since = -ever;
      row.until = ever;
      link_end(link, item, row);
      if (link.shares != Link::Shares::none) item.fault(Code::missing_key, {"share"});
    }
    row.from_cls = plan_.class_of(link.from.id);
    row.from = unit;
    if (row.to >= 0) fresh.push_back(std::move(row));
  }
  rows.insert(rows.begin() + place, fresh.begin(), fresh.end());
}

void Filling::closed_through(const Reader& reader) {
  for (const auto& [id, lists] : reader.members()) {
    const int cls = plan_.class_of(id);
    if (cls < 0) {
      lists.fault(Code::unknown_reference, {"class", id, ""});
      continue;
    }
    for (const auto& [name, value] : lists.members()) {
      const int f = fact_named(cls, name, value, true);
      if (f < 0) continue;
      const auto close = [&](const Reader& day, int first, int last) {
        const auto date = parse_date(day.string());
        if (!date) return day.fault(Code::bad_date, {day.json->text});
        for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
          if (plan_.lists[l].cls != cls || plan_.lists[l].fact != f) continue;
          auto& closed = data_.lists[l].closed_through;
          if (closed.empty()) closed.assign(data_.units(cls), ever);
          for (int u = first; u < last; ++u) closed[at(u)] = *date;
        }
      };
      if (!value.json->is(Json::Kind::object)) {
        close(value, 0, static_cast<int>(data_.units(cls)));
        continue;
      }
      for (const auto& [unit, day] : value.members()) {
        const int u = unit_named(cls, unit);
        if (u < 0) day.fault(Code::unknown_reference, {"unit", unit, ""});
        else close(day, u, u + 1);
      }
    }
  }
}

void Filling::pin(int cls, const std::string& id, int slot, int unit, const Reader& value) {
  if (value.json->is(Json::Kind::null)) return;
  const auto& index = plan_.node_index[at(cls)];
  const auto node = index.find(id);
  if (node == index.end()) return value.fault(Code::unknown_reference, {"node", id, ""});
  if (!pinned_.insert({node->second, slot, unit}).second) {
    const Period& period = data_.slots[at(plan_.nodes[at(node->second)].grain)][at(slot)];
    return value.fault(Code::given_twice, {id, data_.classes[at(cls)].units[at(unit)].id, to_string(period)});
  }
  if (value.json->is(Json::Kind::string) && value.json->text == "exempt") return data_.pins.push_back({node->second, slot, unit, Number(), true});
  const bool scalar = value.json->is(Json::Kind::string) || value.json->is(Json::Kind::number);
  const std::string text = value.json->is(Json::Kind::boolean) ? (value.json->boolean ? "true" : "false") : value.json->text;
  const auto number = scalar || value.json->is(Json::Kind::boolean) ? value_from(plan_.nodes[at(node->second)], text) : std::nullopt;
  if (!number) return value.fault(Code::value_type, {kind_name(*value.json), id, "\"98.5\""});
  data_.pins.push_back({node->second, slot, unit, *number});
}

void Filling::unpin(int node, int slot, int unit) {
  const auto here = [&](const auto& one) { return one.node == node && one.slot == slot && one.unit == unit; };
  data_.pins.erase(std::remove_if(data_.pins.begin(), data_.pins.end(), here), data_.pins.end());
  data_.decisions.erase(std::remove_if(data_.decisions.begin(), data_.decisions.end(), here), data_.decisions.end());
  pinned_.erase({node, slot, unit});
}

bool Filling::scored(Grain grain, int slot) const {
  const Period& period = data_.slots[at(grain)][at(slot)];
  const auto overlaps = [&](const Period& main) { return first_day(main) <= last_day(period) && first_day(period) <= last_day(main); };
  return std::any_of(data_.mains.begin(), data_.mains.end(), overlaps);
}

void Filling::decision(const Reader& reader) {
  Fields fields(reader);
  const auto cls_named = fields.need("class"), node = fields.need("node"), unit = fields.need("unit"), period = fields.need("period"), value = fields.need("value");
  Decided decided;
  const auto by = fields.need("by"), paper = fields.need("document"), date = fields.need("date");
  const std::pair<const char*, const std::optional<Reader>*> named[] = {{"by", &by}, {"document", &paper}, {"date", &date}};
  for (const auto& [key, given] : named)
    if (*given && (*given)->json->is(Json::Kind::string) && (*given)->json->text.empty()) (*given)->fault(Code::missing_key, {key});
  if (by) decided.by = by->text();
  if (paper) decided.document = paper->text();
  if (date) decided.date = date->json->text;
  if (date && !parse_date(decided.date)) date->fault(Code::bad_date, {decided.date});
  fields.done();
  if (!cls_named || !node || !unit || !period || !value) return;
  const int cls = plan_.class_of(cls_named->string());
  if (cls < 0) return cls_named->fault(Code::unknown_reference, {"class", cls_named->json->text, ""});
  const int u = unit_named(cls, unit->string());
  if (u < 0) return unit->fault(Code::unknown_reference, {"unit", unit->json->text, ""});
  const PlanNode* planned = plan_.find(cls, node->string());
  if (!planned || planned->node->type != NodeType::decision) return node->fault(Code::unknown_reference, {"decision", node->json->text, ""});
  const int slot = slot_named(planned->id, planned->grain, period->string(), *period);
  if (slot < 0) return;
  pin(cls, planned->id, slot, u, *value);
  if (value->json->is(Json::Kind::null)) return;
  decided.node = static_cast<int>(planned - plan_.nodes.data());
  decided.slot = slot;
  decided.unit = u;
  data_.decisions.push_back(std::move(decided));
}

void Filling::borrow(int index) {
  const RowList& model = plan_.lists[at(index)];
  const Records& source = data_.lists[at(model.source)];
  Records& own = list(index);
  // A list that is not given could name anybody.
  const bool given = source.known.size() == data_.units(plan_.lists[at(model.source)].cls) && std::find(source.known.begin(), source.known.end(), false) == source.known.end();
  own.known.assign(data_.units(model.cls), given);
  own.rows.clear();
  for (Cells& cells : own.fields) cells = Cells{};
  own.closed_through.clear();
  const Cells& named = source.fields[at(model.field)];
  std::vector<std::vector<std::size_t>> borne(own.known.size());
  for (std::size_t r = 0; r < source.rows.size(); ++r) {
    const auto unit = named.statuses[r] == Status::known ? named.values[r].to_int64() : std::nullopt;
    if (unit && *unit >= 0 && at(*unit) < borne.size()) borne[at(*unit)].push_back(r);
  }
  for (std::size_t u = 0; u < own.known.size(); ++u)
    for (const std::size_t r : borne[u]) {
      Record row = source.rows[r];
      row.unit = static_cast<int>(u);
      for (std::size_t f = 0; f < own.fields.size(); ++f) {
        own.fields[f].resize(own.rows.size() + 1);
        own.fields[f].values[own.rows.size()] = source.fields[f].values[r];
        own.fields[f].statuses[own.rows.size()] = source.fields[f].statuses[r];
      }
      own.rows.push_back(std::move(row));
    }
  // As complete as the least complete of those it is borrowed from.
  if (!source.closed_through.empty())
    own.closed_through.assign(own.known.size(), *std::min_element(source.closed_through.begin(), source.closed_through.end()));
}

void Filling::link_rows(int index) {
  const RowList& model = plan_.lists[at(index)];
  Records& own = list(index);
  own.rows.clear();
  own.fields[0] = Cells{};
  const auto& rows = data_.links[at(model.link)];
  const auto& slots = data_.slots[at(model.grain)];
  std::vector<std::vector<std::size_t>> of_unit(data_.units(model.cls));
  for (std::size_t r = 0; r < rows.size(); ++r)
    if ((model.inverse ? rows[r].to_cls : rows[r].from_cls) == model.cls) of_unit[at(model.inverse ? rows[r].to : rows[r].from)].push_back(r);
  for (std::size_t u = 0; u < of_unit.size(); ++u)
    for (std::size_t s = 0; s < slots.size(); ++s)
      for (const std::size_t r : of_unit[u]) {
        const LinkRow& link = rows[r];
        const int unit = static_cast<int>(u);
        const std::int64_t day = last_day(slots[s]);
        if (day < link.since || day > link.until) continue;
        Record row;
        row.unit = unit;
        place(row, day);
        for (int g = static_cast<int>(model.grain) + 1; g < 5; ++g) row.slots[at(g)] = -1;
        row.other_cls = model.inverse ? link.from_cls : link.to_cls;
        row.other = model.inverse ? link.from : link.to;
        row.id = data_.classes[at(row.other_cls)].units[at(row.other)].id;
        own.fields[0].resize(own.rows.size() + 1);
        if (link.share) own.fields[0].set(own.rows.size(), *link.share);
        own.rows.push_back(std::move(row));
      }
}

void Filling::refresh(int index) {
  const RowList& model = plan_.lists[at(index)];
  Records& own = list(index);
  const auto& columns = data_.classes[at(model.cls)].readings[at(model.fact)];
  const auto& slots = data_.slots[at(model.grain)];
  const std::size_t units = data_.units(model.cls);
  own.rows.clear();
  for (Cells& cells : own.fields) {
    cells = Cells{};
    cells.resize(units * slots.size() * columns.size());
  }
  for (std::size_t u = 0; u < units; ++u)
    for (std::size_t s = 0; s < slots.size(); ++s)
      for (std::size_t k = 0; k < columns.size(); ++k) {
        Record row;
        row.unit = static_cast<int>(u);
        row.id = fact(model.cls, model.fact).keys[k].id;
        row.texts = {row.id, ""};
        place(row, last_day(slots[s]));
        for (int g = static_cast<int>(model.grain) + 1; g < 5; ++g) row.slots[at(g)] = -1;
        const std::size_t cell = s * units + u;
        own.fields[0].set(own.rows.size(), Number(static_cast<std::int64_t>(k)));
        own.fields[1].values[own.rows.size()] = columns[k].values[cell];
        own.fields[1].statuses[own.rows.size()] = columns[k].statuses[cell];
        own.rows.push_back(std::move(row));
      }
}

void Filling::check_links(const Link& link, std::size_t index) {
  const Said& said = link_places_[index];
  if (!said.sink) return;
  const auto& rows = data_.links[index];
  const Grain main = plan_.scheme->main;
  for (std::size_t s = 0; s < data_.slots[at(main)].size(); ++s) {
    const std::int64_t day = data_.day_of(main, static_cast<int>(s));
    const std::string period = to_string(data_.slots[at(main)][s]);
    const bool scored = std::find(data_.mains.begin(), data_.mains.end(), data_.slots[at(main)][s]) != data_.mains.end();
    std::map<std::pair<int, int>, Number> shares;
    std::map<int, int> counts;
    for (const LinkRow& row : rows) {
      if (day < row.since || day > row.until) continue;
      ++counts[row.from];
      const auto end = link.shares == Link::Shares::to ? std::pair{row.to_cls, row.to} : std::pair{row.from_cls, row.from};
      shares[end] += row.share.value_or(0);
    }
    if (!scored) continue;
    const int from = plan_.class_of(link.from.id);
    for (std::size_t u = 0; u < data_.units(from); ++u) {
      const auto found = counts.find(static_cast<int>(u));
      const int n = found == counts.end() ? 0 : found->second;
      if (link.count != Link::Count::many && (n > 1 || (n == 0 && link.count == Link::Count::one)))
        said.sink->add(Code::link_count, said.where, {link.id, data_.classes[at(from)].units[u].id, period, std::to_string(n)});
    }
    if (link.shares != Link::Shares::none)
      for (const auto& [end, sum] : shares)
        if (sum != Number(1))
          said.sink->add(Code::shares_off_total, said.where, {link.id, data_.classes[at(end.first)].units[at(end.second)].id, period, sum.exact()});
  }
}

void Filling::check_shares(int index) {
  const RowList& model = plan_.lists[at(index)];
  const Fact& fact = this->fact(model.cls, model.fact);
  const Said& said = list_places_[at(index)];
  if (fact.share.id.empty() || !said.sink) return;
  const auto place_of = [&](const std::string& id) {
    return at(std::find_if(fact.fields.begin(), fact.fields.end(), [&](const Field& f) { return f.id == id; }) - fact.fields.begin());
  };
  const std::size_t share = place_of(fact.share.id), per = place_of(fact.share_per.id);
  std::map<std::pair<int, std::string>, Number> sums;
  const Records& rows = data_.lists[at(index)];
  for (std::size_t r = 0; r < rows.rows.size(); ++r) {
    Number& sum = sums[{rows.rows[r].slots[at(fact.grain)], rows.rows[r].texts[per]}];
    if (rows.fields[share].statuses[r] == Status::known) sum += rows.fields[share].values[r];
  }
  for (const auto& [item, sum] : sums)
    if (item.first >= 0 && sum != Number(1))
      said.sink->add(Code::shares_off_total, said.where, {fact.id, item.second, to_string(data_.slots[at(fact.grain)][at(item.first)]), sum.exact()});
}

void Filling::count_rows(int index) {
  Records& rows = list(index);
  rows.first.assign(rows.known.size() + 1, 0);
  for (const Record& row : rows.rows) ++rows.first[at(row.unit) + 1];
  for (std::size_t u = 0; u < rows.known.size(); ++u) rows.first[u + 1] += rows.first[u];
}

void Filling::derive(const std::vector<int>& lists, const std::vector<int>& links) {
  for (const int index : lists) {
    switch (plan_.lists[at(index)].kind) {
      case RowList::Kind::keyed: refresh(index); break;
      case RowList::Kind::link: link_rows(index); break;
      case RowList::Kind::borrowed: borrow(index); break;
      case RowList::Kind::records: check_shares(index); break;
      default: break;
    }
    count_rows(index);
  }
  for (const int link : links) check_links(plan_.scheme->links[at(link)], at(link));
}

void Filling::finish() {
  std::vector<int> lists(plan_.lists.size()), links(plan_.scheme->links.size());
  std::iota(lists.begin(), lists.end(), 0);
  std::iota(links.begin(), links.end(), 0);
  derive(lists, links);
}

}  // namespace yardstick
