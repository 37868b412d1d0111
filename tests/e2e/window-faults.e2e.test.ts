// What the Window does with a board that is missing, broken, or does not fit its scheme: every fault in words, with its place.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, launch, open, startServer } from "./support";
import { expectNoAxeFaults, read, ready, textOf } from "./window-support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const scheme = () => read("data/schemes/gs-city/scheme.json");
const dataset = () => read("data/boards/gs-city/dataset.json");
const boardText = (schemeText: string, datasetText: string) =>
  JSON.stringify({ format: "yardstick-board/1", id: "trial", title: { "zh-CN": "试验榜", en: "Trial" }, class: "sub_bureau", period: "2025", scheme: schemeText, dataset: datasetText });

/** Opens the page and then a file with this text. */
async function withFile(text: string) {
  const opened = await open(browser, server.url);
  await ready(opened.page);
  await opened.page.locator("input[type=file]").setInputFiles({ name: "trial.json", mimeType: "application/json", buffer: Buffer.from(text) });
  return opened;
}

describe("a board that cannot be shown", () => {
  test("is told to be missing, and the default board is one step away", async () => {
    const { page, close } = await open(browser, `${server.url}#/b/absent/2025`);
    await page.locator(".failed").waitFor();
    await expect.poll(() => textOf(page, ".failed")).toContain("boards/absent.json");
    await expectNoAxeFaults(page);
    await page.getByRole("link", { name: "打开默认榜单" }).click();
    await ready(page);
    await close();
  });

  test("is told at which line and column its file stops being JSON", async () => {
    const { page, faults, close } = await withFile('{\n  "format": "yardstick-board/1",\n  "id": ');
    await page.locator(".failed").waitFor();
    await expect.poll(() => textOf(page, ".failed")).toContain("trial.json 第 3 行第 9 列");
    expect(faults).toEqual([]);
    await close();
  });

  test("is told to be no board when it is a bare scheme", async () => {
    const { page, faults, close } = await withFile(scheme());
    await page.locator(".failed").waitFor();
    const text = await textOf(page, ".failed");
    expect(text).toContain("yardstick-scheme/1");
    expect(text).toContain("yardstick-board/1");
    expect(faults).toEqual([]);
    await close();
  });

  test("shows every fault of its scheme with line and column, in both languages", async () => {
    const lines = scheme().split("\n");
    const target = lines.findIndex((line) => line.includes('"proportional"'));
    expect(target).toBeGreaterThan(0);
    const broken = lines.map((line, index) => (index === target ? line.replace('"proportional"', '"proportionnal"') : line)).join("\n");
    const { page, faults, close } = await withFile(boardText(broken, dataset()));
    await page.locator(".failed .diagnostics li").first().waitFor();
    const text = await textOf(page, ".failed");
    expect(text).toContain("考核方案");
    expect(text).toContain(`第 ${target + 1} 行`);
    expect(text).toContain("proportionnal");
    await page.locator("#language").click();
    await page.locator('html[lang="en"]').waitFor();
    const english = await textOf(page, ".failed");
    expect(english).toContain(`line ${target + 1}, column`);
    expect(english.replace("试验榜", "").match(/[\u4e00-\u9fff]/g)).toBeNull();
    await expectNoAxeFaults(page);
    expect(faults).toEqual([]);
    await close();
  });

  test("shows what in the data does not fit the scheme, all of it at once", async () => {
    const data = JSON.parse(dataset()) as { readings: { sub_bureau: Record<string, Record<string, unknown[]>> } };
    const facts = Object.keys(data.readings.sub_bureau);
    const first = data.readings.sub_bureau[facts[0] ?? ""];
    if (!first?.["2025"]) throw new Error("the first fact has values for 2025");
    first["2025"][0] = "12x";
    first["2025"][1] = "-5";
    data.readings.sub_bureau.unheardOf = { "2025": [] };
    const { page, faults, close } = await withFile(boardText(scheme(), JSON.stringify(data, null, 1)));
    await page.locator(".failed .diagnostics li").first().waitFor();
    const diagnostics = await page.locator(".failed .diagnostics li.error").allInnerTexts();
    expect(diagnostics.length).toBeGreaterThanOrEqual(2);
    for (const diagnostic of diagnostics) expect(diagnostic).toMatch(/考核数据\s*第 \d+ 行第 \d+ 列/);
    expect(diagnostics.join("\n")).toContain("12x");
    expect(diagnostics.join("\n")).toContain("unheardOf");
    expect(faults).toEqual([]);
    await close();
  });

  test("does not take the page with it: a good file opens afterwards", async () => {
    const { page, faults, close } = await withFile("{");
    await page.locator(".failed").waitFor();
    await page.locator("input[type=file]").setInputFiles({ name: "good.json", mimeType: "application/json", buffer: Buffer.from(boardText(scheme(), dataset())) });
    await ready(page);
    await expect.poll(() => textOf(page, "h1")).toBe("试验榜");
    expect(faults).toEqual([]);
    await close();
  });
});
