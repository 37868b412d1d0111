// Unpacks Chromium 86 from its npm package, once, and names its executable: the oldest browser that is seen in offices.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @returns {string} the executable */
export function chromium86() {
  const folder = at("../../../build/tools/chromium-86");
  const file = `${folder}/chromium`;
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.part`, brotliDecompressSync(readFileSync(at("node_modules/chromium-86/bin/chromium.br"))));
    chmodSync(`${file}.part`, 0o755);
    renameSync(`${file}.part`, file);
  }
  return file;
}
