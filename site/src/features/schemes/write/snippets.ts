// What can be put into a scheme as a whole: an indicator of each kind, a fact, an outcome, a case. ‹…› are the places to fill in, ‹#…›
// words in the page's language.
import type { Lang } from "../../../i18n";
import { type Part, childOf, pathAt, textOf } from "./parts";

type Place = "facts" | "nodes" | "cases";
export interface Snippet {
  id: string;
  place: Place;
  title: { "zh-CN": string; en: string };
  /** `key` is its name in the object around it; a case has none. */
  key: string;
  body: string;
}

const rule = (id: string, zh: string, en: string, inner: string, full = "10"): Snippet => ({
  id,
  place: "nodes",
  title: { "zh-CN": zh, en },
  key: "indicator",
  body: `{"title": "‹#title›", "full": "‹${full}›", "rule": {"kind": "${id.split("-")[0]}", ${inner}}}`,
});
const outcome = (id: string, zh: string, en: string, inner: string): Snippet => ({
  id,
  place: "nodes",
  title: { "zh-CN": zh, en },
  key: id,
  body: `{"type": "${id}", "title": "‹#title›", ${inner}}`,
});
const fact = (id: string, zh: string, en: string, inner: string): Snippet => ({ id, place: "facts", title: { "zh-CN": zh, en }, key: "fact", body: `{"title": "‹#title›", "type": ${inner}}` });

export const snippets: readonly Snippet[] = [
  rule("proportional", "按完成率得分（完成数 ÷ 目标数）", "by completion (actual ÷ target)", '"actual": "‹done›", "target": "‹target›", "better": "‹higher›", "over": "‹cap›"'),
  rule("bands", "分档得分", "bands", '"value": "‹value›", "take": "pick", "outside": "invalid", "rows": [{"from": "0", "points": "0"}, {"from": "‹60›", "points": "‹6›"}, {"from": "‹90›", "points": "‹10›"}]'),
  rule("segments", "分段线性得分", "straight segments", '"value": "‹value›", "outside": "ends", "rows": [{"from": "‹80%›", "to": "‹100%›", "points": ["0", "‹10›"]}]'),
  rule("deduction-count", "每发生一次扣分", "taken off for each", '"counts": [{"value": "‹count›", "points": "‹1›", "free": "‹0›"}], "floor": "0"'),
  rule("deduction-short", "低于目标每差一个百分点扣分", "taken off for each point short", '"short": {"value": "‹share›", "of": "‹98%›"}, "per": {"percentagePoint": "1", "points": "‹0.5›", "part": "proportional"}, "floor": "0"'),
  rule("deduction-records", "按台账逐条扣分", "taken off by records", '"records": "‹events›", "price": {"of": "item.‹kind›", "to": {"‹minor›": "1", "‹major›": "3"}}, "floor": "0"'),
  { id: "bonus", place: "nodes", title: { "zh-CN": "加分（按台账逐条，封顶）", en: "bonus by records, capped" }, key: "bonus", body: '{"title": "‹#title›", "outside": true, "rule": {"kind": "bonus", "records": "‹honours›", "price": {"of": "item.‹level›", "to": {"‹province›": "2", "‹city›": "1"}}, "cap": "‹5›"}}' },
  rule("map", "按等次或选项给分", "points for each choice", '"value": "‹stars›", "to": {"‹five›": "10", "‹four›": "8"}, "else": "invalid"'),
  rule("votes", "按测评票得分", "by votes", '"votes": "‹review›", "values": {"‹good›": "100", "‹fair›": "80", "‹poor›": "0"}, "outOf": "100", "atLeast": "‹1›"'),
  rule("checklist", "按清单逐项得分", "a checklist", '"items": [{"value": "‹planned›", "points": "5"}, {"value": "‹drilled›", "points": "5"}]'),
  rule("direct", "按打分折算", "a mark, converted", '"value": "‹mark›", "outOf": "100"'),
  rule("judged", "多方评分加权", "marks of several groups", '"groups": [{"value": "‹leaders›", "weight": "60%"}, {"value": "‹peers›", "weight": "40%"}], "outOf": "100", "absent": "missing"'),
  rule("relative-place", "按名次得分", "by place", '"value": "‹value›", "among": "‹everyone›", "by": "place", "ties": "competition", "better": "higher", "rows": [{"from": "1", "points": "10"}, {"from": "4", "points": "8"}, {"from": "7", "points": "6"}]'),
  rule("growth", "按同比增长得分", "by growth", '"value": "‹value›", "base": "earlier(‹value›, 1)", "per": {"percentagePoint": "1", "points": "‹0.5›", "part": "proportional"}, "from": "‹0›", "start": "‹6›", "cap": "10", "floor": "0"'),
  rule("constant", "固定分", "fixed points", '"points": "‹10›"'),
  rule("formula", "按公式得分", "by a formula", '"points": "‹value›"'),
  outcome("rank", "排名", "places", '"of": "‹total›", "ties": "competition"'),
  outcome("level", "等次", "a level", '"of": "‹total›", "stages": [{"lines": [{"level": "good", "title": "优秀", "from": "‹90›"}, {"level": "fair", "title": "合格", "from": "‹60›"}, {"level": "poor", "title": "不合格"}]}]'),
  outcome("veto", "一票否决", "a veto", '"conditions": [{"id": "‹safety›", "title": "‹#title›", "when": "‹deaths› > 0"}]'),
  outcome("verdict", "结果运用", "a consequence", '"effect": "‹measure›", "when": "‹total› < 60", "then": "‹#talk›"'),
  outcome("quota", "名额", "so many places", '"size": "‹3›", "by": ["‹total›"], "ties": "include"'),
  fact("number", "数据项：数", "a fact: a number", '"number", "grain": "‹year›", "unit": "‹%›", "domain": {"min": "0", "max": "‹100›"}'),
  fact("count", "数据项：次数", "a fact: a count", '"count", "grain": "‹year›"'),
  fact("rate", "数据项：比率", "a fact: a rate", '"rate", "grain": "‹year›", "domain": {"min": "0", "max": "1"}'),
  fact("flag", "数据项：是或否", "a fact: yes or no", '"flag", "grain": "‹year›"'),
  fact("choice", "数据项：选项", "a fact: a choice", '"choice", "grain": "‹year›", "options": {"‹five›": "‹五星›", "‹four›": "‹四星›"}'),
  fact("records", "数据项：台账", "a fact: records", '"records", "grain": "‹year›", "fields": {"date": "date", "‹kind›": {"type": "choice", "options": ["‹minor›", "‹major›"]}}'),
  { id: "case", place: "cases", title: { "zh-CN": "算例（手工算好的例子）", en: "a case, worked by hand" }, key: "", body: '{"name": "‹#name›", "source": "‹#source›", "note": "‹#note›", "readings": {"A": {"‹fact›": "‹1›"}}, "expect": {"A": {"‹total›": "‹1›"}}}' },
];

const blanks: Record<Lang, Record<string, string>> = {
  "zh-CN": { title: "名称", talk: "约谈主要负责人", name: "算例一", source: "手工计算", note: "演算过程" },
  en: { title: "Title", talk: "a talk with the head", name: "case one", source: "worked by hand", note: "the working" },
};

export interface Insertion {
  at: number;
  /** In the editor's form: ${…} are places to fill in. */
  template: string;
}

/** The snippet as text for the editor, with words in the page's language. A name that stands twice is one field, a figure never is. */
export function wording(body: string, lang: Lang): string {
  const names: string[] = [];
  return body.replace(/‹(#?)([^›]+)›/g, (_, sign: string, word: string) => {
    const shown = sign === "#" ? (blanks[lang][word] ?? word) : word;
    const known = sign === "" && /^[A-Za-z]/.test(word) ? names.indexOf(word) : -1;
    if (known < 0) names.push(word);
    return `\${${(known < 0 ? names.length - 1 : known) + 1}:${shown}}`;
  });
}

/** The names a snippet has in mind as the class has them: its total, and a fact that has a value. What is not there yet stays a word to
 *  write over, and the engine says that nothing is called so. */
function atHome(body: string, cls: Part | undefined): string {
  const typed = (holder: "nodes" | "facts", fits: (type: string) => boolean) => childOf(cls, holder)?.parts.find((part) => fits(textOf(childOf(part, "type"))))?.key;
  const own: Record<string, string | undefined> = {
    total: textOf(childOf(cls, "total")) || typed("nodes", (type) => type === "" || type === "points"),
    fact: typed("facts", (type) => type !== "records"),
  };
  return body.replace(/‹(total|fact)›/g, (blank, name: string) => (own[name] ? `‹${own[name]}›` : blank));
}

/** A key that nothing there has yet: "item", "item2", … */
function free(part: Part | undefined, key: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? key : `${key}${count}`;
    if (!childOf(part, name)) return name;
  }
}

/** Where a snippet goes: behind the member the cursor is in, else at the end of what holds such things; null where there is nothing. The
 *  editor begins further lines where the line of the place begins, a tab deeper where one stands. */
export function insertion(root: Part, text: string, offset: number, snippet: Snippet, lang: Lang): Insertion | null {
  const path = pathAt(root, offset);
  const classes = childOf(root, "classes");
  const cls = (path[0] === "classes" && path[1] ? childOf(classes, path[1]) : undefined) ?? classes?.parts[0];
  const around = snippet.place === "cases" ? root : cls;
  const holder = childOf(around, snippet.place);
  const body = atHome(snippet.body, cls);
  const entry = wording(snippet.key === "" ? body : `"‹${free(holder, snippet.key)}›": ${body}`, lang);
  if (holder && holder.kind !== "none") return holder.closed ? behind(holder, offset, entry, text) : null;
  if (around?.kind !== "object" || !around.closed) return null;
  const [open, close] = snippet.place === "cases" ? ["[", "]"] : ["{", "}"];
  return behind(around, around.to, `"${snippet.place}": ${open}\n\t${entry}\n${close}`, text);
}

function behind(holder: Part, offset: number, entry: string, text: string): Insertion {
  const last = holder.parts[holder.parts.length - 1];
  if (!last) return { at: holder.from + 1, template: `\n\t${entry}\n` };
  const after = holder.parts.find((one) => (one.keyTo > 0 ? one.keyFrom : one.from) <= offset && offset <= one.to) ?? last;
  if (after === last) return { at: after.to, template: `,\n${entry}` };
  const comma = /^\s*,/.exec(text.slice(after.to));
  return comma ? { at: after.to + comma[0].length, template: `\n${entry},` } : { at: after.to, template: `,\n${entry},` };
}
