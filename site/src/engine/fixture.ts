// A stand-in for the engine in unit tests: a small city board with a tie, a veto, a missing figure and an 84.995. Never
// shipped. Its points are whole thousandths, so that nothing here needs arithmetic on decimals.
import type { Board } from "../board/board";
import type { Form } from "./desk-types";
import type { EngineApi } from "./protocol";
import type {
  Card,
  Cell,
  ClassInfo,
  Diagnostic,
  Entry,
  Explanation,
  Figure,
  Line,
  NodeInfo,
  Outcome,
  Reply,
  Row,
  Summary,
  Text,
} from "./types";

const both = (zh: string, en: string): Text => ({ "zh-CN": zh, en });

function decimal(thousandths: number, places = 2): string {
  const digits = String(Math.abs(thousandths)).padStart(4, "0");
  const fraction = digits.slice(-3);
  const kept = fraction.endsWith("0") ? fraction.slice(0, places) : fraction;
  return `${thousandths < 0 ? "-" : ""}${digits.slice(0, -3)}.${kept}`;
}
function figure(thousandths: number): Figure {
  return { exact: decimal(thousandths, 3).replace(/\.?0+$/, ""), shown: decimal(thousandths) };
}

const lines: Line[] = [
  { level: "fine", title: both("优秀", "Excellent"), from: figure(90000) },
  { level: "pass", title: both("合格", "Pass"), from: figure(85000) },
  { level: "fail", title: both("不合格", "Fail"), from: null },
];

const parts: [string, string, string, number][] = [
  ["supervision", "企业监管", "Enterprise supervision", 40000],
  ["registration", "登记注册", "Registration", 30000],
  ["social", "社会评价", "Social evaluation", 30000],
];

function nodeInfo(id: string, title: Text, full: number | null, more: Partial<NodeInfo> = {}): NodeInfo {
  return {
    id,
    title,
    type: "points",
    kind: "proportional",
    full: full === null ? null : figure(full),
    grain: "year",
    children: [],
    outside: false,
    basis: "named",
    clauses: ["c1"],
    lines: [],
    sentence: both("按完成数占计划数的比例计分,不超过满分。", "Points in proportion to what was done of what was planned, at most full marks."),
    ...more,
  };
}

const nodes: NodeInfo[] = [
  nodeInfo("total", both("年度总分", "Annual total"), 100000, {
    kind: "children",
    children: [...parts.map(([id]) => id), "bonus"],
    basis: "stated",
    lines,
    sentence: both("各项得分相加,再加减另计分。", "The items add up; extra points are then added or taken."),
  }),
  ...parts.map(([id, zh, en, full]) => nodeInfo(id, both(zh, en), full)),
  nodeInfo("bonus", both("表彰加分", "Recognition"), null, { kind: "bonus", outside: true }),
];

interface Unit {
  id: string;
  name: Text;
  group: string;
  initials: string;
  points: (number | null)[];
  bonus: number;
  vetoed: boolean;
}

// Points by item and bonus. u01 is first, and vetoed; u04 and u05 tie; u07 has 84.995; u08 has a missing figure.
const units: Unit[] = [
  ["u01", "青石", "Qingshi", "town", "qs", 39000, 29500, 28000, 2000, true],
  ["u02", "云溪", "Yunxi", "urban", "yx", 38000, 29000, 28500, 0, false],
  ["u03", "松林", "Songlin", "town", "sl", 37500, 28500, 27000, 1000, false],
  ["u04", "东港", "Donggang", "urban", "dg", 36000, 28000, 27000, 0, false],
  ["u05", "白塔", "Baita", "urban", "bt", 36500, 27500, 27000, 0, false],
  ["u06", "南桥", "Nanqiao", "town", "nq", 35000, 27000, 26000, 0, false],
  ["u07", "河湾", "Hewan", "town", "hw", 34000, 26495, 24500, 0, false],
  ["u08", "北坡", "Beipo", "town", "bp", 33000, null, 24000, 0, false],
].map(([id, zh, en, group, initials, a, b, c, bonus, vetoed]) => ({
  id: id as string,
  name: both(`${zh}分局`, `${en} sub-bureau`),
  group: group as string,
  initials: `${initials}fj`,
  points: [a, b, c] as (number | null)[],
  bonus: bonus as number,
  vetoed: vetoed as boolean,
}));

const subBureau: ClassInfo = {
  id: "sub_bureau",
  title: both("基层分局", "Sub-bureaus"),
  one: false,
  views: [{ grain: "year", node: "total", place: "place", level: "level", periods: ["2024", "2025"] }],
  total: "total",
  place: "place",
  level: "level",
  publish: ["total", "place", "level", "veto", "praise"],
  groups: [
    { id: "town", title: both("镇区", "Town") },
    { id: "urban", title: both("城区", "Urban") },
  ],
  units: units.map(({ id, name, group }) => ({ id, name, group })),
  nodes,
};

export const clauses: Record<string, Text> = {
  c1: both("按计划完成巡查的,得满分;未完成的,按比例得分。", "Full marks where patrols were made as planned; otherwise in proportion."),
  c2: both("发生重大责任事故的,一票否决。", "A serious accident for which the unit is responsible is a veto."),
};

const summary: Summary = {
  engine: "fixture",
  scheme: {
    id: "fixture-city",
    version: "1",
    title: both("基层分局考核方案", "Sub-bureau scheme"),
    source: { document: both("示例文件", "Sample document"), status: "named", note: {} },
  },
  dataset: { title: both("示例数据", "Sample data"), note: both("均为虚构。", "All invented."), invented: true, asOf: "2025-12-31", periods: ["2024", "2025"] },
  clauses,
  gaps: [{ rule: "A22", clauses: ["c2"], reason: both("需要多年数据。", "Needs several years of data.") }],
  classes: [subBureau],
};

/** Thousandths a unit has on a node; null where a figure is missing. */
function thousandthsOf(unit: Unit, node: string): number | null {
  if (node === "bonus") return unit.bonus;
  const index = parts.findIndex(([id]) => id === node);
  if (index >= 0) return unit.points[index] ?? null;
  return unit.points.some((points) => points === null) ? null : unit.points.reduce<number>((sum, points) => sum + (points ?? 0), unit.bonus);
}

function cellOf(unit: Unit, node: string): Cell {
  const value = thousandthsOf(unit, node);
  const full = nodes.find((info) => info.id === node)?.full ?? null;
  return {
    status: value === null ? "missing" : "known",
    points: value === null ? null : figure(value),
    full,
    rate: value === null || !full ? "" : "90%",
    share: value === null ? "0" : "0.9",
    reason: value === null ? both("缺少登记注册的数据", "Registration has no figures") : {},
  };
}

function placeOf(unit: Unit, node: string): { place: string; tied: boolean } {
  const value = thousandthsOf(unit, node);
  if (value === null) return { place: "", tied: false };
  const others = units.filter((other) => other !== unit).map((other) => thousandthsOf(other, node));
  return {
    place: String(1 + others.filter((other) => other !== null && other > value).length),
    tied: others.includes(value),
  };
}

function outcomesOf(unit: Unit): Outcome[] {
  const total = thousandthsOf(unit, "total");
  const { place, tied } = placeOf(unit, "total");
  const level = total === null ? "" : unit.vetoed || total < 85000 ? "fail" : total < 90000 ? "pass" : "fine";
  const status: Outcome["status"] = total === null ? "missing" : "known";
  const base = { status, effect: "" as const, bearer: {}, of: 0, because: [], reasons: [] };
  return [
    { ...base, node: "place", kind: "rank", title: both("名次", "Place"), state: place === "" ? "undecided" : tied ? "tied" : "decided", value: place, label: both(`第${place}名`, `No. ${place}`), of: 7 },
    {
      ...base,
      node: "level",
      kind: "level",
      title: both("等次", "Grade"),
      state: level === "" ? "undecided" : "decided",
      value: level,
      label: lines.find((line) => line.level === level)?.title ?? {},
      ...(level === "fail" ? { lowest: true as const } : {}),
      reasons: unit.vetoed ? [both("因一票否决,等次为不合格", "Held down to Fail by the veto")] : [],
    },
    {
      ...base,
      node: "veto",
      kind: "veto",
      title: both("一票否决", "Veto"),
      state: "decided",
      value: unit.vetoed ? "true" : "false",
      label: both("一票否决", "Veto"),
      because: unit.vetoed ? ["c2"] : [],
      reasons: unit.vetoed ? [both("发生重大责任事故", "Serious accident")] : [],
    },
    {
      ...base,
      node: "praise",
      kind: "verdict",
      title: both("前三名表彰", "Top three commended"),
      state: place === "" ? "undecided" : "decided",
      value: place !== "" && place.length === 1 && place <= "3" ? "true" : "false",
      label: both("表彰", "Commended"),
      effect: "honour",
    },
  ];
}

function rowOf(unit: Unit, node: string, columns: string[]): Row {
  return {
    unit: unit.id,
    name: unit.name,
    group: unit.group,
    ...placeOf(unit, node),
    before: "",
    moved: "",
    cells: Object.fromEntries(columns.map((column) => [column, cellOf(unit, column)])),
    outcomes: outcomesOf(unit),
  };
}

function entryOf(unit: Unit, info: NodeInfo, period: string): Entry {
  const cell = cellOf(unit, info.id);
  const value = thousandthsOf(unit, info.id);
  const full = parts.find(([id]) => id === info.id)?.[3] ?? (info.id === "total" ? 100000 : null);
  return {
    node: info.id,
    period,
    title: info.title,
    kind: info.kind,
    status: cell.status,
    points: cell.points,
    full: info.full,
    rate: cell.rate,
    lost: value === null || full === null ? null : figure(full - value),
    share: cell.share,
    outside: info.outside,
    basis: info.basis,
    reason: cell.reason,
    children: info.children.map((child) => entryOf(unit, nodes.find((node) => node.id === child) as NodeInfo, period)),
  };
}

function fault(code: string, text: Text): Diagnostic {
  return { code, severity: "error", document: "query", pointer: "", line: 0, column: 0, args: [], text };
}
function reply<T>(value: T): Reply<T> {
  return { value, diagnostics: [] };
}
const unitOf = (id: string) => units.find((unit) => unit.id === id);

const months = ["01", "02", "03"].map((month) => `2025-${month}`);
const plain = { unit: {}, min: "", max: "", step: "", options: [], keys: [], reasons: [], reporter: both("监管科", "Supervision section"), proof: {}, basis: "stated", clauses: [], nodes: [] };
const empty = { status: "missing" as const, value: "", closed: false };

/** What a form of this board would be: a fact of each type, months of which the first two are closed, and a list. */
export const form: Form = {
  class: "sub_bureau",
  unit: "u01",
  period: "2025",
  parts: [
    {
      class: "sub_bureau",
      unit: "u01",
      name: both("青石分局", "Qingshi sub-bureau"),
      own: true,
      facts: [
        { ...plain, fact: "patrols", title: both("巡查户数", "Patrols"), type: "count", unit: both("户", "households"), grain: "month", min: "0", step: "1", cells: months.map((period, index) => ({ period, status: index === 0 ? "known" : "missing", value: index === 0 ? "98" : "", closed: index < 2 })) },
        { ...plain, fact: "rate", title: both("办结率", "Settled"), type: "rate", grain: "year", min: "0", max: "1", step: "0.001", cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "spent", title: both("经费", "Spending"), type: "money", unit: both("元", "yuan"), grain: "year", cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "stars", title: both("星级", "Stars"), type: "number", unit: both("星", "stars"), grain: "year", min: "0", max: "5", step: "0.5", cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "kind", title: both("类别", "Kind"), type: "choice", grain: "year", options: [{ id: "town", title: both("镇区", "Town") }, { id: "urban", title: both("城区", "Urban") }], cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "ready", title: both("已备案", "Filed"), type: "flag", grain: "year", cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "opened", title: both("开办日期", "Opened"), type: "date", grain: "year", cells: [{ ...empty, period: "2025" }] },
        { ...plain, fact: "review", title: both("满意度票", "Votes"), type: "votes", grain: "year", options: ["good", "poor"].map((id) => ({ id, title: both(id === "good" ? "满意" : "不满意", id) })), cells: ["good", "poor"].map((key) => ({ ...empty, period: "2025", key })) },
        {
          ...plain,
          fact: "visits",
          title: both("走访", "Visits"),
          type: "records",
          grain: "year",
          cells: [],
          dated: "date",
          known: true,
          closedThrough: null,
          fields: [
            { id: "date", title: both("日期", "Date"), type: "date", unit: {}, min: "", max: "", step: "", options: [], fields: [] },
            { id: "stars", title: both("星级", "Stars"), type: "number", unit: {}, min: "0", max: "5", step: "0.5", options: [], fields: [] },
            { id: "proved", title: both("有凭证", "Evidence"), type: "flag", unit: {}, min: "", max: "", step: "", options: [], fields: [] },
          ],
          records: [{ id: "v1", date: "2025-03-02", stars: "4.5", proved: true }],
        },
      ],
    },
  ],
  given: [],
};

export const fixture: EngineApi = {
  load(scheme) {
    if (scheme !== "broken") return reply(summary);
    const diagnostic = fault("weights-off-total", both("权重合计为 0.95,应为 1。", "The weights add up to 0.95, expected 1."));
    return { value: null, diagnostics: [{ ...diagnostic, document: "scheme", pointer: "/classes", line: 12, column: 7 }] };
  },
  check: () => ({ value: null, diagnostics: [] }),
  guess: () => ({ value: null, diagnostics: [] }),
  digests: () => ({ value: null, diagnostics: [] }),
  rows(query) {
    const matched = units.filter(
      (unit) =>
        (query.group === "" || unit.group === query.group) &&
        [unit.id, unit.initials, unit.name["zh-CN"], unit.name.en].some((text) => text?.toLowerCase().includes(query.find.toLowerCase())),
    );
    const by = query.sort.by === "place" ? query.node : query.sort.by;
    const sign = (query.sort.order === "asc") === (query.sort.by === "place") ? -1 : 1;
    const sorted = matched.slice().sort((a, b) => {
      const left = thousandthsOf(a, by);
      const right = thousandthsOf(b, by);
      if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
      return sign * (left - right);
    });
    return reply({
      node: query.node,
      total: units.length,
      ranked: units.filter((unit) => thousandthsOf(unit, query.node) !== null).length,
      matched: matched.length,
      from: query.from,
      before: "",
      rows: sorted.slice(query.from, query.from + query.count).map((unit) => rowOf(unit, query.node, query.columns)),
      lines: query.node === "total" ? lines : [],
      scale: { low: "84.995", high: "98.5" },
    });
  },
  card(query) {
    const unit = unitOf(query.unit);
    if (!unit) return { value: null, diagnostics: [fault("unknown-unit", both("没有这个单位。", "There is no such unit."))] };
    const card: Card = {
      unit: unit.id,
      name: unit.name,
      group: unit.group,
      period: query.period,
      tree: entryOf(unit, nodes[0] as NodeInfo, query.period),
      outcomes: outcomesOf(unit),
      losses: parts
        .map(([id, zh, en, full], index) => ({ id, title: both(zh, en), lost: full - (unit.points[index] ?? full) }))
        .sort((a, b) => b.lost - a.lost)
        .map(({ id, title, lost }) => ({ node: id, period: query.period, title, lost: figure(lost), share: "0.5", clauses: ["c1"] })),
      values: [],
      gaps: [],
      rejected: [],
      series: [],
      profile: [],
      links: [],
    };
    return reply(card);
  },
  explain(query) {
    const unit = unitOf(query.unit);
    const outcome = unit && outcomesOf(unit).find((candidate) => candidate.node === query.node);
    const info = nodes.find((node) => node.id === query.node);
    if (!unit || (!info && !outcome)) return { value: null, diagnostics: [fault("unknown-node", both("没有这个指标。", "There is no such node."))] };
    const entry = entryOf(unit, info ?? (nodes[0] as NodeInfo), query.period);
    const short = query.node === "total" && unit.id === "u07";
    const explanation: Explanation = {
      node: query.node,
      period: query.period,
      title: outcome?.title ?? entry.title,
      type: info?.type ?? "level",
      kind: entry.kind,
      basis: entry.basis,
      status: entry.status,
      reason: entry.reason,
      points: outcome ? null : entry.points,
      said: {},
      full: outcome ? null : entry.full,
      rate: outcome ? "" : entry.rate,
      lost: outcome ? null : entry.lost,
      sentence: info?.sentence ?? {},
      formula: both("满分 × 实际 ÷ 计划", "full × actual ÷ planned"),
      figures: both("40 × 1176 ÷ 1200 = 39.2", "40 × 1176 ÷ 1200 = 39.2"),
      facts:
        entry.children.length > 0
          ? []
          : [{ fact: "patrols", title: both("巡查户数", "Patrols"), period: query.period, status: "known", shown: both("1176", "1176"), unit: both("户", "households"), reporter: both("监管科", "Supervision section") }],
      records:
        query.node === "bonus"
          ? [
              { id: "r1", date: "2025-03-02", fields: [{ title: both("级别", "Level"), value: both("市级", "City") }], points: figure(2000), accepted: true, reason: {}, clauses: ["c1"] },
              { id: "r2", date: "2025-12-20", fields: [{ title: both("级别", "Level"), value: both("省级", "Province") }], points: null, accepted: false, reason: both("超过申报截止日 11 月 30 日", "Filed after the deadline, 30 November"), clauses: ["c1"] },
            ]
          : [],
      members: entry.children,
      steps: [],
      clauses: [{ id: "c1", text: clauses.c1 ?? {} }],
      lines: short
        ? [
            { level: "fine", title: both("优秀", "Excellent"), from: figure(90000), reached: false, distance: { exact: "5.005", shown: "5.005" } },
            { level: "pass", title: both("合格", "Pass"), from: figure(85000), reached: false, distance: { exact: "0.005", shown: "0.005" } },
          ]
        : [],
      next: short ? { level: "pass", title: both("合格", "Pass"), from: figure(85000), distance: { exact: "0.005", shown: "0.005" } } : null,
      crossing: short ? both("84.995 写成两位小数是 85.00,但没有达到 85", "84.995 would show as 85.00, but it does not reach 85") : {},
      outcome: outcome ?? null,
    };
    return reply(explanation);
  },
  histogram: (query) =>
    reply({
      bins: [
        ["80", "85"],
        ["85", "90"],
        ["90", "95"],
        ["95", "100"],
      ].map(([from = "", to = ""]) => {
        const inside = units.filter((unit) => {
          const value = thousandthsOf(unit, query.node);
          return value !== null && value >= Number.parseInt(from, 10) * 1000 && value < Number.parseInt(to, 10) * 1000;
        });
        return { from, to, count: inside.length, units: inside.map((unit) => unit.id) };
      }),
      lines,
      missing: units.filter((unit) => thousandthsOf(unit, query.node) === null).length,
    }),
  outcome: (query) =>
    reply({
      node: query.node,
      kind: "verdict",
      title: both("前三名表彰", "Top three commended"),
      period: query.period,
      basis: "named",
      sentence: {},
      clauses: [],
      shared: [],
      counts: [],
      columns: [],
      total: 0,
      from: 0,
      rows: [],
    }),
  cases: () => reply({ passed: 0, failed: 0, cases: [] }),
  openDesk: () => reply({ summary, class: "", unit: "", period: "" }),
  desk: (job) => reply({ refused: [], answers: job.questions.map((question) => (question.method === "form" ? reply(form) : { value: null, diagnostics: [] })) }),
  casesOf: () => ({ value: null, diagnostics: [] }),
  rewrite: () => ({ value: null, diagnostics: [] }),
  work: () => ({ value: null, diagnostics: [] }),
};

/** A board that says nothing of itself. */
export const board: Board = { id: "fix", title: {}, note: {}, class: "sub_bureau", period: "2025", state: "", revision: 0, until: "", issued: "", engine: "", reason: {}, supersedes: null, changed: [], sha256: {}, signature: null, scheme: "", dataset: "" };
