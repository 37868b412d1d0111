import { describe, expect, test } from "vitest";
import { jsonFault } from "./json-fault";

describe("where a text stops being JSON", () => {
  // Offsets counted by hand.
  const faults: [string, number][] = [
    ["", 0],
    ["   ", 3],
    ['{"a": 1', 7],
    ['{"a": !}', 6],
    ['{"a" 1}', 5],
    ['{"a": 1,}', 8],
    ["[1, 2,]", 6],
    ["[1 2]", 3],
    ['{"a": "no end', 6],
    ['{"a": "line\nbreak"}', 6],
    ["[1}", 2],
    ["{} {}", 3],
    ["[01]", 2],
    ["[tru]", 1],
    ['{"a": 1}}', 8],
  ];
  for (const [text, offset] of faults) {
    test(`${JSON.stringify(text)}: at ${offset}`, () => {
      expect(() => JSON.parse(text)).toThrow();
      expect(jsonFault(text)).toBe(offset);
    });
  }

  test("a sound text is read to its end", () => {
    const text = '{"a": [1, -2.5e3, {"b": "\\u4e2d\\n"}, []], "c": {}, "d": null}';
    expect(() => JSON.parse(text)).not.toThrow();
    expect(jsonFault(text)).toBe(text.length);
  });

  test("a very long string does not exhaust the reader", () => {
    const long = `{"scheme": "${"甲\\n".repeat(300_000)}", !}`;
    expect(jsonFault(long)).toBe(long.length - 2);
  });
});
