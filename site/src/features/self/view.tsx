// 自评: the list of drafts, or one draft with its form, what it comes to, and the panels beside it.
import { useEffect, useRef } from "preact/hooks";
import { groupDigits, periodText, timeText } from "../../format";
import { type Messages, messages, say } from "../../i18n";
import { Say } from "../../ui/parts";
import type { Control, Host, SelfState, Work } from "./control";
import type { FormProps } from "./field";
import { FormView } from "./form";
import { type SelfMessages, selfMessages } from "./messages";
import { panels } from "./panels";
import { OfferView } from "./share-panel";
import type { PanelProps } from "./slots";
import { type DraftProps, StandingBar, TreePanel } from "./standing";
import { FaultText, StartView } from "./start";
import { dropWhere, keyOf, withName } from "./state";

function panelProps({ work, control, host, t, lang }: DraftProps): PanelProps {
  return {
    draft: work.history.draft,
    summary: work.summary,
    cls: work.cls,
    form: work.form,
    answers: work.answers,
    pending: work.pending,
    late: work.late,
    lang,
    t,
    layout: host.state.layout,
    change: control.change,
    toField: control.toField,
    toNode: control.toNode,
    ask: control.ask,
    work: control.work,
    announce: control.announce,
  };
}

function SavingText({ work, control, m }: { work: Work; control: Control; m: SelfMessages }) {
  const { saving, history } = work;
  const { draft } = history;
  if (saving.is === "fault") {
    return (
      <p class="why-not self-wide" role="alert">
        {m.store[saving.fault]}{" "}
        <button type="button" class="button" onClick={() => control.exportDraft(draft)}>
          {m.exportFile}
        </button>{" "}
        <button type="button" class="button" onClick={() => control.saveAgain()}>
          {m.again}
        </button>
      </p>
    );
  }
  if (saving.is === "conflict") {
    return (
      <p class="why-not self-wide" role="alert">
        {saving.other ? m.conflict : m.conflictGone}{" "}
        {saving.other && (
          <button type="button" class="button" onClick={() => control.keepBoth(m.otherName(draft.name))}>
            {m.keepBoth}
          </button>
        )}{" "}
        <button type="button" class="button" onClick={() => control.takeOther()}>
          {saving.other ? m.takeOther : m.keepMine}
        </button>
      </p>
    );
  }
  return <span class="quiet self-saved">{saving.is === "saving" ? m.saving : draft.saved && m.saved(timeText(draft.saved).slice(11))}</span>;
}

function Head(props: DraftProps) {
  const { work, control, m, lang, t } = props;
  const { draft, past, future } = work.history;
  const unit = work.cls.units.find((one) => one.id === draft.unit);
  return (
    <header class="self-head">
      <div class="self-head-title">
        <a href="#/s" class="quiet">
          ← {m.drafts}
        </a>
        <h1 class="self-name">
          <label>
            <span class="sr">{m.name}</span>
            <input type="text" value={draft.name} onInput={(event) => control.change(withName((event.currentTarget as HTMLInputElement).value), "name")} onBlur={() => control.settle()} />
          </label>
        </h1>
        <p class="board-facts">
          <span>
            {say(work.summary.scheme.title, lang)} {work.summary.scheme.version}
          </span>
          <span>
            <Say text={work.cls.title} lang={lang} />
            {draft.board && unit ? (
              <>
                {" · "}
                <Say text={unit.name} lang={lang} />
              </>
            ) : (
              ` · ${m.blank}`
            )}
          </span>
          <span>{periodText(draft.period, lang)}</span>
          {draft.board && work.summary.dataset.invented && (
            <span class="invented">
              <span aria-hidden="true">◇ </span>
              {t.invented}
            </span>
          )}
        </p>
      </div>
      <div class="self-tools">
        <button type="button" class="button" id="self-undo" title={m.undoKey} disabled={past.length === 0} onClick={() => control.undo()}>
          <span aria-hidden="true">↶</span>
          {m.undo}
        </button>
        <button type="button" class="button" id="self-redo" title={m.redoKey} disabled={future.length === 0} onClick={() => control.redo()}>
          <span aria-hidden="true">↷</span>
          {m.redo}
        </button>
        <button type="button" class="button" onClick={() => control.exportDraft(draft)}>
          {m.exportFile}
        </button>
        {panels.tools.map((Tool, index) => (
          <Tool key={index} {...panelProps(props)} />
        ))}
        <SavingText work={work} control={control} m={m} />
      </div>
    </header>
  );
}

/** What a change of the scheme's version left out: every change that the engine does not take and no field shows. */
function NotCarried(props: DraftProps) {
  const { work, control, m, lang } = props;
  const { draft } = work.history;
  const fields = new Set(work.form.parts.flatMap((part) => part.facts.flatMap((fact) => (fact.type === "records" ? [`${part.class}/${part.unit}/${fact.fact}`] : fact.cells.map((cell) => keyOf({ class: part.class, unit: part.unit, fact: fact.fact, period: cell.period, ...(cell.key ? { key: cell.key } : {}) }))))));
  const left = draft.changes.filter((change) => work.refused[keyOf(change)] && !fields.has(keyOf(change)) && change.node === undefined && !work.links.some((link) => link.id === change.link));
  if (!work.carried && left.length === 0) return null;
  return (
    <section class="notice self-carried" aria-label={m.changedTitle}>
      <div>
        {work.carried && <p>{m.carried(work.carried)}</p>}
        {left.length > 0 && (
          <>
            <p>{m.notCarried(left.length)}</p>
            <ul>
              {left.slice(0, 20).map((change) => (
                <li key={keyOf(change)}>
                  <code>{[change.fact ?? change.link, change.period, change.key].filter(Boolean).join(" ")}</code>
                  {m.colon}
                  {change.to ? change.to.join(m.listComma) : change.records ? m.list.count(change.records.length) : groupDigits(typeof change.value === "string" ? change.value : JSON.stringify(change.value ?? null))}{" "}
                  <span class="quiet">
                    {work.refused[keyOf(change)]?.map((diagnostic, index) => (
                      <Say key={index} text={diagnostic.text} lang={lang} />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {left.length > 0 ? (
        <button type="button" class="button" onClick={() => control.change(dropWhere(left.map(keyOf)))}>
          {m.dropThese}
        </button>
      ) : (
        <button type="button" class="button" onClick={() => control.show({ carried: "" })}>
          {props.t.dismiss}
        </button>
      )}
    </section>
  );
}

function Tabs(props: DraftProps) {
  const { work, control, m, lang, host } = props;
  // Below a year of months nobody finds a panel: where there is no room beside the form, it is one of them.
  const alone = host.state.layout !== "wide";
  const tabs = [...(alone ? [{ id: "form", title: m.form }] : []), { id: "tree", title: m.tree }, ...panels.tabs.map((tab) => ({ id: tab.id, title: tab.title(lang) }))];
  // "" is the first tab: the form where there is no room beside it, else the tree.
  const at = tabs.some((tab) => tab.id === work.tab) ? work.tab : (tabs[0]?.id ?? "tree");
  const show = (id: string, focus = false) => {
    control.show({ tab: id });
    if (focus) requestAnimationFrame(() => document.getElementById(`self-tab-${id}`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.findIndex((tab) => tab.id === at) + by + tabs.length) % tabs.length];
    if (next) show(next.id, true);
  };
  const Panel = panels.tabs.find((tab) => tab.id === at)?.view;
  return (
    <section class="self-side" aria-labelledby="panels-title">
      <h2 id="panels-title" class="sr">
        {m.panels}
      </h2>
      {tabs.length > 1 && (
        <div role="tablist" aria-label={m.panels} class="tabs">
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`self-tab-${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === at}
              aria-controls="self-panel"
              tabIndex={tab.id === at ? 0 : -1}
              onClick={() => show(tab.id)}
              onKeyDown={onKeyDown}
            >
              {tab.title}
            </button>
          ))}
        </div>
      )}
      <div id="self-panel" class="self-panel" {...(tabs.length > 1 ? { role: "tabpanel", "aria-labelledby": `self-tab-${at}` } : {})}>
        {at === "form" && <FormView {...props} />}
        {at === "tree" && <TreePanel {...props} />}
        {Panel && <Panel {...panelProps(props)} />}
      </div>
    </section>
  );
}

function DraftView(props: DraftProps) {
  const { control, host, work } = props;
  const wide = host.state.layout === "wide";
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault(); // a box's own undo knows nothing of the other boxes
      if (key === "y" || event.shiftKey) control.redo();
      else control.undo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <div class="self-draft-view" data-pending={work.pending}>
      <Head {...props} />
      <NotCarried {...props} />
      <StandingBar {...props} />
      {panels.standing.map((Panel, index) => (
        <Panel key={index} {...panelProps(props)} />
      ))}
      <div class="self-body">
        {wide && <FormView {...props} />}
        <Tabs {...props} />
      </div>
    </div>
  );
}

function Opening({ state, control, m, t, host }: { state: SelfState; control: Control; m: SelfMessages; t: Messages; host: Host }) {
  const { phase } = state;
  const { lang } = host.state.prefs;
  if (phase.is === "opening") {
    return (
      <section class="loading" aria-busy="true">
        <p role="status">{m.opening[phase.step]}</p>
        <div class="progress" aria-hidden="true">
          <span style={{ width: phase.step === "board" ? "30%" : "70%" }} />
        </div>
      </section>
    );
  }
  if (phase.is === "changed") {
    const { item: draft } = phase.kept;
    return (
      <section class="failed" role="alert">
        <h1>{m.changedTitle}</h1>
        <p>{m.changedText(draft.name, draft.scheme.version, phase.version)}</p>
        <p>{m.changedAsk}</p>
        <p class="failed-actions">
          <button type="button" class="button" onClick={() => control.accept(phase.kept)}>
            {m.carry}
          </button>
          <button type="button" class="button" onClick={() => control.exportDraft(draft)}>
            {m.exportFile}
          </button>
          <a class="button" href="#/s">
            {m.backToDrafts}
          </a>
        </p>
      </section>
    );
  }
  if (phase.is !== "failed") return null;
  const { kept, fault } = phase;
  return (
    <section class="failed" role="alert">
      <h1>{m.failed}</h1>
      {fault.is === "no-board" && kept?.item.board && <p>{m.noBoard(kept.item.board)}</p>}
      <FaultText fault={fault} m={m} t={t} lang={lang} />
      <p class="failed-actions">
        <button type="button" class="button" onClick={() => control.retry()}>
          {m.again}
        </button>
        {kept && kept.item.board !== null && (fault.is === "no-board" || fault.is === "no-unit") && (
          <button type="button" class="button" onClick={() => control.withoutBoard(kept)}>
            {m.asEmpty}
          </button>
        )}
        {kept && (
          <button type="button" class="button" onClick={() => control.exportDraft(kept.item)}>
            {m.exportFile}
          </button>
        )}
        <a class="button" href="#/s">
          {m.backToDrafts}
        </a>
      </p>
    </section>
  );
}

export function SelfView({ state, control, host }: { state: SelfState; control: Control; host: Host }) {
  const { lang } = host.state.prefs;
  const m = selfMessages(lang);
  const t = messages(lang);
  const base = { state, control, host, m, t, lang };
  const { work } = state;
  const first = useRef(true);
  useEffect(() => {
    // A new view moves the focus to its head, so that keyboard and screen reader are where the eye is.
    if (!first.current) document.querySelector<HTMLElement>(".self-box h1")?.scrollIntoView({ block: "nearest" });
    first.current = false;
  }, [state.phase.is]);
  const form: FormProps | null = work ? { work, control, m, t, lang } : null;
  return (
    <>
      {state.phase.is === "start" && !state.offered && <StartView {...base} />}
      {state.phase.is === "start" && state.offered && <OfferView opened={state.offered} offer={control} lang={lang} waiting={m.reading} />}
      {state.phase.is === "open" && form ? <DraftView {...base} {...form} /> : <Opening {...base} />}
      <p class="sr" aria-live="polite">
        {state.said}
      </p>
    </>
  );
}
