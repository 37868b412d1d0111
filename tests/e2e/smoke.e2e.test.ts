import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { type Server, fileUrl, launch, open, ranking, startServer } from "./support";

let browser: Browser;
let server: Server;
beforeAll(async () => {
  [browser, server] = await Promise.all([launch(), startServer("/sub/dir/")]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("the built page", () => {
  test("under a sub-path it shows the default board, asks only its own host, and reports no fault", async () => {
    const opened = await open(browser, server.url);
    expect((await ranking(opened)).length).toBeGreaterThanOrEqual(12);
    expect(opened.faults).toEqual([]);
    expect(opened.requests.filter((url) => /^https?:/.test(url) && !url.startsWith(server.url))).toEqual([]);
    await opened.close();
  });

  test("from a file it shows the same rows as over http", async () => {
    const [overHttp, fromFile] = [await open(browser, server.url), await open(browser, fileUrl)];
    expect(await ranking(fromFile)).toEqual(await ranking(overHttp));
    expect(fromFile.faults).toEqual([]);
    await overHttp.close();
    await fromFile.close();
  });

  test("its script is one classic file: no module, no preload", async () => {
    const html = await (await fetch(server.url)).text();
    expect(html).not.toMatch(/type="module"|rel="modulepreload"/);
    expect(html.match(/<script[^>]* src="app\.js\?[0-9a-f]{8}"/g)).toHaveLength(1);
  });
});
