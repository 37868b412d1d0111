// One slide at a time over the whole window: title, what the slide's kind draws, and a bar of controls. Keys first go to the slide.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Lang, type Messages, say } from "../../i18n";
import type { Control, Host, RoomState } from "./control";
import { type Command, commandOf, focusOf } from "./keys";
import { kindOf, titleOf } from "./kinds";
import { type History, keepScenario, dropScenario, shown } from "./lesson";
import type { RoomMessages } from "./messages";
import { Notices } from "./notices";
import { Outline } from "./outline";
import { percentOfCount } from "./pixels";
import type { Room, Slide, SlideProps } from "./slide";

export interface RoomProps {
  state: RoomState;
  control: Control;
  host: Host;
  t: Messages;
  m: RoomMessages;
  lang: Lang;
}
export interface OpenProps extends RoomProps {
  room: Room;
  history: History;
}

interface Handler {
  slide: string;
  take: (command: Command) => boolean;
}

function slideProps({ state, control, t, m, lang, room, history }: OpenProps, slide: Slide, hold: (handler: Handler) => void): SlideProps {
  return {
    slide,
    room,
    desk: control.desk,
    story: control.story,
    lang,
    t,
    m,
    size: state.size,
    // Read anew each time: two keys may come before the next drawing.
    memory: <T,>(id = slide.id) => (control.store.get().memories[id] ?? null) as T | null,
    remember: (value, id = slide.id) => control.remember(id, value),
    onKeys: (take) => hold({ slide: slide.id, take }),
    next: () => control.towards("next"),
    announce: control.announce,
    scenarios: history.lesson.scenarios,
    keepScenario: (scenario) => control.change(keepScenario(scenario)),
    dropScenario: (name) => control.change(dropScenario(name)),
  };
}

/** A control with a sign, and a word where there is room. */
function Tool(props: { sign: string; word: string; onClick: () => void; pressed?: boolean; disabled?: boolean; id?: string; children?: ComponentChildren }) {
  return (
    <button type="button" class="tool" id={props.id} aria-pressed={props.pressed} disabled={props.disabled} onClick={props.onClick}>
      <span aria-hidden="true">{props.sign}</span>
      <span class="tool-word">{props.word}</span>
    </button>
  );
}

export function Stage(props: OpenProps & { slide: Slide }) {
  const { state, control, m, lang, room, history, slide } = props;
  const body = useRef<HTMLElement>(null);
  const drawer = useRef<HTMLDivElement>(null);
  const handler = useRef<Handler | null>(null);
  const [more, setMore] = useState(false);
  const slides = shown(history.lesson);
  const at = slides.findIndex(({ id }) => id === slide.id);
  const title = titleOf(slide, room, lang);

  const look = () => {
    const box = body.current;
    if (box) setMore(box.scrollTop + box.clientHeight < box.scrollHeight - 4);
  };
  const scroll = (share: number): boolean => {
    const box = body.current;
    if (!box) return false;
    const before = box.scrollTop;
    box.scrollTop += share * box.clientHeight;
    look();
    return box.scrollTop !== before;
  };

  const run = (command: Command): boolean => {
    if (command === "leave") {
      if (state.drawer) control.drawer(false);
      else control.go("");
      return true;
    }
    if (command === "full") control.toggleFull();
    else if (command === "outline") control.drawer(!state.drawer);
    else if (command === "undo") control.undo();
    else if (handler.current?.slide === slide.id && handler.current.take(command)) look();
    else if (command === "down" || command === "up") scroll(command === "down" ? 0.5 : -0.5);
    else if (command === "next") scroll(0.8) || control.towards("next");
    else if (command === "back") scroll(-0.8) || control.towards("back");
    else if (command === "first" || command === "last") control.towards(command);
    else return false;
    return true;
  };
  const current = useRef(run);
  current.current = run;

  // A key counts from the moment that a slide is drawn.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const focus = focusOf(document.activeElement);
      const command = commandOf(event, focus);
      if (command === null) return;
      if (command === "leave" && focus === "field") {
        (document.activeElement as HTMLElement).blur();
        body.current?.focus();
        event.preventDefault();
        return;
      }
      // Whoever works in the outline turns no slides.
      const inDrawer = drawer.current?.contains(document.activeElement) ?? false;
      if (inDrawer && ["leave", "outline", "full", "undo"].indexOf(command) < 0) return;
      if (current.current(command)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    document.documentElement.toggleAttribute("data-stage", true);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.documentElement.removeAttribute("data-stage");
    };
  }, []);

  useLayoutEffect(() => {
    const box = body.current;
    if (!box) return;
    box.scrollTop = 0;
    box.focus({ preventScroll: true });
    look();
  }, [slide.id]);
  useEffect(look);
  useEffect(() => {
    if (state.drawer) drawer.current?.querySelector<HTMLElement>("button, a, input")?.focus();
    else if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  }, [state.drawer]);

  const kind = kindOf(slide);
  return (
    <section class="stage" aria-label={m.title} data-slide={slide.id}>
      <div class="stage-line" aria-hidden="true">
        <span style={{ width: percentOfCount(at + 1, slides.length) }} />
      </div>
      <header class="stage-head">
        <h1 id="slide-title">{title}</h1>
        <Notices {...props} />
      </header>
      <section class="stage-body" ref={body} tabIndex={0} aria-labelledby="slide-title" onScroll={look}>
        <div class={`slide slide-${slide.kind}`} key={slide.id}>
          {kind ? kind.render(slideProps(props, slide, (held) => (handler.current = held))) : <p class="slide-fault">{m.kindUnknown}</p>}
          {slide.note !== "" && (
            <aside class="slide-note" aria-label={m.noteLabel}>
              {slide.note}
            </aside>
          )}
        </div>
      </section>
      <footer class="stage-bar">
        <Tool sign="←" word={m.previous} id="slide-back" onClick={() => run("back")} />
        <span class="stage-at">{m.at(at + 1, slides.length)}</span>
        <Tool sign="→" word={m.next} id="slide-next" onClick={() => run("next")} />
        <span class="stage-more">{more ? m.moreBelow : ""}</span>
        <Tool sign="☰" word={m.outline} id="slide-outline" pressed={state.drawer} onClick={() => run("outline")} />
        <Tool sign="□" word={state.full ? m.notFull : m.full} id="slide-full" onClick={() => run("full")} />
        <Tool sign="✕" word={m.leave} id="slide-leave" onClick={() => control.go("")} />
      </footer>
      {state.drawer && (
        <div class="stage-drawer" ref={drawer}>
          <Outline {...props} at={slide.id} close={() => control.drawer(false)} />
        </div>
      )}
    </section>
  );
}

export const boardTitle = (room: Room, lang: Lang): string => say(room.board.title, lang) || room.board.id;
