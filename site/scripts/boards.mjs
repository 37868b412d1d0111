// Writes dist/boards/ from data/boards and data/schemes (formats: data/README.md, "Board"):
//   <id>.json    one published board; the two documents are strings, so that their bytes survive
//   index.json   what there is, and which board opens first: the one that says so, else the first by id
//   offline.js   both again for file://, as <script type="application/json" data-board="<id> or index"> elements
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const out = `${root}dist/boards/`;
const sha256 = (/** @type {string} */ text) => createHash("sha256").update(text, "utf8").digest("hex");

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

const elements = (/** @type {Record<string, string>} */ texts) => `${JSON.stringify(Object.entries(texts))}.forEach(function (board) {
  var script = document.createElement("script");
  script.type = "application/json";
  script.setAttribute("data-board", board[0]);
  script.textContent = board[1];
  document.head.appendChild(script);
});
`;

const source = `${root}data/boards`;
const ids = existsSync(source) ? (await readdir(source)).filter((id) => existsSync(`${source}/${id}/board.json`)).sort() : [];
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
/** @type {Record<string, string>} */
const texts = {};
const boards = [];
let opens = ids[0] ?? "";
for (const id of ids) {
  const { text, entry, first } = await board(id);
  if (first) opens = id;
  texts[id] = text;
  boards.push(entry);
  await writeFile(`${out}${id}.json`, text);
}
texts.index = `${JSON.stringify({ format: "yardstick-index/1", default: opens, boards })}\n`;
await writeFile(`${out}index.json`, texts.index);
await writeFile(`${out}offline.js`, elements(texts));
console.log(`boards: ${ids.join(", ") || "none"}`);
