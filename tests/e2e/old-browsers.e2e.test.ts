import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromium86 } from "../tools/old-browsers/unpack.mjs";
import { type Server, fileUrl, launch, open, ranking, startServer } from "./support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(chromium86()), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("Chromium 86", () => {
  test("is what runs here", () => expect(browser.version()).toMatch(/^86\./));

  test.each(["http", "file"])("shows the default board and a unit's card over %s", async (way) => {
    const opened = await open(browser, way === "http" ? server.url : fileUrl);
    const { page, faults, close } = opened;
    expect((await ranking(opened)).length).toBeGreaterThanOrEqual(12);
    // The driver's own click needs a newer browser.
    await page.evaluate(() => document.querySelector<HTMLElement>("table tbody tr a")?.click());
    await page.waitForFunction(() => /^#\/b\/[^/]+\/[^/]+\/[^/]+\/[^/]+/.test(location.hash));
    expect(faults).toEqual([]);
    await close();
  });
});
