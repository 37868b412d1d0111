// A cell of the grid: its name, how its value reads, and what a text typed into it is taken for. Only the form of a text is looked
// at here; the engine has the last word and says its own where it refuses.
import { keyOfChange } from "../../../engine/desk";
import type { ChangeText, Reading } from "../../../engine/desk-types";
import type { ClassInfo, Text } from "../../../engine/types";
import { groupDigits } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { isOver } from "../../self/as-of";
import { type Kind, type Taken, plainText, take } from "../../self/typed";
import type { Grid, GridColumn } from "../../../engine/scheme-types";
import type { DataMessages } from "./messages";
import { namesIn } from "./units";

/** What is needed to read and write values: words of the page, and the units that a fact may name. */
export interface Words {
  m: DataMessages;
  lang: Lang;
  classes: readonly ClassInfo[];
}

/** What can be chosen in a cell: the text that stands for it, and what it is called. */
export interface Choice {
  id: string;
  title: string;
}

const exempt = "exempt";
const titles = (text: Text) => [text["zh-CN"], text.en].filter((one): one is string => !!one);

export function changeOf(cls: string, column: GridColumn, unit: string, value: Reading): ChangeText {
  const whole = typeof value === "object" && value !== null;
  return { class: cls, unit, fact: column.fact, period: column.period, ...(column.key && !whole ? { key: column.key } : {}), value };
}
export const nameOf = (cls: string, column: GridColumn, unit: string): string =>
  [cls, unit, column.fact, column.period, column.key].join("\n");
export const listNameOf = (cls: string, fact: string, unit: string): string => keyOfChange({ class: cls, unit, fact });
/** A cell's name taken apart again. */
export function partsOf(name: string): { class: string; unit: string; fact: string; period: string; key: string } {
  const [cls = "", unit = "", fact = "", period = "", key = ""] = name.split("\n");
  return { class: cls, unit, fact, period, key };
}

/** Where nobody has closed a period, the engine goes by the day that the figures are as of. An office writes the year's end there long
 *  before: nothing is due on the desk while a period still runs by the calendar. */
export function asDue(grid: Grid, dataset: string, day: string): Grid {
  const runs = (column: GridColumn) => column.closed && !isOver(column.period, day);
  if (!grid.columns.some(runs) || (namesIn(dataset)?.closed ?? []).length > 0) return grid;
  return { ...grid, columns: grid.columns.map((column) => (runs(column) ? { ...column, closed: false } : column)) };
}

export function kindOf(column: GridColumn): Kind {
  const { type, min, max, step, options, reasons } = column;
  return type === "votes" ? { type, min: "", max: "", step: "", options: [] } : { type, min, max, step, options, reasons };
}

export const isListed = (column: GridColumn): boolean => column.type === "choice" || column.type === "flag" || column.type === "unit";
export const isFigure = (column: GridColumn): boolean => !isListed(column) && column.type !== "text" && column.type !== "date";

/** The values a cell has to choose from; of a figure those that stand in a figure's place. */
export function choicesOf(column: GridColumn, { m, lang, classes }: Words): Choice[] {
  const named = (list: readonly { id: string; title: Text }[]) => list.map(({ id, title }) => ({ id, title: say(title, lang) || id }));
  const own =
    column.type === "choice"
      ? named(column.options)
      : column.type === "flag"
        ? [
            { id: "true", title: m.yes },
            { id: "false", title: m.no },
          ]
        : column.type === "unit"
          ? (classes.find(({ id }) => id === column.of)?.units ?? []).map(({ id, name }) => ({ id, title: say(name, lang) || id }))
          : [];
  return [...own, ...named(column.reasons), { id: exempt, title: m.exempt }];
}

/** A value as people read it and may type it again. */
export function shownOf(column: GridColumn, value: string | null, { m, lang, classes }: Words): string {
  if (value === null || value === "") return "";
  if (value === exempt) return m.exempt;
  const reason = column.reasons.find(({ id }) => id === value);
  if (reason) return say(reason.title, lang) || value;
  if (column.type === "flag") return value === "true" ? m.yes : m.no;
  if (column.type === "choice") return say(column.options.find(({ id }) => id === value)?.title, lang) || value;
  if (column.type === "unit") return say(classes.find(({ id }) => id === column.of)?.units.find(({ id }) => id === value)?.name, lang) || value;
  return value;
}
export const groupedOf = (column: GridColumn, shown: string): string => (isFigure(column) ? groupDigits(shown) : shown);

/** What is taken of a text: an option, a reason and another unit are as good by their title, in either language, as by their id. */
export function taken(column: GridColumn, typed: string, { m, classes }: Words): Taken {
  const text = plainText(typed);
  const wanted = typed.trim();
  const named = <T extends { id: string; title: Text }>(list: readonly T[]) => list.find(({ id, title }) => id === text || titles(title).indexOf(wanted) >= 0);
  if (text !== "") {
    const reason = named(column.reasons);
    if (reason) return { ok: true, value: { reason: reason.id }, told: "" };
    if (column.type === "choice") {
      const option = named(column.options);
      if (option) return { ok: true, value: option.id, told: "" };
    }
    if (column.type === "unit") {
      const units = (classes.find(({ id }) => id === column.of)?.units ?? []).map(({ id, name }) => ({ id, title: name }));
      const unit = named(units);
      if (unit) return { ok: true, value: unit.id, told: "" };
      if (wanted !== exempt && wanted !== m.exempt) return { ok: false, trouble: { is: "not-option" } };
    }
    if (wanted === m.exempt) return { ok: true, value: exempt, told: "" };
  }
  return take(kindOf(column), typed);
}
