// One unit's card: what it got, what it lost, what follows from it, and a tree whose every line can be explained.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Card, Outcome } from "../../engine/types";
import { Crossing, ExplanationView, Standing } from "../../explain/explanation";
import { groupDigits, groupWithin, isZero, lostText, periodMark, periodText, signed } from "../../format";
import { say } from "../../i18n";
import { Later } from "../../later";
import { DiagnosticList } from "../../ui/diagnostics";
import { Bar, FigureText, GradeBadge, OutcomeBadge, OutcomeText, Say } from "../../ui/parts";
import { type WindowProps, gradeOf, headBadges, heldGrade, mineKey, mineOf, setOpen, showSheet, toggleTools } from "./state";
import { type TreeLine, branches, pathOf, treeKey, visibleLines } from "./tree";

/** Whether an outcome says something of this unit now: it applies, gives something, or waits. */
function speaks(outcome: Outcome): boolean {
  if (outcome.status === "exempt") return false;
  if (outcome.state === "undecided" || outcome.state === "pending") return true;
  return outcome.value !== "false" && !(outcome.value === "0" && outcome.kind === "convert");
}

const isBadge = (outcome: Outcome) => ["veto", "verdict", "quota", "honour", "run"].indexOf(outcome.kind) >= 0;

function OutcomeItem({ outcome, card, props }: { outcome: Outcome; card: Card; props: WindowProps }) {
  const { t, lang, state, actions } = props;
  // A clause that both a gate and its reason cite is named once.
  const clauses = Array.from(new Set(outcome.because));
  const whatFollows = outcome.kind === "verdict" || outcome.kind === "honour";
  return (
    <li>
      <p class="outcome-top">
        <a href={actions.link({ unit: card.unit, node: outcome.node })}>
          {isBadge(outcome) ? <OutcomeBadge outcome={outcome} lang={lang} t={t} /> : <Say text={outcome.title} lang={lang} />}
        </a>
        {outcome.kind === "level" && <GradeBadge outcome={outcome} lang={lang} t={t} />}
        {!isBadge(outcome) && outcome.kind !== "level" && (
          <strong class="outcome-value">
            <OutcomeText outcome={outcome} lang={lang} t={t} />
          </strong>
        )}
      </p>
      {whatFollows && outcome.value === "true" && (
        <p class="outcome-what">
          <Say text={outcome.label} lang={lang} />
        </p>
      )}
      {outcome.state === "undecided" && outcome.reasons.length === 0 && <p class="outcome-reason">{t.undecidedHint}</p>}
      {say(outcome.bearer, lang) && (
        <p class="outcome-reason quiet">
          {t.bearer}
          <Say text={outcome.bearer} lang={lang} />
        </p>
      )}
      {outcome.reasons.map((reason, index) => (
        <p key={index} class={outcome.kind === "veto" || outcome.status !== "known" ? "outcome-reason" : "outcome-reason quiet"}>
          {groupWithin(say(reason, lang))}
        </p>
      ))}
      {clauses.length > 0 && (
        <details class="outcome-clause">
          <summary>
            {t.because} {clauses.join(t.listComma)}
          </summary>
          {clauses.map((clause) => (
            <p key={clause}>
              <span class="quiet">{clause}</span> <Say text={state.summary.clauses[clause]} lang={lang} />
            </p>
          ))}
        </details>
      )}
    </li>
  );
}

const outcomeOrder = ["level", "veto", "verdict", "honour", "quota", "award", "pool", "decision", "run", "convert", "rank"];

export function Outcomes({ card, props }: { card: Card; props: WindowProps }) {
  const { t, lang, view, actions } = props;
  if (card.outcomes.length === 0) return <p class="quiet">{t.noOutcomes}</p>;
  const ordered = outcomeOrder.reduce<Outcome[]>((all, kind) => all.concat(card.outcomes.filter((outcome) => outcome.kind === kind)), []);
  // A place that is only a step on the way to something else is found where it is used.
  const published = (outcome: Outcome) => outcome.kind !== "rank" || view.cls.publish.indexOf(outcome.node) >= 0;
  const others = ordered.filter((outcome) => outcome.node !== view.place && published(outcome));
  const rest = others.filter((outcome) => !speaks(outcome));
  return (
    <>
      <ul class="outcomes">
        {others.filter(speaks).map((outcome) => (
          <OutcomeItem key={outcome.node} outcome={outcome} card={card} props={props} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details class="rest">
          <summary>{t.notTriggered(rest.length)}</summary>
          <ul>
            {rest.map((outcome) => (
              <li key={outcome.node}>
                <a href={actions.link({ unit: card.unit, node: outcome.node })}>
                  <Say text={outcome.title} lang={lang} />
                </a>
                {outcome.status === "exempt" && (
                  <span class="quiet">
                    {" "}
                    <Say text={outcome.label} lang={lang} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function LossList({ losses, card, props }: { losses: Card["losses"]; card: Card; props: WindowProps }) {
  const { t, lang, view, actions } = props;
  return (
    <ol class="losses">
      {losses.map((loss) => (
        <li key={`${loss.node}@${loss.period}`}>
          <span>
            <a href={actions.link({ unit: card.unit, node: loss.node, at: loss.period === view.period ? "" : loss.period })}>
              <Say text={loss.title} lang={lang} />
            </a>
            <span class="quiet loss-clauses">{loss.clauses.join(t.listComma)}</span>
          </span>
          <span class="loss-figure">{lostText(loss.lost.shown)}</span>
          <Bar share={loss.share} weak />
        </li>
      ))}
    </ol>
  );
}

function Losses({ card, props }: { card: Card; props: WindowProps }) {
  const { t } = props;
  const losses = card.losses.filter((loss) => !isZero(loss.lost.exact));
  if (losses.length === 0) return <p class="quiet">{t.noLosses}</p>;
  return (
    <>
      <p class="quiet hint">{t.lossesNote}</p>
      <LossList losses={losses.slice(0, 3)} card={card} props={props} />
      {losses.length > 3 && (
        <details class="rest">
          <summary>{t.more(losses.length - 3)}</summary>
          <LossList losses={losses.slice(3)} card={card} props={props} />
        </details>
      )}
    </>
  );
}

export function Tree({ card, props }: { card: Card; props: WindowProps }) {
  const { t, lang, state, view, actions } = props;
  const chosen = pathOf(card.tree, view.node, view.at) || pathOf(card.tree, view.node, "");
  const lines = visibleLines(card.tree, state.window.open, chosen);
  const visible = (path: string) => lines.some((line) => line.path === path);
  const [focus, setFocus] = useState(chosen || "0");
  const stop = visible(focus) ? focus : visible(chosen) ? chosen : "0";
  const list = useRef<HTMLUListElement>(null);

  const focusOn = (path: string) => {
    setFocus(path);
    list.current?.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
  };
  const choose = (line: TreeLine) => {
    setFocus(line.path);
    const { node, period } = line.entry;
    actions.go({ unit: card.unit, node, at: period === view.period ? "" : period });
  };
  const onKeyDown = (event: KeyboardEvent, line: TreeLine) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(line);
      return;
    }
    const move = treeKey(event.key, lines, line.path);
    if (!move) return;
    event.preventDefault();
    if ("go" in move) focusOn(move.go);
    else actions.window(setOpen(line.path, move.open));
  };
  const all = branches(card.tree);
  const allOpen = all.every((path) => lines.some((line) => line.path === path && line.open));

  return (
    <section class="tree-part" aria-labelledby="tree-title">
      <div class="tree-bar">
        <h3 id="tree-title">{t.tree}</h3>
        <button
          type="button"
          class="quiet-button"
          onClick={() =>
            actions.window((window) => ({ ...window, open: Object.fromEntries(all.map((path) => [path, path === "0" || !allOpen])) }))
          }
        >
          {allOpen ? t.collapseAll : t.expandAll}
        </button>
      </div>
      <p class="quiet hint" id="tree-hint">
        {t.treeHint} <span class="keys-hint">{t.treeKeys}</span>
      </p>
      <div class="tree-head" aria-hidden="true">
        <span>{t.item}</span>
        <span class="tree-number">{t.points}</span>
        <span class="tree-number">{t.fullMarks}</span>
        <span class="tree-rate">{t.rate}</span>
        <span class="tree-number tree-lost">{t.lost}</span>
      </div>
      <ul role="tree" aria-labelledby="tree-title" aria-describedby="tree-hint" class="tree" ref={list}>
        {lines.map((line) => {
          const { entry } = line;
          const branch = entry.children.length > 0;
          const mark = periodMark(entry.period, view.period, say(entry.title, lang), lang);
          const lost = entry.lost && entry.full && !entry.lost.exact.startsWith("-") ? lostText(entry.lost.shown) : "";
          const points = entry.points ? (entry.outside ? signed(entry.points.shown) : groupDigits(entry.points.shown)) : "";
          return (
            <li
              key={line.path}
              role="treeitem"
              data-path={line.path}
              data-node={entry.node}
              tabIndex={line.path === stop ? 0 : -1}
              aria-level={line.level}
              aria-posinset={line.position}
              aria-setsize={line.siblings}
              aria-expanded={branch ? line.open : undefined}
              aria-selected={line.path === chosen}
              class={`tree-line level-${Math.min(line.level, 6)} ${line.path === chosen ? "chosen" : ""}`}
              onClick={() => choose(line)}
              onKeyDown={(event) => onKeyDown(event, line)}
            >
              <span class="tree-title">
                {branch ? (
                  <span
                    class={`twist ${line.open ? "open" : ""}`}
                    aria-hidden="true"
                    title={line.open ? t.collapse(say(entry.title, lang)) : t.expand(say(entry.title, lang))}
                    onClick={(event) => {
                      event.stopPropagation();
                      actions.window(setOpen(line.path, !line.open));
                    }}
                  />
                ) : (
                  <span class="twist none" aria-hidden="true" />
                )}
                <span class="tree-name">
                  <Say text={entry.title} lang={lang} />
                  {mark && <span class="period-mark">{mark}</span>}
                  {entry.weight && <span class="weight-mark">{t.weightIs(entry.weight)}</span>}
                  {entry.outside && (
                    <span class="outside-mark" title={t.outsideHint}>
                      {t.outside}
                    </span>
                  )}
                </span>
              </span>
              <span class="tree-number">
                {entry.status === "known" ? points : <FigureText figure={entry.points} status={entry.status} t={t} />}
              </span>
              <span class="tree-number tree-full">
                {entry.full ? (
                  <>
                    <span class="slash">/ </span>
                    {groupDigits(entry.full.shown)}
                  </>
                ) : (
                  ""
                )}
              </span>
              <span class="tree-rate">
                {entry.rate && <Bar share={entry.share} />}
                <span class="rate-text">{entry.rate}</span>
              </span>
              <span class={`tree-number tree-lost ${entry.lost && isZero(entry.lost.exact) ? "none" : ""}`}>{lost}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Whom a unit is first held against: my own, else its neighbour in the ranking, else any other; "" where it is alone. */
function besideOf({ state, view }: WindowProps, unit: string): string {
  const mine = mineOf(state, view);
  if (mine && mine !== unit) return mine;
  const rows = state.window.rows?.rows ?? [];
  const at = rows.findIndex((row) => row.unit === unit);
  return (rows[at + 1] ?? rows[at - 1] ?? undefined)?.unit ?? view.cls.units.find((other) => other.id !== unit)?.id ?? "";
}

function Head({ card, props }: { card: Card; props: WindowProps }) {
  const { t, lang, view, state, actions } = props;
  const grade = gradeOf(view, card.outcomes);
  const place = card.outcomes.find((outcome) => outcome.node === view.place);
  const places = card.outcomes.filter(
    (outcome) => outcome.kind === "rank" && outcome.status === "known" && (outcome === place || view.cls.publish.indexOf(outcome.node) >= 0),
  );
  const group = view.cls.groups.find((candidate) => candidate.id === card.group);
  const mine = mineOf(state, view) === card.unit;
  const key = mineKey(state, view);
  const name = say(card.name, lang);
  const beside = besideOf(props, card.unit);
  return (
    <header class="card-head">
      <div class="card-title">
        <h2 tabIndex={-1} id="card-title">
          <Say text={card.name} lang={lang} />
        </h2>
        <p class="card-facts">
          {group && view.cls.groups.length > 1 && (
            <span>
              <Say text={group.title} lang={lang} />
            </span>
          )}
          <span>{periodText(card.period, lang)}</span>
          {places.map((one) => (
            <span key={one.node} class="card-place">
              {one !== place && `${say(one.title, lang)} `}
              {t.placeOf(say(one.label, lang), String(one.of))}
            </span>
          ))}
          {place && place.status !== "known" && <span class="no-figure">{t.notRanked}</span>}
        </p>
        <p class="card-badges">
          {grade && <GradeBadge outcome={grade} lang={lang} t={t} />}
          {headBadges(card.outcomes).map((outcome) => (
            <OutcomeBadge key={outcome.node} outcome={outcome} lang={lang} t={t} />
          ))}
        </p>
      </div>
      <p class="card-total">
        <span class="card-points">
          <FigureText figure={card.tree.points} status={card.tree.status} between={card.between} t={t} />
        </span>
        {card.tree.full && <span class="quiet"> / {groupDigits(card.tree.full.shown)}</span>}
      </p>
      <div class="card-buttons">
        <button
          type="button"
          class="button"
          aria-pressed={mine}
          onClick={() => actions.mine(key, mine ? "" : card.unit, mine ? t.mineUnset : t.mineSet(name))}
        >
          <span aria-hidden="true">{mine ? "★" : "☆"}</span>
          {mine ? t.unsetMine : t.setMine}
        </button>
        {beside && (
          <a class="button" id="compare" href={actions.link({ unit: card.unit, node: "", other: beside })}>
            {t.compare}
          </a>
        )}
        <button type="button" class="button tool-buttons" id="tools" aria-expanded={state.window.tools} onClick={() => actions.window(toggleTools)}>
          {t.takeAway}
        </button>
        <a class="button" href={`#/s/new/${[state.board.id, view.cls.id, card.unit, view.period].map(encodeURIComponent).join("/")}`} title={t.tryOutHint}>
          {t.tryOut}
        </a>
        <a class="button" href={actions.link({ unit: "" })} id="close-card">
          <span aria-hidden="true">{state.layout === "wide" ? "✕" : "←"}</span>
          {state.layout === "wide" ? t.closeCard : t.backToRanking}
        </a>
      </div>
    </header>
  );
}

export function Explained({ props }: { props: WindowProps }) {
  const { t, lang, state, view, actions } = props;
  const { explanation, failures } = state.window;
  if (failures.explain) {
    return (
      <div class="explanation-empty">
        <p>{t.explainFailed}</p>
        <DiagnosticList diagnostics={failures.explain} lang={lang} t={t} />
      </div>
    );
  }
  if (!explanation) return <p class="quiet explanation-empty">{t.rowPending}</p>;
  return (
    <ExplanationView
      explanation={explanation}
      lang={lang}
      t={t}
      period={view.period}
      held={heldGrade(view, state.window.card, explanation)}
      showSheet={(node) => {
        actions.window(showSheet(node));
        actions.go({ unit: "" });
      }}
      linkTo={(node, period) => actions.link({ unit: view.unit, node, at: period === view.period ? "" : period })}
    />
  );
}

/** What the total means for the grade, under the head where the explanation is a screen of its own. */
function TotalNote({ card, props }: { card: Card; props: WindowProps }) {
  const { t, lang, state, view } = props;
  const { explanation } = state.window;
  // An explanation still on the page from the unit before is not this card's.
  if (explanation?.node !== view.root || explanation.points?.exact !== card.tree.points?.exact) return null;
  return (
    <div class="total-note">
      <Crossing explanation={explanation} lang={lang} />
      <Standing explanation={explanation} held={heldGrade(view, card, explanation)} t={t} lang={lang} />
    </div>
  );
}

export function CardPane(props: WindowProps) {
  const { t, lang, state, view, actions } = props;
  const { card, failures } = state.window;
  const shown = useRef("");
  const asked = state.route.node ? `${view.unit}/${view.node}@${view.at}` : view.unit;

  // Opening a unit moves the focus to it, so that keyboard and screen reader are where the eye is. A card that the page
  // opened with is left alone, and so is the tree while someone walks through it.
  // At once when it is drawn: later, somebody may have gone on already.
  useLayoutEffect(() => {
    const before = shown.current;
    if (card?.unit !== view.unit || before === view.unit) return;
    shown.current = view.unit;
    if (!before && state.route.node) return;
    document.getElementById("card-title")?.focus({ preventScroll: true });
    // A unit chosen far down the list opens with its head in sight.
    const top = document.querySelector(".card-head")?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight / 2) window.scrollBy(0, top - 8);
  });
  useLayoutEffect(() => {
    if (state.layout !== "narrow") return;
    window.scrollTo(0, 0);
    document.getElementById(state.route.node ? "explanation-title" : "card-title")?.focus({ preventScroll: true });
  }, [asked, state.layout]);

  if (failures.card) {
    return (
      <section class="card" aria-label={t.card}>
        <DiagnosticList diagnostics={failures.card} lang={lang} t={t} />
        <a class="button" href={actions.link({ unit: "" })}>
          {t.backToRanking}
        </a>
      </section>
    );
  }
  if (!card) {
    return (
      <section class="card" aria-busy="true" aria-label={t.card}>
        <p class="quiet">{t.rowPending}</p>
      </section>
    );
  }
  // On a phone the explanation is a screen of its own.
  if (state.layout === "narrow" && state.route.node) {
    return (
      <section class="card single" aria-label={t.explanation}>
        <p>
          <a class="button" href={actions.link({ node: "" })}>
            <span aria-hidden="true">←</span>
            {t.backToCard}
          </a>
        </p>
        <h2 class="single-unit">
          <Say text={card.name} lang={lang} />
        </h2>
        <Explained props={props} />
      </section>
    );
  }
  return (
    <section class="card" aria-labelledby="card-title" data-unit={card.unit}>
      <Head card={card} props={props} />
      {state.window.tools && <Later name="tools" props={props} />}
      {state.layout === "narrow" && <TotalNote card={card} props={props} />}
      <div class="card-body">
        <div class="card-left">
          <div class="card-summary">
            <section aria-labelledby="losses-title">
              <h3 id="losses-title">{t.losses}</h3>
              <Losses card={card} props={props} />
            </section>
            <section aria-labelledby="outcomes-title">
              <h3 id="outcomes-title">{t.outcomes}</h3>
              <Outcomes card={card} props={props} />
            </section>
          </div>
          {(card.gaps.length > 0 || card.rejected.length > 0 || card.links.length > 0) && <Later name="beforeTree" props={props} />}
          <Tree card={card} props={props} />
          <Later name="afterTree" props={props} />
        </div>
        {state.layout !== "narrow" && (
          // It scrolls by itself, so the keyboard must be able to reach it.
          <section class="card-right" aria-label={t.explanation} tabIndex={0}>
            <Explained props={props} />
          </section>
        )}
      </div>
    </section>
  );
}
