// What the browser tests share: a server under a sub-path, a browser, and a page that remembers what went wrong in it.
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../../site/scripts/browser.mjs";
import { dist, serve } from "../../site/scripts/serve.mjs";

export interface Server {
  /** With the sub-path and a slash at the end. */
  url: string;
  close(): Promise<void>;
}
export const startServer = (prefix = "/sub/dir/", folder: string = dist): Promise<Server> => serve({ prefix, folder });

/** The installed Chromium, or the one at `executablePath`. */
export const launch = (executablePath?: string): Promise<Browser> => launchBrowser(executablePath);

/** dist/index.html as a file address. */
export const fileUrl: string = pathToFileURL(`${dist}/index.html`).href;

export interface Look {
  width?: number;
  height?: number;
  /** The browser's language. */
  lang?: "zh-CN" | "en";
  colorScheme?: BrowserContextOptions["colorScheme"];
  /** Dots of a picture for each of the page's pixels. */
  scale?: number;
}
export interface Opened {
  page: Page;
  /** Console errors, uncaught exceptions and requests that failed or were answered with an error; empty on a good page. */
  faults: string[];
  /** Every address asked for, in order. */
  requests: string[];
  close(): Promise<void>;
}

/** A fresh profile at this address: "" or "#/b/…" after the server's, or a whole address. */
export async function open(browser: Browser, address: string, look: Look = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1366, height: look.height ?? 768 },
    locale: look.lang ?? "zh-CN",
    colorScheme: look.colorScheme ?? "light",
    deviceScaleFactor: look.scale ?? 1,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(address);
  return { page, faults, requests, close: () => context.close() };
}

/** Waits for the ranking and gives its rows; a page that does not come to it is told with what it shows instead. */
export async function ranking({ page, faults }: Opened): Promise<string[]> {
  try {
    // The driver's own wait asks for calls that Chromium 86 does not have.
    await page.waitForFunction(() => (document.querySelector("table tbody tr")?.getClientRects().length ?? 0) > 0);
  } catch (reason) {
    throw new Error(`no ranking appeared (${reason}); faults: ${JSON.stringify(faults)}; the page says:\n${await page.locator("body").innerText()}`);
  }
  return page.locator("table tbody tr").allInnerTexts();
}
