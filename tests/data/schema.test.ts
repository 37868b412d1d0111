// What an editor is told by data/schema: every document of the project is accepted, and a fault an author may make is not.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { describe, expect, test } from "vitest";

type Json = Record<string, unknown>;
const data = fileURLToPath(new URL("../../data/", import.meta.url));
const read = (path: string): Json => JSON.parse(readFileSync(`${data}${path}`, "utf8"));
const folders = (path: string) => readdirSync(`${data}${path}`, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** A scheme's cases are made of parts of a dataset, so its schema refers to that of datasets. */
const validator = (name: string): ValidateFunction =>
  new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true })
    .addSchema(name === "dataset" ? {} : read("schema/dataset.schema.json"), "dataset.schema.json")
    .compile(read(`schema/${name}.schema.json`));
const kinds = { scheme: validator("scheme"), dataset: validator("dataset"), board: validator("board"), result: validator("result") };
type Kind = keyof typeof kinds;

const faults = (kind: Kind, document: unknown) => (kinds[kind](document) ? [] : (kinds[kind].errors ?? []).map((error) => `${error.instancePath} ${error.message}`));

const schemes = folders("schemes").map(({ name }) => `schemes/${name}/scheme.json`);
const boards = folders("boards").map(({ name }) => name);

describe("shipped documents", () => {
  test("there are schemes and boards to check", () => {
    expect(schemes.length).toBeGreaterThanOrEqual(2);
    expect(boards.length).toBeGreaterThanOrEqual(2);
  });
  test.each(schemes)("%s is a scheme", (path) => {
    expect(faults("scheme", read(path))).toEqual([]);
  });
  test.each(boards)("boards/%s holds a dataset and a board that name a shipped scheme", (id) => {
    const board = read(`boards/${id}/board.json`);
    const dataset = read(`boards/${id}/dataset.json`);
    expect(faults("board", board)).toEqual([]);
    expect(faults("dataset", dataset)).toEqual([]);
    expect(board.id).toBe(id);
    const scheme = read(`schemes/${board.scheme}/scheme.json`);
    expect(dataset.scheme).toEqual({ id: scheme.id, version: scheme.version });
    expect(dataset.invented).toBe(true);
  });
  type Lists = Record<string, Record<string, Record<string, unknown[]>>>;
  test.each(boards)("boards/%s gives every fact of its scheme, a value for each unit", (id) => {
    const { scheme, class: name } = read(`boards/${id}/board.json`) as { scheme: string; class: string };
    const { classes } = read(`schemes/${scheme}/scheme.json`) as { classes: Record<string, { facts: Record<string, { type: string }> }> };
    const { units, readings, records } = read(`boards/${id}/dataset.json`) as { units: Record<string, { id: string }[]>; readings: Lists; records: Lists };
    const ids = (units[name] ?? []).map((unit) => unit.id);
    const facts = Object.entries(classes[name]?.facts ?? {});
    expect(ids.length).toBeGreaterThanOrEqual(12);
    expect(facts.length).toBeGreaterThan(0);
    for (const [fact, { type }] of facts) {
      if (type === "records") {
        expect(Object.keys(records[name]?.[fact] ?? {}), fact).toEqual(ids);
        continue;
      }
      const lists = Object.values(readings[name]?.[fact] ?? {});
      expect(lists.length, fact).toBeGreaterThan(0);
      for (const values of lists) expect(values.length, fact).toBe(ids.length);
    }
  });
  test("the generator gives the shipped datasets byte for byte", async () => {
    const { datasets } = await import("../../data/boards/generate.mjs");
    const drawn = await datasets();
    expect(Object.keys(drawn).sort()).toEqual([...boards].sort());
    for (const id of boards) expect(readFileSync(`${data}boards/${id}/dataset.json`, "utf8") === drawn[id], id).toBe(true);
  });
  test("every $schema points to the schema of its format", () => {
    const named = [...schemes, ...boards.flatMap((id) => [`boards/${id}/board.json`, `boards/${id}/dataset.json`])];
    for (const path of named) {
      const { $schema, format } = read(path) as { $schema: string; format: string };
      const kind = /^yardstick-([a-z]+)/.exec(format)?.[1];
      expect($schema, path).toBe(`../../schema/${kind}.schema.json`);
    }
  });
});

// A small whole document of each kind, so that a single change makes the only fault.
const scheme = (): Json => ({
  format: "yardstick-scheme/1",
  id: "demo",
  version: "1",
  title: "示例",
  source: { document: "考核办法", status: "invented" },
  calendar: { main: "year", periods: ["year", "quarter"], holidays: ["2025-10-01"], workingDays: ["2025-09-28"] },
  display: { places: 2, mode: "half-up" },
  clauses: { c1: { "zh-CN": "每件扣1分。", en: "One point off each." } },
  parameters: { line: { values: [{ from: "2025-01-01", value: "80" }] } },
  tables: { price: { keys: { level: { match: "exact" }, days: { match: "from" } }, columns: ["points"], rows: [{ level: "city", days: "0", points: "2" }], else: { points: "0" } } },
  links: { dept: { title: "所在单位", from: "office", to: ["office"], count: "many", shares: "from" } },
  views: { current: { title: "目前", missing: "skip", through: "asOf" }, final: {} },
  classes: {
    office: {
      facts: {
        late: { type: "count", grain: "year", reasons: { leave: { title: "公出", gives: "exempt" } } },
        opinions: { type: "votes", grain: "year", options: ["good", "bad"] },
        visits: {
          type: "records",
          grain: "year",
          fields: {
            date: "date",
            stars: { type: "choice", options: { "4.5": "4.5★" } },
            bearer: { type: "unit", class: "office" },
            parts: { type: "records", title: "各段", fields: { share: "rate", bearer: { type: "unit", class: "office" } } },
          },
          shares: { field: "stars", per: "bearer" },
        },
        mine: { type: "records", from: "office.visits.parts", by: "bearer" },
        handled: { type: "count", grain: "month", keys: { food: "食品", ads: "广告" }, reasons: { none: { gives: "0" } } },
      },
      belongs: "late >= 0",
      cohorts: { peers: { within: "group", where: "late < 9", frozen: 1 } },
      limits: [{ id: "soft", nodes: ["time", "stars"], max: "late * 2", clauses: ["c1"] }],
      nodes: {
        total: { full: "100", children: ["time", "stars", "quarter"], fold: { take: "sum" } },
        time: { full: "60", rule: { kind: "deduction", counts: [{ value: "late", points: "1" }], floor: "0" }, steps: [{ cap: "60" }] },
        short: { full: "5", rule: { kind: "deduction", short: { value: "late / 10", of: "98%" }, per: { percentagePoint: "1", points: "0.5", part: "whole" }, floor: "0" } },
        extra: { outside: true, rule: { kind: "bonus", records: "visits", price: { value: "item.points" }, deadline: { field: "date", day: "11-30" }, cap: "10" } },
        stars: { full: "40", rule: { kind: "map", value: "item.stars", to: { "4.5": "36" }, else: "invalid" }, fold: { over: "visits", take: "mean" } },
        share: { full: "10", rule: { kind: "votes", votes: "opinions", satisfied: ["good"] } },
        grades: { full: "10", rule: { kind: "bands", value: "late", take: "pick", rows: [{ from: "0", points: "10" }], outside: "0" } },
        steady: { full: "10", rule: { kind: "segments", value: "late", before: [{ round: { places: 0, mode: "half-up" } }], rows: [{ from: "0", to: "10", points: ["10", "5"] }], gap: "0", outside: "ends" } },
        steep: { full: "10", rule: { kind: "power", value: "late", a: "1", b: "3", c: "2", side: "above" } },
        judges: { full: "10", rule: { kind: "judged", marks: "visits", value: "item.mark", drop: { highest: 1, lowest: 1 }, atLeast: 3, outOf: "100" } },
        groups: { full: "10", rule: { kind: "judged", groups: [{ value: "late", weight: "60%" }, { value: "late", weight: "40%", title: "群众" }], absent: "skip", outOf: "100" } },
        place2: { full: "10", rule: { kind: "relative", value: "late", among: "group", by: "place", better: "lower", ties: "mean", rows: [{ from: "1", points: "10" }], exceptions: [{ when: "late > 9", exempt: true, clauses: ["c1"] }] } },
        spread: { full: "10", rule: { kind: "relative", value: "late", by: "zscore", better: "lower", mean: "7", spread: "1", cap: "10" } },
        grown: { full: "10", rule: { kind: "growth", value: "late", base: "earlier(late, 1)", per: { percentagePoint: "1", points: "1", part: "whole" }, start: "6", exceptions: [{ when: "late > 9", points: "5" }] } },
        rising: { full: "10", rule: { kind: "deduction", counts: [{ value: "late", tiers: [{ from: "1", points: "1" }, { from: "3", all: true }] }], floor: "0" } },
        beyond: { full: "10", rule: { kind: "deduction", over: { value: "late", of: "5" }, per: { amount: "1", points: "1", part: "whole" }, floor: "none" } },
        quarter: { grain: "quarter", contents: { Q1: { full: "10", children: { late: { full: "10", rule: { kind: "constant", points: "10" } } } } } },
        weighed: { full: "line * 2", weight: "late / 2", children: ["time"], fold: { take: "weighted", exempt: { moveTo: { time: "100%" } }, atLeast: { share: "1/2", else: "exempt" }, none: "missing" }, steps: [{ scale: "1/2", when: "late > 3" }] },
        each: { full: "10", fold: { over: "dept^", of: "total", take: "sum", full: "item.total.full", weight: "item.share", drop: { lowest: { share: "10%", round: "half-up" }, highest: 1, by: "item.total" } } },
        middle: { type: "number", fold: { over: "quarter", of: "rate", take: "median", missing: "skip" } },
        rate: { type: "rate", value: "1 / 2" },
        place: { type: "rank", of: "total", ties: "competition" },
        level: { type: "level", of: "total", stages: [{ lines: [{ level: "达标", from: "line" }, { level: "不达标" }] }, { gate: { when: "veto", atMost: "不达标" } }] },
        veto: { type: "veto", conditions: [{ id: "accident", when: "late > 100" }] },
        year: {
          type: "level",
          stages: [
            { map: { of: "level", levels: [{ level: "优秀" }, { level: "称职" }], to: { 达标: "优秀", 不达标: "称职" } } },
            { grant: { when: "late == 0", level: "优秀", counted: false } },
            { quota: { level: "优秀", size: "15% * late", by: ["total"], within: "group", ties: "vacant", cut: "称职", clauses: ["c1"] } },
            { distribution: { by: ["total", "-late"], shares: [{ level: "优秀", share: "1/3" }, { level: "称职", share: "2/3" }] } },
            { move: { when: "veto", steps: "-1" } },
            { decision: { of: "board" } },
          ],
        },
        best: { type: "quota", size: "3", by: ["total"], strata: { by: "kind" }, round: "up", ties: "include" },
        praise: { type: "honour", who: "late == 0", first: "3", by: ["total"], ties: "include" },
        thrice: { type: "run", grain: "quarter", over: "quarter", when: "late > 3", need: "3", within: "4", gap: "breaks", restart: true },
        streak: { type: "run", records: "visits", when: "item.stars == '4.5'", need: "2" },
        cards: { type: "convert", records: "visits", kind: "item.stars", rules: [{ every: 3, of: "4.5", into: "red" }], count: "red" },
        bonus: { type: "award", base: "2000", coefficient: { of: "level", to: { 达标: "1.5", 不达标: "0.8" } }, deduct: "late" },
        fund: { type: "pool", amount: "1000", by: "total", ties: ["-late"], unit: "0.01", adjust: { amount: "late", when: "before" } },
        board: { type: "decision", as: "level", levels: "year", due: "veto" },
        remedy: { type: "decision", options: { keep: "保留", drop: "取消" } },
        // biome-ignore lint/suspicious/noThenProperty: the format's own key
        talk: { type: "verdict", effect: "measure", when: "total < line", then: "诫勉谈话" },
      },
      total: "total",
      publish: ["total", "level"],
    },
  },
  cases: [{ name: "exact", source: "hand calculation", view: "current", asOf: "2025-12-31", units: { office: [{ id: "A" }] }, links: { dept: [{ from: "A", to: "A", share: "100%" }] }, closedThrough: { office: { visits: { A: "2025-06-30" } } }, readings: { A: { handled: { "2025-01": { food: "3", ads: null } } } }, decisions: [{ class: "office", node: "remedy", unit: "A", period: "2025", value: "keep", by: "局务会", document: "纪要", date: "2025-12-31" }], assume: { A: { "quarter[Q1].late": "9" } }, expect: { A: { total: "84.995", time: { points: "1/3", status: "known" }, "quarter[Q1]": { "2025-Q1": "9" } } } }],
});
const dataset = (): Json => ({
  format: "yardstick-dataset/1",
  scheme: { id: "demo", version: "1" },
  asOf: "2025-12-31",
  periods: ["2025"],
  groups: { office: { town: "镇区" } },
  units: { office: [{ id: "u1", name: "甲", group: "town", initials: "j" }] },
  readings: { office: { late: { "2025": ["3"] }, opinions: { "2025": [{ good: 3, bad: 0 }] } } },
  records: { office: { visits: { u1: [{ id: "v1", date: "2025-03-02", stars: "4.5", parts: [{ id: "s1", share: "50%", bearer: "u1" }] }] } } },
  view: "current",
  links: { dept: [{ from: "u1", to: "u1", share: "100%", since: "2025-01-01", until: "2025-12-31" }] },
  closedThrough: { office: { visits: "2025-12-31" } },
  history: { periods: ["2024"], nodes: { office: { total: { "2024": ["80"] } } } },
  decisions: [{ class: "office", node: "remedy", unit: "u1", period: "2025", value: "keep", by: "局务会", document: "纪要1号", date: "2025-12-31" }],
});
const board = (): Json => ({ format: "yardstick-board-source/1", id: "demo", title: "示例", scheme: "demo", class: "office", period: "2025", state: "draft", revision: 1 });
const result = (): Json => ({
  format: "yardstick-result/1",
  engine: "1",
  scheme: { id: "demo", version: "1", sha256: "" },
  dataset: { sha256: "" },
  asOf: "2025-12-31",
  view: "final",
  units: [
    {
      id: "u1", class: "office", group: "town",
      cards: [{
        period: "2025", status: "known", total: { exact: "84.995", shown: "84.995" }, rate: "84.995%",
        nodes: { total: { status: "known", points: "84.995", full: "100", rate: "0.84995" } },
        outcomes: { level: { kind: "level", state: "decided", value: "不达标", of: 0, because: ["c1"] } },
        claims: [{ node: "extra", records: [{ id: "v1", date: "2025-03-02", fields: [], points: { exact: "0", shown: "0" }, accepted: false, reason: { en: "late" }, clauses: ["c1"] }] }],
      }],
    },
  ],
});
const whole = { scheme, dataset, board, result };

/** Sets (or with undefined removes) what stands at a path such as "classes/office/total". */
function change(document: Json, path: string, value: unknown): Json {
  const keys = path.split("/");
  const last = keys.pop() as string;
  const place = keys.reduce((at, key) => at[key] as Json, document);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return document;
}

describe("broken documents", () => {
  test.each(Object.keys(whole) as Kind[])("the unchanged %s is accepted", (kind) => {
    expect(faults(kind, whole[kind]())).toEqual([]);
  });
  test.each(Object.keys(whole) as Kind[])("a key of one's own that begins with x- is accepted in a %s", (kind) => {
    expect(faults(kind, change(whole[kind](), "x-note", "ours"))).toEqual([]);
  });

  const nodes = "classes/office/nodes";
  const broken: [string, Kind, string, unknown][] = [
    ["a scheme of another format", "scheme", "format", "yardstick-scheme/2"],
    ["a scheme without an id", "scheme", "id", undefined],
    ["a misspelt key", "scheme", "titel", "示例"],
    ["a class without a total", "scheme", "classes/office/total", undefined],
    ["a text with a third language", "scheme", "title", { "zh-CN": "示例", fr: "exemple" }],
    ["a source status that is not known", "scheme", "source/status", "guessed"],
    ["a clause id with a hyphen", "scheme", "clauses/c-1", "条款"],
    ["a parameter without values", "scheme", "parameters/line/values", []],
    ["a parameter from a day that is none", "scheme", "parameters/line/values/0/from", "2025-13-01"],
    ["a quantity in words", "scheme", `${nodes}/quarter/contents/Q1/full`, "hundred"],
    ["a quantity divided by zero", "scheme", `${nodes}/quarter/contents/Q1/full`, "1/0"],
    ["a fact type that is not known", "scheme", "classes/office/facts/late/type", "integer"],
    ["a fact without a grain", "scheme", "classes/office/facts/late/grain", undefined],
    ["votes without options", "scheme", "classes/office/facts/opinions/options", undefined],
    ["records without fields", "scheme", "classes/office/facts/visits/fields", undefined],
    ["a declared field named id", "scheme", "classes/office/facts/visits/fields/id", "text"],
    ["a choice field without options", "scheme", "classes/office/facts/visits/fields/stars", { type: "choice" }],
    ["fields on a count", "scheme", "classes/office/facts/late/fields", { date: "date" }],
    ["a node with an unknown key", "scheme", `${nodes}/time/fulll`, "60"],
    ["a node with both rule and children", "scheme", `${nodes}/time/children`, ["stars"]],
    ["a node that combines nothing", "scheme", `${nodes}/time/rule`, undefined],
    ["full marks beside contents", "scheme", `${nodes}/quarter/full`, "10"],
    ["contents of a fifth quarter", "scheme", `${nodes}/quarter/contents/Q5`, { full: "1", children: { a: { full: "1", rule: { kind: "constant", points: "1" } } } }],
    ["contents without full marks", "scheme", `${nodes}/quarter/contents/Q1/full`, undefined],
    ["a node type that is not known", "scheme", `${nodes}/rate/type`, "percent"],
    ["a rate without a value", "scheme", `${nodes}/rate/value`, undefined],
    ["a rule kind that is not known", "scheme", `${nodes}/time/rule/kind`, "penalty"],
    ["a deduction without a floor", "scheme", `${nodes}/time/rule/floor`, undefined],
    ["a deduction with two forms", "scheme", `${nodes}/time/rule/records`, "visits"],
    ["a shortfall without its unit", "scheme", `${nodes}/short/rule/per`, undefined],
    ["a shortfall with two units", "scheme", `${nodes}/short/rule/per/amount`, "1"],
    ["a part of a unit that is not known", "scheme", `${nodes}/short/rule/per/part`, "rounded"],
    ["a deadline that is no day of the year", "scheme", `${nodes}/extra/rule/deadline/day`, "30-11"],
    ["a tier that gives points and takes all", "scheme", `${nodes}/rising/rule/counts/0/tiers/1/points`, "1"],
    ["a tier that says nothing", "scheme", `${nodes}/rising/rule/counts/0/tiers/1/all`, undefined],
    ["tiers beside a free number", "scheme", `${nodes}/rising/rule/counts/0/free`, "1"],
    ["a line both fallen short of and exceeded", "scheme", `${nodes}/beyond/rule/short`, { value: "late", of: "1" }],
    ["a segment with points at one end only", "scheme", `${nodes}/steady/rule/rows/0/points`, ["10"]],
    ["a segment without its end", "scheme", `${nodes}/steady/rule/rows/0/to`, undefined],
    ["a power without its exponent", "scheme", `${nodes}/steep/rule/c`, undefined],
    ["marks beside groups", "scheme", `${nodes}/groups/rule/marks`, "visits"],
    ["half a mark dropped", "scheme", `${nodes}/judges/rule/drop/lowest`, 0.5],
    ["a group without its weight", "scheme", `${nodes}/groups/rule/groups/0/weight`, undefined],
    ["places without rows", "scheme", `${nodes}/place2/rule/rows`, undefined],
    ["a standard score without its spread", "scheme", `${nodes}/spread/rule/spread`, undefined],
    ["rows beside a standard score", "scheme", `${nodes}/spread/rule/rows`, [{ from: "1", points: "1" }]],
    ["growth by an amount", "scheme", `${nodes}/grown/rule/per`, { amount: "1", points: "1", part: "whole" }],
    ["an exception that gives points and exempts", "scheme", `${nodes}/grown/rule/exceptions/0/exempt`, true],
    ["an exception without a condition", "scheme", `${nodes}/place2/rule/exceptions/0/when`, undefined],
    ["steps before a rule of several values", "scheme", `${nodes}/time/rule/before`, [{ add: "1" }]],
    ["a map without else", "scheme", `${nodes}/stars/rule/else`, undefined],
    ["bands without outside", "scheme", `${nodes}/grades/rule/outside`, undefined],
    ["votes with neither values nor satisfied", "scheme", `${nodes}/share/rule/satisfied`, undefined],
    ["a fold without take", "scheme", `${nodes}/stars/fold`, { over: "visits" }],
    ["a fold that takes the deviation", "scheme", `${nodes}/stars/fold/take`, "deviation"],
    ["a fold that both drops and picks", "scheme", `${nodes}/stars/fold`, { over: "visits", take: "sum", drop: { lowest: 1 }, pick: { highest: 1 } }],
    ["a fold that drops from nowhere", "scheme", `${nodes}/stars/fold`, { over: "visits", take: "sum", drop: { by: "item.stars" } }],
    ["a fold of at least so many, else nothing", "scheme", `${nodes}/stars/fold`, { over: "visits", take: "sum", atLeast: { count: 2 } }],
    ["a value with both formula and fold", "scheme", `${nodes}/rate/fold`, { over: "visits", take: "mean" }],
    ["a table without columns", "scheme", "tables/price/columns", undefined],
    ["a table with both rows and versions", "scheme", "tables/price/versions", [{ from: "2025-01-01", rows: [{ level: "city", points: "1" }] }]],
    ["a table matched somehow", "scheme", "tables/price/keys/level/match", "near"],
    ["a link of some", "scheme", "links/dept/count", "some"],
    ["a link that leads nowhere", "scheme", "links/dept/to", []],
    ["a view through another day", "scheme", "views/current/through", "today"],
    ["a cohort frozen for no time", "scheme", "classes/office/cohorts/peers/frozen", 0],
    ["a limit on a single node", "scheme", "classes/office/limits/0/nodes", ["time"]],
    ["keys of votes", "scheme", "classes/office/facts/opinions/keys", ["a"]],
    ["a reason that gives nothing", "scheme", "classes/office/facts/late/reasons/leave", { title: "公出" }],
    ["a borrowed list with fields of its own", "scheme", "classes/office/facts/mine/fields", { date: "date" }],
    ["a borrowed list that nobody bears", "scheme", "classes/office/facts/mine/by", undefined],
    ["records inside records inside records", "scheme", "classes/office/facts/visits/fields/parts/fields/more", { type: "records", fields: { x: "number" } }],
    ["a unit field of no class", "scheme", "classes/office/facts/visits/fields/bearer/class", undefined],
    ["a holiday without a year", "scheme", "calendar/holidays/0", "10-01"],
    ["a link of a case without its end", "scheme", "cases/0/links/dept/0/to", undefined],
    ["a step that does two things", "scheme", `${nodes}/time/steps/0/floor`, "0"],
    ["a step that does nothing", "scheme", `${nodes}/time/steps/0`, { when: "true" }],
    ["ties resolved by lot", "scheme", `${nodes}/place/ties`, "lot"],
    ["a level without stages", "scheme", `${nodes}/level/stages`, undefined],
    ["a level with a single line", "scheme", `${nodes}/level/stages/0/lines`, [{ level: "达标" }]],
    ["a gate without its level", "scheme", `${nodes}/level/stages/1/gate/atMost`, undefined],
    ["a stage that does two things", "scheme", `${nodes}/year/stages/1/gate`, { when: "veto", atMost: "称职" }],
    ["a stage that is not known", "scheme", `${nodes}/year/stages/1`, { lift: { when: "veto" } }],
    ["a level of neither lines nor a map", "scheme", `${nodes}/year/stages`, [{ gate: { when: "veto", atMost: "称职" } }]],
    ["a level of lines that reads no node", "scheme", `${nodes}/level/of`, undefined],
    ["a level by map that also reads points", "scheme", `${nodes}/year/of`, "total"],
    ["a map without its levels", "scheme", `${nodes}/year/stages/0/map/levels`, undefined],
    ["a level's quota that cuts to nowhere", "scheme", `${nodes}/year/stages/2/quota/cut`, undefined],
    ["a level's quota with ties unsaid", "scheme", `${nodes}/year/stages/2/quota/ties`, undefined],
    ["a distribution without keys", "scheme", `${nodes}/year/stages/3/distribution/by`, []],
    ["a move by nothing", "scheme", `${nodes}/year/stages/4/move/steps`, "0"],
    ["a quota without a size", "scheme", `${nodes}/best/size`, undefined],
    ["a quota without keys", "scheme", `${nodes}/best/by`, []],
    ["a quota rounded to even", "scheme", `${nodes}/best/round`, "half-even"],
    ["an honour with strata", "scheme", `${nodes}/praise/strata`, { by: "kind" }],
    ["a run over periods that says nothing of gaps", "scheme", `${nodes}/thrice/gap`, undefined],
    ["a run over both periods and records", "scheme", `${nodes}/thrice/records`, "visits"],
    ["a run of records that restarts", "scheme", `${nodes}/streak/restart`, true],
    ["a conversion without rules", "scheme", `${nodes}/cards/rules`, []],
    ["a conversion of every none", "scheme", `${nodes}/cards/rules/0/every`, 0],
    ["an award without a base", "scheme", `${nodes}/bonus/base`, undefined],
    ["a coefficient of a level without values", "scheme", `${nodes}/bonus/coefficient/to`, undefined],
    ["a pool without shares", "scheme", `${nodes}/fund/by`, undefined],
    ["an adjustment at no time", "scheme", `${nodes}/fund/adjust/when`, undefined],
    ["a decision of two forms", "scheme", `${nodes}/remedy/as`, "flag"],
    ["a decision of no form", "scheme", `${nodes}/remedy/options`, undefined],
    ["a decision on a level that names none", "scheme", `${nodes}/board/levels`, undefined],
    ["a veto without conditions", "scheme", `${nodes}/veto/conditions`, []],
    ["a verdict without a consequence", "scheme", `${nodes}/talk/then`, undefined],
    ["a verdict of unknown effect", "scheme", `${nodes}/talk/effect`, "fine"],
    ["a case that expects nothing", "scheme", "cases/0/expect", undefined],
    ["a case that expects an unknown part", "scheme", "cases/0/expect/A/time", { score: "1" }],
    ["a case pinned in an unknown quarter", "scheme", "cases/0/assume/A", { "quarter[Q7]": "9" }],

    ["a dataset without its scheme's version", "dataset", "scheme/version", undefined],
    ["a dataset without units", "dataset", "units", undefined],
    ["a closing day that is none", "dataset", "asOf", "2025-02-32"],
    ["a thirteenth month", "dataset", "periods/0", "2025-13"],
    ["no period at all", "dataset", "periods", []],
    ["a unit id with a space", "dataset", "units/office/0/id", "u 1"],
    ["a unit without a name", "dataset", "units/office/0/name", undefined],
    ["initials in capitals", "dataset", "units/office/0/initials", "J"],
    ["readings that are not a list", "dataset", "readings/office/late/2025", "3"],
    ["a fifth quarter's readings", "dataset", "readings/office/late/2025-Q5", ["3"]],
    ["a list for votes", "dataset", "readings/office/opinions/2025/0", [3, 0]],
    ["a link without its end", "dataset", "links/dept/0/to", undefined],
    ["a link since no day", "dataset", "links/dept/0/since", "2025"],
    ["a list complete up to no day", "dataset", "closedThrough/office/visits", "2025-12"],
    ["a history without its periods", "dataset", "history/periods", undefined],
    ["past results that are no list", "dataset", "history/nodes/office/total/2024", "80"],
    ["a decision that nobody took", "dataset", "decisions/0/by", undefined],
    ["a decision without its document", "dataset", "decisions/0/document", ""],
    ["records inside an inner record", "dataset", "records/office/visits/u1/0/parts/0/more", [{ id: "x" }]],
    ["a record without an id", "dataset", "records/office/visits/u1/0/id", undefined],
    ["records that are not a list", "dataset", "records/office/visits/u1", { v1: {} }],

    ["a board in an unknown state", "board", "state", "published"],
    ["a board's revision zero", "board", "revision", 0],
    ["a board that opens first in words", "board", "first", "yes"],
    ["a board without a period", "board", "period", undefined],
    ["a board source that holds a dataset", "board", "dataset", "{}"],
    ["a published board without its documents", "board", "format", "yardstick-board/1"],

    ["a result with a rounded fraction", "result", "units/0/cards/0/total/exact", "84.99…"],
    ["a result of unknown status", "result", "units/0/cards/0/status", "late"],
    ["a result with an unknown outcome", "result", "units/0/cards/0/outcomes/level/kind", "grade"],
    ["a result with a percentage for a rate", "result", "units/0/cards/0/nodes/total/rate", "84.995%"],
    ["a result that knows a node without its points", "result", "units/0/cards/0/nodes/total/points", undefined],
    ["a result whose rejected record gives no reason", "result", "units/0/cards/0/claims/0/records/0/reason", undefined],
    ["a result without a closing day", "result", "asOf", undefined],
  ];
  test.each(broken)("%s is refused (%s)", (_, kind, path, value) => {
    expect(faults(kind, change(whole[kind](), path, value))).not.toEqual([]);
  });
});

describe("schemas and engine agree", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));

  test("two hundred drawn pairs, which the engine scores, are schemes and datasets", () => {
    const draw = "import json, sys, generate\nfor seed in range(200): print(json.dumps(generate.pair(seed)))";
    const lines = execFileSync("python3", ["-c", draw], { cwd: `${root}tests/oracle`, encoding: "utf8", maxBuffer: 1 << 28 }).trim().split("\n");
    expect(lines).toHaveLength(200);
    for (const [seed, line] of lines.entries()) {
      const pair = JSON.parse(line) as { scheme: Json; dataset: Json };
      expect(faults("scheme", pair.scheme), `seed ${seed}`).toEqual([]);
      expect(faults("dataset", pair.dataset), `seed ${seed}`).toEqual([]);
    }
  }, 120_000);

  // The faults that a schema cannot see, though the engine tells them (tests/cases/bad): one place says why, code by code.
  const unseen: Record<string, string> = {
    "unknown-reference": "which names there are is said elsewhere in the document",
    "case-reference": "likewise",
    "dataset-scheme-mismatch": "the scheme is another document",
    "unit-count": "how many units there are is said elsewhere",
    "value-type": "the type of a fact is said in the scheme",
    "value-domain": "the domain of a fact is said in the scheme",
    "record-field": "the fields of a record are said in the scheme",
    "record-outside-periods": "which periods are scored is said elsewhere",
    "period-scored": "likewise",
    "given-twice": "rows that agree in some of their keys only",
    "link-count": "rows have to be counted",
    "shares-off-total": "a sum",
    "weights-off-total": "a sum",
    "full-off-children": "a sum",
    "formula-syntax": "a formula is a text to a schema",
    "formula-type": "likewise",
    "unit-clash": "likewise",
    cycle: "likewise",
    "grain-clash": "two nodes have to be compared",
    "contents-clash": "a key has to be compared with the node's grain",
    "full-missing": "whether they are needed depends on what reads the node",
    "missing-total": "the type of the node is said elsewhere",
    "rows-unsorted": "quantities have to be compared",
    "cap-below-floor": "likewise",
    "unreachable-row": "likewise",
    "not-supported": "how long a chain of references is",
    "unreachable-line": "a hint: nothing is wrong in form",
    "unreachable-level": "a hint",
    "clause-without-node": "a hint",
    "node-without-clause": "a hint",
    "unused-fact": "a hint",
    "unused-parameter": "a hint",
    "unused-table": "a hint",
    "unused-link": "a hint",
    "unused-cohort": "a hint",
    "unused-view": "a hint",
    "empty-quota": "a hint",
    "fold-not-monotone": "a hint",
    "formula-where-kind-serves": "a hint",
  };
  // Codes of which it sees some.
  const partly: Record<string, string> = {
    "bad-choice": "it knows the language's own words, not the options of a fact",
    "bad-date": "it knows the form of a date, not which months have thirty days, nor which fields are dates",
    "duplicate-id": "it sees that two items of a list are alike, not that two things share an id",
    "full-not-allowed": "it sees full marks beside contents, not that a child there has them",
    "wrong-type": "it does not know which readings are votes, nor which fields are lists",
    "missing-key": "it does not know the fields of a record, nor whether two rows leave a gap",
    "bad-quantity": "it knows how a quantity is written, not which may not be nothing",
    "unknown-key": "it does not know which line of a level is the last, nor tells more than once of records too deep",
    "wrong-format": "it knows what a stage may be, not which comes first",
    "reserved-id": "it does not know which facts are lists that a fold may run over, nor what a cohort named all holds",
  };

  /** Where a schema finds fault: of a key that may not be there, or not so, at that key. */
  const place = (error: ErrorObject): string => {
    const key = error.params.propertyName ?? error.params.additionalProperty;
    return error.instancePath + (key === undefined ? "" : `/${String(key)}`);
  };
  function set(document: Json, pointer: string, value: unknown): void {
    const keys = pointer.slice(1).split("/");
    const last = keys.pop() as string;
    const at = keys.reduce((inside, key) => inside[key] as Json, document);
    if (value !== undefined) at[last] = value;
    else if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  }
  type Bad = { set?: Json; remove?: string[]; expect: string[]; scheme_text?: unknown; dataset_text?: unknown; query?: unknown };
  const bad = (name: string): Bad => JSON.parse(readFileSync(`${root}tests/cases/bad/${name}`, "utf8"));
  const names = readdirSync(`${root}tests/cases/bad`).filter((name) => name !== "base.json");
  const base = (): Json => JSON.parse(readFileSync(`${root}tests/cases/bad/base.json`, "utf8"));

  /** For each fault that the engine tells of a pair: whether the schema finds one at the same place. */
  function seen(document: Bad): [code: string, hit: boolean][] {
    const pair = base();
    for (const [pointer, value] of Object.entries(document.set ?? {})) set(pair, pointer, value);
    for (const pointer of document.remove ?? []) set(pair, pointer, undefined);
    const places = (["scheme", "dataset"] as const).flatMap((kind) =>
      kinds[kind](pair[kind]) ? [] : (kinds[kind].errors ?? []).filter(({ keyword }) => keyword !== "if").map((error) => `/${kind}${place(error)}`),
    );
    return document.expect.map((line) => {
      const [code = "", pointer = ""] = line.split(" ");
      return [code, places.includes(pointer)];
    });
  }
  const told = names.map(bad).filter((document) => !document.scheme_text && !document.dataset_text && !document.query).flatMap(seen);

  test("the pair that all bad documents change is accepted", () => {
    expect(faults("scheme", base().scheme)).toEqual([]);
    expect(faults("dataset", base().dataset)).toEqual([]);
  });
  test.each([...new Set(told.map(([code]) => code))].sort())("%s: the schema sees it where the engine does, or the table says why it cannot", (code) => {
    const hits = told.filter(([other]) => other === code).map(([, hit]) => hit);
    if (code in unseen) expect(hits).not.toContain(true);
    else if (code in partly) expect(new Set(hits).size).toBe(2);
    else expect(hits).not.toContain(false);
  });
  test("the tables speak of codes that a bad document has", () => {
    const codes = new Set(told.map(([code]) => code));
    expect([...Object.keys(unseen), ...Object.keys(partly)].filter((code) => !codes.has(code))).toEqual([]);
  });
});
