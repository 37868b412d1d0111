// What this device remembers: language, type size, contrast, my unit. Storage may be forbidden or full; then the page
// works on and simply forgets.
import type { Prefs } from "./state";

const key = "yardstick";

export const plainPrefs: Prefs = { lang: "zh-CN", large: false, contrast: false, mine: {} };

/** What was kept, with anything that does not fit left out. */
export function parsePrefs(text: string | null, start: Prefs = plainPrefs): Prefs {
  let kept: Partial<Record<keyof Prefs, unknown>> = {};
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value === "object" && value !== null) kept = value;
  } catch {
    return start;
  }
  const mine: Record<string, string> = {};
  if (typeof kept.mine === "object" && kept.mine !== null) {
    for (const [place, unit] of Object.entries(kept.mine)) if (typeof unit === "string") mine[place] = unit;
  }
  return {
    lang: kept.lang === "en" || kept.lang === "zh-CN" ? kept.lang : start.lang,
    large: typeof kept.large === "boolean" ? kept.large : start.large,
    contrast: typeof kept.contrast === "boolean" ? kept.contrast : start.contrast,
    mine,
  };
}

export function readPrefs(): Prefs {
  const start = { ...plainPrefs, contrast: window.matchMedia("(prefers-contrast: more)").matches };
  try {
    return parsePrefs(window.localStorage.getItem(key), start);
  } catch {
    return start;
  }
}

export function keepPrefs(prefs: Prefs): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(prefs));
  } catch {
    // Nothing can be done, and nothing is lost but the convenience.
  }
}
