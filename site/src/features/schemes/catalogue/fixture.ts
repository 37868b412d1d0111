// An indicator's page as the engine replies it, made up for tests: bands with jumps, a slope between them and one point by itself.
import type { Figure } from "../../../engine/types";
import type { CurvePiece, IndicatorPage } from "../../../engine/scheme-types";

const figure = (text: string): Figure => ({ exact: text, shown: text });
const piece = (closedLeft: boolean, closedRight: boolean, ...points: [string, string][]): CurvePiece => ({
  from: figure(points[0]?.[0] ?? ""),
  to: figure(points[points.length - 1]?.[0] ?? ""),
  closedLeft,
  closedRight,
  points: points.map(([x, y]) => ({ x: figure(x), y: figure(y) })),
});

/** Below 90 nothing; from 90 five points; from 95 a slope up to eight at 98; above 98 ten; at 100 twelve. */
export const bandsPage: IndicatorPage = {
  class: "office",
  node: "renewal",
  title: { "zh-CN": "年检验照率", en: "Licences inspected" },
  type: "points",
  kind: "bands",
  basis: "stated",
  source: {},
  note: {},
  grain: "year",
  full: figure("12"),
  share: { "zh-CN": "12%", en: "12%" },
  sentence: { "zh-CN": "按年检验照率分档计分。", en: "Scored by bands of the rate of licences inspected." },
  formula: { "zh-CN": "档次（年检验照率）", en: "band(rate inspected)" },
  steps: [{ "zh-CN": "四舍五入到1位小数。", en: "Rounded to one decimal." }],
  clauses: [{ id: "c3", text: { "zh-CN": "年检验照率达到98%的得满分。", en: "A rate of 98% earns full marks." } }],
  tables: [
    {
      title: { "zh-CN": "分档", en: "Bands" },
      head: [{ "zh-CN": "年检验照率", en: "Rate" }, { "zh-CN": "得分", en: "Points" }],
      rows: [
        [{ "zh-CN": "90以下", en: "below 90" }, { "zh-CN": "0", en: "0" }],
        [{ "zh-CN": "90至95", en: "90 to 95" }, { "zh-CN": "5", en: "5" }],
      ],
    },
  ],
  facts: [
    { class: "office", fact: "inspected", title: { "zh-CN": "年检验照率", en: "Rate inspected" }, type: "number", unit: { "zh-CN": "%", en: "%" }, min: "0", max: "100", step: "0.01", options: [], grain: "year", reporter: { "zh-CN": "监管科", en: "Supervision" }, proof: { "zh-CN": "年检台账", en: "Register" }, basis: "stated" },
    { class: "office", fact: "town", title: { "zh-CN": "所在地", en: "Place" }, type: "choice", unit: {}, min: "", max: "", step: "", options: [{ id: "t", title: { "zh-CN": "镇", en: "Town" } }, { id: "c", title: { "zh-CN": "城", en: "City" } }], grain: "year", reporter: {}, proof: {}, basis: "" },
  ],
  reads: [{ class: "office", node: "rate", title: { "zh-CN": "验照率", en: "Rate" } }],
  feeds: [{ class: "bureau", node: "mean", title: { "zh-CN": "全局平均", en: "Mean of all" } }],
  parameters: [{ parameter: "line", title: { "zh-CN": "满分线", en: "Line of full marks" }, values: [{ since: "2024-01-01", value: "97" }, { since: "2025-01-01", value: "98" }], clauses: [{ id: "c3", text: {} }] }],
  cases: [{ name: "bands", title: { "zh-CN": "各档之下、正好、之上", en: "Below, on and above each band" } }],
  curve: {
    fact: "inspected",
    title: { "zh-CN": "年检验照率", en: "Rate inspected" },
    unit: { "zh-CN": "%", en: "%" },
    period: "2025",
    node: "renewal",
    nodePeriod: "2025",
    from: figure("80"),
    to: figure("100"),
    pieces: [piece(true, false, ["80", "0"], ["90", "0"]), piece(true, true, ["90", "5"], ["95", "5"]), piece(true, true, ["95", "5"], ["98", "8"]), piece(false, false, ["98", "10"], ["100", "10"]), piece(true, true, ["100", "12"])],
    at: { x: figure("96"), y: figure("6") },
  },
};
