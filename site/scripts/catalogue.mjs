// Writes dist/schemes/, what the catalogue shows (format: data/README.md, "Catalogue").
import { root, writeTexts } from "./documents.mjs";
import { catalogue } from "./schemes.mjs";

const texts = await catalogue();
await writeTexts(`${root}dist/schemes`, "scheme", texts);
console.log(`schemes: ${Object.keys(texts).length - 1}`);
