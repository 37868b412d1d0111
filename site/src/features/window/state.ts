// What the Window shows and the pure updates to it. The address decides board, period, class, unit, node and item; the rest
// is here. Queries are derived from both, so that back, forward and a pasted link need no code of their own.
import type { Actions } from "../../actions";
import type { Board } from "../../board/board";
import type {
  Card,
  CardQuery,
  ClassInfo,
  Diagnostic,
  Explanation,
  ExplainQuery,
  Histogram,
  HistogramQuery,
  NodeInfo,
  Outcome,
  Rows,
  RowsQuery,
  Summary,
} from "../../engine/types";
import type { Lang, Messages } from "../../i18n";
import type { Route } from "../../route";
import type { AppState } from "../../state";

export type Tab = "table" | "ranking" | "distribution";
export type Sort = RowsQuery["sort"];

export interface WindowState {
  tab: Tab;
  sort: Sort;
  /** Group id; "" for all. */
  group: string;
  find: string;
  /** First row wanted; the reply's own `from` says what is shown. */
  from: number;
  /** The last reply, kept on the page until a newer one is there. */
  rows: Rows | null;
  histogram: Histogram | null;
  card: Card | null;
  /** The card of "my unit", for the strip on top. */
  mine: Card | null;
  explanation: Explanation | null;
  /** Why the last query had no value, by what was asked. */
  failures: Partial<Record<"rows" | "histogram" | "card" | "mine" | "explain", Diagnostic[]>>;
  /** Tree entries opened or closed by hand, by path; the others follow the rule of `isOpen`. */
  open: Record<string, boolean>;
}

export const windowDefaults: WindowState = {
  tab: "table",
  sort: { by: "place", order: "asc" },
  group: "",
  find: "",
  from: 0,
  rows: null,
  histogram: null,
  card: null,
  mine: null,
  explanation: null,
  failures: {},
  open: {},
};

/** Rows asked for at once; a table longer than this scrolls in its own box. */
export const pageRows = 120;
/** Dots of the ranking chart. */
export const pageBars = 30;

/** What the address means on the loaded board. */
export interface View {
  period: string;
  cls: ClassInfo;
  unit: string;
  node: string;
  at: string;
  /** Node the ranking is by: the total or a single item. */
  item: string;
  unknown: { part: "period" | "class" | "unit" | "node" | "item"; id: string }[];
}

/** Resolves the address against the board; what does not exist falls back and is listed in `unknown`. */
export function viewOf(state: AppState): View | null {
  const { summary, board, route } = state;
  const first = summary?.classes[0];
  if (!summary || !first) return null;
  const unknown: View["unknown"] = [];
  const known = <T>(part: View["unknown"][number]["part"], id: string, found: T | undefined, fallback: T): T => {
    if (id === "" || found !== undefined) return found ?? fallback;
    unknown.push({ part, id });
    return fallback;
  };
  const findClass = (id: string) => summary.classes.find((candidate) => candidate.id === id);
  const findPeriod = (id: string) => summary.dataset.periods.find((candidate) => candidate === id);
  const cls = known("class", route.class, findClass(route.class), findClass(board?.class ?? "") ?? first);
  const period = known(
    "period",
    route.period,
    findPeriod(route.period),
    findPeriod(board?.period ?? "") ?? summary.dataset.periods[summary.dataset.periods.length - 1] ?? "",
  );
  const hasNode = (id: string) => cls.nodes.find((node) => node.id === id)?.id;
  const unit = known("unit", route.unit, cls.units.find((candidate) => candidate.id === route.unit)?.id, "");
  const node = known("node", route.node, hasNode(route.node), "");
  const item = known("item", route.item, hasNode(route.item), cls.total);
  return { period, cls, unit, node: unit ? node || cls.total : "", at: unit && node ? route.at || period : period, item, unknown };
}

/** A node of a class by id. */
export function nodeOf(cls: ClassInfo, id: string): NodeInfo | undefined {
  return cls.nodes.find((node) => node.id === id);
}

/** The children that a bar is made of: points of the same period, where the node adds up children. */
export function partsOf(cls: ClassInfo, id: string): NodeInfo[] {
  const node = nodeOf(cls, id);
  if (node?.kind !== "children") return [];
  const parts: NodeInfo[] = [];
  for (const child of node.children) {
    const part = nodeOf(cls, child);
    if (part?.type === "points" && part.grain === node.grain) parts.push(part);
  }
  return parts.length > 12 ? [] : parts;
}

/** Nodes the ranking can be by: the total and what it is made of, as deep as it has its own points in the main period. */
export function itemsOf(cls: ClassInfo): { node: NodeInfo; depth: number }[] {
  const items: { node: NodeInfo; depth: number }[] = [];
  const seen = new Set<string>();
  const walk = (id: string, depth: number, grain: string) => {
    const node = nodeOf(cls, id);
    if (!node || seen.has(id) || node.type !== "points" || node.grain !== grain) return;
    seen.add(id);
    items.push({ node, depth });
    for (const child of node.children) walk(child, depth + 1, grain);
  };
  walk(cls.total, 0, nodeOf(cls, cls.total)?.grain ?? "");
  return items;
}

export function rowsQuery(window: WindowState, view: View): RowsQuery {
  const parts = partsOf(view.cls, view.item).map((part) => part.id);
  const columns = [view.item, ...parts, view.cls.total].filter((id, index, all) => all.indexOf(id) === index);
  return {
    class: view.cls.id,
    period: view.period,
    node: view.item,
    sort: window.sort,
    group: window.group,
    find: window.find.trim(),
    from: window.from,
    count: window.tab === "ranking" ? pageBars : pageRows,
    columns,
  };
}

export function histogramQuery(window: WindowState, view: View): HistogramQuery | null {
  return window.tab === "distribution" ? { class: view.cls.id, node: view.item, period: view.period } : null;
}

export function cardQuery(view: View): CardQuery | null {
  return view.unit ? { class: view.cls.id, unit: view.unit, period: view.period } : null;
}

export function explainQuery(view: View): ExplainQuery | null {
  return view.unit ? { class: view.cls.id, unit: view.unit, node: view.node, period: view.at } : null;
}

/** Where "my unit" is kept for this board and class. */
export function mineKey(state: AppState, view: View): string {
  return `${state.summary?.scheme.id ?? ""}/${view.cls.id}`;
}

/** My unit, when this class has it; "" otherwise. */
export function mineOf(state: AppState, view: View): string {
  const unit = state.prefs.mine[mineKey(state, view)] ?? "";
  return view.cls.units.some((candidate) => candidate.id === unit) ? unit : "";
}

export type WindowUpdate = (window: WindowState) => WindowState;

/** Sorts by a column; the same column again turns the order round. Points start with the highest. */
export function sortBy(by: string): WindowUpdate {
  return (window) => {
    const natural: Sort["order"] = by === "place" || by === "name" || by === "group" ? "asc" : "desc";
    const turned: Sort["order"] = window.sort.order === "asc" ? "desc" : "asc";
    return { ...window, sort: { by, order: window.sort.by === by ? turned : natural }, from: 0 };
  };
}

export function filterGroup(group: string): WindowUpdate {
  return (window) => ({ ...window, group, from: 0 });
}

export function findUnit(find: string): WindowUpdate {
  return (window) => ({ ...window, find, from: 0 });
}

export function showTab(tab: Tab): WindowUpdate {
  return (window) => (window.tab === tab ? window : { ...window, tab, from: 0 });
}

export function showFrom(from: number): WindowUpdate {
  return (window) => (window.from === from ? window : { ...window, from });
}

/** First row to ask for when row `first` is on top: half a page earlier, in steps, so that small scrolls ask nothing. */
export function pageStart(first: number): number {
  const step = pageRows / 3;
  return Math.max(0, Math.floor(first / step) * step - step);
}

/** Another board, class or item: filters that may not fit are dropped, the chosen form of display stays. */
export function forgetFilters(window: WindowState): WindowState {
  return { ...window, sort: windowDefaults.sort, group: "", find: "", from: 0 };
}

export function setOpen(path: string, open: boolean): WindowUpdate {
  return (window) => ({ ...window, open: { ...window.open, [path]: open } });
}

/** Outcomes worth a badge: what applies, and what is undecided. */
export function badgesOf(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(
    (outcome) =>
      (outcome.kind === "veto" || outcome.kind === "verdict") && (outcome.state === "undecided" || outcome.value === "true"),
  );
}

/** The grade of the class, when it publishes one. */
export function gradeOf(cls: ClassInfo, outcomes: readonly Outcome[]): Outcome | undefined {
  return outcomes.find((outcome) => outcome.node === cls.level) ?? outcomes.find((outcome) => outcome.kind === "level");
}

/** Puts a route's change of class or board into the filters. */
export function onRoute(before: Route, after: Route): WindowUpdate {
  const other = before.board !== after.board || before.class !== after.class || before.item !== after.item;
  const otherUnit = before.unit !== after.unit || before.board !== after.board;
  return (window) => {
    const kept = other ? forgetFilters(window) : window;
    return otherUnit ? { ...kept, open: {} } : kept;
  };
}

/** The grade of the explained total, where something other than points holds it below the line that the points reach. */
export function heldGrade(cls: ClassInfo, card: Card | null, explanation: Explanation): Outcome | null {
  const grade = card && explanation.node === cls.total ? gradeOf(cls, card.outcomes) : undefined;
  if (grade?.kind !== "level" || grade.state === "undecided" || grade.reasons.length === 0) return null;
  const reached = explanation.lines.findIndex((line) => line.reached);
  const given = explanation.lines.findIndex((line) => line.level === grade.value);
  return reached >= 0 && (given < 0 || given > reached) ? grade : null;
}

/** Whether a grade is the lowest of its lines, the one without a line of its own. */
export function isLowest(cls: ClassInfo, outcome: Outcome): boolean {
  const lines = nodeOf(cls, cls.total)?.lines ?? [];
  return lines.some((line) => line.from === null && line.level === outcome.value);
}

/** What every part of the Window is given. */
export interface WindowProps {
  state: AppState & { summary: Summary; board: Board };
  view: View;
  t: Messages;
  lang: Lang;
  actions: Actions;
}
