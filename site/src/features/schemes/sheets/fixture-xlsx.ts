// Workbooks for tests, written by hand as other programs write them: with formats, formulas, errors, merges and hidden sheets.
import { type Zippable, strToU8, zipSync } from "fflate";

export interface HandSheet {
  name: string;
  /** Rows as XML: cells without a place stand one after another. */
  rows: string[];
  merges?: string[];
  hidden?: boolean;
}
const wide = "http://schemas.openxmlformats.org";
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Cells: a text, a number, one shown as a percentage, a day, an error, a formula with and without its value. */
export const t = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
export const n = (number: string) => `<c><v>${number}</v></c>`;
export const pct = (number: string) => `<c s="1"><v>${number}</v></c>`;
export const day = (serial: string) => `<c s="2"><v>${serial}</v></c>`;
export const err = (text: string) => `<c t="e"><f>1/0</f><v>${text}</v></c>`;
export const f = (formula: string, value = "") => `<c><f>${escaped(formula)}</f>${value === "" ? "" : `<v>${value}</v>`}</c>`;
export const b = (value: boolean) => `<c t="b"><v>${value ? 1 : 0}</v></c>`;
export const gap = "<c/>";
export const row = (...cells: string[]) => `<row>${cells.join("")}</row>`;

export function parts(sheets: HandSheet[]): Record<string, string> {
  const list = sheets.map(({ name, hidden }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ""} r:id="rId${index + 1}"/>`);
  const links = sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${wide}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`);
  const found: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${wide}/package/2006/content-types"/>`,
    "_rels/.rels": `<Relationships xmlns="${wide}/package/2006/relationships"><Relationship Id="rId1" Type="${wide}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${wide}/spreadsheetml/2006/main" xmlns:r="${wide}/officeDocument/2006/relationships"><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${wide}/package/2006/relationships">${links.join("")}<Relationship Id="rId99" Type="${wide}/officeDocument/2006/relationships/styles" Target="/xl/styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${wide}/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
  };
  sheets.forEach(({ rows, merges = [] }, index) => {
    const merged = merges.length > 0 ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : "";
    found[`xl/worksheets/sheet${index + 1}.xml`] = `<x:worksheet xmlns:x="${wide}/spreadsheetml/2006/main"><x:sheetData>${rows.join("").replace(/<(\/?)(row|c|v|f|is|t)\b/g, "<$1x:$2")}</x:sheetData>${merged.replace(/<(\/?)merge/g, "<$1x:merge")}</x:worksheet>`;
  });
  return found;
}

export const zipped = (texts: Record<string, string>): Uint8Array => {
  const files: Zippable = {};
  for (const [name, text] of Object.entries(texts)) files[name] = strToU8(text);
  return zipSync(files);
};
export const workbook = (...sheets: HandSheet[]): Uint8Array => zipped(parts(sheets));
