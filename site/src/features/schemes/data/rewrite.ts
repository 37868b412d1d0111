// Changes to a dataset as a document: who is in it, its periods, how far its lists go.
import { useState } from "preact/hooks";
import type { Diagnostic } from "../../../engine/types";
import type { DeskProps } from "./kit";

export type Put = (changes: object[], said: string) => Promise<boolean>;

/** All changes of a call are one step of undo; what is refused is told in place, and nothing is changed. */
export function useRewrite({ room, table }: DeskProps): { put: Put; faults: readonly Diagnostic[] } {
  const [faults, setFaults] = useState<readonly Diagnostic[]>([]);
  const put: Put = async (changes, said) => {
    await table.settle();
    const before = room.control.store.get().open?.work;
    if (!before || before.id !== room.work.id) return false;
    const reply = await room.engine.rewrite(before.dataset, changes);
    setFaults(reply?.value ? [] : (reply?.diagnostics ?? []));
    const written = reply?.value;
    if (!written) return false;
    room.change((latest) => (latest.dataset === before.dataset ? { ...latest, dataset: written.dataset } : latest));
    if (said) room.say(said);
    return true;
  };
  return { put, faults };
}
