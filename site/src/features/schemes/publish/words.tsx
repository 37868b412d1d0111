// The board's own words, and the revision that it replaces.
import type { ComponentChildren } from "preact";
import type { BoardEntry } from "../../../board/board";
import { periodText } from "../../../format";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { FileButton } from "../../../ui/file-button";
import { Chooser } from "../../../ui/parts";
import type { BoardAbout } from "../work";
import { type Wanted, type WordKey, isTemplate, wordsThatDiffer } from "./compose";
import { Differences } from "./differences";
import type { Part } from "./part";
import type { Picked } from "./pick";

/** A line of text of the board, with what is still wanted of it. */
function Words(props: { id: string; label: string; value: string; set: (value: string) => void; fault?: string | undefined; hint?: string; type?: "text" | "date" | "lines"; children?: ComponentChildren }) {
  const { id, label, value, set, fault, hint, type = "text" } = props;
  const told = fault ?? hint;
  const own = {
    id,
    value,
    class: "text-input",
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": told ? `${id}-told` : undefined,
    onInput: (event: Event) => set((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="words-field">
      <label class="field" for={id}>
        <span class="field-label">{label}</span>
        {type === "lines" ? <textarea {...own} rows={2} /> : type === "date" ? <input {...own} type="date" /> : <input {...own} type="text" autocomplete="off" />}
      </label>
      {told && (
        <p id={`${id}-told`} class={fault ? "field-wants" : "quiet"}>
          {told}
        </p>
      )}
      {props.children}
    </div>
  );
}

export function BoardWords({ about, issued, summary, lacks, prepared, change, p, lang, earlier }: Part & { earlier: Picked | null }) {
  const set = (key: string, more: Partial<BoardAbout>) => change((work) => ({ ...work, board: { ...work.board, ...more } }), `publish-${key}`);
  const fault = (...names: Wanted[]) => names.filter((name) => lacks.indexOf(name) >= 0).map((name) => p.wanted[name])[0];
  const spoken = (key: "title" | "note", tongue: "zh-CN" | "en") => ({
    value: about[key][tongue] ?? "",
    set: (text: string) => {
      const { [tongue]: _, ...rest } = about[key];
      set(`${key}-${tongue}`, { [key]: text === "" ? rest : { ...rest, [tongue]: text } });
    },
  });
  const cls = summary?.classes.find(({ id }) => id === about.class);
  const next = earlier ? earlier.revision + 1 : 1;
  return (
    <div class="words">
      <Words id="board-id" label={p.id} value={about.id} set={(id) => set("id", { id: id.trim() })} fault={fault("id", "id-taken")} hint={isTemplate(about.id) ? p.templateBoard : p.idHint} />
      <Words id="board-title-zh" label={p.titleZh} {...spoken("title", "zh-CN")} fault={fault("title")} />
      <Words id="board-title-en" label={p.titleEn} {...spoken("title", "en")} />
      <Words id="board-note-zh" label={p.noteZh} type="lines" {...spoken("note", "zh-CN")} />
      <Words id="board-note-en" label={p.noteEn} type="lines" {...spoken("note", "en")} />
      {summary && (
        <div class="words-row">
          <Chooser
            id="board-class"
            label={p.class}
            value={about.class}
            onChange={(id) => set("class", { class: id, period: summary.classes.find((one) => one.id === id)?.views[0]?.periods.slice(-1)[0] ?? "" })}
          >
            {!cls && <option value={about.class}>{about.class || "—"}</option>}
            {summary.classes
              .filter(({ views }) => views.length > 0)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {say(one.title, lang) || one.id}
                </option>
              ))}
          </Chooser>
          <Chooser id="board-period" label={p.period} value={about.period} onChange={(period) => set("period", { period })}>
            {lacks.indexOf("period") >= 0 && <option value={about.period}>{about.period || "—"}</option>}
            {cls?.views.flatMap((view) =>
              view.periods.map((period) => (
                <option key={period} value={period}>
                  {periodText(period, lang)}
                </option>
              )),
            )}
          </Chooser>
        </div>
      )}
      {fault("class", "period") && <p class="field-wants">{fault("class", "period")}</p>}
      <fieldset class="choices">
        <legend>{p.state}</legend>
        {(["draft", "display", "final"] as const).map((state) => (
          <label key={state} class="choice">
            <input type="radio" name="board-state" value={state} checked={about.state === state} onChange={() => set("state", { state })} />
            {p.states[state]}
          </label>
        ))}
      </fieldset>
      <div class="words-row">
        <Words id="board-issued" label={p.issued} type="date" value={issued} set={(day) => set("issued", { issued: day })} fault={fault("issued")} />
        {about.state === "display" && (
          <Words id="board-until" label={p.until} type="date" value={about.until} set={(until) => set("until", { until })} fault={fault("until", "until-early")} />
        )}
        <Words
          id="board-revision"
          label={p.revision}
          value={about.revision > 0 ? String(about.revision) : ""}
          set={(text) => set("revision", { revision: /^\d{1,6}$/.test(text.trim()) ? parseInt(text, 10) : 0 })}
          fault={fault("revision", "revision-low")}
        >
          {fault("revision", "revision-low") && (
            <button type="button" class="quiet-button" onClick={() => set("revision", { revision: next })}>
              {p.setRevision(next)}
            </button>
          )}
        </Words>
      </div>
      {earlier && <Words id="board-reason" label={p.reason} type="lines" value={about.reason} set={(reason) => set("reason", { reason })} fault={fault("reason")} hint={p.reasonHint} />}
      {prepared.opened?.value && lacks.length === 0 && <p>{p.wordsDone}</p>}
    </div>
  );
}

export function EarlierStep(props: Part & { boards: readonly BoardEntry[]; earlier: Picked | null; picking: string; choose: (from: { id: string } | { file: File } | null) => void; fault: string }) {
  const { boards, earlier, picking, choose, fault, prepared, p, lang, t } = props;
  const { verify } = prepared;
  const { about, lacks } = props;
  // The engine compared before the words were written; until they are, there is nothing to say of them.
  const words = earlier && lacks.length === 0 ? wordsThatDiffer(earlier.board, about) : [];
  const shown: Partial<Record<WordKey, (value: string) => string>> = {
    class: (id) => say(props.summary?.classes.find((cls) => cls.id === id)?.title, lang) || id,
    period: (period) => periodText(period, lang),
    state: (state) => p.states[state as BoardAbout["state"]] ?? state,
  };
  const read = (key: WordKey, value: string) => shown[key]?.(value) ?? value;
  const label: Record<WordKey, string> = { id: p.id, titleZh: p.titleZh, titleEn: p.titleEn, noteZh: p.noteZh, noteEn: p.noteEn, class: p.class, period: p.period, state: p.state, until: p.until };
  return (
    <>
      <p class="quiet">{p.earlierHint}</p>
      <div class="words-row">
        <Chooser id="earlier" label={p.earlier} value={picking.trim() || (earlier ? earlier.id || "\n" : "")} onChange={(id) => choose(id ? { id } : null)}>
          <option value="">{p.earlierNone}</option>
          {earlier && earlier.id === "" && <option value={"\n"}>{p.chosenFile(earlier.name)}</option>}
          {boards.map((board) => (
            <option key={board.id} value={board.id}>
              {say(board.title, lang) || board.id}
            </option>
          ))}
        </Chooser>
        <FileButton id="earlier-file" label={p.chooseFile} onFile={(file) => choose({ file })} />
      </div>
      {picking && <p role="status">{t.rowPending}</p>}
      {fault && (
        <p class="why-not" role="alert">
          {p.earlierFault(fault)}
        </p>
      )}
      {earlier && (
        <>
          <p>
            {p.earlierIs(earlier.revision, earlier.issued)} <code class="digest">{earlier.sha256}</code>
          </p>
          {!verify ? (
            <p role="status">{prepared.sealed?.value ? p.comparing : t.rowPending}</p>
          ) : verify.value ? (
            <Differences verify={{ ...verify.value, about: words.map(({ key, from, to }) => ({ key: label[key], from: read(key, from), to: read(key, to) })) }} lang={lang} name={`${props.about.id || "board"}-changes`} />
          ) : (
            <DiagnosticList diagnostics={verify.diagnostics} lang={lang} t={t} />
          )}
        </>
      )}
    </>
  );
}
