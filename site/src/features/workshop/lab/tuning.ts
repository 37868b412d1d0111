// What is moved on a slide, as one value, and the pure updates to it. Nothing here computes a score: what is moved becomes a list of
// changes, and every figure comes from the engine's reply about the board with those changes.
import type { Form, FormFact, FormPart } from "../../../engine/desk-types";
import type { Row, Text } from "../../../engine/types";
import { periodMark } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { sliderEnds } from "../../../plot";
import { allFields } from "../../self/fields";
import { type Cell, reading } from "../../self/state";
import { type Kind, plainText, take, toPercent } from "../../self/typed";
import type { Change, Clause, Tune, TuneNode, TuneParameter, Weights } from "./types";

/** A slider's ends and step, as an input of type "range" takes them; a rate in percent. */
export interface Ends { low: string; high: string; step: string; percent: boolean }

/** Something that can be moved. */
export type Control =
  | { is: "weights"; key: string; title: string; node: TuneNode }
  | { is: "parameter"; key: string; title: string; own: string; unit: string; ends: Ends; kind: Kind; options: never[]; parameter: string; clauses: Clause[] }
  | { is: "fact"; key: string; title: string; own: string; unit: string; ends: Ends | null; cell: Cell; kind: Kind; options: { id: string; title: Text }[]; clauses: Clause[] };

const movable = ["number", "count", "money", "rate", "choice", "flag"];

/** The ends that the engine gives, for a slider: those of a rate in percent. */
export function endsOf({ low, high, step }: Pick<TuneParameter, "low" | "high" | "step">, rate: boolean): Ends {
  const text = (one: string) => (rate ? toPercent(one).replace("%", "") : one);
  return { low: text(low), high: text(high), step: text(step), percent: rate };
}

/** An exact figure as people write it: "0.4" of a rate is "40%". */
export const written = (exact: string, rate: boolean): string => (rate ? toPercent(exact) : exact);

export function parameterControl(parameter: TuneParameter, lang: Lang): Control {
  const { rate, low, high } = parameter;
  return {
    is: "parameter",
    key: `parameter/${parameter.parameter}`,
    title: say(parameter.title, lang) || parameter.parameter,
    own: written(parameter.own, rate),
    unit: say(parameter.unit, lang),
    ends: endsOf(parameter, rate),
    // Beyond its slider a rate is most likely a percentage without its sign; what any other may be, the engine says.
    kind: { type: rate ? "rate" : "number", min: rate ? low : "", max: rate ? high : "", step: "", options: [] },
    options: [],
    parameter: parameter.parameter,
    clauses: parameter.clauses,
  };
}

export function weightsControl(node: TuneNode, lang: Lang): Control {
  return { is: "weights", key: `weights/${node.node}`, title: say(node.title, lang) || node.node, node };
}

const yesNo: { id: string; title: Text }[] = [
  { id: "true", title: { "zh-CN": "是", en: "yes" } },
  { id: "false", title: { "zh-CN": "否", en: "no" } },
];

function factControls(part: FormPart, page: string, lang: Lang): Control[] {
  return allFields(part)
    .filter((field) => movable.indexOf(field.fact.type) >= 0 && !field.base.startsWith("reason:"))
    .map((field) => {
      const fact: FormFact = field.fact;
      const title = say(fact.title, lang) || fact.fact;
      const period = periodMark(field.cell.period, page, title, lang);
      const key = field.keyTitle ? say(field.keyTitle, lang) : "";
      const owner = part.own ? "" : say(part.name, lang);
      const whole = [owner, period, key ? (lang === "en" ? `${title} (${key})` : `${title}（${key}）`) : title].filter((text) => text !== "").join(lang === "en" ? " · " : "");
      const options = fact.type === "flag" ? yesNo : fact.type === "choice" ? fact.options : [];
      return {
        is: "fact",
        key: `fact/${field.key}`,
        title: whole,
        own: field.base,
        unit: say(fact.unit, lang),
        ends: options.length > 0 ? null : sliderEnds(field.kind, field.base),
        cell: field.cell,
        kind: field.kind,
        options,
        clauses: fact.clauses,
      };
    });
}

/** All that can be moved: weights first, then parameters, then the figures of the unit that was chosen. */
export function controlsOf(tune: Tune | null, form: Form | null, page: string, lang: Lang): Control[] {
  return [
    ...(tune?.weights ?? []).map((node) => weightsControl(node, lang)),
    ...(tune?.parameters ?? []).map((parameter) => parameterControl(parameter, lang)),
    ...(form?.parts ?? []).flatMap((part) => factControls(part, page, lang)),
  ];
}

/** Those whose title has all the words typed, in any order; those that begin with the first word come first. */
export function found(controls: readonly Control[], typed: string, most: number): Control[] {
  const words = plainText(typed).toLowerCase().split(/\s+/).filter((word) => word !== "");
  const first = words[0] ?? "";
  const all = controls.filter(({ title }) => words.every((word) => title.toLowerCase().indexOf(word) >= 0));
  const begins = ({ title }: Control) => title.toLowerCase().indexOf(first) === 0;
  return [...all.filter(begins), ...all.filter((control) => !begins(control))].slice(0, most);
}

/** A node's weights as the engine last made them. */
export interface NodeWeights {
  weights: Weights["weights"];
  changes: Change[];
  said: Text;
}

export interface Tuning {
  /** Keys of what is on the slide, in the order in which it was chosen. */
  shown: string[];
  /** What was moved, with the change that it is. */
  moved: Record<string, { text: string; change: Change }>;
  /** By node. */
  weights: Record<string, NodeWeights>;
  /** Children held fast, by node. */
  kept: Record<string, string[]>;
  /** Children moved by hand, by node, the latest last: they stay where they were put as long as another one is left to make way. */
  touched: Record<string, string[]>;
}

export const still: Tuning = { shown: [], moved: {}, weights: {}, kept: {}, touched: {} };

const without = <T>(record: Record<string, T>, key: string): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));

export function show(tuning: Tuning, key: string): Tuning {
  return tuning.shown.indexOf(key) >= 0 ? tuning : { ...tuning, shown: [...tuning.shown, key] };
}

/** One thing back to where it was; it stays on the slide. */
export function reset(tuning: Tuning, control: Control): Tuning {
  if (control.is !== "weights") return { ...tuning, moved: without(tuning.moved, control.key) };
  const { node } = control.node;
  return { ...tuning, weights: without(tuning.weights, node), kept: without(tuning.kept, node), touched: without(tuning.touched, node) };
}

export function resetAll(tuning: Tuning): Tuning {
  return { ...still, shown: tuning.shown };
}

/** Off the slide, and back to where it was. */
export function takeOff(tuning: Tuning, control: Control): Tuning {
  return { ...reset(tuning, control), shown: tuning.shown.filter((key) => key !== control.key) };
}

export function isMoved(tuning: Tuning, control: Control): boolean {
  return control.is === "weights" ? tuning.weights[control.node.node] !== undefined : tuning.moved[control.key] !== undefined;
}

export function move(tuning: Tuning, control: Control, text: string, change: Change): Tuning {
  return { ...tuning, moved: { ...tuning.moved, [control.key]: { text, change } } };
}

export function toggleKept(tuning: Tuning, node: string, child: string): Tuning {
  const kept = tuning.kept[node] ?? [];
  const next = kept.indexOf(child) >= 0 ? kept.filter((one) => one !== child) : [...kept, child];
  return { ...tuning, kept: { ...tuning.kept, [node]: next } };
}

/** What a child counts as now. */
export function weightOf(tuning: Tuning, node: TuneNode, child: string): { exact: string; shown: string } {
  const now = tuning.weights[node.node]?.weights.find((one) => one.child === child);
  const first = node.children.find((one) => one.child === child);
  return now ? { exact: now.weight, shown: now.shown } : { exact: first?.own ?? "", shown: written(first?.own ?? "", node.rate) };
}

/** What is asked when a child is moved: it, those held fast and those put somewhere before are set; the others make way in proportion.
 *  Where none would be left, the one that was put somewhere first is let go. */
export function weighing(tuning: Tuning, node: TuneNode, child: string, text: string): { set: Record<string, string>; touched: string[] } {
  const kept = (tuning.kept[node.node] ?? []).filter((one) => one !== child);
  const others = node.children.map((one) => one.child).filter((one) => one !== child && kept.indexOf(one) < 0);
  let before = (tuning.touched[node.node] ?? []).filter((one) => others.indexOf(one) >= 0);
  if (before.length === others.length) before = before.slice(1);
  const stay = [...kept, ...before].map((one) => [one, weightOf(tuning, node, one).exact]);
  return { set: { ...Object.fromEntries(stay), [child]: text }, touched: [...before, child] };
}

export function weighed(tuning: Tuning, node: string, reply: Weights, touched: string[]): Tuning {
  const { weights, changes, said } = reply;
  return { ...tuning, weights: { ...tuning.weights, [node]: { weights, changes, said } }, touched: { ...tuning.touched, [node]: touched } };
}

/** Everything that differs from the board as it is. */
export function changesOf(tuning: Tuning): Change[] {
  return [...Object.values(tuning.moved).map(({ change }) => change), ...Object.values(tuning.weights).flatMap(({ changes }) => changes)];
}

/** What a typed or dragged text makes of a control, or why it cannot be taken. */
export function changeFor(control: Exclude<Control, { is: "weights" }>, typed: string): { change: Change } | { trouble: "not-number" | "below" | "above" | "other"; limit: string } {
  const taken = take(control.kind, typed);
  if (taken.ok) {
    if (taken.value === null) return { trouble: "not-number", limit: "" };
    return { change: control.is === "parameter" ? { parameter: control.parameter, value: String(taken.value) } : reading(control.cell, taken.value) };
  }
  const { trouble } = taken;
  if (trouble.is === "below" || trouble.is === "above") return { trouble: trouble.is, limit: written(trouble.limit, control.kind.type === "rate") };
  if (trouble.is === "negative") return { trouble: "below", limit: "0" };
  return { trouble: trouble.is === "not-number" ? "not-number" : "other", limit: "" };
}

/** What a range input's text stands for: of a rate, percent. */
export const fromSlider = (ends: Ends, text: string): string => (ends.percent ? `${text}%` : text);

// Places

/** How many stand before a unit: a place counted in the list itself, whatever the way of ranking calls it. */
function ahead(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  let place = "";
  let before = 0;
  rows.forEach((row, index) => {
    if (row.place === "") return;
    if (row.place !== place) {
      place = row.place;
      before = index;
    }
    counts[row.unit] = before;
  });
  return counts;
}

export interface Moved { row: Row; was: string; gained: number | null }

/** The rows as they are, each with its place before and how many others it passed (or, below 0, was passed by). */
export function moves(before: readonly Row[], now: readonly Row[]): Moved[] {
  const [from, to] = [ahead(before), ahead(now)];
  const was: Record<string, string> = Object.fromEntries(before.map((row) => [row.unit, row.place]));
  return now.map((row) => {
    const [a, b] = [from[row.unit], to[row.unit]];
    return { row, was: was[row.unit] ?? "", gained: a === undefined || b === undefined ? null : a - b };
  });
}
