// The range bar under the total: the lowest and the highest that can still come of it, with the grade lines, and what follows
// from both in words.
import type { Figure, Text } from "../../engine/types";
import { groupDigits } from "../../format";
import { say } from "../../i18n";
import { betweenOnTrack, isOnTrack, isRight, onTrack, track } from "../../plot";
import { cellText, factOf, keyTitleOf, subjectText, together, valueText } from "./goal-words";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { type UnitRange, boundsWords, linesOf, mayBeWords, standingWords, unitRange } from "./range";
import type { PanelProps } from "./slots";
import { type Cell, type Change, cellOf } from "./state";

/** The bar itself: a picture of what the words beside it say. */
function Track({ low, high, now, lines, m }: { low: Figure; high: Figure; now: Figure | null; lines: { title: string; from: Figure }[]; m: PanelMessages }) {
  const ends = track([low, high, now], lines.map((line) => line.from));
  return (
    <div class="range-track" aria-hidden="true">
      <div class="range-lines">
        {lines
          .filter((line) => isOnTrack(line.from, ends))
          .map((line, index) => (
            <span key={index} class={`range-line ${index % 2 === 0 ? "" : "second"} ${isRight(line.from, ends) ? "right" : ""}`} style={{ left: onTrack(line.from, ends) }}>
              <span class="range-line-name">
                {line.title} {groupDigits(line.from.shown)}
              </span>
            </span>
          ))}
      </div>
      <div class="range-rail">
        <span class="range-span" style={{ left: onTrack(low, ends), width: betweenOnTrack(low, high, ends) }} />
        {now && <span class="range-now" style={{ left: onTrack(now, ends) }} />}
      </div>
      {now && <p class="range-at">◆ {m.now(groupDigits(now.shown))}</p>}
    </div>
  );
}

/** Changes as a list of places and values. */
export function ChangeList({ changes, props, m }: { changes: readonly Change[]; props: PanelProps; m: PanelMessages }) {
  const { form, draft, lang } = props;
  return (
    <ul class="change-list">
      {together(changes.map((change) => ({ ...cellOf(change), change })), ({ change }) => JSON.stringify([change.value, change.records])).map((cells, index) => {
        const { change, ...cell } = cells[0] as Cell & { change: Change };
        const fact = factOf(form, cell);
        const given = form.given.find((node) => node.node === change.node && node.unit === change.unit && node.class === change.class);
        const title = fact?.title ?? given?.title ?? { "zh-CN": change.fact ?? change.node ?? "" };
        return (
          <li key={index}>
            {subjectText(cells, title, keyTitleOf(form, cell), { form, period: draft.period }, m, lang)}
            {m.colon}
            <strong>{changeValue(change, fact ?? { type: "", unit: {} }, m, lang)}</strong>
          </li>
        );
      })}
    </ul>
  );
}

interface Titled { id: string; title: Text }

/** What a change puts there, in words. */
export function changeValue(change: Change, fact: Parameters<typeof valueText>[1] & { keys?: Titled[]; reasons?: Titled[] }, m: PanelMessages, lang: PanelProps["lang"]): string {
  if (change.records !== undefined) return change.records === null ? m.listGone : m.listChange(change.records.length);
  const { value } = change;
  if (value === null || value === undefined) return m.notGiven;
  if (typeof value === "boolean") return value ? m.yes : m.no;
  if (typeof value === "string") return valueText(value, fact, m, lang);
  const { reason } = value;
  if (typeof reason === "string") return say(fact.reasons?.find((one) => one.id === reason)?.title, lang) || reason;
  return Object.entries(value)
    .map(([key, inner]) => {
      const title = fact.keys?.find((one) => one.id === key)?.title ?? fact.options?.find((one) => one.id === key)?.title;
      return `${title ? say(title, lang) : key} ${inner ?? m.notGiven}`;
    })
    .join(m.listComma);
}

function OpenCells({ props, m }: { props: PanelProps; m: PanelMessages }) {
  const cells = props.answers.range?.cells ?? [];
  if (cells.length === 0) return null;
  const place = { form: props.form, period: props.draft.period };
  return (
    <details class="rest">
      <summary>{m.openCells(props.answers.range?.open ?? cells.length)}</summary>
      <ul class="cell-links">
        {cells.map((cell, index) => (
          <li key={index}>
            <button type="button" class="quiet-button" onClick={() => props.toField(cell)}>
              {cellText(cell, place, m, props.lang)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Ends({ unit, props, m }: { unit: UnitRange; props: PanelProps; m: PanelMessages }) {
  const ends = [
    { name: m.atWorst, end: unit.lowAt },
    { name: m.atBest, end: unit.highAt },
  ];
  return (
    <>
      {ends.map(
        ({ name, end }) =>
          end &&
          end.changes.length > 0 && (
            <details key={name} class="rest">
              <summary>{name}</summary>
              {!end.reached && <p class="quiet hint">{m.endNear}</p>}
              <ChangeList changes={end.changes} props={props} m={m} />
            </details>
          ),
      )}
    </>
  );
}

/** A panel's head, which says when what stands below is of figures before the last change. */
export function LateHead({ id, title, late, m }: { id: string; title: string; late: boolean; m: PanelMessages }) {
  return (
    <div class="late-head">
      <h2 id={id}>{title}</h2>
      {late && <span class="quiet">{m.late}</span>}
    </div>
  );
}

export function RangePanel(props: PanelProps) {
  const { cls, answers, draft, lang } = props;
  const m = panelMessages(lang);
  const unit = unitRange(answers.range, draft.unit);
  const total = unit?.nodes[cls.total];
  if (!unit || !total) {
    if (!props.late || answers.range) return null;
    // Its place is kept, so that the form does not move when it is there.
    return (
      <section class="panel range-panel" aria-labelledby="range-title" aria-busy={true}>
        <LateHead id="range-title" title={m.range} late={false} m={m} />
        <p class="quiet">{props.t.rowPending}</p>
      </section>
    );
  }
  const title = say(cls.nodes.find((node) => node.id === cls.total)?.title, lang) || m.total;
  const lines = linesOf(cls, unit);
  const words = standingWords(lines, m, lang);
  const open = answers.range?.open ?? 0;
  // Another level, as the civil service's beside the office's own, is told by its name.
  const others = cls.nodes.flatMap((node) => {
    const found = node.id === cls.level ? undefined : unit.nodes[node.id];
    // Where everything is still possible there is nothing to tell.
    const certain = found?.lines?.some((line) => line.sure || !line.possible) ?? false;
    const told = found?.lines && certain && cls.publish.indexOf(node.id) >= 0 ? [...standingWords(found.lines, m, lang), ...mayBeWords(found, m)] : [];
    return told.length > 0 ? [`${say(node.title, lang)}${m.colon}${told.join(m.semicolon)}${m.fullStop}`] : [];
  });
  const drawn = lines.flatMap((line) => (line.from ? [{ title: say(line.title, lang), from: line.from }] : []));
  return (
    <section class={props.late ? "panel range-panel late" : "panel range-panel"} aria-labelledby="range-title" aria-busy={props.late}>
      <LateHead id="range-title" title={m.range} late={props.late} m={m} />
      {words.length > 0 && <p class="range-words">{`${words.join(m.semicolon)}${m.fullStop}`}</p>}
      {others.map((told) => (
        <p key={told}>{told}</p>
      ))}
      <p class="range-bounds">{[boundsWords(title, total, m), ...mayBeWords(total, m)].join(m.semicolon)}</p>
      {total.low && total.high && <Track low={total.low} high={total.high} now={answers.card?.tree.points ?? null} lines={drawn} m={m} />}
      <p class="quiet hint">
        {m.rangeNote(open, answers.range?.otherOpen ?? false)} {total.tight === false && m.notTight}
      </p>
      <div class="range-more">
        <OpenCells props={props} m={m} />
        <Ends unit={unit} props={props} m={m} />
      </div>
    </section>
  );
}
