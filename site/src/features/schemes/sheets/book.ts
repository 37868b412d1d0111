// Workbooks out. Figures go in as the digits they are: this file hands the writer text alone, and no number is made of it on the way.
import writeExcelFile, { type CellObject, type Sheet } from "write-excel-file/universal";
import { heldExactly, plain, shifted } from "./digits";

export interface Look {
  bold?: true;
  wrap?: true;
  fill?: string;
  colour?: string;
  right?: true;
}
/** `text` as it is; `number` as decimal text, with a number format; `formula` with the value it has now. */
export type OutCell = ({ text: string } | { number: string; format?: string } | { formula: string; value: string; format?: string } | { blank: "text" | "percent" | "date" | "any" }) & Look;
export interface OutSheet {
  name: string;
  rows: (OutCell | null)[][];
  widths: number[];
  /** Rows and columns that stay in sight. */
  frozen?: { rows: number; columns: number };
  hiddenRows?: number[];
  /** Choices that are offered, never forced: a cell may also say that there is no figure. */
  choices?: { column: number; from: number; to: number; of: string[] }[];
}

const mark = "#yardstick ";
const day = "yyyy-mm-dd";

/** The writer keeps its strings in an object, whose own names it would find there. */
const clash = (text: string) => (text in {} ? `${text} ` : text);
/** A spreadsheet would read "_x0041_" as a letter. */
const escaped = (text: string) => clash(text.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x").slice(0, 32_767));

function lookOf({ bold, wrap, fill, colour, right }: Look): Partial<CellObject> {
  return {
    ...(bold ? { fontWeight: "bold" as const } : {}),
    ...(wrap ? { wrap: true, alignVertical: "top" as const } : {}),
    ...(fill ? { backgroundColor: fill } : {}),
    ...(colour ? { textColor: colour } : {}),
    ...(right ? { align: "right" as const } : {}),
  };
}

function cellOf(cell: OutCell | null): CellObject | null {
  if (cell === null) return null;
  const look = lookOf(cell);
  if ("text" in cell) return { type: String, value: escaped(cell.text), format: "@", ...look };
  if ("blank" in cell) {
    const format = { text: "@", percent: "0.00%", date: day, any: "" }[cell.blank];
    return { type: "Formula", ...(format ? { format } : {}), ...look };
  }
  const value = "number" in cell ? `${mark}${cell.number}` : `${mark}${cell.value}=${cell.formula}`;
  return { type: "Formula", value, ...(cell.format ? { format: cell.format } : {}), ...look };
}

/** A quantity as a cell: a decimal number where the spreadsheet's 15 digits hold it, else text. */
export function quantityCell(text: string, look: Look = {}): OutCell {
  const percent = text.endsWith("%");
  const digits = plain(percent ? text.slice(0, -1) : text);
  const value = digits !== null && percent ? shifted(digits, -2) : digits;
  if (digits === null || value === null || !heldExactly(value)) return { text, ...look };
  if (!percent) return { number: value, ...look };
  const places = digits.includes(".") ? digits.length - digits.indexOf(".") - 1 : 0;
  return { number: value, format: `0${places > 0 ? `.${"0".repeat(places)}` : ""}%`, ...look };
}

/** A day as a cell: its number in the spreadsheet's calendar, shown as a date; what lies before that calendar as text. */
export function dayCell(iso: string, look: Look = {}): OutCell {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match || iso < "1900-03-01") return { text: iso, ...look };
  const days = Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
  return { number: String(days), format: day, ...look };
}

const letters = (column: number): string => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
const quoted = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function choicesXml(choices: NonNullable<OutSheet["choices"]>): string {
  // A list that is written out may have 255 letters and no commas inside; longer ones stand in the head and on the first sheet.
  const short = choices.filter(({ of }) => of.join(",").length <= 250 && !of.some((one) => /[",]/.test(one)));
  if (short.length === 0) return "";
  const each = short.map(
    ({ column, from, to, of }) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${letters(column)}${from + 1}:${letters(column)}${to + 1}"><formula1>"${quoted(of.join(","))}"</formula1></dataValidation>`,
  );
  return `<dataValidations count="${each.length}">${each.join("")}</dataValidations>`;
}

/** Numbers and formulas as they were given; then what the writer has no word for. */
function finished(xml: string, sheet: OutSheet): string {
  const own = xml
    .replace(/<f>#yardstick ([^<=]*)=([^<]*)<\/f>/g, "<f>$2</f><v>$1</v>")
    .replace(/<f>#yardstick ([^<]*)<\/f>/g, "<v>$1</v>");
  const choices = choicesXml(sheet.choices ?? []);
  if (choices === "") return own;
  const data = own.indexOf("</sheetData>");
  const after = own.slice(data).search(/<(conditionalFormatting|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing|tableParts|extLst)\b|<\/worksheet>/);
  return own.slice(0, data + after) + choices + own.slice(data + after);
}

export function writeBook(sheets: readonly OutSheet[]): Promise<Blob> {
  const book: Sheet<Blob | ArrayBuffer>[] = sheets.map(({ name, rows, widths, frozen }) => ({
    sheet: name,
    data: rows.map((row) => row.map(cellOf)),
    columns: widths.map((width) => ({ width })),
    ...(frozen ? { stickyRowsCount: frozen.rows, stickyColumnsCount: frozen.columns } : {}),
  }));
  return writeExcelFile(book as Parameters<typeof writeExcelFile>[0] & Sheet<Blob>[], {
    features: [
      {
        files: {
          transform: {
            "xl/worksheets/sheet{id}.xml": {
              transform: (xml, _, { sheetIndex }) => (sheets[sheetIndex] ? finished(xml, sheets[sheetIndex] as OutSheet) : xml),
              transformElementAttributes: (tag, attributes, index, _, properties) => {
                const at = (properties as { sheetIndex?: number }).sheetIndex ?? -1;
                return tag === "row" && index !== undefined && sheets[at]?.hiddenRows?.includes(index) ? { ...attributes, hidden: 1 } : attributes;
              },
            },
          },
        },
      },
    ],
  }).toBlob();
}
