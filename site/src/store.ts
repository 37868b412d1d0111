// The one place that holds state: get, update, subscribe. Updates made in one turn are told once, before the next frame.

export interface Store<S> {
  get(): S;
  /** Replaces the state by what `change` makes of it; returning the same object tells nobody. */
  update(change: (state: S) => S): void;
  /** Calls `listener` after a change; returns what ends it. */
  subscribe(listener: (state: S) => void): () => void;
}

export function createStore<S>(initial: S, later: (run: () => void) => void = queueMicrotask): Store<S> {
  let state = initial;
  let told = true;
  const listeners = new Set<(state: S) => void>();
  const tell = () => {
    told = true;
    for (const listener of [...listeners]) listener(state);
  };
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      if (!told) return;
      told = false;
      later(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
