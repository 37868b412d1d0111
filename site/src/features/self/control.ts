// What the self-check does: opens drafts, brings every change to the desk and to the store, and keeps the newest replies.
import type { Actions, OpenedBoards } from "../../actions";
import type { Board, BoardIndex, Fault } from "../../board/board";
import { loadBoard, loadIndex } from "../../board/load";
import { download } from "../../download";
import type { Client } from "../../engine/client";
import { type DeskSource, type Question, keyOfChange } from "../../engine/desk";
import type { BlankQuery, DeskOpened, Form, Ledger, Range } from "../../engine/desk-types";
import type { Card, ClassInfo, Diagnostic, Explanation, Reply, Summary } from "../../engine/types";
import { say } from "../../i18n";
import type { KeepFault } from "../../kept";
import type { AppState } from "../../state";
import { type Store, createStore } from "../../store";
import { readDraft, writeDraft } from "./draft-file";
import { type Order, hasPeriods } from "./fields";
import { type SchemeLink, linksFrom } from "./links";
import { type KeptDraft, drafts } from "./keep";
import { selfMessages } from "./messages";
import type { Pasted } from "./paste";
import { type SelfRoute, formatSelf, parseSelf } from "./route";
import { sha256 } from "../../sha256";
import { type Opened, type Shared, isShareFile, mismatches, readShare, readShareFile } from "./share";
import type { Found } from "./share-panel";
import type { Answers, Ask } from "./slots";
import { type Cell, type Draft, type DraftUpdate, type History, apply, begin, changesOf, copyOf, keyOf, linksIn, newDraft, newId, ofUnit, redo, settle, undo } from "./state";

export type OpenFault =
  | { is: "no-draft"; id: string }
  | { is: "store"; fault: KeepFault; detail: string }
  | { is: "no-board"; fault: Fault }
  | { is: "no-scheme"; id: string }
  | { is: "no-class"; id: string }
  | { is: "no-unit"; id: string }
  | { is: "engine"; diagnostics: Diagnostic[] };

export type Phase =
  | { is: "start" }
  | { is: "opening"; step: "board" | "score" }
  | { is: "failed"; fault: OpenFault; kept: KeptDraft | null }
  /** The scheme is no longer the one the draft was made with. */
  | { is: "changed"; kept: KeptDraft; version: string }
  | { is: "open" };

export type Saving = { is: "saved" } | { is: "saving" } | { is: "conflict"; other: KeptDraft | null } | { is: "fault"; fault: KeepFault; detail: string };

/** The draft that is open, with what the engine says of it. */
export interface Work {
  history: History;
  saving: Saving;
  summary: Summary;
  cls: ClassInfo;
  /** Links whose other ends can be chosen. */
  links: SchemeLink[];
  form: Form;
  answers: Answers;
  pending: boolean;
  /** The range and the ledger are those of figures before the last change. */
  late: boolean;
  /** Changes that the engine did not take, by keyOf the cell. */
  refused: Record<string, Diagnostic[]>;
  /** Why there is no answer at all. */
  stopped: Diagnostic[];
  order: Order;
  tab: string;
  /** The fact whose help is open. */
  help: string;
  /** Tree entries opened or closed by hand. */
  tree: Record<string, boolean>;
  pasted: Pasted | null;
  /** Counts what was undone and done again, so that a field shows it though somebody is in it. */
  turned: number;
  /** The draft was carried over from another version of its scheme. */
  carried: string;
}

export interface Setup {
  board: string;
  summary: Summary | null;
  loading: boolean;
  fault: OpenFault | null;
  class: string;
  find: string;
  unit: string;
  period: string;
}

export interface SelfState {
  /** null: not read yet. */
  drafts: KeptDraft[] | null;
  /** Why drafts are not kept. */
  store: { fault: KeepFault; detail: string } | null;
  deleted: KeptDraft | null;
  /** Figures from a link or a file that are shown before they are taken over. */
  offered: Opened | null;
  /** Why a file was not read. */
  fileFault: { name: string; why: "not-json" | "not-draft" | "too-large"; found: string } | null;
  index: BoardIndex | null;
  setup: Setup;
  phase: Phase;
  route: SelfRoute;
  work: Work | null;
  said: string;
}

export interface Host {
  state: AppState;
  actions: Actions;
  client: Client;
  second: () => Client | null;
  opened: OpenedBoards;
}

const noAnswers: Answers = { card: null, total: null, explanation: null, range: null, ledger: null };
const noSetup: Setup = { board: "", summary: null, loading: false, fault: null, class: "", find: "", unit: "", period: "" };

const now = () => new Date().toISOString();
const freshId = () => newId(Date.now(), Math.random());

export function createControl(host: Host) {
  const store: Store<SelfState> = createStore<SelfState>(
    { drafts: null, store: null, deleted: null, offered: null, fileFault: null, index: null, setup: noSetup, phase: { is: "start" }, route: { is: "start" }, work: null, said: "" },
  );
  const put = (change: Partial<SelfState>) => store.update((state) => ({ ...state, ...change }));
  const setWork = (change: (work: Work) => Work) => store.update((state) => (state.work ? { ...state, work: change(state.work) } : state));
  const say2 = (said: string) => put({ said });
  let path = "";
  let seen = "";
  let turn = 0;
  /** What the desk holds; opening the same again is not needed. */
  let held: { source: DeskSource; opened: DeskOpened } | null = null;

  // The store

  /** Drafts that the device has not taken, as they are now: they stay for as long as the page is open. */
  const unsaved = new Map<string, KeptDraft>();
  const readList = async () => {
    const read = await drafts.list();
    const here = Array.from(unsaved.values());
    const kept = (read.ok ? read.value : []).filter(({ item }) => !unsaved.has(item.id));
    put({ drafts: [...here, ...kept], store: read.ok ? null : { fault: read.fault, detail: read.detail } });
  };

  let saveTimer = 0;
  /** Saves run one after another, since each needs the revision that the one before made. */
  let saves: Promise<void> = Promise.resolve();
  /** The revision of each draft that was read or saved last. */
  const revisions: Record<string, number> = {};
  const saveNow = async (draft: Draft): Promise<void> => {
    const stamped = { ...draft, saved: now() };
    const reply = await drafts.save(stamped, revisions[draft.id] ?? 0);
    if (reply.ok && reply.value.is === "saved") revisions[draft.id] = reply.value.revision;
    if (reply.ok) unsaved.delete(draft.id);
    else unsaved.set(draft.id, { item: stamped, revision: revisions[draft.id] ?? 0, unsaved: true });
    const current = store.get().work;
    if (!current || current.history.draft.id !== draft.id) {
      if (!reply.ok) put({ store: { fault: reply.fault, detail: reply.detail } });
      return;
    }
    let saving: Saving;
    if (!reply.ok) saving = { is: "fault", fault: reply.fault, detail: reply.detail };
    else if (reply.value.is === "conflict") saving = { is: "conflict", other: reply.value.other };
    else saving = saveTimer === 0 ? { is: "saved" } : { is: "saving" };
    const saved = reply.ok && reply.value.is === "saved" ? stamped.saved : current.history.draft.saved;
    setWork((one) => ({ ...one, saving, history: { ...one.history, draft: { ...one.history.draft, saved } } }));
  };
  const save = (): Promise<void> => {
    window.clearTimeout(saveTimer);
    saveTimer = 0;
    const work = store.get().work;
    if (work && work.saving.is !== "conflict") {
      const { draft } = work.history;
      saves = saves.then(() => saveNow(draft));
    }
    return saves;
  };
  const saveSoon = () => {
    window.clearTimeout(saveTimer);
    saveTimer = window.setTimeout(() => void save(), 350);
    setWork((work) => (work.saving.is === "saved" ? { ...work, saving: { is: "saving" } } : work));
  };
  /** Another tab may have saved meanwhile: what is on the page is then brought up to date, unless something here is unsaved. */
  const lookAgain = async () => {
    const work = store.get().work;
    if (!work || saveTimer !== 0 || work.saving.is !== "saved") return;
    const { id } = work.history.draft;
    const read = await drafts.read(id);
    const current = store.get().work;
    if (!read.ok || !read.value || !current || current.history.draft.id !== id || current.saving.is !== "saved" || saveTimer !== 0) return;
    const { item: draft, revision } = read.value;
    if (revision === revisions[id]) return;
    revisions[id] = revision;
    setWork((one) => ({ ...one, history: begin(draft), turned: one.turned + 1 }));
    void formAgain();
  };

  // Documents and the desk

  const boardOf = async (id: string): Promise<Board | Fault> => {
    const { state } = host;
    if (state.board?.id === id) return state.board;
    const file = host.opened.get(id);
    if (file) return file;
    const read = await loadBoard(id);
    return read.ok ? read.value : read.fault;
  };
  const readIndexOnce = async (): Promise<BoardIndex | null> => {
    const known = store.get().index ?? host.state.index;
    if (known) {
      if (store.get().index !== known) put({ index: known });
      return known;
    }
    const read = await loadIndex();
    if (!read.ok) return null;
    put({ index: read.value });
    return read.value;
  };
  /** Questions that may take long have an engine of their own where the browser gives one, so that nothing typed waits for them. */
  let far: Client | null = null;
  let farHolds: DeskSource | null = null;
  function farDesk(): Client {
    far = far ?? host.second() ?? host.client;
    const client = far;
    if (client === host.client || !held || held.source === farHolds) return client;
    farHolds = held.source;
    void client.call("openDesk", [held.source], "self-open").then((reply) => {
      if (reply === null || reply.value !== null) return;
      far = host.client; // it could not be made, or could not read what the page's own has read
      more();
    });
    return client;
  }
  const openDesk = async (source: DeskSource): Promise<Reply<DeskOpened> | null> => {
    if (held && JSON.stringify(held.source) === JSON.stringify(source)) return { value: held.opened, diagnostics: [] };
    held = null;
    const reply = await host.client.call("openDesk", [source], "self-open");
    if (reply?.value) held = { source, opened: reply.value };
    return reply;
  };

  interface Documents { scheme: string; dataset: string | null; board: Board }
  const documentsOf = async (board: string | null, schemeId: string): Promise<Documents | OpenFault> => {
    if (board !== null) {
      const found = await boardOf(board);
      return "kind" in found ? { is: "no-board", fault: found } : { scheme: found.scheme, dataset: found.dataset, board: found };
    }
    const index = await readIndexOnce();
    const entry = index?.boards.find((one) => one.scheme === schemeId);
    if (!entry) return { is: "no-scheme", id: schemeId };
    const found = await boardOf(entry.id);
    return "kind" in found ? { is: "no-board", fault: found } : { scheme: found.scheme, dataset: null, board: found };
  };

  const versionOf = (scheme: string): string => {
    try {
      const { version } = JSON.parse(scheme) as { version?: unknown };
      return typeof version === "string" ? version : "";
    } catch {
      return "";
    }
  };

  // Opening

  /** The documents of the draft that is open. */
  let opened: Documents | null = null;
  const blankOf = (cls: string, period: string, asOf: string): BlankQuery => ({ class: cls, period, ...(asOf ? { asOf } : {}) });
  const sourceOf = ({ scheme, dataset }: Documents, draft: Pick<Draft, "class" | "period" | "asOf">): DeskSource =>
    dataset === null ? { scheme, blank: blankOf(draft.class, draft.period, draft.asOf) } : { scheme, dataset };

  /** The fields as the draft began, for those it is linked to now. */
  const askForm = async (draft: Pick<Draft, "class" | "unit" | "period" | "changes">): Promise<Reply<Form> | null> => {
    const query = { class: draft.class, unit: draft.unit, period: draft.period };
    const reply = await host.client.call("desk", [{ changes: linksIn(draft.changes), questions: [{ method: "form", query }] }], "self-open");
    if (reply === null) return null;
    return (reply.value?.answers[0] as Reply<Form> | undefined) ?? { value: null, diagnostics: reply.diagnostics };
  };

  /** What decides which fields there are, and how they stand. */
  const formKey = (draft: Draft) => JSON.stringify([draft.asOf, linksIn(draft.changes)]);

  /** Another day or another link makes other fields: the desk is brought to it, and then everything is asked again. */
  const formAgain = async (): Promise<void> => {
    const draft = store.get().work?.history.draft;
    if (!draft || !opened) return;
    setWork((work) => ({ ...work, pending: true }));
    const reply = await openDesk(sourceOf(opened, draft));
    const current = () => {
      const now = store.get().work?.history.draft;
      return now !== undefined && now.id === draft.id && formKey(now) === formKey(draft);
    };
    if (!reply || !current()) return;
    const { value } = reply;
    if (value === null) {
      setWork((work) => ({ ...work, pending: false, stopped: reply.diagnostics }));
      return;
    }
    const asked = await askForm(draft);
    if (!asked || !current()) return;
    setWork((work) => ({ ...work, summary: value.summary, form: asked.value ?? work.form }));
    refresh();
  };

  const fail = (fault: OpenFault, kept: KeptDraft | null) => put({ phase: { is: "failed", fault, kept }, work: null });

  /** Opens a draft. `accepted`: its figures are carried over to the scheme as it is now. */
  const openKept = async (kept: KeptDraft, accepted = false): Promise<void> => {
    turn += 1;
    const own = turn;
    put({ phase: { is: "opening", step: "board" }, work: null });
    let { item: draft } = kept;
    revisions[draft.id] = kept.revision;
    const documents = await documentsOf(draft.board, draft.scheme.id);
    if (own !== turn) return;
    if ("is" in documents) {
      fail(documents, kept);
      return;
    }
    const digest = sha256(documents.scheme);
    const version = versionOf(documents.scheme);
    let carried = "";
    if (draft.scheme.sha256 !== digest) {
      if (!accepted) {
        put({ phase: { is: "changed", kept, version } });
        return;
      }
      carried = draft.scheme.version;
      draft = { ...draft, scheme: { ...draft.scheme, version, sha256: digest } };
    }
    put({ phase: { is: "opening", step: "score" } });
    opened = documents;
    const reply = await openDesk(sourceOf(documents, draft));
    if (own !== turn || reply === null) return;
    if (reply.value === null) {
      fail({ is: "engine", diagnostics: reply.diagnostics }, kept);
      return;
    }
    const { summary } = reply.value;
    if (draft.board === null && reply.value.unit !== draft.unit) draft = ofUnit(draft, reply.value.unit);
    const cls = summary.classes.find((one) => one.id === draft.class);
    if (!cls) {
      fail({ is: "no-class", id: draft.class }, kept);
      return;
    }
    if (!cls.units.some((unit) => unit.id === draft.unit)) {
      fail({ is: "no-unit", id: draft.unit }, kept);
      return;
    }
    const asked = await askForm(draft);
    if (own !== turn || asked === null) return;
    const form = asked.value;
    if (!form) {
      fail({ is: "engine", diagnostics: asked.diagnostics }, kept);
      return;
    }
    put({
      phase: { is: "open" },
      work: {
        history: begin(draft),
        saving: { is: "saved" },
        summary,
        cls,
        links: linksFrom(documents.scheme, cls.id),
        form,
        answers: noAnswers,
        pending: true,
        late: true,
        refused: {},
        stopped: [],
        order: hasPeriods(form) ? "period" : "scheme",
        tab: "",
        help: "",
        tree: {},
        pasted: null,
        turned: 0,
        carried,
      },
    });
    refresh();
    if (draft !== kept.item || kept.revision === 0 || kept.unsaved) void save();
  };

  const openDraft = async (id: string): Promise<void> => {
    turn += 1;
    const own = turn;
    put({ phase: { is: "opening", step: "board" }, work: null });
    const here = unsaved.get(id);
    if (here) {
      await openKept(here);
      return;
    }
    const read = await drafts.read(id);
    if (own !== turn) return;
    if (!read.ok) fail({ is: "store", fault: read.fault, detail: read.detail }, null);
    else if (!read.value) fail({ is: "no-draft", id }, null);
    else await openKept(read.value);
  };

  const titleOf = (summary: Pick<Summary, "classes"> | null, cls: string, unit: string): string => {
    const found = summary?.classes.find((one) => one.id === cls);
    const { lang } = host.state.prefs;
    return say(found?.units.find((one) => one.id === unit)?.name, lang) || say(found?.title, lang) || unit;
  };

  const create = async (draft: Draft, accepted = false): Promise<void> => {
    path = formatSelf({ is: "draft", id: draft.id, node: "", at: "" }).slice(3);
    window.location.hash = `#/s${path}`;
    put({ route: parseSelf(path) });
    await openKept({ item: draft, revision: 0 }, accepted);
  };

  // Asking

  const ask = async <T>(question: Ask, channel: string): Promise<Reply<T> | null> => {
    const work = store.get().work;
    if (!work) return null;
    const reply = await host.client.call("desk", [{ changes: work.history.draft.changes, questions: [question] }], `self-${channel}`);
    if (reply === null) return null;
    return (reply.value ? reply.value.answers[0] : { value: null, diagnostics: reply.diagnostics }) as Reply<T>;
  };

  const nodeOfRoute = (work: Work): { node: string; period: string } => {
    const { route } = store.get();
    const { draft } = work.history;
    const node = route.is === "draft" && route.node && work.cls.nodes.some((one) => one.id === route.node) ? route.node : work.cls.total;
    return { node, period: route.is === "draft" && route.node && route.at ? route.at : draft.period };
  };

  /** Asks for everything that is on the page, of the draft as it is now. */
  function refresh(): void {
    const work = store.get().work;
    if (!work || store.get().phase.is !== "open") return;
    const { draft } = work.history;
    const query = { class: draft.class, unit: draft.unit, period: draft.period };
    const { node, period } = nodeOfRoute(work);
    const questions: Question[] = [
      { method: "card", query },
      { method: "explain", query: { ...query, node: work.cls.total } },
      { method: "explain", query: { ...query, node, period } },
    ];
    const changes = changesOf(draft);
    if (!work.pending || !work.late) setWork((one) => ({ ...one, pending: true, late: true }));
    void host.client.call("desk", [{ changes, questions }], "self-live").then((reply) => {
      if (reply === null || store.get().work?.history.draft.id !== draft.id) return;
      if (reply.value === null) {
        setWork((one) => ({ ...one, pending: false, stopped: reply.diagnostics }));
        return;
      }
      const [card, total, explanation] = reply.value.answers as [Reply<Card>, Reply<Explanation>, Reply<Explanation>];
      const refused: Record<string, Diagnostic[]> = {};
      const keys = Object.fromEntries(changes.map((change) => [keyOfChange(change), keyOf(change)]));
      for (const one of reply.value.refused) refused[keys[one.key] ?? one.key] = one.diagnostics;
      setWork((one) => ({
        ...one,
        pending: false,
        refused,
        stopped: card.value === null ? card.diagnostics : [],
        answers: { ...one.answers, card: card.value ?? one.answers.card, total: total.value, explanation: explanation.value },
      }));
    });
    // What takes longer waits until the typing rests; what is asked for of figures before these is not wanted any more.
    window.clearTimeout(moreTimer);
    far?.drop("self-more");
    moreTimer = window.setTimeout(more, 500);
  }
  let moreTimer = 0;

  /** The range and the ledger, asked for together. */
  function more(): void {
    const work = store.get().work;
    if (!work) return;
    const { draft } = work.history;
    const query = { class: draft.class, unit: draft.unit, period: draft.period };
    const questions: Question[] = [{ method: "range", query }, { method: "ledger", query }];
    void farDesk().call("desk", [{ changes: draft.changes, questions }], "self-more").then((reply) => {
      if (reply === null || store.get().work?.history.draft.id !== draft.id) return;
      const [range, ledger] = (reply.value?.answers ?? []) as [Reply<Range>?, Reply<Ledger>?];
      setWork((one) => ({ ...one, late: false, answers: { ...one.answers, range: range?.value ?? null, ledger: ledger?.value ?? null } }));
    });
  }

  // Changes

  const setHistory = (change: (history: History) => History, turned = 0) => {
    const before = store.get().work?.history;
    setWork((work) => ({ ...work, history: change(work.history), turned: work.turned + turned }));
    const after = store.get().work?.history;
    if (!before || !after || before.draft === after.draft) return;
    saveSoon();
    if (formKey(before.draft) !== formKey(after.draft)) void formAgain();
    else if (before.draft.changes !== after.draft.changes) refresh();
  };

  const flush = (): Promise<void> => (saveTimer === 0 ? saves : save());
  const leave = (): Promise<void> => {
    const work = store.get().work;
    if (work?.saving.is === "conflict") {
      // Another tab has changed it, and nobody has said which is to stay: both do.
      const draft = copyOf(work.history.draft, freshId(), selfMessages(host.state.prefs.lang).otherName(work.history.draft.name), now());
      setWork((one) => ({ ...one, history: begin(draft), saving: { is: "saving" } }));
      return save();
    }
    return flush();
  };

  // Choosing whose figures

  const setSetup = (change: Partial<Setup>) => store.update((state) => ({ ...state, setup: { ...state.setup, ...change } }));

  const chooseBoard = async (id: string, then: Partial<Setup> = {}): Promise<void> => {
    turn += 1;
    const own = turn;
    setSetup({ ...noSetup, board: id, loading: id !== "" });
    if (id === "") return;
    const pick = (summary: Summary, board: Board) => {
      const wanted = then.class || board.class;
      const cls = summary.classes.find((one) => one.id === wanted) ?? summary.classes[0];
      const mine = host.state.prefs.mine[`${summary.scheme.id}/${cls?.id ?? ""}`] ?? "";
      const unit = then.unit || (cls?.units.some((one) => one.id === mine) ? mine : "");
      const periods = summary.dataset.periods;
      const period = then.period && periods.indexOf(then.period) >= 0 ? then.period : periods[periods.length - 1] ?? "";
      setSetup({ summary, loading: false, class: cls?.id ?? "", unit, period });
    };
    const { state } = host;
    if (state.board?.id === id && state.summary && state.phase.is === "ready") {
      pick(state.summary, state.board);
      return;
    }
    const board = await boardOf(id);
    if (own !== turn) return;
    if ("kind" in board) {
      setSetup({ loading: false, fault: { is: "no-board", fault: board } });
      return;
    }
    const reply = await openDesk({ scheme: board.scheme, dataset: board.dataset });
    if (own !== turn || reply === null) return;
    if (reply.value) pick(reply.value.summary, board);
    else setSetup({ loading: false, fault: { is: "engine", diagnostics: reply.diagnostics } });
  };

  const control = {
    store,
    /** The page's own state, newly drawn. */
    host(next: Host) {
      const before = host.state;
      host = next;
      if (before.prefs.lang !== next.state.prefs.lang || before.layout !== next.state.layout) store.update((state) => ({ ...state }));
      // The address is followed when it changes, not when the page is drawn again while a change of ours is on its way.
      const { self } = next.state.route;
      if (self === "" || self === seen) return;
      seen = self;
      control.follow(self);
    },

    follow(next: string) {
      if (next === path) return;
      const wasAt = store.get().route;
      path = next;
      const route = parseSelf(next);
      put({ route });
      if (route.is === "draft" && wasAt.is === "draft" && route.id === wasAt.id && store.get().work) {
        refresh();
        return;
      }
      if (route.is === "draft") {
        void leave().then(() => openDraft(route.id));
        return;
      }
      const left = leave();
      turn += 1;
      put({ phase: { is: "start" }, work: null, fileFault: null, offered: route.is === "shared" ? readShare(route.text) : null });
      void left.then(readList);
      void readIndexOnce().then((index) => {
        const { setup } = store.get();
        if (route.is === "new") void chooseBoard(route.board, { class: route.class, unit: route.unit, period: route.period });
        else if (setup.board === "" && host.state.board) void chooseBoard(host.state.board.id);
        else if (!index && !host.state.board) setSetup({ fault: { is: "no-board", fault: { kind: "no-boards" } } });
      });
    },

    chooseBoard: (id: string) => void chooseBoard(id),
    setup: setSetup,

    /** Begins a draft with the figures of a unit of the chosen board. */
    async beginFromBoard(): Promise<void> {
      const { setup } = store.get();
      const board = await boardOf(setup.board);
      if ("kind" in board || !setup.summary) return;
      const name = `${titleOf(setup.summary, setup.class, setup.unit)} ${setup.period}`;
      const scheme = { id: setup.summary.scheme.id, version: setup.summary.scheme.version, sha256: sha256(board.scheme) };
      await create(newDraft({ id: freshId(), name, scheme, board: board.id, class: setup.class, unit: setup.unit, period: setup.period, created: now() }));
    },

    /** Begins an empty form of a class, of the scheme of a published board. */
    async beginEmpty(boardId: string, cls: string, period: string, asOf: string): Promise<void> {
      turn += 1;
      const own = turn;
      put({ phase: { is: "opening", step: "board" } });
      const board = await boardOf(boardId);
      if (own !== turn) return;
      if ("kind" in board) {
        fail({ is: "no-board", fault: board }, null);
        return;
      }
      // Which unit an empty form has, the engine says.
      const reply = await openDesk({ scheme: board.scheme, blank: blankOf(cls, period, asOf) });
      if (own !== turn || reply === null) return;
      if (reply.value === null) {
        fail({ is: "engine", diagnostics: reply.diagnostics }, null);
        return;
      }
      const { summary, unit } = reply.value;
      const title = say(summary.classes.find((one) => one.id === cls)?.title, host.state.prefs.lang) || cls;
      const scheme = { id: summary.scheme.id, version: summary.scheme.version, sha256: sha256(board.scheme) };
      await create(newDraft({ id: freshId(), name: `${title} ${period}`, scheme, board: null, class: cls, unit, period, asOf, created: now() }));
    },

    /** A draft that came from elsewhere: a file, or a link. It becomes one of this device's, under an id of its own. */
    async adopt(draft: Draft): Promise<void> {
      await create(copyOf(draft, freshId(), draft.name, draft.created || now()));
    },

    /** What this page has of a link's scheme, board and unit; nothing of the link is applied. */
    async look(shared: Shared): Promise<Found> {
      const nothing: Found = { found: ["scheme"], schemeTitle: {}, boardTitle: {}, unitName: {}, classTitle: {}, form: null, links: [], classes: [], unit: "" };
      let documents = await documentsOf(shared.board || null, shared.scheme.id);
      const board = shared.board && !("is" in documents) ? shared.board : "";
      // Without the board the scheme may still be here, which is then said.
      if ("is" in documents && shared.board) documents = await documentsOf(null, shared.scheme.id);
      if ("is" in documents) return nothing;
      const { scheme } = documents;
      const reply = await openDesk(sourceOf(documents, { ...shared, asOf: shared.asOf ?? "" }));
      if (!reply?.value) return nothing;
      const { summary, unit } = reply.value;
      const cls = summary.classes.find((one) => one.id === shared.class);
      const present = {
        scheme: { id: summary.scheme.id, version: summary.scheme.version, sha256: sha256(scheme) },
        board,
        classes: summary.classes.map((one) => one.id),
        units: cls?.units.map((one) => one.id) ?? [],
        periods: summary.dataset.periods,
      };
      const asked = await askForm({ ...shared, unit: shared.unit || unit });
      return {
        found: mismatches(shared, present),
        schemeTitle: summary.scheme.title,
        boardTitle: board ? documents.board.title : {},
        unitName: cls?.units.find((one) => one.id === shared.unit)?.name ?? {},
        classTitle: cls?.title ?? {},
        form: asked?.value ?? null,
        links: linksFrom(scheme, shared.class),
        classes: summary.classes,
        unit,
      };
    },
    /** A link's figures become a draft of this device; another version of the scheme was told of before. */
    take(shared: Shared, found: Found): void {
      const { scheme, board, class: cls, period, asOf = "", changes } = shared;
      const unit = shared.unit || found.unit;
      const name = shared.name || `${say(found.unitName, host.state.prefs.lang) || say(found.classTitle, host.state.prefs.lang) || cls} ${period}`;
      put({ offered: null });
      void create({ ...newDraft({ id: freshId(), name, scheme, board: board || null, class: cls, unit, period, asOf, created: now() }), changes }, true);
    },
    drop(): void {
      put({ offered: null });
      if (store.get().route.is === "shared") window.location.hash = "#/s";
    },

    async openFile(file: File): Promise<void> {
      const text = await file.text();
      if (isShareFile(text)) {
        put({ offered: readShareFile(text), fileFault: null });
        return;
      }
      const read = readDraft(text);
      if (read.ok) await control.adopt(read.draft);
      else put({ fileFault: { name: file.name, why: read.why, found: read.found } });
    },
    accept: (kept: KeptDraft) => void openKept(kept, true),
    retry: () => {
      const { route } = store.get();
      if (route.is === "draft") void openDraft(route.id);
    },
    /** Opens a draft whose board is gone as an empty form of its scheme. */
    withoutBoard: (kept: KeptDraft) => void openKept({ ...kept, item: { ...kept.item, board: null } }, true),

    async duplicate(kept: KeptDraft, name: string): Promise<void> {
      const copy = { ...copyOf(kept.item, freshId(), name, now()), saved: now() };
      const reply = await drafts.save(copy, 0);
      if (!reply.ok) put({ store: { fault: reply.fault, detail: reply.detail } });
      await readList();
    },
    async rename(kept: KeptDraft, name: string): Promise<void> {
      if (name.trim() === "" || name === kept.item.name) return;
      const reply = await drafts.save({ ...kept.item, name: name.trim() }, kept.revision);
      if (!reply.ok) put({ store: { fault: reply.fault, detail: reply.detail } });
      await readList();
    },
    async remove(kept: KeptDraft): Promise<void> {
      const reply = await drafts.remove(kept.item.id);
      const here = unsaved.delete(kept.item.id);
      if (reply.ok || here) put({ deleted: kept });
      else put({ store: { fault: reply.fault, detail: reply.detail } });
      await readList();
    },
    async restore(): Promise<void> {
      const { deleted } = store.get();
      if (!deleted) return;
      const reply = await drafts.save(deleted.item, 0);
      if (!reply.ok) unsaved.set(deleted.item.id, { item: deleted.item, revision: 0, unsaved: true });
      if (reply.ok) put({ deleted: null });
      else put({ deleted: null, store: { fault: reply.fault, detail: reply.detail } });
      await readList();
    },

    /** Gives a draft as a file. */
    exportDraft(draft: Draft) {
      download(`${draft.name || "draft"}.json`, writeDraft(draft));
    },

    change: (update: DraftUpdate, place = "") => setHistory((history) => apply(history, update, place)),
    /** Ends a step of typing. */
    settle: () => setHistory(settle),
    undo: () => setHistory(undo, 1),
    redo: () => setHistory(redo, 1),
    show: (change: Partial<Pick<Work, "order" | "tab" | "help" | "pasted" | "carried">>) => setWork((work) => ({ ...work, ...change })),
    tree: (change: (open: Record<string, boolean>) => Record<string, boolean>) => setWork((work) => ({ ...work, tree: change(work.tree) })),
    toNode(node: string, at: string) {
      const work = store.get().work;
      if (!work) return;
      control.show({ tab: "tree" });
      const { draft } = work.history;
      window.location.hash = formatSelf({ is: "draft", id: draft.id, node, at: at === draft.period ? "" : at });
    },
    linkToNode(node: string, at: string): string {
      const draft = store.get().work?.history.draft;
      return draft ? formatSelf({ is: "draft", id: draft.id, node, at: at === draft.period ? "" : at }) : "#/s";
    },
    toField(cell: Cell): void {
      if (host.state.layout !== "wide" && store.get().work?.tab !== "form") {
        // The form is drawn first, where it is a tab of its own.
        control.show({ tab: "form" });
        requestAnimationFrame(() => requestAnimationFrame(() => control.toField(cell)));
        return;
      }
      const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(keyOf(cell))}"]`) ?? document.querySelector<HTMLElement>(`[data-list="${CSS.escape(keyOf({ ...cell, period: "" }))}"]`);
      const around = field?.closest("details");
      if (around) around.open = true;
      field?.scrollIntoView({ block: "center" });
      field?.focus();
    },

    ask,
    work<T>(question: Ask, channel: string, onProgress: (progress: string) => void) {
      const changes = store.get().work?.history.draft.changes ?? [];
      const name = `self-${channel}`;
      const client = farDesk();
      const reply = client.call("work", [{ changes, questions: [question] }], name, onProgress) as Promise<Reply<T> | null>;
      return { reply, stop: () => client.drop(name) };
    },
    announce: say2,
    again: () => refresh(),

    /** Both stay: what is on this page becomes a draft of its own. */
    keepBoth(name: string) {
      const work = store.get().work;
      if (!work) return;
      const draft = copyOf(work.history.draft, freshId(), name, now());
      setWork((one) => ({ ...one, history: { ...one.history, draft }, saving: { is: "saving" } }));
      path = formatSelf({ is: "draft", id: draft.id, node: "", at: "" }).slice(3);
      put({ route: parseSelf(path) });
      window.location.replace(`#/s${path}`);
      void save();
    },
    takeOther() {
      const work = store.get().work;
      if (work?.saving.is !== "conflict") return;
      const { other } = work.saving;
      if (other) {
        revisions[other.item.id] = other.revision;
        setWork((one) => ({ ...one, history: begin(other.item), saving: { is: "saved" }, turned: one.turned + 1 }));
        void formAgain();
      } else {
        // It was deleted there; here it is saved again.
        revisions[work.history.draft.id] = 0;
        setWork((one) => ({ ...one, saving: { is: "saving" } }));
        void save();
      }
    },
    saveAgain() {
      setWork((one) => ({ ...one, saving: { is: "saving" } }));
      void save();
    },
  };

  window.addEventListener("pagehide", () => void leave());
  window.addEventListener("beforeunload", (event) => {
    // What the device has not taken is lost with the page: the browser asks first, in its own words.
    if (unsaved.size > 0) event.preventDefault();
  });
  window.addEventListener("focus", () => void lookAgain());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) void flush();
    else void lookAgain();
  });
  return control;
}

export type Control = ReturnType<typeof createControl>;
