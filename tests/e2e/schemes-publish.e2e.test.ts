// Publishing a board and checking published files, in the browser: from a work to the file, to the badge that readers see.
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { dist } from "../../site/scripts/serve.mjs";
import { type Look, type Opened, type Server, launch, open, startServer } from "./support";
import { axeFaults } from "./window-support";

vi.setConfig({ testTimeout: 240_000 });

const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 });
const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

interface BoardText {
  id: string;
  scheme: string;
  dataset: string;
  period: string;
  revision: number;
  issued: string;
  sha256: { scheme: string; dataset: string; result: string };
  signature?: { key: string; value: string };
  supersedes?: { revision: number; sha256: string };
  changed?: { unit: string; fact: string; from: string; to: string }[];
  [key: string]: unknown;
}

let server: Server;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yardstick-publish-"));
  [server, browser] = await Promise.all([startServer(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** A fresh profile; the page begins in Chinese, and is put into English as readers do it. */
async function at(address: string, lang: "zh-CN" | "en" = "zh-CN", look: Look = {}): Promise<Opened> {
  const opened = await open(browser, `${server.url}${address}`, look);
  if (lang === "en") await opened.page.locator("#language").click();
  return opened;
}
const original = readFileSync(`${dist}/boards/gs-city.json`, "utf8");

/** The city's board under another id, with the first sub-bureau's first plain reading of 2025 changed. */
function changedBoard(change: object = {}): { path: string; fact: string; unit: string; from: string; to: string } {
  const board = JSON.parse(original) as BoardText;
  const data = JSON.parse(board.dataset);
  const readings = data.readings.sub_bureau as Record<string, Record<string, unknown[]>>;
  const [fact = "", periods] = Object.entries(readings).find(([, by]) => /^\d{2,}$/.test(String(by["2025"]?.[0] ?? ""))) ?? [];
  const row = periods?.["2025"] as unknown[];
  const from = String(row[0]);
  const to = `${from.slice(0, -1)}${from.endsWith("1") ? "2" : "1"}`;
  row[0] = to;
  const path = join(folder, "changed.json");
  writeFileSync(path, JSON.stringify({ ...board, dataset: JSON.stringify(data), ...change }));
  return { path, fact, unit: data.units.sub_bureau[0].id, from, to };
}

/** A work made from a published file, in the room that publishes it, with its digests made. */
async function inTheRoom(opened: Opened, path: string): Promise<Page> {
  const { page } = opened;
  await page.locator(".works input[type=file]").setInputFiles(path);
  await page.locator(".work-rooms a[href$='/publish']").click();
  await page.locator("#step-seal[data-is=ok]").waitFor({ timeout: 60_000 });
  return page;
}

const standing = (page: Page, step: string) => page.locator(`#step-${step}`).getAttribute("data-is");

async function saved(page: Page, button: string): Promise<string> {
  try {
    await page.locator(button).waitFor({ timeout: 60_000 }); // the cases may still be running on a slow machine
  } catch (reason) {
    const steps = await page.locator(".publish-step").evaluateAll((all) => all.map((step) => `${step.id} ${step.getAttribute("data-is")}`));
    throw new Error(`${button} did not come (${reason}): ${steps.join(", ")}`);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return readFileSync((await download.path()) as string, "utf8");
}

/** Opens a file in the Window and gives what its badge says; the badge of the board before does not count. */
async function badgeOf(page: Page, text: string): Promise<string | null> {
  const path = join(folder, "open.json");
  writeFileSync(path, text);
  await page.evaluate(() => document.querySelector(".seal")?.setAttribute("data-before", ""));
  await page.locator(".choosers input[type=file]").setInputFiles(path);
  const badge = page.locator(".seal:not([data-before]):not([data-seal=looking])");
  await badge.waitFor({ timeout: 60_000 });
  return badge.getAttribute("data-seal");
}

const signed = ({ sha256: own, period, revision, issued }: BoardText) =>
  ["yardstick-board/1", own.scheme, own.dataset, own.result, period, revision, issued].map((line) => `${line}\n`).join("");

describe("publishing a work made from a board", () => {
  test("the file says what was published, and the Window that its digests agree", async () => {
    const opened = await at("#/f");
    const page = await inTheRoom(opened, changedBoard({ id: "gs-city-2", title: { "zh-CN": "复核", en: "Checked" } }).path);
    await eventually(() => Promise.all(["documents", "cases", "persons", "words", "save"].map((step) => standing(page, step)))).toEqual(["warn", "ok", "ok", "ok", "ok"]);
    // Its figures say that they are invented: that is told and holds nothing up; where they are real, the mark goes.
    await page.locator("[data-doubt=inventedData] button").click();
    await eventually(() => standing(page, "documents")).toBe("ok");
    await eventually(() => standing(page, "seal")).toBe("ok");
    await page.locator("input[name=board-state][value=display]").check();
    await eventually(() => standing(page, "words")).toBe("todo");
    expect(await page.locator("#save-board").count()).toBe(0);
    await page.locator("#board-issued").fill("2026-03-01");
    await page.locator("#board-until").fill("2026-02-01");
    await eventually(() => page.locator("#board-until-told").innerText()).toContain("早于");
    await page.locator("#board-until").fill("2026-03-10");
    await eventually(() => standing(page, "words")).toBe("ok");
    const text = await saved(page, "#save-board");
    const board = JSON.parse(text) as BoardText;
    expect(board).toMatchObject({ format: "yardstick-board/1", id: "gs-city-2", state: "display", until: "2026-03-10", issued: "2026-03-01", revision: 2 });
    expect([board.sha256.scheme, board.sha256.dataset]).toEqual([sha256(board.scheme), sha256(board.dataset)]);
    expect(JSON.parse(board.dataset)).not.toHaveProperty("invented");
    expect(board.scheme).toBe((JSON.parse(original) as BoardText).scheme);
    const index = JSON.parse(await saved(page, "#save-index")) as { boards: { id: string; sha256: string; bytes: number; units: number }[] };
    expect(index.boards.find(({ id }) => id === "gs-city-2")).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text), units: 24 });
    expect(index.boards.length).toBe((JSON.parse(readFileSync(`${dist}/boards/index.json`, "utf8")) as { boards: unknown[] }).boards.length + 1);
    await page.goto(`${server.url}#/b`);
    expect(await badgeOf(page, text)).toBe("digest");
    await eventually(() => page.locator(".board-facts").innerText()).toContain("公示，至 2026-03-10");
    await page.locator(".seal summary").click();
    await eventually(() => page.locator(".seal-view").innerText()).toContain("第 2 版");
    await eventually(() => page.locator(".seal .digests tr[data-is=agrees]").count()).toBe(3);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("a board in place of another says which, why, and what changed; without a reason it is not saved", async () => {
    const opened = await at("#/f", "en");
    const { path, fact, unit, from, to } = changedBoard();
    const page = await inTheRoom(opened, path);
    // The host has a board of this id: it is the one that is replaced.
    await eventually(() => standing(page, "earlier")).toBe("ok");
    await eventually(() => page.locator("#board-reason-told").innerText()).toContain("A reason is wanted");
    expect(await page.locator("#save-board").count()).toBe(0);
    const cells = page.locator("#step-earlier [data-differs=dataset] tbody tr");
    await eventually(() => cells.count()).toBe(1);
    expect((await cells.innerText()).replace(/,/g, "")).toContain(`${from}\t${to}`);
    await page.locator("#board-revision").fill("1");
    await eventually(() => page.locator("#board-revision-told").innerText()).toContain("above the one");
    await page.getByRole("button", { name: "Make it revision 2" }).click();
    // What the board says of itself is compared when it is written, and then as it is.
    await eventually(() => page.locator("#step-earlier [data-differs=about]").count()).toBe(0);
    await page.locator("#board-reason").fill("Counted again");
    await page.locator("#save-board").waitFor({ timeout: 60_000 });
    await eventually(() => page.locator("#step-earlier [data-differs=about]").count()).toBe(0);
    await page.locator("#board-note-en").fill("Corrected");
    const words = page.locator("#step-earlier [data-differs=about]");
    await eventually(() => words.count()).toBe(1);
    await eventually(() => words.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.textContent))).toEqual([expect.stringMatching(/^Note \(English\).*Corrected$/)]);
    const text = await saved(page, "#save-board");
    const board = JSON.parse(text) as BoardText;
    expect(board).toMatchObject({ revision: 2, reason: "Counted again", supersedes: { revision: 1, sha256: sha256(original) } });
    expect(board.changed).toEqual([expect.objectContaining({ unit, fact, from, to })]);
    await page.locator("#preview").click();
    await eventually(() => page.locator("h1").innerText()).toContain("(preview)");
    await page.locator(".seal[data-seal=digest] summary").click();
    await eventually(() => page.locator(".seal-view").innerText()).toContain("Counted again");
    expect((await page.locator(".seal .cells tbody tr").innerText()).replace(/,/g, "")).toContain(`${from}\t${to}`);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

describe("signing", () => {
  let text: string;
  let keyFile: string;

  test("a key made in the page is saved as a file, signs, and its signature holds for another implementation", async () => {
    const opened = await at("#/f");
    const page = await inTheRoom(opened, changedBoard({ id: "gs-city-2" }).path);
    keyFile = join(folder, "key.json");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "生成新的密钥文件" }).click()]);
    writeFileSync(keyFile, readFileSync((await download.path()) as string));
    const key = JSON.parse(readFileSync(keyFile, "utf8")) as { format: string; key: string; seed: string };
    expect([key.format, key.key.length, key.seed.length]).toEqual(["yardstick-key/1", 64, 64]);
    expect(JSON.parse(await page.locator("#site-json").inputValue())).toMatchObject({ format: "yardstick-site/1", keys: [{ key: key.key }] });
    text = await saved(page, "#save-board");
    const board = JSON.parse(text) as BoardText;
    expect(board.signature?.key).toBe(key.key);
    const open = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${key.key}`, "hex"), format: "der", type: "spki" });
    expect(verifySignature(null, Buffer.from(signed(board)), open, Buffer.from(board.signature?.value ?? "", "hex"))).toBe(true);
    // The key is not kept: neither in the work nor anywhere else in the browser.
    await page.reload();
    await page.locator("#step-seal[data-is=ok]").waitFor({ timeout: 60_000 });
    await eventually(() => page.locator("[data-key]").count()).toBe(0);
    await page.locator("#key-file").setInputFiles(keyFile);
    await page.locator(`[data-key="${key.key}"]`).waitFor();
    // Another file is no key, and says so.
    await page.locator("#key-file").setInputFiles(join(folder, "changed.json"));
    await eventually(() => page.locator("#step-seal [role=alert]").innerText()).toContain("不是密钥文件");
    await opened.close();
  });

  test("readers see an unknown key, the office's name where the site lists it, and what differs where something was changed", async () => {
    const opened = await at("#/b", "en");
    const { page } = opened;
    const board = JSON.parse(text) as BoardText;
    expect(await badgeOf(page, text)).toBe("unknown");
    await page.route("**/site.json", (route) =>
      route.fulfill({ contentType: "application/json", body: JSON.stringify({ format: "yardstick-site/1", keys: [{ key: board.signature?.key, name: { en: "City bureau" } }] }) }),
    );
    // Offices have browsers of 2020, which lack what the library of hashes asks for.
    await page.addInitScript(() => Reflect.deleteProperty(Object, "hasOwn"));
    // The opened file's address names nothing on the host.
    await page.goto(`${server.url}#/b`);
    await page.reload();
    await page.locator("table tbody tr").first().waitFor({ timeout: 60_000 });
    expect(await badgeOf(page, text)).toBe("signed");
    await eventually(() => page.locator(".seal summary").innerText()).toContain("Signed: City bureau");
    // One letter of the figures.
    const tampered = JSON.stringify({ ...board, dataset: board.dataset.replace(/"asOf": ?"2025-12-31"/, '"asOf": "2025-12-30"') });
    expect(await badgeOf(page, tampered)).toBe("differs");
    await page.locator(".seal summary").click();
    await eventually(() => page.locator(".seal-view [role=status]").innerText()).toContain("the figures are others");
    // Its digest made to fit: the signature does not.
    const dataset = board.dataset.replace(/"asOf": ?"2025-12-31"/, '"asOf": "2025-12-30"');
    const refitted = { ...board, dataset, sha256: { ...board.sha256, dataset: sha256(dataset) } };
    expect(await badgeOf(page, JSON.stringify(refitted))).toBe("differs");
    await page.locator(".seal summary").click();
    await eventually(() => page.locator(".seal-view [role=status]").innerText()).toContain("the signature does not fit");
    await eventually(() => page.locator(".seal-view [role=status]").innerText()).toContain("scored again");
    await opened.close();
  });
});

describe("checking published files", () => {
  test("one file is scored again; two are told apart cell by cell, and the list can be saved", async () => {
    const opened = await at("#/f/verify");
    const { page } = opened;
    const { path, from, to } = changedBoard();
    await page.locator("#verify-a").selectOption("gs-city");
    await page.locator("[data-badge=digest]").waitFor({ timeout: 60_000 });
    await page.locator("#verify-b-file").setInputFiles(path);
    const rows = page.locator("[data-differs=dataset] tbody tr");
    await eventually(() => rows.count()).toBe(1);
    expect((await rows.innerText()).replace(/,/g, "")).toContain(`${from}\t${to}`);
    const csv = await saved(page, ".differences button");
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv).toContain(`${from},${to}`);
    // The changed file by itself: its digest is that of the original.
    await page.locator("#verify-a-file").setInputFiles(path);
    await page.locator("[data-badge=differs]").waitFor({ timeout: 60_000 });
    await eventually(() => page.locator(".digests tr[data-is=disagrees]").getAttribute("data-part")).toBe("dataset");
    // Two of the same.
    await page.locator("#verify-b-file").setInputFiles(path);
    await page.locator("[data-same=true]").waitFor({ timeout: 60_000 });
    // No board file at all.
    const other = join(folder, "other.json");
    writeFileSync(other, '{"format": "yardstick-scheme/1"}');
    await page.locator("#verify-a-file").setInputFiles(other);
    await eventually(() => page.locator(".verify-side [role=alert]").innerText()).toContain("other.json");
    expect(opened.faults).toEqual([]);
    await opened.close();
  });
});

describe("what is about persons", () => {
  test("it is listed and left out unless chosen, and published scores stay", async () => {
    const opened = await at("#/f");
    const { page } = opened;
    await page.locator(".works input[type=file]").setInputFiles(`${dist}/boards/hosp-department.json`);
    await page.locator(".work-rooms a[href$='/publish']").click();
    await page.locator("#step-persons .persons").first().waitFor({ timeout: 120_000 });
    await page.locator("#step-seal[data-is=ok]").waitFor({ timeout: 120_000 });
    const names = await page.locator("[data-shown]").evaluateAll((boxes) => boxes.map((box) => box.getAttribute("data-shown") ?? ""));
    expect(names.length).toBeGreaterThan(0);
    expect(await page.locator("[data-shown]:checked").count()).toBe(0);
    await eventually(() => page.locator("[data-held]").getAttribute("data-held")).toBe(String(names.length));
    const first = names[0] as string;
    const [cls = "", fact = ""] = first.split("/");
    const published = async () => {
      await page.locator("#board-id").fill("hosp-2");
      await page.locator("#earlier").selectOption("");
      const board = JSON.parse(await saved(page, "#save-board")) as BoardText;
      return { board, data: JSON.parse(board.dataset) };
    };
    const without = await published();
    expect(without.data.readings?.[cls]?.[fact] ?? without.data.records?.[cls]?.[fact]).toBeUndefined();
    await page.locator(`[data-shown="${first}"]`).check();
    await eventually(() => page.locator("[data-held]").getAttribute("data-held")).toBe(String(names.length - 1));
    await page.locator("#step-seal[data-is=ok]").waitFor({ timeout: 120_000 });
    await page.locator("#save-board").waitFor({ timeout: 60_000 });
    const withOne = await published();
    expect(withOne.data.readings?.[cls]?.[fact] ?? withOne.data.records?.[cls]?.[fact]).toBeDefined();
    // Undo takes the choice back.
    await page.locator(".work-steps button").first().click();
    await opened.close();
  });
});

describe("how it is used", () => {
  test("by keyboard alone, in both languages, without a fault for screen readers in light and in high contrast", async () => {
    const opened = await at("#/f");
    const page = await inTheRoom(opened, changedBoard({ id: "gs-city-2" }).path);
    // The list of steps leads to each step.
    await page.locator(".publish-steps button[data-step=words]").focus();
    await page.keyboard.press("Enter");
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("step-words-title");
    await page.keyboard.press("Tab");
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("board-id");
    await page.keyboard.press("End");
    await page.keyboard.type("-3");
    await page.locator("#save-board").waitFor({ timeout: 60_000 });
    await eventually(() => page.locator("#save-board").innerText()).toContain("gs-city-2-3.json");
    expect(await axeFaults(page)).toEqual([]);
    await page.locator(".settings button").nth(1).click();
    await page.locator("#language").click();
    await eventually(() => page.locator(".publish h1").innerText()).toBe("Publish");
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${server.url}#/f/verify`);
    await page.locator("#verify-a").selectOption("gs-city");
    await page.locator("[data-badge=digest]").waitFor({ timeout: 60_000 });
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${server.url}#/b`);
    await page.locator(".seal[data-seal=digest]").waitFor({ timeout: 60_000 });
    await page.locator(".seal summary").focus();
    await page.keyboard.press("Enter");
    await page.locator(".seal-view").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.locator(".settings button").nth(1).click();
    expect(await axeFaults(page)).toEqual([]);
    expect(opened.faults).toEqual([]);
    await opened.close();
  });

  test("on a phone nothing is wider than the screen", async () => {
    const opened = await at("#/f", "zh-CN", { width: 360, height: 740 });
    const page = await inTheRoom(opened, changedBoard({ id: "gs-city-2" }).path);
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await beyond()).toBeLessThanOrEqual(0);
    await page.goto(`${server.url}#/f/verify`);
    await page.locator("#verify-a").selectOption("gs-city");
    await page.locator("[data-badge=digest]").waitFor({ timeout: 60_000 });
    expect(await beyond()).toBeLessThanOrEqual(0);
    await page.goto(`${server.url}#/b`);
    await page.locator(".seal[data-seal=digest] summary").click();
    await page.locator(".seal-view").waitFor();
    expect(await beyond()).toBeLessThanOrEqual(0);
    await opened.close();
  });
});
