// What the engine replies. Every figure is the engine's own text: `exact` is the exact value
// ("84.995", "200/3"), `shown` what people read ("84.995"). No arithmetic is done on either.

export interface Text { "zh-CN"?: string; en?: string }
export type Status = "known" | "missing" | "exempt" | "invalid";

export interface Diagnostic {
  code: string;
  severity: "error" | "hint";
  document: "scheme" | "dataset" | "query";
  pointer: string;
  line: number;
  column: number;
  args: string[];
  text: Text; // where, what was found, what was expected, what would fix it
}
export interface Reply<T> { value: T | null; diagnostics: Diagnostic[] }

export interface Figure { exact: string; shown: string }
export interface Line { level: string; title: Text; from: Figure | null } // null: the lowest level

export interface NodeInfo {
  id: string; // "registration", "quarter[Q1].inspection"
  title: Text;
  type: "points" | "number" | "rate" | "flag" | "money" | "date" | "rank" | "level" | "veto" | "verdict";
  kind: string; // rule kind, or "children", "periods", "contents", "value", or the outcome's own type
  full: Figure | null;
  grain: string;
  children: string[]; // ids, in order
  outside: boolean;
  basis: "stated" | "named" | "illustrative" | "";
  clauses: string[];
  lines: Line[]; // of the level outcomes that read this node, highest first
  sentence: Text; // what the rule says, in one sentence
}
export interface ClassInfo {
  id: string;
  title: Text;
  total: string;
  place: string; // id of the rank on the total, or ""
  level: string; // id of the level on the total, or ""
  publish: string[];
  groups: { id: string; title: Text }[];
  units: { id: string; name: Text; group: string }[];
  nodes: NodeInfo[];
}
export interface Summary {
  engine: string;
  scheme: { id: string; version: string; title: Text; source: { document: Text; status: string; note: Text } };
  dataset: { title: Text; note: Text; invented: boolean; asOf: string; periods: string[] };
  clauses: Record<string, Text>;
  gaps: { rule: string; clauses: string[]; reason: Text }[];
  classes: ClassInfo[];
}

export interface Outcome {
  node: string;
  kind: "rank" | "level" | "veto" | "verdict";
  title: Text;
  state: "decided" | "tied" | "undecided" | "pending"; // tied: several units share this place; pending: waits for a decision
  value: string; // place "3"; level id; "true" | "false"; "" when undecided
  label: Text; // what people read: "第3名", "达标", "诫勉谈话"
  effect: "" | "honour" | "measure" | "notice";
  bearer: Text; // a verdict: whom it concerns
  of: number; // for a rank: how many are ranked
  because: string[]; // clauses
  reasons: Text[]; // for a veto: the conditions that hold; for a level: the gate that held it down
}
export interface Cell {
  status: Status;
  points: Figure | null; // for number/rate nodes: the value
  full: Figure | null;
  rate: string; // "93.75%" as shown, "" when there is no full
  share: string; // points ÷ the largest full or value in this column, 0…1, decimal text, for bars
  reason: Text; // why it is missing or invalid
}

// rows: the ranking table
export interface RowsQuery {
  class: string; period: string;
  node: string; // ranked by this node; the total, or a single item
  sort: { by: "place" | "name" | "group" | string; order: "asc" | "desc" }; // string: a node id
  group: string; // "" for all
  find: string; // part of a name, id or initials
  from: number; count: number;
  columns: string[]; // nodes wanted in `cells`
}
export interface Row {
  unit: string; name: Text; group: string;
  place: string; // among all units of the class, on `node`; "" when its value is not known
  tied: boolean;
  cells: Record<string, Cell>;
  outcomes: Outcome[]; // published outcomes of the unit
}
export interface Rows {
  node: string; total: number; ranked: number; matched: number; from: number;
  rows: Row[];
  lines: Line[];
  scale: { low: string; high: string }; // of the node's values, for charts
}

// card: one unit
export interface CardQuery { class: string; unit: string; period: string }
export interface Entry {
  node: string; period: string; title: Text; kind: string;
  status: Status; points: Figure | null; full: Figure | null; rate: string; lost: Figure | null;
  share: string; // rate as decimal text clipped to 0…1
  outside: boolean; basis: string; reason: Text; approximate?: true;
  children: Entry[];
}
export interface Card {
  unit: string; name: Text; group: string; period: string;
  tree: Entry;
  outcomes: Outcome[];
  losses: { node: string; period: string; title: Text; lost: Figure; share: string; clauses: string[] }[]; // leaves, largest loss first
}

// explain: one node of one unit
export interface ExplainQuery { class: string; unit: string; node: string; period: string }
export interface Explanation {
  node: string; period: string; title: Text; type: string; kind: string; basis: string;
  status: Status; reason: Text;
  points: Figure | null; full: Figure | null; rate: string; lost: Figure | null;
  sentence: Text; // what the rule says
  formula: Text; // in words: 满分 × 实际 ÷ 目标
  figures: Text; // the same with the figures put in: 8 × 1176 ÷ 1200 = 7.84
  facts: { fact: string; title: Text; period: string; status: Status; shown: Text; unit: Text; reporter: Text }[];
  records: { id: string; date: string; fields: { title: Text; value: Text }[]; points: Figure | null; accepted: boolean; reason: Text; clauses: string[] }[];
  members: Entry[]; // children or periods
  steps: { title: Text; before: Figure; after: Figure; clauses: string[] }[];
  clauses: { id: string; text: Text }[];
  lines: { level: string; title: Text; from: Figure; reached: boolean; distance: Figure }[];
  next: { level: string; title: Text; from: Figure; distance: Figure } | null;
  approximate?: true; // rests on a root or a logarithm: exact to 40 digits
  crossing: Text; // "84.995 写成两位小数是 85.00,但没有达到 85", or empty
  outcome: Outcome | null;
}

export interface HistogramQuery { class: string; node: string; period: string }
export interface Histogram {
  bins: { from: string; to: string; count: number; units: string[] }[];
  lines: Line[];
  missing: number;
}

export interface CaseRun { name: string; description: Text; source: string; note: string; passed: boolean; failures: { unit: string; node: string; period: string; expected: string; actual: string }[] }
export interface Cases { passed: number; failed: number; cases: CaseRun[] }
export interface Progress<T> { done: boolean; progress: string; value: T | null } // progress 0…1 as decimal text
