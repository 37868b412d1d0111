// A board file and its line in the index, made from a work (data/README.md, "Board"). What stands in them is text of the work and of the
// engine; nothing is computed here.
import type { CellDifference } from "../../../board/board";
import type { Summary, Text } from "../../../engine/types";
import { type Part as SchemePart, childOf, textOf } from "../write/parts";
import { templates } from "../write/templates";
import type { BoardAbout } from "../work";
import type { Verify } from "./types";

export interface Issue {
  about: BoardAbout;
  issued: string;
  engine: string;
  scheme: string;
  dataset: string;
  sha256: { scheme: string; dataset: string; result: string };
  /** What changed since the board that it replaces. */
  changed: Verify | null;
}

/** Cells of what changed that a board carries along; the whole is `verify` of the two files. */
const mostCells = 100;

/** As the command line keeps them: the first, without what is empty; a scheme of its own is told by its versions. */
function kept({ scheme, dataset }: Verify): CellDifference[] {
  const versions = scheme.same ? [] : [{ what: "scheme", from: scheme.from, to: scheme.to }];
  const cells = dataset.differences.slice(0, mostCells).map((cell) => {
    const said = Object.entries(cell).filter(([, value]) => (typeof value === "string" ? value !== "" : written(value)));
    return Object.fromEntries(said) as unknown as CellDifference;
  });
  return [...versions, ...cells];
}

const written = (text: Text) => Object.keys(text).length > 0;

/** The file's text; members that have nothing to say are left out. `signature` signs what sealText says of it. */
export function boardFile({ about, issued, engine, scheme, dataset, sha256, changed }: Issue, signature?: { key: string; value: string }): string {
  const { id, title, note, class: cls, period, state, until, revision, reason, supersedes } = about;
  const board = {
    format: "yardstick-board/1",
    id,
    title,
    ...(written(note) ? { note } : {}),
    class: cls,
    period,
    state,
    ...(state === "display" && until ? { until } : {}),
    revision,
    issued,
    engine,
    ...(supersedes ? { supersedes, reason } : {}),
    ...(supersedes && changed ? { changed: kept(changed) } : {}),
    scheme,
    dataset,
    sha256,
    ...(signature ? { signature } : {}),
  };
  return `${JSON.stringify(board)}\n`;
}

interface DatasetText { periods?: string[]; invented?: boolean; units?: Record<string, unknown[]> }

/** The board's line in boards/index.json, as the build and the command line write it. */
export function indexEntry(id: string, about: BoardAbout, dataset: string, summary: Summary, file: { bytes: number; sha256: string }): object {
  const data = JSON.parse(dataset) as DatasetText;
  const classes = Object.keys(data.units ?? {}).map((name) => {
    const title = summary.classes.find((cls) => cls.id === name)?.title ?? {};
    return { id: name, title: written(title) ? title : name, units: data.units?.[name]?.length ?? 0 };
  });
  return {
    id,
    title: about.title,
    note: about.note,
    scheme: summary.scheme.id,
    class: about.class,
    period: about.period,
    periods: data.periods ?? [],
    classes,
    units: classes.reduce((sum, { units }) => sum + units, 0),
    bytes: file.bytes,
    sha256: file.sha256,
    invented: data.invented === true,
  };
}

/** The index with the board in it, in the order of ids; null where the text is no index. What else it says stays. */
export function withEntry(index: string, entry: object): string | null {
  let value: { format?: unknown; default?: unknown; boards?: unknown };
  try {
    value = JSON.parse(index) ?? {};
  } catch {
    return null;
  }
  if (value.format !== "yardstick-index/1" || !Array.isArray(value.boards)) return null;
  const { id } = entry as { id: string };
  const others = (value.boards as { id: string }[]).filter((other) => other.id !== id);
  const boards = [...others, entry as { id: string }].sort((a, b) => (a.id < b.id ? -1 : 1));
  return `${JSON.stringify({ ...value, default: value.default || id, boards })}\n`;
}

/** The earlier board: what of it a new revision has to know. */
export interface Earlier {
  /** "" for a file. */
  id: string;
  name: string;
  text: string;
  sha256: string;
  revision: number;
  issued: string;
}

/** An id that a template brought along. */
export const isTemplate = (id: string): boolean => templates.some((one) => one.id === id);

export type Doubt = "inventedData" | "inventedScheme" | "templateScheme";

/** What a published board hardly means: that it is invented, or a template's. It is told and holds nothing up. */
export function doubts(scheme: SchemePart, summary: Summary | null): Doubt[] {
  const list: [Doubt, boolean][] = [
    ["inventedData", summary?.dataset.invented === true],
    ["inventedScheme", textOf(childOf(childOf(scheme, "source"), "status")) === "invented"],
    ["templateScheme", isTemplate(textOf(childOf(scheme, "id")))],
  ];
  return list.filter(([, doubt]) => doubt).map(([what]) => what);
}

type Words = Pick<BoardAbout, "id" | "title" | "note" | "class" | "period" | "state" | "until">;
export type WordKey = "id" | "titleZh" | "titleEn" | "noteZh" | "noteEn" | "class" | "period" | "state" | "until";

/** Where a board's own words are others than those of the board that it replaces; what every issue says anew is left out. */
export function wordsThatDiffer(before: Omit<Words, "state"> & { state: string }, now: Words): { key: WordKey; from: string; to: string }[] {
  const said = ({ id, title, note, class: cls, period, state, until }: typeof before): [WordKey, string][] => [
    ["id", id],
    ["titleZh", title["zh-CN"] ?? ""],
    ["titleEn", title.en ?? ""],
    ["noteZh", note["zh-CN"] ?? ""],
    ["noteEn", note.en ?? ""],
    ["class", cls],
    ["period", period],
    ["state", state],
    ["until", state === "display" ? until : ""],
  ];
  const after = new Map(said(now));
  return said(before).flatMap(([key, from]) => (after.get(key) === from ? [] : [{ key, from, to: after.get(key) ?? "" }]));
}

export type Wanted = "id" | "id-taken" | "title" | "class" | "period" | "issued" | "until" | "until-early" | "revision" | "revision-low" | "reason";

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What of the board's own words is still wanted, all at once. */
export function wanted(about: BoardAbout, issued: string, summary: Summary | null, earlier: Earlier | null): Wanted[] {
  const cls = summary?.classes.find(({ id }) => id === about.class);
  const periods = cls ? cls.views.flatMap((view) => view.periods) : [];
  const list: [Wanted, boolean][] = [
    ["id", !/^[A-Za-z][A-Za-z0-9_-]*$/.test(about.id)],
    // Names of files that stand beside the boards.
    ["id-taken", /^(index|offline|site)$/i.test(about.id)],
    ["title", Object.values(about.title).every((text) => !text?.trim())],
    ["class", summary !== null && !cls],
    ["period", cls !== undefined && periods.indexOf(about.period) < 0],
    ["issued", !day.test(issued)],
    ["until", about.state === "display" && !day.test(about.until)],
    ["until-early", about.state === "display" && day.test(about.until) && day.test(issued) && about.until < issued],
    ["revision", about.revision < 1],
    ["revision-low", earlier !== null && about.revision >= 1 && about.revision <= earlier.revision],
    ["reason", earlier !== null && about.reason.trim() === ""],
  ];
  return list.filter(([, lacks]) => lacks).map(([what]) => what);
}
