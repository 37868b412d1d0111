// What the engine replies where a board is made ready to be published, and where published files are held against each other.
import type { CellDifference } from "../../../board/board";
import type { FactType, Text } from "../../../engine/types";

/** `personal`: what a publication would say about persons. */
export interface PersonalFact { fact: string; title: Text; type: FactType; values: number; records: number; why: Text }
/** `persons`: each unit is a person; else some of the class's facts name one. */
export interface PersonalClass { class: string; title: Text; persons: boolean; units: number; facts: PersonalFact[] }
/** `held`: what the dataset already leaves out. */
export interface Personal { classes: PersonalClass[]; held: { class: string; title: Text; facts: { fact: string; title: Text }[] }[] }

/** `hold_back`: the dataset without some facts, with the figures that others rest on given in their place. */
export interface HeldBack { dataset: string; given: { class: string; node: string; title: Text; period: string; units: number }[] }

/** `verify`: where two boards differ; the first of each, and how many there are. `same` of a document: letter for letter. */
export interface Verify {
  same: boolean;
  scheme: { same: boolean; from: string; to: string; count: number; differences: { pointer: string; from: string; to: string }[] };
  dataset: { same: boolean; count: number; differences: CellDifference[] };
  results: { count: number; differences: ResultDifference[] };
  about: { key: string; from: string; to: string }[];
}
/** `fromShown`, `toShown`: of fractions without an end, as they are shown. */
export interface ResultDifference { class: string; unit: string; name: Text; period: string; node: string; title: Text; from: string; to: string; fromShown?: string; toShown?: string }
