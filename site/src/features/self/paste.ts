// A column or block copied from a spreadsheet: which value goes into which field, and what does not fit. Nothing is lost: what
// finds no field is told, and what cannot be taken is kept beside its field as typed text is.
import { type Field, block, countedOf } from "./fields";
import type { Group } from "./fields";
import { type DraftUpdate, type Draft, reading, withChanges, withWrong } from "./state";
import { type Taken, take } from "./typed";

export interface PastedCell {
  field: Field;
  text: string;
  before: string;
  taken: Taken;
}
export interface Pasted {
  cells: PastedCell[];
  /** Values for which there is no field. */
  over: string[];
  /** Fields of the same columns that got no value. */
  left: number;
  /** How many cells now have another figure. */
  overwrites: number;
  faults: number;
}

/** Rows and columns of a clipboard's text; a quoted cell may hold tabs and line ends. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const end = () => {
    (rows[rows.length - 1] as string[]).push(cell);
    cell = "";
  };
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") end();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[index + 1] === "\n") index += 1;
      end();
      rows.push([]);
    } else cell += sign;
  }
  if (quoted) return text.split(/\r\n|\r|\n/).map((line) => line.split("\t")); // a quote that was never closed is a plain sign
  end();
  // A spreadsheet ends its last row too.
  if (rows.length > 1 && rows[rows.length - 1]?.length === 1 && rows[rows.length - 1]?.[0] === "") rows.pop();
  return rows;
}

/** More than one cell: one value is an ordinary paste. */
export function isBlock(text: string): boolean {
  const rows = rowsOf(text);
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1;
}

/** An option's title is as good as its id, and so are the words for yes and no. */
function idOf(field: Field, text: string): string {
  const named = field.fact.options.find((option) => field.kind.type === "choice" && Object.values(option.title).indexOf(text.trim()) >= 0);
  return named ? named.id : text;
}

/** Where a clipboard's text would go from a field on. A single row with several cells is a column when the fields are one. */
export function planPaste(draft: Draft, groups: readonly Group[], key: string, text: string): Pasted {
  let rows = rowsOf(text);
  const across = rows.length === 1 && (rows[0]?.length ?? 0) > 1;
  const own = groups.find((group) => group.fields.some((field) => field.key === key));
  // A row into a fact that stands alone goes along its periods.
  if (across && own?.fact) rows = (rows[0] as string[]).map((cell) => [cell]);
  const columns = Math.max(...rows.map((row) => row.length));
  const fields = block(groups, key, columns);
  const cells: PastedCell[] = [];
  const over: string[] = [];
  rows.forEach((row, down) =>
    row.forEach((value, at) => {
      const field = fields[at]?.[down];
      if (!field) {
        if (value.trim() !== "") over.push(value);
        return;
      }
      cells.push({ field, text: value, before: countedOf(draft, field), taken: take(field.kind, idOf(field, value)) });
    }),
  );
  const reach = fields.reduce((sum, one) => sum + one.length, 0);
  return {
    cells,
    over,
    left: Math.max(0, reach - cells.length),
    overwrites: cells.filter((cell) => cell.before !== "" && cell.before !== cell.text.trim()).length,
    faults: cells.filter((cell) => !cell.taken.ok).length,
  };
}

/** Whether it should be looked at first: it overwrites something, does not fit, or cannot all be taken. */
export function needsLook(pasted: Pasted): boolean {
  return pasted.overwrites > 0 || pasted.over.length > 0 || pasted.faults > 0;
}

/** The whole paste as one change. */
export function pasteChange(pasted: Pasted): DraftUpdate {
  return (draft) => {
    const changes = pasted.cells.flatMap(({ field, taken }) => (taken.ok ? [reading(field.cell, taken.value)] : []));
    let next = withChanges(changes)(draft);
    for (const { field, text, taken } of pasted.cells) if (!taken.ok) next = withWrong(field.cell, text)(next);
    return next;
  };
}
