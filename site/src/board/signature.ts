// Ed25519 (RFC 8032) over what a board file states of itself, and the key files with which offices sign. The command line's `key` and
// `publish --sign` write and read the same.
import "./has-own";
import { getPublicKey, hashes, sign, utils, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;

export interface KeyFile {
  /** In hexadecimal, 32 bytes each: the public half, and the seed from which RFC 8032 makes both. */
  key: string;
  seed: string;
}
export type ReadKey = { ok: true; key: KeyFile } | { ok: false; why: "not-json" | "not-key" | "broken" };

const digits = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`, "i");
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const publicKey = (seed: string): string => hexOf(getPublicKey(bytesOf(seed)));

export function makeKey(): KeyFile {
  const seed = hexOf(utils.randomSecretKey());
  return { key: publicKey(seed), seed };
}

const format = "yardstick-key/1";
export const writeKey = (key: KeyFile): string => `${JSON.stringify({ format, ...key })}\n`;

/** A key file whose halves belong together. */
export function readKey(text: string): ReadKey {
  let value: Partial<Record<keyof KeyFile | "format", unknown>>;
  try {
    value = JSON.parse(text) ?? {};
  } catch {
    return { ok: false, why: "not-json" };
  }
  const { seed, key } = value;
  if (value.format !== format || typeof seed !== "string" || typeof key !== "string") return { ok: false, why: "not-key" };
  if (!digits(64).test(seed) || publicKey(seed) !== key.toLowerCase()) return { ok: false, why: "broken" };
  return { ok: true, key: { key: key.toLowerCase(), seed: seed.toLowerCase() } };
}

export const signText = (text: string, { seed }: KeyFile): string => hexOf(sign(new TextEncoder().encode(text), bytesOf(seed)));

/** Whether the value is a signature of the text by the key; by the stricter rules of RFC 8032, which the command line's library has too. */
export function isSigned(text: string, key: string, value: string): boolean {
  if (!digits(64).test(key) || !digits(128).test(value)) return false;
  return verify(bytesOf(value), new TextEncoder().encode(text), bytesOf(key), { zip215: false });
}
