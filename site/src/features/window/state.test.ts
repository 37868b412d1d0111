import { beforeAll, describe, expect, test } from "vitest";
import { board, fixture } from "../../engine/fixture";
import type { Outcome } from "../../engine/types";
import { plainPrefs } from "../../prefs";
import { type Route, home } from "../../route";
import { type AppState, defaults } from "../../state";
import {
  type View,
  badgesOf,
  explainQuery,
  filterGroup,
  findUnit,
  forgetReplies,
  headBadges,
  itemsOf,
  mineKey,
  mineOf,
  onRoute,
  pageStart,
  partsOf,
  repliesFor,
  rowsQuery,
  showFrom,
  sortBy,
  titleOf,
  viewOf,
  windowDefaults,
} from "./state";

let ready: AppState;
beforeAll(() => {
  ready = { ...defaults(plainPrefs), board, summary: fixture.load("", "").value, phase: { is: "ready" } };
});
const at = (route: Partial<Route>): View => viewOf({ ...ready, route: { ...home, ...route } }) as View;

describe("what an address means on a board", () => {
  test("an empty address shows the board's own period and class by the total", () => {
    expect(at({})).toMatchObject({ period: "2025", unit: "", node: "", item: "total", unknown: [] });
  });

  test("an open unit without a node explains the total", () => {
    expect(at({ unit: "u03" })).toMatchObject({ unit: "u03", node: "total", at: "2025" });
  });

  test("a node is asked about in its own period", () => {
    const view = at({ unit: "u03", node: "registration", at: "2025-Q1" });
    expect(explainQuery(view)).toEqual({ class: "sub_bureau", unit: "u03", node: "registration", period: "2025-Q1" });
  });

  test("every part that does not exist is listed, and the rest is shown", () => {
    const view = at({ period: "1999", class: "x", unit: "u99", node: "n", item: "m" });
    expect(view.unknown).toEqual([
      { part: "class", id: "x" },
      { part: "period", id: "1999" },
      { part: "unit", id: "u99" },
      { part: "node", id: "n" },
      { part: "item", id: "m" },
    ]);
    expect(view).toMatchObject({ period: "2025", unit: "", item: "total" });
  });

  test("two units of the class stand side by side; one that does not exist is listed", () => {
    expect(at({ unit: "u03", other: "u01" })).toMatchObject({ unit: "u03", other: "u01", unknown: [], unpaired: "" });
    expect(at({ unit: "u03", other: "u99" })).toMatchObject({ unit: "u03", other: "", unknown: [{ part: "other", id: "u99" }], unpaired: "" });
  });

  test("the same unit twice is no pair, and where the first is not there the second has its card", () => {
    expect(at({ unit: "u03", other: "u03" })).toMatchObject({ unit: "u03", other: "", unknown: [], unpaired: "same" });
    expect(at({ unit: "u99", other: "u03" })).toMatchObject({ unit: "u03", other: "", unknown: [{ part: "unit", id: "u99" }] });
    expect(at({ other: "u03" })).toMatchObject({ unit: "u03", other: "", unknown: [], unpaired: "" });
  });

  test("a unit of another class is told as such and not as unknown", () => {
    const [first] = ready.summary?.classes ?? [];
    if (!ready.summary || !first) throw new Error("the fixture has a class");
    const summary = { ...ready.summary, classes: [first, { ...first, id: "staff", units: [{ id: "p01", name: {}, group: "" }] }] };
    const view = viewOf({ ...ready, summary, route: { ...home, unit: "u03", other: "p01" } });
    expect(view).toMatchObject({ unit: "u03", other: "", unknown: [], unpaired: "class" });
  });

  test("without a loaded board there is nothing to show", () => {
    expect(viewOf({ ...ready, summary: null })).toBeNull();
  });
});

describe("what the ranking asks for", () => {
  test("the total comes with its parts as columns, once each", () => {
    expect(rowsQuery(windowDefaults, at({})).columns).toEqual(["total", "supervision", "registration", "social", "bonus"]);
  });

  test("a single item comes with the total beside it", () => {
    expect(rowsQuery(windowDefaults, at({ item: "social" }))).toMatchObject({ node: "social", columns: ["social", "total"] });
  });

  test("the search is sent without blanks around it", () => {
    expect(rowsQuery(findUnit(" qs ")(windowDefaults), at({})).find).toBe("qs");
  });

  test("a node that is not made of children has no parts", () => {
    expect(partsOf(at({}).cls, "social")).toEqual([]);
  });

  test("items to rank by are the total and its parts in order, indented", () => {
    expect(itemsOf(at({})).map(({ node, depth }) => [node.id, depth])).toEqual([
      ["total", 0],
      ["supervision", 1],
      ["registration", 1],
      ["social", 1],
      ["bonus", 1],
    ]);
  });
});

describe("changes to the ranking", () => {
  test("points are first sorted from the highest, names from the first, and a second time the other way round", () => {
    const once = sortBy("social")(windowDefaults);
    expect(once.sort).toEqual({ by: "social", order: "desc" });
    expect(sortBy("social")(once).sort).toEqual({ by: "social", order: "asc" });
    expect(sortBy("name")(once).sort).toEqual({ by: "name", order: "asc" });
  });

  test("sorting, filtering and finding begin at the top again", () => {
    const scrolled = showFrom(80)(windowDefaults);
    for (const change of [sortBy("name"), filterGroup("town"), findUnit("a")]) expect(change(scrolled).from).toBe(0);
  });

  test("rows are asked for in steps of a third of a page, starting above the first visible one", () => {
    expect(pageStart(0)).toBe(0);
    expect(pageStart(39)).toBe(0);
    expect(pageStart(85)).toBe(40);
    expect(pageStart(9999)).toBe(9920);
  });

  test("another item forgets the filters, another unit only the opened branches", () => {
    const used = { ...windowDefaults, find: "x", open: { "0.1": true } };
    expect(onRoute(home, { ...home, item: "social" })(used)).toMatchObject({ find: "", open: { "0.1": true } });
    expect(onRoute(home, { ...home, unit: "u01" })(used)).toMatchObject({ find: "x", open: {} });
    expect(onRoute(home, { ...home, node: "social" })(used)).toEqual(used);
  });
});

describe("my unit", () => {
  test("is kept by scheme and class, and found again", () => {
    const view = at({});
    const state = { ...ready, prefs: { ...plainPrefs, mine: { [mineKey(ready, view)]: "u05" } } };
    expect(mineKey(ready, view)).toBe("fixture-city/sub_bureau");
    expect(mineOf(state, view)).toBe("u05");
  });

  test("is nobody when the class does not have the unit that was kept", () => {
    const view = at({});
    expect(mineOf({ ...ready, prefs: { ...plainPrefs, mine: { [mineKey(ready, view)]: "gone" } } }, view)).toBe("");
  });
});

test("what the ranking is by is headed by its own title", () => {
  expect(titleOf(at({}).cls, "total", "zh-CN")).toBe("年度总分");
  expect(titleOf(at({}).cls, "social", "en")).toBe("Social evaluation");
});

describe("badges", () => {
  const outcome = (node: string, kind: Outcome["kind"], state: Outcome["state"], value: string): Outcome => ({
    node,
    kind,
    title: {},
    status: state === "undecided" ? "missing" : "known",
    state,
    value,
    label: {},
    effect: "",
    bearer: {},
    of: 0,
    because: [],
    reasons: [],
  });

  test("are for vetoes and verdicts that apply or are undecided, never for those that do not apply", () => {
    const all = [
      outcome("place", "rank", "decided", "1"),
      outcome("level", "level", "decided", "pass"),
      outcome("veto", "veto", "decided", "true"),
      outcome("talk", "verdict", "decided", "false"),
      outcome("praise", "verdict", "undecided", ""),
    ];
    expect(badgesOf(all).map(({ node }) => node)).toEqual(["veto", "praise"]);
  });

  test("in a card's head: a run that brings something by itself, but no step on the way to something else", () => {
    const dismissal: Outcome = { ...outcome("dismissal", "run", "decided", "true"), effect: "measure" };
    const off: Outcome = { ...outcome("off", "verdict", "decided", "true"), effect: "measure" };
    const steps = [outcome("streak", "run", "decided", "true"), outcome("panel", "decision", "decided", "true")];
    expect(headBadges([...steps, dismissal, off]).map(({ node }) => node)).toEqual(["dismissal", "off"]);
    expect(headBadges([{ ...dismissal, value: "false" }])).toEqual([]);
  });
});

describe("replies", () => {
  const rows = () => fixture.rows(rowsQuery(windowDefaults, at({}))).value;
  test("of the class before are not shown of another, whose links they would get", () => {
    const window = { ...windowDefaults, rows: rows(), of: { rows: "sub_bureau" } };
    expect(repliesFor(window, "sub_bureau")).toBe(window);
    expect(repliesFor(window, "staff").rows).toBe(null);
  });

  test("of the board before are forgotten with it", () => {
    const window = { ...windowDefaults, tab: "ranking" as const, rows: rows(), of: { rows: "sub_bureau" } };
    expect(forgetReplies(window)).toEqual({ ...windowDefaults, tab: "ranking" });
  });
});
