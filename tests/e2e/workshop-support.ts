// What the workshop's browser tests share: reading a slide from the last row, pressing keys, and waiting for what they do.
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { type Look, type Opened, open } from "./support";

export const district = "#/w/gs-district/sub_bureau/2025";
/** What becomes so: a busy machine gets its time. */
export const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 });

/** A lesson's overview or slide at an address after the server's; the district bureau's sub-bureaus unless another is named. */
export async function openLesson(browser: Browser, url: string, look?: Look, address = district): Promise<Opened> {
  const opened = await open(browser, `${url}${address}`, look);
  await opened.page.locator(".room-overview, .stage, .handout, .failed").first().waitFor({ timeout: 120_000 });
  return opened;
}

/** What is on the stage in letters that the last row cannot read, and what reaches beyond the screen. */
export function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const stage = document.querySelector(".stage");
    if (!stage) return ["no stage"];
    const least = window.innerHeight / 30;
    const found: string[] = [];
    for (const element of Array.from(stage.querySelectorAll<HTMLElement>("*"))) {
      const own = Array.from(element.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
      const field = /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
      const box = element.getBoundingClientRect();
      if ((!own && !field) || element.closest(".sr") || box.width <= 1 || box.height <= 1) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < least) found.push(`${size}px < ${least}px: ${element.tagName}.${element.className} ${(element.textContent ?? "").slice(0, 40)}`);
      if (box.right > window.innerWidth + 1 && !element.closest("select")) found.push(`beyond the right edge: ${(element.textContent ?? "").slice(0, 40)}`);
    }
    return found;
  });
}

export const slideOf = (page: Page) => page.locator(".stage").getAttribute("data-slide");
/** What changes when a key did something: the slide, a step of it, a question. */
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const slide = document.querySelector(".stage")?.getAttribute("data-slide") ?? "";
    const scrolled = Array.from(document.querySelectorAll(".stage-body, .stage-body *"), (element) => element.scrollTop).join(" ");
    return [slide, scrolled, document.querySelector(".slide")?.innerHTML ?? ""].join("\n");
  });

/** Presses a key and waits until it has done something. */
export async function press(page: Page, key: string): Promise<void> {
  const before = await stateOf(page);
  await page.keyboard.press(key);
  await eventually(() => stateOf(page)).not.toBe(before);
}

/** A slide that reads from the engine has read it. */
async function settled(page: Page): Promise<void> {
  await eventually(() =>
    page.evaluate(() => {
      const slide = document.querySelector(".slide");
      if (!slide || slide.querySelector('p[role="status"]')) return false;
      const revealed = document.querySelector(".case-question");
      return !(revealed && !document.querySelector("#reveal") && revealed.getAttribute("data-revealed") !== "true");
    }),
  ).toBe(true);
}

/** Tab until the element has the focus, as somebody does who has no mouse. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  // What is not there yet, or disabled until something has been read, is no stop of the Tab key.
  await eventually(() => page.locator(selector).first().isEnabled()).toBe(true);
  for (let count = 0; count < 60; count += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not come to ${selector}`);
}

/** A slide that has read what it shows: its name, what on it cannot be read, and where the controls stand. */
export async function look(page: Page): Promise<{ slide: string; small: string[]; bar: number }> {
  await settled(page);
  const [slide, small, bar] = await Promise.all([slideOf(page), unreadable(page), page.locator(".stage-bar").boundingBox()]);
  return { slide: slide ?? "", small, bar: Math.round(bar?.y ?? 0) };
}
