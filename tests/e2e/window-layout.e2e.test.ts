// At the three sizes, in both languages, in plain and large type: nothing overlaps, is cut, or scrolls sideways.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, launch, open, startServer } from "./support";
import { layoutFaults } from "./window-layout";
import { ready } from "./window-support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const city = "#/b/gs-city/2025/sub_bureau";
const district = "#/b/gs-district/2025/sub_bureau";
const screens: [string, string][] = [
  ["city ranking", city],
  ["city by one item", `${city}?item=supervision`],
  ["district ranking", district],
  ["city card", `${city}/u03`],
  ["district card, every branch open", `${district}/u01/bonus`],
  ["explanation of a quarter", `${district}/u05/quarter@2025-Q2`],
  ["a missing board", "#/b/absent"],
];

describe("layout", () => {
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
    [1920, 1080],
  ] as const) {
    for (const lang of ["zh-CN", "en"] as const) {
      for (const large of [false, true]) {
        test(`${width}×${height}, ${lang}${large ? ", large type" : ""}: every screen is whole`, async () => {
          const { page, close } = await open(browser, server.url, { width, height });
          await ready(page);
          await page.evaluate((prefs) => localStorage.setItem("yardstick", prefs), JSON.stringify({ lang, large, mine: { "gs-city/sub_bureau": "u02" } }));
          await page.reload();
          await ready(page);
          const found: string[] = [];
          for (const [name, hash] of screens) {
            await page.evaluate((address) => {
              location.hash = address;
            }, hash);
            await page.locator(hash.includes("absent") ? ".failed" : hash.includes("@") || hash.includes("bonus") ? ".explanation" : ".card-points, .name-cell").first().waitFor();
            const all = page.getByRole("button", { name: /全部展开|Expand all/ });
            if (name.includes("every branch") && (await all.count()) > 0) await all.click();
            await page.waitForTimeout(150);
            for (const fault of await layoutFaults(page)) found.push(`${name}: ${fault}`);
          }
          await page.evaluate((address) => {
            location.hash = address;
          }, city);
          for (const tab of ["#tab-ranking", "#tab-distribution"]) {
            await page.locator(tab).click();
            await page.locator("canvas").waitFor();
            await page.waitForTimeout(200);
            for (const fault of await layoutFaults(page)) found.push(`${tab}: ${fault}`);
          }
          expect(found).toEqual([]);
          await close();
        });
      }
    }
  }
});
