// The room where a scheme is written: its text with what the engine says of it, an outline to go through it, and what it makes.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { script } from "../../../later";
import { catalogueMessages } from "../catalogue/messages";
import { failureTeller } from "../catalogue/scheme-text";
import type { RoomProps } from "../rooms";
import type { Editor } from "./editor-api";
import { writeMessages } from "./messages";
import type { Branch } from "./outline";
import { outlineOf } from "./outline";
import { OutlineTree } from "./outline-tree";
import { CaseList, FaultList, PreviewPanel } from "./panels";
import { offsetOf, partAt, readParts } from "./parts";
import { snippets } from "./snippets";
import { unpublished } from "./unpublished";
import { useChecked, usePreview } from "./use";

/** Typing that rests as long begins a new step of the work's undo. */
const pause = 5000;

export function WriteRoom(props: RoomProps) {
  const { work, change, control, engine, lang, t, say } = props;
  const m = writeMessages(lang);
  const box = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<Editor | null>(null);
  const [ready, setReady] = useState<boolean | null>(window.yardstickEditor ? true : null);
  const [outline, setOutline] = useState<readonly Branch[]>([]);
  const [pointer, setPointer] = useState("");
  const [side, setSide] = useState<"cases" | "preview">("cases");
  const [cls, setCls] = useState("");
  const [noPlace, setNoPlace] = useState(false);
  const checked = useChecked(work.scheme, engine);
  const unseen = useMemo(() => unpublished(readParts(checked.good), lang), [checked.good, lang]);
  const tell = useMemo(() => failureTeller(checked.good, catalogueMessages(lang), lang), [checked.good, lang]);
  const preview = usePreview(checked.good, cls, work, engine);

  const step = useRef({ name: "", at: 0 });
  const typed = (text: string) => {
    const now = Date.now();
    const { name, at } = step.current;
    step.current = { name: name !== "" && now - at < pause ? name : `scheme-${now}`, at: now };
    setNoPlace(false);
    change((one) => (one.scheme === text ? one : { ...one, scheme: text }), step.current.name);
  };

  useEffect(() => {
    if (ready === null) void script("editor", () => window.yardstickEditor !== undefined).then(setReady);
  }, []);
  useEffect(() => {
    if (!ready || !box.current || !window.yardstickEditor) return;
    const own = window.yardstickEditor(box.current, work.scheme, lang, m.editor, {
      changed: typed,
      moved(where, branches) {
        setPointer(where);
        setOutline(branches);
      },
    });
    editor.current = own;
    own.faults(checked.diagnostics, checked.text);
    return () => {
      editor.current = null;
      own.destroy();
    };
  }, [ready, lang]);
  useEffect(() => {
    // What is drawn may be older than what was typed meanwhile: the store has the newest.
    const open = control.store.get().open;
    if (open?.work.id === work.id) editor.current?.replace(open.work.scheme);
    if (ready === false) setOutline(outlineOf(readParts(work.scheme), lang));
  }, [work.scheme, ready, lang]);
  useEffect(() => editor.current?.faults(checked.diagnostics, checked.text), [checked.diagnostics]);

  const goTo = (place: string | { line: number; column: number }) => {
    if (editor.current) {
      editor.current.goTo(place);
      return;
    }
    const text = work.scheme;
    const part = typeof place === "string" ? partAt(readParts(text), place) : null;
    const at = typeof place === "string" ? (part && part.keyTo > 0 ? part.keyFrom : (part?.from ?? 0)) : offsetOf(text, place.line, place.column);
    plain.current?.focus();
    plain.current?.setSelectionRange(at, at + 1);
  };

  const current = checked.text === work.scheme;
  const stale = checked.good !== work.scheme;
  const tabs = ["cases", "preview"] as const;
  return (
    <div class="write" data-checked={current}>
      <h1 class="sr">{m.title}</h1>
      <section class="write-outline" aria-labelledby="write-outline-title">
        <h2 id="write-outline-title">{m.outline}</h2>
        <OutlineTree outline={outline} pointer={pointer} m={m} goTo={goTo} />
      </section>
      <section class="write-text" aria-label={m.editor}>
        {ready !== false && (
          <fieldset class="write-tools" aria-label={m.tools}>
            <button type="button" class="button" onClick={() => editor.current?.undo()}>
              {m.undo}
            </button>
            <button type="button" class="button" onClick={() => editor.current?.redo()}>
              {m.redo}
            </button>
            <button type="button" class="button" onClick={() => editor.current?.search()}>
              {m.search}
            </button>
            <select
              aria-label={m.insertHint}
              value=""
              onChange={(event) => {
                const select = event.currentTarget as HTMLSelectElement;
                const done = editor.current?.insert(select.value) ?? false;
                select.value = "";
                setNoPlace(!done);
                if (!done) say(m.noPlace);
              }}
            >
              <option value="">{m.insert}</option>
              {(["nodes", "facts", "cases"] as const).map((place) => (
                <optgroup key={place} label={m.places[place]}>
                  {snippets
                    .filter((one) => one.place === place)
                    .map((one) => (
                      <option key={one.id} value={one.id}>
                        {one.title[lang]}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
          </fieldset>
        )}
        {noPlace && <p class="why-not">{m.noPlace}</p>}
        {ready === null && <p class="quiet">{m.loading}</p>}
        {ready === false ? (
          <>
            <p class="why-not">{m.noEditor}</p>
            <textarea ref={plain} class="write-plain" aria-label={m.editor} spellcheck={false} value={work.scheme} onInput={(event) => typed((event.currentTarget as HTMLTextAreaElement).value)} />
          </>
        ) : (
          <div ref={box} class="write-editor" />
        )}
        <p class="quiet" id="editor-keys">
          {m.keys}
        </p>
        <FaultList checked={checked} unseen={unseen} current={current} m={m} lang={lang} goTo={goTo} />
      </section>
      <section class="write-side" aria-label={m.panels}>
        <div class="write-tabs">
          {tabs.map((id) => (
            <button key={id} type="button" class="button" aria-pressed={side === id} onClick={() => setSide(id)}>
              {id === "preview" ? m.preview : checked.cases ? m.caseCount(checked.cases.passed, checked.cases.failed) : m.cases}
            </button>
          ))}
        </div>
        {side === "cases" ? (
          <CaseList checked={checked} tell={tell} stale={stale && current} m={m} lang={lang} goTo={goTo} />
        ) : (
          <PreviewPanel preview={preview} stale={stale && current} figures={work.dataset !== ""} m={m} t={t} lang={lang} choose={setCls} />
        )}
      </section>
    </div>
  );
}
