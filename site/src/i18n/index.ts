// Languages, and the choice between the two of a document's own text.
import type { Text } from "../engine/types";
import { en } from "./en";
import { type Messages, zhCN } from "./zh-CN";

export type { Messages } from "./zh-CN";
export type Lang = "zh-CN" | "en";

const all: Record<Lang, Messages> = { "zh-CN": zhCN, en };

/** The page's texts in one language. */
export function messages(lang: Lang): Messages {
  return all[lang];
}

/** A document's text in one language, or in the other where its author wrote only that. */
export function say(text: Text | undefined, lang: Lang): string {
  if (!text) return "";
  return text[lang] || text["zh-CN"] || text.en || "";
}

/** The language in which `say` answers, for the lang attribute; the page's own where nothing is written. */
export function spoken(text: Text | undefined, lang: Lang): Lang {
  if (!text || text[lang]) return lang;
  return text["zh-CN"] ? "zh-CN" : "en";
}
