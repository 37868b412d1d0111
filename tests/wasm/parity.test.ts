import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Workbook } from "../../wasm/yardstick";
import { boards, native, newWorkbook, schemes, text } from "./support";

type Asking = "rows" | "card" | "explain" | "histogram" | "outcome" | "form" | "cases" | "result";

type Entry = { node: string; period: string; children: Entry[] };
const entries = (tree: Entry): Entry[] => [tree, ...tree.children.flatMap(entries)];

/** What is asked of each board: every method, every unit's card, and for two units every line of the card. */
function questions(book: Workbook, board: (typeof boards)[number]): [Asking, string][] {
  const { class: name, period } = board;
  const query = { class: name, period };
  const loaded = JSON.parse(book.load(text(board.scheme), text(board.dataset)));
  expect(loaded.diagnostics.filter((one: { severity: string }) => one.severity === "error")).toEqual([]);
  const info = loaded.value.classes.find((one: { id: string }) => one.id === name);
  const whole: string = info.nodes.find((node: { id: string }) => node.id === info.total).grain;
  // A row shows what is known of the board's own period; shorter periods are read on the card.
  const columns: string[] = info.nodes.filter((node: { grain: string }) => node.grain === whole).map((node: { id: string }) => node.id);
  const kinds = ["rank", "level", "veto", "verdict", "quota", "honour", "run", "convert", "award", "pool", "decision"];
  const outcomes: string[] = info.nodes.filter((node: { type: string; grain: string }) => kinds.includes(node.type) && node.grain === whole).map((node: { id: string }) => node.id);
  const units: string[] = info.units.map((unit: { id: string }) => unit.id);
  const rows = { ...query, node: info.total, sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 1000, columns };
  const explained = [units[0], units[units.length - 1]].flatMap((unit) => {
    const card = JSON.parse(book.ask("card", JSON.stringify({ ...query, unit }))).value;
    const lines = [...entries(card.tree), ...card.outcomes.map((one: { node: string }) => ({ node: one.node, period }))];
    return lines.map(({ node, period: at }): [Asking, unknown] => ["explain", { class: name, period: at, unit, node }]);
  });
  const asked: [Asking, unknown][] = [
    ["rows", rows],
    ["rows", { ...rows, sort: { by: "name", order: "desc" }, from: 3, count: 4 }],
    ["histogram", { ...query, node: info.total }],
    ...outcomes.map((node): [Asking, unknown] => ["outcome", { ...query, node, from: 0, count: 1000 }]),
    ["result", { periods: [period], nodes: true, sha256: { scheme: "", dataset: "" } }],
    ...units.map((unit): [Asking, unknown] => ["card", { ...query, unit }]),
    ...explained,
    ...info.units.slice(0, 3).map(({ id }: { id: string }): [Asking, unknown] => ["form", { ...query, unit: id }]),
  ];
  return [...asked.map(([method, value]): [Asking, string] => [method, JSON.stringify(value)]), ["cases", ""]];
}

describe("native and WebAssembly replies", () => {
  test("there are boards", () => expect(boards.length).toBeGreaterThan(0));

  test.each(boards)("$id: every reply is the same, byte for byte", { timeout: 240_000 }, async (board) => {
    const book = await newWorkbook();
    for (const [method, query] of questions(book, board)) {
      const fromWasm = method === "cases" ? book.cases() : book.ask(method, query);
      expect(JSON.parse(fromWasm).value, `${method} ${query}`).not.toBeNull();
      expect(native(board.scheme, board.dataset, method, method === "cases" ? undefined : query), `${method} ${query}`).toBe(fromWasm);
    }
    book.delete();
  });

  test.each(schemes)("$id: a blank dataset of each class, and the form over it", { timeout: 120_000 }, async ({ path }) => {
    const book = await newWorkbook();
    const scheme = text(path);
    const folder = mkdtempSync(join(tmpdir(), "blank-"));
    for (const name of Object.keys(JSON.parse(scheme).classes)) {
      const query = JSON.stringify({ class: name });
      const reply = book.blank(scheme, query);
      const { dataset, unit, period } = JSON.parse(reply).value;
      const file = join(folder, `${name}.json`);
      writeFileSync(file, dataset);
      expect(native(path, file, "blank", query), name).toBe(reply);
      expect(JSON.parse(book.load(scheme, dataset)).value, name).not.toBeNull();
      const form = book.ask("form", JSON.stringify({ class: name, unit, period }));
      expect(JSON.parse(form).value.parts[0], name).toMatchObject({ class: name, unit, own: true });
      expect(native(path, file, "form", JSON.stringify({ class: name, unit, period })), name).toBe(form);
    }
    rmSync(folder, { recursive: true });
    book.delete();
  });
});
