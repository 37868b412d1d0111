// Lists: what a unit has any number of, and the functions that run over them.
#include <algorithm>

#include "kernel.h"
#include "plan_builder.h"
#include "reach.h"

namespace yardstick {

namespace {

/// A figure of the unit at the other end of each link; one input for each class that may stand there.
struct Follow final : Kernel {
  std::vector<int> classes;  // by input

  Span span(const SpanView& view, std::size_t cell) const override {
    const Records& list = view.data.lists[static_cast<std::size_t>(view.op.shape.list)];
    if (cell >= list.rows.size()) return Span::anything();
    const Record& row = list.rows[cell];
    for (std::size_t k = 0; k < classes.size(); ++k) {
      if (row.other_cls != classes[k]) continue;
      const Shape& from = view.shape_of(k);
      const int slot = from.uniform ? 0 : row.slots[static_cast<std::size_t>(from.grain)];
      if (slot >= 0) return view.input(k, static_cast<std::size_t>(slot) * view.data.units(classes[k]) + static_cast<std::size_t>(row.other));
    }
    return Span::of(Status::missing);
  }

  Reads reads() const override { return Reads::ends; }
  void fill(KernelView& view) const override {
    const Records& list = view.list();
    for (std::size_t r = 0; r < view.cells(); ++r) {
      const Record& row = list.rows[r];
      for (std::size_t k = 0; k < classes.size(); ++k) {
        if (row.other_cls != classes[k]) continue;
        const Shape& from = view.shape_of(k);
        const int slot = from.uniform ? 0 : row.slots[static_cast<std::size_t>(from.grain)];
        if (slot >= 0) view.copy(r, k, static_cast<std::size_t>(slot) * view.data.units(classes[k]) + static_cast<std::size_t>(row.other));
      }
    }
  }
};

/// A field of the record around an inner one.
struct Outer final : Kernel {
  Span span(const SpanView& view, std::size_t cell) const override {
    const Records& list = view.data.lists[static_cast<std::size_t>(view.op.shape.list)];
    return cell < list.rows.size() ? view.input(0, static_cast<std::size_t>(list.rows[cell].outer)) : Span::anything();
  }
  void fill(KernelView& view) const override {
    const Records& list = view.list();
    for (std::size_t r = 0; r < view.cells(); ++r) view.copy(r, 0, static_cast<std::size_t>(list.rows[r].outer));
  }
};

struct ListFunction {
  std::string_view name;
  Take take;
  Policy none;
  ValueType wants, gives;
};
constexpr ListFunction functions[] = {
    {"sum", Take::sum, Policy::zero, ValueType::number, ValueType::number},
    {"mean", Take::mean, Policy::exempt, ValueType::number, ValueType::number},
    {"median", Take::median, Policy::exempt, ValueType::number, ValueType::number},
    {"min", Take::min, Policy::exempt, ValueType::number, ValueType::number},
    {"max", Take::max, Policy::exempt, ValueType::number, ValueType::number},
    {"product", Take::product, Policy::exempt, ValueType::number, ValueType::number},
    {"first", Take::first, Policy::exempt, ValueType::number, ValueType::number},
    {"last", Take::last, Policy::exempt, ValueType::number, ValueType::number},
    {"count", Take::count, Policy::zero, ValueType::number, ValueType::number},
    {"any", Take::any, Policy::zero, ValueType::flag, ValueType::flag},
    {"all", Take::all, Policy::zero, ValueType::flag, ValueType::flag},
    {"deviation", Take::deviation, Policy::exempt, ValueType::number, ValueType::number},
    {"sampleDeviation", Take::sample_deviation, Policy::exempt, ValueType::number, ValueType::number},
    {"percentile", Take::percentile, Policy::exempt, ValueType::number, ValueType::number},
};

}  // namespace

void Builder::declare_lists() {
  const Scheme& scheme = *plan_.scheme;
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const auto& facts = scheme.classes[c].facts;
    for (std::size_t f = 0; f < facts.size(); ++f) {
      const Fact& fact = facts[f];
      if (!fact.is_list()) continue;
      RowList list;
      list.kind = fact.type != FactType::records ? RowList::Kind::keyed : fact.from.id.empty() ? RowList::Kind::records : RowList::Kind::borrowed;
      list.cls = static_cast<int>(c);
      list.id = fact.id;
      list.title = fact.title;
      list.fact = static_cast<int>(f);
      list.grain = fact.grain;
      list.fields = &fact.fields;
      const int own = static_cast<int>(plan_.lists.size());
      plan_.lists.push_back(list);
      for (std::size_t i = 0; i < fact.fields.size(); ++i) {
        const Field& field = fact.fields[i];
        if (field.type == FactType::unit && plan_.class_of(field.of.id) < 0) fault(Code::unknown_reference, field.of.where, {"class", field.of.id, ""});
        if (field.type != FactType::records || list.kind != RowList::Kind::records) continue;
        RowList inner = list;
        inner.kind = RowList::Kind::inner;
        inner.id = fact.id + "." + field.id;
        inner.title = field.title;
        inner.field = static_cast<int>(i);
        inner.outer = own;
        inner.fields = &field.fields;
        for (const Field& part : field.fields)
          if (part.type == FactType::unit && plan_.class_of(part.of.id) < 0) fault(Code::unknown_reference, part.of.where, {"class", part.of.id, ""});
        plan_.lists.push_back(std::move(inner));
      }
    }
  }
  for (const Link& link : scheme.links) {
    if (plan_.class_of(link.from.id) < 0) fault(Code::unknown_reference, link.from.where, {"class", link.from.id, ""});
    for (const Cited& to : link.to)
      if (plan_.class_of(to.id) < 0) fault(Code::unknown_reference, to.where, {"class", to.id, ""});
  }
  declare_borrowed();
}

void Builder::declare_borrowed() {
  for (RowList& list : plan_.lists) {
    if (list.kind != RowList::Kind::borrowed) continue;
    const Fact& fact = plan_.scheme->classes[static_cast<std::size_t>(list.cls)].facts[static_cast<std::size_t>(list.fact)];
    const std::size_t dot = fact.from.id.find('.');
    const int cls = plan_.class_of(fact.from.id.substr(0, dot));
    const std::string id = dot == std::string::npos ? "" : fact.from.id.substr(dot + 1);
    for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
      const RowList& source = plan_.lists[l];
      if (source.cls == cls && source.id == id && (source.kind == RowList::Kind::records || source.kind == RowList::Kind::inner)) list.source = static_cast<int>(l);
    }
    if (list.source < 0) {
      fault(Code::unknown_reference, fact.from.where, {"records", fact.from.id, ""});
      continue;
    }
    const RowList& source = plan_.lists[static_cast<std::size_t>(list.source)];
    list.fields = source.fields;
    list.outer = source.outer;
    for (std::size_t i = 0; i < source.fields->size(); ++i) {
      const Field& field = (*source.fields)[i];
      if (field.id == fact.by.id && field.type == FactType::unit && plan_.class_of(field.of.id) == list.cls) list.field = static_cast<int>(i);
    }
    if (list.field < 0) {
      fault(Code::unknown_reference, fact.by.where, {"field", fact.by.id, ""});
      list.source = -1;
    }
  }
}

int Builder::list(const std::string& name, const Where& where) {
  const int cls = shape_.cls;
  std::vector<std::string> known;
  if (name.rfind("item.", 0) == 0 && shape_.list >= 0) {
    const std::string inner = list_at(shape_.list).id + name.substr(4);
    for (std::size_t l = 0; l < plan_.lists.size(); ++l)
      if (plan_.lists[l].cls == cls && plan_.lists[l].kind == RowList::Kind::inner && plan_.lists[l].id == inner) return static_cast<int>(l);
  } else {
    for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
      const RowList& list = plan_.lists[l];
      if (list.cls != cls || list.kind == RowList::Kind::link) continue;
      known.push_back(list.id);
      if (list.id != name) continue;
      if (list.kind == RowList::Kind::borrowed && list.source < 0) return -1;  // told already
      fact_used_[static_cast<std::size_t>(cls)][static_cast<std::size_t>(list.fact)] = true;
      if (list.kind == RowList::Kind::keyed && list.grain < shape_.grain) {
        fault(Code::grain_clash, where, {here().id, std::string(name_of(shape_.grain)), name, std::string(name_of(list.grain))});
        return -1;
      }
      return static_cast<int>(l);
    }
    const bool inverse = !name.empty() && name.back() == '^';
    const std::string id = inverse ? name.substr(0, name.size() - 1) : name;
    const auto& links = plan_.scheme->links;
    for (std::size_t k = 0; k < links.size(); ++k) {
      const Link& link = links[k];
      const bool from_here = plan_.class_of(link.from.id) == cls;
      const bool to_here = std::any_of(link.to.begin(), link.to.end(), [&](const Cited& to) { return plan_.class_of(to.id) == cls; });
      if (from_here) known.push_back(link.id);
      if (to_here) known.push_back(link.id + "^");
      if (link.id != id || !(inverse ? to_here : from_here)) continue;
      link_used_[k] = true;
      for (std::size_t l = 0; l < plan_.lists.size(); ++l) {
        const RowList& list = plan_.lists[l];
        if (list.kind == RowList::Kind::link && list.cls == cls && list.link == static_cast<int>(k) && list.inverse == inverse && list.grain == shape_.grain)
          return static_cast<int>(l);
      }
      RowList list;
      list.kind = RowList::Kind::link;
      list.cls = cls;
      list.id = name;
      list.title = link.title;
      list.link = static_cast<int>(k);
      list.inverse = inverse;
      list.grain = shape_.grain;
      plan_.lists.push_back(std::move(list));
      return static_cast<int>(plan_.lists.size()) - 1;
    }
  }
  fault(Code::unknown_reference, where, {"records", name, nearest(name, known)});
  return -1;
}

namespace {

Operation rows_folded(const Shape& shape, int list, Column rows, Take take, Policy none) {
  Operation fold;
  fold.op = Op::fold_rows;
  fold.shape = shape;
  fold.index = list;
  fold.fold.take = take;
  fold.fold.none = none;
  fold.fold.missing = Policy::missing;
  fold.in = {rows};
  fold.inputs.value = 0;
  return fold;
}

}  // namespace

Column Builder::sum_of(int list, Column rows) { return op(rows_folded(shape_, list, rows, Take::sum, Policy::zero)); }
Column Builder::first_of(int list, Column rows) { return op(rows_folded(shape_, list, rows, Take::first, Policy::exempt)); }

Builder::Meaning Builder::field_of(int list, const std::string& field_id, const Where& where, const std::string& formula) {
  const RowList& rows = list_at(list);
  std::vector<std::string> known;
  for (std::size_t i = 0; i < rows.fields->size(); ++i) {
    const Field& field = (*rows.fields)[i];
    known.push_back(field.id);
    if (field.id != field_id) continue;
    if (field.type == FactType::text || field.type == FactType::unit || field.type == FactType::records) {
      fault(Code::formula_type, where, {formula, field.id, "number / choice / flag / date"});
      return {};
    }
    Operation operation;
    operation.op = Op::field;
    operation.shape = {rows.cls, shape_.grain, list, false};
    operation.index = list;
    operation.option = static_cast<int>(i);
    Meaning result;
    result.typed = typed_fact(field, op(std::move(operation)));
    result.title = field.title;
    return result;
  }
  fault(Code::unknown_reference, where, {"field", field_id, nearest(field_id, known)});
  return {};
}

Builder::Meaning Builder::item(const std::string& dotted, const Where& where, const std::string& formula) {
  const std::string rest = dotted.substr(dotted.find('.') + 1);
  if (in_cohort_) {
    in_cohort_ = false;
    Meaning result = meaning(rest, where, formula);
    in_cohort_ = true;
    return result;
  }
  if (shape_.list < 0) {
    fault(Code::unknown_reference, where, {"item", dotted, ""});
    return {};
  }
  const RowList& rows = list_at(shape_.list);
  if (dotted.rfind("outer.", 0) == 0) {
    const int around = rows.outer;
    if (around < 0) {
      fault(Code::unknown_reference, where, {"item", dotted, ""});
      return {};
    }
    Meaning result = in_shape({list_at(around).cls, shape_.grain, around, false}, [&] { return field_of(around, rest, where, formula); });
    if (result.typed.column >= 0) result.typed.column = kernel(std::make_shared<Outer>(), {result.typed.column});
    return result;
  }
  if (rows.kind != RowList::Kind::link) return field_of(shape_.list, rest, where, formula);
  if (rest == "share") {
    Operation operation;
    operation.op = Op::field;
    operation.shape = shape_;
    operation.index = shape_.list;
    operation.option = 0;
    Meaning result;
    result.typed.column = op(std::move(operation));
    result.typed.written = Written::percent;
    result.title = {"份额", "share"};
    return result;
  }
  return at_other_end(rest, where, formula);
}

Builder::Meaning Builder::at_other_end(const std::string& rest, const Where& where, const std::string& formula) {
  const RowList rows = list_at(shape_.list);
  const Link& link = plan_.scheme->links[static_cast<std::size_t>(rows.link)];
  auto follow = std::make_shared<Follow>();
  std::vector<Column> in;
  Meaning result;
  const auto read = [&](const Cited& cls) {
    const int other = plan_.class_of(cls.id);
    if (other < 0) return;
    Meaning there = in_shape({other, shape_.grain, -1, false}, [&] { return meaning(rest, where, formula); });
    const Column column = there.typed.column;
    if (column < 0) return;
    const Shape& shape = plan_.operations[static_cast<std::size_t>(column)].shape;
    if (!shape.uniform && shape.grain > shape_.grain) {
      fault(Code::grain_clash, where, {here().id, std::string(name_of(shape_.grain)), rest, std::string(name_of(shape.grain))});
      return;
    }
    if (!in.empty() && there.typed.type != result.typed.type) {
      fault(Code::formula_type, where, {formula, type_name(there.typed.type), type_name(result.typed.type)});
      return;
    }
    follow->classes.push_back(other);
    in.push_back(column);
    result = std::move(there);
  };
  const std::size_t ends = rows.inverse ? 1 : link.to.size();
  for (std::size_t k = 0; k < ends; ++k) read(rows.inverse ? link.from : link.to[k]);
  if (in.size() != ends) return {};
  result.typed.column = kernel(std::move(follow), std::move(in));
  result.fact = -1;
  return result;
}

Typed Builder::list_function(const Expr& expr, const Formula& formula) {
  const std::string& name = expr.args[0]->text;
  if (const Cohort* of = cohort(name)) return cohort_function(*of, expr, formula);
  const bool inner = name.rfind("item.", 0) == 0;
  if (shape_.list >= 0 && !inner) {  // another list, inside a list: figured for the unit
    Typed result = in_shape({shape_.cls, shape_.grain, -1, false}, [&] { return list_function(expr, formula); });
    result.column = widen(result.column, name, formula.where);
    return result;
  }
  const int rows = list(name, formula.where);
  if (rows < 0) return {};
  const auto* known = std::find_if(std::begin(functions), std::end(functions), [&](const ListFunction& f) { return f.name == expr.text; });
  if (known == std::end(functions)) {
    type_fault(formula, expr.text, "sum / mean / count / any / all");
    return {};
  }
  if (known->wants == ValueType::number && known->take != Take::count && !expr.args[2]) {
    type_fault(formula, expr.text + "(" + name + ")", expr.text + "(" + name + " : …)");
    return {};
  }
  Operation fold;
  fold.op = Op::fold_rows;
  fold.shape = shape_;
  fold.index = rows;
  fold.fold.take = known->take;
  fold.fold.none = known->none;
  fold.fold.missing = Policy::missing;
  fold.fold.leave_exempt = true;
  fold.fold.flags = known->wants == ValueType::flag;
  Typed inside, condition;
  in_shape({shape_.cls, shape_.grain, rows, false}, [&] {
    if (expr.args[2]) inside = expression(*expr.args[2], formula);
    if (expr.args[1]) condition = expression(*expr.args[1], formula);
    return 0;
  });
  bool ok = true;
  Typed result;
  result.type = known->gives;
  if (expr.args[2]) {
    // first and last give back what they are given; the others reckon with numbers or money.
    const bool any_type = known->take == Take::first || known->take == Take::last;
    const bool money = known->wants == ValueType::number && inside.type == ValueType::money;
    ok = inside.ok() && inside.column >= 0;
    if (ok && inside.type != known->wants && !any_type && !money) {
      type_fault(formula, type_name(inside.type), type_name(known->wants));
      ok = false;
    }
    if (ok && (any_type || money)) result = inside;
    if (ok) fold.inputs.value = input(fold, inside.column);
  }
  if (expr.args[1]) {
    if (condition.ok() && condition.type != ValueType::flag) {
      type_fault(formula, type_name(condition.type), type_name(ValueType::flag));
      ok = false;
    }
    ok = ok && condition.ok();
    if (ok) fold.inputs.where = input(fold, condition.column);
  }
  if (expr.args.size() > 3) {
    const auto share = is_constant(*expr.args[3]) ? std::optional(expr.args[3]->value) : std::nullopt;
    if (!share || *share < 0 || *share > 1) {
      type_fault(formula, expr.text, "0 … 1");
      ok = false;
    }
    fold.fold.share = share.value_or(0);
  }
  if (!ok) return {};
  result.column = op(std::move(fold));
  if (known->gives == ValueType::flag) result.written = Written::flag;
  here().names[name] = {-1, list_at(rows).title, Written::plain, list_at(rows).kind == RowList::Kind::link ? -1 : list_at(rows).fact, -1, nullptr};
  return result;
}

int Plan::list_of(int cls, int fact, int field) const {
  for (std::size_t l = 0; l < lists.size(); ++l) {
    const bool inner = lists[l].kind == RowList::Kind::inner;
    if (lists[l].cls == cls && lists[l].fact == fact && (field < 0 ? !inner : inner && lists[l].field == field)) return static_cast<int>(l);
  }
  return -1;
}

}  // namespace yardstick
