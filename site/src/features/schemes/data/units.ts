// The units of a work: names as they are pasted, their ids, and a dataset that begins with nothing but names. Only what is text is
// read of a dataset here; its figures stay as they are written.
import type { Text } from "../../../engine/types";
import { rowsOf } from "../../self/paste";
import { initialsOf } from "./initials";

export interface UnitText {
  id: string;
  name: Text | string;
  group?: string;
  initials?: string;
  [own: string]: unknown;
}
type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
const bagOf = (value: unknown): Bag => (isBag(value) ? value : {});
export const asText = (value: unknown): Text => (typeof value === "string" ? { "zh-CN": value } : isBag(value) ? (value as Text) : {});
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);

function parsed(text: string): Bag | null {
  try {
    const value: unknown = JSON.parse(text);
    return isBag(value) ? value : null;
  } catch {
    return null;
  }
}

/** What a dataset says beside its figures; null where it cannot be read. */
export interface Names {
  units: Record<string, UnitText[]>;
  groups: Record<string, Record<string, Text>>;
  periods: string[];
  asOf: string;
  closed: string[];
  closedThrough: Record<string, Record<string, string | Record<string, string>>>;
}
export function namesIn(dataset: string): Names | null {
  const value = parsed(dataset);
  if (!value) return null;
  const units: Names["units"] = {};
  for (const [cls, list] of Object.entries(bagOf(value.units))) units[cls] = (Array.isArray(list) ? list : []).filter((one): one is UnitText => isBag(one) && typeof one.id === "string");
  const groups: Names["groups"] = {};
  for (const [cls, own] of Object.entries(bagOf(value.groups))) {
    const titled: Record<string, Text> = {};
    for (const [id, title] of Object.entries(bagOf(own))) titled[id] = asText(title);
    groups[cls] = titled;
  }
  return { units, groups, periods: texts(value.periods), asOf: typeof value.asOf === "string" ? value.asOf : "", closed: texts(value.closed), closedThrough: bagOf(value.closedThrough) as Names["closedThrough"] };
}

/** The classes of a scheme as it is written; null while it cannot be read. */
export function classesIn(scheme: string): { id: string; title: Text; one: boolean }[] | null {
  const classes = parsed(scheme)?.classes;
  if (!isBag(classes)) return null;
  return Object.entries(classes).map(([id, cls]) => ({ id, title: asText(bagOf(cls).title), one: bagOf(cls).one === true }));
}

/** Names as pasted, a line each; a second column is the group. */
export function pastedNames(text: string): { name: string; group: string }[] {
  return rowsOf(text)
    .map(([name = "", group = ""]) => ({ name: name.replace(/\s+/g, " ").trim(), group: group.trim() }))
    .filter(({ name }) => name !== "");
}

/** Ids that nobody has, in the manner of those that are there: u01, u02 … */
export function freeIds(taken: readonly string[], count: number): string[] {
  const last = /^([A-Za-z]+?)(\d+)$/.exec(taken[taken.length - 1] ?? "");
  const letter = last?.[1] ?? "u";
  const width = Math.max(last?.[2]?.length ?? 0, String(taken.length + count).length, 2);
  const ids: string[] = [];
  for (let next = 1; ids.length < count; next += 1) {
    const id = `${letter}${String(next).padStart(width, "0")}`;
    if (taken.indexOf(id) < 0) ids.push(id);
  }
  return ids;
}

export const isPeriod = (text: string): boolean => /^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?$/.test(text);
export const isDay = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
export const nameText = (unit: UnitText): string => asText(unit.name)["zh-CN"] ?? asText(unit.name).en ?? "";

/** A name changed in one language; what it is called in the other stays. */
export function renamed(unit: UnitText, name: string, other: string): UnitText["name"] {
  const now = asText(unit.name);
  const text: Text = { ...(name ? { "zh-CN": name } : {}), ...(other ? { en: other } : {}) };
  return now["zh-CN"] === text["zh-CN"] && now.en === text.en ? unit.name : text;
}

/** More units behind those that are there. A group is found by its title or made; `twice`: how many have a name that occurs already. */
export function withNames(units: readonly UnitText[], groups: Record<string, Text>, pasted: readonly { name: string; group: string }[], titled = true) {
  const ids = freeIds(units.map(({ id }) => id), pasted.length);
  const all: Record<string, Text> = { ...groups };
  const groupOf = (title: string): string => {
    const found = Object.keys(all).find((id) => id === title || Object.values(all[id] ?? {}).indexOf(title) >= 0);
    if (found) return found;
    let count = Object.keys(all).length + 1;
    while (all[`g${count}`]) count += 1;
    all[`g${count}`] = { "zh-CN": title };
    return `g${count}`;
  };
  const names = new Set(units.map(nameText));
  let twice = 0;
  const fresh = pasted.map(({ name, group }, index): UnitText => {
    if (names.has(name)) twice += 1;
    names.add(name);
    const initials = titled ? initialsOf(name) : "";
    return { id: ids[index] as string, name: { "zh-CN": name }, ...(group ? { group: groupOf(group) } : {}), ...(initials ? { initials } : {}) };
  });
  return { units: [...units, ...fresh], groups: all, twice };
}

/** A dataset with names and no figures. A class of exactly one unit has it. */
export function newDataset(scheme: string, title: string, year: string, asOf: string, names: Record<string, string>): string {
  const value = parsed(scheme) ?? {};
  const units: Record<string, UnitText[]> = {};
  const groups: Record<string, Record<string, Text>> = {};
  for (const cls of classesIn(scheme) ?? []) {
    const pasted = pastedNames(names[cls.id] ?? "");
    if (pasted.length === 0 && cls.one) units[cls.id] = [{ id: cls.id, name: cls.title }];
    if (pasted.length === 0) continue;
    const made = withNames([], {}, pasted);
    units[cls.id] = made.units;
    if (Object.keys(made.groups).length > 0) groups[cls.id] = made.groups;
  }
  const dataset = {
    format: "yardstick-dataset/1",
    scheme: { id: value.id, version: value.version },
    ...(title ? { title: { "zh-CN": title } } : {}),
    asOf,
    periods: [year],
    closed: [],
    ...(Object.keys(groups).length > 0 ? { groups } : {}),
    units,
  };
  return `${JSON.stringify(dataset, null, 1)}\n`;
}
