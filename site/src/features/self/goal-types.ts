// Two ways the figures could be, side by side: what the scenarios ask of the engine. Every figure is the engine's own text.
import type { Figure, Outcome, Text } from "../../engine/types";
import type { Change } from "./state";

/** `from` and `to` are each put on top of the draft's figures. */
export interface DifferQuery { class: string; unit: string; period: string; from: Change[]; to: Change[] }
export interface NodeDifference {
  node: string;
  period: string;
  title: Text;
  depth: number; // 0: the total
  outside: boolean;
  from: Figure | null;
  to: Figure | null;
  difference: Figure | null; // to − from
  changed: boolean;
}
/** What one item moves the total by, in the tree's order: the first begins where the total was, the last ends where it comes to. */
export interface Step { node: string; period: string; title: Text; before: Figure; after: Figure; difference: Figure }
export interface Differ {
  total: { node: string; title: Text; from: Figure | null; to: Figure | null; full: Figure | null; difference: Figure | null };
  nodes: NodeDifference[];
  outcomes: { node: string; kind: Outcome["kind"]; title: Text; from: Outcome; to: Outcome; changed: boolean }[];
  steps: Step[] | null; // null where a total is not known
}
