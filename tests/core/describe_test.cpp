// A scheme as a page: every rule kind, outcome, fold and step has its sentence, in both languages.
#include "describe.h"

#include "core/support.h"
#include "outcomes/outcome.h"
#include "rules/rule.h"

using namespace yardstick;
using namespace yardstick::test;

namespace {

/// A page of a scheme around some nodes; empty where the scheme has errors.
std::string page_of(const Given& g, const char* lang) {
  const std::string text = scheme_text(g);
  Checked<Document> document = read_document(text, "scheme");
  REQUIRE(document.value);
  Checked<Scheme> scheme = parse_scheme(*document.value);
  for (const Diagnostic& d : scheme.diagnostics)
    if (d.severity == Severity::error) FAIL_CHECK(d.pointer << " " << describe(d).en);
  REQUIRE(scheme.value);
  Checked<Plan> plan = compile(std::make_shared<const Scheme>(std::move(*scheme.value)), *document.value);
  for (const Diagnostic& d : plan.diagnostics)
    if (d.severity == Severity::error) FAIL_CHECK(d.pointer << " " << describe(d).en);
  REQUIRE(plan.value);
  return describe_scheme(*document.value, *plan.value, lang);
}

constexpr const char* facts =
    R"("done": {"type": "count", "grain": "year", "title": {"zh-CN": "完成数", "en": "Done"}, "unit": {"zh-CN": "件", "en": "cases"}, "reporter": {"zh-CN": "办公室", "en": "The office"}},
"due": {"type": "count", "grain": "year", "title": {"zh-CN": "应完成数", "en": "Due"}},
"faults": {"type": "count", "grain": "year", "title": {"zh-CN": "差错", "en": "Faults"}},
"mark": {"type": "number", "grain": "year", "title": {"zh-CN": "评分", "en": "Mark"}},
"ready": {"type": "flag", "grain": "year", "title": {"zh-CN": "已公开", "en": "Published"}},
"kind": {"type": "choice", "grain": "year", "title": {"zh-CN": "类别", "en": "Kind"}, "options": {"big": {"zh-CN": "大", "en": "big"}, "small": {"zh-CN": "小", "en": "small"}}},
"review": {"type": "votes", "grain": "year", "title": {"zh-CN": "评议", "en": "Review"}, "options": {"good": {"zh-CN": "满意", "en": "good"}, "poor": {"zh-CN": "不满意", "en": "poor"}}},
"fund": {"type": "money", "grain": "year", "title": {"zh-CN": "奖金", "en": "Fund"}},
"visits": {"type": "records", "grain": "year", "title": {"zh-CN": "走访", "en": "Visits"}, "fields": {"date": "date",
  "level": {"type": "choice", "title": {"zh-CN": "级别", "en": "Level"}, "options": {"city": {"zh-CN": "市级", "en": "city"}, "town": {"zh-CN": "镇级", "en": "town"}}},
  "points": {"type": "number", "title": {"zh-CN": "分数", "en": "Points"}}, "document": {"type": "flag", "title": {"zh-CN": "有文件", "en": "Document"}}}})";

struct Told {
  const char* kind;
  const char* node;  // the inside of the node in hand
  const char* zh;
  const char* en;
};

const Told rules[] = {
    {"proportional", R"("full": "8", "rule": {"kind": "proportional", "actual": "done", "target": "due", "better": "higher", "over": "cap", "floor": "2"})",
     "以完成数与应完成数之比计分，达到100%得满分，超过不再加分，最低2分。", "In proportion to the ratio of Done to Due; 100% earns full marks and more earns no more, never below 2."},
    {"bands", R"("full": "10", "rule": {"kind": "bands", "value": "done / due", "take": "pick", "rows": [{"from": "0%", "points": "4"}, {"from": "60%", "points": "9"}, {"from": "95%", "points": "10"}], "outside": "invalid"})",
     "按完成数 ÷ 应完成数分档：0%至不足60%得4分；60%至不足95%得9分；95%以上得10分。", "By bands of Done ÷ Due: 4 from 0% to below 60%; 9 from 60% to below 95%; 10 from 95%."},
    {"segments", R"("full": "10", "rule": {"kind": "segments", "value": "mark", "rows": [{"from": "0", "to": "60", "points": ["0", "6"]}, {"from": "60", "to": "100", "points": ["6", "10"]}], "outside": "ends"})",
     "按评分分段插值：0至60由0分到6分；60至100由6分到10分；两头之外按端点计。", "Interpolated by Mark: from 0 to 6 between 0 and 60; from 6 to 10 between 60 and 100; beyond the ends as at the ends."},
    {"power", R"("full": "10", "rule": {"kind": "power", "value": "mark", "a": "0.5", "b": "3", "c": "2", "side": "above"})",
     "评分超过3的，得分为 0.5 × (评分 − 3)^2；否则0分。", "0.5 × (Mark − 3)^2 where Mark lies above 3, else 0."},
    {"deduction", R"("full": "10", "rule": {"kind": "deduction", "counts": [{"value": "faults", "points": "0.5", "free": "2", "title": {"zh-CN": "差错，每处", "en": "Each fault"}, "clauses": ["c2"]}, {"value": "done", "points": "1", "clauses": ["c1"]}], "floor": "0"})",
     "有下列情形的扣分，扣完为止：\n\n- 差错，每处扣0.5分（前2个不扣）。\n  > 〔c2〕差错扣分。\n- 完成数每一个扣1分。\n", "Points off for what follows, down to zero:\n\n- Each fault: 0.5 off (the first 2 free).\n  > [c2] Faults cost points.\n- 1 off for each of Done.\n"},
    {"bonus", R"("outside": true, "rule": {"kind": "bonus", "records": "visits", "price": {"of": "item.level", "to": {"city": "2", "town": "1"}}, "evidence": {"field": "document", "clauses": ["c2"]}, "deadline": {"field": "date", "day": "11-30"}, "carryOver": {"field": "date", "years": 2}, "cap": "5"})",
     "走访逐项加分：\n\n- 市级2分、镇级1分。\n- 须有“文件”。\n  > 〔c2〕差错扣分。\n- 须不晚于11月30日申报。\n- 当年未及申报的可在以后2年内申报。\n- 合计不超过5分。\n",
     "Points for each of Visits:\n\n- city 2, town 1.\n- “Document” is needed.\n  > [c2] Faults cost points.\n- to be filed by 11-30.\n- what came too late may be claimed within 2 years.\n- no more than 5 in all.\n"},
    {"map", R"("full": "10", "rule": {"kind": "map", "value": "kind", "to": {"big": "10", "small": "6"}, "else": "invalid"})", "按类别对应计分：大得10分、小得6分。", "By Kind: big gives 10, small gives 6."},
    {"votes", R"("full": "10", "rule": {"kind": "votes", "votes": "review", "satisfied": ["good"], "atLeast": "30"})", "按满意占有效票的比例得分；有效票不少于30张。", "By the share of good in the valid votes; at least 30 valid votes."},
    {"checklist", R"("full": "10", "rule": {"kind": "checklist", "items": [{"value": "ready", "points": "6"}, {"value": "done > 3", "points": "4", "title": {"zh-CN": "办件较多", "en": "Many cases"}}]})",
     "逐项具备即得分：已公开6分、办件较多4分。", "Points for each item that is present: Published 6, Many cases 4."},
    {"direct", R"("full": "10", "rule": {"kind": "direct", "value": "mark", "outOf": "100"})", "由评分（满分100）直接折算。", "Taken from Mark (out of 100)."},
    {"constant", R"("full": "10", "rule": {"kind": "constant", "points": "7"})", "固定7分。", "Always 7."},
    {"formula", R"j("full": "10", "rule": {"kind": "formula", "points": "if(kind == 'big', line * 10, mark)"})j", "得分：若类别为“大”，为合格线（80%） × 10；否则为评分。", "Points: if Kind is “big”, Pass line (80%) × 10; otherwise Mark."},
    {"judged", R"("full": "10", "rule": {"kind": "judged", "marks": "visits", "value": "item.points", "outOf": "100", "drop": {"highest": 1, "lowest": 1}})",
     "按走访中分数（满值100）的平均值折算，去掉1个最高分，去掉1个最低分；不足3个的无法计分。", "By the mean of Points (out of 100) over Visits, without the highest, without the lowest; no points with fewer than 3."},
    {"relative", R"("full": "10", "rule": {"kind": "relative", "value": "mark", "among": "peers", "by": "best", "better": "higher"})",
     "按评分（按同类单位分别）与最优值之比计分（越高越好）。", "Mark within each Peers, in proportion to the best (higher is better)."},
    {"growth", R"j("full": "10", "rule": {"kind": "growth", "value": "mark", "base": "earlier(mark, 1)", "per": {"percentagePoint": "1", "points": "0.5", "part": "whole"}, "start": "6", "cap": "10"})j",
     "评分比上期评分增长0%得6分；每多增长1个百分点加0.5分，少则照扣，不足一个单位的不计，最高10分。", "Mark grown by 0% over earlier Mark earns 6; 0.5 more for each further percentage point"},
};

const Told consequences[] = {
    {"rank", R"("type": "rank", "of": "total", "ties": "dense", "within": "peers", "tieBreak": ["done", "mark"], "compare": {"round": {"places": 1, "mode": "half-up"}})",
     "按总分（四舍五入到0.1后比较）从高到低排名（按同类单位分别），并列的下一名紧接其后；同分的依次比完成数、评分。", "Ranked by Total (rounded half up to 0.1 before it is compared) from the top within each Peers; the next place after a tie follows at once; equals are parted by Done, then Mark."},
    {"level", R"("type": "level", "of": "total", "stages": [{"lines": [{"level": "good", "title": {"zh-CN": "达标", "en": "Good"}, "from": "line * 10", "clauses": ["c1"]}, {"level": "poor", "title": {"zh-CN": "不达标", "en": "Poor"}}]}, {"gate": {"when": "ready", "atMost": "poor", "clauses": ["c2"]}}])",
     "按总分定等次：\n\n- 合格线（80%） × 10以上（含）为达标。\n  > 〔c1〕按完成计分。\n- 其余为不达标。\n- 已公开的，最高为不达标。\n  > 〔c2〕差错扣分。\n",
     "Graded by Total:\n\n- Good at Pass line (80%) × 10 or more.\n  > [c1] By what was done.\n- otherwise Poor.\n- at most Poor where Published.\n  > [c2] Faults cost points.\n"},
    {"veto", R"("type": "veto", "conditions": [{"id": "a", "title": {"zh-CN": "差错过多", "en": "Too many faults"}, "when": "faults > 9", "clauses": ["c2"]}, {"id": "b", "title": {"zh-CN": "没有公开", "en": "Not published"}, "when": "not ready", "unless": "done == 0"}])",
     "有下列情形之一的，一票否决：\n\n- 差错过多。\n  > 〔c2〕差错扣分。\n- 没有公开（完成数 = 0的除外）。\n", "Vetoed by any of:\n\n- Too many faults.\n  > [c2] Faults cost points.\n- Not published (unless Done = 0).\n"},
    {"verdict", R"("type": "verdict", "effect": "measure", "when": "total < 60", "then": {"zh-CN": "约谈", "en": "A talk"}, "bearer": {"zh-CN": "负责人", "en": "Head"})",
     "### 在手（措施）\n\n总分 < 60的，约谈（负责人）。", "### In hand (measure)\n\nWhere Total < 60: (Head) A talk."},
    {"quota", R"("type": "quota", "size": "3", "by": ["total"], "ties": "include", "round": "down", "who": "ready")", "符合已公开的，按总分从高到低取前3个，边缘并列的全部入选。", "Of those with Published, the first 3 by Total, highest first; a tie at the edge is taken in."},
    {"honour", R"("type": "honour", "first": "1", "by": ["total"], "ties": "vacant", "then": {"zh-CN": "先进单位", "en": "model office"})", "按总分从高到低取前1个，边缘并列的空缺：先进单位。", "The first 1 by Total, highest first; a tie at the edge leaves places vacant: model office."},
    {"run", R"("type": "run", "over": "year", "when": "total >= 90", "need": "3", "gap": "breaks")", "到本期为止连续3期总分 ≥ 90；有一期不明的，连续中断。", "3 periods in a row, ending with this one, with Total ≥ 90; a period that is not known ends the run."},
    {"convert", R"("type": "convert", "records": "visits", "kind": "item.level", "count": "city", "rules": [{"every": 2, "of": "town", "into": "city"}])", "走访折算后的市级数：每2个镇级折为1个市级。", "How many of city there are in Visits: every 2 of town become one of city."},
    {"award", R"("type": "award", "base": "fund", "coefficient": "total.rate", "deduct": "100")", "奖金 × 总分得分率 − 100，最低为0，四舍五入到分。", "Fund × Total scoring rate − 100, never below 0, rounded half-up to the fen."},
    {"pool", R"("type": "pool", "amount": "1000", "by": "total", "ties": ["done"], "unit": "0.01")", "1000按总分的比例分配，先舍到0.01，余下的按舍去部分从大到小各补一份，相同的比完成数。", "1000 shared out in proportion to Total, rounded down to 0.01; what is left goes out by the largest part cut off, equals parted by Done."},
    {"decision", R"("type": "decision", "options": {"keep": {"zh-CN": "保留", "en": "keep"}, "drop": {"zh-CN": "取消", "en": "drop"}}, "due": "ready")", "由有权的人决定：保留、取消（限于已公开）。", "Decided by those entitled to: keep, drop (where Published)."},
};

Given around(const char* node) {
  Given g;
  g.facts = facts;
  g.parameters = R"("line": {"title": {"zh-CN": "合格线", "en": "Pass line"}, "basis": "stated", "values": [{"from": "2025-01-01", "value": "80%", "clauses": ["c1"]}]})";
  g.clauses = R"("c1": {"zh-CN": "按完成计分。", "en": "By what was done."}, "c2": {"zh-CN": "差错扣分。", "en": "Faults cost points."})";
  g.nodes = std::string(R"("total": {"full": "10", "title": {"zh-CN": "总分", "en": "Total"}, "rule": {"kind": "constant", "points": "5"}}, "hand": {"title": {"zh-CN": "在手", "en": "In hand"}, )") + node + "}";
  g.class_extra = R"(, "cohorts": {"peers": {"title": {"zh-CN": "同类单位", "en": "Peers"}, "within": "all"}})";
  return g;
}

bool has(const std::string& page, const std::string& words) { return page.find(words) != std::string::npos; }

}  // namespace

TEST_SUITE("describe") {
  TEST_CASE("every rule kind has its sentence in both languages") {
    for (const RuleKind& kind : rule_kinds()) {
      const Told* told = nullptr;
      for (const Told& one : rules)
        if (one.kind == kind.name) told = &one;
      CAPTURE(std::string(kind.name));
      REQUIRE(told);
      const std::string zh = page_of(around(told->node), "zh-CN"), en = page_of(around(told->node), "en");
      CHECK_MESSAGE(has(zh, told->zh), zh);
      CHECK_MESSAGE(has(en, told->en), en);
    }
  }
  TEST_CASE("every outcome has its sentence in both languages") {
    std::size_t kinds = 0;
    for (int type = 0; type <= static_cast<int>(NodeType::decision); ++type) {
      const OutcomeKind* kind = outcome_kind(static_cast<NodeType>(type));
      if (!kind) continue;
      ++kinds;
      const Told* told = nullptr;
      for (const Told& one : consequences)
        if (one.kind == kind->name) told = &one;
      CAPTURE(std::string(kind->name));
      REQUIRE(told);
      const std::string zh = page_of(around(told->node), "zh-CN"), en = page_of(around(told->node), "en");
      CHECK_MESSAGE(has(zh, told->zh), zh);
      CHECK_MESSAGE(has(en, told->en), en);
    }
    CHECK(kinds == std::size(consequences));
  }
  TEST_CASE("folds, steps, exceptions and limits are told") {
    Given g = around(R"("full": "10", "rule": {"kind": "map", "value": "item.level", "to": {"city": "10", "town": "6"}, "else": "invalid", "exceptions": [{"when": "ready", "points": "10", "clauses": ["c2"]}, {"when": "done == 0", "exempt": true}]},
      "fold": {"over": "visits", "take": "mean", "missing": "skip", "none": "full", "atLeast": {"count": 3, "else": "exempt"}, "drop": {"lowest": 1}}, "steps": [{"multiply": "2", "when": "ready"}, {"round": {"places": 1, "mode": "half-even"}, "clauses": ["c2"]}])");
    g.class_extra += R"(, "limits": [{"id": "soft", "nodes": ["hand", "total"], "max": "15", "clauses": ["c2"]}])";
    const std::string zh = page_of(g, "zh-CN"), en = page_of(g, "en");
    for (const char* words : {"例外：已公开的，得分为10。", "例外：完成数 = 0的，不考核。", "逐条走访的得分取平均（去掉最低的1个，至少须有3个）。", "缺的不计。", "没有记录的得满分。", "不够数的不考核。",
                              "最后：已公开时乘以2，再四舍六入五成双到0.1。", "在手、总分合计不超过15分"})
      CHECK_MESSAGE(has(zh, words), words << "\n" << zh);
    for (const char* words : {"except where Published: 10 points.", "except where Done = 0: exempt.", "The mean of each of Visits, points (the lowest 1 dropped, at least 3 needed).", "What is missing is left out.",
                              "Without any, full marks.", "With fewer, exempt.", "At the end: times 2 where Published, then rounded half to even to 0.1.", "In hand, Total together no more than 15"})
      CHECK_MESSAGE(has(en, words), words << "\n" << en);
  }
  TEST_CASE("who is compared is told with the titles of options") {
    Given g = around(R"("type": "rank", "of": "total", "within": "big", "ties": "competition")");
    g.class_extra = R"(, "cohorts": {"big": {"title": {"zh-CN": "大户", "en": "Big ones"}, "within": "all", "where": "kind == 'big'"}})";
    CHECK_MESSAGE(has(page_of(g, "zh-CN"), "全体，限于类别为“大”"), page_of(g, "zh-CN"));
  }
  TEST_CASE("an example is worked out by the engine, with what is rejected") {
    Given g = around(rules[5].node);
    g.cases = R"({"name": "two visits", "description": {"zh-CN": "两次走访。", "en": "Two visits."}, "source": "by hand", "note": {"zh-CN": "2分，另一次没有文件", "en": "2, and the other has no document"}, "period": "2025",
      "records": {"A": {"visits": [{"id": "v1", "date": "2025-03-01", "level": "city", "points": "1", "document": true}, {"id": "v2", "date": "2025-03-02", "level": "town", "points": "1", "document": false}]}},
      "expect": {"A": {"hand": "2", "total": "5"}}})";
    const std::string zh = page_of(g, "zh-CN");
    CHECK_MESSAGE(has(zh, "级别 镇级，分数 1，有文件 否。不计：没有“文件”"), zh);
    CHECK_MESSAGE(has(zh, "| A | 在手 | min(2, 5) = 2 | 2.00 |"), zh);
    CHECK(has(zh, "演算：2分，另一次没有文件"));
    CHECK(has(page_of(g, "en"), "Worked by hand: 2, and the other has no document"));
  }
}
