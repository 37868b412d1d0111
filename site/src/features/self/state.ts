// A self-check in progress: the draft that is kept on the device, what is on the page beside it, and the pure updates to both.
// Nothing here computes a score: a draft is a list of changes to a dataset, and every figure comes from the engine's replies.
import { cellName } from "../../engine/desk";
import type { ChangeText, Reading, RecordText } from "../../engine/desk-types";

/** Which figure is meant: a reading (with its period, and a key for one option of a vote or one key of a keyed fact), all records
 *  of a list, the figure of a node that is given instead of computed, or whom the unit is linked to. Exactly one of `fact`, `node` and
 *  `link` is there. */
export interface Cell {
  class: string;
  unit: string;
  fact?: string;
  node?: string;
  link?: string;
  /** "" for a list, whose records carry their own dates, and for a link. */
  period: string;
  key?: string;
}

/** What the engine's `edit` takes, member for member. `value` is null where a figure is taken away; `records` null: no list. */
export type Change = ChangeText;

/** A record as somebody typed it: any field may still be empty or wrong. */
export interface RawRecord {
  id: string;
  fields: Record<string, string | boolean | RawRecord[]>;
}

/** Figures that differ from the draft's own, looked at beside them. */
export interface Scenario {
  id: string;
  name: string;
  /** On top of the draft's changes; the latest for each cell. */
  changes: Change[];
}

export interface Draft {
  id: string;
  name: string;
  scheme: { id: string; version: string; sha256: string };
  /** Whose figures the draft begins with; null for an empty form. */
  board: string | null;
  class: string;
  unit: string;
  period: string;
  /** Of an empty form: the day its figures are as of, so that what lies before is over; "" when its whole period is. */
  asOf: string;
  /** The latest change for each cell, in the order in which the cells were first changed. */
  changes: Change[];
  /** What was typed and cannot be taken, by `keyOf` its cell. The figure before it still counts. */
  wrong: Record<string, string>;
  /** Lists as they were typed, by `keyOf` the list; what can be taken of them is in `changes`. */
  lists: Record<string, RawRecord[]>;
  scenarios: Scenario[];
  /** ISO 8601, as the device's clock has it. */
  created: string;
  saved: string;
}

/** What undo takes back: everything a person enters. */
export type Content = Pick<Draft, "name" | "asOf" | "changes" | "wrong" | "lists" | "scenarios">;

export interface History {
  draft: Draft;
  past: Step[];
  future: Step[];
}
interface Step {
  content: Content;
  /** Where it happened; steps of one place that follow each other closely are one. */
  place: string;
}

/** A pure change of a draft; the same object when there is nothing to change. */
export type DraftUpdate = (draft: Draft) => Draft;

export function keyOf(cell: Cell | Change): string {
  return `${cell.class}/${cell.unit}/${cellName(cell)}${cell.period ? `@${cell.period}` : ""}${cell.key ? `#${cell.key}` : ""}`;
}

export function cellOf(change: Change): Cell {
  const { value: _value, records: _records, to: _to, ...cell } = change;
  return { ...cell, period: change.period ?? "" };
}

/** A reading's change. */
export function reading(cell: Cell, value: Reading): Change {
  const { key, ...rest } = cell;
  return { ...rest, ...(key ? { key } : {}), value };
}

/** A change of whom a unit is linked to. */
export function linking(cell: Cell, to: string[]): Change {
  return { class: cell.class, unit: cell.unit, link: cell.link ?? "", to };
}

/** The changes that decide which fields there are. */
export function linksIn(changes: readonly Change[]): Change[] {
  return changes.filter((change) => change.link !== undefined);
}

export function sameValue(a: Change | undefined, b: Change | undefined): boolean {
  if (!a || !b) return a === b;
  return JSON.stringify([a.value, a.records, a.to]) === JSON.stringify([b.value, b.records, b.to]);
}

/** One list of changes put on top of another: the later one wins for each cell; places in the order stay. */
export function merged(changes: readonly Change[], later: readonly Change[]): Change[] {
  const all = changes.slice();
  for (const change of later) {
    const key = keyOf(change);
    const at = all.findIndex((candidate) => keyOf(candidate) === key);
    if (at >= 0) all[at] = change;
    else all.push(change);
  }
  return all;
}

/** The change of a cell, or undefined where the figure is the one the draft began with. */
export function changeAt(changes: readonly Change[], cell: Cell | Change): Change | undefined {
  const key = keyOf(cell);
  return changes.find((change) => keyOf(change) === key);
}

function without(record: Record<string, string>, keys: readonly string[]): Record<string, string> {
  if (!keys.some((key) => key in record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.indexOf(key) < 0));
}

/** Takes over figures; what was wrong in those cells is gone with it. */
export function withChanges(changes: readonly Change[]): DraftUpdate {
  return (draft) => {
    const fresh = changes.filter((change) => !sameValue(changeAt(draft.changes, change), change));
    const wrong = without(draft.wrong, changes.map(keyOf));
    if (fresh.length === 0 && wrong === draft.wrong) return draft;
    return { ...draft, changes: fresh.length > 0 ? merged(draft.changes, fresh) : draft.changes, wrong };
  };
}

/** Puts cells back to what the draft began with. */
export function withoutChanges(cells: readonly Cell[]): DraftUpdate {
  return (draft) => {
    const keys = cells.map(keyOf);
    const kept = draft.changes.filter((change) => keys.indexOf(keyOf(change)) < 0);
    const wrong = without(draft.wrong, keys);
    const lists = Object.fromEntries(Object.entries(draft.lists).filter(([key]) => keys.indexOf(key) < 0));
    const same = kept.length === draft.changes.length && wrong === draft.wrong && Object.keys(lists).length === Object.keys(draft.lists).length;
    return same ? draft : { ...draft, changes: kept, wrong, lists };
  };
}

/** Leaves out changes by their keys, with whatever was typed there. */
export function dropWhere(keys: readonly string[]): DraftUpdate {
  return (draft) => ({
    ...draft,
    changes: draft.changes.filter((change) => keys.indexOf(keyOf(change)) < 0),
    wrong: without(draft.wrong, keys),
    lists: Object.fromEntries(Object.entries(draft.lists).filter(([key]) => keys.indexOf(key) < 0)),
  });
}

/** Keeps text that cannot be taken beside its field. */
export function withWrong(cell: Cell, text: string): DraftUpdate {
  const key = keyOf(cell);
  return (draft) => (draft.wrong[key] === text ? draft : { ...draft, wrong: { ...draft.wrong, [key]: text } });
}

/** A list as typed, and what of it can be taken. */
export function withList(list: Cell, typed: RawRecord[], taken: RecordText[]): DraftUpdate {
  return (draft) => {
    const next = { ...draft, lists: { ...draft.lists, [keyOf(list)]: typed } };
    return withChanges([{ class: list.class, unit: list.unit, fact: list.fact, records: taken }])(next);
  };
}

export function withAsOf(asOf: string): DraftUpdate {
  return (draft) => (draft.asOf === asOf ? draft : { ...draft, asOf });
}

export function withName(name: string): DraftUpdate {
  return (draft) => (draft.name === name ? draft : { ...draft, name });
}

// Scenarios

export function addScenario(scenario: Scenario): DraftUpdate {
  return (draft) => ({ ...draft, scenarios: [...draft.scenarios, scenario] });
}

function ofScenario(id: string, change: (scenario: Scenario) => Scenario): DraftUpdate {
  return (draft) => ({ ...draft, scenarios: draft.scenarios.map((scenario) => (scenario.id === id ? change(scenario) : scenario)) });
}

export function renameScenario(id: string, name: string): DraftUpdate {
  return ofScenario(id, (scenario) => ({ ...scenario, name }));
}

export function changeScenario(id: string, changes: readonly Change[]): DraftUpdate {
  return ofScenario(id, (scenario) => ({ ...scenario, changes: merged(scenario.changes, changes) }));
}

/** Leaves some cells of a scenario as they are in the draft itself. */
export function unchangeScenario(id: string, cells: readonly Cell[]): DraftUpdate {
  const keys = cells.map(keyOf);
  return ofScenario(id, (scenario) => ({ ...scenario, changes: scenario.changes.filter((change) => keys.indexOf(keyOf(change)) < 0) }));
}

export function dropScenario(id: string): DraftUpdate {
  return (draft) => ({ ...draft, scenarios: draft.scenarios.filter((scenario) => scenario.id !== id) });
}

/** A scenario's figures become the draft's own, and the scenario is done with. */
export function takeScenario(id: string): DraftUpdate {
  return (draft) => {
    const scenario = draft.scenarios.find((candidate) => candidate.id === id);
    return scenario ? dropScenario(id)(withChanges(scenario.changes)(dropLists(draft, scenario.changes))) : draft;
  };
}

// A list that is replaced as a whole is no longer the one that was typed.
function dropLists(draft: Draft, changes: readonly Change[]): Draft {
  const keys = changes.filter((change) => change.records !== undefined).map(keyOf);
  return { ...draft, lists: Object.fromEntries(Object.entries(draft.lists).filter(([key]) => keys.indexOf(key) < 0)) };
}

/** What the engine is to score: the draft's figures, or those with a scenario's on top. */
export function changesOf(draft: Draft, scenario = ""): Change[] {
  const found = draft.scenarios.find((candidate) => candidate.id === scenario);
  return found ? merged(draft.changes, found.changes) : draft.changes;
}

// Undo

const contentOf = ({ name, asOf, changes, wrong, lists, scenarios }: Draft): Content => ({ name, asOf, changes, wrong, lists, scenarios });

/** Most steps that can be taken back. */
export const mostSteps = 300;

export function begin(draft: Draft): History {
  return { draft, past: [], future: [] };
}

/** Makes a change that can be taken back. Changes of one `place` that follow each other are one step: a number is typed digit by
 *  digit, and taken back at once. "" is a place of its own each time. */
export function apply(history: History, update: DraftUpdate, place = ""): History {
  const draft = update(history.draft);
  if (draft === history.draft) return history;
  const last = history.past[history.past.length - 1];
  const together = place !== "" && last?.place === place && history.future.length === 0;
  const past = together ? history.past : [...history.past, { content: contentOf(history.draft), place }].slice(-mostSteps);
  return { draft, past, future: [] };
}

/** Ends the step that is being typed, so that the next change in the same place is one of its own. */
export function settle(history: History): History {
  const last = history.past[history.past.length - 1];
  if (!last?.place) return history;
  return { ...history, past: [...history.past.slice(0, -1), { ...last, place: "" }] };
}

export function undo(history: History): History {
  const last = history.past[history.past.length - 1];
  if (!last) return history;
  const undone = { content: contentOf(history.draft), place: "" };
  return { draft: { ...history.draft, ...last.content }, past: history.past.slice(0, -1), future: [undone, ...history.future] };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  const done = { content: contentOf(history.draft), place: "" };
  return { draft: { ...history.draft, ...next.content }, past: [...history.past, done], future };
}

// New drafts

/** An id for a draft or a scenario: time and chance, so that two tabs do not make the same one. */
export function newId(now: number, chance: number): string {
  return `${now.toString(36)}${Math.floor(chance * 36 ** 4)
    .toString(36)
    .padStart(4, "0")}`;
}

export type DraftStart = Pick<Draft, "id" | "name" | "scheme" | "board" | "class" | "unit" | "period" | "created"> & { asOf?: string };

export function newDraft(start: DraftStart): Draft {
  return { asOf: "", ...start, changes: [], wrong: {}, lists: {}, scenarios: [], saved: "" };
}

/** The same figures under another id. */
export function copyOf(draft: Draft, id: string, name: string, created: string): Draft {
  return { ...draft, id, name, created, saved: "" };
}

/** The same figures for a unit of another name: an empty form has one of its own. */
export function ofUnit(draft: Draft, unit: string): Draft {
  const own = (change: Change): Change => (change.class === draft.class && change.unit === draft.unit ? { ...change, unit } : change);
  const start = `${draft.class}/${draft.unit}/`;
  const moved = (key: string) => (key.indexOf(start) === 0 ? `${draft.class}/${unit}/${key.slice(start.length)}` : key);
  return {
    ...draft,
    unit,
    changes: draft.changes.map(own),
    wrong: Object.fromEntries(Object.entries(draft.wrong).map(([key, text]) => [moved(key), text])),
    lists: Object.fromEntries(Object.entries(draft.lists).map(([key, list]) => [moved(key), list])),
    scenarios: draft.scenarios.map((scenario) => ({ ...scenario, changes: scenario.changes.map(own) })),
  };
}

/** Whether a figure is the one a draft began with, typed, or kept for later since it cannot be taken. */
export type Origin = "begun" | "typed" | "wrong";

export function originOf(draft: Draft, cell: Cell): Origin {
  if (keyOf(cell) in draft.wrong) return "wrong";
  return changeAt(draft.changes, cell) ? "typed" : "begun";
}
