// What the browser tests of the self-check share: a server and a browser for a file's tests, and drafts to begin with.
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support.ts";

/** The page for the tests of one file: `at` opens an address behind the server's own, or a whole one, in a fresh profile. */
export function selfCheck(): { at: (address: string, look?: Look) => Promise<Opened>; url: () => string } {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const url = () => server.url;
  return { url, at: (address, look) => open(browser, address.startsWith("http") ? address : `${url()}${address}`, look) };
}

/** What becomes so: a busy machine gets its time. */
export const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 });

/** The draft is on the page and its newest figures are scored. */
export async function scored(page: Page): Promise<void> {
  await page.locator('.self-draft-view[data-pending="false"] #self-total').waitFor({ timeout: 40_000 });
}

/** The total when what was typed has been scored. */
export async function total(page: Page): Promise<string> {
  await page.waitForTimeout(100);
  await scored(page);
  return (await page.locator("#self-total").innerText()).trim();
}

/** Opens an empty form of the district bureau's staff, all months of which are over, or those up to a day. */
export async function emptyStaff(page: Page, asOf = ""): Promise<void> {
  await page.locator("#self-empty").selectOption("gs-district\nstaff");
  if (await page.locator("#self-empty-period").count()) await page.locator("#self-empty-period").selectOption("2025");
  await page.locator("#self-empty-over").selectOption(asOf);
  await page.locator(".self-setup:has(#self-empty) button[type=submit]").click();
  await scored(page);
}

/** One person of the district's board. */
export const person = "#/s/new/gs-district/staff/p004/2025";
export async function begin(opened: Opened): Promise<void> {
  await opened.page.locator(".button.primary:not([disabled])").click();
  await scored(opened.page);
}

/** A field by its cell: "staff/p004/lateness@2025-03". */
export const field = (page: Page, cell: string): Locator => page.locator(`[data-field="${cell}"]`);
/** A field of the empty form's own unit. */
export const box = (page: Page, fact: string, period = "2025", key = ""): Locator => field(page, `staff/staff/${fact}@${period}${key && `#${key}`}`);
export const month = (number: number): string => `2025-${String(number).padStart(2, "0")}`;

/** Types a figure as somebody does who goes on to the next. */
export async function type(page: Page, cell: string, value: string): Promise<void> {
  await field(page, cell).fill(value);
  await field(page, cell).press("Enter");
  await scored(page);
}

/** Whether nothing runs over the page's edge. */
export const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
