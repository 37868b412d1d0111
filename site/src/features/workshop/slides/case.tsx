// One of the scheme's own cases.
import { type Lang, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { RoomMessages } from "../messages";
import type { Room, Slide, SlideProps } from "../slide";
import { ClauseList } from "./pieces";

const storyOf = (room: Room, name: string) => room.stories.find((story) => story.case === name);

export function caseTitle(m: RoomMessages, slide: Slide, room: Room, lang: Lang): string {
  return m.caseTitle(say(storyOf(room, slide.of)?.title, lang) || slide.of);
}

export function CaseSlide({ slide, room, lang, m }: SlideProps) {
  const story = storyOf(room, slide.of);
  if (!story) return <p class="slide-fault">{m.unanswered}</p>;
  return (
    <>
      <p>
        <Say text={story.description} lang={lang} />
      </p>
      <ClauseList clauses={story.clauses} lang={lang} m={m} />
    </>
  );
}
