// Keys of a keyboard and of a presenter's remote, as commands. What a field, a slider or a button needs stays its own.

export type Command =
  | "next"
  | "back"
  | "first"
  | "last"
  | "up"
  | "down"
  | "full"
  | "leave"
  | "outline"
  | "undo"
  | "play"
  | "faster"
  | "slower"
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "9";

/** What has the focus, as far as keys go. */
export type Focus = "page" | "button" | "field" | "slider";

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const named = new Map<string, Command>([
  ["PageDown", "next"],
  ["PageUp", "back"],
  ["ArrowRight", "next"],
  ["ArrowLeft", "back"],
  ["Home", "first"],
  ["End", "last"],
  ["ArrowDown", "down"],
  ["ArrowUp", "up"],
  [" ", "next"],
  ["Enter", "next"],
  ["Escape", "leave"],
  ["f", "full"],
  ["o", "outline"],
  ["p", "play"],
  ["+", "faster"],
  ["=", "faster"],
  ["-", "slower"],
]);

/** Keys that a remote sends, and Esc, count wherever the focus is. */
const always = ["PageDown", "PageUp", "Escape"];
/** Keys that a button or a link takes itself. */
const ofButtons = [" ", "Enter"];
/** Keys that move a slider or a choice. */
const ofSliders = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"];

export function commandOf(pressed: Pressed, focus: Focus): Command | null {
  const { key } = pressed;
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && !pressed.shiftKey && key.toLowerCase() === "z") return focus === "field" ? null : "undo";
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  if (always.indexOf(key) >= 0) return named.get(key) ?? null;
  if (focus === "field") return null;
  if (focus === "button" && ofButtons.indexOf(key) >= 0) return null;
  if (focus === "slider" && ofSliders.indexOf(key) >= 0) return null;
  if (pressed.shiftKey && key === " ") return "back";
  if (/^[1-9]$/.test(key)) return key as Command;
  return named.get(key.length === 1 ? key.toLowerCase() : key) ?? null;
}

/** What kind of element has the focus. */
export function focusOf(element: Element | null): Focus {
  if (!element) return "page";
  const { tagName } = element;
  if (tagName === "TEXTAREA" || (element as HTMLElement).isContentEditable) return "field";
  if (tagName === "SELECT") return "field";
  if (tagName === "INPUT") {
    const type = element.getAttribute("type") ?? "text";
    if (type === "range" || type === "radio") return "slider";
    return type === "checkbox" || type === "button" || type === "file" ? "button" : "field";
  }
  return tagName === "BUTTON" || tagName === "A" || tagName === "SUMMARY" ? "button" : "page";
}
