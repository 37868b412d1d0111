// What somebody wants to reach, as they choose it and as the engine is asked. What is typed is kept as typed; nothing is computed.
import type { CellName, Form, FormFact, Goal, PathQuery, SolveQuery } from "../../engine/desk-types";
import type { Card, ClassInfo, NodeInfo, Summary, Text } from "../../engine/types";
import { groupDigits } from "../../format";
import { type Lang, say } from "../../i18n";
import type { PanelMessages } from "./panel-messages";
import { type Cell, type Change, changeAt } from "./state";

export type GoalKind = "grade" | "place" | "points" | "avoid";

/** What is chosen in the panel; every kind keeps its own, so that changing the kind loses nothing. */
export interface GoalChoice {
  kind: GoalKind;
  /** A grade, by `gradeKey`. */
  level: string;
  place: string;
  /** The node whose points are wanted; "" for the total. */
  item: string;
  points: string;
  /** A verdict or a veto. */
  avoid: string;
  /** "1" … "5" by `factKey`. */
  costs: Record<string, string>;
  /** What stays as it is and what does not, by `factKey`, where somebody said so; `staysByItself` has the rest. */
  frozen: Record<string, boolean>;
  /** Figures of periods that are over may be changed as well. */
  past: boolean;
}

export const noChoice: GoalChoice = { kind: "grade", level: "", place: "", item: "", points: "", avoid: "", costs: {}, frozen: {}, past: false };

export interface Grade {
  key: string;
  node: string;
  /** Of the level itself: there may be several, as an office's own beside the civil service's. */
  of: Text;
  level: string;
  title: Text;
  from: string;
}

const gradeKey = (node: string, level: string) => `${node}/${level}`;

/** Every grade there is; those of the class's own level first. */
function gradesOf(cls: ClassInfo): Grade[] {
  const levels = cls.nodes.filter((node) => node.type === "level");
  const ordered = [...levels.filter((node) => node.id === cls.level), ...levels.filter((node) => node.id !== cls.level)];
  return ordered.flatMap((node) => {
    const own = node.lines.length > 0 || node.id !== cls.level ? node.lines : (cls.nodes.find((one) => one.id === cls.total)?.lines ?? []);
    return own
      .slice(0, -1)
      .map((line) => ({ key: gradeKey(node.id, line.level), node: node.id, of: node.title, level: line.level, title: line.title, from: line.from ? line.from.shown : "" }));
  });
}

export interface GoalOptions {
  kinds: GoalKind[];
  /** Of each level the best first, without the lowest: nobody aims for that. */
  grades: Grade[];
  items: NodeInfo[];
  /** Those that hold or may hold come first. */
  avoid: NodeInfo[];
}

/** What this class can aim for. A place needs others to be compared with. */
export function optionsOf(cls: ClassInfo, card: Card | null): GoalOptions {
  const total = cls.nodes.find((node) => node.id === cls.total);
  const grades = gradesOf(cls);
  const items = cls.nodes.filter((node) => node.type === "points");
  const speaks = (node: NodeInfo) => {
    const outcome = card?.outcomes.find((candidate) => candidate.node === node.id);
    if (!outcome || outcome.status === "exempt") return 2;
    return outcome.value === "true" ? 0 : outcome.state === "undecided" ? 1 : 2;
  };
  const effect = (node: NodeInfo) => card?.outcomes.find((candidate) => candidate.node === node.id)?.effect ?? "";
  // What is granted is nothing to be avoided.
  const consequences = cls.nodes.filter((node) => node.type === "veto" || (node.type === "verdict" && effect(node) !== "honour" && effect(node) !== "notice"));
  const avoid = [0, 1, 2].flatMap((rank) => consequences.filter((node) => speaks(node) === rank));
  const kinds: GoalKind[] = [];
  if (grades.length > 0) kinds.push("grade");
  if (cls.place && cls.units.length > 1) kinds.push("place");
  if (total && total.type === "points") kinds.push("points");
  if (avoid.length > 0) kinds.push("avoid");
  return { kinds, grades, items, avoid };
}

/** The choice with every part that is not there filled by the likeliest: the next grade up, the best place, the first consequence. */
export function filled(choice: GoalChoice, options: GoalOptions, next: string): GoalChoice {
  const has = (list: readonly NodeInfo[], id: string) => list.some((one) => one.id === id);
  const grade = options.grades.find((one) => one.key === choice.level) ?? options.grades.find((one) => one.level === next) ?? options.grades[0];
  return {
    ...choice,
    kind: options.kinds.indexOf(choice.kind) >= 0 ? choice.kind : (options.kinds[0] ?? "points"),
    level: grade?.key ?? "",
    item: has(options.items, choice.item) ? choice.item : "",
    avoid: has(options.avoid, choice.avoid) ? choice.avoid : (options.avoid[0]?.id ?? ""),
  };
}

/** A number as people type it, with full-width digits, blanks or the word for points around it; null where it is none. */
export function typedNumber(text: string): string | null {
  const plain = text.normalize("NFKC").replace(/[\s,]|分$|points?$/g, "");
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(plain) ? plain : null;
}
export function typedPlace(text: string): string | null {
  const plain = text.normalize("NFKC").replace(/\s|^第|名$/g, "");
  return /^[1-9]\d{0,6}$/.test(plain) ? plain : null;
}

export type AskedGoal = { goal: Goal; fault: null } | { goal: null; fault: "none" | "number" | "place" };

export function askedGoal(choice: GoalChoice, cls: ClassInfo): AskedGoal {
  const no = (fault: "none" | "number" | "place"): AskedGoal => ({ goal: null, fault });
  switch (choice.kind) {
    case "grade": {
      const grade = gradesOf(cls).find((one) => one.key === choice.level);
      return grade ? { goal: { node: grade.node, level: grade.level }, fault: null } : no("none");
    }
    case "place": {
      const place = typedPlace(choice.place);
      return place === null ? no("place") : { goal: { node: cls.place, place }, fault: null };
    }
    case "points": {
      const points = typedNumber(choice.points);
      return points === null ? no("number") : { goal: { node: choice.item || cls.total, atLeast: points }, fault: null };
    }
    case "avoid":
      return choice.avoid ? { goal: { node: choice.avoid, is: "false" }, fault: null } : no("none");
  }
}

/** The goal in words that stand within a sentence: "“优秀”", "前3名". */
export function goalWords(choice: GoalChoice, cls: ClassInfo, m: PanelMessages, lang: Lang): string {
  const node = (id: string) => cls.nodes.find((candidate) => candidate.id === id);
  switch (choice.kind) {
    case "grade": {
      const grades = gradesOf(cls);
      const grade = grades.find((one) => one.key === choice.level);
      const title = say(grade?.title, lang) || choice.level;
      // Where two levels have a grade of one name, it is said which.
      const same = grades.some((one) => one.key !== choice.level && one.level === grade?.level);
      return m.goalText.grade(same ? `${say(grade?.of, lang)}${m.colon}${title}` : title);
    }
    case "place":
      return m.goalText.place(typedPlace(choice.place) ?? choice.place);
    case "points":
      return m.goalText.points(say(node(choice.item || cls.total)?.title, lang) || m.total, groupDigits(typedNumber(choice.points) ?? choice.points));
    case "avoid":
      return m.goalText.avoid(say(node(choice.avoid)?.title, lang) || choice.avoid);
  }
}

/** What the figures of a reply about a goal are figures of: a grade is reached by the points it is read from. */
export function measureTitle(goalNode: string, cls: ClassInfo, m: PanelMessages, lang: Lang): string {
  const node = cls.nodes.find((candidate) => candidate.id === goalNode);
  const measure = node?.type === "level" ? cls.nodes.find((candidate) => candidate.id === cls.total) : node;
  return say(measure?.title, lang) || m.total;
}

export function factKey(cell: Pick<Cell, "class" | "unit" | "fact">): string {
  return `${cell.class}/${cell.unit}/${cell.fact ?? ""}`;
}

export interface Effort {
  key: string;
  class: string;
  unit: string;
  fact: FormFact;
}

/** The facts whose effort can be told: those with a place of their own to change. */
export function effortsOf(form: Form): Effort[] {
  return form.parts.flatMap((part) =>
    part.facts
      .filter((fact) => fact.cells.length > 0)
      .map((fact) => ({ key: factKey({ class: part.class, unit: part.unit, fact: fact.fact }), class: part.class, unit: part.unit, fact })),
  );
}

/** Whether a fact stays as it is unless somebody says otherwise: no points rest on it by themselves, or all do, since it decides
 *  whether the unit is of this class at all, as a date of birth. */
export function staysByItself(effort: Effort, summary: Pick<Summary, "classes">): boolean {
  const reads = (cls: string, id: string) => effort.fact.nodes.some((node) => node.class === cls && node.id === id);
  const points = (cls: ClassInfo) => cls.nodes.filter((node) => node.type === "points");
  const own = summary.classes.find((cls) => cls.id === effort.class);
  const all = own ? points(own) : [];
  if (all.length > 1 && all.every((node) => reads(effort.class, node.id))) return true;
  return !summary.classes.some((cls) => points(cls).some((node) => reads(cls.id, node.id)));
}

export function stays(effort: Effort, choice: GoalChoice, summary: Pick<Summary, "classes">): boolean {
  return choice.frozen[effort.key] ?? staysByItself(effort, summary);
}

type Place = CellName & { over: boolean };

/** Every place of a fact, and whether its figure is there and its period over. */
function placesIn({ class: cls, unit, fact }: Effort, changes: readonly Change[]): Place[] {
  return fact.cells.map(({ period, key, closed, status }) => {
    const cell = { class: cls, unit, fact: fact.fact, period, ...(key ? { key } : {}) };
    const change = changeAt(changes, cell);
    return { ...cell, over: closed && (change ? change.value !== null : status !== "missing") };
  });
}

const bare = ({ over: _, ...cell }: Place): CellName => cell;

/** Whether there is something to choose: figures of periods that are over beside others that are still open. */
export function hasPast(form: Form, changes: readonly Change[]): boolean {
  const places = effortsOf(form).flatMap((effort) => placesIn(effort, changes));
  return places.some((place) => place.over) && places.some((place) => !place.over);
}

export interface GoalPlace {
  draft: { class: string; unit: string; period: string; changes: readonly Change[] };
  form: Form;
  summary: Pick<Summary, "classes">;
}

/** What `solve` and `path` are asked. What is over stays, unless it is asked for, or all is over and this is a look back. */
export function goalQuery(choice: GoalChoice, goal: Goal, { draft, form, summary }: GoalPlace): { solve: SolveQuery; path: PathQuery } {
  const efforts = effortsOf(form);
  const held = !choice.past && hasPast(form, draft.changes);
  const frozen = efforts.flatMap((effort) => placesIn(effort, draft.changes).filter((place) => stays(effort, choice, summary) || (held && place.over))).map(bare);
  const costs = efforts.flatMap((effort) => {
    const cost = choice.costs[effort.key];
    if (!cost || stays(effort, choice, summary)) return [];
    return placesIn(effort, draft.changes)
      .filter((place) => !(held && place.over))
      .map((place) => ({ ...bare(place), cost, ...(effort.fact.step ? { step: effort.fact.step } : {}) }));
  });
  const solve: SolveQuery = { class: draft.class, unit: draft.unit, period: draft.period, goal, ...(frozen.length > 0 ? { frozen } : {}) };
  return { solve, path: costs.length > 0 ? { ...solve, costs } : solve };
}

/** A value that the engine found, as a change of its cell. */
export function foundChange(cell: CellName, value: string, type: string): Change {
  const { class: cls, unit, fact, node, period, key } = cell;
  const where = { class: cls, unit, ...(node === undefined ? { fact } : { node }), period, ...(key ? { key } : {}) };
  return { ...where, value: type === "flag" ? value === "true" : value };
}

/** What was kept of a choice, with anything that does not fit left out. */
export function parseChoice(value: unknown): GoalChoice {
  if (value === null || typeof value !== "object") return noChoice;
  const kept = value as Partial<Record<keyof GoalChoice, unknown>>;
  const text = (one: unknown) => (typeof one === "string" && one.length <= 200 ? one : "");
  const costs: Record<string, string> = {};
  if (kept.costs !== null && typeof kept.costs === "object") {
    for (const [key, cost] of Object.entries(kept.costs as object)) if (typeof cost === "string" && /^[1-5]$/.test(cost)) costs[key] = cost;
  }
  const frozen: Record<string, boolean> = {};
  if (kept.frozen !== null && typeof kept.frozen === "object") {
    for (const [key, one] of Object.entries(kept.frozen as object)) if (typeof one === "boolean") frozen[key] = one;
  }
  return {
    kind: kept.kind === "place" || kept.kind === "points" || kept.kind === "avoid" ? kept.kind : "grade",
    level: text(kept.level),
    place: text(kept.place),
    item: text(kept.item),
    points: text(kept.points),
    avoid: text(kept.avoid),
    costs,
    frozen,
    past: kept.past === true,
  };
}

const storeKey = "yardstick.goals";
/** So many drafts' goals are remembered; the oldest are forgotten first. */
const mostKept = 30;

/** All goals kept on this device, by draft; the latest last. */
export function parseGoals(text: string | null): [string, GoalChoice][] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(value)) return [];
    return value.flatMap((pair) => (Array.isArray(pair) && typeof pair[0] === "string" ? [[pair[0], parseChoice(pair[1])] as [string, GoalChoice]] : []));
  } catch {
    return [];
  }
}

export function withGoal(goals: readonly [string, GoalChoice][], draft: string, choice: GoalChoice): [string, GoalChoice][] {
  return [...goals.filter(([id]) => id !== draft), [draft, choice] as [string, GoalChoice]].slice(-mostKept);
}

let memory: [string, GoalChoice][] | null = null;

/** The goal last chosen for a draft. Where the device keeps nothing, it holds for as long as the page is open. */
export function rememberedGoal(draft: string): GoalChoice {
  if (memory === null) {
    try {
      memory = parseGoals(window.localStorage.getItem(storeKey));
    } catch {
      memory = [];
    }
  }
  return memory.find(([id]) => id === draft)?.[1] ?? noChoice;
}

export function rememberGoal(draft: string, choice: GoalChoice): void {
  memory = withGoal(memory ?? [], draft, choice);
  try {
    window.localStorage.setItem(storeKey, JSON.stringify(memory));
  } catch {
    // Then it is forgotten when the page is closed; the figures themselves are kept elsewhere.
  }
}
