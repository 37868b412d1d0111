// Who is in a class, in which order and group; the periods, what is closed, and the day the figures are as of.
import { useState } from "preact/hooks";
import { periodText } from "../../../format";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Say } from "../../../ui/parts";
import { initialsOf } from "./initials";
import type { DeskProps } from "./kit";
import { type Put, useRewrite } from "./rewrite";
import { type Names, type UnitText, asText, classesIn, isDay, isPeriod, nameText, namesIn, pastedNames, renamed, withNames } from "./units";

interface Draft {
  id: string;
  zh: string;
  en: string;
  group: string;
  initials: string;
}

function Editor(own: { props: DeskProps; unit: UnitText; groups: Names["groups"][string]; onDone(next: UnitText | null): void }) {
  const { props, unit, groups, onDone } = own;
  const { m, lang } = props;
  const now = asText(unit.name);
  const [draft, setDraft] = useState<Draft>({ id: unit.id, zh: now["zh-CN"] ?? "", en: now.en ?? "", group: unit.group ?? "", initials: unit.initials ?? "" });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const name = draft.zh.trim() || draft.en.trim();
  const wrong = name === "" ? m.nameNeeded : /^[a-z0-9]*$/.test(draft.initials) ? "" : m.initialsHint;
  const box = (id: keyof Draft, label: string, hint = "") => (
    <p class="desk-field">
      <label for={`unit-${id}`}>{label}</label>
      <input
        id={`unit-${id}`}
        type="text"
        autocomplete="off"
        placeholder={hint}
        value={draft[id]}
        onInput={(event) => {
          const text = (event.currentTarget as HTMLInputElement).value;
          // Initials follow the name until somebody has corrected them.
          set(id === "zh" && draft.initials === initialsOf(draft.zh) ? { zh: text, initials: initialsOf(text) } : { [id]: text });
        }}
      />
    </p>
  );
  return (
    <form
      class="desk-fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        const { group: _group, initials: _initials, ...rest } = unit;
        onDone({ ...rest, id: unit.id, name: renamed(unit, draft.zh.trim(), draft.en.trim()), ...(draft.group ? { group: draft.group } : {}), ...(draft.initials ? { initials: draft.initials } : {}) });
      }}
    >
      {box("zh", m.name)}
      {box("en", m.nameEn)}
      <p class="desk-field">
        <label for="unit-group">{m.unitGroup}</label>
        <select id="unit-group" value={draft.group} onChange={(event) => set({ group: (event.currentTarget as HTMLSelectElement).value })}>
          <option value="">{m.noGroup}</option>
          {Object.keys(groups).map((id) => (
            <option key={id} value={id}>
              {say(groups[id], lang) || id}
            </option>
          ))}
        </select>
      </p>
      {box("initials", m.initials, m.initialsHint)}
      {wrong && (
        <p class="field-fault" role="alert">
          {wrong}
        </p>
      )}
      <p class="desk-buttons">
        <button type="submit" class="button">
          {m.save}
        </button>
        <button type="button" class="button" onClick={() => onDone(null)}>
          {m.cancel}
        </button>
      </p>
    </form>
  );
}

function UnitList({ props, cls, names, put }: { props: DeskProps; cls: string; names: Names; put: Put }) {
  const { m, lang, room } = props;
  const units = names.units[cls] ?? [];
  const groups = names.groups[cls] ?? {};
  const [open, setOpen] = useState("");
  const [pasted, setPasted] = useState("");
  const [title, setTitle] = useState("");
  const write = (next: readonly UnitText[], said: string) => void put([{ class: cls, units: next }], said);
  const move = (index: number, by: number) => {
    const next = units.slice();
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    write(next, "");
  };
  const add = async () => {
    const fresh = pastedNames(pasted);
    if (fresh.length === 0) return;
    const made = withNames(units, groups, fresh);
    const grouped = Object.keys(made.groups).length > Object.keys(groups).length;
    if (await put([{ class: cls, units: made.units }, ...(grouped ? [{ class: cls, groups: made.groups }] : [])], m.added(fresh.length, made.twice))) setPasted("");
  };
  const refill = () => {
    let count = 0;
    const next = units.map((unit) => {
      const initials = unit.initials ? "" : initialsOf(nameText(unit));
      if (initials) count += 1;
      return initials ? { ...unit, initials } : unit;
    });
    if (count === 0) room.say(m.refillNone);
    else write(next, m.refilled(count));
  };
  return (
    <>
      <div class="desk-add">
        <p class="desk-field">
          <label for="desk-names">{m.addTitle}</label>
          <textarea id="desk-names" rows={3} aria-describedby="desk-names-told" value={pasted} onInput={(event) => setPasted((event.currentTarget as HTMLTextAreaElement).value)} />
          <span id="desk-names-told" class="field-told">
            {m.namesHint}
          </span>
        </p>
        <button type="button" class="button" disabled={pastedNames(pasted).length === 0} onClick={() => void add()}>
          {m.addNames}
        </button>
      </div>
      <p class="desk-buttons">
        <span>{m.countUnits(units.length)}</span>
        <button type="button" class="quiet-button" onClick={refill}>
          {m.refill}
        </button>
      </p>
      <ol class="desk-units">
        {units.map((unit, index) => {
          const name = say(asText(unit.name), lang) || unit.id;
          return (
            <li key={unit.id} data-unit={unit.id}>
              <p class="desk-unit">
                <span class="desk-unit-name">
                  {name} <span class="quiet">{unit.id}</span>
                </span>
                <span class="quiet">{unit.group ? say(groups[unit.group], lang) || unit.group : ""}</span>
                <span class="quiet">{unit.initials ?? ""}</span>
                <span class="desk-unit-buttons">
                  <button type="button" class="quiet-button" disabled={index === 0} aria-label={`${m.up} ${name}`} onClick={() => move(index, -1)}>
                    {m.up}
                  </button>
                  <button type="button" class="quiet-button" disabled={index === units.length - 1} aria-label={`${m.down} ${name}`} onClick={() => move(index, 1)}>
                    {m.down}
                  </button>
                  <button type="button" class="quiet-button" aria-expanded={open === unit.id} aria-label={`${m.edit} ${name}`} onClick={() => setOpen(open === unit.id ? "" : unit.id)}>
                    {m.edit}
                  </button>
                  <button type="button" class="quiet-button" aria-label={`${m.remove} ${name}`} onClick={() => write(units.filter((one) => one !== unit), m.removedUnit(name))}>
                    {m.remove}
                  </button>
                </span>
              </p>
              {open === unit.id && (
                <Editor
                  props={props}
                  unit={unit}
                  groups={groups}
                  onDone={(next) => {
                    setOpen("");
                    if (next) write(units.map((one) => (one === unit ? next : one)), "");
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
      <h3>{m.groups}</h3>
      <ul class="desk-units">
        {Object.keys(groups).map((id) => (
          <li key={id}>
            <p class="desk-unit">
              <span class="desk-unit-name">
                <Say text={groups[id]} lang={lang} /> <span class="quiet">{id}</span>
              </span>
              <span class="quiet">{m.countUnits(units.filter(({ group }) => group === id).length)}</span>
              <span class="desk-unit-buttons">
                <button
                  type="button"
                  class="quiet-button"
                  disabled={units.some(({ group }) => group === id)}
                  aria-label={`${m.remove} ${say(groups[id], lang)}`}
                  onClick={() => {
                    const { [id]: _gone, ...rest } = groups;
                    void put([{ class: cls, groups: rest }], "");
                  }}
                >
                  {m.remove}
                </button>
              </span>
            </p>
          </li>
        ))}
      </ul>
      <form
        class="desk-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() === "") return;
          let count = Object.keys(groups).length + 1;
          while (groups[`g${count}`]) count += 1;
          void put([{ class: cls, groups: { ...groups, [`g${count}`]: { "zh-CN": title.trim() } } }], "").then(() => setTitle(""));
        }}
      >
        <p class="desk-field">
          <label for="desk-group-title">{m.groupTitle}</label>
          <input id="desk-group-title" type="text" autocomplete="off" value={title} onInput={(event) => setTitle((event.currentTarget as HTMLInputElement).value)} />
        </p>
        <button type="submit" class="button" disabled={title.trim() === ""}>
          {m.addGroup}
        </button>
      </form>
    </>
  );
}

const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

function Line({ id, label, hint, value, check, onDone }: { id: string; label: string; hint: string; value: string; check(text: string): string; onDone(text: string): void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const bad = typed === null ? "" : check(text);
  const end = () => {
    if (typed === null || bad) return;
    setTyped(null);
    if (typed !== value) onDone(typed);
  };
  return (
    <p class="desk-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        value={text}
        aria-invalid={bad ? true : undefined}
        aria-describedby={`${id}-told`}
        onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)}
        onBlur={end}
        onKeyDown={(event) => event.key === "Enter" && end()}
      />
      <span id={`${id}-told`} class={bad ? "field-fault" : "field-told"}>
        {bad || hint}
      </span>
    </p>
  );
}

function Periods({ props, names, put }: { props: DeskProps; names: Names; put: Put }) {
  const { m, lang } = props;
  const listed = (text: string) => text.split(/[,，、;；\s]+/).filter(Boolean);
  const closed = new Set(names.closed);
  const toggle = (period: string, on: boolean) => {
    const next = names.closed.filter((one) => one !== period && !(on && one.indexOf(`${period}-`) === 0));
    void put([{ closed: on ? [...next, period].sort() : next }], "");
  };
  return (
    <>
      <div class="desk-fields">
        <Line
          id="desk-periods"
          label={m.mainPeriods}
          hint={`${m.mainPeriodsHint}`}
          value={names.periods.join(m.listComma)}
          check={(text) => {
            const bad = listed(text).find((one) => !isPeriod(one));
            return bad || listed(text).length === 0 ? m.periodsWrong(bad ?? "") : "";
          }}
          onDone={(text) => void put([{ periods: listed(text) }], "")}
        />
        <Line id="desk-asof" label={m.asOf} hint={m.asOfHint} value={names.asOf} check={(text) => (isDay(text) ? "" : m.asOfWrong)} onDone={(text) => void put([{ asOf: text }], "")} />
      </div>
      <h3>{m.closed}</h3>
      <p class="quiet">{m.closedHint}</p>
      {names.periods.map((period) => (
        <fieldset key={period} class="desk-closed">
          <legend>{periodText(period, lang)}</legend>
          {[period, ...(/^\d{4}$/.test(period) ? months.map((month) => `${period}-${month}`) : []), ...names.closed.filter((one) => one.indexOf(`${period}-`) === 0 && !/^\d{4}-\d{2}$/.test(one))].map((one) => {
            const whole = one !== period && closed.has(period);
            return (
              <label key={one}>
                <input type="checkbox" checked={closed.has(one) || whole} disabled={whole} onChange={(event) => toggle(one, (event.currentTarget as HTMLInputElement).checked)} />
                {one === period ? m.closeAll(period) : periodText(one, lang)}
              </label>
            );
          })}
        </fieldset>
      ))}
    </>
  );
}

export function UnitsTab(props: DeskProps) {
  const { room, state, m, lang, t } = props;
  const { put, faults } = useRewrite(props);
  const names = namesIn(room.work.dataset);
  const classes = classesIn(room.work.scheme) ?? [];
  const cls = classes.find(({ id }) => id === state.place.class) ?? classes[0];
  if (!names || !cls) return <p class="empty">{m.schemeBroken}</p>;
  return (
    <div class="desk-names">
      {faults.length > 0 && (
        <div role="alert">
          <DiagnosticList diagnostics={faults} lang={lang} t={t} />
        </div>
      )}
      <section aria-labelledby="desk-units-title">
        <h2 id="desk-units-title">{m.namesOf(say(cls.title, lang) || cls.id)}</h2>
        <UnitList key={cls.id} props={props} cls={cls.id} names={names} put={put} />
      </section>
      <section aria-labelledby="desk-periods-title">
        <h2 id="desk-periods-title">{m.periods}</h2>
        <Periods props={props} names={names} put={put} />
      </section>
    </div>
  );
}
