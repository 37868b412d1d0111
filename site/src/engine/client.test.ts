import { describe, expect, test } from "vitest";
import { createClient } from "./client";
import type { Request, Response, Stop } from "./protocol";
import type { CardQuery } from "./types";

/** A worker that answers only when told to. */
function manual() {
  const posted: Request[] = [];
  const stops: number[] = [];
  let receive: (response: Response) => void = () => undefined;
  let fail: (reason: string) => void = () => undefined;
  const progress: string[] = [];
  const client = createClient(
    {
      post: (message: Request | Stop) => ("stop" in message ? stops.push(message.stop) : posted.push(message)),
      listen(onReply, onFail) {
        receive = onReply;
        fail = onFail;
      },
    },
    (text) => progress.push(text),
  );
  const answer = (value: unknown) => receive({ id: (posted[posted.length - 1] as Request).id, reply: { value, diagnostics: [] } });
  return { client, posted, stops, progress, answer, receive: (response: Response) => receive(response), fail: (reason: string) => fail(reason) };
}

const card = (unit: string): [CardQuery] => [{ class: "c", unit, period: "2025" }];

describe("engine client", () => {
  test("one request runs at a time, in the order of asking", async () => {
    const { client, posted, answer } = manual();
    const first = client.call("load", ["s", "d"]);
    const second = client.call("card", card("u1"));
    expect(posted.map((request) => request.method)).toEqual(["load"]);
    answer("summary");
    expect(posted.map((request) => request.method)).toEqual(["load", "card"]);
    answer("card");
    expect(await first).toEqual({ value: "summary", diagnostics: [] });
    expect(await second).toEqual({ value: "card", diagnostics: [] });
  });

  test("of requests waiting on one channel only the newest is sent, and the others resolve to null", async () => {
    const { client, posted, answer } = manual();
    const running = client.call("load", ["s", "d"]);
    const older = client.call("card", card("u1"));
    const newer = client.call("card", card("u2"));
    expect(await older).toBeNull();
    answer("summary");
    await running;
    expect(posted).toHaveLength(2);
    expect(posted[1]?.args).toEqual(card("u2"));
    answer("second");
    expect(await newer).toMatchObject({ value: "second" });
  });

  test("a reply that comes after a newer request of its channel is dropped", async () => {
    const { client, posted, answer, receive } = manual();
    const older = client.call("card", card("u1"));
    const newer = client.call("card", card("u2"));
    receive({ id: (posted[0] as Request).id, reply: { value: "late", diagnostics: [] } });
    expect(await older).toBeNull();
    answer("fresh");
    expect(await newer).toMatchObject({ value: "fresh" });
  });

  test("two channels of one method do not displace each other", async () => {
    const { client, posted, answer } = manual();
    const open = client.call("card", card("u1"), "card");
    const mine = client.call("card", card("u2"), "mine");
    answer("one");
    answer("two");
    expect(await open).toMatchObject({ value: "one" });
    expect(await mine).toMatchObject({ value: "two" });
    expect(posted).toHaveLength(2);
  });

  test("after a crash the documents are loaded again before anything else is asked", async () => {
    const { client, posted, answer, receive } = manual();
    const load = client.call("load", ["scheme", "data"]);
    answer("summary");
    await load;
    const lost = client.call("card", card("u1"));
    const next = client.call("rows", [{} as never]);
    receive({ id: (posted[1] as Request).id, crash: "trap" });
    expect((await lost)?.diagnostics[0]).toMatchObject({ code: "engine-stopped", args: ["trap"] });
    expect(posted[2]).toMatchObject({ method: "load", args: ["scheme", "data"] });
    answer("summary");
    expect(posted[3]).toMatchObject({ method: "rows" });
    answer("rows");
    expect(await next).toMatchObject({ value: "rows" });
  });

  test("documents that stop the engine are not loaded again by themselves", async () => {
    const { client, posted, receive } = manual();
    const load = client.call("load", ["bad", "bad"]);
    receive({ id: (posted[0] as Request).id, crash: "memory" });
    expect((await load)?.value).toBeNull();
    void client.call("card", card("u1"));
    expect(posted.map((request) => request.method)).toEqual(["load", "card"]);
  });

  test("when the worker itself is gone every request is answered with the reason, also later ones", async () => {
    const { client, fail } = manual();
    const running = client.call("load", ["s", "d"]);
    const waiting = client.call("card", card("u1"));
    fail("no WebAssembly");
    for (const reply of [await running, await waiting, await client.call("cases", [])]) {
      expect(reply?.diagnostics[0]?.text.en).toContain("no WebAssembly");
    }
  });

  test("the progress of what was dropped is told to nobody", async () => {
    const { client, posted, progress, receive } = manual();
    const older = client.call("load", ["s", "d"]);
    const newer = client.call("load", ["s", "d2"]);
    receive({ id: (posted[0] as Request).id, progress: "0.5" });
    expect(await older).toBeNull();
    expect(progress).toEqual([]);
    receive({ id: (posted[0] as Request).id, reply: { value: "late", diagnostics: [] } });
    receive({ id: (posted[1] as Request).id, progress: "0.1" });
    expect(progress).toEqual(["0.1"]);
    receive({ id: (posted[1] as Request).id, reply: { value: "fresh", diagnostics: [] } });
    expect(await newer).toMatchObject({ value: "fresh" });
  });

  test("progress of a load is passed on, and is no answer", async () => {
    const { client, posted, progress, receive, answer } = manual();
    const load = client.call("load", ["s", "d"]);
    receive({ id: (posted[0] as Request).id, progress: "0.5" });
    expect(progress).toEqual(["0.5"]);
    answer("summary");
    expect(await load).toMatchObject({ value: "summary" });
  });

  const job = { changes: [], questions: [{ method: "path", query: {} }] };

  test("work makes way for another question, and begins again after it", async () => {
    const { client, posted, stops, answer } = manual();
    const work = client.call("work", [job]);
    const other = client.call("card", card("u1"));
    expect(stops).toEqual([1]);
    answer(null); // the worker says that it was stopped
    answer("card");
    expect(await other).toMatchObject({ value: "card" });
    expect(posted.map((request) => request.method)).toEqual(["work", "card", "work"]);
    answer("found");
    expect(await work).toMatchObject({ value: "found" });
  });

  test("work that was done before it could make way is not done again", async () => {
    const { client, posted, answer } = manual();
    const work = client.call("work", [job]);
    void client.call("card", card("u1"));
    answer("found");
    expect(await work).toMatchObject({ value: "found" });
    expect(posted.map((request) => request.method)).toEqual(["work", "card"]);
  });

  test("what is dropped resolves to null at once and is not begun again", async () => {
    const { client, posted, stops, answer } = manual();
    const work = client.call("work", [job], "goal");
    void client.call("card", card("u1"));
    client.drop("goal");
    expect(await work).toBeNull();
    expect(stops).toEqual([1, 1]);
    answer(null);
    answer("card");
    expect(posted.map((request) => request.method)).toEqual(["work", "card"]);
  });

  test("after a crash both workbooks are given their documents again", async () => {
    const { client, posted, answer, receive } = manual();
    void client.call("load", ["s", "d"]);
    answer("summary");
    void client.call("openDesk", [{ scheme: "s", dataset: "d" }]);
    answer("opened");
    void client.call("card", card("u1"));
    receive({ id: 3, crash: "trap" });
    answer("summary");
    answer("opened");
    expect(posted.map((request) => request.method)).toEqual(["load", "openDesk", "card", "load", "openDesk"]);
  });
});
