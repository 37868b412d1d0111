// The grid as the engine has it, and how what is typed comes into the dataset: it is kept with the work at once, tried after a short
// pause, and written into the dataset's text where the engine takes it. The documents stay open as they were first read, and what
// was changed since is put on top, so that a large dataset is not scored anew for each figure.
import { type Question, keyOfChange } from "../../../engine/desk";
import type { ChangeText, RecordText } from "../../../engine/desk-types";
import type { Diagnostic, Reply, Row, Rows, RowsQuery, Summary } from "../../../engine/types";
import { today } from "../../self/as-of";
import { takeList, toRaw } from "../../self/lists";
import type { RawRecord } from "../../self/state";
import type { WorkEngine } from "../engine";
import { type Work, freshId } from "../work";
import { type Words, asDue, changeOf, listNameOf, nameOf, partsOf, taken } from "./cells";
import type { Grid, GridColumn, GridList } from "../../../engine/scheme-types";
import { withoutCells } from "./merge";

export interface Place {
  class: string;
  period: string;
}
export interface TableState {
  /** What the grid shows. */
  place: Place;
  grid: Grid | null;
  summary: Summary | null;
  /** The node that units are ranked by here; "" where there is none. */
  ranked: string;
  standing: Map<string, Row>;
  /** What the engine says of a text that it did not take, by its cell's name. */
  faults: Record<string, Diagnostic[]>;
  /** Why there is no grid. */
  failed: readonly Diagnostic[] | null;
  busy: boolean;
}

const pause = 500;
const nowhere: Place = { class: "", period: "" };

/** What was asked for as far as it is there: else what the board is about, else the first class that has units. */
export function placeIn(summary: Summary, wanted: Place, about: Place): Place {
  const has = (id: string) => summary.classes.find((cls) => cls.id === id);
  const cls = has(wanted.class) ?? has(about.class) ?? summary.classes.find(({ units }) => units.length > 0) ?? summary.classes[0];
  const there = periodsOf(summary, cls?.id ?? "");
  const period = [wanted.period, about.period].find((one) => there.indexOf(one) >= 0) ?? summary.dataset.periods[summary.dataset.periods.length - 1] ?? "";
  return { class: cls?.id ?? "", period };
}

/** The periods that a class can be looked at in: the main ones first, then those within them. */
export function periodsOf(summary: Summary, cls: string): string[] {
  const views = summary.classes.find(({ id }) => id === cls)?.views ?? [];
  return Array.from(new Set([...summary.dataset.periods, ...views.flatMap(({ periods }) => periods)]));
}

function rankedIn(summary: Summary, { class: id, period }: Place): string {
  const cls = summary.classes.find((one) => one.id === id);
  return cls?.views.find(({ periods }) => periods.indexOf(period) >= 0)?.node ?? (summary.dataset.periods.indexOf(period) >= 0 ? (cls?.total ?? "") : "");
}

/** As many as the engine gives at once. */
const mostRows = 1000;
const rowsFrom = (place: Place, node: string, from: number): RowsQuery => ({
  ...place,
  node,
  sort: { by: "place", order: "asc" },
  group: "",
  find: "",
  from,
  count: mostRows,
  columns: [node],
});

interface Tried {
  name: string;
  text: string;
  change: ChangeText;
  /** Part of what was typed waits to be mended. */
  waits: boolean;
}

/** A list as it was typed: null where it is to be unknown, undefined where the text is no list. */
export function asRaw(text: string): RawRecord[] | null | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || Array.isArray(value) ? (value as RawRecord[] | null) : undefined;
  } catch {
    return undefined;
  }
}

/** Records to be written. What nobody has touched stays as the dataset has it: a text in both languages, a flag that was not given. */
export function recordsOf(raw: readonly RawRecord[], taken: readonly RecordText[], before: readonly RecordText[]): RecordText[] {
  return taken.map((record) => {
    const old = before.find(({ id }) => id === record.id);
    const typed = raw.find(({ id }) => id === record.id);
    if (!old || !typed) return record;
    const was = toRaw(old);
    const next: RecordText = { id: record.id ?? "" };
    for (const field of Array.from(new Set([...Object.keys(old), ...Object.keys(record)]))) {
      if (field === "id") continue;
      const same = JSON.stringify(was.fields[field]) === JSON.stringify(typed.fields[field]);
      const value = same ? old[field] : record[field];
      if (value !== undefined) next[field] = value;
    }
    return next;
  });
}

/** What of the typed texts of a grid can be tried. */
export function triedOf(typed: Work["typed"], grid: Grid, words: Words): Tried[] {
  const columns = new Map<string, GridColumn>(grid.columns.map((column) => [[column.fact, column.period, column.key].join("\n"), column]));
  const lists = new Map<string, GridList>(grid.lists.map((list) => [list.fact, list]));
  const rows = new Map(grid.units.map(({ unit }, row) => [unit, row]));
  const found: Tried[] = [];
  for (const [name, text] of Object.entries(typed)) {
    const { class: cls, unit, fact, period, key } = partsOf(name);
    if (cls !== grid.class || !rows.has(unit)) continue;
    const list = lists.get(fact);
    if (list) {
      const raw = asRaw(text);
      if (raw === undefined) continue;
      const { taken: whole, troubles } = takeList(raw ?? [], list, []);
      const records = raw && recordsOf(raw, whole, list.rows[rows.get(unit) ?? -1] ?? []);
      found.push({ name, text, change: { class: cls, unit, fact, records }, waits: Object.keys(troubles).length > 0 });
      continue;
    }
    const column = columns.get([fact, period, key].join("\n"));
    const read = column && taken(column, text, words);
    if (column && read?.ok) found.push({ name, text, change: changeOf(cls, column, unit, read.value), waits: false });
  }
  return found;
}

/** Changes one after another: the later one counts. */
export function joined(changes: readonly ChangeText[], later: readonly ChangeText[]): ChangeText[] {
  const all = new Map<string, ChangeText>();
  for (const change of [...changes, ...later]) {
    all.delete(keyOfChange(change));
    all.set(keyOfChange(change), change);
  }
  return Array.from(all.values());
}

type Change = (update: (work: Work) => Work, merge?: string) => void;

export function createTable(engine: WorkEngine, change: Change, words: () => Words, redraw: () => void) {
  let state: TableState = { place: nowhere, grid: null, summary: null, ranked: "", standing: new Map(), faults: {}, failed: null, busy: true };
  let work: Work | null = null;
  let wanted: Place = nowhere;
  /** What the engine has open, and by a dataset's text what leads to it from there. */
  let base: { scheme: string; dataset: string } | null = null;
  let known = new Map<string, readonly ChangeText[]>();
  /** Lists of which a part waits: what was tried of them last. */
  const sent = new Map<string, string>();
  let shown: { work: Work; place: Place } | null = null;
  let batch = freshId();
  let timer = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let gone = false;

  const put = (next: Partial<TableState>) => {
    state = { ...state, ...next };
    if (!gone) redraw();
  };

  /** One round: what is typed is tried with what counts already; true where another is wanted. */
  const round = async (): Promise<boolean> => {
    const now = work;
    if (!now || now.dataset === "") return false;
    if (!base || base.scheme !== now.scheme || !known.has(now.dataset)) {
      base = { scheme: now.scheme, dataset: now.dataset };
      known = new Map([[now.dataset, []]]);
      sent.clear();
    }
    const opened = await engine.open({ ...now, dataset: base.dataset });
    if (!opened) return work !== now;
    if (!opened.value) {
      shown = { work: now, place: wanted };
      base = null;
      put({ failed: opened.diagnostics, grid: null, busy: false });
      return false;
    }
    const { summary } = opened.value;
    const asked = wanted;
    const place = placeIn(summary, asked, now.board);
    const same = state.grid !== null && state.grid.class === place.class && state.grid.period === place.period;
    const made = known.get(now.dataset) ?? [];
    const own = { ...words(), classes: summary.classes };
    const tried = same && state.grid ? triedOf(now.typed, state.grid, own).filter(({ name, text }) => sent.get(name) !== text) : [];
    const ranked = rankedIn(summary, place);
    const units = summary.classes.find(({ id }) => id === place.class)?.units.length ?? 0;
    const questions: Question[] = [{ method: "grid", query: place }];
    for (let from = 0; ranked !== "" && from < units; from += mostRows) questions.push({ method: "rows", query: rowsFrom(place, ranked, from) });
    const reply = await engine.tryOut(joined(made, tried.map((one) => one.change)), questions, "grid");
    if (!reply) return work !== now;
    const [grid, ...standing] = (reply.value?.answers ?? []) as [Reply<Grid> | undefined, ...Reply<Rows>[]];
    if (!grid?.value) {
      shown = { work: now, place: asked };
      put({ place, summary, failed: grid?.diagnostics ?? reply.diagnostics, grid: null, busy: false });
      return false;
    }
    const refused = new Map((reply.value?.refused ?? []).map((one) => [one.key, one.diagnostics]));
    const faults: TableState["faults"] = {};
    let accepted = tried.filter(({ name, change: one }) => {
      const why = refused.get(keyOfChange(one));
      if (why) faults[name] = why;
      return !why;
    });
    let dataset = now.dataset;
    if (accepted.length > 0) {
      const written = await engine.rewrite(now.dataset, accepted.map((one) => one.change));
      if (!written) return true;
      if (written.value) dataset = written.value.dataset;
      else {
        for (const { name } of accepted) faults[name] = written.diagnostics;
        accepted = [];
      }
    }
    const before = now.dataset;
    known.set(dataset, joined(made, accepted.map((one) => one.change)));
    put({ place, summary, grid: asDue(grid.value, now.dataset, today()), ranked, standing: new Map(standing.flatMap(({ value }) => value?.rows ?? []).map((row) => [row.unit, row])), faults, failed: null });
    let mended: Work = now;
    if (accepted.length > 0) {
      const done = new Map(accepted.map((one) => [one.name, one]));
      change((latest) => {
        // What was typed anew meanwhile is looked at with the next round.
        const other = latest.id !== now.id || latest.scheme !== now.scheme || latest.dataset !== before;
        if (other || accepted.some(({ name, text }) => latest.typed[name] !== text)) return latest;
        const typed: Work["typed"] = {};
        for (const [name, text] of Object.entries(latest.typed)) {
          const one = done.get(name);
          if (!one || one.waits) typed[name] = text;
        }
        mended = { ...latest, dataset, typed };
        return mended;
      }, batch);
      for (const { name, text, waits } of accepted) if (waits) sent.set(name, text);
      if (work === now) work = mended;
    }
    shown = { work: now, place: asked };
    // A step of undo ends where everything that was typed has been looked at.
    if (work === mended) {
      batch = freshId();
      shown = { work: mended, place: asked };
    }
    put({ busy: false });
    return !same && Object.keys(now.typed).length > 0;
  };

  const stale = () => work !== null && (shown === null || shown.work.dataset !== work.dataset || shown.work.scheme !== work.scheme || shown.work.typed !== work.typed || shown.place !== wanted);
  const run = async () => {
    let again = false;
    for (let count = 0; count < 8 && (again || stale()); count += 1) again = await round();
  };
  const runNow = () => {
    window.clearTimeout(timer);
    timer = 0;
    queue = queue.then(run);
    return queue;
  };

  return {
    get: () => state,
    /** The work as it is now, and what is to be shown of it. */
    follow(next: Work, place: Place): void {
      const typing = work !== null && next.dataset === work.dataset && next.scheme === work.scheme && place.class === wanted.class && place.period === wanted.period;
      work = next;
      if (place.class !== wanted.class || place.period !== wanted.period) wanted = place;
      if (!stale()) return;
      if (!typing || state.grid === null) void runNow();
      else {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => void runNow(), pause);
      }
    },
    /** Texts as typed, by their cells' names; what stands there already (`before`) is not typed anew. `also`: what else changes with them;
     *  without it they are nobody's sheet any more. */
    type(cells: readonly { name: string; text: string; before: string | null }[], also?: (work: Work) => Work): void {
      change((latest) => {
        const typed = { ...latest.typed };
        for (const { name, text, before } of cells) {
          if (text === before) delete typed[name];
          else typed[name] = text;
        }
        const next = { ...latest, typed };
        const made = also ? also(next) : { ...next, sources: withoutCells(next.sources, cells.map(({ name }) => name)) };
        // Who settles at once need not wait until it is drawn.
        if (work?.id === made.id) work = made;
        return made;
      }, batch);
    },
    /** Takes what was typed to the engine at once. */
    settle: runNow,
    /** Looks again at documents that did not open. */
    again(): void {
      shown = null;
      base = null;
      put({ failed: null, busy: true });
      void runNow();
    },
    leave(): void {
      gone = true;
      if (timer) void runNow();
    },
  };
}
export type Table = ReturnType<typeof createTable>;

/** A class's unit that has something typed in this grid which is not taken. */
export function waitingIn(typed: Work["typed"], grid: Grid): { here: string[]; elsewhere: number } {
  const names = new Set<string>();
  for (const { unit } of grid.units) {
    for (const column of grid.columns) names.add(nameOf(grid.class, column, unit));
    for (const list of grid.lists) names.add(listNameOf(grid.class, list.fact, unit));
  }
  const all = Object.keys(typed);
  const here = all.filter((name) => names.has(name));
  return { here, elsewhere: all.length - here.length };
}
