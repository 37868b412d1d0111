// The workshop's parts in a browser: cases, the step-through, the outline and its file, the handout, and what cannot be shown.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support";
import { axeFaults, root, scores } from "./window-support";
import { district, eventually, openLesson, press, slideOf, tabTo, unreadable } from "./workshop-support";

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

const lesson = (look?: Look, address?: string): Promise<Opened> => openLesson(browser, server.url, look, address);

interface SchemeCase { name: string; class?: string; expect: Record<string, Record<string, unknown>> }
const scheme = JSON.parse(readFileSync(`${root}data/schemes/gs-district/scheme.json`, "utf8")) as { cases: SchemeCase[]; version: string };

describe("a lesson's slides", () => {
  test("answers its cases as the scheme's authors expect", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson({ width: 1280, height: 720 });
    const example = scheme.cases.find(({ name }) => name === "around the lines") as SchemeCase;
    await page.goto(`${server.url}${district}/${encodeURIComponent(`case:${example.name}`)}`);
    await page.locator(".case-question").waitFor();
    const count = Object.keys(example.expect).length;
    expect(count).toBe(6);
    const levels: string[] = [];
    const talks: string[] = [];
    for (let index = 0; index < count; index += 1) {
      await eventually(() => page.locator(".case-question").getAttribute("data-at")).toBe(String(index));
      // Nothing is given away before it is asked for.
      expect(await page.locator(".case-answer").count()).toBe(0);
      await page.keyboard.press("1");
      await page.keyboard.press("2");
      await eventually(() => page.locator(".guesses li").count()).toBe(2);
      await page.keyboard.press("ArrowRight");
      await page.locator(".case-answer .slide-figure").waitFor();
      levels.push((await page.locator(".case-answer .slide-figure").innerText()).trim());
      talks.push((await page.locator(".case-answer .known > div", { hasText: /^诫勉谈话/ }).locator("dd").innerText()).trim());
      // One of the two guesses is right, and it is the one that was revealed.
      await eventually(() => page.locator(".guesses li.right strong").allInnerTexts()).toEqual([levels[index]]);
      if (index < count - 1) await page.keyboard.press("ArrowRight");
    }
    // 84.99, 85, 85.01, 69.99, 70, 70.01: the line is 85.
    expect(levels).toEqual(["不达标", "达标", "达标", "不达标", "不达标", "不达标"]);
    expect(levels).toEqual(Object.values(example.expect).map((nodes) => nodes.level));
    // A consequence that does not hold is not told as if it did.
    expect(talks.map((text) => text !== "不适用")).toEqual(Object.values(example.expect).map((nodes) => nodes.talk));
    await close();
  });

  test("goes through a card in the order in which it is computed, forwards, backwards, by itself and by a jump", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson({ width: 1280, height: 720 });
    const id = await page.locator('.outline-slide[data-slide^="steps:"]').getAttribute("data-slide");
    await page.goto(`${server.url}${district}/${encodeURIComponent(id ?? "")}`);
    await page.locator(".walk-tree .lit").waitFor();
    // What a node reads was computed before it.
    const order = await page.locator("#walk-jump option").count();
    expect(order).toBeGreaterThan(20);
    await press(page, "ArrowRight");
    await press(page, "ArrowRight");
    await press(page, "ArrowLeft");
    await eventually(() => page.locator(".walk-at").innerText()).toContain("第2步");
    // At the step of the total it says what the command line scores.
    const total = await page.locator('.walk-tree [data-node="total@2025"] button');
    await total.click();
    const score = scores("gs-district", "gs-district").get((id ?? "").slice(6))?.total;
    await eventually(async () => (await page.locator(".walk-lit .slide-figure").innerText()).trim()).toContain(`${score}分`);
    const read = await page.locator(".walk-tree .read").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-node")));
    expect(read).toEqual(expect.arrayContaining(["key@2025", "routine@2025", "bonus@2025"]));
    await page.locator("#walk-jump").selectOption("0");
    await page.locator(".stage-body").focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await page.keyboard.press("p");
    await eventually(() => page.locator(".walk-at").innerText()).toContain("第3步");
    await page.keyboard.press("p");
    await eventually(() => page.locator("#walk-play").getAttribute("aria-pressed")).toBe("false");
    await close();
  });

  test("lets figures move from child to parent, unless somebody wants no motion", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson();
    const id = (await page.locator('.outline-slide[data-slide^="steps:"]').getAttribute("data-slide")) ?? "";
    for (const motion of ["no-preference", "reduce"] as const) {
      await page.emulateMedia({ reducedMotion: motion });
      await page.goto("about:blank");
      await page.goto(`${server.url}${district}/${encodeURIComponent(id)}`);
      await page.locator(".walk-tree .lit").waitFor();
      await page.evaluate(() => {
        const seen = { count: 0 };
        (window as unknown as { flown: { count: number } }).flown = seen;
        new MutationObserver((records) => {
          for (const record of records) for (const node of Array.from(record.addedNodes)) if ((node as HTMLElement).className === "walk-flying") seen.count += 1;
        }).observe(document.querySelector(".stage") as Element, { childList: true });
      });
      await page.locator('.walk-tree [data-node="total@2025"] button').click();
      const flown = () => page.evaluate(() => (window as unknown as { flown: { count: number } }).flown.count);
      await eventually(() => page.locator(".walk-tree .lit").getAttribute("data-node")).toBe("total@2025");
      if (motion === "reduce") expect(await flown()).toBe(0);
      else await eventually(flown).toBeGreaterThan(0);
    }
    await close();
  });

  test("keeps to the rule of the last row in large type and high contrast, and fills the screen", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson({ width: 1280, height: 720 });
    await page.locator(".settings button").nth(0).click();
    await page.locator(".settings button").nth(1).click();
    for (const slide of ["parts", "lines", "quiz"]) {
      await page.goto(`${server.url}${district}/${slide}`);
      await page.locator(`.stage[data-slide="${slide}"]`).waitFor();
      expect(await unreadable(page), slide).toEqual([]);
      expect(await axeFaults(page), slide).toEqual([]);
    }
    await page.keyboard.press("f");
    await eventually(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await page.keyboard.press("f");
    await eventually(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
    await close();
  });
});

const slides = (page: Page) => page.locator(".outline-slide").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-slide") ?? ""));
const give = (page: Page, name: string, text: string) => page.locator("#lesson-open").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

describe("the outline", () => {
  test("is reordered, thinned and annotated by keyboard, kept in the browser, and undone", { timeout: 300_000 }, async () => {
    const { page, close, faults } = await lesson({ width: 1280, height: 720 });
    const before = await slides(page);
    await tabTo(page, '.outline-slide[data-slide="parts"] .outline-tools button:nth-child(1)');
    await page.keyboard.press("Enter");
    await eventually(async () => (await slides(page)).slice(0, 2)).toEqual(["parts", "cover"]);
    await page.locator('.outline-slide[data-slide="lines"] .outline-tools button:nth-child(3)').press("Enter");
    await page.locator('.outline-slide[data-slide="cover"] .outline-tools button:nth-child(4)').press("Enter");
    await page.locator('.outline-slide[data-slide="cover"] textarea').fill("先问：谁知道总分怎么来？");
    await page.reload();
    await page.locator(".room-overview").waitFor();
    expect((await slides(page)).slice(0, 2)).toEqual(["parts", "cover"]);
    await eventually(() => page.locator('.outline-slide[data-slide="lines"]').getAttribute("class")).toContain("off");
    await page.goto(`${server.url}${district}/cover`);
    await page.locator(".slide-note").waitFor();
    await eventually(() => page.locator(".slide-note").innerText()).toBe("先问：谁知道总分怎么来？");
    expect(await unreadable(page)).toEqual([]);
    // The outline beside the slide, by its key; a change there can be taken back.
    await page.keyboard.press("o");
    await page.locator(".stage-drawer").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await unreadable(page)).toEqual([]);
    await page.locator('.stage-drawer .outline-slide[data-slide="cover"] .outline-tools button:nth-child(1)').press("Enter");
    await eventually(async () => (await slides(page))[0]).toBe("cover");
    await page.locator("#lesson-undo").press("Enter");
    await eventually(async () => (await slides(page))[0]).toBe("parts");
    await page.keyboard.press("Escape");
    await eventually(() => page.locator(".stage-drawer").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.locator(".room-overview").waitFor();
    await page.getByRole("button", { name: "恢复自动编排" }).press("Enter");
    await eventually(() => slides(page)).toEqual(before);
    expect(faults).toEqual([]);
    await close();
  });

  test("takes a case that was not in it, and shows it", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson();
    await page.locator("#add-case").selectOption("W03 bonus claims");
    await page.locator(".outline-add button").press("Enter");
    await eventually(async () => (await slides(page)).pop()).toBe("case:W03 bonus claims");
    await page.goto(`${server.url}${district}/${encodeURIComponent("case:W03 bonus claims")}`);
    await page.locator(".case-question").waitFor();
    await close();
  });

  test("goes into a file and comes out of it", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson();
    await page.locator('.outline-slide[data-slide="lines"] .outline-tools button:nth-child(3)').click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#lesson-save").click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(text)).toMatchObject({ format: "yardstick-lesson/1", scheme: { id: "gs-district", version: scheme.version }, class: "sub_bureau", period: "2025" });
    await page.getByRole("button", { name: "恢复自动编排" }).click();
    await eventually(() => page.locator('.outline-slide[data-slide="lines"]').getAttribute("class")).not.toContain("off");
    await give(page, "mine.json", text);
    await eventually(() => page.locator('.outline-slide[data-slide="lines"]').getAttribute("class")).toContain("off");
    await close();
  });

  test("of an older version is used as far as it fits, and says what does not", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson();
    const before = await slides(page);
    const old = {
      format: "yardstick-lesson/1",
      scheme: { id: "gs-district", version: "2019.3" },
      class: "sub_bureau",
      period: "2025",
      slides: [{ kind: "quiz" }, { kind: "case", of: "a case of long ago" }, { kind: "parts", note: "老规矩" }, { kind: "rule", of: "abolished" }],
    };
    await give(page, "old.json", JSON.stringify(old));
    const notice = page.locator(".room-notice");
    await notice.waitFor();
    const said = await notice.innerText();
    expect(said).toContain("2019.3");
    expect(said).toContain(scheme.version);
    expect(said).toContain("a case of long ago");
    expect(said).toContain("abolished");
    const now = await slides(page);
    expect(now.indexOf("quiz")).toBeLessThan(now.indexOf("parts"));
    expect(now).not.toContain("case:a case of long ago");
    expect(now.slice().sort()).toEqual(before.slice().sort());
    await page.locator("#lesson-undo").click();
    await eventually(() => slides(page)).toEqual(before);
    await close();
  });

  test("is not touched by a file that is no lesson, is another scheme's, or is hostile", { timeout: 300_000 }, async () => {
    const { page, close, faults } = await lesson();
    const before = await slides(page);
    const notice = page.locator(".room-notice");
    for (const [name, text, said] of [
      ["x.json", "{ not json", "不是 JSON"],
      ["x.json", '{"format":"yardstick-draft/1"}', "yardstick-draft/1"],
      ["x.json", '{"format":"yardstick-lesson/1","scheme":{"id":"nanchang","version":"1"},"slides":[]}', "nanchang"],
      ["x.json", `{"a":"${"x".repeat(1_100_000)}"}`, "太大"],
    ] as const) {
      await give(page, name, text);
      await eventually(() => notice.innerText()).toContain(said);
      expect(await slides(page)).toEqual(before);
    }
    const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    const hostile = {
      format: "yardstick-lesson/1",
      scheme: { id: "gs-district", version: evil },
      slides: [{ kind: "cover", note: evil }, { kind: evil }, { kind: "case", of: evil }, null, 3, { kind: "rule", of: { x: 1 } }, { kind: "__proto__" }],
      scenarios: [{ name: evil, changes: [{ parameter: "__proto__", value: evil }, 4] }],
    };
    await give(page, "hostile.json", JSON.stringify(hostile));
    await eventually(() => notice.innerText()).toContain("onerror"); // as text
    await page.goto(`${server.url}${district}/cover`);
    await page.locator(".slide-note").waitFor();
    await eventually(() => page.locator(".slide-note").innerText()).toBe(evil);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("what cannot be shown", () => {
  test("an unknown class or period is told with what there is, and the picture stays", { timeout: 300_000 }, async () => {
    const { page, close } = await lesson();
    await page.evaluate(() => {
      window.location.hash = "#/w/gs-district/sub_bureau/2025/lines";
    });
    await page.locator('.stage[data-slide="lines"]').waitFor();
    await page.evaluate(() => {
      window.location.hash = "#/w/gs-district/nobody/2025/lines";
    });
    await eventually(() => page.locator(".stage .room-notice").innerText()).toContain("nobody");
    expect(await slideOf(page)).toBe("lines");
    expect(await unreadable(page)).toEqual([]);
    await page.evaluate(() => {
      window.location.hash = "#/w/gs-district/staff/1900";
    });
    await eventually(() => page.locator(".stage .room-notice").innerText()).toContain("1900");
    await close();
    const fresh = await lesson({}, "#/w/gs-district/nobody");
    await eventually(() => fresh.page.locator(".failed .choice").count()).toBeGreaterThan(2);
    expect(await axeFaults(fresh.page)).toEqual([]);
    await fresh.close();
  });

  test("a board that is not there, and a scheme with faults, are told in sentences", { timeout: 300_000 }, async () => {
    const gone = await lesson({}, "#/w/no-such-board");
    await eventually(() => gone.page.locator(".failed").innerText()).toContain("no-such-board");
    await gone.close();
    const context = await browser.newContext({ locale: "zh-CN" });
    const page = await context.newPage();
    const board = JSON.parse(readFileSync(`${root}dist/boards/gs-city.json`, "utf8")) as { id: string; scheme: string };
    const broken = JSON.parse(board.scheme) as { classes: Record<string, { nodes: Record<string, Record<string, unknown>> }> };
    for (const cls of Object.values(broken.classes)) for (const node of Object.values(cls.nodes)) if (node.rule) node.rule = { kind: "no-such-kind" };
    await page.route("**/boards/broken.json", (route) => route.fulfill({ json: { ...board, id: "broken", scheme: JSON.stringify(broken) } }));
    await page.goto(`${server.url}#/w/broken`);
    const failed = page.locator(".failed");
    await failed.waitFor();
    const said = await failed.innerText();
    expect(said).toContain("no-such-kind");
    await eventually(() => failed.locator(".slide-fault p").count()).toBeLessThanOrEqual(4); // never a stack of errors
    await context.close();
  });
});

describe("the handout", () => {
  test("has the questions without their answers, and the answers on a page of their own at the end", { timeout: 300_000 }, async () => {
    const { page, close, faults } = await lesson({}, `${district}/handout`);
    await page.locator('.handout[aria-busy="false"]').waitFor({ timeout: 120_000 });
    expect(await axeFaults(page)).toEqual([]);
    const sections = page.locator(".handout > section");
    await eventually(() => sections.last().getAttribute("class")).toBe("handout-answers");
    const questions = await page.locator(".handout-quiz .handout-asked > li").count();
    const cases = await page.locator(".handout-case .handout-asked > li").count();
    expect(questions).toBeGreaterThanOrEqual(4);
    expect(cases).toBeGreaterThanOrEqual(6);
    await eventually(() => page.locator(".handout-answers > ol > li").count()).toBe(questions + cases);
    // A reason is an answer: none stands before the last page.
    const answers = await page.locator(".handout-answers > ol > li > p:first-child").allInnerTexts();
    const reasons = answers.slice(cases).map((text) => text.split("：").slice(1).join("："));
    const asked = await page.locator(".handout-quiz").innerText();
    for (const reason of reasons) {
      expect(reason.length).toBeGreaterThan(4);
      expect(asked).not.toContain(reason);
    }
    await page.emulateMedia({ media: "print" });
    await eventually(() => page.locator(".handout-answers").evaluate((element) => getComputedStyle(element).breakBefore)).toBe("page");
    await eventually(() => page.locator(".handout-tools").isVisible()).toBe(false);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    expect(faults).toEqual([]);
    await close();
  });
});

test("the tab opens the workshop of the board that is open, and the way back is open", { timeout: 300_000 }, async () => {
  const { page, close, faults } = await open(browser, `${server.url}#/b/gs-district/2025/section`);
  await page.locator("table.ranking tbody.data tr").first().waitFor();
  await page.getByRole("link", { name: "讲堂" }).click();
  await page.locator(".room-overview").waitFor();
  await eventually(() => page.evaluate(() => window.location.hash)).toBe("#/w/gs-district/section/2025");
  await page.getByRole("link", { name: "绩效之窗" }).click();
  await page.locator("table.ranking tbody.data tr").first().waitFor();
  expect(faults).toEqual([]);
  await close();
});
