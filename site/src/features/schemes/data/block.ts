// Blocks of cells: the ones selected, as text for the clipboard, and a clipboard's text laid over cells.
import { rowsOf } from "../../self/paste";

export interface Spot {
  row: number;
  col: number;
}
/** From the first row and column to the last, both among them. */
export interface Block {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export function blockOf(a: Spot, b: Spot): Block {
  return { top: Math.min(a.row, b.row), left: Math.min(a.col, b.col), bottom: Math.max(a.row, b.row), right: Math.max(a.col, b.col) };
}
export const holds = (block: Block, row: number, col: number): boolean => row >= block.top && row <= block.bottom && col >= block.left && col <= block.right;
export const sizeOf = ({ top, left, bottom, right }: Block): number => (bottom - top + 1) * (right - left + 1);

export function spotsOf({ top, left, bottom, right }: Block): Spot[] {
  const spots: Spot[] = [];
  for (let row = top; row <= bottom; row += 1) for (let col = left; col <= right; col += 1) spots.push({ row, col });
  return spots;
}

const quoted = (text: string) => (/["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/** Cells as spreadsheets take them: tabs between columns, a line for each row. */
export function textOf(block: Block, read: (spot: Spot) => string): string {
  const lines: string[] = [];
  for (let row = block.top; row <= block.bottom; row += 1) {
    const cells: string[] = [];
    for (let col = block.left; col <= block.right; col += 1) cells.push(quoted(read({ row, col })));
    lines.push(cells.join("\t"));
  }
  return lines.join("\r\n");
}

export interface Laid {
  cells: { spot: Spot; text: string }[];
  /** What lies over: values for which there is no cell. */
  over: string[];
  block: Block;
}

/** A clipboard's text over cells from the block's corner on. One value fills the whole block, and a block that is a multiple of
 *  what was copied is filled with it again and again, as spreadsheets do. */
export function lay(text: string, onto: Block, rows: number, columns: number): Laid {
  const table = rowsOf(text);
  const height = table.length;
  const width = Math.max(...table.map((row) => row.length));
  const room = { height: onto.bottom - onto.top + 1, width: onto.right - onto.left + 1 };
  const again = room.height % height === 0 && room.width % width === 0;
  const reach = again ? room : { height, width };
  const cells: Laid["cells"] = [];
  const over: string[] = [];
  for (let down = 0; down < reach.height; down += 1)
    for (let across = 0; across < reach.width; across += 1) {
      const value = table[down % height]?.[across % width];
      if (value === undefined) continue;
      const spot = { row: onto.top + down, col: onto.left + across };
      if (spot.row < rows && spot.col < columns) cells.push({ spot, text: value });
      else if (value.trim() !== "") over.push(value);
    }
  const last = { row: Math.min(onto.top + reach.height, rows) - 1, col: Math.min(onto.left + reach.width, columns) - 1 };
  return { cells, over, block: blockOf({ row: onto.top, col: onto.left }, last) };
}
