// On a phone: one unit's cells under each other, as a form.
import { useEffect, useState } from "preact/hooks";
import { say } from "../../../i18n";
import { Chooser } from "../../../ui/parts";
import { Told, limitsOf } from "./cell-box";
import { Standing } from "./cells-tab";
import { choicesOf, isFigure, isListed } from "./cells";
import { type ColumnGroup, fullName, partTitle } from "./columns";
import { cellOf } from "./faults";
import type { GridColumn } from "../../../engine/scheme-types";
import type { GridProps } from "./kit";

function Line({ column, row, alone, props }: { column: GridColumn; row: number; alone: boolean; props: GridProps }) {
  const { grid, room, state, table, words, sm, lang, m } = props;
  const cell = cellOf(grid, column, row, room.work, state, words, sm);
  const [quiet, setQuiet] = useState(false);
  const id = `cell-${column.fact}-${column.period}-${column.key}`;
  const limits = limitsOf(column, sm, lang);
  const put = (text: string) => table.type([{ name: cell.name, text, before: cell.counted }]);
  const bad = cell.fault !== null && !quiet;
  const shared = { id, "aria-invalid": bad ? true : undefined, "aria-describedby": `${id}-told` };
  const choices = choicesOf(column, words);
  return (
    <div class={`desk-line ${bad ? "bad" : ""}`}>
      <label for={id}>
        {alone ? say(column.title, lang) || column.fact : partTitle(column, grid.period, lang)}
        {alone && limits && <span class="quiet"> {limits}</span>}
      </label>
      {isListed(column) && (cell.text === "" || choices.some(({ title }) => title === cell.text)) ? (
        <select {...shared} value={cell.text} onChange={(event) => put((event.currentTarget as HTMLSelectElement).value)}>
          <option value="">{m.empty}</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.title}>
              {choice.title}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type="text"
          autocomplete="off"
          inputMode={isFigure(column) ? "decimal" : "text"}
          value={cell.text}
          onInput={(event) => {
            setQuiet(true);
            put((event.currentTarget as HTMLInputElement).value);
          }}
          onBlur={() => setQuiet(false)}
        />
      )}
      {quiet ? <p id={`${id}-told`} class="field-told" /> : <Told column={column} cell={cell} unit={grid.units[row]?.unit ?? ""} props={props} id={`${id}-told`} />}
    </div>
  );
}

export function UnitForm(props: GridProps & { groups: readonly ColumnGroup[]; row: number; onRow(row: number): void }) {
  const { grid, groups, row, onRow, m, sm, lang } = props;
  const unit = grid.units[row];
  const columns = groups.flatMap((group) => group.columns);
  const filled = columns.filter((column) => (column.values[row] ?? null) !== null).length;
  useEffect(() => void props.table.settle(), [row]);
  return (
    <section class="desk-form">
      <div class="desk-form-head">
        <Chooser id="desk-unit" label={m.choose} value={unit?.unit ?? ""} onChange={(value) => onRow(grid.units.findIndex((one) => one.unit === value))}>
          {grid.units.map((one) => (
            <option key={one.unit} value={one.unit}>
              {say(one.name, lang) || one.unit}
            </option>
          ))}
        </Chooser>
        <button type="button" class="button" disabled={row <= 0} onClick={() => onRow(row - 1)}>
          {m.previous}
        </button>
        <button type="button" class="button" disabled={row >= grid.units.length - 1} onClick={() => onRow(row + 1)}>
          {m.next}
        </button>
        <p class="desk-form-total">
          {m.filledOf(filled, columns.length)} · {m.standing}
          {m.colon}
          <Standing unit={unit?.unit ?? ""} props={props} />
        </p>
      </div>
      {groups.map((group) => (
        <section key={group.id} class="desk-form-group">
          <h2>{group.title}</h2>
          {group.columns.map((column, index) => {
            const alone = group.columns.filter(({ fact }) => fact === column.fact).length === 1;
            const first = !alone && group.columns[index - 1]?.fact !== column.fact;
            return (
              <div key={`${unit?.unit} ${fullName(column, lang)}`}>
                {first && (
                  <h3>
                    {say(column.title, lang) || column.fact} <span class="quiet">{limitsOf(column, sm, lang)}</span>
                  </h3>
                )}
                <Line column={column} row={row} alone={alone} props={props} />
              </div>
            );
          })}
        </section>
      ))}
    </section>
  );
}
