import { describe, expect, it } from "vitest";
import { type Kind, compare, plainText, shifted, take, toPercent } from "./typed";

const kind = (type: Kind["type"], more: Partial<Kind> = {}): Kind => ({ type, min: "", max: "", step: "", options: [], ...more });
const rate = kind("rate", { min: "0", max: "1" });
const value = (of: Kind, text: string) => {
  const taken = take(of, text);
  return taken.ok ? taken.value : taken.trouble.is;
};

describe("numbers", () => {
  it("reads full-width digits, commas between thousands and blanks", () => {
    expect([" １２３．５ ", "1,234,567.5", "−4", "９８％"].map(plainText)).toEqual(["123.5", "1234567.5", "-4", "98%"]);
    expect(plainText("1,23")).toBe("1,23");
  });

  it("says of other text that it is no number", () => {
    for (const text of ["三", "12a", "1.2.3", "1e5", "1,23", ".", "-", "--1", "0x10", "∞", "1/0"]) expect(value(kind("number"), text)).toBe("not-number");
  });

  it("takes whole counts only, and none below 0", () => {
    const count = kind("count");
    expect([value(count, "12"), value(count, "12.0"), value(count, "12.5"), value(count, "-1"), value(count, "1/2")]).toEqual(["12", "12.0", "not-whole", "negative", "not-number"]);
  });

  it("takes what is on a limit and refuses what is just beyond", () => {
    const stars = kind("number", { min: "0", max: "5" });
    expect(["-0.01", "0", "5", "5.00", "5.01"].map((text) => value(stars, text))).toEqual(["below", "0", "5", "5.00", "above"]);
  });

  it("takes a fraction as it is", () => expect(value(kind("number"), "1/3")).toBe("1/3"));
});

describe("rates", () => {
  it("tells 98% and 98 apart, and offers the sign that was left out", () => {
    expect(value(rate, "98%")).toBe("98%");
    expect(take(rate, "98")).toEqual({ ok: false, trouble: { is: "above", limit: "100%", instead: "98%" } });
    expect(take(rate, "101%")).toEqual({ ok: false, trouble: { is: "above", limit: "100%", instead: "" } });
    expect(take(rate, "980")).toEqual({ ok: false, trouble: { is: "above", limit: "100%", instead: "" } });
  });

  it("says what a rate without a sign is", () => {
    expect(take(rate, "0.98")).toEqual({ ok: true, value: "0.98", told: "98%" });
    expect(take(kind("rate"), "98")).toEqual({ ok: true, value: "98", told: "9800%" });
    expect(take(kind("number"), "98%")).toEqual({ ok: true, value: "98%", told: "0.98" });
  });
});

describe("dates", () => {
  const within = kind("date", { years: ["2025"] });
  it("takes the usual ways to write one", () => {
    for (const text of ["2025-3-2", "2025/03/02", "2025.3.2", "2025年3月2日", "20250302", "２０２５-３-２"]) expect(value(within, text)).toBe("2025-03-02");
  });
  it("refuses what is no day, or another year's", () => {
    expect(["2025-02-29", "2025-13-01", "2025-00-10", "3月2日", "tomorrow"].map((text) => value(within, text))).toEqual(["no-such-day", "no-such-day", "no-such-day", "not-date", "not-date"]);
    expect(take(within, "2052-03-02")).toEqual({ ok: false, trouble: { is: "other-year", years: "2025", instead: "2025-03-02" } });
    expect(value(kind("date"), "2024-02-29")).toBe("2024-02-29");
    expect(value(kind("date"), "0225-03-02")).toBe("other-year");
  });
});

describe("other kinds", () => {
  it("takes options by id, flags in both languages, nothing as no figure, and 不考核", () => {
    const choice = kind("choice", { options: [{ id: "town" }] });
    expect([value(choice, "town"), value(choice, "city")]).toEqual(["town", "not-option"]);
    expect([value(kind("flag"), "是"), value(kind("flag"), "no"), value(kind("flag"), "maybe")]).toEqual([true, false, "not-option"]);
    expect([value(kind("number"), "  "), value(kind("number"), "不考核"), value(kind("text"), " exempt ")]).toEqual([null, "exempt", "exempt"]);
    expect([value(kind("votes"), "3"), value(kind("votes"), "3.5")]).toEqual(["3", "not-whole"]);
  });
});

describe("decimal text", () => {
  it("moves the point without a number in between", () => {
    expect([shifted("98.5", -2), shifted("0.985", 2), shifted("1", -3), shifted("12", 1), shifted("-0.5", 2), shifted("100", -2), shifted("0", 2)]).toEqual(["0.985", "98.5", "0.001", "120", "-50", "1", "0"]);
    expect(toPercent("0.98765432109876543210")).toBe("98.76543210987654321%");
  });
  it("compares numbers too long for a computer's own", () => {
    expect(compare("12345678901234567890.1", "12345678901234567890.10")).toBe(0);
    expect(compare("-2", "-10")).toBe(1);
    expect(compare("0.3", "0.30000000000000000001")).toBe(-1);
    expect([compare("98%", "0.98"), compare("-0", "0"), compare("x", "1")]).toEqual([0, 0, null]);
  });
});
