// 加分: a price per record, for claims that have their evidence, are filed in time and belong to the period.
#include "price.h"

namespace yardstick {

namespace {

struct Requirement {
  Formula field;  // item.…
  std::vector<Cited> clauses;
  bool given() const { return field.given(); }
};

struct Bonus final : Rule {
  Cited records;
  Price price;
  Requirement evidence, deadline, carry_over;
  int month = 12, day = 31;
  std::string day_text;
  int years = 0;
  std::optional<Number> cap;

  std::string_view kind() const override { return "bonus"; }

  Text day_name() const {
    return {std::to_string(month) + "月" + std::to_string(day) + "日", day_text};
  }

  /// What a record does not say is not shown: a claim that leaves its evidence open is rejected, not left open.
  /// The title of what is asked for; “有” is the sentence's own word.
  Text evidence_title(const PlanNode& node) const {
    const auto use = node.names.find(evidence.field.text);
    Text title = use == node.names.end() ? say("正式文件", "formal document") : use->second.title;
    constexpr std::string_view has = "有";
    if (title.zh.size() > has.size() && title.zh.compare(0, has.size(), has) == 0) title.zh.erase(0, has.size());
    return title;
  }

  static Column shown(Builder& b, Column flag) { return b.op(Op::both, {b.op(Op::given, {flag}), flag}); }

  Column lower(Builder& b) const override {
    const int list = b.list(records.id, records.where);
    if (list < 0) return -1;
    const Column each = b.in_list(list, [&]() -> Column {
      Column worth = price.lower(b);
      b.part("price", worth);
      const auto hurdle = [&](Column passes, Text reason, const std::vector<Cited>& clauses) {
        b.cite(clauses);
        b.here().hurdles.push_back({passes, std::move(reason), clauses});
        worth = b.op(Op::choose, {passes, worth, b.constant(0)});
      };
      if (evidence.given()) {
        const Column has = shown(b, b.flag(evidence.field));
        hurdle(has, say("没有“{0}”", "“{0}” is missing", {evidence_title(b.here())}), evidence.clauses);
      }
      // A record's own calendar year is that of the field that places it in its period.
      const auto date = [&](const Formula& formula) {
        const Typed typed = b.value(formula);
        if (typed.ok() && typed.type != ValueType::date)
          b.fault(Code::formula_type, formula.where, {formula.text, type_name(typed.type), type_name(ValueType::date)});
        return typed.type == ValueType::date ? typed.column : -1;
      };
      // A day of the record's own year, or so many years before.
      const auto day_of = [&](int years_before, int in_month, int on_day) {
        Operation operation;
        operation.op = Op::field;
        operation.shape = b.shape();
        operation.index = list;
        operation.option = -(10000 * years_before + 100 * in_month + on_day);
        return b.op(std::move(operation));
      };
      if (deadline.given()) {
        hurdle(b.op(Op::at_most, {date(deadline.field), day_of(0, month, day)}),
               say("晚于{0}申报", "filed after {0}", {day_name()}), deadline.clauses);
      }
      if (carry_over.given()) {
        const Column earned = date(carry_over.field);
        hurdle(b.op(Op::both, {b.op(Op::at_least, {earned, day_of(years, 1, 1)}), b.op(Op::at_most, {earned, day_of(0, 12, 31)})}),
               years == 1 ? say("只能在取得的当年或下一年度申报", "may be claimed only in its own year or the next")
                          : say("只能在取得后{0}年内申报", "may be claimed only within {0} years", {plain(std::to_string(years))}),
               carry_over.clauses);
      }
      return worth;
    });
    b.here().list = list;
    b.here().record_points = each;
    Column sum = b.sum_of(list, each);
    b.part("sum", sum);
    b.part("raw", sum);
    if (cap) sum = b.op(Op::lesser, {sum, b.constant(*cap)});
    return sum;
  }

  std::vector<Said> conditions(const Telling& t) const {
    std::vector<Said> said;
    if (evidence.given()) said.push_back({say("须有“{0}”", "“{0}” is needed", {evidence_title(t.node)}), &evidence.clauses});
    if (deadline.given()) said.push_back({say("须不晚于{0}申报", "to be filed by {0}", {day_name()}), &deadline.clauses});
    if (carry_over.given())
      said.push_back({years == 0   ? say("须在取得的当年申报", "to be claimed in its own year")
                      : years == 1 ? say("当年未及申报的可在下一年度申报", "what came too late may be claimed the next year")
                                   : say("当年未及申报的可在以后{0}年内申报", "what came too late may be claimed within {0} years", {plain(std::to_string(years))}),
                      &carry_over.clauses});
    if (cap) said.push_back({say("合计不超过{0}分", "no more than {0} in all", {plain(points_text(*cap))}), nullptr});
    return said;
  }

  Details details(const Telling& t) const override {
    Details result{say("{0}逐项加分", "Points for each of {0}", {t.title_of_list(t.node.list)}), conditions(t)};
    result.parts.insert(result.parts.begin(), {price.sentence(t), nullptr});
    return result;
  }

  std::vector<Laid> tables(const Telling& t) const override { return price.tables(t, say("每项加分", "points each")); }

  Text sentence(const Telling& t) const override {
    std::vector<Text> parts;
    for (Said& said : conditions(t)) parts.push_back(std::move(said.text));
    return say("{0}逐项加分：{1}{2}。", "Points for each of {0}: {1}{2}.",
               {t.title_of_list(t.node.list), price.sentence(t), parts.empty() ? Text{} : say("；{0}", "; {0}", {joined(parts, "，", ", ")})});
  }

  Text formula(const Telling& t) const override {
    const Text sum = t.part("sum", say("认可的加分之和", "the sum of accepted points"));
    return cap ? say("min({0}, {1})", "min({0}, {1})", {sum, plain(points_text(*cap))}) : sum;
  }
  std::optional<Number> best(const Number&) const override { return cap; }
};

}  // namespace

std::shared_ptr<const Rule> parse_bonus(Fields& fields) {
  auto rule = std::make_shared<Bonus>();
  if (const auto records = fields.need("records")) rule->records = {records->string(), records->where()};
  if (const auto price = fields.need("price")) rule->price = parse_price(*price);
  const auto requirement = [](Fields& inner) {
    Requirement result;
    if (const auto field = inner.need("field")) {
      result.field.text = "item." + field->string();
      result.field.where = field->where();
      result.field.expr = std::move(parse_formula(result.field.text).expr);
      if (!result.field.expr) field->fault(Code::bad_id, {field->json->text});
    }
    result.clauses = inner.ids("clauses");
    return result;
  };
  if (const auto evidence = fields.get("evidence")) {
    Fields inner(*evidence);
    rule->evidence = requirement(inner);
    inner.done();
  }
  if (const auto deadline = fields.get("deadline")) {
    Fields inner(*deadline);
    rule->deadline = requirement(inner);
    if (const auto day = inner.need("day")) {
      const auto date = parse_date("2001-" + day->string());
      if (!date) day->fault(Code::bad_date, {day->json->text});
      else {
        rule->day_text = day->json->text;
        rule->month = (day->json->text[0] - '0') * 10 + (day->json->text[1] - '0');
        rule->day = (day->json->text[3] - '0') * 10 + (day->json->text[4] - '0');
      }
    }
    inner.done();
  }
  if (const auto carry = fields.get("carryOver")) {
    Fields inner(*carry);
    rule->carry_over = requirement(inner);
    if (const auto years = inner.need("years")) rule->years = years->integer(0, 100);
    inner.done();
  }
  rule->cap = fields.quantity("cap");
  return rule;
}

}  // namespace yardstick
