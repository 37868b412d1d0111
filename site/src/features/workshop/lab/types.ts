// What the engine is asked and replies in the experiments: what can be moved, weights that still make their sum, one way the board
// could be beside another, and how far the order of units holds. Figures are the engine's own text, as in engine/types.ts.
import type { DeskChange } from "../../../engine/desk-types";
import type { Figure, Status, Text } from "../../../engine/types";

export type Change = DeskChange;
export interface Clause { id: string; text: Text }

// tune: what can be moved in a class
export interface TuneQuery { class: string; period: string }
export interface TuneParameter {
  parameter: string; title: Text;
  value: string; own: string; // what counts now, and what the scheme says
  low: string; high: string; step: string; // of a slider
  rate: boolean; unit: Text;
  clauses: Clause[];
  nodes: { id: string; title: Text }[]; // what rests on it
}
export interface TuneWeight { child: string; title: Text; weight: string; own: string; low: string; high: string; step: string }
export interface TuneNode { node: string; title: Text; sum: string; rate: boolean; children: TuneWeight[] }
export interface Tune { parameters: TuneParameter[]; weights: TuneNode[] }

// weights: the others make way, so that the sum stays
export interface WeightsQuery { class: string; node: string; period: string; set: Record<string, string>; keep: string[] }
export interface Weights { weights: { child: string; title: Text; own: string; weight: string; shown: string }[]; changes: Change[]; said: Text }

// compare: who changes, and why
export interface CompareQuery { class: string; period: string; from: Change[]; to: Change[]; other?: { scheme?: string; dataset?: string } }
export interface Side {
  points: Figure | null; status: Status;
  place: number | null;
  level: { id: string; title: Text } | null;
  verdicts: { node: string; title: Text }[];
}
/** The title says which period is meant, where that is not the one asked about. */
export interface Because { node: string; period: string; title: Text; clauses: Clause[]; from: Figure | null; to: Figure | null; difference: Figure | null }
export interface CompareUnit {
  unit: string; name: Text; group: string;
  in: "both" | "from" | "to";
  from: Side | null; to: Side | null;
  difference: Figure | null;
  moved: number | null; // places, up > 0
  changed: boolean;
  because: Because[]; // largest first
}
export interface Compare {
  node: string; title: Text;
  from: { scheme: string; version: string }; to: { scheme: string; version: string };
  counts: { units: number; points: number; places: number; levels: number; verdicts: number };
  units: CompareUnit[]; // in order of the second side's places
  parameters: { parameter: string; title: Text; from: string | null; to: string | null }[];
  weights: { node: string; child: string; title: Text; from: string | null; to: string | null }[];
  rules: { node: string; title: Text; from: Text | null; to: Text | null }[]; // null: only the other side has it
}

// robust: weights within a band, all corners or a seeded sample
export interface RobustQuery { class: string; period: string; node?: string; band: string; by: "points" | "percent"; choices: number; seed: number }
export interface RobustUnit { unit: string; name: Text; place: number | null; best: number | null; worst: number | null; kept: number; keptShare: string; shown: string }
export interface Robust {
  node: string;
  how: "corners" | "sample";
  choices: number;
  weights: { child: string; title: Text; own: string; low: string; high: string }[];
  units: RobustUnit[];
  linear: boolean;
  never: { ahead: string; behind: string }[]; // proved
}
