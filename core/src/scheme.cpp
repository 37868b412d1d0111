#include "yardstick/scheme.h"

#include "outcomes/outcome.h"
#include "reader.h"
#include "rules/rule.h"
#include "scheme_parts.h"

namespace yardstick {

namespace {

constexpr Names<NodeType, 17> node_types{{{"points", NodeType::points}, {"number", NodeType::number}, {"rate", NodeType::rate},
    {"flag", NodeType::flag}, {"money", NodeType::money}, {"date", NodeType::date}, {"rank", NodeType::rank},
    {"level", NodeType::level}, {"veto", NodeType::veto}, {"verdict", NodeType::verdict}, {"quota", NodeType::quota},
    {"honour", NodeType::honour}, {"run", NodeType::run}, {"convert", NodeType::convert}, {"award", NodeType::award},
    {"pool", NodeType::pool}, {"decision", NodeType::decision}}};
constexpr Names<Take, 14> takes{{{"sum", Take::sum}, {"mean", Take::mean}, {"weighted", Take::weighted}, {"pooled", Take::pooled},
    {"median", Take::median}, {"min", Take::min}, {"max", Take::max}, {"product", Take::product}, {"geometric", Take::geometric},
    {"first", Take::first}, {"last", Take::last}, {"count", Take::count}, {"any", Take::any}, {"all", Take::all}}};
constexpr Names<Policy, 3> missing_policies{{{"missing", Policy::missing}, {"skip", Policy::skip}, {"zero", Policy::zero}}};
constexpr Names<Policy, 4> exempt_policies{{{"skip", Policy::skip}, {"full", Policy::full}, {"zero", Policy::zero}, {"average", Policy::average}}};
constexpr Names<Policy, 4> none_policies{{{"exempt", Policy::exempt}, {"full", Policy::full}, {"zero", Policy::zero}, {"missing", Policy::missing}}};
constexpr Names<Policy, 3> shortage_policies{{{"missing", Policy::missing}, {"exempt", Policy::exempt}, {"zero", Policy::zero}}};
const std::vector<std::string> modes{"half-up", "half-even", "half-down", "up", "down", "ceiling", "floor"};

}  // namespace

std::string read_basis(Fields& fields) { return fields.choice("basis", {"", "stated", "named", "illustrative"}); }

Grain read_grain(const Reader& reader) {
  const std::string word = reader.string();
  const auto grain = grain_from(word);
  if (!grain) reader.fault(Code::bad_choice, {word, "year, half, quarter, month, day"});
  return grain.value_or(Grain::year);
}

void check_id(const std::string& id, const Reader& reader) {
  if (!is_id(id)) reader.fault(Code::bad_id, {id});
  else if (is_reserved_word(id)) reader.fault(Code::reserved_id, {id});
}

std::int64_t read_day(const Reader& reader) {
  const auto day = parse_date(reader.string());
  if (!day) reader.fault(Code::bad_date, {reader.json->text});
  return day.value_or(0);
}

Rounding read_mode(Fields& fields, std::string_view key, bool needed) {
  return rounding_from(needed ? fields.need_choice(key, modes) : fields.choice(key, modes)).value_or(Rounding::half_up);
}

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
    operand("scale", StepKind::scale);
    if (const auto round = fields.get("round")) {
      ++operations;
      step.kind = StepKind::round;
      Fields how(*round);
      const auto unit = how.quantity("step");
      if (unit && !(*unit > 0)) round->fault(Code::bad_quantity, {unit->exact()});
      step.unit = unit.value_or(Number(1));
      if (const auto places = unit ? how.get("places") : how.need("places"))
        for (int i = places->integer(0, 40); i > 0; --i) step.unit = step.unit / 10;
      step.mode = read_mode(how, "mode", true);
      how.done();
    }
    if (operations != 1) item.fault(Code::wrong_format, {std::to_string(operations), "cap / floor / multiply / add / scale / round"});
    step.when = fields.formula("when");
    step.clauses = fields.ids("clauses");
    fields.done();
    result.push_back(std::move(step));
  }
  return result;
}

namespace {

/// "2", or {"share": "10%", "round": "down"}.
Amount read_amount(const Reader& reader) {
  Amount amount;
  if (!reader.json->is(Json::Kind::object)) {
    amount.number = Number(reader.integer(0, 1'000'000));
    return amount;
  }
  Fields fields(reader);
  amount.share = true;
  if (const auto share = fields.need("share")) {
    amount.number = share->quantity();
    if (amount.number < 0 || amount.number > 1) share->fault(Code::bad_quantity, {amount.number.exact()});
  }
  const std::string round = fields.choice("round", {"down", "up", "half-up"});
  amount.mode = rounding_from(round).value_or(Rounding::down);
  fields.done();
  return amount;
}

Trim read_trim(const Reader& reader, bool keep) {
  Trim trim;
  trim.given = true;
  trim.keep = keep;
  Fields fields(reader);
  const auto lowest = fields.get("lowest"), highest = fields.get("highest");
  if (lowest) trim.lowest = read_amount(*lowest);
  if (highest) trim.highest = read_amount(*highest);
  if (keep ? lowest.has_value() == highest.has_value() : !lowest && !highest)
    reader.fault(Code::wrong_format, {keep ? "pick" : "drop", "lowest / highest"});
  if (const auto by = fields.get("by"); by && by->json->text != "figure") trim.by = by->formula();
  fields.done();
  return trim;
}

AtLeast read_at_least(const Reader& reader) {
  AtLeast result;
  result.given = true;
  Fields fields(reader);
  const auto count = fields.quantity("count"), share = fields.quantity("share");
  if (count.has_value() == share.has_value()) reader.fault(Code::wrong_format, {"atLeast", "count / share"});
  result.share = share.has_value();
  result.number = share ? *share : count.value_or(0);
  result.otherwise = value_of(shortage_policies, fields.need_choice("else", words(shortage_policies)));
  fields.done();
  return result;
}

void read_exempt(const Reader& reader, Fold& fold) {
  if (!reader.json->is(Json::Kind::object)) return;
  Fields fields(reader);
  fold.exempt = Policy::move;
  Number sum;
  if (const auto move = fields.need("moveTo")) {
    for (const auto& [child, share] : move->members()) {
      fold.move_to.push_back({{child, share.where()}, share.quantity()});
      sum += fold.move_to.back().second;
    }
    if (sum != Number(1)) move->fault(Code::weights_off_total, {"moveTo", sum.exact()});
  }
  fields.done();
}

Fold read_fold(const Reader& reader) {
  Fold fold;
  fold.where = reader.where();
  Fields fields(reader);
  fold.over = fields.string("over", "children");
  if (const auto of = fields.get("of")) fold.of = {of->string(), of->where()};
  fold.take = value_of(takes, fields.need_choice("take", words(takes)));
  fold.by_rate = fields.choice("by", {"points", "rate"}) == "rate";
  if (reader.json->find("missing")) fold.missing = value_of(missing_policies, fields.choice("missing", words(missing_policies)));
  const Json* exempt = reader.json->find("exempt");
  if (exempt && exempt->is(Json::Kind::object)) read_exempt(*fields.get("exempt"), fold);
  else fold.exempt = value_of(exempt_policies, fields.choice("exempt", words(exempt_policies)));
  fold.none = value_of(none_policies, fields.choice("none", words(none_policies)));
  if (const auto at_least = fields.get("atLeast")) fold.at_least = read_at_least(*at_least);
  const auto drop = fields.get("drop"), pick = fields.get("pick");
  if (drop && pick) reader.fault(Code::wrong_format, {"fold", "drop / pick"});
  if (drop) fold.trim = read_trim(*drop, false);
  if (pick) fold.trim = read_trim(*pick, true);
  // Full marks go to siblings by name, and weights have nowhere to go with them.
  if (fold.exempt == Policy::move && (fold.over != "children" || fold.take == Take::weighted)) reader.fault(Code::wrong_format, {"moveTo", "over: children, take: sum / mean / pooled …"});
  fold.full = fields.formula("full");
  fold.weight = fields.formula("weight");
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
  node.title = fields.title(id);
  node.clauses = fields.ids("clauses");
  node.basis = read_basis(fields);
  node.type = value_of(node_types, fields.choice("type", words(node_types)));
  if (!inside_contents)
    if (const auto grain = fields.get("grain")) node.grain = read_grain(*grain);
  if (node.type == NodeType::points) {
    read_points_node(fields, node, inside_contents);
  } else if (const OutcomeKind* outcome = outcome_kind(node.type)) {
    node.outcome = outcome->parse(fields);
  } else if (const auto fold = fields.get("fold")) {
    node.fold = read_fold(*fold);
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
  whole.title = fields.title(key);
  whole.clauses = fields.ids("clauses");
  whole.basis = read_basis(fields);
  whole.full = fields.quantity("full");
  if (whole.full) whole.full_marks.text = whole.full->exact();
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
  node.full_marks = fields.formula("full");
  node.full = Number::parse(node.full_marks.text);
  if (node.full && !(*node.full > 0)) fields.reader().fault(Code::bad_quantity, {node.full->exact()});
  node.weight = fields.formula("weight");
  if (!inside_contents) {
    node.children = fields.ids("children");
    if (const auto contents = fields.get("contents"))
      for (const auto& [key, value] : contents->members()) node.contents.push_back(read_content(node.id, key, value));
  }
  if (const auto rule = fields.get("rule")) node.rule = read_rule(*rule);
  if (const auto fold = fields.get("fold")) node.fold = read_fold(*fold);
  if (node.fold)  // what each period is made of is combined as the node says
    for (Content& content : node.contents) content.nodes[0].fold = node.fold;
  if (const auto steps = fields.get("perPeriod")) node.per_period = read_steps(*steps);
  if (const auto steps = fields.get("steps")) node.steps = read_steps(*steps);
  node.outside = fields.boolean("outside", false);
  node.extra = fields.boolean("extra", false);
}

Cohort read_cohort(const std::string& id, const Reader& reader) {
  Cohort cohort;
  cohort.id = id;
  cohort.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  cohort.title = fields.title(id);
  cohort.within = {"all", reader.where()};
  if (const auto within = fields.get("within")) cohort.within = {within->string(), within->where()};
  cohort.members = fields.formula("where");
  if (const auto frozen = fields.get("frozen")) cohort.frozen = frozen->integer(1, 100);
  fields.done();
  return cohort;
}

Limit read_limit(const Reader& reader) {
  Limit limit;
  limit.where = reader.where();
  Fields fields(reader);
  limit.id = fields.need_string("id");
  check_id(limit.id, reader);
  limit.title = fields.title(limit.id);
  limit.nodes = fields.ids("nodes");
  if (limit.nodes.size() < 2) reader.fault(Code::missing_key, {"nodes"});
  limit.max = fields.need_formula("max");
  limit.clauses = fields.ids("clauses");
  fields.done();
  return limit;
}

View read_view(const std::string& id, const Reader& reader) {
  View view;
  view.id = id;
  view.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  view.title = fields.text("title");
  if (reader.json->find("missing")) view.missing = value_of(missing_policies, fields.choice("missing", words(missing_policies)));
  view.through_as_of = fields.choice("through", {"", "asOf"}) == "asOf";
  fields.done();
  return view;
}

Class read_class(const std::string& id, const Reader& reader) {
  Class cls;
  cls.id = id;
  cls.where = reader.where();
  check_id(id, reader);
  Fields fields(reader);
  cls.title = fields.text("title");
  cls.one = fields.boolean("one", false);
  cls.persons = fields.boolean("persons", false);
  cls.belongs = fields.formula("belongs");
  if (const auto cohorts = fields.get("cohorts"))
    for (const auto& [name, value] : cohorts->members()) cls.cohorts.push_back(read_cohort(name, value));
  if (const auto limits = fields.get("limits"))
    for (const Reader& item : limits->items()) {
      Limit limit = read_limit(item);
      for (const Limit& other : cls.limits)
        if (other.id == limit.id) item.fault(Code::duplicate_id, {limit.id});
      cls.limits.push_back(std::move(limit));
    }
  if (const auto facts = fields.need("facts"))
    for (const auto& [name, value] : facts->members()) cls.facts.push_back(read_fact(name, value));
  if (const auto nodes = fields.need("nodes")) {
    for (const auto& [name, value] : nodes->members()) {
      check_id(name, value);
      cls.nodes.push_back(read_node(name, value, false));
    }
  }
  if (const auto total = fields.need("total")) cls.total = {total->string(), total->where()};
  cls.publish = fields.ids("publish");
  fields.done();
  return cls;
}

/// Whether what was said leaves every part in its place, so that the references may be looked at as well.
bool leaves_whole(const std::vector<Diagnostic>& diagnostics) {
  constexpr Code harmless[] = {Code::unknown_key, Code::bad_id, Code::reserved_id, Code::duplicate_id, Code::formula_syntax,
                               Code::rows_unsorted, Code::cap_below_floor, Code::weights_off_total};
  return std::all_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) {
    return d.severity == Severity::hint || std::find(std::begin(harmless), std::end(harmless), d.code) != std::end(harmless);
  });
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
    for (const auto& [key, days] : {std::pair{"holidays", &scheme.holidays}, std::pair{"workingDays", &scheme.working_days}})
      if (const auto list = inner.get(key)) {
        for (const Reader& item : list->items()) days->push_back(read_day(item));
        std::sort(days->begin(), days->end());
      }
    inner.done();
  }
  if (const auto display = fields.need("display")) {
    Fields inner(*display);
    if (const auto places = inner.need("places")) scheme.places = places->integer(0, 12);
    scheme.mode = read_mode(inner, "mode", true);
    inner.done();
  }
  if (const auto clauses = fields.get("clauses"))
    for (const auto& [id, value] : clauses->members()) {
      check_id(id, value);
      scheme.clauses.push_back({id, value.text(), value.where()});
    }
  if (const auto parameters = fields.get("parameters"))
    for (const auto& [id, value] : parameters->members()) scheme.parameters.push_back(read_parameter(id, value));
  if (const auto tables = fields.get("tables"))
    for (const auto& [id, value] : tables->members()) scheme.tables.push_back(read_table(id, value));
  if (const auto links = fields.get("links"))
    for (const auto& [id, value] : links->members()) scheme.links.push_back(read_link(id, value));
  if (const auto views = fields.get("views"))
    for (const auto& [id, value] : views->members()) scheme.views.push_back(read_view(id, value));
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
  check_names(scheme, sink);
  if (leaves_whole(result.diagnostics)) result.value = std::move(scheme);
  return result;
}

}  // namespace yardstick
