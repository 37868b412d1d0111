// Two cards line by line: what stands in both trees, in the order of the first, and which figures are the same. Whether they are
// is a comparison of exact text; how far they are apart only the engine says.
import type { Card, Entry, Outcome, Text } from "../engine/types";

export interface PairLine {
  /** Node and period, with all above it: the same node may stand in several places. */
  path: string;
  node: string;
  period: string;
  title: Text;
  depth: number;
  first: Entry | null;
  second: Entry | null;
  same: boolean;
  children: PairLine[];
}

/** The same figure, or the same reason for having none. */
export function sameEntry(first: Entry | null, second: Entry | null): boolean {
  if (!first || !second) return first === second;
  return first.status === second.status && first.points?.exact === second.points?.exact && first.full?.exact === second.full?.exact;
}

function lineOf(first: Entry | null, second: Entry | null, depth: number, above: string): PairLine {
  const any = (first ?? second) as Entry;
  const path = `${above}/${any.node}@${any.period}`;
  const isOf = (entry: Entry) => (other: Entry) => other.node === entry.node && other.period === entry.period;
  const children = (first?.children ?? []).map((child) => lineOf(child, second?.children.find(isOf(child)) ?? null, depth + 1, path));
  // What only the second has comes after what it follows there.
  (second?.children ?? []).forEach((child, index, all) => {
    if (first?.children.some(isOf(child))) return;
    const before = all[index - 1];
    const after = before ? children.findIndex((line) => line.node === before.node && line.period === before.period) : -1;
    children.splice(after + 1, 0, lineOf(null, child, depth + 1, path));
  });
  return { path, node: any.node, period: any.period, title: any.title, depth, first, second, same: sameEntry(first, second), children };
}

/** The trees of two cards as one. */
export function pairTree(first: Card, second: Card): PairLine {
  return lineOf(first.tree, second.tree, 0, "");
}

/** Its lines from the top, down to where `goesOn` says no. */
export function flatten(line: PairLine, goesOn: (line: PairLine) => boolean = () => true): PairLine[] {
  return [line, ...(goesOn(line) ? line.children.flatMap((child) => flatten(child, goesOn)) : [])];
}

/** Whether anything in a line or below it differs. */
export function differs(line: PairLine): boolean {
  return !line.same || line.children.some(differs);
}

export interface PairOf<T> {
  node: string;
  title: Text;
  first: T | null;
  second: T | null;
  same: boolean;
}

/** What both lists have, by node: the first one's order, then what only the second has. */
function beside<T extends { node: string; title: Text }>(first: readonly T[], second: readonly T[], same: (a: T, b: T) => boolean): PairOf<T>[] {
  const of = (node: string, list: readonly T[]) => list.find((one) => one.node === node) ?? null;
  const nodes = first.concat(second.filter((one) => !of(one.node, first)));
  return nodes.map(({ node, title }) => {
    const [a, b] = [of(node, first), of(node, second)];
    return { node, title, first: a, second: b, same: a !== null && b !== null && same(a, b) };
  });
}

const told = (text: Text) => `${text["zh-CN"] ?? ""}\n${text.en ?? ""}`;

/** Outcomes that say something of at least one of the two. */
export function pairOutcomes(first: Card, second: Card): PairOf<Outcome>[] {
  const speaks = (outcome: Outcome | null) => outcome !== null && outcome.status !== "exempt" && !(outcome.status === "known" && outcome.value === "false");
  const same = (a: Outcome, b: Outcome) => a.status === b.status && a.state === b.state && a.value === b.value && told(a.label) === told(b.label);
  return beside(first.outcomes, second.outcomes, same).filter((pair) => speaks(pair.first) || speaks(pair.second));
}

export function pairValues(first: Card, second: Card): PairOf<Card["values"][number]>[] {
  const shown = (card: Card) => card.values.filter((value) => value.published);
  return beside(shown(first), shown(second), (a, b) => a.status === b.status && told(a.shown) === told(b.shown));
}
