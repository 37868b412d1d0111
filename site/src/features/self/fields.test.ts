import { describe, expect, it } from "vitest";
import type { Form, FormPart } from "../../engine/desk-types";
import { form as fixture } from "../../engine/fixture";
import { allFields, column, filled, groupsOf, hasPeriods, step, textOf } from "./fields";
import { isBlock, needsLook, pasteChange, planPaste, rowsOf } from "./paste";
import { newDraft, reading, withChanges, withWrong } from "./state";

const part = fixture.parts[0] as FormPart;
const draft = newDraft({ id: "d", name: "", scheme: { id: "s", version: "1", sha256: "" }, board: null, class: "sub_bureau", unit: "u01", period: "2025", created: "" });
const patrols = allFields(part).filter((field) => field.cell.fact === "patrols");
const first = patrols[0]?.key ?? "";

/** Two facts of three months. */
const two: Form = { ...fixture, parts: [{ ...part, facts: ["a", "b"].map((fact) => ({ ...(part.facts[0] as FormPart["facts"][0]), fact })) }] };
const both = two.parts[0] as FormPart;
const keyAt = (fact: string, period: string) => allFields(both).find((field) => field.cell.fact === fact && field.cell.period === period)?.key ?? "";
const name = (field: { cell: { fact?: string; period: string } } | null) => field && `${field.cell.fact}@${field.cell.period}`;

describe("groups", () => {
  it("puts the year first and then month after month, closed where all of it is", () => {
    const groups = groupsOf(part, "period");
    expect(groups.map((group) => [group.id, group.closed])).toEqual([["2025", false], ["2025-01", true], ["2025-02", true], ["2025-03", false]]);
    expect(hasPeriods(fixture)).toBe(true);
  });

  it("has a group for each fact in the scheme's order, or by what can still be won", () => {
    expect(groupsOf(part, "scheme").map((group) => group.id)).toEqual(["patrols", "rate", "spent", "stars", "kind", "ready", "opened", "review"]);
    expect(groupsOf(part, "gain", ["review", "stars"]).map((group) => group.id).slice(0, 3)).toEqual(["review", "stars", "patrols"]);
  });

  it("has a box for each option of a vote", () => {
    expect(groupsOf(part, "scheme").find((group) => group.id === "review")?.fields.map((field) => field.cell.key)).toEqual(["good", "poor"]);
  });
});

describe("what stands in a field", () => {
  const [january, february] = patrols as [(typeof patrols)[0], (typeof patrols)[0]];
  it("is the figure it began with, the typed one, or the text that could not be taken", () => {
    const typed = withChanges([reading(february.cell, "12")])(draft);
    expect([textOf(draft, january), textOf(typed, february), textOf(withWrong(january.cell, "9x")(typed), january)]).toEqual(["98", "12", "9x"]);
    expect([filled(draft, patrols), filled(typed, patrols), filled(withChanges([reading(january.cell, null)])(draft), patrols)]).toEqual([1, 2, 0]);
  });
});

describe("keys", () => {
  it("go down to the same fact a month later, and along to the next fact", () => {
    const groups = groupsOf(both, "period");
    expect(name(step(groups, keyAt("a", "2025-01"), "down"))).toBe("a@2025-02");
    expect(name(step(groups, keyAt("a", "2025-01"), "next"))).toBe("b@2025-01");
    expect(name(step(groups, keyAt("a", "2025-01"), "up"))).toBeNull();
    expect(name(step(groups, keyAt("b", "2025-03"), "next"))).toBeNull();
  });

  it("go down to the next fact in the same month, in the scheme's order", () => {
    expect(name(step(groupsOf(both, "scheme"), keyAt("a", "2025-02"), "down"))).toBe("b@2025-02");
  });
});

describe("paste", () => {
  it("reads what spreadsheets write", () => {
    expect(rowsOf("1\t2\r\n3\t4\r\n")).toEqual([["1", "2"], ["3", "4"]]);
    expect(rowsOf('"a\tb"\t"say ""x"""\n1')).toEqual([["a\tb", 'say "x"'], ["1"]]);
    expect(rowsOf('"never closed\n2')).toEqual([['"never closed'], ["2"]]);
    expect([isBlock("12"), isBlock("12\n"), isBlock("12\n13"), isBlock("1\t2")]).toEqual([false, false, true, true]);
  });

  it("goes down a column of months, and says what found no field", () => {
    const plan = planPaste(draft, groupsOf(part, "period"), first, "1\n2\n3\n4\n5");
    expect(plan.cells.map((cell) => [cell.field.cell.period, cell.text])).toEqual([["2025-01", "1"], ["2025-02", "2"], ["2025-03", "3"]]);
    expect([plan.over, plan.left, plan.overwrites]).toEqual([["4", "5"], 0, 1]);
    expect(needsLook(plan)).toBe(true);
  });

  it("needs no look where it fits and overwrites nothing", () => {
    const groups = groupsOf(both, "scheme");
    const plan = planPaste(withChanges(allFields(both).map((field) => reading(field.cell, null)))(draft), groups, keyAt("a", "2025-02"), "7\n8");
    expect([plan.left, needsLook(plan)]).toEqual([0, false]);
  });

  it("puts a block into columns, and a row along a fact's months", () => {
    const plan = planPaste(draft, groupsOf(both, "period"), keyAt("a", "2025-02"), "1\t2\n3\t4");
    expect(plan.cells.map((cell) => `${name(cell.field)}=${cell.text}`)).toEqual(["a@2025-02=1", "b@2025-02=2", "a@2025-03=3", "b@2025-03=4"]);
    expect(planPaste(draft, groupsOf(both, "scheme"), keyAt("b", "2025-01"), "1\t2\t3").cells.map((cell) => `${name(cell.field)}=${cell.text}`)).toEqual(["b@2025-01=1", "b@2025-02=2", "b@2025-03=3"]);
  });

  it("keeps text that cannot be taken beside its field, and takes the rest, as one change", () => {
    const plan = planPaste(draft, groupsOf(part, "period"), first, "1\nabc\n3");
    const next = pasteChange(plan)(draft);
    expect(plan.faults).toBe(1);
    expect(next.changes.map((change) => change.value)).toEqual(["1", "3"]);
    expect(Object.values(next.wrong)).toEqual(["abc"]);
  });

  it("leads on in the order of the page where there is no column", () => {
    const groups = groupsOf(part, "period");
    const rate = allFields(part).find((field) => field.cell.fact === "rate")?.key ?? "";
    expect(column(groups, rate).slice(0, 3).map((field) => field.cell.fact)).toEqual(["rate", "spent", "stars"]);
  });

  it("takes an option by its title", () => {
    const kind = allFields(part).find((field) => field.cell.fact === "kind")?.key ?? "";
    const plan = planPaste(draft, groupsOf(part, "scheme"), kind, "城区\n");
    expect(plan.cells.map((cell) => cell.taken)).toEqual([{ ok: true, value: "urban", told: "" }]);
  });
});
