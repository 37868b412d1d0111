import { createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from "node:crypto";
import { getPublicKey, sign, verify } from "@noble/ed25519";
import { describe, expect, test } from "vitest";
import { isSigned, makeKey, publicKey, readKey, signText, writeKey } from "./signature";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

// RFC 8032, section 7.1: secret, public, message, signature.
const vectors: [string, string, string, string, string][] = [
  [
    "TEST 1",
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "TEST 2",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "TEST 3",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
  [
    "TEST SHA(abc)",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  ],
];

const [, seed = "", own = "", , signed = ""] = vectors[1] as (typeof vectors)[number];
const text = "yardstick-board/1\n方案\n2025\n";

describe("signature", () => {
  for (const [name, secret, key, message, value] of vectors) {
    test(`RFC 8032 ${name}: the key, the signature and its check are the standard's`, () => {
      expect(Buffer.from(getPublicKey(hex(secret))).toString("hex")).toBe(key);
      expect(Buffer.from(sign(hex(message), hex(secret))).toString("hex")).toBe(value);
      expect(verify(hex(value), hex(message), hex(key), { zip215: false })).toBe(true);
    });
  }

  test("a text is signed as its UTF-8 bytes", () => {
    expect(signText("r", { key: own, seed })).toBe(signed);
    expect(isSigned("r", own, signed)).toBe(true);
  });

  test("what is signed here another implementation accepts, and the other way round", () => {
    const key = makeKey();
    const der = (prefix: string, half: string) => Buffer.from(prefix + half, "hex");
    const secret = createPrivateKey({ key: der("302e020100300506032b657004220420", key.seed), format: "der", type: "pkcs8" });
    const open = createPublicKey({ key: der("302a300506032b6570032100", key.key), format: "der", type: "spki" });
    expect(nodeVerify(null, Buffer.from(text), open, Buffer.from(signText(text, key), "hex"))).toBe(true);
    expect(isSigned(text, key.key, nodeSign(null, Buffer.from(text), secret).toString("hex"))).toBe(true);
  });

  test("a changed byte, another key, and a changed signature are refused", () => {
    const key = makeKey();
    const value = signText(text, key);
    expect(isSigned(text, key.key, value)).toBe(true);
    expect(isSigned(text.replace("2025", "2026"), key.key, value)).toBe(false);
    expect(isSigned(text, makeKey().key, value)).toBe(false);
    for (const at of [0, 63, 64, 127]) {
      const other = value[at] === "0" ? "1" : "0";
      expect(isSigned(text, key.key, value.slice(0, at) + other + value.slice(at + 1))).toBe(false);
    }
  });

  test("what is no key and no signature is refused without a fault", () => {
    for (const [key, value] of [["", ""], ["zz", "0"], ["0".repeat(64), "0".repeat(128)], ["f".repeat(64), "f".repeat(128)]] as const) {
      expect(isSigned(text, key, value)).toBe(false);
    }
  });

  test("a key of small order signs nothing: RFC 8032 wants the stricter reading", () => {
    // The neutral point, with which a zero signature would fit every text where points are taken loosely.
    const neutral = `01${"00".repeat(31)}`;
    expect(isSigned(text, neutral, neutral + "00".repeat(32))).toBe(false);
  });

  test("a key file is read as it was written; one whose halves do not belong together is told", () => {
    const key = { key: publicKey(seed), seed };
    expect(key.key).toBe(own);
    expect(readKey(writeKey(key))).toEqual({ ok: true, key });
    expect(readKey("{")).toEqual({ ok: false, why: "not-json" });
    expect(readKey('{"format": "yardstick-board/1"}')).toEqual({ ok: false, why: "not-key" });
    expect(readKey(writeKey({ ...key, key: makeKey().key }))).toEqual({ ok: false, why: "broken" });
  });
});
