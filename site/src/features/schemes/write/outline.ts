// The parts of a scheme's text as a tree to go through: what each class reports, what is computed of it, what follows, and the cases.
import { type Part, childOf, pointerOf, textOf, titleOf } from "./parts";

export type Group = "clauses" | "parameters" | "tables" | "links" | "facts" | "nodes" | "values" | "outcomes" | "cases";
export interface Branch {
  pointer: string;
  /** Where it begins in the text. */
  at: number;
  id: string;
  title: string;
  /** What the class, fact or node is: a type, a rule's kind. */
  kind: string;
  /** A group of the kind has no part of its own. */
  group?: Group;
  branches: Branch[];
}

const plainTypes = ["number", "rate", "flag", "money", "date"];

const at = (part: Part): number => (part.keyTo > 0 ? part.keyFrom : part.from);

function branch(part: Part, path: readonly string[], lang: string, kind = ""): Branch {
  const title = titleOf(childOf(part, "title"), lang) || titleOf(part, lang);
  return { pointer: pointerOf([...path, part.key]), at: at(part), id: part.key, title, kind, branches: [] };
}

function group(name: Group, part: Part | undefined, path: readonly string[], branches: Branch[]): Branch[] {
  if (!part || branches.length === 0) return [];
  return [{ pointer: pointerOf(path), at: at(part), id: name, title: "", kind: "", group: name, branches }];
}

const kindOf = (part: Part): string => textOf(childOf(childOf(part, "rule"), "kind")) || textOf(childOf(part, "type"));

/** Nodes below those that name them as children; a node stands once, below the first that names it. */
function nested(nodes: readonly Part[], path: readonly string[], lang: string): Branch[] {
  const seen: string[] = [];
  const children = (part: Part) => (childOf(part, "children")?.parts ?? []).map(textOf);
  const below = nodes.flatMap(children);
  const one = (part: Part): Branch => {
    seen.push(part.key);
    const own = branch(part, path, lang, kindOf(part));
    const inner = children(part)
      .map((id) => nodes.find(({ key }) => key === id))
      .filter((child): child is Part => child !== undefined);
    const periods = (childOf(part, "contents")?.parts ?? []).map((period): Branch => {
      const to = [...path, part.key, "contents"];
      const content = childOf(period, "children");
      return { ...branch(period, to, lang), branches: (content?.parts ?? []).map((child) => branch(child, [...to, period.key, "children"], lang, kindOf(child))) };
    });
    return { ...own, branches: [...periods, ...inner.flatMap((child) => (seen.indexOf(child.key) < 0 ? [one(child)] : []))] };
  };
  const tops = nodes.filter(({ key }) => below.indexOf(key) < 0).map(one);
  // Nodes that name each other in a circle hang below none of these.
  return [...tops, ...nodes.flatMap((part) => (seen.indexOf(part.key) < 0 ? [one(part)] : []))];
}

export function outlineOf(root: Part, lang: string): Branch[] {
  const plain = (name: "clauses" | "parameters" | "tables" | "links") => {
    const part = childOf(root, name);
    return group(name, part, [name], (part?.parts ?? []).map((one) => branch(one, [name], lang)));
  };
  const classes = (childOf(root, "classes")?.parts ?? []).map((cls): Branch => {
    const path = ["classes", cls.key];
    const facts = childOf(cls, "facts");
    const nodes = childOf(cls, "nodes");
    const to = [...path, "nodes"];
    const typeOf = (part: Part) => textOf(childOf(part, "type")) || "points";
    const all = nodes?.parts ?? [];
    const points = all.filter((part) => typeOf(part) === "points");
    const values = all.filter((part) => plainTypes.indexOf(typeOf(part)) >= 0);
    const outcomes = all.filter((part) => typeOf(part) !== "points" && plainTypes.indexOf(typeOf(part)) < 0);
    return {
      ...branch(cls, ["classes"], lang),
      branches: [
        ...group("facts", facts, [...path, "facts"], (facts?.parts ?? []).map((one) => branch(one, [...path, "facts"], lang, textOf(childOf(one, "type"))))),
        ...group("nodes", nodes, to, nested(points, to, lang)),
        ...group("values", nodes, to, values.map((one) => branch(one, to, lang, kindOf(one)))),
        ...group("outcomes", nodes, to, outcomes.map((one) => branch(one, to, lang, kindOf(one)))),
      ],
    };
  });
  const cases = childOf(root, "cases");
  const named = (cases?.parts ?? []).map((one): Branch => {
    const description = titleOf(childOf(one, "description"), lang);
    return { ...branch(one, ["cases"], lang), id: textOf(childOf(one, "name")) || one.key, title: description };
  });
  return [...plain("clauses"), ...plain("parameters"), ...plain("tables"), ...plain("links"), ...classes, ...group("cases", cases, ["cases"], named)];
}

/** The branch that the path of a place leads to: the one with the longest pointer that the place lies in. */
export function branchAt(branches: readonly Branch[], pointer: string): Branch | null {
  let found: Branch | null = null;
  const look = (list: readonly Branch[]) => {
    for (const one of list) {
      if (!one.group && (pointer === one.pointer || pointer.startsWith(`${one.pointer}/`)) && (!found || one.pointer.length >= found.pointer.length)) found = one;
      look(one.branches);
    }
  };
  look(branches);
  return found;
}
