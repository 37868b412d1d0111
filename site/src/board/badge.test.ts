import { describe, expect, test } from "vitest";
import { type Found, badgeOf, sealText } from "./badge";
import { type Board, readBoard, readKeys } from "./board";

const key = "ab".repeat(32);
const digests = { scheme: "1".repeat(64), dataset: "2".repeat(64), result: "3".repeat(64) };

function board(change: object = {}): Board {
  const text = { format: "yardstick-board/1", id: "a", scheme: "{}", dataset: "{}", period: "2025", revision: 2, issued: "2026-03-01", sha256: digests, ...change };
  const read = readBoard("a.json", JSON.stringify(text));
  if (!read.ok) throw new Error("no board");
  return read.value;
}
const found = (change: Partial<Found> = {}): Found => ({ sha256: digests, signature: null, keys: [], ...change });

describe("badge", () => {
  test("a board whose digests agree and that nobody signed: digest only", () => {
    expect(badgeOf(board(), found())).toEqual({ is: "digest" });
  });

  test("signed by a key of the site: with the name that the site gives it, however the key's letters are written", () => {
    const keys = readKeys(JSON.stringify({ format: "yardstick-site/1", keys: [{ key: key.toUpperCase(), name: "市局办公室" }] }));
    const signed = board({ signature: { key, value: "00" } });
    expect(badgeOf(signed, found({ signature: "good", keys }))).toEqual({ is: "signed", name: { "zh-CN": "市局办公室", en: "市局办公室" } });
  });

  test("signed by a key that the site does not list: an unknown key", () => {
    expect(badgeOf(board({ signature: { key, value: "00" } }), found({ signature: "good", keys: [] }))).toEqual({ is: "unknown" });
  });

  test("a digest that does not come out: differs, and in what, even where the signature is good", () => {
    const other = found({ signature: "good", sha256: { ...digests, dataset: "4".repeat(64), result: "" } });
    expect(badgeOf(board({ signature: { key, value: "00" } }), other)).toEqual({ is: "differs", parts: ["dataset"] });
    expect(badgeOf(board(), found({ sha256: { ...digests, result: "5".repeat(64) } }))).toEqual({ is: "differs", parts: ["result"] });
  });

  test("a signature that does not fit: differs", () => {
    expect(badgeOf(board({ signature: { key, value: "00" } }), found({ signature: "bad" }))).toEqual({ is: "differs", parts: ["signature"] });
  });

  test("a good signature over no digests says nothing of the documents", () => {
    expect(badgeOf(board({ sha256: {}, signature: { key, value: "00" } }), found({ signature: "good" }))).toEqual({ is: "differs", parts: ["signature"] });
  });

  test("a board that states no digests is told as such; one without that of the scores has those of the documents", () => {
    expect(badgeOf(board({ sha256: undefined }), found())).toEqual({ is: "none" });
    const { result: _, ...two } = digests;
    expect(badgeOf(board({ sha256: two }), found())).toEqual({ is: "digest" });
  });

  test("what is signed: seven lines, each with its end", () => {
    expect(sealText(board())).toBe(`yardstick-board/1\n${digests.scheme}\n${digests.dataset}\n${digests.result}\n2025\n2\n2026-03-01\n`);
    expect(sealText(board({ issued: undefined }))).toBe(`yardstick-board/1\n${digests.scheme}\n${digests.dataset}\n${digests.result}\n2025\n2\n\n`);
  });

  test("a site file that is none names no keys", () => {
    for (const text of ["", "[]", "{}", '{"format":"yardstick-site/1"}', '{"format":"yardstick-site/1","keys":{}}', `{"format":"other","keys":[{"key":"${key}"}]}`]) {
      expect(readKeys(text)).toEqual([]);
    }
  });
});
