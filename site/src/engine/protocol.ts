// The engine's interface, once: requests and replies between the page and its worker are derived from it.
import type { DeskJob, DeskReply, DeskSource } from "./desk";
import type { DeskOpened } from "./desk-types";
import type { Card, CardQuery, Cases, Explanation, ExplainQuery, Histogram, HistogramQuery, Reply, Rows, RowsQuery, Sheet, SheetQuery, Summary } from "./types";

export interface EngineApi {
  load(scheme: string, dataset: string): Reply<Summary>;
  check(scheme: string): Reply<null>;
  rows(query: RowsQuery): Reply<Rows>;
  card(query: CardQuery): Reply<Card>;
  explain(query: ExplainQuery): Reply<Explanation>;
  histogram(query: HistogramQuery): Reply<Histogram>;
  outcome(query: SheetQuery): Reply<Sheet>;
  cases(): Reply<Cases>;
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
