// Engine text -> what people read. Digits are grouped here and nothing is ever computed or rounded.
import type { Lang } from "./i18n";

/** "1234567.5" as "1,234,567.5"; text that is not one plain decimal number is left alone. */
export function groupDigits(text: string): string {
  const match = /^([-+]?)(\d+)(\.\d+)?(%?)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", percent = ""] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (sign === "-" ? "−" : sign) + grouped + fraction + percent;
}

/** The same inside a sentence, for sums of money and numbers of five digits or more: "奖金1234.50元" as "奖金1,234.50元";
 *  years, dates and numbers of documents stay. */
export function groupWithin(text: string): string {
  const grouped = (_: string, before: string, digits: string) => before + groupDigits(digits);
  return text
    .replace(/(^|[^\d.,A-Za-z-])(\d{5,})(?![\d-])/g, grouped)
    .replace(/(^|[^\d.,A-Za-z-])(\d{4})(?=(?:\.\d+)? ?(?:元|yuan))/g, grouped);
}

/** Points with their sign in front, for what is added or taken outside the hundred: "+2", "−4", "0". */
export function signed(text: string): string {
  return /^[-+0]/.test(text) && !/^0\.\d*[1-9]/.test(text) ? groupDigits(text) : `+${groupDigits(text)}`;
}

/** What was lost, with a minus in front: "1.5" as "−1.5", "0" as "0", "-2" (won beyond full marks) as "+2". */
export function lostText(text: string): string {
  if (isZero(text)) return "0";
  return text.startsWith("-") ? `+${groupDigits(text.slice(1))}` : `−${groupDigits(text)}`;
}

/** A period in people's words: "2025-Q1" as "2025年第1季度" or "Q1 2025"; a year, a day or anything else is left alone. */
export function periodText(period: string, lang: Lang): string {
  const match = /^(\d{4})-(?:H([12])|Q([1-4])|(\d{2}))$/.exec(period);
  if (!match) return period;
  const [, year, half, quarter, month = ""] = match;
  if (lang === "en") return month ? period : `${half ? `H${half}` : `Q${quarter}`} ${year}`;
  if (half) return `${year}年${half === "1" ? "上" : "下"}半年`;
  return quarter ? `${year}年第${quarter}季度` : `${year}年${month.replace(/^0/, "")}月`;
}

const monthNames: Record<string, string> = {
  "01": "January", "02": "February", "03": "March", "04": "April", "05": "May", "06": "June",
  "07": "July", "08": "August", "09": "September", "10": "October", "11": "November", "12": "December",
};

/** A day as it is written in full: "2027-01-17" as "2027年1月17日" or "17 January 2027"; anything else is left alone. */
export function dayText(day: string, lang: Lang): string {
  const [, year = "", month = "", date = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = monthNames[month];
  if (!name) return day;
  const short = (text: string) => text.replace(/^0/, "");
  return lang === "en" ? `${short(date)} ${name} ${year}` : `${year}年${short(month)}月${short(date)}日`;
}

/** A finer period beside a title: in Chinese without the year the page is about, and "" where the title names it already. */
export function periodMark(period: string, page: string, title: string, lang: Lang): string {
  if (period === "" || period === page) return "";
  const words = periodText(period, lang);
  if (title.includes(words)) return "";
  return words.startsWith(`${page}年`) ? words.slice(page.length + 1) : words;
}

/** Whether an engine text is a zero of any spelling: "0", "0.00", "-0", "0%". */
export function isZero(text: string): boolean {
  return /^-?0(\.0*)?%?$/.test(text);
}

/** A time as people read it, in the device's own zone: "2025-11-22 10:05". */
export function timeText(iso: string): string {
  const time = new Date(iso);
  if (iso === "" || String(time) === "Invalid Date") return "";
  const two = (value: number) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
