// The district bureau's ready lesson from the first slide to the quiz score, in a browser with the engine as it is shipped.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Look, type Opened, type Server, launch, startServer } from "./support";
import { axeFaults } from "./window-support";
import { openLesson, press, tabTo, look as lookAt } from "./workshop-support";

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

const words = {
  "zh-CN": { right: "答对了", score: (right: number, of: number) => `${of}题答对${right}题` },
  en: { right: "Right", score: (right: number, of: number) => `${right} of ${of} right` },
};

describe("a ready lesson", () => {
  test.each([
    { width: 1920, height: 1080, lang: "zh-CN" as const },
    { width: 1280, height: 720, lang: "en" as const },
  ])("goes from the first slide to the score by keys alone, readable and sound: $width by $height, $lang", { timeout: 560_000 }, async (look) => {
    const opened = await lesson(look);
    const { page, faults } = opened;
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await axeFaults(page)).toEqual([]);
    if (look.lang === "en") {
      await tabTo(page, "#language");
      await page.keyboard.press("Enter");
      await page.locator("html[lang=en]").waitFor();
    }
    await tabTo(page, "#room-start");
    await page.keyboard.press("Enter");
    await page.locator(".stage").waitFor();

    const seen: string[] = [];
    const bars = new Set<number>();
    let right = 0;
    let asked = 0;
    for (let count = 0; count < 500; count += 1) {
      const { slide, small, bar } = await lookAt(page);
      const fresh = seen.indexOf(slide) < 0;
      if (fresh) seen.push(slide);
      expect(small, slide).toEqual([]);
      bars.add(bar);
      if (fresh) expect(await axeFaults(page), slide).toEqual([]);
      if (slide === "score") break;
      if (slide === "quiz" && (await page.locator(".quiz-verdict").count()) === 0) {
        await page.keyboard.press("1");
        await page.locator(".quiz-verdict").waitFor();
        asked += 1;
        if ((await page.locator(".quiz-verdict strong").innerText()) === words[look.lang].right) right += 1;
        expect((await lookAt(page)).small, slide).toEqual([]);
        if (asked === 1) expect(await axeFaults(page), slide).toEqual([]);
      }
      await press(page, count % 3 === 0 ? "PageDown" : count % 3 === 1 ? "ArrowRight" : "Space");
    }
    expect(seen[0]).toBe("cover");
    for (const kind of ["parts", "lines", "outcomes", "quiz", "score"]) expect(seen).toContain(kind);
    expect(seen.filter((id) => id.indexOf("rule:") === 0)).toHaveLength(3);
    expect(seen.filter((id) => id.indexOf("steps:") === 0)).toHaveLength(1);
    expect(seen.filter((id) => id.indexOf("case:") === 0).length).toBeGreaterThanOrEqual(2);
    expect(asked).toBeGreaterThanOrEqual(4);
    expect((await page.locator("#quiz-score").innerText()).trim()).toBe(words[look.lang].score(right, asked));
    expect(bars.size).toBe(1); // the controls never jump

    await page.keyboard.press("Escape");
    await page.locator(".room-overview").waitFor();
    expect(faults).toEqual([]);
    await opened.close();
  });
});
