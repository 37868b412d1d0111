// What a filled sheet brings: the changes it would make, what of it could not be taken and where, and how it was read.
import type { ChangeText } from "../../../engine/desk-types";
import type { Text } from "../../../engine/types";

export type { Grid, GridColumn, GridHead, GridList } from "../../../engine/scheme-types";

/** Where something stands: "考勤!C7" of a file; `sheet` is "" in a csv file or a pasted table, `cell` where the whole sheet or file is meant. */
export interface Place {
  file: string;
  sheet: string;
  cell: string;
}
export interface SheetNote {
  code: string;
  text: Text;
  at?: Place;
  /** How a rate's plain numbers were read; the reader may say otherwise. */
  ask?: { fact: string; title: Text; read: "percent" | "fraction" };
}
/** `text` says what is wrong and what would mend it; where, is in `at`. `stops`: nothing of the file was taken. */
export interface SheetFault {
  code: string;
  text: Text;
  at: Place;
  stops?: true;
}
export interface RowChange {
  at: Place;
  id: string;
  what: "new" | "changed" | "gone";
  fields: { field: string; title: Text; from: string; to: string; at: Place }[];
}
export interface SheetChange {
  /** As `edit` and `rewrite` take it. */
  change: ChangeText;
  /** Of a list: the first of its rows that differs. */
  at: Place;
  /** As the grid has it; null is missing. Of a list, how many records. */
  from: string | null;
  to: string | null;
  /** Of a list only: its records that differ. */
  rows?: RowChange[];
  notes: SheetNote[];
}
/** A row of nobody whom the grid has. */
export interface NewUnit {
  at: Place;
  id: string;
  name: string;
  /** Its figures, without a unit. */
  values: SheetChange[];
}
/** What a template says of itself. */
export interface SheetAbout {
  scheme: string;
  version: string;
  class: string;
  period: string;
  /** SHA-256 of the scheme's text and of the figures it was made with. */
  digest: string;
  dataset: string;
}
export interface SheetReading {
  /** Only what differs from the grid, in the order of sheets, rows and columns. */
  changes: SheetChange[];
  /** What could not be taken; everything else is in `changes` all the same. */
  faults: SheetFault[];
  notes: SheetNote[];
  /** Cells that say what is there already, and empty ones. */
  same: number;
  blank: number;
  newUnits: NewUnit[];
  /** null: no template of ours. */
  about: SheetAbout | null;
}

export type SheetFile = { name: string; bytes: Uint8Array } | { name: string; text: string };
export interface ReadOptions {
  /** What an empty cell means: nothing ("leave"), or that the figure is missing; and of a record that is not there, that it is gone. */
  blank?: "leave" | "clear";
  /** By fact: what a rate's plain number is. */
  rates?: Record<string, "percent" | "fraction">;
  /** Names of other classes' units, for records that name one. */
  units?: Record<string, { id: string; name: Text }[]>;
  /** SHA-256 of the scheme's text. */
  digest?: string;
  /** How far it is, 0…1 as decimal text, now and then; and whether to give up. */
  tell?: (progress: string) => void;
  stop?: () => boolean;
}
