// 测评: Σ count × level value ÷ valid votes, or the share of satisfied levels.
#include <algorithm>

#include "rule.h"

namespace yardstick {

namespace {

struct Votes final : Rule {
  Cited votes;
  std::vector<std::pair<Cited, Number>> values;
  Number out_of = 100;
  std::vector<Cited> satisfied;
  std::optional<Number> at_least;

  std::string_view kind() const override { return "votes"; }

  const Fact* fact(const Class& cls) const {
    const auto found = std::find_if(cls.facts.begin(), cls.facts.end(),
                                    [&](const Fact& f) { return f.id == votes.id && f.type == FactType::votes; });
    return found == cls.facts.end() ? nullptr : &*found;
  }
  Text title_of(const Telling& t, const std::string& option) const {
    if (const Fact* f = fact(t.plan.scheme->classes[static_cast<std::size_t>(t.node.cls)]))
      for (const Option& o : f->options)
        if (o.id == option) return o.title;
    return plain(option);
  }
  Formula named(const std::string& option) const { return name_formula(votes.id + "." + option, votes.where); }

  Column lower(Builder& b) const override {
    const Fact* f = fact(b.cls());
    if (!f) {
      b.fault(Code::unknown_reference, votes.where, {"votes", votes.id, ""});
      return -1;
    }
    if (!b.has_full()) {
      b.fault(Code::full_missing, b.node().where, {b.here().id, "votes"});
      return -1;
    }
    Column sum = b.constant(0);
    const auto add = [&](const Cited& option, const Number& value) {
      const bool known = std::any_of(f->options.begin(), f->options.end(), [&](const Option& o) { return o.id == option.id; });
      std::string allowed;
      for (const Option& o : f->options) allowed += (allowed.empty() ? "" : ", ") + o.id;
      if (!known) b.fault(Code::bad_choice, option.where, {option.id, allowed});
      else sum = b.op(Op::add, {sum, b.op(Op::multiply, {b.number(named(option.id)), b.constant(value)})});
    };
    for (const auto& [option, value] : values) add(option, value);
    for (const Cited& option : satisfied) add(option, 1);
    if (!values.empty())
      for (const Option& o : f->options)
        if (std::none_of(values.begin(), values.end(), [&](const auto& row) { return row.first.id == o.id; }))
          b.fault(Code::missing_key, votes.where, {o.id});
    Column valid = b.number(named("valid"));
    b.part("valid", valid);
    if (at_least) valid = b.op(Op::require, {valid, b.op(Op::at_least, {valid, b.constant(*at_least)})});
    Column share = b.op(Op::divide, {sum, valid});
    if (!values.empty()) share = b.op(Op::divide, {share, b.constant(out_of)});
    // No vote is worth more than the best level, or less than the worst: said here, it bounds what open votes can still bring.
    const auto worth = [](const auto& a, const auto& c) { return a.second < c.second; };
    const Number least = values.empty() ? Number(0) : std::min_element(values.begin(), values.end(), worth)->second / out_of;
    const Number most = values.empty() ? Number(1) : std::max_element(values.begin(), values.end(), worth)->second / out_of;
    share = b.op(Op::greater, {b.op(Op::lesser, {share, b.constant(most)}), b.constant(least)});
    b.part("share", share);
    return b.op(Op::multiply, {b.full(), share});
  }

  std::vector<Laid> tables(const Telling& t) const override {
    if (values.empty()) return {};
    Laid laid{say("每票的分值（满值{0}）", "What a vote is worth (out of {0})", {plain(points_text(out_of))}), {say("选项", "vote"), say("分值", "worth")}, {}};
    for (const auto& [option, value] : values) laid.rows.push_back({title_of(t, option.id), plain(points_text(value))});
    return {laid};
  }

  Text sentence(const Telling& t) const override {
    std::vector<Text> parts;
    for (const auto& [option, value] : values) parts.push_back(say("{0}{1}", "{0} {1}", {title_of(t, option.id), plain(points_text(value))}));
    for (const Cited& option : satisfied) parts.push_back(title_of(t, option.id));
    const Text sample = at_least && *at_least > 1 ? say("；有效票不少于{0}张", "; at least {0} valid votes", {plain(points_text(*at_least))}) : Text{};
    if (satisfied.empty())
      return say("满分{0}分，按有效票的平均值计分（满值{2}）：{1}{3}。", "Out of {0}, by the average of valid votes (out of {2}): {1}{3}.",
                 {t.full_marks(), joined(parts, "、", ", "), plain(points_text(out_of)), sample});
    return say("满分{0}分，按{1}占有效票的比例得分{2}。", "Out of {0}, by the share of {1} in the valid votes{2}.",
               {t.full_marks(), joined(parts, "与", " and "), sample});
  }

  Text formula(const Telling& t) const override {
    std::vector<Text> parts;
    for (const auto& [option, value] : values)
      parts.push_back(say("{0} × {1}", "{0} × {1}", {t.value(named(option.id)), plain(points_text(value))}));
    for (const Cited& option : satisfied) parts.push_back(t.value(named(option.id)));
    Text share = say("({0}) ÷ {1}", "({0}) ÷ {1}", {joined(parts, " + ", " + "), t.part("valid", say("有效票", "valid votes"))});
    if (!values.empty()) share = say("{0} ÷ {1}", "{0} ÷ {1}", {share, plain(points_text(out_of))});
    return say("{0} × {1}", "{0} × {1}", {t.full(), share});
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_votes(Fields& fields) {
  auto rule = std::make_shared<Votes>();
  if (const auto votes = fields.need("votes")) rule->votes = {votes->string(), votes->where()};
  if (const auto values = fields.get("values"))
    for (const auto& [option, value] : values->members()) rule->values.push_back({{option, value.where()}, value.quantity()});
  rule->satisfied = fields.ids("satisfied");
  if (rule->values.empty() == rule->satisfied.empty()) fields.reader().fault(Code::wrong_format, {"votes", "values / satisfied"});
  if (!rule->values.empty()) {
    if (const auto out_of = fields.need("outOf")) rule->out_of = out_of->quantity();
    if (!(rule->out_of > 0)) {
      fields.reader().fault(Code::bad_quantity, {rule->out_of.exact()});
      rule->out_of = 1;
    }
  }
  rule->at_least = fields.quantity("atLeast");
  return rule;
}

}  // namespace yardstick
