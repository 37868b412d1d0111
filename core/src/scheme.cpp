#include "yardstick/scheme.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "outcomes/outcome.h"
#include "reader.h"
#include "rules/rule.h"

namespace yardstick {

namespace {

template <class T, std::size_t N>
using Names = std::array<std::pair<std::string_view, T>, N>;

template <class T, std::size_t N>
std::vector<std::string> words(const Names<T, N>& names) {
  std::vector<std::string> result;
  for (const auto& [name, value] : names) result.emplace_back(name);
  return result;
}
template <class T, std::size_t N>
T value_of(const Names<T, N>& names, std::string_view word) {
  for (const auto& [name, value] : names)
    if (name == word) return value;
  return names[0].second;
}

constexpr Names<FactType, 10> fact_types{{{"number", FactType::number}, {"count", FactType::count}, {"money", FactType::money},
    {"rate", FactType::rate}, {"choice", FactType::choice}, {"flag", FactType::flag}, {"date", FactType::date},
    {"text", FactType::text}, {"votes", FactType::votes}, {"records", FactType::records}}};
constexpr Names<NodeType, 17> node_types{{{"points", NodeType::points}, {"number", NodeType::number}, {"rate", NodeType::rate},
    {"flag", NodeType::flag}, {"money", NodeType::money}, {"date", NodeType::date}, {"rank", NodeType::rank},
    {"level", NodeType::level}, {"veto", NodeType::veto}, {"verdict", NodeType::verdict}, {"quota", NodeType::quota},
    {"honour", NodeType::honour}, {"run", NodeType::run}, {"convert", NodeType::convert}, {"award", NodeType::award},
    {"pool", NodeType::pool}, {"decision", NodeType::decision}}};
constexpr Names<Take, 6> takes{{{"sum", Take::sum}, {"mean", Take::mean}, {"weighted", Take::weighted},
    {"pooled", Take::pooled}, {"min", Take::min}, {"max", Take::max}}};
constexpr Names<Policy, 3> missing_policies{{{"missing", Policy::missing}, {"skip", Policy::skip}, {"zero", Policy::zero}}};
constexpr Names<Policy, 3> exempt_policies{{{"skip", Policy::skip}, {"full", Policy::full}, {"zero", Policy::zero}}};
constexpr Names<Policy, 3> none_policies{{{"exempt", Policy::exempt}, {"full", Policy::full}, {"zero", Policy::zero}}};
const std::vector<std::string> bases{"", "stated", "named", "illustrative"};

std::string read_basis(Fields& fields) {
  const auto value = fields.get("basis");
  if (!value) return "";
  const std::string word = value->string();
  if (std::find(bases.begin() + 1, bases.end(), word) == bases.end()) {
    value->fault(Code::bad_choice, {word, "stated, named, illustrative"});
    return "";
  }
  return word;
}

Grain read_grain(const Reader& reader) {
  const std::string word = reader.string();
  const auto grain = grain_from(word);
  if (!grain) reader.fault(Code::bad_choice, {word, "year, half, quarter, month, day"});
  return grain.value_or(Grain::year);
}

void check_id(const std::string& id, const Reader& reader) {
  if (!is_id(id) || is_reserved_word(id)) reader.fault(Code::bad_id, {id});
}

std::vector<Option> read_options(const Reader& reader) {
  std::vector<Option> result;
  if (reader.json->is(Json::Kind::array)) {
    for (const Reader& item : reader.items()) {
      const std::string id = item.string();
      result.push_back({id, {id, id}});
    }
  } else {
    for (const auto& [id, value] : reader.members()) result.push_back({id, value.text()});
  }
  std::set<std::string> seen;
  for (const auto& option : result)
    if (!seen.insert(option.id).second) reader.fault(Code::duplicate_id, {option.id});
  return result;
}

void read_field(Fields& fields, Field& field, bool inside_record) {
  std::vector<std::string> types = words(fact_types);
  if (inside_record) types.resize(8);  // votes and records do not nest
  field.type = value_of(fact_types, fields.need_choice("type", types));
  field.title = fields.text("title");
  if (field.title.empty()) field.title = {field.id, field.id};
  const bool has_options = field.type == FactType::choice || field.type == FactType::votes;
  if (const auto options = has_options ? fields.need("options") : fields.get("options")) {
    field.options = read_options(*options);
    if (has_options && field.options.empty()) options->fault(Code::missing_key, {"options"});
  }
  if (const auto domain = fields.get("domain")) {
    Fields limits(*domain);
    field.min = limits.quantity("min");
    field.max = limits.quantity("max");
    field.step = limits.quantity("step");
    limits.done();
    if (field.min && field.max && *field.min > *field.max)
      domain->fault(Code::rows_unsorted, {field.min->exact(), field.max->exact()});
    if (field.step && !(*field.step > 0)) domain->fault(Code::bad_quantity, {field.step->exact()});
  }
  if (field.type == FactType::count) {
    if (!field.min) field.min = Number(0);
    if (!field.step) field.step = Number(1);
  }
}

Fact read_fact(const std::string& id, const Reader& reader) {
  Fact fact;
  fact.id = id;
  fact.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  read_field(fields, fact, false);
  if (const auto grain = fields.need("grain")) fact.grain = read_grain(*grain);
  fact.unit = fields.text("unit");
  fact.reporter = fields.text("reporter");
  fact.proof = fields.text("proof");
  fact.basis = read_basis(fields);
  if (fact.type == FactType::records) {
    fact.dated = fields.string("dated", "date");
    if (const auto members = fields.need("fields")) {
      for (const auto& [name, value] : members->members()) {
        Field field;
        field.id = name;
        field.where = value.where();
        check_id(name, value);
        if (name == "id") value.fault(Code::bad_id, {name});
        if (value.json->is(Json::Kind::string)) {
          const std::string type = value.json->text;
          field.title = {name, name};
          const auto known = words(fact_types);
          if (std::find(known.begin(), known.begin() + 8, type) == known.begin() + 8)
            value.fault(Code::bad_choice, {type, "number, count, money, rate, flag, date, text"});
          else if (type == "choice")
            value.fault(Code::missing_key, {"options"});
          field.type = value_of(fact_types, type);
        } else {
          Fields inner(value);
          read_field(inner, field, true);
          inner.done();
        }
        fact.fields.push_back(std::move(field));
      }
      const auto dated = std::find_if(fact.fields.begin(), fact.fields.end(), [&](const Field& f) { return f.id == fact.dated; });
      if (dated == fact.fields.end() || dated->type != FactType::date)
        members->fault(Code::unknown_reference, {"date", fact.dated, ""});
    }
  }
  fields.done();
  return fact;
}

}  // namespace

std::vector<Step> read_steps(const Reader& reader) {
  std::vector<Step> result;
  for (const Reader& item : reader.items()) {
    Fields fields(item);
    Step step;
    step.where = item.where();
    int operations = 0;
    const auto operand = [&](const char* key, StepKind kind) {
      if (const auto value = fields.get(key)) {
        step.kind = kind;
        step.operand = value->formula();
        ++operations;
      }
    };
    operand("cap", StepKind::cap);
    operand("floor", StepKind::floor);
    operand("multiply", StepKind::multiply);
    operand("add", StepKind::add);
    if (const auto round = fields.get("round")) {
      ++operations;
      step.kind = StepKind::round;
      Fields how(*round);
      const auto unit = how.quantity("step");
      if (unit && !(*unit > 0)) round->fault(Code::bad_quantity, {unit->exact()});
      step.unit = unit.value_or(Number(1));
      if (const auto places = unit ? how.get("places") : how.need("places"))
        for (int i = places->integer(0, 40); i > 0; --i) step.unit = step.unit / 10;
      step.mode = rounding_from(how.need_choice("mode", {"half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"}))
                      .value_or(Rounding::half_up);
      how.done();
    }
    if (operations != 1) item.fault(Code::wrong_format, {std::to_string(operations), "cap / floor / multiply / add / round"});
    step.when = fields.formula("when");
    step.clauses = fields.ids("clauses");
    fields.done();
    result.push_back(std::move(step));
  }
  return result;
}

namespace {

Fold read_fold(const Reader& reader) {
  Fold fold;
  fold.where = reader.where();
  Fields fields(reader);
  fold.over = fields.string("over", "children");
  if (const auto of = fields.get("of")) fold.of = {of->string(), of->where()};
  fold.take = value_of(takes, fields.need_choice("take", words(takes)));
  fold.by_rate = fields.choice("by", {"points", "rate"}) == "rate";
  fold.missing = value_of(missing_policies, fields.choice("missing", words(missing_policies)));
  fold.exempt = value_of(exempt_policies, fields.choice("exempt", words(exempt_policies)));
  fold.none = value_of(none_policies, fields.choice("none", words(none_policies)));
  fields.done();
  return fold;
}

std::shared_ptr<const Rule> read_rule(const Reader& reader) {
  Fields fields(reader);
  const auto kind = fields.need("kind");
  if (!kind) return nullptr;
  const std::string name = kind->string();
  for (const RuleKind& known : rule_kinds()) {
    if (known.name != name) continue;
    auto rule = adjusted(known.parse(fields), fields);
    fields.done();
    return rule;
  }
  std::string allowed;
  for (const RuleKind& known : rule_kinds()) allowed += (allowed.empty() ? "" : ", ") + std::string(known.name);
  kind->fault(Code::bad_choice, {name, allowed});
  return nullptr;
}

/// The parts of a points node that a period's content shares with it.
void read_points_node(Fields& fields, Node& node, bool inside_contents);

Node read_node(const std::string& id, const Reader& reader, bool inside_contents) {
  Node node;
  node.id = id;
  node.where = reader.where();
  Fields fields(reader);
  node.title = fields.text("title");
  if (node.title.empty()) node.title = {id, id};
  node.clauses = fields.ids("clauses");
  node.basis = read_basis(fields);
  node.type = value_of(node_types, fields.choice("type", words(node_types)));
  if (!inside_contents)
    if (const auto grain = fields.get("grain")) node.grain = read_grain(*grain);
  if (node.type == NodeType::points) {
    read_points_node(fields, node, inside_contents);
  } else if (const OutcomeKind* outcome = outcome_kind(node.type)) {
    node.outcome = outcome->parse(fields);
  } else {
    node.value = fields.need_formula("value");
  }
  fields.done();
  return node;
}

Content read_content(const std::string& parent, const std::string& key, const Reader& reader) {
  Content content;
  content.key = key;
  const auto period = parse_period("2000-" + key);
  if (!period || period->grain == Grain::day) reader.fault(Code::bad_period, {key});
  else content.index = period->index;
  Fields fields(reader);
  Node whole;
  whole.id = parent + "[" + key + "]";
  whole.where = reader.where();
  whole.title = fields.text("title");
  if (whole.title.empty()) whole.title = {key, key};
  whole.clauses = fields.ids("clauses");
  whole.basis = read_basis(fields);
  whole.full = fields.quantity("full");
  if (!whole.full) reader.fault(Code::missing_key, {"full"});
  std::vector<Node> inner;
  if (const auto children = fields.need("children")) {
    for (const auto& [id, value] : children->members()) {
      check_id(id, value);
      Node child = read_node(whole.id + "." + id, value, true);
      if (child.title.zh == child.id) child.title = {id, id};
      whole.children.push_back({child.id, value.where()});
      inner.push_back(std::move(child));
    }
  }
  Fold fold;
  fold.where = reader.where();
  whole.fold = fold;
  fields.done();
  content.nodes.push_back(std::move(whole));
  for (Node& child : inner) content.nodes.push_back(std::move(child));
  return content;
}

void read_points_node(Fields& fields, Node& node, bool inside_contents) {
  node.full = fields.quantity("full");
  if (node.full && !(*node.full > 0)) fields.reader().fault(Code::bad_quantity, {node.full->exact()});
  node.weight = fields.quantity("weight");
  if (!inside_contents) {
    node.children = fields.ids("children");
    if (const auto contents = fields.get("contents"))
      for (const auto& [key, value] : contents->members()) node.contents.push_back(read_content(node.id, key, value));
  }
  if (const auto rule = fields.get("rule")) node.rule = read_rule(*rule);
  if (const auto fold = fields.get("fold")) node.fold = read_fold(*fold);
  if (const auto steps = fields.get("perPeriod")) node.per_period = read_steps(*steps);
  if (const auto steps = fields.get("steps")) node.steps = read_steps(*steps);
  node.outside = fields.boolean("outside", false);
  node.extra = fields.boolean("extra", false);
}

Class read_class(const std::string& id, const Reader& reader) {
  Class cls;
  cls.id = id;
  cls.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  cls.title = fields.text("title");
  if (const auto facts = fields.need("facts"))
    for (const auto& [name, value] : facts->members()) cls.facts.push_back(read_fact(name, value));
  if (const auto nodes = fields.need("nodes")) {
    for (const auto& [name, value] : nodes->members()) {
      check_id(name, value);
      cls.nodes.push_back(read_node(name, value, false));
      for (const auto& fact : cls.facts)
        if (fact.id == name) value.fault(Code::duplicate_id, {name});
    }
  }
  if (const auto total = fields.need("total")) cls.total = {total->string(), total->where()};
  cls.publish = fields.ids("publish");
  fields.done();
  return cls;
}

Parameter read_parameter(const std::string& id, const Reader& reader) {
  Parameter parameter;
  parameter.id = id;
  parameter.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  parameter.title = fields.text("title");
  if (parameter.title.empty()) parameter.title = {id, id};
  parameter.basis = read_basis(fields);
  if (const auto values = fields.need("values")) {
    for (const Reader& item : values->items()) {
      Fields row(item);
      Dated dated;
      if (const auto from = row.need("from")) {
        const auto day = parse_date(from->string());
        if (!day) from->fault(Code::bad_date, {from->json->text});
        dated.from = day.value_or(0);
        if (!parameter.values.empty() && day && dated.from <= parameter.values.back().from)
          from->fault(Code::rows_unsorted, {date_text(parameter.values.back().from), from->json->text});
      }
      if (const auto value = row.need("value")) {
        dated.value = value->quantity();
        dated.percent = !value->json->text.empty() && value->json->text.back() == '%';
      }
      dated.clauses = row.ids("clauses");
      row.done();
      parameter.values.push_back(std::move(dated));
    }
    if (parameter.values.empty()) values->fault(Code::missing_key, {"values"});
  }
  fields.done();
  return parameter;
}

/// {"A": {"total": "85", "key": {"rate": "15/16"}, "half": {"2025-H1": "94"}}}
void read_case_figures(const Reader& reader, std::vector<CaseFigure>& out) {
  const auto scalar = [](const Reader& value) {
    if (value.json->is(Json::Kind::boolean)) return std::string(value.json->boolean ? "true" : "false");
    if (value.json->is(Json::Kind::number)) return value.json->text;
    return value.string();
  };
  for (const auto& [unit, nodes] : reader.members()) {
    for (const auto& [node, figure] : nodes.members()) {
      const auto add = [&, unit = unit, node = node](std::string period, std::string aspect, const Reader& value) {
        CaseFigure result{unit, node, std::move(period), std::move(aspect), {}, value.where()};
        if (value.json->is(Json::Kind::array))
          for (const Reader& item : value.items()) result.values.push_back(item.string());
        else
          result.values.push_back(scalar(value));
        out.push_back(std::move(result));
      };
      if (!figure.json->is(Json::Kind::object)) {
        add("", "", figure);
        continue;
      }
      for (const auto& [key, value] : figure.members()) {
        if (!parse_period(key)) add("", key, value);
        else if (!value.json->is(Json::Kind::object)) add(key, "", value);
        else
          for (const auto& [aspect, inner] : value.members()) add(key, aspect, inner);
      }
    }
  }
}

Case read_case(const Reader& reader) {
  Case example;
  example.where = reader.where();
  example.pointer = reader.pointer;
  Fields fields(reader);
  example.name = fields.need_string("name");
  example.description = fields.text("description");
  example.source = fields.need_string("source");
  example.note = fields.string("note");
  example.cls = fields.string("class");
  example.period = fields.string("period");
  example.clauses = fields.ids("clauses");
  if (const auto value = fields.get("units")) example.units = *value->json;
  if (const auto value = fields.get("readings")) example.readings = *value->json;
  if (const auto value = fields.get("records")) example.records = *value->json;
  if (const auto value = fields.get("assume")) read_case_figures(*value, example.assume);
  if (const auto value = fields.need("expect")) read_case_figures(*value, example.expect);
  fields.done();
  return example;
}

}  // namespace

std::string_view name_of(NodeType type) {
  for (const auto& [name, value] : node_types)
    if (value == type) return name;
  return "";
}

Checked<Scheme> parse_scheme(const Document& document) {
  Checked<Scheme> result;
  const Sink sink{document, result.diagnostics};
  Scheme scheme;
  const Reader root{&document.root, "", &sink};
  Fields fields(root);
  fields.get("$schema");
  if (const auto format = fields.need("format"))
    if (format->string() != "yardstick-scheme/1") format->fault(Code::wrong_format, {format->json->text, "yardstick-scheme/1"});
  scheme.id = fields.need_string("id");
  scheme.version = fields.need_string("version");
  scheme.title = fields.text("title");
  if (const auto source = fields.need("source")) {
    Fields inner(*source);
    scheme.source_document = inner.text("document");
    scheme.source_note = inner.text("note");
    scheme.source_status = inner.need_choice("status", {"stated", "named", "illustrative", "invented"});
    inner.done();
  }
  if (const auto calendar = fields.need("calendar")) {
    Fields inner(*calendar);
    if (const auto main = inner.need("main")) scheme.main = read_grain(*main);
    if (const auto periods = inner.need("periods"))
      for (const Reader& item : periods->items()) scheme.grains.push_back(read_grain(item));
    inner.done();
  }
  if (const auto display = fields.need("display")) {
    Fields inner(*display);
    if (const auto places = inner.need("places")) scheme.places = places->integer(0, 12);
    scheme.mode = rounding_from(inner.need_choice("mode", {"half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"}))
                      .value_or(Rounding::half_up);
    inner.done();
  }
  if (const auto clauses = fields.get("clauses"))
    for (const auto& [id, value] : clauses->members()) {
      check_id(id, value);
      scheme.clauses.push_back({id, value.text(), value.where()});
    }
  if (const auto parameters = fields.get("parameters"))
    for (const auto& [id, value] : parameters->members()) scheme.parameters.push_back(read_parameter(id, value));
  if (const auto classes = fields.need("classes"))
    for (const auto& [id, value] : classes->members()) scheme.classes.push_back(read_class(id, value));
  if (const auto gaps = fields.get("gaps"))
    for (const Reader& item : gaps->items()) {
      Fields inner(item);
      Gap gap;
      gap.rule = inner.string("rule");
      gap.clauses = inner.ids("clauses");
      gap.reason = inner.text("reason");
      inner.done();
      scheme.gaps.push_back(std::move(gap));
    }
  if (const auto cases = fields.get("cases"))
    for (const Reader& item : cases->items()) scheme.cases.push_back(read_case(item));
  fields.done();
  if (!has_error(result.diagnostics)) result.value = std::move(scheme);
  return result;
}

}  // namespace yardstick
