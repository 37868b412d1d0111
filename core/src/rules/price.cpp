#include "price.h"

#include <algorithm>

namespace yardstick {

Column Price::lower(Builder& b) const {
  if (!is_list) return b.number(value);
  const Typed key = b.value(value);
  if (!key.ok()) return -1;
  if (key.type != ValueType::choice || !key.options) {
    b.fault(Code::formula_type, value.where, {value.text, type_name(key.type), type_name(ValueType::choice)});
    return -1;
  }
  Operation operation;
  operation.op = Op::lookup;
  operation.shape = b.shape();
  operation.in = {key.column};
  std::string allowed;
  for (const Option& option : *key.options) allowed += (allowed.empty() ? "" : ", ") + option.id;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto option = std::find_if(key.options->begin(), key.options->end(), [&](const Option& o) { return o.id == list[i].first; });
    if (option == key.options->end()) b.fault(Code::bad_choice, places[i], {list[i].first, allowed});
    else {
      operation.keys.push_back(option - key.options->begin());
      operation.values.push_back(list[i].second);
    }
  }
  for (const Option& option : *key.options)
    if (std::none_of(list.begin(), list.end(), [&](const auto& row) { return row.first == option.id; }))
      b.fault(Code::missing_key, where, {option.id});
  return b.op(std::move(operation));
}

Text Price::sentence(const Telling& t) const {
  if (!is_list && value.expr && is_constant(*value.expr)) return say("每条{0}分", "{0} each", {t.value(value, false)});
  if (!is_list) return say("每条按“{0}”", "{0} each", {t.value(value, false)});
  std::vector<Text> parts;
  for (const auto& [id, points] : list) parts.push_back(say("{0}{1}分", "{0} {1}", {title_of(t, id), plain(points_text(points))}));
  return joined(parts, "、", ", ");
}

std::vector<Laid> Price::tables(const Telling& t, const Text& points_head) const {
  if (!is_list) return {};
  Laid laid{say("按{0}计价", "Prices by {0}", {t.value(value, false)}), {t.value(value, false), points_head}, {}};
  for (const auto& [id, points] : list) laid.rows.push_back({title_of(t, id), plain(points_text(points))});
  return {laid};
}

Text Price::title_of(const Telling& t, const std::string& id) const {
  const auto use = t.node.names.find(value.expr ? value.expr->text : "");
  if (use != t.node.names.end() && use->second.options)
    for (const Option& option : *use->second.options)
      if (option.id == id) return option.title;
  return plain(id);
}

Price parse_price(const Reader& reader) {
  Price price;
  price.where = reader.where();
  Fields fields(reader);
  if (const auto value = fields.get("value")) {
    price.value = value->formula();
  } else {
    price.is_list = true;
    price.value = fields.need_formula("of");
    if (const auto to = fields.need("to")) {
      for (const auto& [key, points] : to->members()) {
        price.list.emplace_back(key, points.quantity());
        price.places.push_back(points.where());
      }
    }
  }
  fields.done();
  return price;
}

}  // namespace yardstick
