// Numbers for pixels only, of counts of slides and not of figures.
import type { Figure } from "../../engine/types";
import { onAxis } from "../../plot";

/** A CSS width for so many of so many. */
export const percentOfCount = (count: number, of: number): string => `${of > 0 ? ((Math.max(0, count) / of) * 100).toFixed(2) : "0"}%`;

/** The share of one figure in another, for a bar. */
export function shareOf(figure: Figure, of: Figure): string {
  const most = onAxis(of);
  return most > 0 ? String(Math.max(0, onAxis(figure)) / most) : "0";
}
