// Unpacks an old Chromium from its npm package, once, and names its executable: 86 is the oldest browser that is seen in offices,
// 109 the last one that runs on Windows 7.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {number} version one of package.json @returns {string} the executable */
export function chromium(version) {
  const folder = at(`../../../build/tools/chromium-${version}`);
  const file = `${folder}/chromium`;
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.part`, brotliDecompressSync(readFileSync(at(`node_modules/chromium-${version}/bin/chromium.br`))));
    chmodSync(`${file}.part`, 0o755);
    renameSync(`${file}.part`, file);
  }
  return file;
}
