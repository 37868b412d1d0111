// The panels beside the form of a self-check: sharing, the sheet to hand in, scenarios.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { begin, eventually, field, fits, person, scored, selfCheck, total, type } from "./self-support.ts";
import type { Look, Opened } from "./support.ts";
import { axeFaults } from "./window-support";

const { at, url } = selfCheck();

/** A new draft with the figures of one person of the district's board. */
async function draft(look: Look = {}): Promise<Opened> {
  const opened = await at(person, look);
  await begin(opened);
  if (look.lang === "en") await opened.page.locator("#language").click();
  return opened;
}

describe("a shared draft", () => {
  test("comes to the same exact figures in a fresh profile, and is shown before it is taken over", async () => {
    const first = await draft();
    const before = await total(first.page);
    await type(first.page, "staff/p004/tasksLate@2025-02", "0");
    await expect.poll(() => total(first.page)).not.toBe(before);
    await type(first.page, "staff/p004/lateness@2025-06", "3");
    const after = await total(first.page);
    await first.page.locator("#self-tab-share").click();
    const link = await first.page.locator("#share-link").inputValue();
    expect(await axeFaults(first.page)).toEqual([]);
    expect(first.faults).toEqual([]);
    await first.close();

    const second = await at(link);
    await second.page.locator(".share-preview").waitFor();
    const preview = await second.page.locator(".share-preview").innerText();
    expect(preview).toContain("2 处数字");
    expect(preview).toContain("2月岗位目标未按时完成");
    expect(preview).not.toContain("▲");
    expect(await axeFaults(second.page)).toEqual([]);
    await second.page.locator("#share-take").click();
    await scored(second.page);
    await expect.poll(() => total(second.page)).toBe(after);
    await eventually(() => field(second.page, "staff/p004/tasksLate@2025-02").inputValue()).toBe("0");
    expect(second.faults).toEqual([]);
    await second.close();
  });

  test("without figures opens an empty form of the same class, and names nobody", async () => {
    const first = await draft();
    await first.page.locator("#self-tab-share").click();
    const link = await first.page.locator("#share-empty").inputValue();
    await first.close();
    const second = await at(link);
    await second.page.locator(".share-preview").waitFor();
    await eventually(() => second.page.locator(".share-preview").innerText()).toContain("这是一份空表");
    expect(await second.page.locator(".share-preview").innerText()).not.toContain("苏海若");
    await second.page.locator("#share-take").click();
    await second.page.locator(".self-draft-view").waitFor();
    await eventually(() => second.page.locator(".self-draft-view").innerText()).toContain("空白表");
    await second.close();
  });

  test.each([
    ["cut short", (link: string) => link.slice(0, -9), "链接不完整"],
    ["changed in one letter", (link: string) => link.slice(0, -20) + (link.slice(-20, -19) === "A" ? "B" : "A") + link.slice(-19), "链接不完整"],
    ["that holds markup", (link: string) => `${link.split("#")[0]}#/s/x/<img src=x onerror=alert(1)>`, "不该出现的字符"],
    ["of a newer form", (link: string) => link.replace("#/s/x/AQ", "#/s/x/Ag"), "更新的版本"],
    ["that is empty", (link: string) => `${link.split("#")[0]}#/s/x/`, "没有内容"],
  ])("%s is told in words and changes nothing", async (_, spoil, words) => {
    const first = await draft();
    await type(first.page, "staff/p004/tasksLate@2025-02", "0");
    await first.page.locator("#self-tab-share").click();
    const link = spoil(await first.page.locator("#share-link").inputValue());
    await first.close();
    const second = await at(link);
    await second.page.locator(".share-fault").waitFor();
    await eventually(() => second.page.locator(".share-fault").innerText()).toContain(words);
    expect(await second.page.locator("#share-take").count()).toBe(0);
    expect(await axeFaults(second.page)).toEqual([]);
    await second.page.locator("#share-drop").click();
    await second.page.locator(".share-fault").waitFor({ state: "detached" });
    expect(second.faults).toEqual([]);
    await second.close();
  });

  test("is copied on a page over plain http, where there is no clipboard", async () => {
    const opened = await draft();
    await opened.page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await opened.page.locator("#self-tab-share").click();
    await opened.page.getByRole("button", { name: "复制 带数字的链接" }).click();
    await expect.poll(() => opened.page.locator(".copied").innerText()).toMatch(/已复制|已选中/);
    const selected = await opened.page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement;
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    });
    expect(selected).toBe(await opened.page.locator("#share-link").inputValue());
    await opened.close();
  });

  test("as a file is taken in again by the list of drafts", async () => {
    const opened = await draft();
    await type(opened.page, "staff/p004/tasksLate@2025-02", "0");
    await opened.page.locator("#self-tab-share").click();
    const [download] = await Promise.all([opened.page.waitForEvent("download"), opened.page.locator("#share-file").click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(text)).toMatchObject({ format: "yardstick-share/1", class: "staff", unit: "p004", changes: [{ fact: "tasksLate", period: "2025-02", value: "0" }] });
    await opened.page.goto(`${url()}#/s`);
    await opened.page.locator('.self-box input[type="file"]').setInputFiles({ name: "share.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await opened.page.locator("#share-take").click();
    await opened.page.locator(".self-draft-view").waitFor();
    await eventually(() => field(opened.page, "staff/p004/tasksLate@2025-02").inputValue()).toBe("0");
    await opened.close();
  });
});

describe("the sheet to hand in", () => {
  test("is one page that holds figures, every item with its clause, and room to sign", async () => {
    const opened = await draft();
    const came = await total(opened.page);
    await opened.page.locator("#self-tab-print").click();
    expect(await axeFaults(opened.page)).toEqual([]);
    await opened.page.emulateMedia({ media: "print" });
    const sheet = opened.page.locator(".hand-in-print .hand-in");
    await eventually(() => opened.page.locator("#app").isVisible()).toBe(false);
    const text = await sheet.innerText();
    for (const part of ["自评表 · 苏海若", "依据：区工商局绩效管理", "岗位目标未按时完成", "民主测评", "D22", "未按时完成，每项扣2分", "填报人签字", "审核人签字"]) expect(text).toContain(part);
    expect(text).toContain(came);
    const pdf = (await opened.page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
    await opened.page.emulateMedia({ media: "screen" });
    await opened.page.locator("#self-tab-tree").click();
    await expect.poll(() => opened.page.locator(".hand-in-print").count()).toBe(0);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("names what is open as runs, what is wrong with its text, and what is not the board's; and waits until all is worked out", async () => {
    const { page, faults, close } = await draft();
    await page.locator("#self-tab-print").click();
    for (const month of ["10", "11", "12"]) await field(page, `staff/p004/lateness@2025-${month}`).fill("");
    await field(page, "staff/p004/complaints@2025-09").fill("两件");
    await type(page, "staff/p004/tasksLate@2025-02", "0");
    const print = page.locator("#print-now");
    expect(await print.isEnabled()).toBe(false);
    await expect.poll(() => print.isEnabled(), { timeout: 30_000 }).toBe(true);
    const text = await page.locator(".paper .hand-in").innerText();
    for (const part of ["所在单位：湖心分局", "数字到 2025-12-31 为止", "尚未确定的数字 3 处：10—12月迟到早退。", "另有 1 处填写有误，没有计入：9月服务态度被投诉：两件。", "带 * 的与榜单不同，是本人填写的"]) expect(text).toContain(part);
    expect(text).toMatch(/岗位目标未按时完成（项）\s+1\s+0\s*\*/);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("the panels", () => {
  test.each([
    ["desktop", "zh-CN", 1366, 768],
    ["desktop", "en", 1366, 768],
    ["phone", "zh-CN", 390, 844],
    ["phone", "en", 390, 844],
  ] as const)("on a %s in %s do not run over the edge and pass the accessibility check", async (_, lang, width, height) => {
    const opened = await draft({ lang, width, height });
    // Large type is narrowest on a phone.
    for (const large of width < 500 ? [false, true] : [false]) {
      if (large) await opened.page.getByRole("button", { name: lang === "en" ? "Large type" : "大字" }).click();
      for (const tab of ["goal", "ledger", "scenarios", "share", "print"]) {
        await opened.page.locator(`#self-tab-${tab}`).click();
        await opened.page.locator("#self-panel > *").first().waitFor();
        if (tab === "scenarios" && !large) await opened.page.locator("#new-scenario").click();
        expect([tab, await axeFaults(opened.page)]).toEqual([tab, []]);
        expect([tab, await fits(opened.page)]).toEqual([tab, true]);
      }
    }
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});
