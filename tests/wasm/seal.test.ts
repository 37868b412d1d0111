// The digest of the scores, as the page's worker makes it: over the bytes that the engine writes.
import { expect, test } from "vitest";
import { inSlices } from "../../site/src/engine/desk";
import { boards, newWorkbook, text } from "./support";

const sha256 = { scheme: "a".repeat(64), dataset: "b".repeat(64) };
const query = { sha256 };

/** The value of a reply as it was written, cut out of its text. */
function written(reply: string): string {
  expect(reply.startsWith('{"value":')).toBe(true);
  return reply.slice('{"value":'.length, reply.lastIndexOf(',"diagnostics":['));
}

for (const { id, scheme, dataset } of boards) {
  test(`${id}: a result that is read and written again has the engine's own bytes, at once and in slices`, { timeout: 120_000 }, async () => {
    const book = await newWorkbook();
    expect(JSON.parse(book.load(text(scheme), text(dataset))).value).not.toBeNull();
    const raw = written(book.ask("result", JSON.stringify(query)));
    const value = JSON.parse(raw);
    expect(JSON.stringify(value) === raw).toBe(true);
    expect(value.engine).toMatch(/^yardstick /);
    expect(value.scheme.sha256).toBe(sha256.scheme);
    const sliced = await inSlices(book, { method: "result", query }, 10_000, () => undefined, async () => true);
    expect(JSON.stringify(sliced.value) === raw).toBe(true);
    book.delete();
  });
}

test("letters that have to be escaped are escaped by the engine as the page escapes them", { timeout: 120_000 }, async () => {
  const book = await newWorkbook();
  const board = boards[0] as (typeof boards)[number];
  const data = JSON.parse(text(board.dataset));
  const names = ["\u0001\b\f\n\r\t\u001f\u007f", '\\"/', "\u2028\u2029", "😀𠀀", "é\u0301"];
  const [cls = ""] = Object.keys(data.units);
  names.forEach((name, index) => {
    data.units[cls][index].name = name;
  });
  const raw = written(book.load(text(board.scheme), JSON.stringify(data)));
  const value = JSON.parse(raw);
  const found = value.classes.find((one: { id: string }) => one.id === cls).units.slice(0, names.length);
  expect(found.map((unit: { name: Record<string, string> }) => Object.values(unit.name)[0])).toEqual(names);
  expect(JSON.stringify(value) === raw).toBe(true);
  book.delete();
});
