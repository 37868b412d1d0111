// The Window, finished: two units side by side, what can be taken away, the notice, the frame, finding by initials. Differences are
// held against fractions reckoned here from the command line's exact figures; digests against node's own SHA-256.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Look, type Server, launch, open, startServer } from "./support";
import { dataset, expectNoAxeFaults, read, ready, scheme, scores, shownUnits, textOf, yardstick } from "./window-support";

// Several pages a test, and a machine that may be busy with other work.
vi.setConfig({ testTimeout: 240_000 });
const patience = 60_000;
/** As expect.poll, with as much patience as the page's own waits have. */
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: patience });

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
const prefs = (value: object) => `localStorage.setItem("yardstick", ${JSON.stringify(JSON.stringify(value))})`;

/** Opens an address, runs the steps, and wants no console error, exception or failed request on the way. */
async function on(hash: string, steps: (page: Page) => Promise<void>, look: Look & { prefs?: object } = {}): Promise<void> {
  const { page, faults, close } = await open(browser, look.prefs ? "about:blank" : server.url + hash, look);
  page.setDefaultTimeout(patience);
  try {
    if (look.prefs) {
      await page.addInitScript(prefs(look.prefs));
      await page.goto(server.url + hash);
    }
    await page.locator("table.ranking tbody.data tr, .card[data-unit], .pair-table tbody tr").first().waitFor();
    await steps(page);
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
}

const hashOf = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));
const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const digests = (board: string, of = board) => [sha256(readFileSync(scheme(of), "utf8")), sha256(readFileSync(dataset(board), "utf8"))];

interface Entry {
  node: string;
  period: string;
  points: { exact: string; shown: string } | null;
  children: Entry[];
}
interface Card {
  tree: Entry;
  outcomes: { node: string; value: string }[];
}
const cardOf = (board: string, unit: string, cls = "sub_bureau"): Card =>
  (JSON.parse(yardstick("call", scheme(board), dataset(board), "card", JSON.stringify({ class: cls, unit, period: "2025" }))) as { value: Card }).value;

/** a − b of exact texts ("84.995", "1770029/17250"), as a fraction in lowest terms with a positive denominator. */
function minus(a: string, b: string): [bigint, bigint] {
  const fraction = (text: string): [bigint, bigint] => {
    const [top = "", bottom = "1"] = text.split("/");
    const places = (top.split(".")[1] ?? "").length;
    return [BigInt(top.replace(".", "")), BigInt(bottom) * 10n ** BigInt(places)];
  };
  const [[p, q], [r, s]] = [fraction(a), fraction(b)];
  return [p * s - r * q, q * s];
}
/** Rounded half away from zero to so many places, as decimal text with its sign. */
function rounded([top, bottom]: [bigint, bigint], places: number): string {
  const size = top < 0n ? -top : top;
  const scaled = (2n * size * 10n ** BigInt(places) + bottom) / (2n * bottom);
  const digits = scaled.toString().padStart(places + 1, "0");
  const text = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return `${top < 0n ? "−" : "+"}${text}`;
}

/** The lines of the table as the page shows them. */
const pairLines = (page: Page) =>
  page.locator(".pair-lines tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      node: row.getAttribute("data-node") ?? "",
      same: row.getAttribute("data-same") === "true",
      first: row.children[2]?.textContent ?? "",
      second: row.children[3]?.textContent ?? "",
      difference: row.children[4]?.textContent ?? "",
    })),
  );

async function settled(page: Page): Promise<void> {
  await eventually(async () => (await pairLines(page)).filter((line) => line.difference === "…").length).toBe(0);
}

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming: Promise<Download> = page.waitForEvent("download");
  await click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe("two units side by side", () => {
  test("are chosen in the ranking, kept in the address, and differ by what exact arithmetic gives", async () => {
    await on(district, async (page) => {
      await page.locator("#pick-two").click();
      const [a, b] = ["u01", "u05"];
      await page.locator(`tr[data-unit="${a}"] input[type=checkbox]`).check();
      await page.getByText("请再选一个").waitFor();
      // A link of the table chooses, too, as long as two are being chosen.
      await page.locator(`tr[data-unit="${b}"] a`).click();
      await page.locator(".pair-lines tbody tr").first().waitFor();
      await eventually(() => hashOf(page)).toBe(`${district}/${a}?with=${b}`);
      const [first, second] = [cardOf("gs-district", a ?? ""), cardOf("gs-district", b ?? "")];
      const level = (entry: Entry): Entry[] => [entry, ...entry.children];
      await settled(page);
      const lines = await pairLines(page);
      expect(lines.map((line) => line.node)).toEqual(level(first.tree).map((entry) => entry.node));
      level(first.tree).forEach((entry, index) => {
        const other = level(second.tree)[index];
        const difference = minus(entry.points?.exact ?? "", other?.points?.exact ?? "");
        const [whole = "", digits = ""] = (lines[index]?.difference ?? "").split(".");
        expect([entry.node, `${whole}${digits && "."}${digits}`]).toEqual([entry.node, rounded(difference, digits.length)]);
        expect(lines[index]?.same).toBe(difference[0] === 0n);
      });
      // 108.77 against 84.995: the first line is not what a difference of the shown figures would be, but of the exact ones.
      expect(lines[0]?.first).toBe("108.77");
      expect(lines[0]?.second).toBe("84.995");

      const address = await page.evaluate(() => location.href);
      await page.goto("about:blank");
      await page.goto(address);
      await page.locator(".pair-lines tbody tr").first().waitFor();
      await settled(page);
      await eventually(() => pairLines(page)).toEqual(lines);

      await page.locator("#pair-swap").click();
      await eventually(() => hashOf(page)).toBe(`${district}/${b}?with=${a}`);
      await eventually(async () => (await pairLines(page))[0]?.first).toBe("84.995");
      await settled(page);
      expect((await pairLines(page))[0]?.difference.slice(1)).toBe(lines[0]?.difference.slice(1));
      expect((await pairLines(page))[0]?.difference.startsWith("−")).toBe(true);

      await page.keyboard.press("Escape");
      await page.locator(`.card[data-unit="${b}"]`).waitFor();
      await eventually(() => hashOf(page)).toBe(`${district}/${b}`);
    });
  });

  test("show all lines that differ, each with its difference; what is the same is left out", async () => {
    await on(`${district}/u01?with=u05`, async (page) => {
      await page.getByRole("button", { name: "只看不同的" }).click();
      await settled(page);
      const flat = (entry: Entry): Entry[] => [entry, ...entry.children.flatMap(flat)];
      const points = (unit: string) => new Map(flat(cardOf("gs-district", unit).tree).map((entry) => [`${entry.node}@${entry.period}`, entry.points?.exact ?? ""]));
      const [first, second] = [points("u01"), points("u05")];
      // Every node of this board differs in its points or is the same altogether.
      const different = [...first].filter(([key, exact]) => second.get(key) !== exact).map(([key]) => key.split("@")[0]);
      const shown = (await pairLines(page)).filter((line) => !line.same).map((line) => line.node);
      expect(different.length).toBeGreaterThan(10);
      expect(shown.sort()).toEqual(different.sort());
      expect((await pairLines(page)).every((line) => line.same || /^[+−][\d,.]+$/.test(line.difference))).toBe(true);
    });
  });

  test("open from a card, and the other one is found by initials with the keyboard", async () => {
    await on(`${district}/u03`, async (page) => {
      await page.locator("#compare").click();
      await page.locator(".pair-lines tbody tr").first().waitFor();
      await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("pair-title");
      await page.locator("#pair-second").focus();
      await page.keyboard.type("hx");
      await page.locator('#pair-second-list [role="option"]').first().waitFor();
      await eventually(() => page.locator("#pair-second").getAttribute("aria-activedescendant")).toBe("pair-second-0");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await eventually(() => hashOf(page)).toBe(`${district}/u03?with=u01`);
      await page.locator('[data-side="u01"]').waitFor();
      // Escape in the field closes its list first.
      await page.locator("#pair-first").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      await eventually(() => hashOf(page)).toBe(`${district}/u03?with=u01`);
    });
  });

  test("with an outcome that only one of them has is told in words and by a mark", async () => {
    await on(`${district}/u01?with=u05`, async (page) => {
      const values = (unit: string) => new Map(cardOf("gs-district", unit).outcomes.map((outcome) => [outcome.node, outcome.value]));
      expect([values("u01").get("veto"), values("u05").get("veto")]).toEqual(["true", "false"]);
      const row = page.locator('[aria-labelledby="pair-outcomes"] tr[data-node="veto"]');
      await eventually(() => row.innerText()).toMatch(/≠\s*不同/);
      await eventually(() => row.locator("td").nth(1).innerText()).toBe("不适用");
    });
  });

  test("that cannot be are told and what can be shown is shown: unknown, the same twice, another class, none before it", async () => {
    for (const [hash, said, card] of [
      [`${district}/u01?with=nobody`, "对比单位“nobody”", "u01"],
      [`${district}/u01?with=u01`, "是同一个", "u01"],
      [`${district}/u01?with=s01`, "不属于同一类别", "u01"],
      [`${district}/nobody?with=u05`, "单位“nobody”", "u05"],
    ] as const) {
      await on(hash, async (page) => {
        await page.locator(`.card[data-unit="${card}"]`).waitFor();
        await eventually(() => textOf(page, ".notice")).toContain(said);
        expect(await page.locator(".pair").count()).toBe(0);
        await page.getByRole("button", { name: "知道了" }).click();
        await page.locator(".notice").waitFor({ state: "detached" });
      });
    }
    await on(`${district}?with=u05`, async (page) => {
      await page.locator('.card[data-unit="u05"]').waitFor();
      expect(await page.locator(".notice").count()).toBe(0);
    });
  });

  test("go away together with the class, and stay when the period changes", async () => {
    await on("#/b/gs-city/2025/sub_bureau/u01?with=u02", async (page) => {
      await page.locator("#period").selectOption("2024");
      await eventually(() => hashOf(page)).toBe("#/b/gs-city/2024/sub_bureau/u01?with=u02");
      await page.locator(".pair-lines tbody tr").first().waitFor();
      await eventually(() => textOf(page, "#pair-title")).toContain("2024");
    });
  });
});

describe("a chart as a picture", () => {
  /** Saves the chart in a place of the page; gives the file and every text that was drawn on the way. */
  async function picture(page: Page, place: string): Promise<{ name: string; bytes: Buffer; texts: string[] }> {
    await page.locator(`${place} .picture canvas`).waitFor();
    await eventually(() => page.evaluate(() => window.yardstickCharts !== undefined)).toBe(true);
    await page.evaluate(() => {
      const drawn: string[] = [];
      Object.assign(window, { drawn });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (this: CanvasRenderingContext2D, text: string, ...rest: [number, number]) {
        drawn.push(text);
        fillText.call(this, text, ...rest);
      };
    });
    const file = await saved(page, () => page.locator(`${place} .save-picture button`).click());
    const texts = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
    return { ...file, texts };
  }

  function expectPicture(file: { name: string; bytes: Buffer; texts: string[] }, board: string, title: string): void {
    expect(file.name).toMatch(/\.png$/);
    expect(file.bytes.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect(file.bytes.readUInt32BE(16)).toBe(2240);
    expect(file.bytes.readUInt32BE(20)).toBeGreaterThan(500);
    const text = file.texts.join("\n");
    expect(text).toContain(title);
    for (const digest of digests(board)) expect(text).toContain(digest);
    expect(text).toContain("2025");
    expect(text).toContain("示例数据");
  }

  test("of the ranking and of the distribution has title, board, period and digests", async () => {
    await on(city, async (page) => {
      await page.locator("#tab-ranking").click();
      expectPicture(await picture(page, ".later-ranking"), "gs-city", "绩效总分排行图");
      await page.locator("#tab-distribution").click();
      expectPicture(await picture(page, ".later-distribution"), "gs-city", "绩效总分分布图");
    });
  });

  test("of a card says whose it is", async () => {
    await on(`${city}/u03`, async (page) => {
      for (const place of ['[aria-labelledby="series-title"]', '[aria-labelledby="profile-title"]']) {
        expectPicture(await picture(page, place), "gs-city", "澜南分局");
      }
    });
  });
});

describe("tables as files", () => {
  /** Lines of a CSV file without line breaks in its cells. */
  const linesOf = (bytes: Buffer) => {
    expect(bytes.subarray(0, 3).toString("hex")).toBe("efbbbf");
    return bytes.subarray(3).toString("utf8").split("\r\n").map((line) => line.split(","));
  };

  test("the ranking has all units in the order shown, with the command line's totals", async () => {
    await on(city, async (page) => {
      await page.locator("#group").selectOption("town");
      await page.locator("th.score-head button").click();
      await page.locator("th.score-head button").click();
      await page.locator("th.score-head[aria-sort=ascending]").waitFor();
      await page.locator("#tools").click();
      const { name, bytes } = await saved(page, () => page.locator(".tools [data-export=csv]").click());
      expect(name).toMatch(/^gs-city-2025-sub_bureau-.*\.csv$/);
      const [head = [], ...rows] = linesOf(bytes);
      const [id, total] = [head.indexOf("编号"), head.indexOf("绩效总分")];
      expect(rows.map((row) => row[id])).toEqual(await shownUnits(page));
      const expected = scores("gs-city", "gs-city");
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows) expect([row[id], row[total]]).toEqual([row[id], expected.get(row[id] ?? "")?.total]);
    });
  });

  test("a card has every line of the tree", async () => {
    await on(`${city}/u03`, async (page) => {
      await page.locator("#tools").click();
      const { bytes } = await saved(page, () => page.locator(".tools [data-export=csv]").click());
      const text = bytes.toString("utf8");
      const flat = (entry: Entry): Entry[] => [entry, ...entry.children.flatMap(flat)];
      const all = flat(cardOf("gs-city", "u03").tree);
      expect(linesOf(bytes).slice(1).filter((line) => line[2] === "得分").length).toBe(all.length);
      for (const entry of all) expect(text).toContain(entry.points?.shown ?? "");
    });
  });
});

describe("the notice", () => {
  const notice = async (page: Page) => {
    await page.locator("#tools").click();
    await page.locator("#notice").click();
    await page.locator(".notice-paper h1").waitFor();
  };

  test("has places, grades, vetoes, the data's date, the digests and a line for objections", async () => {
    await on(district, async (page) => {
      await page.locator("#find").fill("u05");
      await eventually(async () => (await shownUnits(page)).length).toBe(1);
      await notice(page); // it knows no filter
      const text = await textOf(page, ".notice-paper");
      expect(text).toContain("关于2025年度基层分局绩效考核结果的通报");
      const rows = await page.locator(".notice-paper tbody tr").evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent ?? "")));
      const expected = scores("gs-district", "gs-district");
      expect(rows.length).toBe(expected.size);
      const units = (JSON.parse(read("data/boards/gs-district/dataset.json")) as { units: { sub_bureau: { id: string; name: { "zh-CN": string } }[] } }).units.sub_bureau;
      for (const unit of units) {
        const row = rows.find((cells) => cells.includes(unit.name["zh-CN"]));
        expect(row, unit.id).toContain(expected.get(unit.id)?.total);
      }
      const vetoed = units.filter((unit) => expected.get(unit.id)?.outcomes.veto?.value === "true");
      const line = (await page.locator(".notice-paper li").allInnerTexts()).find((item) => item.startsWith("一票否决"));
      expect(vetoed.length).toBeGreaterThan(0);
      for (const unit of vetoed) expect(line).toContain(unit.name["zh-CN"]);
      expect(text).toContain("数据截至2025-12-31");
      for (const digest of digests("gs-district")) expect(text).toContain(digest);
      expect(text).toContain("示例数据，单位与数字均为虚构");
      expect(text).toMatch(/如有异议，请于\s+前（含当日）向\s+提出。/);

      await page.locator("#notice-field-until").fill("2026年1月20日");
      await page.locator("#notice-field-where").fill("考核办（电话 1234）");
      await page.locator("#notice-field-title").fill("区局通报");
      await eventually(() => textOf(page, ".notice-objection")).toMatch(/请于\s*2026年1月20日\s*前（含当日）向\s*考核办（电话 1234）\s*提出。/);
      await eventually(() => textOf(page, ".notice-paper h1")).toBe("区局通报");

      // On paper it stands alone.
      await page.emulateMedia({ media: "print" });
      await eventually(() => page.locator("#app").isVisible()).toBe(false);
      await eventually(() => textOf(page, ".notice-print .notice-sheet h1")).toBe("区局通报");
      expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
      await page.emulateMedia({ media: "screen" });
      // What was typed is there again; the title is that of one notice.
      await page.reload();
      await ready(page);
      await notice(page);
      await eventually(() => page.locator("#notice-field-where").inputValue()).toBe("考核办（电话 1234）");
      await eventually(() => page.locator("#notice-field-title").inputValue()).toBe("");
      await page.locator("#notice").click();
      await page.locator(".notice-print").waitFor({ state: "detached" });
    });
  });

  test("of a board on display says until when, and has no section without anything in it", async () => {
    const units = [{ id: "a", name: { "zh-CN": "甲科" } }, { id: "b", name: { "zh-CN": "乙科" } }];
    const board = {
      format: "yardstick-board/1", id: "trial", title: { "zh-CN": "试评" }, class: "office", period: "2026", state: "display", issued: "2027-01-10", until: "2027-01-17", revision: 1,
      scheme: read("site/src/features/schemes/write/templates/weighted.json"),
      dataset: JSON.stringify({
        format: "yardstick-dataset/1", scheme: { id: "weighted", version: "2025.1" }, asOf: "2026-12-31", periods: ["2026"], units: { office: units },
        readings: { office: Object.fromEntries(Object.entries({ closed: ["180", "210"], due: ["200", "200"], satisfied: ["96%", "100%"], staffMark: ["85", "100"], criticisms: ["1", "0"], complaints: ["3", "2"] }).map(([fact, values]) => [fact, { "2026": values }])) },
      }),
    };
    await on(city, async (page) => {
      await page.locator(".choosers input[type=file]").setInputFiles({ name: "trial.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(board)) });
      await eventually(() => textOf(page, "h1")).toContain("试评");
      await notice(page);
      const text = await textOf(page, ".notice-paper");
      expect(text).toContain("公示期为2027年1月10日至2027年1月17日。");
      expect(text).toContain("公示至2027年1月17日");
      await eventually(() => page.locator("#notice-field-until").inputValue()).toBe("2027年1月17日");
      expect(text).toMatch(/请于\s*2027年1月17日\s*前（含当日）向/);
      // The scheme has no grades and nothing that follows from them.
      await eventually(() => page.locator(".notice-paper h2").allInnerTexts()).toEqual(["一、得分与名次", "二、数据与核对"]);
    });
  });

  test("in English, and of who has no place, tells why", async () => {
    await on(
      city,
      async (page) => {
        await notice(page);
        const text = await textOf(page, ".notice-paper");
        expect(text).toContain("Notice of the results of the assessment");
        expect(text).toContain("Without a place");
        expect(text).toContain("Objections may be raised up to and including");
        expect(text).toContain("24 were assessed; 23 of them have a place.");
      },
      { prefs: { lang: "en" } },
    );
  });
});

describe("inside another page", () => {
  test("there is the Window and a link to the whole page, whichever way it is asked for", async () => {
    for (const hash of [`?embed${city}`, `${city}?embed`, `${city}&embed`]) {
      await on(hash, async (page) => {
        for (const gone of [".views", ".settings", ".choosers", ".page-foot", ".about", "#tools"]) {
          const count = await page.locator(gone).evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length);
          expect([gone, count]).toEqual([gone, 0]);
        }
        await eventually(() => textOf(page, "h1")).toBe("云澜市工商局基层分局绩效");
        const full = page.locator('a[target="_blank"]');
        expect(new URL((await full.getAttribute("href")) ?? "", page.url()).href).toBe(server.url + city);
        await page.locator('tr[data-unit="u03"] a').focus();
        await page.keyboard.press("Enter");
        await page.locator('.card[data-unit="u03"]').waitFor();
        await eventually(() => hashOf(page)).toBe(`${city}/u03?embed`);
        await page.keyboard.press("Escape");
        await page.locator(".card").waitFor({ state: "detached" });
        await page.keyboard.press("/");
        await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("find");
        await expectNoAxeFaults(page);
      });
    }
  });

  test("it fits a frame of any width, and what the page offers as code shows it", async () => {
    await on(district, async (page) => {
      await page.locator("#tools").click();
      const code = await page.locator("#embed-code").inputValue();
      expect(code).toContain(`src="${server.url}${district}?embed"`);
      const outer = await page.context().newPage();
      outer.setDefaultTimeout(patience);
      await outer.setContent(`<body style="margin:0"><div id="box" style="width:900px">${code}</div></body>`);
      const frame = outer.frameLocator("iframe");
      await frame.locator("table.ranking tbody.data tr").first().waitFor();
      for (const width of [900, 520, 320]) {
        await outer.locator("#box").evaluate((box, wide) => {
          box.style.width = `${wide}px`;
        }, width);
        const inner = outer.frames()[1];
        await eventually(() => inner?.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth])).toEqual([width, width]);
      }
      await outer.close();
    });
  });
});

describe("finding", () => {
  test("puts whose initials begin with the letters first, and Enter opens that one", async () => {
    await on("#/b/hosp-department/2025/department", async (page) => {
      await page.locator("#find").fill("x");
      await page.locator(".found a").first().waitFor();
      const units = (JSON.parse(read("data/boards/hosp-department/dataset.json")) as { units: { department: { id: string; name: { "zh-CN": string; en: string }; initials: string }[] } }).units.department;
      const begin = units.filter((unit) => unit.initials.startsWith("x")).map((unit) => unit.name["zh-CN"]);
      const found = await page.locator(".found a").allInnerTexts();
      expect(begin.length).toBeGreaterThan(1);
      expect(found.slice(0, begin.length).map((text) => text.split(" ")[0]).sort()).toEqual(begin.sort());
      await page.locator("#find").fill("xhn");
      await eventually(() => page.locator(".found a").allInnerTexts()).toEqual(["消化内科 xhnk"]);
      await page.locator("#find").press("Enter");
      await page.locator('.card[data-unit="d03"]').waitFor();
    });
    // Whoever types fast presses Enter before anything found is drawn, or while what is drawn is of the first letter.
    await on("#/b/hosp-department/2025/department", async (page) => {
      await page.locator("#find").fill("x");
      await page.locator(".found a").first().waitFor();
      await page.locator("#find").fill("xhn");
      await page.locator("#find").press("Enter");
      await page.locator('.card[data-unit="d03"]').waitFor();
    });
  });

  test("goes by names alone where the data have no initials, and says so", async () => {
    await on("#/b/nanchang/2025/mainIndicator", async (page) => {
      await eventually(() => page.locator("#find").getAttribute("placeholder")).toBe("名称或编号");
      await page.locator("#find").fill("gwbl");
      await page.locator(".found").getByText("没有拼音首字母").waitFor();
      await page.locator("#find").fill("公文办理");
      await eventually(() => page.locator(".found a").count()).toBeGreaterThan(0);
      expect((await page.locator(".found a").allInnerTexts()).every((text) => text.startsWith("公文办理"))).toBe(true);
    });
    await on("#/b/nanchang/2025/person", async (page) => {
      await page.waitForTimeout(300);
      await eventually(() => page.locator("#find").getAttribute("placeholder")).toBe("名称、拼音首字母或编号");
    });
  });
});

describe("for everybody", () => {
  const looks: [string, Look & { prefs?: object }][] = [
    ["a laptop", {}],
    ["a laptop, in English with high contrast and large type", { prefs: { lang: "en", contrast: true, large: true } }],
    ["a phone", { width: 390, height: 844 }],
  ];
  for (const [name, look] of looks) {
    test(`nothing that axe finds, and nothing wider than the screen, on ${name}`, async () => {
      const fits = async (page: Page) => {
        await expectNoAxeFaults(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      };
      await on(
        city,
        async (page) => {
          await page.locator("#pick-two").click();
          await page.locator("tbody.data tr input").first().check();
          await fits(page);
          await page.locator("#pick-two").click();
          await page.locator("#tools").click();
          await page.locator("#notice").click();
          await page.locator(".notice-paper h1").waitFor();
          await fits(page);
        },
        look,
      );
      await on(
        `${district}/u01?with=u05`,
        async (page) => {
          await settled(page);
          await fits(page);
          await page.locator("#pair-second").click();
          await page.locator('#pair-second-list [role="option"]').first().waitFor();
          await fits(page);
        },
        look,
      );
      await on(
        `${city}/u03`,
        async (page) => {
          await page.locator("#tools").click();
          await page.locator(".tools").waitFor();
          await page.locator(".save-picture").first().waitFor();
          await fits(page);
        },
        look,
      );
    });
  }
});
