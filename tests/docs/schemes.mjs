// The pages of the shipped schemes: written by `./dev docs`, compared by the test docs.schemes. Published rule sets of
// other fields are looked at as well, in both languages, but get no page.
//   node schemes.mjs PROGRAM write | check
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [program, task] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const pages = join(root, "docs/zh-CN/schemes");
const ids = readdirSync(join(root, "data/schemes")).filter((id) => existsSync(join(root, "data/schemes", id, "scheme.json"))).sort();
const shipped = ids.filter((id) => !id.startsWith("published-"));
const describe = (id, lang) =>
  execFileSync(program, ["describe", join(root, "data/schemes", id, "scheme.json"), "--lang", lang], { encoding: "utf8", maxBuffer: 1 << 26 });

const index = () => {
  const rows = shipped.map((id) => `- [${describe(id, "zh-CN").split("\n", 1)[0].slice(2)}](${id}.md)`);
  return `# 各方案说明\n\n每页由方案生成，可以直接发给考核对象；\`./dev docs\` 重新生成，请勿手改。\n\n${rows.join("\n")}\n`;
};
const wanted = new Map([["README.md", index()], ...shipped.map((id) => [`${id}.md`, describe(id, "zh-CN")])]);

if (task === "write") {
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  for (const [name, text] of wanted) writeFileSync(join(pages, name), text);
  console.log(`${wanted.size} pages in docs/zh-CN/schemes`);
  process.exit(0);
}

const faults = [];
for (const [name, text] of wanted) {
  const file = join(pages, name);
  if (!existsSync(file)) faults.push(`${name} is not there: ./dev docs`);
  else if (readFileSync(file, "utf8") !== text) faults.push(`${name} is not what the program prints: ./dev docs`);
}
for (const name of existsSync(pages) ? readdirSync(pages) : []) if (!wanted.has(name)) faults.push(`${name} belongs to no scheme: ./dev docs`);

// What has a title is never shown by its id, and nothing is left without words.
const titled = (scheme) => {
  const found = new Map();
  const look = (object) => {
    for (const [key, value] of Object.entries(object ?? {})) {
      if (value === null || typeof value !== "object") continue;
      const zh = typeof value.title === "string" ? value.title : value.title?.["zh-CN"];
      if (zh && zh !== key && /^[a-z]+[A-Z_]/.test(key)) found.set(key, zh);
      look(value);
    }
  };
  look(scheme.classes);
  look(scheme.parameters);
  look(scheme.tables);
  look(scheme.links);
  return found;
};
for (const id of ids) {
  const scheme = JSON.parse(readFileSync(join(root, "data/schemes", id, "scheme.json"), "utf8"));
  for (const lang of ["zh-CN", "en"]) {
    const page = describe(id, lang);
    for (const [key, title] of titled(scheme))
      if (new RegExp(`(?<![A-Za-z0-9_-])${key}(?![A-Za-z0-9_])`).test(page)) faults.push(`${id} (${lang}): ${key} stands where “${title}” should`);
    for (const clause of Object.keys(scheme.clauses ?? {})) if (!page.includes(clause)) faults.push(`${id} (${lang}): clause ${clause} is not quoted`);
    for (const [number, line] of page.split("\n").entries()) {
      if (/\{\d\}|undefined|(：|:)\s*[。.]$|（）|“”|^- *[。.]?$/.test(line)) faults.push(`${id} (${lang}) line ${number + 1}: “${line}”`);
      if (lang === "zh-CN" && /^#+ *$/.test(line)) faults.push(`${id}: a heading without words`);
    }
  }
}
for (const fault of faults) console.error(fault);
console.log(`${wanted.size} pages, ${ids.length} schemes in two languages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
