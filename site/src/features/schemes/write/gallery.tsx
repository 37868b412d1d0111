// The templates on the schemes' home: one makes a new work.
import { type Lang, say } from "../../../i18n";
import type { Control } from "../control";
import { newWork } from "../work";
import { writeMessages } from "./messages";
import { templates } from "./templates";

export function Templates({ control, lang }: { control: Control; lang: Lang }) {
  const m = writeMessages(lang);
  return (
    <section class="templates" aria-labelledby="templates-title">
      <h2 id="templates-title">{m.templates}</h2>
      <p class="quiet">{m.templatesNote}</p>
      <ul class="template-list">
        {templates.map(({ id, title, note, scheme }) => (
          <li key={id} data-template={id}>
            <h3>{say(title, lang)}</h3>
            <p>{say(note, lang)}</p>
            <button type="button" class="button" aria-label={m.useOf(say(title, lang))} onClick={() => void control.begin(newWork(say(title, lang), scheme))}>
              {m.use}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
