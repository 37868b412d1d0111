// Looks whether a board file still is what was published. Digests and scores are the worker's; signatures are read by a script of their
// own, which only a signed board asks for.
import type { Client } from "../engine/client";
import type { DeskJob } from "../engine/desk";
import type { Reply } from "../engine/types";
import { script } from "../later";
import { type AppState, isReady } from "../state";
import type { Store } from "../store";
import { type Found, badgeOf, sealText } from "./badge";
import type { Board } from "./board";
import { loadKeys } from "./load";
import type { Signatures } from "./seal-entry";

export async function signatures(): Promise<Signatures | null> {
  await script("seal", () => window.yardstickSeal !== undefined);
  return window.yardstickSeal ?? null;
}

/** The digest of the scores of what a desk or the Window holds, as the engine of that name would write them; null where it made way for something newer. */
export async function resultDigest(
  client: Client,
  place: { desk: string } | { window: true },
  sha256: { scheme: string; dataset: string },
  engine: string,
  tell?: (progress: string) => void,
): Promise<Reply<string> | null> {
  const job: DeskJob = { ...place, digest: engine, changes: [], questions: [{ method: "result", query: { sha256 } }] };
  // Neither a desk's digest nor the Window's takes the other's place.
  return (await client.call("work", [job], "desk" in place ? `seal-${place.desk}` : "seal", tell)) as Reply<string> | null;
}

/** Null where something newer was checked meanwhile in the same `place`, undefined where the engine has stopped. `result` scores, where the
 *  file says what should come of it. */
export async function foundOf(
  board: Board,
  client: Client,
  result: (own: { scheme: string; dataset: string }) => Promise<string | null>,
  place = "window",
): Promise<Found | null | undefined> {
  const digests = await client.call("digests", [[board.scheme, board.dataset]], `digests-${place}`);
  if (!digests?.value) return digests && undefined;
  const [scheme = "", dataset = ""] = digests.value;
  const found: Found = { sha256: { scheme, dataset }, signature: null, keys: [] };
  const { signature } = board;
  if (signature) {
    const reader = await signatures();
    found.signature = !reader ? "unread" : reader.isSigned(sealText(board), String(signature.key), String(signature.value)) ? "good" : "bad";
    if (found.signature === "good") found.keys = await loadKeys();
  }
  if (board.sha256.result && scheme === board.sha256.scheme && dataset === board.sha256.dataset) {
    const scored = await result({ scheme, dataset });
    if (scored === null) return null;
    found.sha256.result = scored;
  }
  return found;
}

/** Returns the function that, when the Window has its first picture, looks at the board that is open. */
export function createCheck(store: Store<AppState>, client: Client): () => void {
  const current = (board: Board) => store.get().seal?.board === board && store.get().board === board;
  const look = async (board: Board) => {
    const found = await foundOf(board, client, async (own) => {
      // The scores are the Window's, so they are asked for when it has them; where it has another board, this one is left.
      const scored = current(board) ? await resultDigest(client, { window: true }, own, board.engine) : null;
      return scored && (scored.value ?? "");
    });
    if (current(board)) store.update((state) => ({ ...state, seal: found ? { board, found, badge: badgeOf(board, found) } : null }));
  };
  return () => {
    const state = store.get();
    const { board } = state;
    if (!isReady(state) || !state.window.rows || !board || state.seal?.board === board) return;
    store.update((now) => ({ ...now, seal: { board, found: null, badge: null } }));
    void look(board);
  };
}
