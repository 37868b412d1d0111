// What the schemes view does: follows its address, keeps works on the device, and takes back what was changed.
import type { Actions, OpenedBoards } from "../../actions";
import { loadBoard } from "../../board/load";
import type { Client } from "../../engine/client";
import { type KeepFault, type Kept, shelf } from "../../kept";
import type { AppState } from "../../state";
import { type Store, createStore } from "../../store";
import { type WorkEngine, createWorkEngine } from "./engine";
import { type SchemesRoute, parseSchemes, schemesAddress } from "./route";
import { type Given, type Work, asWork, freshId, newWork, readGiven, writeWork } from "./work";

export interface Host {
  state: AppState;
  actions: Actions;
  client: Client;
  opened: OpenedBoards;
}

/** The work that is open, with what can be taken back. */
export interface Open {
  work: Work;
  revision: number;
  past: Work[];
  future: Work[];
  merge: string;
}
export type Saving = { is: "saved" } | { is: "saving" } | { is: "conflict"; other: Kept<Work> | null } | { is: "fault"; fault: KeepFault; detail: string };

export interface SchemesState {
  route: SchemesRoute;
  /** Works on this device; null until read. */
  works: Kept<Work>[] | null;
  /** Why works cannot be kept here. */
  store: { fault: KeepFault; detail: string } | null;
  open: Open | null;
  saving: Saving;
  /** The address names a work that is not here. */
  absent: string;
  /** A file that could not be taken. */
  fileFault: { name: string; given: Extract<Given, { ok: false }> } | null;
  /** A work that was deleted, for taking back. */
  deleted: Kept<Work> | null;
  said: string;
}

const works = shelf<Work>("yardstick-works", asWork);
const pauseBeforeSaving = 600;
const mostSteps = 40;

export function createControl(first: Host) {
  const store: Store<SchemesState> = createStore<SchemesState>(
    { route: { is: "catalogue" }, works: null, store: null, open: null, saving: { is: "saved" }, absent: "", fileFault: null, deleted: null, said: "" },
  );
  const put = (change: Partial<SchemesState>) => store.update((state) => ({ ...state, ...change }));
  const engine: WorkEngine = createWorkEngine(first.client);
  const pages: WorkEngine = createWorkEngine(first.client, "pages");
  let path = "";
  let timer = 0;

  const list = async () => {
    const read = await works.list();
    put({ works: read.ok ? read.value : [], store: read.ok ? null : { fault: read.fault, detail: read.detail } });
  };

  /** One save after another: each has to know the revision that the one before has made. */
  let queue: Promise<unknown> = Promise.resolve();
  const saveNow = () => {
    window.clearTimeout(timer);
    timer = 0;
    queue = queue.then(async () => {
      const { open } = store.get();
      if (!open || store.get().saving.is === "conflict") return;
      const stamped = { ...open.work, saved: new Date().toISOString() };
      const reply = await works.save(stamped, open.revision);
      const mine = store.get().open?.work.id === stamped.id;
      if (!reply.ok) {
        if (mine) put({ saving: { is: "fault", fault: reply.fault, detail: reply.detail } });
        return;
      }
      const saved = reply.value;
      if (saved.is === "conflict") {
        if (mine) put({ saving: { is: "conflict", other: saved.other } });
        return;
      }
      store.update((state) => {
        if (state.open?.work.id !== stamped.id) return state;
        const work = { ...state.open.work, saved: stamped.saved };
        return { ...state, open: { ...state.open, work, revision: saved.revision }, saving: timer ? state.saving : { is: "saved" } };
      });
      // Whoever is back at the catalogue already has a list that lacks it.
      if (store.get().route.is === "catalogue") void list();
    });
    return queue;
  };
  const saveSoon = () => {
    if (store.get().saving.is === "conflict") return;
    window.clearTimeout(timer);
    put({ saving: { is: "saving" } });
    timer = window.setTimeout(() => void saveNow(), pauseBeforeSaving);
  };

  const show = async (id: string) => {
    if (store.get().open?.work.id === id) return;
    await queue; // what is being saved is what will be read
    const read = await works.read(id);
    const route = store.get().route;
    if (route.is !== "work" || route.work !== id) return;
    if (read.ok && read.value) put({ open: { work: read.value.item, revision: read.value.revision, past: [], future: [], merge: "" }, saving: { is: "saved" }, absent: "" });
    else put({ open: null, absent: id, store: read.ok ? null : { fault: read.fault, detail: read.detail } });
  };

  const goTo = (address: string, replace = false) => {
    if (replace) window.history.replaceState(null, "", address);
    else window.location.hash = address;
    if (replace) window.dispatchEvent(new HashChangeEvent("hashchange"));
  };

  const step = (from: "past" | "future", to: "past" | "future") => {
    store.update((state) => {
      const { open } = state;
      const work = open?.[from][open[from].length - 1];
      if (!open || !work) return state;
      return { ...state, open: { ...open, work, merge: "", [from]: open[from].slice(0, -1), [to]: [...open[to], open.work] } };
    });
    saveSoon();
  };

  // A page that is closed or hidden in the pause before saving has not lost anything.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) void saveNow();
  });
  window.addEventListener("beforeunload", (event) => {
    const { saving, open } = store.get();
    if (!open || saving.is === "saved") return;
    void saveNow();
    event.preventDefault();
    event.returnValue = "";
  });

  const control = {
    store,
    engine,
    /** For the catalogue and its schemes' pages. */
    pages,
    host(next: Host) {
      const own = next.state.route.schemes;
      if (own === path) return;
      const fresh = path === "";
      path = own;
      const route = parseSchemes(own);
      put({ route, absent: "" });
      if (timer) void saveNow();
      if (route.is === "work") void show(route.work);
      else if (fresh || route.is === "catalogue") void queue.then(list);
    },
    left() {
      if (timer) void saveNow();
      path = "";
    },

    go: (parts: readonly string[], replace = false) => goTo(schemesAddress(...parts), replace),
    say: (said: string) => put({ said }),

    /** Takes a new work into hand. */
    async begin(work: Work, room = "write"): Promise<void> {
      await saveNow();
      put({ open: { work, revision: 0, past: [], future: [], merge: "" }, saving: { is: "saving" }, fileFault: null });
      goTo(schemesAddress("d", work.id, room));
      await saveNow();
    },
    /** A work from one of the host's boards, or one that was opened from a file. */
    async beginFromBoard(id: string, room = "data"): Promise<boolean> {
      const { state, opened } = first;
      const file = state.board?.id === id ? state.board : opened.get(id);
      const read = file ? { ok: true as const, value: file } : await loadBoard(id);
      if (!read.ok) return false;
      const { title, note, class: cls, period, state: stage, revision, scheme, dataset } = read.value;
      const name = title["zh-CN"] ?? title.en ?? id;
      const about = { id, title, note, class: cls, period, state: stage || "draft", revision: revision + 1 };
      await control.begin(newWork(name, scheme, dataset, about, { name, scheme, dataset }), room);
      return true;
    },
    async openFile(file: File): Promise<void> {
      const given = readGiven(file.name, await file.text());
      if (given.ok) await control.begin(given.work);
      else put({ fileFault: { name: file.name, given } });
    },
    forgetFault: () => put({ fileFault: null }),
    asFile: (work: Work) => new Blob([writeWork(work)], { type: "application/json" }),

    change(update: (work: Work) => Work, merge = ""): void {
      store.update((state) => {
        const { open } = state;
        if (!open) return state;
        const work = update(open.work);
        if (work === open.work) return state;
        const one = merge !== "" && merge === open.merge;
        return { ...state, open: { ...open, work, merge, past: one ? open.past : [...open.past, open.work].slice(-mostSteps), future: [] } };
      });
      saveSoon();
    },
    undo: () => step("past", "future"),
    redo: () => step("future", "past"),

    /** After a conflict: the other tab's, or this one's under another name. */
    takeOther(): void {
      const { saving } = store.get();
      if (saving.is !== "conflict" || !saving.other) return;
      put({ open: { work: saving.other.item, revision: saving.other.revision, past: [], future: [], merge: "" }, saving: { is: "saved" } });
    },
    async keepBoth(title: string): Promise<void> {
      const { open } = store.get();
      put({ saving: { is: "saved" } });
      if (open) await control.begin({ ...open.work, id: freshId(), title });
    },
    retrySave: () => saveSoon(),

    async remove(kept: Kept<Work>): Promise<void> {
      const reply = await works.remove(kept.item.id);
      if (reply.ok) put({ deleted: kept });
      await list();
    },
    async restore(): Promise<void> {
      const { deleted } = store.get();
      if (!deleted) return;
      await works.save(deleted.item, 0);
      put({ deleted: null });
      await list();
    },
    async duplicate(kept: Kept<Work>, title: string): Promise<void> {
      await works.save({ ...kept.item, id: freshId(), title, saved: new Date().toISOString() }, 0);
      await list();
    },
    retry: list,
  };
  return control;
}
export type Control = ReturnType<typeof createControl>;
