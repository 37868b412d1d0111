// The examples in the authors' reference: each is laid into a whole scheme, checked and run, and the pages in both
// languages must hold the same ones. Called with the command line program and a folder for the schemes:
//   node tests/docs/examples.mjs build/bin/yardstick build/examples
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [program, folder] = process.argv.slice(2);
const pages = ["docs/language.md", "docs/zh-CN/language.md"];
const root = fileURLToPath(new URL("../../", import.meta.url));
const faults = [];

/** The fenced blocks whose info string is `json example`. */
function examplesOf(page) {
  const text = readFileSync(root + page, "utf8");
  const examples = [];
  for (const match of text.matchAll(/^```json example\n([\s\S]*?)^```$/gm)) {
    const line = text.slice(0, match.index).split("\n").length;
    const where = `${page}:${line}`;
    try {
      examples.push({ where, fragment: JSON.parse(match[1]) });
    } catch (error) {
      faults.push(`${where}: ${error.message}`);
    }
  }
  return examples;
}

/** A whole scheme around a fragment. */
function schemeOf(fragment) {
  const { facts, nodes, cohorts, limits, belongs, total, classes, calendar, cases, ...rest } = fragment;
  const own = { office: { facts, nodes, cohorts, limits, belongs, total } };
  const whole = {};
  for (const [id, part] of Object.entries(classes ?? own)) {
    const nodes = { ...part.nodes };
    const giving = Object.keys(nodes).filter((name) => (nodes[name].type ?? "points") === "points");
    let total = part.total ?? giving.find((name) => name === "total") ?? giving[0];
    if (!total) {
      total = "onePoint"; // a class has a total; an example of values needs none
      nodes[total] = { full: "1", rule: { kind: "constant", points: "1" } };
    }
    whole[id] = { title: id, ...part, facts: part.facts ?? {}, nodes, total, publish: Object.keys(nodes) };
  }
  return {
    format: "yardstick-scheme/1",
    id: "example",
    version: "1",
    title: "Example",
    source: { document: "Example", status: "invented" },
    calendar: { main: "year", periods: ["year", "half", "quarter", "month", "day"], ...calendar },
    display: { places: 2, mode: "half-up" },
    ...rest,
    classes: whole,
    cases: cases.map((one) => ({ source: "invented", ...one })),
  };
}

/** The fragment without what a page says in its own language: the cases' names and notes. */
const bare = ({ cases, ...rest }) =>
  JSON.stringify([rest, cases.map(({ name, note, ...one }) => one)]);

function run(where, ...args) {
  try {
    execFileSync(program, args, { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const said = `${error.stdout ?? ""}${error.stderr ?? ""}`.trim() || error.message;
    faults.push(`${where}: ${said.replaceAll("\n", "\n    ")}`);
    return false;
  }
  return true;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const all = pages.map(examplesOf);
for (const [page, examples] of all.entries()) {
  for (const [at, { where, fragment }] of examples.entries()) {
    if (!fragment.cases?.length || !fragment.cases.every((one) => one.note)) {
      faults.push(`${where}: every example has a case, and every case a note with its working`);
      continue;
    }
    const file = `${folder}/${page}-${at}.json`;
    writeFileSync(file, JSON.stringify(schemeOf(fragment), null, 1));
    if (run(where, "check", file)) run(where, "cases", file);
  }
}
const [first, second] = all;
if (first.length === 0) faults.push(`${pages[0]} holds no examples`);
if (first.length !== second.length)
  faults.push(`${pages[0]} has ${first.length} examples, ${pages[1]} ${second.length}`);
for (const [at, { where, fragment }] of first.entries())
  if (second[at] && bare(fragment) !== bare(second[at].fragment))
    faults.push(`${second[at].where} is not the example of ${where}`);

for (const fault of faults) console.error(fault);
console.log(`${first.length + second.length} examples, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
