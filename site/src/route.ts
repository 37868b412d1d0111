// Hash routes, safe on any static host: #/b/<board>/<period>/<class>/<unit>/<node>[@period][?item=<node>&with=<unit>&embed].
// Every part may be left out from the right; an empty part means "what the board itself shows".
// #/s… is the self-check, #/w… the workshop, #/f… the schemes; what follows is read by their own scripts (features/*/route.ts).

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
  /** Unit beside the first one; "" for none. */
  other: string;
  /** Shown inside another page: without what stands around the Window. */
  embed: boolean;
  /** The self-check's own part of the address, from a slash on; "" for the Window. */
  self: string;
  /** The workshop's own part of the address, in the same way. */
  room: string;
  /** That of the schemes. */
  schemes: string;
}

/** Views with a script of their own: the letter that their addresses begin with, and where the rest is kept. */
const elsewhere = [["s", "self"], ["w", "room"], ["f", "schemes"]] as const;

export const home: Route = { board: "", period: "", class: "", unit: "", node: "", at: "", item: "", other: "", embed: false, self: "", room: "", schemes: "" };

/** Whether the address is of a view that has a script of its own. */
export const isElsewhere = (route: Route): boolean => elsewhere.some(([, part]) => route[part] !== "");

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % is shown as it came, and then told as unknown
  }
}

/** Reads location.hash; what is no route of ours is the home route. */
export function parseRoute(hash: string): Route {
  const [path = "", ...query] = hash.replace(/^#/, "").split(/[?&]/);
  const embed = query.indexOf("embed") >= 0;
  const parts = path.split("/");
  const view = parts[0] === "" ? elsewhere.find(([letter]) => letter === parts[1]) : undefined;
  if (view) return { ...home, [view[1]]: hash.replace(/^#\/./, "") || "/" };
  if (parts[0] !== "" || parts[1] !== "b") return { ...home, embed };
  const [board = "", period = "", cls = "", unit = "", last = ""] = parts.slice(2).map(decode);
  const cut = last.lastIndexOf("@");
  const named = (name: string) => decode(query.find((pair) => pair.startsWith(name))?.slice(name.length) ?? "");
  return {
    board,
    period,
    class: cls,
    unit,
    node: cut > 0 ? last.slice(0, cut) : last,
    at: cut > 0 ? last.slice(cut + 1) : "",
    item: named("item="),
    other: named("with="),
    embed,
    self: "",
    room: "",
    schemes: "",
  };
}

/** The hash of a route, shortest form; parseRoute(formatRoute(r)) is r when its parts are consistent. */
export function formatRoute(route: Route): string {
  const view = elsewhere.find(([, part]) => route[part] !== "");
  if (view) return `#/${view[0]}${route[view[1]] === "/" ? "" : route[view[1]]}`;
  const last = route.node && route.at ? `${route.node}@${route.at}` : route.node;
  const parts = [route.board, route.period, route.class, route.unit, last];
  while (parts.length > 0 && parts[parts.length - 1] === "") parts.pop();
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join("");
  const named = (name: string, value: string) => (value ? `${name}=${encodeURIComponent(value)}` : "");
  const query = [named("item", route.item), named("with", route.other), route.embed ? "embed" : ""].filter(Boolean).join("&");
  return `#/b${path}${query && `?${query}`}`;
}

/** The route with some parts changed; opening another unit or class forgets what hung below it or stood beside it. */
export function withRoute(route: Route, change: Partial<Route>): Route {
  const next = { ...route, ...change };
  if (change.unit !== undefined && change.other === undefined) next.other = "";
  if (change.board !== undefined && change.board !== route.board) {
    return { ...home, embed: route.embed, ...change };
  }
  if (change.class !== undefined && change.class !== route.class) {
    return { ...next, unit: change.unit ?? "", node: change.node ?? "", at: change.at ?? "", item: change.item ?? "", other: change.other ?? "" };
  }
  if (change.unit === "") return { ...next, node: "", at: "" };
  if (change.node !== undefined && change.at === undefined) return { ...next, at: "" };
  return next;
}
