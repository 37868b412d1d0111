// Where a source can be read in two ways, the scheme takes one and says so in its readings.json: this shows that the other
// reading is a setting away and what it would give.
//
//   node readings.mjs YARDSTICK            writes docs/readings.md
//   node readings.mjs YARDSTICK --check    compares docs/readings.md with what would be written instead
//
// For each entry the named case passes as it is; with `change` put into the scheme it fails, and passes with `gives`, which
// was worked out by hand, in place of what it expected.
import { readdirSync } from "node:fs";
import { close, page, path, read, row, run, text, there } from "./schemes.mjs";

const [program, option] = process.argv.slice(2);
const faults = [];

function put(scheme, { at, value }) {
  const keys = at.split("/").slice(1).map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));
  const last = keys.pop();
  const owner = keys.reduce((tree, key) => tree?.[key], scheme);
  if (owner === null || typeof owner !== "object") return false;
  if (value !== undefined) owner[last] = value;
  else if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else delete owner[last];
  return true;
}

const alone = (scheme, one) => run(program, { ...scheme, cases: [one] });

function proved(scheme, reading) {
  const one = scheme.cases.find(({ name }) => name === reading.case);
  if (!one) return `it has no case “${reading.case}”`;
  if (alone(scheme, one).failed.length > 0) return `its case “${reading.case}” does not pass as it is`;
  const other = structuredClone(scheme);
  for (const change of reading.change) if (!put(other, change)) return `nothing stands at ${change.at}`;
  const before = alone(other, one);
  if (!before.ran) return `with the change the scheme no longer stands:\n${before.said}`;
  if (before.failed.length === 0) return `its case “${reading.case}” gives the same under the other reading`;
  const after = alone(other, { ...one, expect: reading.gives });
  return after.ran && after.failed.length === 0 ? undefined : `under the other reading its case gives something else:\n${after.said}`;
}

const entries = readdirSync(path("data/schemes")).flatMap((id) => {
  const name = `data/schemes/${id}/readings.json`;
  if (!there(name)) return [];
  const scheme = read(`data/schemes/${id}/scheme.json`);
  return read(name).map((reading) => {
    const why = reading.nothing ? undefined : proved(scheme, reading);
    if (why) faults.push(`${id} ${reading.id}: ${why}`);
    return { id, scheme, reading };
  });
});
entries.sort((a, b) => (a.reading.id < b.reading.id ? -1 : a.reading.id > b.reading.id ? 1 : a.id < b.id ? -1 : 1));
for (let number = 1; number <= 40; ++number) {
  const id = `Q${String(number).padStart(2, "0")}`;
  if (!entries.some(({ reading }) => reading.id === id)) faults.push(`${id}: no scheme says how it reads it`);
}

const figures = (expected) => Object.entries(expected).map(([unit, nodes]) => `${unit}: ${Object.entries(nodes).map(([node, value]) => `\`${node}\` ${JSON.stringify(value)}`).join(", ")}`).join("; ");
const switched = entries.filter(({ reading }) => !reading.nothing);
const lines = [
  "# Where a source can be read in two ways",
  "",
  "Written by `./dev coverage`. Each entry names the reading taken, the other one, and a case in which they differ; a test turns the other reading on in the scheme and finds what is said here.",
  "",
  "| no. | scheme | what is unclear | our reading | other reading | case | the other reading gives |",
  "|---|---|---|---|---|---|---|",
  ...switched.map(({ id, reading }) => row([reading.id, id, text(reading.title), text(reading.reading), text(reading.other), reading.case, figures(reading.gives)])),
  "",
  "## Nothing to switch",
  "",
  "| no. | scheme | what is unclear | our reading | why |",
  "|---|---|---|---|---|",
  ...entries.filter(({ reading }) => reading.nothing).map(({ id, reading }) => row([reading.id, id, text(reading.title), text(reading.reading), text(reading.nothing)])),
  "",
];
faults.push(...page("docs/readings.md", lines, option === "--check"));
close(faults, `${switched.length} readings switched, ${entries.length - switched.length} with nothing to switch`);
