// Questions at the edges of the rules, answered by keys 1 to 4, and how many were answered right.
import { useLayoutEffect } from "preact/hooks";
import { say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { SlideProps } from "../slide";
import { type Answers, answer, noAnswers, tallyOf, turn } from "../tally";
import { ClauseList } from "./pieces";

const memoryOf = "quiz";

export function QuizSlide(props: SlideProps) {
  const { room, lang, m, memory, remember, onKeys, announce } = props;
  const questions = room.quiz?.questions ?? [];
  const answers = memory<Answers>(memoryOf) ?? noAnswers;
  const question = questions[answers.at];
  const chosen = question ? answers.chosen[question.id] : undefined;
  const choose = (option: string) => {
    if (!question || chosen !== undefined) return;
    remember(answer(memory<Answers>(memoryOf) ?? noAnswers, question, option), memoryOf);
    const right = question.options.find(({ id }) => id === question.answer);
    announce(`${option === question.answer ? m.right : `${m.wrong} ${m.answerIs(say(right?.title, lang))}`} ${say(question.why, lang)}`);
  };
  useLayoutEffect(() => {
    onKeys((command) => {
      if (/^[1-9]$/.test(command)) {
        const option = question?.options["123456789".indexOf(command)];
        if (option) choose(option.id);
        return true;
      }
      if (command !== "next" && command !== "back") return false;
      const to = turn(memory<Answers>(memoryOf) ?? noAnswers, questions, command === "next" ? 1 : -1);
      if (to) remember(to, memoryOf);
      return to !== null;
    });
  });
  if (room.quizPending) return <p role="status">{m.reading}</p>;
  if (!question) return <p class="slide-fault">{m.noQuiz}</p>;
  return (
    <div class="quiz" data-question={question.id}>
      <p class="quiz-at">{m.question(answers.at + 1, questions.length)}</p>
      <h2 class="quiz-asked">
        <Say text={question.asked} lang={lang} />
      </h2>
      <ol class="quiz-options">
        {question.options.map((option, index) => {
          const state = chosen === undefined ? "" : option.id === question.answer ? "right" : option.id === chosen ? "wrong" : "";
          return (
            <li key={option.id}>
              <button type="button" class={`quiz-option ${state}`} aria-pressed={chosen === option.id} disabled={chosen !== undefined} onClick={() => choose(option.id)}>
                <span class="quiz-number">{index + 1}</span>
                <span>
                  <Say text={option.title} lang={lang} />
                </span>
                <span class="quiz-mark">{state === "right" ? `✓ ${m.rightOne}` : state === "wrong" ? `✕ ${m.chosenOne}` : ""}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <div class="quiz-why">
        {chosen === undefined ? (
          <p class="quiet">{m.choose}</p>
        ) : (
          <>
            <p class="quiz-verdict">
              <strong>{chosen === question.answer ? m.right : m.wrong}</strong>
              {m.colon}
              <Say text={question.why} lang={lang} />
            </p>
            <ClauseList clauses={question.clauses} lang={lang} m={m} />
          </>
        )}
      </div>
    </div>
  );
}

export function ScoreSlide({ room, lang, m, memory, remember }: SlideProps) {
  const questions = room.quiz?.questions ?? [];
  const answers = memory<Answers>(memoryOf) ?? noAnswers;
  const tally = tallyOf(answers, questions);
  return (
    <>
      <p class="slide-figure" id="quiz-score">
        {m.scoreOf(tally.right, tally.of)}
      </p>
      {tally.open > 0 && <p>{m.notAnswered(tally.open)}</p>}
      <ol class="score-list">
        {questions.map((question) => {
          const chosen = answers.chosen[question.id];
          const right = question.options.find(({ id }) => id === question.answer);
          return (
            <li key={question.id}>
              <span aria-hidden="true">{chosen === undefined ? "○" : chosen === question.answer ? "✓" : "✕"}</span>{" "}
              <span class="sr">{chosen === undefined ? m.notAnsweredOne : chosen === question.answer ? m.right : m.wrong}</span>
              <Say text={question.asked} lang={lang} /> {chosen !== undefined && <strong>{say(right?.title, lang)}</strong>}
            </li>
          );
        })}
      </ol>
      <p>
        <button type="button" class="button" id="quiz-again" onClick={() => remember(noAnswers, memoryOf)}>
          {m.repeat}
        </button>
      </p>
    </>
  );
}
