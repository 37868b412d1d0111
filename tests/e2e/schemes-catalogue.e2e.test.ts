// The catalogue of schemes, a scheme's pages and its booklet, in the built page.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { fits, selfCheck } from "./self-support.ts";
import { type Opened, fileUrl, launch, open } from "./support.ts";
import { axeFaults, read } from "./window-support";
import { tabTo } from "./workshop-support";

const { at, url } = selfCheck();
const eventually = <T>(get: () => Promise<T>) => expect.poll(get, { timeout: 60_000 });

interface Scheme {
  id: string;
  version: string;
  title: { "zh-CN": string; en: string };
  cases: { name: string }[];
}
const scheme = (id: string): Scheme => JSON.parse(read(`data/schemes/${id}/scheme.json`));

/** How many rules docs/coverage.md says a scheme computes, shows and leaves out. */
function proved(id: string): { computed: number; shown: number; gap: number } {
  const part = read("docs/coverage.md").split(/^## /m).find((text) => text.includes(`(\`${id}\`)`)) ?? "";
  const rows = part.split("\n").filter((line) => /^\| [A-Z]\d/.test(line));
  const gap = rows.filter((row) => row.includes("| not computed:")).length;
  const computed = rows.filter((row) => row.split(" | ")[1] === "C").length;
  return { computed, shown: rows.length - gap - computed, gap };
}

async function catalogue(look = {}): Promise<Opened> {
  const opened = await at("#/f", look);
  await opened.page.locator(".scheme-line").first().waitFor({ timeout: 60_000 });
  return opened;
}
const line = (page: Page, id: string) => page.locator(`.scheme-line[data-scheme="${id}"]`);

/** High contrast, as its button sets it. */
const contrast = (page: Page) => page.evaluate(() => document.documentElement.toggleAttribute("data-contrast", true));

/** A scheme's page; an indicator's is there when the engine has answered. */
async function pageOf(address: string, look = {}): Promise<Opened> {
  const opened = await at(`#/f/s/${address}`, look);
  await opened.page.locator(".scheme-pages h1, .failed h1, .booklet").first().waitFor({ timeout: 60_000 });
  return opened;
}

describe("the catalogue", { timeout: 180_000 }, () => {
  test("lists every scheme with its source, classes, clauses and boards; other fields come last, in a group of their own", async () => {
    const opened = await catalogue();
    const { page } = opened;
    const ids = await page.locator(".scheme-line").evaluateAll((all) => all.map((one) => one.getAttribute("data-scheme") ?? ""));
    const published = ids.map((id) => id.startsWith("published-"));
    expect(published).toEqual([...published].sort((a, b) => (a === b ? 0 : a ? 1 : -1)));
    expect(published.filter((one) => !one).length).toBe(8);
    for (const id of ["gs-district", "county-efficiency", "nanchang"]) {
      const { computed, shown, gap } = proved(id);
      const text = await line(page, id).innerText();
      expect(text).toContain(scheme(id).title["zh-CN"]);
      expect(text).toContain(`计算 ${computed} 条，列明 ${shown} 条，未实现 ${gap} 条`);
      expect(text).toContain(`${scheme(id).cases.length} 个算例`);
      const board = JSON.parse(read(`data/boards/${id}/board.json`));
      await eventually(() => line(page, id).locator(`a[href="#/b/${id}"]`).innerText()).toContain(board.title["zh-CN"]);
    }
    await eventually(() => line(page, "county-efficiency").innerText()).toContain("某县行政机关效能建设部分");
    expect(await axeFaults(page)).toEqual([]);
    await contrast(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("runs a scheme's worked examples when asked, and those of all with how far it is", async () => {
    const opened = await catalogue();
    const { page } = opened;
    const of = scheme("county-efficiency").cases.length;
    await line(page, "county-efficiency").getByRole("button", { name: /运行算例/ }).click();
    await eventually(() => line(page, "county-efficiency").locator(".run-passed").innerText()).toContain(`通过 ${of} / ${of}`);
    await page.locator("#run-all").click();
    await page.getByText(/已运行 \d+ 套，共 26 套/).waitFor();
    const all = (await page.locator(".scheme-line").evaluateAll((lines) => lines.map((one) => one.getAttribute("data-scheme") ?? ""))).reduce((sum, id) => sum + scheme(id).cases.length, 0);
    await eventually(() => page.locator(".run-all").innerText()).toContain(`算例通过 ${all} 个，未通过 0 个`);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("tells which examples fail, and what is wrong where they cannot run", async () => {
    const opened = await catalogue();
    const { page } = opened;
    const wrong = read("data/schemes/county-efficiency/scheme.json").replace('"complaintMarks": "12", "keyInspection": false', '"complaintMarks": "13", "keyInspection": false');
    await page.route("**/schemes/county-efficiency.json", (route) => route.fulfill({ body: wrong }));
    await page.route("**/schemes/gs-city.json", (route) => route.fulfill({ body: read("data/schemes/gs-city/scheme.json").replace('"total": "', '"total": "not') }));
    await line(page, "county-efficiency").getByRole("button", { name: /运行算例/ }).click();
    await line(page, "county-efficiency").locator(".run-failed").waitFor();
    await eventually(() => line(page, "county-efficiency").locator(".scheme-state").innerText()).toContain("属实投诉在 2 件之下、正好、之上");
    await line(page, "gs-city").getByRole("button", { name: /运行算例/ }).click();
    await line(page, "gs-city").locator(".diagnostics li").first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await opened.close();
  });

  test("begins a work from a scheme, and from a board with its figures", async () => {
    const opened = await catalogue();
    const { page } = opened;
    await line(page, "xy-window").getByRole("button", { name: /以此起草/ }).click();
    await eventually(() => page.evaluate(() => location.hash)).toMatch(/^#\/f\/d\//);
    await page.goto(`${url()}#/f`);
    await eventually(() => page.locator(".work-line").allInnerTexts().then((all) => all.join())).toContain(scheme("xy-window").title["zh-CN"]);
    await line(page, "gs-city").getByRole("button", { name: /连数据一起起草/ }).click();
    await eventually(() => page.evaluate(() => location.hash)).toMatch(/^#\/f\/d\/.*\/data/);
    await page.goto(`${url()}#/f`);
    await eventually(() => page.locator(".work-line").count()).toBe(2);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("speaks English and fits a phone", async () => {
    const phone = await catalogue({ width: 390, height: 800 });
    expect(await fits(phone.page)).toBe(true);
    await phone.page.locator("#language").click();
    const { computed, shown, gap } = proved("gs-district");
    await eventually(() => line(phone.page, "gs-district").innerText()).toContain(`${computed} computed, ${shown} shown, ${gap} not implemented`);
    expect(await fits(phone.page)).toBe(true);
    expect(await axeFaults(phone.page)).toEqual([]);
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  test("comes along where the page is opened from a folder", async () => {
    const browser = await launch();
    const opened = await open(browser, `${fileUrl}#/f`);
    const { page } = opened;
    await page.locator(".scheme-line").first().waitFor();
    await eventually(() => page.locator(".scheme-line").count()).toBe(26);
    await line(page, "county-efficiency").getByRole("link", { name: /查看/ }).click();
    await page.locator(".clause-table").waitFor();
    await eventually(() => page.locator("h1").innerText()).toBe("县行政机关效能考评");
    expect(opened.faults).toEqual([]);
    await opened.close();
    await browser.close();
  });

  test("that the host does not have is told, and works stay usable", async () => {
    const opened = await at("");
    const { page } = opened;
    await page.route("**/schemes/index.json", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(`${url()}#/f`);
    await page.locator(".catalogue .failed").waitFor();
    await eventually(() => page.locator(".catalogue .failed").innerText()).toContain("主机上没有 schemes/index.json");
    await eventually(() => page.locator(".works").isVisible()).toBe(true);
    await page.unroute("**/schemes/index.json");
    await page.locator(".catalogue .failed button").click();
    await page.locator(".scheme-line").first().waitFor();
    await opened.close();
  });
});

describe("a scheme's pages", { timeout: 180_000 }, () => {
  test("begin with its source, whom it scores, parameters, and each clause with where it went", async () => {
    const opened = await pageOf("county-efficiency");
    const { page } = opened;
    await eventually(() => page.locator("h1").innerText()).toBe("县行政机关效能考评");
    const rows = page.locator(".clause-table tbody tr");
    await eventually(() => rows.count()).toBe(9);
    await eventually(() => rows.nth(5).innerText()).toMatch(/C06[\s\S]*简化审批程序[\s\S]*计算[\s\S]*审批时限压缩率、审批时限压缩/);
    await eventually(() => rows.nth(7).innerText()).toContain("每季度的例会没有记录可以核对");
    await eventually(() => page.locator(".page-table").first().innerText()).toMatch(/审批时限压缩目标\s+50%\s+2025-01-01\s+C06/);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "运行算例" }).click();
    await eventually(() => page.locator(".case-lines .run-passed").count()).toBe(scheme("county-efficiency").cases.length);
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("are found by typing, and gone through with the keyboard alone", async () => {
    const opened = await pageOf("gs-district/staff");
    const { page } = opened;
    await tabTo(page, '.tree-search input[type="search"]');
    await page.keyboard.type("D22");
    await eventually(() => page.locator(".tree-found").innerText()).toMatch(/找到 \d+ 项/);
    const found = page.locator(".pages-tree li a");
    const titles = await found.allInnerTexts();
    expect(titles).toContain("岗位目标");
    await tabTo(page, '.pages-tree li a[href$="/staff/tasks"], .pages-tree li a');
    await page.keyboard.press("Enter");
    await page.locator(".node-page h1").waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.tagName ?? "")).toBe("H1");
    await page.locator('.tree-search input[type="search"]').fill("没有这样的指标");
    await eventually(() => page.locator(".tree-found").innerText()).toBe("没有找到。");
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("tell what the address names and is not there, with a way back", async () => {
    const opened = await pageOf("no-such-scheme");
    const { page } = opened;
    const failed = page.locator(".failed");
    for (const [address, words] of [
      ["no-such-scheme", "主机上没有 schemes/no-such-scheme.json"],
      ["county-efficiency/nobody", "这套方案里没有类别“nobody”"],
      ["county-efficiency/department/gone", "“部门和乡镇”里没有指标“gone”"],
      ["county-efficiency/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"],
    ] as const) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/f/s/${address}`);
      await eventually(() => failed.innerText()).toContain(words);
      await eventually(() => failed.locator("a.button").count()).toBe(1);
      expect(await axeFaults(page)).toEqual([]);
    }
    await opened.close();
  });

  test("of a scheme with faults tell all of them with their places", async () => {
    const opened = await at("");
    const { page } = opened;
    const spoilt = read("data/schemes/county-efficiency/scheme.json").replace('"reporter": {"zh-CN": "县审改办"', '"reporterr": {"zh-CN": "县审改办"').replace('"total": "total"', '"total": "totl"');
    await page.route("**/schemes/county-efficiency.json", (route) => route.fulfill({ body: spoilt }));
    await page.goto(`${url()}#/f/s/county-efficiency`);
    await page.locator(".failed .diagnostics li").first().waitFor();
    const text = await page.locator(".failed").innerText();
    expect(text).toMatch(/方案有 \d+ 处需要处理/);
    expect(text).toContain("reporterr");
    expect(text).toMatch(/第 \d+ 行第 \d+ 列/);
    expect(await axeFaults(page)).toEqual([]);
    await page.unroute("**/schemes/county-efficiency.json");
    await opened.close();
  });

  test("of another version than the board's stand on an empty form, and say so", async () => {
    const opened = await at("");
    const { page } = opened;
    const later = read("data/schemes/county-efficiency/scheme.json").replace('"version": "2025.1"', '"version": "2026.1"');
    await page.route("**/schemes/county-efficiency.json", (route) => route.fulfill({ body: later }));
    await page.goto(`${url()}#/f/s/county-efficiency/department/total`);
    await page.locator(".node-page h1").waitFor();
    await eventually(() => page.locator(".scheme-pages .notice").innerText()).toContain("另一个版本");
    await opened.close();
  });
});

/** An indicator's page when the engine has said what belongs on it. */
async function indicator(address: string, look = {}): Promise<Opened> {
  const opened = await pageOf(address, look);
  await opened.page.locator('.node-page[data-ready="true"]').waitFor({ timeout: 60_000 });
  return opened;
}

describe("an indicator's page", { timeout: 180_000 }, () => {
  // Faulty advertising files: full marks 5, each takes half a point, down to nothing; so ten take all.
  test("says the rule, its clause, the figure it takes, who reports it, what it feeds, and which examples test it", async () => {
    const opened = await indicator("gs-city/sub_bureau/adFiles");
    const { page } = opened;
    const text = await page.locator(".node-page").innerText();
    for (const part of ["广告档案抽查", "满分 5", "0.5分", "A05", "抽取业务档案", "年度"]) expect(text).toContain(part);
    const { facts, nodes } = JSON.parse(read("data/schemes/gs-city/scheme.json")).classes.sub_bureau;
    const parent = Object.values(nodes as Record<string, { title: { "zh-CN": string }; children?: string[] }>).find(({ children }) => children?.includes("adFiles"));
    const table = await page.locator(".facts-table").innerText();
    expect(table).toContain(facts.adFileFaults.title["zh-CN"]);
    expect(table).toContain(facts.adFileFaults.reporter["zh-CN"]);
    await eventually(() => page.locator(".relations").innerText()).toContain(parent?.title["zh-CN"]);
    const cases = scheme("gs-city").cases as { name: string; expect?: object }[];
    const testing = cases.filter((one) => JSON.stringify(one.expect ?? {}).includes('"adFiles"'));
    expect(testing.length).toBeGreaterThan(0);
    await eventually(() => page.locator(".case-lines li").count()).toBeGreaterThanOrEqual(testing.length);
    expect(await axeFaults(page)).toEqual([]);
    await contrast(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("draws points over the figure with a table that says the same, and a unit's own place on it", async () => {
    const opened = await indicator("gs-city/sub_bureau/adFiles");
    const { page } = opened;
    const board = JSON.parse(read("data/boards/gs-city/dataset.json"));
    const units: { id: string; name: { "zh-CN": string } }[] = board.units.sub_bureau;
    const counts: string[] = board.readings.sub_bureau.adFileFaults["2025"];
    const place = counts.findIndex((count) => Number(count) > 0 && Number(count) < 10);
    const unit = units[place];
    await page.locator("#page-unit").selectOption(unit?.id ?? "");
    await eventually(() => page.locator(".curve-at").innerText()).toContain(`${unit?.name["zh-CN"]}：`);
    await eventually(() => page.locator(".curve-at").innerText()).toMatch(new RegExp(` ${counts[place]}\\D*，得 ${String(5 - Number(counts[place]) / 2).replace(".", "\\.")}0*。`));
    await eventually(() => page.locator(".curve svg").getAttribute("role")).toBe("img");
    await page.locator(".curve summary").click();
    const rows = await page.locator(".curve .page-table tbody tr").allInnerTexts();
    const cells = rows.map((row) => row.split("\t").map((cell) => cell.trim()));
    expect(cells[0]?.[0]).toMatch(/^0\D/);
    expect(cells[0]?.[1]).toMatch(/^10\D/);
    expect(cells[0]?.slice(2).map((cell) => cell.replace(/\.0+$/, ""))).toEqual(["5", "0"]);
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("is read in the other language with one click, and leads on to what it reads", async () => {
    const opened = await indicator("gs-city/sub_bureau/supervision", { width: 390, height: 800 });
    const { page } = opened;
    expect(await fits(page)).toBe(true);
    await page.locator("#page-language").click();
    await eventually(() => page.locator(".node-page").getAttribute("lang")).toBe("en");
    const { nodes } = JSON.parse(read("data/schemes/gs-city/scheme.json")).classes.sub_bureau;
    await eventually(() => page.locator(".node-page h1").innerText()).toBe(nodes.supervision.title.en);
    await eventually(() => page.locator(".relations").innerText()).toContain(nodes.patrols.title.en);
    expect(await axeFaults(page)).toEqual([]);
    await page.locator(".relations a", { hasText: nodes.patrols.title.en }).click();
    await eventually(() => page.locator(".node-page h1").innerText()).toBe(nodes.patrols.title["zh-CN"]);
    expect(await fits(page)).toBe(true);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("stands on an empty form where no board uses the scheme", async () => {
    const opened = await indicator("published-hdi/country/health");
    const { page } = opened;
    await eventually(() => page.locator(".node-page").innerText()).toContain("预期寿命");
    // One figure alone: at 20 years nothing, at 85 all of 1.
    const rows = page.locator(".curve .page-table tbody tr");
    await page.locator(".curve summary").click();
    const all = await rows.allInnerTexts();
    expect(all.some((row) => /^20\D[\s\S]*\t85\D[\s\S]*\t0(\.0+)?\t1(\.0+)?$/.test(row))).toBe(true);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

describe("the booklet", () => {
  test("is prepared with its progress, has a chapter for every indicator and every example, and prints on A4", { timeout: 240_000 }, async () => {
    const opened = await pageOf("county-efficiency/booklet");
    const { page } = opened;
    await page.locator(".booklet-text").waitFor({ timeout: 120_000 });
    const { classes, cases, clauses } = JSON.parse(read("data/schemes/county-efficiency/scheme.json"));
    await eventually(() => page.locator(".booklet-node").count()).toBe(Object.keys(classes.department.nodes).length);
    await eventually(() => page.locator(".booklet-case").count()).toBe(cases.length);
    await eventually(() => page.locator(".booklet-case h3 .run-passed").count()).toBe(cases.length);
    const text = await page.locator(".booklet-text").innerText();
    for (const part of ["县行政机关效能考评", "《效能评价体系建设情况汇报》", "目录", "参数表", "条款对照", "SHA-256"]) expect(text).toContain(part);
    for (const [id, clause] of Object.entries(clauses as Record<string, { "zh-CN": string }>)) expect(text, id).toContain(clause["zh-CN"]);
    // The first example: 45 days became 27, and the year comes to 71.425.
    const first = await page.locator(".booklet-case").first().innerText();
    for (const part of ["审批事项原定时限合计\t45工作日", "审批事项现行时限合计\t27工作日", "71.425", "显示为 71.43", "首问责任制"]) expect(first).toContain(part);
    expect(await axeFaults(page)).toEqual([]);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 672, height: 960 });
    await eventually(() => page.locator(".page-head").isVisible()).toBe(false);
    await eventually(() => page.locator(".booklet-tools").isVisible()).toBe(false);
    expect(await fits(page)).toBe(true);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0).toBeGreaterThan(8);
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await page.emulateMedia({ media: "screen" });
    await page.goto(`${url()}#/f/s/county-efficiency`);
    await page.locator(".clause-table").waitFor();
    await eventually(() => page.evaluate(() => document.documentElement.hasAttribute("data-booklet"))).toBe(false);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("speaks English", { timeout: 240_000 }, async () => {
    const opened = await pageOf("published-golf/booklet");
    const { page } = opened;
    await page.locator("#language").click();
    await page.locator(".booklet-text").waitFor({ timeout: 120_000 });
    await eventually(() => page.locator(".booklet-contents h2").innerText()).toBe("Contents");
    await eventually(() => page.locator(".booklet-text").getAttribute("lang")).toBe("en");
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});
