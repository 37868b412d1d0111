// Functions of formulas beyond + − × ÷: roots and powers, days, look-ups, earlier periods.
#include <algorithm>

#include "kernel.h"
#include "plan_builder.h"
#include "reach.h"

namespace yardstick {

namespace {

struct Root final : CellKernel {
  std::optional<Computed> (*of)(const Number&);
  explicit Root(std::optional<Computed> (*function)(const Number&)) : of(function) {}
  int direction(std::size_t) const override { return 1; }
  bool rounds() const override { return true; }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const auto result = of(view.value(0, at));
    if (result) out = result->value;
    return result.has_value();
  }
};

struct Power final : CellKernel {
  bool rounds() const override { return true; }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const auto result = power(view.value(0, at), view.value(1, at));
    if (result) out = result->value;
    return result.has_value();
  }
};

struct DatePart final : CellKernel {
  int part = 0;  // 0 year, 1 month, 2 day
  explicit DatePart(int which) : part(which) {}
  int direction(std::size_t) const override { return part == 0 ? 1 : 0; }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const auto day = view.value(0, at).to_int64();
    if (!day) return false;
    const CivilDate date = civil_date(*day);
    out = Number(part == 0 ? date.year : part == 1 ? date.month : date.day);
    return true;
  }
};

/// Completed years: the birthday itself counts, 29 February on 1 March in other years.
struct Age final : CellKernel {
  int direction(std::size_t input) const override { return input == 0 ? -1 : 1; }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const auto born = view.value(0, at).to_int64(), on = view.value(1, at).to_int64();
    if (!born || !on) return false;
    const CivilDate a = civil_date(*born), b = civil_date(*on);
    const bool reached = b.month > a.month || (b.month == a.month && b.day >= a.day);
    out = Number(b.year - a.year - (reached ? 0 : 1));
    return true;
  }
};

struct WorkingDays final : CellKernel {
  int direction(std::size_t input) const override { return input == 0 ? -1 : 1; }
  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const auto first = view.value(0, at).to_int64(), last = view.value(1, at).to_int64();
    if (!first || !last || *last - *first > 200'000) return false;
    const Scheme& scheme = *view.plan.scheme;
    std::int64_t days = 0;
    for (std::int64_t day = *first; day <= *last; ++day) {
      const std::int64_t weekday = ((day + 3) % 7 + 7) % 7;  // day 0, 1970-01-01, was a Thursday; Monday is 0
      const bool made_up = std::binary_search(scheme.working_days.begin(), scheme.working_days.end(), day);
      if (made_up || (weekday < 5 && !std::binary_search(scheme.holidays.begin(), scheme.holidays.end(), day))) ++days;
    }
    out = Number(days);
    return true;
  }
};

/// Rows are found key by key: an exact one, the greatest at most the value, or the least at least the value.
struct LookUp final : Kernel {
  const Table* table = nullptr;
  std::size_t column = 0;
  /// Per version and row: the keys as numbers (an option's or level's place).
  std::vector<std::vector<std::vector<Number>>> keys;

  const Table::Row* find(const KernelView& view, std::size_t cell, std::int64_t day) const {
    std::vector<Number> wanted;
    for (std::size_t k = 0; k < table->keys.size(); ++k) wanted.push_back(view.value(k, cell));
    return find(wanted, day);
  }
  const Table::Row* find(const std::vector<Number>& asked, std::int64_t day) const {
    std::size_t version = table->versions.size();
    for (std::size_t v = 0; v < table->versions.size(); ++v)
      if (table->versions[v].from <= day) version = v;
    if (version == table->versions.size()) return nullptr;
    std::vector<std::size_t> rows(table->versions[version].rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) rows[r] = r;
    for (std::size_t k = 0; k < table->keys.size() && !rows.empty(); ++k) {
      const Number& wanted = asked[k];
      const auto match = table->keys[k].match;
      const auto key = [&](std::size_t row) -> const Number& { return keys[version][row][k]; };
      const Number* best = nullptr;
      for (const std::size_t row : rows) {
        const Number& candidate = key(row);
        if (match == Table::Key::Match::exact ? candidate == wanted : match == Table::Key::Match::from ? candidate <= wanted : candidate >= wanted)
          if (!best || (match == Table::Key::Match::from ? candidate > *best : candidate < *best)) best = &candidate;
      }
      if (!best) return nullptr;
      const Number chosen = *best;
      rows.erase(std::remove_if(rows.begin(), rows.end(), [&](std::size_t row) { return key(row) != chosen; }), rows.end());
    }
    return rows.empty() ? nullptr : &table->versions[version].rows[rows[0]];
  }

  Span otherwise() const { return table->otherwise.empty() ? Span::of(Status::invalid) : Span::of(table->otherwise[column]); }

  /// One row where every key stays with it; else all that the table has.
  Span span(const SpanView& view, std::size_t cell) const override {
    Span result = Span::between({}, {});
    std::vector<Number> asked;
    bool fixed = true;
    for (std::size_t k = 0; k < table->keys.size(); ++k) {
      const Span& key = view.input(k, cell);
      take_statuses(result, key);
      if (!key.known) continue;
      std::vector<Number> edges;
      for (const auto& version : keys)
        for (const auto& row : version) edges.push_back(row[k]);
      std::sort(edges.begin(), edges.end(), [](const Number& a, const Number& b) { return a < b; });
      std::size_t first = 0, last = 0;
      const bool clear = view.algebra.clear_of(key, edges, first, last);
      fixed = fixed && (key.exact() || (clear && key.form));
      if (fixed) asked.push_back(key.exact() ? *key.low : key.form->at(view.algebra.gap->sample()));
    }
    if (!result.known) return result;
    const std::uint8_t others = result.others;
    const bool along_list = view.op.shape.list >= 0;
    const bool dated = !along_list || cell < view.data.lists[static_cast<std::size_t>(view.op.shape.list)].rows.size();
    const int slot = !dated ? -1
                     : along_list ? view.data.lists[static_cast<std::size_t>(view.op.shape.list)].rows[cell].slots[static_cast<std::size_t>(view.op.shape.grain)]
                                  : static_cast<int>(cell / std::max<std::size_t>(view.units(), 1));
    if (dated && slot < 0) return Span::of(Status::missing);
    if (fixed && dated) {
      const Table::Row* row = find(asked, view.data.day_of(view.op.shape.grain, slot));
      result = row ? Span::of(row->values[column]) : otherwise();
    } else {
      result = otherwise();
      for (const Table::Version& version : table->versions)
        for (const Table::Row& row : version.rows) result = join(result, Span::of(row.values[column]));
    }
    result.others |= others;
    return result;
  }

  void fill(KernelView& view) const override {
    const bool along_list = view.op.shape.list >= 0;
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      const Status worst = view.worst(cell);
      if (worst != Status::known) {
        view.fail(cell, worst);
        continue;
      }
      const int slot = along_list ? view.list().rows[cell].slots[static_cast<std::size_t>(view.op.shape.grain)]
                                  : static_cast<int>(cell / std::max<std::size_t>(view.units(), 1));
      if (slot < 0) continue;
      const std::int64_t day = view.data.day_of(view.op.shape.grain, slot);
      const Table::Row* row = find(view, cell, day);
      if (row) view.put(cell, row->values[column]);
      else if (!table->otherwise.empty()) view.put(cell, table->otherwise[column]);
      else view.fail(cell, Status::invalid);
    }
  }
};

}  // namespace

Typed Builder::call(const Expr& expr, const Formula& formula) {
  const std::string& f = expr.text;
  Typed result;
  const auto number_at = [&](std::size_t i) { return wanted(*expr.args[i], ValueType::number, formula); };
  const auto date_at = [&](std::size_t i) { return wanted(*expr.args[i], ValueType::date, formula); };
  if (f == "if") {
    const Column condition = wanted(*expr.args[0], ValueType::flag, formula);
    const Typed yes = expression(*expr.args[1], formula), no = expression(*expr.args[2], formula);
    if (!yes.ok() || !no.ok()) return {};
    if (yes.type != no.type || yes.type == ValueType::text) {
      type_fault(formula, type_name(no.type), type_name(yes.type));
      return {};
    }
    if (!same_measure(yes, no, formula)) return {};
    here().reads[expr.args[0].get()] = {condition, {}, Written::flag, -1, -1, nullptr};
    result = yes;
    if (result.unit.empty()) result.unit = no.unit;
    result.column = op(Op::choose, {condition, yes.column, no.column});
    return result;
  }
  if (f == "min" || f == "max") {
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      Typed next = expression(*expr.args[i], formula);
      if (next.ok() && next.type != ValueType::number) {
        type_fault(formula, type_name(next.type), type_name(ValueType::number));
        return {};
      }
      if (i > 0 && !same_measure(result, next, formula)) return {};
      if (i == 0) result = next;
      else result.column = op(f == "min" ? Op::lesser : Op::greater, {result.column, next.column});
      if (result.unit.empty()) result.unit = next.unit;
    }
    return result;
  }
  if (f == "round") {
    const auto places = expr.args[1]->kind == Expr::Kind::number ? expr.args[1]->value.to_int64() : std::nullopt;
    const auto mode = expr.args.size() > 2 ? rounding_from(expr.args[2]->text) : std::optional(Rounding::half_up);
    const Column inner = number_at(0);
    if (!places || *places > 40 || !mode) {
      type_fault(formula, "round", "round(x, 0 … 40, 'half-up')");
      return {};
    }
    if (inner < 0) return {};
    Operation rounding;
    rounding.op = Op::round;
    rounding.shape = plan_.operations[static_cast<std::size_t>(inner)].shape;
    rounding.in = {inner};
    rounding.mode = *mode;
    rounding.constant = 1;
    for (std::int64_t i = 0; i < *places; ++i) rounding.constant = rounding.constant / 10;
    result.column = op(std::move(rounding));
    return result;
  }
  if (f == "date") {
    const auto day = parse_date(expr.args[0]->text);
    if (!day) {
      fault(Code::bad_date, formula.where, {expr.args[0]->text});
      return {};
    }
    result.column = constant(*day);
    result.type = ValueType::date;
    result.written = Written::date;
    return result;
  }
  if (f == "given") {
    const Typed inner = expression(*expr.args[0], formula);
    if (inner.column < 0) return {};
    result.column = op(Op::given, {inner.column});
    result.type = ValueType::flag;
    result.written = Written::flag;
    return result;
  }
  if (f == "earlier") return earlier_value(expr, formula);
  if (f == "abs" || f == "floor" || f == "ceil") {
    result.column = op(f == "abs" ? Op::absolute : f == "floor" ? Op::round_down : Op::round_up, {number_at(0)});
    return result;
  }
  if (f == "days") {
    const Column a = date_at(0), b = date_at(1);
    result.column = op(Op::subtract, {b, a});
    return result;
  }
  if (f == "age") result.column = kernel(std::make_shared<Age>(), {date_at(0), date_at(1)});
  else if (f == "workdays") result.column = kernel(std::make_shared<WorkingDays>(), {date_at(0), date_at(1)});
  else if (f == "year" || f == "month" || f == "day") result.column = kernel(std::make_shared<DatePart>(f == "year" ? 0 : f == "month" ? 1 : 2), {date_at(0)});
  else if (f == "pow") result.column = kernel(std::make_shared<Power>(), {number_at(0), number_at(1)});
  else result.column = kernel(std::make_shared<Root>(f == "sqrt" ? square_root : f == "ln" ? natural_log : exponential), {number_at(0)});
  return result;
}

Typed Builder::earlier_value(const Expr& expr, const Formula& formula) {
  const auto periods = expr.args[1]->kind == Expr::Kind::number ? expr.args[1]->value.to_int64() : std::nullopt;
  if (!periods || *periods < 1 || *periods > 1000) {
    type_fault(formula, "earlier", "earlier(x, 1 … 1000)");
    return {};
  }
  auto shift = std::make_shared<Earlier>();
  shift->periods = static_cast<int>(*periods);
  const std::string& dotted = expr.args[0]->text;
  const Shape unit{shape_.cls, shape_.grain, -1, false};
  // A node may read its own earlier periods: its column need not be there yet, and is put in when all are.
  const auto& index = plan_.node_index[static_cast<std::size_t>(shape_.cls)];
  const auto node = index.find(dotted);
  Typed result;
  const State state = node == index.end() ? State::done : states_[static_cast<std::size_t>(node->second)];
  // A level's or decision's scale is known only once it is lowered.
  const bool scaled = node != index.end() && (at(node->second).node->type == NodeType::level || at(node->second).node->type == NodeType::decision);
  if (state == State::open || (state == State::waiting && !scaled)) {
    const PlanNode& target = at(node->second);
    const Grain grain = target.grain;
    result.type = state == State::open ? target.type : declared_type(*target.node);
    result.written = result.type == ValueType::flag ? Written::flag : result.type == ValueType::date ? Written::date : target.written;
    result.levels = target.levels;
    result.options = target.options;
    result.column = in_shape({shape_.cls, grain, -1, false}, [&] { return kernel(shift, {}); });
    later_.push_back({result.column, node->second});
    here().names[dotted] = {result.column, target.title, result.written, -1, node->second, result.options};
  } else {
    Meaning found = in_shape(unit, [&] { return meaning(dotted, formula.where, formula.text); });
    if (found.typed.column < 0) return {};
    const Shape from = plan_.operations[static_cast<std::size_t>(found.typed.column)].shape;
    if (from.cls != shape_.cls || from.uniform) {
      type_fault(formula, dotted, "earlier(fact / node, 1)");
      return {};
    }
    result = found.typed;
    result.column = in_shape(from, [&] { return kernel(shift, {found.typed.column}); });
    here().names[dotted] = {result.column, std::move(found.title), result.written, -1, found.node, result.options};
  }
  result.column = widen(result.column, dotted, formula.where);
  return result;
}

Typed Builder::look_up(const std::string& id, const std::string& column, const std::vector<const Expr*>& keys, const Formula& formula) {
  const auto& tables = plan_.scheme->tables;
  const auto table = std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.id == id; });
  if (table == tables.end()) {
    std::vector<std::string> known;
    for (const Table& t : tables) known.push_back(t.id);
    fault(Code::unknown_reference, formula.where, {"table", id, nearest(id, known)});
    return {};
  }
  table_used_[static_cast<std::size_t>(table - tables.begin())] = true;
  auto kernel = std::make_shared<LookUp>();
  kernel->table = &*table;
  if (column.empty() && table->columns.size() != 1) {
    fault(Code::unknown_reference, formula.where, {"column", column, table->columns.empty() ? "" : table->columns[0]});
    return {};
  }
  const auto named = std::find(table->columns.begin(), table->columns.end(), column);
  if (!column.empty() && named == table->columns.end()) {
    fault(Code::unknown_reference, formula.where, {"column", column, nearest(column, table->columns)});
    return {};
  }
  kernel->column = column.empty() ? 0 : static_cast<std::size_t>(named - table->columns.begin());
  if (keys.size() != table->keys.size()) {
    type_fault(formula, id + "[" + std::to_string(keys.size()) + "]", id + "[" + std::to_string(table->keys.size()) + "]");
    return {};
  }
  std::vector<Column> in;
  bool ok = true;
  for (const Table::Version& version : table->versions) kernel->keys.emplace_back(version.rows.size());
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const Expr& written = *keys[k];
    if (written.kind == Expr::Kind::text) {  // the rows of that key, whatever the column holds
      bool known = false;
      for (std::size_t v = 0; v < table->versions.size(); ++v)
        for (std::size_t r = 0; r < table->versions[v].rows.size(); ++r) {
          const bool same = table->versions[v].rows[r].keys[k] == written.text;
          known = known || same;
          kernel->keys[v][r].push_back(same ? 1 : 0);
        }
      if (!known || table->keys[k].match != Table::Key::Match::exact) {
        fault(Code::unknown_reference, formula.where, {table->keys[k].id, written.text, ""});
        ok = false;
      }
      in.push_back(constant(1));
      continue;
    }
    const Typed key = expression(written, formula);
    if (key.column < 0) {
      ok = false;
      continue;
    }
    in.push_back(key.column);
    for (std::size_t v = 0; v < table->versions.size(); ++v)
      for (std::size_t r = 0; r < table->versions[v].rows.size(); ++r) {
        const Table::Row& row = table->versions[v].rows[r];
        const auto value = key_of(key, row.keys[k]);
        if (!value) fault(Code::bad_choice, row.where, {row.keys[k], allowed_keys(key)});
        ok = ok && value;
        kernel->keys[v][r].push_back(value.value_or(0));
      }
  }
  if (!ok) return {};
  Typed result;
  result.column = this->kernel(std::move(kernel), std::move(in));
  const std::string said = column.empty() ? id : id + "." + column;
  here().names[said] = {result.column, column.empty() ? table->title : Text{table->title.zh + "·" + column, table->title.en + ": " + column}, Written::plain, -1, -1, nullptr};
  return result;
}

ValueType Builder::declared_type(const Node& node) {
  switch (node.type) {
    case NodeType::flag: case NodeType::veto: case NodeType::verdict: case NodeType::quota: case NodeType::honour: case NodeType::run: return ValueType::flag;
    case NodeType::date: return ValueType::date;
    case NodeType::level: return ValueType::level;
    default: return ValueType::number;
  }
}

std::optional<Number> Builder::key_of(const Typed& typed, const std::string& text) {
  if (typed.type == ValueType::choice && typed.options) {
    for (std::size_t o = 0; o < typed.options->size(); ++o)
      if ((*typed.options)[o].id == text) return Number(static_cast<std::int64_t>(o));
    return std::nullopt;
  }
  if (typed.type == ValueType::level && typed.levels) {
    for (std::size_t o = 0; o < typed.levels->size(); ++o)
      if ((*typed.levels)[o].level == text) return Number(static_cast<std::int64_t>(typed.levels->size() - 1 - o));
    return std::nullopt;
  }
  if (typed.type == ValueType::flag) return text == "true" ? std::optional(Number(1)) : text == "false" ? std::optional(Number(0)) : std::nullopt;
  if (typed.type == ValueType::date)
    if (const auto day = parse_date(text)) return Number(*day);
  return Number::parse(text);
}

std::string Builder::allowed_keys(const Typed& typed) {
  std::string all;
  if (typed.type == ValueType::choice && typed.options)
    for (const Option& option : *typed.options) all += (all.empty() ? "" : ", ") + option.id;
  else if (typed.type == ValueType::level && typed.levels)
    for (const LevelLine& line : *typed.levels) all += (all.empty() ? "" : ", ") + line.level;
  else if (typed.type == ValueType::flag) all = "true, false";
  else all = "85";
  return all;
}

}  // namespace yardstick
