// The self-check in a browser, with the engine as it is shipped: what is typed, undone, pasted and kept, and what it comes to.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { box, emptyStaff, eventually, field, fits, month, person, scored, selfCheck, total } from "./self-support.ts";
import { axeFaults } from "./window-support";

const { at } = selfCheck();

/** Pastes text into the field that has the focus, as the browser does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** What a person's own page would hold beside the months: who it is, the votes, and lists of which none has an entry. */
async function fillTheRest(page: Page): Promise<void> {
  await box(page, "born").fill("1980-5-6");
  await box(page, "sex").selectOption("male");
  await box(page, "post").selectOption("other");
  await box(page, "excused").selectOption("false");
  await box(page, "opinions", "2025", "excellent").fill("10");
  await page.locator(".self-others > summary").click();
  for (const part of await page.locator(".self-other > summary").all()) await part.click();
  const none = page.locator(".self-list button", { hasText: "确认没有" });
  for (let left = await none.count(); left > 0; left -= 1) {
    await none.first().click();
    await eventually(() => none.count()).toBe(left - 1);
  }
  // The office's bonus is given as it is: 0.
  await page.locator('[data-field="sub_bureau/sub_bureau/=bonus@2025"]').fill("0");
}

describe("a year of a district staff member", { timeout: 240_000 }, () => {
  test("is filled in month by month, with three months open, undone, reloaded, and scored to the point", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page);
    expect(await axeFaults(page)).toEqual([]);

    // By keyboard: along January, then down a column.
    await box(page, "tasksLate", month(1)).focus();
    for (const [typed, key] of [["1", "Tab"], ["2", "Tab"], ["0", "Tab"], ["1", "Enter"]] as const) {
      await page.keyboard.type(typed);
      await page.keyboard.press(key);
      // Beside each field stands the way to its clause.
      if (key === "Tab") await page.keyboard.press("Tab");
    }
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe(`staff/staff/studyMissed@${month(2)}`);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("2");

    // February to September, a column at a time; nothing is overwritten, so nothing is asked.
    for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) {
      await box(page, fact, month(2)).focus();
      await paste(page, "0\n".repeat(8));
      await eventually(() => box(page, fact, month(9)).inputValue()).toBe("0");
      await eventually(() => page.locator("[role=dialog]").count()).toBe(0);
    }
    await eventually(() => box(page, "studyMissed", month(10)).inputValue()).toBe("");
    await fillTheRest(page);

    // Three months are open: the total will lie between two figures, and January is what its figures come to.
    // 50 − 1 × 2 = 48; 20 − 2 × 1 = 18; 15; 15 − 1 × 1 = 14: 95 of 100.
    await eventually(() => total(page)).toMatch(/数据未齐，最后在[\d.]+到[\d.]+之间/);
    await page.locator('.tree-line[data-node="daily"] .twist').click();
    const january = page.locator('.tree-line[data-node="month"]').first();
    await eventually(() => january.innerText()).toContain("95.00");

    // Undo takes the last figure back and redo gives it again, by key and by button.
    const late = box(page, "tasksLate", month(1));
    await late.fill("3");
    await scored(page);
    await page.waitForFunction(() => document.querySelector('.tree-line[data-node="month"]')?.textContent?.includes("91.00"));
    await page.keyboard.press("Control+z");
    await eventually(() => late.inputValue()).toBe("1");
    await page.keyboard.press("Control+Shift+Z");
    await eventually(() => late.inputValue()).toBe("3");
    await page.locator("#self-undo").click();
    await eventually(() => late.inputValue()).toBe("1");

    // Text that is no number is told where it stands, and kept.
    const bad = box(page, "lateness", month(10));
    await bad.fill("两次");
    await bad.press("Enter");
    await eventually(() => page.locator(`[id="told-staff/staff/lateness@${month(10)}"]`).innerText()).toContain("这里要填数字");
    await eventually(() => bad.getAttribute("aria-invalid")).toBe("true");
    expect(await axeFaults(page)).toEqual([]);
    await page.waitForTimeout(800);
    await page.reload();
    await scored(page);
    await eventually(() => box(page, "lateness", month(10)).inputValue()).toBe("两次");
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("2");
    await eventually(() => box(page, "born").inputValue()).toBe("1980-05-06");

    // The last three months without a loss: 70 × (95 + 11 × 100) ÷ 1200 + 30 = 99.708333…
    for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) {
      for (const number of [10, 11, 12]) await box(page, fact, month(number)).fill("0");
    }
    await eventually(() => total(page)).toBe("99.71");
    await eventually(() => page.locator("#self-total span").getAttribute("title")).toContain("2393/24");
    await eventually(() => page.locator(".self-standing .grade").innerText()).toBe("优秀");
    expect(faults).toEqual([]);
    await close();
  });
});

describe("what cannot be taken", { timeout: 120_000 }, () => {
  test("a paste that overwrites or does not fit is shown first, and is one step to undo", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page);
    await box(page, "lateness", month(10)).fill("4");
    await box(page, "lateness", month(9)).focus();
    await paste(page, "1\n2\nx\n0\n7\n8");
    const dialog = page.locator("[role=dialog]");
    await dialog.waitFor();
    const told = await dialog.innerText();
    expect(told).toContain("将填入 4 格");
    expect(told).toContain("1 格已有数字");
    expect(told).toContain("多出 2 个值没有对应的格子，不会填入：7、8");
    expect(await axeFaults(page)).toEqual([]);
    await eventually(() => box(page, "lateness", month(10)).inputValue()).toBe("4");
    await dialog.locator("button").first().click();
    const values = () => Promise.all([9, 10, 11, 12].map((number) => box(page, "lateness", month(number)).inputValue()));
    await eventually(values).toEqual(["1", "2", "x", "0"]);
    await page.keyboard.press("Control+z");
    await eventually(values).toEqual(["", "4", "", ""]);
    expect(faults).toEqual([]);
    await close();
  });

  test("dates, counts and entries of a list are told in words, with what would be right", async () => {
    const { page, close } = await at("#/s");
    await emptyStaff(page);
    const told = (key: string) => page.locator(`[id="told-staff/staff/${key}"]`).innerText();
    await box(page, "born").fill("1980-02-30");
    await box(page, "born").press("Tab");
    await eventually(() => told("born@2025")).toContain("没有这一天");
    await box(page, "tasksLate", month(1)).fill("1.5");
    await box(page, "tasksLate", month(1)).press("Tab");
    await eventually(() => told(`tasksLate@${month(1)}`)).toContain("要填整数");
    await eventually(() => told(`tasksLate@${month(1)}`)).toContain("暂按未填计算");

    // An entry of a list waits until it is whole; a date of another year is no date of this list.
    const list = page.locator('[data-list="staff/staff/notes"]');
    await list.locator(".self-add").click();
    const date = list.locator("input").first();
    await date.fill("2052-03-01");
    await eventually(() => list.innerText()).toContain("日期要在 2025 年内");
    await eventually(() => list.innerText()).toContain("这一条还没有计入");
    await page.waitForTimeout(800);
    await page.reload();
    await scored(page);
    await list.locator("button", { hasText: "修改" }).click();
    await eventually(() => date.inputValue()).toBe("2052-03-01");
    await date.fill("2025/3/1");
    await eventually(() => list.innerText()).not.toContain("这一条还没有计入");
    await close();
  });
});

describe("figures of a board", { timeout: 120_000 }, () => {
  test("begin a draft by name, and changing them leaves the board as it is", async () => {
    const { page, faults, close } = await at("#/b/gs-district/2025/staff");
    await page.locator("table.ranking tbody.data tr a").first().waitFor();
    const before = await page.locator("table.ranking tbody.data tr").first().innerText();
    await page.locator("table.ranking tbody.data tr a").first().click();
    await page.locator('.card a[href^="#/s/new/gs-district/staff/"]').click();
    await page.locator(".button.primary:not([disabled])").click();
    await scored(page);
    const first = await total(page);
    const field = page.locator(`[data-field$="/lateness@${month(3)}"]`).first();
    const had = await field.inputValue();
    await field.fill("19");
    await eventually(() => total(page)).not.toBe(first);
    await eventually(() => page.locator(".self-standing").innerText()).toMatch(/第\d+名/);
    await page.locator(".self-field.typed .quiet-button").first().click();
    await eventually(() => field.inputValue()).toBe(had);
    await eventually(() => total(page)).toBe(first);
    await field.fill("19");
    await scored(page);
    await page.locator(".views a").first().click();
    await page.locator("table.ranking tbody.data tr a").first().waitFor();
    await page.locator("#class").selectOption("staff");
    await eventually(() => page.locator("table.ranking tbody.data tr").first().innerText()).toBe(before);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("a class whose grade is judged", { timeout: 120_000 }, () => {
  test("says so, and its figures can be tried all the same", async () => {
    const { page, faults, close } = await at("#/s/new/gs-district/senior");
    await page.locator("#self-unit").selectOption({ index: 0 });
    await page.locator(".button.primary").click();
    await scored(page);
    await eventually(() => page.locator(".self-standing").innerText()).toContain("等次由测评和评定产生，不按分数计算");
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("an empty form", { timeout: 120_000 }, () => {
  test("is as of the day that is said, which can be changed, and travels with its link", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page, "2025-09-30");
    const state = (number: number) => page.locator(`[id="group-${month(number)}"] .self-group-state`).innerText();
    await eventually(() => Promise.all([state(9), state(10)])).toEqual(["已结束 · 已填 0／4", "未结束 · 已填 0／4"]);
    await page.locator("#self-over").selectOption("2025-10-31");
    await eventually(() => state(10)).toContain("已结束");
    await page.keyboard.press("Control+z");
    await eventually(() => state(10)).toContain("未结束");
    await box(page, "lateness", month(10)).fill("3");
    await scored(page);
    await page.locator("#self-tab-share").click();
    const link = await page.locator("#share-link").inputValue();
    expect(faults).toEqual([]);
    await close();

    const other = await at(link);
    await other.page.locator(".share-preview").waitFor();
    await eventually(() => other.page.locator(".share-preview").innerText()).toContain("数字到 2025-09-30 为止");
    await other.page.locator("#share-take").click();
    await scored(other.page);
    await eventually(() => other.page.locator("#self-over").inputValue()).toBe("2025-09-30");
    await eventually(() => box(other.page, "lateness", month(10)).inputValue()).toBe("3");
    expect(other.faults).toEqual([]);
    await other.close();
  });

  test("lets its member belong to a section, and asks for the section's figures then", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page);
    const office = field(page, "staff/staff/>office");
    await eventually(() => office.inputValue()).toBe("sub_bureau");
    await page.locator(".self-others > summary").click();
    const others = () => page.locator(".self-others").innerText();
    await eventually(() => others()).toContain("基层分局 · 年度考核总得分");
    await office.selectOption("section");
    await eventually(others).toContain("机关科室 · 年度考核总得分");
    await eventually(() => others()).not.toContain("基层分局 · 年度考核总得分");
    await page.waitForTimeout(900);
    await page.reload();
    await scored(page);
    await eventually(() => office.inputValue()).toBe("section");
    await page.locator(".self-links .quiet-button").click();
    await eventually(() => office.inputValue()).toBe("sub_bureau");
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("what takes long", { timeout: 120_000 }, () => {
  test("has an engine of its own: a figure is scored while the range of those before is still worked out", async () => {
    const { page, faults, close } = await at(person);
    await page.locator(".button.primary:not([disabled])").click();
    await scored(page);
    const range = page.locator(".range-panel");
    await page.locator(".range-panel[aria-busy=false]").waitFor();
    expect(page.workers()).toHaveLength(2);
    const before = await range.innerText();
    const first = await total(page);
    // From the moment of typing the range is told as that of other figures, until it is there anew.
    await field(page, `staff/p004/lateness@${month(3)}`).fill("19");
    await eventually(() => range.getAttribute("aria-busy")).toBe("true");
    await eventually(() => range.innerText()).toContain("数字改动过，正在重新计算");
    await eventually(() => total(page)).not.toBe(first);
    await page.locator(".range-panel[aria-busy=false]").waitFor();
    expect(await range.innerText()).not.toContain("正在重新计算");
    expect(await range.innerText()).not.toBe(before);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("on a phone, in English and large", { timeout: 120_000 }, () => {
  test("nothing is cut off, and axe finds nothing", async () => {
    const { page, faults, close } = await at("#/s", { width: 390, height: 844, lang: "en" });
    await page.locator("#language").click();
    await eventually(() => page.locator("h1").innerText()).toBe("Self-check");
    expect([await axeFaults(page), await fits(page)]).toEqual([[], true]);
    await emptyStaff(page);
    expect([await axeFaults(page), await fits(page)]).toEqual([[], true]);
    await box(page, "lateness", month(1)).fill("x");
    await box(page, "lateness", month(1)).press("Tab");
    await eventually(() => page.locator(`[id="told-staff/staff/lateness@${month(1)}"]`).innerText()).toContain("A number is expected here");
    await page.locator("#self-tab-tree").click();
    await page.locator(".tree").waitFor();
    await page.locator(".settings button").first().click();
    expect([await axeFaults(page), await fits(page)]).toEqual([[], true]);
    expect(faults).toEqual([]);
    await close();
  });
});
