// What the engine is asked and replies where figures are entered: changes, and what could still come of it.
// Figures are the engine's own text, as in types.ts.
import type { FactType, Figure, Form, Reading, RecordText, Status, Summary, Text } from "./types";

export type { Blank, BlankQuery, FactType, Form, FormCell, FormFact, FormField, FormPart, FormQuery, Reading, RecordText } from "./types";
export type GivenNode = Form["given"][number];

/** Whom a link leads to: a unit's id, or more of it as a dataset has it. */
export type LinkEnd = string | { to: string; share?: string; since?: string; until?: string };

/** Exactly one of `fact`, `node` and `link` is there. */
export interface ChangeText {
  class: string;
  unit: string;
  fact?: string;
  node?: string;
  link?: string;
  period?: string;
  key?: string;
  value?: Reading;
  records?: RecordText[] | null;
  /** Of a link: all its ends. */
  to?: LinkEnd[];
}
/** A parameter of the scheme counts this in every period; null: as the scheme says. */
export interface ParameterChange { parameter: string; value: string | null }
/** Among the children of a node one counts as if it had this weight; null: its own. */
export interface WeightChange { class: string; node: string; child: string; weight: string | null }
/** What the desk may try out. */
export type DeskChange = ChangeText | ParameterChange | WeightChange;

export interface CellName {
  class: string;
  unit: string;
  fact?: string;
  node?: string;
  period: string;
  key?: string;
}
export interface TitledCell extends CellName {
  title: Text;
  keyTitle?: Text;
}

export interface RangeQuery { class: string; unit?: string; period: string; nodes?: string[]; all?: boolean }
/** One line of a level: whether the unit cannot fall below it any more, whether it can still be reached, and what the lowest
 *  result lacks of it. */
export interface RangeLine { level: string; title: Text; from: Figure | null; sure: boolean; possible: boolean; short: Figure | null }
export interface NodeRange {
  title?: Text;
  now?: Figure | null;
  /** Of a level, highest first. */
  lines?: RangeLine[];
  /** null: without bound, where it is known at all. */
  low: Figure | null;
  high: Figure | null;
  /** Both ends can be reached; not said where several units are asked about. */
  tight?: boolean;
  /** false: it can only be one of `mayBe`. */
  known?: boolean;
  mayBe: Status[];
  levels?: { low: string | null; high: string };
}
/** Figures with which a total comes to an end of its range, or as near to it as was found. */
export interface RangeEnd { reached: boolean; changes: ChangeText[] }
export interface Range {
  units: { unit: string; settled: boolean; nodes: Record<string, NodeRange>; lowAt?: RangeEnd; highAt?: RangeEnd }[];
  /** How many readings are open; `cells` are the first of them. */
  open: number;
  /** Lists that are not given, or others' results, are open as well. */
  otherOpen: boolean;
  cells: TitledCell[];
}

export interface Goal { node: string; period?: string; atLeast?: string; atMost?: string; level?: string; place?: string; is?: string }
export interface SolveQuery { class: string; unit: string; period: string; goal: Goal; cells?: CellName[]; frozen?: CellName[] }
/** `figure`: the node that now, best and then are figures of: the points that a level is read from. */
export interface GoalState { node: string; figure?: string; met: boolean; now: Figure | null; possible: boolean | null; best: Figure | null }
export interface Way {
  cells: CellName[];
  title: Text;
  keyTitle?: Text;
  type: FactType;
  unit: Text;
  now: string | null;
  /** Values that reach the goal; null is the end of the fact's own domain. */
  ranges: { from: string | null; to: string | null; above: boolean; below: boolean }[];
  exact: boolean;
  nearest: string | null;
  /** How far `nearest` is from `now`. */
  distance?: string | null;
  then: Figure | null;
  best: Figure | null;
  bestAt: string | null;
}
export interface Solve {
  goal: GoalState;
  /** What open figures were taken for while one was moved. */
  assumed?: ChangeText[];
  ways: Way[];
}
export interface PathQuery extends SolveQuery { costs?: (CellName & { cost: string; step?: string })[] }
export interface PathChange extends TitledCell { type?: FactType; from: string | null; to: string }
export interface Path {
  goal: GoalState;
  paths: { changes: PathChange[]; cost: string; then: Figure | null }[];
  proof: "exact" | "bound";
  bound: string | null;
  why: Text;
}
export interface LedgerQuery { class: string; unit: string; period: string }
export interface Ledger {
  lost: Figure;
  rows: { node: string; period: string; title: Text; clauses: string[]; lost: Figure; back: Figure | null; past: boolean; cells: TitledCell[] }[];
}

/** What the desk may be asked, by method: the Window's questions, and those above. */
export interface DeskOpened {
  summary: Summary;
  /** The class that a case is about; "" otherwise. */
  class: string;
  unit: string;
  period: string;
}
