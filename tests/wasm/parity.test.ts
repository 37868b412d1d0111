import { describe, expect, test } from "vitest";
import type { Workbook } from "../../wasm/yardstick";
import { boards, native, newWorkbook, text } from "./support";

type Asking = Exclude<keyof Workbook, "load" | "check" | "edit" | "start" | "step" | "stop" | "delete">;

/** What is asked of each board: every method, every unit, and for two units every node of the class. */
function questions(book: Workbook, board: (typeof boards)[number]): [Asking, string][] {
  const { class: name, period } = board;
  const query = { class: name, period };
  const rowsQuery = { ...query, node: "", sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 1000, columns: [] as string[] };
  const loaded = JSON.parse(book.load(text(board.scheme), text(board.dataset)));
  expect(loaded.diagnostics.filter((one: { severity: string }) => one.severity === "error")).toEqual([]);
  const info = loaded.value.classes.find((one: { id: string }) => one.id === name);
  const nodes: string[] = info.nodes.map((node: { id: string }) => node.id);
  const units: string[] = info.units.map((unit: { id: string }) => unit.id);
  const asked: [Asking, unknown][] = [
    ["rows", { ...rowsQuery, node: info.total, columns: nodes }],
    ["rows", { ...rowsQuery, node: info.total, sort: { by: "name", order: "desc" }, from: 3, count: 4 }],
    ["histogram", { ...query, node: info.total }],
    ["result", { periods: [period], nodes: true, sha256: { scheme: "", dataset: "" } }],
    ...units.map((unit): [Asking, unknown] => ["card", { ...query, unit }]),
    ...[units[0], units[units.length - 1]].flatMap((unit) => nodes.map((node): [Asking, unknown] => ["explain", { ...query, unit, node }])),
  ];
  return [...asked.map(([method, value]): [Asking, string] => [method, JSON.stringify(value)]), ["cases", ""]];
}

describe("native and WebAssembly replies", () => {
  test("there are boards", () => expect(boards.length).toBeGreaterThan(0));

  test.each(boards)("$id: every reply is the same, byte for byte", { timeout: 240_000 }, async (board) => {
    const book = await newWorkbook();
    for (const [method, query] of questions(book, board)) {
      const fromWasm = method === "cases" ? book.cases() : book[method](query);
      expect(JSON.parse(fromWasm).value, `${method} ${query}`).not.toBeNull();
      expect(native(board.scheme, board.dataset, method, method === "cases" ? undefined : query), `${method} ${query}`).toBe(fromWasm);
    }
    book.delete();
  });
});
