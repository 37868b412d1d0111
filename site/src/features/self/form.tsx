// The form that the scheme makes: by period or fact by fact, lists below, and the figures of others in a part of its own.
import { useEffect, useState } from "preact/hooks";
import type { FormPart, GivenNode } from "../../engine/desk-types";
import { periodText } from "../../format";
import { say } from "../../i18n";
import { Say } from "../../ui/parts";
import { FieldBox, type FormProps, focusField, labelOf, limitText, troubleText, valueText } from "./field";
import { type Field, type Group, type Order, allFields, filled, groupsOf, hasPeriods, listsOf } from "./fields";
import { Help, HelpButton } from "./help";
import { ListBox } from "./list";
import { Links } from "./links-box";
import { pasteChange } from "./paste";
import { OverChooser } from "./start";
import { type Cell, changeAt, keyOf, reading, withAsOf, withChanges, withoutChanges } from "./state";
import { plainText } from "./typed";

/** Facts by what they can still win, most first: the fields that a ledger's rows name. */
function gainsOf({ work }: FormProps): string[] {
  const rows = work.answers.ledger?.rows ?? [];
  return rows.filter((row) => !row.past).flatMap((row) => row.cells.map((cell) => cell.fact ?? ""));
}

/** The same as it was when that order was chosen: fields do not change their places under somebody who types. */
function useGains(props: FormProps): string[] {
  const [kept, setKept] = useState<string[]>([]);
  const chosen = props.work.order === "gain";
  useEffect(() => setKept(chosen ? gainsOf(props) : []), [chosen]);
  return kept;
}

function GroupBox({ group, groups, part, props }: { group: Group; groups: readonly Group[]; part: FormPart; props: FormProps }) {
  const { work, m, lang } = props;
  const { draft } = work.history;
  const title = group.fact ? say(group.fact.title, lang) || group.fact.fact : group.period === draft.period ? m.fullYear : periodText(group.period, lang);
  const facts = group.fact ? [group.fact] : Array.from(new Set(group.fields.map((field) => field.fact)));
  const help = facts.find((fact) => fact.fact === work.help);
  const limits = group.fact ? limitText({ type: group.fact.type, min: group.fact.min, max: group.fact.max, step: group.fact.step, options: [] }, m) : "";
  const inside = (
    <>
      <div class="self-grid">
        {group.fields.map((field) => (
          <div key={field.key} class="self-cell">
            <FieldBox field={field} groups={groups} label={labelOf(field, group, lang) || title} props={props} />
            {!group.fact && field.fact.cells[0]?.key === field.cell.key && <HelpButton fact={field.fact} props={props} />}
          </div>
        ))}
      </div>
      {help && <Help fact={help} props={props} />}
    </>
  );
  return (
    <fieldset class={`self-group ${group.closed ? "closed" : ""}`} id={part.own ? `group-${group.id}` : undefined}>
      <legend>
        <span>{title}</span>
        {limits && <span class="quiet"> {limits}</span>}
        {group.fact && <HelpButton fact={group.fact} props={props} />}
        {!group.fact && hasPeriods(work.form) && (
          <span class="self-group-state">
            {group.closed ? m.closed : m.opened} · {m.filledOf(filled(draft, group.fields), group.fields.length)}
          </span>
        )}
      </legend>
      {inside}
    </fieldset>
  );
}

/** The periods with how much is filled in, as a way to each. */
function Periods({ groups, props }: { groups: readonly Group[]; props: FormProps }) {
  const { work, m, lang } = props;
  const { draft } = work.history;
  if (groups.length < 3) return null;
  return (
    <nav class="self-periods" aria-label={m.months}>
      {groups.map((group) => {
        const count = filled(draft, group.fields);
        const name = group.period === draft.period ? m.fullYear : periodText(group.period, lang).replace(`${draft.period}年`, "");
        return (
          <button
            key={group.id}
            type="button"
            class={count === group.fields.length ? "full" : ""}
            onClick={() => {
              document.getElementById(`group-${group.id}`)?.scrollIntoView({ block: "start" });
              const first = group.fields.find((field) => filled(draft, [field]) === 0) ?? group.fields[0];
              if (first) focusField(first.key);
            }}
          >
            {name} {count}/{group.fields.length}
            {count === group.fields.length && <span aria-hidden="true"> ✓</span>}
          </button>
        );
      })}
    </nav>
  );
}

function Part({ part, order, gains = [], props }: { part: FormPart; order: Order; gains?: string[]; props: FormProps }) {
  const { work } = props;
  const groups = groupsOf(part, order, gains);
  const lists = listsOf(part).filter((fact) => fact.fields !== undefined);
  const help = lists.find((fact) => fact.fact === work.help);
  return (
    <>
      {part.own && order === "period" && <Periods groups={groups} props={props} />}
      {groups.map((group) => (
        <GroupBox key={group.id} group={group} groups={groups} part={part} props={props} />
      ))}
      {lists.map((fact) => (
        <ListBox key={fact.fact} fact={fact} cls={part.class} unit={part.unit} props={props} />
      ))}
      {help && <Help fact={help} props={props} />}
    </>
  );
}

/** A node of another unit: its figure as computed, or one that is given instead. */
function Given({ given, props }: { given: GivenNode; props: FormProps }) {
  const { work, control, m, lang } = props;
  const { draft } = work.history;
  const cell: Cell = { class: given.class, unit: given.unit, node: given.node, period: given.period };
  const key = keyOf(cell);
  const id = `field-${key}`;
  const change = changeAt(draft.changes, cell);
  const unit = work.summary.classes.find((cls) => cls.id === given.class)?.units.find((one) => one.id === given.unit)?.name;
  const value = change ? String(change.value ?? "") : given.given ? given.value : "";
  const refused = work.refused[key];
  return (
    <div class={`self-field ${change ? "typed" : "begun"} ${refused ? "bad" : ""}`}>
      <label for={id}>
        <Say text={unit} lang={lang} /> · <Say text={given.title} lang={lang} />
        {given.period !== draft.period ? ` · ${periodText(given.period, lang)}` : ""}
      </label>
      <span class="self-input">
        <input
          id={id}
          data-field={key}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          placeholder={given.value}
          value={value}
          aria-describedby={`told-${key}`}
          aria-invalid={refused ? true : undefined}
          onInput={(event) => {
            const text = plainText((event.currentTarget as HTMLInputElement).value);
            control.change(text === "" ? withoutChanges([cell]) : withChanges([reading(cell, text)]), key);
          }}
          onBlur={() => control.settle()}
        />
      </span>
      <p class={refused ? "field-fault" : "field-told"} id={`told-${key}`}>
        {refused ? refused.map((diagnostic, index) => <Say key={index} text={diagnostic.text} lang={lang} />) : change || given.given ? m.typedMark : draft.board ? m.fromBoardMark : ""}
      </p>
    </div>
  );
}

function PastePreview({ props }: { props: FormProps }) {
  const { work, control, m, lang } = props;
  const { pasted } = work;
  if (!pasted) return null;
  const close = (key: string | undefined) => {
    control.show({ pasted: null });
    if (key) requestAnimationFrame(() => focusField(key));
  };
  const first = pasted.cells[0]?.field.key;
  const name = (field: Field) => [say(field.fact.title, lang), say(field.keyTitle ?? undefined, lang), periodText(field.cell.period, lang)].filter(Boolean).join(" · ");
  return (
    <div class="self-dialog" role="dialog" aria-modal="true" aria-labelledby="paste-title" onKeyDown={(event) => event.key === "Escape" && close(first)}>
      <div class="self-dialog-box">
        <h3 id="paste-title">{m.paste.title}</h3>
        <p>
          {m.paste.intro(pasted.cells.length)} {pasted.overwrites > 0 && m.paste.overwrites(pasted.overwrites)} {pasted.faults > 0 && m.paste.faults(pasted.faults)}
        </p>
        {pasted.over.length > 0 && <p class="field-fault">{m.paste.over(pasted.over.length, pasted.over.slice(0, 12).join(m.listComma))}</p>}
        {pasted.left > 0 && <p class="quiet">{m.paste.left(pasted.left)}</p>}
        <section class="self-dialog-table" tabIndex={0} aria-label={m.paste.title}>
          <table class="small">
            <thead>
              <tr>
                <th scope="col">{m.paste.field}</th>
                <th scope="col" class="number-cell">
                  {m.paste.before}
                </th>
                <th scope="col" class="number-cell">
                  {m.paste.after}
                </th>
                <th scope="col">{m.paste.note}</th>
              </tr>
            </thead>
            <tbody>
              {pasted.cells.map((cell) => (
                <tr key={cell.field.key}>
                  <th scope="row">{name(cell.field)}</th>
                  <td class="number-cell">{valueText(cell.field, cell.before, m, lang)}</td>
                  <td class="number-cell">{cell.text}</td>
                  <td>{cell.taken.ok ? (cell.taken.told ? m.taken(cell.taken.told) : "") : troubleText(cell.taken.trouble, cell.field.kind, cell.text, m)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <p class="failed-actions">
          <button
            type="button"
            class="button"
            ref={(button) => button?.focus()}
            onClick={() => {
              control.change(pasteChange(pasted));
              control.announce(m.paste.done(pasted.cells.length));
              close(first);
            }}
          >
            {m.paste.apply}
          </button>
          <button type="button" class="button" onClick={() => close(first)}>
            {m.cancel}
          </button>
        </p>
      </div>
    </div>
  );
}

export function FormView(props: FormProps) {
  const { work, control, m, lang } = props;
  const { form, order } = work;
  const gains = useGains(props);
  const orders: Order[] = ["period", "scheme", "gain"].filter((one) => (one === "period" ? hasPeriods(form) : one !== "gain" || gainsOf(props).length > 0)) as Order[];
  const own = form.parts.filter((part) => part.own);
  const others = form.parts.filter((part) => !part.own && (allFields(part).length > 0 || listsOf(part).length > 0));
  return (
    <section class="self-form" aria-labelledby="form-title">
      <div class="tree-bar">
        <h2 id="form-title">{m.form}</h2>
        {orders.length > 1 && (
          <fieldset class="self-choice">
            <legend class="sr">{m.order}</legend>
            {orders.map((one) => (
              <button key={one} type="button" class="sheet-button" aria-pressed={order === one} onClick={() => control.show({ order: one })}>
                {m.orders[one]}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <p class="quiet hint">{m.keys}</p>
      {work.history.draft.board === null && (
        <div class="self-over">
          <OverChooser id="self-over" period={form.period} asOf={work.history.draft.asOf} set={(asOf) => control.change(withAsOf(asOf))} m={m} lang={lang} />
        </div>
      )}
      {work.history.draft.board === null && <Links {...props} />}
      {own.map((part) => (
        <Part key={`${part.class}/${part.unit}`} part={part} order={order} gains={gains} props={props} />
      ))}
      {(others.length > 0 || form.given.length > 0) && (
        <details class="self-others">
          <summary>{m.others}</summary>
          <p class="quiet hint">{m.othersHint}</p>
          {work.history.draft.board !== null && <Links {...props} />}
          {form.given.length > 0 && (
            <fieldset class="self-group">
              <legend>{m.given}</legend>
              <p class="quiet hint">{m.givenHint}</p>
              <div class="self-grid">
                {form.given.map((given) => (
                  <Given key={`${given.unit}/${given.node}/${given.period}`} given={given} props={props} />
                ))}
              </div>
            </fieldset>
          )}
          {others.map((part) => (
            <details key={`${part.class}/${part.unit}`} class="self-other">
              <summary>
                <Say text={part.name} lang={lang} />
              </summary>
              <Part part={part} order={order === "gain" ? "scheme" : order} props={props} />
            </details>
          ))}
        </details>
      )}
      <PastePreview props={props} />
    </section>
  );
}
