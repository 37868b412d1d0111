// 表格 in the browser: a template goes out, comes back filled, its faults stand at their cells, it is mended and written.
import { readFileSync } from "node:fs";
import readXlsx from "read-excel-file/node";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import writeXlsx, { type SheetData } from "write-excel-file/node";
import { dist } from "../../site/scripts/serve.mjs";
import { selfCheck } from "./self-support";
import type { Look, Opened } from "./support";
import { axeFaults } from "./window-support";

const { at } = selfCheck();
/** A busy machine gets its time. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 });
const patience = { timeout: 60_000 };

type Sheet = { sheet: string; data: (string | number | boolean | Date | null)[][] };

/** A work begun from the city's board, in its sheets. */
async function room(look?: Look): Promise<Opened> {
  const opened = await at("#/f", look);
  const { page } = opened;
  await page.locator('.works input[type="file"]').setInputFiles(`${dist}/boards/gs-city.json`, patience);
  await page.waitForURL(/#\/f\/d\//, patience);
  const work = /#\/f\/d\/([^/]+)/.exec(page.url())?.[1] ?? "";
  await page.evaluate((id) => {
    window.location.hash = `#/f/d/${id}/sheets/sub_bureau/2025`;
  }, work);
  await page.locator("#template-filled").waitFor(patience);
  return opened;
}

async function downloaded(page: Page, button: string): Promise<{ name: string; sheets: Sheet[] }> {
  const [download] = await Promise.all([page.waitForEvent("download", patience), page.locator(button).click()]).catch(async (reason) => {
    throw new Error(`${reason}; the page says: ${await page.locator(".sheets-room").innerText()}`);
  });
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), sheets: (await readXlsx(bytes)) as unknown as Sheet[] };
}

/** The same rows as another program would save them: no styles, no hidden rows. */
const saved = (sheets: Sheet[]): Promise<Buffer> => writeXlsx(sheets.map(({ sheet, data }) => ({ sheet, data: data as SheetData, dateFormat: "yyyy-mm-dd" }))).toBuffer();

const upload = async (page: Page, name: string, buffer: Buffer) => {
  await page.locator("#sheet-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await page.locator(".sheet-preview").waitFor(patience);
};
const lines = async (list: Locator) => (await list.allInnerTexts()).map((line) => line.replace(/\s+/g, " ").trim());
const faultsOf = (page: Page) => lines(page.locator(".sheet-wrong li"));
const changesOf = (page: Page) => lines(page.locator(".sheet-changes > tbody > tr"));

/** Where a fact's column stands: sheet and column, by the ids in the fourth row. */
function columnOf(sheets: Sheet[], id: string): { sheet: Sheet; column: number; letter: string } {
  for (const sheet of sheets) {
    const column = (sheet.data[3] ?? []).indexOf(id);
    if (column >= 0) return { sheet, column, letter: String.fromCharCode(65 + column) };
  }
  throw new Error(`no column ${id}: ${sheets.map(({ data }) => JSON.stringify(data[3])).join("; ")}`);
}

/** GB18030 by asking the decoder what each pair of bytes is. */
function gb18030(text: string): Buffer {
  const pairs = new Map<string, number[]>();
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0xa1; lead <= 0xfe; lead += 1) for (let trail = 0xa1; trail <= 0xfe; trail += 1) pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 128 ? [letter.charCodeAt(0)] : (pairs.get(letter) ?? []))));
}

describe("the sheets room", () => {
  test("a template goes out and comes back: faults at their cells, the rest by choice, mended, written, taken back", async () => {
    const opened = await room();
    const { page, faults } = opened;
    const { name, sheets } = await downloaded(page, "#template-filled");
    expect(name).toMatch(/_2025_填报表_带数据\.xlsx$/);
    // The empty one beside it is another file.
    expect((await downloaded(page, "#template-empty")).name).toBe(name.replace("_带数据", ""));
    expect(sheets[0]?.data.flat()).toEqual(expect.arrayContaining(["gs-city", "sub_bureau", "2025", "yardstick-sheet/1"]));
    expect(sheets[0]?.data.flat().filter((text) => /^[0-9a-f]{64}$/.test(String(text)))).toHaveLength(2);

    // As it was: nothing changes.
    await upload(page, "原样.xlsx", await saved(sheets));
    await eventually(() => page.locator(".sheet-preview").innerText()).toContain("没有要改的");
    expect(await faultsOf(page)).toEqual([]);

    const patrols = columnOf(sheets, "patrolsDone|2025");
    const due = columnOf(sheets, "inspectionDue|2025");
    const marks = (sheets.flatMap(({ data }) => data[3] ?? []) as string[]).find((id) => String(id).startsWith("acceptanceMarks|")) ?? "";
    const mark = columnOf(sheets, marks);
    const first = patrols.sheet.data[4] as (string | number)[];
    const before = first[patrols.column];
    first[patrols.column] = 1;
    (due.sheet.data[5] as (string | number)[])[due.column] = "约三百";
    (mark.sheet.data[4] as (string | number)[])[mark.column] = 101;
    await upload(page, "填好.xlsx", await saved(sheets));
    await eventually(() => faultsOf(page)).toEqual([`${due.sheet.sheet}!${due.letter}6：“约三百”不是数；没有数据请留空，不考核请填“不考核”。`, `${mark.sheet.sheet}!${mark.letter}5：101 超过上限 100。请核对。`]);
    const change = await changesOf(page);
    expect(change).toHaveLength(1);
    expect(change[0]).toContain(`${patrols.sheet.sheet}!${patrols.letter}5`);
    expect(change[0]).toContain(String(before));
    // Whose total that is moves; nothing is written without a word of choice.
    const unit = String(first[0]);
    const total = page.locator(`.sheet-totals tr[data-unit="${unit}"] td`);
    await eventually(() => total.count()).toBe(2);
    const [from, to] = await total.allInnerTexts();
    expect(from).not.toBe(to);
    await eventually(() => page.locator("#apply").isDisabled()).toBe(true);
    await page.locator("#partly").check();
    await eventually(() => page.locator("#apply").isDisabled()).toBe(false);
    await page.locator("#partly").uncheck();

    // Mended and read again: no fault is left, and all of it is written as one step.
    (due.sheet.data[5] as (string | number)[])[due.column] = 301;
    (mark.sheet.data[4] as (string | number)[])[mark.column] = 99.5;
    await upload(page, "改好.xlsx", await saved(sheets));
    await eventually(() => faultsOf(page)).toEqual([]);
    await eventually(async () => (await changesOf(page)).length).toBe(3);
    await page.locator("#apply").click();
    await eventually(() => page.locator(".sheet-done").innerText()).toContain("已写入 3 处（改好.xlsx）");
    await upload(page, "再读.xlsx", await saved(sheets));
    await eventually(() => page.locator(".sheet-preview").innerText()).toContain("没有要改的");
    // Taken back in one step, what is in hand is read anew against the old figures.
    await page.locator(".work-steps button").first().click();
    await eventually(async () => (await changesOf(page)).length).toBe(3);

    expect(faults).toEqual([]);
    expect(opened.requests.filter((address) => !/^(http:\/\/(127\.0\.0\.1|localhost)|blob:|data:)/.test(address))).toEqual([]);
    await opened.close();
  }, 240_000);

  test("csv in GB18030 and a pasted table are read; a row of nobody can be added; results go out with formulas", async () => {
    const opened = await room();
    const { page } = opened;
    await upload(page, "巡查.csv", gb18030("单位,已巡查户次,备注\r\n澜东分局,7,随便\r\n合计,7,\r\n"));
    await eventually(async () => (await changesOf(page)).length).toBe(1);
    const notes = await lines(page.locator('[aria-labelledby="sheet-notes"] li'));
    expect(notes.join("\n")).toContain("GB18030");
    expect(notes.join("\n")).toContain("C1：“备注”这一列不是考核数据，略过。");
    expect(notes.join("\n")).toContain("A3：“合计”这一行是汇总，略过。");
    await page.locator("#cancel").click();

    await page.locator("#sheet-pasted").fill("单位\t已巡查户次\n澜西分局\t8\n新设分局\t9");
    await page.locator("#read-paste").click();
    await eventually(() => faultsOf(page)).toEqual(["A3：没有叫“新设分局”的单位或人员，这一行没有读入；请核对名称，或先把它加进名单。"]);
    await page.locator("#add-units").check();
    await page.locator("#partly").check();
    await page.locator("#apply").click();
    await eventually(() => page.locator(".sheet-done").innerText()).toContain("已写入 2 处");
    const { sheets } = await downloaded(page, "#template-filled");
    const { sheet, column } = columnOf(sheets, "patrolsDone|2025");
    const rows = sheet.data.slice(4).map((row) => [row[1], row[column]]);
    expect(rows).toContainEqual(["澜西分局", 8]);
    expect(rows[rows.length - 1]).toEqual(["新设分局", 9]);

    const results = await downloaded(page, "#results");
    expect(results.sheets[0]?.sheet).toBe("排名");
    expect(results.sheets.length).toBe(rows.length + 1);
    await opened.close();
  }, 240_000);

  test("what is no table, and half a file, are told, and the room goes on", async () => {
    const opened = await room();
    const { page, faults } = opened;
    await upload(page, "旧.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]));
    await eventually(() => faultsOf(page)).toEqual([expect.stringContaining("旧版 .xls")]);
    await upload(page, "半个.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]));
    await eventually(() => faultsOf(page)).toEqual([expect.stringContaining("不完整或已损坏")]);
    await eventually(() => page.locator("#apply").isDisabled()).toBe(true);
    await page.locator("#sheet-pasted").fill("单位\t已巡查户次\n澜西分局\t8");
    await page.locator("#read-paste").click();
    await eventually(async () => (await changesOf(page)).length).toBe(1);
    expect(faults).toEqual([]);
    await opened.close();
  }, 180_000);

  test.each([
    ["zh-CN", 1366, 768, false],
    ["en", 1366, 768, true],
    ["en", 375, 667, false],
    ["zh-CN", 375, 667, true],
  ] as const)("in %s at %i×%i (high contrast: %s) it has no faults of accessibility, works by keyboard and fits", async (lang, width, height, contrast) => {
    const opened = await room({ lang, width, height });
    const { page } = opened;
    if (contrast) await page.evaluate(() => document.documentElement.setAttribute("data-contrast", ""));
    if (lang === "en") {
      await page.locator("#language").click();
      await page.locator("html[lang=en]").waitFor();
    }
    await page.locator("#sheet-pasted").focus();
    await page.locator("#sheet-pasted").fill("单位\t已巡查户次\t专项验收评分\n澜西分局\t8\t很好\n无名分局\t9\t9");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".sheet-preview").waitFor(patience);
    await eventually(async () => (await changesOf(page)).length).toBe(1);
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toBe("sheet-preview");
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sheets-${lang}-${width}-${contrast}.png`, fullPage: true });
    await opened.close();
  }, 180_000);
});
