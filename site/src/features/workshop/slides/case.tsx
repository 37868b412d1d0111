// One of the scheme's own cases: what it is about, and for each result that it expects first a guess of the room's, then the answer.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { GuessOfValue, Step, Steps, Story } from "../../../engine/lesson-types";
import type { Diagnostic, Explanation, Reply } from "../../../engine/types";
import { groupDigits, groupWithin, isZero, periodMark } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import { type Asked, type Guessed, askedOf, outcomeSaid, typedNumber } from "../ask";
import { EngineFault } from "../notices";
import { type RoomMessages, roomMessages } from "../messages";
import type { Room, RoomDesk, Slide, SlideProps } from "../slide";
import { ClauseList } from "./pieces";
import { factText } from "./steps";

export const storyOf = (room: Room, name: string) => room.stories.find((story) => story.case === name);

export function caseTitle(m: RoomMessages, slide: Slide, room: Room, lang: Lang): string {
  return m.caseTitle(say(storyOf(room, slide.of)?.title, lang) || slide.of);
}

export interface Opened {
  asked: Asked[];
  desk: RoomDesk;
}

const words = {
  yes: { "zh-CN": roomMessages("zh-CN").yes, en: roomMessages("en").yes },
  no: { "zh-CN": roomMessages("zh-CN").no, en: roomMessages("en").no },
};

/** Opens a case and reads what it asks; null: something newer has taken its place. */
export async function openStory(story: Story, open: SlideProps["story"]): Promise<Reply<Opened> | null> {
  const reply = await open(story.case);
  if (!reply?.value) return reply as Reply<Opened> | null;
  const { opened, desk } = reply.value;
  const units = story.nodes.map(({ unit }) => unit).filter((unit, index, all) => all.indexOf(unit) === index);
  const classOf = (unit: string) => opened.summary.classes.find((cls) => cls.units.some(({ id }) => id === unit))?.id ?? story.class;
  const questions = units.map((unit) => ({ method: "steps", query: { class: classOf(unit), unit, period: story.period } }));
  const asked = await desk.ask(questions, [], "story-steps");
  if (asked === null) return null;
  const steps = new Map<string, Step[]>();
  units.forEach((unit, index) => steps.set(unit, (asked.value?.answers[index]?.value as Steps | null | undefined)?.steps ?? []));
  return { value: { asked: askedOf(story, opened.summary, (unit) => steps.get(unit) ?? [], words), desk }, diagnostics: [] };
}

export interface Answer {
  /** Of the node that was guessed. */
  explanation: Explanation | null;
  /** What else the case says of the unit. */
  others: (Explanation | null)[];
  guesses: Guessed[];
  diagnostics: Diagnostic[];
}

/** What came out, and how far the guesses were from it. */
export async function answerOf(desk: RoomDesk, asked: Asked, guesses: readonly string[], channel = "story-answer"): Promise<Answer | null> {
  const { class: cls, unit, node, period, nodes } = asked;
  const explains = nodes.map((one) => ({ method: "explain", query: { class: cls, unit, node: one.node, period: one.period } }));
  const guessing = guesses.map((guess) => ({ method: "guess", query: { class: cls, unit, node, period, guess } }));
  const reply = await desk.ask([...explains, ...guessing], [], channel);
  if (reply === null) return null;
  const answers = reply.value?.answers ?? [];
  const explained = nodes.map((_, index) => (answers[index]?.value as Explanation | null | undefined) ?? null);
  const guessed = answers.slice(nodes.length);
  return {
    explanation: explained[0] ?? null,
    others: explained.slice(1),
    guesses: guesses.map((guess, index) => ({ guess, reply: (guessed[index]?.value as GuessOfValue | null | undefined) ?? null })),
    diagnostics: answers[0]?.diagnostics ?? reply.diagnostics,
  };
}

/** The answer in words. */
export function answerText(explanation: Explanation, lang: Lang, status: Record<string, string>): string {
  if (explanation.outcome) return groupWithin(say(outcomeSaid(explanation.outcome), lang)) || "—";
  if (say(explanation.said, lang)) return groupWithin(say(explanation.said, lang));
  return explanation.points ? groupDigits(explanation.points.shown) : status[explanation.status] || "—";
}

const guessText = (asked: Asked, guess: string, lang: Lang) => say(asked.options?.find(({ id }) => id === guess)?.title, lang) || groupDigits(guess);

/** The room's guesses as a row of marks; after the answer each with its difference. */
function Guesses({ asked, guesses, answer, lang, m }: { asked: Asked; guesses: readonly string[]; answer: Answer | null; lang: Lang; m: RoomMessages }) {
  if (guesses.length === 0) return null;
  return (
    <ul class="guesses" aria-label={m.theirGuess}>
      {guesses.map((guess, index) => {
        const reply = answer?.guesses[index]?.reply;
        const off = reply?.difference && !isZero(reply.difference.exact) ? groupDigits(reply.difference.shown.replace(/^-/, "")) : "";
        const verdict = reply ? (reply.right ? `✓ ${m.guessRight}` : off ? `✕ ${m.guessOff(off)}` : `✕ ${m.guessNot}`) : "";
        return (
          <li key={index} class={reply?.right ? "right" : ""}>
            <strong>{guessText(asked, guess, lang)}</strong>
            {verdict && <span>{verdict}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function GuessForm({ asked, add, lang, m }: { asked: Asked; add: (guess: string) => void; lang: Lang; m: RoomMessages }) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState(false);
  if (asked.options) {
    return (
      <p class="guess-form">
        <span>{m.theirGuess}</span>
        {asked.options.map((option, index) => (
          <button key={option.id} type="button" class="tool" onClick={() => add(option.id)}>
            {index + 1}. {say(option.title, lang) || option.id}
          </button>
        ))}
      </p>
    );
  }
  return (
    <form
      class="guess-form"
      onSubmit={(event) => {
        event.preventDefault();
        const guess = typedNumber(text);
        setFault(guess === null);
        if (guess === null) return;
        add(guess);
        setText("");
      }}
    >
      <label>
        {m.theirGuess}{" "}
        <input
          id="guess"
          inputMode="decimal"
          autocomplete="off"
          value={text}
          aria-invalid={fault}
          aria-describedby={fault ? "guess-fault" : undefined}
          onInput={(event) => setText((event.currentTarget as HTMLInputElement).value)}
        />
      </label>
      <button type="submit" class="tool">
        {m.guessAdd}
      </button>
      {fault ? (
        <span id="guess-fault" role="alert">
          {m.notNumber}
        </span>
      ) : (
        <span class="quiet">{m.guessHint}</span>
      )}
    </form>
  );
}

function KnownList({ asked, room, lang, m }: { asked: Asked; room: Room; lang: Lang; m: RoomMessages }) {
  if (asked.known.length === 0) return null;
  return (
    <dl class="known">
      {asked.known.map((one) => {
        const mark = periodMark(one.period, room.period, say(one.title, lang), lang);
        return (
          <div key={one.key}>
            <dt>
              <Say text={one.title} lang={lang} />
              {mark && ` ${mark}`}
            </dt>
            <dd>{factText(one.value, one.unit, m, lang)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

interface Memory {
  at: number;
  /** Guesses by question. */
  guesses: Record<number, string[]>;
  /** Questions that have been answered. */
  open: Record<number, boolean>;
}
const fresh: Memory = { at: 0, guesses: {}, open: {} };
const mostGuesses = 12;

export function CaseSlide(props: SlideProps) {
  const { slide, room, lang, t, m, memory, remember, onKeys, announce } = props;
  const story = storyOf(room, slide.of);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [faults, setFaults] = useState<Diagnostic[] | null>(null);
  const [answers, setAnswers] = useState<Record<number, Answer>>({});
  const now = memory<Memory>() ?? fresh;
  const asked = opened?.asked[now.at];
  const guesses = now.guesses[now.at] ?? [];
  const revealed = now.open[now.at] === true;
  const answer = revealed ? (answers[now.at] ?? null) : null;

  useEffect(() => {
    let gone = false;
    if (story)
      void openStory(story, props.story).then((reply) => {
        if (gone || reply === null) return;
        if (reply.value) setOpened(reply.value);
        else setFaults(reply.diagnostics);
      });
    return () => {
      gone = true;
    };
  }, [slide.id]);

  useEffect(() => {
    if (!opened || !asked || !revealed || answers[now.at]) return undefined;
    let gone = false;
    const { at } = now;
    void answerOf(opened.desk, asked, guesses).then((found) => {
      if (gone || found === null) return;
      setAnswers((before) => ({ ...before, [at]: found }));
      if (found.explanation) announce(`${m.answer}${m.colon}${answerText(found.explanation, lang, t.status)}`);
    });
    return () => {
      gone = true;
    };
  }, [opened, now.at, revealed]);

  const add = (guess: string) => {
    const before = memory<Memory>() ?? fresh;
    const own = before.guesses[before.at] ?? [];
    if (before.open[before.at] || own.length >= mostGuesses) return;
    remember({ ...before, guesses: { ...before.guesses, [before.at]: [...own, guess] } });
  };
  const reveal = () => {
    const before = memory<Memory>() ?? fresh;
    remember({ ...before, open: { ...before.open, [before.at]: true } });
  };

  useLayoutEffect(() => {
    onKeys((command) => {
      if (!opened && !faults) return command === "next"; // what is not read yet is not passed over
      if (!opened || !asked) return false;
      const before = memory<Memory>() ?? fresh;
      const option = asked.options?.["123456789".indexOf(command)];
      if (option && !before.open[before.at]) {
        add(option.id);
        return true;
      }
      if (command === "next") {
        if (!before.open[before.at]) reveal();
        else if (before.at < opened.asked.length - 1) remember({ ...before, at: before.at + 1 });
        else return false;
        return true;
      }
      if (command === "back" && before.at > 0) {
        remember({ ...before, at: before.at - 1 });
        return true;
      }
      return false;
    });
  });

  if (!story) return <p class="slide-fault">{m.unanswered}</p>;
  const explanation = answer?.explanation;
  return (
    <>
      {say(story.description, lang) !== say(story.title, lang) && (
        <p class="case-about">
          <Say text={story.description} lang={lang} />
        </p>
      )}
      {faults && <EngineFault diagnostics={faults} lang={lang} m={m} />}
      {!opened && !faults && <p role="status">{m.reading}</p>}
      {opened && asked && (
        <section class="case-question" data-at={now.at} data-revealed={revealed && explanation !== undefined}>
          <h2>
            <Say text={asked.name} lang={lang} />
            {m.colon}
            <Say text={asked.title} lang={lang} />
            <span class="case-at"> {m.asks(now.at + 1, opened.asked.length)}</span>
          </h2>
          <KnownList asked={asked} room={room} lang={lang} m={m} />
          {!revealed && <GuessForm key={now.at} asked={asked} add={add} lang={lang} m={m} />}
          <Guesses asked={asked} guesses={guesses} answer={answer} lang={lang} m={m} />
          {!revealed && (
            <p>
              <button type="button" class="tool" id="reveal" onClick={reveal}>
                {m.reveal}
              </button>
            </p>
          )}
          {answer && !explanation && <EngineFault diagnostics={answer.diagnostics} lang={lang} m={m} />}
          {explanation && (
            <div class="case-answer">
              <p class="slide-figure">{answerText(explanation, lang, t.status)}</p>
              {say(explanation.crossing, lang) && <p class="slide-fault">{say(explanation.crossing, lang)}</p>}
              {say(explanation.sentence, lang) && (
                <p>
                  <Say text={explanation.sentence} lang={lang} />
                </p>
              )}
              {say(explanation.figures, lang) && <p class="walk-figures">{groupWithin(say(explanation.figures, lang))}</p>}
              {(explanation.outcome?.reasons ?? []).map((reason, index) => (
                <p key={index}>{say(reason, lang)}</p>
              ))}
              <ClauseList clauses={explanation.clauses} lang={lang} m={m} />
              <dl class="known">
                {asked.nodes.slice(1).map((one, index) => {
                  const other = answer?.others[index];
                  return (
                    <div key={`${one.node}@${one.period}`}>
                      <dt>
                        <Say text={one.title} lang={lang} />
                      </dt>
                      <dd>{other ? answerText(other, lang, t.status) : "—"}</dd>
                    </div>
                  );
                })}
              </dl>
            </div>
          )}
        </section>
      )}
      {opened && !asked && <ClauseList clauses={story.clauses} lang={lang} m={m} />}
    </>
  );
}
