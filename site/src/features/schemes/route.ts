// The schemes view's own part of the address, after "#/f": nothing (the catalogue), /s/<scheme>/… (a scheme's pages), /d/<work>/<room>/…
// (what an office has in hand), /verify (checking published files).
export type SchemesRoute =
  | { is: "catalogue" }
  | { is: "scheme"; scheme: string; path: string[] }
  | { is: "work"; work: string; room: string; path: string[] }
  | { is: "verify" };

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseSchemes(path: string): SchemesRoute {
  const [kind = "", id = "", ...rest] = path.split("/").slice(1).map(decode);
  if (kind === "s" && id) return { is: "scheme", scheme: id, path: rest };
  if (kind === "d" && id) return { is: "work", work: id, room: rest[0] ?? "", path: rest.slice(1) };
  return kind === "verify" ? { is: "verify" } : { is: "catalogue" };
}

/** The whole hash; empty parts at its end are left out. */
export function schemesAddress(...parts: string[]): string {
  const kept = [...parts];
  while (kept.length > 0 && kept[kept.length - 1] === "") kept.pop();
  return `#/f${kept.map((part) => `/${encodeURIComponent(part)}`).join("")}`;
}
