import { describe, expect, it } from "vitest";
import { asDraft, readDraft, writeDraft } from "./draft-file";
import { type Draft, newDraft } from "./state";

const draft: Draft = {
  ...newDraft({ id: "d1", name: "试算", scheme: { id: "gs-district", version: "1", sha256: "ab" }, board: null, class: "staff", unit: "p1", period: "2025", created: "2025-01-01T00:00:00Z" }),
  changes: [
    { class: "staff", unit: "p1", fact: "late", period: "2025-01", value: "1" },
    { class: "staff", unit: "p1", fact: "votes", period: "2025", key: "good", value: null },
    { class: "staff", unit: "p1", fact: "mark", period: "2025", value: { reason: "leave" } },
    { class: "staff", unit: "p1", fact: "notes", records: [{ id: "r1", date: "2025-03-01", proved: true, parts: [{ id: "a", points: "1" }] }] },
    { class: "staff", unit: "p1", fact: "claims", records: null },
    { class: "section", unit: "k1", node: "total", period: "2025", value: "96" },
    { class: "staff", unit: "p1", link: "office", to: ["k1"] },
  ],
  asOf: "2025-09-30",
  wrong: { "staff/p1/late@2025-02": "x" },
  lists: { "staff/p1/notes": [{ id: "r1", fields: { date: "2025-13-01", proved: false, parts: [{ id: "a", fields: { points: "?" } }] } }] },
  scenarios: [{ id: "s1", name: "s", changes: [{ class: "staff", unit: "p1", fact: "late", period: "2025-01", value: "0" }] }],
  saved: "2025-01-02T00:00:00Z",
};

describe("a draft's file", () => {
  it("is read as it was written, with what was typed wrong", () => {
    expect(readDraft(writeDraft(draft))).toEqual({ ok: true, draft });
    expect(readDraft(`\ufeff${writeDraft(draft)}`)).toEqual({ ok: true, draft });
  });

  it("says of other files what they are not", () => {
    expect(readDraft("{")).toMatchObject({ why: "not-json" });
    expect(readDraft('{"format": "yardstick-board/1"}')).toMatchObject({ why: "not-draft", found: "yardstick-board/1" });
    for (const text of ["null", "[]", '"x"', "7", '{"format": "yardstick-draft/1"}', JSON.stringify({ format: "yardstick-draft/1", ...draft, scheme: "x" })]) {
      expect(readDraft(text)).toMatchObject({ ok: false, why: "not-draft" });
    }
    expect(readDraft(" ".repeat(5_000_000))).toMatchObject({ why: "too-large" });
  });

  it("leaves out members of another form and takes the rest", () => {
    const odd = asDraft({
      ...draft,
      changes: [
        ...draft.changes,
        null,
        7,
        { class: "staff" },
        { class: "staff", unit: "p1", fact: "a", node: "b", period: "2025", value: "1" },
        { class: "staff", unit: "p1", fact: "a", period: "2025" },
        { class: "staff", unit: "p1", fact: "a", value: "1" },
        { class: "staff", unit: "p1", fact: "a", records: "all" },
      ],
      wrong: { a: 7, ...draft.wrong },
      lists: { a: "x", ...draft.lists },
      scenarios: [...draft.scenarios, { name: "no id" }, "x"],
    });
    expect(odd).toEqual(draft);
  });

  it("lets nothing reach an object's own makings", () => {
    const hostile = JSON.parse(`{"wrong": {"__proto__": "x", "constructor": "y"}, "lists": {"__proto__": []}}`);
    const read = asDraft({ ...draft, ...hostile });
    expect(read?.wrong).toEqual({});
    expect(Object.getPrototypeOf(read?.lists)).toBe(Object.prototype);
  });
});
