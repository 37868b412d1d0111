// A draft as a link or a file: what stands behind "#" never leaves the machine by itself, and is read with mistrust. The text is
// a version byte, a byte for the packing, four bytes of check and the packed body, all in base64url.
import { deflateSync, inflateSync, strToU8 } from "fflate";
import type { Reading, RecordText } from "../../engine/desk-types";
import type { Change } from "./state";

/** What a link or a file carries: whose figures, by which rules, and the figures. */
export interface Shared {
  scheme: { id: string; version: string; sha256: string };
  /** The board that the figures rest on; "" for a form that began empty. */
  board: string;
  class: string;
  /** "" in a link without figures: whoever opens it says whose they are. */
  unit: string;
  period: string;
  name: string;
  /** Of an empty form, the day its figures are as of; left out where its whole period is over. */
  asOf?: string;
  changes: Change[];
}

/** Why a link or a file is not taken; `where` names the part, for whoever made it. */
export interface ShareFault {
  code: "empty" | "long" | "letters" | "cut" | "newer" | "garbled" | "shape" | "file";
  where: string;
}
export type Opened = { shared: Shared; fault: null } | { shared: null; fault: ShareFault };

/** Characters of a whole address: what mail programs, chats and proxies still hand on. */
export const longestLink = 8000;
/** What is read at all; a link of ours is never longer. */
const longestCode = 16_000;
const longestBody = 400_000;
const mostChanges = 4000;
const mostRecords = 1000;
const longestText = 2000;
const version = 1;
const headBytes = 6;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit < (left > 2 ? 4 : left + 1); digit += 1) text += letters[(three >> (18 - 6 * digit)) & 63];
  }
  return text;
}

/** null where a letter is none of ours, or where no whole bytes come out. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = letters.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  return bytes;
}

/** FNV-1a: a link that lost or changed a letter on its way is told, instead of showing other figures. */
function checkOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

// Control characters and those that turn the direction of writing have no place in a name or a figure.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Texts only: a number is written as its own text, so that no reader makes another one of it. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return value.replace(unseen, "");
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

function written(shared: Shared): string {
  const { scheme, board, class: cls, unit, period, name, asOf, changes } = shared;
  return JSON.stringify(plain({ scheme, board, class: cls, unit, period, name, ...(asOf ? { asOf } : {}), changes }));
}

/** The draft as text for a link. */
export function shareCode(shared: Shared): string {
  const body = strToU8(written(shared));
  const packed = deflateSync(body, { level: 9 });
  const small = packed.length < body.length;
  const inside = small ? packed : body;
  const check = checkOf(body);
  const bytes = new Uint8Array(headBytes + inside.length);
  bytes.set([version, small ? 1 : 0, check >>> 24, (check >>> 16) & 255, (check >>> 8) & 255, check & 255]);
  bytes.set(inside, headBytes);
  return toBase64Url(bytes);
}

/** The same without anybody's name or figures: an empty form of that class, by that scheme. */
export function withoutFigures(shared: Shared): Shared {
  return { ...shared, board: "", unit: "", name: "", changes: [] };
}

const hashStart = "#/s/x/";

/** The part of an address behind "#" that carries a draft. */
export function shareHash(code: string): string {
  return hashStart + code;
}

/** What a hash carries, to be read with `readShare`; null where it is another route. */
export function codeOfHash(hash: string): string | null {
  return hash.slice(0, hashStart.length) === hashStart ? hash.slice(hashStart.length) : null;
}

// What comes from outside is built anew from the parts that are known; everything else is refused by name.
class Refused {
  constructor(readonly where: string) {}
}
type Fields = Record<string, unknown>;

function object(value: unknown, where: string, known: readonly string[]): Fields {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Refused(where);
  for (const key of Object.keys(value)) if (known.indexOf(key) < 0) throw new Refused(`${where}.${key.slice(0, 40)}`);
  return value as Fields;
}
function text(value: unknown, where: string, longest = longestText): string {
  if (typeof value !== "string" || value.length > longest || value.replace(unseen, "") !== value) throw new Refused(where);
  return value;
}
function matching(value: unknown, where: string, pattern: RegExp): string {
  const said = text(value, where, 120);
  if (!pattern.test(said)) throw new Refused(where);
  return said;
}
const idPattern = /^[A-Za-z][A-Za-z0-9_-]*$/;
const id = (value: unknown, where: string) => matching(value, where, idPattern);
const periodPattern = /^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$/;
const period = (value: unknown, where: string) => matching(value, where, periodPattern);
const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const nodePattern = /^[A-Za-z][A-Za-z0-9_]*(\[[A-Z0-9]{1,3}\](\.[A-Za-z][A-Za-z0-9_]*)?)?$/;

/** A text in two languages, as names are written in a dataset. */
function said(value: object, where: string): RecordText[string] {
  const fields = object(value, where, ["zh-CN", "en"]);
  return Object.fromEntries(Object.entries(fields).map(([lang, one]) => [lang, text(one, `${where}.${lang}`)])) as unknown as RecordText[string];
}

/** A record's own value: a text, a mark, nothing, or a list of records within the record. */
function inRecord(value: unknown, where: string, depth: number): RecordText[string] {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return text(value, where);
  if (typeof value === "object" && !Array.isArray(value)) return said(value, where);
  if (!Array.isArray(value) || value.length > mostRecords || depth > 2) throw new Refused(where);
  return value.map((inner, index) => record(inner, `${where}[${index}]`, depth + 1));
}
function record(value: unknown, where: string, depth: number): RecordText {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Refused(where);
  const entries = Object.entries(value);
  if (entries.length > 100) throw new Refused(where);
  return Object.fromEntries(entries.map(([key, inner]) => [id(key, where), inRecord(inner, `${where}.${key}`, depth)]));
}

/** A reading: a text, a mark, nothing, a reason, or votes by option. */
function reading(value: unknown, where: string): Reading {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return text(value, where, 200);
  if (typeof value !== "object" || Array.isArray(value)) throw new Refused(where);
  const entries = Object.entries(value as Fields);
  if (entries.length > 100) throw new Refused(where);
  const part = (inner: unknown, at: string) => (inner === null || typeof inner === "boolean" ? inner : text(inner, at, 200));
  return Object.fromEntries(entries.map(([key, inner]) => [id(key, where), part(inner, `${where}.${key}`)])) as Reading;
}

function change(value: unknown, where: string): Change {
  const fields = object(value, where, ["class", "unit", "fact", "node", "link", "to", "period", "key", "value", "records"]);
  const has = (name: string) => name in fields;
  const whose = { class: id(fields.class, `${where}.class`), unit: id(fields.unit, `${where}.unit`) };
  if (has("link")) {
    if (Object.keys(fields).length !== 4 || !Array.isArray(fields.to) || fields.to.length > mostRecords) throw new Refused(where);
    return { ...whose, link: id(fields.link, `${where}.link`), to: fields.to.map((end) => id(end, `${where}.to`)) };
  }
  if (has("records")) {
    if (has("value") || has("node") || has("key") || (has("period") && fields.period !== "")) throw new Refused(where);
    const list = { ...whose, fact: id(fields.fact, `${where}.fact`), ...(has("period") ? { period: "" } : {}) };
    if (fields.records === null) return { ...list, records: null };
    if (!Array.isArray(fields.records) || fields.records.length > mostRecords) throw new Refused(`${where}.records`);
    return { ...list, records: fields.records.map((one, index) => record(one, `${where}.records[${index}]`, 1)) };
  }
  if (!has("value")) throw new Refused(`${where}.value`);
  const when = period(fields.period, `${where}.period`);
  if (has("node")) {
    if (has("fact") || has("key")) throw new Refused(where);
    return { ...whose, node: matching(fields.node, `${where}.node`, nodePattern), period: when, value: reading(fields.value, `${where}.value`) };
  }
  const cell = { ...whose, fact: id(fields.fact, `${where}.fact`), period: when };
  // A key may be any name that the scheme lists: it is only ever compared.
  return { ...cell, ...(has("key") ? { key: text(fields.key, `${where}.key`, 120) } : {}), value: reading(fields.value, `${where}.value`) };
}

function readBody(body: string): Opened {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refuse("garbled");
  }
  try {
    const fields = object(value, "link", ["format", "scheme", "board", "class", "unit", "period", "name", "asOf", "changes"]);
    const scheme = object(fields.scheme, "scheme", ["id", "version", "sha256"]);
    if (!Array.isArray(fields.changes) || fields.changes.length > mostChanges) throw new Refused("changes");
    return {
      fault: null,
      shared: {
        scheme: {
          id: id(scheme.id, "scheme.id"),
          version: text(scheme.version, "scheme.version", 60),
          sha256: matching(scheme.sha256, "scheme.sha256", /^([0-9a-f]{64})?$/),
        },
        board: fields.board === "" ? "" : id(fields.board, "board"),
        class: id(fields.class, "class"),
        unit: fields.unit === "" ? "" : id(fields.unit, "unit"),
        period: period(fields.period, "period"),
        name: text(fields.name, "name", 200),
        ...("asOf" in fields ? { asOf: matching(fields.asOf, "asOf", dayPattern) } : {}),
        changes: fields.changes.map((one, index) => change(one, `changes[${index}]`)),
      },
    };
  } catch (reason) {
    if (reason instanceof Refused) return refuse("shape", reason.where);
    return refuse("garbled");
  }
}

function refuse(code: ShareFault["code"], where = ""): Opened {
  return { shared: null, fault: { code, where } };
}

/** What a link carries, or why it is not taken. Nothing is applied here. */
export function readShare(code: string): Opened {
  if (code === "") return refuse("empty");
  if (code.length > longestCode) return refuse("long");
  const bytes = fromBase64Url(code);
  if (bytes === null) return /[^A-Za-z0-9_-]/.test(code) ? refuse("letters") : refuse("cut");
  if (bytes.length <= headBytes) return refuse("cut");
  if (bytes[0] !== version) return (bytes[0] ?? 0) > version ? refuse("newer") : refuse("garbled");
  const packing = bytes[1];
  if (packing !== 0 && packing !== 1) return refuse("newer");
  let body = bytes.subarray(headBytes);
  if (packing === 1) {
    try {
      // Room for one byte more than is taken: a body that fills it was made to swell.
      body = inflateSync(body, { out: new Uint8Array(longestBody + 1) });
    } catch {
      return refuse("cut");
    }
  }
  if (body.length > longestBody) return refuse("long");
  const check = ((bytes[2] ?? 0) << 24) | ((bytes[3] ?? 0) << 16) | ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0);
  if (checkOf(body) !== check >>> 0) return refuse("cut");
  let said: string;
  try {
    said = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return refuse("garbled");
  }
  return readBody(said);
}

const fileFormat = "yardstick-share/1";

/** The same as a file, for what is too long for a link. */
export function shareFile(shared: Shared): string {
  return `${JSON.stringify({ format: fileFormat, ...(JSON.parse(written(shared)) as object) }, null, 1)}\n`;
}

/** Whether a file is one of these; a draft's own export is another format. */
export function isShareFile(text: string): boolean {
  return text.slice(0, 200).indexOf(`"${fileFormat}"`) >= 0;
}

export function readShareFile(text: string): Opened {
  if (text.length > longestBody) return refuse("long");
  if (!isShareFile(text)) return refuse("file");
  return readBody(text);
}

/** What does not agree between a link and what this page has; each is told before anything is applied. */
export type Mismatch = "scheme" | "version" | "digest" | "board" | "class" | "unit" | "period";

/** What this page found for the link; "" or false where there is nothing of the kind. */
export interface Present {
  scheme: { id: string; version: string; sha256: string } | null;
  board: string;
  classes: readonly string[];
  units: readonly string[];
  periods: readonly string[];
}

export function mismatches(shared: Shared, present: Present): Mismatch[] {
  const { scheme } = present;
  if (!scheme || scheme.id !== shared.scheme.id) return ["scheme"];
  const found: Mismatch[] = [];
  if (scheme.version !== shared.scheme.version) found.push("version");
  else if (shared.scheme.sha256 && scheme.sha256 !== shared.scheme.sha256) found.push("digest");
  if (shared.board && present.board !== shared.board) found.push("board");
  if (present.classes.indexOf(shared.class) < 0) found.push("class");
  else if (shared.unit && present.units.indexOf(shared.unit) < 0) found.push("unit");
  if (present.periods.length > 0 && present.periods.indexOf(shared.period) < 0) found.push("period");
  return found;
}

/** Whether the figures can be applied at all: a version or a digest that differs is told, and then people decide. */
export function fits(found: readonly Mismatch[]): boolean {
  return found.every((one) => one === "version" || one === "digest" || one === "period");
}
