// Templates with figures, read back, change nothing: for every class and period of every board, and of every case of every scheme,
// so all types of facts, lists and reasons that the schemes have go through a workbook once.
//
// SHEETS_OUT=folder also keeps the files; SHEETS_BACK=folder reads those that another program has opened and saved anew
// (tests/tools/sheets_second.py).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Card, ClassInfo, Rows } from "../../site/src/engine/types";
import type { Grid } from "../../site/src/features/schemes/sheets/reading";
import { plain } from "../../site/src/features/schemes/sheets/digits";
import { rankingColumns } from "../../site/src/features/schemes/sheets/layout";
import { readSheets } from "../../site/src/features/schemes/sheets/read";
import { type Weights, resultsOf } from "../../site/src/features/schemes/sheets/results";
import { templateOf } from "../../site/src/features/schemes/sheets/template";
import { readWorkbook } from "../../site/src/features/schemes/sheets/xlsx";
import type { Workbook } from "../../wasm/yardstick";
import { boards, newWorkbook, schemes, text } from "./support";

interface Said {
  summary: { classes: { id: string; views: { periods: string[] }[] }[]; scheme: { id: string; version: string } };
}
let book: Workbook;
const withFigures: string[] = [];
beforeAll(async () => {
  book = await newWorkbook();
});

const gridOf = (cls: string, period: string): Grid | null => JSON.parse(book.ask("grid", JSON.stringify({ class: cls, period }))).value;

function kept(file: string, bytes: Uint8Array): void {
  const out = process.env.SHEETS_OUT;
  if (!out) return;
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/${file}`, bytes);
}

/** What comes back out of a workbook: nothing that differs, every figure found again, and into an empty grid all of it. */
async function held(grid: Grid, scheme: { id: string; version: string }, keep: boolean): Promise<number> {
  const about = { scheme: scheme.id, version: scheme.version, title: {}, digest: "", dataset: "" };
  const back = process.env.SHEETS_BACK;
  const file = `${scheme.id}.${grid.class}.${grid.period}.xlsx`;
  let bytes = new Uint8Array(await (await templateOf(grid, about, "zh-CN", true)).arrayBuffer());
  if (keep) kept(file, bytes);
  if (back && keep && existsSync(`${back}/${file}`)) bytes = new Uint8Array(readFileSync(`${back}/${file}`));
  const where = `${scheme.id} ${grid.class} ${grid.period}`;
  const same = await readSheets({ name: "a.xlsx", bytes }, grid, scheme);
  expect(same.changes, where).toEqual([]);
  expect(same.faults, where).toEqual([]);
  const known = grid.columns.reduce((count, { values }) => count + values.filter((value) => value !== null).length, 0);
  const bare: Grid = { ...grid, columns: grid.columns.map((column) => ({ ...column, values: column.values.map(() => null) })), lists: grid.lists.map((list) => ({ ...list, rows: list.rows.map(() => null) })) };
  const all = await readSheets({ name: "a.xlsx", bytes }, bare, scheme);
  expect(all.faults, where).toEqual([]);
  const figures = new Set(all.changes.filter(({ change }) => change.records === undefined).map(({ change: { unit, fact, period, key } }) => [unit, fact, period, key].join("\n")));
  const listed = all.changes.filter(({ change }) => change.records !== undefined);
  // A reason stands for all keys of a reading.
  const reasons = grid.columns.reduce((count, column) => count + column.values.filter((value, unit) => value !== null && column.key !== "" && column.reasons.some(({ id }) => id === value) && grid.units[unit]).length, 0);
  expect(figures.size + reasons, where).toBeGreaterThanOrEqual(known);
  expect(listed.length, where).toBe(grid.lists.reduce((count, { rows }) => count + rows.filter((row) => row !== null).length, 0));
  return known + listed.length;
}

/** Every class and period of what is loaded. */
async function all(loaded: Said, keep = false): Promise<number> {
  let figures = 0;
  for (const cls of loaded.summary.classes) {
    for (const period of new Set(cls.views.flatMap(({ periods }) => periods))) {
      const grid = gridOf(cls.id, period);
      if (grid && grid.units.length > 0 && grid.columns.length + grid.lists.length > 0) figures += await held(grid, loaded.summary.scheme, keep);
    }
  }
  return figures;
}

describe("a template with figures, read back, changes nothing:", () => {
  test.each(boards)("board $id", async ({ scheme, dataset, period }) => {
    const { value } = JSON.parse(book.load(text(scheme), text(dataset)));
    // The year alone: its sheets hold all shorter periods.
    const year = value.classes.map((cls: Said["summary"]["classes"][0]) => ({ ...cls, views: [{ periods: [period] }] }));
    expect(await all({ summary: { classes: year, scheme: value.scheme } }, true)).toBeGreaterThan(0);
  }, 300_000);

  test.each(schemes)("cases of $id", async ({ path }) => {
    const scheme = text(path);
    const names = (JSON.parse(scheme).cases as { name: string }[]).map(({ name }) => name);
    let figures = 0;
    // Cases of one scheme are much alike: the first and the last, in the year they are about.
    for (const name of [names[0], names[names.length - 1]]) {
      const { value } = JSON.parse(book.openCase(scheme, JSON.stringify({ case: name })));
      if (!value) continue;
      const year = value.summary.classes.map((cls: Said["summary"]["classes"][0]) => ({ ...cls, views: [{ periods: [value.period, value.period.slice(0, 4)] }] }));
      figures += await all({ summary: { classes: year, scheme: value.summary.scheme } });
    }
    if (figures > 0) withFigures.push(scheme);
  }, 300_000);

  test("and all schemes but two have figures to lose", () => {
    // The first and last cases of those two have readings of earlier years at most.
    const without = schemes.filter(({ path }) => !withFigures.includes(text(path))).map(({ id }) => id);
    expect(without).toEqual(["published-cola", "published-us-pension"]);
  });
});

describe("results as a workbook have every unit with the total that the engine gives:", () => {
  test.each(boards)("board $id", async ({ id, scheme, dataset, class: name, period }) => {
    const answer = <T>(method: string, query: object): T => JSON.parse(book.ask(method, JSON.stringify({ class: name, period, ...query }))).value;
    const { value } = JSON.parse(book.load(text(scheme), text(dataset)));
    const cls = (value.classes as ClassInfo[]).find((one) => one.id === name) as ClassInfo;
    const node = cls.views.find((view) => view.periods.includes(period))?.node ?? cls.total;
    const columns = rankingColumns(cls, node);
    const rows = answer<Rows>("rows", { node, sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 1000, columns });
    const weights: Weights = {};
    for (const one of answer<{ weights: { node: string; children: { child: string; own: string }[] }[] }>("tune", {}).weights) weights[one.node] = Object.fromEntries(one.children.map(({ child, own }) => [child, own]));
    const cards = rows.rows.map(({ unit }) => ({ card: answer<Card>("card", { unit }), weights }));
    const blob = await resultsOf({ title: id, class: name, period, digest: "" }, { rows, cls, columns, weights }, cards, "zh-CN");
    const bytes = new Uint8Array(await blob.arrayBuffer());
    kept(`results.${id}.xlsx`, bytes);
    const { sheets } = await readWorkbook(bytes, { tell: () => undefined, stop: () => false });
    expect(sheets).toHaveLength(1 + rows.rows.length);
    const [ranking] = sheets;
    for (const { unit, cells } of rows.rows) {
      const line = ranking?.rows.find((row) => row.cells.get(1)?.text === unit);
      const points = cells[node]?.points;
      // As text where a spreadsheet's digits do not hold it.
      if (points) expect([plain(points.exact), points.shown], unit).toContain(line?.cells.get(3 + columns.length)?.text);
    }
  }, 300_000);
});
