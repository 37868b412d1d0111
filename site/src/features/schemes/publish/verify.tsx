// #/f/verify: one published file is held against what it says of itself and scored again; two are held against each other, cell by cell.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { badgeOf } from "../../../board/badge";
import type { BoardEntry } from "../../../board/board";
import { foundOf, resultDigest } from "../../../board/check";
import { loadIndex } from "../../../board/load";
import { SealView } from "../../../board/seal-view";
import { type Lang, type Messages, say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { FileButton } from "../../../ui/file-button";
import { Chooser } from "../../../ui/parts";
import type { Host } from "../control";
import { useReply } from "../asking";
import { createWorkEngine } from "../engine";
import { noAbout } from "../work";
import { Differences } from "./differences";
import { publishMessages } from "./messages";
import { type Picked, pick } from "./pick";
import type { Verify } from "./types";

const desk = "verify";

function Side(props: { id: string; label: string; boards: readonly BoardEntry[]; host: Host; picked: Picked | null; set: (picked: Picked | null) => void; lang: Lang }) {
  const { id, label, boards, host, picked, set, lang } = props;
  const p = publishMessages(lang);
  const [fault, setFault] = useState("");
  const choices = useRef(0);
  const choose = (from: { id: string } | { file: File } | null) => {
    choices.current += 1;
    const own = choices.current;
    setFault("");
    if (!from) {
      set(null);
      return;
    }
    void pick(host.client, from, id).then((found) => {
      if (own !== choices.current) return; // something else was chosen while this was read
      if (found) set(found);
      else setFault("id" in from ? from.id : from.file.name);
    });
  };
  return (
    <fieldset class="verify-side">
      <legend>{label}</legend>
      <Chooser id={id} label={p.fromHost} value={picked ? picked.id || "\n" : ""} onChange={(chosen) => choose(chosen ? { id: chosen } : null)}>
        <option value="">{p.nothing}</option>
        {picked && picked.id === "" && <option value={"\n"}>{p.chosenFile(picked.name)}</option>}
        {boards.map((board) => (
          <option key={board.id} value={board.id}>
            {say(board.title, lang) || board.id}
          </option>
        ))}
      </Chooser>
      <FileButton id={`${id}-file`} label={p.chooseFile} onFile={(file) => choose({ file })} />
      {fault && (
        <p class="why-not" role="alert">
          {p.earlierFault(fault)}
        </p>
      )}
    </fieldset>
  );
}

export function VerifyView({ host, t, lang }: { host: Host; t: Messages; lang: Lang }) {
  const { client } = host;
  const p = publishMessages(lang);
  const engine = useMemo(() => createWorkEngine(client, desk), [client]);
  const [boards, setBoards] = useState<readonly BoardEntry[]>(host.state.index?.boards ?? []);
  const [a, setA] = useState<Picked | null>(null);
  const [b, setB] = useState<Picked | null>(null);
  const [progress, setProgress] = useState("");

  useEffect(() => {
    void loadIndex().then((read) => read.ok && setBoards(read.value.boards));
  }, []);
  const opened = useReply(a && [a], () => (a ? engine.open({ scheme: a.board.scheme, dataset: a.board.dataset, board: noAbout }) : Promise.resolve(null)));
  const checked = useReply(a && opened && [a, opened], async (wanted) => {
    if (!a || !opened) return null;
    setProgress("");
    // What cannot be scored has digests and a signature all the same.
    const found = await foundOf(a.board, client, async (own) => {
      if (!opened.value) return "";
      const scored = await resultDigest(client, { desk }, own, a.board.engine, (said) => wanted() && setProgress(said));
      return scored && (scored.value ?? "");
    }, desk);
    return found === null ? null : { found: found ?? null, badge: found ? badgeOf(a.board, found) : null };
  });
  const verify = useReply(a && b && opened?.value ? [a, b, opened] : null, () => engine.ask<Verify>("verify", { a: a?.text, b: b?.text }));

  return (
    <div class="verify">
      <header>
        <p>
          <a class="button" href="#/f">
            {t.schemes}
          </a>
        </p>
        <h1>{p.verifyTitle}</h1>
        <p class="quiet">{p.verifyLead}</p>
      </header>
      <div class="verify-sides">
        <Side id="verify-a" label={p.fileA} boards={boards} host={host} picked={a} set={setA} lang={lang} />
        <Side id="verify-b" label={p.fileB} boards={boards} host={host} picked={b} set={setB} lang={lang} />
      </div>
      {a && (
        <section aria-labelledby="verify-one" data-badge={checked?.badge?.is ?? "looking"}>
          <h2 id="verify-one">{say(a.board.title, lang) || a.name}</h2>
          <p>
            {a.name} · SHA-256 <code class="digest">{a.sha256}</code>
          </p>
          <SealView board={a.board} found={checked?.found ?? null} badge={checked?.badge ?? null} engine={opened?.value?.summary.engine ?? ""} lang={lang} />
          {!checked && (
            <p role="status">
              {p.scoring2} {progress}
            </p>
          )}
          {opened && !opened.value && (
            <div role="alert">
              <p class="why-not">{p.cannotScore}</p>
              <DiagnosticList diagnostics={opened.diagnostics} lang={lang} t={t} />
            </div>
          )}
        </section>
      )}
      {a && b && (
        <section aria-labelledby="verify-two">
          <h2 id="verify-two">{p.differences}</h2>
          {!verify && <p role="status">{p.comparing}</p>}
          {verify?.value && <Differences verify={verify.value} lang={lang} name={`${a.board.id}-differences`} />}
          {verify && !verify.value && <DiagnosticList diagnostics={verify.diagnostics} lang={lang} t={t} />}
        </section>
      )}
    </div>
  );
}
