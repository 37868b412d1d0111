import { describe, expect, test } from "vitest";
import type { Form, FormCell, FormFact } from "../../engine/desk-types";
import type { Entry, NodeInfo } from "../../engine/types";
import { figureGroups, itemTables, lists, presentValue } from "./print";
import type { Change } from "./state";

const cell = (period: string, value: string, key?: string): FormCell => ({ period, ...(key ? { key } : {}), status: value === "" ? "missing" : "known", value, closed: false });
const fact = (id: string, cells: FormCell[], more: Partial<FormFact> = {}): FormFact => ({ fact: id, title: { "zh-CN": id }, cells, type: "count", ...more }) as unknown as FormFact;
const own = { class: "staff", unit: "a" };
const change = (name: string, period: string, value: Change["value"], key?: string): Change => ({ ...own, fact: name, period, ...(key ? { key } : {}), value });

describe("a figure on the sheet", () => {
  const at = { ...own, fact: "done", period: "2025-01" };

  test("is the draft's, or the one it began with", () => {
    expect(presentValue(at, cell("2025-01", "12"), [])).toBe("12");
    expect(presentValue(at, cell("2025-01", "12"), [change("done", "2025-01", "13")])).toBe("13");
    expect(presentValue(at, cell("2025-01", "12"), [change("done", "2025-02", "13")])).toBe("12");
  });

  test("that was taken away is none, and a missing one stays missing", () => {
    expect(presentValue(at, cell("2025-01", "12"), [change("done", "2025-01", null)])).toBeNull();
    expect(presentValue(at, cell("2025-01", ""), [])).toBeNull();
  });

  test("that is not given for a reason says so", () => {
    expect(presentValue(at, { ...cell("2025-01", ""), status: "exempt" }, [])).toBe("exempt");
    expect(presentValue(at, { ...cell("2025-01", ""), reason: "leave" }, [])).toEqual({ reason: "leave" });
    expect(presentValue(at, cell("2025-01", "3"), [change("done", "2025-01", { reason: "leave" })])).toEqual({ reason: "leave" });
  });

  test("of one key is found in a change of the whole", () => {
    const votes = { ...own, fact: "review", period: "2025", key: "good" };
    expect(presentValue(votes, cell("2025", "1", "good"), [change("review", "2025", { good: "30", bad: "2" })])).toBe("30");
    expect(presentValue(votes, cell("2025", "1", "good"), [change("review", "2025", { bad: "2" })])).toBeNull();
    expect(presentValue(votes, cell("2025", "1", "good"), [change("review", "2025", "31", "good"), change("review", "2025", null)])).toBe("31");
    expect(presentValue(votes, cell("2025", "1", "good"), [change("review", "2025", { reason: "leave" })])).toEqual({ reason: "leave" });
  });
});

describe("the tables of figures", () => {
  const form = {
    parts: [
      { ...own, own: true, name: {}, facts: [fact("done", [cell("2025-01", "1"), cell("2025-02", "2")]), fact("late", [cell("2025-01", "0"), cell("2025-02", "")]), fact("review", [cell("2025", "5", "good"), cell("2025", "6", "bad")]), fact("honours", [], { records: [{ id: "h1" }], known: true })] },
      { class: "section", unit: "d", own: false, name: {}, facts: [fact("done", [cell("2025-01", "9"), cell("2025-02", "9")]), fact("visits", [], { records: [], known: false })] },
    ],
  } as unknown as Form;

  test("join what has the same periods, each key a row of its own", () => {
    const groups = figureGroups(form, [change("late", "2025-02", "1"), { class: "section", unit: "d", fact: "done", period: "2025-01", value: "9" }]);
    expect(groups.map((group) => group.periods)).toEqual([["2025-01", "2025-02"], ["2025"]]);
    expect(groups[0]?.rows.map((row) => [row.part.unit, row.fact.fact, row.key, row.values])).toEqual([
      ["a", "done", "", ["1", "2"]],
      ["a", "late", "", ["0", "1"]],
      ["d", "done", "", ["9", "9"]],
    ]);
    expect(groups[1]?.rows.map((row) => [row.key, row.values])).toEqual([
      ["good", ["5"]],
      ["bad", ["6"]],
    ]);
  });

  test("leave out the figures of others that the draft did not touch", () => {
    expect(figureGroups(form, []).flatMap((group) => group.rows.map((row) => `${row.part.unit}/${row.fact.fact}`))).toEqual(["a/done", "a/late", "a/review", "a/review"]);
  });

  test("tell the draft's own figures from those it began with", () => {
    const groups = figureGroups(form, [change("late", "2025-02", "1"), change("review", "2025", { good: "1" })]);
    expect(groups[0]?.rows.map((row) => row.typed)).toEqual([[false, false], [false, true]]);
    expect(groups[1]?.rows.map((row) => row.typed)).toEqual([[true], [true]]); // a change of the whole is one of each key
  });

  test("have the records of lists, and leave open what is not known", () => {
    expect(lists(form, []).map(({ fact: one, records, typed }) => [one.fact, records, typed])).toEqual([["honours", [{ id: "h1" }], false]]);
    expect(lists(form, [{ class: "section", unit: "d", fact: "visits", records: null }])[1]?.records).toBeNull();
    expect(lists(form, [{ ...own, fact: "honours", records: [] }, { class: "section", unit: "d", fact: "visits", records: [{ id: "x" }, { id: "y" }] }]).map(({ records }) => records?.length)).toEqual([0, 2]);
    expect(lists(form, [{ ...own, fact: "honours", records: null }])[0]).toMatchObject({ records: null, typed: true });
  });
});

describe("the items of the sheet", () => {
  const entry = (node: string, period: string, children: Entry[] = []): Entry => ({ node, period, title: { "zh-CN": `${node} ${period}` }, children, outside: false }) as unknown as Entry;
  const nodes = [
    { id: "total", title: { "zh-CN": "总分" }, sentence: { "zh-CN": "各项之和" }, clauses: [] },
    { id: "month", title: { "zh-CN": "每月" }, sentence: { "zh-CN": "按比例" }, clauses: ["c1"] },
    { id: "work", title: { "zh-CN": "业务" }, sentence: { "zh-CN": "每件" }, clauses: ["c2"] },
  ] as unknown as NodeInfo[];

  test("stand in the order of the tree, each rule said once, periods beside each other", () => {
    const tree = entry("total", "2025", [entry("month", "2025-01", [entry("work", "2025-01")]), entry("month", "2025-02", [entry("work", "2025-02")]), entry("rating", "2025")]);
    const tables = itemTables(tree, nodes);
    expect(tables.map((table) => [table.periods, table.rows.map((row) => [row.node, row.depth, row.title["zh-CN"], row.sentence?.["zh-CN"] ?? "", row.clauses.join()])])).toEqual([
      [[], [["total", 0, "total 2025", "各项之和", ""], ["rating", 1, "rating 2025", "", ""]]],
      [
        ["2025-01", "2025-02"],
        [
          ["month", 1, "每月", "按比例", "c1"],
          ["work", 2, "业务", "每件", "c2"],
        ],
      ],
    ]);
    expect(tables[1]?.rows[1]?.entries.map((one) => one.period)).toEqual(["2025-01", "2025-02"]);
  });

  test("of the same name under two parents are kept apart, and those of one single period are no table of periods", () => {
    const tables = itemTables(entry("total", "2025", [entry("a", "2025", [entry("work", "2025-Q1")]), entry("b", "2025", [entry("work", "2025-Q1")])]), nodes);
    expect(tables.map((table) => [table.periods, table.rows.map((row) => row.node)])).toEqual([[[], ["total", "a", "work", "b", "work"]]]);
  });
});
