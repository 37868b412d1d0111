// Asks the engine for what the state wants to show and does not have. Called after every change; asks nothing twice.
import type { Client } from "../../engine/client";
import type { Method } from "../../engine/protocol";
import type { Diagnostic } from "../../engine/types";
import { type AppState, isReady } from "../../state";
import type { Store } from "../../store";
import { type ReplyName, type WindowState, type WindowUpdate, cardQuery, explainQuery, histogramQuery, mineOf, rowsQuery, sheetQuery, viewOf } from "./state";

type Channel = keyof WindowState["failures"];

/** Returns the function that brings the Window's replies up to date with the state. */
export function createRequests(store: Store<AppState>, client: Client): () => void {
  const asked: Partial<Record<Channel, string>> = {};
  let loaded: unknown = null;

  const put = (channel: Channel, change: WindowUpdate, diagnostics: Diagnostic[] | undefined) =>
    store.update((state) => {
      const failures = { ...state.window.failures, [channel]: diagnostics };
      return { ...state, window: change({ ...state.window, failures }) };
    });

  const ask = <M extends Exclude<Method, "load" | "check" | "cases">>(
    channel: Channel,
    method: M,
    query: object | null,
    show: (value: unknown) => WindowUpdate,
  ) => {
    const key = query === null ? "" : JSON.stringify(query);
    if (asked[channel] === key) return;
    asked[channel] = key;
    if (query === null) {
      put(channel, show(null), undefined);
      return;
    }
    void (client.call as (method: M, args: unknown[], channel: string) => ReturnType<Client["call"]>)(method, [query], channel).then(
      (reply) => {
        if (reply === null || asked[channel] !== key) return;
        put(channel, show(reply.value), reply.value === null ? reply.diagnostics : undefined);
      },
    );
  };

  return () => {
    const state = store.get();
    if (!isReady(state)) return;
    if (loaded !== state.summary) {
      loaded = state.summary;
      for (const channel of Object.keys(asked)) delete asked[channel as Channel];
    }
    const view = viewOf(state);
    if (!view) return;
    const mine = mineOf(state, view);
    const set = (name: ReplyName) => (value: unknown) => (window: WindowState) => ({ ...window, [name]: value, of: { ...window.of, [name]: view.cls.id } });
    ask("rows", "rows", rowsQuery(state.window, view), set("rows"));
    ask("histogram", "histogram", histogramQuery(state.window, view), set("histogram"));
    ask("sheet", "outcome", sheetQuery(state.window, view), set("sheet"));
    ask("card", "card", cardQuery(view), set("card"));
    ask("explain", "explain", explainQuery(view), set("explanation"));
    ask("mine", "card", mine ? cardQuery({ ...view, unit: mine }) : null, set("mine"));
  };
}
