// The tables that can be saved: the ranking, a card, two cards. Figures stay the engine's text; a fraction is written so that no
// spreadsheet takes it for a date.
import type { Badge, Card, Cell, Entry, Figure, Rows, Status } from "../engine/types";
import { type WindowProps, gradeOf, nodeOf, partsOf, titleOf } from "../features/window/state";
import { say } from "../i18n";
import type { Table } from "./exporters";
import { type PairLine, flatten, pairOutcomes, pairValues } from "./pair";
import type { TakeMessages } from "./take-messages";

const exactText = (figure: Figure | null | undefined) => (figure ? figure.exact.replace("/", " ÷ ") : "");
const shownText = (figure: Figure | null | undefined) => figure?.shown ?? "";

/** What an outcome comes to, as in the table on the page. */
export function outcomeText(outcome: Badge | undefined, { t, lang }: WindowProps): string {
  if (!outcome) return "";
  if (outcome.status === "exempt") return say(outcome.label, lang) || t.status.exempt;
  if (outcome.status !== "known") return outcome.state === "pending" ? t.pending : t.undecided;
  return outcome.value === "false" ? t.doesNotHold : say(outcome.label, lang);
}

interface Column {
  title: string;
  figure: boolean;
  /** One cell for each row. */
  cells: string[];
}

/** Columns in which nothing stands are left out, unless they are wanted. */
function tableOf(name: string, title: string, columns: (Column | null)[]): Table {
  const kept = columns.filter((column): column is Column => column !== null);
  const rows = (kept[0]?.cells ?? []).map((_, index) => kept.map((column) => column.cells[index] ?? ""));
  return { name, title, head: kept.map((column) => column.title), rows, figures: kept.map((column) => column.figure) };
}

/** Only where something stands in it. */
const ifAny = (column: Column): Column | null => (column.cells.some((cell) => cell !== "") ? column : null);

/** Whether a figure is shown in full: zeros at its end say nothing. */
const isWhole = ({ exact, shown }: Figure) => shown === exact || shown.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") === exact;

/** Figures as shown, and beside them the exact ones where any of them differs. */
function figureColumns(title: string, figures: (Figure | null | undefined)[], m: TakeMessages): (Column | null)[] {
  const differ = figures.some((figure) => figure && !isWhole(figure));
  return [{ title, figure: true, cells: figures.map(shownText) }, differ ? { title: m.exact(title), figure: true, cells: figures.map(exactText) } : null];
}

const nameOfFile = ({ state, view }: WindowProps, ...rest: string[]) => [state.board.id, view.period, ...rest].filter(Boolean).join("-");

/** What has to stand in every line, so that a line alone says what it is. */
function about(props: WindowProps, count: number, m: TakeMessages): (Column | null)[] {
  const { state, view, lang } = props;
  const all = (title: string, text: string): Column => ({ title, figure: false, cells: Array.from({ length: count }, () => text) });
  const { invented } = state.summary.dataset;
  const draft = state.board.state === "final" ? "" : m.state[state.board.state];
  return [
    all(m.className, say(view.cls.title, lang) || view.cls.id),
    all(m.period, view.period),
    ifAny(all(m.remark, [invented ? m.invented : "", draft].filter(Boolean).join(m.semicolon))),
  ];
}

export function rankingFile(rows: Rows, props: WindowProps, m: TakeMessages): Table {
  const { view, t, lang } = props;
  const { cls } = view;
  const list = rows.rows;
  const column = (title: string, tell: (row: Rows["rows"][number]) => string, figure = false): Column => ({ title, figure, cells: list.map(tell) });
  const cells = (node: string) => list.map((row) => row.cells[node]);
  const nodes = [view.item, ...partsOf(cls, view.item).map((part) => part.id), view.root].filter((id, index, all) => all.indexOf(id) === index);
  const groupOf = (id: string) => say(cls.groups.find((group) => group.id === id)?.title, lang);
  const why = (cell: Cell | undefined) => (!cell || cell.status === "known" ? "" : say(cell.reason, lang) || t.status[cell.status as Status]);
  const published = Array.from(new Set(list.flatMap((row) => row.outcomes.map((outcome) => outcome.node)))).filter((node) => node !== view.place && node !== view.level);
  const title = `${titleOf(cls, view.item, lang)} ${m.ranking}`;
  return tableOf(nameOfFile(props, cls.id, view.item === view.root ? "" : view.item, m.ranking), title, [
    column(m.place, (row) => row.place, true),
    ifAny(column(m.tied, (row) => (row.tied ? m.yes : ""))),
    column(m.id, (row) => row.unit),
    column(say(cls.title, lang) || m.unit, (row) => say(row.name, lang)),
    cls.groups.length > 1 ? column(m.group, (row) => groupOf(row.group)) : null,
    ...nodes.flatMap((node) => figureColumns(titleOf(cls, node, lang), cells(node).map((cell) => cell?.points), m)),
    ifAny(column(m.rate, (row) => row.cells[view.item]?.rate ?? "", true)),
    view.level ? column(m.grade, (row) => outcomeText(gradeOf(view, row.outcomes), props)) : null,
    ...published.map((node) => column(titleOf(cls, node, lang), (row) => outcomeText(row.outcomes.find((outcome) => outcome.node === node), props))),
    rows.before ? ifAny(column(m.before(rows.before), (row) => row.before, true)) : null,
    ifAny(column(m.reason, (row) => why(row.cells[view.item]))),
    ...about(props, list.length, m),
  ]);
}

function entries(entry: Entry, level: number): { entry: Entry; level: number }[] {
  return [{ entry, level }, ...entry.children.flatMap((child) => entries(child, level + 1))];
}

export function cardFile(card: Card, props: WindowProps, m: TakeMessages): Table {
  const { view, t, lang } = props;
  interface Line {
    kind: string;
    level: string;
    node: string;
    title: string;
    period: string;
    entry?: Entry;
    result: string;
    reason: string;
  }
  const lines: Line[] = [
    ...entries(card.tree, 1).map(({ entry, level }) => ({
      kind: m.kindPoints,
      level: String(level),
      node: entry.node,
      title: say(entry.title, lang),
      period: entry.period,
      entry,
      result: entry.status === "known" ? (entry.outside ? m.outside : "") : t.status[entry.status],
      reason: say(entry.reason, lang),
    })),
    ...card.outcomes.map((outcome) => ({
      kind: m.kindOutcome,
      level: "",
      node: outcome.node,
      title: say(outcome.title, lang),
      period: card.period,
      result: outcomeText(outcome, props),
      reason: outcome.reasons.map((reason) => say(reason, lang)).join(m.semicolon),
    })),
    ...card.values.map((value) => ({
      kind: m.kindValue,
      level: "",
      node: value.node,
      title: say(value.title, lang),
      period: card.period,
      result: value.status === "known" ? say(value.shown, lang) : t.status[value.status],
      reason: say(value.reason, lang),
    })),
  ];
  const column = (title: string, tell: (line: Line) => string, figure = false): Column => ({ title, figure, cells: lines.map(tell) });
  const name = say(card.name, lang);
  return tableOf(nameOfFile(props, view.cls.id, card.unit, m.card), `${name} ${m.card}`, [
    column(m.unit, () => name),
    column(m.id, () => card.unit),
    column(m.kind, (line) => line.kind),
    column(m.level, (line) => line.level, true),
    column(m.item, (line) => line.title),
    column(m.period, (line) => line.period),
    column(t.fullMarks, (line) => shownText(line.entry?.full), true),
    ...figureColumns(m.points, lines.map((line) => line.entry?.points), m),
    column(m.rate, (line) => line.entry?.rate ?? "", true),
    column(m.lost, (line) => shownText(line.entry?.lost), true),
    column(m.result, (line) => line.result),
    ifAny(column(m.reason, (line) => line.reason)),
    column(m.clauses, (line) => (nodeOf(view.cls, line.node)?.clauses ?? []).join(m.listComma)),
    ...about(props, lines.length, m).filter((one) => one?.title !== m.period),
  ]);
}

export function pairFile({ tree, first, second, apart, props, m }: { tree: PairLine; first: Card; second: Card; apart: Record<string, Figure | null>; props: WindowProps; m: TakeMessages }): Table {
  const { view, t, lang } = props;
  const [a, b] = [say(first.name, lang), say(second.name, lang)];
  const status = (entry: Entry | null) => (!entry ? "" : entry.points ? entry.points.shown : t.status[entry.status]);
  interface Line {
    kind: string;
    title: string;
    period: string;
    texts: [string, string];
    figures: [Figure | null | undefined, Figure | null | undefined];
    difference: string;
    same: boolean;
  }
  const lines: Line[] = [
    ...flatten(tree).map((line): Line => ({
      kind: m.kindPoints,
      title: say(line.title, lang),
      period: line.period,
      texts: [status(line.first), status(line.second)],
      figures: [line.first?.points, line.second?.points],
      difference: line.same ? "" : exactText(apart[line.path]),
      same: line.same,
    })),
    ...pairOutcomes(first, second).map((pair): Line => ({
      kind: m.kindOutcome,
      title: say(pair.title, lang),
      period: view.period,
      texts: [outcomeText(pair.first ?? undefined, props), outcomeText(pair.second ?? undefined, props)],
      figures: [null, null],
      difference: "",
      same: pair.same,
    })),
    ...pairValues(first, second).map((pair): Line => ({
      kind: m.kindValue,
      title: say(pair.title, lang),
      period: view.period,
      texts: [say(pair.first?.shown, lang), say(pair.second?.shown, lang)],
      figures: [null, null],
      difference: "",
      same: pair.same,
    })),
  ];
  const column = (title: string, tell: (line: Line) => string, figure = false): Column => ({ title, figure, cells: lines.map(tell) });
  const exact = (title: string, which: 0 | 1): Column | null =>
    lines.some(({ figures }) => figures[which] && !isWhole(figures[which])) ? column(m.exact(title), (line) => exactText(line.figures[which]), true) : null;
  return tableOf(nameOfFile(props, view.cls.id, first.unit, second.unit, m.pairFile), `${a}${m.listComma}${b}`, [
    column(m.kind, (line) => line.kind),
    column(m.item, (line) => line.title),
    column(m.period, (line) => line.period),
    column(a, (line) => line.texts[0], true),
    exact(a, 0),
    column(b, (line) => line.texts[1], true),
    exact(b, 1),
    ifAny(column(m.difference(a, b), (line) => line.difference, true)),
    column(m.differs, (line) => (line.same ? "" : m.yes)),
    ...about(props, lines.length, m).filter((one) => one?.title !== m.period),
  ]);
}
