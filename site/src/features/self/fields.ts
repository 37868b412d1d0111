// The form as a list of groups of fields: by period, or in the scheme's order. What a field is called, what it may hold, and where
// the keys lead from it.
import type { Form, FormFact, FormPart } from "../../engine/desk-types";
import type { Text } from "../../engine/types";
import { type Cell, type Draft, changeAt, keyOf } from "./state";
import { type Kind, shownValue } from "./typed";

export type Order = "period" | "scheme" | "gain";

export interface Field {
  /** keyOf the cell. */
  key: string;
  cell: Cell;
  fact: FormFact;
  kind: Kind;
  /** The title of the option or key, where the fact has several boxes. */
  keyTitle: Text | null;
  /** The figure the draft began with, as text. */
  base: string;
  closed: boolean;
}

export interface Group {
  /** "2025-03", or the fact's id in the scheme's order; unique. */
  id: string;
  /** The period of all its fields; "" where they are of several. */
  period: string;
  /** The fact of all its fields; null where they are of several. */
  fact: FormFact | null;
  fields: Field[];
  closed: boolean;
}

const none = { min: "", max: "", step: "", options: [] };

function fieldsOf(part: FormPart, fact: FormFact): Field[] {
  if (fact.type === "records") return [];
  return fact.cells.map((one) => {
    const cell: Cell = { class: part.class, unit: part.unit, fact: fact.fact, period: one.period, ...(one.key ? { key: one.key } : {}) };
    const keyTitle = one.key ? [...fact.options, ...fact.keys].find((option) => option.id === one.key)?.title ?? { "zh-CN": one.key } : null;
    const kind: Kind = fact.type === "votes" ? { ...none, type: "votes" } : { type: fact.type, min: fact.min ?? "", max: fact.max ?? "", step: fact.step ?? "", options: fact.options, reasons: fact.reasons };
    const base = one.reason ? `reason:${one.reason}` : one.status === "exempt" && !one.value ? "exempt" : (one.value ?? "");
    return { key: keyOf(cell), cell, fact, kind, keyTitle, base, closed: one.closed };
  });
}

/** Lists of a part, in the scheme's order. A list that is borrowed from elsewhere is filled in there. */
export function listsOf(part: FormPart): FormFact[] {
  return part.facts.filter((fact) => fact.type === "records");
}

/** All fields of a part that are not lists. */
export function allFields(part: FormPart): Field[] {
  return part.facts.flatMap((fact) => fieldsOf(part, fact));
}

/** Whether anything is given more often than once a year, so that an order by period makes sense. */
export function hasPeriods(form: Form): boolean {
  return form.parts.some((part) => part.own && part.facts.some((fact) => new Set(fact.cells.map((cell) => cell.period)).size > 1));
}

/** By period: longest lengths first, then in time, each with the facts in the scheme's order. */
function byPeriod(part: FormPart): Group[] {
  const groups: Group[] = [];
  for (const field of allFields(part)) {
    const { period } = field.cell;
    const found = groups.find((group) => group.id === period);
    if (found) {
      found.fields.push(field);
      found.closed = found.closed && field.closed;
    } else groups.push({ id: period, period, fact: null, fields: [field], closed: field.closed });
  }
  const rank = (period: string) => (period.length === 4 ? 0 : period.includes("H") ? 1 : period.includes("Q") ? 2 : period.length);
  return groups.sort((a, b) => rank(a.period) - rank(b.period) || (a.period < b.period ? -1 : 1));
}

function byFact(part: FormPart): Group[] {
  return part.facts
    .map((fact) => ({ fact, fields: fieldsOf(part, fact) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ fact, fields }) => ({ id: fact.fact, period: "", fact, fields, closed: fields.every((field) => field.closed) }));
}

/** Groups in an order. `gains` are facts by the points that they can still move, most first; others follow in the scheme's order. */
export function groupsOf(part: FormPart, order: Order, gains: readonly string[] = []): Group[] {
  if (order === "period") return byPeriod(part);
  const groups = byFact(part);
  if (order === "scheme") return groups;
  const place = (group: Group) => {
    const at = gains.indexOf(group.id);
    return at < 0 ? gains.length : at;
  };
  return groups.map((group, index) => ({ group, index })).sort((a, b) => place(a.group) - place(b.group) || a.index - b.index).map(({ group }) => group);
}

/** What stands in a field: wrong text, else the figure that was typed, else the one the draft began with. */
export function textOf(draft: Draft, field: Field): string {
  const wrong = draft.wrong[field.key];
  if (wrong !== undefined) return wrong;
  const change = changeAt(draft.changes, field.cell);
  return change ? shownValue(change.value) : field.base;
}

/** The figure that counts in a field: as `textOf`, but without what cannot be taken. */
export function countedOf(draft: Draft, field: Field): string {
  const change = changeAt(draft.changes, field.cell);
  return change ? shownValue(change.value) : field.base;
}

/** How many of the fields have something in them that counts. */
export function filled(draft: Draft, fields: readonly Field[]): number {
  return fields.filter((field) => countedOf(draft, field) !== "").length;
}

/** Where a key leads in a group list: the field above, below, before or after; null where the browser's own doing is wanted. */
export function step(groups: readonly Group[], key: string, by: "next" | "previous" | "down" | "up"): Field | null {
  const at = groups.findIndex((group) => group.fields.some((field) => field.key === key));
  const group = groups[at];
  if (!group) return null;
  const index = group.fields.findIndex((field) => field.key === key);
  if (by === "next" || by === "previous") {
    const all = groups.flatMap((one) => one.fields);
    const place = all.findIndex((field) => field.key === key);
    return all[place + (by === "next" ? 1 : -1)] ?? null;
  }
  // Down: the same column of the next group, which is the same fact a period later, or the next fact in the same period.
  const field = group.fields[index] as Field;
  for (let next = at + (by === "down" ? 1 : -1); next >= 0 && next < groups.length; next += by === "down" ? 1 : -1) {
    const other = groups[next] as Group;
    const same = other.fields.find((candidate) =>
      group.fact ? candidate.cell.period === field.cell.period && candidate.cell.key === undefined : candidate.cell.fact === field.cell.fact && candidate.cell.key === field.cell.key,
    );
    if (same) return same;
  }
  return null;
}

/** The fields that a column pasted into one goes to: downwards where there is a column, else on in the order of the page. */
export function column(groups: readonly Group[], key: string): Field[] {
  const down: Field[] = [];
  const own = groups.find((group) => group.fields.some((field) => field.key === key));
  const first = own?.fields.find((field) => field.key === key);
  if (!own || !first) return [];
  if (own.fact) return own.fields.slice(own.fields.indexOf(first)); // a fact's own periods
  for (let field: Field | null = first; field; field = step(groups, field.key, "down")) down.push(field);
  if (down.length > 1) return down;
  const all = groups.flatMap((group) => group.fields);
  return all.slice(all.indexOf(first));
}

/** The fields of a block pasted into one: as many columns as the block has, each downwards. */
export function block(groups: readonly Group[], key: string, columns: number): Field[][] {
  const own = groups.find((group) => group.fields.some((field) => field.key === key));
  if (!own || columns <= 1) return [column(groups, key)];
  const at = own.fields.findIndex((field) => field.key === key);
  return own.fields.slice(at, at + columns).map((field) => {
    const down: Field[] = [];
    for (let next: Field | null = field; next; next = step(groups, next.key, "down")) down.push(next);
    return down;
  });
}

