// The engine's own thread. It never fetches: the page hands it the deflated engine as text, once, and the compiled module
// is kept, so that after a trap a new instance takes milliseconds and needs no permission to compile.
import createCore from "virtual:glue";
import { inflateSync } from "fflate";
import type { Workbook } from "../../../wasm/yardstick";
import type { Request, Response } from "./protocol";
import type { Diagnostic, Progress, Reply, Summary } from "./types";

type Incoming = { wasm: string } | Request;

// The worker's own global; lib.dom describes a window's.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Incoming>) => void) | null;
  postMessage(message: Response | { ready: true } | { failed: string }): void;
};

let compiled: WebAssembly.Module | null = null;
// Set at once when the engine is given, so that a request that comes meanwhile waits for it.
let book: Promise<Workbook> = Promise.reject(new Error("the worker has been given no engine"));
book.catch(() => undefined);

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

async function instantiate(module: WebAssembly.Module): Promise<Workbook> {
  const core = await createCore({
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
  });
  return new core.Workbook();
}

async function begin(wasm: string): Promise<Workbook> {
  compiled = await WebAssembly.compile(inflateSync(bytesOf(wasm)) as BufferSource);
  return instantiate(compiled);
}

// Cells scored in one slice of a load: some tens of milliseconds, so that progress can be told in between.
const slice = 200_000;

/** Loads in slices and tells how far it is; what was said about the documents on the way comes with the last reply. */
function load(workbook: Workbook, id: number, scheme: string, dataset: string): Reply<Summary> {
  const started = JSON.parse(workbook.start(JSON.stringify({ do: "load", scheme, dataset }))) as Reply<number>;
  if (started.value === null) return { value: null, diagnostics: started.diagnostics };
  const diagnostics: Diagnostic[] = [];
  for (;;) {
    const { value, diagnostics: said } = JSON.parse(workbook.step(started.value, slice)) as Reply<Progress<Summary>>;
    diagnostics.push(...said);
    if (value === null || value.done) return { value: value === null ? null : value.value, diagnostics };
    scope.postMessage({ id, progress: value.progress });
  }
}

/** One call, as text both ways; the reply is parsed here so that the page's own thread has less to do. */
function run(workbook: Workbook, request: Request): Response {
  switch (request.method) {
    case "load":
      return { id: request.id, reply: load(workbook, request.id, request.args[0], request.args[1]) };
    case "check":
      return { id: request.id, reply: JSON.parse(workbook.check(request.args[0])) };
    case "cases":
      return { id: request.id, reply: JSON.parse(workbook.cases()) };
    default:
      return { id: request.id, reply: JSON.parse(workbook[request.method](JSON.stringify(request.args[0]))) };
  }
}

async function answer(request: Request): Promise<void> {
  try {
    scope.postMessage(run(await book, request));
  } catch (reason) {
    // A trap leaves the instance's memory in an unknown state: it is dropped, never used again.
    if (compiled) book = instantiate(compiled);
    scope.postMessage({ id: request.id, crash: String(reason) });
  }
}

scope.onmessage = (event) => {
  if (!("wasm" in event.data)) {
    void answer(event.data);
    return;
  }
  book = begin(event.data.wasm);
  book.then(
    () => scope.postMessage({ ready: true }),
    (reason) => scope.postMessage({ failed: String(reason) }),
  );
};
