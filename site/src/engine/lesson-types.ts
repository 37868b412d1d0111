// What the engine replies where a lesson is made of a scheme: what is worth showing, in which order it is computed, what to ask.
// Figures are the engine's own text, as in types.ts.
import type { ChangeText } from "./desk-types";
import type { Figure, Outcome, OutcomeKind, Status, Text } from "./types";

export interface Clause { id: string; text: Text }

/** One case of the scheme: what it is about and what it expects something of; the expected values are not in it. */
export interface Story {
  case: string; title: Text; description: Text; note: Text;
  class: string; unit: string; period: string;
  nodes: { unit: string; node: string; period: string; title: Text }[];
  clauses: Clause[];
  edge: boolean; // it stands on or beside a line
}

export interface NotableQuery { class: string; period: string }
export interface NotableUnit { unit: string; name: Text; points: Figure }
export interface Notable {
  parts: { node: string; title: Text; full: Figure | null; outside?: boolean; share: string; shown: string; mean: Figure | null }[];
  deciders: { node: string; title: Text; sentence?: Text; clauses: Clause[]; spread: Figure; low: NotableUnit; high: NotableUnit }[];
  card: { unit: string; name: Text } | null;
  lines: { node: string; title: Text; level: string; levelTitle: Text; from: Figure; near: (NotableUnit & { distance: Figure })[] }[];
  outcomes: { node: string; title: Text; kind: OutcomeKind; sentence: Text; units: number }[];
}

export interface StepsQuery { class: string; unit: string; period: string }
/** One node in the order in which it is computed, after all that it reads. */
export interface Step {
  node: string; period: string; title: Text; kind: string; depth: number;
  points: Figure | null; full: Figure | null; status: Status; unit: Text;
  said?: Text; sentence?: Text; // of a value that is no points: "是"; what the rule says
  outcome?: Outcome;
  from: { node: string; period: string; title: Text; points: Figure | null }[];
  facts: { fact: string; title: Text; value: Text | null; unit: Text }[]; // as people read them
}
export interface Steps { steps: Step[] }

export interface QuizQuery { class: string; unit: string; period: string; count: number }
export interface QuizQuestion {
  id: string; kind: "level" | "points" | "verdict";
  title: Text; asked: Text;
  options: { id: string; title: Text }[];
  answer: string; why: Text;
  node: string; clauses: Clause[];
  changes: ChangeText[];
}
export interface Quiz { questions: QuizQuestion[] }

export type GuessQuery =
  | { class: string; unit: string; period: string; node: string; guess: string }
  | { class: string; period: string; order: string[] };
/** Of points; of a level or another outcome the answer is one of its values. */
export interface GuessOfValue { right: boolean; guess: Figure; answer: Figure | { id: string; title: Text } | null; difference: Figure | null }
export interface GuessOfOrder { right: boolean; order: string[]; pairs: { right: number; of: number } }
