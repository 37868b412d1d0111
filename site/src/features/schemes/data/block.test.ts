import { describe, expect, it } from "vitest";
import { blockOf, lay, textOf } from "./block";

const at = (row: number, col: number) => blockOf({ row, col }, { row, col });

describe("copying", () => {
  it("puts tabs between columns and quotes what holds tabs, ends of lines or quotes", () => {
    const cells = [
      ["1", 'say "so"'],
      ["two\nlines", "a\tb"],
    ];
    const text = textOf({ top: 0, left: 0, bottom: 1, right: 1 }, ({ row, col }) => cells[row]?.[col] ?? "");
    expect(text).toBe('1\t"say ""so"""\r\n"two\nlines"\t"a\tb"');
    expect(lay(text, at(0, 0), 2, 2).cells.map((cell) => cell.text)).toEqual(["1", 'say "so"', "two\nlines", "a\tb"]);
  });
});

describe("pasting", () => {
  it("begins at the cell and goes right and down", () => {
    const laid = lay("1\t2\n3\t4\n", at(1, 1), 5, 5);
    expect(laid.cells).toEqual([
      { spot: { row: 1, col: 1 }, text: "1" },
      { spot: { row: 1, col: 2 }, text: "2" },
      { spot: { row: 2, col: 1 }, text: "3" },
      { spot: { row: 2, col: 2 }, text: "4" },
    ]);
    expect(laid.block).toEqual({ top: 1, left: 1, bottom: 2, right: 2 });
  });
  it("fills a selection with one value, and with a block that goes into it", () => {
    expect(lay("7", { top: 0, left: 0, bottom: 2, right: 1 }, 9, 9).cells.map(({ text }) => text)).toEqual(["7", "7", "7", "7", "7", "7"]);
    expect(lay("1\t2", { top: 0, left: 0, bottom: 1, right: 1 }, 9, 9).cells.map(({ text }) => text)).toEqual(["1", "2", "1", "2"]);
  });
  it("keeps the block's own size where the selection is of another", () => {
    expect(lay("1\n2", { top: 0, left: 0, bottom: 2, right: 0 }, 9, 9).cells).toHaveLength(2);
  });
  it("tells what found no cell and leaves it out", () => {
    const laid = lay("1\t2\t3\n4\t5\t", at(4, 3), 5, 5);
    expect(laid.cells.map(({ text }) => text)).toEqual(["1", "2"]);
    expect(laid.over).toEqual(["3", "4", "5"]);
  });
});
