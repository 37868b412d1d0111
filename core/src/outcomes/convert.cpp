// 折算: so many of one kind become one of another, rule by rule; how many of a kind are left.
#include <algorithm>

#include "../kernel.h"
#include "../reach.h"
#include "../reading.h"
#include "outcome.h"

namespace yardstick {

namespace {

struct Exchange {
  std::int64_t every = 1;
  Cited of, into;
};

/// Where each kind stands in the counts.
struct Exchanged {
  std::size_t of = 0, into = 0;
  std::int64_t every = 1;
};

/// Input: the kind of each record.
struct Converting final : Kernel {
  int list = -1;
  std::size_t kinds = 0, count = 0;
  std::vector<Exchanged> rules;

  /// Of what is exchanged itself, fewer are left than it takes.
  Span span(const SpanView&, std::size_t) const override {
    std::optional<Number> most;
    for (const Exchanged& rule : rules) {
      if (rule.of == count) most = Number(rule.every - 1);
      else if (rule.into == count) most.reset();
    }
    return Span::or_none(Span::between(Number(0), most));
  }
  int rows() const override { return list; }
  void fill(KernelView& view) const override {
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (std::size_t unit = 0; unit < view.units(); ++unit) {
        const std::size_t cell = slot * view.units() + unit;
        std::vector<std::int64_t> counts;
        const Status status = counted(view, slot, unit, counts);
        if (status != Status::known) {
          view.fail(cell, status);
          continue;
        }
        for (const Exchanged& rule : rules) exchange(rule, counts);
        view.put(cell, Number(counts[count]));
      }
  }

  static std::int64_t exchange(const Exchanged& rule, std::vector<std::int64_t>& counts) {
    const std::int64_t made = counts[rule.of] / rule.every;
    counts[rule.of] -= made * rule.every;
    counts[rule.into] += made;
    return made;
  }

  Status counted(const KernelView& view, std::size_t slot, std::size_t unit, std::vector<std::int64_t>& counts) const {
    counts.assign(kinds, 0);
    const Records& records = view.data.lists[static_cast<std::size_t>(list)];
    if (records.known.empty() || !records.known[unit]) return Status::missing;
    Status worst = records.open_on(unit, view.data.day_of(view.op.shape.grain, static_cast<int>(slot))) ? Status::missing : Status::known;
    for (std::size_t r = records.first[unit]; r < records.first[unit + 1]; ++r) {
      if (records.rows[r].slots[static_cast<std::size_t>(view.op.shape.grain)] != static_cast<int>(slot)) continue;
      const Status status = view.status(0, r);
      if (status == Status::known) ++counts[static_cast<std::size_t>(view.value(0, r).to_int64().value_or(0))];
      else if (status != Status::exempt) worst = std::max(worst, status);
    }
    return worst;
  }
};

struct Convert final : Outcome {
  Cited records, count;
  Formula kind;
  std::vector<Exchange> rules;

  /// The kinds: the options of `kind`, then those that only a rule makes.
  std::vector<std::string> kinds(const std::vector<Option>& options) const {
    std::vector<std::string> ids;
    for (const Option& option : options) ids.push_back(option.id);
    for (const Exchange& rule : rules)
      if (std::find(ids.begin(), ids.end(), rule.into.id) == ids.end()) ids.push_back(rule.into.id);
    return ids;
  }

  Column lower(Builder& b) const override {
    const int list = b.list(records.id, records.where);
    if (list < 0) return -1;
    const Typed each = b.in_list(list, [&] { return b.value(kind); });
    if (!each.ok()) return -1;
    if (each.type != ValueType::choice || !each.options) {
      b.fault(Code::formula_type, kind.where, {kind.text, type_name(each.type), type_name(ValueType::choice)});
      return -1;
    }
    const std::vector<std::string> ids = kinds(*each.options);
    std::string known;
    for (const std::string& id : ids) known += (known.empty() ? "" : ", ") + id;
    const auto place = [&](const Cited& wanted) {
      const auto found = std::find(ids.begin(), ids.end(), wanted.id);
      if (found == ids.end()) b.fault(Code::bad_choice, wanted.where, {wanted.id, known});
      return static_cast<std::size_t>(found - ids.begin());
    };
    auto kernel = std::make_shared<Converting>();
    kernel->list = list;
    kernel->kinds = ids.size() + 1;
    for (const Exchange& rule : rules) kernel->rules.push_back({place(rule.of), place(rule.into), rule.every});
    kernel->count = place(count);
    const Column column = b.kernel(std::move(kernel), {each.column});
    b.part("converted", column);
    return column;
  }

  /// The title of a kind, where the list's field has one.
  Text title(const Telling& t, const std::string& id) const {
    for (const auto& [name, use] : t.node.names)
      if (use.options)
        for (const Option& option : *use.options)
          if (option.id == id) return option.title;
    return plain(id);
  }

  std::vector<Laid> tables(const Telling& t) const override {
    Laid laid{say("折算", "Conversion"), {say("种类", "kind"), say("每几个", "every"), say("折为1个", "become one of")}, {}};
    for (const Exchange& rule : rules) laid.rows.push_back({title(t, rule.of.id), plain(std::to_string(rule.every)), title(t, rule.into.id)});
    return {laid};
  }

  Text sentence(const Telling& t) const override {
    std::vector<Text> parts;
    for (const Exchange& rule : rules)
      parts.push_back(say("每{0}个{1}折为1个{2}", "every {0} of {1} become one of {2}", {plain(std::to_string(rule.every)), title(t, rule.of.id), title(t, rule.into.id)}));
    return say("{0}折算后的{1}数：{2}。", "How many of {1} there are in {0}: {2}.", {t.title_of_fact(records.id), title(t, count.id), joined(parts, "，", ", ")});
  }

  OutcomeReading read(const OutcomeView& view) const override {
    if (!view.known(view.node.points)) return unsettled(view);
    OutcomeReading reading;
    reading.because = view.node.node->clauses;
    reading.value = view.value(view.node.points).exact();
    const Telling words = view.words();
    reading.label = say("{0}{1}个", "{1} of {0}", {title(words, count.id), plain(reading.value)});
    if (view.brief) return reading;
    const Operation& op = view.plan.operations[static_cast<std::size_t>(view.node.part("converted"))];
    const auto& converting = static_cast<const Converting&>(*op.kernel);
    Cells scratch;
    const KernelView inputs(view.plan, view.data, view.columns, op, scratch);
    std::vector<std::int64_t> counts;
    if (converting.counted(inputs, static_cast<std::size_t>(view.position.slot), static_cast<std::size_t>(view.position.unit), counts) != Status::known) return reading;
    for (std::size_t i = 0; i < rules.size(); ++i)
      reading.figures.push_back({title(words, rules[i].of.id), plain(std::to_string(counts[converting.rules[i].of]))});
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Text before = plain(std::to_string(counts[converting.rules[i].of]));
      const std::int64_t made = Converting::exchange(converting.rules[i], counts);
      if (made == 0) continue;
      reading.reasons.push_back(say("{0}个{1}，每{2}个折为1个{3}：得{4}个，余{5}个", "{0} of {1}, every {2} one of {3}: {4}, and {5} left",
                                    {before, title(words, rules[i].of.id), plain(std::to_string(rules[i].every)), title(words, rules[i].into.id),
                                     plain(std::to_string(made)), plain(std::to_string(counts[converting.rules[i].of]))}));
    }
    return reading;
  }

  std::optional<Number> value_from(const PlanNode&, const std::string& text) const override { return Number::parse(text); }
  std::string value_text(const PlanNode&, const Number& value) const override { return value.exact(); }
};

}  // namespace

std::shared_ptr<const Outcome> parse_convert(Fields& fields) {
  auto convert = std::make_shared<Convert>();
  if (const auto records = fields.need("records")) convert->records = {records->string(), records->where()};
  convert->kind = fields.need_formula("kind");
  if (const auto rules = fields.need("rules")) {
    for (const Reader& item : rules->items()) {
      Fields row(item);
      Exchange rule;
      if (const auto every = row.need("every")) rule.every = every->integer(1, 1000000);
      if (const auto of = row.need("of")) rule.of = {of->string(), of->where()};
      if (const auto into = row.need("into")) rule.into = {into->string(), into->where()};
      row.done();
      convert->rules.push_back(std::move(rule));
    }
    if (convert->rules.empty()) rules->fault(Code::missing_key, {"rules"});
  }
  if (const auto count = fields.need("count")) convert->count = {count->string(), count->where()};
  return convert;
}

}  // namespace yardstick
