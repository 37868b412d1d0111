// A published board, from the host or from a file, with the digest of its bytes.
import { type Board, readBoard } from "../../../board/board";
import { publishedText } from "../../../board/load";
import type { Client } from "../../../engine/client";
import type { Earlier } from "./compose";

export interface Picked extends Earlier { board: Board }

/** Null where it is no board file, or cannot be read, or where something else was chosen in the same `place`. */
export async function pick(client: Client, from: { id: string } | { file: File }, place: string): Promise<Picked | null> {
  const read = "id" in from ? await publishedText("board", from.id) : { ok: true as const, value: await from.file.text() };
  if (!read.ok) return null;
  const name = "id" in from ? from.id : from.file.name;
  const board = readBoard(name, read.value);
  const digests = board.ok ? await client.call("digests", [[read.value]], `digest-${place}`) : null;
  if (!board.ok || !digests?.value) return null;
  const { revision, issued } = board.value;
  return { id: "id" in from ? name : "", name, text: read.value, sha256: digests.value[0] ?? "", revision, issued, board: board.value };
}
