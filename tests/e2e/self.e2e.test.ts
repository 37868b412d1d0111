// The self-check in a browser, with the engine as it is shipped: what is typed, undone, pasted and kept, and what it comes to.
import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support";
import { axeFaults } from "./window-support";

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const at = (address: string, look?: Look): Promise<Opened> => open(browser, `${server.url}${address}`, look);

/** What becomes so: a busy machine gets its time. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 15_000 });

/** The draft is on the page and its newest figures are scored. */
async function scored(page: Page): Promise<void> {
  await page.locator('.self-draft-view[data-pending="false"] #self-total').waitFor();
}

/** Opens an empty form of the district bureau's staff. */
async function emptyStaff(page: Page): Promise<void> {
  await page.locator("#self-empty").selectOption("gs-district\nstaff");
  await page.locator(".self-setup:has(#self-empty) button[type=submit]").click();
  await scored(page);
}

/** A field of the empty form's own unit. */
const box = (page: Page, fact: string, period = "2025", key = ""): Locator => page.locator(`[data-field="staff/staff/${fact}@${period}${key && `#${key}`}"]`);
const month = (number: number): string => `2025-${String(number).padStart(2, "0")}`;
const total = async (page: Page): Promise<string> => {
  await page.waitForTimeout(100);
  await scored(page);
  return (await page.locator("#self-total").innerText()).trim();
};

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
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe(`staff/staff/studyMissed@${month(2)}`);
    expect(await box(page, "lateness", month(1)).inputValue()).toBe("2");

    // February to September, a column at a time; nothing is overwritten, so nothing is asked.
    for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) {
      await box(page, fact, month(2)).focus();
      await paste(page, "0\n".repeat(8));
      await eventually(() => box(page, fact, month(9)).inputValue()).toBe("0");
      expect(await page.locator("[role=dialog]").count()).toBe(0);
    }
    expect(await box(page, "studyMissed", month(10)).inputValue()).toBe("");
    await fillTheRest(page);

    // Three months are open: there is no total, and January is what its figures come to.
    // 50 − 1 × 2 = 48; 20 − 2 × 1 = 18; 15; 15 − 1 × 1 = 14: 95 of 100.
    expect(await total(page)).toBe("缺数据");
    await page.locator('.tree-line[data-node="daily"] .twist').click();
    const january = page.locator('.tree-line[data-node="month"]').first();
    expect(await january.innerText()).toContain("95.00");

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
    expect(await bad.getAttribute("aria-invalid")).toBe("true");
    expect(await axeFaults(page)).toEqual([]);
    await page.waitForTimeout(800);
    await page.reload();
    await scored(page);
    expect(await box(page, "lateness", month(10)).inputValue()).toBe("两次");
    expect(await box(page, "lateness", month(1)).inputValue()).toBe("2");
    expect(await box(page, "born").inputValue()).toBe("1980-05-06");

    // The last three months without a loss: 70 × (95 + 11 × 100) ÷ 1200 + 30 = 99.708333…
    for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) {
      for (const number of [10, 11, 12]) await box(page, fact, month(number)).fill("0");
    }
    await eventually(() => total(page)).toBe("99.71");
    expect(await page.locator("#self-total span").getAttribute("title")).toContain("2393/24");
    expect(await page.locator(".self-standing .grade").innerText()).toBe("优秀");
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
    expect(await box(page, "lateness", month(10)).inputValue()).toBe("4");
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
    expect(await told(`tasksLate@${month(1)}`)).toContain("暂按未填计算");

    // An entry of a list waits until it is whole; a date of another year is no date of this list.
    const list = page.locator('[data-list="staff/staff/notes"]');
    await list.locator(".self-add").click();
    const date = list.locator("input").first();
    await date.fill("2052-03-01");
    await eventually(() => list.innerText()).toContain("日期要在 2025 年内");
    expect(await list.innerText()).toContain("这一条还没有计入");
    await page.waitForTimeout(800);
    await page.reload();
    await scored(page);
    await list.locator("button", { hasText: "修改" }).click();
    expect(await date.inputValue()).toBe("2052-03-01");
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
    expect(await page.locator(".self-standing").innerText()).toMatch(/第\d+名/);
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
    expect(await page.locator(".self-standing").innerText()).toContain("等次由测评和评定产生，不按分数计算");
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("drafts on the device", { timeout: 120_000 }, () => {
  test("are listed, renamed, copied, exported, deleted and brought back, and a file that is none is told", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("7");
    await page.locator('.self-head a[href="#/s"]').click();
    const lines = page.locator(".self-draft");
    await lines.first().waitFor();
    expect(await lines.count()).toBe(1);
    await lines.locator("button", { hasText: "改名" }).click();
    await page.locator(".self-rename input").fill("我的草稿");
    await page.locator(".self-rename input").press("Enter");
    await eventually(() => lines.innerText()).toContain("我的草稿");
    await lines.locator("button", { hasText: "复制" }).click();
    await eventually(() => lines.count()).toBe(2);
    const [download] = await Promise.all([page.waitForEvent("download"), lines.last().locator("button", { hasText: "导出" }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(text)).toMatchObject({ format: "yardstick-draft/1", class: "staff", changes: [{ fact: "lateness", value: "7" }] });
    await lines.first().locator("button", { hasText: "删除" }).click();
    await eventually(() => lines.count()).toBe(1);
    await page.locator(".notice button").click();
    await eventually(() => lines.count()).toBe(2);
    expect(await axeFaults(page)).toEqual([]);

    const file = page.locator(".self-import input");
    await file.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
    await eventually(() => page.locator(".why-not").innerText()).toContain("内容不是 JSON");
    await file.setInputFiles({ name: "d.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await scored(page);
    expect(await box(page, "lateness", month(1)).inputValue()).toBe("7");
    expect(faults).toEqual([]);
    await close();
  });

  test("two tabs do not overwrite each other: both can be kept", async () => {
    const { page, close } = await at("#/s");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("1");
    await page.waitForTimeout(900);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await scored(other);
    expect(await box(other, "lateness", month(1)).inputValue()).toBe("1");
    await box(other, "lateness", month(1)).fill("2");
    await other.waitForTimeout(900);
    // The first tab has not looked again; what is typed there meets the other's.
    await box(page, "complaints", month(1)).fill("5");
    const notice = page.locator(".self-tools .why-not");
    await notice.waitFor();
    expect(await notice.innerText()).toContain("另一个标签页改过这份草稿");
    await notice.locator("button", { hasText: "两份都留" }).click();
    await page.locator('.self-head a[href="#/s"]').click();
    await eventually(() => page.locator(".self-draft").count()).toBe(2);
    await other.reload();
    await scored(other);
    expect([await box(other, "lateness", month(1)).inputValue(), await box(other, "complaints", month(1)).inputValue()]).toEqual(["2", ""]);
    await close();
  });

  test("a scheme that has changed is told, and the figures can be carried over", async () => {
    const { page, close } = await at("#/s");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("1");
    await page.waitForTimeout(900);
    // The draft as it would be if it had been made with an older scheme, which had a fact that is gone.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open("yardstick");
          opening.onsuccess = () => {
            const drafts = opening.result.transaction("drafts", "readwrite").objectStore("drafts");
            drafts.getAll().onsuccess = (event) => {
              const draft = (event.target as IDBRequest).result[0];
              draft.scheme = { ...draft.scheme, version: "2024.1", sha256: "0".repeat(64) };
              draft.changes.push({ class: "staff", unit: "staff", fact: "goneFact", period: "2025", value: "3" });
              drafts.put(draft).onsuccess = () => {
                opening.result.close();
                resolve();
              };
            };
          };
        }),
    );
    await page.reload();
    const asked = page.locator(".failed");
    await asked.waitFor();
    expect(await asked.innerText()).toContain("2024.1");
    await asked.locator("button").first().click();
    await scored(page);
    expect(await box(page, "lateness", month(1)).inputValue()).toBe("1");
    await eventually(() => page.locator(".self-carried").innerText()).toContain("goneFact");
    await page.locator(".self-carried button").click();
    await eventually(() => page.locator(".self-carried").innerText()).not.toContain("goneFact");
    await close();
  });

  test("a store that is forbidden is told, and the form still counts", async () => {
    const { page, close } = await at("#/b");
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", { value: undefined, configurable: true });
    });
    await page.goto(`${server.url}#/s`);
    await page.reload();
    await page.locator(".self-part .why-not").waitFor();
    expect(await page.locator(".self-part .why-not").innerText()).toContain("不允许本页存草稿");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("1");
    await page.locator(".self-tools .why-not").waitFor();
    expect(await page.locator(".self-tools .why-not").innerText()).toContain("导出");
    expect(await box(page, "lateness", month(1)).inputValue()).toBe("1");
    await close();
  });
});

describe("on a phone, in English and large", { timeout: 120_000 }, () => {
  test("nothing is cut off, and axe finds nothing", async () => {
    const { page, faults, close } = await at("#/s", { width: 390, height: 844, lang: "en" });
    await page.locator("#language").click();
    await eventually(() => page.locator("h1").innerText()).toBe("Self-check");
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect([await axeFaults(page), await fits()]).toEqual([[], true]);
    await emptyStaff(page);
    expect([await axeFaults(page), await fits()]).toEqual([[], true]);
    await box(page, "lateness", month(1)).fill("x");
    await box(page, "lateness", month(1)).press("Tab");
    await eventually(() => page.locator(`[id="told-staff/staff/lateness@${month(1)}"]`).innerText()).toContain("A number is expected here");
    await page.locator("#self-tab-tree").click();
    await page.locator(".tree").waitFor();
    await page.locator(".settings button").first().click();
    expect([await axeFaults(page), await fits()]).toEqual([[], true]);
    expect(faults).toEqual([]);
    await close();
  });
});
