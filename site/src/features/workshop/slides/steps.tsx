// A worked card, step by step.
import { type Lang, say } from "../../../i18n";
import type { RoomMessages } from "../messages";
import type { Room, Slide, SlideProps } from "../slide";

export function stepsTitle(m: RoomMessages, slide: Slide, room: Room, lang: Lang): string {
  return m.steps(say(room.cls.units.find((unit) => unit.id === slide.of)?.name, lang) || slide.of);
}

export function StepsSlide({ m }: SlideProps) {
  return <p class="slide-fault">{m.unanswered}</p>;
}
