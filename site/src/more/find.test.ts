import { describe, expect, test } from "vitest";
import { initialsOf } from "../features/window/initials";
import type { Board } from "../board/board";
import { bestMatches } from "./find";

const unit = (id: string, zh: string, en: string) => ({ id, name: { "zh-CN": zh, en }, group: "" });
const units = [
  unit("u01", "东城分局", "Dongcheng"),
  unit("u02", "财政局", "Finance"),
  unit("u03", "城东分局", "Chengdong"),
  unit("dc", "办公室", "Office"),
  unit("u05", "监察室", "Candc house"),
  unit("u06", "地财处", "Land"),
];
const initials = new Map([
  ["u01", "dcfj"],
  ["u02", "czj"],
  ["u03", "cdfj"],
  ["u06", "dcc"],
]);
const ids = (text: string, most = 10) => bestMatches(units, initials, text, most).map((match) => match.unit.id);

describe("the best matches", () => {
  test("are exact ones, then what begins with the text, then what holds it; equals stay in their order", () => {
    expect(ids("dc")).toEqual(["dc", "u01", "u06", "u05"]);
    expect(ids("c")).toEqual(["u02", "u03", "u05", "u01", "u06", "dc"]);
  });
  test("are found by a part of either name, by id and in capitals", () => {
    expect(ids("东")).toEqual(["u01", "u03"]);
    expect(ids("FIN")).toEqual(["u02"]);
    expect(ids("u0")).toEqual(["u01", "u02", "u03", "u05", "u06"]);
    expect(ids(" DCFJ ")).toEqual(["u01"]);
  });
  test("tell by what they fit", () => {
    const by = (text: string) => bestMatches(units, initials, text, 5).map((match) => [match.unit.id, match.by]);
    expect(by("dcf")).toEqual([["u01", "initials"]]);
    expect(by("东城")).toEqual([["u01", "name"]]);
    expect(by("house")).toEqual([["u05", "other"]]);
    expect(by("u06")).toEqual([["u06", "id"]]);
  });
  test("without initials go by names and ids; nothing that fits is nothing", () => {
    expect(bestMatches(units, new Map(), "czj", 5)).toEqual([]);
    expect(ids("zzz")).toEqual([]);
    expect(ids("", 2)).toEqual(["u01", "u02"]);
  });
});

describe("initials of a dataset", () => {
  const board = { dataset: JSON.stringify({ units: { a: [{ id: "x", initials: "ABC" }, { id: "y" }], b: [{ id: "z" }] } }) } as Board;
  test("are those of a class, in small letters, and none where there are none", () => {
    expect([...initialsOf(board, "a")]).toEqual([["x", "abc"]]);
    expect(initialsOf(board, "b").size).toBe(0);
    expect(initialsOf(board, "c").size).toBe(0);
  });
});
