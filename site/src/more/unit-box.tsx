// Units found by typing: the nearest ones under the ranking's own field, and a field that chooses one.
import { useEffect, useRef, useState } from "preact/hooks";
import { initialsOf } from "../features/window/initials";
import type { WindowProps } from "../features/window/state";
import { say } from "../i18n";
import { Say } from "../ui/parts";
import { type Match, bestMatches } from "./find";
import { takeMessages } from "./take-messages";

/** The class's units as the ranking on the page has them, the others behind. */
function inOrder({ state, view }: WindowProps) {
  const place = new Map((state.window.rows?.rows ?? []).map((row, index) => [row.unit, index]));
  const last = place.size;
  return view.cls.units.slice().sort((a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last));
}

/** What was found, where it is not the name that people see: initials, the name in the other language, the id. */
function By({ match, initials, lang }: { match: Match; initials: ReadonlyMap<string, string>; lang: WindowProps["lang"] }) {
  const { unit, by } = match;
  const texts = { name: unit.name["zh-CN"], initials: initials.get(unit.id), other: unit.name.en, id: unit.id };
  const text = texts[by] ?? "";
  return text === "" || text === say(unit.name, lang) ? null : <span class="quiet"> {text}</span>;
}

/** The units that the text of the ranking's field fits best; the table below it keeps the order of places. */
export function Found(props: WindowProps) {
  const { state, view, lang, actions } = props;
  const m = takeMessages(lang);
  const { find, group, picking } = state.window;
  const initials = initialsOf(state.board, view.cls.id);
  const units = inOrder(props).filter((unit) => group === "" || unit.group === group);
  const matches = bestMatches(units, initials, find, 5);
  const plain = initials.size === 0 && /^[a-z]+$/i.test(find.trim());
  return (
    <p class="found" data-find={find}>
      {matches.length > 0 && <span class="quiet">{m.closest}</span>}
      {matches.map((match) => (
        <a key={match.unit.id} href={actions.link(picking ? { unit: picking, node: "", other: match.unit.id } : { unit: match.unit.id, node: "" })}>
          <Say text={match.unit.name} lang={lang} />
          <By match={match} initials={initials} lang={lang} />
        </a>
      ))}
      {matches.length > 0 && <span class="quiet hint keys-hint">{m.enterOpens}</span>}
      {plain && <span class="quiet">{m.noInitials}</span>}
    </p>
  );
}

/** The list is drawn below the field, not by the browser, so that initials find too. */
const combobox = (id: string, active: string | undefined) =>
  ({
    role: "combobox",
    list: undefined,
    "aria-controls": `${id}-list`,
    "aria-expanded": active !== undefined,
    "aria-autocomplete": "list",
    "aria-activedescendant": active || undefined,
  }) as const;

/** A field with a list under it, for one unit of the class. */
export function UnitBox({ id, label, value, taken, choose, props }: { id: string; label: string; value: string; taken: string; choose: (unit: string) => void; props: WindowProps }) {
  const { state, view, lang } = props;
  const m = takeMessages(lang);
  const [text, setText] = useState<string | null>(null); // null: nobody types, and the field holds the unit's name
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const initials = initialsOf(state.board, view.cls.id);
  const own = say(view.cls.units.find((unit) => unit.id === value)?.name, lang) || value;
  const open = text !== null;
  const matches = open ? bestMatches(inOrder(props), initials, text, 60).filter(({ unit }) => unit.id !== taken) : [];
  const active = Math.min(at, matches.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const type = (wanted: string | null) => {
    setText(wanted);
    setAt(0);
  };
  const take = (unit: string | undefined) => {
    type(null);
    if (unit !== undefined && unit !== value) choose(unit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const by = moves[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (!open) type("");
      else if (matches.length > 0) setAt((active + by + matches.length) % matches.length);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (matches[active]) take(matches[active]?.unit.id);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      type(null);
    }
  };
  return (
    <div class="unit-box">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        {...combobox(id, !open ? undefined : matches.length > 0 ? `${id}-${active}` : "")}
        autocomplete="off"
        placeholder={initials.size > 0 ? m.chooseUnit : m.chooseUnitPlain}
        value={text ?? own}
        onFocus={(event) => {
          type("");
          (event.currentTarget as HTMLInputElement).value = "";
        }}
        onBlur={() => type(null)}
        onInput={(event) => type((event.currentTarget as HTMLInputElement).value)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} class="unit-list" hidden={!open} ref={list}>
        {matches.map((match, index) => (
          // The keyboard reaches it through the field; the mouse must not take the focus from there.
          <li
            key={match.unit.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(match.unit.id)}
            onKeyDown={onKeyDown}
          >
            <Say text={match.unit.name} lang={lang} />
            <By match={match} initials={initials} lang={lang} />
          </li>
        ))}
        {open && matches.length === 0 && (
          <li role="option" tabIndex={-1} aria-selected={false} aria-disabled="true" class="quiet">
            {m.noMatch}
          </li>
        )}
      </ul>
    </div>
  );
}
