// The editions: one file from a shared folder, and the page without the network after one visit.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dist } from "../../site/scripts/serve.mjs";
import { launch, open, ranking, startServer } from "./support";

const run = promisify(execFile);
const script = fileURLToPath(new URL("../../site/scripts/release.mjs", import.meta.url));

let browser: Browser;
let folder: string;
beforeAll(async () => {
  [browser, folder] = await Promise.all([launch(), mkdtemp(join(tmpdir(), "yardstick-release-"))]);
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe("one file", () => {
  test("opened from a folder it shows the same ranking, and every view opens, without asking for anything else", async () => {
    const server = await startServer();
    const overHttp = await open(browser, `${server.url}#/b/gs-city`);
    const expected = await ranking(overHttp);
    await overHttp.close();
    await server.close();
    const { stdout } = await run("node", [script, "--boards", "gs-city,county-efficiency", "--out", folder]);
    expect(stdout).toContain("yardstick.html  (boards: gs-city, county-efficiency");

    const address = pathToFileURL(join(folder, "yardstick.html")).href;
    const opened = await open(browser, `${address}#/b/gs-city`);
    expect(await ranking(opened)).toEqual(expected);
    const views = [
      ["#/s", ".self-box h1"],
      ["#/w/gs-city", "#room-start"],
      ["#/f", ".schemes-home h1"],
      ["#/b/county-efficiency", "table tbody tr"],
    ];
    for (const [hash, there] of views) {
      await opened.page.evaluate((next) => {
        window.location.hash = next;
      }, hash as string);
      await opened.page.locator(there as string).first().waitFor({ timeout: 30_000 });
    }
    expect(opened.faults).toEqual([]);
    expect(opened.requests.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:")).map((url) => url.split("#")[0])).toEqual([address]);
    await opened.close();
  });

  test("a board that is not there is named, with those that are", async () => {
    await expect(run("node", [script, "--boards", "gs-city,nowhere", "--out", folder])).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("there is no board nowhere; there are:") });
  });
});

describe("offline", () => {
  test("after one visit the page opens without the host; a newer build is told, and taken whole when the reader says so", async () => {
    const copy = join(folder, "site");
    await cp(dist, copy, { recursive: true });
    const server = await startServer("/sub/dir/", copy);
    const opened = await open(browser, `${server.url}?offline#/b/gs-city`);
    const { page } = opened;
    const expected = await ranking(opened);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // From the next visit on the worker is asked for boards, too.
    await page.reload();
    expect(await ranking(opened)).toEqual(expected);

    await page.context().setOffline(true);
    await page.reload();
    expect(await ranking(opened)).toEqual(expected);
    await page.context().setOffline(false);

    // A newer build: another app.js with its own digest, and the worker that names it.
    const app = `${await readFile(join(copy, "app.js"), "utf8")}\nwindow.newerBuild = true;\n`;
    await writeFile(join(copy, "app.js"), app);
    const digest = createHash("sha256").update(app).digest("hex").slice(0, 8);
    const html = await readFile(join(copy, "index.html"), "utf8");
    await writeFile(join(copy, "index.html"), html.replace(/app\.js\?[0-9a-f]{8}/, `app.js?${digest}`));
    const worker = await readFile(join(copy, "sw.js"), "utf8");
    await writeFile(join(copy, "sw.js"), worker.replace(/const build = "[0-9a-f]+"/, 'const build = "newer"'));

    await page.reload();
    const notice = page.getByRole("status").filter({ hasText: "新版本" });
    await notice.waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => "newerBuild" in window)).toBe(false); // the old set stays whole until then
    await notice.getByRole("button").click();
    await page.waitForFunction(() => "newerBuild" in window, undefined, { timeout: 30_000 });
    expect(await ranking(opened)).toEqual(expected);
    await opened.close();
    await server.close();
  });
});
