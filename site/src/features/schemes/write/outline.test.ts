import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../engine/types";
import { markOf } from "./marks";
import { type Branch, branchAt, outlineOf } from "./outline";
import { lineOf, readParts } from "./parts";
import { templates } from "./templates";

const text = templates.find(({ id }) => id === "weighted")?.scheme ?? "";
const shape = (branches: readonly Branch[], depth = 0): string[] => branches.flatMap((one) => [`${"  ".repeat(depth)}${one.group ?? one.id}`, ...shape(one.branches, depth + 1)]);

describe("the outline", () => {
  test("has facts, indicators below what combines them, outcomes and cases", () => {
    expect(shape(outlineOf(readParts(text), "zh-CN"))).toEqual([
      "clauses", "  c1", "  c2", "  c3", "  c4", "  c5", "  c6",
      "office", "  facts", "    closed", "    due", "    satisfied", "    staffMark", "    criticisms", "    complaints",
      "  nodes", "    total", "      business", "      service", "      staff", "      deductions",
      "  outcomes", "    place",
      "cases", "  three parts and two kinds of faults", "  never below nothing",
    ]);
  });
  test("nodes that name each other as children are there once each", () => {
    const circle = '{"classes": {"o": {"nodes": {"a": {"children": ["b"]}, "b": {"children": ["a"]}}}}}';
    expect(shape(outlineOf(readParts(circle), "en"))).toEqual(["o", "  nodes", "    a", "      b"]);
  });
  test("half a text has what is there", () => {
    expect(shape(outlineOf(readParts(text.slice(0, text.indexOf('"service": {'))), "en"))).toContain("      business");
  });
  test("the branch of a place is the innermost", () => {
    const outline = outlineOf(readParts(text), "en");
    expect(branchAt(outline, "/classes/office/nodes/service/rule/kind")?.id).toBe("service");
    expect(branchAt(outline, "/cases/1/expect/A")?.id).toBe("never below nothing");
    expect(branchAt(outline, "/title")).toBeNull();
  });
});

describe("marks", () => {
  const fault = (code: string, pointer: string, at: number, args: string[] = []): Diagnostic => ({ code, severity: "error", document: "scheme", pointer, ...lineOf(text, at), args, text: {} });
  const marked = (diagnostic: Diagnostic) => {
    const { from, to } = markOf(text, readParts(text), diagnostic);
    return text.slice(from, to);
  };
  test("a value is marked as a whole, an object by its name", () => {
    expect(marked(fault("bad-choice", "/classes/office/nodes/business/rule/kind", text.indexOf('"proportional"')))).toBe('"proportional"');
    expect(marked(fault("full-off-children", "/classes/office/nodes/business", text.indexOf('"business": {') + 12))).toBe('"business"');
  });
  test("an unknown key is marked by its name", () => {
    expect(marked(fault("unknown-key", "/classes/office/nodes/business/weight", text.indexOf('"50%"')))).toBe('"weight"');
  });
  test("in a formula the character that does not fit is marked", () => {
    const at = text.indexOf('"closed", "target"');
    expect(marked(fault("formula-syntax", "/classes/office/nodes/business/rule/actual", at, ["closed", "o", "", "3"]))).toBe("o");
    const { from } = markOf(text, readParts(text), fault("formula-syntax", "/classes/office/nodes/business/rule/actual", at, ["closed", "o", "", "3"]));
    expect(from).toBe(at + 3);
  });
  test("where the text stops being JSON one character is marked", () => {
    expect(marked(fault("json-syntax", "", text.indexOf("yardstick")))).toBe("y");
  });
});
