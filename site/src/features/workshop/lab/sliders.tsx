// Sliders: weights, parameters and a unit's figures are moved, and the ranking beneath follows. What was moved is shown at once; the
// picture is always the engine's last answer, and what it does not take leaves the picture as it was.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Form } from "../../../engine/desk-types";
import type { Reply, Rows } from "../../../engine/types";
import { groupDigits } from "../../../format";
import { say } from "../../../i18n";
import { handleAt } from "../../../plot";
import { FigureText, Say } from "../../../ui/parts";
import { useGlide } from "./glide";
import { type LabMessages, labMessages } from "./messages";
import { createPump } from "./pump";
import { Seek } from "./seek";
import type { LabProps } from "./slots";
import {
  type Control,
  type Ends,
  type Moved,
  type Tuning,
  changeFor,
  changesOf,
  controlsOf,
  endsOf,
  fromSlider,
  isMoved,
  move,
  moves,
  reset,
  resetAll,
  show,
  still,
  takeOff,
  toggleKept,
  weighed,
  weighing,
  weightOf,
  written,
} from "./tuning";
import type { Tune, TuneNode, Weights, WeightsQuery } from "./types";
import { levelOf, said, useKept, viewFor } from "./use";

/** Units on one page of the ranking, and how many are compared with their places before. */
const onPage = 24;
const most = 400;
/** As many rows stand below each other; more stand in two columns, where names are short. */
const oneColumn = { "zh-CN": 14, en: onPage };

/** What was moved and not asked about yet: the newest for each place. */
interface Wanted {
  moves: { control: Control; text: string; change: NonNullable<ReturnType<typeof changesOf>[number]> }[];
  weight: { node: TuneNode; child: string; text: string } | null;
}
interface Kept { unit: string; tuning: Tuning; known: Record<string, Control> }
interface Answer { turn: number; tuning: Tuning; rows: Rows | null; troubles: Record<string, string>; done: Record<string, string> }

const weightKey = (node: string, child: string) => `weight/${node}/${child}`;

export function Sliders(props: LabProps) {
  const { cls, period, lang } = props;
  const m = labMessages(lang);
  const view = viewFor(cls, period);
  const query = { class: cls.id, period, node: view.node, sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: most, columns: [view.node] };
  const [tune, setTune] = useState<Tune | null>(null);
  const [base, setBase] = useState<Rows | null>(null);
  const [rows, setRows] = useState<Rows | null>(null);
  const [form, setForm] = useState<Form | null>(null);
  const [{ unit, tuning, known }, keep, newest] = useKept<Kept>(props, { unit: "", tuning: still, known: {} });
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [troubles, setTroubles] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState("");
  const [page, setPage] = useState(0);
  // The pump outlives a drawing: it reads what is newest.
  const now = useRef({ wanted: { moves: [], weight: null } as Wanted, props, turn: 0 });
  now.current.props = props;
  const commit = (next: Tuning) => keep({ tuning: next });

  useEffect(() => {
    let here = true;
    setRows(null);
    void props.desk([], [{ method: "rows", query }, { method: "tune", query: { class: cls.id, period } }], "lab-base").then((reply) => {
      if (!here || !reply) return;
      const [first, second] = (reply.value?.answers ?? []) as [Reply<Rows> | undefined, Reply<Tune> | undefined];
      setBase(first?.value ?? null);
      setRows(first?.value ?? null);
      setTune(second?.value ?? null);
      setStopped(first?.value ? "" : said(first?.diagnostics ?? reply.diagnostics, lang));
      const { tuning: at } = newest();
      const total = second?.value?.weights[0];
      if (at === still && total) commit(show(still, `weights/${total.node}`));
      else if (changesOf(at).length > 0) ask();
    });
    return () => {
      here = false;
    };
  }, [cls.id, period]);

  useEffect(() => {
    if (!unit) return;
    let here = true;
    void props.desk([], [{ method: "form", query: { class: cls.id, unit, period } }], "lab-form").then((reply) => {
      if (here && reply) setForm((reply.value?.answers[0]?.value as Form | null) ?? null);
    });
    return () => {
      here = false;
    };
  }, [cls.id, unit, period]);

  const controls = useMemo(() => controlsOf(tune, form, period, lang), [tune, form, period, lang]);
  // Figures of a unit that is no longer the chosen one stay on the slide.
  const controlOf = (key: string) => controls.find((control) => control.key === key) ?? known[key];
  const put = (control: Control) => keep({ tuning: show(newest().tuning, control.key), known: { ...newest().known, [control.key]: control } });

  const pump = useMemo(() => {
    const ask = async (): Promise<Answer> => {
      const { wanted, turn, props: own } = now.current;
      now.current.wanted = { moves: [], weight: null };
      const texts = labMessages(own.lang);
      const began = newest().tuning;
      const found: Answer = { turn, tuning: began, rows: null, troubles: {}, done: {} };
      let next = wanted.moves.reduce((sum, one) => move(sum, one.control, one.text, one.change), began);
      if (wanted.weight) {
        const { node, child, text } = wanted.weight;
        const key = weightKey(node.node, child);
        const { set, touched } = weighing(next, node, child, text);
        const question: WeightsQuery = { class: own.cls.id, node: node.node, period: own.period, set, keep: [] };
        const reply = await own.desk(changesOf(began), [{ method: "weights", query: question }], "lab-weights");
        const weights = reply?.value?.answers[0] as Reply<Weights> | undefined;
        if (weights?.value) next = weighed(next, node.node, weights.value, touched);
        else found.troubles[key] = texts.stays(said(weights?.diagnostics ?? reply?.diagnostics ?? [], own.lang));
        found.done[key] = text;
      }
      const reply = await own.desk(changesOf(next), [{ method: "rows", query: { ...query, class: own.cls.id, period: own.period } }], "lab-step");
      const answer = reply?.value?.answers[0] as Reply<Rows> | undefined;
      const refused = reply?.value?.refused ?? [];
      for (const one of wanted.moves) found.done[one.control.key] = one.text;
      if (refused.length > 0 || !answer?.value) {
        const words = said(refused.length > 0 ? refused.flatMap((one) => one.diagnostics) : (answer?.diagnostics ?? reply?.diagnostics ?? []), own.lang);
        const keys = wanted.moves.length > 0 ? wanted.moves.map((one) => one.control.key) : Object.keys(found.done);
        for (const key of keys) found.troubles[key] = texts.stays(words);
        return found;
      }
      return { ...found, tuning: next, rows: answer.value };
    };
    return createPump<null, Answer>(
      ask,
      (answer) => {
        // Something was put back meanwhile: what was asked before that is no longer wanted.
        if (answer.turn !== now.current.turn) return;
        if (answer.rows) {
          const { moved, weights, touched } = answer.tuning;
          commit({ ...newest().tuning, moved, weights, touched });
          setRows(answer.rows);
        }
        setTroubles((before) => {
          const left = Object.fromEntries(Object.entries(before).filter(([key]) => !(key in answer.done)));
          return { ...left, ...answer.troubles };
        });
        if (answer.rows) setTyped((before) => Object.fromEntries(Object.entries(before).filter(([key, text]) => answer.done[key] !== text || key in answer.troubles)));
      },
      () => setBusy(false),
    );
  }, [cls.id, period]);
  useEffect(() => () => pump.drop(), [pump]);

  const ask = () => {
    setBusy(true);
    pump.want(null);
  };

  const moveTo = (control: Exclude<Control, { is: "weights" }>, text: string) => {
    setTyped((before) => ({ ...before, [control.key]: text }));
    const made = changeFor(control, text);
    if ("trouble" in made) {
      const words = m.trouble[made.trouble];
      setTroubles((before) => ({ ...before, [control.key]: typeof words === "string" ? words : words(made.limit) }));
      return;
    }
    const { wanted } = now.current;
    wanted.moves = [...wanted.moves.filter((one) => one.control.key !== control.key), { control, text, change: made.change }];
    ask();
  };
  const weigh = (node: TuneNode, child: string, text: string) => {
    const key = weightKey(node.node, child);
    setTyped((before) => ({ ...before, [key]: text }));
    now.current.wanted.weight = { node, child, text };
    ask();
  };
  const clean = (keys: (key: string) => boolean) => {
    const rest = (before: Record<string, string>) => Object.fromEntries(Object.entries(before).filter(([key]) => !keys(key)));
    setTyped(rest);
    setTroubles(rest);
  };
  const keysOf = (control: Control) => (key: string) => (control.is === "weights" ? key.indexOf(`weight/${control.node.node}/`) === 0 : key === control.key);
  const back = (next: Tuning, keys: (key: string) => boolean) => {
    const { wanted } = now.current;
    wanted.moves = wanted.moves.filter((one) => !keys(one.control.key));
    if (wanted.weight && keys(weightKey(wanted.weight.node.node, wanted.weight.child))) wanted.weight = null;
    now.current.turn += 1;
    clean(keys);
    commit(next);
    ask();
  };
  const backOne = (control: Control, next: Tuning) => back(next, keysOf(control));

  const ranked = useMemo(() => (base && rows ? moves(base.rows, rows.rows) : []), [base, rows]);
  const up = ranked.filter((one) => (one.gained ?? 0) > 0).length;
  const down = ranked.filter((one) => (one.gained ?? 0) < 0).length;
  const changed = changesOf(tuning).length > 0;
  useEffect(() => {
    if (changed && !busy) props.announce(m.movedCount(up, down));
  }, [rows, busy]);

  const shown = tuning.shown.flatMap((key) => controlOf(key) ?? []);
  const part = { props, m, tuning, typed, troubles };
  return (
    <section class="lab lab-sliders" data-pending={busy}>
      <div class="lab-bar">
        <Seek controls={controls.filter((control) => tuning.shown.indexOf(control.key) < 0)} m={m} choose={put} />
        <label class="lab-field">
          <span>{m.whose}</span>
          <select id="lab-unit" value={unit} onChange={(event) => keep({ unit: (event.currentTarget as HTMLSelectElement).value })}>
            <option value="">{m.none}</option>
            {cls.units.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.name, lang) || one.id}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="button"
          id="lab-reset-all"
          disabled={!changed}
          onClick={() => back(resetAll(newest().tuning), () => true)}
        >
          {m.resetAll}
        </button>
        <Keep props={props} m={m} tuning={tuning} />
      </div>
      {stopped && <p class="lab-trouble">{stopped}</p>}
      {tune && controls.length === 0 && <p>{m.noSliders}</p>}
      <div class="lab-sides">
        <div class="lab-controls">
          {shown.map((control) =>
            control.is === "weights" ? (
              <WeightsControl key={control.key} control={control} {...part} weigh={weigh} hold={(child) => commit(toggleKept(newest().tuning, control.node.node, child))} back={backOne} />
            ) : (
              <OneControl key={control.key} control={control} {...part} moveTo={moveTo} back={backOne} />
            ),
          )}
          <p class="lab-said">{changed ? m.movedCount(up, down) : m.nothingMoved}</p>
        </div>
        <div class="lab-ranking">
          <Ranking ranked={ranked} base={base} rows={rows} page={page} setPage={setPage} props={props} m={m} />
        </div>
      </div>
    </section>
  );
}

interface Part {
  props: LabProps;
  m: LabMessages;
  tuning: Tuning;
  typed: Record<string, string>;
  troubles: Record<string, string>;
  back(control: Control, next: Tuning): void;
}

/** The slider and the exact value beside it. */
function Rail(own: { id: string; title: string; ends: Ends; text: string; shown: string; unit: string; trouble: string; m: LabMessages; put(text: string): void }) {
  const { id, title, ends, text, shown, unit, trouble, m, put } = own;
  return (
    <>
      <input
        type="range"
        id={`lab-rail-${id}`}
        aria-label={m.sliderOf(title)}
        aria-valuetext={`${shown}${unit}`}
        min={ends.low}
        max={ends.high}
        step={ends.step}
        value={handleAt(text, ends.percent)}
        onInput={(event) => put(fromSlider(ends, (event.currentTarget as HTMLInputElement).value))}
      />
      <span class="lab-value">
        <input
          type="text"
          inputMode="decimal"
          autocomplete="off"
          id={`lab-value-${id}`}
          aria-label={m.valueOf(title)}
          aria-invalid={trouble !== ""}
          aria-describedby={trouble ? `lab-trouble-${id}` : undefined}
          value={shown}
          onChange={(event) => put((event.currentTarget as HTMLInputElement).value)}
        />
        {unit && unit !== "%" && <span>{unit}</span>}
      </span>
    </>
  );
}

function Trouble({ id, text }: { id: string; text: string }) {
  return text ? (
    <p class="lab-trouble" role="alert" id={`lab-trouble-${id}`}>
      {text}
    </p>
  ) : null;
}

function OneControl({ control, m, props, tuning, typed, troubles, moveTo, back }: Part & { control: Exclude<Control, { is: "weights" }>; moveTo(control: Exclude<Control, { is: "weights" }>, text: string): void }) {
  const { key, title, own } = control;
  const text = typed[key] ?? tuning.moved[key]?.text ?? own;
  const trouble = troubles[key] ?? "";
  const options = control.is === "fact" ? control.options : [];
  const moved = isMoved(tuning, control);
  return (
    <div class={`lab-control ${moved ? "is-moved" : ""}`} data-control={key}>
      <span class="lab-title">{title}</span>
      {options.length > 0 ? (
        <select aria-label={m.valueOf(title)} value={text} onChange={(event) => moveTo(control, (event.currentTarget as HTMLSelectElement).value)}>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {say(option.title, props.lang) || option.id}
            </option>
          ))}
        </select>
      ) : (
        control.ends && <Rail id={key} title={title} ends={control.ends} text={text} shown={text} unit={control.unit} trouble={trouble} m={m} put={(value) => moveTo(control, value)} />
      )}
      <Buttons control={control} m={m} tuning={tuning} back={back} />
      {moved && <span class="lab-own">{m.own(groupDigits(own))}</span>}
      <Trouble id={key} text={trouble} />
    </div>
  );
}

function Buttons({ control, m, tuning, back }: Pick<Part, "m" | "tuning" | "back"> & { control: Control }) {
  return (
    <span class="lab-buttons">
      <button type="button" class="button" aria-label={m.resetOf(control.title)} disabled={!isMoved(tuning, control)} onClick={() => back(control, reset(tuning, control))}>
        {m.reset}
      </button>
      <button type="button" class="button" aria-label={m.takeOffOf(control.title)} onClick={() => back(control, takeOff(tuning, control))}>
        {m.takeOff}
      </button>
    </span>
  );
}

function WeightsControl({ control, m, props, tuning, typed, troubles, weigh, hold, back }: Part & { control: Extract<Control, { is: "weights" }>; weigh(node: TuneNode, child: string, text: string): void; hold(child: string): void }) {
  const { node } = control;
  const { lang } = props;
  const kept = tuning.kept[node.node] ?? [];
  const sentence = tuning.weights[node.node]?.said;
  return (
    <fieldset class="lab-weights" data-control={control.key}>
      <legend>
        {m.weightsOf(control.title, groupDigits(written(node.sum, node.rate)))}
      </legend>
      {node.children.map((child) => {
        const key = weightKey(node.node, child.child);
        const title = say(child.title, lang) || child.child;
        const weight = weightOf(tuning, node, child.child);
        const ends = endsOf(child, node.rate);
        const trouble = troubles[key] ?? "";
        return (
          <div key={child.child} class={`lab-control ${weight.exact === child.own ? "" : "is-moved"}`} data-child={child.child}>
            <span class="lab-title">{title}</span>
            <label class="lab-hold">
              <input type="checkbox" aria-label={m.holdOf(title)} checked={kept.indexOf(child.child) >= 0} onChange={() => hold(child.child)} />
              <span>{m.hold}</span>
            </label>
            <Rail id={key} title={title} ends={ends} text={typed[key] ?? weight.exact} shown={typed[key] ?? weight.shown} unit="" trouble={trouble} m={m} put={(text) => weigh(node, child.child, text)} />
            <Trouble id={key} text={trouble} />
          </div>
        );
      })}
      {sentence && (
        <p class="lab-rescaled">
          <Say text={sentence} lang={lang} />
        </p>
      )}
      <Buttons control={control} m={m} tuning={tuning} back={back} />
    </fieldset>
  );
}

/** Keeps what was moved in the lesson. */
function Keep({ props, m, tuning }: { props: LabProps; m: LabMessages; tuning: Tuning }) {
  const [name, setName] = useState("");
  const changes = changesOf(tuning);
  const names = props.scenarios.map((scenario) => scenario.name);
  let number = 1;
  while (names.indexOf(m.keepDefault(number)) >= 0) number += 1;
  return (
    <span class="lab-keep">
      <input type="text" id="lab-keep-name" aria-label={m.keepName} placeholder={m.keepDefault(number)} value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />
      <button
        type="button"
        class="button"
        id="lab-keep"
        disabled={changes.length === 0}
        onClick={() => {
          const chosen = name.trim() || m.keepDefault(number);
          props.keep({ name: chosen, changes });
          setName("");
          props.announce(m.kept(chosen));
        }}
      >
        {m.keep}
      </button>
    </span>
  );
}

/** Places gained or lost: a mark, a word and where it was. */
function Mark({ one, m }: { one: Moved; m: LabMessages }) {
  const gained = one.gained ?? 0;
  if (gained === 0 || one.gained === null) return <span class="lab-mark" />;
  const words = gained > 0 ? m.upShort(gained) : m.downShort(-gained);
  return (
    <span class={`lab-mark ${gained > 0 ? "is-up" : "is-down"}`} title={m.was(one.was)}>
      <span aria-hidden="true">{gained > 0 ? "▲" : "▼"}</span>
      {words}
    </span>
  );
}

function Ranking(own: { ranked: readonly Moved[]; base: Rows | null; rows: Rows | null; page: number; setPage(page: number): void; props: LabProps; m: LabMessages }) {
  const { ranked, base, rows, page, setPage, props, m } = own;
  const { cls, period, lang, t } = props;
  const view = viewFor(cls, period);
  const box = useRef<HTMLOListElement>(null);
  useGlide(box, rows);
  if (!rows) return <p>{m.asking}</p>;
  const from = Math.min(page * onPage, Math.max(0, ranked.length - 1));
  const part = ranked.slice(from, from + onPage);
  const title = say(cls.nodes.find((node) => node.id === view.node)?.title, lang);
  return (
    <>
      <ol class="lab-rows" ref={box} aria-label={m.rankingOf(title)} style={part.length > oneColumn[lang] ? { gridTemplateRows: `repeat(${Math.ceil(part.length / 2)}, auto)`, gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)" } : {}} start={from + 1}>
        {part.map((one) => {
          const { row } = one;
          const cell = row.cells[view.node];
          const level = levelOf(row, view.level);
          const before = base?.rows.find((first) => first.unit === row.unit);
          const was = before ? levelOf(before, view.level) : null;
          const other = level && was && level.value !== was.value;
          return (
            <li key={row.unit} data-glide={row.unit} class={one.gained ? (one.gained > 0 ? "is-up" : "is-down") : ""}>
              <span class="lab-place">{row.place || m.none}</span>
              <span class="lab-name">
                <Say text={row.name} lang={lang} />
              </span>
              <Mark one={one} m={m} />
              <span class="lab-points">{cell ? <FigureText figure={cell.points} status={cell.status} between={cell.between} t={t} /> : m.none}</span>
              {level && <span class={`lab-level ${other ? "is-other" : ""}`}>{other ? m.levelWas(say(was?.label, lang), say(level.label, lang)) : say(level.label, lang)}</span>}
            </li>
          );
        })}
      </ol>
      {ranked.length > onPage && (
        <p class="lab-pager">
          <button type="button" class="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {m.earlier}
          </button>
          <span>{m.pageOf(from + 1, from + part.length, ranked.length)}</span>
          <button type="button" class="button" disabled={from + onPage >= ranked.length} onClick={() => setPage(page + 1)}>
            {m.later}
          </button>
        </p>
      )}
    </>
  );
}
