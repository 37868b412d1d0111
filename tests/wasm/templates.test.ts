// The templates that an office may begin from are schemes like any other: the engine has nothing to say against them, and what was
// worked out by hand comes out.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { newWorkbook } from "./support";

const folder = fileURLToPath(new URL("../../site/src/features/schemes/write/templates/", import.meta.url));
const files = readdirSync(folder).sort();

describe("templates", () => {
  test("there are six patterns and a beginning", () => expect(files.length).toBeGreaterThanOrEqual(7));

  test.each(files)("%s: no faults, no hints, and every case passes", async (file) => {
    const book = await newWorkbook();
    const scheme = readFileSync(`${folder}${file}`, "utf8");
    expect(JSON.parse(book.check(scheme)).diagnostics).toEqual([]);
    const { value } = JSON.parse(book.casesOf(scheme));
    expect(value.cases.filter((run: { passed: boolean }) => !run.passed)).toEqual([]);
    expect(value.passed).toBeGreaterThan(0);
    book.delete();
  });
});
