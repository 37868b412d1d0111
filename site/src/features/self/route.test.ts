import { expect, test } from "vitest";
import { formatRoute, parseRoute } from "../../route";
import { type SelfRoute, formatSelf, parseSelf } from "./route";

const routes: SelfRoute[] = [
  { is: "start" },
  { is: "draft", id: "abc1", node: "", at: "" },
  { is: "draft", id: "abc1", node: "quarter[Q1].x", at: "" },
  { is: "draft", id: "abc1", node: "month", at: "2025-03" },
  { is: "new", board: "gs-district", class: "staff", unit: "p 1/é", period: "2025" },
  { is: "new", board: "gs-district", class: "", unit: "", period: "" },
  { is: "shared", text: "1Ab-_" },
];

test("every address of the self-check leads back to itself, through the page's own routes too", () => {
  for (const route of routes) {
    const hash = formatSelf(route);
    const { self } = parseRoute(hash);
    expect(self).not.toBe("");
    expect(parseSelf(self)).toEqual(route);
    expect(formatRoute(parseRoute(hash))).toBe(hash);
  }
});

test("the Window's addresses are none of the self-check's", () => {
  for (const hash of ["", "#/b", "#/b/s/2025", "#/sx"]) expect(parseRoute(hash).self).toBe("");
});

test("a stray % is no reason to stop", () => {
  expect(parseSelf("/%E0%A4%A")).toEqual({ is: "draft", id: "%E0%A4%A", node: "", at: "" });
});
