import { describe, expect, test } from "vitest";
import readXlsx from "read-excel-file/node";
import { demo, scheme } from "./fixture";
import type { Grid, ReadOptions, SheetReading } from "./reading";
import { readSheets } from "./read";
import { templateOf } from "./template";

const about = { scheme: "demo", title: { "zh-CN": "示例方案", en: "Demo" }, version: "2025.1", digest: "d1", dataset: "d2" };
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const template = async (grid: Grid, filled = true, lang: "zh-CN" | "en" = "zh-CN") => bytesOf(await templateOf(grid, about, lang, filled));
const read = (bytes: Uint8Array, options: ReadOptions = {}, grid = demo()) => readSheets({ name: "a.xlsx", bytes }, grid, scheme, options);
const changes = (reading: SheetReading) => reading.changes.map(({ change, from }) => `${change.unit} ${change.fact} ${change.period ?? ""}${change.key ? `.${change.key}` : ""}: ${from ?? "-"} → ${change.value ?? (change.records ? JSON.stringify(change.records) : "-")}`);

describe("a template with figures, read back,", () => {
  test.each(["zh-CN", "en"] as const)("changes nothing (%s)", async (lang) => {
    const reading = await read(await template(demo(), true, lang));
    expect(reading.faults).toEqual([]);
    expect(changes(reading)).toEqual([]);
    // 21 figures are known, and 6 and 2 fields of two records.
    expect(reading.same).toBe(29);
    expect(reading.about).toEqual({ scheme: "demo", version: "2025.1", class: "bureau", period: "2025", digest: "d1", dataset: "d2" });
  });

  test("empty changes nothing either, and in place of figures with “clear” takes each of them away", async () => {
    const empty = await template(demo(), false);
    expect(changes(await read(empty))).toEqual([]);
    const known = demo().columns.flatMap(({ values }) => values).filter((value) => value !== null).length;
    const cleared = (await read(empty, { blank: "clear" })).changes.filter(({ change }) => change.records === undefined);
    expect(cleared.length).toBe(known);
    expect(cleared.every(({ to }) => to === null)).toBe(true);
  });

  test("into an empty grid brings all of it", async () => {
    const bare = demo();
    for (const column of bare.columns) column.values = column.values.map(() => null);
    for (const list of bare.lists) list.rows = list.rows.map(() => null);
    const reading = await read(await template(demo()), {}, bare);
    expect(reading.faults).toEqual([]);
    for (const column of demo().columns) {
      column.values.forEach((value, unit) => {
        const own = reading.changes.find(({ change }) => change.unit === demo().units[unit]?.unit && change.fact === column.fact && change.period === column.period && (change.key ?? "") === column.key);
        expect(own?.to ?? null, `${column.fact} ${column.period} ${unit}`).toBe(value);
      });
    }
    const visits = reading.changes.filter(({ change }) => change.fact === "visits");
    expect(visits.map(({ change }) => change.records)).toEqual([
      [
        { id: "v1", date: "2025-03-02", stars: "4.5", kind: "door", held: true, title: "春季走访", bearer: "b2" },
        { id: "v2", date: "2025-04-01", held: false },
      ],
      [],
    ]);
  });

  test("is what another reader finds in it", async () => {
    const sheets = await readXlsx(Buffer.from(await template(demo())), { parseNumber: (text: string) => text });
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["说明", "登记科", "办公室", "走访"]);
    const registry = sheets[1]?.data as unknown[][];
    expect(registry.slice(0, 1)).toEqual([["编号", "名称", "登记率 · 第1季度", "登记率 · 第2季度"]]);
    expect(registry[3]).toEqual(["unit", "name", "registration|2025-Q1", "registration|2025-Q2"]);
    expect(registry.slice(4)).toEqual([
      ["b1", "东城分局", "0.982", "1"],
      ["b2", "西城分局", null, "不考核"],
      ["b3", "南城分局", "1/3", null],
    ]);
    const office = sheets[2]?.data as unknown[][];
    // Days come as days; what a spreadsheet's 15 digits do not hold comes as text; so does what looks like a formula.
    expect(office[4]?.slice(2)).toEqual(["88", "8.8", "城镇", "是", new Date("2025-02-03T00:00:00Z"), "1234.5", null, "=1+1"]);
    expect(office[5]?.slice(2)).toEqual(["病假", "12345678901234567.89", "农村", "否", null, null, "20", "@home"]);
  });
});
