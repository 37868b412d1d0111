// The room's experiments: a weight is moved and the ranking follows, two versions are put side by side, and the order's robustness is tried.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row, Rows } from "../../site/src/engine/types";
import { newWorkbook } from "../wasm/support.ts";
import { type Opened, type Server, launch, open, startServer } from "./support.ts";
import { eventually } from "./workshop-support.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const data = (path: string) => readFileSync(fileURLToPath(new URL(`../../data/${path}`, import.meta.url)), "utf8");

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

type Look = Parameters<typeof open>[2];
const soon = { timeout: 15_000 };
const projector: Look = { width: 1920, height: 1080 };

/** A slide of the lesson of a board's class; English is chosen on the page, as people do. */
async function slide(kind: string, board: string, cls: string, look: Look = projector): Promise<Opened> {
  const address = `#/w/${board}/${cls}/2025`;
  const english = look?.lang === "en";
  const opened = await open(browser, `${server.url}${address}${english ? "" : `/${kind}`}`, look);
  if (english) {
    await opened.page.locator("#room-start").waitFor({ timeout: 60_000 });
    await opened.page.locator("#language").click();
    await opened.page.evaluate((hash) => {
      window.location.hash = hash;
    }, `${address}/${kind}`);
  }
  await opened.page.locator(`.stage[data-slide="${kind}"] .lab`).waitFor();
  return opened;
}
const rest = ({ page }: Opened) => page.locator('.lab[data-pending="false"]').waitFor();

async function violations({ page }: Opened): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations: found } = await checker.run(document, { resultTypes: ["violations"] });
    return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
}

/** Texts on the slide that are smaller than 1/30 of the window's height. */
function tooSmall({ page }: Opened): Promise<string[]> {
  return page.evaluate(() => {
    const least = window.innerHeight / 30;
    const found: string[] = [];
    const look = (element: Element, text: string) => {
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (text.trim() !== "" && size < least && element.getClientRects().length > 0 && !element.closest(".sr")) found.push(`${size}: ${text.trim().slice(0, 30)}`);
    };
    for (const element of document.querySelectorAll(".stage *")) {
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) look(element, node.textContent ?? "");
      if (element instanceof HTMLInputElement && element.type === "text") look(element, element.value || element.placeholder);
      if (element instanceof HTMLSelectElement) look(element, element.value);
    }
    return found;
  });
}
const wide = ({ page }: Opened) => page.evaluate(() => (document.querySelector(".stage-body")?.scrollWidth ?? 0) - (document.querySelector(".stage-body")?.clientWidth ?? 0));

/** Goes there with the Tab key. */
async function tabTo({ page }: Opened, selector: string): Promise<void> {
  // What is not there yet, or disabled until something has been read, is no stop of the Tab key.
  await eventually(() => page.locator(selector).first().isEnabled()).toBe(true);
  for (let press = 0; press < 80; press += 1) {
    if (await page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${selector}`);
}

const names = ({ page }: Opened) => page.locator(".lab-rows .lab-name").allInnerTexts();
const rowsText = ({ page }: Opened) => page.locator(".lab-rows li").allInnerTexts();

describe("sliders", () => {
  test("a weight moved by keyboard: the others make way and say so, the ranking follows with marks and words, and all of it goes back", async () => {
    const opened = await slide("sliders", "nanchang", "department");
    const { page } = opened;
    const business = '[data-control="weights/total"] [data-child="business"]';
    await page.locator(`${business} input[type="range"]`).waitFor();
    const before = await rowsText(opened);
    expect(before).toHaveLength(22);
    expect(await violations(opened)).toEqual([]);
    await tabTo(opened, `${business} input[type="range"]`);
    for (let press = 0; press < 30; press += 1) await page.keyboard.press("ArrowLeft");
    await rest(opened);
    const value = (child: string) => page.locator(`[data-control="weights/total"] [data-child="${child}"] input[type="text"]`).inputValue();
    await eventually(() => value("business")).toBe("30");
    // 60, 20 and 20 of 100: what business gives up goes to the other two in equal parts.
    await eventually(() => Promise.all([value("management"), value("satisfaction")])).toEqual(["35", "35"]);
    await eventually(() => page.locator(".lab-rescaled").innerText()).toContain("合计仍为100");
    const after = await rowsText(opened);
    expect(after).not.toEqual(before);
    expect((await names(opened)).slice().sort()).toEqual((await page.evaluate(() => [...document.querySelectorAll("#lab-unit option")].slice(1).map((one) => one.textContent ?? ""))).sort());
    const marks = (await page.locator(".lab-mark").allInnerTexts()).filter((text) => text !== "");
    expect(marks.length).toBeGreaterThan(0);
    for (const mark of marks) expect(mark).toMatch(/^(▲\s*升|▼\s*降)\d+$/);
    await eventually(() => page.locator(".lab-said").innerText()).toMatch(/^\d+家前移，\d+家后移。$/);
    expect(await violations(opened)).toEqual([]);
    expect(await tooSmall(opened)).toEqual([]);
    await tabTo(opened, "#lab-reset-all");
    await page.keyboard.press("Enter");
    await rest(opened);
    await expect.poll(() => rowsText(opened), soon).toEqual(before);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("rows glide, and with reduced motion are at their places at once", async () => {
    const opened = await slide("sliders", "nanchang", "department");
    const { page } = opened;
    const field = page.locator('[data-control="weights/total"] [data-child="business"] input[type="text"]');
    await field.waitFor();
    const running = async (weight: string) => {
      // Counted when the new ranking is drawn, before anything can have come to its end.
      await page.evaluate(() => {
        const box = document.querySelector(".lab-rows");
        const seen = { most: 0 };
        (window as unknown as { seen: typeof seen }).seen = seen;
        if (box) new MutationObserver(() => requestAnimationFrame(() => {
          seen.most = Math.max(seen.most, document.getAnimations().length);
        })).observe(box, { childList: true, subtree: true, characterData: true });
      });
      await field.fill(weight);
      await field.press("Enter");
      await rest(opened);
      await page.waitForTimeout(100);
      return page.evaluate(() => (window as unknown as { seen: { most: number } }).seen.most);
    };
    expect(await running("20")).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.waitForTimeout(500);
    expect(await running("60")).toBe(0);
    await opened.close();
  });

  test("a unit's figure is found as one types, moved, and kept as a scenario that compare knows", async () => {
    const opened = await slide("sliders", "nanchang", "department");
    const { page } = opened;
    await page.locator(".lab-rows li").first().waitFor();
    await page.locator("#lab-unit").selectOption({ label: "合同处" });
    await page.locator("#lab-seek").focus();
    await expect.poll(async () => {
      await page.locator("#lab-seek").fill("复议撤销");
      return page.locator("#lab-seek-list li").count();
    }, soon).toBe(1);
    expect(await violations(opened)).toEqual([]);
    await page.keyboard.press("Enter");
    const control = page.locator('[data-control^="fact/department/"]');
    await control.locator('input[type="range"]').focus();
    const first = await rowsText(opened);
    await page.keyboard.press("ArrowRight");
    await rest(opened);
    await expect.poll(() => rowsText(opened), soon).not.toEqual(first);
    await page.locator("#lab-keep-name").fill("多败诉一件");
    await page.locator("#lab-keep").click();
    await page.evaluate(() => {
      window.location.hash = window.location.hash.replace(/sliders$/, "compare");
    });
    await page.locator("#lab-side-b").selectOption({ label: "多败诉一件" });
    await page.locator(".lab-counts").waitFor();
    await eventually(() => page.locator(".lab-counts").innerText()).toContain("22家中，得分变的1家");
    const row = page.locator(".lab-table tbody tr", { hasText: "合同处" });
    // Each case lost costs 1.5 points (E07).
    await eventually(() => row.innerText()).toContain("▼ −1.5");
    await eventually(() => row.innerText()).toMatch(/行政复议、诉讼扣分（E07）/);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("what lies beyond the domain, or cannot make the sum, is told beside it and changes nothing", async () => {
    const opened = await slide("sliders", "nanchang", "department");
    const { page } = opened;
    const child = (name: string) => page.locator(`[data-control="weights/total"] [data-child="${name}"]`);
    await child("business").waitFor();
    const before = await rowsText(opened);
    for (const [text, words] of [["150", "画面未变"], ["-5", "画面未变"], ["abc", "画面未变"], ["<img src=x>", "画面未变"]] as const) {
      const field = child("business").locator('input[type="text"]');
      await field.fill(text);
      await field.press("Enter");
      await rest(opened);
      expect([text, await child("business").locator(".lab-trouble").innerText()]).toEqual([text, expect.stringContaining(words)]);
      await eventually(() => rowsText(opened)).toEqual(before);
    }
    expect(await page.locator(".lab-trouble img").count()).toBe(0);
    // With all others held fast nothing is left to make way.
    for (const name of ["management", "satisfaction"]) await child(name).locator('input[type="checkbox"]').check();
    await child("business").locator('input[type="text"]').fill("50");
    await child("business").locator('input[type="text"]').press("Enter");
    await rest(opened);
    await child("business").locator(".lab-trouble").waitFor();
    await eventually(() => rowsText(opened)).toEqual(before);
    expect(await violations(opened)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

/** The district's scheme with another line of the standard. */
function districtWith(line: string): string {
  const scheme = JSON.parse(data("schemes/gs-district/scheme.json"));
  scheme.version = "2026.0";
  scheme.parameters.standardLine.values[0].value = line;
  return JSON.stringify(scheme, null, 2);
}
const file = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

describe("compare", () => {
  test("another version of the scheme: who changes grade, and by which clause; table, picture, export and print", async () => {
    const opened = await slide("compare", "gs-district", "sub_bureau");
    const { page } = opened;
    await page.locator("#lab-file").setInputFiles(file("scheme-2026.json", districtWith("90")));
    await page.locator(".lab-grades").waitFor();
    // 西榭分局 has 86.43: above 85 and below 90. 茶亭分局 (84.995) and 雁回分局 (68.29) are below both.
    await eventually(() => page.locator(".lab-grades").innerText()).toBe("等次变的：西榭分局由达标变为不达标。");
    await eventually(() => page.locator(".lab-table tbody tr").allInnerTexts()).toEqual([expect.stringContaining("西榭分局")]);
    await eventually(() => page.locator(".lab-because").first().innerText()).toContain("“考核结果”的规则不同（D30");
    await eventually(() => page.locator(".lab-differences").first().innerText()).toMatch(/达标线：85 → 90/);
    await eventually(() => page.locator(".lab-slopes").getAttribute("aria-label")).toContain("1家不变");
    expect(await violations(opened)).toEqual([]);
    expect(await tooSmall(opened)).toEqual([]);

    await page.locator("#lab-only").uncheck();
    await eventually(() => page.locator(".lab-table tbody tr").count()).toBe(12);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#lab-csv").click()]);
    const csv = readFileSync(await download.path(), "utf8");
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.split("\r\n")).toHaveLength(13);
    expect(csv).toMatch(/西榭分局,86\.43,86\.43,0(\.00)?,10,10,达标,不达标/);

    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.locator("#lab-print").click();
    await page.emulateMedia({ media: "print" });
    await eventually(() => page.locator("#app").isVisible()).toBe(false);
    const sheet = await page.locator(".lab-sheet").innerText();
    for (const part of ["scheme-2026.json", "西榭分局", "达标 → 不达标", "茶亭分局"]) expect(sheet).toContain(part);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await eventually(() => page.locator(".lab-sheet").count()).toBe(0);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("a line a hair lower: 84.995 reaches 84.9 and no longer fails", async () => {
    const opened = await slide("compare", "gs-district", "sub_bureau");
    await opened.page.locator("#lab-file").setInputFiles(file("lower.json", districtWith("84.9")));
    await opened.page.locator(".lab-grades").waitFor();
    await eventually(() => opened.page.locator(".lab-grades").innerText()).toBe("等次变的：茶亭分局由不达标变为达标。");
    await opened.close();
  });

  test.each([
    ["no JSON", "{\n  broken", "第2行"],
    ["something else", '{"format": "other"}', "既不是考核方案，也不是考核数据"],
    ["a scheme with a fault", districtWith("ninety"), "算不出来"],
    ["another office's scheme", data("schemes/gs-city/scheme.json"), "算不出来"],
    ["an empty file", "", "第1行"],
  ])("%s is told, and the picture before it stays", async (_, text, words) => {
    const opened = await slide("compare", "gs-district", "sub_bureau");
    const { page } = opened;
    await page.locator("#lab-file").setInputFiles(file("scheme-2026.json", districtWith("90")));
    await page.locator(".lab-grades").waitFor();
    const before = await page.locator(".lab-table").innerText();
    await page.locator("#lab-file").setInputFiles(file("bad.json", text));
    await page.locator(".lab-trouble").waitFor();
    const told = await page.locator(".lab-trouble").innerText();
    expect(told).toContain(words);
    expect(told).toContain("画面未变");
    expect(told.length).toBeLessThan(300);
    expect(await page.locator(".lab-table").innerText()).toBe(before);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

/** Places of the city's units at the corners of ±5 points, by a plain loop over what the engine says of each part. Six weights of equal
 *  play that keep their sum: at a corner three are at their upper end and three at their lower one, so there are 20. */
async function cornersOfCity(): Promise<Map<string, string>> {
  const book = await newWorkbook();
  book.load(data("schemes/gs-city/scheme.json"), data("boards/gs-city/dataset.json"));
  const parts: [string, number][] = [["supervision", 20], ["trademark", 10], ["registration", 20], ["market", 20], ["acceptance", 10], ["social", 20]];
  const columns = ["total", ...parts.map(([part]) => part)];
  const query = { class: "sub_bureau", period: "2025", node: "total", sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 100, columns };
  const { rows } = JSON.parse(book.ask("rows", JSON.stringify(query))).value as Rows;
  book.delete();
  const number = (row: Row, node: string) => {
    const [top = "", bottom = "1"] = (row.cells[node]?.points?.exact ?? "").split("/");
    return Number(top) / Number(bottom);
  };
  const known = rows.filter((row) => row.place !== "");
  const places = (up: number) => {
    const totals = known.map((row) => parts.reduce((sum, [part, own], index) => sum + (number(row, part) * ((up >> index) % 2 === 1 ? 5 : -5)) / own, number(row, "total")));
    return totals.map((total) => 1 + totals.filter((other) => other > total + 1e-9).length);
  };
  const corners = Array.from({ length: 64 }, (_, up) => up).filter((up) => [...up.toString(2)].filter((bit) => bit === "1").length === 3).map(places);
  expect(corners).toHaveLength(20);
  return new Map(known.map((row, unit) => {
    const all = corners.map((corner) => corner[unit] as number);
    const [best, worst] = [Math.min(...all), Math.max(...all)];
    const kept = all.filter((place) => String(place) === row.place).length;
    return [row.name["zh-CN"] ?? "", `现在第${row.place}名，${best === worst ? `总在第${best}名` : `第${best}—${worst}名`} 不变 ${((kept / 20) * 100).toFixed(1)}%`];
  }));
}

describe("robustness", () => {
  test("all corners of the city's weights give the places that a plain loop gives; a sample says that it is one", async () => {
    const opened = await slide("robust", "gs-city", "sub_bureau");
    const { page } = opened;
    await tabTo(opened, "#lab-start");
    await page.keyboard.press("Enter");
    await page.locator(".lab-robust-rows li").first().waitFor();
    await eventually(() => page.locator(".lab-how").innerText()).toBe("权重各变动±5分以内，合计不变。试遍了全部20个端点。");
    const expected = await cornersOfCity();
    const rows = await page.locator(".lab-robust-rows li").evaluateAll((all) => all.map((row) => [...row.children].filter((part) => part.className !== "lab-rail").map((part) => (part as HTMLElement).innerText)));
    expect(rows).toHaveLength(24);
    // 竹屏分局 lacks a figure and has no place.
    for (const [name = "", ...words] of rows) expect([name, words.join(" ")]).toEqual([name, name === "竹屏分局" ? "未排名" : expected.get(name)]);
    // 102.61 and 63.83: 38.78 apart, and weights that move by 5 points each can turn no such distance round.
    await page.locator("#lab-ahead").selectOption({ label: "澜南分局" });
    await page.locator("#lab-behind").selectOption({ label: "芦湾分局" });
    await eventually(() => page.locator("#lab-pair-said").innerText()).toContain("在±5分之内，无论权重怎样取，芦湾分局都不会排到澜南分局前面。");
    // 青榆分局 comes before it at some corner.
    await page.locator("#lab-behind").selectOption({ label: "青榆分局" });
    await eventually(() => page.locator("#lab-pair-said").innerText()).toContain("不下结论");
    await page.locator("#lab-behind").selectOption({ label: "澜南分局" });
    await eventually(() => page.locator("#lab-pair-said").innerText()).toContain("请选两家不同的单位");
    expect(await violations(opened)).toEqual([]);
    expect(await tooSmall(opened)).toEqual([]);

    await page.locator("#lab-choices").fill("10");
    await page.locator("#lab-seed").fill("7");
    await page.locator("#lab-start").click();
    await expect.poll(() => page.locator(".lab-how").innerText(), soon).toContain("抽样试了10种取法（种子7）");
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("a run can be stopped, and the picture before it stays", async () => {
    const opened = await slide("robust", "gs-city", "sub_bureau");
    const { page } = opened;
    await page.locator("#lab-start").click();
    await page.locator(".lab-robust-rows li").first().waitFor();
    const before = await page.locator(".lab-robust-rows").innerText();
    // The city's corners take no time to speak of: the next run is held back, as a larger scheme would hold it.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (this: Worker, message: unknown) {
        const wait = (message as { method?: string }).method === "work" ? 1500 : 0;
        setTimeout(() => post.call(this, message), wait);
      };
    });
    await page.locator("#lab-band").fill("9");
    await page.locator("#lab-start").click();
    await page.locator(".lab-progress progress").waitFor();
    await tabTo(opened, "#lab-cancel");
    await page.keyboard.press("Enter");
    await eventually(() => page.locator(".lab-trouble").innerText()).toContain("已停止");
    await page.waitForTimeout(2500);
    await eventually(() => page.locator(".lab-progress").count()).toBe(0);
    await eventually(() => page.locator(".lab-robust-rows").innerText()).toBe(before);
    await page.locator("#lab-start").click();
    await expect.poll(() => page.locator(".lab-how").innerText(), soon).toContain("±9分");
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test.each([
    ["#lab-band", "0", "大于0"],
    ["#lab-band", "很多", "大于0"],
    ["#lab-choices", "20001", "1到20000"],
    ["#lab-seed", "1.5", "种子"],
  ])("%s of %s is told before anything runs", async (field, text, words) => {
    const opened = await slide("robust", "gs-city", "sub_bureau");
    await opened.page.locator(field).fill(text);
    await opened.page.locator("#lab-start").click();
    await eventually(() => opened.page.locator(".lab-trouble").innerText()).toContain(words);
    await eventually(() => opened.page.locator(".lab-progress").count()).toBe(0);
    await opened.close();
  });
});

describe("every experiment", () => {
  test.each([
    ["zh-CN", 1920, 1080],
    ["en", 1920, 1080],
    ["zh-CN", 1280, 720],
    ["en", 1280, 720],
  ] as const)("in %s at %d×%d reads from the last row, does not run over the edge and passes the accessibility check", async (lang, width, height) => {
    for (const kind of ["sliders", "compare", "robust"]) {
      const opened = await slide(kind, "gs-district", "sub_bureau", { lang, width, height });
      const { page } = opened;
      if (kind === "sliders") await page.locator(".lab-rows li").first().waitFor();
      if (kind === "compare") {
        await page.locator("#lab-file").setInputFiles(file("scheme-2026.json", districtWith("90")));
        await page.locator(".lab-grades").waitFor();
        await page.locator("#lab-only").uncheck();
      }
      if (kind === "robust") {
        await page.locator("#lab-choices").fill("20");
        await page.locator("#lab-start").click();
        await page.locator(".lab-robust-rows li").first().waitFor();
      }
      expect([kind, await tooSmall(opened)]).toEqual([kind, []]);
      expect([kind, await wide(opened)]).toEqual([kind, 0]);
      expect([kind, await violations(opened)]).toEqual([kind, []]);
      expect(opened.faults).toEqual([]);
      await opened.close();
    }
  });
});
