// Starts Chromium the way the tests and `./dev size` want it: no sandbox (root), no traffic of its own.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A fresh profile each time. @param {string} [executablePath] another Chromium than the installed one */
export function launchBrowser(executablePath = process.env.CHROMIUM ?? places.find((place) => existsSync(place))) {
  if (!executablePath) throw new Error("no Chromium was found; ./dev test installs it, or CHROMIUM names one");
  return chromium.launch({ executablePath, args: flags, headless: true });
}
