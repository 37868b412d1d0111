// Which rules of the source documents (data/rules.json) the schemes really compute.
//
//   node coverage.mjs YARDSTICK            writes docs/coverage.md, and fails where a computable rule is not computed
//   node coverage.mjs YARDSTICK --check    compares docs/coverage.md with what would be written instead
//   node coverage.mjs YARDSTICK --ablate   also prints what each neutralised part changed
//
// A rule is computed where a part of a class cites it and a case that cites it too comes out differently once that part is
// neutralised: that keeps a citation from being an ornament. Marks that are typed in (`direct`) compute nothing.
import { citing, shown } from "../../site/scripts/coverage.mjs";
import { close, page, read, row, run, text, there } from "./schemes.mjs";

const [program, option] = process.argv.slice(2);

const flag = { type: "flag", value: "false" };
const amount = { type: "money", value: "0" };
// What a node becomes when it no longer gives or takes anything.
const neutral = {
  flag: () => flag,
  verdict: () => flag,
  veto: () => flag,
  honour: () => flag,
  run: () => flag,
  quota: () => flag,
  rank: () => ({ type: "number", value: "1" }),
  level: (node) => ({ ...node, stages: [...node.stages, { gate: { when: "true", atMost: lowest(node) } }] }),
  number: () => ({ type: "number", value: "0" }),
  rate: () => ({ type: "rate", value: "0" }),
  money: () => amount,
  award: () => amount,
  pool: () => amount,
  convert: () => ({ type: "number", value: "0" }),
  decision: (node) => ({ ...node, due: "false" }),
};

function lowest(level) {
  for (const { lines, map, distribution } of level.stages) {
    if (lines) return lines.at(-1).level;
    if (map?.levels) return map.levels.at(-1).level;
    if (distribution) return distribution.shares.at(-1).level;
  }
  return undefined;
}

function withoutEffect(node) {
  const kept = Object.fromEntries(["title", "grain", "full", "weight", "outside", "extra"].filter((key) => key in node).map((key) => [key, node[key]]));
  if (node.type) return { ...(node.type === "level" ? {} : kept), ...(neutral[node.type]?.(node) ?? node) };
  if (node.contents) {
    const full = (child) => (child.full ? { ...child, rule: { kind: "constant", points: child.full }, steps: undefined } : child);
    const part = (content) => ({ ...content, children: Object.fromEntries(Object.entries(content.children ?? {}).map(([id, child]) => [id, full(child)])) });
    return { ...node, contents: Object.fromEntries(Object.entries(node.contents).map(([period, content]) => [period, part(content)])) };
  }
  return { ...kept, rule: { kind: "constant", points: node.outside || node.extra || !node.full ? "0" : node.full } };
}

const at = (tree, path) => path.reduce((value, key) => value?.[key], tree);
function replaced(tree, path, change) {
  const copy = structuredClone(tree);
  const owner = at(copy, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(owner) && change === undefined) owner.splice(key, 1);
  else if (change === undefined) delete owner[key];
  else owner[key] = change;
  return copy;
}

// classes / CLASS / nodes / NODE, or a child written inside a period's contents.
function ownerOf(path) {
  if (path[2] !== "nodes") return undefined;
  return path[4] === "contents" && path[6] === "children" ? path.slice(0, 8) : path.slice(0, 4);
}

// The ways to neutralise what stands at a path: the smallest part that a list holds, then the node around it.
function* neutralised(scheme, path) {
  const owner = ownerOf(path);
  for (let length = path.length; length > (owner?.length ?? 2); --length) if (typeof path[length - 1] === "number") yield [path.slice(0, length), undefined];
  if (!owner) return;
  const node = at(scheme, owner);
  if (node.rule?.kind !== "direct" || node.fold) yield [owner, withoutEffect(node)];
}

const titleOf = (scheme, path) => text(at(scheme, ownerOf(path) ?? path)?.title) || (ownerOf(path) ?? path).at(-1);

function computed(scheme, rule, log) {
  const cases = scheme.cases.filter((one) => one.clauses?.includes(rule));
  if (cases.length === 0) return { why: "no case cites it" };
  const only = { ...scheme, cases };
  let why = "no node or outcome cites it";
  for (const path of citing(scheme.classes, rule, ["classes"]))
    for (const [where, change] of neutralised(scheme, path)) {
      const { ran, failed, said } = run(program, replaced(only, where, change));
      log(`${rule} /${where.join("/")}: ${failed.length > 0 ? failed.map(({ name, why }) => `${name}\n${why}`).join("") : ran ? "nothing changed" : said.split("\n")[0]}`);
      if (failed.length > 0) return { at: path, case: failed[0].name };
      why = "no case changes when it is neutralised";
    }
  return { why };
}

const { systems } = read("data/rules.json");
const log = option === "--ablate" ? console.log : () => {};
const lines = [
  "# Which rules are computed",
  "",
  "Written by `./dev coverage`; a test compares it with the schemes. Each rule of the source documents has an id (data/rules.json). **C** is a computable rule, **P** structure or a parameter, **R** a figure that the source reports, **W** a date, a step of work or an audit. A C rule counts where a part of a scheme cites it and the case named here comes out differently once that part is neutralised; `./dev coverage --ablate` shows what changed.",
];
const faults = [];
let computable = 0;
let count = 0;
for (const [id, kinds] of Object.entries(systems)) {
  const path = `data/schemes/${id}/scheme.json`;
  if (!there(path)) {
    faults.push(...Object.values(kinds).flat().map((rule) => `${rule}: there is no scheme ${id}`));
    computable += kinds.C?.length ?? 0;
    continue;
  }
  const scheme = read(path);
  const broken = run(program, scheme);
  if (!broken.ran || broken.failed.length > 0) faults.push(`${id}: its cases do not pass as they are`);
  lines.push("", `## ${text(scheme.title)} (\`${id}\`)`, "", "| rule | kind | clause | where | case |", "|---|---|---|---|---|");
  const rows = Object.entries(kinds).flatMap(([kind, rules]) => rules.map((rule) => [rule, kind])).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [rule, kind] of rows) {
    const clause = scheme.clauses?.[rule];
    const found = kind === "C" ? computed(scheme, rule, log) : shown(scheme, rule);
    if (kind === "C") computable += 1;
    if (kind === "C" && found.at) count += 1;
    if (!clause) faults.push(`${rule}: the scheme ${id} has no clause for it`);
    if (found.why) faults.push(`${rule}: ${found.why}`);
    const place = found.at ? `${found.at[1] && found.at[0] === "classes" ? `${text(at(scheme, found.at.slice(0, 2))?.title) || found.at[1]} · ` : ""}${titleOf(scheme, found.at)}` : found.gap ? `not computed: ${found.gap}` : (found.why ?? "");
    lines.push(row([rule, kind, text(clause), place, found.case ?? ""]));
  }
}
const closing = `${count} of ${computable} computable rules computed`;
lines.push("", `${closing}.`, "");

faults.push(...page("docs/coverage.md", lines, option === "--check"));
close(faults, closing);
