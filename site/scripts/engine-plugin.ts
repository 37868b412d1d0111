// Puts the engine into the page's one script: the wasm as text, and the worker, with Emscripten's loader in it, as source.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { type Plugin, build } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = process.env.YARDSTICK_WASM ?? at("../../build/wasm/bin");
const glueFile = `${folder}/yardstick.js`;
const wasmFile = `${folder}/yardstick.wasm`;
const workerFile = at("../src/engine/worker.ts");

const marked = (name: string) => `\0virtual:${name}`;

async function wasmModule(): Promise<string> {
  // Deflated before base64: text of compressed bytes hardly grows under gzip, text of plain wasm does by 40%.
  const text = deflateRawSync(await readFile(wasmFile), { level: 9, memLevel: 9 }).toString("base64");
  return `export const wasmDeflated = ${JSON.stringify(text)};`;
}

async function workerModule(watch: (file: string) => void): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    plugins: [engine()],
    build: {
      write: false,
      target: ["chrome86", "safari14"],
      minify: true,
      rolldownOptions: { input: workerFile, output: { format: "iife", codeSplitting: false } },
    },
  });
  const [made] = Array.isArray(result) ? result : [result];
  if (made === undefined || !("output" in made)) throw new Error("the worker did not build");
  for (const file of made.output[0].moduleIds) if (!file.startsWith("\0")) watch(file);
  return `export const workerSource = ${JSON.stringify(made.output[0].code)};`;
}

export function engine(): Plugin {
  return {
    name: "yardstick-engine",
    resolveId: (id) =>
      ["virtual:engine", "virtual:worker", "virtual:glue"].includes(id) ? `\0${id}` : undefined,
    async load(id) {
      if (id === marked("engine")) {
        this.addWatchFile(wasmFile);
        return wasmModule();
      }
      if (id === marked("glue")) {
        this.addWatchFile(glueFile);
        return readFile(glueFile, "utf8");
      }
      if (id === marked("worker")) return workerModule((file) => this.addWatchFile(file));
      return undefined;
    },
  };
}
