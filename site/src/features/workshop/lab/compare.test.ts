import { describe, expect, test } from "vitest";
import type { ClassInfo } from "../../../engine/types";
import { becauseWords, differenceWords, levelChanges, levelWords, movedWords, placeWords, pointsWords, ruleReasons, slopes, tableOf, unitsOf, verdictWords } from "./compare";
import { csvOf } from "../../../csv";
import { isOther, readOther } from "./file";
import { labMessages } from "./messages";
import type { Compare, CompareUnit, Side } from "./types";

const zh = labMessages("zh-CN");
const en = labMessages("en");
const both = (text: string) => ({ "zh-CN": text, en: text });
const figure = (text: string) => ({ exact: text, shown: text });
const side = (points: string, place: number | null, level: string): Side => ({ points: points ? figure(points) : null, status: points ? "known" : "missing", place, level: level ? { id: level, title: both(level) } : null, verdicts: [] });

function unit(name: string, from: Side | null, to: Side | null, difference: string, moved: number | null, more: Partial<CompareUnit> = {}): CompareUnit {
  return { unit: name, name: both(name), group: "", in: from ? (to ? "both" : "from") : "to", from, to, difference: difference ? figure(difference) : null, moved, changed: difference !== "0", because: [], ...more };
}
const reason = { node: "inspection", period: "2025-Q1", title: both("巡查（2025年第1季度）"), clauses: [{ id: "C08", text: both("…") }], from: figure("9"), to: figure("7.5"), difference: figure("-1.5") };
const units = [
  unit("乙", side("90", 2, "优秀"), side("91", 1, "优秀"), "1", 1),
  unit("甲", side("92", 1, "优秀"), side("84.5", 2, "良好"), "-7.5", -1, { because: [reason] }),
  unit("丙", side("80", 3, "良好"), side("80", 3, "良好"), "0", 0),
  unit("丁", side("", null, ""), null, "", null),
];
const reply: Compare = { node: "total", title: both("总分"), from: { scheme: "s", version: "1" }, to: { scheme: "s", version: "2" }, counts: { units: 4, points: 2, places: 2, levels: 1, verdicts: 0 }, units, parameters: [], weights: [], rules: [] };
const at = (index: number) => units[index] as CompareUnit;

describe("a unit on both sides", () => {
  test("has a figure once where nothing changes, and both with an arrow where it does", () => {
    expect(pointsWords(at(1), zh)).toBe("92 → 84.5");
    expect(pointsWords(at(2), zh)).toBe("80");
    expect(placeWords(at(1), zh)).toBe("1 → 2");
    expect(placeWords(at(3), zh)).toBe("—");
    expect(levelWords(at(1), zh, "zh-CN")).toBe("优秀 → 良好");
  });
  test("has marks and words for what went up or down, and none for what stays", () => {
    expect([0, 1, 2, 3].map((index) => movedWords(at(index), zh))).toEqual(["▲ 升1位", "▼ 降1位", "", ""]);
    expect(movedWords(at(1), en)).toBe("▼ down 1");
    expect([at(0), at(1), at(2), at(3)].map(({ difference }) => differenceWords(difference))).toEqual(["▲ +1", "▼ −7.5", "", ""]);
  });
  test("says why, with its clause", () => {
    expect(becauseWords(reason, zh, "zh-CN")).toBe("巡查（2025年第1季度）（C08）：9 → 7.5，▼ −1.5");
    expect(becauseWords({ ...reason, from: null, to: null, difference: null }, zh, "zh-CN")).toBe("巡查（2025年第1季度）（C08）");
  });
  test("has the consequences that came and those that went, and none that stay", () => {
    const verdicts = (...titles: string[]) => ({ ...side("80", 1, ""), verdicts: titles.map((title) => ({ node: title, title: both(title) })) });
    expect(verdictWords(unit("甲", verdicts("表彰", "末位"), verdicts("末位", "谈话"), "0", 0), zh, "zh-CN")).toBe("新增谈话；不再表彰");
    expect(verdictWords(unit("甲", verdicts("末位"), verdicts("末位"), "0", 0), zh, "zh-CN")).toBe("—");
  });
  test("is named where its grade changes", () => {
    expect(levelChanges(reply, zh, "zh-CN")).toEqual(["甲由优秀变为良好"]);
    expect(levelChanges(reply, en, "en")).toEqual(["甲 from 优秀 to 良好"]);
  });
  test("is told the rule of its grade and its clause where points do not say why", () => {
    const rule = { node: "level", title: both("等次"), from: both("85"), to: both("90") };
    const other = { node: "unity", title: both("团结"), from: both("x"), to: both("y") };
    const cls = { nodes: [{ id: "level", clauses: ["D30"] }] } as unknown as Pick<ClassInfo, "nodes">;
    expect(ruleReasons(at(1), { ...reply, rules: [rule, other] }, cls, "level", zh, "zh-CN")).toEqual(["“等次”的规则不同（D30）"]);
    expect(ruleReasons(at(0), { ...reply, rules: [rule, other] }, cls, "level", zh, "zh-CN")).toEqual([]);
  });
  test("is left out when only changes are wanted and there is none", () => {
    expect(unitsOf(reply, true).map((one) => one.unit)).toEqual(["乙", "甲", "丁"]);
    expect(unitsOf(reply, false)).toHaveLength(4);
  });
});

describe("the picture of places", () => {
  test("has each side in its own order and a line for whoever is on both", () => {
    const { left, right, lines } = slopes(units);
    expect(left.map((one) => one.unit)).toEqual(["甲", "乙", "丙"]);
    expect(right.map((one) => one.unit)).toEqual(["乙", "甲", "丙"]);
    expect(lines.map((line) => [line.unit.unit, line.left, line.right, line.way])).toEqual([
      ["甲", 0, 1, "down"],
      ["乙", 1, 0, "up"],
      ["丙", 2, 2, "same"],
    ]);
  });
});

describe("the exported table", () => {
  test("has plain figures, a row for each unit and all its reasons", () => {
    const [head = [], ...rows] = tableOf(units, zh, "zh-CN");
    expect(head).toHaveLength(11);
    expect(rows[1]).toEqual(["甲", "92", "84.5", "-7.5", "1", "2", "优秀", "良好", "", "", "巡查（2025年第1季度）（C08）：9 → 7.5，▼ −1.5"]);
  });
  test("is read whole by a spreadsheet: commas, quotes and lines are kept, formulas are text, signed numbers are numbers", () => {
    const text = csvOf([["a,b", 'say "x"', "two\nlines", "=1+1", "-7.5", "+cmd", "@x"]]);
    expect(text).toBe(`\ufeff"a,b","say ""x""","two\nlines","'=1+1",-7.5,"'+cmd","'@x"`);
  });
});

describe("a file put beside the board", () => {
  const scheme = JSON.stringify({ format: "yardstick-scheme/1", id: "s", version: "2" });
  const dataset = JSON.stringify({ format: "yardstick-dataset/1" });
  test("is known by its format", () => {
    expect(readOther("s.json", scheme)).toMatchObject({ is: "scheme", version: "2", scheme });
    expect(readOther("d.json", dataset)).toMatchObject({ is: "dataset", dataset });
    expect(readOther("b.json", JSON.stringify({ format: "yardstick-board/1", id: "b", scheme, dataset }))).toMatchObject({ is: "both", scheme, dataset });
  });
  test("is refused in words where it is no JSON, or something else", () => {
    expect(readOther("x.json", '{"format": \n 1,}')).toEqual({ is: "not-json", name: "x.json", line: 2, column: 4 });
    for (const text of ["null", "[]", "{}", '{"format": 7}', '{"format": "yardstick-board/1"}', '"<img>"']) {
      const read = readOther("x.json", text);
      expect(isOther(read)).toBe(false);
      expect(read).toEqual({ is: "unknown", name: "x.json" });
    }
  });
});
