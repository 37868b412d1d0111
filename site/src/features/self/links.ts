// Whom a unit is linked to: what the scheme's text says of links, and who may stand at their other ends.
import type { Card, Summary, Text } from "../../engine/types";
import { type Cell, type Change, type Draft, changeAt } from "./state";

export interface SchemeLink {
  id: string;
  title: Text;
  /** Classes of the other end. */
  to: string[];
  count: "one" | "optional" | "many";
}

interface LinkText { title?: Text; from?: string; to?: unknown; count?: string; shares?: string }

/** The links that lead from a class and that one unit can change by itself: where shares make a whole, others would have to change
 *  with it. */
export function linksFrom(scheme: string, cls: string): SchemeLink[] {
  let links: Record<string, LinkText> | undefined;
  try {
    links = (JSON.parse(scheme) as { links?: Record<string, LinkText> }).links;
  } catch {
    return []; // the engine says what is wrong with it
  }
  return Object.entries(links ?? {}).flatMap(([id, link]) => {
    if (link.from !== cls || link.shares !== undefined || !Array.isArray(link.to)) return [];
    const count = link.count === "one" || link.count === "optional" ? link.count : "many";
    return [{ id, title: link.title ?? { "zh-CN": id }, to: link.to.filter((one): one is string => typeof one === "string"), count } satisfies SchemeLink];
  });
}

export interface End {
  unit: string;
  name: Text;
  class: Text;
}

/** Who may stand at a link's other end, class by class. */
export function endsOf(link: SchemeLink, { classes }: Pick<Summary, "classes">): End[] {
  return classes.filter((cls) => link.to.indexOf(cls.id) >= 0).flatMap((cls) => cls.units.map((unit) => ({ unit: unit.id, name: unit.name, class: cls.title })));
}

export interface LinkState {
  link: SchemeLink;
  cell: Cell;
  /** What the draft says, or what it began with. */
  now: string[];
  change: Change | undefined;
  ends: End[];
}

/** The links that can be chosen: those that leave a choice. */
export function linkStates(links: readonly SchemeLink[], draft: Draft, card: Card | null, summary: Pick<Summary, "classes">): LinkState[] {
  return links.flatMap((link) => {
    const cell: Cell = { class: draft.class, unit: draft.unit, link: link.id, period: "" };
    const change = changeAt(draft.changes, cell);
    const told = card?.links.find((one) => one.forward && one.link === link.id)?.units.map((one) => one.unit) ?? [];
    const now = change ? (change.to ?? []).filter((end): end is string => typeof end === "string") : told;
    const ends = endsOf(link, summary).filter((end) => !(end.unit === draft.unit && link.to.indexOf(draft.class) >= 0));
    return ends.length > (link.count === "one" ? 1 : 0) ? [{ link, cell, now, change, ends }] : [];
  });
}
