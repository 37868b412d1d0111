// Where a field comes from: who reports it, what proves it, the clauses, and what reads it.
import type { FormFact } from "../../engine/desk-types";
import { say } from "../../i18n";
import { Say } from "../../ui/parts";
import { type FormProps, limitText } from "./field";

/** Whether somebody takes part at all is read by everything: the first few say enough. */
const mostNodes = 6;

export function HelpButton({ fact, props }: { fact: FormFact; props: FormProps }) {
  const { work, control, m, lang } = props;
  const open = work.help === fact.fact;
  return (
    <button
      type="button"
      class="self-help-button"
      aria-expanded={open}
      aria-label={m.helpOf(say(fact.title, lang) || fact.fact)}
      title={m.helpOf(say(fact.title, lang) || fact.fact)}
      onClick={() => control.show({ help: open ? "" : fact.fact })}
    >
      <span aria-hidden="true">§</span>
    </button>
  );
}

export function Help({ fact, props }: { fact: FormFact; props: FormProps }) {
  const { control, m, t, lang, work } = props;
  const limits = limitText({ type: fact.type, min: fact.min, max: fact.max, step: fact.step, options: [] }, m);
  const basis = fact.basis && fact.basis !== "stated" ? t.basis[fact.basis as keyof typeof t.basis] : "";
  const nothing = !say(fact.reporter, lang) && !say(fact.proof, lang) && fact.clauses.length === 0 && fact.nodes.length === 0 && !limits;
  return (
    <div class="self-help">
      <p>
        <strong>
          <Say text={fact.title} lang={lang} />
        </strong>{" "}
        <span class="quiet">
          {[say(fact.unit, lang), limits, basis].filter(Boolean).join(" · ")}
        </span>
      </p>
      {say(fact.reporter, lang) && (
        <p>
          {m.reporter}
          {m.colon}
          <Say text={fact.reporter} lang={lang} />
        </p>
      )}
      {say(fact.proof, lang) && (
        <p>
          {m.proof}
          {m.colon}
          <Say text={fact.proof} lang={lang} />
        </p>
      )}
      {fact.nodes.length > 0 && (
        <p>
          {m.usedBy}
          {m.colon}
          {fact.nodes.slice(0, mostNodes).map((node, index) => (
            <span key={node.id}>
              {index > 0 ? m.listComma : ""}
              {work.cls.nodes.some((one) => one.id === node.id) ? (
                <button type="button" class="quiet-button" onClick={() => control.toNode(node.id, work.history.draft.period)}>
                  <Say text={node.title} lang={lang} />
                </button>
              ) : (
                <Say text={node.title} lang={lang} />
              )}
            </span>
          ))}
          {fact.nodes.length > mostNodes && ` ${t.more(fact.nodes.length - mostNodes)}`}
        </p>
      )}
      {fact.clauses.map((clause) => (
        <blockquote key={clause.id}>
          <cite>{clause.id}</cite> <Say text={clause.text} lang={lang} />
        </blockquote>
      ))}
      {nothing && <p class="quiet">{m.noHelp}</p>}
    </div>
  );
}
