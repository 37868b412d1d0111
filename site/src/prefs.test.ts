import { describe, expect, test } from "vitest";
import { parsePrefs, plainPrefs } from "./prefs";

describe("prefs", () => {
  test("what was kept is read back", () => {
    const kept = { lang: "en" as const, large: true, contrast: true, mine: { "gs-city/sub_bureau": "u03" } };
    expect(parsePrefs(JSON.stringify(kept))).toEqual(kept);
  });

  test("text that is broken, foreign or of another kind gives the plain page", () => {
    for (const text of [null, "", "{", "[1]", "7", "null", '{"lang":"fr","large":"yes","mine":{"a":3}}']) {
      expect(parsePrefs(text)).toEqual(plainPrefs);
    }
  });
});
