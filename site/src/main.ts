// The first lines that run: preferences, engine, board, and then one render for every change of state.
import { h, render } from "preact";
import type { Actions, OpenedBoards } from "./actions";
import { App } from "./app";
import type { Engine } from "./later";
import { type Board, readBoard } from "./board/board";
import { createCheck } from "./board/check";
import { loadBoard, loadIndex } from "./board/load";
import { startEngine } from "./engine/start";
import { createRequests } from "./features/window/requests";
import { forgetReplies, onRoute, viewOf } from "./features/window/state";
import { messages, say } from "./i18n";
import { keepForOffline } from "./offline";
import { pixels } from "./plot";
import { keepPrefs, readPrefs } from "./prefs";
import { type Route, formatRoute, isElsewhere, parseRoute, withRoute } from "./route";
import { type AppState, type Layout, defaults, isReady } from "./state";
import { createStore } from "./store";
import "./style.css";
import "./features/window/style.css";

const store = createStore<AppState>(defaults(readPrefs()), (run) => requestAnimationFrame(run));
const opened: OpenedBoards = new Map();

/** What is being loaded; an answer for anything else comes too late and is dropped. */
let loading = 0;

function progress(text: string): void {
  store.update((state) => (state.phase.is === "loading" ? { ...state, phase: { ...state.phase, progress: text } } : state));
}

// Once the engine has been made, no script but the page's own may run and no worker but a Blob's or the host's (sw.js) may start.
function closePolicy(): void {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "script-src 'self'; worker-src blob: 'self'";
  document.head.appendChild(policy);
}

const { client, second } = startEngine(closePolicy, progress);
const requests = createRequests(store, client);
const check = createCheck(store, client);
const engine: Engine = { client, second, opened };

async function show(board: Board, turn: number): Promise<void> {
  store.update((state) => ({ ...state, board, turn, summary: null, phase: { is: "loading", step: "score", progress: "" } }));
  const reply = await client.call("load", [board.scheme, board.dataset]);
  if (reply === null || turn !== loading) return;
  const { value, diagnostics } = reply;
  store.update((state) =>
    value
      ? { ...state, summary: value, window: forgetReplies(state.window), hints: diagnostics, phase: { is: "ready" } }
      : { ...state, phase: { is: "failed", faults: [], diagnostics } },
  );
}

/** Loads the board that the address asks for: an opened file, or one of the host's. */
async function open(id: string): Promise<void> {
  loading += 1;
  const turn = loading;
  const fail = (fault: Extract<AppState["phase"], { is: "failed" }>["faults"][number]) => {
    if (turn !== loading) return;
    store.update((state) => ({ ...state, board: null, summary: null, phase: { is: "failed", faults: [fault], diagnostics: [] } }));
  };
  const file = opened.get(id);
  if (file) {
    await show(file, turn);
    return;
  }
  store.update((state) => ({ ...state, phase: { is: "loading", step: state.index ? "board" : "index", progress: "" } }));
  let index = store.get().index;
  if (!index) {
    const read = await loadIndex();
    if (turn !== loading) return;
    if (read.ok) {
      index = read.value;
      store.update((state) => ({ ...state, index: read.value }));
    } else if (id === "") {
      fail(read.fault); // without an index there is no default board; a board that is named may still be there
      return;
    }
  }
  const wanted = id || index?.default || index?.boards[0]?.id || "";
  if (wanted === "") {
    fail({ kind: "no-boards" });
    return;
  }
  const read = await loadBoard(wanted);
  if (turn !== loading) return;
  if (read.ok) await show(read.value, turn);
  else fail(read.fault);
}

/** The address; `?embed` before the hash holds for as long as the page is open. */
function readRoute(): Route {
  const route = parseRoute(window.location.hash);
  return { ...route, embed: !isElsewhere(route) && (route.embed || /[?&]embed(?![^=&])/.test(window.location.search)) };
}

function follow(route: Route): void {
  const before = store.get().route;
  store.update((state) => ({ ...state, route, window: onRoute(before, route)(state.window) }));
  const state = store.get();
  if (isElsewhere(route)) return; // those views read what they need; a board that is being loaded may go on
  const current = state.board?.id ?? "";
  const wanted = route.board || state.index?.default || "";
  if (!isElsewhere(before) && before.board === route.board && loading > 0) return;
  if (wanted !== "" && wanted === current && state.phase.is === "ready") return;
  void open(route.board);
}

/** The full address of what is on the page, so that a copied link means the same on another day. */
function fullRoute(change: Partial<Route>): Route {
  const state = store.get();
  const view = isReady(state) ? viewOf(state) : null;
  const route = view
    ? { ...state.route, board: state.board?.id ?? "", period: view.period, class: view.cls.id, unit: view.unit }
    : state.route;
  return withRoute({ ...route, self: "", room: "", schemes: "" }, change);
}

async function openFile(file: File): Promise<void> {
  const read = readBoard(file.name, await file.text());
  if (read.ok) {
    opened.set(read.value.id, read.value);
    const address = formatRoute(withRoute(store.get().route, { board: read.value.id }));
    if (window.location.hash === address) void open(read.value.id);
    else {
      // The board has to be loaded anew even where the address names one of the same id.
      store.update((state) => ({ ...state, board: null, summary: null }));
      window.location.hash = address;
    }
    return;
  }
  loading += 1;
  store.update((state) => ({ ...state, board: null, summary: null, phase: { is: "failed", faults: [read.fault], diagnostics: [] } }));
}

const actions: Actions = {
  go(change, replace = false) {
    const address = formatRoute(fullRoute(change));
    if (!replace) {
      window.location.hash = address;
      return;
    }
    window.history.replaceState(null, "", address);
    follow(readRoute());
  },
  link: (change) => formatRoute(fullRoute(change)),
  prefs(change) {
    store.update((state) => ({ ...state, prefs: { ...state.prefs, ...change } }));
    keepPrefs(store.get().prefs);
  },
  window: (change) => store.update((state) => ({ ...state, window: change(state.window) })),
  mine(key, unit, announcement) {
    store.update((state) => {
      const { [key]: _, ...others } = state.prefs.mine;
      return { ...state, prefs: { ...state.prefs, mine: unit ? { ...others, [key]: unit } : others }, announcement };
    });
    keepPrefs(store.get().prefs);
  },
  ask: client.call,
  openFile: (file) => void openFile(file),
  retry: () => void open(store.get().route.board),
  choosing: (open) => store.update((state) => ({ ...state, choosing: open })),
  dismiss: () => store.update((state) => ({ ...state, dismissed: actions.link({}) })),
};

/** Room in letters rather than pixels, so that large type gets the layout of a smaller screen. */
function measure(): void {
  const letter = pixels(getComputedStyle(document.documentElement).fontSize) || 16;
  const letters = window.innerWidth / letter;
  const layout: Layout = letters < 48 ? "narrow" : letters < 76 ? "middle" : "wide";
  const roomy = letters >= 110;
  store.update((state) => (state.layout === layout && state.roomy === roomy ? state : { ...state, layout, roomy }));
}

function applyPrefs({ prefs, layout, board, route }: AppState): void {
  const root = document.documentElement;
  root.lang = prefs.lang;
  root.toggleAttribute("data-large", prefs.large);
  root.toggleAttribute("data-contrast", prefs.contrast);
  root.toggleAttribute("data-embed", route.embed);
  root.dataset.layout = layout;
  const t = messages(prefs.lang);
  const view = route.self ? t.self : route.room ? t.room : route.schemes ? t.schemes : t.window;
  document.title = [board && !isElsewhere(route) ? say(board.title, prefs.lang) : "", `${t.product} ${view}`].filter(Boolean).join(" · ");
}

function onKey(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  if (event.key === "/" && !typing) {
    const find = document.getElementById("find");
    if (find) {
      event.preventDefault();
      find.focus();
    }
    return;
  }
  const state = store.get();
  if (event.key !== "Escape" || typing || !state.route.unit || isElsewhere(state.route)) return;
  const { unit, node, other } = state.route;
  if (other) {
    actions.go({ other: "" });
    return;
  }
  if (state.layout === "narrow" && node) {
    actions.go({ node: "" });
    return;
  }
  actions.go({ unit: "" });
  // The focus goes back to where the card came from, once the ranking is there again, and unless somebody has moved it meanwhile.
  const before = document.activeElement;
  const back = (tries: number) => {
    const now = document.activeElement;
    if (now !== before && now !== document.body) return;
    const row = document.querySelector<HTMLElement>(`tr[data-unit="${CSS.escape(unit)}"] a`);
    if (row) row.focus();
    else if (tries > 0) setTimeout(() => back(tries - 1), 50);
  };
  requestAnimationFrame(() => setTimeout(() => back(60), 50));
}

function listenToFiles(): void {
  const hold = (dragging: boolean) => store.update((state) => (state.dragging === dragging ? state : { ...state, dragging }));
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    hold(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hold(false);
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    hold(false);
    const file = event.dataTransfer?.files[0];
    if (file && !isElsewhere(store.get().route)) void openFile(file);
  });
}

const root = document.getElementById("app") as HTMLElement;
let large = store.get().prefs.large;
store.subscribe((state) => {
  applyPrefs(state);
  if (state.prefs.large !== large) {
    large = state.prefs.large;
    measure();
  }
  render(h(App, { state: store.get(), actions, engine }), root);
  requests();
  check();
});

applyPrefs(store.get());
measure();
window.addEventListener("resize", measure);
window.addEventListener("hashchange", () => follow(readRoute()));
document.addEventListener("keydown", onKey);
listenToFiles();
keepForOffline((takeOver) => store.update((state) => ({ ...state, newer: takeOver })));
follow(readRoute());
render(h(App, { state: store.get(), actions, engine }), root);
