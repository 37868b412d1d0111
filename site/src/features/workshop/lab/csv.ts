// A table as a file for spreadsheets.
import { unparse } from "papaparse";

/** Text that a spreadsheet would run as a formula is marked as text; a signed number is none. */
const formula = /^[=@\t\r]|^[+-](?!\d+(\.\d+)?$)/;

/** With the mark by which spreadsheets know UTF-8. */
export function csvOf(rows: string[][]): string {
  return `\ufeff${unparse(rows, { newline: "\r\n", escapeFormulae: formula })}`;
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name.replace(/[\\/:*?"<>|\s]+/g, "_");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
