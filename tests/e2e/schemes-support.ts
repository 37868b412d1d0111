// What somebody does in an office: a computer that knows the site by its name, the mouse drawn over words, files saved and chosen.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { type Look, type Opened, open } from "./support";

const patience = 60_000;
/** What becomes so: a busy machine gets its time. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: patience });

/** A browser that nobody has used, at an address of a site under a name of its own. */
export async function computer(browser: Browser, site: { name: string; url: string }, address: string, look?: Look): Promise<Opened> {
  const opened = await open(browser, "about:blank", look);
  opened.page.setDefaultTimeout(patience);
  await opened.page.context().route(`${site.name}**`, async (route) => {
    try {
      await route.fulfill({ response: await route.fetch({ url: route.request().url().replace(site.name, site.url) }) });
    } catch {
      await route.abort().catch(() => undefined); // the computer was switched off meanwhile; while it is on, the page tells
    }
  });
  await opened.page.goto(address);
  return opened;
}

/** Waits until these words stand there in this order. */
export async function says(page: Page, where: string, ...words: string[]): Promise<void> {
  const inOrder = words.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  await eventually(async () => (await page.locator(where).first().innerText()).replace(/\s+/g, " ")).toMatch(new RegExp(inOrder));
}

/** Where words of an element begin and end on the screen. */
function endsOf(element: Element, words: string): { from: { x: number; y: number }; to: { x: number; y: number } } {
  const range = document.createRange();
  const start = (element.textContent ?? "").indexOf(words);
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let at = 0; nodes.nextNode(); ) {
    const { length } = nodes.currentNode.textContent ?? "";
    const [first, last] = [start - at, start + words.length - at];
    if (first >= 0 && first < length) range.setStart(nodes.currentNode, first);
    if (last > 0 && last <= length) range.setEnd(nodes.currentNode, last);
    at += length;
  }
  const boxes = Array.from(range.getClientRects());
  const [one, other] = [boxes[0] as DOMRect, boxes[boxes.length - 1] as DOMRect];
  return { from: { x: one.left, y: one.top + one.height / 2 }, to: { x: other.right, y: other.top + other.height / 2 } };
}

/** Draws the mouse over words of the editor's line in which something stands; again, where the text was still moving to its place. */
export async function select(page: Page, line: string, words: string): Promise<void> {
  const found = page.locator(".cm-line", { hasText: line }).first();
  await eventually(async () => {
    await found.scrollIntoViewIfNeeded();
    const { from, to } = await found.evaluate(endsOf, words);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
    return page.evaluate(() => getSelection()?.toString());
  }).toBe(words);
}

export interface SavedFile { name: string; bytes: Buffer }

/** Presses a button and gives the file that the browser saves. */
export async function saved(page: Page, label: string): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: label, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export async function choose(page: Page, label: string, { name, bytes }: SavedFile): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("label.file", { hasText: label }).click()]);
  await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
}
