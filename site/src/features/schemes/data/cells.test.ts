import { describe, expect, it } from "vitest";
import type { Grid, GridColumn } from "../../../engine/scheme-types";
import { type Words, asDue, changeOf, choicesOf, nameOf, partsOf, shownOf, taken } from "./cells";
import { column } from "./fixture";
import { dataMessages } from "./messages";

const zh: Words = { m: dataMessages("zh-CN"), lang: "zh-CN", classes: [] };
const en: Words = { m: dataMessages("en"), lang: "en", classes: [] };
const leave = { id: "leave", title: { "zh-CN": "请假", en: "On leave" }, gives: "exempt" };

describe("what is due on the desk", () => {
  const grid = { class: "office", period: "2026", units: [], columns: [column({ period: "2026-Q1" }), column({ period: "2026" })], lists: [], title: {} } as Grid;
  const dataset = (closed: string[]) => JSON.stringify({ asOf: "2026-12-31", periods: ["2026"], closed, units: {} });
  const due = (text: string, day: string) => asDue(grid, text, day).columns.map(({ closed }) => closed);
  it("is, where nobody closed a period, what is over by the calendar, whatever day the figures are as of", () => {
    expect(due(dataset([]), "2026-03-31")).toEqual([false, false]);
    expect(due(dataset([]), "2026-04-01")).toEqual([true, false]);
    expect(due(dataset([]), "2027-01-01")).toEqual([true, true]);
  });
  it("is what the engine says where somebody closed a period", () => {
    expect(asDue(grid, dataset(["2026"]), "2026-03-31")).toBe(grid);
  });
});

describe("what a typed text is taken for", () => {
  it("is a number as typed, digit for digit", () => {
    expect(taken(column(), "１２．５０", zh)).toMatchObject({ ok: true, value: "12.50" });
    expect(taken(column({ type: "rate", max: "100%" }), "98.2%", zh)).toMatchObject({ ok: true, value: "98.2%" });
  });
  it("is nothing where it is empty", () => {
    expect(taken(column(), "  ", zh)).toMatchObject({ ok: true, value: null });
  });
  it("is an option by its title in either language, or by its id", () => {
    const grade = column({ type: "choice", options: [{ id: "good", title: { "zh-CN": "好", en: "Good" } }, { id: "fair", title: { "zh-CN": "一般", en: "Fair" } }] });
    for (const text of ["好", "Good", "good", " 好 "]) expect(taken(grade, text, zh)).toMatchObject({ ok: true, value: "good" });
    expect(taken(grade, "很好", zh)).toEqual({ ok: false, trouble: { is: "not-option" } });
    expect(shownOf(grade, "good", zh)).toBe("好");
    expect(shownOf(grade, "good", en)).toBe("Good");
  });
  it("is a reason, which stands for the whole reading", () => {
    const own = column({ reasons: [leave], key: "a" });
    const read = taken(own, "请假", zh);
    expect(read).toMatchObject({ ok: true, value: { reason: "leave" } });
    expect(changeOf("staff", own, "p1", { reason: "leave" })).toEqual({ class: "staff", unit: "p1", fact: "checks", period: "2025", value: { reason: "leave" } });
    expect(shownOf(own, "leave", zh)).toBe("请假");
  });
  it("is 不考核 in the words of the page or as a dataset says it", () => {
    expect(taken(column(), "不考核", zh)).toMatchObject({ ok: true, value: "exempt" });
    expect(taken(column(), "exempt", en)).toMatchObject({ ok: true, value: "exempt" });
    expect(shownOf(column(), "exempt", zh)).toBe("不考核");
    expect(shownOf(column(), "exempt", en)).toBe("exempt");
  });
  it("is yes or no, however it is written", () => {
    const flag = column({ type: "flag" });
    for (const text of ["是", "有", "true", "1"]) expect(taken(flag, text, zh)).toMatchObject({ ok: true, value: true });
    for (const text of ["否", "no", "0"]) expect(taken(flag, text, zh)).toMatchObject({ ok: true, value: false });
    expect(shownOf(flag, "false", zh)).toBe("否");
  });
  it("is a unit by its name", () => {
    const cls = { id: "office", units: [{ id: "o1", name: { "zh-CN": "城东" }, group: "" }] } as unknown as Words["classes"][number];
    const own = column({ type: "unit", of: "office" } as Partial<GridColumn>);
    expect(taken(own, "城东", { ...zh, classes: [cls] })).toMatchObject({ ok: true, value: "o1" });
    expect(taken(own, "城西", { ...zh, classes: [cls] })).toEqual({ ok: false, trouble: { is: "not-option" } });
  });
  it("is refused with what would be right: a rate without its sign", () => {
    expect(taken(column({ type: "rate", min: "0%", max: "100%" }), "98", zh)).toEqual({ ok: false, trouble: { is: "above", limit: "100%", instead: "98%" } });
  });
  it("comes back the same: whatever a value reads as is taken for that value", () => {
    const columns = [
      column({ type: "choice", options: [{ id: "good", title: { "zh-CN": "好", en: "Good" } }], reasons: [leave] }),
      column({ type: "flag", reasons: [leave] }),
      column({ type: "count", reasons: [leave] }),
    ];
    for (const words of [zh, en])
      for (const own of columns)
        for (const { id } of choicesOf(own, words)) {
          const read = taken(own, shownOf(own, id, words), words);
          const value = read.ok ? read.value : "refused";
          expect(typeof value === "object" ? (value as { reason: string }).reason : String(value)).toBe(id);
        }
  });
});

it("a cell's name says where it is", () => {
  const own = column({ key: "k1", period: "2025-03" });
  expect(partsOf(nameOf("staff", own, "p1"))).toEqual({ class: "staff", unit: "p1", fact: "checks", period: "2025-03", key: "k1" });
});
