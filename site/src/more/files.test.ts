import { describe, expect, test } from "vitest";
import { board as plain, fixture } from "../engine/fixture";
import type { Card, Rows, Summary } from "../engine/types";
import { type WindowProps, rowsQuery, viewOf, windowDefaults } from "../features/window/state";
import { csvOf } from "../csv";
import { messages } from "../i18n";
import { plainPrefs } from "../prefs";
import { home } from "../route";
import { defaults } from "../state";
import { exporters } from "./exporters";
import { cardFile, rankingFile } from "./files";
import { takeMessages } from "./take-messages";

const board = { ...plain, state: "draft" as const };
const summary = fixture.load("", "").value as Summary;
const m = takeMessages("zh-CN");

function propsFor(unit = ""): WindowProps {
  const state = { ...defaults(plainPrefs), board, summary, phase: { is: "ready" as const }, route: { ...home, unit } };
  const view = viewOf(state);
  if (!view) throw new Error("the fixture has a class");
  return { state, view, t: messages("zh-CN"), lang: "zh-CN", actions: {} as WindowProps["actions"] };
}

describe("the ranking as a table", () => {
  const props = propsFor();
  const rows = fixture.rows(rowsQuery(windowDefaults, props.view)).value as Rows;
  const table = rankingFile(rows, props, m);
  test("has a line for each row, with the figures as the engine wrote them, and what it is about in each", () => {
    expect(table.rows.length).toBe(rows.rows.length);
    expect(table.rows.every((row) => row.length === table.head.length)).toBe(true);
    const at = (title: string) => table.head.indexOf(title);
    rows.rows.forEach((row, index) => {
      const cells = table.rows[index] ?? [];
      expect(cells[at(m.id)]).toBe(row.unit);
      expect(cells[at(m.place)]).toBe(row.place);
      expect(cells[at(props.view.cls.nodes.find((node) => node.id === "total")?.title["zh-CN"] ?? "")]).toBe(row.cells.total?.points?.shown ?? "");
      expect(cells[at(m.period)]).toBe("2025");
      expect(cells[at(m.remark)]).toContain(m.state.draft);
    });
  });
  test("has the exact figures only where zeros at the end are not all the difference", () => {
    const one = (exact: string, shown: string): Rows => {
      const [first] = rows.rows;
      if (!first?.cells.total) throw new Error("the fixture has rows");
      return { ...rows, rows: [{ ...first, cells: { ...first.cells, total: { ...first.cells.total, status: "known", points: { exact, shown } } } }] };
    };
    const heads = (exact: string, shown: string) => rankingFile(one(exact, shown), props, m).head.filter((head) => head.includes(m.exact(""))).length;
    const none = heads("90", "90");
    for (const [exact, shown] of [["9.5", "9.50"], ["10", "10.00"], ["100", "100"], ["0.5", "0.5"]] as const) expect([exact, heads(exact, shown)]).toEqual([exact, none]);
    for (const [exact, shown] of [["84.995", "85.00"], ["200/3", "66.67"], ["10", "100"]] as const) expect([exact, heads(exact, shown)]).toEqual([exact, none + 1]);
    const text = rankingFile(one("200/3", "66.67"), props, m);
    // Excel reads 200/3 as a date or as text, as it likes; this is text everywhere.
    expect(text.rows[0]).toContain("200 ÷ 3");
  });
});

describe("a card as a table", () => {
  test("has a line for each entry of the tree, each outcome and each other result", () => {
    const props = propsFor("u03");
    const card = fixture.card({ class: "sub_bureau", unit: "u03", period: "2025" }).value as Card;
    const table = cardFile(card, props, m);
    const count = (entry: Card["tree"]): number => entry.children.reduce((sum, child) => sum + count(child), 1);
    expect(table.rows.length).toBe(count(card.tree) + card.outcomes.length + card.values.length);
    expect(table.rows[0]?.[table.head.indexOf(m.level)]).toBe("1");
    expect(new Set(table.head).size).toBe(table.head.length);
  });
});

describe("the CSV form", () => {
  test("begins with the mark of UTF-8 and disarms what a spreadsheet would run, but no number", async () => {
    const [csv] = exporters;
    const cells = ["=1+1", "+cmd", "-x", "@sum", "-3.5", "+2", "-4.2%", "1.5", "a,b"];
    const blob = await csv?.file({ name: "x", title: "x", head: ["h"], rows: cells.map((cell) => [cell]), figures: [false] });
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split("\r\n");
    // Papa Parse puts a cell that it disarms between quotes where it must; the apostrophe is what counts.
    expect(lines.slice(1).map((line) => line.replace(/^"|"$/g, ""))).toEqual(["'=1+1", "'+cmd", "'-x", "'@sum", "-3.5", "+2", "-4.2%", "1.5", "a,b"]);
    expect(csvOf([["=1+1"]])).toContain("'=1+1");
  });
});
