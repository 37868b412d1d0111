// Modules the build makes (scripts/engine-plugin.ts); without a wasm build they fail to load and say so.

declare module "virtual:engine" {
  /** yardstick.wasm, raw-deflated, then base64: inflate with fflate's `inflateSync`. */
  export const wasmDeflated: string;
}

declare module "virtual:glue" {
  /** Emscripten's loader. Always hand it the bytes: `createCore({ wasmBinary })`. For the worker only. */
  const createCore: import("../../wasm/yardstick").CreateCore;
  export default createCore;
}

declare module "virtual:worker" {
  /** src/engine/worker.ts and the glue as one classic script: start it from a Blob. */
  export const workerSource: string;
}

declare module "*.css";
declare module "*.css?inline" {
  const text: string;
  export default text;
}
declare module "*.json?raw" {
  const text: string;
  export default text;
}
