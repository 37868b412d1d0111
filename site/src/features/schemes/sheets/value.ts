// What a cell says about a fact: a value as a change takes it, or why it is none. Limits are the engine's to hold.
import { say } from "../../../i18n";
import type { Text } from "../../../engine/types";
import { beyondOne, plain, rounded15, shifted, whole } from "./digits";
import { type Shape, flagOf, folded, meansExempt, namesOf } from "./layout";
import type { RawCell } from "./raw";
import { dayOf } from "./xlsx";

export type Taken = { is: "blank" } | { is: "value"; value: string; notes: { code: string; text: Text }[] } | { is: "fault"; code: string; text: Text };

export interface Asked extends Shape {
  reasons?: { id: string; title: Text }[];
  /** Whether "不考核" may stand here: in a reading, not in a record. */
  exempt: boolean;
  /** Of a rate: what a plain number is. */
  plainRate: "percent" | "fraction";
  binary: boolean;
  /** Of a unit: whom it may name. */
  units?: { id: string; name: Text }[];
}

const fault = (code: string, zh: string, en: string): Taken => ({ is: "fault", code, text: { "zh-CN": zh, en } });
const value = (text: string, ...notes: { code: string; text: Text }[]): Taken => ({ is: "value", value: text, notes });
const note = (code: string, zh: string, en: string) => ({ code, text: { "zh-CN": zh, en } });

const listed = (options: readonly { id: string; title: Text }[], lang: "zh-CN" | "en") =>
  options.slice(0, 12).map((option) => say(option.title, lang) || option.id).join(lang === "en" ? ", " : "、");

/** 12月25日 and the like become 2025-12-25 only where the year is said. */
function dateOf(text: string): string | null {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const [, year = "", month = "", day = ""] = match;
  const two = (part: string) => part.padStart(2, "0");
  const at = new Date(Date.UTC(whole(year), whole(month) - 1, whole(day)));
  const iso = `${year}-${two(month)}-${two(day)}`;
  return at.toISOString().slice(0, 10) === iso ? iso : null;
}

/** The number in a cell's text: letters of full width, thousands and the fact's own unit taken away. Fractions stay. */
function numberOf(text: string, unit: Text): { number: string; percent: boolean; unitSaid: boolean } | null {
  let own = text.normalize("NFKC").replace(/[\s\u200b\ufeff]+/g, "").replace(/[−–]/g, "-");
  let unitSaid = false;
  for (const name of [unit["zh-CN"], unit.en]) {
    const said = (name ?? "").normalize("NFKC").replace(/\s+/g, "");
    if (said !== "" && said !== "%" && own.length > said.length && own.toLowerCase().endsWith(said.toLowerCase())) {
      own = own.slice(0, -said.length);
      unitSaid = true;
      break;
    }
  }
  const percent = own.endsWith("%");
  if (percent) own = own.slice(0, -1);
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(own)) own = own.replace(/,/g, "");
  if (!percent && /^-?\d+\/\d+$/.test(own) && !/\/0+$/.test(own)) return { number: own, percent, unitSaid };
  const number = plain(own);
  return number === null ? null : { number, percent, unitSaid };
}

function quantity(cell: RawCell, asked: Asked): Taken {
  if (cell.kind === "flag") return fault("not-a-number", "这里要数，单元格里是“是/否”。", "A number belongs here, and the cell says true or false.");
  if (cell.kind === "date") {
    return fault("date-for-number", `表格软件把这个数当成了日期（${cell.text}）。请把单元格格式改为“常规”，重新填写。`, `The spreadsheet took this number for a date (${cell.text}). Set the cell's format to General and enter it again.`);
  }
  const read = numberOf(cell.text, asked.unit);
  if (!read) {
    const zh = asked.exempt ? "；没有数据请留空，不考核请填“不考核”" : "；没有数据请留空";
    const en = asked.exempt ? "; leave the cell empty where there is none, or say “exempt”" : "; leave the cell empty where there is none";
    return fault("not-a-number", `“${cell.text.trim()}”不是数${zh}。`, `“${cell.text.trim()}” is no number${en}.`);
  }
  const notes: { code: string; text: Text }[] = [];
  let { number } = read;
  if (cell.kind === "number" && asked.binary) {
    const rounded = rounded15(number);
    if (rounded !== null && rounded !== number) {
      notes.push(note("rounded", `表格里存的是 ${number}，超过 15 位有效数字的尾数是二进制误差，按 ${rounded} 读入。`, `The sheet holds ${number}; what is beyond 15 digits is a binary remainder, so ${rounded} was read.`));
      number = rounded;
    }
  }
  if (read.unitSaid) notes.push(note("unit-said", `“${cell.text.trim()}”里的单位已略去。`, `The unit in “${cell.text.trim()}” was left out.`));
  if (asked.type !== "rate") return value(read.percent ? `${number}%` : number, ...notes);
  if (number.includes("/")) return value(number, ...notes);
  if (read.percent) return value(`${number}%`, ...notes);
  if (cell.percent === true || (asked.plainRate === "fraction" && !read.percent)) return value(`${shifted(number, 2) ?? number}%`, ...notes);
  return value(`${number}%`, ...notes);
}

/** Whether a rate's cell leaves open what it means: a plain number, neither written nor shown as a percentage. */
export function openRate(cell: RawCell): "" | "small" | "large" {
  if ((cell.kind !== "number" && cell.kind !== "text") || cell.percent) return "";
  const read = numberOf(cell.text, {});
  if (!read || read.percent || read.number.includes("/")) return "";
  return beyondOne(read.number) ? "large" : "small";
}

export function take(cell: RawCell | undefined, asked: Asked): Taken {
  if (!cell || (cell.kind === "text" && cell.text.trim() === "")) return { is: "blank" };
  const text = cell.text.trim();
  if (cell.kind === "error") return fault("cell-error", `单元格是错误值 ${text}，请先改正公式。`, `The cell holds the error ${text}; mend its formula first.`);
  if (cell.kind === "formula") {
    return fault("formula-no-value", "公式还没有算出值。请在 Excel 或 WPS 里打开并保存一次，再读入。", "The formula has no computed value. Open the file in a spreadsheet, save it once, and read it again.");
  }
  if (asked.exempt && meansExempt(text)) return value("exempt");
  const own = folded(text);
  const reason = (asked.reasons ?? []).find(({ id, title }) => namesOf(id, title).includes(own));
  if (reason && own !== "") return value(reason.id);
  switch (asked.type) {
    case "choice": {
      const option = asked.options.find(({ id, title }) => id === text || (own !== "" && namesOf(id, title).includes(own)));
      return option ? value(option.id) : fault("not-an-option", `“${text}”不在可选项里。可以填：${listed(asked.options, "zh-CN")}。`, `“${text}” is none of the choices: ${listed(asked.options, "en")}.`);
    }
    case "flag": {
      const flag = cell.kind === "flag" ? cell.text : flagOf(text);
      return flag === null ? fault("not-a-flag", `“${text}”既不是“是”也不是“否”。`, `“${text}” is neither yes nor no.`) : value(flag);
    }
    case "date": {
      if (cell.kind === "date") return value(cell.text);
      const date = dateOf(text.normalize("NFKC"));
      if (date !== null) return value(date);
      const serial = cell.kind === "number" && /^\d{5}$/.test(text) ? dayOf(text, false) : "";
      if (serial !== "") return value(serial, note("serial-date", `表格里是日期序号 ${text}，按 ${serial} 读入。`, `The sheet holds the day's serial number ${text}; ${serial} was read.`));
      return fault("not-a-date", `“${text}”不是日期。请填成 2025-11-25 这样。`, `“${text}” is no date. Enter it as 2025-11-25.`);
    }
    case "text":
      return value(cell.kind === "number" ? (rounded15(text) ?? text) : cell.kind === "flag" ? cell.text : cell.text);
    case "unit": {
      const units = asked.units ?? [];
      const byId = units.find(({ id }) => id === text);
      const named = units.filter(({ name }) => namesOf("", name).includes(own));
      if (byId) return value(byId.id);
      if (own !== "" && named.length === 1 && named[0]) return value(named[0].id);
      if (units.length === 0) return value(text);
      return named.length > 1
        ? fault("name-twice", `叫“${text}”的有 ${named.length} 个，请改填编号（${named.map(({ id }) => id).join("、")}）。`, `${named.length} are called “${text}”; say which by its id (${named.map(({ id }) => id).join(", ")}).`)
        : fault("unit-unknown", `没有叫“${text}”的单位或人员。`, `Nobody is called “${text}”.`);
    }
    default:
      return quantity(cell, asked);
  }
}

/** One spelling for what counts as the same value: "98.20%" is "98.2%", "010" is "10". */
export function sameAs(type: string, text: string): string {
  if (type === "text" || type === "choice" || type === "flag" || type === "date" || type === "unit") return text;
  const percent = text.endsWith("%");
  const number = plain(percent ? text.slice(0, -1) : text);
  if (number === null) return text;
  return type === "rate" ? `${percent ? number : (shifted(number, 2) ?? number)}%` : percent ? (shifted(number, -2) ?? number) : number;
}
