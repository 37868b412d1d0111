// What the figures come to: the total with its grade and place, and the card's tree with its explanations. Both are the Window's own
// parts, given the desk's replies in place of the board's.
import type { Actions } from "../../actions";
import type { Board } from "../../board/board";
import { Crossing, Standing } from "../../explain/explanation";
import { groupDigits } from "../../format";
import { say } from "../../i18n";
import { FigureText, GradeBadge, OutcomeBadge, Say } from "../../ui/parts";
import { DiagnosticList } from "../../ui/diagnostics";
import { Explained, Outcomes, Tree } from "../window/card";
import { type View, type WindowProps, badgesOf, gradeOf, heldGrade, periodFor, windowDefaults } from "../window/state";
import type { Host, SelfState, Work } from "./control";
import type { FormProps } from "./field";
import { settled, unitRange } from "./range";

export interface DraftProps extends FormProps {
  state: SelfState;
  host: Host;
}

/** The desk's replies as the Window's parts are given a board's. */
export function windowProps({ work, control, state, host, t, lang }: DraftProps): WindowProps {
  const { draft } = work.history;
  const { cls, summary } = work;
  const route = state.route.is === "draft" ? state.route : { node: "", at: "" };
  const shown = cls.views.find((view) => view.periods.indexOf(draft.period) >= 0);
  const root = shown?.node ?? cls.total;
  const known = cls.nodes.some((node) => node.id === route.node) ? route.node : "";
  const view: View = {
    period: draft.period || periodFor(cls, ""),
    periods: cls.views,
    cls,
    root,
    place: shown?.place ?? cls.place,
    level: shown?.level ?? cls.level,
    unit: draft.unit,
    node: known || root,
    at: (known && route.at) || draft.period,
    item: root,
    other: "",
    unknown: [],
    unpaired: "",
  };
  const own = { id: draft.board ?? "", class: draft.class, period: draft.period };
  const unsaid = { title: {}, note: {}, state: "" as const, revision: 0, until: "", issued: "", engine: "", reason: {}, supersedes: null, changed: [], sha256: {}, signature: null };
  const board: Board = { ...own, ...unsaid, scheme: "", dataset: "" };
  const actions: Actions = {
    ...host.actions,
    go: (change) => control.toNode(change.node ?? "", change.at ?? ""),
    link: (change) => control.linkToNode(change.node ?? "", change.at ?? ""),
    window: (change) => control.tree((open) => change({ ...windowDefaults, open }).open),
  };
  const failures = {};
  const window = { ...windowDefaults, card: work.answers.card, explanation: work.answers.explanation, open: work.tree, failures };
  return { state: { ...host.state, summary, board, window, route: { ...host.state.route, node: route.node, unit: draft.unit } }, view, t, lang, actions };
}

/** The total, its grade, and what the next line wants. */
export function StandingBar(props: DraftProps) {
  const { work, control, m, t, lang } = props;
  const { card, total } = work.answers;
  const own = windowProps(props);
  const computed = card ? gradeOf(own.view, card.outcomes) : undefined;
  const grade = computed && !work.late ? settled(computed, work.cls, unitRange(work.answers.range, work.history.draft.unit)) : computed;
  const place = card?.outcomes.find((outcome) => outcome.node === own.view.place);
  // Points that no line reads, beside a grade that somebody decides: the grade is judged.
  const judged =
    work.cls.nodes.every((node) => node.id !== own.view.root || node.lines.length === 0) &&
    work.cls.nodes.some((node) => node.type === "decision" && work.cls.publish.indexOf(node.id) >= 0);
  return (
    <section class="self-standing" aria-labelledby="standing-title" aria-busy={work.pending}>
      <h2 id="standing-title" class="sr">
        {m.standing}
      </h2>
      {card && (
        <div class="self-total">
          <p class="card-total">
            <span class="quiet">{m.total} </span>
            <span class="card-points" id="self-total">
              <FigureText figure={card.tree.points} status={card.tree.status} between={card.between} t={t} />
            </span>
            {card.tree.full && <span class="quiet"> / {groupDigits(card.tree.full.shown)}</span>}
          </p>
          <p class="card-badges">
            {grade && <GradeBadge outcome={grade} lang={lang} t={t} />}
            {place?.status === "known" && place.of > 1 && <span>{t.placeOf(say(place.label, lang), String(place.of))}</span>}
            {/* What waits for figures is told by their number, below. */}
            {badgesOf(card.outcomes)
              .filter((outcome) => outcome.value === "true" && outcome.kind !== "run" && outcome.kind !== "decision")
              .map((outcome) => (
                <OutcomeBadge key={outcome.node} outcome={outcome} lang={lang} t={t} />
              ))}
          </p>
          <p class="self-pending" role="status">
            {work.pending ? m.pending : ""}
          </p>
        </div>
      )}
      {!card && work.stopped.length === 0 && (
        <p class="quiet" role="status">
          {m.pending}
        </p>
      )}
      {work.stopped.length > 0 && (
        <div role="alert">
          <p>{m.stopped}</p>
          <DiagnosticList diagnostics={work.stopped} lang={lang} t={t} />
          <button type="button" class="button" onClick={() => control.again()}>
            {m.again}
          </button>
        </div>
      )}
      {total && card && (
        <div class="self-next">
          <Crossing explanation={total} lang={lang} />
          <Standing explanation={total} held={heldGrade(own.view, card, total)} t={t} lang={lang} />
        </div>
      )}
      {judged && <p class="quiet">{m.judged}</p>}
      {card && card.gaps.length > 0 && (
        <details class="self-gaps">
          <summary>{m.gaps(card.gaps.length)}</summary>
          <ul>
            {card.gaps.slice(0, 12).map((gap) => (
              <li key={`${gap.node}@${gap.period}`}>
                <a href={control.linkToNode(gap.node, gap.period)}>
                  <Say text={gap.title} lang={lang} />
                </a>{" "}
                <span class="quiet">
                  <Say text={gap.reason} lang={lang} />
                </span>
              </li>
            ))}
          </ul>
          {card.gaps.length > 12 && <p class="quiet">{t.more(card.gaps.length - 12)}</p>}
        </details>
      )}
    </section>
  );
}

/** The card: its tree, the explanation of the chosen node with a way to its fields, and what follows. */
export function TreePanel(props: DraftProps) {
  const { work, control, m, t, lang } = props;
  const { card, explanation } = work.answers;
  if (!card) return <p class="quiet">{m.pending}</p>;
  const own = windowProps(props);
  return (
    <div class="self-card">
      <Tree card={card} props={own} />
      <section class="card-right" aria-label={t.explanation}>
        {explanation && explanation.node !== own.view.root && <ToFields work={work} node={explanation.node} control={control} m={m} lang={lang} t={t} />}
        <Explained props={own} />
      </section>
      <section class="tree-part" aria-labelledby="self-outcomes">
        <h3 id="self-outcomes">{t.outcomes}</h3>
        <Outcomes card={card} props={own} />
      </section>
    </div>
  );
}

/** The first field that a node's own rule reads. */
function fieldOf(work: Work, node: string) {
  for (const part of work.form.parts) {
    for (const fact of part.facts) {
      if (!fact.nodes.some((one) => one.id === node && one.class === work.cls.id)) continue;
      return { class: part.class, unit: part.unit, fact: fact.fact, period: fact.cells[0]?.period ?? "", ...(fact.cells[0]?.key ? { key: fact.cells[0].key } : {}) };
    }
  }
  return null;
}

function ToFields({ work, node, control, m }: FormProps & { node: string }) {
  const cell = fieldOf(work, node);
  if (!cell) return null;
  return (
    <p class="self-to-fields">
      <button type="button" class="button" onClick={() => control.toField(cell)}>
        {m.toFields}
      </button>
    </p>
  );
}
