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

export type OutcomeKind = "rank" | "level" | "veto" | "verdict" | "quota" | "honour" | "run" | "convert" | "award" | "pool" | "decision";

export interface NodeInfo {
  id: string; // "registration", "quarter[Q1].inspection"
  title: Text;
  type: "points" | "number" | "rate" | "flag" | "money" | "date" | OutcomeKind;
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
/** What a class is ranked by in periods of one length. */
export interface ClassView {
  grain: string;
  node: string;
  place: string; // id of the rank on the node, or ""
  level: string; // id of the level that stands for it, or ""
  periods: string[];
}
export interface ClassInfo {
  id: string;
  title: Text;
  one: boolean; // a class of exactly one unit
  views: ClassView[]; // longest periods first; the first is of the periods that are scored
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

/** An outcome as a table of all units shows it. */
export interface Badge {
  node: string;
  kind: OutcomeKind;
  title: Text;
  status: Status; // exempt: the unit takes no part
  state: "decided" | "tied" | "undecided" | "pending"; // tied: several units share this place; pending: waits for a decision
  value: string; // place "3"; level id; "true" | "false"; "" when undecided
  label: Text; // what people read: "第3名", "达标", "诫勉谈话"
  lowest?: true; // a level: the last of its scale
  effect: "" | "honour" | "measure" | "notice";
  bearer: Text; // a verdict: whom it concerns
}
/** The same with what led to it. */
export interface Outcome extends Badge {
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
  between?: Between; // of a figure that may still come
  weight?: string; // a part of the node that is ranked by: its weight there, as the scheme says it: "40%"
  adds?: { points: Figure | null; full: Figure | null }; // and what it adds to that node, where it is not its points as they are
}
/** What a missing figure lies between in the end, whatever the missing readings are. */
export interface Between { low: Figure; high: Figure }

// rows: the ranking table
export interface RowsQuery {
  class: string; period: string;
  node: string; // ranked by this node; the total, or a single item
  sort: { by: "place" | "name" | "group" | string; order: "asc" | "desc" }; // string: a node id
  group: string; // "" for all
  find: string; // part of a name, id or initials
  from: number; count: number;
  columns: string[]; // nodes wanted in `cells`
  why?: true; // outcomes with what led to them: Rows<Outcome>
}
export interface Row<O extends Badge = Badge> {
  unit: string; name: Text; group: string;
  place: string; // among all units of the class, on `node`; "" when its value is not known
  tied: boolean;
  before: string; // the place in the period before, "" where one of the two is not known
  moved: string; // places gained since: "2", "-1", "0", or ""
  cells: Record<string, Cell>;
  outcomes: O[]; // published outcomes of the unit
}
export interface Rows<O extends Badge = Badge> {
  node: string; total: number; ranked: number; matched: number; from: number;
  before: string; // the period that `moved` compares with, or ""
  rows: Row<O>[];
  lines: Line[];
  scale: { low: string; high: string }; // of the node's values, for charts
}

// card: one unit
export interface CardQuery { class: string; unit: string; period: string }
export interface Entry {
  node: string; period: string; title: Text; kind: string;
  status: Status; points: Figure | null; full: Figure | null; rate: string; lost: Figure | null; // lost: in points of the tree's root
  share: string; // rate as decimal text clipped to 0…1
  outside: boolean; basis: string; reason: Text; approximate?: true;
  weight?: string; // in a weighted fold, as the scheme says it: "30%"
  children: Entry[];
}
export interface Card {
  unit: string; name: Text; group: string; period: string;
  tree: Entry;
  between?: Between; // of the tree's root, where it is missing
  outcomes: Outcome[];
  losses: { node: string; period: string; title: Text; lost: Figure; share: string; clauses: string[] }[]; // leaves, largest loss first
  values: { node: string; title: Text; published: boolean; status: Status; shown: Text; reason: Text }[]; // neither in the tree nor an outcome
  gaps: { node: string; period: string; title: Text; status: Status; reason: Text }[]; // why there is no figure, lowest items
  rejected: { node: string; period: string; title: Text; records: Explanation["records"] }[];
  series: Series[]; // the class's figure in periods of each length, earlier years too
  profile: { node: string; title: Text; rate: string; share: string; mean: string; meanShare: string }[]; // parts of the total, beside the mean of all
  links: LinkedUnits[];
}
export interface Series {
  grain: string; node: string; title: Text;
  points: { period: string; scored: boolean; status: Status; points: Figure | null; full: string; rate: string; share: string; place: string; of: number; level: Text }[]; // share: the rate as decimal text, or ""
}
/** The units at the other ends of a link that is in force within the period. */
export interface LinkedUnits {
  link: string; title: Text;
  forward: boolean; // from this unit; false: to it
  class: string; classTitle: Text;
  units: { unit: string; name: Text; part: Text; share: string; since: string; until: string; points: string }[]; // part: by what it is told apart before places are given, "中层正职"
}

// outcome: one outcome of a class with all whom it concerns
export interface SheetQuery { class: string; node: string; period: string; from: number; count: number }
export interface SheetRow {
  unit: string; name: Text; status: Status;
  part: Text; // "业务类 · 一线", where units are parted before they are compared
  state: Outcome["state"]; value: string; label: Text; effect: Outcome["effect"]; bearer: Text;
  cells: Text[]; // beside `columns`
  reasons: Text[];
}
export interface Sheet {
  node: string; kind: OutcomeKind; title: Text; period: string; basis: string;
  sentence: Text;
  clauses: { id: string; text: Text }[];
  shared: Text[]; // the arithmetic that holds for all, or for a part: "15% × 23 = 3.45，取3个名额"
  counts: { state: Outcome["state"]; value: string; label: Text; status: Status; count: number }[];
  columns: Text[];
  total: number; from: number;
  rows: SheetRow[];
}

// explain: one node of one unit
export interface ExplainQuery { class: string; unit: string; node: string; period: string }
export interface Explanation {
  node: string; period: string; title: Text; type: string; kind: string; basis: string;
  status: Status; reason: Text;
  points: Figure | null; full: Figure | null; rate: string; lost: Figure | null;
  said: Text; // a value that is no points, as people read it: "是", "1234.50元"; else empty
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

// edit: all changes are put in, or none
/** A reading as a dataset has it: a quantity, an option, a date, true or false, "exempt", {"reason": id}, values by option or key. */
export type Reading = string | boolean | null | { [key: string]: string | boolean | null };
/** A record as a dataset has it: its id and its fields; an inner list is a list of such. */
export type RecordText = { [field: string]: string | boolean | null | Text | RecordText[] };
export type Change =
  | { class: string; unit: string; fact: string; period: string; value: Reading; key?: string } // key: a vote's option or a fact's key
  | { class: string; unit: string; fact: string; records: RecordText[] | null } // all records of the unit; null: no list
  | { class: string; unit: string; node: string; period: string; value: string | boolean | null } // given instead of computed; null: computed
  | { class: string; unit: string; link: string; to: string[] }; // to whom the unit is linked, over all periods
export interface Edited { changed: number }

// blank: a dataset without figures, of one unit and those it must be linked to
export interface BlankQuery { class: string; period?: string; asOf?: string } // asOf: what is over lies before it; without one, the whole period
export interface Blank { dataset: string; unit: string; period: string }

// form: the facts that a unit's figures rest on in a period, as fields
export interface FormQuery { class: string; unit: string; period: string }
export type FactType = "number" | "count" | "money" | "rate" | "choice" | "flag" | "date" | "text" | "unit" | "votes" | "records";
export interface FormCell {
  period: string;
  key?: string; // a vote's option or a fact's key
  status: Status;
  value: string; // as `edit` takes it: "98.2%" of a rate, "true", "2025-11-25", an option's id; "" when it is not known
  reason?: string; // the reason that stands in the reading's place
  closed: boolean; // whether all that belongs to the period should be there
}
export interface FormField {
  id: string; title: Text; type: FactType; unit: Text;
  min: string; max: string; step: string; // "" without limit; of a rate "100%"
  options: { id: string; title: Text }[];
  of?: string; // a unit: its class
  fields: FormField[]; // of an inner list
}
export interface FormFact {
  fact: string; title: Text; type: FactType; unit: Text;
  min: string; max: string; step: string;
  options: { id: string; title: Text }[];
  grain: string;
  keys: { id: string; title: Text }[];
  reasons: { id: string; title: Text; gives: string }[]; // "missing", "exempt" or a value
  reporter: Text; proof: Text; basis: string;
  nodes: { class: string; id: string; title: Text }[]; // points and outcomes whose own rule reads it; else the values that do
  clauses: { id: string; text: Text }[]; // those of the nodes
  cells: FormCell[]; // of each period of its grain inside the period asked for, or the one around it; none of a list
  // Lists only. Records are those of all periods: a change replaces them together.
  fields?: FormField[];
  dated?: string; // the field that places a record in its period
  known?: boolean; // false: no list is given
  closedThrough?: string | null;
  records?: RecordText[];
}
export interface FormPart { class: string; unit: string; name: Text; own: boolean; facts: FormFact[] }
export interface Form {
  class: string; unit: string; period: string;
  parts: FormPart[]; // the unit's own first, then those of others that its figures rest on
  given: { class: string; unit: string; node: string; period: string; title: Text; status: Status; value: string; given: boolean }[]; // others' figures that it reads; they may be given instead
}

export interface HistogramQuery { class: string; node: string; period: string }
export interface Histogram {
  bins: { from: string; to: string; count: number; units: string[] }[];
  lines: Line[];
  missing: number;
}

export interface CaseRun { name: string; description: Text; source: string; note: Text; passed: boolean; failures: CaseFailure[] }
export interface CaseFailure {
  unit: string; node: string; period: string; expected: string; actual: string;
  about?: string; // of a fraction that has no end: to four decimals
  reason?: Text; // what is wrong with the case's own figures; `actual` says where
}
export interface Cases { passed: number; failed: number; cases: CaseRun[] }
export interface Progress<T> { done: boolean; progress: string; value: T | null } // progress 0…1 as decimal text
