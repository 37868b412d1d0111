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

/** A CSS width for a figure beside the largest one, which is as wide as the box. */
export function percentOf(figure: Figure, most: number): string {
  return `${(clip(most > 0 ? onAxis(figure) / most : 0) * 100).toFixed(2)}%`;
}

/** A CSS width for a count of things among all of them. */
export function partOf(count: number, of: number): string {
  return `${(clip(of > 0 ? count / of : 0) * 100).toFixed(2)}%`;
}

/** One part of a total, drawn as a box as wide as what its full marks add and filled as far as it was scored. */
export interface Segment {
  width: string;
  fill: string;
}

/** The boxes of a total's parts; empty when the parts have no full marks to draw. */
export function segments(cells: readonly (Cell | undefined)[]): Segment[] {
  const parts = cells.map((cell) => cell?.adds ?? cell);
  const fulls = parts.map((part) => Math.max(0, onAxis(part?.full ?? null)));
  const sum = fulls.reduce((total, full) => total + full, 0);
  if (sum === 0) return [];
  return parts.map((part, index) => {
    const full = fulls[index] ?? 0;
    const scored = full > 0 ? clip(onAxis(part?.points ?? null) / full) : 0;
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

/** Ends of an axis around all these figures. */
export function axisOf(figures: readonly (Figure | null)[]): { min: number; max: number } {
  const values = figures.filter((figure): figure is Figure => figure !== null).sort((a, b) => onAxis(a) - onAxis(b));
  return axis(values[0]?.exact ?? "0", values[values.length - 1]?.exact ?? "0");
}

/** Ends of a track that shows what a figure can still be: all of it, and the nearest grade line on either side. */
export function track(shown: readonly (Figure | null)[], lines: readonly (Figure | null)[]): { min: number; max: number } {
  const values = shown.filter((figure): figure is Figure => figure !== null).map(onAxis);
  if (values.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...values);
  const high = Math.max(...values);
  const at = lines.filter((figure): figure is Figure => figure !== null).map(onAxis);
  const min = Math.max(...at.filter((line) => line <= low), Number.NEGATIVE_INFINITY);
  const max = Math.min(...at.filter((line) => line >= high), Number.POSITIVE_INFINITY);
  const from = Number.isFinite(min) ? min : low;
  const to = Number.isFinite(max) ? max : high;
  const air = Math.max((to - from) * 0.06, Math.abs(to) * 0.005, 0.5);
  return { min: from - air, max: to + air };
}

/** A place on a track as a CSS length from its left end; never outside it. */
export function onTrack(figure: Figure, ends: { min: number; max: number }): string {
  return `${(clip((onAxis(figure) - ends.min) / (ends.max - ends.min)) * 100).toFixed(2)}%`;
}

/** Whether a figure lies on a track at all. */
export function isOnTrack(figure: Figure, ends: { min: number; max: number }): boolean {
  const at = onAxis(figure);
  return at >= ends.min && at <= ends.max;
}

/** Whether a figure lies in the right half of a track, where a name has its room on the left. */
export function isRight(figure: Figure, ends: { min: number; max: number }): boolean {
  return onAxis(figure) * 2 > ends.min + ends.max;
}

/** How wide the stretch between two figures is on a track. */
export function betweenOnTrack(from: Figure, to: Figure, ends: { min: number; max: number }): string {
  return `${(clip((Math.min(onAxis(to), ends.max) - Math.max(onAxis(from), ends.min)) / (ends.max - ends.min)) * 100).toFixed(2)}%`;
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

/** A round number that is not below another: 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 2, 5].find((times) => times * unit >= value) ?? 10);
}

/** Ends and step of a slider for a figure: its own limits, or else from nothing to about twice what it is; a rate in percent. The
 *  browser counts the steps, in decimal numbers; a figure between two of them is typed. */
export function sliderEnds(field: { type: string; min: string; max: string; step: string }, value: string): { low: string; high: string; step: string; percent: boolean } {
  const percent = field.type === "rate";
  const read = (text: string) => pixels(text) * (percent && !text.endsWith("%") ? 100 : 1);
  const write = (amount: number) => String(Number(amount.toPrecision(12)));
  const now = read(value);
  const low = field.min === "" ? (now < 0 ? -roundUp(-now * 2) : 0) : read(field.min);
  const high = field.max === "" ? (percent ? Math.max(100, roundUp(Math.max(now, 1))) : roundUp(Math.max(now * 2, 10))) : read(field.max);
  const span = Math.max(high - low, 1e-9);
  const tenth = 10 ** Math.floor(Math.log10(span / 100));
  const own = field.step === "" ? 0 : read(field.step);
  let step = own > 0 ? own : field.type === "count" ? Math.max(1, tenth) : tenth;
  while (own > 0 && span / step > 1000) step *= 10;
  return { low: write(low), high: write(Math.max(high, low)), step: write(step), percent };
}

/** A stretch of places on a rail from the first to the last, as CSS lengths; each place is a box of its own. */
export function placesOnRail(best: number, worst: number, of: number): { left: string; width: string } {
  const all = Math.max(of, 1);
  return { left: `${(clip((best - 1) / all) * 100).toFixed(2)}%`, width: `${(clip((worst - best + 1) / all) * 100).toFixed(2)}%` };
}

/** Where something lies that is on its way from one place to another, and whether it is worth moving at all. */
export function wayBetween(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } | null {
  const way = { x: from.x - to.x, y: from.y - to.y };
  return Math.abs(way.x) + Math.abs(way.y) < 0.5 ? null : way;
}

/** Where a slider's handle stands for an exact value, a fraction too. */
export function handleAt(text: string, percent: boolean): string {
  return String(Number((pixels(text.replace("%", "")) * (percent && !text.endsWith("%") ? 100 : 1)).toPrecision(12)));
}

interface Spot {
  x: Figure;
  y: Figure;
}
/** A course of points over one figure as pixels of a box: lines, the ends of jumps, places for the letters of both axes. */
export interface CurveDrawing {
  lines: string[];
  dots: { x: number; y: number; closed: boolean }[];
  across: { at: number; text: string }[];
  upwards: { at: number; text: string }[];
  here: { x: number; y: number } | null;
}

/** The marks that have room: the first, the last, then each that is far enough from all that stand. */
function marks(all: { at: number; text: string }[], room: (text: string) => number): { at: number; text: string }[] {
  const sorted = all.sort((a, b) => a.at - b.at);
  const ends = sorted.length > 1 ? [sorted[0], sorted[sorted.length - 1]] : sorted;
  const kept: { at: number; text: string }[] = [];
  for (const mark of [...ends, ...sorted]) {
    if (mark && kept.every((other) => Math.abs(other.at - mark.at) >= (room(other.text) + room(mark.text)) / 2)) kept.push(mark);
  }
  return kept;
}

export function curveDrawing(
  curve: { pieces: readonly { closedLeft: boolean; closedRight: boolean; points: readonly Spot[] }[]; at: Spot | null },
  box: { left: number; right: number; top: number; bottom: number },
): CurveDrawing {
  const spots = [...curve.pieces.flatMap(({ points }) => points), ...(curve.at ? [curve.at] : [])];
  const ends = (values: number[], fromZero: boolean) => {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const from = fromZero && low >= 0 && low <= high / 2 ? 0 : low;
    return { from, span: high > from ? high - from : 1 };
  };
  const wide = ends(spots.map(({ x }) => onAxis(x)), false);
  const tall = ends(spots.map(({ y }) => onAxis(y)), true);
  const tenth = (value: number) => Math.round(value * 10) / 10;
  const place = ({ x, y }: Spot) => ({
    x: tenth(box.left + ((onAxis(x) - wide.from) / wide.span) * (box.right - box.left)),
    y: tenth(box.bottom - ((onAxis(y) - tall.from) / tall.span) * (box.bottom - box.top)),
  });
  const dots: CurveDrawing["dots"] = [];
  const dot = (spot: Spot | undefined, closed: boolean) => {
    if (!spot) return;
    const at = { ...place(spot), closed };
    if (!dots.some((other) => other.x === at.x && other.y === at.y && other.closed === closed)) dots.push(at);
  };
  curve.pieces.forEach((piece, index) => {
    const last = piece.points[piece.points.length - 1];
    if (piece.points.length === 1) dot(last, true);
    const next = curve.pieces[index + 1];
    const first = next?.points[0];
    if (!next || !last || !first) return;
    const meets = last.x.exact === first.x.exact && last.y.exact === first.y.exact;
    if (meets && (piece.closedRight || next.closedLeft)) return;
    dot(last, piece.closedRight);
    dot(first, next.closedLeft);
  });
  const once = (figures: Figure[]) => figures.filter((figure, index) => figures.findIndex(({ exact }) => exact === figure.exact) === index);
  const breaks = curve.pieces.flatMap(({ points }) => [points[0], points[points.length - 1]]).filter((spot): spot is Spot => spot !== undefined);
  return {
    lines: curve.pieces.filter(({ points }) => points.length > 1).map(({ points }) => points.map((spot) => `${place(spot).x},${place(spot).y}`).join(" ")),
    dots,
    across: marks(once(breaks.map(({ x }) => x)).map((x) => ({ at: place({ x, y: x }).x, text: x.shown })), (text) => 16 + text.length * 8),
    upwards: marks(once(breaks.map(({ y }) => y)).map((y) => ({ at: place({ x: y, y }).y, text: y.shown })), () => 18),
    here: curve.at ? place(curve.at) : null,
  };
}
