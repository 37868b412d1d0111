// All kinds of slides, in the order in which a ready lesson has them.
import { type FunctionComponent, h } from "preact";
import type { Lang } from "../../i18n";
import { labKinds } from "./lab/kinds";
import { type RoomMessages, roomMessages } from "./messages";
import type { PrintProps, Room, Slide, SlideKind, SlideProps } from "./slide";
import { CaseSlide, caseTitle } from "./slides/case";
import { CoverSlide } from "./slides/cover";
import { LinesSlide } from "./slides/lines";
import { OrderSlide } from "./slides/order";
import { OutcomesSlide } from "./slides/outcomes";
import { PartsSlide } from "./slides/parts";
import { QuizSlide, ScoreSlide } from "./slides/quiz";
import { RuleSlide, ruleTitle } from "./slides/rule";
import { StepsSlide, stepsTitle } from "./slides/steps";

type Title = (m: RoomMessages, slide: Slide, room: Room, lang: Lang) => string;

function kind(name: string, title: Title, component: FunctionComponent<SlideProps>): SlideKind {
  return {
    kind: name,
    title: (slide, room, lang) => title(roomMessages(lang), slide, room, lang),
    render: (props) => h(component, props),
  };
}

/** A kind that looks on paper as it does on the screen. */
function still(name: string, title: Title, component: FunctionComponent<PrintProps>): SlideKind {
  return { ...kind(name, title, component as FunctionComponent<SlideProps>), print: (props) => h(component, props) };
}

export const kinds: SlideKind[] = [
  still("cover", (m) => m.cover, CoverSlide),
  still("parts", (m) => m.parts, PartsSlide),
  still("rule", ruleTitle, RuleSlide),
  kind("steps", stepsTitle, StepsSlide),
  still("lines", (m) => m.lines, LinesSlide),
  kind("order", (m) => m.order, OrderSlide),
  still("outcomes", (m) => m.outcomes, OutcomesSlide),
  kind("case", caseTitle, CaseSlide),
  ...labKinds,
  kind("quiz", (m) => m.quiz, QuizSlide),
  kind("score", (m) => m.score, ScoreSlide),
];

export const kindOf = (slide: Slide): SlideKind | undefined => kinds.find((one) => one.kind === slide.kind);
export const experiments: string[] = labKinds.map((one) => one.kind);
export const titleOf = (slide: Slide, room: Room, lang: Lang): string => kindOf(slide)?.title(slide, room, lang) ?? slide.kind;
