import { describe, expect, it } from "vitest";
import { isOver, monthsOf, overAt, overChoices, periodChoices } from "./as-of";

describe("what is over of a form's period", () => {
  it("lists the months of a year, a half, a quarter and a month", () => {
    expect(monthsOf("2025")).toHaveLength(12);
    expect(monthsOf("2025-H2")).toEqual(["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]);
    expect(monthsOf("2025-Q3")).toEqual(["2025-07", "2025-08", "2025-09"]);
    expect(monthsOf("2025-02")).toEqual(["2025-02"]);
  });

  it("ends each month on its own last day, a leap year's February too", () => {
    expect(overChoices("2024").map((one) => one.asOf)).toEqual(["2024-01-01", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30", "2024-07-31", "2024-08-31", "2024-09-30", "2024-10-31", "2024-11-30", ""]);
    expect(overChoices("2025-Q1").map((one) => one.asOf)).toEqual(["2025-01-01", "2025-01-31", "2025-02-28", ""]);
    expect(overChoices("2025-06").map((one) => one.is)).toEqual(["none", "all"]);
  });

  it("takes a month for over from the day after its last", () => {
    expect(overAt("2025", "2025-09-30").asOf).toBe("2025-08-31");
    expect(overAt("2025", "2025-10-01").asOf).toBe("2025-09-30");
    expect(overAt("2025", "2024-12-31").is).toBe("none");
    expect(overAt("2025", "2025-12-31")).toMatchObject({ is: "upTo", month: "2025-11" });
    expect(overAt("2025", "2026-01-01").is).toBe("all");
  });

  it("takes any period for over from the day after its last, a day too", () => {
    const over = (day: string) => ["2025", "2025-H1", "2025-Q1", "2025-02", "2025-03-31"].filter((period) => isOver(period, day));
    expect(over("2025-02-28")).toEqual([]);
    expect(over("2025-03-31")).toEqual(["2025-02"]);
    expect(over("2025-04-01")).toEqual(["2025-Q1", "2025-02", "2025-03-31"]);
    expect(over("2025-12-31")).toEqual(["2025-H1", "2025-Q1", "2025-02", "2025-03-31"]);
    expect(over("2026-01-01")).toHaveLength(5);
  });

  it("offers this year beside a board's, where boards are of years", () => {
    expect(periodChoices(["2024", "2025"], "2026-03-01")).toEqual(["2025", "2026"]);
    expect(periodChoices(["2025"], "2025-03-01")).toEqual(["2025"]);
    expect(periodChoices(["2025-Q1", "2025-Q2"], "2026-03-01")).toEqual(["2025-Q2"]);
  });
});
