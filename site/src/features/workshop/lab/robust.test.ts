import { describe, expect, test } from "vitest";
import { labMessages } from "./messages";
import { bandWords, firstAsked, howWords, pairWords, robustQuery } from "./robust";
import type { Robust } from "./types";

const zh = labMessages("zh-CN");
const en = labMessages("en");
const place = { class: "office", period: "2025", node: "total" };

describe("what is asked", () => {
  test("is the band as typed, and counts as numbers", () => {
    expect(robustQuery(firstAsked, place)).toEqual({ ...place, band: "5", by: "points", choices: 1000, seed: 1 });
    expect(robustQuery({ band: "２.５", by: "percent", choices: "020", seed: "007" }, place)).toEqual({ ...place, band: "2.5", by: "percent", choices: 20, seed: 7 });
  });
  test.each([
    ["badBand", { band: "0" }],
    ["badBand", { band: "0.00" }],
    ["badBand", { band: "-5" }],
    ["badBand", { band: "five" }],
    ["badChoices", { choices: "0" }],
    ["badChoices", { choices: "20001" }],
    ["badChoices", { choices: "1e3" }],
    ["badSeed", { seed: "" }],
    ["badSeed", { seed: "1.5" }],
    ["badSeed", { seed: "9999999999999999" }],
  ])("%s is told for %j", (trouble, part) => {
    expect(robustQuery({ ...firstAsked, ...part }, place)).toEqual({ trouble });
  });
  test("20000 choices are the most", () => {
    expect(robustQuery({ ...firstAsked, choices: "20000" }, place)).toMatchObject({ choices: 20000 });
  });
});

const reply: Robust = { node: "total", how: "corners", choices: 1234, weights: [], units: [], linear: true, never: [{ ahead: "a", behind: "b" }] };
const nameOf = (unit: string) => ({ a: "甲", b: "乙", c: "丙" })[unit] ?? unit;
const query = { band: "5", by: "points" as const, rate: false };

describe("what is said", () => {
  test("all corners are not called a sample, and a sample has its seed", () => {
    expect(howWords(reply, 7, zh)).toBe("试遍了全部1,234个端点。");
    expect(howWords({ how: "sample", choices: 500 }, 7, zh)).toContain("抽样试了500种取法（种子7）");
    expect(howWords({ how: "sample", choices: 500 }, 7, en)).toContain("seed 7");
  });
  test("“no choice” is said of a pair that was proved, in its own direction only", () => {
    expect(pairWords(reply, query, "b", "a", nameOf, zh)).toEqual({ proved: true, text: "在±5分之内，无论权重怎样取，乙都不会排到甲前面。" });
    expect(pairWords(reply, query, "a", "b", nameOf, zh)).toEqual({ proved: false, text: "没有证明甲不会排到乙前面，所以不下结论。" });
    expect(pairWords(reply, { band: "10", by: "percent", rate: false }, "b", "a", nameOf, en).text).toBe("Within ±10%, no choice of weights puts 乙 before 甲.");
  });
  test("nothing is claimed where nothing can be proved, or of a unit and itself", () => {
    expect(pairWords({ ...reply, linear: false, never: [] }, query, "b", "a", nameOf, zh)).toEqual({ proved: false, text: zh.notLinear });
    expect(pairWords(reply, query, "a", "a", nameOf, zh)).toEqual({ proved: false, text: zh.samePair });
  });
  test("a band is told in points or percent", () => {
    expect([bandWords(query, zh), bandWords({ band: "10", by: "percent", rate: true }, zh), bandWords(query, en)]).toEqual(["5分", "10%", "5 points"]);
    expect(bandWords({ ...query, rate: true }, zh)).toBe("5个百分点");
  });
});
