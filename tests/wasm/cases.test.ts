import { describe, expect, test } from "vitest";
import { newWorkbook, schemes, text } from "./support";

describe("the cases inside each scheme, in WebAssembly", () => {
  test("there are schemes", () => expect(schemes.length).toBeGreaterThan(0));

  test.each(schemes)("$id: every case passes", async ({ path }) => {
    const book = await newWorkbook();
    const { value, diagnostics } = JSON.parse(book.casesOf(text(path)));
    expect(diagnostics.filter((one: { severity: string }) => one.severity === "error")).toEqual([]);
    expect(value.cases.filter((run: { passed: boolean }) => !run.passed)).toEqual([]);
    expect(value.failed).toBe(0);
    expect(value.passed).toBeGreaterThan(0);
    book.delete();
  });
});
