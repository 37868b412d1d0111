// The self-check's own part of the address, after "#/s": "" is the list of drafts, then
//   /<draft>[/<node>[@period]]              a draft, and the node that is explained
//   /new/<board>[/<class>[/<unit>[/<period>]]]  a new draft, as far as it is said whose
//   /x/…                                    figures in the link itself
export type SelfRoute =
  | { is: "start" }
  | { is: "draft"; id: string; node: string; at: string }
  | { is: "new"; board: string; class: string; unit: string; period: string }
  | { is: "shared"; text: string };

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseSelf(path: string): SelfRoute {
  if (path.indexOf("/x/") === 0) return { is: "shared", text: path.slice(3) };
  const [first = "", ...rest] = path.split("/").slice(1).map(decode);
  if (first === "new") {
    const [board = "", cls = "", unit = "", period = ""] = rest;
    return { is: "new", board, class: cls, unit, period };
  }
  if (first === "") return { is: "start" };
  const last = rest[0] ?? "";
  const cut = last.lastIndexOf("@");
  return { is: "draft", id: first, node: cut > 0 ? last.slice(0, cut) : last, at: cut > 0 ? last.slice(cut + 1) : "" };
}

function join(parts: readonly string[]): string {
  const kept = parts.slice();
  while (kept.length > 0 && kept[kept.length - 1] === "") kept.pop();
  return kept.map((part) => `/${encodeURIComponent(part)}`).join("");
}

/** The whole hash. */
export function formatSelf(route: SelfRoute): string {
  switch (route.is) {
    case "start":
      return "#/s";
    case "draft":
      return `#/s${join([route.id, route.node && route.at ? `${route.node}@${route.at}` : route.node])}`;
    case "new":
      return `#/s${join(["new", route.board, route.class, route.unit, route.period])}`;
    case "shared":
      return `#/s/x/${route.text}`;
  }
}
