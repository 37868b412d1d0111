// A text to be copied.
import { useRef, useState } from "preact/hooks";
import { copyField } from "../../../ui/copy";
import type { PublishMessages } from "./messages";

export function Copy({ id, label, text, p }: { id: string; label: string; text: string; p: PublishMessages }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState("");
  return (
    <div class="copy-field">
      <label class="field" for={id}>
        <span class="field-label">{label}</span>
        <textarea id={id} ref={field} class="text-input" readOnly rows={3} value={text} />
      </label>
      <button type="button" class="button" onClick={() => field.current && void copyField(field.current).then((copied) => setSaid(copied ? p.copied : p.copyFailed))}>
        {p.copy}
      </button>
      <span role="status">{said}</span>
    </div>
  );
}
