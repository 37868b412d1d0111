import { describe, expect, test } from "vitest";
import type { ClassInfo, Outcome, Rows } from "../engine/types";
import { emptyFields, gradesOf, outcomesOf, parseFields } from "./notice";

const outcome = (node: string, kind: Outcome["kind"], value: string, more: Partial<Outcome> = {}): Outcome => ({
  node, kind, title: { "zh-CN": node }, status: "known", state: "decided", value, label: { "zh-CN": value }, effect: "", bearer: {}, of: 0, because: [], reasons: [], ...more,
});
const row = (unit: string, outcomes: Outcome[]): Rows<Outcome>["rows"][number] => ({ unit, name: { "zh-CN": unit }, group: "", place: "1", tied: false, before: "", moved: "", cells: {}, outcomes });
const cls = { nodes: [{ id: "level", lines: [{ level: "good", title: { "zh-CN": "良" }, from: null }, { level: "bad", title: { "zh-CN": "差" }, from: null }] }] } as unknown as ClassInfo;
const view = { cls, level: "level" };

describe("grades on a notice", () => {
  test("stand in the order of the class's own lines, each with its units in the order of places", () => {
    const rows = [row("a", [outcome("level", "level", "bad")]), row("b", [outcome("level", "level", "good")]), row("c", [outcome("level", "level", "bad")])];
    expect(gradesOf(view, rows).map((grade) => [grade.label["zh-CN"], grade.rows.map((one) => one.unit)])).toEqual([
      ["良", ["b"]],
      ["差", ["a", "c"]],
    ]);
  });
  test("leave out who has none yet, and are none where the class has no level", () => {
    expect(gradesOf(view, [row("a", [outcome("level", "level", "", { status: "missing", state: "undecided" })])])).toEqual([]);
    expect(gradesOf({ ...view, level: "" }, [row("a", [outcome("level", "level", "good")])])).toEqual([]);
  });
});

describe("outcomes on a notice", () => {
  test("are those that apply or wait, vetoes first", () => {
    const rows = [
      row("a", [outcome("talk", "verdict", "true"), outcome("veto", "veto", "false")]),
      row("b", [outcome("veto", "veto", "true"), outcome("talk", "verdict", "", { status: "missing", state: "undecided" })]),
      row("c", [outcome("veto", "veto", "false"), outcome("talk", "verdict", "false")]),
    ];
    expect(outcomesOf(rows).map((list) => [list.node, list.rows.map((one) => one.row.unit)])).toEqual([
      ["veto", ["b"]],
      ["talk", ["a", "b"]],
    ]);
  });
});

describe("what was typed", () => {
  test("is read back, and anything that does not fit is left out", () => {
    expect(parseFields(JSON.stringify({ office: "某局", until: 5, other: "x" }))).toEqual({ ...emptyFields, office: "某局" });
    for (const text of [null, "", "{", "null", "[]", "5"]) expect(parseFields(text)).toEqual(emptyFields);
  });
});
