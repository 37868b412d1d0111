import { describe, expect, test } from "vitest";
import { type Lesson, newSlide } from "./lesson";
import { readLesson, writeLesson } from "./lesson-file";

const lesson: Lesson = {
  scheme: { id: "s", version: "2" },
  class: "office",
  period: "2025",
  slides: [newSlide("cover"), { ...newSlide("case", "W02 the lines 85 and 70", true), note: "问：为什么？\n<b>" }],
  scenarios: [
    {
      name: "甲",
      changes: [
        { parameter: "line", value: "80" },
        { class: "office", node: "total", child: "work", weight: "60" },
        { class: "office", unit: "a", fact: "late", period: "2025", value: "3" },
      ],
    },
  ],
};
const changed = (change: object) => JSON.stringify({ ...JSON.parse(writeLesson(lesson)), ...change });

describe("a lesson file", () => {
  test("comes back as it was written", () => {
    expect(readLesson(writeLesson(lesson), "s")).toEqual({ ok: true, lesson });
  });

  test.each([
    ["{", { why: "not-json" }],
    ["", { why: "not-json" }],
    ["[]", { why: "not-lesson", found: "" }],
    ["null", { why: "not-lesson", found: "" }],
    ['"yardstick-lesson/1"', { why: "not-lesson", found: "" }],
    [changed({ format: "yardstick-draft/1" }), { why: "not-lesson", found: "yardstick-draft/1" }],
    [changed({ slides: "all" }), { why: "not-lesson", found: "yardstick-lesson/1" }],
    [changed({ scheme: "s" }), { why: "not-lesson", found: "yardstick-lesson/1" }],
    [changed({ scheme: { id: "other", version: "2" } }), { why: "other-scheme", found: "other" }],
    [" ".repeat(1_000_001), { why: "too-large" }],
  ])("says why it cannot be read: %#", (text, fault) => {
    expect(readLesson(text, "s")).toEqual({ ok: false, fault });
  });

  test("lets nothing in that it does not know", () => {
    const hostile = changed({
      onload: "alert(1)",
      slides: [
        null,
        7,
        { kind: "<img>", of: "x" },
        { kind: "rule", of: { toString: "x" }, hidden: "yes", note: ["x"], html: "<script>" },
        { kind: "__proto__", of: "" },
      ],
      scenarios: [{ name: "" }, { name: "b", changes: [{ class: "c" }, { class: "c", unit: "u", fact: "f", node: "n" }, 3, { parameter: "p", value: { x: 1 }, z: 1 }], x: 1 }],
    });
    const read = readLesson(hostile, "s");
    expect(read.ok && read.lesson.slides).toEqual([{ id: "rule", kind: "rule", of: "", hidden: false, note: "" }]);
    expect(read.ok && read.lesson.scenarios).toEqual([{ name: "b", changes: [{ parameter: "p", value: null }] }]);
    expect(read.ok && Object.keys(read.lesson).sort()).toEqual(["class", "period", "scenarios", "scheme", "slides"]);
  });

  test("cuts what is longer than anybody writes", () => {
    const read = readLesson(changed({ slides: [{ kind: "cover", note: "x".repeat(9_000) }, ...Array.from({ length: 900 }, () => ({ kind: "quiz" }))] }), "s");
    expect(read.ok && read.lesson.slides[0]?.note.length).toBe(2_000);
    expect(read.ok && read.lesson.slides.length).toBe(500);
  });
});
