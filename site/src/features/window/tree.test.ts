import { describe, expect, test } from "vitest";
import type { Entry } from "../../engine/types";
import { branches, pathOf, treeKey, visibleLines } from "./tree";

function entry(node: string, children: Entry[] = [], period = "2025"): Entry {
  return {
    node,
    period,
    title: {},
    kind: "",
    status: "known",
    points: null,
    full: null,
    rate: "",
    lost: null,
    share: "0",
    outside: false,
    basis: "",
    reason: {},
    children,
  };
}
const tree = entry("total", [
  entry("key", [entry("quarter", [], "2025-Q1"), entry("quarter", [], "2025-Q2")]),
  entry("bonus"),
]);
const paths = (open: Record<string, boolean>, chosen = "") => visibleLines(tree, open, chosen).map((line) => line.path);

describe("the card's tree", () => {
  test("at first shows the total and its parts", () => {
    expect(paths({})).toEqual(["0", "0.0", "0.1"]);
  });

  test("opens whatever leads to the chosen node, unless it was closed by hand", () => {
    expect(paths({}, "0.0.1")).toEqual(["0", "0.0", "0.0.0", "0.0.1", "0.1"]);
    expect(paths({ "0.0": false }, "0.0.1")).toEqual(["0", "0.0", "0.1"]);
  });

  test("does not open a chosen branch itself", () => {
    expect(paths({}, "0.0")).toEqual(["0", "0.0", "0.1"]);
  });

  test("finds the same node by its period", () => {
    expect(pathOf(tree, "quarter", "2025-Q2")).toBe("0.0.1");
    expect(pathOf(tree, "quarter", "")).toBe("0.0.0");
    expect(pathOf(tree, "absent", "")).toBe("");
  });

  test("tells level and place among siblings", () => {
    const line = visibleLines(tree, { "0.0": true }, "").find(({ path }) => path === "0.0.1");
    expect(line).toMatchObject({ level: 3, position: 2, siblings: 2 });
  });

  test("lists every branch for opening them all", () => {
    expect(branches(tree)).toEqual(["0", "0.0"]);
  });
});

describe("keys in the tree", () => {
  const closed = visibleLines(tree, {}, "");
  const open = visibleLines(tree, { "0.0": true }, "");

  test("up and down move along the visible lines and stop at the ends", () => {
    expect(treeKey("ArrowDown", closed, "0.0")).toEqual({ go: "0.1" });
    expect(treeKey("ArrowDown", closed, "0.1")).toEqual({ go: "0.1" });
    expect(treeKey("ArrowUp", closed, "0")).toEqual({ go: "0" });
    expect(treeKey("End", closed, "0")).toEqual({ go: "0.1" });
    expect(treeKey("Home", closed, "0.1")).toEqual({ go: "0" });
  });

  test("right opens a closed branch, then enters it; on a leaf it does nothing", () => {
    expect(treeKey("ArrowRight", closed, "0.0")).toEqual({ open: true });
    expect(treeKey("ArrowRight", open, "0.0")).toEqual({ go: "0.0.0" });
    expect(treeKey("ArrowRight", open, "0.1")).toBeNull();
  });

  test("left closes an open branch, then leaves it", () => {
    expect(treeKey("ArrowLeft", open, "0.0")).toEqual({ open: false });
    expect(treeKey("ArrowLeft", open, "0.0.1")).toEqual({ go: "0.0" });
  });

  test("other keys are left to the page", () => {
    expect(treeKey("a", closed, "0")).toBeNull();
  });
});
