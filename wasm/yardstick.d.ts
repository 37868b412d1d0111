// The engine as WebAssembly: yardstick::Workbook, text in and text out. Every reply is JSON, {"value", "diagnostics"};
// queries and replies are typed in site/src/engine/types.ts. tests/wasm holds this file and bindings.cpp together.

export interface Workbook {
  load(scheme: string, dataset: string): string;
  openCase(scheme: string, query: string): string;
  check(scheme: string): string;
  edit(changes: string): string;
  blank(scheme: string, query: string): string;
  rewrite(dataset: string, changes: string): string;
  ask(question: string, query: string): string;
  cases(): string;
  casesOf(scheme: string): string;
  start(job: string): string;
  step(id: number, budget: number): string;
  stop(id: number): string;
  /** Frees the memory in the engine; the object is of no use afterwards. */
  delete(): void;
}

export interface Core {
  Workbook: new () => Workbook;
}

/** Makes one instance. After a trap throw it away and make another: it takes a few milliseconds. */
export type CreateCore = (options: {
  wasmBinary?: ArrayBuffer | Uint8Array;
  /** Instantiate from a kept module instead of bytes. */
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => Record<string, never>;
  /** Called instead of the glue's own handling when the engine stops for good. */
  onAbort?: (reason: unknown) => void;
}) => Promise<Core>;
