// What the scripts that write published documents share: where they lie, their digests, and how they come along without a host.
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const sha256 = (/** @type {string} */ text) => createHash("sha256").update(text, "utf8").digest("hex");

/** A script that lays texts into the page, as <script type="application/json" data-KIND="name">.
 *  @param {string} kind @param {Record<string, string>} texts */
const elements = (kind, texts) => `${JSON.stringify(Object.entries(texts))}.forEach(function (${kind}) {
  var script = document.createElement("script");
  script.type = "application/json";
  script.setAttribute("data-${kind}", ${kind}[0]);
  script.textContent = ${kind}[1];
  document.head.appendChild(script);
});
`;

/** Makes a folder anew: <name>.json for each text, and offline.js, which lays all of them into a page that is opened from a file.
 *  @param {string} folder @param {string} kind @param {Record<string, string>} texts */
export async function writeTexts(folder, kind, texts) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) await writeFile(`${folder}/${name}.json`, text);
  await writeFile(`${folder}/offline.js`, elements(kind, texts));
}
