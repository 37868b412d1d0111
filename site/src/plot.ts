// The one file where engine text becomes a number, and then only for pixels: widths of bars and places on an axis.
// Nothing made here is ever shown as a figure.
import type { Cell, Figure } from "./engine/types";

/** Decimal text or a fraction "200/3" as a number; anything else is 0. */
export function pixels(text: string): number {
  const [top = "", bottom = "1"] = text.split("/");
  const value = Number.parseFloat(top) / Number.parseFloat(bottom);
  return Number.isFinite(value) ? value : 0;
}

/** A figure's exact value as a number for an axis. */
export function onAxis(figure: Figure | null): number {
  return figure ? pixels(figure.exact) : 0;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** A CSS width for decimal text 0…1. */
export function percentWidth(share: string): string {
  return `${(clip(pixels(share)) * 100).toFixed(2)}%`;
}

/** One part of a total, drawn as a box as wide as its full marks and filled as far as it was scored. */
export interface Segment {
  width: string;
  fill: string;
}

/** The boxes of a total's parts; empty when the parts have no full marks to draw. */
export function segments(cells: readonly (Cell | undefined)[]): Segment[] {
  const fulls = cells.map((cell) => Math.max(0, onAxis(cell?.full ?? null)));
  const sum = fulls.reduce((total, full) => total + full, 0);
  if (sum === 0) return [];
  return cells.map((cell, index) => {
    const full = fulls[index] ?? 0;
    const scored = full > 0 ? clip(onAxis(cell?.points ?? null) / full) : 0;
    return { width: `${((full / sum) * 100).toFixed(3)}%`, fill: `${(scored * 100).toFixed(2)}%` };
  });
}

/** Ends of an axis around values that reach from `low` to `high`: a little air, zero only where it is near. */
export function axis(low: string, high: string): { min: number; max: number } {
  const bottom = pixels(low);
  const top = pixels(high);
  const span = Math.max(top - bottom, Math.abs(top) * 0.02, 1);
  const step = 10 ** Math.floor(Math.log10(span));
  const min = Math.floor((bottom - span * 0.15) / step) * step;
  return { min: bottom >= 0 && (min < 0 || bottom < span) ? 0 : min, max: Math.ceil((top + span * 0.02) / step) * step };
}

/** Whether points are drawn as rates: their full marks differ, so that the points themselves cannot be compared. */
export function drawsRates(points: readonly { points: Figure | null; full: string; share: string }[]): boolean {
  const known = points.filter((point) => point.points !== null);
  return known.length > 0 && known.every((point) => point.full !== "" && point.share !== "") && known.some((point) => point.full !== known[0]?.full);
}

/** The lowest and the highest of shares, as percentages for the ends of an axis. */
export function percentEnds(points: readonly { share: string }[]): [string, string] {
  const all = points.map((point) => pixels(point.share) * 100);
  return [String(Math.min(...all)), String(Math.max(...all))];
}

/** Where a line lies among bins, in bins: 2.25 is a quarter into the third; null outside all of them. */
export function amongBins(line: Figure, bins: readonly { from: string; to: string }[]): number | null {
  const value = onAxis(line);
  for (let index = 0; index < bins.length; index += 1) {
    const bin = bins[index];
    if (!bin) continue;
    const from = pixels(bin.from);
    const to = pixels(bin.to);
    if (value >= from && value <= to && to > from) return index + (value - from) / (to - from);
  }
  return null;
}

/** How far a job is, 0…100, for a progress bar. */
export function percentDone(progress: string): number {
  return Math.round(clip(pixels(progress)) * 100);
}
