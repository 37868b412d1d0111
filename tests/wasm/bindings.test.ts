import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newWorkbook } from "./support";

const root = new URL("../../", import.meta.url);
const names = (file: string, pattern: RegExp) => {
  const found = [...readFileSync(new URL(file, root), "utf8").matchAll(pattern)].map((match) => match[1] as string);
  expect(found.length).toBeGreaterThan(5);
  return found.map((name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())).sort();
};

test("the module, its types and the C++ header name the same methods", async () => {
  const header = names("core/include/yardstick/workbook.h", /^ {2}std::string (\w+)\(/gm);
  const types = names("wasm/yardstick.d.ts", /^ {2}(\w+)\([^)]*\): string;/gm);
  const book = await newWorkbook();
  const module = Object.keys(Object.getPrototypeOf(book)).filter((name) => name !== "constructor");
  expect(types).toEqual(header);
  expect(module.sort()).toEqual(header);
});

test("broken text is answered with a diagnostic, not with a trap", async () => {
  const book = await newWorkbook();
  const reply = JSON.parse(book.check('{"format": "yardstick-scheme/1",'));
  expect(reply.value).toBeNull();
  expect(reply.diagnostics.length).toBeGreaterThan(0);
  expect(reply.diagnostics[0].severity).toBe("error");
  book.delete();
});
