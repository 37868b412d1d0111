// The script of signatures: read where a board is signed or is to be signed.
import { type KeyFile, type ReadKey, isSigned, makeKey, readKey, signText, writeKey } from "./signature";

export interface Signatures {
  isSigned(text: string, key: string, value: string): boolean;
  signText(text: string, key: KeyFile): string;
  makeKey(): KeyFile;
  readKey(text: string): ReadKey;
  writeKey(key: KeyFile): string;
}

declare global {
  interface Window {
    yardstickSeal?: Signatures;
  }
}

window.yardstickSeal = { isSigned, signText, makeKey, readKey, writeKey };
