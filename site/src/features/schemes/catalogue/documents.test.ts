import { describe, expect, test } from "vitest";
import { readCatalogue } from "./documents";

const entry = { id: "a", version: "1", title: { "zh-CN": "甲", en: "A" }, source: { document: { en: "Doc" }, status: "stated" }, published: false, classes: [{ id: "c", title: "C", indicators: 3 }], coverage: { listed: true, computed: 1, shown: 1, gap: 0, rules: [{ id: "r1", is: "computed" }, { id: "r2", is: "shown" }] }, cases: 4, bytes: 10, sha256: "ab" };
const index = (schemes: unknown) => JSON.stringify({ format: "yardstick-schemes/1", schemes });

describe("the catalogue's index", () => {
  test("is read with everything that an entry says", () => {
    const got = readCatalogue(index([entry]));
    expect(got).toEqual({ ok: true, value: [{ ...entry, classes: [{ id: "c", title: { "zh-CN": "C", en: "C" }, indicators: 3 }] }] });
  });

  test("keeps what it can of an entry that lacks members, and drops one without an id", () => {
    const got = readCatalogue(index([{ id: "b" }, { title: "nobody" }, null, 7, "text"]));
    expect(got.ok && got.value.map(({ id, cases, classes }) => ({ id, cases, classes }))).toEqual([{ id: "b", cases: 0, classes: [] }]);
  });

  test("does not take a rule's state that it does not know", () => {
    const rules = [{ id: "r1", is: "computed" }, { id: "r2", is: "perhaps" }, { id: 3, is: "gap" }];
    const got = readCatalogue(index([{ ...entry, coverage: { ...entry.coverage, rules } }]));
    expect(got.ok && got.value[0]?.coverage.rules).toEqual([{ id: "r1", is: "computed" }]);
  });

  test.each([
    ["that is cut short", '{"format":"yardstick-schemes/1","sch', "not-json"],
    ["of another format", JSON.stringify({ format: "yardstick-index/1", schemes: [] }), "not-ours"],
    ["without schemes", JSON.stringify({ format: "yardstick-schemes/1" }), "not-ours"],
    ["that is no object", "null", "not-ours"],
  ])("%s is told as such", (_, text, why) => {
    expect(readCatalogue(text)).toMatchObject({ ok: false, fault: { why, name: "schemes/index.json" } });
  });
});
