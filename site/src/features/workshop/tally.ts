// The quiz as the room goes through it: which question it is at, and what was answered. Pure; what is right the engine has said.
import type { QuizQuestion } from "../../engine/lesson-types";

export interface Answers {
  at: number;
  /** Chosen options by question. */
  chosen: Record<string, string>;
}
export const noAnswers: Answers = { at: 0, chosen: {} };

/** The first answer counts. */
export function answer(answers: Answers, question: QuizQuestion, option: string): Answers {
  if (answers.chosen[question.id] !== undefined || !question.options.some(({ id }) => id === option)) return answers;
  return { ...answers, chosen: { ...answers.chosen, [question.id]: option } };
}

/** The next question or the one before; null when there is none. */
export function turn(answers: Answers, questions: readonly QuizQuestion[], by: -1 | 1): Answers | null {
  const at = answers.at + by;
  return at >= 0 && at < questions.length ? { ...answers, at } : null;
}

export interface Tally {
  right: number;
  of: number;
  open: number;
}
export function tallyOf(answers: Answers, questions: readonly QuizQuestion[]): Tally {
  const chosen = questions.map((question) => answers.chosen[question.id]);
  return {
    right: questions.filter((question, index) => chosen[index] === question.answer).length,
    of: questions.length,
    open: chosen.filter((one) => one === undefined).length,
  };
}
