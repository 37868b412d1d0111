import { describe, expect, test } from "vitest";
import { placeOf, readBoard, readIndex } from "./board";

const board = {
  format: "yardstick-board/1",
  id: "gs-city",
  title: { "zh-CN": "市局", en: "City" },
  note: "说明",
  class: "sub_bureau",
  period: "2025",
  state: "final",
  revision: 2,
  scheme: "{}",
  dataset: "{ }",
};

describe("board", () => {
  test("a board's two documents are kept as they are written", () => {
    const read = readBoard("x.json", JSON.stringify(board));
    expect(read).toMatchObject({ ok: true, value: { id: "gs-city", scheme: "{}", dataset: "{ }", state: "final", revision: 2 } });
  });

  test("a text without languages stands for both", () => {
    const read = readBoard("x.json", JSON.stringify(board));
    expect(read.ok && read.value.note).toEqual({ "zh-CN": "说明", en: "说明" });
  });

  test("a text that stops too early is told with the line and column where it stops", () => {
    const read = readBoard("x.json", '{\n  "format": "yardstick-board/1",\n  "id": ');
    expect(read).toMatchObject({ ok: false, fault: { kind: "not-json", name: "x.json", line: 3, column: 9 } });
  });

  test("a text with a stray character is told with its line and column", () => {
    const read = readBoard("x.json", '{\n  "format": !\n}');
    expect(read).toMatchObject({ ok: false, fault: { kind: "not-json", line: 2, column: 13 } });
  });

  test("a scheme in place of a board is told by the format it has and the parts it lacks", () => {
    const read = readBoard("scheme.json", '{"format": "yardstick-scheme/1", "id": "gs-city"}');
    expect(read).toEqual({ ok: false, fault: { kind: "not-board", name: "scheme.json", found: "yardstick-scheme/1", lacks: ["scheme", "dataset"] } });
  });

  test("a list or a bare value is no board", () => {
    for (const text of ["[]", "3", "null"]) expect(readBoard("x", text)).toMatchObject({ ok: false, fault: { kind: "not-board" } });
  });

  test("an index is read with its default, and anything else is refused", () => {
    const text = JSON.stringify({ format: "yardstick-index/1", default: "a", boards: [{ id: "a", title: "甲", note: "" }] });
    expect(readIndex(text)).toMatchObject({ ok: true, value: { default: "a", boards: [{ id: "a", title: { "zh-CN": "甲" } }] } });
    expect(readIndex('{"format": "yardstick-index/1"}')).toMatchObject({ ok: false });
  });

  test("a place is counted from one, in lines and columns", () => {
    expect(placeOf("ab\ncd", 0)).toEqual({ line: 1, column: 1 });
    expect(placeOf("ab\ncd", 4)).toEqual({ line: 2, column: 2 });
  });
});
