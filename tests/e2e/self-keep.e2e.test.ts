// Drafts on the device: kept, told when they cannot be, and never lost in between.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { begin, box, emptyStaff, eventually, field, month, person, scored, selfCheck } from "./self-support.ts";
import type { Opened } from "./support.ts";
import { axeFaults } from "./window-support";

const { at, url } = selfCheck();

/** The head says that what was typed is kept. */
async function kept(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await page.locator(".self-saved", { hasText: "已存在本机" }).waitFor();
}

/** A draft on the device: an empty form with one figure. */
async function onceLate(page: Page): Promise<void> {
  await emptyStaff(page);
  await box(page, "lateness", month(1)).fill("1");
  await kept(page);
}

/** The same draft in another tab, where that figure becomes another. */
async function changedElsewhere(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await scored(other);
  await eventually(() => box(other, "lateness", month(1)).inputValue()).toBe("1");
  await box(other, "lateness", month(1)).fill("2");
  await kept(other);
  return other;
}

/** The only draft on the device as another version of the page, or another board, would have left it. */
function rewrite(page: Page, change: object, changes: object[] = []): Promise<void> {
  return page.evaluate(
    ([members, more]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("yardstick");
        opening.onsuccess = () => {
          const drafts = opening.result.transaction("drafts", "readwrite").objectStore("drafts");
          drafts.getAll().onsuccess = (event) => {
            const draft = (event.target as IDBRequest).result[0];
            drafts.put({ ...draft, ...members, changes: [...draft.changes, ...more] }).onsuccess = () => {
              opening.result.close();
              resolve();
            };
          };
        };
      }),
    [change, changes] as const,
  );
}

/** The list of drafts, in a browser whose store behaves as `script` makes it. */
async function withStore(script: () => void): Promise<Opened> {
  const opened = await at("#/b");
  await opened.page.addInitScript(script);
  await opened.page.goto(`${url()}#/s`);
  await opened.page.reload();
  await opened.page.locator("#self-empty").waitFor();
  opened.faults.length = 0; // what the first visit was still reading
  return opened;
}

describe("drafts on the device", { timeout: 120_000 }, () => {
  test("are listed, renamed, copied, exported, deleted and brought back, and a file that is none is told", async () => {
    const { page, faults, close } = await at("#/s");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("7");
    await page.locator('.self-head a[href="#/s"]').click();
    const lines = page.locator(".self-draft");
    await lines.first().waitFor();
    await eventually(() => lines.count()).toBe(1);
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
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("7");
    expect(faults).toEqual([]);
    await close();
  });

  test("two tabs do not overwrite each other: both can be kept", async () => {
    const { page, close } = await at("#/s");
    await onceLate(page);
    const other = await changedElsewhere(page);
    // The first tab has not looked again; what is typed there meets the other's.
    await box(page, "complaints", month(1)).fill("5");
    const notice = page.locator(".self-tools .why-not");
    await notice.waitFor();
    await eventually(() => notice.innerText()).toContain("另一个标签页改过这份草稿");
    await notice.locator("button", { hasText: "两份都留" }).click();
    await page.locator('.self-head a[href="#/s"]').click();
    await eventually(() => page.locator(".self-draft").count()).toBe(2);
    await other.reload();
    await scored(other);
    await eventually(() => Promise.all([box(other, "lateness", month(1)).inputValue(), box(other, "complaints", month(1)).inputValue()])).toEqual(["2", ""]);
    await close();
  });

  test("a tab that has been left while both had changed keeps both", async () => {
    const { page, close } = await at("#/s");
    await onceLate(page);
    await changedElsewhere(page);
    await box(page, "lateness", month(1)).fill("3");
    await page.locator(".self-tools .why-not").waitFor();
    // Nothing is chosen; the person just goes away.
    await page.locator('.self-head a[href="#/s"]').click();
    await eventually(() => page.locator(".self-draft").count()).toBe(2);
    await page.locator(".self-draft a", { hasText: "另一份" }).click();
    await scored(page);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("3");
    await close();
  });

  test("a draft that another tab deletes is still here, and can be kept again", async () => {
    const { page, close } = await at("#/s");
    await onceLate(page);
    const other = await page.context().newPage();
    await other.goto(`${url()}#/s`);
    await other.locator(".self-draft button", { hasText: "删除" }).click();
    await eventually(() => other.locator(".self-draft").count()).toBe(0);
    await box(page, "complaints", month(1)).fill("5");
    const notice = page.locator(".self-tools .why-not");
    await notice.waitFor();
    await eventually(() => notice.innerText()).toContain("在另一个标签页里被删除了");
    await notice.locator("button", { hasText: "重新存下" }).click();
    await kept(page);
    await page.reload();
    await scored(page);
    await eventually(() => Promise.all([box(page, "lateness", month(1)).inputValue(), box(page, "complaints", month(1)).inputValue()])).toEqual(["1", "5"]);
    await close();
  });

  test("a scheme that has changed is told, and the figures can be carried over", async () => {
    const { page, close } = await at("#/s");
    await onceLate(page);
    // The draft as it would be if it had been made with an older scheme, which had a fact that is gone.
    await rewrite(page, { scheme: { id: "gs-district", version: "2024.1", sha256: "0".repeat(64) } }, [{ class: "staff", unit: "staff", fact: "goneFact", period: "2025", value: "3" }]);
    await page.reload();
    const asked = page.locator(".failed");
    await asked.waitFor();
    await eventually(() => asked.innerText()).toContain("2024.1");
    await asked.locator("button").first().click();
    await scored(page);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("1");
    await eventually(() => page.locator(".self-carried").innerText()).toContain("goneFact");
    await page.locator(".self-carried button").click();
    await eventually(() => page.locator(".self-carried").innerText()).not.toContain("goneFact");
    await close();
  });
});

describe("a store that does not take drafts", { timeout: 120_000 }, () => {
  test("because it is full: told at the draft, kept on the page, offered as a file, and kept when there is room", async () => {
    const { page, faults, close } = await withStore(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        const request = put.apply(this, args);
        if (window.sessionStorage.getItem("room") === null) {
          // As browsers do it: the write is taken, and given up when it is to be kept.
          Object.defineProperty(this.transaction, "error", { value: new DOMException("no room", "QuotaExceededError") });
          this.transaction.abort();
        }
        return request;
      };
    });
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("4");
    const notice = page.locator(".self-tools .why-not");
    await notice.waitFor();
    await eventually(() => notice.innerText()).toContain("存储空间已满");
    expect(await axeFaults(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent("download"), notice.locator("button", { hasText: "导出" }).click()]);
    expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({ changes: [{ fact: "lateness", value: "4" }] });

    // Going to the list and back loses nothing: the draft is told there as one that is on this page only.
    await page.locator('.self-head a[href="#/s"]').click();
    await page.locator(".self-draft").waitFor();
    await eventually(() => page.locator(".self-draft").innerText()).toContain("只在这个页面里");
    await page.locator(".self-draft a").click();
    await scored(page);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("4");
    await notice.waitFor();

    await page.evaluate(() => window.sessionStorage.setItem("room", "1"));
    await notice.locator("button", { hasText: "再试一次" }).click();
    await kept(page);
    await page.reload();
    await scored(page);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("4");
    expect(faults).toEqual([]);
    await close();
  });

  test.each([
    [
      "there is none",
      () => {
        Object.defineProperty(window, "indexedDB", { value: undefined, configurable: true });
      },
    ],
    [
      "the browser forbids it, as in a private window",
      () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("forbidden", "SecurityError");
        };
      },
    ],
    [
      "it never answers",
      () => {
        IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
      },
    ],
  ])("because %s: told in the list and at the draft, and the form still counts", async (_, script) => {
    const { page, faults, close } = await withStore(script);
    await page.locator(".self-part .why-not").waitFor();
    await eventually(() => page.locator(".self-part .why-not").innerText()).toContain("不允许本页存草稿");
    await emptyStaff(page);
    await box(page, "lateness", month(1)).fill("1");
    await page.locator(".self-tools .why-not").waitFor();
    await eventually(() => page.locator(".self-tools .why-not").innerText()).toContain("导出");
    await page.locator('.self-head a[href="#/s"]').click();
    await page.locator(".self-draft a").click();
    await scored(page);
    await eventually(() => box(page, "lateness", month(1)).inputValue()).toBe("1");
    // The browser asks before the page is closed with what is on it only.
    const asks = page.evaluate(() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(await asks).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("a draft whose ground is gone", { timeout: 120_000 }, () => {
  test("its board: told by name, tried again when it is back, or opened as an empty form", async () => {
    const opened = await at(person);
    const { page, close } = opened;
    await begin(opened);
    await field(page, `staff/p004/lateness@${month(3)}`).fill("19");
    await kept(page);
    const board = "**/boards/gs-district*";
    await page.route(board, (route) => route.fulfill({ status: 404, body: "" }));
    await page.reload();
    const told = page.locator(".failed");
    await told.waitFor();
    await eventually(() => told.innerText()).toContain("找不到草稿所用的榜单“gs-district”");
    const [download] = await Promise.all([page.waitForEvent("download"), told.locator("button", { hasText: "导出" }).click()]);
    expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({ board: "gs-district", changes: [{ fact: "lateness", value: "19" }] });
    expect(await axeFaults(page)).toEqual([]);
    await page.unroute(board);
    await told.locator("button", { hasText: "再试一次" }).click();
    await scored(page);
    await eventually(() => field(page, `staff/p004/lateness@${month(3)}`).inputValue()).toBe("19");

    // A board that is gone for good: its scheme is still here.
    await kept(page);
    await rewrite(page, { board: "gone" });
    await page.reload();
    await told.waitFor();
    await eventually(() => told.innerText()).toContain("“gone”");
    await told.locator("button", { hasText: "改用空白表打开" }).click();
    await scored(page);
    await eventually(() => box(page, "lateness", month(3)).inputValue()).toBe("19");
    await kept(page);
    await page.reload();
    await scored(page);
    await eventually(() => box(page, "lateness", month(3)).inputValue()).toBe("19");
    await close();
  });

  test("its scheme or its unit: told by name, and the figures can be taken away as a file", async () => {
    const { page, close } = await at("#/s");
    await onceLate(page);
    const told = page.locator(".failed");
    for (const [change, words] of [
      [{ scheme: { id: "gone-scheme", version: "1", sha256: "" } }, "“gone-scheme”"],
      [{ scheme: { id: "gs-district", version: "2025.1", sha256: "" }, board: "gs-district", unit: "nobody" }, "“nobody”"],
    ] as const) {
      await rewrite(page, change);
      await page.reload();
      await told.waitFor();
      if (words === "“nobody”") await told.locator("button").first().click();
      await eventually(() => told.innerText()).toContain(words);
      const [download] = await Promise.all([page.waitForEvent("download"), told.locator("button", { hasText: "导出" }).click()]);
      expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({ changes: [{ fact: "lateness", value: "1" }] });
    }
    await close();
  });
});
