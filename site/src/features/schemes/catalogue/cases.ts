// The worked examples of published schemes, run when somebody asks for it; what came out stays while the page is open.
import { useState } from "preact/hooks";
import type { Cases, Diagnostic } from "../../../engine/types";
import type { WorkEngine } from "../engine";
import { type DocumentFault, loadScheme } from "./documents";

export type Run = { is: "running" } | { is: "ran"; cases: Cases } | { is: "stopped"; diagnostics: Diagnostic[]; fault: DocumentFault | null };

const runs: Record<string, Run | undefined> = {};

/** The run under way: one after another, so that a page that was left and goes on running takes nobody's place. */
let line: Promise<unknown> = Promise.resolve();
function inLine<T>(run: () => Promise<T>): Promise<T> {
  const own = line.then(run);
  line = own.catch(() => undefined);
  return own;
}

/** Runs a scheme's examples; null when something newer took their place. */
async function runOf(engine: WorkEngine, id: string): Promise<Run | null> {
  const text = await loadScheme(id);
  if (!text.ok) return { is: "stopped", diagnostics: [], fault: text.fault };
  const reply = await inLine(() => engine.casesOf(text.value));
  if (reply === null) return null;
  return reply.value ? { is: "ran", cases: reply.value } : { is: "stopped", diagnostics: reply.diagnostics, fault: null };
}

/** What is known of examples, and how to run those of some schemes one after another. */
export function useRuns(engine: WorkEngine) {
  const [, redraw] = useState(0);
  const [job, setJob] = useState<{ ids: readonly string[]; done: number; stop(): void } | null>(null);
  const put = (id: string, run: Run | undefined) => {
    runs[id] = run;
    redraw((count) => count + 1);
  };
  const run = async (ids: readonly string[]) => {
    let goesOn = true;
    const stop = () => {
      goesOn = false;
    };
    for (let done = 0; done < ids.length && goesOn; done += 1) {
      const id = ids[done] as string;
      setJob({ ids, done, stop });
      const before = runs[id];
      if (before?.is === "ran") continue;
      put(id, { is: "running" });
      put(id, (await runOf(engine, id)) ?? undefined);
    }
    setJob(null);
  };
  return { of: (id: string) => runs[id], run, job };
}
export type Runs = ReturnType<typeof useRuns>;
