// One field of the form: its box, what is told under it, and the keys that lead from it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Diagnostic } from "../../engine/types";
import { groupDigits, periodText } from "../../format";
import { type Lang, type Messages, say } from "../../i18n";
import { Say } from "../../ui/parts";
import type { Control, Work } from "./control";
import { type Field, type Group, countedOf, step, textOf } from "./fields";
import type { SelfMessages } from "./messages";
import { isBlock, needsLook, pasteChange, planPaste } from "./paste";
import { originOf, reading, withChanges, withWrong, withoutChanges } from "./state";
import { type Kind, type Trouble, plainText, take } from "./typed";

export interface FormProps {
  work: Work;
  control: Control;
  m: SelfMessages;
  t: Messages;
  lang: Lang;
}

/** Why a text cannot be taken, and what would be right. */
export function troubleText(trouble: Trouble | { is: "empty" }, kind: Kind, typed: string, m: SelfMessages): string {
  switch (trouble.is) {
    case "not-number":
      return kind.type === "rate" ? m.trouble.notRate : m.trouble.notNumber;
    case "not-whole":
      return m.trouble.notWhole;
    case "negative":
      return m.trouble.negative;
    case "below":
      return m.trouble.below(trouble.limit);
    case "above":
      return trouble.instead ? m.trouble.aboveRate(plainText(typed), trouble.limit) : m.trouble.above(trouble.limit);
    case "not-date":
      return m.trouble.notDate;
    case "no-such-day":
      return m.trouble.noSuchDay;
    case "other-year":
      return m.trouble.otherYear(trouble.years);
    case "not-option":
      return m.trouble.notOption;
    case "empty":
      return m.trouble.empty;
  }
}

/** How a value reads where it is named: an option by its title, a flag in words. */
export function valueText(field: Pick<Field, "fact" | "kind">, value: string, m: SelfMessages, lang: Lang): string {
  if (value === "") return m.notGiven;
  if (value === "exempt") return m.exempt;
  if (value.indexOf("reason:") === 0) return m.reasonOf(say(field.fact.reasons.find((reason) => reason.id === value.slice(7))?.title, lang));
  if (field.kind.type === "flag") return value === "true" ? m.yes : m.no;
  if (field.kind.type === "choice") return say(field.fact.options.find((option) => option.id === value)?.title, lang) || value;
  return groupDigits(value);
}

export function limitText(kind: Kind, m: SelfMessages): string {
  const limits = kind.min || kind.max ? m.limits(groupDigits(kind.min), groupDigits(kind.max)) : "";
  return [limits, kind.step && kind.step !== "1" ? m.stepOf(kind.step) : ""].filter(Boolean).join(m.listComma);
}

export function focusField(key: string): void {
  const box = document.querySelector<HTMLInputElement>(`[data-field="${CSS.escape(key)}"]`);
  const around = box?.closest("details");
  if (around && !around.open) around.open = true;
  box?.focus();
  if (box instanceof HTMLInputElement) box.select();
}

/** Where a key leads; null where it is the box's own. */
function target(event: KeyboardEvent, groups: readonly Group[], field: Field): Field | null {
  const box = event.currentTarget as HTMLInputElement | HTMLSelectElement;
  const whole = groups.find((group) => group.fields.indexOf(field) >= 0)?.fact !== null;
  const at = (by: Parameters<typeof step>[2]) => step(groups, field.key, by);
  if (event.key === "Enter") {
    const [forth, back] = whole ? (["next", "previous"] as const) : (["down", "up"] as const);
    return event.shiftKey ? at(back) ?? at("previous") : at(forth) ?? at("next");
  }
  if (box instanceof HTMLSelectElement || event.shiftKey) return null;
  const alone = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  const atStart = alone || (box.selectionStart === 0 && box.selectionEnd === 0);
  const atEnd = alone || (box.selectionStart === box.value.length && box.selectionEnd === box.value.length);
  switch (event.key) {
    case "ArrowDown":
      return at("down") ?? at("next");
    case "ArrowUp":
      return at("up") ?? at("previous");
    case "ArrowLeft":
      return atStart ? at("previous") : null;
    case "ArrowRight":
      return atEnd ? at("next") : null;
    default:
      return null;
  }
}

function Refused({ diagnostics, lang, m }: { diagnostics: readonly Diagnostic[]; lang: Lang; m: SelfMessages }) {
  return (
    <>
      {diagnostics.map((diagnostic, index) => (
        <span key={index}>
          <Say text={diagnostic.text} lang={lang} />{" "}
        </span>
      ))}
      {m.refusedOriginal}
    </>
  );
}

/** What stands under a box: the fault with what would be right, or how the text was understood. */
function Told({ field, text, quiet, id, props }: { field: Field; text: string; quiet: boolean; id: string; props: FormProps }) {
  const { work, control, m, lang } = props;
  const { draft } = work.history;
  const isBox = field.kind.type !== "choice" && field.kind.type !== "flag";
  const taken = isBox && text.indexOf("reason:") !== 0 ? take(field.kind, text) : null;
  const refused = work.refused[field.key];
  const origin = originOf(draft, field.cell);
  const put = (value: string) => {
    const next = take(field.kind, value);
    if (next.ok) control.change(withChanges([reading(field.cell, next.value)]));
    focusField(field.key);
  };
  if (taken && !taken.ok && !quiet) {
    const { trouble } = taken;
    const counted = countedOf(draft, field);
    const instead = "instead" in trouble ? trouble.instead : "";
    return (
      <p class="field-fault" id={id}>
        <span aria-hidden="true">! </span>
        {troubleText(trouble, field.kind, text, m)} {counted ? m.stillCounts(valueText(field, counted, m, lang)) : m.stillNothing}
        {instead && (
          <button type="button" class="quiet-button" onClick={() => put(instead)}>
            {m.useInstead(instead)}
          </button>
        )}
      </p>
    );
  }
  if (refused && origin === "typed" && !quiet) {
    return (
      <p class="field-fault" id={id}>
        <span aria-hidden="true">! </span>
        <Refused diagnostics={refused} lang={lang} m={m} />
      </p>
    );
  }
  const told = taken?.ok ? taken.told : "";
  return (
    <p class="field-told" id={id}>
      {told && (field.kind.type === "date" ? m.takenDate(told) : m.taken(told))}
      {origin !== "begun" && field.base !== "" && (
        <button
          type="button"
          class="quiet-button"
          title={m.revertTo(valueText(field, field.base, m, lang))}
          onClick={() => {
            control.change(withoutChanges([field.cell]));
            focusField(field.key);
          }}
        >
          {m.revertTo(valueText(field, field.base, m, lang))}
        </button>
      )}
    </p>
  );
}

export function FieldBox({ field, groups, label, props }: { field: Field; groups: readonly Group[]; label: string; props: FormProps }) {
  const { work, control, m, lang } = props;
  const { draft } = work.history;
  const [own, setOwn] = useState<string | null>(null);
  const [quiet, setQuiet] = useState(false);
  const composing = useRef(false);
  const kept = textOf(draft, field);
  // What was undone is shown, also in the box that somebody is in.
  useEffect(() => setOwn(null), [work.turned, field.key]);
  useEffect(() => {
    if (!quiet) return;
    const timer = setTimeout(() => setQuiet(false), 900);
    return () => clearTimeout(timer);
  }, [quiet, own]);
  const text = own ?? kept;
  const { kind } = field;
  const id = `field-${field.key}`;
  const origin = originOf(draft, field.cell);
  const bad = (kind.type !== "choice" && kind.type !== "flag" && text.indexOf("reason:") !== 0 && !take(kind, text).ok) || (work.refused[field.key] && origin === "typed");

  const enter = (typed: string) => {
    const taken = take(kind, typed);
    if (taken.ok) {
      const same = typed === field.base || plainText(typed) === field.base;
      control.change(same ? withoutChanges([field.cell]) : withChanges([reading(field.cell, taken.value)]), field.key);
    } else control.change(withWrong(field.cell, typed), field.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const next = target(event, groups, field);
    if (!next) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    event.preventDefault();
    setQuiet(false);
    focusField(next.key);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (!isBlock(pasted)) return;
    event.preventDefault();
    setOwn(null);
    const plan = planPaste(draft, groups, field.key, pasted);
    if (needsLook(plan)) control.show({ pasted: plan });
    else {
      control.change(pasteChange(plan));
      control.announce(m.paste.done(plan.cells.length));
    }
  };
  const shared = { id, "data-field": field.key, "aria-invalid": bad && !quiet ? true : undefined, "aria-describedby": `told-${field.key}`, onKeyDown };
  const unit = say(field.fact.unit, lang);
  const reasons = field.fact.reasons;
  return (
    <div class={`self-field ${origin} ${bad && !quiet ? "bad" : ""}`}>
      <label for={id}>{label}</label>
      <span class="self-input">
        {kind.type === "choice" || kind.type === "flag" ? (
          <select
            {...shared}
            value={kept}
            onChange={(event) => {
              const value = (event.currentTarget as HTMLSelectElement).value;
              if (value.indexOf("reason:") === 0) control.change(withChanges([reading(field.cell, { reason: value.slice(7) })]));
              else enter(value);
            }}
          >
            <option value="">{m.notGiven}</option>
            {kind.type === "flag"
              ? ["true", "false"].map((value) => (
                  <option key={value} value={value}>
                    {value === "true" ? m.yes : m.no}
                  </option>
                ))
              : field.fact.options.map((option) => (
                  <option key={option.id} value={option.id}>
                    {say(option.title, lang) || option.id}
                  </option>
                ))}
            {kept === "exempt" && <option value="exempt">{m.exempt}</option>}
            {reasons.map((reason) => (
              <option key={reason.id} value={`reason:${reason.id}`}>
                {m.reasonOf(say(reason.title, lang) || reason.id)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...shared}
            type="text"
            autocomplete="off"
            inputMode={kind.type === "date" ? "text" : kind.type === "count" || kind.type === "votes" ? "numeric" : "decimal"}
            placeholder={kind.type === "date" ? m.dateHint : ""}
            value={text.indexOf("reason:") === 0 ? "" : text}
            onInput={(event) => {
              const typed = (event.currentTarget as HTMLInputElement).value;
              setOwn(typed);
              setQuiet(true);
              if (!composing.current) enter(typed);
            }}
            onCompositionStart={() => {
              composing.current = true;
            }}
            onCompositionEnd={(event) => {
              composing.current = false;
              enter((event.currentTarget as HTMLInputElement).value);
            }}
            onFocus={(event) => (event.currentTarget as HTMLInputElement).select()}
            onBlur={() => {
              setOwn(null);
              setQuiet(false);
              control.settle();
            }}
            onPaste={onPaste}
          />
        )}
        {unit && kind.type !== "rate" && <span class="self-unit">{unit}</span>}
        {reasons.length > 0 && kind.type !== "choice" && kind.type !== "flag" && (
          <select
            class="self-reason"
            aria-label={`${label} ${m.reasonOf("")}`}
            value={kept.indexOf("reason:") === 0 ? kept : ""}
            onChange={(event) => {
              const value = (event.currentTarget as HTMLSelectElement).value;
              control.change(value ? withChanges([reading(field.cell, { reason: value.slice(7) })]) : withoutChanges([field.cell]));
            }}
          >
            <option value="">—</option>
            {reasons.map((reason) => (
              <option key={reason.id} value={`reason:${reason.id}`}>
                {m.reasonOf(say(reason.title, lang) || reason.id)}
              </option>
            ))}
          </select>
        )}
      </span>
      <Told field={field} text={text} quiet={quiet} id={`told-${field.key}`} props={props} />
    </div>
  );
}

/** What a field is called where its group does not say it: its fact, its option, its period. */
export function labelOf(field: Field, group: Group, lang: Lang): string {
  const parts: string[] = [];
  if (!group.fact) parts.push(say(field.fact.title, lang) || field.fact.fact);
  if (field.keyTitle) parts.push(say(field.keyTitle, lang) || (field.cell.key ?? ""));
  if (!group.period && (group.fields.some((other) => other.cell.period !== field.cell.period) || parts.length === 0)) parts.push(periodText(field.cell.period, lang));
  return parts.join(" · ");
}
