// A class's nodes in the order of its pages: what is scored as the tree it is, then values, then grades and consequences.
import type { ClassInfo, NodeInfo } from "../../../engine/types";

export interface TreeLine {
  node: NodeInfo;
  depth: number;
}
export interface ClassTree {
  scored: TreeLine[];
  values: TreeLine[];
  outcomes: TreeLine[];
}

const valueTypes: readonly string[] = ["number", "rate", "flag", "money", "date"];

export function treeOf(cls: ClassInfo): ClassTree {
  const known: Record<string, NodeInfo | undefined> = {};
  for (const node of cls.nodes) known[node.id] = node;
  const seen: Record<string, boolean> = {};
  const scored: TreeLine[] = [];
  const visit = (id: string, depth: number) => {
    const node = known[id];
    if (!node || seen[id]) return;
    seen[id] = true;
    scored.push({ node, depth });
    for (const child of node.children) visit(child, depth + 1);
  };
  visit(cls.total, 0);
  // Other points than the total's begin where no other such node has them as a part.
  const inner = cls.nodes.flatMap(({ children }) => children);
  const points = cls.nodes.filter(({ type }) => type === "points");
  for (const { id } of [...points.filter(({ id }) => inner.indexOf(id) < 0), ...points]) visit(id, 0);
  const rest = cls.nodes.filter(({ id }) => !seen[id]).map((node) => ({ node, depth: 0 }));
  const isValue = ({ node }: TreeLine) => valueTypes.indexOf(node.type) >= 0;
  return { scored, values: rest.filter(isValue), outcomes: rest.filter((line) => !isValue(line)) };
}

export const linesOf = ({ scored, values, outcomes }: ClassTree): TreeLine[] => [...scored, ...values, ...outcomes];

/** Whether a node is meant by what somebody typed: part of its name, its id, or one of its clauses. */
export function isMeant(node: NodeInfo, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return [node.title["zh-CN"], node.title.en, node.id, ...node.clauses].some((text) => text?.toLowerCase().includes(wanted));
}

/** The nodes that cite each clause. */
export function citedBy(classes: readonly ClassInfo[]): Record<string, { cls: ClassInfo; node: NodeInfo }[]> {
  const cited: Record<string, { cls: ClassInfo; node: NodeInfo }[]> = {};
  for (const cls of classes) {
    for (const node of cls.nodes) {
      for (const clause of node.clauses) cited[clause] = [...(cited[clause] ?? []), { cls, node }];
    }
  }
  return cited;
}
