// Starts the one worker from the source and the engine that the build has put into this script.
import { wasmDeflated } from "virtual:engine";
import { workerSource } from "virtual:worker";
import { type Client, createClient } from "./client";
import type { Response } from "./protocol";

/** A running engine; `onReady` is told when the worker has made it, so that the page may then close its script policy. */
export function startEngine(onReady: () => void, onProgress: (progress: string) => void): Client {
  // A Blob, since files from file:// start no worker.
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.postMessage({ wasm: wasmDeflated });
  return createClient(
    {
      post: (message) => worker.postMessage(message),
      listen(receive, fail) {
        worker.onmessage = (event: MessageEvent<Response | { ready: true } | { failed: string }>) => {
          if ("ready" in event.data) {
            URL.revokeObjectURL(url);
            onReady();
          } else if ("failed" in event.data) {
            fail(event.data.failed);
          } else {
            receive(event.data);
          }
        };
        worker.onerror = (event) => fail(event.message || "worker");
      },
    },
    onProgress,
  );
}
