// A lesson: slides by kind and what each is about, in an order that a trainer may change, with notes of his own. Everything on a
// slide comes from the engine when it is shown; a lesson only says which slides there are. Pure updates with one list of what was before.
import type { DeskChange } from "../../engine/desk-types";
import type { Notable, Story } from "../../engine/lesson-types";

export interface Slide {
  /** The kind and what it is about: "rule:inspection", "case:W02 the lines 85 and 70", "cover". */
  id: string;
  kind: string;
  /** A node, a case or nothing, as the kind has it. */
  of: string;
  hidden: boolean;
  note: string;
}

/** Changes that the room tried and kept. */
export interface Scenario {
  name: string;
  changes: DeskChange[];
}

export interface Lesson {
  scheme: { id: string; version: string };
  class: string;
  period: string;
  slides: Slide[];
  scenarios: Scenario[];
}

export const slideId = (kind: string, of = ""): string => (of === "" ? kind : `${kind}:${of}`);
export const newSlide = (kind: string, of = "", hidden = false): Slide => ({ id: slideId(kind, of), kind, of, hidden, note: "" });

/** What a lesson can be made of. */
export interface Material {
  scheme: { id: string; version: string };
  class: string;
  period: string;
  notable: Notable | null;
  stories: readonly Story[];
  /** There are questions. */
  quiz: boolean;
  /** Kinds of the room's experiments, in order. */
  experiments: readonly string[];
}

/** Cases shown at first: an hour has no room for more. The others stand in the outline, hidden. */
export const firstCases = 6;
const firstRules = 3;

/** At least three units near the lines can be put in order. */
function canOrder(notable: Notable | null): boolean {
  return new Set((notable?.lines ?? []).flatMap((line) => line.near.map(({ unit }) => unit))).size >= 3;
}

/** The lesson that a scheme makes by itself. */
export function readyLesson(material: Material): Lesson {
  const { notable, stories, class: cls } = material;
  const slides: Slide[] = [newSlide("cover")];
  if (notable && notable.parts.length > 0) slides.push(newSlide("parts"));
  (notable?.deciders ?? []).slice(0, firstRules).forEach(({ node }) => slides.push(newSlide("rule", node)));
  if (notable?.card) slides.push(newSlide("steps", notable.card.unit));
  if (notable && notable.lines.length > 0) slides.push(newSlide("lines"));
  if (canOrder(notable)) slides.push(newSlide("order"));
  if (notable && notable.outcomes.length > 0) slides.push(newSlide("outcomes"));
  const edges = stories.filter((story) => story.edge && story.class === cls);
  edges.forEach((story, index) => slides.push(newSlide("case", story.case, index >= firstCases)));
  material.experiments.forEach((kind) => slides.push(newSlide(kind)));
  if (material.quiz) slides.push(newSlide("quiz"), newSlide("score"));
  return { scheme: material.scheme, class: cls, period: material.period, slides: onceEach(slides), scenarios: [] };
}

function onceEach(slides: readonly Slide[]): Slide[] {
  const seen = new Set<string>();
  return slides.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Whether a slide can be made of what is there. */
export function fits(slide: Pick<Slide, "kind" | "of">, material: Material, nodes: readonly string[], units: readonly string[]): boolean {
  const { kind, of } = slide;
  if (kind === "rule") return nodes.indexOf(of) >= 0;
  if (kind === "steps") return units.indexOf(of) >= 0;
  if (kind === "case") return material.stories.some((story) => story.case === of);
  if (of !== "") return false;
  if (kind === "cover") return true;
  if (kind === "order") return canOrder(material.notable);
  if (kind === "quiz" || kind === "score") return material.quiz;
  if (kind === "parts" || kind === "lines" || kind === "outcomes") return (material.notable?.[kind] ?? []).length > 0;
  return material.experiments.indexOf(kind) >= 0;
}

export interface Fitted {
  lesson: Lesson;
  /** Slides of the given lesson that nothing is left of. */
  lost: Slide[];
  /** Slides that the given lesson does not know. */
  added: Slide[];
}

/** A lesson that was kept, on the scheme as it is now: what still fits in its order, and what is new behind what stood before it. */
export function fitted(given: Lesson, ready: Lesson, material: Material, nodes: readonly string[], units: readonly string[]): Fitted {
  const lost: Slide[] = [];
  const slides = onceEach(given.slides).filter((slide) => {
    const stays = fits(slide, material, nodes, units);
    if (!stays) lost.push(slide);
    return stays;
  });
  const added: Slide[] = [];
  ready.slides.forEach((slide, index) => {
    if (slides.some(({ id }) => id === slide.id)) return;
    added.push(slide);
    const before = ready.slides.slice(0, index).reverse();
    const place = before.map(({ id }) => slides.findIndex((one) => one.id === id)).find((at) => at >= 0) ?? -1;
    slides.splice(place + 1, 0, slide);
  });
  return { lesson: { ...given, scheme: ready.scheme, class: ready.class, period: ready.period, slides }, lost, added };
}

// Changes

export interface History {
  lesson: Lesson;
  past: Lesson[];
}
export type LessonUpdate = (lesson: Lesson) => Lesson;

const kept = 50;

export const begin = (lesson: Lesson): History => ({ lesson, past: [] });

/** A change; typing on in the same note is one step. */
export function apply(history: History, update: LessonUpdate, same = false): History {
  const lesson = update(history.lesson);
  if (lesson === history.lesson) return history;
  if (same && history.past.length > 0) return { ...history, lesson };
  return { lesson, past: [...history.past, history.lesson].slice(-kept) };
}
export function undo(history: History): History {
  const before = history.past[history.past.length - 1];
  return before ? { lesson: before, past: history.past.slice(0, -1) } : history;
}

const withSlides = (lesson: Lesson, slides: Slide[]): Lesson => ({ ...lesson, slides });
const change = (id: string, to: (slide: Slide) => Slide): LessonUpdate => (lesson) =>
  withSlides(lesson, lesson.slides.map((slide) => (slide.id === id ? to(slide) : slide)));

/** One place up (-1) or down (1); at the ends it stays. */
export const move = (id: string, by: -1 | 1): LessonUpdate => (lesson) => {
  const at = lesson.slides.findIndex((slide) => slide.id === id);
  const to = at + by;
  const slide = lesson.slides[at];
  if (!slide || to < 0 || to >= lesson.slides.length) return lesson;
  const slides = lesson.slides.filter((one) => one !== slide);
  slides.splice(to, 0, slide);
  return withSlides(lesson, slides);
};
export const hide = (id: string, hidden: boolean): LessonUpdate => change(id, (slide) => ({ ...slide, hidden }));
export const annotate = (id: string, note: string): LessonUpdate => change(id, (slide) => ({ ...slide, note }));
/** Adds a slide behind another, or at the end; one that is there already is shown again. */
export const add = (slide: Slide, behind: string): LessonUpdate => (lesson) => {
  if (lesson.slides.some(({ id }) => id === slide.id)) return hide(slide.id, false)(lesson);
  const at = lesson.slides.findIndex(({ id }) => id === behind);
  const slides = lesson.slides.slice();
  slides.splice(at < 0 ? slides.length : at + 1, 0, slide);
  return withSlides(lesson, slides);
};
export const keepScenario = (scenario: Scenario): LessonUpdate => (lesson) => ({
  ...lesson,
  scenarios: [...lesson.scenarios.filter(({ name }) => name !== scenario.name), scenario],
});
export const dropScenario = (name: string): LessonUpdate => (lesson) => ({ ...lesson, scenarios: lesson.scenarios.filter((one) => one.name !== name) });

// Going through

/** The slides that are shown. */
export const shown = (lesson: Lesson): Slide[] => lesson.slides.filter((slide) => !slide.hidden);

/** The slide that a command leads to from another; that one itself at an end. */
export function towards(lesson: Lesson, from: string, command: "next" | "back" | "first" | "last"): string {
  const slides = shown(lesson);
  const last = slides.length - 1;
  if (last < 0) return from;
  const at = slides.findIndex(({ id }) => id === from);
  if (command === "first") return (slides[0] as Slide).id;
  if (command === "last") return (slides[last] as Slide).id;
  if (at < 0) {
    // A hidden slide that the address names: its neighbours are those of its place.
    const place = lesson.slides.findIndex(({ id }) => id === from);
    const rest = command === "next" ? lesson.slides.slice(place + 1) : lesson.slides.slice(0, Math.max(place, 0)).reverse();
    return rest.find((slide) => !slide.hidden)?.id ?? from;
  }
  return (slides[Math.min(last, Math.max(0, at + (command === "next" ? 1 : -1)))] as Slide).id;
}
