// What follows from the results, and what stands around a card, in a real browser: outcomes with their arithmetic, periods of
// every length, links between units, and the list of boards.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, launch, open, startServer } from "./support";
import { dataset, expectNoAxeFaults, ready, scheme, textOf, yardstick } from "./window-support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function on(hash: string, steps: (page: Page) => Promise<void>, look: Parameters<typeof open>[2] = {}): Promise<void> {
  const { page, faults, close } = await open(browser, server.url + hash, look);
  try {
    await ready(page);
    await steps(page);
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
}

interface SheetReply {
  shared: { "zh-CN": string }[];
  columns: { "zh-CN": string }[];
  rows: { unit: string; name: { "zh-CN": string }; status: string; value: string; cells: { "zh-CN"?: string }[] }[];
}
/** The command line's own reply about one outcome of a board. */
function sheetOf(board: string, query: object): SheetReply {
  return (JSON.parse(yardstick("call", scheme(board), dataset(board), "outcome", JSON.stringify(query))) as { value: SheetReply }).value;
}
const fen = (text: string) => BigInt(text.replace(/[,元]/g, "").replace(/^(−?\d+)\.(\d\d)$/, "$1$2").replace("−", "-"));

describe("outcomes", () => {
  test("a pool is shown to the fen: what the departments are given makes the month's sum, and the last fen is marked", async () => {
    await on("#/b/hosp-department/2025-06/department", async (page) => {
      await page.locator("#tab-outcomes").click();
      await page.locator('.sheet-body[data-sheet="bonus"] table.sheet').waitFor();
      const sheet = sheetOf("hosp-department", { class: "department", node: "bonus", period: "2025-06", count: 1000 });
      const taking = sheet.rows.filter((row) => row.status === "known");
      const results = await page.locator("table.sheet tbody tr td:last-child").allInnerTexts();
      expect(results.length).toBe(taking.length);
      const given = results.reduce((sum, text) => sum + fen(text), 0n);
      const whole = /总额([\d,.]+)元/.exec(await textOf(page, ".sheet-shared li"))?.[1] ?? "";
      expect(given).toBe(fen(whole));
      const remainder = sheet.columns.findIndex((column) => column["zh-CN"] === "补余数");
      const cells = await page.locator(`table.sheet tbody tr td:nth-child(${remainder + 2})`).allInnerTexts();
      expect(cells.filter((text) => text === "0.01").length).toBe(taking.filter((row) => row.cells[remainder]?.["zh-CN"] === "0.01").length);
      expect(cells.filter((text) => text === "0.01").length).toBeGreaterThan(0);
      await expectNoAxeFaults(page);
    });
  });

  test("a consequence that does not apply is not counted as one", async () => {
    await on("#/b/gs-district/2025/sub_bureau", async (page) => {
      await page.locator("#tab-outcomes").click();
      await page.getByRole("button", { name: "问责追查" }).click();
      await page.locator('.sheet-body[data-sheet="accountability"] .sheet-counts').waitFor();
      const held = sheetOf("gs-district", { class: "sub_bureau", node: "accountability", period: "2025", count: 1000 }).rows.filter((row) => row.value === "true").length;
      expect(held).toBe(1);
      const lines = await page.locator(".sheet-counts li").allInnerTexts();
      expect(lines.map((line) => line.replace(/\s+/g, " ").trim())).toEqual([expect.stringMatching(/问责追查 1$/), "不适用 11"]);
    });
  });

  test("a quota shows its size for each part, who is in, and the first who is not", async () => {
    await on("#/b/nanchang/2025/department", async (page) => {
      await page.locator("#tab-outcomes").click();
      await page.getByRole("button", { name: "先进单位" }).click();
      await page.locator('.sheet-body[data-sheet="advanced"] table.sheet').waitFor();
      const sheet = sheetOf("nanchang", { class: "department", node: "advanced", period: "2025", count: 1000 });
      const told = await page.locator(".sheet-shared li").allInnerTexts();
      expect(told).toEqual(sheet.shared.map((text) => text["zh-CN"]));
      // Honours of 2, 3 and 2 in three groups of departments.
      expect(told.map((text) => /(\d+)个名额/.exec(text)?.[1]).sort()).toEqual(["2", "2", "3"]);
      expect(told.every((text) => text.includes("最后入选的是"))).toBe(true);
      const inside = await page.locator("table.sheet tr.applies th").allInnerTexts();
      expect(inside.sort()).toEqual(sheet.rows.filter((row) => row.value === "true").map((row) => row.name["zh-CN"]).sort());
      expect(inside.length).toBe(7);
    });
  });

  test("an outcome in a card leads to all whom it concerns, and a name there to that card", async () => {
    await on("#/b/nanchang/2025/department", async (page) => {
      await page.locator("tbody.data tr a").first().click();
      await page.locator(".outcomes a", { hasText: "先进单位" }).first().click();
      await page.getByRole("button", { name: "看全体名单与算式" }).click();
      await page.locator('.sheet-body[data-sheet="advanced"] table.sheet').waitFor();
      const link = page.locator("table.sheet tbody th a").nth(1);
      const name = await link.innerText();
      await link.click();
      await expect.poll(() => textOf(page, "#card-title")).toBe(name);
    });
  });
});

describe("periods", () => {
  test("of every length can be chosen, and a month's ranking tells who moved since the month before", async () => {
    await on("#/b/hosp-department/2025/department", async (page) => {
      await expect.poll(() => page.locator("#period optgroup").evaluateAll((groups) => groups.map((group) => group.getAttribute("label")))).toContain("月度");
      await page.locator("#period").selectOption("2025-06");
      await page.locator(".moved").first().waitFor();
      const reply = JSON.parse(
        yardstick("call", scheme("hosp-department"), dataset("hosp-department"), "rows", JSON.stringify({ class: "department", period: "2025-06", node: await page.locator("#rank-by").inputValue(), count: 120 })),
      ) as { value: { before: string; rows: { unit: string; moved: string; place: string; before: string }[] } };
      expect(reply.value.before).toBe("2025-05");
      const moved = await page.locator("tbody.data tr").evaluateAll((rows) => rows.map((row) => [row.getAttribute("data-unit"), row.querySelector(".moved > span")?.textContent?.trim() ?? ""]));
      const mark = (places: string) => (places === "" || places === "0" ? "" : places.startsWith("-") ? `▼${places.slice(1)}` : `▲${places}`);
      expect(moved).toEqual(reply.value.rows.map((row) => [row.unit, mark(row.moved)]));
    });
  });

  test("a card draws earlier years and leads to another period", async () => {
    await on("#/b/gs-city/2025/sub_bureau", async (page) => {
      await page.locator("tbody.data tr a").first().click();
      const part = page.locator(".beside-part", { has: page.locator("#series-title") });
      await part.locator("canvas").waitFor();
      await part.locator("summary").click();
      await expect.poll(() => part.locator("tbody tr").count()).toBeGreaterThanOrEqual(4);
      await part.getByRole("link", { name: "2024" }).click();
      await expect.poll(() => page.evaluate(() => location.hash)).toContain("/2024/");
      await expectNoAxeFaults(page);
    });
  });
});

describe("what a card says", () => {
  test("a level that a map leads to is drawn as the lowest of its scale, and what two such years bring stands in the head", async () => {
    await on("#/b/gs-district/2025/staff/p079", async (page) => {
      await page.locator("#card-title").waitFor();
      await expect.poll(() => page.locator(".outcomes .grade.low").allInnerTexts()).toEqual(["差", "不称职（不合格）"]);
      await expect.poll(() => textOf(page, ".card-badges .badge.measure:last-child")).toContain("连续两年不称职，辞退");
    });
  });

  test("periods out of different full marks are drawn as rates, and staff are listed with their posts", async () => {
    await on("#/b/gs-district/2025/sub_bureau/u02", async (page) => {
      await page.locator("#series-title").waitFor();
      await expect.poll(() => textOf(page, "#series-title")).toBe("历期得分率走势（各期满分不同）");
      await expect.poll(() => textOf(page, ".links")).toContain("中层正职");
    });
  });

  test("a class without a total of its own kind is headed by what it is ranked by, and clauses are called what they are", async () => {
    await on("#/b/gs-district/2025/senior", async (page) => {
      await expect.poll(() => textOf(page, ".score-head")).toContain("民主测评");
      await page.locator("tbody.data tr a").first().click();
      await page.locator(".clauses h4").first().waitFor();
      await expect.poll(() => textOf(page, ".clauses h4")).toBe("条款摘要");
    });
  });
});

describe("links", () => {
  test("lead from a department to its staff and back", async () => {
    await on("#/b/nanchang/2025/department", async (page) => {
      await page.locator("tbody.data tr a").first().click();
      const department = await textOf(page, "#card-title");
      const person = page.locator(".links .linked a").first();
      const name = await person.innerText();
      await person.click();
      await expect.poll(() => textOf(page, "#card-title")).toBe(name);
      await page.locator(".links .linked a", { hasText: department }).first().click();
      await expect.poll(() => textOf(page, "#card-title")).toBe(department);
    });
  });
});

describe("the list of boards", () => {
  test("says of each what is scored, how many and when, and opens it", async () => {
    await on("", async (page) => {
      await page.locator("#boards").click();
      const cards = page.locator("[data-board-card]");
      await cards.first().waitFor();
      await expect.poll(() => cards.count()).toBe(await page.locator("#board option").count());
      const card = page.locator('[data-board-card="hosp-department"]');
      const text = await card.innerText();
      for (const part of ["科室 30 个", "2025", "数据虚构"]) expect(text).toContain(part);
      await expectNoAxeFaults(page);
      await card.locator("a").click();
      await expect.poll(() => page.evaluate(() => location.hash)).toContain("/b/hosp-department");
      await expect.poll(() => cards.count()).toBe(0);
    });
  });

  test("fits a phone, and so do outcomes", async () => {
    await on(
      "#/b/hosp-department/2025-06/department",
      async (page) => {
        await page.locator("#tab-outcomes").click();
        await page.locator("table.sheet").waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        await page.locator("#boards").click();
        await page.locator("[data-board-card]").first().waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      },
      { width: 390, height: 844 },
    );
  });
});
