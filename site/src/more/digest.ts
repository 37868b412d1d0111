// What a board's documents come to as digests: computed from the texts that were scored, whatever the file says of itself.
import type { Board } from "../board/board";
import { sha256 } from "../sha256";

export interface Digests {
  scheme: string;
  dataset: string;
}

const made = new WeakMap<Board, Digests>();

export function digestsOf(board: Board): Digests {
  const known = made.get(board) ?? { scheme: sha256(board.scheme), dataset: sha256(board.dataset) };
  made.set(board, known);
  return known;
}
