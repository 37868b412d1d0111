// 数据台: entering and correcting the figures of a work, for all units of a class and period beside each other.
import { useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import { periodText } from "../../../format";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Chooser } from "../../../ui/parts";
import { selfMessages } from "../../self/messages";
import type { RoomProps } from "../rooms";
import type { Words } from "./cells";
import { CellsTab } from "./cells-tab";
import type { DeskProps } from "./kit";
import { ListsTab } from "./lists-tab";
import { MergeTab } from "./merge-tab";
import { dataMessages } from "./messages";
import { StartPart } from "./start";
import { type Place, type Table, createTable, periodsOf } from "./table";
import { UnitsTab } from "./units-tab";

const tabs = ["cells", "lists", "units", "merge"] as const;
type Tab = (typeof tabs)[number];

export function DataRoom(room: RoomProps) {
  const { work, path, lang, t, engine, change } = room;
  const m = dataMessages(lang);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const words = useRef<Words>({ m, lang, classes: [] });
  const made = useRef<Table | null>(null);
  if (!made.current) made.current = createTable(engine, change, () => words.current, () => redraw(0));
  const table = made.current;
  const tab: Tab = tabs.find((one) => one === path[0]) ?? "cells";
  const asked = path[1] ?? "";
  const period = path[2] ?? "";
  const place: Place = useMemo(() => ({ class: asked, period }), [asked, period]);
  const state = table.get();
  words.current = { m, lang, classes: state.summary?.classes ?? [] };
  useEffect(() => table.follow(work, place));
  useEffect(() => () => table.leave(), []);

  if (work.dataset === "") return <StartPart {...room} />;
  const { summary, grid } = state;
  const props: DeskProps = { room, table, state, m, sm: selfMessages(lang), t, lang, words: words.current };
  const at = state.place;
  const toPlace = (next: Partial<Place>) => room.go([tab, next.class ?? at.class, next.period ?? at.period], true);
  const head = (
    <>
      <nav class="desk-tabs" aria-label={m.tabsLabel}>
        {tabs.map((one) => (
          <button key={one} type="button" class="button" aria-pressed={one === tab} onClick={() => room.go([one, at.class, at.period], true)}>
            {m.tabs[one]}
          </button>
        ))}
      </nav>
      {summary && (
        <>
          <Chooser id="desk-class" label={m.class} value={at.class} onChange={(value) => toPlace({ class: value })}>
            {summary.classes.map((cls) => (
              <option key={cls.id} value={cls.id}>
                {say(cls.title, lang) || cls.id}
              </option>
            ))}
          </Chooser>
          <Chooser id="desk-period" label={m.period} value={at.period} onChange={(value) => toPlace({ period: value })}>
            {periodsOf(summary, at.class).map((one) => (
              <option key={one} value={one}>
                {periodText(one, lang)}
              </option>
            ))}
          </Chooser>
        </>
      )}
    </>
  );
  const View = tab === "cells" ? CellsTab : tab === "lists" ? ListsTab : MergeTab;
  return (
    <div class="desk">
      <h1 class="sr">
        {room.m.room.data} {m.tabs[tab]}
      </h1>
      {state.failed ? (
        <>
          <div class="desk-head">{head}</div>
          <section class="failed" role="alert">
            <p>{m.failedTitle}</p>
            <DiagnosticList diagnostics={state.failed} lang={lang} t={t} />
            <p>
              <button type="button" class="button" onClick={() => table.again()}>
                {m.again}
              </button>
            </p>
          </section>
        </>
      ) : tab !== "units" && grid ? (
        <View key={`${grid.class} ${grid.period}`} {...props} grid={grid} head={head} />
      ) : (
        <div class="desk-head">{head}</div>
      )}
      {tab === "units" && <UnitsTab {...props} />}
      <p class="quiet desk-busy" role="status">
        {state.busy ? m.reading : ""}
      </p>
    </div>
  );
}
