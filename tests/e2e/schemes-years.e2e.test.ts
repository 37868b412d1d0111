// From one year to the next: what changed in words, who would have moved on last year's figures, which cases fail, and both versions kept.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support.ts";
import { axeFaults } from "./window-support";
import { eventually } from "./workshop-support.ts";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const board = JSON.parse(readFileSync(fileURLToPath(new URL("../../dist/boards/gs-city.json", import.meta.url)), "utf8"));
/** This year's scheme: the line for annual inspections is 99% instead of 98%. */
const next = (board.scheme as string).replace('"from": "2020-01-01", "value": "98%"', '"from": "2020-01-01", "value": "99%"');

/** A work saved as a file whose scheme differs from that of the board it began from. */
function workFile(scheme: string): { name: string; mimeType: string; buffer: Buffer } {
  const work = {
    format: "yardstick-work/1",
    id: "w",
    title: "2025年考核",
    saved: "",
    scheme,
    dataset: board.dataset,
    board: { id: "gs-city", title: board.title, note: {}, class: board.class, period: board.period, state: "final", revision: 1, until: "", reason: "", supersedes: null },
    before: { name: "上年", scheme: board.scheme, dataset: board.dataset },
  };
  return { name: "work.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(work)) };
}

async function years(scheme: string, look?: Look): Promise<Opened> {
  const opened = await open(browser, `${server.url}#/f`, look);
  opened.page.setDefaultTimeout(60_000);
  await opened.page.locator(".works input[type=file]").setInputFiles(workFile(scheme));
  await opened.page.locator('.work-rooms a[href$="/years"]').click();
  await compared(opened.page);
  return opened;
}
async function compared(page: Page): Promise<void> {
  await page.waitForTimeout(100);
  await page.locator('.years[data-pending="false"] .years-changes').waitFor();
}

describe("one year beside the next", { timeout: 300_000 }, () => {
  test("a line that was moved is told in words, with who would have moved and the clause that did it", async () => {
    const { page, faults, close } = await years(next);
    await eventually(() => page.locator(".years-changes").innerText()).toContain("年检验照率要求：98% → 99%");
    await page.locator(".years-table tbody tr").first().waitFor();
    // Each point short of the line costs 0.5: a sub-bureau that was short loses 0.5 more.
    const rows = await page.locator(".years-table tbody tr").allInnerTexts();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/年检验照率（A03）/);
    expect(rows.filter((row) => row.includes("▼ −0.50")).length).toBe(rows.length);
    // 80.38 lies above the pass line of 80 and 79.88 below it.
    expect(rows.filter((row) => row.includes("合格 → 不合格")).map((row) => row.split("\t")[0])).toEqual(["槐里分局"]);
    expect(faults).toEqual([]);
    await close();
  });

  test("the cases that fail say what was expected and what came", async () => {
    const { page, close } = await years(next);
    const cases = page.locator(".years-cases");
    await eventually(() => cases.innerText()).toContain("2个算例不再通过，18个通过");
    // 1960 ÷ 2000 = 98% earned all 6; it is now one point short.
    await eventually(() => cases.innerText()).toContain("on · 年检验照率 · 2025：应为 6；实际 5.5");
    await cases.locator("a").click();
    await page.locator(".write").waitFor();
    await close();
  });

  test("two versions of one name are told apart by a button, and undo takes it back", async () => {
    const { page, close } = await years(next);
    await eventually(() => page.locator(".years").innerText()).toContain("都写着版本 2025.2");
    await page.getByRole("button", { name: "把手头的改为 2026.1" }).click();
    await compared(page);
    await eventually(() => page.locator(".years").innerText()).toContain("上一版是 2025.2，手头的是 2026.1，分得清");
    await eventually(() => page.locator(".years-boards").innerText()).toContain("按版本 2025.2 计分");
    await page.locator(".work-steps button", { hasText: "撤销" }).click();
    await eventually(() => page.locator(".years").innerText()).toContain("都写着版本 2025.2");
    await close();
  });

  test("next year's work has the units and no figures, and this one beside it", async () => {
    const { page, close } = await years(next);
    await eventually(() => page.locator(".years-version").inputValue()).toBe("2026.1");
    await page.getByRole("button", { name: "新建下一年的工作稿" }).click();
    await page.locator(".write .cm-content").waitFor();
    await eventually(() => page.locator(".work-title input").inputValue()).toBe("2026年考核");
    await eventually(() => page.locator(".cm-content").innerText()).toContain('"version": "2026.1"');
    await page.locator('.work-rooms a[href$="/years"]').click();
    await compared(page);
    await eventually(() => page.locator(".years-choose").innerText()).toContain("2025年考核（版本 2025.2） → 2026年考核（版本 2026.1）");
    const kept = await page.evaluate(
      () =>
        new Promise<{ title: string; dataset: string }[]>((resolve) => {
          const opening = indexedDB.open("yardstick-works");
          opening.onsuccess = () => {
            opening.result.transaction("drafts").objectStore("drafts").getAll().onsuccess = (event) => {
              opening.result.close();
              resolve((event.target as IDBRequest).result);
            };
          };
        }),
    );
    const fresh = JSON.parse(kept.find(({ title }) => title === "2026年考核")?.dataset ?? "{}");
    expect(fresh.units).toEqual(JSON.parse(board.dataset).units);
    expect([fresh.periods, fresh.scheme.version, JSON.stringify(fresh.readings ?? {}).includes('"2025')]).toEqual([["2026"], "2026.1", false]);
    await close();
  });

  test("what it is compared with can be a board or a file, and a file that is none is told", async () => {
    const { page, close } = await years(next);
    await page.getByRole("button", { name: "不再对照" }).click();
    await page.locator(".years-choose", { hasText: "还没有可以对照的上一版" }).waitFor();
    const input = page.locator(".years-choose input[type=file]");
    await input.setInputFiles({ name: "half.json", mimeType: "application/json", buffer: Buffer.from('{"format": ') });
    await eventually(() => page.locator(".years-choose [role=alert]").innerText()).toContain("“half.json”不是完整的 JSON，第1行第");
    await input.setInputFiles({ name: "figures.json", mimeType: "application/json", buffer: Buffer.from(board.dataset) });
    await eventually(() => page.locator(".years-choose [role=alert]").innerText()).toContain("只有数据，没有方案");
    await input.setInputFiles({ name: "last.json", mimeType: "application/json", buffer: Buffer.from(board.scheme) });
    await compared(page);
    await eventually(() => page.locator(".years-changes").innerText()).toContain("98% → 99%");
    await eventually(() => page.locator(".years").innerText()).toContain("上一版没有数据，按手头的数据计算");
    // Another scheme altogether cannot be compared; the engine says why.
    await page.locator(".years-choose select").selectOption("qj-window");
    await eventually(() => page.locator(".years [role=alert]").innerText()).toContain("对照不了");
    await close();
  });

  test.each([
    ["zh-CN", 1366, 768],
    ["en", 1366, 768],
    ["zh-CN", 390, 844],
  ] as const)("%s at %i × %i: nothing reaches beyond the screen, and axe finds nothing, in high contrast too", async (lang, width, height) => {
    const { page, faults, close } = await years(next, { lang, width, height });
    await page.locator(".years-table tbody tr").first().waitFor();
    await page.locator(".years-cases li").first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.setAttribute("data-contrast", ""));
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
