// A small grid for tests: every type of fact, two offices that report, periods, keys, reasons, and a list of records.
import type { FormField } from "../../../engine/types";
import type { Grid, GridColumn, GridHead } from "./reading";

const both = (zh: string, en: string) => ({ "zh-CN": zh, en });
const head = (fact: string, type: GridHead["type"], title: GridHead["title"], more: Partial<GridHead> = {}): GridHead => ({
  fact, title, type, unit: {}, min: "", max: "", step: "", options: [], grain: "year", keys: [], reasons: [],
  reporter: both("办公室", "Office"), proof: both("台账", "Ledger"), basis: "stated", nodes: [], clauses: [{ id: "c1", text: both("第一条", "First") }], ...more,
});
const column = (own: GridHead, values: (string | null)[], more: Partial<GridColumn> = {}): GridColumn => ({ ...own, period: "2025", key: "", keyTitle: {}, closed: false, values, ...more });
const field = (id: string, type: FormField["type"], title: FormField["title"], more: Partial<FormField> = {}): FormField => ({
  id, title, type, unit: {}, min: "", max: "", step: "", options: [], fields: [], ...more,
});

const rate = head("registration", "rate", both("登记率", "Registration rate"), { min: "0%", max: "100%", grain: "quarter", reporter: both("登记科", "Registry") });
const keyed = head("stock", "money", both("库存", "Stock"), { unit: both("元", "yuan"), keys: [{ id: "tools", title: both("工具", "Tools") }, { id: "cars", title: both("车辆", "Cars") }] });

export const scheme = { id: "demo", version: "2025.1" };

export const demo = (): Grid => ({
  class: "bureau",
  title: both("分局", "Bureau"),
  period: "2025",
  units: [
    { unit: "b1", name: both("东城分局", "East"), group: "" },
    { unit: "b2", name: both("西城分局", "West"), group: "" },
    { unit: "b3", name: both("南城分局", "South"), group: "" },
  ],
  columns: [
    column(rate, ["98.2%", null, "1/3"], { period: "2025-Q1" }),
    column(rate, ["100%", "exempt", null], { period: "2025-Q2" }),
    column(head("attended", "count", both("出勤天数", "Days attended"), { unit: both("天", "days"), min: "0", max: "100", step: "1", reasons: [{ id: "leave", title: both("病假", "On leave"), gives: "exempt" }] }), ["88", "leave", null]),
    column(head("mean", "number", both("均值", "Mean")), ["8.8", "12345678901234567.89", "-0.05"]),
    column(head("kind", "choice", both("类型", "Kind"), { options: [{ id: "t", title: both("城镇", "Town") }, { id: "v", title: both("农村", "Village") }] }), ["t", "v", null]),
    column(head("clean", "flag", both("无事故", "No accident")), ["true", "false", null]),
    column(head("founded", "date", both("挂牌日期", "Founded")), ["2025-02-03", null, "1899-12-31"]),
    column(keyed, ["1234.5", null, "0"], { key: "tools", keyTitle: both("工具", "Tools") }),
    column(keyed, [null, "20", null], { key: "cars", keyTitle: both("车辆", "Cars") }),
    column(head("remark", "text", both("备注", "Remark")), ["=1+1", "@home", " 前后有空格 "]),
  ],
  lists: [
    {
      ...head("visits", "records", both("走访", "Visits")),
      fields: [
        field("date", "date", both("日期", "Date")),
        field("stars", "number", both("星级", "Stars"), { min: "0", max: "5" }),
        field("kind", "choice", both("方式", "Way"), { options: [{ id: "door", title: both("上门", "At the door") }, { id: "phone", title: both("电话", "By phone") }] }),
        field("held", "flag", both("属实", "Held")),
        field("title", "text", both("事由", "Matter")),
        field("bearer", "unit", both("责任单位", "Bearer"), { of: "bureau" }),
        field("parts", "records", both("明细", "Parts"), { fields: [field("points", "number", both("分", "Points"))] }),
      ],
      dated: "date",
      rows: [
        [
          { id: "v1", date: "2025-03-02", stars: "4.5", kind: "door", held: true, title: both("春季走访", "In spring"), bearer: "b2", parts: [{ id: "p1", points: "1" }] },
          { id: "v2", date: "2025-04-01", held: false },
        ],
        [],
        null,
      ],
      closedThrough: ["", "", ""],
    },
  ],
});
