// The workshop's small pure parts: the address, the quiz's tally, the step-through, what a case asks, and an order to guess.
import { describe, expect, test } from "vitest";
import type { QuizQuestion, Step, Story } from "../../engine/lesson-types";
import type { ClassInfo, Entry, Figure, NodeInfo, Summary } from "../../engine/types";
import { askedOf, knownFor, outcomeSaid, typedNumber } from "./ask";
import { formatRoom, parseRoom } from "./route";
import { shifted, toOrder } from "./slides/order";
import { type Answers, answer, noAnswers, tallyOf, turn } from "./tally";
import { faster, firstWalk, play, rowsOf, speeds, stepTo } from "./walk";

const figure = (text: string): Figure => ({ exact: text, shown: text });

describe("address", () => {
  test("every part survives the way and back, names of cases included", () => {
    const route = { board: "区局 #1", class: "sub_bureau", period: "2025-Q1", slide: "case:W02 the lines 85/70?" };
    expect(parseRoom(formatRoom(route).slice(3))).toEqual(route);
  });
  test("has the documented form, and a stray % harms nobody", () => {
    expect(formatRoom({ board: "b", class: "c", period: "2025", slide: "rule:x" })).toBe("#/w/b/c/2025/rule%3Ax");
    expect(formatRoom({ board: "", class: "", period: "", slide: "" })).toBe("#/w");
    expect(parseRoom("/%E0%A4%A/c")).toEqual({ board: "%E0%A4%A", class: "c", period: "", slide: "" });
  });
});

const question = (id: string, right: string): QuizQuestion => ({
  id,
  kind: "level",
  title: {},
  asked: {},
  options: [
    { id: "yes", title: {} },
    { id: "no", title: {} },
  ],
  answer: right,
  why: {},
  node: "total",
  clauses: [],
  changes: [],
});

describe("quiz", () => {
  const questions = [question("a", "yes"), question("b", "no"), question("c", "no")];
  test("the first answer to a question counts, and only one that was offered", () => {
    let now: Answers = answer(noAnswers, questions[0] as QuizQuestion, "maybe");
    expect(now.chosen).toEqual({});
    now = answer(now, questions[0] as QuizQuestion, "no");
    now = answer(now, questions[0] as QuizQuestion, "yes");
    expect(now.chosen).toEqual({ a: "no" });
  });
  test("right, wrong and open ones are told apart", () => {
    const now = { at: 0, chosen: { a: "yes", b: "yes" } };
    expect(tallyOf(now, questions)).toEqual({ right: 1, of: 3, open: 1 });
  });
  test("turning stops at the ends", () => {
    expect(turn(noAnswers, questions, -1)).toBeNull();
    expect(turn({ ...noAnswers, at: 1 }, questions, 1)).toMatchObject({ at: 2 });
    expect(turn({ ...noAnswers, at: 2 }, questions, 1)).toBeNull();
  });
});

const step = (node: string, from: string[] = [], more: Partial<Step> = {}): Step => ({
  node,
  period: "2025",
  title: { en: node },
  kind: "children",
  depth: 0,
  points: figure("1"),
  full: null,
  status: "known",
  unit: { en: "points" },
  from: from.map((one) => ({ node: one, period: "2025", title: {}, points: null })),
  facts: [],
  ...more,
});
const entry = (node: string, children: Entry[] = []): Entry => ({ node, period: "2025", title: {}, children }) as unknown as Entry;

describe("step-through", () => {
  test("goes step by step, stops at the ends, and ends playing at the last", () => {
    expect(stepTo(firstWalk, -1, 3).at).toBe(0);
    expect(stepTo({ ...firstWalk, playing: true }, 1, 3)).toMatchObject({ at: 1, playing: true });
    expect(stepTo({ ...firstWalk, playing: true }, 2, 3)).toMatchObject({ at: 2, playing: false });
  });
  test("plays from the beginning when it stands at the end, and not where there is one step", () => {
    expect(play({ ...firstWalk, at: 2 }, 3)).toMatchObject({ at: 0, playing: true });
    expect(play({ ...firstWalk, at: 1 }, 3)).toMatchObject({ at: 1, playing: true });
    expect(play({ ...firstWalk, playing: true }, 3).playing).toBe(false);
    expect(play(firstWalk, 1).playing).toBe(false);
  });
  test("speeds have a slowest and a fastest", () => {
    let walk = firstWalk;
    for (let index = 0; index < 20; index += 1) walk = faster(walk, 1);
    expect(walk.speed).toBe(speeds.length - 1);
    for (let index = 0; index < 20; index += 1) walk = faster(walk, -1);
    expect(walk.speed).toBe(0);
  });
  test("the tree stands from its root down, with outcomes below it, each with its place in the order", () => {
    const steps = [step("a"), step("b"), step("total", ["a", "b"]), step("level", ["total"])];
    const rows = rowsOf(steps, entry("total", [entry("b"), entry("a"), entry("unknown")]));
    expect(rows.map((row) => [row.key, row.depth, row.step])).toEqual([
      ["total@2025", 0, 2],
      ["b@2025", 1, 1],
      ["a@2025", 1, 0],
      ["level@2025", 0, 3],
    ]);
  });
});

describe("what a case asks", () => {
  const missing = { status: "missing" as const, points: null };
  const fact = (id: string, value: string | null) => ({ fact: id, title: { en: id }, value: value === null ? null : { en: value }, unit: {} });

  test("a figure that was given stands for what it would rest on", () => {
    const steps = [step("part", [], { ...missing, facts: [fact("late", null)] }), step("total", ["part"], { points: figure("84.99") }), step("level", ["total"])];
    expect(knownFor(steps, [{ node: "level", period: "2025" }])).toMatchObject([{ title: { en: "total" }, value: { en: "84.99" } }]);
  });
  test("facts that are known are shown, once each, and those that are not are left out", () => {
    const steps = [step("x", [], { facts: [fact("late", "3"), fact("files", null)] }), step("y", [], { facts: [fact("late", "3")] }), step("total", ["x", "y"])];
    expect(knownFor(steps, [{ node: "total", period: "2025" }]).map(({ title, value }) => [title.en, value.en])).toEqual([["late", "3"]]);
  });
  test("nothing of the answer itself is given away", () => {
    const steps = [step("x", [], { facts: [fact("late", "3")] }), step("total", ["x"], { points: figure("97") })];
    expect(JSON.stringify(knownFor(steps, [{ node: "total", period: "2025" }]))).not.toContain("97");
  });

  const info = (id: string, type: string, lines: NodeInfo["lines"] = []) => ({ id, type, lines, title: {} }) as unknown as NodeInfo;
  const cls = {
    id: "office",
    units: [{ id: "a", name: { en: "A" }, group: "" }],
    nodes: [info("total", "points", [{ level: "good", title: { en: "Good" }, from: figure("85") }, { level: "poor", title: { en: "Poor" }, from: null }]), info("level", "level"), info("veto", "veto")],
  } as unknown as ClassInfo;
  const words = { yes: { en: "yes" }, no: { en: "no" } };
  const story = (nodes: string[]): Story => ({
    case: "c",
    title: {},
    description: {},
    note: {},
    class: "office",
    unit: "a",
    period: "2025",
    nodes: nodes.map((node) => ({ unit: "a", node, period: "2025", title: {} })),
    clauses: [],
    edge: true,
  });
  const ask = (nodes: string[]) => askedOf(story(nodes), { classes: [cls] } as unknown as Summary, () => [step("level", ["total"])], words);

  test("one question a unit, about its grade first, with the levels to choose from", () => {
    const [asked, ...others] = ask(["total", "veto", "level"]);
    expect(others).toEqual([]);
    expect(asked?.node).toBe("level");
    expect(asked?.nodes.map(({ node }) => node)).toEqual(["level", "total", "veto"]);
    expect(asked?.options?.map(({ id }) => id)).toEqual(["good", "poor"]);
  });
  test("a consequence is asked as yes or no, points as a number", () => {
    expect(ask(["total", "veto"])[0]).toMatchObject({ node: "veto", options: [{ id: "true" }, { id: "false" }] });
    expect(ask(["total"])[0]).toMatchObject({ node: "total", options: null });
  });

  test("a consequence that does not hold is not told as if it did", () => {
    const outcome = { kind: "verdict", status: "known", state: "decided", value: "false", label: { "zh-CN": "问责追查", en: "held accountable" } } as const;
    expect(outcomeSaid(outcome)).toEqual({ "zh-CN": "不适用", en: "does not apply" });
    expect(outcomeSaid({ ...outcome, value: "true" })).toEqual(outcome.label);
    // A veto's label says itself that there is none, and a grade has no such value.
    expect(outcomeSaid({ ...outcome, kind: "veto", label: { en: "no veto" } })).toEqual({ en: "no veto" });
    expect(outcomeSaid({ ...outcome, status: "missing", state: "pending", value: "" })).toEqual({ "zh-CN": "待决定", en: "to be decided" });
  });

  test.each([
    ["84.995", "84.995"],
    [" 1,234.5 ", "1234.5"],
    ["１２", null],
    ["-3", "-3"],
    ["1e3", null],
    ["", null],
    ["八十五", null],
  ])("a typed guess %j is %j", (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });
});

describe("an order to guess", () => {
  test("takes each unit near a line once, five at most, and gives no place away", () => {
    const near = (unit: string) => ({ unit, name: {}, points: figure("1"), distance: figure("1") });
    const line = (units: string[]) => ({ node: "total", title: {}, level: "x", levelTitle: {}, from: figure("1"), near: units.map(near) });
    const room = { notable: { lines: [line(["f", "b", "a"]), line(["a", "e", "d", "c"])] } as never };
    expect(toOrder(room)).toEqual(["a", "b", "d", "e", "f"]);
  });
  test("moves one by one place", () => {
    expect(shifted(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(shifted(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(shifted(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });
});
