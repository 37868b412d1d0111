// The page around the Window: head, notices, and what stands there while a board loads or when it cannot be shown.
import { useState } from "preact/hooks";
import type { Actions } from "./actions";
import { faultText } from "./board/fault-text";
import type { Summary } from "./engine/types";
import { type View, repliesFor, toPeriod, toUnit, viewOf } from "./features/window/state";
import { WindowView } from "./features/window/view";
import { periodText } from "./format";
import { type Lang, type Messages, messages, say } from "./i18n";
import { type Engine, Later, RoomLater, SchemesLater, SelfLater } from "./later";
import { percentDone } from "./plot";
import { isElsewhere } from "./route";
import { type AppState, isReady } from "./state";
import { DiagnosticList } from "./ui/diagnostics";
import { FileButton } from "./ui/file-button";
import { Chooser, Say } from "./ui/parts";

interface Props {
  state: AppState;
  actions: Actions;
  t: Messages;
  lang: Lang;
}

function Settings({ state, actions, t, lang }: Props) {
  const { prefs } = state;
  return (
    <div class="settings">
      <button type="button" class="button" aria-pressed={prefs.large} onClick={() => actions.prefs({ large: !prefs.large })}>
        {t.large}
      </button>
      <button type="button" class="button" aria-pressed={prefs.contrast} onClick={() => actions.prefs({ contrast: !prefs.contrast })}>
        {t.contrast}
      </button>
      <button
        type="button"
        class="button"
        id="language"
        lang={lang === "en" ? "zh-CN" : "en"}
        onClick={() => actions.prefs({ lang: lang === "en" ? "zh-CN" : "en" })}
      >
        {lang === "en" ? "中文" : "English"}
      </button>
    </div>
  );
}

/** Latest first within a length: that is what people look for. */
function periodOptions(periods: readonly string[], lang: Lang) {
  return [...periods].reverse().map((period) => (
    <option key={period} value={period}>
      {periodText(period, lang)}
    </option>
  ));
}

function BoardChoosers({ state, view, actions, t, lang }: Props & { view: View | null }) {
  const boards = state.index?.boards ?? [];
  const current = state.board?.id ?? "";
  const count = view ? view.periods.reduce((sum, { periods }) => sum + periods.length, 0) : 0;
  const classes = state.summary?.classes ?? [];
  const listed = boards.some((board) => board.id === current);
  return (
    <div class="choosers">
      {(boards.length > 1 || (boards.length === 1 && !listed)) && (
        <Chooser id="board" label={t.board} value={listed ? current : ""} onChange={(board) => actions.go({ board })} class="board-field">
          {!listed && <option value="">{state.board ? say(state.board.title, lang) || current : "—"}</option>}
          {boards.map((board) => (
            <option key={board.id} value={board.id}>
              {say(board.title, lang) || board.id}
            </option>
          ))}
        </Chooser>
      )}
      {view && classes.length > 1 && (
        <Chooser id="class" label={t.class} value={view.cls.id} onChange={(cls) => actions.go(toUnit(state.summary as Summary, view, cls, ""))}>
          {classes.map((cls) => (
            <option key={cls.id} value={cls.id}>
              {say(cls.title, lang) || cls.id}
            </option>
          ))}
        </Chooser>
      )}
      {view && count > 1 && (
        <Chooser id="period" label={t.period} value={view.period} onChange={(period) => actions.go(toPeriod(view, period))}>
          {view.periods.length === 1
            ? periodOptions(view.periods[0]?.periods ?? [], lang)
            : view.periods.map(({ grain, periods }) => (
                <optgroup key={grain} label={t.grain[grain as keyof typeof t.grain] ?? grain}>
                  {periodOptions(periods, lang)}
                </optgroup>
              ))}
        </Chooser>
      )}
      {boards.length > 1 && (
        <button type="button" class="button" id="boards" aria-expanded={state.choosing} onClick={() => actions.choosing(!state.choosing)}>
          {t.allBoards(boards.length)}
        </button>
      )}
      <FileButton label={t.openFile} title={t.openFileHint} onFile={actions.openFile} />
    </div>
  );
}

function About({ state, view, t, lang }: Props & { view: View }) {
  const { summary, board } = state;
  if (!summary || !board) return null;
  const { source } = summary.scheme;
  const status = t.sourceStatus[source.status as keyof typeof t.sourceStatus] ?? "";
  return (
    <details class="about">
      <summary>{t.about}</summary>
      <div>
        {say(board.note, lang) && (
          <p>
            <Say text={board.note} lang={lang} />
          </p>
        )}
        {say(summary.dataset.note, lang) && (
          <p>
            <Say text={summary.dataset.note} lang={lang} />
          </p>
        )}
        <p>
          <strong>{t.source}</strong>
          {t.colon}
          <Say text={source.document} lang={lang} />
          {status ? ` (${status})` : ""}
        </p>
        {say(source.note, lang) && (
          <p>
            <Say text={source.note} lang={lang} />
          </p>
        )}
        {summary.gaps.length > 0 && (
          <>
            <p>
              <strong>{t.gaps}</strong>
            </p>
            <ul>
              {summary.gaps.map((gap) => (
                <li key={gap.rule}>
                  {gap.rule}
                  {t.colon}
                  <Say text={gap.reason} lang={lang} />
                </li>
              ))}
            </ul>
          </>
        )}
        {state.hints.length > 0 && (
          <details>
            <summary>{t.hintsTitle(state.hints.length)}</summary>
            <DiagnosticList diagnostics={state.hints} lang={lang} t={t} />
          </details>
        )}
        <p class="quiet">
          {say(summary.scheme.title, lang)} · {summary.scheme.id} {summary.scheme.version} · {t.engine(summary.engine)} ·{" "}
          {t.unitCount(String(view.cls.units.length))}
        </p>
      </div>
    </details>
  );
}

/** The workshop of the board that is open. */
function roomAddress({ board }: AppState, view: View | null): string {
  const parts = board ? [board.id, ...(view ? [view.cls.id, view.period] : [])] : [];
  return `#/w${parts.map((part) => `/${encodeURIComponent(part)}`).join("")}`;
}

function Views({ state, view, actions, t }: Props & { view: View | null }) {
  const { self, room, schemes } = state.route;
  return (
    <nav class="views" aria-label={t.views}>
      <a href={actions.link({})} aria-current={isElsewhere(state.route) ? undefined : "page"}>
        {t.window}
      </a>
      <a href="#/s" aria-current={self ? "page" : undefined}>
        {t.self}
      </a>
      <a href={room ? `#/w${room}` : roomAddress(state, view)} aria-current={room ? "page" : undefined}>
        {t.room}
      </a>
      <a href="#/f" aria-current={schemes ? "page" : undefined}>
        {t.schemes}
      </a>
    </nav>
  );
}

/** Whether the board still is what was published; why it can be said is read when somebody asks. */
function Seal({ state, view, actions, t, lang }: Props & { view: View }) {
  const [open, setOpen] = useState(false);
  const seal = state.seal?.board === state.board ? state.seal : null;
  const badge = seal?.badge;
  const is = badge?.is ?? "looking";
  return (
    <details class="seal" data-seal={is} onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary>
        <span aria-hidden="true">{sealMarks[is]} </span>
        {t.seal[is]}
        {badge?.is === "signed" && say(badge.name, lang)}
      </summary>
      {open && isReady(state) && <Later name="seal" props={{ state, view, t, lang, actions }} />}
    </details>
  );
}
// By shape as well as by colour.
const sealMarks = { looking: "…", signed: "✓", unknown: "?", digest: "＝", differs: "✕", none: "○" };

function Header(props: Props & { view: View | null }) {
  const { state, view, actions, t, lang } = props;
  const { board, summary } = state;
  const title = board ? say(board.title, lang) || board.id : t.window;
  const ready = isReady(state);
  return (
    <header class={state.layout === "narrow" && view?.unit ? "page-head compact" : "page-head"}>
      {!state.route.embed && <div class="head-top">
        <p class="brand">
          <a href={actions.link({ board: "" })}>
            <strong>{t.product}</strong>
          </a>
        </p>
        <Views {...props} />
        <Settings {...props} />
      </div>}
      {!isElsewhere(state.route) && <div class="head-board">
        <div class="head-title">
          <h1>{title}</h1>
          <div class="board-facts">
            {ready && view && (
              <>
                {summary?.dataset.invented && (
                  <span class="invented">
                    <span aria-hidden="true">◇ </span>
                    {t.invented}
                  </span>
                )}
                {board && board.state !== "" && <span>{t.boardState[board.state] + (board.state === "display" && board.until ? t.until(board.until) : "")}</span>}
                <span>
                  {say(view.cls.title, lang)} {periodText(view.period, lang)}
                </span>
                {summary?.dataset.asOf && <span>{t.asOf(summary.dataset.asOf)}</span>}
              </>
            )}
            {ready && view && <Seal key={state.turn} {...props} view={view} />}
          </div>
        </div>
        {state.route.embed ? (
          <a class="button" href={`${window.location.pathname}${actions.link({ embed: false })}`} target="_blank" rel="noopener noreferrer">
            {t.fullPage}
          </a>
        ) : (
          <BoardChoosers {...props} />
        )}
      </div>}
    </header>
  );
}

function Failed({ state, actions, t, lang }: Props) {
  if (state.phase.is !== "failed") return null;
  const { faults, diagnostics } = state.phase;
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const hints = diagnostics.filter((diagnostic) => diagnostic.severity === "hint");
  return (
    <section class="failed" role="alert">
      <h2>{t.failedTitle}</h2>
      {faults.map((fault, index) => (
        <div key={index}>
          <p>{faultText(fault, t)}</p>
          {"detail" in fault && (
            <p class="quiet diagnostic-code">
              {t.technical}
              {t.colon}
              <code>{fault.detail}</code>
            </p>
          )}
        </div>
      ))}
      {errors.length > 0 && (
        <>
          <p>{t.diagnosticsTitle(errors.length)}</p>
          <DiagnosticList diagnostics={errors} lang={lang} t={t} />
        </>
      )}
      {hints.length > 0 && (
        <>
          <p>{t.hintsTitle(hints.length)}</p>
          <DiagnosticList diagnostics={hints} lang={lang} t={t} />
        </>
      )}
      <p class="failed-actions">
        <button type="button" class="button" onClick={() => actions.retry()}>
          {t.retry}
        </button>
        {state.route.board !== "" && (
          <a class="button" href={actions.link({ board: "" })}>
            {t.openDefault}
          </a>
        )}
      </p>
    </section>
  );
}

function Loading({ state, t }: Props) {
  if (state.phase.is !== "loading") return null;
  return (
    <section class="loading" aria-busy="true">
      <p role="status">{t.loading[state.phase.step]}</p>
      <div class="progress" aria-hidden="true">
        <span style={{ width: `${state.phase.progress ? percentDone(state.phase.progress) : 30}%` }} />
      </div>
    </section>
  );
}

/** A newer build is there: taken when the reader says so, and never while somebody types. */
function Newer({ state, t }: Props) {
  if (!state.newer) return null;
  return (
    <div class="notice" role="status">
      <p>{t.newer}</p>
      <button type="button" class="button" onClick={state.newer}>
        {t.takeNewer}
      </button>
    </div>
  );
}

function Unknown({ state, view, actions, t }: Props & { view: View }) {
  if ((view.unknown.length === 0 && !view.unpaired) || state.dismissed === actions.link({})) return null;
  return (
    <div class="notice" role="alert">
      <p>
        {view.unknown.length > 0 && `${t.unknownTitle} ${view.unknown.map(({ part, id }) => t.unknownPart[part](id)).join(t.listComma)}${t.fullStop}${t.unknownEnd}`}
        {view.unpaired && t.unpaired[view.unpaired]}
      </p>
      <button type="button" class="button" onClick={() => actions.dismiss()}>
        {t.dismiss}
      </button>
    </div>
  );
}

export function App({ state: whole, actions, engine }: { state: AppState; actions: Actions; engine: Engine }) {
  const { lang } = whole.prefs;
  const t = messages(lang);
  const view = isReady(whole) ? viewOf(whole) : null;
  const state = view ? { ...whole, window: repliesFor(whole.window, view.cls.id) } : whole;
  const props = { state, actions, t, lang };
  return (
    <>
      {/* A button, not a link: the hash is the page's route. */}
      {!state.route.embed && <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {t.skip}
      </button>}
      <Header {...props} view={view} />
      <main id="main" tabIndex={-1}>
        <Newer {...props} />
        {state.route.self ? (
          <SelfLater props={{ state, actions, ...engine }} t={t} />
        ) : state.route.room ? (
          <RoomLater props={{ state, actions, ...engine }} t={t} />
        ) : state.route.schemes ? (
          <SchemesLater props={{ state, actions, ...engine }} t={t} />
        ) : (
          <>
            <Loading {...props} />
            <Failed {...props} />
            {view && <Unknown {...props} view={view} />}
            {isReady(state) && view && state.choosing && <Later name="boards" props={{ state, view, t, lang, actions }} />}
            {isReady(state) && view && <WindowView key={state.turn} state={state} view={view} t={t} lang={lang} actions={actions} />}
            {isReady(state) && !view && <p class="empty">{t.noUnits}</p>}
            {view && !state.route.embed && <About {...props} view={view} />}
          </>
        )}
      </main>
      {!state.route.embed && <footer class="page-foot">
        <p>{t.footer}</p>
      </footer>}
      <p class="sr" aria-live="polite" id="announcer">
        {state.announcement}
      </p>
      {state.dragging && !isElsewhere(state.route) && <div class="drop-here">{t.dropHere}</div>}
    </>
  );
}
