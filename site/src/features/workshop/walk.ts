// The step-through's own arithmetic: which step is lit, at which speed it goes on by itself, and the tree as rows.
import type { Step } from "../../engine/lesson-types";
import type { Entry } from "../../engine/types";

export interface Walk {
  at: number;
  /** An index of `speeds`. */
  speed: number;
  playing: boolean;
}
/** Milliseconds for a step, slowest first. */
export const speeds: readonly number[] = [12_000, 8_000, 5_000, 3_000, 2_000, 1_000];
export const firstWalk: Walk = { at: 0, speed: 2, playing: false };

const between = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** Another step, as far as there are any; playing ends at the last. */
export function stepTo(walk: Walk, at: number, count: number): Walk {
  const to = between(at, count - 1);
  return { ...walk, at: to, playing: walk.playing && to < count - 1 };
}
export const faster = (walk: Walk, by: 1 | -1): Walk => ({ ...walk, speed: between(walk.speed + by, speeds.length - 1) });
/** At the end, playing begins again. */
export const play = (walk: Walk, count: number): Walk =>
  walk.playing ? { ...walk, playing: false } : { ...walk, playing: count > 1, at: walk.at >= count - 1 ? 0 : walk.at };

export interface TreeRow {
  key: string;
  depth: number;
  title: Step["title"];
  period: string;
  /** Its place in the order of computing. */
  step: number;
}

export const keyOfNode = (node: string, period: string): string => `${node}@${period}`;

/** The tree from its root down, with each node's place in the order; what is computed beside the tree stands below it. */
export function rowsOf(steps: readonly Step[], tree: Entry | null): TreeRow[] {
  const places = new Map(steps.map((step, index) => [keyOfNode(step.node, step.period), index]));
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const put = (node: string, period: string, title: Step["title"], depth: number) => {
    const key = keyOfNode(node, period);
    const step = places.get(key);
    if (step === undefined || seen.has(key)) return;
    seen.add(key);
    rows.push({ key, depth, title, period, step });
  };
  const walkDown = (entry: Entry, depth: number) => {
    put(entry.node, entry.period, entry.title, depth);
    entry.children.forEach((child) => walkDown(child, depth + 1));
  };
  if (tree) walkDown(tree, 0);
  steps.forEach((step) => put(step.node, step.period, step.title, 0));
  return rows;
}
