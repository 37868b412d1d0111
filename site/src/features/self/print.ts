// The page a person can hand in: figures in tables by their periods, every item of the tree in its order, and what is still open.
import type { Form, FormCell, FormFact, FormPart, RecordText } from "../../engine/desk-types";
import type { Entry, NodeInfo, Text } from "../../engine/types";
import { type Cell, type Change, changeAt } from "./state";

/** What a cell holds now: the draft's figure, or the one it began with. */
export function presentValue(cell: Cell, began: FormCell, changes: readonly Change[]): Change["value"] {
  const change = changeAt(changes, cell) ?? (cell.key ? ofWhole(changeAt(changes, { ...cell, key: "" }), cell.key) : undefined);
  if (change) return change.value ?? null;
  if (began.status === "exempt" && !began.reason) return "exempt";
  if (began.status === "known" && began.value !== "") return began.value;
  return began.reason ? { reason: began.reason } : null;
}

/** One key's part of a change of the whole reading. */
function ofWhole(change: Change | undefined, key: string): { value: Change["value"] } | undefined {
  if (!change || change.value === undefined) return undefined;
  if (change.value === null || typeof change.value !== "object") return { value: change.value };
  return "reason" in change.value ? { value: change.value } : { value: change.value[key] ?? null };
}

export interface FigureRow {
  part: FormPart;
  fact: FormFact;
  /** Of one option or key; "" for a plain figure. */
  key: string;
  /** Beside the group's periods. */
  values: Change["value"][];
  /** Which of them the draft says, beside the values. */
  typed: boolean[];
}
/** Figures that have the same periods stand in one table. */
export interface FigureGroup {
  periods: string[];
  rows: FigureRow[];
}

/** Whether a figure belongs on the sheet: the person's own, and of others what the draft changed. */
function belongs(part: FormPart, fact: FormFact, changes: readonly Change[]): boolean {
  return part.own || changes.some((change) => change.class === part.class && change.unit === part.unit && change.fact === fact.fact);
}

export function figureGroups(form: Form, changes: readonly Change[]): FigureGroup[] {
  const groups: FigureGroup[] = [];
  for (const part of form.parts) {
    for (const fact of part.facts) {
      if (fact.cells.length === 0 || !belongs(part, fact, changes)) continue;
      const periods = fact.cells.map((cell) => cell.period).filter((period, index, all) => all.indexOf(period) === index);
      const keys = fact.cells.map((cell) => cell.key ?? "").filter((key, index, all) => all.indexOf(key) === index);
      let group = groups.find((candidate) => candidate.periods.join() === periods.join());
      if (!group) {
        group = { periods, rows: [] };
        groups.push(group);
      }
      for (const key of keys) {
        const values = periods.map((period) => {
          const began = fact.cells.find((cell) => cell.period === period && (cell.key ?? "") === key);
          const cell = { class: part.class, unit: part.unit, fact: fact.fact, period, ...(key ? { key } : {}) };
          return began ? presentValue(cell, began, changes) : undefined;
        });
        const typed = periods.map((period) => {
          const cell = { class: part.class, unit: part.unit, fact: fact.fact, period };
          return changeAt(changes, { ...cell, ...(key ? { key } : {}) }) !== undefined || changeAt(changes, cell) !== undefined;
        });
        group.rows.push({ part, fact, key, values, typed });
      }
    }
  }
  return groups;
}

/** The records that each list has now; null where it is not known. */
export function lists(form: Form, changes: readonly Change[]): { part: FormPart; fact: FormFact; records: RecordText[] | null; typed: boolean }[] {
  return form.parts.flatMap((part) =>
    part.facts
      .filter((fact) => (fact.records !== undefined || fact.type === "records") && belongs(part, fact, changes))
      .map((fact) => {
        const change = changeAt(changes, { class: part.class, unit: part.unit, fact: fact.fact, period: "" });
        const records = change ? (change.records ?? null) : fact.known === false ? null : (fact.records ?? []);
        return { part, fact, records, typed: change !== undefined };
      }),
  );
}

/** A line of the tree, with what it came to in each of its periods. */
export interface ItemRow {
  node: string;
  title: Text;
  depth: number;
  sentence: Text | undefined;
  clauses: string[];
  outside: boolean;
  entries: Entry[];
}
/** Lines that are there once stand in one table; those of the same periods beside each other in another, so that a year of months
 *  is one page and not twelve. */
export interface ItemTable {
  periods: string[];
  rows: ItemRow[];
}

export function itemTables(tree: Entry, nodes: readonly NodeInfo[]): ItemTable[] {
  const rows: ItemRow[] = [];
  const at = new Map<string, ItemRow>();
  const walk = (entry: Entry, depth: number, above: string) => {
    const path = `${above}/${entry.node}`;
    const info = nodes.find((node) => node.id === entry.node);
    let row = at.get(path);
    if (!row) {
      row = { node: entry.node, title: entry.title, depth, sentence: info?.sentence, clauses: info?.clauses ?? [], outside: entry.outside, entries: [] };
      at.set(path, row);
      rows.push(row);
    }
    // Of several periods the title is the rule's own, not that of its first period.
    if (row.entries.length > 0 && info) row.title = info.title;
    row.entries.push(entry);
    for (const child of entry.children) walk(child, depth + 1, path);
  };
  walk(tree, 0, "");
  const tables: ItemTable[] = [{ periods: [], rows: [] }];
  for (const row of rows) {
    const periods = row.entries.length > 1 ? row.entries.map((entry) => entry.period) : [];
    let table = tables.find((candidate) => candidate.periods.join() === periods.join());
    if (!table) {
      table = { periods, rows: [] };
      tables.push(table);
    }
    table.rows.push(row);
  }
  return tables;
}
