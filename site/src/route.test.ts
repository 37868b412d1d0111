import { describe, expect, test } from "vitest";
import { type Route, formatRoute, home, parseRoute, withRoute } from "./route";

const full: Route = {
  board: "gs-city",
  period: "2025",
  class: "sub_bureau",
  unit: "u07",
  node: "quarter[Q1].inspection",
  at: "2025-Q1",
  item: "registration",
  self: "",
  room: "",
};

describe("route", () => {
  test("every part survives the way into an address and back, brackets and Chinese included", () => {
    expect(parseRoute(formatRoute(full))).toEqual(full);
    const chinese = { ...home, board: "区局/2025 #1", period: "2025", class: "分局", unit: "东港?" };
    expect(parseRoute(formatRoute(chinese))).toEqual(chinese);
  });

  test("the address has the documented form", () => {
    expect(formatRoute(full)).toBe("#/b/gs-city/2025/sub_bureau/u07/quarter%5BQ1%5D.inspection%402025-Q1?item=registration");
    expect(formatRoute(home)).toBe("#/b");
    expect(formatRoute({ ...home, board: "gs-city" })).toBe("#/b/gs-city");
  });

  test("an empty part in the middle stays empty", () => {
    const route = { ...home, board: "x", class: "c" };
    expect(formatRoute(route)).toBe("#/b/x//c");
    expect(parseRoute("#/b/x//c")).toEqual(route);
  });

  test("what is no route of ours is the home route", () => {
    for (const hash of ["", "#", "#top", "#/other/x", "b/x"]) expect(parseRoute(hash)).toEqual(home);
  });

  test("a stray percent sign is kept as it came instead of failing", () => {
    expect(parseRoute("#/b/50%").board).toBe("50%");
  });

  test("another unit keeps the board, and a node without its own period forgets the older one", () => {
    const next = withRoute(full, { unit: "u01", node: "total" });
    expect(next).toEqual({ ...full, unit: "u01", node: "total", at: "" });
  });

  test("closing the card forgets node and period but not the single item", () => {
    expect(withRoute(full, { unit: "" })).toEqual({ ...full, unit: "", node: "", at: "" });
  });

  test("another board forgets everything below it, another class what hangs on units", () => {
    expect(withRoute(full, { board: "gs-district" })).toEqual({ ...home, board: "gs-district" });
    expect(withRoute(full, { class: "section" })).toEqual({ ...home, board: "gs-city", period: "2025", class: "section" });
  });
});
