// The lesson on paper: what the slides say as a page to read, questions without answers, and the answers on a page of their own.
import { useEffect, useState } from "preact/hooks";
import type { Step, Steps } from "../../engine/lesson-types";
import { groupDigits, groupWithin, periodMark, periodText } from "../../format";
import { say } from "../../i18n";
import { Say } from "../../ui/parts";
import { type Answer, type Opened, answerOf, answerText, openStory, storyOf } from "./slides/case";
import { kindOf, titleOf } from "./kinds";
import { shown } from "./lesson";
import { formatRoom } from "./route";
import { faultsOf, type Slide } from "./slide";
import { ClauseList } from "./slides/pieces";
import { factText, resultOf } from "./slides/steps";
import { type OpenProps, boardTitle } from "./stage";

/** What has to be asked of the engine before anything is printed, by slide. */
interface Prepared {
  cases: Record<string, { opened: Opened; answers: (Answer | null)[] }>;
  steps: Record<string, Step[]>;
}

/** Reads cases one after another, since they share one desk; `tell` is told how far it is. */
async function prepare({ control, room }: OpenProps, slides: readonly Slide[], tell: (done: number) => void, goesOn: () => boolean): Promise<Prepared> {
  const prepared: Prepared = { cases: {}, steps: {} };
  let done = 0;
  for (const slide of slides) {
    if (!goesOn()) return prepared;
    if (slide.kind === "steps") {
      const query = { class: room.cls.id, unit: slide.of, period: room.period };
      const reply = await control.desk.one<Steps>("steps", query, "handout");
      prepared.steps[slide.id] = reply?.value?.steps ?? [];
    } else {
      const story = storyOf(room, slide.of);
      const reply = story ? await openStory(story, control.story) : null;
      if (reply?.value) {
        const answers: (Answer | null)[] = [];
        for (const asked of reply.value.asked) answers.push(await answerOf(reply.value.desk, asked, [], "handout"));
        prepared.cases[slide.id] = { opened: reply.value, answers };
      }
    }
    done += 1;
    tell(done);
  }
  return prepared;
}

const asksEngine = (slide: Slide) => slide.kind === "case" || slide.kind === "steps";

function StepTable({ steps, lang, t, m, room }: Pick<OpenProps, "lang" | "t" | "m" | "room"> & { steps: readonly Step[] }) {
  return (
    <table class="slide-table">
      <thead>
        <tr>
          <th scope="col">{m.stepTable}</th>
          <th scope="col" class="number-cell">
            {m.points}
          </th>
          <th scope="col" class="number-cell">
            {m.fullMarks}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          <tr key={`${step.node}@${step.period}`}>
            <th scope="row">
              {index + 1}. <Say text={step.title} lang={lang} /> {periodMark(step.period, room.period, say(step.title, lang), lang)}
            </th>
            <td class="number-cell">{resultOf(step, lang, t.status)}</td>
            <td class="number-cell">{step.full ? groupDigits(step.full.shown) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function HandoutView(props: OpenProps) {
  const { lang, t, m, room, history } = props;
  const slides = shown(history.lesson);
  const wanted = slides.filter(asksEngine);
  const [read, setPrepared] = useState<Prepared | null>(null);
  const prepared = room.quizPending ? null : read;
  const [done, setDone] = useState(0);
  useEffect(() => {
    let gone = false;
    const tell = (count: number) => {
      if (!gone) setDone(count);
    };
    void prepare(props, wanted, tell, () => !gone).then((found) => {
      if (!gone) setPrepared(found);
    });
    return () => {
      gone = true;
    };
  }, []);
  const back = formatRoom({ board: room.board.id, class: room.cls.id, period: room.period, slide: "" });
  const quiz = slides.some(({ kind }) => kind === "quiz") ? (room.quiz?.questions ?? []) : [];
  const cases = prepared ? slides.filter(({ id }) => prepared.cases[id] !== undefined) : [];
  // Questions are numbered through: those of the cases first.
  const starts = new Map<string, number>();
  let count = 0;
  for (const slide of cases) {
    starts.set(slide.id, count);
    count += prepared?.cases[slide.id]?.opened.asked.length ?? 0;
  }
  return (
    <article class="handout" aria-busy={prepared === null}>
      <p class="handout-tools">
        <a href={back}>← {m.back}</a>
        <button type="button" class="button primary" id="handout-print" disabled={prepared === null} onClick={() => window.print()}>
          {m.print}
        </button>
        <span role="status">{prepared ? m.handoutReady : m.handoutWait(done, wanted.length)}</span>
      </p>
      <h1>{m.handoutOf(boardTitle(room, lang))}</h1>
      <p class="quiet">
        {say(room.cls.title, lang)} · {periodText(room.period, lang)} · {say(room.summary.scheme.title, lang)} {room.summary.scheme.version}
      </p>
      {prepared &&
        slides.map((slide) => {
          const kind = kindOf(slide);
          const own = prepared.cases[slide.id];
          const steps = prepared.steps[slide.id];
          const body = kind?.print?.({ slide, room, lang, t, m }) ?? null;
          if (!body && !own && !steps && !(slide.kind === "quiz" && quiz.length > 0)) return null;
          return (
            <section key={slide.id} class={`handout-slide handout-${slide.kind}`}>
              <h2>{titleOf(slide, room, lang)}</h2>
              {body}
              {steps && <StepTable steps={steps} lang={lang} t={t} m={m} room={room} />}
              {own && (
                <>
                  <p>
                    <Say text={storyOf(room, slide.of)?.description} lang={lang} />
                  </p>
                  <ol class="handout-asked">
                    {own.opened.asked.map((asked, index) => (
                      <li key={index}>
                        <p>
                          <strong>{m.exercise((starts.get(slide.id) ?? 0) + index + 1)}</strong> <Say text={asked.name} lang={lang} />
                          {m.colon}
                          {asked.known
                            .map((one) => `${say(one.title, lang)} ${periodMark(one.period, room.period, say(one.title, lang), lang)} ${factText(one.value, one.unit, m, lang)}`.replace(/ +/g, " "))
                            .join(t.listComma)}
                        </p>
                        <p class="handout-blanks">
                          {asked.nodes.map((one) => (
                            <span key={`${one.node}@${one.period}`}>
                              <Say text={one.title} lang={lang} />
                              {m.colon}
                              <span aria-hidden="true">＿＿＿＿＿</span>{" "}
                            </span>
                          ))}
                        </p>
                      </li>
                    ))}
                  </ol>
                </>
              )}
              {slide.kind === "quiz" && (
                <ol class="handout-asked">
                  {quiz.map((question, index) => (
                    <li key={question.id}>
                      <p>
                        <strong>{m.exercise(count + index + 1)}</strong> <Say text={question.asked} lang={lang} />
                      </p>
                      <ol class="handout-options">
                        {question.options.map((option, place) => (
                          <li key={option.id}>
                            <span aria-hidden="true">☐</span> {place + 1}. <Say text={option.title} lang={lang} />
                          </li>
                        ))}
                      </ol>
                    </li>
                  ))}
                </ol>
              )}
              {slide.note !== "" && <aside class="slide-note">{slide.note}</aside>}
            </section>
          );
        })}
      {prepared && (
        <section class="handout-answers">
          <h2>{m.answers}</h2>
          {count + quiz.length === 0 && <p>{m.noExercises}</p>}
          <ol>
            {cases.flatMap((slide) => {
              const own = prepared.cases[slide.id];
              return (own?.opened.asked ?? []).map((asked, index) => {
                const answer = own?.answers[index];
                const explanation = answer?.explanation;
                return (
                  <li key={`${slide.id} ${index}`}>
                    <p>
                      <strong>{m.exercise((starts.get(slide.id) ?? 0) + index + 1)}</strong> <Say text={asked.name} lang={lang} />
                      {m.colon}
                      <Say text={asked.title} lang={lang} /> <strong>{explanation ? answerText(explanation, lang, t.status) : m.notAnswerable}</strong>
                      {asked.nodes.slice(1).map((one, place) => {
                        const other = answer?.others[place];
                        return other ? `${t.listComma}${say(one.title, lang)} ${answerText(other, lang, t.status)}` : "";
                      })}
                      {!explanation && faultsOf(answer?.diagnostics ?? []).slice(0, 1).map((fault) => ` ${say(fault.text, lang)}`)}
                    </p>
                    {explanation && say(explanation.figures, lang) && <p>{groupWithin(say(explanation.figures, lang))}</p>}
                    {explanation && say(explanation.crossing, lang) && <p>{say(explanation.crossing, lang)}</p>}
                  </li>
                );
              });
            })}
            {quiz.map((question, index) => {
              const right = question.options.find(({ id }) => id === question.answer);
              return (
                <li key={question.id}>
                  <p>
                    <strong>{m.exercise(count + index + 1)}</strong> <strong>{say(right?.title, lang)}</strong>
                    {m.colon}
                    <Say text={question.why} lang={lang} />
                  </p>
                  <ClauseList clauses={question.clauses} lang={lang} m={m} />
                </li>
              );
            })}
          </ol>
        </section>
      )}
    </article>
  );
}
