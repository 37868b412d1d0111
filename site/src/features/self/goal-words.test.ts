import { describe, expect, test } from "vitest";
import type { Form, FormFact, Way } from "../../engine/desk-types";
import { cellText, periodsText, rangesText, together, valueText, wayText } from "./goal-words";
import { panelMessages } from "./panel-messages";

const zh = panelMessages("zh-CN");
const en = panelMessages("en");
const text = (cn: string, english: string) => ({ "zh-CN": cn, en: english });

const fact = (change: Partial<FormFact>): FormFact => ({
  fact: "rate",
  title: text("办结率", "Completion rate"),
  type: "rate",
  unit: text("%", "%"),
  grain: "month",
  min: "0",
  max: "100%",
  step: "",
  options: [],
  keys: [],
  reasons: [],
  reporter: {},
  proof: {},
  basis: "stated",
  clauses: [],
  nodes: [],
  cells: [],
  ...change,
});
const form: Form = {
  class: "staff",
  unit: "s001",
  period: "2025",
  parts: [
    {
      class: "staff",
      unit: "s001",
      name: text("赵甲", "Zhao"),
      own: true,
      facts: [
        fact({}),
        fact({ fact: "attitude", title: text("作风", "Manner"), type: "choice", options: [{ id: "good", title: text("好", "good") }, { id: "poor", title: text("差", "poor") }] }),
        fact({ fact: "review", title: text("测评", "Review"), type: "votes", keys: [{ id: "satisfied", title: text("满意", "satisfied") }] }),
      ],
    },
    { class: "section", unit: "d01", name: text("审批科", "Permits"), own: false, facts: [fact({ fact: "done", title: text("办件量", "Cases"), type: "count", unit: text("件", "cases") })] },
  ],
  given: [],
};
const place = { form, period: "2025" };
const months = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `2025-${String(from + index).padStart(2, "0")}`);
const range = (from: string | null, to: string | null, above = false, below = false) => ({ from, to, above, below });
const way = (change: Partial<Way>): Way => ({
  cells: months(3, 12).map((period) => ({ class: "staff", unit: "s001", fact: "rate", period })),
  title: text("办结率", "Completion rate"),
  type: "rate",
  unit: text("%", "%"),
  now: "95%",
  ranges: [range("98.2%", null)],
  exact: true,
  nearest: "98.2%",
  // biome-ignore lint/suspicious/noThenProperty: the engine's own word for what follows
  then: null,
  best: null,
  bestAt: null,
  ...change,
});

describe("periods", () => {
  test("that follow each other are a run, whatever their order", () => {
    expect(periodsText(months(3, 12).reverse(), "2025", zh, "zh-CN")).toBe("3—12月");
    expect(periodsText(months(3, 12), "2025", en, "en")).toBe("Mar–Dec");
    expect(periodsText(["2025-Q1", "2025-Q2", "2025-Q3"], "2025", zh, "zh-CN")).toBe("第1—3季度");
    expect(periodsText(["2025-Q1", "2025-Q2"], "2025", en, "en")).toBe("Q1–Q2");
  });

  test("with gaps are several runs", () => {
    expect(periodsText(["2025-01", "2025-03", "2025-04"], "2025", zh, "zh-CN")).toBe("1、3—4月");
    expect(periodsText(["2025-01", "2025-03", "2025-04"], "2025", en, "en")).toBe("Jan, Mar–Apr");
  });

  test("of halves are called so", () => {
    expect(periodsText(["2025-H1"], "2025", zh, "zh-CN")).toBe("上半年");
    expect(periodsText(["2025-H1", "2025-H2"], "2025", zh, "zh-CN")).toBe("上、下半年");
  });

  test("of another year carry it; of several kinds they are listed", () => {
    expect(periodsText(["2024-11", "2024-12"], "2025", zh, "zh-CN")).toBe("2024年11—12月");
    expect(periodsText(["2025-Q4", "2025-12"], "2025", zh, "zh-CN")).toBe("2025年第4季度、2025年12月");
    expect(periodsText(["2024-12", "2025-01"], "2025", zh, "zh-CN")).toBe("2024年12月、2025年1月");
  });

  test("are not named where they are the page's own", () => {
    expect(periodsText(["2025"], "2025", zh, "zh-CN")).toBe("");
    expect(periodsText([""], "2025", zh, "zh-CN")).toBe("");
    expect(periodsText([], "2025", zh, "zh-CN")).toBe("");
  });

  test("that are no periods are left as they are", () => {
    expect(periodsText(["soon", "2025-03"], "2025", zh, "zh-CN")).toBe("soon、2025年3月");
    expect(periodsText(["2025-Q9x"], "2025", zh, "zh-CN")).toBe("2025-Q9x");
  });
});

describe("values", () => {
  test("carry their unit, except where the figure does already", () => {
    const count = { type: "count", unit: text("件", "cases") };
    expect(valueText("12345", count, zh, "zh-CN")).toBe("12,345件");
    expect(valueText("12345", count, en, "en")).toBe("12,345 cases");
    expect(valueText("98.2%", { type: "rate", unit: text("%", "%") }, zh, "zh-CN")).toBe("98.2%");
  });

  test("of choices and marks are words", () => {
    const options = [{ id: "good", title: text("好", "good") }];
    expect(valueText("good", { type: "choice", unit: {}, options }, zh, "zh-CN")).toBe("好");
    expect(valueText("gone", { type: "choice", unit: {}, options }, zh, "zh-CN")).toBe("gone");
    expect(valueText("true", { type: "flag", unit: {} }, zh, "zh-CN")).toBe("是");
    expect(valueText("false", { type: "flag", unit: {} }, en, "en")).toBe("no");
    expect(valueText(null, { type: "rate", unit: {} }, zh, "zh-CN")).toBe("未填");
  });

  test("in ranges say which end is in", () => {
    const of = { type: "number", unit: {} };
    const said = (...ranges: Way["ranges"]) => rangesText(ranges, of, zh, "zh-CN");
    expect(said(range("3", null))).toBe("不低于3");
    expect(said(range("3", null, true))).toBe("高于3");
    expect(said(range(null, "3"))).toBe("不高于3");
    expect(said(range(null, "3", false, true))).toBe("低于3");
    expect(said(range("3", "5"))).toBe("在3至5之间");
    expect(said(range("3", "5", true, false))).toBe("在3至5之间（不含3）");
    expect(said(range("3", "5", true, true))).toBe("在3至5之间（两端不含）");
    expect(said(range("3", "3"))).toBe("为3");
    expect(said(range(null, null))).toBe("任何数值都可以");
    expect(said(range("1", "2"), range("7", null))).toBe("在1至2之间，或者不低于7");
    expect(said(range("1", "1"), range("3", "3"))).toBe("为1或3");
  });
});

describe("a single way", () => {
  test("is one sentence about all the places that move together", () => {
    expect(wayText(way({}), place, zh, "zh-CN")).toBe("3—12月办结率每月不低于98.2%");
    expect(wayText(way({}), place, en, "en")).toBe("Completion rate, Mar–Dec, is at least 98.2% each month");
  });

  test("names whose figure it is where it is another's, and the unit it is counted in", () => {
    const cells = [{ class: "section", unit: "d01", fact: "done", period: "2025-Q4" }];
    const done = way({ cells, title: text("办件量", "Cases"), type: "count", unit: text("件", "cases"), ranges: [range("1200", null)] });
    expect(wayText(done, place, zh, "zh-CN")).toBe("审批科的第4季度办件量不低于1,200件");
    expect(wayText(done, place, en, "en")).toBe("Cases of Permits, Q4, is at least 1,200 cases");
  });

  test("names options and keys by their titles", () => {
    const cells = [{ class: "staff", unit: "s001", fact: "attitude", period: "2025" }];
    expect(wayText(way({ cells, title: text("作风", "Manner"), type: "choice", ranges: [range("good", "good")] }), place, zh, "zh-CN")).toBe("作风为好");
    const votes = [{ class: "staff", unit: "s001", fact: "review", period: "2025", key: "satisfied" }];
    expect(wayText(way({ cells: votes, title: text("测评", "Review"), type: "count", unit: {}, ranges: [range("30", null)] }), place, zh, "zh-CN")).toBe("测评（满意）不低于30");
  });

  test("that cannot do it says what the best is, and where", () => {
    const best = { exact: "84.9", shown: "84.90" };
    expect(wayText(way({ ranges: [] }), place, zh, "zh-CN")).toBe("只改3—12月办结率达不到");
    expect(wayText(way({ ranges: [], best }), place, zh, "zh-CN")).toBe("只改3—12月办结率达不到，最好为84.90");
    expect(wayText(way({ ranges: [], best, bestAt: "100%" }), place, zh, "zh-CN")).toBe("只改3—12月办结率达不到；改为100%时最好，为84.90");
  });

  test("of a fact that the form does not have still reads", () => {
    const cells = [{ class: "board", unit: "b", fact: "gone", period: "x", key: "k" }];
    expect(wayText(way({ cells, title: {} }), place, zh, "zh-CN")).toBe("x（k）不低于98.2%");
  });
});

test("a cell is named with its period and key", () => {
  expect(cellText({ class: "staff", unit: "s001", fact: "rate", period: "2025-03", title: text("办结率", "Completion rate") }, place, zh, "zh-CN")).toBe("3月办结率");
});

test("places that say the same of one figure are put together, others stay apart", () => {
  const at = (fact: string, period: string, to: string) => ({ class: "staff", unit: "s001", fact, period, to });
  const groups = together([at("rate", "2025-10", "0"), at("late", "2025-10", "0"), at("rate", "2025-11", "0"), at("rate", "2025-12", "1")], (cell) => cell.to);
  expect(groups.map((group) => group.map((cell) => `${cell.fact}@${cell.period}`))).toEqual([["rate@2025-10", "rate@2025-11"], ["late@2025-10"], ["rate@2025-12"]]);
});
