import { deflateSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import type { Change } from "./state";
import { type Shared, codeOfHash, fits, fromBase64Url, isShareFile, longestLink, mismatches, readShare, readShareFile, shareCode, shareFile, shareHash, toBase64Url, withoutFigures } from "./share";

const sha256 = "0123456789abcdef".repeat(4);
const reading = (change: Partial<Change> = {}): Change =>
  ({ class: "staff", unit: "s001", fact: "casesDone", period: "2025-03", value: "12", ...change }) as Change;
const shared: Shared = {
  scheme: { id: "gs-district", version: "2025.1", sha256 },
  board: "gs-district",
  class: "staff",
  unit: "s001",
  period: "2025",
  name: "我的草稿",
  changes: [
    reading(),
    reading({ period: "2025-04", value: "98.2%" }),
    reading({ fact: "review", key: "satisfied", value: "372" }),
    reading({ fact: "leave", value: null }),
    { class: "staff", unit: "s001", fact: "honours", records: [{ id: "h1", date: "2025-03-02", level: "city", title: { "zh-CN": "先进个人", en: "Model worker" } as unknown as string, document: true, shares: [{ to: "s002", share: "50%" }] }] },
    { class: "staff", unit: "s001", fact: "complaints", records: null },
    reading({ fact: "present", value: true }),
    reading({ fact: "absent", value: { reason: "leave" } }),
    { class: "section", unit: "d01", node: "quarter[Q1].inspection", period: "2025-Q1", value: "93.75" },
    { class: "staff", unit: "s001", link: "office", to: ["d01"] },
  ],
};

/** FNV-1a as published, written a second time: the tests make links that our own writer would never make. */
function fnv(bytes: Uint8Array): number {
  let hash = 2166136261n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 16777619n) % 4294967296n;
  return Number(hash);
}
function link(body: Uint8Array | string, { version = 1, packing = 1, check }: { version?: number; packing?: number; check?: number } = {}): string {
  const bytes = typeof body === "string" ? strToU8(body) : body;
  const inside = packing === 1 ? deflateSync(bytes) : bytes;
  const sum = check ?? fnv(bytes);
  return toBase64Url(Uint8Array.from([version, packing, (sum >>> 24) & 255, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255, ...inside]));
}
const document = (change: Record<string, unknown> = {}) => JSON.stringify({ ...shared, ...change });
const withChange = (one: unknown) => link(document({ changes: [one] }));
const codeOf = (code: string) => readShare(code).fault?.code ?? "taken";
const whereOf = (code: string) => readShare(code).fault?.where ?? "taken";

describe("a link", () => {
  test("gives back what was put into it, figure by figure", () => {
    expect(readShare(shareCode(shared))).toEqual({ shared, fault: null });
  });

  test("is made of letters that no mail program breaks or changes", () => {
    expect(shareCode(shared)).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test("begins with the version of its form", () => {
    expect(fromBase64Url(shareCode(shared))?.[0]).toBe(1);
  });

  test("stands behind the # of an address, where no server sees it", () => {
    expect(codeOfHash(new URL(`https://example.org/sub/${shareHash(shareCode(shared))}`).hash)).toBe(shareCode(shared));
    expect(codeOfHash("#/b/gs-city")).toBeNull();
    expect(codeOfHash("#/s/x/")).toBe("");
  });

  test("of a year of twelve monthly facts is short enough to be sent", () => {
    const months = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, "0")}`);
    const changes = months.flatMap((period, month) =>
      Array.from({ length: 12 }, (_, fact) => reading({ fact: `fact${fact}`, period, value: String(month * 37 + fact * 101) })),
    );
    expect(shareCode({ ...shared, changes }).length).toBeLessThan(longestLink);
  });

  test("carries a figure as the text it was typed as, never as another number", () => {
    const value = "0.10000000000000000000000000000000001";
    const opened = readShare(shareCode({ ...shared, changes: [reading({ value })] }));
    expect(opened.shared?.changes).toEqual([reading({ value })]);
  });

  test("writes a record's bare number as its own text", () => {
    const changes = [{ class: "staff", unit: "s001", fact: "visits", records: [{ id: "v1", stars: 4.5 }] }] as unknown as Change[];
    expect(readShare(shareCode({ ...shared, changes })).shared?.changes).toEqual([
      { class: "staff", unit: "s001", fact: "visits", records: [{ id: "v1", stars: "4.5" }] },
    ]);
  });

  test("of an empty form carries the day its figures are as of, and nothing that is no day", () => {
    expect(readShare(shareCode({ ...shared, board: "", asOf: "2025-09-30" })).shared?.asOf).toBe("2025-09-30");
    expect(whereOf(link(document({ asOf: "2025-09-31x" })))).toBe("asOf");
    expect(whereOf(link(document({ asOf: "9" })))).toBe("asOf");
  });

  test("takes a link between units only as its ids", () => {
    const office = { class: "staff", unit: "s001", link: "office", to: ["d01"] };
    expect(codeOf(withChange(office))).toBe("taken");
    expect(whereOf(withChange({ ...office, to: ["<b>"] }))).toBe("changes[0].to");
    expect(whereOf(withChange({ ...office, to: "d01" }))).toBe("changes[0]");
    expect(whereOf(withChange({ ...office, value: "1" }))).toBe("changes[0]");
  });

  test("without figures names nobody", () => {
    const { shared: opened } = readShare(shareCode(withoutFigures(shared)));
    expect(opened).toEqual({ ...shared, board: "", unit: "", name: "", changes: [] });
    expect(JSON.stringify(opened)).not.toContain("s001");
  });

  test("drops characters that nobody sees from what is written", () => {
    expect(readShare(shareCode({ ...shared, name: "草\u202e稿\u0000" })).shared?.name).toBe("草稿");
  });

  test("that is not packed is read as well", () => {
    expect(readShare(link(document(), { packing: 0 })).shared).toEqual(shared);
  });
});

describe("a hostile or broken link is refused, and the reason is told:", () => {
  const good = shareCode(shared);
  const changed = (at: number) => good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);

  test.each([
    ["nothing", "", "empty"],
    ["a line of blanks", "    ", "letters"],
    ["markup", "<script>alert(1)</script>", "letters"],
    ["percent signs of a mail program", `${good.slice(0, 20)}%3D${good.slice(20)}`, "letters"],
    ["plus and slash of another alphabet", "AQAA+/AAAAAA", "letters"],
    ["a line break in the middle", `${good.slice(0, 40)}\n${good.slice(40)}`, "letters"],
    ["letters beyond ASCII", "ＡＢＣＤ", "letters"],
    ["one letter over", "AAAAA", "cut"],
    ["only the head", good.slice(0, 8), "cut"],
    ["the first half", good.slice(0, good.length >> 1), "cut"],
    ["a letter that is missing in the middle", good.slice(0, 60) + good.slice(61), "cut"],
    ["a check that was changed", changed(4), "cut"],
    ["a body whose check is of another one", link(document(), { check: 1 }), "cut"],
    ["a figure changed behind the check", link(document({ changes: [reading({ value: "99" })] }), { check: fnv(strToU8(document())), packing: 0 }), "cut"],
    ["a newer form", link(document(), { version: 2 }), "newer"],
    ["a packing that is not known", link(document(), { packing: 7 }), "newer"],
    ["version nought", link(document(), { version: 0 }), "garbled"],
    ["more than is ever written", "A".repeat(16_001), "long"],
    ["a body that swells to megabytes", link(`{"name":"${"0".repeat(3_000_000)}"}`), "long"],
    ["bytes that are no text", link(Uint8Array.from([0xff, 0xfe, 0x00, 0xc3])), "garbled"],
    ["no JSON", link("alert(1)"), "garbled"],
    ["JSON that goes on", link(`${document()}]`), "garbled"],
    ["brackets without end", link("[".repeat(100_000)), "garbled"],
    ["an empty object", link("{}"), "shape"],
    ["a list", link("[]"), "shape"],
    ["null", link("null"), "shape"],
    ["a bare number", link("1e999"), "shape"],
    ["a part nobody knows", link(document({ script: "x" })), "shape"],
    ["a prototype to be poisoned", link(document().replace("{", '{"__proto__":{"admin":true},')), "shape"],
    ["a scheme that is a path", link(document({ scheme: { id: "../../etc/passwd", version: "1", sha256 } })), "shape"],
    ["a digest that is none", link(document({ scheme: { id: "a", version: "1", sha256: "0".repeat(63) } })), "shape"],
    ["a board that is an address", link(document({ board: "https://example.org/x" })), "shape"],
    ["a period that does not exist", link(document({ period: "2025-13" })), "shape"],
    ["a name without end", link(document({ name: "长".repeat(201) })), "shape"],
    ["a name that turns the writing round", link(document({ name: "a\u202eb" })), "shape"],
    ["changes that are no list", link(document({ changes: { length: 1 } })), "shape"],
    ["more changes than a form has", link(document({ changes: Array.from({ length: 4001 }, () => reading()) })), "shape"],
    ["a change that is nothing", withChange(null), "shape"],
    ["a value that is a number", withChange({ ...reading(), value: 12 }), "shape"],
    ["a value that holds a number", withChange({ ...reading(), value: { satisfied: 12 } }), "shape"],
    ["a value that is a list", withChange({ ...reading(), value: ["1"] }), "shape"],
    ["a value under a poisoned name", link(document({ changes: [] }).replace('"changes":[]', '"changes":[{"class":"a","unit":"b","fact":"c","period":"2025","value":{"__proto__":"y"}}]')), "shape"],
    ["a change without value", withChange({ ...reading(), value: undefined }), "shape"],
    ["a value of a thousand digits", withChange(reading({ value: "9".repeat(1000) })), "shape"],
    ["a unit with a blank", withChange(reading({ unit: "s 1" })), "shape"],
    ["a node that is a formula", withChange({ class: "a", unit: "b", node: "x()", period: "2025", value: "1" }), "shape"],
    ["a fact and a node at once", withChange({ ...reading(), node: "total" }), "shape"],
    ["records and a value at once", withChange({ class: "a", unit: "b", fact: "c", value: "1", records: [] }), "shape"],
    ["records that are texts", withChange({ class: "a", unit: "b", fact: "c", records: ["x"] }), "shape"],
    ["a record that holds a number", withChange({ class: "a", unit: "b", fact: "c", records: [{ id: "x", stars: 4.5 }] }), "shape"],
    ["a record whose text is in a third language", withChange({ class: "a", unit: "b", fact: "c", records: [{ title: { fr: "x" } }] }), "shape"],
    ["a record nested without end", withChange({ class: "a", unit: "b", fact: "c", records: [{ a: [{ a: [{ a: [{ a: [] }] }] }] }] }), "shape"],
    ["a record with a poisoned name", link(document({ changes: [] }).replace('"changes":[]', '"changes":[{"class":"a","unit":"b","fact":"c","records":[{"__proto__":{"x":"y"}}]}]')), "shape"],
  ])("%s", (_, code, fault) => {
    expect(codeOf(code)).toBe(fault);
    expect(readShare(code).shared).toBeNull();
  });

  test("every letter of a link matters: whichever is changed, the figures are not taken for the same", () => {
    for (let at = 0; at < good.length; at += 1) {
      const opened = readShare(changed(at));
      // The last letter may carry bits that belong to no byte.
      if (opened.shared !== null) expect([at, opened.shared]).toEqual([good.length - 1, shared]);
    }
  });

  test("however short it is cut, it is refused", () => {
    for (let length = 0; length < good.length - 1; length += 1) expect(readShare(good.slice(0, length)).shared).toBeNull();
  });

  test("what is refused is named by its place", () => {
    expect(whereOf(withChange(reading({ period: "soon" })))).toBe("changes[0].period");
    expect(whereOf(link(document({ scheme: { id: "a", version: "1", sha256: "x" } })))).toBe("scheme.sha256");
    expect(whereOf(withChange({ class: "a", unit: "b", fact: "c", records: [{ id: "x" }, { id: 7 }] }))).toBe("changes[0].records[1].id");
  });

  test("nothing that was read has poisoned anything", () => {
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("a file", () => {
  test("gives back what was put into it", () => {
    expect(isShareFile(shareFile(shared))).toBe(true);
    expect(readShareFile(shareFile(shared))).toEqual({ shared, fault: null });
  });

  test("holds what no link can", () => {
    const changes = Array.from({ length: 3000 }, (_, index) => reading({ fact: `fact${index}`, value: String(index * 7919) }));
    expect(shareCode({ ...shared, changes }).length).toBeGreaterThan(longestLink);
    expect(readShareFile(shareFile({ ...shared, changes })).shared?.changes).toEqual(changes);
  });

  test("of another kind, cut or swollen is refused", () => {
    expect(readShareFile("{}").fault?.code).toBe("file");
    expect(readShareFile(shareFile(shared).slice(0, -20)).fault?.code).toBe("garbled");
    expect(readShareFile(shareFile(shared) + " ".repeat(400_000)).fault?.code).toBe("long");
    expect(readShareFile(shareFile(shared).replace('"2025"', '"20255"')).fault).toEqual({ code: "shape", where: "period" });
  });
});

describe("what a link and the page do not agree on", () => {
  const present = { scheme: shared.scheme, board: "gs-district", classes: ["staff"], units: ["s001"], periods: ["2025"] };

  test("is nothing where all is the same", () => {
    expect(mismatches(shared, present)).toEqual([]);
  });

  test("is the scheme alone where it is another one", () => {
    expect(mismatches(shared, { ...present, scheme: null })).toEqual(["scheme"]);
    expect(mismatches(shared, { ...present, scheme: { ...shared.scheme, id: "gs-city" } })).toEqual(["scheme"]);
  });

  test("is the version, and the digest only where the version is the same", () => {
    const other = "f".repeat(64);
    expect(mismatches(shared, { ...present, scheme: { ...shared.scheme, version: "2026.1", sha256: other } })).toEqual(["version"]);
    expect(mismatches(shared, { ...present, scheme: { ...shared.scheme, sha256: other } })).toEqual(["digest"]);
  });

  test("names board, class, unit and period each for itself", () => {
    expect(mismatches(shared, { ...present, board: "other", units: [], periods: ["2026"] })).toEqual(["board", "unit", "period"]);
    expect(mismatches(shared, { ...present, classes: [] })).toEqual(["class"]);
  });

  test("lets figures be applied where only version, digest or period differ", () => {
    expect(fits(["version", "period"])).toBe(true);
    expect(fits(["digest"])).toBe(true);
    expect(fits(["unit"])).toBe(false);
    expect(fits(["scheme"])).toBe(false);
  });
});
