// A scheme on the pages' desk: its text, with the figures of a board that it scores or with an empty form.
import { useEffect, useState } from "preact/hooks";
import type { BoardEntry } from "../../../board/board";
import { loadBoard, loadIndex } from "../../../board/load";
import type { Diagnostic, Summary } from "../../../engine/types";
import { insist } from "../asking";
import type { Control, Host } from "../control";
import { noAbout } from "../work";
import { type DocumentFault, type SchemeEntry, loadCatalogue, loadScheme } from "./documents";

/** Why a board's figures are not used: it names another version, could not be read, or does not fit. */
export type NoFigures = { is: "version" } | { is: "unread"; name: string } | { is: "wrong"; diagnostics: Diagnostic[] };
export type Phase =
  | { is: "reading"; progress: string }
  | { is: "fault"; fault: DocumentFault }
  | { is: "wrong"; diagnostics: Diagnostic[] }
  | { is: "open"; text: string; summary: Summary; board: string; without: NoFigures | null; key: string };

export interface OpenedScheme {
  phase: Phase;
  entry: SchemeEntry | null;
  boards: BoardEntry[];
  /** The board that was asked for; "" for an empty form. */
  board: string;
  choose(board: string): void;
  retry(): void;
}

/** The text of a board's dataset where the board was scored by this very scheme. */
async function figuresOf(id: string, scheme: string, host: Host): Promise<{ dataset: string } | NoFigures> {
  const held = host.state.board?.id === id ? host.state.board : null;
  const read = held ? { ok: true as const, value: held } : await loadBoard(id);
  if (!read.ok) return { is: "unread", name: `boards/${id}.json` };
  return read.value.scheme === scheme ? { dataset: read.value.dataset } : { is: "version" };
}

const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === "error");

/** `cls`: the class whose pages are shown; an empty form must have a unit of it. */
export function useScheme(scheme: string, cls: string, control: Control, host: Host): OpenedScheme {
  const [phase, setPhase] = useState<Phase>({ is: "reading", progress: "" });
  const [entry, setEntry] = useState<SchemeEntry | null>(null);
  const [boards, setBoards] = useState<BoardEntry[] | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const board = chosen ?? boards?.[0]?.id ?? "";
  // Figures of a board hold every class; an empty form is made for one.
  const blank = phase.is === "open" && phase.board === "" && (phase.summary.classes.find(({ id }) => id === cls)?.units.length ?? 1) === 0 ? cls : "";

  useEffect(() => {
    void loadCatalogue().then((got) => got.ok && setEntry(got.value.find(({ id }) => id === scheme) ?? null));
    void loadIndex().then((index) => setBoards(index.ok ? index.value.boards.filter((one) => one.scheme === scheme) : []));
  }, []);

  useEffect(() => {
    if (boards === null) return undefined;
    let gone = false;
    const wanted = () => !gone;
    const put = (next: Phase) => {
      if (!gone) setPhase(next);
    };
    const tell = (progress: string) => {
      if (!gone) setPhase((now) => (now.is === "reading" ? { is: "reading", progress } : now));
    };
    const begin = async () => {
      const got = await loadScheme(scheme);
      if (!got.ok) return put({ is: "fault", fault: got.fault });
      const text = got.value;
      const figures = board ? await figuresOf(board, text, host) : null;
      if (gone) return undefined;
      let without: NoFigures | null = figures && "is" in figures ? figures : null;
      let reply = null;
      if (figures && "dataset" in figures) {
        reply = await insist(wanted, () => control.pages.open({ scheme: text, dataset: figures.dataset, board: noAbout }, undefined, tell));
        if (reply === null) return undefined;
        if (!reply.value) without = { is: "wrong", diagnostics: errors(reply.diagnostics) };
      }
      const used = reply?.value ? board : "";
      if (!used) {
        const first = Object.keys((JSON.parse(text) as { classes?: object }).classes ?? {});
        reply = await insist(wanted, () => control.pages.open({ scheme: text, dataset: "", board: noAbout }, { class: first.indexOf(cls) >= 0 ? cls : (first[0] ?? "") }));
      }
      if (!reply) return undefined;
      if (!reply.value) return put({ is: "wrong", diagnostics: errors(reply.diagnostics) });
      return put({ is: "open", text, summary: reply.value.summary, board: used, without, key: `${scheme} ${used} ${used ? "" : cls}` });
    };
    begin().catch((reason) => put({ is: "fault", fault: { why: "not-json", name: `schemes/${scheme}.json`, detail: String(reason) } }));
    return () => {
      gone = true;
    };
  }, [board, boards === null, blank, tries]);

  const retry = () => {
    setPhase({ is: "reading", progress: "" });
    setTries((count) => count + 1);
  };
  return { phase, entry, boards: boards ?? [], board, choose, retry };
}
