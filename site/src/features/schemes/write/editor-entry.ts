// The editor's script (dist/editor.js): CodeMirror with the scheme's schema. Read when somebody first writes a scheme.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic as CodeMark, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import schema from "../../../../../data/schema/scheme.schema.json";
import type { Diagnostic } from "../../../engine/types";
import { type Lang, say } from "../../../i18n";
import { type Offer, type Offers, type Schema, offersAt } from "./complete";
import type { Editor, EditorEvents } from "./editor-api";
import { markOf } from "./marks";
import { outlineOf } from "./outline";
import { offsetOf, partAt, pathAt, pointerOf, readParts } from "./parts";
import { phrases } from "./phrases";
import { insertion, snippets } from "./snippets";

/** Colours are the page's own (style.css), so that high contrast is one rule there. */
const colours = tagHighlighter([
  { tag: tags.propertyName, class: "cs-key" },
  { tag: tags.string, class: "cs-text" },
  { tag: [tags.number, tags.bool, tags.null], class: "cs-plain" },
  { tag: tags.invalid, class: "cs-wrong" },
]);

const outside = "outside";

/** Writes an offer in the place of what stands there: with quotes, its colon, and a comma where another member follows. */
function apply(view: EditorView, { label, after }: Offer, offers: Offers): void {
  const to = Math.max(view.state.selection.main.head, offers.to);
  const word = offers.quotes ? JSON.stringify(label) : label;
  const rest = offers.isKey && !offers.colon ? `: ${after ?? "|"}` : "";
  const comma = offers.comma && (!offers.isKey || !offers.colon) ? "," : "";
  const text = `${word}${rest.replace("|", "")}${comma}`;
  const stop = rest.indexOf("|");
  view.dispatch({
    changes: { from: offers.from, to, insert: text },
    selection: { anchor: offers.from + word.length + (stop >= 0 ? stop : rest.length) },
    userEvent: "input.complete",
  });
  // Behind a key stands a choice or a name: say which there are.
  if (rest.includes('"|"')) startCompletion(view);
}

const icons: Record<Offer["kind"], string> = { key: "property", value: "enum", name: "variable", function: "function" };

function complete(lang: Lang): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const text = context.state.doc.toString();
    const offers = offersAt(schema as Schema, text, context.pos, lang);
    if (!offers || offers.offers.length === 0) return null;
    // Asked for by typing only inside quotes or a word, so that a new line brings no list by itself.
    if (!context.explicit && offers.from === context.pos) return null;
    const options = offers.offers.map(
      (offer): Completion => ({
        label: offer.label,
        detail: offer.detail,
        type: icons[offer.kind],
        boost: offer.needed ? 50 : offer.kind === "function" ? -50 : 0,
        apply: (view, _, from) => {
          const now = view.state.doc.toString() === text ? offers : (offersAt(schema as Schema, view.state.doc.toString(), view.state.selection.main.head, lang) ?? { ...offers, word: from });
          apply(view, offer, now);
        },
      }),
    );
    return { from: offers.word, options, validFor: /^[\w.-]*$/ };
  };
}

window.yardstickEditor = (into: HTMLElement, text: string, lang: Lang, label: string, events: EditorEvents): Editor => {
  let timer = 0;
  const told = (view: EditorView) => {
    const now = view.state.doc.toString();
    const root = readParts(now);
    events.moved(pointerOf(pathAt(root, view.state.selection.main.head)), outlineOf(root, lang));
  };
  // The outline follows the cursor when typing rests for a moment.
  const tellSoon = (view: EditorView) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => told(view), 150);
  };
  const view = new EditorView({
    parent: into,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        codeFolding(),
        lintGutter(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: true }),
        json(),
        syntaxHighlighting(colours),
        autocompletion({ override: [complete(lang)], icons: false, maxRenderedOptions: 60 }),
        EditorState.phrases.of(phrases[lang]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "editor-keys", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
        keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, indentWithTab]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.isUserEvent(outside))) events.changed(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) tellSoon(update.view);
        }),
      ],
    }),
  });
  told(view);

  const goTo = (offset: number, end = offset) => {
    view.dispatch({ selection: { anchor: offset, head: end }, effects: EditorView.scrollIntoView(offset, { y: "center" }) });
    view.focus();
  };
  return {
    replace(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      // Only what differs is replaced, so that the cursor and the folds stay.
      let from = 0;
      const least = Math.min(now.length, next.length);
      while (from < least && now[from] === next[from]) from += 1;
      let end = 0;
      while (end < least - from && now[now.length - 1 - end] === next[next.length - 1 - end]) end += 1;
      view.dispatch({
        changes: { from, to: now.length - end, insert: next.slice(from, next.length - end) },
        annotations: Transaction.userEvent.of(outside),
      });
    },
    faults(diagnostics, of) {
      // Marks are for the text they were found in; a newer one is being checked.
      if (view.state.doc.toString() !== of) return;
      const root = readParts(of);
      const marks = diagnostics.map((one: Diagnostic): CodeMark => {
        const { from, to, severity } = markOf(of, root, one);
        return { from, to, severity: severity === "error" ? "error" : "info", message: say(one.text, lang), source: one.code };
      });
      view.dispatch(setDiagnostics(view.state, marks.sort((a, b) => a.from - b.from)));
    },
    goTo(place) {
      const now = view.state.doc.toString();
      if (typeof place !== "string") {
        goTo(offsetOf(now, place.line, place.column));
        return;
      }
      const part = partAt(readParts(now), place);
      goTo(part.keyTo > 0 ? part.keyFrom : part.from);
    },
    insert(id) {
      const now = view.state.doc.toString();
      const chosen = snippets.find((one) => one.id === id);
      const place = chosen && insertion(readParts(now), now, view.state.selection.main.head, chosen, lang);
      if (!place) return false;
      view.dispatch({ selection: { anchor: place.at }, effects: EditorView.scrollIntoView(place.at, { y: "center" }) });
      snippet(place.template)(view, null, place.at, place.at);
      view.focus();
      return true;
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    search: () => void openSearchPanel(view),
    destroy() {
      window.clearTimeout(timer);
      view.destroy();
    },
  };
};

