// A scheme's worked examples, as written.
#include "scheme_parts.h"

namespace yardstick {

namespace {

/// {"A": {"total": "85", "key": {"rate": "15/16"}, "half": {"2025-H1": "94"}}}
void read_case_figures(const Reader& reader, std::vector<CaseFigure>& out) {
  const auto scalar = [](const Reader& value) {
    if (value.json->is(Json::Kind::boolean)) return std::string(value.json->boolean ? "true" : "false");
    if (value.json->is(Json::Kind::number)) return value.json->text;
    return value.string();
  };
  for (const auto& [unit, nodes] : reader.members()) {
    for (const auto& [node, figure] : nodes.members()) {
      const auto add = [&, unit = unit, node = node](std::string period, std::string aspect, const Reader& value) {
        CaseFigure result{unit, node, std::move(period), std::move(aspect), {}, value.where()};
        if (value.json->is(Json::Kind::array))
          for (const Reader& item : value.items()) result.values.push_back(item.string());
        else
          result.values.push_back(scalar(value));
        out.push_back(std::move(result));
      };
      if (!figure.json->is(Json::Kind::object)) {
        add("", "", figure);
        continue;
      }
      for (const auto& [key, value] : figure.members()) {
        if (!parse_period(key)) add("", key, value);
        else if (!value.json->is(Json::Kind::object)) add(key, "", value);
        else
          for (const auto& [aspect, inner] : value.members()) add(key, aspect, inner);
      }
    }
  }
}

}  // namespace

Case read_case(const Reader& reader) {
  Case example;
  example.where = reader.where();
  example.pointer = reader.pointer;
  Fields fields(reader);
  example.name = fields.need_string("name");
  example.description = fields.text("description");
  example.source = fields.need_string("source");
  example.note = fields.text("note");
  example.cls = fields.string("class");
  example.period = fields.string("period");
  example.as_of = fields.string("asOf");
  example.view = fields.string("view");
  example.clauses = fields.ids("clauses");
  for (const auto& [key, part] : {std::pair{"units", &example.units}, std::pair{"links", &example.links}, std::pair{"readings", &example.readings},
                                  std::pair{"records", &example.records}, std::pair{"closedThrough", &example.closed_through},
                                  std::pair{"decisions", &example.decisions}})
    if (const auto value = fields.get(key)) *part = *value->json;
  if (const auto value = fields.get("assume")) read_case_figures(*value, example.assume);
  if (const auto value = fields.need("expect")) read_case_figures(*value, example.expect);
  fields.done();
  return example;
}

}  // namespace yardstick
