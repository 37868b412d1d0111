// The catalogue beside the boards: its entries say what the schemes' files and docs/coverage.md say.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { coverage } from "../../site/scripts/coverage.mjs";
import { catalogue, entryOf } from "../../site/scripts/schemes.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const texts = await catalogue();
const entries = (JSON.parse(texts.index as string) as { schemes: ReturnType<typeof entryOf>[] }).schemes;

/** What ./dev coverage found by taking parts away and running the cases: its table, a rule a line. */
const proved = new Map(
  readFileSync(`${root}docs/coverage.md`, "utf8")
    .split(/^## .*\(`/m)
    .slice(1)
    .map((part) => {
      const rows = [...part.matchAll(/^\| (\w+) \| ([CPRW]) \| .* \| (.*) \| .* \|$/gm)].map(([, id, kind, where]) => ({
        id,
        is: where?.startsWith("not computed:") ? "gap" : kind === "C" ? "computed" : "shown",
      }));
      return [part.slice(0, part.indexOf("`")), rows];
    }),
);

describe("the catalogue", () => {
  test("has each scheme's file as it was written", () => {
    const ids = readdirSync(`${root}data/schemes`);
    expect(entries.map(({ id }) => id).sort()).toEqual(ids.sort());
    for (const { id, bytes } of entries) {
      const file = readFileSync(`${root}data/schemes/${id}/scheme.json`);
      expect(Buffer.from(texts[id] as string).equals(file), id).toBe(true);
      expect(bytes).toBe(file.length);
    }
  });

  test("counts a rule as computed, shown or left out as docs/coverage.md does", () => {
    expect(proved.size).toBeGreaterThanOrEqual(8);
    for (const [id, rows] of proved) expect(entries.find((entry) => entry.id === id)?.coverage.rules, String(id)).toEqual(rows);
  });

  test("takes the clauses where no list says which rules a source has", () => {
    const golf = entries.find(({ id }) => id === "published-golf");
    expect(golf).toMatchObject({ published: true, coverage: { listed: false, computed: 0, shown: 6, gap: 1 } });
    expect(entries.filter(({ published }) => published).map(({ id }) => id)).toEqual(entries.map(({ id }) => id).filter((id) => id.startsWith("published-")));
  });

  test("counts indicators that give points, those of a period's contents as well", () => {
    const scheme = {
      id: "a",
      version: "1",
      source: {},
      cases: [],
      classes: { office: { nodes: { total: {}, rate: { type: "rate" }, quarter: { contents: { Q1: { children: { x: {}, y: { type: "number" } } }, Q2: { children: { x: {} } } } } } } },
    };
    expect(entryOf("a", JSON.stringify(scheme), undefined).classes[0]?.indicators).toBe(4);
  });

  test("says that a rule is left out where nothing cites it", () => {
    const scheme = { classes: {}, cases: [], clauses: { c1: {}, c2: {} }, gaps: [{ rule: "c2", clauses: [], reason: "why" }] };
    expect(coverage(scheme, undefined)).toMatchObject({ shown: 0, gap: 2 });
  });

  test("does not take a file whose id is not its folder's", () => {
    expect(() => entryOf("b", '{"id":"a"}', undefined)).toThrow('the id is "a"');
  });
});
