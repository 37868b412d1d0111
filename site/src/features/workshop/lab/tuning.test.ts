import { describe, expect, test } from "vitest";
import type { Form } from "../../../engine/desk-types";
import type { Row } from "../../../engine/types";
import { type Control, changeFor, changesOf, controlsOf, endsOf, found, fromSlider, isMoved, move, moves, reset, resetAll, show, still, takeOff, toggleKept, weighed, weighing, weightOf } from "./tuning";
import type { Tune, TuneNode, Weights } from "./types";

const both = (zh: string, en: string) => ({ "zh-CN": zh, en });

const node: TuneNode = {
  node: "total",
  title: both("总分", "Total"),
  sum: "100",
  rate: false,
  children: [
    { child: "a", title: both("业务", "Business"), weight: "60", own: "60", low: "0", high: "100", step: "1" },
    { child: "b", title: both("管理", "Management"), weight: "25", own: "25", low: "0", high: "50", step: "1" },
    { child: "c", title: both("测评", "Rating"), weight: "15", own: "15", low: "0", high: "30", step: "1" },
  ],
};
const tune: Tune = {
  weights: [node],
  parameters: [
    { parameter: "passLine", title: both("合格线", "Pass line"), value: "60", own: "60", low: "0", high: "120", step: "1", rate: false, unit: both("分", "points"), clauses: [], nodes: [] },
    { parameter: "share", title: both("优秀比例", "Share of excellent"), value: "0.15", own: "0.15", low: "0", high: "1", step: "0.01", rate: true, unit: {}, clauses: [], nodes: [] },
  ],
};
const noLimits = { min: "", max: "", step: "", options: [], grain: "month", keys: [], reasons: [], reporter: {}, proof: {}, basis: "", nodes: [], clauses: [] };
const cell = (period: string, value: string, more: object = {}) => ({ period, status: "known" as const, value, closed: true, ...more });
const form: Form = {
  class: "office",
  unit: "u1",
  period: "2025",
  given: [],
  parts: [
    {
      class: "office",
      unit: "u1",
      name: both("甲科", "Office A"),
      own: true,
      facts: [
        { ...noLimits, fact: "done", title: both("办结数", "Cases closed"), type: "count", unit: both("件", "cases"), cells: [cell("2025-01", "8"), cell("2025-02", "12")] },
        { ...noLimits, fact: "ontime", title: both("按时率", "On time"), type: "rate", unit: {}, min: "0%", max: "100%", cells: [cell("2025", "98.2%")] },
        { ...noLimits, fact: "honest", title: both("如实申报", "Honest"), type: "flag", unit: {}, cells: [cell("2025", "true")] },
        { ...noLimits, fact: "told", title: both("说明", "Remark"), type: "text", unit: {}, cells: [cell("2025", "x")] },
        { ...noLimits, fact: "late", title: both("缺席", "Absent"), type: "count", unit: {}, cells: [cell("2025", "", { reason: "ill" })] },
        { ...noLimits, fact: "cases", title: both("案件", "Cases"), type: "records", unit: {}, cells: [] },
      ],
    },
  ],
};
const controls = controlsOf(tune, form, "2025", "zh-CN");
const of = (key: string) => controls.find((control) => control.key === key) as Exclude<Control, { is: "weights" }>;
const weights = controls[0] as Extract<Control, { is: "weights" }>;

describe("what can be moved", () => {
  test("weights, parameters and the unit's numbers, choices and flags are offered; texts, lists and reasons are not", () => {
    expect(controls.map((control) => [control.is, control.title])).toEqual([
      ["weights", "总分"],
      ["parameter", "合格线"],
      ["parameter", "优秀比例"],
      ["fact", "1月办结数"],
      ["fact", "2月办结数"],
      ["fact", "按时率"],
      ["fact", "如实申报"],
    ]);
  });
  test("a rate is moved and written in percent", () => {
    expect(endsOf({ low: "0", high: "1", step: "0.01" }, true)).toEqual({ low: "0", high: "100", step: "1", percent: true });
    expect(of("parameter/share").own).toBe("15%");
    expect(fromSlider({ low: "0", high: "100", step: "1", percent: true }, "35")).toBe("35%");
    expect(fromSlider({ low: "0", high: "100", step: "1", percent: false }, "35")).toBe("35");
  });
  test("typing finds titles by all their words, beginnings first", () => {
    expect(found(controls, "办结", 8).map(({ title }) => title)).toEqual(["1月办结数", "2月办结数"]);
    expect(found(controls, "2月 办结", 8).map(({ title }) => title)).toEqual(["2月办结数"]);
    expect(found(controls, "率", 8).map(({ title }) => title)).toEqual(["按时率"]);
    expect(found(controls, "优", 8)[0]?.title).toBe("优秀比例");
    expect(found(controls, "没有", 8)).toEqual([]);
    expect(found(controls, "", 3)).toHaveLength(3);
  });
});

describe("what a text makes of it", () => {
  test("a number becomes a change of the fact or the parameter", () => {
    expect(changeFor(of("fact/office/u1/done@2025-01"), "11")).toEqual({ change: { class: "office", unit: "u1", fact: "done", period: "2025-01", value: "11" } });
    expect(changeFor(of("fact/office/u1/honest@2025"), "false")).toEqual({ change: { class: "office", unit: "u1", fact: "honest", period: "2025", value: false } });
    expect(changeFor(of("parameter/passLine"), "６５.５")).toEqual({ change: { parameter: "passLine", value: "65.5" } });
    expect(changeFor(of("parameter/share"), "20%")).toEqual({ change: { parameter: "share", value: "20%" } });
  });
  test("what lies beyond the domain, or is no number, is told with the limit", () => {
    expect(changeFor(of("fact/office/u1/ontime@2025"), "101%")).toEqual({ trouble: "above", limit: "100%" });
    expect(changeFor(of("fact/office/u1/done@2025-01"), "-1")).toEqual({ trouble: "below", limit: "0" });
    expect(changeFor(of("fact/office/u1/done@2025-01"), "1.5")).toEqual({ trouble: "other", limit: "" });
    expect(changeFor(of("fact/office/u1/done@2025-01"), "many")).toEqual({ trouble: "not-number", limit: "" });
    expect(changeFor(of("fact/office/u1/done@2025-01"), "")).toEqual({ trouble: "not-number", limit: "" });
    expect(changeFor(of("parameter/share"), "20")).toEqual({ trouble: "above", limit: "100%" });
  });
});

const reply: Weights = {
  weights: [
    { child: "a", title: {}, own: "60", weight: "40", shown: "40" },
    { child: "b", title: {}, own: "25", weight: "75/2", shown: "37.50" },
    { child: "c", title: {}, own: "15", weight: "45/2", shown: "22.50" },
  ],
  changes: [
    { class: "office", node: "total", child: "a", weight: "40" },
    { class: "office", node: "total", child: "b", weight: "75/2" },
    { class: "office", node: "total", child: "c", weight: "45/2" },
  ],
  said: both("其余各项按比例调整，合计仍为100。", "The others change in proportion; the sum stays 100."),
};

describe("what was moved", () => {
  const pass = of("parameter/passLine");
  const moved = weighed(move(show(show(still, weights.key), pass.key), pass, "65", { parameter: "passLine", value: "65" }), "total", reply, ["a"]);
  test("is a list of changes, and of weights what the engine made of them", () => {
    expect(changesOf(moved)).toEqual([{ parameter: "passLine", value: "65" }, ...reply.changes]);
    expect(weightOf(moved, node, "b")).toEqual({ exact: "75/2", shown: "37.50" });
    expect(weightOf(still, node, "b")).toEqual({ exact: "25", shown: "25" });
  });
  test("goes back one by one, or all at once, and stays on the slide", () => {
    expect(changesOf(reset(moved, pass))).toEqual(reply.changes);
    expect(changesOf(reset(moved, weights))).toEqual([{ parameter: "passLine", value: "65" }]);
    expect(isMoved(reset(moved, weights), weights)).toBe(false);
    expect(resetAll(moved)).toEqual({ ...still, shown: [weights.key, pass.key] });
    expect(takeOff(moved, pass).shown).toEqual([weights.key]);
    expect(changesOf(takeOff(moved, pass))).toEqual(reply.changes);
  });
  test("a weight that is moved leaves those where they are that were put somewhere before, until only one is left to make way", () => {
    const first = weighing(still, node, "a", "40");
    expect(first).toEqual({ set: { a: "40" }, touched: ["a"] });
    const later = weighed(still, "total", reply, first.touched);
    expect(weighing(later, node, "a", "41")).toEqual({ set: { a: "41" }, touched: ["a"] });
    const second = weighing(later, node, "b", "30");
    expect(second).toEqual({ set: { a: "40", b: "30" }, touched: ["a", "b"] });
    const both = { ...later, touched: { total: second.touched } };
    expect(weighing(both, node, "c", "20")).toEqual({ set: { b: "75/2", c: "20" }, touched: ["b", "c"] });
  });
  test("a weight that is held fast is not let go, and can still be moved itself", () => {
    const held = toggleKept(still, "total", "b");
    expect(weighing(held, node, "a", "40").set).toEqual({ a: "40", b: "25" });
    expect(weighing(held, node, "b", "30").set).toEqual({ b: "30" });
    const all = toggleKept(held, "total", "c");
    expect(weighing(all, node, "a", "40").set).toEqual({ a: "40", b: "25", c: "15" });
  });
  test("holding a weight is turned on and off", () => {
    expect(toggleKept(still, "total", "b").kept).toEqual({ total: ["b"] });
    expect(toggleKept(toggleKept(still, "total", "b"), "total", "b").kept).toEqual({ total: [] });
  });
});

const row = (unit: string, place: string): Row => ({ unit, place, name: {}, group: "", tied: false, before: "", moved: "", cells: {}, outcomes: [] });

describe("places gained and lost", () => {
  test("are those whom a unit passed; a tie counts as one place, and who has none has no move", () => {
    const before = [row("a", "1"), row("b", "2"), row("c", "2"), row("d", "4"), row("e", "")];
    const now = [row("d", "1"), row("a", "2"), row("c", "3"), row("b", "4"), row("e", "")];
    expect(moves(before, now).map(({ row: { unit }, was, gained }) => [unit, was, gained])).toEqual([
      ["d", "4", 3],
      ["a", "1", -1],
      ["c", "2", -1],
      ["b", "2", -2],
      ["e", "", null],
    ]);
  });
});
