// Hash routes, safe on any static host: #/b/<board>/<period>/<class>/<unit>/<node>[@period][?item=<node>].
// Every part may be left out from the right; an empty part means "what the board itself shows".
// #/s… is the self-check, #/w… the workshop; what follows is read by their own scripts (features/*/route.ts).

export interface Route {
  /** Board id; "" for the default board. */
  board: string;
  /** Period of the ranking; "" for the board's own. */
  period: string;
  /** Class of units; "" for the board's own. */
  class: string;
  /** Unit whose card is open; "" for none. */
  unit: string;
  /** Node whose explanation is open; "" for the card's total. */
  node: string;
  /** The node's own period where it is finer than the ranking's, as "2025-Q1"; "" otherwise. */
  at: string;
  /** Node the ranking is by; "" for the total. */
  item: string;
  /** The self-check's own part of the address, from a slash on; "" for the Window. */
  self: string;
  /** The workshop's own part of the address, in the same way. */
  room: string;
}

export const home: Route = { board: "", period: "", class: "", unit: "", node: "", at: "", item: "", self: "", room: "" };

/** Whether the address is of a view that has a script of its own. */
export const isElsewhere = (route: Route): boolean => route.self !== "" || route.room !== "";

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % is shown as it came, and then told as unknown
  }
}

/** Reads location.hash; what is no route of ours is the home route. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const parts = path.split("/");
  if (parts[0] === "" && parts[1] === "s") return { ...home, self: hash.replace(/^#\/s/, "") || "/" };
  if (parts[0] === "" && parts[1] === "w") return { ...home, room: hash.replace(/^#\/w/, "") || "/" };
  if (parts[0] !== "" || parts[1] !== "b") return home;
  const [board = "", period = "", cls = "", unit = "", last = ""] = parts.slice(2).map(decode);
  const cut = last.lastIndexOf("@");
  const item = query.split("&").find((pair) => pair.startsWith("item="));
  return {
    board,
    period,
    class: cls,
    unit,
    node: cut > 0 ? last.slice(0, cut) : last,
    at: cut > 0 ? last.slice(cut + 1) : "",
    item: item ? decode(item.slice(5)) : "",
    self: "",
    room: "",
  };
}

/** The hash of a route, shortest form; parseRoute(formatRoute(r)) is r when its parts are consistent. */
export function formatRoute(route: Route): string {
  if (route.self) return `#/s${route.self === "/" ? "" : route.self}`;
  if (route.room) return `#/w${route.room === "/" ? "" : route.room}`;
  const last = route.node && route.at ? `${route.node}@${route.at}` : route.node;
  const parts = [route.board, route.period, route.class, route.unit, last];
  while (parts.length > 0 && parts[parts.length - 1] === "") parts.pop();
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  return `#/b${path}${route.item ? `?item=${encodeURIComponent(route.item)}` : ""}`;
}

/** The route with some parts changed; opening another unit or class forgets what hung below it. */
export function withRoute(route: Route, change: Partial<Route>): Route {
  const next = { ...route, ...change };
  if (change.board !== undefined && change.board !== route.board) {
    return { ...home, ...change };
  }
  if (change.class !== undefined && change.class !== route.class) {
    return { ...next, unit: change.unit ?? "", node: change.node ?? "", at: change.at ?? "", item: change.item ?? "" };
  }
  if (change.unit === "") return { ...next, node: "", at: "" };
  if (change.node !== undefined && change.at === undefined) return { ...next, at: "" };
  return next;
}
