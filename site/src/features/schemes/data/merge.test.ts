import { describe, expect, it } from "vitest";
import type { Grid, GridList } from "../../../engine/scheme-types";
import { newWork } from "../work";
import { column } from "./fixture";
import { type SheetChange, allFrom, chosen, mattersOf, typedOf, withSources, withoutCells } from "./merge";

const list = { ...column({ fact: "visits", type: "records" }), fields: [], dated: "", rows: [[{ id: "v1", stars: "4" }], null], closedThrough: ["", ""] } as unknown as GridList;
const grid: Grid = {
  class: "office", title: {}, period: "2025",
  units: [{ unit: "u1", name: { "zh-CN": "东城" }, group: "" }, { unit: "u2", name: { "zh-CN": "西城" }, group: "" }],
  columns: [column({ values: ["5", null] })],
  lists: [list],
};
const says = (unit: string, to: string): SheetChange => ({ change: { class: "office", unit, fact: "checks", period: "2025", value: to }, at: { file: "", sheet: "考勤", cell: "C7" }, to });
const records = (unit: string, ids: string[], what: "new" | "changed"): SheetChange => ({
  change: { class: "office", unit, fact: "visits", records: ids.map((id) => ({ id })) }, at: { file: "", sheet: "", cell: "" }, to: String(ids.length), rows: ids.map(() => ({ what })),
});
const first = "office\nu1\nchecks\n2025\n";
const second = "office\nu2\nchecks\n2025\n";

describe("sheets beside each other", () => {
  it("are of one mind where nothing stands there and all say the same", () => {
    const matters = mattersOf(grid, [{ name: "a.xlsx", changes: [says("u2", "7")] }, { name: "b.xlsx", changes: [says("u2", "7")] }], new Set());
    expect(matters.map(({ name, conflict, offers }) => [name, conflict, offers.length])).toEqual([[second, "", 2]]);
    expect(chosen(matters, {})).toHaveLength(1);
  });
  it("differ from each other, or from the desk; then nothing is taken until somebody chooses", () => {
    const files = [{ name: "a.xlsx", changes: [says("u1", "6"), says("u2", "7")] }, { name: "b.xlsx", changes: [says("u2", "8")] }];
    const matters = mattersOf(grid, files, new Set());
    expect(matters.map(({ name, conflict, now }) => [name, conflict, now])).toEqual([[first, "desk", "5"], [second, "files", null]]);
    expect(chosen(matters, {})).toEqual([]);
    expect(chosen(matters, { [first]: -1, [second]: 1 }).map(({ offer }) => offer.text)).toEqual(["8"]);
    // b.xlsx says nothing of the first cell: "all from b.xlsx" leaves it open.
    expect(allFrom(matters, {}, 1)).toEqual({ [second]: 1 });
    expect(allFrom(matters, { [second]: 1 }, 0)).toEqual({ [first]: 0, [second]: 0 });
    expect(allFrom(matters, {}, -1)).toEqual({ [first]: -1, [second]: -1 });
  });
  it("say nothing new of what stands there already, or of what was dealt with", () => {
    expect(mattersOf(grid, [{ name: "a.xlsx", changes: [says("u1", "5")] }], new Set())).toEqual([]);
    expect(mattersOf(grid, [{ name: "a.xlsx", changes: [says("u2", "7")] }], new Set([second]))).toEqual([]);
  });
  it("may add records, but not change them unseen", () => {
    const adds = mattersOf(grid, [{ name: "a.xlsx", changes: [records("u1", ["v2"], "new"), records("u2", ["v1"], "new")] }], new Set());
    expect(adds.map(({ conflict }) => conflict)).toEqual(["", ""]);
    expect(mattersOf(grid, [{ name: "a.xlsx", changes: [records("u1", ["v1"], "changed")] }], new Set())[0]).toMatchObject({ conflict: "desk", now: "1" });
    const both = mattersOf(grid, [{ name: "a.xlsx", changes: [records("u2", ["v1"], "new")] }, { name: "b.xlsx", changes: [records("u2", ["v2"], "new")] }], new Set());
    expect(both[0]?.conflict).toBe("files");
  });
});

it("which sheet a figure came from is kept until somebody types another", () => {
  const files = [{ name: "a.xlsx", changes: [says("u2", "7")] }];
  const taken = chosen(mattersOf(grid, files, new Set()), {});
  expect(taken.map(({ offer }) => typedOf(offer))).toEqual(["7"]);
  const work = newWork("w", "{}");
  const sources = withSources(work, taken, files, "2026-01-05");
  expect(sources).toEqual([{ name: "a.xlsx", taken: "2026-01-05", cells: { "office/checks/2025": ["u2"] } }]);
  expect(withoutCells(sources, [first])).toEqual(sources);
  expect(withoutCells(sources, [second])).toEqual([]);
  // A later sheet takes the place of an earlier one.
  expect(withSources({ ...work, sources }, taken, [{ name: "b.xlsx", changes: [] }], "2026-02-01")).toEqual([{ name: "b.xlsx", taken: "2026-02-01", cells: { "office/checks/2025": ["u2"] } }]);
});
