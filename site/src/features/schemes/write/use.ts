// What the room keeps of the text as it is typed: what the engine says of it, and the last good picture of form and figures.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Cases, ClassInfo, Diagnostic, Form, Reply, Rows, Summary } from "../../../engine/types";
import type { DeskOpened } from "../../../engine/desk-types";
import { insist } from "../asking";
import type { WorkEngine } from "../engine";
import type { Work } from "../work";

/** Typing rests this long before the engine is asked. */
const rest = 300;

export interface Checked {
  /** The text that was checked last, and what was found in it. */
  text: string;
  diagnostics: readonly Diagnostic[];
  /** The last text without errors; "" while there was none. */
  good: string;
  cases: Cases | null;
}

export const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/** Checks the text when typing rests and runs its cases; the newest text wins. */
export function useChecked(text: string, engine: WorkEngine): Checked {
  const [checked, set] = useState<Checked>({ text: "", diagnostics: [], good: "", cases: null });
  const first = useRef(true);
  useEffect(() => {
    let live = true;
    const wanted = () => live;
    const run = async () => {
      const reply = await insist(wanted, () => engine.check(text));
      if (!live || reply === null) return;
      const good = !reply.diagnostics.some(isError);
      set((before) => ({ ...before, text, diagnostics: reply.diagnostics, good: good ? text : before.good }));
      if (!good) return;
      const ran = await insist(wanted, () => engine.casesOf(text));
      if (live && ran !== null) set((before) => ({ ...before, cases: ran.value ?? before.cases }));
    };
    const timer = window.setTimeout(() => void run(), first.current ? 0 : rest);
    first.current = false;
    return () => {
      live = false;
      window.clearTimeout(timer);
    };
  }, [text, engine]);
  return checked;
}

export interface Preview {
  /** The text it shows. */
  of: string;
  classes: readonly ClassInfo[];
  cls: string;
  form: Form | null;
  rows: Rows | null;
  info: ClassInfo | null;
  /** Why the figures cannot be scored under this text; what was shown before stays. */
  faults: readonly Diagnostic[];
}
const nothing: Preview = { of: "", classes: [], cls: "", form: null, rows: null, info: null, faults: [] };
/** So many rows of the ranking are shown. */
export const mostRows = 15;

interface Place { class: string; unit: string; period: string }
const placeIn = (info: ClassInfo | undefined, work: Work): Place => ({
  class: info?.id ?? "",
  unit: info?.units[0]?.id ?? "",
  period: info?.views[0]?.periods.find((period) => period === work.board.period) ?? info?.views[0]?.periods.slice(-1)[0] ?? "",
});

function rowsQuery(info: ClassInfo, period: string): object {
  const view = info.views[0];
  return { class: info.id, period, node: view?.node ?? info.total, sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: mostRows, columns: [view?.node ?? info.total] };
}

/** The form of a class and, with figures, the ranking under the last good text. */
export function usePreview(good: string, wanted: string, work: Work, engine: WorkEngine): Preview {
  const [preview, set] = useState<Preview>(nothing);
  useEffect(() => {
    if (good === "") return;
    let live = true;
    const here = () => live;
    const run = async () => {
      const base = { ...work, scheme: good };
      const year = work.board.period.slice(0, 4) || String(new Date().getFullYear());
      const read = async (opened: Reply<DeskOpened>, dataset: boolean) => {
        const summary = (opened.value as DeskOpened).summary as Summary;
        const classes = summary.classes;
        const info = classes.find(({ id }) => id === (wanted || work.board.class)) ?? classes[0];
        // Without figures an empty form of one class is open; its unit is the engine's.
        const place = dataset ? placeIn(info, work) : { ...placeIn(info, work), unit: opened.value?.unit ?? "", period: opened.value?.period ?? "" };
        if (place.unit === "" || place.period === "") {
          set((before) => ({ ...before, of: good, classes, cls: place.class, form: null, rows: null, info: info ?? null, faults: [] }));
          return;
        }
        const form = await insist(here, () => engine.ask<Form>("form", place, "write-form"));
        const rows = dataset && info ? await insist(here, () => engine.ask<Rows>("rows", rowsQuery(info, place.period), "write-rows")) : null;
        if (live) set({ of: good, classes, cls: place.class, form: form?.value ?? null, rows: rows?.value ?? null, info: info ?? null, faults: [] });
      };
      const classOf = () => {
        const ids = Object.keys((JSON.parse(good) as { classes?: object }).classes ?? {});
        return ids.indexOf(wanted) >= 0 ? wanted : ids.indexOf(work.board.class) >= 0 ? work.board.class : (ids[0] ?? "");
      };
      const empty = () => insist(here, () => engine.open({ ...base, dataset: "" }, { class: classOf(), period: year }));
      if (work.dataset === "") {
        const opened = await empty();
        if (live && opened?.value) await read(opened, false);
        return;
      }
      const opened = await insist(here, () => engine.open(base));
      if (!live || opened === null) return;
      if (opened.value) {
        await read(opened, true);
        return;
      }
      // Figures that do not fit the text say so; the form under it can be shown all the same.
      const faults = opened.diagnostics.filter(isError);
      set((before) => ({ ...before, faults }));
      const blank = await empty();
      if (!live || !blank?.value) return;
      const info = blank.value.summary.classes.find(({ id }) => id === classOf());
      const form = await insist(here, () => engine.ask<Form>("form", { ...placeIn(info, work), unit: blank.value?.unit, period: blank.value?.period }, "write-form"));
      if (live) set((before) => ({ ...before, of: good, classes: blank.value?.summary.classes ?? [], cls: info?.id ?? "", form: form?.value ?? null, faults }));
    };
    void run();
    return () => {
      live = false;
    };
  }, [good, wanted, work.dataset, work.board.class, work.board.period, engine]);
  return preview;
}
