// All the page knows, in one object that is replaced and never changed in place, and its beginnings.
import type { Badge, Found } from "./board/badge";
import type { Board, BoardIndex, Fault } from "./board/board";
import type { Diagnostic, Summary } from "./engine/types";
import { type WindowState, windowDefaults } from "./features/window/state";
import type { Lang } from "./i18n";
import { type Route, home } from "./route";

export interface Prefs {
  lang: Lang;
  /** 大字: everything a quarter larger. */
  large: boolean;
  /** Black on white, thick borders, underlined links. */
  contrast: boolean;
  /** My unit, by "<scheme id>/<class>": a new board of the same scheme finds it again. */
  mine: Record<string, string>;
}

/** How much room there is, counted in letters: large type on a laptop is a middle screen. */
export type Layout = "narrow" | "middle" | "wide";

export type Phase =
  | { is: "loading"; step: "engine" | "index" | "board" | "score"; progress: string }
  | { is: "ready" }
  | { is: "failed"; faults: Fault[]; diagnostics: Diagnostic[] };

export interface AppState {
  prefs: Prefs;
  layout: Layout;
  /** Room for a column of every part beside the bars. */
  roomy: boolean;
  /** What the address asks for, as parsed; `viewOf` says what of it exists. */
  route: Route;
  /** The published boards; null until read, empty when the host has no index. */
  index: BoardIndex | null;
  /** The board on the page, or the last one tried. */
  board: Board | null;
  /** Counts the boards that were put on the page: what is drawn of one is never handed on to the next, however fast they follow. */
  turn: number;
  /** What the engine says of the loaded board; null while there is none. */
  summary: Summary | null;
  phase: Phase;
  /** Whether a board still is what was published; what was found is null while it is being looked at. */
  seal: { board: Board; found: Found | null; badge: Badge | null } | null;
  /** Hints of a board that loaded well. */
  hints: Diagnostic[];
  /** Spoken by screen readers when it changes. */
  announcement: string;
  /** A file is held over the page. */
  dragging: boolean;
  /** The notice about unknown parts of the link was dismissed for this hash. */
  dismissed: string;
  /** The list of all boards is open. */
  choosing: boolean;
  /** Takes a newer build of the page over, which is there and waits; null while there is none. */
  newer: (() => void) | null;
  window: WindowState;
}

export function defaults(prefs: Prefs): AppState {
  return {
    prefs,
    layout: "wide",
    roomy: false,
    route: home,
    index: null,
    board: null,
    turn: 0,
    summary: null,
    phase: { is: "loading", step: "engine", progress: "" },
    seal: null,
    hints: [],
    announcement: "",
    dragging: false,
    dismissed: "",
    choosing: false,
    newer: null,
    window: windowDefaults,
  };
}

export function isReady(state: AppState): state is AppState & { summary: Summary; board: Board } {
  return state.phase.is === "ready" && state.summary !== null && state.board !== null;
}
