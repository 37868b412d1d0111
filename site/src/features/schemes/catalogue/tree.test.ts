import { expect, test } from "vitest";
import type { ClassInfo, NodeInfo } from "../../../engine/types";
import { citedBy, isMeant, linesOf, treeOf } from "./tree";

const node = (id: string, type: NodeInfo["type"], children: string[] = [], clauses: string[] = []): NodeInfo => ({ id, title: { "zh-CN": `${id}项`, en: `Item ${id}` }, type, kind: "", full: null, grain: "year", children, outside: false, basis: "", clauses, lines: [], sentence: {} });
const cls = (total: string, nodes: NodeInfo[]): ClassInfo => ({ id: "k", title: {}, one: false, views: [], total, place: "", level: "", publish: [], groups: [], units: [], nodes });

const office = cls("total", [
  node("rate", "rate", [], ["c1"]),
  node("place", "rank"),
  node("inner", "points"),
  node("other", "points", ["otherPart"]),
  node("otherPart", "points"),
  node("part", "points", ["inner"], ["c1", "c2"]),
  node("total", "points", ["part", "gone"]),
  node("level", "level"),
]);

test("a class's pages follow the tree of its total, then other points, values, and results", () => {
  const tree = treeOf(office);
  expect(tree.scored.map(({ node: { id }, depth }) => [id, depth])).toEqual([["total", 0], ["part", 1], ["inner", 2], ["other", 0], ["otherPart", 1]]);
  expect(tree.values.map(({ node: { id } }) => id)).toEqual(["rate"]);
  expect(tree.outcomes.map(({ node: { id } }) => id)).toEqual(["place", "level"]);
});

test("every node has one page, also where nodes are each other's parts or there is no total", () => {
  const circle = cls("", [node("a", "points", ["b"]), node("b", "points", ["a"]), node("v", "money")]);
  expect(linesOf(treeOf(circle)).map(({ node: { id } }) => id).sort()).toEqual(["a", "b", "v"]);
  expect(linesOf(treeOf(office))).toHaveLength(office.nodes.length);
});

test("a node is found by its name in either language, its id or a clause", () => {
  const one = node("renewalRate", "points", [], ["D07"]);
  for (const typed of ["RENEWAL", " rate项", "item ren", "d07"]) expect(isMeant(one, typed)).toBe(true);
  expect(isMeant(one, "D08")).toBe(false);
});

test("a clause leads to the nodes that cite it", () => {
  expect(citedBy([office]).c1?.map(({ node: { id } }) => id)).toEqual(["rate", "part"]);
  expect(citedBy([office]).c2?.map(({ node: { id } }) => id)).toEqual(["part"]);
});
