// 评委评分: the weighted mean of the marks of several groups of judges, converted to the node's full marks.
#include "../kernel.h"
#include "rule.h"

namespace yardstick {

namespace {

struct Judges {
  Formula value;
  Number weight;
  Text title;
};

/// Inputs: the mark of each group. The weighted mean, over the groups that are there where absent ones are skipped.
struct Weighing final : Kernel {
  std::vector<Number> weights;
  bool skip = false;

  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      Number sum, weight;
      for (std::size_t k = 0; k < view.inputs(); ++k) {
        if (!view.known(k, cell)) continue;
        sum += view.value(k, cell) * weights[k];
        weight += weights[k];
      }
      const Status worst = view.worst(cell);
      if (worst == Status::known || (skip && worst != Status::invalid && !weight.is_zero())) view.put(cell, sum / weight);
      else view.fail(cell, worst);
    }
  }
};

struct Judged final : Rule {
  std::vector<Judges> groups;
  Where weights_at;
  bool skip = false;
  Number out_of = 100;

  std::string_view kind() const override { return "judged"; }

  Column lower(Builder& b) const override {
    if (!b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "judged"});
      return -1;
    }
    auto kernel = std::make_shared<Weighing>();
    kernel->skip = skip;
    std::vector<Column> in;
    Number sum;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      in.push_back(b.number(groups[i].value));
      b.part(group(i), in.back());
      kernel->weights.push_back(groups[i].weight);
      sum += groups[i].weight;
    }
    if (sum != Number(1)) b.fault(Code::weights_off_total, weights_at, {b.here().id, sum.exact()});
    const Column mean = b.kernel(std::move(kernel), std::move(in));
    b.part("mean", mean);
    return b.op(Op::multiply, {b.full(), b.op(Op::divide, {mean, b.constant(out_of)})});
  }

  static std::string group(std::size_t i) { return "group" + std::to_string(i); }
  static Text percent_text(const Number& weight) {
    const Number hundredfold = weight * 100;
    return plain(hundredfold.decimals() ? hundredfold.exact() + "%" : weight.exact());
  }

  Text sentence(const Telling& t) const override {
    std::vector<Text> parts;
    for (const Judges& judges : groups)
      parts.push_back(say("{0}占{1}", "{0} {1}", {judges.title.empty() ? t.value(judges.value, false) : judges.title, percent_text(judges.weight)}));
    const Text absent = skip ? say("；缺评的一组不计，其权重由其他各组按比例分担", "; the others share the weight of a group that is absent")
                             : say("；缺一组即无法计分", "; no points while one is missing");
    return say("满分{0}分，按各组评分（满值{1}）的加权平均折算：{2}{3}。", "Out of {0}, by the weighted mean of the groups' marks (out of {1}): {2}{3}.",
               {t.full_marks(), plain(points_text(out_of)), joined(parts, "、", ", "), absent});
  }

  Text formula(const Telling& t) const override {
    std::vector<Text> parts;
    Number weight;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (t.in_figures() && !t.number(t.node.part(group(i)))) continue;
      parts.push_back(say("{0} × {1}", "{0} × {1}", {t.value(groups[i].value), percent_text(groups[i].weight)}));
      weight += groups[i].weight;
    }
    const Text sum = joined(parts, " + ", " + ");
    const Text mean = weight == Number(1) ? say("({0})", "({0})", {sum}) : say("({0}) ÷ {1}", "({0}) ÷ {1}", {sum, percent_text(weight)});
    return say("{0} × {1} ÷ {2}", "{0} × {1} ÷ {2}", {t.full(), mean, plain(points_text(out_of))});
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_judged(Fields& fields) {
  auto rule = std::make_shared<Judged>();
  if (const auto groups = fields.need("groups")) {
    rule->weights_at = groups->where();
    for (const Reader& item : groups->items()) {
      Fields row(item);
      Judges group;
      group.value = row.need_formula("value");
      if (const auto weight = row.need("weight")) {
        group.weight = weight->quantity();
        if (!(group.weight > 0)) weight->fault(Code::bad_quantity, {group.weight.exact()});
      }
      group.title = row.text("title");
      row.done();
      rule->groups.push_back(std::move(group));
    }
  }
  if (const auto out_of = fields.need("outOf")) rule->out_of = out_of->quantity();
  if (!(rule->out_of > 0)) {
    fields.reader().fault(Code::bad_quantity, {rule->out_of.exact()});
    rule->out_of = 1;
  }
  rule->skip = fields.choice("absent", {"missing", "skip"}) == "skip";
  return rule;
}

}  // namespace yardstick
