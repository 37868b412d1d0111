// Lessons that this browser keeps, by board, class and period. Storage may be forbidden or full; then the page says so and works on.
import type { Lesson } from "./lesson";
import { readLesson, writeLesson } from "./lesson-file";

export interface Place { board: string; class: string; period: string }
const keyOf = ({ board, class: cls, period }: Place) => `yardstick-lesson/${[board, cls, period].map(encodeURIComponent).join("/")}`;

/** The lesson that was kept; null when there is none, or what is there is none of this scheme's. */
export function readKept(place: Place, scheme: string): Lesson | null {
  try {
    const text = window.localStorage.getItem(keyOf(place));
    const read = text === null ? null : readLesson(text, scheme);
    return read?.ok ? read.lesson : null;
  } catch {
    return null;
  }
}

/** False when it could not be kept. */
export function keepLesson(place: Place, lesson: Lesson): boolean {
  try {
    window.localStorage.setItem(keyOf(place), writeLesson(lesson));
    return true;
  } catch {
    return false;
  }
}

export function forgetLesson(place: Place): void {
  try {
    window.localStorage.removeItem(keyOf(place));
  } catch {
    // Nothing was kept, then.
  }
}
