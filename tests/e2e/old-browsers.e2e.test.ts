// The page in old browsers, served under a sub-path and as one file opened from a folder. The driver's own clicks and waits need a
// newer browser: what is done here is done inside the page.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dist } from "../../site/scripts/serve.mjs";
import { chromium } from "../tools/old-browsers/unpack.mjs";
import { type Opened, type Server, fileUrl, launch, open, ranking, startServer } from "./support";

const script = fileURLToPath(new URL("../../site/scripts/release.mjs", import.meta.url));
let server: Server;
let folder: string;
/** A work of the city's, as it is saved: this year's line for annual inspections is 99%, last year's was 98%. */
let work: string;
beforeAll(async () => {
  [server, folder] = await Promise.all([startServer("/sub/dir/"), mkdtemp(join(tmpdir(), "yardstick-old-"))]);
  await promisify(execFile)("node", [script, "--boards", "gs-city,gs-district", "--out", folder]);
  const { id, title, class: cls, period, scheme, dataset } = JSON.parse(await readFile(`${dist}/boards/gs-city.json`, "utf8"));
  const board = { id, title, note: {}, class: cls, period, state: "final", revision: 1, until: "", reason: "", supersedes: null };
  const next = scheme.replace('"from": "2020-01-01", "value": "98%"', '"from": "2020-01-01", "value": "99%"');
  work = JSON.stringify({ format: "yardstick-work/1", id: "w", title: "2025", saved: "", scheme: next, dataset, board, before: { name: "2024", scheme, dataset } });
});
afterAll(async () => {
  await server?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Waits until something that is seen answers to the selector, and has these words. */
const seen = (page: Page, selector: string, words = ""): Promise<unknown> =>
  page.waitForFunction(
    ([wanted, text]) => Array.from(document.querySelectorAll<HTMLElement>(wanted)).some((one) => one.getClientRects().length > 0 && one.innerText.includes(text)),
    [selector, words] as const,
    { timeout: 40_000 },
  );
async function click(page: Page, selector: string): Promise<void> {
  await seen(page, selector);
  await page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
}
/** Puts a value into a field, as typing or dragging does. */
async function fill(page: Page, selector: string, value: string): Promise<void> {
  await seen(page, selector);
  await page.evaluate(
    ([wanted, text]) => {
      const input = document.querySelector<HTMLInputElement>(wanted);
      if (!input) return;
      input.focus();
      input.value = text;
      for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
      input.blur();
    },
    [selector, value] as const,
  );
}
/** Chooses a file: this text, or what the page last gave to be saved. */
const upload = (page: Page, selector: string, name: string, text: string | null): Promise<void> =>
  page.evaluate(
    ([wanted, title, content]) => {
      const files = new DataTransfer();
      files.items.add(new File([content ?? (window as unknown as { saved: Blob }).saved], title ?? ""));
      const input = document.querySelector<HTMLInputElement>(wanted ?? "");
      if (!input) throw new Error(`no ${wanted}`);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    [selector, name, text],
  );
const roomOf =
  (room: string, then: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    await seen(page, ".works");
    await upload(page, ".works input[type=file]", "work.json", work);
    await click(page, `.work-rooms a[href$="/${room}"]`);
    await then(page);
  };

/** Where each screen is, and how it comes to show what it is for. */
const screens: [name: string, hash: string, shows: (page: Page) => Promise<unknown>][] = [
  [
    "a draft of the self-check, its range with a month open",
    "#/s/new/gs-district/staff/p004/2025",
    async (page) => {
      await click(page, ".button.primary:not([disabled])");
      await seen(page, '.self-draft-view[data-pending="false"] #self-total');
      await fill(page, '[data-field="staff/p004/lateness@2025-12"]', "");
      await seen(page, ".range-panel[aria-busy=false] summary", "（1）");
      await page.waitForFunction(() => (document.querySelector(".range-span")?.getBoundingClientRect().width ?? 0) > 1);
    },
  ],
  ["the classroom's overview", "#/w/gs-city/sub_bureau/2025", (page) => seen(page, "#room-start")],
  ["a slide", "#/w/gs-city/sub_bureau/2025/lines", (page) => seen(page, '.stage[data-slide="lines"] .slide', "分局")],
  [
    "the laboratory, a weight moved",
    "#/w/gs-city/sub_bureau/2025/sliders",
    async (page) => {
      await fill(page, '.lab input[type="range"]', "10");
      await seen(page, '.lab[data-pending="false"] .lab-said', "家前移");
    },
  ],
  [
    "robustness, by a second worker",
    "#/w/gs-city/sub_bureau/2025/robust",
    async (page) => {
      await click(page, "#lab-start:not([disabled])");
      await seen(page, ".lab-how", "试遍了全部20个端点");
      await seen(page, ".lab-robust-rows li");
    },
  ],
  ["the catalogue", "#/f", (page) => page.waitForFunction(() => document.querySelectorAll(".scheme-line").length === 26)],
  ["an indicator", "#/f/s/gs-district/staff/month", (page) => seen(page, '.node-page[data-ready="true"] .page-part')],
  [
    "the editor, from a template",
    "#/f",
    async (page) => {
      await click(page, '[data-template="weighted"] button');
      await seen(page, ".cm-content .cm-line");
      await seen(page, '.write[data-checked="true"] .write-cases h2', "2个通过");
    },
  ],
  [
    "the data desk, a figure typed",
    "#/f",
    roomOf("data", async (page) => {
      await seen(page, ".sheet-row .sheet-tail", "名");
      const before = await page.evaluate(() => document.querySelector<HTMLElement>(".sheet-row .sheet-tail")?.innerText ?? "");
      const [left, top] = await page.evaluate(() => {
        const cell = document.querySelector('[data-cell="0 0"]')?.getBoundingClientRect();
        return [(cell?.left ?? 0) + 5, (cell?.top ?? 0) + 5] as const;
      });
      await page.mouse.click(left, top);
      // Fewer rounds than were due: points are lost.
      await page.keyboard.type("600");
      await page.keyboard.press("Enter");
      await page.waitForFunction((was) => document.querySelector<HTMLElement>(".sheet-row .sheet-tail")?.innerText !== was, before);
      await page.waitForFunction(() => /600/.test(document.querySelector<HTMLElement>('[data-cell="0 0"]')?.innerText ?? ""));
    }),
  ],
  [
    "the sheets, a template out and in",
    "#/f",
    roomOf("sheets", async (page) => {
      await seen(page, "#template-filled");
      await page.evaluate(() => {
        const own = URL.createObjectURL;
        URL.createObjectURL = (given: Blob) => {
          (window as unknown as { saved: Blob }).saved = given;
          return own.call(URL, given);
        };
      });
      await click(page, "#template-filled");
      await page.waitForFunction(() => "saved" in window, undefined, { timeout: 60_000 });
      await upload(page, '.work input[type="file"]', "a.xlsx", null);
      await seen(page, ".sheet-preview", "没有要改的");
    }),
  ],
  ["the years", "#/f", roomOf("years", (page) => seen(page, ".years-table tbody tr", "年检验照率"))],
  ["publishing, up to the digests", "#/f", roomOf("publish", (page) => seen(page, '#step-seal[data-is="ok"] code'))],
];

describe.each([86, 109])("Chromium %i", { timeout: 120_000 }, (version) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(chromium(version));
  });
  afterAll(() => browser?.close());

  /** Opens the page, lets it do something, and expects no fault from it. */
  async function look(address: string, shows: (opened: Opened) => Promise<unknown>): Promise<void> {
    const opened = await open(browser, address);
    try {
      await shows(opened);
    } catch (reason) {
      const text = await opened.page.evaluate(() => document.body.innerText);
      throw new Error(`${reason}; faults: ${JSON.stringify(opened.faults)}; ${opened.page.url()} says:\n${text.slice(0, 3000)}`);
    }
    expect(opened.faults).toEqual([]);
    await opened.close();
  }

  test("is what runs here", () => expect(browser.version().split(".")[0]).toBe(String(version)));

  test.each(["http", "file"])("shows the default board and a unit's card over %s", (way) =>
    look(way === "http" ? server.url : fileUrl, async (opened) => {
      expect((await ranking(opened)).length).toBeGreaterThanOrEqual(12);
      await click(opened.page, "table tbody tr a");
      await opened.page.waitForFunction(() => /^#\/b\/[^/]+\/[^/]+\/[^/]+\/[^/]+/.test(location.hash));
    }),
  );

  describe.each(["http", "one file"])("%s", (way) => {
    test.each(screens)("shows %s", (_, hash, shows) =>
      look(`${way === "http" ? server.url : pathToFileURL(join(folder, "yardstick.html")).href}${hash}`, ({ page }) => shows(page)),
    );
  });
});
