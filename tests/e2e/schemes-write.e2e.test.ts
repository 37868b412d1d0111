// Writing a scheme: faults told where they are, what may stand there offered, cases run as it is typed, and nothing typed is lost.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support.ts";
import { axeFaults } from "./window-support";
import { eventually, tabTo } from "./workshop-support.ts";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A new work from a template, its text checked once. */
async function begin(template: string, look?: Look): Promise<Opened> {
  const opened = await open(browser, `${server.url}#/f`, look);
  opened.page.setDefaultTimeout(60_000);
  await opened.page.locator(`[data-template="${template}"] button`).click();
  try {
    await opened.page.locator(".cm-content").waitFor();
  } catch (reason) {
    throw new Error(`no editor appeared (${reason}); faults: ${JSON.stringify(opened.faults)}; ${opened.page.url()} says:\n${await opened.page.locator("body").innerText()}`);
  }
  await checked(opened.page);
  return opened;
}
/** The engine has looked at the newest text. */
async function checked(page: Page): Promise<void> {
  await page.waitForTimeout(100);
  await page.locator('.write[data-checked="true"]').waitFor();
}
/** Selects a passage of the text with the editor's own search, so that it also comes into view. */
async function select(page: Page, passage: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+f");
  const field = page.locator(".cm-search [name=search]");
  await field.fill("");
  await field.pressSequentially(passage);
  await field.press("Enter");
  await page.keyboard.press("Escape");
  await page.locator(".cm-content").focus();
}
const faultsOf = (page: Page) => page.locator(".write-faults li").allInnerTexts();
/** The whole text as it is kept: the editor draws only what is seen. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open("yardstick-works");
        opening.onsuccess = () => {
          opening.result.transaction("drafts").objectStore("drafts").getAll().onsuccess = (event) => {
            opening.result.close();
            resolve(((event.target as IDBRequest).result[0] as { scheme: string }).scheme);
          };
        };
      }),
  );

describe("writing a scheme", { timeout: 300_000 }, () => {
  test("a template becomes a work whose cases pass", async () => {
    const { page, faults, close } = await begin("weighted");
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：2个通过");
    expect(await page.locator(".write-faults h2").innerText()).toBe("检查：没有问题");
    await expect.poll(() => page.locator(".outline-tree li").allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining("业务工作")]));
    // Its name is told to be one, is reached by keyboard and stays as it is changed.
    await eventually(() => page.locator(".work-title").innerText()).toContain("名称");
    await page.locator(".work-head a").first().focus();
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate(() => document.activeElement?.closest(".work-title") !== null)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("科室考核");
    await page.keyboard.press("Enter");
    await page.getByText("已保存在本机").waitFor();
    await page.locator(".work-head a").first().click();
    await page.locator(".work-line strong", { hasText: "科室考核" }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("a fault is told at its place, and its line goes there", async () => {
    const { page, close } = await begin("weighted");
    await select(page, '"proportional"');
    await page.keyboard.type('"proportionl"');
    await checked(page);
    await eventually(() => faultsOf(page)).toHaveLength(1);
    const [told = ""] = await faultsOf(page);
    expect(told).toContain("“proportionl”不在可选之列");
    expect(told).toMatch(/第\d+行第\d+列/);
    await eventually(() => page.locator(".cm-lintRange-error").innerText()).toBe('"proportionl"');
    await page.locator(".outline-tree li").first().click();
    await page.locator(".write-faults li button").click();
    await eventually(() => page.evaluate(() => document.querySelector(".cm-activeLine")?.textContent)).toContain("proportionl");
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
    await close();
  });

  test("a text half typed is located, the outline and the last good results stay, and both come back", async () => {
    const { page, close } = await begin("weighted");
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：2个通过");
    await select(page, '"staff": {');
    await page.keyboard.type('"staff": ');
    await checked(page);
    await eventually(() => faultsOf(page)).toHaveLength(1);
    expect((await faultsOf(page))[0]).toContain("json-syntax");
    await eventually(() => page.locator(".write-cases").innerText()).toContain("以下按最近一次没有错误的文本计算");
    await eventually(() => page.locator(".outline-tree").innerText()).toContain("服务质量");
    await page.keyboard.press("Control+z");
    await checked(page);
    await eventually(() => faultsOf(page)).toEqual([]);
    await eventually(() => page.locator(".write-cases").innerText()).not.toContain("以下按");
    await close();
  });

  test("a key is completed, then its choice and a name out of the text", async () => {
    const { page, close } = await begin("weighted");
    await select(page, '"weight": "20%",');
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(' "bas');
    await page.locator(".cm-tooltip-autocomplete li[aria-selected]", { hasText: "basis" }).waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "illustrative" }).waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.type("named");
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
    await checked(page);
    await eventually(() => kept(page)).toContain('"basis": "named"');
    await select(page, '"clauses": ["c4"');
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(', "');
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "c1" }).waitFor();
    await eventually(() => page.locator(".cm-tooltip-autocomplete").innerText()).toContain("总分由业务工作50%");
    await close();
  });

  test("a case fails when a rule changes, says what was expected and what came, and passes again", async () => {
    const { page, close } = await begin("weighted");
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：2个通过");
    await select(page, '"weight": "50%"');
    await page.keyboard.type('"weight": "40%"');
    await select(page, '"weight": "30%"');
    await page.keyboard.type('"weight": "40%"');
    await checked(page);
    // 40% × 90 + 40% × 96 + 20% × 85 − 2.5 = 36 + 38.4 + 17 − 2.5 = 88.9; with the weights as they were 88.3. Of the other case
    // 40% × 2 − 6 = −5.2 instead of −5.
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：0个通过，2个不通过");
    const told = await page.locator(".write-cases .is-failed").first().innerText();
    expect(told).toContain("A · 总分 · 2025：应为 88.3");
    expect(told).toContain("实际 88.9");
    // What is compared is said where it is not the figure itself.
    const raw = await page.locator(".write-cases .is-failed").last().innerText();
    expect(raw).toContain("A · 总分（封顶保底之前） · 2025：应为 -5；实际 -5.2");
    await page.locator(".write-cases .is-failed ul button").first().click();
    await eventually(() => page.evaluate(() => document.querySelector(".cm-activeLine")?.textContent)).toContain('"total": "88.3"');
    // The work's own undo takes back what was typed in one go; the editor follows.
    await page.locator(".work-steps button", { hasText: "撤销" }).click();
    await checked(page);
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：2个通过");
    await page.locator(".work-steps button", { hasText: "重做" }).click();
    await eventually(() => page.locator(".write-cases h2").innerText()).toBe("算例：0个通过，2个不通过");
    await close();
  });

  test("what is half typed survives a reload", async () => {
    const { page, close } = await begin("myScheme");
    await select(page, '"version": "2025.1"');
    await page.keyboard.type('"version": ');
    await eventually(() => kept(page)).toContain('"version": ,');
    await page.reload();
    await page.locator(".cm-content").waitFor();
    await checked(page);
    await eventually(() => page.locator(".cm-content").innerText()).toContain('"version": ,');
    await eventually(() => page.locator(".write-faults").innerText()).toContain("json-syntax");
    await close();
  });

  test("an indicator is inserted whole, and the outline goes to it", async () => {
    const { page, close } = await begin("weighted");
    await page.locator(".outline-tree li", { hasText: "服务质量" }).click();
    await page.locator(".write-tools select").selectOption("constant");
    await checked(page);
    await eventually(() => page.locator(".outline-tree").innerText()).toContain("indicator");
    await eventually(() => kept(page)).toMatch(/"indicator": \{"title": "名称", "full": "10", "rule": \{"kind": "constant"/);
    expect(JSON.parse(await kept(page)).classes.office.nodes.indicator.rule.points).toBe("10");
    // An outcome that the class does not publish is told, and leads to where it stands.
    await page.locator(".outline-tree li", { hasText: "名次" }).click();
    await page.locator(".write-tools select").selectOption("level");
    const unseen = page.locator('.write-faults [data-unseen="level"]');
    await eventually(() => unseen.count()).toBe(1);
    await eventually(() => unseen.innerText()).toBe("“名称”算得出来，但不公布：要让读者看到，请把“level”加进“科室”的 publish。");
    await page.locator(".outline-tree li").first().click();
    await unseen.locator("button").click();
    await eventually(() => page.evaluate(() => document.querySelector(".cm-activeLine")?.textContent)).toContain('"level": {"type": "level"');
    await select(page, '"publish": ["total", "place"]');
    await page.keyboard.type('"publish": ["total", "place", "level"]');
    await eventually(() => kept(page)).toContain('"place", "level"]');
    await checked(page);
    await eventually(() => unseen.count()).toBe(0);
    await close();
  });

  test("the preview shows the form, and the ranking under the text as it is typed", async () => {
    const { page, close } = await open(browser, `${server.url}#/f`);
    page.setDefaultTimeout(60_000);
    await page.locator(".works input[type=file]").setInputFiles(new URL("../../dist/boards/gs-city.json", import.meta.url).pathname);
    await page.locator(".cm-content").waitFor();
    await checked(page);
    await page.locator(".write-tabs button", { hasText: "预览" }).click();
    await page.locator(".write-rows tbody tr").first().waitFor();
    await eventually(() => page.locator(".write-form dt").count()).toBe(23);
    const first = () => page.locator(".write-rows tbody tr").first().locator("td").nth(1).innerText();
    const before = await first();
    await select(page, '"full": "100"');
    await page.keyboard.type('"full": "100x"');
    await checked(page);
    await eventually(() => page.locator(".write-preview").innerText()).toContain("以下按最近一次没有错误的文本计算");
    await eventually(() => first()).toBe(before);
    await page.keyboard.press("Control+z");
    await select(page, '"value": "98%"');
    await page.keyboard.type('"value": "99%"');
    // The first one is short of the line by one point more, which costs 0.5.
    await eventually(first).toBe("102.11");
    expect(before).toBe("102.61");
    await close();
  });

  test("the keyboard leaves the editor with Escape and Tab, and the page says so", async () => {
    const { page, close } = await begin("myScheme");
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate(() => document.activeElement?.className ?? "")).not.toContain("cm-content");
    await eventually(() => page.locator("#editor-keys").innerText()).toContain("先按 Esc，再按 Tab");
    await page.locator(".write-outline h2").click();
    await tabTo(page, ".outline-tree li");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const line = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("Enter");
    await eventually(() => page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
    expect(line).not.toBe("");
    await close();
  });

  test.each([
    ["zh-CN", 1366, 768],
    ["en", 1366, 768],
    ["zh-CN", 390, 844],
    ["en", 390, 844],
  ] as const)("%s at %i × %i: nothing reaches beyond the screen, and axe finds nothing, in high contrast too", async (lang, width, height) => {
    const { page, faults, close } = await begin("weighted", { lang, width, height });
    await select(page, '"proportional"');
    await page.keyboard.type('"proportionl"');
    await checked(page);
    await eventually(() => faultsOf(page)).toHaveLength(1);
    for (const tab of [0, 1]) {
      await page.locator(".write-tabs button").nth(tab).click();
      expect(await axeFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    }
    await page.evaluate(() => document.documentElement.setAttribute("data-contrast", ""));
    expect(await axeFaults(page)).toEqual([]);
    await page.locator(".work-head a").first().click();
    await page.locator(".template-list").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
