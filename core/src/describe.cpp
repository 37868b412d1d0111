#include "describe.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "outcomes/outcome.h"
#include "page_words.h"
#include "replies.h"
#include "rules/rule.h"

namespace yardstick {

namespace {

struct Word {
  std::string_view id;
  const char* zh;
  const char* en;
};

template <std::size_t n>
Text word(const Word (&words)[n], std::string_view id) {
  for (const Word& known : words)
    if (known.id == id) return {known.zh, known.en};
  return {};
}

constexpr Word bases[] = {{"stated", "原文", "stated"}, {"named", "原文列名", "named"}, {"illustrative", "示例", "illustrative"}};
constexpr Word sources[] = {{"stated", "规则和数值取自原文。", "Rules and numbers come from the source."},
                            {"named", "规则取自原文，部分数值由本方案拟定。", "The rules come from the source; some numbers are this scheme's own."},
                            {"illustrative", "规则和数值是示例。", "Rules and numbers are illustrative."},
                            {"invented", "规则和数值系虚构。", "Rules and numbers are invented."}};
constexpr Word grains[] = {{"year", "每年", "year"}, {"half", "每半年", "half-year"}, {"quarter", "每季度", "quarter"},
                           {"month", "每月", "month"}, {"day", "每日", "day"}};
constexpr Word effects[] = {{"notice", "通报", "notice"}, {"honour", "表彰", "honour"}, {"measure", "措施", "measure"}};
constexpr Word outcomes[] = {{"rank", "排名", "place"}, {"level", "等次", "grade"}, {"veto", "一票否决", "veto"}, {"quota", "名额", "quota"},
                             {"honour", "表彰", "honour"}, {"run", "连续情形", "run"}, {"convert", "折算", "conversion"}, {"award", "奖金", "award"},
                             {"pool", "分配", "pool"}, {"decision", "决定", "decision"}};

class Page {
 public:
  Page(const Document& text, const Plan& plan, std::string_view lang) : text_(text), plan_(plan), scheme_(*plan.scheme), lang_(lang) {}

  std::string write(int only) {
    head();
    const auto chosen = [&](std::size_t c) { return only < 0 || static_cast<int>(c) == only; };
    general();
    several_ = only < 0 && scheme_.classes.size() > 1;
    for (std::size_t c = 0; c < scheme_.classes.size(); ++c)
      if (chosen(c)) write_class(static_cast<int>(c));
    several_ = false;
    parameters();
    tables();
    gaps();
    clauses();
    return std::move(out_);
  }

 private:
  // ---- words -------------------------------------------------------------------------------
  std::string in(const Text& text) const { return text.in(lang_); }
  std::vector<std::string> in(const std::vector<Text>& texts) const {
    std::vector<std::string> result;
    for (const Text& text : texts) result.push_back(in(text));
    return result;
  }
  std::string s(const char* zh, const char* en, std::initializer_list<TextView> args = {}) const { return in(say(zh, en, args)); }
  static std::string cell(std::string text) {
    std::string result;
    for (const char c : text) result += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
    return result;
  }
  const PlanNode& node(int index) const { return plan_.nodes[static_cast<std::size_t>(index)]; }
  const Class& cls_of(const PlanNode& n) const { return scheme_.classes[static_cast<std::size_t>(n.cls)]; }
  Telling words(const PlanNode& n) const {
    Telling telling{plan_, n};
    telling.with_values = true;
    return telling;
  }
  std::string title(int index) const { return in(node(index).title); }
  /// Another language's sentence may end without its stop.
  std::string stopped(const Text& text) const {
    std::string result = in(text);
    const auto ends = [&](std::string_view end) { return result.size() >= end.size() && result.compare(result.size() - end.size(), end.size(), end) == 0; };
    return result.empty() || ends("。") || ends(".") || ends("；") ? result : result + s("。", ".");
  }

  // ---- Markdown ----------------------------------------------------------------------------
  void line(const std::string& text = "") { out_ += text + "\n"; }
  void paragraph(const std::string& text) {
    if (!text.empty()) out_ += text + "\n\n";
  }
  void heading(int depth, const std::string& text) {
    out_ += std::string(static_cast<std::size_t>(depth + (several_ && depth > 1 ? 1 : 0)), '#') + " " + text + "\n\n";
  }
  void row(const std::vector<std::string>& cells) {
    out_ += "|";
    for (const std::string& text : cells) out_ += " " + cell(text) + " |";
    out_ += "\n";
  }
  void table_head(const std::vector<std::string>& cells) {
    row(cells);
    out_ += "|";
    for (std::size_t i = 0; i < cells.size(); ++i) out_ += " --- |";
    out_ += "\n";
  }

  // ---- clauses -----------------------------------------------------------------------------
  const Clause* clause(const std::string& id) const {
    for (const Clause& known : scheme_.clauses)
      if (known.id == id) return &known;
    return nullptr;
  }
  /// The clauses' texts; of those that have been given already, the ids.
  void quote(const std::vector<Cited>& cited, const std::string& indent, const std::string& where) {
    std::vector<std::string> seen;
    std::string known;
    for (const Cited& id : cited) {
      const Clause* text = clause(id.id);
      if (!text || std::find(seen.begin(), seen.end(), id.id) != seen.end()) continue;
      seen.push_back(id.id);
      auto& uses = uses_[id.id];
      if (std::find(uses.begin(), uses.end(), where) == uses.end()) uses.push_back(where);
      if (!quoted_.insert(id.id).second) {
        known += (known.empty() ? "" : s("、", ", ")) + id.id;
        continue;
      }
      line(indent + "> " + s("〔{0}〕{1}", "[{0}] {1}", {plain(id.id), text->text}));
      line(indent + ">");
    }
    if (!known.empty()) line(indent + "> " + s("依据：{0}（见前）。", "By {0} (above).", {plain(known)}));
    else if (!seen.empty()) out_.resize(out_.size() - indent.size() - 2);  // the last mark has nothing after it
    if (!seen.empty()) line();
  }

  // ---- head --------------------------------------------------------------------------------
  void head() {
    paragraph("# " + in(scheme_.title));
    std::string source = s("**依据**：{0}", "**Source**: {0}", {scheme_.source_document});
    source += s("。", ". ") + in(word(sources, scheme_.source_status));
    paragraph(source);
    paragraph(in(scheme_.source_note));
    paragraph(s("*本页由方案 {0}（{1}）生成，命令是 `yardstick describe`；要改内容，请改方案。*",
                "*Made from the scheme {0} ({1}) by `yardstick describe`; to change it, change the scheme.*", {plain(scheme_.id), plain(scheme_.version)}));
  }

  void general() {
    heading(2, s("通则", "In general"));
    const auto point = [&](const std::string& text) { line("- " + text); };
    if (scheme_.classes.size() > 1) {
      std::vector<Text> titles;
      for (const Class& cls : scheme_.classes) titles.push_back(cls.title);
      point(s("涉及{0}。", "Concerns: {0}.", {joined(titles, "、", ", ")}));
    }
    point(s("没有报来的数据不按0分算，涉及的得分暂缺；不考核的项目不参加计算，其余项目按比例补足。", 
            "A figure that was not reported is not zero: what rests on it has no score yet. What is exempt takes no part, and the rest makes up for it."));
    const Text places = plain(std::to_string(scheme_.places));
    const Text mode = rounding_said(Number(1), scheme_.mode);
    point(s("计算过程不取整，显示时保留{0}位小数（{1}）；比较用的是精确值。", "Nothing is rounded on the way; figures are shown with {0} decimals ({1}), and the exact value is compared.",
            {places, Text{mode.zh.substr(0, mode.zh.find("到1")), mode.en.substr(0, mode.en.find(" to 1"))}}));
    for (const View& view : scheme_.views) {
      std::vector<Text> parts;
      if (view.missing)
        parts.push_back(*view.missing == Policy::zero   ? say("缺的按0分算", "what is missing counts as zero")
                        : *view.missing == Policy::skip ? say("缺的先不算", "what is missing is left out")
                                                        : say("缺的暂不出分", "what is missing leaves the score open"));
      if (view.through_as_of) parts.push_back(say("只算到数据截止日", "only what lies up to the day of the data counts"));
      point(s("看“{0}”时：{1}。", "In the view \"{0}\": {1}.", {view.title, joined(parts, "，", ", ")}));
    }
    line();
  }

  // ---- a class -----------------------------------------------------------------------------
  /// What stands under a node in the tree: parts, contents of periods, the node of each period.
  std::vector<int> below(const PlanNode& n) const {
    std::vector<int> result;
    const auto add = [&](bool outside) {
      for (const int child : n.children) {
        const Node& written = *node(child).node;
        if (written.apart() == outside) result.push_back(child);
      }
    };
    add(false);
    add(true);
    if (n.node->type == NodeType::points && n.of >= 0 && node(n.of).cls == n.cls) result.push_back(n.of);
    return result;
  }

  void number(int index, const std::string& as) {
    if (numbers_.count(index)) return;
    numbers_[index] = as;
    order_.push_back(index);
    int place = 0;
    for (const int child : below(node(index))) number(child, (as.empty() ? "" : as + ".") + std::to_string(++place));
  }

  void write_class(int c) {
    const Class& cls = scheme_.classes[static_cast<std::size_t>(c)];
    numbers_.clear();
    order_.clear();
    quoted_.clear();
    std::vector<int> values, consequences, levels;
    std::set<int> under;
    for (const PlanNode& n : plan_.nodes)
      if (n.cls == c)
        for (const int child : below(n)) under.insert(child);
    const int total = plan_.totals[static_cast<std::size_t>(c)];
    int roots = 0;
    if (total >= 0) number(total, "");
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& n = plan_.nodes[i];
      const int index = static_cast<int>(i);
      if (n.cls != c || n.hidden || n.content_parent >= 0) continue;
      if (n.node->outcome) (n.node->type == NodeType::level ? levels : consequences).push_back(index);
      else if (n.node->type != NodeType::points) values.push_back(index);
      else if (!numbers_.count(index) && !under.count(index)) number(index, std::string(1, static_cast<char>('A' + std::min(roots++, 25))));
    }
    if (several_) {
      several_ = false;
      heading(2, in(cls.title));
      several_ = true;
    }
    who(cls);
    if (!order_.empty()) {
      heading(2, s("考核什么", "What is scored"));
      write_tree();
      heading(2, s("怎样计分", "How it is scored"));
      for (const int index : order_) write_points(index);
      for (const Limit& limit : cls.limits) write_limit(cls, limit);
    }
    if (!values.empty()) {
      heading(2, s("计分用到的数值", "Figures used on the way"));
      for (const int index : values) write_value(index);
    }
    if (!levels.empty()) {
      heading(2, s("等次", "Grades"));
      for (const int index : levels) write_outcome(index);
    }
    if (!consequences.empty()) {
      heading(2, s("结果怎样用", "Consequences"));
      for (const int index : consequences) write_outcome(index);
    }
    write_example(c);
  }

  /// Who belongs, what units are linked to, and which of them are looked at together.
  void who(const Class& cls) {
    std::vector<std::string> points;
    const PlanNode* any = nullptr;
    for (const PlanNode& n : plan_.nodes)
      if (!any && &cls_of(n) == &cls) any = &n;
    if (cls.one) points.push_back(s("只有一个。", "There is only one."));
    if (cls.belongs.given() && any) points.push_back(s("考核对象限于：{0}。", "Only those with {0}.", {words(*any).value(cls.belongs, false)}));
    for (const Link& link : scheme_.links) {
      if (link.from.id != cls.id) continue;
      std::vector<Text> to;
      for (const Cited& id : link.to)
        for (const Class& other : scheme_.classes)
          if (other.id == id.id) to.push_back(other.title);
      const Text classes = joined(to, "或", " or ");
      points.push_back(link.count == Link::Count::one        ? s("每个都有一个“{0}”（{1}）。", "Each has one {0} ({1}).", {link.title, classes})
                       : link.count == Link::Count::optional ? s("可以有一个“{0}”（{1}）。", "Each may have one {0} ({1}).", {link.title, classes})
                                                             : s("可以有几个“{0}”（{1}）。", "Each may have several {0} ({1}).", {link.title, classes}));
    }
    for (const Cohort& cohort : cls.cohorts) {
      Text text = say("“{0}”", "{0}", {cohort.title});
      text = cohort.within.id == "all" || cohort.within.id.empty() ? say("{0}：全体", "{0}: all", {text})
             : cohort.within.id == "group"                         ? say("{0}：同组的", "{0}: those of the same group", {text})
                                                                   : say("{0}：{1}相同的", "{0}: those with the same {1}", {text, any ? words(*any).title_of_parts(cohort.within.id) : Text{}});
      if (cohort.members.given() && any) text = say("{0}，限于{1}", "{0}, where {1}", {text, words(*any).value(cohort.members, false)});
      if (cohort.frozen > 0) text = say("{0}；用{1}期以前的数", "{0}; as they stood {1} periods before", {text, plain(std::to_string(cohort.frozen))});
      points.push_back(s("比较范围{0}。", "Compared with {0}.", {text}));
    }
    for (const std::string& point : points) line("- " + point);
    if (!points.empty()) line();
  }

  // ---- the tree ----------------------------------------------------------------------------
  bool under_another(const PlanNode& n) const {
    const std::string& as = numbers_.at(static_cast<int>(&n - plan_.nodes.data()));
    return !as.empty() && ((as[0] >= '0' && as[0] <= '9') || as.find('.') != std::string::npos);
  }
  Text full_of(const PlanNode& n) const {
    const Node& written = *n.node;
    if (written.full_marks.given()) return words(n).full_marks();
    if (!written.contents.empty()) return say("每期另定", "by period");
    if (written.apart()) {
      const auto best = written.rule && written.steps.empty() && !written.fold ? written.rule->best(Number(0)) : std::nullopt;
      if (kind_of(n) == "bonus") return best ? say("加分，最多{0}", "bonus, at most {0}", {plain(best->exact())}) : say("加分", "bonus");
      if (kind_of(n) == "deduction") return say("扣分", "points off");
      if (under_another(n)) return say("另计", "beside");
    }
    return say("—", "—");
  }

  void write_tree() {
    bool weighted = false, periods = false, based = false;
    for (const int index : order_) {
      weighted = weighted || node(index).node->weight.given();
      periods = periods || node(index).grain != scheme_.main;
      based = based || !node(index).node->basis.empty();
    }
    std::vector<std::string> head{s("项目", "Item"), s("满分", "Full marks")};
    if (weighted) head.push_back(s("权重", "Weight"));
    if (periods) head.push_back(s("多久一次", "Each"));
    if (based) head.push_back(s("出处", "Basis"));
    table_head(head);
    for (const int index : order_) {
      const PlanNode& n = node(index);
      const std::string& as = numbers_[index];
      std::string name = (as.empty() ? "" : as + " ") + title(index);
      if (!below(n).empty()) name = "**" + name + "**";
      std::vector<std::string> cells{name, in(full_of(n))};
      if (weighted) cells.push_back(n.node->weight.given() ? in(words(n).value(n.node->weight, false)) : "");
      if (periods) cells.push_back(in(word(grains, name_of(n.grain))));
      if (based) cells.push_back(in(word(bases, n.node->basis)));
      row(cells);
    }
    line();
    if (based)
      paragraph(s("出处：“原文”是原文载明的；“原文列名”是原文提到、数值由本方案拟定的；“示例”是本方案拟定的。",
                  "Basis: stated in the source; named there, with numbers that are this scheme's own; illustrative, this scheme's own."));
  }

  // ---- one node ----------------------------------------------------------------------------
  /// A node as the table of clauses names it.
  std::string where(int index) const {
    const auto numbered = numbers_.find(index);
    const std::string name = (numbered == numbers_.end() || numbered->second.empty() ? "" : numbered->second + " ") + title(index);
    return several_ ? in(cls_of(node(index)).title) + " " + name : name;
  }
  std::string headed(int index) const {
    const PlanNode& n = node(index);
    const std::string as = numbers_.at(index);
    std::string text = (as.empty() ? "" : as + " ") + title(index);
    const bool counted = n.node->full_marks.given();
    const Text full = full_of(n);
    if (counted) text += s("（满分{0}分）", " (out of {0})", {full});
    return text;
  }

  /// A rule or an outcome taken apart: a sentence where it is short, else a list; with the clauses of its parts.
  void write_details(const Text& sentence, const Details& details, const std::string& where, std::vector<Cited>& cited, const Text& full = {}) {
    std::size_t told = 0, apart = 0;
    for (const Said& part : details.parts) {
      told += part.text.empty() ? 0 : 1;
      apart += !part.text.empty() && part.clauses && !part.clauses->empty() ? 1 : 0;
    }
    if (told < 2 || (told < 4 && apart == 0)) {
      paragraph(without(stopped(sentence), full));
      for (const Said& part : details.parts)
        if (part.clauses) cited.insert(cited.end(), part.clauses->begin(), part.clauses->end());
      return;
    }
    paragraph(without(in(details.lead), full) + s("：", ":"));
    for (const Said& part : details.parts) {
      if (part.text.empty()) continue;
      line("- " + stopped(part.text));
      if (part.clauses) quote_in_list(*part.clauses, where);
    }
    line();
  }
  /// Without the full marks that the heading above has told.
  std::string without(std::string text, const Text& full) const {
    if (full.empty()) return text;
    for (const std::string& told : {s("满分{0}分，", "Out of {0}; ", {full}), s("满分{0}分，", "Out of {0}, ", {full})}) {
      if (text.compare(0, told.size(), told) != 0) continue;
      text.erase(0, told.size());
      if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
      break;
    }
    return text;
  }
  void quote_in_list(const std::vector<Cited>& clauses, const std::string& where) {
    if (clauses.empty()) return;
    quote(clauses, "  ", where);
    if (out_.size() > 1 && out_[out_.size() - 2] == '\n') out_.pop_back();  // the list goes on
  }

  void write_steps(const PlanNode& n, const std::vector<Step>& steps, const char* zh, const char* en, std::vector<Cited>& cited) {
    if (steps.empty()) return;
    for (const Step& step : steps) cited.insert(cited.end(), step.clauses.begin(), step.clauses.end());
    paragraph(s(zh, en, {joined(steps_said(words(n), steps), "，再", ", then ")}));
  }

  /// "企业监管科报完成巡查（户次）、计划巡查（户次）；…"
  void write_sources(const PlanNode& n) {
    const Class& cls = cls_of(n);
    std::vector<std::pair<Text, std::vector<Text>>> by;
    std::set<std::string> seen;
    const auto add = [&](const Fact& fact) {
      if (!seen.insert(fact.id).second) return;
      Text what = fact.title;
      if (!fact.unit.empty()) what = say("{0}（{1}）", "{0} ({1})", {what, fact.unit});
      if (!fact.proof.empty()) what = say("{0}，凭{1}", "{0} (on {1})", {what, fact.proof});
      for (auto& [reporter, facts] : by)
        if (reporter.zh == fact.reporter.zh && reporter.en == fact.reporter.en) {
          facts.push_back(what);
          return;
        }
      by.push_back({fact.reporter, {what}});
    };
    const auto facts_of = [&](const PlanNode& from) {
      for (const auto& [dotted, use] : from.names)
        if (use.fact >= 0) add(cls.facts[static_cast<std::size_t>(use.fact)]);
      if (from.list < 0) return;
      const RowList& list = plan_.lists[static_cast<std::size_t>(from.list)];
      if (list.fact >= 0 && list.cls == from.cls) add(cls.facts[static_cast<std::size_t>(list.fact)]);
    };
    facts_of(n);
    if (n.inner >= 0) facts_of(node(n.inner));
    std::vector<Text> parts;
    for (const auto& [reporter, facts] : by) {
      const Text list = joined(facts, "、", ", ");
      parts.push_back(reporter.empty() ? list : say("{0}报{1}", "{0} reports {1}", {reporter, list}));
    }
    if (!parts.empty()) paragraph(s("数据：{0}。", "Data: {0}.", {joined(parts, "；", "; ")}));
  }

  void write_points(int index) {
    const PlanNode& n = node(index);
    const Node& written = *n.node;
    std::vector<Cited> cited = written.clauses;
    heading(3, headed(index));
    const PlanNode& ruled = n.inner >= 0 ? node(n.inner) : n;
    if (written.rule) write_details(written.rule->sentence(words(ruled)), written.rule->details(words(ruled)), where(index), cited, written.full_marks.given() ? full_of(n) : Text{});
    write_steps(ruled, written.per_period, "每期算出后：{0}。", "Then, for each period: {0}.", cited);
    if (!written.contents.empty()) {
      paragraph(s("每期考核的内容不同，见下。", "Each period has a content of its own, below."));
      if (written.fold && (written.fold->take != Take::sum || written.fold->by_rate)) paragraph(stopped(fold_said(words(n))));
      else if (!written.children.empty()) paragraph(stopped(apart(n)));
    } else if (written.fold || !written.rule) {
      paragraph(stopped(fold_said(words(n))));
    }
    paragraph(in(joined(policies_said(words(n)), "", " ")));
    write_steps(n, written.steps, "最后：{0}。", "At the end: {0}.", cited);
    write_sources(n);
    quote(cited, "", where(index));
  }

  /// What is added beside contents.
  Text apart(const PlanNode& n) const {
    std::vector<Text> titles;
    for (const Cited& child : n.node->children)
      if (const PlanNode* part = plan_.find(n.cls, child.id)) titles.push_back(part->title);
    return say("另计{0}，不占满分。", "Beside the full marks: {0}.", {joined(titles, "、", ", ")});
  }

  void write_limit(const Class& cls, const Limit& limit) {
    const int c = static_cast<int>(&cls - scheme_.classes.data());
    std::vector<Text> titles;
    const PlanNode* first = nullptr;
    for (const Cited& id : limit.nodes)
      if (const PlanNode* part = plan_.find(c, id.id)) {
        titles.push_back(part->title);
        if (!first) first = part;
      }
    if (!first) return;
    heading(3, limit.title.empty() ? s("合计上限", "A limit for several") : in(limit.title));
    paragraph(s("{0}合计不超过{1}分；超出的部分依次从中扣减，每项最多扣到0分。", "{0} together no more than {1}; what lies over is taken from them in this order, each down to zero at most.",
                {joined(titles, "、", ", "), words(*first).value(limit.max, false)}));
    quote(limit.clauses, "", limit.title.empty() ? s("合计上限", "A limit for several") : in(limit.title));
  }

  void write_value(int index) {
    const PlanNode& n = node(index);
    std::vector<Cited> cited = n.node->clauses;
    const Text sentence = n.node->fold ? say("{0}：{1}", "{0}: {1}", {n.title, sentence_of(words(n))}) : sentence_of(words(n));
    std::string text = stopped(sentence);
    for (const Text& policy : policies_said(words(n))) text += (lang_ == "en" ? " " : "") + in(policy);
    line("- " + text);
    if (!cited.empty()) quote_in_list(cited, where(index));
    line();
  }

  void write_outcome(int index) {
    const PlanNode& n = node(index);
    const Outcome& outcome = *n.node->outcome;
    const std::string kind = kind_of(n);
    Text label = word(outcomes, kind);
    if (label.empty()) label = word(effects, outcome.effect());
    heading(3, s("{0}（{1}）", "{0} ({1})", {n.title, label}));
    std::vector<Cited> cited = n.node->clauses;
    quoted_.clear();  // a consequence is read by itself
    write_details(outcome.sentence(words(n)), outcome.details(words(n)), where(index), cited);
    write_sources(n);
    quote(cited, "", where(index));
  }

  // ---- a worked example --------------------------------------------------------------------
  const Case* example_of(int c) const {
    const Class& cls = scheme_.classes[static_cast<std::size_t>(c)];
    const Case* best = nullptr;
    int most = -1;
    for (const Case& known : scheme_.cases) {
      const int own = known.cls.empty() && scheme_.classes.size() == 1 ? 0 : plan_.class_of(known.cls);
      if (own != c || known.expect.empty()) continue;
      std::set<std::string> nodes, units;
      bool total = false;
      for (const CaseFigure& figure : known.expect) {
        nodes.insert(figure.node);
        units.insert(figure.unit);
        total = total || figure.node == cls.total.id;
      }
      const int many = static_cast<int>(nodes.size());
      const int score = (total ? 40 : 0) + std::min(many, 20) * 2 - static_cast<int>(units.size()) * 4 - static_cast<int>(known.assume.size()) * 3;
      if (score > most || !best) {
        best = &known;
        most = score;
      }
    }
    return best;
  }

  std::string unit_name(const Data& data, int c, int unit) const {
    const Unit& of = data.classes[static_cast<std::size_t>(c)].units[static_cast<std::size_t>(unit)];
    return of.name.empty() ? of.id : in(of.name);
  }

  std::string figure_text(const Field& field, const Number& value) const {
    switch (field.type) {
      case FactType::flag: return value.is_zero() ? s("否", "no") : s("是", "yes");
      case FactType::date: return date_text(value.to_int64().value_or(0));
      case FactType::rate: return quantity_text(value, true);
      case FactType::choice: {
        const auto at = value.to_int64().value_or(-1);
        return at >= 0 && at < static_cast<std::int64_t>(field.options.size()) ? in(field.options[static_cast<std::size_t>(at)].title) : value.exact();
      }
      default: return value.exact();
    }
  }

  /// One reading in the periods of the case: one figure where it is the same in all.
  std::string reading_text(const Data& data, int c, const Fact& fact, const Cells& cells, int unit) const {
    const auto& slots = data.slots[static_cast<std::size_t>(fact.grain)];
    const std::size_t units = data.units(c);
    std::vector<std::pair<std::string, std::string>> told;
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      const std::size_t at = slot * units + static_cast<std::size_t>(unit);
      if (cells.statuses[at] == Status::missing) continue;
      told.emplace_back(label_of(slots[slot], lang_), cells.statuses[at] == Status::exempt ? s("不考核", "exempt") : figure_text(fact, cells.values[at]));
    }
    if (told.empty()) return "";
    const bool same = std::all_of(told.begin(), told.end(), [&](const auto& one) { return one.second == told[0].second; });
    if (same && (told.size() == slots.size() || slots.size() == 1)) return told[0].second;
    std::string text;
    for (const auto& [period, figure] : told) text += (text.empty() ? "" : s("，", ", ")) + period + " " + figure;
    return text;
  }

  void write_figures(const Board& board) {
    const Data& data = board.data;
    table_head({s("单位", "Unit"), s("数据", "Figure"), s("数值", "Value")});
    const std::size_t start = out_.size();
    for (std::size_t c = 0; c < data.classes.size(); ++c) {
      const Class& cls = scheme_.classes[c];
      for (std::size_t u = 0; u < data.classes[c].units.size(); ++u) {
        const int unit = static_cast<int>(u), own = static_cast<int>(c);
        for (std::size_t f = 0; f < cls.facts.size(); ++f) {
          const Fact& fact = cls.facts[f];
          if (fact.type == FactType::records) {
            write_rows(board, own, static_cast<int>(f), unit);
            continue;
          }
          const auto& columns = data.classes[c].readings[f];
          for (std::size_t k = 0; k < columns.size(); ++k) {
            const std::string figure = reading_text(data, own, fact, columns[k], unit);
            if (figure.empty()) continue;
            const auto& options = fact.type == FactType::votes ? fact.options : fact.keys;
            const Text name = k < options.size() && columns.size() > 1 ? say("{0}·{1}", "{0}: {1}", {fact.title, options[k].title}) : fact.title;
            row({unit_name(data, own, unit), in(name), figure + (fact.unit.empty() ? "" : " " + in(fact.unit))});
          }
        }
      }
    }
    if (out_.size() == start) row({"—", s("没有数据", "none"), "—"});
    line();
  }

  /// What a record gives: its points, or why it gives none; empty where no rule prices it.
  std::string became(const Board& board, int list, std::size_t r) const {
    const auto cell = [&](Column column) {
      const Cells& cells = board.columns.cells[static_cast<std::size_t>(column)];
      const std::size_t at = plan_.operations[static_cast<std::size_t>(column)].shape.uniform ? 0 : r;
      return std::pair<Status, const Number&>(cells.statuses[at], cells.values[at]);
    };
    for (const PlanNode& n : plan_.nodes) {
      if (n.list != list || n.record_points < 0) continue;
      for (const Hurdle& hurdle : n.hurdles) {
        const auto [status, passes] = cell(hurdle.passes);
        if (status != Status::known || passes.is_zero()) return s("不计：{0}", "none: {0}", {hurdle.reason});
      }
      const auto [status, points] = cell(n.record_points);
      if (status == Status::known) return s("计{0}分", "{0} points", {plain(points.decimals() ? points.exact() : points.fixed(4))});
    }
    return "";
  }

  void write_rows(const Board& board, int c, int fact, int unit) {
    const Data& data = board.data;
    const int l = plan_.list_of(c, fact, -1);
    if (l < 0) return;
    const RowList& model = plan_.lists[static_cast<std::size_t>(l)];
    const Records& list = data.lists[static_cast<std::size_t>(l)];
    const std::size_t u = static_cast<std::size_t>(unit);
    if (model.kind != RowList::Kind::records || list.known.empty() || !list.known[u] || !model.fields) return;
    for (std::size_t r = list.first[u]; r < list.first[u + 1]; ++r) {
      std::string told;
      for (std::size_t f = 0; f < model.fields->size() && f < list.rows[r].texts.size(); ++f) {
        const Field& field = (*model.fields)[f];
        const std::string& text = list.rows[r].texts[f];
        if (text.empty()) continue;
        Text value = plain(text);
        for (const Option& option : field.options)
          if (option.id == text) value = option.title;
        if (field.type == FactType::flag) value = text == "true" ? say("是", "yes") : say("否", "no");
        if (const std::size_t cut = text.find('\x1f'); cut != std::string::npos) value = {text.substr(0, cut), text.substr(cut + 1)};
                const Text name = field.type == FactType::date && field.title.zh == field.id ? say("日期", "date") : field.title;
        told += (told.empty() ? "" : s("，", ", ")) + s("{0} {1}", "{0} {1}", {name, value});
      }
      if (const std::string points = became(board, l, r); !points.empty()) told += s("。", ". ") + points;
      row({unit_name(data, c, unit), in(model.title), told});
    }
  }

  void write_example(int c) {
    const Case* example = example_of(c);
    if (!example) return;
    CaseOutcome outcome;
    const OpenCase open = open_case(text_, plan_, *example, outcome);
    if (!open.data.value) return;
    const Data& data = *open.data.value;
    const Board board{plan_, data, open.columns};
    heading(2, s("一个算例", "A worked example"));
    paragraph(example->description.empty() ? example->name : stopped(example->description));
    for (const CaseFigure& figure : example->assume) {
      const auto [n, unit] = open.place(plan_, figure);
      if (n && !figure.values.empty())
        line("- " + s("设定{0}的{1}为{2}。", "Taken as given: {1} of {0} is {2}.", {plain(unit_name(data, n->cls, unit)), n->title, plain(figure.values[0])}));
    }
    if (!example->assume.empty()) line();
    write_figures(board);
    table_head({s("单位", "Unit"), s("项目", "Item"), s("算式", "Working"), s("结果", "Result")});
    std::set<std::pair<const PlanNode*, std::pair<int, int>>> seen;
    for (const CaseFigure& figure : example->expect) {
      const auto [n, unit] = open.place(plan_, figure);
      if (!n) continue;
      for (const int slot : slots_of(board, *n, figure, open.own)) {
        if (!seen.insert({n, {slot, unit}}).second) continue;
        const Position at{slot, unit};
        std::string item = in(n->title);
        if (n->grain != scheme_.main) item = label_of(board.period(*n, slot), lang_) + " " + item;
        if (n->node->outcome) {
          const OutcomeReading reading = n->node->outcome->read({plan_, *n, board.columns, data, at});
          std::vector<Text> reasons = reading.reasons;
          Text label = reading.label;
          if (n->node->type == NodeType::verdict && !reading.value.empty())
            label = reading.value == "true" ? say("是：{0}", "yes: {0}", {reading.label}) : say("否", "no");
          row({unit_name(data, n->cls, unit), item, in(joined(reasons, "；", "; ")), in(label)});
          continue;
        }
        const Worked worked = worked_out(board, *n, at, entry_of(board, *n, at));
        const Status status = board.status(n->points, at);
        std::string result;
        if (status == Status::known)
          result = n->node->type == NodeType::points ? figure_of(board, *n, board.value(n->points, at), at).shown
                   : n->node->type == NodeType::flag ? (board.value(n->points, at).is_zero() ? s("否", "no") : s("是", "yes"))
                                                     : value_text(board, *n, board.value(n->points, at));
        else
          result = s("暂缺：{0}", "none yet: {0}", {why(board, n->points, board.place(n->points, at))});
        row({unit_name(data, n->cls, unit), item, in(worked.figures), result});
      }
    }
    line();
    if (!example->note.empty()) paragraph(s("演算：{0}", "Worked by hand: {0}", {example->note}));
  }

  // ---- the end -----------------------------------------------------------------------------
  void parameters() {
    if (scheme_.parameters.empty()) return;
    heading(2, s("参数", "Parameters"));
    table_head({s("名称", "Name"), s("数值", "Value"), s("起用日期", "From"), s("出处", "Basis")});
    for (const Parameter& parameter : scheme_.parameters)
      for (const Dated& dated : parameter.values)
        row({in(parameter.title), quantity_text(dated.value, dated.percent), date_text(dated.from), in(word(bases, parameter.basis))});
    line();
    for (const Parameter& parameter : scheme_.parameters)
      for (const Dated& dated : parameter.values)
        for (const Cited& cited : dated.clauses) {
          auto& uses = uses_[cited.id];
          if (std::find(uses.begin(), uses.end(), in(parameter.title)) == uses.end()) uses.push_back(in(parameter.title));
        }
  }

  void tables() {
    for (const Table& table : scheme_.tables) {
      heading(2, s("对照表：{0}", "Table: {0}", {table.title}));
      for (const Table::Version& version : table.versions) {
        if (table.versions.size() > 1) paragraph(s("{0}起：", "From {0}:", {plain(date_text(version.from))}));
        const Laid laid = table_said(plan_, table, version);
        table_head(in(laid.head));
        for (const std::vector<Text>& cells : laid.rows) row(in(cells));
        line();
      }
    }
  }

  void gaps() {
    if (scheme_.gaps.empty()) return;
    heading(2, s("本方案没有计算的规定", "What is not computed"));
    quoted_.clear();
    for (const Gap& gap : scheme_.gaps) {
      std::string name = gap.rule;
      for (const PlanNode& n : plan_.nodes)
        if (n.id == gap.rule && !n.title.empty()) name = in(n.title);
      line("- " + (clause(gap.rule) ? stopped(gap.reason) : s("{0}：{1}", "{0}: {1}", {plain(name), gap.reason})));
      quote_in_list(gap.clauses, s("没有计算", "not computed"));
    }
    line();
  }

  /// Every clause, and where it is put into practice.
  void clauses() {
    if (scheme_.clauses.empty()) return;
    heading(2, s("条款对照", "Clauses"));
    table_head({s("条款", "Clause"), s("内容", "Text"), s("落实在", "Put into practice in")});
    for (const Clause& known : scheme_.clauses) {
      std::string where;
      for (const std::string& use : uses_[known.id]) where += (where.empty() ? "" : s("；", "; ")) + use;
      row({known.id, in(known.text), where});
    }
  }

  const Document& text_;
  const Plan& plan_;
  const Scheme& scheme_;
  std::string lang_;
  std::string out_;
  bool several_ = false;  // classes stand under a heading of their own
  std::map<int, std::string> numbers_;
  std::vector<int> order_;
  std::set<std::string> quoted_;
  std::map<std::string, std::vector<std::string>> uses_;
};

}  // namespace

std::string describe_scheme(const Document& text, const Plan& plan, std::string_view lang, int cls) { return Page(text, plan, lang).write(cls); }

}  // namespace yardstick
