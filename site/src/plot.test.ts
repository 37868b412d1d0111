import { describe, expect, test } from "vitest";
import type { Cell } from "./engine/types";
import { amongBins, axis, axisOf, betweenOnTrack, drawsRates, handleAt, isOnTrack, onTrack, percentEnds, percentWidth, pixels, placesOnRail, segments, sliderEnds, track, wayBetween } from "./plot";

const cell = (points: string | null, full: string | null): Cell => ({
  status: points === null ? "missing" : "known",
  points: points === null ? null : { exact: points, shown: points },
  full: full === null ? null : { exact: full, shown: full },
  rate: "",
  share: "0",
  reason: {},
});

describe("plot", () => {
  test("a fraction becomes a number for pixels, and what is none becomes zero", () => {
    expect(pixels("3/4")).toBe(0.75);
    expect(pixels("-2.5")).toBe(-2.5);
    expect(pixels("")).toBe(0);
    expect(pixels("1/0")).toBe(0);
  });

  test("a bar never leaves its box", () => {
    expect(percentWidth("1.2")).toBe("100.00%");
    expect(percentWidth("-0.1")).toBe("0.00%");
    expect(percentWidth("0.5")).toBe("50.00%");
  });

  test("periods out of different full marks are drawn as rates, those out of the same as points", () => {
    const point = (points: string | null, full: string, share: string) => ({ points: points === null ? null : { exact: points, shown: points }, full, share });
    const quarters = [point("98", "100", "0.98"), point("59", "60", "0.983333"), point(null, "80", "")];
    expect(drawsRates(quarters)).toBe(true);
    expect(percentEnds(quarters.slice(0, 2)).map((end) => Number.parseFloat(end).toFixed(2))).toEqual(["98.00", "98.33"]);
    expect(drawsRates([point("98", "100", "0.98"), point("59", "100", "0.59")])).toBe(false);
    // Without full marks there is no rate to draw.
    expect(drawsRates([point("98", "100", "0.98"), point("59", "", "")])).toBe(false);
    expect(drawsRates([])).toBe(false);
  });

  test("parts are as wide as their full marks and filled as far as they were scored", () => {
    expect(segments([cell("20", "40"), cell("60", "60")])).toEqual([
      { width: "40.000%", fill: "50.00%" },
      { width: "60.000%", fill: "100.00%" },
    ]);
  });

  test("a part with a weight is as wide as what it adds", () => {
    const figure = (exact: string) => ({ exact, shown: exact });
    const weighed = (points: string, adds: string, full: string) => ({ ...cell(points, "100"), adds: { points: figure(adds), full: figure(full) } });
    expect(segments([weighed("50", "20", "40"), weighed("100", "60", "60")])).toEqual([
      { width: "40.000%", fill: "50.00%" },
      { width: "60.000%", fill: "100.00%" },
    ]);
  });

  test("a missing part keeps its width and is empty; parts without full marks make no bar", () => {
    expect(segments([cell(null, "50"), cell("50", "50")])[0]).toEqual({ width: "50.000%", fill: "0.00%" });
    expect(segments([cell("2", null)])).toEqual([]);
  });

  test("an axis holds all values with room to spare", () => {
    const ends = axis("84.995", "98.5");
    expect(ends.min).toBeLessThan(84.995);
    expect(ends.max).toBeGreaterThan(98.5);
    expect(ends.min).toBeGreaterThanOrEqual(70);
  });

  test("an axis around one single value is not empty", () => {
    const ends = axis("10", "10");
    expect(ends.max).toBeGreaterThan(ends.min);
  });

  test("a line is placed among bins by how far it reaches into one, and nowhere outside them", () => {
    const bins = [
      { from: "80", to: "85" },
      { from: "85", to: "90" },
    ];
    expect(amongBins({ exact: "81.25", shown: "" }, bins)).toBe(0.25);
    expect(amongBins({ exact: "90", shown: "" }, bins)).toBe(2);
    expect(amongBins({ exact: "95", shown: "" }, bins)).toBeNull();
  });

  const figure = (exact: string) => ({ exact, shown: exact });

  test("a track holds what can still be, and the nearest grade line on either side, but no line farther off", () => {
    const lines = [figure("90"), figure("80"), figure("60")];
    const ends = track([figure("84"), figure("88")], lines);
    expect(isOnTrack(figure("80"), ends)).toBe(true);
    expect(isOnTrack(figure("90"), ends)).toBe(true);
    expect(isOnTrack(figure("60"), ends)).toBe(false);
    expect(onTrack(figure("84"), { min: 80, max: 90 })).toBe("40.00%");
    expect(betweenOnTrack(figure("84"), figure("88"), { min: 80, max: 90 })).toBe("40.00%");
  });

  test("an axis holds all figures, in whatever order they come", () => {
    expect(axisOf([figure("88"), null, figure("79.5"), figure("91")])).toEqual(axis("79.5", "91"));
    expect(axisOf([]).max).toBeGreaterThan(axisOf([]).min);
  });

  test("a track of one single figure, or of none, has two ends", () => {
    const one = track([figure("100")], []);
    expect(one.max).toBeGreaterThan(one.min);
    expect(onTrack(figure("100"), one)).toBe("50.00%");
    const none = track([null], [null]);
    expect(none.max).toBeGreaterThan(none.min);
  });

  test("nothing is drawn outside a track", () => {
    expect(onTrack(figure("-5"), { min: 0, max: 10 })).toBe("0.00%");
    expect(betweenOnTrack(figure("-5"), figure("20"), { min: 0, max: 10 })).toBe("100.00%");
    expect(betweenOnTrack(figure("9"), figure("3"), { min: 0, max: 10 })).toBe("0.00%");
  });
});

describe("a slider", () => {
  const field = (type: string, min = "", max = "", step = "") => ({ type, min, max, step });
  test("has its figure's own limits and steps", () => {
    expect(sliderEnds(field("number", "0", "8", "0.5"), "3")).toEqual({ low: "0", high: "8", step: "0.5", percent: false });
    expect(sliderEnds(field("rate", "0%", "100%"), "98.2%")).toEqual({ low: "0", high: "100", step: "1", percent: true });
  });
  test("without limits reaches to about twice what it is, in round steps, and a count in whole ones", () => {
    expect(sliderEnds(field("count"), "8")).toEqual({ low: "0", high: "20", step: "1", percent: false });
    expect(sliderEnds(field("count"), "12000")).toEqual({ low: "0", high: "50000", step: "100", percent: false });
    expect(sliderEnds(field("number"), "")).toEqual({ low: "0", high: "10", step: "0.1", percent: false });
    expect(sliderEnds(field("number"), "-3")).toEqual({ low: "-10", high: "10", step: "0.1", percent: false });
    expect(sliderEnds(field("rate"), "1.2")).toEqual({ low: "0", high: "200", step: "1", percent: true });
  });
  test("has its handle where the figure is, of a fraction and a rate too", () => {
    expect(handleAt("200/3", false)).toBe("66.6666666667");
    expect(handleAt("0.4", true)).toBe("40");
    expect(handleAt("40%", true)).toBe("40");
    expect(handleAt("", false)).toBe("0");
  });
});

test("a stretch of places covers them and no others", () => {
  expect(placesOnRail(1, 1, 4)).toEqual({ left: "0.00%", width: "25.00%" });
  expect(placesOnRail(2, 4, 4)).toEqual({ left: "25.00%", width: "75.00%" });
});

test("a row that hardly moved is not set on its way", () => {
  expect(wayBetween({ x: 0, y: 40 }, { x: 0, y: 10 })).toEqual({ x: 0, y: 30 });
  expect(wayBetween({ x: 3, y: 10 }, { x: 3, y: 10.2 })).toBeNull();
});
