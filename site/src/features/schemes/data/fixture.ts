// A column of a grid for tests.
import type { GridColumn } from "../../../engine/scheme-types";

export const column = (own: Partial<GridColumn> = {}): GridColumn => ({
  fact: "checks", title: { "zh-CN": "检查", en: "Checks" }, type: "number", unit: {}, min: "", max: "", step: "", options: [], grain: "year", keys: [], reasons: [],
  reporter: {}, proof: {}, basis: "stated", nodes: [], clauses: [], period: "2025", key: "", keyTitle: {}, closed: true, values: [null, null], ...own,
});
