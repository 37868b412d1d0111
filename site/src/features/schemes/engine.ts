// What the rooms of a work ask the engine. The work's documents are on a desk of their own, so that the Window's board stays.
import type { Client } from "../../engine/client";
import type { DeskReply, Question } from "../../engine/desk";
import type { BlankQuery, DeskChange, DeskOpened } from "../../engine/desk-types";
import type { Cases, Reply } from "../../engine/types";
import type { Work } from "./work";

const nothing: Reply<never> = { value: null, diagnostics: [] };

export interface WorkEngine {
  /** Brings the work's documents to the desk where they are not there yet; without figures, an empty form of a class and period.
   *  Null when something newer is being opened. */
  open(work: Pick<Work, "scheme" | "dataset" | "board">, place?: BlankQuery, tell?: (progress: string) => void): Promise<Reply<DeskOpened> | null>;
  /** A question about what is open; null when a newer one on the channel took its place. */
  ask<T>(question: string, query: object, channel?: string, changes?: DeskChange[]): Promise<Reply<T> | null>;
  /** Several questions at once, about what is open with these changes; what of them the engine refuses is told and left out. */
  tryOut(changes: readonly DeskChange[], questions: readonly Question[], channel?: string): Promise<Reply<DeskReply> | null>;
  /** The same for what may take long. */
  work<T>(question: string, query: object, channel: string, tell: (progress: string) => void, changes?: DeskChange[]): { reply: Promise<Reply<T> | null>; stop(): void };
  check(scheme: string): Promise<Reply<null> | null>;
  casesOf(scheme: string): Promise<Reply<Cases> | null>;
  /** The dataset's text with changes put in, digit for digit. */
  rewrite(dataset: string, changes: readonly object[]): Promise<Reply<{ dataset: string }> | null>;
}

function firstClass(scheme: string): string {
  try {
    const { classes } = JSON.parse(scheme) as { classes?: object };
    return Object.keys(classes ?? {})[0] ?? "";
  } catch {
    return "";
  }
}

/** What a view opens is on a desk of its own: the rooms' works on "work", the catalogue's schemes on "pages". */
export function createWorkEngine(client: Client, desk = "work"): WorkEngine {
  let held: { key: string; reply: Promise<Reply<DeskOpened> | null> } | null = null;
  return {
    open(work, place, tell) {
      const at = place ?? { class: firstClass(work.scheme), period: work.board.period.slice(0, 4) || String(new Date().getFullYear()) };
      const key = [work.scheme, work.dataset || JSON.stringify(at)].join("\u0000");
      if (held?.key === key) return held.reply;
      const source = work.dataset ? { desk, scheme: work.scheme, dataset: work.dataset } : { desk, scheme: work.scheme, blank: at };
      const reply = client.call("openDesk", [source], `open-${desk}`, tell);
      const own = { key, reply };
      held = own;
      // What did not open is tried again when it is asked for again.
      void reply.then((opened) => {
        if (!opened?.value && held === own) held = null;
      });
      return reply;
    },
    async ask<T>(method: string, query: object, channel = method, changes: DeskChange[] = []) {
      const reply = (await client.call("desk", [{ desk, changes, questions: [{ method, query }] }], `${desk}-${channel}`)) as Reply<DeskReply> | null;
      if (reply === null) return null;
      return ((reply.value?.answers[0] as Reply<T> | undefined) ?? { ...nothing, diagnostics: reply.diagnostics }) as Reply<T>;
    },
    tryOut: (changes, questions, channel = "try") =>
      client.call("desk", [{ desk, changes: changes.slice(), questions: questions.slice() }], `${desk}-${channel}`),
    work<T>(method: string, query: object, channel: string, tell: (progress: string) => void, changes: DeskChange[] = []) {
      const own = `${desk}-${channel}`;
      const reply = client.call("work", [{ desk, changes, questions: [{ method, query }] }], own, tell) as Promise<Reply<T> | null>;
      return { reply, stop: () => client.drop(own) };
    },
    check: (scheme) => client.call("check", [scheme], `${desk}-check`),
    casesOf: (scheme) => client.call("casesOf", [scheme], `${desk}-cases`),
    rewrite: (dataset, changes) => client.call("rewrite", [dataset, JSON.stringify(changes)], `${desk}-rewrite`),
  };
}
