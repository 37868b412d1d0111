// What the engine is asked and replies where figures are entered: the form, changes to it, and what could still come of it.
// Figures are the engine's own text, as in types.ts.
import type { Figure, Status, Summary, Text } from "./types";

/** A reading as a dataset has it: text of a quantity, choice or date, true or false, votes by option, a reason, or nothing. */
export type Reading = string | boolean | null | { [key: string]: string | null };
/** A record as a dataset has it: `id` and its fields; an inner list is a list of such. */
export type RecordText = { [field: string]: string | boolean | null | RecordText[] };

export interface ChangeText {
  class: string;
  unit: string;
  fact?: string;
  node?: string;
  period?: string;
  key?: string;
  value?: Reading;
  records?: RecordText[] | null;
}
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
}

export interface BlankQuery { class: string; period?: string }
export interface Blank { dataset: string; unit: string; period: string }

export interface FormQuery { class: string; unit: string; period: string }
export type FactType = "number" | "count" | "money" | "rate" | "choice" | "flag" | "date" | "votes" | "records" | "text" | "unit";
export interface FormCell {
  period: string;
  key?: string;
  status: Status;
  value: string;
  reason?: string;
  closed: boolean;
}
export interface FormField {
  id: string;
  title: Text;
  type: FactType;
  unit: Text;
  min: string;
  max: string;
  step: string;
  options: { id: string; title: Text }[];
  fields?: FormField[];
}
export interface FormFact {
  fact: string;
  title: Text;
  type: FactType;
  unit: Text;
  grain: string;
  min: string;
  max: string;
  step: string;
  options: { id: string; title: Text }[];
  keys: { id: string; title: Text }[];
  reasons: { id: string; title: Text; gives: string }[];
  reporter: Text;
  proof: Text;
  basis: string;
  clauses: { id: string; text: Text }[];
  nodes: { id: string; title: Text }[];
  cells: FormCell[];
  /** Of lists only. */
  fields?: FormField[];
  dated?: string;
  known?: boolean;
  closedThrough?: string | null;
  records?: RecordText[];
}
export interface FormPart {
  class: string;
  unit: string;
  name: Text;
  own: boolean;
  facts: FormFact[];
}
export interface GivenNode {
  class: string;
  unit: string;
  node: string;
  period: string;
  title: Text;
  value: string;
  given: boolean;
}
export interface Form {
  class: string;
  unit: string;
  period: string;
  parts: FormPart[];
  given: GivenNode[];
}

export interface RangeQuery { class: string; unit?: string; period: string; nodes?: string[] }
export interface NodeRange {
  /** null: without bound. */
  low: Figure | null;
  high: Figure | null;
  tight: boolean;
  mayBe: Status[];
  levels?: { low: string | null; high: string };
}
export interface Range {
  units: { unit: string; open: number; nodes: Record<string, NodeRange>; lowAt: ChangeText[]; highAt: ChangeText[] }[];
  cells: TitledCell[];
}

export interface Goal { node: string; period?: string; atLeast?: string; atMost?: string; level?: string; place?: string; is?: string }
export interface SolveQuery { class: string; unit: string; period: string; goal: Goal; cells?: CellName[]; frozen?: CellName[] }
export interface GoalState { node: string; met: boolean; now: Figure | null; possible: boolean | null; best: Figure | null }
export interface Way {
  cells: CellName[];
  title: Text;
  type: FactType;
  unit: Text;
  now: string | null;
  ranges: { from: string | null; to: string | null; above: boolean; below: boolean }[];
  exact: boolean;
  nearest: string | null;
  then: Figure | null;
  best: Figure | null;
  bestAt: string | null;
}
export interface Solve { goal: GoalState; ways: Way[] }
export interface PathQuery extends SolveQuery { costs?: (CellName & { cost: string; step: string })[] }
export interface Path {
  goal: GoalState;
  paths: { changes: (TitledCell & { from: string | null; to: string; cost: string })[]; cost: string; then: Figure }[];
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
  unit: string;
  period: string;
}
