// What the generators of all boards share: drawing from a seed, and writing a dataset so that a change of it reads well.
// Whole-number generator (mulberry32), so that no engine's arithmetic can change a figure.
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const upTo = (most) => next() % (most + 1);
  return { upTo, between: (low, high) => low + upTo(high - low), pick: (list) => list[upTo(list.length - 1)] };
}

// Faults of a unit whose weakness is 0 (best) to 10: none at 0, up to `most` at 10.
export const faults = (roll, weakness, most) => Math.floor((most * weakness * roll.between(60, 140)) / 1000);
export const day = (roll, month, year = 2025) => `${year}-${String(month).padStart(2, "0")}-${String(roll.between(1, 28)).padStart(2, "0")}`;

const two = (number) => String(number).padStart(2, "0");
const holidays = new Set(["01-01", "01-28", "01-29", "01-30", "01-31", "02-03", "02-04", "04-04", "05-01", "05-02", "05-05", "06-02", "10-01", "10-02", "10-03", "10-06", "10-07", "10-08"]);
const madeUp = new Set(["01-26", "02-08", "04-27", "09-28", "10-11"]);
/** The working days of 2025, a list for each month. */
export const workdays = Array.from({ length: 12 }, (_, index) =>
  Array.from({ length: new Date(Date.UTC(2025, index + 1, 0)).getUTCDate() }, (_, day) => `${two(index + 1)}-${two(day + 1)}`)
    .filter((date) => madeUp.has(date) || (!holidays.has(date) && ![0, 6].includes(new Date(`2025-${date}T00:00:00Z`).getUTCDay())))
    .map((date) => `2025-${date}`),
);

export const say = (zh, en) => ({ "zh-CN": zh, en });
export const units = (names) =>
  names.map(([zh, en, group, letters], index) => ({
    id: `u${String(index + 1).padStart(2, "0")}`,
    name: { "zh-CN": `${zh}分局`, en },
    group,
    initials: `${letters}fj`,
  }));

const inline = (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replace(/([[{]) /g, "$1").replace(/ ([\]}])/g, "$1");
const plain = (value) => value === null || typeof value !== "object";

// What fits takes one line, and so does a list of plain values however long: a unit, a fact and a record each have theirs.
function lay(value, margin) {
  const text = inline(value);
  if (plain(value) || text.length + margin.length <= 140 || (Array.isArray(value) && value.every(plain))) return text;
  const deeper = `${margin}  `;
  const parts = Array.isArray(value) ? value.map((part) => lay(part, deeper)) : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${lay(part, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.map((part) => deeper + part).join(",\n")}\n${margin}${close}`;
}

/** The text of a dataset, which need not say what every dataset begins with. */
export const write = (dataset) => `${lay({ $schema: "../../schema/dataset.schema.json", format: "yardstick-dataset/1", ...dataset }, "")}\n`;
