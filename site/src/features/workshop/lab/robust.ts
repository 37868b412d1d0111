// What was tried and what it shows, in words. A sentence about all choices of weights is only said where the engine has proved it.
import { groupDigits } from "../../../format";
import type { LabMessages } from "./messages";
import type { Robust, RobustQuery } from "./types";

/** What somebody typed: the question, or which of the fields cannot be taken. */
export interface Asked { band: string; by: RobustQuery["by"]; choices: string; seed: string }
export const firstAsked: Asked = { band: "5", by: "points", choices: "1000", seed: "1" };

const half = (text: string) => text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim();

export function robustQuery(asked: Asked, place: { class: string; period: string; node: string }): RobustQuery | { trouble: "badBand" | "badChoices" | "badSeed" } {
  const [band, choices, seed] = [half(asked.band).replace(/%$/, ""), half(asked.choices), half(asked.seed)];
  if (!/^\d+(\.\d+)?$/.test(band) || /^0+(\.0+)?$/.test(band)) return { trouble: "badBand" };
  if (!/^\d{1,5}$/.test(choices) || /^0+$/.test(choices) || choices.padStart(5, "0") > "20000") return { trouble: "badChoices" };
  if (!/^\d{1,15}$/.test(seed)) return { trouble: "badSeed" };
  // Counts, not figures: JSON has them as numbers.
  return { ...place, band, by: asked.by, choices: JSON.parse(choices.replace(/^0+/, "")), seed: JSON.parse(seed.replace(/^0+(?=\d)/, "")) };
}

/** The band as it was asked: of weights that are shares, points are percentage points. */
export interface Band { band: string; by: RobustQuery["by"]; rate: boolean }
export const bandWords = ({ band, by, rate }: Band, m: LabMessages): string => `${groupDigits(band)}${m.by[by === "points" && rate ? "share" : by]}`;

/** How many choices were tried, and whether they were all corners or a sample with which seed. */
export function howWords(reply: Pick<Robust, "how" | "choices">, seed: number, m: LabMessages): string {
  const choices = groupDigits(String(reply.choices));
  return reply.how === "corners" ? m.how.corners(choices) : m.how.sample(choices, String(seed));
}

/** What can be said of two units. */
export function pairWords(reply: Robust, query: Band, behind: string, ahead: string, nameOf: (unit: string) => string, m: LabMessages): { proved: boolean; text: string } {
  if (behind === ahead) return { proved: false, text: m.samePair };
  const proved = reply.never.some((pair) => pair.ahead === ahead && pair.behind === behind);
  if (proved) return { proved, text: m.never(bandWords(query, m), nameOf(behind), nameOf(ahead)) };
  return { proved, text: reply.linear ? m.notShown(nameOf(behind), nameOf(ahead)) : m.notLinear };
}
