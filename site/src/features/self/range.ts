// What can still come of it, in the order in which people ask: what is certain, what is still open, what is lost.
import type { NodeRange, Range, RangeLine } from "../../engine/desk-types";
import type { Badge, ClassInfo, Line } from "../../engine/types";
import { groupDigits } from "../../format";
import { type Lang, say } from "../../i18n";
import type { PanelMessages } from "./panel-messages";

export type UnitRange = Range["units"][number];

export function unitRange(range: Range | null, unit: string): UnitRange | null {
  return range?.units.find((candidate) => candidate.unit === unit) ?? null;
}

/** The lines of the class's level, highest first, each with what is certain about it; empty where no line is drawn. */
export function linesOf(cls: ClassInfo, unit: UnitRange): RangeLine[] {
  const level = unit.nodes[cls.level];
  if (level?.lines) return level.lines;
  const lines: Line[] = cls.nodes.find((node) => node.id === cls.total)?.lines ?? [];
  const place = (id: string | null | undefined) => lines.findIndex((line) => line.level === id);
  const worst = place(level?.levels?.low);
  const best = place(level?.levels?.high);
  return lines.map((line, index) => ({
    level: line.level,
    title: line.title,
    from: line.from,
    sure: worst >= 0 && index >= worst,
    possible: best < 0 || index >= best,
    short: null,
  }));
}

/** The class's grade, also where figures are still open but can neither lower nor raise it any more. */
export function settled<T extends Badge>(outcome: T, cls: ClassInfo, unit: UnitRange | null): T {
  if (outcome.status === "known" || outcome.node !== cls.level || !unit) return outcome;
  const best = linesOf(cls, unit).find((line) => line.possible);
  const other = unit.nodes[cls.level]?.mayBe.some((status) => status !== "known") ?? true;
  return best?.sure && !other ? { ...outcome, status: "known", state: "decided", value: best.level, label: best.title } : outcome;
}

/** What the lines come to in sentences: "已不会低于“良好”；“优秀”还需3.2分". */
export function standingWords(lines: readonly RangeLine[], m: PanelMessages, lang: Lang): string[] {
  const title = (line: RangeLine) => say(line.title, lang);
  const said: string[] = [];
  const sure = lines.find((line) => line.sure);
  const open = lines.filter((line) => !line.sure && line.possible);
  const lost = lines.filter((line) => !line.possible);
  if (sure && open.length === 0) said.push(m.sureTop(title(sure)));
  // That one cannot fall below the lowest is no news.
  else if (sure?.from) said.push(m.sure(title(sure)));
  else if (sure) said.push(m.mayFall(title(sure)));
  // The next line is the one to reach for: it stands first.
  for (const line of open.reverse()) said.push(line.short ? m.short(title(line), groupDigits(line.short.shown)) : m.within(title(line)));
  const nearest = lost[lost.length - 1];
  if (nearest) said.push(m.outOfReach(title(nearest)));
  return said;
}

/** The bounds of one figure in words. */
export function boundsWords(title: string, node: NodeRange, m: PanelMessages): string {
  if (node.known === false) return m.unknown(title);
  const low = node.low ? groupDigits(node.low.shown) : m.unbounded;
  const high = node.high ? groupDigits(node.high.shown) : m.unbounded;
  if (node.low && node.high && node.low.exact === node.high.exact && node.mayBe.length === 0) return m.settled(title, low);
  return m.rangeSaid(title, low, high);
}

export function mayBeWords(node: NodeRange, m: PanelMessages): string[] {
  return node.mayBe.map((one) => m.mayBe[one as keyof PanelMessages["mayBe"]] ?? "").filter((words) => words !== "");
}
