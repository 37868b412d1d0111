// The engine's interface, once: requests and replies between the page and its worker are derived from it.
import type { DeskJob, DeskReply, DeskSource } from "./desk";
import type { DeskOpened } from "./desk-types";
import type { GuessOfValue, GuessQuery } from "./lesson-types";
import type { Card, CardQuery, Cases, Explanation, ExplainQuery, Histogram, HistogramQuery, Reply, Rows, RowsQuery, Sheet, SheetQuery, Summary } from "./types";

export interface EngineApi {
  load(scheme: string, dataset: string): Reply<Summary>;
  check(scheme: string): Reply<null>;
  rows(query: RowsQuery): Reply<Rows>;
  card(query: CardQuery): Reply<Card>;
  explain(query: ExplainQuery): Reply<Explanation>;
  histogram(query: HistogramQuery): Reply<Histogram>;
  outcome(query: SheetQuery): Reply<Sheet>;
  /** How far a figure is from the one that a unit has. */
  guess(query: GuessQuery): Reply<GuessOfValue>;
  cases(): Reply<Cases>;
  /** The cases of a scheme that is not loaded, with all that check says of it. */
  casesOf(scheme: string): Reply<Cases>;
  /** A dataset's text with changes put in (a list of them as JSON), digit for digit. */
  rewrite(dataset: string, changes: string): Reply<{ dataset: string }>;
  /** The SHA-256 of each text, off the page's thread. */
  digests(texts: readonly string[]): Reply<string[]>;
  /** A desk: a workbook of its own, so that trying figures out leaves the Window as it is. */
  openDesk(source: DeskSource): Reply<DeskOpened>;
  desk(job: DeskJob): Reply<DeskReply>;
  /** One question in slices, which can be stopped. */
  work(job: DeskJob): Reply<unknown>;
}
export type Method = keyof EngineApi;
export type Request = { [K in Method]: { id: number; method: K; args: Parameters<EngineApi[K]> } }[Method];
/** Ends the work that runs under this id. */
export interface Stop { stop: number }
export type Response = { id: number; reply: Reply<unknown> } | { id: number; progress: string } | { id: number; crash: string };
