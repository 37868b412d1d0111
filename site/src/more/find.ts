// Which of the units that a typed text fits are meant most likely. The engine says which rows of the ranking fit, in the order of
// their places; this is the order in which people mean them.
import type { ClassInfo } from "../engine/types";

type Unit = ClassInfo["units"][number];

export interface Match {
  unit: Unit;
  /** What of it fits. */
  by: "name" | "initials" | "other" | "id";
}

const order = ["name", "initials", "other", "id"] as const;

/** How near a unit is to what was typed, 0 the nearest, and by what; null where it does not fit. What is the text comes before what
 *  begins with it, and that before what only holds it; then a unit's Chinese name before its initials, its English name, its id. */
function closeness(unit: Unit, initials: string, wanted: string): { near: number; by: Match["by"] } | null {
  const texts = { name: unit.name["zh-CN"] ?? "", initials, other: unit.name.en ?? "", id: unit.id };
  const fits = [
    (text: string) => text === wanted,
    (text: string) => text.startsWith(wanted) || text.split(" ").some((word) => word.startsWith(wanted)),
    (text: string) => text.indexOf(wanted) >= 0,
  ];
  for (let how = 0; how < fits.length; how += 1) {
    const which = order.findIndex((by) => fits[how]?.(texts[by].toLowerCase()));
    const by = order[which];
    if (by) return { near: how * order.length + which, by };
  }
  return null;
}

/** The nearest first; of equally near ones the order of `units` stays. Nothing typed fits all. */
export function bestMatches(units: readonly Unit[], initials: ReadonlyMap<string, string>, text: string, most: number): Match[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return units.slice(0, most).map((unit) => ({ unit, by: "name" }));
  const found: (Match & { near: number })[] = [];
  for (const unit of units) {
    const fit = closeness(unit, initials.get(unit.id) ?? "", wanted);
    if (fit) found.push({ unit, ...fit });
  }
  // Older browsers keep the order of equals, too: V8 since Chromium 70, WebKit ever.
  return found.sort((a, b) => a.near - b.near).slice(0, most);
}
