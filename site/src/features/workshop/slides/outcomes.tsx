// What follows from the result: each outcome in its own sentence, and how many it concerns.
import { Say } from "../../../ui/parts";
import type { PrintProps } from "../slide";

export function OutcomesSlide({ room, lang, m }: PrintProps) {
  return (
    <ul class="outcome-list">
      {(room.notable?.outcomes ?? []).map((outcome) => (
        <li key={outcome.node}>
          <h2>
            <Say text={outcome.title} lang={lang} />
          </h2>
          <p>
            <Say text={outcome.sentence} lang={lang} />
          </p>
          <p class="quiet">{m.concerned(outcome.units)}</p>
        </li>
      ))}
    </ul>
  );
}
