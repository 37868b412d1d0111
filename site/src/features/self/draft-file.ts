// A draft as text: for a file, and for whatever else hands one in. What is read is taken apart member by member; what does not fit is
// left out, and what is no draft at all is told.
import type { Reading, RecordText } from "../../engine/desk-types";
import type { Change, Draft, RawRecord, Scenario } from "./state";

const format = "yardstick-draft/1";
/** Far more than anybody types. */
const mostBytes = 4_000_000;
const mostChanges = 20_000;

export function writeDraft(draft: Draft): string {
  return `${JSON.stringify({ format, ...draft }, null, 1)}\n`;
}

export type ReadDraft = { ok: true; draft: Draft } | { ok: false; why: "not-json" | "not-draft" | "too-large"; found: string };

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
const textIn = (bag: Bag, key: string): string => (typeof bag[key] === "string" ? (bag[key] as string) : "");
const listIn = (bag: Bag, key: string): unknown[] => (Array.isArray(bag[key]) ? (bag[key] as unknown[]) : []);
const hidden = (key: string) => key === "__proto__" || key === "constructor" || key === "prototype";
const entriesIn = (value: unknown): [string, unknown][] => (isBag(value) ? Object.entries(value).filter(([key]) => !hidden(key)) : []);

function readReading(value: unknown): Reading | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return /^-?\d/.test(String(value)) ? String(value) : undefined;
  if (!isBag(value)) return undefined;
  const parts = entriesIn(value).filter(([, part]) => part === null || typeof part === "string");
  return parts.length > 0 ? (Object.fromEntries(parts) as Reading) : undefined;
}

function readRecord(value: unknown, depth = 0): RecordText | null {
  if (!isBag(value) || depth > 2) return null;
  const record: RecordText = {};
  for (const [field, part] of entriesIn(value)) {
    if (part === null || typeof part === "string" || typeof part === "boolean") record[field] = part;
    else if (Array.isArray(part)) record[field] = part.map((inner) => readRecord(inner, depth + 1)).filter((inner): inner is RecordText => inner !== null);
  }
  return record;
}

function readChange(value: unknown): Change | null {
  if (!isBag(value)) return null;
  const { class: cls, unit, fact, node, link, to, period, key } = value;
  if (typeof cls !== "string" || typeof unit !== "string" || [fact, node, link].filter((one) => typeof one === "string").length !== 1) return null;
  const change: Change = { class: cls, unit };
  if (typeof link === "string") return Array.isArray(to) ? { ...change, link, to: to.filter((end): end is string => typeof end === "string") } : null;
  if (typeof fact === "string") change.fact = fact;
  if (typeof node === "string") change.node = node;
  if (typeof period === "string") change.period = period;
  if (typeof key === "string" && key !== "") change.key = key;
  if ("records" in value) {
    const { records } = value;
    if (records !== null && !Array.isArray(records)) return null;
    change.records = records === null ? null : records.map((record) => readRecord(record)).filter((record): record is RecordText => record !== null);
    return change;
  }
  const reading = readReading(value.value);
  return reading === undefined || change.period === undefined ? null : { ...change, value: reading };
}

export function readChanges(value: unknown): Change[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, mostChanges)
    .map(readChange)
    .filter((change): change is Change => change !== null);
}

function readRaw(value: unknown, depth = 0): RawRecord | null {
  if (!isBag(value) || !isBag(value.fields) || depth > 2) return null;
  const fields: RawRecord["fields"] = {};
  for (const [field, part] of entriesIn(value.fields)) {
    if (typeof part === "string" || typeof part === "boolean") fields[field] = part;
    else if (Array.isArray(part)) fields[field] = part.map((inner) => readRaw(inner, depth + 1)).filter((inner): inner is RawRecord => inner !== null);
  }
  return { id: textIn(value, "id"), fields };
}

function readScenario(value: unknown): Scenario | null {
  if (!isBag(value) || textIn(value, "id") === "") return null;
  return { id: textIn(value, "id"), name: textIn(value, "name"), changes: readChanges(value.changes) };
}

/** A draft out of a value that came from anywhere; null where it is none. */
export function asDraft(value: unknown): Draft | null {
  if (!isBag(value) || !isBag(value.scheme)) return null;
  const draft: Draft = {
    id: textIn(value, "id"),
    name: textIn(value, "name"),
    scheme: { id: textIn(value.scheme, "id"), version: textIn(value.scheme, "version"), sha256: textIn(value.scheme, "sha256") },
    board: typeof value.board === "string" ? value.board : null,
    class: textIn(value, "class"),
    unit: textIn(value, "unit"),
    period: textIn(value, "period"),
    asOf: /^\d{4}-\d\d-\d\d$/.test(textIn(value, "asOf")) ? textIn(value, "asOf") : "",
    changes: readChanges(value.changes),
    wrong: Object.fromEntries(entriesIn(value.wrong).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
    lists: Object.fromEntries(
      entriesIn(value.lists)
        .filter(([, list]) => Array.isArray(list))
        .map(([key, list]) => [key, (list as unknown[]).map((record) => readRaw(record)).filter((record): record is RawRecord => record !== null)]),
    ),
    scenarios: listIn(value, "scenarios")
      .map(readScenario)
      .filter((scenario): scenario is Scenario => scenario !== null),
    created: textIn(value, "created"),
    saved: textIn(value, "saved"),
  };
  return draft.scheme.id && draft.class && draft.unit && draft.period ? draft : null;
}

export function readDraft(text: string): ReadDraft {
  if (text.length > mostBytes) return { ok: false, why: "too-large", found: "" };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { ok: false, why: "not-json", found: "" };
  }
  const found = isBag(value) ? textIn(value, "format") : "";
  const draft = found === format ? asDraft(value) : null;
  return draft ? { ok: true, draft } : { ok: false, why: "not-draft", found };
}
