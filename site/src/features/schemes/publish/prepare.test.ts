import { expect, test } from "vitest";
import { insist } from "./prepare";

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
