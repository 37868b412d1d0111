// From one year to the next, as text: the next version's name, another year's periods, what of two schemes differs that the engine's
// comparison of their boards does not say, and figures to compare with where there are none. No score is computed here.
import type { Work } from "../work";
import { noAbout, newWork } from "../work";
import { type Part, childOf, partAt, readParts, textOf, titleOf } from "../write/parts";

const one = BigInt(1);

/** "2025" as "2026", also at the head of "2025-Q1"; anything else is left alone. */
export const nextYear = (period: string): string => period.replace(/^\d{4}/, (year) => String(BigInt(year) + one));

/** The version after another: of the next year where it begins with one, else its last number and one. */
export function nextVersion(version: string): string {
  if (/^\d{4}([.-]|$)/.test(version)) return nextYear(version).replace(/[.-]\d+$/, (end) => `${end.charAt(0)}1`);
  const match = /^(.*?)(\d+)(\D*)$/.exec(version);
  return match ? `${match[1]}${BigInt(match[2] ?? "0") + one}${match[3]}` : `${version}.2`;
}

export const versionOf = (scheme: string): string => textOf(childOf(readParts(scheme), "version"));
export const idOf = (scheme: string): string => textOf(childOf(readParts(scheme), "id"));

/** The scheme with another version, the rest as it was written; unchanged where it does not name one. */
export function withVersion(scheme: string, version: string): string {
  const part = childOf(readParts(scheme), "version");
  if (part?.kind !== "text") return scheme;
  return scheme.slice(0, part.from) + JSON.stringify(version) + scheme.slice(part.to);
}

/** One thing that differs: what it is, what it was called, and how it read and reads; null: it was not there, or is there no more. */
export interface Difference {
  what: "parameter" | "fact" | "clause" | "class" | "case" | "table";
  title: string;
  /** A parameter: from when on. */
  since?: string;
  from: string | null;
  to: string | null;
}

const members = (part: Part | undefined): readonly Part[] => part?.parts ?? [];
/** What is written, however it is laid out. */
const meaning = (part: Part | undefined): string => (part ? `${part.kind}${part.value}(${part.parts.map((one) => `${one.key}:${meaning(one)}`).join()})` : "");

/** Members of an object in one text and not in the other, and those that read differently. */
function differing(what: Difference["what"], [a, b]: readonly [Part | undefined, Part | undefined], name: (part: Part) => string, value: (part: Part) => string): Difference[] {
  const found: Difference[] = [];
  for (const part of members(a)) {
    const other = childOf(b, part.key);
    if (!other) found.push({ what, title: name(part), from: value(part), to: null });
    else if (meaning(part) !== meaning(other)) found.push({ what, title: name(other), from: value(part), to: value(other) });
  }
  for (const part of members(b)) if (!childOf(a, part.key)) found.push({ what, title: name(part), from: null, to: value(part) });
  return found;
}

/** What differs between two schemes beside what the engine compares: parameters by their dates, facts, clauses, tables, classes, cases. */
export function differences(before: string, now: string, lang: string): Difference[] {
  const [a, b] = [readParts(before), readParts(now)];
  const inside = (root: Part, pointer: readonly string[]) => pointer.reduce<Part | undefined>((part, key) => childOf(part, key), root);
  const pair = (...pointer: string[]) => [inside(a, pointer), inside(b, pointer)] as const;
  const titled = (part: Part) => titleOf(childOf(part, "title"), lang) || part.key;
  const found: Difference[] = [];

  const [oldParameters, newParameters] = pair("parameters");
  const values = (part: Part | undefined) => members(childOf(part, "values")).map((row) => ({ since: textOf(childOf(row, "from")), value: childOf(row, "value")?.value ?? "" }));
  const keys = [...members(oldParameters), ...members(newParameters)].map(({ key }) => key);
  for (const key of keys.filter((id, index) => keys.indexOf(id) === index)) {
    const [was, is] = [childOf(oldParameters, key), childOf(newParameters, key)];
    const dates = [...values(was), ...values(is)].map(({ since }) => since).sort();
    for (const since of dates.filter((date, index) => dates.indexOf(date) === index)) {
      const at = (part: Part | undefined) => values(part).find((row) => row.since === since)?.value ?? null;
      const title = is ? titled(is) : was ? titled(was) : key;
      if (at(was) !== at(is)) found.push({ what: "parameter", title, since, from: at(was), to: at(is) });
    }
  }
  found.push(...differing("clause", pair("clauses"), ({ key }) => key, (part) => titleOf(part, lang)));
  found.push(...differing("table", pair("tables"), titled, () => ""));
  found.push(...differing("class", pair("classes"), titled, () => "").filter(({ from, to }) => from === null || to === null));
  for (const cls of members(childOf(a, "classes"))) {
    if (childOf(childOf(b, "classes"), cls.key)) found.push(...differing("fact", pair("classes", cls.key, "facts"), titled, () => ""));
  }
  const names = (root: Part) => members(childOf(root, "cases")).map((part) => textOf(childOf(part, "name")));
  const [oldCases, newCases] = [names(a), names(b)];
  for (const name of oldCases) if (newCases.indexOf(name) < 0) found.push({ what: "case", title: name, from: "", to: null });
  for (const name of newCases) if (oldCases.indexOf(name) < 0) found.push({ what: "case", title: name, from: null, to: "" });
  return found;
}

/** Figures of nobody, so that two schemes can be compared where neither has figures yet. */
export function noFigures(scheme: string, year: string): string {
  const root = readParts(scheme);
  const units: Record<string, object[]> = {};
  for (const cls of members(childOf(root, "classes"))) units[cls.key] = childOf(cls, "one")?.value === "true" ? [{ id: cls.key, name: cls.key }] : [];
  return JSON.stringify({ format: "yardstick-dataset/1", scheme: { id: idOf(scheme), version: versionOf(scheme) }, asOf: `${year}-12-31`, periods: [year], units });
}

/** A short name of one side: "2025年考核（版本 2025.1）" has both. */
export interface Side { name: string; version: string }

/** The changes that make next year's figures of this year's: the same units and links, nothing reported yet. */
export function emptied(dataset: string, version: string): object[] {
  const root = readParts(dataset);
  const facts = ["readings", "records"].flatMap((kind) =>
    members(childOf(root, kind)).flatMap((cls) => members(cls).map((fact) => ({ class: cls.key, fact: fact.key }))),
  );
  const dropped = facts.filter((one, index) => facts.findIndex((other) => other.class === one.class && other.fact === one.fact) === index);
  // Of several years the last one turns into the next; what lies before it was for looking back.
  const scored = members(partAt(root, "/periods")).map(({ value }) => value);
  const last = scored.map((period) => period.slice(0, 4)).sort().pop() ?? "";
  const periods = scored.filter((period) => period.startsWith(last)).map(nextYear);
  const first = nextYear(last);
  return [
    ...dropped.map((one) => ({ ...one, drop: true })),
    ...["history", "closed", "closedThrough"].filter((key) => childOf(root, key)).map((key) => ({ [key]: null })),
    { asOf: `${first}-01-01` },
    { periods },
    { scheme: { version } },
  ];
}

/** Next year's work: the scheme under its next version, this year's documents beside it. */
export function nextWork(work: Work, title: string, version: string, dataset: string, keep: boolean): Work {
  const period = keep ? work.board.period : nextYear(work.board.period);
  const about = { ...noAbout, title: work.board.title, class: work.board.class, period };
  return newWork(title, withVersion(work.scheme, version), dataset, about, { name: work.title, scheme: work.scheme, dataset: work.dataset });
}
