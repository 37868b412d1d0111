// What the Window shows and the pure updates to it. The address decides board, period, class, unit, node and item; the rest
// is here. Queries are derived from both, so that back, forward and a pasted link need no code of their own.
import type { Actions } from "../../actions";
import type { Board } from "../../board/board";
import type {
  Badge,
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
  Sheet,
  SheetQuery,
  Summary,
} from "../../engine/types";
import { type Lang, type Messages, say } from "../../i18n";
import type { Route } from "../../route";
import type { AppState } from "../../state";

export type Tab = "table" | "ranking" | "distribution" | "outcomes";
export type Sort = RowsQuery["sort"];

/** What the engine gives, by its name in the state. */
const replies = ["rows", "histogram", "card", "mine", "explanation", "sheet"] as const;
export type ReplyName = (typeof replies)[number];

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
  /** The outcome whose sheet is wanted; "" for the class's first. */
  outcome: string;
  sheet: Sheet | null;
  /** The class that each reply is about. */
  of: Partial<Record<ReplyName, string>>;
  /** Why the last query had no value, by what was asked. */
  failures: Partial<Record<"rows" | "histogram" | "card" | "mine" | "explain" | "sheet", Diagnostic[]>>;
  /** Of two units that are chosen in the ranking to stand side by side, the first; "" while there is none, null when nobody chooses. */
  picking: string | null;
  /** What can be taken away is open: exports, the notice, the frame. */
  tools: boolean;
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
  outcome: "",
  sheet: null,
  of: {},
  failures: {},
  picking: null,
  tools: false,
  open: {},
};

/** Another board is on the page: nothing that was said of the one before is about it. */
export function forgetReplies(window: WindowState): WindowState {
  return { ...window, rows: null, histogram: null, card: null, mine: null, explanation: null, sheet: null, of: {}, failures: {} };
}

/** What may be shown of a class: its links would lead nowhere, were it still about the class before. */
export function repliesFor(window: WindowState, cls: string): WindowState {
  const others = replies.filter((name) => window[name] !== null && window.of[name] !== cls);
  return others.length === 0 ? window : { ...window, ...Object.fromEntries(others.map((name) => [name, null])) };
}

/** Rows asked for at once; a table longer than this scrolls in its own box. */
export const pageRows = 120;
/** Dots of the ranking chart. */
export const pageBars = 30;

/** What the address means on the loaded board. */
export interface View {
  period: string;
  /** Periods that may be chosen: of every length in which this class has something to rank by. */
  periods: { grain: string; periods: string[] }[];
  cls: ClassInfo;
  /** What the class is ranked by in periods of this length, with its rank and its level ("" for none). */
  root: string;
  place: string;
  level: string;
  unit: string;
  node: string;
  at: string;
  /** Node the ranking is by: the total or a single item. */
  item: string;
  /** The unit beside the first one; "" for none. */
  other: string;
  unknown: { part: "period" | "class" | "unit" | "node" | "item" | "other"; id: string }[];
  /** Why two known units do not stand side by side. */
  unpaired: "" | "same" | "class";
}

/** Resolves the address against the board; what does not exist falls back and is listed in `unknown`. */
export function viewOf(state: AppState): View | null {
  const { summary, board, route } = state;
  const start = summary?.classes[0];
  if (!summary || !start) return null;
  const unknown: View["unknown"] = [];
  const known = <T>(part: View["unknown"][number]["part"], id: string, found: T | undefined, fallback: T): T => {
    if (id === "" || found !== undefined) return found ?? fallback;
    unknown.push({ part, id });
    return fallback;
  };
  const findClass = (id: string) => summary.classes.find((candidate) => candidate.id === id);
  const cls = known("class", route.class, findClass(route.class), findClass(board?.class ?? "") ?? start);
  const period = known("period", route.period, hasPeriod(cls, route.period), periodFor(cls, board?.period ?? ""));
  const shown = cls.views.find((candidate) => candidate.periods.indexOf(period) >= 0);
  const root = shown?.node ?? cls.total;
  const hasNode = (id: string) => cls.nodes.find((node) => node.id === id)?.id;
  const unitIn = (of: ClassInfo, id: string) => of.units.find((candidate) => candidate.id === id)?.id;
  const first = known("unit", route.unit, unitIn(cls, route.unit), "");
  const stray = route.other !== "" && !unitIn(cls, route.other) && summary.classes.some((candidate) => unitIn(candidate, route.other));
  const second = stray ? "" : known("other", route.other, unitIn(cls, route.other), "");
  // One of two alone has its card.
  const unit = first || second;
  const same = second !== "" && first === second;
  const node = known("node", route.node, hasNode(route.node), "");
  const item = known("item", route.item, hasNode(route.item), root);
  return {
    period,
    periods: cls.views,
    cls,
    root,
    place: shown?.place ?? "",
    level: shown?.level ?? "",
    unit,
    node: unit ? node || root : "",
    at: unit && node ? route.at || period : period,
    // An item of another length has no figures in this period.
    item: nodeOf(cls, item)?.grain === nodeOf(cls, root)?.grain ? item : root,
    other: first === "" || same ? "" : second,
    unknown,
    unpaired: stray ? "class" : same ? "same" : "",
  };
}

function hasPeriod(cls: ClassInfo, period: string): string | undefined {
  return cls.views.some((view) => view.periods.indexOf(period) >= 0) ? period : undefined;
}

/** That period where the class has it, else the longest one around it, else its last. */
export function periodFor(cls: ClassInfo, period: string): string {
  const own = hasPeriod(cls, period);
  if (own) return own;
  const longest = cls.views[0]?.periods ?? [];
  return longest.find((candidate) => candidate.slice(0, 4) === period.slice(0, 4)) ?? longest[longest.length - 1] ?? "";
}

/** Another period; what belongs to a length of period goes with it. */
export function toPeriod(view: View, period: string): Partial<Route> {
  const lengthOf = (id: string) => view.periods.find((candidate) => candidate.periods.indexOf(id) >= 0)?.grain;
  return lengthOf(period) === lengthOf(view.period) ? { period } : { period, item: "", node: "", at: "" };
}

/** A unit of another class, or of this one. */
export function toUnit(summary: Summary, view: View, cls: string, unit: string): Partial<Route> {
  const other = summary.classes.find((candidate) => candidate.id === cls) ?? view.cls;
  return { class: cls, unit, period: periodFor(other, view.period), node: "", at: "", item: "" };
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

/** Nodes the ranking can be by: what the class is ranked by, what that is made of, and other figures that are published. */
export function itemsOf({ cls, root }: Pick<View, "cls" | "root">): { node: NodeInfo; depth: number }[] {
  const items: { node: NodeInfo; depth: number }[] = [];
  const seen = new Set<string>();
  const grain = nodeOf(cls, root)?.grain ?? "";
  const walk = (id: string, depth: number) => {
    const node = nodeOf(cls, id);
    if (!node || seen.has(id) || (depth > 0 && node.type !== "points") || node.grain !== grain) return;
    seen.add(id);
    items.push({ node, depth });
    for (const child of node.children) walk(child, depth + 1);
  };
  walk(root, 0);
  for (const id of cls.publish) {
    const node = nodeOf(cls, id);
    const counts = node && ["number", "money", "rate", "award", "pool", "convert"].indexOf(node.type) >= 0;
    if (node && counts && node.grain === grain && !seen.has(id)) items.push({ node, depth: 1 });
  }
  return items;
}

/** Outcomes of this length of period that have a sheet: those that are published first. */
export function sheetsOf({ cls, root }: Pick<View, "cls" | "root">): NodeInfo[] {
  const grain = nodeOf(cls, root)?.grain ?? "";
  const all = cls.nodes.filter((node) => node.grain === grain && kindsOfOutcome.indexOf(node.type) >= 0);
  const published = (node: NodeInfo) => cls.publish.indexOf(node.id) >= 0;
  const order = (node: NodeInfo) => (published(node) ? 0 : kindsOfOutcome.length) + kindsOfOutcome.indexOf(node.type);
  return all.slice().sort((a, b) => order(a) - order(b));
}

/** In the order in which people ask for them; places, which the table shows already, last. */
const kindsOfOutcome = ["level", "verdict", "veto", "honour", "quota", "award", "pool", "decision", "run", "convert", "rank"];

/** Units of a sheet asked for at once. */
export const sheetRows = 200;

export function sheetQuery(window: WindowState, view: View): SheetQuery | null {
  if (window.tab !== "outcomes" || view.unit !== "") return null;
  const sheets = sheetsOf(view);
  const wanted = sheets.find((node) => node.id === window.outcome) ?? sheets[0];
  return wanted ? { class: view.cls.id, node: wanted.id, period: view.period, from: 0, count: sheetRows } : null;
}

/** Published outcomes that are a column of their own: money, places and counts. */
export function outcomeColumns({ cls, root, place }: Pick<View, "cls" | "root" | "place">): NodeInfo[] {
  const grain = nodeOf(cls, root)?.grain ?? "";
  return cls.publish
    .map((id) => nodeOf(cls, id))
    .filter((node): node is NodeInfo => !!node && node.grain === grain && node.id !== place && ["award", "pool", "rank", "convert"].indexOf(node.type) >= 0)
    .slice(0, 3);
}

export function rowsQuery(window: WindowState, view: View): RowsQuery {
  const parts = partsOf(view.cls, view.item).map((part) => part.id);
  const columns = [view.item, ...parts, view.root].filter((id, index, all) => all.indexOf(id) === index);
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
  return { ...window, sort: windowDefaults.sort, group: "", find: "", from: 0, outcome: "", picking: null };
}

/** Shows one outcome of the class with all whom it concerns. */
export function showSheet(outcome: string): WindowUpdate {
  return (window) => ({ ...window, tab: "outcomes", outcome });
}

/** Opens or closes what can be taken away. */
export const toggleTools: WindowUpdate = (window) => ({ ...window, tools: !window.tools });

export function setOpen(path: string, open: boolean): WindowUpdate {
  return (window) => ({ ...window, open: { ...window.open, [path]: open } });
}

/** Outcomes worth a badge: what applies, and what is still to be decided. */
export function badgesOf<T extends Badge>(outcomes: readonly T[]): T[] {
  return outcomes.filter((outcome) => {
    if (outcome.status === "exempt" || badgeKinds.indexOf(outcome.kind) < 0) return false;
    if (outcome.state === "pending" || outcome.state === "undecided") return outcome.kind !== "run";
    return outcome.kind === "decision" ? outcome.value !== "" && outcome.value !== "false" : outcome.value === "true";
  });
}

/** The badges of a card's head: a decision or a run is told further down, unless it brings something by itself. */
export function headBadges<T extends Badge>(outcomes: readonly T[]): T[] {
  return badgesOf(outcomes).filter(({ kind, effect }) => kind !== "decision" && (kind !== "run" || effect !== ""));
}

/** What figures of a node are headed by: its own title. */
export function titleOf(cls: ClassInfo, id: string, lang: Lang): string {
  return say(nodeOf(cls, id)?.title, lang);
}

const badgeKinds = ["veto", "verdict", "quota", "honour", "run", "decision"];

/** Whether anything of this length of period can give a badge. */
export function hasBadges({ cls, root }: Pick<View, "cls" | "root">): boolean {
  const grain = nodeOf(cls, root)?.grain;
  return cls.publish.some((id) => {
    const node = nodeOf(cls, id);
    return node?.grain === grain && badgeKinds.indexOf(node?.type ?? "") >= 0;
  });
}

/** The grade of the class, when it has one in periods of this length. */
export function gradeOf<T extends Badge>({ level }: Pick<View, "level">, outcomes: readonly T[]): T | undefined {
  return outcomes.find((outcome) => outcome.node === level) ?? outcomes.find((outcome) => outcome.kind === "level");
}

/** Puts a route's change of class or board into the filters. */
export function onRoute(before: Route, after: Route): WindowUpdate {
  const other = before.board !== after.board || before.class !== after.class || before.item !== after.item;
  const otherUnit = before.unit !== after.unit || before.board !== after.board;
  return (window) => {
    const kept = other ? forgetFilters(window) : window;
    return otherUnit ? { ...kept, open: {}, tools: false } : kept;
  };
}

/** The grade of the explained total, where something other than points holds it below the line that the points reach. */
export function heldGrade(view: Pick<View, "root" | "level">, card: Card | null, explanation: Explanation): Outcome | null {
  const grade = card && explanation.node === view.root ? gradeOf(view, card.outcomes) : undefined;
  if (grade?.kind !== "level" || grade.state === "undecided" || grade.reasons.length === 0) return null;
  const reached = explanation.lines.findIndex((line) => line.reached);
  const given = explanation.lines.findIndex((line) => line.level === grade.value);
  return reached >= 0 && (given < 0 || given > reached) ? grade : null;
}

/** What every part of the Window is given. */
export interface WindowProps {
  state: AppState & { summary: Summary; board: Board };
  view: View;
  t: Messages;
  lang: Lang;
  actions: Actions;
}
