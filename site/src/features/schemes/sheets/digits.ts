// Decimal numbers as text. Spreadsheets keep binary numbers and write up to 17 digits of them; what was typed has at most 15.

/** A number of things, from its digits: rows, columns, days. Never a figure. */
export function whole(digits: string): number {
  let count = 0;
  for (const digit of digits) count = count * 10 + "0123456789".indexOf(digit);
  return count;
}

interface Decimal {
  negative: boolean;
  /** Without zeros in front or at the end; "" is zero. */
  digits: string;
  /** How many digits lie before the point: 0.digits × 10^point. */
  point: number;
}

const shape = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?)(\d{1,3}))?$/;

function parts(text: string): Decimal | null {
  const match = shape.exec(text);
  if (!match) return null;
  const [, sign, before = "", after = "", way, power = ""] = match;
  if (before === "" && after === "") return null;
  const all = before + after;
  const digits = all.replace(/^0+/, "");
  const zeros = all.length - digits.length;
  const exponent = whole(power) * (way === "-" ? -1 : 1);
  const kept = digits.replace(/0+$/, "");
  return { negative: sign === "-" && kept !== "", digits: kept, point: kept === "" ? 0 : before.length - zeros + exponent };
}

function write({ negative, digits, point }: Decimal): string {
  if (digits === "") return "0";
  const padded = point > 0 ? digits.padEnd(point, "0") : digits;
  const before = point > 0 ? padded.slice(0, point) : "0";
  const after = point > 0 ? padded.slice(point) : "0".repeat(-point) + digits;
  return `${negative ? "-" : ""}${before}${after === "" ? "" : `.${after}`}`;
}

/** One spelling for each number, without an exponent: "1.50E+1" as "15"; null where the text is no decimal number. */
export function plain(text: string): string | null {
  const decimal = parts(text);
  return decimal && write(decimal);
}

/** The number with its point moved: "0.982" by 2 is "98.2". */
export function shifted(text: string, places: number): string | null {
  const decimal = parts(text);
  return decimal && write({ ...decimal, point: decimal.digits === "" ? 0 : decimal.point + places });
}

/** Rounded to 15 significant digits, halves away from zero; null where the text is no decimal number. */
export function rounded15(text: string): string | null {
  const decimal = parts(text);
  if (!decimal) return null;
  const { digits } = decimal;
  if (digits.length <= 15) return write(decimal);
  let kept = digits.slice(0, 15);
  let { point } = decimal;
  if (digits.charAt(15) >= "5") {
    const nines = /9*$/.exec(kept)?.[0].length ?? 0;
    const head = kept.slice(0, 15 - nines);
    if (head === "") {
      kept = "1";
      point += 1;
    } else {
      kept = head.slice(0, -1) + "1234567890".charAt("0123456789".indexOf(head.slice(-1)));
    }
  }
  return write({ ...decimal, digits: kept.replace(/0+$/, ""), point });
}

/** Whether a spreadsheet's number holds it digit for digit. */
export function heldExactly(text: string): boolean {
  const decimal = parts(text);
  return decimal !== null && decimal.digits.length <= 15 && decimal.point <= 15 && decimal.point > -9;
}

/** Whether it lies beyond 1 on either side. */
export function beyondOne(text: string): boolean {
  const decimal = parts(text);
  return decimal !== null && decimal.digits !== "" && (decimal.point > 1 || (decimal.point === 1 && decimal.digits !== "1"));
}

/** As a whole number of units of the last of `places` digits behind the point; null where it needs more of them. */
function scaled(text: string, places: number): bigint | null {
  const decimal = parts(text);
  if (!decimal) return null;
  const zeros = places - (decimal.digits.length - decimal.point);
  if (zeros < 0 || zeros > 400) return null;
  const value = BigInt(decimal.digits === "" ? "0" : decimal.digits + "0".repeat(zeros));
  return decimal.negative ? -value : value;
}
export function placesOf(text: string): number {
  const decimal = parts(text);
  return decimal ? Math.max(decimal.digits.length - decimal.point, 0) : 0;
}

/** Whether a formula over these figures gives that one, exactly: a proof of the formula, not a way to a figure. Each figure may have a
 *  factor, a percentage or a decimal number. */
export function addsUp(figures: readonly { figure: string; by?: string }[], total: string): boolean {
  const factors = figures.map(({ by = "1" }) => (by.endsWith("%") ? shifted(by.slice(0, -1), -2) : plain(by)));
  const places = Math.max(0, ...figures.map(({ figure }, index) => placesOf(figure) + placesOf(factors[index] ?? "")), placesOf(total));
  let sum = BigInt(0);
  for (let index = 0; index < figures.length; index += 1) {
    const factor = factors[index] ?? null;
    const own = placesOf(factor ?? "");
    const a = scaled(figures[index]?.figure ?? "", places - own);
    const b = factor === null ? null : scaled(factor, own);
    if (a === null || b === null) return false;
    sum += a * b;
  }
  return plain(total) !== null && sum === scaled(total, places);
}
