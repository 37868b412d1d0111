// The two editions that an office puts somewhere: `node release.mjs [--boards id,id] [--out folder]`.
//   yardstick-site.zip   dist/ as it is, for any static host
//   yardstick.html       one file with engine, views, schemes and the chosen boards; works when it is opened from a shared folder
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync, zipSync } from "fflate";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const dist = at("../../dist/");
const { values } = parseArgs({ options: { boards: { type: "string" }, out: { type: "string", default: at("../../release") } } });
const out = values.out;

const index = JSON.parse(await readFile(`${dist}boards/index.json`, "utf8"));
/** @type {string[]} */
const known = index.boards.map((/** @type {{ id: string }} */ board) => board.id);
const chosen = values.boards === undefined ? known : values.boards.split(",").filter(Boolean);
const unknown = chosen.filter((id) => !known.includes(id));
if (chosen.length === 0 || unknown.length > 0) {
  console.error(`release: ${unknown.length > 0 ? `there is no board ${unknown.join(", ")}` : "no board was chosen"}; there are: ${known.join(", ")}`);
  process.exit(2);
}

/** Every file of dist/, by its path. @returns {Promise<Record<string, Uint8Array>>} */
async function everything(folder = "") {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const entry of (await readdir(dist + folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder + entry.name;
    if (entry.isDirectory()) Object.assign(files, await everything(`${path}/`));
    else files[path] = await readFile(dist + path);
  }
  return files;
}

// Inside HTML a script ends at the first "</script", wherever it stands; in a script's strings and patterns "<\/script" is the same.
const code = (/** @type {string} */ text) => text.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
const data = (/** @type {string} */ text) => text.replace(/</g, "\\u003c");

const files = await everything();
const text = (/** @type {string} */ path) => new TextDecoder().decode(files[path]);

function oneFile() {
  const html = text("index.html");
  const app = /<script defer src="app\.js\?[0-9a-f]+"([^>]*)><\/script>/.exec(html);
  const style = /<link rel="stylesheet" href="app\.css\?[0-9a-f]+">/.exec(html);
  const offline = /<script>if\(location\.protocol==="file:"\).*?<\/script>\n?/.exec(html);
  if (!app || !style || !offline) throw new Error("dist/index.html is not as page-plugin.ts writes it");
  const later = [...(app[1] ?? "").matchAll(/ data-([a-z]+)=/g)].map((match) => match[1]);

  const boards = index.boards.filter((/** @type {{ id: string }} */ board) => chosen.includes(board.id));
  const first = chosen.includes(index.default) ? index.default : chosen[0];
  const parts = [["data-board", "index", JSON.stringify({ ...index, default: first, boards })]];
  for (const { id } of boards) parts.push(["data-board", id, text(`boards/${id}.json`)]);
  for (const path of Object.keys(files).filter((one) => /^schemes\/[^/]+\.json$/.test(one))) parts.push(["data-scheme", path.slice(8, -5), text(path)]);
  if (files["site.json"]) parts.push(["data-board", "site", text("site.json")]);

  // Licences travel with the file that they are about.
  const licences = text("licences.txt").replace(/--+>?/g, (dashes) => dashes.replace(/-/g, "‐"));
  const body = [
    ...parts.map(([kind, id, json]) => `<script type="application/json" ${kind}="${id}">${data(json ?? "")}</script>`),
    ...[...later, "app"].map((name) => `<script>${code(text(`${name}.js`))}</script>`),
  ].join("\n");
  return html
    .replace(offline[0], "")
    .replace(style[0], () => `<style>${text("app.css")}</style>`)
    .replace(app[0], "")
    .replace("</body>", () => `${body}\n<!-- ${code(licences)} -->\n</body>`);
}

await mkdir(out, { recursive: true });
// One fixed date: the same dist/ gives the same bytes.
const site = zipSync(files, { level: 9, mtime: new Date(2025, 0, 1) });
await writeFile(`${out}/yardstick-site.zip`, site);
const page = oneFile();
await writeFile(`${out}/yardstick.html`, page);
const show = (/** @type {number} */ bytes) => bytes.toLocaleString("en").padStart(12);
console.log(`${show(site.length)} bytes  ${out}/yardstick-site.zip  (${Object.keys(files).length} files)`);
console.log(`${show(Buffer.byteLength(page))} bytes  ${out}/yardstick.html  (boards: ${chosen.join(", ")}; ${gzipSync(Buffer.from(page)).length.toLocaleString("en")} gzipped)`);
