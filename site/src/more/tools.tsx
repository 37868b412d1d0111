// What can be taken away from the Window: tables as files, the official notice, a frame for another page.
import { useRef, useState } from "preact/hooks";
import { type WindowProps, rowsQuery, toggleTools } from "../features/window/state";
import { copyField } from "../ui/copy";
import { say } from "../i18n";
import { ExportButtons } from "./export-buttons";
import type { Table } from "./exporters";
import { cardFile, rankingFile } from "./files";
import { NoticePanel } from "./notice-panel";
import { type TakeMessages, takeMessages } from "./take-messages";

/** The whole ranking, as filtered and sorted now. */
async function wholeRanking(props: WindowProps, m: TakeMessages): Promise<Table> {
  const { state, view, lang, actions } = props;
  const query = { ...rowsQuery(state.window, view), from: 0, count: Math.max(1, view.cls.units.length) };
  const reply = await actions.ask("rows", [query], "export");
  if (!reply?.value) throw new Error(reply?.diagnostics.map((fault) => say(fault.text, lang)).join(m.semicolon) ?? "");
  return rankingFile(reply.value, props, m);
}

/** The frame's address: the page as it is, without what stands around the Window. */
function frameAddress({ actions }: WindowProps): string {
  return `${window.location.href.split(/[?#]/)[0]}${actions.link({ embed: true })}`;
}

const quoted = (text: string) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function Embed({ props, m }: { props: WindowProps; m: TakeMessages }) {
  const { state, lang } = props;
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const title = say(state.board.title, lang) || state.board.id;
  const code = `<iframe src="${quoted(frameAddress(props))}" title="${quoted(title)}" width="100%" height="720" style="border:0" loading="lazy"></iframe>`;
  const hosted = state.index?.boards.some((board) => board.id === state.board.id) ?? false;
  const copy = async () => {
    if (field.current) setSaid((await copyField(field.current)) ? m.copied : m.copyByHand);
  };
  return (
    <section class="embed-part" aria-labelledby="embed-title">
      <h4 id="embed-title">{m.embed}</h4>
      <p class="quiet hint">{hosted ? m.embedNote : m.notHosted}</p>
      <p class="embed-line">
        <label for="embed-code" class="sr">
          {m.embedCode}
        </label>
        <input id="embed-code" type="text" readOnly value={code} ref={field} onFocus={(event) => (event.currentTarget as HTMLInputElement).select()} />
        <button type="button" class="button" id="embed-copy" onClick={() => void copy()}>
          {m.copy}
        </button>
        <a class="button" href={frameAddress(props)} target="_blank" rel="noopener noreferrer">
          {m.embedLink}
        </a>
        <span class="quiet" role="status">
          {said}
        </span>
      </p>
    </section>
  );
}

export function Tools(props: WindowProps) {
  const { state, view, lang, actions } = props;
  const m = takeMessages(lang);
  const [notice, setNotice] = useState(false);
  const { card, rows } = state.window;
  const ofCard = view.unit !== "";
  const own = card?.unit === view.unit ? card : null;
  return (
    <section class="beside-part tools" aria-labelledby="tools-title">
      <div class="tree-bar">
        <h3 id="tools-title">{ofCard ? m.takeCard : m.take}</h3>
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            actions.window(toggleTools);
            document.getElementById("tools")?.focus();
          }}
        >
          {m.close}
        </button>
      </div>
      {ofCard && own && <ExportButtons table={async () => cardFile(own, props, m)} note={m.exportsCard} lang={lang} />}
      {!ofCard && (
        <>
          <ExportButtons table={() => wholeRanking(props, m)} note={m.exportsNote(String(rows?.matched ?? 0))} lang={lang} />
          <Embed props={props} m={m} />
          <p>
            <button type="button" class="button" id="notice" aria-expanded={notice} onClick={() => setNotice(!notice)}>
              {m.makeNotice}
            </button>{" "}
            <span class="quiet hint">{m.noticeNote}</span>
          </p>
          {notice && <NoticePanel {...props} />}
        </>
      )}
    </section>
  );
}
