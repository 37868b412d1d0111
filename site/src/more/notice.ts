// What an official notice says of a ranking: who got which grade, to whom what applies, who has no place. Counts and order are the
// engine's rows; nothing is computed.
import type { Outcome, Rows, Text } from "../engine/types";
import { type View, badgesOf, gradeOf } from "../features/window/state";

type Row = Rows<Outcome>["rows"][number];

export interface GradeList {
  label: Text;
  rows: Row[];
}
export interface OutcomeList {
  node: string;
  outcome: Outcome;
  rows: { row: Row; outcome: Outcome }[];
}

/** Units by grade, the highest grade first as the class's lines have it; those without one are left out. */
export function gradesOf(view: Pick<View, "level" | "cls">, rows: readonly Row[]): GradeList[] {
  const lines = view.cls.nodes.find((node) => node.id === view.level)?.lines ?? [];
  const lists = new Map<string, GradeList>(lines.map((line) => [line.level, { label: line.title, rows: [] }]));
  for (const row of rows) {
    const grade = view.level ? gradeOf(view, row.outcomes) : undefined;
    if (grade?.status !== "known") continue;
    const list = lists.get(grade.value) ?? { label: grade.label, rows: [] };
    list.rows.push(row);
    lists.set(grade.value, list);
  }
  return Array.from(lists.values()).filter((list) => list.rows.length > 0);
}

const kinds = ["veto", "verdict", "honour", "quota", "run", "decision"];

/** Outcomes that apply to somebody or wait for something, vetoes first. */
export function outcomesOf(rows: readonly Row[]): OutcomeList[] {
  const lists = new Map<string, OutcomeList>();
  for (const row of rows) {
    for (const outcome of badgesOf(row.outcomes)) {
      const list = lists.get(outcome.node) ?? { node: outcome.node, outcome, rows: [] };
      list.rows.push({ row, outcome });
      lists.set(outcome.node, list);
    }
  }
  return kinds.flatMap((kind) => Array.from(lists.values()).filter((list) => list.outcome.kind === kind));
}

/** What somebody writes into the notice by hand. */
export interface NoticeFields {
  title: string;
  number: string;
  to: string;
  office: string;
  date: string;
  until: string;
  where: string;
}
export const emptyFields: NoticeFields = { title: "", number: "", to: "", office: "", date: "", until: "", where: "" };

const key = "yardstick-notice";

/** What was kept of an earlier notice on this device; anything else is left out. */
export function parseFields(text: string | null): NoticeFields {
  let kept: Partial<Record<keyof NoticeFields, unknown>> = {};
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value === "object" && value !== null) kept = value;
  } catch {
    return emptyFields;
  }
  const fields = { ...emptyFields };
  for (const name of Object.keys(emptyFields) as (keyof NoticeFields)[]) {
    const value = kept[name];
    if (typeof value === "string") fields[name] = value;
  }
  return fields;
}

export function readFields(): NoticeFields {
  try {
    return parseFields(window.localStorage.getItem(key));
  } catch {
    return emptyFields;
  }
}

export function keepFields(fields: NoticeFields): void {
  try {
    // The title and the number are this notice's own; the next one has others.
    window.localStorage.setItem(key, JSON.stringify({ ...fields, title: "", number: "" }));
  } catch {
    // It stays for as long as the page is open.
  }
}
