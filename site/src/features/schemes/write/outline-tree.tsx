// The outline beside the text: goes where it is asked to, and shows where the cursor is. One stop for Tab; arrows go through it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { WriteMessages } from "./messages";
import { type Branch, branchAt } from "./outline";

interface Line { branch: Branch; depth: number; id: string; above: string; open: boolean }

const idOf = (branch: Branch): string => (branch.group ? `${branch.pointer}#${branch.group}` : branch.pointer);

/** What is to be seen of the tree, in its order; groups of cases and clauses are closed until somebody opens them. */
function linesOf(branches: readonly Branch[], isOpen: (branch: Branch) => boolean, depth = 1, above = ""): Line[] {
  return branches.flatMap((branch) => {
    const id = idOf(branch);
    const open = branch.branches.length > 0 && isOpen(branch);
    return [{ branch, depth, id, above, open }, ...(open ? linesOf(branch.branches, isOpen, depth + 1, id) : [])];
  });
}

const closedAtFirst = ["clauses", "parameters", "tables", "links", "facts"];

export function OutlineTree({ outline, pointer, m, goTo }: { outline: readonly Branch[]; pointer: string; m: WriteMessages; goTo(pointer: string): void }) {
  const [turned, setTurned] = useState<Record<string, boolean>>({});
  const [focus, setFocus] = useState("");
  const box = useRef<HTMLUListElement>(null);
  const current = branchAt(outline, pointer);
  // What the cursor is in is seen: groups around it open by themselves.
  const holds = (branch: Branch): boolean => branch === current || branch.branches.some(holds);
  const isOpen = (branch: Branch): boolean => turned[idOf(branch)] ?? (!branch.group || closedAtFirst.indexOf(branch.group) < 0 || branch.branches.some(holds));
  const lines = linesOf(outline, isOpen);
  const here = current ? idOf(current) : "";
  const stop = lines.some(({ id }) => id === focus) ? focus : lines.some(({ id }) => id === here) ? here : (lines[0]?.id ?? "");

  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>('[aria-current="true"]');
    const list = box.current;
    if (!line || !list) return;
    const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight];
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 2;
  }, [here]);

  const turn = (line: Line, open: boolean) => setTurned((before) => ({ ...before, [line.id]: open }));
  /** At once: a focus that came a frame later would be taken back from where the next key has put it. */
  const move = (id: string) => (box.current?.children[lines.findIndex((line) => line.id === id)] as HTMLElement | undefined)?.focus();
  const keys = (event: KeyboardEvent, line: Line, index: number) => {
    const to = {
      ArrowDown: lines[index + 1]?.id,
      ArrowUp: lines[index - 1]?.id,
      Home: lines[0]?.id,
      End: lines[lines.length - 1]?.id,
      ArrowLeft: line.open ? undefined : line.above || undefined,
      ArrowRight: line.open ? lines[index + 1]?.id : undefined,
    }[event.key];
    if (event.key === "Enter" || event.key === " ") goTo(line.branch.pointer);
    else if (event.key === "ArrowRight" && line.branch.branches.length > 0 && !line.open) turn(line, true);
    else if (event.key === "ArrowLeft" && line.open) turn(line, false);
    else if (to) move(to);
    else return;
    event.preventDefault();
  };

  if (outline.length === 0) return <p class="quiet">{m.noOutline}</p>;
  return (
    <ul ref={box} role="tree" class="outline-tree" aria-labelledby="write-outline-title">
      {lines.map((line, index) => {
        const { branch } = line;
        const many = branch.branches.length > 0;
        return (
          <li
            key={line.id}
            role="treeitem"
            aria-level={line.depth}
            aria-expanded={many ? line.open : undefined}
            aria-current={line.id === here ? "true" : undefined}
            aria-selected={line.id === here}
            tabIndex={line.id === stop ? 0 : -1}
            style={{ paddingLeft: `${line.depth * 0.875 - 0.5}rem` }}
            onKeyDown={(event) => keys(event as unknown as KeyboardEvent, line, index)}
            onFocus={() => setFocus(line.id)}
            onClick={() => {
              if (branch.group) turn(line, !line.open);
              else goTo(branch.pointer);
            }}
          >
            <span
              class="outline-turn"
              aria-hidden="true"
              onClick={(event) => {
                if (!many) return;
                event.stopPropagation();
                turn(line, !line.open);
              }}
            >
              {many ? (line.open ? "▾" : "▸") : ""}
            </span>
            <span class={branch.group ? "outline-group" : "outline-name"}>
              {branch.group ? `${m.groups[branch.group]} (${branch.branches.length})` : branch.title || branch.id}
            </span>
            {!branch.group && branch.title && <code>{branch.id}</code>}
          </li>
        );
      })}
    </ul>
  );
}
