import { expect, test } from "vitest";
import { insist, replyTo } from "./asking";

test("what made way for something else is asked again until it is answered", async () => {
  const replies = [null, null, "cases"];
  expect(await insist(() => true, async () => replies.shift() ?? null)).toBe("cases");
});

test("and no more once nobody wants it", async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return null;
  };
  expect(await insist(() => asked < 2, ask)).toBe(null);
  expect(asked).toBe(2);
});

test("two that insist on one channel leave the page time to end the one that it has left", async () => {
  let waits: ((reply: string | null) => void) | null = null;
  const ask = (reply: string) =>
    new Promise<string | null>((resolve) => {
      waits?.(null);
      waits = resolve;
      setTimeout(() => resolve(reply), 5);
    });
  let left = false;
  setTimeout(() => {
    left = true;
  }, 20);
  const before = insist(() => !left, () => ask("before"));
  const after = insist(() => true, () => ask("after"));
  expect(await after).toBe("after");
  await before;
});

test("a reply is none as soon as what was asked about is something else, and is one again when that is back", () => {
  const scheme = { version: "1" };
  const got = { of: [scheme, "2025"], reply: "cards" };
  expect(replyTo([scheme, "2025"], got)).toBe("cards");
  expect(replyTo([scheme, "2024"], got)).toBe(null);
  expect(replyTo([{ version: "1" }, "2025"], got)).toBe(null);
  expect(replyTo([scheme], got)).toBe(null);
  expect(replyTo(null, got)).toBe(null);
});
