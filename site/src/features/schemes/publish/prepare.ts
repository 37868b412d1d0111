// What has to be known before a work can be published, each made from the one before: the documents opened, the cases run, what is about
// persons, the figures without what is left out, the digests, and what changed since the revision that is replaced.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Client } from "../../../engine/client";
import { resultDigest } from "../../../board/check";
import type { DeskOpened } from "../../../engine/desk-types";
import type { Cases, Diagnostic, Reply } from "../../../engine/types";
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

/** Asks again what made way for something else, as long as it is wanted: a room that was just left may still have asked on the same channel. */
export async function insist<T>(wanted: () => boolean, ask: () => Promise<T | null>): Promise<T | null> {
  for (;;) {
    const reply = await ask();
    if (reply !== null || !wanted()) return reply;
  }
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
  return result === null ? null : { value: { dataset, given, sha256: { scheme, dataset: own, result } }, diagnostics: [] };
}

/** `draft`: the board file as it would be, for comparing; what it says beside its documents does not matter. */
export function usePrepared(work: Work, engine: WorkEngine, client: Client, earlier: Earlier | null, draft: (sealed: Sealed) => string): Prepared {
  const [opened, setOpened] = useState<Prepared["opened"]>(null);
  const [cases, setCases] = useState<Prepared["cases"]>(null);
  const [personal, setPersonal] = useState<Prepared["personal"]>(null);
  const [sealed, setSealed] = useState<Prepared["sealed"]>(null);
  const [verify, setVerify] = useState<Prepared["verify"]>(null);
  const [progress, setProgress] = useState("");
  const second = useMemo(() => createWorkEngine(client, "publish"), [client]);
  const { scheme, dataset, board } = work;

  useEffect(() => {
    let here = true;
    setOpened(null);
    setPersonal(null);
    void (async () => {
      const wanted = () => here;
      const reply = await insist(wanted, () => engine.open(work));
      if (!here || !reply) return;
      setOpened(reply);
      if (!reply.value || dataset === "") return;
      const persons = await insist(wanted, () => engine.ask<Personal>("personal", {}));
      if (here && persons) setPersonal(persons);
    })();
    return () => {
      here = false;
    };
  }, [scheme, dataset]);

  useEffect(() => {
    let here = true;
    setCases(null);
    void insist(() => here, () => engine.casesOf(scheme)).then((reply) => here && reply && setCases(reply));
    return () => {
      here = false;
    };
  }, [scheme]);

  const left = personal?.value ? withheld(personal.value, board.shown) : null;
  useEffect(() => {
    let here = true;
    setSealed(null);
    setProgress("");
    const make = () => seal(work, engine, second, client, left ?? [], (said) => here && setProgress(said));
    if (left && dataset !== "") void insist(() => here, make).then((reply) => here && reply && setSealed(reply));
    return () => {
      here = false;
    };
  }, [scheme, dataset, left && JSON.stringify(left)]);

  useEffect(() => {
    let here = true;
    setVerify(null);
    if (earlier && sealed?.value) {
      const query = { a: earlier.text, b: draft(sealed.value) };
      void insist(() => here, () => engine.ask<Verify>("verify", query)).then((reply) => here && reply && setVerify(reply));
    }
    return () => {
      here = false;
    };
  }, [sealed, earlier?.sha256]);

  return { opened, cases, personal, sealed, verify, progress };
}
