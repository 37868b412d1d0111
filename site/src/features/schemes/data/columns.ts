// The columns of the grid in groups: by the item that reads a fact, or by who reports it.
import { periodMark, periodText } from "../../../format";
import { type Lang, say } from "../../../i18n";
import type { GridColumn } from "../../../engine/scheme-types";
import type { DataMessages } from "./messages";

export type Grouping = "node" | "reporter";
export interface ColumnGroup {
  id: string;
  title: string;
  columns: GridColumn[];
}

/** In the order in which they first occur; the columns of a group stand together, in the scheme's order. */
export function groupsOf(columns: readonly GridColumn[], grouping: Grouping, m: DataMessages, lang: Lang): ColumnGroup[] {
  const groups = new Map<string, ColumnGroup>();
  for (const column of columns) {
    const node = column.nodes[0];
    const title = grouping === "node" ? (node ? say(node.title, lang) || node.id : m.noNode) : say(column.reporter, lang) || m.noReporter;
    const id = grouping === "node" ? (node ? `${node.class}.${node.id}` : "") : title;
    const group = groups.get(id) ?? { id, title, columns: [] };
    group.columns.push(column);
    groups.set(id, group);
  }
  return Array.from(groups.values());
}

/** What stands above a column's cells, under its fact: which period and which key. */
export function partTitle(column: GridColumn, period: string, lang: Lang): string {
  const own = [periodMark(column.period, period, "", lang), column.key ? say(column.keyTitle, lang) || column.key : ""].filter(Boolean).join(" · ");
  return own || periodText(column.period, lang);
}
export function fullName(column: GridColumn, lang: Lang): string {
  return [say(column.title, lang) || column.fact, column.key ? say(column.keyTitle, lang) || column.key : "", periodText(column.period, lang)].filter(Boolean).join(" ");
}

/** How wide a column is, in rem: its values and what stands above them have room; so has the title of a fact that stands alone. */
export function widthOf(column: GridColumn, title: string, alone: boolean): number {
  const own = column.type === "text" ? 12 : column.type === "choice" || column.type === "unit" ? 8.5 : column.type === "date" || column.type === "money" ? 7.5 : 5.5;
  const letters = Array.from(title).reduce((sum, sign) => sum + (sign > "\u00ff" ? 0.875 : 0.475), 1);
  return Math.max(own, Math.min(letters, 12), alone ? 8 : 0);
}
