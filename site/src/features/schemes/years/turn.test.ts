import { describe, expect, test } from "vitest";
import { newWork } from "../work";
import { templates } from "../write/templates";
import { differences, emptied, nextVersion, nextWork, nextYear, noFigures, versionOf, withVersion } from "./turn";

const targets = templates.find(({ id }) => id === "targets")?.scheme ?? "";

describe("the next version", () => {
  test.each([
    ["2025.1", "2026.1"],
    ["2025.3", "2026.1"],
    ["2025", "2026"],
    ["1999-2", "2000-1"],
    ["v9", "v10"],
    ["1.9", "1.10"],
    ["正式版", "正式版.2"],
  ])("%s → %s", (version, next) => expect(nextVersion(version)).toBe(next));
  test("another year keeps what follows it", () => expect(["2025", "2025-Q4", "2099-12"].map(nextYear)).toEqual(["2026", "2026-Q4", "2100-12"]));
  test("only the version's own place in the text changes", () => {
    const next = withVersion(targets, "2026.1");
    expect(versionOf(next)).toBe("2026.1");
    expect(next.replace('"version": "2026.1"', '"version": "2025.1"')).toBe(targets);
    expect(withVersion('{"id": "x"}', "2")).toBe('{"id": "x"}');
  });
});

describe("differences in words", () => {
  test("a parameter's value, by the date from which it counts", () => {
    const now = targets.replace('"value": "50%"', '"value": "60%"');
    expect(differences(targets, now, "zh-CN")).toEqual([{ what: "parameter", title: "完成率下限", since: "2025-01-01", from: "50%", to: "60%" }]);
  });
  test("a value that counts from a later date on is one more", () => {
    const now = targets.replace('"value": "50%", "clauses": ["c1"]}', '"value": "50%", "clauses": ["c1"]}, {"from": "2026-01-01", "value": "60%"}');
    expect(differences(targets, now, "en")).toEqual([{ what: "parameter", title: "Least completion", since: "2026-01-01", from: null, to: "60%" }]);
  });
  test("facts and clauses that came, went or read differently", () => {
    const scheme = (facts: string, clauses: string) => `{"clauses": {${clauses}}, "classes": {"o": {"facts": {${facts}}}}, "cases": []}`;
    const before = scheme('"a": {"title": "甲", "type": "count"}, "b": {"title": "乙", "type": "count"}', '"c1": "旧文", "c2": "不变"');
    const now = scheme('"b": {"title": "乙", "type": "number"}, "c": {"title": "丙", "type": "count"}', '"c1": "新文", "c2": "不变"');
    expect(differences(before, now, "zh-CN").map(({ what, title, from, to }) => [what, title, from, to])).toEqual([
      ["clause", "c1", "旧文", "新文"],
      ["fact", "甲", "", null],
      ["fact", "乙", "", ""],
      ["fact", "丙", null, ""],
    ]);
  });
  test("another layout of the same text is no difference", () => {
    expect(differences(targets, JSON.stringify(JSON.parse(targets), null, 1), "en")).toEqual([]);
  });
});

describe("next year's work", () => {
  const dataset = JSON.stringify({
    format: "yardstick-dataset/1",
    scheme: { id: "targets", version: "2025.1" },
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    units: { town: [{ id: "a", name: "甲" }] },
    readings: { town: { invested: { "2025": ["1"] }, taxes: { "2025": ["1"] } } },
    records: { town: { taxes: {}, events: {} } },
  });
  test("the changes that empty the figures name each fact once, and turn the period on", () => {
    expect(emptied(dataset, "2026.1")).toEqual([
      { class: "town", fact: "invested", drop: true },
      { class: "town", fact: "taxes", drop: true },
      { class: "town", fact: "events", drop: true },
      { closed: null },
      { asOf: "2026-01-01" },
      { periods: ["2026"] },
      { scheme: { version: "2026.1" } },
    ]);
  });
  test("of several years the last one turns into the next", () => {
    const periods = (...list: string[]) => emptied(JSON.stringify({ periods: list }), "1").find((one) => "periods" in one);
    expect(periods("2023", "2024", "2025")).toEqual({ periods: ["2026"] });
    expect(periods("2025-Q1", "2025-Q2")).toEqual({ periods: ["2026-Q1", "2026-Q2"] });
  });
  test("it has this year's documents beside it, and publishes nothing yet", () => {
    const work = newWork("2025年考核", targets, dataset, { id: "town", class: "town", period: "2025", state: "final", revision: 3 });
    const next = nextWork(work, "2026年考核", "2026.1", "{}", false);
    expect(next.before).toEqual({ name: "2025年考核", scheme: targets, dataset });
    expect(versionOf(next.scheme)).toBe("2026.1");
    expect([next.board.period, next.board.state, next.board.revision, next.board.id]).toEqual(["2026", "draft", 1, ""]);
    expect(next.id).not.toBe(work.id);
  });
  test("without any figures there is a dataset of nobody to compare with", () => {
    expect(JSON.parse(noFigures('{"id": "x", "version": "1", "classes": {"board": {"one": true}, "office": {}}}', "2025"))).toEqual({
      format: "yardstick-dataset/1",
      scheme: { id: "x", version: "1" },
      asOf: "2025-12-31",
      periods: ["2025"],
      units: { board: [{ id: "board", name: "board" }], office: [] },
    });
  });
});
