import { describe, expect, it } from "vitest";
import {
  type Cell,
  type Draft,
  addScenario,
  apply,
  begin,
  changeScenario,
  changesOf,
  dropWhere,
  keyOf,
  merged,
  mostSteps,
  newDraft,
  ofUnit,
  originOf,
  reading,
  redo,
  settle,
  takeScenario,
  undo,
  withChanges,
  withList,
  withWrong,
  withoutChanges,
} from "./state";

const cell = (period: string, key?: string): Cell => ({ class: "staff", unit: "p1", fact: "late", period, ...(key ? { key } : {}) });
const start: Draft = newDraft({
  id: "d1",
  name: "2025",
  scheme: { id: "gs-district", version: "2025.1", sha256: "" },
  board: "gs-district",
  class: "staff",
  unit: "p1",
  period: "2025",
  created: "2025-01-01T00:00:00.000Z",
});

describe("cells", () => {
  it("tells readings, keys, lists and given figures apart", () => {
    const names = [cell("2025-01"), cell("2025-02"), cell("2025-01", "good"), { ...cell(""), fact: "notes" }, { class: "staff", unit: "p1", node: "late", period: "2025-01" }];
    expect(new Set(names.map(keyOf)).size).toBe(names.length);
  });

  it("knows where a figure comes from", () => {
    const typed = withChanges([reading(cell("2025-01"), "1")])(start);
    expect(originOf(start, cell("2025-01"))).toBe("begun");
    expect(originOf(typed, cell("2025-01"))).toBe("typed");
    expect(originOf(withWrong(cell("2025-01"), "1x")(typed), cell("2025-01"))).toBe("wrong");
  });
});

describe("changes", () => {
  it("keeps the latest for each cell, in the place of the first", () => {
    const all = merged([reading(cell("2025-01"), "1"), reading(cell("2025-02"), "2")], [reading(cell("2025-01"), "3")]);
    expect(all.map((change) => change.value)).toEqual(["3", "2"]);
  });

  it("is the same draft when nothing changes", () => {
    const once = withChanges([reading(cell("2025-01"), "1")])(start);
    expect(withChanges([reading(cell("2025-01"), "1")])(once)).toBe(once);
    expect(withoutChanges([cell("2025-02")])(once)).toBe(once);
  });

  it("drops what was wrong in a cell when a figure is taken there, and keeps it elsewhere", () => {
    const wrong = withWrong(cell("2025-02"), "?")(withWrong(cell("2025-01"), "x")(start));
    expect(withChanges([reading(cell("2025-01"), "1")])(wrong).wrong).toEqual({ [keyOf(cell("2025-02"))]: "?" });
  });

  it("keeps a list as it was typed beside what is taken of it", () => {
    const list: Cell = { ...cell(""), fact: "notes" };
    const typed = [{ id: "r1", fields: { date: "2025-13-01" } }];
    const next = withList(list, typed, [])(start);
    expect(next.lists[keyOf(list)]).toBe(typed);
    expect(next.changes).toEqual([{ class: "staff", unit: "p1", fact: "notes", records: [] }]);
    expect(withoutChanges([list])(next)).toEqual(start);
  });
});

describe("scenarios", () => {
  const with1 = withChanges([reading(cell("2025-01"), "1")])(start);
  const scenario = addScenario({ id: "s1", name: "s", changes: [] })(with1);
  const changed = changeScenario("s1", [reading(cell("2025-01"), "0"), reading(cell("2025-02"), "0")])(scenario);

  it("stands on top of the draft, which stays as it is", () => {
    expect(changesOf(changed).map((change) => change.value)).toEqual(["1"]);
    expect(changesOf(changed, "s1").map((change) => change.value)).toEqual(["0", "0"]);
  });

  it("gives its figures to the draft when it is taken over", () => {
    const taken = takeScenario("s1")(changed);
    expect(taken.scenarios).toEqual([]);
    expect(taken.changes.map((change) => change.value)).toEqual(["0", "0"]);
  });
});

describe("another unit, or fewer changes", () => {
  const full = withList({ ...cell(""), fact: "notes" }, [{ id: "r1", fields: {} }], [])(withWrong(cell("2025-02"), "x")(withChanges([reading(cell("2025-01"), "1"), { ...reading(cell("2025-01"), "2"), unit: "p2" }])(start)));
  it("gives the figures of one unit to another and leaves those of others", () => {
    const moved = ofUnit(full, "me");
    expect(moved.changes.map((change) => change.unit)).toEqual(["me", "p2", "me"]);
    expect([Object.keys(moved.wrong), Object.keys(moved.lists)]).toEqual([["staff/me/late@2025-02"], ["staff/me/notes"]]);
    expect(ofUnit(moved, "p1")).toEqual(full);
  });
  it("leaves out changes by key with what was typed there", () => {
    const left = dropWhere([...full.changes.map(keyOf), ...Object.keys(full.wrong)])(full);
    expect([left.changes, left.wrong, left.lists]).toEqual([[], {}, {}]);
  });
});

describe("undo", () => {
  const type = (text: string) => withChanges([reading(cell("2025-01"), text)]);

  it("takes typing in one cell back at once, and does it again", () => {
    let history = begin(start);
    for (const text of ["1", "12", "120"]) history = apply(history, type(text), "a");
    expect(history.past).toHaveLength(1);
    const undone = undo(history);
    expect(undone.draft.changes).toEqual([]);
    expect(redo(undone).draft.changes[0]?.value).toBe("120");
  });

  it("parts two visits to one cell, and forgets what was undone when something else is done", () => {
    let history = settle(apply(begin(start), type("1"), "a"));
    history = apply(history, type("2"), "a");
    expect(undo(history).draft.changes[0]?.value).toBe("1");
    expect(apply(undo(history), type("9"), "b").future).toEqual([]);
  });

  it("takes back text that could not be taken, and a name, too", () => {
    const history = apply(apply(begin(start), withWrong(cell("2025-01"), "x"), "a"), (draft) => ({ ...draft, name: "n" }));
    expect(undo(history).draft.wrong).toEqual({ [keyOf(cell("2025-01"))]: "x" });
    expect(undo(undo(history)).draft).toEqual(start);
    expect(undo(undo(undo(history))).draft).toEqual(start);
  });

  it("keeps a bounded number of steps", () => {
    let history = begin(start);
    for (let step = 0; step < mostSteps + 20; step += 1) history = apply(history, type(String(step)));
    expect(history.past).toHaveLength(mostSteps);
  });
});
