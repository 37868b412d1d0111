// One node of one unit explained: every part is the engine's own text, in the order in which a person would ask.
import type { ComponentChildren } from "preact";
import type { Entry, Explanation, Outcome } from "../engine/types";
import { groupDigits, groupWithin, isZero, lostText, periodMark, periodText } from "../format";
import { type Lang, type Messages, say } from "../i18n";
import { Bar, FigureText, OutcomeBadge, OutcomeText, RecordFields, Say } from "../ui/parts";

interface Props {
  explanation: Explanation;
  lang: Lang;
  t: Messages;
  /** The address of another node of the same card. */
  linkTo: (node: string, period: string) => string;
  /** The ranking's period; a finer one is named. */
  period: string;
  /** The grade, where something other than points holds it below the line that the points reach. */
  held: Outcome | null;
  /** Shows an outcome of the class with all whom it concerns. */
  showSheet: (node: string) => void;
}

function Part({ title, children, name }: { title: string; children: ComponentChildren; name: string }) {
  return (
    <section class={`explain-part ${name}`}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Figures({ explanation, t, lang }: Props) {
  const { points, full, rate, lost, status, said, type } = explanation;
  return (
    <dl class="figures">
      <div>
        <dt>{type === "points" ? t.points : t.value}</dt>
        <dd class="big">{say(said, lang) ? groupWithin(say(said, lang)) : <FigureText figure={points} status={status} t={t} />}</dd>
      </div>
      {full && (
        <div>
          <dt>{t.fullMarks}</dt>
          <dd>{groupDigits(full.shown)}</dd>
        </div>
      )}
      {rate && (
        <div>
          <dt>{t.rate}</dt>
          <dd>{rate}</dd>
        </div>
      )}
      {lost && full && (
        <div>
          <dt>{lost.exact.startsWith("-") ? t.beyond : t.lost}</dt>
          <dd>{lostText(lost.shown)}</dd>
        </div>
      )}
    </dl>
  );
}

/** What the points mean for the grade: how far the next line is, that there is none, or why reaching it did not help. */
export function Standing({ explanation, held, t, lang }: Pick<Props, "explanation" | "held" | "t" | "lang">) {
  const { lines, next } = explanation;
  return (
    <>
      {held && (
        <p class="why-not held">{t.heldDown(held.reasons.map((reason) => say(reason, lang)).join(t.listComma), say(held.label, lang))}</p>
      )}
      {next && <p class="next">{t.next(say(next.title, lang), groupDigits(next.from.shown), groupDigits(next.distance.shown))}</p>}
      {!next && !held && lines.length > 0 && lines.every((line) => line.reached) && <p class="next">{t.top}</p>}
    </>
  );
}

/** That the points only look as if they reached a line. */
export function Crossing({ explanation, lang }: Pick<Props, "explanation" | "lang">) {
  if (!say(explanation.crossing, lang)) return null;
  return (
    <p class="crossing">
      <span aria-hidden="true">! </span>
      <Say text={explanation.crossing} lang={lang} />
    </p>
  );
}

function Lines(props: Props) {
  const { explanation, t, lang } = props;
  const { lines } = explanation;
  if (lines.length === 0) return null;
  return (
    <Part title={t.lines} name="lines">
      <Standing explanation={explanation} held={props.held} t={t} lang={lang} />
      <table class="small">
        <thead>
          <tr>
            <th scope="col">{t.grade}</th>
            <th scope="col" class="number-cell">
              {t.lineFrom}
            </th>
            <th scope="col">{t.lines}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const distance = groupDigits(line.distance.shown.replace(/^-/, ""));
            const on = isZero(line.distance.exact);
            return (
              <tr key={line.level} class={line.reached ? "reached" : "not-reached"}>
                <th scope="row">
                  <Say text={line.title} lang={lang} />
                </th>
                <td class="number-cell">{groupDigits(line.from.shown)}</td>
                <td>
                  <span class="reach">
                    <span aria-hidden="true">{line.reached ? "✓ " : "○ "}</span>
                    {line.reached ? t.reached : t.notReached}
                  </span>{" "}
                  {on ? t.exactlyOn : line.reached ? t.above(distance) : t.below(distance)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Part>
  );
}

function Facts({ explanation, t, lang, period }: Props) {
  if (explanation.facts.length === 0) return null;
  const reporters = explanation.facts.some((fact) => say(fact.reporter, lang));
  return (
    <Part title={t.facts} name="facts">
      <table class="small">
        <thead>
          <tr>
            <th scope="col">{t.fact}</th>
            <th scope="col" class="number-cell">
              {t.value}
            </th>
            {reporters && <th scope="col">{t.reporter}</th>}
          </tr>
        </thead>
        <tbody>
          {explanation.facts.map((fact) => (
            <tr key={`${fact.fact}@${fact.period}`}>
              <th scope="row">
                <Say text={fact.title} lang={lang} />
                {fact.period && fact.period !== period && <span class="quiet"> {periodText(fact.period, lang)}</span>}
              </th>
              <td class="number-cell">
                {fact.status === "known" ? groupDigits(say(fact.shown, lang)) : <span class="no-figure">{t.status[fact.status]}</span>}
                {fact.status === "known" && say(fact.unit, lang) ? ` ${say(fact.unit, lang)}` : ""}
              </td>
              {reporters && (
                <td>
                  <Say text={fact.reporter} lang={lang} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Records({ explanation, t, lang }: Props) {
  if (explanation.records.length === 0) return null;
  return (
    <Part title={t.records} name="records">
      <ul class="records">
        {explanation.records.map((record) => (
          <li key={record.id} class={record.accepted ? "accepted" : "rejected"}>
            <p class="record-head">
              <span class="record-verdict">
                <span aria-hidden="true">{record.accepted ? "✓ " : "✕ "}</span>
                {record.accepted ? t.accepted : t.rejected}
              </span>
              {record.date && <span>{record.date}</span>}
              {record.points && (
                <span class="record-points">
                  {t.recordPoints} {groupDigits(record.points.shown)}
                </span>
              )}
            </p>
            <RecordFields fields={record.fields} lang={lang} t={t} />
            {say(record.reason, lang) && (
              <p class="record-reason">
                <Say text={record.reason} lang={lang} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Members({ explanation, t, lang, linkTo }: Props) {
  if (explanation.members.length === 0) return null;
  return (
    <Part title={t.members} name="members">
      <table class="small">
        <thead>
          <tr>
            <th scope="col">{t.item}</th>
            <th scope="col" class="number-cell">
              {t.points}
            </th>
            <th scope="col" class="number-cell">
              {t.fullMarks}
            </th>
            <th scope="col" class="number-cell">
              {t.rate}
            </th>
          </tr>
        </thead>
        <tbody>
          {explanation.members.map((member: Entry) => (
            <tr key={`${member.node}@${member.period}`}>
              <th scope="row">
                <a href={linkTo(member.node, member.period)}>
                  <Say text={member.title} lang={lang} />
                </a>
                {member.weight && <span class="weight-mark">{t.weightIs(member.weight)}</span>}
                {member.outside && <span class="outside-mark">{t.outside}</span>}
              </th>
              <td class="number-cell">
                <FigureText figure={member.points} status={member.status} t={t} />
              </td>
              <td class="number-cell">{member.full ? groupDigits(member.full.shown) : ""}</td>
              <td class="number-cell rate-cell">
                {member.rate}
                {member.rate && <Bar share={member.share} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Steps({ explanation, t, lang }: Props) {
  if (explanation.steps.length === 0) return null;
  return (
    <Part title={t.steps} name="steps">
      <ol>
        {explanation.steps.map((step, index) => (
          <li key={index}>
            <Say text={step.title} lang={lang} />
            {t.colon}
            {groupDigits(step.before.shown)} → <strong>{groupDigits(step.after.shown)}</strong>
          </li>
        ))}
      </ol>
    </Part>
  );
}

export function Clauses({ clauses, lang, t }: { clauses: Explanation["clauses"]; lang: Lang; t: Messages }) {
  return (
    <aside class="clauses" aria-label={t.clauses}>
      <h4>{t.clauses}</h4>
      {clauses.length === 0 && <p class="quiet">{t.noClauses}</p>}
      {clauses.map((clause) => (
        <blockquote key={clause.id}>
          <cite>{clause.id}</cite>
          <p>
            <Say text={clause.text} lang={lang} />
          </p>
        </blockquote>
      ))}
    </aside>
  );
}

/** A veto or verdict: it applies or it does not. */
const isCondition = (outcome: Outcome) => outcome.kind === "veto" || outcome.kind === "verdict";

function conditionText(outcome: Outcome, t: Messages): string {
  if (outcome.status === "exempt") return t.status.exempt;
  if (outcome.status !== "known") return t.undecidedHint;
  return outcome.value === "true" ? t.holds : t.doesNotHold;
}

export function ExplanationView(props: Props) {
  const { explanation, lang, t, period, showSheet } = props;
  const outcome = explanation.outcome;
  const isPoints = explanation.full !== null || explanation.points !== null || explanation.status !== "known";
  return (
    <div class="explanation" data-node={explanation.node}>
        <header>
          <h3 tabIndex={-1} id="explanation-title">
            <Say text={explanation.title} lang={lang} />
            {explanation.period && explanation.period !== period && (
              <span class="period-mark">{periodMark(explanation.period, period, "", lang)}</span>
            )}
          </h3>
          {explanation.basis && explanation.basis !== "stated" && (
            <p class="basis" title={t.basisHint}>
              {t.basis[explanation.basis as keyof typeof t.basis] ?? explanation.basis}
            </p>
          )}
        </header>
        {!outcome && isPoints && <Figures {...props} />}
        {outcome && (
          <p class="outcome-line">
            {isCondition(outcome) ? <OutcomeBadge outcome={outcome} lang={lang} t={t} /> : null}
            {outcome.kind === "rank" && outcome.of > 0 ? t.placeOf(say(outcome.label, lang), String(outcome.of)) : ""}
            {!isCondition(outcome) && !(outcome.kind === "rank" && outcome.of > 0) && (
              <strong>
                <OutcomeText outcome={outcome} lang={lang} t={t} />
              </strong>
            )}
            {isCondition(outcome) ? conditionText(outcome, t) : ""}
          </p>
        )}
        <Crossing explanation={explanation} lang={lang} />
        {say(explanation.reason, lang) && (
          <p class="why-not">
            <Say text={explanation.reason} lang={lang} />
          </p>
        )}
        {outcome?.kind === "verdict" && outcome.value === "true" && (
          <p class="sentence">
            <Say text={outcome.label} lang={lang} />
          </p>
        )}
        {outcome?.kind === "verdict" && say(outcome.bearer, lang) && (
          <p class="quiet">
            {t.bearer}
            <Say text={outcome.bearer} lang={lang} />
          </p>
        )}
        {/* Why there is no value is said above already. */}
        {outcome?.reasons
          .filter((reason) => say(reason, lang) !== say(explanation.reason, lang))
          .map((reason, index) => (
            <p key={index} class={outcome.kind === "level" || outcome.kind === "veto" ? "why-not" : "told"}>
              {groupWithin(say(reason, lang))}
            </p>
          ))}
        {outcome && (
          <p>
            <button type="button" class="button" onClick={() => showSheet(outcome.node)}>
              {t.allConcerned}
            </button>
          </p>
        )}
        <div class="rule-and-clause">
          <div>
        {say(explanation.sentence, lang) && (
          <Part title={t.rule} name="rule">
            <p class="sentence">
              <Say text={explanation.sentence} lang={lang} />
            </p>
          </Part>
        )}
        {(say(explanation.formula, lang) || say(explanation.figures, lang)) && (
          <Part title={t.working} name="working">
            {say(explanation.formula, lang) && (
              <p class="formula">
                <Say text={explanation.formula} lang={lang} />
              </p>
            )}
            {say(explanation.figures, lang) && (
              <p class="formula figures-in">
                <span class="sr">{t.workingFigures}</span>
                <Say text={explanation.figures} lang={lang} />
              </p>
            )}
          </Part>
        )}
          </div>
          <Clauses clauses={explanation.clauses} lang={lang} t={t} />
        </div>
        <Lines {...props} />
        <Facts {...props} />
        <Records {...props} />
        <Members {...props} />
        <Steps {...props} />
    </div>
  );
}
