// What a node of the lesson's class does, in one sentence, under its title.
import type { Lang } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { Room } from "../slide";

export function SentenceOf({ room, node, lang }: { room: Room; node: string; lang: Lang }) {
  const info = room.cls.nodes.find((one) => one.id === node);
  if (!info) return null;
  return (
    <p class="slide-sentence">
      <Say text={info.sentence} lang={lang} />
    </p>
  );
}
