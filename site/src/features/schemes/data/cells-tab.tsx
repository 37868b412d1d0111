// Entering figures: the grid with its columns in groups, and on a phone one unit at a time.
import { useMemo, useRef, useState } from "preact/hooks";
import { groupDigits, periodText } from "../../../format";
import { say } from "../../../i18n";
import { Chooser, FigureText, Say } from "../../../ui/parts";
import type { Spot } from "./block";
import { About, CellBox, WrongList, limitsOf } from "./cell-box";
import { choicesOf, groupedOf, isFigure, isListed } from "./cells";
import { type Grouping, fullName, groupsOf, partTitle, widthOf } from "./columns";
import { cellOf } from "./faults";
import { Sheet, type SheetColumn, type Stretch } from "./grid";
import type { GridColumn } from "../../../engine/scheme-types";
import type { GridProps, TabProps } from "./kit";
import { UnitForm } from "./unit-form";

/** Runs of neighbours with the same id. */
export function stretches<T>(list: readonly T[], idOf: (one: T) => string, look: (one: T) => Pick<Stretch, "title" | "hint">): Stretch[] {
  const found: Stretch[] = [];
  list.forEach((one, index) => {
    const last = found[found.length - 1];
    if (last && last.id === idOf(one)) last.to = index;
    else found.push({ id: idOf(one), ...look(one), from: index, to: index });
  });
  return found;
}

export function Standing({ unit, props }: { unit: string; props: GridProps }) {
  const { state, t, m } = props;
  const row = state.standing.get(unit);
  const cell = row?.cells[state.ranked];
  if (!row || !cell) return null;
  return (
    <>
      <span class="desk-total">
        <FigureText figure={cell.points} status={cell.status} between={cell.between} t={t} />
      </span>
      {row.place && <span class="desk-place">{m.placed(row.place)}</span>}
    </>
  );
}

export function CellsTab(props: TabProps) {
  const { grid, room, state, table, m, sm, lang, words } = props;
  const [grouping, setGrouping] = useState<Grouping>("node");
  const [only, setOnly] = useState("");
  const [at, setAt] = useState<Spot>({ row: 0, col: 0 });
  const [about, setAbout] = useState<GridColumn | null>(null);
  const focus = useRef(0);
  const groups = useMemo(() => groupsOf(grid.columns, grouping, m, lang), [grid, grouping, lang]);
  const shown = groups.some(({ id }) => id === only) ? groups.filter(({ id }) => id === only) : groups;
  const columns = useMemo(() => shown.flatMap((group) => group.columns), [groups, only]);
  const own = room.work;
  const cell = (row: number, col: number) => cellOf(grid, columns[col] as GridColumn, row, own, state, words, sm);
  const sheetColumns: SheetColumn[] = useMemo(
    () =>
      columns.map((column) => ({
        id: [column.fact, column.period, column.key].join(" "),
        title: partTitle(column, grid.period, lang),
        name: fullName(column, lang),
        width: widthOf(column, partTitle(column, grid.period, lang), columns.filter(({ fact }) => fact === column.fact).length === 1),
        figure: isFigure(column),
        choices: () => choicesOf(column, words),
        listed: isListed(column),
      })),
    [columns, lang],
  );
  const version = useMemo(() => ({}), [grid, own.typed, state.faults, state.standing, columns, lang]);
  const factRuns = stretches(
    columns,
    ({ fact }) => fact,
    (column) => {
      const title = say(column.title, lang) || column.fact;
      const limits = limitsOf(column, sm, lang);
      return {
        hint: [title, limits, say(column.reporter, lang)].filter(Boolean).join("\n"),
        title: (
          <>
            <button type="button" tabIndex={-1} class="desk-fact" aria-label={m.aboutOf(title)} onClick={() => setAbout(about?.fact === column.fact ? null : column)}>
              <span aria-hidden="true">§</span>
            </button>
            <span class="desk-fact-title">
              <Say text={column.title} lang={lang} />
            </span>
            <span class="desk-fact-limits">{limits}</span>
          </>
        ),
      };
    },
  );
  const groupRuns = stretches(
    shown.flatMap((group) => group.columns.map(() => group)),
    ({ id }) => id || "-",
    ({ title }) => ({ title, hint: title }),
  );
  const type = (cells: readonly { row: number; column: number; text: string }[]) =>
    table.type(
      cells.map(({ row, column, text }) => {
        const { name, counted } = cell(row, column);
        return { name, text, before: counted };
      }),
    );
  const undo = async (back: boolean) => {
    await table.settle();
    if (back) room.control.undo();
    else room.control.redo();
  };
  const go = (unit: string, column: GridColumn) => {
    setOnly("");
    const row = grid.units.findIndex((one) => one.unit === unit);
    const col = groups.flatMap((group) => group.columns).indexOf(column);
    setAt({ row: Math.max(0, row), col: Math.max(0, col) });
    focus.current += 1;
  };

  if (grid.units.length === 0 || grid.columns.length === 0) {
    return (
      <>
        <div class="desk-head">{props.head}</div>
        <p class="empty">{grid.units.length === 0 ? m.noUnits : m.noFacts}</p>
      </>
    );
  }
  const choosers = (
    <div class="desk-head">
      {props.head}
      <Chooser id="desk-grouping" label={m.groupBy} value={grouping} onChange={(value) => setGrouping(value as Grouping)}>
        {(["node", "reporter"] as const).map((one) => (
          <option key={one} value={one}>
            {m.groupings[one]}
          </option>
        ))}
      </Chooser>
      <Chooser id="desk-group" label={m.group} value={shown.length === groups.length ? "*" : only} onChange={(value) => setOnly(value)}>
        <option value="*">{m.allGroups(grid.columns.length)}</option>
        {groups.map((group) => (
          <option key={group.id} value={group.id}>
            {m.groupOf(group.title, group.columns.length)}
          </option>
        ))}
      </Chooser>
    </div>
  );
  const row = Math.min(at.row, grid.units.length - 1);
  const col = Math.min(at.col, columns.length - 1);
  const column = columns[col] as GridColumn;

  if (room.host.state.layout === "narrow") {
    return (
      <>
        {choosers}
        <UnitForm {...props} groups={shown} row={row} onRow={(next) => setAt({ row: next, col: 0 })} />
        <WrongList props={props} onGo={go} />
      </>
    );
  }
  return (
    <>
      {choosers}
      <Sheet
        label={m.grid(say(grid.title, lang) || grid.class, periodText(grid.period, lang))}
        corner={say(grid.title, lang) || m.unit}
        tailTitle={m.standing}
        rows={grid.units.map(({ unit, name }) => ({
          id: unit,
          name: <Say text={name} lang={lang} />,
          label: say(name, lang) || unit,
          tail: <Standing unit={unit} props={props} />,
        }))}
        columns={sheetColumns}
        groups={groupRuns}
        facts={factRuns}
        cell={(one, two) => {
          const found = cell(one, two);
          const owner = columns[two] as GridColumn;
          const look = found.typed && !found.fault ? "waiting" : found.value === null && !found.typed && owner.closed ? "lacking" : found.value === "exempt" && !found.typed ? "exempt" : "";
          return { text: found.text, shown: groupedOf(owner, found.text), bad: found.fault !== null, look };
        }}
        at={{ row, col }}
        version={version}
        focus={focus.current}
        onAt={setAt}
        onType={type}
        onPasted={(count, over) => room.say([m.pasted(count), over.length > 0 ? m.pastedOver(over.length, over.slice(0, 5).join(m.listComma)) : ""].join(" "))}
        onCopied={(count) => room.say(m.copied(count))}
        onUndo={() => void undo(true)}
        onRedo={() => void undo(false)}
        told="desk-told"
        openList={m.openList}
      />
      <p class="quiet desk-keys">{m.keys}</p>
      <CellBox column={column} row={row} cell={cell(row, col)} props={props} />
      {about && (
        <section class="desk-cell">
          <h2>
            {say(about.title, lang) || about.fact} <span class="quiet">{groupDigits(limitsOf(about, sm, lang))}</span>
          </h2>
          <About column={about} props={props} />
        </section>
      )}
      <WrongList props={props} onGo={go} />
    </>
  );
}
