// What is wrong with a cell that was typed into, in words, with what would be right.
import { say } from "../../../i18n";
import { troubleText } from "../../self/field";
import type { SelfMessages } from "../../self/messages";
import type { Work } from "../work";
import { type Words, choicesOf, isListed, kindOf, nameOf, shownOf, taken } from "./cells";
import type { Grid, GridColumn } from "../../../engine/scheme-types";
import type { TableState } from "./table";

export interface CellFault {
  text: string;
  /** What was meant very likely. */
  instead: string;
}

/** Null: nothing is wrong with it, or it has not been looked at yet. */
export function faultOf(column: GridColumn, name: string, typed: string, faults: TableState["faults"], words: Words, sm: SelfMessages): CellFault | null {
  const { m, lang } = words;
  const read = taken(column, typed, words);
  if (!read.ok) {
    const { trouble } = read;
    const options = isListed(column) ? ` ${m.options(choicesOf(column, words).map(({ title }) => title).slice(0, 12).join(m.listComma))}` : "";
    return { text: m.typedHere(typed) + troubleText(trouble, kindOf(column), typed, sm) + options, instead: "instead" in trouble ? trouble.instead : "" };
  }
  const said = faults[name];
  return said ? { text: m.typedHere(typed) + said.map(({ text }) => say(text, lang)).join(" "), instead: "" } : null;
}

/** The names of the sheets that brought a cell's figure. */
export function sourcesOf(work: Work, cls: string, fact: string, period: string, unit: string): string[] {
  const key = [cls, fact, period].join("/");
  return work.sources.filter(({ cells }) => (cells[key] ?? []).indexOf(unit) >= 0).map(({ name }) => name);
}

export interface Cell {
  name: string;
  /** The figure that counts, and what stands in the cell. */
  counted: string;
  text: string;
  typed: boolean;
  fault: CellFault | null;
  value: string | null;
}

/** One cell of the grid with what was typed into it. */
export function cellOf(grid: Grid, column: GridColumn, row: number, work: Work, state: TableState, words: Words, sm: SelfMessages): Cell {
  const unit = grid.units[row]?.unit ?? "";
  const name = nameOf(grid.class, column, unit);
  const value = column.values[row] ?? null;
  const counted = shownOf(column, value, words);
  const typed = work.typed[name];
  return { name, counted, text: typed ?? counted, typed: typed !== undefined, fault: typed === undefined ? null : faultOf(column, name, typed, state.faults, words, sm), value };
}
