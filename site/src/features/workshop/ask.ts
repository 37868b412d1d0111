// What a case asks: whom, which node, what is known, and which answers there can be. All from the engine's steps; nothing is computed.
import type { GuessOfValue, Step, Story } from "../../engine/lesson-types";
import type { ClassInfo, Figure, NodeInfo, Outcome, Summary, Text } from "../../engine/types";
import { groupDigits } from "../../format";
import { messages, say } from "../../i18n";
import { keyOfNode } from "./walk";

export interface Known {
  key: string;
  title: Text;
  period: string;
  /** As people read it. */
  value: Text;
  unit: Text;
}
export interface Asked {
  class: string;
  unit: string;
  name: Text;
  node: string;
  period: string;
  title: Text;
  /** All that the case says of this unit; the one that is guessed comes first. */
  nodes: { node: string; period: string; title: Text }[];
  /** What the answers rest on, as far as it was given. */
  known: Known[];
  /** The answers to choose from; null: a number is asked. */
  options: { id: string; title: Text }[] | null;
}

/** Outcomes whose label says what would follow: where it does not hold, that has to be said instead. */
const consequences = ["verdict", "quota", "honour"];
const [zh, en] = [messages("zh-CN"), messages("en")];

/** What an outcome comes to, in words. */
export function outcomeSaid({ kind, status, state, value, label, title }: Pick<Outcome, "kind" | "status" | "state" | "value" | "label"> & { title?: Text }): Text {
  if (status === "exempt") return say(label, "zh-CN") ? label : { "zh-CN": zh.status.exempt, en: en.status.exempt };
  if (status !== "known") return state === "pending" ? { "zh-CN": zh.pending, en: en.pending } : { "zh-CN": zh.undecided, en: en.undecided };
  if (value === "false" && consequences.indexOf(kind) >= 0) return { "zh-CN": zh.doesNotHold, en: en.doesNotHold };
  // A label that only repeats the title says no more than that it holds.
  return title && say(title, "zh-CN") === say(label, "zh-CN") && value === "true" ? { "zh-CN": zh.holds, en: en.holds } : label;
}

const asText = (figure: Figure): Text => ({ "zh-CN": groupDigits(figure.shown), en: groupDigits(figure.shown) });

/** What a step came to. */
function cameTo(step: Step): Pick<Known, "value" | "unit"> | null {
  if (step.status !== "known") return null;
  if (step.outcome) return { value: outcomeSaid(step.outcome), unit: {} };
  if (step.said && (step.said["zh-CN"] || step.said.en)) return { value: step.said, unit: {} };
  return step.points ? { value: asText(step.points), unit: step.unit } : null;
}

/** What was given, of all that the asked nodes rest on: facts, and figures that stand there though what they rest on is not known. */
export function knownFor(steps: readonly Step[], asked: readonly { node: string; period: string }[]): Known[] {
  const byKey = new Map(steps.map((step) => [keyOfNode(step.node, step.period), step]));
  const seen = new Set<string>();
  const found: Known[] = [];
  const walk = (key: string) => {
    const step = byKey.get(key);
    if (!step || seen.has(key)) return;
    seen.add(key);
    const reads = step.from.map((from) => keyOfNode(from.node, from.period));
    const value = cameTo(step);
    const rests = step.facts.some((fact) => fact.value !== null) || reads.some((from) => byKey.get(from)?.status === "known");
    if (value && !rests) {
      found.push({ key, title: step.title, period: step.period, ...value });
      return;
    }
    step.facts.forEach((fact) => {
      const own = `${fact.fact}@${step.period}`;
      if (fact.value !== null && found.every((one) => one.key !== own)) found.push({ key: own, title: fact.title, period: step.period, value: fact.value, unit: fact.unit });
    });
    reads.forEach(walk);
  };
  asked.forEach(({ node, period }) => walk(keyOfNode(node, period)));
  return found;
}

const yesNo = (yes: Text, no: Text) => [
  { id: "true", title: yes },
  { id: "false", title: no },
];

export function optionsFor(cls: ClassInfo, info: NodeInfo | undefined, steps: readonly Step[], node: string, period: string, words: { yes: Text; no: Text }): Asked["options"] {
  if (!info) return null;
  if (info.type === "flag" || info.type === "veto" || info.type === "verdict" || info.type === "quota" || info.type === "honour") return yesNo(words.yes, words.no);
  if (info.type !== "level") return null;
  // The lines stand with the figure that the level reads.
  const reads = steps.find((step) => step.node === node && step.period === period)?.from ?? [];
  const lined = [...reads.map((from) => from.node), ...cls.nodes.map((one) => one.id)].map((id) => cls.nodes.find((one) => one.id === id));
  const lines = lined.find((one) => (one?.lines.length ?? 0) > 0)?.lines ?? [];
  const options: { id: string; title: Text }[] = [];
  lines.forEach((line) => {
    if (options.every(({ id }) => id !== line.level)) options.push({ id: line.level, title: line.title });
  });
  return options.length > 1 ? options : null;
}

/** What is most worth a guess: a grade, else a consequence, else the first of the figures. */
function telling(cls: ClassInfo, nodes: readonly Story["nodes"][number][]): Story["nodes"][number] | undefined {
  const typeOf = (id: string) => cls.nodes.find((one) => one.id === id)?.type ?? "";
  return nodes.find(({ node }) => typeOf(node) === "level") ?? nodes.find(({ node }) => ["veto", "verdict", "quota", "honour"].indexOf(typeOf(node)) >= 0) ?? nodes[0];
}

/** A question for each unit that the case says something of. */
export function askedOf(story: Story, summary: Summary, stepsOf: (unit: string) => readonly Step[], words: { yes: Text; no: Text }): Asked[] {
  const units = story.nodes.map(({ unit }) => unit).filter((unit, index, all) => all.indexOf(unit) === index);
  return units.flatMap((unit) => {
    const own = story.nodes.filter((one) => one.unit === unit);
    const cls = summary.classes.find((one) => one.units.some(({ id }) => id === unit) && one.nodes.some(({ id }) => id === own[0]?.node));
    const main = cls ? telling(cls, own) : undefined;
    if (!cls || !main) return [];
    const steps = stepsOf(unit);
    const info = cls.nodes.find((one) => one.id === main.node);
    return [
      {
        class: cls.id,
        unit,
        name: cls.units.find((one) => one.id === unit)?.name ?? {},
        node: main.node,
        period: main.period,
        title: main.title,
        nodes: [main, ...own.filter((one) => one !== main)].map(({ node, period, title }) => ({ node, period, title })),
        known: knownFor(steps, own),
        options: optionsFor(cls, info, steps, main.node, main.period, words),
      },
    ];
  });
}

/** What a guess came to, as the engine has it. */
export interface Guessed {
  guess: string;
  reply: GuessOfValue | null;
}

/** A number as somebody types it; null when it is none. */
export function typedNumber(text: string): string | null {
  const plain = text.trim().replace(/[，,]/g, "").replace(/．/g, ".").replace(/−/g, "-");
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}
