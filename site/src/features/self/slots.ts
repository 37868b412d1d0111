// The panels that stand around the form. Each is a component of its own and is given everything it shows and does.
import type { ComponentType } from "preact";
import type { Form, Ledger, Range } from "../../engine/desk-types";
import type { Card, ClassInfo, Explanation, Reply, Summary } from "../../engine/types";
import type { Lang, Messages } from "../../i18n";
import type { Layout } from "../../state";
import type { Cell, Change, Draft, DraftUpdate } from "./state";

/** The newest replies about the draft's own figures; kept on the page until newer ones are there. */
export interface Answers {
  card: Card | null;
  /** Of the class's total. */
  total: Explanation | null;
  /** Of the node that is open in the tree. */
  explanation: Explanation | null;
  range: Range | null;
  ledger: Ledger | null;
}

/** What may be asked of the desk. A question about other figures than the draft's puts `changes` on top of them, for this
 *  question alone. */
export interface Ask {
  method: "card" | "explain" | "rows" | "histogram" | "outcome" | "form" | "range" | "solve" | "path" | "ledger" | "differ";
  query: object;
  changes?: Change[];
}

export interface PanelProps {
  draft: Draft;
  /** The desk's dataset and scheme: the board's, or that of an empty form. */
  summary: Summary;
  cls: ClassInfo;
  /** The draft as it began: the fields, with the values before any change. */
  form: Form;
  answers: Answers;
  /** Newer replies than these are on their way. */
  pending: boolean;
  /** The range and the ledger are those of figures before the last change. */
  late: boolean;
  lang: Lang;
  /** The page's own texts; a panel brings its own in both languages. */
  t: Messages;
  layout: Layout;
  /** Changes the draft; it can be undone. Changes of one place that follow each other are one step. */
  change(update: DraftUpdate, place?: string): void;
  /** Leads to a field of the form. */
  toField(cell: Cell): void;
  /** Opens a node's explanation. */
  toNode(node: string, period: string): void;
  /** Asks the desk. Of those that wait on one channel only the newest is kept; an older one resolves to null. */
  ask<T>(question: Ask, channel: string): Promise<Reply<T> | null>;
  /** The same in slices, for what may take long: told how far it is (decimal text 0…1), and ended by the function returned. */
  work<T>(question: Ask, channel: string, onProgress: (progress: string) => void): { reply: Promise<Reply<T> | null>; stop(): void };
  /** Spoken by screen readers. */
  announce(text: string): void;
}

export type Panel = ComponentType<PanelProps>;

/** Fills the slots: `standing` under the total, `tabs` beside the form, `tools` in the bar of the draft. */
export interface Slots {
  standing: Panel[];
  tabs: { id: string; title: (lang: Lang) => string; view: Panel }[];
  tools: Panel[];
}
