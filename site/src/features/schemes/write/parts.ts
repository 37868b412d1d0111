// A scheme's text as parts that know their place, also while it is half typed: what is missing is "none", a string that is not closed
// ends with its line, and a comma too few or too many costs nothing but itself. Faults are the engine's to tell; this only finds places.

export interface Part {
  kind: "object" | "array" | "text" | "plain" | "none";
  /** Its name in the object around it, or its number in the list. */
  key: string;
  /** Where the name stands, with its quotes; both 0 in a list. */
  keyFrom: number;
  keyTo: number;
  from: number;
  to: number;
  /** A bracket or quote closes it. */
  closed: boolean;
  /** Of a text what it says, of a number or true, false, null what is written. */
  value: string;
  parts: Part[];
}

const deepest = 64;
const space = /[ \t\r\n]*/y;
const plain = /[^\s{}[\]",:]+/y;
const quoted = /"(?:[^"\\\n]|\\[^\n])*("?)/y;
function unquote(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

export function readParts(text: string): Part {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const none = (): Part => ({ kind: "none", key: "", keyFrom: 0, keyTo: 0, from: at, to: at, closed: false, value: "", parts: [] });

  /** Whether a string here is a name that a colon follows: then the value before it was not typed yet. */
  const isName = (): boolean => {
    const begin = at;
    const found = take(quoted) !== null && take(space) !== null && text[at] === ":";
    at = begin;
    return found;
  };

  const value = (depth: number, inObject: boolean): Part => {
    take(space);
    const part = none();
    const sign = text[at];
    if (sign === '"' && !(inObject && isName())) {
      const match = take(quoted);
      const closed = match?.[1] === '"';
      const raw = text.slice(part.from + 1, closed ? at - 1 : at);
      return { ...part, kind: "text", to: at, closed, value: unquote(raw) };
    }
    if ((sign === "{" || sign === "[") && depth < deepest) return inside(part, sign === "{", depth);
    const word = take(plain);
    return word ? { ...part, kind: "plain", to: at, closed: true, value: word[0] } : part;
  };

  const inside = (part: Part, object: boolean, depth: number): Part => {
    at += 1;
    const close = object ? "}" : "]";
    part.kind = object ? "object" : "array";
    for (;;) {
      take(space);
      const sign = text[at];
      if (sign === undefined) break;
      if (sign === close) {
        at += 1;
        part.closed = true;
        break;
      }
      // The other bracket belongs to what is around this; at the very outside there is nothing around.
      if ((sign === "}" || sign === "]") && depth > 0) break;
      const begin = at;
      if (object) {
        const name = sign === '"' ? take(quoted) : take(plain);
        if (name) {
          const keyTo = at;
          const key = sign === '"' ? unquote(name[0].slice(1, name[1] === '"' ? -1 : undefined)) : name[0];
          take(space);
          let child = none();
          if (text[at] === ":") {
            at += 1;
            child = value(depth + 1, true);
          }
          part.parts.push({ ...child, key, keyFrom: begin, keyTo });
        }
      } else if (sign !== "," && sign !== ":") part.parts.push({ ...value(depth + 1, false), key: String(part.parts.length) });
      if (at === begin) at += 1;
    }
    part.to = at;
    return part;
  };

  const root = value(0, false);
  const begin = text.indexOf("{");
  if (root.kind === "object" || begin < 0) return root;
  // Something was typed before the document: it is looked for behind that.
  at = begin;
  return value(0, false);
}

export const childOf = (part: Part | undefined, key: string): Part | undefined => part?.parts.find((one) => one.key === key);
export const textOf = (part: Part | undefined): string => (part?.kind === "text" ? part.value : "");

/** A text in one language, or in the other where its author wrote only that. */
export function titleOf(part: Part | undefined, lang: string): string {
  if (part?.kind === "object") return textOf(childOf(part, lang)) || textOf(childOf(part, "zh-CN")) || textOf(childOf(part, "en"));
  return textOf(part);
}

export const pointerOf = (path: readonly string[]): string => path.map((key) => `/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
export const pathOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));

/** The part that a pointer names, or the nearest around it that is there. */
export function partAt(root: Part, pointer: string): Part {
  let part = root;
  for (const key of pathOf(pointer)) {
    const next = childOf(part, key);
    if (!next) break;
    part = next;
  }
  return part;
}

export interface Place {
  /** Names and numbers from the outside to the innermost object or list around the place. */
  path: string[];
  /** The same as parts, the text's own first. */
  around: Part[];
  /** The name or value that the place is in or beside. */
  child: Part | null;
  wants: "key" | "value" | "nothing";
}

/** What stands at an offset, and what could be typed there. */
export function placeAt(root: Part, text: string, offset: number): Place {
  const path: string[] = [];
  const around: Part[] = [];
  let part = root;
  for (;;) {
    if (part.kind !== "object" && part.kind !== "array") return { path: [], around: [], child: part.kind === "none" ? null : part, wants: "value" };
    around.push(part);
    const inner = part.parts.find(
      (one) => (one.kind === "object" || one.kind === "array") && one.from < offset && (one.closed ? offset < one.to : offset <= one.to),
    );
    if (!inner) break;
    path.push(inner.key);
    part = inner;
  }
  const object = part.kind === "object";
  const name = object ? part.parts.find((one) => one.keyFrom < offset && offset <= one.keyTo) : undefined;
  if (name && (offset < name.keyTo || text[name.keyTo - 1] !== '"' || name.keyTo - name.keyFrom < 2)) return { path, around, child: name, wants: "key" };
  const child = part.parts.find((one) => one.kind !== "none" && one.from <= offset && offset <= one.to);
  const inText = child?.kind === "text" && child.from < offset && (offset < child.to || !child.closed);
  if (child && (inText || (child.kind === "plain" && child.from < offset))) return { path, around, child, wants: "value" };
  const before = text.slice(0, offset).replace(/[ \t\r\n]+$/, "");
  const sign = before.charAt(before.length - 1);
  if (sign === ":") return { path, around, child: part.parts.filter((one) => one.keyTo <= before.length && one.keyFrom < before.length).pop() ?? null, wants: "value" };
  if (sign === "," || sign === "{" || sign === "[") return { path, around, child: null, wants: object ? "key" : "value" };
  return { path, around, child: null, wants: "nothing" };
}

/** Names and numbers down to the innermost part that holds the offset, its name included. */
export function pathAt(root: Part, offset: number): string[] {
  const path: string[] = [];
  let part = root;
  for (;;) {
    const next = part.parts.find((one) => (one.keyTo > 0 ? one.keyFrom : one.from) <= offset && offset <= Math.max(one.to, one.keyTo));
    if (!next) return path;
    path.push(next.key);
    part = next;
  }
}

/** The offset of a line and column, both counted from 1 and in characters, as the engine tells them. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  // A character beyond the first plane takes two places of the text.
  for (let count = 1; count < column && at < text.length && text[at] !== "\n"; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** The line and column of an offset, counted from 1. */
export function lineOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: Array.from(lines[lines.length - 1] ?? "").length + 1 };
}
