// Where a self-check begins: the drafts on this device, whose figures to begin with, or an empty form.
import { useState } from "preact/hooks";
import { periodText, timeText } from "../../format";
import { type Lang, type Messages, say } from "../../i18n";
import { FileButton } from "../../ui/file-button";
import { DiagnosticList } from "../../ui/diagnostics";
import { Chooser, Say } from "../../ui/parts";
import { overAt, overChoices, periodChoices, today } from "./as-of";
import type { Control, Host, OpenFault, SelfState } from "./control";
import type { KeptDraft } from "./keep";
import type { SelfMessages } from "./messages";
import { Options } from "./options";
import { formatSelf } from "./route";

export interface StartProps {
  state: SelfState;
  control: Control;
  host: Host;
  m: SelfMessages;
  t: Messages;
  lang: Lang;
}

export function FaultText({ fault, m, t, lang }: { fault: OpenFault; m: SelfMessages; t: Messages; lang: Lang }) {
  switch (fault.is) {
    case "no-draft":
      return <p>{m.noDraft}</p>;
    case "store":
      return <p>{m.store[fault.fault]}</p>;
    case "no-scheme":
      return <p>{m.noScheme(fault.id)}</p>;
    case "no-class":
      return <p>{m.noClass(fault.id)}</p>;
    case "no-unit":
      return <p>{m.noUnit(fault.id)}</p>;
    case "engine":
      return <DiagnosticList diagnostics={fault.diagnostics} lang={lang} t={t} />;
    case "no-board":
      if (fault.fault.kind === "missing") return <p>{t.fault.missing(fault.fault.name)}</p>;
      if (fault.fault.kind === "unreachable") return <p>{t.fault.unreachable(fault.fault.name)}</p>;
      return <p>{fault.fault.kind === "no-boards" ? t.fault.noBoards : t.failedTitle}</p>;
  }
}

function DraftLine({ kept, props }: { kept: KeptDraft; props: StartProps }) {
  const { control, m } = props;
  const { item: draft } = kept;
  const [name, setName] = useState<string | null>(null);
  const keep = () => {
    if (name !== null) void control.rename(kept, name);
    setName(null);
  };
  return (
    <li class="self-draft" data-draft={draft.id}>
      <div>
        {name === null ? (
          <a href={formatSelf({ is: "draft", id: draft.id, node: "", at: "" })}>
            <strong>{draft.name || draft.id}</strong>
          </a>
        ) : (
          <form
            class="self-rename"
            onSubmit={(event) => {
              event.preventDefault();
              keep();
            }}
          >
            <label>
              <span class="sr">{m.newName}</span>
              <input type="text" value={name} ref={(input) => {
                  if (input && document.activeElement !== input && name === draft.name) input.focus();
                }} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} onKeyDown={(event) => event.key === "Escape" && setName(null)} />
            </label>
            <button type="submit" class="button">
              {m.keepName}
            </button>
            <button type="button" class="button" onClick={() => setName(null)}>
              {m.cancel}
            </button>
          </form>
        )}
        {kept.unsaved && <p class="field-fault">{m.onlyHere}</p>}
        <p class="quiet">
          {[draft.scheme.id, draft.board ?? m.blank, draft.period, kept.unsaved ? "" : m.savedAt(timeText(draft.saved))].filter(Boolean).join(" · ")}
        </p>
      </div>
      <p class="self-draft-buttons">
        <button type="button" class="quiet-button" aria-label={`${m.rename} ${draft.name}`} onClick={() => setName(draft.name)}>
          {m.rename}
        </button>
        <button type="button" class="quiet-button" aria-label={`${m.duplicate} ${draft.name}`} onClick={() => void control.duplicate(kept, m.copyName(draft.name))}>
          {m.duplicate}
        </button>
        <button type="button" class="quiet-button" aria-label={`${m.exportFile} ${draft.name}`} onClick={() => control.exportDraft(draft)}>
          {m.exportFile}
        </button>
        <button type="button" class="quiet-button" aria-label={`${m.remove} ${draft.name}`} onClick={() => void control.remove(kept)}>
          {m.remove}
        </button>
      </p>
    </li>
  );
}

function Drafts(props: StartProps) {
  const { state, control, m } = props;
  const { drafts, deleted, store, fileFault } = state;
  return (
    <section class="self-part" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{m.drafts}</h2>
      <p class="quiet">{m.device}</p>
      {store && (
        <p class="why-not" role="alert">
          {m.store[store.fault]}
        </p>
      )}
      {deleted && (
        <p class="notice" role="status">
          <span>{m.removed(deleted.item.name)}</span>
          <button type="button" class="button" onClick={() => void control.restore()}>
            {m.undoRemove}
          </button>
        </p>
      )}
      {drafts === null && <p class="quiet">{m.reading}</p>}
      {drafts?.length === 0 && <p class="quiet">{m.noDrafts}</p>}
      {drafts && drafts.length > 0 && (
        <ul class="self-drafts">
          {drafts.map((kept) => (
            <DraftLine key={kept.item.id} kept={kept} props={props} />
          ))}
        </ul>
      )}
      {fileFault && (
        <p class="why-not" role="alert">
          {m.fileFault[fileFault.why](fileFault.name, fileFault.found)}
        </p>
      )}
      <FileButton label={m.importFile} class="self-import" onFile={(file) => void control.openFile(file)} />
    </section>
  );
}

function FromBoard(props: StartProps) {
  const { state, control, host, m, t, lang } = props;
  const { setup, index } = state;
  const boards = index?.boards ?? [];
  const own = host.state.board;
  const listed = boards.some((board) => board.id === own?.id);
  const cls = setup.summary?.classes.find((one) => one.id === setup.class);
  const wanted = setup.find.trim().toLowerCase();
  const units = (cls?.units ?? []).filter((unit) => wanted === "" || [unit.id, unit.name["zh-CN"], unit.name.en].some((text) => text?.toLowerCase().includes(wanted)));
  const chosen = cls?.units.find((unit) => unit.id === setup.unit);
  const shown = units.slice(0, 200);
  return (
    <section class="self-part" aria-labelledby="from-board-title">
      <h2 id="from-board-title">{m.fromBoard}</h2>
      <p class="quiet">{m.fromBoardHint}</p>
      <form
        class="self-setup"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) void control.beginFromBoard();
        }}
      >
        <Chooser id="self-board" label={m.board} value={setup.board} onChange={control.chooseBoard}>
          <option value="">{m.chooseBoard}</option>
          {own && !listed && <option value={own.id}>{say(own.title, lang) || own.id}</option>}
          <Options list={boards} lang={lang} />
        </Chooser>
        {setup.loading && (
          <p class="quiet" role="status">
            {m.reading}
          </p>
        )}
        {setup.fault && (
          <div class="why-not" role="alert">
            <FaultText fault={setup.fault} m={m} t={t} lang={lang} />
          </div>
        )}
        {setup.summary && cls && (
          <>
            <Chooser id="self-class" label={m.whoClass} value={setup.class} onChange={(value) => control.setup({ class: value, unit: "", find: "" })}>
              <Options list={setup.summary.classes} lang={lang} />
            </Chooser>
            <div class="field">
              <label class="field-label" for="self-find">
                {m.who}
              </label>
              <input id="self-find" type="search" autocomplete="off" placeholder={m.findWho} value={setup.find} onInput={(event) => control.setup({ find: (event.currentTarget as HTMLInputElement).value, unit: "" })} />
              {units.length === 0 ? (
                <p class="quiet" role="status">
                  {m.nobody}
                </p>
              ) : (
                <select id="self-unit" aria-label={m.who} size={Math.min(6, Math.max(2, shown.length))} value={setup.unit} onChange={(event) => control.setup({ unit: (event.currentTarget as HTMLSelectElement).value })}>
                  {shown.map((unit) => (
                    <option key={unit.id} value={unit.id}>
                      {say(unit.name, lang) || unit.id}
                    </option>
                  ))}
                </select>
              )}
            </div>
            {setup.summary.dataset.periods.length > 1 && (
              <Chooser id="self-period" label={m.period} value={setup.period} onChange={(period) => control.setup({ period })}>
                {setup.summary.dataset.periods.map((period) => (
                  <option key={period} value={period}>
                    {periodText(period, lang)}
                  </option>
                ))}
              </Chooser>
            )}
            <button type="submit" class="button primary" disabled={!chosen}>
              {m.begin}
              {chosen && (
                <>
                  {m.colon}
                  <Say text={chosen.name} lang={lang} />
                </>
              )}
            </button>
          </>
        )}
      </form>
    </section>
  );
}

/** Which months are over, as far as a form with months has a choice. */
export function OverChooser({ id, period, asOf, set, m, lang }: { id: string; period: string; asOf: string; set: (asOf: string) => void; m: SelfMessages; lang: Lang }) {
  return (
    <Chooser id={id} label={m.over} value={asOf} onChange={set}>
      {overChoices(period).map((over) => (
        <option key={over.asOf} value={over.asOf}>
          {over.is === "none" ? m.overNone : over.is === "all" ? m.overAll : m.overUpTo(periodText(over.month, lang))}
        </option>
      ))}
    </Chooser>
  );
}

function Empty(props: StartProps) {
  const { state, control, m, lang } = props;
  const boards = state.index?.boards ?? [];
  // One entry a scheme and class, whichever board brings the scheme.
  const choices = boards.filter((board, index) => boards.findIndex((other) => other.scheme === board.scheme) === index);
  const first = choices[0]?.classes[0] ? `${choices[0].id}\n${choices[0].classes[0].id}` : "";
  const [which, setWhich] = useState("");
  const value = which || first;
  const [wantedPeriod, setPeriod] = useState("");
  const [wantedOver, setOver] = useState<string | null>(null);
  if (choices.length === 0) return null;
  const day = today();
  const periods = periodChoices(choices.find((board) => board.id === value.split("\n")[0])?.periods ?? [], day);
  const period = periods.indexOf(wantedPeriod) >= 0 ? wantedPeriod : (periods[0] ?? "");
  const overs = overChoices(period);
  const asOf = (overs.find((over) => over.asOf === wantedOver) ?? overAt(period, day)).asOf;
  return (
    <section class="self-part" aria-labelledby="empty-title">
      <h2 id="empty-title">{m.empty}</h2>
      <p class="quiet">{m.emptyHint}</p>
      <form
        class="self-setup"
        onSubmit={(event) => {
          event.preventDefault();
          const [board = "", cls = ""] = value.split("\n");
          void control.beginEmpty(board, cls, period, asOf);
        }}
      >
        <Chooser id="self-empty" label={m.emptyWhich} value={value} onChange={setWhich}>
          {choices.map((board) => (
            <optgroup key={board.id} label={say(board.title, lang) || board.id}>
              {board.classes.map((cls) => (
                <option key={cls.id} value={`${board.id}\n${cls.id}`}>
                  {say(cls.title, lang) || cls.id}
                </option>
              ))}
            </optgroup>
          ))}
        </Chooser>
        {periods.length > 1 && (
          <Chooser id="self-empty-period" label={m.period} value={period} onChange={setPeriod}>
            {periods.map((one) => (
              <option key={one} value={one}>
                {periodText(one, lang)}
              </option>
            ))}
          </Chooser>
        )}
        <OverChooser id="self-empty-over" period={period} asOf={asOf} set={setOver} m={m} lang={lang} />
        <p class="quiet hint">{m.overHint}</p>
        <button type="submit" class="button">
          {m.beginEmpty}
        </button>
      </form>
    </section>
  );
}

export function StartView(props: StartProps) {
  const { m } = props;
  return (
    <div class="self-start">
      <header>
        <h1>{m.title}</h1>
        <p>{m.lead}</p>
      </header>
      <Drafts {...props} />
      <div class="self-begin">
        <FromBoard {...props} />
        <Empty {...props} />
      </div>
    </div>
  );
}
