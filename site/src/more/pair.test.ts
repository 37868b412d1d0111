import { describe, expect, test } from "vitest";
import type { Card, Entry, Outcome } from "../engine/types";
import { differs, flatten, pairOutcomes, pairTree, pairValues, sameEntry } from "./pair";

const entry = (node: string, exact: string | null, children: Entry[] = [], more: Partial<Entry> = {}): Entry => ({
  node,
  period: "2025",
  title: { "zh-CN": node },
  kind: "",
  status: exact === null ? "missing" : "known",
  points: exact === null ? null : { exact, shown: exact },
  full: { exact: "10", shown: "10" },
  rate: "",
  lost: null,
  share: "0",
  outside: false,
  basis: "",
  reason: {},
  children,
  ...more,
});
const outcome = (node: string, value: string, label: string, more: Partial<Outcome> = {}): Outcome => ({
  node,
  kind: "verdict",
  title: { "zh-CN": node },
  status: "known",
  state: "decided",
  value,
  label: { "zh-CN": label },
  effect: "",
  bearer: {},
  of: 0,
  because: [],
  reasons: [],
  ...more,
});
const card = (tree: Entry, outcomes: Outcome[] = [], values: Card["values"] = []): Card =>
  ({ unit: "u", name: {}, group: "", period: "2025", tree, outcomes, losses: [], values, gaps: [], rejected: [], series: [], profile: [], links: [] }) as Card;

describe("two figures", () => {
  test("are the same where their exact texts are, whatever is shown", () => {
    expect(sameEntry(entry("a", "84.995"), { ...entry("a", "84.995"), points: { exact: "84.995", shown: "85.00" } })).toBe(true);
    expect(sameEntry(entry("a", "84.995"), entry("a", "85"))).toBe(false);
  });
  test("are not where one is missing, their full marks differ, or one has no such line", () => {
    expect(sameEntry(entry("a", null), entry("a", "0"))).toBe(false);
    expect(sameEntry(entry("a", "5"), entry("a", "5", [], { full: { exact: "20", shown: "20" } }))).toBe(false);
    expect(sameEntry(entry("a", "5"), null)).toBe(false);
    expect(sameEntry(entry("a", null), entry("a", null))).toBe(true);
  });
});

describe("two trees", () => {
  const first = entry("total", "9", [entry("a", "1"), entry("b", "2", [entry("x", "2")]), entry("d", "4")]);
  const second = entry("total", "9", [entry("a", "1"), entry("c", "7"), entry("b", "2", [entry("x", "1")])]);
  test("become one: the first's order, with what only the second has after what it follows there", () => {
    const lines = flatten(pairTree(card(first), card(second)));
    expect(lines.map((line) => [line.node, line.depth, line.same])).toEqual([
      ["total", 0, true],
      ["a", 1, true],
      ["c", 1, false],
      ["b", 1, true],
      ["x", 2, false],
      ["d", 1, false],
    ]);
    expect(lines.map((line) => [line.first?.points?.exact, line.second?.points?.exact])).toEqual([
      ["9", "9"],
      ["1", "1"],
      [undefined, "7"],
      ["2", "2"],
      ["2", "1"],
      ["4", undefined],
    ]);
  });
  test("differ where something below does, though the sum is the same", () => {
    const tree = pairTree(card(first), card(second));
    expect(differs(tree)).toBe(true);
    expect(flatten(tree).filter(differs).map((line) => line.node)).toEqual(["total", "c", "b", "x", "d"]);
  });
  test("keep the same node of other periods apart, and stop where they are told to", () => {
    const months = (value: string) => entry("total", "1", ["2025-01", "2025-02"].map((period) => entry("month", value, [entry("x", "1")], { period })));
    const tree = pairTree(card(months("1")), card(months("1")));
    expect(new Set(flatten(tree).map((line) => line.path)).size).toBe(5);
    expect(flatten(tree, (line) => line.depth < 1).length).toBe(3);
  });
});

describe("what follows for two", () => {
  test("is what says something of at least one, the same where value and words are", () => {
    const pairs = pairOutcomes(
      card(entry("t", "1"), [outcome("veto", "false", "否决"), outcome("talk", "true", "谈话"), outcome("none", "false", "无")]),
      card(entry("t", "1"), [outcome("veto", "true", "否决"), outcome("talk", "true", "谈话"), outcome("none", "false", "无"), outcome("extra", "true", "另")]),
    );
    expect(pairs.map((pair) => [pair.node, pair.same])).toEqual([
      ["veto", false],
      ["talk", true],
      ["extra", false],
    ]);
    expect(pairs[2]?.first).toBeNull();
  });
  test("an outcome that waits is not the same as one that does not apply", () => {
    const waits = outcome("veto", "", "", { status: "missing", state: "undecided" });
    expect(pairOutcomes(card(entry("t", "1"), [waits]), card(entry("t", "1"), [outcome("veto", "false", "否决")]))[0]?.same).toBe(false);
  });
  test("other results are those that are published, compared by their words", () => {
    const value = (node: string, shown: string, published: boolean): Card["values"][number] => ({ node, title: {}, published, status: "known", shown: { "zh-CN": shown }, reason: {} });
    const pairs = pairValues(card(entry("t", "1"), [], [value("pay", "1元", true), value("step", "3", false)]), card(entry("t", "1"), [], [value("pay", "1元", true)]));
    expect(pairs.map((pair) => [pair.node, pair.same])).toEqual([["pay", true]]);
  });
});
