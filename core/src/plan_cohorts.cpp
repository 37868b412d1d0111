// Cohorts: units of a class looked at together, and the figures they give.
#include <algorithm>

#include "fold.h"
#include "kernel.h"
#include "plan_builder.h"
#include "reach.h"
#include "within.h"

namespace yardstick {

namespace {

/// One figure for each part of a cohort. Inputs: the part; whether a unit belongs to the cohort; then a condition and an
/// expression, where there are any.
struct Together final : Kernel {
  FoldHow how;
  bool conditioned = false, valued = false;

  Reads reads() const override { return Reads::part; }
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span& part = view.input(0, cell);
    if (!part.exact()) return part.known ? Span::anything() : part;
    std::vector<SpanMember> members;
    std::uint8_t unclear = 0;
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::size_t other = cell / view.units() * view.units() + unit;
      const Span& theirs = view.input(0, other);
      if (!theirs.known || (theirs.exact() && *theirs.low != *part.low)) continue;
      SpanMember member{Span::of(Number(1)), Span::of(Number(0)), Span::of(Number(0)), Span::of(Number(0))};
      member.may_be_absent = !theirs.exact();
      const Span& belongs = view.input(1, other);
      unclear |= belongs.but(Status::exempt);
      bool out = !belongs.can_hold();
      member.may_be_absent = member.may_be_absent || belongs.can_fail() || belongs.others != 0;
      if (conditioned) {
        const Span& condition = view.input(2, other);
        out = out || !condition.can_hold();
        member.may_be_absent = member.may_be_absent || condition.can_fail() || condition.others != 0;
      }
      if (valued) {
        member.points = view.input(conditioned ? 3 : 2, other);
        out = out || !member.points.known;
        member.may_be_absent = member.may_be_absent || member.points.others != 0;
        member.points.others = 0;
      }
      if (!out) members.push_back(std::move(member));
    }
    Span result = folded(how, Policy::missing, members, Span::of(Number(0)), Span::of(Number(0)), std::nullopt, view.algebra);
    result.others |= unclear;
    return result;
  }

  void fill(KernelView& view) const override {
    static const Number one = 1, none;
    Folder folder(how, Policy::missing);
    for (std::size_t cell = 0; cell < view.cells(); ++cell) view.fail(cell, view.known(0, cell) ? Status::exempt : view.status(0, cell));
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& part : parts_of(view, 0, slot)) {
        folder.clear();
        Status worst = Status::known;
        for (const std::size_t cell : part.cells) {
          const Status belongs = view.status(1, cell);
          if (belongs != Status::known && belongs != Status::exempt) worst = std::max(worst, belongs);
          if (!view.holds(1, cell) || (conditioned && !view.holds(2, cell))) continue;
          const std::size_t value = conditioned ? 3 : 2;
          // A member without a known value is left out.
          if (!valued) folder.push({{Status::known, one}, {}, {}, {}});
          else if (view.known(value, cell)) folder.push({{Status::known, view.value(value, cell)}, {}, {}, {}});
        }
        Number out;
        const Status state = worst == Status::known ? folder.result(none, out) : worst;
        for (const std::size_t cell : part.cells) {
          if (state == Status::known) view.put(cell, out);
          else view.fail(cell, state);
        }
      }
  }
};

/// Whether the unit at hand stands in a cohort: its part where it does, exempt where it does not. While it is not known of
/// some unit, nobody's part is complete.
struct PartOf final : Kernel {
  Reads reads() const override { return Reads::part; }
  Span span(const SpanView& view, std::size_t cell) const override {
    Span result = OnlyWhere().span(view, cell);
    for (std::size_t unit = 0; unit < view.units(); ++unit)
      result.others |= view.input(1, cell / view.units() * view.units() + unit).but(Status::exempt);
    return result;
  }
  void fill(KernelView& view) const override {
    OnlyWhere().fill(view);
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& part : parts_of(view, 0, slot)) {
        Status worst = Status::known;
        for (const std::size_t cell : part.cells) worst = std::max(worst, view.status(1, cell));
        if (worst <= Status::exempt) continue;
        for (const std::size_t cell : part.cells)
          if (view.holds(1, cell)) view.fail(cell, worst);
      }
  }
};

/// The number of the unit at the other end of a link.
struct OtherEnd final : Kernel {
  void fill(KernelView& view) const override {
    const Records& list = view.list();
    for (std::size_t r = 0; r < view.cells(); ++r) {
      std::int64_t number = list.rows[r].other;
      for (int cls = 0; cls < list.rows[r].other_cls; ++cls) number += static_cast<std::int64_t>(view.data.units(cls));
      view.put(r, Number(number));
    }
  }
};

}  // namespace

const Cohort* Builder::cohort(const std::string& name) {
  const auto& cohorts = cls().cohorts;
  for (std::size_t k = 0; k < cohorts.size(); ++k) {
    if (cohorts[k].id != name) continue;
    cohort_used_[static_cast<std::size_t>(shape_.cls)][k] = true;
    return &cohorts[k];
  }
  return nullptr;
}

Column Builder::part_of(const std::string& name, const Where& where) {
  if (const Cohort* of = cohort(name)) return cohort_part(*of);
  const auto& facts = cls().facts;
  std::vector<std::string> known{"all", "group"};
  for (const Cohort& cohort : cls().cohorts) known.push_back(cohort.id);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].type != FactType::choice) continue;
    if (facts[i].id == name) return this->name(name, where, name).column;
    known.push_back(facts[i].id);
  }
  for (const Link& link : plan_.scheme->links) {
    if (plan_.class_of(link.from.id) != shape_.cls || link.count == Link::Count::many) continue;
    known.push_back(link.id);
    if (link.id != name) continue;
    const int rows = list(name, where);
    return first_of(rows, in_shape({shape_.cls, shape_.grain, rows, false}, [&] { return kernel(std::make_shared<OtherEnd>(), {}); }));
  }
  fault(Code::unknown_reference, where, {"within", name, nearest(name, known)});
  return -1;
}

Column Builder::belonging(Column part) {
  if (part < 0 || !cls().belongs.given() || in_belongs_) return part;
  in_belongs_ = true;
  const Column belongs = flag(cls().belongs);
  in_belongs_ = false;
  return kernel(std::make_shared<OnlyWhere>(), {part, belongs});
}

Column Builder::cohort_part(const Cohort& cohort) {
  const Within within{cohort.within.id, cohort.within.where};
  const Column part = within.lower(*this);
  const Column belongs = cohort.members.given() ? flag(cohort.members) : constant(1);
  if (part < 0 || belongs < 0) return -1;
  const Column here = kernel(std::make_shared<PartOf>(), {part, belongs});
  return cohort.frozen > 0 ? as_frozen(cohort, here) : here;
}

Column Builder::as_frozen(const Cohort& cohort, Column column) {
  auto frozen = std::make_shared<Earlier>();
  frozen->periods = cohort.frozen;
  frozen->main = plan_.scheme->main;
  return kernel(std::move(frozen), {column});
}

Typed Builder::cohort_function(const Cohort& cohort, const Expr& expr, const Formula& formula) {
  struct Named {
    std::string_view name;
    Take take;
  };
  static constexpr Named takes[] = {{"sum", Take::sum}, {"mean", Take::mean}, {"median", Take::median}, {"min", Take::min}, {"max", Take::max},
                                    {"product", Take::product}, {"first", Take::first}, {"last", Take::last}, {"count", Take::count}, {"any", Take::any}, {"all", Take::all},
                                    {"deviation", Take::deviation}, {"sampleDeviation", Take::sample_deviation}, {"percentile", Take::percentile}};
  const auto* take = std::find_if(std::begin(takes), std::end(takes), [&](const Named& t) { return t.name == expr.text; });
  const bool logical = expr.text == "any" || expr.text == "all";
  if (take == std::end(takes) || in_cohort_ || (!expr.args[2] && !logical && expr.text != "count")) {
    type_fault(formula, expr.text + "(" + cohort.id + ")", expr.text + "(" + cohort.id + " : item.…)");
    return {};
  }
  auto together = std::make_shared<Together>();
  together->how.take = take->take;
  together->how.flags = logical;
  together->how.leave_exempt = true;
  together->how.missing = Policy::missing;
  together->how.none = expr.text == "sum" || logical || expr.text == "count" ? Policy::zero : Policy::exempt;
  const Shape unit{shape_.cls, shape_.grain, -1, false};
  Typed result;
  result.type = logical ? ValueType::flag : ValueType::number;
  bool ok = true;
  result.column = in_shape(unit, [&]() -> Column {
    const Within within{cohort.within.id, cohort.within.where};
    std::vector<Column> in{within.lower(*this), cohort.members.given() ? flag(cohort.members) : constant(1)};
    const bool before = in_cohort_;
    in_cohort_ = true;
    if (expr.args[1]) {
      in.push_back(wanted(*expr.args[1], ValueType::flag, formula));
      together->conditioned = true;
    }
    if (expr.args[2]) {
      const Typed value = expression(*expr.args[2], formula);
      if (value.ok() && value.type != result.type) {
        type_fault(formula, type_name(value.type), type_name(result.type));
        ok = false;
      }
      if (!logical && expr.text != "count") result.unit = value.unit;
      in.push_back(value.column);
      together->valued = true;
    }
    in_cohort_ = before;
    if (expr.args.size() > 3) {
      if (!is_constant(*expr.args[3]) || expr.args[3]->value < 0 || expr.args[3]->value > 1) {
        type_fault(formula, expr.text, "0 … 1");
        ok = false;
      }
      together->how.share = expr.args[3]->value;
    }
    if (!ok) return -1;
    const Column column = kernel(together, std::move(in));
    return cohort.frozen > 0 && column >= 0 ? as_frozen(cohort, column) : column;
  });
  here().names[cohort.id] = {-1, cohort.title, Written::plain, -1, -1, nullptr};
  result.column = widen(result.column, cohort.id, formula.where);
  if (logical) result.written = Written::flag;
  return result;
}

}  // namespace yardstick
