// What somebody typed into a field: what is taken of it, or why it cannot be taken. Only the form of the text is looked at here;
// the engine has the last word, and says its own when it refuses.
import type { FactType, Reading } from "../../engine/desk-types";

/** What is known of a field's values. Empty text where there is no such limit. */
export interface Kind {
  type: FactType;
  min: string;
  max: string;
  step: string;
  options: readonly { id: string }[];
  reasons?: readonly { id: string }[];
  /** A date must lie in one of these years, where there are any. */
  years?: readonly string[];
}

export type Trouble =
  | { is: "not-number" }
  | { is: "not-whole" }
  | { is: "negative" }
  | { is: "below"; limit: string }
  | { is: "above"; limit: string; instead: string }
  | { is: "not-date" }
  | { is: "no-such-day" }
  | { is: "other-year"; years: string; instead: string }
  | { is: "not-option" };
/** `told` says how the text was understood, where that is not plain. */
export type Taken = { ok: true; value: Reading; told: string } | { ok: false; trouble: Trouble };

/** Full-width digits and signs as plain ones, without blanks around and without commas between thousands. */
export function plainText(text: string): string {
  const half = text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .replace(/\u2212/g, "-")
    .trim();
  return /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?%?$/.test(half) ? half.replace(/,/g, "") : half;
}

interface Decimal { negative: boolean; whole: string; fraction: string }

function decimal(text: string): Decimal | null {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const whole = (match[2] as string).replace(/^0+(?=\d)/, "");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const zero = whole === "0" && fraction === "";
  return { negative: match[1] === "-" && !zero, whole, fraction };
}

/** A decimal number moved by places of ten to the right (or, negative, to the left): "98.5" by -2 is "0.985". */
export function shifted(text: string, places: number): string {
  const read = decimal(text);
  if (!read) return text;
  const { negative, whole, fraction } = read;
  const digits = places >= 0 ? whole + fraction.padEnd(places, "0") : whole.padStart(1 - places, "0") + fraction;
  const point = places >= 0 ? whole.length + places : digits.length - fraction.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const right = digits.slice(point).replace(/0+$/, "");
  return `${negative ? "-" : ""}${left}${right ? `.${right}` : ""}`;
}

/** "98%" as "0.98"; other text as it is. */
export function fromPercent(text: string): string {
  return text.endsWith("%") ? shifted(text.slice(0, -1), -2) : text;
}
/** "0.98" as "98%"; text that is no decimal number as it is. */
export function toPercent(text: string): string {
  return text.endsWith("%") || !decimal(text) ? text : `${shifted(text, 2)}%`;
}

/** Below 0, 0 or above 0, as the first number is less than, equal to or greater than the second; null where one is no decimal. */
export function compare(first: string, second: string): number | null {
  const a = decimal(fromPercent(first));
  const b = decimal(fromPercent(second));
  if (!a || !b) return null;
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const places = Math.max(a.fraction.length, b.fraction.length);
  const digits = Math.max(a.whole.length, b.whole.length);
  const line = (one: Decimal) => one.whole.padStart(digits, "0") + one.fraction.padEnd(places, "0");
  const [left, right] = [line(a), line(b)];
  const order = left < right ? -1 : left > right ? 1 : 0;
  return a.negative ? 0 - order : order;
}

const fails = (trouble: Trouble): Taken => ({ ok: false, trouble });
const takes = (value: Reading, told = ""): Taken => ({ ok: true, value, told });

function takeNumber(kind: Kind, text: string): Taken {
  const isRate = kind.type === "rate";
  const plain = fromPercent(text);
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) {
    // A fraction is exact, and left to the engine.
    return /^[-+]?\d+\/[1-9]\d*$/.test(text) && kind.type !== "count" ? takes(text) : fails({ is: "not-number" });
  }
  if (kind.type === "count") {
    if (decimal(plain)?.negative) return fails({ is: "negative" });
    if (decimal(plain)?.fraction !== "") return fails({ is: "not-whole" });
  }
  const limit = (bound: string) => (isRate ? toPercent(bound) : bound);
  if (kind.min && (compare(plain, kind.min) ?? 0) < 0) return fails({ is: "below", limit: limit(kind.min) });
  if (kind.max && (compare(plain, kind.max) ?? 0) > 0) {
    // "98" where 98% is the most: very likely the sign was left out.
    const instead = isRate && !text.endsWith("%") && (compare(`${plain}%`, kind.max) ?? 1) <= 0 ? `${plain}%` : "";
    return fails({ is: "above", limit: limit(kind.max), instead });
  }
  if (isRate && !text.endsWith("%")) return takes(text, toPercent(text));
  if (!isRate && text.endsWith("%")) return takes(text, plain);
  return takes(text);
}

const two = (digits: string) => digits.padStart(2, "0");

function takeDate(kind: Kind, text: string): Taken {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return fails({ is: "not-date" });
  const [, year = "", month = "", day = ""] = match;
  const date = `${year}-${two(month)}-${two(day)}`;
  const read = new Date(`${date}T00:00:00Z`);
  if (!(read.getTime() > -8.64e15) || read.toISOString().slice(0, 10) !== date) return fails({ is: "no-such-day" });
  const years = kind.years ?? [];
  if (years.length > 0 && years.indexOf(year) < 0) {
    const only = years.length === 1 ? `${years[0]}${date.slice(4)}` : "";
    return fails({ is: "other-year", years: years.join("、"), instead: only });
  }
  if (year < "1900" || year > "2199") return fails({ is: "other-year", years: "1900–2199", instead: "" });
  return takes(date, date === text ? "" : date);
}

/** What is taken of a text. Empty text is no figure; "不考核" or "exempt" says that there is to be none. */
export function take(kind: Kind, typed: string): Taken {
  const text = plainText(typed);
  if (text === "") return takes(null);
  if (/^(不考核|exempt)$/i.test(text) && kind.type !== "text") return takes("exempt");
  switch (kind.type) {
    case "number":
    case "count":
    case "money":
    case "rate":
      return takeNumber(kind, text);
    case "date":
      return takeDate(kind, text);
    case "votes":
      return takeNumber({ ...kind, type: "count" }, text);
    case "choice":
      return kind.options.some((option) => option.id === text) ? takes(text) : fails({ is: "not-option" });
    case "flag":
      if (/^(true|是|有|y|yes|1)$/i.test(text)) return takes(true);
      return /^(false|否|无|n|no|0)$/i.test(text) ? takes(false) : fails({ is: "not-option" });
    default:
      return takes(typed.trim());
  }
}

/** A reading as a field shows it. */
export function shownValue(value: Reading | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return value.reason ? `reason:${value.reason}` : "";
  return typeof value === "boolean" ? (value ? "true" : "false") : value;
}
