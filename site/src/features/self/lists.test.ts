import { describe, expect, it } from "vitest";
import type { FormField } from "../../engine/desk-types";
import { form } from "../../engine/fixture";
import { freeId, rawOf, setField, takeList, toRaw } from "./lists";
import { type RawRecord, newDraft, withList } from "./state";

const visits = form.parts[0]?.facts.find((fact) => fact.fact === "visits");
if (!visits) throw new Error("the fixture has no list");
const draft = newDraft({ id: "d", name: "", scheme: { id: "s", version: "1", sha256: "" }, board: null, class: "sub_bureau", unit: "u01", period: "2025", created: "" });
const list = { class: "sub_bureau", unit: "u01", fact: "visits", period: "" };
const years = ["2025"];

describe("lists", () => {
  it("take a record back as the dataset has it", () => {
    const raw = rawOf(draft, list, visits);
    expect(takeList(raw, visits, years)).toEqual({ taken: visits.records, troubles: {} });
  });

  it("let a record wait that has no date, another year's, or text for a number, and take the others", () => {
    const rows: [string, RawRecord["fields"]][] = [
      ["a", {}],
      ["b", { date: "2024-03-01" }],
      ["c", { date: "2025-03-01", stars: "many" }],
      ["d", { date: "2025/3/1", stars: "5.5" }],
      ["e", { date: "2025/3/1", stars: "", proved: false }],
    ];
    const { taken, troubles } = takeList(rows.map(([id, fields]) => ({ id, fields })), visits, years);
    expect(taken).toEqual([{ id: "e", date: "2025-03-01", proved: false }]);
    expect(Object.entries(troubles).map(([place, trouble]) => [place, trouble.is])).toEqual([["a/date", "empty"], ["b/date", "other-year"], ["c/stars", "not-number"], ["d/stars", "above"]]);
  });

  it("look into inner lists", () => {
    const plain = { title: {}, unit: {}, min: "", max: "", step: "", options: [], fields: [] };
    const fields: FormField[] = [
      { ...plain, id: "date", type: "date" },
      { ...plain, id: "parts", type: "records", fields: [{ ...plain, id: "amount", type: "money" }] },
    ];
    const inner = (amount: string): RawRecord => ({ id: "r1", fields: { date: "2025-01-01", parts: [{ id: "p1", fields: { amount } }] } });
    expect(takeList([inner("3.50")], { fields, dated: "date" }, years).taken).toEqual([{ id: "r1", date: "2025-01-01", parts: [{ id: "p1", amount: "3.50" }] }]);
    expect(takeList([inner("x")], { fields, dated: "date" }, years).troubles).toEqual({ "r1/parts/p1/amount": { is: "not-number" } });
    expect(toRaw({ id: "r1", parts: [{ id: "p1", amount: "1" }] })).toEqual({ id: "r1", fields: { parts: [{ id: "p1", fields: { amount: "1" } }] } });
  });

  it("stand as they were typed once something was typed", () => {
    const typed = setField(rawOf(draft, list, visits), "v1", "stars", "?");
    expect(rawOf(withList(list, typed, [])(draft), list, visits)[0]?.fields.stars).toBe("?");
  });

  it("find an id that is free", () => {
    expect([freeId([]), freeId([{ id: "r2", fields: {} }]), freeId([{ id: "r2", fields: {} }], "p")]).toEqual(["r1", "r3", "p2"]);
  });
});
