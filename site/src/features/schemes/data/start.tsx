// A work without figures begins with names.
import { useState } from "preact/hooks";
import { say } from "../../../i18n";
import { today } from "../../self/as-of";
import type { RoomProps } from "../rooms";
import { dataMessages } from "./messages";
import { classesIn, isDay, newDataset, pastedNames } from "./units";

export function StartPart({ work, change, lang, say: tell }: RoomProps) {
  const m = dataMessages(lang);
  const classes = classesIn(work.scheme);
  const thisYear = work.board.period.slice(0, 4) || String(new Date().getFullYear());
  const [year, setYear] = useState(thisYear);
  const [asOf, setAsOf] = useState(today);
  const [names, setNames] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  if (!classes || classes.length === 0) return <p class="empty">{m.schemeBroken}</p>;
  const yearBad = !/^\d{4}$/.test(year);
  const asOfBad = !isDay(asOf);
  const nobody = classes.every(({ id }) => pastedNames(names[id] ?? "").length === 0);
  const field = (id: string, label: string, hint: string, value: string, put: (text: string) => void, bad: string) => (
    <p class="desk-field">
      <label for={id}>{label}</label>
      <input id={id} type="text" autocomplete="off" value={value} aria-invalid={bad ? true : undefined} aria-describedby={`${id}-told`} onInput={(event) => put((event.currentTarget as HTMLInputElement).value)} />
      <span id={`${id}-told`} class={bad ? "field-fault" : "field-told"}>
        {bad || hint}
      </span>
    </p>
  );
  return (
    <form
      class="desk desk-start"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (yearBad || asOfBad || nobody) return;
        const dataset = newDataset(work.scheme, work.title, year, asOf, names);
        change((latest) => (latest.dataset === "" ? { ...latest, dataset } : latest));
        tell(m.tabs.cells);
      }}
    >
      <h1>{m.start}</h1>
      <p>{m.startHint}</p>
      <div class="desk-fields">
        {field("desk-year", m.year, "", year, setYear, tried && yearBad ? m.yearWrong : "")}
        {field("desk-asof", m.asOf, m.asOfHint, asOf, setAsOf, tried && asOfBad ? m.asOfWrong : "")}
      </div>
      {classes
        .filter(({ one }) => !one)
        .map(({ id, title }) => (
          <p key={id} class="desk-field">
            <label for={`names-${id}`}>{m.namesOf(say(title, lang) || id)}</label>
            <textarea
              id={`names-${id}`}
              rows={classes.length > 2 ? 4 : 8}
              aria-describedby={`names-${id}-told`}
              value={names[id] ?? ""}
              onInput={(event) => setNames({ ...names, [id]: (event.currentTarget as HTMLTextAreaElement).value })}
            />
            <span id={`names-${id}-told`} class="field-told">
              {m.namesHint} {m.countUnits(pastedNames(names[id] ?? "").length)}
            </span>
          </p>
        ))}
      {tried && nobody && (
        <p class="field-fault" role="alert">
          {m.needNames}
        </p>
      )}
      <p>
        <button type="submit" class="button primary">
          {m.begin}
        </button>
      </p>
    </form>
  );
}
