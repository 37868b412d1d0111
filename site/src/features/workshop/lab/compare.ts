// One way beside another: who changed, in words, as a picture of places, and as a table for elsewhere. Figures and differences are the
// engine's; here they are only put beside each other.
import type { ClassInfo, Figure } from "../../../engine/types";
import { groupDigits, isZero, signed } from "../../../format";
import { type Lang, say } from "../../../i18n";
import type { LabMessages } from "./messages";
import type { Because, Compare, CompareUnit, Side } from "./types";

/** A difference with a mark that does not need colour: "▲ +1.2", "▼ −0.5"; "" where there is none. */
export function differenceWords(difference: Figure | null): string {
  if (difference === null || isZero(difference.exact)) return "";
  return `${difference.exact.charAt(0) === "-" ? "▼" : "▲"} ${signed(difference.shown)}`;
}

const shownOf = (figure: Figure | null | undefined, m: LabMessages): string => (figure ? groupDigits(figure.shown) : m.none);

/** "85.10 → 84.60", or once where both are the same. */
function both(from: string, to: string, m: LabMessages): string {
  return from === to ? from : m.arrow(from, to);
}

export function pointsWords({ from, to }: CompareUnit, m: LabMessages): string {
  return both(shownOf(from?.points, m), shownOf(to?.points, m), m);
}
export function placeWords({ from, to }: CompareUnit, m: LabMessages): string {
  const place = (side: Side | null) => (side && side.place !== null ? String(side.place) : m.none);
  return both(place(from), place(to), m);
}
export function movedWords({ moved }: CompareUnit, m: LabMessages): string {
  if (moved === null || moved === 0) return "";
  return moved > 0 ? `▲ ${m.up(moved)}` : `▼ ${m.down(-moved)}`;
}
const levelWord = (side: Side | null, lang: Lang, m: LabMessages) => (side?.level ? say(side.level.title, lang) : m.none);
export function levelWords({ from, to }: CompareUnit, m: LabMessages, lang: Lang): string {
  return both(levelWord(from, lang, m), levelWord(to, lang, m), m);
}
/** Consequences that came, and those that no longer hold; "—" where they are the same. */
export function verdictWords({ from, to }: CompareUnit, m: LabMessages, lang: Lang): string {
  const only = (side: Side | null, other: Side | null) =>
    (side?.verdicts ?? []).filter((one) => !(other?.verdicts ?? []).some(({ node }) => node === one.node)).map((one) => say(one.title, lang)).join(m.listComma);
  const [gone, come] = [only(from, to), only(to, from)];
  return [come && m.comes(come), gone && m.goes(gone)].filter((part) => part !== "").join(m.semicolon) || m.none;
}

/** One reason: "办结率（2025年3月）（D22）：9 → 8，▼ −1". */
export function becauseWords(because: Because, m: LabMessages, lang: Lang): string {
  const title = say(because.title, lang) || because.node;
  const clauses = because.clauses.length > 0 ? m.clause(because.clauses.map((clause) => clause.id).join(m.listComma)) : "";
  const change = differenceWords(because.difference);
  const figures = because.from || because.to ? `${m.colon}${both(shownOf(because.from, m), shownOf(because.to, m), m)}${change ? `${m.comma}${change}` : ""}` : "";
  return `${title}${clauses}${figures}`;
}

/** Why a unit's grade or consequences change though its points do not: the rules of these that read differently, with their clauses. */
export function ruleReasons(unit: CompareUnit, reply: Compare, cls: Pick<ClassInfo, "nodes">, level: string, m: LabMessages, lang: Lang): string[] {
  if (!unit.changed || unit.in !== "both") return [];
  const nodes = (unit.from?.level?.id ?? "") === (unit.to?.level?.id ?? "") ? [] : [level];
  const held = (side: Side | null) => (side?.verdicts ?? []).map((one) => one.node);
  const [before, after] = [held(unit.from), held(unit.to)];
  nodes.push(...before.filter((node) => after.indexOf(node) < 0), ...after.filter((node) => before.indexOf(node) < 0));
  return reply.rules
    .filter((rule) => nodes.indexOf(rule.node) >= 0)
    .map((rule) => {
      const clauses = cls.nodes.find((node) => node.id === rule.node)?.clauses ?? [];
      return m.ruleOther(say(rule.title, lang) || rule.node, clauses.length > 0 ? m.clause(clauses.join(m.listComma)) : "");
    });
}

/** Units to look at; without those that do not change where that is wanted. */
export function unitsOf(reply: Compare, onlyChanged: boolean): CompareUnit[] {
  return onlyChanged ? reply.units.filter((unit) => unit.changed) : reply.units;
}

/** Whose grade changed, as a sentence each. */
export function levelChanges(reply: Compare, m: LabMessages, lang: Lang): string[] {
  return reply.units
    .filter((unit) => unit.in === "both" && (unit.from?.level?.id ?? "") !== (unit.to?.level?.id ?? ""))
    .map((unit) => m.levelChanged(say(unit.name, lang) || unit.unit, levelWord(unit.from, lang, m), levelWord(unit.to, lang, m)));
}

/** A line of the picture of places: where it begins on the left and where it ends on the right, counted in rows. */
export interface Slope { unit: CompareUnit; left: number; right: number; way: "up" | "down" | "same" }

/** Units in the order of either side, and the lines between: whoever has no place on one side has no line. */
export function slopes(units: readonly CompareUnit[]): { left: CompareUnit[]; right: CompareUnit[]; lines: Slope[] } {
  const order = (side: "from" | "to") =>
    units
      .filter((unit) => typeof unit[side]?.place === "number")
      .map((unit, index) => ({ unit, place: unit[side]?.place ?? 0, index }))
      .sort((a, b) => a.place - b.place || a.index - b.index)
      .map(({ unit }) => unit);
  const [left, right] = [order("from"), order("to")];
  const lines = left.flatMap((unit, index): Slope[] => {
    const at = right.indexOf(unit);
    if (at < 0) return [];
    const moved = unit.moved ?? 0;
    return [{ unit, left: index, right: at, way: moved > 0 ? "up" : moved < 0 ? "down" : "same" }];
  });
  return { left, right, lines };
}

/** The table for elsewhere: a head and a row for each unit, all of them text as shown. */
export function tableOf(units: readonly CompareUnit[], m: LabMessages, lang: Lang, rules: (unit: CompareUnit) => string[] = () => []): string[][] {
  const head = [m.unit, `${m.points} ${m.sideA}`, `${m.points} ${m.sideB}`, m.difference, `${m.rank} ${m.sideA}`, `${m.rank} ${m.sideB}`, `${m.level} ${m.sideA}`, `${m.level} ${m.sideB}`, `${m.verdicts} ${m.sideA}`, `${m.verdicts} ${m.sideB}`, m.because];
  // Plain digits, without marks or groups: the next program reads them as numbers.
  const plain = (figure: Figure | null | undefined) => figure?.shown ?? "";
  const place = (side: Side | null) => (side && side.place !== null ? String(side.place) : "");
  const verdicts = (side: Side | null) => (side?.verdicts ?? []).map((one) => say(one.title, lang)).join(m.listComma);
  const rows = units.map((unit) => [
    say(unit.name, lang) || unit.unit,
    plain(unit.from?.points),
    plain(unit.to?.points),
    plain(unit.difference),
    place(unit.from),
    place(unit.to),
    say(unit.from?.level?.title, lang),
    say(unit.to?.level?.title, lang),
    verdicts(unit.from),
    verdicts(unit.to),
    [...unit.because.map((one) => becauseWords(one, m, lang)), ...rules(unit)].join(m.semicolon),
  ]);
  return [head, ...rows];
}
