// Asking the engine from a view that may change or be left before the answer is there.
import { useEffect, useState } from "preact/hooks";

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Asks again what made way for something else, as long as it is wanted: a room that was just left may still have asked on the same channel. */
export async function insist<T>(wanted: () => boolean, ask: () => Promise<T | null>): Promise<T | null> {
  for (;;) {
    const reply = await ask();
    if (reply !== null || !wanted()) return reply;
    // Two that insist on one channel must leave the page a moment to end the one that it has left.
    await pause();
  }
}

/** A reply with what it is about. */
export interface About<T> {
  of: readonly unknown[];
  reply: T;
}

/** A reply is one to what it is about only. */
export function replyTo<T>(of: readonly unknown[] | null, got: About<T> | null): T | null {
  const same = of !== null && got !== null && of.length === got.of.length && of.every((part, index) => part === got.of[index]);
  return same ? got.reply : null;
}

/** The reply to what is asked about `of`; null while there is none, and from the moment that `of` is something else: effects run after the
 *  page has been drawn, and what is drawn until then must not be about what was before. Nothing is asked where `of` is null. */
export function useReply<T>(of: readonly unknown[] | null, ask: (wanted: () => boolean) => Promise<T | null>): T | null {
  const [got, setGot] = useState<About<T> | null>(null);
  useEffect(() => {
    if (!of) return undefined;
    let here = true;
    const wanted = () => here;
    void insist(wanted, () => ask(wanted)).then((reply) => here && reply !== null && setGot({ of, reply }));
    return () => {
      here = false;
    };
  }, of ?? []);
  return replyTo(of, got);
}
