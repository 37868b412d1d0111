// Engine text -> what people read. Digits are grouped here and nothing is ever computed or rounded.

/** "1234567.5" as "1,234,567.5"; text that is not one plain decimal number is left alone. */
export function groupDigits(text: string): string {
  const match = /^([-+]?)(\d+)(\.\d+)?(%?)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", percent = ""] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (sign === "-" ? "−" : sign) + grouped + fraction + percent;
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

/** Whether an engine text is a zero of any spelling: "0", "0.00", "-0", "0%". */
export function isZero(text: string): boolean {
  return /^-?0(\.0*)?%?$/.test(text);
}
