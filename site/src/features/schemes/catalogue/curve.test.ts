import { describe, expect, test } from "vitest";
import { curveDrawing } from "../../../plot";
import { stretches } from "./curve";
import { bandsPage } from "./fixture";
import type { IndicatorCurve } from "../../../engine/scheme-types";

const curve = bandsPage.curve as IndicatorCurve;
// A box in which one unit across is ten pixels and one point up is ten.
const box = { left: 0, right: 200, top: 0, bottom: 120 };

describe("the course of points over one figure", () => {
  const drawing = curveDrawing(curve, box);

  test("is drawn piece by piece, and a point by itself is no line", () => {
    expect(drawing.lines).toEqual(["0,120 100,120", "100,70 150,70", "150,70 180,40", "180,20 200,20"]);
  });

  test("has open and closed dots where it jumps, and none where pieces meet", () => {
    expect(drawing.dots).toEqual([
      { x: 100, y: 120, closed: false },
      { x: 100, y: 70, closed: true },
      { x: 180, y: 40, closed: true },
      { x: 180, y: 20, closed: false },
      { x: 200, y: 20, closed: false },
      { x: 200, y: 0, closed: true },
    ]);
  });

  test("marks its ends first, then what has room beside them", () => {
    expect(drawing.upwards.map(({ text }) => text)).toEqual(["12", "0", "10", "8", "5"]);
    expect(drawing.across.map(({ text }) => text)).toEqual(["80", "100", "90", "95"]);
  });

  test("shows where a unit stands", () => {
    expect(drawing.here).toEqual({ x: 160, y: 60 });
    expect(curveDrawing({ ...curve, at: null }, box).here).toBeNull();
  });

  test("that is one level line, or far from nothing, still has a height", () => {
    const level = (y: string) => ({ closedLeft: true, closedRight: true, points: ["0", "10"].map((x) => ({ x: { exact: x, shown: x }, y: { exact: y, shown: y } })) });
    expect(curveDrawing({ pieces: [level("0")], at: null }, box).lines).toEqual(["0,120 200,120"]);
    expect(curveDrawing({ pieces: [level("-4")], at: null }, box).lines).toEqual(["0,120 200,120"]);
  });

  test("between pieces that meet at a hole there is an open dot", () => {
    const hole: IndicatorCurve["pieces"] = [0, 1].map((side) => {
      const points = (side === 0 ? ["0", "5"] : ["5", "10"]).map((x) => ({ x: { exact: x, shown: x }, y: { exact: x, shown: x } }));
      return { from: { exact: "", shown: "" }, to: { exact: "", shown: "" }, closedLeft: side === 0, closedRight: side === 1, points };
    });
    expect(curveDrawing({ pieces: hole, at: null }, box).dots).toEqual([{ x: 100, y: 60, closed: false }]);
  });

  test("as a table has the same ends", () => {
    expect(stretches(curve.pieces).map(({ from, to, left, right }) => `${left ? "[" : "("}${from.x.shown}→${from.y.shown} ${to.x.shown}→${to.y.shown}${right ? "]" : ")"}`)).toEqual([
      "[80→0 90→0)",
      "[90→5 95→5]",
      "[95→5 98→8]",
      "(98→10 100→10)",
      "[100→12 100→12]",
    ]);
  });

  test("as a table has every point of a bent piece, of which only the outer ends can be left out", () => {
    const points = ["0", "1", "4"].map((x) => ({ x: { exact: x, shown: x }, y: { exact: x, shown: x } }));
    const bent = stretches([{ from: { exact: "0", shown: "0" }, to: { exact: "4", shown: "4" }, closedLeft: false, closedRight: false, points }]);
    expect(bent.map(({ from, to, left, right }) => [from.x.shown, to.x.shown, left, right])).toEqual([
      ["0", "1", false, true],
      ["1", "4", true, false],
    ]);
  });
});
