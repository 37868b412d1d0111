// Which columns of a sheet are which facts, and which rows are whose. By the ids a template carries; without them, by titles and names.
import { periodText } from "../../../format";
import type { Text } from "../../../engine/types";
import { folded, idOfColumn, idOfField, nameColumn, namesOf, recordColumn, titleOf, unitColumn, word } from "./layout";
import type { RawRow, RawSheet } from "./raw";
import type { Grid, GridList } from "./reading";

/** What a column of a sheet holds: a place in the grid's columns, or a field of one of its lists. */
export type Holds = { is: "fact"; column: number } | { is: "field"; list: number; field: string };
export interface Matched {
  columns: Map<number, Holds>;
  unit: number;
  name: number;
  /** The first row of data. */
  from: number;
  /** Of a sheet of records: which list. */
  list: number;
  /** Columns that mean nothing here, that mean what another column means already, or that could be two facts. */
  unknown: { row: number; column: number; title: string; id: boolean }[];
  twice: { row: number; column: number; title: string; first: number }[];
  unclear: { row: number; column: number; title: string }[];
}

/** Titles as a number of facts bear them: where two bear the same, it names neither. */
class Names<T> {
  private readonly found = new Map<string, T | null>();
  add(name: string, what: T, same: (a: T, b: T) => boolean): void {
    if (name === "") return;
    const there = this.found.get(name);
    if (there === undefined) this.found.set(name, what);
    else if (there !== null && !same(there, what)) this.found.set(name, null);
  }
  /** undefined: nobody's; null: of several. */
  of(label: string): T | null | undefined {
    for (const name of [folded(label), folded(label.replace(/[（([【][^（(）)]*[）)\]】]\s*$/, ""))]) {
      const found = name === "" ? undefined : this.found.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const sameHolds = (a: Holds, b: Holds) => JSON.stringify(a) === JSON.stringify(b);

function factNames(grid: Grid): Names<Holds> {
  const names = new Names<Holds>();
  const alone = new Map<string, number>();
  for (const { fact } of grid.columns) alone.set(fact, (alone.get(fact) ?? 0) + 1);
  grid.columns.forEach((column, index) => {
    const holds: Holds = { is: "fact", column: index };
    const add = (name: string) => names.add(folded(name), holds, sameHolds);
    add(idOfColumn(column));
    const titles = [column.title["zh-CN"] ?? "", column.title.en ?? "", column.fact].filter((title) => title !== "");
    const keys = column.key === "" ? [""] : [column.keyTitle["zh-CN"] ?? "", column.keyTitle.en ?? "", column.key].filter((key) => key !== "");
    const periods = [periodText(column.period, "zh-CN"), periodText(column.period, "en"), column.period];
    for (const lang of ["zh-CN", "en"] as const) add(titleOf(column, grid, lang));
    for (const title of titles) {
      for (const key of keys) {
        for (const period of periods) add(`${title}${period}${key}`);
        if (column.period === grid.period) add(`${title}${key}`);
      }
      if (alone.get(column.fact) === 1) add(title);
    }
  });
  return names;
}

function fieldNames(list: GridList, index: number): Names<Holds> {
  const names = new Names<Holds>();
  for (const field of list.fields) {
    if (field.type === "records") continue;
    for (const name of [idOfField(list, field.id), ...namesOf(field.id, field.title)]) names.add(folded(name), { is: "field", list: index, field: field.id }, sameHolds);
  }
  for (const name of namesOf(idOfField(list, recordColumn), word("record"))) names.add(name, { is: "field", list: index, field: recordColumn }, sameHolds);
  return names;
}

/** How far down a sheet its head may reach. */
const deepest = 30;

/** Who is called what: places in the grid's units by id and by name. */
export interface Units {
  byId: Map<string, number>;
  byName: Map<string, number[]>;
}
export function unitsOf(grid: Grid): Units {
  const byId = new Map<string, number>();
  const byName = new Map<string, number[]>();
  grid.units.forEach(({ unit, name }, index) => {
    byId.set(unit, index);
    for (const one of new Set(namesOf("", name))) {
      if (one !== "") byName.set(one, [...(byName.get(one) ?? []), index]);
    }
  });
  return { byId, byName };
}

const textAt = (row: RawRow | undefined, column: number) => row?.cells.get(column)?.text.trim() ?? "";

/** Heads of merged cells stand for all they cover; in a table as text, one with others `below` it for the empty ones on its right. */
function labelsOf(sheet: RawSheet, row: RawRow, below: boolean): Map<number, string> {
  const labels = new Map<number, string>();
  for (const [column, cell] of row.cells) labels.set(column, cell.text.trim());
  if (below && !sheet.binary) {
    const last = Math.max(0, ...sheet.rows.slice(0, deepest).flatMap(({ cells }) => [...cells.keys()]));
    for (let column = 1; column <= Math.min(last, 500); column += 1) {
      const left = labels.get(column - 1);
      if (!labels.has(column) && left !== undefined) labels.set(column, left);
    }
  }
  for (const { top, left, bottom, right } of sheet.merges) {
    if (row.row < top || row.row > bottom || right - left > 500) continue;
    const own = textAt(sheet.rows.find((one) => one.row === top), left);
    if (own !== "") for (let column = left; column <= right; column += 1) labels.set(column, own);
  }
  return labels;
}

const idShape = /^[A-Za-z][\w.[\]-]*\|(\*|\d{4}(-[HQ]?\d{1,2})?(-\d{2})?)(\||$)/;

function byIds(sheet: RawSheet, grid: Grid): Matched | null {
  const known = new Map<string, Holds>();
  grid.columns.forEach((column, index) => known.set(idOfColumn(column), { is: "fact", column: index }));
  grid.lists.forEach((list, index) => {
    for (const field of [recordColumn, ...list.fields.map(({ id }) => id)]) known.set(idOfField(list, field), { is: "field", list: index, field });
  });
  for (const row of sheet.rows.slice(0, deepest)) {
    const ids = [...row.cells].map(([column, cell]) => ({ column, id: cell.text.trim() }));
    if (!ids.some(({ id }) => idShape.test(id)) || !ids.some(({ id }) => id === unitColumn || id === nameColumn)) continue;
    const head = sheet.rows.find((one) => one.row === 0);
    const matched: Matched = { columns: new Map(), unit: -1, name: -1, from: row.row + 1, list: -1, unknown: [], twice: [], unclear: [] };
    const first = new Map<string, number>();
    // What stands under a head that has no id was put there by hand.
    const titled = [...(head?.cells.keys() ?? [])].filter((column) => !row.cells.has(column)).map((column) => ({ column, id: "" }));
    for (const { column, id } of [...ids, ...titled]) {
      const holds = known.get(id);
      const title = textAt(head, column) || id;
      if (id === unitColumn) matched.unit = column;
      else if (id === nameColumn) matched.name = column;
      else if (!holds) matched.unknown.push({ row: id === "" ? 0 : row.row, column, title, id: idShape.test(id) });
      else if (first.has(id)) matched.twice.push({ row: row.row, column, title, first: first.get(id) ?? 0 });
      else {
        first.set(id, column);
        matched.columns.set(column, holds);
        if (holds.is === "field") matched.list = holds.list;
      }
    }
    return matched;
  }
  return null;
}

/** The columns in which rows name a unit: those with ids, most of them first; the one with most names. */
function whoseRows(sheet: RawSheet, units: Units): { ids: number[]; name: number } {
  const ids = new Map<number, number>();
  const names = new Map<number, number>();
  for (const row of sheet.rows.slice(0, 2000)) {
    for (const [column, { text }] of row.cells) {
      if (column > 12) continue;
      if (units.byId.has(text.trim())) ids.set(column, (ids.get(column) ?? 0) + 1);
      if (units.byName.has(folded(text))) names.set(column, (names.get(column) ?? 0) + 1);
    }
  }
  const most = (counts: Map<number, number>) => [...counts].sort((a, b) => b[1] - a[1]).map(([column]) => column);
  const name = most(names)[0] ?? -1;
  return { ids: most(ids).filter((column) => column !== name), name };
}

function byTitles(sheet: RawSheet, grid: Grid, units: Units): Matched | null {
  const whose = whoseRows(sheet, units);
  if (whose.ids.length === 0 && whose.name < 0) return null;
  const tries: { names: Names<Holds>; list: number; extra: number }[] = [{ names: factNames(grid), list: -1, extra: 0 }];
  grid.lists.forEach((list, index) => tries.push({ names: fieldNames(list, index), list: index, extra: namesOf(list.fact, list.title).includes(folded(sheet.name)) ? 2 : 0 }));
  let best: { score: number; matched: Matched } | null = null;
  const rows = sheet.rows.slice(0, deepest);
  rows.forEach((row, at) => {
    // One row of titles; or titles with periods, or keys, below them.
    for (let deep = 1; deep <= 3 && deep <= at + 1; deep += 1) {
      const above = rows.slice(at + 1 - deep, at + 1).map((one, index) => labelsOf(sheet, one, index < deep - 1));
      const columns = new Set(above.flatMap((labels) => [...labels.keys()]));
      const labels = [...columns].map((column) => ({ column, label: [...new Set(above.map((one) => one.get(column) ?? ""))].join("") }));
      for (const { names, list, extra } of tries) {
        const matched: Matched = { columns: new Map(), unit: -1, name: whose.name, from: row.row + 1, list, unknown: [], twice: [], unclear: [] };
        const first = new Map<string, number>();
        let score = 0;
        for (const { column, label } of labels.sort((a, b) => a.column - b.column)) {
          if (column === whose.name) continue;
          const holds = names.of(label);
          // A column of ids that is no field of the records says whose they are.
          if (holds === undefined && matched.unit < 0 && whose.ids.includes(column)) {
            matched.unit = column;
            continue;
          }
          const key = JSON.stringify(holds);
          if (holds === null) matched.unclear.push({ row: row.row, column, title: label });
          else if (holds === undefined) matched.unknown.push({ row: row.row, column, title: label, id: false });
          else if (first.has(key)) matched.twice.push({ row: row.row, column, title: label, first: first.get(key) ?? 0 });
          else {
            first.set(key, column);
            matched.columns.set(column, holds);
            score += 1;
          }
        }
        // A sheet of records has to look like one: two of its fields, or its name.
        const enough = list < 0 ? score > 0 : score + extra > 1 && score > 0;
        if (matched.unit < 0 && matched.name < 0) continue;
        if (enough && (!best || score + extra > best.score)) best = { score: score + extra, matched };
      }
    }
  });
  return (best as { matched: Matched } | null)?.matched ?? null;
}

/** null: nothing in the sheet is known here. */
export function match(sheet: RawSheet, grid: Grid, units: Units): Matched | null {
  const byId = byIds(sheet, grid);
  if (!byId) return byTitles(sheet, grid, units);
  if (byId.unit < 0 && byId.name < 0) {
    const { ids, name } = whoseRows(sheet, units);
    return { ...byId, unit: ids.find((column) => !byId.columns.has(column)) ?? -1, name };
  }
  return byId;
}

export const headWords: Text[] = [
  { "zh-CN": "单位与范围", en: "Unit and limits" },
  { "zh-CN": "谁报送、凭什么", en: "Who reports, on what proof" },
];
const foldedHeads = new Set(headWords.flatMap((text) => [folded(text["zh-CN"] ?? ""), folded(text.en ?? "")]));
/** Whether a row explains the head and is nobody's. */
export const explains = (name: string): boolean => foldedHeads.has(folded(name));

const sums = new Set(["合计", "总计", "小计", "共计", "平均", "平均值", "平均数", "total", "totals", "sum", "subtotal", "average", "mean"]);
export const isSum = (name: string): boolean => sums.has(folded(name));
