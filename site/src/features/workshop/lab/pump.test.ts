import { describe, expect, test } from "vitest";
import { createPump } from "./pump";

/** A stand-in whose answers come when the test says so. */
function slow() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const shown: string[] = [];
  let idle = 0;
  const pump = createPump<string, string>(
    (question) => {
      asked.push(question);
      return new Promise((resolve, reject) => answers.push(question === "bad" ? () => reject(new Error("bad")) : () => resolve(`to ${question}`)));
    },
    (answer) => shown.push(answer),
    () => {
      idle += 1;
    },
  );
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { pump, asked, shown, answer, idle: () => idle };
}

describe("the questions of a drag", () => {
  test("one is under way; of those that come meanwhile only the newest is asked, and both answers are shown", async () => {
    const { pump, asked, shown, answer, idle } = slow();
    for (const value of ["1", "2", "3", "4"]) pump.want(value);
    expect(asked).toEqual(["1"]);
    await answer();
    expect(asked).toEqual(["1", "4"]);
    expect(shown).toEqual(["to 1"]);
    expect(idle()).toBe(0);
    await answer();
    expect(shown).toEqual(["to 1", "to 4"]);
    expect(idle()).toBe(1);
    expect(pump.busy).toBe(false);
  });
  test("what was dropped is never shown, and the next is asked after it", async () => {
    const { pump, asked, shown, answer } = slow();
    pump.want("1");
    pump.want("2");
    pump.drop();
    pump.want("3");
    expect(asked).toEqual(["1"]);
    await answer();
    await answer();
    expect(asked).toEqual(["1", "3"]);
    expect(shown).toEqual(["to 3"]);
  });
  test("a question that fails leaves the picture and lets the next one through", async () => {
    const { pump, shown, answer } = slow();
    pump.want("bad");
    pump.want("2");
    await answer();
    await answer();
    expect(shown).toEqual(["to 2"]);
  });
});
