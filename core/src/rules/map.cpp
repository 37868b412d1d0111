// 对应表: stars, choices or levels to points.
#include <algorithm>

#include "rule.h"

namespace yardstick {

namespace {

struct Map final : Rule {
  Formula value;
  std::vector<std::pair<std::string, Number>> to;
  std::vector<Where> places;
  std::optional<Number> otherwise;  // nothing: invalid

  std::string_view kind() const override { return "map"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& b) const override {
    const Typed v = b.value(value);
    if (!v.ok()) return -1;
    if (v.type == ValueType::text) {
      b.fault(Code::formula_type, value.where, {value.text, type_name(v.type), type_name(ValueType::choice)});
      return -1;
    }
    b.part("value", v.column);
    Operation operation;
    operation.op = Op::lookup;
    operation.shape = b.shape();
    operation.in = {v.column};
    for (std::size_t i = 0; i < to.size(); ++i) {
      std::optional<Number> key;
      std::string allowed;
      if (v.type == ValueType::choice && v.options) {
        for (std::size_t o = 0; o < v.options->size(); ++o) {
          allowed += (o ? ", " : "") + (*v.options)[o].id;
          if ((*v.options)[o].id == to[i].first) key = Number(static_cast<std::int64_t>(o));
        }
      } else if (v.type == ValueType::level && v.levels) {
        for (std::size_t o = 0; o < v.levels->size(); ++o) {
          allowed += (o ? ", " : "") + (*v.levels)[o].level;
          if ((*v.levels)[o].level == to[i].first) key = Number(static_cast<std::int64_t>(v.levels->size() - 1 - o));
        }
      } else if (v.type == ValueType::flag) {
        allowed = "true, false";
        if (to[i].first == "true" || to[i].first == "false") key = Number(to[i].first == "true" ? 1 : 0);
      } else {
        allowed = "85";
        key = Number::parse(to[i].first);
      }
      if (!key) {
        b.fault(Code::bad_choice, places[i], {to[i].first, allowed});
        continue;
      }
      operation.keys.push_back(*key);
      operation.values.push_back(to[i].second);
    }
    if (otherwise) operation.in.push_back(b.constant(*otherwise));
    return b.op(std::move(operation));
  }

  Text title_of(const Telling& t, const std::string& key) const {
    const auto use = t.node.names.find(value.expr ? value.expr->text : "");
    if (use != t.node.names.end() && use->second.options)
      for (const Option& option : *use->second.options)
        if (option.id == key) return option.title;
    if (use != t.node.names.end() && use->second.node >= 0)
      if (const auto* levels = t.plan.nodes[static_cast<std::size_t>(use->second.node)].levels)
        for (const LevelLine& level : *levels)
          if (level.level == key) return level.title;
    return plain(key);
  }
  std::vector<Laid> tables(const Telling& t) const override {
    Laid laid{say("按{0}对应计分", "Points by {0}", {t.value(value, false)}), {t.value(value, false), say("得分", "points")}, {}};
    for (const auto& [key, points] : to) laid.rows.push_back({title_of(t, key), plain(points_text(points))});
    if (otherwise) laid.rows.push_back({say("其余", "anything else"), plain(points_text(*otherwise))});
    return {laid};
  }
  std::vector<Text> rows_said(const Telling& t) const {
    std::vector<Text> parts;
    for (const auto& [key, points] : to) parts.push_back(say("{0}得{1}分", "{0} gives {1}", {title_of(t, key), plain(points_text(points))}));
    if (otherwise) parts.push_back(say("其余得{0}分", "anything else gives {0}", {plain(points_text(*otherwise))}));
    return parts;
  }
  Text lead(const Telling& t) const {
    const Text full = t.has_full() ? say("满分{0}分，", "Out of {0}, ", {t.full_marks()}) : Text{};
    return say("{0}按{1}对应计分{2}", "{0}by {1}{2}",
               {full, t.value(value, false), t.node.list >= 0 ? say("，每次先折算再合并", ", each one converted before they are combined") : Text{}});
  }
  Text sentence(const Telling& t) const override {
    return say("{0}：{1}。", "{0}: {1}.", {lead(t), joined(rows_said(t), "、", ", ")});
  }
  Details details(const Telling& t) const override { return listed(lead(t), rows_said(t)); }

  Text formula(const Telling& t) const override { return say("按 {0} 查对应表", "table entry for {0}", {t.value(value, false)}); }
  std::optional<Number> best(const Number& full) const override {
    if (to.empty()) return full;
    Number most = to[0].second;
    for (const auto& row : to) most = max(most, row.second);
    return most;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_map(Fields& fields) {
  auto rule = std::make_shared<Map>();
  rule->value = fields.need_formula("value");
  if (const auto to = fields.need("to")) {
    for (const auto& [key, points] : to->members()) {
      rule->to.emplace_back(key, points.quantity());
      rule->places.push_back(points.where());
    }
  }
  if (const auto otherwise = fields.need("else"))
    if (otherwise->json->text != "invalid") rule->otherwise = otherwise->quantity();
  return rule;
}

}  // namespace yardstick
