// 讲堂: the lesson's overview with its outline, one slide over the whole window, or the handout.
import { periodText } from "../../format";
import { messages, say } from "../../i18n";
import { percentDone } from "../../plot";
import { Chooser } from "../../ui/parts";
import type { Control, Host, RoomState } from "./control";
import { HandoutView } from "./handout";
import { shown } from "./lesson";
import { roomMessages } from "./messages";
import { FaultText, Notices } from "./notices";
import { Outline } from "./outline";
import { formatRoom, handoutSlide } from "./route";
import { type OpenProps, type RoomProps, Stage, boardTitle } from "./stage";

function Overview(props: OpenProps) {
  const { control, m, lang, room, history, t } = props;
  const { summary, cls, period } = room;
  const slides = shown(history.lesson);
  const go = (change: { class: string; period: string }) => {
    window.location.hash = formatRoom({ board: room.board.id, ...change, slide: "" });
  };
  return (
    <div class="room-overview">
      <header class="room-head">
        <h1>
          {m.title}
          {m.colon}
          {boardTitle(room, lang)}
        </h1>
        <p class="quiet">{m.lead}</p>
        {summary.dataset.invented && <p class="invented">◇ {t.invented}</p>}
        <div class="room-choose">
          {summary.classes.length > 1 && (
            <Chooser id="room-class" label={m.class} value={cls.id} onChange={(id) => go({ class: id, period: "" })}>
              {summary.classes.map((one) => (
                <option key={one.id} value={one.id}>
                  {say(one.title, lang) || one.id}
                </option>
              ))}
            </Chooser>
          )}
          <Chooser id="room-period" label={m.period} value={period} onChange={(id) => go({ class: cls.id, period: id })}>
            {cls.views.flatMap((view) =>
              view.periods.map((one) => (
                <option key={one} value={one}>
                  {periodText(one, lang)}
                </option>
              )),
            )}
          </Chooser>
          <button type="button" class="button primary" id="room-start" disabled={slides.length === 0} onClick={() => slides[0] && control.go(slides[0].id)}>
            {m.start}
          </button>
          <button type="button" class="button" id="room-handout" onClick={() => control.go(handoutSlide)}>
            {m.handout}
          </button>
        </div>
        <p class="quiet">
          {m.slideCount(slides.length, history.lesson.slides.length - slides.length)} {m.keys}
        </p>
      </header>
      <Outline {...props} at="" />
    </div>
  );
}

function Opening({ state, m }: RoomProps) {
  return (
    <section class="loading" aria-busy="true">
      <p role="status">{m.opening}</p>
      <div class="progress" aria-hidden="true">
        <span style={{ width: `${state.progress ? percentDone(state.progress) : 30}%` }} />
      </div>
    </section>
  );
}

export function RoomView({ state, control, host }: { state: RoomState; control: Control; host: Host }) {
  const { lang } = host.state.prefs;
  const t = messages(lang);
  const m = roomMessages(lang);
  const props: RoomProps = { state, control, host, t, m, lang };
  const { room, history, fault } = state;
  const said = (
    <p class="sr" aria-live="polite">
      {state.said}
    </p>
  );
  if (!room || !history) {
    return (
      <>
        {state.opening && <Opening {...props} />}
        {fault && !state.opening && (
          <section class="failed" role="alert">
            <h1>{m.failed}</h1>
            <FaultText fault={fault} m={m} t={t} lang={lang} />
            <p class="failed-actions">
              <button type="button" class="button" onClick={() => control.again()}>
                {m.again}
              </button>
            </p>
          </section>
        )}
        {said}
      </>
    );
  }
  const open: OpenProps = { ...props, room, history };
  const slide = history.lesson.slides.find(({ id }) => id === state.route.slide);
  return (
    <>
      {slide ? (
        <Stage {...open} slide={slide} />
      ) : state.route.slide === handoutSlide ? (
        <HandoutView {...open} />
      ) : (
        <>
          <Notices {...props} />
          <Overview {...open} />
        </>
      )}
      {said}
    </>
  );
}
