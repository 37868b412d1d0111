// Whom the unit is linked to, where that can be chosen: its office, its department, those it answers for.
import { say } from "../../i18n";
import { Say } from "../../ui/parts";
import type { FormProps } from "./field";
import { type End, type LinkState, linkStates } from "./links";
import { keyOf, linking, withChanges, withoutChanges } from "./state";

function LinkField({ one, props }: { one: LinkState; props: FormProps }) {
  const { work, control, m, lang } = props;
  const { link, cell, now, change, ends } = one;
  const key = keyOf(cell);
  const title = say(link.title, lang) || link.id;
  const set = (to: string[]) => control.change(withChanges([linking(cell, to)]));
  // Ends of several classes are told apart by their class; where its only unit is called like it, once is enough.
  const nameOf = (end: End) => {
    const [name, cls] = [say(end.name, lang) || end.unit, say(end.class, lang)];
    return link.to.length > 1 && cls !== name ? `${cls}${m.colon}${name}` : name;
  };
  const many = link.count === "many" || now.length > 1;
  const left = ends.filter((end) => now.indexOf(end.unit) < 0);
  const refused = work.refused[key];
  return (
    <div class={`self-field ${change ? "typed" : "begun"} ${refused ? "bad" : ""}`}>
      <label for={`field-${key}`}>{title}</label>
      {many && (
        <ul class="self-ends">
          {now.map((unit) => {
            const end = ends.find((candidate) => candidate.unit === unit);
            const name = end ? nameOf(end) : unit;
            return (
              <li key={unit}>
                {name}{" "}
                <button type="button" class="quiet-button" aria-label={m.linkRemove(name)} onClick={() => set(now.filter((other) => other !== unit))}>
                  ✕
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <span class="self-input">
        <select
          id={`field-${key}`}
          data-field={key}
          value={many ? "" : (now[0] ?? "")}
          aria-describedby={`told-${key}`}
          aria-invalid={refused ? true : undefined}
          onChange={(event) => {
            const chosen = (event.currentTarget as HTMLSelectElement).value;
            if (many) set([...now, chosen]);
            else set(chosen === "" ? [] : [chosen]);
          }}
        >
          {(many || link.count === "optional" || now.length === 0) && <option value="">{many ? m.linkAdd(title) : link.count === "optional" ? m.linkNone : m.linkChoose}</option>}
          {(many ? left : ends).map((end) => (
            <option key={end.unit} value={end.unit}>
              {nameOf(end)}
            </option>
          ))}
        </select>
      </span>
      <p class={refused ? "field-fault" : "field-told"} id={`told-${key}`}>
        {refused ? (
          refused.map((diagnostic, index) => <Say key={index} text={diagnostic.text} lang={lang} />)
        ) : change ? (
          <>
            {m.typedMark}{" "}
            <button type="button" class="quiet-button" onClick={() => control.change(withoutChanges([cell]))}>
              {m.revert}
            </button>
          </>
        ) : work.history.draft.board !== null ? (
          m.fromBoardMark
        ) : (
          ""
        )}
      </p>
    </div>
  );
}

export function Links(props: FormProps) {
  const { work, m } = props;
  const states = linkStates(work.links, work.history.draft, work.answers.card, work.summary);
  if (states.length === 0) return null;
  return (
    <fieldset class="self-group self-links">
      <legend>{m.links}</legend>
      <p class="quiet hint">{m.linksHint}</p>
      <div class="self-grid">
        {states.map((one) => (
          <div key={one.link.id} class="self-cell">
            <LinkField one={one} props={props} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
