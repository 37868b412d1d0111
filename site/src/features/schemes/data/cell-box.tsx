// What stands under the grid: where somebody is, what is wrong there and what would be right, and what the figure means.
import { useState } from "preact/hooks";
import { groupDigits } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import { limitText } from "../../self/field";
import type { SelfMessages } from "../../self/messages";
import { kindOf, partsOf, taken } from "./cells";
import { fullName } from "./columns";
import { type Cell, faultOf, sourcesOf } from "./faults";
import type { GridColumn } from "../../../engine/scheme-types";
import type { GridProps } from "./kit";
import { waitingIn } from "./table";

/** Unit and limits of a fact. */
export function limitsOf(column: GridColumn, sm: SelfMessages, lang: Lang): string {
  const unit = column.type === "rate" ? "" : say(column.unit, lang);
  return [unit, column.type === "votes" ? "" : limitText(kindOf(column), sm)].filter(Boolean).join(" · ");
}

export function About({ column, props }: { column: GridColumn; props: GridProps }) {
  const { m, sm, t, lang } = props;
  const basis = column.basis && column.basis !== "stated" ? t.basis[column.basis as keyof typeof t.basis] : "";
  const lines: [string, typeof column.title][] = [
    [m.reporter, column.reporter],
    [m.proof, column.proof],
  ];
  return (
    <div class="desk-about">
      {basis && <p class="quiet">{basis}</p>}
      {lines.map(
        ([title, text]) =>
          say(text, lang) && (
            <p key={title}>
              {title}
              {m.colon}
              <Say text={text} lang={lang} />
            </p>
          ),
      )}
      {column.nodes.length > 0 && (
        <p>
          {sm.usedBy}
          {m.colon}
          {column.nodes.slice(0, 6).map((node) => say(node.title, lang) || node.id).join(m.listComma)}
          {column.nodes.length > 6 && ` ${t.more(column.nodes.length - 6)}`}
        </p>
      )}
      {column.clauses.map((clause) => (
        <blockquote key={clause.id}>
          <cite>{clause.id}</cite> <Say text={clause.text} lang={lang} />
        </blockquote>
      ))}
    </div>
  );
}

/** The sentence about one cell, with ways to mend it. */
export function Told({ column, cell, unit, props, id }: { column: GridColumn; cell: Cell; unit: string; props: GridProps; id: string }) {
  const { m, sm, lang, words, table, room, grid } = props;
  const read = cell.typed ? taken(column, cell.text, words) : null;
  const told = read?.ok ? read.told : "";
  const sources = sourcesOf(room.work, grid.class, column.fact, column.period, unit);
  const put = (text: string) => table.type([{ name: cell.name, text, before: cell.counted }]);
  return (
    <>
      <p id={id} class={cell.fault ? "field-fault" : "field-told"}>
        {cell.fault ? (
          <>
            <span aria-hidden="true">! </span>
            {cell.fault.text} {m.notTaken(groupDigits(cell.counted) || m.empty)}
          </>
        ) : cell.typed ? (
          `${told ? (column.type === "date" ? sm.takenDate(told) : sm.taken(told)) : ""} ${m.waiting}`
        ) : (
          [limitsOf(column, sm, lang), cell.value === null ? (column.closed ? m.closedEmpty : m.empty) : "", sources.length > 0 ? m.sources + m.colon + sources.join(m.listComma) : ""].filter(Boolean).join(" · ")
        )}
      </p>
      {cell.fault && (
        <p class="desk-buttons">
          {cell.fault.instead && (
            <button type="button" class="button" onClick={() => put(cell.fault?.instead ?? "")}>
              {m.useInstead(cell.fault.instead)}
            </button>
          )}
          <button type="button" class="button" onClick={() => put(cell.counted)}>
            {m.discard}
          </button>
        </p>
      )}
    </>
  );
}

export function CellBox({ column, row, cell, props }: { column: GridColumn; row: number; cell: Cell; props: GridProps }) {
  const { m, lang, grid } = props;
  const [open, setOpen] = useState(false);
  const unit = grid.units[row];
  return (
    <section class="desk-cell">
      <h2>
        {say(unit?.name, lang) || unit?.unit} · {fullName(column, lang)}
      </h2>
      <Told column={column} cell={cell} unit={unit?.unit ?? ""} props={props} id="desk-told" />
      <details open={open} onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
        <summary>{m.about}</summary>
        {open && <About column={column} props={props} />}
      </details>
    </section>
  );
}

const most = 50;

/** All that was not taken, each a way to its cell. */
export function WrongList({ props, onGo }: { props: GridProps; onGo(unit: string, column: GridColumn): void }) {
  const { m, sm, lang, room, grid, state, words } = props;
  const { here, elsewhere } = waitingIn(room.work.typed, grid);
  const wrong = here.flatMap((name) => {
    const { unit, fact, period, key } = partsOf(name);
    const column = grid.columns.find((one) => one.fact === fact && one.period === period && one.key === key);
    const fault = column && faultOf(column, name, room.work.typed[name] ?? "", state.faults, words, sm);
    return column && fault ? [{ name, unit, column, fault }] : [];
  });
  if (wrong.length === 0 && elsewhere === 0) return null;
  return (
    <section class="desk-wrong" aria-labelledby="desk-wrong-title">
      {wrong.length > 0 && <h2 id="desk-wrong-title">{m.wrongTitle(wrong.length)}</h2>}
      <ol>
        {wrong.slice(0, most).map(({ name, unit, column, fault }) => (
          <li key={name}>
            <button type="button" class="quiet-button" onClick={() => onGo(unit, column)}>
              {say(grid.units.find((one) => one.unit === unit)?.name, lang) || unit} · {fullName(column, lang)}
            </button>{" "}
            <span class="field-fault">{fault.text}</span>
          </li>
        ))}
      </ol>
      {wrong.length > most && <p class="quiet">{m.wrongMore(wrong.length - most)}</p>}
      {elsewhere > 0 && (
        <p class="quiet" id={wrong.length === 0 ? "desk-wrong-title" : undefined}>
          {m.wrongElsewhere(elsewhere)}
        </p>
      )}
    </section>
  );
}
