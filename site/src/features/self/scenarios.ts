// Scenarios beside the real figures: which rows are worth showing, and how a way from one total to another is drawn. All figures
// and differences are the engine's; here they are only put beside each other.
import type { Form, FormFact } from "../../engine/desk-types";
import type { Figure, Outcome } from "../../engine/types";
import { groupDigits, isZero, signed } from "../../format";
import { type Lang, say } from "../../i18n";
import { axisOf, onAxis } from "../../plot";
import type { ChartSpec } from "../window/chart-spec";
import type { Differ, NodeDifference, Step } from "./goal-types";
import type { PanelMessages } from "./panel-messages";
import type { Change, Scenario } from "./state";
import { plainText, take } from "./typed";

/** A difference with its sign and a mark that does not need colour: "▲ +1.2", "▼ −0.5", or that nothing changed. */
export function differenceText(difference: Figure | null, m: PanelMessages): string {
  if (difference === null) return "";
  if (isZero(difference.exact)) return m.noChange;
  return `${difference.exact.charAt(0) === "-" ? "▼" : "▲"} ${signed(difference.shown)}`;
}

const keyOfRow = (row: { node: string; period: string }) => `${row.node}@${row.period}`;

/** One line of the table: an item as it is, and in each scenario. */
export interface CompareRow {
  key: string;
  first: NodeDifference;
  /** By scenario, in their order; null where the reply is not there. */
  cells: (NodeDifference | null)[];
  changed: boolean;
}

/** The items of all replies in the order of the tree. With `all` every one, otherwise the total and what differs somewhere. */
export function compareRows(replies: readonly (Differ | null)[], all: boolean): CompareRow[] {
  const rows: CompareRow[] = [];
  const byKey = new Map<string, CompareRow>();
  replies.forEach((reply, at) => {
    for (const node of reply?.nodes ?? []) {
      const key = keyOfRow(node);
      let row = byKey.get(key);
      if (!row) {
        row = { key, first: node, cells: replies.map(() => null), changed: false };
        byKey.set(key, row);
        rows.push(row);
      }
      row.cells[at] = node;
      row.changed = row.changed || node.changed;
    }
  });
  return rows.filter((row) => all || row.changed || row.first.depth === 0);
}

/** Whether people see a difference: what rests on another reason and comes to the same is none. */
function looksOther({ from, to }: Differ["outcomes"][number]): boolean {
  const seen = ({ value, status, state, label }: Outcome) => JSON.stringify([value, status, state, label]);
  return seen(from) !== seen(to);
}

/** Outcomes that differ somewhere, each as it is and in every scenario. */
export function compareOutcomes(replies: readonly (Differ | null)[]): { node: string; title: Outcome["title"]; from: Outcome; cells: (Outcome | null)[] }[] {
  const nodes: string[] = [];
  for (const reply of replies) for (const outcome of reply?.outcomes ?? []) if (outcome.changed && looksOther(outcome) && nodes.indexOf(outcome.node) < 0) nodes.push(outcome.node);
  return nodes.flatMap((node) => {
    const found = replies.map((reply) => reply?.outcomes.find((outcome) => outcome.node === node) ?? null);
    const first = found.find((outcome) => outcome !== null);
    return first ? [{ node, title: first.title, from: first.from, cells: found.map((outcome) => outcome?.to ?? null) }] : [];
  });
}

/** Letters of an item's name in the picture; the table has it whole. */
const mostLetters = 12;
const short = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text);

/** The picture of a way from one total to another: where it begins, what each item adds or takes, and where it ends. */
export function waterfallSpec(differ: Differ & { steps: Step[] }, m: PanelMessages, lang: Lang): Omit<ChartSpec, "look"> {
  const { total, steps } = differ;
  const { min, max } = axisOf([total.from, total.to, ...steps.flatMap((step) => [step.before, step.after])]);
  const bar = (figure: Figure | null): [number, number] => [min, onAxis(figure)];
  return {
    form: "waterfall",
    labels: [m.start, ...steps.map((step) => short(say(step.title, lang) || step.node)), m.end],
    values: [],
    spans: [bar(total.from), ...steps.map((step): [number, number] => [onAxis(step.before), onAxis(step.after)]), bar(total.to)],
    tips: [groupDigits(total.from?.shown ?? ""), ...steps.map((step) => signed(step.difference.shown)), groupDigits(total.to?.shown ?? "")],
    strong: [true, ...steps.map(() => false), true],
    min,
    max,
    lines: [],
    choose: () => undefined,
  };
}

/** A name for the next scenario that none has yet. */
export function freeName(scenarios: readonly Scenario[], nameOf: (index: number) => string): string {
  for (let index = 1; ; index += 1) {
    const name = nameOf(index);
    if (!scenarios.some((scenario) => scenario.name === name)) return name;
  }
}

/** What is put into a figure's place, as typed: an empty field is a figure not given. */
export function typedReading(fact: Pick<FormFact, "type" | "options"> & Partial<FormFact>, typed: string): Change["value"] {
  const { type, options, min = "", max = "", step = "" } = fact;
  const taken = take({ type, options, min: min ?? "", max: max ?? "", step: step ?? "" }, typed);
  // What cannot be taken stays as it was typed; the engine says what is wrong with it.
  return taken.ok ? taken.value : plainText(typed);
}

/** The text that a change's value is typed as. */
export function readingText(value: Change["value"]): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Periods and keys that a fact has places for. */
export function placesOf(form: Form, cls: string, unit: string, fact: string): { periods: string[]; keys: string[] } {
  const cells = form.parts.find((part) => part.class === cls && part.unit === unit)?.facts.find((candidate) => candidate.fact === fact)?.cells ?? [];
  const once = (all: string[]) => all.filter((one, index) => one !== "" && all.indexOf(one) === index);
  return { periods: once(cells.map((cell) => cell.period)), keys: once(cells.map((cell) => cell.key ?? "")) };
}
