// A lesson as a small file beside its scheme, "yardstick-lesson/1". It is built anew from the parts that are known, so that nothing
// else in a file gets in; what is wrong with one is told by a reason.
import type { DeskChange } from "../../engine/desk-types";
import { type Lesson, type Scenario, type Slide, slideId } from "./lesson";

export const lessonFormat = "yardstick-lesson/1";

/** Longer texts are nobody's lesson. */
const most = { file: 1_000_000, slides: 500, note: 2_000, name: 300, scenarios: 50, changes: 500 };

export type FileFault = { why: "not-json" } | { why: "not-lesson"; found: string } | { why: "too-large" } | { why: "other-scheme"; found: string };
export type ReadLesson = { ok: true; lesson: Lesson } | { ok: false; fault: FileFault };

export function writeLesson(lesson: Lesson): string {
  const { scheme, class: cls, period, scenarios } = lesson;
  const slides = lesson.slides.map(({ kind, of, hidden, note }) => ({
    kind,
    ...(of === "" ? {} : { of }),
    ...(hidden ? { hidden } : {}),
    ...(note === "" ? {} : { note }),
  }));
  return `${JSON.stringify({ format: lessonFormat, scheme, class: cls, period, slides, ...(scenarios.length > 0 ? { scenarios } : {}) }, null, 2)}\n`;
}

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown, longest: number): string => (typeof value === "string" ? value.slice(0, longest) : "");
const list = (value: unknown, longest: number): unknown[] => (Array.isArray(value) ? value.slice(0, longest) : []);

function readSlide(value: unknown): Slide | null {
  if (!isObject(value)) return null;
  const kind = text(value.kind, most.name);
  const of = text(value.of, most.name);
  if (!/^[a-z][a-zA-Z-]*$/.test(kind)) return null;
  return { id: slideId(kind, of), kind, of, hidden: value.hidden === true, note: text(value.note, most.note) };
}

/** A change with its known members only; whether its figures are good the engine says. */
function readChange(value: unknown): DeskChange | null {
  if (!isObject(value)) return null;
  const ofText = (name: string) => text(value[name], most.name);
  const given = (name: string) => typeof value[name] === "string";
  const figure = (one: unknown) => (typeof one === "string" ? one.slice(0, most.name) : typeof one === "boolean" ? one : null);
  if (given("parameter")) return { parameter: ofText("parameter"), value: typeof value.value === "string" ? ofText("value") : null };
  if (given("child")) return { class: ofText("class"), node: ofText("node"), child: ofText("child"), weight: typeof value.weight === "string" ? ofText("weight") : null };
  if (!given("class") || !given("unit") || given("fact") === given("node")) return null;
  const cell = given("fact") ? { fact: ofText("fact") } : { node: ofText("node") };
  return { class: ofText("class"), unit: ofText("unit"), ...cell, period: ofText("period"), ...(given("key") ? { key: ofText("key") } : {}), value: figure(value.value) };
}

function readScenario(value: unknown): Scenario | null {
  if (!isObject(value) || typeof value.name !== "string" || value.name.trim() === "") return null;
  const changes = list(value.changes, most.changes).map(readChange);
  return { name: text(value.name, most.name), changes: changes.filter((one): one is DeskChange => one !== null) };
}

const there = <T>(values: (T | null)[]): T[] => values.filter((one): one is T => one !== null);

/** Reads a file's text. `scheme`: the id that it has to be for; "" for any. */
export function readLesson(file: string, scheme: string): ReadLesson {
  if (file.length > most.file) return { ok: false, fault: { why: "too-large" } };
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return { ok: false, fault: { why: "not-json" } };
  }
  const found = isObject(value) ? text(value.format, 60) : "";
  if (!isObject(value) || found !== lessonFormat || !isObject(value.scheme) || typeof value.scheme.id !== "string" || !Array.isArray(value.slides)) {
    return { ok: false, fault: { why: "not-lesson", found } };
  }
  const id = text(value.scheme.id, most.name);
  if (scheme !== "" && id !== scheme) return { ok: false, fault: { why: "other-scheme", found: id } };
  return {
    ok: true,
    lesson: {
      scheme: { id, version: text(value.scheme.version, most.name) },
      class: text(value.class, most.name),
      period: text(value.period, most.name),
      slides: there(list(value.slides, most.slides).map(readSlide)),
      scenarios: there(list(value.scenarios, most.scenarios).map(readScenario)),
    },
  };
}
