// What the lesson is about: board, scheme, its source, class and period.
import { periodText } from "../../../format";
import { say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { PrintProps } from "../slide";

export function CoverSlide({ room, lang, t }: PrintProps) {
  const { summary, board, cls, period } = room;
  const { source } = summary.scheme;
  const status = t.sourceStatus[source.status as keyof typeof t.sourceStatus] ?? "";
  return (
    <div class="cover">
      <p class="cover-title">
        <Say text={board.title} lang={lang} />
      </p>
      <p>
        <Say text={summary.scheme.title} lang={lang} />
      </p>
      <p>
        {say(cls.title, lang) || cls.id} · {periodText(period, lang)} · {t.unitCount(String(cls.units.length))}
      </p>
      <p class="quiet">
        {t.source}
        {t.colon}
        <Say text={source.document} lang={lang} />
        {status && ` (${status})`}
      </p>
      {summary.dataset.invented && <p class="invented">◇ {t.invented}</p>}
    </div>
  );
}
