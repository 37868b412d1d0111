// What the room and the editor's script say to each other. The script holds CodeMirror and nothing of the room; the room holds the text.
import type { Diagnostic } from "../../../engine/types";
import type { Lang } from "../../../i18n";
import type { Branch } from "./outline";

export interface EditorEvents {
  /** The text as typed, after each change that was made here. */
  changed(text: string): void;
  /** Where the cursor came to, as a pointer into the text, and the text's parts. */
  moved(pointer: string, outline: readonly Branch[]): void;
}
export interface Editor {
  /** Another text from outside (undo of the work); what is the same stays. */
  replace(text: string): void;
  faults(diagnostics: readonly Diagnostic[], text: string): void;
  /** Puts the cursor to a pointer or to a line and column, and the focus into the editor. */
  goTo(place: string | { line: number; column: number }): void;
  /** Puts a snippet in; false where the text has no place for it. */
  insert(snippet: string): boolean;
  undo(): void;
  redo(): void;
  search(): void;
  destroy(): void;
}
export type MakeEditor = (into: HTMLElement, text: string, lang: Lang, label: string, events: EditorEvents) => Editor;

declare global {
  interface Window {
    /** Set by dist/editor.js. */
    yardstickEditor?: MakeEditor;
  }
}
