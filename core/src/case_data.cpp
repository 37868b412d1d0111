// The figures of one worked example, as a small dataset.
#include <algorithm>

#include "dataset_fill.h"

namespace yardstick {

namespace {

/// Every main period that an example's figures speak of.
std::vector<Period> periods_of(const Plan& plan, const Case& example) {
  std::vector<Period> result;
  const Grain main = plan.scheme->main;
  const auto add = [&](const std::string& text) {
    const auto period = parse_period(text);
    if (!period || period->grain < main) return;
    const Period outer = containing(*period, main);
    if (std::find(result.begin(), result.end(), outer) == result.end()) result.push_back(outer);
  };
  for (const auto* figures : {&example.assume, &example.expect})
    for (const CaseFigure& figure : *figures) add(figure.period);
  for (const auto& [unit, facts] : example.readings.members)
    for (const auto& [fact, value] : facts.members)
      for (const auto& [key, inner] : value.members) add(key);
  for (const auto& [unit, lists] : example.records.members)
    for (const auto& [fact_id, rows] : lists.members)
      for (const Class& cls : plan.scheme->classes)
        for (const Fact& fact : cls.facts)
          if (fact.id == fact_id)
            for (const Json& row : rows.items)
              if (const Json* date = row.find(fact.dated)) add(date->text);
  for (const Json& decision : example.decisions.items)
    if (const Json* period = decision.find("period")) add(period->text);
  return result;
}

}  // namespace

Checked<Data> case_data(const Document& document, const Plan& plan, const Case& example, int cls) {
  Checked<Data> result;
  const Sink sink{document, result.diagnostics};
  Data data;
  Filling filling(plan, data);
  const Reader here{&document.root, example.pointer, &sink};
  const auto part = [&](const char* name, const Json& json) { return Reader{&json, example.pointer + "/" + name, &sink}; };
  std::vector<Period> earlier = periods_of(plan, example);
  Period period{plan.scheme->main, 2025, 1};
  if (!example.period.empty()) {
    const auto written = parse_period(example.period);
    if (!written || written->grain != plan.scheme->main) here.fault(Code::bad_period, {example.period});
    else period = *written;
  }
  filling.periods({period}, earlier);
  data.as_of = example.as_of.empty() ? date_text(last_day(period)) : example.as_of;
  if (!parse_date(data.as_of)) here.fault(Code::bad_date, {data.as_of});
  filling.view(example.view, here);
  // Units of the example's class, or of several classes by their ids.
  const Reader units = part("units", example.units), readings = part("readings", example.readings), records = part("records", example.records);
  if (example.units.is(Json::Kind::array))
    for (const Reader& item : units.items()) filling.unit(cls, item, false);
  if (example.units.is(Json::Kind::object))
    for (const auto& [id, list] : units.members()) {
      const int other = plan.class_of(id);
      if (other < 0) list.fault(Code::unknown_reference, {"class", id, ""});
      else
        for (const Reader& item : list.items()) filling.unit(other, item, false);
    }
  const auto class_of = [&](const std::string& unit) {
    for (std::size_t c = 0; c < data.classes.size(); ++c)
      if (filling.unit_named(static_cast<int>(c), unit) >= 0) return static_cast<int>(c);
    return -1;
  };
  const auto mention = [&](const std::string& unit) {
    if (class_of(unit) < 0) filling.mention(cls, unit);
  };
  for (const Json* json : {&example.readings, &example.records})
    for (const auto& [unit, values] : json->members) mention(unit);
  for (const auto* figures : {&example.assume, &example.expect})
    for (const CaseFigure& figure : *figures) mention(figure.unit);
  filling.room();
  if (example.links.is(Json::Kind::object)) filling.links(part("links", example.links));
  if (example.readings.is(Json::Kind::object))
    for (const auto& [unit, values] : readings.members()) {
      const int own = class_of(unit), u = filling.unit_named(own, unit);
      for (const auto& [fact_id, value] : values.members()) {
        const int f = filling.fact_named(own, fact_id, value, false);
        if (f < 0) continue;
        const Fact& fact = plan.scheme->classes[static_cast<std::size_t>(own)].facts[static_cast<std::size_t>(f)];
        const bool by_period = value.json->is(Json::Kind::object) && !value.json->members.empty() && parse_period(value.json->members[0].first);
        if (by_period) {
          for (const auto& [text, inner] : value.members()) {
            const int slot = filling.slot_named(fact.id, fact.grain, text, inner);
            if (slot >= 0) filling.reading(own, f, slot, u, inner);
          }
        } else {  // a plain value holds in every period of the example's own
          const auto [first, last] = data.inside(plan.scheme->main, data.slot(period), fact.grain);
          for (int s = first; s < last; ++s) filling.reading(own, f, s, u, value);
          if (fact.grain < plan.scheme->main) filling.reading(own, f, data.containing(plan.scheme->main, data.slot(period), fact.grain), u, value);
        }
      }
    }
  if (example.records.is(Json::Kind::object)) {
    for (const auto& [unit, lists] : records.members()) {
      const int own = class_of(unit);
      for (const auto& [fact_id, rows] : lists.members()) filling.fact_named(own, fact_id, rows, true);
    }
    for (std::size_t c = 0; c < data.classes.size(); ++c) {
      const auto& facts = plan.scheme->classes[c].facts;
      for (std::size_t f = 0; f < facts.size(); ++f) {
        if (facts[f].type != FactType::records) continue;
        for (std::size_t u = 0; u < data.classes[c].units.size(); ++u) {
          const std::string& id = data.classes[c].units[u].id;
          const Json* lists = example.records.find(id);
          const Json* rows = lists ? lists->find(facts[f].id) : nullptr;
          if (rows) filling.records(static_cast<int>(c), static_cast<int>(f), static_cast<int>(u), records.at(id, *lists).at(facts[f].id, *rows));
        }
      }
    }
  }
  if (example.closed_through.is(Json::Kind::object)) filling.closed_through(part("closedThrough", example.closed_through));
  if (example.decisions.is(Json::Kind::array))
    for (const Reader& item : part("decisions", example.decisions).items()) filling.decision(item);
  filling.finish();
  if (!has_error(result.diagnostics)) result.value = std::move(data);
  return result;
}

}  // namespace yardstick
