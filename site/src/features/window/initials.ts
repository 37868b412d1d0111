// Pinyin initials as the dataset has them: the engine finds by them, the page says whether there are any and which match is best.
import type { Board } from "../../board/board";

const read = new WeakMap<Board, Record<string, Map<string, string>>>();

/** Initials of a class's units, by id; empty where the dataset has none. */
export function initialsOf(board: Board, cls: string): Map<string, string> {
  let classes = read.get(board);
  if (!classes) {
    classes = {};
    const { units = {} } = JSON.parse(board.dataset) as { units?: Record<string, { id: string; initials?: string }[]> };
    for (const id of Object.keys(units)) {
      classes[id] = new Map((units[id] ?? []).flatMap((unit) => (unit.initials ? [[unit.id, unit.initials.toLowerCase()] as const] : [])));
    }
    read.set(board, classes);
  }
  return classes[cls] ?? new Map();
}
