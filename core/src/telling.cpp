#include "telling.h"

#include "reading.h"

namespace yardstick {

namespace {

std::string fill(const char* pattern, std::initializer_list<TextView> args, std::string_view lang) {
  std::string result;
  for (const char* c = pattern; *c; ++c) {
    if (c[0] == '{' && c[1] >= '0' && c[1] <= '9' && c[2] == '}') {
      const std::size_t index = static_cast<std::size_t>(c[1] - '0');
      if (index < args.size()) result += args.begin()[index].text->in(lang);
      c += 2;
    } else {
      result += *c;
    }
  }
  return result;
}

struct ModeName {
  Rounding mode;
  const char* zh;
  const char* en;
};
constexpr ModeName modes[] = {
    {Rounding::half_up, "四舍五入", "rounded half up"},       {Rounding::half_even, "四舍六入五成双", "rounded half to even"},
    {Rounding::half_down, "五舍六入", "rounded half down"},   {Rounding::up, "进位", "rounded up"},
    {Rounding::down, "截尾", "rounded down"},                 {Rounding::ceiling, "向上取整", "rounded to the ceiling"},
    {Rounding::floor, "向下取整", "rounded to the floor"},
};

/// Names as titles, or as the figures at a position.
struct Named final : FormulaNames {
  const Telling& telling;
  std::string_view lang;
  const Expr* all;  // the formula as a whole: what it comes to is told beside it
  Named(const Telling& t, std::string_view l, const Expr* whole) : telling(t), lang(l), all(whole) {}

  std::string name(const std::string& dotted) const override {
    const auto use = telling.node.names.find(dotted);
    if (use == telling.node.names.end()) return known(dotted);
    const NameUse& named = use->second;
    if (telling.in_figures() && named.column >= 0 && telling.plan.operations[static_cast<std::size_t>(named.column)].shape.list < 0) {
      const std::string figure = telling.figure(named.column, named.written);
      if (!figure.empty()) return figure;
    }
    return telling.with_values && named.fact < 0 && named.node < 0 ? valued(dotted, named.title) : named.title.in(lang);
  }

  /// A parameter's title with its latest value behind it; else the title alone.
  std::string valued(const std::string& id, const Text& title) const {
    for (const Parameter& parameter : telling.plan.scheme->parameters) {
      if (parameter.id != id || parameter.values.empty()) continue;
      const Dated& latest = parameter.values.back();
      return say("{0}（{1}）", "{0} ({1})", {title, plain(quantity_text(latest.value, latest.percent))}).in(lang);
    }
    return title.in(lang);
  }

  /// A table, or what another node has read: a weight is its parent's.
  std::string known(const std::string& dotted) const {
    for (const Table& table : telling.plan.scheme->tables)
      if (table.id == dotted || dotted.compare(0, table.id.size() + 1, table.id + ".") == 0) return table.title.in(lang);
    for (const PlanNode& other : telling.plan.nodes) {
      if (other.cls != telling.node.cls) continue;
      const auto use = other.names.find(dotted);
      if (use != other.names.end()) return telling.with_values ? valued(dotted, use->second.title) : use->second.title.in(lang);
    }
    return dotted;
  }

  std::string option(const Expr& of, const std::string& literal) const override {
    if (of.kind != Expr::Kind::name) return {};
    const auto use = telling.node.names.find(of.text);
    if (use == telling.node.names.end()) return {};
    if (use->second.options)
      for (const Option& option : *use->second.options)
        if (option.id == literal) return option.title.in(lang);
    if (use->second.node >= 0)
      if (const auto* levels = telling.plan.nodes[static_cast<std::size_t>(use->second.node)].levels)
        for (const LevelLine& level : *levels)
          if (level.level == literal) return level.title.in(lang);
    return {};
  }

  std::string read(const Expr& expr) const override {
    const auto use = telling.node.reads.find(&expr);
    return telling.in_figures() && &expr != all && use != telling.node.reads.end() ? telling.figure(use->second.column, use->second.written) : "";
  }

  bool is_table(const std::string& id) const override {
    for (const Table& table : telling.plan.scheme->tables)
      if (table.id == id) return true;
    return false;
  }
};

}  // namespace

Text say(const char* zh, const char* en, std::initializer_list<TextView> args) {
  return {fill(zh, args, "zh-CN"), fill(en, args, "en")};
}

Text plain(std::string text) { return {text, text}; }

Text joined(const std::vector<Text>& parts, const char* zh, const char* en) {
  Text result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result.zh += (i ? zh : "") + parts[i].in("zh-CN");
    result.en += (i ? en : "") + parts[i].in("en");
  }
  return result;
}

std::string points_text(const Number& number) { return number.exact(); }

Text rounding_said(const Number& unit, Rounding mode) {
  for (const ModeName& name : modes)
    if (name.mode == mode) return say("{0}到{1}", "{0} to {1}", {Text{name.zh, name.en}, plain(points_text(unit))});
  return {};
}

Details listed(Text lead, std::vector<Text> parts) {
  Details details{std::move(lead), {}};
  for (Text& part : parts) details.parts.push_back({std::move(part), nullptr});
  return details;
}

std::string quantity_text(const Number& number, bool percent) {
  return percent ? (number * 100).exact() + "%" : number.exact();
}

Text Telling::value(const Formula& formula, bool brackets) const {
  if (!formula.expr) return plain(formula.text);
  if (&formula == stepped) return stepped_as;
  const Named zh(*this, "zh-CN", formula.expr.get()), en(*this, "en", formula.expr.get());
  Text result{write_formula(*formula.expr, zh, "zh-CN"), write_formula(*formula.expr, en, "en")};
  const bool compound = formula.expr->kind == Expr::Kind::binary || formula.expr->kind == Expr::Kind::unary;
  return brackets && compound ? say("({0})", "({0})", {result}) : result;
}

Text Telling::part(const std::string& name, const Text& words) const {
  const Column column = node.part(name);
  if (!in_figures() || column < 0) return words;
  const std::string text = figure(column);
  return text.empty() ? words : plain(text);
}

Text Telling::full() const { return in_figures() ? full_marks() : say("满分", "full marks"); }

Text Telling::full_marks() const {
  if (node.node->full) return plain(node.node->full->exact());
  const std::string marks = figure(node.own_full);
  if (!marks.empty()) return plain(marks);
  return node.node->full_marks.given() ? value(node.node->full_marks, false) : plain("0");
}

std::optional<Number> Telling::number(Column column) const {
  if (!columns || !data || column < 0 || plan.operations[static_cast<std::size_t>(column)].shape.list >= 0) return std::nullopt;
  const Cells& cells = columns->cells[static_cast<std::size_t>(column)];
  const std::size_t at = columns->place(plan, *data, column, position.slot, position.unit);
  if (cells.statuses[at] != Status::known) return std::nullopt;
  return cells.values[at];
}

std::string Telling::figure(Column column, Written written) const {
  const auto known = number(column);
  if (!known) return "";
  const Number& value = *known;
  const auto text = [](const Number& number) {
    const auto decimals = number.decimals();
    return decimals && *decimals <= 6 ? number.exact() : number.fixed(4);
  };
  switch (written) {
    case Written::percent: return text(value * 100) + "%";
    case Written::flag: return value.is_zero() ? "0" : "1";
    case Written::date: return date_text(value.to_int64().value_or(0));
    default: return text(value);
  }
}

Text Telling::title_of_list(int list) const { return list < 0 ? Text{} : plan.lists[static_cast<std::size_t>(list)].title; }

Text Telling::title_of_parts(const std::string& id) const {
  const Class& cls = plan.scheme->classes[static_cast<std::size_t>(node.cls)];
  for (const Cohort& cohort : cls.cohorts)
    if (cohort.id == id) return cohort.title;
  for (const Link& link : plan.scheme->links)
    if (link.id == id) return link.title;
  return title_of_fact(id);
}

Text Telling::title_of_fact(const std::string& id) const {
  for (const Fact& fact : plan.scheme->classes[static_cast<std::size_t>(node.cls)].facts)
    if (fact.id == id) return fact.title;
  return plain(id);
}

}  // namespace yardstick
