// Tables as text: csv files as spreadsheets write them here (UTF-8, or GB18030 where it is none), and what was copied out of one.
import Papa from "papaparse";
import { type RawCell, type RawRow, type RawSheet, Unreadable, limits } from "./raw";

export type Letters = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** Strict: a file that is no UTF-8 is GB18030 or nothing. */
export function lettersOf(bytes: Uint8Array): { text: string; letters: Letters } {
  const [a, b] = [bytes[0] ?? 0, bytes[1] ?? 0];
  const tries: Letters[] = a === 0xff && b === 0xfe ? ["utf-16le"] : a === 0xfe && b === 0xff ? ["utf-16be"] : ["utf-8", "gb18030"];
  for (const letters of tries) {
    try {
      const text = new TextDecoder(letters, { fatal: true }).decode(bytes);
      if (!text.includes("\u0000")) return { text: text.replace(/^\ufeff/, ""), letters };
    } catch {
      // The next one.
    }
  }
  throw new Unreadable("not-text", {
    "zh-CN": "这个文件不是表格，也不是 UTF-8 或 GB18030 文字，读不出来。请在 Excel 里另存为 .xlsx 或“CSV UTF-8”再读入。",
    en: "This file is no spreadsheet, and no text in UTF-8 or GB18030. Save it from Excel as .xlsx or “CSV UTF-8”.",
  });
}

export function readTable(text: string): RawSheet {
  const tabs = /\t/.test(text.slice(0, 100_000));
  const { data } = Papa.parse<string[]>(text, { delimiter: tabs ? "\t" : "", preview: limits.rows + 2, skipEmptyLines: false });
  if (data.length > limits.rows + 1) {
    throw new Unreadable("too-many-rows", {
      "zh-CN": `超过 ${limits.rows} 行，没有读入。请只留下要填报的行再读入。`,
      en: `There are more than ${limits.rows} rows; nothing was read. Keep only the rows to be reported.`,
    });
  }
  const rows: RawRow[] = [];
  data.forEach((line, row) => {
    const cells = new Map<number, RawCell>();
    line.forEach((raw, column) => {
      // A text that a spreadsheet might run is marked with ' in front (see csvOf).
      const cell = raw.replace(/^'(?=[=+\-@\t\r])/, "");
      if (cell.trim() === "") return;
      cells.set(column, /^#(DIV\/0!|N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)$/.test(cell.trim()) ? { kind: "error", text: cell.trim() } : { kind: "text", text: cell });
    });
    if (cells.size > 0) rows.push({ row, cells });
  });
  return { name: "", hidden: false, rows, merges: [], binary: false };
}
