import { describe, expect, test } from "vitest";
import type { Form } from "../../engine/desk-types";
import type { Outcome } from "../../engine/types";
import type { Differ, NodeDifference, Step } from "./goal-types";
import { panelMessages } from "./panel-messages";
import { compareOutcomes, compareRows, differenceText, freeName, placesOf, readingText, typedReading, waterfallSpec } from "./scenarios";

const zh = panelMessages("zh-CN");
const figure = (text: string) => ({ exact: text, shown: text });
const node = (id: string, depth: number, from: string, to: string, difference: string): NodeDifference => ({
  node: id,
  period: "2025",
  title: { "zh-CN": id },
  depth,
  outside: false,
  from: figure(from),
  to: figure(to),
  difference: figure(difference),
  changed: difference !== "0",
});
const outcome = (label: string): Outcome => ({ node: "grade", label: { "zh-CN": label }, title: {} }) as unknown as Outcome;
const differ = (change: Partial<Differ> = {}): Differ => ({
  total: { node: "total", title: {}, from: figure("84"), to: figure("90.5"), full: figure("100"), difference: figure("6.5") },
  nodes: [node("total", 0, "84", "90.5", "6.5"), node("work", 1, "60", "66.5", "6.5"), node("manner", 1, "24", "24", "0")],
  outcomes: [{ node: "grade", kind: "level", title: { "zh-CN": "等次" }, from: outcome("良好"), to: outcome("优秀"), changed: true }],
  steps: null,
  ...change,
});

describe("a difference", () => {
  test("has a sign and a mark that do without colour", () => {
    expect(differenceText(figure("6.5"), zh)).toBe("▲ +6.5");
    expect(differenceText(figure("-0.5"), zh)).toBe("▼ −0.5");
    expect(differenceText({ exact: "-1/3", shown: "-0.33" }, zh)).toBe("▼ −0.33");
  });

  test("of nothing is said so, and one that is not known is left empty", () => {
    expect(differenceText({ exact: "0", shown: "0.00" }, zh)).toBe("没有变化");
    expect(differenceText(null, zh)).toBe("");
  });
});

describe("the table", () => {
  test("has the total and what changes, or all where it is asked for", () => {
    expect(compareRows([differ()], false).map((row) => row.key)).toEqual(["total@2025", "work@2025"]);
    expect(compareRows([differ()], true).map((row) => row.key)).toEqual(["total@2025", "work@2025", "manner@2025"]);
  });

  test("puts each scenario's figures under its own name, whatever came first", () => {
    const other = differ({ nodes: [node("total", 0, "84", "83", "-1"), node("manner", 1, "24", "23", "-1"), node("extra", 1, "0", "1", "1")] });
    const rows = compareRows([null, differ(), other], false);
    expect(rows.map((row) => [row.first.node, row.cells.map((cell) => cell?.to?.shown ?? null)])).toEqual([
      ["total", [null, "90.5", "83"]],
      ["work", [null, "66.5", null]],
      ["manner", [null, "24", "23"]],
      ["extra", [null, null, "1"]],
    ]);
  });

  test("keeps the same item of two periods apart", () => {
    const nodes = [node("work", 1, "1", "2", "1"), { ...node("work", 2, "3", "4", "1"), period: "2025-Q1" }];
    expect(compareRows([differ({ nodes })], false).length).toBe(2);
  });

  test("shows outcomes that differ in some scenario, in all of them", () => {
    const same = differ({ outcomes: [{ node: "grade", kind: "level", title: {}, from: outcome("良好"), to: outcome("良好"), changed: false }] });
    expect(compareOutcomes([same])).toEqual([]);
    const reason = differ({ outcomes: [{ node: "grade", kind: "level", title: {}, from: outcome("良好"), to: { ...outcome("良好"), reasons: [{ en: "other" }] }, changed: true }] });
    expect(compareOutcomes([reason])).toEqual([]);
    const both = compareOutcomes([same, null, differ()]);
    expect(both.length).toBe(1);
    expect(both[0]?.cells.map((cell) => cell?.label["zh-CN"] ?? null)).toEqual(["良好", null, "优秀"]);
    expect(both[0]?.from.label["zh-CN"]).toBe("良好");
  });
});

describe("the picture of a change", () => {
  const step = (title: string, before: string, after: string, difference: string): Step => ({ node: title, period: "2025", title: { "zh-CN": title }, before: figure(before), after: figure(after), difference: figure(difference) });

  test("begins at one total, goes from item to item, and ends at the other", () => {
    const steps = [step("业务", "84", "92", "8"), step("作风", "92", "90.5", "-1.5")];
    const spec = waterfallSpec({ ...differ(), steps }, zh, "zh-CN");
    expect(spec.labels).toEqual(["起点", "业务", "作风", "终点"]);
    expect(spec.tips).toEqual(["84", "+8", "−1.5", "90.5"]);
    expect(spec.spans).toEqual([
      [spec.min, 84],
      [84, 92],
      [92, 90.5],
      [spec.min, 90.5],
    ]);
    expect(spec.min).toBeLessThan(84);
    expect(spec.max).toBeGreaterThan(92);
  });

  test("shortens long names; the table has them whole", () => {
    const spec = waterfallSpec({ ...differ(), steps: [step("重点工作任务按期办结情况与群众满意度", "84", "90.5", "6.5")] }, zh, "zh-CN");
    expect(spec.labels[1]?.length).toBe(12);
    expect(spec.labels[1]?.endsWith("…")).toBe(true);
  });
});

describe("a scenario", () => {
  const scenario = (name: string) => ({ id: name, name, changes: [] });

  test("gets a name that none has", () => {
    expect(freeName([], zh.scenarioName)).toBe("设想 1");
    expect(freeName([scenario("设想 1"), scenario("设想 3")], zh.scenarioName)).toBe("设想 2");
  });

  test.each([
    ["count", "１２", "12"],
    ["rate", " 98.2％ ", "98.2%"],
    ["flag", "true", true],
    ["flag", "false", false],
    ["flag", "maybe", "maybe"],
    ["count", "很多", "很多"],
    ["choice", "", null],
    ["count", "  ", null],
  ] as const)("takes what is typed for a %s, “%s”, as it is", (type, typed, value) => {
    expect(typedReading({ type, options: [] }, typed)).toBe(value);
  });

  test("shows a figure as it was typed", () => {
    expect(readingText("98.2%")).toBe("98.2%");
    expect(readingText(false)).toBe("false");
    expect(readingText(null)).toBe("");
    expect(readingText({ reason: "leave" })).toBe('{"reason":"leave"}');
  });

  test("has the places of the form, each once", () => {
    const form = { parts: [{ class: "staff", unit: "a", facts: [{ fact: "review", cells: [{ period: "2025-Q1", key: "good" }, { period: "2025-Q1", key: "bad" }, { period: "2025-Q2", key: "good" }] }] }] } as unknown as Form;
    expect(placesOf(form, "staff", "a", "review")).toEqual({ periods: ["2025-Q1", "2025-Q2"], keys: ["good", "bad"] });
    expect(placesOf(form, "staff", "b", "review")).toEqual({ periods: [], keys: [] });
  });
});
