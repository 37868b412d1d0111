import { describe, expect, it } from "vitest";
import { type DeskBook, createDesk, original } from "./desk";
import type { ChangeText } from "./desk-types";

const dataset = {
  units: { office: [{ id: "a" }, { id: "b" }] },
  readings: { office: { late: { "2025": ["1", "2"] }, votes: { "2025": [{ good: "3", poor: "1" }, null] } } },
  records: { office: { notes: { a: [{ id: "r1" }] } } },
  links: { parent: [{ from: "a", to: "x" }, { from: "a", to: "y", until: "2025-06-30" }, { from: "b", to: "y" }] },
};

/** A workbook that holds values by cell; it refuses what is no number, naming it, and refuses 13 without naming anything. */
function fakeBook() {
  const cells: Record<string, unknown> = {};
  const edits: ChangeText[][] = [];
  const at = (change: ChangeText) => `${change.unit}.${change.fact ?? change.node}`;
  const book: DeskBook = {
    edit(text) {
      const changes = JSON.parse(text) as ChangeText[];
      const faults = changes.flatMap((change, index) => (change.value === "x" ? [{ severity: "error", pointer: `/${index}/value` }] : []));
      if (changes.some((change) => change.value === "13")) faults.push({ severity: "error", pointer: "" });
      if (faults.length > 0) return JSON.stringify({ value: null, diagnostics: faults });
      edits.push(changes);
      for (const change of changes) {
        const before = cells[at(change)];
        cells[at(change)] = change.key ? { ...(typeof before === "object" ? before : {}), [change.key]: change.value } : (change.value ?? change.records ?? null);
      }
      return JSON.stringify({ value: {}, diagnostics: [] });
    },
    openCase: () => JSON.stringify({ value: null, diagnostics: [] }),
    blank: () => JSON.stringify({ value: { dataset: JSON.stringify(dataset), unit: "a", period: "2025" }, diagnostics: [] }),
    start: () => JSON.stringify({ value: 7, diagnostics: [] }),
    step: (() => {
      let left = 3;
      return () => JSON.stringify({ value: { done: --left === 0, progress: `0.${3 - left}`, value: left === 0 ? "found" : null }, diagnostics: [] });
    })(),
    stop: () => "",
  };
  const loaded: string[] = [];
  const desk = createDesk(book, (_, text) => {
    loaded.push(text);
    return { value: "summary" as never, diagnostics: [] };
  });
  desk.open({ scheme: "s", dataset: JSON.stringify(dataset) });
  const ask = (changes: ChangeText[], more: ChangeText[][] = [[]]) =>
    desk.ask({ changes, questions: more.map((own) => ({ method: "card", query: {}, changes: own })) }, () => ({ value: { ...cells }, diagnostics: [] })).value;
  return { desk, ask, cells, edits, loaded };
}

const late = (unit: string, value: string | null): ChangeText => ({ class: "office", unit, fact: "late", period: "2025", value });
const vote = (key: string, value: string): ChangeText => ({ class: "office", unit: "a", fact: "votes", period: "2025", key, value });

describe("desk", () => {
  it("finds what the dataset says of a reading, a list and a node", () => {
    expect(original(dataset, late("b", "9"))).toEqual({ class: "office", unit: "b", fact: "late", period: "2025", value: "2" });
    expect(original(dataset, { class: "office", unit: "a", fact: "notes", records: [] })).toMatchObject({ records: [{ id: "r1" }] });
    expect(original(dataset, { class: "office", unit: "b", fact: "notes", records: [] })).toMatchObject({ records: null });
    expect(original(dataset, { class: "office", unit: "a", node: "total", period: "2025", value: "9" })).toMatchObject({ node: "total", value: null });
    expect(original(dataset, vote("good", "9"))).toMatchObject({ value: { good: "3", poor: "1" } });
    // A link's rows are those of the unit, each with what the dataset says beside its ends.
    expect(original(dataset, { class: "office", unit: "a", link: "parent", to: ["z"] })).toEqual({ class: "office", unit: "a", link: "parent", to: ["x", { to: "y", until: "2025-06-30" }] });
    expect(original(dataset, { class: "office", unit: "c", link: "parent", to: ["z"] })).toMatchObject({ to: [] });
  });

  it("makes only what differs from what it made before, and puts back what is no longer wanted", () => {
    const { ask, edits, cells } = fakeBook();
    ask([late("a", "5"), late("b", "6")]);
    ask([late("a", "5"), late("b", "7")]);
    expect(edits[1]).toEqual([late("b", "7")]);
    ask([late("b", "7")]);
    expect(cells).toEqual({ "a.late": "1", "b.late": "7" });
  });

  it("puts a vote back whole and gives its other options again", () => {
    const { ask, cells } = fakeBook();
    ask([vote("good", "8"), vote("poor", "0")]);
    ask([vote("poor", "0")]);
    expect(cells["a.votes"]).toEqual({ good: "3", poor: "0" });
  });

  it("answers a scenario on top of the draft, and the draft after it", () => {
    const { ask } = fakeBook();
    const reply = ask([late("a", "5")], [[late("a", "9"), late("b", "9")], []]);
    expect(reply?.answers.map((answer) => answer.value)).toEqual([{ "a.late": "9", "b.late": "9" }, { "a.late": "5", "b.late": "2" }]);
  });

  it("leaves out what is refused, tells which, and does the rest", () => {
    const { ask, cells } = fakeBook();
    ask([late("a", "5")]);
    const reply = ask([late("a", "x"), late("b", "6")]);
    expect(reply?.refused.map(({ key }) => key)).toEqual(["office\na\nlate\n2025\n"]);
    expect(cells).toEqual({ "a.late": "1", "b.late": "6" });
  });

  it("goes one by one where a fault names no change", () => {
    const { ask, cells } = fakeBook();
    const reply = ask([late("a", "13"), late("b", "6")]);
    expect(reply?.refused).toHaveLength(1);
    expect(cells).toEqual({ "b.late": "6" });
  });

  it("works in slices until it is done, or until it is stopped", async () => {
    const told: string[] = [];
    const job = { changes: [], questions: [{ method: "path", query: {} }] };
    const { desk } = fakeBook();
    expect((await desk.work(job, 1, (progress) => told.push(progress), async () => true)).value).toBe("found");
    expect(told).toEqual(["0.1", "0.2"]);
    expect((await fakeBook().desk.work(job, 1, () => undefined, async () => false)).value).toBeNull();
  });

  it("begins an empty form with what the engine made for it", () => {
    const { desk, loaded } = fakeBook();
    expect(desk.open({ scheme: "s", blank: { class: "office" } }).value).toEqual({ summary: "summary", class: "office", unit: "a", period: "2025" });
    expect(JSON.parse(loaded[1] ?? "")).toEqual(dataset);
  });
});

describe("a desk with a case on it", () => {
  const opened = { summary: "summary", class: "office", unit: "a", period: "2025" };

  function withCase() {
    const edits: unknown[] = [];
    let openings = 0;
    const book = {
      openCase: () => {
        openings += 1;
        return JSON.stringify({ value: opened, diagnostics: [] });
      },
      edit: (text: string) => {
        edits.push(JSON.parse(text));
        return JSON.stringify({ value: {}, diagnostics: [] });
      },
    } as unknown as DeskBook;
    const desk = createDesk(book, () => ({ value: null, diagnostics: [] }));
    const ask = (changes: Parameters<typeof desk.ask>[0]["changes"]) => desk.ask({ changes, questions: [] }, () => ({ value: null, diagnostics: [] }));
    return { desk, ask, edits, openings: () => openings };
  }

  it("says whom the case is about", () => {
    const { desk } = withCase();
    expect(desk.open({ desk: "story", scheme: "s", case: "near" })).toEqual({ value: opened, diagnostics: [] });
  });

  it("takes parameters and weights back itself, and begins the case anew for figures", () => {
    const { desk, ask, edits, openings } = withCase();
    desk.open({ scheme: "s", case: "near" });
    const weight = { class: "office", node: "total", child: "work", weight: "60" };
    ask([{ parameter: "line", value: "80" }, weight]);
    ask([weight]);
    expect(openings()).toBe(1);
    expect(edits).toEqual([[{ parameter: "line", value: "80" }, weight], [{ parameter: "line", value: null }]]);
    ask([weight, { class: "office", unit: "a", fact: "late", period: "2025", value: "3" }]);
    ask([weight]);
    expect(openings()).toBe(2);
    expect(edits.pop()).toEqual([weight]);
  });
});

it("undoes a parameter and a weight by null", () => {
  expect(original({}, { parameter: "line", value: "80" })).toEqual({ parameter: "line", value: null });
  expect(original({}, { class: "office", node: "total", child: "work", weight: "60" })).toEqual({ class: "office", node: "total", child: "work", weight: null });
});
