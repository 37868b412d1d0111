// What can be said of a board file: whether it still is what was published, and by whom. The figures come from check.ts.
import type { Text } from "../engine/types";
import type { Board, Digests, TrustedKey } from "./board";

/** What was found by looking: the digests as they come out here, and what the signature is worth. */
export interface Found {
  /** `result`: of the scores as this engine gives them; not there where it was not asked. */
  sha256: Digests;
  /** null: there is none; "unread": what reads signatures could not be loaded. */
  signature: "good" | "bad" | "unread" | null;
  keys: readonly TrustedKey[];
}
export type Part = "scheme" | "dataset" | "result" | "signature";
/** The four states, and a file that says no digest of itself. */
export type Badge = { is: "signed"; name: Text } | { is: "unknown" } | { is: "digest" } | { is: "differs"; parts: Part[] } | { is: "none" };

/** What a signature is over. */
export function sealText({ sha256, period, revision, issued }: Pick<Board, "sha256" | "period" | "revision" | "issued">): string {
  return ["yardstick-board/1", sha256.scheme, sha256.dataset, sha256.result, period, revision, issued].map((line) => `${line ?? ""}\n`).join("");
}

export const documents = ["scheme", "dataset", "result"] as const;

export function badgeOf(board: Board, found: Found): Badge {
  const parts: Part[] = documents.filter((part) => board.sha256[part] && found.sha256[part] && board.sha256[part] !== found.sha256[part]);
  // A signature is over the digests: of a file that names none it says nothing.
  if (found.signature === "bad" || (board.signature && !(board.sha256.scheme && board.sha256.dataset))) parts.push("signature");
  if (parts.length > 0) return { is: "differs", parts };
  if (found.signature === "good") {
    const trusted = found.keys.find(({ key }) => key === board.signature?.key.toLowerCase());
    return trusted ? { is: "signed", name: trusted.name } : { is: "unknown" };
  }
  return board.sha256.scheme && board.sha256.dataset ? { is: "digest" } : { is: "none" };
}
