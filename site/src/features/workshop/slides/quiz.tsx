// Questions at the edges of the rules, and how many were answered right.
import type { SlideProps } from "../slide";

export function QuizSlide({ m }: SlideProps) {
  return <p class="slide-fault">{m.unanswered}</p>;
}

export function ScoreSlide({ m }: SlideProps) {
  return <p class="slide-fault">{m.unanswered}</p>;
}
