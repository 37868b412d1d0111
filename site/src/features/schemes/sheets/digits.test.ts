import { describe, expect, test } from "vitest";
import { addsUp, beyondOne, heldExactly, plain, rounded15, shifted, whole } from "./digits";

describe("decimal numbers as text", () => {
  test.each([
    ["1.50E+1", "15"],
    ["8.8000000000000007E-2", "0.088000000000000007"],
    ["-0.0", "0"],
    ["007", "7"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1e3", "1000"],
    ["-12.30", "-12.3"],
    ["1e-9", "0.000000001"],
  ])("%s is spelt %s", (text, spelt) => expect(plain(text)).toBe(spelt));

  test.each(["", ".", "1,5", "1/3", "0x10", "--1", "１", "NaN"])("%j is no decimal number", (text) => expect(plain(text)).toBeNull());

  // Expected by hand: the sixteenth digit decides.
  test.each([
    ["8.8000000000000007", "8.8"],
    ["8.8000000000000007E-2", "0.088"],
    ["0.30000000000000004", "0.3"],
    ["99.999999999999986", "100"],
    ["999999999999999.5", "1000000000000000"],
    ["1.23456789012345", "1.23456789012345"],
    ["1.234567890123454", "1.23456789012345"],
    ["1.234567890123455", "1.23456789012346"],
    ["-2.2999999999999998", "-2.3"],
    ["12345678901234567", "12345678901234600"],
  ])("%s to 15 digits is %s", (text, rounded) => expect(rounded15(text)).toBe(rounded));

  test("the point moves and no digit changes", () => {
    expect(shifted("0.982", 2)).toBe("98.2");
    expect(shifted("98.2", -2)).toBe("0.982");
    expect(shifted("0", 2)).toBe("0");
    expect(shifted("1", 2)).toBe("100");
    expect(shifted("0.00001", 2)).toBe("0.001");
  });

  test("what a spreadsheet holds has at most 15 digits, whatever zeros stand around them", () => {
    expect(heldExactly("123456789012345")).toBe(true);
    expect(heldExactly("1234567890123456")).toBe(false);
    expect(heldExactly("0.123456789012345")).toBe(true);
    expect(heldExactly("1/3")).toBe(false);
  });

  test("beyond one on either side of it", () => {
    expect(["1.0000001", "98.2", "-2"].map(beyondOne)).toEqual([true, true, true]);
    expect(["1", "1.000", "0.99", "0", "-1", "-0.5"].map(beyondOne)).toEqual([false, false, false, false, false, false]);
  });

  test("a count is read from its digits", () => expect(whole("1048576")).toBe(1048576));
});

describe("a formula is proved on the digits", () => {
  test("sums, with and without factors", () => {
    expect(addsUp([{ figure: "0.1" }, { figure: "0.2" }], "0.3")).toBe(true);
    expect(addsUp([{ figure: "0.1" }, { figure: "0.2" }], "0.30000000000000004")).toBe(false);
    // 0.7 × 84.5 + 0.3 × 91 = 59.15 + 27.3 = 86.45
    expect(addsUp([{ figure: "84.5", by: "70%" }, { figure: "91", by: "0.3" }], "86.45")).toBe(true);
    expect(addsUp([{ figure: "84.5", by: "70%" }, { figure: "91", by: "0.3" }], "86.5")).toBe(false);
    expect(addsUp([{ figure: "-2.5" }, { figure: "100" }], "97.5")).toBe(true);
    expect(addsUp([], "0")).toBe(true);
  });
  test("no figure that has no end as a decimal number is in one", () => {
    expect(addsUp([{ figure: "1/3" }, { figure: "1" }], "4/3")).toBe(false);
    expect(addsUp([{ figure: "1" }], "4/3")).toBe(false);
  });
});
