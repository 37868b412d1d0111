#include "yardstick/dataset.h"

#include <algorithm>
#include <map>
#include <set>

#include "reader.h"

namespace yardstick {

std::string_view name_of(Status status) {
  constexpr std::string_view names[] = {"known", "exempt", "missing", "invalid"};
  return names[static_cast<std::size_t>(status)];
}

int Data::slot(const Period& period) const {
  const auto& list = slots[static_cast<std::size_t>(period.grain)];
  const auto found = std::find(list.begin(), list.end(), period);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

std::size_t Data::size(const Shape& shape) const {
  if (shape.uniform) return 1;
  const ClassData& cls = classes[static_cast<std::size_t>(shape.cls)];
  if (shape.list >= 0) return cls.lists[static_cast<std::size_t>(shape.list)].rows.size();
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

namespace {

/// What datasets and cases have in common: units, readings and records put into cells.
class Filling {
 public:
  Filling(const Plan& plan, Data& data) : plan_(plan), data_(data) {
    if (data_.classes.empty()) data_.classes.resize(plan.scheme->classes.size());
  }

  void periods(std::vector<Period> mains) {
    std::sort(mains.begin(), mains.end(), [](const Period& a, const Period& b) { return first_day(a) < first_day(b); });
    data_.mains = mains;
    for (int g = 0; g < 5; ++g) {
      const Grain grain = static_cast<Grain>(g);
      for (const Period& main : mains) {
        if (grain < main.grain) {
          const Period outer = containing(main, grain);
          auto& list = data_.slots[static_cast<std::size_t>(g)];
          if (list.empty() || !(list.back() == outer)) list.push_back(outer);
        } else {
          const auto inner = parts(main, grain);
          auto& list = data_.slots[static_cast<std::size_t>(g)];
          list.insert(list.end(), inner.begin(), inner.end());
        }
      }
    }
  }

  /// After units and periods are known: room for every reading.
  void room(int cls) {
    const Class& model = plan_.scheme->classes[static_cast<std::size_t>(cls)];
    ClassData& data = data_.classes[static_cast<std::size_t>(cls)];
    data.readings.resize(model.facts.size());
    data.lists.resize(model.facts.size());
    for (std::size_t f = 0; f < model.facts.size(); ++f) {
      const Fact& fact = model.facts[f];
      if (fact.type == FactType::records) {
        data.lists[f].known.assign(data.units.size(), false);
        data.lists[f].fields.resize(fact.fields.size());
        continue;
      }
      data.readings[f].resize(fact.type == FactType::votes ? fact.options.size() : 1);
      for (Cells& cells : data.readings[f]) cells.resize(data_.slots[static_cast<std::size_t>(fact.grain)].size() * data.units.size());
    }
  }

  void reading(int cls, std::size_t f, int slot, int unit, const Reader& value) {
    const Fact& fact = plan_.scheme->classes[static_cast<std::size_t>(cls)].facts[f];
    auto& columns = data_.classes[static_cast<std::size_t>(cls)].readings[f];
    const std::size_t at = static_cast<std::size_t>(slot) * data_.units(cls) + static_cast<std::size_t>(unit);
    if (value.json->is(Json::Kind::null)) return;
    if (value.json->is(Json::Kind::string) && value.json->text == "exempt") {
      for (Cells& cells : columns) cells.statuses[at] = Status::exempt;
      return;
    }
    if (fact.type == FactType::votes) {
      if (!value.expect(Json::Kind::object, "{…}")) return;
      for (std::size_t o = 0; o < fact.options.size(); ++o) columns[o].set(at, 0);
      for (const auto& [option, votes] : value.members()) {
        const auto found = std::find_if(fact.options.begin(), fact.options.end(), [&, id = option](const Option& x) { return x.id == id; });
        if (found == fact.options.end()) {
          votes.fault(Code::bad_choice, {option, options_of(fact)});
          continue;
        }
        const Number number = votes.quantity();
        if (!number.is_integer() || number.is_negative()) votes.fault(Code::value_domain, {number.exact(), fact.id, "0, 1, 2 …"});
        columns[static_cast<std::size_t>(found - fact.options.begin())].set(at, number);
      }
      return;
    }
    if (const auto number = scalar(fact, value)) columns[0].set(at, *number);
  }

  void clear(int cls, std::size_t f, int slot, int unit) {
    for (Cells& cells : data_.classes[static_cast<std::size_t>(cls)].readings[f])
      cells.statuses[static_cast<std::size_t>(slot) * data_.units(cls) + static_cast<std::size_t>(unit)] = Status::missing;
  }

  /// The records of one unit, appended; call in the order of the units.
  void records(int cls, std::size_t f, int unit, const Reader& rows) {
    const Fact& fact = plan_.scheme->classes[static_cast<std::size_t>(cls)].facts[f];
    Records& list = data_.classes[static_cast<std::size_t>(cls)].lists[f];
    list.known[static_cast<std::size_t>(unit)] = true;
    std::set<std::string> seen;
    for (const Reader& row : rows.items()) {
      if (!row.expect(Json::Kind::object, "{…}")) continue;
      Record record;
      record.unit = unit;
      record.texts.resize(fact.fields.size());
      const std::size_t at = list.rows.size();
      for (Cells& cells : list.fields) cells.resize(at + 1);
      const Json* id = row.json->find("id");
      const std::string unit_id = data_.classes[static_cast<std::size_t>(cls)].units[static_cast<std::size_t>(unit)].id;
      if (!id || !id->is(Json::Kind::string) || id->text.empty()) row.fault(Code::record_without_id, {fact.id, unit_id});
      else {
        record.id = id->text;
        if (!seen.insert(record.id).second) row.at("id", *id).fault(Code::duplicate_id, {record.id});
      }
      bool dated = false;
      for (const auto& [key, value] : row.members()) {
        if (key == "id") continue;
        const auto field = std::find_if(fact.fields.begin(), fact.fields.end(), [&, id = key](const Field& x) { return x.id == id; });
        if (field == fact.fields.end()) {
          value.fault(Code::record_field, {key, fact.id});
          continue;
        }
        const std::size_t place = static_cast<std::size_t>(field - fact.fields.begin());
        if (value.json->is(Json::Kind::null)) continue;
        if (field->type == FactType::text) {
          const Text text = value.text();
          record.texts[place] = text.zh == text.en ? text.zh : text.zh + "\x1f" + text.en;
          continue;
        }
        const auto number = scalar(*field, value);
        if (!number) continue;
        list.fields[place].set(at, *number);
        record.texts[place] = value.json->is(Json::Kind::boolean) ? (value.json->boolean ? "true" : "false") : value.json->text;
        if (key == fact.dated) {
          record.day = number->to_int64().value_or(0);
          dated = true;
          for (int g = 0; g < 5; ++g) record.slots[static_cast<std::size_t>(g)] = slot_of(static_cast<Grain>(g), record.day);
          if (record.slots[static_cast<std::size_t>(plan_.scheme->main)] < 0) {
            std::string all;
            for (const Period& main : data_.mains) all += (all.empty() ? "" : ", ") + to_string(main);
            value.fault(Code::record_outside_periods, {record.id, value.json->text, all});
          }
        }
      }
      if (!dated && !row.json->find(fact.dated)) row.fault(Code::missing_key, {fact.dated});
      list.rows.push_back(std::move(record));
    }
  }

  /// After all records of a class: where each unit's rows begin.
  void index(int cls) {
    for (Records& list : data_.classes[static_cast<std::size_t>(cls)].lists) {
      if (list.known.empty() && list.rows.empty()) continue;
      list.first.assign(list.known.size() + 1, 0);
      for (const Record& row : list.rows) ++list.first[static_cast<std::size_t>(row.unit) + 1];
      for (std::size_t u = 0; u < list.known.size(); ++u) list.first[u + 1] += list.first[u];
    }
  }

  void unit(int cls, const Reader& reader, std::set<std::string>& seen, bool groups_declared) {
    ClassData& data = data_.classes[static_cast<std::size_t>(cls)];
    Fields fields(reader);
    Unit unit;
    unit.id = fields.need_string("id");
    if (const auto name = fields.get("name")) unit.name = name->text();
    if (unit.name.empty()) unit.name = {unit.id, unit.id};
    unit.group = fields.string("group");
    unit.initials = fields.string("initials");
    fields.done();
    if (!seen.insert(unit.id).second) reader.fault(Code::duplicate_id, {unit.id});
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

  int fact_named(int cls, const std::string& id, const Reader& reader, bool records) {
    const auto& facts = plan_.scheme->classes[static_cast<std::size_t>(cls)].facts;
    for (std::size_t f = 0; f < facts.size(); ++f)
      if (facts[f].id == id && (facts[f].type == FactType::records) == records) return static_cast<int>(f);
    reader.fault(Code::unknown_reference, {records ? "records" : "fact", id, ""});
    return -1;
  }

  /// A reading's period as a slot of the fact's grain, or -1 with a fault.
  int slot_named(const Fact& fact, const std::string& text, const Reader& reader) {
    const auto period = parse_period(text);
    if (!period) {
      reader.fault(Code::bad_period, {text});
      return -1;
    }
    if (period->grain != fact.grain) {
      reader.fault(Code::grain_clash, {fact.id, std::string(name_of(fact.grain)), text, std::string(name_of(period->grain))});
      return -1;
    }
    const int slot = data_.slot(*period);
    if (slot < 0) {
      std::string all;
      for (const Period& main : data_.mains) all += (all.empty() ? "" : ", ") + to_string(main);
      reader.fault(Code::record_outside_periods, {fact.id, text, all});
    }
    return slot;
  }

 private:
  static std::string options_of(const Field& field) {
    std::string all;
    for (const Option& option : field.options) all += (all.empty() ? "" : ", ") + option.id;
    return all;
  }

  std::optional<Number> scalar(const Field& field, const Reader& value) {
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
    if (field.type == FactType::choice) {
      if (!json.is(Json::Kind::string) && !json.is(Json::Kind::number)) return wrong(options_of(field).c_str());
      for (std::size_t o = 0; o < field.options.size(); ++o)
        if (field.options[o].id == json.text) return Number(static_cast<std::int64_t>(o));
      value.fault(Code::bad_choice, {json.text, options_of(field)});
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

  int slot_of(Grain grain, std::int64_t day) const {
    const auto& list = data_.slots[static_cast<std::size_t>(grain)];
    const auto after = std::upper_bound(list.begin(), list.end(), day, [](std::int64_t d, const Period& p) { return d < first_day(p); });
    if (after == list.begin()) return -1;
    const auto found = after - 1;
    return day <= last_day(*found) ? static_cast<int>(found - list.begin()) : -1;
  }

  const Plan& plan_;
  Data& data_;
};

}  // namespace

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
  std::vector<Period> mains;
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
  filling.periods(mains);
  if (const auto closed = fields.get("closed"))
    for (const Reader& item : closed->items())
      if (!parse_period(item.string())) item.fault(Code::bad_period, {item.json->text});

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
  if (const auto units = fields.need("units"))
    for (const auto& [id, list] : units->members()) {
      const int cls = class_named(id, list);
      if (cls < 0) continue;
      const auto items = list.items();
      const Class& model = scheme.classes[static_cast<std::size_t>(cls)];
      std::size_t cells = 0;
      for (const Fact& fact : model.facts)
        cells += data.slots[static_cast<std::size_t>(fact.grain)].size() * items.size() * (fact.type == FactType::votes ? fact.options.size() : 1);
      if (items.size() > limits.units || cells > limits.cells) {
        list.fault(Code::too_many_units, {std::to_string(items.size()), std::to_string(limits.units)});
        room = false;
        continue;
      }
      std::set<std::string> seen;
      for (const Reader& item : items) filling.unit(cls, item, seen, grouped.count(cls) > 0);
    }
  if (room)
    for (std::size_t c = 0; c < scheme.classes.size(); ++c) filling.room(static_cast<int>(c));
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
          const int slot = filling.slot_named(fact, period, values);
          const auto items = values.items();
          if (values.json->is(Json::Kind::array) && items.size() != data.units(cls))
            values.fault(Code::unit_count, {std::to_string(items.size()), std::to_string(data.units(cls))});
          if (slot < 0) continue;
          for (std::size_t u = 0; u < items.size() && u < data.units(cls); ++u)
            filling.reading(cls, static_cast<std::size_t>(f), slot, static_cast<int>(u), items[u]);
        }
      }
    }
  if (records && room)
    for (const auto& [id, facts] : records->members()) {
      const int cls = class_named(id, facts);
      if (cls < 0) continue;
      std::map<std::string, int> unit_index;
      for (std::size_t u = 0; u < data.units(cls); ++u) unit_index[data.classes[static_cast<std::size_t>(cls)].units[u].id] = static_cast<int>(u);
      for (const auto& [fact_id, by_unit] : facts.members()) {
        const int f = filling.fact_named(cls, fact_id, by_unit, true);
        if (f < 0) continue;
        std::map<int, Reader> ordered;  // rows stand in the order of the units, whatever the order of the text
        for (const auto& [unit, rows] : by_unit.members()) {
          const auto found = unit_index.find(unit);
          if (found == unit_index.end()) rows.fault(Code::unknown_reference, {"unit", unit, ""});
          else ordered.emplace(found->second, rows);
        }
        for (const auto& [unit, rows] : ordered) filling.records(cls, static_cast<std::size_t>(f), unit, rows);
      }
    }
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) filling.index(static_cast<int>(c));
  fields.done();
  if (!has_error(result.diagnostics)) result.value = std::move(data);
  return result;
}

Checked<Data> case_data(const Document& document, const Plan& plan, const Case& example, int cls) {
  Checked<Data> result;
  const Sink sink{document, result.diagnostics};
  Data data;
  Filling filling(plan, data);
  const Reader at{&document.root, example.pointer, &sink};
  Period period{plan.scheme->main, 2025, 1};
  if (!example.period.empty()) {
    const auto written = parse_period(example.period);
    if (!written || written->grain != plan.scheme->main) at.fault(Code::bad_period, {example.period});
    else period = *written;
  }
  filling.periods({period});
  const Reader readings{&example.readings, example.pointer + "/readings", &sink};
  const Reader records{&example.records, example.pointer + "/records", &sink};
  const Reader units{&example.units, example.pointer + "/units", &sink};
  ClassData& target = data.classes[static_cast<std::size_t>(cls)];
  std::set<std::string> seen;
  if (example.units.is(Json::Kind::array))
    for (const Reader& item : units.items()) filling.unit(cls, item, seen, false);
  const auto mention = [&](const std::string& id) {
    if (!seen.insert(id).second) return;
    target.units.push_back({id, {id, id}, "", ""});
    target.group_of.push_back(-1);
  };
  for (const Reader* reader : {&readings, &records})
    if (reader->json->is(Json::Kind::object))
      for (const auto& [unit, values] : reader->members()) mention(unit);
  for (const auto* figures : {&example.assume, &example.expect})
    for (const CaseFigure& figure : *figures) mention(figure.unit);
  for (std::size_t c = 0; c < data.classes.size(); ++c) filling.room(static_cast<int>(c));
  const auto unit_index = [&](const std::string& id) {
    for (std::size_t u = 0; u < target.units.size(); ++u)
      if (target.units[u].id == id) return static_cast<int>(u);
    return -1;
  };
  const auto& facts = plan.scheme->classes[static_cast<std::size_t>(cls)].facts;
  if (readings.json->is(Json::Kind::object))
    for (const auto& [unit, values] : readings.members())
      for (const auto& [fact_id, value] : values.members()) {
        const int f = filling.fact_named(cls, fact_id, value, false);
        if (f < 0) continue;
        const Fact& fact = facts[static_cast<std::size_t>(f)];
        const bool by_period = value.json->is(Json::Kind::object) && !value.json->members.empty() && parse_period(value.json->members[0].first);
        if (by_period) {
          for (const auto& [text, inner] : value.members()) {
            const int slot = filling.slot_named(fact, text, inner);
            if (slot >= 0) filling.reading(cls, static_cast<std::size_t>(f), slot, unit_index(unit), inner);
          }
        } else {  // a plain value holds in every period
          const std::size_t slots = data.slots[static_cast<std::size_t>(fact.grain)].size();
          for (std::size_t s = 0; s < slots; ++s) filling.reading(cls, static_cast<std::size_t>(f), static_cast<int>(s), unit_index(unit), value);
        }
      }
  if (records.json->is(Json::Kind::object)) {
    for (std::size_t f = 0; f < facts.size(); ++f) {
      if (facts[f].type != FactType::records) continue;
      for (std::size_t u = 0; u < target.units.size(); ++u) {
        const Json* lists = records.json->find(target.units[u].id);
        const Json* rows = lists ? lists->find(facts[f].id) : nullptr;
        if (rows) filling.records(cls, f, static_cast<int>(u), records.at(target.units[u].id, *lists).at(facts[f].id, *rows));
      }
    }
    for (const auto& [unit, lists] : records.members())
      for (const auto& [fact_id, rows] : lists.members()) filling.fact_named(cls, fact_id, rows, true);
  }
  for (std::size_t c = 0; c < data.classes.size(); ++c) filling.index(static_cast<int>(c));
  if (!has_error(result.diagnostics)) result.value = std::move(data);
  return result;
}

Checked<std::vector<Changed>> apply_changes(const Document& document, const Plan& plan, Data& data) {
  Checked<std::vector<Changed>> result;
  const Sink sink{document, result.diagnostics};
  Filling filling(plan, data);
  std::vector<Changed> touched;
  const Reader root{&document.root, "", &sink};
  for (const Reader& item : root.items()) {
    Fields fields(item);
    const auto cls_reader = fields.need("class"), unit_reader = fields.need("unit"), fact_reader = fields.need("fact");
    const auto period = fields.need("period"), value = fields.need("value");
    fields.done();
    if (!cls_reader || !unit_reader || !fact_reader || !period || !value) continue;
    const int cls = plan.class_of(cls_reader->string());
    if (cls < 0) {
      cls_reader->fault(Code::query_unknown, {"class", cls_reader->json->text});
      continue;
    }
    const auto& units = data.classes[static_cast<std::size_t>(cls)].units;
    int unit = -1;
    for (std::size_t u = 0; u < units.size(); ++u)
      if (units[u].id == unit_reader->string()) unit = static_cast<int>(u);
    if (unit < 0) unit_reader->fault(Code::query_unknown, {"unit", unit_reader->json->text});
    const int fact = filling.fact_named(cls, fact_reader->string(), *fact_reader, false);
    if (unit < 0 || fact < 0) continue;
    const int slot = filling.slot_named(plan.scheme->classes[static_cast<std::size_t>(cls)].facts[static_cast<std::size_t>(fact)], period->string(), *period);
    if (slot < 0) continue;
    filling.clear(cls, static_cast<std::size_t>(fact), slot, unit);
    filling.reading(cls, static_cast<std::size_t>(fact), slot, unit, *value);
    touched.push_back({cls, fact});
  }
  if (!has_error(result.diagnostics)) result.value = std::move(touched);
  return result;
}

}  // namespace yardstick
