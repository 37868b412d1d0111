// 方案: the catalogue with what an office has in hand; a scheme's pages; a work in one of its rooms.
import { useState } from "preact/hooks";
import { download } from "../../download";
import { timeText } from "../../format";
import { type Lang, type Messages, messages } from "../../i18n";
import type { Kept } from "../../kept";
import { FileButton } from "../../ui/file-button";
import { Catalogue } from "./catalogue/home";
import { SchemePages } from "./catalogue/pages";
import type { Control, Host, Open, SchemesState } from "./control";
import { type SchemesMessages, schemesMessages } from "./messages";
import { type RoomKind, rooms } from "./rooms";
import { VerifyView } from "./publish/verify";
import { schemesAddress } from "./route";
import type { Work } from "./work";
import { Templates } from "./write/gallery";

export interface SchemesProps {
  state: SchemesState;
  control: Control;
  host: Host;
  t: Messages;
  m: SchemesMessages;
  lang: Lang;
}

function FileFault({ state, control, m }: SchemesProps) {
  const { fileFault } = state;
  if (!fileFault) return null;
  const { name, given } = fileFault;
  return (
    <div class="notice" role="alert">
      <p>{given.why === "not-json" ? m.notJson(name) : m.notOurs(name, given.found)}</p>
      <button type="button" class="button" onClick={() => control.forgetFault()}>
        {m.dismiss}
      </button>
    </div>
  );
}

function WorkLine({ kept, control, m }: SchemesProps & { kept: Kept<Work> }) {
  const work = kept.item;
  return (
    <li class="work-line" data-work={work.id}>
      <div>
        <a href={schemesAddress("d", work.id, "write")}>
          <strong>{work.title || work.id}</strong>
        </a>
        <p class="quiet">{m.savedAt(timeText(work.saved))}</p>
      </div>
      <p class="work-buttons">
        <button type="button" class="quiet-button" aria-label={`${m.duplicate} ${work.title}`} onClick={() => void control.duplicate(kept, m.copyName(work.title))}>
          {m.duplicate}
        </button>
        <button
          type="button"
          class="quiet-button"
          aria-label={`${m.export} ${work.title}`}
          onClick={() => download(m.fileName(work.title), control.asFile(work))}
        >
          {m.export}
        </button>
        <button type="button" class="quiet-button" aria-label={`${m.remove} ${work.title}`} onClick={() => void control.remove(kept)}>
          {m.remove}
        </button>
      </p>
    </li>
  );
}

function Works(props: SchemesProps) {
  const { state, control, m } = props;
  const { works, store, deleted } = state;
  return (
    <section class="works" aria-labelledby="works-title">
      <h2 id="works-title">{m.works}</h2>
      <p class="quiet">{m.worksNote}</p>
      {store && (
        <p class="why-not" role="alert">
          {m.store[store.fault]}
        </p>
      )}
      {deleted && (
        <p class="notice" role="status">
          <span>{m.removed(deleted.item.title)}</span>
          <button type="button" class="button" onClick={() => void control.restore()}>
            {m.restore}
          </button>
        </p>
      )}
      {works?.length === 0 && <p>{m.noWorks}</p>}
      {works && works.length > 0 && (
        <ul class="work-list">
          {works.map((kept) => (
            <WorkLine key={kept.item.id} {...props} kept={kept} />
          ))}
        </ul>
      )}
      <p class="work-begin">
        <FileButton label={m.openFile} title={m.openFileHint} onFile={(file) => void control.openFile(file)} />
      </p>
    </section>
  );
}

function SavingState({ state, control, m, work }: SchemesProps & { work: Work }) {
  const { saving } = state;
  if (saving.is === "conflict") {
    return (
      <span class="why-not" role="alert">
        {saving.other ? m.conflict : m.conflictGone}{" "}
        {saving.other && (
          <button type="button" class="button" onClick={() => control.takeOther()}>
            {m.takeOther}
          </button>
        )}{" "}
        <button type="button" class="button" onClick={() => void control.keepBoth(m.otherName(work.title))}>
          {m.keepBoth}
        </button>
      </span>
    );
  }
  if (saving.is === "fault") {
    return (
      <span class="why-not" role="alert">
        {m.store[saving.fault]}{" "}
        <button type="button" class="button" onClick={() => control.retrySave()}>
          {m.again}
        </button>
      </span>
    );
  }
  return <span class="quiet">{saving.is === "saving" ? m.saving : work.saved && m.saved(timeText(work.saved).slice(11))}</span>;
}

function Title({ work, control, m }: { work: Work; control: Control; m: SchemesMessages }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label class="work-title">
      <span class="work-title-mark" title={m.titleHint}>
        {m.titleOf}
      </span>
      <input
        type="text"
        title={m.titleHint}
        value={typed ?? work.title}
        onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)}
        onBlur={() => {
          const title = (typed ?? "").trim();
          if (title) control.change((one) => (one.title === title ? one : { ...one, title }));
          setTyped(null);
        }}
        onKeyDown={(event) => (event.key === "Enter" || event.key === "Escape") && (event.currentTarget as HTMLInputElement).blur()}
      />
    </label>
  );
}

function WorkView(props: SchemesProps & { open: Open; kind: RoomKind; path: string[] }) {
  const { control, m, open, kind, path } = props;
  const { work, past, future } = open;
  const Room = kind.view;
  return (
    <div class="work">
      <header class="work-head">
        <a class="button" href="#/f">
          {m.back}
        </a>
        <Title work={work} control={control} m={m} />
        <nav class="work-rooms" aria-label={m.rooms}>
          {rooms.map(({ id }) => (
            <a key={id} href={schemesAddress("d", work.id, id)} aria-current={id === kind.id ? "page" : undefined}>
              {m.room[id]}
            </a>
          ))}
        </nav>
        <span class="work-steps">
          <button type="button" class="button" disabled={past.length === 0} onClick={() => control.undo()}>
            {m.undo}
          </button>
          <button type="button" class="button" disabled={future.length === 0} onClick={() => control.redo()}>
            {m.redo}
          </button>
          <button type="button" class="button" onClick={() => download(m.fileName(work.title), control.asFile(work))}>
            {m.export}
          </button>
        </span>
        <SavingState {...props} work={work} />
      </header>
      <Room
        work={work}
        change={control.change}
        control={control}
        host={props.host}
        engine={control.engine}
        t={props.t}
        m={m}
        lang={props.lang}
        path={path}
        go={(next, replace) => control.go(["d", work.id, kind.id, ...next], replace)}
        say={control.say}
      />
    </div>
  );
}

function Home(props: SchemesProps) {
  const { m, control, lang } = props;
  return (
    <div class="schemes-home">
      <header>
        <h1>{m.title}</h1>
        <p class="quiet">{m.lead}</p>
        <p>
          <a href="#/f/verify">{m.verify}</a>
        </p>
      </header>
      <FileFault {...props} />
      <Works {...props} />
      <Templates control={control} lang={lang} />
      <Catalogue control={props.control} t={props.t} lang={props.lang} />
    </div>
  );
}

export function SchemesView({ state, control, host }: { state: SchemesState; control: Control; host: Host }) {
  const { lang } = host.state.prefs;
  const props: SchemesProps = { state, control, host, t: messages(lang), m: schemesMessages(lang), lang };
  const { route, open } = state;
  const kind = route.is === "work" ? (rooms.find(({ id }) => id === route.room) ?? rooms[0]) : undefined;
  return (
    <>
      {route.is === "work" && open?.work.id === route.work && kind ? (
        <WorkView key={open.work.id} {...props} open={open} kind={kind} path={route.path} />
      ) : route.is === "work" ? (
        state.absent === route.work && (
          <section class="failed" role="alert">
            <h1>{props.m.title}</h1>
            <p>{props.m.absent}</p>
            <p class="failed-actions">
              <a class="button" href="#/f">
                {props.m.back}
              </a>
            </p>
          </section>
        )
      ) : route.is === "scheme" ? (
        <SchemePages key={route.scheme} scheme={route.scheme} path={route.path} control={control} host={host} lang={lang} />
      ) : route.is === "verify" ? (
        <VerifyView host={host} t={props.t} lang={lang} />
      ) : (
        <Home {...props} />
      )}
      <p class="sr" aria-live="polite">
        {state.said}
      </p>
    </>
  );
}
