import { describe, expect, test } from "vitest";
import { dayText, groupDigits, groupWithin, isZero, lostText, periodMark, periodText, signed } from "./format";

describe("format", () => {
  test("digits are grouped by three before the point only", () => {
    expect(groupDigits("1234567.8901")).toBe("1,234,567.8901");
    expect(groupDigits("999")).toBe("999");
    expect(groupDigits("1000")).toBe("1,000");
  });

  test("a minus becomes the typographic one and a percent sign stays", () => {
    expect(groupDigits("-12000.5")).toBe("−12,000.5");
    expect(groupDigits("93.75%")).toBe("93.75%");
  });

  test("a number that no double could hold keeps every digit", () => {
    expect(groupDigits("12345678901234567890.123456789")).toBe("12,345,678,901,234,567,890.123456789");
  });

  test("inside a sentence long numbers are grouped, and years, ids and fractions stay", () => {
    expect(groupWithin("奖金12345.60元")).toBe("奖金12,345.60元");
    expect(groupWithin("1500.00元，−2000元")).toBe("1,500.00元，−2,000元");
    expect(groupWithin("1000000 × 15% = 150000")).toBe("1,000,000 × 15% = 150,000");
    for (const text of ["2025年", "84.99512", "2025-11-25", "第12345-6号", "u12345"]) expect(groupWithin(text)).toBe(text);
  });

  test("text that is no plain number is left alone", () => {
    for (const text of ["200/3", "2025-11-25", "", "1e5", "满分", "4.5★"]) expect(groupDigits(text)).toBe(text);
  });

  test("points outside the hundred carry their sign, zero carries none", () => {
    expect(signed("2.00")).toBe("+2.00");
    expect(signed("0.5")).toBe("+0.5");
    expect(signed("-4")).toBe("−4");
    expect(signed("0.00")).toBe("0.00");
  });

  test("a loss is shown as taken away, and a gain beyond full marks as added", () => {
    expect(lostText("1.5")).toBe("−1.5");
    expect(lostText("0.00")).toBe("0");
    expect(lostText("-2")).toBe("+2");
  });

  test("zero is known in every spelling and nothing else is", () => {
    for (const zero of ["0", "0.00", "-0", "0%"]) expect(isZero(zero)).toBe(true);
    for (const other of ["0.001", "10", "", "1/3"]) expect(isZero(other)).toBe(false);
  });
  test("a period is said in words, and an unknown one is left alone", () => {
    expect(periodText("2025-Q2", "zh-CN")).toBe("2025年第2季度");
    expect(periodText("2025-H1", "zh-CN")).toBe("2025年上半年");
    expect(periodText("2025-Q2", "en")).toBe("Q2 2025");
    expect(periodText("2025-11", "zh-CN")).toBe("2025年11月");
    expect(periodText("2025", "zh-CN")).toBe("2025");
  });
  test("a day is written in full, and what is no day is left alone", () => {
    expect(dayText("2027-01-07", "zh-CN")).toBe("2027年1月7日");
    expect(dayText("2027-10-17", "en")).toBe("17 October 2027");
    expect(["", "2027-13-01", "2027-01"].map((day) => dayText(day, "zh-CN"))).toEqual(["", "2027-13-01", "2027-01"]);
  });
  test("a finer period beside a title is not said twice, nor the year the page is about", () => {
    expect(periodMark("2025-Q2", "2025", "季度考核", "zh-CN")).toBe("第2季度");
    expect(periodMark("2025-Q2", "2025", "2025年第2季度 · 食品专项", "zh-CN")).toBe("");
    expect(periodMark("2025", "2025", "总分", "zh-CN")).toBe("");
  });
});
