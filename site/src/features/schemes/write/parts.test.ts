import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { childOf, lineOf, offsetOf, partAt, pathAt, placeAt, readParts } from "./parts";

/** The text without its | and where that stood. */
const cursor = (text: string) => ({ text: text.replace("|", ""), at: text.indexOf("|") });

describe("a text that is whole", () => {
  test("has the parts that JSON has, each where it stands", () => {
    const text = readFileSync(new URL("../../../../../data/schemes/gs-city/scheme.json", import.meta.url), "utf8");
    const value = JSON.parse(text);
    const root = readParts(text);
    expect(root.parts.map(({ key }) => key)).toEqual(Object.keys(value));
    const nodes = partAt(root, "/classes/sub_bureau/nodes");
    expect(nodes.parts.map(({ key }) => key)).toEqual(Object.keys(value.classes.sub_bureau.nodes));
    for (const part of nodes.parts) expect(JSON.parse(text.slice(part.from, part.to))).toEqual(value.classes.sub_bureau.nodes[part.key]);
    expect(root.to).toBe(text.trimEnd().length);
  });
  test("escapes are read", () => {
    expect(readParts('{"a\\"b": "\\u4e2d\\n/"}').parts[0]).toMatchObject({ key: 'a"b', value: "中\n/" });
  });
});

describe("a text that is half typed", () => {
  test.each([
    ['{"a": , "b": 1}', { a: "", b: "1" }],
    ['{"a": \n "b": 1}', { a: "", b: "1" }],
    ['{"a" "b": 1}', { a: "", b: "1" }],
    ['{"a": "open\n "b": 1}', { a: "open", b: "1" }],
    ['{"a": 1 "b": 2}', { a: "1", b: "2" }],
    ['{"a": 1,, "b": 2', { a: "1", b: "2" }],
    ['"x": 1 {"a": 1}', { a: "1" }],
  ])("%s", (text, members) => {
    const root = readParts(text);
    expect(Object.fromEntries(root.parts.map(({ key, value }) => [key, value]))).toEqual(members);
  });
  test("a list that is not closed ends where the object around it does", () => {
    const root = readParts('{"a": {"list": ["x", "y"}, "b": "z"}');
    expect(childOf(partAt(root, "/a"), "list")?.parts.map(({ value }) => value)).toEqual(["x", "y"]);
    expect(childOf(root, "b")?.value).toBe("z");
  });
  test("every beginning of a scheme is read to its end", () => {
    const text = readFileSync(new URL("../../../../../data/schemes/published-cola/scheme.json", import.meta.url), "utf8");
    for (let length = 0; length < text.length; length += 7) {
      const half = text.slice(0, length);
      const root = readParts(half);
      expect(root.to).toBeLessThanOrEqual(length);
      if (half.includes("{")) expect(root.to).toBe(length);
    }
  });
});

describe("places", () => {
  test.each([
    ['{|}', "key", []],
    ['{"a|": 1}', "key", []],
    ['{"a": |}', "value", []],
    ['{"a": "x|"}', "value", []],
    ['{"a": 1, |}', "key", []],
    ['{"a": 1 |}', "nothing", []],
    ['{"a": {"b": [|]}}', "value", ["a", "b"]],
    ['{"a": {"b": ["x", "y|"]}}', "value", ["a", "b"]],
    ['{"a": {"b": 1, "c|', "key", ["a"]],
  ] as const)("%s wants a %s", (typed, wants, path) => {
    const { text, at } = cursor(typed);
    expect(placeAt(readParts(text), text, at)).toMatchObject({ wants, path });
  });
  test("the path of a place goes through names and numbers", () => {
    const { text, at } = cursor('{"a": [1, {"b": "x|y"}]}');
    expect(pathAt(readParts(text), at)).toEqual(["a", "1", "b"]);
  });
  test("lines and columns count characters, those beyond the first plane once", () => {
    const text = '{"中": "𠮷",\n "b": 1}';
    expect(offsetOf(text, 1, 6)).toBe(5);
    expect(text.slice(offsetOf(text, 1, 9)).charAt(0)).toBe('"');
    expect(offsetOf(text, 2, 2)).toBe(text.indexOf('"b"'));
    expect(lineOf(text, text.indexOf('"b"'))).toEqual({ line: 2, column: 2 });
    expect(lineOf(text, text.indexOf('",\n'))).toEqual({ line: 1, column: 9 });
  });
});
