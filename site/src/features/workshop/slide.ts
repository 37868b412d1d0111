// What a kind of slide is, and what it is handed. All kinds stand in one table, kinds.ts; the stage knows nothing of any of them.
import type { ComponentChild } from "preact";
import type { Board } from "../../board/board";
import type { DeskReply, Question } from "../../engine/desk";
import type { DeskChange, DeskOpened } from "../../engine/desk-types";
import type { Notable, Quiz, Story } from "../../engine/lesson-types";
import type { ClassInfo, Diagnostic, Reply, Summary } from "../../engine/types";
import type { Lang, Messages } from "../../i18n";
import type { Command } from "./keys";
import type { Scenario, Slide } from "./lesson";
import type { RoomMessages } from "./messages";

export type { Scenario, Slide } from "./lesson";
export type { Command } from "./keys";

/** The board that the lesson is about, and what the engine finds worth telling of it. */
export interface Room {
  board: Board;
  summary: Summary;
  cls: ClassInfo;
  period: string;
  notable: Notable | null;
  stories: Story[];
  quiz: Quiz | null;
  /** The questions are being found: that takes the longest, and is not waited for. */
  quizPending: boolean;
}

/** A workbook of the lesson's own. What is asked names the changes that it is about; nobody else's are in it. */
export interface RoomDesk {
  /** null: a newer question of the same channel has taken this one's place. */
  ask(questions: Question[], changes: DeskChange[], channel: string): Promise<Reply<DeskReply> | null>;
  one<T>(method: string, query: object, channel: string, changes?: DeskChange[]): Promise<Reply<T> | null>;
  /** A question that takes long, in slices; `stop` ends it and its reply is null. */
  work<T>(question: Question, changes: DeskChange[], channel: string, onProgress: (progress: string) => void): { reply: Promise<Reply<T> | null>; stop(): void };
}

export interface SlideProps {
  slide: Slide;
  room: Room;
  /** The board; with one's own changes it is a variant of it. */
  desk: RoomDesk;
  /** A desk of the same kind with one of the scheme's cases on it. */
  story(name: string): Promise<Reply<{ opened: DeskOpened; desk: RoomDesk }> | null>;
  lang: Lang;
  /** The page's texts, and the workshop's. */
  t: Messages;
  m: RoomMessages;
  /** Of the window; `motion`: whether things may move. No text on a slide is smaller than 1/30 of the height: use em, 1 or more. */
  size: { width: number; height: number; motion: boolean };
  /** What this slide remembers while the page is open: guesses, answers, where it stood. Of another slide: by its id. */
  memory<T>(id?: string): T | null;
  remember(value: unknown, id?: string): void;
  /** Takes the commands that the slide wants for itself: true when it has used one. The newest handler counts; it is given in a layout
   *  effect, so that a key on what has just been drawn is not lost. */
  onKeys(handler: (command: Command) => boolean): void;
  /** Goes on to the next slide. */
  next(): void;
  announce(text: string): void;
  /** Variants that the room kept with the lesson. */
  scenarios: readonly Scenario[];
  keepScenario(scenario: Scenario): void;
  dropScenario(name: string): void;
}

/** What a slide gives to the handout. */
export interface PrintProps {
  slide: Slide;
  room: Room;
  lang: Lang;
  t: Messages;
  m: RoomMessages;
}

export interface SlideKind {
  kind: string;
  /** In the outline and above the slide. */
  title(slide: Slide, room: Room, lang: Lang): string;
  /** The slide under its title. */
  render(props: SlideProps): ComponentChild;
  /** As the handout prints it; a kind without this is not printed. */
  print?(props: PrintProps): ComponentChild;
}

/** The errors of a reply, for a sentence on the slide. */
export const faultsOf = (diagnostics: readonly Diagnostic[]): Diagnostic[] => diagnostics.filter(({ severity }) => severity === "error");
