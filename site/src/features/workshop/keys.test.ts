import { describe, expect, test } from "vitest";
import { type Focus, commandOf } from "./keys";

const press = (key: string, focus: Focus = "page", held: Partial<Record<"ctrlKey" | "altKey" | "metaKey" | "shiftKey", boolean>> = {}) =>
  commandOf({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...held }, focus);

describe("keys", () => {
  test.each([
    ["ArrowRight", "next"],
    ["ArrowLeft", "back"],
    [" ", "next"],
    ["Enter", "next"],
    ["PageDown", "next"],
    ["PageUp", "back"],
    ["Home", "first"],
    ["End", "last"],
    ["f", "full"],
    ["F", "full"],
    ["Escape", "leave"],
    ["o", "outline"],
    ["p", "play"],
    ["3", "3"],
    ["+", "faster"],
    ["-", "slower"],
    ["x", null],
    ["0", null],
    ["constructor", null],
  ])("%s on a slide: %s", (key, command) => {
    expect(press(key)).toBe(command);
  });

  test("a remote's keys and Esc count wherever the focus is", () => {
    for (const focus of ["page", "button", "field", "slider"] as const) {
      expect([press("PageDown", focus), press("PageUp", focus), press("Escape", focus)]).toEqual(["next", "back", "leave"]);
    }
  });

  test("what a field, a button or a slider needs is its own", () => {
    expect(["f", " ", "1", "ArrowRight", "Home", "Enter"].map((key) => press(key, "field"))).toEqual([null, null, null, null, null, null]);
    expect([press(" ", "button"), press("Enter", "button"), press("ArrowRight", "button")]).toEqual([null, null, "next"]);
    expect([press("ArrowRight", "slider"), press("Home", "slider"), press(" ", "slider"), press("f", "slider")]).toEqual([null, null, "next", "full"]);
  });

  test("keys held with Ctrl, Alt or Meta are the browser's, but for undo outside of fields", () => {
    expect([press("f", "page", { ctrlKey: true }), press("ArrowLeft", "page", { altKey: true }), press("p", "page", { metaKey: true })]).toEqual([null, null, null]);
    expect([press("z", "page", { ctrlKey: true }), press("z", "field", { ctrlKey: true }), press("z", "page", { ctrlKey: true, shiftKey: true })]).toEqual(["undo", null, null]);
  });

  test("Shift and Space goes back", () => {
    expect(press(" ", "page", { shiftKey: true })).toBe("back");
  });
});
