// A work (工作稿): what an office has in hand: a scheme's text, the figures for it, and what is to be said of both when they are
// published. It is kept on this device and changes nothing that is published.
import type { Text } from "../../engine/types";

/** What a board says of itself beside its two documents (data/README.md, "Board"). */
export interface BoardAbout {
  id: string;
  title: Text;
  note: Text;
  class: string;
  period: string;
  state: "draft" | "display" | "final";
  /** On display until this day; "" where it is not. */
  until: string;
  /** The day it is issued; "" for the day on which it is. */
  issued: string;
  /** Facts about persons that are published all the same, as "class/fact"; the others are left out. */
  shown: string[];
  revision: number;
  reason: string;
  supersedes: { revision: number; sha256: string } | null;
}

export interface Work {
  id: string;
  title: string;
  /** When it was saved last, ISO. */
  saved: string;
  /** The two documents as text; a dataset is "" until there are figures. */
  scheme: string;
  dataset: string;
  board: BoardAbout;
  /** What it was begun from, to be compared with; null where it was begun from nothing. */
  before: { name: string; scheme: string; dataset: string } | null;
  /** What was typed at the data desk and is not (yet) in the dataset, by the name of its cell: as typed, until it is mended. */
  typed: Record<string, string>;
  /** Which sheets the figures came from. They stay with the work: a published dataset does not tell them. */
  sources: Source[];
}

/** One filled sheet: who says it, and which cells it brought: the units, by class, fact and period. */
export interface Source {
  name: string;
  /** The day it was taken in. */
  taken: string;
  cells: Record<string, string[]>;
}

export const noAbout: BoardAbout = { id: "", title: {}, note: {}, class: "", period: "", state: "draft", until: "", issued: "", shown: [], revision: 1, reason: "", supersedes: null };

export function freshId(): string {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

export function newWork(title: string, scheme: string, dataset = "", about: Partial<BoardAbout> = {}, before: Work["before"] = null): Work {
  return { id: freshId(), title, saved: "", scheme, dataset, board: { ...noAbout, ...about }, before, typed: {}, sources: [] };
}

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const wordsOf = (value: unknown): Text => (typeof value === "string" ? { "zh-CN": value, en: value } : isBag(value) ? (value as Text) : {});
const countOf = (value: unknown, least: number): number => (typeof value === "number" && value >= least && value % 1 === 0 ? value : least);

function asTyped(value: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (isBag(value)) for (const [key, text] of Object.entries(value)) if (typeof text === "string") found[key] = text;
  return found;
}

function asSources(value: unknown): Source[] {
  return (Array.isArray(value) ? value : []).filter(isBag).map((source) => {
    const cells: Source["cells"] = {};
    if (isBag(source.cells)) for (const [key, units] of Object.entries(source.cells)) cells[key] = Array.isArray(units) ? units.map(textOf) : [];
    return { name: textOf(source.name), taken: textOf(source.taken), cells };
  });
}

function asAbout(value: unknown): BoardAbout {
  if (!isBag(value)) return noAbout;
  const { state, supersedes } = value;
  return {
    id: textOf(value.id),
    title: wordsOf(value.title),
    note: wordsOf(value.note),
    class: textOf(value.class),
    period: textOf(value.period),
    state: state === "display" || state === "final" ? state : "draft",
    until: textOf(value.until),
    issued: textOf(value.issued),
    shown: Array.isArray(value.shown) ? value.shown.filter((name): name is string => typeof name === "string") : [],
    revision: countOf(value.revision, 1),
    reason: textOf(value.reason),
    supersedes: isBag(supersedes) ? { revision: countOf(supersedes.revision, 0), sha256: textOf(supersedes.sha256) } : null,
  };
}

/** Whatever a browser or a file kept, taken apart member by member; null where it is no work at all. */
export function asWork(value: unknown): Work | null {
  if (!isBag(value) || textOf(value.id) === "" || typeof value.scheme !== "string") return null;
  const { before } = value;
  return {
    id: textOf(value.id),
    title: textOf(value.title),
    saved: textOf(value.saved),
    scheme: value.scheme,
    dataset: textOf(value.dataset),
    board: asAbout(value.board),
    before: isBag(before) ? { name: textOf(before.name), scheme: textOf(before.scheme), dataset: textOf(before.dataset) } : null,
    typed: asTyped(value.typed),
    sources: asSources(value.sources),
  };
}

const format = "yardstick-work/1";

export const writeWork = (work: Work): string => `${JSON.stringify({ format, ...work }, null, 1)}\n`;

/** What can be opened as a work: a file that was saved from one, a published board, or a scheme alone. */
export type Given =
  | { ok: true; work: Work }
  | { ok: false; why: "not-json" | "not-ours"; found: string };

export function readGiven(name: string, text: string): Given {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    return { ok: false, why: "not-json", found: String(reason) };
  }
  const bag = isBag(value) ? value : {};
  const found = textOf(bag.format);
  if (found === format) {
    const work = asWork(value);
    if (work) return { ok: true, work: { ...work, id: freshId() } };
  }
  if (found === "yardstick-board/1" && typeof bag.scheme === "string" && typeof bag.dataset === "string") {
    const title = isBag(bag.title) ? textOf(bag.title["zh-CN"]) || textOf(bag.title.en) : textOf(bag.title);
    const before = { name, scheme: bag.scheme, dataset: bag.dataset };
    // What the file says of its own issue is not the next one's.
    const last = asAbout(bag);
    const about = { ...last, revision: last.revision + 1, issued: "", until: "", reason: "", supersedes: null };
    return { ok: true, work: newWork(title || name, bag.scheme, bag.dataset, about, before) };
  }
  if (isBag(bag.classes) && found === "yardstick-scheme/1") return { ok: true, work: newWork(name.replace(/\.json$/i, ""), text) };
  return { ok: false, why: "not-ours", found };
}
