// Filled sheets brought together: what they agree on, and where two of them, or one and the desk, give a cell different figures.
import { keyOfChange } from "../../../engine/desk";
import type { ChangeText } from "../../../engine/desk-types";
import { toRaw } from "../../self/lists";
import type { Source, Work } from "../work";
import { nameOf, partsOf } from "./cells";
import type { Grid, GridColumn, GridList } from "../../../engine/scheme-types";

/** What a sheet says of one cell or list, and where it stands in it. */
export interface SheetChange {
  change: ChangeText;
  at: { file: string; sheet: string; cell: string };
  to: string | null;
  rows?: { what: "new" | "changed" | "gone" }[];
}
export interface Brought {
  name: string;
  changes: readonly SheetChange[];
}

export interface Offer {
  /** Which sheet. */
  from: number;
  /** As it would stand in the cell; of a list, how many records. */
  text: string;
  change: ChangeText;
  at: SheetChange["at"];
}
export interface Matter {
  name: string;
  unit: string;
  of: GridColumn | GridList;
  /** What stands there; null: nothing. */
  now: string | null;
  offers: Offer[];
  /** "": all who say something say the same, and nothing stands there. */
  conflict: "" | "files" | "desk";
}

export const isList = (of: GridColumn | GridList): of is GridList => "rows" in of;
const said = (change: ChangeText) => JSON.stringify([change.value, change.records]);
/** A change by its cell: a reason stands for a whole reading, so it says no key. */
const cellName = (change: ChangeText, key: string) => keyOfChange({ ...change, ...(key ? { key } : {}) });

/** All that the sheets would change here, in the grid's order. */
export function mattersOf(grid: Grid, files: readonly Brought[], done: ReadonlySet<string>): Matter[] {
  const rows = new Map(grid.units.map(({ unit }, row) => [unit, row]));
  const found = new Map<string, { change: SheetChange; from: number }[]>();
  files.forEach(({ changes }, from) => {
    for (const change of changes) {
      const name = cellName(change.change, change.change.key ?? "");
      const others = found.get(name);
      if (others) others.push({ change, from });
      else found.set(name, [{ change, from }]);
    }
  });
  const matters: Matter[] = [];
  const add = (name: string, unit: string, of: GridColumn | GridList, now: string | null, adds: boolean) => {
    const offers = (found.get(name) ?? []).map(({ change, from }) => ({ from, text: change.to ?? "", change: change.change, at: change.at }));
    if (offers.length === 0 || done.has(name)) return;
    const differ = offers.some(({ change }) => said(change) !== said((offers[0] as Offer).change));
    matters.push({ name, unit, of, now, offers, conflict: differ ? "files" : now === null || adds ? "" : "desk" });
  };
  for (const [unit, row] of rows) {
    for (const column of grid.columns) {
      const name = nameOf(grid.class, column, unit);
      const now = column.values[row] ?? null;
      const others = (found.get(name) ?? []).filter(({ change }) => change.to !== now);
      if (others.length > 0) add(name, unit, column, now, false);
    }
    for (const list of grid.lists) {
      const name = keyOfChange({ class: grid.class, unit, fact: list.fact });
      const now = list.rows[row];
      // Records that are only added overwrite nothing.
      const adds = (found.get(name) ?? []).every(({ change }) => (change.rows ?? []).every(({ what }) => what === "new"));
      add(name, unit, list, now ? String(now.length) : null, adds);
    }
  }
  return matters;
}

/** By a matter's name, the sheet that is believed; -1: the desk as it is. */
export type Choices = Readonly<Record<string, number>>;

export function allFrom(matters: readonly Matter[], choices: Choices, source: number): Choices {
  const next: Record<string, number> = { ...choices };
  for (const { name, conflict, offers } of matters) if (conflict && (source < 0 || offers.some(({ from }) => from === source))) next[name] = source;
  return next;
}

/** What is taken over: all that is not in dispute, and of the rest what was chosen. */
export function chosen(matters: readonly Matter[], choices: Choices): { matter: Matter; offer: Offer }[] {
  return matters.flatMap((matter) => {
    const wanted = matter.conflict ? choices[matter.name] : matter.offers[0]?.from;
    const offer = matter.offers.find(({ from }) => from === wanted);
    return offer ? [{ matter, offer }] : [];
  });
}

/** A change as it would be typed: its ids stand for themselves. */
export function typedOf({ change, text }: Offer): string {
  if (change.records !== undefined) return JSON.stringify(change.records?.map(toRaw) ?? null);
  return text;
}

const placeOf = (name: string) => {
  const { class: cls, fact, period, unit } = partsOf(name);
  return { key: [cls, fact, period].join("/"), unit };
};

/** The sources without cells: what somebody has typed since is nobody's sheet any more. */
export function withoutCells(sources: readonly Source[], names: readonly string[]): Source[] {
  if (sources.length === 0) return sources as Source[];
  const gone = new Set(names.map(placeOf).map(({ key, unit }) => `${key}\n${unit}`));
  return sources.flatMap((source) => {
    const cells: Source["cells"] = {};
    for (const [key, units] of Object.entries(source.cells)) {
      const left = units.filter((unit) => !gone.has(`${key}\n${unit}`));
      if (left.length > 0) cells[key] = left;
    }
    return Object.keys(cells).length > 0 ? [{ ...source, cells }] : [];
  });
}

/** The sources with a sheet more. */
export function withSources(work: Work, taken: readonly { matter: Matter; offer: Offer }[], files: readonly Brought[], day: string): Source[] {
  const fresh = files.flatMap(({ name }, from): Source[] => {
    const cells: Record<string, string[]> = {};
    for (const { matter, offer } of taken) {
      if (offer.from !== from) continue;
      const { key, unit } = placeOf(matter.name);
      const units = cells[key] ?? [];
      if (units.indexOf(unit) < 0) units.push(unit);
      cells[key] = units;
    }
    return Object.keys(cells).length > 0 ? [{ name, taken: day, cells }] : [];
  });
  return [...withoutCells(work.sources, taken.map(({ matter }) => matter.name)), ...fresh];
}

export const cellsOf = (source: Source): number => Object.values(source.cells).reduce((sum, units) => sum + units.length, 0);
