// Writes dist/sw.js, the service worker, for the files that are in dist/ now: the page's own, without boards and schemes.
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const dist = at("../../dist/");
const source = await readFile(at("../offline/sw.js"), "utf8");
const entries = await readdir(dist, { withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && entry.name !== "sw.js").map((entry) => entry.name).sort();
const digest = createHash("sha256").update(source);
for (const name of files) digest.update(`${name}\0`).update(await readFile(dist + name));
const build = digest.digest("hex").slice(0, 16);
await writeFile(`${dist}sw.js`, source.replace("__BUILD__", build).replace("__FILES__", JSON.stringify(files)));
console.log(`offline: ${files.length} files, build ${build}`);
