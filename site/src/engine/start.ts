// Starts workers from the source and the engine that the build has put into this script.
import { wasmDeflated } from "virtual:engine";
import { workerSource } from "virtual:worker";
import { type Client, createClient } from "./client";
import type { Response } from "./protocol";

/** What a worker says of itself: it runs, or it does not; and the engine as compiled, where the browser lets it be handed on. */
type OfItself = { ready: true } | { failed: string } | { module: WebAssembly.Module };

interface Told {
  ready(): void;
  compiled(module: WebAssembly.Module): void;
  progress(progress: string): void;
}

function startWorker(engine: { wasm: string } | { module: WebAssembly.Module }, told: Partial<Told>): Client {
  // A Blob, since files from file:// start no worker.
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.postMessage(engine);
  return createClient(
    {
      post: (message) => worker.postMessage(message),
      listen(receive, fail) {
        worker.onmessage = (event: MessageEvent<Response | OfItself>) => {
          if ("ready" in event.data) {
            URL.revokeObjectURL(url);
            told.ready?.();
          } else if ("module" in event.data) {
            told.compiled?.(event.data.module);
          } else if ("failed" in event.data) {
            fail(event.data.failed);
          } else {
            receive(event.data);
          }
        };
        worker.onerror = (event) => fail(event.message || "worker");
      },
    },
    told.progress,
  );
}

export interface Started {
  /** The page's engine. */
  client: Client;
  /** One more, for what takes long, so that nothing waits for it; null where there is none (yet). */
  second(): Client | null;
}

/** A running engine; `onReady` is told when the worker has made it, so that the page may then close its script policy. */
export function startEngine(onReady: () => void, onProgress: (progress: string) => void): Started {
  let module: WebAssembly.Module | null = null;
  const compiled = (made: WebAssembly.Module) => {
    module = made;
  };
  const client = startWorker({ wasm: wasmDeflated }, { ready: onReady, compiled, progress: onProgress });
  return { client, second: () => (module ? startWorker({ module }, {}) : null) };
}
