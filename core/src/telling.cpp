#include "telling.h"

#include <memory>

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
  const Expr* all;  // a formula that stands alone: what it comes to is told beside it
  const Telling in_words;
  std::unique_ptr<const Named> named_in_words;  // where these are figures
  Named(const Telling& t, std::string_view l, const Expr* whole) : telling(t), lang(l), all(whole), in_words(t.in_words()) {
    if (t.in_figures()) named_in_words = std::make_unique<const Named>(in_words, l, whole);
  }

  const FormulaNames& words() const override { return named_in_words ? static_cast<const FormulaNames&>(*named_in_words) : *this; }

  std::optional<bool> holds(const Expr& condition) const override {
    const auto use = telling.node.reads.find(&condition);
    if (!telling.in_figures() || use == telling.node.reads.end()) return std::nullopt;
    const auto known = telling.number(use->second.column);
    return known ? std::optional(!known->is_zero()) : std::nullopt;
  }

  std::string name(const std::string& dotted) const override {
    const auto use = telling.node.names.find(dotted);
    if (use == telling.node.names.end()) return known(dotted);
    const NameUse& named = use->second;
    if (const Text said = telling.said(named); !said.empty()) return say("{0}（{1}）", "{0} ({1})", {named.title, said}).in(lang);
    if (telling.in_figures() && named.column >= 0 && telling.plan.operations[static_cast<std::size_t>(named.column)].shape.list < 0) {
      const std::string figure = telling.figure(named.column, named.written);
      if (!figure.empty()) return figure;
    }
    return telling.with_values && named.fact < 0 && named.node < 0 ? valued(dotted, named.title) : named.title.in(lang);
  }

  /// A parameter's title with its value behind it; else the title alone.
  std::string valued(const std::string& id, const Text& title) const {
    for (const Parameter& parameter : telling.plan.scheme->parameters) {
      if (parameter.id != id || parameter.values.empty()) continue;
      const Dated* force = &parameter.values.back();
      if (telling.data) {
        const auto tuned = telling.data->tuned.parameters.find(static_cast<int>(&parameter - telling.plan.scheme->parameters.data()));
        if (tuned != telling.data->tuned.parameters.end())
          return say("{0}（{1}）", "{0} ({1})", {title, plain(quantity_text(tuned->second, force->percent))}).in(lang);
        const std::int64_t day = telling.data->day_of(telling.node.grain, telling.position.slot);
        force = nullptr;
        for (const Dated& dated : parameter.values)
          if (dated.from <= day) force = &dated;
      }
      if (force) return say("{0}（{1}）", "{0} ({1})", {title, plain(quantity_text(force->value, force->percent))}).in(lang);
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
    if (use == telling.node.names.end()) {
      // What a cohort reads is no name of the node.
      for (const Fact& fact : telling.plan.scheme->classes[static_cast<std::size_t>(telling.node.cls)].facts)
        if (fact.id == of.text)
          for (const Option& option : fact.options)
            if (option.id == literal) return option.title.in(lang);
      return {};
    }
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
    if (!telling.in_figures() || use == telling.node.reads.end()) return "";
    if (expr.kind == Expr::Kind::list && expr.text == "sum")
      if (std::string rows = rows_said(use->second.column, &expr == all); !rows.empty()) return rows;
    if (&expr == all) return "";
    const Text said = telling.said(use->second);
    return said.empty() ? telling.figure(use->second.column, use->second.written) : std::string(said.in(lang));
  }

  /// "(2 + 1.5)" for the rows of a sum, as long as there are few; those of a sum that stands alone without brackets.
  std::string rows_said(Column column, bool alone) const {
    constexpr std::size_t most = 6;
    const std::vector<Number> rows = telling.rows_of(column);
    if (rows.size() < 2 || (rows.size() > most && !alone)) return "";
    std::string text = figures_sum(rows, most);
    if (rows.size() > most) text += say("（共{0}条）", " ({0} in all)", {plain(std::to_string(rows.size()))}).in(lang);
    return alone ? text : "(" + text + ")";
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

std::string short_text(const Number& number) {
  const auto decimals = number.decimals();
  return decimals && *decimals <= 6 ? number.exact() : number.fixed(4);
}

std::string figures_sum(const std::vector<Number>& figures, std::size_t most, bool percents) {
  std::string text;
  for (std::size_t i = 0; i < figures.size() && i < most; ++i) {
    const bool negative = figures[i].is_negative();
    if (i) text += negative ? " − " : " + ";
    else if (negative) text += "−";
    text += short_text(abs(figures[i]) * Number(percents ? 100 : 1)) + (percents ? "%" : "");
  }
  return figures.size() > most ? text + " + …" : text;
}

std::string quantity_text(const Number& number, bool percent) {
  return percent ? (number * 100).exact() + "%" : number.exact();
}

bool is_choice(const Formula& formula) { return formula.expr && formula.expr->kind == Expr::Kind::call && formula.expr->text == "if"; }

Text Telling::value(const Formula& formula, bool brackets) const {
  if (!formula.expr) return plain(formula.text);
  if (&formula == stepped) return stepped_as;
  // With brackets it is a part of something.
  const Expr* alone = brackets ? nullptr : formula.expr.get();
  const Named zh(*this, "zh-CN", alone), en(*this, "en", alone);
  Text result{write_formula(*formula.expr, zh, "zh-CN", !brackets), write_formula(*formula.expr, en, "en", !brackets)};
  const bool compound = formula.expr->kind == Expr::Kind::binary || formula.expr->kind == Expr::Kind::unary || (is_choice(formula) && result.zh.find(' ') != std::string::npos);
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
  switch (written) {
    case Written::percent: return short_text(value * 100) + "%";
    case Written::flag: return value.is_zero() ? "0" : "1";
    case Written::date: return date_text(value.to_int64().value_or(0));
    default: return short_text(value);
  }
}

Text Telling::said(const NameUse& use) const {
  const auto known = number(use.column);
  if (!known) return {};
  if (use.written == Written::flag) return known->is_zero() ? say("否", "no") : say("是", "yes");
  const std::int64_t index = known->to_int64().value_or(-1);
  if (use.written == Written::option && use.options && index >= 0 && index < static_cast<std::int64_t>(use.options->size()))
    return (*use.options)[static_cast<std::size_t>(index)].title;
  if (use.written == Written::level && use.node >= 0)
    if (const auto* levels = plan.nodes[static_cast<std::size_t>(use.node)].levels; levels && index >= 0 && index < static_cast<std::int64_t>(levels->size()))
      return (*levels)[levels->size() - 1 - static_cast<std::size_t>(index)].title;
  return {};
}

std::vector<Number> Telling::rows_of(Column column) const {
  std::vector<Number> rows;
  if (!columns || !data || column < 0) return rows;
  const Operation& op = plan.operations[static_cast<std::size_t>(column)];
  if (op.op != Op::fold_rows || op.shape.list >= 0 || op.inputs.value < 0) return rows;
  const Records& list = data->lists[static_cast<std::size_t>(op.index)];
  const std::size_t unit = static_cast<std::size_t>(position.unit);
  if (list.known.empty() || !list.known[unit]) return rows;
  const auto cell = [&](int input, std::size_t row) {
    const Column in = op.in[static_cast<std::size_t>(input)];
    const Cells& cells = columns->cells[static_cast<std::size_t>(in)];
    const std::size_t at = plan.operations[static_cast<std::size_t>(in)].shape.uniform ? 0 : row;
    return cells.statuses[at] == Status::known ? std::optional(cells.values[at]) : std::nullopt;
  };
  for (std::size_t r = list.first[unit]; r < list.first[unit + 1]; ++r) {
    if (list.rows[r].slots[static_cast<std::size_t>(op.shape.grain)] != position.slot) continue;
    const auto taken = op.inputs.where < 0 ? std::optional(Number(1)) : cell(op.inputs.where, r);
    if (taken && taken->is_zero()) continue;
    if (const auto value = cell(op.inputs.value, r)) rows.push_back(*value);
  }
  return rows;
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
