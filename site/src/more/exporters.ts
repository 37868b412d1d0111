// In which form a table leaves the page. One more form is one more line of `exporters`; the buttons follow it.
import type { Text } from "../engine/types";
import { csvOf } from "../csv";

/** A table as it goes into a file: figures are the engine's own text, without marks between digits. */
export interface Table {
  /** The file's name without its ending. */
  name: string;
  /** What it is, for forms that have room for it. */
  title: string;
  head: string[];
  rows: string[][];
  /** Columns of figures. */
  figures: boolean[];
}

export interface Exporter {
  id: string;
  title: Text;
  /** The file's ending. */
  ending: string;
  file(table: Table): Blob | Promise<Blob>;
}

export const exporters: Exporter[] = [
  {
    id: "csv",
    title: { "zh-CN": "CSV 表格", en: "CSV table" },
    ending: "csv",
    file: (table) => new Blob([csvOf([table.head, ...table.rows])], { type: "text/csv" }),
  },
];
