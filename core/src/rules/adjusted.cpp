// What may stand beside any rule's own keys: steps on its value before the rule acts, and exceptions that take its place.
#include <algorithm>

#include "../kernel.h"
#include "../reach.h"
#include "rule.h"

namespace yardstick {

namespace {

struct Exception {
  Formula when, points;  // no points: exempt
  std::vector<Cited> clauses;
};

/// Inputs: the rule's points; then for each exception its condition and its points.
struct Excepted final : Kernel {
  std::vector<bool> exempt;  // by exception

  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) exception(view, cell);
  }
  Span span(const SpanView& view, std::size_t cell) const override {
    Span result = view.input(0, cell);
    bool sure = false, any = false;  // an exception surely holds; some may
    std::uint8_t others = 0;
    std::vector<Span> may;
    for (std::size_t k = 1; k < view.inputs(); k += 2) {
      const Span& condition = view.input(k, cell);
      others |= condition.others;
      if (!condition.known) {
        result.known = false;
        result.others = others;
        continue;
      }
      if (!condition.can_hold()) continue;
      may.push_back(exempt[k / 2] ? Span::of(Status::exempt) : view.input(k + 1, cell));
      sure = sure || !condition.can_fail();
      any = true;
    }
    if (!result.known && result.others == others && others != 0 && !any) return result;
    if (any) {
      bool first = sure;
      for (const Span& points : may) {
        result = first ? points : join(result, points);
        first = false;
      }
      if (may.size() > 1) result.others |= bit(Status::invalid);
    }
    result.others |= others;
    return result;
  }
  Text why(Status status) const override {
    return status == Status::invalid ? say("同时符合几项例外，而结果不同", "several exceptions hold, and they differ")
           : status == Status::exempt ? say("符合不考核的例外", "an exception makes it exempt")
                                      : Text{};
  }

 private:
  void exception(KernelView& view, std::size_t cell) const {
    Status unclear = Status::known;
    for (std::size_t k = 1; k < view.inputs(); k += 2) unclear = std::max(unclear, view.status(k, cell));
    if (unclear != Status::known) return view.fail(cell, unclear);
    std::size_t taken = 0;  // the input that counts: the rule's, while no exception holds
    Status given = Status::known;
    bool differ = false;
    for (std::size_t k = 1; k < view.inputs(); k += 2) {
      if (!view.holds(k, cell)) continue;
      const Status status = exempt[k / 2] ? Status::exempt : view.status(k + 1, cell);
      if (taken == 0) given = status;
      else differ = differ || status != given || (status == Status::known && view.value(k + 1, cell) != view.value(taken, cell));
      if (status == Status::missing || status == Status::invalid) unclear = std::max(unclear, status);
      if (taken == 0) taken = k + 1;
    }
    if (unclear != Status::known) return view.fail(cell, unclear);
    if (differ) return view.fail(cell, Status::invalid);
    if (taken == 0) given = view.status(0, cell);
    if (given == Status::known) view.put(cell, view.value(taken, cell));
    else view.fail(cell, given);
  }
};

}  // namespace

Text step_words(const Telling& t, const Step& step) {
  Text words;
  const Text operand = step.kind == StepKind::round ? Text{} : t.value(step.operand, false);
  switch (step.kind) {
    case StepKind::cap: words = say("不超过{0}", "no more than {0}", {operand}); break;
    case StepKind::floor: words = say("不低于{0}", "no less than {0}", {operand}); break;
    case StepKind::add: words = say("加{0}", "plus {0}", {operand}); break;
    case StepKind::round: words = rounding_said(step.unit, step.mode); break;
    case StepKind::scale: words = say("连同满分乘以{0}", "with its full marks, times {0}", {operand}); break;
    case StepKind::multiply: words = say("乘以{0}", "times {0}", {operand}); break;
  }
  return step.when.given() ? say("{0}时{1}", "{1} where {0}", {t.value(step.when, false), words}) : words;
}

namespace {

struct Adjusted final : Rule {
  std::shared_ptr<const Rule> rule;
  std::vector<Step> before;
  std::vector<Exception> exceptions;

  std::string_view kind() const override { return rule->kind(); }
  const Formula* measured() const override { return rule->measured(); }
  std::string_view served_by(const Number& full) const override { return rule->served_by(full); }

  static std::string condition(std::size_t i) { return "exception" + std::to_string(i); }

  Column lower(Builder& b) const override {
    if (!before.empty()) b.step_value(measured(), &before);
    const Column points = rule->lower(b);
    b.step_value(nullptr, nullptr);
    if (exceptions.empty()) return points;
    auto kernel = std::make_shared<Excepted>();
    std::vector<Column> in{points};
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
      const Exception& exception = exceptions[i];
      b.cite(exception.clauses);
      kernel->exempt.push_back(!exception.points.given());
      in.push_back(b.flag(exception.when));
      b.part(condition(i), in.back());
      in.push_back(exception.points.given() ? b.number(exception.points) : b.constant(0));
    }
    // An exception takes the place of the points before a floor or cap as well.
    for (NamedColumn& part : b.here().parts) {
      if (part.name != "raw" || part.column < 0) continue;
      in[0] = part.column;
      part.column = b.kernel(kernel, in);
    }
    in[0] = points;
    return b.kernel(std::move(kernel), std::move(in));
  }

  /// The value with its steps, in words; or the figure they make.
  Telling stepped(const Telling& t) const {
    Telling result = t;
    if (before.empty()) return result;
    std::vector<Text> words;
    for (const Step& step : before) words.push_back(step_words(t.in_words(), step));
    result.stepped = measured();
    result.stepped_as = t.part("stepped", say("{0}（先{1}）", "{0} (first {1})", {t.value(*measured(), false), joined(words, "，再", ", then ")}));
    return result;
  }

  Details details(const Telling& t) const override {
    Details result = rule->details(stepped(t));
    for (const Exception& exception : exceptions) {
      const Text when = t.value(exception.when, false);
      result.parts.push_back({exception.points.given() ? say("例外：{0}的，得分为{1}", "except where {0}: {1} points", {when, t.value(exception.points, false)})
                                                       : say("例外：{0}的，不考核", "except where {0}: exempt", {when}),
                              &exception.clauses});
    }
    return result;
  }

  std::vector<Laid> tables(const Telling& t) const override { return rule->tables(stepped(t)); }

  Text sentence(const Telling& t) const override {
    Text result = rule->sentence(stepped(t));
    for (const Exception& exception : exceptions) {
      const Text when = t.value(exception.when, false);
      result = exception.points.given() ? say("{0}例外：{1}的，得分为{2}。", "{0} Except: where {1}, {2} points.", {result, when, t.value(exception.points, false)})
                                        : say("{0}例外：{1}的，不考核。", "{0} Except: where {1}, exempt.", {result, when});
    }
    return result;
  }

  Text formula(const Telling& t) const override {
    if (t.in_figures()) {
      const Telling words = t.in_words();
      for (std::size_t i = 0; i < exceptions.size(); ++i)
        if (const auto holds = t.number(t.node.part(condition(i))); holds && !holds->is_zero() && exceptions[i].points.given())
          return say("因{0}，按例外计：{1}", "as an exception, since {0}: {1}", {words.value(exceptions[i].when, false), t.value(exceptions[i].points, false)});
    }
    return rule->formula(stepped(t));
  }

  std::optional<Number> best(const Number& full) const override {
    auto most = rule->best(full);
    for (const Exception& exception : exceptions) {
      if (!exception.points.given() || !most) continue;
      const auto points = Number::parse(exception.points.text);
      if (points) most = max(*most, *points);
      else most = std::nullopt;
    }
    return most;
  }
};

}  // namespace

void check_limits(Fields& fields, const std::optional<Number>& floor, const std::optional<Number>& cap) {
  if (floor && cap && *cap < *floor) fields.reader().fault(Code::cap_below_floor, {cap->exact(), floor->exact()});
}

std::shared_ptr<const Rule> adjusted(std::shared_ptr<const Rule> rule, Fields& fields) {
  auto result = std::make_shared<Adjusted>();
  if (rule->measured())
    if (const auto before = fields.get("before")) {
      result->before = read_steps(*before);
      // A value has no full marks to be scaled with it.
      for (const Step& step : result->before)
        if (step.kind == StepKind::scale) before->fault(Code::bad_choice, {"scale", "cap, floor, multiply, add, round"});
    }
  if (const auto list = fields.get("exceptions")) {
    for (const Reader& item : list->items()) {
      Fields row(item);
      Exception exception;
      exception.when = row.need_formula("when");
      exception.points = row.formula("points");
      if (row.boolean("exempt", false) == exception.points.given()) item.fault(Code::wrong_format, {"exception", "points / exempt: true"});
      exception.clauses = row.ids("clauses");
      row.done();
      result->exceptions.push_back(std::move(exception));
    }
  }
  if (result->before.empty() && result->exceptions.empty()) return rule;
  result->rule = std::move(rule);
  return result;
}

}  // namespace yardstick
