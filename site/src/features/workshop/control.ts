// What the workshop does: opens a board on a desk of its own, makes or finds its lesson, and follows keys and addresses.
import type { Actions, OpenedBoards } from "../../actions";
import type { Board, Fault } from "../../board/board";
import { loadBoard, loadIndex } from "../../board/load";
import type { Client } from "../../engine/client";
import { download } from "../../download";
import type { DeskReply, Question } from "../../engine/desk";
import type { DeskChange, DeskOpened } from "../../engine/desk-types";
import type { Notable, Quiz, Story } from "../../engine/lesson-types";
import type { ClassInfo, Diagnostic, Reply, Summary } from "../../engine/types";
import type { AppState } from "../../state";
import { type Store, createStore } from "../../store";
import { forgetLesson, keepLesson, readKept } from "./keep";
import { experiments } from "./kinds";
import {
  type Fitted,
  type History,
  type Lesson,
  type LessonUpdate,
  type Material,
  type Slide,
  apply,
  begin,
  fitted,
  readyLesson,
  towards,
  undo,
} from "./lesson";
import { type FileFault, readLesson, writeLesson } from "./lesson-file";
import { type RoomRoute, formatRoom, handoutSlide, parseRoom } from "./route";
import type { Room, RoomDesk } from "./slide";

export interface Host {
  state: AppState;
  actions: Actions;
  client: Client;
  opened: OpenedBoards;
}

/** Why something cannot be shown; `known` is what there is instead. */
export type RoomFault =
  | { is: "no-board"; fault: Fault }
  | { is: "engine"; diagnostics: Diagnostic[] }
  | { is: "no-class"; id: string; known: ClassInfo[]; board: string }
  | { is: "no-period"; id: string; known: string[]; cls: ClassInfo; board: string }
  | { is: "no-slide"; id: string }
  /** The board is there, but what a lesson is built from is not. */
  | { is: "no-material"; diagnostics: Diagnostic[] }
  | { is: "nothing" };

/** What became of a lesson that was kept or opened. */
export interface Told {
  version: string;
  now: string;
  lost: Slide[];
  added: Slide[];
  from: "kept" | "file";
}

export interface RoomState {
  route: RoomRoute;
  opening: boolean;
  progress: string;
  /** Why the address could not be followed; what was on the page before stays. */
  fault: RoomFault | null;
  room: Room | null;
  history: History | null;
  told: Told | null;
  fileFault: { name: string; fault: FileFault } | null;
  /** The lesson could not be kept in this browser. */
  notKept: boolean;
  drawer: boolean;
  /** Memories of slides, by id. */
  memories: Record<string, unknown>;
  size: { width: number; height: number; motion: boolean };
  full: boolean;
  said: string;
}

/** How many questions a quiz has. */
const questions = 8;

const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const windowSize = () => ({ width: window.innerWidth, height: window.innerHeight, motion: !stillness.matches });

export function createControl(host: Host) {
  const store: Store<RoomState> = createStore<RoomState>(
    {
      route: parseRoom(""),
      opening: false,
      progress: "",
      fault: null,
      room: null,
      history: null,
      told: null,
      fileFault: null,
      notKept: false,
      drawer: false,
      memories: {},
      size: windowSize(),
      full: false,
      said: "",
    },
  );
  const put = (change: Partial<RoomState>) => store.update((state) => ({ ...state, ...change }));
  /** The view is on the page. */
  let active = false;
  let turn = 0;
  /** The board that is on the desk, by its documents; opening the same again is not needed. */
  let held: { board: Board; summary: Summary } | null = null;
  /** The case that is on the cases' desk. */
  let heldCase: { scheme: string; name: string; opened: DeskOpened } | null = null;
  /** What the address asked for last. */
  let wanted = parseRoom("");

  // Desks

  const deskOf = (name: string, still: () => boolean = () => true): RoomDesk => {
    const gone = { value: null, diagnostics: [] };
    const ask = async (asked: Question[], changes: DeskChange[], channel: string): Promise<Reply<DeskReply> | null> => {
      const reply = await host.client.call("desk", [{ desk: name, changes, questions: asked }], `${name}-${channel}`);
      return still() ? reply : null;
    };
    return {
      ask,
      async one<T>(method: string, query: object, channel: string, changes: DeskChange[] = []) {
        const reply = await ask([{ method, query }], changes, channel);
        if (reply === null) return null;
        if (reply.value === null) return reply.diagnostics.length > 0 ? { value: null, diagnostics: reply.diagnostics } : gone;
        return (reply.value.answers[0] ?? gone) as Reply<T>;
      },
      work<T>(question: Question, changes: DeskChange[], channel: string, onProgress: (progress: string) => void) {
        const own = `${name}-${channel}`;
        const reply = host.client.call("work", [{ desk: name, changes, questions: [question] }], own, onProgress) as Promise<Reply<T> | null>;
        return { reply, stop: () => host.client.drop(own) };
      },
    };
  };
  const desk = deskOf("room");

  // Opening

  const boardOf = async (id: string): Promise<Board | Fault> => {
    const { state, opened } = host;
    if (state.board?.id === id) return state.board;
    const file = opened.get(id);
    if (file) return file;
    const read = await loadBoard(id);
    return read.ok ? read.value : read.fault;
  };
  const defaultBoard = async (): Promise<string> => {
    if (host.state.board) return host.state.board.id;
    const read = host.state.index ? null : await loadIndex();
    const index = host.state.index ?? (read?.ok ? read.value : null);
    return index?.default || index?.boards[0]?.id || "";
  };

  /** The class and the period that are meant; what is not said is the board's own. */
  const placeOf = (board: Board, summary: Summary, route: RoomRoute): { cls: ClassInfo; period: string } | RoomFault => {
    const find = (id: string) => summary.classes.find((one) => one.id === id);
    const cls = route.class === "" ? (find(board.class) ?? summary.classes[0]) : find(route.class);
    if (!cls) return { is: "no-class", id: route.class, known: summary.classes, board: board.id };
    const periods = cls.views.flatMap((view) => view.periods);
    const own = periods.indexOf(board.period) >= 0 ? board.period : (cls.views[0]?.periods[cls.views[0].periods.length - 1] ?? "");
    if (route.period !== "" && periods.indexOf(route.period) < 0) return { is: "no-period", id: route.period, known: periods, cls, board: board.id };
    return { cls, period: route.period || own };
  };

  const materialOf = (room: Room): Material => ({
    scheme: { id: room.summary.scheme.id, version: room.summary.scheme.version },
    class: room.cls.id,
    period: room.period,
    notable: room.notable,
    stories: room.stories,
    quiz: room.quizPending || (room.quiz?.questions.length ?? 0) > 0,
    experiments,
  });
  const fitTo = (room: Room, given: Lesson): Fitted => {
    const material = materialOf(room);
    const nodes = room.cls.nodes.map((node) => node.id);
    return fitted(given, readyLesson(material), material, nodes, room.cls.units.map((unit) => unit.id));
  };
  const toldOf = (given: Lesson, { lost, added }: Fitted, room: Room, from: Told["from"]): Told | null => {
    const now = room.summary.scheme.version;
    return given.scheme.version === now && lost.length === 0 ? null : { version: given.scheme.version, now, lost, added, from };
  };

  const fail = (fault: RoomFault) => put({ opening: false, fault });

  const open = async (route: RoomRoute): Promise<void> => {
    turn += 1;
    const own = turn;
    const late = () => own !== turn;
    wanted = route;
    put({ opening: true, progress: "", fault: null });
    const id = route.board || (await defaultBoard());
    if (late()) return;
    if (id === "") {
      fail({ is: "nothing" });
      return;
    }
    const board = await boardOf(id);
    if (late()) return;
    if ("kind" in board) {
      fail({ is: "no-board", fault: board });
      return;
    }
    if (held?.board.scheme !== board.scheme || held.board.dataset !== board.dataset) {
      held = null;
      const source = { desk: "room", scheme: board.scheme, dataset: board.dataset };
      const reply = await host.client.call("openDesk", [source], "room-open", (progress) => !late() && put({ progress }));
      if (reply?.value) held = { board, summary: reply.value.summary };
      if (late() || reply === null) return;
      if (!reply.value) {
        fail({ is: "engine", diagnostics: reply.diagnostics });
        return;
      }
    }
    const { summary } = held as NonNullable<typeof held>;
    const place = placeOf(board, summary, route);
    if ("is" in place) {
      fail(place);
      return;
    }
    const { cls, period } = place;
    const asked = await desk.ask(
      [
        { method: "notable", query: { class: cls.id, period } },
        { method: "stories", query: {} },
      ],
      [],
      "open",
    );
    if (late() || asked === null) return;
    const [notable, stories] = (asked.value?.answers ?? []) as [Reply<Notable>?, Reply<Story[]>?];
    const unit = notable?.value?.card?.unit ?? cls.units[0]?.id ?? "";
    const room: Room = {
      board,
      summary,
      cls,
      period,
      notable: notable?.value ?? null,
      stories: stories?.value ?? [],
      quiz: null,
      quizPending: unit !== "",
    };
    const kept = readKept({ board: board.id, class: cls.id, period }, summary.scheme.id);
    const found = kept ? fitTo(room, kept) : null;
    put({
      opening: false,
      progress: "",
      route,
      room,
      history: begin(found?.lesson ?? readyLesson(materialOf(room))),
      told: kept && found ? toldOf(kept, found, room, "kept") : null,
      fileFault: null,
      memories: {},
      fault: notable?.value ? null : { is: "no-material", diagnostics: notable?.diagnostics ?? asked.diagnostics },
    });
    whole();
    if (unit !== "") void askQuiz(room, unit);
  };

  /** Finds the questions; a lesson that turns out to have none loses the slides for them, unless somebody has changed it meanwhile. */
  const askQuiz = async (room: Room, unit: string): Promise<void> => {
    const reply = await desk.one<Quiz>("quiz", { class: room.cls.id, unit, period: room.period, count: questions }, "quiz");
    const { room: now, history } = store.get();
    if (reply === null || now !== room || !history) return;
    const found: Room = { ...room, quiz: reply.value, quizPending: false };
    const none = (reply.value?.questions.length ?? 0) === 0;
    put({ room: found, ...(none && history.past.length === 0 ? { history: begin(fitTo(found, history.lesson).lesson) } : {}) });
  };

  /** The address in full, so that a copied link means the same on another day; a slide that is not there is told. */
  const whole = () => {
    const { room, history, route } = store.get();
    if (!room || !history) return;
    const full = { ...route, board: room.board.id, class: room.cls.id, period: room.period };
    const address = formatRoom(full);
    if (window.location.hash !== address && window.location.hash.indexOf("#/w") === 0) {
      window.history.replaceState(null, "", address);
    }
    const there = full.slide === "" || full.slide === handoutSlide || history.lesson.slides.some(({ id }) => id === full.slide);
    put(there ? { route: full } : { route: { ...full, slide: "" }, fault: { is: "no-slide", id: full.slide } });
  };

  const setHistory = (next: History) => {
    const { room, history } = store.get();
    if (!room || next === history) return;
    const kept = keepLesson({ board: room.board.id, class: room.cls.id, period: room.period }, next.lesson);
    put({ history: next, notKept: !kept });
  };

  /** Writing on in one field is one step. */
  let typing = "";

  const go = (slide: string, replace = false) => {
    const { room, route } = store.get();
    const address = formatRoom({ ...(room ? { board: room.board.id, class: room.cls.id, period: room.period } : route), slide });
    if (!replace) {
      window.location.hash = address;
      return;
    }
    window.history.replaceState(null, "", address);
    put({ route: parseRoom(address.slice(3)), fault: null });
  };

  /** Follows the address itself, since the page does not hear of one that was replaced. */
  const follow = () => {
    const { hash } = window.location;
    if (active && /^#\/w(\/|$)/.test(hash)) control.follow(parseRoom(hash.slice(3)));
  };

  const control = {
    store,
    desk,
    /** The page's own state, newly drawn. */
    host(next: Host) {
      const before = host.state;
      host = next;
      if (before.prefs !== next.state.prefs || before.layout !== next.state.layout) store.update((state) => ({ ...state }));
      if (active) return;
      active = true;
      follow();
    },

    follow(route: RoomRoute) {
      const { room, history } = store.get();
      const same =
        room !== null &&
        history !== null &&
        (route.board === "" || route.board === room.board.id) &&
        (route.class === "" || route.class === room.cls.id) &&
        (route.period === "" || route.period === room.period);
      put({ drawer: false });
      if (same) {
        put({ route, fault: null, opening: false });
        turn += 1;
        whole();
      } else void open(route);
    },
    /** Another view is on the page. */
    left() {
      if (document.fullscreenElement) void document.exitFullscreen();
      active = false;
    },

    go,
    towards(command: "next" | "back" | "first" | "last") {
      const { history, route } = store.get();
      if (!history) return;
      const to = towards(history.lesson, route.slide, command);
      if (to !== route.slide) go(to, route.slide !== "");
    },
    again: () => void open(wanted),
    dismiss: () => put({ fault: null, told: null, fileFault: null }),

    /** Puts a case on the cases' desk. */
    async story(name: string): Promise<Reply<{ opened: DeskOpened; desk: RoomDesk }> | null> {
      const { room } = store.get();
      if (!room) return null;
      const { scheme } = room.board;
      if (heldCase?.scheme !== scheme || heldCase.name !== name) {
        heldCase = null;
        const reply = await host.client.call("openDesk", [{ desk: "story", scheme, case: name }], "story-open");
        if (reply === null) return null;
        if (reply.value === null) return { value: null, diagnostics: reply.diagnostics };
        heldCase = { scheme, name, opened: reply.value };
      }
      const own = heldCase;
      return { value: { opened: own.opened, desk: deskOf("story", () => heldCase === own) }, diagnostics: [] };
    },

    remember: (id: string, value: unknown) => store.update((state) => ({ ...state, memories: { ...state.memories, [id]: value } })),

    // The lesson

    change(update: LessonUpdate, place = "") {
      const { history } = store.get();
      if (!history) return;
      setHistory(apply(history, update, place !== "" && place === typing));
      typing = place;
    },
    undo() {
      const { history } = store.get();
      typing = "";
      if (history) setHistory(undo(history));
    },
    /** The lesson that the scheme makes by itself, again; that too can be undone. */
    ready() {
      const { room, history } = store.get();
      if (!room || !history) return;
      typing = "";
      setHistory(apply(history, () => readyLesson(materialOf(room))));
      forgetLesson({ board: room.board.id, class: room.cls.id, period: room.period });
    },
    save() {
      const { room, history } = store.get();
      if (!room || !history) return;
      download(`${[room.summary.scheme.id, room.cls.id, room.period].join("-")}.lesson.json`, writeLesson(history.lesson));
    },
    async openFile(file: File): Promise<void> {
      const text = await file.text();
      const { room, history } = store.get();
      if (!room || !history) return;
      const read = readLesson(text, room.summary.scheme.id);
      if (!read.ok) {
        put({ fileFault: { name: file.name, fault: read.fault } });
        return;
      }
      const found = fitTo(room, read.lesson);
      typing = "";
      put({ fileFault: null, told: toldOf(read.lesson, found, room, "file") ?? { version: read.lesson.scheme.version, now: room.summary.scheme.version, lost: [], added: found.added, from: "file" } });
      setHistory(apply(history, () => found.lesson));
    },

    drawer: (open: boolean) => put({ drawer: open }),
    announce: (said: string) => put({ said }),
    toggleFull() {
      const root = document.documentElement as HTMLElement & { webkitRequestFullscreen?: () => void };
      if (document.fullscreenElement) void document.exitFullscreen();
      else if (root.requestFullscreen) void root.requestFullscreen().catch(() => undefined);
      else root.webkitRequestFullscreen?.();
    },
  };

  // A lesson's file may be dropped on the overview; a slide may want files of its own.
  document.addEventListener("drop", (event) => {
    const { room, route } = store.get();
    const file = event.dataTransfer?.files[0];
    if (file && room && active && route.slide === "") void control.openFile(file);
  });
  window.addEventListener("hashchange", follow);
  stillness.addEventListener("change", () => put({ size: windowSize() }));
  window.addEventListener("resize", () => put({ size: windowSize() }));
  document.addEventListener("fullscreenchange", () => put({ full: document.fullscreenElement !== null, size: windowSize() }));
  return control;
}

export type Control = ReturnType<typeof createControl>;
