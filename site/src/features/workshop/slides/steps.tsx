// A worked card: one node is lit at a time in the order in which it is computed, and the figures it reads move to it.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Step, Steps } from "../../../engine/lesson-types";
import type { Card, Diagnostic, Explanation, Text } from "../../../engine/types";
import { groupDigits, groupWithin, periodMark } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import { outcomeSaid } from "../ask";
import { EngineFault } from "../notices";
import type { RoomMessages } from "../messages";
import type { Room, Slide, SlideProps } from "../slide";
import { type TreeRow, type Walk, faster, firstWalk, keyOfNode, play, rowsOf, speeds, stepTo } from "../walk";

export function stepsTitle(m: RoomMessages, slide: Slide, room: Room, lang: Lang): string {
  return m.steps(say(room.cls.units.find((unit) => unit.id === slide.of)?.name, lang) || slide.of);
}

/** What a step comes to, in words: points, what an outcome says, or that there is none. */
export function resultOf(step: Step, lang: Lang, status: Record<string, string>): string {
  if (step.outcome) return groupWithin(say(outcomeSaid(step.outcome), lang)) || "—";
  if (say(step.said, lang)) return groupWithin(say(step.said, lang));
  if (!step.points) return status[step.status] || "—";
  const counted = say(step.unit, lang);
  return `${groupDigits(step.points.shown)}${lang === "en" && counted ? " " : ""}${counted}`;
}

/** A fact with its unit, or that there is none. */
export function factText(value: Text | null, unit: Text, m: RoomMessages, lang: Lang): string {
  const said = value && say(value, lang);
  if (!said) return m.noFigure;
  const counted = say(unit, lang);
  return `${groupWithin(said)}${lang === "en" && counted ? " " : ""}${counted}`;
}

interface Read {
  steps: Step[];
  rows: TreeRow[];
  /** The row of each step. */
  rowOf: Map<number, number>;
}

/** Moves a copy of each figure that the lit node reads from its own row to the lit one. */
function flow(list: HTMLElement, step: Step, motion: boolean): void {
  if (!motion) return;
  const find = (key: string) => list.querySelector<HTMLElement>(`[data-node="${CSS.escape(key)}"] .walk-figure`);
  const target = find(keyOfNode(step.node, step.period));
  if (!target || typeof target.animate !== "function") return;
  const to = target.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  step.from.slice(0, 12).forEach((from, index) => {
    const source = find(keyOfNode(from.node, from.period));
    const at = source?.getBoundingClientRect();
    if (!source || !at || at.bottom < box.top || at.top > box.bottom) return;
    const copy = source.cloneNode(true) as HTMLElement;
    copy.className = "walk-flying";
    copy.setAttribute("aria-hidden", "true");
    copy.style.left = `${at.left}px`;
    copy.style.top = `${at.top}px`;
    document.querySelector(".stage")?.appendChild(copy);
    const away = `translate(${to.left - at.left}px, ${to.top - at.top}px)`;
    const moving = copy.animate(
      [
        { transform: "none", opacity: 1 },
        { transform: away, opacity: 0.2 },
      ],
      { duration: 700, delay: index * 60, easing: "ease-in-out", fill: "both" },
    );
    moving.onfinish = () => copy.remove();
    moving.oncancel = () => copy.remove();
  });
}

function Lit({ step, explanation, room, lang, m, t }: Pick<SlideProps, "room" | "lang" | "m" | "t"> & { step: Step; explanation: Explanation | null }) {
  const mark = periodMark(step.period, room.period, say(step.title, lang), lang);
  const figures = explanation ? say(explanation.figures, lang) : "";
  return (
    <div class="walk-lit">
      <h2>
        <Say text={step.title} lang={lang} />
        {mark && ` ${mark}`}
      </h2>
      <p class="slide-figure">
        {resultOf(step, lang, t.status)}
        {step.full && (
          <span class="walk-full">
            {" "}
            / {groupDigits(step.full.shown)}
          </span>
        )}
      </p>
      {explanation && (
        <>
          {say(explanation.sentence, lang) && (
            <p>
              <Say text={explanation.sentence} lang={lang} />
            </p>
          )}
          {figures && <p class="walk-figures">{groupWithin(figures)}</p>}
          {say(explanation.crossing, lang) && <p class="slide-fault">{say(explanation.crossing, lang)}</p>}
        </>
      )}
      {step.facts.length > 0 && (
        <dl class="walk-facts">
          {step.facts.map((fact) => (
            <div key={fact.fact}>
              <dt>
                <Say text={fact.title} lang={lang} />
              </dt>
              <dd>{factText(fact.value, fact.unit, m, lang)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

export function StepsSlide(props: SlideProps) {
  const { slide, room, desk, lang, t, m, size, memory, remember, onKeys } = props;
  const [read, setRead] = useState<Read | null>(null);
  const [faults, setFaults] = useState<Diagnostic[] | null>(null);
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const side = useRef<HTMLElement>(null);
  // As it is now: what is drawn may be older by a key.
  const latest = () => memory<Walk>() ?? firstWalk;
  const walk = latest();
  const count = read?.steps.length ?? 0;
  const step = read?.steps[walk.at];
  const set = (next: Walk) => remember(next);

  useEffect(() => {
    let gone = false;
    const query = { class: room.cls.id, unit: slide.of, period: room.period };
    void desk.ask([{ method: "steps", query }, { method: "card", query }], [], "steps").then((reply) => {
      if (gone || reply === null) return;
      const [steps, card] = reply.value?.answers ?? [];
      const found = steps?.value as Steps | null | undefined;
      if (!found || found.steps.length === 0) {
        setFaults(steps?.diagnostics ?? reply.diagnostics);
        return;
      }
      const rows = rowsOf(found.steps, (card?.value as Card | null | undefined)?.tree ?? null);
      setRead({ steps: found.steps, rows, rowOf: new Map(rows.map((row, index) => [row.step, index])) });
    });
    return () => {
      gone = true;
    };
  }, [slide.id]);

  useEffect(() => {
    if (!step) return undefined;
    let gone = false;
    void desk.one<Explanation>("explain", { class: room.cls.id, unit: slide.of, node: step.node, period: step.period }, "explain").then((reply) => {
      if (!gone && reply) setExplanation(reply.value);
    });
    return () => {
      gone = true;
    };
  }, [step?.node, step?.period]);

  useLayoutEffect(() => {
    if (!step || !list.current) return undefined;
    const row = list.current.querySelector<HTMLElement>(`[data-node="${CSS.escape(keyOfNode(step.node, step.period))}"]`);
    if (row) list.current.scrollTop = row.offsetTop - (list.current.clientHeight - row.clientHeight) / 2;
    if (side.current) side.current.scrollTop = 0;
    flow(list.current, step, size.motion);
    return () => document.querySelectorAll(".walk-flying").forEach((copy) => copy.remove());
  }, [walk.at, read]);

  useEffect(() => {
    if (!walk.playing || count === 0) return undefined;
    const timer = window.setTimeout(() => {
      const before = latest();
      if (before.playing) set(stepTo(before, before.at + 1, count));
    }, speeds[walk.speed]);
    return () => window.clearTimeout(timer);
  }, [walk.playing, walk.at, walk.speed, count]);

  useLayoutEffect(() => {
    onKeys((command) => {
      if (count === 0) return command === "next" && !faults; // what is not read yet is not passed over
      const before = latest();
      if (command === "play") set(play(before, count));
      else if (command === "faster" || command === "slower") set(faster(before, command === "faster" ? 1 : -1));
      else if (command === "next" && before.at < count - 1) set(stepTo(before, before.at + 1, count));
      else if (command === "back" && before.at > 0) set(stepTo(before, before.at - 1, count));
      else if ((command === "down" || command === "up") && side.current) {
        side.current.scrollTop += (command === "down" ? 0.5 : -0.5) * side.current.clientHeight;
      } else return false;
      return true;
    });
  });

  if (faults) return <EngineFault diagnostics={faults} lang={lang} m={m} />;
  if (!read || !step) return <p role="status">{m.reading}</p>;
  const shownExplanation = explanation && explanation.node === step.node && explanation.period === step.period ? explanation : null;
  return (
    <div class="walk">
      <div class="walk-bar">
        <button type="button" class="tool" id="walk-play" aria-pressed={walk.playing} onClick={() => set(play(latest(), count))}>
          {walk.playing ? `❚❚ ${m.pause}` : `▶ ${m.play}`}
        </button>
        <button type="button" class="tool" id="walk-slower" disabled={walk.speed === 0} onClick={() => set(faster(latest(), -1))}>
          − {m.slower}
        </button>
        <button type="button" class="tool" id="walk-faster" disabled={walk.speed === speeds.length - 1} onClick={() => set(faster(latest(), 1))}>
          + {m.faster}
        </button>
        <label class="walk-jump">
          {m.jump}{" "}
          <select id="walk-jump" value={String(walk.at)} onChange={(event) => set(stepTo(latest(), (event.currentTarget as HTMLSelectElement).selectedIndex, count))}>
            {read.steps.map((one, index) => (
              <option key={keyOfNode(one.node, one.period)} value={String(index)}>
                {index + 1}. {say(one.title, lang)} {periodMark(one.period, room.period, say(one.title, lang), lang)}
              </option>
            ))}
          </select>
        </label>
        <span class="walk-at">{m.stepAt(walk.at + 1, count)}</span>
      </div>
      <div class="walk-both">
        <ol class="walk-tree" ref={list} aria-label={m.outlineOfCard}>
          {read.rows.map((row) => {
            const one = read.steps[row.step] as Step;
            const done = row.step <= walk.at;
            const reads = step.from.some((from) => keyOfNode(from.node, from.period) === row.key);
            const state = row.step === walk.at ? "lit" : reads ? "read" : done ? "done" : "todo";
            const mark = periodMark(row.period, room.period, say(row.title, lang), lang);
            const lit = state === "lit";
            return (
              <li key={row.key} class={state} data-node={row.key} aria-current={lit ? "step" : undefined}>
                <button type="button" tabIndex={lit ? 0 : -1} style={{ paddingInlineStart: `${row.depth * 0.8 + 0.3}em` }} onClick={() => set(stepTo(latest(), row.step, count))}>
                  <span class="walk-title">
                    <span aria-hidden="true">{state === "lit" ? "▶ " : state === "read" ? "→ " : ""}</span>
                    {say(row.title, lang)}
                    {mark && <span class="quiet"> {mark}</span>}
                  </span>
                  <span class="walk-figure">{done ? resultOf(one, lang, t.status) : "…"}</span>
                </button>
              </li>
            );
          })}
        </ol>
        <section class="walk-side" ref={side} tabIndex={0} aria-live="polite" aria-label={m.litStep}>
          <Lit step={step} explanation={shownExplanation} room={room} lang={lang} m={m} t={t} />
        </section>
      </div>
    </div>
  );
}
