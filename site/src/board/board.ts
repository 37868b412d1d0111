// What is published: the index of boards and one board (formats: data/README.md, "Board"). Reading either gives the thing
// or the reason there is none; nothing here knows what a scheme or a dataset says inside.
import type { Text } from "../engine/types";
import { jsonFault } from "./json-fault";

export interface BoardEntry {
  id: string;
  title: Text;
  note: Text;
  /** Id of the board's scheme. */
  scheme: string;
  /** What is scored. */
  classes: { id: string; title: Text; units: number }[];
  periods: string[];
  units: number;
  bytes: number;
  invented: boolean;
}
export interface BoardIndex {
  default: string;
  boards: BoardEntry[];
}
export interface Board {
  id: string;
  title: Text;
  note: Text;
  class: string;
  period: string;
  state: "draft" | "display" | "final" | "";
  revision: number;
  /** On display until this day; the day it was issued; the engine it was scored with. "" where the file does not say. */
  until: string;
  issued: string;
  engine: string;
  reason: Text;
  supersedes: { revision: number; sha256: string } | null;
  /** What changed since the superseded revision, the first hundred. */
  changed: CellDifference[];
  /** The two documents as written. */
  scheme: string;
  dataset: string;
  /** Digests in hexadecimal; one that the file does not give is not there. */
  sha256: Digests;
  signature: { key: string; value: string } | null;
}
export interface Digests { scheme?: string; dataset?: string; result?: string }

/** What differs between the figures of two boards (the engine's `verify`); what is empty may be left out, and is missing there. */
export interface CellDifference {
  /** "reading", "record", "link", "unit" …; "scheme" in a board: the two versions. */
  what: string;
  class?: string;
  unit?: string;
  name?: Text;
  fact?: string;
  title?: Text;
  period?: string;
  key?: string;
  from?: string;
  to?: string;
}

/** Whose signature readers may trust: site.json, beside the page. */
export interface TrustedKey { key: string; name: Text }

/** Why a document could not be used; `detail` is the machine's own word, shown small. */
export type Fault =
  | { kind: "missing"; name: string; detail: string }
  | { kind: "unreachable"; name: string; detail: string }
  | { kind: "not-json"; name: string; line: number; column: number; detail: string }
  | { kind: "not-board"; name: string; found: string; lacks: string[] }
  | { kind: "no-boards" };
export type Read<T> = { ok: true; value: T } | { ok: false; fault: Fault };

/** Line and column, from 1, of a place in a text. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function readJson(name: string, text: string): Read<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { ok: true, value: value as Record<string, unknown> };
    }
    return { ok: false, fault: { kind: "not-board", name, found: "", lacks: ["format"] } };
  } catch (reason) {
    const detail = reason instanceof Error ? reason.message : String(reason);
    const place = placeOf(text, jsonFault(text));
    return { ok: false, fault: { kind: "not-json", name, ...place, detail } };
  }
}

function asText(value: unknown): Text {
  if (typeof value === "string") return { "zh-CN": value, en: value };
  return typeof value === "object" && value !== null ? (value as Text) : {};
}

const said = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads a board's text. `name` is the file's or the board's, for messages. */
export function readBoard(name: string, text: string): Read<Board> {
  const read = readJson(name, text);
  if (!read.ok) return read;
  const found = typeof read.value.format === "string" ? read.value.format : "";
  const lacks = ["id", "scheme", "dataset"].filter((key) => typeof read.value[key] !== "string");
  if (found !== "yardstick-board/1" || lacks.length > 0) return { ok: false, fault: { kind: "not-board", name, found, lacks } };
  const { id, scheme, dataset, class: cls, period, state, revision, title, note } = read.value as Record<string, string> & { revision: unknown };
  const { until, issued, engine, reason, supersedes, changed, sha256, signature } = read.value;
  return {
    ok: true,
    value: {
      id: id as string,
      title: asText(title),
      note: asText(note),
      class: typeof cls === "string" ? cls : "",
      period: typeof period === "string" ? period : "",
      state: state === "draft" || state === "display" || state === "final" ? state : "",
      revision: typeof revision === "number" ? revision : 0,
      until: said(until),
      issued: said(issued),
      engine: said(engine),
      reason: asText(reason),
      supersedes: (supersedes as Board["supersedes"]) || null,
      changed: Array.isArray(changed) ? (changed as CellDifference[]) : [],
      sha256: (sha256 as Digests) || {},
      signature: (signature as Board["signature"]) || null,
      scheme: scheme as string,
      dataset: dataset as string,
    },
  };
}

/** The keys that the site trusts; whatever is no such file names none. */
export function readKeys(text: string): TrustedKey[] {
  const read = readJson("site.json", text);
  const keys = read.ok && read.value.format === "yardstick-site/1" ? read.value.keys : [];
  return (Array.isArray(keys) ? (keys as TrustedKey[]) : []).map(({ key, name }) => ({ key: said(key).toLowerCase(), name: asText(name || key) }));
}

/** Reads the index's text. */
export function readIndex(text: string): Read<BoardIndex> {
  const read = readJson("index.json", text);
  if (!read.ok) return read;
  const { format, boards, default: first } = read.value;
  if (format !== "yardstick-index/1" || !Array.isArray(boards)) {
    return { ok: false, fault: { kind: "not-board", name: "index.json", found: String(format ?? ""), lacks: ["boards"] } };
  }
  return {
    ok: true,
    value: {
      default: typeof first === "string" ? first : "",
      boards: (boards as BoardEntry[]).map((entry) => ({
        ...entry,
        title: asText(entry.title),
        note: asText(entry.note),
        classes: (entry.classes ?? []).map((cls) => ({ ...cls, title: asText(cls.title) })),
        periods: entry.periods ?? [],
      })),
    },
  };
}
