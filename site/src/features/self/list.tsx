// A list of events: what each entry says, and its fields where it is being filled in. An entry that is not whole waits and says why.
import { useState } from "preact/hooks";
import type { FormFact, FormField } from "../../engine/desk-types";
import type { Summary } from "../../engine/types";
import { type Lang, say } from "../../i18n";
import { Say } from "../../ui/parts";
import { type FormProps, limitText, troubleText } from "./field";
import { HelpButton } from "./help";
import { type Troubles, freeId, kindOf, rawOf, setField, takeList } from "./lists";
import type { SelfMessages } from "./messages";
import { Options } from "./options";
import { type Cell, type RawRecord, keyOf, originOf, withList, withoutChanges } from "./state";
import { take } from "./typed";

/** What an entry's fields need of where they stand. */
export interface RecordPlace {
  work: { summary: Pick<Summary, "classes"> };
  control: { settle(): void };
  m: SelfMessages;
  lang: Lang;
}
interface RowProps {
  props: RecordPlace;
  fields: readonly FormField[];
  dated: string;
  years: readonly string[];
  troubles: Troubles;
  /** The place of the record in the troubles. */
  at: string;
  record: RawRecord;
  onChange(field: string, value: string | boolean | RawRecord[]): void;
}

export function RecordField({ props, field, years, troubles, at, record, onChange }: RowProps & { field: FormField }) {
  const { m, lang, work } = props;
  const value = record.fields[field.id];
  const place = `${at}/${field.id}`;
  const id = `record-${place}`;
  const title = say(field.title, lang) || field.id;
  const kind = kindOf(field, years);
  const text = typeof value === "string" ? value : "";
  const trouble = troubles[place];
  const told = take(kind, text);
  const shared = { id, "aria-invalid": trouble ? true : undefined, "aria-describedby": `${id}-told` };
  const units = field.type === "unit" ? work.summary.classes.find((cls) => cls.id === field.of)?.units ?? [] : [];
  if (field.type === "records") return <Inner props={props} field={field} troubles={troubles} place={place} inner={Array.isArray(value) ? value : []} onChange={(next) => onChange(field.id, next)} />;
  if (field.type === "flag") {
    return (
      <div class="self-field">
        <label class="self-check" for={id}>
          <input {...shared} type="checkbox" checked={value === true || value === "true"} onChange={(event) => onChange(field.id, (event.currentTarget as HTMLInputElement).checked)} />
          {title}
        </label>
      </div>
    );
  }
  const options = field.type === "unit" ? units.map((unit) => ({ id: unit.id, title: unit.name })) : field.options;
  return (
    <div class={`self-field ${trouble ? "bad" : ""}`}>
      <label for={id}>{title}</label>
      <span class="self-input">
        {options.length > 0 ? (
          <select {...shared} value={text} onChange={(event) => onChange(field.id, (event.currentTarget as HTMLSelectElement).value)}>
            <option value="">{m.notGiven}</option>
            <Options list={options} lang={lang} />
          </select>
        ) : (
          <input
            {...shared}
            type="text"
            autocomplete="off"
            placeholder={field.type === "date" ? m.dateHint : limitText(kind, m)}
            value={text}
            onInput={(event) => onChange(field.id, (event.currentTarget as HTMLInputElement).value)}
            onBlur={() => props.control.settle()}
          />
        )}
        {say(field.unit, lang) && field.type !== "rate" && <span class="self-unit">{say(field.unit, lang)}</span>}
      </span>
      <p class={trouble ? "field-fault" : "field-told"} id={`${id}-told`}>
        {trouble ? (
          <>
            <span aria-hidden="true">! </span>
            {troubleText(trouble, kind, text, m)}
          </>
        ) : (
          told.ok && told.told && (field.type === "date" ? m.takenDate(told.told) : m.taken(told.told))
        )}
      </p>
    </div>
  );
}

/** A list inside a record. */
function Inner(own: { props: RecordPlace; field: FormField; troubles: Troubles; place: string; inner: RawRecord[]; onChange(next: RawRecord[]): void }) {
  const { props, field, troubles, place, inner, onChange } = own;
  const { m, lang } = props;
  return (
    <fieldset class="self-inner">
      <legend>
        <Say text={field.title} lang={lang} />
      </legend>
      {inner.map((record, index) => (
        <div key={record.id} class="self-record-fields">
          <p class="self-record-name">{m.list.record(index + 1)}</p>
          {field.fields.map((one) => (
            <RecordField
              key={one.id}
              props={props}
              field={one}
              fields={field.fields}
              dated=""
              years={[]}
              troubles={troubles}
              at={`${place}/${record.id}`}
              record={record}
              onChange={(name, value) => onChange(setField(inner, record.id, name, value))}
            />
          ))}
          <button type="button" class="quiet-button" onClick={() => onChange(inner.filter((other) => other !== record))}>
            {m.list.remove}
          </button>
        </div>
      ))}
      <button type="button" class="button" onClick={() => onChange([...inner, { id: freeId(inner, "p"), fields: {} }])}>
        {m.list.add}
      </button>
    </fieldset>
  );
}

/** An entry in one line. */
export function recordLine(record: RawRecord, fields: readonly FormField[], props: RecordPlace): string {
  const { lang, m, work } = props;
  return fields
    .map((field) => {
      const value = record.fields[field.id];
      if (field.type === "records") return Array.isArray(value) && value.length > 0 ? `${say(field.title, lang)} ${m.list.count(value.length)}` : "";
      if (field.type === "flag") return value === true || value === "true" ? say(field.title, lang) : "";
      const text = typeof value === "string" ? value : "";
      if (text === "") return "";
      if (field.type === "date") return text;
      const unit = field.type === "unit" ? work.summary.classes.find((cls) => cls.id === field.of)?.units.find((one) => one.id === text)?.name : undefined;
      const shown = say(field.options.find((option) => option.id === text)?.title, lang) || say(unit, lang) || `${text}${say(field.unit, lang)}`;
      return `${say(field.title, lang)}${m.colon}${shown}`;
    })
    .filter(Boolean)
    .join(" · ");
}

export function ListBox({ fact, cls, unit, props }: { fact: FormFact; cls: string; unit: string; props: FormProps }) {
  const { work, control, m, lang } = props;
  const { draft } = work.history;
  const [open, setOpen] = useState("");
  const list: Cell = { class: cls, unit, fact: fact.fact, period: "" };
  const key = keyOf(list);
  const raw = rawOf(draft, list, fact);
  const years = Array.from(new Set([draft.period.slice(0, 4), ...(fact.grain === "year" ? work.summary.dataset.periods.map((period) => period.slice(0, 4)) : [])])).sort();
  const { taken, troubles } = takeList(raw, fact, years);
  const origin = originOf(draft, list);
  const known = origin === "begun" ? fact.known === true : true;
  const fields = fact.fields ?? [];
  const set = (next: RawRecord[], place = "") => control.change(withList(list, next, takeList(next, fact, years).taken), place);
  const refused = work.refused[key];
  const title = say(fact.title, lang) || fact.fact;
  return (
    <div class="self-list" data-list={key} tabIndex={-1}>
      <div class="self-list-head">
        <h3>{title}</h3>
        <span class="quiet">
          {known ? (raw.length === 0 ? m.list.none : m.list.count(raw.length)) : m.notGiven}
          {fact.closedThrough && origin === "begun" ? ` · ${m.list.through(fact.closedThrough)}` : ""}
        </span>
        <HelpButton fact={fact} props={props} />
      </div>
      {say(fact.proof, lang) && <p class="field-told">{m.list.proofNote(say(fact.proof, lang))}</p>}
      {!known && <p class="field-told">{m.list.unknown}</p>}
      <ol class="self-records">
        {raw.map((record, index) => {
          const waits = taken.every((one) => one.id !== record.id);
          const line = recordLine(record, fields, props);
          const name = `${title} ${m.list.record(index + 1)}`;
          return (
            <li key={record.id} class={waits ? "waits" : ""}>
              <p class="self-record-line">
                <span>
                  {line || m.list.record(index + 1)}
                  {waits && <span class="field-fault"> {m.list.waits}</span>}
                </span>
                <button type="button" class="quiet-button" aria-expanded={open === record.id} aria-label={`${open === record.id ? m.list.done : m.list.edit} ${name}`} onClick={() => setOpen(open === record.id ? "" : record.id)}>
                  {open === record.id ? m.list.done : m.list.edit}
                </button>
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={`${m.list.remove} ${name}`}
                  onClick={() => {
                    set(raw.filter((other) => other !== record));
                    document.querySelector<HTMLElement>(`[data-list="${CSS.escape(key)}"] .self-add`)?.focus();
                  }}
                >
                  {m.remove}
                </button>
              </p>
              {open === record.id && (
                <div class="self-record-fields">
                  {fields.map((field) => (
                    <RecordField
                      key={field.id}
                      props={props}
                      field={field}
                      fields={fields}
                      dated={fact.dated ?? ""}
                      years={field.id === fact.dated ? years : []}
                      troubles={troubles}
                      at={record.id}
                      record={record}
                      onChange={(name, value) => set(setField(raw, record.id, name, value), `${key}/${record.id}/${name}`)}
                    />
                  ))}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {refused && (
        <p class="field-fault">
          <span aria-hidden="true">! </span>
          {refused.map((diagnostic, index) => (
            <Say key={index} text={diagnostic.text} lang={lang} />
          ))}{" "}
          {m.refusedOriginal}
        </p>
      )}
      <p class="self-list-buttons">
        <button
          type="button"
          class="button self-add"
          aria-label={`${m.list.add} ${title}`}
          onClick={() => {
            const id = freeId(raw);
            set([...raw, { id, fields: {} }]);
            setOpen(id);
            requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-list="${CSS.escape(key)}"] .self-record-fields input, [data-list="${CSS.escape(key)}"] .self-record-fields select`)?.focus()));
          }}
        >
          {m.list.add}
        </button>
        {!known && (
          <button type="button" class="button" aria-label={`${m.list.confirmNone} ${title}`} onClick={() => set([])}>
            {m.list.confirmNone}
          </button>
        )}
        {origin !== "begun" && (
          <button type="button" class="quiet-button" aria-label={`${fact.known ? m.revert : m.list.unconfirm} ${title}`} onClick={() => control.change(withoutChanges([list]))}>
            {fact.known ? m.revert : m.list.unconfirm}
          </button>
        )}
      </p>
    </div>
  );
}
