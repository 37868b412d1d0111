// Writes the invented figures of every board: `node data/boards/generate.mjs [board…]` gives the same bytes every time.
// A board's folder holds its own generate.mjs, which exports `dataset()`: the text of dataset.json.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = (id) => new URL(`${id}/`, import.meta.url);
const boards = readdirSync(new URL(".", import.meta.url)).filter((id) => existsSync(new URL("generate.mjs", folder(id))));
const text = async (id) => (await import(new URL("generate.mjs", folder(id)).href)).dataset();

/** The datasets by board id, as their generators write them. */
export const datasets = async () => Object.fromEntries(await Promise.all(boards.map(async (id) => [id, await text(id)])));

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const id of process.argv.length > 2 ? process.argv.slice(2) : boards) writeFileSync(new URL("dataset.json", folder(id)), await text(id));
