// The grid: units down, facts across, as in a spreadsheet. Only what is in sight is in the document, and the cell that has the focus;
// that one holds an input, so that an input method, copying and pasting work as everywhere.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { pixels } from "../../../plot";
import { type Block, type Spot, blockOf, holds, lay, sizeOf, spotsOf, textOf } from "./block";
import type { Choice } from "./cells";

/** A stretch of columns with one title above them. */
export interface Stretch {
  id: string;
  title: ComponentChildren;
  hint: string;
  from: number;
  to: number;
}
export interface SheetColumn {
  id: string;
  /** What stands right above the cells. */
  title: string;
  /** All of it, for those who hear it. */
  name: string;
  /** In rem. */
  width: number;
  figure: boolean;
  choices(): Choice[];
  /** Whether it is chosen from a list only. */
  listed: boolean;
}
export interface SheetRow {
  id: string;
  name: ComponentChildren;
  label: string;
  tail: ComponentChildren;
}
export interface CellLook {
  /** As it may be typed again, and as it is read. */
  text: string;
  shown: string;
  bad: boolean;
  look: string;
}
export interface SheetProps {
  label: string;
  corner: string;
  tailTitle: string;
  rows: readonly SheetRow[];
  columns: readonly SheetColumn[];
  groups: readonly Stretch[];
  facts: readonly Stretch[];
  cell(row: number, column: number): CellLook;
  /** Where somebody is. */
  at: Spot;
  onAt(spot: Spot): void;
  /** Another object when what cells and rows say may have changed. */
  version: unknown;
  /** Counts up when the cell is to have the focus. */
  focus: number;
  onType(cells: { row: number; column: number; text: string }[]): void;
  onPasted(count: number, over: readonly string[]): void;
  onCopied(count: number): void;
  onUndo(): void;
  onRedo(): void;
  /** The sentence that says what is wrong with the cell that has the focus. */
  told: string;
  openList: string;
}

const nameWidth = 11;
const tailWidth = 9;
const rowHeight = 2;
/** Rows of the head: groups, facts, periods and keys. */
const headHeights = [1.75, 3.75, 1.75] as const;
const headHeight = headHeights[0] + headHeights[1] + headHeights[2];
const spare = 3;

interface Editing {
  text: string;
  /** Arrows go on to the next cell: it was begun by typing. */
  quick: boolean;
  list: boolean;
  /** What the list is narrowed down by. */
  filter: string;
  /** Which of the list is meant; -1: none. */
  pick: number;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most));

/** Those of a list that a text may mean, the likeliest first; all where it means none of them. */
function fitting(choices: readonly Choice[], text: string): { list: Choice[]; found: boolean } {
  const wanted = text.trim().toLowerCase();
  const near = ({ id, title }: Choice) => {
    const name = title.toLowerCase();
    return [name === wanted, id.toLowerCase() === wanted, name.indexOf(wanted) === 0, name.indexOf(wanted) > 0].indexOf(true);
  };
  const list = choices.filter((one) => near(one) >= 0).sort((a, b) => near(a) - near(b));
  return wanted === "" || list.length === 0 ? { list: choices.slice(), found: false } : { list, found: true };
}

interface Drawn {
  version: unknown;
  columns: readonly SheetColumn[];
  left: number;
  right: number;
  col: number;
  rows: Map<number, VNode>;
}
interface Window {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function Sheet(props: SheetProps) {
  const { rows, columns, at, onAt } = props;
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const wantsFocus = useRef(false);
  const caret = useRef<"all" | "end" | "">("");
  const leaving = useRef(false);
  const tabbed = useRef(-1);
  const dragging = useRef(false);
  const composing = useRef(false);
  const cache = useRef<Drawn>({ version: null, columns: [], left: 0, right: 0, col: 0, rows: new Map() });
  const [anchor, setAnchor] = useState<Spot | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [rem, setRem] = useState(16);
  const [view, setView] = useState<Window>({ top: 0, bottom: 24, left: 0, right: 12 });

  const last: Spot = { row: rows.length - 1, col: columns.length - 1 };
  const here: Spot = { row: clamp(at.row, last.row), col: clamp(at.col, last.col) };
  const block: Block = blockOf(here, anchor ? { row: clamp(anchor.row, last.row), col: clamp(anchor.col, last.col) } : here);
  const starts: number[] = [];
  let across = 0;
  for (const column of columns) {
    starts.push(across);
    across += column.width;
  }
  const inner = across;

  const measure = () => {
    const own = box.current;
    if (!own) return;
    const size = pixels(getComputedStyle(document.documentElement).fontSize) || 16;
    setRem(size);
    const top = Math.floor(own.scrollTop / (rowHeight * size)) - spare;
    const bottom = Math.ceil((own.scrollTop + own.clientHeight) / (rowHeight * size)) - Math.floor(headHeight / rowHeight) + spare;
    const from = own.scrollLeft / size;
    const to = (own.scrollLeft + own.clientWidth) / size - nameWidth;
    const left = Math.max(0, starts.findIndex((start, index) => start + (columns[index]?.width ?? 0) > from) - 1);
    const right = starts.reduce((found, start, index) => (start < to ? index : found), 0) + 1;
    setView((old) => (old.top === top && old.bottom === bottom && old.left === left && old.right === right ? old : { top, bottom, left, right }));
  };
  useLayoutEffect(measure, [rows.length, columns]);
  useEffect(() => {
    const own = box.current;
    if (!own || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(measure);
    watch.observe(own);
    return () => watch.disconnect();
  });
  const frame = useRef(0);
  const onScroll = () => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(measure);
  };

  /** Brings a cell into sight, beside the columns and rows that stay. */
  const reveal = ({ row, col }: Spot) => {
    const own = box.current;
    if (!own) return;
    const top = row * rowHeight * rem;
    const room = own.clientHeight - headHeight * rem;
    if (top < own.scrollTop) own.scrollTop = top;
    else if (top + rowHeight * rem > own.scrollTop + room) own.scrollTop = top + rowHeight * rem - room;
    const left = (starts[col] ?? 0) * rem;
    const width = (columns[col]?.width ?? 0) * rem;
    const wide = own.clientWidth - (nameWidth + tailWidth) * rem;
    if (left < own.scrollLeft) own.scrollLeft = left;
    else if (left + width > own.scrollLeft + wide) own.scrollLeft = Math.max(0, left + width - wide);
  };
  useLayoutEffect(() => {
    if (props.focus === 0) return;
    wantsFocus.current = true;
    setAnchor(null);
    reveal(here);
  }, [props.focus]);
  useLayoutEffect(() => {
    const own = input.current;
    if (!wantsFocus.current || !own) return;
    wantsFocus.current = false;
    own.focus({ preventScroll: true });
    if (caret.current === "end") own.setSelectionRange(own.value.length, own.value.length);
    else if (!editing) own.select();
    caret.current = "";
  });

  const put = (spot: Spot, extend = false) => {
    const next = { row: clamp(spot.row, last.row), col: clamp(spot.col, last.col) };
    if (extend) setAnchor(anchor ?? here);
    else setAnchor(null);
    setEditing(null);
    wantsFocus.current = true;
    leaving.current = false;
    reveal(next);
    onAt(next);
  };
  const by = (down: number, right: number, extend = false) => put({ row: here.row + down, col: here.col + right }, extend);

  const now = columns[here.col];
  const own = now && rows.length > 0 ? props.cell(here.row, here.col) : { text: "", shown: "", bad: false, look: "" };
  const choices = editing?.list && now ? fitting(now.choices(), editing.filter).list : [];

  const begin = (text: string, quick: boolean, list: boolean) => {
    if (!now) return;
    const open = list || now.listed;
    const filter = quick ? text : "";
    const fits = open ? fitting(now.choices(), filter) : { list: [], found: false };
    setEditing({ text, quick, list: open, filter, pick: fits.found ? 0 : quick ? -1 : fits.list.findIndex(({ title }) => title === text) });
    if (!quick) {
      wantsFocus.current = true;
      caret.current = "end";
    }
  };
  const commit = (text?: string) => {
    if (!editing) return;
    const picked = editing.list && editing.pick >= 0 && text === undefined ? choices[editing.pick]?.title : undefined;
    const value = text ?? picked ?? editing.text;
    setEditing(null);
    if (value !== own.text) props.onType([{ row: here.row, column: here.col, text: value }]);
  };

  const onTab = (event: KeyboardEvent): boolean => {
    if (leaving.current) return false;
    const step = event.shiftKey ? -1 : 1;
    let { row, col } = { row: here.row, col: here.col + step };
    if (col < 0 || col > last.col) {
      row += step;
      col = step > 0 ? 0 : last.col;
    }
    commit();
    if (row < 0 || row > last.row) return false; // the grid's end: on to what comes after it
    if (tabbed.current < 0) tabbed.current = here.col;
    put({ row, col });
    return true;
  };

  const enter = (back: boolean) => {
    const col = tabbed.current >= 0 ? tabbed.current : here.col;
    tabbed.current = -1;
    put({ row: here.row + (back ? -1 : 1), col });
  };

  const whileEditing = (event: KeyboardEvent): boolean => {
    if (!editing) return false;
    const { key } = event;
    if (editing.list && (key === "ArrowDown" || key === "ArrowUp")) {
      const from = editing.pick < 0 ? (key === "ArrowDown" ? -1 : choices.length) : editing.pick;
      setEditing({ ...editing, pick: clamp(from + (key === "ArrowDown" ? 1 : -1), choices.length - 1) });
      return true;
    }
    if (key === "Enter") {
      commit();
      enter(event.shiftKey);
      return true;
    }
    if (key === "Escape") {
      setEditing(null);
      wantsFocus.current = true;
      return true;
    }
    if (key === "Tab") return onTab(event);
    const ways: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const way = ways[key];
    if (editing.quick && way) {
      commit();
      by(way[0], way[1]);
      return true;
    }
    return false;
  };

  const empty = (spots: readonly Spot[]) => {
    const cells = spots.filter(({ row, col }) => props.cell(row, col).text !== "");
    if (cells.length > 0) props.onType(cells.map(({ row, col }) => ({ row, column: col, text: "" })));
  };

  const whileMoving = (event: KeyboardEvent): boolean => {
    const { key, shiftKey: shift } = event;
    const strong = event.ctrlKey || event.metaKey;
    if (strong && !event.altKey) {
      const small = key.toLowerCase();
      if (small === "z" || small === "y") {
        if (small === "y" || shift) props.onRedo();
        else props.onUndo();
        wantsFocus.current = true;
        return true;
      }
      if (small === "a") {
        setAnchor({ row: 0, col: 0 });
        onAt(last);
        return true;
      }
      if (key === " ") {
        setAnchor({ row: 0, col: here.col });
        put({ row: last.row, col: here.col }, false);
        setAnchor({ row: 0, col: here.col });
        return true;
      }
    }
    const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) / rem - headHeight) / rowHeight) - 1);
    const far = Math.max(last.row, last.col) + 1;
    const ways: Record<string, [number, number]> = {
      ArrowDown: [strong ? far : 1, 0],
      ArrowUp: [strong ? -far : -1, 0],
      ArrowRight: [0, strong ? far : 1],
      ArrowLeft: [0, strong ? -far : -1],
      PageDown: [page, 0],
      PageUp: [-page, 0],
      Home: [strong ? -far : 0, -far],
      End: [strong ? far : 0, far],
    };
    if (event.altKey) {
      if (key !== "ArrowDown") return false;
      begin(own.text, false, true);
      return true;
    }
    const way = ways[key];
    if (way) {
      tabbed.current = -1;
      by(way[0], way[1], shift);
      return true;
    }
    if (strong) return false; // copying and pasting are the browser's own
    switch (key) {
      case "Tab":
        return onTab(event);
      case "Enter":
        enter(shift);
        return true;
      case "F2":
        begin(own.text, false, false);
        return true;
      case "Delete":
      case "Backspace":
        empty(spotsOf(block));
        wantsFocus.current = true;
        return true;
      case "Escape":
        leaving.current = true;
        setAnchor(null);
        return true;
      case " ":
        if (shift) {
          setAnchor({ row: here.row, col: 0 });
          onAt({ row: here.row, col: last.col });
          return true;
        }
        if (now?.listed) {
          begin(own.text, false, true);
          return true;
        }
        return false;
      default:
        return false;
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || composing.current || rows.length === 0 || columns.length === 0) return;
    if (editing ? whileEditing(event) : whileMoving(event)) event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", textOf(block, ({ row, col }) => props.cell(row, col).text));
    if (event.type === "cut") empty(spotsOf(block));
    props.onCopied(sizeOf(block));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "") return;
    const laid = lay(text, block, rows.length, columns.length);
    if (laid.cells.length > 0) props.onType(laid.cells.map(({ spot, text: value }) => ({ row: spot.row, column: spot.col, text: value.trim() })));
    setAnchor({ row: laid.block.bottom, col: laid.block.right });
    onAt({ row: laid.block.top, col: laid.block.left });
    props.onPasted(laid.cells.length, laid.over);
    wantsFocus.current = true;
  };

  const spotAt = (target: EventTarget | null): Spot | null => {
    const cell = (target as HTMLElement | null)?.closest<HTMLElement>("[data-cell]")?.dataset.cell?.split(" ");
    return cell ? { row: Math.round(pixels(cell[0] ?? "")), col: Math.round(pixels(cell[1] ?? "")) } : null;
  };
  const onMouseDown = (event: MouseEvent) => {
    const spot = spotAt(event.target);
    if (!spot || event.button !== 0) return;
    if ((event.target as HTMLElement).closest(".sheet-list, .sheet-open")) return;
    if (spot.row === here.row && spot.col === here.col && !event.shiftKey && document.activeElement === input.current) {
      if (!editing) begin(own.text, false, false);
      return;
    }
    event.preventDefault();
    commit();
    tabbed.current = -1;
    dragging.current = true;
    put(spot, event.shiftKey);
  };
  const onDrag = (event: MouseEvent) => {
    if (!dragging.current || event.buttons !== 1) {
      dragging.current = false;
      return;
    }
    const spot = spotAt(event.target);
    if (spot && (spot.row !== here.row || spot.col !== here.col)) put(spot, true);
  };

  const shownRows: number[] = [];
  for (let row = Math.max(0, view.top); row <= Math.min(last.row, view.bottom); row += 1) shownRows.push(row);
  if (shownRows.indexOf(here.row) < 0 && last.row >= 0) shownRows.push(here.row);
  const shownColumns: number[] = [];
  for (let col = Math.max(0, view.left); col <= Math.min(last.col, view.right); col += 1) shownColumns.push(col);
  if (shownColumns.indexOf(here.col) < 0 && last.col >= 0) shownColumns.push(here.col);
  shownColumns.sort((a, b) => a - b);

  const place = (col: number, width = columns[col]?.width ?? 0) => ({ left: `${nameWidth + (starts[col] ?? 0)}rem`, width: `${width}rem` });
  const stretch = (kind: string, row: number, list: readonly Stretch[]) => (
    <div role="row" aria-rowindex={row} class={`sheet-head-row ${kind}`} style={{ height: `${headHeights[row - 1]}rem` }}>
      <div role="columnheader" aria-colindex={1} class="sheet-name">
        {row === 2 ? props.corner : <span class="sr">{props.corner}</span>}
      </div>
      {list
        .filter(({ from, to }) => to >= view.left && from <= view.right)
        .map(({ id, title, hint, from, to }) => {
          const width = columns.slice(from, to + 1).reduce((sum, column) => sum + column.width, 0);
          return (
            <div key={`${id} ${from}`} role="columnheader" aria-colindex={from + 2} aria-colspan={to - from + 1} class="sheet-stretch" style={place(from, width)} title={hint}>
              <span class="sheet-stretch-title">{title}</span>
            </div>
          );
        })}
      <div role="columnheader" aria-colindex={columns.length + 2} class="sheet-tail">
        {row === 2 ? props.tailTitle : <span class="sr">{props.tailTitle}</span>}
      </div>
    </div>
  );

  const rowOf = (row: number) => {
    const one = rows[row] as SheetRow;
    return (
      <div key={one.id} role="row" aria-rowindex={row + 4} data-unit={one.id} class={row === here.row ? "sheet-row here" : "sheet-row"} style={{ top: `${row * rowHeight}rem` }}>
        <div role="rowheader" aria-colindex={1} class="sheet-name" title={one.label}>
          {one.name}
        </div>
        {shownColumns.map((col) => {
          const column = columns[col] as SheetColumn;
          const active = row === here.row && col === here.col;
          const cell = active ? own : props.cell(row, col);
          const selected = holds(block, row, col);
          const looks = ["sheet-cell", column.figure ? "figure" : "", cell.bad ? "bad" : "", selected && anchor ? "selected" : "", active ? "active" : "", cell.look].filter(Boolean).join(" ");
          return (
            <div key={column.id} role="gridcell" aria-colindex={col + 2} aria-selected={selected} data-cell={`${row} ${col}`} class={looks} style={place(col)}>
              {active ? (
                <>
                  <input
                    ref={input}
                    type="text"
                    autocomplete="off"
                    spellcheck={false}
                    aria-label={`${one.label} ${column.name}`}
                    aria-invalid={cell.bad ? true : undefined}
                    aria-describedby={props.told}
                    {...(editing?.list
                      ? { role: "combobox", "aria-expanded": true, "aria-controls": "sheet-list", "aria-autocomplete": "list" as const, "aria-activedescendant": editing.pick >= 0 ? `sheet-list-${editing.pick}` : undefined }
                      : {})}
                    value={editing ? editing.text : cell.text}
                    onCompositionStart={() => {
                      composing.current = true;
                    }}
                    onCompositionEnd={() => {
                      composing.current = false;
                    }}
                    onInput={(event) => {
                      const text = (event.currentTarget as HTMLInputElement).value;
                      if (!editing) begin(text, true, false);
                      else setEditing({ ...editing, text, filter: text, pick: editing.list && fitting(column.choices(), text).found ? 0 : -1 });
                    }}
                    onFocus={(event) => {
                      if (!editing) (event.currentTarget as HTMLInputElement).select();
                    }}
                    onBlur={() => {
                      leaving.current = false;
                      commit();
                    }}
                  />
                  {column.listed && !editing && (
                    <button type="button" tabIndex={-1} class="sheet-open" aria-label={`${props.openList} ${column.name}`} onMouseDown={(event) => event.preventDefault()} onClick={() => begin(cell.text, false, true)}>
                      <span aria-hidden="true">▾</span>
                    </button>
                  )}
                  {editing?.list && (
                    <div class="sheet-list" role="listbox" id="sheet-list" aria-label={column.name}>
                      {choices.map((choice, index) => (
                        <div
                          key={choice.id}
                          id={`sheet-list-${index}`}
                          role="option"
                          aria-selected={index === editing.pick}
                          class={index === editing.pick ? "picked" : ""}
                          onMouseDown={(event) => {
                            event.preventDefault();
                            commit(choice.title);
                            wantsFocus.current = true;
                          }}
                        >
                          {choice.title}
                        </div>
                      ))}
                    </div>
                  )}
                </>
              ) : (
                <span>{cell.shown}</span>
              )}
            </div>
          );
        })}
        <div role="gridcell" aria-colindex={columns.length + 2} class="sheet-tail">
          {one.tail}
        </div>
      </div>
    );
  };
  // A row that nobody is in and that has not changed is not drawn anew: scrolling down draws the rows that come into sight.
  const drawn = cache.current;
  const same = drawn.version === props.version && drawn.columns === columns && drawn.left === view.left && drawn.right === view.right && drawn.col === here.col;
  if (!same) cache.current = { version: props.version, columns, left: view.left, right: view.right, col: here.col, rows: new Map() };
  const quiet = (row: number) => row !== here.row && !(anchor && row >= block.top && row <= block.bottom);
  const keptRow = (row: number) => {
    if (!quiet(row)) return rowOf(row);
    const found = cache.current.rows.get(row) ?? rowOf(row);
    cache.current.rows.set(row, found);
    return found;
  };

  return (
    <div
      ref={box}
      class={`sheet ${editing ? "editing" : ""}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 3}
      aria-colcount={columns.length + 2}
      aria-multiselectable="true"
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onCut={onCopy}
      onPaste={onPaste}
      onMouseDown={onMouseDown}
      onMouseMove={onDrag}
    >
      <div role="rowgroup" class="sheet-head" style={{ width: `${nameWidth + inner + tailWidth}rem` }}>
        {stretch("groups", 1, props.groups)}
        {stretch("facts", 2, props.facts)}
        <div role="row" aria-rowindex={3} class="sheet-head-row columns" style={{ height: `${headHeights[2]}rem` }}>
          <div role="columnheader" aria-colindex={1} class="sheet-name">
            <span class="sr">{props.corner}</span>
          </div>
          {shownColumns.map((col) => (
            <div key={columns[col]?.id} role="columnheader" aria-colindex={col + 2} class="sheet-column" style={place(col)} title={columns[col]?.name}>
              <span aria-hidden="true">{columns[col]?.title}</span>
              <span class="sr">{columns[col]?.name}</span>
            </div>
          ))}
          <div role="columnheader" aria-colindex={columns.length + 2} class="sheet-tail">
            <span class="sr">{props.tailTitle}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup" class="sheet-body" style={{ height: `${rows.length * rowHeight}rem`, width: `${nameWidth + inner + tailWidth}rem` }}>
        {shownRows.map(keptRow)}
      </div>
    </div>
  );
}
