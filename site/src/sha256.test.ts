import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "./sha256";

test("the digest is that of the platform, for every length around a block's end and for Chinese text", () => {
  for (const text of ["", "abc", "考核方案", "x".repeat(1_000_000), ...Array.from({ length: 140 }, (_, length) => "a".repeat(length))]) {
    expect(sha256(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
  }
});
