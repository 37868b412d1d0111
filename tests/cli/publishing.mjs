// publish, verify, index and key on the command line: `node tests/cli/publishing.mjs PROGRAM`.
import assert from "node:assert/strict";
import { createHash, createPublicKey, verify as verifies } from "node:crypto";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const program = resolve(process.argv[2] ?? "yardstick");
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "publishing-"));
const at = (name) => join(folder, name);
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

/** Runs the program; `code` is what it must end with. */
function run(code, ...args) {
  const done = spawnSync(program, args, { encoding: "utf8", cwd: folder });
  const said = done.stdout + done.stderr;
  assert.equal(done.status, code, `yardstick ${args.join(" ")}\n${said}`);
  return said;
}
const board = (name) => JSON.parse(readFileSync(at(name), "utf8"));
const tests = [];
const test = (name, body) => tests.push([name, body]);

// Two windows and three people; the windows' points are the mean of theirs.
const scheme = {
  format: "yardstick-scheme/1", id: "desks", version: "1", title: "Desks", source: { document: "Test", status: "invented" },
  calendar: { main: "year", periods: ["year"] }, display: { places: 2, mode: "half-up" },
  links: { at: { from: "person", to: ["window"], count: "one" } },
  classes: {
    window: { title: "Window", facts: { extra: { type: "number", grain: "year", title: "Extra" } },
      nodes: { total: { full: "20", rule: { kind: "formula", points: "mean(at^ : item.total) + extra" } } }, total: "total", publish: ["total"] },
    person: { title: "Person", persons: true, facts: { done: { type: "count", grain: "year", title: "Cases" } },
      nodes: { total: { full: "10", rule: { kind: "formula", points: "done" } } }, total: "total", publish: ["total"] },
  },
};
const dataset = {
  format: "yardstick-dataset/1", scheme: { id: "desks", version: "1" }, asOf: "2025-12-31", periods: ["2025"],
  units: { window: [{ id: "w", name: "West" }, { id: "e", name: "East" }], person: [{ id: "a", name: "An" }, { id: "b", name: "Bo" }, { id: "c", name: "Ce" }] },
  links: { at: [{ from: "a", to: "w" }, { from: "b", to: "w" }, { from: "c", to: "e" }] },
  readings: { window: { extra: { 2025: ["1", "2"] } }, person: { done: { 2025: ["4", "6", "7"] } } },
};
const about = { format: "yardstick-board-source/1", id: "desks", title: "Desks", scheme: "desks", class: "window", period: "2025", state: "display", revision: 1 };
const write = (name, value) => writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
write("scheme.json", scheme);
write("dataset.json", dataset);
write("board.json", about);
const documents = ["board.json", "scheme.json", "dataset.json"];

// RFC 8032, section 7.1: secret key (seed), public key, message, signature.
const vectors = [
  ["9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
  ["4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
  ["c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"],
];
test("signatures are those of RFC 8032", () => {
  for (const [seed, key, message, signature] of vectors) {
    write("rfc.key", { format: "yardstick-key/1", key, seed });
    writeFileSync(at("message"), Buffer.from(message, "hex"));
    assert.equal(run(0, "key", "sign", "rfc.key", "message").trim(), signature);
    run(0, "key", "check", key, signature, "message");
    run(1, "key", "check", key, `${signature.slice(0, -2)}01`, "message");
    run(1, "key", "check", vectors[0][1] === key ? vectors[1][1] : vectors[0][1], signature, "message");
    writeFileSync(at("message"), Buffer.from(`${message}00`, "hex"));
    run(1, "key", "check", key, signature, "message");
  }
  write("rfc.key", { format: "yardstick-key/1", key: vectors[0][1], seed: vectors[1][0] });
  assert.match(run(2, "key", "show", "rfc.key"), /does not belong/);
});

test("a key is made for its owner alone, and none is written over", () => {
  const made = run(0, "key", "new", "office.key", "--lang", "en");
  assert.match(made, /"key": "[0-9a-f]{64}"/);
  assert.equal(statSync(at("office.key")).mode & 0o77, 0);
  const before = readFileSync(at("office.key"), "utf8");
  assert.match(run(2, "key", "new", "office.key"), /never written over/);
  assert.equal(readFileSync(at("office.key"), "utf8"), before);
  assert.ok(run(0, "key", "show", "office.key").includes(JSON.parse(before).key));
  run(0, "key", "new", "other.key");
});

test("what is said of persons is listed, and refused unless it is asked for or held back", () => {
  const said = run(2, "publish", ...documents, "--lang", "en");
  assert.match(said, /Cases \(person\.done\): 3 values/);
  assert.match(said, /--hold-back/);
  assert.ok(!existsSync(at("desks.json")));
  run(2, "publish", ...documents, "--with-persons", "--hold-back");
});

test("a board states its digests, and is signed over them", () => {
  const said = run(0, "publish", ...documents, "--with-persons", "--issued", "2026-01-15", "--until", "2026-01-31", "--sign", "office.key", "--lang", "en");
  assert.match(said, /revision 1, signed/);
  const one = board("desks.json");
  const [schemeText, datasetText] = [readFileSync(at("scheme.json"), "utf8"), readFileSync(at("dataset.json"), "utf8")];
  assert.equal(one.format, "yardstick-board/1");
  assert.equal(one.scheme, schemeText);
  assert.equal(one.dataset, datasetText);
  assert.equal(one.sha256.scheme, sha256(schemeText));
  assert.equal(one.sha256.dataset, sha256(datasetText));
  const result = spawnSync(program, ["score", "scheme.json", "dataset.json"], { cwd: folder, encoding: "utf8" }).stdout.trimEnd();
  assert.equal(one.sha256.result, sha256(result));
  assert.equal(one.until, "2026-01-31");
  const lines = ["yardstick-board/1", one.sha256.scheme, one.sha256.dataset, one.sha256.result, "2025", "1", "2026-01-15"];
  const key = createPublicKey({ key: Buffer.from(`302a300506032b6570032100${one.signature.key}`, "hex"), format: "der", type: "spki" });
  assert.ok(verifies(null, Buffer.from(lines.map((line) => `${line}\n`).join("")), key, Buffer.from(one.signature.value, "hex")));
  copyFileSync(at("desks.json"), at("first.json"));
});

test("the date of issue is today's only where it is said so", () => {
  const said = run(0, "publish", ...documents, "--with-persons", "--out", "today.json", "--lang", "en");
  const today = board("today.json").issued;
  assert.match(said, new RegExp(`date of issue is today: ${today}`));
  assert.ok(Math.abs(Date.parse(today) - Date.now()) < 48 * 3600 * 1000);
  assert.match(run(2, "publish", ...documents, "--with-persons", "--issued", "2026-02-30", "--out", "x.json"), /not a date/);
});

test("a signature is trusted by a key that is listed, unknown without one, and refused by another", () => {
  const key = JSON.parse(readFileSync(at("office.key"), "utf8")).key;
  const other = JSON.parse(readFileSync(at("other.key"), "utf8")).key;
  assert.match(run(0, "verify", "desks.json", "--key", key, "--lang", "en"), /signature ok .*trusted/);
  assert.match(run(0, "verify", "desks.json", "--lang", "en"), /unknown key/);
  assert.match(run(1, "verify", "desks.json", "--key", other, "--lang", "en"), /not listed/);
  assert.match(run(2, "verify", "desks.json", "--key", "abc"), /64 characters/);
  write("site.json", { format: "yardstick-site/1", keys: [{ key, name: { "zh-CN": "办公室", en: "The office" } }] });
  assert.match(run(0, "verify", "desks.json", "--lang", "en"), /The office/);
  assert.match(run(0, "verify", "desks.json", "--lang", "zh-CN"), /办公室/);
  rmSync(at("site.json"));
});

test("one changed byte shows, and so does a changed result, revision or date", () => {
  const one = board("desks.json");
  const spoiled = (change) => {
    const copy = structuredClone(one);
    change(copy);
    write("spoiled.json", copy);
    return run(1, "verify", "spoiled.json", "--lang", "en");
  };
  const said = spoiled((copy) => { copy.dataset = copy.dataset.replace('"4"', '"5"'); });
  assert.match(said, /dataset +FAIL/);
  assert.match(said, /result +FAIL/);
  assert.match(said, /signature FAIL/);
  assert.match(spoiled((copy) => { copy.scheme = copy.scheme.replace("Desks", "Desk5"); }), /scheme +FAIL/);
  // With the digest mended as well, what was signed no longer fits.
  const mended = spoiled((copy) => {
    copy.dataset = copy.dataset.replace('"4"', '"5"');
    copy.sha256.dataset = sha256(copy.dataset);
  });
  assert.match(mended, /dataset +ok/);
  assert.match(mended, /signature FAIL/);
  for (const change of [(copy) => { copy.revision = 2; }, (copy) => { copy.issued = "2026-01-16"; }, (copy) => { copy.period = "2024"; }, (copy) => { copy.signature.value = `00${copy.signature.value.slice(2)}`; }])
    assert.match(spoiled(change), /signature FAIL/);
  // Unsigned and mended, only scoring again tells.
  const unsigned = spoiled((copy) => {
    delete copy.signature;
    copy.dataset = copy.dataset.replace('"4"', '"5"');
    copy.sha256.dataset = sha256(copy.dataset);
  });
  assert.match(unsigned, /result +FAIL/);
});

test("another engine's name makes no other result", () => {
  const one = board("desks.json");
  const text = spawnSync(program, ["score", "scheme.json", "dataset.json"], { cwd: folder, encoding: "utf8" }).stdout.trimEnd();
  delete one.signature;
  one.sha256.result = sha256(text.replace(one.engine, "yardstick 9.9.9"));
  one.engine = "yardstick 9.9.9";
  write("later.json", one);
  run(0, "verify", "later.json");
});

test("a next revision says what it replaces, why, and what changed", () => {
  assert.match(run(2, "publish", ...documents, "--with-persons", "--issued", "2026-02-01"), /--supersedes/);
  assert.match(run(1, "publish", ...documents, "--with-persons", "--issued", "2026-02-01", "--supersedes", "desks.json", "--reason", "late figures"), /make it 2/);
  write("board.json", { ...about, revision: 2, state: "final" });
  write("dataset.json", { ...dataset, readings: { ...dataset.readings, person: { done: { 2025: ["4", "8", "7"] } } } });
  assert.match(run(2, "publish", ...documents, "--with-persons", "--issued", "2026-02-01", "--supersedes", "desks.json"), /--reason/);
  run(0, "publish", ...documents, "--with-persons", "--issued", "2026-02-01", "--supersedes", "desks.json", "--reason", "late figures");
  const two = board("desks.json");
  assert.deepEqual(two.supersedes, { revision: 1, sha256: sha256(readFileSync(at("first.json"), "utf8")) });
  assert.equal(two.reason, "late figures");
  assert.deepEqual(two.changed, [{ what: "reading", class: "person", unit: "b", name: { "zh-CN": "Bo", en: "Bo" }, fact: "done", title: { "zh-CN": "Cases", en: "Cases" }, period: "2025", from: "6", to: "8" }]);
  const said = run(1, "verify", "first.json", "--against", "desks.json", "--lang", "en");
  assert.match(said, /Bo \(b\) · Cases · 2025: 6 → 8/);
  assert.match(said, /West \(w\) · total · 2025: 6 → 7/);
  assert.match(said, /revision: 1 → 2/);
  assert.match(run(0, "verify", "desks.json", "--against", "desks.json", "--lang", "en"), /the same/);
});

test("held back, the figures are gone and the results stay", () => {
  run(0, "publish", ...documents, "--hold-back", "--issued", "2026-02-01", "--out", "held.json");
  const held = board("held.json");
  assert.equal(JSON.parse(held.dataset).readings.person, undefined);
  assert.deepEqual(JSON.parse(held.dataset).heldBack, { person: ["done"] });
  run(0, "verify", "held.json");
  const said = run(1, "verify", "desks.json", "--against", "held.json", "--lang", "en");
  assert.match(said, /results: no difference/);
});

test("what is no board, or not whole, is told and ends with its code", () => {
  writeFileSync(at("half.json"), readFileSync(at("desks.json"), "utf8").slice(0, 500));
  assert.match(run(1, "verify", "half.json"), /half\.json:1:\d+/);
  write("empty.json", {});
  assert.match(run(1, "verify", "empty.json"), /"dataset" is missing/);
  const one = board("desks.json");
  write("older.json", { ...one, scheme: one.scheme.replace('"version":"1"', '"version":"0"') });
  assert.match(run(1, "verify", "older.json"), /dataset-scheme-mismatch/);
  write("newer.json", { ...one, format: "yardstick-board/2" });
  assert.match(run(1, "verify", "newer.json"), /yardstick-board\/1/);
  assert.match(run(2, "verify", "nowhere.json"), /cannot read/);
  run(2, "verify");
  write("bad-board.json", { ...about, revision: 0, period: "2024" });
  assert.match(run(1, "publish", "bad-board.json", "scheme.json", "dataset.json", "--with-persons"), /"revision"/);
  write("bad-board.json", { ...about, period: "2024" });
  assert.match(run(1, "publish", "bad-board.json", "scheme.json", "dataset.json", "--with-persons", "--out", "x.json"), /2024 is not scored/);
  assert.ok(!existsSync(at("x.json")));
});

test("the index is the one that the build writes, byte for byte", () => {
  const built = at("built");
  const done = spawnSync(process.execPath, [join(root, "site/scripts/boards.mjs"), built], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  const [index, offline] = ["index.json", "offline.js"].map((name) => readFileSync(join(built, name), "utf8"));
  assert.ok(JSON.parse(index).boards.length > 4);
  for (const name of ["index.json", "offline.js"]) rmSync(join(built, name));
  run(0, "index", built, "--first", JSON.parse(index).default);
  assert.equal(readFileSync(join(built, "index.json"), "utf8"), index);
  assert.equal(readFileSync(join(built, "offline.js"), "utf8"), offline);
  // Once more: which board opens first is kept, from the site's folder as well.
  mkdirSync(at("site"));
  spawnSync("mv", [built, at("site/boards")]);
  run(0, "index", "site");
  assert.equal(readFileSync(at("site/boards/index.json"), "utf8"), index);
});

test("a folder with a board that is not whole keeps the index that it had", () => {
  const before = readFileSync(at("site/boards/index.json"), "utf8");
  copyFileSync(at("half.json"), at("site/boards/half.json"));
  copyFileSync(at("desks.json"), at("site/boards/other.json"));
  const said = run(1, "index", "site");
  assert.match(said, /half\.json:1/);
  assert.match(said, /must be named desks\.json/);
  assert.equal(readFileSync(at("site/boards/index.json"), "utf8"), before);
  run(2, "index", "nowhere");
});

let failed = 0;
for (const [name, body] of tests) {
  try {
    body();
    console.log(`ok   ${name}`);
  } catch (fault) {
    failed += 1;
    console.log(`FAIL ${name}\n${fault.message}`);
  }
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
