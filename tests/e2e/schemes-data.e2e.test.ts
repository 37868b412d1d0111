// The data desk in a real browser: figures typed, pasted, refused, mended, taken back and kept; names, lists; sheets brought together.
import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dist } from "../../site/scripts/serve.mjs";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support.ts";
import { axeFaults } from "./window-support.ts";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 40_000 });
const board = (id: string) => `${dist}/boards/${id}.json`;

/** A work begun from a board's file, at its data desk. */
async function desk(id: string, look: Look = {}): Promise<Opened> {
  const opened = await open(browser, `${server.url}#/f`, look);
  const { page } = opened;
  await page.locator(".schemes-home .file input").first().setInputFiles(board(id));
  await page.waitForFunction(() => /#\/f\/d\//.test(location.hash));
  await page.evaluate(() => {
    location.hash = location.hash.replace(/\/[a-z]+$/, "/data");
  });
  await page.locator(".sheet-row, .desk-form").first().waitFor({ timeout: 60_000 });
  await settled(page);
  return opened;
}
/** What was typed has been to the engine and back. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(700);
  await eventually(() => page.locator(".desk-busy").innerText()).toBe("");
  await eventually(() => page.locator(".sheet-cell.waiting").count()).toBe(0);
}
const cell = (page: Page, row: number, column: number): Locator => page.locator(`[data-cell="${row} ${column}"]`);
/** A cell's text without commas between thousands, also of the one that has the focus. */
const textOf = (page: Page, row: number, column: number): Promise<string> =>
  cell(page, row, column).evaluate((element) => (element.querySelector("input")?.value ?? element.textContent ?? "").replace(/,/g, ""));
const standing = async (page: Page, row: number): Promise<string> => (await page.locator(".sheet-row").nth(row).locator(".sheet-tail").innerText()).replace(/\s+/g, " ").trim();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
const tab = (page: Page, index: number): Promise<void> => page.locator(".desk-tabs button").nth(index).click();
/** Puts a text on the clipboard as another program would, and pastes it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData("text/plain", given);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

describe("the grid", { timeout: 200_000 }, () => {
  it("is typed into by keyboard alone; what is refused stays in place with a sentence until it is mended", async () => {
    const { page, faults, close } = await desk("gs-city");
    const before = await standing(page, 0);
    await cell(page, 0, 0).click();
    await eventually(() => focused(page)).toContain("已巡查户次");
    // 600 of the rounds due: fewer than before, so that points are lost.
    await page.keyboard.type("600");
    await page.keyboard.press("Enter");
    await page.keyboard.type("1180");
    await page.keyboard.press("Tab");
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await settled(page);
    await eventually(() => textOf(page, 0, 0)).toBe("600");
    await eventually(() => textOf(page, 1, 0)).toBe("1180");
    expect(await standing(page, 0)).not.toBe(before);
    // 应巡查户次 is at least 1.
    await eventually(() => cell(page, 1, 1).getAttribute("class")).toContain("bad");
    await eventually(() => page.locator(".desk-wrong").innerText()).toContain("填的是“0”。不能小于 1。");
    await eventually(() => textOf(page, 1, 1)).toBe("0");
    // After Tab, Enter goes down in the column where the row was begun.
    await eventually(() => focused(page)).toContain("已巡查户次");
    await page.locator(".desk-wrong .quiet-button").click();
    await eventually(() => focused(page)).toContain("应巡查户次");
    await eventually(() => page.locator("#desk-told").innerText()).toContain("不能小于 1");
    await eventually(() => page.locator(".sheet-cell input").getAttribute("aria-invalid")).toBe("true");
    await page.keyboard.type("1200");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.locator(".desk-wrong").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it("takes blocks from a spreadsheet, tells what found no cell, copies out, and takes all of it back at once", async () => {
    const { page, close } = await desk("gs-city");
    const was = [await textOf(page, 0, 0), await textOf(page, 1, 1)];
    const rows = await page.locator(".sheet-row").count();
    expect(rows).toBeGreaterThan(10);
    await cell(page, 0, 0).click();
    await paste(page, '1001\t1,200\r\n"1002"\t1201\r\n');
    await settled(page);
    await eventually(() => Promise.all([textOf(page, 0, 0), textOf(page, 0, 1), textOf(page, 1, 0), textOf(page, 1, 1)])).toEqual(["1001", "1200", "1002", "1201"]);
    const copied = await page.evaluate(() => {
      const data = new DataTransfer();
      document.activeElement?.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData("text/plain");
    });
    expect(copied).toBe("1001\t1200\r\n1002\t1201");
    await page.keyboard.press("Control+z");
    await settled(page);
    await eventually(() => Promise.all([textOf(page, 0, 0), textOf(page, 1, 1)])).toEqual([was[0], was[1]]);
    await page.keyboard.press("Control+y");
    await settled(page);
    await eventually(() => textOf(page, 1, 1)).toBe("1201");
    await page.keyboard.press("Control+End");
    await paste(page, "1\t2\n3\t4");
    await eventually(() => page.locator('.schemes-box > [aria-live="polite"]').innerText()).toContain("多出 3 个值没有对应的格子");
    await close();
  });

  it("moves as in a spreadsheet, selects with Shift, empties, edits with F2 and gives up with Escape; Escape and Tab lead out", async () => {
    const { page, close } = await desk("gs-city");
    await cell(page, 0, 0).click();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await eventually(() => page.locator(".sheet-cell.active").getAttribute("data-cell")).toBe("1 1");
    await page.keyboard.press("End");
    const last = (await page.locator(".sheet-cell.active").getAttribute("data-cell")) ?? "";
    expect(last.split(" ")[0]).toBe("1");
    await page.keyboard.press("Control+Home");
    await eventually(() => page.locator(".sheet-cell.active").getAttribute("data-cell")).toBe("0 0");
    await page.keyboard.press("PageDown");
    await eventually(() => page.locator(".sheet-cell.active").getAttribute("data-cell")).not.toBe("0 0");
    await page.keyboard.press("Control+Home");
    const was = await textOf(page, 0, 0);
    await page.keyboard.press("F2");
    await page.keyboard.type("9");
    await eventually(() => page.locator(".sheet-cell input").inputValue()).toBe(`${was}9`);
    await page.keyboard.press("Escape");
    await eventually(() => textOf(page, 0, 0)).toBe(was);
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await eventually(() => page.locator(".sheet-cell.selected").count()).toBe(4);
    await page.keyboard.press("Delete");
    await settled(page);
    await eventually(() => Promise.all([textOf(page, 0, 0), textOf(page, 1, 1)])).toEqual(["", ""]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate(() => document.activeElement?.closest(".sheet") === null)).toBe(true);
    await close();
  });

  it("keeps what was typed over a reload, what is refused too", async () => {
    const { page, close } = await desk("gs-city");
    await cell(page, 0, 0).click();
    await page.keyboard.type("777");
    await page.keyboard.press("Enter");
    await page.keyboard.type("abc");
    await page.keyboard.press("Enter");
    await settled(page);
    await eventually(() => page.locator(".work-head").innerText()).not.toContain("正在保存");
    await page.reload();
    await page.locator(".sheet-row").first().waitFor({ timeout: 60_000 });
    await eventually(() => textOf(page, 0, 0)).toBe("777");
    await eventually(() => textOf(page, 1, 0)).toBe("abc");
    await eventually(() => page.locator(".desk-wrong").innerText()).toContain("这里要填数字");
    await close();
  });

  it("is chosen into from a list, and says that somebody is exempt", async () => {
    const { page, close } = await desk("gs-district");
    await page.locator("#desk-class").selectOption("staff");
    await eventually(() => page.locator(".sheet-row").count()).toBeGreaterThan(12);
    await settled(page);
    const column = await page.locator(".sheet-column", { hasText: "性别" }).getAttribute("aria-colindex");
    const at = Number(column) - 2;
    await cell(page, 0, at).click();
    await page.keyboard.type("女");
    await eventually(() => page.locator(".sheet-list .picked").innerText()).toBe("女");
    await page.keyboard.press("Enter");
    await cell(page, 1, at).click();
    await page.keyboard.press("Alt+ArrowDown");
    await page.locator(".sheet-list [role=option]", { hasText: "不考核" }).click();
    await settled(page);
    await eventually(() => textOf(page, 0, at)).toBe("女");
    await eventually(() => textOf(page, 1, at)).toBe("不考核");
    // All of the class is there to scroll to, and little of it in the document.
    const cells = await page.locator("[role=gridcell]").count();
    expect(cells).toBeLessThan(700);
    await page.keyboard.press("Control+End");
    await eventually(() => page.locator(".sheet-cell.active").getAttribute("data-cell")).toMatch(/^164 /);
    await close();
  });
});

describe("names, periods and lists", { timeout: 200_000 }, () => {
  it("begins a work without figures from pasted names", async () => {
    const { page, close } = await open(browser, `${server.url}#/f`);
    const scheme = JSON.parse(readFileSync(board("gs-city"), "utf8")).scheme as string;
    await page.locator(".schemes-home .file input").first().setInputFiles({ name: "gs-city.json", mimeType: "application/json", buffer: Buffer.from(scheme) });
    await page.waitForFunction(() => /#\/f\/d\//.test(location.hash));
    await page.evaluate(() => {
      location.hash = location.hash.replace(/\/[a-z]+$/, "/data");
    });
    await page.locator(".desk-start button[type=submit]").click();
    await eventually(() => page.locator(".desk-start [role=alert]").innerText()).toContain("至少要有一类有名单");
    await page.locator(".desk-start textarea").first().fill("东城分局\t城区\n西城分局\t城区\n");
    await page.locator("#desk-year").fill("2025");
    await page.locator("#desk-asof").fill("2025-12-31");
    await page.locator(".desk-start button[type=submit]").click();
    await page.locator(".sheet-row").first().waitFor({ timeout: 60_000 });
    await eventually(() => page.locator(".sheet-row .sheet-name").allInnerTexts()).toEqual(["东城分局", "西城分局"]);
    await cell(page, 0, 0).click();
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await settled(page);
    await eventually(() => textOf(page, 0, 0)).toBe("12");
    await close();
  });

  it("takes nothing for due on a new dataset whose year still runs", async () => {
    const { page, close } = await open(browser, `${server.url}#/f`);
    await page.locator('[data-template="weighted"] button').click();
    await page.waitForFunction(() => /#\/f\/d\//.test(location.hash));
    await page.evaluate(() => {
      location.hash = location.hash.replace(/\/[a-z]+$/, "/data");
    });
    await page.locator(".desk-start textarea").first().fill("甲科\n乙科\n");
    await page.locator("#desk-year").fill("2099");
    await page.locator("#desk-asof").fill("2099-12-31");
    await page.locator(".desk-start button[type=submit]").click();
    await page.locator(".sheet-row").first().waitFor({ timeout: 60_000 });
    await eventually(() => page.locator(".sheet-cell.lacking").count()).toBe(0);
    await eventually(() => page.locator("#desk-told").innerText()).toContain("未填");
    // Closed by hand it is due.
    await tab(page, 2);
    await page.locator(".desk-closed input").first().click();
    await eventually(() => page.locator(".desk-closed input").first().isChecked().then(String)).toBe("true");
    await tab(page, 0);
    await eventually(() => page.locator("#desk-told").innerText()).toContain("这一期已截止，还没有数字");
    await close();
  });

  it("adds, renames, moves and removes units with their figures, and takes it back", async () => {
    const { page, close } = await desk("gs-city");
    const names = () => page.locator(".desk-units").first().locator(".desk-unit-name").allInnerTexts();
    const figure = await textOf(page, 0, 0);
    const first = await page.locator(".sheet-row .sheet-name").first().innerText();
    await tab(page, 2);
    await page.locator("#desk-names").fill("新设分局");
    await page.locator(".desk-add .button").first().click();
    await eventually(names).toHaveLength(25);
    await page.locator(`.desk-units button[aria-label="下移 ${first}"]`).click();
    await eventually(async () => (await names())[1]).toContain(first);
    await page.locator('.desk-units button[aria-label="修改 新设分局"]').click();
    await eventually(() => page.locator("#unit-initials").inputValue()).toBe("xsfj");
    await page.locator("#unit-zh").fill("新区分局");
    await eventually(() => page.locator("#unit-initials").inputValue()).toBe("xqfj");
    await page.locator(".desk-units form button[type=submit]").click();
    await eventually(async () => (await names())[24]).toContain("新区分局");
    await tab(page, 0);
    await eventually(() => page.locator(".sheet-row .sheet-name").nth(1).innerText()).toBe(first);
    await settled(page);
    await eventually(() => textOf(page, 1, 0)).toBe(figure); // its figures moved with it
    await tab(page, 2);
    await page.locator(`.desk-units button[aria-label="删除 ${first}"]`).click();
    await eventually(names).toHaveLength(24);
    await page.locator(".work-steps button").first().click();
    await eventually(names).toHaveLength(25);
    await page.locator("#desk-asof").fill("2025-13-01");
    await eventually(() => page.locator("#desk-asof-told").innerText()).toContain("如 2025-12-31");
    await close();
  });

  it("enters a list's records: one that is not whole waits, then counts; an empty list is confirmed", async () => {
    const { page, close } = await desk("gs-district");
    await tab(page, 1);
    const unit = page.locator(".desk-list-unit").first();
    await unit.click();
    await page.locator(".desk-add-record").click();
    await eventually(() => page.locator(".desk-records").innerText()).toContain("这一条还没有计入");
    const fields = page.locator(".desk-records .desk-fields input");
    await fields.nth(0).fill("2025-05-06");
    await fields.nth(1).fill("1.5");
    await page.locator(".desk-records .desk-fields select").first().selectOption({ index: 1 });
    await fields.nth(2).fill("台账不全");
    await settled(page);
    await eventually(() => page.locator(".desk-records").innerText()).not.toContain("还没有计入");
    await tab(page, 0);
    await tab(page, 1);
    await eventually(() => page.locator(".desk-records").innerText()).toContain("2025-05-06");
    await eventually(() => page.locator(".desk-list-unit").first().innerText()).toMatch(/1$/);
    await close();
  });
});

describe("filled sheets", { timeout: 200_000 }, () => {
  it("are brought together: what they agree on, what differs, and whom to believe", async () => {
    const { page, close } = await desk("gs-city");
    const name = async (row: number) => page.locator(".sheet-row .sheet-name").nth(row).innerText();
    const [one, two] = [await name(0), await name(1)];
    const now = await textOf(page, 0, 0);
    await tab(page, 3);
    const csv = (figures: string[]) => Buffer.from(`\ufeff基层分局,已巡查户次\r\n${one},${figures[0]}\r\n${two},${figures[1]}\r\n`);
    await page.locator('.desk-merge input[type="file"]').setInputFiles([
      { name: "东片.csv", mimeType: "text/csv", buffer: csv(["901", "902"]) },
      { name: "西片.csv", mimeType: "text/csv", buffer: csv([now, "903"]) },
    ]);
    await page.locator(".desk-conflict").first().waitFor({ timeout: 40_000 });
    await eventually(() => page.locator(".desk-conflict").count()).toBe(2);
    await eventually(() => page.locator(".desk-conflict").nth(0).innerText()).toContain("与现有的数字不一样");
    await eventually(() => page.locator(".desk-conflict").nth(1).innerText()).toContain("几份报表填得不一样");
    await eventually(() => page.locator(".desk-merge .primary").isDisabled()).toBe(true);
    await page.locator(".desk-conflict").nth(1).locator("label", { hasText: "西片.csv" }).click();
    await page.locator(".desk-merge .primary").click();
    await eventually(() => page.locator(".desk-merge").innerText()).toContain("已合并 1 处");
    await eventually(() => page.locator(".desk-conflict").count()).toBe(1); // the other still waits to be chosen
    await tab(page, 0);
    await settled(page);
    await eventually(() => textOf(page, 1, 0)).toBe("903");
    await eventually(() => textOf(page, 0, 0)).toBe(now);
    await cell(page, 1, 0).click();
    await eventually(() => page.locator("#desk-told").innerText()).toContain("数据来自：西片.csv");
    await close();
  });
});

describe("everybody", { timeout: 200_000 }, () => {
  for (const lang of ["zh-CN", "en"] as const)
    it(`finds nothing in the way (${lang}), in light and high contrast`, async () => {
      const { page, faults, close } = await desk("gs-city");
      if (lang === "en") await page.locator(".settings button").nth(2).click();
      await page.locator(".desk-keys", { hasText: lang === "en" ? "Type straight away" : "直接输入" }).waitFor();
      await cell(page, 0, 0).click();
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
      await settled(page);
      for (const contrast of [false, true]) {
        if (contrast) await page.locator(".settings button").nth(1).click();
        for (const index of [0, 1, 2, 3]) {
          await tab(page, index);
          await page.waitForTimeout(300);
          expect(await axeFaults(page), `tab ${index}`).toEqual([]);
        }
      }
      expect(faults).toEqual([]);
      await close();
    });

  it("has one unit at a time as a form on a phone, and nothing runs over the edge", async () => {
    const { page, close } = await desk("gs-city", { width: 390, height: 800 });
    const first = page.locator(".desk-line input").first();
    await first.fill("0x");
    await first.blur();
    await eventually(() => page.locator(".desk-line").first().innerText()).toContain("这里要填数字");
    await first.fill("640");
    await first.blur();
    await settled(page);
    await eventually(() => page.locator(".desk-wrong").count()).toBe(0);
    await page.locator(".desk-form-head button").nth(1).click();
    await eventually(() => page.locator("#desk-unit").inputValue()).toBe("u02");
    await page.locator(".desk-form-head button").nth(0).click();
    await eventually(() => first.inputValue()).toBe("640");
    for (const index of [0, 1, 2, 3]) {
      await tab(page, index);
      await page.waitForTimeout(200);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `tab ${index}`).toBe(true);
    }
    await close();
  });
});
