import { describe, expect, test } from "vitest";
import { catalogueMessages } from "./messages";
import { casesIn, failureTeller, parametersOf } from "./scheme-text";

const scheme = JSON.stringify({
  parameters: { line: { title: { "zh-CN": "达标线", en: "Line" }, values: [{ from: "2024-01-01", value: "80", clauses: ["c1"] }, { from: "2025-01-01", value: "85", clauses: ["c1", "c2"] }] } },
  classes: {
    office: {
      facts: {
        done: { title: { "zh-CN": "办结", en: "Done" }, type: "count", unit: { "zh-CN": "件", en: " cases" } },
        kind: { title: { "zh-CN": "类别", en: "Kind" }, type: "choice", options: { town: { title: { "zh-CN": "镇", en: "Town" } } } },
        votes: { title: { "zh-CN": "测评票", en: "Votes" }, type: "votes", options: { good: { "zh-CN": "好", en: "Good" } } },
        visits: { title: { "zh-CN": "暗访", en: "Visits" }, type: "records", fields: { date: { type: "date", title: { "zh-CN": "日期", en: "Date" } }, upheld: { type: "flag", title: { "zh-CN": "属实", en: "Upheld" } } } },
      },
      nodes: {
        total: { title: { "zh-CN": "总分", en: "Total" } },
        quarter: { title: { "zh-CN": "季度", en: "Quarter" }, contents: { Q1: { children: { inner: { title: { "zh-CN": "首季项", en: "First" } } } } } },
        talk: { title: { "zh-CN": "谈话", en: "Talk" }, type: "verdict" },
      },
    },
    other: { facts: { done: { title: { "zh-CN": "别处办结", en: "Done elsewhere" } } }, nodes: {} },
  },
  cases: [
    {
      name: "one",
      description: { "zh-CN": "一例", en: "One" },
      source: "hand",
      note: "10-2=8",
      clauses: ["c1"],
      units: [{ id: "A", name: { "zh-CN": "甲局", en: "Office A" } }],
      readings: { A: { done: { "2025-Q1": "12345", "2025-Q2": null }, kind: "town", votes: { good: "8" } }, B: { done: "exempt" } },
      records: { A: { visits: [{ id: "v1", date: "2025-03-02", upheld: true }] }, B: { visits: [] } },
      assume: { A: { "quarter[Q1].inner": "94" } },
      expect: { A: { total: { points: "8", shown: "8.00" }, talk: { "2025": false } }, B: { total: { status: "exempt" } } },
    },
  ],
});
const zh = catalogueMessages("zh-CN");
const en = catalogueMessages("en");

describe("what the booklet takes from a scheme's text", () => {
  test("is each parameter with its values in order, and each clause once", () => {
    expect(parametersOf(scheme)).toEqual([
      { parameter: "line", title: { "zh-CN": "达标线", en: "Line" }, values: [{ since: "2024-01-01", value: "80" }, { since: "2025-01-01", value: "85" }], clauses: ["c1", "c2"] },
    ]);
  });

  test("is what a case gives: readings by period, choices and votes by their words, records, and what is set", () => {
    const [one] = casesIn(scheme, zh, "zh-CN");
    expect(one?.given.map((row) => [row.unit, row.what, row.period, row.value])).toEqual([
      ["甲局", "办结", "2025年第1季度", "12,345件"],
      ["甲局", "办结", "2025年第2季度", "缺数据"],
      ["甲局", "类别", "", "镇"],
      ["甲局", "测评票 · 好", "", "8"],
      ["B", "办结", "", "不考核"],
      ["甲局", "暗访", "", "日期 2025-03-02、属实 是"],
      ["B", "暗访", "", "没有记录"],
      ["甲局", "首季项（设定）", "", "94"],
    ]);
  });

  test("is what a case expects, in the page's language", () => {
    const [one] = casesIn(scheme, en, "en");
    expect(one?.expected.map((row) => [row.unit, row.what, row.period, row.value])).toEqual([
      ["Office A", "Total", "", "8; shown as 8.00"],
      ["Office A", "Talk", "2025", "no"],
      ["B", "Total", "", "exempt"],
    ]);
    expect(one?.note).toEqual({ "zh-CN": "10-2=8", en: "10-2=8" });
  });

  test("says of a case that fails what was expected and what came, by titles", () => {
    const grades = { type: "level", title: { "zh-CN": "等次", en: "Grade" }, stages: [{ lines: [{ level: "good", title: "优秀", from: "90" }, { level: "poor", title: { "zh-CN": "不合格", en: "Poor" } }] }] };
    const value = JSON.parse(scheme);
    value.classes.office.nodes.grade = grades;
    value.cases[0].expect = { A: { total: { points: "0", raw: "-5" }, grade: { "2025": "good", "2026": { state: "decided" } }, talk: { "2025": false }, visits: { rejected: ["v1", "v2"] } } };
    const tell = failureTeller(JSON.stringify(value), zh, "zh-CN");
    const said = (node: string, period: string, expected: string, actual: string, unit = "A") => {
      const { where, expected: wanted, actual: came, fault } = tell(0, { unit, node, period, expected, actual });
      return [where, fault || `${wanted} / ${came}`];
    };
    expect(said("total", "2025", "-5", "-5.2")).toEqual(["甲局 · 总分（封顶保底之前） · 2025", "-5 / -5.2"]);
    expect(said("total", "2025", "0", "missing")).toEqual(["甲局 · 总分 · 2025", "0 / 缺数据"]);
    expect(said("total", "2025", "-5", "no raw")).toEqual(["甲局 · 总分（封顶保底之前） · 2025", "-5 / 这一项没有“封顶保底之前”"]);
    expect(said("grade", "2025", "good", "poor")).toEqual(["甲局 · 等次 · 2025", "优秀 / 不合格"]);
    expect(said("grade", "2026", "decided", "undecided")).toEqual(["甲局 · 等次（状态） · 2026", "已定 / 待定"]);
    expect(said("talk", "2025", "false", "true")).toEqual(["甲局 · 谈话 · 2025", "否 / 是"]);
    expect(said("visits", "2025", "v1, v2", "")).toEqual(["甲局 · visits（不计入） · 2025", "v1, v2 / 没有记录"]);
    // Where nothing can be compared, what is to be mended is said instead.
    expect(said("gone", "", "a node of its class", "none")).toEqual(["甲局 · gone", zh.caseLacks["a node of its class"]]);
    const faulty = { unit: "", node: "", period: "", expected: "bad-quantity", actual: "/cases/0/readings/A/done", reason: { "zh-CN": "“x”不是数", en: "“x” is not a quantity" } };
    expect(tell(0, faulty).fault).toBe(zh.caseData("“x”不是数 (/cases/0/readings/A/done)"));
    // A fraction that has no end says about which figure it is.
    expect(tell(0, { unit: "A", node: "total", period: "2025", expected: "84.67", actual: "254/3", about: "84.6667" }).actual).toBe("254/3 ≈ 84.6667");
  });

  test("is nothing of a text that is no scheme", () => {
    for (const text of ["", "[]", "{", '{"cases": 3, "parameters": []}']) {
      expect(casesIn(text, zh, "zh-CN")).toEqual([]);
      expect(parametersOf(text)).toEqual([]);
    }
  });
});
