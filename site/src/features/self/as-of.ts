// Which months of an empty form are over. The figures of a form are as of a day: what lies before it should be there, what lies
// behind it may still come. The engine is told that day as the dataset's `asOf`; "" is the last day of the form's period.

const two = (number: number) => String(number).padStart(2, "0");

const monthsIn: Record<string, string[]> = { H1: ["01", "06"], H2: ["07", "12"], Q1: ["01", "03"], Q2: ["04", "06"], Q3: ["07", "09"], Q4: ["10", "12"] };

/** The months of a period: "2025-H2" has 2025-07 to 2025-12. */
export function monthsOf(period: string): string[] {
  const year = period.slice(0, 4);
  const part = period.slice(5, 7);
  const [first = part || "01", last = part || "12"] = monthsIn[part] ?? [];
  return Array.from({ length: 12 }, (_, index) => two(index + 1))
    .filter((month) => month >= first && month <= last)
    .map((month) => `${year}-${month}`);
}

/** The last day of a month. */
function lastDay(month: string): string {
  const day = new Date(`${month}-28T00:00:00Z`);
  while (day.toISOString().slice(0, 7) === month) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

export interface Over {
  asOf: string;
  /** The last month that is over; "" where none is, or all are. */
  month: string;
  is: "none" | "upTo" | "all";
}

/** What can be chosen: none, up to each month but the last, all. */
export function overChoices(period: string): Over[] {
  const months = monthsOf(period);
  const upTo = months.slice(0, -1).map((month): Over => ({ asOf: lastDay(month), month, is: "upTo" }));
  return [{ asOf: `${months[0]}-01`, month: "", is: "none" }, ...upTo, { asOf: "", month: "", is: "all" }];
}

/** What holds on a day, "2025-09-15": the months before it are over. */
export function overAt(period: string, day: string): Over {
  const choices = overChoices(period);
  const months = monthsOf(period);
  const over = months.filter((month) => lastDay(month) < day).length;
  return choices[over] as Over;
}

/** Whether a period, "2025-Q1" or a day, lies before a day. */
export function isOver(period: string, day: string): boolean {
  const months = monthsOf(period);
  return (period.length === day.length ? period : lastDay(months[months.length - 1] ?? "")) < day;
}

/** This device's day. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** For which periods a form can be had: that of the scheme's board, and this year where boards are of years. */
export function periodChoices(periods: readonly string[], day: string): string[] {
  const last = periods[periods.length - 1] ?? "";
  const year = day.slice(0, 4);
  return /^\d{4}$/.test(last) && year > last ? [last, year] : [last];
}
