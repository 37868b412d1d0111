// 表格: templates out, filled sheets in with a preview of every change and every fault, results out.
import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../../../download";
import type { DeskReply, Question } from "../../../engine/desk";
import type { Card, ClassInfo, Diagnostic, Reply, Row, Rows, Summary, Text } from "../../../engine/types";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { FileButton } from "../../../ui/file-button";
import { Chooser, FigureText, Say } from "../../../ui/parts";
import { insist } from "../asking";
import type { RoomProps } from "../rooms";
import { schemesAddress } from "../route";
import type { Work } from "../work";
import { type SheetsApi, loadSheets } from "./api";
import { rankingColumns, shownValue, sheetsOf, titleOf } from "./layout";
import { type SheetsMessages, sheetsMessages } from "./messages";
import { placeText, refusals, withNewUnits } from "./preview";
import type { Grid, ReadOptions, SheetChange, SheetFault, SheetFile, SheetNote, SheetReading } from "./reading";
import type { CardInput, Weights } from "./results";

interface Place {
  cls: ClassInfo;
  period: string;
  node: string;
}
interface Opened {
  /** What it was read from. */
  of: string;
  summary: Summary;
  place: Place;
  grid: Grid;
}
/** What is read and not yet written. */
interface InHand {
  file: SheetFile;
  reading: SheetReading;
  /** Refused by the engine, beside the reading's own faults. */
  faults: SheetFault[];
  left: Set<SheetChange>;
  totals: { from: Row; to: Row }[];
  options: ReadOptions;
}

/** The class and period that an address names, else those of the board, else the first. */
function placeOf(summary: Summary, work: Work, path: readonly string[]): Place | null {
  const cls = [path[0], work.board.class].map((id) => summary.classes.find((one) => one.id === id)).find((one) => one !== undefined) ?? summary.classes[0];
  if (!cls) return null;
  const periods = cls.views.flatMap((view) => view.periods);
  const period = [path[1], work.board.period].find((one) => one !== undefined && periods.includes(one)) ?? periods[0] ?? "";
  return { cls, period, node: cls.views.find((view) => view.periods.includes(period))?.node ?? cls.total };
}

/** The engine gives at most so many rows at once. */
const rowsAtOnce = 1000;
const rowsOf = ({ cls, period, node }: Place, columns: string[]): Question[] =>
  Array.from({ length: Math.ceil(cls.units.length / rowsAtOnce) }, (_, page) => ({
    method: "rows",
    query: { class: cls.id, period, node, sort: { by: "place", order: "asc" }, group: "", find: "", from: page * rowsAtOnce, count: rowsAtOnce, columns },
  }));
/** All pages as one; null where one did not come. */
function joined(reply: Reply<DeskReply> | null): Rows | null {
  const pages = (reply?.value?.answers ?? []).map(({ value }) => value as Rows | null);
  const [first] = pages;
  return first && !pages.includes(null) ? { ...first, rows: pages.flatMap((page) => page?.rows ?? []) } : null;
}

const fileName = (text: string) => text.trim() || "yardstick";

function faultList(faults: readonly (SheetFault | SheetNote)[], props: { lang: RoomProps["lang"] }) {
  return (
    <ul class="sheet-faults">
      {faults.map((fault, index) => (
        <li key={index} data-code={fault.code}>
          {fault.at && placeText(fault.at) !== "" && (
            <>
              <code>{placeText(fault.at)}</code>
              {props.lang === "en" ? ": " : "："}
            </>
          )}
          <Say text={fault.text} lang={props.lang} />
        </li>
      ))}
    </ul>
  );
}

/** A change's figure: what it is called, before and after. */
function described(change: SheetChange, grid: Grid, m: SheetsMessages, lang: RoomProps["lang"]): { unit: Text; what: string; from: string; to: string } {
  const { change: own } = change;
  const unit = grid.units.find((one) => one.unit === own.unit)?.name ?? {};
  const list = own.records === undefined ? undefined : grid.lists.find((one) => one.fact === own.fact);
  if (list) return { unit, what: say(list.title, lang) || list.fact, from: change.from === null ? m.missing : m.records(change.from), to: m.records(change.to ?? "0") };
  const column = grid.columns.find((one) => one.fact === own.fact && one.period === own.period && (own.key === undefined || one.key === own.key));
  const shown = (value: string | null) => (value === null ? m.missing : column ? shownValue(column, value, lang) : value);
  return { unit, what: column ? titleOf(column, grid, lang) : (own.fact ?? ""), from: shown(change.from), to: shown(change.to) };
}

const firstShown = 100;
const cardsAtOnce = 40;

function Changes(props: { hand: InHand; grid: Grid; unticked: ReadonlySet<SheetChange>; tick(change: SheetChange): void; m: SheetsMessages; lang: RoomProps["lang"] }) {
  const { hand, grid, unticked, tick, m, lang } = props;
  const [shown, setShown] = useState(firstShown);
  const all = hand.reading.changes.filter((change) => !hand.left.has(change));
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="sheet-changes">
      <h3 id="sheet-changes">{m.changesTitle(all.length)}</h3>
      <div class="sheet-scroll" tabIndex={0}>
        <table class="sheet-changes">
          <thead>
            <tr>
              {[m.take, m.where, m.unit, m.what, m.old, m.fresh].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.slice(0, shown).map((change, index) => {
              const { unit, what, from, to } = described(change, grid, m, lang);
              const where = placeText(change.at);
              return (
                <tr key={index}>
                  <td>
                    <label class="sheet-tick">
                      <input type="checkbox" checked={!unticked.has(change)} aria-label={m.takeThis(where)} onChange={() => tick(change)} />
                    </label>
                  </td>
                  <td>
                    <code>{where}</code>
                  </td>
                  <td>
                    <Say text={unit} lang={lang} />
                  </td>
                  <td>{what}</td>
                  <td>{from}</td>
                  <td>
                    {to}
                    {change.rows && (
                      <ul class="sheet-records">
                        {change.rows.map((row) => (
                          <li key={row.id}>
                            <code>{placeText(row.at)}</code> {row.what === "new" ? m.recordNew : row.what === "gone" ? m.recordGone : m.recordChanged} {row.id}
                            {row.fields.map((field) => (
                              <span key={field.field}>
                                {" "}
                                <Say text={field.title} lang={lang} />
                                {m.colon}
                                {field.from !== "" && `${field.from} → `}
                                {field.to === "" ? m.missing : field.to}
                              </span>
                            ))}
                          </li>
                        ))}
                      </ul>
                    )}
                    {change.notes.map((note, at) => (
                      <p key={at} class="quiet">
                        <Say text={note.text} lang={lang} />
                      </p>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {all.length > shown && (
        <button type="button" class="button" onClick={() => setShown(shown + 500)}>
          {m.more(Math.min(500, all.length - shown))}
        </button>
      )}
    </section>
  );
}

function Totals({ totals, props, m }: { totals: InHand["totals"]; props: RoomProps; m: SheetsMessages }) {
  const { lang, t } = props;
  if (totals.length === 0) return <p class="quiet">{m.noTotals}</p>;
  const cell = (row: Row) => {
    const own = Object.values(row.cells)[0];
    return (
      <td class="number-cell">
        {own && <FigureText figure={own.points} status={own.status} between={own.between} t={t} />} {row.place !== "" && <span class="quiet">{m.place(row.place)}</span>}
      </td>
    );
  };
  return (
    <section aria-labelledby="sheet-totals">
      <h3 id="sheet-totals">{m.totals}</h3>
      <div class="sheet-scroll" tabIndex={0}>
        <table class="sheet-totals">
          <thead>
            <tr>
              {[m.unit, m.totalFrom, m.totalTo].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {totals.slice(0, firstShown).map(({ from, to }) => (
              <tr key={to.unit} data-unit={to.unit}>
                <th scope="row">
                  <Say text={to.name} lang={lang} />
                </th>
                {cell(from)}
                {cell(to)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function SheetsRoom(props: RoomProps) {
  const { work, engine, lang, path, go, say: tell, change: put } = props;
  const m = sheetsMessages(lang);
  const [opened, setOpened] = useState<Opened | { faults: readonly Diagnostic[] } | null>(null);
  const [busy, setBusy] = useState("");
  const [progress, setProgress] = useState("0");
  const [failed, setFailed] = useState("");
  const [hand, setHand] = useState<InHand | null>(null);
  const [unticked, setUnticked] = useState<ReadonlySet<SheetChange>>(new Set());
  const [partly, setPartly] = useState(false);
  const [adding, setAdding] = useState(false);
  const [done, setDone] = useState("");
  const [refusedAll, setRefusedAll] = useState<readonly Diagnostic[]>([]);
  const [pasted, setPasted] = useState("");
  const running = useRef({ stop: false });
  const preview = useRef<HTMLElement>(null);

  const of = JSON.stringify([work.scheme, work.dataset, path]);
  useEffect(() => {
    if (work.dataset === "") {
      setOpened(null);
      return undefined;
    }
    let mine = true;
    void (async () => {
      const reply = await insist(() => mine, () => engine.open(work));
      if (!mine || reply === null) return;
      const summary = reply.value?.summary;
      const place = summary && placeOf(summary, work, path);
      if (!summary || !place) {
        setOpened({ faults: reply.diagnostics });
        return;
      }
      const grid = await insist(() => mine, () => engine.ask<Grid>("grid", { class: place.cls.id, period: place.period }, "sheets-grid"));
      if (!mine || grid === null) return;
      setOpened(grid.value ? { of, summary, place, grid: grid.value } : { faults: grid.diagnostics });
    })();
    return () => {
      mine = false;
    };
  }, [of]);

  const ready = opened && "grid" in opened ? opened : null;
  const newest = useRef(ready);
  newest.current = ready;
  const latest = useRef(work);
  latest.current = work;

  const withScript = async (run: (api: SheetsApi) => Promise<void>, what: string) => {
    setBusy(what);
    setFailed("");
    setDone("");
    const api = await loadSheets();
    if (!api) setFailed(m.scriptFailed);
    else {
      try {
        await run(api);
      } catch (reason) {
        // Whoever stopped it knows; nothing else is expected here, and then it is said as it is.
        if (!(reason instanceof Error && reason.message === "stopped")) setFailed(String(reason));
      }
    }
    setBusy("");
  };

  const readFile = (file: SheetFile, options: ReadOptions, first: Opened): Promise<void> =>
    withScript(async (api) => {
      let at = first;
      // Figures that have changed on the way are what it has to be read against.
      for (let again = true; again; again = newest.current !== null && newest.current.grid !== at.grid) {
        at = newest.current ?? at;
        await readAt(api, file, options, at);
      }
    }, "read");

  const readAt = async (api: SheetsApi, file: SheetFile, options: ReadOptions, { summary, grid, place }: Opened) => {
    running.current = { stop: false };
    const run = running.current;
    setProgress("0");
    const units: ReadOptions["units"] = {};
    for (const cls of summary.classes) units[cls.id] = cls.units;
    const reading = await api.read(file, grid, summary.scheme, { ...options, units, digest: api.digest(latest.current.scheme), tell: setProgress, stop: () => run.stop });
    const changes = reading.changes.map(({ change }) => change);
    const questions = rowsOf(place, [place.node]);
    await engine.open(latest.current);
    // What the engine refuses is told with the sheet's own faults; the totals are those that the rest would give.
    const before = await engine.tryOut([], questions, "sheets-before");
    const after = await engine.tryOut(changes, questions, "sheets-after");
    if (run.stop || !before || !after) return;
    const { faults, left } = refusals(reading.changes, after.value?.refused ?? []);
    const old = new Map((joined(before)?.rows ?? []).map((row) => [row.unit, row]));
    const totals = (joined(after)?.rows ?? []).flatMap((to) => {
      const from = old.get(to.unit);
      return from && JSON.stringify([from.place, from.cells]) !== JSON.stringify([to.place, to.cells]) ? [{ from, to }] : [];
    });
    setHand({ file, reading, faults, left, totals, options });
    setUnticked(new Set());
    setPartly(false);
    setAdding(false);
    setRefusedAll([]);
    tell(m.saidOfReading(reading.changes.length - left.size, reading.faults.length + faults.length));
    setTimeout(() => preview.current?.focus(), 0);
  };

  // What is in hand was read against figures that have changed since (an undo, say): it is read again.
  const readAgainst = useRef<Grid | null>(null);
  useEffect(() => {
    if (!ready || ready.grid === readAgainst.current) return;
    readAgainst.current = ready.grid;
    if (hand) void readFile(hand.file, hand.options, ready);
  }, [ready?.grid]);

  if (work.dataset === "") {
    return (
      <section class="sheets-room">
        <h1>{m.title}</h1>
        <p class="notice">
          <span>{m.noFigures}</span>
          <a class="button" href={schemesAddress("d", work.id, "data")}>
            {props.m.room.data}
          </a>
        </p>
      </section>
    );
  }
  if (opened === null) return <p class="quiet">{props.t.rowPending}</p>;
  if (!ready) {
    return (
      <section class="sheets-room">
        <h1>{m.title}</h1>
        <p role="alert">{m.faultsInDocuments}</p>
        <DiagnosticList diagnostics={"faults" in opened ? opened.faults : []} lang={lang} t={props.t} />
        <a class="button" href={schemesAddress("d", work.id, "write")}>
          {m.toWrite}
        </a>
      </section>
    );
  }

  const { summary, place, grid } = ready;
  // Until what was written, or another class, has been read, nothing is made of what was there before.
  const waiting = busy !== "" || ready.of !== of || (hand !== null && ready.grid !== readAgainst.current);
  const clsTitle = say(place.cls.title, lang) || place.cls.id;
  const name = fileName(work.title);
  const plan = sheetsOf(grid, lang);

  const template = (filled: boolean) =>
    withScript(async (api) => {
      const about = { scheme: summary.scheme.id, title: summary.scheme.title, version: summary.scheme.version, digest: api.digest(work.scheme), dataset: api.digest(work.dataset) };
      download(m.templateName(name, clsTitle, place.period, filled), await api.template(grid, about, lang, filled));
    }, "template");

  const results = (withCards: boolean) =>
    withScript(async (api) => {
      const columns = rankingColumns(place.cls, place.node);
      const tuned = await engine.ask<{ weights: { node: string; children: { child: string; own: string }[] }[] }>("tune", { class: place.cls.id, period: place.period }, "sheets-tune");
      const weights: Weights = {};
      for (const one of tuned?.value?.weights ?? []) weights[one.node] = Object.fromEntries(one.children.map(({ child, own }) => [child, own]));
      const rows = joined(await engine.tryOut([], rowsOf(place, columns), "sheets-rows"));
      if (!rows) throw new Error(m.noResults);
      const cards: CardInput[] = [];
      const units = withCards ? rows.rows.map(({ unit }) => unit) : [];
      for (let at = 0; at < units.length; at += cardsAtOnce) {
        const questions = units.slice(at, at + cardsAtOnce).map((unit): Question => ({ method: "card", query: { class: place.cls.id, unit, period: place.period } }));
        const some = await engine.tryOut([], questions, "sheets-cards");
        for (const answer of some?.value?.answers ?? []) if (answer.value) cards.push({ card: answer.value as Card, weights });
      }
      const digest = `SHA-256 ${api.digest(work.scheme).slice(0, 16)}… / ${api.digest(work.dataset).slice(0, 16)}…`;
      const about = { title: say(summary.scheme.title, lang), class: clsTitle, period: place.period, digest };
      download(m.resultsName(name, clsTitle, place.period), await api.results(about, { rows, cls: place.cls, columns, weights }, cards, lang));
    }, "results");

  const faults = hand ? [...hand.reading.faults, ...hand.faults] : [];
  const taken = hand ? hand.reading.changes.filter((one) => !hand.left.has(one) && !unticked.has(one)) : [];
  const fresh = hand && adding ? hand.reading.newUnits : [];
  const count = taken.length + fresh.length;
  const stops = faults.some((fault) => "stops" in fault);

  const apply = async () => {
    if (!hand) return;
    const added = withNewUnits(work.dataset, grid, fresh);
    const changes: object[] = [...(fresh.length > 0 ? [{ class: grid.class, units: added.units }] : []), ...taken.map(({ change }) => change), ...added.changes];
    const reply = await engine.rewrite(work.dataset, changes);
    if (!reply) return;
    const text = reply.value?.dataset;
    if (text === undefined) {
      setRefusedAll(reply.diagnostics);
      return;
    }
    readAgainst.current = null;
    setHand(null);
    setDone(m.applied(count, hand.file.name));
    put((one) => (one.dataset === work.dataset ? { ...one, dataset: text } : one));
    tell(m.applied(count, hand.file.name));
  };

  const again = (options: ReadOptions) => hand && void readFile(hand.file, options, ready);

  return (
    <section class="sheets-room">
      <header>
        <h1>{m.title}</h1>
        <p class="quiet">{m.lead}</p>
        <div class="sheet-choosers">
          <Chooser id="sheet-class" label={m.class} value={place.cls.id} onChange={(id) => go([id])}>
            {summary.classes.map((cls) => (
              <option key={cls.id} value={cls.id}>
                {say(cls.title, lang) || cls.id}
              </option>
            ))}
          </Chooser>
          <Chooser id="sheet-period" label={m.period} value={place.period} onChange={(period) => go([place.cls.id, period])}>
            {place.cls.views.flatMap((view) => view.periods).map((period) => (
              <option key={period} value={period}>
                {period}
              </option>
            ))}
          </Chooser>
        </div>
      </header>

      {failed && (
        <p class="notice" role="alert">
          {failed}
        </p>
      )}
      {done && (
        <p class="notice sheet-done" role="status">
          ✓ {done}
        </p>
      )}

      <section aria-labelledby="sheet-template">
        <h2 id="sheet-template">{m.template}</h2>
        <p>{m.templateNote(plan.facts.length, grid.columns.length, grid.units.length)}</p>
        <p class="quiet">{m.why}</p>
        <p class="sheet-buttons">
          <button type="button" class="button" id="template-empty" disabled={waiting} onClick={() => void template(false)}>
            {m.empty}
          </button>
          <button type="button" class="button" id="template-filled" disabled={waiting} onClick={() => void template(true)}>
            {m.filled}
          </button>
          {busy === "template" && <span role="status">{m.working}</span>}
        </p>
      </section>

      <section aria-labelledby="sheet-read">
        <h2 id="sheet-read">{m.readTitle}</h2>
        <p class="quiet">{m.readNote}</p>
        <p class="sheet-buttons">
          <FileButton
            id="sheet-file"
            label={m.choose}
            disabled={waiting}
            accept=".xlsx,.csv,.txt,.tsv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
            onFile={(file) => void file.arrayBuffer().then((buffer) => readFile({ name: file.name, bytes: new Uint8Array(buffer) }, {}, ready))}
          />
          {busy === "read" && (
            <>
              <span role="status">{m.reading}</span>
              <progress value={progress} max="1" aria-label={m.reading} />
              <button
                type="button"
                class="button"
                onClick={() => {
                  running.current.stop = true;
                }}
              >
                {m.stop}
              </button>
            </>
          )}
        </p>
        <label class="field sheet-paste" for="sheet-pasted">
          <span class="field-label">{m.paste}</span>
          <textarea id="sheet-pasted" rows={4} value={pasted} onInput={(event) => setPasted((event.currentTarget as HTMLTextAreaElement).value)} />
        </label>
        <button type="button" class="button" id="read-paste" disabled={pasted.trim() === "" || waiting} onClick={() => void readFile({ name: m.pasted, text: pasted }, {}, ready)}>
          {m.readPaste}
        </button>
      </section>

      {hand && (
        <section class="sheet-preview" ref={preview} tabIndex={-1} aria-label={hand.file.name}>
          <h2>{hand.file.name}</h2>
          <p>{m.summary(hand.reading.changes.length - hand.left.size, hand.reading.same, hand.reading.blank)}</p>
          {faults.length > 0 && (
            <section aria-labelledby="sheet-faults" class="sheet-wrong">
              <h3 id="sheet-faults">{m.faultsTitle(faults.length)}</h3>
              {faultList(faults.slice(0, 500), props)}
            </section>
          )}
          {hand.reading.notes.length > 0 && (
            <section aria-labelledby="sheet-notes">
              <h3 id="sheet-notes">{m.notesTitle(hand.reading.notes.length)}</h3>
              {faultList(hand.reading.notes.slice(0, 200), props)}
            </section>
          )}
          {hand.reading.notes
            .filter((note) => note.ask)
            .map(({ ask }) => ask && (
              <fieldset key={ask.fact} class="sheet-ask">
                <legend>{m.rateAsk(say(ask.title, lang) || ask.fact)}</legend>
                {(["fraction", "percent"] as const).map((one) => (
                  <label key={one}>
                    <input type="radio" name={`rate-${ask.fact}`} checked={ask.read === one} onChange={() => again({ ...hand.options, rates: { ...hand.options.rates, [ask.fact]: one } })} /> {m[one]}
                  </label>
                ))}
              </fieldset>
            ))}
          {!stops && (
            <label class="sheet-option">
              <input type="checkbox" id="blank-clears" checked={hand.options.blank === "clear"} onChange={() => again({ ...hand.options, blank: hand.options.blank === "clear" ? "leave" : "clear" })} /> {m.blankClears}
            </label>
          )}
          {hand.reading.newUnits.length > 0 && (
            <section aria-labelledby="sheet-new">
              <h3 id="sheet-new">{m.newUnits(hand.reading.newUnits.length)}</h3>
              <p>{hand.reading.newUnits.slice(0, 60).map((unit) => unit.name).join(lang === "en" ? ", " : "、")}</p>
              <label class="sheet-option">
                <input type="checkbox" id="add-units" checked={adding} onChange={() => setAdding(!adding)} /> {m.addUnits}
              </label>
            </section>
          )}
          <Changes
            hand={hand}
            grid={grid}
            unticked={unticked}
            m={m}
            lang={lang}
            tick={(one) => {
              const next = new Set(unticked);
              if (!next.delete(one)) next.add(one);
              setUnticked(next);
            }}
          />
          {hand.reading.changes.length > 0 && <Totals totals={hand.totals} props={props} m={m} />}
          {refusedAll.length > 0 && (
            <div role="alert">
              <p>{m.notApplied}</p>
              <DiagnosticList diagnostics={refusedAll} lang={lang} t={props.t} />
            </div>
          )}
          {count === 0 && <p>{m.nothing}</p>}
          {faults.length > 0 && count > 0 && (
            <label class="sheet-option">
              <input type="checkbox" id="partly" checked={partly} onChange={() => setPartly(!partly)} /> {m.partly(faults.length, count)}
            </label>
          )}
          <p class="sheet-buttons">
            <button type="button" class="button" id="apply" disabled={count === 0 || waiting || (faults.length > 0 && !partly)} onClick={() => void apply()}>
              {m.apply(count)}
            </button>
            <button type="button" class="button" id="cancel" onClick={() => setHand(null)}>
              {m.cancel}
            </button>
          </p>
        </section>
      )}

      <section aria-labelledby="sheet-results">
        <h2 id="sheet-results">{m.resultsTitle}</h2>
        <p class="quiet">{m.resultsNote}</p>
        <p class="sheet-buttons">
          <button type="button" class="button" id="results" disabled={waiting} onClick={() => void results(true)}>
            {m.results}
          </button>
          <button type="button" class="button" id="results-ranking" disabled={waiting} onClick={() => void results(false)}>
            {m.rankingOnly}
          </button>
          {busy === "results" && <span role="status">{m.working}</span>}
        </p>
      </section>
    </section>
  );
}
