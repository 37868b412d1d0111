// The ranking table: who stands where, with the total's parts as bars. A long table scrolls in a box of its own and holds
// only the rows near the visible ones.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Cell, NodeInfo, Row, Rows } from "../../engine/types";
import { groupDigits, periodText, signed } from "../../format";
import { type Lang, type Messages, say } from "../../i18n";
import { type Segment, segments } from "../../plot";
import { Bar, FigureText, GradeBadge, OutcomeBadge, OutcomeText, Say } from "../../ui/parts";
import {
  type WindowProps,
  badgesOf,
  gradeOf,
  hasBadges,
  mineOf,
  outcomeColumns,
  pageRows,
  pageStart,
  partsOf,
  showFrom,
  sortBy,
  titleOf,
} from "./state";

interface Column {
  id: string;
  /** What rows are sorted by; "" where the column cannot be sorted. */
  by: string;
  title: string;
  kind: "place" | "name" | "group" | "score" | "part" | "plain" | "grade" | "outcome" | "notes";
}

/** Beside an open card, and on a phone, a row has room for what matters most. */
function isSlim({ state, view }: WindowProps): boolean {
  return state.layout === "narrow" || (state.layout === "wide" && view.unit !== "");
}

/** A node that is called like one of the table's own orders cannot be sorted by. */
const sortable = (id: string) => (["place", "name", "group"].indexOf(id) >= 0 ? "" : id);

function columnsOf(props: WindowProps): Column[] {
  const { state, view, t, lang } = props;
  const { cls, item } = view;
  const slim = isSlim(props);
  const { root } = view;
  const itemTitle = titleOf(cls, item, lang);
  const columns: Column[] = [
    { id: "place", by: "place", title: t.place, kind: "place" },
    { id: "name", by: "name", title: say(cls.title, lang) || t.name, kind: "name" },
  ];
  if (!slim && cls.groups.length > 1) columns.push({ id: "group", by: "group", title: t.group, kind: "group" });
  columns.push({ id: item, by: item, title: itemTitle, kind: "score" });
  const parts = partsOf(cls, item);
  if (!slim && (state.roomy || (state.layout === "wide" && parts.length <= 4))) {
    for (const part of parts) columns.push({ id: part.id, by: part.id, title: say(part.title, lang), kind: "part" });
  }
  if (!slim && item !== root)
    columns.push({ id: root, by: root, title: titleOf(cls, root, lang), kind: "plain" });
  if (!slim && view.level) columns.push({ id: view.level, by: view.level, title: t.grade, kind: "grade" });
  if (!slim) for (const node of outcomeColumns(view)) columns.push({ id: node.id, by: sortable(node.id), title: say(node.title, lang), kind: "outcome" });
  if (!slim && hasBadges(view)) columns.push({ id: "notes", by: "", title: t.notes, kind: "notes" });
  return columns;
}

/** The parts as text, for those who cannot see the bar. */
function partsText(parts: readonly NodeInfo[], cells: Record<string, Cell>, t: Messages, lang: Lang): string {
  return parts
    .map((part) => {
      const cell = cells[part.id];
      const title = say(part.title, lang);
      const points = cell?.points ? groupDigits(cell.points.shown) : t.status[cell?.status ?? "missing"];
      const adds = cell?.adds?.points;
      const own = part.full && !part.outside ? t.partOf(title, points, part.full.shown) : t.outsidePart(title, points);
      return cell?.weight && adds ? t.partWeighed(own, cell.weight, groupDigits(adds.shown)) : own;
    })
    .join(t.listComma);
}

function PartsBar({ parts, cells, t, lang }: { parts: readonly NodeInfo[]; cells: Record<string, Cell>; t: Messages; lang: Lang }) {
  const inside = parts.filter((part) => !part.outside);
  const boxes: Segment[] = segments(inside.map((part) => cells[part.id]));
  if (boxes.length === 0) return null;
  return (
    <span class="parts" role="img" aria-label={partsText(parts, cells, t, lang)} title={partsText(parts, cells, t, lang)}>
      {boxes.map((box, index) => (
        <span key={index} class="part" style={{ width: box.width }}>
          <span style={{ width: box.fill }} />
        </span>
      ))}
    </span>
  );
}

/** Points given or taken outside the hundred, beside the bar. */
function OutsideText({ parts, cells }: { parts: readonly NodeInfo[]; cells: Record<string, Cell> }) {
  const outside = parts.filter((part) => part.outside && cells[part.id]?.points && !/^0(\.0*)?$/.test(cells[part.id]?.points?.exact ?? "0"));
  if (outside.length === 0) return null;
  return (
    <span class="outside-points" aria-hidden="true">
      {outside.map((part) => (
        <span key={part.id}>{signed(cells[part.id]?.points?.shown ?? "")}</span>
      ))}
    </span>
  );
}

/** Places gained or lost since the period before; nothing where the place is the same. */
function Moved({ row, before, t }: { row: Row; before: string; t: Messages }) {
  if (row.moved === "" || row.moved === "0") return null;
  const down = row.moved.startsWith("-");
  const places = row.moved.replace("-", "");
  return (
    <span class={down ? "moved down" : "moved up"} title={t.movedFrom(before, row.before)}>
      <span aria-hidden="true">
        {down ? "▼" : "▲"}
        {places}
      </span>
      <span class="sr">{down ? t.movedDown(places) : t.movedUp(places)}</span>
    </span>
  );
}

function Place({ row, slim, before, t }: { row: Row; slim: boolean; before: string; t: Messages }) {
  if (row.place === "")
    return slim ? (
      <span>
        <span aria-hidden="true">—</span>
        <span class="sr">{t.notRanked}</span>
      </span>
    ) : (
      <span class="no-figure">{t.notRanked}</span>
    );
  return (
    <>
      <span class="place">{row.place}</span>
      {row.tied && <span class="tied">{t.tied}</span>}
      <Moved row={row} before={before} t={t} />
    </>
  );
}

/** Chooses a unit to stand beside another: the second one opens both; the same one again is let go. */
function pick({ state, actions }: WindowProps, unit: string): void {
  const { picking } = state.window;
  if (!picking || picking === unit) {
    actions.window((window) => ({ ...window, picking: picking ? "" : unit }));
    return;
  }
  actions.window((window) => ({ ...window, picking: null }));
  actions.go({ unit: picking, node: "", other: unit });
}

function RowCells({ props, row, columns }: { props: WindowProps; row: Row; columns: readonly Column[] }) {
  const { view, t, lang, actions, state } = props;
  const { cls } = view;
  const parts = partsOf(cls, view.item);
  const grade = gradeOf(view, row.outcomes);
  // Beside an open card there is room for what overrides the rank, and the rest stands in the card.
  const badges = badgesOf(row.outcomes).filter((badge) => view.unit === "" || badge.kind === "veto");
  const wide = !isSlim(props);
  const mine = mineOf(state, view) === row.unit;
  const { picking } = state.window;
  const gradeBadge = grade && <GradeBadge outcome={grade} lang={lang} t={t} />;
  const group = cls.groups.find((candidate) => candidate.id === row.group);
  return (
    <>
      {columns.map((column) => {
        const cell = row.cells[column.id];
        switch (column.kind) {
          case "place":
            return (
              <td key={column.id} class="place-cell">
                <Place row={row} slim={!wide} before={periodText(state.window.rows?.before ?? "", lang)} t={t} />
              </td>
            );
          case "name":
            return (
              <th key={column.id} scope="row" class="name-cell">
                {picking !== null && (
                  <input type="checkbox" aria-label={t.pick(say(row.name, lang))} checked={picking === row.unit} onChange={() => pick(props, row.unit)} />
                )}
                <a href={actions.link({ unit: row.unit, node: "" })} aria-current={view.unit === row.unit ? "true" : undefined}>
                  <Say text={row.name} lang={lang} />
                </a>
                {mine && <span class="mine-mark">{t.mine}</span>}
                {!wide && (
                  <span class="under-name">
                    {gradeBadge}
                    {badges.slice(0, 2).map((badge) => (
                      <OutcomeBadge key={badge.node} outcome={badge} lang={lang} t={t} />
                    ))}
                  </span>
                )}
              </th>
            );
          case "group":
            return <td key={column.id} class="group-cell">{group ? <Say text={group.title} lang={lang} /> : "—"}</td>;
          case "score":
            return (
              <td key={column.id} class="score-cell">
                <span class="score">
                  {cell ? <FigureText figure={cell.points} status={cell.status} between={cell.between} t={t} /> : "—"}
                  {view.item === view.root && <OutsideText parts={parts} cells={row.cells} />}
                </span>
                {parts.length > 0 ? (
                  <PartsBar parts={parts} cells={row.cells} t={t} lang={lang} />
                ) : (
                  <Bar share={cell?.share ?? "0"} />
                )}
                {cell && cell.status !== "known" && wide && say(cell.reason, lang) && (
                  <span class="reason">
                    <Say text={cell.reason} lang={lang} />
                  </span>
                )}
              </td>
            );
          case "part":
          case "plain":
            return (
              <td key={column.id} class="number-cell">
                {cell ? <FigureText figure={cell.points} status={cell.status} between={cell.between} t={t} /> : "—"}
              </td>
            );
          case "outcome": {
            const outcome = row.outcomes.find((candidate) => candidate.node === column.id);
            return (
              <td key={column.id} class="number-cell outcome-cell">
                {!outcome || outcome.status === "exempt" ? <span class="no-figure">—</span> : <OutcomeText outcome={outcome} lang={lang} t={t} />}
              </td>
            );
          }
          case "grade":
            return (
              <td key={column.id} class="grade-cell">
                {gradeBadge ?? "—"}
              </td>
            );
          default:
            return (
              <td key={column.id} class="notes-cell">
                {badges.slice(0, 2).map((badge) => (
                  <OutcomeBadge key={badge.node} outcome={badge} lang={lang} t={t} />
                ))}
                {badges.length > 2 && <span class="more">{t.more(badges.length - 2)}</span>}
              </td>
            );
        }
      })}
    </>
  );
}

export function RankingTable(props: WindowProps) {
  const { state, view, t, lang, actions } = props;
  const { rows, sort } = state.window;
  const columns = columnsOf(props);
  const box = useRef<HTMLDivElement>(null);
  const [pitch, setPitch] = useState(64);
  const [scrolls, setScrolls] = useState(false);
  const long = (rows?.matched ?? 0) > pageRows;
  const queryKey = [view.item, view.period, view.cls.id, sort.by, sort.order, state.window.group, state.window.find].join("\n");

  // A new order starts at its top; a table that comes back keeps its place.
  const ordered = useRef(queryKey);
  useEffect(() => {
    if (box.current && ordered.current !== queryKey) box.current.scrollTop = 0;
    ordered.current = queryKey;
  }, [queryKey]);

  // Beside its card the chosen row is kept in sight, once the rows have their new height.
  useEffect(() => {
    if (view.unit === "") return;
    const frame = requestAnimationFrame(() => {
      const row = box.current?.querySelector("tr.chosen")?.getBoundingClientRect();
      const head = box.current?.querySelector("thead")?.getBoundingClientRect();
      if (!box.current || !row || !head) return;
      const { top, bottom } = box.current.getBoundingClientRect();
      if (row.top < top + head.height || row.bottom > bottom) box.current.scrollTop += row.top - (top + bottom) / 2;
    });
    return () => cancelAnimationFrame(frame);
  }, [view.unit, !rows]);

  // One row's height, measured, is what the spacers of a long table are made of.
  useLayoutEffect(() => {
    const body = box.current?.querySelector("tbody.data");
    const count = rows?.rows.length ?? 0;
    if (long && body && count > 0) {
      const measured = body.getBoundingClientRect().height / count;
      if (Math.abs(measured - pitch) > 0.5) setPitch(measured);
    }
    // A region that scrolls sideways must be reachable by keyboard; one that does not should not stop it.
    if (box.current) setScrolls(box.current.scrollWidth > box.current.clientWidth + 1 || long);
  });

  if (!rows) return <p class="quiet">{t.rowPending}</p>;
  if (rows.total === 0) return <p class="empty">{t.noUnits}</p>;

  const onScroll = () => {
    if (!long || !box.current) return;
    const start = pageStart(Math.floor(box.current.scrollTop / pitch));
    if (start !== state.window.from) actions.window(showFrom(start));
  };
  const before = long ? rows.from * pitch : 0;
  const after = long ? Math.max(0, rows.matched - rows.from - rows.rows.length) * pitch : 0;
  const caption = t.rankingTable(titleOf(view.cls, view.item, lang), view.period);

  return (
    <div
      ref={box}
      class={`table-box ${long ? "long" : ""}`}
      onScroll={onScroll}
      {...(scrolls ? { tabIndex: 0, role: "region", "aria-label": caption } : {})}
    >
      <table class={isSlim(props) ? "ranking slim" : "ranking"} aria-rowcount={rows.matched + 1}>
        <caption class="sr">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                class={`${column.kind}-head${column.by ? "" : " plain-text"}`}
                aria-sort={column.by && sort.by === column.by ? (sort.order === "asc" ? "ascending" : "descending") : undefined}
              >
                {column.by ? (
                  <button type="button" class="sort" onClick={() => actions.window(sortBy(column.by))} title={t.sortBy(column.title)}>
                    <span>{column.title}</span>
                    <span class="sort-mark" aria-hidden="true">
                      {sort.by === column.by ? (sort.order === "asc" ? "▲" : "▼") : ""}
                    </span>
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        {before > 0 && (
          <tbody aria-hidden="true" class="spacer">
            <tr style={{ height: `${before}px` }}>
              <td colSpan={columns.length} />
            </tr>
          </tbody>
        )}
        <tbody class="data">
          {rows.rows.map((row, index) => (
            <tr
              key={row.unit}
              aria-rowindex={rows.from + index + 2}
              data-unit={row.unit}
              class={`${row.unit === view.unit ? "chosen" : ""} ${mineOf(state, view) === row.unit ? "mine" : ""}`}
              onClick={(event) => {
                const target = event.target as HTMLElement;
                if (state.window.picking !== null && !target.closest("input")) {
                  event.preventDefault();
                  pick(props, row.unit);
                } else if (!target.closest("a, button, input")) actions.go({ unit: row.unit, node: "" });
              }}
            >
              <RowCells props={props} row={row} columns={columns} />
            </tr>
          ))}
        </tbody>
        {after > 0 && (
          <tbody aria-hidden="true" class="spacer">
            <tr style={{ height: `${after}px` }}>
              <td colSpan={columns.length} />
            </tr>
          </tbody>
        )}
      </table>
      {rows.matched === 0 && <p class="empty">{t.nobody}</p>}
    </div>
  );
}

/** A part's weight, or else its full marks, where all rows have the same. */
function shareOf(rows: Rows | null, id: string): string {
  const shares = rows?.rows.map(({ cells }) => cells[id]?.weight ?? groupDigits(cells[id]?.full?.shown ?? "")) ?? [];
  return shares.every((share) => share === shares[0]) ? (shares[0] ?? "") : "";
}

/** What the boxes of the bar stand for, in order. */
export function PartsLegend({ state, view, t, lang }: WindowProps) {
  const parts = partsOf(view.cls, view.item).filter((part) => !part.outside);
  if (parts.length === 0) return null;
  return (
    <p class="legend">
      {t.legend(parts.map((part) => `${say(part.title, lang)} ${shareOf(state.window.rows, part.id)}`.trim()).join(" · "))}
    </p>
  );
}
