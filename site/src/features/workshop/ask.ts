// What a case asks: whom, which node, what is known, and which answers there can be. All from the engine's steps; nothing is computed.
import type { GuessOfValue, Step, Story } from "../../engine/lesson-types";
import type { ClassInfo, NodeInfo, Summary, Text } from "../../engine/types";
import { keyOfNode } from "./walk";

export interface Known {
  key: string;
  title: Text;
  period: string;
  /** As people read it; null: there is no figure. */
  value: string | null;
  unit: Text;
}
export interface Asked {
  class: string;
  unit: string;
  name: Text;
  node: string;
  period: string;
  title: Text;
  /** What the answer rests on, as far as it was given. */
  known: Known[];
  /** The answers to choose from; null: a number is asked. */
  options: { id: string; title: Text }[] | null;
}

/** What was given, of all that a step rests on. */
export function knownFor(steps: readonly Step[], node: string, period: string): Known[] {
  const byKey = new Map(steps.map((step) => [keyOfNode(step.node, step.period), step]));
  const seen = new Set<string>();
  const found: Known[] = [];
  const walk = (key: string, root: boolean) => {
    const step = byKey.get(key);
    if (!step || seen.has(key)) return;
    seen.add(key);
    if (!root && step.from.length === 0 && step.facts.length === 0) {
      const value = step.points?.shown ?? null;
      found.push({ key, title: step.title, period: step.period, value, unit: step.points ? step.unit : {} });
    }
    step.facts.forEach((fact) => {
      const own = `${fact.fact}=${key}`;
      if (found.every((one) => one.key !== own)) found.push({ key: own, title: fact.title, period: step.period, value: fact.value, unit: fact.unit });
    });
    step.from.forEach((from) => walk(keyOfNode(from.node, from.period), false));
  };
  walk(keyOfNode(node, period), true);
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

/** Kinds of nodes that nobody guesses; they are only shown. */
export function askedOf(story: Story, summary: Summary, stepsOf: (unit: string) => readonly Step[], words: { yes: Text; no: Text }): Asked[] {
  return story.nodes.flatMap(({ unit, node, period, title }) => {
    const cls = summary.classes.find((one) => one.units.some(({ id }) => id === unit) && one.nodes.some(({ id }) => id === node));
    if (!cls) return [];
    const steps = stepsOf(unit);
    const info = cls.nodes.find((one) => one.id === node);
    return [
      {
        class: cls.id,
        unit,
        name: cls.units.find((one) => one.id === unit)?.name ?? {},
        node,
        period,
        title,
        known: knownFor(steps, node, period),
        options: optionsFor(cls, info, steps, node, period, words),
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
