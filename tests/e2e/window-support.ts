// What the Window's browser tests share: how the page says it is ready, the command line's own scores, and axe.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

export const scheme = (id: string): string => `${root}data/schemes/${id}/scheme.json`;
export const dataset = (id: string): string => `${root}data/boards/${id}/dataset.json`;

/** What the command line prints. */
export function yardstick(...args: string[]): string {
  return execFileSync(`${root}build/bin/yardstick`, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

interface Result {
  units: { id: string; class: string; group: string; cards: { period: string; status: string; total: { exact: string; shown: string } | null; outcomes: Record<string, { value: string }> }[] }[];
}

/** The command line's scores of a board's class: total as shown ("" when there is none) and outcomes, by unit. */
export function scores(schemeId: string, boardId: string, className = "sub_bureau"): Map<string, { total: string; outcomes: Record<string, { value: string }> }> {
  const result = JSON.parse(yardstick("score", scheme(schemeId), dataset(boardId), "--format", "json")) as Result;
  return new Map(
    result.units.filter((unit) => unit.class === className).map((unit) => {
      const card = unit.cards.find((candidate) => candidate.period === "2025");
      return [unit.id, { total: card?.total?.shown ?? "", outcomes: card?.outcomes ?? {} }];
    }),
  );
}

export async function ready(page: Page): Promise<void> {
  await page.locator("table.ranking tbody.data tr, .card[data-unit]").first().waitFor();
}

/** Unit ids of the ranking, from the top. */
export function shownUnits(page: Page): Promise<string[]> {
  return page.locator("table.ranking tbody.data tr").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-unit") ?? ""));
}

/** The text of an element found by a selector, without blanks around it. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().innerText()).trim();
}

/** Faults found by axe-core, with what they are about. It stumbles over a page that is drawn anew under it, and then looks again. */
export async function axeFaults(page: Page, again = 2): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = page.evaluate(async () => {
    const { axe: runner } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const { violations } = await runner.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 120)} (${node.failureSummary})`).join(" | ")}`);
  });
  return again > 0 ? found.catch(() => axeFaults(page, again - 1)) : found;
}

export async function expectNoAxeFaults(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
}
