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
  other: "u&11",
  embed: true,
  self: "",
  room: "",
  schemes: "",
};

describe("route", () => {
  test("every part survives the way into an address and back, brackets and Chinese included", () => {
    expect(parseRoute(formatRoute(full))).toEqual(full);
    const chinese = { ...home, board: "区局/2025 #1", period: "2025", class: "分局", unit: "东港?" };
    expect(parseRoute(formatRoute(chinese))).toEqual(chinese);
  });

  test("the address has the documented form", () => {
    expect(formatRoute(full)).toBe("#/b/gs-city/2025/sub_bureau/u07/quarter%5BQ1%5D.inspection%402025-Q1?item=registration&with=u%2611&embed");
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
    expect(next).toEqual({ ...full, unit: "u01", node: "total", at: "", other: "" });
  });

  test("closing the card forgets node and period but not the single item", () => {
    expect(withRoute(full, { unit: "" })).toEqual({ ...full, unit: "", node: "", at: "", other: "" });
  });

  test("another board forgets everything below it, another class what hangs on units", () => {
    expect(withRoute(full, { board: "gs-district" })).toEqual({ ...home, board: "gs-district", embed: true });
    expect(withRoute(full, { class: "section" })).toEqual({ ...home, board: "gs-city", period: "2025", class: "section", embed: true });
  });

  test("a second unit stays while the first one is set with it, or the period changes", () => {
    expect(withRoute(full, { unit: "u01", other: "u02" })).toMatchObject({ unit: "u01", other: "u02" });
    expect(withRoute(full, { period: "2024" }).other).toBe("u&11");
    expect(withRoute(full, { other: "" })).toEqual({ ...full, other: "" });
  });

  test("embed is known wherever it stands after the path, alone or among others", () => {
    expect(parseRoute("#/b/gs-city/2025&embed")).toEqual({ ...home, board: "gs-city", period: "2025", embed: true });
    expect(parseRoute("#/b/gs-city?embed&item=total")).toEqual({ ...home, board: "gs-city", item: "total", embed: true });
    expect(parseRoute("#?embed").embed).toBe(true);
    expect(parseRoute("#/b/embed").embed).toBe(false);
    expect(parseRoute("#/b/x?item=embed").embed).toBe(false);
  });
});
