// What a scheme's rules read: facts, parameters, tables, links.
#include <set>

#include "scheme_parts.h"

namespace yardstick {

namespace {

constexpr Names<FactType, 11> fact_types{{{"number", FactType::number}, {"count", FactType::count}, {"money", FactType::money},
    {"rate", FactType::rate}, {"choice", FactType::choice}, {"flag", FactType::flag}, {"date", FactType::date},
    {"text", FactType::text}, {"unit", FactType::unit}, {"votes", FactType::votes}, {"records", FactType::records}}};
constexpr Names<Table::Key::Match, 3> matches{{{"exact", Table::Key::Match::exact}, {"from", Table::Key::Match::from}, {"to", Table::Key::Match::to}}};
constexpr Names<Link::Count, 3> counts{{{"one", Link::Count::one}, {"optional", Link::Count::optional}, {"many", Link::Count::many}}};

enum class Inside : std::uint8_t { unit, record, inner_record };

std::vector<std::string> types_inside(Inside inside) {
  std::vector<std::string> result;
  for (const auto& [name, type] : fact_types) {
    const bool whole_record = type == FactType::text || type == FactType::unit;
    if (inside == Inside::unit ? whole_record : type == FactType::votes) continue;
    if (inside == Inside::inner_record && type == FactType::records) continue;
    result.emplace_back(name);
  }
  return result;
}

std::vector<Option> read_options(const Reader& reader) {
  std::vector<Option> result;
  if (reader.json->is(Json::Kind::array)) {
    for (const Reader& item : reader.items()) {
      const std::string id = item.string();
      result.push_back({id, {id, id}});
    }
  } else {
    for (const auto& [id, value] : reader.members()) result.push_back({id, value.text()});
  }
  std::set<std::string> seen;
  for (const auto& option : result)
    if (!seen.insert(option.id).second) reader.fault(Code::duplicate_id, {option.id});
  return result;
}

std::vector<Field> read_record_fields(const Reader& reader, Inside inside);

void read_field(Fields& fields, Field& field, Inside inside) {
  field.type = value_of(fact_types, fields.need_choice("type", types_inside(inside)));
  field.title = fields.title(field.id);
  field.unit = fields.text("unit");
  field.personal = fields.boolean("personal", false);
  const bool has_options = field.type == FactType::choice || field.type == FactType::votes;
  if (const auto options = has_options ? fields.need("options") : fields.get("options")) {
    field.options = read_options(*options);
    if (has_options && field.options.empty()) options->fault(Code::missing_key, {"options"});
  }
  if (field.type == FactType::unit)
    if (const auto of = fields.need("class")) field.of = {of->string(), of->where()};
  if (field.type == FactType::records && inside == Inside::record)
    if (const auto members = fields.need("fields")) field.fields = read_record_fields(*members, Inside::inner_record);
  if (const auto domain = fields.get("domain")) {
    Fields limits(*domain);
    field.min = limits.quantity("min");
    field.max = limits.quantity("max");
    field.step = limits.quantity("step");
    limits.done();
    if (field.min && field.max && *field.min > *field.max)
      domain->fault(Code::rows_unsorted, {field.min->exact(), field.max->exact()});
    if (field.step && !(*field.step > 0)) {
      domain->fault(Code::bad_quantity, {field.step->exact()});
      field.step.reset();
    }
  }
  if (field.type == FactType::count) {
    if (!field.min) field.min = Number(0);
    if (!field.step) field.step = Number(1);
  }
}

std::vector<Field> read_record_fields(const Reader& reader, Inside inside) {
  std::vector<Field> result;
  for (const auto& [name, value] : reader.members()) {
    Field field;
    field.id = name;
    field.where = value.where();
    check_id(name, value);
    if (name == "id") value.fault(Code::bad_id, {name});
    if (value.json->is(Json::Kind::string)) {
      const std::string type = value.json->text;
      field.title = {name, name};
      const auto known = types_inside(inside);
      if (std::find(known.begin(), known.end(), type) == known.end())
        value.fault(Code::bad_choice, {type, "number, count, money, rate, flag, date, text"});
      else if (type == "choice" || type == "unit" || type == "records")
        value.fault(Code::missing_key, {type == "choice" ? "options" : type == "unit" ? "class" : "fields"});
      field.type = value_of(fact_types, type);
    } else {
      Fields inner(value);
      read_field(inner, field, inside);
      inner.done();
    }
    result.push_back(std::move(field));
  }
  return result;
}

Reason read_reason(const std::string& id, const Reader& reader) {
  Reason reason;
  Fields fields(reader);
  reason.name = {id, fields.text("title")};
  if (reason.name.title.empty()) reason.name.title = {id, id};
  if (const auto gives = fields.need("gives")) {
    if (gives->json->text == "exempt") reason.gives = Reason::Gives::exempt;
    else if (gives->json->text != "missing") {
      reason.gives = Reason::Gives::value;
      reason.value = gives->quantity();
    }
  }
  fields.done();
  return reason;
}

/// A list's own fields, or where it borrows them from.
void read_list(Fields& fields, Fact& fact) {
  if (const auto from = fields.get("from")) {
    fact.from = {from->string(), from->where()};
    if (const auto by = fields.need("by")) fact.by = {by->string(), by->where()};
    return;
  }
  fact.dated = fields.string("dated", "date");
  if (const auto members = fields.need("fields")) {
    fact.fields = read_record_fields(*members, Inside::record);
    const auto dated = std::find_if(fact.fields.begin(), fact.fields.end(), [&](const Field& f) { return f.id == fact.dated; });
    if (dated == fact.fields.end() || dated->type != FactType::date)
      members->fault(Code::unknown_reference, {"date", fact.dated, ""});
  }
  if (const auto shares = fields.get("shares")) {
    Fields inner(*shares);
    if (const auto field = inner.need("field")) fact.share = {field->string(), field->where()};
    if (const auto per = inner.need("per")) fact.share_per = {per->string(), per->where()};
    inner.done();
    for (const Cited* cited : {&fact.share, &fact.share_per}) {
      const bool known = std::any_of(fact.fields.begin(), fact.fields.end(), [&](const Field& f) { return f.id == cited->id; });
      if (!known) shares->fault(Code::unknown_reference, {"field", cited->id, ""});
    }
  }
}

}  // namespace

std::string_view name_of(FactType type) { return fact_types[static_cast<std::size_t>(type)].first; }

Fact read_fact(const std::string& id, const Reader& reader) {
  Fact fact;
  fact.id = id;
  fact.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  read_field(fields, fact, Inside::unit);
  // A borrowed list's records stand in the periods of their own days.
  const bool borrowed = reader.json->is(Json::Kind::object) && reader.json->find("from");
  if (const auto grain = borrowed ? fields.get("grain") : fields.need("grain")) fact.grain = read_grain(*grain);
  fact.reporter = fields.text("reporter");
  fact.proof = fields.text("proof");
  fact.basis = read_basis(fields);
  if (fact.type == FactType::records) read_list(fields, fact);
  else if (const auto keys = fact.type == FactType::votes ? std::nullopt : fields.get("keys")) {
    fact.keys = read_options(*keys);
    if (fact.keys.empty()) keys->fault(Code::missing_key, {"keys"});
    Field key, value = fact;
    key.id = "key";
    key.title = fact.title;
    key.type = FactType::choice;
    key.options = fact.keys;
    value.id = "value";
    fact.fields = {key, value};
  }
  if (const auto reasons = fact.type == FactType::records ? std::nullopt : fields.get("reasons"))
    for (const auto& [name, value] : reasons->members()) fact.reasons.push_back(read_reason(name, value));
  fields.done();
  return fact;
}

Parameter read_parameter(const std::string& id, const Reader& reader) {
  Parameter parameter;
  parameter.id = id;
  parameter.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  parameter.title = fields.title(id);
  parameter.basis = read_basis(fields);
  if (const auto values = fields.need("values")) {
    for (const Reader& item : values->items()) {
      Fields row(item);
      Dated dated;
      if (const auto from = row.need("from")) {
        dated.from = read_day(*from);
        if (!parameter.values.empty() && dated.from <= parameter.values.back().from)
          from->fault(Code::rows_unsorted, {date_text(parameter.values.back().from), from->json->text});
      }
      if (const auto value = row.need("value")) {
        dated.value = value->quantity();
        dated.percent = !value->json->text.empty() && value->json->text.back() == '%';
      }
      dated.clauses = row.ids("clauses");
      row.done();
      parameter.values.push_back(std::move(dated));
    }
    if (parameter.values.empty()) values->fault(Code::missing_key, {"values"});
  }
  fields.done();
  return parameter;
}

namespace {

std::vector<Table::Row> read_rows(const Reader& reader, const Table& table) {
  std::vector<Table::Row> result;
  std::set<std::string> seen;
  for (const Reader& item : reader.items()) {
    Fields fields(item);
    Table::Row row;
    row.where = item.where();
    std::string together;
    for (const auto& key : table.keys) {
      const auto value = fields.need(key.id);
      if (value && !value->json->is(Json::Kind::string) && !value->json->is(Json::Kind::number)) value->fault(Code::wrong_type, {kind_name(*value->json), "\"…\""});
      if (value && key.match != Table::Key::Match::exact) static_cast<void>(value->quantity());
      row.keys.push_back(value ? value->json->text : "");
      together += row.keys.back() + '\x1f';
    }
    if (!seen.insert(together).second) item.fault(Code::duplicate_id, {row.keys.empty() ? "" : row.keys[0]});
    for (const std::string& column : table.columns) {
      const auto value = fields.need(column);
      row.values.push_back(value ? value->quantity() : Number());
    }
    fields.done();
    result.push_back(std::move(row));
  }
  if (result.empty()) reader.fault(Code::missing_key, {"rows"});
  return result;
}

}  // namespace

Table read_table(const std::string& id, const Reader& reader) {
  Table table;
  table.id = id;
  table.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  table.title = fields.title(id);
  std::set<std::string> names;
  const auto fresh = [&](const std::string& name, const Reader& at) {
    check_id(name, at);
    if (!names.insert(name).second) at.fault(Code::duplicate_id, {name});
  };
  if (const auto keys = fields.need("keys")) {
    for (const auto& [name, value] : keys->members()) {
      fresh(name, value);
      Fields key(value);
      table.keys.push_back({name, value_of(matches, key.need_choice("match", words(matches)))});
      key.done();
    }
    if (table.keys.empty()) keys->fault(Code::missing_key, {"keys"});
  }
  if (const auto columns = fields.need("columns")) {
    for (const Reader& item : columns->items()) {
      table.columns.push_back(item.string());
      fresh(table.columns.back(), item);
    }
    if (table.columns.empty()) columns->fault(Code::missing_key, {"columns"});
  }
  const auto rows = fields.get("rows"), versions = fields.get("versions");
  if (rows.has_value() == versions.has_value()) reader.fault(Code::wrong_format, {id, "rows / versions"});
  constexpr std::int64_t always = -1'000'000;
  if (rows) table.versions.push_back({always, read_rows(*rows, table)});
  if (versions)
    for (const Reader& item : versions->items()) {
      Fields version(item);
      Table::Version read;
      if (const auto from = version.need("from")) {
        read.from = read_day(*from);
        if (!table.versions.empty() && read.from <= table.versions.back().from)
          from->fault(Code::rows_unsorted, {date_text(table.versions.back().from), from->json->text});
      }
      if (const auto own = version.need("rows")) read.rows = read_rows(*own, table);
      version.done();
      table.versions.push_back(std::move(read));
    }
  if (const auto otherwise = fields.get("else")) {
    Fields row(*otherwise);
    for (const std::string& column : table.columns) {
      const auto value = row.need(column);
      table.otherwise.push_back(value ? value->quantity() : Number());
    }
    row.done();
  }
  fields.done();
  return table;
}

Link read_link(const std::string& id, const Reader& reader) {
  Link link;
  link.id = id;
  link.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  link.title = fields.title(id);
  if (const auto from = fields.need("from")) link.from = {from->string(), from->where()};
  if (const auto to = fields.need("to")) {
    link.to = to->ids();
    if (link.to.empty()) to->fault(Code::missing_key, {"to"});
  }
  link.count = value_of(counts, fields.need_choice("count", words(counts)));
  const std::string shares = fields.choice("shares", {"", "to", "from"});
  link.shares = shares == "to" ? Link::Shares::to : shares == "from" ? Link::Shares::from : Link::Shares::none;
  fields.done();
  return link;
}

}  // namespace yardstick
