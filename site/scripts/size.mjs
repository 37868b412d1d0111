// What a first visit downloads: every response of a cold load of the default board, each as gzip -9 would send it.
import { gzipSync } from "node:zlib";
import { launchBrowser } from "./browser.mjs";
import { serve } from "./serve.mjs";

// The whole language made the engine larger than a first visit should be. Until what a board does not need (the sentences
// of `check`, kinds and outcomes that its scheme does not use) is a second download, it must at least not grow further.
const goal = 250_000;
const budget = 620_000;
const server = await serve();
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  /** @type {Promise<{ path: string, status: number, plain: number, sent: number }>[]} */
  const parts = [];
  page.on("response", (response) => {
    // The page's own Blob and data addresses travel inside the script.
    if (!response.url().startsWith("http")) return;
    const path = response.url().replace(server.url, "") || "index.html";
    parts.push(
      response.body().then((body) => ({ path, status: response.status(), plain: body.length, sent: gzipSync(body, { level: 9 }).length })),
    );
  });
  await page.goto(server.url, { waitUntil: "networkidle" });
  await page.locator("table tbody tr").first().waitFor({ timeout: 30_000 });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1_000);
  const list = await Promise.all(parts);
  const total = list.reduce((sum, part) => sum + part.sent, 0);
  const show = (/** @type {number} */ bytes) => bytes.toLocaleString("en").padStart(12);
  console.log(`${"gzip -9".padStart(12)}${"plain".padStart(12)}  status`);
  for (const part of list) console.log(`${show(part.sent)}${show(part.plain)}  ${part.status} ${part.path}`);
  console.log(`${show(total)} of ${budget.toLocaleString("en")} bytes; the goal is ${goal.toLocaleString("en")}`);
  const failed = list.filter((part) => part.status >= 400);
  if (failed.length > 0) console.error(`size: ${failed.map((part) => part.path).join(", ")} did not load`);
  if (total > budget) console.error(`size: ${(total - budget).toLocaleString("en")} bytes above the budget`);
  process.exitCode = total > budget || failed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(`size: the default board did not appear: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
}
