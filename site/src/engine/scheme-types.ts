// What the views about schemes ask the engine and get: a class's figures as a grid, and what a page about one indicator says.
// Figures are the engine's own text, as in types.ts.
import type { FactType, Figure, FormField, RecordText, Text } from "./types";

interface Named { id: string; title: Text }
interface NodeName { class: string; node: string; title: Text }
interface ClauseText { id: string; text: Text }

// grid: a class's own facts with all its units beside each other
export interface GridQuery { class: string; period: string; units?: string[] } // units: in that order; all where none are named
/** What a fact takes, who reports it and what reads it. */
export interface GridHead {
  fact: string; title: Text; type: FactType; unit: Text;
  min: string; max: string; step: string; // "" without limit; of a rate "100%"
  options: Named[];
  of?: string; // a unit: its class
  grain: string;
  keys: Named[];
  reasons: (Named & { gives: string })[]; // "missing", "exempt" or a value
  reporter: Text; proof: Text; basis: string;
  nodes: { class: string; id: string; title: Text }[]; // points and outcomes of any class whose own rule reads it; else the values that do; none: nobody reads it
  clauses: ClauseText[]; // those of the nodes
}
/** A fact in one period, for one of its keys: periods inside the one asked for, or the one around it. */
export interface GridColumn extends GridHead {
  period: string;
  key: string; // a vote's option or a fact's key; "" where it has none
  keyTitle: Text;
  closed: boolean; // whether all that belongs to the period should be there
  /** By unit, as the `value` of a change takes it: "98.2%", "true", an option's id, "exempt", a reason's id (it stands for the
   *  whole reading, whatever the key); null: missing. */
  values: (string | null)[];
}
export interface GridList extends GridHead {
  fields: FormField[];
  dated: string; // the field that places a record in its period
  rows: (RecordText[] | null)[]; // by unit: its records of all periods, which a change replaces together; null: no list is given
  closedThrough: string[]; // by unit: the day up to which its list is complete; ""
}
export interface Grid {
  class: string; title: Text; period: string;
  units: { unit: string; name: Text; group: string }[]; // group: its id
  columns: GridColumn[]; // in the scheme's order of facts, then periods, then keys
  lists: GridList[];
}

// indicator: what a page about one node says
export interface IndicatorQuery { class: string; node: string; unit?: string; period?: string }
export interface IndicatorTable { title: Text; head: Text[]; rows: Text[][] }
export interface IndicatorFact {
  class: string; fact: string; title: Text; type: FactType; unit: Text;
  min: string; max: string; step: string;
  options: Named[];
  grain: string; reporter: Text; proof: Text; basis: string;
}
/** A stretch on which nothing jumps or turns; `from` = `to`: a single value. An end that is not closed is not part of it. */
export interface CurvePiece {
  from: Figure; to: Figure;
  closedLeft: boolean; closedRight: boolean;
  points: { x: Figure; y: Figure }[]; // two where it is straight, one of a single value, else some on the way; the first and last are its ends
}
/** The points as a function of one fact, while all else stays. Of x, `exact` is the number ("0.982") and `shown` as people enter it ("98.2%"). */
export interface IndicatorCurve {
  fact: string; title: Text; unit: Text;
  period: string; // of the reading
  node: string; // whose figure y is: the node, or the same rule in one of its periods
  nodePeriod: string;
  from: Figure; to: Figure;
  pieces: CurvePiece[]; // in order; between two of them there may be a gap, where there are no points
  at: { x: Figure; y: Figure } | null; // where the unit stands
}
export interface IndicatorPage {
  class: string; node: string; title: Text;
  type: "points" | "value" | "rank" | "level" | "veto" | "verdict" | "quota" | "honour" | "run" | "convert" | "award" | "pool" | "decision";
  kind: string;
  basis: string;
  source: Text; // the document that the scheme is drawn from
  note: Text; // what is done with what is missing, exempt or not there; what the scheme leaves out of the rule
  grain: string;
  full: Figure | null;
  share: Text; // of the class's full marks: "10%"; {} where that is not fixed
  sentence: Text;
  formula: Text;
  steps: Text[]; // what is done to its points afterwards
  clauses: ClauseText[];
  tables: IndicatorTable[];
  facts: IndicatorFact[];
  reads: NodeName[];
  feeds: NodeName[];
  parameters: { parameter: string; title: Text; values: { since: string; value: string }[]; clauses: ClauseText[] }[];
  cases: { name: string; title: Text }[];
  curve: IndicatorCurve | null;
}
