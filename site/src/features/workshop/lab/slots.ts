// What an experiment is given by the room: whose board it is, the desk to try things out on, and where scenarios are kept.
import type { DeskReply, Question } from "../../../engine/desk";
import type { ClassInfo, Reply, Summary } from "../../../engine/types";
import type { Lang, Messages } from "../../../i18n";
import type { Change } from "./types";

/** A way the board could be, kept in the lesson by its name. */
export interface Scenario {
  name: string;
  changes: Change[];
}

export interface LabProps {
  summary: Summary;
  cls: ClassInfo;
  period: string;
  lang: Lang;
  /** The page's own texts; an experiment brings its own in both languages. */
  t: Messages;
  /** The board's two documents as written. */
  documents: { scheme: string; dataset: string };
  scenarios: readonly Scenario[];
  keep(scenario: Scenario): void;
  drop(name: string): void;
  /** What the slide remembers while the page is open. */
  memory<T>(): T | null;
  remember(value: unknown): void;
  /** Asks the desk about the board with these changes and no others. Of those that wait on one channel only the newest is kept. */
  desk(changes: readonly Change[], questions: Question[], channel: string): Promise<Reply<DeskReply> | null>;
  /** One question in slices: told how far it is (decimal text 0…1), and ended by `stop`. */
  work<T>(changes: readonly Change[], question: Question, onProgress: (progress: string) => void): { reply: Promise<Reply<T> | null>; stop(): void };
  /** Spoken by screen readers. */
  announce(text: string): void;
}
