// How a grid stands in sheets: which columns are together, how each is headed and named, and how a value is written. Templates are
// written so, and filled sheets are read so.
import { periodMark } from "../../../format";
import { type Lang, say } from "../../../i18n";
import type { ClassInfo, RecordText, Text } from "../../../engine/types";
import type { Grid, GridColumn, GridHead, GridList } from "./reading";

export const templateMark = "yardstick-sheet/1";
/** A record's own id among its fields. */
export const recordColumn = "@record";

/** Names that the id row has for what is no fact. */
export const unitColumn = "unit";
export const nameColumn = "name";

export const idOfColumn = ({ fact, period, key }: Pick<GridColumn, "fact" | "period" | "key">): string => [fact, period, ...(key ? [key] : [])].join("|");
export const idOfField = (list: GridList, field: string): string => `${list.fact}|*|${field}`;

const words: Record<string, Text> = {
  exempt: { "zh-CN": "不考核", en: "exempt" },
  yes: { "zh-CN": "是", en: "yes" },
  no: { "zh-CN": "否", en: "no" },
  none: { "zh-CN": "（无记录）", en: "(no records)" },
  unit: { "zh-CN": "编号", en: "Id" },
  name: { "zh-CN": "名称", en: "Name" },
  record: { "zh-CN": "记录编号", en: "Record" },
  others: { "zh-CN": "其他数据", en: "Other figures" },
  about: { "zh-CN": "说明", en: "About" },
};
export const word = (id: string): Text => words[id] ?? {};
/** A word in every language it has. */
const either = (text: Text): string[] => [text["zh-CN"] ?? "", text.en ?? ""].filter((one) => one !== "");

/** Texts are compared as people compare them: without blanks, width of letters, case and punctuation. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]+/gu, "");

export type Shape = Pick<GridHead, "type" | "unit" | "min" | "max" | "step" | "options">;

/** What a column takes, in a few words: "件，0 至 100". */
export function takes(head: Shape, lang: Lang): string {
  const zh = lang === "zh-CN";
  const parts: string[] = [];
  const unit = say(head.unit, lang);
  if (unit) parts.push(unit);
  if (head.type === "rate" && !unit) parts.push(zh ? "百分比" : "percentage");
  if (head.type === "flag") parts.push(either(word("yes"))[zh ? 0 : 1] + (zh ? " 或 " : " or ") + either(word("no"))[zh ? 0 : 1]);
  if (head.type === "date") parts.push(zh ? "日期，如 2025-11-25" : "date, as 2025-11-25");
  if (head.type === "count") parts.push(zh ? "整数" : "whole number");
  if (head.type === "choice") parts.push(head.options.map((option) => say(option.title, lang) || option.id).join(zh ? "、" : ", "));
  const { min, max, step } = head;
  if (min && max) parts.push(zh ? `${min} 至 ${max}` : `${min} to ${max}`);
  else if (min) parts.push(zh ? `不低于 ${min}` : `at least ${min}`);
  else if (max) parts.push(zh ? `不超过 ${max}` : `at most ${max}`);
  if (step && !(head.type === "count" && step === "1")) parts.push(zh ? `最小单位 ${step}` : `in steps of ${step}`);
  return parts.join(zh ? "，" : ", ");
}

/** A column's title: the fact's, and which of its periods and keys. */
export function titleOf(column: GridColumn, grid: Grid, lang: Lang): string {
  const title = say(column.title, lang) || column.fact;
  const period = periodMark(column.period, grid.period, title, lang);
  return [title, period, say(column.keyTitle, lang) || column.key].filter((part) => part !== "").join(" · ");
}

export interface FactSheet {
  name: string;
  /** Who reports these facts; {} where nobody is named. */
  reporter: Text;
  /** Places in the grid's columns. */
  columns: number[];
}
export interface ListSheet {
  name: string;
  /** Place in the grid's lists. */
  list: number;
}

/** A sheet's name as spreadsheets allow it, of which there is none yet. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const base = wanted.replace(/[[\]/\\:*?']+/g, " ").replace(/\s+/g, " ").trim().slice(0, 28) || "1";
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base} ${number}`;
  taken.add(name.toLowerCase());
  return name;
}

/** One sheet for all facts that the same office reports, since a sheet is handed to the office that fills it in, and comes back from
 *  there; facts that name nobody are together on the last. A list of records has a sheet of its own. */
export function sheetsOf(grid: Grid, lang: Lang): { facts: FactSheet[]; lists: ListSheet[] } {
  const taken = new Set(either(word("about")).map((name) => name.toLowerCase()));
  const groups = new Map<string, { reporter: Text; columns: number[] }>();
  grid.columns.forEach(({ reporter }, index) => {
    const key = folded(say(reporter, "zh-CN"));
    const group = groups.get(key) ?? { reporter, columns: [] };
    group.columns.push(index);
    groups.set(key, group);
  });
  const unnamed = groups.get("");
  groups.delete("");
  if (unnamed) groups.set("", unnamed);
  const facts = [...groups.values()].map((group) => ({ ...group, name: sheetName(say(group.reporter, lang) || say(word("others"), lang), taken) }));
  const lists = grid.lists.map((list, index) => ({ list: index, name: sheetName(say(list.title, lang) || list.fact, taken) }));
  return { facts, lists };
}

type Options = { id: string; title: Text }[];
const optionTitle = (options: Options, id: string, lang: Lang): string => {
  const option = options.find((one) => one.id === id);
  return option ? say(option.title, lang) || id : id;
};

/** What stands in a cell for a value; figures as they are. */
export function shownValue(head: Pick<GridHead, "type" | "options"> & { reasons?: Options }, value: string, lang: Lang): string {
  if (value === "exempt") return say(word("exempt"), lang);
  const reason = (head.reasons ?? []).find(({ id }) => id === value);
  if (reason && !head.options.some(({ id }) => id === value)) return say(reason.title, lang) || value;
  if (head.type === "flag") return say(word(value === "true" ? "yes" : "no"), lang);
  return head.type === "choice" ? optionTitle(head.options, value, lang) : value;
}

/** A record's field as text; of a text in two languages the page's. */
export function fieldText(value: RecordText[string] | undefined, lang: Lang): string {
  if (value === undefined || value === null || Array.isArray(value)) return "";
  if (typeof value === "object") return say(value as Text, lang);
  return String(value);
}

/** What a text may be called by: its id and its words in either language. */
export const namesOf = (id: string, title: Text): string[] => [id, ...either(title)].map(folded);

export function meansExempt(text: string): boolean {
  const own = folded(text);
  return own !== "" && (either(word("exempt")).map(folded).includes(own) || own === "不参评" || own === "免考核");
}
export const meansNone = (text: string): boolean => either(word("none")).map(folded).includes(folded(text)) && text.trim() !== "";
export function flagOf(text: string): string | null {
  const own = folded(text) || text.trim();
  if (["是", "yes", "y", "true", "1", "有", "√", "✓", "✔"].includes(own)) return "true";
  return ["否", "no", "n", "false", "0", "无", "×", "✗", "✘"].includes(own) ? "false" : null;
}

/** What stands beside a total in a ranking, and the total: the parts of a year that are months of their own have no figure for the year. */
export function rankingColumns(cls: ClassInfo, total: string): string[] {
  const node = cls.nodes.find(({ id }) => id === total);
  const parts = (node?.children ?? []).filter((part) => cls.nodes.some(({ id, grain }) => id === part && grain === node?.grain));
  return [...parts, total];
}
