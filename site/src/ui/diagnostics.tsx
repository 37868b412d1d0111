// Faults of documents in words: what, where (document, line, column), and the code for whoever maintains them.
import type { Diagnostic } from "../engine/types";
import type { Lang, Messages } from "../i18n";
import { Say } from "./parts";

export function DiagnosticList({ diagnostics, lang, t }: { diagnostics: readonly Diagnostic[]; lang: Lang; t: Messages }) {
  return (
    <ol class="diagnostics">
      {diagnostics.map((diagnostic, index) => (
        <li key={index} class={diagnostic.severity}>
          <p class="diagnostic-where">
            <strong>{t.severity[diagnostic.severity]}</strong>
            <span>{t.documentName[diagnostic.document]}</span>
            {diagnostic.line > 0 && <span>{t.position(diagnostic.line, diagnostic.column)}</span>}
          </p>
          <p>
            <Say text={diagnostic.text} lang={lang} />
          </p>
          <p class="diagnostic-code">
            <code>{diagnostic.code}</code> <code>{diagnostic.pointer}</code>
          </p>
        </li>
      ))}
    </ol>
  );
}
