// What the experiments share: words for diagnostics and grades, and the rows of a ranking.
import { useRef, useState } from "preact/hooks";
import type { Badge, ClassInfo, ClassView, Diagnostic, Row } from "../../../engine/types";
import { type Lang, say } from "../../../i18n";

/** What a class is ranked by in a period. */
export function viewFor(cls: ClassInfo, period: string): Pick<ClassView, "node" | "level" | "place"> {
  return cls.views.find((view) => view.periods.indexOf(period) >= 0) ?? { node: cls.total, level: cls.level, place: cls.place };
}

/** Why something was not taken, in one sentence: the room is told the first fault, not a list. */
export function said(diagnostics: readonly Diagnostic[], lang: Lang): string {
  return say(diagnostics.find((one) => one.severity === "error")?.text, lang);
}

/** The grade that a row publishes. */
export function levelOf(row: Row, level: string): Badge | null {
  return row.outcomes.find((outcome) => outcome.kind === "level" && (level === "" || outcome.node === level)) ?? null;
}

/** A slide's own state, which is there again when somebody comes back to the slide. */
export function useKept<K>(props: { memory<T>(): T | null; remember(value: unknown): void }, first: K): [K, (part: Partial<K>) => void, () => K] {
  const [kept, setKept] = useState<K>(() => props.memory<K>() ?? first);
  const newest = useRef(kept);
  const change = (part: Partial<K>) => {
    newest.current = { ...newest.current, ...part };
    props.remember(newest.current);
    setKept(newest.current);
  };
  return [kept, change, () => newest.current];
}
