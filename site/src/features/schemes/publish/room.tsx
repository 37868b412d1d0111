// Publishing a work: a checklist that an office walks down, and at its end the board file.
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { sealText } from "../../../board/badge";
import type { BoardEntry, TrustedKey } from "../../../board/board";
import { signatures } from "../../../board/check";
import { loadIndex, loadKeys, publishedText } from "../../../board/load";
import type { Summary } from "../../../engine/types";
import { today } from "../../self/as-of";
import type { RoomProps } from "../rooms";
import type { BoardAbout } from "../work";
import { readParts } from "../write/parts";
import { unpublished } from "../write/unpublished";
import { type Issue, boardFile, doubts, isTemplate, wanted } from "./compose";
import { CasesStep, Documents, Persons } from "./documents";
import { type PublishMessages, publishMessages } from "./messages";
import { type Part, type Standing, type StepId, marks, steps } from "./part";
import { type Picked, pick } from "./pick";
import { type Prepared, type Sealed, usePrepared } from "./prepare";
import { type KeyState, Save, Seal } from "./save";
import { BoardWords, EarlierStep } from "./words";

function Step({ id, is, p, children }: { id: StepId; is: Standing; p: PublishMessages; children: ComponentChildren }) {
  return (
    <section class="publish-step" id={`step-${id}`} data-is={is} aria-labelledby={`step-${id}-title`}>
      <h2 id={`step-${id}-title`} tabIndex={-1}>
        <span class="step-mark" aria-hidden="true">
          {marks[is]}
        </span>
        {p.step[id]} <span class="step-is">{p.is[is]}</span>
      </h2>
      <div class="step-body">{children}</div>
    </section>
  );
}

/** What is not said yet is taken from the documents, and shown as if it had been. */
function filled(board: BoardAbout, summary: Summary | null, earlier: Picked | null): BoardAbout {
  const supersedes = earlier ? { revision: earlier.revision, sha256: earlier.sha256 } : null;
  if (!summary) return { ...board, supersedes };
  const first = summary.classes.find(({ views }) => views.length > 0);
  const cls = board.class || first?.id || "";
  const periods = summary.classes.find(({ id }) => id === cls)?.views[0]?.periods ?? [];
  return { ...board, supersedes, id: board.id, class: cls, period: board.period || periods[periods.length - 1] || "" };
}

export function PublishRoom(props: RoomProps) {
  const { work, engine, host, lang } = props;
  const { client } = host;
  const p = publishMessages(lang);
  const [boards, setBoards] = useState<readonly BoardEntry[]>(host.state.index?.boards ?? []);
  const [indexText, setIndexText] = useState<string | null>(null);
  const [keys, setKeys] = useState<readonly TrustedKey[]>([]);
  const [earlier, setEarlier] = useState<Picked | null>(null);
  /** The board that is being read, to be the earlier one; "\n" for a file. */
  const [picking, setPicking] = useState("");
  const [listed, setListed] = useState(false);
  const [earlierFault, setEarlierFault] = useState("");
  const [keyState, setKeyState] = useState<KeyState>({ is: "none" });
  const [signedText, setSigned] = useState({ of: "", text: "" });
  const issued = work.board.issued || today();

  const issue = (sealed: Sealed): Issue => {
    return {
      about,
      issued,
      engine: summary?.engine ?? "",
      scheme: work.scheme,
      dataset: sealed.dataset,
      sha256: sealed.sha256,
      changed: prepared?.verify?.value ?? null,
    };
  };
  const choices = useRef(0);
  const choose = (from: { id: string } | { file: File } | null) => {
    choices.current += 1;
    const own = choices.current;
    setEarlierFault("");
    // What was chosen before is not replaced any more, from now on.
    setEarlier(null);
    setPicking(!from ? "" : "id" in from ? from.id : "\n");
    if (!from) return;
    void pick(client, from, "earlier").then((picked) => {
      if (own !== choices.current) return; // something else was chosen while this was read
      setPicking("");
      if (picked) setEarlier(picked);
      else setEarlierFault("id" in from ? from.id : from.file.name);
    });
  };
  useEffect(() => {
    void publishedText("board", "index").then((read) => read.ok && setIndexText(read.value));
    void loadIndex().then((read) => {
      setListed(true);
      if (!read.ok) return;
      setBoards(read.value.boards);
      // A board of this id is there already: what is published now takes its place.
      if (choices.current === 0 && read.value.boards.some(({ id }) => id === work.board.id)) choose({ id: work.board.id });
    });
  }, [work.id]);
  useEffect(() => {
    // The site's keys are wanted once somebody signs.
    if (keyState.is === "key") void loadKeys().then(setKeys);
  }, [keyState.is]);

  let prepared: Prepared | null = null;
  const bare = filled(work.board, null, earlier);
  prepared = usePrepared(work, engine, client, earlier, (sealed) =>
    boardFile({ about: bare, issued, engine: "", scheme: work.scheme, dataset: sealed.dataset, sha256: sealed.sha256, changed: null }),
  );
  const summary = prepared.opened?.value?.summary ?? null;
  const about = filled(work.board, summary, earlier);
  const lacks = wanted(about, issued, summary, earlier);
  const parts = useMemo(() => readParts(work.scheme), [work.scheme]);
  const unseen = useMemo(() => unpublished(parts, lang), [parts, lang]);
  const doubted = doubts(parts, summary);
  const sealed = prepared.sealed?.value ?? null;
  const { cases, opened, personal, verify } = prepared;

  const failing = cases?.value ? cases.value.failed > 0 || cases.value.cases.length === 0 : false;
  const standing: Record<StepId, Standing> = {
    documents: opened && (!opened.value || work.dataset === "") ? "todo" : !opened ? "wait" : doubted.length + unseen.length > 0 ? "warn" : "ok",
    cases: !cases ? "wait" : failing ? "warn" : cases.value ? "ok" : "todo",
    persons: !personal ? "wait" : !personal.value || (prepared.sealed && !sealed) ? "todo" : personal.value.classes.length > 0 ? "warn" : "ok",
    words: lacks.length > 0 ? "todo" : isTemplate(about.id) ? "warn" : "ok",
    // Until the boards are known, there may be one that this replaces.
    earlier: earlierFault ? "todo" : picking || !listed ? "wait" : !earlier ? "open" : verify ? (verify.value ? "ok" : "todo") : "wait",
    seal: sealed ? "ok" : "wait",
    save: "open",
  };
  const open = steps.filter((id) => standing[id] === "todo" || standing[id] === "wait");
  standing.save = open.length > 0 ? "todo" : "ok";

  // The file's text, signed where there is a key. What was signed before a change is not the file any more, not even for a moment.
  const unsigned = open.length === 0 && sealed ? boardFile(issue(sealed)) : "";
  const key = keyState.is === "key" ? keyState.key : null;
  const signedOf = key ? `${key.seed}\n${unsigned}` : "";
  const text = key ? (signedText.of === signedOf ? signedText.text : "") : unsigned;
  useEffect(() => {
    if (!unsigned || !sealed || !key) return undefined;
    let here = true;
    void signatures().then((seal) => {
      if (!here || !seal) return;
      const value = seal.signText(sealText({ sha256: sealed.sha256, period: about.period, revision: about.revision, issued }), key);
      setSigned({ of: signedOf, text: boardFile(issue(sealed), { key: key.key, value }) });
    });
    return () => {
      here = false;
    };
  }, [signedOf]);

  const part: Part = { ...props, p, about, issued, summary, prepared, lacks, doubts: doubted, unseen };
  return (
    <div class="publish">
      <header>
        <h1>{p.title}</h1>
        <p class="quiet">{p.lead}</p>
      </header>
      <nav class="publish-steps" aria-label={p.steps}>
        <ol>
          {steps.map((id) => (
            <li key={id}>
              <button type="button" class="quiet-button" data-step={id} data-is={standing[id]} onClick={() => document.getElementById(`step-${id}-title`)?.focus()}>
                <span aria-hidden="true">{marks[standing[id]]} </span>
                {p.step[id]} <span class="sr">{p.is[standing[id]]}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div class="publish-body">
        <Step id="documents" is={standing.documents} p={p}>
          <Documents {...part} />
        </Step>
        <Step id="cases" is={standing.cases} p={p}>
          <CasesStep {...part} />
        </Step>
        <Step id="persons" is={standing.persons} p={p}>
          <Persons {...part} />
        </Step>
        <Step id="earlier" is={standing.earlier} p={p}>
          <EarlierStep {...part} boards={boards} earlier={earlier} picking={picking} choose={choose} fault={earlierFault} />
        </Step>
        <Step id="words" is={standing.words} p={p}>
          <BoardWords {...part} earlier={earlier} />
        </Step>
        <Step id="seal" is={standing.seal} p={p}>
          <Seal {...part} keyState={keyState} setKey={setKeyState} keys={keys} />
        </Step>
        <Step id="save" is={standing.save} p={p}>
          <Save {...part} text={text} open={open} indexText={indexText} />
        </Step>
      </div>
    </div>
  );
}
