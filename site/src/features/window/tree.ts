// The card's tree as the list of lines that are visible, and where the arrow keys lead.
import type { Entry } from "../../engine/types";

export interface TreeLine {
  /** Place in the tree, as "0.2.1"; unique, also when a node occurs twice. */
  path: string;
  entry: Entry;
  level: number;
  position: number;
  siblings: number;
  open: boolean;
}

/** Whether an entry is open: as set by hand, else the top, and whatever leads to the chosen node. */
export function isOpen(path: string, open: Record<string, boolean>, chosenPath: string): boolean {
  return open[path] ?? (path === "0" || (chosenPath !== path && chosenPath.startsWith(`${path}.`)));
}

/** The path of a node in its period; "" when the tree does not have it. */
export function pathOf(tree: Entry, node: string, period: string): string {
  const walk = (entry: Entry, path: string): string => {
    if (entry.node === node && (period === "" || entry.period === period)) return path;
    for (let index = 0; index < entry.children.length; index += 1) {
      const found = walk(entry.children[index] as Entry, `${path}.${index}`);
      if (found) return found;
    }
    return "";
  };
  return walk(tree, "0");
}

export function visibleLines(tree: Entry, open: Record<string, boolean>, chosenPath: string): TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (entry: Entry, path: string, level: number, position: number, siblings: number) => {
    const isOpened = entry.children.length > 0 && isOpen(path, open, chosenPath);
    lines.push({ path, entry, level, position, siblings, open: isOpened });
    if (!isOpened) return;
    entry.children.forEach((child, index) => walk(child, `${path}.${index}`, level + 1, index + 1, entry.children.length));
  };
  walk(tree, "0", 1, 1, 1);
  return lines;
}

/** Every path that has children, for "expand all". */
export function branches(tree: Entry): string[] {
  const paths: string[] = [];
  const walk = (entry: Entry, path: string) => {
    if (entry.children.length === 0) return;
    paths.push(path);
    entry.children.forEach((child, index) => walk(child, `${path}.${index}`));
  };
  walk(tree, "0");
  return paths;
}

/** What a key does on a line of the tree (WAI-ARIA tree pattern): go to a path, or open or close this one. */
export function treeKey(key: string, lines: readonly TreeLine[], path: string): { go: string } | { open: boolean } | null {
  const at = lines.findIndex((line) => line.path === path);
  const line = lines[at];
  if (!line) return null;
  const go = (index: number) => {
    const target = lines[Math.min(lines.length - 1, Math.max(0, index))] as TreeLine;
    return { go: target.path };
  };
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(lines.length - 1);
    case "ArrowRight":
      if (line.entry.children.length === 0) return null;
      return line.open ? go(at + 1) : { open: true };
    case "ArrowLeft":
      if (line.open) return { open: false };
      return path.includes(".") ? { go: path.slice(0, path.lastIndexOf(".")) } : null;
    default:
      return null;
  }
}
