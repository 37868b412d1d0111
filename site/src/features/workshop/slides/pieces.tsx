// Small pieces that several slides use.
import type { Clause } from "../../../engine/lesson-types";
import type { Lang } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { RoomMessages } from "../messages";

/** Clauses as the scheme puts them, with their numbers. */
export function ClauseList({ clauses, lang, m }: { clauses: readonly Clause[]; lang: Lang; m: RoomMessages }) {
  if (clauses.length === 0) return null;
  return (
    <ul class="slide-clauses" aria-label={m.clause}>
      {clauses.map(({ id, text }) => (
        <li key={id}>
          <span class="clause-id">{id}</span> <Say text={text} lang={lang} />
        </li>
      ))}
    </ul>
  );
}
