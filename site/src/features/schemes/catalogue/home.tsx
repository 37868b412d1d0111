// The catalogue on the schemes' first page: every published scheme with its source, classes, clauses and worked examples.
import { useEffect, useState } from "preact/hooks";
import type { BoardEntry } from "../../../board/board";
import { loadIndex } from "../../../board/load";
import { type Lang, type Messages, say } from "../../../i18n";
import { partOf } from "../../../plot";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Say } from "../../../ui/parts";
import type { Control } from "../control";
import { schemesAddress } from "../route";
import { newWork } from "../work";
import { type Run, type Runs, useRuns } from "./cases";
import { type Coverage, type DocumentFault, type Got, type SchemeEntry, loadCatalogue, loadScheme } from "./documents";
import { type CatalogueMessages, catalogueMessages } from "./messages";

export interface CatalogueProps {
  control: Control;
  t: Messages;
  lang: Lang;
}
type Inner = CatalogueProps & { m: CatalogueMessages };

export const boardAddress = (id: string) => `#/b/${encodeURIComponent(id)}`;

export function FaultWords({ fault, t, m }: { fault: DocumentFault; t: Messages; m: CatalogueMessages }) {
  return (
    <>
      <p>{m.fault[fault.why](fault.name)}</p>
      {fault.detail && (
        <p class="quiet diagnostic-code">
          {t.technical}
          {t.colon}
          <code>{fault.detail}</code>
        </p>
      )}
    </>
  );
}

/** What became of the rules, as a bar and in words; each part has a look of its own beside its colour. */
export function CoverageBar({ coverage, m }: { coverage: Coverage; m: CatalogueMessages }) {
  const { computed, shown, gap, listed } = coverage;
  const of = computed + shown + gap;
  const words = listed ? m.coverageWords(String(computed), String(shown), String(gap)) : m.citedWords(String(shown), String(gap));
  return (
    <span class="coverage">
      <span class="coverage-bar" aria-hidden="true">
        {(["computed", "shown", "gap"] as const).map((is) => coverage[is] > 0 && <span key={is} class={`coverage-${is}`} style={{ width: partOf(coverage[is], of) }} />)}
      </span>
      <span class="coverage-words">{words}</span>
    </span>
  );
}

/** How the examples came out, in a few words. */
export function RunWords({ run, count, m }: { run: Run | undefined; count: number; m: CatalogueMessages }) {
  if (!run) return <span class="quiet">{m.casesCount(String(count))}</span>;
  if (run.is === "running") return <span role="status">{m.running}</span>;
  if (run.is === "stopped") return <span class="why-not">{m.casesStopped}</span>;
  const { passed, failed } = run.cases;
  return (
    <span class={failed > 0 ? "run-failed" : "run-passed"}>
      <span aria-hidden="true">{failed > 0 ? "✕ " : "✓ "}</span>
      {m.passed(String(passed), String(passed + failed))}
      {failed > 0 && `${m.semicolon}${m.failedCount(String(failed))}`}
    </span>
  );
}

function SchemeLine(props: Inner & { entry: SchemeEntry; boards: readonly BoardEntry[]; runs: Runs; fail(words: string): void }) {
  const { entry, boards, runs, control, m, t, lang, fail } = props;
  const title = say(entry.title, lang) || entry.id;
  const run = runs.of(entry.id);
  const begin = async () => {
    const text = await loadScheme(entry.id);
    if (text.ok) await control.begin(newWork(title, text.value, "", {}, { name: `${title} ${entry.version}`, scheme: text.value, dataset: "" }));
    else fail(m.fault[text.fault.why](text.fault.name));
  };
  return (
    <li class="scheme-line" data-scheme={entry.id}>
      <div class="scheme-about">
        <h3>
          <a href={schemesAddress("s", entry.id)}>
            <Say text={entry.title} lang={lang} />
          </a>{" "}
          <span class="quiet scheme-version">{m.version(entry.version)}</span>
        </h3>
        <p class="scheme-source">
          <Say text={entry.source.document} lang={lang} /> <span class="tag">{t.sourceStatus[entry.source.status as keyof Messages["sourceStatus"]] ?? ""}</span>
        </p>
        <p class="quiet">
          {entry.classes.map((cls) => m.classesOf(say(cls.title, lang) || cls.id, String(cls.indicators))).join(m.listComma)}
        </p>
        {boards.length > 0 && (
          <ul class="scheme-boards" aria-label={m.boards}>
            {boards.map((board) => {
              const name = say(board.title, lang) || board.id;
              return (
                <li key={board.id}>
                  <a href={boardAddress(board.id)}>{m.boardLink(name)}</a>{" "}
                  <button
                    type="button"
                    class="quiet-button"
                    aria-label={`${m.beginBoard}${m.colon}${name}`}
                    onClick={() => void control.beginFromBoard(board.id).then((begun) => begun || fail(m.beginFailed(name)))}
                  >
                    {m.beginBoard}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      <div class="scheme-state">
        <CoverageBar coverage={entry.coverage} m={m} />
        <p class="scheme-cases">
          <RunWords run={run} count={entry.cases} m={m} />{" "}
          {(!run || run.is === "stopped") && (
            <button type="button" class="quiet-button" aria-label={`${m.runCases}${m.colon}${title}`} disabled={runs.job !== null} onClick={() => void runs.run([entry.id])}>
              {m.runCases}
            </button>
          )}
        </p>
        {run?.is === "stopped" && (run.fault ? <FaultWords fault={run.fault} t={t} m={m} /> : <DiagnosticList diagnostics={run.diagnostics} lang={lang} t={t} />)}
        {run?.is === "ran" && run.cases.failed > 0 && (
          <ul class="failed-cases">
            {run.cases.cases.filter(({ passed }) => !passed).map((one) => (
              <li key={one.name}>{say(one.description, lang) || one.name}</li>
            ))}
          </ul>
        )}
      </div>
      <p class="scheme-buttons">
        <a class="button" href={schemesAddress("s", entry.id)} aria-label={`${m.open}${m.colon}${title}`}>
          {m.open}
        </a>
        <button type="button" class="button" aria-label={`${m.begin}${m.colon}${title}`} onClick={() => void begin()}>
          {m.begin}
        </button>
      </p>
    </li>
  );
}

function RunAll({ entries, runs, m }: { entries: readonly SchemeEntry[]; runs: Runs; m: CatalogueMessages }) {
  const { job } = runs;
  const ran = entries.flatMap(({ id }) => {
    const run = runs.of(id);
    return run?.is === "ran" ? [run.cases] : [];
  });
  const count = (of: "passed" | "failed") => String(ran.reduce((sum, cases) => sum + cases[of], 0));
  return (
    <p class="run-all">
      {job ? (
        <button type="button" class="button" onClick={job.stop}>
          {m.stopAll}
        </button>
      ) : (
        <button type="button" class="button" id="run-all" onClick={() => void runs.run(entries.map(({ id }) => id))}>
          {m.runAll}
        </button>
      )}
      <span role="status">
        {job && job.ids.length > 1 ? m.runningOf(String(job.done), String(job.ids.length)) : ran.length > 0 ? m.allRan(count("passed"), count("failed")) : ""}
      </span>
    </p>
  );
}

export function Catalogue(props: CatalogueProps) {
  const { control, t, lang } = props;
  const m = catalogueMessages(lang);
  const [got, setGot] = useState<Got<SchemeEntry[]> | null>(null);
  const [boards, setBoards] = useState<BoardEntry[]>([]);
  const [failed, setFailed] = useState("");
  const runs = useRuns(control.pages);
  const load = () => void loadCatalogue().then(setGot);
  useEffect(() => {
    load();
    // Without the boards' index the schemes are all there is to show.
    void loadIndex().then((index) => index.ok && setBoards(index.value.boards));
  }, []);
  const entries = got?.ok ? got.value : [];
  const group = (published: boolean) => entries.filter((entry) => entry.published === published);
  const lines = (own: readonly SchemeEntry[]) => (
    <ul class="scheme-list">
      {own.map((entry) => (
        <SchemeLine key={entry.id} {...props} m={m} entry={entry} boards={boards.filter((board) => board.scheme === entry.id)} runs={runs} fail={setFailed} />
      ))}
    </ul>
  );
  return (
    <section class="catalogue" aria-labelledby="catalogue-title">
      <h2 id="catalogue-title">{m.catalogue}</h2>
      <p class="quiet">{m.catalogueNote}</p>
      {got === null && <p role="status">{m.reading}</p>}
      {got?.ok === false && (
        <div class="failed" role="alert">
          <FaultWords fault={got.fault} t={t} m={m} />
          <p class="failed-actions">
            <button type="button" class="button" onClick={load}>
              {m.retry}
            </button>
          </p>
        </div>
      )}
      {failed && (
        <p class="why-not" role="alert">
          {failed}
        </p>
      )}
      {got?.ok && entries.length === 0 && <p>{m.noSchemes}</p>}
      {entries.length > 0 && (
        <>
          <p class="quiet">{m.coverageHint}</p>
          <RunAll entries={entries} runs={runs} m={m} />
          {lines(group(false))}
        </>
      )}
      {group(true).length > 0 && (
        <section aria-labelledby="published-title">
          <h2 id="published-title">{m.published}</h2>
          <p class="quiet">{m.publishedNote}</p>
          {lines(group(true))}
        </section>
      )}
    </section>
  );
}
