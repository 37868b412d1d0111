// A table as a file for spreadsheets.
import { unparse } from "papaparse";

/** Text that a spreadsheet would run as a formula is marked as text; a signed number or rate is none. */
const formula = /^[=@\t\r]|^[+-](?!\d+(\.\d+)?%?$)/;

/** With the mark by which spreadsheets know UTF-8. */
export function csvOf(rows: string[][]): string {
  return `\ufeff${unparse(rows, { newline: "\r\n", escapeFormulae: formula })}`;
}
