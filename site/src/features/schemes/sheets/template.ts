// A class's figures as a workbook to be filled in: a sheet for each office that reports, one for each list of records, and a sheet
// that says what it is for. Columns carry their ids in a hidden row, so that titles may be changed and columns moved.
import { type Lang, say } from "../../../i18n";
import type { FormField, Text } from "../../../engine/types";
import { type OutCell, type OutSheet, dayCell, quantityCell, writeBook } from "./book";
import { fieldText, idOfColumn, idOfField, nameColumn, recordColumn, sheetsOf, shownValue, takes, templateMark, titleOf, unitColumn, word } from "./layout";
import { headWords } from "./match";
import type { Grid, GridColumn, GridList } from "./reading";

export interface TemplateAbout {
  scheme: string;
  title: Text;
  version: string;
  /** SHA-256 of the scheme's text and of the dataset's. */
  digest: string;
  dataset: string;
}

const paint = { head: "#DDE6F0", sub: "#EEF2F7", quiet: "#5A6472", filled: "#F7F7F7" } as const;
const head = (text: string): OutCell => ({ text, bold: true, wrap: true, fill: paint.head });
const sub = (text: string): OutCell => ({ text, wrap: true, fill: paint.sub, colour: paint.quiet });

/** A value as a cell; figures as numbers where a spreadsheet holds them. */
function valueCell(shape: GridColumn | FormField, value: string, lang: Lang): OutCell {
  const shown = shownValue(shape, value, lang);
  if (shown !== value) return { text: shown };
  if (shape.type === "date") return dayCell(value);
  return ["text", "choice", "unit", "flag"].includes(shape.type) ? { text: value } : quantityCell(value);
}

const blankCell = (type: GridColumn["type"]): OutCell => ({ blank: type === "rate" ? "percent" : type === "date" ? "date" : ["text", "unit", "choice"].includes(type) ? "text" : "any" });

/** What may be chosen in a column, beside leaving it empty. */
function choicesOf(shape: GridColumn | FormField, lang: Lang): string[] {
  const named = (options: readonly { id: string; title: Text }[]) => options.map(({ id, title }) => say(title, lang) || id);
  const own = shape.type === "flag" ? ["yes", "no"].map((one) => say(word(one), lang)) : shape.type === "choice" ? named(shape.options) : [];
  if (own.length === 0) return [];
  return "reasons" in shape ? [...own, say(word("exempt"), lang), ...named(shape.reasons)] : own;
}

const widthOf = (title: string) => Math.min(Math.max(12, [...title].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0) / 2 + 4), 30);
const reported = ({ reporter, proof }: Pick<GridColumn, "reporter" | "proof">, lang: Lang) => [say(reporter, lang), say(proof, lang)].filter((part) => part !== "").join(lang === "en" ? "; " : "；");

function factSheet(grid: Grid, name: string, columns: readonly GridColumn[], lang: Lang, filled: boolean): OutSheet {
  const titles = columns.map((column) => titleOf(column, grid, lang));
  const last = 4 + grid.units.length - 1;
  return {
    name,
    frozen: { rows: 4, columns: 2 },
    hiddenRows: [3],
    widths: [10, 22, ...titles.map(widthOf)],
    choices: columns.map((column, index) => ({ column: index + 2, from: 4, to: Math.max(last, 4), of: choicesOf(column, lang) })).filter(({ of }) => of.length > 0),
    rows: [
      [head(say(word("unit"), lang)), head(say(word("name"), lang)), ...titles.map(head)],
      [sub(""), sub(say(headWords[0], lang)), ...columns.map((column) => sub(takes(column, lang)))],
      [sub(""), sub(say(headWords[1], lang)), ...columns.map((column) => sub(reported(column, lang)))],
      [sub(unitColumn), sub(nameColumn), ...columns.map((column) => sub(idOfColumn(column)))],
      ...grid.units.map((unit, index): (OutCell | null)[] => [
        { text: unit.unit, fill: paint.filled, colour: paint.quiet },
        { text: say(unit.name, lang), fill: paint.filled },
        ...columns.map((column) => {
          const value = filled ? (column.values[index] ?? null) : null;
          return value === null ? blankCell(column.type) : valueCell(column, value, lang);
        }),
      ]),
    ],
  };
}

function listSheet(grid: Grid, name: string, list: GridList, lang: Lang, filled: boolean): OutSheet {
  const fields = list.fields.filter(({ type }) => type !== "records");
  const titles = fields.map((field) => say(field.title, lang) || field.id);
  const rows: (OutCell | null)[][] = [];
  grid.units.forEach((unit, index) => {
    const whose: OutCell[] = [
      { text: unit.unit, fill: paint.filled, colour: paint.quiet },
      { text: say(unit.name, lang), fill: paint.filled },
    ];
    const records = filled ? (list.rows[index] ?? null) : null;
    for (const record of records ?? []) {
      const cells = fields.map((field) => {
        const value = fieldText(record[field.id], lang);
        return value === "" ? blankCell(field.type) : valueCell(field, value, lang);
      });
      rows.push([...whose, { text: String(record.id) }, ...cells]);
    }
    if (!records || records.length === 0) rows.push([...whose, records ? { text: say(word("none"), lang) } : { blank: "text" }, ...fields.map((field) => blankCell(field.type))]);
  });
  return {
    name,
    frozen: { rows: 4, columns: 2 },
    hiddenRows: [3],
    widths: [10, 22, 14, ...titles.map(widthOf)],
    choices: fields.map((field, index) => ({ column: index + 3, from: 4, to: rows.length + 203, of: choicesOf(field, lang) })).filter(({ of }) => of.length > 0),
    rows: [
      [head(say(word("unit"), lang)), head(say(word("name"), lang)), head(say(word("record"), lang)), ...titles.map(head)],
      [sub(""), sub(say(headWords[0], lang)), sub(lang === "en" ? "leave empty for a new record" : "新记录留空"), ...fields.map((field) => sub(takes(field, lang)))],
      [sub(""), sub(say(headWords[1], lang)), sub(reported(list, lang)), ...fields.map(() => sub(""))],
      [sub(unitColumn), sub(nameColumn), sub(idOfField(list, recordColumn)), ...fields.map((field) => sub(idOfField(list, field.id)))],
      ...rows,
    ],
  };
}

const how: Record<Lang, string[]> = {
  "zh-CN": [
    "白色单元格供填写。空着表示没有填，读入时不改动原来的数。",
    "不考核的填“不考核”。比率按百分比填，例如 98.2%。日期填成 2025-11-25。",
    "一条记录一行；同一单位有几条就插入几行，编号和名称照抄。确实没有记录的，在“记录编号”列填“（无记录）”。",
    "可以调整列的次序，可以加自己的列（读入时略过）；请不要改动编号和隐藏的第 4 行，不要合并单元格。",
    "填好后在原来的页面“表格”环节读入；写入之前会逐格列出改动和问题。",
  ],
  en: [
    "White cells are to be filled in. An empty cell changes nothing when the sheet is read.",
    "Where a figure is not assessed, enter “exempt”. Rates as percentages, for instance 98.2%. Dates as 2025-11-25.",
    "One record a row; insert a row for each further record of a unit and repeat its id and name. Where there really is none, enter “(no records)” in the column “Record”.",
    "Columns may be moved and columns of your own added (they are left out); please leave the ids and the hidden row 4 as they are, and merge no cells.",
    "Read the filled file in under “Sheets” of the same page; every change and every fault is listed before anything is written.",
  ],
};

function aboutSheet(grid: Grid, about: TemplateAbout, sheets: { name: string; columns: { title: string; takes: string; reported: string; clauses: string }[] }[], lang: Lang): OutSheet {
  const zh = lang === "zh-CN";
  const line = (title: string, value: string, id = ""): OutCell[] => [{ text: title, bold: true }, { text: value, wrap: true }, ...(id ? [{ text: `@${id}`, colour: paint.quiet } as OutCell] : [])];
  return {
    name: say(word("about"), lang),
    widths: [28, 46, 30, 34],
    rows: [
      [{ text: `${say(about.title, lang) || about.scheme} · ${say(grid.title, lang)} · ${grid.period}`, bold: true }, null, { text: templateMark, colour: paint.quiet }],
      line(zh ? "方案编号" : "Scheme", about.scheme, "scheme"),
      line(zh ? "方案版本" : "Version", about.version, "version"),
      line(zh ? "类别" : "Class", grid.class, "class"),
      line(zh ? "考核期" : "Period", grid.period, "period"),
      line(zh ? "方案摘要（SHA-256）" : "Scheme SHA-256", about.digest, "digest"),
      line(zh ? "数据摘要（SHA-256）" : "Figures SHA-256", about.dataset, "dataset"),
      [],
      [{ text: zh ? "怎样填" : "How to fill it in", bold: true }],
      ...how[lang].map((sentence): OutCell[] => [{ text: "" }, { text: sentence, wrap: true }]),
      [],
      [zh ? "工作表和列" : "Sheet and column", zh ? "填什么" : "What it takes", zh ? "谁报送、凭什么" : "Who reports, on what proof", zh ? "依据" : "Clauses"].map(head),
      ...sheets.flatMap(({ name, columns }) => [
        [{ text: name, bold: true } as OutCell],
        ...columns.map((column): OutCell[] => [column.title, column.takes, column.reported, column.clauses].map((text) => ({ text, wrap: true }))),
      ]),
    ],
  };
}

/** A template; `filled`: with the figures that are there. */
export function templateOf(grid: Grid, about: TemplateAbout, lang: Lang, filled: boolean): Promise<Blob> {
  const { facts, lists } = sheetsOf(grid, lang);
  const clausesOf = (one: GridColumn | GridList) => one.clauses.map(({ id, text }) => `${id} ${say(text, lang)}`).join("\n").slice(0, 600);
  const told = [
    ...facts.map(({ name, columns }) => ({
      name,
      columns: columns.map((index) => {
        const column = grid.columns[index] as GridColumn;
        return { title: titleOf(column, grid, lang), takes: takes(column, lang), reported: reported(column, lang), clauses: clausesOf(column) };
      }),
    })),
    ...lists.map(({ name, list: index }) => {
      const list = grid.lists[index] as GridList;
      return {
        name,
        columns: list.fields.map((field, at) => ({
          title: say(field.title, lang) || field.id,
          takes: field.type === "records" ? (lang === "en" ? "a list of its own: enter it at the data desk; it stays as it is here" : "内层清单：在数据台填写，本表读入时保持不变") : takes(field, lang),
          reported: at === 0 ? reported(list, lang) : "",
          clauses: at === 0 ? clausesOf(list) : "",
        })),
      };
    }),
  ];
  return writeBook([
    aboutSheet(grid, about, told, lang),
    ...facts.map(({ name, columns }) => factSheet(grid, name, columns.map((index) => grid.columns[index] as GridColumn), lang, filled)),
    ...lists.map(({ name, list }) => listSheet(grid, name, grid.lists[list] as GridList, lang, filled)),
  ]);
}
