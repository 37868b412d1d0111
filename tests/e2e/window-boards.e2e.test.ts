// Every published board, class by class: it opens without a fault, and its totals are those that the command line computes.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, launch, open, startServer } from "./support";
import { dataset, ready, root, scheme } from "./window-support";

interface Entry {
  id: string;
  scheme: string;
  class: string;
  period: string;
  classes: { id: string; title: unknown; units: number }[];
  periods: string[];
}
const { boards } = JSON.parse(readFileSync(`${root}dist/boards/index.json`, "utf8")) as { boards: Entry[] };

interface Result {
  units: { id: string; class: string; cards: { period: string; total: { shown: string } | null }[] }[];
}
/** Totals as the command line shows them, by class, period and unit; "" where there is none. */
async function totalsOf(board: Entry): Promise<Map<string, Map<string, string>>> {
  const { stdout } = await promisify(execFile)(`${root}build/bin/yardstick`, ["score", scheme(board.scheme), dataset(board.id), "--format", "json"], {
    maxBuffer: 256 * 1024 * 1024,
  });
  const totals = new Map<string, Map<string, string>>();
  for (const unit of (JSON.parse(stdout) as Result).units)
    for (const card of unit.cards) {
      const key = `${unit.class} ${card.period}`;
      const units = totals.get(key) ?? new Map<string, string>();
      totals.set(key, units.set(unit.id, (card.total?.shown ?? "").replace("-", "−")));
    }
  return totals;
}

/** Totals of all units as the ranking shows them; a long table is scrolled through. */
async function shownTotals(page: Page, count: number): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (let step = 0; shown.size < count && step < 100; step += 1) {
    const rows = await page.locator("table.ranking tbody.data tr").evaluateAll((all) =>
      all.map((row) => [row.getAttribute("data-unit") ?? "", row.querySelector(".score > span:not(.no-figure)")?.textContent?.replace(/,/g, "") ?? ""]),
    );
    for (const [unit = "", total = ""] of rows) shown.set(unit, total);
    if (shown.size >= count) break;
    const box = page.locator(".table-box");
    await box.evaluate((element) => {
      element.scrollTop += element.clientHeight * 2;
    });
    // The next rows are there once nothing that stands in for rows is seen between the table's head and its lower edge.
    await expect
      .poll(() =>
        box.evaluate((element) => {
          const seen = element.getBoundingClientRect();
          const empty = Array.from(element.querySelectorAll("tbody.spacer"), (one) => one.getBoundingClientRect());
          return empty.every(({ top, bottom }) => bottom <= seen.top + 100 || top >= seen.bottom - 20);
        }),
      )
      .toBe(true);
  }
  return shown;
}

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("every board", () => {
  test("is in the index", () => {
    expect(boards.length).toBeGreaterThanOrEqual(8);
  });

  test.each(boards)("$id opens, and shows the totals of the command line", { timeout: 180_000 }, async (board) => {
    const expecting = totalsOf(board);
    const opened = await open(browser, `${server.url}#/b/${board.id}`);
    const { page, faults } = opened;
    page.setDefaultTimeout(60_000);
    await ready(page);
    const expected = await expecting;
    let known = 0;
    const totalsIn = (id: string) => expected.get(`${id} ${board.period}`) ?? new Map<string, string>();
    const goTo = async (id: string) => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/b/${board.id}/${board.period}/${id}`);
      // The rows are those of this class once every one of them is one of its units.
      const rows = page.locator("table.ranking tbody.data tr");
      await expect
        .poll(async () => {
          const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-unit") ?? ""));
          return ids.length > 0 && ids.every((unit) => totalsIn(id).has(unit));
        }, { timeout: 30_000 })
        .toBe(true);
    };
    for (const { id, units } of board.classes) {
      const wanted = totalsIn(id);
      expect([id, wanted.size]).toEqual([id, units]);
      await goTo(id);
      const shown = await shownTotals(page, units);
      expect([...shown].sort()).toEqual([...wanted].sort());
      known += [...wanted.values()].filter((total) => total !== "").length;
    }
    expect(known).toBeGreaterThanOrEqual(12);
    // A card, with all that stands beside it, and what follows from the results.
    await goTo(board.class);
    await page.locator("table.ranking tbody.data tr a").first().click();
    await page.locator(".later-afterTree .beside-part").first().waitFor();
    await page.locator("#close-card").click();
    await page.locator("#tab-outcomes").click();
    await page.locator(".sheet-body").waitFor();
    expect(faults).toEqual([]);
    await opened.close();
  });
});
