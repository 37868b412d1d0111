// The engine's own thread. It never fetches: the page hands it the deflated engine as text, once, and the compiled module
// is kept, so that after a trap a new instance takes milliseconds and needs no permission to compile.
import createCore from "virtual:glue";
import { inflateSync } from "fflate";
import type { Workbook } from "../../../wasm/yardstick";
import { sha256 } from "../sha256";
import { type Desk, type DeskBook, type Question, createDesk, inSlices } from "./desk";
import type { Request, Response, Stop } from "./protocol";
import type { Diagnostic, Progress, Reply, Summary } from "./types";

/** The engine as the page carries it, or as another worker has compiled it. */
type Engine = { wasm: string } | { module: WebAssembly.Module };
type Incoming = Engine | Request | Stop;

// The worker's own global; lib.dom describes a window's.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Incoming>) => void) | null;
  postMessage(message: Response | { ready: true } | { module: WebAssembly.Module } | { failed: string }): void;
};

let compiled: WebAssembly.Module | null = null;
// Set at once when the engine is given, so that a request that comes meanwhile waits for it.
let books: Promise<Books> = Promise.reject(new Error("the worker has been given no engine"));
books.catch(() => undefined);

/** The Window's workbook, and the desks', each made when it is first asked for. */
interface Books {
  window: Workbook;
  desk(name?: string): { book: Workbook; desk: Desk };
}

/** The request that runs and may be stopped, and whether it was. */
let stopped = 0;

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

async function instantiate(module: WebAssembly.Module): Promise<Books> {
  const core = await createCore({
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
  });
  const desks = new Map<string, ReturnType<Books["desk"]>>();
  return {
    window: new core.Workbook(),
    desk(name = "") {
      const there = desks.get(name);
      if (there) return there;
      const book = new core.Workbook();
      const made = { book, desk: createDesk(book as unknown as DeskBook, (scheme, dataset) => load(book, running, scheme, dataset)) };
      desks.set(name, made);
      return made;
    },
  };
}

async function begin(engine: Engine): Promise<Books> {
  compiled = "module" in engine ? engine.module : await WebAssembly.compile(inflateSync(bytesOf(engine.wasm)) as BufferSource);
  return instantiate(compiled);
}

/** Some browsers do not let a compiled engine leave its worker, or lose it on the way; the page then has this one only. */
function tellReady(): void {
  scope.postMessage({ ready: true });
  try {
    if (compiled) scope.postMessage({ module: compiled });
  } catch {
    // It stays here.
  }
}

/** The id of the request that is being answered. */
let running = 0;

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

/** Lets messages in between two slices. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** One call, as text both ways; the reply is parsed here so that the page's own thread has less to do. */
async function run({ window, desk }: Books, request: Request): Promise<Reply<unknown>> {
  switch (request.method) {
    case "load":
      return load(window, request.id, request.args[0], request.args[1]);
    case "check":
      return JSON.parse(window.check(request.args[0]));
    case "cases":
      return JSON.parse(window.cases());
    case "casesOf":
      return JSON.parse(window.casesOf(request.args[0]));
    case "rewrite":
      return JSON.parse(window.rewrite(request.args[0], request.args[1]));
    case "digests":
      return { value: request.args[0].map(sha256), diagnostics: [] };
    case "openDesk":
      return desk(request.args[0].desk).desk.open(request.args[0]);
    case "desk": {
      const { book, desk: opened } = desk(request.args[0].desk);
      return opened.ask(request.args[0], (question) => ask(book, question));
    }
    case "work": {
      const tell = (progress: string) => scope.postMessage({ id: request.id, progress });
      const [job] = request.args;
      const goesOn = async () => {
        await pause();
        return stopped !== request.id;
      };
      const [question] = job.questions;
      const reply = await (job.window && question ? inSlices(window, question, slice, tell, goesOn) : desk(job.desk).desk.work(job, slice, tell, goesOn));
      if (job.digest === undefined || reply.value === null) return reply;
      const result = reply.value as { engine: string };
      return { ...reply, value: sha256(JSON.stringify({ ...result, engine: job.digest || result.engine })) };
    }
    default:
      return ask(window, { method: request.method, query: request.args[0] });
  }
}

function ask(book: Workbook, { method, query }: Question): Reply<unknown> {
  return JSON.parse(book.ask(method, JSON.stringify(query)));
}

async function answer(request: Request): Promise<void> {
  try {
    const both = await books;
    running = request.id;
    scope.postMessage({ id: request.id, reply: await run(both, request) });
  } catch (reason) {
    // A trap leaves the instance's memory in an unknown state: it is dropped, never used again.
    if (compiled) books = instantiate(compiled);
    scope.postMessage({ id: request.id, crash: String(reason) });
  }
}

scope.onmessage = (event) => {
  if ("stop" in event.data) {
    stopped = event.data.stop;
    return;
  }
  if (!("wasm" in event.data || "module" in event.data)) {
    void answer(event.data);
    return;
  }
  books = begin(event.data);
  books.then(tellReady, (reason) => scope.postMessage({ failed: String(reason) }));
};
