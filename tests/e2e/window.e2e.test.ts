// 绩效之窗 in a real browser, against the built page: what it shows is what the command line computes, and every way of
// getting at it works by hand, by keyboard and by link.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, launch, open, startServer } from "./support";
import { dataset, expectNoAxeFaults, read, ready, scheme, scores, shownUnits, textOf, yardstick } from "./window-support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const city = "#/b/gs-city/2025/sub_bureau";
const district = "#/b/gs-district/2025/sub_bureau";

/** Opens an address, runs the steps, and wants no console error, exception or failed request on the way. */
async function on(hash: string, steps: (page: Page, faults: string[]) => Promise<void>, look: Parameters<typeof open>[2] = {}): Promise<void> {
  const { page, faults, close } = await open(browser, server.url + hash, look);
  try {
    await ready(page);
    await steps(page, faults);
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
}

/** Totals by unit as the ranking shows them; the mark of a missing figure counts as "". */
async function totals(page: Page): Promise<Map<string, string>> {
  const rows = await page.locator("table.ranking tbody.data tr").evaluateAll((all) =>
    all.map((row) => [row.getAttribute("data-unit") ?? "", row.querySelector(".score > span:not(.no-figure)")?.textContent ?? ""]),
  );
  return new Map(rows as [string, string][]);
}

/** Unit ids in the order of a reply of the command line's own `rows`. */
function orderOf(schemeId: string, boardId: string, query: object): string[] {
  const whole = { class: "sub_bureau", period: "2025", node: "total", sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 120, columns: ["total"], ...query };
  const reply = JSON.parse(yardstick("call", scheme(schemeId), dataset(boardId), "rows", JSON.stringify(whole))) as { value: { rows: { unit: string }[] } };
  return reply.value.rows.map((row) => row.unit);
}

describe("the ranking", () => {
  test("opens on the default board and shows the totals that the command line computes", async () => {
    await on("", async (page) => {
      const expected = scores("gs-city", "gs-city");
      const shown = await totals(page);
      expect(shown.size).toBe(expected.size);
      expect([...shown.values()].filter((total) => total !== "").length).toBeGreaterThanOrEqual(12);
      for (const [unit, { total }] of expected) expect([unit, shown.get(unit)]).toEqual([unit, total]);
    });
  });

  test("of the second board too, with the veto, the grade and 84.995 unrounded", async () => {
    await on(district, async (page) => {
      const expected = scores("gs-district", "gs-district");
      const shown = await totals(page);
      for (const [unit, { total }] of expected) expect([unit, shown.get(unit)]).toEqual([unit, total]);
      expect([...shown.values()]).toContain("84.995");
      const vetoed = [...expected].filter(([, { outcomes }]) => outcomes.veto?.value === "true").map(([unit]) => unit);
      const marked = await page.locator("tr:has(.badge.veto)").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-unit")));
      expect(vetoed.length).toBeGreaterThan(0);
      expect(marked).toEqual(vetoed.filter((unit) => marked.includes(unit)));
      expect(marked.length).toBe(vetoed.length);
    });
  });

  test("stands in the engine's order of places, and turns round when the column is chosen again", async () => {
    await on(city, async (page) => {
      await expect.poll(() => shownUnits(page)).toEqual(orderOf("gs-city", "gs-city", {}));
      await page.locator("th.score-head button").click();
      await page.locator("th.score-head[aria-sort=descending]").waitFor();
      await page.locator("th.score-head button").click();
      await page.locator("th.score-head[aria-sort=ascending]").waitFor();
      const wanted = orderOf("gs-city", "gs-city", { sort: { by: "total", order: "asc" } });
      await expect.poll(() => shownUnits(page)).toEqual(wanted);
    });
  });

  test("sorts by name and by group", async () => {
    await on(city, async (page) => {
      for (const by of ["name", "group"]) {
        await page.locator(`th.${by}-head button`).click();
        await expect.poll(() => shownUnits(page)).toEqual(orderOf("gs-city", "gs-city", { sort: { by, order: "asc" } }));
      }
    });
  });

  test("filters by group and finds by initials, id and part of a name", async () => {
    await on(city, async (page) => {
      await page.locator("#group").selectOption("town");
      const town = orderOf("gs-city", "gs-city", { group: "town" });
      expect(town.length).toBeGreaterThan(1);
      await expect.poll(() => shownUnits(page)).toEqual(town);
      await page.locator("#group").selectOption("");

      const unit = (JSON.parse(read("data/boards/gs-city/dataset.json")) as { units: { sub_bureau: { id: string; name: { "zh-CN": string }; initials: string }[] } }).units.sub_bureau[5];
      if (!unit) throw new Error("the city board has a sixth unit");
      for (const find of [unit.initials, unit.id, unit.name["zh-CN"].slice(0, 2)]) {
        await page.locator("#find").fill(find);
        await expect.poll(() => shownUnits(page)).toEqual(orderOf("gs-city", "gs-city", { find }));
        await expect.poll(() => shownUnits(page)).toContain(unit.id);
      }
      await page.locator("#find").fill("nobody at all");
      await page.getByText("没有符合条件的单位").waitFor();
      await page.getByRole("button", { name: "清除筛选" }).click();
      await expect.poll(async () => (await shownUnits(page)).length).toBe(24);
    });
  });

  test("by a single item has that item's own order and places", async () => {
    await on(city, async (page) => {
      await page.locator("#rank-by").selectOption("registration");
      await expect.poll(() => shownUnits(page)).toEqual(orderOf("gs-city", "gs-city", { node: "registration" }));
      await expect.poll(() => page.evaluate(() => location.hash)).toContain("item=registration");
    });
  });

  test("marks places that are shared", async () => {
    await on(district, async (page) => {
      const tied = await page.locator("tr:has(.tied) .place").allInnerTexts();
      expect(tied.length).toBeGreaterThanOrEqual(2);
      expect(tied[0]).toBe(tied[1]);
    });
  });

  test("tells why a unit has no total instead of counting it as zero", async () => {
    await on(city, async (page) => {
      const without = [...scores("gs-city", "gs-city")].find(([, { total }]) => total === "")?.[0];
      const row = page.locator(`tr[data-unit="${without}"]`);
      // The item that lacks its figure is worth eight points: all of them, or none.
      await expect.poll(() => row.locator(".score").innerText()).toContain("数据未齐，最后在78.90到86.90之间");
      await expect.poll(() => row.locator(".place-cell").innerText()).toContain("未排名");
      expect((await row.locator(".reason").innerText()).length).toBeGreaterThan(4);
    });
  });

  test("of ten thousand units from a file scrolls to its end and never holds more than a page of rows", async () => {
    const count = 10_000;
    const units = Array.from({ length: count }, (_, index) => ({ id: `u${index}`, name: `单位${index}`, group: "all", initials: `dw${index}` }));
    const board = {
      format: "yardstick-board/1",
      id: "many",
      title: { "zh-CN": "万人榜", en: "Many" },
      class: "unit",
      period: "2025",
      scheme: JSON.stringify({
        format: "yardstick-scheme/1",
        id: "many",
        version: "1",
        title: "万人",
        calendar: { main: "year", periods: ["year"] },
        display: { places: 2, mode: "half-up" },
        source: { document: "无", status: "invented" },
        clauses: { c1: "按得分排名。" },
        classes: {
          unit: {
            title: "单位",
            facts: { mark: { title: "分数", type: "number", grain: "year", basis: "illustrative" } },
            nodes: {
              total: { title: "总分", full: "100", clauses: ["c1"], basis: "illustrative", rule: { kind: "direct", value: "mark", outOf: "100" } },
              place: { type: "rank", title: "名次", of: "total", ties: "competition", clauses: ["c1"] },
            },
            total: "total",
            publish: ["total", "place"],
          },
        },
      }),
      dataset: JSON.stringify({
        format: "yardstick-dataset/1",
        scheme: { id: "many", version: "1" },
        title: "万人",
        invented: true,
        asOf: "2025-12-31",
        periods: ["2025"],
        groups: { unit: { all: "全部" } },
        units: { unit: units },
        readings: { unit: { mark: { "2025": units.map((_, index) => `${100 - Math.floor(index / 100)}.${String(99 - (index % 100)).padStart(2, "0")}`.replace(/^100\..*/, "100")) } } },
        records: {},
      }),
    };
    await on("", async (page) => {
      await page.locator("input[type=file]").setInputFiles({ name: "many.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(board)) });
      await page.locator('tr[data-unit="u0"]').waitFor({ timeout: 45_000 });
      await expect.poll(() => page.locator("tbody.data tr").count()).toBeLessThanOrEqual(120);
      await page.locator(".table-box").evaluate((box) => {
        box.scrollTop = box.scrollHeight;
      });
      await page.locator(`tr[data-unit="u${count - 1}"]`).waitFor();
      const last = page.locator(`tr[data-unit="u${count - 1}"]`);
      const [row, box] = [await last.boundingBox(), await page.locator(".table-box").boundingBox()];
      if (!row || !box) throw new Error("row and box are on the page");
      expect(row.y + row.height).toBeLessThanOrEqual(box.y + box.height + 2);
      await expect.poll(() => page.locator("tbody.data tr").count()).toBeLessThanOrEqual(120);
      await page.locator("#find").fill("dw7777");
      await expect.poll(() => shownUnits(page)).toEqual(["u7777"]);
    });
  }, 90_000);
});

describe("a unit's card", () => {
  test("opens from the ranking, tells total, place and what was lost, and goes away with Escape", async () => {
    await on(district, async (page) => {
      const [first] = await shownUnits(page);
      await page.locator(`tr[data-unit="${first}"] th a`).click();
      await page.locator(`.card[data-unit="${first}"]`).waitFor();
      await expect.poll(() => page.evaluate(() => location.hash)).toBe(`${district}/${first}`);
      await expect.poll(() => textOf(page, ".card-points")).toBe(scores("gs-district", "gs-district").get(first ?? "")?.total);
      await expect.poll(() => textOf(page, ".card-place")).toContain("第1名");
      await expect.poll(() => page.locator(".losses li").count()).toBeGreaterThan(0);
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("card-title");
      await page.keyboard.press("Escape");
      await page.locator(".card").waitFor({ state: "detached" });
      await expect.poll(() => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("data-unit"))).toBe(first);
    });
  });

  test("tells what the veto changes: the grade is held down and the clause is named", async () => {
    await on(district, async (page) => {
      const vetoed = [...scores("gs-district", "gs-district")].find(([, { outcomes }]) => outcomes.veto?.value === "true")?.[0];
      await page.locator(`tr[data-unit="${vetoed}"] th a`).click();
      const outcomes = page.locator(".outcomes").first();
      await outcomes.waitFor();
      const card = JSON.parse(
        yardstick("call", scheme("gs-district"), dataset("gs-district"), "card", JSON.stringify({ class: "sub_bureau", unit: vetoed, period: "2025" })),
      ) as { value: { outcomes: { node: string; label: { "zh-CN": string }; reasons: { "zh-CN": string }[] }[] } };
      const level = card.value.outcomes.find(({ node }) => node === "level");
      expect(level?.label["zh-CN"]).toBe("不达标");
      expect(level?.reasons[0]?.["zh-CN"]).toContain("一票否决");
      await expect.poll(() => outcomes.innerText()).toContain(level?.reasons[0]?.["zh-CN"]);
      await outcomes.locator("summary").first().click();
      await expect.poll(() => outcomes.innerText()).toMatch(/D44\s/);
    });
  });

  test("has a tree that arrow keys walk, open and close, and Enter explains", async () => {
    await on(`${city}/u03`, async (page) => {
      const line = () => page.evaluate(() => document.activeElement?.getAttribute("data-node"));
      await page.locator('[role="treeitem"][data-node="total"]').focus();
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => line()).toBe("supervision");
      const branch = page.locator('[data-node="supervision"]');
      await expect.poll(() => branch.getAttribute("aria-expanded")).toBe("false");
      await page.keyboard.press("ArrowRight");
      await page.locator('[data-node="supervision"][aria-expanded="true"]').waitFor();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => line()).toBe("patrols");
      await page.keyboard.press("Enter");
      await page.locator('.explanation[data-node="patrols"]').waitFor();
      await expect.poll(() => page.evaluate(() => location.hash)).toBe(`${city}/u03/patrols`);
      await expect.poll(() => page.locator('[data-node="patrols"]').first().getAttribute("aria-selected")).toBe("true");
      await page.locator('[role="treeitem"][data-node="patrols"]').focus();
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => line()).toBe("supervision");
      await page.keyboard.press("ArrowLeft");
      await page.locator('[data-node="supervision"][aria-expanded="false"]').waitFor();
      await page.keyboard.press("End");
      await expect.poll(() => line()).toBe("media");
      // Only one line of the tree is a stop of the Tab key.
      await expect.poll(() => page.locator('[role="treeitem"][tabindex="0"]').count()).toBe(1);
    });
  });

  test("can be made my unit, which is remembered and shown on top at the next visit", async () => {
    const { page, faults, close } = await open(browser, `${server.url}${city}/u07`);
    await ready(page);
    await page.getByRole("button", { name: "设为我的单位" }).click();
    await page.goto(`${server.url}?again`);
    await page.locator(".my-unit a").waitFor();
    await expect.poll(() => page.locator(".my-unit a").getAttribute("href")).toContain("/u07");
    await expect.poll(() => page.locator("tr.mine").getAttribute("data-unit")).toBe("u07");
    expect(faults).toEqual([]);
    await close();
  });
});

describe("an explanation", () => {
  interface Reply {
    value: {
      sentence: { "zh-CN": string; en: string };
      figures: { "zh-CN": string; en: string };
      clauses: { id: string; text: { "zh-CN": string } }[];
      crossing: { "zh-CN": string };
      next: { distance: { shown: string } } | null;
      records: { accepted: boolean; reason: { "zh-CN": string } }[];
    };
  }
  const explained = (board: string, unit: string, node: string): Reply["value"] =>
    (JSON.parse(yardstick("call", scheme(board), dataset(board), "explain", JSON.stringify({ class: "sub_bureau", unit, node, period: "2025" }))) as Reply).value;

  test("has the rule as a sentence, the formula with the figures put in, and the clause beside it", async () => {
    await on(`${city}/u05/patrols`, async (page) => {
      const wanted = explained("gs-city", "u05", "patrols");
      const text = await textOf(page, ".explanation");
      expect(text).toContain(wanted.sentence["zh-CN"]);
      expect(text).toContain(wanted.figures["zh-CN"]);
      expect(wanted.clauses.length).toBeGreaterThan(0);
      for (const clause of wanted.clauses) expect(await textOf(page, ".clauses")).toContain(clause.text["zh-CN"]);
    });
  });

  test("tells that 84.995 does not reach 85, and how far the line is", async () => {
    await on(district, async (page) => {
      const unit = [...scores("gs-district", "gs-district")].find(([, { total }]) => total === "84.995")?.[0] ?? "";
      await page.locator(`tr[data-unit="${unit}"] th a`).click();
      const wanted = explained("gs-district", unit, "total");
      await page.locator(".crossing").waitFor();
      await expect.poll(() => textOf(page, ".crossing")).toContain(wanted.crossing["zh-CN"]);
      expect(wanted.crossing["zh-CN"]).toContain("84.995");
      expect(wanted.next?.distance.shown).toBe("0.005");
      await expect.poll(() => textOf(page, ".next")).toContain("0.005");
    });
  });

  test("lists claims that were not counted, each with its reason", async () => {
    const units = [...scores("gs-district", "gs-district").keys()];
    const found = units.map((unit) => ({ unit, reply: explained("gs-district", unit, "bonus") })).find(({ reply }) => reply.records.some((record) => !record.accepted));
    if (!found) throw new Error("the district board has a rejected claim");
    await on(`${district}/${found.unit}/bonus`, async (page) => {
      const rejected = found.reply.records.filter((record) => !record.accepted);
      const records = page.locator(".explanation .records li.rejected");
      await expect.poll(() => records.count()).toBe(rejected.length);
      const shown = await records.allInnerTexts();
      shown.forEach((text, index) => expect(text).toContain(rejected[index]?.reason["zh-CN"]));
    });
  });

  test("of a quarter is reached through the tree and keeps its period in the address", async () => {
    await on(`${district}/u01`, async (page) => {
      await page.getByRole("button", { name: "全部展开" }).click();
      await page.locator('[role="treeitem"][data-node="quarter"]').nth(1).click();
      await page.locator('.explanation[data-node="quarter"]').waitFor();
      await expect.poll(() => page.evaluate(() => decodeURIComponent(location.hash))).toBe(`${district}/u01/quarter@2025-Q2`);
      const address = await page.evaluate(() => location.href);
      await page.goto("about:blank");
      await page.goto(address);
      await page.locator('.explanation[data-node="quarter"] .period-mark').waitFor();
      await expect.poll(() => textOf(page, ".explanation header")).toContain("第2季度");
    });
  });
});

describe("links", () => {
  test("back and forward lead through units and nodes, and back to the ranking", async () => {
    await on(city, async (page) => {
      await page.locator('tr[data-unit="u03"] th a').click();
      await page.locator('.card[data-unit="u03"]').waitFor();
      await page.locator('[role="treeitem"][data-node="social"]').click();
      await page.locator('.explanation[data-node="social"]').waitFor();
      await page.goBack();
      await page.locator('.explanation[data-node="total"]').waitFor();
      await page.goBack();
      await page.locator(".card").waitFor({ state: "detached" });
      await page.goForward();
      await page.locator('.card[data-unit="u03"]').waitFor();
    });
  });

  test("with parts that do not exist are told plainly, and the rest is shown", async () => {
    await on("#/b/gs-city/1999/sub_bureau/nobody/nothing", async (page) => {
      const notice = await textOf(page, ".notice");
      for (const part of ["1999", "nobody", "nothing"]) expect(notice).toContain(part);
      expect((await shownUnits(page)).length).toBe(24);
      await page.getByRole("button", { name: "知道了" }).click();
      await page.locator(".notice").waitFor({ state: "detached" });
    });
  });
});

describe("charts", () => {
  test("are read only when asked for, have a table that says the same, and stay when they are switched", async () => {
    const { page, faults, requests, close } = await open(browser, server.url + city);
    await ready(page);
    expect(requests.some((url) => url.includes("charts.js"))).toBe(false);
    await page.locator("#tab-ranking").click();
    await page.waitForFunction(() => "yardstickCharts" in window);
    // A digest in the address: a copy of an older build is never taken.
    for (const name of ["charts", "more"]) expect(requests.some((url) => new RegExp(`/${name}\\.js\\?[0-9a-f]{8}$`).test(url))).toBe(true);
    const painted = () =>
      page.locator("canvas").evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
        return Array.from(pixels).some((value) => value !== 0);
      });
    await expect.poll(painted).toBe(true);
    await page.locator(".chart details summary").click();
    await expect.poll(() => page.locator(".later-ranking .chart tbody tr").count()).toBe(24);
    await page.locator("#tab-distribution").click();
    // The chart before stands until this one is drawn.
    await page.locator(".later-distribution canvas").waitFor();
    await expect.poll(painted).toBe(true);
    await page.locator(".later-distribution .chart details summary").click();
    const counts = await page.locator(".later-distribution .chart tbody td.number-cell").allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number.parseInt(count, 10), 0)).toBe(23);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("for every reader", () => {
  test("the language switch changes every text of the page and is remembered", async () => {
    const { page, faults, close } = await open(browser, server.url + city);
    await ready(page);
    await page.locator("#language").click();
    await page.locator('html[lang="en"]').waitFor();
    const text = await page.locator("#app").innerText();
    const chinese = text.replace("中文", "").match(/[\u4e00-\u9fff]+/g);
    expect(chinese).toBeNull();
    await page.reload();
    await ready(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(faults).toEqual([]);
    await close();
  });

  test("large type is a quarter larger, everywhere", async () => {
    await on(city, async (page) => {
      const size = () => page.locator("tbody.data a").first().evaluate((link) => getComputedStyle(link).fontSize);
      const before = Number.parseFloat(await size());
      await page.getByRole("button", { name: "大字" }).click();
      await page.locator("html[data-large]").waitFor();
      expect(Number.parseFloat(await size())).toBeCloseTo(before * 1.25, 3);
    });
  });

  test("the slash goes to the search box, and the first Tab offers to skip to the content", async () => {
    await on(city, async (page) => {
      await page.keyboard.press("Tab");
      await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("skip");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
      await page.keyboard.press("/");
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("find");
    });
  });

  for (const lang of ["zh-CN", "en"] as const) {
    for (const contrast of [false, true]) {
      test(`axe-core finds nothing in ${lang}${contrast ? " with high contrast" : ""}: ranking, card, explanation, charts`, async () => {
        const { page, faults, close } = await open(browser, server.url + district);
        await ready(page);
        await page.evaluate((prefs) => localStorage.setItem("yardstick", prefs), JSON.stringify({ lang, contrast, mine: {} }));
        await page.reload();
        await ready(page);
        await expectNoAxeFaults(page);
        await page.locator("#tab-distribution").click();
        await page.locator("canvas").waitFor();
        await expectNoAxeFaults(page);
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `${district}/u01/bonus`);
        await page.locator('.explanation[data-node="bonus"]').waitFor();
        await expectNoAxeFaults(page);
        await page.setViewportSize({ width: 390, height: 844 });
        await page.locator(".card.single").waitFor();
        await expectNoAxeFaults(page);
        expect(faults).toEqual([]);
        await close();
      });
    }
  }
});
