// The lesson's slides as a list: go to one, move it, leave it out, write a note on it, add a case, undo; and the lesson as a file.
import { useState } from "preact/hooks";
import { say } from "../../i18n";
import { FileButton } from "../../ui/file-button";
import { titleOf } from "./kinds";
import { add, annotate, hide, move, newSlide, slideId } from "./lesson";
import { formatRoom } from "./route";
import type { OpenProps } from "./stage";

function Line({ index, ...props }: OpenProps & { index: number; at: string }) {
  const { control, m, lang, room, history, at } = props;
  const slide = history.lesson.slides[index];
  const [noting, setNoting] = useState(false);
  if (!slide) return null;
  const title = titleOf(slide, room, lang);
  const open = noting || slide.note !== "";
  return (
    <li class={slide.hidden ? "outline-slide off" : "outline-slide"} data-slide={slide.id}>
      <div class="outline-line">
        <a
          href={formatRoom({ board: room.board.id, class: room.cls.id, period: room.period, slide: slide.id })}
          aria-current={slide.id === at ? "true" : undefined}
        >
          {title}
        </a>
        {slide.hidden && <span class="quiet">{m.hidden}</span>}
        <span class="outline-tools">
          <button type="button" class="button" aria-label={m.up(title)} disabled={index === 0} onClick={() => control.change(move(slide.id, -1))}>
            ↑
          </button>
          <button
            type="button"
            class="button"
            aria-label={m.down(title)}
            disabled={index === history.lesson.slides.length - 1}
            onClick={() => control.change(move(slide.id, 1))}
          >
            ↓
          </button>
          <button
            type="button"
            class="button"
            aria-label={slide.hidden ? m.show(title) : m.hide(title)}
            onClick={() => control.change(hide(slide.id, !slide.hidden))}
          >
            {slide.hidden ? "＋" : "−"}
          </button>
          <button type="button" class="button" aria-label={m.note(title)} aria-expanded={open} onClick={() => setNoting(!noting)}>
            ✎
          </button>
        </span>
      </div>
      {open && (
        <textarea
          class="outline-note"
          aria-label={m.note(title)}
          rows={2}
          maxLength={2000}
          value={slide.note}
          onInput={(event) => control.change(annotate(slide.id, (event.currentTarget as HTMLTextAreaElement).value), `note ${slide.id}`)}
        />
      )}
    </li>
  );
}

function AddCase(props: OpenProps & { at: string }) {
  const { control, m, lang, room, history, at } = props;
  const [chosen, setChosen] = useState("");
  const there = new Set(history.lesson.slides.map(({ id }) => id));
  const left = room.stories.filter((story) => !there.has(slideId("case", story.case)));
  if (left.length === 0) return null;
  return (
    <p class="outline-add">
      <label>
        {m.addCase}{" "}
        <select id="add-case" value={chosen} onChange={(event) => setChosen((event.currentTarget as HTMLSelectElement).value)}>
          <option value="">{m.chooseCase}</option>
          {left.map((story) => (
            <option key={story.case} value={story.case}>
              {say(story.title, lang) || story.case}
            </option>
          ))}
        </select>
      </label>{" "}
      <button
        type="button"
        class="button"
        disabled={chosen === ""}
        onClick={() => {
          control.change(add(newSlide("case", chosen), at));
          setChosen("");
        }}
      >
        {m.add}
      </button>
    </p>
  );
}

export function Outline(props: OpenProps & { at: string; close?: () => void }) {
  const { state, control, m, history, close } = props;
  return (
    <nav class="outline" aria-label={m.outline}>
      <div class="outline-head">
        <h2>{m.outline}</h2>
        {close && (
          <button type="button" class="button" onClick={close}>
            {m.closeOutline}
          </button>
        )}
      </div>
      <ol>
        {history.lesson.slides.map((slide, index) => (
          <Line key={slide.id} {...props} index={index} />
        ))}
      </ol>
      <AddCase {...props} />
      <p class="outline-actions">
        <button type="button" class="button" id="lesson-undo" disabled={history.past.length === 0} onClick={() => control.undo()}>
          {m.undo}
        </button>
        <button type="button" class="button" onClick={() => control.ready()}>
          {m.ready}
        </button>
        <button type="button" class="button" id="lesson-save" onClick={() => control.save()}>
          {m.saveFile}
        </button>
        <FileButton id="lesson-open" label={m.openFile} onFile={(file) => void control.openFile(file)} />
      </p>
      <p class="quiet">{state.notKept ? m.notKept : m.outlineHint}</p>
    </nav>
  );
}
