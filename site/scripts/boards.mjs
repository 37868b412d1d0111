// Writes dist/boards/, or the folder it is given, from data/boards and data/schemes (formats: data/README.md, "Board");
// `yardstick index` makes the last two anew from whatever boards a site has, and tests/cli/publishing.mjs holds both together:
//   <id>.json    one published board; the two documents are strings, so that their bytes survive
//   index.json   what there is, and which board opens first: the one that says so, else the first by id
//   offline.js   both again for file://, as <script type="application/json" data-board="<id> or index"> elements
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { root, sha256, writeTexts } from "./documents.mjs";

/** The published text of one board, and its line in the index. @param {string} id */
async function board(id) {
  const folder = `${root}data/boards/${id}/`;
  const { $schema, first, ...about } = JSON.parse(await readFile(`${folder}board.json`, "utf8"));
  if (about.id !== id) throw new Error(`${folder}board.json: the id is "${about.id}", the folder "${id}"`);
  const scheme = await readFile(`${root}data/schemes/${about.scheme}/scheme.json`, "utf8");
  const dataset = await readFile(`${folder}dataset.json`, "utf8");
  const sums = { scheme: sha256(scheme), dataset: sha256(dataset) };
  const text = `${JSON.stringify({ ...about, format: "yardstick-board/1", scheme, dataset, sha256: sums })}\n`;
  const data = JSON.parse(dataset);
  /** @type {Record<string, { title?: unknown }>} */
  const models = JSON.parse(scheme).classes;
  const classes = Object.keys(data.units).map((name) => ({ id: name, title: models[name]?.title ?? name, units: data.units[name].length }));
  const entry = {
    id,
    title: about.title,
    note: about.note,
    scheme: about.scheme,
    class: about.class,
    period: about.period,
    periods: data.periods,
    classes,
    units: classes.reduce((sum, one) => sum + one.units, 0),
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    invented: data.invented === true,
  };
  return { text, entry, first: first === true };
}

const source = `${root}data/boards`;
const ids = existsSync(source) ? (await readdir(source)).filter((id) => existsSync(`${source}/${id}/board.json`)).sort() : [];
/** @type {Record<string, string>} */
const texts = {};
const boards = [];
let opens = ids[0] ?? "";
for (const id of ids) {
  const { text, entry, first } = await board(id);
  if (first) opens = id;
  texts[id] = text;
  boards.push(entry);
}
texts.index = `${JSON.stringify({ format: "yardstick-index/1", default: opens, boards })}\n`;
await writeTexts(process.argv[2] ?? `${root}dist/boards`, "board", texts);
console.log(`boards: ${ids.join(", ") || "none"}`);
