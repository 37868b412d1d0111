// A table as a file has it, before anybody asks what it means: cells at their places, with what a spreadsheet says of them.
import type { Text } from "../../../engine/types";
import { whole } from "./digits";

/** `error`: "#DIV/0!"; `formula`: one whose value nobody has computed; `date`: as 2025-11-25. */
export type RawKind = "number" | "text" | "flag" | "error" | "formula" | "date";
export interface RawCell {
  kind: RawKind;
  text: string;
  /** A number that is shown as a percentage. */
  percent?: true;
}
/** Rows and columns are counted from 0; a row has only the cells that hold something. */
export interface RawRow {
  row: number;
  cells: Map<number, RawCell>;
}
export interface Span {
  top: number;
  left: number;
  bottom: number;
  right: number;
}
export interface RawSheet {
  /** "" in a csv file and a pasted table. */
  name: string;
  hidden: boolean;
  rows: RawRow[];
  merges: Span[];
  /** A spreadsheet's numbers are binary and rounded to 15 digits; other texts are taken digit for digit. */
  binary: boolean;
}

/** Why a file cannot be read, as data. */
export class Unreadable extends Error {
  constructor(
    readonly code: string,
    readonly said: Text,
    readonly sheet = "",
  ) {
    super(code);
  }
}

/** More than that no office fills in by hand; a browser's memory would not bear much more. */
export const limits = {
  file: 30_000_000,
  inflated: 300_000_000,
  strings: 60_000_000,
  entries: 5_000,
  sheets: 200,
  rows: 50_000,
  cells: 1_500_000,
};

export function columnName(column: number): string {
  let name = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}
export const cellName = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

/** "C7" as row 6, column 2; null where it is no such name. */
export function placeOf(name: string): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(name);
  if (!match) return null;
  let column = 0;
  for (const letter of match[1] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: whole(match[2] ?? "") - 1, column: column - 1 };
}

/** Lets the page draw and answer between two slices of work. */
export const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Slices: how far it is, and whether somebody wants it to go on. */
export interface Pace {
  tell(progress: string): void;
  stop(): boolean;
}

export class Stopped extends Error {}

export async function rest(pace: Pace, done: number, of: number): Promise<void> {
  pace.tell(of > 0 ? Math.min(done / of, 1).toFixed(2) : "0");
  await breathe();
  if (pace.stop()) throw new Stopped("stopped");
}
