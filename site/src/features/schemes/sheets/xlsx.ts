// A workbook as a spreadsheet saved it. Beside values this reads what a value alone does not tell: whether a number is shown as a
// percentage or a date, which cells are errors or formulas that nobody has computed, what is merged, which sheets are hidden.
/// <reference path="./saxen.d.ts" />
import { Parser } from "saxen";
import { whole } from "./digits";
import { type Pace, type RawCell, type RawRow, type RawSheet, type Span, Unreadable, limits, placeOf } from "./raw";
import { type Archive, openArchive } from "./zip";

type Attributes = Record<string, string>;
interface Takers {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

const broken = (sheet = "") =>
  new Unreadable(
    "xml-broken",
    {
      "zh-CN": "文件内部已损坏，读不下去。请在 Excel 里打开它，另存为新的 .xlsx 再读入。",
      en: "The file is damaged inside. Open it in Excel, save it as a new .xlsx, and read that.",
    },
    sheet,
  );

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** Text goes in as it comes; names lose their prefixes. */
function reader({ open, close, text }: Takers): { write(xml: string): void; end(): void } {
  let fault = false;
  const parser = new Parser();
  parser.on("error", () => {
    fault = true;
  });
  parser.on("openTag", (name, attributes, decode) => {
    const raw = attributes();
    const own: Attributes = {};
    for (const key of Object.keys(raw)) own[local(key)] = decode(raw[key] ?? "");
    open(local(name), own);
  });
  if (close) parser.on("closeTag", (name) => close(local(name)));
  if (text) {
    parser.on("text", (piece, decode) => text(decode(piece)));
    parser.on("cdata", text);
  }
  return {
    write(xml) {
      parser.write(xml);
      if (fault) throw broken();
    },
    end() {
      parser.end();
      if (fault) throw broken();
    },
  };
}

async function parse(archive: Archive, name: string, takers: Takers, most?: number): Promise<void> {
  const { write, end } = reader(takers);
  await archive.read(name, write, most);
  if (archive.has(name)) end();
}

/** "_x000D_" stands for a character that XML does not hold. */
const unescaped = (text: string) => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(hexValue(code)));
function hexValue(hex: string): number {
  let value = 0;
  for (const digit of hex.toLowerCase()) value = value * 16 + "0123456789abcdef".indexOf(digit);
  return value;
}

/** Relations of a part: id to where it leads, as a path inside the archive. */
async function relations(archive: Archive, part: string): Promise<Map<string, { type: string; target: string }>> {
  const cut = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, cut);
  const found = new Map<string, { type: string; target: string }>();
  await parse(archive, `${folder}_rels/${part.slice(cut)}.rels`, {
    open(name, { Id = "", Type = "", Target = "" }) {
      if (name !== "Relationship") return;
      const path: string[] = [];
      for (const step of (Target.startsWith("/") ? Target.slice(1) : folder + Target).split("/")) {
        if (step === "..") path.pop();
        else if (step !== "." && step !== "") path.push(step);
      }
      found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), target: path.join("/") });
    },
  });
  return found;
}

type Shown = "" | "percent" | "date";

/** What a number's format makes of it. Built-in formats have no code in the file (ECMA-376, 18.8.30). */
function shownAs(id: number, code: string | undefined): Shown {
  if (code === undefined) {
    if (id === 9 || id === 10) return "percent";
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) ? "date" : "";
  }
  const bare = code.replace(/"[^"]*"/g, "").replace(/\\./g, "").replace(/_./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").replace(/General|G\/通用格式/gi, "");
  if (bare.includes("%")) return "percent";
  return /[ymdhs]/i.test(bare.split(";")[0] ?? "") ? "date" : "";
}

async function stylesOf(archive: Archive, part: string): Promise<Shown[]> {
  const codes = new Map<number, string>();
  const styles: Shown[] = [];
  let inside = false;
  await parse(archive, part, {
    open(name, { numFmtId = "", formatCode = "" }) {
      if (name === "cellXfs") inside = true;
      else if (name === "numFmt") codes.set(whole(numFmtId), formatCode);
      else if (name === "xf" && inside) styles.push(shownAs(whole(numFmtId), codes.get(whole(numFmtId))));
    },
    close(name) {
      if (name === "cellXfs") inside = false;
    },
  });
  return styles;
}

async function stringsOf(archive: Archive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let now = "";
  let taking = false;
  let reading = 0; // inside a reading aid, which is no part of the text
  await parse(
    archive,
    part,
    {
      open(name) {
        if (name === "si") now = "";
        else if (name === "rPh") reading += 1;
        else if (name === "t") taking = reading === 0;
      },
      close(name) {
        if (name === "si") strings.push(unescaped(now));
        else if (name === "rPh") reading -= 1;
        else if (name === "t") taking = false;
      },
      text(text) {
        if (taking) now += text;
      },
    },
    limits.strings,
  );
  return strings;
}

/** A day from a spreadsheet's count of days; its calendar has a 29th of February 1900. */
export function dayOf(serial: string, since1904: boolean): string {
  const match = /^(\d{1,7})(?:\.\d*)?$/.exec(serial);
  if (!match) return "";
  const days = whole(match[1] ?? "") + (since1904 ? 1462 : 0);
  if (days < 1 || days > 2_958_465) return "";
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000).toISOString().slice(0, 10);
}

interface Context {
  strings: string[];
  styles: Shown[];
  since1904: boolean;
}

function cellOf(type: string, style: string, text: string, computed: boolean, { strings, styles, since1904 }: Context): RawCell | null {
  if (text === "" && computed && type !== "str") return { kind: "formula", text: "" };
  if (text === "") return null;
  switch (type) {
    case "s":
      return { kind: "text", text: strings[whole(text)] ?? "" };
    case "str":
    case "inlineStr":
      return { kind: "text", text: unescaped(text) };
    case "b":
      return { kind: "flag", text: text === "1" || text === "true" ? "true" : "false" };
    case "e":
      return { kind: "error", text };
    case "d":
      return { kind: "date", text: text.slice(0, 10) };
  }
  const shown = style === "" ? "" : (styles[whole(style)] ?? "");
  if (shown === "date") {
    const day = dayOf(text, since1904);
    if (day !== "") return { kind: "date", text: day };
  }
  return shown === "percent" ? { kind: "number", text, percent: true } : { kind: "number", text };
}

const tooManyRows = (sheet: string) =>
  new Unreadable(
    "too-many-rows",
    {
      "zh-CN": `这张表有内容的行超过 ${limits.rows} 行（或单元格超过 ${limits.cells} 个），没有读入。请只留下要填报的行，另存后再读入。`,
      en: `More than ${limits.rows} rows of this sheet hold something (or more than ${limits.cells} cells); it was not read. Keep only the rows to be reported and save it again.`,
    },
    sheet,
  );

async function sheetOf(archive: Archive, part: string, name: string, hidden: boolean, context: Context): Promise<RawSheet> {
  const rows: RawRow[] = [];
  const merges: Span[] = [];
  let row: RawRow = { row: -1, cells: new Map() };
  let column = -1;
  let cells = 0;
  let [type, style, value, computed, taking, inCell] = ["", "", "", false, false, false];
  const finishRow = () => {
    if (row.cells.size === 0) return;
    rows.push(row);
    if (rows.length > limits.rows) throw tooManyRows(name);
  };
  await parse(archive, part, {
    open(tag, attributes) {
      if (tag === "row") {
        finishRow();
        const at = whole(attributes.r ?? "") - 1;
        row = { row: attributes.r && at > row.row ? at : row.row + 1, cells: new Map() };
        column = -1;
      } else if (tag === "c") {
        const at = placeOf(attributes.r ?? "");
        column = at ? at.column : column + 1;
        [type, style, value, computed, taking, inCell] = [attributes.t ?? "n", attributes.s ?? "", "", false, false, true];
      } else if (inCell && tag === "f") computed = true;
      else if (inCell && (tag === "v" || tag === "t")) taking = true;
      else if (tag === "mergeCell") {
        const [from, to] = (attributes.ref ?? "").split(":").map(placeOf);
        if (from && to) merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
      }
    },
    close(tag) {
      if (tag === "v" || tag === "t") taking = false;
      else if (tag === "c") {
        inCell = false;
        const cell = cellOf(type, style, type === "s" || type === "inlineStr" || type === "str" ? value : value.trim(), computed, context);
        if (!cell) return;
        row.cells.set(column, cell);
        cells += 1;
        if (cells > limits.cells) throw tooManyRows(name);
      }
    },
    text(text) {
      if (taking) value += text;
    },
  });
  finishRow();
  return { name, hidden, rows, merges, binary: true };
}

const otherKinds: [(archive: Archive) => boolean, string][] = [
  [(archive) => archive.has("xl/workbook.bin"), ".xlsb"],
  [(archive) => archive.has("mimetype"), ".ods"],
];

/** The sheets of a workbook, one after another; `each` may take what it wants of a sheet and let it go. */
export async function readWorkbook(bytes: Uint8Array, pace: Pace): Promise<{ sheets: RawSheet[]; faults: Unreadable[] }> {
  const archive = openArchive(bytes, pace);
  const root = await relations(archive, "");
  const main = [...root.values()].find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const other = otherKinds.find(([is]) => is(archive))?.[1];
  if (other || !archive.has(main)) {
    throw new Unreadable("not-xlsx", {
      "zh-CN": `这不是 .xlsx 工作簿${other ? `（像是 ${other}）` : ""}。请在 Excel 或 WPS 里打开它，另存为“Excel 工作簿 (.xlsx)”再读入。`,
      en: `This is no .xlsx workbook${other ? ` (it looks like ${other})` : ""}. Open it in Excel and save it as “Excel Workbook (.xlsx)”.`,
    });
  }
  const parts = await relations(archive, main);
  const partOf = (kind: string) => [...parts.values()].find(({ type }) => type === kind)?.target ?? "";
  const named: { name: string; hidden: boolean; part: string }[] = [];
  let since1904 = false;
  await parse(archive, main, {
    open(name, { name: title = "", state = "", id = "", date1904 = "" }) {
      if (name === "workbookPr") since1904 = date1904 === "1" || date1904 === "true";
      const part = parts.get(id);
      if (name === "sheet" && part?.type === "worksheet") named.push({ name: title, hidden: state === "hidden" || state === "veryHidden", part: part.target });
    },
  });
  if (named.length > limits.sheets) throw tooManyRows("");
  const context: Context = { strings: await stringsOf(archive, partOf("sharedStrings")), styles: await stylesOf(archive, partOf("styles")), since1904 };
  const sheets: RawSheet[] = [];
  const faults: Unreadable[] = [];
  for (const { name, hidden, part } of named) {
    // One sheet that cannot be read is no reason to leave the others.
    try {
      sheets.push(hidden ? { name, hidden, rows: [], merges: [], binary: true } : await sheetOf(archive, part, name, hidden, context));
    } catch (reason) {
      if (!(reason instanceof Unreadable) || reason.code === "zip-too-large") throw reason;
      faults.push(new Unreadable(reason.code, reason.said, name));
    }
  }
  return { sheets, faults };
}
