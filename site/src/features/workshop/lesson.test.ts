import { describe, expect, test } from "vitest";
import type { Notable, Story } from "../../engine/lesson-types";
import { add, annotate, apply, begin, firstCases, fitted, hide, keepScenario, type Lesson, type Material, move, newSlide, readyLesson, shown, towards, undo } from "./lesson";

const figure = (text: string) => ({ exact: text, shown: text });
const near = (unit: string, distance: string) => ({ unit, name: { en: unit }, points: figure("85"), distance: figure(distance) });
const end = (unit: string) => ({ unit, name: {}, points: figure("1") });

const notable: Notable = {
  parts: [{ node: "work", title: {}, full: figure("100"), share: "1", shown: "100%", mean: null }],
  deciders: ["late", "files", "visits", "letters"].map((node) => ({ node, title: {}, clauses: [], spread: figure("3"), low: end("a"), high: end("b") })),
  card: { unit: "b", name: {} },
  lines: [{ node: "total", title: {}, level: "good", levelTitle: {}, from: figure("85"), near: [near("a", "-0.5"), near("b", "0"), near("c", "1")] }],
  outcomes: [{ node: "talk", title: {}, kind: "verdict", sentence: {}, units: 1 }],
};
const story = (name: string, edge: boolean, cls = "office"): Story => ({
  case: name,
  title: {},
  description: {},
  note: {},
  class: cls,
  unit: "a",
  period: "2025",
  nodes: [],
  clauses: [],
  edge,
});
const material: Material = {
  scheme: { id: "s", version: "2" },
  class: "office",
  period: "2025",
  notable,
  stories: [story("the line", true), story("plain", false), story("of persons", true, "person")],
  quiz: true,
  experiments: ["move", "compare"],
};
const ids = (lesson: Lesson) => lesson.slides.map(({ id }) => id);
const nodes = ["late", "files", "visits", "letters"];
const units = ["a", "b", "c"];

describe("a ready lesson", () => {
  test("goes from what is scored to the score, with three rules and the cases at an edge", () => {
    expect(ids(readyLesson(material))).toEqual([
      "cover",
      "parts",
      "rule:late",
      "rule:files",
      "rule:visits",
      "steps:b",
      "lines",
      "order",
      "outcomes",
      "case:the line",
      "move",
      "compare",
      "quiz",
      "score",
    ]);
  });

  test("has only what there is", () => {
    expect(ids(readyLesson({ ...material, notable: null, stories: [], quiz: false, experiments: [] }))).toEqual(["cover"]);
    const two = { ...notable, lines: [{ ...(notable.lines[0] as Notable["lines"][number]), near: [near("a", "1"), near("b", "0"), near("a", "1")] }] };
    expect(ids(readyLesson({ ...material, notable: two }))).not.toContain("order"); // two units are no order to guess
  });

  test("shows the first cases and keeps the others in the outline", () => {
    const many = Array.from({ length: firstCases + 2 }, (_, index) => story(`case ${index}`, true));
    const lesson = readyLesson({ ...material, stories: many });
    expect(lesson.slides.filter(({ kind }) => kind === "case")).toHaveLength(firstCases + 2);
    expect(shown(lesson).filter(({ kind }) => kind === "case")).toHaveLength(firstCases);
  });
});

describe("a lesson that was kept", () => {
  const ready = readyLesson(material);

  test("keeps its order, its hidden slides and its notes", () => {
    const given = annotate("lines", "ask Lao Wang")(hide("parts", true)(move("quiz", -1)(ready)));
    const { lesson, lost, added } = fitted(given, ready, material, nodes, units);
    expect(lesson).toEqual(given);
    expect([lost, added]).toEqual([[], []]);
  });

  test("of another version loses what is no longer there, and gets what is new behind its old neighbour", () => {
    const given: Lesson = {
      ...ready,
      scheme: { id: "s", version: "1" },
      slides: ready.slides.filter(({ id }) => id !== "lines" && id !== "cover").concat(newSlide("case", "long gone"), newSlide("rule", "abolished"), newSlide("steps", "z")),
    };
    const { lesson, lost, added } = fitted(given, ready, material, nodes, units);
    expect(lost.map(({ id }) => id)).toEqual(["case:long gone", "rule:abolished", "steps:z"]);
    expect(added.map(({ id }) => id)).toEqual(["cover", "lines"]);
    expect(ids(lesson)).toEqual(ids(ready));
    expect(lesson.scheme.version).toBe("2");
  });

  test("cannot bring a slide of an unknown kind, nor one twice", () => {
    const given = { ...ready, slides: [newSlide("cover"), newSlide("cover"), newSlide("script"), newSlide("cover", "x")] };
    const { lesson, lost } = fitted(given, ready, material, nodes, units);
    expect(lost.map(({ id }) => id)).toEqual(["script", "cover:x"]);
    expect(ids(lesson).filter((id) => id === "cover")).toHaveLength(1);
  });
});

describe("changes", () => {
  const ready = readyLesson(material);

  test("a slide moves by one place and stops at the ends", () => {
    expect(ids(move("parts", -1)(ready)).slice(0, 2)).toEqual(["parts", "cover"]);
    expect(move("cover", -1)(ready)).toBe(ready);
    expect(move("score", 1)(ready)).toBe(ready);
    expect(move("nobody", 1)(ready)).toBe(ready);
  });

  test("a case is added behind the slide that is open; one that is hidden is shown again", () => {
    expect(ids(add(newSlide("case", "plain"), "lines")(ready))[7]).toBe("case:plain");
    expect(ids(add(newSlide("case", "plain"), "")(ready)).pop()).toBe("case:plain");
    const again = add(newSlide("quiz"), "")(hide("quiz", true)(ready));
    expect(again).toEqual(ready);
  });

  test("undo takes back one change; typing on in one note is one change", () => {
    let history = apply(begin(ready), hide("quiz", true));
    history = apply(history, annotate("lines", "a"));
    history = apply(history, annotate("lines", "ab"), true);
    expect(undo(history).lesson).toEqual(hide("quiz", true)(ready));
    expect(undo(undo(history)).lesson).toEqual(ready);
    expect(undo(begin(ready)).lesson).toBe(ready);
  });

  test("a change that changes nothing is no step", () => {
    const history = begin(ready);
    expect(apply(history, move("cover", -1))).toBe(history);
  });

  test("a scenario of the same name replaces the older one", () => {
    const twice = keepScenario({ name: "x", changes: [{ parameter: "p", value: "2" }] })(keepScenario({ name: "x", changes: [] })(ready));
    expect(twice.scenarios).toEqual([{ name: "x", changes: [{ parameter: "p", value: "2" }] }]);
  });
});

describe("going through", () => {
  const lesson = hide("parts", true)(readyLesson(material));

  test("hidden slides are passed over, and the ends hold", () => {
    expect(towards(lesson, "cover", "next")).toBe("rule:late");
    expect(towards(lesson, "rule:late", "back")).toBe("cover");
    expect(towards(lesson, "cover", "back")).toBe("cover");
    expect(towards(lesson, "score", "next")).toBe("score");
    expect(towards(lesson, "lines", "first")).toBe("cover");
    expect(towards(lesson, "lines", "last")).toBe("score");
  });

  test("from a hidden slide one comes to its neighbours", () => {
    expect(towards(lesson, "parts", "next")).toBe("rule:late");
    expect(towards(lesson, "parts", "back")).toBe("cover");
  });
});
