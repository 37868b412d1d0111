import { describe, expect, test } from "vitest";
import { createStore } from "./store";

/** A store whose telling is held back until `flush`. */
function held(initial: number) {
  let waiting: (() => void)[] = [];
  const store = createStore(initial, (run) => waiting.push(run));
  const flush = () => {
    const runs = waiting;
    waiting = [];
    for (const run of runs) run();
    return runs.length;
  };
  return { store, flush };
}

describe("store", () => {
  test("several updates in one turn are told once, with the last state", () => {
    const { store, flush } = held(0);
    const told: number[] = [];
    store.subscribe((state) => told.push(state));
    store.update((state) => state + 1);
    store.update((state) => state + 1);
    expect(store.get()).toBe(2);
    expect(told).toEqual([]);
    flush();
    expect(told).toEqual([2]);
  });

  test("an update that returns the same state tells nobody", () => {
    const { store, flush } = held(7);
    store.update((state) => state);
    expect(flush()).toBe(0);
  });

  test("an update made while listeners are told is told afterwards", () => {
    const { store, flush } = held(0);
    const told: number[] = [];
    store.subscribe((state) => {
      told.push(state);
      if (state === 1) store.update(() => 5);
    });
    store.update(() => 1);
    flush();
    flush();
    expect(told).toEqual([1, 5]);
  });

  test("a listener that has left is told no more", () => {
    const { store, flush } = held(0);
    const told: number[] = [];
    const leave = store.subscribe((state) => told.push(state));
    leave();
    store.update(() => 1);
    flush();
    expect(told).toEqual([]);
  });
});
