// Sentences about places and values, from the engine's texts: "3—12月办结率每月不低于98.2%". Nothing is computed; texts are only
// put beside each other.
import type { Form, FormFact, TitledCell, Way } from "../../engine/desk-types";
import type { Text } from "../../engine/types";
import { groupDigits, periodText } from "../../format";
import { type Lang, say } from "../../i18n";
import type { PanelMessages } from "./panel-messages";
import type { Cell } from "./state";

/** The form's fact of a cell; undefined for the figure of a node. */
export function factOf(form: Form, cell: Pick<Cell, "class" | "unit" | "fact">): FormFact | undefined {
  const part = form.parts.find((candidate) => candidate.class === cell.class && candidate.unit === cell.unit);
  return part?.facts.find((fact) => fact.fact === cell.fact);
}

/** Whose figure it is, where that is not the person whose draft it is. */
export function ownerOf(form: Form, cell: Pick<Cell, "class" | "unit">): Text | undefined {
  const part = form.parts.find((candidate) => candidate.class === cell.class && candidate.unit === cell.unit);
  return part && !part.own ? part.name : undefined;
}

const partsOfYear: Record<string, string[]> = {
  "": ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"],
  Q: ["Q1", "Q2", "Q3", "Q4"],
  H: ["H1", "H2"],
};

/** Several periods in few words: "3—12月", "第1、3季度", "Mar–Dec". Those of another year than the page's carry it. */
export function periodsText(periods: readonly string[], page: string, m: PanelMessages, lang: Lang): string {
  const asked = periods.filter((period, index) => period !== "" && period !== page && periods.indexOf(period) === index);
  const first = asked[0] ?? "";
  if (asked.length === 0) return "";
  const [year = "", part = ""] = first.split("-");
  const names = partsOfYear[part.slice(0, 1) === "Q" || part.slice(0, 1) === "H" ? part.slice(0, 1) : ""] ?? [];
  const places = asked.map((period) => (period.slice(0, 5) === `${year}-` ? names.indexOf(period.slice(5)) : -1)).sort((a, b) => a - b);
  if (places.some((place) => place < 0)) return asked.map((period) => periodText(period, lang)).join(m.listComma);
  const runs: string[] = [];
  for (let at = 0; at < places.length; ) {
    let end = at;
    while (end + 1 < places.length && places[end + 1] === (places[end] ?? 0) + 1) end += 1;
    const from = names[places[at] ?? 0] ?? "";
    runs.push(end === at ? m.part(from) : m.partRun(m.part(from), m.part(names[places[end] ?? 0] ?? "")));
    at = end + 1;
  }
  return m.inYear(year === page.slice(0, 4) ? "" : year, m.ofKind(runs.join(m.shortComma), first.slice(5, 6)));
}

/** A value as people say it: an option's title, yes or no, digits in groups, with the unit it is counted in. */
export function valueText(value: string | null, of: { type: string; unit: Text; options?: { id: string; title: Text }[] }, m: PanelMessages, lang: Lang): string {
  if (value === null || value === "") return m.notGiven;
  if (value === "exempt") return m.exempt;
  if (of.type === "flag") return value === "true" ? m.yes : value === "false" ? m.no : value;
  const option = of.options?.find((candidate) => candidate.id === value);
  if (option) return say(option.title, lang) || option.id;
  const unit = say(of.unit, lang);
  if (unit === "" || unit === "%" || value.endsWith("%")) return groupDigits(value);
  return m.withUnit(groupDigits(value), unit);
}

/** One range of values as a predicate: "不低于98.2%". */
function oneRange(range: Way["ranges"][number], say: (value: string) => string, m: PanelMessages): string {
  const { from, to, above, below } = range;
  if (from === null && to === null) return m.any;
  if (from !== null && from === to) return m.exactly(say(from));
  if (to === null) return above ? m.moreThan(say(from ?? "")) : m.atLeast(say(from ?? ""));
  if (from === null) return below ? m.lessThan(say(to)) : m.atMost(say(to));
  return m.between(say(from), say(to), above, below);
}

export function rangesText(ranges: Way["ranges"], of: Parameters<typeof valueText>[1], m: PanelMessages, lang: Lang): string {
  const first = ranges[0];
  // Choices come one by one: they are a list, not as many sentences.
  if (first && ranges.length > 1 && ranges.every((range) => range.from !== null && range.from === range.to)) {
    return m.exactly(ranges.map((range) => valueText(range.from, of, m, lang)).join(m.orComma));
  }
  return ranges.map((range) => oneRange(range, (value) => valueText(value, of, m, lang), m)).join(m.or);
}

/** What a way changes: "3—12月办结率", with whose it is and which option. */
export function subjectText(
  cells: readonly Cell[],
  title: Text,
  keyTitle: Text | undefined,
  place: { form: Form; period: string },
  m: PanelMessages,
  lang: Lang,
): string {
  const owner = cells[0] && ownerOf(place.form, cells[0]);
  const when = periodsText(
    cells.map((cell) => cell.period),
    place.period,
    m,
    lang,
  );
  const name = say(title, lang);
  const key = say(keyTitle, lang);
  return m.subject(owner ? say(owner, lang) : "", name.includes(when) ? "" : when, key ? m.keyed(name, key) : name);
}

/** The title of a cell's key, as the form has it. */
export function keyTitleOf(form: Form, cell: Cell): Text | undefined {
  if (!cell.key) return undefined;
  const fact = factOf(form, cell);
  const found = fact?.keys.find((key) => key.id === cell.key) ?? fact?.options.find((option) => option.id === cell.key);
  return found?.title ?? { "zh-CN": cell.key, en: cell.key };
}

/** "每月" where several periods take the same value. */
function eachOf(cells: readonly Cell[], m: PanelMessages): string {
  if (cells.length < 2) return "";
  const kind = cells.map((cell) => /^\d{4}-([QH]?)[^-]+$/.exec(cell.period)?.[1] ?? "?").reduce((one, next) => (one === next ? one : "?"));
  return kind === "Q" || kind === "H" ? m.each[kind] : kind === "" ? m.each.month : m.each.other;
}

/** A single way as a sentence. */
export function wayText(way: Way, place: { form: Form; period: string }, m: PanelMessages, lang: Lang): string {
  const cell = way.cells[0];
  const fact = cell && factOf(place.form, cell);
  const of = { type: way.type, unit: way.unit, options: fact?.options ?? [] };
  const subject = subjectText(way.cells, way.title, way.keyTitle ?? (cell && keyTitleOf(place.form, cell)), place, m, lang);
  if (way.ranges.length === 0) {
    if (!way.best) return m.noWay(subject);
    return way.bestAt === null ? m.noWayBest(subject, groupDigits(way.best.shown)) : m.noWayBestAt(subject, valueText(way.bestAt, of, m, lang), groupDigits(way.best.shown));
  }
  return m.way(subject, eachOf(way.cells, m), rangesText(way.ranges, of, m, lang));
}

/** Cells that follow each other and say the same of one figure in several periods, put together: "10—12月", once. */
export function together<C extends Cell>(cells: readonly C[], said: (cell: C) => string): C[][] {
  const groups: { key: string; cells: C[] }[] = [];
  for (const cell of cells) {
    const key = JSON.stringify([cell.class, cell.unit, cell.fact, cell.node, cell.key, said(cell)]);
    const found = groups.find((group) => group.key === key);
    if (found) found.cells.push(cell);
    else groups.push({ key, cells: [cell] });
  }
  return groups.map((group) => group.cells);
}

/** A cell in words, for the buttons that lead to its field. */
export function cellText(cell: TitledCell, place: { form: Form; period: string }, m: PanelMessages, lang: Lang): string {
  return subjectText([cell], cell.title, cell.keyTitle ?? keyTitleOf(place.form, cell), place, m, lang);
}
