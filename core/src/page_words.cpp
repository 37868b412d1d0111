#include "page_words.h"

#include "rules/rule.h"

namespace yardstick {

std::vector<Text> policies_said(const Telling& words) {
  const PlanNode& node = words.node;
  std::vector<Text> result;
  if (!node.node->fold) return result;
  const Fold& fold = *node.node->fold;
  const auto add = [&](bool holds, const char* zh, const char* en) {
    if (holds) result.push_back({zh, en});
  };
  add(fold.missing == Policy::skip, "缺的不计。", "What is missing is left out.");
  add(fold.missing == Policy::zero, "缺的按0分计。", "What is missing counts as zero.");
  add(fold.exempt == Policy::full, "不考核的按满分计。", "What is exempt counts as full marks.");
  add(fold.exempt == Policy::zero, "不考核的按0分计。", "What is exempt counts as zero.");
  add(fold.exempt == Policy::average, "不考核的按其余的平均得分率计。", "What is exempt counts at the mean rate of the others.");
  for (const auto& [to, share] : fold.move_to)
    if (const PlanNode* target = words.plan.find(node.cls, to.id))
      result.push_back(say("不考核的，其满分的{0}移给{1}。", "{0} of the full marks of what is exempt go to {1}.", {plain(quantity_text(share, true)), target->title}));
  if (node.list >= 0) {
    add(fold.none == Policy::full, "没有记录的得满分。", "Without any, full marks.");
    add(fold.none == Policy::zero, "没有记录的得0分。", "Without any, zero.");
    add(fold.none == Policy::missing, "没有记录的暂不计分。", "Without any, no score yet.");
    add(fold.none == Policy::exempt, "没有记录的，本项不考核。", "Without any, the item is exempt.");
  }
  if (fold.at_least.given) {
    add(fold.at_least.otherwise == Policy::missing, "不够数的暂不计分。", "With fewer, no score yet.");
    add(fold.at_least.otherwise == Policy::exempt, "不够数的不考核。", "With fewer, exempt.");
    add(fold.at_least.otherwise == Policy::zero, "不够数的得0分。", "With fewer, zero.");
  }
  const Telling inner{words.plan, node.inner >= 0 ? words.plan.nodes[static_cast<std::size_t>(node.inner)] : node, nullptr, words.data, words.position, nullptr, {}, words.with_values};
  if (fold.trim.by.given()) result.push_back(say("高低按{0}比较。", "Highest and lowest by {0}.", {inner.value(fold.trim.by, false)}));
  if (fold.weight.given()) result.push_back(say("权重是{0}。", "The weight is {0}.", {inner.value(fold.weight, false)}));
  if (fold.full.given()) result.push_back(say("每一条的满分是{0}。", "Each is out of {0}.", {inner.value(fold.full, false)}));
  return result;
}

std::vector<Text> steps_said(const Telling& words, const std::vector<Step>& steps) {
  std::vector<Text> parts;
  for (const Step& step : steps) parts.push_back(step_words(words, step));
  return parts;
}

namespace {

/// A key of a table is a choice's option, or a level's: its title, where one of that id has one.
Text option_said(const Plan& plan, const std::string& id) {
  const auto look = [&](const std::vector<Option>& options) -> const Text* {
    for (const Option& option : options)
      if (option.id == id) return &option.title;
    return nullptr;
  };
  for (const Class& cls : plan.scheme->classes)
    for (const Fact& fact : cls.facts) {
      for (const auto* options : {&fact.options, &fact.keys})
        if (const Text* found = look(*options)) return *found;
      for (const Field& field : fact.fields)
        if (const Text* found = look(field.options)) return *found;
    }
  for (const PlanNode& node : plan.nodes)
    if (node.levels)
      for (const LevelLine& level : *node.levels)
        if (level.level == id) return level.title;
  return plain(id);
}

}  // namespace

Laid table_said(const Plan& plan, const Table& table, const Table::Version& version) {
  Laid laid{table.title, {}, {}};
  for (const Table::Key& key : table.keys)
    laid.head.push_back(key.match == Table::Key::Match::from ? say("{0}（起）", "{0} (from)", {plain(key.id)})
                        : key.match == Table::Key::Match::to ? say("{0}（至）", "{0} (to)", {plain(key.id)})
                                                             : plain(key.id));
  for (const std::string& column : table.columns) laid.head.push_back(plain(column));
  const auto row = [&](std::vector<Text> cells, const std::vector<Number>& values) {
    for (const Number& value : values) cells.push_back(plain(value.exact()));
    laid.rows.push_back(std::move(cells));
  };
  for (const Table::Row& one : version.rows) {
    std::vector<Text> keys;
    for (const std::string& key : one.keys) keys.push_back(option_said(plan, key));
    row(std::move(keys), one.values);
  }
  if (!table.otherwise.empty()) row(std::vector<Text>(table.keys.size(), say("其余", "else")), table.otherwise);
  return laid;
}

}  // namespace yardstick
