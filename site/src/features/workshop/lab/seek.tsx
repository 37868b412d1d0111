// Find as you type: a field with a list of what fits; arrow keys choose, Enter takes, Escape closes.
import { useState } from "preact/hooks";
import type { LabMessages } from "./messages";
import { type Control, found } from "./tuning";

const most = 8;

export function Seek({ controls, m, choose }: { controls: readonly Control[]; m: LabMessages; choose(control: Control): void }) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const fits = open ? found(controls, typed, most) : [];
  const chosen = fits[at];
  const take = (control: Control | undefined) => {
    if (!control) return;
    choose(control);
    setTyped("");
    setAt(0);
    setOpen(false);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true);
      setAt((place) => (open ? Math.max(0, Math.min(fits.length - 1, place + (event.key === "ArrowDown" ? 1 : -1))) : 0));
    } else if (event.key === "Enter") take(chosen);
    else if (event.key === "Escape" && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span class="lab-seek">
      <label class="lab-field">
        <span>{m.add}</span>
        <input
          type="text"
          id="lab-seek"
          role="combobox"
          autocomplete="off"
          aria-expanded={fits.length > 0}
          aria-controls="lab-seek-list"
          aria-activedescendant={chosen ? `lab-seek-${at}` : undefined}
          placeholder={m.addHint}
          value={typed}
          onInput={(event) => {
            setTyped((event.currentTarget as HTMLInputElement).value);
            setAt(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={keys}
        />
      </label>
      <ul id="lab-seek-list" role="listbox" aria-label={m.add} hidden={fits.length === 0}>
        {fits.map((control, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, as comboboxes do
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <li key={control.key} id={`lab-seek-${index}`} role="option" aria-selected={index === at} onMouseDown={(event) => event.preventDefault()} onClick={() => take(control)}>
            <span class="lab-kind">{m.kind[control.is]}</span> {control.title}
          </li>
        ))}
      </ul>
      {open && typed !== "" && fits.length === 0 && <p class="lab-nothing">{m.nothingFound(typed)}</p>}
      <span class="sr" aria-live="polite">
        {open && typed !== "" ? (fits.length > 0 ? m.foundCount(fits.length) : m.nothingFound(typed)) : ""}
      </span>
    </span>
  );
}
