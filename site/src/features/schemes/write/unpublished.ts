// Outcomes that a scheme computes and does not publish, though nothing else in it needs them: nobody would ever see them.
import { type Part, childOf, textOf, titleOf } from "./parts";

export interface Unpublished {
  pointer: string;
  id: string;
  title: string;
  /** The class that would have to publish it. */
  class: string;
}

/** What is meant for somebody whatever it is of. A run may be a step on the way, a place that of one item alone. */
const types = ["level", "veto", "verdict", "honour", "quota", "decision", "award", "pool"];

const namesIn = (part: Part): string[] => (part.kind === "text" ? (part.value.match(/[A-Za-z]\w*/g) ?? []) : part.parts.flatMap(namesIn));
/** Words that say what a node is called and rests on, not what it reads. */
const plain = ["title", "clauses", "type"];
const readBy = (node: Part): string[] => node.parts.filter(({ key }) => plain.indexOf(key) < 0).flatMap(namesIn);

export function unpublished(root: Part, lang: string): Unpublished[] {
  const classes = childOf(root, "classes")?.parts ?? [];
  const nodesOf = (cls: Part) => childOf(cls, "nodes")?.parts ?? [];
  const read = new Set(classes.flatMap((cls) => [...nodesOf(cls), ...(childOf(cls, "cohorts")?.parts ?? [])].flatMap(readBy)));
  return classes.flatMap((cls) => {
    const published = new Set((childOf(cls, "publish")?.parts ?? []).map(textOf));
    const total = textOf(childOf(cls, "total"));
    const told = (node: Part) => {
      const type = textOf(childOf(node, "type"));
      return types.indexOf(type) >= 0 || (type === "rank" && textOf(childOf(node, "of")) === total) || (type === "run" && childOf(node, "effect") !== undefined);
    };
    return nodesOf(cls)
      .filter((node) => told(node) && !published.has(node.key) && !read.has(node.key))
      .map((node) => ({
        pointer: `/classes/${cls.key}/nodes/${node.key}`,
        id: node.key,
        title: titleOf(childOf(node, "title"), lang) || node.key,
        class: titleOf(childOf(cls, "title"), lang) || cls.key,
      }));
  });
}
