import { describe, expect, test } from "vitest";
import type { NodeRange, RangeLine } from "../../engine/desk-types";
import type { ClassInfo } from "../../engine/types";
import { panelMessages } from "./panel-messages";
import { type UnitRange, boundsWords, linesOf, mayBeWords, settled, standingWords, unitRange } from "./range";

const zh = panelMessages("zh-CN");
const figure = (text: string) => ({ exact: text, shown: text });
const titles: Record<string, string> = { fine: "优秀", good: "良好", pass: "合格", fail: "不合格" };
const line = (level: string, from: string | null, sure: boolean, possible: boolean, short: string | null = null): RangeLine => ({
  level,
  title: { "zh-CN": titles[level] ?? level },
  from: from === null ? null : figure(from),
  sure,
  possible,
  short: short === null ? null : figure(short),
});
const node = (change: Partial<NodeRange>): NodeRange => ({ low: null, high: null, tight: true, mayBe: [], ...change });
const said = (...lines: RangeLine[]) => standingWords(lines, zh, "zh-CN").join("；");

describe("what is said of the grade lines", () => {
  test("names what is certain first, then what the next line needs", () => {
    expect(said(line("fine", "90", false, true, "3.2"), line("good", "80", true, true), line("pass", "60", true, true), line("fail", null, true, true))).toBe(
      "已不会低于“良好”；“优秀”还需3.2分",
    );
  });

  test("puts the nearest line before the farther one", () => {
    expect(said(line("fine", "90", false, true, "12"), line("good", "80", false, true, "2"), line("pass", "60", true, true), line("fail", null, true, true))).toBe(
      "已不会低于“合格”；“良好”还需2分；“优秀”还需12分",
    );
  });

  test("says what is out of reach, the nearest only", () => {
    expect(said(line("fine", "90", false, false), line("good", "80", false, false), line("pass", "60", true, true), line("fail", null, true, true))).toBe("已定为“合格”；“良好”已达不到");
  });

  test("says the worst where nothing is certain, and what is possible where the distance is not known", () => {
    expect(said(line("fine", "90", false, true), line("fail", null, true, true))).toBe("最低可能为“不合格”；“优秀”还有可能");
  });

  test("is nothing where no line is drawn", () => {
    expect(said()).toBe("");
  });

  test("leaves the lines it was given as they were", () => {
    const lines = [line("fine", "90", false, true), line("good", "80", false, true), line("fail", null, true, true)];
    standingWords(lines, zh, "zh-CN");
    expect(lines.map((one) => one.level)).toEqual(["fine", "good", "fail"]);
  });
});

describe("lines", () => {
  const cls = {
    total: "total",
    level: "level",
    nodes: [{ id: "total", lines: ["fine", "good", "fail"].map((level, index) => ({ level, title: {}, from: index < 2 ? figure(index === 0 ? "90" : "80") : null })) }],
  } as unknown as ClassInfo;
  const unit = (levels: NodeRange["levels"]): UnitRange => ({ unit: "u", settled: false, nodes: { level: node({ levels }) } });
  const flags = (levels: NodeRange["levels"]) => linesOf(cls, unit(levels)).map((one) => [one.level, one.sure, one.possible]);

  test("are certain from the worst level down, and possible from the best level down", () => {
    expect(flags({ low: "good", high: "fine" })).toEqual([
      ["fine", false, true],
      ["good", true, true],
      ["fail", true, true],
    ]);
    expect(flags({ low: "fail", high: "good" })).toEqual([
      ["fine", false, false],
      ["good", false, true],
      ["fail", true, true],
    ]);
  });

  test("settle the grade where the worst and the best are one, and nothing else can come of it", () => {
    const open = { node: "level", kind: "level", title: {}, status: "missing", state: "undecided", value: "", label: {}, effect: "", bearer: {} } as const;
    const grade = (levels: NodeRange["levels"], mayBe: NodeRange["mayBe"] = []) =>
      settled(open, cls, { unit: "u", settled: false, nodes: { level: node({ levels, mayBe }) } }).value;
    expect(grade({ low: "good", high: "good" }, ["known"])).toBe("good");
    expect(grade({ low: "good", high: "fine" })).toBe("");
    expect(grade({ low: "good", high: "good" }, ["exempt"])).toBe("");
    expect(settled({ ...open, node: "other" }, cls, unit({ low: "good", high: "good" })).status).toBe("missing");
    expect(settled(open, cls, null).status).toBe("missing");
  });

  test("of a level that is not known at all are neither certain nor excluded", () => {
    expect(flags({ low: null, high: "unknown" })).toEqual([
      ["fine", false, true],
      ["good", false, true],
      ["fail", false, true],
    ]);
    expect(flags(undefined).every(([, sure]) => sure === false)).toBe(true);
  });

  test("as the engine tells them go before", () => {
    const lines = [line("fine", "90", false, true, "3")];
    expect(linesOf(cls, { unit: "u", settled: false, nodes: { level: node({ lines }) } })).toBe(lines);
  });
});

describe("bounds", () => {
  test("are told with both ends, and as settled where they meet and nothing else can come", () => {
    expect(boundsWords("总分", node({ low: figure("80"), high: figure("95.5") }), zh)).toBe("总分最低80，最高95.5");
    expect(boundsWords("总分", node({ low: figure("80"), high: figure("80") }), zh)).toBe("总分已定为80");
    expect(boundsWords("总分", node({ low: figure("80"), high: figure("80"), mayBe: ["exempt"] }), zh)).toBe("总分最低80，最高80");
    expect(boundsWords("总分", node({ known: false, mayBe: ["missing"] }), zh)).toBe("总分没有数值");
    expect(boundsWords("奖金", node({ low: figure("0") }), zh)).toBe("奖金最低0，最高没有限度");
  });

  test("say what else it may come to", () => {
    expect(mayBeWords(node({ mayBe: ["missing", "invalid"] }), zh)).toEqual(["也可能因缺数据没有结果", "也可能无法计算"]);
    expect(mayBeWords(node({ mayBe: ["known"] }), zh)).toEqual([]);
  });
});

test("a unit that the reply does not have has no range", () => {
  expect(unitRange(null, "u")).toBeNull();
  expect(unitRange({ units: [], open: 0, otherOpen: false, cells: [] }, "u")).toBeNull();
});
