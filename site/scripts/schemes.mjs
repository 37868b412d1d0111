// Makes dist/schemes/ from data/schemes (catalogue.mjs writes it; format: data/README.md, "Catalogue"):
//   <id>.json    a scheme as it was written, byte for byte
//   index.json   what there is: titles, sources, classes, what became of the source's rules
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { coverage } from "./coverage.mjs";
import { root, sha256 } from "./documents.mjs";

/** @typedef {{ [key: string]: any }} Bag */

// Reproductions of published scoring systems of other fields are named so.
const reproduction = "published-";

/** How many nodes give points; those that a period has as contents of its own as well. @param {Bag} nodes @returns {number} */
const indicators = (nodes) =>
  Object.values(nodes).reduce((sum, node) => {
    const contents = Object.values(node.contents ?? {}).reduce((inner, part) => inner + indicators(part.children ?? {}), 0);
    return sum + (node.type ? 0 : 1) + contents;
  }, 0);

/** @param {string} id @param {string} text @param {Record<string, string[]> | undefined} kinds */
export function entryOf(id, text, kinds) {
  const scheme = JSON.parse(text);
  if (scheme.id !== id) throw new Error(`data/schemes/${id}/scheme.json: the id is "${scheme.id}", the folder "${id}"`);
  return {
    id,
    version: scheme.version,
    title: scheme.title,
    source: { document: scheme.source.document, status: scheme.source.status },
    published: id.startsWith(reproduction),
    classes: Object.entries(scheme.classes).map(([name, { title, nodes }]) => ({ id: name, title, indicators: indicators(nodes) })),
    coverage: coverage(scheme, kinds),
    cases: scheme.cases.length,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
  };
}

/** The texts of the catalogue by name, "index" among them. @returns {Promise<Record<string, string>>} */
export async function catalogue() {
  const source = `${root}data/schemes`;
  const { systems } = JSON.parse(await readFile(`${root}data/rules.json`, "utf8"));
  const ids = (await readdir(source)).filter((id) => existsSync(`${source}/${id}/scheme.json`)).sort();
  /** @type {Record<string, string>} */
  const texts = {};
  const schemes = [];
  for (const id of ids) {
    const text = await readFile(`${source}/${id}/scheme.json`, "utf8");
    texts[id] = text;
    schemes.push(entryOf(id, text, systems[id]));
  }
  return { ...texts, index: `${JSON.stringify({ format: "yardstick-schemes/1", schemes })}\n` };
}
