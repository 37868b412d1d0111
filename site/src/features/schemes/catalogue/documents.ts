// The schemes that are published beside the page: the catalogue's index, and each scheme as it was written (data/README.md, "Catalogue").
import { publishedText } from "../../../board/load";
import type { Text } from "../../../engine/types";

export type RuleState = "computed" | "shown" | "gap";
export interface Coverage {
  /** Whether it is known which of the source's rules could be computed; otherwise its clauses stand for them. */
  listed: boolean;
  computed: number;
  shown: number;
  gap: number;
  rules: { id: string; is: RuleState }[];
}
export interface SchemeEntry {
  id: string;
  version: string;
  title: Text;
  source: { document: Text; status: string };
  /** A scoring system of another field, as it was published. */
  published: boolean;
  classes: { id: string; title: Text; indicators: number }[];
  coverage: Coverage;
  cases: number;
  bytes: number;
  sha256: string;
}

/** Why there is no document; `detail` is the machine's own word. */
export type DocumentFault = { why: "missing" | "unreachable" | "not-json" | "not-ours"; name: string; detail: string };
export type Got<T> = { ok: true; value: T } | { ok: false; fault: DocumentFault };

const asText = (value: unknown): Text => (typeof value === "string" ? { "zh-CN": value, en: value } : typeof value === "object" && value !== null ? (value as Text) : {});
const asString = (value: unknown): string => (typeof value === "string" ? value : "");
const asCount = (value: unknown): number => (typeof value === "number" && value >= 0 ? value : 0);
const asList = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : []);
const states: readonly unknown[] = ["computed", "shown", "gap"];

function entryOf(value: Record<string, unknown>): SchemeEntry {
  const source = (value.source ?? {}) as Record<string, unknown>;
  const coverage = (value.coverage ?? {}) as Record<string, unknown>;
  return {
    id: asString(value.id),
    version: asString(value.version),
    title: asText(value.title),
    source: { document: asText(source.document), status: asString(source.status) },
    published: value.published === true,
    classes: asList(value.classes).map((one) => ({ id: asString(one.id), title: asText(one.title), indicators: asCount(one.indicators) })),
    coverage: {
      listed: coverage.listed === true,
      computed: asCount(coverage.computed),
      shown: asCount(coverage.shown),
      gap: asCount(coverage.gap),
      rules: asList(coverage.rules).flatMap(({ id, is }) => (typeof id === "string" && states.indexOf(is) >= 0 ? [{ id, is: is as RuleState }] : [])),
    },
    cases: asCount(value.cases),
    bytes: asCount(value.bytes),
    sha256: asString(value.sha256),
  };
}

export function readCatalogue(text: string): Got<SchemeEntry[]> {
  const name = "schemes/index.json";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    return { ok: false, fault: { why: "not-json", name, detail: String(reason) } };
  }
  const { format, schemes } = (value ?? {}) as { format?: unknown; schemes?: unknown };
  if (format !== "yardstick-schemes/1" || !Array.isArray(schemes)) return { ok: false, fault: { why: "not-ours", name, detail: asString(format) } };
  return { ok: true, value: asList(schemes).map(entryOf).filter(({ id }) => id !== "") };
}

/** What was read once stays; what could not be read is tried again when it is asked for again. */
function once<T>(load: (id: string) => Promise<Got<T>>): (id: string) => Promise<Got<T>> {
  const held: Record<string, Promise<Got<T>> | undefined> = {};
  return (id) => {
    const reading = held[id] ?? load(id);
    held[id] = reading;
    void reading.then(({ ok }) => {
      if (!ok) delete held[id];
    });
    return reading;
  };
}

async function textOf(id: string): Promise<Got<string>> {
  const read = await publishedText("scheme", id);
  if (read.ok) return read;
  const { name } = read.fault as { name: string };
  const detail = "detail" in read.fault ? read.fault.detail : "";
  return { ok: false, fault: { why: read.fault.kind === "missing" ? "missing" : "unreachable", name, detail } };
}

const index = once(async () => {
  const text = await textOf("index");
  return text.ok ? readCatalogue(text.value) : text;
});
export const loadCatalogue = (): Promise<Got<SchemeEntry[]>> => index("");
export const loadScheme: (id: string) => Promise<Got<string>> = once(textOf);
