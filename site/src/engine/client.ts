// The page's side of the engine: one request runs at a time, and of those waiting on one channel only the newest is kept.
// Older ones resolve to null, so that a slow reply can never replace a newer one.
import { en } from "../i18n/en";
import { zhCN } from "../i18n/zh-CN";
import type { EngineApi, Method, Request, Response, Stop } from "./protocol";
import type { Reply } from "./types";

/** What carries messages to a worker: a Worker, or a stand-in in tests. */
export interface Port {
  post(message: Request | Stop): void;
  /** Called once; `receive` gets every reply, `fail` gets told when the worker itself is gone. */
  listen(receive: (response: Response) => void, fail: (reason: string) => void): void;
}

export interface Client {
  /** Asks the engine; null when a newer request on the same channel has taken this one's place. */
  call<M extends Method>(
    method: M,
    args: Parameters<EngineApi[M]>,
    channel?: string,
    onProgress?: (progress: string) => void,
  ): Promise<ReturnType<EngineApi[M]> | null>;
  /** Drops what runs or waits on a channel; its promise resolves to null. */
  drop(channel: string): void;
}

interface Waiting {
  channel: string;
  method: Method;
  args: unknown[];
  answer(reply: Reply<unknown> | null): void;
  tell?: ((progress: string) => void) | undefined;
}

/** Which workbook a request loads: the Window's, or a desk by its name. "" for a request that loads none. */
function holds({ method, args }: Pick<Waiting, "method" | "args">): string {
  if (method === "load") return method;
  return method === "openDesk" ? `openDesk ${(args[0] as { desk?: string }).desk ?? ""}` : "";
}

/** The reply to a request during which the engine stopped. */
export function stopped(reason: string): Reply<never> {
  return {
    value: null,
    diagnostics: [
      {
        code: "engine-stopped",
        severity: "error",
        document: "query",
        pointer: "",
        line: 0,
        column: 0,
        args: [reason],
        text: { "zh-CN": zhCN.engineStopped(reason), en: en.engineStopped(reason) },
      },
    ],
  };
}

export function createClient(port: Port, onProgress: (progress: string) => void = () => undefined): Client {
  const queue: Waiting[] = [];
  let running: (Waiting & { id: number; again?: boolean; dropped?: true }) | null = null;
  let lastId = 0;
  // The documents the worker holds, to be given again after a crash: the Window's and each desk's.
  const held = new Map<string, { method: "load" | "openDesk"; args: unknown[] }>();
  let gone = "";

  const next = () => {
    if (running || queue.length === 0) return;
    const waiting = queue.shift() as Waiting;
    lastId += 1;
    running = { ...waiting, id: lastId };
    // method and args belong together by call()'s signature; the mapped type cannot see that here.
    port.post({ id: lastId, method: waiting.method, args: waiting.args } as Request);
  };

  port.listen(
    (response) => {
      if (!running || response.id !== running.id) return;
      if ("progress" in response) {
        if (running.dropped) return; // nobody waits for it any more
        if (running.tell) running.tell(response.progress);
        else if (running.method === "load") onProgress(response.progress);
        return;
      }
      const done = running;
      running = null;
      if ("crash" in response) {
        // The worker has made itself a new, empty engine. What it held is loaded again before anything else is asked,
        // except when it was the loading that stopped it.
        held.delete(holds(done));
        queue.unshift(...Array.from(held.values(), ({ method, args }) => ({ channel: "", method, args, answer: () => undefined })));
        done.answer(stopped(response.crash));
      } else if (done.again && response.reply.value === null && response.reply.diagnostics.length === 0) {
        queue.push(done); // it made way for a question that takes no time, and begins again
      } else {
        if ((done.method === "load" || done.method === "openDesk") && response.reply.value !== null) {
          held.delete(holds(done));
          held.set(holds(done), { method: done.method, args: done.args });
        }
        done.answer(response.reply);
      }
      next();
    },
    (reason) => {
      gone = reason;
      const left = running ? [running, ...queue.splice(0)] : queue.splice(0);
      running = null;
      for (const waiting of left) waiting.answer(stopped(reason));
    },
  );

  /** Drops what waits or runs on a channel. */
  const drop = (channel: string) => {
    for (let index = queue.length - 1; index >= 0; index -= 1) {
      const waiting = queue[index] as Waiting;
      if (waiting.channel === channel) {
        queue.splice(index, 1);
        waiting.answer(null);
      }
    }
    if (!running || running.channel !== channel) return;
    running.again = false;
    running.dropped = true;
    running.answer(null);
    if (running.method === "work") port.post({ stop: running.id });
  };

  return {
    drop,
    call(method, args, channel = method, tell) {
      return new Promise((resolve) => {
        if (gone) {
          resolve(stopped(gone) as ReturnType<EngineApi[typeof method]>);
          return;
        }
        drop(channel);
        // Work that takes long makes way for everything else.
        if (running && running.method === "work" && method !== "work" && running.channel !== channel && !running.again) {
          running.again = true;
          port.post({ stop: running.id });
        }
        let answered = false;
        queue.push({
          channel,
          method,
          args,
          tell,
          answer(reply) {
            if (answered) return;
            answered = true;
            resolve(reply as ReturnType<EngineApi[typeof method]> | null);
          },
        });
        next();
      });
    },
  };
}
