// Lists of events: per unit what is entered, with its evidence, and the day up to which the list is complete.
import { useState } from "preact/hooks";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Chooser, Say } from "../../../ui/parts";
import { RecordField, type RecordPlace, recordLine } from "../../self/list";
import { freeId, setField, takeList, toRaw } from "../../self/lists";
import type { RawRecord } from "../../self/state";
import { listNameOf } from "./cells";
import type { GridList } from "../../../engine/scheme-types";
import type { GridProps, TabProps } from "./kit";
import { useRewrite } from "./rewrite";
import { asRaw } from "./table";
import { isDay, namesIn } from "./units";

/** A list as it stands: as typed, else as the dataset has it; null where it is not known. */
function rawOf(typed: string | undefined, list: GridList, row: number): RawRecord[] | null {
  const own = typed === undefined ? undefined : asRaw(typed);
  return own === undefined ? (list.rows[row]?.map(toRaw) ?? null) : own;
}

function Through({ id, label, value, props, onDone }: { id: string; label: string; value: string; props: GridProps; onDone(day: string): void }) {
  const { m } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const bad = typed !== null && typed.trim() !== "" && !isDay(typed.trim());
  const end = () => {
    if (typed === null || bad) return;
    setTyped(null);
    if (typed.trim() !== value) onDone(typed.trim());
  };
  return (
    <p class="desk-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        value={typed ?? value}
        aria-invalid={bad ? true : undefined}
        aria-describedby={`${id}-told`}
        onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)}
        onBlur={end}
        onKeyDown={(event) => event.key === "Enter" && end()}
      />
      <span id={`${id}-told`} class={bad ? "field-fault" : "field-told"}>
        {bad ? m.throughWrong : m.throughHint}
      </span>
    </p>
  );
}

function UnitList({ list, row, props }: { list: GridList; row: number; props: GridProps }) {
  const { grid, room, state, table, m, sm, lang } = props;
  const [open, setOpen] = useState("");
  const unit = grid.units[row];
  const name = listNameOf(grid.class, list.fact, unit?.unit ?? "");
  const typed = room.work.typed[name];
  const known = rawOf(typed, list, row);
  const raw = known ?? [];
  const { taken, troubles } = takeList(raw, list, []);
  const place: RecordPlace = { work: { summary: { classes: state.summary?.classes ?? [] } }, control: { settle: () => undefined }, m: sm, lang };
  const own = list.rows[row];
  const before = own ? JSON.stringify(own.map(toRaw)) : "";
  const set = (next: RawRecord[] | null) => table.type([{ name, text: JSON.stringify(next), before }]);
  const refused = state.faults[name];
  const title = `${say(unit?.name, lang) || unit?.unit} ${say(list.title, lang) || list.fact}`;
  return (
    <section class="desk-records" aria-label={title}>
      <h2>
        {title} <span class="quiet">{known ? (raw.length === 0 ? m.listNone : m.listCount(raw.length)) : m.listUnknown}</span>
      </h2>
      <ol>
        {raw.map((record, index) => {
          const waits = taken.every((one) => one.id !== record.id);
          const label = `${m.record(index + 1)}`;
          return (
            <li key={record.id} class={waits ? "waits" : ""}>
              <p class="desk-unit">
                <span class="desk-unit-name">
                  {recordLine(record, list.fields, place) || label}
                  {waits && <span class="field-fault"> {m.waits}</span>}
                </span>
                <span class="desk-unit-buttons">
                  <button type="button" class="quiet-button" aria-expanded={open === record.id} aria-label={`${open === record.id ? m.done : m.edit} ${label}`} onClick={() => setOpen(open === record.id ? "" : record.id)}>
                    {open === record.id ? m.done : m.edit}
                  </button>
                  <button type="button" class="quiet-button" aria-label={`${m.remove} ${label}`} onClick={() => set(raw.filter((other) => other !== record))}>
                    {m.remove}
                  </button>
                </span>
              </p>
              {open === record.id && (
                <div class="desk-fields">
                  {list.fields.map((field) => (
                    <RecordField
                      key={field.id}
                      props={place}
                      field={field}
                      fields={list.fields}
                      dated={list.dated}
                      years={[]}
                      troubles={troubles}
                      at={record.id}
                      record={record}
                      onChange={(id, value) => set(setField(raw, record.id, id, value))}
                    />
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {refused && (
        <p class="field-fault" role="alert">
          <span aria-hidden="true">! </span>
          {m.listRefused}{" "}
          {refused.map((diagnostic, index) => (
            <Say key={index} text={diagnostic.text} lang={lang} />
          ))}
        </p>
      )}
      <p class="desk-buttons">
        <button
          type="button"
          class="button desk-add-record"
          onClick={() => {
            const id = freeId(raw);
            set([...raw, { id, fields: {} }]);
            setOpen(id);
          }}
        >
          {m.add}
        </button>
        {known === null && (
          <button type="button" class="button" onClick={() => set([])}>
            {m.confirmNone}
          </button>
        )}
        {known !== null && raw.length === 0 && (
          <button type="button" class="quiet-button" onClick={() => set(null)}>
            {m.toUnknown}
          </button>
        )}
      </p>
    </section>
  );
}

export function ListsTab(props: TabProps) {
  const { grid, room, m, lang, t } = props;
  const { put, faults } = useRewrite(props);
  const [fact, setFact] = useState("");
  const [chosen, setChosen] = useState("");
  const list = grid.lists.find((one) => one.fact === fact) ?? grid.lists[0];
  const row = Math.max(0, grid.units.findIndex(({ unit }) => unit === chosen));
  if (!list || grid.units.length === 0) {
    return (
      <>
        <div class="desk-head">{props.head}</div>
        <p class="empty">{list ? m.noUnits : m.noLists}</p>
      </>
    );
  }
  const through = namesIn(room.work.dataset)?.closedThrough ?? {};
  const own = through[grid.class]?.[list.fact] ?? "";
  const putThrough = (next: string | Record<string, string>) => {
    const { [list.fact]: _old, ...rest } = through[grid.class] ?? {};
    const lists = next === "" || Object.keys(next).length === 0 ? rest : { ...rest, [list.fact]: next };
    const { [grid.class]: _lists, ...others } = through;
    const all = Object.keys(lists).length === 0 ? others : { ...others, [grid.class]: lists };
    void put([{ closedThrough: Object.keys(all).length === 0 ? null : all }], "");
  };
  const putUnit = (unit: string, day: string) => {
    const days: Record<string, string> = {};
    for (const one of grid.units) {
      const now = one.unit === unit ? day : typeof own === "string" ? own : (own[one.unit] ?? "");
      if (now) days[one.unit] = now;
    }
    putThrough(days);
  };
  const unit = grid.units[row];
  const proof = say(list.proof, lang);
  return (
    <>
      <div class="desk-head">
        {props.head}
        <Chooser id="desk-list" label={m.listOf} value={list.fact} onChange={setFact}>
          {grid.lists.map((one) => (
            <option key={one.fact} value={one.fact}>
              {say(one.title, lang) || one.fact}
            </option>
          ))}
        </Chooser>
      </div>
      {faults.length > 0 && (
        <div role="alert">
          <DiagnosticList diagnostics={faults} lang={lang} t={t} />
        </div>
      )}
      <p class="quiet">
        {[say(list.reporter, lang) && m.reporter + m.colon + say(list.reporter, lang), proof && m.proof + m.colon + proof].filter(Boolean).join(" · ")}
      </p>
      <div class="desk-lists">
        {room.host.state.layout === "narrow" ? (
          <Chooser id="desk-list-unit" label={m.choose} value={unit?.unit ?? ""} onChange={setChosen}>
            {grid.units.map((one) => (
              <option key={one.unit} value={one.unit}>
                {say(one.name, lang) || one.unit}
              </option>
            ))}
          </Chooser>
        ) : (
          <ul class="desk-list-units" aria-label={m.choose} tabIndex={0}>
            {grid.units.map((one, index) => {
              const known = rawOf(room.work.typed[listNameOf(grid.class, list.fact, one.unit)], list, index);
              return (
                <li key={one.unit}>
                  <button type="button" class="desk-list-unit" aria-pressed={index === row} onClick={() => setChosen(one.unit)}>
                    <span>
                      <Say text={one.name} lang={lang} />
                    </span>
                    <span class={known ? "" : "quiet"}>{known ? known.length : m.listUnknown}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        <div>
          <UnitList key={`${list.fact} ${unit?.unit}`} list={list} row={row} props={props} />
          <div class="desk-fields">
            <Through key={`${unit?.unit} ${list.fact}`} id="desk-through" label={`${m.through} ${say(unit?.name, lang) || unit?.unit}`} value={list.closedThrough[row] ?? ""} props={props} onDone={(day) => putUnit(unit?.unit ?? "", day)} />
            <Through key={list.fact} id="desk-through-all" label={m.throughAll} value={typeof own === "string" ? own : ""} props={props} onDone={putThrough} />
          </div>
        </div>
      </div>
    </>
  );
}
