// A file that is put beside the board: a scheme, a dataset, or a board file that holds both. Only what it says it is is looked at; what
// is wrong inside, the engine says.
import { placeOf, readBoard } from "../../../board/board";
import { jsonFault } from "../../../board/json-fault";

export type Other = { is: "scheme" | "dataset" | "both"; name: string; version: string; scheme?: string; dataset?: string };
export type OtherFault =
  | { is: "not-json"; name: string; line: number; column: number }
  | { is: "unknown"; name: string }
  | { is: "unreadable"; name: string }
  | { is: "large"; name: string };

/** Larger than any board that the engine takes. */
export const mostBytes = 200_000_000;

export function readOther(name: string, text: string): Other | OtherFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { is: "not-json", name, ...placeOf(text, jsonFault(text)) };
  }
  const format = typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  const kind = typeof format === "string" ? format : "";
  const version = (document: unknown): string => {
    const found = typeof document === "object" && document !== null ? (document as { version?: unknown }).version : undefined;
    return typeof found === "string" ? found : "";
  };
  if (kind.indexOf("yardstick-scheme/") === 0) return { is: "scheme", name, version: version(value), scheme: text };
  if (kind.indexOf("yardstick-dataset/") === 0) return { is: "dataset", name, version: "", dataset: text };
  const board = readBoard(name, text);
  if (board.ok) return { is: "both", name, version: "", scheme: board.value.scheme, dataset: board.value.dataset };
  return { is: "unknown", name };
}

export const isOther = (read: Other | OtherFault): read is Other => "version" in read;
