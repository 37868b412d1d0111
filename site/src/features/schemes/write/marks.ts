// Where a fault of the engine's is drawn: the word, name or value that it is about, never half a page of it.
import type { Diagnostic } from "../../../engine/types";
import { type Part, childOf, offsetOf, pathOf } from "./parts";

export interface Mark {
  from: number;
  to: number;
  severity: "error" | "hint";
  code: string;
}

/** Faults that are about a name rather than about what stands behind it. */
const ofNames = ["unknown-key", "duplicate-key", "reserved-id"];

/** The part a pointer names; null where there is none of that name. */
function exactly(root: Part, pointer: string): Part | null {
  let part: Part | undefined = root;
  for (const key of pathOf(pointer)) part = childOf(part, key);
  return part ?? null;
}

export function markOf(text: string, root: Part, { line, column, pointer, code, severity, args }: Diagnostic): Mark {
  const at = line > 0 ? offsetOf(text, line, column) : 0;
  const about = { severity, code };
  const part = exactly(root, pointer);
  if (code === "json-syntax" || !part) return { ...about, from: Math.min(at, Math.max(0, text.length - 1)), to: Math.min(text.length, at + 1) };
  if (ofNames.indexOf(code) >= 0 && part.keyTo > 0) return { ...about, from: part.keyFrom, to: part.keyTo };
  // The character inside a formula that does not fit, where the text is written as it reads.
  const place = code === "formula-syntax" ? args[3] : undefined;
  if (part.kind === "text" && place !== undefined && text.slice(part.from + 1, part.to - 1) === part.value) {
    const from = offsetOf(text.slice(0, part.to - 1), line, column) + 1;
    let skipped = from;
    for (let count = 1; String(count) !== place && skipped < part.to - 1; count += 1) skipped += (text.codePointAt(skipped) ?? 0) > 0xffff ? 2 : 1;
    return { ...about, from: Math.min(skipped, part.to - 1), to: Math.min(part.to, skipped + 1) };
  }
  if (part.kind === "object" || part.kind === "array") {
    if (part.keyTo > 0) return { ...about, from: part.keyFrom, to: part.keyTo };
    return { ...about, from: part.from, to: part.from + 1 };
  }
  return part.to > part.from ? { ...about, from: part.from, to: part.to } : { ...about, from: part.keyFrom, to: part.keyTo };
}
