// Results as a workbook: the ranking, and cards. A total is a formula where one gives exactly the engine's figure, which is proved on
// the digits before it is written; elsewhere (a cap, a rounding, a veto) it is the figure alone.
import type { Card, Cell, ClassInfo, Entry, Figure, Rows } from "../../../engine/types";
import { type Lang, say } from "../../../i18n";
import { type OutCell, type OutSheet, quantityCell, writeBook } from "./book";
import { addsUp, heldExactly, placesOf } from "./digits";
import { sheetName } from "./layout";
import { columnName } from "./raw";

export interface BookAbout {
  title: string;
  class: string;
  period: string;
  /** What vouches for it: digests, or "". */
  digest: string;
}
/** By node: by child, what the child counts. */
export type Weights = Record<string, Record<string, string>>;
export interface RankingInput {
  rows: Rows;
  cls: ClassInfo;
  /** Nodes that are shown beside the total, in order. */
  columns: string[];
  weights: Weights;
}
export interface CardInput {
  card: Card;
  weights: Weights;
}

const words: Record<Lang, Record<"ranking" | "place" | "id" | "name" | "group" | "total" | "outcomes" | "item" | "period" | "full" | "points" | "rate" | "lost" | "weight" | "note" | "why", string>> = {
  "zh-CN": {
    ranking: "排名", place: "名次", id: "编号", name: "名称", group: "组别", total: "总分", outcomes: "结果", item: "项目", period: "考核期", full: "满分", points: "得分", rate: "得分率", lost: "失分", weight: "权重",
    note: "总分单元格里有公式的，公式与系统算出的数逐位相等；没有公式的，是经过封顶、取整、一票否决等规则的数。", why: "没有得分的原因",
  },
  en: {
    ranking: "Ranking", place: "Place", id: "Id", name: "Name", group: "Group", total: "Total", outcomes: "Outcomes", item: "Item", period: "Period", full: "Full marks", points: "Points", rate: "Rate", lost: "Lost", weight: "Weight",
    note: "Where a total is a formula, it gives the engine's figure digit for digit; where it is none, a cap, a rounding, a veto or the like stands between.", why: "Why there are no points",
  },
};

const bold = (text: string): OutCell => ({ text, bold: true, fill: "#DDE6F0", wrap: true });

/** A figure as a cell, with as many places as people are shown; as text where a spreadsheet's digits do not hold it. */
function figureCell(figure: Figure | null, instead = ""): OutCell {
  if (!figure) return { text: instead };
  if (figure.shown.endsWith("%")) return quantityCell(figure.shown);
  if (!heldExactly(figure.exact)) return { text: figure.shown, right: true };
  const places = figure.shown.includes(".") ? figure.shown.length - figure.shown.indexOf(".") - 1 : 0;
  const cell = quantityCell(figure.exact);
  return "number" in cell ? { ...cell, format: places > 0 ? `0.${"0".repeat(places)}` : "0" } : cell;
}

/** A formula over cells that hold `parts`, where it gives `total`. */
function formulaCell(total: Figure | null, parts: readonly { figure: Figure | null; at: string; by?: string; byAt?: string }[], instead: string): OutCell {
  const plain_ = figureCell(total, instead);
  if (!total || parts.length === 0 || parts.some(({ figure }) => !figure || !heldExactly(figure.exact)) || !("number" in plain_)) return plain_;
  const holds = (weighted: boolean) => addsUp(parts.map(({ figure, by }) => ({ figure: figure?.exact ?? "", ...(weighted ? { by: by ?? "1" } : {}) })), total.exact);
  const weighted = !holds(false);
  if (weighted && (parts.some(({ by }) => by === undefined) || !holds(true))) return plain_;
  // Rounded to the figure's own places: a spreadsheet adds binary numbers.
  const places = placesOf(total.exact);
  const sum = parts.map(({ at, by, byAt }) => (weighted ? `${at}*${byAt ?? by}` : at)).join("+");
  return { formula: `ROUND(${sum},${places})`, value: plain_.number, ...(plain_.format ? { format: plain_.format } : {}) };
}

const statusText = (cell: Pick<Cell, "status" | "reason"> | undefined, lang: Lang): string => (cell ? say(cell.reason, lang) || (cell.status === "exempt" ? (lang === "en" ? "exempt" : "不考核") : "—") : "—");

function rankingSheet(about: BookAbout, { rows, cls, columns, weights }: RankingInput, lang: Lang): OutSheet {
  const w = words[lang];
  const title = (node: string) => say(cls.nodes.find(({ id }) => id === node)?.title, lang) || node;
  const own = weights[rows.node];
  const parts = columns.filter((node) => node !== rows.node);
  const first = 4;
  // Rows 1 to 4: what it is, what vouches for it, a note on formulas, heads; then weights where there are any.
  const headRows = own ? 5 : 4;
  const groups = new Map(cls.groups.map(({ id, title: name }) => [id, say(name, lang)]));
  return {
    name: w.ranking,
    frozen: { rows: headRows, columns: 3 },
    widths: [8, 10, 20, 10, ...parts.map(() => 14), 12, 30],
    rows: [
      [{ text: `${about.title} · ${about.class} · ${about.period}`, bold: true }],
      [{ text: about.digest, colour: "#5A6472" }],
      [{ text: w.note, colour: "#5A6472" }],
      [w.place, w.id, w.name, w.group, ...parts.map(title), title(rows.node) || w.total, w.outcomes].map(bold),
      ...(own ? [[null, null, { text: w.weight }, null, ...parts.map((node) => (own[node] === undefined ? null : quantityCell(own[node] ?? "")))] as (OutCell | null)[]] : []),
      ...rows.rows.map((row, index): (OutCell | null)[] => {
        const line = headRows + index + 1;
        const cells = parts.map((node, at) => ({ figure: row.cells[node]?.points ?? null, at: `${columnName(first + at)}${line}`, ...(own?.[node] === undefined ? {} : { by: own[node] ?? "", byAt: `${columnName(first + at)}$5` }) }));
        const total = row.cells[rows.node];
        const outcomes = row.outcomes.filter(({ kind, value }) => kind !== "rank" && value !== "" && value !== "false").map(({ title: name, label, kind }) => (kind === "level" ? say(label, lang) : say(name, lang)));
        return [
          row.place === "" ? { text: "" } : quantityCell(row.place),
          { text: row.unit },
          { text: say(row.name, lang) },
          { text: groups.get(row.group) ?? row.group },
          ...parts.map((node) => figureCell(row.cells[node]?.points ?? null, statusText(row.cells[node], lang))),
          formulaCell(total?.points ?? null, cells.filter((_, at) => row.cells[parts[at] ?? ""]?.status !== "exempt"), statusText(total, lang)),
          { text: outcomes.join(lang === "en" ? "; " : "；") },
        ];
      }),
    ],
  };
}

function cardSheet(about: BookAbout, { card, weights }: CardInput, name: string, lang: Lang): OutSheet {
  const w = words[lang];
  const head = 5;
  const lines: { entry: Entry; depth: number; row: number; children: number[] }[] = [];
  const add = (entry: Entry, depth: number): number => {
    const row = head + lines.length + 1;
    const line = { entry, depth, row, children: [] as number[] };
    lines.push(line);
    for (const child of entry.children) line.children.push(add(child, depth + 1));
    return row;
  };
  add(card.tree, 0);
  const byRow = new Map(lines.map((line) => [line.row, line]));
  return {
    name,
    frozen: { rows: head, columns: 1 },
    widths: [44, 12, 10, 12, 10, 10, 40],
    rows: [
      [{ text: `${say(card.name, lang)} · ${about.period}`, bold: true }],
      [{ text: `${about.title} · ${about.class}` }],
      [{ text: about.digest, colour: "#5A6472" }],
      [{ text: w.note, colour: "#5A6472" }],
      [w.item, w.period, w.full, w.points, w.rate, w.lost, w.why].map(bold),
      ...lines.map(({ entry, depth, children }): OutCell[] => {
        const own = weights[entry.node];
        const parts = children.flatMap((row) => {
          const child = byRow.get(row)?.entry;
          return child && child.status !== "exempt" && !child.outside ? [{ figure: child.points, at: `D${row}`, ...(own?.[child.node] === undefined ? {} : { by: own[child.node] ?? "" }) }] : [];
        });
        return [
          { text: `${"　".repeat(depth)}${say(entry.title, lang) || entry.node}`, ...(children.length > 0 ? { bold: true as const } : {}) },
          { text: entry.period },
          figureCell(entry.full),
          formulaCell(entry.points, parts, ""),
          entry.rate === "" ? { text: "" } : quantityCell(entry.rate),
          figureCell(entry.lost),
          { text: entry.points ? "" : say(entry.reason, lang) },
        ];
      }),
      [],
      ...card.outcomes.map((outcome): OutCell[] => [{ text: say(outcome.title, lang) }, { text: "" }, { text: "" }, { text: say(outcome.label, lang) }]),
    ],
  };
}

export function resultsOf(about: BookAbout, ranking: RankingInput | null, cards: readonly CardInput[], lang: Lang): Promise<Blob> {
  const taken = new Set([words[lang].ranking.toLowerCase()]);
  return writeBook([...(ranking ? [rankingSheet(about, ranking, lang)] : []), ...cards.map((card) => cardSheet(about, card, sheetName(say(card.card.name, lang) || card.card.unit, taken), lang))]);
}

export interface PlainTable {
  name: string;
  title: string;
  head: string[];
  rows: string[][];
  /** Columns of figures. */
  figures: boolean[];
}

/** A table as it stands on the page; of its figures those that a spreadsheet holds are numbers. */
export function tableOf({ name, title, head, rows, figures }: PlainTable): Promise<Blob> {
  return writeBook([
    {
      name: sheetName(name, new Set()),
      frozen: { rows: 2, columns: 0 },
      widths: head.map((_, column) => (figures[column] ? 14 : 22)),
      rows: [[{ text: title, bold: true }], head.map(bold), ...rows.map((row) => row.map((text, column): OutCell => (figures[column] && text !== "" ? quantityCell(text) : { text })))],
    },
  ]);
}
