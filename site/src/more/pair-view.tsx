// Two units of a class side by side: the heads of their cards, every line of the total with how far they are apart, what follows.
import { useEffect, useState } from "preact/hooks";
import type { Card, Diagnostic, Entry, Figure, Outcome } from "../engine/types";
import { type WindowProps, gradeOf, headBadges } from "../features/window/state";
import { groupDigits, groupWithin, periodMark, periodText, signed } from "../format";
import { say } from "../i18n";
import { pixels } from "../plot";
import { DiagnosticList } from "../ui/diagnostics";
import { Bar, FigureText, GradeBadge, OutcomeBadge, OutcomeText, Say } from "../ui/parts";
import { ExportButtons } from "./export-buttons";
import { pairFile } from "./files";
import { moreMessages } from "./messages";
import { type PairLine, type PairOf, differs, flatten, pairOutcomes, pairTree, pairValues } from "./pair";
import { SavedPicture } from "./saved-picture";
import { type TakeMessages, takeMessages } from "./take-messages";
import { UnitBox } from "./unit-box";

/** How far the first is ahead, by a line's path; null where the engine gives no difference. */
export type Apart = Record<string, Figure | null>;

/** The card of the second unit, as long as it is the one that is wanted. */
function useOther({ state, view, actions }: WindowProps): { card: Card | null; faults: Diagnostic[] } {
  const [got, setGot] = useState<{ key: string; card: Card | null; faults: Diagnostic[] } | null>(null);
  const key = [state.board.id, state.board.revision, view.cls.id, view.other, view.period].join("\n");
  useEffect(() => {
    let wanted = true;
    void actions.ask("card", [{ class: view.cls.id, unit: view.other, period: view.period }], "pair").then((reply) => {
      if (reply && wanted) setGot({ key, card: reply.value, faults: reply.value ? [] : reply.diagnostics });
    });
    return () => {
      wanted = false;
    };
  }, [key, state.summary]);
  return got?.key === key ? got : { card: null, faults: [] };
}

/** Asks how far the two are apart in each line: the engine holds the first one's figure against the second one's own. */
function useApart({ view, state, actions }: WindowProps, first: Card | null, second: Card | null, lines: readonly PairLine[]): Apart {
  const [apart, setApart] = useState<{ of: string; figures: Apart }>({ of: "", figures: {} });
  const of = first && second ? [state.board.id, view.cls.id, first.unit, second.unit, view.period].join("\n") : "";
  const known = apart.of === of ? apart.figures : {};
  const open = lines.filter((line) => !line.same && line.first?.points && line.second?.points && !(line.path in known));
  useEffect(() => {
    if (!second || open.length === 0) return;
    let wanted = true;
    void Promise.all(
      open.map(async (line) => {
        const query = { class: view.cls.id, unit: second.unit, node: line.node, period: line.period, guess: line.first?.points?.exact ?? "" };
        const reply = await actions.ask("guess", [query], `pair${line.path}`);
        return [line.path, reply?.value?.difference ?? null] as const;
      }),
    ).then((found) => {
      if (!wanted) return;
      setApart((before) => ({ of, figures: { ...(before.of === of ? before.figures : {}), ...Object.fromEntries(found) } }));
    });
    return () => {
      wanted = false;
    };
  }, [of, open.map((line) => line.path).join("\n")]);
  return known;
}

function Side({ card, props, m }: { card: Card; props: WindowProps; m: TakeMessages }) {
  const { t, lang, view, actions } = props;
  const grade = gradeOf(view, card.outcomes);
  const place = card.outcomes.find((outcome) => outcome.node === view.place);
  const group = view.cls.groups.find((candidate) => candidate.id === card.group);
  return (
    <section class="pair-side" aria-label={say(card.name, lang)} data-side={card.unit}>
      <h3>
        <a href={actions.link({ unit: card.unit, node: "" })}>
          <Say text={card.name} lang={lang} />
        </a>
      </h3>
      <p class="card-total">
        <span class="card-points">
          <FigureText figure={card.tree.points} status={card.tree.status} between={card.between} t={t} />
        </span>
        {card.tree.full && <span class="quiet"> / {groupDigits(card.tree.full.shown)}</span>}
      </p>
      <p class="card-facts">
        {group && view.cls.groups.length > 1 && (
          <span>
            <Say text={group.title} lang={lang} />
          </span>
        )}
        {view.place !== "" && <span class="card-place">{place?.status === "known" ? t.placeOf(say(place.label, lang), String(place.of)) : m.notRanked}</span>}
      </p>
      <p class="card-badges">
        {grade && <GradeBadge outcome={grade} lang={lang} t={t} />}
        {headBadges(card.outcomes).map((outcome) => (
          <OutcomeBadge key={outcome.node} outcome={outcome} lang={lang} t={t} />
        ))}
      </p>
    </section>
  );
}

function Points({ entry, unit, props }: { entry: Entry | null; unit: string; props: WindowProps }) {
  const { t, view, actions } = props;
  if (!entry) return <span class="no-figure">—</span>;
  const figure = entry.status === "known" && entry.outside && entry.points ? signed(entry.points.shown) : <FigureText figure={entry.points} status={entry.status} t={t} />;
  return (
    <>
      <a href={actions.link({ unit, node: entry.node, at: entry.period === view.period ? "" : entry.period })}>{figure}</a>
      {entry.rate !== "" && <Bar share={entry.share} />}
    </>
  );
}

/** A difference with its sign; that there is none, or that only the words differ. */
function Difference({ line, apart, m }: { line: PairLine; apart: Apart; m: TakeMessages }) {
  if (line.same) return <span class="quiet">{line.first?.points ? m.same : ""}</span>;
  if (!line.first?.points || !line.second?.points) return <span class="differs">≠ {m.differs}</span>;
  if (!(line.path in apart)) return <span class="quiet">{m.asking}</span>;
  const figure = apart[line.path];
  if (!figure) return <span class="differs">≠ {m.differs}</span>;
  // The points may be the same out of other full marks.
  if (figure.exact === "0") return <span class="differs">≠ {m.full}</span>;
  const shown = figure.shown.startsWith("-") ? groupDigits(figure.shown) : `+${groupDigits(figure.shown)}`;
  return <span class={figure.shown.startsWith("-") ? "behind" : "ahead"} title={figure.exact === figure.shown ? undefined : figure.exact}>{shown}</span>;
}

const fullText = ({ first, second }: PairLine) => {
  const texts = [first?.full, second?.full].map((full) => (full ? groupDigits(full.shown) : ""));
  return texts[0] === texts[1] || !second ? texts[0] : !first ? texts[1] : texts.map((text) => text || "—").join(" | ");
};

/** Two levels at once; below them what was opened, or all that differs. */
function Lines({ tree, first, second, props, m }: { tree: PairLine; first: Card; second: Card; props: WindowProps; m: TakeMessages }) {
  const { lang, view } = props;
  const [only, setOnly] = useState(false);
  const [open, setOpen] = useState<Record<string, boolean>>({});
  const all = flatten(tree);
  const goesOn = (line: PairLine) => open[line.path] ?? line.depth < 1;
  const lines = only ? all.filter(differs) : flatten(tree, goesOn);
  const apart = useApart(props, first, second, lines);
  const [a, b] = [say(first.name, lang), say(second.name, lang)];
  const files = () => pairFile({ tree, first, second, apart, props, m });
  return (
    <section class="beside-part pair-lines" aria-labelledby="pair-lines-title">
      <div class="tree-bar">
        <h3 id="pair-lines-title">{m.pairTable}</h3>
        <fieldset class="grain-choice">
          <legend class="sr">{m.pairTable}</legend>
          {[false, true].map((wanted) => (
            <button key={String(wanted)} type="button" class="sheet-button" aria-pressed={only === wanted} onClick={() => setOnly(wanted)}>
              {wanted ? m.onlyDifferent : m.all}
            </button>
          ))}
        </fieldset>
      </div>
      <p class="quiet hint">
        {m.differences(all.filter((line) => !line.same).length, all.length)}
        {m.semicolon}
        {m.pairNote}
      </p>
      <div class="pair-box">
        <table class="small pair-table">
          <caption class="sr">{`${m.pairTable}${m.colon}${a}${m.listComma}${b}`}</caption>
          <thead>
            <tr>
              <th scope="col">{m.item}</th>
              <th scope="col" class="number-cell pair-full">
                {m.full}
              </th>
              <th scope="col" class="number-cell">
                {a}
              </th>
              <th scope="col" class="number-cell">
                {b}
              </th>
              <th scope="col" class="number-cell" title={m.difference(a, b)}>
                {m.differenceHead}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const title = say(line.title, lang);
              const mark = periodMark(line.period, view.period, title, lang);
              const folded = !only && line.children.length > 0 && line.depth > 0;
              return (
                <tr key={line.path} class={`${line.same ? "same" : "other"} depth-${Math.min(line.depth, 5)}`} data-node={line.node} data-same={line.same}>
                  <th scope="row">
                    <span class="pair-name">
                      <Say text={line.title} lang={lang} />
                      {mark && <span class="period-mark">{mark}</span>}
                    </span>
                    {folded && (
                      <button type="button" class="quiet-button" aria-expanded={goesOn(line)} onClick={() => setOpen({ ...open, [line.path]: !goesOn(line) })}>
                        {goesOn(line) ? props.t.collapse("") : m.deeper(line.children.length)}
                        <span class="sr">{title}</span>
                      </button>
                    )}
                  </th>
                  <td class="number-cell quiet pair-full">{fullText(line)}</td>
                  <td class="number-cell">
                    <Points entry={line.first} unit={first.unit} props={props} />
                  </td>
                  <td class="number-cell">
                    <Points entry={line.second} unit={second.unit} props={props} />
                  </td>
                  <td class="number-cell">
                    <Difference line={line} apart={apart} m={m} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <ExportButtons table={async () => files()} note={m.exportsPair} lang={lang} />
    </section>
  );
}

function Beside<T extends { node: string }>({ id, title, pairs, tell, first, second, props, m }: {
  id: string;
  title: string;
  pairs: readonly PairOf<T>[];
  tell: (one: T) => preact.ComponentChildren;
  first: Card;
  second: Card;
  props: WindowProps;
  m: TakeMessages;
}) {
  const { lang } = props;
  if (pairs.length === 0) return null;
  return (
    <section class="beside-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div class="pair-box">
        <table class="small pair-table">
          <thead>
            <tr>
              <th scope="col">{m.item}</th>
              <th scope="col">
                <Say text={first.name} lang={lang} />
              </th>
              <th scope="col">
                <Say text={second.name} lang={lang} />
              </th>
              <th scope="col">
                <span class="sr">{m.differs}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.node} class={pair.same ? "same" : "other"} data-node={pair.node} data-same={pair.same}>
                <th scope="row">
                  <Say text={pair.title} lang={lang} />
                </th>
                <td>{pair.first ? tell(pair.first) : "—"}</td>
                <td>{pair.second ? tell(pair.second) : "—"}</td>
                <td>{pair.same ? <span class="quiet">{m.same}</span> : <span class="differs">≠ {m.differs}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Web({ first, second, props, m }: { first: Card; second: Card; props: WindowProps; m: TakeMessages }) {
  const { lang, actions } = props;
  const texts = moreMessages(lang);
  const parts = first.profile.flatMap((part) => {
    const other = second.profile.find((one) => one.node === part.node);
    return other ? [{ part, other }] : [];
  });
  if (parts.length < 3 || parts.length > 10) return null;
  const half = parts.every(({ part, other }) => pixels(part.share) >= 0.5 && pixels(other.share) >= 0.5);
  const [a, b] = [say(first.name, lang), say(second.name, lang)];
  const names = parts.map(({ part }) => say(part.title, lang));
  return (
    <section class="beside-part" aria-labelledby="pair-web-title">
      <h3 id="pair-web-title">{m.profilePair}</h3>
      <SavedPicture
        props={props}
        title={`${m.profilePair}${m.colon}${a}${m.listComma}${b}`}
        label={`${m.profilePair}${m.colon}${parts.map(({ part, other }, index) => `${names[index]} ${a} ${part.rate}, ${b} ${other.rate}`).join(m.listComma)}`}
        height="21rem"
        spec={{
            form: "radar",
            labels: names.map((name) => (name.length > 9 ? `${name.slice(0, 8)}…` : name)),
            values: parts.map(({ part }) => pixels(part.share)),
            label: a,
            beside: { label: b, values: parts.map(({ other }) => pixels(other.share)) },
            tips: parts.map(({ part, other }) => `${part.rate} · ${b} ${other.rate}`),
            strong: parts.map(() => false),
            min: half ? 0.5 : 0,
            max: 1,
            lines: [],
            choose: (index) => {
              const found = parts[index];
              if (found) actions.go({ unit: first.unit, node: found.part.node });
            },
        }}
      />
      <p class="quiet hint">{texts.web(half ? "50%" : "0%")}</p>
    </section>
  );
}

function outcomeTold(outcome: Outcome, { t, lang }: WindowProps) {
  if (outcome.kind === "level") return <GradeBadge outcome={outcome} lang={lang} t={t} />;
  if (outcome.status === "known" && outcome.value === "false") return t.doesNotHold;
  return <OutcomeText outcome={outcome} lang={lang} t={t} />;
}

export function PairView(props: WindowProps) {
  const { state, view, t, lang, actions } = props;
  const m = takeMessages(lang);
  const first = state.window.card?.unit === view.unit && state.window.card.period === view.period ? state.window.card : null;
  const { card: second, faults } = useOther(props);
  useEffect(() => {
    document.getElementById("pair-title")?.focus({ preventScroll: true });
  }, []);
  const failed = (state.window.failures.card ?? []).concat(faults);
  const tree = first && second ? pairTree(first, second) : null;
  return (
    <section class="pair" aria-labelledby="pair-title">
      <div class="pair-head">
        <h2 id="pair-title" tabIndex={-1}>
          {m.pair}
          <span class="quiet"> {periodText(view.period, lang)}</span>
        </h2>
        <div class="pair-choice">
          <UnitBox id="pair-first" label={m.firstUnit} value={view.unit} taken={view.other} choose={(unit) => actions.go({ unit, other: view.other })} props={props} />
          <button type="button" class="button" id="pair-swap" onClick={() => actions.go({ unit: view.other, other: view.unit })}>
            <span aria-hidden="true">⇄</span>
            {m.swap}
          </button>
          <UnitBox id="pair-second" label={m.secondUnit} value={view.other} taken={view.unit} choose={(unit) => actions.go({ other: unit })} props={props} />
          <a class="button" id="pair-close" href={actions.link({ other: "" })}>
            <span aria-hidden="true">✕</span>
            {m.closePair}
          </a>
        </div>
      </div>
      {failed.length > 0 && <DiagnosticList diagnostics={failed} lang={lang} t={t} />}
      {failed.length === 0 && !tree && <p class="quiet">{t.rowPending}</p>}
      {first && second && tree && (
        <>
          <div class="pair-sides">
            <Side card={first} props={props} m={m} />
            <Side card={second} props={props} m={m} />
          </div>
          <div class="pair-body">
            <Lines tree={tree} first={first} second={second} props={props} m={m} />
            <div class="pair-rest">
              <Beside id="pair-outcomes" title={m.outcomesPair} pairs={pairOutcomes(first, second)} tell={(one) => outcomeTold(one, props)} first={first} second={second} props={props} m={m} />
              <Web first={first} second={second} props={props} m={m} />
              <Beside
                id="pair-values"
                title={m.valuesPair}
                pairs={pairValues(first, second)}
                tell={(one) => (one.status === "known" ? groupWithin(say(one.shown, lang)) : <span class="no-figure">{t.status[one.status]}</span>)}
                first={first}
                second={second}
                props={props}
                m={m}
              />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
