// What has to be known before a work can be published, each made from the one before: the documents opened, the cases run, what is about
// persons, the figures without what is left out, the digests, and what changed since the revision that is replaced.
import { useMemo, useState } from "preact/hooks";
import type { Client } from "../../../engine/client";
import { resultDigest } from "../../../board/check";
import type { DeskOpened } from "../../../engine/desk-types";
import type { Cases, Diagnostic, Reply } from "../../../engine/types";
import { useReply } from "../asking";
import { type WorkEngine, createWorkEngine } from "../engine";
import type { Work } from "../work";
import type { Earlier } from "./compose";
import type { HeldBack, Personal, Verify } from "./types";

export interface Sealed {
  dataset: string;
  given: HeldBack["given"];
  sha256: { scheme: string; dataset: string; result: string };
}
/** null: being looked at. */
export interface Prepared {
  opened: Reply<DeskOpened> | null;
  cases: Reply<Cases> | null;
  personal: Reply<Personal> | null;
  sealed: Reply<Sealed> | null;
  verify: Reply<Verify> | null;
  progress: string;
}

export const factName = (cls: string, fact: string): string => `${cls}/${fact}`;

/** What is about persons and was not chosen to be published. */
export function withheld(personal: Personal | null | undefined, shown: readonly string[]): { class: string; fact: string }[] {
  return (personal?.classes ?? []).flatMap((cls) => cls.facts.filter(({ fact }) => shown.indexOf(factName(cls.class, fact)) < 0).map(({ fact }) => ({ class: cls.class, fact })));
}

const failed = (diagnostics: Diagnostic[]): Reply<never> => ({ value: null, diagnostics });

/** The dataset as it is published, and the digests of what will stand in the file; null where it made way for something newer. */
async function seal(work: Work, engine: WorkEngine, second: WorkEngine, client: Client, left: { class: string; fact: string }[], tell: (progress: string) => void): Promise<Reply<Sealed> | null> {
  let { dataset } = work;
  let given: HeldBack["given"] = [];
  if (left.length > 0) {
    const held = await engine.ask<HeldBack>("hold_back", { classes: [], facts: left });
    if (!held?.value) return held && failed(held.diagnostics);
    ({ dataset, given } = held.value);
    const opened = await second.open({ ...work, dataset });
    if (!opened?.value) return opened && failed(opened.diagnostics);
  }
  const digests = await client.call("digests", [[work.scheme, dataset]], "publish-digests");
  if (!digests?.value) return digests && failed(digests.diagnostics);
  const [scheme = "", own = ""] = digests.value;
  const result = await resultDigest(client, { desk: left.length > 0 ? "publish" : "work" }, { scheme, dataset: own }, "", tell);
  if (!result?.value) return result && failed(result.diagnostics);
  return { value: { dataset, given, sha256: { scheme, dataset: own, result: result.value } }, diagnostics: [] };
}

/** `draft`: the board file as it would be, for comparing; what it says beside its documents does not matter. */
export function usePrepared(work: Work, engine: WorkEngine, client: Client, earlier: Earlier | null, draft: (sealed: Sealed) => string): Prepared {
  const [progress, setProgress] = useState("");
  const second = useMemo(() => createWorkEngine(client, "publish"), [client]);
  const { scheme, dataset, board } = work;

  const opened = useReply([scheme, dataset], () => engine.open(work));
  const cases = useReply([scheme], () => engine.casesOf(scheme));
  const personal = useReply(opened?.value && dataset !== "" ? [opened] : null, () => engine.ask<Personal>("personal", {}));
  const left = personal?.value ? withheld(personal.value, board.shown) : null;
  const sealed = useReply(left && [scheme, dataset, JSON.stringify(left)], (wanted) => {
    setProgress("");
    return seal(work, engine, second, client, left ?? [], (said) => wanted() && setProgress(said));
  });
  const verify = useReply(earlier && sealed?.value ? [sealed, earlier.sha256] : null, () =>
    engine.ask<Verify>("verify", { a: earlier?.text, b: sealed?.value && draft(sealed.value) }),
  );

  return { opened, cases, personal, sealed, verify, progress };
}
