// Small pieces that several views use: badges, bars, and a document's own text in its own language.
import type { ComponentChildren } from "preact";
import type { Badge, Between, Figure, Status, Text } from "../engine/types";
import { groupDigits, groupWithin } from "../format";
import { type Lang, type Messages, say, spoken } from "../i18n";
import { percentWidth } from "../plot";

/** A document's text; marked with its language where that is not the page's. */
export function Say({ text, lang }: { text: Text | undefined; lang: Lang }) {
  const own = spoken(text, lang);
  return own === lang ? <>{say(text, lang)}</> : <span lang={own}>{say(text, lang)}</span>;
}

/** A figure as shown, its exact value on demand; or why there is none. */
export function FigureText({ figure, status, between, t }: { figure: Figure | null; status: Status; between?: Between | undefined; t: Messages }) {
  if (status === "missing" && between) {
    const [low, high] = [groupDigits(between.low.shown), groupDigits(between.high.shown)];
    return (
      <span class="no-figure between" title={t.between(low, high)}>
        <span aria-hidden="true">{low === high ? low : `${low}–${high}`}</span>
        <span class="sr">{t.between(low, high)}</span>
      </span>
    );
  }
  if (!figure || status !== "known") return <span class="no-figure">{t.status[status] || "—"}</span>;
  const exact = figure.exact === figure.shown ? undefined : t.exact(figure.exact);
  return <span title={exact}>{groupDigits(figure.shown)}</span>;
}

/** A bar for a share 0…1; always beside its figure, so it is hidden from screen readers. */
export function Bar({ share, weak = false }: { share: string; weak?: boolean }) {
  return (
    <span class={weak ? "bar weak" : "bar"} aria-hidden="true">
      <span style={{ width: percentWidth(share) }} />
    </span>
  );
}

// A sign of its own for each kind, so that colour is never the only difference.
const marks = { veto: "✕", honour: "★", measure: "▲", notice: "●", undecided: "?" } as const;

/** The look of an outcome: what it is, told by shape, word and colour. */
export function outcomeTone(outcome: Badge): keyof typeof marks {
  if (outcome.state === "undecided" || outcome.state === "pending") return "undecided";
  if (outcome.kind === "veto") return "veto";
  return outcome.effect || (outcome.kind === "quota" ? "honour" : "notice");
}

/** A veto or verdict by its short title; its full wording stands in the card. */
export function OutcomeBadge({ outcome, lang, t }: { outcome: Badge; lang: Lang; t: Messages }) {
  const tone = outcomeTone(outcome);
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{marks[tone]}</span>
      <span>
        <Say text={outcome.title} lang={lang} />
        {tone === "undecided" ? ` ${outcome.state === "pending" ? t.pending : t.undecided}` : ""}
        {outcome.kind === "decision" && outcome.state === "decided" && outcome.value !== "true" && (
          <>
            {t.colon}
            <Say text={outcome.label} lang={lang} />
          </>
        )}
      </span>
    </span>
  );
}

/** What a record says, field by field. */
export function RecordFields({ fields, lang, t }: { fields: readonly { title: Text; value: Text }[]; lang: Lang; t: Messages }) {
  return (
    <p>
      {fields.map((field, index) => (
        <span key={index} class="record-field">
          <span class="quiet">
            <Say text={field.title} lang={lang} />
            {t.colon}
          </span>
          <Say text={field.value} lang={lang} />
        </span>
      ))}
    </p>
  );
}

/** What an outcome comes to, in words: "第3名", "1,234.50元", or that it waits. */
export function OutcomeText({ outcome, lang, t }: { outcome: Pick<Badge, "state" | "status" | "label">; lang: Lang; t: Messages }) {
  if (outcome.status === "known") return <>{groupWithin(say(outcome.label, lang))}</>;
  return <span class="no-figure">{outcome.status === "exempt" ? say(outcome.label, lang) : outcome.state === "pending" ? t.pending : t.undecided}</span>;
}

/** A grade. The lowest of its scale is drawn open and with a sign, so that it differs without colour. */
export function GradeBadge({ outcome, lang, t }: { outcome: Badge; lang: Lang; t: Messages }) {
  if (outcome.status === "exempt") return <span class="no-figure">{t.status.exempt}</span>;
  const undecided = outcome.state === "undecided" || outcome.state === "pending";
  return (
    <span class={`grade ${undecided ? "undecided" : outcome.lowest ? "low" : "high"}`}>
      {undecided ? (outcome.state === "pending" ? t.pending : t.undecided) : <Say text={outcome.label} lang={lang} />}
    </span>
  );
}

/** A labelled chooser. */
export function Chooser(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ComponentChildren;
  class?: string;
  id: string;
}) {
  return (
    <label class={`field ${props.class ?? ""}`} for={props.id}>
      <span class="field-label">{props.label}</span>
      <select id={props.id} value={props.value} onChange={(event) => props.onChange((event.currentTarget as HTMLSelectElement).value)}>
        {props.children}
      </select>
    </label>
  );
}
