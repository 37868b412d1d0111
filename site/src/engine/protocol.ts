// The engine's interface, once: requests and replies between the page and its worker are derived from it.
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
}
export type Method = keyof EngineApi;
export type Request = { [K in Method]: { id: number; method: K; args: Parameters<EngineApi[K]> } }[Method];
export type Response = { id: number; reply: Reply<unknown> } | { id: number; progress: string } | { id: number; crash: string };
