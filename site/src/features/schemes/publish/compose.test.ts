import { describe, expect, test } from "vitest";
import { type CellDifference, readBoard, readIndex } from "../../../board/board";
import { fixture } from "../../../engine/fixture";
import type { Summary } from "../../../engine/types";
import { type BoardAbout, noAbout } from "../work";
import { readParts } from "../write/parts";
import { templates } from "../write/templates";
import type { Verify } from "./types";
import { type Earlier, type Issue, boardFile, doubts, indexEntry, isTemplate, wanted, withEntry, wordsThatDiffer } from "./compose";

const summary = fixture.load("", "").value as Summary;
const [cls] = summary.classes;
const about: BoardAbout = { ...noAbout, id: "east", title: { "zh-CN": "东城" }, class: cls?.id ?? "", period: cls?.views[0]?.periods[0] ?? "", state: "final" };
const cell = { what: "reading", class: "c", unit: "u", name: { "zh-CN": "甲" }, fact: "f", title: { "zh-CN": "巡查" }, period: "2025", key: "", from: "", to: "2" };
const changes = (cells: CellDifference[], versions = ["1", "1"]): Verify => ({
  same: false,
  scheme: { same: versions[0] === versions[1], from: versions[0] ?? "", to: versions[1] ?? "", count: 0, differences: [] },
  dataset: { same: false, count: cells.length, differences: cells },
  results: { count: 0, differences: [] },
  about: [],
});
const issue: Issue = {
  about,
  issued: "2026-03-01",
  engine: "yardstick 9",
  scheme: '{"a": 1.0}',
  dataset: '{"periods": ["2025"],\n "units": {"c": [{"id": "u"}, {"id": "v"}]}}',
  sha256: { scheme: "a", dataset: "b", result: "c" },
  changed: null,
};
const earlier: Earlier = { id: "east", name: "east", text: "", sha256: "e".repeat(64), revision: 3, issued: "2026-02-01" };

describe("what a board hardly means", () => {
  const told = { ...summary, dataset: { ...summary.dataset, invented: true } };
  const real = { ...summary, dataset: { ...summary.dataset, invented: false } };
  test("is told of what is invented or still a template's, and of nothing else", () => {
    const template = readParts(templates[0]?.scheme ?? "");
    expect(doubts(template, told)).toEqual(["inventedData", "inventedScheme", "templateScheme"]);
    expect(doubts(readParts('{"id": "keshi", "source": {"status": "stated"}}'), real)).toEqual([]);
    expect(doubts(readParts("{"), null)).toEqual([]);
    expect([isTemplate("weighted"), isTemplate("keshi"), isTemplate("")]).toEqual([true, false, false]);
  });
});

describe("a board's own words beside those before", () => {
  test("are those that were changed; the end of a display counts only while there is one", () => {
    const next = { ...about, title: { "zh-CN": "东城", en: "East" }, state: "display" as const, until: "2026-03-10", revision: 2, issued: "2026-03-01" };
    expect(wordsThatDiffer(about, next)).toEqual([
      { key: "titleEn", from: "", to: "East" },
      { key: "state", from: "final", to: "display" },
      { key: "until", from: "", to: "2026-03-10" },
    ]);
    const again: BoardAbout = { ...about, until: "2026-01-01", revision: 7 };
    expect(wordsThatDiffer(about, again)).toEqual([]);
  });
});

describe("board file", () => {
  test("it is read back as it was written, its documents letter for letter", () => {
    const read = readBoard("east.json", boardFile({ ...issue, about: { ...about, state: "display", until: "2026-03-10" } }));
    expect(read).toMatchObject({
      ok: true,
      value: { id: "east", state: "display", until: "2026-03-10", issued: "2026-03-01", revision: 1, engine: "yardstick 9", scheme: issue.scheme, dataset: issue.dataset, sha256: issue.sha256, signature: null },
    });
  });

  test("a first revision says nothing of what it replaces; a later one says why, and what changed", () => {
    expect(Object.keys(JSON.parse(boardFile(issue)))).not.toContain("changed");
    const next = { ...about, revision: 4, reason: "更正", supersedes: { revision: 3, sha256: earlier.sha256 } };
    const read = readBoard("east.json", boardFile({ ...issue, about: next, changed: changes([cell], ["2025.1", "2025.2"]) }));
    expect(read).toMatchObject({ ok: true, value: { revision: 4, reason: { "zh-CN": "更正" }, supersedes: { revision: 3, sha256: earlier.sha256 } } });
    const { key: _key, from: _from, ...said } = cell;
    expect(read.ok && read.value.changed).toEqual([{ what: "scheme", from: "2025.1", to: "2025.2" }, said]);
  });

  test("of many cells the first hundred are carried along", () => {
    const cells = Array.from({ length: 180 }, (_, index) => ({ ...cell, unit: `u${index}` }));
    const next = { ...about, supersedes: { revision: 3, sha256: "" } };
    const read = readBoard("east.json", boardFile({ ...issue, about: next, changed: changes(cells) }));
    expect(read.ok && [read.value.changed.length, read.value.changed[99]?.unit]).toEqual([100, "u99"]);
  });

  test("the last day of a display is said of a display only", () => {
    expect(JSON.parse(boardFile({ ...issue, about: { ...about, state: "final", until: "2026-03-10" } }))).not.toHaveProperty("until");
  });

  test("a signature stands at the end", () => {
    expect(boardFile(issue, { key: "k", value: "v" }).endsWith(',"signature":{"key":"k","value":"v"}}\n')).toBe(true);
  });
});

describe("index", () => {
  const entry = indexEntry("east", about, issue.dataset, summary, { bytes: 12, sha256: "d" });
  const index = JSON.stringify({ format: "yardstick-index/1", default: "west", extra: 1, boards: [{ id: "west", title: "西", own: true }, { id: "east", title: "旧" }] });

  test("a board's line says whom it scores and how many", () => {
    expect(entry).toMatchObject({ id: "east", scheme: summary.scheme.id, periods: ["2025"], classes: [{ id: "c", title: "c", units: 2 }], units: 2, bytes: 12, sha256: "d", invented: false });
  });

  test("a board takes its own place in the index, by id; the others stay as they are", () => {
    const next = JSON.parse(withEntry(index, entry) ?? "");
    expect(next).toMatchObject({ default: "west", extra: 1 });
    expect(next.boards.map(({ id }: { id: string }) => id)).toEqual(["east", "west"]);
    expect(next.boards[1]).toEqual({ id: "west", title: "西", own: true });
    expect(next.boards[0].title).toEqual({ "zh-CN": "东城" });
    expect(readIndex(withEntry(index, entry) ?? "")).toMatchObject({ ok: true });
  });

  test("the first board of a site opens first; what is no index is left alone", () => {
    expect(JSON.parse(withEntry('{"format":"yardstick-index/1","default":"","boards":[]}', entry) ?? "").default).toBe("east");
    for (const text of ["", "null", "[]", '{"format":"yardstick-board/1"}']) expect(withEntry(text, entry)).toBeNull();
  });
});

describe("what is wanted", () => {
  const of = (change: Partial<BoardAbout>, issued = "2026-03-01", before: Earlier | null = null) => wanted({ ...about, ...change }, issued, summary, before);

  test("nothing of a board that says all", () => {
    expect(of({})).toEqual([]);
    expect(of({ revision: 4, reason: "更正" }, "2026-03-01", earlier)).toEqual([]);
  });

  test("all that lacks, at once", () => {
    expect(of({ id: "", title: { "zh-CN": " " }, class: "none", state: "display", revision: 0 }, "", earlier)).toEqual(["id", "title", "class", "issued", "until", "revision", "reason"]);
  });

  test("an id is a file's name: letters, digits and hyphens, and none that stands there already", () => {
    for (const id of ["1a", "a b", "东城", "a/b", "../a", "a.json"]) expect(of({ id })).toEqual(["id"]);
    for (const id of ["index", "Index", "offline", "site"]) expect(of({ id })).toEqual(["id-taken"]);
    for (const id of ["a", "gs-city", "A_1"]) expect(of({ id })).toEqual([]);
  });

  test("a display ends on the day of issue or later", () => {
    expect(of({ state: "display", until: "2026-02-28" })).toEqual(["until-early"]);
    expect(of({ state: "display", until: "2026-03-01" })).toEqual([]);
    expect(of({ state: "display", until: "2026-3-1" })).toEqual(["until"]);
  });

  test("a revision is above the one that it replaces", () => {
    for (const [revision, faults] of [[2, ["revision-low"]], [3, ["revision-low"]], [4, []]] as const) expect(of({ revision, reason: "更正" }, "2026-03-01", earlier)).toEqual(faults);
  });

  test("a period is one of the class's", () => {
    expect(of({ period: "1999" })).toEqual(["period"]);
  });
});
