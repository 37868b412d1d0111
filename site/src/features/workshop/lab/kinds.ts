// The experiments as kinds of slides.
import { type FunctionComponent, h } from "preact";
import type { SlideKind, SlideProps } from "../slide";
import { CompareLab } from "./compare-lab";
import { labMessages } from "./messages";
import { RobustLab } from "./robust-lab";
import { Sliders } from "./sliders";
import type { LabProps } from "./slots";

type Kind = "sliders" | "compare" | "robust";

function labProps(props: SlideProps): LabProps {
  const { room, desk, lang, t } = props;
  return {
    summary: room.summary,
    cls: room.cls,
    period: room.period,
    lang,
    t,
    documents: room.board,
    scenarios: props.scenarios,
    keep: props.keepScenario,
    drop: props.dropScenario,
    memory: () => props.memory(),
    remember: props.remember,
    desk: (changes, questions, channel) => desk.ask(questions, changes.slice(), channel),
    work: (changes, question, onProgress) => desk.work(question, changes.slice(), "lab-work", onProgress),
    announce: props.announce,
  };
}

function kind(name: Kind, component: FunctionComponent<LabProps>): SlideKind {
  return {
    kind: name,
    title: (_slide, _room, lang) => labMessages(lang).kindTitle[name],
    render: (props) => h(component, labProps(props)),
  };
}

export const labKinds: SlideKind[] = [kind("sliders", Sliders), kind("compare", CompareLab), kind("robust", RobustLab)];
