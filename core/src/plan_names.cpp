// What a name in a formula means: a field, a parameter, a fact, a node, of this class or of another.
#include <algorithm>

#include "kernel.h"
#include "outcomes/outcome.h"
#include "plan_builder.h"
#include "reach.h"

namespace yardstick {

namespace {

/// The days of each period: the first, the last, or how many.
struct PeriodDays final : Kernel {
  int what = 0;  // 0 first, 1 last, 2 days
  void fill(KernelView& view) const override {
    const auto& slots = view.data.slots[static_cast<std::size_t>(view.op.shape.grain)];
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      const Period& period = slots[cell / view.units()];
      const std::int64_t first = first_day(period), last = last_day(period);
      view.put(cell, Number(what == 0 ? first : what == 1 ? last : last - first + 1));
    }
  }
};

/// A period's content read from a coarser period: that period's own figure.
struct ContentOf final : Kernel {
  int index = 1;
  Grain from = Grain::quarter;
  Span span(const SpanView& view, std::size_t cell) const override {
    const auto [first, last] = view.data.inside(view.op.shape.grain, static_cast<int>(cell / view.units()), from);
    for (int m = last; m-- > first;)
      if (view.data.slots[static_cast<std::size_t>(from)][static_cast<std::size_t>(m)].index == index)
        return view.input(0, view.shape_of(0).uniform ? 0 : static_cast<std::size_t>(m) * view.units() + cell % view.units());
    return Span::of(Status::missing);
  }
  void fill(KernelView& view) const override {
    for (std::size_t s = 0; s < view.slots(); ++s) {
      const auto [first, last] = view.data.inside(view.op.shape.grain, static_cast<int>(s), from);
      for (int m = first; m < last; ++m) {
        if (view.data.slots[static_cast<std::size_t>(from)][static_cast<std::size_t>(m)].index != index) continue;
        for (std::size_t u = 0; u < view.units(); ++u)
          view.copy(s * view.units() + u, 0, view.shape_of(0).uniform ? 0 : static_cast<std::size_t>(m) * view.units() + u);
      }
    }
  }
};

constexpr const char* yuan = "元";

}  // namespace

Typed Builder::typed_fact(const Field& field, Column column) {
  Typed result;
  result.column = column;
  result.unit = field.unit.zh;
  switch (field.type) {
    case FactType::rate: result.written = Written::percent; break;
    case FactType::money:
      if (result.unit.empty()) result.unit = yuan;
      break;
    case FactType::flag: result.type = ValueType::flag; result.written = Written::flag; break;
    case FactType::date: result.type = ValueType::date; result.written = Written::date; break;
    case FactType::choice: result.type = ValueType::choice; result.written = Written::option; result.options = &field.options; break;
    default: break;
  }
  return result;
}

Typed Builder::name(const std::string& dotted, const Where& where, const std::string& formula) {
  Meaning found = meaning(dotted, where, formula);
  if (found.typed.column < 0) return {};
  // In an item's place stands what the list has; anything else is brought to the shape of the formula.
  found.typed.column = widen(found.typed.column, dotted, where);
  here().names[dotted] = {found.typed.column, std::move(found.title), found.typed.written, found.fact, found.node, found.typed.options};
  return found.typed;
}

Builder::Meaning Builder::meaning(const std::string& dotted, const Where& where, const std::string& formula) {
  const Scheme& scheme = *plan_.scheme;
  const auto starts = [&](const std::string& id) { return dotted.size() > id.size() && dotted[id.size()] == '.' && dotted.compare(0, id.size(), id) == 0; };
  if (starts("item") || starts("outer")) return item(dotted, where, formula);
  Meaning result;
  if (starts("period")) {
    static constexpr std::string_view whats[] = {"period.first", "period.last", "period.days"};
    static const Text titles[] = {{"本期首日", "the period's first day"}, {"本期末日", "the period's last day"}, {"本期天数", "days of the period"}};
    for (int what = 0; what < 3; ++what) {
      if (dotted != whats[what]) continue;
      auto days = std::make_shared<PeriodDays>();
      days->what = what;
      result.typed.column = in_shape({shape_.cls, shape_.grain, -1, false}, [&] { return kernel(std::move(days), {}); });
      result.typed.type = what == 2 ? ValueType::number : ValueType::date;
      result.typed.written = what == 2 ? Written::plain : Written::date;
      result.title = titles[what];
      return result;
    }
  }
  const auto& parameters = scheme.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].id != dotted) continue;
    parameter_used_[i] = true;
    Operation operation;
    operation.op = Op::parameter;
    operation.shape = {shape_.cls, shape_.grain, -1, false};
    operation.index = static_cast<int>(i);
    result.typed.column = op(std::move(operation));
    result.typed.written = parameters[i].values.front().percent ? Written::percent : Written::plain;
    result.title = parameters[i].title;
    return result;
  }
  const auto& facts = cls().facts;
  // Inside a function over a cohort a plain name would be the member's or the reading unit's: it says which.
  const bool member_only = in_cohort_;
  const auto member = [&] {
    type_fault({formula, where, nullptr}, dotted, "item." + dotted);
    return Meaning{};
  };
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (facts[i].id == dotted || starts(facts[i].id)) return member_only ? member() : own_fact(i, dotted, where, formula);
  // Across: the linked unit, or the only unit of another class.
  for (const Link& link : scheme.links) {
    if (!starts(link.id) || plan_.class_of(link.from.id) != shape_.cls) continue;
    if (member_only) return member();
    const std::string rest = dotted.substr(link.id.size() + 1);
    if (link.count == Link::Count::many) {
      type_fault({formula, where, nullptr}, dotted, "sum(" + link.id + " : item." + rest + ")");
      return {};
    }
    const Shape unit{shape_.cls, shape_.grain, -1, false};
    const int rows = in_shape(unit, [&] { return list(link.id, where); });
    if (rows < 0) return {};
    result = in_shape({shape_.cls, shape_.grain, rows, false}, [&] { return at_other_end(rest, where, formula); });
    if (result.typed.column < 0) return {};
    result.typed.column = in_shape(unit, [&] { return first_of(rows, result.typed.column); });
    result.title = {link.title.zh + "的" + result.title.zh, link.title.en + ": " + result.title.en};
    return result;
  }
  for (std::size_t c = 0; c < scheme.classes.size(); ++c) {
    const Class& other = scheme.classes[c];
    if (!starts(other.id) || static_cast<int>(c) == shape_.cls) continue;
    const std::string rest = dotted.substr(other.id.size() + 1);
    if (!other.one) {
      type_fault({formula, where, nullptr}, dotted, "\"one\": true / links");
      return {};
    }
    in_cohort_ = false;
    result = in_shape({static_cast<int>(c), shape_.grain, -1, false}, [&] { return meaning(rest, where, formula); });
    in_cohort_ = member_only;
    result.fact = -1;
    return result;
  }
  return member_only ? member() : own_node(dotted, where, formula);
}

Builder::Meaning Builder::own_fact(std::size_t index, const std::string& dotted, const Where& where, const std::string& formula) {
  const Fact& fact = cls().facts[index];
  Meaning result;
  result.fact = static_cast<int>(index);
  const auto load = [&](int option) {
    fact_used_[static_cast<std::size_t>(shape_.cls)][index] = true;
    Operation operation;
    operation.op = Op::fact;
    operation.shape = {shape_.cls, fact.grain, -1, false};
    operation.index = static_cast<int>(index);
    operation.option = option;
    return op(std::move(operation));
  };
  const bool votes = fact.type == FactType::votes;
  if (fact.id == dotted) {
    if (votes || fact.is_list()) {
      type_fault({formula, where, nullptr}, fact.id, votes ? fact.id + ".valid" : "sum(" + fact.id + " : …)");
      return {};
    }
    result.typed = typed_fact(fact, load(-1));
    result.title = fact.title;
    return result;
  }
  const std::string option = dotted.substr(fact.id.size() + 1);
  const std::vector<Option>& names = votes ? fact.options : fact.keys;
  std::vector<std::string> known;
  if (votes) known.push_back("valid");
  for (std::size_t o = 0; o < names.size(); ++o) {
    known.push_back(names[o].id);
    if (names[o].id != option) continue;
    result.typed = votes ? Typed{} : typed_fact(fact, -1);
    result.typed.column = load(static_cast<int>(o));
    result.title = votes ? names[o].title : Text{fact.title.zh + "·" + names[o].title.zh, fact.title.en + ": " + names[o].title.en};
    return result;
  }
  if (votes && option == "valid") {
    Column sum = -1;
    in_shape({shape_.cls, fact.grain, -1, false}, [&] {
      for (std::size_t o = 0; o < names.size(); ++o) sum = o == 0 ? load(0) : op(Op::add, {sum, load(static_cast<int>(o))});
      return 0;
    });
    result.typed.column = sum;
    result.title = {"有效票", "valid votes"};
    return result;
  }
  fault(Code::unknown_reference, where, {"option", option, nearest(option, known)});
  return {};
}

Builder::Meaning Builder::own_node(const std::string& dotted, const Where& where, const std::string& formula) {
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  std::string id = dotted, aspect = "points";
  auto found = index.find(id);
  if (found == index.end()) {
    const std::size_t dot = dotted.rfind('.');
    if (dot != std::string::npos) {
      id = dotted.substr(0, dot);
      aspect = dotted.substr(dot + 1);
      found = index.find(id);
    }
  }
  if (found == index.end()) {
    std::vector<std::string> known;
    for (const auto& fact : cls().facts) known.push_back(fact.id);
    for (const auto& parameter : plan_.scheme->parameters) known.push_back(parameter.id);
    for (const auto& [node, place] : index) known.push_back(node);
    fault(Code::unknown_reference, where, {"name", dotted, nearest(dotted, known)});
    return {};
  }
  const int place = found->second;
  Meaning result;
  result.node = place;
  const bool points_node = at(place).node->type == NodeType::points;
  if (at(place).content_parent >= 0 && at(place).grain > shape_.grain && shape_.list < 0) {
    auto content = std::make_shared<ContentOf>();
    content->index = at(place).content_index;
    content->from = at(place).grain;
    result = in_shape({shape_.cls, at(place).grain, -1, false}, [&] { return own_node(dotted, where, formula); });
    if (result.typed.column >= 0 && !plan_.operations[static_cast<std::size_t>(result.typed.column)].shape.uniform)
      result.typed.column = kernel(std::move(content), {result.typed.column});
    return result;
  }
  const auto part = [&](Column column, const char* zh, const char* en, Written written = Written::plain) {
    result.typed.column = column;
    result.typed.written = written;
    result.title = {at(place).title.zh + zh, at(place).title.en + en};
    return result;
  };
  if (points_node && (aspect == "full" || aspect == "rate" || aspect == "lost") && !marked(place)) {
    fault(Code::full_missing, where, {id, formula});
    return {};
  }
  const bool scales = std::any_of(at(place).node->steps.begin(), at(place).node->steps.end(), [](const Step& s) { return s.kind == StepKind::scale; });
  if (points_node && aspect == "full" && !scales) return part(full_of(place), "满分", " full marks");
  lower(place);
  const PlanNode& target = at(place);
  if (aspect == "points") {
    result.typed.column = target.points;
    result.typed.type = target.type == ValueType::money ? ValueType::number : target.type;
    result.typed.unit = target.type == ValueType::money || target.node->type == NodeType::money ? yuan : target.unit;
    result.typed.written = target.written;
    result.typed.levels = target.levels;
    result.typed.options = target.options;
    result.title = target.title;
    return result;
  }
  if (points_node) {
    if (aspect == "full") return part(full_of(place), "满分", " full marks");
    if (aspect == "raw") return part(target.raw, "（未封顶）", " before limits");
    if (aspect == "rate") return part(rate_of(place), "得分率", " scoring rate", Written::percent);
    if (aspect == "lost") return part(lost_of(place), "失分", " points lost");
  }
  fault(Code::unknown_reference, where, {"part", aspect, nearest(aspect, {"points", "full", "rate", "lost", "raw"})});
  return {};
}

void Builder::threshold(const Expr& side, const Expr& other, Column compared) {
  const auto& parameters = plan_.scheme->parameters;
  const bool parameter = other.kind == Expr::Kind::name && std::any_of(parameters.begin(), parameters.end(),
                                                                       [&](const Parameter& p) { return p.id == other.text; });
  if (side.kind != Expr::Kind::name || shape_.list >= 0 || !(parameter || is_constant(other))) return;
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  const auto found = index.find(side.text);
  if (found == index.end()) return;
  PlanNode& node = at(found->second);
  if (node.node->type == NodeType::points && node.grain == shape_.grain) node.thresholds.push_back(compared);
}

}  // namespace yardstick
